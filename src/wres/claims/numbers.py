"""Find the numbers of a sentence that can be claims: what they say, how precisely, in what unit.

Years, dates, bands, codes, telephone numbers and the like are numbers too, and no claims. They
are covered first; what is left over is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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


_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_BAND = r"(?:under 1|8[a-d]|[1-9](?![\d%]|[.,]\d)|VSM)"

# Numbers that are no claims, each rule with an example. The order matters: longer forms first.
NOT_CLAIMS: tuple[tuple[str, str], ...] = (
    (
        # The longest name before the sign is bounded: else a long run of letters is gone through
        # from each of its letters.
        r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@\S+",
        "see https://example.org/2023/12",
    ),
    (rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?:,? \d{{4}})?\b", "on 31st March 2023"),
    (rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}\b", "on March 31, 2023"),
    (rf"\b(?:{_MONTH}|spring|summer|autumn|winter) \d{{4}}\b", "in autumn 2022"),
    (r"\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b", "on 31/03/2023"),
    (
        r"\b(?:19|20)\d{2}(?: ?[-–/] ?(?:19|20)\d{2}|[-–/]\d{2})\b(?![%\d]|\.\d)",
        "in 2022/23",
    ),
    (r"[£$€] ?\d[\d,.]*(?: ?(?:m|k|bn|million|billion|thousand))?\b", "£45,000"),
    (r"\b0\d{2,4}[ -]?\d{3,4}[ -]?\d{3,4}\b|\+44[\d ]+", "01234 567890"),
    (r"\b\d{1,2}[:.]\d{2} ?(?:am|pm)\b|\b\d{1,2} ?(?:am|pm)\b|\b\d{1,2}:\d{2}\b|\b24/7\b", "5 pm"),
    (
        rf"\b(?:pay )?bands? {_BAND}(?:(?: ?(?:,|to|and|or|-|–|/|&"
        rf"|through) ?)+(?:band )?{_BAND}\b)*",
        "bands 1 to 7 and 8a",
    ),
    (rf"\b8[a-d](?: ?(?:to|-|–|/|and) ?{_BAND})?\b", "8a-VSM"),
    (
        r"\bindicators? (?:\d\b(?! ?%)(?: ?(?:,|to|and|or|-|–|&) ?(?=\d\b(?!\d|[.,]\d|%)))?)+",
        "indicators 5 to 8",
    ),
    (
        r"\b(?:(?:high impact )?actions?|hia|sections?|pages?|tables?|figures?|charts?|appendix"
        r"|annex|chapters?|items?|priority|phase|steps?|goals?|objectives?|domains?|versions?"
        r"|room|floor|levels?|tiers?|wave|cohort|stage|year|part|question|parts?|no\.|number"
        r"|footnote|paragraph|metrics?|theme|ward|site|point) \d{1,2}[a-z]?\b(?! ?%)"
        r"(?!\.\d| (?:BA?ME|White|of|staff|people|members|colleagues)\b)"
        r"(?:(?: ?(?:,|and|to|-|–) ?)\d{1,2}\b(?! ?%))*",
        "High Impact Action 2",
    ),
    (
        r"\bQ ?\d{1,2}[a-d]?\b|(?-i:\b(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{3,}\b)",
        "Q14b, M1J4Y",
    ),
    (r"\b\d+(?:st|nd|rd|th)\b", "the 3rd time"),
    (
        r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|twenty-four"
        r"|thirty)[ -]?(?:to[ -]\w+[ -])?(?:months?|years?|weeks?|days?|hours?|minutes?|quarters?)"
        r"(?:['’])?(?![\w-]* (?:BME|White))\b",
        "in the last 12 months",
    ),
    (
        r"\b(\d+):\1\b|\b1\.0+ (?:would mean|means|is|being|indicat\w+|represent\w+)\b",
        "a ratio of 1:1",
    ),
    (
        r"\b(?:ratio|value|figure|likelihood|score) of (?:1|1\.0+|one)\b(?![.\d]| time)",
        "a value of 1",
    ),
    (
        r"\b\d\d(?:\.\d)?(?:%| per ?cent) (?:confidence|CI\b|interval|certain)[^.;#]*?"
        r"(?:\d[\d.,]*%? ?(?:to|-|–|and) ?[+−-]?\d[\d.,]*%?(?: percentage points)?|(?=[.;)]|$))",
        "95% confidence interval 1.4 to 3.4",
    ),
    (r"\bp ?(?:[=<>]|value of) ?0?\.\d+", "p = 0.03"),
    (r"\bfour[- ]fifths\b|\b4/5ths?\b|\b0?\.80? (?:to|and|-|–) 1\.25\b", "0.80 to 1.25"),
    (r"\bone[- ](?:to|by)[- ]ones?\b|\b1[- ](?:to|2)[- ]1s?\b", "one-to-one"),
    (r"^\s*\(?\d{1,2}[.)](?=\s)|^\s*\d{1,2} [–-](?=\s)", "5. Percentage"),
    (
        r"(?<![\d,.])(?:19|20)\d{2}(?![\d,.]*\d|%| ?(?:people|employees|members|shortlisted))",
        "2023",
    ),
    (r"\bCOVID-?19\b|\bWRES ?\d+\b", "COVID-19"),
)
_NOT_CLAIMS = [re.compile(pattern, re.IGNORECASE) for pattern, _ in NOT_CLAIMS]

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {
    **{word: number for number, word in enumerate((*_UNITS, *_TEENS))},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{ten}-{one}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, start=2)
        for ones, one in enumerate(_UNITS[1:], start=1)
    },
}
_SPELT = "|".join(sorted(_WORDS, key=len, reverse=True))
_FRACTIONS = {
    "half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "one-third": 100 / 3,
    "two thirds": 200 / 3,
    "two-thirds": 200 / 3,
    "a quarter": 25.0,
    "one quarter": 25.0,
    "three quarters": 75.0,
    "three-quarters": 75.0,
    "a fifth": 20.0,
    "one fifth": 20.0,
    "two fifths": 40.0,
    "a tenth": 10.0,
    "one tenth": 10.0,
}
_FACTORS = {
    "halved": 0.5,
    "halving": 0.5,
    "doubled": 2.0,
    "doubling": 2.0,
    "trebled": 3.0,
    "tripled": 3.0,
    "quadrupled": 4.0,
}
# People whom a count may be of: a number in words is read before one of these alone.
PERSON = (
    r"(?:(?:of|or|more|fewer|less|(?:additional|other|new|BME|BAME|White|black|ethnic minority"
    r"|minority ethnic|board|voting|executive|shortlisted|clinical|non-clinical|disclosed) )+"
    r"(?:the |our )?)?"
    r"(?:staff|people|persons?|members?|colleagues?|employees?|individuals?|applicants?"
    r"|candidates?|respondents?|directors?|appointments?|applications?|BME|BAME|White)\b"
)
_OF = (
    r"(?= (?:out )?of (?:the |our |all |these |those )?(?:#|\d|total|\w+ (?:board|members|staff)))"
)
# "13 are White, three are BME and one has not declared."
_IS_OF_A_GROUP = (
    r" (?:is|are|was|were|have|has) (?:from a |a )?(?:BA?ME|White|black|ethnic minority"
    r"|minority ethnic|not (?:declared|disclosed|stated)|undeclared|undisclosed|unknown)\b"
)

_PATTERNS = (
    ("times", r"(?<![\w.])[x×X] ?(?P<number>\d+(?:\.\d+)?)(?!\w)"),
    (
        "in",
        rf"\b(?:one|1) (?:in|out of)(?: every)? (?P<number>\d{{1,2}}|{_SPELT})\b"
        rf"|\b(?P<part>\d{{1,2}}|{_SPELT}) in(?: every)? (?P<whole>\d{{1,3}}|{_SPELT})\b"
        r"(?= (?:of|staff|BME|White|people|colleagues|employees|respondents|applicants|members))",
    ),
    (
        "digits",
        r"(?<![\w.,/])(?P<number>[+−-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+−-]?\d+(?:\.\d+)?)"
        r"(?P<unit> ?%(?: (?:percentage )?points?\b)?| ?per ?cent\b(?: (?:percentage )?points?\b)?"
        r"|[ -]?(?:percentage|percent|% ?age)[ -]points?\b| ?(?:%pts?|ppts?|pp|p\.p\.)(?!\w)"
        r"| points?\b(?! \d)| ?times\b| ?[x×](?= (?:more|as|less|higher)\b))?(?![\d/])",
    ),
    (
        "fraction",
        rf"\b(?P<word>{'|'.join(_FRACTIONS)})\b(?! (?:a|the) year|[- ]year|-day"
        r"| as | the (?:proportion|rate|figure|percentage|level|share|number)\b)",
    ),
    ("factor", rf"\b(?P<word>{'|'.join(_FACTORS)})\b"),
    ("twice", r"\b(?P<word>twice|double)\b(?=(?: as (?:likely|many|high|often)| the | that ))"),
    (
        "spelt",
        rf"\b(?P<number>{_SPELT})(?P<unit> per ?cent(?:age points?)?\b| percentage points?\b"
        rf"| times\b)",
    ),
    ("spelt", rf"\b(?P<number>{_SPELT})\b(?=(?: {PERSON})|{_OF}| \(|{_IS_OF_A_GROUP})"),
    ("spelt", rf"(?<=by )(?P<number>{_SPELT})\b(?! (?:of|or|to))"),
    (
        "none",
        r"\b(?P<word>none|nobody|no one|no)\b"
        rf"(?=(?: of (?:the|our|these|those)\b)|(?: (?:such )?{PERSON})| (?:entered|board))",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_HEDGES = (
    (ABOUT, r"(?:about|around|approximately|roughly|some|circa|c\.|close to|approx\.?)"),
    (
        OVER,
        r"(?:more than|over|above|at least|upwards of|just over|slightly over|slightly more than"
        r"|in excess of|just above|well over)",
    ),
    (
        NEARLY,
        r"(?:almost|nearly|just under|slightly under|not quite|slightly less than|just below)",
    ),
    (UNDER, r"(?:less than|fewer than|under|up to|well under)"),
)
_HEDGED = tuple(
    (hedge, re.compile(rf"\b{words}(?: than)?(?: a| one)? $", re.IGNORECASE))
    for hedge, words in _HEDGES
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
    in_words = written.lower() in _WORDS
    return Number(match[0].strip(), start, end, _value(written), decimals, unit, hedge, in_words)


def _value(written: str) -> float:
    if written.lower() in _WORDS:
        return float(_WORDS[written.lower()])
    return float(written.replace(",", "").replace("−", "-"))


def _unit(written: str) -> str:
    if "point" in written or "pp" in written or "p.p" in written or "pt" in written:
        return POINTS
    if "%" in written or "cent" in written:
        return PERCENT
    return TIMES if written.strip() else BARE
