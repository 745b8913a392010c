"""Days as people and systems in Britain write them."""

from __future__ import annotations

from datetime import date

import pytest

from wres.reading.dates import day_of

DAY = date(2025, 3, 31)


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-31", "31/03/2025", "31/3/2025", "31/03/25", "31.03.2025", "31-03-2025",
        "31-Mar-25", "31-MAR-2025", "31 March 2025", "31st March 2025", "31 Mar, 25",
        " 31 march 2025 ", "2025-03-31T00:00:00", "31/03/2025 00:00",
        "2025/03/31", "2025-03-31T00:00:00Z", "Mon 31 March 2025", "Monday, 31 March 2025",
    ],
)  # fmt: skip
def test_one_day_in_many_forms(text):
    assert day_of(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "03/31/2025", "31/02/2025", "March 2025", "45747", "20250331", "31/03/2025 14:00"]
)
def test_what_says_no_day(text):
    assert day_of(text) is None
