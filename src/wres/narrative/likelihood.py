"""Indicators 2, 3 and 4: how likely one group is compared with the other."""

from __future__ import annotations

from dataclasses import replace

from wres import reference
from wres.figures import BME, WHITE, Count, Figure, State
from wres.figures.formats import interval, is_same_as_printed, is_zero_as_printed, rounded, show
from wres.figures.phrases import (
    CHANCE,
    COMPARED,
    FURTHER,
    NEARER,
    capital,
    chance,
    every_year,
    four_fifths,
    is_in_four_fifths,
    likelihood,
    nearer_to_one,
    nobody,
    out_of,
    said,
    why,
    why_missing,
    with_nobody,
)
from wres.figures.statistics import is_more_than_chance, odds_ratio
from wres.indicators import difference, percentage, ratio_of
from wres.narrative.finding import Finding, Trend, Verdict
from wres.narrative.pieces import (
    NOT_CLEARLY,
    all_years,
    by_way_of,
    chance_since,
    changes_sentence,
    first_year,
    last_year,
    moved_for_all,
    range_end,
    unknown_finding,
)
from wres.narrative.scope import Edition
from wres.reference.standard import LIKELIHOODS, RATES, RATIO

# Whose rates an indicator compares, what they did, and what the rate is called, where a sentence
# says both groups' rates.
_RATED = {
    2: ("shortlisted {} applicants", "were appointed", "the share appointed"),
    3: ("{} staff", "entered the process", "the share who entered the process"),
    4: ("{} staff", "took part", "take-up"),
}
# The sign of what is better for both groups: more training, and less discipline. To appoint more of
# those shortlisted is neither.
_BETTER = {3: -1, 4: 1}


def likely(edition: Edition, indicator: int) -> Finding:
    """The relative likelihood, the two rates behind it, and what it is set beside."""
    ratio = edition.now(indicator, RATIO[indicator])
    rates = _rates(edition, indicator)
    moves = _moves(edition, *rates)
    history = _ratio_years(edition, ratio) or _ratio_history(edition, ratio)
    after = (
        _moves_sentence(edition, moves),
        history,
        _rate_sentence(indicator, *rates),
        _ratio_average(edition, ratio),
    )
    if not _shared(moves):  # what moved for everybody goes before what moved between the groups
        after = (*after[1:3], after[0], after[3])
    verdict = _ratio_verdict(edition, ratio, *rates)
    if ratio.is_shown:
        inverse = edition.now(indicator, "relative_likelihood_turned_round")
        told = _with_ratio(ratio, inverse, after, verdict)
    elif ratio.state is not State.NOT_CALCULABLE:
        what = f"The relative likelihood for {edition.scope.year}"
        told = replace(unknown_finding(ratio, what), sentences=after)
    else:
        told = _without_ratio(edition, ratio, rates, after, verdict)
    return replace(told, for_all=_shared(moves) * _BETTER.get(indicator, 0))


def _with_ratio(
    ratio: Figure, inverse: Figure, after: tuple[str, ...], verdict: Verdict
) -> Finding:
    headline = likelihood(ratio, inverse, *COMPARED[ratio.indicator])
    is_as_asked = f"{said(ratio)}" in headline
    return Finding(
        ratio,
        headline + chance(ratio),
        (_range_sentence(ratio, is_as_asked), *after),
        # One number for one fact: the one that the words beside it say.
        said(ratio if is_as_asked else inverse),
        headline,
        f"{capital(chance(ratio).removeprefix(', '))}." if chance(ratio) else "",
        verdict,
    )


def _without_ratio(
    edition: Edition,
    ratio: Figure,
    rates: tuple[Figure, Figure],
    after: tuple[str, ...],
    verdict: Verdict,
) -> Finding:
    """What there is to say where the counts are known and give no ratio, and why not."""
    scope, before = edition.scope, edition.then(ratio.indicator, ratio.figure)
    indicator, fact = ratio.indicator, LIKELIHOODS[ratio.indicator]
    is_nobody, has_no_limit = _happened_to_nobody(*rates), _has_no_limit(ratio, rates)
    reason = why(ratio)
    if has_no_limit:
        second = fact["direction"].split(" to ")[1]
        reason = with_nobody(fact["none_in"].format(second), ratio)
    if indicator == 3:
        reason = reason.replace(fact["nobody_did"], COMPARED[3][2].past)
    headline, then = f"In {scope.year}, {reason}", ""
    if before.is_shown:
        then = f"{capital(said(before))} in {scope.last_year}."
    if (before.state, before.reason) == (ratio.state, ratio.reason):
        then = f"As in {scope.last_year}."
        headline += f", as in {scope.label(before.year)}"
        history = _ratio_history(edition, ratio)
        after = tuple(sentence for sentence in after if sentence != history)
    elif has_no_limit:
        headline += CHANCE[verdict.is_significant]
    return Finding(
        ratio,
        headline,
        (
            f"The relative likelihood therefore {_NO_LIMIT if has_no_limit else _NO_RATIO}.",
            *after,
        ),
        nobody(ratio, "Nobody") if is_nobody else show(ratio),
        reason.removeprefix(f"{nobody(ratio)} ") if is_nobody else reason,
        then,
        verdict,
    )


