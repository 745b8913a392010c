"""Words tell of a withheld cell only where they cannot mean a printed one."""

import pytest

from wres.attack.documents import Passage
from wres.attack.facts import ALL, Cell
from wres.attack.words import Printed, facts_in

SHORTLISTED = Cell(2024, 2, "shortlisted_count")
APPOINTED = Cell(2024, 2, "appointed_count")
HIDDEN = APPOINTED.of(staff_group="non-clinical", ethnicity="BME")
BLACK = APPOINTED.of(ethnicity="Black")
WORDS = Passage(
    "detail.html", ("Indicator 2",), "In 2024 it is 14.1% (214 of 1,515) of BME people."
)


def told(printed):
    return [fact.cells for fact in facts_in(WORDS, 2024, [HIDDEN], Printed(printed))]


def test_a_whole_that_is_printed_of_one_cell_alone_tells_of_its_part():
    assert told({SHORTLISTED.of(staff_group="non-clinical", ethnicity="BME"): 1515}) == [(HIDDEN,)]


def test_what_a_table_prints_of_somebody_else_tells_nothing():
    # 214 of 1,515 Black applicants stand in a table; 1,515 is the number of others as well.
    printed = {BLACK: 214, SHORTLISTED.of(ethnicity="Black"): 1515}
    base = {SHORTLISTED.of(staff_group="non-clinical", ethnicity="BME"): 1515}
    assert told(printed | base) == []


BOARD = Cell(2023, 9, "board_count", "board members")
TEAM = Cell(2023, 1, "staff_count", "clinical", "1-7", ethnicity="BME")
CHART = "Bar chart: BME share of clinical staff in each band, 31 March 2023"
ICB = "Made-up Integrated Care Board"


def numbers(words, cell, *headings, names=()):
    passage = Passage("report.html", headings, words)
    return [fact.printed for fact in facts_in(passage, 2023, [cell], Printed({}), names)]


@pytest.mark.parametrize(
    "words",
    [
        f"{ICB} 2023-03-31T00:00",
        f"{ICB}: 12",
        "[b] Break in the series: 2022",
        "Printed at 09:15",
    ],
)
def test_dates_years_and_the_name_are_no_counts(words):
    assert numbers(words, BOARD, "Indicator 9", names=[ICB]) == []


@pytest.mark.parametrize(
    "words",
    [
        "Board members: 12",
        f"{ICB}, board members: 12",
        f"{ICB} 2023-03-31, board members: 12",
        "Board members, 2023-03-31: 12",
    ],
)
def test_the_number_of_board_members_is_a_count(words):
    assert numbers(words, BOARD, names=[ICB]) == ["12"]


def test_a_name_that_is_itself_a_giveaway_hides_nothing():
    words = "Board members: 12"
    assert numbers(words, BOARD, names=[words]) == ["12"]


def test_a_year_in_brackets_is_about_whom_the_words_before_it_are():
    whole = TEAM.of(pay_band=ALL)
    for head in (CHART, "Indicator 1"):
        assert numbers("Band 2: 11.7% (2022: 12.0%)", whole, "Workforce", head) == []
    # The same form gives the count of these bands away.
    words = "Bands 1 to 7, 2024: 11.7% (2023: 12.5%)"
    assert numbers(words, TEAM, "Workforce", CHART) == ["12.5%"]


def test_a_label_that_does_not_say_whose_number_it_is_tells_nothing():
    assert numbers("2023: 12.0%", TEAM.of(pay_band=ALL), "Workforce", CHART) == []
    assert numbers("Clinical, bands 1 to 7: 12.5%", TEAM, "Workforce", CHART) == ["12.5%"]


def test_a_chart_of_those_appointed_is_not_about_the_workforce():
    head = "Bar chart: Applicants appointed as a share of those shortlisted, by staff group, 2023"
    told = "Non-clinical, White: 24.1%"
    staff = Cell(2023, 1, "staff_count", "non-clinical", ethnicity="White")
    assert numbers(told, staff, "In detail", head) == []
    assert numbers(told, staff.of(indicator=2, measure="appointed_count"), "In detail", head) == [
        "24.1%"
    ]


def test_a_share_is_of_those_whom_its_own_part_of_a_sentence_names():
    board = BOARD.of(ethnicity="BME")
    words = "No executive member is BME (0 of 7), while 16.7% of the workforce is."
    assert numbers(words, board, "Indicator 9") == []
    staff = Cell(2023, 1, "staff_count", ethnicity="BME")
    assert numbers(words, staff, "Indicator 9") == ["16.7%"]
    words = "25.0% of the board are BME, while 16.7% of the workforce is."
    assert numbers(words, board, "Indicator 9") == ["25.0%"]


def test_a_share_of_staff_is_no_share_of_applicants():
    words = "23.3% of medical and dental staff are BME, 9.0 percentage points above others."
    staff = Cell(2023, 1, "staff_count", "medical and dental", ethnicity="BME")
    assert numbers(words, staff) == ["23.3%"]
    assert numbers(words, staff.of(indicator=2, measure="appointed_count")) == []
