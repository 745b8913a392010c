"""Read what surrounds an organisation's own counts: national averages and the local population."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, WHITE
from wres.ground.errors import Fault, did_you_mean
from wres.ground.files import is_there
from wres.reading.bounds import OutOfBoundsError, read_typed
from wres.reading.csvfiles import Row, read_sheet
from wres.reading.numbers import NotANumberError, parse_percentage
from wres.reading.organisations import Register
from wres.reference.standard import SURVEY_INDICATORS

_BENCHMARK_KEY = ("year", "indicator", "figure", "staff_group", "pay_band", "ethnicity")
_BENCHMARK_KEY += ("organisation_kind",)
BENCHMARK_COLUMNS = (*_BENCHMARK_KEY, "value", "unit", "population", "source", "note")
POPULATION_COLUMNS = ("ods_code", "area", "area_type", "ethnic_group", "percentage")
POPULATION_COLUMNS += ("census_year", "source")
_POPULATION = "local_population.csv"
POPULATION_GROUPS = (WHITE, "Mixed", "Asian", "Black", "Other", BME)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A national value that somebody published, for a figure of the same name."""

    year: int
    indicator: int
    figure: str
    staff_group: str
    pay_band: str
    ethnicity: str
    organisation_kind: str
    value: float
    population: str
    source: str


@dataclass(frozen=True, slots=True)
class PopulationShare:
    """The share of one ethnic group in the population of one area, in per cent."""

    ods_code: str
    area: str
    area_type: str
    ethnic_group: str
    percentage: float
    census_year: str
    source: str
    row: int | None = field(default=None, compare=False)


def national_values() -> tuple[Benchmark, ...]:
    """The national values that the pack knows, each read at its source.

    What `reference/national_values.csv` calls to verify, or not comparable with what is counted
    now, is not among them.

    >>> {value.value for value in national_values() if (value.indicator, value.year) == (3, 2019)}
    {1.22}
    """
    read = (row for row in reference.rows("national_values") if row["status"] == "read")
    return tuple(map(_benchmark, read))


def with_own(own: Iterable[Benchmark]) -> tuple[Benchmark, ...]:
    """The national values that the pack knows, and an organisation's own, which go first."""
    own = tuple(own)
    said = set(map(_identity, own))
    return (*own, *(value for value in national_values() if _identity(value) not in said))


def _identity(value: Benchmark) -> tuple:
    """What two values have in common of which only one can be right."""
    return tuple(getattr(value, column) for column in _BENCHMARK_KEY)


def _benchmark(row: Mapping[str, str] | Row) -> Benchmark:
    texts = [row[column] for column in _BENCHMARK_KEY[2:]]
    year, indicator, value = int(row["year"]), int(row["indicator"]), float(row["value"])
    return Benchmark(year, indicator, *texts, value, row["population"], row["source"])


def read_benchmarks(data: Path) -> tuple[tuple[Benchmark, ...], list[Fault]]:
    """Read `benchmarks.csv`: every value of its own, and every fault. No file means no values."""
    if not is_there(data / "benchmarks.csv"):
        return (), []
    sheet = read_sheet(data / "benchmarks.csv", BENCHMARK_COLUMNS, "benchmarks.csv")
    faults = list(sheet.faults)
    benchmarks, seen = [], {}
    for row in sheet:
        row_faults = _benchmark_faults(row) or _figure_faults(row)
        key = tuple(row[column] for column in _BENCHMARK_KEY)
        if not row_faults and key in seen:
            problem = f"has a rival in row {seen[key]}"
            row_faults = [row.fault("value", problem, "Keep one of them.")]
        seen.setdefault(key, row.number)
        faults += row_faults
        if not row_faults:
            benchmarks.append(_benchmark(row))
    return tuple(benchmarks), faults


def _benchmark_faults(row: Row) -> list[Fault]:
    """What is wrong with the cells of a national value, each by itself."""
    kinds = (*reference.by("organisation_kinds", "kind"), "any")
    faults = [
        *_year(row, "year"),
        *_one_of(row, "figure", reference.by("figures", "figure")),
        *_one_of(row, "organisation_kind", kinds),
        *_one_of(row, "staff_group", reference.by("staff_groups", "staff_group")),
        *_one_of(row, "pay_band", reference.by("pay_bands", "pay_band")),
        *_one_of(row, "ethnicity", (*ETHNICITIES, ALL)),
        *_one_of(row, "indicator", reference.by("indicators", "indicator")),
    ]
    if not row["source"]:
        faults.append(row.fault("source", "is blank", "Name where the value was published."))
    if not re.fullmatch(r"\d+(\.\d+)?", row["value"]):
        faults.append(row.fault("value", "is not a number", "Type it as 8.3, without a sign."))
    return faults


