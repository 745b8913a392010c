"""Who an organisation is: its ODS code, its names, its kind, and who came before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers import reference
from helpers.csvfiles import Row, read_sheet
from helpers.errors import Fault, NoDataError, did_you_mean

COLUMNS = (
    "ods_code",
    "name",
    "short_name",
    "kind",
    "opened",
    "closed",
    "successor",
    "example",
    "source",
)


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

    def exists_on(self, day: date) -> bool:
        """Whether the body was there on that day."""
        after_opening = self.opened is None or self.opened <= day
        return after_opening and (self.closed is None or day <= self.closed)


@dataclass(frozen=True)
class Register:
    """Every organisation that the pack knows."""

    organisations: tuple[Organisation, ...]

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

    def reporting_body(self, ods_code: str, year: int) -> Organisation:
        """Who stood behind an organisation's figures of a WRES year: it, or its predecessor.

        A year's workforce is that of 31 March. Where the organisation had not opened by then,
        the predecessor that names it as successor stands in.
        """
        organisation = self.find(ods_code)
        day = date(year, 3, 31)
        if organisation.exists_on(day):
            return organisation
        predecessors = [
            other
            for other in self.organisations
            if other.successor == ods_code and other.exists_on(day)
        ]
        return predecessors[0] if predecessors else organisation


def read_register(data: Path) -> tuple[Register, list[Fault]]:
    """Read `organisations.csv`: the register, and every fault in it."""
    sheet = read_sheet(data / "organisations.csv", COLUMNS, "organisations.csv")
    faults = list(sheet.faults)
    organisations = []
    codes = [row["ods_code"] for row in sheet]
    for row in sheet:
        for column in ("ods_code", "name", "short_name", "kind"):
            if not row[column]:
                faults.append(row.fault(column, "is blank", "Every organisation needs it."))
        if row["ods_code"] and not re.fullmatch(r"[A-Za-z0-9]+", row["ods_code"]):
            faults.append(
                row.fault(
                    "ods_code",
                    "is not an ODS code",
                    "Type the code as text, letters and digits only: "
                    "a spreadsheet makes a number of a code such as 5E1.",
                )
            )
        kinds = reference.by("organisation_kinds", "kind")
        if row["kind"] and row["kind"] not in kinds:
            faults.append(row.fault("kind", "is not known here", did_you_mean(row["kind"], kinds)))
        if codes.index(row["ods_code"]) < len(organisations) and row["ods_code"]:
            faults.append(row.fault("ods_code", "stands twice", "Keep one row for each code."))
        if row["successor"] and row["successor"] not in codes:
            faults.append(
                row.fault(
                    "successor", "is not a code of this file", did_you_mean(row["successor"], codes)
                )
            )
        if row["example"] not in ("yes", "no"):
            faults.append(row.fault("example", "is neither yes nor no", "Write yes or no."))
        opened, closed = _date(row, "opened", faults), _date(row, "closed", faults)
        if opened and closed and closed < opened:
            faults.append(
                row.fault("closed", f"is before it opened, {opened}", "Correct one of the dates.")
            )
        organisations.append(
            Organisation(
                row["ods_code"],
                row["name"],
                row["short_name"],
                row["kind"],
                opened,
                closed,
                row["successor"],
                row["example"] == "yes",
                row["source"],
            )
        )
    return Register(tuple(organisations)), faults


def _date(row: Row, column: str, faults: list[Fault]) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        faults.append(row.fault(column, "is not a date", "Write it as 2022-07-01."))
        return None
