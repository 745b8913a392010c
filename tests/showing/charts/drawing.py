"""Read a chart back: its texts with the room they take, its bars, markers and lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from wres import reference
from wres.figures.printed import plain
from wres.showing.charts.style import TEXT_SIZE, text_width

_FILLS = {reference.colour(role).lower(): role for role in ("White", "BME", "Unknown")}


@dataclass(frozen=True)
class Box:
    """A rectangle on the page, with what is in it. Points from the top left."""

    left: float
    top: float
    right: float
    bottom: float
    what: str = ""

    def meets(self, other: Box) -> bool:
        """Whether the two share any room."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0 and down > 0


@dataclass(frozen=True)
class Drawing:
    """What an SVG chart shows."""

    width: float
    height: float
    texts: list[Box]
    bars: list[Box]  # `what` is the role whose colour it has
    markers: list[Box]  # dashes
    line: Box | None  # the one that bars are set against

    def words(self) -> list[str]:
        """Every text, in the order of drawing."""
        return [box.what for box in self.texts]

    def on_row(self, bar: Box) -> list[str]:
        """The texts beside a bar, from the left; a label's further lines included."""
        middle = (bar.top + bar.bottom) / 2
        beside = [box for box in self.texts if abs((box.top + box.bottom) / 2 - middle) < 9]
        return [box.what for box in sorted(beside, key=lambda box: box.left)]


def read(svg: str) -> Drawing:
    """Read one chart."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    texts, bars, markers, line = [], [], [], None
    for element in root.iter():
        style = dict(part.split(": ", 1) for part in element.get("style", "").split("; ") if part)
        if element.tag.endswith("}text"):
            texts.append(_text_box(element, style))
        elif element.tag.endswith("}path"):
            box = _path_box(element)
            if "stroke-dasharray" in style:
                line = box
            elif style["fill"] in _FILLS:
                bars.append(Box(*box, _FILLS[style["fill"]]))
            elif style.get("stroke-width") == "2.6":
                markers.append(Box(*box))
    return Drawing(width, height, texts, bars, markers, line and Box(*line))


def paths(svg: str) -> Iterator[tuple[list[tuple[float, float]], dict[str, str]]]:
    """Every shape: its corners in their order, and its style."""
    for element in ElementTree.fromstring(svg).iter():
        if element.tag.endswith("}path"):
            style = element.get("style", "")
            numbers = [float(number) for number in re.findall(r"-?[\d.]+", element.get("d"))]
            yield (
                list(zip(numbers[::2], numbers[1::2], strict=True)),
                dict(part.split(": ", 1) for part in style.split("; ") if part),
            )


def _text_box(element: ElementTree.Element, style: dict[str, str]) -> Box:
    x, y = float(element.get("x")), float(element.get("y"))
    width = text_width(element.text, bold="font-weight" in style)
    text = plain(element.text)
    left = x - {"start": 0, "middle": 0.5, "end": 1}[style["text-anchor"]] * width
    return Box(left, y - 0.76 * TEXT_SIZE, left + width, y + 0.24 * TEXT_SIZE, text)


def _path_box(element: ElementTree.Element) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", element.get("d"))]
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)
