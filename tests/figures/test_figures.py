"""Counts and figures: numbers that carry their state."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pandera.errors
import pytest
from builders import shown

from wres.figures import (
    BME,
    COLUMNS,
    WHITE,
    Count,
    Figure,
    FigureError,
    Figures,
    State,
    joint_state,
)

SHOWN, WITHHELD = State.SHOWN, State.WITHHELD
NOT_COLLECTED, NOT_CALCULABLE = State.NOT_COLLECTED, State.NOT_CALCULABLE


@pytest.mark.parametrize(
    ("states", "joint"),
    [
        ([SHOWN, SHOWN], SHOWN),
        ([SHOWN, WITHHELD], WITHHELD),
        ([NOT_COLLECTED, WITHHELD], WITHHELD),
        ([NOT_CALCULABLE, NOT_COLLECTED], NOT_COLLECTED),
        ([NOT_CALCULABLE, SHOWN], NOT_CALCULABLE),
        ([], SHOWN),
    ],
)
def test_the_state_of_a_whole(states, joint):
    assert joint_state(states) is joint
    assert joint_state(reversed(states)) is joint


@pytest.mark.parametrize(
    ("one", "other", "total"),
    [
        (Count(3), Count(4), Count(7)),
        (Count(0), Count(0), Count(0)),
        (Count(3), Count.withheld(), Count.withheld()),
        (Count(3), Count.not_collected(), Count.not_collected()),
        (Count.not_collected(), Count.withheld(), Count.withheld()),
    ],
)
def test_sum_of_counts(one, other, total):
    assert one + other == other + one == total


@pytest.mark.parametrize(("value", "state"), [(None, SHOWN), (3, WITHHELD), (0, NOT_COLLECTED)])
def test_a_count_is_a_number_or_has_a_reason(value, state):
    with pytest.raises(ValueError, match="a number or has a reason"):
        Count(value, state)


def test_two_figures_of_one_key_are_refused():
    figure = shown(16, "staff_percentage", 1, ethnicity=BME)
    with pytest.raises(ValueError, match="two figures with one key"):
        Figures([figure, figure])


def test_a_figure_is_found_by_its_key():
    white = shown(80, "staff_percentage", 1, ethnicity=WHITE)
    bme = shown(16, "staff_percentage", 1, ethnicity=BME)
    older = shown(15, "staff_percentage", 1, year=2022, ethnicity=BME)
    figures = Figures([white, bme, older])

    assert len(figures) == 3
    assert figures.get(1, "staff_percentage", 2023, ethnicity=BME) is bme
    assert figures.get(1, "staff_percentage", 2022, ethnicity=BME) is older
    assert figures.select(ethnicity=BME) == [bme, older]


def test_a_figure_that_nobody_handed_in_says_so():
    gone = Figures([]).get(2, "appointment_rate", 2023, ethnicity=BME)
    assert (gone.state, gone.value, gone.unit) == (NOT_COLLECTED, None, "percent")
    assert (gone.year, gone.ethnicity, gone.is_shown) == (2023, BME, False)


def test_a_name_that_no_figure_has_is_answered_with_the_one_that_is_near():
    said = "no figure is called 'apointment_rate'. Did you mean 'appointment_rate'?"
    with pytest.raises(FigureError, match=re.escape(said)):
        Figures([]).get(2, "apointment_rate", 2023)


def test_the_frame_keeps_values_unrounded_and_states_as_words():
    third = shown(100 / 3, "staff_percentage", 1, ethnicity=BME, numerator=1.0, denominator=3.0)
    gone = Figure("5E1", 2023, 2, "appointment_rate", state=WITHHELD)
    frame = Figures([third, gone]).to_frame()

    assert tuple(frame.columns) == COLUMNS
    assert frame["value"].tolist()[0] == 100 / 3
    assert frame["state"].tolist() == ["shown", "withheld"]
    assert frame["organisation"].tolist() == ["RXX", "5E1"]
    assert json.loads(frame.to_json(orient="records"))[1]["value"] is None


def test_the_frame_keeps_which_figure_a_row_is():
    figures = Figures([shown(float(n), "appointment_rate", 2, year=2020 + n) for n in (1, 2)])
    frame = figures.to_frame().sort_values("value", ascending=False)
    assert frame.index.name == "key"
    assert frame.head(1).index.tolist() == ["2022/2/appointment_rate"]
    cells = figures.to_frame(cells=True)
    assert cells["value"].tolist() == list(figures)
    assert cells.index.equals(figures.to_frame().index)


def test_a_frame_of_no_figures():
    assert Figures([]).to_frame().empty
    assert Figures([]).to_frame(cells=True).empty


def test_a_value_under_a_state_that_hides_it_is_refused():
    leaking = Figure("RXX", 2023, 1, "staff_count", value=3.0, state=WITHHELD)
    with pytest.raises(pandera.errors.SchemaError, match="exactly where the state says"):
        Figures([leaking]).to_frame()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"low": 4.0, "high": 5.0}, "an interval has two ends"),
        ({"low": 1.0}, "an interval has two ends"),
        ({"value": None, "state": WITHHELD, "significant": True}, "has no verdict"),
        ({"value": None, "state": WITHHELD, "low": 1.0, "high": 5.0}, "an interval has two ends"),
    ],
)
def test_an_interval_goes_with_its_value(more, problem):
    figure = replace(shown(3.0, "appointment_rate", 2), **more)
    with pytest.raises(pandera.errors.SchemaError, match=problem):
        Figures([figure]).to_frame()


def test_the_verdict_is_a_word_in_the_frame():
    made = [
        replace(shown(3.0, "appointment_rate", 2), year=2020 + n, significant=each)
        for n, each in enumerate((True, False, None))
    ]
    assert Figures(made).to_frame()["significant"].tolist() == ["yes", "no", ""]


def test_the_people_behind_a_percentage_only():
    rate = shown(50.0, "appointment_rate", 2, numerator=2.0, denominator=4.0, unit="percent")
    assert rate.people == (2.0, 4.0)
    assert replace(rate, numerator=None).people is None
    assert replace(rate, unit="percent change").people is None
