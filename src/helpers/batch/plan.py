"""What a run will make: every report asked for, known before the first notebook starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers import reference
from helpers.errors import NoDataError
from helpers.organisations import read_register
from helpers.reading.inputs import organisations_held, years_held


@dataclass(frozen=True, order=True)
class Job:
    """One report: an organisation and a WRES year."""

    year: int
    organisation: str

    @property
    def folder(self) -> Path:
        """Where the report goes, below the reports folder."""
        return Path(str(self.year)) / self.organisation

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"


@dataclass(frozen=True)
class Places:
    """The three folders that a run works with."""

    data: Path
    notebooks: Path
    reports: Path


def plan(data: Path, organisations: Sequence[str] = (), years: Sequence[int] = ()) -> list[Job]:
    """The reports to make: everything that is held, unless told otherwise.

    A year that is named with an organisation and not held stays in the plan, so that the closing
    summary names it. A code that nobody has stops everything before it begins: it is a slip.

    Raises:
        NoDataError: the data folder does not exist or holds nothing that was asked for.
    """
    if not data.is_dir():
        raise NoDataError(f"there is no data folder '{data}'. Give the right one with --data.")
    codes = list(dict.fromkeys(organisations)) or organisations_held(data)
    jobs = []
    for code in codes:
        held = years_held(data, code)
        if organisations and not held:
            register, _ = read_register(data)
            register.find(code)
            raise NoDataError(f"{code} has no data: there is no folder '{code}' with a year in it.")
        wanted = [year for year in held if not years or year in years]
        if organisations and years:
            wanted = sorted(set(years))
        jobs += [Job(year, code) for year in wanted]
    if not jobs:
        named = ", ".join([*organisations, *map(str, years)]) or "any organisation"
        raise NoDataError(f"nothing to do: the data folder '{data}' holds no year for {named}.")
    return sorted(jobs)


def pages() -> list[str]:
    """The notebooks that make a report, in the order of its sections."""
    return [row["page"] for row in reference.rows("pages")]