_NO_LIMIT, _NO_RATIO = "has no upper limit", "cannot be worked out"


def _happened_to_nobody(white: Figure, bme: Figure) -> bool:
    return white.is_shown and bme.is_shown and white.value == bme.value == 0


def _has_no_limit(ratio: Figure, rates: tuple[Figure, Figure]) -> bool:
    """Whether it happened to somebody of the first group, and to nobody of the second."""
    first, second = rates if ratio.indicator != 3 else rates[::-1]
    if not (first.is_shown and second.is_shown):
        return False
    return first.value > 0 and second.value == 0


def _order(indicator: int) -> str:
    return f"{BME} to {WHITE}" if indicator == 3 else f"{WHITE} to {BME}"


def _rates(edition: Edition, indicator: int) -> tuple[Figure, Figure]:
    """The rates of White and of BME people."""
    white, bme = (
        edition.now(indicator, RATES[indicator], ethnicity=ethnicity) for ethnicity in (WHITE, BME)
    )
    return white, bme


def _rate_sentence(indicator: int, white: Figure, bme: Figure) -> str:
    if not (white.is_shown and bme.is_shown) or white.value == bme.value == 0:
        return ""
    group, did, _ = _RATED[indicator]
    return (
        f"{said(white)} of {group.format(WHITE)} {did}{out_of(white)}, "
        f"compared with {said(bme)} of {group.format(BME)}{out_of(bme)}."
    )


def _moves(edition: Edition, *rates: Figure) -> list[tuple[Figure, Figure, str]]:
    """Of each rate that of the year before, the change, and whose it is; of all or of none."""
    whose = "{} applicants" if rates[0].indicator == 2 else "{} staff"
    moves = [(*last_year(edition, rate), whose.format(rate.ethnicity)) for rate in rates]
    is_known = all(before.is_shown and change.is_shown for before, change, _ in moves)
    is_still = is_known and all(is_zero_as_printed(change) for _, change, _ in moves)
    return moves if is_known and not is_still else []


def _shared(moves: list[tuple[Figure, Figure, str]]) -> int:
    """Which way both groups moved by more than chance would explain: 1, -1, or 0."""
    return moved_for_all([change for _, change, _ in moves])


def _moves_sentence(edition: Edition, moves: list[tuple[Figure, Figure, str]]) -> str:
    """How both rates moved since the year before."""
    if not moves:
        return ""
    *_, what = _RATED[moves[0][0].indicator]
    return changes_sentence(edition.scope.label(edition.scope.last_year), what, moves)


def _range_sentence(ratio: Figure, is_said: bool) -> str:
    """Where the ratio is beside the four-fifths range, with its interval."""
    start = "The ratio is"
    if not is_said:
        start = (
            f"Written as the standard asks, {_order(ratio.indicator)}, the relative likelihood is "
            f"{said(ratio)}:"
        )
    is_inside = is_in_four_fifths(ratio.value)
    text = f"{start} {'inside' if is_inside else 'outside'} {four_fifths()}"
    if ratio.value < 1 and not is_inside:
        favoured = COMPARED[ratio.indicator][ratio.indicator != 3]
        text += f", to the advantage of {favoured}"
    around = f" (95% interval {interval(ratio)})" if ratio.interval else ""
    return f"{text}{around}."


def _ratio_history(edition: Edition, ratio: Figure) -> str:
    scope = edition.scope
    if not scope.last_year:
        return ""
    when = scope.label(scope.last_year)
    before, change = last_year(edition, ratio)
    if ratio.is_shown and before.is_shown and change.is_shown:
        if is_same_as_printed(ratio, before):
            return f"The ratio is the same as in {when}."
        if _is_about_the_same(ratio, before, change):
            return f"The ratio is about the same as the {said(before)} of {when}."
        if change.significant and (where := nearer_to_one(ratio, before)):
            return f"The ratio was {said(before)} in {when}: it is now {where}{chance(change)}."
        way = "up" if ratio.value > before.value else "down"
        return f"The ratio is {way} from {said(before)} in {when}{chance(change)}."
    if before.state is State.NOT_CALCULABLE:
        return f"In {when}, {why(before)}."
    if not before.is_shown:
        return why_missing(before, f"The ratio for {when}")
    return f"In {when}, the ratio was {said(before)}."


