"""What boards are asked for besides the nine indicators, from counts that these rest on already.

Made only where an organisation asks for the page of further standards. Nothing is added up: each
figure is made of cells that were protected, and is missing where one of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, WHITE, Count, Figure, State
from wres.figures.counts import PublishedCounts
from wres.indicators import Result, as_figure, as_result, percentage, relative_likelihood
from wres.indicators.grounds import grounds
from wres.indicators.levels import for_parity
from wres.reference.standard import MOST_SENIOR, SURVEY_INDICATORS

# Of a question to which yes is good, White people's rate stands above the line: above 1 is worse
# for BME staff, whichever the question.
_HIGHER_IS_BETTER = "higher is better"
# Why a ratio is made of percentages and not of people: the attack knows it by these words.
AS_HANDED_IN = "made of percentages as they were handed in"
_ALL = (ALL, ALL, ALL)
_NOISE = 1e-9  # of a binary fraction


def further(counts: PublishedCounts, figures: Sequence[Figure]) -> list[Figure]:
    """Parity among the most senior, likelihoods and grounds of the survey, shares of applicants.

    Args:
        counts: whose figures they are.
        figures: those of the nine indicators, made from these counts.
    """
    by_key = {figure.key[1:]: figure for figure in figures}
    likelihoods = (survey_likelihood(counts, by_key, indicator) for indicator in SURVEY_INDICATORS)
    return [*_senior_parity(counts, by_key), *likelihoods, *grounds(counts), *_shortlisted(counts)]


def _senior_parity(counts: PublishedCounts, by_key: dict[tuple, Figure]) -> list[Figure]:
    """What parity would take in bands 8c and above, for each staff group that has such a row."""

    def staff(group: str, band: str, ethnicity: str) -> Count:
        figure = by_key[1, "staff_count", group, band, ALL, ethnicity, ""]
        return Count(figure.value, figure.state)

    rows = (
        (group, band)
        for group in reference.by("staff_groups", "staff_group")
        for band in MOST_SENIOR
        if (1, "staff_count", group, band, ALL, ALL, "") in by_key
    )
    return [
        as_figure(
            counts,
            1,
            "additional_bme_for_parity",
            for_parity(*(staff(*where, e) for where in (row, (ALL, ALL)) for e in (BME, ALL))),
            *row,
        )
        for row in rows
    ]


def survey_likelihood(
    counts: PublishedCounts, by_key: dict[tuple, Figure], indicator: int
) -> Figure:
    """How many times as likely a result of the survey is among one group as among the other.

    It is judged as the difference of the same two percentages is, once.

    Args:
        counts: whose figure it is.
        by_key: the figures of the nine indicators, by their keys but for the year.
        indicator: 5, 6, 7 or 8.
    """
    direction = reference.by("indicators", "indicator")[str(indicator)]["direction"]
    groups = (WHITE, BME) if direction == _HIGHER_IS_BETTER else (BME, WHITE)
    shares = [by_key[indicator, "survey_percentage", *_ALL, group, ""] for group in groups]
    ratio = _ratio(*shares)
    if ratio.state is State.SHOWN:
        gap = by_key[indicator, "difference_bme_white", *_ALL, ALL, ""]
        ratio = replace(ratio, significant=gap.significant)
    name = "_to_".join(group.lower() for group in groups)
    return as_figure(counts, indicator, f"relative_likelihood_{name}", ratio)


def _ratio(first: Figure, second: Figure) -> Result:
    """One percentage of the survey over another, from the people whom they count.

    A percentage that was handed in and does not say how many people it counts is taken as it is
    printed, so that the ratio tells no more than the page does.
    """
    for share in (first, second):
        if share.state is State.NOT_CALCULABLE:
            why = f"no {share.ethnicity} respondent answered the question"
            return Result(None, share.state, why)
    shares = [_share(figure) for figure in (first, second)]
    ratio = relative_likelihood(
        *shares,
        nobody="nobody said so",
        no_limit=f"no {second.ethnicity} respondent said so, so the ratio has no upper limit",
    )
    if ratio.state is not State.SHOWN or (first.people and second.people):
        return ratio
    value = first.value / second.value
    return replace(
        ratio, value=value, reason=AS_HANDED_IN, first=first.value / 100, second=second.value / 100
    )


def _share(figure: Figure) -> Result:
    """A result of the survey with the people whom it counts, or with the nearest number of them."""
    if not figure.is_shown:
        return Result(None, figure.state, figure.reason)
    if figure.people:
        return percentage(*map(Count, figure.people))
    nearest = round(figure.value * figure.denominator / 100)
    is_as_printed = abs(figure.value * 10 - round(figure.value * 10)) < _NOISE
    if not (is_as_printed and nearest):
        return Result(None, State.NOT_COLLECTED, "it is not known how many people said so")
    return percentage(Count(float(nearest)), Count(figure.denominator))


def _shortlisted(counts: PublishedCounts) -> list[Figure]:
    """All who were shortlisted, and the share of each ethnic group in them."""
    make = partial(as_figure, counts, 2)
    get = partial(counts.get, 2, "shortlisted")
    shares = (
        make("shortlisted_percentage", percentage(get(e), get(ALL)), ethnicity=e)
        for e in ETHNICITIES
    )
    return [make("shortlisted_count", as_result(get(ALL))), *shares]
