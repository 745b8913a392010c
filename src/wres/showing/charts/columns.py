"""Lay out and draw a profile: upright bars side by side, with last year's number as a dash.

Nothing here knows what a figure is. A bar that is missing leaves its place empty, and words there
say why.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.bars import Bar, Line
from wres.showing.charts.labels import Box, Label, placed, write_label
from wres.showing.charts.style import LINE_HEIGHT, text_width, wrap

_EDGE = 3.0
_GAP = 6.0
_PLOT = 104.0  # how high the plot is
# How the words in place of a number are broken, where a place is narrower than they are.
_PARTS = {"withheld": "with- held", "available": "avail- able", "applicable": "ap- plic- able"}
_WIDEST = 44.0  # how wide a bar is at most


def has_room(bars: Sequence[Bar], width: float = style.WIDTH) -> bool:
    """Whether every bar has room for its number above it and for its name below.

    >>> has_room([Bar(str(band), "100.0%", 100.0, "BME") for band in range(12)])
    False
    """
    pitch = (width - 2 * _EDGE) / len(bars)
    words = [bar.text for bar in bars if bar.length is not None]
    words += [word for bar in bars for word in bar.label.split()]
    return max(map(text_width, words)) <= pitch - 1


def draw(bars: Sequence[Bar], line: Line | None = None, note: str = "") -> str:
    """Draw the bars as SVG, each with its number above it; `has_room` holds.

    Args:
        bars: from the left; `marker` is a second number of each, drawn as a dash.
        line: a number that every bar is set against.
        note: what stands below, such as what a dash is.
    """
    layout = _Layout(bars, line, note)
    drawing = style.canvas(layout.height)
    axes = style.sheet(drawing)
    _draw_bars(axes, layout)
    _draw_lines(axes, layout)
    for label in layout.labels():
        write_label(drawing, label)
    return style.to_svg(drawing)


class _Layout:
    """Where everything goes, in points from the bottom left."""

    def __init__(self, bars: Sequence[Bar], line: Line | None, note: str):
        self.bars, self.line = bars, line
        self.pitch = (style.WIDTH - 2 * _EDGE) / len(bars)
        self.names = [wrap(bar.label, self.pitch - 2) for bar in bars]
        self.note = wrap(note, style.WIDTH - 2 * _EDGE)
        self.foot = _EDGE + LINE_HEIGHT * len(self.note) + (_GAP / 2 if note else 0)
        self.bottom = self.foot + LINE_HEIGHT * max(map(len, self.names)) + _GAP
        self.top = self.bottom + _PLOT + LINE_HEIGHT
        self.height = self.top + (LINE_HEIGHT + _GAP if line else 0) + _EDGE
        reach = [bar.reach for bar in bars] + ([line.length] if line else [])
        self.scale = _PLOT / (max(reach) or 1.0)

    def x(self, place: int) -> float:
        """The middle of a bar."""
        return _EDGE + self.pitch * (place + 0.5)

    def y(self, length: float) -> float:
        """How high a number stands."""
        return self.bottom + self.scale * length

    @property
    def half(self) -> float:
        """Half of the width of a bar."""
        return min(_WIDEST, 0.7 * self.pitch) / 2

    def labels(self) -> list[Label]:
        """All the words, none upon another."""
        words: list[Box] = []
        beside = []
        within = Box(_EDGE, self.bottom, style.WIDTH - _EDGE, self.top)
        for place, bar in enumerate(self.bars):
            if bar.length is None:
                label = self._instead(place, bar)
            else:
                label = self._above(place, bar)
                higher = [replace(label, y=label.y + up) for up in range(3, 25, 3)]
                label = placed(label, higher, words, self._marks(), within)
            words.append(label.box)
            beside.append(label)
        return [*self._of_line(words), *self._below(), *beside]

    def _of_line(self, words: Sequence[Box]) -> Iterator[Label]:
        """The label of the line: over it where nothing stands in its way, else above the plot."""
        if not self.line:
            return
        y = self.y(self.line.length) + 4
        ends = ((style.WIDTH - _EDGE, y, "right"), (_EDGE, y, "left"))
        over = [Label((self.line.label,), *end) for end in ends]
        taken = [*words, *(self._bar(place) for place in range(len(self.bars)))]
        free = (label for label in over if not any(label.box.meets(box) for box in taken))
        yield next(free, Label((f"Dashed line: {self.line.label}",), _EDGE, self.top + _GAP))

    def _bar(self, place: int) -> Box:
        """The room that a bar takes, with its dash."""
        x, top = self.x(place), self.y(self.bars[place].reach)
        return Box(x - self.half, self.bottom, x + self.half, top + 2)

    def _instead(self, place: int, bar: Bar) -> Label:
        """Words on the ground of an empty place, broken where the place is narrow."""
        lines = wrap(bar.text, self.pitch - 2)
        if max(map(text_width, lines)) > self.pitch - 2:
            for word, parts in _PARTS.items():
                lines = [part for line in lines for part in line.replace(word, parts).split()]
        y = self.bottom + _GAP + (len(lines) - 1) * LINE_HEIGHT
        return Label(tuple(lines), self.x(place), y, "center")

    def _above(self, place: int, bar: Bar) -> Label:
        """A number above its bar, and above the dash where that is just above it."""
        ends = [bar.length]
        if bar.marker is not None and 0 < self.scale * (bar.marker - bar.length) < LINE_HEIGHT:
            ends.append(bar.marker)
        return Label((bar.text,), self.x(place), self.y(max(ends)) + 4, "center")

    def _marks(self) -> list[Box]:
        """The room that dashes and the line take, which numbers keep off."""
        marks = []
        for place, bar in enumerate(self.bars):
            if bar.marker is not None:
                y = self.y(bar.marker)
                marks.append(
                    Box(self.x(place) - self.half, y - 2, self.x(place) + self.half, y + 2)
                )
        if self.line:
            y = self.y(self.line.length)
            marks.append(Box(_EDGE, y - 2, style.WIDTH - _EDGE, y + 2))
        return marks

    def _below(self) -> Iterator[Label]:
        """The names of the bars, and the note."""
        y = self.bottom - _GAP / 2 - 0.8 * style.TEXT_SIZE
        for place, lines in enumerate(self.names):
            yield Label(tuple(lines), self.x(place), y, "center")
        if self.note:
            y = _EDGE + LINE_HEIGHT * (len(self.note) - 1) + 0.25 * style.TEXT_SIZE
            yield Label(tuple(self.note), _EDGE, y, colour=style.SECONDARY)


def _draw_bars(axes: Axes, layout: _Layout) -> None:
    shown = [(at, bar) for at, bar in enumerate(layout.bars) if bar.length is not None]
    table = pd.DataFrame(
        [(layout.x(at), layout.y(bar.length) - layout.bottom) for at, bar in shown],
        columns=["x", "height"],
    )
    sns.barplot(
        data=table, x="x", y="height", native_scale=True, errorbar=None, saturation=1,
        color=style.OUTLINE, ax=axes,
    )  # fmt: skip
    axes.set(xlim=(0, style.WIDTH), ylim=(0, layout.height))
    for (at, bar), patch in zip(shown, axes.containers[0], strict=True):
        colour = reference.colour(bar.role)
        patch.set(
            x=layout.x(at) - layout.half, width=2 * layout.half, y=layout.bottom,
            facecolor=colour, edgecolor=colour, linewidth=0.75,
        )  # fmt: skip


def _draw_lines(axes: Axes, layout: _Layout) -> None:
    """The ground, last year's dashes, and the line that every bar is set against."""
    ends = [_EDGE, style.WIDTH - _EDGE]
    axes.plot(ends, [layout.bottom] * 2, color=style.OUTLINE, linewidth=0.8, zorder=3)
    for place, bar in enumerate(layout.bars):
        if bar.marker is not None:
            x, y = layout.x(place), layout.y(bar.marker)
            style.dash(axes, [x - layout.half, x + layout.half], [y, y])
    if layout.line:
        axes.plot(
            ends, [layout.y(layout.line.length)] * 2, color=style.OUTLINE, linewidth=1.2,
            dashes=(4, 2), zorder=3,
        )  # fmt: skip
