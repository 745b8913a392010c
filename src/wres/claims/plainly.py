"""Say in digits, and as the pack does, what people write in other ways: "8bs", "two hundred".

Some words may mean several numbers, "seventeen and forty" or "between 56 and 58": then there are
several ways to read them, a few at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial

from wres.claims.numbers import covered
from wres.reference.numerals import SPELT, meant, runs

_FEWEST = 5  # fewer numbers than a withheld count must be able to have: a range of them tells it
_PERSON = (
    r"(?:White|BME|BAME|Asian|Black|Mixed|ethnic|staff|people|persons?|colleagues?|members?|nurses?"
    r"|doctors?|consultants?|managers?|directors?|applicants?|candidates?|employees?|men|women)\b"
)
_OF_PEOPLE = rf"(?=(?:[\w-]+ ){{0,3}}?{_PERSON})"
_DIGITS = r"(?<![\w.,/%-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w/%]|[.,]\d| ?per ?cent)"
_INT = rf"(?:{_DIGITS}|\b{SPELT}\b(?! ?per ?cent))"
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}
_NTH = re.compile(r"\d+(?:st|nd|rd|th)")
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
             "eleventh", "twelfth")  # fmt: skip
_OTHERWISE = (
    ("[\u200b\u200c\u200d\u2060\ufeff\u00ad]", ""),
    ("\u00a0|\u2009|\u202f|&nbsp;", " "),
    (r"(?<=[a-z])[\u2010-\u2014](?=[a-z])", "-"),
    (r"\b(8[a-d])s\b", r"band \1 staff"),
    (rf"\b(together|combined|altogether|{_PERSON}) number(?:ed)?\b", r"\1 are"),
    (r"\bband (8[a-d]|\d) ?(?:to|-|\u2013) ?(VSM|8[a-d]|\d)\b", r"bands \1 to \2"),
    (r"\b8c ?(?:\+| (?:and|or) (?:above|over|higher)\b| upwards\b)", "bands 8c to VSM"),
    (
        r"\bnot (?:yet )?(?:told|shared|said|given|answered)(?: us)?(?: about)? (?:\w+ )?"
        r"ethnic(?:ity| group| origin| background)",
        "not stated ethnicity",
    ),
    (r"\bblank (?:ethnicity )?(?:records?|entry|entries|fields?)\b", "unknown ethnicity"),
    # "But" begins another clause, and "except" does not.
    (
        rf"\b(all|every\w*)((?: [\w'-]+){{0,8}}?) (?:but|bar|save|apart from) "
        rf"(?=(?:the )?(?:\d|{SPELT}\b))",
        r"\1\2 except ",
    ),
    (r"\bband (" + SPELT + r")\b", lambda band: f"band {meant(band[1])[0]}"),
    (rf"\b(?:the|our|its|their|an?) (?:only|sole|single|lone|one) {_OF_PEOPLE}", "the 1 "),
    (rf"\bboth (?:of )?(?:the |our |these )?(?!.{{1,40}} and ){_OF_PEOPLE}", "the 2 "),
    (rf"\bneither (?:of )?(?:the |our |these )?{_OF_PEOPLE}", "the 2 "),
    (r"\b(?:fewer|less) than (?:two|2)\b|\b(?:(?:no|not) more than|at most) (?:one|1)\b", "1"),
)  # fmt: skip


@lru_cache(maxsize=2**10)
def plainly(words: str) -> str:
    """Words with their numbers, bands and missing ethnicity said as the pack says them.

    >>> plainly("Two hundred and sixty 8bs, fifteen and a half per cent; Band Four: 45/53")
    '260 band 8b staff, 15.5 per cent; band 4: 45 of 53'
    """
    return readings(words)[0]


@lru_cache(maxsize=2**10)
def readings(words: str) -> tuple[str, ...]:
    """The ways to read some words, each said plainly; the likeliest first.

    >>> readings("seventeen and forty, or between 56 and 58")[1:]
    ('57, or between 56 and 58', 'seventeen and forty, or 56', \
'seventeen and forty, or 57', 'seventeen and forty, or 58')
    """
    for pattern, instead in _OTHERWISE:
        words = re.sub(pattern, instead, words, flags=re.IGNORECASE)
    others: list[str] = []
    for rule in (_spelt, *(partial(_found, *rule) for rule in _RULES)):
        ways = _ways(words, rule(words))
        words, others = ways[0], [*others, *ways[1:]]
    return tuple(dict.fromkeys((words, *others)))


# Where some words stand, and what they may be instead: what they most likely are comes first.
Reading = tuple[int, int, Sequence[str]]


def _ways(words: str, found: Iterable[Reading]) -> list[str]:
    """The words with the first reading of each place, then with the second of each, and so on."""
    if not (places := [place for place in found if place[2]]):
        return [words]
    shown = covered(words)
    readings = [
        (begin, end, options)
        for begin, end, options in places
        if shown[begin:end] == words[begin:end] or _NTH.fullmatch(words[begin:end])
    ]
    ways = []
    for at in range(max((len(options) for *_, options in readings), default=1)):
        way, last = "", 0
        for begin, end, options in readings:
            way += words[last:begin] + options[min(at, len(options) - 1)]
            last = end
        ways.append(way + words[last:])
    return ways


def _spelt(words: str) -> Iterator[Reading]:
    """Numbers of several words, and those of a word that no claim is made in."""
    for begin, end in runs(words):
        said = words[begin:end]
        if re.fullmatch(SPELT, said, re.IGNORECASE):
            if not said.isalpha():  # one word is read as it is
                yield begin, end, (f"{meant(said)[0]}",)
        else:
            yield begin, end, (said, *map(str, meant(said)))


def _found(
    pattern: re.Pattern, options: Callable[[re.Match], Sequence[str]], words: str
) -> Iterator[Reading]:
    for found in pattern.finditer(words):
        yield *found.span(), options(found)


def _int(written: str) -> int:
    digits = written.replace(",", "")
    return int(digits) if digits.isdecimal() else meant(written)[0]


def _half(found: re.Match) -> Sequence[str]:
    return (f"{_int(found['whole'])}.5",)


def _part(found: re.Match) -> Sequence[str]:
    part, whole = int(found["part"]), int(found["whole"])
    return (f"{part} of {whole}",) if part < whole else ()


def _roman(found: re.Match) -> Sequence[str]:
    values = [_LETTERS[letter] for letter in found[0]]
    number = sum(
        -value if value < following else value
        for value, following in zip(values, [*values[1:], 0], strict=True)
    )
    is_of_people = re.match(rf" {_PERSON}", found.string[found.end() :])
    return (f"{number}",) if is_of_people else (found[0], f"{number}")


def _within(found: re.Match) -> Sequence[str]:
    """Bounds that leave fewer numbers than a withheld count must be able to have."""
    low, high = _int(found["low"]), _int(found["high"])
    words = found[0].casefold()
    low += bool(re.match("(?:more|over|above|greater)", words))
    high -= bool(re.search(r"\b(?:fewer than|less than|under|below)\b", words))
    values = range(low, high + 1)
    return (found[0], *map(str, values)) if 0 < len(values) < _FEWEST else ()


def _beside(found: re.Match) -> Sequence[str]:
    """A number by how far it is from another: "three more than the 54 of last year", "60 + 3"."""
    step, other = _int(found["step"]), _int(found["other"])
    is_less = found["way"].casefold() in ("fewer", "less", "below", "short", "minus", "\u2212", "-")
    number = other - step if is_less else other + step
    return (found[0], f"{number}")


def _times(found: re.Match) -> Sequence[str]:
    return (found[0], f"{_int(found['step']) * _int(found['other'])}")


def _in_a_hundred(found: re.Match) -> Sequence[str]:
    return (found[0], f"{_int(found['part'])} per cent")


def _apart(found: re.Match) -> Sequence[str]:
    return (found[0], re.sub(r"\D", "", found[0]))


def _ordinal(found: re.Match) -> Sequence[str]:
    word = found["word"].casefold()
    number = _ORDINALS.index(word) + 2 if word in _ORDINALS else int(re.sub(r"\D", "", word))
    return (found[0], f"{number}")


_MORE, _LESS = (
    r"(?:more than|over|above|greater than|at least)",
    r"(?:(?:fewer|less|no more) than|under|below|at most)",
)
_SEX = r"(?:women|men|female|male)\b"
_RULES = tuple(
    (re.compile(pattern, flags), options)
    for pattern, flags, options in (
        (rf"(?<![\w.])(?P<whole>\d+|\b{SPELT}) and a half(?= ?%| per ?cent)", re.I, _half),
        (r"(?<![\w/.,])(?P<part>\d{1,4})/(?P<whole>\d{1,4})(?![\w/.,]?\d|\w)", 0, _part),
        (r"(?<![\w-])(?=[IVXLCD]{2})D?C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])", 0,
         _roman),
        (rf"\b{_MORE} (?P<low>{_INT}),? (?:and|but) {_LESS} (?P<high>{_INT})", re.I, _within),
        (rf"\bbetween (?P<low>{_INT}) and (?P<high>{_INT})", re.I, _within),
        (rf"(?<!from )(?P<low>{_INT}) ?(?:to|[\u2013-]) ?(?P<high>{_INT})", re.I, _within),
        (rf"(?P<step>{_INT}) (?P<way>more|fewer|less|above|over|below|short)(?: than| of)? "
         rf"(?:the |our )?(?P<other>{_INT})", re.I, _beside),
        (rf"(?P<other>{_INT}) (?P<way>minus|plus|\+|\u2212|-) (?P<step>{_INT})", re.I, _beside),
        (rf"(?P<other>{_INT}) {_SEX}(?: [\w-]+){{0,2}}(?P<way>,| and) (?P<step>{_INT}) {_SEX}",
         re.I, _beside),
        (rf"(?P<step>{_INT}) times (?P<other>{_INT})(?! (?:as|more|less|higher|lower))", re.I,
         _times),
        (rf"(?P<part>{_INT}) (?:in|out of|of) (?:every |each |a )?(?:hundred|100)\b", re.I,
         _in_a_hundred),
        (r"(?<![\d.,])(?:\d \d|\d{1,3}(?:[ .]\d{3})+)(?![\d.,]*\d)(?!%)", 0, _apart),
        (rf"\b(?P<word>{'|'.join(_ORDINALS)}|{_NTH.pattern})\b(?= {_OF_PEOPLE})", re.I,
         _ordinal),
    )
)  # fmt: skip
