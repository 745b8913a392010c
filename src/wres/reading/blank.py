"""See which blanks of an extract are not what they seem.

A blank column is no board of nobody; a blank below a value may stand for that value; and blanks
that all stand in the last rows are no people who did not say.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from wres import reference
from wres.ground.errors import Doubt, Fault
from wres.reading.columns import OPTIONAL
from wres.reading.records import Records, Sorted
from wres.reading.sorters import ETHNIC_ORIGIN, PERSON, YES
from wres.reading.tables import Column, Table, filled_texts, in_rows
from wres.reading.unread import Look

_BOARD = ("board_member", "voting", "executive")
# Everybody's may be unknown where there are few.
_OF_PEOPLE = ("sex", ETHNIC_ORIGIN)
# Fields that are blank of nobody, or of few: the rest may be left blank for "no".
_OF_EVERYBODY = (PERSON, ETHNIC_ORIGIN, "sex", "staff_group", "occupation_code", "pay_band")
_OF_EVERYBODY += ("assignment_category", "assignment_status")


def fill_down(table: Table, places: Mapping[str, int]) -> list[Fault]:
    """Fill the blanks of columns that say a value only where a block of rows begins.

    A pivot in outline form looks so. Each is a fault; filled, the rest can be judged meanwhile.
    """
    faults = []
    for name in _OF_EVERYBODY:
        if name not in table.columns:
            continue
        column = table.columns[name]
        # Of a million people each has a text without space around it: a look tells.
        holds = None if name == PERSON and all(column.texts) else filled_texts(column)
        if holds is None or holds.all():
            continue
        filled = holds[column.codes]
        most = _limit("fewest_identifiers" if name == PERSON else "fewest_filled")
        if not _is_outline(column.codes, filled, most):
            continue
        blank = np.flatnonzero(~filled)
        problem = f"is filled only where a block of rows begins, and blank in {in_rows(blank.size)}"
        remedy = "Fill each value down to the rows that it is for."
        heading, row = table.header.cells[places[name]], int(table.rows[blank[0]])
        faults.append(Fault(table.header.file, row, heading, None, problem, remedy))
        last = np.maximum.accumulate(np.where(filled, np.arange(filled.size), 0))
        table.columns[name] = replace(column, codes=column.codes[last])
    return faults


def _is_outline(codes: np.ndarray, filled: np.ndarray, most: int) -> bool:
    """Whether the filled rows begin blocks: each says another value than the one before."""
    said = codes[filled]
    return bool(
        filled.size >= _limit("few_people")
        and filled[0]
        and 1 < said.size <= filled.size * most / 100
        and (said[1:] != said[:-1]).all()
    )


def blank_at_the_end(look: Look, column: Column, heading: str) -> Doubt | None:
    """A doubt where the ethnicity is blank in the last rows, and in no other.

    Sorted, blanks come last by themselves: then only so many are asked about that few leave as many
    blank.
    """
    holds = filled_texts(column)
    if holds.all():
        return None
    codes = look.codes(column)
    filled = holds[codes]
    blank = int(filled.size - filled.sum())
    if not _limit("few_people") <= blank < filled.size or not filled[: filled.size - blank].all():
        return None
    said = codes[filled]
    is_sorted = 1 + np.count_nonzero(said[1:] != said[:-1]) == len(np.unique(said))
    if is_sorted and 100 * blank < _limit("blank_at_the_end") * filled.size:
        return None
    # How many they are is how many are unknown, and that may be withheld.
    problem = "is blank from here to the end, and in no row above"
    remedy = "Look whether the column was filled to the end."
    return look.doubt("blank", heading, problem, remedy, ~filled)


def _limit(name: str) -> int:
    return int(reference.by("limits", "name")[name]["value"])


def without_blank(
    extract: str,
    records: Records,
    columns: Mapping[str, Sorted],
    headings: Mapping[str, str],
    questions: Collection[str],
    at: np.ndarray | None,
    year: int,
) -> list[Doubt]:
    """Take the values out of columns that may be left out and are blank, each with a doubt.

    A board needs somebody: where nobody is on it, its columns count as blank.
    """
    values, header = records.values, records.header
    few = _limit("few_people")
    is_nobody = not any((values[name] == YES).any() for name in _BOARD if name in values)
    doubts = []
    for name in (*OPTIONAL[extract], *questions, ETHNIC_ORIGIN):
        if name not in values or (name in _OF_PEOPLE and len(records.rows) < few):
            continue
        if name == _BOARD[0] and is_nobody:
            problem = "has no yes in any row, which is a board of nobody"
        elif name in (_BOARD if is_nobody else _BOARD[:1]) or not _is_blank(columns[name], at):
            continue
        else:
            problem = "is blank in every row"
        if name == ETHNIC_ORIGIN:
            problem += ", so that everybody's ethnicity is unknown"
        else:
            problem += ", and counts as not handed in"
            del values[name]
        remedy = "Fill it in if the export failed, with No where it is so; or take the column out."
        place = header.row, headings[name], None
        doubts.append(Doubt(header.file, *place, problem, remedy, "blank", year=year))
    if _BOARD[0] in columns and is_nobody:
        for name in _BOARD:
            values.pop(name, None)
    return doubts


def _is_blank(column: Sorted, at: np.ndarray | None) -> bool:
    codes, texts = column.column.codes, column.column.texts
    first = codes[0 if at is None else at[0]]
    # The first record decides nearly always, and there may be many organisations.
    if str(texts[first]).strip():
        return False
    return not any(str(texts[c]).strip() for c in np.unique(codes if at is None else codes[at]))
