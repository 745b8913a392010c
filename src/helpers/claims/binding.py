"""Bind a number to what it must mean, by the words of its sentence.

Every slot (topic, group, staff group, band, board, place, year) is filled from the cue that
belongs to the number: the words right after it ("12.7% of BME staff"), else those before it, else
the rest of the sentence, else the heading and the sentence before. What the words leave open
stays open: then each reading is tried, and none of them can be a contradiction unless the words
are certain enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from helpers import reference
from helpers.claims.meaning import Cue, Scene, cues_of, years_of
from helpers.claims.numbers import BARE, FACTOR, FRACTION, PERCENT, POINTS, TIMES, Number
from helpers.claims.quantities import (
    Quantity,
    Subject,
    changes,
    complement,
    difference,
    factor,
    level,
    times,
)
from helpers.claims.roles import Against, Kind, Role, role_of, since
from helpers.figures import ALL, BME, UNKNOWN, WHITE, Figures

SURVEY = ("5", "6", "7", "8")
RATES = {"2": "appointment_rate", "3": "disciplinary_rate", "4": "training_rate"}
RATIOS = {
    "2": "relative_likelihood_white_to_bme",
    "3": "relative_likelihood_bme_to_white",
    "4": "relative_likelihood_white_to_bme",
}
_TURNED = "relative_likelihood_turned_round"
_STAFF = r"(?:staff|workforce|employees|colleagues|people|headcount|posts|roles|workers|team)"
_GROUP_WORDS = (
    r"(?:an? )?(?:BA?ME|black,? (?:and|or|asian)|white|ethnic minority|minority ethnic|asian|mixed"
    r"|global majority)"
)


@dataclass(frozen=True)
class Context:
    """What a sentence stands in: the topics and slots of its headings and of the one before it."""

    topics: tuple[str, ...] = ()
    staff_group: str = ""
    before: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slots:
    """What the words say that a number is about."""

    topic: str = ""
    topic_said: bool = False
    group: str = ""
    staff_group: str = ""
    pay_band: str = ""
    board: str = ""
    area: str = ""
    subject: str = ""
    is_average: bool = False
    maybe_average: bool = False
    years: tuple[int, ...] = ()
    year_said: bool = False


@dataclass(frozen=True)
class Binding:
    """What a number may mean, the likeliest first; and whether the words leave no doubt.

    `why` says what is not known where there is nothing to hold it against. `number` is the number
    as it is to be read: "40% more likely" is 1.40 times as likely.
    """

    quantities: tuple[Quantity, ...] = ()
    certain: bool = False
    why: str = ""
    role: Role = Role(Kind.LEVEL)
    slots: Slots = Slots()
    number: Number | None = None


# Headings


def context_of(headings: Sequence[str], stem: str = "") -> Context:
    """What headings and a file's name say about the sentences below them.

    >>> context_of(["Indicator 5-6", "6. Harassment, bullying or abuse from staff:"]).topics
    ('6',)
    """
    topics: tuple[str, ...] = ()
    staff_group = ""
    for heading in (stem.replace("_", " "), *headings):
        found = re.search(
            r"indicators? (\d(?:\s*(?:-|–|to|and|&|,)\s*\d)*)", heading, re.IGNORECASE
        )
        if found:
            ends = [int(digit) for digit in re.findall(r"\d", found[1])]
            is_range = len(ends) == 2 and re.search(r"-|–|to", found[1])
            numbers = range(ends[0], ends[1] + 1) if is_range else ends
            topics, staff_group = tuple(map(str, numbers)), ""
        cues = cues_of(heading)
        said = _specific([cue.meaning for cue in cues if cue.slot == "topic"], topics)
        said = [topic for topic in said if topic != "1"]
        if said and not found:
            topics = (said[0],)
        groups = [cue.meaning for cue in cues if cue.slot == "staff_group"]
        staff_group = groups[0] if len(groups) == 1 else ""
    return Context(topics, staff_group)


def _specific(topics: Sequence[str], known: Sequence[str]) -> list[str]:
    """Topics with the vague ones ("abuse": 5 or 6) settled or dropped."""
    found = []
    exact = [topic for topic in topics if " " not in topic]
    for topic in topics:
        if " " not in topic:
            found.append(topic)
            continue
        choices = topic.split()
        if any(choice in exact for choice in choices):
            continue
        narrowed = [choice for choice in choices if choice in known]
        found.append(narrowed[0] if len(narrowed) == 1 else topic)
    return list(dict.fromkeys(found))


# Slots


_CLAUSE = re.compile(
    r"[;:]|\bcompared (?:with|to)\b|\bagainst\b|\bversus\b|\bwhile\b|\bwhereas\b|\bbut\b|\bthan\b"
    r"|\. |, (?:and|with|a|an|up|down|which|of whom|this)\b|\bwhich\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"^\)?(?: \((?:# of )?#[^)]*\))?(?: (?:of|for|among|amongst|in|at|from|are|were|is|was|being"
    r"|identified?|identify|identifying|as|have|had|who|describe\w*|the|our|all|its|their|shortlisted"
    r"|a|an|staff|respondents?|members?|people|board|the board|applicants?|candidates?|colleagues"
    r"|employees|disclosed|working|those|that|with|out|#|workforce|clinical|non-clinical|posts"
    r"|roles|medical|medical and dental|dental|(?-i:[A-Z]{2,6})|they|were from|organisation|population|local|did))*\s*$",
    re.IGNORECASE,
)


_APART = re.compile(
    r",|\b(?:and|however|than|above|below|short of|that of|close to|compared|against)\b",
    re.IGNORECASE,
)


def _windows(scene: Scene, index: int) -> tuple[int, int]:
    """Where the words that belong to a number begin and end: between its neighbours."""
    places = scene.places
    first = last = index
    while first > 0 and _is_pair(scene, first - 1):
        first -= 1
    while last < len(places) - 1 and _is_pair(scene, last):
        last += 1
    start = places[first - 1].at + 1 if first else 0
    end = places[last + 1].at if last + 1 < len(places) else len(scene.skeleton)
    return start, end


def _is_pair(scene: Scene, index: int) -> bool:
    """Whether a number and the next are two forms of one: "23.5% (99)", "7 of 55"."""
    between = scene.skeleton[scene.places[index].at + 1 : scene.places[index + 1].at]
    return bool(
        (re.fullmatch(r" ?\(|[^#;,.]{0,40} \((?:equal to |i\.e\. )?", between)
        and ")" not in between
        and scene.after(index + 1).find(")") >= 0)
        or re.fullmatch(
            r" (?:out )?of (?:the |our |a |all |these |those )*(?:total (?:of )?)?(?:shortlisted |White"
            r" |BME |board |voting )*",
            between,
            re.IGNORECASE,
        )
    )


def _nearest(scene: Scene, index: int, slot: str) -> Cue | None:
    """The cue of a slot that belongs to a number, by where it stands."""
    cues = scene.of(slot)
    if not cues:
        return None
    start, end = _windows(scene, index)
    at = scene.places[index].at
    right = [cue for cue in cues if at < cue.start < end]
    cut = _CLAUSE.search(scene.skeleton, at + 1, end)
    near = [cue for cue in right if not cut or cue.start < cut.start()]
    if near and _JOINED.match(scene.skeleton[at + 1 : near[0].start]):
        return near[0]
    left = [cue for cue in cues if start <= cue.start < at]
    if left:
        return left[-1]
    if near and not _APART.search(scene.skeleton[at : near[0].start]):
        return near[0]
    earlier = [cue for cue in cues if cue.start < start]
    return earlier[-1] if earlier else None


def _only(scene: Scene, index: int, slot: str) -> Cue | None:
    """As `_nearest`, and where that finds nothing, the one meaning that the sentence has."""
    found = _nearest(scene, index, slot)
    if found:
        return found
    cues = scene.of(slot)
    return cues[0] if len({cue.meaning for cue in cues}) == 1 else None


def slots_of(scene: Scene, index: int, role: Role, context: Context, year: int) -> Slots:
    """What the words say that a number is about."""
    partner = _partner(scene, index)
    if partner is not None:
        return slots_of(scene, partner, role_of(scene, partner), context, year)
    topic, said = _topic(scene, index, role, context)
    group = _group(scene, index, role)
    staff_group = _only(scene, index, "staff_group")
    pay_band = _only_near(scene, index, "pay_band")
    board = _only_near(scene, index, "board")
    area = _nearest(scene, index, "area")
    average, maybe = _average(scene, index, role)
    subject = _subject(scene, index, topic)
    if area and subject in ("", "board") and not scene.of("subject"):
        subject = "population"
    if subject == "population":
        # A census does not follow the years of the Standard.
        years, year_said = (year,), False
    else:
        years, year_said = _years(scene, index, role, topic, year)
    return Slots(
        topic=topic,
        topic_said=said,
        group=group,
        staff_group=staff_group.meaning if staff_group else context.staff_group,
        pay_band=pay_band.meaning if pay_band else "",
        board=board.meaning if board else "",
        area=area.meaning if area else "",
        subject=subject,
        is_average=average,
        maybe_average=maybe,
        years=years,
        year_said=year_said,
    )


_THAN = re.compile(
    r"\b(?:than|compared (?:to|with)|against|that of)(?: (?:the|for|their|our|a|all|other))* $",
    re.IGNORECASE,
)


def _group(scene: Scene, index: int, role: Role) -> str:
    """The ethnic group that a number is of; nothing where the words leave it open."""
    if role.kind is Kind.TIMES:
        return ""
    if ordered := _respectively(scene, index):
        return ordered
    if role.kind is Kind.CHANGE and re.match(r"^ from #", scene.after(index)):
        # "down 2.0 points from 10.0% among White staff": the change is of whom the level is.
        return _group(scene, index + 1, Role(Kind.LEVEL))
    is_count = scene.places[index].number.unit == BARE
    found = (_nearest if is_count else _only)(scene, index, "group")
    if found is None:
        return ""
    if role.kind in (Kind.CHANGE, Kind.GAP):
        if _THAN.search(scene.skeleton[: found.start]):
            return ""
        if len({cue.meaning for cue in scene.of("group")}) == 1:
            return found.meaning
        # "... 8% of White staff; an increase of 2.1%" is not of White staff alone.
        start, _ = _windows(scene, index)
        between = scene.skeleton[found.end : scene.places[index].at]
        if found.end <= scene.places[index].at and (
            found.start < start or re.search("[;,.]", between)
        ):
            return ""
    return found.meaning


def _respectively(scene: Scene, index: int) -> str:
    """The group of a number by its order: "BME and White staff are 25.6% and 21.0% respectively"."""
    found = re.search(r"#(?:(?:, | and |, and )#)+,? respectively", scene.skeleton)
    if not found:
        return ""
    places = [i for i, place in enumerate(scene.places) if found.start() <= place.at < found.end()]
    groups = [cue.meaning for cue in scene.of("group") if cue.end <= found.start()]
    groups = groups[-len(places) :]
    if index not in places or len(groups) != len(places) or len(set(groups)) != len(groups):
        return ""
    return groups[places.index(index)]


def _partner(scene: Scene, index: int) -> int | None:
    """The percentage that a number in brackets behind it belongs to: "23.5% (99 of 421)"."""
    opened = scene.before(index).rfind("(")
    if opened < 0 or ")" in scene.before(index)[opened:]:
        return None
    inside = scene.skeleton[opened + 1 : scene.places[index].at]
    if not re.fullmatch(r"(?:# of |\w+ ){0,2}", inside):
        return None
    earlier = [i for i, place in enumerate(scene.places) if place.at < opened]
    if not earlier or opened - scene.places[earlier[-1]].at > 45:
        return None
    before = scene.places[earlier[-1]].number.unit
    is_count = scene.places[index].number.unit == BARE
    return earlier[-1] if (before == BARE) != is_count else None


def _only_near(scene: Scene, index: int, slot: str) -> Cue | None:
    """The cue of a slot, but none that stands behind another number only."""
    found = _nearest(scene, index, slot)
    if found or not scene.of(slot):
        return found
    _, end = _windows(scene, index)
    inside = [cue for cue in scene.of(slot) if cue.start < end]
    return inside[0] if inside else None


def _topic(scene: Scene, index: int, role: Role, context: Context) -> tuple[str, bool]:
    cues = scene.of("topic")
    said = _specific([cue.meaning for cue in cues], context.topics)
    strong = [topic for topic in said if topic != "1"]
    for weak in ("declared", "response"):
        if weak in strong and len(strong) > 1:
            strong.remove(weak)
    if len(strong) == 1:
        return strong[0], True
    if strong:
        at = scene.places[index].at
        usable = [cue for cue in cues if cue.meaning in strong]
        right = [cue for cue in usable if cue.start > at]
        left = [cue for cue in usable if cue.start < at]
        return ((left[-1] if left else right[0]).meaning), True
    near = context.before.get("topic", "")
    if near and not said and role.kind in (Kind.CHANGE, Kind.GAP) and context.before.get("is_near"):
        # "... compared to 8% of White staff. An increase of 2.1% since last year."
        return near, True
    if len(context.topics) == 1 and context.topics[0] in RATES and not said:
        if re.search(r"\bratio\b|\blikelihood\b|\blikely\b", scene.skeleton, re.IGNORECASE):
            return context.topics[0], True
    if len(context.topics) == 1 and context.topics[0] not in ("1", "9"):
        return context.topics[0], False
    if (
        said
        or scene.of("subject")
        or any(_is_share_of_staff(scene, each) for each in range(len(scene.places)))
    ):
        return "1", True
    if context.topics in (("1",), ("9",)):
        return context.topics[0], False
    before = context.before.get("topic", "")
    return (before, False) if before else ("1" if scene.of("group") else "", False)


def _is_share_of_staff(scene: Scene, index: int) -> bool:
    """Whether "of staff" follows a number: "23.5% (99) of staff identified as BME"."""
    return bool(
        re.match(
            r"^(?: \([^)]*\))? of (?:the |our |all )*(?:staff|employees|colleagues)\b(?! survey)",
            scene.after(index),
            re.IGNORECASE,
        )
    )


def _subject(scene: Scene, index: int, topic: str) -> str:
    """Whether a number is of the board, the workforce or the population."""
    if topic not in ("1", "9", "declared", ""):
        return ""
    found = _nearest(scene, index, "subject")
    if found:
        return found.meaning
    if _is_share_of_staff(scene, index):
        return "workforce"
    said = {cue.meaning for cue in scene.of("subject")}
    if said == {"workforce"} or said == {"board"}:
        return said.pop()
    return "board" if topic == "9" and not said else ""


def _average(scene: Scene, index: int, role: Role) -> tuple[bool, bool]:
    """Whether a number is a national average; and whether it might be one."""
    if role.kind not in (Kind.LEVEL, Kind.TIMES):
        return False, False
    start, end = _windows(scene, index)
    at = scene.places[index].at
    for cue in scene.of("average"):
        if start <= cue.start < at:
            between = scene.skeleton[cue.end : at]
            if "," not in between and len(between) < 60:
                return True, False
            if re.fullmatch(r"[^,;.]{0,40}, (?:which|that|this)\b[^,;.]*", between):
                return True, False
            return False, True
        if at < cue.start < end and re.fullmatch(
            r" ?\(?(?:of (?:BME|White|all )?(?:staff|NHS staff)?)?(?:is |was |in |of |the )*\(?",
            scene.skeleton[at + 1 : cue.start],
        ):
            return True, False
    return False, False


_COMPARING = re.compile(
    r"\b(?:than|on|since|from|compared (?:with|to)|over|like|as)(?: in| the| that in| (?:at|of))* ?$",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(
    r"^(?:'s)?(?: (?:survey|report|figure|result|level|rate|ratio|total|data|score|average))?"
    r"(?:,? \(?(?:which|when|where|it|they|this|the|likelihood|figure|ratio|rate|proportion|result"
    r"|was|were|is|stood|of|at|had|been|from|a|for|we|there|employed))*[ :(=]*#",
    re.IGNORECASE,
)


def _years(
    scene: Scene, index: int, role: Role, topic: str, year: int
) -> tuple[tuple[int, ...], bool]:
    """The years that a number may be of, and whether the words say so."""
    if role.kind in (Kind.CHANGE, Kind.FACTOR):
        leading = _leading_year(scene, index)
        return (years_of(leading, topic, year), True) if leading else ((year,), False)
    at = scene.places[index].at
    start, end = _windows(scene, index)
    usable = [cue for cue in scene.of("year") if cue.meaning != "none"]
    for cue in reversed([cue for cue in usable if cue.start < at]):
        follows = _FOLLOWED.match(scene.skeleton[cue.end : at + 1])
        if follows and cue.end <= at and scene.skeleton.find("#", cue.end) == at:
            return years_of(cue, topic, year), True
    cut = re.compile(r"[;]|\. |\bwhile\b|\bwhereas\b").search(scene.skeleton, at + 1, end)
    limit = cut.start() if cut else end
    for cue in (cue for cue in usable if at < cue.start < limit):
        lead = scene.skeleton[at + 1 : cue.start]
        if _COMPARING.search(lead) or _FOLLOWED.match(scene.skeleton[cue.end :]):
            continue
        if re.search(r"\bcompared (?:with|to)\b|\bagainst\b", lead):
            continue
        return years_of(cue, topic, year), True
    if role.end == "from":
        base = since(scene, at)
        return (years_of(base, topic, year) if base else (year - 1,)), False
    leading = _leading_year(scene, index)
    if leading and role.end != "to":
        return years_of(leading, topic, year), True
    return (year,), False


def _leading_year(scene: Scene, index: int) -> Cue | None:
    """A year that opens the clause: "In 2022, 31.6% of the board was BME (6 of 19)"."""
    at = scene.places[index].at
    for cue in reversed([cue for cue in scene.of("year") if cue.end <= at]):
        if cue.meaning == "none":
            continue
        lead = scene.skeleton[: cue.start]
        opening = re.search(
            r"(?:^|[;.] |, (?:and |but )?|\bwhile |\bwhereas |\bbut |\band )(?:as )?(?:in|at|on|by|during"
            r"|for|of)? ?(?:the )?(?:\d{1,2}(?:st|nd|rd|th)? \w+ ?)?$",
            lead,
            re.IGNORECASE,
        )
        if opening and (opening.start() == 0 or _before_comma(scene.skeleton, cue, at)):
            return (
                cue
                if not re.match(r"\s*(?:as|since)\b", opening[0], re.IGNORECASE)
                or ("as at" in opening[0].lower() or "as of" in opening[0].lower())
                else None
            )
    return None


def _before_comma(skeleton: str, cue: Cue, at: int) -> bool:
    """Whether a year inside a sentence stands alone before a comma: ", in 2023, 99 were ..."."""
    return skeleton[cue.end : cue.end + 1] in (",", " ") and "#" not in skeleton[cue.end : at]


# Readings


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
    subjects, sure = _subjects(scene, index, number, role, slots, context)
    if not subjects:
        return replace(made, why="it is not clear which figure it means")
    quantities = _quantities(scene, index, number, role, slots, subjects, figures, year)
    if not quantities:
        return replace(made, why="it is not clear what it is compared with")
    certain = sure and slots.topic_said and not elsewhere and slots.pay_band != "?"
    if slots.maybe_average and not slots.is_average:
        certain = False
    if role.kind is Kind.GAP and not role.against:
        certain = False
    if re.search(r"\?\s*$|\bconfidence\b|\binterval\b|\bchance\b", scene.text):
        certain = False
    return replace(made, quantities=tuple(quantities), certain=certain)


def _is_of_two_places(scene: Scene, index: int) -> bool:
    """Whether the two ends of "from ... to ..." are of different bands, groups or areas."""
    ends = [
        place.at
        for number, place in enumerate(scene.places)
        if (number == index or abs(number - index) == 1) and role_of(scene, number).end
    ]
    if len(ends) < 2:
        return False
    first, last = ends[0], ends[-1]
    stop = len(scene.skeleton)
    for slot in ("pay_band", "staff_group", "area", "group", "board"):
        between = [cue.meaning for cue in scene.of(slot) if first < cue.start < last]
        behind = [cue.meaning for cue in scene.of(slot) if last < cue.start < min(stop, last + 40)]
        if between and behind and between[0] != behind[0]:
            return True
    return False


def _subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots, context: Context
) -> tuple[list[Subject], bool]:
    """The figures without years that a number may be of, and whether the words leave no doubt."""
    if slots.pay_band == "?" or slots.board == "other":
        return [], False
    if slots.topic in SURVEY or slots.topic == "5 6":
        return _survey_subjects(scene, index, number, role, slots)
    if slots.topic in RATES:
        return _likelihood_subjects(scene, index, number, role, slots)
    if slots.topic == "response":
        is_all = slots.group == "" and number.unit != BARE
        return ([Subject(5, "survey_response_rate")] if is_all else []), _is_of_staff(scene, index)
    if slots.subject != "board" and (
        (slots.topic == "declared" and slots.group in ("", UNKNOWN))
        or (slots.topic == "1" and slots.group == UNKNOWN)
    ):
        return _declared_subjects(scene, index, number, slots)
    if slots.subject == "population" or (slots.area and slots.subject == ""):
        return _population_subjects(scene, number, slots)
    if slots.subject == "board":
        return _board_subjects(scene, index, number, slots)
    if slots.topic in ("1", "9", "declared"):
        return _workforce_subjects(scene, index, number, role, slots, context)
    return [], False


def _is_of_staff(scene: Scene, index: int) -> bool:
    """Whether "of staff" or the like stands at the number."""
    near = scene.after(index)[:70]
    return bool(
        re.match(
            rf"^[^#;.]{{0,40}}\bof (?:the |our |all )?(?:[\w-]+ ){{0,3}}{_STAFF}\b",
            near,
            re.IGNORECASE,
        )
        or re.search(r"\brate\b[^#;]{0,40}$", scene.before(index), re.IGNORECASE)
        or re.search(r"\b(?:by|from) $", scene.before(index))
    )


def _groups(slots: Slots, scene: Scene, choices: Sequence[str] = (BME, WHITE)) -> list[str]:
    """The groups that a number may be of, the one that the words name alone where they name one."""
    if slots.group:
        return [slots.group] if slots.group in choices else []
    return list(choices)


# "60% of BME staff who experienced harassment reported it" is of fewer people.
_PART_OF_THEM = (
    r"^ of (?:the |all |our )?(?:[\w-]+ ){1,4}who (?!completed|responded|answered|took part"
    r"|participated|believe)"
)


def _survey_subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots
) -> tuple[list[Subject], bool]:
    indicators = [int(part) for part in slots.topic.split()]
    # Where the group is open, both are tried: what fits neither is wrong of either.
    open_group = role.kind in (Kind.CHANGE, Kind.GAP) and not slots.group
    sure = len(indicators) == 1 and (bool(slots.group) or open_group)
    if number.unit == BARE and role.kind is Kind.LEVEL:
        pair = _pair(scene, index)
        names = {
            "part": ["survey_count"],
            "whole": ["survey_respondents"],
            "aside": ["survey_count"],
        }.get(pair, ["survey_respondents", "survey_count"])
        sure = sure and pair in ("part", "whole")
    elif number.unit == BARE:
        return [], False
    else:
        names = ["survey_percentage"]
        after = scene.after(index)[:60]
        if re.match(_PART_OF_THEM, after):
            sure = False
        if re.match(r"^ of (?:all |the )?(?:respondents|those|cases|incidents|people)\b", after):
            sure = bool(re.match(r"^ of (?:all |the )?(?:\w+ )?respondents\b", after)) and sure
    # A gap or a change needs no group of its own: the gap has both, the change tries both.
    return (
        [
            Subject(indicator, name, ethnicity=group)
            for indicator in indicators
            for name in names
            for group in _groups(slots, scene)
        ],
        sure,
    )


def _likelihood_subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots
) -> tuple[list[Subject], bool]:
    indicator = int(slots.topic)
    after, before = scene.after(index), scene.before(index)
    if role.kind is Kind.TIMES:
        return _ratio_subjects(scene, index, number, slots)
    said = re.search(
        r"\b(?:likelihood|ratio|likely|indicator|score)\b", scene.skeleton, re.IGNORECASE
    )
    is_decimal = number.decimals in (1, 2) and number.unit == BARE
    if is_decimal and (said or slots.is_average):
        return _ratio_subjects(scene, index, number, slots)
    if number.unit == BARE:
        return _applicant_counts(scene, index, slots)
    groups = _groups(slots, scene, (BME, WHITE, UNKNOWN))
    subjects = [Subject(indicator, RATES[slots.topic], ethnicity=group) for group in groups]
    of_group = re.match(
        rf"^[^#;,.]{{0,20}}\b(?:of|for|among) (?:the |all |our |shortlisted |those )*{_GROUP_WORDS}\b",
        after,
        re.IGNORECASE,
    )
    paired = _pair(scene, index) == "aside" and slots.group
    listed = re.search(r"\b(?:compared (?:with|to)|against|versus|and) $", before) and re.match(
        rf"^ (?:for|of|among) (?:shortlisted )?{_GROUP_WORDS}", after, re.IGNORECASE
    )
    rated = re.search(r"\brate\b", scene.skeleton) and slots.group
    return subjects, bool((of_group or paired or listed or rated) and slots.group)


def _ratio_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    """A relative likelihood, the way round that the sentence tells it."""
    indicator = int(slots.topic)
    straight = Subject(indicator, RATIOS[slots.topic])
    turned = Subject(indicator, _TURNED)
    first = _who_is_likelier(scene, index)
    top = BME if slots.topic == "3" else WHITE
    if number.unit == TIMES or first:
        if not first:
            return [straight, turned], False
        return [straight if first == top else turned], True
    # "a likelihood of 0.81": the standard's way, unless only the other fits.
    return [straight, turned], True


def _who_is_likelier(scene: Scene, index: int) -> str:
    """The group that "2.19 times as likely" is said of; nothing where the words leave it open."""
    before, after = scene.before(index), scene.after(index)
    at = scene.places[index].at
    likely = re.match(r"^ ?(?:times )?(?:more|as|less) likely\b|^ ?(?:times )?as many\b", after)
    groups = [cue for cue in scene.of("group") if cue.meaning in (BME, WHITE)]
    if likely:
        # "White applicants were 2.19 times more likely ..." or "... when they were 2.66 times".
        earlier = [cue for cue in groups if cue.end <= at]
        if earlier:
            return _main_group(scene, earlier, before)
        later = [cue for cue in groups if cue.start > at]
        if later and re.search(r"\b(?:than|as|compared)\b", after[: later[0].start - at]):
            return WHITE if later[0].meaning == BME else BME
        return ""
    if (
        re.search(r"\blikel(?:y|ihood)\b", before, re.IGNORECASE)
        and len({cue.meaning for cue in groups}) == 2
    ):
        earlier = [cue for cue in groups if cue.end <= at]
        return earlier[0].meaning if earlier else ""
    return ""


def _main_group(scene: Scene, earlier: list[Cue], before: str) -> str:
    """The group that the clause is about: not the one behind "than" or "compared to"."""
    subjects = [
        cue
        for cue in earlier
        if not re.search(
            r"\b(?:than|compared (?:to|with)|as|relative to|against)(?: (?:the|for|their|a))* $",
            before[: cue.start],
            re.IGNORECASE,
        )
    ]
    if not subjects:
        return ""
    last_clause = max(before.rfind(";"), before.rfind(". "), before.rfind(" while "))
    near = [cue for cue in subjects if cue.start > last_clause]
    return (near or subjects)[-1].meaning if near else subjects[0].meaning


def _applicant_counts(scene: Scene, index: int, slots: Slots) -> tuple[list[Subject], bool]:
    indicator = int(slots.topic)
    if not slots.group and slots.topic != "3":
        return [], False
    groups = _groups(slots, scene, (BME, WHITE, UNKNOWN))
    pair, sure = _pair(scene, index), True
    after, before = scene.after(index)[:60], scene.before(index)[-60:]
    if slots.topic == "2":
        if pair == "part":
            names = ["appointed_count"]
        elif pair == "whole" or re.search(r"\bshortlisted (?:\w+ ){0,2}$", before, re.IGNORECASE):
            names = ["shortlisted_count"]
        elif re.search(r"\bappointed (?:\w+ ){0,2}$", before, re.IGNORECASE):
            names = ["appointed_count"]
        elif found := re.search(r"^[^#;,.]*?\b(shortlisted|appointed)\b", after, re.IGNORECASE):
            names, sure = [f"{found[1].lower()}_count"], False
        else:
            names, sure = ["appointed_count", "shortlisted_count"], False
    elif pair == "whole":
        return [Subject(1, "staff_count", ethnicity=group) for group in groups], False
    else:
        names = ["disciplinary_count" if slots.topic == "3" else "training_count"]
        strict = r"\bnon-? ?mandatory\b|\bCPD\b|\bdisciplin|\bformal (?:process|disc)"
        sure = bool(
            slots.group
            and re.search(strict, scene.skeleton, re.IGNORECASE)
            and (
                re.match(
                    rf"^ {_GROUP_WORDS} (?:staff|colleagues|employees|members)",
                    after,
                    re.IGNORECASE,
                )
                or re.search(r"\bfrom (?:# to )?$|\bnumber of\b", scene.before(index))
            )
        )
    return [Subject(indicator, name, ethnicity=group) for name in names for group in groups], sure


def _declared_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    where = {"staff_group": slots.staff_group or ALL, "pay_band": slots.pay_band or ALL}
    whole = set(where.values()) == {ALL}
    unknown = slots.group == UNKNOWN
    sure = whole or bool(slots.staff_group)
    if number.unit == BARE:
        aside = _pair(scene, index) in ("aside", "part")
        return [Subject(1, "staff_count", ethnicity=UNKNOWN, **where)], (
            sure and unknown and (aside or _is_of_people(scene, index))
        )
    if unknown:
        return [Subject(1, "staff_percentage", ethnicity=UNKNOWN, **where)], sure and (
            bool(scene.of("topic", "subject")) or _is_of_staff(scene, index)
        )
    return ([Subject(1, "ethnicity_declared_percentage")], whole) if whole else ([], False)


def _population_subjects(scene: Scene, number: Number, slots: Slots) -> tuple[list[Subject], bool]:
    if number.unit in (BARE, TIMES):
        return [], False
    group = slots.group or BME
    if group == UNKNOWN:
        return [], False
    if slots.area:
        return [Subject(1, "local_population_percentage", ethnicity=group, area=slots.area)], bool(
            slots.group
        )
    # Whose system it is stands in the figures; see `_quantities`.
    system = Subject(1, "local_population_percentage", ethnicity=group, area="system")
    is_local = re.search(r"\blocal\b|\bserve[sd]?\b|\bour population\b|\bcensus\b", scene.skeleton)
    return [system], bool(slots.group and is_local)


def _board_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    board = slots.board or "board members"
    if number.unit == BARE:
        pair = _pair(scene, index)
        after = scene.after(index)[:50]
        if re.search(r"\bboard of $", scene.before(index), re.IGNORECASE):
            return [Subject(9, "board_count", board)], True
        if pair == "whole" or re.match(
            r"^ (?:\w+ )?(?:board |voting |executive )?members\b", after
        ):
            group_near = re.match(rf"^ {_GROUP_WORDS}", after, re.IGNORECASE) or (
                re.search(r"\b(?:are|is|were|was) (?:from )?" + _GROUP_WORDS, after, re.IGNORECASE)
            )
            if not group_near or pair == "whole":
                return [Subject(9, "board_count", board)], pair == "whole" or bool(
                    re.search(
                        r"\b(?:has|had|have|comprises?|of the|of)(?: \w+)? $", scene.before(index)
                    )
                )
        if not slots.group:
            return [Subject(9, "board_count", board)], False
        listed = re.match(
            rf"^ {_GROUP_WORDS}|^ (?:undeclared|undisclosed|unknown)", after, re.IGNORECASE
        )
        return [Subject(9, "board_count", board, ethnicity=slots.group)], bool(
            pair in ("part", "aside") or listed
        )
    if not slots.group:
        return [], False
    if number.unit in (PERCENT, FRACTION, POINTS):
        return [Subject(9, "board_percentage", board, ethnicity=slots.group)], True
    return [], False


def _workforce_subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots, context: Context
) -> tuple[list[Subject], bool]:
    where = _where(slots, context)
    sure = len(where) == 1
    after, before = scene.after(index), scene.before(index)
    if number.unit in (PERCENT, FRACTION, POINTS, FACTOR):
        groups = [slots.group] if slots.group else [BME]
        if not slots.group and not re.search(
            r"\b(?:workforce|headcount|number of)\b", scene.skeleton
        ):
            sure = False
        counts = [Subject(1, "staff_count", g, b, slots.group or ALL) for g, b in where]
        shares = [Subject(1, "staff_percentage", g, b, group) for group in groups for g, b in where]
        if role.kind is Kind.FACTOR:
            return counts + (shares if slots.group else []), sure
        if role.kind is Kind.CHANGE and number.unit != POINTS:
            return _changing(before, after, counts, shares, slots, sure)
        if not slots.group:
            return [], False
        if role.kind is Kind.GAP:
            return shares, sure
        return shares, sure and _is_share(scene, index, slots)
    if number.unit == BARE:
        group = slots.group or ALL
        counts = [Subject(1, "staff_count", g, b, group) for g, b in where]
        last = context.before.get("group", "")
        if not slots.group and last and not _is_staff_count(scene, index, role, slots):
            # "The number of leaders fell from 24 to 14", after a sentence about BME staff.
            counts += [Subject(1, "staff_count", g, b, last) for g, b in where]
        if _pair(scene, index) == "whole":
            counts = [Subject(1, "staff_count", g, b) for g, b in where]
        return counts, sure and (
            _is_staff_count(scene, index, role, slots) or _pair(scene, index) == "aside"
        )
    return [], False


def _where(slots: Slots, context: Context) -> list[tuple[str, str]]:
    """The staff groups and bands that a number may be of."""
    staff_group, pay_band = slots.staff_group, slots.pay_band
    bands = reference.by("pay_bands", "pay_band")
    if pay_band in bands and bands[pay_band]["scheme"] == "medical and dental":
        staff_group = "medical and dental"
    if staff_group and pay_band:
        return [(staff_group, pay_band)]
    found = [(staff_group or ALL, pay_band or ALL)]
    last_group, last_band = (
        context.before.get("staff_group", ""),
        context.before.get("pay_band", ""),
    )
    if not pay_band and last_band and (staff_group or last_group):
        found.append((staff_group or last_group, last_band))
    elif not staff_group and pay_band and last_group:
        found.append((last_group, pay_band))
    return found


def _changing(
    before: str, after: str, counts: list[Subject], shares: list[Subject], slots: Slots, sure: bool
) -> tuple[list[Subject], bool]:
    """Whether a per cent change is of people or of a share."""
    of_people = [m.start() for m in re.finditer(r"\bnumbers?\b|\bheadcount\b", before + after[:60])]
    of_share = [
        m.start()
        for m in re.finditer(
            r"\bpercentage\b(?! points)|\bproportion\b|\bshare\b|\brepresentation\b|%(?! terms)|% terms",
            before,
            re.IGNORECASE,
        )
    ]
    if not slots.group:
        whole = re.search(r"\bworkforce\b|\bheadcount\b|\bnumber of staff\b", before)
        return counts, sure and bool(whole)
    if of_people and (not of_share or of_people[-1] > of_share[-1]):
        return [*counts, *shares], sure
    return [*shares, *counts], sure


def _is_share(scene: Scene, index: int, slots: Slots) -> bool:
    """Whether a percentage is, beyond doubt, the share of a group in a part of the workforce."""
    before, after = scene.before(index), scene.after(index)
    if re.match(rf"^[^#;,.]{{0,12}} of (?:the |all |our )?{_GROUP_WORDS}", after, re.IGNORECASE):
        # "45% of BME staff are in bands 1 to 7" is a share of another kind.
        return False
    if re.match(
        rf"^[^#;,.]{{0,12}} of (?:the )?{_STAFF} (?:who|that|with|aged|leaving|joining|promoted)\b(?! work)",
        after,
        re.IGNORECASE,
    ):
        return False
    of_staff = re.match(
        rf"^(?: \([^)]*\))? (?:of|in) (?:the |our |all |their )*(?:[\w-]+ ){{0,4}}?(?:{_STAFF}|total"
        r"|consultants|doctors|leaders|band|bands|those)\b",
        after,
        re.IGNORECASE,
    )
    stated = re.search(
        rf"\b(?:representation|proportion|percentage|share|%)\b[^;]*$|{_GROUP_WORDS}[^#;.]*\b(?:are|is|were"
        r"|was|makes? up|made up|accounts? for|accounted for|represents?|represented|holds?|comprises?"
        r"|constitutes?|forms?|hold|stands? at|stood at)(?: \w+){0,2} $",
        before,
        re.IGNORECASE,
    )
    is_of = re.match(
        rf"^(?: \([^)]*\))? (?:(?:are|were|is|was|of|from|being) )*(?:from )?{_GROUP_WORDS}",
        after,
        re.IGNORECASE,
    )
    moved = re.search(r"\b(?:from|to|at) (?:\w+ ){0,2}$", before)
    return bool(of_staff or stated or is_of or moved or slots.pay_band)


def _is_of_people(scene: Scene, index: int) -> bool:
    return bool(
        re.match(
            r"^ (?:of )?(?:the |our )?(?:\w+ ){0,2}(?:staff|people|members|employees|colleagues)",
            scene.after(index),
            re.IGNORECASE,
        )
    )


def _is_staff_count(scene: Scene, index: int, role: Role, slots: Slots) -> bool:
    """Whether a number is, beyond doubt, a number of staff in post."""
    before, after = scene.before(index), scene.after(index)
    if slots.pay_band == "" and slots.staff_group == "" and not slots.group:
        if re.search(
            r"\bemploy(?:s|ed|ing)(?: a total of)? $|\bemployed # [^;]*\bcompared (?:to|with) $|\bworkforce\b[^#;]*\b(?:was|of|is|numbers?|numbered"
            r"|stood at|from|to|stayed at|totals?|totalled) $|\btotal (?:number of staff|workforce)\b[^;]*"
            r"(?:\b(?:was|is|from|to|of|at) |: ?)$|\bheadcount\b[^#;]*(?:was|is|of|from|to|at) $",
            before,
            re.IGNORECASE,
        ):
            return True
        return False
    if not slots.group:
        return False
    moved = re.search(
        r"\bnumbers?\b[^;]*\b(?:from|to|was|is|at|of) (?:# to )?$", before, re.IGNORECASE
    ) or (
        role.end and re.search(r"\bstaff\b[^;]*\b(?:fell|rose|increased|decreased|went)\b", before)
    )
    counted = re.match(
        rf"^ (?:(?:members? of )?{_STAFF})?[^#;,.]{{0,30}}\b(?:are|were|is|was|identif\w+) (?:as |from )?"
        rf"(?:a )?{_GROUP_WORDS}|^ {_GROUP_WORDS} {_STAFF} (?:in post|in the workforce|in bands?|at band)",
        after,
        re.IGNORECASE,
    )
    return bool(moved or counted)


def _pair(scene: Scene, index: int) -> str:
    """A number's part in "7 of 55" ("part", "whole") or "23.5% (99)" ("aside"); else nothing."""
    places = scene.places

    def is_of(first: int) -> bool:
        return (
            0 <= first < len(places) - 1
            and _is_pair(scene, first)
            and places[first].number.unit == BARE
            and places[first + 1].number.unit == BARE
            and places[first].number.value <= places[first + 1].number.value
            and "(" not in scene.skeleton[places[first].at : places[first + 1].at]
        )

    if is_of(index):
        return "part"
    if is_of(index - 1):
        return "whole"
    if index and re.search(r"\((?:\w+ ){0,2}$", scene.before(index)) and _is_pair(scene, index - 1):
        return "aside"
    return ""


