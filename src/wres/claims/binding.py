"""Bind a number to what it may mean: its role, its slots and its figures, brought together.

Where the words leave something open, each reading is tried, and none of them can be a
contradiction unless the words are certain enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wres import reference
from wres.claims.groups import fine_groups, of_fine_groups
from wres.claims.meaning import MARK, Scene, years_of
from wres.claims.nearness import windows
from wres.claims.numbers import BARE, FRACTION, PERCENT, POINTS, TIMES, Number
from wres.claims.patterns import pattern
from wres.claims.quantities import (
    Quantity,
    Subject,
    changes,
    complement,
    difference,
    factor,
    level,
    times,
)
from wres.claims.roles import Against, Kind, Role, role_of
from wres.claims.slots import RATES, SURVEY, Context, Slots, slots_of
from wres.claims.subjects import subjects_of
from wres.figures import BME, WHITE, Figures, State


@dataclass(frozen=True)
class Binding:
    """What a number may mean, the likeliest first; and whether the words leave no doubt.

    `why` says what is not known where there is nothing to hold it against. `number` is the number
    as it is to be read: "40% more likely" is 1.40 times as likely. `near` says that nothing in the
    words speaks against the first reading, though others are left. `settled` says that the numbers
    beside it say what it is.
    """

    quantities: tuple[Quantity, ...] = ()
    certain: bool = False
    near: bool = False
    settled: bool = False
    why: str = ""
    role: Role = field(default_factory=lambda: Role(Kind.LEVEL))
    slots: Slots = field(default_factory=Slots)
    number: Number | None = None


def bind(scene: Scene, index: int, context: Context, figures: Figures, year: int) -> Binding:
    """What one number of a sentence may mean.

    Args:
        scene: the sentence taken apart.
        index: which of its numbers.
        context: what it stands in.
        figures: all figures that are held.
        year: the WRES year that the document is about.
    """
    number = scene.places[index].number
    role = role_of(scene, index)
    if role.end and _is_of_two_places(scene, index):
        # "From 47.5% at band 5 to 10.5% at VSM" is no movement in time.
        role = replace(role, end="")
    slots = slots_of(scene, index, role, context, year)
    elsewhere = scene.of("elsewhere")
    more = re.match(r" (more|less) likely\b", scene.after(index))
    if more and number.unit == PERCENT and slots.topic in RATES:
        part = number.value / 100 if more[1] == "more" else -number.value / 100
        number = replace(number, value=1 + part, decimals=number.decimals + 2, unit=TIMES)
        role = Role(Kind.TIMES)
    made = Binding(role=role, slots=slots, number=number)
    if elsewhere and not slots.topic_said:
        return replace(made, why="it is about something that the figures do not hold")
    subjects, sure = subjects_of(scene, index, number, role, slots, context)
    fine = _fine(scene, slots)
    if fine:
        subjects, sure = [*subjects, *of_fine_groups(subjects, fine)], False
    if not subjects:
        return replace(made, why="it is not clear which figure it means")
    quantities = _quantities(scene, index, number, role, slots, subjects, figures, year)
    if not quantities:
        return replace(made, why="it is not clear what it is compared with")
    near = slots.topic_said and not elsewhere and slots.pay_band != "?"
    is_firm = slots.subject_is_firm or slots.topic not in ("1", "9")
    if role.against is Against.WORKFORCE and slots.subject == "board":
        # The board's share less that of the workforce, whichever is told first.
        is_firm = True
    certain = near and sure and is_firm
    certain = certain and (slots.group_is_firm or role.kind not in (Kind.LEVEL, Kind.CHANGE))
    near = near and (is_firm or role.kind is Kind.GAP)
    if fine or _is_left_open(scene, index, role, slots, year):
        certain = near = False
    return replace(made, quantities=tuple(quantities), certain=certain, near=near)


def _is_left_open(scene: Scene, index: int, role: Role, slots: Slots, year: int) -> bool:
    """Whether the words leave open what a number is of, however near its figure stands."""
    # "Of 19 in 2022 12 were White, 6 BME; of 13 in 2023 11 are White": 6 may be of either.
    is_undated = role.kind is Kind.LEVEL and not (slots.year_said or role.end)
    return bool(
        is_summed_up(scene, index)
        or (slots.maybe_average and not slots.is_average)
        or (role.kind is Kind.GAP and not role.against)
        or (is_undated and _has_years(scene, index, year))
        or (role.kind is Kind.FACTOR and _OF_A_GAP.search(scene.before(index)))
        or (role.kind is Kind.LEVEL and is_of_two_groups(scene, index))
        or re.search(
            r"\?\s*$|\bconfidence (?:interval|level|limit)|\binterval\b|(?<!# )\bchance\b",
            scene.skeleton,
        )
    )


def is_of_two_groups(scene: Scene, index: int) -> bool:
    """Whether a number is of two groups together: "76.5% are White or have not stated it"."""
    start, end = windows(scene, index)
    groups = [cue for cue in scene.of("group") if start <= cue.start < end]
    joined = r" (?:or|plus|and|together with)(?: (?:of|have|has|did|with|are|is|an|a|those))* "
    return any(
        one.meaning != other.meaning
        and re.fullmatch(joined, scene.skeleton[one.end : other.start], re.IGNORECASE)
        for one, other in pairwise(groups)
    )


_IN_BRACKETS = re.compile(r"\bfrom # to #(?: \w+){0,2},? \($", re.IGNORECASE)


def is_summed_up(scene: Scene, index: int) -> bool:
    """Whether a percentage may be the change of the movement before it: "from 17 to 25 (47%)"."""
    is_percent = scene.places[index].number.unit == PERCENT
    return is_percent and bool(_IN_BRACKETS.search(scene.before(index)))


def _has_years(scene: Scene, index: int, year: int) -> bool:
    """Whether a sentence names several years, or another one before the number before it."""
    said = [cue for cue in scene.of("year") if cue.meaning not in ("none", "0")]
    earlier = scene.before(index).rfind(MARK)
    others = [cue for cue in said if cue.end <= earlier and years_of(cue, "1", year)[0] != year]
    return len({cue.meaning for cue in said}) > 1 or bool(others)


def _fine(scene: Scene, slots: Slots) -> list[str]:
    """The groups behind BME that a number may be of, where the words do not say which it is."""
    is_of_people = slots.subject == "population" or bool(slots.area)
    groups = [] if is_of_people else fine_groups(scene)
    return [] if slots.group in groups else groups


# "The gap doubled" is not of either group's own figure.
_OF_A_GAP = re.compile(r"\b(?:gap|difference|disparity)\b[^;]*$", re.IGNORECASE)


def _is_of_two_places(scene: Scene, index: int) -> bool:
    """Whether the two ends of "from ... to ..." are of different bands, groups or areas."""
    pair = (index, index + 1) if role_of(scene, index).end == "from" else (index - 1, index)
    if min(pair) < 0 or max(pair) >= len(scene.places):
        return False
    if [role_of(scene, each).end for each in pair] != ["from", "to"]:
        return False
    first, last = (scene.places[each].at for each in pair)
    stop = len(scene.skeleton)
    for slot in ("pay_band", "staff_group", "area", "group", "board"):
        between = [cue.meaning for cue in scene.of(slot) if first < cue.start < last]
        behind = [cue.meaning for cue in scene.of(slot) if last < cue.start < min(stop, last + 40)]
        if between and behind and between[0] != behind[0]:
            return True
    return False


# "Over two years the number has increased by 29%."
_OVER_YEARS = pattern("binding", "over years")
_SPAN = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}


def _quantities(
    scene: Scene,
    index: int,
    number: Number,
    role: Role,
    slots: Slots,
    subjects: list[Subject],
    figures: Figures,
    year: int,
) -> list[Quantity]:
    """What a number may be of its subjects, by the part that it plays in its sentence."""
    subjects = _placed(subjects, figures)
    years = slots.years or (year,)
    if role.kind is Kind.CHANGE:
        bases = _base_years(scene, index, role, slots, years[0], year)
        since = [
            quantity
            for subject in subjects
            for base in bases
            for quantity in changes(figures, subject, years[0], base)
        ]
        return _preferred(since, number)
    if role.kind is Kind.FACTOR:
        return [factor(figures, subject, years[0], years[0] - 1) for subject in subjects]
    if role.kind is Kind.GAP:
        return _gaps(role, slots, subjects, figures, years)
    if role.kind is Kind.TIMES and subjects and subjects[0].unit == "percent":
        return _quotients(scene, index, subjects, figures, years)
    levels = _levels(slots, subjects, figures, years)
    is_share = slots.topic in SURVEY and not slots.is_average and levels
    if is_share and levels[0].unit == "percent" and _is_denied(scene, index, number):
        return [complement(each) for each in levels]
    return levels


def _over_years(scene: Scene, index: int) -> int:
    """Over how many years a change went, by the words at it or those that open the sentence."""
    behind = scene.after(index).split(MARK)[0]
    before = scene.before(index).split(MARK)[-1]
    for words in (behind, before, scene.before(0)):
        if found := _OVER_YEARS.search(words):
            return _SPAN[found[1].lower()]
    return 0


def _base_years(
    scene: Scene, index: int, role: Role, slots: Slots, now: int, year: int
) -> Sequence[int]:
    """The years since which something may have changed by `now`; the year before if none fits."""
    if over := _over_years(scene, index):
        bases = (now - over,)
    else:
        bases = years_of(role.base, slots.topic, year) if role.base else (now - 1,)
    return [base for base in bases if base < now] or [now - 1]


def _levels(
    slots: Slots, subjects: list[Subject], figures: Figures, years: Sequence[int]
) -> list[Quantity]:
    """The subjects' values in each year, or those of their averages, or of both."""
    if slots.is_average or slots.maybe_average:
        averages = [replace(each, figure=each.figure + reference.AVERAGE) for each in subjects]
        subjects = averages if slots.is_average else [*subjects, *averages]
    if slots.is_average:
        years = _tried(years, sorted({figure.year for figure in figures}), slots)
        return [_newest(figures, subject, years, slots) for subject in subjects]
    return [level(figures, subject, year) for subject in subjects for year in years]


