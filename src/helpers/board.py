"""The page `board`: indicator 9."""

from __future__ import annotations

from helpers.page import Page
from wres.indicators import boards_held
from wres.showing import charts
from wres.showing.components import Notes, Picture, Stack


class Board(Page):
    """Its cells."""

    def board(self) -> Stack | Notes:
        """Indicator 9: the board, and its voting and executive members, beside the workforce."""
        if found := self._laid_out("board"):
            return Stack(found)
        return Notes(("Nothing about the board was handed in.",))

    def board_chart(self) -> Picture | Notes:
        """Indicator 9, drawn."""
        held = boards_held(self.figures, self.scope.years)
        chart = (
            charts.board(self.figures, self.scope.years, self._labels, held[0]) if held else None
        )
        headline = self._first(9, held[0]).headline if held else ""
        return self._picture(chart, headline, 9)
