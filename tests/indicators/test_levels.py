"""From level to level: the race disparity ratio and parity, by hand."""

from __future__ import annotations

import pytest
from builders import counts, pick
from hypothesis import given
from hypothesis import strategies as st

from wres.figures import ALL, Count, State
from wres.indicators import calculate
from wres.indicators.levels import disparity, for_parity, progress

STAFF = "staff in post"
ROWS = [
    (1, STAFF, ALL, ALL, 100, 50, 10),
    (1, STAFF, "clinical", "2", 20, 16, 2),
    (1, STAFF, "clinical", "5", 20, 14, 0),
    (1, STAFF, "clinical", "7", 16, 6, 1),
    (1, STAFF, "clinical", "8a", 8, 2, 0),
    (1, STAFF, "clinical", "VSM", 2, 0, 0),
    (1, STAFF, "non-clinical", "1-7", 20, 9, 3),
    (1, STAFF, "non-clinical", "8a-VSM", 14, 3, 4),
]


def made(rows):
    published = counts(rows)
    return progress(published, calculate(published))


@pytest.mark.parametrize(
    ("step", "value"),
    [
        # White 16 for 40, BME 6 for 30: 0.4 / 0.2
        ("lower_to_middle", 2.0),
        # White 10 for 40, BME 2 for 30: 0.25 / 0.0667
        ("lower_to_upper", 3.75),
        # White 10 for 16, BME 2 for 6: 0.625 / 0.3333
        ("middle_to_upper", 1.875),
    ],
)
def test_the_ratio_of_clinical_staff(step, value):
    figure = pick(made(ROWS), f"race_disparity_ratio_{step}", staff_group="clinical")
    assert figure.value == pytest.approx(value, rel=1e-12)
    assert figure.numerator / figure.denominator == pytest.approx(value, rel=1e-12)
    assert figure.direction == "above 1 favours White staff"


def test_pools_give_the_upper_level_alone():
    found = [figure for figure in made(ROWS) if figure.staff_group == "non-clinical"]
    assert [(figure.figure, figure.pay_band) for figure in found] == [
        ("additional_bme_for_parity", "upper")
    ]
    # 50 of 160 is 31.25%; of 21 at the level that is 6.56: 7 people, and 3 are BME
    assert found[0].value == 4


def test_both_staff_groups_together_have_the_levels_that_both_have():
    found = [figure for figure in made(ROWS) if figure.staff_group == ALL]
    assert [figure.pay_band for figure in found] == ["upper"]
    # 12 clinical and 21 non-clinical: 31.25% of 33 is 10.3: 11 people, and 5 are BME
    assert found[0].value == 6


@pytest.mark.parametrize(
    ("numbers", "reason"),
    [
        ((0, 5, 3, 1), "there are no White staff at the lower of the two levels"),
        ((5, 5, 0, 1), "there are no BME staff at the lower of the two levels"),
        ((5, 0, 3, 0), "neither White nor BME staff are at the upper of the two levels"),
        (
            (5, 1, 3, 0),
            "no BME staff are at the upper of the two levels, so the ratio has no upper limit",
        ),
    ],
)
def test_ratios_that_do_not_exist(numbers, reason):
    result = disparity(*map(Count, numbers))
    assert (result.state, result.reason) == (State.NOT_CALCULABLE, reason)


def test_no_white_staff_at_the_upper_level_is_an_ordinary_ratio():
    assert disparity(Count(5), Count(0), Count(3), Count(1)).value == 0


def test_what_is_withheld_stays_so():
    assert disparity(Count(5), Count.withheld(), Count(3), Count(1)).state is State.WITHHELD
    missing = for_parity(Count.withheld(), Count(9), Count(1), Count(2))
    assert missing.state is State.WITHHELD


def test_a_level_at_parity_needs_nobody():
    assert for_parity(Count(5), Count(20), Count(25), Count(100)).value == 0
    assert for_parity(Count(9), Count(20), Count(25), Count(100)).value == 0
    # 25% of 21 is 5.25: a sixth person is needed
    assert for_parity(Count(5), Count(21), Count(25), Count(100)).value == 1


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 999), st.integers(1, 999))
def test_parity_is_reached_and_one_person_less_does_not_reach_it(bme, others, share, rest):
    level, workforce = bme + others, share + rest
    if level == 0:
        return
    needed = for_parity(Count(bme), Count(level), Count(share), Count(workforce)).value
    assert (bme + needed) * workforce >= share * level
    assert needed == 0 or (bme + needed - 1) * workforce < share * level
