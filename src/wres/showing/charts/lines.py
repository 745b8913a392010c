"""Lay out and draw groups of people over the years, from numbers and words ready to print.

Nothing here knows what a figure is. A point that is missing has words in its place, lines go only
from a year to the next, and never across a break.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from wres import reference
from wres.showing.charts import style
from wres.showing.charts.labels import Box, Label, NoRoom, along, placed, stacked, write_label
from wres.showing.charts.style import LINE_HEIGHT, text_width, wrap

_EDGE = 3.0
_GAP = 6.0  # between a point and its words
_PLOTS = (
    112.0,
    132.0,
    180.0,
    250.0,
    350.0,
    700.0,
)  # how high the plot is: as low as its words allow
_DODGE = 6.5  # how far the groups of a year stand apart, so that their intervals do not meet
_MARK = 6.5  # how wide a point is
_AIR = 1.5  # beside the line of an interval
_BESIDE = _MARK / 2 + _DODGE + _GAP  # from the last year to the words beside it
_LANE = {style.WIDTH: 132.0, style.NARROW: 62.0}  # the widest that words beside the lines get
_FIRST = {style.WIDTH: 48.0, style.NARROW: 38.0}  # half of the room of the first year's words
_YEAR = 34.0  # how far apart the names of years are at least
_FEW = 4  # more years than this have a number at every second point alone
_SHAPES = {"White": style.SQUARE, "BME": style.ROUND}
_DIAMOND = "D"
_WORDS = {"BME": "BME text"}


@dataclass(frozen=True, slots=True)
class Point:
    """A year of a group: its number, its 95% interval, and what is printed beside it.

    `value` is None where there is no number; then `text` says why.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def ends(self) -> list[float]:
        """Every number that is drawn of it."""
        return [end for end in (self.value, self.low, self.high) if end is not None]


@dataclass(frozen=True, slots=True)
class Series:
    """A group over the years: a point each, and beside some of them the national value."""

    name: str
    role: str
    points: Sequence[Point]
    national: Sequence[Point | None]

    @property
    def colour(self) -> str:
        """That of its points."""
        return reference.colour(self.role)

    @property
    def words(self) -> str:
        """The colour of its words and numbers, dark enough to be read."""
        return reference.colour(_WORDS.get(self.role, self.role))

    @property
    def drawn(self) -> list[Point]:
        """Its points and those of the national values."""
        return [point for point in (*self.points, *self.national) if point is not None]


@dataclass(frozen=True, slots=True)
class Years:
    """The years from the left: what each is called, and where the series breaks.

    `breaks` are the places of years that cannot be set beside the one before without more ado;
    `gaps` those before which a year is not held.
    """

    names: Sequence[str]
    breaks: frozenset[int] = frozenset()
    gaps: frozenset[int] = frozenset()

    def is_joined(self, place: int) -> bool:
        """Whether a line may go from the year before to this one."""
        return place > 0 and place not in self.breaks | self.gaps

    def is_labelled(self, place: int) -> bool:
        """Whether the points of a year have their numbers beside them."""
        behind = len(self.names) - 1 - place
        return len(self.names) <= _FEW or behind % 2 == 0


def floor_of(series: Sequence[Series]) -> float:
    """Where the scale begins: at zero, unless all that is drawn is far above it.

    >>> floor_of([Series("All", "White", [Point("61%", 61.0, 58.0, 64.0)], [None])])
    57.0
    """
    drawn = [end for one in series for point in one.drawn for end in point.ends]
    least, most = min(drawn), max(drawn)
    return 0.0 if least < 0.55 * most else round(least - max(0.15 * (most - least), 1.0), 1)


def draw(years: Years, series: Sequence[Series], note: str = "", width: float = style.WIDTH) -> str:
    """Draw the groups as SVG.

    Args:
        years: from the left.
        series: the groups, each with as many points as there are years; one of them has a number.
        note: what stands below, such as what a diamond is.
        width: of the drawing, `style.WIDTH` or `style.NARROW`.
    """
    layout, labels = _laid_out(years, series, note, width)
    drawing = style.canvas(layout.height, width)
    axes = style.sheet(drawing)
    _draw_ground(axes, layout)
    _draw_intervals(axes, layout)
    _draw_lines(axes, layout)
    _draw_national(axes, layout)
    _draw_leaders(axes, layout)
    for label in labels:
        write_label(drawing, label)
    return style.to_svg(drawing)


