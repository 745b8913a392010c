"""One sheet of the workbook: its tables one below the other, each as gptables writes one.

gptables itself makes several data frames of each table, with a dictionary of formats for each
cell: three quarters of the time that a workbook took. Its theme and its order are kept; a test
holds a table against its own.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

from gptables import GPWorkbook
from markupsafe import Markup
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from wres.export.sheets import CONTENTS, NOTES, Sheet
from wres.figures.formats import MINUS
from wres.figures.printed import Printed, keys_in, plain
from wres.showing.components import Badge, Cell, Table

# Nothing that begins with these may be taken for a formula, not even when it is typed over again.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_SYMBOL = re.compile(r"\[[\w\s]+\]")
_LETTER = re.compile("[A-Za-z0-9]")
_LEFT = {"align": "left"}
_APART = {**_LEFT, "indent": 1}  # from a number that ends where it begins
_LINK = {"font_name": "Arial", "font_size": 12, "font_color": "#0000FF", "underline": 1}
_BACK = "Back to the contents"
# The most letters in a line of the first column, of any other, and of the only other.
_FIRST, _OTHERS, _ALONE = 60, 40, 90
_PAPER = 260  # letters across a sheet of paper that can still be read
LINE = 16  # points, for Arial of 12
_SPARE = 1.2  # a column is measured in digits of a smaller font

# Where a cell leads to, by its row and column in its table.
Links = Mapping[tuple[int, int], str]


@dataclass(frozen=True)
class Placed:
    """A table on its sheet: `top` is the row of its caption, counted from 0."""

    table: Table
    top: int

    @property
    def headers(self) -> int:
        """The row of its headers, which is below its notes."""
        return self.top + 1 + len(self.table.notes)

    @property
    def end(self) -> int:
        """Its last row."""
        return self.headers + len(self.table.rows)

    def cells(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The place of each cell that prints figures, with their keys."""
        for row, cells in enumerate(self.table.rows, start=self.headers + 1):
            for column, cell in enumerate(cells):
                if keys := keys_in(f"{cell}"):
                    yield xl_rowcol_to_cell(row, column), keys


def placed(sheet: Sheet, whose: Sequence[str]) -> list[Placed]:
    """The tables of a sheet where they stand: below its head, a blank row between any two."""
    tables, top = [], len(_head(sheet, whose)) + 1
    for table in sheet.tables:
        tables.append(Placed(table, top))
        top = tables[-1].end + 2
    return tables


def write_sheet(
    book: GPWorkbook, sheet: Sheet, whose: Sequence[str], links: Links | None = None
) -> None:
    """A sheet with whose it is at its top, so that one that is copied out still says so."""
    page, theme = book.add_worksheet(sheet.name), book.theme
    for number, line in enumerate(_head(sheet, whose)):
        form = theme.title_format if number == 0 else theme.subtitle_format
        if line == _BACK:
            page.write_url(number, 0, address(CONTENTS), book.add_format(_LINK), line)
        else:
            page.write_string(number, 0, line, book.add_format(form))
    tables = placed(sheet, whose)
    for at in tables:
        write_table(page, book, at, links or {})
    _lay_out(page, tables, len(whose))


def address(sheet: str, cell: str = "A1") -> str:
    """Where a link within the workbook leads.

    >>> address("9 Board", "A7")
    "internal:'9 Board'!A7"
    """
    return f"internal:'{sheet}'!{cell}"


def _head(sheet: Sheet, whose: Sequence[str]) -> list[str]:
    number = len(sheet.tables)
    contains = "one table" if number == 1 else f"{number} tables, one below the other"
    lines = [
        text(sheet.title),
        *whose,
        f"This worksheet contains {contains}. Symbols in square brackets are explained in the "
        f"sheet {NOTES}.",
    ]
    return lines if sheet.name == CONTENTS else [*lines, _BACK]


def write_table(page: Worksheet, book: GPWorkbook, at: Placed, links: Links) -> None:
    """One table below its caption and notes: cell for cell and format for format as gptables'.

    Raises:
        ValueError: two columns have one header, or one has none.
    """
    table, theme = at.table, book.theme
    if "" in table.headers or len(set(table.headers)) < len(table.headers):
        raise ValueError(f"each column needs a header of its own: {table.headers}")
    caption = book.add_format({**theme.subtitle_format, "bold": True})
    page.write_string(at.top, 0, text(table.caption), caption)
    for number, note in enumerate(table.notes, start=at.top + 1):
        page.write_string(number, 0, text(note), book.add_format(theme.legend_format))
    values = [[_value(cell) for cell in row] for row in table.rows]
    sides = [_LEFT, *(_side(column) for column in list(zip(*values, strict=True))[1:])]
    headings = [book.add_format({**theme.column_heading_format, **side}) for side in sides]
    _mark_table(page, at, headings)
    columns = [
        {**(theme.data_format if number else theme.index_2_format), **side}
        for number, side in enumerate(sides)
    ]
    # Many thousand cells share a dozen formats.
    formats: dict[tuple[object, ...], Format] = {}
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            place = at.headers + 1 + row, column
            if link := links.get((row, column)):
                page.write_url(*place, link, book.add_format(_LINK), _value(cell))
                continue
            shown = _format(cell)
            key = (column, *shown.values())
            if key not in formats:
                formats[key] = book.add_format({**columns[column], **shown})
            value = values[row][column]
            write = page.write_string if isinstance(value, str) else page.write_number
            write(*place, value, formats[key])


