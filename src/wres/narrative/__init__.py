"""What the data tells us: findings made from figures, never typed.

Each indicator has one function that returns its findings (`wres.narrative.finding`). Every number
in them is printed by `wres.figures.formats` from a figure, so a sentence cannot contradict the
table beside it; every word of direction comes from `wres.figures.phrases`.
"""

from __future__ import annotations

from dataclasses import replace

from wres.figures.phrases import capital
from wres.narrative.board import boards
from wres.narrative.finding import Finding, ranked
from wres.narrative.likelihood import likely
from wres.narrative.scope import Edition
from wres.narrative.survey import response, survey
from wres.narrative.workforce import bands, declared, population_sentences, workforce
from wres.reference.standard import RATIO

__all__ = ["findings", "population_sentences", "response", "workforce"]


def findings(edition: Edition, indicator: int) -> tuple[Finding, ...]:
    """What the figures of one indicator say, what matters most first; never nothing."""
    if indicator == 1:
        said = [workforce(edition), *bands(edition), *declared(edition)]
    elif indicator in RATIO:
        said = [likely(edition, indicator)]
    elif indicator == 9:
        said = boards(edition)
    else:
        said = [survey(edition, indicator)]
    return ranked(map(_capitals, said))


def _capitals(finding: Finding) -> Finding:
    return replace(
        finding,
        headline=capital(finding.headline),
        sentences=tuple(map(capital, filter(None, finding.sentences))),
        value=capital(finding.value) if finding.value else "",
    )
