"""Shapes: which rows indicator 1's tables have, by what everybody knows and never by a count."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache

from wres import reference
from wres.disclosure.cells import STAFF, Key, Row, finest, level, parts
from wres.figures import ALL, BME_GROUPS, ETHNICITIES
from wres.ground.settings import ROUNDING, Settings


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

    def rows(self, handed_in: Iterable[Row]) -> list[Row]:
        """The rows of this shape that the rows handed in give."""
        handed_in = list(handed_in)
        base = finest(handed_in)
        groups = [g for g in reference.by("staff_groups", "staff_group") if g != ALL]
        rows = [(ALL, ALL)]
        for group in groups:
            rows += [(group, band) for band in _bands(group, self.group_levels, handed_in, base)]
        of_groups = [set(_bands(g, self.all_staff_levels, handed_in, base)) for g in groups]
        for band in reference.by("pay_bands", "pay_band"):
            if sum(band in bands for bands in of_groups) > 1:
                rows.append((ALL, band))
        return rows

    def fits(self, handed_in: Iterable[Row]) -> bool:
        """Whether the rows handed in give this shape's finest level."""
        levels = {(group == ALL, level(band)) for group, band in self.rows(handed_in)}
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


def _bands(group: str, levels: tuple[str, ...], handed_in: list[Row], base: Set[Row]) -> list[str]:
    """The bands of a staff group of these levels: none beside the row that it is joined in.

    Nor is one there twice: the upper level is the pool of bands 8a to VSM by another name.
    """
    facts = reference.by("pay_bands", "pay_band")
    given = [b for b in facts if level(b) in levels and _is_given((group, b), handed_in, base)]
    alone = [band for band in given if facts[band]["joined"] not in given]
    return [
        b for b in alone if not any(_singles(b) == _singles(o) for o in alone[: alone.index(b)])
    ]


def _is_given(row: Row, handed_in: list[Row], base: Set[Row]) -> bool:
    """Whether a row was handed in, or is a sum of rows that were: of all that count its people."""
    group, band = row
    alike = {other for other in base if other[0] == group and _singles(other[1]) & _singles(band)}
    return row in handed_in or (bool(alike) and alike == parts(row, base))


@cache
def _singles(band: str) -> frozenset[str]:
    """The single bands or grades that a band stands for.

    >>> sorted(_singles("lower") & _singles("cluster 2"))
    ['5']
    """
    facts = reference.by("pay_bands", "pay_band")
    together = ("pool", "cluster", "level", "joined")
    single = {name for name in facts if level(name) in ("band", "grade")}
    if band == ALL:
        return frozenset(single)
    return frozenset(
        name for name in single if band == name or band in [facts[name][kind] for kind in together]
    )


@cache
def shapes() -> dict[str, Shape]:
    """The shapes of `reference/shapes.csv` by name."""
    return {
        row["shape"]: Shape(
            row["shape"],
            row["label"],
            tuple(row["group_levels"].split()),
            tuple(row["all_staff_levels"].split()),
            frozenset(row["ethnicities"].split()),
        )
        for row in reference.rows("shapes")
    }


def shape_at(staff: int, handed_in: Iterable[Row], settings: Settings) -> Shape:
    """The shape of a year's tables: the one set, else the finest that the printed limits allow.

    Args:
        staff: how many people the workforce has, as the report prints it.
        handed_in: the rows that were.
        settings: the shape that the organisation set, or `automatic`, and the method. Rounded
            counts have shapes of their own, whatever is set.

    >>> shape_at(3000, [("clinical", "5"), ("clinical", "VSM")], Settings()).name
    'bands'
    >>> shape_at(300, [("clinical", "1-7"), ("clinical", "8a-VSM")], Settings()).name
    'pools, BME only'
    """
    handed_in = list(handed_in)
    if settings.method == ROUNDING:
        names = allowed_at("rounded shape", staff)
    else:
        names = [settings.shape, *allowed_at("shape", staff)]
    allowed = [shapes()[name] for name in names if name in shapes()]
    return next(shape for shape in allowed if shape.fits(handed_in))


def allowed_at(what: str, staff: int) -> list[str]:
    """The shapes, or the detail tables, that `reference/printed_limits.csv` allows at a size.

    >>> allowed_at("detail", 600)
    ['ethnic groups', 'sex', 'international']
    """
    limits = [row for row in reference.rows("printed_limits") if row["what"] == what]
    return [row["name"] for row in limits if staff > int(row["above"] or -1)]


def shape_of(keys: Set[Key], rows: Iterable[Row], rather: Shape | None = None) -> Shape:
    """The shape whose cells are most like those that an edition printed.

    Args:
        keys: the cells that the edition printed.
        rows: the rows handed in.
        rather: the shape to take where several are as like.
    """
    handed_in = list(rows)
    printed = {key for key in keys if _is_of_a_shape(key)}

    def off(shape: Shape) -> int:
        cells = (
            Key(1, STAFF, *row, ethnicity=ethnicity)
            for row in shape.rows(handed_in)
            for ethnicity in (ALL, *ETHNICITIES)
        )
        own = {key for key in cells if _is_of_a_shape(key) and shape.prints(key)}
        return len(own ^ printed)

    fitting = (shape for shape in shapes().values() if shape.fits(handed_in))
    return min(fitting, key=lambda shape: (off(shape), shape != rather))


def _is_of_a_shape(key: Key) -> bool:
    """Whether a cell is printed in some shapes only: of a band, or of a staff group."""
    row, ethnicities = (key.staff_group, key.pay_band), (ALL, *ETHNICITIES)
    is_main = key.is_workforce and key.sex == ALL and key.ethnicity in ethnicities
    return is_main and row != (ALL, ALL) and level(row[1]) != "grade"
