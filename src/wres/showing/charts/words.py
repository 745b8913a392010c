"""The words of a chart, each made from the figure that it speaks of."""

from __future__ import annotations

from collections.abc import Iterable

from wres.figures import Figure, State
from wres.figures.formats import decimals_of, is_zero_as_printed, missing, rounded, show
from wres.figures.phrases import out_of, points

_MISSING = {
    State.WITHHELD: "withheld",
    State.NOT_COLLECTED: "not available",
    State.NOT_CALCULABLE: "not applicable",
}


def length(figure: Figure) -> float | None:
    """How long a figure's bar is: as long as it is printed, so that it says nothing more."""
    if not figure.is_shown:
        return None
    return float(rounded(figure.value, decimals_of(figure)))


def printed(figure: Figure) -> str:
    """A figure beside its bar: with its counts where it has them, or why it is missing.

    A missing figure's counts are never read, whatever it may carry.
    """
    if not figure.is_shown:
        return f"{missing(figure)} {_MISSING[figure.state]}"
    return f"{show(figure)}{out_of(figure)}"


def spoken(figure: Figure) -> str:
    """A figure in a text that is read out: a missing one in words alone."""
    return printed(figure) if figure.is_shown else _MISSING[figure.state]


def spoken_short(figure: Figure) -> str:
    """The same without the counts, where there are many."""
    return f"{show(figure)}" if figure.is_shown else _MISSING[figure.state]


def apart(gap: Figure, more: str, less: str, same: str) -> str:
    """A difference in words, direction named: "9.2 percentage points below".

    Empty where the difference is missing.
    """
    if not gap.is_shown:
        return ""
    if is_zero_as_printed(gap):
        return same
    return f"{points(gap)} {more if gap.value > 0 else less}"


def alt(what: str, data: Iterable[str], point: str) -> str:
    """An alternative text: the type of the chart, its data, and its point."""
    return f"Bar chart: {what}. {'; '.join(data)}. {point}."
