"""What may follow from what is printed where only a share of it is withheld."""

from __future__ import annotations

from wres.attack.facts import Cell, Withheld
from wres.attack.meaning import Bound
from wres.attack.solve import Range
from wres.attack.verdict import _behind_shares

PART, WHOLE = (
    Cell(2023, 1, "staff_count", "clinical", "8a-VSM", "all", ethnicity)
    for ethnicity in ("BME", "all")
)
# "BME [c]% of [c]": the share, its part and its whole.
SAID = [
    Withheld(WHOLE, is_count=False, part=PART),
    Withheld(PART, is_count=False),
]


def may_follow(part: Range, whole: Range, said: list[Withheld] = SAID) -> set[Cell]:
    return _behind_shares([Bound(withheld=said)], {PART: part, WHOLE: whole}, 5, 5)


def test_a_part_that_is_not_small_may_follow_where_its_whole_keeps_its_values():
    # Seven people, from 0 and 7 printed; of how many is open.
    assert may_follow(Range(7, 7, 1), Range(12, 30, 19)) == {PART}


def test_a_small_part_may_not_follow():
    assert may_follow(Range(4, 4, 1), Range(12, 30, 19)) == set()


def test_nobody_may_follow():
    assert PART in may_follow(Range(0, 0, 1), Range(12, 30, 19))


def test_a_whole_may_follow_where_each_of_its_parts_keeps_its_values():
    assert may_follow(Range(1, 9, 9), Range(40, 40, 1)) == {WHOLE}


def test_a_count_that_is_itself_shown_as_withheld_may_not_follow():
    said = [*SAID, Withheld(PART)]
    assert may_follow(Range(7, 7, 1), Range(12, 30, 19), said) == set()
