"""A notebook author's own drawing, made fit for a report: it draws printed numbers, and says them.

The length of a bar tells a number as well as digits do. So every bar, point of a line and point of
a scatter plot is held against the numbers of the frame that stands below it as they are printed,
and has that number beside it, with its figure's key. The ticks of an axis of values would be
numbers that are no figure's: they go.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.collections import FillBetweenPolyCollection, LineCollection, PathCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure as Canvas
from matplotlib.figure import FigureBase, SubFigure
from matplotlib.legend import Legend
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.spines import Spine
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, NullLocator

from wres.figures.printed import MARKS, Printed, plain
from wres.ground.errors import OwnCellError
from wres.showing.charts import style
from wres.showing.own_cells import is_year

CALL = 'report.chart(drawing, frame, headline="...", alt="..."'
_PRINTED = "Draw the printed numbers: drawn = report.printed(frame)"
_ROUND = Path.unit_regular_polygon(16)  # a round marker without curves
_NEAR = 1e-9
_A_KEY = re.compile(r"20\d\d/\d/\w")  # a figure's key, from the index of its frame
_AWAY = 4.0  # points between a mark and its number

# A number of the frame below the drawing, and the words of its row and column.
Numbers = Sequence[tuple[Printed, frozenset[str]]]


@dataclass(frozen=True)
class _Mark:
    """Something drawn as long, or as far along an axis, as a number is."""

    axes: Axes
    x: float
    y: float
    across: float | None  # the number along x, where x is an axis of values
    up: float | None  # the same along y
    words: frozenset[str]  # names that go with it
    is_bar: bool = False

    @property
    def is_below(self) -> bool:
        """Whether it is a bar that goes from zero to the left, or down."""
        return self.is_bar and (self.across if self.up is None else self.up) < 0


def to_svg(drawing: object, numbers: Numbers) -> str:
    """An author's drawing as SVG, each number in it keyed; nothing where it draws no number.

    Args:
        drawing: a matplotlib figure or axes, or what a seaborn function gives.
        numbers: those of the frame below it, as they are printed.

    Raises:
        OwnCellError: it draws something else than those numbers.
    """
    canvas = _canvas(drawing)
    _forget(canvas)
    _hold_beside_plots(canvas)
    numbers = list(numbers)
    labels = []
    for axes in canvas.axes:
        marks = [mark for mark in _marks(axes) if not _is_nothing(mark, numbers)]
        labels += [_label(mark, _words(mark, numbers)) for mark in marks]
        if any(mark.is_below for mark in marks):
            axes.margins(0.15)  # room for the number, between a bar's end and the names
        _without_numbers(axes, marks)
    if not labels:
        return ""
    _dress(canvas)
    svg = style.to_svg(canvas, tight=True)
    for label in labels:  # so that a drawing can be shown again
        label.remove()
    return svg


def _canvas(drawing: object) -> Canvas:
    canvas = drawing
    if isinstance(drawing, Axes):
        canvas = drawing.get_figure(root=True)
    elif not isinstance(drawing, Canvas):
        canvas = getattr(drawing, "figure", None)  # a grid of seaborn's
    if not isinstance(canvas, Canvas) or not canvas.axes:
        raise OwnCellError(
            "report.chart takes a matplotlib figure or axes, or what a seaborn function gives, and "
            f"was given {type(drawing).__name__}. Write drawing = sns.barplot(...), then {CALL})."
        )
    return canvas


def _forget(canvas: Canvas) -> None:
    """Jupyter shows each figure that pyplot still knows below its cell, bare."""
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close(canvas)


# What is drawn


def _hold_beside_plots(canvas: FigureBase) -> None:
    """Refuse what is drawn across a figure, outside its plots, by no axis at all."""
    for artist in canvas.get_children():
        if isinstance(artist, SubFigure):
            _hold_beside_plots(artist)
        elif artist is not canvas.patch and not isinstance(artist, (Axes, Text, Legend)):
            raise _unread(type(artist).__name__)


def _unread(what: str) -> OwnCellError:
    return OwnCellError(
        f"report.chart: the drawing holds {what}, which cannot be held against a figure. "
        "Draw bars, lines or points: drawing = sns.barplot(drawn, x=..., y=..., errorbar=None)."
    )


def _marks(axes: Axes) -> Iterator[_Mark]:
    """Every bar and point of a plot.

    Raises:
        OwnCellError: it holds something whose size tells a number that cannot be looked up.
    """
    bars = {patch for container in _bars(axes) for patch in container}
    for container in _bars(axes):
        yield from _bar_marks(axes, container)
    for artist in axes.get_children():
        is_seen = artist.get_visible() and artist not in bars
        if not is_seen or _is_furniture(artist, axes) or _is_empty(artist):
            continue
        if type(artist) is Line2D:
            yield from _line_marks(axes, artist)
        elif type(artist) is PathCollection:
            yield from _point_marks(axes, artist)
        elif artist in axes.texts:
            _hold_words(axes, artist)
        else:
            raise _unread(type(artist).__name__)


def _hold_words(axes: Axes, text: Text) -> None:
    """Refuse words whose place in the plot, or whose arrow, is as far along an axis as a number."""
    if isinstance(text, Annotation):
        is_beside = text.arrow_patch is None and text.xycoords == "axes fraction"
    else:
        is_beside = text.get_transform() == axes.transAxes
    if not is_beside:
        raise OwnCellError(
            "report.chart: words stand within the plot, and their place may tell a number. Each "
            "bar and point has its number beside it; write words into headline and alt."
        )


def _bars(axes: Axes) -> list[BarContainer]:
    return [container for container in axes.containers if isinstance(container, BarContainer)]


def _is_furniture(artist: Artist, axes: Axes) -> bool:
    is_name = isinstance(artist, Text) and artist not in axes.texts
    return artist is axes.patch or is_name or isinstance(artist, (Spine, Axis, Legend))


def _is_empty(artist: Artist) -> bool:
    if isinstance(artist, Rectangle):  # seaborn's, to be shown in a legend
        return not (artist.get_width() or artist.get_height())
    if type(artist) in (LineCollection, FillBetweenPolyCollection):  # an interval of nothing
        return not any(np.isfinite(path.vertices).any() for path in artist.get_paths())
    return False


def _bar_marks(axes: Axes, bars: BarContainer) -> Iterator[_Mark]:
    is_across = bars.orientation == "horizontal"
    names = axes.yaxis if is_across else axes.xaxis
    if len({round(bar.get_height() if is_across else bar.get_width(), 6) for bar in bars}) > 1:
        raise _unread("bars of several widths")
    for bar in bars:
        long = bar.get_width() if is_across else bar.get_height()
        if not np.isfinite(long) or not bar.get_visible():
            continue
        if bar.get_data_transform() != axes.transData or not _is_on_another(bar, axes, is_across):
            raise _unread("a bar that begins neither at zero nor on another one")
        x = bar.get_x() + (long if is_across else bar.get_width() / 2)
        y = bar.get_y() + (bar.get_height() / 2 if is_across else long)
        name = _name_at(names, y if is_across else x)
        if not name:
            raise OwnCellError(
                "report.chart: a bar has no name on its axis. Give each a name or a year: drawing "
                '= sns.barplot(drawn, x="value", y="ethnicity"), or '
                'drawn.plot.barh(x="ethnicity", y="value").'
            )
        words = frozenset((name, str(bars.get_label())))
        yield _Mark(
            axes, x, y, long if is_across else None, None if is_across else long, words, True
        )


def _is_on_another(bar: Rectangle, axes: Axes, is_across: bool) -> bool:
    """Whether a bar begins at zero, or where another one of the same name ends."""
    begins = bar.get_x() if is_across else bar.get_y()
    ends = (
        each.get_x() + each.get_width() if is_across else each.get_y() + each.get_height()
        for each in (each for container in _bars(axes) for each in container)
        if abs((each.get_y() - bar.get_y()) if is_across else (each.get_x() - bar.get_x())) < _NEAR
    )
    return any(abs(begins - end) < _NEAR for end in (0, *ends))


def _line_marks(axes: Axes, line: Line2D) -> Iterator[_Mark]:
    points, drawn_by = line.get_xydata(), line.get_transform()
    if drawn_by == axes.transData:
        yield from _at(axes, points, str(line.get_label()))
        return
    # A line right across the plot stands for one number; at zero it is where bars begin.
    by_y = drawn_by == axes.get_yaxis_transform(which="grid")
    along, spans = (1, 0) if by_y else (0, 1)
    is_across = by_y or drawn_by == axes.get_xaxis_transform(which="grid")
    if not is_across or list(points[:, spans]) != [0, 1] or len(set(points[:, along])) != 1:
        raise _unread("a line that is drawn by no axis")
    at = points[0, along]
    if at != 0:
        middle = (axes.get_xlim()[1], at) if by_y else (at, axes.get_ylim()[1])
        yield _Mark(axes, *middle, None if by_y else at, at if by_y else None, frozenset())


def _point_marks(axes: Axes, points: PathCollection) -> Iterator[_Mark]:
    by_value = points.get_array() is not None or len(set(points.get_sizes())) > 1
    if by_value or points.get_offset_transform() != axes.transData:
        raise _unread("points whose size, colour or place is yet another number")
    yield from _at(axes, np.ma.filled(points.get_offsets(), np.nan), str(points.get_label()))


def _at(axes: Axes, points: np.ndarray, label: str) -> Iterator[_Mark]:
    """A mark for each point; along an axis of names or years it is no number."""
    points = points[np.isfinite(points).all(axis=1)]
    by_name = [
        all(_name_at(axis, at) for at in points[:, number])
        for number, axis in enumerate((axes.xaxis, axes.yaxis))
    ]
    if all(by_name):
        by_name = [True, False]  # a number that looks like a year: along y it is a value
    for x, y in points:
        names = (_name_at(axes.xaxis, x), _name_at(axes.yaxis, y))
        words = frozenset((*(name for name in names if name), label))
        yield _Mark(axes, x, y, None if by_name[0] else x, None if by_name[1] else y, words)


def _is_labelled(axis: Axis) -> bool:
    """Whether somebody gave the ticks of an axis their places and their words, as pandas does."""
    has_words = isinstance(axis.get_major_formatter(), (FixedFormatter, FuncFormatter))
    return has_words and isinstance(axis.get_major_locator(), FixedLocator)


def _name_at(axis: Axis, at: float) -> str:
    """The name or the year at a place of an axis; nothing where it is an axis of numbers."""
    formatter = axis.get_major_formatter()
    if isinstance(formatter, StrCategoryFormatter):
        return formatter(round(at))
    if _is_labelled(axis):
        ticks = list(axis.get_major_locator()())
        named = zip(ticks, formatter.format_ticks(ticks), strict=True)
        _, name = min(named, key=lambda tick: abs(tick[0] - at), default=(at, ""))
        return "" if _A_KEY.search(f"{name}") else f"{name}"  # a box plot numbers its boxes
    return str(round(at)) if is_year(round(at)) else ""


# Its numbers


def _words(mark: _Mark, numbers: Numbers) -> str:
    """What is printed beside a mark: its number, or those of both axes."""
    told = [
        _looked_up(value, mark.words, numbers)
        for value in (mark.across, mark.up)
        if value is not None
    ]
    return ", ".join(f"{number}" for number in told)


def _is_nothing(mark: _Mark, numbers: Numbers) -> bool:
    """Whether it is a bar without length where no zero is printed: pandas draws what is missing."""
    names = {word for word in mark.words if not word.startswith("_")}
    long = mark.across if mark.up is None else mark.up
    return (
        mark.is_bar
        and long == 0
        and not any(number.number == 0 and names <= words for number, words in numbers)
    )


def _looked_up(value: float, words: frozenset[str], numbers: Numbers) -> Printed:
    """The number of the frame that is drawn; of several alike the one that its names fit best."""
    same = [pair for pair in numbers if float(pair[0].number) == value]
    if not same:
        name = ", ".join(sorted(word for word in words if not word.startswith("_")))
        raise OwnCellError(
            f"report.chart: what is drawn {f'at {name!r} ' if name else ''}is no number that the "
            f"frame below it prints. {_PRINTED}."
        )
    return max(same, key=lambda pair: len(words & pair[1]))[0]


def _label(mark: _Mark, text: str) -> Text:
    is_across = mark.up is None
    away = -_AWAY if mark.is_below else _AWAY
    return mark.axes.annotate(
        plain(text), (mark.x, mark.y), (away, 0) if is_across else (0, away),
        textcoords="offset points", gid=text, annotation_clip=False, parse_math=False,
        ha=("right" if mark.is_below else "left") if is_across else "center",
        va="center" if is_across else ("top" if mark.is_below else "bottom"),
    )  # fmt: skip


def _without_numbers(axes: Axes, marks: Iterable[_Mark]) -> None:
    """Leave the names and the years of the axes, and no other ticks."""
    marks = list(marks)
    for axis, values, places in (
        (axes.xaxis, [mark.across for mark in marks], [mark.x for mark in marks]),
        (axes.yaxis, [mark.up for mark in marks], [mark.y for mark in marks]),
    ):
        axis.set_minor_locator(NullLocator())
        formatter = axis.get_major_formatter()
        if any(value is not None for value in values) or not marks:
            axis.set_major_locator(NullLocator())
        elif not (isinstance(formatter, StrCategoryFormatter) or _is_labelled(axis)):
            years = sorted({round(place) for place in places})
            axis.set_major_locator(FixedLocator(years))
            axis.set_major_formatter(FixedFormatter([str(year) for year in years]))


# Its look


def _dress(canvas: Canvas) -> None:
    """The pack's size, font and paper; nothing cut off, and round markers without curves."""
    width, height = canvas.get_size_inches()
    canvas.set_size_inches(style.WIDTH / 72, style.WIDTH / 72 * height / width)
    canvas.set(facecolor=style.PAPER, edgecolor="none")
    for axes in canvas.axes:
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=style.TEXT_SIZE, labelfontfamily=style.MEASURED)
    for text in canvas.findobj(Text):
        text.set(fontfamily=style.MEASURED, fontsize=style.TEXT_SIZE, color=style.TEXT)
        if MARKS.search(text.get_text()):
            text.set(gid=text.get_text(), text=plain(text.get_text()))
    for legend in canvas.findobj(Legend):
        legend.set_frame_on(False)
    for artist in canvas.findobj():
        if isinstance(artist, Rectangle):
            artist.set_hatch(None)
        elif isinstance(artist, Line2D) and _is_curved(MarkerStyle(artist.get_marker()).get_path()):
            artist.set_marker(_ROUND)
        elif isinstance(artist, PathCollection):
            paths = [_straight(path) for path in artist.get_paths()]
            artist.set_paths(paths)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is little room
        canvas.tight_layout()


def _is_curved(path: Path) -> bool:
    return path.codes is not None and bool(np.isin(path.codes, (Path.CURVE3, Path.CURVE4)).any())


def _straight(path: Path) -> Path:
    """A marker of a scatter plot without curves."""
    if not _is_curved(path):
        return path
    return Path(_ROUND.vertices * np.abs(path.vertices).max(), _ROUND.codes)
