"""A report's tables as an Excel workbook, by the rules of the Government Analysis Function.

It prints no number of its own: a cell's number is the one that the page prints, already rounded
(`wres.figures.printed.Printed`). Nothing in it is a formula, whatever people typed.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO

import pandas as pd
from gptables import Cover, GPTable, GPWorkbook, Theme, gptheme
from markupsafe import Markup
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from wres import __version__
from wres.export import figures_file, sheets
from wres.figures import Figures
from wres.figures.formats import MINUS
from wres.figures.printed import Printed, keys_in, plain
from wres.ground.loading import without_search
from wres.ground.settings import PUBLISHED
from wres.showing.components import Badge, Cell, Masthead, Table

CONTENTS = "Contents"
_SYMBOLS = "Symbols in square brackets are explained in the sheet Shorthand."
# Nothing that begins with these may be taken for a formula, not even when it is typed over again.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
_ABOUT = (
    "The tables are those of the report's pages, in the same order. Each sheet holds one table.",
    "Each number is rounded as the report prints it. A percentage stands as the number before its "
    "sign: 23.5% is 23.5.",
    "The sheet Figures holds every figure that the report prints in one table, a row a figure.",
    _SYMBOLS,
)
_CONTACT = "The summary page of the report says whom to ask."
# XlsxWriter's own guesses at what a text is: none of them.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SYMBOL = re.compile(r"\[[\w\s]+\]")
_LETTER = re.compile("[A-Za-z0-9]")
_LEFT = {"align": "left"}
_WIDEST = 60
_LINE = 16  # points, for Arial of 12
_SPARE = 1.2  # a column is measured in digits of a smaller font


@dataclass(frozen=True)
class Workbook:
    """What one report's workbook is made of.

    Attributes:
        masthead: The report's cover.
        year: The year of the Standard.
        tables: The report's tables of data, as its pages show them.
        notes: What holds for all of them.
        figures: What may be printed; only what is printed is written.
        pages: The keys of the figures that each page prints.
        rows: Indicator, measure, staff group and pay band of each row that was handed in, for
            the sheet of the national collection; empty where there is none.
        audience: For whom the report is.
    """

    masthead: Masthead
    year: int
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    figures: Figures
    pages: figures_file.Keys
    rows: tuple[tuple[int, str, str, str], ...] = ()
    audience: str = PUBLISHED

    @cached_property
    def printed(self) -> tuple[figures_file.Row, ...]:
        """Every figure that a page or a table of the workbook prints."""
        tables = (*self.tables, sheets.submission(self.rows, self.figures, self.year))
        whose = _whose(self.masthead, self.year)
        cells = {
            f"{table.name}!{place}": keys
            for table in tables
            for place, keys in _keys_in_cells(table, len(_above(table, whose, _theme())))
        }
        return figures_file.rows(self.figures, self.pages, cells, self.audience)

    @property
    def sheets(self) -> tuple[Table, ...]:
        """One table a sheet, in their order, after the cover and the contents; none is empty."""
        tables = (
            sheets.notes(self.notes, self.tables),
            sheets.shorthand(),
            *self.tables,
            figures_file.table(self.printed),
            sheets.submission(self.rows, self.figures, self.year),
        )
        return tuple(table for table in tables if table.rows)


@without_search()  # many thousand cells, all of them needed to the end
def workbook(content: Workbook) -> bytes:
    """The workbook as a file. The same content gives the same bytes.

    Raises:
        ValueError: two tables have one name, or one has none.
    """
    sheets = content.sheets
    tables = {table.name: table for table in sheets}
    if len(tables) < len(sheets) or "" in tables:
        raise ValueError(f"each table needs a name of its own: {[t.name for t in sheets]}")
    target = BytesIO()
    book = GPWorkbook(target, _OPTIONS)
    book.set_theme(_theme())
    _describe(book, content)
    _write_cover(book, _cover(content.masthead))
    _write_contents(book, content, tables)
    for name, table in tables.items():
        page = book.add_worksheet(name)
        start = write_table(page, book, table, _whose(content.masthead, content.year))
        _lay_out(page, start, (table.headers, *table.rows))
    book.close()
    return target.getvalue()


def _keys_in_cells(table: Table, start: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The place of each cell that prints figures, with their keys; headers are in row `start`."""
    for row, cells in enumerate(table.rows, start=start + 1):
        for column, cell in enumerate(cells):
            if keys := keys_in(f"{cell}"):
                yield xl_rowcol_to_cell(row, column), keys


