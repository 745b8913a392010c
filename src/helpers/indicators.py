"""The nine indicators: counts in, figures out.

The formulas are those of the national WRES guidance. Each is worked out from counts and never
from a rounded number; rounding happens once, when a figure is printed (`helpers.formats`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from helpers import reference, statistics
from helpers.counts import PublishedCounts
from helpers.figures import ALL, BME, ETHNICITIES, WHITE, Count, Figure, Figures, State, joint_state
from helpers.statistics import Interval

POOLS = ("1-7", "8a-VSM")
SURVEY_INDICATORS = (5, 6, 7, 8)
RATIO = {
    2: "relative_likelihood_white_to_bme",
    3: "relative_likelihood_bme_to_white",
    4: "relative_likelihood_white_to_bme",
}
BOARDS = ("board members", "voting board members", "executive board members")


@dataclass(frozen=True, slots=True)
class Result:
    """A number worked out, with the two numbers it is made from; or why there is none.

    `people` are the part and the whole behind a percentage; `interval` and `significant` say how
    sure the number is (`helpers.statistics`).
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

    It has an interval where both have one, and is more than chance where that leaves out zero;
    between two percentages of few people Fisher's exact test decides.
    """
    if joint_state([first.state, second.state]) is not State.SHOWN:
        reasons = [r.reason for r in (first, second) if r.state is not State.SHOWN]
        return missing([first.state, second.state], reasons[0])
    interval = significant = None
    if first.interval and second.interval:
        interval = statistics.of_difference(
            first.value, first.interval, second.value, second.interval
        )
        significant = not interval.holds(0)
        if first.people and second.people:
            significant = statistics.is_more_than_chance(*first.people, *second.people, interval, 0)
    return Result(
        first.value - second.value,
        State.SHOWN,
        "",
        first.value,
        second.value,
        interval=interval,
        significant=significant,
    )


def difference_from_whole(part: Result, whole: Result) -> Result:
    """A band's share less the share of the workforce that the band belongs to.

    The two depend on each other. What is tested is the band beside everybody else, and with w the
    band's part of the workforce, band less workforce is (1 - w) times band less everybody else.
    There is no interval where the band is the whole workforce, or its counts do not fit into it.

    >>> band, everybody = percentage(Count(14), Count(137)), percentage(Count(99), Count(421))
    >>> gap = difference_from_whole(band, everybody)
    >>> round(gap.value, 1), gap.significant  # the others: 85 of 284, or 29.9%
    (-13.3, True)
    """
    gap = replace(difference(part, whole), interval=None, significant=None)
    if gap.state is not State.SHOWN or not (part.people and whole.people):
        return gap
    others = [all_ - some for some, all_ in zip(part.people, whole.people, strict=True)]
    if not 0 <= others[0] <= others[1] or others[1] == 0:
        return gap
    beside = difference(part, percentage(Count(others[0]), Count(others[1])))
    if beside.interval is None:
        return gap
    interval = beside.interval.times(others[1] / whole.people[1])
    return replace(gap, interval=interval, significant=beside.significant)


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
    """Every figure of one organisation and year that its own counts give.

    Comparisons with other years, national averages and the population are added by
    `helpers.comparisons`.
    """
    if not isinstance(counts, PublishedCounts):
        raise TypeError("figures are made from protected counts only: call protect() first")
    figures = [*indicator_1(counts), *indicator_2(counts), *indicator_3(counts)]
    figures += indicator_4(counts)
    for indicator in SURVEY_INDICATORS:
        figures += survey_indicator(counts, indicator)
    response = counts.get(5, "survey response rate", ALL)
    rate = Result(
        response.value, response.state, "" if response.value is not None else "not collected"
    )
    figures.append(_figure(counts, 5, "survey_response_rate", rate))
    return figures + indicator_9(counts)


def indicator_1(counts: PublishedCounts) -> list[Figure]:
    """Staff by band and ethnicity, and each group's share of its band and of the workforce."""
    made = partial(_figure, counts, 1)
    get = partial(counts.get, 1, "staff in post")
    overall = {e: percentage(get(e), get(ALL)) for e in ETHNICITIES}
    figures = _shares(made, {e: get(e) for e in (*ETHNICITIES, ALL)}, ALL, ALL)
    declared = percentage(get(WHITE) + get(BME), get(ALL))
    figures.append(made("ethnicity_declared_percentage", declared))
    for group in reference.by("staff_groups", "staff_group"):
        bands = _bands_of_all_staff(counts) if group == ALL else _bands(counts, group)
        for band, people in bands.items():
            figures += _shares(made, people, group, band)
            for ethnicity in ETHNICITIES:
                share = percentage(people[ethnicity], people[ALL])
                gap = difference_from_whole(share, overall[ethnicity])
                figures.append(made("difference_from_workforce", gap, group, band, ethnicity))
    return figures


