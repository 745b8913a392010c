"""A year assessed, and the doubts that only its figures raise."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HEADER, REGISTER, WORKFORCE, data_folder, plainly

from helpers.report import open_report
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.narrative.assessment import doubts
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"
COUNTS = (
    "1,staff in post,all,all,800,200,0,,made up",
    "2,shortlisted,all,all,80,80,0,,made up",
    "2,appointed,all,all,40,20,0,,made up",  # 2.00, from 1.29 to 3.10: Underdeveloped
)
PLAN = "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"


def found(root: Path, plan: str = "", ratings: str = "") -> list[str]:
    folder = root / "RXX" / "2023"
    folder.mkdir(parents=True, exist_ok=True)
    (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "counts.csv").write_text("\n".join([HEADER, *COUNTS, ""]), encoding="utf-8")
    (folder / "action_plan.csv").write_text(PLAN + plan, encoding="utf-8")
    header = "indicator,rating,reason,source\n"
    (folder / "ratings.csv").write_text(header + ratings, encoding="utf-8")
    return [str(doubt) for doubt in doubts(read_inputs(root, "RXX", 2023))]


OTHER = "4,2,,Training,Train,,Chief Nurse,every quarter\n"


def test_the_rules_worst_rating_asks_for_an_action(tmp_path):
    assert found(tmp_path, OTHER) == [
        "RXX/2023/action_plan.csv, column indicators: has no action for indicator 2, "
        "which the rule rates Underdeveloped. "
        "Add an action, or say in ratings.csv why the rating is another."
    ]
    assert found(tmp_path, OTHER + "2,2,,Fair,Do,,Chief Nurse,every quarter\n") == []


def test_a_year_without_any_plan_is_not_warned_of(tmp_path):
    assert found(tmp_path) == []


def test_an_own_rating_of_the_worst_is_told_of_once(tmp_path):
    (one,) = found(tmp_path, OTHER, "2,Underdeveloped,Why,x\n")
    assert "ratings.csv, row 2" in one


def test_another_rating_than_the_rules_needs_a_reason(tmp_path):
    plan = "2,2,,Fair,Do,,Chief Nurse,every quarter\n"
    assert found(tmp_path, plan, "2,Achieving,We say so,x\n") == []
    assert found(tmp_path, plan, "2,Achieving,,x\n") == [
        "RXX/2023/ratings.csv, row 2, column reason: '' is blank, and the rule rates indicator 2 "
        "Underdeveloped. Say why the organisation rates itself otherwise."
    ]


def test_areas_to_act_on_are_those_that_the_rule_does_not_rate_best():
    report = open_report("QHG", 2023, data=DATA)
    areas = report._assessed.areas_to_act_on
    assert [area.figure.indicator for area in areas] == [9, 7, 8, 2, 1, 6, 5]
    rated = report._assessed.rated
    assert {n for n in rated if rated[n].rule != "Achieving"} == {1, 2, 5, 6, 7, 8, 9}


def test_a_warning_of_the_rule_can_be_accepted(tmp_path):
    folder = tmp_path / "RXX"
    folder.mkdir()
    text = "setting,year,value,reason\naccept,2023,rating,The board has decided so\n"
    (folder / "settings.csv").write_text(text, encoding="utf-8")
    found(tmp_path, OTHER)
    (one,) = doubts(read_inputs(tmp_path, "RXX", 2023))
    assert (one.kind, one.accepted) == ("rating", "The board has decided so")


def test_an_average_of_two_years_without_the_first_names_the_setting(tmp_path):
    """8 of 80 White and 3 of 16 BME staff: 1.88 by the year alone."""
    entered = "3,entered formal disciplinary process,all,all,8,3,0,,made up"
    data = data_folder(tmp_path, rows=(WORKFORCE, entered), year=2021)
    (doubt,) = [each for each in doubts(read_inputs(data, "RXX", 2021)) if each.kind == "basis"]
    assert (doubt.row, doubt.value) == (3, None)
    assert doubt.problem.startswith("is to be averaged with the count of 2020, which is missing")
    assert doubt.remedy == (
        "Add 2020, or let 2021 stand alone, in settings.csv: "
        "indicator 3 basis,2021,single year,<reason>."
    )
    report = open_report("RXX", 2021, INTERNAL, data=data)
    said = plainly(report._assessed.findings[3][0].headline)
    assert said.endswith("it is the average of 2020 and 2021, and the count of 2020 is missing")
    line = "setting,year,value,reason\nindicator 3 basis,2021,single year,First year.\n"
    (data / "RXX" / "settings.csv").write_text(line, encoding="utf-8")
    inputs = read_inputs(data, "RXX", 2021)
    assert "basis" not in {each.kind for each in doubts(inputs)}
    ratio = figures_of(inputs, INTERNAL).get(3, "relative_likelihood_bme_to_white", 2021)
    assert ratio.value == pytest.approx((3 / 16) / (8 / 80))
