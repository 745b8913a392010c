"""Letters of another system that are codes of the NHS list as well."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import FOLDER, read

STAFF = "Employee Number,Ethnic Origin,Staff Group,Pay Band"
OWN = "extract,field,value,means\n"


def doubts(root, letters: str, own: str = "", form: str = "csv") -> list[str]:
    """The doubts about the words of a staff extract, a person a letter."""
    rows = [f"{n},{letter},clinical,5" for n, letter in enumerate(letters, start=1)]
    text = "\n".join([STAFF, *rows, ""])
    files = {f"{FOLDER}/staff.{form}": excel(text) if form == "xlsx" else text}
    found = read(root, files | ({"RXX/values.csv": OWN + own} if own else {})).doubts
    return [str(each) for each in found if each.kind == "values"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_more_irish_people_than_there_are_anywhere(tmp_path, form):
    """A system of Asian and Black people, and of White ones whom it says in a word."""
    (said,) = doubts(tmp_path, "A" * 40 + "B" * 20, form=form)
    assert (
        "row 42, column Ethnic Origin: says 'B', White Irish, of over 20 for each hundred" in said
    )
    assert said.endswith("such as B for Black, write words for them.")


@pytest.mark.parametrize("letters", ["A" * 60 + "B" * 12, "A" * 20 + "B" * 10])
def test_a_fifth_or_few_may_be_irish(tmp_path, letters):
    assert doubts(tmp_path, letters) == []


def test_a_letter_that_is_no_code_casts_doubt_on_the_others(tmp_path):
    (said,) = doubts(tmp_path, "W" * 30 + "A" * 20 + "U", "staff,ethnic_origin,W,White\n"
                     "staff,ethnic_origin,U,Unknown\n")  # fmt: skip
    assert (
        "'White' is what 'W' means here, which is no code of the NHS list, so that the other "
        "letters may mean other groups: it moves 30 people."
    ) in said
