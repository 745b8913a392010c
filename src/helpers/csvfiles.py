"""Read a CSV file that a person typed, and name every fault in it by row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import Fault, did_you_mean


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file: its number as a spreadsheet shows it, and its cells by column."""

    file: str
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, column: str, problem: str, remedy: str) -> Fault:
        """A fault of one cell of this row."""
        return Fault(self.file, self.number, column, self.cells[column], problem, remedy)


@dataclass(slots=True)
class Sheet:
    """A file read: its rows, and the faults found so far."""

    file: str
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)


def read_sheet(path: Path, columns: tuple[str, ...], name: str) -> Sheet:
    """Read a CSV file whose header must be exactly `columns`, in any order.

    Cells are text with the space around them removed; rows that are wholly blank are passed
    over. Faults are collected, never raised: the caller decides when enough has been read.

    Args:
        path: the file.
        columns: the columns that it must have.
        name: what to call the file in messages, such as `QHG/2023/counts.csv`.
    """
    sheet = Sheet(name)
    text = _read_text(path, sheet)
    if text is None:
        return sheet
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        sheet.faults.append(
            Fault(
                name,
                None,
                "",
                None,
                f"cannot be read as CSV ({error})",
                "Look for a quotation mark that is opened and not closed.",
            )
        )
        return sheet
    if not lines:
        sheet.faults.append(
            Fault(name, None, "", None, "is empty", f"It needs a header: {','.join(columns)}.")
        )
        return sheet

    header = [cell.strip() for cell in lines[0]]
    sheet.faults.extend(_header_faults(header, columns, name))
    if sheet.faults:
        return sheet
    for number, cells in enumerate(lines[1:], start=2):
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(stripped) != len(header):
            sheet.faults.append(
                Fault(
                    name,
                    number,
                    "",
                    None,
                    f"has {len(stripped)} cells, the header {len(header)}",
                    "Put quotation marks round a cell that holds a comma, "
                    "and keep one cell for each column.",
                )
            )
            continue
        sheet.rows.append(Row(name, number, dict(zip(header, stripped, strict=True))))
    return sheet


def _read_text(path: Path, sheet: Sheet) -> str | None:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        problem, remedy = "is missing", "Add it; data/README.md says what it holds."
    except OSError as error:
        problem, remedy = f"cannot be opened ({error.strerror})", "Check that you may read it."
    else:
        try:
            # A byte order mark is what Excel's "CSV UTF-8" puts first.
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw[: error.start].count(b"\n") + 1
            sheet.faults.append(
                Fault(
                    sheet.file,
                    line,
                    "",
                    None,
                    "is not UTF-8 text",
                    "Save the file as 'CSV UTF-8 (comma delimited)'.",
                )
            )
            return None
        if "\0" in text:
            problem, remedy = "is not a text file", "Save the sheet as CSV, not as a workbook."
        else:
            return text
    sheet.faults.append(Fault(sheet.file, None, "", None, problem, remedy))
    return None


def _header_faults(header: list[str], columns: tuple[str, ...], name: str) -> list[Fault]:
    faults = []
    for column in columns:
        if column not in header:
            unknown = [cell for cell in header if cell and cell not in columns]
            hint = f"The header must be: {','.join(columns)}."
            if unknown and "Did you" in (guess := did_you_mean(column, unknown)):
                hint = guess.replace("Did you mean", "Was it meant by") + " " + hint
            faults.append(Fault(name, 1, column, None, "the column is missing", hint))
    for column in header:
        if column not in columns:
            faults.append(
                Fault(
                    name,
                    1,
                    column,
                    None,
                    "the column is not known",
                    f"Take it out, or use one of: {', '.join(columns)}.",
                )
            )
        elif header.count(column) > 1:
            faults.append(Fault(name, 1, column, None, "the column stands twice", "Keep one."))
    return sorted(set(faults), key=lambda fault: fault.column)
