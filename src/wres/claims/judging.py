"""Judge the numbers of a clause: each by itself, then by those that stand beside it.

A number is weighed against what it may mean. What its neighbours are then says more: the other end
of a movement, the change between two levels, a third group of a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from wres.claims import facts
from wres.claims.binding import Binding, bind, is_of_two_groups, is_summed_up
from wres.claims.causes import (
    Slip,
    digits_turned,
    likely_cause,
    parts_of_a_whole,
    telling_cause,
)
from wres.claims.facts import NATIONAL
from wres.claims.groups import fine_groups
from wres.claims.meaning import Scene, years_of
from wres.claims.nearness import pair_of
from wres.claims.numbers import BARE, EXACT, NEARLY, PERCENT, POINTS, UNDER, Number
from wres.claims.parts import disagreeing
from wres.claims.patterns import pattern
from wres.claims.quantities import (
    Quantity,
    Subject,
    changes,
    comparable,
    fits,
    is_far,
    level,
)
from wres.claims.roles import Kind, Role
from wres.claims.slots import RATES, SURVEY, Context
from wres.claims.vocabulary import unknown_words
from wres.claims.witnesses import ANY, Named, candidates, named_by, narrowed, witness
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, Figure, Figures, State

_OPEN = "the words leave open which figure it means"
GIVES_AWAY = "gives away a number that is withheld"


class Verdict(StrEnum):
    """What the figures say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Judged:
    """A number, what it may mean, and what has been found of it."""

    number: Number
    binding: Binding
    verdict: Verdict
    quantity: Quantity | None = None
    cause: str = ""
    note: str = ""


def judge(taken: Scene, context: Context, figures: Figures, year: int) -> list[Judged]:
    """Every number of a clause, with what it may mean and the verdict on it.

    Args:
        taken: the clause taken apart.
        context: what it stands in.
        figures: all figures that are held.
        year: the WRES year that the document is about.
    """
    judged = [
        _first_look(taken, index, context, figures, year) for index in range(len(taken.places))
    ]
    judged = [_borne_out(taken, index, each, context, figures) for index, each in enumerate(judged)]
    judged = _parts_of_their_wholes(taken, judged)
    judged = _ends_of_movements(judged, figures)
    judged = _changes_beside_movements(taken, judged, figures)
    judged = _changes_beside_levels(taken, judged, figures)
    judged = _same_figure_twice(judged, figures)
    judged = [
        _at_its_end(each, taken.before(index), figures, year) for index, each in enumerate(judged)
    ]
    unknown = [*context.before.get("unknown", "").split(), *unknown_words(taken)]
    judged = [
        each
        if _UNTOLD.search(taken.before(index))
        or taken.of("elsewhere")
        or is_of_two_groups(taken, index)
        else _told_by_its_cause(each, figures, context.named)
        for index, each in enumerate(judged)
    ]
    judged = [_if_known(each, unknown, figures) for each in judged]
    judged = [
        each
        if unknown or context.words is None or context.words.is_elsewhere
        else _without_any(taken, index, each, context, figures)
        for index, each in enumerate(judged)
    ]
    judged = [
        _unless_witnessed(taken, index, each, context, figures) for index, each in enumerate(judged)
    ]
    judged = _parts_that_disagree(taken, judged, context, figures)
    return explained(judged, figures)


