"""Charts of the detail: one bar a group, named beside it, as long as its number is printed."""

from __future__ import annotations

import pytest
from builders import counts, plainly
from detailed import GROUPS, ROWS, edition

from wres.figures import ALL
from wres.showing.charts.detail import groups, recruitment

from .drawing import read


def test_each_group_is_named_with_its_people():
    chart = plainly(groups(edition(counts(ROWS, groups=GROUPS)), 2))
    assert chart.alt == (
        "Bar chart: Applicants appointed as a share of those shortlisted, by ethnic group, 2023. "
        "White: 25.0% (15 of 60); Mixed: 25.0% (2 of 8); Asian: 12.5% (2 of 16); Black: 9.1% "
        "(1 of 11); Other: 0.0% (0 of 5). The longest bar is that of White and Mixed, the "
        "shortest that of Other."
    )
    for group in ("White", "Mixed", "Asian", "Black", "Other"):
        assert f">{group}<" in chart.svg


def test_a_withheld_group_has_words_and_no_bar():
    hidden = GROUPS | {(2, "appointed"): (2, "c", 1, 0)}
    chart = plainly(groups(edition(counts(ROWS, groups=hidden)), 2))
    assert "Asian: withheld" in chart.alt and "[c] withheld" in chart.svg


def test_recruitment_by_staff_group_and_cluster():
    chart = plainly(recruitment(edition(counts(ROWS))))
    assert "Clinical, White: 30.0% (9 of 30); Clinical, BME: 20.0% (4 of 20)" in chart.alt
    assert "Cluster 2: bands 5 to 7, BME: 16.7% (5 of 30)" in chart.alt
    # Pools would tell the same people a second time.
    assert "Bands 1 to 7" not in chart.alt


def test_bars_are_drawn_to_the_numbers_printed():
    drawing = read(plainly(recruitment(edition(counts(ROWS)))).svg)
    printed = [float(drawing.on_row(bar)[-1].split("%")[0]) for bar in drawing.bars]
    first = drawing.bars[0]
    scale = (first.right - first.left) / printed[0]
    assert len(set(printed)) > 3
    for number, bar in zip(printed, drawing.bars, strict=True):
        assert (bar.right - bar.left) / scale == pytest.approx(number, abs=1e-3)


def test_without_detail_there_is_nothing_to_draw():
    held = edition(counts([row for row in ROWS if row[2:4] == (ALL, ALL)]))
    assert all(groups(held, indicator) is None for indicator in range(1, 9))
    assert recruitment(held) is None
