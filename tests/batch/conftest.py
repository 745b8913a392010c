"""One run of the real command, which several tests look at and go on from."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import psutil
import pytest
from batch.cluster import ROOT, WRES, Cluster
from builders import data_folder

from wres.batch.plan import Places


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


@pytest.fixture
def cluster(tmp_path):
    # Python's tracker of shared things, which earlier tests may have started, stays to the end.
    before = set(psutil.Process().children(recursive=True))
    cluster = Cluster(tmp_path)
    yield cluster
    for process in cluster.processes:
        process.terminate()
        process.communicate()
    assert set(psutil.Process().children(recursive=True)) <= before
