"""Audit: exactly which withheld counts have too few possible values.

The audit knows nothing of how cells were chosen. It takes what is printed and asks, in whole
numbers, which values each withheld cell can still have, small or not.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag

from helpers.disclosure.problem import Problem


def exposed(problem: Problem, hidden: np.ndarray) -> dict[int, int]:
    """The withheld cells with fewer possible values than they need, and how many they have.

    Each value counted is the value of a whole table that agrees with everything printed. So a
    gap between the lowest and the highest value is not taken for a candidate.
    """
    is_asked = problem.sensitive | (hidden & problem.is_printed)
    targets = np.flatnonzero(is_asked)
    if not len(targets):
        return {}
    table = _Tables(problem, hidden, is_asked)
    # Every table found is a witness for the values of all targets in it. A few in which many
    # targets move together settle most; the others are looked at one by one.
    for step in range(1, problem.candidates):
        table.together(targets, step)
    table.extremes([t for t in targets.tolist() if len(table.seen[t]) < problem.candidates])
    found = {}
    for target in targets.tolist():
        seen = table.seen[target]
        reach = range(min(seen) + 1, max(seen))
        for value in sorted(reach, key=abs):
            if len(seen) >= problem.candidates:
                break
            if value not in seen:
                table.with_value(target, value)
        if len(seen) < problem.candidates:
            found[target] = len(seen)
    return found


class _Tables:
    """The tables that agree with what is printed, as far as they have been looked at."""

    def __init__(self, problem: Problem, hidden: np.ndarray, is_asked: np.ndarray):
        low, high = problem.bounds(hidden)
        self.moving = np.flatnonzero(high > low)
        self.low, self.high = low[self.moving], high[self.moving]
        matrix = problem.matrix[:, self.moving]
        self.matrix = matrix[np.flatnonzero(np.diff(matrix.indptr))]
        self.window = problem.candidates - 1
        self.is_asked = is_asked
        # The true table is one of them: nobody moves.
        self.seen: dict[int, set[int]] = defaultdict(set)
        for target in np.flatnonzero(is_asked).tolist():
            self.seen[target].add(0)

    def together(self, targets: np.ndarray, step: int) -> None:
        """Look at the tables in which many targets are up to `step` higher, or lower."""
        at = np.searchsorted(self.moving, targets)
        cost = np.zeros(len(self.moving))
        cost[at] = -1
        low, high = self.low.copy(), self.high.copy()
        low[at], high[at] = np.maximum(low[at], -step), np.minimum(high[at], step)
        for sign in (1, -1):
            self._look(sign * cost, low, high, 1)

    def extremes(self, targets: list[int]) -> None:
        """Look at the tables in which a target is highest and lowest, within what is needed."""
        if not targets:
            return
        size, blocks = len(self.moving), 2 * len(targets)
        at = np.arange(blocks) * size + np.repeat(np.searchsorted(self.moving, targets), 2)
        cost = np.zeros(blocks * size)
        cost[at] = np.tile([-1.0, 1.0], len(targets))
        low, high = np.tile(self.low, blocks), np.tile(self.high, blocks)
        low[at] = np.maximum(low[at], -self.window)
        high[at] = np.minimum(high[at], self.window)
        self._look(cost, low, high, blocks)

    def with_value(self, target: int, value: int) -> None:
        """Look for a table in which one target has one value."""
        at = int(np.searchsorted(self.moving, target))
        low, high = self.low.copy(), self.high.copy()
        low[at] = high[at] = value
        self._look(np.zeros(len(self.moving)), low, high, 1)

    def _look(self, cost: np.ndarray, low: np.ndarray, high: np.ndarray, blocks: int) -> None:
        constraints = ()
        if self.matrix.shape[0]:
            many = block_diag([self.matrix] * blocks, format="csc")
            constraints = LinearConstraint(many, 0, 0)
        found = milp(
            cost, constraints=constraints, bounds=Bounds(low, high), integrality=np.ones(len(cost))
        )
        if found.x is None:
            return
        for table in np.rint(found.x).astype(int).reshape(blocks, -1):
            for cell, value in zip(self.moving.tolist(), table.tolist(), strict=True):
                if self.is_asked[cell]:
                    self.seen[cell].add(value)
