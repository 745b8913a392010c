"""What withheld counts can be, held against every table that there is."""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from attack.builders import ORDER, count, row, staff, table
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.attack.facts import ALL, COUNT, Cell, Fact, about, fact
from wres.attack.known import Row
from wres.attack.solve import Range, _Integers, _matrix, _optimise, solve

ROW = Cell(2023, 2, "appointed_count")
BASE = Cell(2023, 2, "shortlisted_count")


def test_12_5_per_cent_of_40_is_5():
    facts = [count(staff(), 40), fact("share", (staff(ethnicity="BME"), staff()), "12.5%")]
    found = solve(facts, [staff(ethnicity="BME")]).ranges[staff(ethnicity="BME")]
    assert found == Range(5, 5, 1)


def test_10_6_per_cent_of_47_is_5():
    whole = Cell(2023, 5, "survey_respondents", ethnicity="BME")
    part = Cell(2023, 5, "survey_count", ethnicity="BME")
    facts = [count(whole, 47), fact("share", (part, whole), "10.6%")]
    assert solve(facts, [part]).ranges[part] == Range(5, 5, 1)


def test_a_half_is_rounded_away_from_zero():
    # 1 of 16 is 6.25%: printed with one decimal it is 6.3, so 6.2 leaves nobody at all.
    part, whole = staff(ethnicity="BME"), staff()
    facts = [count(whole, 16), fact("share", (part, whole), "6.3%")]
    assert solve(facts, [part]).ranges[part] == Range(1, 1, 1)
    answer = solve([count(whole, 16), fact("share", (part, whole), "6.2%")], [part])
    assert answer.dropped == (fact("share", (part, whole), "6.2%"),)
    assert answer.ranges[part] == Range(0, 16, 17)


def test_halves_below_zero_are_rounded_away_from_zero_too():
    pair = (staff(), staff(year=2022))
    below, above = fact("change", pair, "\u22120.5%"), fact("change", pair, "+0.5%")
    assert (below.low, below.low_in, below.high_in) == (-above.high, False, True)
    assert (above.low_in, above.high_in) == (True, False)


def test_a_percentage_without_decimals_leaves_a_few():
    # 12% of 421 to the nearest per cent: 11.5% is 48.4, 12.5% is 52.6: 49, 50, 51, 52.
    part, whole = staff(ethnicity="BME"), staff()
    facts = [count(whole, 421), fact("share", (part, whole), "12%")]
    assert solve(facts, [part]).ranges[part] == Range(49, 52, 4)


def test_a_ratio_gives_the_fourth_of_its_counts():
    # 49 of 159 White and of 178 BME: 2.19 = (49 / 159) / (n / 178), so n = 25.04 or nearly: 25.
    parts = [each.of(ethnicity=e) for e in ("White", "BME") for each in (ROW, BASE)]
    facts = [count(parts[0], 49), count(parts[1], 159), count(parts[3], 178)]
    ratio = fact("ratio", tuple(parts), "2.19")
    assert solve([*facts, ratio], [parts[2]]).ranges[parts[2]] == Range(25, 25, 1)
    assert solve(facts, [parts[2]]).ranges[parts[2]].candidates == 179


def test_a_change_on_last_year_gives_this_year():
    # 96 last year, 3.1% more this year: 98.93 to 99.02, which is 99.
    now, before = staff(ethnicity="BME"), staff(ethnicity="BME", year=2022)
    facts = [count(before, 96), fact("change", (now, before), "+3.1%")]
    assert solve(facts, [now]).ranges[now] == Range(99, 99, 1)


def test_a_two_year_average_gives_the_other_year():
    now, before = staff(ethnicity="BME"), staff(ethnicity="BME", year=2022)
    facts = [count(before, 4), fact("average", (now, before), "5.5")]
    assert solve(facts, [now]).ranges[now] == Range(7, 7, 1)


def test_a_difference_in_percentage_points_gives_the_other_count():
    # 5 of 40 is 12.5%; 12.5 less 24.1 of the workforce (96 of 398 is 24.12) is -11.6.
    part, whole = staff("clinical", "1-7", "BME"), staff("clinical", "1-7")
    facts = [count(whole, 40), count(staff(ethnicity="BME"), 96), count(staff(), 398)]
    gap = fact("difference", (part, whole, staff(ethnicity="BME"), staff()), "\u221211.6")
    assert solve([*facts, gap], [part]).ranges[part] == Range(5, 5, 1)


