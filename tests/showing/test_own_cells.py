"""An author's own table and sentence: figures are keyed, other numbers need a source."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres.figures import BME, WHITE, Figure, Figures, State
from wres.figures.printed import Printed, plain, resolved
from wres.ground.errors import OwnCellError
from wres.showing.own_cells import NOT_CHECKED, Grid, Press, number, table


def rate(year: int, ethnicity: str, people: tuple[int, int] | None) -> Figure:
    """The rate of appointment: 25 of 178 are 14.0449...%, printed 14.0%."""
    key = {"year": year, "indicator": 2, "figure": "appointment_rate", "ethnicity": ethnicity}
    if people is None:
        return Figure("RXX", **key, unit="percent", state=State.WITHHELD)
    part, whole = people
    value = 100 * part / whole
    return Figure(
        "RXX", **key, value=value, low=value / 2, high=2 * value, unit="percent",
        numerator=float(part), denominator=float(whole), state=State.SHOWN,
    )  # fmt: skip


# 10 of 100, 25 of 178; White staff: withheld, 49 of 159 (30.8176...%).
FIGURES = Figures([
    rate(2022, BME, (10, 100)), rate(2022, WHITE, None),
    rate(2023, BME, (25, 178)), rate(2023, WHITE, (49, 159)),
])  # fmt: skip
PRESS = Press(FIGURES, small=5)
SOURCED = Press(FIGURES, small=5, source="a survey of ours")
FRAME = FIGURES.to_frame()


def texts(grid: Grid) -> list[list[str]]:
    return [[plain(f"{cell}") for cell in row] for row in grid.rows]


def keys(grid: Grid) -> list[str]:
    return [cell.key for row in grid.rows for cell in row if isinstance(cell, Printed)]


def test_the_numbers_of_a_row_are_its_figures_as_they_are_printed():
    grid = PRESS.grid(FRAME[["ethnicity", "year", "value", "numerator", "denominator", "high"]])
    assert grid.heads == ("Ethnicity", "Year", "Value", "Numerator", "Denominator", "High")
    assert texts(grid) == [
        ["BME", "2022", "10.0%", "10", "100", "20.0%"],
        ["White", "2022", "[c]", "[c]", "[c]", "[c]"],
        ["BME", "2023", "14.0%", "25", "178", "28.1%"],
        ["White", "2023", "30.8%", "49", "159", "61.6%"],
    ]
    whose = "2023/2/appointment_rate////White"
    assert keys(grid)[-4:] == [whose, f"{whose}#part", f"{whose}#whole", f"{whose}#high"]


def test_a_selection_another_order_and_the_first_rows_keep_the_figures():
    grid = PRESS.grid(FRAME.sort_values("value", ascending=False).head(2)[["ethnicity", "value"]])
    assert texts(grid) == [["White", "30.8%"], ["BME", "14.0%"]]
    assert keys(grid) == ["2023/2/appointment_rate////White", "2023/2/appointment_rate////BME"]


def test_a_number_may_have_been_rounded_as_it_is_printed_and_renamed():
    grid = PRESS.grid(
        PRESS.rounded(FRAME)[["ethnicity", "value"]].rename(columns={"value": "Rate"})
    )
    assert texts(grid)[2] == ["BME", "14.0%"]


def test_a_part_is_known_by_its_column_where_two_are_alike():
    same = FRAME[FRAME["year"] == 2022].head(1)  # 10.0% are 10 people
    assert keys(PRESS.grid(same[["numerator", "value"]])) == [
        "2022/2/appointment_rate////BME#part",
        "2022/2/appointment_rate////BME",
    ]


def test_cells_that_are_figures_keep_them_when_the_table_is_turned():
    cells = FIGURES.to_frame(cells=True)
    grid = PRESS.grid(cells.pivot(index="ethnicity", columns="year", values="value"))
    assert grid.heads == ("Ethnicity", "2022", "2023")
    assert texts(grid) == [["BME", "10.0%", "14.0%"], ["White", "[c]", "30.8%"]]


def test_rows_without_names_are_named_by_what_tells_them_apart():
    grid = PRESS.grid(FRAME[["value"]])
    assert grid.heads == ("", "Value")
    assert [row[0] for row in texts(grid)] == [
        "2022, BME",
        "2022, White",
        "2023, BME",
        "2023, White",
    ]


def test_what_names_a_row_is_its_first_column_and_keys_may_stand_in_one():
    named = FRAME.set_index(["year", "ethnicity"], append=True)[["value"]]
    assert texts(PRESS.grid(named))[0] == ["2022, BME", "10.0%"]
    assert texts(PRESS.grid(FRAME.reset_index()[["key", "ethnicity", "value"]]))[0] == [
        "BME",
        "10.0%",
    ]


def test_codes_are_printed_by_their_labels_and_days_in_words():
    frame = pd.DataFrame(
        {"pay_band": ["8a"], "figure": ["staff_count"], "When": [date(2023, 3, 31)], "All": [True]}
    )
    assert texts(PRESS.grid(frame)) == [["Band 8a", "Staff count", "31 March 2023", "yes"]]


def in_band(pay_band: str) -> Figure:
    return Figure("RXX", 2023, 1, "staff_count", "clinical", pay_band, value=60.0, unit="people",
                  state=State.SHOWN)  # fmt: skip


BANDS = Figures(map(in_band, ("5", "6", "8a")))


@pytest.mark.parametrize("head", ["pay_band", "Band", "Pay band", "Grade"])
def test_the_band_of_a_figure_names_its_row(head):
    frame = BANDS.to_frame()[["pay_band", "year", "value"]].rename(columns={"pay_band": head})
    grid = Press(BANDS, small=5).grid(frame)
    assert [row[0] for row in texts(grid)] == ["Band 5", "Band 6", "Band 8a"]
    assert not grid.has_other


@pytest.mark.parametrize(("index", "columns"), [("pay_band", "year"), ("year", "pay_band")])
def test_bands_name_rows_and_columns_of_a_table_that_is_turned_round(index, columns):
    turned = BANDS.to_frame(cells=True).pivot(index=index, columns=columns, values="value")
    grid = Press(BANDS, small=5).grid(turned)
    assert "Band 5" in (*grid.heads, *(row[0] for row in texts(grid)))


def test_bands_are_drawn_by_their_labels():
    drawn = Press(BANDS, small=5).rounded(BANDS.to_frame())
    assert drawn["pay_band"].tolist() == ["Band 5", "Band 6", "Band 8a"]


def test_a_number_of_another_column_is_no_band():
    frame = pd.DataFrame({"Step": ["Advert"], "Days": ["5"]})
    with pytest.raises(OwnCellError, match="no figure of its row"):
        PRESS.grid(frame)


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Ward 7", ["7"]), ("16-29", ["16", "29"]), ("Clinical, band 8b: 57", ["57"]),
        ("Bands 8a, 8b and 9 (57)", ["57"]), ("Clinical, 8b", []), ("2022/23", []),
        ("March 2024", []), ("31 March 2024", []), ("Q1 2024", []), ("Bands 1 to 7", []),
        ("band 57", ["57"]),
    ],
)  # fmt: skip
def test_a_number_in_the_name_of_a_row_is_of_other_origin(name, others):
    grid = SOURCED.grid(pd.DataFrame({"Where": [name], "Days": [14.5]}))
    html = table(grid, "How long it took", "a survey of ours").html()
    assert re.findall('data-other="no people">(.*?)<', html) == others
    assert texts(PRESS.grid(pd.DataFrame({"Where": [name], "Note": ["a"]}))) == [[name, "a"]]


ONE = FRAME.head(1)


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"Step": ["a"], "Days": [14]}),
        pd.DataFrame({"Step": ["a"], "Days": ["14"]}),
        pd.DataFrame({"Step": ["a"], "Days": ["14.5%"]}),
        pd.DataFrame({"Step": ["a"], "Days": [Decimal("14.5")]}),
        pd.DataFrame({"Step": ["a"], "Days": [np.int8(14)]}, dtype="object"),
        pd.DataFrame({"Step": ["a"], 14: ["b"]}),
        pd.DataFrame({"Days": ["a"]}, index=pd.Index([14], name="Step")),
        ONE.assign(value=11.0)[["ethnicity", "value"]],  # another number in its row
        ONE.assign(value=20.0)[["ethnicity", "value"]],  # its high end, under another name
        ONE.assign(twice=ONE["value"] * 2.5)[["ethnicity", "twice"]],
        ONE.reset_index(drop=True)[["ethnicity", "value"]],  # its key is lost
        pd.DataFrame({"Rate": [[5]], "Step": "a"}),
    ],
    ids=range(12),
)
def test_a_number_of_other_origin_is_refused_with_the_line_to_write(frame):
    with pytest.raises(OwnCellError, match=r"table: .*(source=|no table can show)") as refused:
        PRESS.grid(frame)
    assert "\n" not in str(refused.value)
    assert "14" not in str(refused.value).replace("'14'", "")  # what it is, no message tells


def test_the_refusal_says_which_row_and_column():
    with pytest.raises(OwnCellError, match="row 'Advert', column 'Days'"):
        PRESS.grid(pd.DataFrame({"Step": ["Advert"], "Days": [14]}))


def test_a_figure_that_somebody_changed_is_refused():
    frame = pd.DataFrame({"Who": ["BME"], "Rate": [rate(2023, BME, (5, 50))]})
    with pytest.raises(OwnCellError, match="none of this report's"):
        PRESS.grid(frame)


NUMBERS = st.one_of(
    st.integers(-10_000, 10_000).filter(lambda n: not 2015 <= n <= 2099),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-1000, 1000, places=2),
    st.integers(0, 9999).map(str),
)


@given(
    number=NUMBERS,
    at=st.integers(0, 3),
    column=st.sampled_from(["value", "low", "high", "numerator", "denominator", "mine"]),
    keyed=st.booleans(),
)
def test_no_number_that_is_no_figure_passes_without_a_source(number, at, column, keyed):
    frame = FRAME[["ethnicity", "value"]].assign(mine="words").astype({"value": "object"})
    frame["value"] = "words"
    frame[column] = "words"
    frame[column] = frame[column].astype("object")
    figure = list(FIGURES)[at]
    known = {figure.value, figure.low, figure.high, figure.numerator, figure.denominator}
    shown = PRESS.rounded(FRAME).iloc[at][["value", "low", "high", "numerator", "denominator"]]
    is_its_own = keyed and not isinstance(number, str) and float(number) in {*known, *shown}
    frame.iloc[at, frame.columns.get_loc(column)] = number
    frame = frame if keyed else frame.reset_index(drop=True)
    if is_its_own:
        return
    with pytest.raises(OwnCellError):
        PRESS.grid(frame)


def test_with_a_source_numbers_are_printed_as_given_and_the_page_says_so():
    frame = pd.DataFrame({"Step": ["Advert", "Offer"], "Days": [14.5, -1200.0]})
    html = table(SOURCED.grid(frame), "How long it took", "a survey of ours.").html()
    assert 'data-head="Days"><span data-other="">14.5</span></td>' in html
    assert '<span data-other="">−1,200</span>' in html
    assert "<li>The pack did not check these numbers; they come from a survey of ours.</li>" in html


@pytest.mark.parametrize(("value", "is_refused"), [
    (0, False), (1, True), (5, True), (5.0, True), ("3", True), (3.0001, True), (6, False),
    (4.5, False), ("3%", False),
])  # fmt: skip
def test_a_small_whole_number_may_count_people(value, is_refused):
    frame = pd.DataFrame({"Step": ["Advert"], "Days": [value]})
    if not is_refused:
        SOURCED.grid(frame)
        return
    with pytest.raises(OwnCellError, match=r"of 1 to 5, .*counts_no_people=True"):
        SOURCED.grid(frame)
    says_so = Press(FIGURES, 5, "a survey of ours", counts_no_people=True)
    (cell,) = [cell for row in says_so.grid(frame).rows for cell in row if cell != "Advert"]
    assert str(resolved(f"{cell}")).startswith('<span data-other="no people">')


def test_what_is_small_is_what_the_settings_say():
    frame = pd.DataFrame({"Step": ["Advert"], "Days": [7]})
    with pytest.raises(OwnCellError, match="of 1 to 7"):
        Press(FIGURES, small=7, source="ours").grid(frame)


def test_a_source_of_figures_is_only_named():
    shown = table(PRESS.grid(FRAME[["ethnicity", "value"]]), "Rates", "the figures above")
    assert shown.notes == ("Source: the figures above.",)
    assert NOT_CHECKED.partition("{")[0] not in shown.html()


def test_of_a_styler_its_frame_is_asked_for():
    with pytest.raises(OwnCellError, match=r"report\.table\(styled\.data, caption="):
        PRESS.grid(FRAME.style)


def test_a_table_needs_a_caption():
    with pytest.raises(OwnCellError, match="caption="):
        table(PRESS.grid(FRAME[["ethnicity", "value"]]), " ", "")


def test_what_is_drawn_is_what_is_printed():
    drawn = PRESS.rounded(FRAME)
    assert drawn["value"].tolist()[::2] == [10.0, 14.0]
    assert drawn["high"].tolist()[-1] == 61.6
    assert np.isnan(drawn["value"].tolist()[1])
    assert drawn["year"].tolist() == [2022, 2022, 2023, 2023]
    assert PRESS.rounded(FIGURES.to_frame(cells=True))["value"].tolist()[3] == 30.8
    assert PRESS.rounded(FRAME["value"]).tolist()[2] == 14.0


@pytest.mark.parametrize(("part", "text"), [
    ("", "14.0%"), ("high", "28.1%"), ("part", "25"), ("whole", "178"), ("size", "14.0"),
])  # fmt: skip
def test_a_number_for_a_sentence(part, text):
    wanted = 2, "appointment_rate", 2023
    printed = number(FIGURES, (2022, 2023), wanted, part, ethnicity=BME)
    key = "2023/2/appointment_rate////BME" + f"#{part}" * bool(part)
    assert (printed.text, printed.key) == (text, key)


def test_a_missing_number_for_a_sentence():
    wanted = 2, "appointment_rate", 2022
    assert number(FIGURES, (2022, 2023), wanted, "high", ethnicity=WHITE).text == "[c]"


@pytest.mark.parametrize(
    ("wanted", "more", "problem"),
    [
        ((2, "apointment_rate", 2023), {}, "Did you mean 'appointment_rate'?"),
        ((2, "appointment_rate", 2021), {}, "of 2022 and 2023, not of 2021"),
        ((2, "appointment_rate", 2023), {"ethnicity": "bme"}, "Did you mean 'BME'?"),
        ((2, "appointment_rate", 2023), {"pay_band": "band 5"}, "is no pay band"),
        ((2, "appointment_rate", 2023), {"etnicity": "BME"}, "Did you mean 'ethnicity'?"),
        ((2, "appointment_rate", 2023), {"part": "lower"}, "Did you mean 'low'?"),
    ],
)
def test_a_name_that_is_none_is_told(wanted, more, problem):
    part = more.pop("part", "")
    with pytest.raises(OwnCellError, match=re.escape(problem)):
        number(FIGURES, (2022, 2023), wanted, part, **more)
