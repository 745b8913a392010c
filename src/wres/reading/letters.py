"""Letters: what people paste, as characters that every edition of a report can show."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from wres import reference
from wres.ground.errors import Doubt
from wres.reference.letters import characters

KIND = "letters"
# Named one by one in a warning; more are counted.
_NAMED = 5
_CODE_AT_END = re.compile(r"[ -][0-9A-F]*\d[0-9A-F]*$")


def legible(text: str, file: str, line_break: str = "\n") -> tuple[str, tuple[Doubt, ...]]:
    """A text as every edition can show it, and a warning where something was lost.

    What Word, PowerPoint and PDF put in place of ordinary characters becomes what it means
    (`reference/pasted_characters.csv`). A character that none of the fonts has is replaced by its
    name in square brackets, several beside each other with the same name by one.

    Args:
        text: what somebody wrote.
        file: what to call its file in messages.
        line_break: what stands for the line breaks of Word within a paragraph or a cell.

    >>> legible("\\uf0b7 e\\ufb03cient", "context.md")
    ('• efficient', ())
    >>> text, doubts = legible("Thank you\\n🎉🎉", "context.md")
    >>> print(text)
    Thank you
    [party popper]
    >>> print(doubts[0])  # doctest: +NORMALIZE_WHITESPACE
    context.md, row 2: has no letters for: party popper (row 2). Each stands in the report as its
    name in square brackets; put words in its place.
    """
    meant = text.replace("\r\n", "\n").translate(_pasted(line_break))
    rows: dict[str, int] = {}
    for run in _strange().finditer(meant):
        for character in run[0]:
            rows.setdefault(_name(character), meant.count("\n", 0, run.start()) + 1)
    if not rows:
        return meant, ()
    return marked(meant), (_doubt(rows, file),)


def _doubt(rows: dict[str, int], file: str) -> Doubt:
    named = [f"{name} (row {row})" for name, row in list(rows.items())[:_NAMED]]
    more = [f"{len(rows) - _NAMED} more"] if len(rows) > _NAMED else []
    problem = f"has no letters for: {', '.join([*named, *more])}"
    remedy = "Each stands in the report as its name in square brackets; put words in its place."
    return Doubt(file, min(rows.values()), "", None, problem, remedy, KIND)


def marked(text: str) -> str:
    """A text in which no character is left that none of the fonts has.

    >>> marked("Thanks 🎉")
    'Thanks [party popper]'
    """
    return _strange().sub(_marks, text)


def _marks(run: re.Match[str]) -> str:
    return "".join(f"[{name}]" for name in dict.fromkeys(map(_name, run[0])))


@cache
def _name(character: str) -> str:
    """What a character is called, without the number that some have.

    >>> [_name(character) for character in "🎉中\\x07\\ue000"]
    ['party popper', 'cjk unified ideograph', 'control character', 'character without a name']
    """
    kind = unicodedata.category(character)
    plain = "control character" if kind == "Cc" else "character without a name"
    return _CODE_AT_END.sub("", unicodedata.name(character, plain.upper())).lower()


@cache
def _pasted(line_break: str) -> dict[int, str]:
    instead = {
        int(row["characters"], 16): "".join(chr(int(code, 16)) for code in row["instead"].split())
        for row in reference.rows("pasted_characters")
    }
    return {code: line_break if text == "\n" else text for code, text in instead.items()}


@cache
def _strange() -> re.Pattern[str]:
    """Runs of characters that none of the fonts has."""
    # A long word is given places to break, which show nothing.
    shown = "".join(sorted(characters() | set("\t\n\r\u200b")))
    return re.compile(f"[^{re.escape(shown)}]+")
