"""Read the needed columns of an extract with one row a record, fast and in bounded memory.

A column is read as categories, and each category is sorted once, however many rows hold it. Only
small whole numbers are kept for each row, and the text of the column that tells people apart.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import numpy as np
import pandas as pd

from helpers.categories import NotACategoryError
from helpers.errors import Fault
from helpers.reading.columns import Header
from helpers.reading.sorters import PERSON

UNSORTED = -1
# Bytes looked through at a time.
_BLOCK = 1 << 20
# More values than these of one column are summed up in one fault.
_MOST_VALUES = 10

Values = dict[str, np.ndarray]


@dataclass(slots=True)
class Records:
    """Every record of an extract: a number for each field, and who it is about.

    `values` holds for each field what its sorter gave, and `UNSORTED` where it refused.
    `people` numbers the people in the order in which they first appear; blank rows are left out.
    """

    header: Header
    values: Values = field(default_factory=dict)
    people: np.ndarray | None = None
    rows: np.ndarray | None = None
    faults: list[Fault] = field(default_factory=list)

    def fault(
        self, at: np.ndarray, column: str, value: str | None, problem: str, remedy: str
    ) -> None:
        """Note what is wrong in the records that are marked, if any is; the first is named."""
        marked = np.flatnonzero(at)
        if marked.size:
            file, row = self.header.file, int(self.rows[marked[0]])
            said = f"{problem} ({_rows(marked.size)})"
            self.faults.append(Fault(file, row, column, value, said, remedy))


def read_header(path: Path, file: str) -> tuple[Header | None, list[Fault]]:
    """The header of an extract, and what is wrong with the file as a whole."""
    fault = None
    try:
        with path.open("rb") as binary:
            start = binary.read(8)
        if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            fault = "is not a text file", "Save the sheet as CSV, not as a workbook."
        else:
            with _after_header(path) as (_, row, cells):
                if cells:
                    return Header(file, row, tuple(cells)), []
            fault = "is empty", "It needs a header and one row a record."
    except OSError as error:
        fault = f"cannot be opened ({error.strerror})", "Check that you may read it."
    except UnicodeDecodeError:
        return None, [_encoding_fault(path, file)]
    except csv.Error as error:
        fault = f"cannot be read as CSV ({error})", "Look for a quotation mark that is not closed."
    return None, [Fault(file, None, "", None, *fault)]


def read_records(
    path: Path,
    header: Header,
    places: dict[str, int],
    sorters: dict[str, Callable[[str], float]],
    needed: Callable[[Values], Values] = lambda values: {},
) -> Records:
    """Read the columns of an extract and sort their values.

    Args:
        path: the file.
        header: its header, from `read_header`.
        places: the position of each field to read.
        sorters: what makes a number, 0 or more, of a field's text or raises `NotACategoryError`.
            The field `person` has none.
        needed: given the values of some records, which of them each field must be known for; a
            field that it does not name must be known for all.
    """
    records = Records(header)
    try:
        lines = _count_lines(path, len(header.cells))
        table, too_wide = _read_columns(path, header, places)
        blank = _blank_rows(table, places)
        # A row with a cell too many or too few would put a value into the wrong column.
        if lines != len(table) + header.row or too_wide or blank.any():
            truly_blank, records.faults = _look_at_every_row(path, header)
            blank &= np.isin(np.arange(len(table)), truly_blank)
    except UnicodeDecodeError:
        records.faults = [_encoding_fault(path, header.file)]
    except (csv.Error, pd.errors.ParserError) as error:
        records.faults = [_csv_fault(path, header, error)]
    if records.faults:
        return records
    records.rows = np.arange(len(table), dtype=np.int32) + (header.row + 1)
    if blank.any():
        table, records.rows = table[~blank], records.rows[~blank]
    refused = {}
    for name in sorters:
        column = table[places[name]].cat
        numbers, refused[name] = _sort(column.categories, sorters[name])
        records.values[name] = numbers[column.codes.to_numpy()]
    must = needed(records.values)
    for name, errors in refused.items():
        column = table[places[name]].cat
        at = (records.values[name] == UNSORTED) & must.get(name, True) if errors else None
        if at is not None and at.any():
            where = np.flatnonzero(at)
            codes = column.codes.to_numpy()[where]
            records.faults += _value_faults(
                header, places[name], column.categories, codes, records.rows[where], errors
            )
    if PERSON in places:
        texts = np.array([text.strip() for text in table[places[PERSON]]], dtype=object)
        records.people, names = pd.factorize(texts)
        for nobody in np.flatnonzero(names == ""):
            column = header.cells[places[PERSON]]
            remedy = "Write who the row is about."
            records.fault(records.people == nobody, column, "", "is blank", remedy)
    if not records.rows.size:
        problem, remedy = "has a header and no row", "Add its rows, or take the file out."
        records.faults.append(Fault(header.file, None, "", None, problem, remedy))
    return records


def _blank_rows(table: pd.DataFrame, places: dict[str, int]) -> np.ndarray:
    """The rows in which every cell that was read is blank."""
    blank = np.ones(len(table), dtype=bool)
    # The person last: most files have no blank category, and need not be looked at so closely.
    for name, place in sorted(places.items(), key=lambda item: item[0] == PERSON):
        if not blank.any():
            break
        if name == PERSON:
            blank &= np.fromiter((not text.strip() for text in table[place]), bool, len(table))
        else:
            column = table[place].cat
            empty = np.array([not text.strip() for text in column.categories], dtype=bool)
            blank &= empty[column.codes.to_numpy()]
    return blank


def _read_columns(path: Path, header: Header, places: dict[str, int]) -> tuple[pd.DataFrame, bool]:
    """The cells of the fields, as categories, and whether any row has a cell too many."""
    beyond = len(header.cells)
    kinds = {place: "category" for place in (*places.values(), beyond)}
    if PERSON in places:
        kinds[places[PERSON]] = object
    with _after_header(path) as (handle, _, _):
        table = pd.read_csv(
            _Widened(handle, beyond),
            header=None,
            usecols=sorted(kinds),
            dtype=kinds,
            na_filter=False,
            keep_default_na=False,
            skip_blank_lines=False,
            index_col=False,
            engine="c",
        ).iloc[1:]
    return table, any(text.strip() for text in table[beyond].cat.categories)


class _Widened:
    """A text file with a row of blank cells before it.

    The row is one cell wider than the header, so that a cell too many shows. And it keeps texts
    texts: without a blank among them pandas would make numbers of categories such as 05.
    """

    def __init__(self, handle: TextIO, commas: int):
        self._handle, self._first = handle, "," * commas + "\n"

    def __iter__(self) -> Iterator[str]:
        return iter(self._handle)

    def read(self, size: int = -1) -> str:
        """The next text, as pandas asks for it."""
        first, self._first = self._first, ""
        return first or self._handle.read(size)


def _sort(
    texts: pd.Index, sorter: Callable[[str], float]
) -> tuple[np.ndarray, dict[int, NotACategoryError]]:
    """A number for each category, and what is wrong with those that were refused, by place."""
    sorted_, refused = [], {}
    for place, text in enumerate(texts):
        try:
            sorted_.append(sorter(text))
        except NotACategoryError as error:
            refused[place] = error
            sorted_.append(UNSORTED)
    kind = np.float64 if any(isinstance(each, float) for each in sorted_) else np.int8
    return np.array(sorted_, dtype=kind), refused


def _value_faults(
    header: Header,
    place: int,
    texts: pd.Index,
    codes: np.ndarray,
    rows: np.ndarray,
    errors: dict[int, NotACategoryError],
) -> list[Fault]:
    """One fault for each value that was refused, the commonest first."""
    held, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    order = np.lexsort((firsts, -counts))
    faults = []
    for each in order[:_MOST_VALUES]:
        error, row = errors[int(held[each])], int(rows[firsts[each]])
        problem = f"{error.problem} ({_rows(counts[each])})"
        text, column = texts[held[each]], header.cells[place]
        faults.append(Fault(header.file, row, column, text, problem, error.remedy))
    rest = order[_MOST_VALUES:]
    if rest.size:
        problem = f"{rest.size} more values are not known ({_rows(counts[rest].sum())})"
        remedy = "Perhaps another column is meant: see the header."
        row = int(rows[firsts[rest].min()])
        faults.append(Fault(header.file, row, header.cells[place], None, problem, remedy))
    return faults


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


@contextmanager
def _after_header(path: Path) -> Iterator[tuple[TextIO, int, list[str]]]:
    """A file opened behind its header, the header's row and its cells; no cells if it is empty."""
    # A byte order mark is what Excel's "CSV UTF-8" puts first.
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for number, cells in enumerate(csv.reader(handle, strict=True), start=1):
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield handle, number, stripped
                return
        yield handle, 0, []


