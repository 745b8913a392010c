"""The nine formulas, against values worked out by hand."""

from __future__ import annotations

import pytest
from builders import counts, pick, raw
from hypothesis import assume, given
from hypothesis import strategies as st

from wres.figures import ALL, BME, UNKNOWN, WHITE, Count, State
from wres.indicators import (
    calculate,
    difference,
    difference_from_whole,
    percentage,
    relative_likelihood,
)

# Small numbers on purpose, no two alike, so that a wrong denominator cannot go unseen.
ROWS = [
    (1, "staff in post", ALL, ALL, 80, 16, 4),
    (1, "staff in post", "clinical", "5", 20, 10, 2),
    (1, "staff in post", "clinical", "8a", 30, 2, 0),
    (1, "staff in post", "non-clinical", "2", 25, 3, 2),
    (1, "staff in post", "medical and dental", "consultant", 5, 1, 0),
    (1, "staff in post", "medical and dental", "senior medical manager", 2, 0, 0),
    (2, "shortlisted", ALL, ALL, 60, 40, 10),
    (2, "appointed", ALL, ALL, 15, 5, 1),
    (3, "entered formal disciplinary process", ALL, ALL, 4, 3, 0),
    (4, "accessed non-mandatory training", ALL, ALL, 50, 8, None),
    (5, "respondents", ALL, ALL, 50, 8, None),
    (5, "count", ALL, ALL, 5, 2, None),
    (6, "respondents", ALL, ALL, 48, 9, None),
    (6, "percentage", ALL, ALL, 12.5, 33.3, None),
    (9, "board members", ALL, ALL, 9, 1, 0),
    (9, "voting board members", ALL, ALL, 6, 0, 0),
]

EVERYBODY = {"staff_group": ALL, "pay_band": ALL}


@pytest.fixture(scope="module")
def figures():
    return calculate(counts(ROWS))


@pytest.mark.parametrize(
    ("name", "where", "value", "numerator", "denominator"),
    [
        # 16 of all 100, the 4 of unknown ethnicity included
        ("staff_percentage", {"staff_group": ALL, "pay_band": ALL, "ethnicity": BME}, 16, 16, 100),
        (
            "staff_percentage",
            {"staff_group": ALL, "pay_band": ALL, "ethnicity": UNKNOWN},
            4,
            4,
            100,
        ),
        # 10 of 32 in clinical band 5
        (
            "staff_percentage",
            {"staff_group": "clinical", "pay_band": "5", "ethnicity": BME},
            31.25,
            10,
            32,
        ),
        # bands 5 and 8a of clinical staff together: 12 of 64
        (
            "staff_percentage",
            {"staff_group": "clinical", "pay_band": ALL, "ethnicity": BME},
            18.75,
            12,
            64,
        ),
        (
            "staff_percentage",
            {"staff_group": "clinical", "pay_band": "8a-VSM", "ethnicity": BME},
            6.25,
            2,
            32,
        ),
        # senior medical managers are consultants too and are not counted twice: 1 of 6
        (
            "staff_percentage",
            {"staff_group": "medical and dental", "pay_band": ALL, "ethnicity": BME},
            100 / 6,
            1,
            6,
        ),
        ("ethnicity_declared_percentage", {}, 96, 96, 100),
        ("appointment_rate", {"ethnicity": WHITE}, 25, 15, 60),
        ("appointment_rate", {"ethnicity": BME}, 12.5, 5, 40),
        # (15/60) / (5/40), White to BME
        ("relative_likelihood_white_to_bme", {"indicator": 2}, 2, 0.25, 0.125),
        # (3/16) / (4/80), BME to White: the other way round
        ("relative_likelihood_bme_to_white", {"indicator": 3}, 3.75, 0.1875, 0.05),
        # (50/80) / (8/16), White to BME
        ("relative_likelihood_white_to_bme", {"indicator": 4}, 1.25, 0.625, 0.5),
        ("survey_percentage", {"indicator": 5, "ethnicity": BME}, 25, 2, 8),
        # 12.5% of 48 is 6 people; 33.3% of 9 is 3 people, so a third, not 33.3
        ("survey_percentage", {"indicator": 6, "ethnicity": WHITE}, 12.5, 6, 48),
        ("survey_percentage", {"indicator": 6, "ethnicity": BME}, 100 / 3, 3, 9),
        ("board_percentage", {"staff_group": "board members", "ethnicity": BME}, 10, 1, 10),
        ("workforce_percentage", {"ethnicity": BME}, 16, 16, 100),
    ],
)
def test_value_and_parts(figures, name, where, value, numerator, denominator):
    figure = pick(figures, name, **where)

    assert figure.value == pytest.approx(value)
    assert (figure.numerator, figure.denominator) == pytest.approx((numerator, denominator))
    assert figure.state is State.SHOWN


