"""Raise rates, ratios and bases that may be right and are far from what is usual.

Each limit stands in `reference/plausibility.csv`, with its reason and its source. Limits are wide:
an honest figure hardly ever meets one, and a slipped digit or a wrong column mostly does. What is
said holds no small count, and no rate from which one could be worked out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE, State
from wres.figures.counts import STAFF
from wres.figures.phrases import listed
from wres.figures.statistics import of_ratio
from wres.ground.errors import Doubt
from wres.reading.counts import RESPONSE_RATE
from wres.reading.held import YearInputs
from wres.reading.yearsheets import (
    BOARD,
    JUMP,
    WORKFORCE,
    Key,
    YearSheet,
    folder_of,
    sheet_of,
    workforce_key,
)

# Each rule, and what a report's readers learn of it: see `wres.reading.reconcile.KINDS`.
PLAUSIBLE = {row["rule"]: row["told"] for row in reference.rows("plausibility")}
_FACTS = {(row["rule"], row["indicator"]): row for row in reference.rows("plausibility")}
# A share of the survey must have changed by this factor beyond chance as well.
_BEYOND_CHANCE = 1.5
# Training of nearly everybody must be so many times last year's, beyond chance.
_GREW_BY = 1.5
_EVENTS = {
    2: ("appointed", "of those shortlisted", "appointment rate"),
    3: (
        "entered formal disciplinary process",
        "of the workforce",
        "rate of disciplinary processes",
    ),
    4: ("accessed non-mandatory training", "of the workforce", "rate of training"),
}
_TOO_LOW = {
    2: "Look whether everybody who applied was counted as shortlisted",
    4: "Look whether all courses of the year were counted",
}
_INDICATORS = range(1, 10)
_QUESTIONS = (5, 6, 7, 8)
# More names than these are counted.
_MOST_NAMED = 3
_RESPONSE = (5, RESPONSE_RATE, ALL, ALL)
_EVERY = (*ETHNICITIES, ALL)

Part = tuple[float, float]


def implausible(sheet: YearSheet) -> Iterator[Doubt]:
    """What is far from usual within one year."""
    yield from _rates(sheet)
    yield from _low_rates(sheet)
    yield from _ratios(sheet)
    yield from _seats(sheet)
    yield from _response(sheet)
    yield from _unknown(sheet)


def changed(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """What is far from the year before, where the counts themselves need not be."""
    yield from _copied(last, this)
    yield from _changes(last, this)
    yield from _turned(last, this)
    yield from _records(last, this)
    yield from _shares(last, this)
    yield from _members(last, this)


def lacking(read: YearInputs, last: YearInputs | None) -> Iterator[Doubt]:
    """What a year leaves open that a report is expected to say."""
    sheet = sheet_of(read)
    there = {number for number in _INDICATORS if _is_handed_in(sheet, number)}
    gone = {n for n in _INDICATORS if last and n not in there and _is_handed_in(sheet_of(last), n)}
    missing = [number for number in _INDICATORS if number not in there]
    fact = _fact("missing")
    is_begun = len(there) >= int(fact["fewest"])
    if gone or (is_begun and len(missing) >= int(fact["limit"])):
        which = f"indicator{'s' if len(missing) > 1 else ''} {listed([*map(str, missing)])}"
        more = f", and the year before did for {listed([*map(str, sorted(gone))])}" if gone else ""
        problem = f"holds nothing for {which}{more}"
        remedy = f"The report will say that it was not handed in. {accepting('missing', read.year)}"
        yield Doubt(f"{folder_of(read)}/", None, "", None, problem, remedy, "missing")
    for part in read.parts or (read,):
        blank = [f"{name}.md" for name, text in part.commentary.narrative.items() if not text]
        if len(blank) >= int(_fact("empty")["limit"]):
            named = [
                *blank[:_MOST_NAMED],
                *[f"{len(blank) - _MOST_NAMED} more"][: len(blank) > _MOST_NAMED],
            ]
            problem = f"holds empty files: {listed(named)}"
            remedy = (
                f"The report will say that they were not handed in. {accepting('empty', read.year)}"
            )
            file = f"{folder_of(part)}/narrative"
            yield Doubt(file, None, "", None, problem, remedy, "empty")


def _is_handed_in(sheet: YearSheet, indicator: int) -> bool:
    """Whether any count of an indicator's own is known, or known to be withheld."""
    own = _own(sheet, indicator)
    states = {sheet.state(key, ethnicity) for key in own for ethnicity in _EVERY}
    return bool(states - {State.NOT_COLLECTED})


