"""Small inputs that a reader can check by eye."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pandas as pd

from wres.catalogue import grid
from wres.catalogue.grid import Grid
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, Count, Figure, State
from wres.figures.counts import COLUMNS, Counts, PublishedCounts
from wres.figures.printed import KEYED, Bounds, Printed, plain
from wres.narrative.scope import Edition
from wres.reading.counts import DETAIL_COLUMNS, FILE_COLUMNS, to_counts
from wres.reading.csvfiles import read_sheet
from wres.showing.components import Table
from wres.showing.tables import lay_out

HEADER = "indicator,measure,staff_group,pay_band,white,bme,unknown,total,source"
WORKFORCE = "1,staff in post,all,all,80,16,4,,made up"
REGISTER = (
    "ods_code,name,short_name,kind,opened,closed,successor,example,source\n"
    "RXX,Sample Trust,Sample,NHS trust,,,,yes,made up\n"
)


def counts(
    rows: list[tuple],
    organisation: str = "RXX",
    year: int = 2023,
    groups: dict[tuple, tuple] | None = None,
    sexes: dict[tuple, tuple] | None = None,
) -> PublishedCounts:
    """Counts from rows of (indicator, measure, group, band, white, bme, unknown).

    A number is a count, "c" is withheld, None is not collected. `all` is the sum. `groups` has
    Mixed, Asian, Black and Other by (indicator, measure) or (indicator, measure, group, band);
    `sexes` has White, BME and unknown by (indicator, measure, sex).
    """
    records = []
    for indicator, measure, group, band, *cells in rows:
        parts = [_count(cell) for cell in cells]
        parts.append(parts[0] + parts[1] + parts[2])
        for ethnicity, count in zip((WHITE, BME, UNKNOWN, ALL), parts, strict=True):
            records.append(_record(indicator, measure, group, band, ALL, ethnicity, count))
    for key, cells in (groups or {}).items():
        place = key if len(key) == 4 else (*key, ALL, ALL)
        for group, cell in zip(BME_GROUPS, cells, strict=True):
            records.append(_record(*place, ALL, group, _count(cell)))
    for (indicator, measure, sex), cells in (sexes or {}).items():
        parts = [_count(cell) for cell in cells]
        parts.append(parts[0] + parts[1] + parts[2])
        for ethnicity, count in zip((WHITE, BME, UNKNOWN, ALL), parts, strict=True):
            records.append(_record(indicator, measure, ALL, ALL, sex, ethnicity, count))
    table = pd.DataFrame(records, columns=list(COLUMNS))
    table = table.astype({"number": "float64", "indicator": "int64", "state": str})
    return PublishedCounts(organisation, year, table)


def _record(*row: object) -> tuple:
    *key, count = row
    return (*key, count.value, str(count.state), "made up")


def _count(cell: object) -> Count:
    if cell is None:
        return Count.not_collected()
    return Count.withheld() if cell == "c" else Count(float(cell))


def read_counts(path: Path, organisation: str, year: int, name: str) -> tuple:
    """The counts of one file, and its faults."""
    return to_counts(read_sheet(path, FILE_COLUMNS, name, DETAIL_COLUMNS), organisation, year)


def raw(published: PublishedCounts) -> Counts:
    """The same counts before protection."""
    return Counts(published.organisation, published.year, published.table)


def pick(figures: list[Figure], name: str, **wanted: object) -> Figure:
    """The one figure of that name whose fields have these values."""
    found = [
        f
        for f in figures
        if f.figure == name and all(getattr(f, k) == v for k, v in wanted.items())
    ]
    assert len(found) == 1, f"{len(found)} figures {name} {wanted}"
    return found[0]


def shown(value: float, figure: str, indicator: int, year: int = 2023, **more: object) -> Figure:
    """A figure with a value."""
    return Figure("RXX", year, indicator, figure, value=value, state=State.SHOWN, **more)


# The settings of an organisation whose tables do not tell White staff apart.
BME_ONLY = 'setting,year,value,reason\nshape,,"pools, BME only",\n'


def data_folder(root: Path, *, rows: tuple[str, ...] = (WORKFORCE,), year: int = 2023) -> Path:
    """A data folder with one organisation and one year."""
    folder = root / "data" / "RXX" / str(year)
    folder.mkdir(parents=True)
    (root / "data" / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    text = "\n".join([HEADER, *rows, ""])
    (folder / "counts.csv").write_text(text, encoding="utf-8")
    return root / "data"


def plainly(anything: object) -> object:
    """The same as it is read: texts without marks, printed numbers as texts.

    Of a list, a tuple, a dictionary or a dataclass (a table, a finding, a chart), all that is in
    it. What has no mark stays what it was, such as a badge.
    """
    if isinstance(anything, Printed | Bounds):
        return str(anything)
    if isinstance(anything, str):
        return plain(anything) if KEYED in anything else anything
    if isinstance(anything, list | tuple):
        return type(anything)(map(plainly, anything))
    if isinstance(anything, dict):
        return {plainly(key): plainly(value) for key, value in anything.items()}
    if is_dataclass(anything) and not isinstance(anything, Figure):
        texts = {each.name: plainly(getattr(anything, each.name)) for each in fields(anything)}
        return replace(anything, **texts)
    return anything


def laid_out(table: str | Grid, edition: Edition) -> Table | None:
    """A table of the catalogue, by its name; None where it has nothing to show."""
    declared = grid(table) if isinstance(table, str) else table
    return lay_out(declared, edition)
