"""Whether people's own words tell a count that the report withholds.

A number is held against the withheld counts that have it, and against nothing else: so words that
name somebody else's number tell nothing, however they are put. How exactly the words name the count
decides what becomes of it: beyond doubt, or but for one thing that they leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wres import reference
from wres.attack.meaning import GROUPS, named_in
from wres.claims.grids import grids
from wres.claims.meaning import scene, years_of
from wres.claims.numbers import (
    ABOUT,
    BARE,
    EXACT,
    FRACTION,
    PERCENT,
    POINTS,
    TIMES,
    Number,
    numbers,
    spelt,
)
from wres.claims.plainly import plainly, readings
from wres.claims.sentences import sentences
from wres.claims.slots import context_of
from wres.figures import ALL

_CLAUSE = re.compile(r"[,;:()]\s+|\s[–—-]\s|\s(?=(?:and|but|while|whereas) )")
# What befell the people of a count, in the words of whoever tells of it; of staff nothing need be
# said. A file about one of these indicators says it by its name.
_EVENTS = {
    "shortlisted": r"\bshortlist|\bappli(?:cant|ed\b)|\bcandidate|\binterview",
    "appointed": r"\bappoint|\bhired\b|\brecruit|\boffered\b|\bgot the job",
    "disciplinary": r"\bdisciplin|\bformal (?:process|investigation|case)",
    "training": r"\btrain|\bCPD\b|\bcourses?\b|\bprofessional development",
    "survey": r"\bsurvey|\brespon[ds]|\banswer|\bharass|\bbull(?:y|ied)|\babus|\bdiscriminat"
    r"|\bopportunit|\bsaid\b|\breport(?:ed|s)\b|\bexperienced?\b",
    "named": r"\bnamed\b|\bgrounds?\b",
    "board": r"\bboard\b|\bdirectors?\b|\b(?:voting|executive) members?\b",
}
# What befell the people of a rate or a difference, which do not say it by their name.
_EVENT_OF = {2: "appointed", 3: "disciplinary", 4: "training", 9: "board",
             **dict.fromkeys((5, 6, 7, 8), "survey")}  # fmt: skip
_DECLARED = r"\b(?:record|declar|disclos|stated\b|known\b)"
PEOPLE, RATIO = "people", "ratio"
LEFT = "left"  # the unit of a number of people who are not among those whom words name
_ALL_BUT = re.compile(r"\b(?:all|every\w*)(?: [\w'-]+){0,8} except (?:for )?(?:the )?$", re.I)
_NOT_THEY = re.compile(
    r"\b(?:not|n't|other than|isn't|aren't) (?:from )?(?:a |an )?(?:White|BM|BA|Black|Asian|Mixed)"
    r"|\bnon-(?:White|BM|BA|Black|Asian)", re.I
)  # fmt: skip
_AMONG = re.compile(r" ?(?:of|among) (?:the |our |all )?(?:White|BM|BA|Black|Asian|Mixed)\w*", re.I)
# One number for two groups, or for two years.
_EQUAL = re.compile(
    r"(?<!times )(?<!twice )(?<!double )\b(?:(?P<half>half) )?as many\b|\b(?:the|in) same number"
    r"|\bequal numbers?\b|\bunchanged\b|\bno change\b|\bthe same as\b", re.I
)  # fmt: skip
# What says the same where a file is about the indicator.
_UNDER = {"disciplinary": r"\bcases\b"}
# What sets two groups beside one another, where a clause names but one of them.
_TOGETHER = (
    r"\b(?:together|combined|altogether|in all|between them|outnumber\w*|equal\w*|same|as many)\b"
)
_NEAR = 1e-6
Named = dict[str, frozenset[str]]  # the people whom words name, by the columns of a key
YEAR = "year"
_CAMPAIGNS = r"\binternational|\boverseas\b|\babroad\b"


@dataclass(frozen=True, slots=True)
class Secret:
    """A number that the report withholds, named as a figure is.

    Attributes:
        together: what those two are called whose counts it is made of, where it is of two.
        by: what tells these two apart.
        unit: that of its figure.
        of: of how many people it is a percentage.
    """

    year: int
    indicator: int
    figure: str
    number: float
    staff_group: str = ALL
    pay_band: str = ALL
    sex: str = ALL
    ethnicity: str = ALL
    together: frozenset[str] = frozenset()
    by: str = "ethnicity"
    unit: str = PEOPLE
    of: float = 0

    @property
    def event(self) -> str:
        """What befell its people; nothing of staff in post."""
        first = self.figure.partition("_")[0]
        if first == "staff":
            return ""
        is_said = first in _EVENTS or first in ("ground", "ethnicity")
        return first if is_said else _EVENT_OF.get(self.indicator, "")

    def is_told_by(self, value: float, decimals: int) -> bool:
        """Whether a number with so many decimals says it as precisely as to count its people.

        >>> share = Secret(2024, 1, "staff_percentage", 84.9057, unit=PERCENT, of=53)
        >>> share.is_told_by(85, 0), share.is_told_by(84.9, 1), share.is_told_by(84, 0)
        (True, True, False)
        """
        is_precise = decimals > 0 or self.number % 1 == 0 or 0 < self.of <= 100
        return is_precise and abs(value - round(abs(self.number), decimals)) < _NEAR

    def is_number(self, number: Number) -> bool:
        """Whether a number of some words is it, as they put it."""
        if number.unit == LEFT:
            left = self.of * (1 - self.number / 100)
            return self.unit == PERCENT and self.of > 0 and abs(number.value - left) < _NEAR
        if number.unit == FRACTION:
            return self.unit == PERCENT and abs(number.value - self.number) < _NEAR
        if self.unit == RATIO:
            is_put_so = number.unit == TIMES or (number.unit == BARE and number.decimals > 0)
        else:
            is_put_so = number.unit == {PEOPLE: BARE}.get(self.unit, self.unit)
        return is_put_so and self.is_told_by(abs(number.value), number.decimals)

    @property
    def is_of_campaigns(self) -> bool:
        """Whether it is of international recruitment alone."""
        return self.figure.endswith("_international")

    @property
    def event_in_words(self) -> str:
        """A pattern of the words that tell of it."""
        if self.event == "ethnicity":
            return _DECLARED
        if self.event == "ground":
            return self.figure.removeprefix("ground_").removesuffix("_count").replace("_", " ")
        return _EVENTS[self.event]


@dataclass(frozen=True)
class Told:
    """A place in somebody's words where a withheld number stands; `is_exact` beyond doubt."""

    line: int
    is_exact: bool