def _newest(figures: Figures, subject: Subject, years: Sequence[int], slots: Slots) -> Quantity:
    """An average of the first year that has one: an older one is stale where a newer is held."""
    tried = [level(figures, subject, year) for year in years]
    return next((each for each in tried if each.state is State.SHOWN), tried[0])


def _tried(years: Sequence[int], held: Sequence[int], slots: Slots) -> list[int]:
    """An average is often older than the report: every year held is tried where none is said."""
    if slots.year_said:
        return list(years)
    return [*years, *(year for year in reversed(held) if year not in years and year <= years[0])]


def _placed(subjects: list[Subject], figures: Figures) -> list[Subject]:
    """The system's own area in the place of the word for it."""
    if not any(each.area == "system" for each in subjects):
        return subjects
    systems = dict.fromkeys(
        figure.area
        for figure in figures
        if figure.figure == "local_population_percentage" and figure.reason == "system"
    )
    return [replace(each, area=area) for each in subjects for area in (systems or {"system": None})]


def _preferred(found: list[Quantity], number: Number) -> list[Quantity]:
    """Those first that can have the number's unit."""
    if number.unit == BARE:
        wanted = ("people more", "difference in ratio")
        return sorted(found, key=lambda q: q.unit not in wanted)
    if number.unit == POINTS:
        return sorted(found, key=lambda q: q.unit != "percentage points")
    return found


