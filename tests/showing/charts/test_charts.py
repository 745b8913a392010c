"""Each chart shows its figures: every number printed, nothing withheld, nothing in colour alone."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest
from builders import plainly

from wres.figures import ALL, BME, UNKNOWN, WHITE, Figure, Figures, State
from wres.figures.printed import KEYED, Printed, keys_in, plain
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register
from wres.reference import colour, figure_kind
from wres.showing import charts
from wres.showing.svg import clean_svg

from .drawing import read

YEARS = (2022, 2023)
NEW = Organisation(
    "T01", "New Body", "New", "NHS trust", date(2022, 7, 1), None, "", False, "made up"
)
OLD = Organisation(
    "T00", "Old Body", "Old", "NHS trust", None, date(2022, 6, 30), "T01", False, "made up"
)
BANDS = ["1-7", "8a-VSM"]


def edition(figures, years=YEARS):
    """These figures in a report of the last of the years; before 2023 it was the Old Body."""
    return Edition(Figures(figures), Scope(NEW, Register((NEW, OLD)), years[-1], years))


def figure(year, indicator, name, ethnicity=ALL, part=None, whole=None, **more):
    """A figure from two counts, from a value, or missing where it is given a state."""
    made = Figure(
        organisation="T01", year=year, indicator=indicator, figure=name, ethnicity=ethnicity,
        unit=figure_kind(name).unit,
    )  # fmt: skip
    if "state" in more or "value" in more:
        return replace(made, **({"state": State.SHOWN} | more))
    value = 100 * part / whole
    return replace(
        made,
        value=value,
        numerator=float(part),
        denominator=float(whole),
        state=State.SHOWN,
        **more,
    )


def everything():
    """Two years of every figure that a chart draws, a few of them missing."""
    made = []
    for year, (white, bme, unknown) in {2022: (288, 96, 14), 2023: (309, 99, 13)}.items():
        whole = white + bme + unknown
        for ethnicity, part in ((WHITE, white), (BME, bme), (UNKNOWN, unknown)):
            made += [
                figure(year, 1, "staff_percentage", ethnicity, part, whole),
                figure(year, 9, "workforce_percentage", ethnicity, part, whole),
            ]
        for group in ("clinical", "non-clinical"):
            made += [
                figure(year, 1, "staff_percentage", BME, 30, 85, staff_group=group,
                       pay_band="8a-VSM"),
                figure(year, 1, "staff_percentage", BME, state=State.WITHHELD,
                       staff_group=group, pay_band="1-7")
                if (year, group) == (2023, "clinical")
                else figure(year, 1, "staff_percentage", BME, 11, 46, staff_group=group,
                            pay_band="1-7"),
            ]  # fmt: skip
        made += [
            figure(year, 2, "relative_likelihood_white_to_bme", value=2.194, low=1.428,
                   high=3.376),
            figure(year, 3, "relative_likelihood_bme_to_white", state=State.NOT_CALCULABLE,
                   reason="nobody entered the process"),
            figure(year, 7, "survey_percentage", WHITE, 153, 248),
            figure(year, 7, "survey_percentage", BME, 17, 57),
            figure(year, 7, "difference_bme_white", value=100 * 17 / 57 - 100 * 153 / 248),
            figure(year, 5, "survey_percentage", WHITE, 20, 250),
            figure(year, 5, "survey_percentage", BME, 7, 55),
            *(
                figure(year, 9, "board_count", group, value=float(value),
                       staff_group="board members")
                for group, value in ((ALL, 13), (WHITE, 11), (BME, 0), (UNKNOWN, 2))
            ),
            figure(year, 9, "board_percentage", BME, 0, 13, staff_group="board members"),
            figure(year, 9, "difference_board_workforce", BME, value=-23.52,
                   staff_group="board members"),
        ]  # fmt: skip
    for ethnicity, value in ((WHITE, 59.3), (BME, 38.3)):
        made.append(
            figure(2023, 7, "survey_percentage_national_average", ethnicity, value=value,
                   reason="all trusts, 2023")
        )  # fmt: skip
    return made


DRAWN = {
    "all_staff": lambda figures: charts.all_staff(edition(figures)),
    "bands": lambda figures: charts.bands(edition(figures), "clinical", BANDS),
    "likelihoods": lambda figures: charts.likelihoods(edition(figures), 2),
    "survey": lambda figures: charts.survey(edition(figures), 5),
    "survey, averages": lambda figures: charts.survey(edition(figures), 7),
    "board": lambda figures: charts.board(edition(figures)),
}
each_chart = pytest.mark.parametrize("name", DRAWN)


@pytest.fixture(scope="module")
def figures():
    return Figures(everything())


@pytest.fixture(scope="module")
def drawn(figures):
    return {name: draw(figures) for name, draw in DRAWN.items()}


# What is printed beside each bar, row by row from the top: label, value.
ROWS = {
    "bands": [["Bands 8a to VSM", "35.3%"]],
}


def test_every_band_has_its_label_and_its_number_in_words(drawn):
    words = read(drawn["bands"].svg).words()
    assert words == [
        "Dashed line: BME share of all staff: 23.5%", "Bands 1 to 7", "Bands 8a to VSM",
        "Dashes show 2022 (Old)", "[c] withheld", "35.3%",
    ]  # fmt: skip


@each_chart
def test_alt_says_type_data_and_point(drawn, name):
    alt = plainly(drawn[name].alt)
    assert alt.startswith(KINDS.get(name, "Bar chart: "))
    for row in ROWS.get(name, ()):
        assert row[0] in alt
        assert row[1].split(" (")[0] in alt
    assert POINTS[name] in alt


KINDS = (
    {"board": "Chart of people: "}
    | dict.fromkeys(("all_staff", "survey", "survey, averages"), "Line chart: ")
    | {"likelihoods": "Dot chart: "}
)


POINTS = {
    "all_staff": "The BME share of all staff in 2023 is 23.5%, after 24.1% in 2022 (Old).",
    "bands": "All bands with a figure are at or above the BME share of all staff, 23.5%.",
    "likelihoods": "In 2023 it is 2.19, White applicants more likely, outside the four-fifths "
    "range of 0.80 to 1.25.",
    "survey": "In the 2022 survey it is 12.7% among BME staff and 8.0% among White staff.",
    "survey, averages": "In the 2022 survey it is 29.8% among BME staff and 61.7% among White "
    "staff: 31.9 percentage points lower among BME staff.",
    "board": "0 of the 13 board members are BME. The BME share of the board is 0.0% and that of "
    "all staff 23.5%: 23.5 percentage points below.",
}


@each_chart
def test_same_bytes_twice(figures, drawn, name):
    assert DRAWN[name](figures) == drawn[name]


def test_same_bytes_in_another_process():
    """Neither the order of hashes nor what was drawn before changes a byte."""
    script = (
        "import hashlib; from wres.showing.charts.bars import Bar, draw;"
        "print(hashlib.sha256(draw([Bar('A', '1%', 1.0, 'BME')]).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, check=True, text=True
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


@each_chart
def test_no_figure_is_left_open(figures, name):
    DRAWN[name](figures)
    assert plt.get_fignums() == []


@each_chart
def test_text_is_dark_and_colours_are_the_palettes(drawn, name):
    svg = drawn[name].svg
    texts = re.findall(r"<text [^>]*fill: (#\w+)", svg)
    dark = ("text", "secondary", "White", "BME text")
    assert set(texts) <= {colour(role).lower() for role in dark}
    roles = (*dark, "BME", "Unknown", "outline", "band")
    known = {colour(role).lower() for role in roles} | {"#ffffff", "#e3e5e8"}
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= known


# What is withheld leaves no trace, even where a figure wrongly still carries it.

# Part, whole and share are numbers that nothing else in a chart could hold.
PLANTED = {"numerator": 8765.0, "denominator": 9876.0, "minuend": 88.7505, "subtrahend": 77.4321}
TRACES = ("8765", "8,765", "9876", "9,876", "88.7", "88.8", "77.4")


def is_withheld(one):
    """One or two of each chart's figures: of a year before, of the latest, and of staff."""
    return one.state is State.WITHHELD or (one.year, one.figure, one.ethnicity) in {
        (2022, "staff_percentage", WHITE),
        (2022, "relative_likelihood_white_to_bme", ALL),
        (2022, "survey_percentage", WHITE),
        (2023, "survey_percentage", BME),
        (2023, "staff_percentage", BME),
        (2023, "board_percentage", BME),
        (2023, "workforce_percentage", BME),
    }


