"""What is withheld from small tables, worked out by eye, and by trying every table there is."""

import itertools

import numpy as np
import pytest
from builders import counts as published
from builders import raw
from disclosure.trying import candidates
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import people
from wres.disclosure.plan import choose, masked
from wres.figures import ALL, BME, UNKNOWN, WHITE, State
from wres.figures.counts import Counts
from wres.ground.errors import DisclosureError
from wres.ground.settings import INTERNAL, ROUNDING, Settings

STAFF = "staff in post"
WORKFORCE = (1, STAFF, ALL, ALL, 800, 160, 40)


def counts(rows):
    return raw(published([WORKFORCE, *rows]))


def state(protected, *where, **more):
    return protected.get(*where, **more).state


def row(protected, indicator, measure, *where):
    """A row as it is printed: White, BME, unknown, all; "c" is withheld."""
    cells = [protected.get(indicator, measure, e, *where) for e in (WHITE, BME, UNKNOWN, ALL)]
    return ["c" if cell.state is State.WITHHELD else cell.value for cell in cells]


def test_internal_readers_see_everything():
    held = counts([(2, "appointed", ALL, ALL, 3, 1, 0)])
    protected = protect(held, Settings(), INTERNAL)
    assert protected.table.equals(held.table)
    assert protected.protection.method == "none"


def test_a_year_that_is_out_stays_as_it_was_handed_in():
    held = counts([(2, "appointed", ALL, ALL, 3, 1, 0)])
    protected = protect(held, Settings(published_years={2023: "report of 2023"}))
    assert protected.table.equals(held.table)


def test_a_small_count_takes_the_total_that_nobody_prints_with_it():
    # 24 + 16 + 1 = 41: with 24, 16 and 41 printed, the 1 is 41 - 24 - 16.
    protected = protect(counts([(3, "entered formal disciplinary process", ALL, ALL, 24, 16, 1)]))
    assert row(protected, 3, "entered formal disciplinary process") == [24, 16, "c", "c"]


def test_zero_is_shown():
    protected = protect(counts([(3, "entered formal disciplinary process", ALL, ALL, 0, 0, 0)]))
    assert row(protected, 3, "entered formal disciplinary process") == [0, 0, 0, 0]


@pytest.mark.parametrize(("people_appointed", "is_shown"), [(5, False), (6, True)])
def test_five_is_small_and_six_is_not(people_appointed, is_shown):
    rows = [(2, "shortlisted", ALL, ALL, 90, 80, 70)]
    rows += [(2, "appointed", ALL, ALL, 20, people_appointed, 10)]
    appointed = protect(counts(rows)).get(2, "appointed", BME)
    assert (appointed.state is State.SHOWN) == is_shown


def test_all_but_one_appointed_says_who_was_not():
    # 19 of 20: one person was not appointed, so 19 cannot be printed beside 20.
    rows = [(2, "shortlisted", ALL, ALL, 90, 20, 70), (2, "appointed", ALL, ALL, 30, 19, 20)]
    protected = protect(counts(rows))
    shown = [protected.get(2, m, BME).state is State.SHOWN for m in ("shortlisted", "appointed")]
    assert not all(shown)


def test_a_survey_percentage_of_a_small_count_goes_and_the_base_stays():
    # 10.6% of 47 is 5 people; 19.1% is 9.
    rows = [
        (5, "respondents", ALL, ALL, 201, 47, None),
        (5, "percentage", ALL, ALL, 10.0, 10.6, None),
        (6, "respondents", ALL, ALL, 202, 47, None),
        (6, "percentage", ALL, ALL, 12.9, 19.1, None),
    ]
    protected = protect(counts(rows))
    assert state(protected, 5, "percentage", BME) is State.WITHHELD
    assert protected.get(5, "respondents", BME).value == 47
    assert protected.get(6, "percentage", BME).value == 19.1


