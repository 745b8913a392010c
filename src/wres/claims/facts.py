"""All that the figures hold, each with what it is of, and what they make when taken together.

A report says "4,375 people had training" and "8c and above": sums of figures that are held. They
are made here once, so that words are held against them as against any other figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figure, Figures
from wres.reference import AVERAGE

OWN, NATIONAL = "own", "average"
# Everybody whose ethnicity is known.
KNOWN = "known"


class Place(NamedTuple):
    """What a figure is of: a value for each thing that words can name."""

    topic: str
    figure: str
    group: str
    staff_group: str
    pay_band: str
    sex: str
    area: str
    average: str
    year: int


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that is held: what it is of, how much, and of how many."""

    place: Place
    value: float
    unit: str
    part: float | None = None
    whole: float | None = None


@lru_cache(maxsize=4)
def levels(figures: Figures) -> tuple[Level, ...]:
    """All figures that are shown, but those that are a step from others, and their sums."""
    own = tuple(
        _level(each)
        for each in figures
        if each.is_shown and each.value is not None and not _STEP.search(each.figure)
    )
    counts = [each for each in own if each.unit == "people" or each.part is not None]
    both = tuple(_summed(counts, "staff_group", ("clinical", "non-clinical"), ALL, own))
    rates = [each for each in (*counts, *both) if each.place.topic in _TOLD_BY_GROUP]
    everybody = tuple(_summed(rates, "group", (BME, WHITE, UNKNOWN), ALL, own))
    known = tuple(_summed((*counts, *both), "group", (BME, WHITE), KNOWN, own))
    return (*own, *both, *everybody, *known)


@lru_cache(maxsize=4)
def by_topic_and_band(figures: Figures) -> dict[tuple[str, str], list[Level]]:
    """The same, by what most words name of them."""
    found: dict[tuple[str, str], list[Level]] = {}
    for each in levels(figures):
        found.setdefault((each.place.topic, each.place.pay_band), []).append(each)
    return found


_STEP = re.compile(r"_change_on_last_year$|_difference_from_national_average$|_turned_round$")
_OWN_TOPICS = {
    "race_disparity": "disparity",
    "ethnicity_declared": "declared",
    "survey_response_rate": "response",
}
# Topics whose figures are of groups alone.
_TOLD_BY_GROUP = ("2", "3", "4", "5", "6", "7", "8")


def _level(figure: Figure) -> Level:
    counts = figure.numerator, figure.denominator
    return Level(place_of(figure), figure.value, figure.unit, *counts)


def place_of(figure: Figure) -> Place:
    """What a figure is of."""
    base = figure.figure.removesuffix(AVERAGE)
    own = next((topic for start, topic in _OWN_TOPICS.items() if base.startswith(start)), "")
    return Place(
        own or str(figure.indicator),
        base,
        figure.ethnicity,
        figure.staff_group,
        figure.pay_band,
        figure.sex,
        figure.area,
        OWN if base == figure.figure else NATIONAL,
        figure.year,
    )


def _summed(
    parts: Iterable[Level], slot: str, values: tuple[str, ...], name: str, own: Iterable[Level]
) -> Iterator[Level]:
    """The sums over some values of a slot, under a name, where none of them is missing or held."""
    index = Place._fields.index(slot)
    tables: dict[Place, dict[str, Level]] = {}
    for each in parts:
        if each.place[index] in values:
            place = each.place._replace(**{slot: name})
            tables.setdefault(place, {})[each.place[index]] = each
    held = {each.place for each in own}
    for place, table in tables.items():
        if len(table) == len(values) and place not in held:
            yield _together(place, list(table.values()))


def _together(place: Place, some: list[Level]) -> Level:
    """Several counts, or several shares of what they are of, as one."""
    if some[0].unit == "people":
        return Level(place, sum(each.value for each in some), "people")
    part = sum(each.part or 0 for each in some)
    # The shares of two groups in one workforce have one base.
    is_one = place.figure.endswith(("staff_percentage", "board_percentage")) and (
        place.group == KNOWN
    )
    whole = some[0].whole if is_one else sum(each.whole or 0 for each in some)
    return Level(place, 100 * part / whole if whole else 0, "percent", part, whole)


def _of_band(figures: Figures, band: str) -> Iterator[Level]:
    for topic in ("1", "2"):
        yield from by_topic_and_band(figures).get((topic, band), ())


@lru_cache(maxsize=64)
def of_bands(figures: Figures, first: str, last: str) -> tuple[Level, ...]:
    """The counts and shares of the workforce in the bands from one to another."""
    order = reference.bands_of_scheme("Agenda for Change")
    if first not in order or last not in order or order.index(first) >= order.index(last):
        return ()
    bands = order[order.index(first) : order.index(last) + 1]
    tables: dict[Place, list[Level]] = {}
    some = [each for band in bands for each in _of_band(figures, band)]
    for each in some:
        is_held = each.place.figure in ("staff_count", "staff_percentage", "shortlisted_count",
                                        "appointed_count", "appointment_rate")  # fmt: skip
        if is_held and each.place.pay_band in bands and each.place.average == OWN:
            place = each.place._replace(pay_band=f"{first}-{last}")
            tables.setdefault(place, []).append(each)
    return tuple(_together(place, some) for place, some in tables.items())
