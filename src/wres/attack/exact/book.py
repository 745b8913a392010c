"""The workbook's tables are those of the pages, and its sheet of figures is the table."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import chain

from wres.attack.documents import Document
from wres.attack.exact.report import BOOK, FIGURES, TIME, VALUE, Report, is_told, numbers_of
from wres.attack.figures_file import COLUMNS, NUMBERS
from wres.attack.office import read_workbook
from wres.attack.pages import Cell, Table

_PARTS_OF_A_FIGURE = ("", "size", "itself", *NUMBERS[1:])
_FIGURES_SHEET, _BLANK = "Figures", "[z]"


def check_book(report: Report) -> Iterator[str]:
    """The workbook's tables are those of the pages, cell for cell; nothing else has numbers."""
    path = report.folder / BOOK
    if not path.is_file():
        return
    document = read_workbook(path)
    yield from document.unexamined
    sheets: dict[str, dict[tuple[int, str], str]] = defaultdict(dict)
    for (sheet, at), words in document.cells.items():
        column = at.rstrip("0123456789")
        if words:
            sheets[sheet][int(at[len(column) :]), column] = words
    yield from _beside(report, document, sheets)
    tables = {table.caption: _ends_apart(table) for page in report.single for table in page.tables}
    named = {cell for row in report.rows.values() for cell in row.cells}
    for sheet, cells in sheets.items():
        if sheet == _FIGURES_SHEET:
            yield from _figures_sheet(report, cells)
            continue
        for table, block in _blocks(cells, tables):
            yield from _block(report, sheet, block, table, named, sheets)
    for row in report.rows.values():
        printed = {text for part in _PARTS_OF_A_FIGURE for text in row.prints(part)}
        for cell in row.cells:
            sheet, _, at = cell.rpartition("!")
            words = document.cells.get((sheet, at), "")
            is_table = any(text in tables for text in sheets[sheet].values())
            if not any(_is_same(words, text) or (is_table and text in words) for text in printed):
                yield f"{BOOK}, sheet '{sheet}', cell {at}: '{words[:80]}' is not {row.key}"


def _beside(report: Report, document: Document, sheets: Collection[str]) -> Iterator[str]:
    """What a workbook says outside its cells: properties, comments, headers, notes to cells."""
    for passage in document.passages:
        words = TIME.sub(" ", passage.words)
        # The program's own properties: its version, and the names of the sheets, counted.
        is_known = words in sheets or passage.source.endswith("docProps/app.xml")
        if not is_known and not is_told(report, words):
            yield f"{passage.source}: '{words[:80]}' stands on no page; take it out"


_Cells = Mapping[tuple[int, str], str]  # by row and column


def _blocks(
    cells: _Cells, tables: Mapping[str, Table]
) -> Iterator[tuple[Table | None, dict[tuple[int, str], str]]]:
    """The cells of a sheet from each caption of a page's table to the next one.

    What stands above the first caption is a block without a table.
    """
    tops = sorted(row for (row, at), words in cells.items() if at == "A" and words in tables)
    for top, end in zip([0, *tops], [*tops, None], strict=True):
        block = {
            place: words
            for place, words in cells.items()
            if top <= place[0] and (end is None or place[0] < end)
        }
        yield tables.get(cells.get((top, "A"), "")), block


def _ends_apart(table: Table) -> Table:
    """A table of a page as the workbook has it: each end of an interval in a column of its own."""
    apart = [any(map(_is_interval, column)) for column in zip(*table.rows, strict=False)]
    apart += [False] * (len(table.headers) - len(apart))
    headers = (
        [f"{header}, {end}" for end in ("low", "high")] if is_apart else [header]
        for header, is_apart in zip(table.headers, apart, strict=False)
    )
    rows = (
        tuple(
            end
            for at, cell in enumerate(row)
            for end in (_ends(cell) if at < len(apart) and apart[at] else (cell,))
        )
        for row in table.rows
    )
    return replace(table, headers=tuple(chain(*headers)), rows=tuple(rows))


