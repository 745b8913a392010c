"""Reading a CSV file: its rows by number and column, and its faults."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres.ground.errors import Fault
from wres.reading.csvfiles import Row, read_sheet
from wres.reading.letters import legible


@pytest.fixture
def sheet(tmp_path):
    def read(text: str, columns: tuple[str, ...] = ("a", "b")):
        path = tmp_path / "some.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return read_sheet(path, columns, "some.csv")

    return read


def test_rows_have_the_number_that_a_spreadsheet_shows(sheet):
    read = sheet('a,b\n1,2\n\n"x\ny",3\n')
    assert [(row.number, row["a"], row["b"]) for row in read] == [(2, "1", "2"), (4, "x\ny", "3")]
    assert read.faults == []


def test_cells_are_text(sheet):
    (row,) = sheet("a,b\n5E1,007\n")
    assert (row["a"], row["b"]) == ("5E1", "007")


def test_a_fault_of_a_cell_names_its_place():
    row = Row("some.csv", 3, {"a": "x"})
    assert row.fault("a", "is wrong", "Mend it.") == Fault(
        "some.csv", 3, "a", "x", "is wrong", "Mend it."
    )


def test_two_misspelt_columns_are_two_faults(sheet):
    read = sheet("alpha,beta,gama\n", ("alpha", "betta", "gamma"))
    assert [(f.column, f.remedy) for f in read.faults] == [
        ("beta", "Did you mean 'betta'?"),
        ("gama", "Did you mean 'gamma'?"),
    ]


def test_the_rows_under_a_wrong_header_are_not_read(sheet):
    assert sheet("a,x\n1,2\n").rows == []


def test_a_column_that_stands_three_times_is_one_fault(sheet):
    read = sheet("a,b,a,a\n")
    assert [str(fault) for fault in read.faults] == [
        "some.csv, row 1, column a: the column stands twice. Keep one."
    ]


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=8).map(
    str.strip
)


@given(rows=st.lists(st.tuples(cells, cells).filter(any), max_size=5))
def test_what_a_spreadsheet_writes_is_read_back(tmp_path_factory, rows):
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    path = tmp_path_factory.mktemp("sheet") / "some.csv"
    lines = ["a,b", *(f"{quoted(one)},{quoted(two)}" for one, two in rows)]
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    read = read_sheet(path, ("a", "b"), "some.csv")
    assert read.faults == []
    shown = [tuple(legible(cell, "", line_break=" ")[0].strip() for cell in row) for row in rows]
    assert [(row["a"], row["b"]) for row in read] == [row for row in shown if any(row)]
