"""Find the numbers of a sentence that can be claims: what they say, how precisely, in what unit.

Years, dates, bands, codes, telephone numbers and the like are numbers too, and no claims. They
are covered first; what is left over is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wres import reference
from wres.reference.numerals import SPELT, meant

PERCENT, POINTS, TIMES, FRACTION, FACTOR, BARE = (
    "percent",
    "percentage points",
    "times",
    "fraction",
    "factor",
    "",
)
EXACT, ABOUT, OVER, UNDER, NEARLY = "exact", "about", "over", "under", "nearly"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written.

    `value` is in hundredths for a percentage or a fraction ("a third" is 33.3), a plain number
    otherwise; for a factor ("halved") what the earlier number is multiplied by. `decimals` is how
    precisely it is written, `hedge` whether the words say "about", "over", "under" or "nearly" it.
    """

    text: str
    start: int
    end: int
    value: float
    decimals: int
    unit: str = BARE
    hedge: str = EXACT
    in_words: bool = False


# Numbers that are no claims, each rule with an example. The order matters: longer forms first.
NOT_CLAIMS = tuple((row["pattern"], row["example"]) for row in reference.rows("claim_not_numbers"))
_NOT_CLAIMS = [re.compile(pattern, re.IGNORECASE) for pattern, _ in NOT_CLAIMS]


def _words(kind: str) -> dict[str, float]:
    """Numbers in words and what they are worth."""
    rows = reference.rows("claim_number_words")
    return {row["words"]: float(row["value"]) for row in rows if row["kind"] == kind}


_FRACTIONS, _FACTORS = _words("fraction"), _words("factor")
# People whom a count may be of: a number in words is read before one of these alone.
PERSON = (
    r"(?:(?:of|or|more|fewer|less|(?:additional|other|new|BME|BAME|White|black|ethnic minority"
    r"|minority ethnic|board|voting|executive|shortlisted|clinical|non-clinical|disclosed) )+"
    r"(?:the |our )?)?"
    r"(?:staff|people|persons?|members?|colleagues?|employees?|individuals?|applicants?"
    r"|candidates?|respondents?|directors?|appointments?|applications?|BME|BAME|White)\b"
)
_WORD_SETS = {
    "{spelt}": SPELT,
    "{fractions}": "|".join(_FRACTIONS),
    "{factors}": "|".join(_FACTORS),
    "{person}": PERSON,
}


def _pattern(text: str) -> re.Pattern:
    """A pattern with the numbers in words put in."""
    for name, words in _WORD_SETS.items():
        text = text.replace(name, words)
    return re.compile(text, re.IGNORECASE)


_COMPILED = tuple(
    (row["kind"], _pattern(row["pattern"])) for row in reference.rows("claim_numbers")
)
_HEDGED = tuple(
    (row["hedge"], re.compile(rf"\b{row['pattern']}(?: than)?(?: a| one)? $", re.IGNORECASE))
    for row in reference.rows("claim_hedges")
)


# The longest words of a hedge, with room: "slightly more than a ".
_LEAD = 40


def covered(text: str) -> str:
    """The text with every number that is no claim covered by spaces' worth of underscores.

    >>> covered("On 31 March 2023, 24% of Band 8a staff")
    'On _____________, 24% of _______ staff'
    """
    for pattern in _NOT_CLAIMS:
        text = pattern.sub(lambda found: "_" * len(found[0]), text)
    return text


def numbers(text: str) -> list[Number]:
    """The numbers of a sentence that can be claims, in order.

    >>> [(each.value, each.unit) for each in numbers("In 2023, 2.19 times as likely; 23.5% (99)")]
    [(2.19, 'times'), (23.5, 'percent'), (99.0, '')]
    >>> [(each.value, each.unit) for each in numbers("halved: seven of 55, a third, one in five")]
    [(0.5, 'factor'), (7.0, ''), (55.0, ''), (33.333333333333336, 'fraction'), (20.0, 'fraction')]
    """
    shown = covered(text)
    found: list[Number] = []
    taken = [False] * len(text)
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(shown):
            number = _read(kind, match, shown)
            if number and not any(taken[number.start : number.end]):
                taken[number.start : number.end] = [True] * (number.end - number.start)
                found.append(number)
    return sorted(found, key=lambda number: number.start)


def spelt(text: str) -> list[Number]:
    """Number words wherever they stand; not "one", which is as often no number.

    >>> [number.value for number in spelt("all in one: eight of us met for six weeks")]
    [8.0]
    """
    found = re.finditer(rf"\b{SPELT}\b", covered(text), re.IGNORECASE)
    read = [Number(match[0], *match.span(), _value(match[0]), 0, in_words=True) for match in found]
    return [number for number in read if number.value != 1]


def _read(kind: str, match: re.Match, text: str) -> Number | None:
    start, end = match.span()
    words = match.groupdict()
    lead = text[max(0, start - _LEAD) : start]
    hedge = next((name for name, form in _HEDGED if form.search(lead)), EXACT)
    if re.match(r" or (?:below|fewer|less|under)\b", text[end:]):
        hedge = UNDER
    if re.match(r" or (?:more|above|over|higher)\b", text[end:]):
        hedge = OVER
    if kind in ("fraction", "factor", "twice", "none"):
        word = words["word"].lower()
        value, unit = {
            "fraction": lambda: (_FRACTIONS[word], FRACTION),
            "factor": lambda: (_FACTORS[word], FACTOR),
            "twice": lambda: (2.0, TIMES),
            "none": lambda: (0.0, BARE),
        }[kind]()
        return Number(match[0], start, end, value, 0, unit, hedge, in_words=True)
    if kind == "in":
        part = _value(words["part"]) if words["part"] else 1.0
        whole = _value(words["whole"] or words["number"])
        if not 0 < part < whole:
            return None
        return Number(match[0], start, end, 100 * part / whole, 0, FRACTION, hedge, in_words=True)
    written = words["number"]
    unit = _unit((words.get("unit") or "").lower()) if kind != "times" else TIMES
    decimals = len(written.partition(".")[2])
    in_words = not any(sign.isdigit() for sign in written)
    return Number(match[0].strip(), start, end, _value(written), decimals, unit, hedge, in_words)


def _value(written: str) -> float:
    if not any(sign.isdigit() for sign in written):
        return float(meant(written)[0])
    return float(written.replace(",", "").replace("−", "-"))


def _unit(written: str) -> str:
    if "point" in written or "pp" in written or "p.p" in written or "pt" in written:
        return POINTS
    if "%" in written or "cent" in written:
        return PERCENT
    return TIMES if written.strip() else BARE
