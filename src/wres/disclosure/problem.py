"""The problem: cells and relations as arrays, one linked part of the tables at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csc_array, csr_array, hstack, identity, kron
from scipy.sparse.csgraph import connected_components

from wres.disclosure.cells import Cell, Key
from wres.disclosure.relations import Relation


@dataclass(frozen=True)
class Problem:
    """Linked cells: their values, what is known of them, and what may be withheld.

    The attacker knows `matrix @ (cells - value) == 0`, and of each cell how far it may lie below
    and above its value: `shown_low` to `shown_high` where it is printed (0 to 0, unless it is
    printed rounded) and `hidden_low` to `hidden_high` where it is withheld. `keys` holds None for
    people left over, who are never printed. `weight` is what withholding a cell costs.
    """

    keys: tuple[Key | None, ...]
    matrix: csr_array
    value: np.ndarray
    weight: np.ndarray
    forced: np.ndarray
    frozen: np.ndarray
    sensitive: np.ndarray
    shown_low: np.ndarray
    shown_high: np.ndarray
    hidden_low: np.ndarray
    hidden_high: np.ndarray
    candidates: int

    @property
    def may_hide(self) -> np.ndarray:
        """The cells that may be withheld to protect others."""
        return ~self.forced & ~self.frozen

    @property
    def is_printed(self) -> np.ndarray:
        """The cells of a table: all but people left over."""
        return np.array([key is not None for key in self.keys], dtype=bool)

    def bounds(self, hidden: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far each cell may lie below and above its value, as the attacker knows it."""
        return (
            np.where(hidden, self.hidden_low, self.shown_low),
            np.where(hidden, self.hidden_high, self.shown_high),
        )

    def unknown(self, hidden: np.ndarray, targets: np.ndarray) -> list[Unknown]:
        """The cells that a reader does not know exactly, as far as they are linked to a target.

        What is printed ties nothing together, so the parts are smaller than the components.
        """
        low, high = self.bounds(hidden)
        moving = np.flatnonzero(high > low)
        matrix = self.matrix[:, moving]
        rows = np.flatnonzero(np.diff(matrix.indptr))
        matrix = matrix[rows]
        label = _linked(matrix)
        parts = []
        for name in np.unique(label[np.searchsorted(moving, targets)]):
            chosen = np.flatnonzero(label == name)
            columns = matrix[:, chosen]
            touching = np.flatnonzero(np.diff(columns.indptr))
            cells = moving[chosen]
            parts.append(Unknown(cells, rows[touching], columns[touching], low[cells], high[cells]))
        return parts

    def components(self) -> list[Problem]:
        """The parts of the problem that share no relation, those with something withheld.

        A cell that is shown whatever happens, as it is, ties nothing together.
        """
        loose = np.flatnonzero(~self.frozen | (self.shown_high > self.shown_low))
        label = _linked(self.matrix[:, loose])
        is_asked = self.sensitive | (self.forced & self.is_printed)
        wanted = dict.fromkeys(label[is_asked[loose]].tolist())
        return [self._part(loose[label == name]) for name in wanted]

    def _part(self, chosen: np.ndarray) -> Problem:
        matrix = self.matrix[:, chosen]
        matrix = csr_array(matrix[np.diff(matrix.indptr) > 0])
        arrays = {
            name: getattr(self, name)[chosen]
            for name in (
                "value", "weight", "forced", "frozen", "sensitive",
                "shown_low", "shown_high", "hidden_low", "hidden_high",
            )
        }  # fmt: skip
        return Problem(
            keys=tuple(self.keys[i] for i in chosen),
            matrix=matrix,
            candidates=self.candidates,
            **arrays,
        )


def _linked(matrix: csr_array) -> np.ndarray:
    """A number for each column, the same for those that are linked by rows."""
    pattern = abs(matrix)
    return connected_components(pattern.T @ pattern, directed=False)[1]


