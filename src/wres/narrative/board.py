"""Indicator 9: the board and its parts beside the workforce."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wres import reference
from wres.figures import BME, UNKNOWN, WHITE, Figure, State
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
    average_sentence,
    chance_sentence,
    last_year,
    representation_verdict,
    trend_of,
    unknown_finding,
    years_sentence,
)
from wres.narrative.scope import Edition
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
    withheld = [name for board, name in _BOARD_NAMES.items() if states[board] is State.WITHHELD]
    absent = [_BOARD_NAMES[board] for board in BOARDS[1:] if states[board] is State.NOT_COLLECTED]
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
        return unknown_finding(share, f"The BME share of {_BOARD_NAMES[board]}")
    gap = edition.alike(share, "difference_board_workforce")
    workforce = edition.now(9, "workforce_percentage", ethnicity=BME)
    before, _ = last_year(edition, share)
    verdict = representation_verdict(share, gap, workforce, trend_of(edition, gap))
    is_few = verdict.is_adverse and verdict.is_significant is False
    sentences = [
        "With so few members, this may be chance." if is_few else chance_sentence(verdict),
        years_sentence(edition, share) or _board_history(edition, before),
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
        _board_detail(gap, workforce, before),
        verdict,
    )


def _board_detail(gap: Figure, workforce: Figure, before: Figure) -> str:
    """A tile's small print: the board beside the workforce, and what it was the year before."""
    detail = ""
    if gap.is_shown:
        what = f"the BME share of the workforce ({said(workforce)})"
        detail = f"{capital(beside(gap, what))}{maybe(gap)}."
    if before.is_shown:
        detail += f" {capital(said(before))} in {before.year}."
    return detail.strip()


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


def _board_history(edition: Edition, before: Figure) -> str:
    scope = edition.scope
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


def _board_white(edition: Edition, board: str) -> str:
    share = edition.now(9, "board_percentage", staff_group=board, ethnicity=WHITE)
    if not share.is_shown:
        return why_missing(share, f"The White share of {_BOARD_NAMES[board]}")
    gap = edition.alike(share, "difference_board_workforce")
    workforce = edition.now(9, "workforce_percentage", ethnicity=WHITE)
    return f"{_board_sentence(share, gap, workforce)}."


def _board_unknown(edition: Edition, board: str) -> str:
    share = edition.now(9, "board_percentage", staff_group=board, ethnicity=UNKNOWN)
    if not share.is_shown or share.value == 0:
        return ""
    return f"The ethnicity of {said(share)} of {_BOARD_NAMES[board]} is not known{out_of(share)}."
