"""Markdown to HTML that is safe to put into a page, whoever wrote it.

Raw HTML is shown as text. A link keeps its words and loses its target unless the target is
allowed; an image leaves its description. Nothing here fetches anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from wres.figures.printed import unmarked

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
    return _rendered(text, headings=True, internal=True)


def prose(text: str) -> Markup:
    """The Markdown that an organisation wrote: it cannot disturb the page around it.

    >>> print(prose("# We <b>listened</b>"))
    <p class="wres-prose-heading">We &lt;b&gt;listened&lt;/b&gt;</p>
    """
    return _rendered(text, headings=False, internal=False)


def _rendered(text: str, *, headings: bool, internal: bool) -> Markup:
    parser = _parser()
    tokens = list(_rebuilt(parser.parse(unmarked(text)), headings=headings, internal=internal))
    return Markup(parser.renderer.render(tokens, parser.options, {}).rstrip("\n"))


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Every link is parsed as one, so that a forbidden one can be taken out whole: the parser's
    # own refusal would print the address.
    parser.validateLink = lambda _url: True
    return parser


def _rebuilt(tokens: list[Token], *, headings: bool, internal: bool) -> Iterator[Token]:
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and not headings:
            token.tag = "p"
            if token.nesting == 1:
                token.attrSet("class", "wres-prose-heading")
        elif token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "inline":
            token.children = list(_inline(token.children or [], internal=internal))
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


def _raw(html: str) -> Token:
    return Token("html_block", "", 0, content=html)
