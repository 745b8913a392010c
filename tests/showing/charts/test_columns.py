"""A profile: upright bars as high as their numbers, empty places that say so, words apart."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wres.showing.charts.bars import Bar, Line
from wres.showing.charts.columns import draw, has_room

from .drawing import read

LINE = Line(30.0, "BME share of all staff: 30.0%")
BARS = [
    Bar("Band 2", "40.0%", 40.0, "BME", marker=35.0),
    Bar("Band 3", "[c] withheld", None, "BME", marker=20.0),
    Bar("Band 4", "10.0%", 10.0, "BME"),
]


def test_bars_and_dashes_stand_as_high_as_their_numbers():
    drawing = read(draw(BARS, LINE))
    high, low = drawing.bars
    ground = high.bottom
    scale = (ground - high.top) / 40
    assert low.bottom == ground
    assert ground - low.top == pytest.approx(10 * scale)
    assert [ground - dash.top for dash in drawing.markers] == pytest.approx(
        [35 * scale, 20 * scale]
    )
    assert ground - drawing.line.top == pytest.approx(30 * scale)


def test_an_empty_place_says_why():
    drawing = read(draw(BARS, LINE))
    assert [bar.what for bar in drawing.bars] == ["BME", "BME"]
    words = {box.what: box for box in drawing.texts}
    first, last = drawing.bars
    assert first.right < words["[c] withheld"].left < words["[c] withheld"].right < last.left
    many = [Bar(str(at), "[c] withheld", None, "BME") for at in range(11)]
    assert "[c] with- held" in " ".join(read(draw([BARS[0], *many])).words())


def test_a_name_stands_before_its_number_is_read():
    """Whoever checks a page knows by then whose number it is."""
    words = read(draw(BARS)).words()
    assert words[:3] == ["Band 2", "Band 3", "Band 4"]


def test_the_line_is_named_at_the_line_where_nothing_is_in_the_way():
    assert LINE.label in read(draw(BARS, LINE)).words()
    high = [Bar(bar.label, "40.0%", 40.0, "BME") for bar in BARS * 3]
    assert f"Dashed line: {LINE.label}" in read(draw(high, LINE)).words()


LENGTHS = st.floats(0, 100).map(lambda number: round(number, 1))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(LENGTHS | st.none(), LENGTHS | st.none()), min_size=1, max_size=12), LENGTHS
)
def test_no_two_words_meet_and_none_is_cut_off(numbers, line):
    bars = [
        Bar(f"Band {at}", "[c] withheld" if length is None else f"{length}%", length, "BME",
            marker=marker)
        for at, (length, marker) in enumerate(numbers)
    ]  # fmt: skip
    assume(any(bar.length is not None for bar in bars) and has_room(bars))
    drawing = read(draw(bars, Line(line, f"BME share of all staff: {line}%"), "Dashes show 2022"))
    for one, other in combinations(drawing.texts, 2):
        assert not one.meets(other), (one, other)
    for box in (*drawing.texts, *drawing.bars, *drawing.markers):
        assert box.left >= 0 and box.right <= drawing.width, box
        assert box.top >= 0 and box.bottom <= drawing.height, box
