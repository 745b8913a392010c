"""Indicator 1: the workforce and its bands, beside the population and each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, WHITE, Figure, State
from wres.figures.formats import people
from wres.figures.phrases import (
    beside,
    capital,
    listed,
    out_of,
    said,
    since,
    uncapital,
    why_missing,
)
from wres.indicators import Result, difference, difference_from_whole, pooled_bands
from wres.narrative.finding import Finding, Trend, Verdict
from wres.narrative.pieces import (
    apart_verdict,
    average_sentence,
    last_year,
    trend_of,
    unknown_finding,
    years_sentence,
)
from wres.narrative.scope import Edition
from wres.reference.standard import POOLS, STAFF_GROUPS


def workforce(edition: Edition) -> Finding:
    """The BME share of everybody, beside last year, the population and the national average."""
    scope = edition.scope
    share = edition.now(1, "staff_percentage", ethnicity=BME)
    if not share.is_shown:
        return unknown_finding(share, f"The BME share of staff in {scope.year}")
    headline = f"BME staff are {said(share)} of the workforce{out_of(share)}"
    before, change = last_year(edition, share)
    if change.is_shown:
        headline += f", {since(change, before, scope.label(scope.last_year))}"
    gap, area = _system_gap(edition)
    sentences = [
        _population_sentence(gap, area),
        years_sentence(edition, share, last_year_is_said=True),
        average_sentence(edition, share, "The BME share"),
        _workforce_size(edition),
    ]
    there = f"{beside(gap, f'the local population ({said(area)})')}." if gap.is_shown else ""
    return Finding(
        share,
        headline,
        tuple(sentences),
        said(share),
        f"of staff are BME{out_of(share)}",
        capital(there),
        _beside_population(share, gap, area),
    )


def _beside_population(share: Figure, gap: Figure, area: Figure) -> Verdict:
    """The verdict on the workforce beside the population, whose share is taken as known."""
    if not (gap.is_shown and area.is_shown):
        return Verdict()

    def from_known(one: Figure, two: Figure, factor: float) -> Result:
        return difference(one, Result.exact(two.value * factor))

    return apart_verdict(share, area, gap, from_known, 1, (Trend.UNKNOWN, None))


def _system_gap(edition: Edition) -> tuple[Figure, Figure]:
    """The workforce beside the population of the whole system: the gap, and the population."""
    shares = _population_shares(edition, "system")
    where = {"ethnicity": BME, "area": shares[0].area if shares else ""}
    return (
        edition.now(1, "difference_from_local_population", **where),
        edition.now(1, "local_population_percentage", **where),
    )


def _population_shares(edition: Edition, kind: str) -> list[Figure]:
    """The BME share of the population of each area of a kind: the system, or its boroughs."""
    return edition.figures.select(
        figure="local_population_percentage",
        year=edition.scope.year,
        ethnicity=BME,
        reason=kind,
    )


def _population_sentence(gap: Figure, area: Figure) -> str:
    if not (gap.is_shown and area.is_shown):
        return ""
    census = _CENSUS.search(area.source)
    when = f" {census[0]}" if census else ""
    return (
        f"The population of {area.area} is {said(area)} BME{when}: the BME share of the workforce "
        f"is {beside(gap, 'that')}."
    )


# Of when a population is, as its source ends.
_CENSUS = re.compile(r"\(Census \d+\)$")


def population_sentences(edition: Edition) -> list[str]:
    """How the workforce compares with the people it serves."""
    shares = _population_shares(edition, "borough")
    gap, area = _system_gap(edition)
    said_of = (_population_sentence(gap, area), _population_groups(edition, area))
    sentences = [sentence for sentence in said_of if sentence]
    if len(shares) > 1:
        low, *_, high = sorted(shares, key=lambda share: share.value)
        sentences.append(
            f"Places differ: the BME share of the population runs from {said(low)} in {low.area} "
            f"to {said(high)} in {high.area}."
        )
    return sentences


def _population_groups(edition: Edition, area: Figure) -> str:
    """The groups that the population of the whole system is made of, where they are known."""
    groups = [edition.alike(replace(area, ethnicity=group)) for group in (WHITE, *BME_GROUPS)]
    parts = [f"{said(group)} {group.ethnicity}" for group in groups if group.is_shown]
    return f"The population of {area.area} is {listed(parts)}." if len(parts) > 2 else ""


def _workforce_size(edition: Edition) -> str:
    now = edition.now(1, "staff_count")
    if not now.is_shown:
        return ""
    before = edition.then(1, "staff_count")
    if not before.is_shown:
        return f"The workforce numbers {people(now)}."
    if now.value == before.value:
        return f"The workforce stayed at {people(now)}."
    verb = "grew" if now.value > before.value else "shrank"
    return f"The workforce {verb} from {said(before)} to {people(now)}."


def declared(edition: Edition) -> list[Finding]:
    """For how much of the workforce the ethnicity is known."""
    scope, share = edition.scope, edition.now(1, "ethnicity_declared_percentage")
    if not share.is_shown:
        return []
    label = "of staff have their ethnicity on record"
    before, change = last_year(edition, share)
    before = replace(before, numerator=None)  # White and BME staff together: no count of its own
    headline = f"{said(share)} {label}"
    if change.is_shown:
        headline += f", {since(change, before, scope.label(scope.last_year))}"
    return [Finding(share, headline, (), said(share), label)]


def bands(edition: Edition) -> list[Finding]:
    """The BME share of each staff group and pool of bands; what is missing in one finding."""
    shares = _band_shares(edition)
    shown = [share for share in shares if share.is_shown]
    gone = [share for share in shares if not share.is_shown]
    findings = [_band(edition, share) for share in shown] + _untold_last_year(edition, shown)
    for state in dict.fromkeys(share.state for share in gone):
        missing = [share for share in gone if share.state is state]
        what = f"The BME share of {listed([place_of(share) for share in missing])}"
        findings.append(unknown_finding(missing[0], what))
    return findings


def _band_shares(edition: Edition) -> list[Figure]:
    """The BME share of each pool of bands; a staff group without pools is told as a whole.

    Those of clinical and non-clinical staff together are told where neither is shown apart.
    """
    place = edition.figures, edition.scope.year
    is_apart = any(set(pooled_bands(*place, group)) & {*POOLS} for group in STAFF_GROUPS)
    return [
        edition.now(1, "staff_percentage", staff_group=group, pay_band=band, ethnicity=BME)
        for group in (*([] if is_apart else [ALL]), *STAFF_GROUPS)
        for band in pooled_bands(edition.figures, edition.scope.year, group)
        if band in POOLS or group == "medical and dental"
    ]


def place_of(share: Figure) -> str:
    """Whose share it is: `clinical staff in bands 1 to 7`."""
    group = reference.by("staff_groups", "staff_group")[share.staff_group]["label"]
    place = f"{uncapital(group)} staff"
    if share.staff_group == ALL:  # clinical and non-clinical, as its table says
        place = "staff"
    if share.pay_band != ALL:
        place += f" in {uncapital(reference.by('pay_bands', 'pay_band')[share.pay_band]['label'])}"
    return place


def _band(edition: Edition, share: Figure) -> Finding:
    gap = edition.alike(share, "difference_from_workforce")
    workforce = edition.now(1, "staff_percentage", ethnicity=BME)
    label = f"of {place_of(share)} are BME{out_of(share)}"
    headline, detail = f"{said(share)} {label}", ""
    if gap.is_shown:
        what = f"the BME share of the workforce ({said(workforce)})"
        headline += f", {beside(gap, what)}"
        detail = f"{capital(beside(gap, f'the workforce ({said(workforce)})'))}."
    before, change = last_year(edition, share)
    verdict = Verdict()
    if gap.is_shown:
        trend = trend_of(edition, gap)
        verdict = apart_verdict(share, workforce, gap, difference_from_whole, 1, trend)
    sentences = tuple(_history(edition, share, before, change))
    return Finding(share, headline, sentences, said(share), label, detail, verdict, place_of(share))


def _history(edition: Edition, share: Figure, before: Figure, change: Figure) -> list[str]:
    """How a share moved on the year before and over all years, or why that is not known."""
    scope = edition.scope
    if not scope.last_year:
        return []
    when = scope.label(scope.last_year)
    if not change.is_shown:
        return [] if _is_untold(before, share) else [why_missing(before, f"The share of {when}")]
    over_years = years_sentence(edition, share, last_year_is_said=True)
    return [f"The share is {since(change, before, when)}.", over_years]


def _is_untold(before: Figure, share: Figure) -> bool:
    """Whether last year's tables are by other bands.

    The share was perhaps handed in, and is not printed so that small counts are protected.
    """
    return before.state is State.NOT_COLLECTED and share.pay_band != ALL


def _untold_last_year(edition: Edition, shares: Sequence[Figure]) -> list[Finding]:
    """Which shares cannot be set beside last year, in one sentence for all of them."""
    scope = edition.scope
    if not scope.last_year:
        return []
    gone = [share for share in shares if _is_untold(last_year(edition, share)[0], share)]
    if not gone:
        return []
    places = listed([place_of(share) for share in gone])
    when = scope.label(scope.last_year)
    return [Finding(gone[0], f"The tables of {when} do not show the BME share of {places}")]