@pytest.mark.parametrize(
    ("name", "where", "value", "minuend", "subtrahend"),
    [
        # BME in clinical band 5 (31.25%) less BME in the whole workforce (16%)
        ("difference_from_workforce", {"pay_band": "5", "ethnicity": BME}, 15.25, 31.25, 16),
        # BME (25%) less White (10%)
        ("difference_bme_white", {"indicator": 5}, 15, 25, 10),
        # the board (10% BME) less the workforce (16%): under-represented, so below zero
        (
            "difference_board_workforce",
            {"staff_group": "board members", "ethnicity": BME},
            -6,
            10,
            16,
        ),
        (
            "difference_board_workforce",
            {"staff_group": "voting board members", "ethnicity": WHITE},
            20,
            100,
            80,
        ),
    ],
)
def test_differences_are_percentage_points(figures, name, where, value, minuend, subtrahend):
    figure = pick(figures, name, **where)

    assert figure.value == pytest.approx(value)
    assert (figure.minuend, figure.subtrahend) == pytest.approx((minuend, subtrahend))
    assert figure.unit == "percentage points"


def test_every_shown_figure_has_a_unit_a_direction_and_a_source(figures):
    shown = [figure for figure in figures if figure.is_shown]
    assert len(shown) > 50
    assert all(figure.unit and figure.direction and figure.source for figure in shown)


@pytest.mark.parametrize(
    ("name", "indicator", "direction"),
    [
        ("relative_likelihood_white_to_bme", 2, "above 1 favours White people"),
        ("relative_likelihood_bme_to_white", 3, "above 1 is worse for BME people"),
        ("relative_likelihood_white_to_bme", 4, "above 1 favours White people"),
        ("difference_bme_white", 5, "lower is better"),
        ("difference_bme_white", 7, "higher is better"),
    ],
)
def test_direction(figures, name, indicator, direction):
    assert pick(figures, name, indicator=indicator).direction == direction


def test_unknown_ethnicity_is_in_the_denominator_of_the_board():
    made = calculate(counts([ROWS[0], (9, "board members", ALL, ALL, 11, 0, 2)]))

    assert pick(
        made, "board_percentage", staff_group="board members", ethnicity=UNKNOWN
    ).value == pytest.approx(100 * 2 / 13)


@pytest.mark.parametrize(
    ("white", "bme", "value", "state", "reason"),
    [
        ((0, 10), (0, 5), None, State.NOT_CALCULABLE, "nobody came"),
        ((3, 10), (0, 5), None, State.NOT_CALCULABLE, "no limit"),
        ((0, 10), (2, 5), 0.0, State.SHOWN, ""),
        ((0, 0), (2, 5), None, State.NOT_CALCULABLE, "there is nobody in the group"),
        (("c", 10), (2, 5), None, State.WITHHELD, "a part is withheld"),
        ((None, 10), (2, 5), None, State.NOT_COLLECTED, "a part is not collected"),
        (("c", 10), (None, 5), None, State.WITHHELD, "a part is withheld"),
    ],
    ids=[
        "nobody",
        "none in the second",
        "none in the first",
        "empty group",
        "withheld",
        "not collected",
        "withheld and not collected",
    ],
)
def test_zero_and_missing_cases_are_told_apart(white, bme, value, state, reason):
    def count(cell):
        return {"c": Count.withheld(), None: Count.not_collected()}.get(cell) or Count(cell)

    rates = [percentage(count(part), count(whole)) for part, whole in (white, bme)]
    ratio = relative_likelihood(*rates, nobody="nobody came", no_limit="no limit")

    assert (ratio.value, ratio.state, ratio.reason) == (value, state, reason)


def test_a_withheld_count_leaves_nothing_that_builds_on_it():
    rows = [
        ROWS[0],
        (2, "shortlisted", ALL, ALL, 60, 40, 10),
        (2, "appointed", ALL, ALL, 15, "c", 1),
    ]
    made = calculate(counts(rows))

    for name in ("appointed_count", "appointment_rate"):
        assert pick(made, name, ethnicity=BME).state is State.WITHHELD
    ratio = pick(made, "relative_likelihood_white_to_bme", indicator=2)
    assert (ratio.value, ratio.numerator, ratio.denominator) == (None, None, None)
    assert pick(made, "appointment_rate", ethnicity=WHITE).value == 25


def test_a_share_of_what_nobody_counted_is_not_withheld():
    """Where a table has no White staff, a withheld total says nothing about them."""
    share = percentage(Count.not_collected(), Count.withheld())
    assert (share.state, share.reason) == (State.NOT_COLLECTED, "a part is not collected")


