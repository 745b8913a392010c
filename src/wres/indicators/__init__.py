"""The nine indicators: counts in, figures out.

The formulas are those of the national WRES guidance. Each is worked out from counts and never
from a rounded number; rounding happens once, when a figure is printed (`wres.figures.formats`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial

from wres import reference
from wres.figures import (
    ALL,
    BME,
    ETHNICITIES,
    WHITE,
    Count,
    Figure,
    Figures,
    State,
    joint_state,
    statistics,
)
from wres.figures.counts import STAFF, PublishedCounts
from wres.figures.statistics import Interval
from wres.reference.standard import BOARDS, CLUSTERS, LEVELS, LIKELIHOODS, POOLS, SURVEY_INDICATORS


@dataclass(frozen=True, slots=True)
class Result:
    """A number worked out, with the two numbers it is made from; or why there is none.

    `people` are the part and the whole behind a percentage; `interval` and `significant` say how
    sure the number is (`wres.figures.statistics`).
    """

    value: float | None
    state: State
    reason: str = ""
    first: float | None = None
    second: float | None = None
    people: tuple[float, float] | None = None
    interval: Interval | None = None
    significant: bool | None = None

    @classmethod
    def exact(cls, value: float) -> Result:
        """A number that is taken as known: a national average, a share of a census."""
        return cls(value, State.SHOWN, interval=Interval.exact(value))


_CANNOT_BE_ADDED = (
    "a body among those that were added together gave a percentage, which cannot be added"
)
_ONLY_A_SHARE = Result(None, State.NOT_COLLECTED, "only a percentage was handed in")


def missing(states: list[State], reason: str = "") -> Result:
    """A result that cannot be worked out because a part is missing."""
    state = joint_state(states)
    return Result(None, state, reason or f"a part is {state}")


def percentage(
    part: Count, whole: Count, *, nobody: str = "there is nobody in the group"
) -> Result:
    """`part` in a hundred of `whole`.

    >>> percentage(Count(99), Count(421)).value  # 9,900 / 421, by hand
    23.51543942992874
    >>> percentage(Count(0), Count(0)).reason
    'there is nobody in the group'
    """
    if part.state is State.NOT_COLLECTED:
        return missing([part.state])  # and not withheld, where the whole is: there is no count
    if joint_state([part.state, whole.state]) is not State.SHOWN:
        return missing([part.state, whole.state])
    if whole.value == 0:
        return Result(None, State.NOT_CALCULABLE, nobody, part.value, whole.value)
    return Result(
        100 * part.value / whole.value,
        State.SHOWN,
        "",
        part.value,
        whole.value,
        people=(part.value, whole.value),
        interval=statistics.of_percentage(part.value, whole.value),
    )


def difference(first: Result | Figure, second: Result | Figure) -> Result:
    """`first` less `second`: percentage points where both are percentages.

    It has an interval where both have one, and is more than chance where that leaves out zero.
    """
    gap = _less(first, second)
    if gap.state is not State.SHOWN or not (first.interval and second.interval):
        return gap
    interval = statistics.of_difference(first.value, first.interval, second.value, second.interval)
    return replace(gap, interval=interval, significant=not interval.holds(0))


def times(share: Result | Figure, factor: float) -> Result:
    """A percentage times a factor, with its interval: the end of a range around it.

    >>> times(Result(20.0, State.SHOWN, interval=Interval(16, 24)), 1.25).interval
    Interval(low=20.0, high=30.0)
    """
    if share.state is not State.SHOWN:
        return Result(None, share.state, share.reason)
    interval = share.interval.times(factor) if share.interval else None
    return Result(share.value * factor, State.SHOWN, interval=interval)


def _less(first: Result | Figure, second: Result | Figure) -> Result:
    """`first` less `second`, without a word on chance."""
    if joint_state([first.state, second.state]) is not State.SHOWN:
        reasons = [r.reason for r in (first, second) if r.state is not State.SHOWN]
        return missing([first.state, second.state], reasons[0])
    return Result(first.value - second.value, State.SHOWN, "", first.value, second.value)


def difference_from_whole(
    part: Result | Figure, whole: Result | Figure, factor: float = 1
) -> Result:
    """A band's share less the share of the workforce that the band belongs to, times a factor.

    The two depend on each other. With w the band's part of the workforce, the workforce is w times
    the band and (1 - w) times everybody else, and these two do not depend on each other. There is
    no interval where the band is the whole workforce, or its counts do not fit into it.

    >>> band, everybody = percentage(Count(14), Count(137)), percentage(Count(99), Count(421))
    >>> gap = difference_from_whole(band, everybody)
    >>> round(gap.value, 1), gap.significant  # the others: 85 of 284, or 29.9%
    (-13.3, True)
    """
    gap = _less(part, times(whole, factor))
    if gap.state is not State.SHOWN or not (part.people and whole.people):
        return gap
    others = [all_ - some for some, all_ in zip(part.people, whole.people, strict=True)]
    if not 0 <= others[0] <= others[1] or others[1] == 0:
        return gap
    everybody_else = percentage(Count(others[0]), Count(others[1]))
    weight = factor * others[1] / whole.people[1]
    apart = difference(times(part, 1 - factor + weight), times(everybody_else, weight))
    if apart.interval is None:
        return gap
    interval = apart.interval.around(gap.value)
    return replace(gap, interval=interval, significant=apart.significant)


def relative_likelihood(first: Result, second: Result, *, nobody: str, no_limit: str) -> Result:
    """The rate of the first group over the rate of the second.

    The two rates are percentages (`percentage`) that keep their counts. Every way in which the
    ratio may fail to exist is told apart: a count withheld or not collected, nobody in a group,
    no event at all (`nobody`), and none in the second group (`no_limit`). None in the first
    group alone is an ordinary ratio: 0.00.

    Source: WRES technical guidance; Indicators 2 and 4 divide White by BME, indicator 3 BME by
    White.

    >>> white, bme = percentage(Count(49), Count(159)), percentage(Count(25), Count(178))
    >>> round(relative_likelihood(white, bme, nobody="", no_limit="").value, 4)  # 8722 / 3975
    2.1942
    """
    if (state := joint_state([first.state, second.state])) != State.SHOWN:
        reasons = [r.reason for r in (first, second) if r.state is state]
        return Result(None, state, reasons[0])
    if first.value == 0 and second.value == 0:
        return Result(None, State.NOT_CALCULABLE, nobody, 0.0, 0.0)
    # One common denominator of a hundred, so that the parts are proportions of a group.
    parts = first.value / 100, second.value / 100
    if second.value == 0:
        return Result(None, State.NOT_CALCULABLE, no_limit, *parts)
    # (a/b) / (c/d) as one division of whole numbers: nothing is lost on the way.
    value = (first.first * second.second) / (first.second * second.first)
    people = (first.first, first.second, second.first, second.second)
    interval = statistics.of_ratio(*people)
    significant = statistics.is_more_than_chance(*people, interval, 1)
    return Result(value, State.SHOWN, "", *parts, interval=interval, significant=significant)


def calculate(counts: PublishedCounts) -> list[Figure]:
    """The figures of the nine indicators that an organisation's own counts of a year give.

    What is behind them is in `wres.indicators.detail` and `wres.indicators.levels`;
    comparisons with other years, national averages and the population are added by
    `wres.indicators.comparisons`.
    """
    if not isinstance(counts, PublishedCounts):
        raise TypeError("figures are made from protected counts only: call protect() first")
    figures = indicator_1(counts)
    for indicator in LIKELIHOODS:
        figures += likelihood(counts, indicator)
    for indicator in SURVEY_INDICATORS:
        figures += survey_indicator(counts, indicator)
    response = counts.get(5, "survey response rate", ALL)
    rate = Result(
        response.value, response.state, "" if response.value is not None else "not collected"
    )
    figures.append(as_figure(counts, 5, "survey_response_rate", rate))
    return figures + indicator_9(counts)


def indicator_1(counts: PublishedCounts) -> list[Figure]:
    """Staff by band and ethnicity, and each group's share of its band and of the workforce."""
    make = partial(as_figure, counts, 1)
    get = partial(counts.get, 1, "staff in post")
    overall = {e: percentage(get(e), get(ALL)) for e in ETHNICITIES}
    figures = share_figures(make, {e: get(e) for e in (*ETHNICITIES, ALL)}, ALL, ALL)
    declared = percentage(get(WHITE) + get(BME), get(ALL))
    figures.append(make("ethnicity_declared_percentage", declared))
    for group in reference.by("staff_groups", "staff_group"):
        bands = _bands_of_all_staff(counts) if group == ALL else _bands(counts, group)
        for band, people in bands.items():
            figures += share_figures(make, people, group, band)
            for ethnicity in ETHNICITIES:
                share = percentage(people[ethnicity], people[ALL])
                gap = difference_from_whole(share, overall[ethnicity])
                figures.append(make("difference_from_workforce", gap, group, band, ethnicity))
    return figures


