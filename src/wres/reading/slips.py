"""See where a row of counts slipped by a column, or a cell was left blank that had a count."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, UNKNOWN, WHITE, State
from wres.figures.counts import STAFF
from wres.figures.phrases import listed
from wres.ground.errors import Doubt
from wres.reading.dates import year_end_in
from wres.reading.yearsheets import COLUMNS, Key, YearSheet

# Below this many people neither rule about size says anything.
FEWEST_PEOPLE = 20
# What stands where the source should.
_FIGURE = re.compile(r"\d[\d.,]*%?|\[c\]")
# A result of the survey is one or the other, and an indicator may lose a base of its own.
_MAY_GO = ("count", "percentage", STAFF)
_LOOK = "Look whether the extract's column of ethnicities was filled, and with the right words."
_FILL = "Fill it in, with 0 where it is nobody."


def slipped(sheet: YearSheet) -> Iterator[Doubt]:
    """Rows whose figures stand a column too far.

    Then nobody is White, most people are unknown, or a figure stands as the source.
    """
    remedy = "Look whether the row slipped by a column; its total, typed, would show it."
    for key, row in sheet.rows.items():
        white, bme, unknown = (sheet.number(key, each) for each in ETHNICITIES)
        if row["bme"] and not row["white"]:
            problem = "is blank, and BME is not"
            yield sheet.doubt("slipped", key, WHITE, problem, remedy)
        elif _FIGURE.fullmatch(row["source"]):
            problem = "stands beside a figure in the place of the source"
            yield sheet.doubt("slipped", key, ALL, problem, remedy)
        elif (unknown or 0) > max(FEWEST_PEOPLE, (white or 0) + (bme or 0)) and not row["total"]:
            problem, mend = "is more than White and BME together, and the row has no total", remedy
            if row.number is None:
                problem, mend = "is more than White and BME together", _LOOK
            yield sheet.doubt("slipped", key, UNKNOWN, problem, mend)


def gaps(sheet: YearSheet) -> Iterator[Doubt]:
    """Cells and rows that are not there, though others of the same year say that they are missed.

    A blank cell whose row's total has more people, or BME more than the groups behind it; a row
    without any figure; those appointed in a place where nobody was shortlisted.
    """
    for key, row in sheet.rows.items():
        if not any(row[column] for column in COLUMNS.values()):
            yield sheet.doubt("gap", key, ALL, "stands in a row without any figure", _FILL)
        if key[:2] == (2, "appointed") and (2, "shortlisted", *key[2:]) not in sheet.rows:
            problem = "has no row of those shortlisted beside it"
            yield sheet.doubt("gap", key, ALL, problem, "Add it, or correct the place.")
    for key in _of_people(sheet):
        for whole, parts, words in ((ALL, ETHNICITIES, "total"), (BME, BME_GROUPS, "BME")):
            states = {part: sheet.state(key, part) for part in parts}
            blank = [each for each in parts if states[each] is State.NOT_COLLECTED]
            number = sheet.number(key, whole)
            if number is None or not blank or not 0 < len(parts) - len(blank) == _shown(states):
                continue
            if number > sum(sheet.number(key, each) for each in parts if each not in blank):
                problem = f"is blank, and the {words} of its row has more people than are known"
                yield sheet.doubt("gap", key, blank[0], problem, _FILL)


def other_sources(sheet: YearSheet) -> Iterator[Doubt]:
    """Rows whose source names the 31 March of another year, each source told once."""
    told = set()
    for key, row in sheet.rows.items():
        source, year = row["source"], sheet.counts.year
        if source in told or year_end_in(source) in (None, year):
            continue
        told.add(source)
        problem = f"has a source of another year: '{source}'"
        remedy = f"Look whether it is the count of the year to 31 March {year}."
        yield sheet.doubt("period", key, WHITE, problem, remedy, is_quoted=False)


def gone_since(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Cells that are blank and rows that are not there, and had a number in the year before."""
    yield from _rows_gone(last, this)
    for key in last.rows:
        if key not in this.rows:
            continue
        lost = [each for each in (*ETHNICITIES, ALL) if _is_lost(last, this, key, each)]
        # The total is told of only where none of its parts explains it.
        for ethnicity in [each for each in lost if each != ALL] or lost:
            problem = "is blank, and a number stood there the year before"
            yield this.doubt("gap", key, ethnicity, problem, _FILL)


def _rows_gone(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Rows that are not there and had people in the year before: those of a measure told once."""
    both = last.rows.keys() & this.rows.keys()
    there = {key[0] for key in this.rows}
    for measure in dict.fromkeys(key[:2] for key in last.rows):
        alike = [key for key in last.rows if key[:2] == measure]
        if 2 * len(both.intersection(alike)) < len(alike):
            # Of another shape, such as clusters in place of bands, most rows are other ones.
            is_missed = measure[0] in there and measure[1] not in _MAY_GO
            alike = [key for key in alike if is_missed and key[2:] == (ALL, ALL)]
        gone = [
            " ".join(part for part in key[2:] if part != ALL) or measure[1]
            for key in alike
            if key not in both and (last.number(key, ALL) or 0) >= FEWEST_PEOPLE
        ]
        if not gone:
            continue
        rows, them = ("rows", "them") if gone[1:] else ("row", "it")
        places = listed([f"'{place}'" for place in gone])
        problem = f"has no {rows} for {places}, and the year before had {them}"
        remedy = f"Add {them}, or look whether another row has a wrong name."
        yield this.doubt("gap", (*measure, ALL, ALL), ALL, problem, remedy)


def _is_lost(last: YearSheet, this: YearSheet, key: Key, ethnicity: str) -> bool:
    """Whether a cell is blank whose number was typed the year before and is not known now."""
    if ethnicity == ALL and State.WITHHELD in (this.state(key, each) for each in ETHNICITIES):
        # It would give what is withheld back.
        return False
    column = COLUMNS[ethnicity]
    is_known = this.number(key, ethnicity) is not None or bool(this.rows[key][column])
    was_typed = bool(last.rows[key][column]) and last.number(key, ethnicity) is not None
    return was_typed and not is_known


def _of_people(sheet: YearSheet) -> list[Key]:
    measures = reference.by("measures", "measure")
    return [key for key in sheet.keys if measures[key[1]]["unit"] == "people"]


def _shown(states: dict[str, State]) -> int:
    return sum(state is State.SHOWN for state in states.values())
