"""Read the needed columns of an extract that was handed in as an Excel file.

calamine reads the cells, many times as fast as openpyxl. It gives an error such as #REF! and a
formula without a result as blank cells, and blank is an answer here: so these are looked for in
the file itself, as is how far its cells reach, before calamine makes room for all of them.
"""

from __future__ import annotations

import csv
import datetime
import re
import zipfile
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from math import isfinite
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

import numpy as np
from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from wres.figures.phrases import listed
from wres.ground.errors import Fault
from wres.ground.files import open_fault, open_file, read_bytes
from wres.reading.bounds import limit
from wres.reading.categories import NotACategoryError
from wres.reading.columns import Header
from wres.reading.csvfiles import other_separator
from wres.reading.sorters import PERSON
from wres.reading.tables import (
    HEADER_WITHIN,
    MOST_DIFFERENT,
    MOST_TEXTS,
    Column,
    Table,
    choose_header,
    in_rows,
    numbers_rows,
)

_BLOCK = 1 << 22
_LONGEST_ROW = 1 << 26
# Rows that are turned into columns at a time.
_CHUNK = 4096
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
# From here on a spreadsheet has not kept every digit.
_EXACT = 1e15
# Where a cell or a row stands. Behind a space, as every program writes it, it is found far faster.
_PLACE, _ANY_PLACE = (re.compile(before + rb'r="([A-Z]*)(\d+)"') for before in (b" ", rb"\b"))
_HIDDEN = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"[^>]*>')
_ROW = re.compile(rb'\br="[A-Z]*(\d+)"')
_CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_ANY_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>([^<]*)</)")
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_ERROR, _TEXT_RESULT = re.compile(rb'\bt="e"'), re.compile(rb'\bt="str"')
_ERROR_CELL = "is an error of the spreadsheet", "Mend it, or type what should stand there."
_DIVIDE = "Mark the column, divide it by 'Data, Text to Columns', and save the file."
_DAMAGED = "is damaged and cannot be read", "Open it in Excel, let it be repaired, and save it."

_Value = str | float | bool | datetime.date | datetime.time | datetime.timedelta


class _UnreadableError(Exception):
    """A file or a sheet that cannot be read as a whole."""

    def __init__(self, problem: str, remedy: str, row: int | None = None, value: str | None = None):
        super().__init__(problem)
        self.problem, self.remedy, self.row, self.value = problem, remedy, row, value


@dataclass(slots=True)
class _Scan:
    """What the cells of a sheet say in the file: by row and column, counted from 1.

    `beside` are the other sheets of the workbook that hold something.
    """

    rows: int = 0
    columns: int = 0
    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unsolved: dict[tuple[int, int], str] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExcelSheet:
    """The sheet of a workbook that holds an extract, open for reading."""

    header: Header
    sheet: CalamineSheet
    errors: dict[tuple[int, int], str]
    hidden: Collection[int] = ()
    beside: Sequence[str] = ()


def read_excel_header(
    path: Path, file: str, extract: str, wanted: Collection[str]
) -> tuple[ExcelSheet | None, list[Fault]]:
    """Find the sheet and the header of an extract, and what is wrong with the file as a whole.

    Of several sheets the one of the extract's name is read. `wanted` are names of columns that
    tell a header from the titles above it.
    """
    name = file
    try:
        sheet, scan = _chosen_sheet(path, extract)
        name = f"{file}, sheet {sheet.name}"
        return _with_header(sheet, scan, name, wanted), []
    except OSError as error:
        return None, [open_fault(file, error)]
    except _UnreadableError as error:
        return None, [Fault(name, error.row, "", error.value, error.problem, error.remedy)]


def read_excel_table(
    found: ExcelSheet, places: dict[str, int], others: Sequence[int] = ()
) -> Table:
    """Read the columns of an extract."""
    table = Table(found.header)
    rows = array("i")
    builders = {place: _Builder(name) for name, place in places.items()}
    builders |= {
        place: _Builder("", most=0 if _is_kept(found.header, place, places) else MOST_TEXTS)
        for place in others
    }
    error_rows = {row for row, _ in found.errors}
    filled = _filled_rows(found, error_rows)
    while chunk := list(islice(filled, _CHUNK)):
        numbers, lines = zip(*chunk, strict=True)
        columns = list(zip(*lines, strict=True))
        for place, builder in builders.items():
            errors = (
                {
                    at: error
                    for at, number in enumerate(numbers)
                    if number in error_rows and (error := found.errors.get((number, place + 1)))
                }
                if error_rows
                else {}
            )
            builder.add(columns[place], errors)
        rows.extend(numbers)
    table.rows = np.frombuffer(rows, dtype=np.int32) if rows else np.array([], dtype=np.int32)
    table.columns = {name: builders[place].column() for name, place in places.items()}
    table.others = {p: builders[p].column() for p in others if not builders[p].is_full}
    table.beside = found.beside
    table.hidden = len(found.hidden.intersection(rows))
    return table