@dataclass(frozen=True)
class Unknown:
    """Cells that a reader does not know exactly and that are linked among each other.

    `cells` and `rows` are places in the problem, ascending; `matrix` is what the problem's says of
    them, `low` and `high` are how far each cell may lie below and above its value.
    """

    cells: np.ndarray
    rows: np.ndarray
    matrix: csr_array
    low: np.ndarray
    high: np.ndarray

    def extremes(self, targets: np.ndarray, within: int) -> Programme:
        """Each target as high and as low as it can be, up to `within`: two blocks for each."""
        return self._programme(np.repeat(targets, 2)[:, None], [within, -within] * len(targets))

    def together(self, targets: np.ndarray, steps: Sequence[int]) -> Programme:
        """For each step the targets as high as they can be up to it, or as low where it is < 0."""
        return self._programme(np.tile(targets, (len(steps), 1)), steps)

    def _programme(self, targets: np.ndarray, steps: Sequence[int]) -> Programme:
        """A block of the programme for each step, with the targets of its row.

        Solving separate blocks at once costs much less than solving many small programmes.
        """
        step = np.asarray(steps)[:, None]
        at = (np.arange(len(steps))[:, None], self.place(targets))
        shape = (len(steps), len(self.cells))
        cost, low, high = (np.broadcast_to(of, shape).copy() for of in (0.0, self.low, self.high))
        cost[at] = -np.sign(step)
        low[at], high[at] = np.maximum(low[at], -abs(step)), np.minimum(high[at], abs(step))
        return Programme(cost, kron(identity(len(steps)), self.matrix, format="csc"), low, high)

    def place(self, targets: np.ndarray | int) -> np.ndarray:
        """Where targets stand among these cells."""
        return np.searchsorted(self.cells, targets)

    def of(self, targets: np.ndarray) -> np.ndarray:
        """Those targets that are among these cells."""
        return targets[np.isin(targets, self.cells)]


@dataclass(frozen=True)
class Programme:
    """Several tables at once: a row of cost and bounds for each, whose cells `matrix` ties."""

    cost: np.ndarray
    matrix: csc_array
    low: np.ndarray
    high: np.ndarray


def values(cells: Mapping[Key, Cell], linked: list[Relation]) -> tuple[dict[Key, int], list[int]]:
    """A whole number for every cell, and one for the people left over in each open relation.

    Where counts came in withheld, they are filled in so that as few relations as possible are
    off, and by as little as possible; the numbers serve to find what an attacker could find, and
    are never printed.
    """
    known = {key: cell.value for key, cell in cells.items()}
    unknown = sorted(key for key, value in known.items() if value is None)
    if unknown:
        known |= _fill(known, unknown, linked)
    left = [
        max(0, sum(sign * known[key] for key, sign in r.terms)) if r.is_open else 0 for r in linked
    ]
    return known, left


def _fill(
    known: Mapping[Key, int | None], unknown: list[Key], linked: list[Relation]
) -> dict[Key, int]:
    """The unknown cells: at least 1 each, since zero is never withheld, if that can be."""
    place = {key: i for i, key in enumerate(unknown)}
    rows, columns, signs, right, opened = [], [], [], [], []
    for relation in linked:
        terms = relation.terms
        if not any(key in place for key, _ in terms):
            continue
        number = len(right)
        for key, sign in terms:
            if key in place:
                rows.append(number)
                columns.append(place[key])
                signs.append(sign)
        right.append(-sum(sign * known[key] for key, sign in terms if key not in place))
        opened.append(relation.is_open)
    n, m = len(unknown), len(right)
    if not m:
        return dict.fromkeys(unknown, 1)
    matrix = csr_array((signs, (rows, columns)), shape=(m, n), dtype=float)
    # whole - parts - left over + over - under = 0: what is over or under costs, an unknown below
    # 1 costs half of that, and a large number costs next to nothing.
    eye = identity(m, format="csr")
    low = identity(n, format="csr")
    equations = hstack([matrix, -eye, eye, -eye, csr_array((m, n))])
    at_least = hstack([low, csr_array((n, 3 * m)), low])
    cost = np.concatenate([np.full(n, 1e-5), np.zeros(m), np.ones(2 * m), np.full(n, 0.5)])
    upper = np.full(len(cost), np.inf)
    upper[n : n + m] = np.where(opened, np.inf, 0)
    solution = milp(
        cost,
        constraints=[
            LinearConstraint(equations, right, right),
            LinearConstraint(at_least, np.ones(n), np.inf),
        ],
        bounds=Bounds(0, upper),
        integrality=np.ones(len(cost)),
    )
    return {key: round(solution.x[i]) for key, i in place.items()}
