"""Charts: SVG drawings of figures, each with its words.

A chart has no title inside: the page prints the finding as a headline above it, with
`Chart.subtitle` below, and the source under the chart. Each function gives None where there is
nothing to draw, and the page says so in words.

Only printed numbers reach a drawing. A bar is as long as its number is printed, and a missing
figure gives words and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE, Figure, State
from wres.figures.formats import is_zero_as_printed, show
from wres.figures.phrases import listed
from wres.indicators.comparisons import without_age
from wres.narrative.scope import Edition
from wres.reference.standard import RATES
from wres.showing.charts.bars import Bar, Column, Line, draw
from wres.showing.charts.words import (
    alt,
    apart,
    length,
    printed,
    spoken,
    spoken_short,
)

__all__ = ["Chart", "all_staff", "bands", "board", "population", "rates", "survey"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it says to those who do not see it, and what is measured in it."""

    svg: str
    alt: str
    subtitle: str


def all_staff(edition: Edition) -> Chart | None:
    """The share of White, BME and unknown staff in the whole workforce, year beside year."""
    years = edition.scope.years
    shares = [
        edition.figures.get(1, "staff_percentage", year, ethnicity=ethnicity)
        for ethnicity in ETHNICITIES
        for year in years
    ]
    if not _any_shown(shares):
        return None
    of = "of " if len(years) > 1 else ""
    what = f"Share of all staff by ethnicity, 31 March {of}{_years_in_words(edition, 1)}"
    *earlier, now = (share for share in shares if share.ethnicity == BME)
    point = f"The BME share of all staff in {edition.called(1, now.year)} is {spoken(now)}"
    if earlier:
        before = [f"{spoken(share)} in {edition.called(1, share.year)}" for share in earlier]
        point += f", after {listed(before)}"
    bars = _bars(edition, shares, by="ethnicity")
    return Chart(draw(bars), alt(what, _data(edition, shares), point), what)


def bands(edition: Edition, staff_group: str, pay_bands: Sequence[str]) -> Chart | None:
    """The BME share of each band of one staff group, beside that of the whole workforce.

    Bars are this year, outlined ticks last year, the line the whole workforce. None where no band
    of this year has a number.
    """
    shares, before = (
        [
            of_year(1, "staff_percentage", staff_group=staff_group, pay_band=band, ethnicity=BME)
            for band in pay_bands
        ]
        for of_year in (edition.now, edition.then)
    )
    if not _any_shown(shares):
        return None
    facts = [reference.by("pay_bands", "pay_band")[band] for band in pay_bands]
    names = [fact["label"] for fact in facts]
    noun = "grade" if all(fact["scheme"] == "medical and dental" for fact in facts) else "band"
    group = reference.by("staff_groups", "staff_group")[staff_group]["label"].lower()
    if staff_group == ALL:
        group = "clinical and non-clinical"
    when = edition.called(1, edition.scope.year)
    subtitle = what = f"BME share of {group} staff in each {noun}, 31 March {when}"
    columns = []
    data = [f"{name}: {spoken_short(share)}" for name, share in zip(names, shares, strict=True)]
    if _any_shown(before):
        earlier = edition.called(1, edition.scope.last_year)
        columns = [Column(earlier, [f"{show(share)}" for share in before], shows_markers=True)]
        subtitle = f"{what}; outlined ticks: {earlier}"
        data = [
            f"{text} ({earlier}: {spoken_short(share)})"
            for text, share in zip(data, before, strict=True)
        ]
    everybody = edition.now(1, "staff_percentage", ethnicity=BME)
    point = _bands_point(noun, dict(zip(names, shares, strict=True)), everybody)
    svg = draw(
        _bands_bars(names, shares, before), _line(everybody, "all staff"), columns, values=when
    )
    return Chart(svg, alt(what, data, point), subtitle)


def _bands_bars(
    names: Sequence[str], shares: Sequence[Figure], before: Sequence[Figure]
) -> list[Bar]:
    """A bar for each band, with a tick where its share was the year before."""
    return [
        Bar(name, printed(share), length(share), BME, marker=length(earlier))
        for name, share, earlier in zip(names, shares, before, strict=True)
    ]


def _line(share: Figure, whose: str) -> Line | None:
    """The line that bars are set against: the BME share of all staff, where it is shown."""
    return Line(length(share), f"BME share of {whose}: {show(share)}") if share.is_shown else None


