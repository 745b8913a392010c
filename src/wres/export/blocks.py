"""A finished report's HTML to a plain tree of blocks, which the PDF's template lays out.

The tree says what is there, and in which order; how it looks is decided in `report.typ`. What is
not known here has no way onto paper, and is an error: nothing is left out in silence.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from wres.ground.errors import RunError

# A part of the tree: its kind is the name of its element; the rest depends on the kind.
Node = dict[str, Any]

# What stands in a line of text, and what stands by itself.
INLINE = frozenset(
    ["a", "abbr", "b", "br", "code", "em", "i", "img", "small", "span", "strong", "sub", "sup"]
)
_BLOCKS = frozenset(
    (
        *("blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "svg", "table", "ul"),
    )
)
# The classes that each element may have, without `wres-`. Those that only a browser needs are
# named here too: a class that nobody thought of for paper is an error.
_CLASSES = {
    "a": "skip",
    "div": "banner beside block layout masthead notes placeholder prose scroll sentences short "
    "side story table-block wide words",
    "figure": "block picture",
    "footer": "foot",
    "h1": "masthead-title",
    "header": "cover",
    "main": "main",
    "nav": "nav",
    "p": "banner masthead-line masthead-organisation masthead-subtitle masthead-title "
    "nav-heading notes-heading picture-headline picture-subtitle prose-heading "
    "source story-facts story-headline tile-detail tile-label tile-tone tile-value",
    "pre": "printed",
    "section": "landscape section",
    "span": "badge mark rated-achieving rated-developing rated-not-rated rated-underdeveloped",
    "svg": "svg",
    "li": "tile tone-better tone-neutral tone-worse",
    "table": "cards dense rows soon table table-few table-many table-text twice",
    "td": "long text",
    "th": "long text whole",
    "tr": "break",
    "ul": "block nav-whole table-notes tiles",
}
_KNOWN = {tag: frozenset(names.split()) for tag, names in _CLASSES.items()}
# Attributes that say nothing to somebody with paper in hand, or are read from where they stand.
_COMMON = frozenset(("class", "id", "role", "tabindex", "aria-hidden", "aria-label"))
_ATTRIBUTES = {
    "a": frozenset(("href", "rel")),
    "abbr": frozenset(("title",)),
    "code": frozenset(("class",)),
    "img": frozenset(("alt", "src")),
    "ol": frozenset(("start",)),
    "svg": frozenset(("drawn",)),
    "td": frozenset(("colspan", "data-head", "rowspan", "style")),
    "th": frozenset(("colspan", "rowspan", "scope", "style")),
}
# What leads somewhere on a screen only.
_ON_SCREEN = frozenset(("skip", "nav-whole", "foot"))

# Which figure a number is of, and whose the words are, for whoever checks the page.
_KEYED = re.compile(
    r'<(t?span) data-(?:figure|words|other)="[^"]*">([^<]*)</\1>| data-(?:figures|words)="[^"]*"'
)
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_VIEW = re.compile(r'\bviewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
# HTML has no capitals in names, and browsers put back those of a drawing.
_CASES = {
    name.lower(): name
    for name in (
        *("clipPath", "clipPathUnits", "gradientTransform", "gradientUnits", "linearGradient"),
        *("maskContentUnits", "maskUnits", "markerHeight", "markerUnits", "markerWidth"),
        *("patternContentUnits", "patternTransform", "patternUnits", "preserveAspectRatio"),
        *("radialGradient", "refX", "refY", "spreadMethod", "viewBox"),
    )
}
_NAMES_IN_SVG = re.compile(rf"(?<=[\s</])(?:{'|'.join(_CASES)})(?=[\s=>/])")
_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,([A-Za-z0-9+/=]+)\Z")
_ALIGNMENT = re.compile(r"text-align:\s*(left|right|center);?\Z")
# How many letters a cell or a block may have that stands on one page: some third of a page.
_LONG_CELL = 400
_LONG_BLOCK = 1800
# Not `\s`: a space that must not break is no ordinary space.
_SPACES = re.compile(r"[ \t\r\n\f]+")
# Where a word too long for a line may go on in the next: never between two digits.
_LONG = re.compile(r"[^ \u00a0]{31,}")
_SEAMS = re.compile(r"(?<=[/.?&=_@-])(?=\w)(?<!\d.(?=\d))|(?<=[^\W\d]{20})(?=[^\W\d])")
ZERO_WIDTH_SPACE = "\u200b"


def blocks(html: str) -> Node:
    """The tree of a report.

    Args:
        html: The page that `wres.export.html.report` made.

    Returns:
        `title`, `author`, `language` and `region`, `footer`, `drawings` (the charts as SVG) and
        `content`, a list of nodes. A node is a text, or has a `kind`, its `style` and its
        `content`.

    Raises:
        RunError: something in the page cannot be put on paper, or describes itself to nobody.

    >>> tree = blocks('<html lang="en-GB"><title>T</title><body><p>Pay</body></html>')
    >>> tree["content"]
    [{'kind': 'p', 'style': [], 'is_long': False, 'content': ['Pay']}]
    """
    drawings: list[str] = []

    def set_aside(svg: re.Match) -> str:
        """A chart's own marks mean nothing to a reader of HTML, which would spoil them."""
        if 'class="wres-svg wres-narrow"' in svg[0]:  # paper is wide
            return ""
        drawings.append(svg[0])
        return f'<svg drawn="{len(drawings) - 1}"></svg>'

    html = _KEYED.sub(lambda keyed: keyed[2] or "", html)
    page = lxml.html.document_fromstring(_SVG.sub(set_aside, html))
    language, _, region = page.get("lang", "").partition("-")
    title = (page.findtext("head/title") or "").strip()
    body = page.find("body")
    if not language or not title or body is None:
        raise _refusal("the page says no language (lang)" if title else "the page has no title")
    author = page.find("head/meta[@name='author']")
    reader = _Reader(drawings)
    content = reader.blocks(body)
    reader.check_links()
    return {
        "title": title,
        "author": "" if author is None else author.get("content", ""),
        "language": language,
        "region": region,
        "footer": body.get("data-footer", ""),
        "drawings": [_drawing(svg) for svg in drawings],
        "content": content,
    }