def _near(each: Judged, year: int) -> dict[str, set[str | int]]:
    """What stands at a number itself, slot by slot, where the words leave no doubt of it."""
    slots = each.binding.slots
    said: dict[str, set[str | int]] = {}
    if not each.binding.certain:
        return said
    if slots.topic_said and slots.topic in ("1", "2", "3", "4", *SURVEY):
        said["topic"] = {slots.topic}
    if each.binding.role.end == "from":
        # Something moves from an earlier year, whichever words stand near.
        earlier = {each for each in slots.years if each < year}
        said["year"] = earlier or {*range(year - 5, year)}
    elif slots.year_said or each.binding.role.end:
        said["year"] = set(slots.years)
    if each.quantity.base is not None:
        if each.quantity.unit == "percent change" and each.binding.role.kind is Kind.CHANGE:
            said["figure"] = {each.quantity.subject.figure}
        if each.binding.role.base or each.quantity.base < each.quantity.year - 1:
            said["year"] = {each.quantity.year, each.quantity.base}
    if slots.subject == "board":
        said["topic"] = {"9"}
    if slots.group and slots.group_is_firm:
        said["group"] = {slots.group}
    elif each.quantity.subject.ethnicity == ALL and each.quantity.subject.unit == "people":
        said["group"] = {ALL}
    for slot in ("staff_group", "pay_band", "area"):
        if getattr(slots, slot):
            said[slot] = {getattr(slots, slot)}
    if slots.is_average:
        said["average"] = {NATIONAL}
    return said


def _parts_that_disagree(
    taken: Scene, judged: list[Judged], context: Context, figures: Figures
) -> list[Judged]:
    """In "6 of 53, i.e. 9.6%" one of the three is wrong, whatever they are of."""
    if context.words is None:
        return judged
    # A share may be of any year and staff group: the counts beside it say which.
    words = narrowed(context.words, Role(Kind.LEVEL), {"year": {ANY}, "staff_group": {ANY}})

    def is_borne_out(index: int) -> bool:
        each = judged[index]
        is_right = each.verdict is Verdict.SUPPORTED
        return is_right or witness(each.number, words, figures) is not None

    made = list(judged)
    for index, quantity in disagreeing(taken, is_borne_out):
        made[index] = replace(
            judged[index], verdict=Verdict.CONTRADICTED, quantity=quantity, note=""
        )
    return made


def _without_any(
    taken: Scene, index: int, each: Judged, context: Context, figures: Figures
) -> Judged:
    """A plainly worded number that no figure and no step bears out is no figure of the report."""
    number = each.binding.number or each.number
    is_open = each.verdict is Verdict.UNCHECKED and each.quantity is None
    if not is_open or not _is_complete(taken, index, each, context.words):
        return each
    words = narrowed(
        context.words, each.binding.role, _of_clause(taken, index, each, context.words)
    )
    if _may_be_missing(number, words, figures):
        return each
    if any(witness(reading, words, figures) for reading in _readings(number)):
        return each
    possible = [q for q in each.binding.quantities if comparable(number, q)]
    shown = next((q for q in possible if q.state is State.SHOWN and each.binding.near), None)
    if not shown and not any(comparable(number, q) for q in candidates(words, figures)):
        return each
    cause = "" if shown else "no figure that the words name, and no step from one, is this number"
    return replace(each, verdict=Verdict.CONTRADICTED, quantity=shown, note="", cause=cause)


# What a clause names of itself holds for its numbers, whatever else the sentence names.
_OF_A_CLAUSE = ("group", "staff_group", "pay_band", "area")


def _of_clause(taken: Scene, index: int, each: Judged, words: Named) -> dict[str, frozenset]:
    """What the clause of a number names, slot by slot."""
    own = named_by(taken, words.slots["topic"], words.year)
    said = {slot: own[slot] for slot in _OF_A_CLAUSE if own[slot] - {ANY}}
    groups = {
        cue.meaning for cue in taken.of("group") if not _THAN.search(taken.skeleton[: cue.start])
    }
    if said.get("group", set()) - groups:
        # "Better than White or BME": those are what it is compared with.
        said["group"] = groups | {*fine_groups(taken)}
    if not said.get("group", True):
        said.pop("group")
    if _MOVES_ON.match(taken.after(index)) or _WAS_SO.search(taken.before(index)):
        said["year"] = frozenset({ANY})
    if pair_of(taken, index) == "whole":
        # "50 of the 64": of all of them.
        said = {slot: values | {ALL} for slot, values in said.items()}
    if each.binding.slots.is_average:
        said["average"] = frozenset({NATIONAL})
    return said


