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
        if tables := self._laid_out("board"):
            return Stack(tables)
        return Notes(("Nothing about the board was handed in.",))

    def board_chart(self) -> Picture | Notes:
        """Indicator 9, drawn."""
        boards = boards_held(self.figures, self.scope.years)
        if not boards:
            return self._picture(None, "", 9)
        chart = charts.board(self._edition, boards[0])
        return self._picture(chart, self._first(9, boards[0]).headline, 9)
