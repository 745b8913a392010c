"""The door knows what the tables of the catalogue print: no count in them was not protected."""

from __future__ import annotations

import pytest
from asked_for import report_with
from builders import laid_out

from wres import reference
from wres.catalogue import GRIDS
from wres.disclosure.cells import STAFF, Cell, Key, with_bands_together
from wres.disclosure.plan import detail_of
from wres.figures import ALL, Count
from wres.figures.counts import COLUMNS
from wres.figures.printed import Printed, fields_of
from wres.narrative.scope import Edition
from wres.reference.standard import CLUSTERS, LEVELS, LIKELIHOODS, POOLS

# The figures that are counts of people, by what they count; a board is a measure of its own.
MEASURES = {row["figure"]: row["measure"] for row in reference.rows("measures") if row["figure"]}
MEASURES |= {
    f"{fact[figure]}_international": f"{fact[measure]}, international recruitment"
    for fact in (LIKELIHOODS[2],)
    for figure, measure in (("people_figure", "people"), ("events_figure", "events"))
}
GRADES = {"medical and dental grades", "of which"}


def cell(key: str) -> Key | None:
    """Which cell of the counts a printed figure is; None where it is no count."""
    (_, indicator, figure, group, band, sex, ethnicity, _), part = fields_of(key)
    if figure not in MEASURES or reference.figure_kind(figure).unit != "people" or part:
        return None
    if figure == "board_count":
        return Key(9, group, ethnicity=ethnicity)
    return Key(indicator, MEASURES[figure], group, band, sex, ethnicity)


@pytest.mark.parametrize(
    ("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
)
def test_every_count_in_a_table_is_one_of_the_cells_that_were_protected(code, year):
    report = report_with(code, year)  # so that every table is among them
    held = {
        counts.year: set(counts.table[list(COLUMNS[:6])].itertuples(index=False, name=None))
        for counts in report.published
    }
    found = 0
    for grid in GRIDS:
        table = laid_out(grid, Edition(report.figures, report.scope))
        for printed in (each for row in table.rows for each in row) if table else ():
            if not isinstance(printed, Printed) or printed.number is None:
                continue
            key = cell(printed.key)
            if key is None or key.pay_band in LEVELS:
                continue  # a level is added up from bands that are printed
            assert tuple(key) in held[fields_of(printed.key)[0][0]], (grid.name, printed.key)
            found += 1
            of_what = detail_of(key) - GRADES
            # A table of the detail prints cells of the main tables beside its own.
            assert grid.page == "detail" or not of_what, (grid.name, printed.key)
    assert found > 40


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
