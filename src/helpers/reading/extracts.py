"""Reduce extracts, files with one row for each record, to the rows of a counts file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from helpers import categories, reference
from helpers.categories import NotACategoryError
from helpers.csvfiles import Row
from helpers.errors import Fault
from helpers.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE
from helpers.reading.columns import (
    KEYS,
    ORGANISATION,
    YEAR,
    Header,
    all_questions,
    fields_of,
    find_columns,
    names_known,
    questions,
)
from helpers.reading.counts import FILE_COLUMNS
from helpers.reading.csvtables import read_csv_header, read_csv_table
from helpers.reading.exceltables import read_excel_header, read_excel_table
from helpers.reading.keys import organisation_code, wres_year
from helpers.reading.locations import Place, Source
from helpers.reading.records import (
    UNSORTED,
    Records,
    Sorted,
    Values,
    sort_columns,
    sorted_records,
)
from helpers.reading.tables import Table, is_excel, no_rows

Key = tuple[str, int]

ETHNIC_ORIGIN = "ethnic_origin"
_COLUMN = {WHITE: "white", BME: "bme", UNKNOWN: "unknown"}
_NO, _YES, _DO_NOT_KNOW, _NO_ANSWER = range(4)
_MEANINGS = {"no": _NO, "yes": _YES, "don't know": _DO_NOT_KNOW}
# How the questions behind an indicator are answered.
_KIND_OF_ANSWER = {5: "how often", 6: "how often", 7: "believes", 8: "yes or no"}
_BOARDS = {
    "board_member": "board members",
    "voting": "voting board members",
    "executive": "executive board members",
}
_STAFF_GROUPS = ("non-clinical", "clinical", "medical and dental")
_NOT_STAFF = "not in the workforce"
_SCHEMES = {band: row["scheme"] for band, row in reference.by("pay_bands", "pay_band").items()}
_BANDS = (
    *(b for b, scheme in _SCHEMES.items() if scheme in ("Agenda for Change", "medical and dental")),
    _NOT_STAFF,
)
_MEDICAL = np.array([_SCHEMES.get(band) == "medical and dental" for band in _BANDS])


@dataclass(slots=True)
class Extract:
    """What one extract was reduced to.

    `gives` holds the indicator and measure of all that it says, so that nothing else says it.
    """

    file: str
    gives: set[tuple[str, str]] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @classmethod
    def refused(cls, extract: str, file: str, faults: list[Fault]) -> Extract:
        """An extract that holds faults, and so no rows."""
        return cls(file, set(_GIVES[extract]), [], list(faults))

    def to_json(self) -> str:
        """An extract in order as text, which `from_json` reads."""
        rows = [list(row.cells.values()) for row in self.rows]
        return json.dumps([self.file, sorted(self.gives), list(FILE_COLUMNS), rows])

    @classmethod
    def from_json(cls, text: str) -> Extract:
        """The extract that was made text.

        >>> extract = Extract("staff.csv", {("1", "staff in post")})
        >>> extract.add(1, "staff in post", np.array([2, 1, 0]))
        >>> Extract.from_json(extract.to_json()) == extract
        True
        """
        file, gives, columns, rows = json.loads(text)
        cells = [dict(zip(columns, row, strict=True)) for row in rows]
        return cls(file, {(i, m) for i, m in gives}, [Row(file, None, each) for each in cells])

    def add(
        self, indicator: int, measure: str, people: np.ndarray, group: str = ALL, band: str = ALL
    ) -> None:
        """Add a row: how many people are White, BME and unknown."""
        cells = dict.fromkeys(FILE_COLUMNS, "")
        cells |= {"indicator": str(indicator), "measure": measure}
        cells |= {"staff_group": group, "pay_band": band, "source": f"Extract {self.file}"}
        for ethnicity, count in zip(ETHNICITIES, people, strict=True):
            cells[_COLUMN[ethnicity]] = str(int(count))
        self.rows.append(Row(self.file, None, cells))


def reduce_extract(
    source: Source, mapping: dict[tuple[str, str], Row]
) -> tuple[list[Fault], Iterator[tuple[Key, Extract]]]:
    """Reduce an extract to rows of counts, for each organisation and year that it holds.

    Args:
        source: the extract.
        mapping: the organisation's own names of columns, from `read_mapping`.

    Returns:
        What is wrong with the file as a whole; and where nothing is, each organisation and year
        with its rows or its own faults.
    """
    extract = source.extract
    header, read, faults = _open(source, names_known(extract, mapping))
    if faults:
        return faults, iter(())
    known = {ORGANISATION: source.place.organisation, YEAR: source.place.year}
    spare = [key for key in KEYS if known[key] is not None]
    fields = [*KEYS, *fields_of(extract)]
    places, faults = find_columns(header, extract, fields, mapping, spare)
    if faults:
        return faults, iter(())
    if extract == "survey":
        # Which of them are missed depends on the year.
        places |= find_columns(header, extract, all_questions(), mapping)[0]
    table = read(places)
    if not table.faults and not table.rows.size:
        table.faults = [no_rows(header)]
    if table.faults:
        return table.faults, iter(())
    parts, faults = _parts(table, places, source.place, extract)
    return faults, iter(()) if faults else _reduce_parts(source, table, places, parts, mapping)


def _open(
    source: Source, wanted: set[str]
) -> tuple[Header | None, Callable[[dict[str, int]], Table] | None, list[Fault]]:
    """The header of an extract in either form, and what reads its columns."""
    if is_excel(source.path):
        sheet, faults = read_excel_header(source.path, source.file, source.extract, wanted)
        return sheet and sheet.header, partial(read_excel_table, sheet), faults
    header, faults = read_csv_header(source.path, source.file, wanted)
    return header, partial(read_csv_table, source.path, header), faults


def _parts(
    table: Table, places: dict[str, int], place: Place, extract: str
) -> tuple[list[tuple[Key, np.ndarray | None]], list[Fault]]:
    """Which rows are of which organisation and year; all rows where there is only one of each."""
    held = {
        ORGANISATION: [place.organisation] if place.organisation else [],
        YEAR: [place.year] if place.year else [],
    }
    read = {
        ORGANISATION: partial(organisation_code, known=place.organisation),
        YEAR: partial(wres_year, known=place.year, at_year_end=extract == "staff"),
    }
    keys = Table(table.header, {k: table.columns.pop(k) for k in KEYS if k in places}, table.rows)
    sorters = {name: partial(_numbered, read[name], held[name]) for name in keys.columns}
    records = sorted_records(keys, sort_columns(keys, sorters), places)
    if records.faults:
        return [], records.faults
    number = np.zeros(len(table.rows), dtype=np.int32)
    for key in keys.columns:
        number = number * len(held[key]) + records.values[key]
    order = np.argsort(number, kind="stable")
    starts = np.flatnonzero(np.diff(number[order], prepend=-1))
    if len(starts) == 1:
        order = None
    parts = []
    for start, end in zip(starts, (*starts[1:], len(number)), strict=True):
        at = None if order is None else order[start:end]
        first = 0 if at is None else at[0]
        key = [held[k][records.values[k][first] if k in keys.columns else 0] for k in KEYS]
        parts.append(((key[0], key[1]), at))
    return parts, []


def _numbered(read: Callable[[str], str | int], held: list, text: str) -> int:
    """The place of a key among those that were met so far."""
    value = read(text)
    if value not in held:
        held.append(value)
    return held.index(value)


def _reduce_parts(
    source: Source,
    table: Table,
    places: dict[str, int],
    parts: list[tuple[Key, np.ndarray | None]],
    mapping: dict[tuple[str, str], Row],
) -> Iterator[tuple[Key, Extract]]:
    extract = source.extract
    columns = {} if extract == "survey" else sort_columns(table, _SORTERS)
    needed = _needed_of_staff if extract == "staff" else lambda values: {}
    for (organisation, year), at in parts:
        result = Extract(source.file, set(_GIVES[extract]))
        survey = year - 1  # the survey of the autumn before
        asked = questions(survey) if extract == "survey" else {}
        if extract == "survey":
            columns, result.faults = _sort_answers(source, table, asked, survey, mapping)
        if not result.faults:
            records = sorted_records(table, columns, places, needed, at)
            if not records.faults:
                if extract == "survey":
                    _reduce_survey(records, result, asked, survey)
                else:
                    _READERS[extract](records, result)
            result.faults += records.faults
        if result.faults:
            result.rows = []
        yield (organisation, year), result


def _sort_answers(
    source: Source,
    table: Table,
    asked: dict[int, tuple[str, ...]],
    survey: int,
    mapping: dict[tuple[str, str], Row],
) -> tuple[dict[str, Sorted], list[Fault]]:
    """The columns of the questions that were asked in a survey, sorted."""
    if not asked:
        problem = f"the questions of the survey of {survey} are not known"
        remedy = "Give respondents and percentages in counts.csv."
        return {}, [Fault(source.file, None, "", None, problem, remedy)]
    fields = [part for parts in asked.values() for part in parts]
    _, faults = find_columns(table.header, "survey", fields, mapping)
    if faults:
        return {}, faults
    sorters = {ETHNIC_ORIGIN: _ethnicity}
    for indicator, parts in asked.items():
        sorters |= dict.fromkeys(parts, partial(_survey_answer, _KIND_OF_ANSWER[indicator]))
    of_survey = Table(table.header, {name: table.columns[name] for name in sorters})
    return sort_columns(of_survey, sorters), []


# Sorters: what makes a small number of a cell, or refuses it.


def _ethnicity(text: str) -> int:
    return ETHNICITIES.index(categories.ethnic_category(text).wres_group)


def _band(text: str) -> int:
    grade = categories.grade(text)
    return _BANDS.index(grade.pay_band if grade.in_workforce else _NOT_STAFF)


def _group(text: str) -> int:
    return _STAFF_GROUPS.index(categories.staff_group(text))


def _yes_or_no(text: str) -> int:
    return _MEANINGS[categories.answer("yes or no", text)]


def _yes_or_blank(text: str) -> int:
    return _yes_or_no(text) if text.strip() else _NO


def _survey_answer(kind: str, text: str) -> int:
    return _MEANINGS[categories.answer(kind, text)] if text.strip() else _NO_ANSWER


def _whole_time_equivalent(text: str) -> float:
    number = text.strip() or "0"
    # Not by float() alone: to Python "nan", "1e3" and "1_0" are numbers too.
    if not re.fullmatch(r"\d{0,2}\.?\d+|\d{1,2}\.", number, re.ASCII) or float(number) > 10:
        problem, remedy = "is no whole-time equivalent", "Write a number such as 0.6 or 1."
        raise NotACategoryError(problem, remedy)
    return float(number)


_SORTERS: dict[str, Callable[[str], float]] = {
    ETHNIC_ORIGIN: _ethnicity,
    "staff_group": _group,
    "pay_band": _band,
    "assignment_category": lambda text: int(categories.is_counted(text)),
    "fte": _whole_time_equivalent,
    "board_member": _yes_or_blank,
    "voting": _yes_or_blank,
    "executive": _yes_or_blank,
    "shortlisted": _yes_or_no,
    "appointed": _yes_or_no,
    "mandatory": _yes_or_no,
}


# Staff in post


def _counted(values: Values) -> np.ndarray:
    """The assignments that may count in the workforce: not bank, not only on the board."""
    counted = values["pay_band"] != _BANDS.index(_NOT_STAFF)
    if "assignment_category" in values:
        counted &= values["assignment_category"] != _NO
    return counted


def _on_board(values: Values) -> np.ndarray:
    on_board = np.zeros(len(values["pay_band"]), dtype=bool)
    return values["board_member"] == _YES if "board_member" in values else on_board


def _needed_of_staff(values: Values) -> Values:
    counted = _counted(values)
    return {
        "staff_group": counted,
        "pay_band": counted,
        "fte": counted,
        ETHNIC_ORIGIN: counted | _on_board(values),
    }


def _reduce_staff(records: Records, result: Extract) -> None:
    values = records.values
    counted, on_board = _counted(values), _on_board(values)
    _check_groups(records, counted)
    _check_boards(records, on_board)
    boards = [name for name in _BOARDS if name in values]
    if "board_member" in values:
        result.gives |= {("9", _BOARDS[name]) for name in boards}
    if not _same_ethnicity(records, counted | on_board):
        return
    chosen = _one_of_each(records.people, counted, values.get("fte"))
    group, band, ethnicity = (
        values[name][chosen].astype(np.int32) for name in ("staff_group", "pay_band", ETHNIC_ORIGIN)
    )
    shape = len(_STAFF_GROUPS), len(_BANDS), len(ETHNICITIES)
    places = np.ravel_multi_index((group, band, ethnicity), shape, mode="clip")
    people = np.bincount(places, minlength=np.prod(shape)).reshape(shape)
    result.add(1, "staff in post", people.sum(axis=(0, 1)))
    facts = reference.by("pay_bands", "pay_band")
    # Those of which a band is a part are counted in the whole as well.
    for number, name in enumerate(_BANDS):
        if whole := facts.get(name, {}).get("of_which"):
            people[:, _BANDS.index(whole)] += people[:, number]
    for g, group_name in enumerate(_STAFF_GROUPS):
        for b, band_name in enumerate(_BANDS):
            if people[g, b].any():
                result.add(1, "staff in post", people[g, b], group_name, band_name)
    for name in boards:
        member = on_board & (values[name] == _YES)
        result.add(9, _BOARDS[name], _count(values, _one_of_each(records.people, member)))


def _check_groups(records: Records, counted: np.ndarray) -> None:
    """A medical grade goes with medical and dental staff, a band with everybody else."""
    group, band = records.values["staff_group"], records.values["pay_band"]
    wrong = counted & (_MEDICAL[band] != (group == _STAFF_GROUPS.index("medical and dental")))
    for g, b in sorted(set(zip(group[wrong].tolist(), band[wrong].tolist(), strict=True))):
        records.fault(
            wrong & (group == g) & (band == b),
            "",
            None,
            f"pay band '{_BANDS[b]}' does not go with staff group '{_STAFF_GROUPS[g]}'",
            "Correct one of the two.",
        )


def _check_boards(records: Records, on_board: np.ndarray) -> None:
    for name in ("voting", "executive"):
        if name not in records.values:
            continue
        if "board_member" not in records.values:
            problem = f"has a column for {_BOARDS[name]} and none for board members"
            remedy = "Add a column 'Board Member' with Yes for each."
            records.faults.append(Fault(records.header.file, None, "", None, problem, remedy))
            return
        problem = f"is among the {_BOARDS[name]} and not on the board"
        wrong = (records.values[name] == _YES) & ~on_board
        records.fault(wrong, "", None, problem, "Write Yes for the board member, or No for both.")


# The other extracts


def _reduce_recruitment(records: Records, result: Extract) -> None:
    values = records.values
    shortlisted, appointed = values["shortlisted"] == _YES, values["appointed"] == _YES
    problem, remedy = "is appointed and not shortlisted", "Correct one of the two."
    records.fault(appointed & ~shortlisted, "", None, problem, remedy)
    result.add(2, "shortlisted", _count(values, shortlisted))
    result.add(2, "appointed", _count(values, appointed))


def _reduce_disciplinary(records: Records, result: Extract) -> None:
    everybody = np.ones(len(records.rows), dtype=bool)
    if _same_ethnicity(records, everybody):
        people = _one_of_each(records.people, everybody)
        result.add(3, "entered formal disciplinary process", _count(records.values, people))


def _reduce_training(records: Records, result: Extract) -> None:
    taken = np.ones(len(records.rows), dtype=bool)
    if "mandatory" in records.values:
        taken = records.values["mandatory"] == _NO
    if _same_ethnicity(records, taken):
        people = _one_of_each(records.people, taken)
        result.add(4, "accessed non-mandatory training", _count(records.values, people))


def _reduce_survey(
    records: Records, result: Extract, asked: dict[int, tuple[str, ...]], survey: int
) -> None:
    values = records.values
    breaks = {row["indicator"]: int(row["first_year"]) for row in reference.rows("breaks")}
    for indicator, parts in asked.items():
        answers = np.stack([values[part] for part in parts])
        valid = (answers == _NO) | (answers == _YES)
        # A year's survey is that of the autumn before.
        if indicator == 7 and survey + 1 >= breaks["7"]:
            valid |= answers == _DO_NOT_KNOW
        result.add(indicator, "respondents", _count(values, valid.any(axis=0)))
        result.add(indicator, "count", _count(values, (answers == _YES).any(axis=0)))


_READERS: dict[str, Callable[[Records, Extract], None] | None] = {
    "staff": _reduce_staff,
    "recruitment": _reduce_recruitment,
    "disciplinary": _reduce_disciplinary,
    "training": _reduce_training,
    "survey": None,
}
_GIVES = {
    "staff": [("1", "staff in post")],
    "recruitment": [("2", "shortlisted"), ("2", "appointed")],
    "disciplinary": [("3", "entered formal disciplinary process")],
    "training": [("4", "accessed non-mandatory training")],
    "survey": [(i, m) for i in "5678" for m in ("respondents", "count", "percentage")],
}
EXTRACTS = tuple(_READERS)


# People


def _count(values: Values, at: np.ndarray) -> np.ndarray:
    """How many of the marked records are White, BME and unknown."""
    return np.bincount(values[ETHNIC_ORIGIN][at], minlength=len(ETHNICITIES))


def _one_of_each(people: np.ndarray, at: np.ndarray, fte: np.ndarray | None = None) -> np.ndarray:
    """Of the marked records one for each person: that of the highest equivalent, or the first."""
    where = np.flatnonzero(at)
    if fte is not None:
        where = where[np.argsort(-fte[where], kind="stable")]
    # Written from the last to the first, so that the first stands.
    first = np.full(people.max(initial=-1) + 1, UNSORTED, dtype=np.int64)
    first[people[where[::-1]]] = where[::-1]
    return first[first != UNSORTED]


def _same_ethnicity(records: Records, at: np.ndarray) -> bool:
    """Whether the marked records of each person agree on the ethnic group; else a fault."""
    where = np.flatnonzero(at)
    ethnicity, people = records.values[ETHNIC_ORIGIN], records.people
    first = np.zeros(people.max(initial=-1) + 1, dtype=ethnicity.dtype)
    first[people[where[::-1]]] = ethnicity[where[::-1]]
    other = at & (first[people] != ethnicity)
    problem = "has another ethnic group than an earlier row of the same person"
    records.fault(other, "", None, problem, "Give one ethnic origin for one person.")
    return not other.any()
