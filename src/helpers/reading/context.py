"""Read what surrounds an organisation's own counts: national averages and the local population."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers import reference
from helpers.csvfiles import Row, read_sheet
from helpers.errors import Fault, did_you_mean
from helpers.figures import ALL, BME, ETHNICITIES, WHITE
from helpers.reading.numbers import NotANumberError, parse_percentage

BENCHMARK_COLUMNS = (
    "year",
    "indicator",
    "figure",
    "staff_group",
    "pay_band",
    "ethnicity",
    "organisation_kind",
    "value",
    "unit",
    "population",
    "source",
    "note",
)
POPULATION_COLUMNS = (
    "ods_code",
    "area",
    "area_type",
    "ethnic_group",
    "percentage",
    "census_year",
    "source",
)
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


def read_benchmarks(data: Path) -> tuple[tuple[Benchmark, ...], list[Fault]]:
    """Read `benchmarks.csv`: every national value, and every fault. No file means no values."""
    if not (data / "benchmarks.csv").exists():
        return (), []
    sheet = read_sheet(data / "benchmarks.csv", BENCHMARK_COLUMNS, "benchmarks.csv")
    faults = list(sheet.faults)
    benchmarks = []
    for row in sheet:
        found = [
            *_whole(row, "year", "a WRES year such as 2023"),
            *_one_of(row, "figure", reference.by("figures", "figure")),
            *_one_of(row, "staff_group", reference.by("staff_groups", "staff_group")),
            *_one_of(row, "pay_band", reference.by("pay_bands", "pay_band")),
            *_one_of(row, "ethnicity", (*ETHNICITIES, ALL)),
            *_one_of(row, "indicator", reference.by("indicators", "indicator")),
        ]
        if not row["source"]:
            found.append(row.fault("source", "is blank", "Name where the value was published."))
        try:
            value = float(row["value"])
        except ValueError:
            value = float("nan")
            found.append(row.fault("value", "is not a number", "Type it as 8.3, without a sign."))
        if not found and row["unit"] != (unit := reference.figure_kind(row["figure"]).unit):
            found.append(row.fault("unit", f"is not the unit of {row['figure']}", f"Write {unit}."))
        faults += found
        if not found:
            benchmarks.append(
                Benchmark(
                    int(row["year"]),
                    int(row["indicator"]),
                    row["figure"],
                    row["staff_group"],
                    row["pay_band"],
                    row["ethnicity"],
                    row["organisation_kind"],
                    value,
                    row["population"],
                    row["source"],
                )
            )
    return tuple(benchmarks), faults


def read_population(data: Path) -> tuple[tuple[PopulationShare, ...], list[Fault]]:
    """Read `local_population.csv`: every share, and every fault. No file means no shares."""
    if not (data / "local_population.csv").exists():
        return (), []
    sheet = read_sheet(data / "local_population.csv", POPULATION_COLUMNS, "local_population.csv")
    faults = list(sheet.faults)
    shares = []
    for row in sheet:
        found = [
            *_one_of(row, "area_type", ("system", "borough")),
            *_one_of(row, "ethnic_group", POPULATION_GROUPS),
        ]
        percentage = None
        try:
            percentage = parse_percentage(row["percentage"]).value
        except NotANumberError as error:
            found.append(row.fault("percentage", error.problem, error.remedy))
        else:
            if percentage is None:
                found.append(row.fault("percentage", "is missing", "Leave out the row instead."))
        faults += found
        if not found:
            shares.append(
                PopulationShare(
                    row["ods_code"],
                    row["area"],
                    row["area_type"],
                    row["ethnic_group"],
                    percentage,
                    row["census_year"],
                    row["source"],
                )
            )
    return tuple(shares), faults


def _one_of(row: Row, column: str, allowed) -> list[Fault]:
    if row[column] in allowed:
        return []
    return [row.fault(column, "is not known here", did_you_mean(row[column], allowed))]


def _whole(row: Row, column: str, what: str) -> list[Fault]:
    if row[column].isdecimal():
        return []
    return [row.fault(column, "is not a whole number", f"Type {what}.")]
