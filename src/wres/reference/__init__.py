"""Reference facts: small CSV files beside this one, each row with its source.

The files are read once in a process. A reader finds codes, titles, units and colours here and
nowhere in the code.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one reference file, in its order.

    >>> rows("ratings")[0]["rating"]
    'Achieving'
    """
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def by(name: str, column: str) -> dict[str, dict[str, str]]:
    """The rows of one reference file, found by one column.

    >>> by("pay_bands", "pay_band")["8a"]["label"]
    'Band 8a'
    """
    return {row[column]: row for row in rows(name)}


def colour(role: str, *, dark: bool = False) -> str:
    """The pack's colour for a group, a rating or a part of a page; on dark pages its other one.

    >>> colour("White"), colour("text", dark=True)
    ('#12436D', '#F0F4F5')
    """
    return by("palette", "role")[role]["dark" if dark else "colour"]


def judgement(name: str) -> float:
    """A number by which the pack judges a figure.

    >>> judgement("four_fifths_high")
    1.25
    """
    return float(by("judgement", "name")[name]["value"])


def bands_of_scheme(scheme: str) -> tuple[str, ...]:
    """The pay bands of one scheme, in their order.

    >>> bands_of_scheme("pool")
    ('1-7', '8a-VSM')
    """
    return tuple(row["pay_band"] for row in rows("pay_bands") if row["scheme"] == scheme)


def parts_of(together: str, bands: Iterable[str]) -> list[str]:
    """Which of these bands are taken together in a pool, a cluster or a level.

    The finest of them count: single bands before clusters, clusters before pools, so that nobody
    is counted twice.

    >>> parts_of("cluster 3", ["7", "8a", "8b", "8c"]), parts_of("upper", ["1-7", "8a-VSM"])
    (['8a', '8b'], ['8a-VSM'])
    """
    known = by("pay_bands", "pay_band")
    parts = [band for band in bands if known[band][known[together]["scheme"]] == together]
    schemes = {band: known[band]["scheme"] for band in parts}
    order = ("Agenda for Change", "joined", "cluster", "pool")
    finest = min(schemes.values(), key=order.index, default="")
    return [band for band in parts if schemes[band] == finest]


def same_bands(together: str, bands: Iterable[str]) -> str:
    """Which of these pools and clusters holds just the bands of another one or of a level; or "".

    >>> same_bands("upper", ["1-7", "cluster 3", "8a-VSM"]), same_bands("lower", ["1-7"])
    ('8a-VSM', '')
    """
    known = by("pay_bands", "pay_band")

    def single(band: str) -> set[str]:
        scheme = known[band]["scheme"]
        return {name for name, row in known.items() if row[scheme] == band and not _is_sum(row)}

    taken = (band for band in bands if band != together and _is_sum(known[band]))
    return next((band for band in taken if single(band) == single(together)), "")


def _is_sum(row: dict[str, str]) -> bool:
    return row["scheme"] in ("pool", "cluster", "level")


@dataclass(frozen=True, slots=True)
class FigureKind:
    """What kind of number a figure is: its unit, its decimals when printed, how it is read.

    `decimals_if_small` are those of a small rate (`judgement("small_rate")`).
    """

    name: str
    unit: str
    decimals: int
    decimals_if_small: int
    direction: str
    meaning: str


CHANGE = "_change_on_last_year"
AVERAGE = "_national_average"
FROM_AVERAGE = "_difference_from_national_average"

# A comparison's unit follows from the unit of what is compared. A difference between percentages
# is in percentage points; a change in a number of people is a per cent change; never one column.
_CHANGE_UNITS = {
    "people": "percent change",
    "percent": "percentage points",
    "percentage points": "percentage points",
    "ratio": "difference in ratio",
}


def is_average(figure: str) -> bool:
    """Whether a figure of this name is a national average (and no difference from one).

    >>> is_average("survey_percentage_national_average")
    True
    """
    return figure.removesuffix(AVERAGE) in by("figures", "figure") and figure.endswith(AVERAGE)


@cache
def figure_kind(figure: str) -> FigureKind:
    """The kind of a figure by its name, comparisons included.

    >>> figure_kind("survey_percentage_change_on_last_year").unit
    'percentage points'

    Raises:
        KeyError: no figure has that name.
    """
    known = by("figures", "figure")
    if figure in known:
        row = known[figure]
        decimals = int(row["decimals"]), int(row["decimals_if_small"])
        return FigureKind(figure, row["unit"], *decimals, row["direction"], row["meaning"])
    for suffix, words in (
        (CHANGE, "Change on the year before: "),
        (FROM_AVERAGE, "Difference from the national average: "),
        (AVERAGE, "National average: "),
    ):
        base = figure.removesuffix(suffix)
        if base != figure and base in known:
            kind = figure_kind(base)
            unit = kind.unit if suffix == AVERAGE else _CHANGE_UNITS[kind.unit]
            decimals = kind.decimals, kind.decimals_if_small
            if unit == "percent change":
                decimals = 1, 1
            meaning = f"{words}{kind.meaning[0].lower()}{kind.meaning[1:]}"
            return FigureKind(figure, unit, *decimals, kind.direction, meaning)
    raise KeyError(figure)
