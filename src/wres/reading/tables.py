"""Read the needed columns of an extract with one row a record, from a CSV or an Excel file.

A column is kept as small numbers, one a row, and the texts that they stand for: so that each text
is sorted once, however many rows hold it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from wres.ground.errors import Fault
from wres.reading.categories import NotACategoryError
from wres.reading.columns import Header, plain_name

# What a column that nobody reads may hold and still be looked at whole: as many different texts,
# or as large a part of its rows. With more it tells records apart, and says nothing of any.
# The number of an application or an answer is looked at all the same where nothing else tells
# people apart: it shows which rows stand twice.
MOST_TEXTS, MOST_DIFFERENT = 1000, 0.5
_NUMBER = "(id|ref|reference|number|no|num|identifier|code|key|urn)"
_OF_ONE = re.compile(f"(applicant|application|candidate|respondent|response)s?{_NUMBER}*")
_OF_ROW = re.compile(f"(unique|record|row|survey|online)*{_NUMBER}+")
# Title rows may stand above a header. A row that names columns wanted is looked for among so many
# filled rows, and among the first few any row may be it.
HEADER_WITHIN = 100
_ANY_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Column:
    """One column: for each row the place of its text in `texts`.

    `refused` holds texts that only a spreadsheet can hold and that are nothing, such as an error.
    """

    codes: np.ndarray
    texts: Sequence[str]
    refused: dict[int, NotACategoryError] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    """The columns of an extract that were asked for, by field; blank rows are left out.

    `rows` holds the number of each row as a spreadsheet shows it. `others` are the columns that
    nothing reads, by their place in the header; without those that tell records apart. `hidden`
    is how many of the rows a spreadsheet does not show; `beside` are sheets that are not read.
    """

    header: Header
    columns: dict[str, Column] = field(default_factory=dict)
    rows: np.ndarray | None = None
    faults: list[Fault] = field(default_factory=list)
    others: dict[int, Column] = field(default_factory=dict)
    hidden: int = 0
    beside: Sequence[str] = ()


def is_of_one(heading: str) -> bool:
    """Whether a column is named as what tells applications or answers apart.

    >>> is_of_one("Applicant ID"), is_of_one("Application"), is_of_one("Record No")
    (True, True, False)
    """
    return _OF_ONE.fullmatch(plain_name(heading)) is not None


def numbers_rows(heading: str) -> bool:
    """Whether a column is named as what numbers applications, answers or rows.

    >>> numbers_rows("Applicant ID"), numbers_rows("Record No"), numbers_rows("Pay Band")
    (True, True, False)
    """
    return is_of_one(heading) or _OF_ROW.fullmatch(plain_name(heading)) is not None


def filled_texts(column: Column) -> np.ndarray:
    """Which texts of a column are not blank.

    >>> filled_texts(Column(np.array([0, 1, 0]), ["A", " "]))
    array([ True, False])
    """
    return np.fromiter((bool(str(text).strip()) for text in column.texts), bool)


def are_digits(texts: Sequence[str]) -> bool:
    """Whether each text is a number in plain digits: told at once of a million.

    >>> are_digits(["20012345", "0"]), are_digits(["20012345", "A1"]), are_digits(["1", ""])
    (True, False, False)
    """
    joined = "".join(texts)
    return all(texts) and joined.isascii() and joined.isdigit()


def taken(column: Column, at: np.ndarray | None) -> Column:
    """A column of some rows only, in their order; all without them."""
    return column if at is None else replace(column, codes=column.codes[at])


def choose_header(file: str, rows: Sequence[Sequence[str]], wanted: Collection[str]) -> Header:
    """The row that names most of the columns wanted; of equals the fullest, and then the first.

    One name is not enough to tell a header: `Shortlisted` may also stand in a cell. Where no row
    has two, it is one of the first few.

    Args:
        file: what to call the file in messages.
        rows: the first rows of a file; at least one is not blank.
        wanted: names of columns, each as `plain_name` makes them.

    >>> rows = [["Staff in post"], [""], ["Ethnic Origin", "Pay Band"], ["A", "6"]]
    >>> choose_header("staff.csv", rows, {"ethnicorigin", "payband"}).row
    3
    >>> choose_header("staff.csv", rows, set()).row
    3
    """
    filled = [row for row in range(len(rows)) if any(rows[row])]
    first_few = set(filled[:_ANY_HEADER_WITHIN])

    def likeness(row: int) -> tuple[int, int]:
        names = len(names_in(rows[row], wanted))
        fullness = sum(map(bool, rows[row])) if row in first_few or names > 1 else 0
        return names if names > 1 else 0, fullness

    best = max(range(len(rows)), key=likeness)
    above = tuple(next(filter(None, rows[row])) for row in filled if row < best)
    return Header(file, best + 1, tuple(rows[best]), above)


def names_in(cells: Sequence[str], wanted: Collection[str]) -> set[str]:
    """The wanted names among some cells, each as `plain_name` makes them."""
    return {plain_name(cell) for cell in cells} & set(wanted)


def in_rows(count: int) -> str:
    """In how many rows something is, for a message.

    >>> in_rows(1), in_rows(12)
    ('1 row', '12 rows')
    """
    return "1 row" if count == 1 else f"{count} rows"


def no_rows(header: Header) -> Fault:
    """A file that ends with its header."""
    problem = "has a header and no row"
    remedy = "Add its rows. If it was nobody, take the file out and give zeros in counts.csv."
    return Fault(header.file, None, "", None, problem, remedy)


def is_excel(path: Path) -> bool:
    """Whether a file is read as a workbook.

    >>> is_excel(Path("staff.xlsx")), is_excel(Path("staff.csv"))
    (True, False)
    """
    return path.suffix in (".xlsx", ".xlsm")
