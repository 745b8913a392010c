"""The page `detail`: groups behind BME, women and men, recruitment in depth."""

from __future__ import annotations

from helpers.page import Page
from wres import reference
from wres.narrative import detail
from wres.reference.standard import RATIO, SURVEY_INDICATORS
from wres.showing.charts import detail as detail_charts
from wres.showing.components import Notes, Picture, Sentences, Stack, Table


class Detail(Page):
    """Its cells."""

    def groups(self) -> Stack | Notes:
        """The groups that BME is made of, indicator by indicator."""
        shown = []
        for number, found in self._group_tables().items():
            shown += [*self._groups_chart(number), *found]
        if not shown:
            return Notes(("No figures by ethnic group can be shown.",))
        return Stack((Sentences(detail.group_sentences(self.figures, self.scope)), *shown))

    def _group_tables(self) -> dict[int, tuple[Table, ...]]:
        """The tables by ethnic group of each indicator."""
        return {
            number: self._laid_out("groups", number) for number in (1, *RATIO, *SURVEY_INDICATORS)
        }

    def _groups_chart(self, indicator: int) -> tuple[Picture, ...]:
        year = self.scope.year
        name = self.scope.survey_label if indicator in SURVEY_INDICATORS else self.scope.label
        chart = detail_charts.groups(self.figures, indicator, year, {year: name(year)})
        title = reference.by("indicators", "indicator")[str(indicator)]["short_title"]
        headline = f"{'All staff' if indicator == 1 else title}, by ethnic group"
        return (self._picture(chart, headline, indicator),) if chart else ()

    def sexes(self) -> Stack | Notes:
        """White and BME women, and White and BME men, indicator by indicator."""
        shown = self._laid_out("sexes")
        if not shown:
            return Notes(("No figures by sex can be shown.",))
        return Stack((Sentences(detail.sex_sentences(self.figures, self.scope)), *shown))

    def recruitment_in_depth(self) -> Stack | Notes:
        """Indicator 2 by staff group and pay band, and without international recruitment."""
        found = self._laid_out("recruitment_in_depth")
        if not found:
            return Notes(("No figures of recruitment by group or band can be shown.",))
        chart = detail_charts.recruitment(self.figures, self.scope.year, self._labels)
        headline = "Appointment from shortlisting, by staff group and pay band"
        pictures = [self._picture(chart, headline, 2)] if chart else []
        said = Sentences(detail.recruitment_sentences(self.figures, self.scope))
        return Stack((said, *pictures, *found))
