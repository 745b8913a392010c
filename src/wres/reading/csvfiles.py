"""Read a CSV file that a person typed, and name every fault in it by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from wres.ground.errors import Doubt, Fault, Note, did_you_mean
from wres.ground.files import open_fault
from wres.reading.bounds import OutOfBoundsError, read_typed
from wres.reading.letters import legible

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
SAVE_WITH_COMMAS = "Save the file as 'CSV UTF-8 (comma delimited)'."


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number as a spreadsheet shows it, and its cells by column.

    A row that was reduced from many rows of an extract has no number. `headings` says what a
    person sees above a column where that is not the column's own name.
    """

    file: str
    number: int | None
    cells: dict[str, str]
    headings: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def heading(self, column: str) -> str:
        """What a person sees above a column."""
        return self.headings.get(column, column)

    def fault(self, column: str, problem: str, remedy: str) -> Fault:
        """A fault of one cell of this row."""
        return Fault(
            self.file, self.number, self.heading(column), self.cells[column], problem, remedy
        )


@dataclass(slots=True)
class Sheet:
    """A file read: its rows, and the faults, doubts and notes found so far.

    `workforce_remedy` is what to do when the row of the whole workforce is missing. `last_year`
    are rows that say the year before again.
    """

    file: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    last_year: list[Row] = field(default_factory=list)
    workforce_remedy: str = "Add a row: 1,staff in post,all,all, and its counts."

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def read_sheet(
    path: Path, columns: tuple[str, ...], name: str, optional: tuple[str, ...] = ()
) -> Sheet:
    """Read a CSV file whose header must be exactly `columns`, in any order.

    Cells are text with the space around them removed; rows that are wholly blank are passed
    over. Faults are collected, never raised: the caller decides when enough has been read.

    Args:
        path: the file.
        columns: the columns that it must have.
        name: what to call the file in messages, such as `QHG/2023/counts.csv`.
        optional: columns that it may have as well; blank in every row where it has not.
    """
    sheet = Sheet(name)
    text = _read_text(path, sheet)
    if text is None:
        return sheet
    lines = _lines(text, sheet)
    if sheet.faults:
        return sheet
    # Wholly blank rows are left out, and the others keep the number that a spreadsheet shows.
    stripped_lines = [[cell.strip() for cell in line] for line in lines]
    numbered = [(n, cells) for n, cells in enumerate(stripped_lines, start=1) if any(cells)]
    if not numbered:
        remedy = f"It needs a header: {','.join(columns)}."
        sheet.faults.append(Fault(name, None, "", None, "is empty", remedy))
        return sheet
    header_row, header = numbered[0]
    # Spreadsheets write commas for columns that were once in use.
    _drop_blank_end(header, 0)
    sheet.faults += _separator_faults(text, name) if not set(header) & set(columns) else []
    if not sheet.faults:
        sheet.faults += _header_faults(header, columns, optional, name, header_row)
    if not sheet.faults:
        absent = {column: "" for column in optional if column not in header}
        _add_rows(sheet, numbered[1:], header, absent)
    return sheet


def _add_rows(
    sheet: Sheet, numbered: list[tuple[int, list[str]]], header: list[str], absent: dict[str, str]
) -> None:
    """Add the rows below the header, and a fault for each that has not a cell for each column."""
    for number, cells in numbered:
        _drop_blank_end(cells, len(header))
        if len(cells) == len(header):
            row = dict(zip(header, cells, strict=True)) | absent
            sheet.rows.append(Row(sheet.file, number, row))
            continue
        problem = f"has {len(cells)} cells, the header {len(header)}"
        sheet.faults.append(Fault(sheet.file, number, "", None, problem, ONE_CELL_EACH))


def read_bare_sheet(path: Path, places: Mapping[str, int], name: str) -> Sheet:
    """Read a CSV file without a header, whose columns are known by their place.

    A first row of column names is passed over: its first cell is no code. Further columns are
    passed over too.
    """
    sheet = Sheet(name)
    text = _read_text(path, sheet)
    if text is None:
        return sheet
    lines = _lines(text, sheet)
    least = max(places.values())
    for number, cells in enumerate(lines, start=1):
        if not any(cell.strip() for cell in cells) or (number == 1 and " " in cells[0].strip()):
            continue
        if len(cells) < least:
            problem = f"has {len(cells)} cells, and at least {least} are needed"
            remedy = "Take the file as the Organisation Data Service gives it."
            sheet.faults.append(Fault(name, number, "", None, problem, remedy))
            continue
        found = {column: cells[place - 1].strip() for column, place in places.items()}
        sheet.rows.append(Row(name, number, found))
    return sheet