def told_in(
    lines: Sequence[str], secrets: Iterable[Secret], year: int, stem: str = ""
) -> list[Told]:
    """Where lines of Markdown tell a withheld count, each line once.

    Args:
        lines: what somebody wrote.
        secrets: the counts that the report withholds.
        year: the WRES year that the words are about.
        stem: the name of a narrative file, which says its indicator.

    >>> secret = Secret(2024, 1, "staff_count", 8, "clinical", "8b", ethnicity="BME")
    >>> [told_in([words], [secret], 2024) for words in (
    ...     "The eight BME nurses in clinical band 8b met.", "The 8 people in band 8b met.",
    ...     "Eight BME people met.")]
    [[Told(line=1, is_exact=True)], [], []]
    """
    secrets = list(secrets)
    by_size: dict[int, list[Secret]] = {}
    for secret in secrets:
        by_size.setdefault(int(abs(secret.number)), []).append(secret)
    lines_told: dict[int, bool] = {}
    for line, near, around, topics in _said(lines, stem) if secrets else ():
        for number in _numbers(near):
            sizes = range(int(abs(number.value)) - 1, int(abs(number.value)) + 2)
            alike = (secrets if number.unit == LEFT
                     else [each for size in sizes for each in by_size.get(size, ())])  # fmt: skip
            fits = [how_open(each, near, around, year, topics) for each in alike
                    if each.is_number(number) and not _is_of_them(number, near, each)]  # fmt: skip
            if (least := min((fit for fit in fits if fit is not None), default=None)) is not None:
                lines_told[line] = lines_told.get(line, False) or least == 0
    return [Told(line, is_exact) for line, is_exact in sorted(lines_told.items())]


def how_open(
    secret: Secret, near: str, around: str, year: int, topics: Sequence[str] = ()
) -> int | None:
    """How many things some words leave open of which count a number is: none, or one.

    None where they name something else, or leave more open.

    Args:
        secret: the count that they may name.
        near: the clause of the number.
        around: the sentence and the headings that it stands in.
        year: the WRES year that they are about.
        topics: the indicators that they are about by their place.

    >>> secret = Secret(2024, 2, "shortlisted_count", 4, pay_band="9")
    >>> [how_open(secret, words, words, 2024) for words in (
    ...     "the four shortlisted for band 9", "the four in band 9", "the four in band 8d", "four")]
    [0, 1, None, None]
    """
    mine, further = people_in(near), people_in(around)
    is_about = str(secret.indicator) in topics
    is_event_open = _is_event_open(secret, near, around, is_about)
    left_open = [
        *(_is_open(secret, name, mine[name], further[name]) for name in GROUPS),
        is_event_open,
        secret.is_of_campaigns and not re.search(_CAMPAIGNS, around, re.I),
        _is_year_open(secret, around, year),
    ]
    named = [name for name in GROUPS if getattr(secret, name) in mine[name] | further[name]]
    row = [name for name in GROUPS[:2] if getattr(secret, name) != ALL]
    # Of a row its name must be said; of everybody what befell them.
    is_event_said = not is_event_open or (is_about and named)
    is_named = row[-1] in named if row else is_event_said and (named or secret.event)
    if None in left_open or not is_named or not _names_both(secret, mine, further, near):
        return None
    return count if (count := sum(map(bool, left_open))) <= 1 else None


