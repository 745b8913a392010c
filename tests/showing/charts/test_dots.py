"""Ratios by year: on a logarithmic scale round 1, both directions in words, nothing in a heap."""

from __future__ import annotations

import re
from itertools import combinations
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.reference import colour
from wres.showing.charts import style
from wres.showing.charts.dots import Row, Scale, draw

from .drawing import paths, read

SCALE = Scale(
    "BME applicants more likely",
    "White applicants more likely",
    (0.8, 1.25),
    "Shaded: the four-fifths range (0.80 to 1.25). Diamonds: the national average",
)
ROWS = [
    Row("2022 (Old)", "1.60 (1.00 to 2.00)", 1.6, 1.0, 2.0, 1.25, "national 1.25"),
    Row("2023", "[c] withheld"),
    Row("2024", "0.80 (0.50 to 1.25)", 0.8, 0.5, 1.25),
]


def marks(svg, **wanted):
    """The middles of all shapes of this style."""
    wanted = {name.replace("_", "-"): value.lower() for name, value in wanted.items()}
    return [
        ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, min(xs), max(xs))
        for corners, drawn in paths(svg)
        if wanted.items() <= drawn.items()
        for xs, ys in [zip(*corners, strict=True)]
    ]


def test_a_ratio_stands_as_far_to_the_right_as_its_logarithm():
    svg = draw(ROWS, SCALE)
    dots = [x for x, *_ in marks(svg, fill=colour("White"))]
    (line, *_), (band, *_) = (
        marks(svg, stroke=colour("outline"), stroke_width="1.2"),
        marks(svg, fill=colour("band")),
    )
    per_unit = (band[3] - band[2]) / log(1.25 / 0.8)
    assert dots == pytest.approx(
        [line[0] + per_unit * log(1.6), line[0] + per_unit * log(0.8)], abs=0.01
    )
    assert [band[2], band[3]] == pytest.approx(
        [line[0] + per_unit * log(0.8), line[0] + per_unit * log(1.25)]
    )
    (national,) = marks(svg, fill="#ffffff", stroke=colour("outline"))
    assert national[0] == pytest.approx(line[0] + per_unit * log(1.25), abs=0.01)
    intervals = marks(svg, stroke_width="1.6")
    assert [at for each in intervals for at in each[2:]] == pytest.approx(
        [line[0] + per_unit * log(end) for end in (1.0, 2.0, 0.5, 1.25)], abs=0.01
    )


@pytest.mark.parametrize("width", [style.WIDTH, style.NARROW])
def test_a_row_has_its_words_and_both_directions_are_named(width):
    words = " ".join(read(draw(ROWS, SCALE, width=width)).words())
    told = ["2022 (Old)", *(row.text for row in ROWS), "national 1.25", SCALE.above, SCALE.below,
            SCALE.note]  # fmt: skip
    assert all(each in words for each in told if " " not in each)
    assert sorted(re.findall(r"\S+", words)) == sorted(
        re.findall(r"\S+", " ".join([*told, "2023", "2024"]))
    )


def test_a_year_without_a_number_has_no_dot():
    assert len(marks(draw(ROWS, SCALE), fill=colour("White"))) == 2


def test_a_break_is_a_line_between_two_years():
    (line,) = marks(draw(ROWS, SCALE, frozenset({1})), stroke_width="0.9")
    dots = [y for _, y, *_ in marks(draw(ROWS, SCALE), fill=colour("White"))]
    assert dots[0] < line[1] < sum(dots) / 2


def test_what_has_no_upper_limit_or_is_zero_reaches_the_edge():
    rows = [Row("2024", "0.00 (0.00 to [z])", 0.0, 0.0, None)]
    (dot,), (interval,) = (
        marks(draw(rows, SCALE), **style_)
        for style_ in ({"fill": colour("White")}, {"stroke_width": "1.6"})
    )
    assert dot[0] == pytest.approx(interval[2])
    assert interval[3] > marks(draw(rows, SCALE), fill=colour("band"))[0][3]


ratios = st.one_of(st.none(), st.floats(0.01, 90).map(lambda ratio: round(ratio, 2)))


@st.composite
def rows(draw_):
    told = []
    for at, ratio in enumerate(draw_(st.lists(ratios, min_size=1, max_size=9))):
        national = draw_(ratios)
        name = f"{2016 + at}{' (Bedfordshire and Another Old Body)' * (at < 2)}"
        beside = (national, f"national {national}" if national else "")
        told.append(
            Row(name, f"{ratio} ({ratio / 2:.2f} to {ratio * 2:.2f})", ratio, ratio / 2,
                draw_(st.sampled_from([None, ratio * 2])), *beside)
            if ratio is not None
            else Row(name, "[z] not applicable", None, None, None, *beside)
        )  # fmt: skip
    return told


@pytest.mark.parametrize("width", [style.WIDTH, style.NARROW])
@settings(max_examples=15, deadline=None)
@given(rows())
def test_no_two_words_of_a_drawing_meet(width, rows):
    found = read(draw(rows, SCALE, width=width))
    for one, other in combinations(found.texts, 2):
        assert not one.meets(other), (one, other)
    for box in found.texts:
        assert box.left >= -0.1, box
        assert box.right <= found.width + 0.1, box
