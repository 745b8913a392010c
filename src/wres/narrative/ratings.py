"""Rate an indicator by the printed rule, and set the organisation's own rating beside it.

The rule stands in `reference/rating_rules.csv`. It asks two questions of each gap to the
disadvantage of BME people: is it outside the four-fifths range, and is it more than chance? The
answers are the level; which way the gap went is the trend, and does not change the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wres import reference
from wres.figures import ALL
from wres.narrative.finding import Finding, Trend
from wres.reading.plans import Rating

UNDERDEVELOPED = "Underdeveloped"


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator's rating by the rule and by the organisation.

    `rule` is "" where nothing can be judged; `why` says in a sentence what the rule went by, and
    `worst` is the finding that it went by.
    """

    indicator: int
    rule: str
    why: str
    trend: Trend = Trend.UNKNOWN
    own: Rating | None = None
    worst: Finding | None = None

    @property
    def rating(self) -> str:
        """The rating that counts: the organisation's own, or the rule's; "" without either."""
        return self.own.rating if self.own else self.rule

    @property
    def is_overridden(self) -> bool:
        """Whether the organisation rates itself otherwise than the rule does."""
        return self.own is not None and bool(self.rule) and self.own.rating != self.rule


def rate(indicator: int, findings: Sequence[Finding], own: Sequence[Rating] = ()) -> Rated:
    """Rate an indicator by the worst of its findings that can be judged.

    What is withheld or missing is not judged, and has no part in the rating. For indicator 1 the
    bands are judged, each beside the whole workforce.

    >>> rate(2, ()).rating
    ''
    """
    mine = next((rating for rating in own if rating.indicator == indicator), None)
    judged = [finding for finding in findings if finding.verdict.is_judged and _counts(finding)]
    if not judged:
        return Rated(indicator, "", "There is nothing here that the rule can judge.", own=mine)
    # The first of the worst: findings come ranked.
    worst = max(judged, key=lambda finding: finding.verdict.against)
    row = reference.by("rating_rules", "against")[str(worst.verdict.against)]
    return Rated(indicator, row["rating"], f"{row['rule']}.", worst.verdict.trend, mine, worst)


def _counts(finding: Finding) -> bool:
    """Whether a finding has a part in a rating: all but the workforce beside the population."""
    return finding.figure.indicator != 1 or finding.figure.staff_group != ALL