def _may_be_missing(number: Number, words: Named, figures: Figures) -> bool:
    """Whether the words may mean a figure that is withheld, or a year that is not held."""
    years = {figure.year for figure in figures}
    if not all(dates & years for dates in words.dates):
        return True
    unshown = (each for each in figures if each.state is State.WITHHELD)
    return any(_is_meant(each, number, words) for each in unshown)


def _is_meant(figure: Figure, number: Number, words: Named) -> bool:
    """Whether the words leave open that a figure is meant."""
    place = facts.place_of(figure)
    unit = Quantity("", None, figure.unit, figure.state, Subject(0, ""), figure.year)
    is_of_unit = comparable(number, unit) or figure.unit == "percent"
    return is_of_unit and all(map(words.allows, place._fields, place))


def _borne_out(
    taken: Scene, index: int, each: Judged, context: Context, figures: Figures
) -> Judged:
    """An openly worded number that is a figure which the words allow is supported by it."""
    number = each.binding.number or each.number
    is_open = each.verdict is Verdict.UNCHECKED and each.quantity is None
    if not is_open or context.words is None or taken.of("elsewhere"):
        return each
    slots = each.binding.slots
    if slots.year_said and not {*slots.years} & {figure.year for figure in figures}:
        return each
    is_telling = sum(letter.isdigit() for letter in number.text) > 2
    is_count = number.unit == BARE and not number.decimals
    is_of_a_group = each.binding.near or (number.value > 9 and taken.of("group"))
    if not is_telling and (unknown_words(taken) or (is_count and not is_of_a_group)):
        return each
    words = narrowed(
        context.words, each.binding.role, _of_clause(taken, index, each, context.words)
    )
    seen = witness(number, words, figures)
    if seen is None:
        return each
    return replace(each, verdict=Verdict.SUPPORTED, quantity=seen, note="")


def _readings(number: Number) -> list[Number]:
    """A number as written, and with the unit that another lends it: "5.8 points to 4.6"."""
    is_bare = number.unit == BARE and number.decimals
    return [number, *(replace(number, unit=unit) for unit in (POINTS, PERCENT) if is_bare)]


# "24.1% of its posts", "80% of that in the population": of what the words before told.
_OF_ITS = re.compile(r"^ of (?:its|theirs|that (?:in|for)|the (?:figure|share|rate|level))\b")
# "17 → 25", "1.61 – 1.51 – 1.40"; "0.57 – was 0.81".
_MOVES_ON = re.compile(r" (?:to|→|–|-|then) #")
_WAS_SO = re.compile(r"(?:^|[(–,;] ?)(?:was|previously|formerly|then) $", re.IGNORECASE)
_THAN = re.compile(r"\b(?:than|as|compared (?:with|to)|against|or|vs?|versus)(?: \w+){0,2} $")
# "From 30.2% to 29.5% and now 25.7%".
_GOES_ON = re.compile(r"^,? (?:and )?(?:now|then|finally) ")
_OF_A_GAP = re.compile(r"\b(?:gap|difference|disparity)\b[^;]*$", re.IGNORECASE)
# Either end of an interval: "72.4% (67.8 to 76.5)".
_OPENED = re.compile(r"#(?:, [^#()]*)? \((?:# to )?$")
_CLOSED = re.compile(r"^(?: to #)?\)")
_POINTS_TO_WHAT_WAS_SAID = re.compile(r"(?:It|This|That|They|These|The share) ")
# Figures that are of no group.
_OF_EVERYBODY = frozenset({"response", "declared", "disparity"})
_ELIDED = re.compile(r"#(?: (?:v|vs|versus|against|to their|to)|,|/) $")
# "38% of those appointed": of people who are counted.
_OF_AN_EVENT = pattern("judging", "of an event")
# "60% of those", "42% of BME staff are in": of other people than the figures are.
_OF_OTHERS = pattern("judging", "of others")


