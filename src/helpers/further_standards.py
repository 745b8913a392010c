"""The page `further_standards`: what boards are asked for besides the nine indicators."""

from __future__ import annotations

from helpers.page import Page
from wres import reference
from wres.narrative.grounds import ethnic_background
from wres.reference.standard import MOST_SENIOR
from wres.showing.components import Component, Notes, Sentences, Stack
from wres.showing.tables.evidence import well_led

_NO_ROW = (
    "Bands 8c and above have no row in the tables of this report, so they cannot be shown here."
)


class FurtherStandards(Page):
    """Its cells; it stands in a report whose organisation asks for it."""

    def senior_parity(self) -> Stack:
        """The most senior staff beside the whole workforce, and what parity would take."""
        return self._defined("senior", *self._figures("senior_parity"), *self._no_row())

    def survey_likelihoods(self) -> Stack:
        """Indicators 5 to 8 as relative likelihoods."""
        return self._defined("survey", *self._figures("survey_likelihoods"))

    def grounds(self) -> Stack:
        """On which grounds discrimination was met, where that was handed in and may be shown."""
        said = Sentences(ethnic_background(self._edition))
        return self._defined("grounds", said, *self._figures("grounds"))

    def improvement_plan(self) -> Stack:
        """The metrics of the improvement plan that the nine indicators' counts give."""
        return self._defined("plan", *self._figures("improvement_plan"), *self._no_row())

    def well_led(self) -> Stack:
        """What the report holds for the regulator's question, and where."""
        has_plan = bool(self._commentary(self.scope.year).actions)
        return self._defined("well-led", well_led(self.pages(), has_plan))

    def _figures(self, cell: str) -> tuple[Component, ...]:
        return self._shown(cell).parts or (Notes(("No figures for this can be shown.",)),)

    def _no_row(self) -> tuple[Notes, ...]:
        """That there is nothing of bands 8c and above, where there is not."""
        figures = self.figures.select(figure="additional_bme_for_parity", year=self.scope.year)
        is_there = any(figure.pay_band in MOST_SENIOR for figure in figures)
        return () if is_there else (Notes((_NO_ROW,)),)

    def _defined(self, standard: str, *shown: Component) -> Stack:
        """What is shown for a standard, between its definition and whose it is."""
        fact = reference.by("further_standards", "standard")[standard]
        said = Sentences((fact["definition"], fact["sure"]))
        return Stack((said, *shown, Notes((f"{fact['named']}.",), "Source")))
