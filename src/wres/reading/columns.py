"""Find the columns of an extract: by the pack's names, or by an organisation's own mapping."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault, did_you_mean
from wres.reading.csvfiles import Row
from wres.reading.own import read_own

MAPPING_COLUMNS = ("extract", "field", "column")
MAPPING_FILE = "mapping.csv"
# How like a name an unread column must be to be taken for a slip of it: a letter or two.
ALMOST = 0.85
# What says whose a row is and of which year, where the folder does not.
ORGANISATION, YEAR = "organisation", "year"
KEYS = (ORGANISATION, YEAR)
# What is left out without harm, by extract.
OPTIONAL = {
    "staff": (
        *("assignment_category", "assignment_status", "primary", "fte"),
        *("board_member", "voting", "executive", "sex", "occupation_code"),
    ),
    "recruitment": ("staff_group", "pay_band", "international_recruitment", "sex"),
    "disciplinary": ("sex",),
    "training": ("mandatory", "sex"),
    "survey": ("sex",),
}
# What in a name denies any field.
_ANY = "any"
# What stands in mapping.csv for a column that is to be passed over.
UNUSED = "unused"
# What may stand in place of a field that is needed, by extract and field.
INSTEAD = {("staff", "staff_group"): "occupation_code"}


@dataclass(frozen=True, slots=True)
class Header:
    """The row of an extract that names its columns, where it stands, and what stands above it."""

    file: str
    row: int
    cells: tuple[str, ...]
    above: tuple[str, ...] = ()

    def without(self, names: Collection[str]) -> Header:
        """The header with no name for these columns, given as `plain_name` makes them."""
        return replace(self, cells=tuple("" if plain_name(c) in names else c for c in self.cells))


def fields_of(extract: str) -> tuple[str, ...]:
    """The fields of an extract, without its keys and the questions of a survey.

    >>> fields_of("disciplinary")
    ('person', 'ethnic_origin', 'sex')
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


def names_known(extract: str, mapping: Mapping[tuple[str, ...], Row]) -> set[str]:
    """Every name that a column of an extract may have, as `plain_name` makes them."""
    fields = [*fields_of(extract), *KEYS, *(all_questions() if extract == "survey" else ())]
    names = {plain_name(name) for each in fields for name in names_of(extract, each)}
    return names | {plain_name(row["column"]) for key, row in mapping.items() if key[0] == extract}


def names_unused(extract: str, mapping: Mapping[tuple[str, ...], Row]) -> set[str]:
    """The names of columns that an organisation wants passed over, as `plain_name` makes them."""
    return {
        plain_name(row["column"]) for key, row in mapping.items() if key[:2] == (extract, UNUSED)
    }


def read_mapping(folder: Path, name: str) -> tuple[dict[tuple[str, ...], Row], list[Fault]]:
    """An organisation's own names of columns: see `read_own`.

    They are found by extract and field; columns to be passed over by extract, `UNUSED` and column.
    """
    check = _mapping_faults
    return read_own(folder, name, MAPPING_FILE, MAPPING_COLUMNS, check, several=[UNUSED])


