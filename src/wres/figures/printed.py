"""Printed numbers: each knows its figure, from the table of figures to the page.

(People's own words are marked in the same way: no figure stands behind a number in them.)

A `Printed` stands in a cell, and is laid out where the cell is. Put into a sentence (an f-string,
`str.format`), it leaves a mark round its text that says which figure it is of; whoever renders
the sentence resolves the mark to an element with that key, and a mark that is left anywhere stops
the export. So a sentence stays a plain text that can be joined, capitalised and put into another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape, unescape
from urllib.parse import unquote_plus

from markupsafe import Markup

from wres.figures import ALL, State
from wres.figures import key_of as key_of

# Of the last plane for private use, where no font of anybody has a letter: Word's bullets and the
# signs of icon fonts stand elsewhere.
KEYED, _TEXT, _END = "\U0010fd00", "\U0010fd01", "\U0010fd02"
MARKS = re.compile(f"[{KEYED}{_TEXT}{_END}]")
_MARKED = re.compile(f"{KEYED}([^{_TEXT}]*){_TEXT}([^{_END}]*){_END}")
_IN_PAGE = re.compile(r'\bdata-figures?="([^"]*)"')
_OPENED = re.compile(f"{KEYED}[^{_TEXT}]*{_TEXT}")
_LISTED = re.compile(rf"<title>(?P<title>.*?)</title>|(?P<tag><[^>]*>)|{_MARKED.pattern}", re.S)

# The parts of a figure that may be printed; its value has no name.
LOW, HIGH = "low", "high"  # the ends of its 95% interval
SIZE = "size"  # its value without the sign, where words give the direction
PART, WHOLE = "part", "whole"  # the people that a percentage counts, and of whom
ITSELF = "itself"  # a count as a share of itself: all of it

# Stands where a key does on a number that is no figure of the pack's, with what its author says.
_OTHER = "="
OTHER_MARK = f"{KEYED}{_OTHER}"  # what such a number begins with where it is printed
NO_PEOPLE = "no people"  # that no such number counts people


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure, or a part of it, as it is printed.

    Attributes:
        key: which figure and which part of it: `key_of`.
        text: what the page prints; a symbol where there is no number.
        number: the printed number, never the unrounded one; None where there is none.
        unit: that of the number.
        state: why there is no number.

    >>> cell = Printed("2023/1/staff_percentage////BME", "23.5%", Decimal("23.5"), "percent")
    >>> str(cell), plain(f"{cell} of staff")
    ('23.5%', '23.5% of staff')
    >>> print(resolved(f"{cell} of staff"))
    <span data-figure="2023/1/staff_percentage////BME">23.5%</span> of staff
    """

    key: str
    text: str
    number: Decimal | None = None
    unit: str = ""
    state: State = State.SHOWN

    def __str__(self) -> str:
        return self.text

    def __format__(self, _: str) -> str:
        return f"{KEYED}{self.key}{_TEXT}{self.text}{_END}"

    def __html__(self) -> Markup:
        return resolved(format(self))


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends of an interval, as a page prints them in one cell and a workbook in two.

    >>> bounds = Bounds(Printed("2023/2/x#low", "0.50"), Printed("2023/2/x#high", "2.25"))
    >>> str(bounds), keys_in(f"{bounds}")
    ('0.50 to 2.25', ('2023/2/x#low', '2023/2/x#high'))
    """

    low: Printed
    high: Printed

    def __str__(self) -> str:
        return f"{self._bare(self.low).text} to {self._bare(self.high).text}"

    def __format__(self, _: str) -> str:
        return f"{self._bare(self.low)} to {self._bare(self.high)}"

    def __html__(self) -> Markup:
        return resolved(format(self))

    @staticmethod
    def _bare(end: Printed) -> Printed:
        """An end without the sign that the value before it has."""
        return replace(end, text=end.text.removesuffix("%"))


def fields_of(key: str) -> tuple[tuple, str]:
    """What `key_of` made a key of: the figure's own key, and the part.

    >>> fields_of("2023/1/staff_count////BME#low")
    ((2023, 1, 'staff_count', 'all', 'all', 'all', 'BME', ''), 'low')
    """
    key, _, part = key.partition("#")
    year, indicator, figure, *names = key.split("/")
    *groups, area = map(unquote_plus, (*names, *[""] * (5 - len(names))))
    return (int(year), int(indicator), figure, *(name or ALL for name in groups), area), part


def of_other_origin(text: str, number: Decimal, said: str = "") -> Printed:
    """A number that is no figure of the pack's, which nothing here vouches for.

    >>> print(resolved(f"{of_other_origin('12.5', Decimal('12.5'))} days"))
    <span data-other="">12.5</span> days
    """
    return Printed(f"{_OTHER}{said}", text, number)


def is_other(cell: Printed) -> bool:
    """Whether a number is of other origin."""
    return cell.key.startswith(_OTHER)


def own(words: str) -> str:
    """People's own words within a sentence or a cell of the pack's; nothing where there are none.

    >>> print(resolved(f"In the plan: {own('Mentors for 12 people')}"))
    In the plan: <span data-words="">Mentors for 12 people</span>
    """
    return f"{KEYED}{_TEXT}{unmarked(words)}{_END}" if words else ""


def unmarked(words: str) -> str:
    """What somebody typed, without signs that mark a printed number here."""
    return MARKS.sub("", words)


def plain(text: str) -> str:
    """A text as it is read, without marks."""
    # Not markup any more, with marks or without: it may stand where everything is escaped.
    return _MARKED.sub(r"\2", text) if KEYED in text else str(text)


def keys_in(text: str) -> tuple[str, ...]:
    """The keys of the numbers in a text, in reading order."""
    return tuple(key for key, _ in _MARKED.findall(text) if key and not key.startswith(_OTHER))


def resolved(html: str, element: str = "span") -> Markup:
    """HTML with each marked number in an element of its own, which has the number's key.

    Within a tag or a title, which hold no elements, the keys are listed on the tag instead.

    >>> bar = Printed("2023/9/board_count", "13")
    >>> print(resolved(f'<p title="{bar} people">{bar}</p>'))
    <p title="13 people" data-figures="2023/9/board_count"><span data-figure="2023/9/board_count">\
