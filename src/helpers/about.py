"""The page `about`: definitions, method, how sure the figures are, sources."""

from __future__ import annotations

from helpers.page import Page
from wres import reference
from wres.figures.phrases import listed, uncapital
from wres.figures.printed import own
from wres.opened import source_in_a_note
from wres.showing import tables
from wres.showing.components import Notes, Stack, Table


class About(Page):
    """Its cells; what the workbook notes too stands in `wres.opened`."""

    def nine_indicators(self) -> Table:
        """The nine indicators explained."""
        return tables.nine_indicators()

    def rating_key(self) -> Stack:
        """What the ratings mean, and why the organisation rates itself otherwise."""
        rated = self._assessed.rated.values()
        reasons = tuple(
            f"Indicator {rating.indicator}: {own(rating.own.reason)}"
            for rating in rated
            if rating.is_overridden and rating.own and rating.own.reason
        )
        return Stack((tables.rating_key(), Notes(reasons, "Why own ratings differ from the rule")))

    def certainty(self) -> Stack | Notes:
        """How sure the figures of each indicator are."""
        intervals = self.intervals()
        if not tables.shows_figures(intervals):
            return Notes(("No figure of this report has an interval.",))
        return Stack((intervals,))

    def behind_bands(self) -> Stack | Notes:
        """Indicator 1 in other ways: beside the average, disparity ratios, parity."""
        shown = tuple(filter(tables.shows_figures, self._laid_out("behind_bands")))
        return Stack(shown) if shown else Notes(("Nothing more can be shown of the bands.",))

    def symbols(self) -> Notes:
        """What the symbols mean."""
        rows = reference.rows("shorthand")
        return Notes(tuple(f"{row['symbol']} {uncapital(row['meaning'])}." for row in rows))

    def sources(self) -> Notes:
        """Where the figures come from."""
        shares = self.figures.select(figure="local_population_percentage", year=self.scope.year)
        areas: dict[str, dict[str, None]] = {}  # of each source, once and in their order
        for share in shares:
            areas.setdefault(share.source, {})[share.area] = None
        named = tuple(f"{listed([*names])}: {source}." for source, names in areas.items())
        return Notes((*self._source_lines(range(1, 10), source_in_a_note), *named))
