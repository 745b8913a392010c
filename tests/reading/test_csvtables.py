"""The shape of a CSV extract: looked at by bytes, and as Python's reader says."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres.reading import csvtables
from wres.reading.columns import Header
from wres.reading.csvtables import read_csv_header, read_csv_table

HEADER = Header("f.csv", 1, ("a", "b", "c"))
PIECES = ["x", "", ",", ",,", "\n", "\r\n", '"', '""', '"x,y"', '"\n"', "1,2,3\n", ",,\n", "é"]


def shape_by_reader(text: str) -> tuple[int, list[int]] | None:
    """Rows behind the header and the blank ones; None if not each has three cells or none."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]
    except csv.Error:
        return None
    if any(len(row) not in (0, 3) for row in rows):
        return None
    return len(rows), [number for number, row in enumerate(rows) if not any(row)]


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from([4, 16, 1 << 20]))
def test_what_bytes_tell_is_what_the_reader_says(tmp_path_factory, pieces, block):
    text = "a,b,c\n" + "".join(pieces)
    path = tmp_path_factory.mktemp("shape") / "f.csv"
    path.write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csvtables, "_BLOCK", block)
        found = csvtables._shape(path, HEADER)
    # It may leave a file to the reader. What it says itself is so.
    if found is not None:
        rows, blank = shape_by_reader(text)
        assert found.rows == rows
        # A row of two quotation marks is blank to a person: that too is left to the reader.
        assert set(found.blank) <= set(blank)


@pytest.mark.parametrize(
    ("text", "blank"),
    [
        ("a,b,c\n1,2,3\n", []),
        ("a,b,c\n1,2,3", []),
        ('\ufeff"a",b,c\r\n"1,""x""",2,"3\n4"\r\n', []),
        ("a,b,c\n\n1,2,3\n,,\n\n", [0, 2, 3]),
        ('"a","b","c"\r\n"","1",""\r\n\r\n', [1]),
    ],
)
def test_files_in_order_need_no_second_look(tmp_path, text, blank):
    path = tmp_path / "f.csv"
    path.write_bytes(text.encode())
    assert csvtables._shape(path, HEADER).blank.tolist() == blank


def test_a_row_cut_off_is_not_made_up_for_by_one_too_long(tmp_path):
    """Three commas too few and one too many in all would be none."""
    path = tmp_path / "f.csv"
    path.write_text("a,b,c\n1,2\n1,2,3,\n", encoding="utf-8")
    header, _ = read_csv_header(path, "f.csv", {"a"})
    table = read_csv_table(path, header, {"a": 0, "b": 1})
    assert [str(fault) for fault in table.faults] == [
        "f.csv, row 2: has 2 cells, the header 3 (1 row out of shape). Put quotation marks round "
        "a cell that holds a comma, and keep one cell for each column."
    ]


def test_rows_keep_the_number_that_a_spreadsheet_shows(tmp_path):
    path = tmp_path / "f.csv"
    # A title, a blank row and a cell of two lines: a record is a row, whatever lines it takes.
    path.write_text('Title\n\na,b,c\n1,"x\ny",3\n\n4,5,6\n', encoding="utf-8")
    header, _ = read_csv_header(path, "f.csv", {"a", "b"})
    table = read_csv_table(path, header, {"a": 0, "b": 1})
    assert header.row == 3
    assert table.rows.tolist() == [4, 6]
    column = table.columns["b"]
    assert np.array(column.texts)[column.codes].tolist() == ["x\ny", "5"]
