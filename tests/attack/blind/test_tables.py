"""What the tables of a report say about counts to somebody who knows no key."""

import pytest
from attack.blind.tables import Grid, Told, bind, told_by

from wres.attack.facts import ALL, Cell, fact
from wres.attack.meaning import Bound, one_workforce
from wres.attack.solve import solve

SURE = ("Figure", "Value", "95% interval", "More than chance")
STAFF = Cell(2023, 1, "staff_count")


def facts(caption, headers, *rows, heading=""):
    bound = Told()
    bind(Grid("", caption, (heading,) if heading else (), headers, rows), 2023, bound, False)
    assert bound.unexamined == []
    return bound.facts


def test_an_interval_of_withheld_counts_is_found():
    row = ("Clinical, bands 1 to 7: BME share", "12.5%", "5.5 to 26.1", "[z]")
    told = facts("How sure the figures of indicator 1 are, 2023", SURE, row)
    assert [each.kind for each in told] == ["share", "echo"]
    part = told[0].cells[0]
    assert part == STAFF.of(staff_group="clinical", pay_band="1-7", ethnicity="BME")
    assert solve(told[1:], [part]).unused == (told[1],)
    printed = [fact("count", (part,), "5"), fact("count", (part.of(ethnicity=ALL),), "40")]
    assert solve([*told, *printed], [part]).unused == ()


@pytest.mark.parametrize("words", ["Somebody's rate", "All staff, share", "rate"])
def test_a_row_that_nobody_taught_is_not_examined(words):
    bound = Told()
    grid = Grid("", "How sure the figures of indicator 2 are, 2023", (), SURE,
                ((words, "12.5%", "5.5 to 26.1", "yes"),))  # fmt: skip
    bind(grid, 2023, bound, False)
    assert len(bound.unexamined) == 1


def test_parity_is_made_of_the_level_and_the_workforce():
    headers = (
        "Staff and level",
        "All staff",
        "BME staff",
        "BME share",
        "Additional BME for parity",
    )
    row = ("Clinical: upper bands (8a to VSM)", "85", "30", "35.3%", "[c]")
    caption = "Additional BME staff for parity with the workforce, 31 March 2023"
    everybody, bme, _ = facts(caption, headers, row)
    upper = STAFF.of(staff_group="clinical", pay_band="upper")
    assert (everybody.cells, bme.cells) == ((upper,), (upper.of(ethnicity="BME"),))
    (parity,) = facts(caption, headers, (row[0], "[c]", "[c]", "[c]", "9"))
    assert solve([parity], [upper]).unused == (parity,)


def test_the_race_disparity_ratio_is_a_ratio_of_four_counts():
    (told,) = facts("Race disparity ratio, 31 March 2023", ("Staff and year", "Lower to upper"),
                    ("Clinical, 2023", "3.00"))  # fmt: skip
    told_of = [(cell.ethnicity, cell.pay_band) for cell in told.cells]
    assert told_of == [("White", "upper"), ("White", "lower"), ("BME", "upper"), ("BME", "lower")]


def test_international_recruitment_is_part_of_recruitment():
    whole = Cell(2023, 2, "appointed_count")
    inside = whole.of(measure="appointed_count_international")
    outside = whole.of(measure="appointed_count_without_international")
    printed = [fact("count", (whole,), "9"), fact("count", (outside,), "6")]
    assert solve(printed, [inside]).ranges[inside].low == 3


def test_a_workforce_of_its_own_is_told_apart_only_where_it_differs():
    own = STAFF.of(indicator=3)
    for number, indicator in (("100", 1), ("90", 3)):
        bound = Bound([fact("count", (STAFF,), "100"), fact("count", (own,), number)])
        one_workforce([bound])
        assert bound.facts[1].cells[0].indicator == indicator


def test_a_withheld_change_names_the_band_of_the_year_before():
    caption = "Clinical staff by pay band and ethnicity, 31 March 2023"
    headers = ("Pay band and year", "All", "BME change (points)")
    bound = Told()
    bind(Grid("", caption, (), headers, (("Band 5, 2023", "20", "[c]"),)), 2023, bound, False)
    band = STAFF.of(staff_group="clinical", pay_band="5")
    assert {band, band.of(year=2022), band.of(year=2022, ethnicity="BME")} <= set(bound.named)
    assert bound.withheld == []


def test_a_table_is_bound_alike_under_headings_that_tell_the_same():
    page, whole = ["Staff survey", "The figures"], ["WRES 2023", "Staff survey", "The figures"]
    assert told_by(page) == told_by(whole) == told_by(["Staff survey"])
    assert told_by(["8 Survey"]) != told_by(["7 Survey"])


@pytest.mark.parametrize("header", ["White 95% interval", "BME share, 95% interval"])
def test_an_interval_is_made_of_the_counts_that_it_is_about(header):
    told = facts("All staff by ethnicity, 2023", ("Ethnicity", header), ("x", "4.2"))
    assert [each.kind for each in told] == ["echo"]


def test_a_table_of_other_words_cannot_be_read():
    bound = Told()
    grid = Grid("", "Staff by shoe size and ethnicity", ("Workforce",), ("Size", "Shoes per head"),
                (("44", "2"),))  # fmt: skip
    bind(grid, 2023, bound, False)
    (said,) = bound.unexamined
    assert "Shoes per head" in said and said.endswith("so this table cannot be examined")
