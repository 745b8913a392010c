"""An organisation's own decisions: what it withholds, and how, and how it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLISHED, INTERNAL = "published", "internal"
AUDIENCES = (PUBLISHED, INTERNAL)
# What everything says that is made for internal readers: pages, sheets and names of files.
INTERNAL_WARNING = "Internal: contains small counts, do not share"
INTERNAL_PREFIX = "internal-contains-small-counts-do-not-share-"
SUPPRESSION, ROUNDING = "suppression", "rounding"
TWO_YEAR_AVERAGE, SINGLE_YEAR = "two-year average", "single year"
AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Warnings of one rule in one year that somebody has looked at and lets stand.

    `year` is None for a rule that is about no year. `row` is where it stands, for messages.
    """

    rule: str
    year: int | None
    reason: str
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Settings:
    """The decisions of one organisation. Each default is the one of `reference/settings.csv`.

    `small` is the largest count of people that is small: 1 to `small` are withheld, zero is
    shown. `candidates` is how many values a withheld count must still be able to have.
    `smallest_base` is the fewest answers to a question of the survey whose result is shown.
    `shape` is the shape of indicator 1's tables, or `automatic`. `public_measures` are measures
    whose counts are public by decision, such as `board members`; `published_years` are years
    whose counts are out already as they were handed in. Both map to the reason.
    `never_published` are editions that were made and never published, each by its year and mark.
    `indicator_3_basis` maps a year to one of `BASES`, None standing for every other year.
    `further_standards` says whether the page of that name is made.
    """

    small: int = 5
    candidates: int = 5
    smallest_base: int = 11
    method: str = SUPPRESSION
    shape: str = AUTOMATIC
    public_measures: Mapping[str, str] = field(default_factory=dict)
    published_years: Mapping[int, str] = field(default_factory=dict)
    never_published: Mapping[tuple[int, str], str] = field(default_factory=dict)
    indicator_3_basis: Mapping[int | None, str] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    further_standards: bool = False
