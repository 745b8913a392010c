"""On which grounds people met discrimination, of all who named any: question 16c of the survey."""

from __future__ import annotations

from functools import partial

from wres.figures import BME, WHITE, Figure, State
from wres.figures.counts import PublishedCounts
from wres.indicators import as_figure, as_result, percentage
from wres.reference.standard import GROUNDS, NAMED_A_GROUND


def grounds(counts: PublishedCounts) -> list[Figure]:
    """Who named each ground among White and BME staff.

    Never of everybody: few are of unknown ethnicity, and all less White less BME are these, in one
    edition or in two.

    Args:
        counts: whose figures they are.
    """
    held = [group for group in (WHITE, BME) if _is_held(counts, group)]
    return [figure for group in held for figure in _of_group(counts, group)]


def _is_held(counts: PublishedCounts, group: str) -> bool:
    return counts.get(8, NAMED_A_GROUND, group).state is not State.NOT_COLLECTED


def _of_group(counts: PublishedCounts, group: str) -> list[Figure]:
    made = partial(as_figure, counts, 8, ethnicity=group)
    named_any = counts.get(8, NAMED_A_GROUND, group)
    figures = [made("named_a_ground_count", as_result(named_any))]
    for measure, name in GROUNDS.items():
        named = counts.get(8, measure, group)
        share = percentage(named, named_any, nobody="nobody named a ground")
        figures += [made(f"{name}_count", as_result(named)), made(f"{name}_percentage", share)]
    return figures