def _is_of_them(number: Number, near: str, secret: Secret) -> bool:
    """Whether a share is one of the people of an ethnic group, and not how many of all they are."""
    is_share = number.unit in (PERCENT, FRACTION) and secret.event in ("", "board")
    return is_share and _AMONG.match(near, number.end) is not None


def _names_both(secret: Secret, mine: Named, further: Named, near: str) -> bool:
    """Whether words set the two groups beside one another that a number is made of."""
    if secret.by == YEAR or secret.together <= mine[secret.by]:
        return True
    is_said = re.search(_TOGETHER, near, re.I) is not None
    return is_said and secret.together <= mine[secret.by] | further[secret.by]


def _is_open(
    secret: Secret, name: str, near: frozenset[str], around: frozenset[str]
) -> bool | None:
    """Whether words leave open whose number it is; None where they name others."""
    value = getattr(secret, name)
    if name == secret.by and (secret.together or secret.unit in (RATIO, POINTS)):
        return False
    if value == ALL:
        return None if len(near) == 1 else False
    if value in (near or around):
        return False
    is_implied = name == "staff_group" and _scheme(secret.pay_band) == value
    return None if near or around else not (is_implied or secret.event == "board")


def _is_event_open(secret: Secret, near: str, around: str, is_about: bool) -> bool | None:
    """Whether words leave open what befell these people; None where something else did."""
    befell = {event for event, said in _EVENTS.items() if re.search(said, near, re.I)}
    if not secret.event:
        return bool(befell)
    if secret.event in befell or re.search(secret.event_in_words, around, re.I):
        return False
    if is_about and re.search(_UNDER.get(secret.event, "(?!)"), around, re.I):
        return False
    return None if befell and not is_about else True


def _is_year_open(secret: Secret, around: str, year: int) -> bool | None:
    """Whether a count of another year is not named by it; None where words name yet another."""
    cues = [cue for cue in scene(around).cues if cue.slot == "year" and cue.meaning != "none"]
    years = {each for cue in cues for each in years_of(cue, str(secret.indicator), year)}
    # "Last year" is the one before, or the twelve months that the report is about.
    years |= {year for cue in cues if cue.meaning == "-1" and secret.by != YEAR}
    if secret.by == YEAR:
        return False if secret.together <= {f"{each}" for each in (*years, year)} else None
    if years:
        return False if secret.year in years else None
    return secret.year != year


@lru_cache(maxsize=2**10)
def people_in(words: str) -> Named:
    """Whom words name, as a table would and as people say it."""
    words = plainly(words)
    named = {name: set(values) for name, values in named_in(words).items()}
    slots = {"group": "ethnicity", "staff_group": "staff_group", "pay_band": "pay_band",
             "board": "staff_group"}  # fmt: skip
    for cue in scene(words).cues:
        if cue.slot in slots and cue.meaning not in ("?", ALL, "other"):
            named[slots[cue.slot]].add(cue.meaning)
    return {name: frozenset(values) for name, values in named.items()}


def _scheme(pay_band: str) -> str:
    return reference.by("pay_bands", "pay_band").get(pay_band, {}).get("scheme", "")


def _said(lines: Sequence[str], stem: str) -> Iterator[tuple[int, str, str, Sequence[str]]]:
    """Each clause and each cell of a table: its line, its words, what it stands in, its topics."""
    for sentence in sentences(lines, with_all=True):
        topics = context_of(sentence.headings, stem).topics
        for text in readings(sentence.text) if not sentence.is_too_long else ():
            around = ". ".join((*sentence.headings, text))
            for clause in _CLAUSE.split(text):
                yield sentence.line, clause, around, topics
    for grid in grids(lines):
        for cell in grid.cells:
            for near in readings(f"{cell.row}, {cell.column}: {cell.content}"):
                around = ". ".join((*cell.headings, grid.text, near))
                yield cell.line, near, around, context_of(cell.headings, stem).topics


def _numbers(words: str) -> Iterator[Number]:
    """The numbers that words give as they are, or about, and those that they leave over."""
    read = [number for number in numbers(words) if number.hedge in (EXACT, ABOUT)]
    taken = {at for number in numbers(words) for at in range(number.start, number.end)}
    read += [number for number in spelt(words) if number.start not in taken]
    is_of_others = _NOT_THEY.search(words) is not None
    for number in read:
        is_rest = number.unit == BARE and _ALL_BUT.search(words[: number.start])
        if is_rest or (is_of_others and number.unit == BARE):
            yield replace(number, unit=LEFT)
        if not is_rest:
            yield number
    for same in _EQUAL.finditer(words):
        value = 0.5 if same["half"] else 1.0
        yield Number(same[0], *same.span(), value, 0, TIMES, in_words=True)
