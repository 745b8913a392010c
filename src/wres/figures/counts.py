"""Counts: how many people, by indicator, measure, staff group, band and ethnicity.

`Counts` is what was handed in. `PublishedCounts` is what has been through the door of
`wres.disclosure`, and the only kind that anything downstream takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import pandera.pandas as pa

from wres.figures import ALL, BME_GROUPS, ETHNICITIES, SEXES, Count, State
from wres.ground.settings import AUDIENCES, PUBLISHED

STAFF = "staff in post"
DISCIPLINARY = "entered formal disciplinary process"
# A measure of which there is also the average of a year and the one before.
AVERAGE = ", average of two years"

KEYS = ("indicator", "measure", "staff_group", "pay_band", "sex", "ethnicity")
COLUMNS = (*KEYS, "number", "state", "source")

SCHEMA = pa.DataFrameSchema(
    {
        "indicator": pa.Column("int64", pa.Check.in_range(1, 9)),
        "measure": pa.Column(str),
        "staff_group": pa.Column(str),
        "pay_band": pa.Column(str),
        "sex": pa.Column(str, pa.Check.isin([*SEXES, ALL])),
        "ethnicity": pa.Column(str, pa.Check.isin([*ETHNICITIES, *BME_GROUPS, ALL])),
        "number": pa.Column("float64", pa.Check.ge(0), nullable=True),
        "state": pa.Column(str, pa.Check.isin([State.SHOWN, State.WITHHELD, State.NOT_COLLECTED])),
        "source": pa.Column(str),
    },
    checks=pa.Check(
        lambda table: table["number"].notna() == (table["state"] == State.SHOWN),
        error="a number is there exactly where the state says that it is shown",
    ),
    unique=list(KEYS),
    strict=True,
)


@dataclass(frozen=True)
class Counts:
    """The counts of one organisation and year, as a tidy table and by key.

    `number` is people, except for the measures `percentage` and `survey response rate`, where
    an organisation has only a percentage. `ethnicity` is White, BME, Unknown, `all`, or one of
    the high-level groups that BME is made of; `sex` is `all` but in the detail.
    """

    organisation: str
    year: int
    table: pd.DataFrame

    def __post_init__(self) -> None:
        SCHEMA.validate(self.table)

    @cached_property
    def _sources(self) -> list[tuple[int, str, str, str]]:
        """Indicator, staff group, band and source of each row handed in, once."""
        columns = [
            self.table[c].tolist() for c in ("indicator", "staff_group", "pay_band", "source")
        ]
        return list(dict.fromkeys(zip(*columns, strict=True)))

    @cached_property
    def _cells(self) -> dict[tuple, tuple[float, str, str]]:
        columns = [self.table[name].tolist() for name in COLUMNS]
        return {
            tuple(row[: len(KEYS)]): tuple(row[len(KEYS) :]) for row in zip(*columns, strict=True)
        }

    def get(
        self,
        indicator: int,
        measure: str,
        ethnicity: str,
        staff_group: str = ALL,
        pay_band: str = ALL,
        sex: str = ALL,
    ) -> Count:
        """One count; "not collected" where there is no such row."""
        cell = self._cells.get((indicator, measure, staff_group, pay_band, sex, ethnicity))
        if cell is None:
            return Count.not_collected()
        number, state, _ = cell
        return Count(number) if state == State.SHOWN else Count(None, State(state))

    def holds(self, indicator: int, measure: str, **where: str) -> bool:
        """Whether there is a row of that measure, known or not."""
        place = {"staff_group": ALL, "pay_band": ALL, "sex": ALL} | where
        key = (indicator, measure, place["staff_group"], place["pay_band"], place["sex"], ALL)
        return key in self._cells

    def workforce(self, indicator: int, ethnicity: str, **where: str) -> Count:
        """The staff in post among whom an indicator's events are counted.

        Its own where they were handed in for it, else those of indicator 1.
        """
        own = indicator if self.holds(indicator, STAFF, **where) else 1
        return self.get(own, STAFF, ethnicity, **where)

    def events(self, indicator: int, measure: str, ethnicity: str, **where: str) -> Count:
        """What a rate is made of: the count of this year, or the average where it is on two."""
        on_two = self.is_averaged(indicator, measure)
        return self.get(indicator, measure + AVERAGE if on_two else measure, ethnicity, **where)

    def is_averaged(self, indicator: int, measure: str) -> bool:
        """Whether a rate is made of the average of this year and the one before."""
        return self.holds(indicator, measure + AVERAGE)

    def source(self, indicator: int, staff_group: str = "", pay_band: str = "") -> str:
        """Where counts come from, each source once.

        Those of one row where it was handed in; else those of its staff group (a sum of bands),
        or of the whole indicator.
        """
        rows = [row for row in self._sources if row[0] == indicator]
        for place, wanted in ((1, staff_group), (2, pay_band)):
            rows = [row for row in rows if row[place] == wanted] or rows
        return "; ".join(dict.fromkeys(source for *_, source in rows if source))

    def publications(self, indicator: int) -> str:
        """The publications behind an indicator: each source up to its first comma."""
        sources = [source for number, *_, source in self._sources if number == indicator]
        return "; ".join(dict.fromkeys(source.split(",")[0] for source in sources if source))

    def bands(self, staff_group: str) -> list[str]:
        """The pay bands handed in for a staff group, in the order of the table."""
        rows = self.table[
            (self.table["indicator"] == 1) & (self.table["staff_group"] == staff_group)
        ]
        return list(dict.fromkeys(rows["pay_band"]))


@dataclass(frozen=True)
class Protection:
    """How counts were made fit for their readers: what a page says about it, and no count.

    `method` is `suppression`, `rounding` or, for internal readers, `none`. `shape` is the shape
    of indicator 1's tables (a row of `reference/shapes.csv`; "" where every table handed in
    stands), `why` a sentence that says why it was chosen. `keeps` says that the year is printed as
    it was published before, and would else be printed otherwise.
    """

    audience: str = PUBLISHED
    method: str = "none"
    shape: str = ""
    why: str = ""
    keeps: bool = False

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES:
            raise ValueError(f"no such audience: {self.audience}")


@dataclass(frozen=True)
class PublishedCounts(Counts):
    """Counts that may be printed: a withheld count is missing here, with its state."""

    protection: Protection = Protection()

    @property
    def holds_every_sum(self) -> bool:
        """Whether every sum of staff or applicants that may be printed is among the rows.

        It is so once counts are protected. To add up another one and say that it is withheld
        would tell readers of a cell that nobody has protected.
        """
        return bool(self.protection.shape)


def with_two_year_average(
    counts: PublishedCounts, before: PublishedCounts | None
) -> PublishedCounts:
    """The same counts, and beside those of indicator 3 their average with the year before.

    Only counts that may be printed go into it, so it tells no more than they do. Where the year
    before is not held, or a count of it is missing, the average is missing too.

    Source: WRES technical guidance: "a two-year rolling average of the current year and previous
    year" (as the founding report quotes it); the denominator stays that of the current year.
    """
    table = counts.table
    rows = table[(table["indicator"] == 3) & (table["measure"] == DISCIPLINARY)]
    records = []
    for row in rows.to_dict("records"):
        place = (row["ethnicity"], row["staff_group"], row["pay_band"], row["sex"])
        both = counts.get(3, DISCIPLINARY, *place)
        if before is not None and before.year == counts.year - 1:
            both += before.get(3, DISCIPLINARY, *place)
        else:
            both += Count.not_collected()
        number = None if both.value is None else both.value / 2
        average = {"measure": DISCIPLINARY + AVERAGE, "number": number, "state": str(both.state)}
        records.append(row | average)
    added = pd.DataFrame(records, columns=list(COLUMNS)).astype(table.dtypes.to_dict())
    return replace(counts, table=pd.concat([table, added], ignore_index=True))