def _drop_blank_end(cells: list[str], keep: int) -> None:
    while len(cells) > keep and not cells[-1]:
        cells.pop()


ONE_CELL_EACH = (
    "Put quotation marks round a cell that holds a comma, and keep one cell for each column."
)
# How a workbook begins: a zip archive, or the older binary format.
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NOT_TEXT = ("is not a text file", "Save the sheet as CSV, not as a workbook.")


def _read_text(path: Path, sheet: Sheet) -> str | None:
    row = None
    try:
        raw = read_typed(path)
        # A byte order mark is what Excel's "CSV UTF-8" puts first.
        text = raw.decode("utf-8-sig")
        if "\0" not in text and not raw.startswith(_WORKBOOKS):
            text, doubts = legible(text, sheet.file, line_break=" ")
            sheet.doubts += doubts
            return text
        problem, remedy = _NOT_TEXT
    except FileNotFoundError:
        problem, remedy = "is missing", "Add it; data/README.md says what it holds."
    except OutOfBoundsError as error:
        sheet.faults.append(error.fault(sheet.file))
        return None
    except OSError as error:
        sheet.faults.append(open_fault(sheet.file, error))
        return None
    except UnicodeDecodeError as error:
        if raw.startswith(_WORKBOOKS):
            problem, remedy = _NOT_TEXT
        else:
            row = raw[: error.start].count(b"\n") + 1
            problem = "is not UTF-8 text"
            remedy = SAVE_WITH_COMMAS
    sheet.faults.append(Fault(sheet.file, row, "", None, problem, remedy))
    return None


def _lines(text: str, sheet: Sheet) -> list[list[str]]:
    """The rows of a text, cell by cell; none, and a fault, where it is not CSV."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        problem = f"cannot be read as CSV ({error})"
        remedy = "Look for a quotation mark that is opened and not closed."
        fault = Fault(sheet.file, None, "", None, problem, remedy)
        sheet.faults += _separator_faults(text, sheet.file) or [fault]
        return []


def _separator_faults(text: str, name: str) -> list[Fault]:
    """Rows that are separated by anything but commas."""
    separated = other_separator(text.splitlines())
    problem = f"is separated by {separated}, not by commas"
    return [Fault(name, None, "", None, problem, SAVE_WITH_COMMAS)] if separated else []


def other_separator(lines: Iterable[str]) -> str:
    """What separates the cells, where it makes more cells of most lines than commas do.

    The first line with several cells, mostly the header, must be one of them.

    >>> other_separator(["Band;FTE", "6;0,6", "7;1"]), other_separator(["Band,FTE", "6,1"])
    ('semicolons', '')
    """
    filled = [line for line in lines if line.strip()]

    def widths(separator: str) -> list[int]:
        return [len(cells) for cells in csv.reader(filled, delimiter=separator)]

    def is_wider(separator: str) -> bool:
        pairs = list(zip(widths(separator), commas, strict=False))
        wider = [width > comma for width, comma in pairs if max(width, comma) > 1]
        return 2 * sum(wider) > len(commas) and wider[0]

    try:
        commas = widths(",")
        return next((word for sign, word in _SEPARATORS.items() if is_wider(sign)), "")
    except csv.Error:
        return ""


def _header_faults(
    header: list[str], columns: tuple[str, ...], optional: tuple[str, ...], name: str, row: int
) -> list[Fault]:
    must = f"The header must be: {','.join(columns)}."
    if not set(header) & set(columns):
        return [Fault(name, row, "", None, "is not a header that is separated by commas", must)]
    faults = []
    missing = [column for column in (*columns, *optional) if column not in header]
    for place, column in enumerate(header, start=1):
        if not column:
            problem = f"column {place} has no name"
            faults.append(Fault(name, row, "", None, problem, "Name it, or take it out."))
        elif column not in (*columns, *optional):
            remedy = did_you_mean(column, missing) if missing else ""
            # One slip is one fault: a misspelt column is not reported as a missing one as well.
            meant = [each for each in missing if remedy == f"Did you mean '{each}'?"]
            missing = [each for each in missing if each not in meant]
            remedy = remedy if meant else "Take it out."
            faults.append(Fault(name, row, column, None, "the column is not known", remedy))
        elif header.count(column) > 1 and header.index(column) == place - 1:
            faults.append(Fault(name, row, column, None, "the column stands twice", "Keep one."))
    return faults + [
        Fault(name, row, column, None, "the column is missing", must)
        for column in missing
        if column in columns
    ]
