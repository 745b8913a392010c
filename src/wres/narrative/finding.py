"""Findings: what the figures say, one thing each, and how much it matters.

A page's headline, its chart's title, the front page's tiles, the areas to act on and the ratings
are all chosen from one ranked list of these, so that none of them can tell another story.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from wres import reference
from wres.figures import Figure


class Trend(StrEnum):
    """Which way the gap to the disadvantage of BME people went since last year."""

    BETTER = "Improving"
    SAME = "No clear change"
    WORSE = "Worsening"
    NONE = "No gap then or now"
    UNKNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a figure is judged. What is withheld or missing has none: all is as it stands here.

    Attributes:
        is_judged: whether there is something to set the figure beside.
        is_adverse: whether the gap is to the disadvantage of BME people, by more than nothing as
            printed.
        is_outside: whether it is adverse and clearly outside the four-fifths range: with the
            whole of its 95% interval.
        may_be_outside: whether it is adverse and its interval reaches outside that range.
        is_significant: whether it is more than chance; None where nothing says so.
        size: the odds ratio of the gap, at least 1.
        people: how many BME people the figure is about.
        trend: which way the gap went.
        since: the year since which it did.
        compared: the BME people's share and what it is set beside, where the level follows from
            the two (of a relative likelihood, White people's rate and then BME people's).
        judge: the verdict on two other such shares, by the same rule.
    """

    is_judged: bool = False
    is_adverse: bool = False
    is_outside: bool = False
    may_be_outside: bool = False
    is_significant: bool | None = None
    size: float = 1.0
    people: float = 0.0
    trend: Trend = Trend.UNKNOWN
    since: int | None = None
    compared: tuple[Figure, Figure] | None = field(default=None, repr=False, compare=False)
    judge: Callable[[Figure, Figure], Verdict] | None = field(
        default=None, repr=False, compare=False
    )

    @property
    def level(self) -> int:
        """How far the gap is established: a row of `reference/rating_rules.csv`.

        2 where the gap is clearly outside the four-fifths range, 1 where it may be outside it or
        is more than chance, 0 where it is neither, or there is none.

        >>> Verdict(True, is_adverse=True, may_be_outside=True, is_significant=False).level
        1
        """
        if not self.is_adverse:
            return 0
        return 2 if self.is_outside else int(self.may_be_outside or bool(self.is_significant))


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the figures say, in all the forms in which a report says it.

    Attributes:
        figure: the figure that it is about.
        headline: it in one sentence, without its full stop.
        sentences: what else there is to say about it, most telling first.
        value: what a tile prints large; "" where there is no tile.
        label: the words that follow it in a tile.
        detail: a tile's small print: sentences.
        verdict: how much it matters.
        about: whom it is about, where an indicator has several such findings.
        for_all: 1 or -1 where both groups moved to the better or to the worse together, by more
            than chance would explain.
    """

    figure: Figure
    headline: str
    sentences: tuple[str, ...] = ()
    value: str = ""
    label: str = ""
    detail: str = ""
    verdict: Verdict = Verdict()
    about: str = ""
    for_all: int = 0

    @property
    def text(self) -> str:
        """All of it, as one paragraph."""
        return " ".join((f"{self.headline}.", *self.sentences))

    @property
    def page(self) -> str:
        """The page that says more."""
        return reference.by("indicators", "indicator")[str(self.figure.indicator)]["page"]


def size_class(size: float) -> int:
    """How large a gap is by its odds ratio: 4 large, 3 medium, 2 small, 1 slight, 0 tiny.

    >>> [size_class(size) for size in (1.2, 1.25, 1.68, 3.6, 9.0)]
    [0, 1, 2, 3, 4]
    """
    names = ("four_fifths_high", "small_gap", "medium_gap", "large_gap")
    return sum(size >= reference.judgement(name) for name in names)


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order in which they matter.

    What is adverse comes first, by its level; then what is more than chance and no tiny gap, what
    may be chance and is no slight one, and the rest; then the larger class of gap, what became
    worse, the gap about more people, and the larger gap. So a large gap among few people is not
    behind a tiny one that is certain. What is not adverse follows in its own order, and what is not
    known comes last.
    """
    return tuple(sorted(findings, key=_weight, reverse=True))


def _weight(finding: Finding) -> tuple[float, ...]:
    verdict = finding.verdict
    if not verdict.is_adverse:
        return (finding.figure.is_shown,)
    size = size_class(verdict.size)
    return (
        2 + verdict.level,
        _weight_of_evidence(size, bool(verdict.is_significant)),
        size,
        verdict.trend is Trend.WORSE,
        verdict.people,
        verdict.size,
    )


def _weight_of_evidence(size: int, is_significant: bool) -> int:
    """2 for a gap that is more than chance and no tiny one, 1 for one that is no slight one.

    >>> [_weight_of_evidence(*gap) for gap in ((0, True), (1, False), (2, False), (1, True))]
    [0, 0, 1, 2]
    """
    return 2 if is_significant and size >= 1 else int(size >= 2)
