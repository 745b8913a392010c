"""Words tell of a withheld cell only where they cannot mean a printed one."""

from helpers.attack.documents import Passage
from helpers.attack.facts import Cell
from helpers.attack.words import Printed, facts_in

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
