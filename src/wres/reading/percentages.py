"""Hold the percentages of the survey against the numbers of people who answered."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, SEXES, UNKNOWN, WHITE, State
from wres.figures.statistics import is_more_than_chance
from wres.ground.errors import Doubt
from wres.reading.yearsheets import Key, YearSheet

_QUESTIONS = (5, 6, 7, 8)
# From 1,000 answers on, every percentage with one decimal is some whole number of them.
EVERY_PERCENTAGE_FROM = 1000
# So many whole percentages do not come about by chance, of which one in ten is whole.
_FEWEST_WHOLE = 4
# From so many per cent on, nobody at all in another year is a slip.
_NOT_NOBODY = 10
_REMEDY = "Correct the percentage or the respondents."


def percentages(sheet: YearSheet) -> Iterator[Doubt]:
    """Percentages of the survey that no whole number of answers gives as they are typed.

    And percentages without respondents, or respondents without a percentage.
    """
    for number in _QUESTIONS:
        key, base_key = ((number, name, ALL, ALL) for name in ("percentage", "respondents"))
        shown = [each for each in (WHITE, BME, *BME_GROUPS) if sheet.number(key, each) is not None]
        for ethnicity in (*ETHNICITIES, *BME_GROUPS, ALL):
            share, base = sheet.number(key, ethnicity), sheet.number(base_key, ethnicity)
            text = sheet.typed(key, ethnicity).removesuffix("%").strip()
            if share is not None and base is not None and not can_be(text, int(base)):
                problem = f"is the percentage of no whole number of {base:,.0f} respondents"
                yield sheet.doubt("percentage", key, ethnicity, problem, _REMEDY)
            elif share is not None and sheet.state(base_key, ethnicity) is State.NOT_COLLECTED:
                problem = "is a percentage of respondents that are not there"
                yield sheet.doubt("percentage", key, ethnicity, problem, _REMEDY)
            elif share is None and base and _is_missed(sheet, key, ethnicity, shown):
                problem = "is blank, and there are respondents"
                yield sheet.doubt("gap", key, ethnicity, problem, "Fill in the percentage.")
        for ethnicity, sex in product(ETHNICITIES, SEXES):
            share, base = (sheet.counts.get(*k[:2], ethnicity, sex=sex) for k in (key, base_key))
            if share.value is not None and base.state is State.NOT_COLLECTED:
                problem = f"has a percentage of the sex '{sex}' without respondents"
                yield sheet.doubt("percentage", key, ethnicity, problem, _REMEDY)
        yield from _sums(sheet, key, base_key)


def _is_missed(sheet: YearSheet, key: Key, ethnicity: str, shown: Sequence[str]) -> bool:
    """Whether a blank percentage is missed beside those that are there, one group's among them."""
    alike = (WHITE, BME) if ethnicity in (WHITE, BME) else BME_GROUPS
    is_blank = sheet.state(key, ethnicity) is State.NOT_COLLECTED
    return is_blank and ethnicity in alike and bool(set(shown) & set(alike))


def _sums(sheet: YearSheet, key: Key, base_key: Key) -> Iterator[Doubt]:
    """Percentages of a whole that those of its parts do not give.

    The parts are the sexes, the groups behind BME, and White and BME.
    """
    for whole, parts in (
        *(((each, ALL), [(each, sex) for sex in SEXES]) for each in ETHNICITIES),
        ((BME, ALL), [(group, ALL) for group in BME_GROUPS]),
        *(((ALL, sex), [(each, sex) for each in ETHNICITIES]) for sex in (ALL, *SEXES)),
    ):
        ranges = [_range(sheet, key, base_key, *place) for place in (whole, *parts)]
        if None in ranges:
            continue
        (least, most), *of_parts = ranges
        if sum(low for low, _ in of_parts) > most or sum(high for _, high in of_parts) < least:
            problem = "is not what the percentages of its parts come to"
            remedy = "Look for one that is mistyped: by sex, or of a group behind BME."
            yield sheet.doubt("parts", key, whole[0], problem, remedy)


