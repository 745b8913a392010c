"""Why a number is probably wrong: what the same slip has made of the right one.

Each cause works the wrong number out in its own way. The first that gives exactly what is
written is named; where none does, none is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from wres.claims.numbers import BARE, EXACT, PERCENT, POINTS, TIMES, Number
from wres.claims.quantities import (
    Quantity,
    Subject,
    changes,
    comparable,
    fits,
    half_up,
    level,
)
from wres.claims.roles import Against, Kind, Role
from wres.figures import ALL, BME, UNKNOWN, WHITE, Figures
from wres.reference import AVERAGE
from wres.reference.standard import RATES

ROUNDED_FIRST = "worked out from numbers that were"


@dataclass(frozen=True)
class Slip:
    """A wrong number, what it must mean, and what there is to explain it with."""

    number: Number
    role: Role
    meant: Quantity
    figures: Figures
    others: Sequence[Quantity] = ()

    @property
    def held(self) -> list[int]:
        """The years that are held, the nearest to the year meant first."""
        years = {figure.year for figure in self.figures}
        return sorted(years, key=lambda year: abs(year - self.meant.year))


@dataclass(frozen=True)
class Cause:
    """Why a number is wrong, in words.

    `of` is what the words would have to name for the number to be right: "White", "2022",
    "average". None where no words could make it right, or where other slips give it as easily.
    """

    text: str
    of: tuple[str, ...] | None = None


# What a number may be of whatever the words name: the organisation's own, of everybody.
_ALWAYS = ("always",)


def likely_cause(slip: Slip) -> str:
    """The likely cause in words; nothing where none fits."""
    return next((cause.text for cause in _causes(slip)), "")


def _causes(slip: Slip) -> Iterator[Cause]:
    return (found for cause in _CAUSES if (found := cause(slip)))


def telling_cause(slip: Slip, named: Collection[str], is_near: bool) -> str:
    """A cause so exact that it tells what an openly worded number was meant to be.

    "31.8% of our people" leaves open of which people; that it is last year's share to the digit
    does not, where no word names that year. So much is asked of three digits and more alone,
    since others meet by chance.

    Args:
        slip: the number and what it is likeliest to mean.
        named: the groups, places, years and comparisons that the words name.
        is_near: whether nothing in the words speaks against what it is likeliest to mean.
    """
    is_plain = slip.number.hedge == EXACT and not slip.number.in_words
    digits = "".join(letter for letter in slip.number.text if letter.isdigit())
    # A round number, such as 1,000, is met by chance.
    if not is_plain or len(digits.rstrip("0")) < 2:
        return ""
    if (turned := digits_turned(slip)) and (is_near or len(digits) > 2):
        return turned
    if slip.role.kind in (Kind.CHANGE, Kind.GAP):
        found = None if slip.role.against is Against.GROUP else _direction(slip)
        return found.text if found else ""
    causes = [cause for cause in _causes(slip) if cause.of is not None]
    is_count = slip.number.unit == BARE and not slip.number.decimals and len(digits) < 4
    said = {*named, *_ALWAYS}
    causes = [cause for cause in causes if cause.of or is_near]
    if len(digits) < 3 or is_count or any(c.of and set(c.of) <= said for c in causes):
        return ""
    return causes[0].text if causes else ""


def digits_turned(slip: Slip) -> str:
    """Whether two digits of a number that is plainly written are turned round."""
    is_plain = slip.number.hedge == EXACT and not slip.number.in_words
    found = _digits(slip) if is_plain else None
    return found.text if found and found.text.startswith("two digits") else ""


def _written(slip: Slip) -> str:
    return slip.number.text


def _direction(slip: Slip) -> Cause | None:
    meant = slip.meant
    if not (
        slip.role.sign
        and meant.signed
        and fits(slip.number, replace(meant, signed=False, value=abs(meant.value)))
    ):
        return None
    if slip.role.kind is Kind.CHANGE:
        return Cause("the direction: it rose" if meant.value > 0 else "the direction: it fell")
    return Cause("the direction: it is above" if meant.value > 0 else "the direction: it is below")


def _is_level(slip: Slip) -> bool:
    return slip.role.kind in (Kind.LEVEL, Kind.TIMES) and slip.meant.base is None


def _another_year(slip: Slip) -> Cause | None:
    if not _is_level(slip) or " over " in slip.meant.name:
        return None
    for year in slip.held:
        if year != slip.meant.year and fits(
            slip.number, level(slip.figures, slip.meant.subject, year)
        ):
            # "From 24.1%" may go back to any year.
            of = None if slip.role.end == "from" else (str(year),)
            return Cause(f"{_written(slip)} is the figure for {year}", of)
    return None


def _turned_round(slip: Slip) -> Cause | None:
    if slip.number.unit not in (TIMES, BARE) or slip.meant.unit != "ratio" or not slip.meant.value:
        return None
    if fits(slip.number, replace(slip.meant, value=1 / slip.meant.value)):
        return Cause("the groups are swapped: it is the ratio turned round", ())
    return None


def _other_group(slip: Slip) -> Cause | None:
    subject = slip.meant.subject
    if not _is_level(slip) or subject.ethnicity == ALL:
        return None
    for group in (WHITE, BME, UNKNOWN, ALL):
        other = replace(subject, ethnicity=group)
        if group != subject.ethnicity and fits(
            slip.number, level(slip.figures, other, slip.meant.year)
        ):
            named = {ALL: "everybody", UNKNOWN: "unknown ethnicity"}.get(group, group)
            of = _ALWAYS if group == ALL else (group,)
            return Cause(f"{_written(slip)} is the figure for {named}", of)
    return None


def _other_place(slip: Slip) -> Cause | None:
    """The figure of another staff group, band, board or area."""
    subject, year = slip.meant.subject, slip.meant.year
    if not _is_level(slip):
        return None
    for figure in slip.figures.select(
        year=year,
        indicator=subject.indicator,
        figure=subject.figure,
        ethnicity=subject.ethnicity,
        sex=ALL,
    ):
        place = (figure.staff_group, figure.pay_band, figure.area)
        if place == (subject.staff_group, subject.pay_band, subject.area) or not figure.is_shown:
            continue
        other = replace(
            subject, staff_group=figure.staff_group, pay_band=figure.pay_band, area=figure.area
        )
        near = (
            figure.pay_band == subject.pay_band
            or figure.staff_group == subject.staff_group
            or bool(figure.area)
        )
        if near and fits(slip.number, level(slip.figures, other, year)):
            named = [part for part in place if part not in (ALL, "")] or ["all staff"]
            subject_places = (subject.staff_group, subject.pay_band, subject.area, "all staff")
            of = tuple(part for part in named if part not in subject_places) or _ALWAYS
            return Cause(f"{_written(slip)} is the figure for {', '.join(named)}", of)
    return None


def _other_measure(slip: Slip) -> Cause | None:
    """A figure beside it: the workforce for the board, the average for the organisation's own."""
    subject, year = slip.meant.subject, slip.meant.year
    if not _is_level(slip):
        return None
    if subject.indicator == 9 and fits(
        slip.number,
        level(slip.figures, Subject(9, "workforce_percentage", ethnicity=subject.ethnicity), year),
    ):
        return Cause(f"{_written(slip)} is the share of the workforce", ("workforce",))
    base = subject.figure.removesuffix(AVERAGE)
    if base != subject.figure:
        if fits(slip.number, level(slip.figures, replace(subject, figure=base), year)):
            return Cause(f"{_written(slip)} is the organisation's own figure", _ALWAYS)
    elif subject.area == "" and fits(
        slip.number, level(slip.figures, replace(subject, figure=base + AVERAGE), year)
    ):
        return Cause(f"{_written(slip)} is the national average", ("average",))
    return None