def test_a_percentage_of_detail_that_is_not_printed_does_not_come_through():
    # 8% of 25 women is two people. A workforce of 300 is not shown by sex, nor kept by it.
    rows = [(1, STAFF, ALL, ALL, 200, 60, 40), (8, "respondents", ALL, ALL, 100, 60, None),
            (8, "percentage", ALL, ALL, 15.0, 20.0, None)]  # fmt: skip
    women = {(8, "respondents", "Female"): (60, 25, None),
             (8, "percentage", "Female"): (5.0, 8.0, None)}  # fmt: skip
    protected = protect(raw(published(rows, sexes=women)))
    assert protected.get(8, "percentage", BME).value == 20
    for measure in ("respondents", "percentage"):
        assert protected.get(8, measure, BME, sex="Female").value is None


def test_few_answers_show_no_result_though_nobody_said_yes():
    rows = [(5, "respondents", ALL, ALL, 201, 10, None), (5, "count", ALL, ALL, 20, 0, None)]
    protected = protect(counts(rows))
    assert state(protected, 5, "count", BME) is State.WITHHELD
    assert protected.get(5, "respondents", BME).value == 10


def test_where_nobody_at_all_said_yes_the_zero_of_few_answers_follows_and_is_shown():
    rows = [(8, "respondents", ALL, ALL, 29, 3, 0), (8, "count", ALL, ALL, 0, 0, 0)]
    protected = protect(counts(rows))
    assert row(protected, 8, "count") == [0, 0, 0, 0]
    assert state(protected, 8, "respondents", BME) is State.WITHHELD


def test_a_board_is_public_by_decision():
    rows = [(9, "board members", ALL, ALL, 11, 0, 2)]
    # 2 is small; with 0 and 13 shown, 11 has to go with it.
    assert "c" in row(protect(counts(rows)), 9, "board members")
    decided = Settings(public_measures={"board members": "named on the web page"})
    assert row(protect(counts(rows), decided), 9, "board members") == [11, 0, 2, 13]


def test_a_small_count_beside_public_ones_is_refused():
    # One of two BME members votes. The two are public, so the one is 0, 1 or 2.
    rows = [
        (9, "board members", ALL, ALL, 11, 2, 0),
        (9, "voting board members", ALL, ALL, 8, 1, 0),
    ]
    one = {"board members": "named on the web page"}
    with pytest.raises(DisclosureError) as refused:
        protect(counts(rows), Settings(public_measures=one))
    said = str(refused.value)
    assert said.startswith("RXX, 2023: ")
    assert "'voting board members'" in said
    assert "'public'" in said
    assert not set("1289") & set(said.removeprefix("RXX, 2023"))
    both = one | {"voting board members": "named on the web page"}
    protected = protect(counts(rows), Settings(public_measures=both))
    assert row(protected, 9, "voting board members") == [8, 1, 0, 9]


POOLS = [
    (1, STAFF, "clinical", "1-7", 300, 60, 10),
    (1, STAFF, "clinical", "8a-VSM", 100, 20, 10),
    (1, STAFF, "non-clinical", "1-7", 300, 60, 10),
    (1, STAFF, "non-clinical", "8a-VSM", 100, 20, 10),
]


def test_nothing_small_nothing_withheld_and_sums_stand_in_the_table():
    protected = protect(counts(POOLS), Settings(shape="pools"))
    assert protected.protection.shape == "pools"
    assert row(protected, 1, STAFF, "clinical", ALL) == [400, 80, 20, 500]
    assert not (protected.table["state"] == "withheld").any()


def test_a_small_unknown_costs_no_bme_count():
    # Clinical 8a-VSM has 4 of unknown ethnicity; the other three make up for the sums.
    rows = [list(r) for r in POOLS]
    rows[1][4:], rows[3][4:] = [100, 20, 4], [100, 20, 16]
    protected = protect(counts([tuple(r) for r in rows]), Settings(shape="pools"))
    table = protected.table
    assert not (table["state"].eq("withheld") & table["ethnicity"].isin([BME, ALL])).any()
    assert state(protected, 1, STAFF, UNKNOWN, "clinical", "8a-VSM") is not State.SHOWN


def test_a_forced_shape_is_taken_and_others_are_absent():
    protected = protect(counts(POOLS), Settings(shape="staff groups"))
    assert protected.protection.shape == "staff groups"
    assert protected.bands("clinical") == [ALL]


def test_a_shape_that_the_counts_do_not_give_is_not_forced():
    protected = protect(counts(POOLS), Settings(shape="full bands"))
    assert protected.protection.shape == "pools, BME only"
    # What was set and cannot be is no word for readers.
    assert "full" not in protected.protection.why


