"""Raise what is far from the year before, where the counts themselves need not be.

Each limit stands in `reference/plausibility.csv`, as those of `wres.reading.plausible` do. What is
said holds no small count, and no rate from which one could be worked out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations, product

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE
from wres.figures.counts import STAFF
from wres.figures.phrases import listed
from wres.figures.statistics import of_ratio
from wres.ground.errors import Doubt
from wres.reading.counts import RESPONSE_RATE
from wres.reading.rates import (
    NAMES,
    OTHER_WAY,
    QUESTIONS,
    Rate,
    doubt_of,
    fact_of,
    key_of,
    limited,
    rate_of,
)
from wres.reading.yearsheets import BOARD, JUMP, WORKFORCE, Key, YearSheet

# Chance moves small numbers a lot: nothing is a jump where both are of fewer people.
_FEWEST_PEOPLE = 20
# A slipped or doubled digit makes a count about ten times another, on top of what really changed: a
# quarter up or down at most.
_EXTRA_DIGIT = (8, 12.5)
# Training of nearly everybody must be so many times last year's, beyond chance.
_GREW_BY = 1.5
# Chi-squared of two rates that differ by chance alone is smaller 19 times in 20 (two degrees).
_CHANCE = 5.99
_EVERY = (*ETHNICITIES, ALL)

_Rates = Mapping[str, Rate]


def changed(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """What is far from the year before."""
    yield from _copied(last, this)
    yield from _jumps(last, this)
    yield from _staff(last, this)
    exchanged = [*_exchanged(last, this), *_exchanged_questions(last, this)]
    yield from _rates(last, this, {doubt.indicator for doubt in exchanged})
    yield from _turned(last, this)
    yield from exchanged
    yield from _records(last, this)
    yield from _members(last, this)
    yield from _exchanged_members(last, this)


def counted_of(sheet: YearSheet, indicator: int) -> list[Key]:
    """What is counted of an indicator by itself, without the bases that others have too."""
    return [
        key
        for key in sheet.keys
        if key[0] == indicator and (indicator == 1 or key[1] not in (STAFF, RESPONSE_RATE))
    ]


def _copied(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Rows whose every number is last year's: figures that nobody wrote anew."""
    # A band may be as many again: of the workforce every row has to be.
    rows = [[key for key in this.keys if key[0] == 1]]
    rows += [[k] for k in this.keys if k[0] > 1 and k[1] != STAFF and k[2:] == (ALL, ALL)]
    copied = [keys[0] for keys in rows if keys and _are_copied(last, this, keys)]
    if copied:
        numbers = [*dict.fromkeys(str(key[0]) for key in copied)]
        problem = "is last year's number, as are all others of its row; so it is in indicator"
        problem += f"{'s' if numbers[1:] else ''} {listed(numbers)}; usual is "
        problem += fact_of("copied")["usual"]
        remedy = "Look whether last year's figures were left in"
        yield doubt_of(this, "copied", copied[0], WHITE, problem, remedy)


def _are_copied(last: YearSheet, this: YearSheet, keys: Sequence[Key]) -> bool:
    """Whether all of some rows is last year's, and of so many people that it is no chance."""
    fewest = float(fact_of("copied", 1 if keys[0][0] == 1 else None)["limit"])
    is_large = any(
        min(this.number(key, WHITE) or 0, this.number(key, BME) or 0) >= fewest
        for key in keys
        if reference.by("measures", "measure")[key[1]]["unit"] == "people"
    )
    cells = product(keys, _EVERY)
    return is_large and all(this.number(*cell) == last.number(*cell) for cell in cells)