def _is_complete(taken: Scene, index: int, each: Judged, words: Named) -> bool:
    """Whether the words say so much of a number that the figures would hold it if it were right."""
    number = each.binding.number or each.number
    is_plain = number.hedge == EXACT and not number.in_words
    is_count = number.unit == BARE and not number.decimals
    digits = sum(letter.isdigit() for letter in number.text)
    if not is_plain or (is_count and (digits < 2 or not each.binding.near)):
        return False
    is_an_end = _OPENED.search(taken.before(index)) and _CLOSED.match(taken.after(index))
    is_pointing = _POINTS_TO_WHAT_WAS_SAID.match(words.text)
    is_elided = _ELIDED.search(taken.before(index)) or is_an_end or is_pointing
    if is_elided or words.is_strange or not words.slots["topic"]:
        return False
    is_of_somebody = words.slots["group"] or words.slots["topic"] & _OF_EVERYBODY
    if each.binding.role.kind is Kind.CHANGE:
        is_of_somebody = is_of_somebody or "workforce" in words.slots["subject"]
    if number.unit in (PERCENT, POINTS) and not is_of_somebody:
        return False
    is_share = not is_count and each.binding.role.kind is Kind.LEVEL
    is_of_others = _OF_OTHERS.match(taken.after(index)) and not _OF_AN_EVENT.match(
        taken.after(index)
    )
    return not (is_share and is_of_others)


def _is_weighed(seen: Quantity, each: Judged) -> bool:
    """Whether the words settle which it is: the ratio turned round, the rest of a percentage."""
    meant = each.quantity
    if meant.name.startswith("100 less"):
        return seen.unit == "percent" and abs(seen.value + meant.value - 100) < 1e-9
    is_turned = meant.subject.figure == "relative_likelihood_turned_round"
    is_of_both = seen.subject.ethnicity == ALL and seen.unit == "ratio"
    return each.binding.certain and is_turned and is_of_both and seen.year == meant.year


def _unless_witnessed(
    taken: Scene, index: int, each: Judged, context: Context, figures: Figures
) -> Judged:
    """No number is contradicted that some figure, or a step from figures, bears out."""
    is_settled = each.binding.settled or each.quantity is None
    if each.verdict is not Verdict.CONTRADICTED or context.words is None or is_settled:
        return each
    near = _near(each, context.words.year)
    nested = {BME, *BME_GROUPS}
    if context.words.says("share") and near.get("group", set()) & nested:
        # "28% of BME staff are Black": of both, and of the workforce whatever the heading says.
        near["group"] |= context.words.slots["group"] & nested
        if near.get("topic", set()) & {*RATES}:
            near["topic"].add("1")
    if context.words.bands:
        near.pop("pay_band", None)
    if _OF_A_GAP.search(taken.before(index)):
        near.pop("group", None)
    is_level = each.binding.role == Role(Kind.LEVEL)
    is_a_series = is_level and _MOVES_ON.match(taken.after(index))
    if _GOES_ON.match(taken.after(index)) or is_a_series:
        near["year"] = {ANY}
    words = narrowed(context.words, each.binding.role, near)
    seen = witness(each.number, words, figures, each.quantity)
    is_told_before = _OF_ITS.match(taken.after(index))
    if not is_told_before and (seen is None or _is_weighed(seen, each)):
        return each
    return replace(each, verdict=Verdict.UNCHECKED, quantity=None, note=_OPEN)


def _if_known(each: Judged, words: Sequence[str], figures: Figures) -> Judged:
    """A contradiction only where every word is known, or the hand's own slip tells the figure."""
    if each.verdict is not Verdict.CONTRADICTED or not words:
        return each
    if digits_turned(Slip(each.number, each.binding.role, each.quantity, figures)):
        return each
    note = f"the checker does not know '{words[0]}', which may change what the number is of"
    return replace(each, verdict=Verdict.UNCHECKED, quantity=None, note=note)


def _first_look(taken: Scene, index: int, context: Context, figures: Figures, year: int) -> Judged:
    binding = bind(taken, index, context, figures, year)
    return weigh(binding.number or taken.places[index].number, binding)


