"""One run of the real command, which several tests look at and go on from."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import data_folder

from wres.batch.plan import Places

ROOT = Path(__file__).parents[2]
WRES = Path(sys.executable).with_name("wres")


def wres(*arguments: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [WRES, *map(str, arguments)], capture_output=True, text=True, timeout=600, **options
    )


def add_a_bad_organisation(data: Path) -> None:
    shutil.copytree(data / "RXX", data / "RYY")
    with (data / "organisations.csv").open("a", encoding="utf-8") as register:
        register.write("RYY,Other Trust,Other,NHS trust,,,,yes,made up\n")
    counts = data / "RYY" / "2023" / "counts.csv"
    counts.write_text(counts.read_text().replace(",80,", ",8O,"), encoding="utf-8")


@pytest.fixture(scope="session")
def first(tmp_path_factory):
    """A run of the real command for a good organisation and a bad one: places, and what it said."""
    root = tmp_path_factory.mktemp("first")
    places = Places(data_folder(root), ROOT / "notebooks", root / "reports")
    add_a_bad_organisation(places.data)
    kept = places.reports / "2023" / "RYY" / "report.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("from an earlier run", encoding="utf-8")
    return places, wres("run", "--data", places.data, "--reports", places.reports, cwd=ROOT)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
