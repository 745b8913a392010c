"""Set figures beside something: the year before, a national average, the local population."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from wres import reference
from wres.disclosure import protect
from wres.figures import ALL, BME, WHITE, Figure, Figures, State
from wres.figures.counts import PublishedCounts, with_two_year_average
from wres.figures.phrases import listed
from wres.ground.settings import PUBLISHED, TWO_YEAR_AVERAGE, Settings
from wres.indicators import Result, calculate, difference
from wres.indicators.detail import detail
from wres.indicators.further import further
from wres.indicators.levels import progress
from wres.reading.context import POPULATION_GROUPS, Benchmark, PopulationShare
from wres.reading.held import Context, Inputs
from wres.reading.organisations import RENAMED, SPLIT, Register
from wres.reference.standard import GROUNDS

# Figures that say how others fare, or that are differences already, are not compared again; nor are
# the grounds of discrimination, which few people name.
_COMPARED_WITH_LAST_YEAR = frozenset(
    name
    for name in reference.by("figures", "figure")
    if name
    not in (
        "local_population_percentage",
        "difference_from_local_population",
        "workforce_percentage",
        "relative_likelihood_turned_round",
        "additional_bme_for_parity",
        "named_a_ground_count",
        *(f"{ground}_{what}" for ground in GROUNDS.values() for what in ("count", "percentage")),
    )
)


def protected(inputs: Inputs, audience: str = PUBLISHED) -> tuple[PublishedCounts, ...]:
    """What these readers may see of each year's counts, oldest year first."""
    settings, out = inputs.context.settings, inputs.released
    return tuple(
        protect(read.counts, settings, audience, out.get(read.counts.year)) for read in inputs.years
    )


def figures_of(inputs: Inputs, audience: str = PUBLISHED) -> Figures:
    """Every figure that a report of the latest year of these inputs may print, all years' in it."""
    return figures_from(inputs.context, protected(inputs, audience)).validated()


def figures_from(
    context: Context, published: Sequence[PublishedCounts], *, with_changes: bool = True
) -> Figures:
    """`figures_of`, from the protected counts of each year and what surrounds them.

    They are not held against their schema yet: what a report prints is (`wres.indicators.once`).
    `with_changes` says whether each is set beside the year before.
    """
    figures: list[Figure] = []
    last: list[Figure] = []
    before: PublishedCounts | None = None
    code = context.organisation.ods_code
    for counts in published:
        year = counts.year
        on_basis = _on_basis(context, counts, before)
        nine = calculate(on_basis)
        of_year = [*nine, *detail(on_basis), *progress(on_basis, nine)]
        if context.settings.further_standards:
            of_year += further(on_basis, nine)
        figures += of_year
        if with_changes:
            broken = breaks(context.register, code, year, context.settings)
            figures += on_last_year(of_year, last, year, broken)
        kinds = _kind(context, year, published[-1].year)
        figures += with_national_average(of_year, context.benchmarks, kinds)
        figures += with_local_population(of_year, context.population)
        last, before = of_year, counts
    return Figures(figures)


def basis(settings: Settings, year: int) -> str:
    """Whether indicator 3 of a year counts that year alone or the average of two.

    What the organisation decided for the year, or for every year, goes before the default.

    >>> basis(Settings(), 2023)
    'single year'
    >>> basis(Settings(indicator_3_basis={2023: TWO_YEAR_AVERAGE}), 2023)
    'two-year average'
    """
    for given in (year, None):
        if given in settings.indicator_3_basis:
            return settings.indicator_3_basis[given]
    bases = reference.rows("indicator_3_bases")
    return [row["basis"] for row in bases if int(row["first_year"]) <= year][-1]


def _on_basis(
    context: Context, counts: PublishedCounts, before: PublishedCounts | None
) -> PublishedCounts:
    """Counts with the average of two years for indicator 3, where it is counted so."""
    if basis(context.settings, counts.year) != TWO_YEAR_AVERAGE:
        return counts
    # What a body had before it was split is no part of what it has now.
    changes = context.register.changes(context.organisation.ods_code, counts.year)
    is_split = SPLIT in {change.kind for change in changes}
    return with_two_year_average(counts, None if is_split else before)


