"""The grounds of discrimination as people hand them in: counts, or percentages of who named any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wres.ground.errors import Fault
from wres.reading.csvfiles import Row
from wres.reading.numbers import NotANumberError, parse_count, parse_percentage
from wres.reading.percentages import answers
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

_COLUMNS = ("white", "bme", "unknown", "total")


def in_people(rows: Iterable[Row]) -> tuple[list[Row], list[Fault]]:
    """The same rows, with people in the place of each percentage of those who named a ground.

    A percentage is a count in other words. One that no number of people gives, or several, cannot
    be protected, and is a fault; so is a ground without the number of people who named any, and a
    number of them that is more than all grounds together.
    """
    rows = list(rows)
    base = next((row for row in rows if _measure(row) == NAMED_A_GROUND), None)
    made, faults = [], []
    for row in rows:
        if _measure(row) in GROUNDS:
            row, found = _row_in_people(row, base)
            faults += found
        made.append(row)
    return made, faults or list(_above_all_grounds(base, made))


def _measure(row: Row) -> str:
    return row["measure"].casefold()


def _row_in_people(row: Row, base: Row | None) -> tuple[Row, list[Fault]]:
    if base is None:
        remedy = f"Fill in the row '{NAMED_A_GROUND}' of indicator 8: how many named any."
        return row, [row.fault("measure", "has no row of all who named a ground", remedy)]
    cells, faults = dict(row.cells), []
    for column in _COLUMNS:
        any_ground = _cell(base, column)
        if row[column] and not any_ground:
            problem = f"stands where the row '{NAMED_A_GROUND}' is blank"
            faults.append(row.fault(column, problem, "Write how many people named any there."))
        elif row[column].endswith("%"):
            people, fault = _people(row, column, _number(any_ground))
            cells[column] = people
            faults += [fault] if fault else []
    return replace(row, cells=cells), faults


def _people(row: Row, column: str, base: int | None) -> tuple[str, Fault | None]:
    """How many people a percentage is, as a text; a fault where that is not one number."""
    remedy = "Type it with another decimal, or give the number of people."
    try:
        parse_percentage(row[column])
    except NotANumberError as error:
        return "", row.fault(column, error.problem, error.remedy)
    if base is None:
        problem = f"is a percentage of people whose number '{NAMED_A_GROUND}' does not give"
        return "", row.fault(column, problem, "Give that number, or write [c].")
    least, most = answers(row[column].removesuffix("%").strip(), base)
    if least == most:
        return f"{least}", None
    fits = "no whole number" if least > most else f"{least:,} to {most:,}"
    return "", row.fault(column, f"is the percentage of {fits} of {base:,} people", remedy)


def _cell(base: Row, column: str) -> str:
    """A cell of those who named any; a total that is left blank is the sum of its row."""
    parts = [_number(base[each]) for each in _COLUMNS[:-1]]
    is_sum = column == "total" and not base[column] and None not in parts
    return f"{sum(parts)}" if is_sum else base[column]


def _number(text: str) -> int | None:
    """A whole number; None where it is withheld, or a fault that is told of its own row."""
    try:
        count = parse_count(text)
    except NotANumberError:
        return None
    return None if count.value is None else int(count.value)


def _above_all_grounds(base: Row | None, rows: Iterable[Row]) -> Iterator[Fault]:
    """Where more people named a ground than all grounds have together."""
    named = {_measure(row): row for row in rows if _measure(row) in GROUNDS}
    if base is None or len(named) < len(GROUNDS):
        return
    for column in _COLUMNS:
        people, *of_each = (_number(row[column]) for row in (base, *named.values()))
        if None not in (people, *of_each) and people > sum(of_each):
            problem = f"is more than the {sum(of_each):,} of all grounds together"
            remedy = "Count those who named one ground at least, or look for a ground mistyped."
            yield base.fault(column, problem, remedy)