def likelihood(counts: PublishedCounts, indicator: int, sex: str = ALL) -> list[Figure]:
    """Indicators 2, 3 and 4: each group's rate, and the relative likelihood of White and BME.

    What is counted, in whom, and which way round the ratio stands is in
    `reference/likelihoods.csv`.
    """
    make = partial(as_figure, counts, indicator, sex=sex)
    return likelihood_figures(make, indicator, rate_counts(counts, indicator, ETHNICITIES, sex=sex))


@dataclass(frozen=True)
class RateCounts:
    """The counts behind the rates of indicator 2, 3 or 4, by ethnicity.

    `events` are this year's. `rated` is what the rates are made of, where that is not the same:
    the average of two years, as `basis` says, and `lacking` why there is none where this year's
    counts are there. `people_figure` is the name under which the people are shown with the
    indicator; empty where they are the workforce of indicator 1.
    """

    people: dict[str, Count]
    events: dict[str, Count]
    rated: dict[str, Count] = field(default_factory=dict)
    basis: str = ""
    lacking: str = ""
    people_figure: str = ""


def rate_counts(
    counts: PublishedCounts, indicator: int, ethnicities: Iterable[str], **where: str
) -> RateCounts:
    """The people of indicator 2, 3 or 4, and those of them to whom it happened."""
    fact = LIKELIHOODS[indicator]
    ethnicities = tuple(ethnicities)
    is_of_staff = fact["people"] == STAFF
    people_figure = fact["people_figure"]
    if is_of_staff and counts.holds(indicator, STAFF, **where):
        people_figure = "staff_count"
    is_averaged = counts.is_averaged(indicator, fact["events"])
    basis = f"average of {counts.year - 1} and {counts.year}" if is_averaged else ""
    return RateCounts(
        people={
            e: counts.workforce(indicator, e, **where)
            if is_of_staff
            else counts.get(indicator, fact["people"], e, **where)
            for e in ethnicities
        },
        events={e: counts.get(indicator, fact["events"], e, **where) for e in ethnicities},
        rated={e: counts.events(indicator, fact["events"], e, **where) for e in ethnicities},
        basis=basis,
        lacking=lacks_year_before(counts.year) if is_averaged else "",
        people_figure=people_figure,
    )


