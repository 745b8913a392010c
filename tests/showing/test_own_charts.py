"""An author's own drawing: it draws printed numbers, each beside its bar or point with its key."""

from __future__ import annotations

import re
from collections.abc import Callable

import matplotlib
import numpy as np
import pandas as pd
import pytest
import seaborn as sns
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from showing.test_own_cells import FIGURES, FRAME, PRESS

from wres.figures.printed import Printed
from wres.ground.errors import OwnCellError
from wres.showing.components import Picture
from wres.showing.own_cells import Press
from wres.showing.own_charts import to_svg

DRAWN = PRESS.rounded(FRAME)
NUMBERS = list(PRESS.grid(FRAME[["ethnicity", "year", "value"]]).numbers())
BME_2023, WHITE_2023 = (f"2023/2/appointment_rate////{group}" for group in ("BME", "White"))


@pytest.fixture(autouse=True)
def _no_window():
    matplotlib.use("agg")
    yield
    pyplot.close("all")


def shown(drawing: object, numbers=NUMBERS) -> str:
    """The drawing as it stands in a page."""
    return str(Picture("Rates", "", to_svg(drawing, numbers), "Rates", "").html())


def keyed(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<tspan data-figure="([^"]*)">([^<]*)</tspan>', html)


def unkeyed(html: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]+)</text>", html)


ALL = [("2022/2/appointment_rate////BME", "10.0%"), (BME_2023, "14.0%"), (WHITE_2023, "30.8%")]


@pytest.mark.parametrize("is_across", [True, False])
def test_each_bar_has_its_number_and_no_axis_has_others(is_across):
    along = {"x": "value", "y": "ethnicity"} if is_across else {"x": "ethnicity", "y": "value"}
    html = shown(sns.barplot(DRAWN, **along, hue="year"))
    assert sorted(keyed(html)) == ALL
    assert set(unkeyed(html)) == {"BME", "White", "ethnicity", "value", "year", "2022", "2023"}


def test_of_two_alike_the_one_whose_names_fit_is_taken():
    frame = pd.DataFrame({"Who": ["One", "Two"], "Rate": [12.5, 12.5]})
    cells = [
        (Printed(f"2023/2/{name}", "12.5%", 12.5), frozenset({name})) for name in ("Two", "One")
    ]
    html = shown(sns.barplot(frame, x="Rate", y="Who"), cells)
    assert [key for key, _ in keyed(html)] == ["2023/2/One", "2023/2/Two"]


def test_lines_over_years_have_the_years_and_each_points_number():
    drawing = sns.lineplot(DRAWN, x="year", y="value", hue="ethnicity", marker="o")
    html = shown(drawing)
    assert sorted(keyed(html)) == ALL
    assert [text for text in unkeyed(html) if text[0].isdigit()] == ["2022", "2023"]


def test_a_point_of_two_numbers_has_both():
    numbers = list(PRESS.grid(FRAME[["ethnicity", "numerator", "denominator"]]).numbers())
    drawing = sns.scatterplot(DRAWN, x="numerator", y="denominator")
    assert keyed(shown(drawing, numbers))[:2] == [
        ("2022/2/appointment_rate////BME#part", "10"),
        ("2022/2/appointment_rate////BME#whole", "100"),
    ]


def test_a_line_across_is_held_against_the_numbers_too():
    drawing = sns.barplot(DRAWN, x="ethnicity", y="value", hue="year")
    drawing.axhline(0)
    drawing.axhline(14.0)
    assert len(keyed(shown(drawing))) == 4
    drawing.axhline(15)
    with pytest.raises(OwnCellError, match="is no number that the frame below it prints"):
        shown(drawing)