def test_a_range_may_have_holes():
    # A total of both years' changes cannot be odd: twice the count is what an average prints.
    now, before = staff(ethnicity="BME"), staff(ethnicity="BME", year=2022)
    half = fact("change", (now, before), "+50.0%")
    limits = [count(staff(year=2022), 8)]
    # before is 2, 4, 6 or 8 and now 3, 6, 9 or 12; 0 last year has no change in per cent.
    assert solve([*limits, half], [now]).ranges[now] == Range(3, 12, 4)


def test_the_five_groups_add_up_to_bme():
    groups = [staff(ethnicity=name) for name in ("Mixed", "Asian", "Black", "Other")]
    facts = [count(staff(ethnicity="BME"), 20), *map(count, groups[:3], (4, 9, 5))]
    assert solve(facts, [groups[3]]).ranges[groups[3]] == Range(2, 2, 1)


def test_sexes_and_bands_share_the_margin_of_ethnicity():
    women, men = (staff(ethnicity="BME").of(sex=sex) for sex in ("Female", "Male"))
    unknown = staff(ethnicity="BME").of(sex="Unknown")
    low, high = staff("clinical", "1-7", "BME"), staff("clinical", "8a-VSM", "BME")
    facts = [count(women, 6), count(men, 2), count(unknown, 0), count(low, 5)]
    found = solve([*facts, count(staff("non-clinical", ethnicity="BME"), 0)], [high])
    assert found.ranges[high] == Range(3, 3, 1)


def test_appointed_are_among_the_shortlisted():
    facts = [count(BASE.of(ethnicity="BME"), 3)]
    cell = ROW.of(ethnicity="BME")
    assert solve(facts, [cell]).ranges[cell] == Range(0, 3, 4)


def test_voting_members_are_members():
    board = Cell(2023, 9, "board_count", "board members", ethnicity="BME")
    voting = board.of(staff_group="voting board members")
    assert solve([count(board, 2)], [voting]).ranges[voting] == Range(0, 2, 3)


def test_senior_medical_managers_are_consultants():
    consultants = staff("medical and dental", "consultant", "BME")
    managers = staff("medical and dental", "senior medical manager", "BME")
    assert solve([count(consultants, 4)], [managers]).ranges[managers] == Range(0, 4, 5)


def test_a_difference_of_rounded_percentages_is_believed_a_digit_wider():
    # 995 of 1,638 is 60.745, handed in as 60.7; 339 of 704 is 48.153, handed in as 48.2. Their
    # difference is printed as -12.5, and that of the counts is -12.592: -12.6.
    yes, asked = Cell(2024, 7, "survey_count"), Cell(2024, 7, "survey_respondents")
    cells = [each.of(ethnicity=e) for e in ("BME", "White") for each in (yes, asked)]
    printed = [count(cell, n) for cell, n in zip(cells, (339, 704, 995, 1638), strict=True)]
    gap = fact("difference", tuple(cells), "\u221212.5")
    assert solve([*printed, gap], cells).dropped == ()
    assert solve([*printed, fact("difference", tuple(cells), "\u221212.3")], cells).dropped
    found = solve([*printed[:2], printed[3], gap], [cells[2]]).ranges[cells[2]]
    # From 48.153 + 12.45 to 48.153 + 12.55 per cent of 1,638: 992.7 to 994.3.
    assert found == Range(993, 994, 2)


def test_differences_of_rounded_percentages_go_before_a_percentage():
    # 120 of 860 is 13.953, handed in as 14.0; 5 of 43 and 100 of 860 are 11.628, handed in as 11.6.
    # Both differences are printed as 2.4 and are 2.326 by the counts: 121 would fit them, and
    # only 120 fits 14.0% (119.97 to 120.83).
    yes, asked = Cell(2024, 7, "survey_count"), Cell(2024, 7, "survey_respondents")
    white, bme = ([each.of(ethnicity=e) for each in (yes, asked)] for e in ("White", "BME"))
    before = [each.of(year=2023) for each in white]
    numbers = {white[1]: 860, bme[0]: 5, bme[1]: 43, before[0]: 100, before[1]: 860}
    printed = [count(cell, number) for cell, number in numbers.items()]
    gap = fact("difference", (*bme, *white), "\u22122.4")
    change = fact("difference", (*white, *before), "+2.4")
    answer = solve([*printed, fact("share", tuple(white), "14.0%"), gap, change], [white[0]])
    assert answer.dropped == ()
    assert answer.ranges[white[0]] == Range(120, 120, 1)


def test_where_a_few_values_are_enough_no_more_are_looked_for():
    facts, withheld = row(staff(), None, None, None, 90)
    exact, enough = (solve(facts, withheld, 5, exact=e).ranges for e in (True, False))
    assert {r.candidates for r in exact.values()} == {91}
    assert {r.candidates >= 5 for r in enough.values()} == {True}
    tight = [count(staff(), 9), count(staff(ethnicity="White"), 6)]
    cell = staff(ethnicity="BME")
    assert solve(tight, [cell], 5, exact=False).ranges[cell] == Range(0, 3, 4)


