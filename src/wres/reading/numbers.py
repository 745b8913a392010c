"""What people type into a cell, and what it means: a count, a percentage, or why there is none."""

from __future__ import annotations

import re

from wres.figures import Count

# A withheld count, in the ways that reports write it. The dashes are hyphen, minus, en and em.
_WITHHELD = re.compile(r"\[c\]|[-\u2212\u2013\u2014]|(<|\u2264|<=)\s*\d+", re.IGNORECASE)
_WHOLE = re.compile(r"\d+(\.0+)?|\d{1,3}(,\d{3})+")
_DECIMAL = re.compile(r"\d+(\.\d+)?")
_NEGATIVE = re.compile(r"[-\u2212\u2013\u2014]\s*\d[\d.,]*\s*%?")
# More people than work in the whole NHS; a longer number is a slip, and floats would bend it.
_TOO_MANY = 10_000_000


class NotANumberError(ValueError):
    """The text of a cell means nothing; `problem` and `remedy` say why and what to do."""

    def __init__(self, problem: str, remedy: str):
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def parse_count(text: str) -> Count:
    """A cell of a counts file.

    A whole number is a count and zero is zero; `[c]`, a dash, `<5` and `≤5` are withheld; blank
    (or `[x]`) is not collected.

    >>> parse_count("1,204").value
    1204.0
    >>> parse_count("<5").state, parse_count("").state, parse_count("0").value
    (<State.WITHHELD: 'withheld'>, <State.NOT_COLLECTED: 'not collected'>, 0.0)

    Raises:
        NotANumberError: it is none of these.
    """
    missing = _parse_missing(text)
    if missing is not None:
        return missing
    if _WHOLE.fullmatch(text):
        number = float(text.replace(",", ""))
        if number > _TOO_MANY:
            raise NotANumberError("is more people than the NHS has", "Correct the count.")
        return Count(number)
    if _NEGATIVE.fullmatch(text):
        raise NotANumberError("is below zero", "A count of people is zero or more.")
    if _DECIMAL.fullmatch(text.removesuffix("%").strip()):
        raise NotANumberError(
            "is not a whole number", "Give the number of people, not a share or an average."
        )
    raise NotANumberError(
        "is not a count",
        "Type a whole number; [c] if it is withheld; leave the cell blank if it was not collected.",
    )


def parse_percentage(text: str) -> Count:
    """A cell that holds a percentage from 0 to 100, with or without its sign.

    >>> parse_percentage("12.7%").value
    12.7

    Raises:
        NotANumberError: it is not one.
    """
    missing = _parse_missing(text)
    if missing is not None:
        return missing
    digits = text.removesuffix("%").strip()
    if _NEGATIVE.fullmatch(text):
        raise NotANumberError("is below zero", "A percentage of people is from 0 to 100.")
    if not _DECIMAL.fullmatch(digits):
        raise NotANumberError(
            "is not a percentage",
            "Type it as 12.7; [c] if it is withheld; leave the cell blank if it was not collected.",
        )
    if float(digits) > 100:
        raise NotANumberError("is above 100", "A percentage of people is from 0 to 100.")
    return Count(float(digits))


def _parse_missing(text: str) -> Count | None:
    if text == "" or text.casefold() == "[x]":
        return Count.not_collected()
    if _WITHHELD.fullmatch(text):
        return Count.withheld()
    return None
