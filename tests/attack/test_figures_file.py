"""The table of figures that a report ships: how its numbers are printed, and what they tell."""

from fractions import Fraction

import pytest

from wres.attack.facts import COUNT, ECHO, RATIO, SHARE, Cell
from wres.attack.figures_file import bound_of, read_figures
from wres.attack.keys import read_key

from .keyed import BME2, figures, row
from .keyed import SHARE as RATE


def the(rows, key):
    return read_figures("figures.csv", figures(rows))[0][read_key(key)[0]]


def one(unit, state="shown", **cells):
    key = {
        "people": BME2,
        "percent": RATE,
        "ratio": "2024/4/relative_likelihood_white_to_bme",
        "percentage points": "2024/5/difference_bme_white",
        "percent change": "2024/1/staff_count_change_on_last_year",
        "difference in ratio": "2024/4/relative_likelihood_white_to_bme_change_on_last_year",
    }
    return the([row(key[unit], unit, state, **cells)], key[unit])  # fmt: skip


@pytest.mark.parametrize(
    ("unit", "cells", "part", "printed"),
    [
        ("people", {"value": "1204"}, "", ("1,204",)),
        ("people", {"value": "2"}, "", ("2", "two")),
        ("people", {"value": "0"}, "", ("0", "nobody", "none", "no", "no one", "zero")),
        ("people", {"value": "12"}, "itself", ("100.0%",)),
        ("percent", {"value": "23.5"}, "", ("23.5%",)),
        ("percent", {"value": "100.0"}, "", ("100.0%",)),
        ("percent", {"value": "0.0"}, "", ("0.0%", "nobody", "none", "no", "no one", "zero")),
        ("ratio", {"value": "0.00"}, "", ("0.00", "nobody", "none", "no", "no one", "zero")),
        ("percent", {"low": "3.5"}, "low", ("3.5%", "3.5")),
        ("percent", {"low": "3.5"}, "high", ()),
        ("percent", {"low": "3.5"}, "", ()),
        ("percent", {"part": "3.5"}, "part", ("3.5",)),  # the average of two years
        ("percent", {"whole": "1204"}, "whole", ("1,204",)),
        ("ratio", {"value": "0.57"}, "", ("0.57",)),
        ("percentage points", {"value": "-9.2"}, "", ("\u22129.2",)),
        ("percentage points", {"value": "9.2"}, "", ("+9.2",)),
        ("percentage points", {"value": "0.0"}, "", ("0.0", "no")),
        ("percentage points", {"value": "-9.2"}, "size", ("9.2",)),
        ("percentage points", {"low": "-9.2"}, "low", ("\u22129.2",)),
        ("percent change", {"value": "5.0"}, "", ("+5.0%",)),
        ("percent change", {"value": "-5.0"}, "", ("\u22125.0%",)),
        ("difference in ratio", {"value": "0.16"}, "", ("+0.16",)),
    ],
)
def test_a_number_has_its_way_of_being_printed(unit, cells, part, printed):
    assert one(unit, **cells).prints(part) == printed


@pytest.mark.parametrize(
    ("state", "printed"),
    [("withheld", "[c]"), ("not collected", "[x]"), ("not calculable", "[z]")],
)
def test_a_missing_figure_is_printed_as_its_symbol_alone(state, printed):
    for part in ("", "low", "part", "itself"):
        assert one("percent", state).prints(part) == (printed,)


def test_a_figure_that_rounds_to_zero_says_so():
    assert one("percent", "low").prints("") == ("[low]", "less than 0.1%")
    assert one("ratio", "low").prints("") == ("[low]", "less than 0.01")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"state": "hidden"}, "no state"),
        ({"state": "withheld", "value": "5"}, "has a number"),
        ({"state": "withheld", "part": "5"}, "has a number"),
        ({"state": "low", "value": "0.0"}, "has a number"),
        ({"unit": "pounds"}, "no unit"),
        ({"value": "23.50"}, "not as it is printed"),
        ({"value": "23"}, "not as it is printed"),
        ({"value": "+23.5"}, "not as it is printed"),
        ({"value": "023.5"}, "not as it is printed"),
        ({"value": "-0.0"}, "not as it is printed"),
        ({"value": "\uff12.5"}, "not as it is printed"),
        ({"value": "-23.5"}, "below zero"),
        ({"part": "3.25"}, "not as it is printed"),
        ({"pages": ""}, "no page"),
        ({"ethnicity": "White"}, "not that of its columns"),
        ({"key": "2024/9/board_percentage", "staff_group": "all"}, "not that of its columns"),
    ],
)
def test_a_row_that_is_wrong_is_told_and_left_out(cells, fault):
    rows, faults = read_figures("figures.csv", figures([{**row(RATE, "percent"), **cells}]))

    assert rows == {}
    assert len(faults) == 1 and fault in faults[0] and "row 2" in faults[0]