def test_a_percentage_that_no_whole_number_gives_stands_as_printed():
    rows = [
        ROWS[0],
        (7, "respondents", ALL, ALL, 50, 8, None),
        (7, "percentage", ALL, ALL, 60, 31, None),
    ]
    bme = pick(calculate(counts(rows)), "survey_percentage", indicator=7, ethnicity=BME)

    assert (bme.value, bme.numerator, bme.denominator) == (31, None, 8)


def test_a_percentage_that_several_whole_numbers_give_stands_as_printed():
    # 531 and 532 of 2,069 are both 25.7%, 376 and 377 of 1,500 both 25.1%; of 934, 267 is 28.6%.
    rows = [
        ROWS[0],
        (5, "respondents", ALL, ALL, 2069, 934, None),
        (5, "percentage", ALL, ALL, 25.7, 28.6, None),
        (6, "respondents", ALL, ALL, 1500, 8, None),
        (6, "percentage", ALL, ALL, 25.1, None, None),
    ]
    made = calculate(counts(rows))
    other = pick(made, "survey_percentage", indicator=6, ethnicity=WHITE)
    assert (other.value, other.numerator) == (25.1, None)
    white, bme = (pick(made, "survey_percentage", indicator=5, ethnicity=e) for e in (WHITE, BME))
    assert (white.value, white.numerator) == (25.7, None)
    assert (bme.value, bme.numerator) == (100 * 267 / 934, 267)


def test_a_percentage_alone_is_never_a_number_of_people():
    rows = [
        ROWS[0],
        (5, "respondents", ALL, ALL, 2069, 8, None),
        (5, "percentage", ALL, ALL, 25.7, 31, None),
    ]
    made = calculate(counts(rows))
    for ethnicity in (WHITE, BME):
        people = pick(made, "survey_count", indicator=5, ethnicity=ethnicity)
        assert (people.value, people.state) == (None, State.NOT_COLLECTED)


def test_only_what_bodies_gave_in_two_ways_cannot_be_added():
    asked = [ROWS[0], (5, "respondents", ALL, ALL, 50, 8, None), (5, "count", ALL, ALL, 5, None, 0)]
    also_a_percentage = [*asked, (5, "percentage", ALL, ALL, None, None, None)]
    lost = "a body among those that were added together gave a percentage, which cannot be added"
    for rows, reason in ((asked, "a part is not collected"), (also_a_percentage, lost)):
        made = calculate(counts(rows))
        of = [pick(made, "survey_percentage", indicator=5, ethnicity=e) for e in (WHITE, BME)]
        assert [figure.reason for figure in of] == ["", reason]


def test_unprotected_counts_are_refused():
    with pytest.raises(TypeError, match="protect"):
        calculate(raw(counts(ROWS)))


people = st.integers(min_value=1, max_value=100_000)


@given(part=st.integers(min_value=0, max_value=10_000), rest=people)
def test_a_share_and_the_rest_make_a_hundred(part, rest):
    whole = Count(part + rest)
    shares = [percentage(Count(n), whole).value for n in (part, rest)]
    assert sum(shares) == pytest.approx(100)


@given(a=people, b=people, c=people, d=people)
def test_the_ratio_turned_round_is_its_inverse(a, b, c, d):
    first, second = percentage(Count(a), Count(a + b)), percentage(Count(c), Count(c + d))
    ratio = relative_likelihood(first, second, nobody="", no_limit="")
    inverse = relative_likelihood(second, first, nobody="", no_limit="")
    assert ratio.value * inverse.value == pytest.approx(1)
    assert (ratio.value > 1) == (a * (c + d) > c * (a + b))


@given(a=people, b=people, times=st.integers(min_value=2, max_value=50))
def test_the_ratio_does_not_depend_on_the_size_of_the_groups(a, b, times):
    assume(a < b)
    small, large = percentage(Count(a), Count(b)), percentage(Count(a * times), Count(b * times))
    ratio = relative_likelihood(small, large, nobody="", no_limit="")
    assert ratio.value == pytest.approx(1)
    assert difference(small, large).value == pytest.approx(0, abs=1e-9)


# How sure the figures are


