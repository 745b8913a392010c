"""Time the drawing of a report's charts, and what each choice in it saves.

    python benchmarks/charts.py
    python benchmarks/charts.py --data data --report QHG 2023 --rounds 15

It draws every chart of a report again and again: as the pack does, and each time with one choice
made the other way. All ways take turns in one process, each chart after the other, so that a busy
machine slows all of them. Ratios are medians of the rounds' ratios to the pack's own way.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

import matplotlib
import seaborn as sns
from cells import shown_by
from matplotlib import pyplot as plt
from matplotlib.figure import Figure as Canvas

from wres.batch.plan import pages
from wres.engine.rehearsal import rehearse
from wres.showing.charts import bars, style

Drawn = tuple[tuple, dict]


def charts_of(code: str, year: int) -> list[Drawn]:
    """What each chart of a report is drawn from: the arguments of every call of `draw`."""
    found: list[Drawn] = []

    def note(*args: object, **options: object) -> str:
        found.append((args, options))
        return bars.draw(*args, **options)

    places = [patch(f"wres.showing.charts{room}.draw", note) for room in ("", ".detail")]
    with places[0], places[1]:
        for page in pages():
            for _ in shown_by(page, {"organisation": code, "year": year}):
                pass  # drawn is enough
    return found


@contextmanager
def as_it_is() -> Iterator[None]:
    """As the pack draws."""
    yield


@contextmanager
def _saved(letters: str = "none", **options: object) -> Iterator[None]:
    def to_file(drawing: Canvas) -> str:
        with matplotlib.rc_context({"svg.fonttype": letters}):
            drawing.savefig(BytesIO(), **{"format": "svg", **options})
        return ""

    with patch("wres.showing.charts.style.to_svg", to_file):
        yield


def tight() -> Callable:
    """A tight bounding box, for which everything is drawn twice."""
    return _saved(bbox_inches="tight")


def png() -> Callable:
    """A PNG of twice the screen's resolution in place of SVG."""
    return _saved(format="png", dpi=192)


def tight_png() -> Callable:
    """A PNG with a tight bounding box: what a notebook shows of a figure by itself."""
    return _saved(format="png", dpi=192, bbox_inches="tight")


def outlines() -> Callable:
    """Letters as outlines in the SVG in place of text."""
    return _saved(letters="path")


@contextmanager
def legend() -> Iterator[None]:
    """A legend that looks for the best place, in place of words beside the bars."""

    def with_legend(drawing: Canvas) -> str:
        axes = drawing.axes[0]
        marks = [mark for box in axes.containers for mark in box]
        axes.legend(marks[:3], ["White", "BME", "Unknown"][: len(marks)], loc="best")
        return as_svg(drawing)

    as_svg = style.to_svg
    with patch("wres.showing.charts.style.to_svg", with_legend):
        yield


@contextmanager
def theme() -> Iterator[None]:
    """The theme of seaborn set for each chart, in place of a style that is shared."""

    def canvas(height: float) -> Canvas:
        sns.set_theme(style="white")
        return as_shared(height)

    as_shared = style.canvas
    with matplotlib.rc_context(), patch("wres.showing.charts.style.canvas", canvas):
        yield


@contextmanager
def pyplot() -> Iterator[None]:
    """A figure that pyplot keeps, and that has to be closed."""

    def canvas(height: float) -> Canvas:
        plt.close("all")
        return plt.figure(figsize=(style.WIDTH / 72, height / 72))

    with patch("wres.showing.charts.style.canvas", canvas):
        yield


@contextmanager
def unmeasured() -> Iterator[None]:
    """The width of each text measured each time it is asked for."""
    anew = style.text_width.__wrapped__
    with (
        patch("wres.showing.charts.style.text_width", anew),
        patch("wres.showing.charts.bars.text_width", anew),
    ):
        yield


@contextmanager
def ticks() -> Iterator[None]:
    """Axes with the ticks that nobody sees."""
    with patch("wres.showing.charts.bars.NullLocator", matplotlib.ticker.AutoLocator):
        yield


WAYS = (as_it_is, tight, png, tight_png, outlines, legend, theme, pyplot, unmeasured, ticks)


def measure(charts: Sequence[Drawn], rounds: int) -> None:
    """Draw every chart each way in each round, and print the table that belongs into README.md."""
    seconds: dict[str, list[float]] = {way.__name__: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            with way():
                started = time.process_time()
                for args, options in charts:
                    bars.draw(*args, **options)
                seconds[way.__name__].append(time.process_time() - started)
    own = seconds["as_it_is"]
    print(f"{len(charts)} charts, medians of {rounds} rounds\n")
    print("| What is otherwise | Milliseconds a chart | Times as it is |\n|---|---|---|")
    for way in WAYS:
        found = seconds[way.__name__]
        each = 1000 * statistics.median(found) / len(charts)
        ratio = statistics.median(a / b for a, b in zip(found, own, strict=True))
        print(f"| {way.__doc__.rstrip('.')} | {each:.1f} | {ratio:.2f} |")


def main() -> None:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--data", type=Path, default=Path(__file__).parents[1] / "data")
    options.add_argument("--report", nargs=2, default=("QHG", "2023"), metavar=("CODE", "YEAR"))
    given = options.parse_args()
    os.environ["WRES_DATA"] = str(given.data.resolve())
    os.environ["MPLBACKEND"] = "agg"
    rehearse()
    code, year = given.report
    measure(charts_of(code, int(year)), given.rounds)


if __name__ == "__main__":
    main()
