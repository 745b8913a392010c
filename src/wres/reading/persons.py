"""Tell whether a text may be somebody's identifier.

One that a spreadsheet shortened, or a word in its place, is nobody's: counted as it stands, all who
have it are one person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np

from wres import reference
from wres.reading.categories import NotACategoryError
from wres.reading.tables import Column, are_digits

_SHORTENED = r"\d[.,]\d+E\+?\d+|\dE\+\d+"
# One sign, however often. 7 may be somebody's number, and 77777777 hardly is.
_ONE_SIGN = r"(?P<sign>[X*#?.\-_/0])(?P=sign)*|(?P<digit>\d)(?P=digit){6,}"
# So many digits of a number a spreadsheet keeps; from so many identifiers on it shows.
_DIGITS, _SEVERAL = 15, 5
# Longer than anything that stands in place of an identifier.
_LONGEST = 20
# Identifiers hold a digit and are one word; blanks may divide the digits of a number.
_IDENTIFIER = re.compile(r"\S*\d\S*|[\d ]+", re.ASCII)
# So few texts, or so small a part, among identifiers of another kind are no identifiers.
_FEW_ODD, _PART_ODD = 3, 0.1
_BLANK = NotACategoryError("is blank", "Write who the row is about.")
_DROPPED = NotACategoryError(
    "is a number of which a spreadsheet dropped digits, so that many people became one",
    "Format the column as Text before the numbers are put into it, and export it again.",
)
_IN_PLACE = NotACategoryError(
    "stands in place of an identifier, so that many people became one",
    "Give each person an identifier that no other person has.",
)
_UNLIKE = NotACategoryError(
    "is no identifier like the others, and would be counted as a person",
    "Take the row out if it is a note; give each person an identifier like the others if not.",
)


def nobodies(column: Column) -> dict[int, NotACategoryError]:
    """Why texts are nobody's identifier, by place, for those that are not.

    What stands in a single row may be an identifier: numbers may begin with 0.

    >>> column = Column(np.array([0, 1, 2, 2, 3, 4]), ["20012345", "7.00123E+11", "n/a", "0", ""])
    >>> list(nobodies(column))
    [1, 2, 4]
    """
    pattern, texts = _pattern(), column.texts
    # Most are plain numbers, and there may be a million of them.
    is_plain, has_long = are_digits(texts), max(map(len, texts), default=0) > _DIGITS
    long = (
        {n for n, text in enumerate(texts) if len(text) > _DIGITS and text.isdigit()}
        if has_long
        else set()
    )
    # A sixteenth digit is 0 in one of ten, not in all.
    if len(long) >= _SEVERAL and all(set(texts[n][_DIGITS:]) == {"0"} for n in long):
        return dict.fromkeys(sorted(long), _DROPPED)
    rows = np.bincount(column.codes, minlength=len(texts))
    found = {}
    for place in _of_one_digit(texts) if is_plain else range(len(texts)):
        text = texts[place]
        if (text.isdigit() and text.strip(text[0])) or len(text) > _LONGEST:
            continue
        if not (plain := text.strip()):
            found[place] = _BLANK
        elif match := pattern.fullmatch(plain):
            if match["shortened"]:
                found[place] = _DROPPED
            elif rows[place] > 1:
                found[place] = _IN_PLACE
    odd = [] if is_plain else unlike(texts)
    if len(odd) <= max(_FEW_ODD, _PART_ODD * len(texts)):
        found |= {place: _UNLIKE for place in odd if place not in found}
    return found


def _of_one_digit(texts: Sequence[str]) -> list[int]:
    """The places of numbers that are one digit over and over."""
    alike = frozenset(digit * times for digit in "0123456789" for times in range(1, _LONGEST + 1))
    return [place for place, text in enumerate(texts) if text in alike]


def unlike(texts: Sequence[str], places: Iterable[int] | None = None) -> list[int]:
    """The places of texts that are no identifier where most of the others are of one kind.

    Only of those at `places`, where these are given.

    >>> unlike(["20012345", "20012352", "20012369", "Agency worker", "Q1 2024/25"])
    [3, 4]
    >>> unlike(["ANN", "BOB", "CY2"])
    []
    """
    asked = range(len(texts)) if places is None else places
    odd = [place for place in asked if texts[place] and not _is_identifier(texts[place])]
    if not odd:
        return []
    alike = [text for text in texts if _is_identifier(text)]
    if len(alike) <= len(texts) / 2:
        return []
    # A code of letters and digits may happen to be one of letters alone.
    lengths = {len(text) for text in alike if not text.isdigit()}
    return [n for n in odd if len(texts[n].split()) > 1 or len(texts[n]) not in lengths]


def _is_identifier(text: str) -> bool:
    # Most are plain numbers, and there may be a million of them.
    return text.isdigit() or _IDENTIFIER.fullmatch(text) is not None


def is_in_place(text: str) -> bool:
    """Whether a text is a word that stands in place of an identifier.

    >>> is_in_place("n/a"), is_in_place("20012345"), is_in_place("0")
    (True, False, False)
    """
    match = _pattern().fullmatch(text.strip())
    return match is not None and match["word"] is not None


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(row["text"]) for row in reference.rows("placeholders"))
    pattern = f"(?P<shortened>{_SHORTENED})|{_ONE_SIGN}|(?P<word>{words})"
    return re.compile(pattern, re.IGNORECASE | re.ASCII)