def test_contradictory_counts_lose_the_fewest_facts():
    # 3 + 4 + 2 = 9 and so do the two percentages; 10 stands alone against them.
    facts, _ = row(staff(), 3, 4, 2, 10)
    shares = [fact("share", (staff(ethnicity=e), staff()), "33.3%") for e in ("White",)]
    answer = solve([*facts, *shares], [staff("clinical", ethnicity="BME")])
    assert len([each for each in answer.dropped if each.kind == COUNT]) == 1


def test_what_is_read_from_words_goes_before_what_a_table_prints():
    cell = staff(ethnicity="BME")
    loose = fact("count", (cell,), "7", is_loose=True)
    answer = solve([count(cell, 5), loose], [cell])
    assert [each.printed for each in answer.dropped] == ["7"]
    assert answer.ranges[cell] == Range(5, 5, 1)


def test_zero_is_out_where_the_report_says_so():
    facts, withheld = row(staff(), 20, None, None, 26)
    assert solve(facts, withheld).ranges[withheld[0]] == Range(0, 6, 7)
    assert solve(facts, withheld, above_zero=withheld).ranges[withheld[0]] == Range(1, 5, 5)


def test_a_figure_that_multiplies_two_unknown_counts_is_not_passed_over():
    parts = tuple(each.of(ethnicity=e) for e in ("White", "BME") for each in (ROW, BASE))
    ratio = fact("ratio", parts, "2.19")
    assert solve([ratio], [parts[2]]).unused == (ratio,)


# Few people, so that every table can be tried.
NUMBERS = st.lists(st.integers(0, 3), min_size=6, max_size=6).filter(lambda n: sum(n) <= 8)


@settings(max_examples=60)
@given(
    NUMBERS,
    st.lists(st.booleans(), min_size=12, max_size=12),
    st.booleans(),
)
def test_every_range_is_that_of_trying_every_table(numbers, hidden, with_share):
    """Two groups by three ethnic groups with all margins, some cells withheld."""
    groups = ("clinical", "non-clinical")
    inner = dict(zip(product(groups, ORDER[:3]), numbers, strict=True))
    cells = list(product((*groups, ALL), ORDER))

    def full(inside):
        everything = {}
        for group, ethnicity in cells:
            everything[group, ethnicity] = sum(
                number
                for (g, e), number in inside.items()
                if group in (g, ALL) and ethnicity in (e, ALL)
            )
        return everything

    true = full(inner)
    shown = {c: true[c] for c, is_hidden in zip(cells, hidden, strict=True) if not is_hidden}
    facts = [count(staff(g, ethnicity=e), number) for (g, e), number in shown.items()]
    facts.append(count(staff("medical and dental"), 0))
    share = None
    if with_share and true["clinical", ALL]:
        percent = Fraction(100 * true["clinical", "BME"], true["clinical", ALL])
        printed = int(percent + Fraction(1, 2))
        share = fact(
            "share", (staff("clinical", ethnicity="BME"), staff("clinical")), f"{printed}%"
        )
        facts.append(share)
    facts.append(count(staff(), true[ALL, ALL]))
    shown[ALL, ALL] = true[ALL, ALL]
    possible: dict = {cell: set() for cell in cells}
    for inside in _shared_out(true[ALL, ALL], 6):
        table_ = full(dict(zip(product(groups, ORDER[:3]), inside, strict=True)))
        if all(table_[cell] == number for cell, number in shown.items()) and (
            share is None or _holds(share, table_)
        ):
            for cell in cells:
                possible[cell].add(table_[cell])
    asked = [staff(g, ethnicity=e) for g, e in cells if (g, e) not in shown]
    answer = solve(facts, asked, 50)
    assert answer.dropped == answer.unused == ()
    for cell in asked:
        values = possible[cell.staff_group, cell.ethnicity]
        assert answer.ranges[cell] == Range(min(values), max(values), len(values))


def _shared_out(total, places):
    """Every way to share out a total."""
    if places == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _shared_out(total - first, places - 1):
            yield (first, *rest)


def _holds(share: Fact, table_) -> bool:
    part, whole = (table_[c.staff_group, c.ethnicity] for c in share.cells)
    if not whole:
        return False
    value = Fraction(100 * part, whole)
    above = value > share.low or (share.low_in and value == share.low)
    return above and (value < share.high or (share.high_in and value == share.high))


