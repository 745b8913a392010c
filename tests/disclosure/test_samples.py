"""The founding report and the invented trust, protected."""

from pathlib import Path

import pytest
from disclosure.stranger import found_out

from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import people
from wres.disclosure.plan import choose, masked
from wres.figures import ALL, BME, WHITE
from wres.ground.settings import ROUNDING, SUPPRESSION, Settings
from wres.reading.inputs import read_inputs
from wres.reference.standard import CLUSTERS, LEVELS, POOLS

YEARS = (2022, 2023, 2024)
DATA = Path(__file__).parents[2] / "data"
PUBLIC = dict.fromkeys(
    ("board members", "voting board members", "executive board members"), "named on the web page"
)


def of_year(code, year, *, latest=None):
    held = read_inputs(DATA, code, latest or year)
    return next(read.counts for read in held.years if read.year == year)


@pytest.mark.parametrize("method", [SUPPRESSION, ROUNDING])
@pytest.mark.parametrize(("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2024)])
def test_no_small_count_can_be_worked_out(code, year, method):
    settings = Settings(method=method, public_measures=PUBLIC)
    plan = choose(people(of_year(code, year)), settings)
    assert not exposed(plan.problem, masked(plan))
    # The founding report's dashes are among the cells that must keep their candidates, if the
    # shape prints them at all.
    dashes = [key for key, cell in plan.printed.items() if cell.value is None]
    assert set(dashes) <= plan.hidden


def test_a_year_looks_the_same_in_the_next_years_report():
    settings = Settings(public_measures=PUBLIC)
    alone = protect(of_year("QHG", 2022), settings)
    beside = protect(of_year("QHG", 2022, latest=2023), settings)
    assert alone.table.equals(beside.table)


def test_the_founding_organisation_sees_its_senior_bme_staff():
    protected = protect(of_year("QHG", 2023), Settings(public_measures=PUBLIC))
    senior = [
        protected.get(1, "staff in post", BME, group, "8a-VSM").value
        for group in ("clinical", "non-clinical")
    ]
    assert senior == [30, 14]
    assert protected.get(1, "staff in post", BME).value == 99
    assert protected.get(2, "appointed", BME, ALL, ALL).value == 25


def test_the_example_trust_has_one_shape_in_three_years_and_its_levels_of_pay():
    years = [protect(of_year("EX1", year), Settings(public_measures=PUBLIC)) for year in YEARS]
    assert {protected.protection.shape for protected in years} == {"bands"}
    for protected in years[1:]:
        for group in (ALL, "clinical", "non-clinical"):
            for band in ("lower", "middle", "8a-VSM"):
                for ethnicity in (WHITE, BME, ALL):
                    count = protected.get(1, "staff in post", ethnicity, group, band)
                    assert count.value, (protected.year, group, band, ethnicity)


def test_rounded_counts_have_a_table_of_their_own_whatever_is_set():
    settings = Settings(method=ROUNDING, shape="full bands", public_measures=PUBLIC)
    protected = protect(of_year("EX1", 2024), settings)
    assert protected.protection.shape == "bands alone, BME only"
    assert set(protected.bands("clinical")) & {*POOLS, *CLUSTERS, *LEVELS} == set()
    assert not found_out(protected, settings)
