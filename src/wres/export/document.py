"""The frame of every page: language, title, style and fonts, all inside the one file."""

from __future__ import annotations

from markupsafe import Markup

from wres.export import fonts
from wres.figures.printed import MARKS
from wres.ground.errors import RunError
from wres.showing.components import browser_style, style
from wres.showing.templates import render, style_sheet


def document(
    template: str,
    *,
    title: str,
    author: str,
    standing: str = "",
    sheets: tuple[str, ...] = (),
    **values: object,
) -> str:
    """A whole page around one template's content, with the fonts that its text needs.

    Args:
        template: that of its content.
        title: the page's.
        author: whose page it is.
        standing: what its head says of its ratings.
        sheets: style sheets that only this page has.
        values: what its template needs.

    Raises:
        RunError: a printed number has lost its figure on the way.

    >>> page = document("index.html.j2", title="Reports", author="", regions=(), version="1")
    >>> page.splitlines()[1]
    '<html lang="en-GB">'
    """
    body = render(template, title=title, **values)
    page = render(
        "document.html.j2",
        title=title,
        author=author,
        standing=standing,
        body=body,
        fonts=fonts.faces(title + body),
        shared_style=Markup("\n").join(
            (style(), style_sheet("page.css"), *map(style_sheet, sheets))
        ),
        browser_style=Markup("\n").join((browser_style(), style_sheet("page-browser.css"))),
        print_style=style_sheet("print.css"),
    )
    if mark := MARKS.search(page):
        around = page[max(0, mark.start() - 30) : mark.end() + 60]
        cut = " ".join(MARKS.sub("", around).split())
        raise RunError(
            f"'{title}': a printed number was cut in two near '{cut}'. Put figures into a sentence "
            "whole, with an f-string."
        )
    return str(page)
