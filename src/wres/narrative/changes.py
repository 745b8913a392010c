"""What changed most since the year before: by more than chance, the largest first."""

from __future__ import annotations

from wres import reference
from wres.figures import ALL, BME, Figure
from wres.figures.phrases import moved, out_of, said
from wres.narrative.board import BOARD_NAMES
from wres.narrative.scope import Edition
from wres.narrative.survey import EXPERIENCES
from wres.narrative.workforce import place_of
from wres.reference.standard import POOLS

MOST = 6
# Of a rate, what befell whom.
_RATES = {
    "appointment_rate": "The share of {} applicants who were appointed",
    "disciplinary_rate": "The share of {} staff who entered the disciplinary process",
    "training_rate": "The share of {} staff who took part in non-mandatory training",
}


def changes(edition: Edition) -> tuple[str, ...]:
    """The shares that moved most on the year before, of those that did by more than chance.

    A sentence each, in the order of their size in percentage points; of the workforce, its bands
    and the board that of BME people, of rates and answers those of both groups.
    """
    changed = sorted(_changed(edition), key=lambda change: abs(change.value), reverse=True)
    return tuple(_sentence(edition, change) for change in changed[:MOST])


def _changed(edition: Edition) -> list[Figure]:
    return [
        change
        for change in edition.figures.select(year=edition.scope.year, sex=ALL)
        if change.is_shown and change.significant and _subject(change)
    ]


def _sentence(edition: Edition, change: Figure) -> str:
    year = edition.scope.last_year
    before = edition.alike(change, _share(change), year)
    when = edition.called(change.indicator, year)
    return f"{_subject(change)} is {moved(change)} from {said(before)}{out_of(before)} in {when}."


def _share(change: Figure) -> str:
    """The name of the share that changed."""
    return change.figure.removesuffix(reference.CHANGE)


def _subject(change: Figure) -> str:
    """Whose share of what changed; "" where it is another figure's change."""
    share, ethnicity = _share(change), change.ethnicity
    if share == change.figure or ethnicity not in ("White", BME):
        return ""
    if share in _RATES and (change.staff_group, change.pay_band) == (ALL, ALL):
        return _RATES[share].format(ethnicity)
    if share == "survey_percentage":
        return f"The share of {ethnicity} staff who {EXPERIENCES[change.indicator]}"
    if ethnicity != BME:
        return ""
    if share == "board_percentage":
        return f"The BME share of {BOARD_NAMES[change.staff_group]}"
    if share == "staff_percentage":
        is_all = (change.staff_group, change.pay_band) == (ALL, ALL)
        is_pooled = change.pay_band in (ALL, *POOLS)
        what = "the workforce" if is_all else place_of(change)
        return f"The BME share of {what}" if is_pooled else ""
    return ""
