"""What a number is in its sentence: a level, a change, a gap, or how many times as likely.

Each rule looks at the words right before or right after the number, with every other number
reduced to a sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from wres.claims.meaning import Cue, Scene
from wres.claims.numbers import BARE, FACTOR, POINTS, TIMES, Number
from wres.claims.patterns import pattern


class Kind(StrEnum):
    """What kind of number it is."""

    LEVEL = "level"
    CHANGE = "change"
    GAP = "gap"
    TIMES = "times"
    FACTOR = "factor"


class Against(StrEnum):
    """What a gap is measured against."""

    GROUP = "group"
    AVERAGE = "average"
    WORKFORCE = "workforce"
    POPULATION = "population"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A number's part in its sentence.

    `sign` is +1 or -1 where the words give a direction, 0 where they give none. `end` is "from"
    or "to" for the two ends of a movement. `base` is the cue of the year that a change starts in.
    """

    kind: Kind
    sign: int = 0
    against: Against = Against.UNKNOWN
    end: str = ""
    base: Cue | None = None


_UP = (
    r"increas\w*|r[io]se[ns]?|rising|grew|grow\w*|growth|gain\w*|expand\w*|jump\w*|up|higher|climb\w*|more|above|over"
    r"|greater|widen\w*"
)
_DOWN = (
    r"decreas\w*|reduc\w*|f[ea]ll\w*|dip(?:s|ped)|slip\w*|dwindl\w*|diminish\w*|dropp?\w*|declin\w*|down|lower\w*|los[ts]\w*|shr[aiu]nk\w*"
    r"|fewer|less|below|under|short|behind|narrow\w*|under-?representation"
)
_EITHER = r"chang\w*|mov\w*|improv\w*|worsen\w*|differ\w*"
_MOVE = rf"(?P<word>{_UP}|{_DOWN}|{_EITHER})"
_HEDGE = (
    r"(?:(?:just|only|about|around|approximately|almost|nearly|over|roughly|some|a|an|further"
    r"|another|a further|slightly|more than|less than|under) )*"
)
_NOUN = (
    r"(?P<word>increase|decrease|reduction|rise|fall|drop|decline|growth|loss|gain|improvement"
    r"|(?<!for )change)"
)
_BY = re.compile(rf"\b{_MOVE}\b[^#.;]*\bby {_HEDGE}\(?$", re.IGNORECASE)
_BY_AFTER_NUMBERS = re.compile(rf"\b{_MOVE}\b[^.;]{{0,80}}\bby {_HEDGE}\(?$", re.IGNORECASE)
_A_RISE_OF = pattern("roles", "a rise of")
# "An improvement on last year's figure of 2.31".
_A_FIGURE_OF = pattern("roles", "a figure of")
_UP_BY = pattern("roles", "up by")
_MOVED = pattern("roles", "moved")
_COMPARING = re.compile(r"higher|lower|above|below|greater", re.IGNORECASE)
_LOST = re.compile(rf"\b(?P<word>lost|losing|loss of) {_HEDGE}$", re.IGNORECASE)
_A_RISE = re.compile(rf"^\)? ?(?:\w+ )?{_NOUN}\b", re.IGNORECASE)
_MORE = pattern("roles", "more")
_SO_LIKELY = re.compile(r"^ (?:more|less|as|fewer) likely\b", re.IGNORECASE)
_GAP_OF = pattern("roles", "gap of")
# "White staff are over-represented on the Board by".
_REPRESENTED = pattern("roles", "represented")
_OF_WHOM = re.compile(r"\bof (?:BA?ME|White)\b")
# "A gap of 2.9 points between BME (28.6%) and White staff (25.7%)": the level of each.
_OF_A_GROUP = re.compile(r"\b(?:BA?ME|White)(?: \w+)? \($", re.IGNORECASE)
_GAP_AFTER = re.compile(r"^ (?:gap|difference|disparity)\b", re.IGNORECASE)
_FROM = pattern("roles", "from")
# "19.1% to 18.2% for BME staff".
_IS_FROM = re.compile(r"^ (?:to|→) #")
_OPENS = re.compile(r"(?:^|[:(]|,|\b(?:staff|and|BME|White|all)) ?$")
_TO = pattern("roles", "to")