def find_columns(
    header: Header,
    extract: str,
    fields: Sequence[str],
    mapping: Mapping[tuple[str, ...], Row],
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
        found = _find(header, field, extract, mapping)
        if isinstance(found, Fault):
            faults += [] if field in spare and (extract, field) not in mapping else [found]
        elif found is not None:
            places[field] = found
    for (of, field), other in INSTEAD.items():
        if of == extract and field in places:
            places.pop(other, None)
    return places, faults


def names_of(extract: str, field: str) -> list[str]:
    """The names that a column of a field may have, the pack's own name first.

    >>> names_of("staff", "staff_group"), names_of("survey", "Q14a")
    (['Staff Group', 'ESR Staff Group'], ['Q14a', '14a'])
    """
    rows = reference.rows("columns")
    names = [r["column"] for r in rows if r["extract"] == extract and r["field"] == field]
    return names or [field, field.removeprefix("Q")]


def _find(
    header: Header, field: str, extract: str, mapping: Mapping[tuple[str, ...], Row]
) -> int | Fault | None:
    own = mapping.get((extract, field.casefold()))
    names = [own["column"]] if own is not None else names_of(extract, field)
    wanted = {plain_name(name) for name in names}
    # A name is taken as it is typed before it is taken without its case and signs.
    places = [i for i, cell in enumerate(header.cells) if cell == names[0]] or [
        i for i, cell in enumerate(header.cells) if cell and plain_name(cell) in wanted
    ]
    if not places and own is not None:
        places = _numbered(header, names[0])
    if own is not None and places and (denied := _denied(own, field, extract)):
        return denied
    if len(places) == 1:
        return places[0]
    if places:
        return _several(header, field, extract, names[0], places)
    near = _meant(header, field, extract, names[0])
    other = INSTEAD.get((extract, field))
    has_other = other is not None and isinstance(_find(header, other, extract, mapping), int)
    if own is None and (has_other or field in OPTIONAL.get(extract, ())):
        return _misspelt(header, field, extract)
    if own is not None:
        remedy = f"Did you mean '{near}'?" if near else "Write a name of its header."
        return own.fault("column", f"is no column of {header.file}", remedy)
    line = f"{MAPPING_FILE}: {extract},{field},<column>"
    remedy = f"Add it, or say which column holds it in {line}."
    place = header.file, header.row, names[0], None
    fault = Fault(*place, "the column is missing", remedy, (MAPPING_FILE, extract, field, ""))
    return meant_column(fault, near, is_plain=_is_plain(field, extract, near)) if near else fault


def _denied(own: Row, field: str, extract: str) -> Fault | None:
    """An own name for a field that is another question's, or says the opposite."""
    name, column = names_of(extract, field)[0], own["column"]
    if field in all_questions():
        others = [each for each in all_questions() if each != field]
        if asks := next((each for each in others if _code(column) == plain_name(each)), ""):
            return own.fault("column", f"is question {asks}, and not {field}", "Take the row out.")
    elif says_opposite(column) and not says_opposite(name):
        remedy = f"Add a column '{name}' that says Yes where this one says No."
        return own.fault("column", f"says the opposite of '{name}'", remedy)
    return None


def meant_column(fault: Fault, column: str, why: str = "", *, is_plain: bool) -> Fault:
    """A fault about a missing column, with the one that was probably meant.

    Args:
        fault: the fault.
        column: what the column is called.
        why: what else shows that it is the one.
        is_plain: whether nobody has to decide it.
    """
    file, extract, field, _ = fault.line
    remedy = f"Did you mean '{column}'{why}? Then write in {file}: {extract},{field},{column}."
    return replace(fault, remedy=remedy, line=(file, extract, field, column if is_plain else ""))


def _is_plain(field: str, extract: str, near: str) -> bool:
    """Whether a column is so like a field's name that it can mean nothing else.

    >>> _is_plain("ethnic_origin", "staff", "Ethnic Orgin")
    True
    >>> [_is_plain("pay_band", "staff", name) for name in ("Pay Date", "Pay Band 2020")]
    [False, False]
    """
    is_slip = any(
        len(words_of(near)) <= len(words_of(name))
        and difflib.SequenceMatcher(None, plain_name(name), plain_name(near)).ratio() >= ALMOST
        for name in names_of(extract, field)
    )
    return is_slip or is_sure(field, extract, near)


def _several(header: Header, field: str, extract: str, name: str, places: list[int]) -> Fault:
    """Columns of which any may be meant, with what to write for one of them.

    Of columns that share a name, the number behind it says which, as in `Pay Band (2)`.
    """
    cells = [header.cells[i] for i in places]
    found = " and ".join(f"'{cell}'" for cell in cells)
    problem = f"more than one column may be meant: {found}"
    column = "<column>" if len(set(cells)) > 1 else f"{cells[0]} (2) for the second"
    remedy = f"Keep one, or say which in {MAPPING_FILE}: {extract},{field},{column}."
    return Fault(header.file, header.row, name, None, problem, remedy)


def _numbered(header: Header, name: str) -> list[int]:
    """The column that a name with a number means: of those that share the name, so many-th.

    >>> _numbered(Header("staff.csv", 1, ("Pay Band", "FTE", "Pay Band")), "Pay Band (2)")
    [2]
    """
    parts = re.fullmatch(r"(.+?)\s*\(([1-9]\d?)\)", name)
    if parts is None:
        return []
    places = [i for i, cell in enumerate(header.cells) if plain_name(cell) == plain_name(parts[1])]
    number = int(parts[2])
    return places[number - 1 : number]


def _misspelt(header: Header, field: str, extract: str) -> Fault | None:
    """A column that nobody reads and that is nearly an optional field's name.

    A column may be left out; one that is there under a slip of its name may not be passed over:
    without `Assignment Category`, bank staff would be counted.
    """
    fields = (*fields_of(extract), *KEYS)
    taken = {plain_name(name) for other in fields for name in names_of(extract, other)}
    cells = tuple(c for c in header.cells if plain_name(c) not in taken and may_mean(field, c))
    spare = replace(header, cells=cells)
    for name in names_of(extract, field):
        if near := _nearest(name, spare, likeness=ALMOST):
            remedy = f"If it is '{name}', write in {MAPPING_FILE}: {extract},{field},{near}. "
            remedy += "If it is not, give it another name."
            meant = near if _is_plain(field, extract, near) else ""
            line = (MAPPING_FILE, extract, field, meant)
            place = header.file, header.row, near, None
            return Fault(*place, "the column is not read", remedy, line)
    return None


def shared_columns(
    header: Header,
    extract: str,
    places: Mapping[str, int],
    mapping: Mapping[tuple[str, ...], Row],
) -> list[Fault]:
    """A column that is given for two fields, where that is not meant.

    `reference/shared_columns.csv` says of which fields it may be: one status column says who was
    shortlisted and who was appointed.
    """
    meant = [
        row["fields"].split("; ")
        for row in reference.rows("shared_columns")
        if row["extract"] == extract
    ]
    faults: list[Fault] = []
    by_place: dict[int, list[str]] = {}
    for field, place in places.items():
        by_place.setdefault(place, []).append(field)
    for place, fields in by_place.items():
        if len(fields) < 2 or any(set(fields) <= set(group) for group in meant):
            continue
        problem = f"cannot be both {fields[0]} and {fields[1]}"
        remedy = f"Write in {MAPPING_FILE} which column holds each."
        own = next((row for f in fields if (row := mapping.get((extract, f.casefold())))), None)
        if own is not None:
            faults.append(own.fault("column", problem, "Give each a column of its own."))
        else:
            column = header.cells[place]
            faults.append(Fault(header.file, header.row, column, None, problem, remedy))
    return faults


def may_mean(field: str, name: str) -> bool:
    """Whether a column's name holds no word that the field's never does.

    >>> may_mean("ethnic_origin", "Line Manager Ethnicity"), may_mean("person", "Surname")
    (False, False)
    """
    never = {
        row["word"]
        for row in reference.rows("never_meant")
        if {field, _ANY} & set(row["fields"].split("; "))
    }
    return not never & set(words_of(name))


def says_opposite(name: str) -> bool:
    """Whether a column's name denies what any field asks.

    >>> says_opposite("Non-Mandatory"), says_opposite("Employee No")
    (True, False)
    """
    denying = {row["word"] for row in reference.rows("never_meant") if row["fields"] == _ANY}
    return bool(denying & set(words_of(name)))


def is_sure(field: str, extract: str, name: str) -> bool:
    """Whether a column's name has no word beside the field's own that may make it another's.

    >>> is_sure("ethnic_origin", "staff", "Employee Ethnicity Desc")
    True
    >>> is_sure("ethnic_origin", "disciplinary", "Investigator Ethnicity")
    False
    """
    own = {word for each in names_of(extract, field) for word in words_of(each)}
    return set(words_of(name)) <= own | set(reference.by("neutral_words", "word"))


def _meant(header: Header, field: str, extract: str, name: str) -> str:
    """The column that was probably meant by a name that is not there; blank where none is plain.

    Never the column of another field, nor one whose name holds a word that the field's never
    does, such as a name for a number. A question is known by its code alone: Q14b is as like
    Q14c as one name can be, and asks something else. A column that begins with the name goes
    before one that resembles it.
    """
    taken = {
        plain_name(each)
        for other in (*fields_of(extract), *KEYS, *all_questions())
        if other != field
        for each in names_of(extract, other)
    }
    cells = tuple(
        cell
        for cell in header.cells
        if cell and plain_name(cell) not in taken and may_mean(field, cell)
    )
    names = [plain_name(each) for each in (name, *names_of(extract, field))]
    if field in all_questions():
        return next((cell for cell in cells if _code(cell) in names), "")
    begin = (cell for each in names for cell in cells if plain_name(cell).startswith(each))
    return next(begin, "") or _nearest(name, replace(header, cells=cells))


def _code(name: str) -> str:
    """The code of a question with which a column's name begins.

    >>> _code("Q14c - Bullied by colleagues"), _code("14c_colleagues"), _code("Q 14c")
    ('q14c', '14c', 'q14c')
    """
    first, *others = [*words_of(name), ""]
    return first + others[0] if first == "q" else first


def words_of(text: str) -> list[str]:
    """The words of a name or a text, in small letters.

    >>> words_of("Asg_Type of-Contract"), words_of("EmployeeNumber")
    (['asg', 'type', 'of', 'contract'], ['employee', 'number'])
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return re.findall(r"[^\W_]+", parted.casefold())


def _nearest(name: str, header: Header, likeness: float = 0.6) -> str:
    by_plain = {plain_name(cell): cell for cell in header.cells if cell}
    close = difflib.get_close_matches(plain_name(name), by_plain, n=1, cutoff=likeness)
    return by_plain[close[0]] if close else ""


def plain_name(name: str) -> str:
    """A column's name without case, spaces and signs.

    >>> plain_name("Ethnic_Origin ")
    'ethnicorigin'
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def field_faults(row: Row, also: Sequence[str] = (), more: Sequence[str] = ()) -> list[Fault]:
    """What is wrong with the extract and the field that a row names.

    Args:
        row: the row.
        also: what may stand in place of an extract, for the fields of any of them.
        more: what may stand in place of a field.
    """
    extracts = list(dict.fromkeys(each["extract"] for each in reference.rows("columns")))
    extract, allowed = row["extract"].casefold(), [*extracts, *also]
    if extract not in allowed:
        return [row.fault("extract", "is not an extract", did_you_mean(row["extract"], allowed))]
    of = extracts if extract in also else [extract]
    fields = list(dict.fromkeys(field for each in of for field in fields_of(each)))
    fields += [*(all_questions() if "survey" in of else ()), *KEYS, *more]
    if row["field"].casefold() not in [field.casefold() for field in fields]:
        remedy = did_you_mean(row["field"], fields)
        return [row.fault("field", f"is not a field of the {extract} extract", remedy)]
    return []


def _mapping_faults(row: Row) -> list[Fault]:
    faults = field_faults(row, more=[UNUSED])
    if not row["column"]:
        faults.append(row.fault("column", "is blank", "Write the column's name."))
    return faults
