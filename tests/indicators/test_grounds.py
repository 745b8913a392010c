"""On which grounds people met discrimination, by hand."""

from __future__ import annotations

from dataclasses import replace

from builders import counts, pick

from wres.figures import ALL, BME, WHITE, State
from wres.indicators.comparisons import on_last_year
from wres.indicators.grounds import grounds
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

RELIGION = "ground_religion_percentage"
ANY = (8, NAMED_A_GROUND, ALL, ALL, 100, 80, 5)


def made(*rows):
    return grounds(counts([(1, "staff in post", ALL, ALL, 120, 40, 0), *rows]))


def test_it_is_the_share_of_those_who_named_any():
    figures = made(ANY, (8, "ground: religion", ALL, ALL, 6, 12, 1))
    share = pick(figures, RELIGION, ethnicity=BME)
    assert (share.value, share.people) == (15, (12, 80))  # 12 of 80
    assert share.low < 15 < share.high
    assert pick(figures, RELIGION, ethnicity=WHITE).value == 6  # 6 of 100
    assert pick(figures, "named_a_ground_count", ethnicity=BME).value == 80


def test_a_ground_that_was_not_handed_in_says_so():
    figures = made(ANY, (8, "ground: religion", ALL, ALL, 6, 12, 1))
    assert pick(figures, "ground_age_percentage", ethnicity=BME).state is State.NOT_COLLECTED
    assert len(figures) == 2 * (1 + 2 * len(GROUNDS))


def test_a_group_that_was_not_handed_in_has_none():
    assert made() == []
    figures = made((8, NAMED_A_GROUND, ALL, ALL, 100, None, None))
    assert {figure.ethnicity for figure in figures} == {WHITE}


def test_what_is_withheld_stays_so():
    figures = made(ANY, (8, "ground: religion", ALL, ALL, "c", 12, 1))
    assert pick(figures, RELIGION, ethnicity=WHITE).state is State.WITHHELD


def test_everybody_is_never_told_of():
    rows = [(8, NAMED_A_GROUND, ALL, ALL, 100, 80, 5), (8, "ground: religion", ALL, ALL, 6, 12, 1)]
    published = counts(rows)
    assert {figure.ethnicity for figure in grounds(published)} == {WHITE, BME}
    of_all = published.table[published.table["ethnicity"] == ALL]
    assert grounds(replace(published, table=of_all)) == []


def test_no_change_on_last_year_is_worked_out():
    figures = made(ANY, (8, "ground: religion", ALL, ALL, 6, 12, 1))
    before = [replace(figure, year=2022) for figure in figures]
    assert on_last_year(figures, before, 2023, {}) == []


def test_of_nobody_there_is_no_share():
    figures = made((8, NAMED_A_GROUND, ALL, ALL, 100, 0, 0), (8, "ground: age", ALL, ALL, 6, 0, 0))
    age = pick(figures, "ground_age_percentage", ethnicity=BME)
    assert (age.state, age.reason) == (State.NOT_CALCULABLE, "nobody named a ground")
