"""Read a page to its numbers with their keys, its tables, and all its other words.

Only the elements and attributes that the pack's own pages are made of are read. Anything else
could print a number in a way that is not looked for here, so it is a finding.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from wres import reference
from wres.attack.documents import Passage, tidy
from wres.attack.labels import KEYED, MARKS, OWN

_INLINE = {"a", "abbr", "b", "br", "code", "em", "i", "small", "span", "strong", "sub", "sup",
           "tspan"}  # fmt: skip
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_ELEMENTS = _INLINE | _HEADINGS | {
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer",
    "div", "p", "ul", "li", "dl", "dt", "dd", "figure", "figcaption", "table", "caption", "thead",
    "tbody", "tr", "th", "td", "svg", "blockquote", "hr",
}  # fmt: skip
_OWN_WORDS = etree.XPath("descendant-or-self::*[@data-words]")
_OF_WORDS = {"ol", "pre"}  # what people may write besides
_DRAWN = {"svg", "title", "desc", "g", "path", "text", "tspan", "rect", "line", "circle",
          "polyline", "polygon", "ellipse", "defs", "clippath"}  # fmt: skip
# Read aloud, or shown when pointed at: words like any other.
_SPOKEN = ("aria-label", "aria-description", "aria-valuetext", "aria-roledescription", "alt",
           "title", "content", "data-footer", "summary", "placeholder")  # fmt: skip
_SILENT = {
    "class", "id", "href", "role", "tabindex", "scope", "lang", "charset", "name", "media",
    "aria-hidden", "aria-current", "aria-labelledby", "aria-describedby", "colspan", "rel",
    "data-figure", "data-figures", "data-words", "data-other",
}  # fmt: skip
_DRAWING = re.compile(
    r"fill.*|stroke.*|font-(size|weight|style|family)|opacity|text-anchor|[xydr]|[cr][xy]|[xy][12]|"
    r"width|height|points|transform|viewbox|clip-(path|rule)|preserveaspectratio|xmlns.*|version"
)
_STYLE = re.compile(r"max-width:\d+px;min-width:\d+px")
_STRAIGHT = re.compile(r"[MLHVZmlhvz\d\s.,e+-]*")
# What a page may say of what it loads: nothing but what is in it. To the letter, as it says more.
_POLICY = {
    "http-equiv": "Content-Security-Policy",
    "content": "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; "
    "base-uri 'none'; form-action 'none'",
}
_PAGE_NUMBER = 'content: "Page " counter(page) " of " counter(pages)'
# On a narrow page a cell stands beside the head of its column, which is what it says it is.
_HEAD_BESIDE = {"content: attr(data-head)", 'content: attr(data-head) / ""'}
_CHECKS = "Checks of the input"  # the notes that name what an organisation's input contradicts
_NAMES = ("wres-head-name", "wres-masthead-organisation")
_PERCENT = re.compile(r"%|\bper ?cent(?:age)?\b", re.IGNORECASE)
_UNIT = (
    r"(?:(?:days|weeks|months|hours|minutes|pounds|miles|points|scores?|ratios?|ratings?)\b|\u00a3)"
)
# The head of a column that says what its numbers count: "Median days", "Cost (pounds)".
_OF_A_UNIT = re.compile(
    rf"(?:^|, )(?:(?:median|mean|average|working|calendar) )*{_UNIT}|(?:\(|\bin ){_UNIT}\)?(?:,|$)",
    re.IGNORECASE,
)
_SEEN = 1.0  # user units; a bar shorter than this cannot be seen
_BAR = 12.0  # user units; a bar is at least as long or as high
_CORNER = re.compile(r"[ML]\s*(-?[\d.]+)[\s,]+(-?[\d.]+)")
_LINE = 15.0  # user units; lines of one label are closer
# Words in the colour of a group are said of that group.
_COLOURS = {
    reference.colour(role).casefold(): group
    for role, group in (("White", "White"), ("BME text", "BME"))
}


@dataclass(frozen=True)
class Number:
    """A number as it is printed, with the key that it says it has."""

    key: str
    text: str
    where: str


@dataclass(frozen=True)
class Other:
    """A number that is no figure of the pack's, with what its author says of it.

    `beside` are the words of its row and of its column, and `headings` what stands above them.
    """

    said: str
    text: str
    where: str
    beside: str
    headings: tuple[str, ...]

    @property
    def table(self) -> str:
        """The page and the table, or chart, in which it stands."""
        return self.where.partition(", row '")[0]

    @property
    def people(self) -> int:
        """How many people it may count: none where it is no whole number at two decimals.

        >>> [Other("", text, "", "", ()).people for text in ("4.0001", "4.5", "4%", "\u22121,204")]
        [4, 0, 0, 1204]
        """
        number = 0 if self.text.endswith("%") else self.number
        return round(number) if round(number, 2) == round(number) else 0

    @property
    def number(self) -> float:
        """How large it is, without its sign and its unit."""
        plain = re.fullmatch(r"[+\u2212-]?(\d[\d,]*(?:\.\d+)?)\s?%?", self.text)
        return float(plain[1].replace(",", "")) if plain else 0

    @property
    def decimals(self) -> int:
        """With how many decimals it stands there."""
        return len(self.text.rstrip(" %").partition(".")[2])

    @property
    def is_percentage(self) -> bool:
        """Whether it, its column or its row says that it is a percentage."""
        return _PERCENT.search(f"{self.beside} {self.text}") is not None

    @property
    def says_its_unit(self) -> bool:
        """Whether its column, or its row, says that it counts something else than people."""
        return self.is_percentage or _OF_A_UNIT.search(self.beside) is not None


@dataclass(frozen=True)
class Words:
    """Words in a row; in place of each number with a key, or of other origin, stands a mark.

    Attributes:
        keys: those of the marks, in their order; blank for a number of other origin.
        head: of a cell, the head of its column.
        label: of a number in a chart, the label of its row and the group of its colour.
        headings: those above it.
        beside: of people's own words in a table, those of the same row.
    """

    text: str
    place: str
    where: str
    keys: tuple[str, ...] = ()
    head: str = ""
    label: str = ""
    headings: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell of a table, as it is read, with its keyed numbers."""

    text: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Table:
    """A table of a page; a row's first cell says what it is about."""

    caption: str
    where: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass
class Page:
    """All that a page says."""

    name: str
    numbers: list[Number] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    others: list[Other] = field(default_factory=list)
    spoken: list[Words] = field(default_factory=list)  # in attributes and titles
    own: list[Words] = field(default_factory=list)  # what calls itself people's own words
    tables: list[Table] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)  # all that is seen, block by block
    drawn: set[int] = field(default_factory=set)  # which of these stand in a chart
    foot: str = ""  # what stands below each page of the PDF
    names: list[str] = field(default_factory=list)  # of the organisation
    checks: list[str] = field(default_factory=list)  # what it says its input contradicts
    findings: list[str] = field(default_factory=list)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Its keyed numbers in their order."""
        return [(number.key, number.text) for number in self.numbers]


def read_page(name: str, text: str) -> Page:
    """All that a page, or an output of a notebook, says.

    >>> page = read_page("board.html", '<p><span data-figure="2024/9/x">16</span> sit.</p>')
    >>> page.told, page.words[0].text.replace(KEYED, "#"), page.findings
    ([('2024/9/x', '16')], '# sit.', [])
    """
    reader = _Reader(Page(name))
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    is_page = re.match(r"\s*<!doctype html", text, re.I)
    try:
        whole = text if is_page else f"<body>{text}</body>"
        reader.walk(lxml_html.document_fromstring(whole.encode("utf-8"), parser=parser))
        reader.flush()
    except (etree.LxmlError, ValueError, RecursionError):
        reader.page.findings.append(f"{name}: what stands there cannot be read; take it out")
    return reader.page


class _Reader:
    """Goes through a page once, in the order in which it is read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.run: list[str] = []  # the words since the last block began
        self.keys: list[str] = []  # those of their marks
        self.seen: list[str] = []  # the same with the numbers themselves
        self.place, self.head, self.row = "prose", "", ""
        self.headings: dict[int, str] = {}
        self.inside = ""  # the table and row, or the chart
        self.drawn: tuple[list, list] = [], []  # the last chart's numbers and description
        self.is_own = False
        self.beside: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        section = self.inside or (f"under '{list(self.headings.values())[-1]}'" if self.headings
                                  else "at its head")  # fmt: skip
        return f"{self.page.name}, {section}"

    def find(self, what: str) -> None:
        self.page.findings.append(f"{self.where}: {what}")

    def flush(self, is_block: bool = True) -> None:
        """A block of words ends here."""
        words, self.run = tidy("".join(self.run)), []
        keys, self.keys = tuple(self.keys), []
        if is_block:
            self.page.shown += filter(None, [tidy("".join(self.seen))])
            self.seen = []
        if not words:
            return
        above = tuple(self.headings.values())
        if self.is_own:
            own = Words(words, "prose", self.where, headings=above, beside=self.beside)
            self.page.own.append(own)
        else:
            self.page.words.append(
                Words(words, self.place, self.where, keys, self.head, headings=above)
            )

    def say(self, text: str | None) -> None:
        if text and any(mark in text for mark in MARKS):
            self.find("a sign for private use, which no font shows alike; take it out")
            text = re.sub(f"[{MARKS}]", "", text)
        self.run.append(text or "")
        self.seen.append(text or "")

    def walk(self, element: etree._Element) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            if not re.fullmatch(r"\[(if[^\]]*|endif)\]", tidy(element.text)):
                self.find("a comment in the page, which no reader sees; take it out")
            return
        is_drawn = tag == "svg" or any(True for _ in element.iterancestors("svg"))
        known = _DRAWN if is_drawn else _ELEMENTS | (_OF_WORDS if self._is_own(element) else set())
        if tag not in known:
            self.find(
                f"an element <{tag}>, which may show a number that cannot be checked; show it "
                "with `report.table(...)` or `report.chart(...)`, or take it out"
            )
            return
        self._attributes(element, is_drawn)
        self._read(element)

    def _read(self, element: etree._Element) -> None:
        """What an element of the pack's says, by what it is."""
        tag = element.tag
        if "data-figure" in element.attrib:
            self._figure(element)
        elif "data-other" in element.attrib:
            self._other(element)
        elif tag == "style":
            self._style(element)
        elif tag == "title":  # its words are those of an attribute
            pass
        elif tag == "table" and self.inside.startswith("the table"):
            self.find("a table within a table; take it out")
        elif tag == "svg" and "wres-narrow" in (element.get("class") or "").split():
            self._narrow(element)
        elif tag in ("table", "svg"):
            self._apart({"table": self._table, "svg": self._drawing}[tag], element)
        elif "data-words" in element.attrib and not self.is_own:
            self._words(element)
        elif tag in _INLINE:
            self.say(" " if tag == "br" else element.text)
            self._children(element)
        else:
            self._block(element, "heading" if tag in _HEADINGS | {"dt"} else "prose")

    def _is_own(self, element: etree._Element) -> bool:
        return self.is_own or "data-words" in element.attrib

    def _children(self, element: etree._Element) -> None:
        for child in element:
            self.walk(child)
            self.say(child.tail)

    def _apart(self, read: Callable[[etree._Element], None], element: etree._Element) -> None:
        """Read what stands by itself: words before and after it are not joined."""
        before = (self.place, self.head, self.inside, self.beside)
        self.flush()
        read(element)
        self.flush()
        self.place, self.head, self.inside, self.beside = before

    def _block(self, element: etree._Element, place: str) -> None:
        shown = len(self.page.shown)
        if element.get("class") in _NAMES:
            self.page.names.append(tidy(element.text_content()))
        if element.get("class") == "wres-notes-heading" and tidy(element.text) == _CHECKS:
            items = element.getparent().iter("li")
            self.page.checks += [tidy(item.text_content()) for item in items]
        if place == "heading" and element.tag in _HEADINGS:
            level = int(element.tag[1])
            self.headings = {at: words for at, words in self.headings.items() if at < level}
            self.headings[level] = tidy(element.text_content())

        def read(block: etree._Element) -> None:
            self.place = place if self.place == "prose" else self.place
            self.say(block.text)
            self._children(block)

        self._apart(read, element)
        if element.tag == "footer":  # a PDF has a foot of its own
            del self.page.shown[shown:]

    def _words(self, element: etree._Element) -> None:
        """People's own words; within a sentence of the pack they leave a mark behind."""
        is_inline = element.tag in _INLINE
        outer, outer_keys = self.run, self.keys
        if is_inline:
            self.run, self.keys = [], []
        else:
            self.flush()
        self.is_own = True
        self.say(element.text)
        self._children(element)
        self.flush(not is_inline)
        self.is_own = False
        if is_inline:
            self.run, self.keys = [*outer, OWN], outer_keys

    def _figure(self, element: etree._Element) -> None:
        text = element.text or ""
        if self.is_own:
            self.find(f"'{text}' has the key of a figure among people's own words")
        if len(element) or element.tag not in ("span", "tspan") or not text.strip():
            self.find("the key of a figure on something else than one number; take it out")
        self.page.numbers.append(Number(element.get("data-figure"), text, self.where))
        self._mark(element.get("data-figure"), text)

    def _mark(self, key: str, text: str) -> None:
        self.run.append(KEYED)
        self.keys.append(key)
        self.seen.append(text)

    def _other(self, element: etree._Element) -> None:
        """A number of other origin: it says so, and its page says where it comes from."""
        text = element.text or ""
        if self.is_own or len(element) or element.tag not in ("span", "tspan"):
            self.find("numbers of other origin that are no one number; take them out")
        beside = ", ".join(filter(None, (self.row, self.head)))
        above = (*self.headings.values(), self.inside)
        said = element.get("data-other")
        self.page.others.append(Other(said, text, self.where, beside, above))
        self._mark("", text)

    def _style(self, element: etree._Element) -> None:
        said = set(re.findall(r"content\s*:[^;}]*", element.text or "", re.I))
        said -= {_PAGE_NUMBER, *_HEAD_BESIDE}
        says = [rule for rule in said if re.search(r":\s*(?!['\"]{2}|none|normal)", rule)]
        if says or (element.getparent().tag != "head" and self.page.name.endswith(".html")):
            self.find("a style that may print words of its own; take it out")

    def _attributes(self, element: etree._Element, is_drawn: bool) -> None:
        spoken = []
        if element.tag == "meta" and dict(element.attrib) == _POLICY:
            return
        for name, value in element.attrib.items():
            name = name.casefold()
            if name in _SPOKEN:
                is_size = name == "content" and element.get("name") == "viewport"
                spoken += [] if is_size else [value]
                self.page.foot = tidy(value) if name == "data-footer" else self.page.foot
            elif name == "style":
                if not (is_drawn and _STYLE.fullmatch(value)):
                    self.find("a style of its own, which may hide or print words; take it out")
            elif name == "d" and not _STRAIGHT.fullmatch(value):
                self.find("a drawn shape with curves, as letters are; draw it with `report.chart`")
            elif name == "href" and re.match(r"\s*(data|javascript):", value, re.I):
                self.find("a link that holds what it leads to; take it out")
            elif name == "data-head" and element.tag == "td" and self.place == "cell":
                pass  # `_table` holds it against the head of the column
            elif name not in _SILENT and not (is_drawn and _DRAWING.fullmatch(name)):
                self.find(f"an attribute '{name}', which may hold a number; take it out")
        if element.tag == "title":
            spoken.append(tidy(element.text_content()))
        keys = tuple((element.get("data-figures") or "").split())
        if spoken or keys:
            above = tuple(self.headings.values())
            words = tidy(" | ".join(spoken))
            self.page.spoken.append(Words(words, "spoken", self.where, keys, headings=above))

    def _table(self, table: etree._Element) -> None:
        caption = next((tidy(element.text_content()) for element in table.iter("caption")), "")
        outer = f"the table '{caption}'"
        if any(tidy(element.text) for element in table.iter("table", "thead", "tbody", "tr")):
            self.find("words in a table outside its cells; take them out")
        headers: tuple[str, ...] = ()
        first: list[str] = []  # the words of its first row
        body = []
        for part in table.iter("caption", "tr"):
            self.inside = outer
            if part.tag == "caption":
                self._attributes(part, False)
                self._cell(part, "caption", "")
                continue
            self._attributes(part, False)
            cells = list(part.iterchildren("th", "td"))
            texts = [tidy(cell.text_content()) for cell in cells]
            first = first or texts
            is_head = all(cell.get("scope") == "col" for cell in cells)
            if not is_head and texts:
                self.inside = f"{outer}, row '{texts[0]}'"
            self.row = texts[0] if texts and not is_head else ""
            self.beside = tuple(
                tidy(words.text_content()) for cell in cells for words in _OWN_WORDS(cell)
            )
            row: list[Cell] = []
            for element in cells:
                head = headers[len(row)] if not is_head and len(row) < len(headers) else ""
                self._head_beside(element, first[len(row) : len(row) + 1])
                place = "column" if is_head else "row" if element.tag == "th" else "cell"
                cell = self._cell(element, place, head)
                width = element.get("colspan") or "1"
                row += [cell] * (int(width) if width.isdigit() else 1)
            self.beside, self.row = (), ""
            if is_head and not headers:
                headers = tuple(cell.text for cell in row)
            else:
                body.append(tuple(row))
        self.page.tables.append(Table(caption, f"{self.page.name}, {outer}", headers, tuple(body)))

    def _head_beside(self, cell: etree._Element, heads: list[str]) -> None:
        """What a cell shows beside itself on a narrow page is the head of its column."""
        beside = tidy(cell.get("data-head"))
        if beside and beside not in heads:
            self.find(f"a cell says '{beside}', which is not the head of its column")

    def _cell(self, element: etree._Element, place: str, head: str) -> Cell:
        first = len(self.page.numbers)
        self.place, self.head = place, head
        if element.tag != "caption":
            self._attributes(element, False)
        if "data-words" in element.attrib:
            self._words(element)
        elif "data-figure" in element.attrib:
            self._figure(element)
        else:
            self.say(element.text)
            self._children(element)
        self.flush()
        return Cell(tidy(element.text_content()), tuple(self.page.numbers[first:]))

    def _narrow(self, svg: etree._Element) -> None:
        """The drawing before it once more, for a narrow page: the same numbers in the same order.

        It is read by itself, since only one of the two is ever shown, and the wide one on paper.
        """
        reader = _Reader(Page(self.page.name))
        reader.headings = self.headings
        reader._apart(reader._drawing, svg)
        if not reader.drawn[0] or reader.drawn != self.drawn:
            self.find("a narrow drawing that does not say what the wide one before it says")
        self.page.words += reader.page.words
        self.page.findings += reader.page.findings

    def _drawing(self, svg: etree._Element) -> None:
        """A chart; the lines of a long label are read as one."""
        said = next((tidy(title.text_content()) for title in svg.iter("title")), "")
        self.inside = f"the chart '{said.partition('. ')[0]}'"
        shown = len(self.page.shown)
        first = len(self.page.numbers)
        lines: list[_Line] = []
        places: dict[int, tuple[_Line, _Line]] = {}  # of words: their first line and their last
        for element in svg.iterdescendants():
            if element.tag == "text":
                line = _Line.of(element)
                if lines and line.goes_on(lines[-1]) and not self.keys:
                    self.say(" ")
                else:
                    self._end_label(lines, places)
                lines.append(line)
                self.place = "drawing"
                self._attributes(element, True)
                self.say(element.text)
                self._children(element)
            elif not any(True for _ in element.iterancestors("text")):
                self._shape(element)
        self._end_label(lines, places)
        self._label_rows(places)
        self.page.drawn |= set(range(shown, len(self.page.shown)))
        for fault in _unlabelled(svg):
            self.find(fault)
        described = [(dict(title.attrib), said) for title in svg.iter("title")]
        self.drawn = self.page.told[first:], described

    def _end_label(self, lines: list[_Line], places: dict[int, tuple[_Line, _Line]]) -> None:
        at = len(self.page.words)
        self.flush()
        if lines and len(self.page.words) > at:
            places[at] = lines[0], lines[-1]
        lines.clear()

    def _label_rows(self, places: Mapping[int, tuple[_Line, _Line]]) -> None:
        """Each number of a chart has the label of its row, which ends before the bars begin.

        Where it has the colour of a group, it is said of that group besides.
        """
        words = self.page.words
        labels = [(first.y, last.y, words[at].text) for at, (first, last) in places.items()
                  if first.anchor == "end" and not words[at].keys]  # fmt: skip
        for at, (line, _) in places.items():
            if words[at].keys:
                rows = [text for top, end, text in labels if top - 1 <= line.y <= end + 1]
                words[at] = replace(words[at], label=" ".join((*line.group, *rows)))

    def _shape(self, element: etree._Element) -> None:
        if not isinstance(element.tag, str) or element.tag not in _DRAWN - {"tspan"}:
            self.find("a chart that holds something else than lines, bars and words; draw it with "
                      "`report.chart(...)`")  # fmt: skip
            return
        self._attributes(element, True)
        if tidy(element.text) and element.tag not in ("title", "desc"):
            self.find("words in a chart outside its labels; draw it with `report.chart(...)`")
        if element.tag == "desc":
            self.page.words.append(Words(tidy(element.text_content()), "spoken", self.where))