def _bands_point(noun: str, shares: Mapping[str, Figure], everybody: Figure) -> str:
    """Which bands are below the workforce, going by the numbers as they are printed."""
    if not everybody.is_shown:
        return f"The BME share of all staff is {spoken(everybody)}"
    shown = {name: figure for name, figure in shares.items() if figure.is_shown}
    below = [name for name, figure in shown.items() if length(figure) < length(everybody)]
    than = f"the BME share of all staff, {show(everybody)}"
    if 0 < len(below) < len(shown):
        return f"Below {than}: {listed(below)}"
    return f"All {noun}s with a figure are {'below' if below else 'at or above'} {than}"


def rates(edition: Edition, indicator: int) -> Chart | None:
    """The rate behind indicator 2, 3 or 4 among White, BME and unknown, year by year.

    Unknown is left out where no year has it. None where every rate is missing or printed as
    zero.
    """
    name = RATES[indicator]
    drawn = _year_by_year(edition, indicator, name, ETHNICITIES)
    told = (State.SHOWN, State.WITHHELD)
    if not any(rate.ethnicity == UNKNOWN and rate.state in told for rate in drawn):
        drawn = [rate for rate in drawn if rate.ethnicity != UNKNOWN]
    if not any(rate.is_shown and not is_zero_as_printed(rate) for rate in drawn):
        return None
    meaning = reference.figure_kind(name).meaning
    what = f"{meaning}, by ethnicity, {_years_in_words(edition, indicator)}"
    white, bme = _white_and_bme(edition, indicator, name)
    point = (
        f"In {edition.called(indicator, edition.scope.year)} the rate is {spoken_short(white)} "
        f"among White people and {spoken_short(bme)} among BME people"
    )
    bars = _bars(edition, drawn, by="year")
    return Chart(draw(bars), alt(what, _data(edition, drawn), point), what)


def survey(edition: Edition, indicator: int) -> Chart | None:
    """A survey indicator (5 to 8) among White and BME staff, beside the national average."""
    shares = _year_by_year(edition, indicator, "survey_percentage", (WHITE, BME))
    if not _any_shown(shares):
        return None
    title = reference.by("indicators", "indicator")[str(indicator)]["title"]
    what = f"{title}, by ethnicity, {_years_in_words(edition, indicator)}"
    point, data = _survey_point(edition, indicator), _data(edition, shares)
    averages = [edition.alike(share, share.figure + reference.AVERAGE) for share in shares]
    if not _any_shown(averages):
        return Chart(draw(_bars(edition, shares, by="year")), alt(what, data, point), what)
    shown = [average for average in averages if average.is_shown]
    whose = "; ".join(dict.fromkeys(without_age(average) for average in shown))
    bars = _bars(edition, shares, by="year", markers=averages)
    column = Column("National average", [f"{show(average)}" for average in averages],
                    shows_markers=True)  # fmt: skip
    data = [
        f"{text}, national average {spoken_short(average)}"
        for text, average in zip(data, averages, strict=True)
    ]
    subtitle = f"{what}; outlined ticks: national average ({whose})"
    # At the end of its bar a value would stand next to a tick and be taken for the tick's.
    svg = draw(bars, columns=[column], values="")
    return Chart(svg, alt(what, data, point), subtitle)


def _survey_point(edition: Edition, indicator: int) -> str:
    white, bme = _white_and_bme(edition, indicator, "survey_percentage")
    gap = edition.now(indicator, "difference_bme_white")
    point = (
        f"In the {edition.called(indicator, edition.scope.year)} it is {spoken_short(bme)} "
        f"among BME staff and {spoken_short(white)} among White staff"
    )
    words = apart(gap, "higher among BME staff", "lower among BME staff", "no difference")
    return f"{point}: {words}" if words else point


def board(edition: Edition, board: str = "board members") -> Chart | None:
    """The share of each ethnic group on the board beside its share of the workforce.

    This year is drawn. None where no share of the board has a number.
    """
    seats = _by_ethnicity(edition, "board_percentage", board)
    staff = _by_ethnicity(edition, "workforce_percentage")
    gaps = _by_ethnicity(edition, "difference_board_workforce", board)
    if not _any_shown([*seats.values()]):
        return None
    who = reference.by("staff_groups", "staff_group")[board]["label"].lower()
    bars, data = [], []
    for ethnicity in ETHNICITIES:
        rows = ((who, seats[ethnicity], False), ("all staff", staff[ethnicity], True))
        for place, share, is_staff in rows:
            label = f"{ethnicity}, {place}"
            bars.append(
                Bar(label, printed(share), length(share), ethnicity, hollow=is_staff,
                    strong=not is_staff, starts_block=not is_staff)
            )  # fmt: skip
            data.append(f"{label}: {spoken(share)}")
    when = edition.called(9, edition.scope.year)
    what = f"Share of the board ({who}) and of all staff by ethnicity, 31 March {when}"
    point = (
        f"The BME share of the board is {spoken_short(seats[BME])} and that of all staff "
        f"{spoken_short(staff[BME])}"
    )
    words = apart(gaps[BME], "above", "below", "no difference")
    point = f"{point}: {words}" if words else point
    column = Column("Board less staff, points", [f"{show(gap)}" for gap in gaps.values()],
                    per_block=True)  # fmt: skip
    subtitle = f"{what}; differences in percentage points"
    return Chart(draw(bars, columns=[column]), alt(what, data, point), subtitle)


