"""How a figure is printed: the one place where a number is rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from wres import reference
from wres.figures import Figure, State
from wres.figures.printed import HIGH, ITSELF, LOW, PART, SIZE, WHOLE, Bounds, Printed, key_of

MINUS = "\u2212"  # a true minus sign, which screen readers say


def rounded(value: float, decimals: int) -> Decimal:
    """Round half away from zero, as people and spreadsheets do.

    >>> rounded(14.25, 1), rounded(-0.04, 1)
    (Decimal('14.3'), Decimal('0.0'))
    """
    # Twelve significant digits first: 100 * 23 / 160 is a hair off 14.375 in binary.
    exact = Decimal(f"{value:.12g}")
    result = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def decimals_of(figure: Figure) -> int:
    """With how many decimals a figure is printed: a small rate has more than others.

    >>> rates = [Figure("RXX", 2023, 3, "disciplinary_rate", value=v) for v in (0.0, 0.34, 2.0)]
    >>> [decimals_of(rate) for rate in rates]
    [1, 2, 1]
    """
    kind = reference.figure_kind(figure.figure)
    is_difference = kind.unit == "percentage points"
    rates = (figure.minuend, figure.subtrahend) if is_difference else (figure.value,)
    known = [rate for rate in rates if rate is not None]
    is_small = 0 < max(known, default=0) < reference.judgement("small_rate")
    return kind.decimals_if_small if is_small else kind.decimals


def symbol(state: State) -> str:
    """The shorthand that stands for a missing figure.

    >>> symbol(State.WITHHELD)
    '[c]'
    """
    return reference.by("shorthand", "state")[state]["symbol"]


def show(figure: Figure) -> Printed:
    """A figure as a table prints it, or the shorthand for why it is missing.

    A percentage has its sign, a ratio two decimals, a difference its plus or minus.
    """
    if not figure.is_shown:
        return missing(figure)
    if is_low(figure):
        return Printed(key_of(figure), reference.by("shorthand", "state")["low"]["symbol"])
    return _printed(figure, figure.value)


def missing(figure: Figure, part: str = "") -> Printed:
    """The shorthand in the place of a figure that is not there."""
    return Printed(key_of(figure, part), symbol(figure.state), state=figure.state)


def interval(figure: Figure) -> Bounds | str:
    """The 95% interval of a figure as it is printed, `[z]` where it has none.

    >>> str(interval(Figure("RXX", 2023, 2, "appointment_rate", value=1.0, low=0.5, high=2.25)))
    '0.50 to 2.25'
    """
    if figure.interval is None:
        return symbol(State.NOT_CALCULABLE)
    return Bounds(end_of(figure, LOW), end_of(figure, HIGH))


def end_of(figure: Figure, end: str) -> Printed:
    """One end of a figure's interval, `low` or `high`, rounded as the figure is.

    An end that would round to a number that something is decided by has as many decimals more as
    it takes to tell the two apart.

    >>> end_of(Figure("RXX", 2023, 2, "appointment_rate", low=0.5, high=2.25), "high").text
    '2.3%'
    >>> likelihood = "relative_likelihood_white_to_bme"
    >>> end_of(Figure("RXX", 2023, 4, likelihood, low=1.0032, significant=True), "low").text
    '1.003'
    """
    value = getattr(figure, end)
    if value is None:
        return Printed(key_of(figure, end), symbol(State.NOT_CALCULABLE))
    least = decimals_of(figure)
    clear = (
        places
        for places in range(least, least + _MORE_DECIMALS)
        if all(_is_apart(value, number, places) for number in _deciding(figure))
    )
    return _printed(figure, value, end, next(clear, least))


_MORE_DECIMALS = 5


def _deciding(figure: Figure) -> tuple[float, ...]:
    """The numbers that an end of an interval is held against: no difference, and the range."""
    if figure.significant is None:
        return ()
    if reference.figure_kind(figure.figure).unit != "ratio":
        return (0.0,)
    return (1.0, *(reference.judgement(f"four_fifths_{end}") for end in ("low", "high")))


def _is_apart(value: float, other: float, places: int) -> bool:
    """Whether two numbers that differ are printed differently."""
    return value == other or rounded(value, places) != rounded(other, places)


def itself(figure: Figure) -> Printed:
    """A count as a share of itself: all of it, or the shorthand for why it is missing.

    >>> itself(Figure("RXX", 2023, 1, "staff_count", value=421, state=State.SHOWN)).text
    '100.0%'
    """
    if not figure.is_shown:
        return missing(figure, ITSELF)
    return Printed(key_of(figure, ITSELF), "100.0%", Decimal("100.0"), "percent")


def magnitude(figure: Figure) -> Printed:
    """A difference without its sign, for a sentence whose words give the direction."""
    size = abs(rounded(figure.value, decimals_of(figure)))
    return Printed(key_of(figure, SIZE), f"{size:,}", size, figure.unit)


def people(figure: Figure) -> str:
    """A number of people with its noun.

    >>> from wres.figures.printed import plain
    >>> everybody = Figure("RXX", 2023, 1, "staff_count", value=1204, state=State.SHOWN)
    >>> plain(people(everybody))
    '1,204 people'
    """
    return f"{show(figure)} {'person' if figure.value == 1 else 'people'}"


def people_counted(percentage: Figure) -> tuple[Printed, Printed]:
    """The people that a percentage counts, and of how many they are.

    The average of two years may be half a person: 3.5.
    """
    return _behind(percentage, PART, percentage.numerator), people_asked(percentage)


def people_asked(percentage: Figure) -> Printed:
    """Of how many people a percentage is."""
    return _behind(percentage, WHOLE, percentage.denominator)


def _behind(percentage: Figure, part: str, number: float) -> Printed:
    text = f"{number:,.1f}".removesuffix(".0")
    return Printed(key_of(percentage, part), text, Decimal(text.replace(",", "")), "people")


def _printed(figure: Figure, value: float, part: str = "", decimals: int | None = None) -> Printed:
    unit = reference.figure_kind(figure.figure).unit
    number = rounded(value, decimals_of(figure) if decimals is None else decimals)
    return Printed(key_of(figure, part), _text(number, unit), number, unit)


def _text(number: Decimal, unit: str) -> str:
    if unit == "percent":
        return f"{number}%"
    if unit in ("people", "ratio"):
        return f"{number:,}"
    return signed(number) + ("%" if unit == "percent change" else "")


def signed(number: Decimal) -> str:
    """A number with its plus or minus.

    >>> signed(Decimal("10.6")), signed(Decimal("-9.2")), signed(Decimal("0.0"))
    ('+10.6', '−9.2', '0.0')
    """
    sign = {1: "+", 0: "", -1: MINUS}[(number > 0) - (number < 0)]
    return f"{sign}{abs(number):,}"


def is_zero_as_printed(figure: Figure) -> bool:
    """Whether a shown figure is printed as zero."""
    return rounded(figure.value, decimals_of(figure)) == 0


def is_low(figure: Figure) -> bool:
    """Whether a percentage or a ratio is there, is not zero, and is printed as zero."""
    is_share = reference.figure_kind(figure.figure).unit in ("percent", "ratio")
    return figure.is_shown and is_share and figure.value != 0 and is_zero_as_printed(figure)


def is_same_as_printed(figure: Figure, other: Figure) -> bool:
    """Whether two figures are printed alike."""
    return show(figure).text == show(other).text