def indicator_2(counts: PublishedCounts) -> list[Figure]:
    """Relative likelihood of being appointed from shortlisting: White to BME."""
    return _likelihood(
        counts,
        2,
        "shortlisted",
        "appointed",
        ("shortlisted_count", "appointed_count"),
        "appointment_rate",
        (WHITE, BME),
        nobody="nobody was appointed",
        no_limit="no BME applicant was appointed, so the ratio has no upper limit",
        empty="no {} applicant was shortlisted",
    )


def indicator_3(counts: PublishedCounts) -> list[Figure]:
    """Relative likelihood of entering the formal disciplinary process: BME to White."""
    return _likelihood(
        counts,
        3,
        "staff in post",
        "entered formal disciplinary process",
        (None, "disciplinary_count"),
        "disciplinary_rate",
        (BME, WHITE),
        nobody="nobody entered the process",
        no_limit="no White member of staff entered the process, so the ratio has no upper limit",
        empty="there are no {} staff",
    )


def indicator_4(counts: PublishedCounts) -> list[Figure]:
    """Relative likelihood of accessing non-mandatory training: White to BME."""
    return _likelihood(
        counts,
        4,
        "staff in post",
        "accessed non-mandatory training",
        (None, "training_count"),
        "training_rate",
        (WHITE, BME),
        nobody="nobody took part",
        no_limit="no BME member of staff took part, so the ratio has no upper limit",
        empty="there are no {} staff",
    )


def survey_indicator(counts: PublishedCounts, indicator: int) -> list[Figure]:
    """Indicators 5 to 8: a share of the respondents, and the gap between BME and White staff."""
    made = partial(_figure, counts, indicator)
    figures, shares = [], {}
    for ethnicity in (WHITE, BME):
        base = counts.get(indicator, "respondents", ethnicity)
        share = _survey_share(counts, indicator, ethnicity, base)
        shares[ethnicity] = share
        people = share
        if share.state is State.SHOWN:
            people = _as_result(Count(share.first)) if share.first is not None else _ONLY_A_SHARE
        figures += [
            made("survey_respondents", _as_result(base), ethnicity=ethnicity),
            made("survey_count", people, ethnicity=ethnicity),
            made("survey_percentage", share, ethnicity=ethnicity),
        ]
    figures.append(made("difference_bme_white", difference(shares[BME], shares[WHITE])))
    return figures