def lacks_year_before(year: int) -> str:
    """Why there is no rate on the basis of two years, where this year's count is there.

    >>> lacks_year_before(2021)
    'it is the average of 2020 and 2021, and the count of 2020 is missing'
    """
    return f"it is the average of {year - 1} and {year}, and the count of {year - 1} is missing"


def likelihood_figures(
    make: Callable[..., Figure], indicator: int, counts: RateCounts, suffix: str = ""
) -> list[Figure]:
    """The figures of indicator 2, 3 or 4 from its counts by ethnicity.

    Args:
        make: makes a figure of a name and a result.
        indicator: 2, 3 or 4.
        counts: how many people there are, and to how many it happened.
        suffix: what the names of the figures end with, where they are of a part of the people.
    """
    figures, rates = rate_figures(make, indicator, counts, suffix)
    fact = LIKELIHOODS[indicator]
    first, second = fact["direction"].split(" to ")
    ratio = _on_basis(ratio_of(indicator, rates, first, second), counts.basis)
    figures.append(make(fact["ratio_figure"] + suffix, ratio))
    if not suffix:
        inverse = relative_likelihood(
            rates[second],
            rates[first],
            nobody=f"nobody {fact['nobody_did']}",
            no_limit="the rate of the other group is zero, so the ratio has no upper limit",
        )
        turned = _on_basis(inverse, counts.basis)
        figures.append(make("relative_likelihood_turned_round", turned))
    return figures


