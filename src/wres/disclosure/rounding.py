"""Round: zero shown, small counts withheld, all others to the nearest 5, margins by themselves.

Source: the way in which NHS hospital statistics protect counts: NHS England, Hospital Episode
Statistics analysis guide (0 shown, 1 to 7 withheld, all others rounded to the nearest 5). To
verify against the guide's present edition.
"""

from __future__ import annotations

BASE = 5
SMALL = 7


def rounded(people: int) -> int:
    """The nearest multiple of five.

    >>> [rounded(people) for people in (8, 12, 13, 399)]
    [10, 10, 15, 400]
    """
    return BASE * ((people + BASE // 2) // BASE)


def room(people: int) -> tuple[int, int]:
    """How far the number behind a printed one may lie below and above `people`.

    >>> room(9)  # printed as 10, so 8 to 12: 7 would have been withheld
    (-1, 3)
    """
    printed = rounded(people)
    return max(SMALL + 1, printed - BASE // 2) - people, printed + BASE // 2 - people
