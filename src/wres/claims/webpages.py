"""Read a page of HTML as those read it who see it, and those who have it read to them."""

from __future__ import annotations

import re

from lxml import etree, html

from wres.claims.lines import Document, DocumentError, Lines
from wres.claims.markup import MarkupError, check_tags

# Elements within a line of text; all others begin a line of their own.
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "dfn"}
    | {"em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "output", "q", "s", "samp"}
    | {"small", "span", "strong", "sub", "sup", "time", "tspan", "tt", "u", "var", "wbr"}
)
_NOT_SHOWN = {"script", "style", "link", "meta", "base"}
_DELETED = {"del", "s", "strike"}
_PICTURES = {"img", "picture", "canvas", "video", "audio", "map"}
_OTHER_PAGES = {"iframe", "frame", "object", "embed", "applet"}
# Attributes that are read out, or shown in a field.
_SAID = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label")


def read_page(content: bytes, name: str) -> Document:
    """The text of a page: paragraphs, headings, points of lists, tables and descriptions.

    Raises:
        DocumentError: it has more tags than any report, or lies deeper than a page does.
    """
    lines = Lines(name)
    try:
        check_tags(content)
    except MarkupError as error:
        raise DocumentError(f"'{name}' {error}. Give its parts one by one.") from error
    parser = html.HTMLParser(encoding=_encoding(content), no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise DocumentError(f"'{name}' has no text of HTML in it.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError(
            f"'{name}' has elements within elements, deeper than any page, and was not read."
        )
    for meta in root.iterfind(".//meta[@name='description']"):
        lines.add(meta.get("content", ""))
    _Page(lines).read(root)
    if not lines.lines and root.find(".//script") is not None:
        lines.leave("the page has no text before its scripts are run, and they are not", True)
    return lines.document()


def _encoding(content: bytes) -> str:
    """The encoding that a page says it has; UTF-8 where it says none."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    found = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", content[:4096])
    name = found[1].decode("ascii") if found else "utf-8"
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return name


class _Page:
    """Gathers the words of a line until an element begins another."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.words: list[str] = []
        # What is said of a picture or a field, to follow the line that it stands in.
        self.asides: list[str] = []

    def read(self, element: etree._Element, mark: str = "") -> None:
        """An element and all that is in it; `mark` is that of a heading or a point around it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _NOT_SHOWN or _is_note_mark(element):
            return
        if tag in _DELETED:
            self.lines.leave("deleted text is not read")
            return
        self._name(element)
        if tag in ("br", "hr"):
            self.words.append("\n")
            return
        is_block = tag not in _INLINE
        if is_block:
            self._flush(mark)
            mark = _mark(tag) or mark
        if tag == "table":
            self._table(element)
            return
        self.words.append(_on_one_line(element.text))
        for child in element:
            self.read(child, mark)
            self.words.append(_on_one_line(child.tail))
        if is_block:
            self._flush(mark)

    def _name(self, element: etree._Element) -> None:
        """Keep what an element says beside its text; name what in it is not read."""
        self.asides += [element.get(name, "") for name in _SAID]
        if element.tag in ("input", "option") and element.get("type") not in ("hidden", "password"):
            self.asides.append(element.get("value", ""))
        said = (element.get("alt") or element.get("src") or element.get("data") or "")[:80]
        if element.tag in _PICTURES:
            self.lines.leave(f"{element.tag} ({said}) is not looked into")
        if element.tag in _OTHER_PAGES:
            self.lines.leave(f"a page within the page ({said}) is not read", is_text=True)

    def _flush(self, mark: str) -> None:
        text, asides = "".join(self.words), self.asides
        self.words, self.asides = [], []
        self.lines.add(text, mark)
        for aside in dict.fromkeys(asides):
            self.lines.add(aside)

    def _table(self, table: etree._Element) -> None:
        """A table's rows, with a cell that spans several said in each of its places."""
        for caption in table.iterchildren("caption"):
            self.read(caption)
        rows, spans = [], {}
        for row in table.iter("tr"):
            if next(row.iterancestors("table")) is table:
                cells, spans = self._row(row, spans)
                rows.append(cells)
        self.lines.add_table(rows)
        for inner in table.iter("table"):
            if next(inner.iterancestors("table"), None) is table:
                self.read(inner)
        self._flush("")

    def _row(
        self, row: etree._Element, above: dict[int, tuple[int, str]]
    ) -> tuple[list[str], dict[int, tuple[int, str]]]:
        """A row's cells by column, and what its cells say in the rows below: how many, and what."""
        cells: list[str] = []
        below: dict[int, tuple[int, str]] = {}

        def put(text: str, rows_left: int) -> None:
            if rows_left:
                below[len(cells)] = (rows_left, text)
            cells.append(text)

        def fill() -> None:
            while len(cells) in above:
                rows_left, text = above[len(cells)]
                put(text, rows_left - 1)

        for cell in row.iterchildren("td", "th"):
            fill()
            for each in cell.iter():
                if isinstance(each.tag, str):
                    self._name(each)
            text = " ".join(_text_of(cell).split())
            for _ in range(_span(cell, "colspan")):
                put(text, _span(cell, "rowspan") - 1)
        fill()
        return cells, below


def _span(cell: etree._Element, name: str) -> int:
    said = cell.get(name, "1")
    return min(max(int(said), 1), 100) if said.isdecimal() and len(said) < 7 else 1


def _mark(tag: str) -> str:
    if re.fullmatch(r"h[1-6]|title|caption|legend|figcaption|summary", tag):
        return "# "
    return "- " if tag == "li" else ""


def _on_one_line(text: str | None) -> str:
    """A line's end in the source is a space; only <br> breaks a line."""
    return re.sub(r"\s+", " ", text or "")


def _is_note_mark(element: etree._Element) -> bool:
    """Whether an element is the raised sign of a note: no digit of the number before it."""
    text = "".join(element.itertext()) if element.tag == "sup" else ""
    return bool(re.fullmatch(r"\s*\[?(?:\d[\d, ]*|[a-z*†‡])\]?\s*", text))


def _text_of(element: etree._Element) -> str:
    """The words of a cell, without tables in it, scripts, deletions and marks of notes."""
    pieces = [element.text or ""]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag and tag not in (_NOT_SHOWN | _DELETED | {"table"}) and not _is_note_mark(child):
            space = "" if tag in _INLINE else " "
            pieces += [space, _text_of(child), space]
        pieces.append(child.tail or "")
    return "".join(pieces)
