"""Look at the columns of an extract that nothing reads: may they decide who is counted?

A column is read, declared unused in `mapping.csv`, or looked at here. Which words decide says
`reference/deciding_words.csv`: of a cell (`Bank`), or of a heading whose cells say yes or no, a
number or a day. A column that would change nothing raises no doubt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import islice

import numpy as np

from wres import reference
from wres.figures import SEXES
from wres.figures.phrases import listed
from wres.ground.errors import Doubt, Fault, Note
from wres.reading import categories
from wres.reading.categories import NotACategoryError
from wres.reading.columns import (
    MAPPING_FILE,
    OPTIONAL,
    UNUSED,
    Header,
    fields_of,
    may_mean,
    names_of,
    plain_name,
    words_of,
)
from wres.reading.dates import day_of, last_day, wres_year_of
from wres.reading.records import Records
from wres.reading.sorters import SORTERS, YES, yes_or_blank, yes_or_no
from wres.reading.tables import Column, in_rows

# The topics of bank, agency and honorary staff, and of those who are not in post.
OUTSIDE = "outside"
LEAVER = "leaver"
# That of days, which lie in the year that is counted or in another.
DAY = "day"
# What a heading says of places, teams and departments.
PLACE = "place"
# The largest count that is small, where an organisation says no other.
_SMALL = int(reference.by("settings", "setting")["small count"]["default"])
# A longer text is a sentence that tells of something, not a word that decides.
_MOST_WORDS = 6
# A larger part of the staff than this does not leave in a year and stay in the extract.
_MOST_LEFT = 0.5
# Cases may be of so many years; older days are of people, such as when they began.
_FEW_YEARS = 4
# As many days, or months, lie in both halves of a year, but by a slip.
_FEWEST_DAYS = 6
# More employers than these are the units of one.
_MOST_EMPLOYERS = 10
# A longer title is shortened.
_LONGEST_TITLE = 80
_LONGEST_TEXT = 40
# More words than these that a field does not know are not explained one by one in values.csv.
_MOST_UNKNOWN = 10
# What to do about a column that holds no word that decides.
_UNREAD = (
    "Where such a column says who counts, name it in mapping.csv, or leave the rows that do not "
    "count out of the extract. Where it does not, write in mapping.csv: {extract},unused,<column>."
)
# A person has several assignments, or a column that ranks them changes nothing.
_RANKS = ("fte", "hours", "primary")
_ONE_COLUMN = (*_RANKS, "sex")
_COUNTED = {
    "staff": "people are counted",
    "recruitment": "are counted as shortlisted",
    "disciplinary": "people are counted",
    "training": "people are counted",
    "survey": "respondents are counted",
}


@dataclass(frozen=True, slots=True)
class Look:
    """What an extract counts, as the columns beside it are looked at.

    `counted` marks the records that count; `read` are the fields that were read; `year` is the
    WRES year of these records, and `at` says which of all they are: all where it is None.
    """

    extract: str
    records: Records
    counted: np.ndarray
    read: Collection[str]
    year: int
    at: np.ndarray | None = None

    def codes(self, column: Column) -> np.ndarray:
        """The codes of a column in these records."""
        return column.codes if self.at is None else column.codes[self.at]

    def doubt(
        self, kind: str, heading: str, problem: str, remedy: str, where: np.ndarray | None = None
    ) -> Doubt:
        """A doubt about a column, in the first of the records that are marked or as a whole."""
        file, rows = self.records.header.file, self.records.rows
        row = None if where is None else int(rows[np.flatnonzero(where)[0]])
        return Doubt(file, row, heading, None, problem, remedy, kind, year=self.year)

    def of_header(self, heading: str, problem: str, remedy: str, kind: str = "unread") -> Doubt:
        """A doubt about a column, in its heading."""
        doubt = self.doubt(kind, heading, problem, remedy)
        return replace(doubt, row=self.records.header.row)

    def of(self, at: np.ndarray) -> int:
        """How many people are marked, or records where an extract has no people."""
        people = self.records.people
        return int(at.sum()) if people is None else len(np.unique(people[at]))


@dataclass(frozen=True, slots=True)
class Decision:
    """What a column that nothing reads may decide.

    `words` has what each deciding text says, by its place among the texts of the column; `days`
    the day that it names, where a day decides.
    """

    place: int
    column: Column
    topic: str
    words: Mapping[int, str]
    days: Mapping[int, date] = field(default_factory=dict)


def decisions(extract: str, header: Header, others: Mapping[int, Column]) -> list[Decision]:
    """The columns that nothing reads and that may decide who is counted."""
    ways = (_by_words, _by_heading, _by_answers, _by_sex, _by_days)
    tried = (
        (way(extract, place, header.cells[place], column) for way in ways)
        for place, column in others.items()
    )
    first = (next(filter(None, decided), None) for decided in tried)
    return [decision for decision in first if decision is not None]


def asked_early(
    extract: str, header: Header, decision: Decision, read: frozenset[str]
) -> Fault | None:
    """What to ask of such a column where the records cannot be looked at yet.

    None where the field that it would be is read, or where it depends on the records what it says.
    """
    topic = reference.by("deciding_topics", "topic")[decision.topic]
    if topic["field"] in read or decision.days or not any(decision.words.values()):
        return None
    # Which field a yes may be of, or a name of a body, is only known where the others are.
    if decision.topic in ("flag", "employer"):
        return None
    words = listed(list(dict.fromkeys(filter(None, decision.words.values())))[:3])
    problem = f"is not read, and some rows say {words}"
    heading = header.cells[decision.place]
    remedy = _remedy(extract, read, heading, topic, decision.column)
    is_named = topic["field"] and _knows_most(topic["field"], decision.column)
    line = (MAPPING_FILE, extract, topic["field"], "") if is_named else ()
    return Fault(header.file, header.row, heading, None, problem, remedy, line)


def look_at(look: Look, deciding: Sequence[Decision], is_not: str = "is not read") -> list[Doubt]:
    """A doubt about each column that may decide and would change what is counted."""
    doubts = [_doubt(look, decision, is_not) for decision in deciding]
    of_days = [decision for decision in deciding if decision.topic == DAY]
    doubts += [_of_other_days(look, of_days, is_not), _of_half_a_year(look, of_days, is_not)]
    return [doubt for doubt in doubts if doubt is not None]


def declared_unused(look: Look, deciding: Sequence[Decision]) -> Iterator[Doubt | Note]:
    """What columns would change that `mapping.csv` passes over: noted, and asked no more.

    One that has the name of a field is asked about all the same: the pack knows what it says.
    """
    known = {plain_name(n) for f in fields_of(look.extract) for n in names_of(look.extract, f)}
    for doubt in look_at(look, deciding, f"is declared unused in {MAPPING_FILE}"):
        told = replace(doubt, remedy=doubt.remedy.partition(" If not")[0])
        place = (told.file, told.row, told.column, None, told.problem, told.remedy)
        yield told if plain_name(told.column) in known else Note(*place)


def passed_over(
    extract: str, header: Header, others: Sequence[int], looked_at: Mapping[int, Column]
) -> list[Note]:
    """A note about each column that nothing reads, those first whose words may sort the records.

    Args:
        extract: which extract it is.
        header: its header.
        others: where the columns stand that nothing reads and nobody declared unused.
        looked_at: those of them that hold few texts, by place; of the rest each row says another.
    """
    filled = [
        place
        for place in others
        if place not in looked_at or any(str(text).strip() for text in looked_at[place].texts)
    ]
    notes = [_above(header)] if header.above else []
    # Of a survey's hundred questions the Standard takes five.
    asked = [place for place in filled if extract == "survey" and is_question(header.cells[place])]
    rest = sorted(set(filled) - set(asked), key=lambda place: (place not in looked_at, place))
    names = dict.fromkeys(_shown(header, place) for place in rest)
    notes += [
        Note(header.file, header.row, name, None, "is not read", _UNREAD.format(extract=extract))
        for name in names
    ]
    if asked:
        problem = f"has {_questions(len(asked))} not read"
        notes.append(
            Note(header.file, header.row, "", None, problem, "The Standard asks for none.")
        )
    return notes


def _questions(number: int) -> str:
    """So many other questions.

    >>> _questions(1), _questions(2)
    ('1 other question, which is', '2 other questions, which are')
    """
    return "1 other question, which is" if number == 1 else f"{number} other questions, which are"


def _above(header: Header) -> Note:
    """A note about the title rows: they may say another day, or who is among the rows."""
    first = header.above[0]
    title = first if len(first) <= _LONGEST_TITLE else f"{first[:_LONGEST_TITLE]} ..."
    rows, them = in_rows(len(header.above)), "them" if len(header.above) > 1 else "it"
    problem = f"has {rows} above its header and does not read {them}: '{title}'"
    remedy = "Look whether the rows are of the day and of the people that are meant."
    return Note(header.file, 1, "", None, problem, remedy)


def not_asked(notes: Iterable[Note], doubts: Iterable[Doubt]) -> list[Note]:
    """The notes but for those about a column that a warning asks about, each once."""
    asked = {(doubt.file, doubt.column) for doubt in doubts if doubt.kind == "unread"}
    return [note for note in dict.fromkeys(notes) if (note.file, note.column) not in asked]


def _shown(header: Header, place: int) -> str:
    """What to call a column."""
    return header.cells[place] or f"{place + 1} (without a name)"


def is_question(heading: str) -> bool:
    """Whether a column is named as a question of the survey.

    >>> is_question("Q13a"), is_question("Quarter")
    (True, False)
    """
    return re.fullmatch(r"q\s*\d+.*", heading, re.IGNORECASE) is not None


def deciding_word(topic: str, text: str) -> str:
    """The word of a topic that stands in a text; blank where none does.

    >>> deciding_word("outside", "Bank Nurse"), deciding_word("outside", "Bank Street Clinic")
    ('bank', '')
    >>> deciding_word("mandatory", "Non-Mandatory")
    ''
    """
    return _word(topic, "text", text)


def _word(topic: str, place: str, text: str) -> str:
    words = words_of(text)
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    padded = f" {' '.join(words)} "
    for word, unless in _words(topic, place):
        if f" {word} " in padded and not unless.intersection(words):
            return word
    return text.strip() if place == "text" and _is_left_out(topic, text) else ""


def _is_left_out(topic: str, text: str) -> bool:
    """Whether a whole text is one that the lists of categories and statuses do not count."""
    try:
        is_outside = topic == OUTSIDE and not categories.is_counted(text)
        return is_outside or (topic == LEAVER and not categories.is_in_post(text))
    except NotACategoryError:
        return False


@cache
def _words(topic: str, place: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple(
        (row["word"], frozenset(row["unless"].split("; ")) - {""})
        for row in reference.rows("deciding_words")
        if (row["topic"], row["place"]) == (topic, place)
    )


@cache
def _any_word(extract: str) -> re.Pattern[str]:
    """What a text must hold to hold a deciding word: few do, and there may be many texts."""
    words = [
        word.partition(" ")[0] for topic in _topics(extract) for word, _ in _words(topic, "text")
    ]
    words += [
        row[name]
        for name, of in (("category", "categories"), ("assignment_status", "statuses"))
        for row in reference.rows(f"assignment_{of}")
        if row["counted"] == "no"
    ]
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE)


@cache
def _topics(extract: str) -> list[str]:
    rows = reference.rows("deciding_topics")
    return [row["topic"] for row in rows if extract in row["extracts"].split("; ")]


def _by_words(extract: str, place: int, heading: str, column: Column) -> Decision | None:
    """A column with cells that hold a deciding word; the first topic that it is about.

    What a place or a team is called says nothing of who is in it, such as "Blood Bank".
    """
    if _word(PLACE, "never", heading):
        return None
    pattern = _any_word(extract)
    texts = {c: str(text) for c, text in enumerate(column.texts) if pattern.search(str(text))}
    for topic in _topics(extract) if texts else ():
        if not may_mean(reference.by("deciding_topics", "topic")[topic]["field"], heading):
            continue
        words = {code: deciding_word(topic, text) for code, text in texts.items()}
        words = {c: f"'{word[:1].upper()}{word[1:]}'" for c, word in words.items() if word}
        if words:
            return Decision(place, column, topic, words)
    return None


def _by_answers(extract: str, place: int, heading: str, column: Column) -> Decision | None:
    """A column of yes and no whose heading is a deciding word, such as `Leaver` or `Active`."""
    try:
        answers = [_yes_or_no(str(text)) for text in column.texts]
    except NotACategoryError:
        return None

    def that_say(answer: str) -> dict[int, str]:
        codes = [code for code, said in enumerate(answers) if said == answer]
        return dict.fromkeys(codes, answer.capitalize())

    for topic in _topics(extract):
        for position, answer in (("text", "yes"), ("heading no", "no")):
            if _word(topic, position, heading):
                words = that_say(answer)
                return Decision(place, column, topic, words) if words else None
    words = that_say("yes")
    return Decision(place, column, "flag", words) if words else None


def _yes_or_no(text: str) -> str:
    """What a cell of a column of yes and no says; blank where it is blank."""
    return categories.answer("yes or no", text) if text.strip() else ""


def _by_heading(extract: str, place: int, heading: str, column: Column) -> Decision | None:
    """A column of numbers or days whose heading says that they decide."""
    texts = {code: text for code, t in enumerate(column.texts) if (text := str(t).strip())}
    topics = [topic for topic in _topics(extract) if _word(topic, "heading", heading)]
    # Parts of a whole time are told by themselves.
    if "fte" in _topics(extract) and len(_parts(texts, column)) > 1:
        topics.append("fte")
    for topic in topics:
        if topic == "leaving date":
            days = {code: day for code, text in texts.items() if (day := day_of(text))}
            if days:
                return Decision(place, column, topic, dict.fromkeys(days, ""), days)
        elif codes := _SAYS[topic](texts, column):
            quoted = {code: f"'{texts[code]}'" if code in texts else "nothing" for code in codes}
            words = quoted if topic in _QUOTED else dict.fromkeys(codes, "")
            return Decision(place, column, topic, words)
    return None


def _by_days(extract: str, place: int, heading: str, column: Column) -> Decision | None:
    """A column of days, months or years, but that on which a report was run."""
    texts = {code: text for code, t in enumerate(column.texts) if (text := str(t).strip())}
    if not texts or last_day(next(iter(texts.values()))) is None or _word(DAY, "never", heading):
        return None
    days = {code: day for code, text in texts.items() if (day := last_day(text))}
    return Decision(place, column, DAY, {}, days) if len(days) == len(texts) else None


def _by_sex(extract: str, place: int, heading: str, column: Column) -> Decision | None:
    """A column whose cells say sexes, of which two stand in it, under a name that is not known."""
    said = set()
    for text in column.texts:
        try:
            # Alone, a digit may be the code of anything.
            said |= {categories.sex(str(text))} if re.search(r"[a-z]", str(text), re.I) else set()
        except NotACategoryError:
            return None
    if not set(SEXES[:2]) <= said:
        return None
    return Decision(place, column, "sex", dict.fromkeys(range(len(column.texts)), ""))


_WHOLE = re.compile(r"\d{1,5}(\.0+)?", re.ASCII)
_YEAR = re.compile(r"20\d\d([-/](20)?\d\d)?", re.ASCII)
_PART = re.compile(r"\d?\.\d+|\d(\.\d*)?", re.ASCII)
_HOURS = re.compile(r"[0-5]?\d(\.\d+)?", re.ASCII)
_SHARE = re.compile(r"(\d{1,3}(\.\d+)?|\.\d+) ?%?", re.ASCII)


# The texts of a column that decide, of those that hold anything, by place.
_Texts = Mapping[int, str]


def _heads(texts: _Texts, column: Column) -> list[int]:
    """Those that are a number of several people, where all are numbers of people."""
    return _numbers(texts, _WHOLE, lambda number: number > 1)


def _parts(texts: _Texts, column: Column) -> list[int]:
    """Those that are a part of a whole time, where all are numbers."""
    return _numbers(texts, _PART, lambda number: 0 < number < 1)


def _nothing(texts: _Texts, column: Column) -> list[int]:
    """Those that say that nothing is done yet: 0 of numbers, a blank beside days."""
    if all(map(day_of, texts.values())):
        return [code for code in range(len(column.texts)) if code not in texts]
    return _numbers(texts, _SHARE, lambda number: number == 0)


def _numbers(texts: _Texts, form: re.Pattern[str], decides: Callable[[float], bool]) -> list[int]:
    are_numbers = all(map(form.fullmatch, texts.values()))
    return [c for c, text in texts.items() if are_numbers and decides(float(text.rstrip("% ")))]


def _earlier_years(texts: _Texts, column: Column) -> list[int]:
    """Those that are an earlier year than the last of them, where all are years."""
    are_years = all(map(_YEAR.fullmatch, texts.values()))
    return [code for code, text in texts.items() if are_years and text < max(texts.values())]


def _other_employers(texts: _Texts, column: Column) -> list[int]:
    """Those that are not what most rows say, where there are few: of many, each is a unit."""
    rows = np.bincount(column.codes, minlength=len(column.texts))
    most = int(rows.argmax())
    is_clear = len(texts) <= _MOST_EMPLOYERS and 2 * rows[most] > rows.sum()
    return [code for code in texts if is_clear and code != most]


_SAYS = {
    "headcount": _heads,
    "fte": _parts,
    "hours": lambda texts, column: _numbers(texts, _HOURS, bool),
    "primary": lambda texts, column: list(texts),
    "absent": _nothing,
    "nobody": lambda texts, column: _numbers(texts, _WHOLE, lambda number: number == 0),
    "employer": _other_employers,
    "year": _earlier_years,
}
# Those of which what stands in the cells is said.
_QUOTED = ("absent", "nobody", "employer", "year")


def _of_other_days(look: Look, deciding: Sequence[Decision], is_not: str) -> Doubt | None:
    """A doubt about records of which each day lies in another year than is counted.

    A column tells of the year where most of its days lie in it, or all of them in one other; or
    where as many as of any other do, and all within a few years. Of the staff it tells the day
    where it says one alone, or the right one of most.
    """
    year, is_staff = look.year, look.extract == "staff"
    inside = outside = np.zeros(len(look.counted), dtype=bool)
    columns = []
    for decision in deciding:
        codes = look.codes(decision.column)
        years = {c: day if is_staff else wres_year_of(day) for c, day in decision.days.items()}
        right = [c for c, of in years.items() if of == (date(year, 3, 31) if is_staff else year)]
        within = np.isin(codes, right) & look.counted
        beyond = np.isin(codes, [*set(years) - set(right)]) & look.counted
        said = {years[code] for code in np.unique(codes[within | beyond]).tolist()}
        is_whole = not is_staff or (within | beyond)[look.counted].all()
        # Of the staff of two days, most are of the right one.
        is_one = is_whole and (len(said) == 1 or (is_staff and within.sum() > beyond.sum()))
        is_of_year = within.sum() >= beyond.sum() or _is_of_few_years(years, codes, look)
        if is_one or (is_of_year and not is_staff):
            inside, outside = inside | within, outside | beyond
            columns.append(decision.place)
    says = outside & ~inside
    if not says.any():
        return None
    header, topic = look.records.header, reference.by("deciding_topics", "topic")[DAY]
    meant = f"31 March {year}" if is_staff else f"one of 1 April {year - 1} to 31 March {year}"
    problem = f"{is_not}, and {rows_said(says)} say another day than {meant}"
    remedy = _remedy(look.extract, look.read, header.cells[columns[0]], topic)
    shown = listed([_shown(header, place) for place in columns])
    return look.of_header(shown, problem + _change(look, says), remedy)


def _is_of_few_years(years: Mapping[int, int], codes: np.ndarray, look: Look) -> bool:
    """Whether the days of the records that count lie in few years, in none more than in theirs."""
    said = [years[code] for code in codes[look.counted].tolist() if code in years]
    of_each = Counter(said)
    is_first = of_each[look.year] == max(of_each.values(), default=0) > 0
    return is_first and max(said) - min(said) < _FEW_YEARS


def _of_half_a_year(look: Look, deciding: Sequence[Decision], is_not: str) -> Doubt | None:
    """A doubt about records of which each day lies in one half of the year that is counted."""
    middle, topic = date(look.year - 1, 10, 1), reference.by("deciding_topics", "topic")[DAY]
    for decision in deciding if look.extract != "staff" else ():
        present = np.unique(look.codes(decision.column)[look.counted]).tolist()
        days = [decision.days[code] for code in present if code in decision.days]
        are_later = {day >= middle for day in days}
        is_of_year = {wres_year_of(day) for day in days} == {look.year}
        if len(days) < _FEWEST_DAYS or not is_of_year or len(are_later) > 1:
            continue
        heading = _shown(look.records.header, decision.place)
        which = "first" if are_later == {True} else "second"
        problem = f"{is_not}, and no day of it lies in the {which} half of the year to 31 March "
        topic |= {"reason": "the extract is of half a year", "otherwise": "export it of all of it"}
        remedy = _remedy(look.extract, look.read, heading, topic)
        return look.of_header(heading, f"{problem}{look.year}", remedy)
    return None


def _doubt(look: Look, decision: Decision, is_not: str) -> Doubt | None:
    """What the column would change, as a doubt; None where it would change nothing."""
    codes = look.codes(decision.column)
    last = date(look.year, 3, 31)
    deciding = [c for c in decision.words if c not in decision.days or decision.days[c] < last]
    says = np.isin(codes, deciding)
    if not (says & look.counted).any():
        return None
    # Of a day that most have, nobody left on it.
    if decision.days and look.of(says & look.counted) > _MOST_LEFT * look.of(look.counted):
        return None
    header = look.records.header
    heading = header.cells[decision.place]
    topic = reference.by("deciding_topics", "topic")[decision.topic]
    if decision.topic == "flag":
        flag = _flag(look, heading, says)
        if not flag:
            return None
        topic = topic | {"field": flag, "reason": f"it is '{names_of(look.extract, flag)[0]}'"}
    # What ranks the assignments of a person, or says a sex, is read from one column only.
    if decision.topic in _ONE_COLUMN and topic["field"] in look.read:
        return None
    change = _what_changes(look, decision, codes, says)
    if not change:
        return None
    shown = _shown(header, decision.place)
    remedy = _remedy(look.extract, look.read, heading, topic, decision.column)
    return look.of_header(shown, f"{is_not}, and {change}", remedy)


def _what_changes(look: Look, decision: Decision, codes: np.ndarray, says: np.ndarray) -> str:
    """What the records say in a column, and what that would change; blank where it is nothing."""
    if decision.topic in _RANKS:
        several = _with_several_rows(look)
        says_which = "people have several rows, of which it may say the one that counts"
        return f"{several:,} {says_which}" if several else ""
    if decision.topic == "sex":
        return "says women and men: the detail by sex is left out"
    if decision.topic == "flag":
        return f"{rows_said(says)} say Yes"
    if decision.topic == "hired":
        is_yes = look.records.values["appointed"] == YES
        # A word that nobody who was appointed has says something else.
        left_out = says & look.counted & ~is_yes if (says & is_yes).any() else ~says & False
        which = f"say {_said(decision, codes[says])} and are not counted as appointed"
        return f"{rows_said(left_out)} {which}" if left_out.any() else ""
    if decision.topic == "headcount":
        numbers = np.array([float(str(text).strip() or 0) for text in decision.column.texts])
        heads = int(numbers[codes[look.counted]].sum())
        return f"its numbers add up to {heads:,} in {rows_said(look.counted)}"
    rest = _rest(decision, codes[look.counted & ~says])
    said = _said(decision, codes[says])
    return f"{rows_said(says)} say {said}{_change(look, says)}{rest}"


def _change(look: Look, says: np.ndarray) -> str:
    """How many are counted, and how many without some records; neither where either is small."""
    of, without = look.of(look.counted), look.of(look.counted & ~says)
    if any(0 < number <= _SMALL for number in (of, without, of - without)):
        return ", and count"
    return f": {of:,} {_COUNTED[look.extract]}, {without:,} without them"


def _flag(look: Look, heading: str, says: np.ndarray) -> str:
    """The field of yes and no that a column may be; blank where nothing shows that it is one.

    Its name begins with that of the field, or it says yes of members of the board only. Of some
    training only a yes or no may say that it was mandatory, whatever its name.
    """
    flags = [name for name in OPTIONAL[look.extract] if SORTERS[name] in (yes_or_no, yes_or_blank)]
    missing = [name for name in flags if name not in look.read and may_mean(name, heading)]
    for name in missing:
        known = [plain_name(column) for column in names_of(look.extract, name)]
        if any(plain_name(heading).startswith(column) for column in known):
            return name
    if look.extract == "training":
        return next(iter(missing), "") if not says.all() else ""
    board = look.records.values.get("board_member")
    if board is None or says[board != YES].any():
        return ""
    return next((name for name in missing if name in ("voting", "executive")), "")


def _said(decision: Decision, codes: np.ndarray) -> str:
    """What the records say: the words that stand in the most of them, three at most."""
    if decision.days:
        return "an earlier day"
    counts: dict[str, int] = {}
    for code, number in zip(*np.unique(codes, return_counts=True), strict=True):
        word = decision.words[int(code)]
        counts[word] = counts.get(word, 0) + int(number)
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return " or ".join(ordered[:3])


def _rest(decision: Decision, codes: np.ndarray) -> str:
    """What the other records that count say: a word that is on no list may decide as well."""
    said_by_words = any(word.startswith("'") for word in decision.words.values())
    if not said_by_words or decision.days or not codes.size:
        return ""
    present = set(codes.tolist())
    commonest = np.bincount(codes).argsort(kind="stable")[::-1]
    texts = [str(decision.column.texts[code]).strip() for code in commonest if code in present]
    named = [f"'{text[:_LONGEST_TEXT]}'" if text else "nothing" for text in texts]
    more = [f"{len(named) - 3} other things"] if len(named) > 4 else []
    return f"; the others say {listed([*named[:3], *more] if more else named)}"


def _remedy(
    extract: str,
    read: Collection[str],
    heading: str,
    topic: Mapping[str, str],
    column: Column | None = None,
) -> str:
    """What to do if it is so, and what if it is not: the lines to write."""
    reason, mend, field = topic["reason"], topic["otherwise"], topic["field"]
    if not heading:
        return f"If {reason}, {mend}. If not, take the column out."
    unused = f"{extract},{UNUSED},{heading}"
    if field in fields_of(extract) and field not in read and may_mean(field, heading):
        if column is None or _knows_most(field, column):
            mend = f"write in {MAPPING_FILE}: {extract},{field},{heading}"
        else:
            mend += f", or add a column '{names_of(extract, field)[0]}' that says which they are"
    return f"If {reason}, {mend}. If not, write in {MAPPING_FILE}: {unused}."


def _knows_most(field: str, column: Column) -> bool:
    """Whether a field knows the words of a column, all but those that can be explained to it."""
    unknown = (text for text in map(str, column.texts) if not _is_known(field, text))
    return len(list(islice(unknown, _MOST_UNKNOWN + 1))) <= _MOST_UNKNOWN


def _is_known(field: str, text: str) -> bool:
    try:
        SORTERS[field](text)
    except NotACategoryError:
        return not text.strip()
    return True


def rows_said(at: np.ndarray) -> str:
    """In how many records something is; a message is passed on, and says no small count."""
    return "a few rows" if 0 < at.sum() <= _SMALL else in_rows(int(at.sum()))


def _with_several_rows(look: Look) -> int:
    """How many people have more than one record that counts."""
    people = look.records.people
    return int((np.bincount(people[look.counted]) > 1).sum()) if people is not None else 0
