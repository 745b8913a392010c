"""A filled-in workbook, as an analyst would bring it, and ways to spoil it."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from wres import reference
from wres.figures import ALL, ETHNICITIES
from wres.reading.workbook import HEADINGS, NUMBERS

DATA = Path(__file__).parents[1] / "data"
_SHEET = {"1": "Workforce", "2": "Recruitment", "3": "Disciplinary", "4": "Training", "9": "Board"}


def column(page: Worksheet, heading: str) -> int:
    """The place of a column by its heading."""
    (place,) = [cell.column for cell in page[5] if cell.value == heading]
    return place


def cell(book: Workbook, sheet: str, row: int, heading: str) -> Cell:
    """A cell by its sheet, row and heading."""
    return book[sheet].cell(row, column(book[sheet], heading))


def row_of(page: Worksheet, **wanted: str) -> int:
    """The row of the template that is about this."""
    for row in range(6, page.max_row + 1):
        said = {name: page.cell(row, column(page, HEADINGS[name])).value for name in wanted}
        if {name: str(text).casefold() for name, text in said.items()} == wanted:
            return row
    raise AssertionError(f"no row {wanted} in {page.title}")


def without_detail(table: pd.DataFrame) -> pd.DataFrame:
    """The counts that a workbook can hold: not by sex, nor behind BME, nor parts of indicator 2."""
    whole = (table["staff_group"] == ALL) & (table["pay_band"] == ALL)
    held = (table["sex"] == ALL) & table["ethnicity"].isin([*ETHNICITIES, ALL])
    return table[held & (whole | (table["indicator"] == 1))].drop(columns="sex")


def fill_in(path: Path, counts: Path) -> None:
    """Type a counts file into the template, its detail left out, as numbers where they are."""
    book = load_workbook(path)
    with counts.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            is_part = (row["staff_group"], row["pay_band"]) != (ALL, ALL)
            if row.get("sex") or (is_part and row["indicator"] != "1"):
                continue
            page = book[_SHEET.get(row["indicator"], "Staff survey")]
            if page.title == "Workforce":
                labels = {
                    name: reference.by(f"{name}s", name)[row[name]]["label"].casefold()
                    for name in ("staff_group", "pay_band")
                }
                number = row_of(page, **labels)
            elif page.title == "Staff survey":
                number = row_of(page, indicator=row["indicator"], measure=row["measure"])
            else:
                number = row_of(page, measure=row["measure"])
            for name in (*NUMBERS, "source"):
                text = row[name]
                value = float(text) if text.replace(".", "").isdigit() else text or None
                page.cell(number, column(page, HEADINGS[name]), value)
    book.save(path)
