"""Everything that was handed in for one organisation, read and checked."""

from __future__ import annotations

import re
from pathlib import Path

from helpers.errors import Fault, InputError, NoDataError, did_you_mean
from helpers.organisations import read_register
from helpers.reading.columns import MAPPING_FILE
from helpers.reading.context import read_benchmarks, read_population
from helpers.reading.counts import count_rows, to_counts
from helpers.reading.extractfiles import keys_held
from helpers.reading.extracts import EXTRACTS
from helpers.reading.held import Inputs, YearInputs
from helpers.reading.plans import read_action_plan, read_narrative, read_ratings
from helpers.reading.reconcile import reconcile
from helpers.reading.sources import COUNTS_FILE, read_rows
from helpers.reading.values import VALUES_FILE


def years_held(data: Path, ods_code: str) -> list[int]:
    """The years of which an organisation has a folder or rows in an extract, oldest first.

    Raises:
        InputError: an extract of several years cannot be read.
    """
    years, faults = _years(data, ods_code)
    if faults:
        raise InputError(faults)
    return years


def organisations_held(data: Path) -> list[str]:
    """The codes that have at least one year, in order.

    Raises:
        InputError: an extract of several organisations or years cannot be read.
    """
    keys, faults = keys_held(data)
    folders = [path.name for path in data.iterdir() if path.is_dir()] if data.is_dir() else []
    codes = {code for code, _ in keys}
    for code in folders:
        years, found = _years(data, code)
        faults += found
        codes |= {code} if years else set()
    if faults:
        raise InputError(dict.fromkeys(faults))
    return sorted(codes)


def _years(data: Path, ods_code: str) -> tuple[list[int], list[Fault]]:
    keys, faults = keys_held(data, ods_code)
    folder = data / ods_code
    names = (path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ()
    years = {int(name) for name in names if re.fullmatch(r"\d{4}", name)}
    return sorted(years | {year for _, year in keys}), faults


def read_inputs(data: Path, ods_code: str, year: int) -> Inputs:
    """Read all that a report of one organisation and year needs: that year and those before it.

    Raises:
        NoDataError: the organisation is not known, or handed in nothing for that year.
        InputError: files hold faults; all of them at once.
    """
    if not (data / "organisations.csv").exists():
        raise NoDataError(
            f"there is no organisations.csv in the data folder '{data}'. "
            "Give the right folder with --data, or set WRES_DATA."
        )
    register, faults = read_register(data)
    if faults and ods_code not in {each.ods_code for each in register.organisations}:
        raise InputError(faults)
    organisation = register.find(ods_code)
    held, found = _years(data, ods_code)
    faults += found
    if year not in held and found:
        raise InputError(dict.fromkeys(faults))
    if year not in held:
        years = ", ".join(map(str, held)) or "none"
        raise NoDataError(
            f"{organisation.name} ({ods_code}) has no data for {year}. Years held: {years}. "
            f"Write its folder with 'wres new {ods_code} {year}', or choose another year."
        )
    benchmarks, found = read_benchmarks(data)
    faults += found
    population, found = read_population(data, register)
    faults += found
    years = []
    for each in held:
        if each > year:
            continue
        read, found = _read_year(data, ods_code, each)
        faults += found
        years += [read] if read else []
    if faults:
        raise InputError(dict.fromkeys(faults))
    own_population = tuple(share for share in population if share.ods_code == ods_code)
    doubts = reconcile(ods_code, years, own_population)
    return Inputs(organisation, register, tuple(years), benchmarks, own_population, doubts)


def _read_year(data: Path, ods_code: str, year: int) -> tuple[YearInputs | None, list[Fault]]:
    folder, name = data / ods_code / str(year), f"{ods_code}/{year}"
    sheet = read_rows(folder, name)
    counts, faults = to_counts(sheet, ods_code, year)
    ratings, found = read_ratings(folder / "ratings.csv", f"{name}/ratings.csv")
    faults += found
    actions, found = read_action_plan(folder / "action_plan.csv", f"{name}/action_plan.csv")
    faults += found
    narrative, found = read_narrative(folder / "narrative", f"{name}/narrative")
    faults += found + _stray_files(folder, name)
    if counts is None or faults:
        return None, faults
    return YearInputs(year, counts, ratings, actions, narrative, count_rows(sheet)), []


def _stray_files(folder: Path, name: str) -> list[Fault]:
    """CSV files that nothing reads: a slip in a name must not make a file vanish in silence."""
    known = (
        COUNTS_FILE,
        "ratings.csv",
        "action_plan.csv",
        *(f"{extract}.csv" for extract in EXTRACTS),
        MAPPING_FILE,
        VALUES_FILE,
    )
    return [
        Fault(
            f"{name}/{path.name}",
            None,
            "",
            None,
            "is a file that nothing reads",
            f"{did_you_mean(path.name, known)} If not, keep it elsewhere.",
        )
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]