def _theme() -> Theme:
    """The looks of gptables; beside a cell of several lines the others stand at the top."""
    theme = deepcopy(gptheme)
    theme.update_data_format({"valign": "top"})
    theme.update_index_2_format({"valign": "top"})
    return theme


def _describe(book: GPWorkbook, content: Workbook) -> None:
    """The file's properties. The date of the figures stands for the clock."""
    book.set_properties(
        {
            "title": f"{content.masthead.title}: tables",
            "author": content.masthead.organisation,
            "comments": f"Made with the WRES pack, version {__version__}.",
            "created": datetime(content.year, 3, 31),
        }
    )


def _cover(masthead: Masthead) -> Cover:
    intro = [masthead.banner, masthead.subtitle, *masthead.lines]
    about = [*_ABOUT, f"Made with the WRES pack, version {__version__}."]
    return Cover(
        title=text(f"{masthead.organisation}: {masthead.title}"),
        intro=[text(line) for line in intro if line],
        about=about,
        contact=[_CONTACT],
    )


def _write_cover(book: GPWorkbook, cover: Cover) -> None:
    page = book.add_worksheet(cover.cover_label)
    page.write_cover(cover)
    lines = [cover.title, "", *cover.intro, "", *cover.about, "", *cover.contact]
    for number, line in enumerate(lines):
        size = _LINE if number else _LINE * 1.4  # the title's letters are larger
        room = cover.width if number else cover.width // 1.5
        page.set_row(number, size * max(1.2 if not line else 1, len(textwrap.wrap(line, room))))
    _on_paper(page)


def _write_contents(book: GPWorkbook, content: Workbook, tables: Mapping[str, Table]) -> None:
    """The sheet that leads to all others."""
    links = [{name: f"internal:'{name}'!A1"} for name in tables]
    captions = [text(table.caption) for table in tables.values()]
    sheet = GPTable(
        table=pd.DataFrame({"Sheet name": links, "Table description": captions}),
        table_name="contents_table",
        title="Table of contents",
        subtitles=_whose(content.masthead, content.year),
        instructions="This worksheet contains one table.",
        index_columns={2: 0},
    )
    page = book.add_worksheet(CONTENTS)
    # gptables would make a column as wide as its longest sentence.
    page.write_gptable(sheet, auto_width=False)
    shown = [(name, table.caption) for name, table in tables.items()]
    _lay_out(page, sheet.data_range[0], (tuple(sheet.table.columns), *shown))


def _lay_out(page: Worksheet, start: int, cells: Sequence[Sequence[str]]) -> None:
    """Wide columns and high rows enough for a table that starts in the row, and A4 paper."""
    words = [[_words(cell) for cell in row] for row in cells]
    letters = _letters(words)
    for column, width in enumerate(letters):
        page.set_column(column, column, width * _SPARE + 3)
    # Not every program makes a row as high as its words need.
    for number, row in enumerate(words, start=start):
        page.set_row(number, _height(row, letters))
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # years, pay bands
    _on_paper(page)


