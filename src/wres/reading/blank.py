"""Take columns for not handed in that hold nothing: a blank column is no board of nobody."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from wres import reference
from wres.ground.errors import Doubt
from wres.reading.columns import OPTIONAL
from wres.reading.records import Records, Sorted
from wres.reading.sorters import ETHNIC_ORIGIN, YES

_BOARD = ("board_member", "voting", "executive")
# Everybody's may be unknown where there are few.
_OF_PEOPLE = ("sex", ETHNIC_ORIGIN)


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

    Args:
        extract: which extract it is.
        records: its records of a year.
        columns: its columns, of all records.
        headings: what stands above the column of each field.
        questions: the questions of a survey.
        at: which of all records these are; all without it.
        year: the WRES year.
    """
    values, header = records.values, records.header
    few = int(reference.by("limits", "name")["few_people"]["value"])
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
