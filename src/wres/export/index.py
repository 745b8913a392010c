"""The index: every organisation and year, and whether its report is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from wres import __version__
from wres.export.document import document
from wres.showing.components import Table

TITLE = "Workforce Race Equality Standard reports"


@dataclass(frozen=True)
class IndexEntry:
    """One organisation's year.

    Attributes:
        organisation: The organisation's name.
        ods_code: Its code.
        year: The year of the Standard.
        folder: Where its report is, from the index; empty when there is none.
        status: "Complete", or what happened in the last run.
        note: What else a reader must know, such as "Invented example data".
        has_tables: Whether its workbook is there; a report of version 0.1.0 has none.
        prefix: What the name of each file begins with; empty but for internal readers.
    """

    organisation: str
    ods_code: str
    year: int
    folder: str
    status: str
    note: str = ""
    has_tables: bool = True
    prefix: str = ""


def index_page(entries: Iterable[IndexEntry]) -> str:
    """The page that lists all reports: the latest year first, then by name.

    >>> entry = IndexEntry("NHS Example ICB", "QXX", 2023, "2023/QXX", "Complete")
    >>> 'href="2023/QXX/report.html"' in index_page([entry])
    True
    """
    ordered = sorted(entries, key=lambda e: (-e.year, e.organisation.casefold(), e.ods_code))
    table = Table(
        caption="Reports by year and organisation",
        headers=("Organisation", "Year", "Report", "Status", "Note", "ODS code"),
        rows=tuple(
            (
                entry.organisation,
                str(entry.year),
                _links(entry),
                entry.status,
                entry.note,
                entry.ods_code,
            )
            for entry in ordered
        ),
        text_columns=frozenset(range(1, 6)),
        breaks=tuple(
            number
            for number, entry in enumerate(ordered)
            if number and entry.year != ordered[number - 1].year
        ),
    )
    return document(
        "index.html.j2",
        title=TITLE,
        author="",
        table=table.html() if ordered else "",
        version=__version__,
    )


def _links(entry: IndexEntry) -> Markup:
    """Every form of the report; the hidden words tell one row's links from another's."""
    if not entry.folder:
        return Markup("None")
    link = '<a href="{}/{}">{}<span class="wres-hidden"> of {}, {}</span></a>'
    files = {"report.html": "Web page", "report.pdf": "PDF"}
    if entry.has_tables:
        files["tables.xlsx"] = "Tables (Excel)"
    return Markup(", ").join(
        Markup(link).format(
            entry.folder, entry.prefix + file, label, entry.organisation, entry.year
        )
        for file, label in files.items()
    )