def _is_kept(header: Header, place: int, places: dict[str, int]) -> bool:
    """Whether a column is kept whole that nothing reads: what alone numbers the records."""
    return PERSON not in places and numbers_rows(header.cells[place])


def _filled_rows(found: ExcelSheet, error_rows: set[int]) -> Iterator[tuple[int, list[_Value]]]:
    """The rows below the header that hold anything; an error cell looks blank to calamine."""
    for row, cells in _rows(found.sheet):
        if row > found.header.row and (row in error_rows or any(map(_is_filled, cells))):
            yield row, cells


class _Texts(dict):
    """The place of each distinct cell among the texts of a column; a new cell gets the next."""

    def __init__(self, builder: _Builder):
        self._builder = builder

    def __missing__(self, cell: _Value) -> int:
        return self.setdefault(cell, self._builder.place(cell))


class _Builder:
    """A column in the making: each distinct cell is made text once.

    Args:
        name: the field.
        most: with how many texts the column is of no use any more; none without it.
    """

    def __init__(self, name: str, most: int = 0):
        self._is_person, self._most = name == PERSON, most
        # To Python 1, 1.0 and True are the same key, so that texts alone share a dictionary.
        self._known, self._others, self._errors = _Texts(self), {}, {}
        self._by_text: dict[str, int] = {}
        self._texts: list[str] = []
        self._refused: dict[int, NotACategoryError] = {}
        self._codes = array("i")
        self.is_full = False

    def add(self, cells: Sequence[_Value], errors: Mapping[int, str]) -> None:
        """Add the cells of some rows; `errors` says which of them are one, counted from 0."""
        if self.is_full:
            return
        known, other = self._known, self._other
        codes = [known[cell] if cell.__class__ is str else other(cell) for cell in cells]
        for at, error in errors.items():
            if error not in self._errors:
                self._errors[error] = self.place("", error)
            codes[at] = self._errors[error]
        self._codes.extend(codes)
        # What tells records apart fills up at once; the rows decide, not the texts alone.
        few = max(self._most, MOST_DIFFERENT * len(self._codes))
        self.is_full = bool(self._most) and len(self._texts) > few

    def _other(self, cell: _Value) -> int:
        key = (cell.__class__, cell)
        place = self._others.get(key)
        if place is None:
            place = self._others[key] = self.place(cell)
        return place

    def place(self, cell: _Value, error: str | None = None) -> int:
        """The place of a cell's text; a number and the text of its digits are one."""
        text = error or cell_text(cell)
        if self._is_person:
            text = text.strip()
        if error is not None:
            refused = NotACategoryError(*_ERROR_CELL)
        else:
            refused = _nobody(cell) if self._is_person else None
        place = None if refused else self._by_text.get(text)
        if place is None:
            place = len(self._texts)
            self._texts.append(text)
            if refused:
                self._refused[place] = refused
            else:
                self._by_text[text] = place
        return place

    def column(self) -> Column:
        """The column as it is by now."""
        codes = np.frombuffer(self._codes, dtype=np.int32) if self._codes else np.array([], "i4")
        return Column(codes, self._texts, self._refused)