def _is_interval(cell: Cell) -> bool:
    """Whether a cell holds both ends of one figure's interval, and no other number."""
    keys = [number.key for number in cell.numbers]
    figure = keys[0].partition("#")[0] if keys else ""
    return keys == [f"{figure}#low", f"{figure}#high"]


def _ends(cell: Cell) -> tuple[Cell, Cell]:
    if not _is_interval(cell):
        return cell, cell
    low, high = (Cell(number.text, (number,)) for number in cell.numbers)
    return low, high


def _block(
    report: Report,
    sheet: str,
    cells: Mapping[tuple[int, str], str],
    table: Table | None,
    named: Collection[str],
    sheets: Collection[str],
) -> Iterator[str]:
    filled = defaultdict(int)
    for row, _ in cells:
        filled[row] += 1
    start = min((row for row, number in filled.items() if number > 1), default=0)
    columns = sorted({column for row, column in cells if row == start}, key=lambda c: (len(c), c))
    for (row, column), words in cells.items():
        where = f"{BOOK}, sheet '{sheet}', cell {column}{row}"
        is_body = 0 < start <= row
        if is_body and table is not None:
            at = columns.index(column) if column in columns else len(columns)
            shown = _at(table, row - start, at)
            if shown is None or not _is_same(words, shown):
                yield f"{where}: '{words}' where the page has '{shown or 'nothing'}'"
        elif is_body and f"{sheet}!{column}{row}" in named:
            pass  # held against its row of the table of figures
        # What stands above a table is not under the head of its column.
        elif words not in sheets and not is_told(
            report, words, cells[start, column] if is_body and (start, column) in cells else ""
        ):
            yield f"{where}: '{words[:80]}' stands on no page and has no figure's key"
    if table is not None:
        height = max(row for row, _ in cells) - start
        width = max(len(row) for row in (table.headers, *table.rows))
        if (len(table.rows), width) != (height, len(columns)):
            yield (
                f"{table.where}: it has other rows or columns than the sheet '{sheet}' of {BOOK}. "
                "Show what is yours in a table of its own"
            )


def _at(table: Table, row: int, column: int) -> str | None:
    if row == 0:
        return table.headers[column] if column < len(table.headers) else None
    if row > len(table.rows) or column >= len(table.rows[row - 1]):
        return None
    return table.rows[row - 1][column].text


def _is_same(words: str, printed: str) -> bool:
    """Whether a cell of the workbook holds what a page prints: the number, or the same numbers."""
    if VALUE.fullmatch(printed):
        plain = re.sub("[,%+]", "", printed).replace("\u2212", "-")
        try:
            return Decimal(words) == Decimal(plain)
        except InvalidOperation:
            return words == printed
    if not numbers_of(printed) and not numbers_of(words):
        return True
    return words == printed or (
        not VALUE.fullmatch(words) and numbers_of(words) == numbers_of(printed)
    )


def _figures_sheet(report: Report, cells: Mapping[tuple[int, str], str]) -> Iterator[str]:
    """The workbook's sheet holds the table of figures, row for row; blank cells have a sign."""
    where = f"{BOOK}, sheet '{_FIGURES_SHEET}'"
    start = next((row for (row, _), words in sorted(cells.items()) if words == COLUMNS[0]), 0)
    table = list(csv.reader(io.StringIO(report.text)))
    letters = sorted({column for row, column in cells if row == start},
                     key=lambda letter: (len(letter), letter))  # fmt: skip
    last = max((row for row, _ in cells), default=0)
    if len(letters) != len(COLUMNS) or last - start + 1 != len(table):
        yield f"{where}: it has other rows or columns than {FIGURES}"
        return
    for number, line in enumerate(table, start=start):
        for letter, expected in zip(letters, line, strict=False):
            words = cells.get((number, letter), "")
            if words != expected and not _is_same(words, expected or _BLANK):
                yield f"{where}, cell {letter}{number}: '{words}' where {FIGURES} has '{expected}'"
    for (row, _), words in cells.items():
        if row < start and not is_told(report, words):
            yield f"{where}: '{words[:80]}' stands on no page and has no figure's key"
