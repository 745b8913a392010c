"""`wres register`: rows of the Organisation Data Service's files come into the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from builders import REGISTER, data_folder
from click.testing import CliRunner

from wres import reference
from wres.cli import main
from wres.ground.errors import InputError, ParameterError
from wres.prepare.register import add_to_register
from wres.reading.organisations import read_register

# The layout of the files: 27 cells, of which the 1st, 2nd, 11th and 12th are read.
EAST, WEST, NEW = "RE1", "RW1", "RN1"


def line(code: str, name: str, opened: str, closed: str = "") -> str:
    address = ["Y60", "QHG", "1 HIGH STREET", "", "", "TOWN", "COUNTY", "AB1 2CD"]
    return ",".join(f'"{cell}"' for cell in (code, name, *address, opened, closed, *[""] * 15))


TRUSTS = [
    line(NEW, "EAST AND WEST NHS FOUNDATION TRUST", "20221001"),
    line(EAST, "EAST NHS TRUST", "20050401", "20220930"),
    line(WEST, "WEST NHS TRUST", "20050401", "20220930"),
    line("RO1", "OTHER NHS TRUST", "20050401"),
]
SUCCESSIONS = [
    f'"{EAST}","{NEW}","1","20221001","X"',
    f'"{WEST}","{NEW}","1","20221001","X"',
    '"Q99","Q98","1","20130401","X"',
]


def download(folder: Path, name: str, lines: list[str]) -> Path:
    path = folder / name
    path.write_text("\r\n".join([*lines, ""]), encoding="utf-8", newline="")
    return path


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path)


@pytest.fixture
def files(tmp_path):
    return [download(tmp_path, "etr.csv", TRUSTS), download(tmp_path, "succ.csv", SUCCESSIONS)]


def test_organisations_with_their_names_kinds_and_days(data, files):
    add_to_register(data, files)
    made, faults = read_register(data)
    assert faults == []
    assert [each.ods_code for each in made.organisations] == ["RXX", NEW, EAST, WEST, "RO1"]
    new, east = made.find(NEW), made.find(EAST)
    assert (new.name, new.short_name) == ("East and West NHS Foundation Trust", "East and West")
    assert (new.kind, east.kind) == ("NHS foundation trust", "NHS trust")
    assert (new.opened, new.closed) == (date(2022, 10, 1), None)
    assert (east.opened, east.closed) == (date(2005, 4, 1), date(2022, 9, 30))
    assert new.source == "Organisation Data Service, etr.csv"
    assert not new.is_example


def test_successions_between_them(data, files):
    add_to_register(data, files)
    made, _ = read_register(data)
    found = [(each.predecessor, each.successor, each.day, each.kind) for each in made.successions]
    day = date(2022, 10, 1)
    assert found == [(EAST, NEW, day, "merged"), (WEST, NEW, day, "merged")]
    assert [each.ods_code for each in made.bodies(NEW, 2022, 2023)] == [EAST, WEST]


def test_only_those_asked_for_and_the_ones_before_them(data, files):
    added = add_to_register(data, files, [NEW])
    assert [each.ods_code for each in added.organisations] == [NEW, EAST, WEST]
    assert len(added.successions) == 2
    assert add_to_register(data, files, ["RO1"]).organisations[0].ods_code == "RO1"


def test_a_row_that_is_there_is_not_changed(data, files):
    path = data / "organisations.csv"
    mended = f"{EAST},East Trust as we call it,East,NHS trust,2005-04-01,2022-09-30,,no,our own\n"
    path.write_text(REGISTER + mended, encoding="utf-8")
    added = add_to_register(data, files)
    assert added.kept == 1
    assert path.read_text(encoding="utf-8").startswith(REGISTER + mended)
    again = add_to_register(data, files)
    assert (again.organisations, again.successions, again.kept) == ((), (), 4)


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        (['"A","B","1","20220401",""', '"A","C","1","20220401",""'], ["split", "split"]),
        # B was open before it took over
        (['"A","B","1","20220401",""'], ["merged"]),
        # C opened on that day
        (['"A","C","1","20220401",""'], ["replaced"]),
    ],
)
def test_the_kind_that_codes_and_dates_suggest(data, tmp_path, lines, kinds):
    trusts = [line("A", "A NHS TRUST", "20050401", "20220331")]
    trusts += [line("B", "B NHS TRUST", "20050401"), line("C", "C NHS TRUST", "20220401")]
    files = [download(tmp_path, "etr.csv", trusts), download(tmp_path, "succ.csv", lines)]
    assert [each.kind for each in add_to_register(data, files).successions] == kinds


@pytest.mark.parametrize(
    ("name", "organisation", "kind"),
    [
        ("eauth.csv", "NHS SAMPLE INTEGRATED CARE BOARD", "Integrated care board"),
        ("eauth.csv", "NORTH EAST COMMISSIONING REGION", None),
        ("eccg.csv", "NHS SAMPLE CCG", "Clinical commissioning group"),
        ("ect.csv", "SAMPLE CARE TRUST", "Care trust"),
        ("ephp.csv", "SAMPLE HEALTH C.I.C.", "Community interest company"),
        ("ephp.csv", "SAMPLE CLINIC LIMITED", "Independent provider"),
        ("ETR.CSV", "SAMPLE NHS TRUST", "NHS trust"),
    ],
)
def test_the_kind_is_that_of_the_file_and_the_name(data, tmp_path, name, organisation, kind):
    added = add_to_register(data, [download(tmp_path, name, [line("X1", organisation, "")])])
    assert [each.kind for each in added.organisations] == ([kind] if kind else [])


def test_a_header_is_passed_over(data, tmp_path):
    header = line("Organisation Code", "Name", "Open Date", "Close Date")
    added = add_to_register(data, [download(tmp_path, "etr.csv", [header, TRUSTS[0]])])
    assert [each.ods_code for each in added.organisations] == [NEW]


def test_every_fault_at_once_and_nothing_is_written(data, tmp_path):
    lines = ['"RE1","EAST NHS TRUST"', line("R-1", "X", "2022"), TRUSTS[3]]
    before = (data / "organisations.csv").read_text(encoding="utf-8")
    with pytest.raises(InputError) as caught:
        add_to_register(data, [download(tmp_path, "etr.csv", lines)])
    assert [str(fault) for fault in caught.value.faults] == [
        "etr.csv, row 1: has 2 cells, and at least 12 are needed. "
        "Take the file as the Organisation Data Service gives it.",
        "etr.csv, row 2, column code: 'R-1' is not an ODS code. Look at the file's columns.",
        "etr.csv, row 2, column opened: '2022' is not a date. It is written as 20220701.",
    ]
    assert (data / "organisations.csv").read_text(encoding="utf-8") == before


def test_a_file_under_another_name(data, tmp_path):
    with pytest.raises(ParameterError, match=r"'trusts.csv' is not a file .*Keep the name"):
        add_to_register(data, [download(tmp_path, "trusts.csv", TRUSTS)])


def test_a_file_that_is_not_there(data, tmp_path):
    with pytest.raises(InputError, match=r"etr\.csv: is missing"):
        add_to_register(data, [tmp_path / "etr.csv"])


def test_somebody_who_is_in_none_of_them(data, files):
    with pytest.raises(ParameterError, match=r"no organisation 'RN2'.*Did you mean 'RN1'\?"):
        add_to_register(data, files, ["RN2"])


def test_from_the_command(data, files):
    arguments = ["register", *map(str, files), "--organisation", NEW, "--data", str(data)]
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "3 organisations added to" in result.stdout
    assert f"  {NEW}  East and West NHS Foundation Trust (NHS foundation trust)" in result.stdout
    assert f"  {EAST} -> {NEW}, 2022-10-01: merged" in result.stdout


def test_the_averages_of_a_wider_kind_are_those_of_a_kind_that_there_is():
    kinds = reference.by("organisation_kinds", "kind")
    assert {row["compared_with"] for row in kinds.values()} - {""} <= set(kinds)
