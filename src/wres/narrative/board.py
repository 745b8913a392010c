"""Indicator 9: the board and its parts beside the workforce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wres import reference
from wres.figures import BME, UNKNOWN, WHITE, Figure, State
from wres.figures.phrases import (
    beside,
    capital,
    chance,
    listed,
    nobody,
    out_of,
    said,
    since,
    why_missing,
)
from wres.narrative.finding import Finding, Verdict
from wres.narrative.pieces import (
    apart,
    apart_verdict,
    average_sentence,
    last_year,
    trend_of,
    unknown_finding,
    years_sentence,
)
from wres.narrative.scope import Edition
from wres.reference.standard import BOARDS

BOARD_NAMES = {
    "board members": "the board",
    "voting board members": "the voting members",
    "executive board members": "the executive members",
}
_BOARD_MEMBER = {
    "board members": "member of the board",
    "voting board members": "voting member",
    "executive board members": "executive member",
}


def boards(edition: Edition) -> list[Finding]:
    """The board and its parts, as far as they are held; what is missing in the first of them."""
    states = {board: edition.now(9, "board_count", staff_group=board).state for board in BOARDS}
    shown = [board for board, state in states.items() if state is State.SHOWN]
    if not shown:
        whole = edition.now(9, "board_percentage", staff_group=BOARDS[0], ethnicity=BME)
        return [unknown_finding(whole, f"The board of {edition.scope.year}")]
    first, *others = (_board(edition, board) for board in shown)
    return [replace(first, sentences=(*first.sentences, *_board_missing(states))), *others]


def _board_missing(states: Mapping[str, State]) -> list[str]:
    """Which parts of the board are not told of, and why."""
    withheld = [name for board, name in BOARD_NAMES.items() if states[board] is State.WITHHELD]
    absent = [BOARD_NAMES[board] for board in BOARDS[1:] if states[board] is State.NOT_COLLECTED]
    sentences = []
    if withheld:
        sentences.append(
            f"Figures for {listed(withheld)} are withheld, so that nobody can be identified."
        )
    if absent:
        sentences.append(f"Figures for {listed(absent)} were not handed in.")
    return sentences


def _board(edition: Edition, board: str) -> Finding:
    share = edition.now(9, "board_percentage", staff_group=board, ethnicity=BME)
    if not share.is_shown:
        return unknown_finding(share, f"The BME share of {BOARD_NAMES[board]}")
    gap = edition.alike(share, "difference_board_workforce")
    workforce = edition.now(9, "workforce_percentage", ethnicity=BME)
    before, change = last_year(edition, share)
    verdict = Verdict()
    if gap.is_shown:
        verdict = apart_verdict(share, workforce, gap, apart, 1, trend_of(edition, gap))
    sentences = [
        years_sentence(edition, share) or _board_history(edition, share, before, change),
        average_sentence(edition, share, "The BME share"),
    ]
    if board == BOARDS[0]:
        sentences += [_board_white(edition, board), _board_unknown(edition, board)]
    name = reference.by("staff_groups", "staff_group")[board]["label"].lower()
    return Finding(
        share,
        _board_sentence(share, gap, workforce),
        tuple(sentences),
        said(share),
        f"of the {name} {_is(board)} BME{out_of(share)}",
        _board_detail(gap, workforce),
        verdict,
        BOARD_NAMES[board].removeprefix("the "),
    )


def _board_detail(gap: Figure, workforce: Figure) -> str:
    """A tile's small print: the board beside the workforce."""
    what = f"the BME share of the workforce ({said(workforce)})"
    return f"{capital(beside(gap, what))}." if gap.is_shown else ""


def _is(board: str) -> str:
    return "is" if board == BOARDS[0] else "are"


def _board_sentence(share: Figure, gap: Figure, workforce: Figure) -> str:
    board, ethnicity = share.staff_group, share.ethnicity
    text = f"{said(share)} of {BOARD_NAMES[board]} {_is(board)} {ethnicity}{out_of(share)}"
    if share.value == 0:
        text = f"{nobody(share, 'No')} {_BOARD_MEMBER[board]} is {ethnicity}{out_of(share)}"
    if not gap.is_shown:
        return text
    if share.value == 0 and workforce.value > 0:
        return f"{text}, while {said(workforce)} of the workforce is{chance(gap)}"
    what = f"the {ethnicity} share of the workforce ({said(workforce)})"
    return f"{text}, {beside(gap, what)}"


def _board_history(edition: Edition, share: Figure, before: Figure, change: Figure) -> str:
    scope = edition.scope
    if not scope.last_year or before.state is State.NOT_COLLECTED:
        return ""
    when, name = scope.label(scope.last_year), BOARD_NAMES[before.staff_group]
    if not before.is_shown:
        return why_missing(before, f"The BME share of {name} in {when}")
    if before.value == 0:
        member = f"{nobody(before, 'no')} {_BOARD_MEMBER[before.staff_group]}"
        return f"In {when}, {member} was BME{out_of(before)}."
    was = "was" if before.staff_group == BOARDS[0] else "were"
    then = f"In {when}, {said(before)} of {name} {was} BME{out_of(before)}"
    if not (share.is_shown and change.is_shown):
        return f"{then}."
    return f"The share is {since(change, before, when)}."


def _board_white(edition: Edition, board: str) -> str:
    share = edition.now(9, "board_percentage", staff_group=board, ethnicity=WHITE)
    if not share.is_shown:
        return why_missing(share, f"The White share of {BOARD_NAMES[board]}")
    gap = edition.alike(share, "difference_board_workforce")
    workforce = edition.now(9, "workforce_percentage", ethnicity=WHITE)
    return f"{_board_sentence(share, gap, workforce)}."


def _board_unknown(edition: Edition, board: str) -> str:
    share = edition.now(9, "board_percentage", staff_group=board, ethnicity=UNKNOWN)
    if not share.is_shown or share.value == 0:
        return ""
    return f"The ethnicity of {said(share)} of {BOARD_NAMES[board]} is not known{out_of(share)}."
