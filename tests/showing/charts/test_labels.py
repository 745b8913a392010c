"""Words of a chart keep off each other, and off what is drawn as long as there is room."""

from __future__ import annotations

from itertools import combinations

import pytest

from wres.showing.charts.labels import Box, Label, NoRoom, along, placed, stacked
from wres.showing.charts.style import LINE_HEIGHT


def meet(labels):
    return [
        pair for pair in combinations([each.box for each in labels], 2) if pair[0].meets(pair[1])
    ]


def test_a_box_is_as_wide_as_the_longest_line_and_as_high_as_all():
    one, two = Label(("wide",), 10, 50), Label(("wide", "w"), 10, 50)
    assert (one.box.left, one.box.right) == (two.box.left, two.box.right)
    assert one.box.bottom - two.box.bottom == LINE_HEIGHT
    assert Label(("wide",), 10, 50, "right").box.right == 10
    assert Label(("wide",), 10, 50).centred_at(80).box.top - 80 == pytest.approx(
        80 - Label(("wide",), 10, 50).centred_at(80).box.bottom
    )


def test_labels_that_have_room_stay_where_they_are():
    labels = [Label(("a",), 0, 20), Label(("b",), 0, 60)]
    assert stacked(labels, 0, 100) == labels


def test_labels_of_one_height_are_moved_apart_and_stay_in_the_plot():
    labels = [Label((name,), 0, y) for name, y in (("a", 96), ("b", 96), ("c", 95), ("d", 4))]
    found = stacked(labels, 0, 100)
    assert not meet(found)
    assert all(each.box.bottom >= 0 and each.box.top <= 100 for each in found)
    assert [each.lines for each in found] == [each.lines for each in labels]


def test_labels_that_are_too_many_stand_below_each_other_all_the_same():
    assert not meet(stacked([Label((str(n),), 0, 10) for n in range(9)], 0, 60))


WITHIN = Box(0, 0, 100, 100)


def test_a_label_takes_the_first_place_that_is_free():
    first, second = Label(("ab",), 50, 50, "center"), Label(("ab",), 50, 80, "center")
    assert placed(first, [second], [], [], WITHIN) == first
    assert placed(first, [second], [], [first.box], WITHIN) == second
    # A mark may be written over where nothing else is left, and words never.
    assert placed(first, [second], [second.box], [first.box], WITHIN) == first
    moved = placed(first, [], [first.box], [], WITHIN)
    assert moved.x == first.x
    assert not meet([moved, first])


def test_where_every_place_meets_a_mark_the_one_that_covers_least_is_taken():
    across, beside = Label(("ab",), 50, 50, "center"), Label(("ab",), 50, 80, "center")
    thin = Box(beside.box.left, beside.box.top - 1, beside.box.right, beside.box.top)
    assert placed(across, [beside], [], [across.box, thin], WITHIN) == beside


def test_a_label_is_not_cut_off():
    found = placed(Label(("ab",), 1, 99, "center"), [], [], [], WITHIN)
    assert found.box.left >= 0
    assert found.box.top <= 100


def test_a_chart_without_room_says_so():
    with pytest.raises(NoRoom, match="no room for 'ab'"):
        placed(Label(("ab",), 50, 50, "center"), [], [WITHIN], [], WITHIN)


def test_a_line_is_covered_by_its_boxes():
    boxes = along((0, 0), (30, 60))
    assert len(boxes) == 10
    for at in range(31):
        assert any(box.left <= at <= box.right and box.bottom <= 2 * at <= box.top for box in boxes)