def _count_lines(path: Path, width: int) -> int | None:
    """How many lines a file has, if each has as many commas as the header; None if not.

    Quotation marks may hide commas and line ends; the caller compares with what was read.
    """
    commas = lines = 0
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            # Up to the end of a line: each block must be in order by itself.
            block += handle.readline()
            if b"\0" in block:
                return None
            ends = block.count(b"\n") + (not block.endswith(b"\n"))
            commas, lines = block.count(b","), lines + ends
            if commas != ends * (width - 1):
                return None
    return lines


def _look_at_every_row(path: Path, header: Header) -> tuple[list[int], list[Fault]]:
    """The rows that are wholly blank, counted from 0 behind the header, and those out of shape."""
    width = len(header.cells)
    blank, ragged = [], []
    with _after_header(path) as (handle, _, _):
        for number, cells in enumerate(csv.reader(handle, strict=True)):
            if not any(map(str.strip, cells)):
                blank.append(number)
            # Spreadsheets write commas for columns that were once in use.
            elif len(cells) < width or any(map(str.strip, cells[width:])):
                ragged.append((number, len(cells)))
    if not ragged:
        return blank, []
    first, length = ragged[0]
    return blank, [
        Fault(
            header.file,
            header.row + 1 + first,
            "",
            None,
            f"has {length} cells, the header {width} ({_rows(len(ragged))} out of shape)",
            "Put quotation marks round a cell that holds a comma, "
            "and keep one cell for each column.",
        )
    ]


def _csv_fault(path: Path, header: Header, error: Exception) -> Fault:
    """What is wrong with a file that is no CSV, in the words of Python's reader if it agrees."""
    if isinstance(error, pd.errors.ParserError):
        try:
            _look_at_every_row(path, header)
        except csv.Error as plainer:
            error = plainer
    problem = f"cannot be read as CSV ({str(error).strip()})"
    remedy = "Look for a quotation mark that is opened and not closed."
    return Fault(header.file, None, "", None, problem, remedy)


def _encoding_fault(path: Path, file: str) -> Fault:
    raw = path.read_bytes()
    try:
        raw.decode("utf-8-sig")
        row = None
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
    remedy = "Save the file as 'CSV UTF-8 (comma delimited)'."
    return Fault(file, row, "", None, "is not UTF-8 text", remedy)
