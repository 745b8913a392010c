"""Phrases: the direction in words, and every number as it is printed."""

from __future__ import annotations

import pytest
from builders import plainly, shown
from hypothesis import assume, given
from hypothesis import strategies as st

from wres.figures import Figure, State
from wres.figures.phrases import (
    FURTHER,
    NEARER,
    Event,
    beside,
    capital,
    chance,
    every_year,
    is_in_four_fifths,
    likelihood,
    listed,
    moved,
    nearer_to_one,
    nobody,
    out_of,
    points,
    said,
    since,
    uncapital,
    why,
    why_missing,
    with_nobody,
)
from wres.figures.printed import Printed, keys_in

GAP, RATIO = "difference_bme_white", "relative_likelihood_white_to_bme"
ROUND = "relative_likelihood_turned_round"
EVENT = Event("be appointed", "were appointed", "were")


@pytest.mark.parametrize(
    ("value", "way", "side"),
    [
        (2.06, "up 2.1 percentage points", "2.1 percentage points above them"),
        (-2.05, "down 2.1 percentage points", "2.1 percentage points below them"),
        (1.0, "up 1.0 percentage point", "1.0 percentage point above them"),
        (-0.96, "down 1.0 percentage point", "1.0 percentage point below them"),
        (0.05, "up 0.1 percentage points", "0.1 percentage points above them"),
        (0.04, "unchanged", "the same as them"),
        (-0.04, "unchanged", "the same as them"),
        (0, "unchanged", "the same as them"),
    ],
)
def test_direction(value, way, side):
    figure = shown(value, GAP, 5)
    assert plainly(moved(figure)) == way
    assert plainly(beside(figure, "them")) == side


@given(value=st.floats(-100, 100))
def test_the_words_never_contradict_the_number(value):
    figure = shown(value, GAP, 5)
    way = plainly(moved(figure))
    assert way == "unchanged" or way.startswith("up" if value > 0 else "down")
    assert way == "unchanged" or plainly(points(figure)) in way
    assert "0.0" not in way.split()


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (2.194, "A were 2.19 times as likely as B to be appointed"),
        (1.006, "A were 1.01 times as likely as B to be appointed"),
        (1.0049, "A and B were equally likely to be appointed"),
        (1, "A and B were equally likely to be appointed"),
        (0.995, "A and B were equally likely to be appointed"),
        (0.5, "B were 2.00 times as likely as A to be appointed"),
        (0.994, "B were 1.01 times as likely as A to be appointed"),
    ],
)
def test_a_likelihood_is_told_from_the_likelier_side(value, sentence):
    inverse = shown(1 / value, ROUND, 2)
    text = likelihood(shown(value, RATIO, 2), inverse, "A", "B", EVENT)
    assert plainly(text) == sentence


def test_none_of_the_first_group():
    no_limit = Figure("RXX", 2023, 2, ROUND, state=State.NOT_CALCULABLE, reason="no limit")
    text = likelihood(shown(0, RATIO, 2), no_limit, "A", "B", EVENT)
    assert plainly(text) == "None of the A were appointed, while some B were"


@given(value=st.floats(0.01, 100))
def test_nobody_is_1_00_times_as_likely(value):
    ratio, inverse = shown(value, RATIO, 2), shown(1 / value, ROUND, 2)
    sentence = plainly(likelihood(ratio, inverse, "A", "B", EVENT))
    assert " 1.00 times" not in sentence
    assert " 0." not in sentence


@pytest.mark.parametrize(
    ("last", "this", "direction"),
    [
        (2.31, 2.19, NEARER),
        (0.81, 0.57, FURTHER),
        (0.57, 0.81, NEARER),
        (1.5, 0.9, NEARER),
        (1.1, 0.5, FURTHER),
        (0.5, 2.0, ""),  # as far, in the other direction
        (0, 0.5, NEARER),
        (0.5, 0, FURTHER),
    ],
)
def test_nearer_to_one(last, this, direction):
    assert nearer_to_one(shown(this, RATIO, 2), shown(last, RATIO, 2, year=2022)) == direction


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [
        (0.5, 0.8, FURTHER),  # all of it is further from 1 than 1.20: 1 / 0.8 is 1.25
        (0.85, 0.98, NEARER),  # all of it is nearer: 1 / 0.85 is 1.18
        (0.5, 0.95, ""),  # it may be either
        (0.1, 1.1, ""),
    ],
)
def test_on_the_other_side_of_one_the_interval_says_what_is_nearer(low, high, direction):
    this = shown(0.9 if low > 0.6 else 0.6, RATIO, 2, low=low, high=high)
    assert nearer_to_one(this, shown(1.2, RATIO, 2)) == direction


