"""The front page of all reports: by region and organisation, each with its editions.

It is for whoever looks after many organisations. What it says of an edition is what was published
with it (`wres.export.standing`); without a script, and readable on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from wres import __version__, reference
from wres.export.document import document
from wres.export.standing import Standing
from wres.figures.phrases import counted
from wres.showing.components import NOT_RATED

TITLE = "Workforce Race Equality Standard reports"
NO_REGION = "No region given"
COMPLETE = "Complete"


@dataclass(frozen=True)
class IndexEntry:
    """One organisation's year.

    Attributes:
        organisation: The organisation's name.
        ods_code: Its code.
        year: The year of the Standard.
        folder: Where its report is, from the index; empty when there is none.
        status: `COMPLETE`, or what happened in the last run.
        note: What else a reader must know, such as "Invented example data".
        files: The forms of the report that are there besides its page.
        prefix: What the name of each file begins with; empty but for internal readers.
        region: That of the organisation; blank where the register does not say it.
        kind: The kind of organisation.
        standing: How the edition rates each indicator.
    """

    organisation: str
    ods_code: str
    year: int
    folder: str
    status: str
    note: str = ""
    files: tuple[str, ...] = ("report.pdf", "tables.xlsx")
    prefix: str = ""
    region: str = ""
    kind: str = ""
    standing: Standing = field(default_factory=Standing)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The address of each form of the report, and what it is called."""
        if not self.folder:
            return ()
        files = ("report.html", *self.files)
        return tuple(
            (f"{self.folder}/{self.prefix}{file}", label)
            for file, label in FORMS.items()
            if file in files
        )


# The forms of a report, and how a reader knows them.
FORMS = {
    "report.html": "Web page",
    "report.pdf": "PDF",
    "report.docx": "Word",
    "board.pdf": "Board edition (PDF)",
    "board.docx": "Board edition (Word)",
    "tables.xlsx": "Tables (Excel)",
}


@dataclass(frozen=True)
class Body:
    """One organisation with its editions, the latest first."""

    editions: tuple[IndexEntry, ...]

    @property
    def latest(self) -> IndexEntry:
        """Its latest edition that is there; where none is, the latest that failed."""
        return next((edition for edition in self.editions if edition.folder), self.editions[0])

    @property
    def earlier(self) -> tuple[IndexEntry, ...]:
        """All others."""
        return tuple(edition for edition in self.editions if edition is not self.latest)


def index_page(entries: Iterable[IndexEntry]) -> str:
    """The page that lists all reports: by region, then by name, the latest edition first.

    >>> entry = IndexEntry("NHS Example ICB", "QXX", 2023, "2023/QXX", "Complete")
    >>> 'href="2023/QXX/report.html"' in index_page([entry])
    True
    """
    ordered = sorted(entries, key=_place)
    regions = [
        (region or NO_REGION, _bodies(of_region))
        for region, of_region in groupby(ordered, key=lambda entry: entry.region)
    ]
    return document(
        "index.html.j2",
        title=TITLE,
        author="",
        sheets=("index.css",),
        regions=regions,
        count=_count(ordered),
        has_regions=any(entry.region for entry in ordered),
        amiss=_amiss(ordered),
        indicators=reference.by("indicators", "indicator"),
        ratings=[(row["rating"], row["meaning"]) for row in reference.rows("ratings")],
        not_rated=NOT_RATED,
        version=__version__,
    )


def _place(entry: IndexEntry) -> tuple:
    """Where an entry stands: those without a region last, the latest year first."""
    return (
        not entry.region,
        entry.region,
        entry.organisation.casefold(),
        entry.ods_code,
        -entry.year,
    )


def _bodies(entries: Iterable[IndexEntry]) -> list[Body]:
    return [Body(tuple(of_body)) for _, of_body in groupby(entries, key=lambda e: e.ods_code)]


def _count(entries: Sequence[IndexEntry]) -> str:
    """How many there are, and whether all of them were made."""
    bodies, failed = len({entry.ods_code for entry in entries}), len(_amiss(entries))
    said = f"{counted(len(entries), 'edition')} of {counted(bodies, 'organisation')}"
    return f"{said}, {failed} of which failed in the last run" if failed else f"{said}, complete"


def _amiss(entries: Iterable[IndexEntry]) -> list[IndexEntry]:
    return [entry for entry in entries if entry.status != COMPLETE]
