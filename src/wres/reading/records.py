"""Sort the values of an extract with one row a record, and name every value that is refused.

A text is sorted once, however many rows hold it. Only small whole numbers are kept for each row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from wres.ground.errors import Fault
from wres.reading.bounds import limit
from wres.reading.categories import NotACategoryError
from wres.reading.columns import Header
from wres.reading.dates import ANY_DAY, day_of
from wres.reading.persons import nobodies
from wres.reading.sorters import PERSON, SORTERS, yes_or_blank, yes_or_no
from wres.reading.tables import Column, Table, in_rows

UNSORTED = -1
# More values than these of one column are summed up in one fault.
_MOST_VALUES = 10
# From so many different days or numbers on, a column holds these.
_FEWEST_OF_A_KIND = 3
_OTHER_COLUMN = "Perhaps another column is meant: see the header."

Values = dict[str, np.ndarray]


@dataclass(slots=True)
class Records:
    """Every record of an extract: a number for each field, and who it is about.

    `values` holds for each field what its sorter gave, and `UNSORTED` where it refused.
    `people` numbers the people in the order in which they first appear; blank rows are left out.
    `nobodies` marks the records whose identifier was refused, if any was.
    """

    header: Header
    values: Values = field(default_factory=dict)
    people: np.ndarray | None = None
    rows: np.ndarray | None = None
    nobodies: np.ndarray | None = None
    faults: list[Fault] = field(default_factory=list)

    def fault(
        self, at: np.ndarray, column: str, value: str | None, problem: str, remedy: str
    ) -> None:
        """Note what is wrong in the records that are marked, if any is; the first is named."""
        marked = np.flatnonzero(at)
        if marked.size:
            file, row = self.header.file, int(self.rows[marked[0]])
            said = f"{problem} ({in_rows(marked.size)})"
            self.faults.append(Fault(file, row, column, value, said, remedy))


@dataclass(frozen=True, slots=True)
class Sorted:
    """A column whose texts were sorted: a number for each of them, and why some were refused."""

    column: Column
    numbers: np.ndarray
    refused: dict[int, NotACategoryError]


def sort_columns(table: Table, sorters: Mapping[str, Callable[[str], float]]) -> dict[str, Sorted]:
    """Sort the texts of every column, each once.

    Args:
        table: the columns.
        sorters: what makes a number, 0 or more, of a field's text or raises `NotACategoryError`.
            The field `person` needs none: any text is a person, but for those that are nobody's.
    """
    found = {}
    for name, column in table.columns.items():
        if name == PERSON:
            numbers, refused = np.array([], dtype=np.int32), nobodies(column)
        else:
            numbers, refused = _sort(column.texts, sorters[name])
        found[name] = Sorted(column, numbers, refused | column.refused)
    return found


def sorted_records(
    table: Table,
    columns: Mapping[str, Sorted],
    places: Mapping[str, int],
    needed: Callable[[Values], Values] = lambda values: {},
    at: np.ndarray | None = None,
) -> Records:
    """The records of an extract, or some of them, with a fault for each value that was refused.

    Args:
        table: the columns that were read.
        columns: the same, sorted.
        places: where each column stands in the header.
        needed: given the values of some records, which of them each field must be known for; a
            field that it does not name must be known for all.
        at: the rows to take, in their order; all without it.
    """
    records = Records(table.header, rows=table.rows if at is None else table.rows[at])
    codes = {
        name: each.column.codes if at is None else each.column.codes[at]
        for name, each in columns.items()
    }
    for name, each in columns.items():
        if name != PERSON:
            records.values[name] = each.numbers[codes[name]]
    must = needed(records.values)
    for name, each in columns.items():
        if not each.refused:
            continue
        marked = np.isin(codes[name], list(each.refused)) & must.get(name, True)
        if marked.any():
            where = np.flatnonzero(marked)
            records.nobodies = marked if name == PERSON else records.nobodies
            column = table.header.cells[places[name]]
            records.faults += _value_faults(records, column, each, codes[name][where], where)
    if PERSON in columns:
        records.people = codes[PERSON] if at is None else pd.factorize(codes[PERSON])[0]
    return records


def _sort(
    texts: Sequence[str], sorter: Callable[[str], float]
) -> tuple[np.ndarray, dict[int, NotACategoryError]]:
    """A number for each text, and what is wrong with those that were refused, by place."""
    if len(texts) > limit("values"):
        many = NotACategoryError(f"is one of {len(texts):,} different values", _OTHER_COLUMN)
        return np.full(len(texts), UNSORTED, dtype=np.int8), dict.fromkeys(range(len(texts)), many)
    numbers, refused = [], {}
    for place, text in enumerate(texts):
        try:
            numbers.append(sorter(text))
        except NotACategoryError as error:
            refused[place] = error
            numbers.append(UNSORTED)
    if any(isinstance(each, float) for each in numbers):
        return np.array(numbers, dtype=np.float64), refused
    is_small = max(numbers, default=0) <= np.iinfo(np.int8).max
    return np.array(numbers, dtype=np.int8 if is_small else np.int32), refused


def _value_faults(
    records: Records, column: str, found: Sorted, codes: np.ndarray, where: np.ndarray
) -> list[Fault]:
    """One fault for each value that was refused, the commonest first; one for all of a kind."""
    file, rows = records.header.file, records.rows[where]
    refused, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    texts, errors, faults = found.column.texts, found.refused, []
    for kind, is_of, mend in _KINDS:
        of_kind = np.array([is_of(str(texts[code])) for code in refused], dtype=bool)
        remedy = mend(errors[int(refused[of_kind][0])]) if of_kind.any() else ""
        if remedy and of_kind.sum() >= _FEWEST_OF_A_KIND:
            row = int(rows[firsts[of_kind].min()])
            problem = f"holds {kind} ({in_rows(counts[of_kind].sum())})"
            faults.append(Fault(file, row, column, None, problem, remedy))
            refused, firsts, counts = refused[~of_kind], firsts[~of_kind], counts[~of_kind]
    order = np.lexsort((firsts, -counts))
    for place in order[:_MOST_VALUES]:
        error, row = errors[int(refused[place])], int(rows[firsts[place]])
        problem = f"{error.problem} ({in_rows(counts[place])})"
        text = texts[refused[place]]
        faults.append(Fault(file, row, column, text, problem, error.remedy, error.line))
    rest = order[_MOST_VALUES:]
    if rest.size:
        values = "1 more value is" if rest.size == 1 else f"{rest.size} more values are"
        problem = f"{values} not known ({in_rows(counts[rest].sum())})"
        row = int(rows[firsts[rest].min()])
        faults.append(Fault(file, row, column, None, problem, _OTHER_COLUMN))
    return faults


def _is_flag(error: NotACategoryError) -> bool:
    """Whether a field of yes and no refused it."""
    return bool(error.line) and SORTERS.get(error.line[2]) in (yes_or_no, yes_or_blank)


def _of_days(error: NotACategoryError) -> str:
    """What to do about a column of days: the day of what happened may say that it did."""
    if not _is_flag(error):
        return _OTHER_COLUMN
    file, extract, name, *_ = error.line
    line = f"{extract},{name},{ANY_DAY},yes"
    return f"If a day means yes, write in {file}: {line}. If not, another column is meant."


def _of_numbers(error: NotACategoryError) -> str:
    """What to do about numbers in place of yes and no; elsewhere each may be a code of its own."""
    said = "Where a row stands for several people, type them into counts.csv or wres.xlsx."
    return said if _is_flag(error) else ""


# Texts of one kind, which are one fault: what they are, how they are known, and what to do.
_KINDS = (
    ("days", lambda text: day_of(text) is not None, _of_days),
    ("numbers", re.compile(r"\s*\d[\d,]*(\.\d+)?\s*%?\s*").fullmatch, _of_numbers),
)
