"""Read `wres.xlsx`, the workbook that `wres new` writes and an analyst fills in.

Its rows become rows of a counts file, so that every check of theirs is the one that exists. What
can only go wrong in a spreadsheet is checked here: sheets, merged cells, dates, formulas, errors.
"""

from __future__ import annotations

import difflib
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from wres import reference
from wres.figures import ALL
from wres.figures.phrases import listed
from wres.ground.errors import Doubt, Fault, Note, did_you_mean
from wres.ground.files import open_fault, read_bytes
from wres.reading.counts import DETAIL_COLUMNS, FILE_COLUMNS
from wres.reading.csvfiles import Row, Sheet
from wres.reading.dates import year_end_in
from wres.reading.tables import in_rows

FILE = "wres.xlsx"
READ_ME = "Read me"
CODE_LABEL, YEAR_LABEL = "ODS code", "WRES year"
# What a person sees above each column of a counts file.
HEADINGS = {
    "indicator": "Indicator",
    "measure": "Measure",
    "staff_group": "Staff group",
    "pay_band": "Pay band",
    "white": "White",
    "bme": "BME",
    "unknown": "Unknown",
    "total": "Total",
    "source": "Source",
}
NUMBERS = ("white", "bme", "unknown", "total")
_READ = {heading.casefold() for heading in HEADINGS.values()}
# Whose rows a sheet holds, where it holds those of one indicator.
_INDICATORS = {
    "workforce": "1",
    "recruitment": "2",
    "disciplinary": "3",
    "training": "4",
    "board": "9",
}
# The sheets that are read, and the columns that say what a row of each is about.
SHEETS = {
    "Workforce": ("staff_group", "pay_band"),
    "Recruitment": ("measure",),
    "Disciplinary": ("measure",),
    "Training": ("measure",),
    "Staff survey": ("indicator", "measure"),
    "Board": ("measure",),
}
_KEYS = tuple(dict.fromkeys(column for keys in SHEETS.values() for column in keys))
# Columns that are there for people only: explanations, figures of a year ("White 2023"), of which
# those of the year before are read as what that year says again, and shares ("% BME").
MEANING, NOTES = "What is counted", "Notes"
_PERCENT = r"(%|per ?cent|percentage|\(%\))"
_SHARE = re.compile(
    rf"{_PERCENT} ?(of )?(White|BME|Unknown)|(White|BME|Unknown) ?{_PERCENT}", re.IGNORECASE
)
_UNREAD = re.compile(rf"{MEANING}|{NOTES}|(White|BME|Unknown|Total) (\d{{4}})", re.IGNORECASE)
# Words in a source that say who or what is counted: they are read by nobody but a person.
_DOUBTFUL = re.compile(r"\b(bank|agency|draft|provisional|estimate)", re.IGNORECASE)
# So many cells beside a table are named, and so much of a text.
_MOST_NAMED, _LONGEST = 3, 80
# Far above what such a workbook needs, and little enough to read safely.
_MOST_BYTES = 10_000_000
_MOST_CELLS, _MOST_COLUMNS = 100_000, 100
# What makes openpyxl create every cell of a range, however large that is.
_RANGE = re.compile(rb'<(?:\w+:)?(mergeCell|hyperlink)\b[^>]*?\sref\s*=\s*["\']([A-Z0-9:]+)["\']')
_OLD_FORMAT = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_MAKE_ANEW = "Make a new workbook with 'wres new' in an empty folder, and copy the figures over"


class _CellError(ValueError):
    """A cell that only a spreadsheet can hold and that is no figure."""

    def __init__(self, value: str, problem: str, remedy: str):
        super().__init__(problem)
        self.value, self.problem, self.remedy = value, problem, remedy


