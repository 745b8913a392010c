"""Tell whether a text may be somebody's identifier.

One that a spreadsheet shortened, or a word in its place, is nobody's: counted as it stands, all who
have it are one person.
"""

from __future__ import annotations

import re
from functools import cache

import numpy as np

from wres import reference
from wres.reading.categories import NotACategoryError
from wres.reading.tables import Column

_SHORTENED = r"\d[.,]\d+E\+?\d+|\dE\+\d+"
# One sign, however often; of the digits only 0, since 7 may be somebody's number.
_ONE_SIGN = r"(?P<sign>[X*#?.\-_/0])(?P=sign)*"
# So many digits of a number a spreadsheet keeps; from so many identifiers on it shows.
_DIGITS, _SEVERAL = 15, 5
# Longer than anything that stands in place of an identifier.
_LONGEST = 20
_BLANK = NotACategoryError("is blank", "Write who the row is about.")
_DROPPED = NotACategoryError(
    "is a number of which a spreadsheet dropped digits, so that many people became one",
    "Format the column as Text before the numbers are put into it, and export it again.",
)
_IN_PLACE = NotACategoryError(
    "stands in place of an identifier, so that many people became one",
    "Give each person an identifier; any text that no other person has will do.",
)


def nobodies(column: Column) -> dict[int, NotACategoryError]:
    """Why texts are nobody's identifier, by place, for those that are not.

    What stands in a single row may be an identifier: numbers may begin with 0.

    >>> column = Column(np.array([0, 1, 2, 2, 3, 4]), ["20012345", "7.00123E+11", "n/a", "0", ""])
    >>> list(nobodies(column))
    [1, 2, 4]
    """
    pattern, texts = _pattern(), column.texts
    long = {n for n, text in enumerate(texts) if len(text) > _DIGITS and text.isdigit()}
    # A sixteenth digit is 0 in one of ten, not in all.
    if len(long) >= _SEVERAL and all(set(texts[n][_DIGITS:]) == {"0"} for n in long):
        return dict.fromkeys(sorted(long), _DROPPED)
    rows = np.bincount(column.codes, minlength=len(texts))
    found = {}
    for place, text in enumerate(texts):
        # Most are plain numbers, and there may be a million of them.
        if (text.isdigit() and text.strip("0")) or len(text) > _LONGEST:
            continue
        if not (plain := text.strip()):
            found[place] = _BLANK
        elif match := pattern.fullmatch(plain):
            if match["shortened"]:
                found[place] = _DROPPED
            elif rows[place] > 1:
                found[place] = _IN_PLACE
    return found


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(row["text"]) for row in reference.rows("placeholders"))
    return re.compile(f"(?P<shortened>{_SHORTENED})|{_ONE_SIGN}|{words}", re.IGNORECASE | re.ASCII)