@given(one=st.floats(1, 50), other=st.floats(1, 50))
def test_nearer_one_way_is_further_the_other(one, other):
    a, b = shown(one, RATIO, 2), shown(other, RATIO, 2)
    assume(one != other)
    assert {nearer_to_one(a, b), nearer_to_one(b, a)} == {NEARER, FURTHER}


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (shown(0.004, "disciplinary_rate", 3), "less than 0.01%"),
        (shown(0.04, "survey_percentage", 5), "less than 0.1%"),
        (shown(0.004, RATIO, 2), "less than 0.01"),
        (shown(0, "disciplinary_rate", 3), "0.0%"),
        (shown(0.05, "disciplinary_rate", 3), "0.05%"),
        (shown(1.994, "disciplinary_rate", 3), "1.99%"),
        (shown(2.04, "disciplinary_rate", 3), "2.0%"),
        (shown(0, RATIO, 2), "0.00"),
        (shown(0.04, GAP, 5), "0.0"),
        (Figure("RXX", 2023, 2, RATIO, state=State.WITHHELD), "[c]"),
    ],
)
def test_a_figure_in_a_sentence(figure, text):
    assert plainly(said(figure)) == text


def test_people_behind_a_percentage():
    known = shown(12.7, "survey_percentage", 5, numerator=1007.0, denominator=5055.0)
    assert plainly(out_of(known)) == " (1,007 of 5,055)"
    assert out_of(shown(12.7, "survey_percentage", 5, denominator=55.0)) == ""


NOT_HANDED_IN = "It is not available: the counts behind it were not handed in."


@pytest.mark.parametrize(
    ("state", "reason", "sentence"),
    [
        (State.WITHHELD, "", "It is withheld, so that nobody can be identified."),
        (State.NOT_COLLECTED, "", NOT_HANDED_IN),
        (State.NOT_COLLECTED, "a part is not collected", NOT_HANDED_IN),
        (State.NOT_COLLECTED, "no figure for 2022", NOT_HANDED_IN),
        (State.NOT_COLLECTED, "2022 is missing", "It is not available: 2022 is missing."),
        (State.NOT_CALCULABLE, "nobody came", "It cannot be worked out: nobody came."),
    ],
)
def test_each_missing_state_has_its_sentence(state, reason, sentence):
    gone = Figure("RXX", 2023, 2, RATIO, state=state, reason=reason)
    assert plainly(why_missing(gone, "It")) == sentence


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), ("abc", "a, b and c")]
)
def test_listed(parts, text):
    assert listed(parts) == text


def test_first_letters():
    assert (capital("bands"), capital(""), uncapital("Bands"), uncapital("")) == (
        "Bands",
        "",
        "bands",
        "",
    )


def gap_of(value: float, significant: bool | None) -> Figure:
    return shown(value, GAP, 5, unit="percentage points", significant=significant)


@pytest.mark.parametrize(
    ("value", "significant", "side"),
    [
        (4.7, False, "4.7 percentage points above them, which may be chance"),
        (4.7, True, "4.7 percentage points above them, more than chance would explain"),
        (4.7, None, "4.7 percentage points above them"),
        (-4.7, False, "4.7 percentage points below them, which may be chance"),
        (2.0, False, "about the same as them"),
        (2.01, False, "2.0 percentage points above them, which may be chance"),
        (-1.2, True, "1.2 percentage points below them, more than chance would explain"),
        (-1.2, None, "1.2 percentage points below them"),
        (0.04, False, "the same as them"),
    ],
)
def test_a_comparison_says_whether_it_may_be_chance(value, significant, side):
    assert plainly(beside(gap_of(value, significant), "them")) == side


def test_a_full_headcount_is_never_about_the_same():
    # 1.7 points of staff in post are people who can be counted
    change = shown(1.7, "staff_percentage_change_on_last_year", 1, significant=False)
    before = shown(14.1, "staff_percentage", 1, numerator=371.0, denominator=2636.0)
    assert plainly(since(change, before, "2022")) == (
        "up 1.7 percentage points from 14.1% (371 of 2,636) in 2022, which may be chance"
    )


@pytest.mark.parametrize(
    ("value", "significant", "words"),
    [(1.05, True, ", more than chance would explain"), (0.5, False, ", which may be chance"),
     (1.004, False, ""), (1.05, None, "")],
)  # fmt: skip
def test_a_ratio_says_whether_it_may_be_chance(value, significant, words):
    assert chance(shown(value, RATIO, 2, significant=significant)) == words


@given(value=st.floats(-100, 100), significant=st.sampled_from([True, False, None]))
def test_about_the_same_is_never_said_of_what_is_more_than_chance(value, significant):
    gap = gap_of(value, significant)
    assert ("about the same" in beside(gap, "them")) <= (significant is False)
    assert not ("chance" in beside(gap, "them") and "the same" in beside(gap, "them"))


