"""Which years a number may be of: "in 2022, 24.1%", "up from 10.6% last year", "(2021: 19.1%)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wres.claims.meaning import Cue, Scene, years_of
from wres.claims.nearness import windows
from wres.claims.patterns import pattern
from wres.claims.roles import Kind, Role, since

# A year that is only compared with: "higher than in 2022", "since 2021".
_COMPARING = pattern("years", "comparing")
# A year that leads to the number behind it: "2022: 24.1%", "last year's figure was 10.6%".
_FOLLOWED = pattern("years", "followed")


def years_said(
    scene: Scene, index: int, role: Role, topic: str, year: int
) -> tuple[tuple[int, ...], bool]:
    """The years that a number may be of, and whether the words say so."""
    if role.kind in (Kind.CHANGE, Kind.FACTOR):
        leading = _leading_year(scene, index)
        return (years_of(leading, topic, year), True) if leading else ((year,), False)
    at = scene.places[index].at
    _, end = windows(scene, index)
    usable = [cue for cue in scene.of("year") if cue.meaning != "none"]
    if before := _year_right_before(scene, at, usable):
        return years_of(before, topic, year), True
    cut = re.compile(r"[;]|\. |\bwhile\b|\bwhereas\b").search(scene.skeleton, at + 1, end)
    limit = cut.start() if cut else end
    for cue in (cue for cue in usable if at < cue.start < limit):
        lead = scene.skeleton[at + 1 : cue.start]
        if not lead.strip() and scene.skeleton[cue.end : cue.end + 1] == ",":
            # "31.6% a year ago, when there were 19 members".
            return years_of(cue, topic, year), True
        if _COMPARING.search(lead) or _FOLLOWED.match(scene.skeleton[cue.end :]):
            continue
        if re.search(r"\bcompared (?:with|to)\b|\bagainst\b", lead):
            continue
        return years_of(cue, topic, year), True
    if shared := _year_of_a_pair(scene, index, topic, year):
        return shared, True
    if role.end == "from":
        base = since(scene, at)
        if base:
            return years_of(base, topic, year), False
        # "From 1,931 to 2,496" may go back further than a year.
        return (year - 1, *range(year - 2, year - 5, -1)), False
    leading = _leading_year(scene, index)
    if leading and role.end != "to":
        years = years_of(leading, topic, year)
        if re.search(r";|\bwhile\b|\bwhereas\b|\bagainst\b", scene.skeleton[leading.end : at]):
            # "Last year's board of 19 had 6; the board of 13 has none."
            years = tuple(dict.fromkeys((year, *years)))
        return years, True
    return (year,), False


# "12 White and 6 BME members in 2022": the year behind the second is the first's as well.
_JOINED = pattern("years", "joined")


def _year_of_a_pair(scene: Scene, index: int, topic: str, year: int) -> tuple[int, ...]:
    """The year that stands behind the second of two numbers that "and" joins."""
    if index + 1 >= len(scene.places):
        return ()
    at, following = scene.places[index].at, scene.places[index + 1].at
    if not _JOINED.fullmatch(scene.skeleton[at + 1 : following]):
        return ()
    _, end = windows(scene, index + 1)
    for cue in scene.of("year"):
        lead = scene.skeleton[following + 1 : cue.start]
        is_its_own = following < cue.start < end and re.fullmatch(
            r"(?: (?!than|on|since|from|and|while|compared)[\w-]+){0,5} (?:in|at|on) ", lead
        )
        if is_its_own and cue.meaning != "none" and not _FOLLOWED.match(scene.skeleton[cue.end :]):
            return years_of(cue, topic, year)
    return ()


def _year_right_before(scene: Scene, at: int, cues: Sequence[Cue]) -> Cue | None:
    """A year that leads to a number; both of "the survey before (6 of 19)" are of that survey."""
    first = at - len("# of ") if scene.skeleton.endswith("# of ", 0, at) else at
    for cue in reversed([cue for cue in cues if cue.end <= first]):
        follows = _FOLLOWED.match(scene.skeleton[cue.end : first + 1])
        if follows and scene.skeleton.find("#", cue.end) == first:
            return cue
    return None


def _leading_year(scene: Scene, index: int) -> Cue | None:
    """A year that opens the clause: "In 2022, 31.6% of the board was BME (6 of 19)"."""
    at = scene.places[index].at
    for cue in reversed([cue for cue in scene.of("year") if cue.end <= at]):
        if cue.meaning == "none":
            continue
        lead = scene.skeleton[: cue.start]
        opening = re.search(
            r"(?:^|[;.] |, (?:and |but )?|\bwhile |\bwhereas |\bbut |\band )(?:as )?(?:in|at|on"
            r"|by|during"
            r"|for|of)? ?(?:the |our )?(?:\d{1,2}(?:st|nd|rd|th)? \w+ ?)?$",
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