def _kind(context: Context, year: int, now: int) -> tuple[str, ...]:
    """The kinds of organisation whose averages a year may be set beside: then, and now."""
    bodies = context.register.bodies(context.organisation.ods_code, year, now)
    facts = reference.by("organisation_kinds", "kind")
    kinds = dict.fromkeys(body.kind for body in (*bodies, context.organisation))
    # The averages of NHS trusts are of foundation trusts too.
    wider = (facts[kind]["compared_with"] for kind in kinds)
    return tuple(dict.fromkeys((*kinds, *filter(None, wider))))


def breaks(
    register: Register, ods_code: str, year: int, settings: Settings | None = None
) -> dict[int, str]:
    """Where the series breaks between `year` and the year before: the reason, by indicator.

    Key 0 stands for every indicator: another body reported the year before, and a change on it
    is worked out and marked. A key from 1 to 9 stands for that indicator: there is no change,
    because what is counted is no longer the same.
    """
    bases = [basis(settings or Settings(), when) for when in (year - 1, year)]
    reasons = {}
    if bases[0] != bases[1]:
        reasons[3] = f"{year - 1} is on the basis of a {bases[0]}, {year} of a {bases[1]}"
    reasons |= {
        int(row["indicator"]): row["reason"]
        for row in reference.rows("breaks")
        if int(row["first_year"]) == year
    }
    kinds = {change.kind for change in register.changes(ods_code, year)} - {RENAMED}
    if not kinds:
        return reasons
    then, now = (register.bodies(ods_code, when, year) for when in (year - 1, year))
    names = [listed([body.short_name for body in bodies]) for bodies in (then, now)]
    together = " added together" if len(then) > 1 else ""
    if SPLIT not in kinds:
        return reasons | {0: f"{year - 1} is {names[0]}{together}, {year} is {names[1]}"}
    reason = (
        f"{year - 1} is {names[0]}{together} before a split, {year} is {names[1]} after it, "
        "and the two cannot be compared"
    )
    return reasons | {int(number): reason for number in reference.by("indicators", "indicator")}


def on_last_year(
    figures: Sequence[Figure], last: Iterable[Figure], year: int, broken: dict[int, str]
) -> list[Figure]:
    """The change of each figure on the year before.

    A change of percentages is in percentage points, a change of a number of people in per cent,
    a change of a ratio a plain difference. Where another body reported the year before, the
    change is worked out and carries the marker `b`; where the question itself changed, there is
    none.
    """
    before = {figure.key[1:]: figure for figure in last if figure.year == year - 1}
    changes = []
    for figure in figures:
        if figure.figure not in _COMPARED_WITH_LAST_YEAR:
            continue
        earlier = before.get(figure.key[1:])
        if earlier is None:
            result = Result(None, State.NOT_COLLECTED, f"no figure for {year - 1}")
        elif figure.indicator in broken:
            result = Result(None, State.NOT_CALCULABLE, broken[figure.indicator])
        elif figure.unit == "people":
            result = percent_change(figure, earlier)
        else:
            result = difference(figure, earlier)
        is_broken = 0 in broken or figure.indicator in broken
        name = figure.figure + reference.CHANGE
        changes.append(_comparison(figure, name, result, "b" if is_broken else ""))
    return changes


def percent_change(figure: Figure, earlier: Figure) -> Result:
    """A change in a number of people, in per cent of the earlier number.

    96 to 99 people is 3 of 96, or 3.125%.
    """
    change = difference(figure, earlier)
    if change.state is not State.SHOWN:
        return change
    if earlier.value == 0:
        return Result(
            None,
            State.NOT_CALCULABLE,
            "the number was zero the year before",
            change.value,
            earlier.value,
        )
    value = 100 * change.value / earlier.value
    return Result(value, State.SHOWN, "", change.value, earlier.value)


def with_national_average(
    figures: Sequence[Figure], benchmarks: Sequence[Benchmark], kinds: tuple[str, ...]
) -> list[Figure]:
    """The national average beside each figure that has one, and the difference from it.

    The latest value of the same year or earlier is taken, for a kind of organisation in `kinds`
    or for any kind. Whose average it is, of when, and how much older than the figure, stands in
    `reason`.
    """
    values: dict[tuple, list[Benchmark]] = defaultdict(list)
    for benchmark in benchmarks:
        if benchmark.organisation_kind in (*kinds, "any"):
            values[_place(benchmark)].append(benchmark)
    averages = []
    for figure in figures:
        if figure.sex != ALL:  # an average is of women and men together
            continue
        by_then = [value for value in values.get(_place(figure), ()) if value.year <= figure.year]
        # Of one year's values, that of the organisation's own kind before one for any kind.
        benchmark = max(by_then, key=lambda b: (b.year, b.organisation_kind != "any"), default=None)
        if benchmark is None:
            continue
        average = replace(
            figure,
            figure=figure.figure + reference.AVERAGE,
            value=benchmark.value,
            low=None,
            high=None,
            numerator=None,
            denominator=None,
            significant=None,
            state=State.SHOWN,
            reason=f"{benchmark.population}{_age(figure.year - benchmark.year)}",
            source=benchmark.source,
        )
        gap = difference(figure, Result.exact(benchmark.value))
        averages += [average, _comparison(figure, figure.figure + reference.FROM_AVERAGE, gap)]
    return averages


