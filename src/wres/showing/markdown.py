"""Markdown to HTML that is safe to put into a page, whoever wrote it.

Raw HTML is shown as text. A link keeps its words and loses its target unless the target is
allowed; one that leads out of the report says so in words, which paper and ears have too. An image
leaves its description. Nothing here fetches anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from wres.figures.printed import unmarked

# What a link that leads out says of itself to a browser: the place it leads to learns of no report.
OUT = "noopener noreferrer external"
_EXTERNAL = re.compile(r"(https?|mailto):", re.IGNORECASE)
# Another notebook or page of the same report, or a place in one: `recruitment.ipynb#change`.
_INTERNAL = re.compile(r"([\w-]+\.(ipynb|html))?(#[\w-]+)?\Z")


def is_external(target: str) -> bool:
    """Whether a link leads out of the report, to a page or a mailbox.

    >>> is_external("https://www.england.nhs.uk/"), is_external("javascript:alert(1)")
    (True, False)
    """
    return _EXTERNAL.match(target) is not None


def is_internal(target: str) -> bool:
    """Whether a link leads to another part of the report.

    >>> is_internal("recruitment.ipynb"), is_internal("#change"), is_internal("../secret.html")
    (True, True, False)
    """
    return bool(target) and _INTERNAL.match(target) is not None


def cell(text: str) -> Markup:
    """The Markdown of a notebook's cell: headings stay, links within the report stay.

    >>> print(cell("See [training](training.ipynb)."))
    <p>See <a href="training.ipynb">training</a>.</p>
    """
    return _rendered(text, headings=True, internal=True, marked=True)


def prose(text: str, *, marked: bool = True) -> Markup:
    """The Markdown that an organisation wrote: it cannot disturb the page around it.

    Args:
        text: the Markdown.
        marked: whether a link that leads out of the report says so.

    >>> print(prose("# We <b>listened</b>"))
    <p class="wres-prose-heading">We &lt;b&gt;listened&lt;/b&gt;</p>
    """
    return _rendered(text, headings=False, internal=False, marked=marked)


def _rendered(text: str, *, headings: bool, internal: bool, marked: bool) -> Markup:
    parser = _parser()
    parsed = parser.parse(unmarked(text))
    tokens = list(_rebuilt(parsed, headings=headings, internal=internal, marked=marked))
    return Markup(parser.renderer.render(tokens, parser.options, {}).rstrip("\n"))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Every link is parsed as one, so that a forbidden one can be taken out whole: the parser's
    # own refusal would print the address.
    parser.validateLink = lambda _url: True
    return parser


def _rebuilt(
    tokens: list[Token], *, headings: bool, internal: bool, marked: bool
) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and not headings:
            token.tag = "p"
            if token.nesting == 1:
                token.attrSet("class", "wres-prose-heading")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "inline":
            kept = _inline(token.children or [], internal=internal)
            token.children = list(_with_marks(kept) if marked else kept)
        # A table too wide for the page scrolls by itself, also from the keyboard.
        if token.type == "table_open":
            yield _raw('<div class="wres-scroll" role="group" aria-label="Table" tabindex="0">\n')
        yield token
        if token.type == "table_close":
            yield _raw("</div>\n")


def _inline(tokens: list[Token], *, internal: bool) -> Iterator[Token]:
    kept: list[bool] = []
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            kept.append(is_external(target) or (internal and is_internal(target)))
            if kept[-1]:
                yield token
        elif token.type == "link_close":
            if kept.pop():
                yield token
        elif token.type == "image":
            yield Token("text", "", 0, content=token.content)
        else:
            yield token


def _with_marks(tokens: Iterable[Token]) -> Iterator[Token]:
    """Say of each link that leads out where it leads, within the link itself."""
    mark, is_blank = "", False
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrGet("href"))
            mark = _mark(target)
            is_blank = bool(mark)
            if mark:
                token.attrSet("rel", OUT)
        elif token.type == "link_close":
            if mark:
                yield Token("text", "", 0, content=mark if is_blank else f" {mark}")
            mark = ""
        else:
            is_blank = False
        yield token


def _mark(target: str) -> str:
    """What a link that leads out says of itself; nothing where it stays in the report."""
    if not is_external(target):
        return ""
    return "(email)" if target.lower().startswith("mailto:") else "(external link)"


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)
