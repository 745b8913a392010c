"""Ratings, action plan and narrative, read; their faults are in `test_broken_inputs`."""

from __future__ import annotations

import pytest

from wres.reading.plans import Action, Rating, read_action_plan, read_narrative, read_ratings

PLAN = "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"


def test_a_rating(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text("indicator,rating,reason,source\n5,Developing,Why,x\n", encoding="utf-8")
    assert read_ratings(path, "ratings.csv") == ((Rating(5, "Developing", "Why"),), [])


def test_a_row_of_the_plan_with_several_actions(tmp_path):
    path = tmp_path / "action_plan.csv"
    text = PLAN + '"1, 9",2,Developing,Recruitment,"Advertise\n\n  Train ",More,Chief Nurse,May\n'
    path.write_text(text, encoding="utf-8")
    assert read_action_plan(path, "action_plan.csv") == (
        (
            Action(
                (1, 9),
                "2",
                "Developing",
                "Recruitment",
                ("Advertise", "Train"),
                ("More",),
                "Chief Nurse",
                "May",
            ),
        ),
        [],
    )


def test_what_may_be_blank_in_a_plan(tmp_path):
    path = tmp_path / "action_plan.csv"
    path.write_text(PLAN + "2;3,,,,Advertise,,,\n", encoding="utf-8")
    (action,), faults = read_action_plan(path, "action_plan.csv")
    assert faults == []
    assert action.indicators == (2, 3)
    assert (action.high_impact_action, action.rating, action.outcomes, action.lead) == (
        "",
        "",
        (),
        "",
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2025-03-31", "31 March 2025"),
        ("01/04/2025", "1 April 2025"),
        ("every quarter", "every quarter"),
        ("", ""),
    ],
)
def test_a_day_of_review_is_printed_as_a_letter_has_it(typed, printed):
    assert Action((1,), "", "", "", ("Do.",), (), "", typed).reviewed == printed


def test_progress_is_a_column_that_a_plan_may_have(tmp_path):
    path = tmp_path / "action_plan.csv"
    header = PLAN.replace("review", "review,progress")
    path.write_text(header + "2,2,,Fair,Advertise,,,,Panels are mixed\n", encoding="utf-8")
    (action,), faults = read_action_plan(path, "action_plan.csv")
    assert (faults, action.progress) == ([], "Panels are mixed")
    path.write_text(PLAN + "2,2,,Fair,Advertise,,,\n", encoding="utf-8")
    (action,), faults = read_action_plan(path, "action_plan.csv")
    assert (faults, action.progress) == ([], "")


def test_no_file_means_that_there_is_nothing(tmp_path):
    assert read_ratings(tmp_path / "ratings.csv", "ratings.csv") == ((), [])
    assert read_action_plan(tmp_path / "action_plan.csv", "action_plan.csv") == ((), [])
    assert read_narrative(tmp_path / "narrative", "narrative") == ({}, [])


def test_narrative_by_name(tmp_path):
    (tmp_path / "context.md").write_bytes("\ufeffWho we are.\r\n".encode())
    (tmp_path / "indicator_5-6_done.md").write_text("- A campaign\n", encoding="utf-8")
    assert read_narrative(tmp_path, "narrative") == (
        {"context": "Who we are.", "indicator_5-6_done": "- A campaign"},
        [],
    )


def test_every_misnamed_text_is_told(tmp_path):
    for name in ("contex.md", "indicator_5_planned.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    texts, faults = read_narrative(tmp_path, "narrative")
    assert texts == {}
    assert [fault.file for fault in faults] == [
        "narrative/contex.md",
        "narrative/indicator_5_planned.md",
    ]
