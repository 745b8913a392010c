"""Read the published reports that are out: which counts each prints, and which it withholds.

Every figure that an edition prints stands in its `figures.csv`; an edition of version 0.5 and
before has the figures of its own year in its workbook instead.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import os
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from wres import reference
from wres.figures import ALL, State
from wres.figures.released import Key, PublishedEdition, Range, Released, together
from wres.ground.errors import RunError
from wres.ground.settings import Settings
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

FIGURES, WORKBOOK, REPORT = "figures.csv", "tables.xlsx", "report.html"
NEVER = "never published"
# The environment variable by which a run tells its notebooks what is out.
VARIABLE = "WRES_EDITIONS"
_SHEET = "Figures"
_COLUMNS = ("year", "indicator", "figure", "staff_group", "pay_band", "sex", "ethnicity", "value",
            "unit", "state")  # fmt: skip
_INTERNATIONAL = "_international"
# The percentages of the survey, each with the measures of its people and of who answered.
_RESULTS = {"survey_percentage": ("count", "respondents")} | {
    f"{name}_percentage": (measure, NAMED_A_GROUND) for measure, name in GROUNDS.items()
}
# A column that no table of figures had up to version 0.6.
_AUDIENCE = "audience"
# A printed percentage lies within half of its last digit.
_HALF = 0.05


def editions(reports: Path, codes: Iterable[str]) -> tuple[PublishedEdition, ...]:
    """The published reports of these bodies that stand in a folder of reports, oldest first.

    Raises:
        RunError: a report stands there that cannot be read.
    """
    places = [
        place.parent
        for code in dict.fromkeys(codes)
        for place in sorted(reports.glob(f"20[0-9][0-9]/{code}/{REPORT}"))
    ]
    return tuple(read_edition(place) for place in places)


def known(data: Path, codes: Iterable[str]) -> tuple[PublishedEdition, ...]:
    """The editions that are out, for whoever opens a report: as a run tells it, else as they stand.

    Args:
        data: the data folder; beside it the folder `reports` is looked for.
        codes: the organisation and all those before it.

    Raises:
        RunError: a report stands there that cannot be read.
    """
    if told := os.environ.get(VARIABLE):
        return unpacked(told)
    return editions(data.parent / "reports", codes)


def packed(out: Iterable[PublishedEdition]) -> str:
    """Editions as one short text, which an environment variable can hold.

    >>> unpacked(packed([PublishedEdition("RXX", 2024, "0123abcd", {})]))[0].mark
    '0123abcd'
    """
    text = json.dumps([edition.to_entry() for edition in out])
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def unpacked(text: str) -> tuple[PublishedEdition, ...]:
    """What `packed` made a text of."""
    entries = json.loads(zlib.decompress(base64.b64decode(text)))
    return tuple(map(PublishedEdition.from_entry, entries))


def file_of(place: Path) -> Path | None:
    """The file that says what an edition prints; None where it has none."""
    return next((place / name for name in (FIGURES, WORKBOOK) if (place / name).is_file()), None)


def read_edition(place: Path) -> PublishedEdition:
    """The edition in a report's folder.

    Raises:
        RunError: nothing in it says what it prints.
    """
    year, organisation = int(place.parent.name), place.name
    path = file_of(place)
    rows = _rows(path) if path else []
    if path is None or not rows:
        raise RunError(
            f"the published report in {year}/{organisation} of the reports folder cannot be read "
            f"({FIGURES if path is None else path.name} does not say what it prints), so nobody "
            "knows what a new edition must withhold beside it. Put the report back as it was "
            "published, or take its folder away if it never was."
        )
    by_year: dict[int, list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        by_year[int(row["year"])].append(row)
    years = {number: _released(of_year) for number, of_year in sorted(by_year.items())}
    return PublishedEdition(organisation, year, mark(path), years)


def mark(path: Path) -> str:
    """What tells an edition from another: a digest of the file that says what it prints."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def released(
    out: Sequence[PublishedEdition], ods_code: str, whose: str, year: int, settings: Settings
) -> Released | None:
    """What is out of a year that a report prints; None where nothing is.

    Args:
        out: the editions that are out.
        ods_code: whose report it is.
        whose: whose counts the year's are: the organisation's own, or those of one before it.
        year: the year.
        settings: the organisation's, which say what was never published.
    """
    printing = [
        edition
        for edition in out
        if edition.organisation in (ods_code, whose)
        and year in edition.years
        and (edition.year, edition.mark) not in settings.never_published
    ]
    lines = " and ".join(never_published(printing, year))
    remedy = f"If it was never published, write into {ods_code}/settings.csv: {lines}."
    is_whole = any(edition.year == year for edition in printing)
    return together((edition.years[year] for edition in printing), remedy, is_whole=is_whole)


