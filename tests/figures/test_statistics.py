"""Intervals and tests: worked by hand, published, and held against SciPy and statsmodels."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, fisher_exact, norm
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from wres.figures.statistics import (
    Interval,
    is_more_than_chance,
    odds_ratio,
    of_difference,
    of_percentage,
    of_ratio,
)

counted = st.integers(1, 4000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_a_percentage_by_hand():
    # 1 of 4, z = 1.96: middle (0.25 + 3.8415/8) / (1 + 3.8415/4) = 0.7302/1.9604 = 0.37247
    # reach 1.96 x sqrt(0.25 x 0.75/4 + 3.8415/64) / 1.9604 = 1.96 x 0.32693 / 1.9604 = 0.32686
    interval = of_percentage(1, 4)
    assert interval.low == pytest.approx(4.56, abs=0.01)
    assert interval.high == pytest.approx(69.93, abs=0.01)


def test_an_interval_times_a_factor_has_both_its_ends_times_it():
    assert Interval(2, 3).times(4) == Interval(8, 12)


def test_an_interval_holds_its_ends():
    assert all(Interval(1, 2).holds(value) for value in (1, 1.5, 2))
    assert not Interval(1, 2).holds(0.99) and not Interval(1, 2).holds(2.01)


def test_nobody_and_everybody_have_an_interval():
    # 0 of 13: from 0 to z2 / (n + z2) = 3.8415 / 16.8415 = 22.81%
    assert (of_percentage(0, 13).low, of_percentage(13, 13).high) == (0, 100)
    assert of_percentage(0, 13).high == pytest.approx(22.81, abs=0.005)
    assert of_percentage(13, 13).low == pytest.approx(100 - 22.81, abs=0.005)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (3, 0), (5, 4), (-1, 4)])
def test_what_is_no_part_has_no_interval(part, whole):
    assert of_percentage(part, whole) is None


@given(counts=counted)
def test_a_percentage_is_scipys_and_statsmodels(counts):
    part, whole = counts
    ours = of_percentage(part, whole)
    scipys = binomtest(part, whole).proportion_ci(method="wilson")
    theirs = proportion_confint(part, whole, method="wilson")
    for low, high in (scipys, theirs):
        assert (ours.low, ours.high) == pytest.approx((100 * low, 100 * high), abs=1e-9)
    assert ours.low <= 100 * part / whole <= ours.high


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # Newcombe (1998), table II, method 10, cases a to e
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_a_difference_is_newcombes(first, second, low, high):
    interval = of_difference(
        100 * first[0] / first[1], of_percentage(*first),
        100 * second[0] / second[1], of_percentage(*second),
    )  # fmt: skip
    assert (interval.low, interval.high) == pytest.approx((100 * low, 100 * high), abs=0.005)


@given(first=counted, second=counted)
def test_a_difference_is_statsmodels(first, second):
    ours = of_difference(
        100 * first[0] / first[1], of_percentage(*first),
        100 * second[0] / second[1], of_percentage(*second),
    )  # fmt: skip
    low, high = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert (ours.low, ours.high) == pytest.approx((100 * low, 100 * high), abs=1e-8)


def test_a_difference_from_a_known_number_moves_the_interval():
    interval = of_difference(20, Interval(15, 26), 22.5, Interval.exact(22.5))
    assert (interval.low, interval.high) == pytest.approx((-7.5, 3.5))


@pytest.mark.parametrize(
    ("counts", "printed"),
    [
        # founding report, indicator 2 of 2023: 49 of 159 White and 25 of 178 BME applicants.
        # ln 2.19421 = 0.78583; error sqrt(1/49 - 1/159 + 1/25 - 1/178) = 0.22023
        # exp(0.78583 -+ 1.96 x 0.22023) = 1.425 and 3.379
        ((49, 159, 25, 178), ("1.43", "3.38")),
    ],
)
def test_a_ratio_is_the_published_one(counts, printed):
    interval = of_ratio(*counts)
    assert (f"{interval.low:.2f}", f"{interval.high:.2f}") == printed


@given(first=counted, second=counted)
def test_a_ratio_is_statsmodels(first, second):
    ours = of_ratio(*first, *second)
    if first[0] == 0 or second[0] == 0 or (first[0] == first[1] and second[0] == second[1]):
        assert ours is None
        return
    low, high = confint_proportions_2indep(*first, *second, method="log", compare="ratio")
    assert (ours.low, ours.high) == pytest.approx((low, high), rel=1e-6)
    ratio = first[0] * second[1] / (first[1] * second[0])
    assert ours.low <= ratio <= ours.high


@pytest.mark.parametrize(
    "counts",
    [
        (0, 10, 5, 10),
        (5, 10, 0, 10),
        (0, 10, 0, 10),
        (10, 10, 7, 7),
        (11, 10, 5, 10),
        (2.5, 9, 1, 9),
    ],
    ids=["none in one", "none in the other", "none", "everybody", "more than all", "half a person"],
)
def test_a_ratio_without_an_interval(counts):
    assert of_ratio(*counts) is None


def test_the_likelihood_of_a_tiny_group_is_exact():
    # 3 of 3 against 0 of 3: one of C(6,3) = 20 ways, and its mirror: p = 0.1
    # 4 of 4 against 0 of 4: 2 of C(8,4) = 70 ways: p = 0.0286
    assert is_more_than_chance(3, 3, 0, 3, None, 1) is False
    assert is_more_than_chance(4, 4, 0, 4, None, 1) is True


@given(first=counted, second=counted)
def test_the_interval_decides_and_fishers_test_only_without_one(first, second):
    assert is_more_than_chance(*first, *second, Interval(-40, -1), 0) is True
    assert is_more_than_chance(*first, *second, Interval(-40, 0), 0) is False
    table = [[first[0], first[1] - first[0]], [second[0], second[1] - second[0]]]
    assert is_more_than_chance(*first, *second, None, 0) == (fisher_exact(table).pvalue < 0.05)


@pytest.mark.parametrize(
    ("first", "second", "most"), [(13, 19, 0.065), (17, 100, 0.065), (10, 10, 0.05), (30, 60, 0.06)]
)
def test_the_interval_of_few_people_errs_about_as_often_as_it_says(first, second, most):
    """How often two groups that are alike are called different, by brute force over all counts."""
    apart = np.array(
        [
            [
                not of_difference(100 * a / first, of_percentage(a, first),
                                  100 * b / second, of_percentage(b, second)).holds(0)
                for b in range(second + 1)
            ]
            for a in range(first + 1)
        ]
    )  # fmt: skip
    for share in np.linspace(0.05, 0.5, 10):
        ways = np.outer(
            binom.pmf(range(first + 1), first, share), binom.pmf(range(second + 1), second, share)
        )
        assert (ways * apart).sum() <= most


@pytest.mark.parametrize("counts", [(5, 4, 1, 9), (0, 0, 1, 9), (1.5, 4, 1, 9)])
def test_what_is_no_table_has_no_verdict(counts):
    assert is_more_than_chance(*counts, Interval(1, 2), 0) is None


def test_the_95_per_cent_point():
    # 0 of 1: z2 / (1 + z2), so z2 comes back
    share = of_percentage(0, 1).high / 100
    assert math.sqrt(share / (1 - share)) == pytest.approx(norm.ppf(0.975), abs=1e-12)


@given(first=counted, second=counted)
def test_an_odds_ratio_is_the_same_for_yes_and_no(first, second):
    others = [(whole - part, whole) for part, whole in (first, second)]
    size = odds_ratio(*first, *second)
    assert size >= 1
    assert size == pytest.approx(odds_ratio(*others[0], *others[1]))
    assert size == pytest.approx(odds_ratio(*second, *first))
