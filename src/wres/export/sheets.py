"""The sheets that only the workbook has: the counts for the national collection, the notes."""

from __future__ import annotations

from collections.abc import Iterable

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figures
from wres.figures.formats import show
from wres.showing.components import Table


def submission(rows: Iterable[tuple[int, str, str, str]], figures: Figures, year: int) -> Table:
    """The counts in the rows that were handed in, to be pasted into the national collection.

    Args:
        rows: indicator, measure, staff group and pay band of each.
        figures: a count that may not be printed is not in them.
        year: WRES year.
    """
    measures = reference.by("measures", "measure")
    groups = reference.by("staff_groups", "staff_group")
    bands = reference.by("pay_bands", "pay_band")
    lines = []
    for indicator, measure, group, band in dict.fromkeys(rows):
        figure = measures[measure]["figure"]
        # The collection asks for indicator 2 of everybody, not by staff group or band.
        is_detail = indicator == 2 and (group, band) != (ALL, ALL)
        if not figure or is_detail:
            continue
        part = measure if indicator == 9 else group  # a part of the board is a measure
        cells = [
            show(
                figures.get(
                    indicator, figure, year, staff_group=part, pay_band=band, ethnicity=ethnicity
                )
            )
            for ethnicity in (WHITE, BME, UNKNOWN)
        ]
        labels = (measure, measures[measure]["unit"], groups[part]["label"], bands[band]["label"])
        lines.append((indicator, *labels, *cells))
    headers = ("Indicator", "Measure", "Unit", "Staff group", "Pay band", "White", "BME", "Unknown")
    return Table(f"Counts for the national data collection, {year}", headers, tuple(lines),
                 name="Submission")  # fmt: skip


def shorthand() -> Table:
    """What the symbols mean that stand in place of numbers."""
    rows = tuple((row["symbol"], row["meaning"]) for row in reference.rows("shorthand"))
    return Table("Symbols used in the tables", ("Symbol", "Meaning"), rows, name="Shorthand")


def notes(everywhere: Iterable[str], tables: Iterable[Table]) -> Table:
    """All notes in one place: those of the whole workbook, then those of each table."""
    rows = [("All sheets", note) for note in everywhere]
    rows += [(table.name, note) for table in tables for note in table.notes]
    return Table("Notes and sources", ("Sheet", "Note"), tuple(rows), name="Notes")
