"""Say in digits, and as the pack does, what people write in other ways: "8bs", "two hundred"."""

from __future__ import annotations

import re
from functools import lru_cache

from wres.claims.numbers import spelt

_SMALL = r"[a-z]+(?:-[a-z]+)?"
_HUNDREDS = re.compile(
    rf"\b(?P<hundreds>a|one|two|three|four|five|six|seven|eight|nine) hundred"
    rf"(?: and (?P<rest>{_SMALL}))?\b",
    re.IGNORECASE,
)
_HALF = re.compile(rf"\b(?P<whole>\d+|{_SMALL}) and a half(?= ?%| per ?cent)", re.IGNORECASE)
_BAND = re.compile(r"\bband (?P<number>one|two|three|four|five|six|seven|nine)\b", re.IGNORECASE)
_PART = re.compile(r"(?<![\w/.,])(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![\w/.,]?\d|\w)")
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}
_ROMAN = re.compile(
    r"\b(?=[IVXLCD]{2})D?C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
    r"(?= (?:White|BME|BAME|Asian|Black|Mixed|ethnic|staff|people|colleagues|members)\b)"
)
_OTHERWISE = (
    (r"\b(together|combined|altogether) number\b", r"\1 are"),
    (r"\b(8[a-d])s\b", r"band \1 staff"),
    (r"\b8c ?(?:\+| (?:and|or) (?:above|over|higher)\b| upwards\b)", "bands 8c to VSM"),
    (
        r"\bnot (?:yet )?(?:told|shared|said|given|answered)(?: us)?(?: about)? (?:\w+ )?"
        r"ethnic(?:ity| group| origin| background)",
        "not stated ethnicity",
    ),
    (r"\bblank (?:ethnicity )?(?:records?|entry|entries|fields?)\b", "unknown ethnicity"),
)


@lru_cache(maxsize=2**10)
def plainly(words: str) -> str:
    """Words with their numbers, bands and missing ethnicity said as the pack says them.

    >>> plainly("Two hundred and sixty 8bs, fifteen and a half per cent; Band Four: 45/53")
    '260 band 8b staff, 15.5 per cent; band 4: 45 of 53'
    """
    for pattern, instead in _OTHERWISE:
        words = re.sub(pattern, instead, words, flags=re.IGNORECASE)
    words = _HUNDREDS.sub(_hundreds, words)
    words = _HALF.sub(_half, words)
    words = _BAND.sub(lambda band: f"band {_value(band['number'])}", words)
    words = _PART.sub(_part, words)
    return _ROMAN.sub(lambda roman: str(_arabic(roman[0])), words)


def _value(word: str) -> int | None:
    """What a number word says; none of other words."""
    if word.casefold() in ("a", "one"):
        return 1
    number = next(iter(spelt(word)), None)
    return int(number.value) if number and number.text == word else None


def _hundreds(found: re.Match) -> str:
    rest = _value(found["rest"]) if found["rest"] else 0
    hundreds = 100 * (_value(found["hundreds"]) or 0)
    return f"{hundreds + rest}" if rest is not None else f"{hundreds} and {found['rest']}"


def _half(found: re.Match) -> str:
    whole = found["whole"] if found["whole"].isdigit() else _value(found["whole"])
    return found[0] if whole is None else f"{whole}.5"


def _part(found: re.Match) -> str:
    part, whole = int(found["part"]), int(found["whole"])
    return f"{part} of {whole}" if part < whole else found[0]


def _arabic(roman: str) -> int:
    """A Roman numeral as a number.

    >>> _arabic("CLXI"), _arabic("XIV")
    (161, 14)
    """
    values = [_LETTERS[letter] for letter in roman]
    following = [*values[1:], 0]
    return sum(
        value if value >= after else -value for value, after in zip(values, following, strict=True)
    )
