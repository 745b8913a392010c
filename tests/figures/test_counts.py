"""Counts by key, with their sources."""

from __future__ import annotations

import pandera.errors
import pytest
from builders import counts

from wres.figures import ALL, BME, UNKNOWN, WHITE, Count
from wres.figures.counts import Counts, with_two_year_average

ROWS = [
    (1, "staff in post", ALL, ALL, 80, 16, None),
    (1, "staff in post", "clinical", "8a", 20, "c", 0),
    (1, "staff in post", "clinical", "5", 10, 4, 0),
    (2, "shortlisted", ALL, ALL, 60, 40, 10),
]


def with_sources(*sources: str) -> Counts:
    table = counts(ROWS).table
    table["source"] = [source for source in sources for _ in range(4)]
    return Counts("RXX", 2023, table)


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ((1, "staff in post", WHITE), Count(80)),
        ((1, "staff in post", ALL), Count.not_collected()),
        ((1, "staff in post", BME, "clinical", "8a"), Count.withheld()),
        ((1, "staff in post", WHITE, "clinical", "8a"), Count(20)),
        ((1, "staff in post", WHITE, "clinical", "9"), Count.not_collected()),
        ((2, "appointed", WHITE), Count.not_collected()),
    ],
)
def test_get(key, count):
    assert counts(ROWS).get(*key) == count


def test_bands_stand_in_the_order_of_the_file():
    assert counts(ROWS).bands("clinical") == ["8a", "5"]
    assert counts(ROWS).bands("non-clinical") == []


def test_the_source_of_a_row_of_a_staff_group_and_of_an_indicator():
    made = with_sources(
        "Report A, page 1", "Report A, page 2", "Report B, page 3", "Report A, page 4"
    )
    assert made.source(1, "clinical", "8a") == "Report A, page 2"
    # a sum of bands has the sources of its bands
    assert made.source(1, "clinical", "1-7") == "Report A, page 2; Report B, page 3"
    assert made.source(2) == "Report A, page 4"
    assert made.source(9) == ""
    assert made.publications(1) == "Report A; Report B"


def test_a_blank_source_is_left_out():
    assert with_sources("", "", "Report B", "").source(1) == "Report B"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("number", -1.0),
        ("number", None),
        ("ethnicity", "Asien"),
        ("sex", "F"),
        ("state", "not calculable"),
    ],
)
def test_a_table_that_cannot_be_is_refused(column, value):
    table = counts(ROWS).table
    table.loc[0, column] = value
    with pytest.raises(pandera.errors.SchemaError):
        Counts("RXX", 2023, table)


def test_one_key_twice_is_refused():
    with pytest.raises(pandera.errors.SchemaError, match="not unique"):
        counts([ROWS[0], ROWS[0]])


# The average of two years

ENTERED = "entered formal disciplinary process"


def entered(*cells: object, year: int = 2023):
    return counts([(3, ENTERED, ALL, ALL, *cells)], year=year)


def average(now, before) -> list[float | str]:
    made = with_two_year_average(now, before)
    found = [made.events(3, ENTERED, ethnicity) for ethnicity in (WHITE, BME, UNKNOWN, ALL)]
    return [each.state.value if each.value is None else each.value for each in found]


def test_the_average_of_two_years():
    # (4 + 3) / 2, (2 + 0) / 2, (0 + 0) / 2, (6 + 3) / 2
    assert average(entered(4, 2, 0), entered(3, 0, 0, year=2022)) == [3.5, 1, 0, 4.5]


def test_the_counts_of_the_year_stay_beside_its_average():
    made = with_two_year_average(entered(4, 2, 0), entered(3, 0, 0, year=2022))
    assert made.get(3, ENTERED, WHITE).value == 4
    assert made.is_averaged(3, ENTERED)
    assert not entered(4, 2, 0).is_averaged(3, ENTERED)


@pytest.mark.parametrize(
    "before", [None, entered(3, 0, 0, year=2021)], ids=["no year", "a year further back"]
)
def test_without_the_year_before_there_is_no_average(before):
    assert average(entered(4, 2, 0), before) == ["not collected"] * 4


def test_a_missing_part_makes_a_missing_average():
    found = average(entered(4, "c", 0), entered(None, 1, 0, year=2022))
    assert found == ["not collected", "withheld", 0, "withheld"]


# Whose workforce


def test_an_indicators_own_workforce_goes_before_that_of_indicator_1():
    rows = [(1, "staff in post", ALL, ALL, 80, 16, 4), (4, "staff in post", ALL, ALL, 60, 12, None)]
    made = counts(rows)
    assert [made.workforce(number, WHITE).value for number in (1, 3, 4)] == [80, 80, 60]
    # what it does not say is not filled in from another workforce
    assert made.workforce(4, UNKNOWN).value is None
