"""Excel files made from what a test says, for tests of extracts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet


def excel(
    text: str, change: Callable[[Worksheet], object] = lambda sheet: None, title: str = "Export"
) -> bytes:
    """A workbook with one sheet that holds the cells of a CSV text, changed as a test says.

    Digits become numbers, as they do when a spreadsheet opens the text.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for line in csv.reader(io.StringIO(text, newline="")):
        sheet.append([_cell(text) for text in line])
    change(sheet)
    return as_bytes(book)


def as_bytes(book: Workbook) -> bytes:
    """A workbook as it is saved."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(text: str) -> str | int | None:
    if text.isdigit() and text.isascii() and str(int(text)) == text and len(text) < 16:
        return int(text)
    return text or None
