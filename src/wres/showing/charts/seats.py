"""Lay out and draw a board as its people, and where it would stand if it were like the workforce.

Nothing here knows what a figure is: numbers and words come ready to print.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.labels import Label, in_lines, write_label
from wres.showing.charts.style import LINE_HEIGHT

_EDGE = 3.0
_GAP = 6.0
_SEAT = 24.0  # from seat to seat at most
_SHAPES = {"BME": style.ROUND, "White": style.SQUARE, "Unknown": style.SQUARE}


@dataclass(frozen=True, slots=True)
class Block:
    """The members of one group: how many seats, and what is printed of them."""

    role: str
    seats: int
    text: str


def draw(
    blocks: Sequence[Block], like: float | None, like_text: str, width: float = style.WIDTH
) -> str:
    """Draw the seats as SVG, block by block from the left.

    Args:
        blocks: the groups; all of them together have a seat at least.
        like: how many seats the first block would have if the board were like the workforce;
            None where that is not known.
        like_text: what that mark says.
        width: of the drawing, `style.WIDTH` or `style.NARROW`.
    """
    layout = _Layout(blocks, like, like_text, width)
    drawing = style.canvas(layout.height, width)
    axes = style.sheet(drawing)
    _draw_seats(axes, layout)
    _draw_mark(axes, layout)
    for label in (*layout.above, *layout.below):
        write_label(drawing, label)
    return style.to_svg(drawing)


class _Layout:
    """Where everything goes, in points from the bottom left."""

    def __init__(self, blocks: Sequence[Block], like: float | None, like_text: str, width: float):
        self.blocks, self.like, self.width = blocks, like, width
        number = sum(block.seats for block in blocks)
        self.pitch = min(_SEAT, (width - 2 * _EDGE) / number)
        starts = [sum(block.seats for block in blocks[:at]) for at in range(len(blocks))]
        labels = [
            Label((block.text,), _EDGE + self.pitch * start, 0.0,
                  bold=block.role != "Unknown", colour=_words(block.role))
            for block, start in zip(blocks, starts, strict=True)
        ]  # fmt: skip
        mark = [] if like is None else [Label((like_text,), _EDGE + self.pitch * like + 4, 0.0)]
        below = in_lines(mark, _EDGE, width - _EDGE)
        above = in_lines(labels, _EDGE, width - _EDGE)
        self.middle = _EDGE + LINE_HEIGHT * (len(below)) + _GAP + self.pitch / 2
        top = self.middle + self.pitch / 2 + _GAP
        self.height = top + LINE_HEIGHT * len(above) + _EDGE
        # In the order of the blocks, whichever line each stands on.
        order = {label.lines: at for at, label in enumerate(labels)}
        self.above = sorted(_lines(above, top), key=lambda label: order[label.lines])
        self.below = list(_lines(below, _EDGE))

    def x(self, seats: float) -> float:
        """Where so many seats from the left end."""
        return _EDGE + self.pitch * seats


def _lines(lines: Sequence[Sequence[Label]], bottom: float) -> Iterator[Label]:
    """Labels of several lines, the last line at the bottom."""
    for up, line in enumerate(reversed(lines)):
        for label in line:
            yield replace(label, y=bottom + up * LINE_HEIGHT + 0.25 * style.TEXT_SIZE)


def _words(role: str) -> str:
    return {"White": reference.colour("White"), "BME": reference.colour("BME text")}.get(
        role, style.TEXT
    )


def _draw_seats(axes: Axes, layout: _Layout) -> None:
    """A round seat for each BME member, a square one for each White; a hollow one if unknown."""
    rows, at = [], 0
    for block in layout.blocks:
        for _ in range(block.seats):
            rows.append((layout.x(at + 0.5), layout.middle, block.role))
            at += 1
    for role in dict.fromkeys(role for *_, role in rows):
        table = pd.DataFrame([row for row in rows if row[2] == role], columns=["x", "y", "role"])
        is_hollow = role == "Unknown"
        sns.lineplot(
            data=table, x="x", y="y", marker=_SHAPES[role], linestyle="none", legend=False,
            estimator=None, sort=False, errorbar=None, markersize=0.76 * layout.pitch,
            color=style.PAPER if is_hollow else reference.colour(role),
            markeredgecolor=style.OUTLINE if is_hollow else style.PAPER,
            markeredgewidth=1.2 if is_hollow else 0.0, zorder=2, ax=axes,
        )  # fmt: skip


def _draw_mark(axes: Axes, layout: _Layout) -> None:
    if layout.like is not None:
        x, reach = layout.x(layout.like), layout.pitch / 2
        axes.plot(
            [x] * 2, [layout.middle - reach - _GAP - LINE_HEIGHT / 2, layout.middle + reach],
            color=style.OUTLINE, linewidth=1.4, dashes=(3, 1.5), zorder=3,
        )  # fmt: skip
