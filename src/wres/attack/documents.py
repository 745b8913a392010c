"""What stands in a report's files: tables, passages of words, and what cannot be examined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMBER = re.compile(r"[+\-\u2212]?\d[\d,]*(?:\.\d+)?%?")
WITHHELD, LOW = "[c]", "[low]"


@dataclass(frozen=True)
class Grid:
    """A table as rows of cells, each a text; the first column says what a row is about."""

    source: str
    caption: str
    headings: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def has_values(self) -> bool:
        """Whether any cell but those of the first column is a number or is withheld."""
        return any(is_value(cell) or is_interval(cell) for row in self.rows for cell in row[1:])


@dataclass(frozen=True)
class Passage:
    """Words in a row, with the headings above them; `is_concealed` where no reader sees them."""

    source: str
    headings: tuple[str, ...]
    words: str
    is_concealed: bool = False


@dataclass
class Document:
    """One file: what was found in it, and what could not be examined."""

    name: str
    grids: list[Grid] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    unexamined: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of the organisation, in the masthead

    def add(self, other: Document) -> None:
        """Take in what was found in a part of this file."""
        self.grids += other.grids
        self.passages += other.passages
        self.unexamined += other.unexamined
        self.names += other.names


def is_value(cell: str) -> bool:
    """Whether a cell is a number, or stands in the place of one.

    >>> is_value("1,204"), is_value("[c]"), is_value("Band 5")
    (True, True, False)
    """
    return cell in (WITHHELD, LOW) or NUMBER.fullmatch(cell) is not None


def is_interval(cell: str) -> bool:
    """Whether a cell is the two ends of an interval.

    >>> is_interval("33.4 to 35.6"), is_interval("-1.6% to +2.2%"), is_interval("Bands 1 to 7")
    (True, True, False)
    """
    low, word, high = cell.partition(" to ")
    return bool(word and NUMBER.fullmatch(low) and NUMBER.fullmatch(high))


def tidy(words: str | None) -> str:
    """Words with single spaces."""
    return " ".join((words or "").split())
