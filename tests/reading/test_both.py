"""The people of the training and disciplinary extracts, beside those of the staff."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import FOLDER, read

STAFF = "Employee Number,Ethnic Origin,Gender,Staff Group,Pay Band"
PEOPLE = [(n, "AHMZ"[n % 4], "FM"[n % 2]) for n in range(1, 61)]


def said(root, extract: str, form: str, people: list[tuple], staff: list[tuple] = PEOPLE):
    """What is asked about people of the staff and of another extract."""
    tables = {
        "staff": [STAFF, *(f"{n},{e},{s},clinical,5" for n, e, s in staff)],
        extract: ["Employee Number,Ethnic Origin,Gender", *(f"{n},{e},{s}" for n, e, s in people)],
    }
    texts = {name: "\n".join([*rows, ""]) for name, rows in tables.items()}
    files = {f"{FOLDER}/{n}.{form}": excel(t) if form == "xlsx" else t for n, t in texts.items()}
    return [str(doubt) for doubt in read(root, files).doubts if doubt.kind == "people"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("extract", ["training", "disciplinary"])
def test_people_of_another_group_or_sex_than_on_the_staff_are_said(tmp_path, extract, form):
    numbers = [n for n, _, _ in PEOPLE]
    by_itself = list(zip(numbers, [e for _, e, _ in PEOPLE[1:]] + ["A"], strict=False))
    moved = [(n, e, s) for (n, e), (_, _, s) in zip(by_itself, PEOPLE, strict=True)]
    (found,) = said(tmp_path / "a", extract, form, moved[:30])
    assert f"{extract}.{form}: says another ethnic group than RXX/2025/staff.{form} of" in found
    rows = list(zip(range(1, 31), *zip(*[p[1:] for p in PEOPLE[1:31]], strict=True), strict=True))
    (found,) = said(tmp_path / "b", extract, form, rows)
    assert "another ethnic group and sex than" in found
    assert said(tmp_path / "c", extract, form, PEOPLE[:30]) == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_people_who_are_blank_and_known_on_the_staff_are_said(tmp_path, form):
    half = [(n, "" if n % 2 else e, s) for n, e, s in PEOPLE[:24]]
    (found,) = said(tmp_path / "a", "disciplinary", form, half)
    assert "does not say the ethnic group of over 30 in a hundred people of whom" in found
    few = [(n, "" if n < 6 else e, s) for n, e, s in PEOPLE[:24]]
    assert said(tmp_path / "b", "disciplinary", form, few) == []


@pytest.mark.parametrize(("here", "there"), [("Z", "A"), ("A", "Z"), ("BME", "H"), ("A", "B")])
def test_what_agrees_or_is_unknown_is_no_other_group(tmp_path, here, there):
    few = [(n, here if n < 6 else e, s) for n, e, s in PEOPLE[:24]]
    staff = [(n, there if n < 6 else e, s) for n, e, s in PEOPLE]
    assert said(tmp_path, "training", "csv", few, staff) == []
