"""See where people and rows are not told apart: one for many, or one that counts twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from wres import reference
from wres.ground.errors import Doubt
from wres.reading.columns import plain_name
from wres.reading.sorters import YES
from wres.reading.tables import Column, are_digits, in_rows, is_of_one, numbers_rows
from wres.reading.unread import Look

# A column that tells rows apart is alike in so small a part of them; one that is named so, such as
# `Applicant ID`, has so many different texts.
MOST_ALIKE, _FEWEST_DIFFERENT = 0.1, 0.2
# As many rows that differ say that two halves of an extract are not alike by chance.
_FEWEST_PATTERNS = 5
# Whoever applies for two posts has two applications.
_OF_POST = re.compile("vacancy|job|post|requisition|advert|campaign|role")
# A number with something short behind it: of a second assignment, or `.0` of a program.
_SUFFIXED = re.compile(r"(.{3,}\d)([-/._ ]\w{1,2}|[A-Za-z])", re.ASCII)
# What stands in front of a number that is kept as text.
_FRONTS = "0'"
_NUMBERED = re.compile(r"(\d{6,})-\d", re.ASCII)
# The limit that says of how many rows one person may be, by extract.
_MOST_ROWS = {
    "staff": "most_assignments",
    "disciplinary": "most_assignments",
    "training": "most_courses",
}


def crowds(look: Look, column: str) -> Iterator[Doubt]:
    """A doubt where one identifier has more rows than one person is likely to have.

    The identifier itself is not said: it may be somebody's.
    """
    records = look.records
    if records.people is None or not records.people.size:
        return
    most = int(_limit(_MOST_ROWS[look.extract]))
    rows = np.bincount(records.people)
    crowded = np.flatnonzero(rows > most)
    if not crowded.size:
        return
    are = "identifier has" if len(crowded) == 1 else "identifiers have"
    problem = (
        f"tells apart too few: {len(crowded):,} {are} more than {most} rows, up to "
        f"{int(rows[crowded].max()):,}, and each counts as one person"
    )
    remedy = "Look whether it is an identifier of a person that was neither shortened nor removed."
    yield look.doubt("people", column, problem, remedy, records.people == crowded[0])


def _limit(name: str) -> float:
    return float(reference.by("limits", "name")[name]["value"])


def snapshots(look: Look, column: str) -> Iterator[Doubt]:
    """A doubt where so many people of the staff have several rows that they may be of two days."""
    rows = np.bincount(look.records.people[look.counted])
    people, several = int((rows > 0).sum()), int((rows > 1).sum())
    if people >= _limit("few_people") and 100 * several > _limit("most_with_several") * people:
        problem = f"has several rows for {several:,} of {people:,} people, and one of each counts"
        remedy = "Look whether the extract holds two months; leave one row for each assignment."
        yield look.doubt("people", column, problem, remedy)


def primaries(look: Look, column: str) -> Iterator[Doubt]:
    """A doubt where several assignments of a person are the primary one, and they differ."""
    records, values = look.records, look.records.values
    at = np.flatnonzero(look.counted & (values["primary"] == YES))
    places = [values[n][at] for n in ("staff_group", "occupation_code", "pay_band") if n in values]
    people = records.people[at]
    pairs, first = np.unique([people, *places], axis=1, return_index=True)
    several = np.flatnonzero(np.bincount(pairs[0].astype(np.int64)) > 1)
    if not several.size:
        return
    where = np.isin(np.arange(len(records.rows)), at[first[np.isin(pairs[0], several)]])
    who = "1 person" if several.size == 1 else f"{several.size:,} people"
    problem = (
        f"says yes in several rows of {who} that differ in band or staff group, and one counts"
    )
    remedy = "Leave it to one assignment of each person."
    yield look.doubt("people", column, problem, remedy, where)


def almost_twice(
    look: Look, identifiers: Column, echoes: Mapping[int, int], heading: str
) -> Iterator[Doubt]:
    """A doubt where identifiers are another's with something in front or a short suffix behind.

    Args:
        look: what the extract counts.
        identifiers: who the records are about, of all records.
        echoes: which of them are another's, from `echoes`.
        heading: what stands above them.
    """
    codes = look.codes(identifiers)
    counted = set(np.unique(codes[look.counted]).tolist()) if echoes else set()
    again = [code for code, other in echoes.items() if {code, other} <= counted]
    if not again:
        return
    are = "1 identifier is" if len(again) == 1 else f"{len(again):,} identifiers are"
    problem = (
        f"tells apart too many: {are} another's in other letters, with zeros or an apostrophe "
        "in front or a short suffix behind, and each counts as a person"
    )
    remedy = "Write it in one way for one person, such as without the number of the assignment."
    yield look.doubt("people", heading, problem, remedy, np.isin(codes, again))


def echoes(texts: Sequence[str]) -> dict[int, int]:
    """The places of identifiers that are another's, with the place of that other.

    >>> echoes(["20012345", "020012345", "20012345-2", "20012352", "A1"])
    {1: 0, 2: 0}
    >>> echoes(["20012345-1", "20012345-2", "20012352-1"]), echoes(["E2001", "e2001"])
    ({1: 0}, {1: 0})
    >>> echoes(["20012345", "'20012345"])
    {1: 0}
    """
    # Most are digits and as long as the others, and there may be a million of them.
    is_plain, are_alike = are_digits(texts), len(set(map(len, texts))) == 1
    same_as = {} if is_plain else _in_other_letters(texts)
    if is_plain and are_alike:
        return same_as
    fronts = () if are_alike else _FRONTS
    odd = {
        n: text
        for n, text in enumerate(texts)
        if text[:1] in fronts or not (is_plain or text[-3:].isdigit())
    }
    if not odd:
        return same_as
    place_of = {text: place for place, text in enumerate(texts)}
    firsts: dict[str, int] = {}
    for place, text in odd.items():
        suffixed, numbered = _SUFFIXED.fullmatch(text), _NUMBERED.fullmatch(text)
        base = suffixed[1] if suffixed else text
        others = [
            form for form in (base, text.lstrip(_FRONTS), base.lstrip(_FRONTS)) if form != text
        ]
        if other := next((form for form in others if form in place_of), ""):
            same_as[place] = place_of[other]
        elif numbered and firsts.setdefault(numbered[1], place) != place:
            same_as[place] = firsts[numbered[1]]
    return same_as


def _in_other_letters(texts: Sequence[str]) -> dict[int, int]:
    """The places of texts that differ from an earlier one in capital letters alone."""
    first: dict[str, int] = {}
    places = ((place, first.setdefault(t.casefold(), place)) for place, t in enumerate(texts))
    return {place: same for place, same in places if place != same}


def rows_twice(look: Look, others: Mapping[int, Column]) -> Iterator[Doubt]:
    """A doubt where rows stand twice in an extract that has no column for people.

    Its second half may be the first once more. Else a column that nothing reads has to show it
    that tells all other rows apart, such as a number of the application.
    """
    records = look.records
    if records.people is not None:
        return
    fields = [*records.values.values(), *(column.codes for column in others.values())]
    shown = (_shown_twice(look, others, place, fields) for place in others)
    twice = _in_halves(look, fields) or next(filter(None, shown), None)
    if twice:
        row, column, problem, remedy = twice
        yield replace(look.doubt("people", column, problem, remedy), row=row)


# Row, column, problem and remedy of a doubt.
_Twice = tuple[int, str, str, str]
_TAKE_OUT = "Take the second of each out, if it is the same record."


def _in_halves(look: Look, fields: Sequence[np.ndarray]) -> _Twice | None:
    """Whether the second half of the records is the first half once more."""
    half, odd = divmod(len(look.records.rows), 2)
    if (
        odd
        or half < _limit("few_people")
        or any((values[:half] != values[half:]).any() for values in fields)
    ):
        return None
    if len(np.unique([values[:half] for values in fields], axis=1).T) < _FEWEST_PATTERNS:
        return None
    row = int(look.records.rows[half])
    return row, "", f"begins what stands above once more, {in_rows(half)} too many", _TAKE_OUT


def _shown_twice(
    look: Look, others: Mapping[int, Column], place: int, fields: Sequence[np.ndarray]
) -> _Twice | None:
    """What a column that nothing reads shows of rows that stand twice."""
    records, column = look.records, others[place]
    heading = records.header.cells[place]
    rows = np.bincount(column.codes)
    again = int((rows[rows > 1] - 1).sum())
    blank = [n for n in np.flatnonzero(rows) if not str(column.texts[n]).strip()]
    most = 1 - _FEWEST_DIFFERENT if numbers_rows(heading) else MOST_ALIKE
    if not 0 < again <= most * len(column.codes) or blank:
        return None
    at = np.flatnonzero(rows[column.codes] > 1)
    _, first = np.unique([field[at] for field in fields], axis=1, return_index=True)
    if len(at) - len(first) >= again:
        second = int(records.rows[np.delete(at, first)[0]])
        problem = f"is the same in rows that are alike, {in_rows(again)} too many"
        return second, heading, problem, _TAKE_OUT
    return _counted_again(look, others, place) if is_of_one(heading) else None


def _counted_again(look: Look, others: Mapping[int, Column], place: int) -> _Twice | None:
    """Whether records of one application differ and count each: a row a stage, for one."""
    header = look.records.header
    posts = [n for n, cell in enumerate(header.cells) if _OF_POST.search(plain_name(cell))]
    if not others.keys() >= set(posts):
        return None
    at = np.flatnonzero(look.counted)
    one = np.array([others[n].codes[at] for n in (place, *posts)])
    _, first = np.unique(one, axis=1, return_index=True)
    if len(first) == len(at):
        return None
    row = int(look.records.rows[np.delete(at, first)[0]])
    problem = f"is the same in rows that count, {in_rows(len(at) - len(first))} too many"
    return row, header.cells[place], problem, "Keep one row for each, if they are one record."
