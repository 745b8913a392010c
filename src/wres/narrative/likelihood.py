"""Indicators 2, 3 and 4: how likely one group is compared with the other."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from wres import reference
from wres.figures import BME, WHITE, Figure, State
from wres.figures.formats import interval, rounded, show
from wres.figures.phrases import (
    AS_FAR,
    COMPARED,
    FURTHER,
    NEARER,
    UNCHANGED,
    capital,
    four_fifths,
    is_in_four_fifths,
    likelihood,
    maybe,
    nearer_to_one,
    nobody,
    out_of,
    said,
    why,
    why_missing,
    with_nobody,
)
from wres.figures.statistics import is_more_than_chance, odds_ratio
from wres.indicators import difference
from wres.narrative.finding import Finding, Trend, Verdict
from wres.narrative.pieces import (
    NOT_CLEARLY,
    all_years,
    by_way_of,
    first_year,
    last_year,
    maybe_since,
    unknown_finding,
)
from wres.narrative.scope import Edition, Scope
from wres.reference.standard import LIKELIHOODS, RATES, RATIO

# Whose rates an indicator compares, and what they did, where a sentence says both groups' rates.
_RATED = {
    2: ("shortlisted {} applicants", "were appointed"),
    3: ("{} staff", "entered the process"),
    4: ("{} staff", "took part"),
}


def likely(edition: Edition, indicator: int) -> Finding:
    """The relative likelihood, the two rates behind it, and what it is set beside."""
    ratio = edition.now(indicator, RATIO[indicator])
    before = edition.then(indicator, RATIO[indicator])
    rates = _rates(edition, indicator)
    told = (_rate_sentence(indicator, *rates), _rates_before(edition, *rates))
    after = (
        _ratio_years(edition, ratio) or _ratio_history(edition, ratio),
        " ".join(filter(None, told)),
        _ratio_average(edition, ratio),
    )
    verdict = _ratio_verdict(edition, ratio, *rates)
    if ratio.is_shown:
        inverse = edition.now(indicator, "relative_likelihood_turned_round")
        return _with_ratio(ratio, inverse, before, after, verdict)
    if ratio.state is not State.NOT_CALCULABLE:
        what = f"The relative likelihood for {edition.scope.year}"
        return replace(unknown_finding(ratio, what), sentences=after)
    return _without_ratio(edition.scope, ratio, rates, before, after, verdict)


def _with_ratio(
    ratio: Figure, inverse: Figure, before: Figure, after: tuple[str, ...], verdict: Verdict
) -> Finding:
    headline = likelihood(ratio, inverse, *COMPARED[ratio.indicator])
    then = f"{capital(said(before))} in {before.year}." if before.is_shown else ""
    return Finding(
        ratio,
        headline,
        (_range_sentence(ratio, f"{said(ratio)}" in headline), *after),
        said(ratio),
        headline,
        f"{_order(ratio.indicator)}, where 1.00 means equally likely. {then}".strip(),
        verdict,
    )


def _without_ratio(
    scope: Scope,
    ratio: Figure,
    rates: tuple[Figure, Figure],
    before: Figure,
    after: tuple[str, ...],
    verdict: Verdict,
) -> Finding:
    """What there is to say where the counts are known and give no ratio, and why not."""
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
        after = after[1:]
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
    group, did = _RATED[indicator]
    return (
        f"{said(white)} of {group.format(WHITE)} {did}{out_of(white)}, "
        f"compared with {said(bme)} of {group.format(BME)}{out_of(bme)}."
    )


def _rates_before(edition: Edition, white: Figure, bme: Figure) -> str:
    """Both rates of the year before, in the same order, where both can be compared."""
    earlier = [last_year(edition, rate) for rate in (white, bme)]
    if not all(rate.is_shown for rate in (white, bme)) or white.value == bme.value == 0:
        return ""
    if not all(before.is_shown and change.is_shown for before, change in earlier):
        return ""
    first, second = (said(before) for before, _ in earlier)
    when = edition.scope.label(edition.scope.last_year)
    return f"In {when}, the two rates were {first} and {second}."


def _range_sentence(ratio: Figure, is_said: bool) -> str:
    """The two verdicts on a ratio: the four-fifths range, and chance."""
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
        text += f", to the advantage of {favoured},"
    around = f" (95% interval {interval(ratio)})" if ratio.interval else ""
    if rounded(ratio.value, 2) == 1:
        return f"{text}{around}."
    if ratio.significant:
        text += f"{', but' if is_inside else ' and'} more than chance would explain{around}"
    elif ratio.significant is False:
        text += f"{' and' if is_inside else ', but'} may be chance{around}"
    return f"{text}."


def _ratio_history(edition: Edition, ratio: Figure) -> str:
    scope = edition.scope
    if not scope.last_year:
        return ""
    when = scope.label(scope.last_year)
    before, change = last_year(edition, ratio)
    if ratio.is_shown and before.is_shown:
        direction = nearer_to_one(ratio, before)
        if direction == UNCHANGED:
            return f"The ratio is the same as in {when}."
        if _is_about_the_same(ratio, before, change):
            return f"The ratio is about the same as the {said(before)} of {when}."
        return f"The ratio was {said(before)} in {when} and is now {direction}{maybe(change)}."
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
    values = all_years(edition, ratio)
    if len(values) < 3 or not all(figure.is_shown for _, figure in values):
        return ""
    year, first = values[0]
    ways = {nearer_to_one(later, earlier) for (_, earlier), (_, later) in pairwise(values)}
    if ways not in ({NEARER}, {FURTHER}):
        return ""
    chance = maybe_since(ratio, first)
    since_then = f"every year since {year}, from {said(first)}{by_way_of(values)}"
    return f"The ratio has moved {ways.pop()} {since_then}{chance}."


def _ratio_average(edition: Edition, ratio: Figure) -> str:
    average = edition.alike(ratio, ratio.figure + reference.AVERAGE)
    gap = edition.alike(ratio, ratio.figure + reference.FROM_AVERAGE)
    if not (average.is_shown and ratio.is_shown):
        return ""
    whose = f"the national average of {said(average)} ({average.reason})"
    where = nearer_to_one(ratio, average)
    if where != UNCHANGED and gap.significant is False:
        is_close = _is_about_the_same(ratio, average, gap)
        return f"The ratio is {'about the same as' if is_close else NOT_CLEARLY} {whose}."
    words = {
        UNCHANGED: "the same as",
        NEARER: "nearer to equal than",
        FURTHER: "further from equal than",
        AS_FAR: f"{AS_FAR}, as",
    }[where]
    return f"The ratio is {words} {whose}."


def _ratio_verdict(edition: Edition, ratio: Figure, white: Figure, bme: Figure) -> Verdict:
    if not (white.people and bme.people):
        return Verdict()
    both = (*white.people, *bme.people)
    size, number = odds_ratio(*both), bme.people[1]
    if ratio.is_shown:
        is_close = ratio.significant is False and ratio.value <= reference.judgement("same_ratio")
        is_adverse = rounded(ratio.value, 2) > 1 and not is_close
        is_outside = is_adverse and not is_in_four_fifths(ratio.value)
        trend = _ratio_trend(edition, ratio)
        return Verdict(True, is_adverse, is_outside, ratio.significant, size, number, trend)
    if _has_no_limit(ratio, (white, bme)):
        significant = is_more_than_chance(*both, None, 1)
        return Verdict(True, True, True, significant, size, number)
    if ratio.indicator == 3 and white.is_shown and bme.is_shown:  # nobody entered the process
        before = edition.then(3, ratio.figure)
        trend = Trend.SAME if before.reason == ratio.reason else Trend.UNKNOWN
        return Verdict(True, trend=trend)
    return Verdict()


def _ratio_trend(edition: Edition, ratio: Figure) -> Trend:
    """Which way the disadvantage of BME people went; a ratio below 1 is none."""
    first = first_year(edition, ratio)
    change = difference(ratio, first)
    if change.significant is None:
        return Trend.UNKNOWN
    now, then = max(ratio.value, 1), max(first.value, 1)
    if not change.significant or now == then:
        return Trend.SAME
    return Trend.WORSE if now > then else Trend.BETTER
