"""Take rows out of an extract that are no record: counted, each would be somebody.

They are rows of totals, notes above and below the data, and the header again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from wres.ground.errors import Fault
from wres.reading.categories import NotACategoryError
from wres.reading.columns import plain_name
from wres.reading.persons import is_in_place, unlike
from wres.reading.sorters import ETHNIC_ORIGIN, PERSON, SORTERS
from wres.reading.tables import Column, Table, filled_texts, in_rows

# A total stands below what it sums up, perhaps with a remark or two below itself.
_LAST_ROWS = 5
# More rows of a kind than these are summed up in one fault.
_MOST_FAULTS = 10
_TOTAL = re.compile(r"(.*\b)?(sub)?totals?\b[\s\d:=.,]*|sum|count|overall", re.IGNORECASE)
# What a spreadsheet writes below each group that it counted, such as "Coaching Count".
_COUNT = re.compile(r".*\bcount", re.IGNORECASE)
_TOTAL_WORDS = ("total", "sum", "count", "overall")
_TOTAL_ROW = "looks like a total, not like a record", "Take the row out."
_HEADER_ROW = (
    "is the header again, not a record",
    "Take the row out; if another table begins with it, take that out too.",
)
_NOTE_ROW = (
    "is a note, not a record",
    "Take the row out; if it is about somebody, give an identifier like the others.",
)
_EMPTY_ROW = "holds nothing in any column that is read, so it is no record", "Take the row out."

# The row of a table and what stands in it.
_Found = dict[int, str | None]


def without_strangers(table: Table, places: Mapping[str, int]) -> list[Fault]:
    """Take the rows out that are no record, each with a fault."""
    headers = _headers(table, places)
    totals = {at: text for at, text in _totals(table).items() if at not in headers}
    known = headers | totals
    notes = {at: text for at, text in _notes(table).items() if at not in known}
    strangers = known | notes
    if not strangers:
        return []
    of_notes = {at: text for at, text in notes.items() if text is not None}
    empty = {at: None for at in notes.keys() - of_notes.keys()}
    faults = [
        *_faults(table, headers, *_HEADER_ROW),
        *_faults(table, totals, *_TOTAL_ROW),
        *_faults(table, of_notes, *_NOTE_ROW),
        *_faults(table, empty, *_EMPTY_ROW),
    ]
    kept = np.delete(np.arange(len(table.rows)), list(strangers))
    table.rows = table.rows[kept]
    table.columns = {name: _kept(column, kept) for name, column in table.columns.items()}
    table.others = {place: _kept(column, kept) for place, column in table.others.items()}
    return faults


def _faults(table: Table, strangers: _Found, problem: str, remedy: str) -> list[Fault]:
    file, order = table.header.file, sorted(strangers)
    faults = [
        Fault(file, int(table.rows[at]), "", strangers[at], problem, remedy)
        for at in order[:_MOST_FAULTS]
    ]
    if rest := order[_MOST_FAULTS:]:
        more = f"is the first of {in_rows(len(rest))} more: each {problem}"
        faults.append(Fault(file, int(table.rows[rest[0]]), "", None, more, remedy))
    return faults


def _headers(table: Table, places: Mapping[str, int]) -> _Found:
    """The rows of which two cells and half of the filled ones are the names of their columns."""
    names = {name: plain_name(table.header.cells[place]) for name, place in places.items()}
    named = np.zeros(len(table.rows), dtype=np.int16)
    # A million people are looked at only where another column says its own name.
    for name in sorted(table.columns, key=lambda name: name == PERSON):
        if name != PERSON or named.any():
            column = table.columns[name]
            codes = [n for n, text in enumerate(column.texts) if plain_name(text) == names[name]]
            if codes:
                named += np.isin(column.codes, codes)
    # Where a row slipped, a cell alone may say the name of another column.
    at = np.flatnonzero(named > 1)
    if not at.size:
        return {}
    filled = sum(
        (filled_texts(column)[column.codes[at]] for column in table.columns.values()),
        np.zeros(len(at), dtype=np.int16),
    )
    return {row: _first_text(table, row) for row in at[2 * named[at] >= filled].tolist()}


def _totals(table: Table) -> _Found:
    """The rows that look like a total, of all records or of those above.

    One says "Total" in a column that is read, or in any where half of the row or the ethnicity is
    blank; or it is the last, or has no identifier like the others, and is blank but for how many
    rows stand above it, since the last total or in all.
    """
    columns = {**table.columns, **table.others}
    size = len(table.rows)
    may_count = _may_count(table)
    says = (np.arange(size) >= size - _LAST_ROWS) | may_count
    for column in columns.values():
        # There may be a million texts: a look at them all tells that none is one.
        every = "\n".join(map(str, column.texts)).casefold()
        if any(word in every for word in _TOTAL_WORDS):
            codes = [n for n, text in enumerate(column.texts) if _may_be_total(str(text).strip())]
            says |= np.isin(column.codes, codes)
    totals: _Found = {}
    for at in np.flatnonzero(says).tolist():
        texts = {n: str(c.texts[c.codes[at]]).strip() for n, c in columns.items()}
        filled = [text for text in texts.values() if text]
        is_bare = 2 * len(filled) <= len(texts) or not texts.get(ETHNIC_ORIGIN, "-")
        words = [text for n, text in texts.items() if (is_bare or n in table.columns)]
        of_above = {at, at - len(totals), at - max(totals, default=-1) - 1}
        if word := next(filter(_may_be_total if is_bare else _is_total, words), ""):
            totals[at] = word
        elif (
            is_bare
            and len(filled) == 1
            and _number(filled[0]) in of_above
            and (may_count[at] or not texts.get(PERSON))
        ):
            totals[at] = filled[0]
    return totals


def _may_count(table: Table) -> np.ndarray:
    """The rows without an ethnicity whose identifier is shorter than most: a number of rows.

    One of as many digits as the others is somebody's.
    """
    if PERSON not in table.columns or ETHNIC_ORIGIN not in table.columns:
        return np.zeros(len(table.rows), dtype=bool)
    people, origin = table.columns[PERSON], table.columns[ETHNIC_ORIGIN]
    lengths = np.fromiter(map(len, people.texts), np.int32, len(people.texts))
    is_short = (lengths > 0) & (lengths < np.median(lengths))
    return is_short[people.codes] & ~filled_texts(origin)[origin.codes]


def _may_be_total(text: str) -> bool:
    return _is_total(text) or _COUNT.fullmatch(text) is not None


def _is_total(text: str) -> bool:
    return _TOTAL.fullmatch(text) is not None


def _notes(table: Table) -> _Found:
    """The rows of which half or the ethnicity is blank and no cell holds what its column is for.

    A row that holds nothing in the columns that were looked at has no text. In a survey it is
    somebody who answered nothing.
    """
    filled = np.zeros(len(table.rows), dtype=np.int16)
    for name, column in table.columns.items():
        if name != PERSON:
            holds = filled_texts(column)
            filled += 1 if holds.all() else holds[column.codes]
    people = table.columns.get(PERSON)
    is_survey = people is None and "shortlisted" not in table.columns
    # Whatever stands beside it, such a row is about nobody.
    is_nothing = (filled == 0) & (not is_survey)
    if people is not None and is_nothing.any():
        is_nothing &= ~filled_texts(people)[people.codes]
    bare = 2 * filled <= len(table.columns.keys() - {PERSON})
    if ETHNIC_ORIGIN in table.columns:
        bare |= ~filled_texts(table.columns[ETHNIC_ORIGIN])[table.columns[ETHNIC_ORIGIN].codes]
    at = np.flatnonzero(bare)
    for name, column in {**table.columns, **table.others}.items():
        if not at.size:
            return {}
        is_of_none = np.isin(column.codes[at], _meaningless(name, column, at, bare))
        at = at[is_of_none | is_nothing[at]]
    notes = {row: _first_text(table, row) for row in at.tolist()}
    return {row: text for row, text in notes.items() if text is not None or not is_survey}


def _meaningless(name: str | int, column: Column, at: np.ndarray, bare: np.ndarray) -> list[int]:
    """The codes of a column that these rows hold and that do not say what the column is for.

    What stands in a row that is not `bare` as well is no note.
    """
    present, texts = np.unique(column.codes[at]).tolist(), column.texts
    if name == PERSON:
        # Most are plain numbers, and there may be a million of them.
        odd = [n for n in present if not texts[n].isdigit()]
        no_people = [n for n in odd if not texts[n].strip() or is_in_place(texts[n])]
        return [*no_people, *unlike(texts, odd)]
    blank = [n for n in present if not str(texts[n]).strip()]
    if len(blank) == len(present):
        return blank
    fuller = set(np.unique(column.codes[~bare]).tolist())
    told = set(present) - fuller - set(blank)
    return [*blank, *(n for n in told if not _is_known(name, str(texts[n])))]


def _is_known(name: str | int, text: str) -> bool:
    """Whether a field knows a text; where anything may stand, whether it is one word."""
    if name not in SORTERS:
        return len(text.split()) == 1
    try:
        SORTERS[name](text)
    except NotACategoryError:
        return False
    return True


def _first_text(table: Table, row: int) -> str | None:
    columns = (*table.columns.values(), *table.others.values())
    texts = (str(column.texts[column.codes[row]]).strip() for column in columns)
    return next(filter(None, texts), None)


def _number(text: str) -> float | None:
    plain = text.replace(",", "")
    return float(plain) if re.fullmatch(r"\d+(\.0+)?", plain, re.ASCII) else None


def _kept(column: Column, rows: np.ndarray) -> Column:
    """A column without the texts that only rows had which are gone."""
    places, codes = np.unique(column.codes[rows], return_inverse=True)
    texts = [column.texts[place] for place in places]
    refused = {n: column.refused[p] for n, p in enumerate(places.tolist()) if p in column.refused}
    return replace(column, codes=codes, texts=texts, refused=refused)