def indicator_9(counts: PublishedCounts) -> list[Figure]:
    """The board beside the workforce: the difference in percentage points, group by group."""
    made = partial(_figure, counts, 9)
    workforce = partial(counts.get, 1, "staff in post")
    shares = {e: percentage(workforce(e), workforce(ALL)) for e in ETHNICITIES}
    figures = [made("workforce_percentage", shares[e], ethnicity=e) for e in ETHNICITIES]
    for board in BOARDS:
        members = partial(counts.get, 9, board)
        figures.append(made("board_count", _as_result(members(ALL)), board))
        for ethnicity in ETHNICITIES:
            share = percentage(members(ethnicity), members(ALL), nobody="the board has no members")
            figures += [
                made("board_count", _as_result(members(ethnicity)), board, ALL, ethnicity),
                made("board_percentage", share, board, ALL, ethnicity),
                made(
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
    held = _held_bands(figures, year, staff_group)
    return tuple(band for band in held if band in (*POOLS, ALL))


def single_bands(figures: Figures, year: int, staff_group: str) -> tuple[str, ...]:
    """The single bands or grades of a staff group that hold figures."""
    held = _held_bands(figures, year, staff_group)
    return tuple(band for band in held if band not in (*POOLS, ALL))


def _held_bands(figures: Figures, year: int, staff_group: str) -> list[str]:
    found = figures.select(
        indicator=1, figure="staff_count", year=year, staff_group=staff_group, ethnicity=ALL
    )
    return [figure.pay_band for figure in found]


def _likelihood(
    counts: PublishedCounts,
    indicator: int,
    people: str,
    events: str,
    names: tuple[str | None, str],
    rate_name: str,
    order: tuple[str, str],
    *,
    nobody: str,
    no_limit: str,
    empty: str,
) -> list[Figure]:
    made = partial(_figure, counts, indicator)
    people_in = 1 if people == "staff in post" else indicator
    people_name, events_name = names
    figures, rates = [], {}
    for ethnicity in ETHNICITIES:
        base = counts.get(people_in, people, ethnicity)
        happened = counts.get(indicator, events, ethnicity)
        rates[ethnicity] = percentage(happened, base, nobody=empty.format(ethnicity))
        if people_name:
            figures.append(made(people_name, _as_result(base), ethnicity=ethnicity))
        figures += [
            made(events_name, _as_result(happened), ethnicity=ethnicity),
            made(rate_name, rates[ethnicity], ethnicity=ethnicity),
        ]
    first, second = order
    ratio = relative_likelihood(rates[first], rates[second], nobody=nobody, no_limit=no_limit)
    inverse = relative_likelihood(
        rates[second],
        rates[first],
        nobody=nobody,
        no_limit="the rate of the other group is zero, so the ratio has no upper limit",
    )
    return [
        *figures,
        made(RATIO[indicator], ratio),
        made("relative_likelihood_turned_round", inverse),
    ]


def _shares(
    made: Callable[..., Figure], people: dict[str, Count], group: str, band: str
) -> list[Figure]:
    figures = [made("staff_count", _as_result(people[ALL]), group, band)]
    for ethnicity in ETHNICITIES:
        share = percentage(people[ethnicity], people[ALL])
        figures += [
            made("staff_count", _as_result(people[ethnicity]), group, band, ethnicity),
            made("staff_percentage", share, group, band, ethnicity),
        ]
    return figures


def _bands(counts: PublishedCounts, group: str) -> dict[str, dict[str, Count]]:
    """The counts of a staff group by band: those handed in, the two pools, and all together."""
    facts = reference.by("pay_bands", "pay_band")
    given = {
        band: {e: counts.get(1, "staff in post", e, group, band) for e in (*ETHNICITIES, ALL)}
        for band in counts.bands(group)
    }
    if not given:
        return {}
    bands = dict(given)
    for pool in POOLS:
        parts = [people for band, people in given.items() if facts[band]["pool"] == pool]
        if parts:
            bands[pool] = _sum(parts)
    if ALL not in given:
        bands[ALL] = _sum([people for band, people in given.items() if not facts[band]["of_which"]])
    return dict(sorted(bands.items(), key=lambda item: int(facts[item[0]]["order"])))


def _bands_of_all_staff(counts: PublishedCounts) -> dict[str, dict[str, Count]]:
    """The single Agenda for Change bands that clinical and non-clinical staff both have, summed.

    National averages by band are of both groups together.
    """
    facts = reference.by("pay_bands", "pay_band")
    groups = [_bands(counts, group) for group in ("clinical", "non-clinical")]
    return {
        band: _sum([bands[band] for bands in groups])
        for band, fact in facts.items()
        if fact["scheme"] == "Agenda for Change" and all(band in bands for bands in groups)
    }


def _sum(parts: list[dict[str, Count]]) -> dict[str, Count]:
    total = dict(parts[0])
    for part in parts[1:]:
        total = {ethnicity: total[ethnicity] + part[ethnicity] for ethnicity in total}
    return total


def _survey_share(counts: PublishedCounts, indicator: int, ethnicity: str, base: Count) -> Result:
    """A survey result from a count, or from a printed percentage.

    A percentage that one whole number of the respondents gives, to the decimal printed, is worked
    out again from that number, so that nothing downstream builds on a rounded value. Any other
    percentage (a weighted one, or one that several numbers of a thousand respondents or more would
    give) stands as it was printed, without a number of people.
    """
    people = counts.get(indicator, "count", ethnicity)
    printed = counts.get(indicator, "percentage", ethnicity)
    if printed.state is State.NOT_COLLECTED:
        return percentage(people, base, nobody="nobody answered the question")
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


def _as_result(count: Count) -> Result:
    return Result(count.value, count.state, "" if count.value is not None else str(count.state))


def _figure(
    counts: PublishedCounts,
    indicator: int,
    name: str,
    result: Result,
    staff_group: str = ALL,
    pay_band: str = ALL,
    ethnicity: str = ALL,
) -> Figure:
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
