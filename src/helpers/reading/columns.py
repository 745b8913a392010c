"""Find the columns of an extract: by the pack's names, or by an organisation's own mapping."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import reference
from helpers.csvfiles import Row, read_sheet
from helpers.errors import Fault, did_you_mean

MAPPING_COLUMNS = ("extract", "field", "column")
MAPPING_FILE = "mapping.csv"
# How like a name an unread column must be to be taken for a slip of it: a letter or two.
ALMOST = 0.85
# What says whose a row is and of which year, where the folder does not.
ORGANISATION, YEAR = "organisation", "year"
KEYS = (ORGANISATION, YEAR)
# What is left out without harm, by extract.
OPTIONAL = {
    "staff": ("assignment_category", "fte", "board_member", "voting", "executive"),
    "training": ("mandatory",),
}


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of an extract that is not blank, and where it stands."""

    file: str
    row: int
    cells: tuple[str, ...]


def fields_of(extract: str) -> tuple[str, ...]:
    """The fields of an extract, without its keys and the questions of a survey.

    >>> fields_of("disciplinary")
    ('person', 'ethnic_origin')
    """
    rows = reference.rows("columns")
    fields = dict.fromkeys(row["field"] for row in rows if row["extract"] == extract)
    return tuple(field for field in fields if field not in KEYS)


def questions(survey: int) -> dict[int, tuple[str, ...]]:
    """The questions behind the indicators 5 to 8 in the survey of that autumn.

    >>> questions(2022)[6]
    ('Q14b', 'Q14c')
    """
    return {
        int(row["indicator"]): tuple(row["question"].split(" or "))
        for row in reference.rows("survey_questions")
        if int(row["first_survey"]) <= survey <= int(row["last_survey"])
    }


def all_questions() -> list[str]:
    """Every question of any survey behind the indicators 5 to 8."""
    rows = reference.rows("survey_questions")
    return list(dict.fromkeys(each for row in rows for each in row["question"].split(" or ")))


def names_known(extract: str, mapping: dict[tuple[str, str], Row]) -> set[str]:
    """Every name that a column of an extract may have, as `plain` makes them."""
    fields = [*fields_of(extract), *KEYS, *(all_questions() if extract == "survey" else ())]
    names = {plain(name) for each in fields for name in names_of(extract, each)}
    return names | {plain(row["column"]) for (own, _), row in mapping.items() if own == extract}


def read_mapping(folder: Path, name: str) -> tuple[dict[tuple[str, str], Row], list[Fault]]:
    """An organisation's own names of columns, by extract and field.

    The file may stand in the organisation's folder or in that of a year, which goes first.

    Args:
        folder: the folder of the year, or another that holds extracts.
        name: what to call it in messages, such as `QHG/2023`.
    """
    places = [
        (folder.parent / MAPPING_FILE, f"{name.rpartition('/')[0]}/{MAPPING_FILE}".lstrip("/")),
        (folder / MAPPING_FILE, f"{name}/{MAPPING_FILE}"),
    ]
    mapping: dict[tuple[str, str], Row] = {}
    faults: list[Fault] = []
    for path, file in places:
        if not path.exists():
            continue
        sheet = read_sheet(path, MAPPING_COLUMNS, file)
        faults += sheet.faults
        seen: dict[tuple[str, str], Row] = {}
        for row in sheet:
            found = _mapping_faults(row)
            key = row["extract"].casefold(), row["field"].casefold()
            if not found and key in seen:
                found = [
                    row.fault("field", f"stands already in row {seen[key].number}", "Keep one.")
                ]
            faults += found
            if not found:
                seen[key] = row
        mapping |= seen
    return mapping, faults


def find_columns(
    header: Header,
    extract: str,
    fields: Sequence[str],
    mapping: dict[tuple[str, str], Row],
    spare: Collection[str] = (),
) -> tuple[dict[str, int], list[Fault]]:
    """Where each field stands in the header of an extract, counted from 0, and what is wrong.

    Args:
        header: the header.
        extract: which extract it is, such as `staff`.
        fields: the fields to look for, the questions of a survey included.
        mapping: the organisation's own names, from `read_mapping`.
        spare: fields that are taken where they are plain to see, and not missed elsewhere.
    """
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for field in fields:
        own = mapping.get((extract, field.casefold()))
        found = _find(header, field, extract, own)
        if isinstance(found, Fault):
            faults += [] if field in spare and own is None else [found]
        elif found is not None:
            places[field] = found
    return places, faults


