"""The made-up country that the benchmarks run on: it is read without a fault, in every form."""

from __future__ import annotations

from pathlib import Path

import pytest
from loaded import benchmark
from workbooks import without_detail

from wres.reading.inputs import organisations_held, read_inputs
from wres.reading.organisations import read_register

YEARS = range(2023, 2025)


@pytest.fixture(scope="module")
def country():
    return benchmark("country")


@pytest.fixture(scope="module")
def made(country, tmp_path_factory) -> Path:
    """Six organisations and two years."""
    data = tmp_path_factory.mktemp("country")
    found = country.make(data, 6, YEARS, 7, None, ("counts", "workbook"))
    assert len(found) == 6
    return data


def test_every_organisation_is_read_without_a_fault(made):
    codes = organisations_held(made)
    assert codes == [f"Z{place:03}" for place in range(6)]
    for code in codes:
        inputs = read_inputs(made, code, YEARS[-1])
        assert [year.year for year in inputs.years] == list(YEARS)


def test_it_says_of_itself_that_it_is_made_up(made):
    register, faults = read_register(made)
    assert not faults
    assert all(each.is_example for each in register.organisations)


def test_the_smallest_and_the_largest_are_in_it(country):
    found = country._organisations(25, 7, None, ("counts",))
    sizes = sorted(each.size for each in found)
    assert (len(found), sizes[0], sizes[-1]) == (25, 40, 30_000)
    assert {each.family.name for each in found} == {each.name for each in country.FAMILIES}


def test_sizes_and_regions_of_a_survey(country, tmp_path):
    survey = tmp_path / "survey.csv"
    survey.write_text(
        "survey_year,benchmarking_group,region,respondents\n"
        "2023,Acute Specialist Trusts,London,460\n"
        "2022,Acute Specialist Trusts,Midlands,460\n"
        "2023,CCGs,,100\n"
    )
    (family,) = (each for each in country.FAMILIES if each.name == country.ACUTE)
    # 460 answers at a response of 46%; the other rows are of another year or kind.
    assert country._from_survey(survey, family) == [(1000, "London")]


def test_the_same_people_in_every_form(country, tmp_path):
    tables = {}
    for form in ("counts", "workbook", "extracts", "excel"):
        data = tmp_path / form
        (board,) = (each for each in country.FAMILIES if each.name == country.BOARD)
        organisation = country.Organisation(0, board, "Midlands", 300, form)
        country.write_organisation(data, organisation, YEARS[:1], 7)
        country._write_register(data / "organisations.csv", [organisation])
        tables[form] = _people(read_inputs(data, "Z000", 2023).years[0].counts.table)
    assert tables["extracts"] == tables["excel"] == tables["counts"]
    of_workbook = _people(without_detail(_table(tmp_path / "counts")).assign(sex="all"))
    assert tables["workbook"] == of_workbook


def _table(data: Path):
    return read_inputs(data, "Z000", 2023).years[0].counts.table


def _people(table) -> dict[tuple, float]:
    """What was counted, without rows of nobody: an extract has no row for a band without staff."""
    known = table[table["number"] > 0]
    keys = ["indicator", "measure", "staff_group", "pay_band", "sex", "ethnicity"]
    return known.set_index(keys)["number"].to_dict()