def rate_figures(
    make: Callable[..., Figure], indicator: int, counts: RateCounts, suffix: str = ""
) -> tuple[list[Figure], dict[str, Result]]:
    """Counts and rates by ethnicity, as figures and, for a ratio, as results."""
    fact = LIKELIHOODS[indicator]
    figures, rates = [], {}
    for ethnicity, base in counts.people.items():
        happened = counts.events[ethnicity]
        rate = percentage(
            counts.rated.get(ethnicity, happened), base, nobody=fact["empty"].format(ethnicity)
        )
        is_lacking = State.NOT_COLLECTED not in (happened.state, base.state)
        if rate.state is State.NOT_COLLECTED and is_lacking:
            rate = replace(rate, reason=counts.lacking)
        rates[ethnicity] = _on_basis(rate, counts.basis)
        if counts.people_figure:
            figures.append(
                make(counts.people_figure + suffix, as_result(base), ethnicity=ethnicity)
            )
        figures += [
            make(fact["events_figure"] + suffix, as_result(happened), ethnicity=ethnicity),
            make(fact["rate_figure"] + suffix, rates[ethnicity], ethnicity=ethnicity),
        ]
    return figures, rates


def _on_basis(result: Result, basis: str) -> Result:
    """The same result, which says on what basis it is counted, where it is there."""
    return replace(result, reason=basis) if result.state is State.SHOWN else result


def ratio_of(indicator: int, rates: dict[str, Result], first: str, second: str) -> Result:
    """The relative likelihood of two ethnicities by indicator 2, 3 or 4."""
    fact = LIKELIHOODS[indicator]
    return relative_likelihood(
        rates[first],
        rates[second],
        nobody=f"nobody {fact['nobody_did']}",
        no_limit=f"{fact['none_in'].format(second)}, so the ratio has no upper limit",
    )


def survey_indicator(counts: PublishedCounts, indicator: int, sex: str = ALL) -> list[Figure]:
    """Indicators 5 to 8: a share of the respondents, and the gap between BME and White staff."""
    figures, shares = survey_figures(counts, indicator, (WHITE, BME), sex)
    gap = difference(shares[BME], shares[WHITE])
    return [*figures, as_figure(counts, indicator, "difference_bme_white", gap, sex=sex)]


def survey_figures(
    counts: PublishedCounts, indicator: int, ethnicities: Iterable[str], sex: str = ALL
) -> tuple[list[Figure], dict[str, Result]]:
    """Respondents and shares by ethnicity, as figures and, for a difference, as results."""
    make = partial(as_figure, counts, indicator, sex=sex)
    figures, shares = [], {}
    for ethnicity in ethnicities:
        base = counts.get(indicator, "respondents", ethnicity, sex=sex)
        share = _survey_share(counts, indicator, ethnicity, base, sex)
        shares[ethnicity] = share
        people = share
        if share.state is State.SHOWN:
            people = as_result(Count(share.first)) if share.first is not None else _ONLY_A_SHARE
        figures += [
            make("survey_respondents", as_result(base), ethnicity=ethnicity),
            make("survey_count", people, ethnicity=ethnicity),
            make("survey_percentage", share, ethnicity=ethnicity),
        ]
    return figures, shares


def indicator_9(counts: PublishedCounts) -> list[Figure]:
    """The board beside the workforce: the difference in percentage points, group by group."""
    make = partial(as_figure, counts, 9)
    workforce = partial(counts.get, 1, "staff in post")
    shares = {e: percentage(workforce(e), workforce(ALL)) for e in ETHNICITIES}
    figures = [make("workforce_percentage", shares[e], ethnicity=e) for e in ETHNICITIES]
    for board in BOARDS:
        members = partial(counts.get, 9, board)
        figures.append(make("board_count", as_result(members(ALL)), board))
        for ethnicity in ETHNICITIES:
            share = percentage(members(ethnicity), members(ALL), nobody=f"there are no {board}")
            figures += [
                make("board_count", as_result(members(ethnicity)), board, ALL, ethnicity),
                make("board_percentage", share, board, ALL, ethnicity),
                make(
                    "difference_board_workforce",
                    difference(share, shares[ethnicity]),
                    board,
                    ALL,
                    ethnicity,
                ),
            ]
    return figures


