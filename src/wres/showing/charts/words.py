"""The words and lengths of a chart, each made from the figure that it speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wres.figures import Figure, State
from wres.figures.formats import (
    decimals_of,
    end_of,
    interval,
    is_zero_as_printed,
    missing,
    rounded,
    show,
)
from wres.figures.phrases import out_of, points
from wres.figures.printed import HIGH, LOW
from wres.showing.charts import style

_MISSING = {
    State.WITHHELD: "withheld",
    State.NOT_COLLECTED: "not available",
    State.NOT_CALCULABLE: "not applicable",
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it says to those who do not see it, and what is measured in it.

    `narrow` is the same drawn for a narrow page: the same numbers in the same order.
    """

    svg: str
    alt: str
    subtitle: str
    narrow: str = ""


def chart(draw: Callable[..., str], alternative: str, subtitle: str) -> Chart:
    """A chart drawn in both widths; `draw` takes the width."""
    wide, narrow = (draw(width=width) for width in (style.WIDTH, style.NARROW))
    return Chart(wide, alternative, subtitle, narrow)


def length(figure: Figure) -> float | None:
    """How long a figure's bar is: as long as it is printed, so that it says nothing more."""
    if not figure.is_shown:
        return None
    return float(rounded(figure.value, decimals_of(figure)))


def ends(figure: Figure) -> tuple[float | None, float | None]:
    """How far a figure's interval is drawn: as far as its ends are printed."""
    low, high = (end_of(figure, end).number if figure.is_shown else None for end in (LOW, HIGH))
    return (None if low is None else float(low)), (None if high is None else float(high))


def printed(figure: Figure) -> str:
    """A figure beside its bar: with its counts where it has them, or why it is missing.

    A missing figure's counts are never read, whatever it may carry.
    """
    if not figure.is_shown:
        return f"{missing(figure)} {_MISSING[figure.state]}"
    return f"{show(figure)}{out_of(figure)}"


def printed_short(figure: Figure) -> str:
    """The same without the counts, where its point is small."""
    return f"{show(figure)}" if figure.is_shown else printed(figure)


def spoken(figure: Figure) -> str:
    """A figure in a text that is read out: a missing one in words alone."""
    return printed(figure) if figure.is_shown else _MISSING[figure.state]


def spoken_short(figure: Figure) -> str:
    """The same without the counts, where there are many."""
    return f"{show(figure)}" if figure.is_shown else _MISSING[figure.state]


def spoken_with_interval(figure: Figure) -> str:
    """The same with its 95% interval in brackets, where it has one."""
    if not figure.is_shown or figure.interval is None:
        return spoken_short(figure)
    return f"{show(figure)} ({interval(figure)})"


def apart(gap: Figure, more: str, less: str, same: str) -> str:
    """A difference in words, direction named: "9.2 percentage points below".

    Empty where the difference is missing.
    """
    if not gap.is_shown:
        return ""
    if is_zero_as_printed(gap):
        return same
    return f"{points(gap)} {more if gap.value > 0 else less}"


def alt(what: str, data: Iterable[str], point: str, kind: str = "Bar chart") -> str:
    """An alternative text: the type of the chart, its data, and its point."""
    return f"{kind}: {what}. {'; '.join(data)}. {point}."
