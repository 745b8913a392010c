"""How sure a figure is: 95% intervals and tests for percentages, differences and ratios.

The counts of a year are taken as one draw from what the organisation's ways of working would
give again and again. An interval says between which values such a draw leaves the figure; a
difference is more than chance where its interval leaves out "no difference". docs/methods.md
says where that fits and where it does not.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import scipy  # its part `stats` takes a second to load, and loads when it is first used

CONFIDENCE = 0.95
_NORMAL = 1.959963984540054  # the normal distribution's 97.5% point


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both in the unit of the figure they belong to."""

    low: float
    high: float

    @classmethod
    def exact(cls, value: float) -> Interval:
        """A number that is taken as known: a national average, a share of a census."""
        return cls(value, value)

    def holds(self, value: float) -> bool:
        """Whether a value lies in it, ends included.

        >>> Interval(0.82, 4.09).holds(1)
        True
        """
        return self.low <= value <= self.high

    def times(self, factor: float) -> Interval:
        """The interval of the figure times a factor that is not below zero."""
        return Interval(factor * self.low, factor * self.high)

    def around(self, value: float) -> Interval:
        """The same with `value` in it, where the two were worked out in different ways.

        Their last binary digits may differ, and an end may be the value itself.

        >>> Interval(-66.66666666666666, 20).around(-66.66666666666667).low
        -66.66666666666667
        """
        return Interval(min(self.low, value), max(self.high, value))


def of_percentage(part: float, whole: float) -> Interval | None:
    """The Wilson score interval of `part` in a hundred of `whole`, in per cent.

    Written out, because SciPy's works out an exact test each time and takes a hundred times as
    long; the tests hold one against the other. None where `part` is no part of `whole`.

    Source: Wilson (1927); Newcombe (1998), Statistics in Medicine 17, 857-872, method 3.

    >>> interval = of_percentage(7, 55)
    >>> round(interval.low, 1), round(interval.high, 1)
    (6.3, 24.0)
    """
    if not 0 <= part <= whole or whole == 0:
        return None
    share, square = part / whole, _NORMAL**2
    middle = share + square / (2 * whole)
    reach = _NORMAL * math.sqrt(share * (1 - share) / whole + square / (4 * whole**2))
    scale = 100 / (1 + square / whole)
    # Nobody at all and everybody: the ends are 0 and 100 without binary noise.
    low = 0.0 if part == 0 else scale * (middle - reach)
    high = 100.0 if part == whole else scale * (middle + reach)
    return Interval(low, high)


def of_difference(first: float, of_first: Interval, second: float, of_second: Interval) -> Interval:
    """The interval of `first` less `second`, made from the interval of each.

    With two Wilson intervals it is Newcombe's for a difference of percentages. The same squares
    and sums serve any two figures that do not depend on each other.

    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10; Zou and Donner (2008),
    Statistics in Medicine 27, 1693-1702.

    >>> interval = of_difference(80, of_percentage(56, 70), 60, of_percentage(48, 80))
    >>> round(interval.low, 1), round(interval.high, 1)  # Newcombe prints 0.0524 and 0.3339
    (5.2, 33.4)
    """
    difference = first - second
    return Interval(
        difference - math.hypot(first - of_first.low, of_second.high - second),
        difference + math.hypot(of_first.high - first, second - of_second.low),
    )


def of_ratio(
    first_part: float, first_whole: float, second_part: float, second_whole: float
) -> Interval | None:
    """The interval of one group's rate over another's, by the log method.

    None where it does not exist: a count that is not a whole number or larger than its whole,
    nothing happened in a group, or to everybody in both.

    Source: Katz and others (1978), Biometrics 34, 469-474.

    >>> interval = of_ratio(49, 159, 25, 178)
    >>> round(interval.low, 2), round(interval.high, 2)
    (1.43, 3.38)
    """
    counts = (first_part, first_whole, second_part, second_whole)
    is_certain = first_part == first_whole and second_part == second_whole
    if not _is_table(*counts) or 0 in counts or is_certain:
        return None
    rates = scipy.stats.contingency.relative_risk(*map(int, counts))
    interval = rates.confidence_interval(CONFIDENCE)
    return Interval(float(interval.low), float(interval.high))


def is_more_than_chance(
    first_part: float,
    first_whole: float,
    second_part: float,
    second_whole: float,
    interval: Interval | None,
    none: float,
) -> bool | None:
    """Whether two groups differ by more than chance, at 5%.

    The interval decides, by leaving out `none` (0 for a difference, 1 for a ratio), so that the
    verdict and the interval printed beside it are one. Where there is no interval, Fisher's exact
    test (two-sided) decides. None where the four are no counts of people.

    Source: docs/methods.md, with how often each of the two errs among few people; Fisher (1922).

    >>> is_more_than_chance(0, 13, 99, 421, None, 0)  # p = 0.046
    True
    """
    if not _is_table(first_part, first_whole, second_part, second_whole):
        return None
    if interval is not None:
        return not interval.holds(none)
    return _exact(first_part, first_whole, second_part, second_whole) < 1 - CONFIDENCE


@lru_cache(100_000)  # a year is set beside others in every report that shows it
def _exact(first_part: float, first_whole: float, second_part: float, second_whole: float) -> float:
    """The probability that Fisher's exact test (two-sided) gives."""
    table = [
        [int(first_part), int(first_whole - first_part)],
        [int(second_part), int(second_whole - second_part)],
    ]
    return float(scipy.stats.fisher_exact(table).pvalue)


def odds_ratio(
    first_part: float, first_whole: float, second_part: float, second_whole: float
) -> float:
    """The odds in one group over the odds in another, turned so that it is at least 1.

    It puts gaps of all indicators on one scale: it is the same whether one counts those who said
    yes or those who said no. Half a person is added to each of the four numbers, so that it
    exists where one of them is zero.

    Source: Haldane (1956), Annals of Human Genetics 20, 309-311; Anscombe (1956).

    >>> round(odds_ratio(17, 57, 153, 248), 2)  # (17.5 x 95.5) / (40.5 x 153.5), turned round
    3.72
    """
    first = (first_part + 0.5) / (max(first_whole - first_part, 0) + 0.5)
    second = (second_part + 0.5) / (max(second_whole - second_part, 0) + 0.5)
    return max(first / second, second / first)


def _is_table(
    first_part: float, first_whole: float, second_part: float, second_whole: float
) -> bool:
    """Whether four counts are whole numbers, and parts of wholes with somebody in them."""
    counts = (first_part, first_whole, second_part, second_whole)
    return (
        all(float(count).is_integer() for count in counts)
        and 0 <= first_part <= first_whole
        and 0 <= second_part <= second_whole
        and first_whole > 0
        and second_whole > 0
    )
