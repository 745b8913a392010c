"""What the notebook `start` and an analyst at a keyboard ask of a report; no page shows it."""

from __future__ import annotations

import os
from pathlib import Path

from markupsafe import Markup

from helpers.page import Page
from wres import reference
from wres.claims.printing import as_text
from wres.claims.verdicts import check_lines
from wres.figures import Figure
from wres.ground.errors import ParameterError, did_you_mean
from wres.ground.places import data_folder, reports_folder
from wres.narrative import reach
from wres.reading.inputs import read_inputs
from wres.showing import own_cells
from wres.showing.components import Notes


class Start(Page):
    """Its cells."""

    def figure(self, indicator: int, figure: str, year: int | None = None, **groups: str) -> Figure:
        """One figure with its parts: `report.figure(2, "appointment_rate", ethnicity="BME")`.

        Args:
            indicator: of the Standard.
            figure: its name, as docs/figures.md lists it and `report.figures.search` finds it.
            year: this year where it is not given.
            groups: `staff_group`, `pay_band`, `sex`, `ethnicity`, `area`; each is all where it is
                not given.

        Raises:
            OwnCellError: no figure is called so; it says which is near.
        """
        wanted = indicator, figure, year or self.year
        return own_cells.figure("report.figure", self.figures, self.scope.years, wanted, **groups)

    def what_if(
        self, small: int | None = None, shape: str | None = None, *, data: Path | None = None
    ) -> Notes:
        """How many BME shares of indicator 1 another threshold or shape would show; no figure.

        Only how many: the same figures under two thresholds would give counts away.

        Args:
            small: the largest count that is withheld as small, such as 10.
            shape: of indicator 1's tables, such as `"full bands"` (docs/disclosure.md).
            data: the data folder; found by itself where it is not given.

        Raises:
            ParameterError: there is no such shape, or the threshold is no whole number above zero.
        """
        changed = _changed(small, shape)
        inputs = read_inputs(data or data_folder(), self.organisation, self.year)
        now, of_all = reach.shares(inputs)
        with_it, _ = reach.shares(inputs, **changed)
        return Notes(
            (
                f"As it is set now, {now} of {of_all} BME shares by band and grade are shown.",
                f"With {' and '.join(f'{name} = {value}' for name, value in changed.items())}, "
                f"{with_it} of {of_all} would be.",
            )
        )

    def check(self, *sentences: str) -> Notes:
        """Hold the numbers in sentences against the figures: `report.check("BME staff are 20%.")`.

        Each number is supported, contradicted, or not to be checked.
        """
        claims = check_lines(sentences, self.figures, self.year)
        return Notes(tuple(line for line in as_text(claims).splitlines() if line.strip()))

    def made(self, *, data: Path | None = None) -> Notes:
        """Where the finished report is: a link to it, or how it is made.

        Args:
            data: the data folder; found by itself where it is not given.
        """
        place = reports_folder(data or data_folder()) / str(self.year) / self.organisation
        file = place / "report.html"
        if file.is_file():
            address = Path(os.path.relpath(file)).as_posix()
            return Notes((Markup('<a href="{0}">Open {0}</a>').format(address),))
        command = f"wres run --organisation {self.organisation} --year {self.year}"
        return Notes((f"It is not made yet. In a terminal: {command}",))


def _changed(small: int | None, shape: str | None) -> dict[str, int | str]:
    shapes = [row["shape"] for row in reference.rows("shapes")]
    if shape is not None and shape not in shapes:
        raise ParameterError(f"there is no shape '{shape}'. {did_you_mean(shape, shapes)}")
    if small is not None and not (isinstance(small, int) and small > 0):
        raise ParameterError(f"small must be a whole number above zero, such as 10, not {small!r}.")
    changed = {"small": small, "shape": shape}
    if not any(changed.values()):
        raise ParameterError("what_if needs small or shape: report.what_if(small=10).")
    return {name: value for name, value in changed.items() if value is not None}
