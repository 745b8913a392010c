"""Everything that was handed in for one organisation, read and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from wres.figures.phrases import listed
from wres.figures.released import PublishedEdition
from wres.ground.errors import Doubt, Fault, InputError, NoDataError
from wres.ground.files import folder_faults, is_file, is_there, read_text
from wres.ground.parameters import is_wres_year
from wres.reading.bodies import Held, added, nothing, who_handed_in
from wres.reading.bounds import told
from wres.reading.columns import MAPPING_FILE
from wres.reading.context import read_benchmarks, read_population, with_own
from wres.reading.counts import count_rows, to_counts
from wres.reading.csvfiles import Row
from wres.reading.editions import known, released
from wres.reading.extractfiles import keys_held
from wres.reading.extracts import EXTRACTS
from wres.reading.held import Commentary, Context, Inputs, LastYear, YearInputs
from wres.reading.letters import legible
from wres.reading.locations import SHARED, shared_places
from wres.reading.organisations import (
    SUCCESSIONS_FILE,
    Organisation,
    Register,
    read_register,
    require_register,
)
from wres.reading.plans import read_action_plan, read_narrative, read_ratings
from wres.reading.reconcile import about_counts, accept, reconcile
from wres.reading.settings import FILE as SETTINGS_FILE
from wres.reading.settings import read_settings
from wres.reading.sources import YEAR_FILES, read_last_year, read_rows
from wres.reading.strays import in_vain, stray_folders, strays
from wres.reading.values import VALUES_FILE


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
    years, faults = all_years_held(data)
    if faults:
        raise InputError(faults)
    return list(years)


def all_years_held(data: Path) -> tuple[dict[str, list[int]], list[Fault]]:
    """The years of every organisation that has one, by code; and the faults met on the way.

    A fault in one organisation's folder hides the years of no other.

    Raises:
        InputError: an extract of many organisations cannot be read: nobody knows whose it is.
    """
    keys, faults = keys_held(data)
    if faults:
        raise InputError(faults)
    folders = {path.name for path in data.iterdir() if path.is_dir()} if data.is_dir() else set()
    held = {}
    for code in sorted({code for code, _ in keys} | folders):
        years, more = _years(data, code)
        faults += more
        held |= {code: years} if years else {}
    return held, list(dict.fromkeys(faults))


def _years(data: Path, ods_code: str) -> tuple[list[int], list[Fault]]:
    keys, faults = keys_held(data, ods_code)
    folder = data / ods_code
    paths = folder.iterdir() if folder.is_dir() else ()
    # A link or a pipe under a year's name is a fault when the year is read.
    years = {int(path.name) for path in paths if _is_year(path.name) and not is_file(path)}
    years |= {year for _, year in keys}
    # With any year, its own report tells of it; without one, nothing else would.
    faults += [] if years else _misnamed_years(folder, ods_code)
    return sorted(years), faults


def _misnamed_years(folder: Path, name: str) -> list[Fault]:
    """Folders that were meant for a year and are not named so, such as `2022-23`."""
    problem, remedy = "is a folder that nothing reads", "Name it by its WRES year, such as 2023."
    return [
        Fault(
            f"{name}/{path.name}", None, "", None, problem, f"{remedy} If not, keep it elsewhere."
        )
        for path in sorted(folder.glob("[0-9]*"))
        if path.is_dir() and not _is_year(path.name)
    ]


def _is_year(name: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{4}", name)) and is_wres_year(int(name))


def read_inputs(
    data: Path, ods_code: str, year: int, out: Sequence[PublishedEdition] | None = None
) -> Inputs:
    """Read all that a report of one organisation and year needs: that year and those before it.

    Args:
        data: the data folder.
        ods_code: whose report it is.
        year: its WRES year.
        out: the published editions that are out, of this organisation and of those before it;
            looked for where it is not given.

    Raises:
        NoDataError: the organisation is not known, or handed in nothing for that year.
        InputError: files hold faults; all of them at once.
        RunError: a published report cannot be read.
    """
    require_register(data)
    register, faults = read_register(data)
    if faults and ods_code not in {body.ods_code for body in register.organisations}:
        raise InputError(faults)
    organisation = register.find(ods_code)
    faults += _check_year_is_held(data, organisation, year, faults)
    context, context_faults = _read_context(data, register, organisation)
    years, year_faults = _read_years(data, register, ods_code, year)
    stray_faults, stray_doubts = _organisation_strays(data, ods_code)
    faults += [*context_faults, *stray_faults, *year_faults]
    if faults:
        raise InputError(told(faults))
    doubts = accept(
        (*_letters(data, ods_code), *stray_doubts, *reconcile(years, context.population)),
        about_counts(context.settings.accepted),
        f"{ods_code}/{SETTINGS_FILE}",
        year,
    )
    out = known(data, register.line(ods_code)) if out is None else out
    kept = {
        read.counts.year: released(out, ods_code, read.counts.organisation, read.counts.year,
                                   context.settings)
        for read in years
    }  # fmt: skip
    return Inputs(context, tuple(years), doubts, {y: of for y, of in kept.items() if of})


def _check_year_is_held(
    data: Path, organisation: Organisation, year: int, faults: list[Fault]
) -> list[Fault]:
    """The faults met where the years of an organisation are looked for.

    Raises:
        NoDataError: it handed in nothing for that year.
        InputError: nor can be told whether it did; with the `faults` found before.
    """
    ods_code = organisation.ods_code
    years, year_faults = _years(data, ods_code)
    if year in years:
        return year_faults
    if year_faults:
        raise InputError(told([*faults, *year_faults]))
    astray = stray_folders(data / ods_code, ods_code, YEAR_FILES, [SHARED, *map(str, years)])
    own = strays(data / ods_code, ods_code, _ORGANISATION_FILES, dict.fromkeys(YEAR_FILES, ""))
    files = [f"{where}/{file}" for where, of in astray.items() for file in of]
    files += [each.file for each in own if isinstance(each, Fault)]
    there = f"There is {listed(files)}: put what is of {year} into {ods_code}/{year}. "
    raise NoDataError(
        f"{organisation.name} ({ods_code}) has no data for {year}. {there if files else ''}"
        f"Years held: {', '.join(map(str, years)) or 'none'}. "
        f"Write its folder with 'wres new {ods_code} {year}', or choose another year."
    )


def _read_context(
    data: Path, register: Register, organisation: Organisation
) -> tuple[Context, list[Fault]]:
    """What surrounds an organisation's own counts, and every fault in it."""
    ods_code = organisation.ods_code
    benchmarks, benchmark_faults = read_benchmarks(data)
    population, population_faults = read_population(data, register)
    settings_name = f"{ods_code}/{SETTINGS_FILE}"
    settings, settings_faults = read_settings(data / settings_name, settings_name)
    own_population = tuple(share for share in population if share.ods_code == ods_code)
    return Context(organisation, register, with_own(benchmarks), own_population, settings), [
        *benchmark_faults,
        *population_faults,
        *settings_faults,
        *_misnamed_years(data / ods_code, ods_code),
    ]


