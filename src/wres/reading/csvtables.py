"""Read the needed columns of a CSV extract, fast and in bounded memory, with every row checked."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TextIO

import numpy as np
import pandas as pd

from wres.ground.errors import Fault
from wres.ground.files import open_fault, open_file, open_text
from wres.reading.bounds import OutOfBoundsError, check_columns, check_lines
from wres.reading.columns import Header
from wres.reading.csvfiles import ONE_CELL_EACH, SAVE_WITH_COMMAS, other_separator
from wres.reading.sorters import PERSON
from wres.reading.tables import (
    HEADER_WITHIN,
    MOST_DIFFERENT,
    MOST_TEXTS,
    Column,
    Table,
    choose_header,
    in_rows,
    names_in,
    numbers_rows,
)

# Bytes looked through at a time: what is made of larger blocks, the system gives new memory each
# time, which doubled the time that quoted cells take.
_BLOCK = 1 << 17
_REACH = 1 << 20  # bytes beyond a block that a quoted cell may reach
_OPEN_MARK = "Look for a quotation mark that is opened and not closed."
_COMMA, _LINE_END, _RETURN, _QUOTE = b',\n\r"'


def read_csv_header(
    path: Path, file: str, wanted: Collection[str]
) -> tuple[Header | None, list[Fault]]:
    """The header of a CSV extract, and what is wrong with the file as a whole."""
    fault = None
    try:
        check_lines(path)
        with open_file(path) as binary:
            start = binary.read(8)
        if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            fault = (
                "is not a text file",
                "Save the sheet as CSV, or give the file the ending .xlsx.",
            )
        else:
            rows = _first_rows(path)
            header = choose_header(file, rows, wanted) if any(map(any, rows)) else None
            separated = _separator_fault(path)
            if header and (not separated or len(names_in(header.cells, wanted)) > 1):
                return header, []
            fault = separated or ("is empty", "It needs a header and one row a record.")
    except OutOfBoundsError as error:
        return None, [error.fault(file)]
    except OSError as error:
        return None, [open_fault(file, error)]
    except UnicodeDecodeError:
        return None, [_encoding_fault(path, file)]
    except csv.Error as error:
        fault = _separator_fault(path) or (f"cannot be read as CSV ({error})", _OPEN_MARK)
    return None, [Fault(file, None, "", None, *fault)]


def _separator_fault(path: Path) -> tuple[str, str] | None:
    """What is wrong where the first rows are separated by anything but commas, and what to do."""
    with open_text(path) as handle:
        separated = other_separator(islice(handle, HEADER_WITHIN))
    return (f"is separated by {separated}, not by commas", SAVE_WITH_COMMAS) if separated else None


def read_csv_table(
    path: Path, header: Header, places: dict[str, int], others: Sequence[int] = ()
) -> Table:
    """Read the columns of a CSV extract."""
    table = Table(header)
    try:
        shape = _shape(path, header)
        others = _looked_at(path, header, others, has_people=PERSON in places)
        cells, too_wide = _read_cells(path, header, places, others)
        blank = _blank_rows(cells, places)
        in_shape = shape is not None and shape.rows == len(cells) and not too_wide
        # A row with a cell too many or too few would put a value into the wrong column.
        if not in_shape or not np.array_equal(np.flatnonzero(blank), shape.blank):
            truly_blank, table.faults = _look_at_every_row(path, header)
            blank &= np.isin(np.arange(len(cells)), truly_blank)
    except UnicodeDecodeError:
        table.faults = [_encoding_fault(path, header.file)]
    except (csv.Error, pd.errors.ParserError) as error:
        table.faults = [_csv_fault(path, header, error)]
    if table.faults:
        return table
    table.rows = np.arange(len(cells), dtype=np.int32) + (header.row + 1)
    if blank.any():
        cells, table.rows = cells[~blank], table.rows[~blank]
    for name, place in places.items():
        if name == PERSON:
            table.columns[name] = Column(*pd.factorize(_stripped(cells[place])))
        else:
            table.columns[name] = _column(cells[place])
    table.others = {place: _column(cells[place]) for place in others}
    return table


def _stripped(cells: pd.Series) -> np.ndarray:
    """The texts without the space around them; most files of a million people have none.

    >>> _stripped(pd.Series(["20012345 ", "A1"])).tolist()
    ['20012345', 'A1']
    """
    texts = cells.to_numpy(dtype=object)
    joined = "".join(texts)
    if joined.split(maxsplit=1)[:1] == [joined]:
        return texts
    return np.array([text.strip() for text in texts], dtype=object)


def _column(cells: pd.Series) -> Column:
    return Column(cells.cat.codes.to_numpy(), cells.cat.categories)


def _looked_at(path: Path, header: Header, places: Sequence[int], *, has_people: bool) -> list[int]:
    """Those of the columns that do not have another text in nearly every row, by the first rows.

    To read a column of a million different texts takes as long as all the others together: only
    where no other tells people apart are the numbers of applications and answers read.
    """
    with _after_row(path, header.row) as handle:
        rows = list(islice(csv.reader(handle, strict=True), int(MOST_TEXTS / MOST_DIFFERENT)))
    texts = {place: {row[place] for row in rows if place < len(row)} for place in places}
    return [
        place
        for place in places
        if len(texts[place]) <= MOST_TEXTS or (numbers_rows(header.cells[place]) and not has_people)
    ]


def _blank_rows(cells: pd.DataFrame, places: dict[str, int]) -> np.ndarray:
    """The rows in which every cell that was read is blank."""
    blank = np.ones(len(cells), dtype=bool)
    # The person last: most files have no blank category, and need not be looked at so closely.
    for name, place in sorted(places.items(), key=lambda item: item[0] == PERSON):
        if not blank.any():
            break
        if name == PERSON:
            blank &= np.fromiter((not text.strip() for text in cells[place]), bool, len(cells))
        else:
            column = cells[place].cat
            empty = np.array([not text.strip() for text in column.categories], dtype=bool)
            blank &= empty[column.codes.to_numpy()]
    return blank


def _read_cells(
    path: Path, header: Header, places: dict[str, int], others: Sequence[int]
) -> tuple[pd.DataFrame, bool]:
    """The cells of these columns, as categories, and whether any row has a cell too many."""
    beyond = len(header.cells)
    kinds = dict.fromkeys((*places.values(), *others, beyond), "category")
    if PERSON in places:
        kinds[places[PERSON]] = object
    with _after_row(path, header.row) as handle:
        cells = pd.read_csv(
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
    return cells, any(text.strip() for text in cells[beyond].cat.categories)


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


def _first_rows(path: Path) -> list[list[str]]:
    """The first rows of a file, to the last among which the header may be."""
    rows: list[list[str]] = []
    filled = 0
    # A byte order mark is what Excel's "CSV UTF-8" puts first.
    with open_text(path, newline="") as handle:
        for cells in csv.reader(handle, strict=True):
            check_columns(len(cells))
            rows.append([cell.strip() for cell in cells])
            filled += any(rows[-1])
            if filled == HEADER_WITHIN:
                break
    return rows


@contextmanager
def _after_row(path: Path, row: int) -> Iterator[TextIO]:
    """A file opened behind one of its first rows."""
    with open_text(path, newline="") as handle:
        for number, _ in enumerate(csv.reader(handle, strict=True), start=1):
            if number == row:
                break
        yield handle


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many rows stand behind a header, and which of them are blank, counted from 0."""

    rows: int
    blank: np.ndarray


