"""The page `summary`: the front page of a report."""

from __future__ import annotations

from helpers.page import Page
from wres import narrative
from wres.narrative.changes import changes
from wres.showing import charts
from wres.showing.components import Notes, Picture, Prose, Sentences, Stack, Tiles
from wres.showing.tiles import key_findings


class Summary(Page):
    """Its cells; those that the workbook shows too stand in `wres.opened`."""

    def context(self) -> Prose:
        """The organisation's own introduction."""
        return self._prose("context", "the reason for this report")

    def priorities(self) -> Prose:
        """What the organisation will do first."""
        return self._prose("priorities", "priorities")

    def contacts(self) -> Prose:
        """Whom to ask."""
        return self._prose("contacts", "whom to ask")

    def key_findings(self) -> Tiles:
        """The front page's tiles."""
        everything = (*self._assessed.ranked, narrative.response(self._edition))
        return key_findings(everything, self.scope.year)

    def all_staff(self) -> Stack:
        """Everybody in the workforce by ethnicity."""
        return self._shown("all_staff")

    def what_changed(self) -> Sentences | Notes:
        """What changed most since the year before, by more than chance."""
        if self.scope.last_year is None:
            return Notes(("There is no year before to compare with.",))
        told = changes(self._edition)
        lead = "These changed by more than chance would explain, the largest change first."
        return Sentences(told, lead) if told else Notes(("Nothing changed by more than chance.",))

    def all_staff_chart(self) -> Picture | Notes:
        """The workforce by ethnicity, drawn."""
        return self._picture(charts.all_staff(self._edition))

    def population(self) -> Stack | Notes:
        """The local population beside the workforce: words and table."""
        sentences = narrative.population_sentences(self._edition)
        if not sentences:
            return Notes(("No local population was handed in.",))
        return Stack((Sentences(tuple(sentences)), *self._shown("population").parts))