def pooled_bands(figures: Figures, year: int, staff_group: str) -> tuple[str, ...]:
    """The pools of a staff group that hold figures, and all its bands together."""
    return tuple(band for band in _bands_of(figures, year, staff_group) if band in (*POOLS, ALL))


def clustered_bands(figures: Figures, year: int, staff_group: str) -> tuple[str, ...]:
    """The clusters of pay bands of a staff group that hold figures."""
    return tuple(band for band in _bands_of(figures, year, staff_group) if band in CLUSTERS)


def single_bands(figures: Figures, year: int, staff_group: str) -> tuple[str, ...]:
    """The single bands or grades of a staff group that hold figures."""
    together = (*POOLS, *CLUSTERS, *LEVELS, ALL)
    return tuple(band for band in _bands_of(figures, year, staff_group) if band not in together)


def boards_held(figures: Figures, years: Iterable[int]) -> tuple[str, ...]:
    """The parts of the board of which anything was handed in."""
    handed_in = {
        figure.staff_group
        for year in years
        for figure in figures.select(indicator=9, figure="board_count", year=year, ethnicity=ALL)
        if figure.state is not State.NOT_COLLECTED
    }
    return tuple(board for board in BOARDS if board in handed_in)


def _bands_of(figures: Figures, year: int, staff_group: str) -> list[str]:
    of = {"indicator": 1, "figure": "staff_count", "year": year, "staff_group": staff_group}
    return [figure.pay_band for figure in figures.select(**of, sex=ALL, ethnicity=ALL)]


def share_figures(
    make: Callable[..., Figure], people: dict[str, Count], group: str, band: str
) -> list[Figure]:
    """The people of one place by ethnicity, and the share of each in all of them."""
    figures = [make("staff_count", as_result(people[ALL]), group, band)]
    for ethnicity in ETHNICITIES:
        share = percentage(people[ethnicity], people[ALL])
        figures += [
            make("staff_count", as_result(people[ethnicity]), group, band, ethnicity),
            make("staff_percentage", share, group, band, ethnicity),
        ]
    return figures


def _bands(counts: PublishedCounts, group: str) -> dict[str, dict[str, Count]]:
    """The counts of a staff group by band: those handed in, bands taken together, and all.

    A sum that stands in the counts is taken from there: it may be shown though a part is not. Of
    protected counts none is added up.
    """
    facts = reference.by("pay_bands", "pay_band")
    given = _given(counts, group)
    if not given:
        return {}
    bands = dict(given)
    for together in LEVELS if counts.holds_every_sum else (*POOLS, *CLUSTERS, *LEVELS):
        parts = reference.parts_of(together, given)
        if same := reference.same_bands(together, given):
            bands.setdefault(together, given[same])
        elif parts and together not in given and not counts.holds_every_sum:
            bands[together] = _sum([given[band] for band in parts])
    if ALL not in given and not counts.holds_every_sum:
        bands[ALL] = _sum([people for band, people in given.items() if not facts[band]["of_which"]])
    return dict(sorted(bands.items(), key=lambda item: int(facts[item[0]]["order"])))


def _bands_of_all_staff(counts: PublishedCounts) -> dict[str, dict[str, Count]]:
    """The bands and levels that clinical and non-clinical staff both have, summed.

    National averages by band are of both groups together, and so is progress from level to level.
    """
    facts = reference.by("pay_bands", "pay_band")
    groups = [_bands(counts, group) for group in ("clinical", "non-clinical")]
    schemes = () if counts.holds_every_sum else ("Agenda for Change", "level")
    summed = {
        band: _sum([bands[band] for bands in groups])
        for band, fact in facts.items()
        if fact["scheme"] in schemes and all(band in bands for bands in groups)
    }
    given = {band: people for band, people in _bands(counts, ALL).items() if band != ALL}
    return dict(sorted((summed | given).items(), key=lambda item: int(facts[item[0]]["order"])))