def _complement(slip: Slip) -> Cause | None:
    meant = slip.meant
    if meant.unit == "percent" and fits(slip.number, replace(meant, value=100 - meant.value)):
        return Cause(f"{_written(slip)} is what is left of 100%", _ALWAYS)
    return None


def _relative(slip: Slip) -> Cause | None:
    """A change in per cent said in points."""
    if slip.role.kind is not Kind.CHANGE or slip.meant.base is None:
        return None
    subject, year, base = slip.meant.subject, slip.meant.year, slip.meant.base
    if slip.number.unit == POINTS:
        people = replace(subject, figure=subject.figure.replace("percentage", "count"))
        tried = [subject, people] if subject.figure == "staff_percentage" else [subject]
        for other in (q for each in tried for q in changes(slip.figures, each, year, base)):
            if other.unit == "percent change" and fits(replace(slip.number, unit=PERCENT), other):
                whose = "the number of people" if other.subject is people else "the share"
                return Cause(f"{_written(slip)} is the change in per cent of {whose} in {base}")
    return None


def _from_rounded(slip: Slip) -> Cause | None:
    """A difference or a ratio of numbers that were rounded, or cut off, first."""
    meant = slip.meant
    if meant.parts is None or meant.unit not in (
        "percentage points",
        "ratio",
        "difference in ratio",
    ):
        return None
    one, other = meant.parts
    is_quotient = meant.unit == "ratio"
    if is_quotient and max(meant.parts) <= 1:
        one, other = 100 * one, 100 * other
    written = slip.number.decimals
    for decimals in dict.fromkeys((written, 1, 0)):
        for shorten, how in ((half_up, "rounded"), (_cut, "cut off")):
            a, b = shorten(one, decimals), shorten(other, decimals)
            if is_quotient and not b:
                continue
            value = a / b if is_quotient else a - b
            if fits(slip.number, replace(meant, value=value)):
                sign = "over" if is_quotient else "less"
                return Cause(f"{ROUNDED_FIRST} {how} first: {a} {sign} {b}")
    return None


