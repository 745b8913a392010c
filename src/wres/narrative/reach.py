"""Say what a published edition will show of indicator 1: for whoever prepares it, on the screen.

No file that is passed on says it. How much another table would show tells of the counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from wres import reference
from wres.disclosure.cells import STAFF, Row, finest
from wres.figures import ALL, BME, Figures, State
from wres.figures.counts import Counts, PublishedCounts
from wres.ground.errors import DisclosureError
from wres.ground.settings import AUTOMATIC
from wres.indicators import once
from wres.reading.held import Inputs

# What is tried where the present table withholds something: each takes about half a second.
_TRIED = (AUTOMATIC, "full bands")
_DISPARITY = "race_disparity_ratio_"
_CHANGE = f"staff_percentage{reference.CHANGE}"


@dataclass(frozen=True)
class Shown:
    """BME shares by band and grade, their changes, and disparity ratios: shown, and of how many.

    >>> print(Shown(58, 64, 58, 9, 9))
    58 of 64 BME shares by band and grade, 58 changes on last year, 9 of 9 race disparity ratios
    """

    shares: int
    of_shares: int
    changes: int
    ratios: int
    of_ratios: int

    def __str__(self) -> str:
        parts = [f"{self.shares} of {self.of_shares} BME shares by band and grade"]
        parts.append(f"{self.changes} change{'' if self.changes == 1 else 's'} on last year")
        if self.of_ratios:
            parts.append(f"{self.ratios} of {self.of_ratios} race disparity ratios")
        return ", ".join(parts)


def shown(inputs: Inputs, published: PublishedCounts, figures: Figures) -> Shown:
    """What the published edition of the last year that was read shows.

    A share is counted of each row that holds no other, as it is handed in and as it is printed.
    """
    year = published.year
    rows = _shares(published)
    changes = (figures.get(1, _CHANGE, year, staff_group=group, pay_band=band, ethnicity=BME)
               for group, band in rows)  # fmt: skip
    ratios = [figure for figure in figures.select(year=year) if figure.figure.startswith(_DISPARITY)
              and not figure.figure.endswith(reference.CHANGE)]  # fmt: skip
    known = [ratio for ratio in ratios if ratio.state is not State.NOT_COLLECTED]
    return Shown(
        len(rows),
        len(_shares(inputs.years[-1].counts)),
        sum(change.is_shown for change in changes),
        sum(ratio.is_shown for ratio in known),
        len(known),
    )


@dataclass(frozen=True)
class Better:
    """A shape of indicator 1's tables, and how many BME shares it would show."""

    shape: str
    shares: int


def best_shape(inputs: Inputs, published: PublishedCounts) -> Better | None:
    """The shape that would show most BME shares of the year, if it is more than its own shows.

    None for a year that is out, since it keeps its own.
    """
    settings, counts = inputs.context.settings, inputs.years[-1].counts
    now = len(_shares(published))
    if now == len(_shares(counts)) or published.year in inputs.released:
        return None
    tried = []
    for shape in _TRIED:
        with suppress(DisclosureError):
            other = once.protected_year(counts, replace(settings, shape=shape))
            tried.append(Better(shape, len(_shares(other))))
    best = max(tried, key=lambda reached: reached.shares, default=None)
    return best if best and best.shares > now else None


def shares(inputs: Inputs, **changed: object) -> tuple[int, int]:
    """How many BME shares of the last year that was read are shown, and of how many.

    Args:
        inputs: what was read.
        changed: settings that are another than they are, such as `small` or `shape`.

    Raises:
        DisclosureError: nothing fit to print can be made with these.
    """
    counts = inputs.years[-1].counts
    settings = replace(inputs.context.settings, **changed)
    return len(_shares(once.protected_year(counts, settings))), len(_shares(counts))


def _shares(counts: Counts) -> Sequence[Row]:
    """The rows that hold no other and whose BME share can be worked out."""
    staff = counts.table[(counts.table["indicator"] == 1) & (counts.table["measure"] == STAFF)]
    rows = dict.fromkeys(zip(staff["staff_group"], staff["pay_band"], strict=True))
    return sorted(row for row in finest(rows) if row != (ALL, ALL) and _is_known(counts, row))


def _is_known(counts: Counts, row: Row) -> bool:
    part, whole = (counts.get(1, STAFF, ethnicity, *row).value for ethnicity in (BME, ALL))
    return part is not None and bool(whole)