def never_published(out: Iterable[PublishedEdition], year: int) -> tuple[str, ...]:
    """The lines of settings that say of each edition that prints a year that nobody has seen it.

    >>> never_published([PublishedEdition("RXX", 2024, "0123abcd", {2024: Released()})], 2024)
    ('never published,2024,0123abcd,<reason>',)
    """
    return tuple(setting(each.year, each.mark) for each in out if year in each.years)


def setting(year: int, of: str) -> str:
    """The line of settings that says of the edition with a mark that nobody has seen it."""
    return f"{NEVER},{year},{of},<reason>"


def _rows(path: Path) -> list[Mapping[str, str]]:
    """The rows of a table of figures, as texts; none where there is no such table."""
    lines = _lines_of_sheet(path) if path.name == WORKBOOK else _lines_of_csv(path)
    for at, line in enumerate(lines):
        if "figure" in line and set(_COLUMNS) <= set(line):
            return [dict(zip(line, cells, strict=False)) for cells in lines[at + 1 :]]
    return []


def _lines_of_csv(path: Path) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def _lines_of_sheet(path: Path) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(_SHEET)
        return [[_text(cell) for cell in row] for row in sheet.to_python()]
    except (OSError, CalamineError):
        return []


def _text(cell: object) -> str:
    """A cell as the CSV file has it; the workbook has numbers, and [z] where nothing stands."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell == "[z]" else str(cell)


def _released(rows: Iterable[Mapping[str, str]]) -> Released:
    """What the rows of one year tell of its counts."""
    shown: dict[Key, Range] = {}
    withheld: set[Key] = set()
    percentages: dict[Key, tuple[Key, Mapping[str, str]]] = {}
    for row in rows:
        if row["figure"] in _RESULTS:
            result, answered = (_key(row, measure) for measure in _RESULTS[row["figure"]])
            percentages[result] = answered, row
        elif key := _count(row):
            if row["state"] == State.WITHHELD:
                withheld.add(key)
            elif row["state"] == State.SHOWN and row["value"]:
                shown[key] = (float(row["value"]), float(row["value"]))
    # A result that is printed as a percentage alone is the count that it means.
    for key, (answered, row) in percentages.items():
        base = shown.get(answered)
        if row["state"] == State.WITHHELD and key not in shown:
            withheld.add(key)
        elif base and row["value"] and key not in shown:
            value = float(row["value"])
            shown[key] = (base[0] * (value - _HALF) / 100, base[0] * (value + _HALF) / 100)
    return Released(shown, frozenset(withheld - shown.keys()))


def _count(row: Mapping[str, str]) -> Key | None:
    """The key of the count that a figure is; None where it is no count that anybody hands in."""
    figure, group = row["figure"], row["staff_group"]
    band = reference.by("pay_bands", "pay_band").get(row["pay_band"], {})
    # Editions up to 0.6, which do not say for whom they are, withhold levels that follow from what
    # they print; later ones only those that are protected.
    is_sum = band.get("scheme") == "level" and _AUDIENCE not in row
    if is_sum and row["state"] == State.WITHHELD:
        return None
    if figure == "board_count":
        return _key({**row, "staff_group": ALL}, group)
    measure = _measures().get(figure)
    return _key(row, measure) if measure else None


def _key(row: Mapping[str, str], measure: str) -> Key:
    names = ("staff_group", "pay_band", "sex", "ethnicity")
    return (int(row["indicator"]), measure, *(row[name] for name in names))


@cache
def _measures() -> Mapping[str, str]:
    """The measure that a figure prints: those of the reference file, of campaigns, of grounds."""
    measures = {
        row["figure"]: row["measure"]
        for row in reference.rows("measures")
        if row["unit"] == "people" and row["figure"] not in ("", "board_count")
    }
    abroad = {
        figure + _INTERNATIONAL: f"{measure}, international recruitment"
        for figure, measure in measures.items()
        if figure in ("shortlisted_count", "appointed_count")
    }
    grounds = {f"{name}_count": measure for measure, name in GROUNDS.items()}
    return measures | abroad | grounds | {"named_a_ground_count": NAMED_A_GROUND}