def weigh(number: Number, binding: Binding) -> Judged:
    """The verdict on a number from what it may mean."""
    possible = [q for q in binding.quantities if comparable(number, q)]
    if not possible:
        why = binding.why or "no figure of that unit is held"
        return Judged(number, binding, Verdict.UNCHECKED, note=why)
    for quantity in possible:
        if fits(number, quantity, binding.role.sign):
            return Judged(
                number, binding, Verdict.SUPPORTED, quantity, note=_wording(number, quantity)
            )
    meant = possible[0]
    if meant.state is State.WITHHELD:
        tells = binding.certain and number.hedge not in (UNDER, NEARLY)
        note = "the figure is withheld" + (f"; the sentence {GIVES_AWAY}" if tells else "")
        return Judged(number, binding, Verdict.UNCHECKED, meant, note=note)
    shown = [q for q in possible if q.state is State.SHOWN]
    if not shown or meant.state is not State.SHOWN:
        return Judged(
            number, binding, Verdict.UNCHECKED, meant, note=f"the figure is {meant.state}"
        )
    if not binding.certain:
        return Judged(number, binding, Verdict.UNCHECKED, note=_OPEN)
    if not all(is_far(number, q) for q in shown):
        return Judged(number, binding, Verdict.UNCHECKED, meant, note="too loosely worded to check")
    return Judged(number, binding, Verdict.CONTRADICTED, meant)


def _parts_of_their_wholes(taken: Scene, judged: list[Judged]) -> list[Judged]:
    """In "12 of the 40 staff" neither can be wrong of all staff: they are of 40 others."""
    made = list(judged)
    for index, (part, whole) in enumerate(pairwise(judged)):
        is_pair = pair_of(taken, index) == "part"
        is_of_group = whole.binding.slots.topic in (*RATES, *SURVEY) and whole.binding.near
        if is_pair and is_of_group and part.verdict is Verdict.SUPPORTED and whole.note == _OPEN:
            # "24 of 96 BME staff had training": the whole is of the group that the part is of.
            made[index + 1] = weigh(whole.number, replace(whole.binding, certain=True))
        elif is_pair and Verdict.SUPPORTED not in (part.verdict, whole.verdict):
            for place, each in ((index, part), (index + 1, whole)):
                made[place] = replace(each, verdict=Verdict.UNCHECKED, quantity=None, note=_OPEN)
    return made


def _wording(number: Number, quantity: Quantity) -> str:
    if quantity.note:
        return quantity.note
    if number.unit == PERCENT and quantity.unit == "percentage points":
        return "a difference between percentages is in percentage points, not per cent"
    if quantity.name.startswith("100 less"):
        return "the rest of the percentage"
    return ""


def _ends_of_movements(judged: list[Judged], figures: Figures) -> list[Judged]:
    """Where one end of "from 24 to 14" is bound, the other end is of the same figure."""
    made = list(judged)
    for index, each in enumerate(made):
        if each.binding.role.end != "from":
            continue
        to = next(
            (i for i in range(index + 1, len(made)) if made[i].binding.role.end == "to"), None
        )
        if to is None or any(made[i].binding.role.end == "from" for i in range(index + 1, to)):
            continue
        for this, other in ((index, to), (to, index)):
            if (
                made[other].verdict is Verdict.SUPPORTED
                and made[this].verdict is not Verdict.SUPPORTED
            ):
                made[this] = _as_its_partner(made[this], made[other], figures)
    return made


def _as_its_partner(this: Judged, partner: Judged, figures: Figures) -> Judged:
    years = this.binding.slots.years
    known = partner.quantity
    if not years or known is None or known.base is not None or " less " in known.name:
        return this
    if known.unit == "percent" and known.name.startswith("100"):
        return this
    quantities = tuple(level(figures, known.subject, year) for year in years)
    again = replace(this.binding, quantities=quantities)
    is_of_same = this.binding.slots.group in (known.subject.ethnicity, "")
    is_open = this.note == _OPEN and (this.binding.near or is_of_same)
    is_wrong = this.verdict is Verdict.CONTRADICTED
    if (is_wrong or is_open) and comparable(this.number, quantities[0]):
        again = replace(again, certain=True)
    number = this.number
    if number.unit == BARE and partner.number.unit == PERCENT:
        number = replace(number, unit=PERCENT)
    weighed = weigh(number, again)
    return weighed if weighed.verdict is not Verdict.UNCHECKED or weighed.quantity else this


