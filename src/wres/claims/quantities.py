"""What a number may be held against: a figure of a year, or what follows from two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wres import reference
from wres.claims.numbers import (
    ABOUT,
    BARE,
    EXACT,
    FACTOR,
    FRACTION,
    NEARLY,
    OVER,
    PERCENT,
    POINTS,
    TIMES,
    UNDER,
    Number,
)
from wres.figures import ALL, Figure, Figures, State, joint_state

# What a number with each unit may be held against. A per cent sign stands for percentage points
# as well, since everybody writes them so.
_HELD_AGAINST = {
    PERCENT: ("percent", "percentage points", "percent change"),
    POINTS: ("percentage points",),
    FRACTION: ("percent", "percent change"),
    TIMES: ("ratio",),
    FACTOR: ("factor",),
    BARE: ("people", "ratio", "difference in ratio", "people more"),
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A figure without its year."""

    indicator: int
    figure: str
    staff_group: str = ALL
    pay_band: str = ALL
    ethnicity: str = ALL
    area: str = ""

    @property
    def unit(self) -> str:
        """What the figure is counted in."""
        return reference.figure_kind(self.figure).unit

    def named(self, year: int) -> str:
        """The figure and where it stands, in the words of docs/figures.md.

        >>> Subject(6, "survey_percentage", ethnicity="BME").named(2023)
        'survey_percentage, indicator 6, BME, 2023'
        """
        where = [self.staff_group, self.pay_band, self.ethnicity, self.area]
        parts = [self.figure, f"indicator {self.indicator}"]
        return ", ".join([*parts, *(each for each in where if each not in (ALL, "")), str(year)])


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a claim may be about, worked out from the figures, or why there is none.

    `parts` are the two numbers of a difference or a quotient. `note` is what to say of the
    wording where a claim means this. `signed` tells whether a direction goes with it.
    """

    name: str
    value: float | None
    unit: str
    state: State
    subject: Subject
    year: int
    base: int | None = None
    parts: tuple[float, float] | None = None
    note: str = ""
    signed: bool = False

    @property
    def decimals(self) -> int:
        """How many decimals the report prints of it."""
        if self.unit in ("people", "people more"):
            return 0
        return 2 if self.unit in ("ratio", "difference in ratio", "factor") else 1

    @property
    def printed(self) -> str:
        """It as the report prints it."""
        return self.printed_with(self.decimals)

    def printed_with(self, decimals: int) -> str:
        """It with so many decimals, or why there is none."""
        if self.value is None:
            return str(self.state)
        sign = {"percent": "%", "percent change": "%", "percentage points": " percentage points"}
        size = abs(self.value) if self.signed else self.value
        places = max(0, decimals)
        return f"{half_up(size, decimals):,.{places}f}{sign.get(self.unit, '')}"


def half_up(value: float, decimals: int) -> float | int:
    """A number rounded, halves away from zero.

    >>> half_up(14.25, 1), half_up(-0.5, 0), half_up(2.0, 0)
    (14.3, -1, 2)
    """
    scale = 10**decimals
    whole = int(abs(value) * scale * (1 + 1e-12) + 0.5)
    made = (whole if value >= 0 else -whole) / scale
    return int(made) if decimals == 0 else made


def level(figures: Figures, subject: Subject, year: int, note: str = "") -> Quantity:
    """A figure of a year; of a pool of bands over all staff, clinical and non-clinical together."""
    figure = _held(figures, subject, year)
    if figure.state is State.NOT_COLLECTED and _is_pool(subject):
        return _pooled(figures, subject, year, note)
    unit = reference.figure_kind(subject.figure).unit
    signed = unit in ("percentage points", "difference in ratio", "percent change")
    parts = None
    if figure.numerator is not None and figure.denominator is not None:
        parts = (figure.numerator, figure.denominator)
    if figure.minuend is not None and figure.subtrahend is not None:
        parts = (figure.minuend, figure.subtrahend)
    return Quantity(
        subject.named(year),
        figure.value,
        unit,
        figure.state,
        subject,
        year,
        None,
        parts,
        note,
        signed,
    )


def _held(figures: Figures, subject: Subject, year: int) -> Figure:
    return figures.get(
        subject.indicator,
        subject.figure,
        year,
        staff_group=subject.staff_group,
        pay_band=subject.pay_band,
        ethnicity=subject.ethnicity,
        area=subject.area,
    )


def _is_pool(subject: Subject) -> bool:
    is_staff = subject.figure in ("staff_count", "staff_percentage")
    pools = reference.bands_of_scheme("pool")
    return is_staff and subject.staff_group == ALL and subject.pay_band in pools


def _pooled(figures: Figures, subject: Subject, year: int, note: str) -> Quantity:
    """A pool of bands, such as 8a to VSM, of clinical and non-clinical staff together."""
    counted = replace(subject, figure="staff_count")
    groups = [replace(counted, staff_group=each) for each in ("clinical", "non-clinical")]
    parts = [level(figures, each, year) for each in groups]
    wholes = [level(figures, replace(each, ethnicity=ALL), year) for each in groups]
    is_share = subject.unit == "percent"
    state = joint_state([each.state for each in (*parts, *(wholes if is_share else ()))])
    value, ratio = None, None
    if state is State.SHOWN:
        value = sum(each.value for each in parts)
        if is_share:
            ratio = value, sum(each.value for each in wholes)
            value = 100 * ratio[0] / ratio[1]
    name = subject.named(year)
    return Quantity(name, value, subject.unit, state, subject, year, None, ratio, note)


def complement(whole: Quantity) -> Quantity:
    """The rest of a percentage: 70.2% do not believe it, where 29.8% do."""
    value = None if whole.value is None else 100 - whole.value
    return replace(whole, name=f"100 less {whole.name}", value=value, parts=None)


def changes(figures: Figures, subject: Subject, year: int, base: int) -> list[Quantity]:
    """How a figure changed between two years: every way in which people say so.

    A percentage changes by points, or by per cent of itself; a number of people by people or by
    per cent; a ratio by a plain difference.
    """
    now, then = level(figures, subject, year), level(figures, subject, base)
    name = f"{now.name} less {base}"
    state = joint_state([now.state, then.state])
    shown = state is State.SHOWN
    parts = (now.value, then.value) if shown else None
    made = Quantity(name, None, "", state, subject, year, base, parts, signed=True)
    difference = now.value - then.value if shown else None
    relative = 100 * difference / then.value if shown and then.value else None
    if now.unit == "people":
        share = replace(made, name=f"{name}, in per cent", value=relative, unit="percent change")
        if shown and relative is None:
            share = replace(share, state=State.NOT_CALCULABLE)
        return [share, replace(made, value=difference, unit="people more")]
    if now.unit in ("percent", "percentage points"):
        found = [replace(made, value=difference, unit="percentage points")]
        if relative is not None and now.unit == "percent":
            note = (
                f"right as a change relative to {base}; in percentage points it is "
                f"{half_up(abs(difference), 1)}"
            )
            found.append(
                replace(
                    made,
                    name=f"{name}, in per cent of {base}",
                    value=relative,
                    unit="percent change",
                    note=note,
                )
            )
        return found
    return [replace(made, value=difference, unit="difference in ratio")]


def difference(figures: Figures, first: Subject, second: Subject, year: int) -> Quantity:
    """A figure less another of the same year."""
    one, other = level(figures, first, year), level(figures, second, year)
    state = joint_state([one.state, other.state])
    shown = state is State.SHOWN
    return Quantity(
        f"{one.name} less {other.name}",
        one.value - other.value if shown else None,
        "percentage points" if one.unit == "percent" else "difference in ratio",
        state,
        first,
        year,
        parts=(one.value, other.value) if shown else None,
        signed=True,
    )


def times(figures: Figures, first: Subject, second: Subject, year: int) -> Quantity:
    """How many times a figure is of another."""
    one, other = level(figures, first, year), level(figures, second, year)
    return _quotient(one, other, f"{one.name} over {other.name}", "ratio")


def factor(figures: Figures, subject: Subject, year: int, base: int) -> Quantity:
    """By what a figure was multiplied between two years: 0.5 where it halved."""
    now, then = level(figures, subject, year), level(figures, subject, base)
    made = _quotient(now, then, f"{now.name} over {base}", "factor")
    return replace(made, base=base)


def _quotient(one: Quantity, other: Quantity, name: str, unit: str) -> Quantity:
    state = joint_state([one.state, other.state])
    if state is State.SHOWN and not other.value:
        state = State.NOT_CALCULABLE
    shown = state is State.SHOWN
    value = one.value / other.value if shown else None
    parts = (one.value, other.value) if shown else None
    return Quantity(name, value, unit, state, one.subject, one.year, parts=parts)


def comparable(number: Number, quantity: Quantity) -> bool:
    """Whether a number of this unit can be a quantity of that one."""
    return quantity.unit in _HELD_AGAINST[number.unit]


def fits(number: Number, quantity: Quantity, sign: int = 0) -> bool:
    """Whether a number, at the precision written, is this quantity.

    >>> from wres.claims.numbers import numbers
    >>> subject = Subject(1, "staff_percentage", ethnicity="BME")
    >>> share = Quantity("", 23.5154, "percent", State.SHOWN, subject, 2023)
    >>> [fits(numbers(text)[0], share) for text in ("23.5%", "24%", "23.6%", "about a quarter")]
    [True, True, False, True]
    """
    if quantity.value is None or not comparable(number, quantity):
        return False
    value, written = quantity.value, number.value
    if quantity.signed:
        sign = sign or (-1 if written < 0 else 0)
        if sign and sign * value < -(0.5 * 10**-number.decimals):
            return False
        value, written = abs(value), abs(written)
    low, high = _span(number, abs(written))
    return low - 1e-9 * max(1, abs(value)) <= value <= high + 1e-9 * max(1, abs(value))


def is_far(number: Number, quantity: Quantity) -> bool:
    """Whether a loose number ("nearly half", "three times") is so far off that it is wrong."""
    if number.hedge == EXACT and not (number.in_words and number.unit in (TIMES, FRACTION, FACTOR)):
        return True
    value = abs(quantity.value) if quantity.signed else quantity.value
    written = abs(number.value)
    low, high = _span(number, written)
    if number.unit == FACTOR and written < 1 and number.hedge != EXACT:
        return not low <= value <= high
    if number.hedge == OVER:
        return value < low - 0.02 * written
    if number.hedge == NEARLY and value < (0.8 if number.unit == FRACTION else 0.72) * written:
        return True
    if number.hedge not in (EXACT, ABOUT):
        return value > high + 0.02 * written
    if number.unit == FACTOR:
        # "Doubled" of 1.8 times and less is wrong; "nearly doubled" has its own room.
        return not low <= value <= high
    if number.text.lower().startswith("one in") and _is_another_fraction(written, value):
        return True
    room = 0.15 * written + (2 if number.unit == FRACTION else 0)
    return not low - room <= value <= high + room


def _is_another_fraction(written: float, value: float) -> bool:
    """Whether "one in three" is said of what is far nearer to one in four, or to one in two.

    >>> [_is_another_fraction(100 / 3, share) for share in (25.6, 29.5, 47.0)]
    [True, False, True]
    """
    whole = round(100 / written)
    if whole < 2 or abs(100 / whole - written) > 0.1:
        return False
    neighbours = [100 / each for each in (whole - 1, whole + 1)]
    return any(3 * abs(value - each) < abs(value - written) for each in neighbours)


# "More than halved" is less than half.
_TURNED = {OVER: NEARLY, NEARLY: OVER, UNDER: OVER}


def _span(number: Number, written: float) -> tuple[float, float]:
    """The values that a number as written can stand for."""
    if number.unit == FACTOR and written < 1:
        number = replace(number, hedge=_TURNED.get(number.hedge, number.hedge))
    half = 0.5 * 10**-number.decimals
    loose = number.in_words and number.unit in (TIMES, FRACTION, FACTOR)
    if number.unit == FACTOR:
        low, high = 0.9 * written, 1.1 * written
    elif loose:
        half = 0.25 if number.unit == TIMES else 2.5
        low, high = written - half, written + half
    else:
        low, high = written - half, written + half
    if number.hedge == ABOUT:
        return low - 0.05 * written, high + 0.05 * written
    if number.hedge == OVER:
        return written - (half if not loose else 0.01), 1.4 * written + half
    if number.hedge not in (EXACT,):
        # "Nearly a third" of what is less than a quarter is nearly a quarter.
        least = 0.88 if number.unit == FRACTION else 0.75
        return least * written - half, written + (half if not loose else 0.01)
    return low, high