def test_a_figure_that_there_is_not_is_told():
    _, faults = read_figures("figures.csv", figures([row("2024/9/consultant_dogs", value="5")]))

    assert "no figure is called 'consultant_dogs'" in faults[0]


def test_a_figure_stands_once():
    _, faults = read_figures("figures.csv", figures([row(BME2, value="2"), row(BME2, value="3")]))

    assert "an earlier row" in faults[0] and "row 3" in faults[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("key,organisation", "organisation,key", 1),
        lambda text: text.replace(",cells", ",cells,numerator", 1),
        lambda text: "",
        lambda text: text.replace("shown", 'sh"own', 1).replace("board", '"board', 1) + '"',
    ],
)
def test_other_columns_and_broken_files_are_refused(change):
    rows, faults = read_figures("figures.csv", change(figures()))

    assert faults and (rows == {} or "cells" in faults[0])


def test_the_table_tells_counts_shares_and_what_is_withheld():
    bound = bound_of(read_figures("figures.csv", figures())[0].values(), "figures.csv")

    board = Cell(2024, 9, "board_count", "board members")
    bme = board.of(ethnicity="BME")
    told = {(each.kind, each.cells, each.low, each.high) for each in bound.facts}
    assert (COUNT, (board,), 16, 16) in told
    assert (COUNT, (bme,), 2, 2) in told
    # 12.5% is what rounds to it: 12.45 to 12.55.
    assert (SHARE, (bme, board), Fraction(1245, 100), Fraction(1255, 100)) in told
    assert [each.cell for each in bound.withheld] == [board.of(ethnicity="White")]
    assert all(each.is_count for each in bound.withheld)


def test_a_share_alone_that_is_withheld_hides_both_its_counts():
    rows = read_figures("figures.csv", figures([row(RATE, "percent", "withheld")]))[0]

    hidden = bound_of(rows.values(), "figures.csv").withheld

    assert [each.cell.ethnicity for each in hidden] == ["BME", "all"]
    assert not any(each.is_count for each in hidden)


def test_the_people_of_an_average_of_two_years_are_both_years():
    key = "2024/3/disciplinary_rate////BME"
    cells = {"value": "4.4", "part": "3.5", "whole": "80", "reason": "average of 2023 and 2024"}
    rows = read_figures("figures.csv", figures([row(key, "percent", **cells)]))[0]

    told = {(each.kind, tuple(cell.year for cell in each.cells), each.printed)
            for each in bound_of(rows.values(), "figures.csv").facts}  # fmt: skip

    assert told == {
        ("average", (2024, 2023), "3.5"),
        ("average", (2024, 2023), "80"),
        ("share of two years", (2024, 2024, 2023, 2023), "4.4"),
    }


def test_nobody_is_told_as_zero_on_both_sides():
    key = "2024/3/relative_likelihood_bme_to_white"
    cells = {"reason": "nobody entered the process"}
    rows = read_figures("figures.csv", figures([row(key, "ratio", "not calculable", **cells)]))[0]

    told = bound_of(rows.values(), "figures.csv").facts

    assert [(each.kind, each.cells[0].ethnicity, each.high) for each in told] == [
        ("count", "BME", 0), ("count", "White", 0),
    ]  # fmt: skip
    assert rows[read_key(key)[0]].prints("") == ("[z]", "nobody")


def test_a_ratio_without_an_upper_limit_tells_who_nobody_was():
    key = "2024/2/relative_likelihood_white_to_bme"
    cells = {"reason": "no BME applicant was appointed, so the ratio has no upper limit"}
    rows = read_figures("figures.csv", figures([row(key, "ratio", "not calculable", **cells)]))[0]

    told = bound_of(rows.values(), "figures.csv").facts

    assert [(each.cells[0].measure, each.cells[0].ethnicity, each.high) for each in told] == [
        ("appointed_count", "BME", 0)
    ]
    assert rows[read_key(key)[0]].prints("") == ("[z]", "no")


