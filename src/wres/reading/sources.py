"""Find what an organisation handed in for a year, in whatever form, and reduce it to count rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from wres.ground.errors import Doubt, Fault
from wres.ground.files import is_there
from wres.reading.columns import MAPPING_FILE
from wres.reading.counts import DETAIL_COLUMNS, FILE_COLUMNS
from wres.reading.csvfiles import Row, Sheet, read_sheet
from wres.reading.extractfiles import read_extracts
from wres.reading.extracts import EXTRACTS
from wres.reading.locations import ENDINGS
from wres.reading.reduce import Extract
from wres.reading.settings import FILE as SETTINGS
from wres.reading.strays import in_vain, misnamed, stray_folders, strays
from wres.reading.values import VALUES_FILE
from wres.reading.workbook import FILE, read_workbook

COUNTS_FILE = "counts.csv"
LAST_YEAR_FILE = "last_year.csv"
NARRATIVE = "narrative"
# What is read in the folder of a year.
YEAR_FILES = (
    FILE,
    COUNTS_FILE,
    *(f"{extract}{ending}" for extract in EXTRACTS for ending in ENDINGS),
    LAST_YEAR_FILE,
    "ratings.csv",
    "action_plan.csv",
    MAPPING_FILE,
    VALUES_FILE,
)


_NOTHING_COUNTED = (
    "holds nothing that can be counted",
    f"Put in {FILE}, which 'wres new' writes, or extracts such as staff.csv, or {COUNTS_FILE}: "
    "data/README.md says what each holds.",
)

_WORKFORCE = (
    f"Put in staff.csv, with a row for each assignment, or '{FILE}' with the sheet Workforce."
)


def read_rows(folder: Path, name: str) -> Sheet:
    """Every count row of one organisation and year, with the faults found while reading.

    The rows of `counts.csv` and `wres.xlsx` stand beside those that the extracts are reduced to.
    None may say what another says, and any of them may be missing.

    Returns:
        Rows with the columns of a counts file, ready for `wres.reading.counts.to_counts`.
    """
    code, _, year = name.rpartition("/")
    extracts, faults = read_extracts(folder.parents[1], code, int(year))
    counts, workbook = folder / COUNTS_FILE, folder / FILE
    typed = []
    if is_there(workbook):
        typed.append(read_workbook(workbook, f"{name}/{FILE}", code, int(year)))
    if is_there(counts):
        file = f"{name}/{COUNTS_FILE}"
        typed.insert(0, read_sheet(counts, FILE_COLUMNS, file, DETAIL_COLUMNS))
    astray, doubts, take = _in_vain(folder, name)
    faults += astray
    if not (typed or extracts or faults):
        problem, remedy = _NOTHING_COUNTED
        faults.append(Fault(f"{name}/", None, "", None, problem, take + remedy))
    beside = Sheet(f"{name}/", [], faults, doubts, workforce_remedy=take + _WORKFORCE)
    sheets = [*typed, beside]
    rows = [row for sheet in typed for row in sheet]
    for extract in extracts:
        twice = _said_twice(rows, extract)
        # What stands twice is one fault, not one more for each row.
        kept = [] if twice else extract.rows
        faults = extract.faults + twice
        sheets.append(Sheet(extract.file, kept, faults, extract.doubts, extract.notes))
    first, *others = sheets
    for other in others:
        first.rows += other.rows
        first.faults += other.faults
        first.doubts += other.doubts
        first.notes += other.notes
        first.last_year += other.last_year
    return first


def _in_vain(folder: Path, name: str) -> tuple[list[Fault], list[Doubt], str]:
    """What stands in a year's folder in vain; and what to do where nothing else is there."""
    above = {SETTINGS: f"It belongs beside the folders of the years, in {name.rpartition('/')[0]}."}
    remarks = list(strays(folder, name, YEAR_FILES, above))
    doubts = [each for each in remarks if isinstance(each, Doubt)]
    # Where nothing else is there, those are what was meant.
    take = "".join(f"{each.file} {each.problem}. {each.remedy} " for each in doubts)
    within = stray_folders(folder, name, YEAR_FILES, (NARRATIVE,))
    take += "".join(f"Take what belongs to the input out of {where}. " for where in within)
    doubts += [*in_vain(within, name), *misnamed(folder, name, NARRATIVE)]
    return [each for each in remarks if isinstance(each, Fault)], doubts, take


def read_last_year(folder: Path, name: str, rows: list[Row]) -> Sheet:
    """What a year says again of the year before: `last_year.csv`, else the workbook's columns."""
    path, file = folder / LAST_YEAR_FILE, f"{name}/{LAST_YEAR_FILE}"
    if not is_there(path):
        return Sheet(file, rows)
    return read_sheet(path, FILE_COLUMNS, file, DETAIL_COLUMNS)


def _said_twice(rows: Iterable[Row], extract: Extract) -> list[Fault]:
    """Measures of typed rows that an extract gives too, each once."""
    faults: dict[tuple[str, str], Fault] = {}
    for row in rows:
        key = row["indicator"], row["measure"].casefold()
        if key in extract.gives and key not in faults:
            problem = f"is given by {extract.file} as well"
            remedy = "Take these rows out, or take that file away."
            faults[key] = row.fault("measure", problem, remedy)
    return list(faults.values())