def _by_ethnicity(edition: Edition, name: str, staff_group: str = ALL) -> dict[str, Figure]:
    """A figure of indicator 9 for each ethnicity, this year."""
    return {
        ethnicity: edition.now(9, name, staff_group=staff_group, ethnicity=ethnicity)
        for ethnicity in ETHNICITIES
    }


def population(edition: Edition) -> Chart | None:
    """The BME share of each area's population, beside the BME share of the organisation's staff.

    The system comes first, then its parts in their order.
    """
    year = edition.scope.year
    areas = [
        share
        for share in edition.figures.select(
            indicator=1, figure="local_population_percentage", year=year, ethnicity=BME
        )
        if share.is_shown
    ]
    if not areas:
        return None
    areas.sort(key=lambda share: share.reason != "system")
    staff = edition.now(1, "staff_percentage", ethnicity=BME)
    bars = [
        Bar(area.area, f"{show(area)}", length(area), BME, strong=area.reason == "system",
            starts_block=number == 1 and areas[0].reason == "system")
        for number, area in enumerate(areas)
    ]  # fmt: skip
    what = f"BME share of the local population, beside that of staff on 31 March {year}"
    data = [f"{area.area}: {show(area)}" for area in areas]
    gap = edition.alike(areas[0], "difference_from_local_population")
    point = f"The BME share of staff is {spoken_short(staff)}"
    where = f"the BME share of the population of {areas[0].area}"
    words = apart(gap, f"above {where}", f"below {where}", f"as high as {where}")
    point = f"{point}, {words}" if words else point
    svg = draw(bars, _line(staff, f"staff, {year}"), values="")
    return Chart(svg, alt(what, data, point), what)


def _year_by_year(
    edition: Edition, indicator: int, name: str, ethnicities: Sequence[str]
) -> list[Figure]:
    """A figure of each year and, within it, each ethnicity."""
    return [
        edition.figures.get(indicator, name, year, ethnicity=ethnicity)
        for year in edition.scope.years
        for ethnicity in ethnicities
    ]


def _white_and_bme(edition: Edition, indicator: int, name: str) -> tuple[Figure, Figure]:
    """A figure of this year among White and among BME people."""
    white, bme = (edition.now(indicator, name, ethnicity=ethnicity) for ethnicity in (WHITE, BME))
    return white, bme


def _any_shown(figures: Sequence[Figure]) -> bool:
    return any(figure.is_shown for figure in figures)


def _years_in_words(edition: Edition, indicator: int) -> str:
    """The years of a chart as a list: "2022 (BLMK CCG) and 2023"."""
    return listed([edition.called(indicator, year) for year in edition.scope.years])


def _label(edition: Edition, figure: Figure) -> str:
    """What stands before a bar: "BME, 2023"."""
    return f"{figure.ethnicity}, {edition.called(figure.indicator, figure.year)}"


def _data(edition: Edition, figures: Sequence[Figure]) -> list[str]:
    return [f"{_label(edition, figure)}: {spoken(figure)}" for figure in figures]


def _bars(
    edition: Edition, figures: Sequence[Figure], by: str, markers: Sequence[Figure] = ()
) -> list[Bar]:
    """One bar a figure, the latest year in bold, with a tick where another figure is.

    A new block starts where the field `by` which they stand (`ethnicity` or `year`) changes.
    """
    scope, blocks = edition.scope, [getattr(figure, by) for figure in figures]
    return [
        Bar(
            label=_label(edition, figure),
            text=printed(figure),
            length=length(figure),
            role=figure.ethnicity,
            strong=len(scope.years) > 1 and figure.year == scope.year,
            starts_block=number > 0 and blocks[number] != blocks[number - 1],
            marker=length(markers[number]) if markers else None,
        )
        for number, figure in enumerate(figures)
    ]
