"""A slip of a known word is known where it can be no other."""

from __future__ import annotations

import pytest

from wres.reading.sorters import SORTERS
from wres.reading.spelling import plain_meaning


@pytest.mark.parametrize(
    ("field", "text", "meaning"),
    [
        ("ethnic_origin", "White - Britsh", "White - British"),
        ("ethnic_origin", "asian or asian british - indain", "Asian or Asian British - Indian"),
        ("assignment_category", "Permanant", "Permanent"),
        ("staff_group", "Nursing and Midwifery Registred", "Nursing and Midwifery Registered"),
        # another band, a word of its own, a short word, and a word without a list
        ("pay_band", "Band 10", ""),
        ("staff_group", "Nurses", ""),
        ("sex", "Mael", ""),
        ("shortlisted", "Shortlistd", ""),
    ],
)
def test_slips(field, text, meaning):
    assert plain_meaning(field, text, SORTERS[field]) == meaning
