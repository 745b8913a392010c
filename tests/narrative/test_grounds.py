"""The sentence about ethnic background as a ground of discrimination."""

from __future__ import annotations

from dataclasses import replace

from builders import counts, plainly
from detailed import edition

from wres.figures import ALL, Figures
from wres.indicators.grounds import grounds
from wres.narrative.grounds import ethnic_background
from wres.reference.standard import NAMED_A_GROUND

ETHNIC = "ground: ethnic background"


def told(*cells):
    rows = [(1, "staff in post", ALL, ALL, 800, 160, 40)]
    rows += [(8, NAMED_A_GROUND, ALL, ALL, 100, 80, 5), (8, ETHNIC, ALL, ALL, *cells)]
    published = counts(rows)
    return plainly(ethnic_background(replace(edition(published), figures=Figures(
        grounds(published)))))  # fmt: skip


def test_it_names_each_group_with_the_people_behind_it():
    # 48 of 80, 12 of 100
    assert told(12, 48, 2) == (
        "Ethnic background was named by 60.0% (48 of 80) of BME staff who met discrimination and "
        "named a ground; by 12.0% (12 of 100) of White staff.",
    )


def test_what_is_withheld_is_left_out():
    assert told("c", 48, 2) == (
        "Ethnic background was named by 60.0% (48 of 80) of BME staff who met discrimination and "
        "named a ground.",
    )
    assert told("c", "c", "c") == ()