class _Line(NamedTuple):
    """Where a line of a chart's words stands."""

    x: str | None
    y: float
    anchor: str | None
    group: tuple[str, ...]  # whose colour it has, if anybody's

    @classmethod
    def of(cls, element: etree._Element) -> _Line:
        x, y, anchor, fill = map(element.get, ("x", "y", "text-anchor", "fill"))
        group = _COLOURS.get((fill or "").casefold())
        return cls(x, float(y or 0), anchor, (group,) if group else ())

    def goes_on(self, before: _Line) -> bool:
        """Whether it is the next line of the same label."""
        is_below = (self.x, self.anchor) == (before.x, before.anchor)
        return is_below and 0 < self.y - before.y < _LINE


def _unlabelled(svg: etree._Element) -> Iterator[str]:
    """Bars that no printed number stands beside: their length tells the number.

    Seats, which are all of one size, tell a number by how many they are: it is printed.
    """
    numbers = [
        (float(text.get("y") or 0), float(text.get("x") or 0))
        for text in svg.iter("text")
        if any("data-figure" in part.attrib for part in text.iter("tspan"))
    ]
    printed = {tidy(part.text) for part in svg.iter("tspan") if "data-figure" in part.attrib}
    bars = list(_bars(svg))
    alike = Counter((bar.colour, *bar.size) for bar in bars)
    for bar in bars:
        width, height = bar.size
        is_seat = width == height and str(alike[bar.colour, width, height]) in printed
        if not is_seat and not any(bar.is_beside(*at) for at in numbers):
            yield (
                f"a bar of {width:.1f} by {height:.1f} without a printed number, whose length "
                "tells it; draw it with `report.chart(...)`"
            )