def _changes_beside_movements(taken: Scene, judged: list[Judged], figures: Figures) -> list[Judged]:
    """The change in "fell by 52% from 24 to 14" is that of the movement beside it."""
    made = list(judged)
    for index, each in enumerate(made):
        role = each.binding.role
        if role.kind not in (Kind.CHANGE, Kind.FACTOR) and not is_summed_up(taken, index):
            continue
        pair = _movement_beside(taken, made, index)
        if pair is None:
            continue
        first, last = pair
        bound = next(
            (e.quantity for e in (last, first) if e.quantity and e.verdict is Verdict.SUPPORTED),
            None,
        )
        if bound is None or bound.base is not None:
            continue
        withheld = [e for e in (first, last) if e.quantity and e.quantity.state is State.WITHHELD]
        both = first.verdict is last.verdict is Verdict.SUPPORTED
        if withheld and each.verdict is Verdict.CONTRADICTED:
            note = "the figure is withheld"
            made[index] = Judged(
                each.number, each.binding, Verdict.UNCHECKED, withheld[0].quantity, note=note
            )
        # "Grew by 2.7%, from 2,219 to 2,496 people" is of the people, and not of their share.
        is_of_people = each.number.unit == PERCENT and bound.unit == "people"
        is_right = each.verdict is Verdict.SUPPORTED and not is_of_people
        if not both or role.kind is Kind.FACTOR or is_right:
            continue
        years = first.quantity.year, last.quantity.year
        if years[0] >= years[1]:
            continue
        quantities = tuple(changes(figures, bound.subject, years[1], years[0]))
        if not any(comparable(each.number, q) for q in quantities):
            continue
        again = replace(each.binding, quantities=quantities, certain=True, settled=True)
        made[index] = weigh(each.number, again)
    return made


_MOVING = ("people", "percent")
_LEVEL_BEFORE = pattern("judging", "level before")


def _changes_beside_levels(taken: Scene, judged: list[Judged], figures: Figures) -> list[Judged]:
    """The change in "number 309, 21 more than in 2022" is that of the people before it."""
    made = list(judged)
    for index, (last, each) in enumerate(pairwise(judged), start=1):
        is_open = each.verdict is Verdict.UNCHECKED and each.binding.role.kind is Kind.CHANGE
        known = last.quantity if last.verdict is Verdict.SUPPORTED else None
        is_level = known is not None and known.base is None and known.unit in _MOVING
        if not (is_open and is_level and _LEVEL_BEFORE.search(taken.before(index))):
            continue
        base = each.binding.role.base
        years = years_of(base, "1", known.year) if base else (known.year - 1,)
        quantities = tuple(changes(figures, known.subject, known.year, years[0]))
        if any(comparable(each.number, q) and q.state is State.SHOWN for q in quantities):
            again = replace(each.binding, quantities=quantities, certain=True, settled=True)
            made[index] = weigh(each.number, again)
    return made


_SUMMED_UP = re.compile(r"#,? \(?(?:(?:which|that|this) is |i\.e\. )?(?:an? )?(?:\w+ of )?$")


def _movement_beside(
    taken: Scene, judged: list[Judged], index: int
) -> tuple[Judged, Judged] | None:
    """The "from ... to ..." that a change goes with.

    That is the nearest after it and before the next change, "fell by 52% from 24 to 14"; or the
    one that it sums up, "fell from 254 to 225, an 11.4% reduction".
    """
    before = judged[max(0, index - 2) : index]
    is_movement = [each.binding.role.end for each in before] == ["from", "to"]
    if is_movement and _SUMMED_UP.search(taken.before(index)):
        return before[0], before[1]
    first = None
    for each in judged[index + 1 :]:
        if each.binding.role.kind is Kind.CHANGE and first is None:
            return None
        if each.binding.role.end == "from":
            first = each
        if each.binding.role.end == "to" and first is not None:
            return first, each
    return None


