"""Lay out and draw one chart of horizontal bars, from numbers and words that are ready to print.

Nothing here knows what a figure is. A bar that is missing has words in place of a length, and
every margin and scale follows from what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import NullLocator

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.style import Canvas, text_width, wrap, write

_LABELS = 150.0  # a row label wider than this is broken into lines
_GAP = 5.0  # between a label and what it labels
_HEADER = 80.0  # the same for the header of a column that holds less
_COLUMN_GAP = 14.0
_ROW = 20.0  # more where its label needs several lines
_BAR = 14.5
_BLOCK_GAP = 8.0
_EDGE = 3.0
_TICK = 3.5  # how wide a marker is


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label, what is printed beside it, and how long its bar is.

    `length` is None where there is no number; then there is no bar and `text` says why.
    `marker` is a second number on the same scale, drawn as an outlined tick.
    """

    label: str
    text: str
    length: float | None
    role: str
    hollow: bool = False
    strong: bool = False
    starts_block: bool = False
    marker: float | None = None

    @property
    def reach(self) -> float:
        """How far to the right anything of it is drawn."""
        return max(self.length or 0.0, self.marker or 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A number that every bar is set against, as a vertical line with its label on top."""

    length: float
    label: str


@dataclass(frozen=True, slots=True)
class Column:
    """Words to the right of the bars: one text a row, or one a block of rows.

    `shows_markers` puts the sign of a marker before the header, which so explains it.
    """

    header: str
    texts: Sequence[str]
    per_block: bool = False
    shows_markers: bool = False

    @property
    def indent(self) -> float:
        """Where its words start, so that the sign of the marker has room before them."""
        return 2.5 * _TICK if self.shows_markers else 0.0

    @property
    def header_lines(self) -> list[str]:
        """The header; what stands in brackets goes on a line of its own where space is short."""
        room = max(_HEADER, *(text_width(text) for text in self.texts))
        if text_width(self.header) <= room:
            return [self.header] if self.header else []
        before, bracket, after = self.header.partition(" (")
        return wrap(before, room) + wrap(bracket.strip() + after, room)

    @property
    def width(self) -> float:
        """The room that it takes, the gap before it included."""
        texts = [*self.header_lines, *self.texts]
        return _COLUMN_GAP + self.indent + max(text_width(text) for text in texts)


class _Layout:
    """Where everything goes, in points from the bottom left."""

    def __init__(self, bars: Sequence[Bar], line: Line | None, columns: Sequence[Column]):
        labels = [wrap(bar.label, _LABELS, bar.strong) for bar in bars]
        self.labels = labels
        self.left = _EDGE + _GAP + max(
            text_width(text, bar.strong) for bar, lines in zip(bars, labels, strict=True)
            for text in lines
        )  # fmt: skip
        self.right = style.WIDTH - _EDGE - sum(column.width for column in columns)
        headers = [len(column.header_lines) for column in columns]
        header_lines = max([*headers, 1 if line else 0], default=0)
        self.edges = _edges(bars, [_EDGE + style.LINE_HEIGHT * len(lines) for lines in labels])
        self.depth = self.edges[-1][1]
        self.bottom = _EDGE
        self.top = self.bottom + self.depth
        header = header_lines * style.LINE_HEIGHT + (_GAP if header_lines else 0)
        self.height = self.top + header + _EDGE

    @property
    def middles(self) -> list[float]:
        """The middle of each row, in points down from the top of the plot."""
        return [(top + bottom) / 2 for top, bottom in self.edges]

    def points_per_unit(self, bars: Sequence[Bar], line: Line | None, at_end: bool) -> float:
        """The scale: the longest thing fits, with its printed value where that is at its end."""
        room = self.right - self.left - _TICK
        reach = [
            (bar.reach, _GAP + text_width(bar.text, bar.strong) if at_end else 0) for bar in bars
        ]
        if line:
            reach.append((line.length, 0))
        return min(((room - words) / length for length, words in reach if length), default=1.0)


def draw(
    bars: Sequence[Bar],
    line: Line | None = None,
    columns: Sequence[Column] = (),
    values: str | None = None,
) -> str:
    """Draw the bars as SVG.

    Args:
        bars: The rows, from the top.
        line: A number that every bar is set against.
        columns: Words to the right of the bars.
        values: The header of a column of the bars' own values. None puts each value at the end
            of its bar, which is right where no line would run through it.
    """
    if values is not None:
        columns = [Column(values, [bar.text for bar in bars]), *columns]
    layout = _Layout(bars, line, columns)
    scale = layout.points_per_unit(bars, line, at_end=values is None)
    drawing = style.canvas(layout.height)
    axes = _axes(drawing, layout, scale)
    if values is not None:
        _draw_guides(axes, layout, scale)
    _draw_bars(axes, bars, layout)
    if line:
        _draw_line(axes, drawing, line, layout, scale)
    _draw_markers(axes, bars, layout, scale)
    _draw_baseline(axes, layout)
    for bar, lines, y in zip(bars, layout.labels, layout.middles, strict=True):
        middle = layout.top - y - style.BASELINE
        for number, text in enumerate(lines):
            up = ((len(lines) - 1) / 2 - number) * style.LINE_HEIGHT
            write(drawing, layout.left - _GAP, middle + up, text, "right", bar.strong)
        if values is None:
            tick = _TICK / 2 if bar.marker is not None else 0
            end = layout.left + scale * bar.reach + tick + _GAP
            write(drawing, end, middle, bar.text, bold=bar.strong)
    left = layout.right
    for number, column in enumerate(columns):
        is_values = values is not None and number == 0
        bold = [is_values and bar.strong for bar in bars]
        _write_column(drawing, bars, column, layout, left + _COLUMN_GAP, bold)
        left += column.width
    return style.to_svg(drawing)


def _edges(bars: Sequence[Bar], heights: Sequence[float]) -> list[tuple[float, float]]:
    """Top and bottom of each row, downwards, with a gap before each block but the first."""
    edges, y = [], 0.0
    for number, (bar, height) in enumerate(zip(bars, heights, strict=True)):
        y += _BLOCK_GAP if bar.starts_block and number else 0.0
        edges.append((y, y + max(_ROW, height)))
        y = edges[-1][1]
    return edges


def _axes(drawing: Canvas, layout: _Layout, scale: float) -> Axes:
    """The plot: zero at its left edge, points down its side, no ticks (every bar is labelled)."""
    width, height = layout.right - layout.left, layout.top - layout.bottom
    axes = drawing.add_axes(
        (layout.left / style.WIDTH, layout.bottom / layout.height,
         width / style.WIDTH, height / layout.height)
    )  # fmt: skip
    axes.set_axis_off()
    # seaborn asks for the tick labels, and matplotlib would make ticks that nobody sees.
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(NullLocator())
    axes.set_autoscale_on(False)
    axes.set_xlim(0, width / scale)
    axes.set_ylim(layout.depth, 0)
    return axes


def _draw_bars(axes: Axes, bars: Sequence[Bar], layout: _Layout) -> None:
    drawn = [
        (y, bar) for y, bar in zip(layout.middles, bars, strict=True) if bar.length is not None
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
        # Grey is too pale to stand on white alone; a hollow bar is told from a full one by shape.
        edge = style.OUTLINE if bar.role == "Unknown" else colour
        patch.set(
            facecolor=style.PAPER if bar.hollow else colour,
            edgecolor=edge, linewidth=1.5 if bar.hollow else 0.75, clip_on=False,
        )  # fmt: skip


def _draw_line(axes: Axes, drawing: Canvas, line: Line, layout: _Layout, scale: float) -> None:
    axes.plot(
        [line.length] * 2, [0, layout.depth],
        color=style.OUTLINE, linewidth=1.2, dashes=(4, 2), clip_on=False, zorder=3,
    )  # fmt: skip
    x = layout.left + scale * line.length
    half = text_width(line.label) / 2
    y = layout.top + _GAP
    if x + half > layout.right:
        write(drawing, max(layout.right, _EDGE + 2 * half), y, line.label, "right")
    elif x - half < _EDGE:
        write(drawing, _EDGE, y, line.label)
    else:
        write(drawing, x, y, line.label, "center")


def _draw_markers(axes: Axes, bars: Sequence[Bar], layout: _Layout, scale: float) -> None:
    width, height = _TICK / scale, _BAR + 3
    for bar, y in zip(bars, layout.middles, strict=True):
        if bar.marker is not None:
            axes.add_artist(
                Rectangle(
                    (bar.marker - width / 2, y - height / 2), width, height,
                    facecolor=style.PAPER, edgecolor=style.OUTLINE, linewidth=1,
                    clip_on=False, zorder=4,
                )
            )  # fmt: skip


def _draw_baseline(axes: Axes, layout: _Layout) -> None:
    axes.plot(
        [0, 0], [0, layout.depth],
        color=style.OUTLINE, linewidth=1, clip_on=False, zorder=3,
    )  # fmt: skip


def _draw_guides(axes: Axes, layout: _Layout, scale: float) -> None:
    """Hairlines between the rows, that lead the eye from a bar to its value."""
    end = (style.WIDTH - _EDGE - layout.left) / scale
    axes.hlines(
        [bottom for _, bottom in layout.edges[:-1]], 0, end,
        color=style.HAIRLINE, linewidth=0.6, clip_on=False, zorder=0,
    )  # fmt: skip


def _write_column(
    drawing: Canvas, bars: Sequence[Bar], column: Column, layout: _Layout, left: float,
    bold: Sequence[bool],
) -> None:  # fmt: skip
    x = left + column.indent
    lines = column.header_lines
    for number, text in enumerate(lines):
        y = layout.top + _GAP + (len(lines) - 1 - number) * style.LINE_HEIGHT
        write(drawing, x, y, text)
    if column.shows_markers:
        y = layout.top + _GAP + (len(lines) - 1) * style.LINE_HEIGHT - 2.5
        drawing.add_artist(
            Rectangle(
                (left / style.WIDTH, y / layout.height), _TICK / style.WIDTH, 11.5 / layout.height,
                facecolor=style.PAPER, edgecolor=style.OUTLINE, linewidth=1,
                transform=drawing.transFigure,
            )
        )  # fmt: skip
    places = _block_middles(bars, layout.middles) if column.per_block else layout.middles
    for number, (place, text) in enumerate(zip(places, column.texts, strict=True)):
        write(drawing, x, layout.top - place - style.BASELINE, text, bold=bold[number])


def _block_middles(bars: Sequence[Bar], middles: Sequence[float]) -> list[float]:
    blocks: list[list[float]] = []
    for bar, middle in zip(bars, middles, strict=True):
        if bar.starts_block or not blocks:
            blocks.append([])
        blocks[-1].append(middle)
    return [(block[0] + block[-1]) / 2 for block in blocks]
