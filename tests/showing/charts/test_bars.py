"""The layout: whatever the numbers and however long the words, nothing runs into anything."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.showing.charts import style
from wres.showing.charts.bars import Bar, Line, draw

from .drawing import read

LABELS = st.sampled_from(
    ["White, 2023", "BME, 2022 (BLMK CCG)", "Non-consultant career grades", "Band 9",
     "Unknown, 2022 (Bedfordshire, Luton and Milton Keynes CCG)"]
)  # fmt: skip
PRINTED = st.sampled_from(
    ["0.0% (0 of 13)", "100.0% (12,345 of 12,345)", "[x] not available", "9%"]
)
LENGTHS = st.floats(0, 100).map(lambda number: round(number, 1))
ROLES = st.sampled_from(["White", "BME", "Unknown"])
BARS = st.lists(
    st.builds(Bar, LABELS, PRINTED, LENGTHS | st.none(), ROLES, st.booleans(), st.booleans()),
    min_size=1, max_size=14,
)  # fmt: skip


def assert_nothing_overlaps(drawing):
    page = (0, 0, drawing.width, drawing.height)
    for box in [*drawing.texts, *drawing.bars, *drawing.markers]:
        assert page[0] <= box.left and box.right <= page[2], box
        assert page[1] <= box.top and box.bottom <= page[3], box
    for one, other in combinations(drawing.texts, 2):
        assert not one.meets(other), (one, other)
    for text in drawing.texts:
        for shape in [*drawing.bars, *drawing.markers, *([drawing.line] if drawing.line else [])]:
            assert not text.meets(shape), (text, shape)


WIDTHS = st.sampled_from([style.WIDTH, style.NARROW])


@settings(max_examples=40, deadline=None)
@given(BARS, WIDTHS)
def test_values_at_the_ends_of_bars_fit(bars, width):
    assert_nothing_overlaps(read(draw(bars, width=width)))


@settings(max_examples=40, deadline=None)
@given(
    BARS, LENGTHS, st.lists(LENGTHS | st.none(), min_size=14, max_size=14), st.booleans(), WIDTHS
)
def test_a_line_and_dashes_cross_no_words(bars, line, markers, has_line, width):
    bars = [
        Bar(bar.label, "36.9%", bar.length, bar.role, marker=marker)
        for bar, marker in zip(bars, markers, strict=False)
    ]
    reference_line = Line(line, f"BME share of all staff: {line}%") if has_line else None
    drawing = read(draw(bars, reference_line, "Dashes show 2022", in_column=True, width=width))
    assert_nothing_overlaps(drawing)
    assert len(drawing.markers) == sum(bar.marker is not None for bar in bars)
    assert "Dashes show 2022" in drawing.words()


@pytest.mark.parametrize("rows", [1, 2, 14])
def test_bars_are_as_long_as_their_numbers(rows):
    lengths = [10.0 * (number % 3) + 5 for number in range(rows)]
    bars = [Bar(f"Row {n}", "x", length, "BME") for n, length in enumerate(lengths)]
    drawn = read(draw(bars)).bars
    scale = (drawn[0].right - drawn[0].left) / lengths[0]
    assert [bar.right - bar.left for bar in drawn] == pytest.approx([scale * x for x in lengths])
    assert {round(bar.bottom - bar.top, 3) for bar in drawn} == {13.0}


def test_every_bar_starts_at_zero():
    bars = [Bar("A", "1%", 1.0, "White"), Bar("B", "90%", 90.0, "BME")]
    assert len({bar.left for bar in read(draw(bars)).bars}) == 1


def test_a_missing_number_has_words_and_no_bar():
    drawing = read(draw([Bar("A", "1%", 1.0, "White"), Bar("B", "[c] withheld", None, "BME")]))
    assert [bar.what for bar in drawing.bars] == ["White"]
    assert "[c] withheld" in drawing.words()


def test_a_chart_with_no_number_at_all_has_words_alone():
    drawing = read(draw([Bar("A", "[x] not available", None, "White")]))
    assert drawing.bars == [] and drawing.words() == ["A", "[x] not available"]