def _read_years(
    data: Path, register: Register, ods_code: str, now: int
) -> tuple[list[YearInputs], list[Fault]]:
    """Every year of an organisation until `now`, oldest first, and every fault in them."""
    years_by_body, faults = _held(data, register, ods_code)
    years: list[YearInputs] = []
    for year in sorted({year for held in years_by_body.values() for year in held if year <= now}):
        year_inputs, year_faults = _read_bodies(data, years_by_body, register, ods_code, year, now)
        faults += year_faults
        years += [year_inputs] if year_inputs else []
    return years, faults


def _held(data: Path, register: Register, ods_code: str) -> tuple[Held, list[Fault]]:
    """The years that an organisation and each of those before it handed something in for."""
    held, faults = {}, []
    for code in register.line(ods_code):
        held[code], found = _years(data, code)
        faults += found
    return held, faults


def _read_bodies(
    data: Path, held: Held, register: Register, ods_code: str, year: int, now: int
) -> tuple[YearInputs | None, list[Fault]]:
    """One year of an organisation: its own, its predecessor's, or the sum of several."""
    codes, faults = who_handed_in(held, register, ods_code, year, now)
    if len(codes) < 2:
        read, found = _read_year(data, codes[0], year) if codes else (None, [])
        return read, faults + found
    parts, counts = [], []
    for code in codes:
        if year not in held[code]:
            counts.append(nothing(code, year))
            continue
        read, found = _read_year(data, code, year)
        faults += found
        if read:
            parts.append(read)
            counts.append(read.counts)
    if faults:
        return None, faults
    gone = tuple(code for code in codes if year not in held[code])
    # What each of them says of itself is no word of the body that they became.
    whole = added(counts, ods_code, year)
    said = Commentary(ods_code, year, parts=tuple(part.commentary for part in parts))
    return YearInputs(whole, said, parts=tuple(parts), missing=gone), []


