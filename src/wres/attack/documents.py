"""What stands in a report's files: passages of words, cells, and what cannot be examined."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Passage:
    """Words in a row, with the headings above them."""

    source: str
    headings: tuple[str, ...]
    words: str


@dataclass
class Document:
    """One file: what was found in it, and what could not be examined."""

    name: str
    passages: list[Passage] = field(default_factory=list)
    unexamined: list[str] = field(default_factory=list)
    # of a workbook: what stands in each of a sheet's places, such as ("1 All staff", "B3")
    cells: dict[tuple[str, str], str] = field(default_factory=dict)

    def say(self, where: str, words: str) -> None:
        """Note words that stand somewhere in it."""
        self.passages.append(Passage(f"{self.name}, {where}", (), words))


def tidy(words: str | None) -> str:
    """Words with single spaces."""
    return " ".join((words or "").split())