def with_withheld(planted):
    """All figures, some of them withheld, each of those with these parts."""
    empty = dict.fromkeys(PLANTED) | {"value": None, "state": State.WITHHELD}
    return Figures(
        # One band keeps its number, or there would be no chart of bands.
        replace(one, **empty | planted) if is_withheld(one) and one.pay_band != "8a-VSM" else one
        for one in everything()
    )


@each_chart
def test_a_withheld_number_leaves_no_trace(name):
    chart = DRAWN[name](with_withheld(PLANTED))
    assert name == "board" or "withheld" in chart.alt
    text = " ".join([*read(chart.svg).words(), chart.alt, chart.subtitle])
    assert not [trace for trace in TRACES if trace in text]


@each_chart
def test_charts_that_differ_only_in_what_is_withheld_are_the_same(name):
    assert DRAWN[name](with_withheld(PLANTED)) == DRAWN[name](with_withheld({}))


# The years and groups that are missing.


def test_a_missing_band_has_words_in_place_of_a_bar(drawn):
    drawing = read(drawn["bands"].svg)
    assert "[c] withheld" in drawing.words()
    assert "Bands 1 to 7: withheld (2022 (Old): 23.9%)" in plainly(drawn["bands"].alt)
    assert len(drawing.markers) == 2
    assert drawing.line is not None
    assert "Dashed line: BME share of all staff: 23.5%" in drawing.words()