@pytest.mark.parametrize("kind", ["share", "rest", "difference", "ratio", "change", "average"])
def test_a_figure_is_the_quotient_of_its_two_polynomials(kind):
    cells = tuple(staff(ethnicity=e) for e in ORDER)
    number = dict(zip(cells, (6, 8, 3, 12), strict=True))
    expected = {
        "share": Fraction(600, 8),
        "rest": Fraction(200, 8),
        "difference": Fraction(600, 8) - Fraction(300, 12),
        "ratio": Fraction(6 * 12, 8 * 3),
        "change": Fraction(-200, 8),
        "average": Fraction(7),
    }[kind]
    made_of = cells if kind in ("difference", "ratio") else cells[:2]

    def value(polynomial):
        total = Fraction(0)
        for monomial, coefficient in polynomial.items():
            for cell in monomial:
                coefficient *= number[cell]
            total += coefficient
        return total

    upper, lower = about(kind, made_of)
    assert value(upper) / value(lower) == expected


def test_bands_pools_and_groups_add_up():
    facts, withheld = table(
        row(staff("clinical", "1-7"), 10, 8, 2, 20),
        row(staff("clinical", "5"), 4, 3, 0, 7),
        row(staff("clinical", "6"), 6, None, None, 13),
    )
    answer = solve(facts, withheld)
    # No band but 5 and 6 is listed: 8 - 3 = 5 BME and 2 - 0 = 2 unknown.
    assert [answer.ranges[cell].low for cell in withheld] == [5, 2]
    assert {found.candidates for found in answer.ranges.values()} == {1}


def test_a_band_that_is_named_may_have_anybody_in_it():
    facts, withheld = table(
        row(staff("clinical", "1-7"), 10, 8, 2, 20),
        row(staff("clinical", "5"), 4, 3, 0, 7),
        row(staff("clinical", "6"), 6, None, None, None),
    )
    everybody = withheld[2]
    assert solve(facts, withheld).ranges[everybody] == Range(13, 13, 1)
    # Nothing is printed of band 7, but that there is one: the 5 BME and 2 unknown may be in it.
    found = solve(facts, withheld, named=[staff("clinical", "7")]).ranges
    assert found[everybody] == Range(6, 13, 8)


# Rows of a real report: two percentages of thousands of people, and 254 of them in five parts.
ROWS = [
    ([0, 0, 0, 0, 0, 1, 0, 0, 0], 1),
    ([0, 0, 0, 0, 1, 0, 0, 0, 0], 1),
    ([0, 0, 0, 1, 0, 0, 0, 0, 0], 1),
    ([0, 1, 0, 0, 0, 0, 0, 0, 0], 1),
    ([0, 0, 0, 0, 1, 1, 0, 0, 0], 78),
    ([0, 0, 0, 0, 72563, 72563, 0, 0, 0], 5650296),
    ([0, 0, 0, 0, -72329, -72329, 0, 0, 0], -5658485),
    ([0, 0, 0, 0, 1, 1, 0, 0, 0], -34),
    ([-1, 0, -1, 0, -1, 0, -1, -1, 0], -254),
    ([1, 0, 1, 0, 1, 0, 1, 1, 0], 254),
    ([1, 0, 1, 0, 1, 0, 1, 1, 0], 1),
    ([-1, 0, -1, 0, -1, 0, -1, 0, 0], -37),
    ([1, 0, 1, 0, 1, 0, 1, 0, 0], 37),
    ([1, 0, 1, 0, 1, 0, 1, 0, 0], 1),
    ([-6969213, 264787, -6969213, 264787, -6969213, 264787, -6969213, -6969213, 264787], -9267544),
    ([6976447, -257553, 6976447, -257553, 6976447, -257553, 6976447, 6976447, -257553], 9014355),
    ([-680117, 25883, -680117, 25883, -680117, 25883, -680117, 0, 0], -905904),
    ([680823, -25177, 680823, -25177, 680823, -25177, 680823, 0, 0], 881195),
]
LOWER = [0, 1, 0, 1, 1, 42, 1, 1, 0]
UPPER = [35, 3760, 35, 3760, 36, 77, 36, 251, 24134]


def test_a_false_alarm_of_the_solvers_own_shortening_is_no_contradiction():
    terms = [dict(enumerate(row)) for row, _ in ROWS]
    rows = [Row({v: c for v, c in each.items() if c}, low, None)
            for each, (_, low) in zip(terms, ROWS, strict=True)]  # fmt: skip
    numbers = _Integers(np.array(LOWER, float), np.array(UPPER, float), rows)
    found = _optimise(_matrix(numbers, np.arange(9)), np.zeros(9))
    assert found is not None
    assert all(np.dot(row, found) >= low for row, low in ROWS)