def _age(years: int) -> str:
    """How much older a national average is than the figure beside it.

    >>> _age(0), _age(1), _age(4)
    ('', ', a year older', ', four years older')
    """
    if years < 2:
        return ", a year older" * years
    return f", {_YEARS[years - 2] if years - 2 < len(_YEARS) else 'over ten'} years older"


_YEARS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def without_age(average: Figure) -> str:
    """Whose average it is and of when, whatever figure it stands beside.

    >>> without_age(Figure("RXX", 2023, 5, "x", reason="all trusts, 2019, four years older"))
    'all trusts, 2019'
    """
    return _AGE.sub("", average.reason)


def age(average: Figure) -> str:
    """How much older it is than the figure that it stands beside; nothing where it is not.

    >>> age(Figure("RXX", 2023, 5, "x", reason="all trusts, 2019, four years older"))
    'four years older'
    """
    older = _AGE.search(average.reason)
    return older[0].removeprefix(", ") if older else ""


_AGE = re.compile(r", (?:a year|[a-z ]+ years) older$")


def _place(figure: Figure | Benchmark) -> tuple:
    """What a figure and its national average have in common."""
    return figure.indicator, figure.figure, figure.staff_group, figure.pay_band, figure.ethnicity


def with_local_population(
    figures: Sequence[Figure], population: Sequence[PopulationShare]
) -> list[Figure]:
    """Shares of the local population by area, and the workforce's BME share set beside them.

    The BME share of an area is the sum of its parts where all of them are given, so that areas of
    different size are never averaged.
    """
    staff = next(
        figure
        for figure in figures
        if figure.figure == "staff_percentage"
        and (figure.staff_group, figure.ethnicity) == (ALL, BME)
    )
    areas = dict.fromkeys(share.area for share in population)
    return [
        figure
        for area in areas
        for figure in _figures_of_area(staff, [part for part in population if part.area == area])
    ]


def _figures_of_area(staff: Figure, shares: Sequence[PopulationShare]) -> list[Figure]:
    """The shares of one area's population, and how far the workforce's BME share is from its."""
    area = shares[0]
    percentages = _population_percentages(shares)
    of_area = replace(
        staff,
        area=area.area,
        ethnicity=BME,
        source=f"{area.source} (Census {area.census_year})",
        marker="",
        low=None,
        high=None,
        numerator=None,
        denominator=None,
    )
    figures = [
        replace(
            of_area,
            figure="local_population_percentage",
            ethnicity=group,
            value=percentage,
            state=State.SHOWN,
            reason=area.area_type,
        )
        for group, percentage in percentages.items()
    ]
    if BME in percentages:
        gap = difference(staff, Result.exact(percentages[BME]))
        figures.append(_comparison(of_area, "difference_from_local_population", gap))
    return figures


def _population_percentages(shares: Sequence[PopulationShare]) -> dict[str, float]:
    """The percentage of each group; that of all BME people is summed where it is not given."""
    percentages = {share.ethnic_group: share.percentage for share in shares}
    names = [group for group in POPULATION_GROUPS if group not in (WHITE, BME)]
    if BME not in percentages and all(group in percentages for group in names):
        percentages[BME] = sum(percentages[group] for group in names)
    return percentages


def _comparison(figure: Figure, name: str, result: Result, marker: str = "") -> Figure:
    unit = reference.figure_kind(name).unit
    is_share = unit == "percent change"
    return replace(
        figure,
        figure=name,
        value=result.value,
        low=result.interval.low if result.interval else None,
        high=result.interval.high if result.interval else None,
        unit=unit,
        numerator=result.first if is_share else None,
        denominator=result.second if is_share else None,
        minuend=None if is_share else result.first,
        subtrahend=None if is_share else result.second,
        significant=result.significant,
        state=result.state,
        reason=result.reason,
        marker=marker,
    )
