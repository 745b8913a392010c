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
from wres.figures import BME, ETHNICITIES, UNKNOWN, WHITE, Figure, Figures, State
from wres.figures.formats import is_zero_as_printed, show
from wres.figures.phrases import listed
from wres.reference.standard import RATES
from wres.showing.charts.bars import Bar, Column, Line, draw
from wres.showing.charts.words import (
    alt,
    apart,
    called,
    length,
    printed,
    spoken,
    spoken_short,
    years_in_words,
)

__all__ = ["Chart", "all_staff", "bands", "board", "population", "rates", "survey"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, what it says to those who do not see it, and what is measured in it."""

    svg: str
    alt: str
    subtitle: str


def all_staff(figures: Figures, years: Sequence[int], labels: Mapping[int, str]) -> Chart | None:
    """The share of White, BME and unknown staff in the whole workforce, year beside year."""
    rows = [
        (ethnicity, year, figures.get(1, "staff_percentage", year, ethnicity=ethnicity))
        for ethnicity in ETHNICITIES
        for year in years
    ]
    if not _any_shown(rows):
        return None
    what = f"Share of all staff by ethnicity, 31 March {_of(years)}{years_in_words(years, labels)}"
    shares = {year: figure for ethnicity, year, figure in rows if ethnicity == BME}
    point = (
        f"The BME share of all staff in {called(years[-1], labels)} is {spoken(shares[years[-1]])}"
    )
    if len(years) > 1:
        earlier = [f"{spoken(shares[year])} in {called(year, labels)}" for year in years[:-1]]
        point += f", after {listed(earlier)}"
    bars = _bars(rows, years, labels, block=0)
    return Chart(draw(bars), alt(what, _data(rows, labels), point), what)


def bands(
    figures: Figures,
    years: Sequence[int],
    labels: Mapping[int, str],
    staff_group: str,
    pay_bands: Sequence[str],
) -> Chart | None:
    """The BME share of each band of one staff group, beside that of the whole workforce.

    Bars are the last of `years`, outlined ticks the year before it, the line the whole
    workforce. None where no band of the last year has a number.
    """
    year = years[-1]
    facts = [reference.by("pay_bands", "pay_band")[band] for band in pay_bands]
    names = {row["pay_band"]: row["label"] for row in facts}
    noun = "grade" if all(row["scheme"] == "medical and dental" for row in facts) else "band"
    group = reference.by("staff_groups", "staff_group")[staff_group]["label"].lower()

    def shares(of_year: int) -> dict[str, Figure]:
        return {
            band: figures.get(
                1, "staff_percentage", of_year,
                staff_group=staff_group, pay_band=band, ethnicity=BME,
            )
            for band in pay_bands
        }  # fmt: skip

    now = shares(year)
    if not any(figure.is_shown for figure in now.values()):
        return None
    before = shares(years[-2]) if len(years) > 1 else {}
    if not any(figure.is_shown for figure in before.values()):
        before = {}
    everybody = figures.get(1, "staff_percentage", year, ethnicity=BME)
    bars = [
        Bar(names[band], printed(now[band]), length(now[band]), BME,
            marker=length(before[band]) if before else None)
        for band in pay_bands
    ]  # fmt: skip
    line = None
    if everybody.is_shown:
        line = Line(length(everybody), f"BME share of all staff: {show(everybody)}")
    what = f"BME share of {group} staff in each {noun}, 31 March {called(year, labels)}"
    subtitle, columns, data = what, [], [f"{names[b]}: {spoken_short(now[b])}" for b in pay_bands]
    if before:
        earlier = called(years[-2], labels)
        columns = [Column(earlier, [f"{show(before[b])}" for b in pay_bands], shows_markers=True)]
        subtitle = f"{what}; outlined ticks: {earlier}"
        data = [
            f"{text} ({earlier}: {spoken_short(before[band])})"
            for text, band in zip(data, pay_bands, strict=True)
        ]
    point = _bands_point(noun, {names[b]: now[b] for b in pay_bands}, everybody)
    svg = draw(bars, line, columns, values=called(year, labels))
    return Chart(svg, alt(what, data, point), subtitle)


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


def rates(
    figures: Figures, indicator: int, years: Sequence[int], labels: Mapping[int, str]
) -> Chart | None:
    """The rate behind indicator 2, 3 or 4 among White, BME and unknown, year by year.

    Unknown is left out where no year has it. None where every rate is missing or printed as
    zero.
    """
    name = RATES[indicator]
    rows = [
        (ethnicity, year, figures.get(indicator, name, year, ethnicity=ethnicity))
        for year in years
        for ethnicity in ETHNICITIES
    ]
    told = (State.SHOWN, State.WITHHELD)
    if not any(ethnicity == UNKNOWN and figure.state in told for ethnicity, _, figure in rows):
        rows = [row for row in rows if row[0] != UNKNOWN]
    if not any(figure.is_shown and not is_zero_as_printed(figure) for *_, figure in rows):
        return None
    what = f"{reference.figure_kind(name).meaning}, by ethnicity, {years_in_words(years, labels)}"
    last = {ethnicity: figure for ethnicity, year, figure in rows if year == years[-1]}
    white, bme = last[WHITE], last[BME]
    point = (
        f"In {called(years[-1], labels)} the rate is {spoken_short(white)} among White people "
        f"and {spoken_short(bme)} among BME people"
    )
    bars = _bars(rows, years, labels, block=1)
    return Chart(draw(bars), alt(what, _data(rows, labels), point), what)


def survey(
    figures: Figures, indicator: int, years: Sequence[int], labels: Mapping[int, str]
) -> Chart | None:
    """A survey indicator (5 to 8) among White and BME staff, beside the national average."""
    rows = [
        (ethnicity, year, figures.get(indicator, "survey_percentage", year, ethnicity=ethnicity))
        for year in years
        for ethnicity in (WHITE, BME)
    ]
    if not _any_shown(rows):
        return None
    title = reference.by("indicators", "indicator")[str(indicator)]["title"]
    what = f"{title}, by ethnicity, {years_in_words(years, labels)}"
    averages = [
        figures.get(indicator, "survey_percentage" + reference.AVERAGE, year, ethnicity=ethnicity)
        for ethnicity, year, _ in rows
    ]
    point = _survey_point(figures, indicator, years[-1], labels)
    if not any(average.is_shown for average in averages):
        bars = _bars(rows, years, labels, block=1)
        return Chart(draw(bars), alt(what, _data(rows, labels), point), what)
    whose = "; ".join(dict.fromkeys(a.reason for a in averages if a.is_shown))
    bars = _bars(rows, years, labels, 1, [length(average) for average in averages])
    column = Column("National average", [f"{show(average)}" for average in averages],
                    shows_markers=True)  # fmt: skip
    data = [
        f"{text}, national average {spoken_short(average)}"
        for text, average in zip(_data(rows, labels), averages, strict=True)
    ]
    subtitle = f"{what}; outlined ticks: national average ({whose})"
    # At the end of its bar a value would stand next to a tick and be taken for the tick's.
    svg = draw(bars, columns=[column], values="")
    return Chart(svg, alt(what, data, point), subtitle)


def _survey_point(figures: Figures, indicator: int, year: int, labels: Mapping[int, str]) -> str:
    white, bme = (
        figures.get(indicator, "survey_percentage", year, ethnicity=ethnicity)
        for ethnicity in (WHITE, BME)
    )
    gap = figures.get(indicator, "difference_bme_white", year)
    point = (
        f"In {called(year, labels)} it is {spoken_short(bme)} among BME staff and "
        f"{spoken_short(white)} among White staff"
    )
    words = apart(gap, "higher among BME staff", "lower among BME staff", "no difference")
    return f"{point}: {words}" if words else point


def board(
    figures: Figures,
    years: Sequence[int],
    labels: Mapping[int, str],
    board: str = "board members",
) -> Chart | None:
    """The share of each ethnic group on the board beside its share of the workforce.

    The last of `years` is drawn. None where no share of the board has a number.
    """
    year = years[-1]

    def get(name: str, ethnicity: str, of: str) -> Figure:
        return figures.get(9, name, year, staff_group=of, ethnicity=ethnicity)

    seats = {e: get("board_percentage", e, board) for e in ETHNICITIES}
    staff = {e: get("workforce_percentage", e, "all") for e in ETHNICITIES}
    gaps = {e: get("difference_board_workforce", e, board) for e in ETHNICITIES}
    if not any(figure.is_shown for figure in seats.values()):
        return None
    who = reference.by("staff_groups", "staff_group")[board]["label"].lower()
    when = called(year, labels)
    bars, data = [], []
    for ethnicity in ETHNICITIES:
        rows = ((who, seats[ethnicity], False), ("all staff", staff[ethnicity], True))
        for place, figure, is_staff in rows:
            label = f"{ethnicity}, {place}"
            bars.append(
                Bar(label, printed(figure), length(figure), ethnicity, hollow=is_staff,
                    strong=not is_staff, starts_block=not is_staff)
            )  # fmt: skip
            data.append(f"{label}: {spoken(figure)}")
    what = f"Share of the board ({who}) and of all staff by ethnicity, 31 March {when}"
    point = (
        f"The BME share of the board is {spoken_short(seats[BME])} and that of all staff "
        f"{spoken_short(staff[BME])}"
    )
    words = apart(gaps[BME], "above", "below", "no difference")
    point = f"{point}: {words}" if words else point
    column = Column("Board less staff, points", [f"{show(gaps[e])}" for e in ETHNICITIES],
                    per_block=True)  # fmt: skip
    subtitle = f"{what}; differences in percentage points"
    return Chart(draw(bars, columns=[column]), alt(what, data, point), subtitle)


def population(figures: Figures, year: int) -> Chart | None:
    """The BME share of each area's population, beside the BME share of the organisation's staff.

    The system comes first, then its parts in their order.
    """
    areas = [
        figure
        for figure in figures.select(
            indicator=1, figure="local_population_percentage", year=year, ethnicity=BME
        )
        if figure.is_shown
    ]
    if not areas:
        return None
    areas.sort(key=lambda figure: figure.reason != "system")
    staff = figures.get(1, "staff_percentage", year, ethnicity=BME)
    bars = [
        Bar(area.area, f"{show(area)}", length(area), BME, strong=area.reason == "system",
            starts_block=number == 1 and areas[0].reason == "system")
        for number, area in enumerate(areas)
    ]  # fmt: skip
    line = (
        Line(length(staff), f"BME share of staff, {year}: {show(staff)}")
        if staff.is_shown
        else None
    )
    what = f"BME share of the local population, beside that of staff on 31 March {year}"
    data = [f"{area.area}: {show(area)}" for area in areas]
    gap = figures.get(
        1, "difference_from_local_population", year, ethnicity=BME, area=areas[0].area
    )
    point = f"The BME share of staff is {spoken_short(staff)}"
    where = f"the BME share of the population of {areas[0].area}"
    words = apart(gap, f"above {where}", f"below {where}", f"as high as {where}")
    point = f"{point}, {words}" if words else point
    return Chart(draw(bars, line, values=""), alt(what, data, point), what)


_Row = tuple[str, int, Figure]  # ethnicity, year, figure


def _any_shown(rows: Sequence[_Row]) -> bool:
    return any(figure.is_shown for *_, figure in rows)


def _label(row: _Row, labels: Mapping[int, str]) -> str:
    return f"{row[0]}, {called(row[1], labels)}"


def _data(rows: Sequence[_Row], labels: Mapping[int, str]) -> list[str]:
    return [f"{_label(row, labels)}: {spoken(row[2])}" for row in rows]


def _of(years: Sequence[int]) -> str:
    return "of " if len(years) > 1 else ""


def _bars(
    rows: Sequence[_Row],
    years: Sequence[int],
    labels: Mapping[int, str],
    block: int,
    markers: Sequence[float | None] = (),
) -> list[Bar]:
    """One bar a row; a new block where part `block` of it changes; the latest year in bold."""
    blocks = [row[block] for row in rows]
    return [
        Bar(
            label=_label(row, labels),
            text=printed(row[2]),
            length=length(row[2]),
            role=row[0],
            strong=len(years) > 1 and row[1] == years[-1],
            starts_block=number > 0 and blocks[number] != blocks[number - 1],
            marker=markers[number] if markers else None,
        )
        for number, row in enumerate(rows)
    ]
