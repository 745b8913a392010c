"""Which contradictions a report names itself, in its section "Checks of the input".

What an organisation hands in can contradict itself, and its report says so: "2022: the pay bands do
not add up to the whole workforce." Then that relation of that year, and of the indicator that it
names, is taken to be broken, and no other: all else must still fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from wres.attack.facts import ALL, COUNT, DIFFERENCE, SHARE, Cell, Fact

_NAMED = re.compile(r"(20\d\d)(?:, indicator (\d))?: (.+)\.")
BANDS, PARTS, WHOLE, BOARD, PERCENTAGE = "bands", "parts", "whole", "board", "percentage"
# The sentences whose rule, when broken, makes counts that cannot be together. Of the others (such
# as more training than staff, or a count far from last year's) all counts can be.
SENTENCES = {
    "the pay bands do not add up to the whole workforce": BANDS,
    "a count is not what its parts by staff group, pay band or sex add up to": PARTS,
    "a part is larger than the whole that it belongs to": WHOLE,
    "more voting or executive members were counted than the board has members": BOARD,
    "a percentage of the survey fits no whole number of the people who answered": PERCENTAGE,
}


@dataclass(frozen=True)
class Excuses:
    """The relations that reports name as broken, each with its year and its indicator.

    The indicator is 0 where the sentence names none, as its relation is of one only.
    """

    named: frozenset[tuple[int, int, str]] = frozenset()

    def side(self, cell: Cell) -> str:
        """Where a cell stands: cells on two sides need not add up.

        >>> excuses, staff = Excuses(frozenset({(2022, 0, "bands")})), Cell(2022, 1, "staff_count")
        >>> excuses.side(staff), excuses.side(staff.of(pay_band="5"))
        ('', 'by band')
        >>> excuses.side(staff.of(year=2023, pay_band="5"))
        ''
        """
        year, number, measure = cell.year, cell.indicator, cell.measure
        is_whole = (cell.staff_group, cell.pay_band) == (ALL, ALL)
        if (year, 0, BANDS) in self.named and measure == "staff_count" and not is_whole:
            return "by band"
        if (year, 0, BOARD) in self.named and measure == "board_count":
            return cell.staff_group
        side = ""
        if (year, number, PARTS) in self.named:
            if cell.sex != ALL:
                side = "by sex"
            elif number == 2 and cell.staff_group != ALL:
                side = "by staff group"
            elif number == 2 and cell.pay_band != ALL:
                side = "by band"
        if (year, number, WHOLE) in self.named and measure.startswith(
            ("appointed_", "survey_count")
        ):
            side += " of them"
        return side

    def taken(self, facts: Iterable[Fact]) -> list[Fact]:
        """The facts as they must be where a percentage was not made of whole people.

        Half a person more or less is enough for each to fit; nothing else is taken any wider.
        """
        facts = list(facts)
        if not any(relation == PERCENTAGE for *_, relation in self.named):
            return facts
        counts = {fact.cells[0]: int(fact.low) for fact in facts if fact.kind == COUNT and fact.low}
        return [self._taken(fact, counts) for fact in facts]

    def _taken(self, fact: Fact, counts: dict[Cell, int]) -> Fact:
        if fact.kind not in (SHARE, DIFFERENCE):
            return fact
        room = sum(
            Fraction(50, counts[whole])
            for part, whole in zip(fact.cells[::2], fact.cells[1::2], strict=True)
            if part.measure == "survey_count"
            and (part.year, 0, PERCENTAGE) in self.named
            and whole in counts
        )
        if not room:
            return fact
        return replace(fact, low=fact.low - room, high=fact.high + room, low_in=True, high_in=True)


def excuses_of(checks: Iterable[str]) -> Excuses:
    """What reports name as broken, in the sentences of their "Checks of the input"."""
    return Excuses(
        frozenset(
            (int(match[1]), int(match[2] or 0), SENTENCES[match[3]])
            for words in checks
            if (match := _NAMED.fullmatch(words)) and match[3] in SENTENCES
        )
    )