def test_without_pay_bands_nothing_is_said_of_withholding_them():
    protected = protect(counts([]))
    assert protected.protection.why == (
        "Indicator 1 shows the whole workforce alone: pay bands were not handed in."
    )


def test_the_order_of_the_rows_does_not_matter():
    rows = [list(r) for r in POOLS]
    rows[1][4:] = [100, 3, 4]
    held = counts([tuple(r) for r in rows])
    turned = Counts(held.organisation, held.year, held.table[::-1].reset_index(drop=True))
    order = ["indicator", "measure", "staff_group", "pay_band", "ethnicity"]
    one, other = (protect(c).table.sort_values(order, ignore_index=True) for c in (held, turned))
    assert one.equals(other)


def test_what_comes_in_withheld_stays_withheld_and_is_protected():
    rows = [list(r) for r in POOLS]
    rows[0][4:] = [300, "c", 10]
    protected = protect(counts([tuple(r) for r in rows]))
    assert state(protected, 1, STAFF, BME, "clinical", "1-7") is not State.SHOWN
    plan = choose(people(counts([tuple(r) for r in rows])), Settings())
    assert not exposed(plan.problem, masked(plan))


def test_contradicting_totals_stop_nothing():
    rows = [list(r) for r in POOLS]
    rows[0][4:] = [287, 58, 3]
    protected = protect(counts([tuple(r) for r in rows]))
    assert state(protected, 1, STAFF, UNKNOWN, "clinical", "1-7") is not State.SHOWN


def test_rounded_counts_are_multiples_of_five():
    rows = [(2, "shortlisted", ALL, ALL, 91, 83, 7), (2, "appointed", ALL, ALL, 22, 13, 0)]
    protected = protect(counts(rows), Settings(method=ROUNDING))
    assert row(protected, 2, "shortlisted") == [90, 85, "c", 180]  # 181
    assert row(protected, 2, "appointed") == [20, 15, 0, 35]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(0, 9), min_size=6, max_size=6),
    st.lists(st.integers(0, 6), min_size=3, max_size=3),
)
def test_every_withheld_small_count_keeps_its_candidates_by_brute_force(cells, more):
    shortlisted, left = cells[:3], cells[3:]
    appointed = [min(a, b) for a, b in zip(shortlisted, more, strict=True)]
    rows = [
        (2, "shortlisted", ALL, ALL, *shortlisted),
        (2, "appointed", ALL, ALL, *appointed),
        (9, "board members", ALL, ALL, *left),
    ]
    plan = choose(people(counts(rows)), Settings(candidates=3))
    for part in plan.problem.components():
        hidden = np.array([key is None or key in plan.hidden for key in part.keys])
        for found in candidates(part, hidden).values():
            assert found >= 3


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(0, 30), min_size=12, max_size=12),
    st.sampled_from(["suppression", "rounding"]),
)
def test_linked_tables_are_never_left_exposed(cells, method):
    places = itertools.product(("clinical", "non-clinical"), ("1-7", "8a-VSM"))
    parts = [cells[i : i + 3] for i in range(0, 12, 3)]
    rows = [(1, STAFF, g, b, *p) for (g, b), p in zip(places, parts, strict=True)]
    total = [sum(column) for column in zip(*parts, strict=True)]
    held = raw(published([(1, STAFF, ALL, ALL, *total), *rows]))
    plan = choose(people(held), Settings(method=method))
    assert not exposed(plan.problem, masked(plan))
    small = 5 if method == "suppression" else 7
    for key, cell in plan.printed.items():
        if 1 <= cell.value <= small:
            assert key in plan.hidden
        if cell.value == 0:
            assert key not in plan.hidden


def test_executives_are_among_the_board():
    """10, 7 and 0 on the board and 6, 6 and 0 executives: one BME member is no executive."""
    whole, executive = (9, "board members"), (9, "executive board members")
    board = (*whole, ALL, ALL, 10, 7, 0)
    assert row(protect(counts([board])), *whole) == [10, 7, 0, 17]
    protected = protect(counts([board, (*executive, ALL, ALL, 6, 6, 0)]))
    assert "c" in (row(protected, *whole)[1], row(protected, *executive)[1])
