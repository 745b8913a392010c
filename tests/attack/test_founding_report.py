"""The founding report withholds ten counts with a dash, and gives each of them back."""

import pytest
from attack.builders import count, row, staff, table

from wres.attack.explain import explain, reasons
from wres.attack.facts import Cell, Fact, fact
from wres.attack.solve import solve

CLINICAL, OTHER = "clinical", "non-clinical"
LOW, HIGH = "1-7", "8a-VSM"
SHORTLISTED = Cell(2022, 2, "shortlisted_count", ethnicity="Unknown")
APPOINTED = Cell(2022, 2, "appointed_count", ethnicity="Unknown")

# The numbers that the report prints: 'Breakdown of all staff' and 'Indicator 1 - Data'.
PRINTED, DASHES = table(
    row(staff(year=2023), 309, 99, 13, 421),
    row(staff(OTHER, LOW, year=2023), 106, 50, None, 159),
    row(staff(OTHER, HIGH, year=2023), 120, 14, None, 137),
    row(staff(CLINICAL, LOW, year=2023), 33, None, None, 40),
    row(staff(CLINICAL, HIGH, year=2023), 50, 30, None, 85),
    row(staff(year=2022), 288, 96, 14, 398),
    row(staff(OTHER, LOW, year=2022), 98, 28, None, 130),
    row(staff(OTHER, HIGH, year=2022), 107, 24, None, 135),
    row(staff(CLINICAL, LOW, year=2022), 33, 11, None, 46),
    row(staff(CLINICAL, HIGH, year=2022), 49, 31, None, 84),
    # 10.5% of the 19 of unknown ethnicity were appointed: 2 of 19 is 10.526%.
    ([count(SHORTLISTED, 19), fact("share", (APPOINTED, SHORTLISTED), "10.5%")], [APPOINTED]),
)
# Total less what is printed; 99 - 50 - 14 - 30 = 5 for the one BME count, then 40 - 33 - 5 = 2.
TRUTH = {
    staff(OTHER, LOW, "Unknown"): 3,
    staff(OTHER, HIGH, "Unknown"): 3,
    staff(CLINICAL, LOW, "BME"): 5,
    staff(CLINICAL, LOW, "Unknown"): 2,
    staff(CLINICAL, HIGH, "Unknown"): 5,
    staff(OTHER, LOW, "Unknown", 2022): 4,
    staff(OTHER, HIGH, "Unknown", 2022): 4,
    staff(CLINICAL, LOW, "Unknown", 2022): 2,
    staff(CLINICAL, HIGH, "Unknown", 2022): 4,
    APPOINTED: 2,
}


@pytest.fixture(scope="module")
def answer():
    return solve(PRINTED, DASHES)


@pytest.mark.parametrize("cell", TRUTH, ids=str)
def test_a_dash_comes_back(answer, cell):
    assert len(DASHES) == len(TRUTH) == 10
    found = answer.ranges[cell]
    assert (found.low, found.high, found.candidates) == (TRUTH[cell], TRUTH[cell], 1)


@pytest.mark.parametrize("cell", TRUTH, ids=str)
def test_the_facts_that_give_it_back_are_named_and_none_can_be_spared(answer, cell):
    found = answer.ranges[cell]
    named = reasons(cell, found, answer.accepted, 5, ())
    facts = [each for each in named if isinstance(each, Fact)]
    assert facts
    said = {str(each) for each in named}

    def without(spared):
        kept = [each for each in facts if each is not spared]
        return solve(kept, [cell], assume=lambda a: str(a) in said).ranges[cell]

    assert without(None) == found
    assert all(without(each) != found for each in facts)


def test_a_total_less_its_two_printed_parts_is_the_reason_for_a_third():
    cell = staff(OTHER, LOW, "Unknown")
    answer = solve(PRINTED, DASHES)
    named = reasons(cell, answer.ranges[cell], answer.accepted, 5, ())
    assert {(one.cells[0].ethnicity, int(one.low)) for one in named} == {
        ("White", 106),
        ("BME", 50),
        ("all", 159),
    }


def test_the_figures_of_2022_contradict_each_other_and_the_fewest_are_dropped(answer):
    # 82 + 205 = 287 White staff in the bands, 288 in the total; 94 and 96 BME; 395 and 398.
    assert [str(each) for each in answer.dropped] == [
        "indicator 1, 2022: no staff group but those listed"
    ]


def test_where_nobody_else_is_said_to_be_there_three_counts_go():
    nobody, _ = row(staff("medical and dental", year=2022), 0, 0, 0, 0)
    answer = solve([*PRINTED, *nobody], DASHES)
    # White, BME and all differ by 1, 2 and 3: three totals, or three of the zeros, and no more.
    assert len(answer.dropped) == 3
    assert {cell: found.low for cell, found in answer.ranges.items()} == TRUTH


def test_the_five_counts_with_the_fewest_values_left_are_explained():
    answer = solve(PRINTED, DASHES)
    why = explain(answer.ranges, answer.accepted, 5, ())
    assert len(answer.ranges) == 10
    assert len(why) == 5
    assert all(why.values())
