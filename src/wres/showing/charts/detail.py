"""Charts of what is behind the nine indicators: one bar a group of people, this year alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, WHITE, Figure, State
from wres.narrative.scope import Edition
from wres.reference.standard import CLUSTERS, LIKELIHOODS, POOLS, RATES
from wres.showing.charts.bars import Bar, draw
from wres.showing.charts.words import Chart, alt, chart, length, printed, spoken


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    role: str
    figure: Figure
    starts_block: bool = False


def groups(edition: Edition, indicator: int) -> Chart | None:
    """An indicator's percentage among White people and each of the groups that BME is made of."""
    rows = [
        _Row(group, group, edition.now(indicator, _name(indicator), ethnicity=group))
        for group in (WHITE, *BME_GROUPS)
    ]
    if not any(row.figure.is_shown for row in rows[1:]):
        return None
    when = edition.called(indicator, edition.scope.year)
    return _chart(rows, f"{_what(indicator)}, by ethnic group, {when}")


def recruitment(edition: Edition) -> Chart | None:
    """The appointment rates of White and BME applicants by staff group and by pay band.

    Bands are taken together: by clusters where they are held, else by pools.
    """
    bands = reference.by("pay_bands", "pay_band")
    staff = [
        (row["label"], {"staff_group": row["staff_group"]})
        for row in reference.rows("staff_groups")
        if row["staff_group"] != ALL
    ]
    clusters, pools = (
        _appointed(edition, [(bands[code]["label"], {"pay_band": code}) for code in codes])
        for codes in (CLUSTERS, POOLS)
    )
    rows = [*_appointed(edition, staff), *(clusters or pools)]
    if not any(row.figure.is_shown for row in rows):
        return None
    when = edition.called(2, edition.scope.year)
    return _chart(rows, f"{_what(2)}, by staff group and pay band, {when}")


def _appointed(edition: Edition, places: Iterable[tuple[str, dict[str, str]]]) -> list[_Row]:
    """The appointment rates of White and BME applicants in each place where either is shown."""
    rows = []
    for label, where in places:
        both = [
            _Row(
                f"{label}, {ethnicity}",
                ethnicity,
                edition.now(2, _name(2), ethnicity=ethnicity, **where),
                starts_block=ethnicity == WHITE,
            )
            for ethnicity in (WHITE, BME)
        ]
        if any(row.figure.is_shown for row in both):
            rows += [row for row in both if row.figure.state in (State.SHOWN, State.WITHHELD)]
    return rows


def _chart(rows: Sequence[_Row], what: str) -> Chart:
    bars = [
        Bar(row.label, printed(row.figure), length(row.figure), row.role,
            starts_block=row.starts_block)
        for row in rows
    ]  # fmt: skip
    data = [f"{row.label}: {spoken(row.figure)}" for row in rows]
    return chart(partial(draw, bars), alt(what, data, _point(rows)), what)


def _point(rows: Sequence[_Row]) -> str:
    """Which bars are the longest and the shortest, going by the numbers as they are printed."""
    shown = [row for row in rows if row.figure.is_shown]
    lengths = [length(row.figure) for row in shown]
    if len(set(lengths)) < 2:
        return "All bars that are drawn are equally long"
    ends = []
    for end in (max, min):
        names = [row.label for row in shown if length(row.figure) == end(lengths)]
        ends.append(" and ".join(names))
    return f"The longest bar is that of {ends[0]}, the shortest that of {ends[1]}"


def _name(indicator: int) -> str:
    """The percentage that an indicator is about."""
    if indicator == 1:
        return "staff_percentage"
    return RATES.get(indicator, "survey_percentage")


def _what(indicator: int) -> str:
    if indicator == 1:
        return "Share of all staff"
    if indicator in LIKELIHOODS:
        return reference.figure_kind(_name(indicator)).meaning
    return reference.by("indicators", "indicator")[str(indicator)]["title"]