def _on_paper(page: Worksheet) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def write_table(page: Worksheet, book: GPWorkbook, table: Table, whose: Sequence[str]) -> int:
    """One table with whose it is above it, so that a sheet that is copied out still says so.

    It is what gptables writes of the same table, cell for cell and format for format; a test
    compares them. gptables itself makes several data frames of each table, with a dictionary of
    formats for each cell: three quarters of the time that a workbook took.

    Returns:
        The number of the row with the headers.

    Raises:
        ValueError: two columns have one header, or one has none.
    """
    if "" in table.headers or len(set(table.headers)) < len(table.headers):
        raise ValueError(f"each column needs a header of its own: {table.headers}")
    theme = book.theme
    above = _above(table, whose, theme)
    for number, (line, form) in enumerate(above):
        page.write_string(number, 0, line, book.add_format(form))
    values = [[_value(cell) for cell in row] for row in table.rows]
    sides = [_LEFT, *(_side(column) for column in list(zip(*values, strict=True))[1:])]
    headings = [book.add_format({**theme.column_heading_format, **side}) for side in sides]
    _mark_table(page, len(above), table, headings)
    columns = [
        {**(theme.data_format if number else theme.index_2_format), **side}
        for number, side in enumerate(sides)
    ]
    # Many thousand cells share a dozen formats.
    formats: dict[tuple[object, ...], Format] = {}
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            shown = _format(cell)
            key = (column, *shown.values())
            if key not in formats:
                formats[key] = book.add_format({**columns[column], **shown})
            value = values[row][column]
            write = page.write_string if isinstance(value, str) else page.write_number
            write(len(above) + 1 + row, column, value, formats[key])
    return len(above)


def _above(table: Table, whose: Sequence[str], theme: Theme) -> list[tuple[str, dict]]:
    """The lines above a table, each with its format, in the theme's order."""
    said = {
        "instructions": [f"This worksheet contains one table. {_SYMBOLS}"],
        "legend": [text(note) for note in table.notes if table.name != "Notes"],
    }
    return [
        (text(table.caption), theme.title_format),
        *((line, theme.subtitle_format) for line in whose),
        *(
            (line, getattr(theme, f"{element}_format"))
            for element in theme.description_order
            for line in said.get(element, ())
        ),
    ]


def _mark_table(page: Worksheet, row: int, table: Table, headings: Sequence[Format]) -> None:
    """The headers, and the mark that tells a screen reader where the table is."""
    page.add_table(
        row, 0, row + len(table.rows), len(headings) - 1,
        {
            "name": "wres_" + re.sub(r"\W+", "_", table.name.lower()),
            "columns": [
                {"header": text(header), "header_format": heading}
                for header, heading in zip(table.headers, headings, strict=True)
            ],
            "autofilter": False,
            "style": None,
        },
    )  # fmt: skip


def _side(column: Sequence[str | int | float]) -> dict[str, str]:
    """Where a column's cells stand: numbers to the right, also where symbols are among them."""
    plain = [cell for cell in column if not (isinstance(cell, str) and _SYMBOL.search(cell))]
    is_number = plain and not any(isinstance(cell, str) for cell in plain)
    return {"align": "right"} if is_number else _LEFT


def _whose(masthead: Masthead, year: int) -> list[str]:
    whose = [f"{masthead.organisation}, WRES {year}", masthead.banner]
    return [text(line) for line in whose if line]


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


def _letters(rows: Sequence[Sequence[str]]) -> list[int]:
    """How many letters a column has room for: its longest cell's, or a header's longer half's."""
    headers, *cells = rows
    room = []
    for column, header in enumerate(headers):
        words = [len(word) for word in header.split()]
        lengths = [max([*words, len(header) // 2]), *(len(row[column]) for row in cells)]
        room.append(min(max(lengths), _WIDEST))
    return room


def _height(row: Sequence[str], letters: Sequence[int]) -> int:
    """The height of a row whose words are wrapped, in points."""
    lines = 1
    for words, room in zip(row, letters, strict=True):
        width = int(room * _SPARE)
        if len(words) > width:  # what is shorter is one line, and most cells are
            lines = max(lines, len(textwrap.wrap(words, width)))
    return _LINE * lines
