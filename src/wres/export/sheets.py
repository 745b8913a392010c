"""Which tables stand on which sheet of the workbook, and the tables that only it has.

Those are the counts for the national collection, the notes and the symbols.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from wres import catalogue, reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figures
from wres.figures.formats import show
from wres.figures.printed import Bounds
from wres.showing.components import Cell, Table

CONTENTS, NOTES = "Contents", "Notes"
# The tables of the summary that are no grid of figures, by the cell of the notebook.
_NO_GRIDS = {
    "Areas to act on": ("summary", "areas_to_act_on"),
    "Ratings": ("summary", "summary"),
    "Intervals": ("about", "certainty"),
}
# A row of the national collection: indicator, measure, staff group and pay band.
Asked = tuple[int, str, str, str]
STAFF, MEDICAL = "staff in post", "medical and dental"


@dataclass(frozen=True)
class Sheet:
    """Tables that belong together, one below the other; none where there is nothing to show."""

    name: str
    title: str
    tables: tuple[Table, ...]


def of_pages(tables: Iterable[Table]) -> tuple[Sheet, ...]:
    """The report's tables on their sheets (`reference/sheets.csv`), in their order.

    Raises:
        ValueError: no sheet has a table.
    """
    on_sheet: dict[str, list[Table]] = {row["sheet"]: [] for row in reference.rows("sheets")}
    for table in tables:
        on_sheet[sheet_of(table.name)].append(ends_apart(table))
    titles = reference.by("sheets", "sheet")
    return tuple(
        Sheet(name, titles[name]["title"], tuple(on_sheet[name]))
        for name in on_sheet
        if on_sheet[name]
    )


def sheet_of(table: str) -> str:
    """The sheet on which a table stands, by its name.

    >>> sheet_of("2 Rates"), sheet_of("Ratings")
    ('2 Recruitment', 'Key findings')

    Raises:
        ValueError: no sheet has it.
    """
    grids = {grid.name: (grid.page, grid.cell) for grid in catalogue.GRIDS}
    page, cell = (grids | _NO_GRIDS).get(table, ("", ""))
    for row in reference.rows("sheets"):
        if page in row["pages"].split(", ") and cell in row["cells"].split(", "):
            return row["sheet"]
    raise ValueError(f"no sheet has the table '{table}': reference/sheets.csv")


def ends_apart(table: Table) -> Table:
    """A table with a column for each end of an interval, so that a program can read them.

    A symbol in place of an interval stands in both.
    """
    columns = list(zip(*table.rows, strict=True))
    apart = [any(isinstance(cell, Bounds) for cell in column) for column in columns]
    headers = [
        part
        for header, is_apart in zip(table.headers, apart, strict=True)
        for part in ((f"{header}, low", f"{header}, high") if is_apart else (header,))
    ]
    rows = (
        tuple(
            end
            for cell, is_apart in zip(row, apart, strict=True)
            for end in (_ends(cell) if is_apart else (cell,))
        )
        for row in table.rows
    )
    return replace(table, headers=tuple(headers), rows=tuple(rows))


def _ends(cell: Cell) -> tuple[Cell, Cell]:
    return (cell.low, cell.high) if isinstance(cell, Bounds) else (cell, cell)


def submission(rows: Iterable[Asked], figures: Figures, year: int) -> Sheet:
    """The counts for the national collection, a row for each that it asks for.

    What was not handed in is `[x]`. Rows handed in besides, such as pools, stand below those of
    their indicator.

    Args:
        rows: those handed in; nothing is made of none.
        figures: a count that may not be printed is not in them.
        year: WRES year.
    """
    handed_in = [row for row in dict.fromkeys(rows) if _is_asked(row)]
    all_rows = dict.fromkeys((*asked(), *handed_in)) if handed_in else ()
    lines = [_submitted(row, figures, year) for row in sorted(all_rows, key=lambda row: row[0])]
    headers = ("Indicator", "Measure", "Unit", "Staff group", "Pay band", "White", "BME", "Unknown")
    table = Table(f"Counts for the national data collection, {year}", headers, tuple(lines),
                  name="Submission")  # fmt: skip
    return Sheet(table.name, "Submission", (table,) if lines else ())


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


def notes(everywhere: Iterable[str], others: Iterable[Sheet]) -> Sheet:
    """All notes in one place, those of everything first; then what the symbols mean."""
    said = [("All sheets", note) for note in everywhere]
    told = ((sheet.name, table) for sheet in others for table in sheet.tables)
    said += [(name, note) for name, table in told for note in table.notes]
    symbols = [(row["symbol"], row["meaning"]) for row in reference.rows("shorthand")]
    tables = (
        Table("Symbols used in the tables", ("Symbol", "Meaning"), tuple(symbols), name="Symbols"),
        Table("Notes and sources", ("Sheet", "Note"), tuple(dict.fromkeys(said)), name=NOTES),
    )
    return Sheet(NOTES, "Notes and symbols", tuple(table for table in tables if table.rows))
