"""Who an organisation is: its ODS code, its names, its kind, and who came before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault, NoDataError, did_you_mean
from wres.ground.files import is_there
from wres.ground.parameters import is_reserved
from wres.reading.csvfiles import Row, read_sheet

COLUMNS = ("ods_code", "name", "short_name", "kind", "opened", "closed", "successor")
COLUMNS += ("example", "source")
SUCCESSIONS_FILE = "successions.csv"
OPTIONAL_COLUMNS = ("region",)
# No body is older, and no date that is handed in lies further ahead.
_YEARS = range(1900, 2101)
SUCCESSION_COLUMNS = ("predecessor", "successor", "date", "kind", "source")
REPLACED, MERGED, SPLIT, RENAMED = "replaced", "merged", "split", "renamed"


def census_day(year: int) -> date:
    """The day on which the workforce of a WRES year is counted."""
    return date(year, 3, 31)


@dataclass(frozen=True, slots=True)
class Organisation:
    """One body, from the day it opened to the day it closed."""

    ods_code: str
    name: str
    short_name: str
    kind: str
    opened: date | None
    closed: date | None
    successor: str
    is_example: bool
    source: str
    region: str = ""

    def exists_on(self, day: date) -> bool:
        """Whether the body was there on that day."""
        after_opening = self.opened is None or self.opened <= day
        return after_opening and (self.closed is None or day <= self.closed)


@dataclass(frozen=True, slots=True)
class Succession:
    """One body that took over from another, wholly or in part.

    `day` is the first day of the new state; `kind` one of `reference/succession_kinds.csv`.
    """

    predecessor: str
    successor: str
    day: date
    kind: str
    source: str = ""


@dataclass(frozen=True)
class Register:
    """Every organisation that the pack knows, and who took over from whom.

    `written` are the rows of `successions.csv`; `successions` are those and what the column
    `successor` of `organisations.csv` says.
    """

    organisations: tuple[Organisation, ...]
    written: tuple[Succession, ...] = ()

    @cached_property
    def successions(self) -> tuple[Succession, ...]:
        """Every succession, those of the column `successor` included.

        There, several bodies that name one successor were merged.
        """
        named = [each.successor for each in self.organisations if each.successor]
        found = list(self.written)
        for each in self.organisations:
            day = self._first_day_after(each) if each.successor else None
            if day:
                kind = MERGED if named.count(each.successor) > 1 else REPLACED
                found.append(Succession(each.ods_code, each.successor, day, kind, each.source))
        return tuple(found)

    def _first_day_after(self, organisation: Organisation) -> date | None:
        if organisation.closed:
            return organisation.closed + timedelta(days=1)
        after = [each for each in self.organisations if each.ods_code == organisation.successor]
        return after[0].opened if after else None

    def find(self, ods_code: str) -> Organisation:
        """The organisation of that code.

        Raises:
            NoDataError: no organisation has it; the message guesses which was meant.
        """
        for organisation in self.organisations:
            if organisation.ods_code == ods_code:
                return organisation
        codes = [organisation.ods_code for organisation in self.organisations]
        raise NoDataError(
            f"there is no organisation '{ods_code}' in organisations.csv. "
            f"{did_you_mean(ods_code, codes)}"
        )

    def parts(self, ods_code: str, year: int, now: int) -> tuple[str, ...]:
        """Whose counts of a year make up those of an organisation: one step back in time.

        Itself where it existed on 31 March of that year, and those that it took over from after
        that day. Where it existed, only those that it had taken over whole by 31 March of `now`:
        what comes later is no part of the report of `now`.
        """
        day = census_day(year)
        existed = self.find(ods_code).exists_on(day)
        before = [
            each.predecessor
            for each in self.successions
            if each.successor == ods_code
            and each.day > day
            and (not existed or (each.day <= census_day(now) and each.kind != SPLIT))
        ]
        return (*([ods_code] if existed or not before else []), *dict.fromkeys(before))

    def bodies(self, ods_code: str, year: int, now: int) -> tuple[Organisation, ...]:
        """Who stood behind an organisation's figures of a year, as the report of `now` tells it.

        It, its predecessor, or several predecessors; through any number of successions.
        """
        return tuple(dict.fromkeys(self._bodies(ods_code, year, now, ())))

    def _bodies(
        self, ods_code: str, year: int, now: int, seen: tuple[str, ...]
    ) -> Iterator[Organisation]:
        for part in self.parts(ods_code, year, now):
            if part == ods_code:
                yield self.find(part)
            elif part not in seen:  # two bodies that succeed each other must not go on for ever
                yield from self._bodies(part, year, now, (*seen, ods_code))

    def changes(self, ods_code: str, year: int) -> tuple[Succession, ...]:
        """What happened to an organisation, or to those before it, in the twelve months to a year.

        From 1 April of the year before to 31 March. A body that a part was split from is changed
        by that as well.
        """
        line = self.line(ods_code)
        return tuple(
            each
            for each in self.successions
            if census_day(year - 1) < each.day <= census_day(year)
            and (each.successor in line or (each.kind == SPLIT and each.predecessor == ods_code))
        )

    def line(self, ods_code: str) -> list[str]:
        """The code of an organisation and of all those before it."""
        line = [ods_code]
        for code in line:
            before = [each.predecessor for each in self.successions if each.successor == code]
            line += [each for each in before if each not in line]
        return line


def require_register(data: Path) -> None:
    """See that there is a register at all, without which nothing can be made.

    Raises:
        NoDataError: there is none.
    """
    if not is_there(data / "organisations.csv"):
        raise NoDataError(
            f"there is no organisations.csv in the data folder '{data}'. "
            "Give the right folder with --data, or set WRES_DATA."
        )


def read_register(data: Path) -> tuple[Register, list[Fault]]:
    """Read `organisations.csv`: the register, and every fault in it."""
    sheet = read_sheet(data / "organisations.csv", COLUMNS, "organisations.csv", OPTIONAL_COLUMNS)
    faults = list(sheet.faults)
    organisations = []
    codes = [row["ods_code"] for row in sheet]
    for row in sheet:
        faults += _identity_faults(row)
        if codes.index(row["ods_code"]) < len(organisations) and row["ods_code"]:
            faults.append(row.fault("ods_code", "stands twice", "Keep one row for each code."))
        faults += _successor_faults(row, codes)
        if row["example"] not in ("yes", "no"):
            faults.append(row.fault("example", "is neither yes nor no", "Write yes or no."))
        opened, closed = _date(row, "opened", faults), _date(row, "closed", faults)
        if opened and closed and closed < opened:
            problem = f"is before it opened, {opened}"
            faults.append(row.fault("closed", problem, "Correct one of the dates."))
        texts = [row[column] for column in COLUMNS[:4]]
        more = row["successor"], row["example"] == "yes", row["source"], row["region"]
        organisations.append(Organisation(*texts, opened, closed, *more))
    faults += _circles(list(sheet))
    written, succession_faults = _read_successions(data, organisations)
    return Register(tuple(organisations), written), faults + succession_faults


def _identity_faults(row: Row) -> Iterator[Fault]:
    """What is wrong with the code, the names and the kind of an organisation."""
    for column in ("ods_code", "name", "short_name", "kind"):
        if not row[column]:
            yield row.fault(column, "is blank", "Every organisation needs it.")
        elif "name" in column and not any(letter.isalpha() for letter in row[column]):
            yield row.fault(column, "is no name, which has a letter", "Write it in words.")
    if row["ods_code"] and not re.fullmatch(r"[A-Za-z0-9]+", row["ods_code"]):
        remedy = (
            "Type the code as text, letters and digits only: a spreadsheet makes a number of a "
        )
        yield row.fault("ods_code", "is not an ODS code", f"{remedy}code such as 5E1.")
    if is_reserved(row["ods_code"]):
        yield row.fault("ods_code", "is a name that Windows keeps for itself", "Use another.")
    kinds = reference.by("organisation_kinds", "kind")
    if row["kind"] and row["kind"] not in kinds:
        yield row.fault("kind", "is not known here", did_you_mean(row["kind"], kinds))


def _successor_faults(row: Row, codes: list[str]) -> Iterator[Fault]:
    """Whether the successor of an organisation is another one of the file."""
    successor = row["successor"]
    if successor and successor not in codes:
        yield row.fault("successor", "is not a code of this file", did_you_mean(successor, codes))
    if successor and successor == row["ods_code"] and codes.count(successor) == 1:
        yield row.fault("successor", "is the organisation itself", "Name another.")


def _circles(rows: list[Row]) -> Iterator[Fault]:
    """Organisations that take over from each other in turn, each circle once."""
    after = {row["ods_code"]: row["successor"] for row in rows if row["successor"]}
    seen: set[str] = set()
    for row in rows:
        line = [row["ods_code"]]
        while (following := after.get(line[-1])) and following not in line:
            line.append(following)
        if len(line) > 1 and following == line[0] and line[0] not in seen:
            seen.update(line)
            circle = ", ".join((*line, following))
            remedy = "Clear the successor of the one that is there still."
            yield row.fault("successor", f"leads back to itself ({circle})", remedy)


def _read_successions(
    data: Path, organisations: list[Organisation]
) -> tuple[tuple[Succession, ...], list[Fault]]:
    """Read `successions.csv`: who took over from whom, and every fault. No file means no rows."""
    path = data / SUCCESSIONS_FILE
    if not is_there(path):
        return (), []
    sheet = read_sheet(path, SUCCESSION_COLUMNS, SUCCESSIONS_FILE)
    faults, found = list(sheet.faults), []
    codes = [each.ods_code for each in organisations]
    kinds = reference.by("succession_kinds", "kind")
    said = {(each.ods_code, each.successor): "organisations.csv" for each in organisations}
    for row in sheet:
        wrong = []
        for column in ("predecessor", "successor"):
            if row[column] not in codes:
                remedy = did_you_mean(row[column], codes)
                wrong.append(row.fault(column, "is not a code of organisations.csv", remedy))
        pair = (row["predecessor"], row["successor"])
        if not wrong and pair[0] == pair[1]:
            wrong.append(row.fault("successor", "is the predecessor itself", "Name another code."))
        if not wrong and pair in said:
            remedy = "Keep one of the two."
            wrong.append(row.fault("successor", f"stands already in {said[pair]}", remedy))
        said.setdefault(pair, f"row {row.number}")
        if row["kind"].casefold() not in kinds:
            remedy = did_you_mean(row["kind"], kinds)
            wrong.append(row.fault("kind", "is not a kind of succession", remedy))
        day = _date(row, "date", wrong)
        if not row["date"]:
            wrong.append(row.fault("date", "is blank", "Write the first day after it."))
        faults += wrong
        if not wrong:
            found.append(Succession(*pair, day, row["kind"].casefold(), row["source"]))
    return tuple(found), faults


def _date(row: Row, column: str, faults: list[Fault]) -> date | None:
    if not row[column]:
        return None
    try:
        day = date.fromisoformat(row[column])
    except ValueError:
        faults.append(row.fault(column, "is not a date", "Write it as 2022-07-01."))
        return None
    if day.year not in _YEARS:
        remedy = f"Write a year from {_YEARS.start} to {_YEARS.stop - 1}."
        faults.append(row.fault(column, "has a year that cannot be right", remedy))
    return day
