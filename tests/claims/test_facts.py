"""What the figures make when they are taken together."""

from __future__ import annotations

from claims.labelled import figures

from wres.claims.facts import KNOWN, levels, of_bands
from wres.figures import ALL, BME


def values(some, **place):
    return [
        each.value
        for each in some
        if all(getattr(each.place, slot) == value for slot, value in place.items())
    ]


def test_the_groups_of_a_count_are_summed():
    held = levels(figures("EX1", 2024))
    trained = {"figure": "training_count", "year": 2024, "sex": ALL}
    # 1,473 BME, 2,785 White and 117 of unknown ethnicity.
    assert values(held, group=ALL, **trained) == [4375]
    assert values(held, group=KNOWN, **trained) == [4258]


def test_a_range_of_bands_is_summed():
    senior = of_bands(figures("EX1", 2024), "8c", "VSM")
    held = {"figure": "staff_count", "year": 2024, "staff_group": ALL}
    # 6 of 53 clinical and 8 of 83 non-clinical.
    assert values(senior, group=BME, **held) == [14]
    assert values(senior, group=ALL, **held) == [136]
    assert of_bands(figures("EX1", 2024), "VSM", "8c") == ()
