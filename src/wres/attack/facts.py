"""What a report tells its readers: counts, and figures made of counts, as they are printed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from wres import reference

ALL = "all"

# How a figure is made of its cells; the names of the cells are those of `Fact.cells`.
COUNT, SHARE, SHARE_OF_TWO, REST, DIFFERENCE, RATIO, CHANGE, AVERAGE, ECHO, OPAQUE = (
    "count",  # part
    "share",  # 100 part / whole
    "share of two years",  # 100 (part + other part) / (whole + other whole)
    "rest",  # 100 (whole - part) / whole
    "difference",  # 100 (part / whole - other part / other whole)
    "ratio",  # (part / whole) / (other part / other whole)
    "change",  # 100 (now - before) / before
    "average",  # (now + before) / 2
    "echo",  # says of a printed figure how sure it is, or how far from a public number
    "opaque",  # made of these cells in a way that the attack does not work out
)


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """A number of people that a report may print. `measure` is a count of `figures.csv`."""

    year: int
    indicator: int
    measure: str
    staff_group: str = ALL
    pay_band: str = ALL
    sex: str = ALL
    ethnicity: str = ALL

    def of(self, **changed: str | int) -> Cell:
        """The same cell but for what is given.

        >>> Cell(2023, 1, "staff_count").of(ethnicity="BME").ethnicity
        'BME'
        """
        return replace(self, **changed)

    def __str__(self) -> str:
        groups = reference.by("staff_groups", "staff_group")
        bands = reference.by("pay_bands", "pay_band")
        words = [reference.by("figures", "figure")[self.measure]["meaning"], str(self.year)]
        if self.staff_group != ALL:
            words.append(groups.get(self.staff_group, {}).get("label", self.staff_group))
        if self.pay_band != ALL:
            words.append(bands.get(self.pay_band, {}).get("label", f"bands {self.pay_band}"))
        words += [word for word in (self.sex, self.ethnicity) if word != ALL]
        return f"indicator {self.indicator}, " + ", ".join(words)


Monomial = tuple[Cell, ...]
Polynomial = dict[Monomial, Fraction]


@dataclass(frozen=True)
class Fact:
    """One printed number: what it is made of, and between which values it must lie.

    `low` and `high` are the ends of what rounds to the printed number; `low_in` and `high_in`
    say whether the ends themselves do. Few facts of the same cells differ in them, and a fraction's
    hash takes long. `source` is where it stands and takes no part in
    comparisons.
    """

    kind: str
    cells: tuple[Cell, ...]
    low: Fraction = field(hash=False)
    high: Fraction = field(hash=False)
    low_in: bool = True
    high_in: bool = True
    printed: str = field(default="", compare=False)
    source: str = field(default="", compare=False)
    is_loose: bool = field(default=False, compare=False)  # read from words, not from a table
    times: int = field(default=1, compare=False)  # how often it is printed

    def __str__(self) -> str:
        what = f"{self.meaning}: {self.printed}"
        return f"{what} ({self.source})" if self.source else what

    @property
    def meaning(self) -> str:
        """What the number is taken for."""
        if self.kind == COUNT:
            return str(self.cells[0])
        if self.kind in (SHARE, REST):
            return f"{self.cells[0]}, as a share of {_whole(self.cells)}"
        return f"{self.kind} of {'; '.join(map(str, self.cells))}"


def _whole(cells: tuple[Cell, ...]) -> str:
    part, whole = cells
    return "its group" if whole == part.of(ethnicity=ALL) else str(whole)


@dataclass(frozen=True)
class Withheld:
    """A cell shown as withheld, or one that a withheld figure must be made of."""

    cell: Cell
    source: str = field(default="", compare=False)
    is_count: bool = True  # the count itself is shown as withheld, not a figure made of it
    part: Cell | None = None  # of a whole of which a share is withheld: whose share


def fact(
    kind: str,
    cells: tuple[Cell, ...],
    printed: str,
    source: str = "",
    *,
    zero_is_zero: bool = False,
    is_loose: bool = False,
) -> Fact:
    """A fact from a number as it is printed.

    The pack rounds halves away from zero, and so does a spreadsheet.

    Args:
        kind: how it is made.
        cells: what it is made of, in the order that the kind names.
        printed: digits with or without a sign, thousands separators and a per cent sign.
        source: where it stands.
        zero_is_zero: what is not zero is never printed as zero.
        is_loose: it was read from words.

    >>> one = fact("share", (Cell(2023, 1, "staff_count"),) * 2, "12.5%")
    >>> float(one.low), float(one.high), one.low_in, one.high_in
    (12.45, 12.55, True, False)
    """
    digits = "".join(sign for sign in printed.replace("\u2212", "-") if sign in "-.0123456789")
    value = Fraction(digits)
    # A number of people is whole; what is printed of it is all there is.
    if kind == COUNT:
        return Fact(kind, cells, value, value, True, True, printed, source, is_loose)
    half = Fraction(1, 2 * 10 ** len(digits.partition(".")[2]))
    if value == 0 and zero_is_zero and kind in (SHARE, RATIO, REST):
        half = Fraction(0)
    low_in, high_in = (value > 0 or half == 0), (value < 0 or half == 0)
    low, high = value - half, value + half
    return Fact(kind, cells, low, high, low_in, high_in, printed, source, is_loose)


def rounded_before(gap: Fact) -> Fact:
    """What a difference tells where its two percentages were rounded before it was made of them.

    Each may be off by half of the last digit, so the difference by a whole one.

    >>> shares = (Cell(2023, 5, "survey_count"), Cell(2023, 5, "survey_respondents")) * 2
    >>> one = rounded_before(fact("difference", shares, "-12.5"))
    >>> float(one.low), float(one.high)
    (-12.6, -12.4)
    """
    half = (gap.high - gap.low) / 2
    return replace(gap, low=gap.low - half, high=gap.high + half, low_in=True, high_in=True)


def about(kind: str, cells: tuple[Cell, ...]) -> tuple[Polynomial, Polynomial]:
    """The two polynomials whose quotient a figure is."""
    one = Fraction(1)
    if kind == COUNT:
        return {cells: one}, {(): one}
    if kind == AVERAGE:
        return _sum({(cells[0],): one}, {(cells[1],): one}), {(): Fraction(2)}
    if kind == CHANGE:
        now, before = cells
        return _sum({(now,): one * 100}, {(before,): -one * 100}), {(before,): one}
    if kind == SHARE:
        return {(cells[0],): one * 100}, {(cells[1],): one}
    if kind == REST:
        return _sum({(cells[1],): one * 100}, {(cells[0],): -one * 100}), {(cells[1],): one}
    part, whole, other, of = cells
    if kind == SHARE_OF_TWO:
        return _sum({(part,): one * 100}, {(other,): one * 100}), _sum(
            {(whole,): one}, {(of,): one}
        )
    first, second = {tuple(sorted((part, of))): one}, {tuple(sorted((other, whole))): one}
    if kind == RATIO:
        return first, second
    upper = _sum(_times(first, 100), _times(second, -100))
    return upper, {tuple(sorted((whole, of))): one}


def _sum(first: Polynomial, second: Polynomial) -> Polynomial:
    total = dict(first)
    for monomial, number in second.items():
        total[monomial] = total.get(monomial, Fraction(0)) + number
    return total


def _times(polynomial: Polynomial, number: Fraction | int) -> Polynomial:
    return {monomial: coefficient * number for monomial, coefficient in polynomial.items()}


def bounds(figure: Fact) -> list[tuple[Polynomial, bool]]:
    """A fact as polynomials that must not be below zero; with `True`, above zero."""
    upper, lower = about(figure.kind, figure.cells)
    return [
        (_sum(upper, _times(lower, -figure.low)), not figure.low_in),
        (_sum(_times(lower, figure.high), _times(upper, -1)), not figure.high_in),
    ]
