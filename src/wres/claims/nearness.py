"""Which words stand at a number: its neighbours, its pair, and what belongs to it by its place.

The words of a number are those between its neighbours. "23.5% (99)" and "7 of 55" count as one:
what stands at one of a pair stands at both.
"""

from __future__ import annotations

import re

from wres.claims.meaning import Cue, Scene
from wres.claims.numbers import BARE
from wres.claims.patterns import pattern
from wres.claims.roles import role_of

# Words that join a number to what stands behind it: "12.7% of BME staff", "7 of the 55 White
# respondents", "24.1% (96 of 398) of staff were BME".
_JOINED = pattern("nearness", "joined")
# Where what follows is said of something else: "14.8%, compared with White staff at".
_CLAUSE = pattern("nearness", "clause")
_AT = re.compile(r"(?:at|with|on) (?:(?:just|only|about) )?", re.IGNORECASE)
# Where a cue behind a number is not its own: "23.5% and the board", "18.2% above the average".
_APART = pattern("nearness", "apart")


def nearest(scene: Scene, index: int, slot: str) -> Cue | None:
    """The cue of a slot that belongs to a number, by where it stands."""
    cues = scene.of(slot)
    if not cues:
        return None
    start, end = windows(scene, index)
    at = scene.places[index].at
    right = [cue for cue in cues if at < cue.start < end]
    if right and _AT.fullmatch(scene.before(index)) and scene.after(index).startswith(","):
        # "At 8.3%, the share of our BME staff who ...": what follows says of whom.
        return right[0]
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


def only(scene: Scene, index: int, slot: str) -> Cue | None:
    """As `nearest`, and where that finds nothing, the one meaning that the sentence has."""
    found = nearest(scene, index, slot)
    if found:
        return found
    cues = scene.of(slot)
    return cues[0] if len({cue.meaning for cue in cues}) == 1 else None


def is_firm(scene: Scene, index: int, cue: Cue) -> bool:
    """Whether a cue stands at a number, with no other number in between."""
    at = scene.places[index].at
    if cue.start > at:
        return bool(_JOINED.match(scene.skeleton[at + 1 : cue.start]))
    first = index - 1 if index and role_of(scene, index).end == "to" else index
    start, _ = windows(scene, first)
    return cue.end > start


def windows(scene: Scene, index: int) -> tuple[int, int]:
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
    units = {scene.places[each].number.unit for each in (index, index + 1)}
    # "48.0% (46.5% last year)" are two figures.
    may_be_one = len(units) > 1 or BARE in units
    if all(scene.places[each].number.decimals for each in (index, index + 1)):
        # "1.55 (1.56 in 2023)" are two ratios.
        may_be_one = False
    opens = re.fullmatch(r" ?\(|[^#;,.]{0,40} \((?:equal to |i\.e\. )?", between)
    if may_be_one and opens and ")" in scene.after(index + 1):
        return ")" not in between
    return bool(
        re.fullmatch(
            r" (?:out )?of (?:the |our |a |all |these |those )*(?:total (?:of )?)?"
            r"(?:shortlisted |White |BME |board |voting )*"
            r"| (?:[\w-]+ ){1,3}(?:among|out of) (?:the |our |a |all )*",
            between,
            re.IGNORECASE,
        )
    )


def pair_of(scene: Scene, index: int) -> str:
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


def partner(scene: Scene, index: int) -> int | None:
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


def respectively(scene: Scene, index: int) -> str:
    """The group of a number by its order: "BME and White: 25.6% and 21.0% respectively"."""
    found = re.search(r"#(?:(?:, | and |, and )#)+,? respectively", scene.skeleton)
    if not found:
        return ""
    places = [i for i, place in enumerate(scene.places) if found.start() <= place.at < found.end()]
    groups = [cue.meaning for cue in scene.of("group") if cue.end <= found.start()]
    groups = groups[-len(places) :]
    if index not in places or len(groups) != len(places) or len(set(groups)) != len(groups):
        return ""
    return groups[places.index(index)]