def _shape(path: Path, header: Header) -> _Shape | None:
    """The shape of a file in which every row has as many cells as the header; None if not.

    It looks at bytes alone. Where that may not tell, because a quotation mark stands within a
    cell or the like, it gives None too, and every row is looked at more slowly.
    """
    rows, blank, skip = 0, [], header.row
    with open_file(path) as handle:
        while block := _whole_rows(handle):
            if skip:
                block = block.removeprefix(b"\xef\xbb\xbf")
            found = _rows_of(block, len(header.cells), skip)
            if found is None:
                return None
            skip, (count, at) = 0, found
            blank.append(at + rows)
            rows += count
    return _Shape(rows, np.concatenate(blank) if blank else np.array([], dtype=np.int64))


def _whole_rows(handle: BinaryIO) -> bytes:
    """The next block of a file, up to the end of a row; a quotation mark may be left open."""
    block = handle.read(_BLOCK) + handle.readline()
    parts, length, is_open = [block], 0, block.count(b'"') % 2
    while is_open and length < _REACH and (line := handle.readline()):
        parts.append(line)
        length += len(line)
        is_open ^= line.count(b'"') % 2
    return b"".join(parts)


def _rows_of(block: bytes, width: int, skip: int) -> tuple[int, np.ndarray] | None:
    """How many rows a block has and which are blank; None if not every row has its cells.

    Args:
        block: whole rows.
        width: how many cells a row must have.
        skip: how many rows at its beginning may have any number of cells.
    """
    if b"\0" in block:
        return None
    block = block if block.endswith(b"\n") else block + b"\n"
    signs = np.frombuffer(block, dtype=np.uint8)
    is_end = (signs == _COMMA) | (signs == _LINE_END)
    if b'"' in block:
        is_quote = signs == _QUOTE
        # As bytes, which numpy takes half the time for.
        is_within = np.bitwise_xor.accumulate(is_quote.view(np.uint8)).view(bool)
        opens, closes = is_quote & is_within, is_quote & ~is_within
        is_edge = is_end | is_quote
        # A mark opens at the beginning of a cell and closes at its end, or there are two of them.
        if (
            is_within[-1]
            or (opens[1:] & ~is_edge[:-1]).any()
            or (closes[:-1] & ~(is_edge | (signs == _RETURN))[1:]).any()
        ):
            return None
        is_end &= ~is_within
    ends = np.flatnonzero(is_end)
    last_cells = np.flatnonzero(signs[ends] == _LINE_END)
    line_ends = ends[last_cells]
    cells = np.diff(last_cells, prepend=-1)[skip:]
    length = np.diff(line_ends, prepend=-1) - (signs[line_ends - 1] == _RETURN)
    is_empty = length[skip:] == 1
    if len(line_ends) < skip or not ((cells == width) | is_empty).all():
        return None
    # So many cells in so many bytes: there is nothing in them.
    return len(cells), np.flatnonzero(is_empty | (length[skip:] == width))


