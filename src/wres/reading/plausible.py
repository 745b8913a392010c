"""Raise rates, ratios and bases that may be right and are far from what is usual.

Each limit stands in `reference/plausibility.csv`, with its reason and its source. Limits are wide:
an honest figure hardly ever meets one, and a slipped digit or a wrong column mostly does. What is
said holds no small count, and no rate from which one could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterator

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, SEXES, UNKNOWN, WHITE, State
from wres.figures.phrases import listed
from wres.ground.errors import Doubt
from wres.reading.changed import counted_of
from wres.reading.counts import RESPONSE_RATE
from wres.reading.held import YearInputs
from wres.reading.rates import (
    EVENTS,
    NAMES,
    OTHER_WAY,
    QUESTIONS,
    accepting,
    among,
    doubt_of,
    fact_of,
    key_of,
    limited,
    rate_of,
)
from wres.reading.yearsheets import BOARD, VOTING, WORKFORCE, Key, YearSheet, folder_of, sheet_of

_TOO_LOW = {
    2: "Look whether everybody who applied was counted as shortlisted",
    4: "Look whether all courses of the year were counted",
}
_SEATS = "Give people, not percentages, and each member once"
_FILTER = "Look whether a filter was left on in the export"
_INDICATORS = range(1, 10)
# Where people of each group are counted, whatever happened to them.
_AMONG = {
    1: WORKFORCE,
    2: (2, "shortlisted", ALL, ALL),
    4: (4, EVENTS[4], ALL, ALL),
    5: (5, "respondents", ALL, ALL),
}
_OFFICES, _HIGHEST = "non-clinical", "cluster 4"
_BELIEF = 7
# More names than these are counted.
_MOST_NAMED = 3
_RESPONSE = (5, RESPONSE_RATE, ALL, ALL)
_EVERY = (*ETHNICITIES, ALL)


def implausible(sheet: YearSheet) -> Iterator[Doubt]:
    """What is far from usual within one year."""
    yield from _rates(sheet)
    yield from _low_rates(sheet)
    yield from _ratios(sheet)
    yield from _other_way(sheet)
    yield from _nobody(sheet)
    yield from _no_process(sheet)
    yield from _one_sex(sheet)
    yield from _one_place(sheet)
    yield from _profiles(sheet)
    yield from _seats(sheet)
    yield from _response(sheet)
    yield from _unknown(sheet)


def lacking(read: YearInputs, last: YearInputs | None) -> Iterator[Doubt]:
    """What a year leaves open that a report is expected to say."""
    sheet = sheet_of(read)
    there = {number for number in _INDICATORS if _is_handed_in(sheet, number)}
    gone = {n for n in _INDICATORS if last and n not in there and _is_handed_in(sheet_of(last), n)}
    missing = [number for number in _INDICATORS if number not in there]
    fact = fact_of("missing")
    is_begun = len(there) >= int(fact["fewest"])
    if gone or (is_begun and len(missing) >= int(fact["limit"])):
        which = f"indicator{'s' if len(missing) > 1 else ''} {listed([*map(str, missing)])}"
        more = f", and the year before did for {listed([*map(str, sorted(gone))])}" if gone else ""
        problem = f"holds nothing for {which}{more}"
        remedy = f"The report will say that it was not handed in. {accepting('missing', read.year)}"
        yield Doubt(f"{folder_of(read)}/", None, "", None, problem, remedy, "missing")
    for part in read.parts or (read,):
        words = part.commentary.narrative
        blank = [f"{name}.md" for name, text in words.items() if not text]
        # Where nothing is written yet, it comes next: see what `wres check` says at its end.
        if int(fact_of("empty")["limit"]) <= len(blank) < len(words):
            more = [f"{len(blank) - _MOST_NAMED} more"] if len(blank) > _MOST_NAMED else []
            problem = f"holds empty files: {listed(blank[:_MOST_NAMED] + more)}"
            remedy = "The report will say that they were not handed in. "
            remedy += accepting("empty", read.year)
            file = f"{folder_of(part)}/narrative"
            yield Doubt(file, None, "", None, problem, remedy, "empty")


def _is_handed_in(sheet: YearSheet, indicator: int) -> bool:
    """Whether any count of an indicator's own is known, or known to be withheld."""
    own = counted_of(sheet, indicator)
    states = {sheet.state(key, ethnicity) for key in own for ethnicity in _EVERY}
    return bool(states - {State.NOT_COLLECTED})


def _rates(sheet: YearSheet) -> Iterator[Doubt]:
    """More people to whom something happened than it usually happens to."""
    for indicator in limited("rate"):
        fact = fact_of("rate", indicator)
        rates = {group: rate_of(sheet, indicator, group, fact) for group in _EVERY}
        above = [group for group, rate in rates.items() if rate and rate.is_above(fact["limit"])]
        # The total is told of only where none of its parts explains it.
        for ethnicity in [name for name in above if name != ALL] or above:
            problem = f"is {100 * rates[ethnicity].share:.0f}% {among(indicator)}"
            problem += f"; usual is {fact['usual']}"
            remedy = OTHER_WAY if indicator in QUESTIONS else "Correct it, or the other count"
            yield doubt_of(sheet, "rate", key_of(sheet, indicator), ethnicity, problem, remedy)


