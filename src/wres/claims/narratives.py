"""Check the words of an organisation's own files: warnings for the console, marks for a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wres.claims.documents import lines_of
from wres.claims.numbers import numbers
from wres.claims.verdicts import Claim, Verdict, check_lines
from wres.figures import Figures
from wres.ground.errors import Doubt

NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of a narrative that the figures contradict, and a short note on why."""

    line: int
    sentence: str
    note: str


def has_numbers(folder: Path) -> bool:
    """Whether any narrative file of a year's folder holds a number that can be a claim.

    The figures need not be worked out for words without numbers.
    """
    return any(numbers(line) for path in _files(folder) for line in lines_of(path) if line.strip())


def check_narrative(folder: Path, figures: Figures, year: int, name: str) -> list[Claim]:
    """The claims of every narrative file of a year.

    Args:
        folder: the year's folder, such as `data/QHG/2023`.
        figures: the figures of that year and those before it.
        year: the WRES year.
        name: how messages call the folder, such as `QHG/2023`.
    """
    return [
        claim
        for path in _files(folder)
        for claim in check_lines(
            lines_of(path), figures, year, f"{name}/{NARRATIVE}/{path.name}", path.stem
        )
    ]


def doubts(claims: Iterable[Claim]) -> tuple[Doubt, ...]:
    """The warnings that claims give rise to: contradictions, and withheld numbers given away.

    The second kind says neither the number nor the sentence: what a console prints is passed on.
    """
    found: dict[Doubt, None] = {}
    for claim in claims:
        if claim.verdict is Verdict.CONTRADICTED:
            told = f": {claim.figure} is {claim.printed}" if claim.printed else ""
            cause = f" ({claim.cause})" if claim.cause else ""
            found[
                Doubt(
                    claim.file,
                    claim.line,
                    "",
                    claim.number,
                    f"is contradicted by the figures{told}{cause}",
                    "Mend the sentence, or the counts if they are wrong.",
                    "claim",
                )
            ] = None
        elif claim.gives_away:
            found[
                Doubt(
                    claim.file,
                    claim.line,
                    "",
                    None,
                    "gives away a number that the figures withhold",
                    "Take the number out of the sentence.",
                    "disclosed",
                )
            ] = None
    return tuple(found)


def contradictions(found: Iterable[Doubt]) -> list[Doubt]:
    """The warnings about contradicted claims that nobody has accepted."""
    return [doubt for doubt in found if doubt.kind == "claim" and not doubt.accepted]


def marks(text: str, name: str, figures: Figures, year: int) -> tuple[Mark, ...]:
    """The contradicted sentences of one narrative text, each once, with a note to stand beside it.

    Args:
        text: the Markdown text.
        name: the file's name without its ending, such as `indicator_2_done`.
        figures: the figures of the year and those before it.
        year: the WRES year.
    """
    notes: dict[tuple[int, str], list[str]] = {}
    for claim in check_lines(text.splitlines(), figures, year, name, name):
        if claim.verdict is Verdict.CONTRADICTED:
            right = f"{claim.number} should be {claim.printed}" if claim.printed else ""
            note = ": ".join(filter(None, (right or claim.number, claim.cause)))
            notes.setdefault((claim.line, claim.text), []).append(note)
    return tuple(Mark(line, text, "; ".join(found)) for (line, text), found in notes.items())


def marked(text: str, name: str, figures: Figures, year: int, accepted: str = "") -> str:
    """The same Markdown text, with a mark after each sentence that the figures contradict.

    Args:
        text: the Markdown text.
        name: the file's name without its ending, such as `indicator_2_done`.
        figures: the figures of the year and those before it.
        year: the WRES year.
        accepted: why the organisation lets such sentences stand; blank where it does not.
    """
    reason = f". Accepted: {accepted}" if accepted else ""
    for mark in reversed(marks(text, name, figures, year)):
        note = f" **[Contradicted by the figures: {mark.note}{reason}]**"
        begin = sum(len(line) for line in text.splitlines(keepends=True)[: mark.line - 1])
        # A sentence may be broken over lines, and its spaces may differ.
        words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", mark.sentence))
        found = re.compile(words + r"[^\w\s]*").search(text, begin)
        line_end = text.find("\n", begin)
        end = found.end() if found else line_end if line_end >= 0 else len(text)
        text = text[:end] + note + text[end:]
    return text


def _files(folder: Path) -> list[Path]:
    return sorted((folder / NARRATIVE).glob("*.md"))
