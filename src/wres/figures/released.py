"""What is out: the counts that readers have of a year from an edition published before.

An edition that is made later must not give back, together with the earlier one, what the earlier
one withheld. So whoever protects a year is told what is out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

# What tells one count from every other: `counts.KEYS`.
Key = tuple[int, str, str, str, str, str]
# Between which numbers a printed count lies: twice the same, unless only a percentage is printed.
Range = tuple[float, float]


@dataclass(frozen=True)
class Released:
    """The counts of one year that are out: those shown, and those shown as withheld.

    `remedy` is the sentence that says what to do where nothing of the year was ever published.
    `is_whole` says that the year's own report is out, and not only a column beside the next year.

    >>> key = (1, "staff in post", "clinical", "8a", "all", "BME")
    >>> out = Released({key: (12, 12)})
    >>> out.is_unchanged(key, 12), out.is_unchanged(key, 13), out.is_unchanged(key, None)
    (True, False, False)
    """

    shown: Mapping[Key, Range] = field(default_factory=dict)
    withheld: frozenset[Key] = frozenset()
    remedy: str = ""
    is_whole: bool = True

    def is_unchanged(self, key: Key, number: int | None) -> bool:
        """Whether a count is shown in what is out, and is what it was."""
        low, high = self.shown.get(key, (1, 0))
        return number is not None and low <= number <= high

    def prints(self, key: Key) -> bool:
        """Whether a count stands there, shown or as withheld."""
        return key in self.shown or key in self.withheld

    def text(self) -> str:
        """All that can change what is printed beside it, as one text, whatever its order."""
        return repr((sorted(self.shown.items()), sorted(self.withheld), self.is_whole))


@dataclass(frozen=True)
class PublishedEdition:
    """A published report that is out: whose, of which year, and what it prints of each year.

    `mark` tells it from any other edition of the same year, and tells no count: it is made of
    what the edition prints.
    """

    organisation: str
    year: int
    mark: str
    years: Mapping[int, Released]

    def to_entry(self) -> dict[str, Any]:
        """The same as JSON can hold it."""
        years = {
            str(year): {
                "shown": [[*key, *numbers] for key, numbers in out.shown.items()],
                "withheld": [list(key) for key in sorted(out.withheld)],
            }
            for year, out in self.years.items()
        }
        return {"whose": [self.organisation, self.year, self.mark], "years": years}

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> PublishedEdition:
        """From what `to_entry` made.

        >>> edition = PublishedEdition("RXX", 2024, "0123abcd", {2024: Released({}, frozenset())})
        >>> PublishedEdition.from_entry(edition.to_entry()) == edition
        True
        """
        years = {
            int(year): Released(
                {tuple(row[:-2]): (row[-2], row[-1]) for row in out["shown"]},
                frozenset(tuple(row) for row in out["withheld"]),
            )
            for year, out in entry["years"].items()
        }
        return cls(*entry["whose"], years)


def together(
    of_one_year: Iterable[Released], remedy: str = "", *, is_whole: bool = True
) -> Released | None:
    """What several editions tell of one year; None where there is none.

    What one of them shows is out, though another withholds it.
    """
    shown: dict[Key, Range] = {}
    withheld: set[Key] = set()
    editions = list(of_one_year)
    for out in editions:
        shown |= out.shown
        withheld |= out.withheld
    if not editions:
        return None
    return Released(shown, frozenset(withheld - shown.keys()), remedy, is_whole)