def _low_rates(sheet: YearSheet) -> Iterator[Doubt]:
    """Far fewer people to whom something happened than it usually happens to: of another base."""
    for indicator in limited("low"):
        fact = fact_of("low", indicator)
        # A base that is too large is so for everybody: told of once.
        rates = {group: rate_of(sheet, indicator, group, fact) for group in (ALL, WHITE, BME)}
        ethnicity = next((group for group, rate in rates.items() if rate), ALL)
        if rates[ethnicity] and rates[ethnicity].is_below(fact["limit"]):
            problem = f"is under {fact['limit']}% {among(indicator)}; usual is {fact['usual']}"
            remedy = _TOO_LOW.get(indicator, OTHER_WAY)
            yield doubt_of(sheet, "low", key_of(sheet, indicator), ethnicity, problem, remedy)


def _seats(sheet: YearSheet) -> Iterator[Doubt]:
    """A board that is larger than any, such as percentages of one; and one that hardly votes.

    Or a board of nobody, such as cells that were filled with 0.
    """
    fact, members = fact_of("seats", 9), sheet.number(BOARD, ALL)
    if members == 0:
        problem = "is a board of nobody, and counts as 0 members"
        yield sheet.doubt("blank", BOARD, ALL, problem, "Leave the cells blank, or fill them in.")
    if members is not None and members > float(fact["limit"]):
        problem = f"is more members than a board has; usual is {fact['usual']}"
        yield doubt_of(sheet, "seats", BOARD, ALL, problem, _SEATS)
    fact, votes = fact_of("votes", 9), sheet.number(VOTING, ALL)
    if None in (members, votes) or members < float(fact["fewest"]):
        return
    if 100 * votes < float(fact["limit"]) * members:
        problem = f"is under {fact['limit']}% of the board; usual is {fact['usual']}"
        remedy = "Look whether yes and no changed places"
        yield doubt_of(sheet, "votes", VOTING, ALL, problem, remedy)


def _nobody(sheet: YearSheet) -> Iterator[Doubt]:
    """Nobody of a group of whom every organisation has some: a filter that was left on."""
    looked_at = [(fact_of("nobody", number), _AMONG[number], (WHITE, BME)) for number in _AMONG]
    for fact, key, groups in [*looked_at, (fact_of("nobody"), WORKFORCE, (UNKNOWN,))]:
        people = sheet.number(key, ALL)
        for group in groups if people and people >= float(fact["limit"]) else ():
            if sheet.number(key, group) == 0:
                problem = f"is nobody of {people:,.0f} people; usual is {fact['usual']}"
                yield doubt_of(sheet, "nobody", key, group, problem, _FILTER)


def _no_process(sheet: YearSheet) -> Iterator[Doubt]:
    """Nobody of a large workforce in a formal disciplinary process: a cell that was left at 0."""
    key, staff = (3, EVENTS[3], ALL, ALL), sheet.number(WORKFORCE, ALL)
    fact = fact_of("nobody", 3)
    if staff and staff >= float(fact["limit"]) and sheet.number(key, ALL) == 0:
        problem = f"is nobody of {staff:,.0f} people; usual is {fact['usual']}"
        yield doubt_of(sheet, "nobody", key, ALL, problem, "Look whether it was filled in")


def _one_sex(sheet: YearSheet) -> Iterator[Doubt]:
    """People who are all women, or all men: likewise."""
    for number, key in _AMONG.items():
        fact, people = fact_of("nobody", number), sheet.number(key, ALL)
        for sex in SEXES[:2] if people and people >= float(fact["limit"]) else ():
            if sheet.counts.get(*key[:2], ALL, sex=sex).value == people:
                problem = f"is all of one sex ({sex}); usual is {fact['usual']}"
                yield doubt_of(sheet, "nobody", key, ALL, problem, _FILTER)


def _one_place(sheet: YearSheet) -> Iterator[Doubt]:
    """A workforce that stands in one row, or of which nobody is non-clinical: likewise."""
    people = {key: sheet.number(key, ALL) for key in _places(sheet)}
    fact = fact_of("nobody", 1)
    if None in people.values() or sum(people.values()) < float(fact["limit"]):
        return
    filled = [key for key, number in people.items() if number]
    if len(filled) == 1 or _OFFICES not in {key[2] for key in filled}:
        others = "any other row" if len(filled) == 1 else f"a {_OFFICES} row"
        problem = f"and nobody in {others}; usual is {fact['usual']}"
        yield doubt_of(sheet, "nobody", filled[0], ALL, problem, _FILTER)


