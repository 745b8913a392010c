"""Who an organisation is, and who came before it."""

from __future__ import annotations

from datetime import date

import pytest

from wres.ground.errors import NoDataError
from wres.reading.organisations import read_register

REGISTER = """\
ods_code,name,short_name,kind,opened,closed,successor,example,source
NEW,New Trust,New,NHS trust,2022-07-01,,,no,made up
OLD,Old Trust,Old,NHS trust,,2022-06-30,NEW,no,made up
5E1,North Trust,North,NHS trust,,,,yes,made up
"""


@pytest.fixture
def register(tmp_path):
    (tmp_path / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    made, faults = read_register(tmp_path)
    assert faults == []
    return made


def test_a_row(register):
    old = register.find("OLD")
    assert (old.name, old.short_name, old.kind) == ("Old Trust", "Old", "NHS trust")
    assert (old.opened, old.closed, old.successor) == (None, date(2022, 6, 30), "NEW")
    assert (old.is_example, register.find("5E1").is_example) == (False, True)


def test_a_code_is_text(register):
    assert register.find("5E1").ods_code == "5E1"


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("5e1", "Did you mean '5E1'\\?"),
        ("5E2", "Did you mean '5E1'\\?"),
        ("50", "Use one of: NEW, OLD, 5E1\\."),
    ],
)
def test_an_unknown_code(register, code, hint):
    with pytest.raises(NoDataError, match=f"there is no organisation '{code}'.*{hint}"):
        register.find(code)


@pytest.mark.parametrize(
    ("day", "there"),
    [("2022-06-30", False), ("2022-07-01", True), ("2030-01-01", True)],
)
def test_open_from_its_first_day(register, day, there):
    assert register.find("NEW").exists_on(date.fromisoformat(day)) is there


@pytest.mark.parametrize(
    ("day", "there"),
    [("1990-01-01", True), ("2022-06-30", True), ("2022-07-01", False)],
)
def test_open_to_its_last_day(register, day, there):
    assert register.find("OLD").exists_on(date.fromisoformat(day)) is there


@pytest.mark.parametrize(
    ("code", "year", "body"),
    [
        ("NEW", 2022, "OLD"),  # 31 March 2022: not open yet
        ("NEW", 2023, "NEW"),
        ("5E1", 2015, "5E1"),
        ("OLD", 2023, "OLD"),  # closed, and nobody names it as successor
    ],
)
def test_who_stood_behind_a_year(register, code, year, body):
    assert [each.ods_code for each in register.bodies(code, year, 2023)] == [body]


def test_no_register_is_a_fault(tmp_path):
    register, faults = read_register(tmp_path)
    assert register.organisations == ()
    assert [str(fault) for fault in faults] == [
        "organisations.csv: is missing. Add it; data/README.md says what it holds."
    ]


@pytest.mark.parametrize("name", ["111", "1.0%", "-", ""])
@pytest.mark.parametrize(("column", "written"), [("name", "Old Trust"), ("short_name", "Old")])
def test_a_name_has_a_letter_in_it(tmp_path, name, column, written):
    """No page could show a bare number as a name: it would be taken for a figure."""
    text = REGISTER.replace(f",{written},", f",{name},")
    (tmp_path / "organisations.csv").write_text(text, encoding="utf-8")
    _, faults = read_register(tmp_path)
    assert [fault.column for fault in faults] == [column]