def _own(sheet: YearSheet, indicator: int) -> list[Key]:
    """What is counted of an indicator by itself, without the bases that others have too."""
    return [
        key
        for key in sheet.keys
        if key[0] == indicator and (indicator == 1 or key[1] not in (STAFF, RESPONSE_RATE))
    ]


def _rates(sheet: YearSheet) -> Iterator[Doubt]:
    """More people to whom something happened than it usually happens to."""
    for indicator, (measure, whole, _) in _EVENTS.items():
        fact = _fact("rate", indicator)
        above = [
            ethnicity
            for ethnicity in _EVERY
            if (part := _part(sheet, indicator, ethnicity, fact))
            and 100 * part[0] > float(fact["limit"]) * part[1]
        ]
        # The total is told of only where none of its parts explains it.
        for ethnicity in [each for each in above if each != ALL] or above:
            happened, people = _part(sheet, indicator, ethnicity, fact)
            problem = f"is {100 * happened / people:.0f}% {whole}; usual is {fact['usual']}"
            key = (indicator, measure, ALL, ALL)
            yield _doubt(sheet, "rate", key, ethnicity, problem, "Correct it, or the other count")


def _low_rates(sheet: YearSheet) -> Iterator[Doubt]:
    """Far fewer people to whom something happened than it usually happens to: of another base."""
    for indicator, (measure, whole, _) in _EVENTS.items():
        if ("low", str(indicator)) not in _FACTS:
            continue
        fact = _fact("low", indicator)
        # A base that is too large is so for everybody: told of once.
        parts = ((each, _part(sheet, indicator, each, fact)) for each in (ALL, WHITE, BME))
        ethnicity, part = next(((each, part) for each, part in parts if part), (ALL, None))
        if part and 100 * part[0] < float(fact["limit"]) * part[1]:
            problem = f"is under {fact['limit']}% {whole}; usual is {fact['usual']}"
            key = (indicator, measure, ALL, ALL)
            remedy = _TOO_LOW[indicator]
            yield _doubt(sheet, "low", key, ethnicity, problem, remedy)


def _seats(sheet: YearSheet) -> Iterator[Doubt]:
    """A board that is larger than any, such as percentages of one."""
    fact, members = _fact("seats", 9), sheet.number(BOARD, ALL)
    if members is not None and members > float(fact["limit"]):
        problem = f"is more members than a board has; usual is {fact['usual']}"
        yield _doubt(sheet, "seats", BOARD, ALL, problem, "Give people, not percentages")


def _ratios(sheet: YearSheet) -> Iterator[Doubt]:
    """Relative likelihoods whose whole interval is far from 1."""
    for indicator, (measure, _, name) in _EVENTS.items():
        fact = _fact("ratio", indicator)
        white, bme = (_part(sheet, indicator, each, fact) for each in (WHITE, BME))
        if not white or not bme or not (times := _beyond(white, bme, float(fact["limit"]))):
            continue
        higher, lower = (WHITE, BME) if white[0] * bme[1] > bme[0] * white[1] else (BME, WHITE)
        problem = (
            f"makes the {name} of {higher} people about {times:.0f} times that of {lower} people; "
            f"usual is {fact['usual']}"
        )
        key = (indicator, measure, ALL, ALL)
        yield _doubt(sheet, "ratio", key, higher, problem, "Correct the count that is wrong")


