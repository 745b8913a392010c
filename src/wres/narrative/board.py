"""Indicator 9: the board and its parts beside the workforce."""

from __future__ import annotations

from dataclasses import replace

from wres import reference
from wres.figures import BME, UNKNOWN, WHITE, Figure, Figures, State
from wres.figures.phrases import (
    beside,
    capital,
    listed,
    maybe,
    nobody,
    out_of,
    said,
    why_missing,
)
from wres.narrative.finding import Finding
from wres.narrative.pieces import (
    alike,
    average_sentence,
    chance_sentence,
    last_year,
    representation_verdict,
    trend_of,
    unknown_finding,
    years_sentence,
)
from wres.narrative.scope import Scope
from wres.reference.standard import BOARDS

_BOARD_NAMES = {
    "board members": "the board",
    "voting board members": "the voting members",
    "executive board members": "the executive members",
}
_BOARD_MEMBER = {
    "board members": "member of the board",
    "voting board members": "voting member",
    "executive board members": "executive member",
}


def boards(figures: Figures, scope: Scope) -> list[Finding]:
    """The board and its parts, as far as they are held; what is missing in the first of them."""
    states = {
        board: figures.get(9, "board_count", scope.year, staff_group=board).state
        for board in BOARDS
    }
    held = [board for board, state in states.items() if state is State.SHOWN]
    if not held:
        gone = figures.get(9, "board_percentage", scope.year, staff_group=BOARDS[0], ethnicity=BME)
        return [unknown_finding(gone, f"The board of {scope.year}")]
    found = [_board(figures, scope, board) for board in held]
    hidden = [name for board, name in _BOARD_NAMES.items() if states[board] is State.WITHHELD]
    absent = (board for board in BOARDS[1:] if states[board] is State.NOT_COLLECTED)
    gone = [_BOARD_NAMES[board] for board in absent]
    more = []
    if hidden:
        more += [f"Figures for {listed(hidden)} are withheld, so that nobody can be identified."]
    if gone:
        more += [f"Figures for {listed(gone)} were not handed in."]
    found[0] = replace(found[0], sentences=(*found[0].sentences, *more))
    return found


def _board(figures: Figures, scope: Scope, board: str) -> Finding:
    where = {"staff_group": board, "ethnicity": BME}
    share = figures.get(9, "board_percentage", scope.year, **where)
    if not share.is_shown:
        return unknown_finding(share, f"The BME share of {_BOARD_NAMES[board]}")
    gap = alike(figures, share, "difference_board_workforce")
    workforce = figures.get(9, "workforce_percentage", scope.year, ethnicity=BME)
    before, _ = last_year(figures, scope, share)
    verdict = representation_verdict(share, gap, workforce, trend_of(figures, scope, gap))
    over_years = years_sentence(figures, scope, share)
    is_few = verdict.is_adverse and verdict.is_significant is False
    sentences = [
        "With so few members, this may be chance." if is_few else chance_sentence(verdict),
        over_years or _board_history(figures, scope, before),
        average_sentence(figures, share, "The BME share"),
    ]
    if board == BOARDS[0]:
        sentences += [_board_white(figures, scope, board), _board_unknown(figures, scope, board)]
    name = reference.by("staff_groups", "staff_group")[board]["label"].lower()
    detail = ""
    if gap.is_shown:
        what = f"the BME share of the workforce ({said(workforce)})"
        detail = f"{capital(beside(gap, what))}{maybe(gap)}."
    if before.is_shown:
        detail += f" {capital(said(before))} in {scope.last_year}."
    return Finding(
        share,
        _board_sentence(share, gap, workforce),
        tuple(sentences),
        said(share),
        f"of the {name} {_is(board)} BME{out_of(share)}",
        detail.strip(),
        verdict,
    )


def _is(board: str) -> str:
    return "is" if board == BOARDS[0] else "are"


def _board_sentence(share: Figure, gap: Figure, workforce: Figure) -> str:
    board, ethnicity = share.staff_group, share.ethnicity
    text = f"{said(share)} of {_BOARD_NAMES[board]} {_is(board)} {ethnicity}{out_of(share)}"
    if share.value == 0:
        text = f"{nobody(share, 'No')} {_BOARD_MEMBER[board]} is {ethnicity}{out_of(share)}"
    if not gap.is_shown:
        return text
    if share.value == 0 and workforce.value > 0:
        return f"{text}, while {said(workforce)} of the workforce is"
    what = f"the {ethnicity} share of the workforce ({said(workforce)})"
    return f"{text}, {beside(gap, what)}"


def _board_history(figures: Figures, scope: Scope, before: Figure) -> str:
    if not scope.last_year or before.state is State.NOT_COLLECTED:
        return ""
    when, name = scope.label(scope.last_year), _BOARD_NAMES[before.staff_group]
    if not before.is_shown:
        return why_missing(before, f"The BME share of {name} in {when}")
    if before.value == 0:
        member = f"{nobody(before, 'no')} {_BOARD_MEMBER[before.staff_group]}"
        return f"In {when}, {member} was BME{out_of(before)}."
    was = "was" if before.staff_group == BOARDS[0] else "were"
    return f"In {when}, {said(before)} of {name} {was} BME{out_of(before)}."


def _board_white(figures: Figures, scope: Scope, board: str) -> str:
    share = figures.get(9, "board_percentage", scope.year, staff_group=board, ethnicity=WHITE)
    if not share.is_shown:
        return why_missing(share, f"The White share of {_BOARD_NAMES[board]}")
    gap = alike(figures, share, "difference_board_workforce")
    workforce = figures.get(9, "workforce_percentage", scope.year, ethnicity=WHITE)
    return f"{_board_sentence(share, gap, workforce)}."


def _board_unknown(figures: Figures, scope: Scope, board: str) -> str:
    share = figures.get(9, "board_percentage", scope.year, staff_group=board, ethnicity=UNKNOWN)
    if not share.is_shown or share.value == 0:
        return ""
    return f"The ethnicity of {said(share)} of {_BOARD_NAMES[board]} is not known{out_of(share)}."