def header_cells(tree: Node) -> list[bool]:
    """Whether each cell below the headers of its table, in the order of the report, heads its row.

    >>> row = '<tbody><tr><th scope="row">A</th><td>1</td></tr></tbody>'
    >>> page = f'<html lang="en"><title>T</title><body><table>{row}</table></body></html>'
    >>> header_cells(blocks(page))
    [True, False]
    """
    return [
        cell["is_header"]
        for node in _walk(tree["content"])
        if node["kind"] == "table"
        for row in node["rows"]
        for cell in row["cells"]
    ]


def _walk(nodes: list) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, dict):
            yield node
            yield from _walk(node.get("content", []))


def _refusal(why: str) -> RunError:
    return RunError(f"The PDF was not made: {why}.")


def _breakable(text: str) -> str:
    """The text with places where a word as long as an address may go on in the next line."""
    return _LONG.sub(lambda word: _SEAMS.sub(ZERO_WIDTH_SPACE, word[0]), text)


def _drawing(svg: str) -> Node:
    """A chart by itself: its SVG, its description, and its size, in points."""
    svg = _TAG.sub(lambda tag: _NAMES_IN_SVG.sub(lambda name: _CASES[name[0]], tag[0]), svg)
    title, view = _TITLE.search(svg), _VIEW.search(svg)
    if title is None or not title[1].strip() or view is None:
        raise _refusal("a chart has no description, or no size")
    namespace = '<svg xmlns="http://www.w3.org/2000/svg" '
    return {
        "svg": svg.replace("<svg ", namespace, 1),
        "alt": lxml.html.fromstring(f"<p>{title[1]}</p>").text_content(),
        "width": float(view[1]),
        "height": float(view[2]),
    }


@dataclass
class _Text:
    """A run of text and marks in one line, its spaces as a browser would show them."""

    content: list
    ends_in_space: bool = True

    def add(self, text: str | None) -> list:
        """The text without the spaces that follow another."""
        if not text:
            return []
        text = _SPACES.sub(" ", text)
        if self.ends_in_space:
            text = text.removeprefix(" ")
        if not text:
            return []
        self.ends_in_space = text.endswith(" ")
        return [_breakable(text)]


