"""A year's counts beside where they stand, so that a doubt about one can name its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, State
from wres.figures.counts import STAFF, Counts
from wres.ground.errors import Doubt
from wres.reading.csvfiles import Row
from wres.reading.held import YearInputs

# The column of a counts file that each count stands in.
COLUMNS = {WHITE: "white", BME: "bme", UNKNOWN: "unknown", ALL: "total"} | {
    group: group.casefold() for group in BME_GROUPS
}
WORKFORCE = (1, STAFF, ALL, ALL)
BOARD = (9, "board members", ALL, ALL)
VOTING = (9, "voting board members", ALL, ALL)
# A count rarely grows fivefold in a year.
JUMP = 5

Key = tuple[int, str, str, str]


@dataclass(frozen=True)
class YearSheet:
    """One year's counts, with where they stand."""

    file: str
    counts: Counts
    rows: Mapping[tuple, Row]

    @property
    def keys(self) -> list[Key]:
        """What is counted: indicator, measure, staff group and band, in the file's order.

        Protected counts hold sums that nobody handed in, and lack rows that no table prints: the
        file's own rows are looked at, and one that is not printed is not known.
        """
        if self.rows:
            return list(dict.fromkeys(key[:4] for key in self.rows))
        names = ("indicator", "measure", "staff_group", "pay_band")
        columns = [self.counts.table[name].tolist() for name in names]
        return list(dict.fromkeys(zip(*columns, strict=True)))

    def state(self, key: Key, ethnicity: str) -> State:
        """Whether a count is there, or why not."""
        indicator, measure, group, band = key
        return self.counts.get(indicator, measure, ethnicity, group, band).state

    def number(self, key: Key, ethnicity: str) -> float | None:
        """A count or a percentage; None where it is not there."""
        indicator, measure, group, band = key
        return self.counts.get(indicator, measure, ethnicity, group, band).value

    def typed(self, key: Key, ethnicity: str) -> str:
        """A cell as it stands in the file; the number where the file leaves it to the sum."""
        row, number = self.rows.get(key), self.number(key, ethnicity)
        text = row[COLUMNS[ethnicity]] if row else ""
        return text or ("" if number is None else f"{number:.12g}")

    def doubt(
        self,
        kind: str,
        key: Key,
        ethnicity: str,
        problem: str,
        remedy: str,
        *,
        is_quoted: bool = True,
    ) -> Doubt:
        """A doubt about one cell; it says what stands there unless `is_quoted` is false."""
        row, column = self.rows.get(key), COLUMNS[ethnicity]
        file, heading = (row.file, row.heading(column)) if row else (self.file, column)
        if row and row.number is None:
            # An extract has no such column: what was counted of it is named.
            file, heading = ", ".join([file, *_named(key, ethnicity)]), ""
        return Doubt(
            file,
            row.number if row else None,
            heading,
            self.typed(key, ethnicity) if is_quoted else None,
            problem,
            remedy,
            kind,
            indicator=key[0],
        )


def _named(key: Key, ethnicity: str) -> list[str]:
    """What a count is of, in words.

    >>> _named((8, "percentage", ALL, ALL), WHITE)
    ['indicator 8', 'percentage', 'White']
    """
    who = "everybody" if ethnicity == ALL else ethnicity
    return [f"indicator {key[0]}", key[1], *(part for part in key[2:] if part != ALL), who]


def sheet_of(read: YearInputs) -> YearSheet:
    """The counts of a year as they were handed in."""
    return YearSheet(f"{folder_of(read)}/counts.csv", read.counts, read.rows)


def folder_of(read: YearInputs) -> str:
    """What to call the folder of a year in messages."""
    return f"{read.counts.organisation}/{read.year}"


def workforce_key(sheet: YearSheet, indicator: int) -> Key:
    """Among whom an indicator's events are counted: its own workforce, or that of indicator 1."""
    own = (indicator, *WORKFORCE[1:])
    return own if sheet.counts.holds(indicator, STAFF) else WORKFORCE
