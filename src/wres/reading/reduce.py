"""Reduce records that are sorted into small numbers to the rows of a counts file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field

import numpy as np

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, SEXES, UNKNOWN, WHITE
from wres.ground.errors import Doubt, Fault, Note
from wres.reading import categories
from wres.reading.counts import DETAIL_COLUMNS, FILE_COLUMNS, GROUP_COLUMNS
from wres.reading.csvfiles import Row
from wres.reading.records import UNSORTED, Records, Values
from wres.reading.sorters import (
    BANDS,
    CODED,
    DO_NOT_KNOW,
    ETHNIC,
    ETHNIC_ORIGIN,
    MEANINGS,
    MEDICAL_BANDS,
    NO,
    NOT_STAFF,
    OF_DOCTORS,
    STAFF_GROUPS,
    YES,
)

# How the questions behind an indicator are answered.
KIND_OF_ANSWER = {5: "how often", 6: "how often", 7: "believes", 8: "experienced"}
_BOARDS = {
    "board_member": "board members",
    "voting": "voting board members",
    "executive": "executive board members",
}
_MEDICAL = np.array(MEDICAL_BANDS)
_OF_DOCTORS = np.array(OF_DOCTORS, dtype=np.int8)
_DOCTORS = STAFF_GROUPS.index("medical and dental")
_INTERNATIONAL = "international_recruitment"


@dataclass(slots=True)
class Extract:
    """What one extract was reduced to.

    `gives` holds the indicator and measure of all that it says, so that nothing else says it.
    `headings` says what stands above the column of a field.
    """

    file: str
    gives: set[tuple[str, str]] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    headings: Mapping[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @classmethod
    def refused(cls, extract: str, file: str, faults: list[Fault]) -> Extract:
        """An extract that holds faults, and so no rows."""
        return cls(file, set(GIVES[extract]), [], list(faults))

    def to_json(self) -> str:
        """What an extract in order gives, as text, which `from_json` reads."""
        columns = list(self.rows[0].cells) if self.rows else []
        rows = [list(row.cells.values()) for row in self.rows]
        remarks = [[asdict(each) for each in of] for of in (self.doubts, self.notes)]
        return json.dumps([self.file, sorted(self.gives), columns, rows, *remarks])

    @classmethod
    def from_json(cls, text: str) -> Extract:
        """The extract that was made text.

        >>> extract = Extract("staff.csv", {("1", "staff in post")})
        >>> extract.add(1, "staff in post", np.arange(len(ETHNIC)))
        >>> Extract.from_json(extract.to_json()) == extract
        True
        """
        file, gives, columns, rows, doubts, notes = json.loads(text)
        cells = [dict(zip(columns, row, strict=True)) for row in rows]
        return cls(
            file,
            {(i, m) for i, m in gives},
            [Row(file, None, each) for each in cells],
            doubts=[Doubt(**each) for each in doubts],
            notes=[Note(**each) for each in notes],
        )

    def add(
        self,
        indicator: int,
        measure: str,
        people: np.ndarray,
        group: str = ALL,
        band: str = ALL,
        sex: str = "",
        *,
        behind_bme: bool = False,
    ) -> None:
        """Add a row: how many people are White, BME and unknown.

        Args:
            indicator: indicator of the Standard.
            measure: what is counted.
            people: how many there are of each of `ETHNIC`.
            group: staff group.
            band: pay band.
            sex: one sex; blank for all.
            behind_bme: whether the row says how many there are of each group behind BME.
        """
        by = dict(zip(ETHNIC, people.tolist(), strict=True))
        cells = dict.fromkeys((*FILE_COLUMNS, *DETAIL_COLUMNS), "")
        cells |= {"indicator": str(indicator), "measure": measure, "sex": sex}
        cells |= {"staff_group": group, "pay_band": band, "source": f"Extract {self.file}"}
        cells |= {"white": str(by[WHITE]), "unknown": str(by[UNKNOWN])}
        cells["bme"] = str(by[BME] + sum(by[each] for each in BME_GROUPS))
        if behind_bme:
            cells |= {column: str(by[each]) for column, each in GROUP_COLUMNS.items()}
        self.rows.append(Row(self.file, None, cells))


def needed(extract: str) -> Callable[[Values], Values]:
    """Which records each field must be known for, given their values: see `sorted_records`."""
    return {"staff": _needed_of_staff, "recruitment": _needed_of_recruitment}.get(
        extract, lambda values: {}
    )


def check_places(extract: str, records: Records) -> list[Fault]:
    """What does not go together in the records of an extract whose values are all known.

    For an extract of which some values were refused, so that both are told of in one round.
    """
    known = np.ones(len(records.rows), dtype=bool)
    if records.nobodies is not None:
        # What became one person is not held to be one.
        known &= ~records.nobodies
    for numbers in records.values.values():
        known &= numbers != UNSORTED
    people = None if records.people is None else records.people[known]
    values = {name: numbers[known] for name, numbers in records.values.items()}
    rest = Records(records.header, values, people, records.rows[known])
    reduce(extract, rest, Extract(records.header.file))
    return rest.faults


def reduce(extract: str, records: Records, result: Extract) -> None:
    """Add the rows of an extract other than the survey, or its faults, to what it gives."""
    _REDUCERS[extract](records, result)


# Staff in post


def _counted(values: Values) -> np.ndarray:
    """The assignments that may count in the workforce: not bank, left or only on the board."""
    counted = values["pay_band"] != BANDS.index(NOT_STAFF)
    for name in ("assignment_category", "assignment_status"):
        if name in values:
            counted &= values[name] != NO
    return counted


def _on_board(values: Values) -> np.ndarray:
    on_board = np.zeros(len(values["pay_band"]), dtype=bool)
    return values["board_member"] == YES if "board_member" in values else on_board


def _group_field(values: Values) -> str:
    return "staff_group" if "staff_group" in values else "occupation_code"


def _needed_of_staff(values: Values) -> Values:
    counted = _counted(values)
    fields = (_group_field(values), "pay_band", "fte", "sex")
    return dict.fromkeys(fields, counted) | {ETHNIC_ORIGIN: counted | _on_board(values)}


def _reduce_staff(records: Records, result: Extract) -> None:
    values = records.values
    counted, on_board = _counted(values), _on_board(values)
    _count_doctors(values, counted)
    _check_groups(records, counted, values[_group_field(values)])
    _check_boards(records, on_board)
    boards = [name for name in _BOARDS if name in values]
    if "board_member" in values:
        result.gives |= {("9", _BOARDS[name]) for name in boards}
    if not _same_of_each(records, counted | on_board, counted):
        return
    chosen = _one_of_each(records.people, counted, values.get("fte"), values.get("primary"))
    _add_all(result, values, 1, "staff in post", chosen)
    group, band, ethnicity = (
        values[name][chosen].astype(np.int32)
        for name in (_group_field(values), "pay_band", ETHNIC_ORIGIN)
    )
    shape = len(STAFF_GROUPS), len(BANDS), len(ETHNIC)
    places = np.ravel_multi_index((group, band, ethnicity), shape, mode="clip")
    people = np.bincount(places, minlength=np.prod(shape)).reshape(shape)
    for g, group_name in enumerate(STAFF_GROUPS):
        _add_bands(result, 1, "staff in post", people[g], group_name)
    for name in boards:
        member = on_board & (values[name] == YES)
        result.add(9, _BOARDS[name], _count(values, _one_of_each(records.people, member)))


def _count_doctors(values: Values, counted: np.ndarray) -> None:
    """Put medical and dental staff into the band in which the Standard counts them."""
    group, band = values[_group_field(values)], values["pay_band"]
    values["pay_band"] = np.where(counted & (group == _DOCTORS), _OF_DOCTORS[band], band)


def _check_groups(records: Records, counted: np.ndarray, group: np.ndarray) -> None:
    """A medical grade goes with medical and dental staff, a band with everybody else."""
    band = records.values["pay_band"]
    wrong = counted & (_MEDICAL[band] != (group == _DOCTORS))
    for g, b in sorted(set(zip(group[wrong].tolist(), band[wrong].tolist(), strict=True))):
        problem = f"pay band '{BANDS[b]}' does not go with staff group '{STAFF_GROUPS[g]}'"
        remedy = (
            "The Standard counts medical and dental staff by grade: write Consultant, Specialty "
            "Doctor or the like as the pay band, or correct the staff group."
            if g == _DOCTORS
            else "It is a grade of medical and dental staff: correct the staff group or the grade."
        )
        records.fault(wrong & (group == g) & (band == b), "", None, problem, remedy)


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
        wrong = (records.values[name] == YES) & ~on_board
        records.fault(wrong, "", None, problem, "Write Yes for the board member, or No for both.")


# Recruitment


def _needed_of_recruitment(values: Values) -> Values:
    return dict.fromkeys(("staff_group", "pay_band", "sex"), values["shortlisted"] == YES)


def _reduce_recruitment(records: Records, result: Extract) -> None:
    values = records.values
    shortlisted, appointed = values["shortlisted"] == YES, values["appointed"] == YES
    problem, remedy = "is appointed and not shortlisted", "Correct one of the two."
    records.fault(appointed & ~shortlisted, "", None, problem, remedy)
    if {"staff_group", "pay_band"} <= values.keys():
        staff = shortlisted & (values["pay_band"] != BANDS.index(NOT_STAFF))
        _count_doctors(values, staff)
        _check_groups(records, staff, values["staff_group"])
    if records.faults:
        return
    for measure, at in (("shortlisted", shortlisted), ("appointed", appointed)):
        _add_all(result, values, 2, measure, at)
        if "staff_group" in values:
            people = _count_by(values, "staff_group", len(STAFF_GROUPS), at)
            held = _count_by(values, "staff_group", len(STAFF_GROUPS), shortlisted)
            for name, each, here in zip(STAFF_GROUPS, people, held, strict=True):
                # A group of whom nobody was shortlisted has no row, as a band without staff.
                if here.any():
                    result.add(2, measure, each, group=name)
        if "pay_band" in values:
            people = _count_by(values, "pay_band", len(BANDS), at)
            held = _count_by(values, "pay_band", len(BANDS), shortlisted)
            _add_bands(result, 2, measure, people, held=held)
        if _INTERNATIONAL in values:
            abroad = f"{measure}, international recruitment"
            result.gives.add(("2", abroad))
            inside = at & (values[_INTERNATIONAL] == YES)
            result.add(2, abroad, _count(values, inside), behind_bme=_is_known(values))


# Disciplinary process and training


def _reduce_disciplinary(records: Records, result: Extract) -> None:
    everybody = counted_records("disciplinary", records)
    if _same_of_each(records, everybody, everybody):
        people = _one_of_each(records.people, everybody)
        _add_all(result, records.values, 3, "entered formal disciplinary process", people)


def _reduce_training(records: Records, result: Extract) -> None:
    taken = counted_records("training", records)
    if _same_of_each(records, taken, taken):
        people = _one_of_each(records.people, taken)
        _add_all(result, records.values, 4, "accessed non-mandatory training", people)


def counted_records(extract: str, records: Records) -> np.ndarray:
    """The records that an extract counts: those in post, shortlisted, or not mandatory."""
    values = records.values
    if extract == "staff":
        return _counted(values)
    if extract == "recruitment":
        return values["shortlisted"] == YES
    if "mandatory" in values:
        return values["mandatory"] == NO
    return np.ones(len(records.rows), dtype=bool)


_REDUCERS: dict[str, Callable[[Records, Extract], None]] = {
    "staff": _reduce_staff,
    "recruitment": _reduce_recruitment,
    "disciplinary": _reduce_disciplinary,
    "training": _reduce_training,
}
GIVES = {
    "staff": [("1", "staff in post")],
    "recruitment": [("2", "shortlisted"), ("2", "appointed")],
    "disciplinary": [("3", "entered formal disciplinary process")],
    "training": [("4", "accessed non-mandatory training")],
    "survey": [(i, m) for i in "5678" for m in ("respondents", "count", "percentage")],
}


# The staff survey


def reduce_survey(
    records: Records, result: Extract, asked: dict[int, tuple[str, ...]], survey: int
) -> None:
    """Add the rows of a survey's respondents, or its faults, to what it gives.

    Args:
        records: a respondent each.
        result: what to add to.
        asked: the questions behind each indicator.
        survey: the year of the survey.
    """
    values = records.values
    # A question whose column is blank was not handed in, and so nor is its indicator.
    given = {i: parts for i, parts in asked.items() if set(parts) <= values.keys()}
    result.gives -= {(str(i), m) for i in asked.keys() - given for _, m in GIVES["survey"]}
    asked = given
    for kind in dict.fromkeys(KIND_OF_ANSWER.values()):
        parts = [part for i, each in asked.items() if KIND_OF_ANSWER[i] == kind for part in each]
        _decode(records, result, kind, parts)
    if records.faults:
        return
    breaks = {row["indicator"]: int(row["first_year"]) for row in reference.rows("breaks")}
    for indicator, parts in asked.items():
        answers = np.stack([values[part] for part in parts])
        valid = (answers == NO) | (answers == YES)
        # A year's survey is that of the autumn before.
        if indicator == 7 and survey + 1 >= breaks["7"]:
            valid |= answers == DO_NOT_KNOW
        _add_all(result, values, indicator, "respondents", valid.any(axis=0))
        _add_all(result, values, indicator, "count", (answers == YES).any(axis=0))


def _decode(records: Records, result: Extract, kind: str, parts: list[str]) -> None:
    """Make answers of codes, where the codes that are there can only mean one thing.

    The columns of one kind are looked at together: a data file codes them in one way.
    """
    held = np.zeros(CODED + 10, dtype=np.int64)
    for part in parts:
        held += np.bincount(records.values[part], minlength=len(held))
    codes = set(np.flatnonzero(held[CODED:]).tolist())
    if not codes:
        return
    scales = [scale for scale in categories.answer_scales(kind).values() if codes <= scale.keys()]
    meant = {code: {scale[code] for scale in scales} for code in codes}
    in_doubt = [code for code in sorted(codes) if len(meant[code]) != 1]
    among = ", ".join(map(str, sorted(codes)))
    if not in_doubt and held[[NO, YES, DO_NOT_KNOW]].any():
        problem, in_doubt = "is a code, and other answers are in words", sorted(codes)
    elif not scales:
        problem = f"is a code that does not go with the others, {among}"
    else:
        problem = f"is a code that may mean yes or no; the codes are {among}"
    if not in_doubt:
        decoded = np.arange(len(held), dtype=np.int8)
        for code, (meaning,) in meant.items():
            decoded[CODED + code] = MEANINGS[meaning]
        for part in parts:
            records.values[part] = decoded[records.values[part]]
        return
    for part in parts:
        code = next((c for c in in_doubt if (records.values[part] == CODED + c).any()), None)
        if code is not None:
            line = f"survey,{part},{code},<answer>"
            remedy = f"Say in values.csv what each code means, as in: {line}."
            at = records.values[part] == CODED + code
            records.fault(at, result.headings.get(part, part), str(code), problem, remedy)


# People


def _add_all(result: Extract, values: Values, indicator: int, measure: str, at: np.ndarray) -> None:
    """Add everybody marked: in one row with the groups behind BME, then by sex."""
    people = _count(values, at)
    result.add(indicator, measure, people, behind_bme=_is_known(values))
    if "sex" in values:
        by_sex = _count_by(values, "sex", len(SEXES), at)
        for sex, each in zip(SEXES, by_sex, strict=True):
            result.add(indicator, measure, each, sex=sex)


def _add_bands(
    result: Extract,
    indicator: int,
    measure: str,
    people: np.ndarray,
    group: str = ALL,
    held: np.ndarray | None = None,
) -> None:
    """Add a row for each band that holds anybody; `held` says which do, if not `people`."""
    facts = reference.by("pay_bands", "pay_band")
    held = people if held is None else held
    for number, name in enumerate(BANDS[:-1]):
        # Those of which a band is a part are counted in the whole as well.
        parts = [n for n, each in enumerate(BANDS[:-1]) if facts[each]["of_which"] == name]
        inside = [number, *parts]
        if held[inside].any():
            result.add(indicator, measure, people[inside].sum(axis=0), group, name)


def _is_known(values: Values) -> bool:
    """Whether the group behind every BME person is known; without it the groups are not told."""
    return not (values[ETHNIC_ORIGIN] == ETHNIC.index(BME)).any()


def _count(values: Values, at: np.ndarray) -> np.ndarray:
    """How many of the marked records there are of each of `ETHNIC`."""
    return np.bincount(values[ETHNIC_ORIGIN][at], minlength=len(ETHNIC))


def _count_by(values: Values, name: str, size: int, at: np.ndarray) -> np.ndarray:
    """The same for each value of another field: one row a value."""
    shape = size, len(ETHNIC)
    fields = (values[name][at].astype(np.int32), values[ETHNIC_ORIGIN][at].astype(np.int32))
    places = np.ravel_multi_index(fields, shape)
    return np.bincount(places, minlength=np.prod(shape)).reshape(shape)


def _one_of_each(people: np.ndarray, at: np.ndarray, *ranks: np.ndarray | None) -> np.ndarray:
    """Of the marked records one for each person: that of the highest rank, or the first.

    The last rank decides before those that stand before it.
    """
    where = np.flatnonzero(at)
    for rank in ranks:
        if rank is not None:
            where = where[np.argsort(-rank[where], kind="stable")]
    # Written from the last to the first, so that the first stands.
    first = np.full(people.max(initial=-1) + 1, UNSORTED, dtype=np.int64)
    first[people[where[::-1]]] = where[::-1]
    return first[first != UNSORTED]


def _same_of_each(records: Records, at: np.ndarray, of_sex: np.ndarray) -> bool:
    """Whether the marked records of each person agree on ethnic group and sex; else a fault."""
    agreed = _same(records, ETHNIC_ORIGIN, at, "ethnic group", "ethnic origin")
    if "sex" in records.values:
        agreed &= _same(records, "sex", of_sex, "sex", "sex")
    return agreed


def _same(records: Records, name: str, at: np.ndarray, word: str, column: str) -> bool:
    where = np.flatnonzero(at)
    values, people = records.values[name], records.people
    first = np.zeros(people.max(initial=-1) + 1, dtype=values.dtype)
    first[people[where[::-1]]] = values[where[::-1]]
    other = at & (first[people] != values)
    problem = f"has another {word} than an earlier row of the same person"
    remedy = f"Give one {column} for one person; several people need an identifier each."
    records.fault(other, "", None, problem, remedy)
    return not other.any()
