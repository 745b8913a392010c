"""Is there any figure that a number may be? A number that has such a witness is never contradicted.

A witness is a figure of the report, or one simple step from two of them, that is the number as
printed and that the words do not exclude. Words exclude what they contradict: where they name
White staff and nobody else, no figure of BME staff is a witness; where they name no year, those
of earlier years are witnesses only beside words that look back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import combinations

from wres import reference
from wres.claims.facts import KNOWN, NATIONAL, OWN, Level, Place, by_topic_and_band, of_bands
from wres.claims.groups import fine_groups
from wres.claims.meaning import Cue, Scene, years_of
from wres.claims.numbers import PERCENT, POINTS, Number
from wres.claims.patterns import pattern
from wres.claims.quantities import Quantity, Subject, comparable, fits
from wres.claims.roles import Kind, Role
from wres.claims.vocabulary import unknown_words
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, Figures, State

ANY = "?"


@cache
def _steps() -> Mapping[str, re.Pattern]:
    """The words that make a step likely, by the step."""
    return {
        row["step"]: re.compile(row["pattern"], re.IGNORECASE)
        for row in reference.rows("claim_steps")
    }


def says(text: str, step: str) -> bool:
    """Whether a word of a step stands in a text.

    >>> says("The gap narrowed by 0.5", "difference"), says("28.6% of BME staff", "difference")
    (True, False)
    """
    return bool(_steps()[step].search(text))


_LEVELS = re.compile(r"\b(?:lower|middle|upper)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """What a sentence and its headings name, slot by slot, and its words."""

    text: str
    slots: Mapping[str, frozenset[str]]
    year: int
    role: Role = field(default_factory=lambda: Role(Kind.LEVEL))
    is_elsewhere: bool = False
    bands: frozenset[tuple[str, str]] = frozenset()
    dates: tuple[frozenset[int], ...] = ()
    near: frozenset[str] = frozenset()
    is_strange: bool = False

    def says(self, step: str) -> bool:
        """Whether a word of a step stands in the words."""
        return says(self.text, step)

    def all_named(self) -> set[str]:
        """Whatever the words name, in any slot."""
        workforce = {"workforce"} if re.search(r"\bstaff\b", self.text, re.IGNORECASE) else set()
        return workforce | {str(value) for values in self.slots.values() for value in values}

    def admitted(self, figures: Figures, *, of_all_years: bool = False) -> list[Level]:
        """The figures that the words do not exclude; of all years where those are compared."""
        held = [
            each
            for (topic, band), some in by_topic_and_band(figures).items()
            if self.allows("topic", topic) and self.allows("pay_band", band)
            for each in some
        ]
        if self.allows("topic", "1") or self.allows("topic", "2"):
            held += [each for ends in self.bands for each in of_bands(figures, *ends)]
        for index, slot in enumerate(Place._fields):
            if slot == "year" and of_all_years:
                continue
            values = {each.place[index] for each in held}
            allowed = {value for value in values if self.allows(slot, value)}
            if allowed != values:
                held = [each for each in held if each.place[index] in allowed]
        return held

    def allows(self, slot: str, value: str | int) -> bool:
        """Whether the words leave open that a figure is of this."""
        said = self.slots.get(slot, frozenset())
        if slot == "figure":
            return value in said if said else self._allows_figure(str(value))
        if value in said or ANY in said:
            return True
        if slot == "year":
            is_open = value == self.year or (said <= {self.year} and self._looks_back)
            return slot not in self.near and is_open
        if slot == "group":
            if value == KNOWN:
                return not said or said >= {BME, WHITE} or self.says("known")
            return value == ALL or (not said and value in (BME, WHITE, UNKNOWN))
        if slot == "topic":
            return not said
        if slot == "area":
            return value == "" or (not said and "population" in self.slots["subject"])
        return value in (ALL, OWN) and not said

    @property
    def _looks_back(self) -> bool:
        return self.role.end == "from" or " from #" in self.text or self.says("past")

    def _allows_figure(self, figure: str) -> bool:
        if figure.endswith("_international"):
            return self.says("international")
        if figure == "shortlisted_count" and re.search(r"appoint(?!.*shortlist)", self.text):
            return "shortlist" in self.text or "success" in self.text
        if figure == "workforce_percentage":
            return self.says("workforce")
        if figure.startswith("race_disparity"):
            levels = [found.lower() for found in _LEVELS.findall(self.text)]
            return len(set(levels)) != 2 or figure.endswith("_to_".join(levels[:2]))
        return True


def _with_the_sentence_before(own: Named, earlier: Named) -> Named:
    """What is named, and what the sentence before adds; it settles nothing that is left open."""
    added = {
        slot: said | earlier.slots[slot] | ({ALL} if not said else set())
        for slot, said in own.slots.items()
        if earlier.slots[slot] and (said or slot in _FINE)
    }
    return replace(
        own,
        slots={**own.slots, **added},
        text=f"{own.text} {earlier.text}",
        bands=own.bands | earlier.bands,
        is_strange=own.is_strange or earlier.is_strange,
    )


def named(
    scenes: Iterable[Scene], topics: Iterable[str], year: int, before: Scene | None = None
) -> Named:
    """What the scenes of a sentence and of its headings name, after the sentence before it."""
    if before is not None:
        earlier = named([before], topics, year)
        return _with_the_sentence_before(named(scenes, topics, year), earlier)
    scenes = tuple(scenes)
    text = " ".join(scene.skeleton for scene in scenes)
    if any(place.number.unit == POINTS for scene in scenes for place in scene.places):
        # The word is part of the number.
        text += " points"
    cues = [cue for scene in scenes for cue in scene.cues]
    slots, dates = _by_cues(cues, topics, year)
    bands = frozenset(_ranges(" ".join(scene.text for scene in scenes)))
    slots["pay_band"] |= {"-".join(ends) for ends in bands}
    if slots["year"] and _SINCE.search(text):
        # "Since 2022: 1.61, 1.51 and 1.40": of each year.
        slots["year"] |= {*range(min(slots["year"]), year + 1)}
    slots["group"] |= {group for scene in scenes for group in fine_groups(scene)}
    _follow(slots, text)
    return Named(
        text,
        {slot: frozenset(values) for slot, values in slots.items()},
        year,
        is_elsewhere=any(cue.slot == "elsewhere" for cue in cues),
        bands=bands,
        dates=tuple(dates),
        is_strange=bool(unknown_words(scenes[0])),
    )


def named_by(clause: Scene, topics: Iterable[str], year: int) -> dict[str, set]:
    """What the cues of a clause name by themselves, and nothing that follows from it."""
    slots, _ = _by_cues(clause.cues, topics, year)
    slots["pay_band"] |= {"-".join(ends) for ends in _ranges(clause.text)}
    slots["group"] |= {*fine_groups(clause)}
    return slots


_SINCE = re.compile(r"\b(?:since|between|through|series)\b", re.IGNORECASE)
# Of these a figure is of all where words name none.
_FINE = ("staff_group", "pay_band", "sex")
_BAND = r"(under 1|8[a-d]|[1-9](?![\d.%])|VSM)"
_RANGE = pattern("witnesses", "range")
_UPWARDS = pattern("witnesses", "upwards")
_DOWNWARDS = pattern("witnesses", "downwards")


def _ranges(text: str) -> Iterator[tuple[str, str]]:
    """The ends of the ranges of bands that a text names."""
    for one, other in _RANGE.findall(text):
        yield _band(one), _band(other)
    for match in _UPWARDS.finditer(text):
        yield _band(next(filter(None, match.groups()))), "VSM"
    for match in _DOWNWARDS.finditer(text):
        yield "under 1", _band(next(filter(None, match.groups())))


def _band(text: str) -> str:
    return text.upper() if text.lower() == "vsm" else text.lower()


def _by_cues(
    cues: Sequence[Cue], topics: Iterable[str], year: int
) -> tuple[dict[str, set], list[frozenset[int]]]:
    """What the cues name, slot by slot; and the years that each date may mean."""
    slots: dict[str, set] = {slot: set() for slot in (*Place._fields, "subject")}
    topics = {*topics, *(t for cue in cues if cue.slot == "topic" for t in cue.meaning.split())}
    slots["topic"] = topics - {"weak"}
    # The survey of an autumn is that of the next year's report, and people name either.
    is_survey = not topics or topics & {"5", "6", "7", "8", "response"}
    asked = ("1", "5") if is_survey else ("1",)
    dates = [
        frozenset(date for topic in asked for date in years_of(cue, topic, year))
        for cue in cues
        if cue.slot == "year" and cue.meaning != "none"
    ]
    slots["year"] = {date for some in dates for date in some}
    for cue in cues:
        if cue.slot == "board":
            slots["staff_group"].add(cue.meaning)
        elif cue.slot == "elsewhere":
            slots["average"].add(NATIONAL)
        elif cue.slot in slots and cue.slot not in ("figure", "year"):
            slots[cue.slot].add(cue.meaning)
    return slots, dates


def _follow(slots: dict[str, set], text: str) -> None:
    """Add what follows from what is named, and from the words themselves."""
    if slots["topic"] and says(text, "workforce"):
        slots["topic"].add("1")
    slots["topic"] |= {_OF_SUBJECTS[s] for s in slots["subject"] if s in _OF_SUBJECTS}
    if {"declared", "population"} & (slots["topic"] | slots["subject"]) or slots["area"]:
        slots["topic"].add("1")
    if "response" in slots["topic"]:
        slots["topic"].add("5")
    if slots["average"] or says(text, "elsewhere"):
        slots["average"] = {OWN, NATIONAL}
    is_by_band = re.search(r"\b(?:by|each|every|per) (?:pay )?band\b", text, re.IGNORECASE)
    if is_by_band or (says(text, "band") and not slots["pay_band"] - {ANY}):
        slots["pay_band"].add(ANY)
    if says(text, "sex"):
        slots["sex"] |= {"Female", "Male", ALL}
    if "9" in slots["topic"]:
        boards = slots["staff_group"] & {"voting board members", "executive board members"}
        slots["staff_group"] |= {ALL} if boards else {"board members", ALL}
    if {"clinical", "non-clinical"} <= slots["staff_group"]:
        slots["staff_group"].add(ALL)
    if slots["pay_band"] & set(reference.bands_of_scheme("medical and dental")):
        slots["staff_group"] |= {"medical and dental", ALL}
    if "disparity" in slots["topic"]:
        slots["pay_band"].add(ANY)
    if says(text, "local"):
        slots["subject"].add("population")


_OF_SUBJECTS = {"board": "9", "workforce": "1"}


def narrowed(words: Named, role: Role, near: Mapping[str, Iterable[str | int]]) -> Named:
    """The words with what stands at the number itself in the place of what the sentence names."""
    closer = {slot: frozenset(values) for slot, values in near.items()}
    return replace(words, slots={**words.slots, **closer}, role=role, near=frozenset(closer))


def witness(
    number: Number, words: Named, figures: Figures, meant: Quantity | None = None
) -> Quantity | None:
    """A figure, or a step from figures, that a number may be; None where there is none.

    What the number was weighed against already is no witness: its size may be right where its
    direction is wrong.
    """
    weighed = None if meant is None or meant.value is None else abs(meant.value)
    possible = (q for q in candidates(words, figures) if comparable(number, q))
    if number.unit == PERCENT and words.role.kind is Kind.LEVEL:
        # "27.3% of residents" is no difference between percentages.
        possible = (q for q in possible if q.unit != "percentage points")
    possible = (q for q in possible if weighed is None or abs(abs(q.value) - weighed) > 1e-9)
    return next((q for q in possible if fits(number, q, words.role.sign)), None)


def candidates(words: Named, figures: Figures) -> Iterator[Quantity]:
    """The figures that the words do not exclude, and what one step makes of them."""
    kind = words.role.kind
    admitted = words.admitted(figures)
    if kind is not Kind.CHANGE:
        for each in admitted:
            yield from _itself(each, words)
    if kind is not Kind.LEVEL or any(map(words.says, _OF_PAIRS)):
        yield from _steps_of(admitted, words, figures)


# The steps that are of two figures.
_OF_PAIRS = ("gap", "difference", "change", "multiple", "together", "share")


def _steps_of(admitted: list[Level], words: Named, figures: Figures) -> Iterator[Quantity]:
    """What one step makes of two figures."""
    kind = words.role.kind
    is_of_gaps = words.says("gap")
    is_apart = kind in (Kind.CHANGE, Kind.GAP) or words.says("difference") or words.says("change")
    is_multiple = kind is Kind.FACTOR or words.says("multiple")
    pairs = list(_neighbours(admitted, is_of_gaps))
    wide = []
    if kind is Kind.GAP or words.says("share"):
        everybody = replace(words, slots=_with_all(words)).admitted(figures)
        wide = list(_neighbours(everybody, is_of_gaps))
    if words.says("together"):
        for one, other in pairs:
            yield from _joined(one, other)
    if words.says("share"):
        for one, other in wide:
            yield from _shares(one, other)
    if is_apart:
        for one, other in wide if kind is Kind.GAP else pairs:
            # A change goes from year to year or from band to band, and not from group to group.
            if kind is not Kind.CHANGE or one.place.group == other.place.group:
                yield from _differences(one, other)
        if is_of_gaps:
            yield from _changes_of_gaps(_neighbours(words.admitted(figures, of_all_years=True)))
    if kind is Kind.CHANGE or words.says("change"):
        for one, other in _of_two_years(words, figures):
            yield from _differences(one, other)
    if is_multiple or _is_quotient(words):
        for one, other in pairs:
            if one.unit == "percent" or not _is_quotient(words):
                yield from _quotients(one, other)
    if is_multiple:
        for one, other in _of_two_years(words, figures):
            yield from _quotients(one, other)


def _is_quotient(words: Named) -> bool:
    """Whether "2.6 times" is of two percentages, and not a relative likelihood that is held."""
    return words.role.kind is Kind.TIMES and not words.slots["topic"] & {"2", "3", "4"}


def _with_all(words: Named) -> dict[str, frozenset]:
    """What the words name, and everybody besides: the base of a share need not be named."""
    return {
        slot: said | {ALL} if said and slot in ("group", "staff_group", "pay_band", "sex") else said
        for slot, said in words.slots.items()
    }


def _of_two_years(words: Named, figures: Figures) -> Iterator[tuple[Level, Level]]:
    """A figure of a year that the words allow beside itself of any other year."""
    said = words.slots["year"]
    levels_of_all = words.admitted(figures, of_all_years=True)
    for one, other in _neighbours(levels_of_all, words.says("gap")):
        years = {one.place.year, other.place.year}
        if len(years) < 2:
            continue
        if years <= said if len(said) > 1 else years & (said or {words.year}):
            yield one, other


def _itself(level: Level, words: Named) -> Iterator[Quantity]:
    """A figure, its two counts, the rest of a percentage, a ratio said in per cent."""
    is_apart = words.role.kind is Kind.GAP or words.says("gap") or words.says("compared")
    if level.unit != "percentage points" or is_apart:
        yield _quantity(level, level.value, level.unit)
    if level.unit == "ratio" and level.value and words.says("likely"):
        yield from _relative(level)
    is_counted = None not in (level.part, level.whole)
    if level.unit == "percent" and words.says("rest"):
        yield _quantity(level, 100 - level.value, "percent")
        if is_counted:
            yield _quantity(level, level.whole - level.part, "people")
    if level.unit == "percent" and is_counted:
        yield _quantity(level, level.part, "people")
        yield _quantity(level, level.whole, "people")


def _quantity(level: Level, value: float, unit: str, signed: bool = False) -> Quantity:
    place = level.place
    indicator = int(place.topic) if place.topic.isdigit() else 1
    subject = Subject(
        indicator, place.figure, place.staff_group, place.pay_band, place.group, place.area
    )
    size = value if signed else abs(value)
    name = subject.named(place.year)
    return Quantity(name, size, unit, State.SHOWN, subject, place.year, signed=signed)


def _relative(level: Level) -> Iterator[Quantity]:
    """18% more likely, 45% less, a chance 71% of theirs: a ratio said in per cent."""
    for ratio in (level.value, 1 / level.value):
        yield _quantity(level, abs(100 * (ratio - 1)), "percent")
        yield _quantity(level, 100 * ratio, "percent")


def _neighbours(admitted: list[Level], is_of_gaps: bool = False) -> Iterator[tuple[Level, Level]]:
    """Pairs of figures that differ in one thing: the group, the year, the band ..."""
    if not is_of_gaps:
        admitted = [each for each in admitted if each.unit != "percentage points"]
    for index, slot in enumerate(Place._fields):
        alike: dict[tuple, list[Level]] = {}
        for each in admitted if slot != "figure" else ():
            alike.setdefault(each.place[:index] + each.place[index + 1 :], []).append(each)
        for family in alike.values():
            yield from combinations(sorted(family, key=lambda level: str(level.place[index])), 2)


_APART = {"percent": "percentage points", "people": "people more", "ratio": "difference in ratio",
          "percentage points": "percentage points"}  # fmt: skip


def _differences(one: Level, other: Level) -> Iterator[Quantity]:
    """The difference of two figures, and in per cent of either."""
    signed = one.place.year != other.place.year
    apart = other.value - one.value
    if one.unit in _APART:
        yield _quantity(other, apart, _APART[one.unit], signed)
    if one.unit in ("people", "percent"):
        for base in (one.value,) if signed else (one.value, other.value):
            if base:
                yield _quantity(other, 100 * apart / base, "percent change", signed)


def _changes_of_gaps(pairs: Iterable[tuple[Level, Level]]) -> Iterator[Quantity]:
    """How the gap of two groups changed between two years."""
    gaps: dict[Place, list[Level]] = {}
    for one, other in pairs:
        if one.unit == "percent" and one.place.year == other.place.year:
            gap = abs(one.value - other.value)
            place = one.place._replace(group=f"{one.place.group} {other.place.group}", year=0)
            gaps.setdefault(place, []).append(replace(one, value=gap, part=one.place.year))
    for family in gaps.values():
        for one, other in combinations(family, 2):
            first, last = sorted((one, other), key=lambda level: level.part)
            yield _quantity(other, last.value - first.value, "percentage points", signed=True)


def _joined(one: Level, other: Level) -> Iterator[Quantity]:
    """Two figures of one year taken together: their sum, or the share of both staff groups."""
    groups = {one.place.group, other.place.group}
    if one.place.year != other.place.year or (len(groups) > 1 and groups & {ALL, KNOWN}):
        return
    if len(groups) > 1 or one.unit == "people":
        if one.unit in ("people", "percent"):
            yield _quantity(one, one.value + other.value, one.unit)
    elif one.unit == "percent" and None not in (one.part, other.part) and one.whole and other.whole:
        yield _quantity(one, 100 * (one.part + other.part) / (one.whole + other.whole), "percent")


def _shares(one: Level, other: Level) -> Iterator[Quantity]:
    """The share of some in all: of BME people in those appointed, of Asian in BME staff."""
    small, large = sorted((one, other), key=lambda level: level.value)
    if one.unit != "people" or one.place.year != other.place.year or not large.value:
        return
    is_within = large.place.group == BME and small.place.group in BME_GROUPS
    if is_within or any(
        a != b and b in (ALL, KNOWN) for a, b in zip(small.place, large.place, strict=True)
    ):
        yield _quantity(small, 100 * small.value / large.value, "percent")


def _quotients(one: Level, other: Level) -> Iterator[Quantity]:
    """How many times one figure is of another, either way round."""
    unit = "factor" if one.place.year != other.place.year else "ratio"
    for first, last in ((one, other), (other, one)):
        if last.value and one.unit in ("people", "percent", "ratio"):
            yield _quantity(first, first.value / last.value, unit)
            if first.value <= last.value:
                yield _quantity(first, 100 * first.value / last.value, "percent")
