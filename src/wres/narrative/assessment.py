"""Assess a year: the findings and ratings of its nine indicators, and what they ask of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from wres import narrative, reference
from wres.figures import ALL
from wres.ground.errors import Doubt
from wres.ground.settings import INTERNAL
from wres.indicators import lacks_year_before
from wres.indicators.comparisons import figures_from, protected
from wres.narrative.finding import Finding, ranked
from wres.narrative.ratings import UNDERDEVELOPED, Rated, rate
from wres.narrative.scope import Edition, Scope
from wres.narrative.unseen import unseen
from wres.reading.held import Commentary, Inputs, YearInputs
from wres.reading.plausible import lacking
from wres.reading.reconcile import about_counts, accept
from wres.reading.settings import FILE
from wres.reading.yearsheets import sheet_of
from wres.reference.standard import LIKELIHOODS, RATIO

INDICATORS = tuple(int(number) for number in reference.by("indicators", "indicator"))


@dataclass(frozen=True)
class Assessment:
    """What the figures of one year say, and how each indicator is rated."""

    findings: dict[int, tuple[Finding, ...]]
    rated: dict[int, Rated]

    @property
    def ranked(self) -> tuple[Finding, ...]:
        """All findings of the year, what matters most first."""
        return ranked(chain.from_iterable(self.findings.values()))

    @property
    def areas_to_act_on(self) -> tuple[Finding, ...]:
        """The finding behind each rating by the rule that is not the best one, ranked."""
        worst = [rated.worst for rated in self.rated.values() if rated.worst]
        return ranked(finding for finding in worst if finding.verdict.level)

    @property
    def not_rated(self) -> tuple[Rated, ...]:
        """The indicators that the rule cannot rate."""
        return tuple(rated for rated in self.rated.values() if not rated.rule)


def assess(edition: Edition, said: Commentary, is_rounded: bool = False) -> Assessment:
    """The findings and ratings of one year, which is that of what the organisation `said`.

    Where the counts are rounded, an indicator is rated only where every true count behind them
    gives the same rating.
    """
    of_year = edition.of_year(said.year)
    findings = {number: narrative.findings(of_year, number) for number in INDICATORS}
    rated = {
        number: rate(
            number, findings[number], said.ratings, unseen(of_year, number), is_rounded=is_rounded
        )
        for number in INDICATORS
    }
    return Assessment(findings, rated)


def doubts(inputs: Inputs) -> tuple[Doubt, ...]:
    """Every doubt about what was handed in, those included that only the figures raise.

    The counts are taken as they were handed in: whoever checks them has seen them.
    """
    scope = Scope.of(inputs)
    edition = Edition(figures_from(inputs.context, protected(inputs, INTERNAL)), scope)
    raised = [
        doubt
        for said in (read.commentary for read in inputs.years)
        for doubt in _doubts(assess(edition, said), scope, said)
    ]
    years = {read.year: read for read in inputs.years}
    for year, read in years.items():
        last = years.get(year - 1)
        raised += [*lacking(read, last), *_lone_year(read, last, edition)]
    # What was accepted is held against all doubts together: these may be among it.
    others = [doubt for doubt in inputs.doubts if doubt.kind != "accepted"]
    file = f"{scope.organisation.ods_code}/{FILE}"
    return accept((*others, *raised), about_counts(scope.settings.accepted), file, scope.year)


def _lone_year(read: YearInputs, last: YearInputs | None, edition: Edition) -> Iterator[Doubt]:
    """Indicator 3 where it is the average of two years and the first of them is missing."""
    year, entered = read.year, (3, LIKELIHOODS[3]["events"], ALL, ALL)
    ratio = edition.of_year(year).now(3, RATIO[3])
    is_split = last is not None and sheet_of(last).number(entered, ALL) is not None
    if is_split or ratio.reason != lacks_year_before(year):
        return
    problem = (
        f"is to be averaged with the count of {year - 1}, which is missing: the report will give "
        "no rate and no relative likelihood"
    )
    remedy = (
        f"Add {year - 1}, or let {year} stand alone, in settings.csv: "
        f"indicator 3 basis,{year},single year,<reason>."
    )
    yield sheet_of(read).doubt("basis", entered, ALL, problem, remedy, is_quoted=False)


def _doubts(assessment: Assessment, scope: Scope, said: Commentary) -> Iterator[Doubt]:
    """Indicators that the rule rates worst without an action, and ratings without a reason."""
    folder = f"{scope.organisation.ods_code}/{said.year}"
    # A year without any plan is no slip: the page says so.
    has_plan = bool(said.actions)
    planned = {number for action in said.actions for number in action.indicators}
    for number, rated in assessment.rated.items():
        is_own = rated.own is not None and rated.own.rating == UNDERDEVELOPED
        is_worst = rated.rule == UNDERDEVELOPED and not is_own
        if is_worst and has_plan and number not in planned:
            yield Doubt(
                f"{folder}/action_plan.csv",
                None,
                "indicators",
                None,
                f"has no action for indicator {number}, which the rule rates {rated.rule}",
                "Add an action, or say in ratings.csv why the rating is another.",
                "rating",
            )
        if rated.is_overridden and not rated.own.reason:
            yield Doubt(
                f"{folder}/ratings.csv",
                rated.own.row,
                "reason",
                "",
                f"is blank, and the rule rates indicator {number} {rated.rule}",
                "Say why the organisation rates itself otherwise.",
                "rating",
            )