# Quantities


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
    held = sorted({figure.year for figure in figures})
    subjects = _placed(subjects, figures)
    years = slots.years or (year,)
    if role.kind is Kind.CHANGE:
        bases = years_of(role.base, slots.topic, year) if role.base else (years[0] - 1,)
        bases = [base for base in bases if base < years[0]] or [years[0] - 1]
        found = [
            q
            for subject in subjects
            for base in bases
            for q in changes(figures, subject, years[0], base)
        ]
        return _preferred(found, number)
    if role.kind is Kind.FACTOR:
        return [factor(figures, subject, years[0], years[0] - 1) for subject in subjects]
    if role.kind is Kind.GAP:
        return _gaps(role, slots, subjects, figures, years)
    if role.kind is Kind.TIMES and subjects and subjects[0].unit == "percent":
        return _quotients(scene, index, subjects, figures, years)
    if slots.is_average:
        subjects = [replace(each, figure=each.figure + reference.AVERAGE) for each in subjects]
        return [level(figures, each, y) for each in subjects for y in _tried(years, held, slots)]
    found = [level(figures, each, y) for each in subjects for y in years]
    if slots.maybe_average:
        averages = [replace(each, figure=each.figure + reference.AVERAGE) for each in subjects]
        found += [level(figures, each, y) for each in averages for y in years]
    if (
        slots.topic in SURVEY
        and _is_denied(scene, index, number)
        and found
        and found[0].unit == "percent"
    ):
        return [complement(each) for each in found]
    return found


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
    after = scene.after(index)
    clause = re.split(r"[#;]|\bcompared\b|\bbut\b", after)[0]
    return bool(
        re.search(
            r"\b(?:do|did|does|have|had|has|are|were|is|was) not\b(?! (?:disclos|declar|known|stat|record))"
            r"|\bdon't\b|\bdidn't\b|\bnever\b|\bdisagree\w*\b|\bnot (?:been|experienc\w+)\b|\bnon-BME\b",
            clause,
            re.IGNORECASE,
        )
    )
