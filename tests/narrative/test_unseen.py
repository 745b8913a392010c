"""Why nothing is rated: in words that hold no number, wherever they stand."""

from __future__ import annotations

from itertools import combinations

import pytest
from builders import counts

from wres.attack.labels import figures_in
from wres.figures import ALL, Figures
from wres.indicators import calculate
from wres.narrative.scope import Edition, Scope
from wres.narrative.unseen import unseen
from wres.reading.organisations import Organisation, Register

SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")
SCOPE = Scope(SAMPLE, Register((SAMPLE,)), 2023, (2023,))
STAFF = (1, "staff in post")
ROWS = [
    (*STAFF, "clinical", "1-7", 600, 200, 0),
    (*STAFF, "clinical", "8a-VSM", 160, 40, 0),
    (*STAFF, "non-clinical", "1-7", 300, 100, 0),
    (*STAFF, "non-clinical", "8a-VSM", 80, 20, 0),
    (*STAFF, "medical and dental", ALL, 60, 40, 0),
]
ALL_STAFF = (*STAFF, ALL, ALL, 1200, 400, 0)
ALL_SENIOR = (*STAFF, ALL, "8a-VSM", 240, 60, 0)


def reason(hidden: tuple[int, ...], *rows: tuple) -> str:
    """Why indicator 1 is not rated where these rows are withheld."""
    shown = [(*row[:4], "c", "c", "c") if n in hidden else row for n, row in enumerate(ROWS)]
    edition = Edition(Figures(calculate(counts([ALL_STAFF, *rows, *shown]))), SCOPE)
    return unseen(edition, 1)


@pytest.mark.parametrize("rows", [(), (ALL_SENIOR,)])
def test_a_reason_is_no_number_wherever_it_stands(rows):
    """After a colon a band would read as somebody's number, and the release is refused for it."""
    places = [hidden for some in range(1, 6) for hidden in combinations(range(5), some)]
    reasons = {reason(hidden, *rows) for hidden in places}
    assert len(reasons) >= 7
    for words in reasons:
        for place in ("cell", "prose"):
            assert figures_in(f"Not rated: {words}", place, 2023) == [], words


def test_which_rows_are_not_shown():
    assert reason(()) == ""
    assert reason((1, 3)) == "the senior bands are not shown"
    assert reason((0, 3)) == "the senior bands of non-clinical staff are not shown"
    assert reason((0, 2)) == "the bands 1 to 7 are not shown"
    assert reason((2,), ALL_SENIOR) == (
        "the bands 1 to 7 of non-clinical staff are not shown by staff group"
    )
    assert reason((4,)) == "medical and dental staff are not shown"