@pytest.mark.parametrize(
    ("change", "significant", "words"),
    [
        (2.1, False, "up 2.1 percentage points from 10.6% (5 of 47) in 2022, which may be chance"),
        (2.1, True, "up 2.1 percentage points from 10.6% (5 of 47) in 2022, "
                    "more than chance would explain"),
        (-2.1, None, "down 2.1 percentage points from 10.6% (5 of 47) in 2022"),
        (1.0, False, "about the same as the 10.6% of 2022"),
        (0.0, False, "the same as in 2022"),
    ],
)  # fmt: skip
def test_since(change, significant, words):
    before = shown(10.6, "survey_percentage", 5, numerator=5.0, denominator=47.0)
    assert plainly(since(gap_of(change, significant), before, "2022")) == words


@pytest.mark.parametrize(
    ("values", "did"),
    [
        ((1.0, 1.1, 1.2), "risen"),
        ((1.2, 1.1, 1.0), "fallen"),
        ((1.0, 1.04, 1.2), ""),  # 1.0 and 1.0 as they are printed
        ((1.0, 1.2, 1.1), ""),
        ((1.0, 1.2), ""),
        ((1.0, None, 1.2), ""),
    ],
)
def test_every_year(values, did):
    figures = [
        (2020 + n, Figure("RXX", 2020 + n, 5, "survey_percentage", value=value))
        for n, value in enumerate(values)
    ]
    assert every_year(figures) == did


@pytest.mark.parametrize(
    ("ratio", "is_inside"),
    [(0.794, False), (0.795, True), (0.8, True), (1.25, True), (1.2549, True), (1.255, False)],
)
def test_the_ends_of_the_four_fifths_range_belong_to_it(ratio, is_inside):
    assert is_in_four_fifths(ratio) is is_inside


# The keys of the numbers in phrases.

SHARE = {"ethnicity": "BME", "numerator": 7.0, "denominator": 55.0}
KEY = "2022/5/survey_percentage////BME"


def test_what_is_said_of_less_than_the_least_has_the_figures_key():
    assert said(shown(0.004, "disciplinary_rate", 3, ethnicity="White")) == Printed(
        "2023/3/disciplinary_rate////White", "less than 0.01%"
    )


def test_the_numbers_of_a_phrase_stand_in_their_order():
    before = shown(10.6, "survey_percentage", 5, year=2022, **SHARE)
    assert keys_in(since(gap_of(2.1, None), before, "2022")) == (
        f"2023/5/{GAP}#size",
        KEY,
        f"{KEY}#part",
        f"{KEY}#whole",
    )
    assert keys_in(beside(gap_of(2.1, None), "them")) == (f"2023/5/{GAP}#size",)
    assert keys_in(beside(gap_of(0.04, None), "them")) == ()


def test_a_likelihood_told_the_other_way_has_the_key_of_the_ratio_turned_round():
    ratio, inverse = shown(0.5, RATIO, 2), shown(2.0, ROUND, 2)
    assert keys_in(likelihood(ratio, inverse, "A", "B", EVENT)) == (f"2023/2/{ROUND}",)
    assert keys_in(likelihood(inverse, ratio, "A", "B", EVENT)) == (f"2023/2/{ROUND}",)


def test_none_is_a_number_of_the_ratio():
    no_limit = Figure("RXX", 2023, 2, ROUND, state=State.NOT_CALCULABLE, reason="no limit")
    text = likelihood(shown(0, RATIO, 2), no_limit, "A", "B", EVENT)
    assert (
        text == f"{Printed(f'2023/2/{RATIO}', 'None')} of the A were appointed, while some B were"
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("nobody came", ["nobody"]),
        ("no BME applicant came, so the ratio has no upper limit", ["no"]),
        ("Nobody and none", ["Nobody", "none"]),
        ("the base includes people who do not know", []),  # "not" and "know" are no numbers
    ],
)
def test_a_number_word_in_a_reason_is_a_number(reason, words):
    gone = Figure("RXX", 2023, 2, RATIO, state=State.NOT_CALCULABLE, reason=reason)
    assert plainly(why(gone)) == reason
    assert keys_in(why(gone)) == (f"2023/2/{RATIO}",) * len(words)
    assert all(f"{nobody(gone, word)}" in why(gone) for word in words)
    assert with_nobody(reason, gone) == why(gone)


def test_that_nobody_can_be_identified_is_no_number():
    gone = Figure("RXX", 2023, 2, RATIO, state=State.WITHHELD)
    assert keys_in(why_missing(gone, "It")) == ()
