"""A board as its people: as many seats as are printed, three shapes, and the mark in its place."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wres.reference import colour
from wres.showing.charts import style
from wres.showing.charts.seats import Block, draw

from .drawing import paths, read

BOARD = [
    Block("BME", 3, "BME board members: 3"),
    Block("White", 13, "White board members: 13"),
    Block("Unknown", 1, "board members, unknown: 1"),
]
WIDTHS = [style.WIDTH, style.NARROW]


def seats(svg):
    """Each seat from the left: how it is filled, how many corners it has, and its middle."""
    found = []
    for corners, drawn in paths(svg):
        xs, ys = zip(*corners, strict=True)
        is_square = abs((max(xs) - min(xs)) - (max(ys) - min(ys))) < 0.01 and max(xs) - min(xs) < 30
        if is_square and drawn["fill"] != "none":
            found.append(((min(xs) + max(xs)) / 2, drawn["fill"], len(set(corners))))
    return sorted(found)


@pytest.mark.parametrize("width", WIDTHS)
def test_each_member_has_a_seat_and_groups_differ_in_shape(width):
    found = seats(draw(BOARD, 5.9, "like all staff: 34.5% BME", width))
    assert Counter((fill, corners) for _, fill, corners in found) == {
        (colour("BME").lower(), 16): 3,
        (colour("White").lower(), 4): 13,
        ("#ffffff", 4): 1,
    }
    steps = {round(b[0] - a[0], 2) for a, b in pairwise(found)}
    assert max(steps) - min(steps) < 0.02


@pytest.mark.parametrize("width", WIDTHS)
def test_the_mark_stands_behind_so_many_seats(width):
    svg = draw(BOARD, 5.5, "like all staff", width)
    found = seats(svg)
    assert read(svg).line.left == pytest.approx(found[5][0], abs=0.05)  # half of the sixth seat
    assert read(draw(BOARD, None, "like all staff", width)).line is None


def test_a_group_of_nobody_is_named_and_has_no_seat():
    svg = draw([Block("BME", 0, "BME board members: 0"), Block("White", 9, "White: 9")], 2, "like")
    assert len(seats(svg)) == 9
    assert "BME board members: 0" in read(svg).words()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_blocks_are_told_in_their_order(width):
    assert read(draw(BOARD, 5.9, "like all staff", width)).words() == [
        *(block.text for block in BOARD), "like all staff",
    ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.tuples(*[st.integers(0, 30)] * 3).filter(any), st.floats(0, 1), st.sampled_from(WIDTHS))
def test_no_two_words_meet_and_none_is_cut_off(members, share, width):
    blocks = [
        Block(role, number, f"{role} board members: {number}")
        for role, number in zip(("BME", "White", "Unknown"), members, strict=True)
    ]
    drawing = read(draw(blocks, share * sum(members), "like all staff: 34.5% BME", width))
    for one, other in combinations(drawing.texts, 2):
        assert not one.meets(other), (one, other)
    for box in (*drawing.texts, *drawing.bars):
        assert box.left >= -0.01 and box.right <= drawing.width + 0.01, box
        assert box.top >= -0.01 and box.bottom <= drawing.height + 0.01, box