def _places(sheet: YearSheet) -> list[Key]:
    """The rows of the workforce by staff group and pay band, without those that are "of which"."""
    facts = reference.by("pay_bands", "pay_band")
    rows = [key for key in sheet.keys if key[:2] == WORKFORCE[:2] and key[3] != ALL]
    return [key for key in rows if not facts[key[3]]["of_which"]]


def _profiles(sheet: YearSheet) -> Iterator[Doubt]:
    """A staff group of which many are in the highest bands: bands upside down."""
    facts = reference.by("pay_bands", "pay_band")
    for staff_group, fact in (("clinical", fact_of("profile", 1)), (_OFFICES, fact_of("profile"))):
        people = {key: sheet.number(key, ALL) for key in _places(sheet) if key[2] == staff_group}
        high = [key for key in people if _HIGHEST in (key[3], facts[key[3]]["cluster"])]
        is_known = bool(high) and None not in people.values()
        if not is_known or sum(people.values()) < float(fact["fewest"]):
            continue
        if 100 * sum(people[key] for key in high) > float(fact["limit"]) * sum(people.values()):
            problem = f"makes bands 8c to VSM over {fact['limit']}% of the {staff_group} staff"
            problem += f"; usual is {fact['usual']}"
            remedy = "Look whether the bands stand in another order"
            yield doubt_of(sheet, "profile", high[0], ALL, problem, remedy)


def _other_way(sheet: YearSheet) -> Iterator[Doubt]:
    """Questions that one group answers worse nearly everywhere, and here the other does."""
    for indicator in limited("order"):
        fact = fact_of("order", indicator)
        white, bme = (rate_of(sheet, indicator, group, fact) for group in (WHITE, BME))
        # Belief in equal opportunities is a good thing; to be discriminated against is none.
        is_usual = white and bme and (white.share > bme.share) == (indicator == _BELIEF)
        if white and bme and not is_usual and white.beyond(bme, float(fact["limit"])):
            problem = "is far from BME, and it is the other way round nearly everywhere"
            problem += f"; usual is {fact['usual']}"
            remedy = "Look whether White and BME changed places, or the answers were counted the "
            remedy += "other way round"
            yield doubt_of(sheet, "order", key_of(sheet, indicator), WHITE, problem, remedy)


def _ratios(sheet: YearSheet) -> Iterator[Doubt]:
    """Relative likelihoods whose whole interval is far from 1."""
    for indicator in limited("ratio"):
        fact = fact_of("ratio", indicator)
        white, bme = (rate_of(sheet, indicator, group, fact) for group in (WHITE, BME))
        if not white or not bme or not (times := white.beyond(bme, float(fact["limit"]))):
            continue
        higher, lower = (WHITE, BME) if white.share > bme.share else (BME, WHITE)
        problem = f"makes the {NAMES[indicator]} of {higher} people about {times:.0f} times that "
        problem += f"of {lower} people; usual is {fact['usual']}"
        remedy = "Correct the count that is wrong"
        yield doubt_of(sheet, "ratio", key_of(sheet, indicator), higher, problem, remedy)


def _response(sheet: YearSheet) -> Iterator[Doubt]:
    """A response rate that is not what the people who answered are of the workforce."""
    fact = fact_of("response")
    rate, staff = sheet.number(_RESPONSE, ALL), sheet.number(WORKFORCE, ALL)
    bases = [_answered(sheet, indicator) for indicator in QUESTIONS]
    most = max((base for base in bases if base is not None), default=None)
    if None in (rate, staff, most) or min(staff, most) < float(fact["fewest"]):
        return
    share = 100 * most / staff
    if abs(rate - share) <= float(fact["limit"]):
        return
    problem = (
        f"is not the {share:.0f}% that {most:,.0f} people who answered are of {staff:,.0f} staff; "
        f"usual is {fact['usual']}"
    )
    remedy = "Correct the rate or the respondents; where only a sample was asked, it is so"
    yield doubt_of(sheet, "response", _RESPONSE, ALL, problem, remedy, is_quoted=True)


def _unknown(sheet: YearSheet) -> Iterator[Doubt]:
    """A workforce of which nobody knows the ethnicity of a large part."""
    fact = fact_of("unknown", 1)
    unknown, staff = sheet.number(WORKFORCE, UNKNOWN), sheet.number(WORKFORCE, ALL)
    if None in (unknown, staff) or staff < float(fact["fewest"]):
        return
    if 100 * unknown > float(fact["limit"]) * staff:
        problem = f"is {100 * unknown / staff:.0f}% of the workforce; usual is {fact['usual']}"
        remedy = "Look at the ethnic origin in what the counts were made from"
        yield doubt_of(sheet, "unknown", WORKFORCE, UNKNOWN, problem, remedy)


def _answered(sheet: YearSheet, indicator: int) -> float | None:
    """How many people answered a question, those of unknown ethnicity where they are known."""
    key = (indicator, "respondents", ALL, ALL)
    if (everybody := sheet.number(key, ALL)) is not None:
        return everybody
    parts = [sheet.number(key, each) for each in ETHNICITIES]
    return None if None in parts[:2] else sum(part or 0 for part in parts)
