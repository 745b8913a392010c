"""Find what an organisation handed in for a year, in whatever form, and reduce it to count rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.csvfiles import Row, Sheet, read_sheet
from helpers.errors import Fault
from helpers.reading.counts import FILE_COLUMNS
from helpers.reading.extracts import Extract, read_extracts

COUNTS_FILE = "counts.csv"


def read_rows(folder: Path, name: str) -> Sheet:
    """Every count row of one organisation and year, with the faults found while reading.

    The rows of `counts.csv` stand beside those that the extracts are reduced to. Neither may
    say what the other says. With extracts there may be no `counts.csv`.

    Args:
        folder: the folder of the year, such as `data/QHG/2023`.
        name: what to call it in messages, such as `QHG/2023`.

    Returns:
        Rows with the columns of a counts file, ready for `helpers.reading.counts.to_counts`.
    """
    extracts, faults = read_extracts(folder, name)
    path, file = folder / COUNTS_FILE, f"{name}/{COUNTS_FILE}"
    sheet = Sheet(file) if extracts and not path.exists() else read_sheet(path, FILE_COLUMNS, file)
    sheet.faults += faults
    typed = tuple(sheet.rows)
    for extract in extracts:
        twice = _said_twice(typed, extract)
        sheet.faults += extract.faults + twice
        # What stands twice is one fault, not one more for each row.
        sheet.rows += [] if twice else extract.rows
    return sheet


def _said_twice(rows: Iterable[Row], extract: Extract) -> list[Fault]:
    """Measures of a counts file that an extract gives too, each once."""
    faults: dict[tuple[str, str], Fault] = {}
    for row in rows:
        key = row["indicator"], row["measure"].casefold()
        if key in extract.gives and key not in faults:
            problem = f"is given by {extract.file} as well"
            remedy = "Take these rows out, or take that file away."
            faults[key] = row.fault("measure", problem, remedy)
    return list(faults.values())
