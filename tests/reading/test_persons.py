"""Identifiers: what stands in their place, and what is none beside others."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.ground.errors import InputError

HEADERS = {
    "staff": STAFF,
    "disciplinary": "Employee Number,Ethnic Origin",
    "training": "Employee Number,Ethnic Origin,Course",
}
ROWS = {
    "staff": NURSES,
    "disciplinary": [f"{n},A" for n in range(101, 113)],
    "training": [f"{n},A,Coaching Skills" for n in range(101, 113)],
}
REST = {"staff": "A,Nursing and Midwifery Registered,Band 5", "disciplinary": "A"}
REST["training"] = "A,Coaching Skills"


def faults_of(root, extract, form, identifiers):
    rows = [f"{each},{REST[extract]}" for each in identifiers]
    text = "\n".join([HEADERS[extract], *ROWS[extract], *rows, ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text}
    try:
        read(root, (BASE if extract != "staff" else {}) | files)
    except InputError as error:
        return error.faults
    return ()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", HEADERS)
@pytest.mark.parametrize("text", ["n/k", "Agency worker", "No ESR no.", "99999999", "00000000"])
def test_what_stands_in_place_of_several_people_is_one_fault(tmp_path, extract, form, text):
    (fault,) = faults_of(tmp_path, extract, form, [text] * 3)
    assert fault.value == text
    assert fault.problem.startswith("stands in place of an identifier")
    assert fault.problem.endswith("(3 rows)")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", HEADERS)
@pytest.mark.parametrize("text", ["Dr A", "see 1204", "Lee"])
def test_a_text_among_numbers_is_no_identifier(tmp_path, extract, form, text):
    (fault,) = faults_of(tmp_path, extract, form, [text])
    assert fault.value == text
    assert fault.problem == (
        "is no identifier like the others, and would be counted as a person (1 row)"
    )


@pytest.mark.parametrize("text", ["A1204", "1204 5", "1111", "7777777"])
def test_a_number_written_otherwise_is_an_identifier(tmp_path, text):
    assert faults_of(tmp_path, "disciplinary", "csv", [text]) == ()


def test_codes_of_letters_may_stand_among_codes_with_digits(tmp_path):
    rows = [f"{code},A" for code in ("A1B", "C2D", "EF3", "4GH", "XYZ")]
    text = "\n".join([HEADERS["disciplinary"], *rows, ""])
    counts = read(tmp_path, BASE | {f"{FOLDER}/disciplinary.csv": text}).years[-1].counts
    assert counts.get(3, "entered formal disciplinary process", "White").value == 5


def test_one_ethnicity_is_not_asked_of_what_became_one_person(tmp_path):
    rows = ["n/k,A", "n/k,H", "1,A"]
    text = "\n".join([HEADERS["disciplinary"], *rows, ""])
    with pytest.raises(InputError) as caught:
        read(tmp_path, BASE | {f"{FOLDER}/disciplinary.csv": text})
    (fault,) = caught.value.faults
    assert fault.value == "n/k"