def _laid_out(
    years: Years, series: Sequence[Series], note: str, width: float
) -> tuple[_Layout, list[Label]]:
    """The lowest plot in which all words have room, and where they stand."""
    for plot in _PLOTS[:-1]:
        layout = _Layout(years, series, note, width, plot)
        with suppress(NoRoom):
            return layout, list(layout.labels())
    layout = _Layout(years, series, note, width, _PLOTS[-1])
    return layout, list(layout.labels())


class _Layout:
    """Where everything goes, in points from the bottom left."""

    def __init__(
        self, years: Years, series: Sequence[Series], note: str, width: float, plot: float
    ):
        self.years, self.series, self.width, self.plot = years, series, width, plot
        self.last = len(years.names) - 1
        drawn = [end for one in series for point in one.drawn for end in point.ends]
        self.floor, self.reach = floor_of(series), max(*drawn, 1.0)
        lane = [label for label, _ in self._lane(0)]
        self.left = _EDGE + _FIRST[width]
        self.right = width - _EDGE - max(label.width for label in lane) - _BESIDE
        if not self.last:
            self.right = self.left
        self.pitch = (self.right - self.left) / max(1, self.last)
        self.names = self._names()
        self.note = wrap(note, width - 2 * _EDGE)
        self.foot = _EDGE + LINE_HEIGHT * len(self.note) + (_GAP / 2 if note else 0)
        self.bottom = self.foot + max(map(len, self.names)) * LINE_HEIGHT + _GAP / 2
        self.low = self.bottom + 2
        self.high = self.low + plot
        self.top = self.high + LINE_HEIGHT
        self.height = self.top + _EDGE + (LINE_HEIGHT if years.breaks else 0)

    def _names(self) -> list[list[str]]:
        """What the years are called, in lines; of many years not every one has room for a name."""
        pitch = self.pitch if self.last else self.width
        every = next(n for n in range(1, self.last + 2) if n * pitch >= _YEAR or n > self.last)
        room = min(every * pitch, 2 * self.left) - _GAP / 2
        return [
            [] if (self.last - place) % every else _fitting(name, room)
            for place, name in enumerate(self.years.names)
        ]

    def x(self, place: int) -> float:
        """Where a year stands."""
        return self.left + self.pitch * place

    def x_of(self, number: int, place: int) -> float:
        """Where a group stands in a year: beside the other groups."""
        return self.x(place) + _DODGE * (2 * number - len(self.series) + 1)

    def y(self, value: float) -> float:
        """How high a number stands."""
        return self.low + (value - self.floor) / (self.reach - self.floor) * self.plot

    def segments(self) -> Iterator[tuple[int, int]]:
        """Each group and year to which a line goes from the year before."""
        for number, one in enumerate(self.series):
            for place, (before, point) in enumerate(pairwise(one.points), start=1):
                if self.years.is_joined(place) and None not in (before.value, point.value):
                    yield number, place

    def marks(self) -> Iterator[Box]:
        """The room that points, intervals and lines take."""
        half = _MARK / 2 + 1
        for number, one in enumerate(self.series):
            for place, point in enumerate(one.points):
                x = self.x_of(number, place)
                if point.ends:
                    ends = [self.y(end) for end in point.ends]
                    yield Box(x - _AIR, min(ends) - half, x + _AIR, max(ends) + half)
                    y = self.y(point.value)
                    yield Box(x - half, y - half, x + half, y + half)
                if (national := one.national[place]) is not None:
                    y = self.y(national.value)
                    yield Box(self.x(place) - half, y - half, self.x(place) + half, y + half)
        for number, place in self.segments():
            points = self.series[number].points
            start, end = (
                (self.x_of(number, at), self.y(points[at].value)) for at in (place - 1, place)
            )
            yield from along(start, end)
        for place in self.years.breaks:
            x = self.x(place) - self.pitch / 2
            yield from along((x, self.bottom), (x, self.top))
        yield from along((0, self.low), (self.right, self.low))

    def lane(self) -> list[tuple[Label, float | None]]:
        """The words beside the last year, none upon another, and how high their points are."""
        x = self.right + _BESIDE
        labels = self._lane(x)
        at = [
            label.centred_at(self.low if value is None else self.y(value))
            for label, value in labels
        ]
        values = [value for _, value in labels]
        return list(zip(stacked(at, self.bottom, self.top), values, strict=True))

    def _lane(self, x: float) -> list[tuple[Label, float | None]]:
        labels = []
        for one in self.series:
            is_wide = self.width == style.WIDTH
            said = f"{one.name if is_wide else one.role} {one.points[-1].text}"
            told = [(said, one.points[-1].value, True)]
            if (national := one.national[-1]) is not None:
                said = f"{one.role} nationally {national.text}" if is_wide else national.text
                told.append((said, national.value, False))
            for said, value, bold in told:
                lines = tuple(wrap(said, _LANE[self.width], bold))
                labels.append((Label(lines, x, 0.0, bold=bold, colour=one.words), value))
        return labels

    def labels(self) -> Iterator[Label]:
        """All the words, none upon another."""
        fixed = [label for label, _ in self.lane()] + list(self._below()) + list(self._breaks())
        words, marks = [label.box for label in fixed], list(self.marks())
        within = Box(_EDGE, self.bottom, self.width - _EDGE, self.top)
        for label, places in self._beside():
            chosen = placed(label, places, words, marks, within)
            words.append(chosen.box)
            yield chosen
        yield from fixed

    def _beside(self) -> Iterator[tuple[Label, list[Label]]]:
        """The numbers beside points, the last year's apart: each with where it may stand."""
        for number, one in enumerate(self.series):
            others = [series for series in self.series if series is not one]
            for place, point in enumerate(one.points[:-1]):
                x = self.x_of(number, place)
                if point.value is None:
                    yield self._on_the_ground(self._missing(one.role, point.text), one, x)
                elif self.years.is_labelled(place):
                    rivals = [series.points[place].value for series in others]
                    above = all(rival is None or point.value >= rival for rival in rivals)
                    yield self._around(point, one, x, above)
            for place, national in enumerate(one.national[:-1]):
                if national is not None and self.years.is_labelled(place):
                    yield self._around(national, one, self.x(place), False)

    def _missing(self, role: str, text: str) -> list[tuple[str, ...]]:
        """Why a point is missing, in as many words as there is room for, and in fewer."""
        symbol, room = text.split()[0], self.pitch - _GAP
        said = (f"{role} {text}",), (f"{role} {symbol}",), (role, symbol)
        fitting = [lines for lines in said if max(map(text_width, lines)) <= room]
        return fitting or [(symbol,)]

    def _on_the_ground(
        self, forms: Sequence[tuple[str, ...]], one: Series, x: float
    ) -> tuple[Label, list[Label]]:
        """Why a point is missing, below where it would be, or beside the others of its year."""
        y = self.low + _GAP
        first, *sides = (
            Label(lines, x + by, y, anchor, colour=one.words)
            for lines in forms
            for by, anchor in ((0.0, "center"), (-_MARK, "left"), (_MARK, "right"))
        )
        return first, sides

    def _around(
        self, point: Point, one: Series, x: float, above: bool
    ) -> tuple[Label, list[Label]]:
        """A number above its point or below it, or else beside it."""
        y = self.y(point.value)
        top, bottom = (self.y(end(point.ends)) for end in (max, min))
        half = LINE_HEIGHT / 2 + _MARK / 2
        up, down = (
            Label((point.text,), x, 0.0, "center", colour=one.words).centred_at(at)
            for at in (top + half, bottom - half)
        )
        # Right beside it; else past the other points of its year, and a little higher or lower.
        near = _MARK / 2 + 2
        sides = [
            Label((point.text,), x + by, 0.0, anchor, colour=one.words).centred_at(y + rise)
            for far in (near, near + _DODGE, near + 2 * _DODGE)
            for rise in (0.0, LINE_HEIGHT, -LINE_HEIGHT)
            for by, anchor in ((-far, "right"), (far, "left"))
        ]
        return (up, [*sides, down]) if above else (down, [*sides, up])

    def _below(self) -> Iterator[Label]:
        """What the years are called, and the note."""
        y = self.bottom - _GAP / 2 - style.TEXT_SIZE * 0.8
        for place, lines in ((at, lines) for at, lines in enumerate(self.names) if lines):
            yield Label(tuple(lines), self.x(place), y, "center", bold=place == self.last)
        if self.note:
            y = _EDGE + LINE_HEIGHT * (len(self.note) - 1) + 0.25 * style.TEXT_SIZE
            yield Label(tuple(self.note), _EDGE, y, colour=style.SECONDARY)

    def _breaks(self) -> Iterator[Label]:
        """A word at the head of each line that marks a break, where it has room."""
        before = -self.width
        for place in sorted(self.years.breaks):
            x = self.x(place) - self.pitch / 2
            label = Label(("break",), x, self.top + 3, "center", colour=style.SECONDARY)
            if label.box.left > before:
                before = label.box.right
                yield label


