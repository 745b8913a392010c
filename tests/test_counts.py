"""Counts by key, with their sources."""

from __future__ import annotations

import pandera.errors
import pytest
from builders import counts

from helpers.counts import Counts
from helpers.figures import ALL, BME, WHITE, Count

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
