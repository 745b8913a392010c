"""Find what an organisation handed in for a year, in whatever form, and reduce it to count rows."""

from __future__ import annotations

from pathlib import Path

from helpers.csvfiles import Sheet, read_sheet
from helpers.reading.counts import FILE_COLUMNS
from helpers.reading.workbook import FILE, read_workbook, stray_workbooks


def read_rows(folder: Path, name: str) -> Sheet:
    """Every count row of one organisation and year, with the faults found while reading.

    Args:
        folder: the folder of the year, such as `data/QHG/2023`.
        name: what to call it in messages, such as `QHG/2023`.

    Returns:
        Rows with the columns of a counts file, ready for `helpers.reading.counts.to_counts`.
    """
    code, _, year = name.rpartition("/")
    sheets = []
    if (folder / FILE).exists():
        sheets.append(read_workbook(folder / FILE, f"{name}/{FILE}", code, int(year)))
    stray = stray_workbooks(folder, name)
    if (folder / "counts.csv").exists() or not (sheets or stray):
        sheets.insert(0, read_sheet(folder / "counts.csv", FILE_COLUMNS, f"{name}/counts.csv"))
    first, *others = [*sheets, Sheet(f"{name}/{FILE}", faults=stray)]
    for other in others:
        first.rows += other.rows
        first.faults += other.faults
    return first