class _Reader:
    """Goes over the page once."""

    def __init__(self, drawings: list[str]):
        self.drawings = drawings
        self.places: list[str] = []
        self.links: list[str] = []

    def check_links(self) -> None:
        """A link within the report leads to a heading."""
        for target in self.links:
            if target not in self.places:
                raise _refusal(f"a link leads to '#{target}', where there is no heading")

    def blocks(self, element: HtmlElement) -> list:
        """What stands in an element, one below the other; a line of bare text is a `line`."""
        nodes: list = []
        run = _Text([])
        run.content += run.add(element.text)
        for child in element:
            if self._is_inline(child):
                run.content += self._inline(child, run)
            else:
                nodes += [*_line(run), *self._block(child)]
                run = _Text([])
            run.content += run.add(child.tail)
        return [*nodes, *_line(run)]

    def _is_inline(self, element: HtmlElement) -> bool:
        if not isinstance(element.tag, str):
            raise _refusal("the page holds a comment")
        if element.tag not in INLINE and element.tag not in _BLOCKS:
            raise _refusal(f"there is no way to print <{element.tag}>")
        return element.tag in INLINE

    def _style(self, element: HtmlElement) -> list[str]:
        """The names of an element's classes, all of them known."""
        tag = element.tag
        for name in element.attrib:
            if name not in _COMMON and name not in _ATTRIBUTES.get(tag, ()):
                raise _refusal(f"there is no way to print <{tag}> with the attribute {name}")
        style = [name.removeprefix("wres-") for name in (element.get("class") or "").split()]
        if tag == "code":  # the language of a block of code, as Markdown has it
            return []
        for name in style:
            if name not in _KNOWN.get(tag, ()):
                raise _refusal(f"there is no way to print <{tag}> of the class '{name}'")
        return style

    def _inline(self, element: HtmlElement, run: _Text) -> list:
        style = self._style(element)
        if _ON_SCREEN.intersection(style):
            return []
        node: Node = {"kind": element.tag, "style": style}
        if element.tag == "br":
            run.ends_in_space = True
            return [node]
        if element.tag == "img":
            run.ends_in_space = False
            return [node | self._image(element)]
        if element.tag == "a":
            node["target"] = element.get("href", "")
            if node["target"].startswith("#"):
                self.links.append(node["target"][1:])
        content = run.add(element.text)
        for child in element:
            if not self._is_inline(child):
                raise _refusal(f"there is no way to print <{child.tag}> within <{element.tag}>")
            content += self._inline(child, run)
            content += run.add(child.tail)
        return [node | {"content": content}]

    def _image(self, element: HtmlElement) -> Node:
        picture = _PICTURE.match(element.get("src", ""))
        if picture is None:
            raise _refusal("an image is not inside the page, or neither PNG nor JPEG")
        if not element.get("alt", "").strip():
            raise _refusal("an image has no description (alt)")
        return {
            "format": picture[1].replace("jpeg", "jpg"),
            "data": list(b64decode(picture[2])),
            "alt": element.get("alt"),
        }

    def _block(self, element: HtmlElement) -> list:
        tag, style = element.tag, self._style(element)
        if _ON_SCREEN.intersection(style):
            return []
        node: Node = {"kind": tag, "style": style}
        if tag == "svg":
            return [node | {"drawing": int(element.get("drawn"))}]
        if tag == "table":
            return [self._table(element, node)]
        if tag == "pre":
            return [node | {"text": element.text_content().rstrip("\n")}]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            node |= {"level": int(tag[1]), "id": element.get("id", "")}
            self.places.append(node["id"])
        if "side" in style:  # how wide it should be beside another
            node["letters"] = len(element.text_content())
        if tag == "ol":
            node["start"] = int(element.get("start", "1"))
        if tag in ("ul", "ol"):
            self._only(element, ("li",))
        if tag == "dl":
            self._only(element, ("dt", "dd"))
        is_long = len(element.text_content()) > _LONG_BLOCK
        return [node | {"is_long": is_long, "content": self._within(element)}]

    def _within(self, element: HtmlElement) -> list:
        """What stands in a block; a single line of text without a node of its own."""
        content = self.blocks(element)
        if len(content) == 1 and content[0]["kind"] == "line":
            return content[0]["content"]
        return content

    def _only(self, element: HtmlElement, tags: tuple[str, ...]) -> None:
        texts = [element.text, *(child.tail for child in element)]
        odd = [child.tag for child in element if child.tag not in tags]
        if odd or any(text and text.strip() for text in texts):
            raise _refusal(f"there is no way to print {odd or 'text'} within <{element.tag}>")

    # Tables

    def _table(self, element: HtmlElement, node: Node) -> Node:
        self._only(element, ("caption", "thead", "tbody", "tr"))
        caption = element.find("caption")
        headers = [self._row(row, True) for row in element.iterfind("thead/tr")]
        paths = ("tbody/tr", "tr")
        rows = [self._row(row, False) for path in paths for row in element.iterfind(path)]
        for part in (*element.iterfind("thead"), *element.iterfind("tbody")):
            self._style(part)
            self._only(part, ("tr",))
        node["caption"] = [] if caption is None else self._within(caption)
        return node | {"headers": headers, "rows": rows, "columns": _columns(headers, rows)}

    def _row(self, row: HtmlElement, heads: bool) -> Node:
        self._only(row, ("th", "td"))
        cells = [self._cell(cell, first=not at) for at, cell in enumerate(row)]
        return {"style": self._style(row), "heads": heads, "cells": cells}

    def _cell(self, cell: HtmlElement, first: bool) -> Node:
        style = self._style(cell)
        aligned = _ALIGNMENT.match(cell.get("style", "text-align:left"))
        if aligned is None:
            raise _refusal(f"there is no way to print a cell with the style {cell.get('style')}")
        classes = next(cell.iterancestors("table")).classes
        is_ours, has_texts = "wres-table" in classes, "wres-table-text" in classes
        is_text = "text" in style or (first and (has_texts or "whole" not in style))
        return {
            "style": style,
            "is_header": cell.tag == "th",
            "align": "right" if is_ours and not first and not is_text else aligned[1],
            "may_wrap": not is_ours or is_text,
            "across": int(cell.get("colspan", "1")),
            "down": int(cell.get("rowspan", "1")),
            "is_long": len(cell.text_content()) > _LONG_CELL,
            "content": self._within(cell),
        }