def _fitting(name: str, width: float) -> list[str]:
    """What a year is called, in lines; the year alone where more has no room."""
    lines = wrap(name, width)
    return lines if all(text_width(line, True) <= width for line in lines) else name.split()[:1]


def _draw_ground(axes: Axes, layout: _Layout) -> None:
    """Zero, where the scale begins there, and the breaks."""
    right = layout.right + _DODGE + _MARK
    line = {"solid_capstyle": "butt"} if layout.floor == 0 else {"dashes": (1, 3)}
    axes.plot(
        [_EDGE, right], [layout.low] * 2, color=style.OUTLINE, linewidth=0.8, zorder=1, **line
    )
    for place in sorted(layout.years.breaks):
        x = layout.x(place) - layout.pitch / 2
        axes.plot(
            [x] * 2, [layout.bottom, layout.top], color=style.OUTLINE, linewidth=0.9,
            dashes=(2, 2), zorder=1,
        )  # fmt: skip


def _draw_intervals(axes: Axes, layout: _Layout) -> None:
    for number, one in enumerate(layout.series):
        for place, point in enumerate(one.points):
            if point.value is not None and None not in (point.low, point.high):
                axes.plot(
                    [layout.x_of(number, place)] * 2, [layout.y(point.low), layout.y(point.high)],
                    color=one.colour, linewidth=1.2, solid_capstyle="butt", zorder=2,
                )  # fmt: skip


