"""Write the folder of a year, ready to be filled in; never over anything that is there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from wres import reference
from wres.figures.counts import Counts
from wres.ground.errors import InputError, NoDataError, ParameterError
from wres.ground.files import file_faults, folder_faults
from wres.ground.parameters import check_parameters
from wres.ground.places import REGISTER
from wres.prepare.own_lines import line_of
from wres.prepare.workbook import make_workbook
from wres.reading.counts import to_counts
from wres.reading.inputs import years_held
from wres.reading.organisations import COLUMNS, Register, read_register
from wres.reading.plans import (
    ACTION_COLUMNS,
    OPTIONAL_ACTION_COLUMNS,
    RATING_COLUMNS,
    narrative_names,
)
from wres.reading.settings import COLUMNS as SETTING_COLUMNS
from wres.reading.settings import FILE as SETTINGS_FILE
from wres.reading.sources import read_rows
from wres.reading.workbook import FILE


@dataclass(frozen=True)
class Prepared:
    """What was written for an organisation and year, and what is still to be done."""

    folder: Path
    organisation: str
    year: int
    is_registered: bool
    last_year: str  # "shown", "not there" or "faulty"

    def summary(self, where: str = "") -> str:
        """What to fill in, and which command comes next.

        Args:
            where: what each command needs besides to find the data folder.
        """
        before = self.year - 1
        last = {
            "shown": f" The figures of {before} stand beside.",
            "faulty": f" The figures of {before} hold faults and are not shown: "
            f"see 'wres check --organisation {self.organisation} --year {before}{where}'.",
        }
        steps = [
            f"Fill in {FILE}: begin with its sheet 'Read me'.{last.get(self.last_year, '')} "
            "Or put extracts beside it, one row a record, and leave blank what they give "
            "(data/README.md says which).",
            "Write into the files in narrative/ what you did and plan. "
            "A file that stays empty shows as not handed in.",
            "Fill in ratings.csv and action_plan.csv, if you have ratings and a plan.",
            f"Then: wres check --organisation {self.organisation} --year {self.year}{where}",
            f"Last: wres run --organisation {self.organisation} --year {self.year}{where}",
        ]
        if not self.is_registered:
            steps.insert(0, self._register_step())
        lines = [f"{number}. {step}" for number, step in enumerate(steps, start=1)]
        return "\n".join([f"Written: {self.folder}", "", *lines])

    def _register_step(self) -> str:
        row = [self.organisation, "<name>", "<short name>", "<kind>", "", "", "", "no", "<source>"]
        kinds = ", ".join(reference.by("organisation_kinds", "kind"))
        return (
            f"{self.organisation} is not in organisations.csv yet. Add this row, with your own "
            f"words between the commas (its columns are {','.join(COLUMNS)}; kinds are: {kinds}):\n"
            f"     {','.join(row)}"
        )


def prepare_year(data: Path, ods_code: str, year: int) -> Prepared:
    """Write the workbook, the empty narrative files and the two tables of one year.

    Raises:
        ParameterError: the code or the year cannot be right, or something is there already.
        NoDataError: there is no such data folder, or it cannot be written to.
        InputError: a link or the like stands where the register or the folder belongs.
    """
    check_parameters(ods_code, year)
    if not re.fullmatch(r"[A-Za-z0-9]+", ods_code):
        raise ParameterError(f"'{ods_code}' is not an ODS code: it has letters and digits only.")
    if not data.is_dir():
        raise NoDataError(f"there is no data folder '{data}'. Give the right one with --data.")
    wrong = file_faults(data / REGISTER, REGISTER) + folder_faults(data / ods_code, ods_code)
    if wrong:
        raise InputError(wrong)
    register = _register(data)
    codes = [body.ods_code for body in register.organisations]
    for code in codes:
        if code != ods_code and code.casefold() == ods_code.casefold():
            raise ParameterError(f"the code is '{code}' in organisations.csv. Type it so.")
    folder = data / ods_code / str(year)
    counts, last_year = _last_year(data, ods_code, year - 1)
    name = register.find(ods_code).name if ods_code in codes else ""
    files = {FILE: make_workbook(ods_code, name, year, counts)}
    files |= {
        "ratings.csv": _header(RATING_COLUMNS),
        "action_plan.csv": _header((*ACTION_COLUMNS, *OPTIONAL_ACTION_COLUMNS)),
    }
    files |= {f"narrative/{stem}.md": b"" for stem in narrative_names()}
    _write(folder, files)
    # An organisation's decisions hold for all its years: no year begins with a new file.
    if not (folder.parent / SETTINGS_FILE).exists():
        _write(folder.parent, {SETTINGS_FILE: _header(SETTING_COLUMNS)})
    return Prepared(folder, ods_code, year, ods_code in codes, last_year)


def _register(data: Path) -> Register:
    if not (data / REGISTER).exists():
        return Register(())
    register, _ = read_register(data)  # its faults are for `wres check` to tell
    return register


def _last_year(data: Path, ods_code: str, year: int) -> tuple[Counts | None, str]:
    """The counts of the year before, if they are there and in order."""
    folder = data / ods_code / str(year)
    try:
        if year not in years_held(data, ods_code):
            return None, "not there"
    except InputError:
        return None, "faulty"
    counts, _ = to_counts(read_rows(folder, f"{ods_code}/{year}"), ods_code, year)
    return counts, "faulty" if counts is None else "shown"


def _header(columns: tuple[str, ...]) -> bytes:
    return f"{line_of(columns)}\n".encode()


def _write(folder: Path, files: dict[str, bytes]) -> None:
    there = [name for name in files if (folder / name).exists()]
    if there:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise ParameterError(
            f"'{folder}' holds {there[0]}{more} already, and nothing was written. "
            "Move what is there elsewhere, or choose another year."
        )
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # "x": a file that came in between is not written over either.
            with path.open("xb") as file:
                file.write(content)
    except OSError as error:
        raise NoDataError(f"cannot write to '{folder}' ({error.strerror}).") from error
