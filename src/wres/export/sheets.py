"""The sheets that only the workbook has: the counts for the national collection, the notes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figures
from wres.figures.formats import show
from wres.showing.components import Cell, Table

# A row of the national collection: indicator, measure, staff group and pay band.
Asked = tuple[int, str, str, str]
STAFF, MEDICAL = "staff in post", "medical and dental"


def submission(rows: Iterable[Asked], figures: Figures, year: int) -> Table:
    """The counts for the national collection, a row for each that it asks for.

    What was not handed in is `[x]`. Rows handed in besides, such as pools, stand below those of
    their indicator.

    Args:
        rows: those handed in; nothing is made of none.
        figures: a count that may not be printed is not in them.
        year: WRES year.
    """
    handed_in = [row for row in dict.fromkeys(rows) if _is_asked(row)]
    every = dict.fromkeys((*asked(), *handed_in)) if handed_in else ()
    lines = [_submitted(row, figures, year) for row in sorted(every, key=lambda row: row[0])]
    headers = ("Indicator", "Measure", "Unit", "Staff group", "Pay band", "White", "BME", "Unknown")
    return Table(f"Counts for the national data collection, {year}", headers, tuple(lines),
                 name="Submission")  # fmt: skip


def asked() -> list[Asked]:
    """The rows of the national collection, in its order: every band, measure and indicator.

    >>> asked()[:2]
    [(1, 'staff in post', 'all', 'all'), (1, 'staff in post', 'non-clinical', 'under 1')]
    """
    bands = reference.rows("pay_bands")
    agenda = [row["pay_band"] for row in bands if row["scheme"] == "Agenda for Change"]
    grades = [row["pay_band"] for row in bands if row["scheme"] == MEDICAL]
    staff = [
        ("all", ALL),
        *product(("non-clinical", "clinical"), agenda),
        *product((MEDICAL,), grades),
    ]
    of_others = [
        (int(indicator), row["measure"], ALL, ALL)
        for row in reference.rows("measures")
        for indicator in row["indicators"].split()
        if row["figure"] and row["measure"] not in (STAFF, "count")
    ]
    return [*((1, STAFF, *place) for place in staff), *of_others]


def _is_asked(row: Asked) -> bool:
    """Whether the collection has room for a row: it asks for indicator 2 of everybody alone."""
    indicator, measure, *place = row
    has_groups = bool(reference.by("measures", "measure")[measure]["figure"])
    return has_groups and (indicator != 2 or place == [ALL, ALL])


def _submitted(row: Asked, figures: Figures, year: int) -> tuple[Cell | int, ...]:
    indicator, measure, group, band = row
    fact = reference.by("measures", "measure")[measure]
    part = measure if indicator == 9 else group  # a part of the board is a measure
    where = {"staff_group": part, "pay_band": band}
    cells = [
        show(figures.get(indicator, fact["figure"], year, **where, ethnicity=ethnicity))
        for ethnicity in (WHITE, BME, UNKNOWN)
    ]
    labels = (
        reference.by(name, code)[value]["label"]
        for name, code, value in (
            ("staff_groups", "staff_group", part),
            ("pay_bands", "pay_band", band),
        )
    )
    return (indicator, measure, fact["unit"], *labels, *cells)


def shorthand() -> Table:
    """What the symbols mean that stand in place of numbers."""
    rows = tuple((row["symbol"], row["meaning"]) for row in reference.rows("shorthand"))
    return Table("Symbols used in the tables", ("Symbol", "Meaning"), rows, name="Shorthand")


def notes(everywhere: Iterable[str], tables: Iterable[Table]) -> Table:
    """All notes in one place: those of the whole workbook, then those of each table."""
    rows = [("All sheets", note) for note in everywhere]
    rows += [(table.name, note) for table in tables for note in table.notes]
    return Table("Notes and sources", ("Sheet", "Note"), tuple(rows), name="Notes")