@pytest.mark.parametrize(
    ("key", "reason", "empty", "word"),
    [
        ("2024/4/relative_likelihood_white_to_bme", "there are no BME staff", "BME", "no"),
        ("2024/3/relative_likelihood_bme_to_white", "there are no White staff", "White", "no"),
        (
            "2024/2/relative_likelihood_white_to_bme",
            "no BME applicant was shortlisted",
            "BME",
            "no",
        ),
    ],
)
def test_a_ratio_of_a_group_without_people_tells_that_it_is_empty(key, reason, empty, word):
    cells = {"reason": reason}
    rows = read_figures("figures.csv", figures([row(key, "ratio", "not calculable", **cells)]))[0]

    told = bound_of(rows.values(), "figures.csv").facts

    assert [(each.cells[0].ethnicity, each.high) for each in told] == [(empty, 0)]
    assert rows[read_key(key)[0]].prints("") == ("[z]", word)


def test_an_end_alone_is_an_echo():
    rows = read_figures("figures.csv", figures([row(RATE, "percent", low="3.5")]))[0]

    assert [each.kind for each in bound_of(rows.values(), "figures.csv").facts] == ["echo"]


def test_a_likelihood_turned_round_is_an_echo():
    key = "2024/4/relative_likelihood_turned_round"
    rows = read_figures("figures.csv", figures([row(key, "ratio", value="1.75", low="1.50")]))[0]

    assert [each.kind for each in bound_of(rows.values(), "figures.csv").facts] == ["echo"]


def test_public_numbers_tell_nothing_of_counts():
    key = "2024/1/local_population_percentage////BME/Luton"
    line = {**row("/".join(key.split("/")[:-1]), "percent", value="45.3"), "key": key}
    rows, faults = read_figures("figures.csv", figures([{**line, "area": "Luton"}]))

    assert faults == []
    assert bound_of(rows.values(), "figures.csv").facts == []


RATIO_OF = "2024/5/relative_likelihood_bme_to_white"
ANSWERS = "2024/5/survey_percentage////"
HANDED_IN = "made of percentages as they were handed in"
SHARES = [row(f"{ANSWERS}{name}", "percent", value=value, whole="2000")
          for name, value in (("White", "20.0"), ("BME", "30.0"))]  # fmt: skip


def ratio(value="1.50", reason=HANDED_IN):
    return row(RATIO_OF, "ratio", value=value, reason=reason)


def test_a_ratio_of_percentages_tells_no_number_of_people():
    rows, faults = read_figures("figures.csv", figures([*SHARES, ratio()]))
    assert not faults
    told = bound_of([rows[read_key(RATIO_OF)[0]]], "figures.csv").facts
    assert [one.kind for one in told] == [ECHO]


def test_a_ratio_of_people_is_one_of_counts():
    rows, _ = read_figures("figures.csv", figures([*SHARES, ratio(reason="")]))
    (told,) = bound_of([rows[read_key(RATIO_OF)[0]]], "figures.csv").facts
    assert told.kind == RATIO and [cell.ethnicity for cell in told.cells] == [
        "BME", "BME", "White", "White"]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([*SHARES, ratio("1.52")], "is not the ratio of the percentages that are printed"),
        ([SHARES[0], ratio()], "the percentages are not printed that"),
        ([SHARES[0], row(f"{ANSWERS}BME", "percent", "withheld"), ratio()],
         "the percentages are not printed that"),
        # What is no ratio of the survey cannot be called so: its counts would go unexamined.
        ([row("2024/2/relative_likelihood_white_to_bme", "ratio", value="1.50",
              reason=HANDED_IN)], "the percentages are not printed that"),
    ],
    ids=["another ratio", "a share missing", "a share withheld", "no survey"],
)  # fmt: skip
def test_a_ratio_of_percentages_that_are_not_there_is_refused(rows, fault):
    known, faults = read_figures("figures.csv", figures(rows))
    assert any(fault in each for each in faults)
    assert not any("relative_likelihood" in key.figure for key in known)


def test_the_share_of_the_shortlisted_is_of_all_of_them():
    key = "2024/2/shortlisted_percentage////BME"
    (part, whole, share) = bound_of(
        [the([row(key, "percent", value="40.0", part="40", whole="100")], key)], "figures.csv"
    ).facts
    assert (part.cells[0].ethnicity, whole.cells[0].ethnicity) == ("BME", "all")
    assert share.kind == SHARE and share.cells == (*part.cells, *whole.cells)
