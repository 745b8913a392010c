"""What the pack says when something is wrong: one sentence, and what to do.

Every mistake that a person can mend is a `WresError`. In a notebook it shows as its sentence
alone, without a traceback; on the command line likewise.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar


class WresError(Exception):
    """A mistake that a person can mend."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone: IPython asks the exception itself how to print it."""
        return [f"{type(self).__name__}: {self}"]


class ParameterError(WresError):
    """A notebook or a command was given a parameter that cannot be right."""


class NoDataError(WresError):
    """There is no such organisation, or nothing was handed in for that year."""


class DisclosureError(WresError):
    """Counts cannot be made fit to print, whatever is withheld."""


class RunError(WresError):
    """A notebook or an export did not finish."""


class OwnCellError(WresError):
    """A notebook's own cell shows what nothing vouches for, or in a way that cannot be checked."""


@dataclass(frozen=True)
class Remark:
    """Something found in one place of one input file: a fault, a doubt or a note."""

    severity: ClassVar[str]

    file: str
    row: int | None
    column: str
    value: str | None
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        said = f"{self.value!r} " if self.value is not None else ""
        return f"{', '.join(place)}: {said}{self.problem}. {self.remedy}"


@dataclass(frozen=True)
class Fault(Remark):
    """One thing wrong in one place of one input file. No report is made of it.

    `line` is what would mend it: the name of a file and the cells of the row to write into it, the
    last of them blank where somebody has to decide.

    >>> print(Fault("counts.csv", 3, "white", "12O", "is not a whole number", "Type digits only."))
    counts.csv, row 3, column white: '12O' is not a whole number. Type digits only.
    """

    severity = "fault"

    line: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class Doubt(Remark):
    """What a careful colleague would ask about: a warning, which stops nothing.

    `kind` is the rule that it breaks, one of those in docs/checks.md. `accepted` is why somebody
    who looked at it lets it stand; blank where nobody did. `year` is the WRES year that it is
    about, where the file's name does not say it; `indicator` is that of the count in question, 0
    where it is about no count.
    """

    severity = "warning"

    kind: str
    accepted: str = ""
    year: int | None = None
    indicator: int = 0


@dataclass(frozen=True)
class Note(Remark):
    """What was not used and may be right so: said, so that nothing is passed over in silence."""

    severity = "note"


class InputError(WresError):
    """The input files hold faults; all of them are listed at once."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        count = len(self.faults)
        heading = "1 fault in the input" if count == 1 else f"{count} faults in the input"
        super().__init__("\n".join([f"{heading}:", *(f"  {fault}" for fault in self.faults)]))

    def __reduce__(self) -> tuple:
        """How it travels from one process to another: with its faults, not with its words."""
        return type(self), (self.faults,)


def did_you_mean(wrong: str, allowed: Iterable[str]) -> str:
    """Say which allowed word was probably meant, or list them all.

    >>> did_you_mean("shortlistd", ["shortlisted", "appointed"])
    "Did you mean 'shortlisted'?"
    >>> did_you_mean("xyz", ["shortlisted", "appointed"])
    'Use one of: shortlisted, appointed.'
    >>> did_you_mean("informal process", ["formal process"])  # the opposite was never meant
    'Use one of: formal process.'
    """
    words = list(allowed)
    if not words:
        return "There is none to choose from."
    by_fold = {word.casefold(): word for word in words}
    text = wrong.strip().casefold()
    meant = [word for word in by_fold if not is_opposite(text, word)]
    close = difflib.get_close_matches(text, meant, n=1)
    return f"Did you mean '{by_fold[close[0]]}'?" if close else f"Use one of: {', '.join(words)}."


# What turns a word into its opposite, as its beginning or before it.
_NOT = ("in", "im", "un", "non", "not", "no", "never", "without")


def is_opposite(text: str, other: str) -> bool:
    """Whether one text denies what the other says.

    >>> is_opposite("entered informal process", "entered formal process")
    True
    >>> is_opposite("mandatory training", "non-mandatory training")
    True
    >>> is_opposite("nonmandatory trainng", "non-mandatory training")
    False
    """
    only_one = _words(text) ^ _words(other)
    return any(f"{denial}{word}" in only_one for word in only_one for denial in _NOT)


def _words(text: str) -> set[str]:
    """The words of a text, what denies one as a part of it."""
    joined = re.sub(rf"\b({'|'.join(_NOT)})[\s-]+", r"\1", text.casefold())
    return set(re.findall(r"[a-z]+", joined))
