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
        shown = self._shown("board")
        return shown if shown.parts else Notes(("Nothing about the board was handed in.",))

    def board_chart(self) -> Picture | Notes:
        """Indicator 9, drawn."""
        boards = boards_held(self.figures, self.scope.years)
        return self._picture(charts.board(self._edition, boards[0]) if boards else None)