def test_intervals_stand_with_their_figures():
    rows = [
        (1, "staff in post", ALL, ALL, 309, 99, 13),
        (1, "staff in post", "non-clinical", "8a-VSM", 120, 14, 3),
        (2, "shortlisted", ALL, ALL, 159, 178, 25),
        (2, "appointed", ALL, ALL, 49, 25, 12),
        (5, "respondents", ALL, ALL, 250, 55, None),
        (5, "percentage", ALL, ALL, 8.0, 12.7, None),
        (9, "board members", ALL, ALL, 11, 0, 2),
    ]
    made = calculate(counts(rows))

    def ends(name, **where):
        figure = pick(made, name, **where)
        return round(figure.low, 1), round(figure.high, 1), figure.significant

    # Wilson for 7 of 55, which is what 12.7% of 55 is
    assert ends("survey_percentage", ethnicity=BME, indicator=5) == (6.3, 24.0, None)
    assert ends("difference_bme_white", indicator=5) == (-2.9, 16.3, False)
    ratio = pick(made, "relative_likelihood_white_to_bme", indicator=2)
    assert (round(ratio.low, 2), round(ratio.high, 2), ratio.significant) == (1.43, 3.38, True)
    # The band is 14 of 137 (6.2 to 16.4), everybody else 85 of 284 (24.9 to 35.5): their gap is
    # -19.7, from -26.6 to -11.7; times 284/421, for the band is a part of the workforce
    band = {"staff_group": "non-clinical", "pay_band": "8a-VSM", "ethnicity": BME}
    assert ends("difference_from_workforce", **band) == (-17.9, -7.9, True)
    # 3.1 of 13 expected: Fisher, p = 0.046
    board = {"staff_group": "board members", "ethnicity": BME}
    assert ends("difference_board_workforce", **board) == (-27.8, -0.4, True)


@pytest.mark.parametrize(
    ("rows", "name", "indicator"),
    [
        ([(2, "shortlisted", ALL, ALL, 159, 178, 0), (2, "appointed", ALL, ALL, "c", 25, 0)],
         "relative_likelihood_white_to_bme", 2),
        ([(5, "respondents", ALL, ALL, 250, 55, None), (5, "count", ALL, ALL, "c", 7, None)],
         "difference_bme_white", 5),
        ([(5, "respondents", ALL, ALL, 250, 55, None), (5, "count", ALL, ALL, None, 7, None)],
         "difference_bme_white", 5),
    ],
)  # fmt: skip
def test_a_missing_part_makes_a_missing_interval(rows, name, indicator):
    figure = pick(calculate(counts(rows)), name, indicator=indicator)
    assert (figure.value, figure.low, figure.high, figure.significant) == (None,) * 4


def test_a_ratio_of_zero_has_no_interval_and_still_a_verdict():
    rows = [(2, "shortlisted", ALL, ALL, 80, 40, 0), (2, "appointed", ALL, ALL, 0, 5, 0)]
    ratio = pick(calculate(counts(rows)), "relative_likelihood_white_to_bme", indicator=2)
    assert (ratio.value, ratio.low, ratio.significant) == (0.0, None, True)  # Fisher: 0.0035


def test_a_large_base_has_an_interval_without_a_number_of_people():
    rows = [
        (5, "respondents", ALL, ALL, 2069, 100, None),
        (5, "percentage", ALL, ALL, 25.7, 8, None),
    ]
    share = pick(calculate(counts(rows)), "survey_percentage", ethnicity=WHITE, indicator=5)
    # 25.7% is 531 or 532 of 2,069; Wilson for 532: 23.88 to 27.64
    assert share.numerator is None
    assert (round(share.low, 2), round(share.high, 2)) == (23.88, 27.64)


def test_a_band_that_is_the_whole_workforce_or_larger_has_no_verdict():
    for band in ((80, 16, 4), (90, 20, 4)):
        rows = [
            (1, "staff in post", ALL, ALL, 80, 16, 4),
            (1, "staff in post", "clinical", "5", *band),
        ]
        gap = pick(
            calculate(counts(rows)), "difference_from_workforce",
            staff_group="clinical", pay_band="5", ethnicity=BME,
        )  # fmt: skip
        assert gap.is_shown and gap.interval is None and gap.significant is None


@given(st.integers(0, 40), st.integers(1, 60), st.integers(0, 40), st.integers(1, 60))
def test_a_difference_lies_in_its_interval(band_part, band_rest, others_part, others_rest):
    """Also where nobody, or everybody, of a group is in one band: its end is the gap itself."""
    band = percentage(Count(band_part), Count(band_part + band_rest))
    people = (band_part + others_part, band_part + band_rest + others_part + others_rest)
    gap = difference_from_whole(band, percentage(Count(people[0]), Count(people[1])))
    assert gap.interval.holds(gap.value)


def test_a_group_that_is_in_one_band_only_has_an_interval():
    rows = [
        (1, "staff in post", ALL, ALL, 24, 12, 0),
        (1, "staff in post", "non-clinical", "1-7", 24, 0, 0),
        (1, "staff in post", "clinical", "1-7", 0, 12, 0),
    ]
    gap = pick(
        calculate(counts(rows)), "difference_from_workforce",
        staff_group="clinical", pay_band="1-7", ethnicity=WHITE,
    )  # fmt: skip
    # 0 of 12 less 24 of 36; nobody in the band and everybody in the others: no lower end is below
    assert gap.value == pytest.approx(-200 / 3) == gap.low