def _is_about_the_same(one: Figure, other: Figure, difference: Figure) -> bool:
    """Whether two ratios are close, and chance may have made their difference."""
    if difference.significant is not False or 0 in (one.value, other.value):
        return False
    return max(one.value / other.value, other.value / one.value) <= reference.judgement(
        "same_ratio"
    )


def _ratio_years(edition: Edition, ratio: Figure) -> str:
    """What the ratio did every year since the first, where it did the same thing every year."""
    values = all_years(edition, ratio)
    did = every_year(values)
    if not did:
        return ""
    year, first = values[0]
    since_then = f"every year since {year}, from {said(first)}{by_way_of(values)}"
    return f"The ratio has {did} {since_then}{chance_since(ratio, first)}."


def _ratio_average(edition: Edition, ratio: Figure) -> str:
    """How the ratio compares with the national average, as far as its interval tells."""
    average = edition.alike(ratio, ratio.figure + reference.AVERAGE)
    gap = edition.alike(ratio, ratio.figure + reference.FROM_AVERAGE)
    if not (average.is_shown and ratio.is_shown):
        return ""
    whose = f"the national average of {said(average)} ({average.reason})"
    if is_same_as_printed(ratio, average):
        return f"The ratio is the same as {whose}."
    if gap.significant is None:
        return f"Whether the ratio differs from {whose} by more than chance cannot be said."
    if not gap.significant:
        is_close = _is_about_the_same(ratio, average, gap)
        return f"The ratio is {'about the same as' if is_close else NOT_CLEARLY} {whose}."
    where = nearer_to_one(ratio, average) or "on the other side of equal"
    than = "than" if where in (NEARER, FURTHER) else "from"
    return f"The ratio is {where} {than} {whose}{chance(gap)}."


def _ratio_verdict(edition: Edition, ratio: Figure, white: Figure, bme: Figure) -> Verdict:
    if not (white.people and bme.people):
        return Verdict()

    def judge(one: Figure, two: Figure) -> Verdict:
        return _judged_ratio(_ratio_again(ratio, one, two), one, two)

    verdict = replace(_judged_ratio(ratio, white, bme), compared=(white, bme), judge=judge)
    if not ratio.is_shown:
        return verdict
    trend, since = _ratio_trend(edition, ratio)
    return replace(verdict, trend=trend, since=since)


def _ratio_again(ratio: Figure, white: Figure, bme: Figure) -> Figure:
    """The same relative likelihood of two other rates."""
    rates = {
        share.ethnicity: percentage(*(Count(number) for number in share.people))
        for share in (white, bme)
    }
    first, second = (WHITE, BME) if ratio.indicator != 3 else (BME, WHITE)
    again = ratio_of(ratio.indicator, rates, first, second)
    ends = (again.interval.low, again.interval.high) if again.interval else (None, None)
    return replace(
        ratio,
        value=again.value,
        state=again.state,
        reason=again.reason,
        low=ends[0],
        high=ends[1],
        significant=again.significant,
    )


def _judged_ratio(ratio: Figure, white: Figure, bme: Figure) -> Verdict:
    """How a relative likelihood is judged, whichever way it went."""
    both = (*white.people, *bme.people)
    size, number = odds_ratio(*both), bme.people[1]
    if ratio.is_shown:
        is_close = ratio.significant is False and ratio.value <= reference.judgement("same_ratio")
        is_worse = rounded(ratio.value, 2) > 1 and not is_close
        end, ends = range_end(-1), ratio.interval
        return Verdict(
            True,
            is_worse,
            is_worse and ends is not None and ends.low > end,
            is_worse and (ends.high if ends else ratio.value) > end,
            ratio.significant,
            size,
            number,
        )
    if _has_no_limit(ratio, (white, bme)):
        significant = is_more_than_chance(*both, None, 1)
        return Verdict(True, True, bool(significant), True, significant, size, number)
    # Nobody entered the process: there is no gap, and no ratio that could have moved.
    return Verdict(ratio.indicator == 3 and white.is_shown and bme.is_shown)


def _ratio_trend(edition: Edition, ratio: Figure) -> tuple[Trend, int | None]:
    """Which way the disadvantage of BME people went, and since when; a ratio below 1 is none."""
    first = first_year(edition, ratio)
    change = difference(ratio, first)
    if change.significant is None:
        return Trend.UNKNOWN, None
    if not change.significant:
        return Trend.SAME, first.year
    if max(ratio.value, first.value) <= 1:
        return Trend.NONE, first.year
    return (Trend.WORSE if change.value > 0 else Trend.BETTER), first.year
