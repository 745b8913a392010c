"""The HTML templates and style sheets beside this file, in one environment for everybody.

Every value that a template prints is escaped, unless it is already safe markup.
"""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from wres.figures.printed import Bounds, Printed, plain, resolved
from wres.reference import colour


@cache
def environment() -> Environment:
    """The one environment; a name that a template misspells is an error, not a blank."""
    env = Environment(
        loader=PackageLoader("wres.showing", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals["colour"] = colour
    env.filters["lines"] = _lines
    env.filters["plain"] = plain
    return env


def _lines(cell: str | Printed | Bounds) -> list[str]:
    """The lines of a cell; safe markup stays safe, and a figure is one line."""
    lines = cell.splitlines() if isinstance(cell, str) else [cell]
    return [line for line in lines if str(line).strip()]


def render(template: str, **values: object) -> Markup:
    """Fill in one template; each printed number in an element that has its key.

    >>> render("notes.html.j2", items=["5 < 6"], heading="").count("5 &lt; 6")
    1
    """
    return resolved(environment().get_template(template).render(**values))


@cache
def style_sheet(name: str) -> Markup:
    """One style sheet, its colours filled in from the palette.

    >>> "--wres-heading: #005EB8" in style_sheet("components.css")
    True
    """
    return render(name)