def _gaps(
    role: Role, slots: Slots, subjects: list[Subject], figures: Figures, years: Sequence[int]
) -> list[Quantity]:
    against = (
        [role.against] if role.against else [Against.GROUP, Against.AVERAGE, Against.WORKFORCE]
    )
    found = []
    for kind in against:
        for subject in subjects:
            for year in years:
                made = _gap(kind, subject, figures, year, bool(slots.group))
                if made is not None:
                    found.append(made)
    if not role.against:
        found += [
            q for subject in subjects for q in changes(figures, subject, years[0], years[0] - 1)
        ]
    return found


def _gap(
    kind: Against, subject: Subject, figures: Figures, year: int, has_group: bool
) -> Quantity | None:
    if kind is Against.AVERAGE:
        return level(
            figures, replace(subject, figure=subject.figure + reference.FROM_AVERAGE), year
        )
    if kind is Against.GROUP and subject.ethnicity in (BME, WHITE):
        groups = [replace(subject, ethnicity=each) for each in (BME, WHITE)]
        return difference(figures, *groups, year)
    if kind is Against.WORKFORCE and subject.figure == "board_percentage":
        return level(figures, replace(subject, figure="difference_board_workforce"), year)
    if kind is Against.WORKFORCE and subject.figure == "staff_percentage":
        return level(figures, replace(subject, figure="difference_from_workforce"), year)
    if kind is Against.WORKFORCE and subject.figure == "local_population_percentage":
        made = level(figures, replace(subject, figure="difference_from_local_population"), year)
        return replace(made, value=-made.value) if made.value is not None else made
    if kind is Against.POPULATION and subject.figure == "staff_percentage":
        systems = _placed([replace(subject, area="system")], figures)
        return level(figures, replace(systems[0], figure="difference_from_local_population"), year)
    return None


def _quotients(
    scene: Scene, index: int, subjects: list[Subject], figures: Figures, years: Sequence[int]
) -> list[Quantity]:
    """A percentage over the other group's, for "twice the figure for White staff"."""
    groups = [cue for cue in scene.of("group") if cue.meaning in (BME, WHITE)]
    earlier = [cue for cue in groups if cue.start < scene.places[index].at]
    first = earlier[0].meaning if earlier else ""
    made = []
    for subject in subjects:
        if first and subject.ethnicity != first:
            continue
        other = replace(subject, ethnicity=WHITE if subject.ethnicity == BME else BME)
        made += [times(figures, subject, other, year) for year in years]
    return made


def _is_denied(scene: Scene, index: int, number: Number) -> bool:
    """Whether a percentage is of those who do not: "70.2% do not believe"."""
    if number.unit not in (PERCENT, FRACTION):
        return False
    after = re.sub(r"\([^)]*\)", "", scene.after(index))
    clause = re.split(r"[#;]|\bcompared\b|\bbut\b", after)[0]
    return bool(
        re.search(
            r"\b(?:do|did|does|have|had|has|are|were|is|was) not\b(?! (?:disclos|declar|known"
            r"|stat|record))"
            r"|\bdon't\b|\bdidn't\b|\bnever\b|\bdisagree\w*\b|\bnot (?:been|experienc\w+)\b"
            r"|\bnon-BME\b",
            clause,
            re.IGNORECASE,
        )
    )