def names_of(extract: str, field: str) -> list[str]:
    """The names that a column of a field may have, the pack's own name first.

    >>> names_of("staff", "staff_group"), names_of("survey", "Q14a")
    (['Staff Group', 'ESR Staff Group'], ['Q14a', '14a'])
    """
    rows = reference.rows("columns")
    names = [r["column"] for r in rows if r["extract"] == extract and r["field"] == field]
    return names or [field, field.removeprefix("Q")]


def _find(header: Header, field: str, extract: str, own: Row | None) -> int | Fault | None:
    names = [own["column"]] if own is not None else names_of(extract, field)
    wanted = {plain(name) for name in names}
    # A name is taken as it is typed before it is taken without its case and signs.
    places = [i for i, cell in enumerate(header.cells) if cell == names[0]] or [
        i for i, cell in enumerate(header.cells) if cell and plain(cell) in wanted
    ]
    if len(places) == 1:
        return places[0]
    if places:
        found = " and ".join(f"'{header.cells[i]}'" for i in places)
        problem = f"more than one column may be meant: {found}"
        remedy = f"Keep one, or say which in {MAPPING_FILE}: {extract},{field},<column>."
        return Fault(header.file, header.row, names[0], None, problem, remedy)
    near = _nearest(names[0], header)
    if own is None and field in OPTIONAL.get(extract, ()):
        return _misspelt(header, field, extract)
    if own is not None:
        remedy = f"Did you mean '{near}'?" if near else "Write a name of its header."
        return own.fault("column", f"is no column of {header.file}", remedy)
    remedy = f"Add it, or name the column that holds it in {MAPPING_FILE}."
    if near:
        remedy = f"Did you mean '{near}'? Then write in {MAPPING_FILE}: {extract},{field},{near}."
    return Fault(header.file, header.row, names[0], None, "the column is missing", remedy)


def _misspelt(header: Header, field: str, extract: str) -> Fault | None:
    """A column that nobody reads and that is nearly an optional field's name.

    A column may be left out; one that is there under a slip of its name may not be passed over:
    without `Assignment Category`, bank staff would be counted.
    """
    fields = (*fields_of(extract), *KEYS)
    taken = {plain(name) for other in fields for name in names_of(extract, other)}
    spare = Header(header.file, header.row, tuple(c for c in header.cells if plain(c) not in taken))
    for name in names_of(extract, field):
        if near := _nearest(name, spare, likeness=ALMOST):
            return Fault(
                header.file,
                header.row,
                near,
                None,
                "the column is not read",
                f"If it is '{name}', write in {MAPPING_FILE}: {extract},{field},{near}. "
                "If it is not, give it another name.",
            )
    return None


def _nearest(name: str, header: Header, likeness: float = 0.6) -> str:
    by_plain = {plain(cell): cell for cell in header.cells if cell}
    close = difflib.get_close_matches(plain(name), by_plain, n=1, cutoff=likeness)
    return by_plain[close[0]] if close else ""


def plain(name: str) -> str:
    """A column's name without case, spaces and signs.

    >>> plain("Ethnic_Origin ")
    'ethnicorigin'
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def _mapping_faults(row: Row) -> list[Fault]:
    extracts = list(dict.fromkeys(each["extract"] for each in reference.rows("columns")))
    extract = row["extract"].casefold()
    if extract not in extracts:
        return [row.fault("extract", "is not an extract", did_you_mean(row["extract"], extracts))]
    fields = [*fields_of(extract), *(all_questions() if extract == "survey" else ()), *KEYS]
    faults = []
    if row["field"].casefold() not in [field.casefold() for field in fields]:
        remedy = did_you_mean(row["field"], fields)
        faults.append(row.fault("field", f"is not a field of the {extract} extract", remedy))
    if not row["column"]:
        faults.append(row.fault("column", "is blank", "Write the column's name."))
    return faults
