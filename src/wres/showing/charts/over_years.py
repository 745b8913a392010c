"""Charts over every year that is held: shares of groups as lines, relative likelihoods as dots."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from wres import reference
from wres.figures import BME, WHITE, Figure, State
from wres.figures.formats import show
from wres.figures.phrases import COMPARED, four_fifths, is_in_four_fifths, listed
from wres.indicators.comparisons import age, without_age
from wres.narrative.scope import Edition
from wres.reference.standard import RATIO
from wres.showing.charts import dots, lines
from wres.showing.charts.words import (
    Chart,
    alt,
    apart,
    chart,
    ends,
    length,
    printed_short,
    spoken_short,
    spoken_with_interval,
)

_INTERVALS = "with 95% intervals"


def survey(edition: Edition, indicator: int) -> Chart | None:
    """A survey indicator (5 to 8) among White and BME staff, beside the national average."""
    title = reference.by("indicators", "indicator")[str(indicator)]["title"]
    return _lines(edition, indicator, "survey_percentage", f"{title}, by ethnicity", _survey_point)


def _survey_point(edition: Edition, indicator: int) -> str:
    white, bme = (
        edition.now(indicator, "survey_percentage", ethnicity=group) for group in (WHITE, BME)
    )
    gap = edition.now(indicator, "difference_bme_white")
    point = (
        f"In the {edition.called(indicator, edition.scope.year)} it is {spoken_short(bme)} "
        f"among BME staff and {spoken_short(white)} among White staff"
    )
    words = apart(gap, "higher among BME staff", "lower among BME staff", "no difference")
    return f"{point}: {words}" if words else point


def all_staff(edition: Edition) -> Chart | None:
    """The share of White and BME staff in the whole workforce."""
    what = "Share of all staff by ethnicity, at the end of March each year"
    return _lines(edition, 1, "staff_percentage", what, _staff_point)


def _staff_point(edition: Edition, indicator: int) -> str:
    now = edition.now(indicator, "staff_percentage", ethnicity=BME)
    point = f"The BME share of all staff in {edition.called(1, now.year)} is {spoken_short(now)}"
    if edition.scope.last_year is None:
        return point
    before = edition.alike(now, year=edition.scope.last_year)
    return f"{point}, after {spoken_short(before)} in {edition.called(1, before.year)}"


@dataclass(frozen=True)
class _Group:
    """A figure of one group over the years, and the national average beside each, where shown."""

    name: str
    figures: Sequence[Figure]
    averages: Sequence[Figure | None]

    def series(self) -> lines.Series:
        """As it is drawn."""
        return lines.Series(
            f"{self.name} staff", self.name, [_point(figure) for figure in self.figures],
            [average and _point(average) for average in self.averages],
        )  # fmt: skip

    def said(self, edition: Edition) -> list[str]:
        """Each year in the alternative text."""
        return [
            f"{self.name}, {edition.called(figure.indicator, figure.year)}: "
            f"{spoken_with_interval(figure)}{_beside(average)}"
            for figure, average in zip(self.figures, self.averages, strict=True)
        ]


def _groups(edition: Edition, indicator: int, name: str) -> list[_Group]:
    """A figure of White and of BME people, over the years from the first that tells of either."""
    by_group = {
        group: [edition.figures.get(indicator, name, year, ethnicity=group)
                for year in edition.scope.years_held]
        for group in (WHITE, BME)
    }  # fmt: skip
    years = _years_told([figure for figures in by_group.values() for figure in figures])
    told = {
        group: [figure for figure in figures if figure.year in years]
        for group, figures in by_group.items()
    }
    return [_Group(group, shares, _averages(edition, shares)) for group, shares in told.items()]


def _lines(
    edition: Edition, indicator: int, name: str, what: str, point: Callable[[Edition, int], str]
) -> Chart | None:
    """A percentage of White and of BME people over the years, with intervals; None without any."""
    groups = _groups(edition, indicator, name)
    if not any(figure.is_shown for group in groups for figure in group.figures):
        return None
    years = [figure.year for figure in groups[0].figures]
    series = [group.series() for group in groups]
    shown = [average for group in groups for average in group.averages if average]
    data = [said for year in zip(*(group.said(edition) for group in groups), strict=True)
            for said in year]  # fmt: skip
    data += _breaks_in_words(edition, indicator, years)
    placed = lines.Years(
        [edition.called(indicator, year) for year in years],
        _breaks(edition, indicator, years),
        frozenset(at for at in range(1, len(years)) if years[at] - years[at - 1] > 1),
    )
    said = f"{what}, {_INTERVALS}"
    subtitle = f"{said}{_whose(shown)}"
    if lines.floor_of(series):
        subtitle += "; the lower part of the scale is left out"
    draw = partial(lines.draw, placed, series, _diamonds(shown))
    return chart(draw, alt(said, data, point(edition, indicator), "Line chart"), subtitle)


def likelihoods(edition: Edition, indicator: int) -> Chart | None:
    """The relative likelihood of indicator 2, 3 or 4, one row a year, on a scale round 1.

    None where no year has a number.
    """
    ratios = [edition.figures.get(indicator, RATIO[indicator], year)
            for year in edition.scope.years_held]  # fmt: skip
    years = _years_told(ratios)
    ratios = [ratio for ratio in ratios if ratio.year in years]
    if not any(ratio.is_shown for ratio in ratios):
        return None
    averages = _averages(edition, ratios)
    rows = [
        _row(edition.called(indicator, ratio.year), ratio, average)
        for ratio, average in zip(ratios, averages, strict=True)
    ]
    first, second, event = COMPARED[indicator]
    low, high = (reference.judgement(f"four_fifths_{end}") for end in ("low", "high"))
    shown = [average for average in averages if average]
    note = f"Shaded: the four-fifths range ({low:.2f} to {high:.2f}). {_diamonds(shown)}".strip()
    scale = dots.Scale(f"{second} more likely", f"{first} more likely", (low, high), note)
    what = f"How likely {first} were to {event.verb} relative to {second}, {_INTERVALS}"
    data = [
        f"in {edition.called(indicator, ratio.year)}: "
        f"{spoken_with_interval(ratio)}{_beside(average)}"
        for ratio, average in zip(ratios, averages, strict=True)
    ]
    data += _breaks_in_words(edition, indicator, years)
    draw = partial(dots.draw, rows, scale, _breaks(edition, indicator, years))
    point = _likelihood_point(edition, indicator, ratios[-1])
    return chart(draw, alt(what, data, point, "Dot chart"), f"{what}{_whose(shown)}")


def _row(name: str, ratio: Figure, average: Figure | None) -> dots.Row:
    """A year of a relative likelihood: its number, with the interval where it has one."""
    text = spoken_with_interval(ratio) if ratio.is_shown else printed_short(ratio)
    national = f"national {show(average)}" if average else ""
    return dots.Row(name, text, length(ratio), *ends(ratio), average and length(average), national)


def _likelihood_point(edition: Edition, indicator: int, ratio: Figure) -> str:
    """Who is likelier, and whether the ratio lies in the range, going by what is printed."""
    first, second, _ = COMPARED[indicator]
    point = f"In {edition.called(indicator, ratio.year)} it is {spoken_short(ratio)}"
    if not ratio.is_shown:
        return point
    side = {True: "inside", False: "outside"}[is_in_four_fifths(ratio.value)]
    likelier = {1: f"{first} more likely", -1: f"{second} more likely", 0: "equally likely"}
    sign = (length(ratio) > 1) - (length(ratio) < 1)
    return f"{point}, {likelier[sign]}, {side} {four_fifths()}"


# National averages


def _averages(edition: Edition, figures: Sequence[Figure]) -> list[Figure | None]:
    """The national average beside each figure of the same year, the newest one however old.

    An older average stands beside the year that it belongs to, where that is drawn; where it is
    not, beside the last year, and says its age.
    """
    averages = [edition.alike(figure, figure.figure + reference.AVERAGE) for figure in figures]
    newest = averages[-1]
    of_its_year = [
        average if average.is_shown and not age(average) else None for average in averages
    ]
    if newest.is_shown and not any(
        average and without_age(average) == without_age(newest) for average in of_its_year
    ):
        of_its_year[-1] = newest
    return of_its_year


def _beside(average: Figure | None) -> str:
    """The national average in an alternative text, with its age."""
    if average is None:
        return ""
    older = age(average)
    return f", national average {show(average)}{', ' if older else ''}{older}"


def _diamonds(averages: Sequence[Figure]) -> str:
    """What the diamonds of a chart are."""
    if not averages:
        return ""
    ages = [words for words in dict.fromkeys(map(age, averages)) if words]
    return f"Diamonds: the national average{''.join(f', {words}' for words in ages)}"


def _whose(averages: Sequence[Figure]) -> str:
    """Whose the national averages are, for the words below the headline."""
    whose = "; ".join(dict.fromkeys(map(without_age, averages)))
    return f"; national average: {whose}" if whose else ""


# Years and their breaks


def _years_told(figures: Sequence[Figure]) -> list[int]:
    """The years from the first of which something is told; those before it were not collected."""
    told = [figure.year for figure in figures if figure.state is not State.NOT_COLLECTED]
    first = min(told, default=0)
    return sorted({figure.year for figure in figures if figure.year >= first})


def _breaks(edition: Edition, indicator: int, years: Sequence[int]) -> frozenset[int]:
    """The places of years that cannot be set beside the year drawn before without more ado."""
    return frozenset(
        at
        for at in range(1, len(years))
        if edition.scope.breaks_between(years[at - 1], years[at], indicator)
    )


def _breaks_in_words(edition: Edition, indicator: int, years: Sequence[int]) -> list[str]:
    """Each break in a sentence."""
    reasons = (
        edition.scope.breaks_between(years[at - 1], years[at], indicator)
        for at in range(1, len(years))
    )
    return [f"Break in the series: {listed(list(years))}" for years in reasons if years]


def _point(figure: Figure) -> lines.Point:
    return lines.Point(printed_short(figure), length(figure), *ends(figure))
