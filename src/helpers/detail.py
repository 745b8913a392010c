"""The page `detail`: groups behind BME, women and men, recruitment in depth."""

from __future__ import annotations

from helpers.page import Page
from wres.narrative import detail
from wres.showing.charts import detail as detail_charts
from wres.showing.components import Notes, Sentences, Stack


class Detail(Page):
    """Its cells."""

    def groups(self) -> Stack | Notes:
        """The groups that BME is made of, indicator by indicator."""
        shown = self._shown("groups").parts
        if not shown:
            return Notes(("No figures by ethnic group can be shown.",))
        chart = detail_charts.groups(self._edition, 1)
        pictures = [self._picture(chart)] if chart else []
        return Stack((Sentences(detail.group_sentences(self._edition)), *pictures, *shown))

    def sexes(self) -> Stack | Notes:
        """White and BME women, and White and BME men, indicator by indicator."""
        shown = self._shown("sexes").parts
        if not shown:
            return Notes(("No figures by sex can be shown.",))
        return Stack((Sentences(detail.sex_sentences(self._edition)), *shown))

    def recruitment_in_depth(self) -> Stack | Notes:
        """Indicator 2 by staff group and pay band, and without international recruitment."""
        shown = self._shown("recruitment_in_depth").parts
        if not shown:
            return Notes(("No figures of recruitment by group or band can be shown.",))
        chart = detail_charts.recruitment(self._edition)
        pictures = [self._picture(chart)] if chart else []
        said = Sentences(detail.recruitment_sentences(self._edition))
        return Stack((said, *pictures, *shown))