13</span></p>
    """
    if KEYED not in html:
        return Markup(html)

    def instead(match: re.Match) -> str:
        if match["title"] is not None:
            return f"<title{listed_keys(match['title'])}>{plain(match['title'])}</title>"
        if tag := match["tag"]:
            end = "/>" if tag.endswith("/>") else ">"
            return f"{plain(tag).removesuffix(end)}{listed_keys(tag)}{end}"
        key, text = match.group(3, 4)
        return f"<{element} {_whose(key)}>{text}</{element}>"

    return Markup(_LISTED.sub(instead, html))


def _whose(key: str) -> str:
    """The attribute that says what stands behind a number: a figure, somebody's words, neither."""
    if not key:
        return 'data-words=""'
    if key.startswith(_OTHER):
        return f'data-other="{escape(key.removeprefix(_OTHER))}"'
    return f'data-figure="{escape(key)}"'


def keys_in_page(html: str) -> tuple[str, ...]:
    """The keys of the numbers that a page prints, each once, in reading order.

    >>> keys_in_page('<p><span data-figure="2023/9/board_count">13</span></p>')
    ('2023/9/board_count',)
    """
    keys = (key for listed in _IN_PAGE.findall(html) for key in unescape(listed).split())
    return tuple(dict.fromkeys(keys))


def begins_at(text: str) -> int:
    """Where the first word of a text begins, which may be marked."""
    return opened.end() if (opened := _OPENED.match(text)) else 0


def listed_keys(text: str) -> str:
    """The attribute that lists the keys of the numbers in a text; nothing where it has none."""
    keys = " ".join(keys_in(text))
    return f' data-figures="{escape(keys)}"' if keys else ""
