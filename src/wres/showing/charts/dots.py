"""Lay out and draw ratios, one row a year: a dot and its interval on a logarithmic scale round 1.

Nothing here knows what a figure is: numbers and words come ready to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.labels import Label, write_label
from wres.showing.charts.style import LINE_HEIGHT, text_width, wrap

_EDGE = 3.0
_GAP = 6.0
_STRIP = 18.0  # where a dot stands below its words
_ROW = 24.0  # more where its words need several lines
_MARK = 8.0
_FURTHEST = 8.0  # a scale goes no further than eight times as likely, either way
_DIAMOND = "D"
_COLOUR = reference.colour("White")


@dataclass(frozen=True, slots=True)
class Row:
    """A year: its ratio with the ends of its interval, and what is printed beside it.

    `value` is None where there is no number, and `high` where there is no upper limit. `national`
    is the average of that year, with the words that say so.
    """

    name: str
    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    national: float | None = None
    national_text: str = ""

    @property
    def drawn(self) -> list[float]:
        """Every number above zero that is drawn of it."""
        ends = (self.value, self.low, self.high, self.national)
        return [end for end in ends if end]


@dataclass(frozen=True, slots=True)
class Scale:
    """What a ratio below and above 1 means, the range in which it is not adverse, and its name."""

    below: str
    above: str
    band: tuple[float, float]
    note: str


def draw(
    rows: Sequence[Row], scale: Scale, breaks: frozenset[int] = frozenset(),
    width: float = style.WIDTH,
) -> str:  # fmt: skip
    """Draw the ratios as SVG.

    Args:
        rows: the years, from the top.
        scale: what the ratios mean.
        breaks: the places of rows that cannot be set beside the one above without more ado.
        width: of the drawing, `style.WIDTH` or `style.NARROW`.
    """
    layout = _Layout(rows, scale, breaks, width)
    drawing = style.canvas(layout.height, width)
    axes = style.sheet(drawing)
    _draw_ground(axes, layout)
    _draw_rows(axes, layout)
    for label in layout.labels():
        write_label(drawing, label)
    return style.to_svg(drawing)


class _Layout:
    """Where everything goes, in points from the bottom left.

    A row's words stand on both sides of its dot, and above it where there is no room for that.
    """

    def __init__(self, rows: Sequence[Row], scale: Scale, breaks: frozenset[int], width: float):
        self.rows, self.scale, self.breaks, self.width = rows, scale, breaks, width
        self.is_wide = width == style.WIDTH
        self.names = [wrap(row.name, 110.0 if self.is_wide else 80.0, True) for row in rows]
        self.texts = [[row.text, row.national_text][: 1 + bool(row.national_text)] for row in rows]
        self.left, self.right = self._sides()
        self.heads = self._heads()
        self.note = wrap(scale.note, width - 2 * _EDGE)
        lines = [max(len(a), len(b)) for a, b in zip(self.names, self.texts, strict=True)]
        heights = [
            max(_ROW, LINE_HEIGHT * number + _GAP)
            if self.is_wide
            else LINE_HEIGHT * number + _STRIP + _GAP
            for number in lines
        ]
        self.bottom = _EDGE + LINE_HEIGHT * len(self.note) + _GAP
        self.top = self.bottom + sum(heights)
        self.height = self.top + _GAP + LINE_HEIGHT * max(map(len, self.heads)) + _EDGE
        self.edges = [self.top - sum(heights[:place]) for place in range(len(rows) + 1)]
        drawn = [end for row in rows for end in row.drawn]
        self.least = max(1 / _FURTHEST, min([*drawn, scale.band[0]]) / 1.12)
        self.most = min(_FURTHEST, max([*drawn, scale.band[1]]) * 1.12)

    def _sides(self) -> tuple[float, float]:
        """Where the plot begins and ends."""
        if not self.is_wide:
            return _EDGE + _MARK, self.width - _EDGE - _MARK
        names = (text_width(line, True) for lines in self.names for line in lines)
        beside = (text_width(text, True) for texts in self.texts for text in texts)
        return _EDGE + 2 * _GAP + max(names), self.width - _EDGE - max(beside) - 2 * _GAP

    def _heads(self) -> tuple[list[str], list[str]]:
        """Both directions, each in lines that fit on its side of the middle of the drawing."""
        room = self.width / 2 - _EDGE - _GAP
        return wrap(self.scale.below, room), wrap(self.scale.above, room)

    def x(self, ratio: float) -> float:
        """How far to the right a ratio stands; what is beyond the scale stands at its end."""
        ratio = min(max(ratio, self.least), self.most)
        share = log(ratio / self.least) / log(self.most / self.least)
        return self.left + share * (self.right - self.left)

    def strip(self, place: int) -> tuple[float, float]:
        """How high the part of a row begins and ends in which its dot stands."""
        top, bottom = self.edges[place : place + 2]
        return bottom, top if self.is_wide else bottom + _STRIP

    def middle(self, place: int) -> float:
        """How high the dot of a row stands."""
        return sum(self.strip(place)) / 2

    def labels(self) -> Iterator[Label]:
        """All the words: rows, directions, and the range."""
        for place, texts in enumerate(self.texts):
            is_last = place == len(self.rows) - 1
            name = Label(
                tuple(self.names[place]), self.left - 2 * _GAP if self.is_wide else _EDGE, 0,
                "right" if self.is_wide else "left", is_last,
            )  # fmt: skip
            x = self.right + 2 * _GAP if self.is_wide else self.width - _EDGE
            lines = [
                Label((text,), x, 0, "left" if self.is_wide else "right", is_last and not number)
                for number, text in enumerate(texts)
            ]
            yield from self._in_row(place, name, lines)
        yield from self._around()

    def _in_row(self, place: int, name: Label, lines: Sequence[Label]) -> Iterator[Label]:
        """The words of a row: in its middle, or from its top where its dot stands below."""
        if self.is_wide:
            y = self.middle(place)
            yield name.centred_at(y)
            first = y + (len(lines) - 1) / 2 * LINE_HEIGHT
        else:
            first = self.edges[place] - _GAP / 2 - LINE_HEIGHT / 2
            yield name.centred_at(first - (len(name.lines) - 1) / 2 * LINE_HEIGHT)
        for number, line in enumerate(lines):
            yield line.centred_at(first - number * LINE_HEIGHT)

    def _around(self) -> Iterator[Label]:
        below, above = self.heads
        y = self.top + _GAP + (max(len(below), len(above)) - 1) * LINE_HEIGHT + 2
        # On both sides of the line at 1, as far as there is room for both.
        middle = self.x(1.0)
        of_below, of_above = (max(map(text_width, lines)) for lines in self.heads)
        middle = min(max(middle, _EDGE + of_below + _GAP), self.width - _EDGE - of_above - _GAP)
        yield Label(tuple(below), middle - _GAP, y, "right", colour=style.SECONDARY)
        yield Label(tuple(above), middle + _GAP, y, "left", colour=style.SECONDARY)
        y = _EDGE + LINE_HEIGHT * (len(self.note) - 1) + 0.25 * style.TEXT_SIZE
        yield Label(tuple(self.note), _EDGE, y, colour=style.SECONDARY)


def _draw_ground(axes: Axes, layout: _Layout) -> None:
    """The range that is not adverse, equal likelihood, and the breaks."""
    left, right = (layout.x(end) for end in layout.scale.band)
    for place in range(len(layout.rows)):
        bottom, top = layout.strip(place)
        axes.add_artist(
            Rectangle(
                (left, bottom), right - left, top - bottom,
                facecolor=style.BAND, edgecolor="none", zorder=0,
            )
        )  # fmt: skip
        axes.plot([layout.x(1.0)] * 2, [bottom, top], color=style.OUTLINE, linewidth=1.2, zorder=1)
    for place in sorted(layout.breaks):
        axes.plot(
            [_EDGE, layout.right], [layout.edges[place]] * 2, color=style.OUTLINE, linewidth=0.9,
            dashes=(2, 2), zorder=1,
        )  # fmt: skip


def _draw_rows(axes: Axes, layout: _Layout) -> None:
    rows = list(enumerate(layout.rows))
    for place, row in rows:
        if row.value is not None and row.low is not None:
            high = layout.most if row.high is None else row.high
            axes.plot(
                [layout.x(row.low), layout.x(high)], [layout.middle(place)] * 2, color=_COLOUR,
                linewidth=1.6, solid_capstyle="butt", zorder=2,
            )  # fmt: skip
    for shape, colour, edge, of, zorder in (
        (style.ROUND, _COLOUR, style.PAPER, "value", 3),
        (_DIAMOND, style.PAPER, style.OUTLINE, "national", 4),
    ):
        at = [(layout.x(getattr(row, of)), layout.middle(place)) for place, row in rows
              if getattr(row, of) is not None]  # fmt: skip
        if at:
            sns.lineplot(
                data=pd.DataFrame(at, columns=["x", "y"]), x="x", y="y", marker=shape,
                linestyle="none", color=colour, markersize=_MARK, markeredgecolor=edge,
                markeredgewidth=0.8 if of == "value" else 1.3, legend=False, errorbar=None,
                estimator=None, sort=False, zorder=zorder, ax=axes,
            )  # fmt: skip
