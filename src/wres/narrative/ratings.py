"""Rate an indicator by the printed rule, and set the organisation's own rating beside it.

The rule stands in `reference/rating_rules.csv`. It asks of each gap to the disadvantage of BME
people how far its 95% interval establishes it: the answer is the level; which way the gap went is
the trend, and does not change the level. An indicator is rated only where every row that could
decide it is shown; what is withheld is not guessed, and the internal edition is not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wres import reference
from wres.figures import ALL
from wres.figures.phrases import capital
from wres.narrative.finding import Finding, Trend
from wres.narrative.scope import Scope
from wres.narrative.steady import levels
from wres.reading.plans import Rating

UNDERDEVELOPED = "Underdeveloped"
_HIGHEST = 2  # the level that nothing withheld can raise


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator's rating by the rule and by the organisation.

    `rule` is "" where the rule cannot rate it; `why` says in a sentence what the rule went by, or
    why it cannot, and `unseen` in short. `worst` is the finding that it went by, of several where
    `is_of_several`.
    """

    indicator: int
    rule: str
    why: str
    own: Rating | None = None
    worst: Finding | None = None
    unseen: str = ""
    is_of_several: bool = False

    @property
    def rating(self) -> str:
        """The rating that counts: the organisation's own, or the rule's; "" without either."""
        return self.own.rating if self.own else self.rule

    @property
    def is_overridden(self) -> bool:
        """Whether the organisation rates itself otherwise than the rule does."""
        return self.own is not None and bool(self.rule) and self.own.rating != self.rule

    @property
    def trend(self) -> Trend:
        """Which way the gap went that the rating goes by; not known without a rating."""
        return self.worst.verdict.trend if self.worst and self.rule else Trend.UNKNOWN

    @property
    def since(self) -> int | None:
        """The year since which it did; None where that is not known."""
        return self.worst.verdict.since if self.worst and self.rule else None


def rate(
    indicator: int,
    findings: Sequence[Finding],
    own: Sequence[Rating] = (),
    unseen: str = "",
    *,
    is_rounded: bool = False,
) -> Rated:
    """Rate an indicator by the worst of its findings that can be judged.

    For indicator 1 the bands are judged, each beside the whole workforce.

    Args:
        indicator: its number.
        findings: what the figures say about it, ranked.
        own: the organisation's own ratings of the year.
        unseen: which rows that could decide it are not shown, in words. Then it is rated only
            where a row that is shown has the highest level, which they cannot change.
        is_rounded: whether the figures are made of rounded counts. Then it is rated only where
            every true count behind them gives the same level, and no trend is told.

    >>> rate(2, ()).rating
    ''
    >>> rate(1, (), unseen="the senior bands are not shown").why
    'The senior bands are not shown.'
    """
    mine = next((rating for rating in own if rating.indicator == indicator), None)
    judged = [finding for finding in findings if finding.verdict.is_judged and _counts(finding)]
    # The first of the worst: findings come ranked.
    worst = max(judged, key=lambda finding: finding.verdict.level, default=None)
    if is_rounded and worst is not None:
        least, most = _level_of_the_true(judged)
        if least != most:
            return Rated(indicator, "", f"{capital(_ROUNDED)}.", mine, None, _ROUNDED)
        verdict = replace(worst.verdict, trend=Trend.UNKNOWN, since=None)
        worst = replace(worst, verdict=verdict)
    if unseen and (worst is None or worst.verdict.level < _HIGHEST):
        return Rated(indicator, "", f"{capital(unseen)}.", mine, None, unseen)
    if worst is None:
        nothing = "there is nothing here that the rule can judge"
        return Rated(indicator, "", f"{capital(nothing)}.", mine, None, nothing)
    row = reference.by("rating_rules", "level")[str(worst.verdict.level)]
    return Rated(
        indicator, row["rating"], f"{row['rule']}.", mine, worst, is_of_several=len(judged) > 1
    )


def trend_words(rated: Rated, scope: Scope) -> str:
    """Which way the gap went that a rating goes by: since when, across what break, and whose it is.

    >>> trend_words(Rated(2, "", ""), None)
    'Not known'
    """
    if rated.trend is Trend.UNKNOWN:
        return str(rated.trend)
    whose = f" ({rated.worst.about})" if rated.is_of_several else ""
    return f"{rated.trend} since {scope.label(rated.since)}{whose}"


_ROUNDED = "all counts are rounded, and the true ones may give another rating"


def _level_of_the_true(judged: Sequence[Finding]) -> tuple[int, int]:
    """The least and the most that the worst level can be by the true counts."""
    possible = [levels(finding.verdict) for finding in judged]
    return max(map(min, possible)), max(map(max, possible))


def _counts(finding: Finding) -> bool:
    """Whether a finding has a part in a rating: all but the workforce beside the population."""
    return finding.figure.indicator != 1 or finding.figure.staff_group != ALL
