"""What a report can be read from leaves traces: whatever changes there changes them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wres.reading.traces import traces


@pytest.fixture
def data(tmp_path) -> Path:
    for name in ("organisations.csv", "RXX/settings.csv", "RXX/2023/counts.csv",
                 "RXX/2023/narrative/context.md", "extracts/staff.csv", "RYY/2023/counts.csv",
                 "RZZ/2023/counts.csv"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    return tmp_path


def now(data: Path) -> frozenset:
    return traces(data, ["RXX", "RYY"])


@pytest.mark.parametrize(
    "name", ["organisations.csv", "RXX/settings.csv", "RXX/2023/counts.csv",
             "RXX/2023/narrative/context.md", "extracts/staff.csv", "RYY/2023/counts.csv"]
)  # fmt: skip
def test_a_file_that_changes_or_goes(data, name):
    before = now(data)
    assert now(data) == before
    (data / name).write_text("two")  # of the same length
    changed = now(data)
    (data / name).unlink()
    assert len({before, changed, now(data)}) == 3


@pytest.mark.parametrize("name", ["benchmarks.csv", "RXX/2022/counts.csv", "extracts/new.csv"])
def test_a_file_that_comes(data, name):
    before = now(data)
    (data / name).parent.mkdir(exist_ok=True)
    (data / name).touch()
    assert now(data) != before


def test_a_folder_that_comes(data):
    before = now(data)
    (data / "RXX" / "2024").mkdir()
    assert now(data) != before


def test_a_file_put_in_place_of_another_with_its_times(data):
    before = now(data)
    file = data / "RXX" / "2023" / "counts.csv"
    found = file.stat()
    aside = file.with_name("aside")
    aside.write_text("two")
    os.utime(aside, ns=(found.st_atime_ns, found.st_mtime_ns))
    aside.replace(file)
    assert now(data) != before


def test_other_organisations_do_not_matter(data):
    before = now(data)
    (data / "RZZ" / "2023" / "counts.csv").write_text("two, and more")
    assert now(data) == before