def _mark_table(page: Worksheet, at: Placed, headings: Sequence[Format]) -> None:
    """The headers, and the mark that tells a screen reader where the table is."""
    page.add_table(
        at.headers, 0, at.end, len(headings) - 1,
        {
            "name": "wres_" + re.sub(r"\W+", "_", at.table.name.lower()),
            "columns": [
                {"header": text(header), "header_format": heading}
                for header, heading in zip(at.table.headers, headings, strict=True)
            ],
            "autofilter": False,
            "style": None,
        },
    )  # fmt: skip


def _side(column: Sequence[str | int | float]) -> dict[str, str]:
    """Where a column's cells stand: numbers to the right, also where symbols are among them."""
    plain = [cell for cell in column if not (isinstance(cell, str) and _SYMBOL.search(cell))]
    is_number = plain and not any(isinstance(cell, str) for cell in plain)
    return {"align": "right"} if is_number else _APART


# Cells


def _value(cell: Cell | int) -> str | int | float:
    """A printed number as the number it is; everything else as text."""
    if isinstance(cell, int):
        return cell
    if isinstance(cell, Printed) and cell.number is not None:
        return int(cell.number) if _decimals(cell) == 0 else float(cell.number)
    return text(_words(cell))


def _decimals(cell: Printed) -> int:
    return max(0, -cell.number.as_tuple().exponent)


def _words(cell: Cell | int) -> str:
    if isinstance(cell, Markup) and not isinstance(cell, Badge):
        raise ValueError(f"a workbook cannot hold markup: {cell}")
    return cell.words if isinstance(cell, Badge) else plain(str(cell))


def _format(cell: Cell | int) -> dict[str, object]:
    """How a number is shown: as the page prints it. What looks like a formula is marked as text."""
    if isinstance(cell, int):
        return {"num_format": "0"}
    if not isinstance(cell, Printed) or cell.number is None:
        return {"quote_prefix": True} if _words(cell).startswith(_STARTS) else {}
    decimals = _decimals(cell)
    zero = "0" + "." * bool(decimals) + "0" * decimals
    sign = '"%"' if cell.unit in ("percent", "percent change") else ""
    if cell.unit in ("people", "ratio"):
        return {"num_format": f"#,##{zero}"}
    if cell.unit == "percent":
        return {"num_format": zero + sign}
    signed = (f"+#,##{zero}{sign}", f'"{MINUS}"#,##{zero}{sign}', zero + sign)
    return {"num_format": ";".join(signed)}


def text(words: str) -> str:
    """Words that gptables leaves as they are.

    It would take `$$name$$` for the number of a note and `[words](address)` for a link, and
    refuses a cell without a letter or digit. A space or a remark takes these meanings away.

    >>> text("[Luton](https://example.org) $$1$$"), text("-")
    ('[Luton] (https://example.org) $ $1$ $', '- (as typed)')
    """
    words = plain(words)
    bare = re.sub(r"\$(?=\$)", "$ ", words) if "$" in words else words
    bare = bare.replace("](", "] (")
    return bare if _LETTER.search(bare) else f"{bare} (as typed)"


# On the screen and on paper


def _lay_out(page: Worksheet, tables: Sequence[Placed], whose: int) -> None:
    """Wide columns and high rows enough for the tables, and A4 paper with a title on each page."""
    words = [_rows(at.table) for at in tables]
    letters = [max(room) for room in zip_longest(*map(_letters, words), fillvalue=0)]
    widths = [room * _SPARE + 3 for room in letters]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    # Not every program makes a row as high as its words need.
    for at, rows in zip(tables, words, strict=True):
        for number, row in enumerate(rows, start=at.headers):
            page.set_row(number, _height(row, widths))
    # Years and pay bands are texts.
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    page.print_area(0, 0, tables[-1].end, len(letters) - 1)
    page.repeat_rows(0, tables[0].headers if len(tables) == 1 else whose)
    page.set_footer("&L&A&RPage &P of &N")
    across = ceil(sum(widths) / _PAPER)
    if across > 1:
        page.repeat_columns(0)
    on_paper(page, across)


def on_paper(page: Worksheet, across: int = 1) -> None:
    """A4 across, as wide as so many sheets of it."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(across, 0)


def _rows(table: Table) -> list[list[str]]:
    return [[_words(cell) for cell in row] for row in (table.headers, *table.rows)]


def _letters(rows: Sequence[Sequence[str]]) -> list[int]:
    """How many letters a column has room for: its longest cell's, or a header's longer half's."""
    headers, *cells = rows
    most = [_FIRST, *[_ALONE if len(headers) == 2 else _OTHERS] * (len(headers) - 1)]
    room = []
    for column, header in enumerate(headers):
        words = [len(word) for word in header.split()]
        lengths = [max([*words, len(header) // 2]), *(len(row[column]) for row in cells)]
        room.append(min(max(lengths), most[column]))
    return room


def _height(row: Sequence[str], widths: Sequence[float]) -> int:
    """The height of a row whose words are wrapped, in points."""
    lines = 1
    for words, width in zip(row, widths, strict=False):
        if len(words) > width:  # what is shorter is one line, and most cells are
            lines = max(lines, len(textwrap.wrap(words, int(width))))
    return LINE * lines