def test_bands_without_a_year_before_have_no_markers(figures):
    for years in ((2023,), (2021, 2022)):
        chart = charts.bands(edition(figures, years), "non-clinical", BANDS)
        assert read(chart.svg).markers == []
        assert "Dashes" not in " ".join(read(chart.svg).words())


def test_the_line_is_left_out_where_the_workforces_share_is_missing(figures):
    some = Figures(f for f in figures if (f.staff_group, f.figure) != (ALL, "staff_percentage"))
    chart = charts.bands(edition(some, [2023]), "clinical", BANDS)
    assert read(chart.svg).line is None
    assert "The BME share of all staff is not available." in chart.alt


@pytest.mark.parametrize(
    ("parts", "point"),
    [
        ((1, 1), "All bands with a figure are below the BME share of all staff, 50.0%."),
        ((1, 90), "Below the BME share of all staff, 50.0%: Bands 1 to 7."),
        # 49.96 and 50.04 are both printed as 50.0
        ((49.96, 50.04),
         "All bands with a figure are at or above the BME share of all staff, 50.0%."),
        ((90, 90), "All bands with a figure are at or above the BME share of all staff, 50.0%."),
    ],
)  # fmt: skip
def test_bands_below_are_named_by_what_is_printed(parts, point):
    made = [figure(2023, 1, "staff_percentage", BME, 50, 100)] + [
        figure(2023, 1, "staff_percentage", BME, part, 100, staff_group="clinical", pay_band=band)
        for part, band in zip(parts, BANDS, strict=True)
    ]
    chart = charts.bands(edition(made, [2023]), "clinical", BANDS)
    assert plainly(chart.alt).endswith(f". {point}")


def test_several_bands_below_are_named_in_a_row():
    parts = {"8a": 10, "8b": 90, "8c": 20, "9": 30}
    made = [figure(2023, 1, "staff_percentage", BME, 50, 100)] + [
        figure(2023, 1, "staff_percentage", BME, part, 100, staff_group="clinical", pay_band=band)
        for band, part in parts.items()
    ]
    chart = charts.bands(edition(made, [2023]), "clinical", list(parts))
    below = "Below the BME share of all staff, 50.0%: Band 8a, Band 8c and Band 9."
    assert plainly(chart.alt).endswith(f". {below}")


