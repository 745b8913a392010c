"""What a notebook imports: open the report of one organisation and year, show this, say that.

Each method is one cell of a notebook: it returns something that displays itself. An analyst who
wants to look behind it has `report.figures` and `report.counts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpers.about import About
from helpers.action_plan import ActionPlan
from helpers.board import Board
from helpers.board_edition import BoardEdition
from helpers.detail import Detail
from helpers.further_standards import FurtherStandards
from helpers.likelihoods import Likelihoods
from helpers.own_cells import OwnCells
from helpers.staff_survey import StaffSurvey
from helpers.start import Start
from helpers.summary import Summary
from helpers.workforce import Workforce
from wres.ground.parameters import cells_run, check_injected, check_parameters
from wres.ground.places import data_folder
from wres.ground.settings import PUBLISHED
from wres.opened import handed_over
from wres.reading.inputs import read_inputs


@dataclass(frozen=True, repr=False)
class Report(
    Summary,
    Workforce,
    Likelihoods,
    StaffSurvey,
    Board,
    Detail,
    ActionPlan,
    FurtherStandards,
    About,
    BoardEdition,
    OwnCells,
    Start,
):
    """One organisation and year: its figures, and every way that a notebook shows them."""


def open_report(
    organisation: str, year: int, audience: str = PUBLISHED, *, data: Path | str | None = None
) -> Report:
    """Read, protect and calculate: the report of one organisation and WRES year.

    Args:
        organisation: ODS code, as text.
        year: WRES year: the workforce on 31 March of it, the staff survey of the autumn before.
        audience: `published`, where small counts are withheld, or `internal`, where none is.
        data: the data folder; found by itself where it is not given.

    Raises:
        ParameterError: a parameter cannot be right, or does not exist.
        NoDataError: no such organisation, or nothing handed in for that year.
        InputError: the input holds faults; all of them are listed.
    """
    check_injected(cells_run())
    check_parameters(organisation, year, audience)
    before = None if data else _handed_over(organisation, year, audience)
    folder = Path(data) if data else data_folder()
    return before or Report.of(read_inputs(folder, organisation, year), audience)


def read_ahead(organisation: str, year: int, audience: str = PUBLISHED) -> None:
    """Open the report that a run hands over, so that processes forked from this one find it open.

    They find it assessed, too.
    """
    if report := _handed_over(organisation, year, audience):
        _ = report._assessed


def _handed_over(organisation: str, year: int, audience: str) -> Report | None:
    """The report that a run has read and hands over, if it is this one."""
    if not _opened and (content := handed_over()):
        _opened.append(Report.unpacked(content))
    return next(
        (
            report
            for report in _opened
            if (report.scope.organisation.ods_code, report.scope.year, report.audience)
            == (organisation, year, audience)
        ),
        None,
    )


_opened: list[Report] = []
