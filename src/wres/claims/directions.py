"""Hold the words of a direction against the two levels that they stand between.

"Rose from 24.1% to 23.5%" has two right numbers and a wrong word. Each rule finds a word, the
number that it is said of and the number that it is measured against. A word is wrong only where
the two numbers, as written, leave no doubt; except in the first rule both must besides be figures
that differ in the year, the group or the average alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from wres.claims.meaning import Scene
from wres.claims.numbers import BARE, EXACT, TIMES, Number
from wres.claims.patterns import pattern
from wres.claims.quantities import Quantity, half_up, level
from wres.claims.roles import Kind, Role
from wres.figures import Figures, State
from wres.reference import AVERAGE


@dataclass(frozen=True)
class Read:
    """A number of a sentence as it has been read: its role, and the figure that supports it.

    `is_wrong` says that the number is contradicted by itself.
    """

    number: Number
    role: Role
    figure: Quantity | None
    is_wrong: bool = False


@dataclass(frozen=True)
class Turned:
    """A word that says the wrong direction: where it stands in the sentence, and why.

    `figure` and `value` are the difference between the two figures, with its sign; blank and None
    where the numbers are wrong by themselves, whatever they are of.
    """

    word: str
    start: int
    end: int
    cause: str
    figure: str = ""
    value: float | None = None


@dataclass(frozen=True)
class _Word:
    """A word of a direction and where it begins in the skeleton."""

    text: str
    start: int
    is_up: bool

    @property
    def is_of_width(self) -> bool:
        """Whether it is said of a gap, which has no sign."""
        return bool(_WIDTH.match(self.text))


_ROSE = (
    r"increas(?:e[sd]?|ing)|r[io]ses?|risen|rising|grew|grown?|growing|climb(?:s|ed|ing)?"
    r"|(?:went|gone|going) up|widen(?:s|ed|ing)?"
)
_FELL = (
    r"decreas(?:e[sd]?|ing)|reduc(?:es?|ed|ing|tions?)|f[ae]ll(?:s|en|ing)?|dropp?(?:s|ed|ing)?"
    r"|declin(?:es?|ed|ing)|shr[aiu]nk(?:s|ing)?|narrow(?:s|ed|ing)?|dipp(?:ed|ing)"
    r"|(?:went|gone|going|came|come) down"
)
_WIDTH = re.compile(r"widen|narrow", re.IGNORECASE)
# "Has not grown", "no longer rises", "rather than falling"; not "whose ethnicity is not known".
_DENIED = pattern("directions", "denied")
_CLAUSE = re.compile(r"[;:]|\b(?:while|whereas|but|although|though|despite)\b", re.IGNORECASE)
# "An increase in the likelihood of BME staff ... from 0.81 to 0.52": the ratio is the other way
# round, and the sentence is right.
_TOLD_OF_A_GROUP = re.compile(r"\b(?:likel(?:y|ihood)|chances?)\b", re.IGNORECASE)
_A_RATIO = re.compile(r"\b(?:ratio|relative likelihood|disparity)\b", re.IGNORECASE)


def turned(scene: Scene, read: Sequence[Read], figures: Figures) -> list[Turned]:
    """The words of a direction in a clause that its numbers, or the figures, say otherwise.

    Args:
        scene: the clause taken apart.
        read: its numbers, in order.
        figures: all figures that are held.
    """
    found: dict[int, Turned] = {}
    rules: tuple[Callable[[Scene, Sequence[Read], Figures], Iterator[Turned]], ...] = (
        _from_to,
        _up_from,
        _than,
        _for_whom_first,
        _to_alone,
    )
    for rule in rules:
        for each in rule(scene, read, figures):
            found.setdefault(each.start, each)
    return list(found.values())


_MOVED = re.compile(rf"\b(?:(?P<up>{_ROSE})|(?P<down>{_FELL}))\b", re.IGNORECASE)


def _from_to(scene: Scene, read: Sequence[Read], figures: Figures) -> Iterator[Turned]:
    """Find "rose from 24.1% to 23.5%": wrong as written, whatever it is of."""
    for index, first in enumerate(read):
        if first.role.end != "from":
            continue
        last = next((each for each in read[index + 1 :] if each.role.end), None)
        if last is None or last.role.end != "to" or first.is_wrong or last.is_wrong:
            # One slip is told once: the word may be right beside the right number.
            continue
        word = _one_direction(scene.skeleton, *_words_of_movement(scene, read, index))
        if word is None or _is_turned_ratio(scene, first.number, last.number):
            continue
        yield from _unless_so(scene, word, last, first)


def _words_of_movement(scene: Scene, read: Sequence[Read], index: int) -> tuple[int, int]:
    """Where the words before "from" begin and end: behind the number before it.

    The change in "fell by 52% from 24 to 14" is part of the movement.
    """
    first = index
    while first and read[first - 1].role.kind in (Kind.CHANGE, Kind.FACTOR):
        first -= 1
    return (scene.places[first - 1].at + 1 if first else 0), scene.places[index].at


def _one_direction(skeleton: str, start: int, end: int) -> _Word | None:
    """The word of a movement in a stretch of a sentence, where there is one direction only."""
    cuts = [match.end() for match in _CLAUSE.finditer(skeleton, start, end)]
    start = cuts[-1] if cuts else start
    words = list(_MOVED.finditer(skeleton, start, end))
    if not words or len({bool(word["up"]) for word in words}) > 1:
        return None
    if _DENIED.search(skeleton[start : words[-1].start()]):
        return None
    if re.search(r"\b(?:went|moved|came)\b", skeleton[words[-1].end() : end]):
        # "As the workforce grew the rate went from 0.72% to 0.64%."
        return None
    return _Word(words[-1][0], words[-1].start(), bool(words[-1]["up"]))


def _is_turned_ratio(scene: Scene, first: Number, last: Number) -> bool:
    """Whether two ratios may be the other way round than the words beside them."""
    is_ratio = first.unit == TIMES or (first.unit == BARE and (first.decimals or last.decimals))
    is_told = _TOLD_OF_A_GROUP.search(scene.skeleton) and not _A_RATIO.search(scene.skeleton)
    return bool(is_ratio and is_told)


# "..., up from 10.4%", "a slight increase from 29.5%", "an increase on 14.3%".
_FROM_THERE = pattern("directions", "from there")


def _up_from(scene: Scene, read: Sequence[Read], figures: Figures) -> Iterator[Turned]:
    """Find "14.8%, down from 10.4%": both are figures of one thing, in two years."""
    for index, (now, then) in enumerate(pairwise(read)):
        word = _between(scene, index, _FROM_THERE)
        follows = index + 2 < len(read) and read[index + 2].role.end == "to"
        if word is None or follows or not _is_one_thing(now, then, "year"):
            continue
        if now.figure.unit == "ratio" and word.text.lower() not in ("up", "down"):
            continue
        if now.figure.year > then.figure.year:
            yield from _unless_so(scene, word, now, then)


# "..., lower than White colleagues at", "which is below the national average of".
_COMPARED = pattern("directions", "compared")
_APART = re.compile(r"[;:]|\b(?:likely|with|and)\b", re.IGNORECASE)


def _than(scene: Scene, read: Sequence[Read], figures: Figures) -> Iterator[Turned]:
    """Find "12.7% of BME staff, lower than White colleagues at 8.0%": figures of two groups."""
    for index, (one, other) in enumerate(pairwise(read)):
        between = scene.skeleton[scene.places[index].at : scene.places[index + 1].at]
        word = _between(scene, index, _COMPARED)
        if word is None or _APART.search(between):
            continue
        if _DENIED.search(scene.skeleton[scene.places[index].at : word.start]):
            continue
        if _is_like(one, other):
            yield from _unless_so(scene, word, one, other)


# "Harassment is lower for BME staff (12.7%) than for White staff (8.0%)".
_FOR_WHOM = pattern("directions", "for whom")
_THAN = re.compile(r"[^#;:.]*\bthan\b[^#;:.]*")


def _for_whom_first(scene: Scene, read: Sequence[Read], figures: Figures) -> Iterator[Turned]:
    """Find "lower for BME staff (12.7%) than for White staff (8.0%)": the word leads both."""
    for index, (one, other) in enumerate(pairwise(read)):
        start = scene.places[index - 1].at + 1 if index else 0
        at, end = scene.places[index].at, scene.places[index + 1].at
        before = scene.skeleton[start:at]
        found = _FOR_WHOM.search(before)
        if not found or not _THAN.fullmatch(scene.skeleton[at + 1 : end]):
            continue
        is_plain = len(re.findall(r"\b(?:than|more|less|higher|lower|greater)\b", before)) == 1
        if not is_plain or _DENIED.search(before[: found.start()]):
            continue
        if _is_one_thing(one, other, "ethnicity"):
            word = _Word(found["word"], start + found.start("word"), bool(found["up"]))
            yield from _unless_so(scene, word, one, other)


_TO_THERE = pattern("directions", "to there")


def _to_alone(scene: Scene, read: Sequence[Read], figures: Figures) -> Iterator[Turned]:
    """Find "BME representation fell to 17.6%", which rose since the figure of the year before."""
    # "But the figure falls to 32.7% in band 6": from band to band.
    if scene.of("elsewhere", "pay_band") or any(
        cue.meaning not in ("0", "none") for cue in scene.of("year")
    ):
        return
    for index, now in enumerate(read):
        figure, before = now.figure, scene.before(index)
        found = _TO_THERE.search(before)
        if not found or figure is None or now.role.kind is not Kind.LEVEL or now.role.end:
            continue
        is_level = figure.base is None and figure.unit in ("percent", "people")
        start = scene.places[index - 1].at if index else 0
        if not is_level or " less " in figure.name:
            continue
        if _DENIED.search(before[start : found.start("word")]):
            continue
        then = level(figures, figure.subject, figure.year - 1)
        word = _Word(found["word"], found.start("word"), bool(found["up"]))
        if then.state is State.SHOWN:
            last = Read(replace(now.number, text=then.printed, value=then.value), now.role, then)
            if _printed(figure) != _printed(then):
                yield from _unless_so(scene, word, now, last)


def _between(scene: Scene, index: int, pattern: re.Pattern) -> _Word | None:
    """The only word of a direction between a number and the next."""
    start, end = scene.places[index].at + 1, scene.places[index + 1].at
    found = list(pattern.finditer(scene.skeleton[start:end]))
    if len(found) != 1:
        return None
    word = found[0]
    return _Word(word["word"], start + word.start("word"), bool(word["up"]))


def _is_like(one: Read, other: Read) -> bool:
    """Whether two numbers may be compared: they differ in the group, the year or whose they are."""
    buts = ("ethnicity", "average", "year", "population")
    return any(_is_one_thing(one, other, but) for but in buts)


def _is_one_thing(one: Read, other: Read, but: str) -> bool:
    """Whether two numbers are figures of one thing, but for the year, the group or the average."""
    first, second = one.figure, other.figure
    if first is None or second is None or first.base or second.base:
        return False
    if {one.role.kind, other.role.kind} - {Kind.LEVEL, Kind.TIMES}:
        return False
    if but == "year":
        return first.subject == second.subject and first.year != second.year
    if but == "population":
        areas = "local_population_percentage"
        return (first.subject.figure, second.subject.figure) == (
            "staff_percentage",
            areas,
        ) and first.subject.ethnicity == second.subject.ethnicity
    if but == "average":
        return replace(first.subject, figure=first.subject.figure + AVERAGE) == second.subject
    same = replace(first.subject, ethnicity=second.subject.ethnicity) == second.subject
    return same and first.subject != second.subject and first.year == second.year


def _printed(quantity: Quantity) -> float | int:
    return half_up(quantity.value, quantity.decimals)


def _unless_so(scene: Scene, word: _Word, one: Read, other: Read) -> Iterator[Turned]:
    """A word that says another direction than two numbers as they are written."""
    first, last = one.number, other.number
    if first.unit != last.unit or {first.hedge, last.hedge} != {EXACT}:
        return
    values = first.value, last.value
    if word.is_of_width:
        values = abs(first.value), abs(last.value)
    is_up = values[0] > values[1]
    if min(values) < 0 or values[0] == values[1] or is_up == word.is_up:
        return
    than = ("wider" if is_up else "narrower") if word.is_of_width else "more" if is_up else "less"
    figure, value = "", None
    if one.figure and other.figure and None not in (one.figure.value, other.figure.value):
        is_change = _is_one_thing(one, other, "year")
        figure = f"{one.figure.name} less {other.figure.year if is_change else other.figure.name}"
        value = half_up(one.figure.value - other.figure.value, one.figure.decimals)
    start = word.start + sum(
        place.number.end - place.number.start - 1 for place in scene.places if place.at < word.start
    )
    yield Turned(
        word.text,
        start,
        start + len(word.text),
        f"{first.text} is {than} than {last.text}",
        figure,
        value,
    )