def role_of(scene: Scene, index: int) -> Role:
    """What a number is in its sentence.

    >>> from wres.claims.meaning import scene
    >>> def roles(text):
    ...     taken = scene(text)
    ...     return [role_of(taken, index).kind.value for index in range(len(taken.places))]
    >>> roles("BME staff rose by 3% from 22% to 25%, 2 points above the national average of 23%")
    ['change', 'level', 'level', 'gap', 'level']
    >>> roles("White applicants were 2.19 times as likely; a gap of 4 percentage points")
    ['times', 'gap']
    """
    number, before, after = scene.places[index].number, scene.before(index), scene.after(index)
    if number.unit in (FACTOR, TIMES):
        return Role(Kind(number.unit), end=_end(scene, index))
    if signed := _signed(number, before):
        return signed
    if _SO_LIKELY.match(after) and number.unit not in (POINTS, "percent"):
        return Role(Kind.TIMES)
    found = _MORE.match(after)
    if found and found[0].lstrip(")").startswith(",") and number.unit != POINTS:
        # "1.40, better than the national average of 1.54" is a level and its comparison.
        found = None
    if found and (found["word"].lower() not in ("over", "under") or number.unit):
        return _compared(scene, index, found["word"], found["rest"])
    if found := _REPRESENTED.search(before):
        return Role(Kind.GAP, -1 if found["down"] else 1, _gap_against(scene))
    end = _end(scene, index)
    if not end and not (number.unit != POINTS and _A_FIGURE_OF.search(before)):
        for pattern in (_BY, _A_RISE_OF, _UP_BY, _LOST, _BY_AFTER_NUMBERS):
            if found := pattern.search(before):
                # The direction is the last word that gives one before "by".
                word = _last_move(found[0]) or found["word"]
                if _COMPARING.fullmatch(word) or "diverse" in found[0]:
                    return _compared(scene, index, word, "")
                return Role(Kind.CHANGE, _sign(word), base=_base(scene, index))
        if number.unit == POINTS and (found := _MOVED.search(before)):
            return Role(Kind.CHANGE, _sign(found["word"]), base=_base(scene, index))
        if (found := _A_RISE.match(after)) and number.unit != BARE:
            return Role(Kind.CHANGE, _sign(found["word"]), base=_base(scene, index))
    clause = re.split(r";|\bcompared (?:to|with)\b|\bwhile\b|\bwhereas\b", before)[-1]
    if found := _GAP_OF.search(clause):
        is_unit = number.unit in ("percent", POINTS)
        if is_unit and not (_OF_WHOM.search(after[:16]) or _OF_A_GROUP.search(before)):
            sign = 1 if found["up"] else -1 if found["down"] else 0
            return Role(Kind.GAP, sign, _gap_against(scene), end)
    if _GAP_AFTER.match(after) and number.unit in ("percent", POINTS):
        return Role(Kind.GAP, 0, _gap_against(scene), end)
    if number.unit == POINTS and not end:
        return Role(Kind.GAP, 0, Against.UNKNOWN)
    return Role(Kind.LEVEL, end=end)


def _signed(number: Number, before: str) -> Role | None:
    """A change that is written with its sign: "48.0% (+1.5)"."""
    is_signed = number.text[0] in "+−-" and before.endswith("(")
    return Role(Kind.CHANGE, -1 if number.value < 0 else 1) if is_signed else None


def _end(scene: Scene, index: int) -> str:
    """Whether a number is the end of a movement: "from" or "to"."""
    before = scene.before(index)
    if _FROM.search(before) or (_IS_FROM.match(scene.after(index)) and _OPENS.search(before)):
        return "from"
    earlier = before.rfind(" from ")
    if earlier >= 0 and _TO.search(before):
        between = before[earlier:]
        ends = [place for place in scene.places[:index] if place.at > earlier]
        starts_with_from = bool(ends) and bool(_FROM.search(scene.skeleton[: ends[0].at]))
        is_and = re.search(r"\band (?:\w+ )*$", before)
        if starts_with_from and not re.search(r"[;.]", between) and not (is_and and len(ends) > 1):
            return "to" if not is_and else ""
    return ""


def _compared(scene: Scene, index: int, word: str, rest: str) -> Role:
    """A number of more or less than something: which kind of comparison it is."""
    offset = scene.places[index].at + 1
    after = [cue for cue in scene.cues if offset <= cue.start < offset + len(rest) + 24]
    cut = re.search(r"\b(?:and|but|while|whereas)\b|[,;](?! which)", rest)
    if cut:
        after = [cue for cue in after if cue.start < offset + 12 + cut.start()]
    sign = _sign(word)
    years = [
        cue for cue in after if cue.slot == "year" and cue.meaning.split()[0] not in ("none", "0")
    ]
    is_dated = bool(years) and bool(_against([cue for cue in after if cue.start < years[0].start]))
    is_lying = word.lower() in ("above", "below", "under", "over", "behind", "short of")
    since_when = r"\b(?:than|on|from|since|compared)\b" + ("" if is_lying else r"|\bin\b")
    if years and not is_dated and re.search(since_when, rest):
        return Role(Kind.CHANGE, sign, base=years[0])
    than = re.search(r"\bthan\b|\bthat of\b|\bcompared\b|^ (?:the|our|that|their)\b|\bon\b", rest)
    against = (
        _against(after)
        if than or word.lower() in ("above", "below", "short of", "behind")
        else None
    )
    if against:
        return Role(Kind.GAP, _towards(scene, index, sign, against), against)
    # Nothing stands after it: "compared with White staff, this is 4 points higher".
    before = scene.before(index)
    said = re.search(r"\b(?:compared|comparison|relative|against)\b", before)
    if said:
        found = _against([cue for cue in scene.cues if said.start() <= cue.start < len(before)])
        if found:
            return Role(Kind.GAP, _towards(scene, index, sign, found), found)
    if scene.of("average"):
        return Role(Kind.GAP, sign, Against.AVERAGE)
    if any(cue.meaning == "population" for cue in scene.of("subject")):
        return Role(Kind.GAP, sign, Against.POPULATION)
    groups = {cue.meaning for cue in scene.of("group")}
    if len(groups & {"BME", "White"}) == 2:
        return Role(Kind.GAP, _towards(scene, index, sign, Against.GROUP), Against.GROUP)
    return Role(Kind.GAP, 0, Against.UNKNOWN)


