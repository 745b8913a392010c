"""Risk: which cells must be withheld, which may be, and what an attacker knows of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from math import sqrt
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_array

from wres import reference
from wres.disclosure import rounding
from wres.disclosure.cells import RESPONDENTS, RESULT, STAFF, Cell, Key, bands_within, level
from wres.disclosure.problem import Problem, values
from wres.disclosure.relations import Relation
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES
from wres.ground.settings import ROUNDING, Settings
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

SENIOR = "8a-VSM"
# A cluster beside the bands that it is made of tells little that they do not: it goes first.
_BESIDE_BANDS = 0.05
# The results of the survey, each with who answered.
_ANSWERED = {RESULT: RESPONDENTS, **dict.fromkeys(GROUNDS, NAMED_A_GROUND)}
# What a cell is still worth whose share is lost anyway, because its total is withheld.
_LOST = 0.02


def problem_of(
    printed: Mapping[Key, Cell],
    linked: list[Relation],
    handed_in: Mapping[Key, Cell],
    settings: Settings,
    settled: Mapping[Key, bool] = MappingProxyType({}),
) -> Problem:
    """The problem of one report: its cells, then the people left over in each open relation.

    `settled` says of the cells that are decided already whether they are withheld.
    """
    number, left = values(printed, linked)
    opened = [(r, n) for r, n in zip(linked, left, strict=True) if r.is_open]
    keys = (*printed, *([None] * len(opened)))
    value = np.array([*(number[key] for key in printed), *(n for _, n in opened)], dtype=int)
    is_rounding = settings.method == ROUNDING
    small = max(settings.small, rounding.SMALL) if is_rounding else settings.small
    marks = _marks(printed, number, settled, len(opened), settings, small)
    is_left = np.array([key is None for key in keys], dtype=bool)
    is_handed_in = np.array([key in handed_in for key in keys], dtype=bool)
    forced = marks.unknown | marks.small | marks.few | marks.gone | is_left
    sensitive = marks.small | marks.few | marks.gone | (marks.unknown & is_handed_in)
    sensitive[is_left] = [_is_sensitive_left(r, n, settings, small) for r, n in opened]
    matrix = _matrix(linked, printed, len(keys))
    # A zero is shown, wherever it stands.
    frozen = _with_what_follows(~forced & (marks.public | (value == 0)), forced, matrix, settled)
    # So a withheld cell is at least 1; but few answers are withheld even if nobody said yes.
    least = np.where(marks.few | is_left, 0, np.minimum(value, 1))
    shown_low, shown_high = _rounded_rooms(value, ~frozen & (value > small) & is_rounding)
    return Problem(
        keys=keys,
        matrix=matrix,
        value=value,
        weight=_costs(keys, number, forced),
        forced=forced,
        frozen=frozen,
        sensitive=sensitive,
        shown_low=shown_low,
        shown_high=shown_high,
        hidden_low=(least - value).astype(float),
        hidden_high=_most(keys, marks, small, is_rounding) - value,
        candidates=settings.candidates,
    )


def _most(keys: Sequence[Key | None], marks: _Marks, small: int, is_rounding: bool) -> np.ndarray:
    """The most that each cell can be where it is withheld, as a reader may know it.

    With rounding a small count is withheld because it is small. So is, as a rule, one ground of
    discrimination, which no sum ties to another: it is taken to be known. Where fewer numbers are
    small than must remain, nothing protects such a ground, and its table is left out.
    """
    is_ground = np.array([key is not None and key.measure in GROUNDS for key in keys], dtype=bool)
    is_only_small = marks.small & ~marks.few & ~marks.unknown & (is_ground | is_rounding)
    return np.where(is_only_small, float(small), np.inf)


def _with_what_follows(
    frozen: np.ndarray, forced: np.ndarray, matrix: csr_array, settled: Mapping[Key, bool]
) -> np.ndarray:
    """The cells that are shown whatever else is, and those that follow from them by a sum.

    To withhold one of these would hide nothing. Where nothing is settled none is withheld so.
    """
    terms = abs(matrix)
    while settled:
        is_last = terms @ (~frozen).astype(float) == 1  # all other cells of the sum are known
        follows = (terms[is_last].sum(axis=0) > 0) & ~frozen & ~forced
        if not follows.any():
            break
        frozen = frozen | follows
    return frozen


def _rounded_rooms(value: np.ndarray, is_rounded: np.ndarray) -> np.ndarray:
    """How far each printed cell may lie below and above its value: 0 unless it is rounded."""
    low_and_high = np.zeros((2, len(value)))
    rooms = [rounding.room(people) for people in value[is_rounded]]
    low_and_high[:, is_rounded] = np.array(rooms).reshape(-1, 2).T
    return low_and_high


@dataclass(frozen=True)
class _Marks:
    """Why a cell may have to be withheld, or not; false for people left over.

    What is settled as shown is public by now.
    """

    unknown: np.ndarray
    public: np.ndarray
    small: np.ndarray
    few: np.ndarray
    gone: np.ndarray


def _marks(
    printed: Mapping[Key, Cell],
    number: Mapping[Key, int],
    settled: Mapping[Key, bool],
    left: int,
    settings: Settings,
    small: int,
) -> _Marks:
    """The marks of each cell that is printed, and of as many relations with people left over."""

    def of_cells(flags: Iterable[bool]) -> np.ndarray:
        return np.array([*flags, *([False] * left)], dtype=bool)

    unknown = of_cells(cell.value is None for cell in printed.values())
    is_public = (
        key.measure in settings.public_measures or settled.get(key) is False for key in printed
    )
    gone = of_cells(settled.get(key, False) for key in printed)
    public = of_cells(is_public) & ~unknown & ~gone
    return _Marks(
        unknown,
        public,
        of_cells(1 <= number[key] <= small for key in printed) & ~public,
        of_cells(_has_few(key, number, settings) for key in printed) & ~public,
        gone,
    )


def _is_sensitive_left(relation: Relation, people: int, settings: Settings, small: int) -> bool:
    """Whether the people left over in a relation are few, and not all about them is public."""
    is_public = all(key.measure in settings.public_measures for key, _ in relation.terms)
    return relation.is_about_people and 1 <= people <= small and not is_public


def _costs(keys: Sequence[Key | None], number: Mapping[Key, int], forced: np.ndarray) -> np.ndarray:
    """What readers lose when each cell is withheld to protect another; people left over: nothing.

    A count of staff by ethnicity is worth the share that is made of it and of the total; the total
    is worth all shares of its row. The more of a staff group stand in a row, the more it is worth.
    """
    gone = {key for key, is_it in zip(keys, forced, strict=True) if is_it}
    return np.array([_cost(key, number, gone) if key else 0.0 for key in keys])


def _cost(key: Key, number: Mapping[Key, int], gone: Set[Key]) -> float:
    if not key.is_workforce or key.sex != ALL or key.ethnicity in BME_GROUPS:
        return weight(key)
    total = key._replace(ethnicity=ALL)
    everybody = number.get(total._replace(pay_band=ALL), 0)
    size = 1 + sqrt(max(0, number.get(total, 0)) / everybody) if everybody > 0 else 1.0
    if level(key.pay_band) == "cluster" and any(
        key._replace(pay_band=band) in number for band in bands_within(key.pay_band)
    ):
        size *= _BESIDE_BANDS
    if key.ethnicity != ALL:
        return weight(key) * size * (_LOST if total in gone else 1)
    shares = [k for e in ETHNICITIES if (k := key._replace(ethnicity=e)) in number]
    return (weight(key) + sum(weight(k) for k in shares if k not in gone)) * size


def _has_few(key: Key, number: Mapping[Key, int], settings: Settings) -> bool:
    """Whether a result stands on too few answers to the survey.

    Where nobody at all said yes it hides nothing: the zero of all is shown, and every group's
    follows.
    """
    base = _ANSWERED.get(key.measure)
    if base is None or number.get(key._replace(ethnicity=ALL)) == 0:
        return False
    return 0 < number.get(key._replace(measure=base), 0) < settings.smallest_base


def _matrix(linked: list[Relation], printed: Mapping[Key, Cell], size: int) -> csr_array:
    place = {key: i for i, key in enumerate(printed)}
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
    loss = _weights()[key.indicator, ethnicity]
    if key.sex != ALL or key.ethnicity in BME_GROUPS or ", " in key.measure:
        return loss / 2
    if key.measure in (RESPONDENTS, NAMED_A_GROUND):
        # A number of answers says something without its result, but not the other way round.
        return loss * 2
    if key.measure == STAFF and key.staff_group == key.pay_band == ALL:
        # Every indicator but the survey's builds on the whole workforce.
        return loss * 50
    if key.measure == STAFF and key.pay_band == ALL:
        return loss * 10
    if key.indicator == 1 and key.staff_group == ALL:
        loss /= 2  # a band of everybody goes before it takes that of a staff group
    return loss * 2 if is_senior(key.pay_band) else loss
