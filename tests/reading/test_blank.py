"""Blank columns: not handed in, and never a board of nobody or an answer of none."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.figures import ALL


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
