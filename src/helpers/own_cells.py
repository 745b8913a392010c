"""An author's own cells, on whatever page."""

from __future__ import annotations

import pandas as pd

from helpers.page import Page
from wres import reference
from wres.figures import ALL, BME_GROUPS, ETHNICITIES
from wres.figures.printed import Printed
from wres.ground.errors import OwnCellError
from wres.showing import own_cells, own_charts
from wres.showing.components import Notes, Picture, Sentences, Stack, Table


class OwnCells(Page):
    """A table, a chart, a sentence and a number of your own: docs/own-cells.md."""

    def table(
        self,
        frame: pd.DataFrame | pd.Series,
        caption: str = "",
        source: str = "",
        counts_no_people: bool = False,
    ) -> Table | Notes:
        """A frame of your own as a table, each figure printed as the pack prints it.

        Args:
            frame: made of `report.figures.to_frame()`, or with figures in its cells.
            caption: what the table shows.
            source: where numbers come from that are no figures of the report; the page then says
                that the pack did not check them.
            counts_no_people: that none of those counts people, so that it may be small.

        Raises:
            OwnCellError: a number is no figure of its row, and has no source.
        """
        press = self._press(own_cells.TABLE, source, counts_no_people)
        return self._own_table(press.grid(frame), caption, source)

    def chart(
        self,
        drawing: object,
        frame: pd.DataFrame | pd.Series | None = None,
        headline: str = "",
        alt: str = "",
        source: str = "",
        counts_no_people: bool = False,
    ) -> Stack:
        """A drawing of your own, each bar and point with its number, and its frame as a table.

        Args:
            drawing: a matplotlib figure or axes, or what a seaborn function gives, which draws the
                numbers of `report.printed(frame)`.
            frame: what it draws, as `table` takes it.
            headline: what the chart shows.
            alt: the same for those who do not see it, with its main numbers (`number`).
            source: where the numbers come from; numbers that are no figures need one.
            counts_no_people: as for `table`.

        Raises:
            OwnCellError: it draws something else than the numbers that the frame prints.
        """
        if frame is None or not (headline.strip() and alt.strip()):
            raise OwnCellError(
                "report.chart needs the frame that is drawn, a headline, and in alt what those "
                f"learn who do not see the drawing. Write {own_charts.CALL})."
            )
        press = self._press(own_charts.CALL, source, counts_no_people)
        grid = press.grid(frame)
        svg = own_charts.to_svg(drawing, list(grid.numbers()))
        said = f"Source: {source.strip().rstrip('.')}." if source.strip() else ""
        below = self._own_table(grid, f"{headline}: the numbers", source if grid.has_other else "")
        nothing = Notes((f"{headline}: there is nothing to draw.",))
        return Stack((Picture(headline, "", svg, alt, said) if svg else nothing, below))

    def say(self, *sentences: str) -> Sentences:
        """Sentences of your own; put a figure into one with `number`, in an f-string."""
        return Sentences(tuple(f"{sentence}" for sentence in sentences))

    def number(
        self, indicator: int, figure: str, year: int | None = None, *, part: str = "", **groups: str
    ) -> Printed:
        """A figure for a sentence, a headline, a caption or an alternative text.

        Args:
            indicator: of the Standard.
            figure: its name, as docs/figures.md lists it.
            year: this year where it is not given.
            part: `low` or `high` end of its interval, `size` of a difference without its sign,
                `part` and `whole` for the people behind a percentage.
            groups: `staff_group`, `pay_band`, `sex`, `ethnicity`, `area`; each is all where it is
                not given.

        Raises:
            OwnCellError: no figure is called so.
        """
        wanted = indicator, figure, year or self.scope.year
        return own_cells.number(self.figures, self.scope.years, wanted, part, **groups)

    def printed(self, frame: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
        """A frame with each figure as the number that is printed, to be drawn."""
        return self._press().rounded(frame)

    @property
    def palette(self) -> dict[str, str]:
        """The pack's colours for ethnic groups, as seaborn takes them."""
        return {group: reference.colour(group) for group in (*ETHNICITIES, *BME_GROUPS, ALL)}

    def _press(
        self, call: str = own_cells.TABLE, source: str = "", counts_no_people: bool = False
    ) -> own_cells.Press:
        small = self.scope.settings.small
        return own_cells.Press(self.figures, small, source, counts_no_people, call)

    def _own_table(self, grid: own_cells.Grid, caption: str, source: str) -> Table | Notes:
        if not grid.rows:
            return Notes((f"{caption}: there is nothing to show.",))
        return own_cells.table(grid, caption, source)
