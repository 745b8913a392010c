"""Audit: exactly which withheld counts have too few possible values.

The audit knows nothing of how cells were chosen. It takes what is printed and asks, in whole
numbers, which values each withheld cell can still have, small or not.
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from wres.disclosure.problem import Problem, Programme, Unknown

_NOISE = 1e-6
# The values that each cell has in tables that agree with what is printed, as steps off its own.
Seen = dict[int, set[int]]


def exposed(problem: Problem, hidden: np.ndarray, seen: Seen | None = None) -> dict[int, int]:
    """The withheld cells with fewer possible values than they need, and how many they have.

    Each value counted is the value of a whole table that agrees with everything printed. So a
    gap between the lowest and the highest value is not taken for a candidate.

    Args:
        problem: the cells.
        hidden: which of them are withheld.
        seen: values found before, where no cell was withheld that is not withheld now: such
            tables still agree. What is found now is added.
    """
    is_asked = problem.sensitive | (hidden & problem.is_printed)
    table = _Tables(problem, is_asked, {} if seen is None else seen)
    for part in problem.unknown(hidden, table.short()):
        # Every table found is a witness for the values of all targets in it. A few in which many
        # targets move together settle most; the others are looked at one by one.
        table.together(part)
        table.extremes(part)
        for target in part.of(table.short()):
            table.between(part, target)
    return {target: len(table.seen[target]) for target in table.short().tolist()}


class _Tables:
    """The tables that agree with what is printed, as far as they have been looked at."""

    def __init__(self, problem: Problem, is_asked: np.ndarray, seen: Seen):
        self.candidates = problem.candidates
        self.is_asked = is_asked
        self.seen = seen
        # The true table is one of them: nobody moves.
        for target in np.flatnonzero(is_asked).tolist():
            self.seen.setdefault(target, set()).add(0)

    def short(self) -> np.ndarray:
        """The targets of which too few values have been seen."""
        targets = np.flatnonzero(self.is_asked)
        return np.array([t for t in targets if len(self.seen[t]) < self.candidates], dtype=int)

    def together(self, part: Unknown) -> None:
        """Look at the tables in which many targets are a step higher, or lower, or two, or more."""
        steps = [sign * step for step in range(1, self.candidates) for sign in (1, -1)]
        self._look(part, part.together(part.of(self.short()), steps))

    def extremes(self, part: Unknown) -> None:
        """Look at the tables in which a target is highest and lowest, within what is needed."""
        targets = part.of(self.short())
        if len(targets):
            self._look(part, part.extremes(targets, self.candidates - 1))

    def between(self, part: Unknown, target: int) -> None:
        """Look for a table with each value of a target that none was found with, while needed."""
        seen, at = self.seen[target], part.place(target)
        for value in sorted(range(min(seen) + 1, max(seen)), key=abs):
            if len(seen) >= self.candidates:
                return
            if value not in seen:
                low, high = part.low.copy(), part.high.copy()
                low[at] = high[at] = value
                self._look(part, Programme(np.zeros(len(low)), part.matrix, low, high))

    def _look(self, part: Unknown, asked: Programme) -> None:
        cost = asked.cost.ravel()
        constraints = LinearConstraint(asked.matrix, 0, 0) if len(part.rows) else ()
        bounds = Bounds(asked.low.ravel(), asked.high.ravel())
        # The corners of such tables are whole numbers as a rule, and found much sooner if nobody
        # asks for that.
        solution = milp(cost, constraints=constraints, bounds=bounds)
        if solution.x is not None and np.abs(solution.x - np.rint(solution.x)).max() > _NOISE:
            whole = np.ones(len(cost))
            solution = milp(cost, constraints=constraints, bounds=bounds, integrality=whole)
        if solution.x is None:
            return
        tables = np.rint(solution.x).astype(int).reshape(-1, len(part.cells))
        for i in np.flatnonzero(self.is_asked[part.cells]):
            self.seen[part.cells[i]].update(tables[:, i].tolist())
