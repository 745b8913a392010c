"""What changed most: by more than chance, the largest first, each with what it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import plainly

from helpers.report import open_report
from wres import reference
from wres.figures import ALL, BME, Figure, Figures, State
from wres.narrative.changes import MOST, changes
from wres.narrative.scope import Edition

DATA = Path(__file__).parents[2] / "data"
STAFF, SURVEY = "staff_percentage", "survey_percentage"


@pytest.fixture(scope="module")
def founding() -> Edition:
    """The scope of a report that holds two years; its figures are made in each test."""
    report = open_report("QHG", 2023, data=DATA)
    return Edition(report.figures, report.scope)


def pair(indicator, name, before, now, significant=True, **where) -> list[Figure]:
    """A share in 2022 and its change in 2023, in percentage points."""
    where = {"ethnicity": BME} | where
    then = Figure("QHG", 2022, indicator, name, value=before, state=State.SHOWN, **where)
    change = Figure(
        "QHG", 2023, indicator, f"{name}{reference.CHANGE}", value=now - before,
        significant=significant, state=State.SHOWN, **where,
    )  # fmt: skip
    return [then, change]


def told(founding: Edition, *pairs: list[Figure]) -> tuple[str, ...]:
    """What is said of these figures alone."""
    figures = Figures([figure for each in pairs for figure in each])
    return plainly(changes(replace(founding, figures=figures)))


def test_the_founding_reports_changes_are_those_that_its_tables_call_more_than_chance(founding):
    # 0 of 13 after 6 of 19 (31.6%); 43 of 309 (13.9%) after 116 of 288 (40.3%); 24 of 99 (24.2%)
    # after 48 of 96 (50.0%)
    assert plainly(changes(founding)) == (
        "The BME share of the board is down 31.6 percentage points from 31.6% (6 of 19) in 2022 "
        "(BLMK CCG).",
        "The share of White staff who took part in non-mandatory training is down 26.4 percentage "
        "points from 40.3% (116 of 288) in 2022 (BLMK CCG).",
        "The share of BME staff who took part in non-mandatory training is down 25.8 percentage "
        "points from 50.0% (48 of 96) in 2022 (BLMK CCG).",
    )


def test_the_largest_comes_first_whichever_way_it_went(founding):
    up, down = pair(1, STAFF, 20.0, 23.0), pair(9, "board_percentage", 30.0, 20.0,
                                                staff_group="board members")  # fmt: skip
    first, second = told(founding, up, down)
    assert "The BME share of the board is down 10.0 percentage points from 30.0%" in first
    assert "The BME share of the workforce is up 3.0 percentage points from 20.0%" in second


def test_what_may_be_chance_or_is_not_known_to_be_more_is_not_said(founding):
    assert told(founding, pair(1, STAFF, 20.0, 40.0, significant=False)) == ()
    assert told(founding, pair(1, STAFF, 20.0, 40.0, significant=None)) == ()


@pytest.mark.parametrize(
    "where",
    [
        {"ethnicity": "White"},  # the workforce is told by its BME share alone
        {"ethnicity": "Asian"},  # groups behind BME have a page of their own
        {"sex": "Female"},
        {"staff_group": "clinical", "pay_band": "5"},  # a single band; pools and groups are told
    ],
)
def test_what_its_own_page_tells_is_left_out(founding, where):
    assert told(founding, pair(1, STAFF, 20.0, 40.0, **where)) == ()


def test_a_survey_is_told_of_both_groups_and_by_its_own_year(founding):
    both = told(
        founding,
        pair(7, SURVEY, 60.0, 50.0, ethnicity="White"),
        pair(7, SURVEY, 40.0, 52.0),
    )
    assert [sentence.split(" staff ")[0] for sentence in both] == [
        "The share of BME", "The share of White"
    ]  # fmt: skip
    assert all("in 2021 survey" in sentence for sentence in both)


def test_no_more_are_told_than_a_reader_keeps_in_mind(founding):
    bands = [("clinical", ALL), ("non-clinical", ALL), ("clinical", "1-7"), ("clinical", "8a-VSM"),
             ("non-clinical", "1-7"), ("non-clinical", "8a-VSM"), (ALL, ALL)]  # fmt: skip
    shares = [
        pair(1, STAFF, 20.0, 30.0 + at, staff_group=group, pay_band=band)
        for at, (group, band) in enumerate(bands)
    ]
    said = told(founding, *shares)
    assert len(bands) > MOST == len(said)
    assert said[0].startswith("The BME share of the workforce is up 16.0 percentage points")
