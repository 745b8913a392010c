"""Blank columns: not handed in, and never a board of nobody or an answer of none."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.figures import ALL
from wres.ground.errors import InputError


def counts_and_doubts(root, files):
    inputs = read(root, files)
    return inputs.years[-1].counts, [str(d) for d in inputs.doubts if d.kind == "blank"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("cell", ["", "No"])
def test_a_board_of_nobody_was_not_handed_in(tmp_path, form, cell):
    rows = [f"{row},{cell},{cell}" for row in NURSES]
    text = "\n".join([f"{STAFF},Board Member,Voting", *rows, ""])
    file = f"{FOLDER}/staff.{form}"
    counts, said = counts_and_doubts(tmp_path, {file: excel(text) if form == "xlsx" else text})
    assert counts.get(9, "board members", ALL).value is None
    assert counts.get(9, "voting board members", ALL).value is None
    (doubt,) = said
    assert "Board Member: has no yes in any row, which is a board of nobody" in doubt


def test_a_blank_column_beside_a_board_was_not_handed_in(tmp_path):
    rows = [f"{row},{'Yes' if n < 5 else ''}," for n, row in enumerate(NURSES)]
    text = "\n".join([f"{STAFF},Board Member,Voting", *rows, ""])
    counts, said = counts_and_doubts(tmp_path, {f"{FOLDER}/staff.csv": text})
    assert counts.get(9, "board members", ALL).value == 5
    assert counts.get(9, "voting board members", ALL).value is None
    assert ["Voting: is blank in every row" in each for each in said] == [True]


def test_a_no_beside_a_board_is_nobody(tmp_path):
    rows = [f"{row},{'Yes' if n < 5 else ''},No" for n, row in enumerate(NURSES)]
    text = "\n".join([f"{STAFF},Board Member,Voting", *rows, ""])
    counts, said = counts_and_doubts(tmp_path, {f"{FOLDER}/staff.csv": text})
    assert counts.get(9, "voting board members", ALL).value == 0
    assert said == []


def test_a_blank_question_leaves_its_indicator_out(tmp_path):
    rows = ["A,Never,1-2,,Yes,No"] * 12
    text = "\n".join(["Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b", *rows, ""])
    counts, said = counts_and_doubts(tmp_path, BASE | {f"{FOLDER}/survey.csv": text})
    assert counts.get(5, "respondents", ALL).value == 12
    assert counts.get(6, "respondents", ALL).value is None  # not that of Q14b alone
    assert ["Q14c: is blank in every row" in each for each in said] == [True]


def test_ethnicity_that_is_blank_throughout_is_asked_about(tmp_path):
    rows = [f"{n},,clinical,Band 5" for n in range(1, 13)]
    text = "\n".join([STAFF, *rows, ""])
    counts, said = counts_and_doubts(tmp_path, {f"{FOLDER}/staff.csv": text})
    assert counts.get(1, "staff in post", "Unknown").value == 12
    assert ["everybody's ethnicity is unknown" in each for each in said] == [True]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_yes_in_digits_among_words_is_asked_about(tmp_path, form):
    rows = [f"{row},{'Yes' if n < 5 else '1' if n == 9 else ''}" for n, row in enumerate(NURSES)]
    text = "\n".join([f"{STAFF},Board Member", *rows, ""])
    file = f"{FOLDER}/staff.{form}"
    inputs = read(tmp_path, {file: excel(text) if form == "xlsx" else text})
    (doubt,) = [d for d in inputs.doubts if d.kind == "slipped"]
    assert (doubt.row, doubt.column) == (11, "Board Member")


GROUPS = [
    "Nursing and Midwifery Registered",
    "Administrative and Clerical",
    "Healthcare Scientists",
]
# In blocks of ten rows.
BLOCKS = [[f"{n}", "ABH"[n // 10 % 3], GROUPS[n // 10 % 3], "Band 5"] for n in range(30)]


def outlined(rows: list[list[str]], place: int, size: int = 10) -> list[str]:
    """The rows with a cell in the first row of each block only."""
    told = [
        [*row[:place], "", *row[place + 1 :]] if n % size else row for n, row in enumerate(rows)
    ]
    return [",".join(row) for row in told]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("place", "heading"), [(1, "Ethnic Origin"), (2, "Staff Group")])
def test_a_column_filled_where_a_block_begins_is_one_fault(tmp_path, place, heading, form):
    text = "\n".join([STAFF, *outlined(BLOCKS, place), ""])
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text})
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.line) == (3, heading, ())
    assert fault.problem.endswith("blank in 27 rows")


def test_a_person_named_above_several_courses_is_one_fault(tmp_path):
    rows = [[f"{n}", "A", "Coaching"] for n in range(100, 130)]
    lines = ["Employee Number,Ethnic Origin,Course", *outlined(rows, 0, 2), ""]
    with pytest.raises(InputError) as caught:
        read(tmp_path, BASE | {f"{FOLDER}/training.csv": "\n".join(lines)})
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (3, "Employee Number")


def test_own_words_do_not_explain_the_blanks_of_an_outline(tmp_path):
    text = "\n".join([STAFF, *outlined(BLOCKS, 2), ""])
    own = "extract,field,value,means\nstaff,staff_group,,clinical\n"
    with pytest.raises(InputError) as caught:
        read(tmp_path, {f"{FOLDER}/staff.csv": text, "RXX/values.csv": own})
    (fault,) = caught.value.faults
    assert fault.column == "Staff Group"


@pytest.mark.parametrize(
    "ethnicities", ["A" * 3 + " " * 27, " A H B" * 5, "A  A  H  " * 3 + " " * 3]
)
def test_blanks_here_and_there_are_no_outline(tmp_path, ethnicities):
    rows = [f"{n},{each.strip()},{GROUPS[0]},Band 5" for n, each in enumerate(ethnicities)]
    counts, _ = counts_and_doubts(tmp_path, {f"{FOLDER}/staff.csv": "\n".join([STAFF, *rows, ""])})
    assert counts.get(1, "staff in post", "Unknown").value == ethnicities.count(" ")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("ethnicities", ["AH" * 30 + " " * 12, "A" * 20 + "H" * 20 + " " * 12])
def test_blanks_in_the_last_rows_only_are_asked_about(tmp_path, ethnicities, form):
    rows = [f"{n},{each.strip()},{GROUPS[0]},Band 5" for n, each in enumerate(ethnicities)]
    text = "\n".join([STAFF, *rows, ""])
    file = f"{FOLDER}/staff.{form}"
    _, said = counts_and_doubts(tmp_path, {file: excel(text) if form == "xlsx" else text})
    first = 2 + ethnicities.index(" ")
    (doubt,) = said
    assert f"row {first}, column Ethnic Origin: is blank from here to the end" in doubt


@pytest.mark.parametrize(
    "ethnicities",
    ["AH" * 30 + " " * 10, "AH" * 20 + " " * 12 + "A", "A" * 40 + "H" * 40 + " " * 12],
)
def test_few_blanks_or_sorted_ones_are_not_asked_about(tmp_path, ethnicities):
    rows = [f"{n},{each.strip()},{GROUPS[0]},Band 5" for n, each in enumerate(ethnicities)]
    _, said = counts_and_doubts(tmp_path, {f"{FOLDER}/staff.csv": "\n".join([STAFF, *rows, ""])})
    assert said == []