def _read_year(data: Path, ods_code: str, year: int) -> tuple[YearInputs | None, list[Fault]]:
    folder, name = data / ods_code / str(year), f"{ods_code}/{year}"
    if faults := folder_faults(folder.parent, ods_code) + folder_faults(folder, name):
        return None, faults
    sheet = read_rows(folder, name)
    counts, faults = to_counts(sheet, ods_code, year)
    ratings, of_ratings = read_ratings(folder / "ratings.csv", f"{name}/ratings.csv")
    actions, of_plan = read_action_plan(folder / "action_plan.csv", f"{name}/action_plan.csv")
    narrative, of_words = read_narrative(folder / "narrative", f"{name}/narrative")
    remarks = [*of_ratings, *of_plan, *of_words]
    faults += [remark for remark in remarks if isinstance(remark, Fault)]
    last_year, found = _read_last_year(folder, name, year, sheet.last_year)
    faults += found
    if counts is None or faults:
        return None, faults
    commentary = Commentary(ods_code, year, ratings, actions, narrative)
    doubts = (*sheet.doubts, *(remark for remark in remarks if isinstance(remark, Doubt)))
    said = {"doubts": doubts, "notes": tuple(sheet.notes)}
    return YearInputs(counts, commentary, count_rows(sheet), last_year, **said), []


def _read_last_year(
    folder: Path, name: str, year: int, typed: list[Row]
) -> tuple[LastYear | None, list[Fault]]:
    """What the files of a year say again of the year before; None where they say nothing."""
    sheet = read_last_year(folder, name, typed)
    if not sheet.rows:
        return None, sheet.faults
    counts, faults = to_counts(sheet, name.partition("/")[0], year - 1, is_whole=False)
    return (LastYear(counts, count_rows(sheet)) if counts else None), faults


def _letters(data: Path, ods_code: str) -> Iterator[Doubt]:
    """Characters that no font has, in what else says something of an organisation by its code."""
    for file in (f"{ods_code}/{SETTINGS_FILE}", "organisations.csv", "local_population.csv"):
        path = data / file
        lines = read_text(path).split("\n") if is_there(path) else []
        # Others' lines stay as empty ones, so that each keeps its number.
        own = [line if "/" in file or ods_code in line else "" for line in lines]
        yield from legible("\n".join(own), file)[1]


def _organisation_strays(data: Path, ods_code: str) -> tuple[list[Fault], list[Doubt]]:
    """Files that stand in vain beside the folders of the years or of the organisations.

    Those beside the organisations are doubts: they are nobody's, and must stop no report.
    """
    into = dict.fromkeys(YEAR_FILES, "Put it into the folder of its year.")
    own = list(strays(data / ods_code, ods_code, _ORGANISATION_FILES, into))
    # Those that begin with a digit are years, or are told of as such.
    read = [path.name for path in (data / ods_code).glob("[0-9]*")]
    within = stray_folders(data / ods_code, ods_code, YEAR_FILES, [SHARED, *read])
    own += in_vain(within, "the folder of its year")
    into = dict.fromkeys(YEAR_FILES, f"Put it into the folder of a year, such as {ods_code}/2025.")
    above = strays(data, "", _DATA_FILES, into, strict=False)
    doubts = [Doubt(*astuple(each)[:6], "stray") for each in above]
    for place in shared_places(data, ods_code):
        own += [each for each in place.strays(EXTRACTS) if isinstance(each, Doubt)]
    faults = [each for each in own if isinstance(each, Fault)]
    return faults, [each for each in own if isinstance(each, Doubt)] + doubts


# What is read beside the folders of the years.
_ORGANISATION_FILES = (SETTINGS_FILE, MAPPING_FILE, VALUES_FILE)
# What is read beside the folders of the organisations.
_DATA_FILES = ("organisations.csv", SUCCESSIONS_FILE, "benchmarks.csv", "local_population.csv")
