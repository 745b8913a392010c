"""What is larger than anything that is read is refused in one sentence, before it is read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from wres import reference
from wres.ground.errors import Fault
from wres.ground.files import reading_once
from wres.reading import bounds, records
from wres.reading.bounds import OutOfBoundsError, check_lines, check_size, limit, read_typed, told
from wres.reading.categories import NotACategoryError
from wres.reading.csvfiles import read_sheet
from wres.reading.csvtables import read_csv_header
from wres.reading.exceltables import read_excel_header
from wres.reading.extractfiles import read_extracts
from wres.reading.plans import read_narrative

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
import bombs


@pytest.fixture
def small(monkeypatch):
    """Limits that a test meets without a large file."""

    def set_to(**limits: int) -> None:
        known = {row["limit"]: int(row["value"]) for row in reference.rows("input_limits")}
        known |= {name.replace("_", " "): value for name, value in limits.items()}
        for module in (bounds, records, read_excel_header.__globals__):
            names = module if isinstance(module, dict) else vars(module)
            monkeypatch.setitem(names, "limit", known.__getitem__)

    return set_to


def said(path: Path) -> list[str]:
    return [f.problem for f in read_sheet(path, ("a", "b"), "some.csv").faults]


def test_each_limit_has_its_reason():
    for row in reference.rows("input_limits"):
        assert int(row["value"]) > 0
        assert row["reason"], row["limit"]


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "some.csv"
    path.write_text("a,b\n")
    os.truncate(path, 2 << 30)
    assert said(path) == ["is longer than 20 MB"]
    (tmp_path / "data" / "RXX" / "2023").mkdir(parents=True)
    path.rename(tmp_path / "data" / "RXX" / "2023" / "staff.csv")
    (extract,), _ = read_extracts(tmp_path / "data", "RXX", 2023)
    assert [fault.problem for fault in extract.faults] == ["is longer than 1000 MB"]


def test_an_extract_in_excel_may_be_a_tenth_as_long(tmp_path):
    path = tmp_path / "data" / "RXX" / "2023" / "staff.xlsx"
    path.parent.mkdir(parents=True)
    path.touch()
    os.truncate(path, 200_000_000)
    (extract,), _ = read_extracts(tmp_path / "data", "RXX", 2023)
    assert [fault.problem for fault in extract.faults] == ["is longer than 100 MB"]


@pytest.mark.parametrize(
    ("limits", "text", "problem"),
    [
        ({"file": 4}, "a,b\n1,2", "is longer than 0 MB"),
        ({"lines": 2}, "a,b\n1,2\n3,4\n", "has more than 2 lines"),
        ({"cells": 2}, "a,b\n1,2\n3,4", "has more than 2 cells"),
        ({"line": 6}, "a,b\n1,23456", "has a line of more than 6 bytes"),
    ],
)
def test_a_typed_file_has_bounds(tmp_path, small, limits, text, problem):
    path = tmp_path / "some.csv"
    path.write_text(text)
    assert said(path) == []
    small(**limits)
    assert said(path) == [problem]


def test_no_more_is_read_than_shows_that_a_file_is_too_long(tmp_path, small):
    path = tmp_path / "some.csv"
    path.write_text("a,b\n1,2\n3,4")
    small(file=4)
    with reading_once() as taken, pytest.raises(OutOfBoundsError):
        read_typed(path)
    assert list(taken.contents.values()) == [b"a,b\n1"]


def test_what_is_as_long_as_may_be_is_read(tmp_path, small):
    path = tmp_path / "some.csv"
    path.write_text("a,b\n1,2")
    small(file=7, lines=1, cells=2, line=3)
    assert read_typed(path) == b"a,b\n1,2"


def test_a_narrative_has_bounds(tmp_path, small):
    (tmp_path / "context.md").write_text("We are a trust.\n" * 20)
    small(paragraphs=10)
    texts, (fault,) = read_narrative(tmp_path, "RXX/2023/narrative")
    assert texts == {}
    assert fault.problem == "has more than 10 lines"


def test_an_extract_without_line_ends(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("Band,FTE\n" + "6," * 150_000)
    _, (fault,) = read_csv_header(path, "staff.csv", set())
    assert fault.problem == "has a line of more than 100,000 bytes"


def test_an_extract_of_too_many_rows_or_columns(tmp_path, small):
    path = tmp_path / "staff.csv"
    path.write_text("a,b,c\n1,2,3\n")
    check_lines(path)
    small(records=1)
    with pytest.raises(OutOfBoundsError, match="more than 1 rows"):
        check_lines(path)
    small(columns=2)
    _, (fault,) = read_csv_header(path, "staff.csv", set())
    assert fault.problem == "has a row of more than 2 cells"


def test_a_size_is_looked_at_first(tmp_path, small):
    path = tmp_path / "staff.csv"
    path.write_text("12345")
    small(extract=5)
    check_size(path, "extract")
    small(extract=4)
    with pytest.raises(OutOfBoundsError):
        check_size(path, "extract")


@pytest.mark.parametrize(
    ("rows", "texts", "is_refused"),
    [(9, 0, False), (11, 0, True), (9, 2000, True)],
)
def test_a_workbook_is_refused_before_its_cells_take_memory(
    tmp_path, small, rows, texts, is_refused
):
    small(workbook_cells=200, workbook_texts=1900)
    path = tmp_path / "staff.xlsx"
    bombs.workbook(path, rows, texts)
    faults = read_excel_header(path, "staff.xlsx", "staff", set())[1]
    assert any("too large" in str(fault) for fault in faults) == is_refused, faults


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, small):
    path = tmp_path / "staff.xlsx"
    bombs.workbook(path, 9)
    small(workbook_unpacked=1000)
    faults = read_excel_header(path, "staff.xlsx", "staff", set())[1]
    assert any("too large" in str(fault) for fault in faults), faults


def test_a_column_of_too_many_words_is_not_sorted(small):
    def sorter(text: str) -> float:
        raise AssertionError(text)

    small(values=2)
    numbers, refused = records._sort(["a", "b", "c"], sorter)
    assert list(numbers) == [records.UNSORTED] * 3
    assert all(isinstance(each, NotACategoryError) for each in refused.values())
    assert str(refused[0].problem) == "is one of 3 different values"


def test_more_faults_than_anybody_reads(small):
    faults = [Fault("some.csv", row, "a", None, "is wrong", "Mend it.") for row in range(5)]
    assert told(faults) == faults
    small(faults=3)
    cut = told(faults)
    assert cut[:3] == faults[:3]
    assert str(cut[3]) == (
        "some.csv: or another file has 2 more faults. Mend those that are named first."
    )


def test_limits_are_found():
    assert limit("columns") == 1000
