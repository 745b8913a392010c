"""Read a chart of Word or PowerPoint: its words, and its numbers as the table that they are."""

from __future__ import annotations

import re

from lxml import etree

from wres.claims.lines import Lines


def read_chart(tree: etree._Element, lines: Lines) -> None:
    """The title, labels and notes of a chart, then a row for each category, a column a series."""
    titles = set(tree.iterfind("{*}chart/{*}title//{*}p"))
    for paragraph in tree.iter("{*}p"):
        text = "".join(each.text or "" for each in paragraph.iter("{*}t"))
        lines.add(text, "# " if paragraph in titles else "")
    series = list(tree.iter("{*}ser"))
    if not series:
        return
    names = [" ".join(_points(each.find("{*}tx")).values()) for each in series]
    labels: dict[int, str] = {}
    for each in series:
        labels |= _points(_either(each, "cat", "xVal"))
    values = [_points(_either(each, "val", "yVal")) for each in series]
    rows = sorted({index for each in values for index in each})
    lines.add_table(
        [["", *names]]
        + [[labels.get(row, ""), *(each.get(row, "") for each in values)] for row in rows]
    )


def _either(series: etree._Element, *names: str) -> etree._Element | None:
    return next(
        (found for name in names if (found := series.find(f"{{*}}{name}")) is not None), None
    )


def _points(element: etree._Element | None) -> dict[int, str]:
    """The values that a chart keeps, by their places, as its format prints them."""
    if element is None:
        return {}
    code = next((each.text or "" for each in element.iter("{*}formatCode")), "")
    points = list(element.iter("{*}pt"))
    if not points:
        plain = [each.text or "" for each in element.iter("{*}v")]
        return dict(enumerate(plain))
    return {
        _place(point, place): _shown(next((v.text or "" for v in point.iter("{*}v")), ""), code)
        for place, point in enumerate(points)
    }


def _place(point: etree._Element, default: int) -> int:
    place = point.get("idx", "")
    return int(place) if place.isdecimal() and len(place) < 7 else default


_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?(?:E-?\d{1,3})?")


def _shown(value: str, code: str) -> str:
    """A value as its format code prints it: percentages and decimals.

    >>> _shown("0.2351543942992874", "0.0%"), _shown("24", "General"), _shown("White", "")
    ('23.5%', '24', 'White')
    """
    if not _NUMBER.fullmatch(value):
        return value
    decimals = re.search(r"0\.(0+)", code)
    places = len(decimals[1]) if decimals else 0
    if "%" in code:
        return f"{100 * float(value):.{places}f}%"
    return f"{float(value):.{places}f}" if "0" in code else value
