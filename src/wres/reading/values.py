"""An organisation's own words for the values in its extracts: `values.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wres import reference
from wres.figures import BME, UNKNOWN
from wres.ground.errors import Doubt, Fault, did_you_mean
from wres.reading import categories
from wres.reading.categories import NotACategoryError
from wres.reading.columns import all_questions, field_faults, says_opposite, words_of
from wres.reading.csvfiles import Row
from wres.reading.dates import ANY_DAY, day_of
from wres.reading.own import plain, read_own
from wres.reading.sorters import BANDS, CODED, ETHNIC_ORIGIN, MEANINGS, NO, NOT_STAFF, PERSON, YES
from wres.reading.spelling import plain_meaning
from wres.reading.tables import Column
from wres.reading.unread import LEAVER, OUTSIDE, Look, deciding_word

VALUES_COLUMNS = ("extract", "field", "value", "means")
VALUES_FILE = "values.csv"
# What stands in place of an extract for what a word means in all of them.
ALL_EXTRACTS = "all"

Sorter = Callable[[str], float]
OwnValues = Mapping[tuple[str, ...], Row]


def read_values(folder: Path, name: str) -> tuple[OwnValues, list[Fault]]:
    """An organisation's own words, by extract, field and value: see `read_own`."""
    return read_own(folder, name, VALUES_FILE, VALUES_COLUMNS, _value_faults)


# A system that has a letter of its own has other meanings for those of the NHS list as well.
_OTHER_SYSTEM = "which is no code of the NHS list, so that the other letters may mean other groups"
# The fields whose words decide who counts.
_WHO_COUNTS = ("assignment_category", "assignment_status", "mandatory", "shortlisted", "pay_band")
# The topic whose words deny a meaning, by field and meaning.
_DENIED_BY = {
    ("assignment_status", YES): LEAVER,
    ("mandatory", NO): "mandatory",
    ("shortlisted", YES): "withdrawn",
    ("appointed", YES): "withdrawn",
}
_NAMED_BAND = re.compile(r"\b(?:band|grade|afc)\s*0?([1-9][a-d]?)\b", re.I)
# The fields that ask for yes or no, so that "not" in a text denies a yes.
_FLAGS = ("board_member", "voting", "executive", "primary", "shortlisted", "appointed")
_FLAGS += ("mandatory", "international_recruitment")


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the own words that counts people otherwise than its text says by itself.

    `text` is what stands in the cells, `asked` what a careful colleague would ask about it.
    """

    field: str
    text: str
    row: Row
    asked: str

    def doubt(self, look: Look, column: Column) -> Doubt | None:
        """The doubt about it, with whom it moves; None where nobody who counts says it."""
        held = look.codes(column) == list(column.texts).index(self.text)
        says = held & look.counted
        # Whom a word leaves out is not among those who count, and has moved all the same.
        if self.field in _WHO_COUNTS and not says.any():
            says = held
        if not says.any():
            return None
        row = self.row
        what = "records" if look.records.people is None else "people"
        problem = (
            f"is what '{row['value']}' means here, {self.asked}: it moves {look.of(says):,} {what}"
        )
        remedy = "Make sure that it is so, or take the row out."
        place = row.file, row.number, row.heading("means"), row["means"]
        return Doubt(*place, problem, remedy, "values", year=look.year)


class OwnWords:
    """The own words for the values of one extract: sorts by them first, and minds which it used.

    Args:
        extract: which extract, such as `staff`.
        file: what to call the extract's file in messages.
        own: the rows of `read_values`.
        year: the name of the year's folder, such as `QHG/2023`. A row of the year's own file
            that nothing uses is a fault; one in the organisation's may be for another year.
    """

    def __init__(self, extract: str, file: str, own: OwnValues, year: str):
        self._extract, self._file, self._year = extract, file, year
        # What is said of one extract goes before what is said of all.
        self._rows = {
            key[1:]: row
            for of in (ALL_EXTRACTS, extract)
            for key, row in own.items()
            if key[0] == of
        }
        self._used: set[tuple[str, ...]] = set()
        self._seen: dict[str, list[str]] = {}
        self._refused: list[Fault] = []
        self.moves: dict[tuple[str, str], Move] = {}

    def sorter(self, field: str, sort: Sorter) -> Sorter:
        """A sorter that goes by the own words of a field, and by `sort` for all other texts."""
        meanings, known = {}, self._seen.setdefault(field.casefold(), [])
        for (of, value), row in self._rows.items():
            if of == field.casefold():
                try:
                    meanings[value] = _meaning(field, row, sort)
                except NotACategoryError as error:
                    self._refused.append(row.fault("means", error.problem, error.remedy))
                    meanings[value] = None

        def sorted_(text: str) -> float:
            value = plain(text)
            known.append(text)
            if ANY_DAY in meanings and value not in meanings and day_of(text):
                value = ANY_DAY
            if value in meanings:
                self._used.add((field.casefold(), value))
                row, meaning = self._rows[field.casefold(), value], meanings[value]
                # What its row says is a fault already, and need not be one for each record.
                if meaning is None:
                    return 0
                if asked := _asked(field, row, meaning, sort):
                    self.moves[field, text] = Move(field, text, row, asked)
                return meaning
            try:
                return sort(text)
            except NotACategoryError as error:
                meaning = plain_meaning(field, text, sort)
                line = (VALUES_FILE, self._extract, field, text.strip(), meaning)
                remedy = f"{error.remedy} {_or_say(line)}"
                raise NotACategoryError(error.problem, remedy, line) from None

        return sorted_

    def faults(self) -> list[Fault]:
        """The rows that mean nothing known, and those that nothing used, once all was sorted."""
        found = list(self._refused)
        for key, row in self._rows.items():
            is_of_year = row.file.startswith(f"{self._year}/")
            if key in self._used or not is_of_year or plain(row["extract"]) == ALL_EXTRACTS:
                continue
            if key[0] not in self._seen:
                problem = f"is not read from {self._file}"
                found.append(row.fault("field", problem, "Take the row out."))
                continue
            texts = [text for text in dict.fromkeys(self._seen[key[0]]) if text.strip()]
            meant = did_you_mean(row["value"], texts)
            remedy = meant if meant.startswith("Did") else "Correct it, or take the row out."
            found.append(row.fault("value", f"is no value in {self._file}", remedy))
        return found


def unread_values(own: OwnValues, year: str, read: set[str]) -> list[Fault]:
    """Rows of the year's own file about an extract that is not there."""
    return [
        row.fault("extract", "is not among this year's extracts", "Take the row out.")
        for (extract, *_), row in own.items()
        if extract not in (*read, ALL_EXTRACTS) and row.file.startswith(f"{year}/")
    ]