def _range(
    sheet: YearSheet, key: Key, base_key: Key, ethnicity: str, sex: str
) -> tuple[int, int] | None:
    """The least and the most answers that a percentage may be of; None where it is not known."""

    def number(of: Key, each: str) -> float | None:
        return sheet.counts.get(*of[:2], each, sex=sex).value

    share, base = number(key, ethnicity), number(base_key, ethnicity)
    if base is None and ethnicity == UNKNOWN:
        known = [number(base_key, each) for each in (ALL, WHITE, BME)]
        # Nobody's ethnicity is unknown where White and BME are everybody.
        base = 0 if None not in known and known[0] == known[1] + known[2] else None
    if base == 0:
        return 0, 0
    return None if None in (share, base) else answers(f"{share:.12g}", int(base))


def answers(percentage: str, base: int) -> tuple[int, int]:
    """The least and the most of `base` people that are that percentage, at the decimals typed.

    No whole number is, where the least is above the most.

    >>> answers("10.6", 47), answers("10.7", 47)  # 5 of 47 are 10.638 per cent
    ((5, 5), (6, 5))
    """
    decimals = len(percentage.partition(".")[2])
    share, half_a_step = Fraction(percentage), Fraction(1, 2 * 10**decimals)
    least = math.ceil((share - half_a_step) * base / 100)
    most = math.floor((share + half_a_step) * base / 100)
    return max(least, 0), min(most, base)


def can_be(percentage: str, base: int) -> bool:
    """Whether some whole number of `base` people is that percentage, at the decimals typed.

    >>> can_be("10.6", 47), can_be("10.7", 47), can_be("11", 47)
    (True, False, True)
    """
    if base >= EVERY_PERCENTAGE_FROM:
        return True
    least, most = answers(percentage, base)
    return base > 0 and least <= most


def zeroed(last: YearSheet, this: YearSheet) -> Iterator[Doubt]:
    """Percentages of the survey that are 0, or were in the year before, and are many otherwise."""
    for number in _QUESTIONS:
        key = (number, "percentage", ALL, ALL)
        for ethnicity in (WHITE, BME, ALL):
            old, new = last.number(key, ethnicity), this.number(key, ethnicity)
            is_asked = (
                None not in (old, new) and min(old, new) == 0 and max(old, new) >= _NOT_NOBODY
            )
            if is_asked and not _is_chance(last, this, number, ethnicity):
                problem = f"is not last year's {old:g} at all"
                remedy = "Correct the one that is wrong, or make sure that it is so."
                yield this.doubt("jump", key, ethnicity, problem, remedy)


def _is_chance(last: YearSheet, this: YearSheet, indicator: int, ethnicity: str) -> bool:
    """Whether two shares of so few people differ by chance; False where nobody says how many."""
    base, share = ((indicator, measure, ALL, ALL) for measure in ("respondents", "percentage"))
    people = [sheet.number(base, ethnicity) for sheet in (last, this)]
    if None in people:
        return False
    counts = [
        round(sheet.number(share, ethnicity) * number / 100)
        for sheet, number in zip((last, this), people, strict=True)
    ]
    return is_more_than_chance(counts[0], people[0], counts[1], people[1], None, 0) is False


def whole_percentages(sheet: YearSheet) -> Iterator[Doubt]:
    """Percentages of the survey that are all whole numbers, as counts are.

    Rounded shares are whole once in ten times; a few such in a row are counts, or were rounded to
    whole per cent. Where every base gives whole percentages, they say nothing.
    """
    typed = [
        (key, ethnicity, sheet.typed(key, ethnicity).removesuffix("%").strip())
        for number in _QUESTIONS
        for ethnicity in (*ETHNICITIES, ALL)
        if sheet.number(key := (number, "percentage", ALL, ALL), ethnicity) is not None
    ]
    if len(typed) < 2 or any(float(text) % 1 for *_, text in typed):
        return
    bases = [sheet.number((key[0], "respondents", ALL, ALL), each) for key, each, _ in typed]
    known = [
        can_be(f"{float(text):.1f}", int(base))
        for base, (*_, text) in zip(bases, typed, strict=True)
        if base is not None and base < EVERY_PERCENTAGE_FROM
    ]
    # Of a large base, or an unknown one, every percentage may be whole by chance.
    if all(known) and (len(known) == len(typed) or len(typed) < _FEWEST_WHOLE):
        return
    key, ethnicity, _ = typed[0]
    problem = "is a whole number, as every percentage of the survey here is and counts are"
    remedy = "If they are counts, choose 'Count' as the measure. If not, type one decimal."
    yield sheet.doubt("integers", key, ethnicity, problem, remedy)
