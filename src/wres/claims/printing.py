"""Claims as text for a person: what is wrong first, each with its line, figure and cause."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from wres.claims.verdicts import Claim, Verdict

_TITLES = {
    Verdict.CONTRADICTED: "Contradicted",
    Verdict.UNCHECKED: "Cannot be checked",
    Verdict.SUPPORTED: "Supported",
}


def as_text(claims: Sequence[Claim]) -> str:
    """All claims: what was not read, what is contradicted, what gives away, then the rest."""
    parts = [claim for claim in claims if claim.is_a_part]
    claims = [claim for claim in claims if not claim.is_a_part]
    wrong = [claim for claim in claims if claim.verdict is Verdict.CONTRADICTED]
    away = [claim for claim in claims if claim.gives_away]
    lines = _parts("Not read", [claim for claim in parts if claim.unread])
    lines += _parts("Passed over", [claim for claim in parts if not claim.unread])
    lines += _section("Contradicted", wrong)
    lines += _section("Gives away a number that is withheld", away)
    for verdict in (Verdict.UNCHECKED, Verdict.SUPPORTED):
        rest = [claim for claim in claims if claim.verdict is verdict and not claim.gives_away]
        lines += _section(_TITLES[verdict], rest)
    return "\n".join([*lines, summary(claims)])


def summary(claims: Sequence[Claim]) -> str:
    """How many claims there are of each verdict."""
    counts = [
        f"{sum(claim.verdict is verdict for claim in claims)} {words}"
        for verdict, words in (
            (Verdict.CONTRADICTED, "contradicted"),
            (Verdict.SUPPORTED, "supported"),
            (Verdict.UNCHECKED, "cannot be checked"),
        )
    ]
    away = sum(claim.gives_away for claim in claims)
    more = f"; {away} of these give away a number that is withheld" if away else ""
    count = f"{len(claims)} claim{'' if len(claims) == 1 else 's'}"
    return f"{count}: {', '.join(counts)}{more}."


def _section(title: str, claims: Sequence[Claim]) -> list[str]:
    if not claims:
        return []
    lines = [f"{title} ({len(claims)})", ""]
    for (where, text), found in groupby(claims, key=lambda c: (_where(c), c.text)):
        lines.append(f"{where}: {text}")
        lines += [f"    {_said(claim)}" for claim in found]
        lines.append("")
    return lines


def _parts(title: str, parts: Sequence[Claim]) -> list[str]:
    """What of the documents was not read, a line each."""
    if not parts:
        return []
    return [f"{title} ({len(parts)})", "", *(f"{_where(c)}: {c.note}" for c in parts), ""]


def _where(claim: Claim) -> str:
    """Where a person finds it: the file, the part of it, and the line."""
    line = f"line {claim.line}" if claim.line else ""
    return ", ".join(filter(None, (claim.file, claim.place, line)))


def _said(claim: Claim) -> str:
    """What is to be said of one number."""
    parts = [claim.number or "Table"]
    if claim.printed:
        word = "but " if claim.verdict is Verdict.CONTRADICTED else ""
        parts.append(f"{word}{claim.figure} is {claim.printed}")
    elif claim.figure:
        parts.append(claim.figure)
    said = ": ".join(parts)
    for more in (claim.cause, claim.note):
        if more:
            said += f". {more[0].upper()}{more[1:]}"
    return f"{said}."
