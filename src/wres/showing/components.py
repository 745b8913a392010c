"""What a report is made of: tables, pictures, tiles, words.

A component takes strings that are ready to print and turns them into accessible HTML. It does no
arithmetic and formats no number. Headings stand in the notebooks' Markdown cells, where they make
the report's outline; a `Story` and what stands `Beside` hold those that go with their words.
Jupyter shows a component by its `_repr_html_`, and the export takes the same HTML, so that a reader
of either sees the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from wres import reference
from wres.figures.printed import Bounds, Printed, plain
from wres.ground.errors import OwnCellError, did_you_mean
from wres.showing import markdown
from wres.showing.svg import BROAD, NARROW, clean_svg, still
from wres.showing.templates import render, style_sheet

NOT_RATED = "Not rated"
# What stands in a table: words, a figure, or safe markup such as a `badge`.
Cell = str | Printed | Bounds
# What the colour and the border of a tile mean, as it says in words.
TONES = {
    "neutral": "",
    "better": "To the advantage of BME people",
    "worse": "To the disadvantage of BME people",
}
# How many letters of a table a page of 320 pixels holds beside each other, and the air between two
# columns in letters.
_ROOM, _BETWEEN = 36, 2
# The letters that a table set densely has room for on a tablet.
_TABLET = 86
# With more rows than these a table of cards is many times as long as a telephone.
_MANY = 12
_NOTHING_WRITTEN = "Nothing has been written here yet."

__all__ = [
    "NOT_RATED",
    "TONES",
    "Badge",
    "Beside",
    "Masthead",
    "Notes",
    "Picture",
    "Prose",
    "Sentences",
    "Stack",
    "Story",
    "StyleSheet",
    "Table",
    "Tile",
    "Tiles",
    "badge",
    "browser_style",
    "clean_svg",
    "link",
    "not_rated",
    "style",
]


def style() -> str:
    """The components' style sheet, for the screen and for paper.

    Every selector begins with `wres-`, so that the sheet changes nothing else on a page.

    >>> ".wres-table" in style()
    True
    """
    return style_sheet("components.css")


def browser_style() -> str:
    """The rules that only browsers know: scrolling, focus, forced colours, narrow screens."""
    return style_sheet("components-browser.css")


class Component:
    """Something that a notebook shows. A subclass says what its HTML is."""

    def html(self) -> Markup:
        """The component as one piece of HTML."""
        raise NotImplementedError

    def _repr_html_(self) -> str:
        return str(self.html())

    def __repr__(self) -> str:
        """Its kind alone: a notebook keeps this beside the HTML, and numbers stand there."""
        return f"<{type(self).__name__}>"


@dataclass(frozen=True, repr=False)
class Stack(Component):
    """Several things shown one below the other."""

    parts: tuple[Component, ...]

    def html(self) -> Markup:
        """One after the other."""
        return Markup("\n").join(part.html() for part in self.parts)

    def to_frame(self, number: int = 0) -> pd.DataFrame:
        """Its first table as a frame, or another by its number: `report.rates(2).to_frame()`.

        Raises:
            OwnCellError: it has no such table.
        """
        tables = [part for part in self.parts if isinstance(part, Table)]
        if number not in range(len(tables)):
            raise OwnCellError(f"there are {len(tables)} tables, counted from 0: no {number!r}.")
        return tables[number].to_frame()


@dataclass(frozen=True, repr=False)
class StyleSheet(Component):
    """The look of the components in JupyterLab; a notebook's set-up cell ends with it.

    >>> StyleSheet()._repr_html_().startswith("<style>")
    True
    """

    def html(self) -> Markup:
        """Both style sheets in one element."""
        return Markup("<style>\n{}\n{}</style>").format(style(), browser_style())


@dataclass(frozen=True, repr=False)
class Table(Component):
    """A table whose first column names each row.

    Numbers stand right-aligned below each other; the columns in `text_columns` hold prose, and
    a cell of several lines there becomes a list. A heavier rule is drawn above each row in
    `breaks`. A cell may be safe markup, such as a `badge`. A page with a `wide` table is printed
    across the paper. A table of data has a `name`, the same every year: that of its sheet in the
    workbook.

    >>> table = Table("Staff", ("Group", "2022", "2023"), (("White", "288", "309"),))
    >>> table.html().count('<th scope="row"')
    1
    """

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    text_columns: frozenset[int] = frozenset()
    breaks: tuple[int, ...] = ()
    wide: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows, start=1):
            if len(row) != len(self.headers):
                raise ValueError(
                    f"table '{self.caption}': row {number} has {len(row)} cells, "
                    f"and there are {len(self.headers)} headers"
                )

    @property
    def is_short(self) -> bool:
        """Whether it is kept whole on paper: few rows, and not so many words that they fill it."""
        words = sum(
            len(plain(f"{cell}"))
            for row in self.rows
            for cell in row
            if not isinstance(cell, Markup)
        )
        return len(self.rows) <= 14 and words <= 700

    @property
    def narrow(self) -> str:
        """How it stands on the page of a telephone, as a class of the style sheet.

        `wres-rows` has the head of each row above its numbers, which stay in columns. Where these
        are too many or too long for that, each row is a card of heads and cells, and soon so where
        there are many columns; a tablet shows those of numbers as tables, set densely. Many cards
        make a long page: so a table of many rows has its numbers in two lines of columns below the
        head of a row, as its own head has.

        >>> Table("Staff", ("Group", "2022", "2023"), (("White", "288", "309"),)).narrow
        'wres-rows'
        """
        columns = list(zip(self.headers[1:], *(row[1:] for row in self.rows), strict=True))
        texts = self.text_columns - {0}
        if not texts and sum(_widest(column) + _BETWEEN for column in columns) <= _ROOM:
            return "wres-rows"
        soon = ""
        if len(self.headers) > 6 or len(texts) > 2:
            names = [word for row in self.rows for word in plain(f"{row[0]}").split()]
            least = max(map(len, names), default=0)
            least += sum(_widest(column) + _BETWEEN for column in columns)
            is_dense = len(texts) <= 2 and least <= _TABLET
            soon = " wres-soon" + " wres-dense" * is_dense
        if not texts and len(self.rows) > _MANY and _fits_twice(columns):
            return f"wres-rows wres-twice{soon}"
        return f"wres-cards{soon}"

    def html(self) -> Markup:
        """A table with its caption, in a frame that scrolls where it has no room."""
        return render("table.html.j2", table=self)

    def to_frame(self) -> pd.DataFrame:
        """The table as a frame: printed numbers as numbers, none where a figure is missing.

        >>> Table("Staff", ("Group", "2023"), (("White", "309"),)).to_frame().loc["White", "2023"]
        '309'
        """
        rows = [[_bare(cell) for cell in row] for row in self.rows]
        return pd.DataFrame(rows, columns=list(self.headers)).set_index(self.headers[0])


def _widest(column: tuple[Cell, ...]) -> int:
    """The letters of its longest cell, which is not broken, or of the longest word of its head."""
    head, *cells = (plain(f"{cell}") for cell in column)
    return max(len(word) for word in (*cells, *head.split()))


def _fits_twice(columns: Sequence[tuple[Cell, ...]]) -> bool:
    """Whether half of the columns, all as wide as the longest word, have room in a line."""
    half, odd = divmod(len(columns), 2)
    words = (word for column in columns for cell in column for word in plain(f"{cell}").split())
    return not odd and half * (max(map(len, words)) + _BETWEEN) <= _ROOM


def _bare(cell: Cell) -> str | float | None:
    """What a cell prints, without its key."""
    if isinstance(cell, Printed):
        return None if cell.number is None else float(cell.number)
    return plain(f"{cell}") if not isinstance(cell, Markup) else cell.striptags()


@dataclass(frozen=True, repr=False)
class Picture(Component):
    """A chart with what it measures above it, and its source.

    A drawing that stands by itself, without a story above it, has its finding as the headline.
    `narrow` is the same chart drawn for the page of a telephone; without one the chart is shown in
    a frame that scrolls there.

    >>> picture = Picture("", "People", '<svg viewBox="0 0 9 9"/>', "A bar", "Source")
    >>> "<title>A bar</title>" in picture.html()
    True
    """

    headline: str
    subtitle: str
    svg: str
    alt: str
    source: str
    narrow: str = ""

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"picture '{self.headline}' has no description (alt)")

    def html(self) -> Markup:
        """A figure; its drawings are cleaned here too, so that nothing active can come with them.

        Beside them stands the same as a picture, for JupyterLab; pages are made without it.
        """
        said = plain("\n".join((self.headline, self.subtitle, self.alt)))
        key = f"chart-{hashlib.sha256(said.encode()).hexdigest()[:8]}"
        svg = clean_svg(self.svg, key, self.alt, BROAD if self.narrow else "")
        narrow = self.narrow and clean_svg(self.narrow, f"{key}-{NARROW}", self.alt, NARROW)
        return render(
            "picture.html.j2", picture=self, svg=Markup(svg), narrow=Markup(narrow),
            alt=plain(self.alt), still=still(svg),
        )  # fmt: skip


@dataclass(frozen=True)
class Tile:
    """One key finding: a value, the sentence that goes with it, and where to read more.

    Its `tone` is `neutral`, `better` or `worse`; colour, border and words say it alike.
    """

    value: str
    label: str
    detail: str = ""
    tone: str = "neutral"
    href: str = ""

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"a tile has no tone '{self.tone}'. {did_you_mean(self.tone, TONES)}")
        if self.href and not (markdown.is_external(self.href) or markdown.is_internal(self.href)):
            raise ValueError(f"a tile cannot lead to '{self.href}'")


@dataclass(frozen=True, repr=False)
class Tiles(Component):
    """Key findings side by side.

    >>> Tiles("Key findings", (Tile("23.5%", "of staff are BME"),)).html().count("<li")
    1
    """

    label: str
    tiles: tuple[Tile, ...]

    def html(self) -> Markup:
        """A list of cards."""
        return render("tiles.html.j2", tiles=self, tones=TONES)


class Badge(Markup):
    """Safe markup that still knows its words, for whoever has no use for markup."""

    words: str = ""


def badge(rating: str) -> Badge:
    """A rating in words, with a mark that differs in shape as well as in colour.

    >>> "Developing" in badge("Developing")
    True

    Raises:
        ValueError: there is no such rating.
    """
    ratings = (*(row["rating"] for row in reference.rows("ratings")), NOT_RATED)
    if rating not in ratings:
        raise ValueError(f"there is no rating '{rating}'. {did_you_mean(rating, ratings)}")
    shown = Badge(render("badge.html.j2", rating=rating).strip())
    shown.words = rating
    return shown


def not_rated(why: str) -> Badge:
    """That something is not rated, and why.

    >>> not_rated("the senior bands are not shown").words
    'Not rated: the senior bands are not shown'
    """
    shown = Badge(Markup("{}: {}").format(badge(NOT_RATED), why))
    shown.words = f"{NOT_RATED}: {why}"
    return shown


def link(address: str, words: str) -> Markup:
    """A link to another site, for a note or a cell.

    >>> print(link("https://www.england.nhs.uk/wres", "england.nhs.uk"))
    <a href="https://www.england.nhs.uk/wres" rel="noopener noreferrer external">england.nhs.uk</a>

    Raises:
        ValueError: the address is not one of the web.
    """
    if not markdown.is_external(address):
        raise ValueError(f"a note cannot lead to '{address}'")
    return Markup('<a href="{}" rel="{}">{}</a>').format(address, markdown.OUT, words)


@dataclass(frozen=True, repr=False)
class Story(Component):
    """What a page or a part of it is about: its finding large, and all that qualifies it below.

    `facts` stand in one line: rating, trend, direction, period and definition. The title is a
    heading of this `level`.

    >>> story = Story("Indicator 9: the board", "No member is BME", ("31 March 2023",))
    >>> '<p class="wres-story-headline">No member is BME</p>' in story.html()
    True
    """

    title: str
    headline: str
    facts: tuple[str, ...]
    level: int = 2

    def html(self) -> Markup:
        """Its heading, the finding, and the line of facts."""
        return render("story.html.j2", story=self)


@dataclass(frozen=True, repr=False)
class Beside(Component):
    """Two things side by side where there is room, each under a heading of this `level`.

    >>> Beside((("Done", Prose("Much.")), ("Planned", Prose("More.")))).html().count("<h2>")
    2
    """

    parts: tuple[tuple[str, Component], ...]
    level: int = 2

    def html(self) -> Markup:
        """One after the other, for whoever reads them so."""
        return render("beside.html.j2", parts=self.parts, level=self.level)


@dataclass(frozen=True, repr=False)
class Prose(Component):
    """An organisation's own words, in Markdown; or an honest note that there are none.

    >>> print(Prose("**Every** panel is mixed.").html().splitlines()[1])
    <p><strong>Every</strong> panel is mixed.</p>
    """

    markdown: str
    placeholder: str = ""

    def html(self) -> Markup:
        """Paragraphs and lists."""
        text = markdown.prose(self.markdown) if self.markdown.strip() else ""
        return render("prose.html.j2", text=text, placeholder=self.placeholder or _NOTHING_WRITTEN)


@dataclass(frozen=True, repr=False)
class Sentences(Component):
    """Sentences that the pack computed: one is a paragraph, several are a list.

    Those below a `lead`, which says what they have in common, are always a list.

    >>> "<li>So did pay.</li>" in Sentences(("Staff grew.", "So did pay.")).html()
    True
    """

    sentences: tuple[str, ...]
    lead: str = ""

    def html(self) -> Markup:
        """A paragraph or a list; nothing at all where there is nothing to say."""
        if not self.sentences:
            return Markup()
        return render("sentences.html.j2", sentences=self.sentences, lead=self.lead)


@dataclass(frozen=True, repr=False)
class Notes(Component):
    """Sources and notes in small print.

    >>> "<li>Census 2021</li>" in Notes(("Census 2021",), "Sources").html()
    True
    """

    items: tuple[str, ...]
    heading: str = ""

    def html(self) -> Markup:
        """A list; nothing at all where there are no notes."""
        if not self.items:
            return Markup()
        return render("notes.html.j2", items=self.items, heading=self.heading)


@dataclass(frozen=True, repr=False)
class Masthead(Component):
    """The head of a report: whose it is, what it is, for when.

    >>> masthead = Masthead("NHS Example ICB", "Workforce Race Equality Standard", "2023", ())
    >>> '<p class="wres-masthead-organisation">NHS Example ICB</p>' in masthead.html()
    True
    """

    organisation: str
    title: str
    subtitle: str
    lines: tuple[str, ...] = ()
    banner: str = ""

    def html(self, title_tag: str = "p") -> Markup:
        """The block of the title; in a whole report, its title is the page's heading."""
        return render("masthead.html.j2", masthead=self, title_tag=title_tag)
