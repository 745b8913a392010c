"""Groups over the years: points where their numbers are, no line across a break, no words in a
heap."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.reference import colour
from wres.showing.charts import style
from wres.showing.charts.lines import Point, Series, Years, draw, floor_of

from .drawing import paths, read

each_width = pytest.mark.parametrize("width", [style.WIDTH, style.NARROW])


def point(value, low=None, high=None):
    return Point(f"{value}%", value, low, high)


def series(white, bme, national=()):
    """Two groups with these points, and the national values of BME people."""
    none = [None] * len(white)
    return [
        Series("White staff", "White", white, none),
        Series("BME staff", "BME", bme, national or none),
    ]


def lines_of(svg, role, width="1.8"):
    """The lines of a group: each as the places of its points, from the left."""
    return [
        at
        for at, drawn in paths(svg)
        if (drawn.get("stroke"), drawn.get("stroke-width")) == (colour(role).lower(), width)
    ]


def marks_of(svg, fill, stroke):
    """The points that are filled and outlined so: the corners of each."""
    return [
        at[:-1] if at[0] == at[-1] else at
        for at, drawn in paths(svg)
        if (drawn.get("fill"), drawn.get("stroke")) == (fill.lower(), stroke.lower())
    ]


THREE = Years(["2022", "2023", "2024"])
SHARES = series(
    [point(60.0, 58.0, 62.0), point(61.0, 59.0, 63.0), point(62.0, 60.0, 64.0)],
    [point(30.0, 27.0, 33.0), point(20.0, 17.0, 23.0), point(40.0, 37.0, 43.0)],
)


def test_points_stand_as_high_as_their_numbers_on_one_scale():
    (white,), (bme,) = (lines_of(draw(THREE, SHARES), role) for role in ("White", "BME"))
    ys = [y for _, y in (*white, *bme)]
    per_point = (ys[3] - ys[0]) / (60.0 - 30.0)  # 30% stands so much lower than 60%
    for y, value in zip(ys, (60, 61, 62, 30, 20, 40), strict=True):
        assert y == pytest.approx(ys[0] + per_point * (60 - value), abs=1e-3)


def test_intervals_reach_from_end_to_end():
    svg = draw(THREE, SHARES)
    (bme,) = lines_of(svg, "BME")
    per_point = (bme[1][1] - bme[0][1]) / 10
    bars = lines_of(svg, "BME", "1.2")
    assert len(bars) == 3
    for (x, y), bar in zip(bme, bars, strict=True):
        assert [at for at, _ in bar] == pytest.approx([x, x])
        assert sorted(end for _, end in bar) == pytest.approx(
            [y - 3 * per_point, y + 3 * per_point], abs=1e-3
        )


@pytest.mark.parametrize(
    ("years", "runs"),
    [
        (Years(["a", "b", "c"]), [3]),
        (Years(["a", "b", "c"], breaks=frozenset({1})), [2]),
        (Years(["a", "b", "c"], breaks=frozenset({1, 2})), []),
        (Years(["a", "b", "c"], gaps=frozenset({2})), [2]),
    ],
)
def test_no_line_goes_across_a_break_or_a_year_that_is_not_held(years, runs):
    svg = draw(years, SHARES)
    assert [len(line) for line in lines_of(svg, "White") if len(line) > 1] == runs
    assert ("break" in read(svg).words()) is bool(years.breaks)


def test_no_line_goes_across_a_missing_point_and_its_words_say_why():
    missing = series(SHARES[0].points, [SHARES[1].points[0], Point("[c] withheld"), point(40.0)])
    svg = draw(THREE, missing)
    assert not [line for line in lines_of(svg, "BME") if len(line) > 1]
    assert "BME [c] withheld" in read(svg).words()
    last = series(SHARES[0].points, [*SHARES[1].points[:2], Point("[c] withheld")])
    assert "BME staff [c] withheld" in read(draw(THREE, last)).words()


def test_groups_are_named_at_their_lines_and_differ_in_shape():
    svg = draw(THREE, SHARES)
    assert {"White staff 62.0%", "BME staff 40.0%"} <= set(read(svg).words())
    corners = {
        role: [len(mark) for mark in marks_of(svg, colour(role), "#ffffff")]
        for role in ("White", "BME")
    }
    assert corners == {"White": [4] * 3, "BME": [16] * 3}


def test_a_national_value_stands_at_its_year():
    nation = series(SHARES[0].points, SHARES[1].points, [None, point(35.0), None])
    svg = draw(THREE, nation, "Diamonds: the national average")
    assert "35.0%" in read(svg).words()
    (hollow,) = marks_of(svg, "#ffffff", colour("BME"))
    xs = [x for x, _ in hollow]
    names = {box.what: (box.left + box.right) / 2 for box in read(svg).texts}
    assert (min(xs) + max(xs)) / 2 == pytest.approx(names["2023"], abs=0.5)


def test_a_scale_begins_at_zero_unless_all_is_far_above():
    assert floor_of(SHARES) == 0
    assert floor_of(series([point(60.0, 58.0, 62.0)], [point(50.0)])) == 48.2  # 50 - 0.15 * 12


def test_of_many_years_every_second_has_numbers_and_all_have_points():
    values = [point(50.0 + at) for at in range(6)]
    svg = draw(Years([str(2019 + at) for at in range(6)]), series(values, [point(20.0)] * 6))
    words = read(svg).words()
    assert {"51.0%", "53.0%", "White staff 55.0%"} <= set(words)
    assert not {"50.0%", "52.0%", "54.0%"} & set(words)
    assert len(lines_of(svg, "White")[0]) == 6


def test_a_year_alone_is_drawn():
    assert (
        "BME staff 8.3%" in read(draw(Years(["2024"]), series([point(7.9)], [point(8.3)]))).words()
    )


# What is drawn is far apart or in one place; some of it is missing.
percentages = st.one_of(
    st.none(), st.floats(0, 100).map(lambda share: round(share, 1)), st.just(50.0), st.just(50.1)
)


@st.composite
def drawings(draw_):
    number = draw_(st.integers(1, 8))
    points = st.lists(percentages, min_size=number, max_size=number)

    def told(values):
        return [
            Point("[c] withheld") if value is None
            else Point(f"{value}%", value, max(0.0, value - 3), min(100.0, value + 5))
            for value in values
        ]  # fmt: skip

    nations = [
        [value if value is None else Point(f"{value}%", value) for value in draw_(points)]
        for _ in range(2)
    ]
    groups = [
        Series(f"{role} staff", role, told(draw_(points)), national)
        for role, national in zip(("White", "BME"), nations, strict=True)
    ]
    groups[0] = Series("White staff", "White", [point(40.0), *groups[0].points[1:]], nations[0])
    places = st.frozensets(st.integers(1, max(1, number - 1)), max_size=number - 1)
    names = [f"{2016 + at} survey{' (An Older Body)' * (at < 2)}" for at in range(number)]
    return Years(names, draw_(places)), groups


@each_width
@settings(max_examples=15, deadline=None)
@given(drawings())
def test_no_two_words_of_a_drawing_meet(width, drawing):
    found = read(draw(*drawing, "Diamonds: the national average, three years older", width))
    for one, other in combinations(found.texts, 2):
        assert not one.meets(other), (one, other)
    for box in found.texts:
        assert box.left >= -0.1, box
        assert box.right <= found.width + 0.1, box
        assert box.top >= -0.1, box
        assert box.bottom <= found.height + 0.1, box


def test_a_narrow_drawing_prints_the_same_in_the_same_order():
    numbers = [
        re.findall(r"[\d.]+%", " ".join(read(draw(THREE, SHARES, "", width)).words()))
        for width in (style.WIDTH, style.NARROW)
    ]
    assert numbers[0] == numbers[1] != []
