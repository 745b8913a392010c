"""Phrases that the narrative is built from: words made from figures, each with its direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from wres import reference
from wres.figures import Figure, State
from wres.figures.formats import (
    decimals_of,
    is_low,
    is_zero_as_printed,
    magnitude,
    people_counted,
    rounded,
    show,
)
from wres.figures.printed import Printed, begins_at, key_of
from wres.reference.standard import SURVEY_INDICATORS


def said(figure: Figure) -> Printed:
    """A figure as a sentence says it: what a table prints, but words for what rounds to zero.

    2 of 4,505 people are 0.04%: `[low]` in a table, `less than 0.1%` in a sentence.
    """
    if not is_low(figure):
        return show(figure)
    least = Decimal(1).scaleb(-decimals_of(figure))
    sign = "%" if reference.figure_kind(figure.figure).unit == "percent" else ""
    return Printed(key_of(figure), f"less than {least}{sign}")


def points(figure: Figure) -> str:
    """The size of a difference between percentages, in percentage points."""
    size = magnitude(figure)
    return f"{size} percentage point{'' if size.number == 1 else 's'}"


def moved(change: Figure) -> str:
    """Which way a percentage moved, and by how much: `up 2.1 percentage points`."""
    if is_zero_as_printed(change):
        return "unchanged"
    return f"{'up' if change.value > 0 else 'down'} {points(change)}"


def is_about_zero(difference: Figure) -> bool:
    """Whether a difference in percentage points is small, and chance may have made it."""
    if difference.significant is not False:
        return False
    return abs(difference.value) <= reference.judgement("same_points")


def is_about_the_same(difference: Figure) -> bool:
    """Whether a difference may be told as "about the same": of answers to the survey alone.

    Staff and board members are counted in full, and events are few: there a small difference has
    people behind it, and is said with them.
    """
    return difference.indicator in SURVEY_INDICATORS and is_about_zero(difference)


def beside(gap: Figure, what: str) -> str:
    """Which side of `what` a percentage lies, with a word on chance.

    `2.1 percentage points above the average, which may be chance`. A gap that prints as zero is
    "the same as", whatever its unrounded sign; a small one of a survey that may be chance is
    "about the same as".
    """
    if is_zero_as_printed(gap):
        return f"the same as {what}"
    if is_about_the_same(gap):
        return f"about the same as {what}"
    return f"{points(gap)} {'above' if gap.value > 0 else 'below'} {what}{chance(gap)}"


def since(change: Figure, before: Figure, when: str) -> str:
    """How a percentage moved, from what, with a word on chance.

    `up 2.1 percentage points from 10.6% in 2022, which may be chance`, `about the same as the
    10.6% of 2022`.
    """
    if is_zero_as_printed(change):
        return f"the same as in {when}"
    if is_about_the_same(change):
        return f"about the same as the {said(before)} of {when}"
    return f"{moved(change)} from {said(before)}{out_of(before)} in {when}{chance(change)}"


def chance(judged: Figure) -> str:
    """Whether a difference or a ratio is more than chance, in the words that follow it.

    Nothing where it prints as no difference, or where no test says so.
    """
    is_ratio = reference.figure_kind(judged.figure).unit == "ratio"
    is_none = rounded(judged.value, 2) == 1 if is_ratio else is_zero_as_printed(judged)
    return "" if is_none else CHANCE[judged.significant]


CHANCE = {True: ", more than chance would explain", False: ", which may be chance", None: ""}


def every_year(values: Sequence[tuple[int, Figure]]) -> str:
    """What a figure did in each of three years or more, as printed: `risen` or `fallen`.

    >>> years = [(2020 + n, Figure("RXX", 2020 + n, 2, "appointment_rate", value=9 + n))
    ...          for n in range(3)]
    >>> every_year(years), every_year(years[1:])
    ('risen', '')
    """
    if len(values) < 3 or any(figure.value is None for _, figure in values):
        return ""
    numbers = [rounded(figure.value, decimals_of(figure)) for _, figure in values]
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    if all(step > 0 for step in steps):
        return "risen"
    return "fallen" if all(step < 0 for step in steps) else ""


def out_of(figure: Figure) -> str:
    """The people behind a percentage: ` (7 of 55)`; nothing where they are not known.

    The average of two years may be half a person: ` (3.5 of 80, average of 2022 and 2023)`.
    """
    if figure.numerator is None or figure.denominator is None:
        return ""
    part, whole = people_counted(figure)
    basis = f", {figure.reason}" if figure.reason else ""
    return f" ({part} of {whole}{basis})"


def why(figure: Figure) -> str:
    """The reason why a figure cannot be worked out; that there is nobody is a number too."""
    return with_nobody(figure.reason, figure)


def with_nobody(words: str, figure: Figure) -> str:
    """Words in which "nobody" and "no" stand for a number of a figure."""
    return _NOBODY.sub(lambda word: f"{nobody(figure, word[0])}", words)


# Words that say that a number of people is zero.
_NOBODY = re.compile(r"\b(nobody|none|no(?! upper limit))\b", re.I)


def nobody(figure: Figure, word: str = "nobody") -> Printed:
    """A word in the place of a figure that is zero."""
    return Printed(key_of(figure), word)


def why_missing(figure: Figure, what: str) -> str:
    """A sentence that says why there is no figure."""
    if figure.state is State.WITHHELD:
        return f"{what} is withheld, so that nobody can be identified."
    if figure.state is State.NOT_CALCULABLE:
        return f"{what} cannot be worked out: {why(figure)}."
    # A reason that only repeats the state, or that another year lacks it too, explains nothing.
    repeats = str(State.NOT_COLLECTED) in figure.reason or figure.reason.startswith("no figure")
    told = "" if repeats else figure.reason
    return f"{what} is not available: {told or 'the counts behind it were not handed in'}."


@dataclass(frozen=True, slots=True)
class Event:
    """What two groups were more or less likely to do, in the forms that sentences need."""

    verb: str
    past: str
    echo: str


# What the relative likelihoods compare: the group whose rate stands on top, the other, and what
# happened to them.
COMPARED = {
    2: (
        "White applicants",
        "BME applicants",
        Event("be appointed from shortlisting", "were appointed from shortlisting", "were"),
    ),
    3: (
        "BME staff",
        "White staff",
        Event(
            "enter the formal disciplinary process",
            "entered the formal disciplinary process",
            "did",
        ),
    ),
    4: (
        "White staff",
        "BME staff",
        Event("take part in non-mandatory training", "took part in non-mandatory training", "did"),
    ),
}


def likelihood(ratio: Figure, inverse: Figure, first: str, second: str, event: Event) -> str:
    """A relative likelihood in words, told from the side of the group that is more likely.

    Args:
        ratio: the rate of `first` over the rate of `second`.
        inverse: the same ratio turned round, printed where `ratio` is below 1.
        first: the group whose rate stands on top, such as "White applicants".
        second: the other group.
        event: what they were likely to do.
    """
    # Three cases by what is printed, so that the words always fit the number beside them.
    printed = rounded(ratio.value, reference.figure_kind(ratio.figure).decimals)
    if printed == 1:
        return f"{first} and {second} were equally likely to {event.verb}"
    if ratio.value > 1:
        return f"{first} were {said(ratio)} times as likely as {second} to {event.verb}"
    if inverse.is_shown:
        return f"{second} were {said(inverse)} times as likely as {first} to {event.verb}"
    none = nobody(ratio, "None")
    return f"{none} of the {first} {event.past}, while some {second} {event.echo}"


def four_fifths() -> str:
    """The four-fifths range in words.

    >>> four_fifths()
    'the four-fifths range of 0.80 to 1.25'
    """
    low, high = (reference.judgement(f"four_fifths_{end}") for end in ("low", "high"))
    return f"the four-fifths range of {low:.2f} to {high:.2f}"


def is_in_four_fifths(ratio: float) -> bool:
    """Whether a ratio, as it is printed, lies in the four-fifths range, ends included.

    >>> is_in_four_fifths(1.254), is_in_four_fifths(1.255), is_in_four_fifths(0.80)
    (True, False, True)
    """
    low, high = (reference.judgement(f"four_fifths_{end}") for end in ("low", "high"))
    return low <= float(rounded(ratio, 2)) <= high


NEARER, FURTHER = "nearer to equal", "further from equal"


def nearer_to_one(ratio: Figure, other: Figure) -> str:
    """Whether a ratio is nearer to 1 than another one, where both groups are equally likely.

    It is for two that differ by more than chance. On the same side of 1 the nearer is known by
    that; on two sides, by the interval of `ratio` alone, and else nothing is said. 2.00 and 0.50
    are as far from 1 as each other: twice as likely, one way or the other.
    """

    def distance(value: float) -> float:
        return float("inf") if value == 0 else max(value, 1 / value)

    is_on_one_side = (ratio.value >= 1) == (other.value >= 1)
    ends = [ratio.value] if is_on_one_side or not ratio.interval else [ratio.low, ratio.high]
    far = [distance(end) for end in ends]
    if max(far) < distance(other.value):
        return NEARER
    is_across = len(ends) > 1 and ratio.low < 1 < ratio.high
    return FURTHER if min(far) > distance(other.value) and not is_across else ""


def listed(parts: Sequence[str]) -> str:
    """Words in a row.

    >>> listed(["8a", "8b", "9"])
    '8a, 8b and 9'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def counted(number: int, what: str) -> str:
    """So many of something.

    >>> counted(1, "report"), counted(2, "report")
    ('1 report', '2 reports')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"


def capital(text: str | Printed) -> str:
    """The text with a capital first letter."""
    return _begun(f"{text}", str.upper)


def uncapital(text: str) -> str:
    """The text with a small first letter."""
    return _begun(text, str.lower)


def _begun(text: str, case: Callable[[str], str]) -> str:
    at = begins_at(text)
    return text[:at] + case(text[at : at + 1]) + text[at + 1 :]
