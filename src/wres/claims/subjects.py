"""Say which figures a number may be of, by its slots and the words around it.

Each kind of figure has its own rules, and says besides whether the words leave no doubt: only
then can a number be contradicted. "45% of BME staff are in bands 1 to 7" or "30% of those
appointed were BME" look like figures of the Standard and are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wres import reference
from wres.claims.meaning import Cue, Scene
from wres.claims.nearness import pair_of
from wres.claims.numbers import BARE, FRACTION, PERCENT, POINTS, TIMES, Number
from wres.claims.patterns import pattern
from wres.claims.quantities import Subject
from wres.claims.roles import Kind, Role
from wres.claims.slots import RATES, SURVEY, Context, Slots
from wres.claims.staff import GROUP_WORDS, STAFF_WORDS, workforce_subjects
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE

RATIOS = {
    "2": "relative_likelihood_white_to_bme",
    "3": "relative_likelihood_bme_to_white",
    "4": "relative_likelihood_white_to_bme",
}


TURNED = "relative_likelihood_turned_round"


def subjects_of(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots, context: Context
) -> tuple[list[Subject], bool]:
    """The figures without years that a number may be of, and whether the words leave no doubt."""
    if slots.pay_band == "?" or slots.board == "other":
        return [], False
    if slots.topic in SURVEY or slots.topic == "5 6":
        return _placed(scene, slots, *_survey_subjects(scene, index, number, role, slots))
    if slots.topic in RATES:
        return _placed(scene, slots, *_likelihood_subjects(scene, index, number, role, slots))
    if slots.topic == "disparity":
        return _disparity_subjects(scene, index, slots)
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
        return workforce_subjects(scene, index, number, role, slots, context)
    return [], False


def _placed(
    scene: Scene, slots: Slots, subjects: list[Subject], sure: bool
) -> tuple[list[Subject], bool]:
    """The same figures of the staff group or the band that the sentence names.

    "14.8% of BME applicants at band 2 were appointed": indicator 2 has figures of staff groups
    and of bands; of the other indicators nothing so fine is held, and nothing can be wrong.
    """
    if not scene.of("staff_group", "pay_band"):
        return subjects, sure
    where = {"staff_group": slots.staff_group or ALL, "pay_band": slots.pay_band or ALL}
    finer = [replace(each, **where) for each in subjects if each.indicator == 2]
    places = {cue.meaning for cue in scene.of("staff_group", "pay_band")}
    return [*finer, *subjects], sure and bool(finer) and len(places) == 1


def _is_of_staff(scene: Scene, index: int) -> bool:
    """Whether "of staff" or the like stands at the number."""
    near = scene.after(index)[:70]
    return bool(
        re.match(
            rf"^[^#;.]{{0,40}}\bof (?:the |our |all )?(?:[\w-]+ ){{0,3}}{STAFF_WORDS}\b",
            near,
            re.IGNORECASE,
        )
        or re.search(r"\brate\b[^#;]{0,40}$", scene.before(index), re.IGNORECASE)
        or re.search(r"\b(?:by|from) $", scene.before(index))
    )


def _groups(slots: Slots, scene: Scene, choices: Sequence[str] = (BME, WHITE)) -> list[str]:
    """The groups that a number may be of, the one that the words name alone where they name one."""
    if slots.group:
        return [slots.group] if slots.group in (*choices, *BME_GROUPS) else []
    return list(choices)


# "60% of BME staff who experienced harassment reported it" is of fewer people.
_PART_OF_THEM = (
    r"^ of (?:the |all |our )?(?:[\w-]+ ){1,4}who (?!completed|responded|answered|took part"
    r"|participated|believe)"
    r"|^ of (?:the |all |our )?(?:BA?ME|White) \w+ (?:on|in|at|within) (?:the|our|a|this)\b"
)


def _survey_subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots
) -> tuple[list[Subject], bool]:
    indicators = [int(part) for part in slots.topic.split()]
    # Where the group is open, both are tried: what fits neither is wrong of either.
    open_group = role.kind in (Kind.CHANGE, Kind.GAP) and not slots.group
    # "2.6 times as likely as White staff": whose percentage is over whose is said.
    is_quotient = role.kind is Kind.TIMES and bool(_who_is_likelier(scene, index))
    sure = len(indicators) == 1 and (bool(slots.group) or open_group or is_quotient)
    if number.unit == BARE and role.kind is Kind.LEVEL:
        pair = pair_of(scene, index)
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
        rf"^[^#;,.]{{0,20}}\b(?:of|for|among) (?:the |all |our |shortlisted "
        rf"|those )*{GROUP_WORDS}\b",
        after,
        re.IGNORECASE,
    )
    paired = pair_of(scene, index) == "aside" and slots.group
    listed = re.search(r"\b(?:compared (?:with|to)|against|versus|and) $", before) and re.match(
        rf"^ (?:for|of|among) (?:shortlisted )?{GROUP_WORDS}", after, re.IGNORECASE
    )
    # "The appointment rate of BME applicants", "a 14.7% chance of being appointed".
    rated = re.search(r"\brate\b|# chance of being appointed", scene.skeleton) and slots.group
    # "Access to training by BME staff dropped by 25.8 percentage points".
    moved = role.kind is Kind.CHANGE and number.unit == POINTS and slots.topic_said
    if role.kind is Kind.CHANGE and number.unit == PERCENT and _OF_APPOINTMENTS.search(before):
        counts = [replace(each, figure="appointed_count") for each in subjects if indicator == 2]
        return [*counts, *subjects], bool(counts and slots.group)
    return subjects, bool((of_group or paired or listed or rated or moved) and slots.group)


def _ratio_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    """A relative likelihood, the way round that the sentence tells it."""
    indicator = int(slots.topic)
    straight = Subject(indicator, RATIOS[slots.topic])
    turned = Subject(indicator, TURNED)
    first = _who_is_likelier(scene, index)
    top = BME if slots.topic == "3" else WHITE
    if number.unit == TIMES or first:
        if not first:
            return [straight, turned], False
        if re.match(r"^ (?:times )?less likely", scene.after(index)):
            # "1.40 times less likely" is written of either way round.
            return [straight, turned], True
        return [straight if first == top else turned], True
    said = {cue.meaning for cue in scene.of("group")} & {BME, WHITE}
    if said == {top} and _SAID_LIKELIER.match(scene.after(index)):
        # "The ratio is 0.83, which means that BME staff are more likely": over 1, then.
        return [straight], True
    if said == {top} and _OF_WHOM.search(scene.before(index)):
        # "The likelihood of BME staff entering the process is 0.83" cannot be that of White staff.
        return [straight], True
    # "a likelihood of 0.81": the standard's way, unless only the other fits.
    return [straight, turned], True


# "BME appointments rose by 16.6%": there are so many more of them.
_OF_APPOINTMENTS = pattern("subjects", "of appointments")


# "The relative likelihood of White applicants being appointed ... is".
_OF_WHOM = pattern("subjects", "of whom")


_SAID_LIKELIER = pattern("subjects", "said likelier")


def _who_is_likelier(scene: Scene, index: int) -> str:
    """The group that "2.19 times as likely" is said of; nothing where the words leave it open."""
    before, after = scene.before(index), scene.after(index)
    at = scene.places[index].at
    likely = re.match(
        r"^ ?(?:times )?(?:more|as|less) likely\b|^ ?(?:times )?as many\b"
        r"|^ (?:times )?(?:the|a greater|greater|a higher|higher) (?:chance|likelihood)\b",
        after,
    )
    groups = [cue for cue in scene.of("group") if cue.meaning in (BME, WHITE)]
    if re.search(r"\b(?:former|latter)\b", before):
        return ""
    if likely:
        told = _FOR_WHOM.match(after)
        if told:
            # "1.74 times as likely for BME staff as for White staff".
            first = next((cue for cue in groups if cue.start > at), None)
            return first.meaning if first else ""
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


_FOR_WHOM = pattern("subjects", "for whom")


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


def _is_of_an_event(scene: Scene, index: int) -> bool:
    """Whether a count is, beyond doubt, of those who were trained or disciplined."""
    strict = r"\bnon-? ?mandatory\b|\bCPD\b|\bdisciplin|\bformal (?:process|disc)"
    after, before = scene.after(index)[:60], scene.before(index)
    of_whom = rf"^ {GROUP_WORDS} (?:staff|colleagues|employees|members)"
    return bool(
        re.search(strict, scene.skeleton, re.IGNORECASE)
        and (
            re.match(of_whom, after, re.IGNORECASE)
            or re.search(r"\bfrom (?:# to )?$|\bnumber of\b", before)
            or re.search(rf"[:,;] ?{GROUP_WORDS}(?: staff)?:? $", before[-60:], re.IGNORECASE)
        )
    )


# "49 of 74 appointments went to White candidates": not of those shortlisted.
_IS_OF_APPOINTED = pattern("subjects", "is of appointed")
# "Shortlisted applicants from BME backgrounds numbered 5,611", "and 49 were appointed".
_COUNTED = pattern("subjects", "counted")
_WERE = pattern("subjects", "were")


_CANDIDATES_WERE = pattern("subjects", "candidates were")


def _applicant_counts(scene: Scene, index: int, slots: Slots) -> tuple[list[Subject], bool]:
    indicator = int(slots.topic)
    if not slots.group and slots.topic != "3":
        return [], False
    groups = _groups(slots, scene, (BME, WHITE, UNKNOWN))
    pair, sure = pair_of(scene, index), True
    if _IS_OF_APPOINTED.match(scene.after(index + 1 if pair == "part" else index)) and pair:
        return [], False
    after, before = scene.after(index)[:60], scene.before(index)[-60:]
    if slots.topic == "2":
        if pair == "part":
            names = ["appointed_count"]
        elif pair != "whole" and (found := _COUNTED.search(before) or _WERE.match(after)):
            names = [f"{found['what'].lower()}_count"]
        elif pair == "whole" or re.search(r"\bshortlisted (?:\w+ ){0,2}$", before, re.IGNORECASE):
            names = ["shortlisted_count"]
        elif re.search(r"\bappointed (?!from |out )(?:\w+ ){0,2}$", before, re.IGNORECASE):
            names = ["appointed_count"]
        elif found := re.search(r"^[^#;,.]*?\b(shortlisted|appointed)\b", after, re.IGNORECASE):
            names, sure = [f"{found[1].lower()}_count"], bool(_CANDIDATES_WERE.match(after))
        else:
            names, sure = ["appointed_count", "shortlisted_count"], False
    elif pair == "whole":
        return [Subject(1, "staff_count", ethnicity=group) for group in groups], False
    else:
        names = ["disciplinary_count" if slots.topic == "3" else "training_count"]
        sure = bool(slots.group) and _is_of_an_event(scene, index)
    return [Subject(indicator, name, ethnicity=group) for name in names for group in groups], sure


_LEVEL = re.compile(r"\b(lower|middle|upper)\b", re.IGNORECASE)


def _disparity_subjects(scene: Scene, index: int, slots: Slots) -> tuple[list[Subject], bool]:
    """A race disparity ratio, by the two levels that the clause names: "from lower to middle"."""
    before = [found.lower() for found in _LEVEL.findall(scene.before(index))]
    levels = before or [found.lower() for found in _LEVEL.findall(scene.after(index))]
    if len(levels) < 2 or levels[-2] == levels[-1]:
        return [], False
    figure = f"race_disparity_ratio_{levels[-2]}_to_{levels[-1]}"
    if figure not in reference.by("figures", "figure"):
        return [], False
    group = slots.staff_group or ALL
    return [Subject(1, figure, group)], slots.pay_band == "" and not slots.area


def _declared_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    where = {"staff_group": slots.staff_group or ALL, "pay_band": slots.pay_band or ALL}
    whole = set(where.values()) == {ALL}
    unknown = slots.group == UNKNOWN
    sure = whole or bool(slots.staff_group)
    if number.unit == BARE:
        aside = pair_of(scene, index) in ("aside", "part")
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
    if places := scene.of("area"):
        # "With 17.8% of its residents BME, the borough is ...": perhaps of the place named.
        named = [replace(system, area=cue.meaning) for cue in places]
        return [*named, system], False
    is_local = re.search(r"\blocal\b|\bserve[sd]?\b|\bour population\b|\bcensus\b", scene.skeleton)
    return [system], bool(slots.group and is_local)


# "Six members left the board": they are not on it.
_COME_OR_GONE = pattern("subjects", "come or gone")


def _is_of_a_group(after: str) -> bool:
    """Whether the words behind a number, up to the next, say of which group the members are."""
    of_them = r"\b(?:are|is|were|was) (?:from )?" + GROUP_WORDS
    return bool(
        re.match(rf"^ {GROUP_WORDS}", after, re.IGNORECASE)
        or re.search(of_them, re.split("[#,;]", after)[0], re.IGNORECASE)
    )


def _board_subjects(
    scene: Scene, index: int, number: Number, slots: Slots
) -> tuple[list[Subject], bool]:
    board = slots.board or "board members"
    if number.unit == BARE:
        pair = pair_of(scene, index)
        after = scene.after(index)[:50]
        if re.search(r"\bboard of $", scene.before(index), re.IGNORECASE):
            return [Subject(9, "board_count", board)], True
        if pair == "whole" or re.match(
            r"^ (?:\w+ )?(?:board |voting |executive )?members\b", after
        ):
            group_near = _is_of_a_group(after)
            if not group_near or pair == "whole":
                return [Subject(9, "board_count", board)], pair == "whole" or bool(
                    re.search(
                        r"\b(?:has|had|have|numbers?|numbered|comprises?|of the|of)(?: \w+)? $",
                        scene.before(index),
                    )
                )
        if not slots.group:
            return [Subject(9, "board_count", board)], False
        listed = re.match(
            rf"^ (?:(?:is|are|was|were) (?:from )?)?{GROUP_WORDS}"
            r"|^ (?:undeclared|undisclosed|unknown)",
            after,
            re.IGNORECASE,
        )
        is_there = not _COME_OR_GONE.search(scene.skeleton)
        return [Subject(9, "board_count", board, ethnicity=slots.group)], is_there and bool(
            pair in ("part", "aside") or listed
        )
    if not slots.group:
        return [], False
    if number.unit in (PERCENT, FRACTION, POINTS):
        return [Subject(9, "board_percentage", board, ethnicity=slots.group)], True
    return [], False


def _is_of_people(scene: Scene, index: int) -> bool:
    return bool(
        re.match(
            r"^ (?:of )?(?:the |our )?(?:\w+ ){0,2}(?:staff|people|members|employees|colleagues)",
            scene.after(index),
            re.IGNORECASE,
        )
    )
