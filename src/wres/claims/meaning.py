"""What the words of a sentence point to: groups, bands, years, indicators, comparisons.

The words stand in `reference/claim_words.csv`, a rule a row with its example. What a rule finds
is a `Cue`. Which number a cue belongs to is settled in `binding`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from wres import reference
from wres.claims.numbers import Number, numbers
from wres.claims.patterns import pattern

# The sign that stands for a number while the words around it are looked at.
MARK = "#"


@dataclass(frozen=True, slots=True)
class Cue:
    """Some words of a sentence and what they mean; `rule` is the pattern that found them."""

    slot: str
    meaning: str
    start: int
    end: int
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A number and where its sign stands in the sentence's skeleton."""

    number: Number
    at: int


@dataclass(frozen=True)
class Scene:
    """A sentence taken apart: its words with a sign for each number, the numbers, the cues."""

    text: str
    skeleton: str
    places: tuple[Place, ...]
    cues: tuple[Cue, ...]

    def before(self, index: int) -> str:
        """All that stands before a number."""
        return self.skeleton[: self.places[index].at]

    def after(self, index: int) -> str:
        """All that stands after a number."""
        return self.skeleton[self.places[index].at + 1 :]

    def of(self, *slots: str) -> list[Cue]:
        """The cues of these slots, in order."""
        return [cue for cue in self.cues if cue.slot in slots]


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern], ...]:
    return tuple(
        (row["slot"], row["meaning"], re.compile(row["pattern"], re.IGNORECASE))
        for row in reference.rows("claim_words")
    )


_BAND = r"(?:under 1|8[a-d]|[1-9]|VSM)"
_SINGLE_BAND = re.compile(rf"\b(?:pay )?band ({_BAND})\b|\b(8[a-d])\b", re.IGNORECASE)
_SEVERAL_BANDS = pattern("meaning", "several bands")

_INDICATOR = pattern("meaning", "indicator")

# Integrated care boards took over from these in July 2022.
_PREDECESSOR = pattern("meaning", "predecessor")
_COMPILED_YEARS = tuple(
    (row["kind"], re.compile(row["pattern"], re.IGNORECASE))
    for row in reference.rows("claim_years")
)


# A heading stands over many sentences, and most sentences are one clause.
@lru_cache(maxsize=64)
def scene(text: str, areas: tuple[str, ...] = ()) -> Scene:
    """Take a sentence apart.

    Args:
        text: the sentence.
        areas: the names of the places whose population is held.

    >>> found = scene("12.7% of BME staff, against 8% of White staff in 2023")
    >>> found.skeleton
    '# of BME staff, against # of White staff in 2023'
    >>> [(cue.slot, cue.meaning) for cue in found.of("group", "year")]
    [('group', 'BME'), ('group', 'White'), ('year', 'calendar 2023')]
    """
    text = text.replace("’", "'").replace("\u00a0", " ")
    found = numbers(text)
    skeleton, places, position = "", [], 0
    for number in found:
        skeleton += text[position : number.start]
        places.append(Place(number, len(skeleton)))
        skeleton += MARK
        position = number.end
    skeleton += text[position:]
    return Scene(text, skeleton, _with_units(skeleton, places), _cues(skeleton, areas))


def _with_units(skeleton: str, places: list[Place]) -> tuple[Place, ...]:
    """Give "from 3.1 to 2.9 percentage points" its unit twice."""
    made = list(places)
    for index in reversed(range(len(made) - 1)):
        this, following = made[index], made[index + 1]
        between = skeleton[this.at + 1 : following.at]
        if (
            not this.number.unit
            and this.number.decimals == following.number.decimals
            and (this.number.decimals or between != ", ")
            and following.number.unit in ("percent", "percentage points", "times")
            and re.fullmatch(r" ?(?:to|and|or|-|–|,)(?: now)? ?", between)
        ):
            made[index] = Place(replace(this.number, unit=following.number.unit), this.at)
    return tuple(made)


@cache
def cues_of(text: str) -> tuple[Cue, ...]:
    """The cues of words without numbers, such as a heading.

    >>> [cue.meaning for cue in cues_of("Non-clinical staff:") if cue.slot == "staff_group"]
    ['non-clinical']
    """
    return _cues(text, ())


def _cues(text: str, areas: tuple[str, ...]) -> tuple[Cue, ...]:
    found: list[Cue] = []

    def add(slot: str, meaning: str, start: int, end: int, rule: str = "") -> None:
        found.append(Cue(slot, meaning, start, end, rule))

    for area in sorted(areas, key=len, reverse=True):
        for match in re.finditer(rf"\b{re.escape(area)}\b", text, re.IGNORECASE):
            add("area", area, *match.span())
    for slot, meaning, rule in _rules():
        for match in rule.finditer(text):
            add(slot, meaning, *match.span(), rule.pattern)
    for match in _INDICATOR.finditer(text):
        add("topic", match[1], *match.span())
    for match in _SEVERAL_BANDS.finditer(text):
        add("pay_band", "?", *match.span())
    for match in _SINGLE_BAND.finditer(text):
        add("pay_band", _band(match[1] or match[2]), *match.span())
    for kind, dated in _COMPILED_YEARS:
        for match in dated.finditer(text):
            year = next((part for part in match.groups() if part), "")
            add("year", f"{kind} {year}".strip(), *match.span())
    if not any(cue.slot == "year" and "20" in cue.meaning for cue in found):
        for match in _PREDECESSOR.finditer(text):
            add("year", "-1", *match.span())
    return tuple(sorted(_longest(found), key=lambda cue: cue.start))


def _longest(cues: list[Cue]) -> Iterator[Cue]:
    """Of cues of one slot that share words the longest, "non-consultant" and not "consultant".

    Topics may share words; which one holds is settled later.
    """
    taken: dict[str, list[Cue]] = {}
    for cue in sorted(cues, key=lambda cue: (cue.meaning == "?", cue.start - cue.end)):
        others = taken.setdefault(cue.slot, [])
        is_free = all(cue.end <= other.start or other.end <= cue.start for other in others)
        if is_free or cue.slot == "topic":
            others.append(cue)
            yield cue


def _band(text: str) -> str:
    return "VSM" if text.upper() == "VSM" else text.lower()


def years_of(cue: Cue, topic: str, year: int) -> tuple[int, ...]:
    """The WRES years that a cue may mean, the likelier first.

    The staff survey of a WRES year is that of the autumn before, and people name either.

    >>> cue = cues_of("in 2021")[0]
    >>> years_of(cue, "5", 2023), years_of(cue, "1", 2023)
    ((2022, 2021), (2021,))
    """
    kind, _, said = cue.meaning.partition(" ")
    if kind in ("0", "-1", "-2"):
        return (year + int(kind),)
    if kind == "financial":
        return (2000 + int(said[-2:]),)
    if kind == "survey":
        return (int(said) + 1,)
    if topic in ("5", "6", "7", "8", "response", "5 6"):
        # No report shows the survey of an autumn that is still to come.
        return (int(said) + 1, int(said)) if int(said) < year else (int(said),)
    return (int(said),)
