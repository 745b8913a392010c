"""By which facts a withheld cell comes back."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.attack.facts import COUNT, Cell, Fact
from helpers.attack.known import posts
from helpers.attack.solve import Dropped, Range, solve

_MOST = 200  # facts to look among


def reasons(
    cell: Cell, found: Range, accepted: Sequence[Dropped], candidates: int, above_zero: bool
) -> tuple[Dropped, ...]:
    """A few facts that suffice to leave a cell no more than its range.

    No one of them can be left out; what everybody knows comes on top. Empty where no few facts
    do it.
    """
    assumptions = [each for each in accepted if not isinstance(each, Fact)]
    near = sorted((one for one in accepted if isinstance(one, Fact)), key=lambda f: _far(cell, f))

    def is_enough(chosen: Sequence[Dropped]) -> bool:
        said = {str(each) for each in chosen if not isinstance(each, Fact)}
        printed = [each for each in chosen if isinstance(each, Fact)]
        answer = solve(
            printed,
            [cell],
            candidates,
            above_zero=above_zero,
            assume=lambda assumption: str(assumption) in said,
        )
        return answer.ranges[cell] == found

    number = 4
    while not is_enough(chosen := [*near[:number], *assumptions]):
        if number >= min(len(near), _MOST):
            return ()
        number *= 2
    # Figures go first, then what is far off: a reader follows sums of counts most easily.
    figures = [each for each in chosen if isinstance(each, Fact) and each.kind != COUNT]
    for each in [*reversed(figures), *reversed([c for c in chosen if c not in set(figures)])]:
        fewer = [other for other in chosen if other is not each]
        if is_enough(fewer):
            chosen = fewer
    return tuple(chosen)


def _far(cell: Cell, one: Fact) -> tuple:
    """How far a fact is from a cell: another year, other posts, a figure rather than a count."""
    return (
        min(_distance(cell, other) for other in one.cells) + 2 * (one.kind != COUNT),
        one.is_loose,
        len(one.cells),
    )


def _distance(cell: Cell, other: Cell) -> int:
    if (cell.indicator, cell.measure) != (other.indicator, other.measure):
        return 8 if cell.year == other.year and cell.indicator == other.indicator else 20
    far = 10 * (cell.year != other.year) + 4 * (cell.sex != other.sex)
    mine, yours = posts(cell), posts(other)
    if mine != yours:
        far += 2 if mine <= yours or yours <= mine else 3
    return far + (cell.ethnicity != other.ethnicity)
