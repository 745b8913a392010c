"""People and rows that are not told apart: each kind is one warning, and clean ones raise none."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

APPLICANTS = "Applicant ID,Ethnic Origin,Shortlisted,Appointed"
APPLIED = [
    f"TR{300 + n},{'ABCHJ'[n % 5]},{'Yes' if n % 2 else 'No'},{'Yes' if n % 6 == 1 else 'No'}"
    for n in range(24)
]
ANSWERS = "Respondent ID,Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b"
ANSWERED = [
    f"{1000 + n},{'ABCHJ'[n % 5]},Never,{('1-2', 'Never', '')[n % 3]},Never,Yes,No"
    for n in range(24)
]


def said(root, name, lines, form="csv"):
    text = "\n".join([*lines, ""])
    file = f"{FOLDER}/{name}.{form}"
    inputs = read(root, BASE | {file: excel(text) if form == "xlsx" else text})
    return [doubt for doubt in inputs.doubts if doubt.kind == "people"]


def people(root, lines, form="csv"):
    text = "\n".join([*lines, ""])
    inputs = read(root, {f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text})
    return [doubt for doubt in inputs.doubts if doubt.kind == "people"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("has_number", [True, False])
@pytest.mark.parametrize(
    ("name", "header", "rows"),
    [("recruitment", APPLICANTS, APPLIED), ("survey", ANSWERS, ANSWERED)],
)
def test_an_extract_that_stands_twice(tmp_path, name, header, rows, has_number, form):
    lines = [header, *rows, *rows]
    if not has_number:
        lines = [line.partition(",")[2] for line in lines]
    (doubt,) = said(tmp_path, name, lines, form)
    assert doubt.row == 26
    assert doubt.problem == "begins what stands above once more, 24 rows too many"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "header", "rows"),
    [("recruitment", APPLICANTS, APPLIED), ("survey", ANSWERS, ANSWERED)],
)
def test_a_third_of_the_rows_stands_twice(tmp_path, name, header, rows, form):
    (doubt,) = said(tmp_path, name, [header, *rows, *rows[:8]], form)
    assert (doubt.row, doubt.column) == (26, header.split(",")[0])
    assert "alike, 8 rows too many" in doubt.problem


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_few_rows_of_a_long_extract_stand_twice(tmp_path, form):
    rows = [APPLIED[n % 24].replace(f"TR{300 + n % 24}", f"TR{9000 + n}") for n in range(2500)]
    (doubt,) = said(tmp_path, "recruitment", [APPLICANTS, *rows, *rows[:60]], form)
    assert (doubt.row, doubt.column) == (2502, "Applicant ID")
    assert "alike, 60 rows too many" in doubt.problem


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("again", "is_told"), [(40, True), (12, False)])
def test_staff_of_two_months_are_asked_about(tmp_path, again, is_told, form):
    """Everybody has two rows; a second assignment of some is usual."""
    rows = [f"{row},{month}" for month, rows in (("Mar-23", NURSES), ("Mar-24", NURSES[:again]))
            for row in rows]  # fmt: skip
    said = people(tmp_path, [f"{STAFF},Month", *rows], form)
    assert [doubt.problem for doubt in said] == [
        "has several rows for 40 of 40 people, and one of each counts"
    ] * is_told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_row_for_each_stage(tmp_path, form):
    rows = [f"{row},Stage {n}" for row in APPLIED for n in (1, 2)]
    (doubt,) = said(tmp_path, "recruitment", [f"{APPLICANTS},Stage", *rows], form)
    # Half of the 24 are shortlisted; of the others no row counts.
    assert doubt.problem == "is the same in rows that count, 12 rows too many"


def test_a_second_row_that_says_another_outcome(tmp_path):
    again = [row.replace("Yes,Yes", "Yes,No") for row in APPLIED if "Yes,Yes" in row]
    (doubt,) = said(tmp_path, "recruitment", [APPLICANTS, *APPLIED, *again])
    assert doubt.problem == "is the same in rows that count, 4 rows too many"


def test_who_applies_for_several_posts_has_several_applications(tmp_path):
    rows = [f"{row},V{n}" for row in APPLIED for n in (1, 2)]
    assert said(tmp_path, "recruitment", [f"{APPLICANTS},Vacancy Ref", *rows]) == []


def test_a_few_answers_that_repeat_are_no_doubled_extract(tmp_path):
    rows = ["A,Never,Never,Never,Yes,No", "H,Never,1-2,Never,Yes,No"] * 20
    assert said(tmp_path, "survey", [ANSWERS.partition(",")[2], *rows]) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("again", ["0{n}", "{n}-2", "{n}/1", "{n}A", "{n}.0"])
def test_an_identifier_that_is_anothers_with_something_beside(tmp_path, again, form):
    rows = [f"20{row}" for row in NURSES[9:]]
    more = [f"{again.format(n=row.split(',')[0])},{row.partition(',')[2]}" for row in rows[:7]]
    (doubt,) = people(tmp_path, [STAFF, *rows, *more], form)
    assert (doubt.row, doubt.column) == (33, "Employee Number")
    assert "7 identifiers are another's" in doubt.problem


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_identifier_that_is_anothers_in_other_letters(tmp_path, form):
    rows = [f"E20{row}" for row in NURSES[9:]]
    (doubt,) = people(
        tmp_path, [STAFF, *rows, *(row.replace("E2", "e2") for row in rows[:7])], form
    )
    assert "7 identifiers are another's in other letters" in doubt.problem


@pytest.mark.parametrize("name", ["disciplinary", "training"])
def test_the_other_extracts_of_people_are_asked_about_too(tmp_path, name):
    rows = [f"20{n},A" for n in range(110, 130)]
    doubt, other = said(tmp_path, name, ["Employee Number,Ethnic Origin", *rows, "020110,A"])
    assert "1 identifier is another's" in doubt.problem
    assert "of whom none are in" in other.problem


@pytest.mark.parametrize("form", ["0{n}", "{n}-1", "A{n}", "24/{n}"])
def test_identifiers_that_all_look_so_are_told_apart(tmp_path, form):
    rows = [f"{form.format(n=row.split(',')[0])},{row.partition(',')[2]}" for row in NURSES]
    assert people(tmp_path, [STAFF, *rows]) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_two_primary_assignments_on_different_bands(tmp_path, form):
    rows = [f"{row},Yes" for row in NURSES]
    more = [row.replace("Band 5", "Band 6") for row in rows[:6]]
    lines = [f"{STAFF},Primary Assignment", *rows, *more]
    (doubt,) = people(tmp_path, lines, form)
    assert (doubt.row, doubt.column) == (2, "Primary Assignment")
    assert "says yes in several rows of 6 people" in doubt.problem


@pytest.mark.parametrize("second", ["Band 6,No", "Band 5,Yes"])
def test_one_primary_assignment_or_two_alike(tmp_path, second):
    rows = [f"{row},Yes" for row in NURSES]
    more = [row.replace("Band 5,Yes", second) for row in rows[:6]]
    assert people(tmp_path, [f"{STAFF},Primary Assignment", *rows, *more]) == []