@dataclass(frozen=True)
class _Page:
    """One sheet: its cells that hold something, and its formulas that hold no result."""

    file: str
    title: str
    cells: Mapping[tuple[int, int], Cell]
    unsolved: Mapping[tuple[int, int], str]
    merged: tuple[tuple[int, int, int, int], ...]
    is_hidden: bool
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    @property
    def name(self) -> str:
        return f"{self.file}, sheet {self.title}"

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, as a person would type it.

        Raises:
            _CellError: a date, a formula without a result or the like.
        """
        if (row, column) in self.unsolved:
            raise _CellError(
                self.unsolved[row, column],
                "is a formula without a result",
                "Open the workbook in Excel and save it, or type the number.",
            )
        cell = self.cells.get((row, column))
        return "" if cell is None else _text(cell)

    def heading(self, row: int, column: int) -> str:
        """The text of a cell, where anything that is no text is no heading."""
        cell = self.cells.get((row, column))
        return " ".join(cell.value.split()) if cell and isinstance(cell.value, str) else ""

    def is_figure(self, row: int, column: int) -> bool:
        """Whether a cell holds a number, or a formula that would give one."""
        cell = self.cells.get((row, column))
        return (row, column) in self.unsolved or (cell is not None and cell.data_type == "n")

    def holds_figures(self) -> bool:
        """Whether any cell of the sheet is a figure."""
        return any(self.is_figure(*place) for place in {*self.cells, *self.unsolved})

    def rows(self) -> dict[int, list[int]]:
        """The rows that hold anything, and the columns in which they do."""
        found: dict[int, list[int]] = {}
        for row, column in sorted({*self.cells, *self.unsolved}):
            found.setdefault(row, []).append(column)
        return found

    def header(self) -> int | None:
        """The row with the headings: the first that has most of them, four at least."""
        scores = {
            row: len({self.heading(row, column).casefold() for column in columns} & _READ)
            for row, columns in self.rows().items()
        }
        best = max(scores, key=scores.get, default=None)
        return best if best is not None and scores[best] >= 4 else None


def read_workbook(path: Path, name: str, ods_code: str, year: int) -> Sheet:
    """Read the filled-in workbook of one organisation and year.

    A row without any figure counts as not handed in, and is passed over.

    Args:
        path: the file.
        name: what to call it in messages, such as `QHG/2024/wres.xlsx`.
        ods_code: whose folder it stands in; the workbook must say the same.
        year: the folder's year; likewise.

    Returns:
        Rows with the columns of a counts file, and the faults found while reading.
    """
    sheet = Sheet(name, workforce_remedy="Fill in the row 'All staff' of the sheet Workforce.")
    pages = _pages(path, name, sheet.faults)
    if pages is None:
        return sheet
    by_title = {page.title.strip().casefold(): page for page in pages}
    wanted = [READ_ME, *SHEETS]
    if not any(title.casefold() in by_title for title in wanted):
        sheet.faults.append(
            Fault(name, None, "", None, "is not a workbook made by 'wres new'", f"{_MAKE_ANEW}.")
        )
        return sheet
    sheet.faults += _sheet_faults(name, pages, by_title, wanted)
    if read_me := by_title.get(READ_ME.casefold()):
        sheet.faults += _identity_faults(read_me, CODE_LABEL, ods_code)
        sheet.faults += _identity_faults(read_me, YEAR_LABEL, str(year))
    for title, keys in SHEETS.items():
        if page := by_title.get(title.casefold()):
            rows, last_year, faults = _read_page(page, keys, year)
            sheet.notes += _beside_table(page)
            if page.is_hidden and (rows or faults):
                faults = [
                    Fault(
                        page.name,
                        None,
                        "",
                        None,
                        "is hidden and holds figures",
                        "Unhide it, or clear its figures.",
                    )
                ]
            sheet.doubts += [*_hidden(page, rows), *_other_title(page, year)]
            sheet.rows += rows
            sheet.last_year += last_year
            sheet.faults += faults
    sheet.notes += _own_sheets(name, pages, wanted)
    return sheet


def _own_sheets(name: str, pages: list[_Page], wanted: list[str]) -> list[Note]:
    """A note about the sheets that an analyst added, where they hold figures."""
    known = {title.casefold() for title in wanted}
    own = [p.title for p in pages if p.title.strip().casefold() not in known and p.holds_figures()]
    if not own:
        return []
    names = listed([f"'{title}'" for title in own])
    problem = f"holds figures on {names} too, which is not read"
    remedy = "Type what belongs to the input into the sheets of the template, or leave it so."
    return [Note(name, None, "", None, problem, remedy)]


def _beside_table(page: _Page) -> list[Note]:
    """Notes about what stands beside or below the table and is not read: figures and words."""
    header = page.header()
    if header is None or page.is_hidden:
        return []
    headings = {p: page.heading(header, p).casefold() for p in page.rows()[header]}
    below = [at for at in sorted({*page.cells, *page.unsolved}) if at[0] > header]
    beside = [at for at in below if not headings.get(at[1]) and page.is_figure(*at)]
    said = [page.heading(*at) for at in below if _is_remark(page, at, headings.get(at[1], ""))]
    said += [cell.comment.text.strip() for cell in page.cells.values() if cell.comment]
    said = [*dict.fromkeys(said)]
    where = [f"{get_column_letter(place)}{row}" for row, place in beside]
    remedy = "Type what belongs to the input into the table, or leave it so."
    problems = [
        (where, "holds figures beside the table, in columns without a heading", "cells"),
        ([f"'{text[:_LONGEST]}'" for text in said], "holds words that are not read", "texts"),
    ]
    notes = []
    for found, problem, what in problems:
        more = [f"{len(found) - _MOST_NAMED} more {what}"] if len(found) > _MOST_NAMED else []
        if found:
            problem = f"{problem}: {listed(found[:_MOST_NAMED] + more)}"
            notes.append(Note(page.name, None, "", None, problem, remedy))
    return notes


def _is_remark(page: _Page, at: tuple[int, int], heading: str) -> bool:
    """Whether a cell below the headings holds words that may say who is counted."""
    text = page.heading(*at)
    if heading == HEADINGS["source"].casefold():
        return _DOUBTFUL.search(text) is not None
    is_key = heading in {HEADINGS[key].casefold() for key in _KEYS}
    if is_key and not _UNREAD.fullmatch(heading):
        return " " in text and text.casefold() not in _labels()
    return bool(text) and (not heading or heading == NOTES.casefold())


@cache
def _labels() -> set[str]:
    """What the rows of a template say that they are about."""
    of = (("measures", "measure"), ("staff_groups", "label"), ("pay_bands", "label"))
    return {row[name].casefold() for table, name in of for row in reference.rows(table)}


def _other_title(page: _Page, year: int) -> Iterator[Doubt]:
    """A doubt where the title above a table names the 31 March of another year."""
    header = page.header() or 0
    for row, place in sorted(at for at in page.cells if at[0] < header):
        title = page.heading(row, place)
        if year_end_in(title) not in (None, year):
            problem, remedy = "is of another year", "Look whether the figures below it are, too."
            yield Doubt(page.name, row, "", title, problem, remedy, "period")


def _hidden(page: _Page, rows: list[Row]) -> Iterator[Doubt]:
    """A doubt where rows or columns that are read are not shown."""
    hidden = [row.number for row in rows if row.number in page.hidden_rows]
    header = page.header()
    names = [page.heading(header, place) for place in sorted(page.hidden_columns) if header]
    columns = [name for name in names if name.casefold() in _READ]
    remedy = "Show them, and look whether they are meant."
    if hidden:
        problem = f"has {in_rows(len(hidden))} hidden by a filter or by hand, and reads them"
        yield Doubt(page.name, hidden[0], "", None, problem, remedy, "hidden")
    if columns and rows:
        problem = f"has columns hidden, and reads them: {listed(columns)}"
        yield Doubt(page.name, header, "", None, problem, remedy, "hidden")


def _pages(path: Path, name: str, faults: list[Fault]) -> list[_Page] | None:
    """Every sheet of the workbook; or None, and one fault that says why not."""
    try:
        raw = read_bytes(path)
    except OSError as error:
        faults.append(open_fault(name, error, "Close it in Excel, and check that you may read it."))
        return None
    problem, remedy = _container_fault(raw)
    if not problem:
        try:
            with warnings.catch_warnings():
                # What openpyxl leaves out (pictures, extensions) holds no figure.
                warnings.simplefilter("ignore")
                solved = load_workbook(io.BytesIO(raw), data_only=True, keep_links=False)
                typed = load_workbook(io.BytesIO(raw), data_only=False, keep_links=False)
                return list(_each_page(solved, typed, name))
        except Exception:  # a damaged file makes openpyxl fail in any way there is
            problem = "is damaged and cannot be read"
            remedy = "Open it in Excel, let it be repaired, check every figure, and save it."
    faults.append(Fault(name, None, "", None, problem, remedy))
    return None


def _container_fault(raw: bytes) -> tuple[str, str]:
    """What is wrong with a file before its sheets are looked at, and what to do."""
    if not raw:
        return "is empty", f"{_MAKE_ANEW}."
    if raw.startswith(_OLD_FORMAT):
        if _PASSWORD in raw:
            return "is protected by a password", "Save it without the password."
        return "is a workbook of an older format", "Save it as 'Excel Workbook (*.xlsx)'."
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
            is_large = sum(part.file_size for part in parts) > _MOST_BYTES
            if not is_large:
                sheets = [p for p in parts if p.filename.startswith("xl/worksheets/")]
                if any(_has_vast_range(archive.read(part)) for part in sheets):
                    return (
                        "has merged cells or a link across whole rows or columns",
                        "Unmerge them, and take the link out.",
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        if raw.startswith(b"PK"):
            return "is damaged and cannot be read", "Take the last copy that Excel could open."
        return "is not an Excel workbook", "Save it as 'Excel Workbook (*.xlsx)'."
    if is_large:
        return "is too large for a workbook of counts", f"{_MAKE_ANEW}."
    return "", ""


def _has_vast_range(sheet: bytes) -> bool:
    """Whether a sheet merges or links more cells than such a workbook has."""
    for _, place in _RANGE.findall(sheet):
        left, top, right, bottom = range_boundaries(place.decode())
        if (1 + (right or 16_384) - (left or 1)) * (1 + (bottom or 1_048_576) - (top or 1)) > (
            _MOST_CELLS
        ):
            return True
    return False


def _each_page(solved: Workbook, typed: Workbook, name: str) -> Iterator[_Page]:
    for page, formulas in zip(solved.worksheets, typed.worksheets, strict=True):
        # By the cells that are there: a sheet may have a single one in its millionth row, and
        # every public way makes all those before it.
        cells = {place: cell for place, cell in page._cells.items() if cell.value is not None}
        unsolved = {
            place: str(getattr(cell.value, "text", cell.value))
            for place, cell in formulas._cells.items()
            if cell.data_type == "f" and place not in cells
        }
        merged = tuple(
            (each.min_row, each.min_col, each.max_row, each.max_col)
            for each in page.merged_cells.ranges
        )
        is_hidden = page.sheet_state != Worksheet.SHEETSTATE_VISIBLE
        hidden_rows = frozenset(row for row, d in page.row_dimensions.items() if d.hidden)
        spans = [d for d in page.column_dimensions.values() if d.hidden]
        columns = frozenset(n for d in spans for n in range(d.min, min(d.max, _MOST_COLUMNS) + 1))
        yield _Page(name, page.title, cells, unsolved, merged, is_hidden, hidden_rows, columns)


def _text(cell: Cell) -> str:
    value = cell.value
    if cell.data_type == "e":
        raise _CellError(value, "is an error of the spreadsheet", "Mend it, or type the number.")
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        shown = str(value).upper()
        raise _CellError(shown, "is neither a number nor text", "Type a whole number.")
    if isinstance(value, (datetime, date, time, timedelta)):
        raise _CellError(
            str(value).removesuffix(" 00:00:00"),
            "is a date or a time",
            "Set the cell's format to General, and type the figure again.",
        )
    return _number(value, is_percent=_is_percent(cell.number_format))


def _number(value: float, *, is_percent: bool) -> str:
    """A number as the spreadsheet shows it: fifteen digits, and a percent format's hundredfold.

    >>> _number(12.0, is_percent=False), _number(0.127, is_percent=True)
    ('12', '12.7%')
    """
    if not isfinite(value):
        return str(value)
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if is_percent:
        exact *= 100
    digits = "0" if exact == 0 else format(exact.normalize(), "f")
    return f"{digits}%" if is_percent else digits


def _is_percent(number_format: str) -> bool:
    """Whether a cell's format shows a hundred times its number.

    >>> _is_percent("0.0%"), _is_percent('0.0"%"')
    (True, False)
    """
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format or "")


def _sheet_faults(
    name: str, pages: list[_Page], by_title: dict[str, _Page], wanted: list[str]
) -> list[Fault]:
    """Sheets that are missing, and tables on sheets that nothing reads."""
    known = {title.casefold() for title in wanted}
    stray = [
        page.title
        for page in pages
        if page.title.strip().casefold() not in known and page.header() is not None
    ]
    faults = []
    for title in wanted:
        if title.casefold() in by_title:
            continue
        remedy = "Put it back; leave the rows blank that you do not have."
        if title in SHEETS and stray:
            meant = (difflib.get_close_matches(title, stray, n=1, cutoff=0.0) or stray)[0]
            stray.remove(meant)
            remedy = f"Rename the sheet '{meant}' if it is the one."
        faults.append(Fault(name, None, "", None, f"has no sheet '{title}'", remedy))
    return faults + [
        Fault(
            f"{name}, sheet {title}",
            None,
            "",
            None,
            "is a sheet that nothing reads",
            f"The sheets are: {', '.join(SHEETS)}. Keep others in a workbook of their own.",
        )
        for title in stray
    ]


def _identity_faults(page: _Page, label: str, right: str) -> list[Fault]:
    """Whether the workbook says that it belongs in its folder."""
    for row, column in sorted(page.cells):
        if page.heading(row, column).casefold() != label.casefold():
            continue
        try:
            said = page.text(row, column + 1)
        except _CellError as error:
            said = error.value
        if said == right:
            return []
        remedy = "Move the workbook to its own folder, or correct what it says of itself."
        return [Fault(page.name, row, label, said, f"is not {right}, as the folder is", remedy)]
    remedy = f"Write '{label}' into a cell, and {right} into the next."
    return [Fault(page.name, None, "", None, f"does not say its {label}", remedy)]


def _read_page(
    page: _Page, keys: tuple[str, ...], year: int
) -> tuple[list[Row], list[Row], list[Fault]]:
    """The rows of one sheet that hold figures, with the columns of a counts file.

    First those of this year, then those that say the year before again.
    """
    header = page.header()
    needed = (*keys, *NUMBERS, "source")
    if header is None:
        must = ", ".join(HEADINGS[column] for column in needed)
        return [], [], [Fault(page.name, None, "", None, "has no headings", f"They are: {must}.")]
    columns, faults = _columns(page, header, needed, year)
    if faults:
        return [], [], faults
    faults, spoilt = _merged_faults(page, header, columns)
    before = {column: f"{HEADINGS[column]} {year - 1}" for column in NUMBERS}
    places = {page.heading(header, place).casefold(): place for place in page.rows()[header]}
    last_columns = {key: columns[key] for key in keys} | {
        column: places[heading.casefold()]
        for column, heading in before.items()
        if heading.casefold() in places
    }
    shares = [place for heading, place in places.items() if _SHARE.fullmatch(heading)]
    rows, last_year = [], []
    for number in page.rows():
        if number <= header or number in spoilt:
            continue
        row, found = _row(page, number, columns, HEADINGS)
        faults += found
        if row is None and not found:
            faults += _lone_share_faults(page, header, number, shares)
        rows += [row] if row else []
        if not found and len(last_columns) > len(keys):
            row, found = _row(page, number, last_columns, HEADINGS | before)
            faults += found
            last_year += [_as_last_year(row)] if row else []
    return rows, last_year, faults


def _as_last_year(row: Row) -> Row:
    """The row of a survey's result as last year said it, which may be by the other measure.

    The measure that is chosen is this year's. Of counts none is a fraction, and of percentages
    none is above 100.
    """
    figures = [row[column].removesuffix("%").strip() for column in NUMBERS]
    numbers = [float(text) for text in figures if re.fullmatch(r"\d+(\.\d+)?", text)]
    measure = row["measure"].casefold()
    if measure == "count" and any(number % 1 for number in numbers):
        measure = "percentage"
    elif measure == "percentage" and any(number > 100 for number in numbers):
        measure = "count"
    else:
        return row
    return replace(row, cells={**row.cells, "measure": measure})


def _is_of_before(heading: str, year: int) -> bool:
    """Whether a column is for people only: explanations, or figures of a year before this one."""
    found = _UNREAD.fullmatch(heading)
    return found is not None and int(found[2] or 0) < year


def _columns(
    page: _Page, header: int, needed: tuple[str, ...], year: int
) -> tuple[dict[str, int], list[Fault]]:
    """Where each column stands, by its heading."""
    by_heading = {HEADINGS[column].casefold(): column for column in needed}
    columns: dict[str, int] = {}
    faults, unknown = [], []
    for place in page.rows()[header]:
        heading = page.heading(header, place)
        column = by_heading.get(heading.casefold())
        if column in columns:
            problem, remedy = "the column stands twice", "Keep one."
            faults.append(Fault(page.name, header, heading, None, problem, remedy))
        elif column:
            columns[column] = place
        elif not (_is_of_before(heading, year) or _SHARE.fullmatch(heading)):
            unknown.append(heading or get_column_letter(place))
    missing = [HEADINGS[column] for column in needed if column not in columns]
    for heading in unknown:
        remedy = did_you_mean(heading, missing) if missing else ""
        meant = [each for each in missing if remedy == f"Did you mean '{each}'?"]
        missing = [each for each in missing if each not in meant]
        remedy = remedy if meant else f"Name it '{NOTES}', or take it out."
        faults.append(Fault(page.name, header, heading, None, "the column is not known", remedy))
    for heading in missing:
        remedy = "Put it back, with its heading."
        faults.append(Fault(page.name, header, heading, None, "the column is missing", remedy))
    return columns, faults


def _merged_faults(
    page: _Page, header: int, columns: dict[str, int]
) -> tuple[list[Fault], set[int]]:
    """Merged cells in the table, and the rows that they touch."""
    headings = {place: HEADINGS[column] for column, place in columns.items()}
    faults, spoilt = [], set()
    for top, left, bottom, right in page.merged:
        touched = [place for place in range(left, right + 1) if place in headings]
        if bottom < header or not touched:
            continue
        spoilt |= set(range(top, bottom + 1))
        place = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
        remedy = "Unmerge them, and type each figure into its own cell."
        faults.append(
            Fault(page.name, top, headings[touched[0]], place, "are merged cells", remedy)
        )
    return faults, spoilt


def _lone_share_faults(page: _Page, header: int, number: int, shares: list[int]) -> list[Fault]:
    """A share in a row whose other figures are blank: nothing would read it.

    Zero and an error are what a formula gives there that was copied down the column.
    """
    cells = {place: page.cells[number, place] for place in shares if (number, place) in page.cells}
    lone = [place for place, cell in cells.items() if cell.data_type == "n" and cell.value]
    if not lone:
        return []
    problem = "holds a share and the columns that are read are blank"
    remedy = "Type the figures into White, BME and Unknown: shares are worked out from them."
    return [Fault(page.name, number, page.heading(header, lone[0]), None, problem, remedy)]


def _row(
    page: _Page, number: int, columns: dict[str, int], headings: dict[str, str]
) -> tuple[Row | None, list[Fault]]:
    """One row as a counts file would have it; None if it holds no figure or a fault."""
    figures = [(number, columns[column]) for column in NUMBERS if column in columns]
    if not any(place in page.cells or place in page.unsolved for place in figures):
        return None, []
    texts, faults = _texts(page, number, columns, headings)
    faults = _unnamed_faults(page, number, columns, texts) or faults
    if faults or not any(texts[column] for column in NUMBERS):
        return None, faults
    cells = _counts_cells(texts, columns, page.title.strip().casefold())
    # Last year's figures are written by the pack, which knows what it means by 0.4.
    if headings is HEADINGS:
        faults = _percent_faults(page, number, cells)
    # In a sheet without the column, its row is all that can be named.
    headings = {**headings, **({} if "measure" in columns else {"measure": ""})}
    return (None, faults) if faults else (Row(page.name, number, cells, headings), [])


def _unnamed_faults(
    page: _Page, number: int, columns: Mapping[str, int], texts: Mapping[str, str]
) -> list[Fault]:
    """A row with figures that does not say of whom, such as a sum below the table."""
    keys = [column for column in _KEYS if column in columns]
    if any(texts[column] for column in keys):
        return []
    remedy = f"Clear it, or say in {listed([HEADINGS[key] for key in keys])} of whom it is."
    return [Fault(page.name, number, "", None, "holds figures and does not say of whom", remedy)]


def _texts(
    page: _Page, number: int, columns: dict[str, int], headings: dict[str, str]
) -> tuple[dict[str, str], list[Fault]]:
    """What stands in each column of a row, and the cells that only a spreadsheet can hold."""
    texts, faults = dict.fromkeys((*FILE_COLUMNS, *DETAIL_COLUMNS), ""), []
    for column, place in columns.items():
        try:
            texts[column] = page.text(number, place)
        except _CellError as error:
            faults.append(
                Fault(page.name, number, headings[column], error.value, error.problem, error.remedy)
            )
    return texts, faults


def _counts_cells(texts: dict[str, str], columns: Collection[str], title: str) -> dict[str, str]:
    """The texts of a row as a counts file says them; what its sheet leaves out is filled in."""
    measure = " ".join(texts["measure"].split()) if "measure" in columns else "staff in post"
    cells = {**texts, "measure": measure}
    fact = reference.by("measures", "measure").get(measure.casefold())
    if fact is None and "indicator" not in columns:
        cells["indicator"] = _INDICATORS[title]
    elif fact:
        allowed = fact["indicators"].split()
        if "indicator" not in columns:
            of_sheet = _INDICATORS[title]
            cells["indicator"] = of_sheet if of_sheet in allowed else allowed[0]
        elif len(allowed) == 1:
            cells["indicator"] = allowed[0]
    for column, table in (("staff_group", "staff_groups"), ("pay_band", "pay_bands")):
        cells[column] = _code(texts[column], table, column) if column in columns else ALL
    return cells


def _percent_faults(page: _Page, number: int, cells: dict[str, str]) -> list[Fault]:
    """Percentages that were typed as 0.127, which may mean 12.7 per cent."""
    fact = reference.by("measures", "measure").get(cells["measure"].casefold())
    if not fact or fact["unit"] != "percent":
        return []
    return [
        Fault(
            page.name,
            number,
            HEADINGS[column],
            cells[column],
            "is below one per cent",
            "Type 12.7 for 12.7 per cent. If it is right, type it with its sign, as 0.4%.",
        )
        for column in NUMBERS
        if re.fullmatch(r"0?\.0*[1-9]\d*", cells[column])
    ]


def _code(text: str, table: str, column: str) -> str:
    """The code of a label such as "Band 8a"; anything else as it is."""
    wanted = " ".join(text.split())
    labels = {row["label"].casefold(): row[column] for row in reference.rows(table)}
    return labels.get(wanted.casefold(), wanted)