def cell_text(cell: _Value) -> str:
    """What stands in a cell, as a person would type it into a CSV file.

    >>> cell_text(12345.0), cell_text(0.6), cell_text(True), cell_text(datetime.date(2023, 3, 31))
    ('12345', '0.6', 'TRUE', '2023-03-31')
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        if not isfinite(cell) or abs(cell) >= _EXACT:
            return f"{cell:.15g}"
        if cell == int(cell):
            return str(int(cell))
        # Fifteen digits, as a spreadsheet shows.
        return np.format_float_positional(float(f"{cell:.15g}"), trim="-")
    return str(cell).removesuffix(" 00:00:00")


def _nobody(cell: _Value) -> NotACategoryError | None:
    """Why a cell cannot say who a row is about, where only a spreadsheet can hold it."""
    if isinstance(cell, str):
        return None
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        remedy = "Set the cell's format to Text, and type again who the row is about."
        return NotACategoryError("is neither text nor a number", remedy)
    if abs(cell) >= _EXACT:
        remedy = "Format the column as Text before the numbers are put into it."
        return NotACategoryError("is a number of which a spreadsheet drops digits", remedy)
    return None


def _is_filled(cell: _Value) -> bool:
    return not isinstance(cell, str) or bool(cell and not cell.isspace())


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[_Value]]]:
    """The rows of a sheet with their numbers, every one from its first column on."""
    # calamine begins with the first row, and with the first column that is not blank.
    pad = [""] * (sheet.start[1] if sheet.start else 0)
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        yield number, pad + cells if pad else cells


def _with_header(
    sheet: CalamineSheet, scan: _Scan, name: str, wanted: Collection[str]
) -> ExcelSheet:
    rows: list[list[str]] = []
    filled = 0
    for _, cells in _rows(sheet):
        rows.append([cell_text(cell).strip() for cell in cells])
        filled += any(rows[-1])
        if filled == HEADER_WITHIN:
            break
    if separated := _in_one_column(rows):
        raise _UnreadableError(f"holds each row in one cell, separated by {separated}", _DIVIDE)
    header = choose_header(name, rows, wanted)
    if scan.unsolved:
        first = min(scan.unsolved)
        raise _UnreadableError(
            f"is a formula without a result ({in_rows(len({row for row, _ in scan.unsolved}))})",
            "Open the file in Excel and save it.",
            first[0],
            scan.unsolved[first],
        )
    for (first, _), (last, _) in sheet.merged_cell_ranges or ():
        if last + 1 >= header.row:
            row = max(first + 1, header.row)
            raise _UnreadableError("has merged cells", "Unmerge them, and fill each cell.", row)
    return ExcelSheet(header, sheet, scan.errors, scan.hidden, scan.beside)


def _in_one_column(rows: Sequence[Sequence[str]]) -> str:
    """What separates the cells of rows that stand in one cell each; blank where they do not.

    >>> _in_one_column([["Pay Band;FTE"], ["6;1"]]), _in_one_column([["Pay Band,FTE"], ["6,1"]])
    ('semicolons', 'commas')
    >>> _in_one_column([["Ethnicity, sex", "Band"], ["A, F", "6"]])
    ''
    """
    filled = [[cell for cell in cells if cell] for cells in rows]
    lines = [cells[0] for cells in filled if cells]
    if any(len(cells) > 1 for cells in filled) or len(lines) < 2:
        return ""
    parted = sum(len(cells) > 1 for cells in csv.reader(lines))
    return other_separator(lines) or ("commas" if 2 * parted > len(lines) else "")


def _chosen_sheet(path: Path, extract: str) -> tuple[CalamineSheet, _Scan]:
    try:
        return _choose_sheet(path, extract)
    except _UnreadableError:
        raise
    except BaseException as error:
        if isinstance(error, OSError) and error.strerror:
            raise
        # A damaged file makes a library fail in any way there is; calamine may panic, and what
        # becomes of that is no Exception.
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise _UnreadableError(*_DAMAGED) from error
        raise


def _choose_sheet(path: Path, extract: str) -> tuple[CalamineSheet, _Scan]:
    """The sheet with the extract: the only one with data, or the one named like the extract."""
    with open_file(path) as handle:
        start = handle.read(8)
    if not start:
        raise _UnreadableError("is empty", "It needs a header and one row a record.")
    if start.startswith(_OLD_FORMAT):
        raise _old_format(path)
    if not start.startswith(b"PK"):
        raise _UnreadableError(
            "is not an Excel workbook", "Save it as 'Excel Workbook (*.xlsx)', or as CSV."
        )
    with zipfile.ZipFile(path) as archive:
        _check_sizes(archive.infolist())
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = {
                each.name: each.visible == SheetVisibleEnum.Visible
                for each in workbook.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet
            }
            named = [name for name in sheets if name.strip().casefold() == extract]
            visible = [name for name in (named or sheets) if sheets[name]]
            filled = _filled(archive, workbook, visible)
            parts = _sheet_parts(archive)
            others = [name for name in sheets if name not in [sheet.name for sheet, _ in filled]]
            beside = [name for name in others if _holds_a_value(archive, parts[name])]
            hidden = [name for name in beside if not sheets[name]]
    if len(filled) == 1:
        sheet, scan = filled[0]
        return sheet, replace(scan, beside=beside)
    if not filled:
        raise _nothing(extract, hidden, [name for name in beside if sheets[name]])
    names = ", ".join(f"'{sheet.name}'" for sheet, _ in filled)
    raise _UnreadableError(
        f"has several sheets with data: {names}",
        f"Name the one that is meant '{extract}', or keep it alone.",
    )


def _nothing(extract: str, hidden: Sequence[str], seen: Sequence[str]) -> _UnreadableError:
    """What to say of a workbook of which no sheet is read.

    Args:
        extract: which extract it is.
        hidden: the sheets that cannot be seen and hold something.
        seen: those that can.
    """
    if not hidden:
        return _UnreadableError("is empty", "It needs a header and one row a record.")
    names, others = (listed([f"'{name}'" for name in each]) for each in (hidden, seen))
    if not seen:
        return _UnreadableError(
            f"holds nothing on a sheet that can be seen, and something on {names}, hidden",
            "Unhide the sheet that is meant.",
        )
    return _UnreadableError(
        f"has {names} hidden, and {others} can be seen",
        f"Unhide the sheet '{hidden[0]}' if it is meant. If not, delete it, and name the one that "
        f"is meant '{extract}'.",
    )


def _holds_a_value(archive: zipfile.ZipFile, part: str) -> bool:
    """Whether a sheet that is not read holds anything, by its beginning."""
    with archive.open(part) as handle:
        return _ANY_VALUE.search(handle.read(_BLOCK)) is not None


def _filled(
    archive: zipfile.ZipFile, workbook: CalamineWorkbook, names: Sequence[str]
) -> list[tuple[CalamineSheet, _Scan]]:
    """Those of the sheets that hold anything, each looked through before it is read."""
    parts, room = _sheet_parts(archive), limit("workbook cells")
    filled = []
    for name in names:
        scan = _scan(archive, parts[name], room)
        room -= scan.rows * scan.columns
        sheet = workbook.get_sheet_by_name(name)
        if any(_is_filled(cell) for _, cells in _rows(sheet) for cell in cells):
            filled.append((sheet, scan))
    return filled


def _old_format(path: Path) -> _UnreadableError:
    if _PASSWORD in read_bytes(path):
        return _UnreadableError("is protected by a password", "Save it without the password.")
    problem, remedy = "is a workbook of an older format", "Save it as 'Excel Workbook (*.xlsx)'."
    return _UnreadableError(problem, remedy)


def _too_large() -> _UnreadableError:
    return _UnreadableError(
        "is too large to read as a workbook, or has a cell far away from the others",
        "Clear what stands beside and below the table, or save the sheet as CSV.",
    )


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    """See what the parts of a workbook come to once unpacked, before any is."""
    sizes = {part.filename: part.file_size for part in parts}
    texts = sum(size for name, size in sizes.items() if not name.startswith("xl/worksheets/"))
    if sum(sizes.values()) > limit("workbook unpacked") or texts > limit("workbook texts"):
        raise _too_large()


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Where each sheet stands in the file, by its name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target") for each in relations}
    found = {}
    for sheet in ElementTree.fromstring(archive.read("xl/workbook.xml")).iterfind(".//{*}sheet"):
        identity = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        target = PurePosixPath(targets[identity])
        found[sheet.get("name")] = str(
            target.relative_to("/") if target.is_absolute() else "xl" / target
        )
    return found


def _scan(archive: zipfile.ZipFile, part: str, room: int) -> _Scan:
    """Look through a sheet for what calamine passes over, and for how far its cells reach.

    Args:
        archive: the workbook.
        part: where the sheet stands in it.
        room: how many cells it may have.
    """
    found, columns, tail = _Scan(), set(), b""
    with archive.open(part) as handle:
        while block := handle.read(_BLOCK):
            block = tail + block
            end = block.rfind(b"row>") + 4
            block, tail = (block[:end], block[end:]) if end > 3 else (b"", block)
            _scan_block(block, found, columns)
            _check_room(found, columns, room)
            if len(tail) > _LONGEST_ROW:
                raise _too_large()
    _scan_block(tail, found, columns)
    _check_room(found, columns, room)
    return found


def _check_room(found: _Scan, columns: set[bytes], room: int) -> None:
    found.columns = max(map(_column_number, columns), default=0)
    many = len(found.errors) + len(found.unsolved) > limit("workbook errors")
    if found.rows * found.columns > room or many:
        raise _too_large()


def _scan_block(block: bytes, found: _Scan, columns: set[bytes]) -> None:
    # Written with double quotes by every program; with single ones it would be slow to look for.
    if b"r='" in block or b"t='" in block:
        block = block.replace(b"'", b'"')
    is_plain = block.count(b'r="') == block.count(b' r="')
    places = (_PLACE if is_plain else _ANY_PLACE).findall(block)
    columns.update({letters for letters, _ in places})
    found.rows = max(found.rows, max(map(int, {digits for _, digits in places}), default=0))
    if b'hidden="' in block:
        found.hidden.update(int(_ROW.search(tag)[1]) for tag in _HIDDEN.findall(block))
    has_formula = b"<f" in block or b":f" in block
    if not has_formula and b't="e"' not in block:
        return
    for attributes, content in _CELL.findall(block):
        is_error = _ERROR.search(attributes)
        if not (is_error or has_formula) or not (place := _REFERENCE.search(attributes)):
            continue
        row, column = int(place[2]), _column_number(place[1])
        value, formula = _VALUE.search(content), _FORMULA.search(content)
        if is_error and value:
            found.errors[row, column] = value[1].decode(errors="replace")
        elif formula and not value and not _TEXT_RESULT.search(attributes):
            found.unsolved[row, column] = "=" + unescape(
                (formula[1] or b"").decode(errors="replace")
            )


def _column_number(letters: bytes) -> int:
    """The number of a column, counted from 1.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