def test_grades_of_doctors_are_called_grades():
    made = [
        figure(2023, 1, "staff_percentage", BME, 5, 9, staff_group="medical and dental",
               pay_band="trainee")
    ]  # fmt: skip
    chart = charts.bands(edition(made, [2023]), "medical and dental", ["trainee"])
    assert chart.subtitle == "BME share of medical and dental staff in each grade, 31 March 2023"


def test_nothing_to_draw(figures):
    nothing = Figures([])
    for draw in DRAWN.values():
        assert draw(nothing) is None
    # Nobody entered the process: the page says so in words.
    assert charts.likelihoods(edition(figures), 3) is None
    assert charts.board(edition(figures), "voting board members") is None


@pytest.mark.parametrize("group", [ALL, WHITE, BME, UNKNOWN])
def test_a_board_is_drawn_only_where_all_its_people_are_shown(figures, group):
    hidden = [
        replace(each, value=None, state=State.WITHHELD)
        if (each.figure, each.ethnicity) == ("board_count", group)
        else each
        for each in figures
    ]
    assert charts.board(edition(hidden)) is None


def test_a_board_is_drawn_only_where_its_people_add_up(figures):
    odd = [
        replace(each, value=12.0) if (each.figure, each.ethnicity) == ("board_count", ALL) else each
        for each in figures
    ]
    assert charts.board(edition(odd)) is None


# The keys of what is drawn.


def laid_out(chart):
    """A chart as a page holds it."""
    return ElementTree.fromstring(clean_svg(chart.svg, "chart-1", chart.alt))


def texts(drawing):
    """Each text of a drawing with a number of a figure: its words, and the keys within."""
    return {
        "".join(text.itertext()): [each.get("data-figure") for each in text.iter("tspan")]
        for text in drawing.iter("text")
        if any(True for _ in text.iter("tspan"))
    }


def keys(key, *parts):
    """The keys of a figure's value and of its parts."""
    return [key, *(f"{key}#{part}" for part in parts)]


def test_every_number_of_a_drawing_stands_in_a_tspan_with_its_key(drawn):
    share, pool = "1/staff_percentage", "1/staff_percentage/clinical/8a-VSM//BME"
    assert texts(laid_out(drawn["bands"])) == {
        "[c] withheld": [f"2023/{share}/clinical/1-7//BME"],
        "35.3%": [f"2023/{pool}"],
        "Dashed line: BME share of all staff: 23.5%": [f"2023/{share}////BME"],
    }
    count = "2023/9/board_count/board+members"
    assert texts(laid_out(drawn["board"])) == {
        "BME board members: 0": [f"{count}///BME"],
        "White board members: 11": [f"{count}///White"],
        "board members, unknown: 2": [f"{count}///Unknown"],
        "like all staff: 23.5% BME": ["2023/9/workforce_percentage////BME"],
    }


@each_chart
def test_the_narrow_drawing_prints_the_same_keys_in_the_same_order(drawn, name):
    chart = drawn[name]
    assert keys_in(chart.narrow) == keys_in(chart.svg) != ()
    assert read(chart.narrow).width < read(chart.svg).width / 2


@each_chart
def test_no_number_of_a_drawing_is_outside_a_tspan(drawn, name):
    found = list(laid_out(drawn[name]).iter("text"))
    assert found
    for text in found:
        outside = (text.text or "") + "".join(each.tail or "" for each in text)
        left = re.sub(r"\b20\d\d\b|\bBands \w+ to \w+|0.80 to|1\.25", "", outside)
        assert not re.search(r"\d|\[", left), outside
        assert KEYED not in "".join(text.itertext())


@each_chart
def test_the_title_lists_the_keys_of_its_numbers_in_reading_order(drawn, name):
    title = laid_out(drawn[name]).find("title")
    assert title.text == plain(drawn[name].alt)
    assert title.get("data-figures").split() == list(keys_in(drawn[name].alt))


@each_chart
def test_the_keys_change_nothing_of_the_drawing(figures, drawn, name, monkeypatch):
    """Shapes and places are those of the same texts without a mark."""
    monkeypatch.setattr(Printed, "__format__", lambda printed, _: printed.text)
    assert plain(drawn[name].svg) == DRAWN[name](figures).svg
