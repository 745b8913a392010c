"""Which numbers in the pack's own words are no figures: labels, each in its place.

What may stand without a key is listed in `labels.csv`, the attack's own file. Whatever else looks
like a number, in any script or in words, is one.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from wres.reference.numerals import is_number

KEYED = "\ue000"  # stands for a number with its key, in the words around it
_LABEL = "\ue001"  # stands for a label
OWN = "\ue002"  # stands for people's own words within words of the pack
MARKS = KEYED + _LABEL + OWN
PLACES = (
    "caption",
    "heading",
    "column",
    "row",
    "cell",
    "drawing",
    "spoken",
    "prose",
    "description",
)

_YEAR = re.compile(r"20(?:1[5-9]|[2-9]\d)")  # the Standard began in 2015
_BAND = r"(?:under 1|8[a-d]|[1-9]|VSM)"
_PEOPLE = (
    r"(?:people|persons?|staff|members?|applicants?|colleagues|employees|nurses|doctors|consultants"
    r"|men|women|White|BME|Black|Asian|Mixed|Other|Unknown|respondents|answers|others?)\b"
)
_NOT_PEOPLE = rf"(?! (?:\w+ )?{_PEOPLE})"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# A financial year, whose end is the year after: nothing else can stand behind its stroke.
_FINANCIAL = "|".join(rf"{year}[/\u2013-]{(year + 1) % 100:02}" for year in range(2015, 2060))
_PLACEHOLDERS = {
    "date": rf"(?:[1-9]|[12]\d|3[01]) {_MONTH} {{year}}",
    "month": rf"{_MONTH} {{year}}",
    "financial": f"(?:{_FINANCIAL}){_NOT_PEOPLE}",
    "quarter": f"Q[1-4]{_NOT_PEOPLE}",
    "subband": "8[a-d]",
    "in": r"(?:in|of|on|since|from|until|to|for|and|than)",
    "band": _BAND,
    "cluster": "[1-7]",
    "action": "[1-6]",
    "indicator": "[1-9]",
    "metric": "[1-6][a-e]",
    "indicators": "[1-9](?:, [1-9])*",
    "question": r"Q?\d\d[a-f]?",
    "version": r"\d+\.\d+(?:\.\w+)*(?:[.+-]\w+)*",
    "threshold": r"[1-9]\d?\d?",
    "few": r"[1-9]\d?",
    "code": r"(?=\w*[A-Z])(?=\w*\d)[A-Z0-9]{3,6}",
    "file": r"[\w/.-]+\.(?:csv|md|xlsx)",
}  # fmt: skip
_WORDS = (
    r"zeros?|nil|nought|naught|nobody|no[ -]one|none|one|two|three|four|five|six|seven|eight|nine|"
    r"ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|dozens?|half|"
    r"halves|both|double|twice|thrice|triple|couple|pairs?|trio|score(?= of (?!\d))|single|sole|"
    r"as many|same number|equal numbers?|"
    r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?(?= of\b)"
)
_NUMBER = re.compile(
    r"[+\-\u2212]?\d(?:[\d,.]*\d)?%?"
    rf"|(?<!\w)(?:{_WORDS})(?!\w)"
    rf"|(?<!\w)no(?= (?:[\w-]+ ){{0,3}}?{_PEOPLE})",
    re.I,
)
# In capitals, and not where somebody says "I": that is followed by what they do.
_ROMAN = re.compile(
    r"(?<![\w-])(?!I(?: [a-z]|['\u2019]))(?=[IVXL])(?!L(?!\w))"
    r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])"
)
_SYMBOL = re.compile(r"\[(?:c|low)\]")
# A tally: a sign three times, or a letter four times.
_RUN = re.compile(rf"([^\w\s{MARKS}])(?:\s*\1){{2,}}|(?<!\w)([^\W\d_])(?:\s*\2){{3,}}(?!\w)")
# A sign that belongs to the number, or a letter that makes it another word.
_TOUCHED = re.compile(
    rf"[^\s(\[\"'\u2018\u201c]{KEYED}|{KEYED}(?![\s).,;:\]'\"\u2019\u201d]|$)|{KEYED}[.,]\w"
)
# Where a number of somebody is due: after a sign or a word that says how many they are, and right
# after their name. A list behind a keyed number names others: "below all staff, 9.5%: Band 5".
_VALUE = re.compile(
    rf"(?<!{KEYED})(?<!{KEYED} )[^\w\s.,;?!()\[\]'\"\u2018-\u201d{MARKS}]\s*(?P<sign>{_LABEL}+)"
    rf"|\b(?:is|are|was|were|be|been|numbers?|numbered|counts?|counted|totals?|totalled|equals?|"
    rf"only|just|about|nearly|almost) (?P<verb>{_LABEL}+)"
    rf"|\b(?:White|BME|Mixed|Asian|Black|Unknown|Not known)[\s,(\[]*(?P<name>{_LABEL}+)"
)
# Labels that are a word with a number: the others are turns of phrase, or say what they are of.
_NUMBERED = re.compile(
    r"\W*(?:(?:under|up to) )?(?:bands?|clusters?|indicators?|questions?|ODS|Q\d)\b", re.I
)
_DATED = re.compile(r"\W*(?:20\d\d|\d\d? [A-Z])")
_LISTED = re.compile(rf"less than \d[\d.]*%?|{_SYMBOL.pattern}|{_NUMBER.pattern}", re.I)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_A_WORD = re.compile(r"[^\W\d_]{3}")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files(__package__).joinpath("labels.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def _heads() -> frozenset[str]:
    """The heads of columns under which a label of its own may stand."""
    named = (part.partition(":")[2] for row in _rows() for part in row["where"].split("; "))
    return frozenset(filter(None, named))


@cache
def _labels(place: str = "", head: str = "") -> re.Pattern:
    """The labels of a place, as one pattern; without a place, those that may stand everywhere.

    The longest come first. Years are read whichever they are, since a pattern of some hundred
    labels takes long to make.
    """
    patterns = sorted(
        (row["pattern"] for row in _rows() if _is_for(row["where"], place, head)),
        key=lambda pattern: (-len(pattern), pattern),
    )
    return re.compile("|".join(map(_pattern, patterns)) or "(?!)", re.I)


def _is_for(where: str, place: str, head: str) -> bool:
    if not where or not place:
        return where == place
    named = [part.split(":") for part in where.split("; ")]
    return any(name == place and (not heads or heads[0] == head) for name, *heads in named)


def _pattern(text: str) -> str:
    """A label as a pattern.

    >>> bool(re.fullmatch(_pattern("31 March {year}"), "31 March 2014"))
    False
    """
    start, text = ("^", text[1:]) if text.startswith("^") else ("", text)
    year = rf"(?:{_YEAR.pattern}){_NOT_PEOPLE}"
    pattern = re.sub(
        r"\\\{(\w+)\\\}", lambda name: _PLACEHOLDERS.get(name[1], "{year}"), re.escape(text)
    )
    # A word or a number begins here; a sign, such as a comma, goes with what is before it.
    apart = rf"(?<![\w{MARKS}%+\u2212-])(?<!\d[.,])" if re.match(r"[\w{]", text) else ""
    ends = rf"(?![\w{MARKS}%]|[.,]\d)" if re.search(r"[\w}]$", text) else ""
    return start + apart + pattern.replace("{year}", year).replace(r"\ ", " ") + ends


def figures_in(words: str, place: str, newest: int, head: str = "") -> list[str]:
    """The numbers in some words that are neither keyed nor a label in this place.

    Args:
        words: of the pack, with a mark for each number that has its key.
        place: one of `PLACES`.
        newest: the latest year that the report is about.
        head: of a cell, the head of its column.

    >>> figures_in("Band 5, 31 March 2024: five of 9", "prose", 2024)
    ['five', '9']
    """
    return list(_figures_in(words, place, newest, head))


@lru_cache(maxsize=2**14)  # the whole report says again what its pages do
def _figures_in(words: str, place: str, newest: int, head: str) -> tuple[str, ...]:
    labelled = _without_labels(words, place, newest, head)
    numbers = [number[0] for number in _NUMBER.finditer(labelled)]
    numbers += _SYMBOL.findall(labelled)
    numbers += signs_in(labelled)
    is_label = place == "cell" and _LABEL in labelled and not _A_WORD.search(labelled)
    if is_label and not _labels(place, head if head in _heads() else "").fullmatch(words):
        numbers.append(words)
    if _TOUCHED.search(labelled):
        numbers.append(words.replace(KEYED, "..."))
    return (*numbers, *_in_place_of_numbers(words, labelled))


def _in_place_of_numbers(words: str, labelled: str) -> Iterator[str]:
    """Labels that stand where the number of somebody is due: "BME: band 5"."""
    for label in _VALUE.finditer(labelled) if _LABEL in labelled else ():
        text = words[slice(*label.span(label.lastgroup))]
        is_dated = label.lastgroup != "name" and _DATED.match(text)  # "BME, 2024" is a name
        if is_dated or _NUMBERED.match(text):
            yield text


def _without_labels(words: str, place: str, newest: int, head: str = "") -> str:
    """The words with as long a row of marks for each label; one of a later year is no label."""
    if not (_NUMBER.search(words) or _SYMBOL.search(words)):
        return words  # as most words are

    def mark(label: re.Match) -> str:
        years = map(int, _YEAR.findall(label[0]))
        return _LABEL * len(label[0]) if all(year <= newest + 1 for year in years) else label[0]

    # What may stand everywhere first: a date holds a year, which is a label in some places only.
    everywhere = _labels().sub(mark, words)
    return _labels(place, head if head in _heads() else "").sub(mark, everywhere)


def numbers_in(words: str, place: str, newest: int) -> list[re.Match]:
    """The numbers in some words that are not labels, in their order, as an attribute lists them."""
    return list(_LISTED.finditer(_without_labels(words, place, newest)))


def signs_in(words: str) -> Iterator[str]:
    """Signs that may be read as a number, or hide one, and that the pack does not print."""
    yield from (word for word in _LETTERS.findall(words)
                if is_number(word) and not _NUMBER.fullmatch(word))  # fmt: skip
    yield from (match[0] for match in _ROMAN.finditer(words) if match[0])
    yield from (match[0] for match in _RUN.finditer(words))
    for sign in dict.fromkeys(words):
        if (sign < "\x7f" and sign.isprintable()) or sign in MARKS:
            continue
        kind = unicodedata.category(sign)
        is_letter = kind.startswith("L") and unicodedata.name(sign, "").startswith("LATIN ")
        # NFKC turns a mathematical or a wide letter into a plain one.
        if is_letter and unicodedata.normalize("NFKC", sign) == sign:
            continue
        if kind in ("Pd", "Pi", "Pf", "Po", "Ps", "Pe", "Zs") or sign in "\u2212\u00a3\n\t":
            continue
        yield f"the sign {unicodedata.name(sign, repr(sign))}"