def test_a_bar_below_zero_has_its_number_below_it():
    cells = [
        (Printed("2023/2/x", "−2.0", -2.0), frozenset()),
        (Printed("2023/2/y", "+1.0", 1.0), frozenset()),
    ]
    html = shown(sns.barplot(x=["a", "b"], y=[-2.0, 1.0], color="red", saturation=1), cells)
    ends = re.findall(r'<path d="([^"]*)"[^>]* fill="#ff0000"', html)
    downwards = [float(y) for end in ends for _, y in re.findall(r"([\d.]+) ([\d.]+)", end)]
    label = re.search(r'y="([\d.]+)"[^>]*><tspan data-figure="2023/2/x">', html)
    assert float(label[1]) > max(downwards)


def test_numbers_of_other_origin_say_so_in_the_drawing():
    frame = pd.DataFrame({"Step": ["Advert", "Offer"], "Days": [14.5, 32.0]})
    grid = Press(FIGURES, 5, source="ours").grid(frame)
    html = shown(sns.barplot(frame, x="Days", y="Step"), list(grid.numbers()))
    assert re.findall(r'<tspan data-other="">([^<]*)<', html) == ["14.5", "32"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda: sns.barplot(FRAME, x="value", y="ethnicity", hue="year"),  # not rounded
        lambda: sns.barplot(DRAWN, x="value", y="ethnicity"),  # the mean of two years
        lambda: sns.lineplot(DRAWN.fillna(0), x="year", y="value", hue="ethnicity"),
        lambda: sns.lineplot(FRAME, x="year", y="value", hue="ethnicity"),
        lambda: sns.scatterplot(FRAME, x="value", y="ethnicity"),
    ],
    ids=range(5),
)
def test_what_is_no_printed_number_is_refused(draw):
    with pytest.raises(OwnCellError, match=r"drawn = report\.printed\(frame\)"):
        shown(draw())


@pytest.mark.parametrize(
    "draw",
    [
        lambda: pyplot.fill_between([1, 2], [3, 4]).axes,
        lambda: sns.heatmap(DRAWN[["value"]]),
        lambda: pyplot.pie([1, 2])[0][0].axes,
        lambda: sns.histplot(DRAWN, x="value"),
        lambda: pyplot.subplots()[1].axvspan(1, 2).axes,
        lambda: pyplot.subplots()[1].imshow(np.ones((2, 2))).axes,
        lambda: pyplot.boxplot([[10.0, 14.0, 30.8]])["medians"][0].axes,
        lambda: sns.violinplot(DRAWN, x="value", y="ethnicity"),
        lambda: shown_with(lambda axes: axes.errorbar([0], [14.0], yerr=[3], fmt="none")),
        lambda: pyplot.bar(["BME", "White"], [10.0, 14.0], yerr=[3, 4])[0].axes,
        lambda: sns.lineplot(
            pd.concat([DRAWN, DRAWN.assign(value=14.0)], ignore_index=True), x="year", y="value"
        ),
        lambda: sns.scatterplot(DRAWN, x="year", y="value", size="numerator"),
        lambda: pyplot.scatter(["BME", "White"], [10.0, 14.0], c=[3, 57]).axes,
        lambda: pyplot.bar(["BME", "White"], [10.0, 14.0], width=[0.57, 0.1])[0].axes,
        lambda: shown_with(lambda axes: axes.bar(["BME"], [10.0], bottom=57)),
        lambda: shown_with(lambda axes: axes.plot([0, 0], [0, 0.57], transform=axes.transAxes)),
        lambda: shown_with(lambda axes: axes.axhline(14.0, xmax=0.57)),
        lambda: shown_with(lambda axes: axes.axline((0, 0), slope=57)),
        lambda: shown_with(lambda axes: axes.quiver([1], [2], [3], [4])),
        lambda: shown_with(lambda axes: axes.figure.add_artist(Line2D([0, 0], [0, 0.57]))),
        lambda: shown_with(lambda axes: axes.figure.figimage(np.ones((5, 5)))),
    ],
    ids=range(21),
)
def test_a_size_that_cannot_be_looked_up_is_refused(draw):
    with pytest.raises(OwnCellError, match=r"report\.chart: .*[dD]raw"):
        shown(draw())