def _same_figure_twice(judged: list[Judged], figures: Figures) -> list[Judged]:
    """Two numbers are not one figure, so in "44.8%, 46.5% and now 48.0%" the years are open."""
    made = list(judged)
    held = sorted({figure.year for figure in figures}, reverse=True)
    for index, each in enumerate(made):
        if each.verdict is not Verdict.CONTRADICTED or each.binding.slots.year_said:
            continue
        twin = any(
            other.verdict is Verdict.SUPPORTED
            and other.quantity is not None
            and each.quantity is not None
            and other.quantity.name == each.quantity.name
            and (other.number.value, other.number.decimals)
            != (each.number.value, each.number.decimals)
            for other in made
        )
        if not twin or each.binding.role.kind not in (Kind.LEVEL, Kind.TIMES):
            continue
        again = [level(figures, each.quantity.subject, year) for year in held]
        fitting = next((q for q in again if fits(each.number, q)), None)
        if fitting:
            made[index] = replace(each, verdict=Verdict.SUPPORTED, quantity=fitting)
        else:
            note = "the words leave open which year it is of"
            made[index] = replace(each, verdict=Verdict.UNCHECKED, quantity=None, note=note)
    return made


_COME_TO = pattern("judging", "come to")


# "2.19, an improvement on 2.31".
_MOVED_ON = pattern("judging", "moved on")


def _at_its_end(each: Judged, before: str, figures: Figures, year: int) -> Judged:
    """A movement begins in an earlier year and ends in the report's, whatever year stands near.

    "Rose this year from 31.8%"; "last year's 1.51 has come down to 1.40".
    """
    meant = each.quantity
    is_wrong = each.verdict is Verdict.CONTRADICTED and meant is not None
    if not is_wrong or meant.base is not None or " less " in meant.name or " over " in meant.name:
        return each
    tried = ()
    is_earlier = each.binding.role.end == "from" or _MOVED_ON.search(before)
    if is_earlier and meant.year == year:
        tried = (year - 1,)
    elif _COME_TO.search(before) and meant.year < year:
        tried = (year,)
    ends = (level(figures, meant.subject, other) for other in tried)
    fitting = next((q for q in ends if fits(each.number, q)), None)
    return replace(each, verdict=Verdict.SUPPORTED, quantity=fitting) if fitting else each


# "An improvement on 2.31"; "(16.0% v 11.3%)", "19.1% to 18.2%": of another year, or of a group
# that only the number before it has words for.
_UNTOLD = pattern("judging", "untold")


def _told_by_its_cause(each: Judged, figures: Figures, named: Collection[str]) -> Judged:
    """An open number that is, to the digit, what a slip makes of the likeliest figure."""
    possible = [q for q in each.binding.quantities if comparable(each.number, q)]
    if each.note != _OPEN or not possible or possible[0].state is not State.SHOWN:
        return each
    is_of_nobody = possible[0].unit == "percent" and not set(named) & {BME, WHITE, UNKNOWN}
    slip = Slip(each.number, each.binding.role, possible[0], figures)
    if is_of_nobody or not telling_cause(slip, named, each.binding.near):
        return each
    return replace(each, verdict=Verdict.CONTRADICTED, quantity=possible[0], note="")


def explained(judged: list[Judged], figures: Figures) -> list[Judged]:
    """Each contradiction with its likely cause."""
    whole = parts_of_a_whole([(e.number, e.quantity) for e in judged if e.quantity])
    made = []
    for each in judged:
        if each.verdict is Verdict.CONTRADICTED and each.quantity is not None:
            slip = Slip(each.number, each.binding.role, each.quantity, figures)
            causes = [likely_cause(slip)]
            if whole and each.quantity.unit == "percent":
                causes.append(whole)
            each = replace(each, cause="; ".join(filter(None, causes)))
        made.append(each)
    return made
