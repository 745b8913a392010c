"""Judge what can be judged of an extract whose columns were not all found.

So that a person who gives an extract for the first time learns of columns and of values in one
round. A missing column may be known by what stands in it; its values are then judged as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np

from wres.ground.errors import Fault
from wres.reading.blank import fill_down
from wres.reading.categories import NotACategoryError
from wres.reading.columns import (
    MAPPING_FILE,
    Header,
    find_columns,
    is_sure,
    may_mean,
    meant_column,
    plain_name,
    questions,
)
from wres.reading.csvfiles import Row
from wres.reading.locations import Source
from wres.reading.records import Values, sort_columns, sorted_records
from wres.reading.reduce import KIND_OF_ANSWER, needed
from wres.reading.sorters import PERSON, SORTERS, survey_answer
from wres.reading.tables import Column, Table
from wres.reading.totals import without_strangers
from wres.reading.unread import asked_early, decisions
from wres.reading.values import OwnValues, OwnWords, Sorter

# Fields whose words are their own. A yes may stand in any column.
_KNOWN_BY_VALUES = ("ethnic_origin", "pay_band", "staff_group")
# So large a part of the filled cells must be known words for a column to be meant, or to be plain.
_MEANT, _PLAIN = 0.5, 0.9
# Codes are not enough: F and M are ethnic categories, and also women and men.
_FEWEST_LETTERS = 3

Read = Callable[[dict[str, int]], Table]
Mapped = Mapping[tuple[str, str], Row]


def judge_early(
    source: Source,
    header: Header,
    read: Read,
    places: Mapping[str, int],
    faults: Sequence[Fault],
    mapping: Mapped,
    values: OwnValues,
) -> list[Fault]:
    """The faults of an extract's columns, and those of the values in the columns that are there."""
    meant = {fault.line[2]: fault.line[3] for fault in faults if _says_column(fault)}
    asked = questions(source.place.year - 1) if _is_survey_of_year(source) else {}
    parts = [part for of in asked.values() for part in of]
    found = {**places, **{f: header.cells.index(c) for f, c in meant.items() if c}}
    found |= find_columns(header, source.extract, parts, mapping)[0] if parts else {}
    # A column that is given for a person and for something else is a fault of its own, later.
    found = {f: place for f, place in found.items() if f == PERSON or place != found.get(PERSON)}
    rest = {f"#{i}": i for i, cell in enumerate(header.cells) if cell and i not in found.values()}
    lost = [f for f, column in meant.items() if not column and f in _KNOWN_BY_VALUES]
    table = read({**found, **rest})
    if table.faults or table.rows is None or not table.rows.size:
        return [*faults, *table.faults]
    others = {rest[name]: table.columns.pop(name) for name in rest if name in table.columns}
    table.others = others
    of_rows = [*without_strangers(table, found), *fill_down(table, found)]
    others = table.others
    words = OwnWords(source.extract, source.file, values, source.place.name)
    guesses = _guesses(others, {field: _shares(header, others, field, words) for field in lost})
    told = [_with_guess(fault, header, guesses) for fault in faults]
    for field, (place, column, _) in guesses.items():
        found[field], table.columns[field] = place, column
        del others[place]
    # A column that an own row names has its fault already, as one whose name stands twice.
    named = {plain_name(row["column"]) for key, row in mapping.items() if key[0] == source.extract}
    named |= {plain_name(fault.column) for fault in faults if not _says_column(fault)}
    others = {p: column for p, column in others.items() if plain_name(header.cells[p]) not in named}
    deciding = decisions(source.extract, header, others)
    told += [asked_early(source.extract, header, each, frozenset(found)) for each in deciding]
    return [*filter(None, told), *of_rows, *_of_values(source, table, found, asked, values)]


def _says_column(fault: Fault) -> bool:
    return fault.line[:1] == (MAPPING_FILE,)


def _is_survey_of_year(source: Source) -> bool:
    return source.extract == "survey" and source.place.year is not None


Guess = tuple[int, Column, float]


def _guesses(
    columns: Mapping[int, Column], shares: Mapping[str, Mapping[int, float]]
) -> dict[str, Guess]:
    """The column that holds the words of each field: its place, itself, and how many it knows."""
    guesses = {}
    for field, by_place in shares.items():
        # Two columns that both hold such words: somebody has to say which.
        places = [place for place, share in by_place.items() if share >= _MEANT]
        if len(places) == 1:
            (place,) = places
            guesses[field] = place, columns[place], by_place[place]
    # One column for two fields: likewise.
    chosen = [place for place, _, _ in guesses.values()]
    return {f: guess for f, guess in guesses.items() if chosen.count(guess[0]) == 1}


def _shares(
    header: Header, columns: Mapping[int, Column], field: str, words: OwnWords
) -> dict[int, float]:
    """How large a part of each column is words of a field, where its name may mean it."""
    sorter = words.sorter(field, SORTERS[field])
    return {
        place: _share_known(column, sorter)
        for place, column in columns.items()
        if may_mean(field, header.cells[place])
    }


def _share_known(column: Column, sorter: Sorter) -> float:
    """How large a part of the filled cells are words that a sorter knows."""
    counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.texts))
    filled = known = 0
    for text, count in zip(column.texts, counts.tolist(), strict=True):
        if text.strip():
            filled += count
            known += count * _is_known(text, sorter)
    return known / filled if filled else 0.0


def _is_known(text: str, sorter: Sorter) -> bool:
    """Whether a word is known, or is a slip of one that is."""
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        return False
    try:
        sorter(text)
    except NotACategoryError as error:
        return bool(error.line and error.line[-1])
    return True


def _with_guess(fault: Fault, header: Header, guesses: Mapping[str, Guess]) -> Fault:
    if not _says_column(fault) or fault.line[2] not in guesses:
        return fault
    place, _, share = guesses[fault.line[2]]
    _, extract, field, _ = fault.line
    why = ", which holds such values"
    is_plain = share >= _PLAIN and is_sure(field, extract, header.cells[place])
    return meant_column(fault, header.cells[place], why, is_plain=is_plain)


def _of_values(
    source: Source,
    table: Table,
    places: Mapping[str, int],
    asked: Mapping[int, Sequence[str]],
    values: OwnValues,
) -> list[Fault]:
    """The faults of the values, where what they need is known."""
    words = OwnWords(source.extract, source.file, values, source.place.name)
    sorters = dict(SORTERS)
    for indicator, parts in asked.items():
        sorters |= dict.fromkeys(parts, partial(survey_answer, KIND_OF_ANSWER[indicator]))
    judged = {n: column for n, column in table.columns.items() if n in sorters}
    part = Table(table.header, judged, table.rows)
    columns = sort_columns(part, {name: words.sorter(name, sorters[name]) for name in judged})
    need = needed(source.extract)
    is_need_known = True

    def needed_now(given: Values) -> Values:
        nonlocal is_need_known
        try:
            return need(given)
        except KeyError:
            is_need_known = False
            return {}

    records = sorted_records(part, columns, places, needed_now)
    # Nobody needs the band of a bank nurse: a blank may be right.
    return [fault for fault in records.faults if is_need_known or fault.value != ""]
