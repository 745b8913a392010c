"""What every indicator's sentences are built from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wres import reference
from wres.figures import Figure, State
from wres.figures.formats import is_zero_as_printed
from wres.figures.phrases import (
    beside,
    capital,
    every_year,
    is_about_zero,
    is_in_four_fifths,
    maybe,
    moved,
    said,
    why_missing,
)
from wres.figures.statistics import odds_ratio
from wres.indicators import difference
from wres.narrative.finding import Finding, Trend, Verdict
from wres.narrative.scope import Edition

MORE_THAN_CHANCE = "A gap of this size is more than chance would explain."
NOT_CLEARLY = "not clearly different from"


def unknown_finding(figure: Figure, what: str) -> Finding:
    """A finding that says why there is no figure, and judges nothing."""
    return Finding(figure, why_missing(figure, what)[:-1])


def last_year(edition: Edition, figure: Figure) -> tuple[Figure, Figure]:
    """The same figure a year before, and the change since; not collected without that year."""
    before = edition.alike(figure, year=edition.scope.last_year or 0)
    return before, edition.alike(figure, figure.figure + reference.CHANGE)


def moved_since(change: Figure, before: Figure, what: str = "") -> str:
    """How a percentage moved, as a tile's small print; nothing where it is not known."""
    if not change.is_shown:
        return ""
    on = what or before.year
    if is_about_zero(change) and not is_zero_as_printed(change):
        return f"About the same as in {on} ({said(before)})."
    if is_zero_as_printed(change):
        return f"The same as in {on}."
    return f"{capital(moved(change))} on {on}{maybe(change)}."


def all_years(edition: Edition, figure: Figure) -> list[tuple[int, Figure]]:
    """A figure in all years that can be compared with this one, oldest first."""
    years = edition.scope.comparable(figure.indicator)
    return [(year, edition.alike(figure, year=year)) for year in years]


def first_year(edition: Edition, figure: Figure) -> Figure:
    """A figure in the first year that can be compared with this one; missing without any."""
    earlier = (then for _, then in all_years(edition, figure)[:-1] if then.is_shown)
    missing = replace(figure, value=None, low=None, high=None, state=State.NOT_COLLECTED)
    return next(earlier, missing)


def by_way_of(values: Sequence[tuple[int, Figure]], when: str = "") -> str:
    """What a figure was the year before, in brackets behind what it was in the first year."""
    year, before = values[-2]
    return f" ({said(before)} in {when or year})"


def years_sentence(edition: Edition, share: Figure, last_year_is_said: bool = False) -> str:
    """What a share did every year since the first, where it did the same thing every year.

    With what it was last year, unless another sentence says that.
    """
    values = all_years(edition, share)
    did = every_year(values)
    if not did:
        return ""
    year, first = values[0]
    chance = maybe_since(share, first)
    way = "" if last_year_is_said else by_way_of(values)
    return f"It has {did} every year since {year}, from {said(first)}{way}{chance}."


def maybe_since(figure: Figure, first: Figure) -> str:
    """Whether what happened since the first year may be chance."""
    return ", which may be chance" if difference(figure, first).significant is False else ""


def average_sentence(edition: Edition, figure: Figure, subject: str) -> str:
    """How a share compares with the national average, where there is one."""
    average = edition.alike(figure, figure.figure + reference.AVERAGE)
    gap = edition.alike(figure, figure.figure + reference.FROM_AVERAGE)
    if not (average.is_shown and gap.is_shown):
        return ""
    what = f"the national average of {said(average)} ({average.reason})"
    is_unclear = gap.significant is False and not is_about_zero(gap)
    return f"{subject} is {f'{NOT_CLEARLY} {what}' if is_unclear else beside(gap, what)}."


def chance_sentence(verdict: Verdict) -> str:
    """That a gap is more than chance would explain, where it is adverse and so."""
    return MORE_THAN_CHANCE if verdict.is_adverse and verdict.is_significant else ""


def people_behind(share: Figure) -> tuple[float, float]:
    """The people behind a share; where they are not known, as many as would give it."""
    if share.people:
        return share.people
    whole = share.denominator or 100
    return share.value * whole / 100, whole


def representation_verdict(share: Figure, gap: Figure, beside: Figure, trend: Trend) -> Verdict:
    """The verdict on a BME share beside another: adverse is below it."""
    if not (gap.is_shown and share.is_shown and beside.is_shown):
        return Verdict()
    is_adverse = gap.value < 0 and not is_zero_as_printed(gap) and not is_about_zero(gap)
    is_outside = is_adverse and not is_in_four_fifths(share.value / beside.value)
    size = odds_ratio(*people_behind(share), *people_behind(beside))
    number = people_behind(share)[1]
    return Verdict(True, is_adverse, is_outside, gap.significant, size, number, trend)


def trend_of(edition: Edition, gap: Figure, better: int = 1) -> Trend:
    """Which way a gap went since the first year; `better` is the sign of what is better."""
    change = difference(gap, first_year(edition, gap))
    if change.significant is None:
        return Trend.UNKNOWN
    if not change.significant:
        return Trend.SAME
    return Trend.BETTER if change.value * better > 0 else Trend.WORSE