def _given(counts: PublishedCounts, group: str) -> dict[str, dict[str, Count]]:
    """The counts of a staff group by band, as they stand in the table."""
    return {
        band: {e: counts.get(1, "staff in post", e, group, band) for e in (*ETHNICITIES, ALL)}
        for band in counts.bands(group)
    }


def _sum(parts: list[dict[str, Count]]) -> dict[str, Count]:
    total = dict(parts[0])
    for part in parts[1:]:
        total = {ethnicity: total[ethnicity] + part[ethnicity] for ethnicity in total}
    return total


def _survey_share(
    counts: PublishedCounts, indicator: int, ethnicity: str, base: Count, sex: str = ALL
) -> Result:
    """A survey result from a count, or from a printed percentage.

    A percentage that one whole number of the respondents gives, to the decimal printed, is worked
    out again from that number, so that nothing downstream builds on a rounded value. Any other
    percentage (a weighted one, or one that several numbers of a thousand respondents or more would
    give) stands as it was printed, without a number of people.
    """
    people = counts.get(indicator, "count", ethnicity, sex=sex)
    printed = counts.get(indicator, "percentage", ethnicity, sex=sex)
    if printed.state is State.NOT_COLLECTED:
        share = percentage(people, base, nobody="nobody answered the question")
        # Only a sum of bodies holds both: see `wres.reading.bodies`.
        is_both = all(counts.holds(indicator, unit, sex=sex) for unit in ("count", "percentage"))
        is_lost = is_both and share.state is State.NOT_COLLECTED
        return replace(share, reason=_CANNOT_BE_ADDED) if is_lost else share
    if joint_state([printed.state, base.state]) is not State.SHOWN:
        return missing([printed.state, base.state])
    if base.value == 0:
        return percentage(Count(0), base, nobody="nobody answered the question")
    nearest = float(round(base.value * printed.value / 100))
    # Half of the last decimal printed; a little more, for the noise of binary fractions.
    fitting = [
        people
        for people in (nearest - 1, nearest, nearest + 1)
        if abs(100 * people / base.value - printed.value) <= 0.05 + 1e-9
        and 0 <= people <= base.value
    ]
    if len(fitting) == 1:
        return percentage(Count(fitting[0]), base)
    # How sure it is follows from the nearest number of people, which it may miss by a hair.
    interval = statistics.of_percentage(nearest, base.value)
    return Result(printed.value, State.SHOWN, "", None, base.value, interval=interval)


def as_result(count: Count) -> Result:
    """A count as it stands."""
    return Result(count.value, count.state, "" if count.value is not None else str(count.state))


def as_figure(
    counts: PublishedCounts,
    indicator: int,
    name: str,
    result: Result,
    staff_group: str = ALL,
    pay_band: str = ALL,
    ethnicity: str = ALL,
    sex: str = ALL,
) -> Figure:
    """A figure of an organisation's own counts, from what was worked out."""
    kind = reference.figure_kind(name)
    is_difference = kind.unit == "percentage points"
    is_count = kind.unit == "people"
    return Figure(
        organisation=counts.organisation,
        year=counts.year,
        indicator=indicator,
        figure=name,
        staff_group=staff_group,
        pay_band=pay_band,
        sex=sex,
        ethnicity=ethnicity,
        value=result.value,
        low=result.interval.low if result.interval else None,
        high=result.interval.high if result.interval else None,
        unit=kind.unit,
        numerator=None if is_difference or is_count else result.first,
        denominator=None if is_difference or is_count else result.second,
        minuend=result.first if is_difference else None,
        subtrahend=result.second if is_difference else None,
        significant=result.significant,
        direction=_direction(indicator, kind),
        state=result.state,
        reason=result.reason,
        source=counts.source(indicator, staff_group, pay_band),
    )


def _direction(indicator: int, kind: reference.FigureKind) -> str:
    """How a figure is read. A survey percentage is read as its indicator says."""
    if kind.direction == "by indicator":
        return reference.by("indicators", "indicator")[str(indicator)]["direction"]
    return kind.direction
