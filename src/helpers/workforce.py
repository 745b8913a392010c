"""The page `workforce`: indicator 1."""

from __future__ import annotations

from helpers.page import Page
from wres import reference
from wres.figures import ALL
from wres.indicators import clustered_bands, pooled_bands, single_bands
from wres.reference.standard import STAFF_GROUPS
from wres.showing import charts
from wres.showing.components import Notes, Stack


class Workforce(Page):
    """Its cells."""

    def bands(self) -> Stack:
        """Indicator 1 by staff group: pooled bands, then single bands where they are held."""
        why = self._counts(self.scope.year).protection.why
        chosen = [Notes((why, *self._other_tables()), "Which tables are shown")] if why else []
        return Stack((*self._shown("bands").parts, *chosen))

    def _other_tables(self) -> tuple[str, ...]:
        """Last year's shape of indicator 1's tables, where it is another than this year's."""
        if not self.scope.last_year:
            return ()
        then, now = (self._counts(year).protection.shape for year in self.scope.years)
        if not then or then == now:
            return ()
        label = reference.by("shapes", "shape")[then]["label"]
        return (
            f"{self.scope.last_year} is shown by {label}, so not every row has a year beside it: "
            "which rows a year has follows from the size of its workforce and the bands known.",
        )

    def bands_chart(self) -> Stack:
        """The BME share by staff group and band, drawn: the finest bands that were handed in."""
        pictures = []
        findings = self._assessed.findings[1]
        abouts = (finding.about for finding in findings if finding.figure.staff_group == ALL)
        is_together = any(abouts)  # else each group is shown apart
        for group in (*([ALL] if is_together else []), *STAFF_GROUPS):
            place = self.figures, self.scope.year, group
            names = (
                single_bands(*place)
                or clustered_bands(*place)
                or tuple(band for band in pooled_bands(*place) if band != ALL)
            )
            if names:
                pictures.append(self._picture(charts.bands(self._edition, group, names)))
        return Stack(tuple(pictures))
