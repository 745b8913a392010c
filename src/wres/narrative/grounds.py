"""How many of those who met discrimination say that it was because of their ethnic background."""

from __future__ import annotations

from wres.figures import BME, WHITE, Figure
from wres.figures.phrases import out_of, said
from wres.narrative.scope import Edition

_WHOM = {BME: "BME staff", WHITE: "White staff"}


def ethnic_background(edition: Edition) -> tuple[str, ...]:
    """One sentence about the groups whose share is shown; none where none is."""
    name = "ground_ethnic_background_percentage"
    shares = [edition.now(8, name, ethnicity=group) for group in _WHOM]
    parts = [_part(share) for share in shares if share.is_shown]
    if not parts:
        return ()
    parts[0] = f"Ethnic background was named {parts[0]} who met discrimination and named a ground"
    return (f"{'; '.join(parts)}.",)


def _part(share: Figure) -> str:
    return f"by {said(share)}{out_of(share)} of {_WHOM[share.ethnicity]}"
