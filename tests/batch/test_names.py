"""No false alarm from odd names: a report is released whatever its places are called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from batch.cluster import ROOT
from batch.conftest import wres
from builders import data_folder

# Names of areas: those of a system and of a borough in it.
AREAS = {
    "AA1": "1.0% Ward",
    "AA2": "2nd Quarter",
    "AA3": "3-4 Hill",
    "AA4": "+Plus",
    "AA5": "-5 Ways",
    "AA6": "=SUM(A1)",
    "AA7": "@Home",
    "AA8": "Ward 7 (1.0%)",
    "AA9": "E1",
}
# Short names of organisations.
SHORT = {
    "BB1": "1.0% Trust",
    "BB2": "5 Boroughs",
    "BB3": "+Care",
    "BB4": "=Trust",
    "BB5": "-1 Trust",
    "BB6": "Trust IV",
    "BB7": "One Care",
}
SHARES = ("White,60", "Asian,20", "Black,10", "Mixed,6", "Other,4")


def _add(data: Path, code: str, name: str, short: str, area: str, born: str = "") -> None:
    shutil.copytree(data / "RXX", data / code)
    with (data / "organisations.csv").open("a", encoding="utf-8") as register:
        register.write(f"{code},{name},{short},NHS trust,{born},,,yes,made up\n")
    with (data / "local_population.csv").open("a", encoding="utf-8") as population:
        for place, kind in ((area, "system"), (f"{area} East", "borough")):
            rows = [f"{code},{place},{kind},{share},2021,made up\n" for share in SHARES]
            population.writelines(rows)


def _add_with_a_predecessor(data: Path, code: str, short: str) -> None:
    """Short names are printed where a year before is another organisation's."""
    _add(data, code, f"{short} NHS Trust", short, "Luton", "2022-07-01")
    shutil.copytree(data / "RXX" / "2023", data / f"P{code}" / "2022")
    with (data / "organisations.csv").open("a", encoding="utf-8") as register:
        register.write(f"P{code},{short} Old,{short} P,NHS trust,,2022-06-30,{code},yes,made up\n")


@pytest.fixture(scope="session")
def said(tmp_path_factory) -> str:
    """What one run of the real command says of all of them, with its failures."""
    root = tmp_path_factory.mktemp("names")
    data = data_folder(root)
    (data / "local_population.csv").write_text(
        "ods_code,area,area_type,ethnic_group,percentage,census_year,source\n", encoding="utf-8"
    )
    for code, area in AREAS.items():
        _add(data, code, f"Trust of {code}", f"Trust {code}", area)
    for code, short in SHORT.items():
        _add_with_a_predecessor(data, code, short)
    shutil.rmtree(data / "RXX")
    ran = wres("run", "--data", data, "--reports", root / "reports", "--word", "--board", cwd=ROOT)
    return ran.stdout + ran.stderr


@pytest.mark.slow
@pytest.mark.xdist_group("odd names")
@pytest.mark.parametrize("code", [*AREAS, *SHORT])
def test_a_report_is_released_whatever_its_places_and_its_organisation_are_called(said, code):
    failed = [line for line in said.splitlines() if line.startswith(f"  {code} 2023: ")]
    assert failed == [] and f"{code} 2023: done" in said
