"""Risk: which cells must be withheld, which may be, and what an attacker knows of each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from scipy.sparse import csr_array

from wres import reference
from wres.disclosure import rounding
from wres.disclosure.cells import RESPONDENTS, RESULT, STAFF, Cell, Key, bands_within, level
from wres.disclosure.problem import Problem, values
from wres.disclosure.relations import Relation
from wres.figures import ALL, BME, BME_GROUPS
from wres.ground.settings import ROUNDING, Settings

SENIOR = "8a-VSM"
# A cluster beside the bands that it is made of tells little that they do not: it goes first.
_BESIDE_BANDS = 0.05


def problem_of(
    printed: Mapping[Key, Cell],
    linked: list[Relation],
    handed_in: Mapping[Key, Cell],
    settings: Settings,
) -> Problem:
    """The problem of one report: its cells, then the people left over in each open relation."""
    number, left = values(printed, linked)
    opened = [(r, n) for r, n in zip(linked, left, strict=True) if r.is_open]
    keys = [*printed, *([None] * len(opened))]
    place = {key: i for i, key in enumerate(printed)}
    value = np.array([*(number[key] for key in printed), *(n for _, n in opened)], dtype=int)
    size = len(keys)

    def flags(of_cell: list[bool], of_left: bool | list[bool]) -> np.ndarray:
        rest = of_left if isinstance(of_left, list) else [of_left] * len(opened)
        return np.array([*of_cell, *rest], dtype=bool)

    unknown = [cell.value is None for cell in printed.values()]
    public = [
        key.measure in settings.public_measures and cell.value is not None
        for key, cell in printed.items()
    ]
    is_rounding = settings.method == ROUNDING
    small = max(settings.small, rounding.SMALL) if is_rounding else settings.small
    is_small = [not p and 1 <= number[key] <= small for key, p in zip(printed, public, strict=True)]
    few = [
        not p and _has_few(key, number, settings) for key, p in zip(printed, public, strict=True)
    ]
    of_left = [
        r.is_about_people
        and 1 <= n <= small
        and not all(key.measure in settings.public_measures for key, _ in r.terms)
        for r, n in opened
    ]
    forced = flags([*map(any, zip(unknown, is_small, few, strict=True))], True)
    sensitive = flags(
        [
            s or f or (u and key in handed_in)
            for key, u, s, f in zip(printed, unknown, is_small, few, strict=True)
        ],
        of_left,
    )
    # A zero is shown, wherever it stands.
    frozen = ~forced & (flags(public, False) | (value == 0))
    # So a withheld cell is at least 1; but few answers are withheld even if nobody said yes.
    least = np.where(flags(few, True), 0, np.minimum(value, 1))
    shown = np.zeros((2, size))
    hidden_high = np.full(size, np.inf)
    if is_rounding:
        is_rounded = ~frozen & (value > small)
        rooms = [rounding.room(people) for people in value[is_rounded]]
        shown[:, is_rounded] = np.array(rooms).reshape(-1, 2).T
        most = flags(is_small, False) & ~flags(few, False) & ~flags(unknown, False)
        hidden_high = np.where(most, small - value, hidden_high)
    return Problem(
        keys=tuple(keys),
        matrix=_matrix(linked, place, size),
        value=value,
        weight=np.array([*(_cost(key, printed) for key in printed), *([0.0] * len(opened))]),
        forced=forced,
        frozen=frozen,
        sensitive=sensitive,
        shown_low=shown[0],
        shown_high=shown[1],
        hidden_low=(least - value).astype(float),
        hidden_high=hidden_high,
        candidates=settings.candidates,
    )


def _cost(key: Key, printed: Mapping[Key, Cell]) -> float:
    """What readers lose when a cell of this report is withheld to protect another."""
    is_cluster = key.is_workforce and level(key.pay_band) == "cluster"
    if is_cluster and any(key._replace(pay_band=b) in printed for b in bands_within(key.pay_band)):
        return weight(key) * _BESIDE_BANDS
    return weight(key)


def _has_few(key: Key, number: Mapping[Key, int], settings: Settings) -> bool:
    """Whether a result stands on too few answers to the survey."""
    base = number.get(key._replace(measure=RESPONDENTS)) if key.measure == RESULT else None
    return base is not None and 0 < base < settings.smallest_base


def _matrix(linked: list[Relation], place: Mapping[Key, int], size: int) -> csr_array:
    rows, columns, signs = [], [], []
    left = len(place)
    for row, relation in enumerate(linked):
        terms = [(place[key], float(sign)) for key, sign in relation.terms]
        if relation.is_open:
            terms.append((left, -1.0))
            left += 1
        rows += [row] * len(terms)
        columns += [column for column, _ in terms]
        signs += [sign for _, sign in terms]
    return csr_array((signs, (rows, columns)), shape=(len(linked), size))


@cache
def _weights() -> dict[tuple[int, str], float]:
    return {
        (int(indicator), row["ethnicity"]): float(row["weight"])
        for row in reference.rows("protection_weights")
        for indicator in row["indicators"].split()
    }


def is_senior(band: str) -> bool:
    """Whether all of a band's staff are above band 7.

    >>> [band for band in ("7", "8a", "cluster 4", "all") if is_senior(band)]
    ['8a', 'cluster 4']
    """
    return band == SENIOR or band in bands_within(SENIOR)


@cache
def weight(key: Key) -> float:
    """What readers lose when a cell is withheld to protect another.

    >>> white = Key(1, STAFF, "clinical", "8a", ethnicity="White")
    >>> weight(white) < weight(white._replace(ethnicity=BME))
    True
    """
    ethnicity = BME if key.ethnicity in BME_GROUPS else key.ethnicity
    found = _weights()[key.indicator, ethnicity]
    if key.sex != ALL or key.ethnicity in BME_GROUPS or ", " in key.measure:
        return found / 2
    if key.measure == RESPONDENTS:
        # A number of answers says something without its result, but not the other way round.
        return found * 2
    if key.measure == STAFF and key.staff_group == key.pay_band == ALL:
        # Every indicator but the survey's builds on the whole workforce.
        return found * 50
    if key.measure == STAFF and key.pay_band == ALL:
        return found / 2
    return found * 2 if is_senior(key.pay_band) else found
