"""Action plans as tables: this year's, and what became of last year's."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from wres import reference
from wres.figures.phrases import listed
from wres.figures.printed import own
from wres.reading.plans import Action
from wres.showing.components import Table, badge

_NO_THEME, _UNRATED = "No theme", "Not rated"


def action_plan(actions: Iterable[Action]) -> Table:
    """The action plan, a row an aim: the texts beside each other, all that is short in one cell.

    The high impact actions of the national plan that it serves stand once, in the notes.
    """
    planned = list(actions)
    rows = [
        (
            own(action.theme) or _NO_THEME,
            "\n".join(map(own, action.actions)),
            "\n".join(map(own, action.outcomes)) or "Not said",
            _in_short(action),
        )
        for action in planned
    ]
    served = {action.high_impact_action for action in planned}
    return Table(
        "Action plan",
        ("Theme", "What we will do", "What should come of it", "Lead and review"),
        tuple(rows),
        tuple(
            f"High impact action {number}: {fact['title']}."
            for number, fact in reference.by("high_impact_actions", "number").items()
            if number in served
        ),
        text_columns=frozenset({1, 2, 3}),
    )


def _in_short(action: Action) -> Markup:
    """Who leads, when it is looked at again, and what it is for: a line each."""
    several = "s" if len(action.indicators) > 1 else ""
    impact = action.high_impact_action
    served = f", high impact action {impact}" if impact else ""
    lines = (
        f"Lead: {own(action.lead) or 'not named'}",
        f"Review: {own(action.reviewed) or 'not named'}",
        f"For indicator{several} {listed([*map(str, action.indicators)])}{served}",
        action.rating and Markup("Rating: {}").format(badge(action.rating)),
    )
    return Markup("\n").join(filter(None, lines))


def progress(actions: Iterable[Action], last: Iterable[tuple[str, Action]]) -> Table | None:
    """What became of last year's plan: its rows beside those of this year's.

    Rows belong together that have one theme and an indicator in common.

    Args:
        actions: this year's plan.
        last: last year's, each row with the body whose plan it was; blank for the one body.
    """
    planned = list(actions)
    rows = []
    for whose, then in last:
        now = next((action for action in planned if _goes_on(then, action)), None)
        kept = "Goes on" if now else "Not in this year's plan"
        theme = own(then.theme) or _NO_THEME
        rows.append(
            (
                f"{whose}: {theme}" if whose else theme,
                "\n".join(map(own, then.actions)),
                _rated(then),
                _rated(now),
                own(now.progress) if now and now.progress else kept,
            )
        )
    if not rows:
        return None
    headers = ("Theme", "What was to be done", "Rating then", "Rating now", "Since then")
    columns = zip(headers, *rows, strict=True)
    # A column in which nothing is rated says nothing.
    headers, *kept = zip(
        *(column for column in columns if {*column[1:]} != {_UNRATED}), strict=True
    )
    return Table(
        "What became of last year's plan",
        headers,
        tuple(kept),
        text_columns=frozenset(range(1, len(headers))),
    )


def _rated(action: Action | None) -> str:
    return badge(action.rating) if action and action.rating else _UNRATED


def _goes_on(then: Action, now: Action) -> bool:
    same = then.theme.casefold() == now.theme.casefold()
    return same and not set(then.indicators).isdisjoint(now.indicators)
