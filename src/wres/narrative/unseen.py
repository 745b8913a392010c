"""Say which rows that could decide a rating are not shown: then there is none."""

from __future__ import annotations

from collections.abc import Iterator

from wres.figures import ALL, BME, WHITE, Figure, State
from wres.figures.phrases import listed
from wres.indicators import pooled_bands
from wres.narrative.board import BOARD_NAMES
from wres.narrative.scope import Edition
from wres.reference.standard import BOARDS, POOLS, RATES, SURVEY_INDICATORS

_LOWER, _SENIOR = POOLS
_BANDED = ("clinical", "non-clinical")
_MEDICAL = "medical and dental"


def unseen(edition: Edition, indicator: int) -> str:
    """Which rows that could decide an indicator's rating are not shown, in words; "" where all are.

    It goes by what is printed alone, so that two organisations that differ only in what is withheld
    read alike.
    """
    if indicator == 1:
        return _bands(edition)
    if indicator == 9:
        parts = [BOARD_NAMES[board] for board in BOARDS if _is_unseen_board(edition, board)]
        return (
            f"{listed(parts)} {'is' if parts == [BOARD_NAMES[BOARDS[0]]] else 'are'} not shown"
            * bool(parts)
        )
    name = "survey_percentage" if indicator in SURVEY_INDICATORS else RATES[indicator]
    states = {edition.now(indicator, name, ethnicity=group).state for group in (WHITE, BME)}
    if State.WITHHELD in states:
        return "the counts behind it are not shown"
    return "the counts behind it were not handed in" if State.NOT_COLLECTED in states else ""


def _bands(edition: Edition) -> str:
    """The senior bands first, since they are what the indicator asks about most."""
    missing = list(_missing(edition))
    everybody = edition.now(1, "staff_percentage", pay_band=_SENIOR, ethnicity=BME)
    apart = " by staff group" if everybody.is_shown else ""
    groups = [group for group in _BANDED if _is_held(edition, group)]
    if not groups and not _is_held(edition, _MEDICAL):
        return f"the senior bands are not shown{apart}"
    for band, what in ((_SENIOR, "the senior bands"), (_LOWER, "the bands 1 to 7")):
        of_band = [group for group, its_band in missing if its_band == band]
        if of_band:
            whose = "" if of_band == groups else f" of {listed(of_band)} staff"
            return f"{what}{whose} are not shown{apart}"
    return f"{_MEDICAL} staff are not shown" if missing else ""


def _missing(edition: Edition) -> Iterator[tuple[str, str]]:
    """The staff group and band of each row that could decide and is not shown."""
    for group in filter(lambda group: _is_held(edition, group), _BANDED):
        pools = [
            band
            for band in pooled_bands(edition.figures, edition.scope.year, group)
            if band in POOLS
        ]
        for band in POOLS:
            if not pools or (band in pools and _is_unseen(edition, group, band)):
                yield group, band
    if _is_held(edition, _MEDICAL) and _is_unseen(edition, _MEDICAL, ALL):
        yield _MEDICAL, ALL


def _is_held(edition: Edition, group: str) -> bool:
    return bool(pooled_bands(edition.figures, edition.scope.year, group))


def _is_unseen(edition: Edition, group: str, band: str) -> bool:
    return _is_missing(
        edition.now(1, "difference_from_workforce", staff_group=group, pay_band=band, ethnicity=BME)
    )


def _is_unseen_board(edition: Edition, board: str) -> bool:
    is_counted = edition.now(9, "board_count", staff_group=board).state is not State.NOT_COLLECTED
    gap = edition.now(9, "difference_board_workforce", staff_group=board, ethnicity=BME)
    return is_counted and _is_missing(gap)


def _is_missing(gap: Figure) -> bool:
    """Whether a gap is there and not shown: one of nobody is no gap."""
    return gap.state in (State.WITHHELD, State.NOT_COLLECTED)
