"""How a figure is printed: the one place where a number is rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from wres import reference
from wres.figures import Figure, State

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


class Printed(str):
    """A figure as text, with the printed number beside it for whoever needs a number.

    It is a string like any other. `number` is as printed and never the unrounded value, so that
    a workbook tells no more than a page.

    >>> cell = Printed("23.5%", Decimal("23.5"), "percent")
    >>> cell == "23.5%", cell.number
    (True, Decimal('23.5'))
    """

    number: Decimal | None
    unit: str

    def __new__(cls, text: str, number: Decimal | None = None, unit: str = "") -> Printed:
        """The text, which cannot change afterwards, and its number."""
        made = super().__new__(cls, text)
        made.number, made.unit = number, unit
        return made


def symbol(state: State) -> str:
    """The shorthand that stands for a missing figure.

    >>> symbol(State.WITHHELD)
    '[c]'
    """
    return reference.by("shorthand", "state")[state]["symbol"]


def show(figure: Figure) -> str:
    """A figure as a table prints it, or the shorthand for why it is missing.

    A percentage has its sign, a ratio two decimals, a difference its plus or minus. What is not
    a shorthand is `Printed`: it carries its number.
    """
    if not figure.is_shown:
        return symbol(figure.state)
    kind = reference.figure_kind(figure.figure)
    number = rounded(figure.value, kind.decimals)
    if kind.unit in ("percent", "ratio") and number == 0 and figure.value != 0:
        return reference.by("shorthand", "state")["low"]["symbol"]
    return Printed(_text(number, kind.unit), number, kind.unit)


def interval(figure: Figure) -> str:
    """The 95% interval of a figure as it is printed, `[z]` where it has none.

    >>> interval(Figure("RXX", 2023, 2, "appointment_rate", value=1.0, low=0.5, high=2.25))
    '0.5 to 2.3'
    """
    if figure.low is None or figure.high is None:
        return symbol(State.NOT_CALCULABLE)
    return " to ".join(end_of(figure, end).removesuffix("%") for end in (figure.low, figure.high))


def end_of(figure: Figure, end: float | None) -> str:
    """One end of a figure's interval, rounded as the figure is.

    >>> end_of(Figure("RXX", 2023, 2, "appointment_rate"), 2.25)
    '2.3%'
    """
    if end is None:
        return symbol(State.NOT_CALCULABLE)
    kind = reference.figure_kind(figure.figure)
    number = rounded(end, kind.decimals)
    return Printed(_text(number, kind.unit), number, kind.unit)


def whole() -> Printed:
    """All of something, as a table prints it.

    >>> whole()
    '100.0%'
    """
    return Printed("100.0%", Decimal("100.0"), "percent")


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


def magnitude(figure: Figure) -> str:
    """A difference without its sign, for a sentence whose words give the direction."""
    kind = reference.figure_kind(figure.figure)
    return f"{abs(rounded(figure.value, kind.decimals)):,}"


def is_zero_as_printed(figure: Figure) -> bool:
    """Whether a shown figure is printed as zero."""
    return rounded(figure.value, reference.figure_kind(figure.figure).decimals) == 0


def people(number: float, one: str = "person", many: str = "people") -> str:
    """A number of people with its noun.

    >>> people(1), people(1204)
    ('1 person', '1,204 people')
    """
    return f"{number:,.0f} {one if number == 1 else many}"