def _meaning(field: str, row: Row, sort: Sorter) -> float:
    meaning = sort(row["means"])
    if meaning >= CODED:
        raise NotACategoryError("is a code itself", "Write the answer in words, such as Never.")
    if field == ETHNIC_ORIGIN:
        _refuse_another_group(row)
    return meaning


def _refuse_another_group(row: Row) -> None:
    """The NHS list says who is White and who is BME; an organisation's own words do not."""
    known = _groups_of(row["value"])
    meant = categories.ethnic_category(row["means"]).wres_group
    if known and meant not in known:
        problem = f"is {meant}, and '{row['value']}' is {' or '.join(sorted(known))}"
        raise NotACategoryError(problem, "Take the row out: the NHS list decides.")


def _groups_of(text: str) -> set[str]:
    """The Standard's groups that a text names, by the NHS list or else by its words.

    >>> _groups_of("Asian Other"), _groups_of("A"), _groups_of("Zoroastrian")
    ({'BME'}, {'White'}, set())
    """
    try:
        return {categories.ethnic_category(text).wres_group}
    except NotACategoryError:
        words = reference.by("ethnicity_words", "word")
        return {words[word]["wres_group"] for word in words_of(text) if word in words}


def _asked(field: str, row: Row, meaning: float, sort: Sorter) -> str:
    """What a careful colleague would ask about the meaning of a text; blank if nothing."""
    if field == ETHNIC_ORIGIN:
        meant, named = categories.ethnic_category(row["means"]).wres_group, _groups_of(row["value"])
        if meant == UNKNOWN or (meant in named and (meant == BME or len(named) == 1)):
            return ""
        is_letter = len(row["value"]) == 1 and row["value"].isalpha()
        return _OTHER_SYSTEM if is_letter else "which the word itself does not say"
    try:
        known = sort(row["value"])
    except NotACategoryError:
        if field == "pay_band" and BANDS[int(meaning)] == NOT_STAFF:
            return "which is not counted among the staff"
        is_bank = field == "assignment_category" and deciding_word(OUTSIDE, row["value"])
        if is_bank and meaning:
            return "which is counted"
        return "which its own words deny" if _is_denied(field, row["value"], meaning) else ""
    # A code means nothing by itself.
    return "" if known == meaning or known >= CODED else "which the pack's list says otherwise"