def _look_at_every_row(path: Path, header: Header) -> tuple[list[int], list[Fault]]:
    """The rows that are wholly blank, counted from 0 behind the header, and those out of shape."""
    width = len(header.cells)
    blank, ragged = [], []
    with _after_row(path, header.row) as handle:
        for number, cells in enumerate(csv.reader(handle, strict=True)):
            if not any(map(str.strip, cells)):
                blank.append(number)
            # Spreadsheets write commas for columns that were once in use.
            elif len(cells) < width or any(map(str.strip, cells[width:])):
                ragged.append((number, len(cells)))
    if not ragged:
        return blank, []
    first, length = ragged[0]
    problem = f"has {length} cells, the header {width} ({in_rows(len(ragged))} out of shape)"
    return blank, [Fault(header.file, header.row + 1 + first, "", None, problem, ONE_CELL_EACH)]


def _csv_fault(path: Path, header: Header, error: Exception) -> Fault:
    """What is wrong with a file that is no CSV, in the words of Python's reader if it agrees."""
    if isinstance(error, pd.errors.ParserError):
        try:
            _look_at_every_row(path, header)
        except csv.Error as plainer:
            error = plainer
    problem = f"cannot be read as CSV ({str(error).strip()})"
    remedy = _OPEN_MARK
    return Fault(header.file, None, "", None, problem, remedy)


def _encoding_fault(path: Path, file: str) -> Fault:
    row = None
    with open_file(path) as handle:
        for number, line in enumerate(handle, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                row = number
                break
    remedy = SAVE_WITH_COMMAS
    return Fault(file, row, "", None, "is not UTF-8 text", remedy)
