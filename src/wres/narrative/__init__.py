"""What the data tells us: findings made from figures, never typed.

Each indicator has one function that returns its findings (`helpers.findings`). Every number in
them is printed by `helpers.formats` from a figure, so a sentence cannot contradict the table
beside it; every word of direction comes from `helpers.words`.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.figures import Figures
from helpers.findings import Finding, ranked
from helpers.indicators import RATIO
from helpers.narrative.board import boards
from helpers.narrative.likelihood import likely
from helpers.narrative.survey import response, survey
from helpers.narrative.workforce import bands, declared, population_sentences, workforce
from helpers.scope import Scope
from helpers.words import capital

__all__ = ["findings", "population_sentences", "response", "workforce"]


def findings(figures: Figures, scope: Scope, indicator: int) -> tuple[Finding, ...]:
    """What the figures of one indicator say, what matters most first; never nothing."""
    if indicator == 1:
        found = [workforce(figures, scope), *bands(figures, scope), *declared(figures, scope)]
    elif indicator in RATIO:
        found = [likely(figures, scope, indicator)]
    elif indicator == 9:
        found = boards(figures, scope)
    else:
        found = [survey(figures, scope, indicator)]
    return ranked(map(_capitals, found))


def _capitals(finding: Finding) -> Finding:
    return replace(
        finding,
        headline=capital(finding.headline),
        sentences=tuple(map(capital, filter(None, finding.sentences))),
        value=capital(finding.value) if finding.value else "",
    )