class _Bar(NamedTuple):
    """A shape in the colour of a group, large enough to be seen."""

    colour: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        return round(self.right - self.left, 1), round(self.bottom - self.top, 1)

    def is_beside(self, y: float, x: float) -> bool:
        """Whether a number that is written there stands beside it, or above or below it."""
        return self.top <= y <= self.bottom + 4 or self.left <= x <= self.right


def _bars(svg: etree._Element) -> Iterator[_Bar]:
    colours = {reference.colour(role).casefold() for role in ("White", "BME", "Unknown", "all")}
    for path in svg.iter("path"):
        colour = (path.get("fill") or "").casefold()
        corners = [tuple(map(float, at)) for at in _CORNER.findall(path.get("d") or "")]
        if colour not in colours or len(corners) < 4:
            continue
        across, down = zip(*corners, strict=True)
        bar = _Bar(colour, min(across), min(down), max(across), max(down))
        # What is smaller cannot be seen, or is a key's square or a point.
        if min(bar.size) >= _SEEN and max(bar.size) >= _BAR:
            yield bar


def passages(page: Page) -> Iterator[Passage]:
    """What no key vouches for, for the reader of words: people's own, and of other origin."""
    for own in page.own:
        yield Passage(own.where, own.headings, own.text)
    # What counts no people by its author is held against what is withheld where that is known.
    for other in page.others:
        if not (other.said or other.says_its_unit):
            yield Passage(other.where, other.headings, f"{other.beside}: {other.text}")
