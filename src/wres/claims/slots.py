"""Fill the slots of a number: its topic, group, staff group, band, board, place and year.

Each slot is filled from the cue that belongs to the number: the words right after it ("12.7% of
BME staff"), else those before it, else the rest of the sentence, else the heading and the
sentence before. What the words leave open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from wres.claims.meaning import Cue, Scene, cues_of
from wres.claims.nearness import is_firm, nearest, only, partner, respectively, windows
from wres.claims.numbers import BARE
from wres.claims.patterns import pattern
from wres.claims.roles import Against, Kind, Role, role_of
from wres.claims.witnesses import Named
from wres.claims.years import years_said
from wres.reference import standard

SURVEY = ("5", "6", "7", "8")


RATES = {str(indicator): name for indicator, name in standard.RATES.items()}


@dataclass(frozen=True)
class Context:
    """What a sentence stands in: the topics and slots of its headings and of the one before it.

    `named` is all that its words and headings name: groups, places, years, comparisons.
    """

    topics: tuple[str, ...] = ()
    staff_group: str = ""
    before: dict[str, str] = field(default_factory=dict)
    named: Collection[str] = ()
    words: Named | None = None


@dataclass(frozen=True)
class Slots:
    """What the words say that a number is about.

    `places` are all pairs of staff group and band that it may be of, where other numbers stand
    between it and the words for them; the likeliest is first.
    """

    topic: str = ""
    topic_said: bool = False
    group: str = ""
    staff_group: str = ""
    pay_band: str = ""
    board: str = ""
    area: str = ""
    subject: str = ""
    places: tuple[tuple[str, str], ...] = ()
    group_is_firm: bool = True
    subject_is_firm: bool = True
    is_average: bool = False
    maybe_average: bool = False
    years: tuple[int, ...] = ()
    year_said: bool = False


def context_of(headings: Sequence[str], stem: str = "") -> Context:
    """What headings and a file's name say about the sentences below them.

    >>> context_of(["Indicator 5-6", "6. Harassment, bullying or abuse from staff:"]).topics
    ('6',)
    """
    topics: tuple[str, ...] = ()
    staff_group = ""
    for heading in (stem.replace("_", " "), *headings):
        found = re.search(
            r"(?:indicator|metric|WRES)s? (\d(?:\s*(?:-|–|to|and|&|,)\s*\d)*)",
            heading,
            re.IGNORECASE,
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
        if topic.endswith(" weak"):
            # "Appointments" are of many kinds.
            if topic.split()[0] in known:
                found.append(topic.split()[0])
            continue
        choices = topic.split()
        if any(choice in exact for choice in choices):
            continue
        narrowed = [choice for choice in choices if choice in known]
        found.append(narrowed[0] if len(narrowed) == 1 else topic)
    return list(dict.fromkeys(found))


def slots_of(scene: Scene, index: int, role: Role, context: Context, year: int) -> Slots:
    """What the words say that a number is about."""
    whole = partner(scene, index)
    if whole is not None:
        return slots_of(scene, whole, role_of(scene, whole), context, year)
    topic, topic_said = _topic(scene, index, role, context)
    staff_group = only(scene, index, "staff_group")
    pay_band = nearest(scene, index, "pay_band")
    board = nearest(scene, index, "board")
    area = nearest(scene, index, "area")
    is_average, maybe_average = _average(scene, index, role)
    subject = _settled_subject(scene, role, _subject(scene, index, topic), area)
    years, year_said = years_said(scene, index, role, topic, year)
    if subject == "population":
        # A census does not follow the years of the Standard.
        years, year_said = (year,), False
    if not year_said and context.before.get("year") and role.kind in (Kind.LEVEL, Kind.TIMES):
        # "In 2022, 24 were BME; 76 were White": the year before may still hold.
        years = tuple(dict.fromkeys((*years, year, year - 1, year - 2)))
    return Slots(
        topic=topic,
        topic_said=topic_said,
        group=_group(scene, index, role) or _group_of_the_average(scene, role, context),
        staff_group=staff_group.meaning if staff_group else context.staff_group,
        pay_band=pay_band.meaning if pay_band else "",
        board=board.meaning if board else "",
        area=area.meaning if area else "",
        places=_places(scene, index, staff_group, pay_band, context),
        group_is_firm=_is_group_firm(scene, index),
        subject=subject,
        subject_is_firm=_is_subject_firm(scene, index, context),
        is_average=is_average,
        maybe_average=maybe_average,
        years=years,
        year_said=year_said,
    )


def _settled_subject(scene: Scene, role: Role, subject: str, area: Cue | None) -> str:
    """The subject that the nearest words say, but for two turns of phrase that mean another."""
    subjects = {cue.meaning for cue in scene.of("subject")}
    is_from_workforce = role.kind is Kind.GAP and role.against is Against.WORKFORCE
    if is_from_workforce and subject == "workforce" and "board" in subjects:
        # "The difference between our board's BME membership and the workforce" is the board's.
        subject = "board"
    if area and subject in ("", "board") and not subjects:
        return "population"
    return subject


def _topic(scene: Scene, index: int, role: Role, context: Context) -> tuple[str, bool]:
    """What a number is of, and whether the words say so: 1 unless they name something else."""
    cues = scene.of("topic")
    said = _specific([cue.meaning for cue in cues], context.topics)
    strong = [topic for topic in said if topic != "1"]
    for weak in ("declared", "response"):
        if weak in strong and len(strong) > 1:
            strong.remove(weak)
    if strong and _is_of_staff_here(scene, index, cues):
        return "1", True
    if len(strong) == 1:
        return strong[0], not _is_behind_another(scene, index, strong[0])
    if strong:
        return _nearest_topic(scene, index, strong)
    return _implied_topic(scene, role, context, bool(said))


# "... is 23.5% and BME staff were 1.74 times as likely to access CPD": said of the second alone.
_GOES_ON = re.compile(r"\band\b[^#;]*\b(?:is|are|was|were|has|have|had)\b[^#;]*#")


def _is_behind_another(scene: Scene, index: int, topic: str) -> bool:
    """Whether the words for a topic stand only behind a later number that has a verb of its own."""
    at = scene.places[index].at
    places = [cue.start for cue in scene.of("topic") if topic in cue.meaning.split()]
    first = min(places, default=at)
    return first > at and bool(_GOES_ON.search(scene.skeleton[at:first]))


def _nearest_topic(scene: Scene, index: int, strong: list[str]) -> tuple[str, bool]:
    """Of several topics the one before a number, or else after it, if nothing parts the two."""
    at = scene.places[index].at
    usable = [cue for cue in scene.of("topic") if cue.meaning in strong]
    right = [cue for cue in usable if cue.start > at]
    left = [cue for cue in usable if cue.start < at]
    if not usable:
        return strong[0], False
    near = left[-1] if left else right[0]
    between = scene.skeleton[min(at, near.end) : max(at, near.start)]
    return near.meaning, not re.search(r"[;,:#]|\b(?:and|while|but)\b", between[1:])


def _implied_topic(scene: Scene, role: Role, context: Context, is_said: bool) -> tuple[str, bool]:
    """The topic of the sentence before or of the heading, where the words name no other than 1.

    `is_said` is whether they name 1.
    """
    before = context.before.get("topic", "")
    is_compared = role.kind in (Kind.CHANGE, Kind.GAP) or bool(scene.of("average"))
    if before and not is_said and is_compared and context.before.get("is_near"):
        # "... compared to 8% of White staff. An increase of 2.1% since last year."
        return before, True
    heading = context.topics[0] if len(context.topics) == 1 else ""
    is_survey = heading in SURVEY
    is_gap = scene.of("average") or len({cue.meaning for cue in scene.of("group")}) == 2
    if is_survey and not is_said and role.kind is Kind.GAP and role.against and is_gap:
        return heading, True
    is_ratio = re.search(r"\bratio\b|\blikelihood\b|\blikely\b", scene.skeleton, re.IGNORECASE)
    if heading in RATES and not is_said and is_ratio:
        return heading, True
    if heading and re.search(r"\bthis (?:indicator|metric)\b", scene.skeleton, re.IGNORECASE):
        return heading, True
    if heading not in ("", "1", "9"):
        is_elsewhere = scene.of("subject", "board", "area", "staff_group", "pay_band")
        return heading, bool(scene.of("group")) and not is_said and not is_elsewhere
    numbers = range(len(scene.places))
    if (
        is_said
        or scene.of("subject", "pay_band")
        or any(_is_share_of_staff(scene, number) for number in numbers)
    ):
        return "1", True
    if heading or before:
        return heading or before, False
    is_of_survey = re.search(r"\b(?:survey|respondents|questionnaire|results?)\b", scene.skeleton)
    return "1" if scene.of("group") and not is_of_survey else "", False


# "BME staff: 28.6%", alone under the heading of a question of the survey.
_LABEL = pattern("slots", "label")


def _is_of_staff_here(scene: Scene, index: int, topics: list[Cue]) -> bool:
    """Whether the words at a number are of the workforce or the board, and other topics are not."""
    start, end = windows(scene, index)
    here = {cue.meaning for cue in topics if start <= cue.start < end}
    about = [cue for cue in scene.of("subject") if start <= cue.start < end]
    return not here - {"1"} and bool(about or "1" in here)


def _is_share_of_staff(scene: Scene, index: int) -> bool:
    """Whether "of staff" follows a number: "23.5% (99) of staff identified as BME"."""
    return bool(
        re.match(
            r"^(?: \([^)]*\))? (?:of (?:the |our |all |those |# |[\w-]+'s )*(?:staff|employees"
            r"|colleagues|posts|workforce|headcount)\b(?! survey| who)"
            r"|of us\b|of (?:the )?(?:our|[\w-]+'s) people\b"
            r"|of (?:the |all )?people (?:we employ|in post))",
            scene.after(index),
            re.IGNORECASE,
        )
    )


def _subject(scene: Scene, index: int, topic: str) -> str:
    """Whether a number is of the board, the workforce or the population."""
    if topic not in ("1", "9", "declared", ""):
        return ""
    found = nearest(scene, index, "subject")
    if found:
        return found.meaning
    if _is_share_of_staff(scene, index):
        return "workforce"
    said = {cue.meaning for cue in scene.of("subject")}
    if said == {"workforce"}:
        return "workforce"
    return "board" if topic == "9" and not said else ""


def _is_subject_firm(scene: Scene, index: int, context: Context) -> bool:
    """Whether a number is beyond doubt of the board, the workforce or the population."""
    said = {cue.meaning for cue in scene.of("subject")}
    if _is_share_of_staff(scene, index):
        return True
    if nearest(scene, index, "subject") is None and ("board" in said or context.topics == ("9",)):
        # "The BME share is above the average (board members of trusts)": perhaps of the board.
        return False
    staff = re.search(r"\b(?:staff|colleagues|employees)\b", scene.skeleton, re.IGNORECASE)
    if len(said) < 2 and not (staff and "board" in said):
        return True
    found = nearest(scene, index, "subject")
    return (found is not None and is_firm(scene, index, found)) or _is_share_of_staff(scene, index)


def _is_group_firm(scene: Scene, index: int) -> bool:
    """Whether the group of a number is beyond doubt: said at it, or the only one there is."""
    groups = {cue.meaning for cue in scene.of("group")}
    if len(groups) < 2 or respectively(scene, index):
        return True
    found = nearest(scene, index, "group")
    if found is None or not is_firm(scene, index, found):
        return False
    at = scene.places[index].at
    between = scene.skeleton[found.end : at] if found.end <= at else ""
    return not re.search(r"[,;]|\b(?:and|but)\b", between) or partner(scene, index) is not None


def _places(
    scene: Scene, index: int, staff_group: Cue | None, pay_band: Cue | None, context: Context
) -> tuple[tuple[str, str], ...]:
    """The staff groups and bands that a number may be of."""
    choices = []
    for slot, cue, inherited in (
        ("staff_group", staff_group, context.staff_group),
        ("pay_band", pay_band, ""),
    ):
        said = [each.meaning for each in scene.of(slot) if each.meaning != "?"]
        if cue is None:
            # "15.7% of clinical and 12.4% of non-clinical staff in bands 8a to VSM": of both.
            whole = [""] if scene.of("subject") else []
            choices.append(list(dict.fromkeys([inherited, *said, *whole])))
        elif is_firm(scene, index, cue):
            choices.append([cue.meaning])
        else:
            choices.append(list(dict.fromkeys([cue.meaning, "", *said])))
    return tuple((group, band) for group in choices[0] for band in choices[1])


_THAN = pattern("slots", "than")


_JOINED_GROUP = re.compile(r"^ (?:among|amongst|for|of) (?:the |our )?(?:BME|White|BAME)\b")


def _group(scene: Scene, index: int, role: Role) -> str:
    """The ethnic group that a number is of; nothing where the words leave it open."""
    if role.kind is Kind.TIMES:
        return ""
    if ordered := respectively(scene, index):
        return ordered
    if role.kind is Kind.CHANGE and re.match(r"^ from #", scene.after(index)):
        # "down 2.0 points from 10.0% among White staff": the change is of whom the level is.
        return _group(scene, index + 1, Role(Kind.LEVEL))
    if role.end == "from" and index + 1 < len(scene.places):
        # "From 48 to 24 among BME staff": both ends are of the group that stands behind.
        behind = _JOINED_GROUP.match(scene.after(index + 1))
        if behind and role_of(scene, index + 1).end == "to":
            return _group(scene, index + 1, Role(Kind.LEVEL))
    is_count = scene.places[index].number.unit == BARE
    found = (nearest if is_count else only)(scene, index, "group")
    if found is None:
        return ""
    if role.kind in (Kind.CHANGE, Kind.GAP):
        if _THAN.search(scene.skeleton[: found.start]):
            return ""
        if len({cue.meaning for cue in scene.of("group")}) == 1:
            return found.meaning
        # "... 8% of White staff; an increase of 2.1%" is not of White staff alone.
        start, _ = windows(scene, index)
        between = scene.skeleton[found.end : scene.places[index].at]
        if found.end <= scene.places[index].at and (
            found.start < start or re.search("[;,.]", between)
        ):
            return ""
    return found.meaning


def _group_of_the_average(scene: Scene, role: Role, context: Context) -> str:
    """The group of "; the national average is 20.0%": that of the clause before it, if of one."""
    is_plain = role.kind is Kind.LEVEL and scene.of("average") and not scene.of("group")
    return context.before.get("only_group", "") if is_plain else ""


# "The national averages are # for BME and # for White staff": of both.
_AVERAGES = pattern("slots", "averages")


_COMPARED = pattern("slots", "compared")
# Where a clause begins.
_OPENS = re.compile(r"(?:^|[.;:] |, (?:and|but|while|whereas) )$", re.IGNORECASE)


def _average(scene: Scene, index: int, role: Role) -> tuple[bool, bool]:
    """Whether a number is a national average; and whether it might be one."""
    if role.kind not in (Kind.LEVEL, Kind.TIMES):
        return False, False
    if re.match(r" (?:to|against|v|vs|versus) their #", scene.after(index)):
        # "In line with CCGs nationally (8.0% to their 7.9%)".
        return False, True
    start, end = windows(scene, index)
    at = scene.places[index].at
    for cue in scene.of("average"):
        if start <= cue.start < at:
            between = scene.skeleton[cue.end : at]
            opens = _OPENS.search(scene.skeleton[: cue.start])
            if opens and re.fullmatch(r", (?:(?!our |we |us )[^#,;])*", between):
                # "Nationally, 28.6% of staff were BME".
                return True, False
            if "," not in between and len(between) < 60:
                return True, False
            if re.fullmatch(r"[^,;.]{0,40}, (?:which|that|this)\b[^,;.]*", between):
                return True, False
            return False, True
        is_of_next = re.match(r":? ?(?:is |was |at )?#", scene.skeleton[cue.end :])
        if (
            at < cue.start < end
            and not is_of_next
            and re.fullmatch(
                r" ?\(?(?:of (?:BME|White|all )?(?:staff|NHS staff)?)?"
                r"(?:is |was |in |of |the )*\(?",
                scene.skeleton[at + 1 : cue.start],
            )
        ):
            return True, False
    if any(_AVERAGES.search(scene.skeleton[cue.start : at]) for cue in scene.of("average")):
        return True, False
    # "42.3% of band 5 nationally": it may be the average, wherever the word stands.
    # "The national average is # for BME staff and # for White staff": of both, unless it is what
    # the first is compared with.
    led = (cue for cue in scene.of("average") if cue.start < start)
    return False, any(start <= cue.start < end for cue in scene.of("average")) or any(
        not _COMPARED.search(scene.skeleton[: cue.start]) for cue in led
    )