def _jumps(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Counts of people that are many times last year's, or a small part of it."""
    measures = reference.by("measures", "measure")
    for key in this.keys:
        if measures[key[1]]["unit"] != "people":
            continue
        jumped = [group for group in ETHNICITIES if _has_jumped(last, this, key, group)]
        # The total is told of only where none of its parts explains it.
        if not jumped and _has_jumped(last, this, key, ALL):
            jumped = [ALL]
        for ethnicity in jumped:
            old, new = last.number(key, ethnicity), this.number(key, ethnicity)
            low, high = sorted((old, new))
            is_digit = low > 0 and _EXTRA_DIGIT[0] <= high / low <= _EXTRA_DIGIT[1]
            which = "much more" if new > old else "much less"
            yield this.doubt(
                "jump",
                key,
                ethnicity,
                f"is {which} than last year's {_told(old)}",
                (
                    "One is about ten times the other: look for a digit too many or too few."
                    if is_digit
                    else "Correct the one that is wrong, or make sure that it is so."
                ),
                is_quoted=not _is_few(new),
            )


def _is_few(number: float) -> bool:
    """Whether a number of people is small enough to tell of somebody."""
    return 0 < number < float(reference.by("limits", "name")["few_people"]["value"])


def _told(number: float) -> str:
    """A number of people, but for a small one: what a check says is passed on."""
    return "small count" if _is_few(number) else f"{number:,.0f}"


def _has_jumped(last: YearSheet, this: YearSheet, key: Key, ethnicity: str) -> bool:
    old, new = last.number(key, ethnicity), this.number(key, ethnicity)
    if old is None or new is None or max(old, new) < _FEWEST_PEOPLE:
        return False
    return _is_many_times(old, new)


def _staff(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """A workforce, or a shortlist, that grew or shrank as none does.

    An export that was cut, of another day, or of two years.
    """
    for indicator, key in ((1, WORKFORCE), (2, (2, "shortlisted", ALL, ALL))):
        fact, old, new = fact_of("staff", indicator), last.number(key, ALL), this.number(key, ALL)
        if None in (old, new) or old < float(fact["fewest"]):
            continue
        # What one group makes many times last year's is told of as a jump.
        has_jumped = any(_has_jumped(last, this, key, group) for group in _EVERY)
        if max(old, new) >= float(fact["limit"]) * min(old, new) and not has_jumped:
            which = "more" if new > old else "less"
            problem = f"is {abs(new - old) / old:.0%} {which} than last year's {old:,.0f}"
            problem += f"; usual is {fact['usual']}"
            remedy = "Look whether the export is whole, and of the right day or year"
            yield doubt_of(this, "staff", key, ALL, problem, remedy, is_quoted=True)


def _rates(last: YearSheet, this: YearSheet, told: Set[int]) -> Iterator[Doubt]:
    """Rates whose whole interval is far from last year's, but for what was told otherwise."""
    for indicator in limited("change"):
        if indicator in told or (indicator in QUESTIONS and told & {*QUESTIONS}):
            continue
        fact = fact_of("change", indicator)
        pairs = _pairs(last, this, indicator, fact)
        times = {
            ethnicity: factor
            for ethnicity, (old, new) in pairs.items()
            if (factor := new.beyond(old, float(fact["limit"])))
            # What the base raises by itself is told of there.
            and (indicator in QUESTIONS or not _is_many_times(old.people, new.people))
        }
        # The total is told of only where none of its parts explains it.
        for ethnicity in [name for name in times if name != ALL] or times:
            problem = f"makes the {NAMES.get(indicator, 'share of the survey')} about "
            problem += f"{_times(*pairs[ethnicity], times[ethnicity])} last year's"
            problem += f"; usual is {fact['usual']}"
            remedy = _OTHER_QUESTION if indicator in QUESTIONS else _OTHER_COUNT
            yield doubt_of(this, "change", key_of(this, indicator), ethnicity, problem, remedy)


_OTHER_COUNT = "Correct the count that is wrong, or its base"
_OTHER_QUESTION = "Look for another question's answers, or for a decimal point that slipped"


def _is_many_times(one: float, other: float) -> bool:
    return max(one, other) >= JUMP * min(one, other)


def _turned(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Relative likelihoods that are far from last year's, as where White and BME are swapped."""
    for indicator in limited("turned"):
        fact = fact_of("turned", indicator)
        pairs = _pairs(last, this, indicator, fact)
        if not {WHITE, BME} <= pairs.keys():
            continue
        old, new = ([pairs[group][year] for group in (WHITE, BME)] for year in (0, 1))
        if new[0].beyond(new[1], float(fact_of("ratio", indicator)["limit"])):
            continue
        if times := _turned_by(new, old, float(fact["limit"])):
            is_more = new[0].share * old[1].share > old[0].share * new[1].share
            problem = f"makes the {NAMES[indicator]} of White people, over that of BME people, "
            problem += f"about {times:.0f} {'times' if is_more else 'times smaller than'} last "
            problem += f"year's; usual is {fact['usual']}"
            remedy = "Look whether White and BME changed places, here or in what it is among"
            yield doubt_of(this, "turned", key_of(this, indicator), WHITE, problem, remedy)


def _turned_by(new: Sequence[Rate], old: Sequence[Rate], limit: float) -> float | None:
    """How many times one ratio of two rates is another, where chance does not explain the limit.

    >>> last = Rate(312, 1210), Rate(162, 880)
    >>> round(_turned_by([Rate(160, 1210), Rate(310, 880)], last, 2), 1)
    3.7
    >>> _turned_by([Rate(300, 1210), Rate(150, 880)], last, 2) is None
    True
    """
    intervals = [
        of_ratio(white.happened, white.people, bme.happened, bme.people)
        for white, bme in (new, old)
    ]
    if None in intervals:
        return None
    logs = [math.log(white.share / bme.share) for white, bme in (new, old)]
    # Each interval reaches as far from its ratio as it does on a scale of multiples.
    reach = math.hypot(*(math.log(interval.high / interval.low) / 2 for interval in intervals))
    apart = abs(logs[0] - logs[1])
    return math.exp(apart) if apart - reach > math.log(limit) else None


def _exchanged(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Rates that are last year's only where two groups, or yes and no, change places."""
    for indicator in limited("exchanged"):
        fact = fact_of("exchanged", indicator)
        pairs = _pairs(last, this, indicator, fact)
        if not {WHITE, BME} <= pairs.keys():
            continue
        old, new = ({group: pairs[group][year] for group in (WHITE, BME)} for year in (0, 1))
        turned, words, remedy = min(
            (_apart(old, turn(new)), words, remedy)
            for turn, words, remedy in _TURNS
            if turn is not _as_counts or indicator in QUESTIONS
        )
        if turned <= _CHANCE and _apart(old, new) - turned > float(fact["limit"]):
            problem = f"is far from last year's, and so is BME; {words}; usual is {fact['usual']}"
            yield doubt_of(this, "exchanged", key_of(this, indicator), WHITE, problem, remedy)


def _exchanged_questions(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Questions of the survey that have each other's results of last year."""
    rates = {}
    for indicator in limited("exchanged"):
        pairs = _pairs(last, this, indicator, fact_of("exchanged", indicator))
        if indicator in QUESTIONS and {WHITE, BME} <= pairs.keys():
            rates[indicator] = [{g: pairs[g][year] for g in (WHITE, BME)} for year in (0, 1)]
    for one, other in combinations(rates, 2):
        (old, new), (old_other, new_other) = rates[one], rates[other]
        turned = max(_apart(old, new_other), _apart(old_other, new))
        fact = fact_of("exchanged", one)
        if turned <= _CHANCE and _apart(old, new) - turned > float(fact["limit"]):
            problem = f"is far from last year's, and indicator {other} is it; usual is "
            problem += fact["usual"]
            remedy = f"Look whether indicators {one} and {other} changed places"
            yield doubt_of(this, "exchanged", key_of(this, one), WHITE, problem, remedy)


def _apart(old: _Rates, new: _Rates) -> float:
    """How far the rates of two groups are from last year's: chi-squared, of two degrees.

    >>> old = {"White": Rate(20, 100), "BME": Rate(30, 100)}
    >>> round(_apart(old, {"White": Rate(40, 100), "BME": Rate(30, 100)}), 1)
    9.5
    """
    squares = 0.0
    for group, before in old.items():
        after = new[group]
        share = (before.happened + after.happened) / (before.people + after.people)
        variance = share * (1 - share) * (1 / before.people + 1 / after.people)
        squares += (before.share - after.share) ** 2 / variance if variance else 0
    return squares


def _swapped(rates: _Rates) -> _Rates:
    """Each group with the other's rate."""
    return {WHITE: rates[BME], BME: rates[WHITE]}


def _opposite(rates: _Rates) -> _Rates:
    """The rates of those to whom it did not happen."""
    return {group: Rate(rate.people - rate.happened, rate.people) for group, rate in rates.items()}


def _as_counts(rates: _Rates) -> _Rates:
    """The rates where what stands as a percentage is a number of people."""
    counts = {group: round(100 * rate.share) for group, rate in rates.items()}
    return {
        group: Rate(min(counts[group], rate.people), rate.people) for group, rate in rates.items()
    }


_SWAPPED = "Look whether White and BME changed places"
# What a slip makes of two rates, how that looks, and what to do.
_TURNS = (
    (_swapped, "each is what the other group's was", _SWAPPED),
    (_opposite, "what each leaves to 100% is what it was", OTHER_WAY),
    (
        _as_counts,
        "each is what it was, if it is a number of people",
        "Look whether people stand in the place of percentages",
    ),
)


def _records(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Training of nearly everybody, of far more than the year before: of records, not people."""
    fact = fact_of("records", 4)
    pairs = _pairs(last, this, 4, fact)
    for ethnicity in (WHITE, BME, ALL):
        old, new = pairs.get(ethnicity, (None, None))
        if not new or not new.is_above(fact["limit"]) or not (times := new.beyond(old, _GREW_BY)):
            continue
        # Beyond the limit of any change it is told of already.
        if not new.beyond(old, float(fact_of("change", 4)["limit"])):
            problem = (
                f"is over {fact['limit']}% of the workforce, about {times:.1f} times last year's "
                f"share; usual is {fact['usual']}"
            )
            remedy = "Count people, not courses"
            yield doubt_of(this, "records", key_of(this, 4), ethnicity, problem, remedy)
        return


def _members(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """A board that has become much smaller, or larger. How large it is, is not said."""
    fact = fact_of("members", 9)
    old, new = last.number(BOARD, ALL), this.number(BOARD, ALL)
    if None in (old, new) or abs(new - old) < float(fact["limit"]):
        return
    which = "more" if new > old else "fewer"
    problem = (
        f"is at least {fact['limit']} members {which} than last year; usual is {fact['usual']}"
    )
    yield doubt_of(this, "members", BOARD, ALL, problem, "Correct the board's rows")


def _exchanged_members(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """A board of which two columns are as last year's in each other's place."""
    of_pairs = ((WHITE, BME, fact_of("exchanged", 9)), (BME, UNKNOWN, fact_of("exchanged")))
    for one, other, fact in of_pairs:
        old, new = (
            [sheet.number(BOARD, group) for group in (one, other)] for sheet in (last, this)
        )
        if None in (*old, *new):
            continue
        as_it_stands, turned = (
            sum(abs(before - after) for before, after in zip(old, numbers, strict=True))
            for numbers in (new, new[::-1])
        )
        if as_it_stands - turned >= float(fact["limit"]):
            problem = f"is nearer to last year's {other} members; usual is {fact['usual']}"
            remedy = f"Look whether {one} and {other} changed places"
            yield doubt_of(this, "exchanged", BOARD, one, problem, remedy)


def _pairs(
    last: YearSheet, this: YearSheet, indicator: int, fact: dict[str, str]
) -> dict[str, tuple[Rate, Rate]]:
    """The rates of each group that both years have, last year's first."""
    rates = {
        group: tuple(rate_of(sheet, indicator, group, fact) for sheet in (last, this))
        for group in _EVERY
    }
    return {group: pair for group, pair in rates.items() if None not in pair}


def _times(old: Rate, new: Rate, times: float) -> str:
    """How many times one rate is another, and which way.

    >>> _times(Rate(1, 10), Rate(3, 10), 3), _times(Rate(3, 10), Rate(1, 10), 3)
    ('3 times', '3 times smaller than')
    """
    return f"{times:.0f} times" + (" smaller than" if new.share < old.share else "")