def _cut(value: float, decimals: int) -> float | int:
    scale = 10**decimals
    made = int(value * scale) / scale
    return int(made) if decimals == 0 else made


def _cut_off(slip: Slip) -> Cause | None:
    meant = slip.meant
    if slip.number.unit == BARE and not slip.number.decimals:
        return None
    value = abs(meant.value) if meant.signed else meant.value
    if _cut(value, slip.number.decimals) == abs(slip.number.value):
        return Cause("cut off instead of rounded")
    return None


def _mean_of_areas(slip: Slip) -> Cause | None:
    subject = slip.meant.subject
    if subject.figure != "local_population_percentage":
        return None
    areas = [
        figure.value
        for figure in slip.figures.select(
            figure=subject.figure, year=slip.meant.year, ethnicity=subject.ethnicity
        )
        if figure.is_shown and figure.reason != "system"
    ]
    if len(areas) > 1 and fits(slip.number, replace(slip.meant, value=sum(areas) / len(areas))):
        return Cause(f"the simple mean of {len(areas)} areas, which differ in size")
    return None


def _wrong_denominator(slip: Slip) -> Cause | None:
    meant = slip.meant
    if (
        meant.unit != "percent"
        or meant.parts is None
        or not slip.number.value
        or not meant.parts[0]
    ):
        return None
    part, whole = meant.parts
    known = {
        int(figure.value): figure
        for figure in slip.figures
        if figure.is_shown and figure.unit == "people" and figure.year == meant.year
    }
    tried = [*_one_digit_off(int(whole)), *known]
    for denominator in tried:
        if denominator in (0, int(whole)) or denominator < part:
            continue
        value = 100 * part / denominator
        precise = slip.number.decimals > 1 or denominator < 40
        if fits(slip.number, replace(meant, value=value)) and precise:
            return Cause(
                f"{_written(slip)} is {part:,.0f} of {denominator:,}; the base is {whole:,.0f}"
            )
    return None


def _small_base(slip: Slip) -> Cause | None:
    """A share of another small number: 90.9% is 10 of 11, where 13 are meant."""
    meant = slip.meant
    if meant.unit != "percent" or meant.parts is None or not slip.number.decimals:
        return None
    whole = int(meant.parts[1])
    bases = {
        int(figure.value)
        for figure in slip.figures.select(indicator=meant.subject.indicator)
        if figure.is_shown and figure.unit == "people" and figure.value < 50
    }
    if whole >= 50:
        return None
    for base in sorted(bases - {0, whole}):
        part = round(slip.number.value * base / 100)
        if 0 < part < base and fits(slip.number, replace(meant, value=100 * part / base)):
            return Cause(f"{_written(slip)} is {part} of {base}; the base is {whole}")
    return None