def _is_denied(field: str, text: str, meaning: float) -> bool:
    """Whether the words of a text say the opposite of what it is taken for.

    >>> _is_denied("appointed", "Rejected", YES), _is_denied("appointed", "Rejected", NO)
    (True, False)
    >>> _is_denied("voting", "Non-voting", YES), _is_denied("Q14a", "Strongly disagree", YES)
    (True, True)
    >>> _is_denied("pay_band", "Grade 5", BANDS.index("8a"))
    True
    """
    if field == "pay_band":
        named = {band.casefold() for band in _NAMED_BAND.findall(text)} & set(BANDS)
        return bool(named) and BANDS[int(meaning)] not in named
    topic, is_question = _DENIED_BY.get((field, meaning)), field in all_questions()
    if topic and deciding_word(topic, text):
        return True
    if meaning == YES and (field in _FLAGS or is_question) and says_opposite(text):
        return True
    of, words = "survey" if is_question else field, set(words_of(text))
    return any(
        f" {row['word']} " in f" {' '.join(words_of(text))} "
        and not words & set(row["unless"].split("; "))
        for row in reference.rows("contrary_words")
        if row["field"] == of and MEANINGS[row["means"]] == meaning
    )


def _value_faults(row: Row) -> list[Fault]:
    if faults := field_faults(row, also=[ALL_EXTRACTS]):
        return faults
    if plain(row["field"]) == PERSON:
        remedy = "Take the row out: it only tells people apart."
        return [row.fault("field", "has no values that mean anything", remedy)]
    if not row["means"]:
        return [row.fault("means", "is blank", "Write what it means.")]
    return []


def _or_say(line: tuple[str, ...]) -> str:
    """What to write into the file, with quotation marks where they are needed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([*line[1:-1], line[-1] or "<meaning>"])
    return f"Or say what it means in {VALUES_FILE}: {text.getvalue()}."


def said_once(extracts: Sequence[list[Fault]]) -> list[list[Fault]]:
    """The faults of several extracts, a value that more than one of them refuses in the first.

    There it says which others hold it, and the line that explains it to all of them.
    """
    holders: dict[tuple[str, ...], list[Fault]] = {}
    for fault in (fault for faults in extracts for fault in faults):
        if _is_of_value(fault):
            holders.setdefault(_same_value(fault), []).append(fault)
    return [
        [
            _of_all(fault, holders[_same_value(fault)][1:]) if _is_of_value(fault) else fault
            for fault in faults
            if not _is_of_value(fault) or fault is holders[_same_value(fault)][0]
        ]
        for faults in extracts
    ]


def _is_of_value(fault: Fault) -> bool:
    return fault.line[:1] == (VALUES_FILE,)


def _same_value(fault: Fault) -> tuple[str, ...]:
    _, _, field, value, _ = fault.line
    return field, plain(value)


def _of_all(fault: Fault, others: Sequence[Fault]) -> Fault:
    """A fault that stands for the same in other extracts."""
    files = dict.fromkeys(
        other.file.rpartition("/")[2] for other in others if other.file != fault.file
    )
    if not files:
        return fault
    file, _, field, value, meaning = fault.line
    line = (file, ALL_EXTRACTS, field, value, meaning)
    remedy = fault.remedy.replace(_or_say(fault.line), _or_say(line))
    problem = f"{fault.problem.removesuffix(')')}; also in {', '.join(files)})"
    return replace(fault, problem=problem, remedy=remedy, line=line)
