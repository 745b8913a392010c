"""The page `staff_survey`: indicators 5 to 8."""

from __future__ import annotations

from helpers.page import Page
from wres import narrative
from wres.reference.standard import SURVEY_INDICATORS
from wres.showing import charts
from wres.showing.components import Sentences, Stack


class StaffSurvey(Page):
    """Its cells."""

    def survey(self, *indicators: int) -> Stack:
        """Indicators 5 to 8: the survey results."""
        self._asked("survey", indicators, SURVEY_INDICATORS)
        return self._shown("survey", *indicators)

    def survey_chart(self, *indicators: int) -> Stack:
        """Indicators 5 to 8, drawn."""
        self._asked("survey_chart", indicators, SURVEY_INDICATORS)
        return Stack(
            tuple(self._picture(charts.survey(self._edition, number)) for number in indicators)
        )

    def response(self) -> Sentences:
        """How many of the staff answered the survey."""
        return Sentences((narrative.response(self._edition).text,))
