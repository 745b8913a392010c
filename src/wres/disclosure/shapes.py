"""Shapes: which rows indicator 1's tables may have, and which shape shows most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache

from wres import reference
from wres.disclosure.cells import STAFF, Cell, Key, Row, finest, level, parts
from wres.disclosure.risk import is_senior
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, WHITE

# Where the shares of BME staff are as many, a shape that shows White staff too is preferred, and
# one that has no column for them to one whose column is withheld.
_WHITE_SHOWN, _WHITE_WITHHELD = 0.1, -0.05
_FINE = ("band", "cluster", "pool")


@dataclass(frozen=True, slots=True)
class Shape:
    """Which rows of indicator 1 a report prints, and for which ethnicities.

    `group_levels` are the levels of pay bands printed for each staff group, the finest first;
    `all_staff_levels` those printed for clinical and non-clinical staff together. The row of the
    whole workforce is always printed, with every ethnicity.
    """

    name: str
    label: str
    group_levels: tuple[str, ...] = ()
    all_staff_levels: tuple[str, ...] = ()
    ethnicities: frozenset[str] = frozenset()

    def rows(self, held: Iterable[Row]) -> list[Row]:
        """The rows of this shape that the rows handed in give."""
        held = list(held)
        base = finest(held)
        bands = [b for b in reference.by("pay_bands", "pay_band") if level(b) in (*_FINE, ALL)]
        groups = [g for g in reference.by("staff_groups", "staff_group") if g != ALL]
        found = [(ALL, ALL)]
        for group in groups:
            for band in bands:
                row = (group, band)
                if level(band) in self.group_levels and _is_given(row, held, base):
                    found.append(row)
        for band in bands:
            if level(band) in self.all_staff_levels:
                both = [g for g in groups if _is_given((g, band), held, base)]
                if len(both) > 1:
                    found.append((ALL, band))
        return found

    def fits(self, held: Iterable[Row]) -> bool:
        """Whether the rows handed in give this shape's finest level."""
        levels = {(group == ALL, level(band)) for group, band in self.rows(held)}
        if not self.group_levels:
            return True
        if self.all_staff_levels and self.group_levels[0] == ALL:
            return (True, self.all_staff_levels[0]) in levels
        return (False, self.group_levels[0]) in levels

    def prints(self, key: Key) -> bool:
        """Whether it prints this ethnicity in this row."""
        is_workforce = key.staff_group == key.pay_band == ALL
        return (
            is_workforce or key.ethnicity in (ALL, *BME_GROUPS) or key.ethnicity in self.ethnicities
        )


def _is_given(row: Row, held: list[Row], base: Set[Row]) -> bool:
    """Whether a row was handed in, or is a sum of several that were."""
    return row in held or bool(parts(row, base))


@cache
def shapes() -> tuple[Shape, ...]:
    """The shapes of `reference/shapes.csv`, in its order: where two show as much, the first."""
    return tuple(
        Shape(
            row["shape"],
            row["label"],
            tuple(row["group_levels"].split()),
            tuple(row["all_staff_levels"].split()),
            frozenset(row["ethnicities"].split()),
        )
        for row in reference.rows("shapes")
    )


def shape_of(keys: Set[Key], rows: Iterable[Row], rather: Shape | None = None) -> Shape:
    """The shape whose cells are most like those that an edition printed.

    Args:
        keys: the cells that the edition printed.
        rows: the rows handed in.
        rather: the shape to take where several are as like.
    """
    held = list(rows)
    printed = {key for key in keys if _is_of_a_shape(key)}

    def off(shape: Shape) -> int:
        cells = (
            Key(1, STAFF, *row, ethnicity=ethnicity)
            for row in shape.rows(held)
            for ethnicity in (ALL, *ETHNICITIES)
        )
        own = {key for key in cells if _is_of_a_shape(key) and shape.prints(key)}
        return len(own ^ printed)

    fitting = (shape for shape in shapes() if shape.fits(held))
    return min(fitting, key=lambda shape: (off(shape), shape != rather))


def _is_of_a_shape(key: Key) -> bool:
    """Whether a cell is printed in some shapes only: of a band, or of a staff group."""
    row, ethnicities = (key.staff_group, key.pay_band), (ALL, *ETHNICITIES)
    is_main = key.is_workforce and key.sex == ALL and key.ethnicity in ethnicities
    return is_main and row != (ALL, ALL) and level(row[1]) != "grade"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a shape lets readers see: BME shares shown and withheld, and how much that is worth.

    Each row that contains no other printed row counts once, above band 7 twice, because
    under-representation in senior posts is what the Standard asks about. It counts for the shape
    where the BME count and the total are shown, and against it where one of them is withheld. So
    a table of which half is withheld is worth no more than no table.
    """

    shares: int
    of: int
    worth: float


def shown(printed: Mapping[Key, Cell], hidden: Set[Key], held: Iterable[Row]) -> Shown:
    """What is seen of BME staff by level when these cells are withheld."""
    base = finest(held)
    counted: dict[frozenset[Row], Row] = {}
    for key in printed:
        row = (key.staff_group, key.pay_band)
        if key.indicator == 1 and row != (ALL, ALL) and level(row[1]) != "grade":
            counted.setdefault(parts(row, base), row)
    smallest = [row for staff, row in counted.items() if not any(s < staff for s in counted)]
    shares, worth = 0, 0.0
    for group, band in smallest:
        key = Key(1, STAFF, group, band)
        value = 2.0 if is_senior(band) else 1.0

        def is_shown(ethnicity: str, key: Key = key) -> bool:
            cell = key._replace(ethnicity=ethnicity)
            return cell in printed and cell not in hidden

        if is_shown(BME) and is_shown(ALL):
            shares += 1
            beside = _WHITE_SHOWN if is_shown(WHITE) else _WHITE_WITHHELD
            has_white = key._replace(ethnicity=WHITE) in printed
            worth += value * (1 + beside * has_white)
        else:
            worth -= value
    return Shown(shares, len(smallest), worth)