def _wrong_base_of_a_rate(slip: Slip) -> Cause | None:
    """A relative likelihood with one digit of a base wrong: 43 of 309 over 24 of 89."""
    subject = slip.meant.subject
    if subject.indicator not in RATES or slip.meant.unit != "ratio" or slip.meant.base:
        return None
    groups = (BME, WHITE) if "bme_to_white" in subject.figure else (WHITE, BME)
    if "turned_round" in subject.figure:
        groups = (BME, WHITE) if subject.indicator != 3 else (WHITE, BME)
    rates = [
        level(
            slip.figures,
            Subject(subject.indicator, RATES[subject.indicator], ethnicity=group),
            slip.meant.year,
        )
        for group in groups
    ]
    if any(rate.parts is None for rate in rates):
        return None
    bases = [int(rate.parts[1]) for rate in rates]
    found = []
    for place in (1, 0):
        for wrong in _one_digit_off(bases[place]):
            tried = [*bases]
            tried[place] = wrong
            shares = [rate.parts[0] / base for rate, base in zip(rates, tried, strict=True)]
            if shares[1] and fits(slip.number, replace(slip.meant, value=shares[0] / shares[1])):
                off = sum(
                    abs(int(a) - int(b)) for a, b in zip(str(wrong), str(bases[place]), strict=True)
                )
                found.append((off, place, wrong))
    if not found:
        return None
    off, place, wrong = min(found)
    if off > 1:
        return None
    return Cause(f"as if the base for {groups[place]} were {wrong:,} instead of {bases[place]:,}")


def _one_digit_off(number: int) -> Iterator[int]:
    """Numbers that differ from this one in one digit.

    >>> 89 in set(_one_digit_off(99))
    True
    """
    text = str(number)
    for place in range(len(text)):
        for digit in "0123456789":
            changed = text[:place] + digit + text[place + 1 :]
            if changed != text and changed[0] != "0":
                yield int(changed)


def _digits(slip: Slip) -> Cause | None:
    """A slip of the hand: digits turned round, one too many or too few, one mistyped."""
    value = abs(slip.meant.value) if slip.meant.signed else slip.meant.value
    decimals = slip.number.decimals
    right = f"{half_up(value, decimals):.{decimals}f}"
    wrong = f"{abs(slip.number.value):.{decimals}f}"
    if slip.number.in_words or len(right.replace(".", "")) < 2:
        return None
    plain_right, plain_wrong = right.replace(".", ""), wrong.replace(".", "")
    if len(plain_right) == len(plain_wrong):
        differing = [i for i in range(len(plain_right)) if plain_right[i] != plain_wrong[i]]
        if len(differing) == 2 and sorted(plain_right) == sorted(plain_wrong):
            return Cause(f"two digits turned round: {right} is the figure")
        if len(differing) == 1 and len(plain_right.lstrip("0")) > 2:
            return Cause(f"one digit mistyped: {right} is the figure")
    if plain_wrong in _with_one_less(plain_right):
        return Cause(f"a dropped digit: {right} is the figure")
    if plain_right in _with_one_less(plain_wrong):
        return Cause(f"a digit too many: {right} is the figure")
    return None


def _with_one_less(text: str) -> set[str]:
    return (
        {text[:place] + text[place + 1 :] for place in range(len(text))} if len(text) > 2 else set()
    )


_CAUSES: tuple[Callable[[Slip], Cause | None], ...] = (
    _direction,
    _another_year,
    _turned_round,
    _other_group,
    _other_place,
    _other_measure,
    _mean_of_areas,
    _complement,
    _relative,
    _wrong_denominator,
    _small_base,
    _from_rounded,
    _cut_off,
    _wrong_base_of_a_rate,
    _digits,
)


def parts_of_a_whole(numbers: Sequence[tuple[Number, Quantity]]) -> str:
    """Whether the groups of one whole, as written in a sentence, do not add up to 100%.

    White, BME and unknown of one figure, all three written: their sum must be 100.
    """
    found = {
        quantity.subject.ethnicity: number.value
        for number, quantity in numbers
        if number.unit == PERCENT and quantity.unit == "percent" and comparable(number, quantity)
    }
    if {WHITE, BME, UNKNOWN} - set(found):
        return ""
    total = sum(found[group] for group in (WHITE, BME, UNKNOWN))
    return "" if abs(total - 100) <= 0.3 else f"the parts add up to {half_up(total, 1)}%"
