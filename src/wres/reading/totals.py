"""Take rows of totals out of the records of an extract: counted, they would be somebody."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from wres.ground.errors import Fault
from wres.reading.tables import Column, Table

# A total stands below what it sums up, perhaps with a remark or two below itself.
_LAST_ROWS = 5
_TOTAL = re.compile(r"(.*\b)?(sub)?totals?\b[\s\d:=.,]*|sum|count|overall", re.IGNORECASE)
_LOOKS = "looks like a total, not like a record"


def without_totals(table: Table) -> list[Fault]:
    """Take the rows out that look like a total, each with a fault.

    A row does so where one of its last rows says "Total" in any column, or is blank but for how
    many rows stand above it.
    """
    columns = {**table.columns, **table.others}
    size = len(table.rows)
    totals: dict[int, str] = {}
    for at in range(max(size - _LAST_ROWS, 0), size):
        texts = [str(column.texts[column.codes[at]]).strip() for column in columns.values()]
        filled = [text for text in texts if text]
        number = [text for text in filled if re.sub(r"\.0+$", "", text) in (str(at), f"{at:,}")]
        is_bare = 2 * len(filled) <= len(texts)
        word = next((text for text in filled if _TOTAL.fullmatch(text)), "")
        if is_bare and (word or len(number) == len(filled) == 1):
            totals[at] = word or number[0]
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


def _kept(column: Column, rows: np.ndarray) -> Column:
    """A column without the texts that only rows had which are gone."""
    places, codes = np.unique(column.codes[rows], return_inverse=True)
    texts = [column.texts[place] for place in places]
    refused = {n: column.refused[p] for n, p in enumerate(places.tolist()) if p in column.refused}
    return replace(column, codes=codes, texts=texts, refused=refused)
