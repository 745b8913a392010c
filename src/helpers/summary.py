"""The page `summary`: the front page of a report."""

from __future__ import annotations

from helpers.page import Page
from wres import narrative
from wres.showing import charts, tables
from wres.showing.components import Notes, Picture, Prose, Sentences, Stack, Table, Tiles
from wres.showing.tiles import key_findings


class Summary(Page):
    """Its cells; those that the workbook shows too stand in `wres.opened`."""

    def context(self) -> Prose:
        """The organisation's own introduction."""
        return self._prose("context", "No introduction was handed in (narrative/context.md).")

    def priorities(self) -> Prose:
        """What the organisation will do first."""
        return self._prose("priorities", "No priorities were handed in (narrative/priorities.md).")

    def contacts(self) -> Prose:
        """Whom to ask."""
        return self._prose("contacts", "No contacts were handed in (narrative/contacts.md).")

    def nine_indicators(self) -> Table:
        """The nine indicators explained."""
        return tables.nine_indicators()

    def key_findings(self) -> Tiles:
        """The front page's tiles."""
        everything = (*self._assessed.ranked, narrative.response(self.figures, self.scope))
        return key_findings(everything, self.scope.year)

    def all_staff(self) -> Table:
        """Everybody in the workforce by ethnicity."""
        (table,) = self._laid_out("all_staff")
        return table

    def all_staff_chart(self) -> Picture | Notes:
        """The workforce by ethnicity, drawn."""
        chart = charts.all_staff(self.figures, self.scope.years, self._labels)
        headline = narrative.workforce(self.figures, self.scope).headline
        return self._picture(chart, headline, 1)

    def population(self) -> Stack | Notes:
        """The local population beside the workforce: table, chart and words."""
        sentences = narrative.population_sentences(self.figures, self.scope)
        if not sentences:
            return Notes(("No local population was handed in (local_population.csv).",))
        table, *groups = self._laid_out("population")
        chart = charts.population(self.figures, self.scope.year)
        shares = self.figures.select(figure="local_population_percentage", year=self.scope.year)
        sources = tuple(dict.fromkeys(f"{share.area}: {share.source}." for share in shares))
        parts = [
            Sentences(tuple(sentences)),
            table,
            self._picture(chart, sentences[0].rstrip("."), 1, shares[0].source),
            *groups,
            Notes(sources, "Sources"),
        ]
        return Stack(tuple(parts))
