"""Cells: what a report prints about people, found by its key, margins included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import add
from typing import NamedTuple

from wres import catalogue, reference
from wres.figures import ALL, Count, State
from wres.figures.counts import Counts

STAFF = "staff in post"
RESULT, RESPONDENTS, PERCENTAGE = "count", "respondents", "percentage"


class Key(NamedTuple):
    """What tells one cell from every other (`counts.KEYS`)."""

    indicator: int
    measure: str
    staff_group: str = ALL
    pay_band: str = ALL
    sex: str = ALL
    ethnicity: str = ALL

    @property
    def is_workforce(self) -> bool:
        """Whether it is a cell of indicator 1; others may rest on a workforce of their own."""
        return self.indicator == 1 and self.measure == STAFF


@dataclass(frozen=True, slots=True)
class Cell:
    """A count of people, or one withheld where it came from, and its source."""

    count: Count
    source: str = ""

    @property
    def value(self) -> int | None:
        """The number of people; None where nobody here knows it."""
        return None if self.count.value is None else int(self.count.value)


Cells = dict[Key, Cell]
# A staff group and a pay band.
Row = tuple[str, str]


def people(counts: Counts) -> Cells:
    """Every count of people handed in. What was not collected is left out.

    A survey percentage is a count of people in other words: it stands here as the whole number
    of respondents that is nearest to it.
    """
    cells: Cells = {}
    percentages: Cells = {}
    units = reference.by("measures", "measure")
    for key, cell in _rows(counts):
        if cell.count.state is State.NOT_COLLECTED:
            continue
        if key.measure == PERCENTAGE:
            percentages[key._replace(measure=RESULT)] = cell
        elif units.get(key.measure, {}).get("unit", "people") == "people":
            cells[key] = cell
    for key, cell in percentages.items():
        base = cells.get(key._replace(measure=RESPONDENTS))
        known = base is not None and base.value is not None and cell.count.value is not None
        near = round(base.value * cell.count.value / 100) if known else None
        cells[key] = Cell(Count(float(near)) if known else Count.withheld(), cell.source)
    return cells


def _rows(counts: Counts) -> Iterable[tuple[Key, Cell]]:
    table = counts.table
    columns = [table[name].tolist() for name in (*Key._fields, "number", "state", "source")]
    for *key, number, state, source in zip(*columns, strict=True):
        count = Count(number) if state == State.SHOWN else Count(None, State(state))
        yield Key(*key), Cell(count, source)


@cache
def bands_within(band: str) -> frozenset[str]:
    """The bands, clusters, levels and pools that bands taken together, or `all`, hold.

    >>> sorted(bands_within("cluster 4"))
    ['8c', '8d', '9', 'VSM']
    >>> sorted(bands_within("lower"))
    ['1', '2', '3', '4', '5', 'under 1', 'under 1-2']
    """
    facts = reference.by("pay_bands", "pay_band")
    if band == ALL:
        return frozenset(facts) - {ALL}
    together = ("pool", "cluster", "level", "joined")
    return frozenset(
        name for name, fact in facts.items() if band in [fact[kind] for kind in together]
    )


@cache
def level(band: str) -> str:
    """How fine a pay band is: `all`, `pool`, `level`, `cluster`, `joined`, `band` or `grade`.

    >>> [level(band) for band in ("all", "1-7", "lower", "cluster 3", "8c-VSM", "9")]
    ['all', 'pool', 'level', 'cluster', 'joined', 'band']
    """
    scheme = reference.by("pay_bands", "pay_band")[band]["scheme"]
    return {"any": "all", "Agenda for Change": "band", "medical and dental": "grade"}.get(
        scheme, scheme
    )


def is_of_which(band: str) -> bool:
    """Whether a grade's people are counted in another grade already."""
    return bool(reference.by("pay_bands", "pay_band")[band]["of_which"])


def parts(row: Row, base: Iterable[Row]) -> frozenset[Row]:
    """Those of the finest rows handed in whose people are counted in `row`."""
    return _parts(row, frozenset(base))


@lru_cache(100_000)  # one shape after the other asks for the same
def _parts(row: Row, base: frozenset[Row]) -> frozenset[Row]:
    group, band = row
    within = bands_within(band)
    return frozenset((g, b) for g, b in base if group in (ALL, g) and (b == band or b in within))


def finest(rows: Iterable[Row]) -> frozenset[Row]:
    """The rows that contain no other one; an "of which" row is no part of a sum."""
    return _finest(frozenset(row for row in rows if not is_of_which(row[1])))


@lru_cache(10_000)
def _finest(rows: frozenset[Row]) -> frozenset[Row]:
    return frozenset(row for row in rows if parts(row, rows) == {row})


def with_bands_together(cells: Cells) -> Cells:
    """Indicator 2's cells with the pools and clusters of pay bands that its tables print.

    A sum that lacks a part is as its part is: withheld, or not there.
    """
    with_sums = dict(cells)
    applicants = [k for k in cells if k.indicator == 2 and level(k.pay_band) in ("band", "cluster")]
    for together in filter(bands_within, catalogue.codes(2, "pay_band")):
        within = bands_within(together)
        for key in dict.fromkeys(k._replace(pay_band=together) for k in applicants):
            alike = [k for k in applicants if k._replace(pay_band=together) == key]
            rows = finest((k.staff_group, k.pay_band) for k in alike if k.pay_band in within)
            summed = [cells[key._replace(pay_band=band)] for _, band in sorted(rows)]
            if key in cells or not summed:
                continue
            with_sums[key] = Cell(_total(summed), summed[0].source)
    return with_sums


def expand(cells: Mapping[Key, Cell], rows: Iterable[Row]) -> Cells:
    """Indicator 1's cells for these rows: as handed in, else the sum of the finest rows.

    A sum that lacks a part is as its part is: withheld, or not there.
    """
    staff = {key: cell for key, cell in cells.items() if key.is_workforce}
    kinds = dict.fromkeys((key.sex, key.ethnicity) for key in staff)
    expanded: Cells = {}
    for sex, ethnicity in kinds:
        base = finest(
            (key.staff_group, key.pay_band)
            for key in staff
            if (key.sex, key.ethnicity) == (sex, ethnicity)
        )
        for row in rows:
            key = Key(1, STAFF, *row, sex, ethnicity)
            if key in staff:
                expanded[key] = staff[key]
                continue
            summed = [
                staff[Key(1, STAFF, *part, sex, ethnicity)] for part in sorted(parts(row, base))
            ]
            if summed and row != (ALL, ALL):
                sources = dict.fromkeys(part.source for part in summed)
                expanded[key] = Cell(_total(summed), "; ".join(filter(None, sources)))
    return expanded


def _total(summed: Iterable[Cell]) -> Count:
    return reduce(add, (part.count for part in summed))
