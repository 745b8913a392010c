"""Totals, notes and headers among records: one fault each, and nobody is counted for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.ground.errors import InputError

HEADERS = {
    "staff": STAFF,
    "disciplinary": "Employee Number,Ethnic Origin",
    "training": "Employee Number,Ethnic Origin,Mandatory",
    "recruitment": "Ethnic Origin,Shortlisted,Appointed",
    "survey": "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b",
}
ROWS = {
    "staff": NURSES,
    "disciplinary": [f"{n},A" for n in range(1, 13)],
    "training": [f"{n},A,No" for n in range(1, 13)],
    "recruitment": ["A,Yes,Yes"] * 6 + ["H,Yes,No"] * 6,
    "survey": ["A,Never,Never,Never,Yes,No"] * 12,
}
TOTALS = [
    ("staff", "Grand Total,,,40"),
    ("staff", ",,,40"),
    ("disciplinary", "Total,"),
    ("disciplinary", "Total,12"),
    ("disciplinary", ",12"),
    ("training", "Total: 12,,"),
    ("recruitment", "Total,12,6"),
    ("recruitment", "Grand Total,,12"),
    ("survey", "Total,3,2,1,12,0"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("extract", "total"), TOTALS)
def test_a_total_is_one_fault(tmp_path: Path, extract: str, total: str, form: str):
    text = "\n".join([HEADERS[extract], *ROWS[extract], total, ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text}
    with pytest.raises(InputError) as caught:
        read(tmp_path, (BASE if extract != "staff" else {}) | files)
    (fault,) = caught.value.faults
    assert fault.row == len(ROWS[extract]) + 2
    assert fault.problem == "looks like a total, not like a record"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("extract", "row"),
    [
        ("staff", "Subtotal,,,,"),
        ("staff", ",,,,57"),
        ("staff", ",,Nursing Total,,"),
        ("recruitment", ",57,12,"),
        ("recruitment", ",Yes,Yes,Nurse Total"),
        ("recruitment", "Subtotal,,,"),
        ("disciplinary", "Total,,4"),
        ("training", ",,,Fire Safety Total"),
    ],
)
def test_a_subtotal_among_the_records_is_one_fault(tmp_path, extract, row, form):
    """Where it is one for each cell, each would be explained in `values.csv`."""
    rows = [f"{each},Post" for each in ROWS[extract]]
    text = "\n".join([f"{HEADERS[extract]},Other", *rows[:5], row, *rows[5:], ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text}
    with pytest.raises(InputError) as caught:
        read(tmp_path, (BASE if extract != "staff" else {}) | files)
    (fault,) = caught.value.faults
    assert fault.row == 7
    assert fault.problem.endswith("not a record") or "looks like a total" in fault.problem
    assert "values.csv" not in fault.remedy


def test_an_extract_of_no_record_but_a_total(tmp_path):
    text = f"{HEADERS['training']}\nTotal,12,\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, BASE | {f"{FOLDER}/training.csv": text})
    assert [fault.problem for fault in caught.value.faults] == [
        "looks like a total, not like a record"
    ]


def test_a_person_whose_number_is_that_of_the_rows_is_no_total(tmp_path):
    text = "\n".join([HEADERS["disciplinary"], *ROWS["disciplinary"], "13,", ""])
    counts = read(tmp_path, BASE | {f"{FOLDER}/disciplinary.csv": text}).years[-1].counts
    measure = "entered formal disciplinary process"
    assert counts.get(3, measure, "Unknown").value == 1


NOTES = [
    ("staff", "Report generated 01/04/2025,,,"),
    ("staff", "Run date:,01/04/2025,,"),
    ("disciplinary", "Nil return Q4,"),
    ("disciplinary", "Q1 2024/25,"),
    ("disciplinary", "None,"),
    ("training", "Source: OLM,,"),
    ("recruitment", "Source: Trac,,"),
    ("survey", "Base: all respondents,,,,,"),
]


def faults_of(root: Path, extract: str, form: str, lines: list[str]):
    text = "\n".join([*lines, ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text}
    with pytest.raises(InputError) as caught:
        read(root, (BASE if extract != "staff" else {}) | files)
    return caught.value.faults


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("extract", "note"), NOTES)
def test_a_note_is_one_fault_and_no_value_to_explain(tmp_path, extract, note, form):
    rows = ROWS[extract]
    (fault,) = faults_of(tmp_path, extract, form, [HEADERS[extract], *rows[:5], note, *rows[5:]])
    assert (fault.row, fault.value) == (7, note.split(",")[0])
    assert fault.problem == "is a note, not a record"
    assert fault.line == ()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", HEADERS)
def test_the_header_again_is_one_fault_and_no_value_to_explain(tmp_path, extract, form):
    header, rows = HEADERS[extract], ROWS[extract]
    (fault,) = faults_of(tmp_path, extract, form, [header, *rows[:5], header, *rows[5:]])
    assert (fault.row, fault.problem) == (7, "is the header again, not a record")
    assert fault.line == ()


def test_a_title_and_a_header_of_another_table_are_a_fault_each(tmp_path):
    lines = [STAFF, *NURSES[:20], "Leavers in year,,,", STAFF, *NURSES[20:]]
    assert [fault.row for fault in faults_of(tmp_path, "staff", "csv", lines)] == [23, 22]


def test_many_headers_are_summed_up(tmp_path):
    lines = [STAFF, *(line for nurse in NURSES for line in (nurse, STAFF))]
    faults = faults_of(tmp_path, "staff", "csv", lines)
    assert len(faults) == 11
    assert (faults[-1].row, "30 rows more" in faults[-1].problem) == (23, True)


def test_a_note_in_a_column_that_nothing_reads_is_one_fault(tmp_path):
    rows = [f"TR{300 + n},A,Yes,No" for n in range(12)]
    lines = ["Applicant ID,Ethnic Origin,Shortlisted,Appointed", *rows, "Source: Trac,,,"]
    (fault,) = faults_of(tmp_path, "recruitment", "csv", lines)
    assert (fault.row, fault.value) == (14, "Source: Trac")


@pytest.mark.parametrize(
    ("extract", "row"),
    [
        ("disciplinary", "13,"),
        ("training", "13,,No"),
        ("survey", "Z Not Stated,,,,,"),
        ("survey", "H,,,,,"),
    ],
)
def test_a_record_with_little_in_it_is_no_note(tmp_path, extract, row):
    text = "\n".join([HEADERS[extract], *ROWS[extract], row, ""])
    assert read(tmp_path, BASE | {f"{FOLDER}/{extract}.csv": text}).doubts is not None


def test_people_with_names_for_identifiers_are_no_notes(tmp_path):
    text = "\n".join([HEADERS["disciplinary"], "Ann Lee,A", "Bo Ray,H", "Cy Fox,", ""])
    counts = read(tmp_path, BASE | {f"{FOLDER}/disciplinary.csv": text}).years[-1].counts
    assert counts.get(3, "entered formal disciplinary process", "Unknown").value == 1


def test_a_note_is_told_of_beside_a_missing_column(tmp_path):
    lines = ["Employee Number,Ethnic Origin,Staff Group", *(n.rpartition(",")[0] for n in NURSES)]
    missing, note = faults_of(tmp_path, "staff", "csv", [*lines, "Run by J Smith,,"])
    assert "is missing" in missing.problem
    assert (note.row, note.line) == (42, ())


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_counts_between_groups_are_no_people(tmp_path: Path, form: str):
    """A spreadsheet's subtotals: how many stand above, below the identifiers."""

    def faults(rows: list[str], at: str) -> list[str]:
        text = "\n".join(["Employee Number,Ethnic Origin,Course,Completed", *rows, ""])
        file = f"{FOLDER}/training.{form}"
        files = BASE | {file: excel(text) if form == "xlsx" else text}
        try:
            read(tmp_path / at, files)
        except InputError as error:
            return [f"{fault.row}: {fault.problem}" for fault in error.faults]
        return []

    people = [f"{n},A,Coaching,x" for n in range(20101, 20113)]
    is_total = "looks like a total, not like a record"
    named = [*people[:7], "7,,Coaching Count,", *people[7:], "5,,Excel Count,"]
    assert faults(named, "a") == [f"9: {is_total}", f"15: {is_total}"]
    bare = [*people[:7], "7,,,", *people[7:], "12,,,"]
    assert faults(bare, "b") == [f"9: {is_total}", f"15: {is_total}"]
    # Somebody of whom nothing is known.
    assert faults([*people[:7], "20120,,,", *people[7:]], "c") == []
    assert faults([*people, "20120,A,Blood Count,x"], "d") == []
