"""Behind the nine indicators: the groups that BME is made of, women and men, recruitment in depth.

The formulas are those of the indicators, for fewer people at a time. Nothing here has to be handed
in: where there are no such counts, there are no such figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, SEXES, WHITE, Count, Figure, State
from wres.figures.counts import PublishedCounts
from wres.indicators import (
    RateCounts,
    as_figure,
    as_result,
    likelihood,
    likelihood_figures,
    percentage,
    rate_counts,
    rate_figures,
    ratio_of,
    share_figures,
    survey_figures,
    survey_indicator,
)
from wres.reference.standard import CLUSTERS, INSIDE, LIKELIHOODS, OUTSIDE, POOLS, SURVEY_INDICATORS

SHORTLISTED = LIKELIHOODS[2]["people_figure"]


def detail(counts: PublishedCounts) -> list[Figure]:
    """Every figure behind the nine indicators that the counts of one organisation and year give."""
    return [*groups(counts), *sexes(counts), *recruitment(counts), *international(counts)]


def groups(counts: PublishedCounts) -> list[Figure]:
    """The indicators for each of the groups that BME is made of, and beside White people."""
    figures = _staff_by_group(counts)
    for indicator, fact in LIKELIHOODS.items():
        of_groups = rate_counts(counts, indicator, BME_GROUPS)
        if not _any_held(of_groups.events):
            continue
        make = partial(as_figure, counts, indicator)
        _, white = rate_figures(make, indicator, rate_counts(counts, indicator, [WHITE]))
        behind, rates = rate_figures(make, indicator, of_groups)
        figures += behind
        for group in BME_GROUPS:
            order = [group if name == BME else name for name in fact["direction"].split(" to ")]
            ratio = ratio_of(indicator, rates | white, *order)
            figures.append(make(fact["group_ratio_figure"], ratio, ethnicity=group))
    for indicator in SURVEY_INDICATORS:
        if _any_held({g: counts.get(indicator, "respondents", g) for g in BME_GROUPS}):
            figures += survey_figures(counts, indicator, BME_GROUPS)[0]
    return figures


def _staff_by_group(counts: PublishedCounts) -> list[Figure]:
    """Staff of each group in the workforce, a staff group or a band, and their share there."""
    figures = []
    for staff_group, bands in _places(counts, 1, "staff in post", BME_GROUPS).items():
        make = partial(as_figure, counts, 1, staff_group=staff_group)
        staff = with_bands_together(
            counts, 1, "staff in post", staff_group, bands, (*BME_GROUPS, ALL)
        )
        for band, people in staff.items():
            for group in BME_GROUPS:
                share = percentage(people[group], people[ALL])
                figures += [
                    make("staff_count", as_result(people[group]), pay_band=band, ethnicity=group),
                    make("staff_percentage", share, pay_band=band, ethnicity=group),
                ]
    return figures


def sexes(counts: PublishedCounts) -> list[Figure]:
    """The indicators among women, among men, and among those whose sex is not known."""
    figures = []
    for sex in SEXES:
        staff = {e: counts.get(1, "staff in post", e, sex=sex) for e in (*ETHNICITIES, ALL)}
        if _any_held(staff):
            make = partial(as_figure, counts, 1, sex=sex)
            figures += share_figures(make, staff, ALL, ALL)
        for indicator in LIKELIHOODS:
            if _any_held(rate_counts(counts, indicator, ETHNICITIES, sex=sex).events):
                figures += likelihood(counts, indicator, sex=sex)
        for indicator in SURVEY_INDICATORS:
            answered = {e: counts.get(indicator, "respondents", e, sex=sex) for e in (WHITE, BME)}
            if _any_held(answered):
                figures += survey_indicator(counts, indicator, sex)
    return figures


def recruitment(counts: PublishedCounts) -> list[Figure]:
    """Indicator 2 by staff group and by pay band, single and taken together."""
    figures = []
    measures = LIKELIHOODS[2]["people"], LIKELIHOODS[2]["events"]
    for staff_group, bands in _places(counts, 2, measures[0], (*ETHNICITIES, ALL)).items():
        people, events = (
            with_bands_together(counts, 2, measure, staff_group, bands, (*ETHNICITIES, ALL))
            for measure in measures
        )
        for band in people:
            if (staff_group, band) == (ALL, ALL):
                continue  # that is the indicator itself
            make = partial(as_figure, counts, 2, staff_group=staff_group, pay_band=band)
            of_band = ({e: numbers[band][e] for e in ETHNICITIES} for numbers in (people, events))
            figures += likelihood_figures(make, 2, RateCounts(*of_band, people_figure=SHORTLISTED))
    return figures


def international(counts: PublishedCounts) -> list[Figure]:
    """Indicator 2 inside international recruitment campaigns, and without them.

    What is outside a campaign is everything less what is inside.
    """
    everything = rate_counts(counts, 2, ETHNICITIES)
    whole = everything.people, everything.events
    measures = LIKELIHOODS[2]["people"], LIKELIHOODS[2]["events"]
    inside = [
        {e: counts.get(2, f"{measure}, international recruitment", e) for e in ETHNICITIES}
        for measure in measures
    ]
    if not _any_held(inside[0]):
        return []
    outside = [
        {e: less(everybody[e], part[e]) for e in ETHNICITIES}
        for everybody, part in zip(whole, inside, strict=True)
    ]
    make = partial(as_figure, counts, 2)
    return [
        *likelihood_figures(make, 2, RateCounts(*inside, people_figure=SHORTLISTED), INSIDE),
        *likelihood_figures(make, 2, RateCounts(*outside, people_figure=SHORTLISTED), OUTSIDE),
    ]


def less(whole: Count, part: Count) -> Count:
    """The people of a whole who are not in its part.

    >>> less(Count(10), Count(3))
    Count(value=7, state=<State.SHOWN: 'shown'>)
    >>> less(Count(10), Count.withheld()).state
    <State.WITHHELD: 'withheld'>
    """
    both = whole + part
    if both.state is not State.SHOWN:
        return both
    if part.value > whole.value:
        return Count(None, State.NOT_CALCULABLE)
    return Count(whole.value - part.value)


def with_bands_together(
    counts: PublishedCounts,
    indicator: int,
    measure: str,
    staff_group: str,
    bands: Iterable[str],
    ethnicities: Iterable[str],
) -> dict[str, dict[str, Count]]:
    """The counts of each band, and of the pools and clusters of them, in the bands' order.

    A pool or cluster that has counts of its own keeps them; to protected counts none is added.

    Args:
        counts: where they are.
        indicator: whose counts.
        measure: of what.
        staff_group: of whom.
        bands: those that hold counts.
        ethnicities: those to take.
    """
    facts = reference.by("pay_bands", "pay_band")
    given = {
        band: {e: counts.get(indicator, measure, e, staff_group, band) for e in ethnicities}
        for band in bands
    }
    with_sums = dict(given)
    for together in () if counts.holds_every_sum else (*POOLS, *CLUSTERS):
        parts = reference.parts_of(together, given)
        if parts and together not in given:
            with_sums[together] = {
                e: sum((given[band][e] for band in parts), Count(0)) for e in ethnicities
            }
    return dict(sorted(with_sums.items(), key=lambda item: int(facts[item[0]]["order"])))


def _places(
    counts: PublishedCounts, indicator: int, measure: str, ethnicities: Iterable[str]
) -> dict[str, list[str]]:
    """The pay bands that hold counts of a measure, by staff group, in the order of the table."""
    table = counts.table
    rows = table[
        (table["indicator"] == indicator)
        & (table["measure"] == measure)
        & (table["sex"] == ALL)
        & table["ethnicity"].isin(list(ethnicities))
    ]
    bands: dict[str, list[str]] = {}
    for staff_group, band in dict.fromkeys(zip(rows["staff_group"], rows["pay_band"], strict=True)):
        bands.setdefault(staff_group, []).append(band)
    return bands


def _any_held(counts: dict[str, Count]) -> bool:
    return any(count.state is not State.NOT_COLLECTED for count in counts.values())
