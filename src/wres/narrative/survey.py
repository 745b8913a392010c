"""Indicators 5 to 8: what the staff say, and how many of them."""

from __future__ import annotations

from dataclasses import replace

from wres.figures import BME, WHITE, Figure, State
from wres.figures.formats import is_zero_as_printed, people_asked
from wres.figures.phrases import (
    beside,
    capital,
    chance,
    every_year,
    is_about_the_same,
    nobody,
    out_of,
    points,
    said,
    why_missing,
)
from wres.narrative.finding import Finding, Verdict
from wres.narrative.pieces import (
    all_years,
    apart,
    apart_verdict,
    average_sentence,
    by_way_of,
    chance_since,
    changes_sentence,
    last_year,
    moved_for_all,
    trend_of,
    unknown_finding,
)
from wres.narrative.scope import Edition

EXPERIENCES = {
    5: "experienced harassment, bullying or abuse from patients, relatives or the public",
    6: "experienced harassment, bullying or abuse from staff",
    7: "believe that the organisation provides equal opportunities for career progression",
    8: "experienced discrimination from a manager, team leader or other colleagues",
}


def survey(edition: Edition, indicator: int) -> Finding:
    """What BME staff say in the survey, beside what White staff say."""
    bme, white = (
        edition.now(indicator, "survey_percentage", ethnicity=ethnicity)
        for ethnicity in (BME, WHITE)
    )
    if not (bme.is_shown and white.is_shown):
        return _one_alone(bme, white)
    gap = edition.now(indicator, "difference_bme_white")
    label = f"of {_those(bme)} {EXPERIENCES[indicator]}"
    headline = (
        f"{said(bme)} {label}{out_of(bme)}, "
        f"compared with {said(white)} of {_those(white)}{out_of(white)}{chance(gap)}"
    )
    verdict = _survey_verdict(edition, bme, white, gap)
    sentences = (
        _gap_sentence(gap),
        *_survey_history(edition, bme),
        average_sentence(edition, bme, "For BME staff, the figure"),
    )
    change = last_year(edition, bme)[1]
    return Finding(
        bme,
        headline,
        sentences,
        said(bme),
        f"{label}{out_of(bme)}",
        f"{capital(beside(gap, f'White staff ({said(white)})'))}.",
        verdict,
        moved_for_all([change, last_year(edition, white)[1]]) * _BETTER[indicator],
    )


def _one_alone(bme: Figure, white: Figure) -> Finding:
    """What there is to say where one of the two percentages is missing, or both."""
    gone = white if bme.is_shown else bme
    finding = unknown_finding(gone, f"The survey result of {gone.ethnicity} staff")
    sentences = (
        f"{said(share)} of {_those(share)} {EXPERIENCES[share.indicator]}{out_of(share)}."
        for share in (bme, white)
        if share.is_shown
    )
    return replace(finding, sentences=tuple(sentences))


def _gap_sentence(gap: Figure) -> str:
    """The gap in points, and for whom it is worse, where that is more than chance."""
    if is_zero_as_printed(gap):
        return f"There is {nobody(gap, 'no')} gap between BME and White staff."
    if is_about_the_same(gap):
        return "That is about the same for both."
    text = f"That is {points(gap)} {'higher' if gap.value > 0 else 'lower'} among BME staff"
    if not gap.significant:
        return f"{text}."
    is_better = gap.value * _BETTER[gap.indicator] > 0
    return f"{text}, which is {'better' if is_better else 'worse'} for them."


# The sign of what is better for those who answer: more of it, or less.
_BETTER = {5: -1, 6: -1, 7: 1, 8: -1}


def _those(share: Figure) -> str:
    """Whose percentage it is, with how many answered where the headline cannot say how many of."""
    if share.people or not share.denominator:
        return f"{share.ethnicity} staff"
    return f"{people_asked(share)} {share.ethnicity} staff"


def _survey_history(edition: Edition, bme: Figure) -> list[str]:
    """How both percentages moved since the survey before, and that of BME staff over all years."""
    scope = edition.scope
    if not scope.last_year:
        return []
    when = f"the {scope.survey_label(scope.last_year)}"
    moves, is_still = [], True
    for ethnicity in (BME, WHITE):
        share = edition.now(bme.indicator, bme.figure, ethnicity=ethnicity)
        before, change = last_year(edition, share)
        if change.state is State.NOT_CALCULABLE and before.is_shown:
            return [why_missing(change, f"The change since {when}")]
        if not change.is_shown:
            return [why_missing(before, f"The result of {when} for {ethnicity} staff")]
        is_still = is_still and (is_about_the_same(change) or is_zero_as_printed(change))
        moves.append((before, change, f"{ethnicity} staff"))
    over_years = _survey_years(edition, bme)
    # What crept up every year is not also called "about the same".
    both = changes_sentence(when, "it", moves)
    return [over_years] if over_years and is_still else [both, over_years]


def _survey_years(edition: Edition, bme: Figure) -> str:
    values = all_years(edition, bme)
    did = every_year(values)
    if not did:
        return ""
    year, first = values[0]
    way = by_way_of(values, "the survey before")
    since_then = f"in every survey since that of {year - 1}, from {said(first)}{way}"
    return f"Among BME staff it has {did} {since_then}{chance_since(bme, first)}."


def _survey_verdict(edition: Edition, bme: Figure, white: Figure, gap: Figure) -> Verdict:
    better = _BETTER[gap.indicator]
    trend = trend_of(edition, gap, better)
    return apart_verdict(bme, white, gap, apart, better, trend)


def response(edition: Edition) -> Finding:
    """How many of the staff answered the survey, where it was handed in."""
    rate = edition.now(5, "survey_response_rate")
    if rate.state is State.NOT_COLLECTED:
        return Finding(rate, "The response rate of the staff survey was not handed in")
    if not rate.is_shown:
        return unknown_finding(rate, "The response rate of the staff survey")
    label = f"of staff answered the staff survey of autumn {edition.scope.year - 1}"
    before, change = last_year(edition, rate)
    then = f"{said(before)} in the survey before." if change.is_shown else ""
    return Finding(rate, f"{said(rate)} {label}", (), said(rate), label, then)