def _line(run: _Text) -> list:
    """A run of text as a block of its own, unless it is empty."""
    content = run.content
    while content and isinstance(content[-1], str) and not content[-1].strip(" "):
        content.pop()
    if content and isinstance(content[-1], str):
        content[-1] = content[-1].rstrip(" ")
    return [{"kind": "line", "style": [], "content": content}] if content else []


def _words(content: list) -> str:
    """The lines of a cell, for its width: a rating is one word, with two letters for its mark."""
    words = ""
    for node in content:
        if isinstance(node, str):
            words += node
        elif node["kind"] == "br":
            words += "\n"
        else:
            inner = _words(node.get("content", []))
            if "badge" in node["style"]:
                inner = "OO" + inner.replace(" ", "\u00a0")
            words += inner if node["kind"] in INLINE else f"\n{inner}\n"
    return words


def _columns(headers: list[Node], rows: list[Node]) -> list[Node]:
    """What decides how wide each column must be, and how wide it would be at best.

    `word` is the longest piece that must not be broken and `longest` the longest line of a cell;
    `heading` and `title` are the same of its header. `letters` is how many its longest cell has.
    """
    columns: list[Node] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate((*headers, *rows)):
        x = 0
        for cell in row["cells"]:
            while (x, y) in taken:
                x += 1
            taken |= {(x + i, y + j) for i in range(cell["across"]) for j in range(cell["down"])}
            while len(columns) < x + cell["across"]:
                columns.append(
                    {"word": "", "heading": "", "longest": "", "title": "", "letters": 0}
                )
            if cell["across"] == 1:
                _widen(columns[x], cell, row["heads"])
            x += cell["across"]
    return columns


def _widen(column: Node, cell: Node, heads: bool) -> None:
    lines = [line.strip(" ") for line in _words(cell["content"]).split("\n")]
    may_wrap = heads or cell["may_wrap"]
    pieces = [piece for line in lines for piece in (line.split(" ") if may_wrap else [line])]
    words = [word for piece in pieces for word in piece.split(ZERO_WIDTH_SPACE)]
    word, text = ("heading", "title") if heads else ("word", "longest")
    column[word] = max(column[word], *words, key=len)
    column[text] = max(column[text], *lines, key=len)
    column["letters"] = max(column["letters"], sum(map(len, lines)))
