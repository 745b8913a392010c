"""The door knows what the tables of the catalogue print: no count in them was not protected.

Nor is one in a table that is yet to be declared, since figures are made of nothing but what came
through the door.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from asked_for import asking, report_with
from builders import counts as published
from builders import laid_out, raw
from loaded import benchmark

from wres import catalogue, reference
from wres.catalogue import GRIDS
from wres.catalogue.grid import Column, Entry, Grid, Row
from wres.disclosure import protect
from wres.disclosure.cells import STAFF, Cell, Key, people, with_bands_together
from wres.disclosure.plan import choose, detail_of
from wres.figures import ALL, Count, Figures
from wres.figures.counts import COLUMNS, PublishedCounts
from wres.figures.printed import Printed, fields_of
from wres.ground.settings import ROUNDING, SUPPRESSION, Settings
from wres.indicators.comparisons import figures_from, protected
from wres.indicators.detail import detail
from wres.narrative.scope import Edition, Scope
from wres.reading.inputs import read_inputs
from wres.reference.standard import (
    CLUSTERS,
    GROUNDS,
    LEVELS,
    LIKELIHOODS,
    NAMED_A_GROUND,
    POOLS,
)

# The figures that are counts of people, by what they count; a board is a measure of its own.
MEASURES = {row["figure"]: row["measure"] for row in reference.rows("measures") if row["figure"]}
MEASURES |= {
    f"{fact[figure]}_international": f"{fact[measure]}, international recruitment"
    for fact in (LIKELIHOODS[2],)
    for figure, measure in (("people_figure", "people"), ("events_figure", "events"))
}
MEASURES |= {f"{name}_count": measure for measure, name in GROUNDS.items()}
MEASURES["named_a_ground_count"] = NAMED_A_GROUND
GRADES = {"medical and dental grades", "of which"}
BANDS = tuple(reference.by("pay_bands", "pay_band"))


def cell(key: str) -> Key | None:
    """Which cell of the counts a printed figure is; None where it is no count."""
    (_, indicator, figure, group, band, sex, ethnicity, _), part = fields_of(key)
    if figure not in MEASURES or reference.figure_kind(figure).unit != "people" or part:
        return None
    if figure == "board_count":
        return Key(9, group, ethnicity=ethnicity)
    if indicator == 1 and band == "upper":
        band = "8a-VSM"  # the upper level is that pool by another name
    return Key(indicator, MEASURES[figure], group, band, sex, ethnicity)


def counts_in(grid: Grid, edition: Edition) -> Iterator[tuple[Printed, Key]]:
    """The counts of people that a table prints, each with its cell."""
    table = laid_out(grid, edition)
    for each in (each for row in table.rows for each in row) if table else ():
        if isinstance(each, Printed) and each.number is not None and (key := cell(each.key)):
            yield each, key


def keys_of(counts: PublishedCounts) -> set[tuple]:
    """The cells that came through the door: percentages of the survey are counts of people."""
    keys = set(counts.table[list(COLUMNS[:6])].itertuples(index=False, name=None))
    return keys | {(key[0], "count", *key[2:]) for key in keys if key[1] == "percentage"}


@pytest.mark.parametrize(
    ("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
)
def test_every_count_in_a_table_is_one_of_the_cells_that_were_protected(code, year):
    report = report_with(code, year)  # so that every table is among them
    held = {counts.year: keys_of(counts) for counts in report.published}
    edition = Edition(report.figures, report.scope)
    found = 0
    for grid in GRIDS:
        for printed, key in counts_in(grid, edition):
            assert tuple(key) in held[fields_of(printed.key)[0][0]], (grid.name, printed.key)
            found += 1
            of_what = detail_of(key) - GRADES
            # A table of the detail prints cells of the main tables beside its own.
            is_detail = grid.page in ("detail", "further_standards")
            assert is_detail or not of_what, (grid.name, printed.key)
    assert found > 40


# Tables that nobody declared yet.


def of_everything(figures: Figures, indicator: int) -> Grid:
    """Every count of an indicator that a table could ask for, whoever it is of."""
    names = ("staff_group", "pay_band", "sex", "ethnicity")
    asked = {
        (figure.figure, *(getattr(figure, name) for name in names))
        for figure in figures.select(indicator=indicator)
        if figure.figure in MEASURES
    }
    rows = tuple(Row("", dict(zip(names, place, strict=True)), name) for name, *place in asked)
    return Grid("0 All", "detail", "all", indicator, {}, "All", "Who", rows, (Column("", Entry()),))


# A size within each printed limit, with bands as fine as they come.
KINDS = [
    (200, "bands", SUPPRESSION), (200, "pool", SUPPRESSION), (400, "bands", SUPPRESSION),
    (800, "cluster", SUPPRESSION), (1500, "bands", SUPPRESSION), (800, "bands", ROUNDING),
    (400, "cluster", ROUNDING),
]  # fmt: skip


@pytest.mark.parametrize(("size", "shape", "method"), KINDS)
def test_a_table_that_is_yet_to_be_declared_prints_protected_cells_alone(
    size, shape, method, tmp_path
):
    script = benchmark("country")
    kind = type("OfThisKind", (script.Organisation,), {"shape": shape, "is_detailed": True})
    made = kind(0, script.FAMILIES[0], "Midlands", size, "counts")
    script.write_organisation(tmp_path, made, range(2024, 2025), seed=size)
    script._write_register(tmp_path / "organisations.csv", [made])
    inputs = asking(read_inputs(tmp_path, made.code, 2024))
    settings = replace(inputs.context.settings, method=method)
    inputs = replace(inputs, context=replace(inputs.context, settings=settings))
    (through,) = protected(inputs)
    figures = figures_from(inputs.context, [through])
    edition = Edition(figures, Scope.of(inputs))
    plan = choose(with_bands_together(people(inputs.years[-1].counts)), settings)
    for indicator in range(1, 10):
        keys = [key for _, key in counts_in(of_everything(figures, indicator), edition)]
        assert set(keys) <= plan.printed.keys()
        assert keys or indicator in range(5, 9)  # few answers of a small workforce are withheld


def test_a_table_of_further_sums_is_protected_because_it_is_declared(monkeypatch):
    """Applicants by level of pay: nothing else has to know of it."""
    further = Grid("2 Levels", "detail", "levels", 2, {}, "Levels", "Who",
                   tuple(Row("", {"pay_band": level}) for level in LEVELS), ())  # fmt: skip
    bands = ("3", "5", "6", "7", "8a")
    held = raw(published([
        (1, STAFF, ALL, ALL, 900, 500, 40),
        *((2, "shortlisted", ALL, band, 200, 100, 20) for band in bands),
        *((2, "appointed", ALL, band, 60, 3 if band == "3" else 30, 6) for band in bands),
    ]))  # fmt: skip
    lower, middle = (Key(2, "appointed", ALL, level, ALL, "BME") for level in LEVELS[:2])

    def printed() -> list[float | None]:
        figures = Figures(detail(protect(held)))
        keys = (key._replace(measure="appointed_count") for key in (lower, middle))
        return [figures.of((2023, *key, "")).value for key in keys]

    assert (
        not {lower, middle} & choose(with_bands_together(people(held)), Settings()).printed.keys()
    )
    assert printed() == [None, None]
    monkeypatch.setattr(catalogue, "GRIDS", (*GRIDS, further))
    plan = choose(with_bands_together(people(held)), Settings())
    assert {lower, middle} <= plan.printed.keys() and not plan.exposed
    # 30 and 30 in bands 6 and 7. Of the lower level band 5 is shown, and would give band 3 back.
    assert printed() == [None, 60] and lower in plan.hidden


def test_every_row_of_the_detail_that_is_no_main_one_belongs_to_a_detail_of_the_door():
    main = {
        (grid.indicator, name, code)
        for grid in GRIDS
        if grid.page != "detail"
        for row in grid.rows
        for name, code in row.where.items()
    }
    for grid in (grid for grid in GRIDS if grid.page == "detail"):
        for row in grid.rows:
            own = {
                name: code
                for name, code in row.where.items()
                if (grid.indicator, name, code) not in main and code != ALL
            }
            measure = STAFF + ", international recruitment" * bool(row.ending)
            if own or row.ending == "_international":
                assert detail_of(Key(grid.indicator, measure, **own)), (grid.name, row.label)


def test_the_bands_that_are_added_up_are_those_of_the_tables():

    bands = [row["pay_band"] for row in reference.rows("pay_bands")]
    single = [band for band in bands if band not in {ALL, *POOLS, *CLUSTERS, *LEVELS}]
    handed_in = {Key(2, "shortlisted", ALL, band): Cell(Count(1.0)) for band in single}
    together = with_bands_together(handed_in)
    assert {key.pay_band for key in set(together) - set(handed_in)} == {*POOLS, *CLUSTERS}
    # bands 8a, 8b, 8c, 8d, 9 and VSM
    assert together[Key(2, "shortlisted", ALL, "8a-VSM")].value == 6
