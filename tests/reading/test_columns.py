"""Which column is which: no advice that leads into a wrong number."""

from __future__ import annotations

import pytest
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.ground.errors import InputError
from wres.reading.columns import Header, find_columns

SURVEY = "Ethnic Origin,Q14a,Q14b,Q15,Q16b"


def remedies(extract: str, header: str, field: str) -> list[str]:
    return [
        fault.remedy
        for fault in find_columns(
            Header("f.csv", 1, tuple(header.split(","))), extract, [field], {}
        )[1]
    ]


@pytest.mark.parametrize(
    ("extract", "header", "field", "meant"),
    [
        ("survey", SURVEY, "Q14c", ""),
        ("survey", f"{SURVEY},Q14d - Reported", "Q14c", ""),
        ("survey", f"{SURVEY},Q14c - Colleagues", "Q14c", "Q14c - Colleagues"),
        ("survey", f"{SURVEY},14c_colleagues", "Q14c", "14c_colleagues"),
        ("staff", "Employee Name,Ethnic Origin", "person", ""),
        ("staff", "Employee Name,Employee Numbers", "person", "Employee Numbers"),
        ("staff", "Ethnic Origin Date,Pay", "ethnic_origin", ""),
        ("staff", "Pay Bond,Pay Band Desc", "pay_band", "Pay Band Desc"),
        ("recruitment", "Shortlisted Date,Appointed", "shortlisted", ""),
    ],
)
def test_what_is_meant_by_a_column_that_is_missing(extract, header, field, meant):
    (remedy,) = remedies(extract, header, field)
    says = f"Did you mean '{meant}'? Then write in mapping.csv: {extract},{field},{meant}."
    assert remedy == says if meant else remedy.startswith("Add it, or say which column holds it")


def faults(root, mapping: str, files: dict[str, str]) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(root, BASE | files | {"RXX/mapping.csv": f"extract,field,column\n{mapping}"})
    return [str(fault) for fault in caught.value.faults]


def test_one_question_is_not_another(tmp_path):
    file = {f"{FOLDER}/survey.csv": f"{SURVEY}\nA,Never,Never,Yes,No\n"}
    (said,) = faults(tmp_path / "a", "survey,Q14c,Q14b\n", file)
    assert said == (
        "RXX/mapping.csv, row 2, column column: 'Q14b' is question Q14b, and not Q14c. "
        "Take the row out."
    )
    text = "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b\nA,Never,Never,Never,Yes,No\n"
    mapping = "survey,Q14a,Q14b\nsurvey,Q14b,Q14a\n"
    crossed = faults(tmp_path / "b", mapping, {f"{FOLDER}/survey.csv": text})
    assert [said.rpartition(": ")[2] for said in crossed] == [
        "'Q14b' is question Q14b, and not Q14a. Take the row out.",
        "'Q14a' is question Q14a, and not Q14b. Take the row out.",
    ]


@pytest.mark.parametrize(
    ("extract", "field", "column"),
    [
        ("training", "mandatory", "Non-Mandatory"),
        ("training", "mandatory", "Mandatory Exempt"),
        ("recruitment", "shortlisted", "Not Shortlisted"),
    ],
)
def test_a_column_that_says_the_opposite_is_not_taken(tmp_path, extract, field, column):
    rest = {"training": "Employee Number,Ethnic Origin", "recruitment": "Ethnic Origin,Appointed"}
    rows = [f"{rest[extract]},{column}", *("1,A,No" if extract == "training" else "A,No,No",) * 4]
    files = {f"{FOLDER}/{extract}.csv": "\n".join([*rows, ""])}
    (said,) = faults(tmp_path, f"{extract},{field},{column}\n", files)
    assert f"'{column}' says the opposite of '{field.capitalize()}'" in said
    assert "that says Yes where this one says No" in said


def test_one_column_is_not_two_fields(tmp_path):
    text = "Employee Number,Ethnic Origin,Grade\n1,A,Band 5\n"
    mapping = "staff,staff_group,Grade\n"
    (said,) = faults(tmp_path, mapping, {f"{FOLDER}/staff.csv": text})
    assert "'Grade' cannot be both staff_group and pay_band" in said


def test_one_status_says_who_was_shortlisted_and_who_appointed(tmp_path):
    text = "Ethnic Origin,Stage\nA,Hired\nA,Interviewed\nH,Rejected\n"
    files = {
        f"{FOLDER}/recruitment.csv": text,
        "RXX/mapping.csv": "extract,field,column\nrecruitment,shortlisted,Stage\n"
        "recruitment,appointed,Stage\n",
        "RXX/values.csv": "extract,field,value,means\n"
        "recruitment,shortlisted,Hired,Yes\nrecruitment,appointed,Hired,Yes\n"
        "recruitment,shortlisted,Interviewed,Yes\nrecruitment,appointed,Interviewed,No\n"
        "recruitment,shortlisted,Rejected,No\nrecruitment,appointed,Rejected,No\n",
    }
    counts = read(tmp_path, BASE | files).years[-1].counts
    assert [counts.get(2, each, "all").value for each in ("shortlisted", "appointed")] == [2, 1]


@pytest.mark.parametrize(
    ("extract", "text", "field"),
    [
        ("disciplinary", "Employee Number,Line Manager Ethnicity\n1,A\n", "ethnic_origin"),
        ("staff", f"{STAFF.replace('Pay Band', 'Budgeted Band')}\n{NURSES[0]}\n", "pay_band"),
        ("staff", f"{STAFF},Board Member,NED\n{NURSES[0]},Yes,Yes\n", "executive"),
    ],
)
def test_a_column_that_is_named_as_another_thing_is_asked_about(tmp_path, extract, text, field):
    column = next(c for c in ("Line Manager Ethnicity", "Budgeted Band", "NED") if c in text)
    mapping = f"extract,field,column\n{extract},{field},{column}\n"
    files = BASE | {f"{FOLDER}/{extract}.csv": text, "RXX/mapping.csv": mapping}
    said = [str(doubt) for doubt in read(tmp_path, files).doubts if doubt.kind == "unread"]
    assert len(said) == 1
    assert f"column {column}: stands for " in said[0]
    assert "and its name says another thing" in said[0]


@pytest.mark.parametrize(
    ("extract", "head", "row", "field"),
    [
        ("recruitment", "Ethnic Origin,Longlisted,Appointed", "A,Yes,No", "shortlisted"),
        ("recruitment", "Ethnic Origin,Shortlisted,Appointing Manager", "A,Yes,X", "appointed"),
        ("training", "Course Number,Ethnic Origin", "12,A", "person"),
    ],
)
def test_a_column_of_something_else_is_not_offered(tmp_path, extract, head, row, field):
    said = faults(tmp_path, "", {f"{FOLDER}/{extract}.csv": f"{head}\n{row}\n"})
    line = f"say which column holds it in mapping.csv: {extract},{field},<column>."
    assert any(each.endswith(f"the column is missing. Add it, or {line}") for each in said)


def test_of_a_column_that_stands_twice_its_name_is_asked_about_and_no_more(tmp_path):
    text = "Employee Number,Ethnic Origin,Mandatory,Mandatory\n1,A,Yes,No\n"
    (said,) = faults(tmp_path, "", {f"{FOLDER}/training.csv": text})
    assert "more than one column may be meant" in said