def _draw_lines(axes: Axes, layout: _Layout) -> None:
    """Each group: its points, and a line from year to year as far as nothing breaks it."""
    joined = set(layout.segments())
    rows, run = [], 0
    for number, one in enumerate(layout.series):
        for place, point in enumerate(one.points):
            run += (number, place) not in joined
            if point.value is not None:
                at = layout.x_of(number, place), layout.y(point.value)
                rows.append((*at, one.role, run))
    table = pd.DataFrame(rows, columns=["x", "y", "role", "run"])
    roles = [one.role for one in layout.series]
    sns.lineplot(
        data=table, x="x", y="y", hue="role", style="role", units="run", estimator=None, sort=False,
        palette={role: reference.colour(role) for role in roles}, dashes=False, legend=False,
        hue_order=roles, style_order=roles, markers={role: _SHAPES[role] for role in roles},
        markersize=_MARK, markeredgecolor=style.PAPER, markeredgewidth=0.6, linewidth=1.8,
        zorder=3, ax=axes,
    )  # fmt: skip


def _draw_national(axes: Axes, layout: _Layout) -> None:
    """A hollow diamond in the group's colour."""
    for one in layout.series:
        for place, national in enumerate(one.national):
            if national is not None:
                axes.add_line(
                    Line2D(
                        [layout.x(place)], [layout.y(national.value)], marker=_DIAMOND, zorder=4,
                        markersize=_MARK, markerfacecolor=style.PAPER, markeredgecolor=one.colour,
                        markeredgewidth=1.3, linestyle="none",
                    )
                )  # fmt: skip


def _draw_leaders(axes: Axes, layout: _Layout) -> None:
    """A thin line from a point to its words, where they do not stand right beside it."""
    for label, value in layout.lane():
        if value is not None:
            box = label.box
            start = layout.right + _DODGE + _MARK / 2 + 1, layout.y(value)
            end = box.left - 1.5, (box.bottom + box.top) / 2
            if abs(end[1] - start[1]) > 0.7 * LINE_HEIGHT:
                axes.plot(*zip(start, end, strict=True), color=label.colour, linewidth=0.6)
