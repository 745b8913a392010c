"""Say which figures of the workforce a number may be of: counts and shares of staff in post.

"45% of BME staff are in bands 1 to 7" is a share of another kind than "45% of staff in bands 1 to
7 are BME", and of the first no figure is held. So the words must say beyond doubt which it is.
"""

from __future__ import annotations

import re

from wres import reference
from wres.claims.meaning import Scene
from wres.claims.nearness import pair_of
from wres.claims.numbers import BARE, FACTOR, FRACTION, PERCENT, POINTS, Number
from wres.claims.patterns import pattern
from wres.claims.quantities import Subject
from wres.claims.roles import Kind, Role
from wres.claims.slots import Context, Slots
from wres.figures import ALL, BME

# People who are in post, as a number is said to be of them.
STAFF_WORDS = r"(?:staff|workforce|employees|colleagues|people|headcount|posts|roles|workers|team)"
# The words for a group, where they must stand at a number.
GROUP_WORDS = (
    r"(?:an? )?(?:BA?ME|black,? (?:and|or|asian)|white|ethnic minority|minority ethnic|asian|mixed"
    r"|global majority)"
)


def workforce_subjects(
    scene: Scene, index: int, number: Number, role: Role, slots: Slots, context: Context
) -> tuple[list[Subject], bool]:
    """The counts and shares of staff that a number may be, and whether the words leave no doubt."""
    where, sure = _where(slots, context)
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
        if pair_of(scene, index) == "whole":
            counts = [Subject(1, "staff_count", g, b) for g, b in where]
        return counts, sure and (
            _is_staff_count(scene, index, role, slots) or pair_of(scene, index) == "aside"
        )
    return [], False


def _where(slots: Slots, context: Context) -> tuple[list[tuple[str, str]], bool]:
    """The staff groups and bands that a number may be of; and whether the sentence says which."""
    bands = reference.by("pay_bands", "pay_band")
    found = []
    for staff_group, pay_band in slots.places or ((slots.staff_group, slots.pay_band),):
        if pay_band in bands and bands[pay_band]["scheme"] == "medical and dental":
            staff_group = "medical and dental"
        found.append((staff_group or ALL, pay_band or ALL))
    said = len(found)
    staff_group, pay_band = slots.staff_group, slots.pay_band
    last_group, last_band = (
        context.before.get("staff_group", ""),
        context.before.get("pay_band", ""),
    )
    if not pay_band and last_band and (staff_group or last_group):
        found.append((staff_group or last_group, last_band))
    elif not staff_group and pay_band and last_group:
        found.append((last_group, pay_band))
    return list(dict.fromkeys(found)), len(found) == said


def _changing(
    before: str, after: str, counts: list[Subject], shares: list[Subject], slots: Slots, sure: bool
) -> tuple[list[Subject], bool]:
    """Whether a per cent change is of people or of a share."""
    of_people = [m.start() for m in re.finditer(r"\bnumbers?\b|\bheadcount\b", before + after[:60])]
    of_share = [
        m.start()
        for m in re.finditer(
            r"\bpercentage\b(?! points)|\bproportion\b|\bshare\b|\brepresentation\b|%(?! terms)"
            r"|% terms",
            before,
            re.IGNORECASE,
        )
    ]
    if not slots.group:
        whole = re.search(r"\bworkforce\b|\bheadcount\b|\bnumber of staff\b", before)
        return counts, sure and bool(whole)
    if of_people and (not of_share or of_people[-1] > of_share[-1]):
        return counts, sure
    return [*shares, *counts], sure


_SHARE_OF_WHOM = pattern("staff", "share of whom")
_IS_STAFF = pattern("staff", "is staff")


def _is_share(scene: Scene, index: int, slots: Slots) -> bool:
    """Whether a percentage is, beyond doubt, the share of a group in a part of the workforce."""
    before, after = scene.before(index), scene.after(index)
    if re.match(rf"^[^#;,.]{{0,12}} of (?:the |all |our )?{GROUP_WORDS}", after, re.IGNORECASE):
        # "45% of BME staff are in bands 1 to 7" is a share of another kind.
        return False
    if re.match(
        rf"^[^#;,.]{{0,12}} of (?:the )?{STAFF_WORDS} (?:who|that|with|aged|leaving|joining"
        rf"|promoted)\b(?! work)",
        after,
        re.IGNORECASE,
    ):
        return False
    if (named := _SHARE_OF_WHOM.search(before)) and not _IS_STAFF.match(named["who"]):
        # "The proportion of BME trainees": of people who are no group of the figures.
        return False
    of_staff = re.match(
        r"^(?: \([^)]*\))? (?:of|in) (?:the |our |all |their )*(?:[\w'-]+ ){0,4}?"
        rf"(?:{STAFF_WORDS}"
        rf"|total"
        r"|consultants|doctors|leaders|band|bands|those (?:in|at|working|employed)|us)\b",
        after,
        re.IGNORECASE,
    )
    stated = re.search(
        rf"\b(?:representation|proportion|percentage|share|%)\b[^;]*$"
        rf"|{GROUP_WORDS}[^#;.]*\b(?:are|is|were"
        r"|was|makes? up|made up|accounts? for|accounted for|represents?|represented|holds?"
        r"|comprises?"
        r"|constitutes?|forms?|hold|stands? at|stood at)(?: \w+){0,2} $",
        before,
        re.IGNORECASE,
    )
    is_of = re.match(
        rf"^(?: \([^)]*\))? (?:(?:are|were|is|was|of|from|being) )*(?:from )?{GROUP_WORDS}",
        after,
        re.IGNORECASE,
    )
    moved = re.search(r"\b(?:from|to|at) (?:\w+ ){0,2}$", before)
    return bool(of_staff or stated or is_of or moved or slots.pay_band)


# "The Trust employs 7,234", "the total workforce is".
_ALL_STAFF = pattern("staff", "all staff")


def _is_staff_count(scene: Scene, index: int, role: Role, slots: Slots) -> bool:
    """Whether a number is, beyond doubt, a number of staff in post."""
    before, after = scene.before(index), scene.after(index)
    if slots.pay_band == "" and slots.staff_group == "" and not slots.group:
        return bool(_ALL_STAFF.search(before))
    if not slots.group:
        return False
    moved = re.search(
        r"\bnumbers?\b[^;]*\b(?:from|to|was|is|at|of) (?:# to )?$", before, re.IGNORECASE
    ) or (
        role.end and re.search(r"\bstaff\b[^;]*\b(?:fell|rose|increased|decreased|went)\b", before)
    )
    counted = re.match(
        rf"^ (?:(?:members? of )?{STAFF_WORDS})?[^#;,.]{{0,30}}\b(?:are|were|is|was"
        rf"|identif\w+) (?:as |from )?"
        rf"(?:a )?{GROUP_WORDS}|^ {GROUP_WORDS} {STAFF_WORDS} (?:in post|in the workforce"
        rf"|in bands?|at band)",
        after,
        re.IGNORECASE,
    )
    part = pair_of(scene, index) == "part" and re.match(
        rf"^ (?:out )?of (?:the |our |all )?# {STAFF_WORDS}(?: (?:at|in) [\w -]{{1,30}}?)?"
        rf" (?:are|were|is|was) (?:from )?"
        rf"{GROUP_WORDS}",
        after,
        re.IGNORECASE,
    )
    return bool(moved or counted or part)
