"""Tell once what one slip raises in many rows of a column: it has one cause and one remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from wres.figures.phrases import listed
from wres.ground.errors import Doubt

# Rules that a whole column breaks at once, such as one that was left blank.
_OF_COLUMNS = ("gap", "jump", "restated", "slipped")
# As many rows of a column do not go wrong one by one.
_MANY = 4


def together(doubts: Iterable[Doubt]) -> list[Doubt]:
    """The same doubts, those of one rule and one column told once where they are many.

    >>> cells = {"column": "unknown", "value": "", "problem": "is blank", "remedy": "Fill it in."}
    >>> blank = [Doubt("counts.csv", row, **cells, kind="gap") for row in (2, 3, 4, 6)]
    >>> [each.remedy for each in together(blank)]
    ['Fill it in. So it is in rows 3, 4 and 6.']
    >>> len(together(blank[:3]))
    3
    """
    found = list(doubts)
    rows: dict[tuple, set[int]] = {}
    for doubt in found:
        if doubt.kind in _OF_COLUMNS and doubt.row is not None and doubt.column:
            rows.setdefault(_column(doubt), set()).add(doubt.row)
    told: list[Doubt] = []
    columns: set[tuple] = set()  # what is blank and was not last year is blank for one reason
    for doubt in found:
        column = _column(doubt)
        several = rows.get(column, set())
        if doubt.row not in several or len(several) < _MANY:
            told.append(doubt)
        elif doubt.row == min(several) and column not in columns:
            columns.add(column)
            others = listed(list(_spans(sorted(several - {doubt.row}))))
            told.append(replace(doubt, remedy=f"{doubt.remedy} So it is in rows {others}."))
    return told


def _column(doubt: Doubt) -> tuple:
    return doubt.file, doubt.kind, doubt.column, doubt.year


def _spans(rows: Sequence[int]) -> Iterator[str]:
    """Rows as a person says them.

    >>> list(_spans([3, 4, 6, 7, 8]))
    ['3', '4', '6 to 8']
    """
    ends = [row for row, after in pairwise([*rows, rows[-1] + 2]) if after > row + 1]
    first = 0
    for end in ends:
        last = rows.index(end)
        few = last - first < 2
        yield from map(str, rows[first : last + 1]) if few else [f"{rows[first]} to {end}"]
        first = last + 1
