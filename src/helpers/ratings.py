"""Rate an indicator by the printed rule, and set the organisation's own rating beside it.

The rule stands in `reference/rating_rules.csv`. It asks two questions of each gap to the
disadvantage of BME people: is it outside the four-fifths range, and is it more than chance? The
answers are the level; which way the gap went is the trend, and does not change the level.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers import reference
from helpers.errors import Doubt
from helpers.findings import Finding, Trend
from helpers.reading.plans import Action, Rating

UNDERDEVELOPED = "Underdeveloped"


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator's rating by the rule and by the organisation.

    `rule` is "" where nothing can be judged; `why` says what the rule went by.
    """

    indicator: int
    rule: str
    why: str
    trend: Trend
    own: Rating | None = None

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
    """
    mine = next((rating for rating in own if rating.indicator == indicator), None)
    judged = [finding for finding in findings if finding.verdict.is_judged and _counts(finding)]
    if not judged:
        return Rated(
            indicator, "", "There is nothing that the rule can judge.", Trend.UNKNOWN, mine
        )
    worst = max(judged, key=lambda finding: finding.verdict.against)
    row = reference.by("rating_rules", "against")[str(worst.verdict.against)]
    return Rated(indicator, row["rating"], f"{worst.headline}.", worst.verdict.trend, mine)


def _counts(finding: Finding) -> bool:
    """Whether a finding has a part in a rating: all but the workforce beside the population."""
    return finding.figure.indicator != 1 or finding.figure.staff_group != "all"


def unplanned(rated: Sequence[Rated], actions: Sequence[Action], folder: str) -> tuple[Doubt, ...]:
    """Indicators that the rule or the organisation rates worst, and that no action is for.

    Args:
        rated: the nine indicators of one year.
        actions: that year's action plan.
        folder: the organisation's code and the year, as `RXX/2023`.
    """
    planned = {number for action in actions for number in action.indicators}
    return tuple(
        _unplanned(each, folder)
        for each in rated
        if UNDERDEVELOPED in (each.rule, each.rating) and each.indicator not in planned
    )


def _unplanned(each: Rated, folder: str) -> Doubt:
    own = each.own if each.own and each.own.rating == UNDERDEVELOPED else None
    problem = f"has no action for indicator {each.indicator} in the action plan"
    if own is None:
        problem = (
            f"is the rule's rating of indicator {each.indicator}, for which no action is planned"
        )
    return Doubt(
        f"{folder}/{'ratings' if own else 'action_plan'}.csv",
        own.row if own else None,
        "rating" if own else "indicators",
        UNDERDEVELOPED,
        problem,
        "Add an action to action_plan.csv.",
        "rating",
    )
