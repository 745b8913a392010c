"""Key findings: the front page's tiles, chosen from the findings by their rank."""

from __future__ import annotations

from collections.abc import Iterable

from wres.figures import ALL
from wres.narrative.finding import Finding, ranked
from wres.showing.components import Tile, Tiles

MOST_TILES = 12


def key_findings(findings: Iterable[Finding], year: int) -> Tiles:
    """Up to twelve tiles, what matters most first. What is not known has no tile.

    The whole workforce, and the most telling finding of each indicator, come in before any second
    one.
    """
    order = [finding for finding in ranked(findings) if finding.value]
    seen: set[tuple[int, bool]] = set()
    first, more = [], []
    for finding in order:
        (more if _kind(finding) in seen else first).append(finding)
        seen.add(_kind(finding))
    chosen = [*first, *more][:MOST_TILES]
    tiles = tuple(_tile(finding) for finding in order if finding in chosen)
    return Tiles(f"Key findings, {year}", tiles)


def _kind(finding: Finding) -> tuple[int, bool]:
    """The indicator, and whether it is about the whole workforce."""
    figure = finding.figure
    place = (figure.figure, figure.staff_group, figure.pay_band)
    return figure.indicator, place == ("staff_percentage", ALL, ALL)


def _tile(finding: Finding) -> Tile:
    return Tile(
        finding.value, finding.label, finding.detail, _tone(finding), href=f"#{finding.page}"
    )


def _tone(finding: Finding) -> str:
    """Worse or better for BME people where a gap is more than chance; a share is never better.

    What became worse for both groups is not better for either.
    """
    verdict = finding.verdict
    if not verdict.is_significant:
        return "neutral"
    if verdict.is_adverse:
        return "worse"
    is_no_good = finding.figure.indicator in (1, 9) or finding.for_all < 0
    return "neutral" if is_no_good else "better"
