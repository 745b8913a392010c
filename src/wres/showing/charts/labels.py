"""Where the words of a chart go, so that no two of them ever meet.

Sizes are in points from the bottom left. Words are measured in the widest font that a reader may
end up with (`style.MEASURED`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wres.showing.charts import style
from wres.showing.charts.style import LINE_HEIGHT, TEXT_SIZE, text_width

_ASCENT, _DESCENT = 0.78 * TEXT_SIZE, 0.24 * TEXT_SIZE
_TOUCH = 0.01  # boxes that share no more than this stand side by side
_STEP = 1.5  # by how much a label that has no room is moved at a time


class NoRoom(ValueError):
    """A label fits nowhere without meeting others: the drawing has to be higher."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of a drawing."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any room.

        >>> Box(0, 0, 2, 2).meets(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).meets(Box(2, 0, 3, 2))
        (True, False)
        """
        return (
            self.left < other.right - _TOUCH
            and other.left < self.right - _TOUCH
            and self.bottom < other.top - _TOUCH
            and other.bottom < self.top - _TOUCH
        )

    def shared(self, other: Box) -> float:
        """How much room the two share.

        >>> Box(0, 0, 2, 2).shared(Box(1, 1, 3, 3)), Box(0, 0, 2, 2).shared(Box(2, 0, 3, 2))
        (1, 0.0)
        """
        if not self.meets(other):
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.top, other.top) - max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Label:
    """One or more lines of text: `x` is their edge or middle, `y` the base line of the first."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str = "left"
    bold: bool = False
    colour: str = ""

    @property
    def width(self) -> float:
        """That of its longest line."""
        return max(text_width(line, self.bold) for line in self.lines)

    @property
    def box(self) -> Box:
        """The room that it takes."""
        left = self.x - {"left": 0.0, "center": 0.5, "right": 1.0}[self.anchor] * self.width
        bottom = self.y - (len(self.lines) - 1) * LINE_HEIGHT - _DESCENT
        return Box(left, bottom, left + self.width, self.y + _ASCENT)

    def centred_at(self, y: float) -> Label:
        """The same label, its middle at this height."""
        return replace(self, y=self.y + y - (self.box.bottom + self.box.top) / 2)


def write_label(drawing: style.Canvas, label: Label) -> None:
    """Write each line of a label."""
    for number, line in enumerate(label.lines):
        y = label.y - number * LINE_HEIGHT
        style.write(drawing, label.x, y, line, label.anchor, label.bold, label.colour)


def stacked(labels: Sequence[Label], bottom: float, top: float) -> list[Label]:
    """Labels of one column, each as near to its place as the others let it be.

    Args:
        labels: where they would stand alone.
        bottom: the lowest that any may reach, unless all of them need more room.
        top: the highest.

    >>> both = [Label(("a",), 0, 10), Label(("b",), 0, 12)]
    >>> one, other = stacked(both, 0, 100)
    >>> one.box.meets(other.box), one.y < other.y
    (False, True)
    """
    upwards = sorted(range(len(labels)), key=lambda at: labels[at].y)
    placed = list(labels)
    floor = bottom
    for at in upwards:
        label = placed[at]
        placed[at] = replace(label, y=label.y + max(0.0, floor - label.box.bottom))
        floor = placed[at].box.top
    ceiling = top
    for at in reversed(upwards):
        label = placed[at]
        placed[at] = replace(label, y=label.y - max(0.0, label.box.top - ceiling))
        ceiling = placed[at].box.bottom
    return _from_the_top(placed, upwards, top) if ceiling < bottom else placed


def _from_the_top(labels: list[Label], upwards: Sequence[int], top: float) -> list[Label]:
    """Labels that need more room than there is, one below the other."""
    for at in reversed(upwards):
        labels[at] = replace(labels[at], y=labels[at].y + top - labels[at].box.top)
        top = labels[at].box.bottom
    return labels


def in_lines(labels: Sequence[Label], left: float, right: float) -> list[list[Label]]:
    """Labels in as few lines as it takes that none is cut off and none meets another.

    Each stands where it would stand alone, as long as it is not cut off there; their heights are
    left to the caller.

    >>> [len(line) for line in in_lines([Label(("a",), 0, 0), Label(("b",), 2, 0)], 0, 50)]
    [1, 1]
    """
    lines: list[list[Label]] = []
    for label in labels:
        room = Box(left, label.box.bottom, right, label.box.top)
        label = _inside(label, room)
        apart = replace(label, lines=tuple(f"{line} " for line in label.lines)).box
        free = (line for line in lines if not any(apart.meets(label.box) for label in line))
        line = next(free, None)
        if line is None:
            lines.append(line := [])
        line.append(label)
    return lines


def placed(
    label: Label, places: Iterable[Label], words: Sequence[Box], marks: Sequence[Box], within: Box
) -> Label:
    """A label in the first of its places that is free; else where it covers least of the drawing.

    Args:
        label: where it would stand alone.
        places: the same label elsewhere, the best first.
        words: boxes of other labels, which it never meets.
        marks: boxes of what is drawn, which it meets only where nothing else is left; where words
            take all places, it goes to the nearest height that none takes.
        within: the drawing.

    Raises:
        NoRoom: other words are everywhere above and below it.
    """
    candidates = [_inside(placed, within) for placed in (label, *places)]
    free = [placed for placed in candidates if not any(map(placed.box.meets, words))]
    if not free:
        return _nearest(candidates[0], words, within)
    return min(free, key=lambda placed: sum(map(placed.box.shared, marks)))


def _inside(label: Label, within: Box) -> Label:
    """A label moved so that it is not cut off."""
    box = label.box
    across = max(0.0, within.left - box.left) - max(0.0, box.right - within.right)
    up = max(0.0, within.bottom - box.bottom) - max(0.0, box.top - within.top)
    return replace(label, x=label.x + across, y=label.y + up)


def _nearest(label: Label, words: Sequence[Box], within: Box) -> Label:
    """A label moved up or down to where it meets no other words."""
    steps = int((within.top - within.bottom) / _STEP) + 1
    for step in range(1, steps):
        for by in (step * _STEP, -step * _STEP):
            moved = replace(label, y=label.y + by)
            is_inside = within.bottom <= moved.box.bottom and moved.box.top <= within.top
            if is_inside and not any(moved.box.meets(box) for box in words):
                return moved
    raise NoRoom(f"a chart has no room for '{' '.join(label.lines)}'")


def along(start: tuple[float, float], end: tuple[float, float], step: float = 6.0) -> list[Box]:
    """A line as small boxes, so that words can keep off it.

    >>> [(box.left, box.right) for box in along((0, 0), (12, 0))]
    [(-1.0, 7.0), (5.0, 13.0)]
    """
    (x0, y0), (x1, y1) = start, end
    parts = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / step))
    at = [
        (x0 + (x1 - x0) * part / parts, y0 + (y1 - y0) * part / parts) for part in range(parts + 1)
    ]
    return [
        Box(min(a[0], b[0]) - 1, min(a[1], b[1]) - 1, max(a[0], b[0]) + 1, max(a[1], b[1]) + 1)
        for a, b in pairwise(at)
    ]
