"""See where an identifier has more rows than one person, and where a row stands twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from wres import reference
from wres.ground.errors import Doubt
from wres.reading.records import Records
from wres.reading.tables import Column, in_rows

# A column that tells rows apart is alike in so small a part of them.
MOST_ALIKE = 0.1
# The limit that says of how many rows one person may be, by extract.
_MOST_ROWS = {
    "staff": "most_assignments",
    "disciplinary": "most_assignments",
    "training": "most_courses",
}


def crowds(extract: str, records: Records, column: str, year: int) -> Iterator[Doubt]:
    """A doubt where one identifier has more rows than one person is likely to have.

    The identifier itself is not said: it may be somebody's.

    Args:
        extract: which extract it is.
        records: its records of a year.
        column: what stands above the identifiers.
        year: the WRES year.
    """
    if records.people is None or not records.people.size:
        return
    most = int(reference.by("limits", "name")[_MOST_ROWS[extract]]["value"])
    rows = np.bincount(records.people)
    crowded = np.flatnonzero(rows > most)
    if not crowded.size:
        return
    first = int(records.rows[np.flatnonzero(records.people == crowded[0])[0]])
    are = "identifier has" if len(crowded) == 1 else "identifiers have"
    problem = (
        f"tells apart too few: {len(crowded):,} {are} more than {most} rows, up to "
        f"{int(rows[crowded].max()):,}, and each counts as one person"
    )
    remedy = "Look whether it is an identifier of a person that was neither shortened nor removed."
    yield Doubt(records.header.file, first, column, None, problem, remedy, "people", year=year)


def rows_twice(records: Records, others: Mapping[int, Column], year: int) -> Iterator[Doubt]:
    """A doubt where rows stand twice in an extract that has no column for people.

    Only a column that tells all other rows apart can show it, such as a number of the application.

    Args:
        records: the records of a year.
        others: the columns that nothing reads.
        year: the WRES year.
    """
    if records.people is not None:
        return
    fields = (*records.values.values(), *(column.codes for column in others.values()))
    for place, column in others.items():
        rows = np.bincount(column.codes)
        again = int((rows[rows > 1] - 1).sum())
        blank = [n for n in np.flatnonzero(rows) if not str(column.texts[n]).strip()]
        if not 0 < again <= MOST_ALIKE * len(column.codes) or blank:
            continue
        at = np.flatnonzero(rows[column.codes] > 1)
        _, first = np.unique([field[at] for field in fields], axis=1, return_index=True)
        if len(at) - len(first) < again:
            continue
        header = records.header
        second = int(records.rows[np.delete(at, first)[0]])
        problem = f"is the same in rows that are alike, {in_rows(again)} too many"
        remedy = "Take the second of each out, if it is the same record."
        where = second, header.cells[place], None
        yield Doubt(header.file, *where, problem, remedy, "people", year=year)
        return