def _towards(scene: Scene, index: int, sign: int, against: Against) -> int:
    """The direction of a gap between groups as one of BME less White; 0 where nobody can tell."""
    if against is not Against.GROUP:
        return sign
    for cue in scene.of("group"):
        lead = scene.skeleton[: cue.start]
        turn = {"BME": 1, "White": -1}.get(cue.meaning, 0)
        if re.search(r"\b(?:than|compared (?:to|with)|against|that of)(?: \w+){0,3} $", lead):
            return -turn * sign
    for cue in scene.of("group"):
        if re.search(r"\b(?:among|amongst|in|for) (?:our )?$", scene.skeleton[: cue.start]):
            return {"BME": 1, "White": -1}.get(cue.meaning, 0) * sign
    return 0


def _against(cues: list[Cue]) -> Against | None:
    for cue in cues:
        if cue.slot == "average":
            return Against.AVERAGE
        if cue.slot == "subject" and cue.meaning == "population":
            return Against.POPULATION
        if cue.slot == "area":
            return Against.POPULATION
    for cue in cues:
        if cue.slot == "subject" and cue.meaning == "workforce" and not _is_of_a_part(cue, cues):
            return Against.WORKFORCE
    if any(cue.slot == "group" and cue.meaning in ("BME", "White") for cue in cues):
        return Against.GROUP
    return None


def _gap_against(scene: Scene) -> Against:
    """What a "gap" or a "difference" lies between."""
    groups = {cue.meaning for cue in scene.of("group")} & {"BME", "White"}
    if scene.of("average"):
        return Against.AVERAGE
    subjects = {cue.meaning for cue in scene.of("subject")}
    if "population" in subjects:
        return Against.POPULATION
    if "workforce" in subjects and "board" in subjects:
        return Against.WORKFORCE
    if len(groups) == 2:
        return Against.GROUP
    if any(cue.meaning in _SURVEY for cue in scene.of("topic")):
        # A gap in a question of the survey is one between the groups.
        return Against.GROUP
    if "board" in subjects and len(groups) == 1:
        return Against.WORKFORCE
    return Against.WORKFORCE if "workforce" in subjects else Against.UNKNOWN


def _is_of_a_part(workforce: Cue, cues: list[Cue]) -> bool:
    """Whether it is "the medical workforce" or "the clinical workforce", and not the whole one."""
    parts = [cue for cue in cues if cue.slot == "staff_group"]
    return any(part.start <= workforce.end and workforce.start <= part.end + 1 for part in parts)


_SURVEY = ("5", "6", "7", "8")


def _base(scene: Scene, index: int) -> Cue | None:
    """The year that a change starts in, where the sentence names one."""
    return since(scene, scene.places[index].at)


def since(scene: Scene, at: int) -> Cue | None:
    """The year that a sentence compares with, near one of its numbers: "since 2022"."""
    for cue in scene.of("year"):
        lead = scene.skeleton[max(0, cue.start - 16) : cue.start]
        begins = re.search(
            r"\b(?:since|on|than|from|over|between|compared (?:to|with))"
            r"(?: (?:in|the|March|\d{1,2} March))* $",
            lead,
            re.IGNORECASE,
        )
        is_year = cue.meaning.split()[0] not in ("none", "0")
        is_of_another = re.search(r"\band\b[^#;]*#", scene.skeleton[at + 1 : cue.start])
        if begins and is_year and abs(cue.start - at) < 120 and not is_of_another:
            return cue
    return None


def _last_move(text: str) -> str:
    found = re.findall(rf"\b(?:{_UP}|{_DOWN})\b", text, re.IGNORECASE)
    moves = [word for word in found if word.lower() not in ("over", "under", "more", "above", "up")]
    return (moves or found or [""])[-1]


def _sign(word: str) -> int:
    if re.fullmatch(_DOWN, word, re.IGNORECASE):
        return -1
    return 1 if re.fullmatch(_UP, word, re.IGNORECASE) else 0
