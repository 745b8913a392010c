"""Take rows of totals out of the records of an extract: counted, they would be somebody."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from wres.ground.errors import Fault
from wres.reading.sorters import PERSON
from wres.reading.tables import Column, Table

# A total stands below what it sums up, perhaps with a remark or two below itself.
_LAST_ROWS = 5
_TOTAL = re.compile(r"(.*\b)?(sub)?totals?\b[\s\d:=.,]*|sum|count|overall", re.IGNORECASE)
_LOOKS = "looks like a total, not like a record"


def without_totals(table: Table) -> list[Fault]:
    """Take the rows out that look like a total, each with a fault.

    Of the last rows one does so that says "Total" in a column that is read, or in any where most of
    the row is blank; or that is blank but for how many rows stand above it.
    """
    columns = {**table.columns, **table.others}
    size = len(table.rows)
    totals: dict[int, str] = {}
    for at in range(max(size - _LAST_ROWS, 0), size):
        texts = {n: str(c.texts[c.codes[at]]).strip() for n, c in columns.items()}
        filled = [text for text in texts.values() if text]
        is_bare = 2 * len(filled) <= len(texts)
        words = [text for n, text in texts.items() if (is_bare or n in table.columns)]
        if word := next((text for text in words if _TOTAL.fullmatch(text)), ""):
            totals[at] = word
        elif is_bare and len(filled) == 1 and _number(filled[0]) == at and not texts.get(PERSON):
            totals[at] = filled[0]
    if not totals:
        return []
    faults = []
    for at, text in totals.items():
        row = int(table.rows[at])
        fault = Fault(table.header.file, row, "", text, _LOOKS, "Take the row out.")
        faults.append(fault)
    kept = np.delete(np.arange(size), list(totals))
    table.rows = table.rows[kept]
    table.columns = {name: _kept(column, kept) for name, column in table.columns.items()}
    table.others = {place: _kept(column, kept) for place, column in table.others.items()}
    return faults


def _number(text: str) -> float | None:
    plain = text.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(\.0+)?", plain, re.ASCII) else None


def _kept(column: Column, rows: np.ndarray) -> Column:
    """A column without the texts that only rows had which are gone."""
    places, codes = np.unique(column.codes[rows], return_inverse=True)
    texts = [column.texts[place] for place in places]
    refused = {n: column.refused[p] for n, p in enumerate(places.tolist()) if p in column.refused}
    return replace(column, codes=codes, texts=texts, refused=refused)
