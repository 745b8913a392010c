"""A report's tables as an Excel workbook, by the rules of the Government Analysis Function.

It prints no number of its own: a cell's number is the one that the page prints, already rounded
(`wres.figures.printed.Printed`). Nothing in it is a formula, whatever people typed.
"""

from __future__ import annotations

import textwrap
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO

from gptables import Cover, GPWorkbook, Theme, gptheme
from xlsxwriter.utility import xl_rowcol_to_cell

from wres import __version__
from wres.export import figures_file, sheets
from wres.export.sheets import CONTENTS, NOTES, Sheet
from wres.export.worksheet import LINE, address, on_paper, placed, text, write_sheet
from wres.figures import Figures
from wres.ground.loading import without_search
from wres.ground.settings import PUBLISHED
from wres.showing.components import Masthead, Table

_ABOUT = (
    "The tables are those of the report's pages, in the same order. The sheet Contents leads to "
    "each of them.",
    "Each number is rounded as the report prints it. A percentage stands as the number before its "
    "sign: 23.5% is 23.5. An interval has a column for each of its ends.",
    "The sheet Figures holds every figure that the report prints in one table, a row a figure.",
    f"Symbols in square brackets are explained in the sheet {NOTES}.",
)
_CONTACT = "The summary page of the report says whom to ask."
# XlsxWriter's own guesses at what a text is: none of them.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


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
        cells = {
            f"{sheet.name}!{place}": keys
            for sheet in (*self._of_pages, self._submission)
            for table in placed(sheet, self.whose)
            for place, keys in table.cells()
        }
        return figures_file.rows(self.figures, self.pages, cells, self.audience)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets in their order, after the cover and the contents; none is empty.

        Raises:
            ValueError: two tables have one name, or no sheet has a table.
        """
        names = [table.name for table in self.tables]
        if len(set(names)) < len(names):
            raise ValueError(f"each table needs a name of its own: {names}")
        in_order = (
            *self._of_pages,
            sheets.notes(self.notes, self._of_pages),
            figures_file.sheet(self.printed),
            self._submission,
        )
        return tuple(sheet for sheet in in_order if sheet.tables)

    @property
    def whose(self) -> list[str]:
        """The lines that say on each sheet whose figures they are."""
        lines = [f"{self.masthead.organisation}, WRES {self.year}", self.masthead.banner]
        return [text(line) for line in lines if line]

    @cached_property
    def _of_pages(self) -> tuple[Sheet, ...]:
        return sheets.of_pages(self.tables)

    @cached_property
    def _submission(self) -> Sheet:
        return sheets.submission(self.rows, self.figures, self.year)


@without_search()  # many thousand cells, all of them needed to the end
def workbook(content: Workbook) -> bytes:
    """The workbook as a file. The same content gives the same bytes.

    Raises:
        ValueError: two tables have one name, or no sheet has a table.
    """
    target = BytesIO()
    book = GPWorkbook(target, _OPTIONS)
    book.set_theme(_theme())
    _describe(book, content)
    _write_cover(book, _cover(content.masthead))
    _write_contents(book, content)
    for sheet in content.sheets:
        write_sheet(book, sheet, content.whose)
    book.close()
    return target.getvalue()


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
        size = LINE if number else LINE * 1.4  # the title's letters are larger
        room = cover.width if number else cover.width // 1.5
        page.set_row(number, size * max(1.2 if not line else 1, len(textwrap.wrap(line, room))))
    on_paper(page)


def _write_contents(book: GPWorkbook, content: Workbook) -> None:
    """The sheet that leads to every table, sheet by sheet."""
    rows: list[tuple[str, str]] = []
    links: dict[tuple[int, int], str] = {}
    for sheet in content.sheets:
        for at in placed(sheet, content.whose):
            links[len(rows), 0] = address(sheet.name)
            links[len(rows), 1] = address(sheet.name, xl_rowcol_to_cell(at.top, 0))
            rows.append((sheet.name, text(at.table.caption)))
    table = Table("Every table, with a link to it", ("Sheet", "Table"), tuple(rows), name=CONTENTS)
    contents = Sheet(CONTENTS, "Table of contents", (table,))
    write_sheet(book, contents, content.whose, links)
