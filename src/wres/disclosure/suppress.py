"""Suppress: the cheapest set of cells to withhold so that no small count can be worked out.

A covering integer programme says which cells to withhold; the attacker's linear programme says
which small cells that leaves exposed, and its dual which further cells could protect them. That
becomes a cut, and the integer programme is solved again.

Source: M. Fischetti, J. J. Salazar-González, "Solving the cell suppression problem on tabular
data with linear constraints", Management Science 47 (2001): the capacity constraints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from wres.disclosure.audit import Seen, exposed
from wres.disclosure.problem import Problem, Unknown

# After so many rounds everything that may be withheld is.
_ROUNDS = 60
# After so many rounds what is withheld stays so: each programme is smaller than the one before.
_FREE_ROUNDS = 3
# How far from the cheapest a solution may be, and how long it is looked for: a clock would give
# another table on another day.
_GAP, _NODES = 0.01, 50
_NOISE = 1e-6
# A cut: what each cell adds to a target's room if it is withheld, and how much must be added.
Cut = tuple[np.ndarray, float]


@dataclass(frozen=True)
class Withheld:
    """Which cells of a linked part to withhold, and which that leaves with too few candidates.

    There are such cells only where everything that may be withheld is: beside counts that are
    public by decision, or where the counts handed in contradict themselves.
    """

    hidden: np.ndarray
    exposed: frozenset[int] = frozenset()


def withhold(problem: Problem) -> Withheld:
    """Which cells of a linked part to withhold, and what the exact audit says of it."""
    cuts = _partners(problem)
    targets = np.flatnonzero(problem.sensitive)
    pending = targets
    hidden, stays = _cheapest(problem, cuts, problem.forced), False
    # What was found where less was withheld still holds: values that were seen, targets with room.
    seen: Seen = {}
    has_room = np.zeros(len(problem.value), dtype=bool)
    for number in range(_ROUNDS):
        lacking = _short(problem, hidden, pending)
        has_room[pending] = True
        has_room[list(lacking)] = False
        if not lacking and not has_room[targets].all():
            lacking = _short(problem, hidden, targets[~has_room[targets]])
            has_room[targets] = True
            has_room[list(lacking)] = False
        if not lacking:
            left = exposed(problem, hidden, seen)
            if not left:
                return Withheld(hidden)
            # Those withheld to protect others need their candidates too, and stay withheld.
            stays = True
            targets = np.union1d(targets, list(left))
            # Where the bounds are wide enough and the whole numbers are not: withhold more.
            lacking = _short(problem, hidden, np.array(list(left))) or _one_more(
                problem, hidden, left
            )
        possible = [(room, need) for room, need in lacking.values() if room.sum() >= need - _NOISE]
        if not possible:
            break
        cuts += possible
        pending = np.array([target for target in lacking if target >= 0], dtype=int)
        stays = stays or number >= _FREE_ROUNDS
        has_room &= stays
        hidden = _cheapest(problem, cuts, hidden if stays else problem.forced)
    hidden = problem.forced | problem.may_hide
    return Withheld(hidden, frozenset(exposed(problem, hidden, seen)))


def _one_more(problem: Problem, hidden: np.ndarray, left: Iterable[int]) -> dict[int, Cut]:
    """A further cell, in a sum of those that are exposed if there is one."""
    rows = problem.matrix[:, list(left)].count_nonzero(axis=1) > 0
    beside = problem.matrix[np.flatnonzero(rows)].count_nonzero(axis=0) > 0
    free = problem.may_hide & ~hidden
    return {-1: ((free & beside if (free & beside).any() else free).astype(float), 1.0)}


def _partners(problem: Problem) -> list[Cut]:
    """A withheld cell needs a second one in each of its sums, or the sum gives it back."""
    if (problem.shown_high > problem.shown_low).any():
        return []  # rounded numbers: a sum does not give a cell back
    cuts, matrix = [], problem.matrix
    for start, end in zip(matrix.indptr[:-1], matrix.indptr[1:], strict=True):
        cells = matrix.indices[start:end]
        forced = cells[problem.forced[cells]]
        free = cells[problem.may_hide[cells]]
        together = np.zeros(len(problem.value))
        together[free] = 1
        if len(forced) == 1 and problem.sensitive[forced[0]] and len(free):
            cuts.append((together, 1.0))
        if len(forced) == 0 and len(free) > 1:
            for cell in free:
                others = together.copy()
                others[cell] = -1
                cuts.append((others, 0.0))
    return cuts


def _cheapest(problem: Problem, cuts: list[Cut], already: np.ndarray) -> np.ndarray:
    """The cells that meet every cut at least cost, those withheld already included."""
    hidden = already.copy()
    if not cuts:
        return hidden
    free = np.flatnonzero(problem.may_hide & ~already)
    rooms = np.array([room for room, _ in cuts])
    needs = np.array([need for _, need in cuts])
    needs -= rooms[:, already & problem.may_hide].sum(axis=1)
    rooms = rooms[:, free]
    # A cut that holds whatever else is withheld says nothing.
    open_ = needs > np.minimum(rooms, 0).sum(axis=1) + _NOISE
    if not open_.any():
        return hidden
    solution = milp(
        problem.weight[free],
        constraints=LinearConstraint(csr_array(rooms[open_]), needs[open_], np.inf),
        bounds=Bounds(0, 1),
        integrality=np.ones(len(free)),
        options={"mip_rel_gap": _GAP, "node_limit": _NODES},
    )
    if solution.x is None:
        return hidden | problem.may_hide
    hidden[free] = solution.x > 0.5
    return hidden


def _short(problem: Problem, hidden: np.ndarray, targets: np.ndarray) -> dict[int, Cut]:
    """A cut for each target whose linear bounds are closer than its candidates need."""
    need = problem.candidates - 1
    cuts = {}
    for part in problem.unknown(hidden, targets):
        tight = _without_room(part, part.of(targets), need)
        if not len(tight):
            continue
        distance, worth = _reach(problem, part, tight)
        for i in np.flatnonzero(distance < need - _NOISE):
            # The rest of the distance does not hang on what may be withheld.
            missing = need - distance[i] + worth[i][hidden & problem.may_hide].sum()
            room = np.where(problem.may_hide, np.minimum(worth[i], missing), 0.0)
            cuts[int(tight[i])] = (np.where(room > _NOISE, room, 0.0), missing)
    return {target: cuts[target] for target in sorted(cuts)}


def _without_room(part: Unknown, targets: np.ndarray, need: int) -> np.ndarray:
    """Those targets that two tables, all targets high and all low, do not show to have room.

    The tables between two that agree with what is printed agree with it too.
    """
    asked = part.together(targets, [need, -need])
    constraints = LinearConstraint(asked.matrix, 0, 0) if len(part.rows) else ()
    bounds = Bounds(asked.low.ravel(), asked.high.ravel())
    solution = milp(asked.cost.ravel(), constraints=constraints, bounds=bounds)
    high, low = solution.x.reshape(2, -1)[:, part.place(targets)]
    return targets[high - low < need - _NOISE]


def _reach(problem: Problem, part: Unknown, targets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far apart a target's linear bounds are, and what withholding each cell is worth to it.

    Returns:
        For each target the distance, at most the distance needed; and for each target and cell
        the most that withholding it can add.
    """
    asked = part.extremes(targets, problem.candidates - 1)
    is_tied = len(part.rows) > 0
    solution = linprog(
        asked.cost.ravel(),
        A_eq=asked.matrix if is_tied else None,
        b_eq=np.zeros(asked.matrix.shape[0]) if is_tied else None,
        bounds=np.column_stack([asked.low.ravel(), asked.high.ravel()]),
        method="highs",
    )
    distance = -(asked.cost.ravel() * solution.x).reshape(len(targets), -1).sum(axis=1)
    # The reduced cost of every cell, those left out of the programme included.
    blocks = 2 * len(targets)
    reduced = np.zeros((blocks, len(problem.value)))
    if is_tied:
        prices = solution.eqlin.marginals.reshape(blocks, -1)
        reduced = (problem.matrix[part.rows].T @ prices.T).T
    reduced[np.arange(blocks), np.repeat(targets, 2)] += np.tile([1.0, -1.0], len(targets))
    reduced[np.abs(reduced) < 1e-9] = 0
    rise, fall = np.clip(reduced, 0, None), np.clip(-reduced, 0, None)
    worth = _times(rise, problem.hidden_high - problem.shown_high)
    worth += _times(fall, problem.shown_low - problem.hidden_low)
    return distance, worth.reshape(len(targets), 2, -1).sum(axis=1)


def _times(price: np.ndarray, room: np.ndarray) -> np.ndarray:
    """`price * room`, where no price of endless room is nothing."""
    return np.where(price > 0, price * np.where(price > 0, room, 0), 0.0)