def _changes(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Rates whose whole interval is far from last year's."""
    for indicator, (measure, _, name) in _EVENTS.items():
        fact = _fact("change", indicator)
        times = {
            ethnicity: factor
            for ethnicity in _EVERY
            if (new := _part(this, indicator, ethnicity, fact))
            and (old := _part(last, indicator, ethnicity, fact))
            and (factor := _beyond(new, old, float(fact["limit"])))
            # What the base raises by itself is told of there.
            and max(new[1], old[1]) < JUMP * min(new[1], old[1])
        }
        # The total is told of only where none of its parts explains it.
        for ethnicity in [each for each in times if each != ALL] or times:
            new, old = (_part(each, indicator, ethnicity, fact) for each in (this, last))
            which = "times" if new[0] * old[1] > old[0] * new[1] else "times smaller than"
            problem = f"makes the {name} about {times[ethnicity]:.0f} {which} last year's"
            problem += f"; usual is {fact['usual']}"
            key = (indicator, measure, ALL, ALL)
            yield _doubt(
                this,
                "change",
                key,
                ethnicity,
                problem,
                "Correct the count that is wrong, or its base",
            )


def _turned(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Relative likelihoods that are far from last year's, as where White and BME are swapped."""
    for indicator, (measure, _, name) in _EVENTS.items():
        fact = _fact("turned", indicator)
        new, old = (
            [_part(y, indicator, each, fact) for each in (WHITE, BME)] for y in (this, last)
        )
        if None in new or None in old or _beyond(*new, float(_fact("ratio", indicator)["limit"])):
            continue
        if times := _turned_by(new, old, float(fact["limit"])):
            is_more = _rate(new[0]) * _rate(old[1]) > _rate(old[0]) * _rate(new[1])
            which = "times" if is_more else "times smaller than"
            problem = (
                f"makes the {name} of White people, over that of BME people, about {times:.0f} "
                f"{which} last year's; usual is {fact['usual']}"
            )
            remedy = (
                "Look whether White and BME changed places, here or in what it is counted among"
            )
            key = (indicator, measure, ALL, ALL)
            yield _doubt(this, "turned", key, WHITE, problem, remedy)


def _turned_by(new: Sequence[Part], old: Sequence[Part], limit: float) -> float | None:
    """How many times one ratio of two rates is another, where chance does not explain the limit.

    >>> white, bme = (312, 1210), (162, 880)
    >>> round(_turned_by([(160, 1210), (310, 880)], [white, bme], 2), 1)
    3.7
    >>> _turned_by([(300, 1210), (150, 880)], [white, bme], 2) is None
    True
    """
    intervals = [of_ratio(*white, *bme) for white, bme in (new, old)]
    if None in intervals:
        return None
    logs = [math.log(_rate(white) / _rate(bme)) for white, bme in (new, old)]
    # Each interval reaches as far from its ratio as it does on a scale of multiples.
    reach = math.hypot(*(math.log(each.high / each.low) / 2 for each in intervals))
    apart = abs(logs[0] - logs[1])
    return math.exp(apart) if apart - reach > math.log(limit) else None


def _rate(part: Part) -> float:
    return part[0] / part[1]


def _records(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Training of nearly everybody, of far more than the year before: of records, not people."""
    fact = _fact("records", 4)
    for ethnicity in (WHITE, BME, ALL):
        new, old = (_part(each, 4, ethnicity, fact) for each in (this, last))
        is_high = bool(new) and 100 * _rate(new) > float(fact["limit"])
        if not is_high or not old or not (times := _beyond(new, old, _GREW_BY)):
            continue
        # Beyond the limit of any change it is told of already.
        if not _beyond(new, old, float(_fact("change", 4)["limit"])):
            problem = (
                f"is over {fact['limit']}% of the workforce, about {times:.1f} times last year's "
                f"share; usual is {fact['usual']}"
            )
            key = (4, _EVENTS[4][0], ALL, ALL)
            yield _doubt(this, "records", key, ethnicity, problem, "Count people, not courses")
        return


def _copied(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Indicators whose every number is last year's: figures that nobody wrote anew."""
    found = [number for number in _INDICATORS if _is_copied(last, this, number)]
    if not found:
        return
    indicators = f"indicator{'s' if found[1:] else ''} {listed([*map(str, found)])}"
    problem = f"is last year's number, as is every other of {indicators}; usual is "
    problem += _fact("copied")["usual"]
    key = _own(this, found[0])[0]
    remedy = "Look whether last year's figures were left in"
    yield _doubt(this, "copied", key, WHITE, problem, remedy)


def _is_copied(last: YearSheet, this: YearSheet, indicator: int) -> bool:
    """Whether all of an indicator is last year's, and of so many people that it is no chance."""
    keys, fewest = _own(this, indicator), float(_fact("copied")["limit"])
    if not keys or set(keys) != set(_own(last, indicator)):
        return False
    cells = list(product(keys, _EVERY))
    is_large = any(
        min(this.number(key, WHITE) or 0, this.number(key, BME) or 0) >= fewest for key in keys
    )
    return is_large and all(this.number(*cell) == last.number(*cell) for cell in cells)


def _shares(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Shares of the survey that are many times last year's, or a small part of it."""
    fact = _fact("share")
    for indicator, ethnicity in product(_QUESTIONS, _EVERY):
        new, old = (_share(each, indicator, ethnicity, fact) for each in (this, last))
        if not new or not old or not _beyond(new, old, _BEYOND_CHANCE):
            continue
        ratio = (new[0] / new[1]) / (old[0] / old[1])
        times = max(ratio, 1 / ratio)
        if times < float(fact["limit"]):
            continue
        which = "times" if ratio > 1 else "times smaller than"
        problem = f"is about {times:.0f} {which} last year's share; usual is {fact['usual']}"
        key = _result_key(this, indicator)
        yield _doubt(
            this, "share", key, ethnicity, problem, "Look for a decimal point that slipped"
        )


def _response(sheet: YearSheet) -> Iterator[Doubt]:
    """A response rate that is not what the people who answered are of the workforce."""
    fact = _fact("response")
    rate, staff = sheet.number(_RESPONSE, ALL), sheet.number(WORKFORCE, ALL)
    bases = [_answered(sheet, indicator) for indicator in _QUESTIONS]
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
    yield _doubt(sheet, "response", _RESPONSE, ALL, problem, remedy, is_quoted=True)


def _members(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """A board that has become much smaller, or larger. How large it is, is not said."""
    fact = _fact("members", 9)
    old, new = last.number(BOARD, ALL), this.number(BOARD, ALL)
    if None in (old, new) or abs(new - old) < float(fact["limit"]):
        return
    which = "more" if new > old else "fewer"
    problem = (
        f"is at least {fact['limit']} members {which} than last year; usual is {fact['usual']}"
    )
    yield _doubt(this, "members", BOARD, ALL, problem, "Correct the board's rows")


def _unknown(sheet: YearSheet) -> Iterator[Doubt]:
    """A workforce of which nobody knows the ethnicity of a large part."""
    fact = _fact("unknown", 1)
    unknown, staff = sheet.number(WORKFORCE, UNKNOWN), sheet.number(WORKFORCE, ALL)
    if None in (unknown, staff) or staff < float(fact["fewest"]):
        return
    if 100 * unknown > float(fact["limit"]) * staff:
        problem = f"is {100 * unknown / staff:.0f}% of the workforce; usual is {fact['usual']}"
        remedy = "Look at the ethnic origin in what the counts were made from"
        yield _doubt(sheet, "unknown", WORKFORCE, UNKNOWN, problem, remedy)


def _doubt(
    sheet: YearSheet,
    rule: str,
    key: Key,
    ethnicity: str,
    problem: str,
    remedy: str,
    *,
    is_quoted: bool = False,
) -> Doubt:
    """A doubt that says how to accept it."""
    year = sheet.counts.year
    remedy = f"{remedy}. {accepting(rule, year)}"
    return sheet.doubt(rule, key, ethnicity, problem, remedy, is_quoted=is_quoted)


def accepting(rule: str, year: int) -> str:
    """How to let a warning stand.

    >>> accepting("rate", 2025)
    'If it is right, accept it in settings.csv: accept,2025,rate,<reason>.'
    """
    return f"If it is right, accept it in settings.csv: accept,{year},{rule},<reason>."


def _fact(rule: str, indicator: int | None = None) -> dict[str, str]:
    return _FACTS[rule, str(indicator or "")]


def _part(sheet: YearSheet, indicator: int, ethnicity: str, fact: dict[str, str]) -> Part | None:
    """To how many people something happened, and among how many; None where too few are known."""
    measure = _EVENTS[indicator][0]
    base = (2, "shortlisted", ALL, ALL) if indicator == 2 else workforce_key(sheet, indicator)
    happened = sheet.number((indicator, measure, ALL, ALL), ethnicity)
    people = sheet.number(base, ethnicity)
    if None in (happened, people) or people < float(fact["fewest"]) or happened > people:
        return None
    return happened, people


def _share(sheet: YearSheet, indicator: int, ethnicity: str, fact: dict[str, str]) -> Part | None:
    """How many people gave the answer, to the nearest, and how many answered."""
    people = sheet.number((indicator, "respondents", ALL, ALL), ethnicity)
    result = sheet.number(_result_key(sheet, indicator), ethnicity)
    if None in (people, result) or people < float(fact["fewest"]):
        return None
    is_share = _result_key(sheet, indicator)[1] == "percentage"
    count = float(round(result * people / 100)) if is_share else result
    return (count, people) if 0 < count <= people else None


def _result_key(sheet: YearSheet, indicator: int) -> Key:
    measure = "count" if sheet.counts.holds(indicator, "count") else "percentage"
    return (indicator, measure, ALL, ALL)


def _answered(sheet: YearSheet, indicator: int) -> float | None:
    """How many people answered a question, those of unknown ethnicity where they are known."""
    key = (indicator, "respondents", ALL, ALL)
    if (everybody := sheet.number(key, ALL)) is not None:
        return everybody
    parts = [sheet.number(key, each) for each in ETHNICITIES]
    return None if None in parts[:2] else sum(part or 0 for part in parts)


def _beyond(first: Part, second: Part, limit: float) -> float | None:
    """How many times one rate is the other, where the whole interval lies beyond the limit.

    >>> round(_beyond((481, 603), (35, 440), 3))
    10
    >>> _beyond((3, 60), (12, 60), 3) is None  # 4 times, from 1.2 to 13
    True
    """
    interval = of_ratio(*first, *second)
    if interval is None or max(interval.low, 1 / interval.high) <= limit:
        return None
    ratio = (first[0] / first[1]) / (second[0] / second[1])
    return max(ratio, 1 / ratio)
