"""Lay out and draw one chart of horizontal bars, from numbers and words that are ready to print.

Nothing here knows what a figure is. A bar that is missing has words in place of a length, and
every margin and scale follows from what is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.labels import Label, write_label
from wres.showing.charts.style import LINE_HEIGHT, Canvas, text_width, wrap

_LABELS = 225.0  # a label wider than this is broken into lines
_GAP = 5.0  # between a label and what it labels
_COLUMN_GAP = 14.0
_ROW = 18.0  # more where its label needs several lines
_BAR = 13.0
_BLOCK_GAP = 8.0
_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, what is printed beside it, and how long its bar is.

    `length` is None where there is no number; then there is no bar and `text` says why.
    `marker` is a second number on the same scale, drawn as a dash.
    """

    label: str
    text: str
    length: float | None
    role: str
    starts_block: bool = False
    marker: float | None = None

    @property
    def reach(self) -> float:
        """How far to the right anything of it is drawn."""
        return max(self.length or 0.0, self.marker or 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A number that every bar is set against, as a line with its label."""

    length: float
    label: str


class _Layout:
    """Where everything goes, in points from the bottom left.

    A bar's label stands before it, and above it where there is no room for that.
    """

    def __init__(
        self, bars: Sequence[Bar], line: Line | None, note: str, in_column: bool, width: float
    ):
        self.bars, self.line, self.in_column, self.width = bars, line, in_column, width
        self.is_wide = width == style.WIDTH
        room = _LABELS if self.is_wide else width - 2 * _EDGE
        self.names = [wrap(bar.label, room) for bar in bars]
        widest = max(text_width(text) for lines in self.names for text in lines)
        self.left = _EDGE + (_GAP + widest if self.is_wide else 1.0)
        self.column = max(text_width(bar.text) for bar in bars) if in_column else 0.0
        self.right = width - _EDGE - (self.column + _COLUMN_GAP if in_column else 0.0)
        self.edges = list(self._edges())
        self.depth = self.edges[-1][1]
        self.note = wrap(note, width - 2 * _EDGE)
        self.bottom = _EDGE + (LINE_HEIGHT * len(self.note) + _GAP if note else 0.0)
        self.top = self.bottom + self.depth
        self.height = self.top + (LINE_HEIGHT + _GAP if line else 0.0) + _EDGE

    def _edges(self) -> Iterator[tuple[float, float]]:
        """Top and bottom of each row, downwards, with a gap before each block but the first."""
        y = 0.0
        for number, (bar, lines) in enumerate(zip(self.bars, self.names, strict=True)):
            height = LINE_HEIGHT * len(lines)
            y += _BLOCK_GAP if bar.starts_block and number else 0.0
            top, y = y, y + (max(_ROW, _EDGE + height) if self.is_wide else height + _ROW)
            yield top, y

    @property
    def middles(self) -> list[float]:
        """The middle of each bar, in points down from the top of the plot."""
        return [
            (top + bottom) / 2 if self.is_wide else bottom - _ROW / 2 for top, bottom in self.edges
        ]

    def strips(self) -> list[tuple[float, float]]:
        """Where lines go down through the bars: all the way, but not through words above a bar."""
        if self.is_wide:
            return [(0.0, self.depth)]
        return [(bottom - _ROW, bottom) for _, bottom in self.edges]

    @property
    def scale(self) -> float:
        """Points a unit: the longest thing fits, with its value where that is at its end."""
        room = self.right - self.left - _GAP
        reach = [
            (bar.reach, 0.0 if self.in_column else _GAP + text_width(bar.text)) for bar in self.bars
        ]
        if self.line:
            reach.append((self.line.length, 0.0))
        return min(((room - words) / length for length, words in reach if length), default=1.0)

    def labels(self) -> Iterator[Label]:
        """All the words: the line's, each bar's, and the note."""
        if self.line:
            yield self._of_line(self.line)
        for bar, lines, (top, _), middle in zip(
            self.bars, self.names, self.edges, self.middles, strict=True
        ):
            y = self.top - middle
            name = Label(tuple(lines), self.left - _GAP, 0.0, "right")
            if self.is_wide:
                yield name.centred_at(y)
            else:
                yield Label(name.lines, _EDGE, self.top - top - 0.95 * style.TEXT_SIZE)
            x = self.right + _COLUMN_GAP
            if not self.in_column:
                x = self.left + self.scale * bar.reach + _GAP
            yield Label((bar.text,), x, y - style.BASELINE)
        if self.note:
            y = _EDGE + LINE_HEIGHT * (len(self.note) - 1) + 0.25 * style.TEXT_SIZE
            yield Label(tuple(self.note), _EDGE, y, colour=style.SECONDARY)

    def _of_line(self, line: Line) -> Label:
        """The label of the line: over its middle, as far as it is not cut off there."""
        half = text_width(line.label) / 2
        x = min(max(self.left + self.scale * line.length, _EDGE + half), self.width - _EDGE - half)
        return Label((line.label,), x, self.top + _GAP, "center")


def draw(
    bars: Sequence[Bar],
    line: Line | None = None,
    note: str = "",
    in_column: bool = False,
    width: float = style.WIDTH,
) -> str:
    """Draw the bars as SVG.

    Args:
        bars: The rows, from the top.
        line: A number that every bar is set against.
        note: What stands below, such as what a dash is.
        in_column: Whether the bars' values stand in a column, and not each at the end of its bar,
            where a line would run through them.
        width: of the drawing, `style.WIDTH` or `style.NARROW`.
    """
    layout = _Layout(bars, line, note, in_column, width)
    drawing = style.canvas(layout.height, width)
    axes = _axes(drawing, layout)
    if in_column:
        _draw_guides(axes, layout)
    _draw_bars(axes, layout)
    for top, bottom in layout.strips():
        if line:
            axes.plot(
                [line.length] * 2, [top, bottom],
                color=style.OUTLINE, linewidth=1.2, dashes=(4, 2), zorder=3,
            )  # fmt: skip
        axes.plot([0, 0], [top, bottom], color=style.OUTLINE, linewidth=1, zorder=3)
    _draw_markers(axes, layout)
    for label in layout.labels():
        write_label(drawing, label)
    return style.to_svg(drawing)


def _axes(drawing: Canvas, layout: _Layout) -> Axes:
    """The plot: zero at its left edge, points down its side, no ticks (every bar is labelled)."""
    width, height = layout.right - layout.left, layout.top - layout.bottom
    axes = drawing.add_axes(
        (layout.left / layout.width, layout.bottom / layout.height,
         width / layout.width, height / layout.height)
    )  # fmt: skip
    axes.set_axis_off()
    # seaborn asks for the tick labels, and matplotlib would make ticks that nobody sees.
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(NullLocator())
    axes.set_autoscale_on(False)
    axes.set_xlim(0, width / layout.scale)
    axes.set_ylim(layout.depth, 0)
    return axes


def _draw_bars(axes: Axes, layout: _Layout) -> None:
    drawn = [
        (y, bar)
        for y, bar in zip(layout.middles, layout.bars, strict=True)
        if bar.length is not None
    ]
    if not drawn:
        return
    rows = [y for y, _ in drawn]
    table = pd.DataFrame({"row": rows, "length": [bar.length for _, bar in drawn]})
    limits = axes.get_xlim(), axes.get_ylim()
    # seaborn's unit of width is the distance of the two nearest rows; 1 where there is one row.
    nearest = min((after - row for row, after in pairwise(rows)), default=1.0)
    sns.barplot(
        data=table, x="length", y="row", orient="h", native_scale=True, errorbar=None,
        width=_BAR / nearest, saturation=1, color=style.OUTLINE, ax=axes,
    )  # fmt: skip
    axes.set(xlim=limits[0], ylim=limits[1])
    for (_, bar), patch in zip(drawn, axes.containers[0], strict=True):
        colour = reference.colour(bar.role)
        # Grey is too pale to stand on white alone.
        edge = style.OUTLINE if bar.role == "Unknown" else colour
        patch.set(facecolor=colour, edgecolor=edge, linewidth=0.75)


def _draw_markers(axes: Axes, layout: _Layout) -> None:
    """A dash across each bar that has a second number."""
    half = _BAR / 2 + 1.5
    for bar, y in zip(layout.bars, layout.middles, strict=True):
        if bar.marker is not None:
            style.dash(axes, [bar.marker] * 2, [y - half, y + half])


def _draw_guides(axes: Axes, layout: _Layout) -> None:
    """Hairlines between the rows, that lead the eye from a bar to its value."""
    end = (layout.width - _EDGE - layout.left) / layout.scale
    axes.hlines(
        [bottom for _, bottom in layout.edges[:-1]], 0, end,
        color=style.HAIRLINE, linewidth=0.6, zorder=0,
    )  # fmt: skip
