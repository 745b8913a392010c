"""Whether people's own words tell a count that the report withholds.

A number is held against the withheld counts that have it, and against nothing else: so words that
name somebody else's number tell nothing, however they are put. How exactly the words name the count
decides what becomes of it: beyond doubt, or but for one thing that they leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wres import reference
from wres.attack.meaning import GROUPS, named_in
from wres.claims.grids import grids
from wres.claims.meaning import scene, years_of
from wres.claims.numbers import ABOUT, BARE, EXACT, PERCENT, Number, numbers, spelt
from wres.claims.plainly import plainly
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
# What says the same where a file is about the indicator.
_UNDER = {"disciplinary": r"\bcases\b"}
# What sets two groups beside one another, where a clause names but one of them.
_TOGETHER = r"\b(?:together|combined|altogether|in all|between them|outnumber\w*)\b"
Named = dict[str, frozenset[str]]  # the people whom words name, by the columns of a key
_CAMPAIGNS = r"\binternational|\boverseas\b|\babroad\b"


@dataclass(frozen=True, slots=True)
class Secret:
    """A number that the report withholds, named as a figure is.

    Attributes:
        together: the ethnic groups whose counts it is made of, where it is of two.
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
        return is_precise and abs(value - round(self.number, decimals)) < 1e-9

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
    lines_told: dict[int, bool] = {}
    for line, near, around, topics in _said(lines, stem) if secrets else ():
        for number in _numbers(near):
            fits = [how_open(each, near, around, year, topics) for each in secrets
                    if _is(number, each)]  # fmt: skip
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


def _names_both(secret: Secret, mine: Named, further: Named, near: str) -> bool:
    """Whether words set the two groups beside one another that a number is made of."""
    if secret.together <= mine["ethnicity"]:
        return True
    is_said = re.search(_TOGETHER, near, re.I) is not None
    return is_said and secret.together <= mine["ethnicity"] | further["ethnicity"]


def _is_open(
    secret: Secret, name: str, near: frozenset[str], around: frozenset[str]
) -> bool | None:
    """Whether words leave open whose number it is; None where they name others."""
    value = getattr(secret, name)
    if name == "ethnicity" and secret.together:
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
    years |= {year for cue in cues if cue.meaning == "-1"}
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
    for sentence in sentences(lines):
        topics = context_of(sentence.headings, stem).topics
        text = plainly(sentence.text)
        around = ". ".join((*sentence.headings, text))
        for clause in _CLAUSE.split(text) if not sentence.is_too_long else ():
            yield sentence.line, clause, around, topics
    for grid in grids(lines):
        for cell in grid.cells:
            near = plainly(f"{cell.row}, {cell.column}: {cell.content}")
            around = ". ".join((*cell.headings, grid.text, near))
            yield cell.line, near, around, context_of(cell.headings, stem).topics


def _numbers(words: str) -> Iterator[Number]:
    """The numbers that words give as they are, or about."""
    read = numbers(words)
    yield from (number for number in read if number.hedge in (EXACT, ABOUT))
    taken = {at for number in read for at in range(number.start, number.end)}
    yield from (number for number in spelt(words) if number.start not in taken)


def _is(number: Number, secret: Secret) -> bool:
    """Whether a number is that of a withheld count, or percentage, as precisely as it is put."""
    unit = {PEOPLE: BARE, PERCENT: PERCENT}.get(secret.unit)
    return number.unit == unit and secret.is_told_by(number.value, number.decimals)
