"""The pages `recruitment`, `disciplinary` and `training`: indicators 2, 3 and 4."""

from __future__ import annotations

from helpers.page import Page
from wres.figures import State
from wres.reference.standard import RATIO
from wres.showing import charts
from wres.showing.components import Notes, Picture, Stack


class Likelihoods(Page):
    """Their cells."""

    def rates(self, indicator: int) -> Stack:
        """Indicators 2, 3 and 4: the counts and rates, and the relative likelihood by year."""
        self._asked("rates", [indicator], RATIO)
        return self._shown("rates", indicator)

    def rates_chart(self, indicator: int) -> Picture | Notes:
        """Indicators 2, 3 and 4: the relative likelihood of every year held, drawn."""
        self._asked("rates_chart", [indicator], RATIO)
        chart = charts.likelihoods(self._edition, indicator)
        if chart is None:
            ratio = self._edition.now(indicator, RATIO[indicator])
            # Why it cannot be worked out is the finding, which stands above.
            is_finding = ratio.state is State.NOT_CALCULABLE
            why = (
                "the relative likelihood cannot be worked out"
                if is_finding
                else f"the rates are {ratio.state}"
            )
            return Notes((f"There is nothing to draw: {why}.",))
        return self._picture(chart)