def shown_with(draw: Callable[[Axes], object]) -> Axes:
    """Bars of printed numbers, with something else in their plot."""
    axes = sns.barplot(DRAWN, x="ethnicity", y="value", hue="year")
    draw(axes)
    return axes


@pytest.mark.parametrize(
    "write",
    [
        lambda axes: axes.text(0, 57, "White"),
        lambda axes: axes.annotate("", xy=(0, 57), xytext=(0, 0), arrowprops={"arrowstyle": "->"}),
        lambda axes: axes.bar_label(axes.containers[0]),
    ],
)
def test_words_at_a_place_of_the_plot_are_refused(write):
    with pytest.raises(OwnCellError, match="write words into headline and alt"):
        shown(shown_with(write))


def test_words_beside_the_plot_and_bars_upon_bars_stay():
    drawing = shown_with(lambda axes: axes.text(0, 1.1, "Ours", transform=axes.transAxes))
    assert "Ours" in unkeyed(shown(drawing))
    pyplot.close("all")
    drawing = pyplot.bar(["BME", "White"], [14.0, 30.8])[0].axes
    drawing.bar(["BME"], [10.0], bottom=14.0)
    assert sorted(keyed(shown(drawing))) == ALL


def test_each_plot_of_a_grid_is_read():
    grid = sns.catplot(DRAWN, x="year", y="value", col="ethnicity", kind="bar")
    assert sorted(keyed(shown(grid))) == ALL


def test_something_else_than_a_drawing_is_refused():
    with pytest.raises(OwnCellError, match=r"was given DataFrame\. Write drawing = "):
        to_svg(FRAME, NUMBERS)


BY_YEAR = DRAWN.pivot_table(index="ethnicity", columns="year", values="value")


@pytest.mark.parametrize("kind", ["bar", "barh"])
def test_the_bars_of_pandas_have_the_names_of_their_index(kind):
    html = shown(BY_YEAR.plot(kind=kind))  # pandas draws White of 2022, which is withheld, as 0
    assert sorted(keyed(html)) == ALL
    assert {"BME", "White", "2022", "2023"} <= set(unkeyed(html))


@pytest.mark.parametrize(
    "draw",
    [
        lambda: pyplot.bar([0, 1], [10.0, 14.0])[0].axes,
        lambda: DRAWN[["value"]].plot.bar(),  # named by the keys of its figures
    ],
)
def test_a_bar_needs_a_name(draw):
    with pytest.raises(OwnCellError, match=r"a bar has no name.*drawn\.plot\.barh"):
        shown(draw())


def test_nothing_is_drawn_of_nothing():
    assert to_svg(sns.barplot(DRAWN.head(0), x="value", y="ethnicity"), NUMBERS) == ""


def test_a_drawing_holds_straight_lines_words_and_no_reference():
    html = shown(sns.lineplot(DRAWN, x="year", y="value", hue="ethnicity", marker="o"))
    assert re.search("<(use|clipPath|image|pattern)|clip-path", html) is None
    assert set("".join(re.findall(r' d="([^"]*)"', html))) <= set("MLz 0123456789.-e")


def test_jupyter_shows_it_once_and_it_can_be_shown_again():
    drawing = sns.barplot(DRAWN, x="value", y="ethnicity", hue="year")
    once = shown(drawing)
    assert pyplot.get_fignums() == []
    assert keyed(shown(drawing)) == keyed(once)


def test_a_figure_in_a_title_keeps_its_key():
    drawing = sns.barplot(DRAWN, x="value", y="ethnicity", hue="year")
    drawing.set_title(f"BME {Printed(BME_2023, '14.0%')}")
    assert f'BME <tspan data-figure="{BME_2023}">14.0%</tspan>' in shown(drawing)
