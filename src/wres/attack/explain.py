"""By which facts a withheld cell comes back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from wres.attack.facts import COUNT, Cell, Fact
from wres.attack.known import posts
from wres.attack.solve import Dropped, Range, Unsolvable, solve

_MOST = 200  # facts to look among
_EXPLAINED = 5  # cells: who mends what gives these back mends most


def explain(
    short: Mapping[Cell, Range],
    accepted: Sequence[Dropped],
    candidates: int,
    above_zero: Collection[Cell],
) -> dict[Cell, tuple[Dropped, ...]]:
    """By which facts cells come back: those that have the fewest values left, and a few at most."""
    first = sorted(short, key=lambda cell: short[cell].candidates)[:_EXPLAINED]
    return {cell: reasons(cell, short[cell], accepted, candidates, above_zero) for cell in first}


def reasons(
    cell: Cell,
    span: Range,
    accepted: Sequence[Dropped],
    candidates: int,
    above_zero: Collection[Cell],
) -> tuple[Dropped, ...]:
    """A few facts that suffice to leave a cell no more than its range.

    No one of them can be left out; what everybody knows comes on top. Empty where no few facts
    do it.
    """
    assumptions = [statement for statement in accepted if not isinstance(statement, Fact)]
    facts = (fact for fact in accepted if isinstance(fact, Fact))
    near = sorted(facts, key=lambda fact: _far(cell, fact))

    def is_enough(chosen: Sequence[Dropped]) -> bool:
        assumed = {str(statement) for statement in chosen if not isinstance(statement, Fact)}
        printed = [statement for statement in chosen if isinstance(statement, Fact)]
        try:
            answer = solve(printed, [cell], candidates, above_zero=above_zero,
                           assume=lambda assumption: str(assumption) in assumed)  # fmt: skip
        except Unsolvable:
            return False
        return answer.ranges[cell] == span

    number = 4
    while not is_enough([*near[:number], *assumptions]):
        if number >= min(len(near), _MOST):
            return ()
        number *= 2
    # Counts near by are kept before those far off, and figures go first: a reader follows sums of
    # counts most easily.
    chosen = near[:number]
    counts = [fact for fact in chosen if fact.kind == COUNT]
    figures = [fact for fact in chosen if fact.kind != COUNT]
    return tuple(_needed(is_enough, [], [*counts, *assumptions, *figures]))


def _needed(
    is_enough: Callable[[Sequence[Dropped]], bool], sure: Sequence[Dropped], rest: Sequence[Dropped]
) -> list[Dropped]:
    """Those of the rest, the first ones if possible, without which what is sure is not enough.

    Source: U. Junker, "QuickXplain: preferred explanations and relaxations for over-constrained
    problems", AAAI 2004: half by half, so that a few are found among many with few questions.
    """
    if is_enough(sure):
        return []
    if len(rest) == 1:
        return list(rest)
    middle = len(rest) // 2
    first, second = rest[:middle], rest[middle:]
    of_second = _needed(is_enough, [*sure, *first], second)
    return [*_needed(is_enough, [*sure, *of_second], first), *of_second]


def _far(cell: Cell, fact: Fact) -> tuple:
    """How far a fact is from a cell: another year, other posts, a figure rather than a count."""
    return (
        min(_distance(cell, other) for other in fact.cells) + 2 * (fact.kind != COUNT),
        fact.is_loose,
        len(fact.cells),
    )


def _distance(cell: Cell, other: Cell) -> int:
    if (cell.indicator, cell.measure) != (other.indicator, other.measure):
        return 8 if cell.year == other.year and cell.indicator == other.indicator else 20
    far = 10 * (cell.year != other.year) + 4 * (cell.sex != other.sex)
    mine, yours = posts(cell), posts(other)
    if mine != yours:
        far += 2 if mine <= yours or yours <= mine else 3
    return far + (cell.ethnicity != other.ethnicity)