def _figure_faults(row: Row) -> list[Fault]:
    """Whether indicator, unit and value go with the figure that a row says it is."""
    fact = reference.by("figures", "figure")[row["figure"]]
    # A ratio of two results of the survey is the pack's own, and no national one is set beside it.
    without = set(map(str, SURVEY_INDICATORS)) if fact["unit"] == "ratio" else set()
    indicators = [each for each in fact["indicators"].split() if each not in without]
    if row["indicator"] not in indicators:
        remedy = f"Use {' or '.join(indicators)}."
        return [row.fault("indicator", f"does not go with {row['figure']}", remedy)]
    if row["unit"] != fact["unit"]:
        problem = f"is not the unit of {row['figure']}"
        return [row.fault("unit", problem, f"Write {fact['unit']}.")]
    if fact["unit"] == "percent" and float(row["value"]) > 100:
        return [row.fault("value", "is above 100", "A percentage of people is from 0 to 100.")]
    return []


def read_population(
    data: Path, register: Register
) -> tuple[tuple[PopulationShare, ...], list[Fault]]:
    """Read `local_population.csv`: every share, and every fault. No file means no shares."""
    path = data / _POPULATION
    if not is_there(path):
        return (), []
    codes = tuple(organisation.ods_code for organisation in register.organisations)
    shares, faults = _population(path, _content(path), codes)
    return shares, list(faults)


def _content(path: Path) -> bytes:
    """What the file holds, by which its shares are remembered; nothing where it cannot be read."""
    try:
        return read_typed(path)
    except (OSError, OutOfBoundsError):
        return b""


# It holds every organisation's rows, and each report of a batch asks for them several times.
@lru_cache(maxsize=2)
def _population(
    path: Path, _: bytes, codes: tuple[str, ...]
) -> tuple[tuple[PopulationShare, ...], tuple[Fault, ...]]:
    sheet = read_sheet(path, POPULATION_COLUMNS, _POPULATION)
    faults = list(sheet.faults)
    shares, seen = [], {}
    for row in sheet:
        share, row_faults = _share(row, codes)
        key = (row["ods_code"], row["area"], row["ethnic_group"])
        if not row_faults and key in seen:
            problem = f"has a rival in row {seen[key]}"
            remedy = "Keep one row for each area and group."
            row_faults = [row.fault("percentage", problem, remedy)]
        seen.setdefault(key, row.number)
        faults += row_faults
        if not row_faults:
            shares.append(share)
    return tuple(shares), tuple(faults)


def _share(row: Row, codes: tuple[str, ...]) -> tuple[PopulationShare | None, list[Fault]]:
    """What one row says; or None, and every fault in its cells."""
    faults = [
        *_one_of(row, "ods_code", codes),
        *_one_of(row, "area_type", ("system", "borough")),
        *_one_of(row, "ethnic_group", POPULATION_GROUPS),
        *_year(row, "census_year", "census year such as 2021"),
    ]
    percentage = None
    try:
        percentage = parse_percentage(row["percentage"]).value
    except NotANumberError as error:
        faults.append(row.fault("percentage", error.problem, error.remedy))
    else:
        if percentage is None:
            faults.append(row.fault("percentage", "is missing", "Leave out the row instead."))
    if not row["area"]:
        faults.append(row.fault("area", "is blank", "Name the area."))
    elif not any(letter.isalpha() for letter in row["area"]):
        faults.append(row.fault("area", "is no name, which has a letter", "Name the area."))
    if faults:
        return None, faults
    texts = [row[column] for column in POPULATION_COLUMNS[:4]]
    return PopulationShare(*texts, percentage, row["census_year"], row["source"], row.number), []


def _one_of(row: Row, column: str, allowed: Collection[str]) -> list[Fault]:
    if row[column] in allowed:
        return []
    return [row.fault(column, "is not known here", did_you_mean(row[column], allowed))]


def _year(row: Row, column: str, kind: str = "WRES year such as 2023") -> list[Fault]:
    if re.fullmatch(r"[12]\d{3}", row[column], re.ASCII):
        return []
    return [row.fault(column, "is not a year", f"Type a {kind}.")]
