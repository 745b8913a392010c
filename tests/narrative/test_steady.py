"""A rating from rounded counts holds of every true count behind them, or there is none."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from wres import narrative
from wres.disclosure.rounding import SMALL, rounded
from wres.figures import Count
from wres.ground.settings import INTERNAL, ROUNDING, Settings
from wres.indicators import percentage
from wres.indicators.comparisons import figures_of
from wres.narrative.assessment import INDICATORS, assess
from wres.narrative.scope import Edition, Scope
from wres.narrative.steady import levels, true_counts
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"
SAMPLES = (("QHG", 2023), ("EX1", 2024))


def edition(organisation, year, settings=None):
    inputs = read_inputs(DATA, organisation, year)
    if settings:
        context = replace(inputs.context, settings=settings(inputs.context.settings))
        inputs = replace(inputs, context=context)
        figures = figures_of(inputs)
    else:
        figures = figures_of(inputs, INTERNAL)
    said = next(read.commentary for read in inputs.years if read.year == year)
    return Edition(figures, Scope.of(inputs)), said


def with_rounding(settings: Settings) -> Settings:
    return replace(settings, method=ROUNDING)


# To round three years of a whole trust takes ten seconds.
@pytest.fixture(
    scope="module",
    params=(SAMPLES[0], pytest.param(SAMPLES[1], marks=pytest.mark.slow)),
    ids=lambda sample: sample[0],
)
def both(request):
    """The assessment of what was handed in, and that of its rounded edition."""
    true, rounding = edition(*request.param), edition(*request.param, with_rounding)
    return assess(*true), assess(*rounding, is_rounded=True)


def test_some_indicators_are_rated_from_rounded_counts_and_none_otherwise_than_from_true_ones(both):
    true, of_rounded = both
    rated = {number: each.rule for number, each in of_rounded.rated.items() if each.rule}
    assert len(rated) >= 2
    assert rated == {number: true.rated[number].rule for number in rated}


def test_what_is_not_rated_says_why_and_no_trend_is_told(both):
    for each in both[1].rated.values():
        assert each.rule or each.why.startswith("All counts are rounded") or each.unseen
        assert str(each.trend) == "Not known"


def test_the_verdict_made_again_of_the_same_shares_is_the_verdict():
    for sample in SAMPLES:
        held, said = edition(*sample)
        of_year = held.of_year(said.year)
        verdicts = [f.verdict for number in INDICATORS for f in narrative.findings(of_year, number)]
        again = [each for each in verdicts if each.compared]
        assert len(again) > 6
        for each in again:
            made = each.judge(*each.compared)
            told = (made.level, made.is_adverse, made.is_significant)
            assert told == (each.level, each.is_adverse, each.is_significant)


@pytest.mark.parametrize("printed", [0, 10, 40, 405])
def test_the_true_counts_are_those_that_are_printed_so(printed):
    rounding = [people for people in range(500) if people == 0 or people > SMALL]
    assert true_counts(printed) == [each for each in rounding if rounded(each) == printed]


def test_the_levels_are_those_of_every_true_count():
    """The short way, by the ends of the parts, finds what going through all of them finds."""
    held, said = edition("QHG", 2023)
    found = narrative.findings(held.of_year(said.year), 2)[0].verdict
    chance = random.Random(15)
    for _ in range(12):
        counts = [5 * chance.randint(3, 12), 5 * chance.randint(20, 40),
                  5 * chance.randint(3, 12), 5 * chance.randint(20, 40)]  # fmt: skip
        pairs = [with_counts(share, *counts[place : place + 2])
                 for share, place in zip(found.compared, (0, 2), strict=True)]  # fmt: skip
        verdict = replace(found.judge(*pairs), compared=tuple(pairs), judge=found.judge)
        every = {
            found.judge(with_counts(pairs[0], a, b), with_counts(pairs[1], c, d)).level
            for a, b, c, d in product(*map(some, counts))
        }
        assert levels(verdict) == every


def some(printed):
    """The first, middle and last true count: all 625 ways of four would take too long."""
    possible = true_counts(printed)
    return possible[0], possible[len(possible) // 2], possible[-1]


def with_counts(share, part, whole):
    made = percentage(Count(part), Count(whole))
    return replace(share, value=made.value, numerator=part, denominator=whole,
                   low=made.interval.low, high=made.interval.high)  # fmt: skip
