"""The rates of a year that may be held against what is usual, and against the year before.

What is usual, and how far from it a warning begins, stands in `reference/plausibility.csv`.
"""

from __future__ import annotations

from dataclasses import dataclass

from wres import reference
from wres.figures import ALL, State
from wres.figures.statistics import of_ratio
from wres.ground.errors import Doubt
from wres.reading.yearsheets import Key, YearSheet, workforce_key

# Each rule, and what a report's readers learn of it: see `wres.reading.reconcile.KINDS`.
PLAUSIBLE = {row["rule"]: row["told"] for row in reference.rows("plausibility")}
_FACTS = {(row["rule"], row["indicator"]): row for row in reference.rows("plausibility")}
QUESTIONS = (5, 6, 7, 8)
# What happened to people, by indicator: its measure.
EVENTS = {
    2: "appointed",
    3: "entered formal disciplinary process",
    4: "accessed non-mandatory training",
}
NAMES = {2: "appointment rate", 3: "rate of disciplinary processes", 4: "rate of training"}
OTHER_WAY = "Look whether the answers were counted the other way round"
_AMONG = {2: "of those shortlisted", 3: "of the workforce", 4: "of the workforce"}


@dataclass(frozen=True)
class Rate:
    """To how many people something happened, and among how many.

    >>> Rate(30, 120).share
    0.25
    """

    happened: float
    people: float

    @property
    def share(self) -> float:
        """The rate itself, from 0 to 1."""
        return self.happened / self.people

    def is_above(self, percent: str) -> bool:
        """Whether it is more than so many in a hundred.

        >>> Rate(61, 100).is_above("60"), Rate(60, 100).is_above("60")
        (True, False)
        """
        return 100 * self.happened > float(percent) * self.people

    def is_below(self, percent: str) -> bool:
        """Whether it is less than so many in a hundred."""
        return 100 * self.happened < float(percent) * self.people

    def beyond(self, other: Rate, limit: float) -> float | None:
        """How many times one is the other, where the whole interval lies beyond the limit.

        >>> round(Rate(481, 603).beyond(Rate(35, 440), 3))
        10
        >>> Rate(3, 60).beyond(Rate(12, 60), 3) is None  # 4 times, from 1.2 to 13
        True
        """
        interval = of_ratio(self.happened, self.people, other.happened, other.people)
        if interval is None or max(interval.low, 1 / interval.high) <= limit:
            return None
        ratio = self.share / other.share
        return max(ratio, 1 / ratio)


def fact_of(rule: str, indicator: int | None = None) -> dict[str, str]:
    """The limit of a rule, with what is usual, why, and by whose word."""
    return _FACTS[rule, str(indicator or "")]


def limited(rule: str) -> list[int]:
    """The indicators that a rule has a limit for.

    >>> limited("turned")
    [2, 3, 4]
    """
    return [int(indicator) for name, indicator in _FACTS if name == rule and indicator]


def among(indicator: int) -> str:
    """Of whom a rate is, in words."""
    return _AMONG.get(indicator, "of those who answered")


def key_of(sheet: YearSheet, indicator: int) -> Key:
    """Where what happened is counted, or the share that was handed in."""
    handed_in = "count" if sheet.counts.holds(indicator, "count") else "percentage"
    return (indicator, EVENTS.get(indicator, handed_in), ALL, ALL)


def rate_of(sheet: YearSheet, indicator: int, ethnicity: str, fact: dict[str, str]) -> Rate | None:
    """A rate of one group; None where it is not known, or of fewer people than a rule asks for.

    The result of a survey question is counted back to people. Where nobody handed in how many
    answered, it is taken as that of a hundred.
    """
    measure, base = key_of(sheet, indicator), _base_of(sheet, indicator)
    happened, people = sheet.number(measure, ethnicity), sheet.number(base, ethnicity)
    if measure[1] == "percentage":
        if sheet.state(base, ethnicity) is State.NOT_COLLECTED:
            people = 100
        if None not in (happened, people):
            happened = float(round(happened * people / 100))
    if None in (happened, people) or people < float(fact["fewest"]) or happened > people:
        return None
    return Rate(happened, people)


def _base_of(sheet: YearSheet, indicator: int) -> Key:
    """Among whom it is counted."""
    if indicator == 2:
        return (2, "shortlisted", ALL, ALL)
    if indicator in QUESTIONS:
        return (indicator, "respondents", ALL, ALL)
    return workforce_key(sheet, indicator)


def doubt_of(
    sheet: YearSheet,
    rule: str,
    key: Key,
    ethnicity: str,
    problem: str,
    remedy: str,
    *,
    is_quoted: bool = False,
) -> Doubt:
    """A doubt that says how to accept it."""
    remedy = f"{remedy}. {accepting(rule, sheet.counts.year)}"
    return sheet.doubt(rule, key, ethnicity, problem, remedy, is_quoted=is_quoted)


def accepting(rule: str, year: int) -> str:
    """How to let a warning stand.

    >>> accepting("rate", 2025)
    'If it is right, accept it in settings.csv: accept,2025,rate,<reason>.'
    """
    return f"If it is right, accept it in settings.csv: accept,{year},{rule},<reason>."
