"""What every indicator's sentences are built from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from wres import reference
from wres.figures import Figure, State
from wres.figures.formats import is_zero_as_printed
from wres.figures.phrases import (
    beside,
    chance,
    every_year,
    is_about_the_same,
    is_about_zero,
    moved,
    out_of,
    said,
    why_missing,
)
from wres.figures.statistics import odds_ratio
from wres.indicators import Result, difference, times
from wres.narrative.finding import Finding, Trend, Verdict
from wres.narrative.scope import Edition

NOT_CLEARLY = "not clearly different from"


def unknown_finding(figure: Figure, what: str) -> Finding:
    """A finding that says why there is no figure, and judges nothing."""
    return Finding(figure, why_missing(figure, what)[:-1])


def last_year(edition: Edition, figure: Figure) -> tuple[Figure, Figure]:
    """The same figure a year before, and the change since; not collected without that year."""
    before = edition.alike(figure, year=edition.scope.last_year or 0)
    return before, edition.alike(figure, figure.figure + reference.CHANGE)


def all_years(edition: Edition, figure: Figure) -> list[tuple[int, Figure]]:
    """A figure in all years that can be compared with this one, oldest first."""
    years = edition.scope.comparable(figure.indicator)
    return [(year, edition.alike(figure, year=year)) for year in years]


def first_year(edition: Edition, figure: Figure) -> Figure:
    """A figure in the first year that can be compared with this one; missing without any.

    It is missing where that year is withheld, or where its tables are by other bands: a later year
    would show another trend than a reader sees who knows the first.
    """
    earlier = [then for _, then in all_years(edition, figure)[:-1]]
    if figure.indicator != 1:
        earlier = [then for then in earlier if then.state is not State.NOT_COLLECTED]
    missing = replace(figure, value=None, low=None, high=None, state=State.NOT_COLLECTED)
    return next(iter(earlier), missing)


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
    way = "" if last_year_is_said else by_way_of(values)
    since = f"every year since {year}, from {said(first)}{way}"
    return f"It has {did} {since}{chance_since(share, first)}."


def chance_since(figure: Figure, first: Figure) -> str:
    """Whether what happened since the first year is more than chance, in words."""
    change = difference(figure, first)
    return chance(
        replace(
            figure,
            figure=figure.figure + reference.CHANGE,
            value=change.value,
            minuend=change.first,
            subtrahend=change.second,
            significant=change.significant,
        )
    )


def average_sentence(edition: Edition, figure: Figure, subject: str) -> str:
    """How a share compares with the national average, where there is one."""
    average = edition.alike(figure, figure.figure + reference.AVERAGE)
    gap = edition.alike(figure, figure.figure + reference.FROM_AVERAGE)
    if not (average.is_shown and gap.is_shown):
        return ""
    what = f"the national average of {said(average)} ({average.reason})"
    is_unclear = gap.significant is False and not is_about_the_same(gap)
    return f"{subject} is {f'{NOT_CLEARLY} {what}' if is_unclear else beside(gap, what)}."


def changes_sentence(when: str, what: str, moves: Sequence[tuple[Figure, Figure, str]]) -> str:
    """How a percentage moved in two groups: `Since 2022 it fell in both groups: down ...`.

    Args:
        when: since when.
        what: what moved.
        moves: of each group the figure of the year before, the change, and what it is called.
    """
    (way, first), (other, second) = (_move(*move) for move in moves)
    alike = f"{first} and {second}" if way == other else f"{first} and {other} {second}"
    if not (direction := shared_direction([change for _, change, _ in moves])):
        return f"Since {when} {what} is {way} {alike}."
    did = "rose" if direction > 0 else "fell"
    return f"Since {when} {what} {did} in both groups: {way} {alike}."


def shared_direction(changes: Sequence[Figure]) -> int:
    """Which way all of some percentages moved, each by more than "about the same": 1, -1, or 0."""
    if any(is_about_the_same(change) or is_zero_as_printed(change) for change in changes):
        return 0
    signs = {1 if change.value > 0 else -1 for change in changes}
    return signs.pop() if len(signs) == 1 else 0


def moved_for_all(changes: Sequence[Figure]) -> int:
    """Which way all of some percentages moved by more than chance would explain: 1, -1, or 0."""
    is_sure = bool(changes) and all(change.significant for change in changes)
    return shared_direction(changes) if is_sure else 0


def _move(before: Figure, change: Figure, group: str) -> tuple[str, str]:
    """Which way a percentage moved, and among whom."""
    if is_zero_as_printed(change):
        return "the same among", group
    if is_about_the_same(change):
        return "about the same among", f"{group} ({said(before)} then)"
    word = {True: " (more than chance would explain)", False: " (may be chance)", None: ""}
    way = f"{moved(change)} from {said(before)}{out_of(before)} among"
    return way, f"{group}{word[change.significant]}"


def people_behind(share: Figure) -> tuple[float, float]:
    """The people behind a share; where they are not known, as many as would give it."""
    if share.people:
        return share.people
    whole = share.denominator or 100
    return share.value * whole / 100, whole


def is_adverse(gap: Figure, better: int = 1) -> bool:
    """Whether a gap is to the disadvantage of BME people, and more than small.

    `better` is the sign of what is better for them.
    """
    is_worse = gap.value * better < 0
    return is_worse and not is_zero_as_printed(gap) and not is_about_zero(gap)


# A share less so many times another: how the two depend on each other is in it.
Compare = Callable[[Figure, Figure, float], Result]


def apart_verdict(
    share: Figure,
    other: Figure,
    gap: Figure,
    compare: Compare,
    better: int,
    trend: tuple[Trend, int | None],
) -> Verdict:
    """The verdict on a share beside another one.

    Args:
        share: of BME people.
        other: what it is set beside.
        gap: the first less the second.
        compare: the first less so many times the second: once gives the gap, and the end of the
            four-fifths range tells whether it goes beyond that.
        better: the sign of what is better for BME people: 1 where more is.
        trend: which way the gap went, and since when.
    """

    def judge(one: Figure, two: Figure) -> Verdict:
        compared = compare(one, two, 1)
        ends = (
            (compared.interval.low, compared.interval.high) if compared.interval else (None, None)
        )
        same = replace(
            gap, value=compared.value, low=ends[0], high=ends[1], significant=compared.significant
        )
        return _apart(one, two, same, compare(one, two, range_end(better)), better)

    verdict = _apart(share, other, gap, compare(share, other, range_end(better)), better)
    return replace(verdict, trend=trend[0], since=trend[1], compared=(share, other), judge=judge)


def _apart(share: Figure, other: Figure, gap: Figure, beyond: Result, better: int) -> Verdict:
    """The verdict on a share beside another one, `beyond` the end of the four-fifths range."""
    # Nobody at all on the side that ought to have more: the ratio of the two has no limit.
    has_no_limit = (share if better > 0 else other).value == 0
    if has_no_limit:
        is_outside, may_be_outside = gap.significant, True
    elif beyond.interval:
        ends = [end * better for end in (beyond.interval.low, beyond.interval.high)]
        is_outside, may_be_outside = max(ends) < 0, min(ends) < 0
    else:
        is_outside, may_be_outside = False, beyond.value * better < 0
    is_worse = is_adverse(gap, better)
    return Verdict(
        True,
        is_worse,
        is_worse and bool(is_outside),
        is_worse and may_be_outside,
        gap.significant,
        odds_ratio(*people_behind(share), *people_behind(other)),
        people_behind(share)[1],
    )


def apart(one: Figure, two: Figure, factor: float) -> Result:
    """A share less so many times another that does not depend on it."""
    return difference(one, times(two, factor))


def range_end(better: int) -> float:
    """The end of the four-fifths range that a gap to the disadvantage of BME people goes beyond."""
    return reference.judgement("four_fifths_low" if better > 0 else "four_fifths_high")


def trend_of(edition: Edition, gap: Figure, better: int = 1) -> tuple[Trend, int | None]:
    """Which way a gap to the disadvantage of BME people went since the first year, and since when.

    `better` is the sign of what is better for them.
    """
    first = first_year(edition, gap)
    change = difference(gap, first)
    if change.significant is None:
        return Trend.UNKNOWN, None
    if not change.significant:
        return Trend.SAME, first.year
    if min(gap.value * better, first.value * better) >= 0:
        return Trend.NONE, first.year
    return (Trend.BETTER if change.value * better > 0 else Trend.WORSE), first.year
