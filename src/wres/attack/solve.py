"""Which whole numbers a withheld cell can still be, by integer programming.

Three steps: facts that contradict each other are dropped, as few as possible; figures made of
counts become linear constraints; each withheld cell is made as small and as large as it can be.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil, floor, gcd, lcm

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csc_array, vstack
from scipy.sparse.csgraph import connected_components

from wres.attack.facts import (
    COUNT,
    DIFFERENCE,
    ECHO,
    OPAQUE,
    RATIO,
    Cell,
    Fact,
    Polynomial,
    bounds,
    rounded_before,
)
from wres.attack.known import Assumption, Row, Sums, sums

# What is dropped first where facts contradict each other: what nobody printed, then what was
# worked out or read from words, then counts. A survey's results are often handed in as percentages,
# and several of their differences may be off by a digit (see `rounded_before`) beside one of them.
_WEIGHTS = {"rounded": 0.1, "assumption": 1, "figure": 2, "words": 3, "count": 10}
_INFEASIBLE = 2  # milp's word for it
_WHOLE = 1e-6  # how far off a whole number may be that the solver works out, as its own tolerance

Dropped = Fact | Assumption


@dataclass(frozen=True)
class Range:
    """The values that a withheld cell can have: from `low` to `high`, `candidates` of them."""

    low: int
    high: int
    candidates: int


class Unsolvable(Exception):
    """Nothing follows from the facts: no numbers fit, or the solver finds none."""


class _Contradiction(Unsolvable):
    """No numbers fit."""


@dataclass
class Answer:
    """What follows from the facts."""

    ranges: dict[Cell, Range]
    dropped: tuple[Dropped, ...] = ()
    unused: tuple[Fact, ...] = ()
    accepted: tuple[Dropped, ...] = field(default=(), repr=False)


@dataclass
class _Integers:
    """Whole numbers within bounds, and rows that must hold."""

    lower: np.ndarray
    upper: np.ndarray
    rows: list[Row]

    def copy(self) -> _Integers:
        return _Integers(self.lower.copy(), self.upper.copy(), list(self.rows))


def solve(
    facts: Iterable[Fact],
    withheld: Iterable[Cell],
    candidates: int = 5,
    *,
    above_zero: Collection[Cell] = (),
    named: Collection[Cell] = (),
    exact: bool = True,
    assume: Callable[[Assumption], bool] = lambda _: True,
    side: Callable[[Cell], str] = lambda _: "",
) -> Answer:
    """The values that each withheld cell can still have.

    Where a range is narrower than three times `candidates`, each value in it is tried, since
    there may be holes; a wider one counts as whole.

    Args:
        facts: what is printed.
        withheld: the cells in question.
        candidates: how many values must remain.
        above_zero: cells of which a report says that zero would not be withheld.
        named: other cells that a breakdown lists, though nothing is printed of them: the band of
            a withheld change was there the year before.
        exact: find each whole range; else it is enough to find as many values as must remain.
        assume: which assumptions are made.
        side: on which side a cell stands; what is on two sides need not add up.

    Raises:
        Unsolvable: no numbers fit, whatever is dropped, or the solver gives up.

    >>> row = Cell(2023, 2, "appointed_count")
    >>> from wres.attack.facts import fact
    >>> printed = [fact("count", (row.of(ethnicity="White"),), "3"), fact("count", (row,), "9")]
    >>> solve(printed, [row.of(ethnicity="BME")]).ranges[row.of(ethnicity="BME")]
    Range(low=0, high=6, candidates=7)
    """
    facts = [replace(fact, times=times) for fact, times in Counter(facts).items()]
    asked = list(dict.fromkeys(withheld))
    cells = {cell for fact in facts for cell in fact.cells} | {*asked, *above_zero, *named}
    system = sums(cells, side)
    numbers = _integers(system, facts, above_zero)
    dropped: list[Dropped] = []
    accepted = _accept(numbers, _soft_rows(system, facts, assume), dropped)
    figures = [fact for fact in facts if fact.kind not in (COUNT, ECHO, OPAQUE)]
    accepted += _use(numbers, system, figures, accepted, dropped)
    loosened = _loosened_differences(numbers, system, accepted, dropped)
    explained = set(loosened.values())
    dropped = [statement for statement in dropped if statement not in explained]
    settled = {*dropped, *accepted, *explained}
    accepted += loosened
    waiting = [fact for fact in facts if fact not in settled]
    solver = _Ranges(numbers, system, candidates)
    waiting, more = _determine(solver, system, waiting, accepted, dropped)
    if more:
        accepted += more
        solver = _Ranges(numbers, system, candidates)
    known = _known(numbers, system, accepted)
    unused = solver.of_secrets(waiting, asked, known) if waiting else []
    return Answer(
        {cell: solver.range(cell, exact) for cell in asked},
        tuple(dropped),
        tuple(unused),
        tuple(accepted),
    )


def _integers(system: Sums, facts: Sequence[Fact], above_zero: Iterable[Cell]) -> _Integers:
    """The numbers looked for, and the rows that hold whatever is printed."""
    largest = max((int(fact.high) for fact in facts if fact.kind == COUNT), default=0)
    cap = float(10 * largest + 1000)
    rows = [Row(system.expressions[cell], 1, None) for cell in sorted(above_zero)]
    return _Integers(np.zeros(system.size), np.full(system.size, cap), [*system.links, *rows])


def _soft_rows(
    system: Sums, facts: Iterable[Fact], assume: Callable[[Assumption], bool]
) -> list[tuple[Dropped, list[Row]]]:
    """The assumptions that are made and the counts that are printed, each as the rows it asks for.

    What contradicts the rest is dropped.
    """
    assumptions = [
        (assumption, [Row(dict.fromkeys(assumption.variables, 1), 0, 0)])
        for assumption in system.assumptions
        if assume(assumption)
    ]
    counts = [
        (fact, [Row(system.expressions[fact.cells[0]], int(fact.low), int(fact.high))])
        for fact in facts
        if fact.kind == COUNT
    ]
    return [*assumptions, *counts]


def _loosened_differences(
    numbers: _Integers, system: Sums, accepted: Sequence[Dropped], dropped: Iterable[Dropped]
) -> dict[Dropped, Fact]:
    """The dropped differences that hold once taken for those of rounded percentages.

    Each as it is then believed, and as it is printed.
    """
    printed = {
        rounded_before(fact): fact
        for fact in dropped
        if isinstance(fact, Fact) and fact.kind == DIFFERENCE and not fact.is_loose
    }
    believed = _use(numbers, system, list(printed), accepted, [])
    return {fact: printed[fact] for fact in believed}


def _accept(
    numbers: _Integers, soft: Sequence[tuple[Dropped, list[Row]]], dropped: list[Dropped]
) -> list[Dropped]:
    """Add what does not contradict the rest; drop the fewest facts that do."""
    groups = _together(numbers, [row for _, rows in soft for row in rows])
    by_group = defaultdict(list)
    for statement, rows in soft:
        by_group[groups[min(rows[0].terms)]].append((statement, rows))
    accepted: list[Dropped] = []
    for group, members in by_group.items():
        inside = np.flatnonzero(groups == group)
        part = _part(numbers, inside)
        trial = part.copy()
        trial.rows += [row for _, rows in members for row in rows]
        if _is_feasible(trial):
            bad: set[int] = set()
        else:
            bad = _fewest(part, members)
            dropped += [members[number][0] for number in sorted(bad)]
        for number, (statement, rows) in enumerate(members):
            if number not in bad:
                accepted.append(statement)
                numbers.rows += rows
    _propagate(numbers)
    return accepted


def _together(numbers: _Integers, rows: Iterable[Row]) -> np.ndarray:
    """Which variables stand in rows together: a number for each."""
    size = len(numbers.lower)
    pairs = [
        (first, other)
        for row in (*numbers.rows, *rows)
        for first, *others in [list(row.terms)]
        for other in others
    ]
    first, second = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = coo_array((np.ones(len(pairs)), (first, second)), shape=(size, size))
    return connected_components(graph, directed=False)[1]


def _part(numbers: _Integers, inside: np.ndarray) -> _Integers:
    """The same system with what is outside a group left out."""
    members = set(inside.tolist())
    lower, upper = np.zeros_like(numbers.lower), np.zeros_like(numbers.upper)
    lower[inside], upper[inside] = numbers.lower[inside], numbers.upper[inside]
    return _Integers(lower, upper, [r for r in numbers.rows if next(iter(r.terms)) in members])


def _is_feasible(numbers: _Integers) -> bool:
    try:
        _propagate(numbers)
    except _Contradiction:
        return False
    free = np.flatnonzero(numbers.lower < numbers.upper)
    if not len(free):
        return True
    return _optimise(_matrix(numbers, free), np.zeros(len(free))) is not None


def _fewest(part: _Integers, members: Sequence[tuple[Dropped, list[Row]]]) -> set[int]:
    """The facts of least weight in all without which the rest holds."""
    size, number = len(part.lower), len(members)
    rows = list(part.rows)
    for index, (_, soft) in enumerate(members):
        for row in soft:
            least = sum(c * (part.lower if c > 0 else part.upper)[v] for v, c in row.terms.items())
            most = sum(c * (part.upper if c > 0 else part.lower)[v] for v, c in row.terms.items())
            if row.low is not None:
                slack = max(0, row.low - int(least))
                rows.append(Row({**row.terms, size + index: slack}, row.low, None))
            if row.high is not None:
                slack = max(0, int(most) - row.high)
                rows.append(Row({**row.terms, size + index: -slack}, None, row.high))
    whole = _Integers(
        np.concatenate([part.lower, np.zeros(number)]),
        np.concatenate([part.upper, np.ones(number)]),
        rows,
    )
    cost = np.concatenate([np.zeros(size), [_weight(statement) for statement, _ in members]])
    free = np.flatnonzero(whole.lower < whole.upper)
    solution = _optimise(_matrix(whole, free), cost[free])
    if solution is None:
        raise _Contradiction("what everybody knows contradicts itself")
    values = dict(zip(free.tolist(), solution, strict=True))
    return {index for index in range(number) if values.get(size + index, 0) > 0.5}


def _weight(statement: Dropped) -> float:
    """Of two that are as good, the one that is printed more often is kept."""
    if isinstance(statement, Assumption):
        return _WEIGHTS["assumption"]
    return _weight_of_one(statement) * (1 + min(statement.times, 9) / 100)


def _weight_of_one(fact: Fact) -> float:
    if fact.kind == DIFFERENCE and fact.cells[0].measure == "survey_count" and not fact.is_loose:
        return _WEIGHTS["rounded"]
    if fact.kind != COUNT:
        return _WEIGHTS["figure"]
    return _WEIGHTS["words" if fact.is_loose else "count"]


def _use(
    numbers: _Integers,
    system: Sums,
    figures: Sequence[Fact],
    accepted: Sequence[Dropped],
    dropped: list[Dropped],
) -> list[Dropped]:
    """Add the figures that are linear in what is not known; drop those that are not true."""
    known = _known(numbers, system, accepted)
    soft: list[tuple[Dropped, list[Row]]] = []
    true: list[Dropped] = []
    for figure in figures:
        rows = _linear(figure, system, known)
        if rows is None:
            continue
        if all(row.terms for row in rows):
            soft.append((figure, rows))
        elif all((row.low or 0) <= 0 for row in rows if not row.terms):
            rows = [row for row in rows if row.terms]
            if rows:
                soft.append((figure, rows))
            else:
                true.append(figure)
        else:
            dropped.append(figure)
    return true + (_accept(numbers, soft, dropped) if soft else [])


def _known(
    numbers: _Integers, system: Sums, accepted: Iterable[Dropped]
) -> Mapping[Cell, int]:  # fmt: skip
    """The cells of which the number is known: printed, or the only one that bounds allow."""
    known = {
        cell: int(sum(c * numbers.lower[v] for v, c in terms.items()))
        for cell, terms in system.expressions.items()
        if all(numbers.lower[v] == numbers.upper[v] for v in terms)
    }
    for fact in accepted:
        if isinstance(fact, Fact) and fact.kind == COUNT and fact.low == fact.high:
            known[fact.cells[0]] = int(fact.low)
    return known


def _linear(figure: Fact, system: Sums, known: Mapping[Cell, int]) -> list[Row] | None:
    """A figure as rows; `None` where it multiplies two numbers that are not known."""
    rows = []
    for polynomial, is_strict in bounds(figure):
        row = _row(polynomial, is_strict, system, known)
        if row is None:
            return None
        rows.append(row)
    below = figure.cells[1:] if figure.kind == RATIO else figure.cells[1::2]
    rows += [Row(system.expressions[c], 1, None) for c in below if c not in known]
    return rows


def _row(
    polynomial: Polynomial, is_strict: bool, system: Sums, known: Mapping[Cell, int]
) -> Row | None:
    constant, terms = Fraction(0), defaultdict(Fraction)
    for monomial, coefficient in polynomial.items():
        free = []
        for cell in monomial:
            if cell in known:
                coefficient *= known[cell]
            else:
                free.append(cell)
        if not coefficient:
            continue
        if len(free) > 1:
            return None
        if not free:
            constant += coefficient
            continue
        for variable, number in system.expressions[free[0]].items():
            terms[variable] += coefficient * number
    terms = {variable: number for variable, number in terms.items() if number}
    scale = lcm(constant.denominator, *(number.denominator for number in terms.values()))
    whole = {variable: int(number * scale) for variable, number in terms.items()}
    low = int(-constant * scale) + is_strict
    divisor = gcd(*whole.values()) or 1
    return Row({v: number // divisor for v, number in whole.items()}, -(-low // divisor), None)


def _determine(
    solver: _Ranges,
    system: Sums,
    waiting: Sequence[Fact],
    accepted: Sequence[Dropped],
    dropped: list[Dropped],
) -> tuple[list[Fact], list[Dropped]]:
    """Use the figures that become linear once cells with a single value are put in."""
    numbers, used = solver.numbers, []
    figures = [fact for fact in waiting if fact.kind not in (ECHO, OPAQUE)]
    while figures:
        known = dict(_known(numbers, system, [*accepted, *used]))
        for cell in {cell for figure in figures for cell in figure.cells} - set(known):
            if solver.is_single(cell):
                only = solver.ends(cell)[0]
                numbers.rows.append(Row(system.expressions[cell], only, only))
        _propagate(numbers)
        before = len(used) + len(dropped)
        known_facts = [statement for statement in accepted if isinstance(statement, Fact)]
        used += _use(numbers, system, figures, [*known_facts, *used], dropped)
        settled = {*used, *dropped}
        figures = [figure for figure in figures if figure not in settled]
        if len(used) + len(dropped) == before:
            break
        solver.__init__(numbers, system, solver.candidates)
    settled = {*used, *dropped}
    return [fact for fact in waiting if fact not in settled], used


@dataclass
class _Matrix:
    """The rows over the variables that are still free."""

    free: np.ndarray
    rows: csc_array
    low: np.ndarray
    high: np.ndarray
    lower: np.ndarray
    upper: np.ndarray


def _matrix(numbers: _Integers, free: np.ndarray) -> _Matrix:
    position = {variable: column for column, variable in enumerate(free.tolist())}
    data, at, columns, low, high = [], [], [], [], []
    for row in numbers.rows:
        inside = {v: c for v, c in row.terms.items() if v in position}
        if not inside:
            continue
        constant = sum(c * numbers.lower[v] for v, c in row.terms.items() if v not in position)
        for variable, coefficient in inside.items():
            data.append(coefficient)
            at.append(len(low))
            columns.append(position[variable])
        low.append(-np.inf if row.low is None else row.low - constant)
        high.append(np.inf if row.high is None else row.high - constant)
    return _Matrix(
        free,
        csc_array((data, (at, columns)), shape=(len(low), len(free)), dtype=float),
        np.array(low),
        np.array(high),
        numbers.lower[free],
        numbers.upper[free],
    )


def _optimise(matrix: _Matrix, cost: np.ndarray) -> np.ndarray | None:
    """The whole numbers of least cost; `None` where none fit."""
    # Of all numbers first: nine times of ten those of least cost are whole, and then they are the
    # least of the whole ones too. That takes less than half the time.
    least = _least(matrix, cost, are_whole=False)
    if least is None:
        return None
    whole = np.round(least)
    if np.abs(least - whole).max() < _WHOLE and _holds(matrix, whole):
        return whole
    least = _least(matrix, cost, are_whole=True)
    return None if least is None else np.round(least)


def _holds(matrix: _Matrix, numbers: np.ndarray) -> bool:
    """Whether whole numbers keep within every row; there is no rounding in it."""
    sums = matrix.rows @ numbers
    return bool(np.all(sums >= matrix.low) and np.all(sums <= matrix.high))


def _least(
    matrix: _Matrix, cost: np.ndarray, *, are_whole: bool, presolve: bool = True
) -> np.ndarray | None:
    """The numbers of least cost; `None` where none fit."""
    limits = [LinearConstraint(matrix.rows, matrix.low, matrix.high)] if len(matrix.low) else []
    result = milp(
        cost,
        integrality=np.full(len(cost), int(are_whole)),
        bounds=Bounds(matrix.lower, matrix.upper),
        constraints=limits,
        options={"mip_rel_gap": 0, "presolve": presolve},
    )
    if result.status == _INFEASIBLE:
        # HiGHS's own shortening of a problem, with numbers in the millions, may say so though
        # some fit: a false alarm, or a report that seems to contradict itself.
        return _least(matrix, cost, are_whole=are_whole, presolve=False) if presolve else None
    if result.x is None:
        raise Unsolvable(f"the solver gave up: {result.message}")
    return result.x


class _Ranges:
    """The range of each cell, in the part of the system that bears on it."""

    def __init__(self, numbers: _Integers, system: Sums, candidates: int):
        self.numbers, self.system, self.candidates = numbers, system, candidates
        is_free = numbers.lower < numbers.upper
        left = []
        for row in numbers.rows:
            terms = {v: c for v, c in row.terms.items() if is_free[v]}
            if terms:
                left.append(Row(terms, row.low, row.high))
        self.groups = _together(_Integers(numbers.lower, numbers.upper, left), [])
        self.is_free = is_free
        self.matrices: dict[frozenset, _Matrix] = {}
        # Solutions found on the way: the values in them need no search of their own.
        self.solutions: dict[frozenset, list[np.ndarray]] = defaultdict(list)
        self.spans: dict[Cell, tuple[int, int]] = {}

    def is_single(self, cell: Cell) -> bool:
        """Whether only one number is left for a cell; two that were found already say no."""
        if len(self._seen(cell)) > 1:
            return False
        low, high = self.ends(cell)
        return low == high

    def of_secrets(
        self, facts: Iterable[Fact], asked: Iterable[Cell], known: Mapping[Cell, int]
    ) -> list[Fact]:
        """The figures that are made of what is withheld, or of what hangs together with it.

        What echoes a printed figure says nothing new unless its own cells are withheld.
        """
        secret = {cell for cell in asked if cell not in known and not self.is_single(cell)}
        groups = frozenset().union(*map(self._groups_of, secret))
        tied = {
            cell
            for cell in {cell for fact in facts for cell in fact.cells}
            if cell not in known and self._groups_of(cell) & groups and not self.is_single(cell)
        }
        return [fact for fact in facts if (secret if fact.kind == ECHO else tied) & set(fact.cells)]

    def ends(self, cell: Cell) -> tuple[int, int]:
        """The least and the greatest number that a cell can be."""
        if cell not in self.spans:
            self.spans[cell] = self._ends(cell)
        return self.spans[cell]

    def _ends(self, cell: Cell) -> tuple[int, int]:
        matrix, cost, constant = self._about(cell)
        if matrix is None:
            return constant, constant
        solutions = self.solutions[self._groups_of(cell)]
        ends = []
        for sign, limit in ((1, cost @ matrix.lower), (-1, cost @ matrix.upper)):
            best = min((sign * float(cost @ solution) for solution in solutions), default=np.inf)
            if best > round(sign * float(limit)):  # no bound says that it is the least
                solution = _optimise(matrix, sign * cost)
                if solution is None:
                    raise _Contradiction(str(cell))
                solutions.append(solution)
                best = sign * float(cost @ solution)
            ends.append(round(sign * best) + constant)
        return ends[0], ends[1]

    def range(self, cell: Cell, exact: bool) -> Range:
        """The values that a cell can have; if not exact, some of them where there are enough."""
        matrix, cost, constant = self._about(cell)
        if matrix is None:
            return Range(constant, constant, 1)
        enough = 3 * self.candidates if exact else self.candidates
        seen = self._seen(cell)
        if not exact and len(seen) >= enough:
            return Range(min(seen), max(seen), len(seen))
        low, high = self.ends(cell)
        width = high - low + 1
        if width <= 2 or width >= 3 * self.candidates:
            return Range(low, high, width)
        seen |= {low, high}
        solutions = self.solutions[self._groups_of(cell)]
        for value in range(low + 1, high):
            if len(seen) >= enough:
                break
            if value not in seen:
                solution = self._with(matrix, cost, value - constant)
                if solution is not None:
                    solutions.append(solution)
                    seen.add(value)
        return Range(low, high, len(seen))

    def _seen(self, cell: Cell) -> set[int]:
        """The values that a cell has in the solutions found so far."""
        _, cost, constant = self._about(cell)
        solutions = self.solutions[self._groups_of(cell)]
        return {round(float(cost @ solution)) + constant for solution in solutions}

    def _with(self, matrix: _Matrix, cost: np.ndarray, value: int) -> np.ndarray | None:
        """Numbers with which a cell has a value."""
        wanted = _Matrix(
            matrix.free,
            vstack([matrix.rows, csc_array(cost[np.newaxis])], format="csc"),
            np.append(matrix.low, value),
            np.append(matrix.high, value),
            matrix.lower,
            matrix.upper,
        )
        return _optimise(wanted, np.zeros(len(cost)))

    def _groups_of(self, cell: Cell) -> frozenset:
        return frozenset(
            int(self.groups[v]) for v in self.system.expressions[cell] if self.is_free[v]
        )

    def _about(self, cell: Cell) -> tuple[_Matrix | None, np.ndarray, int]:
        """The part of the system about a cell, the cell as a cost, and what is fixed of it."""
        terms = self.system.expressions[cell]
        free = {v: c for v, c in terms.items() if self.is_free[v]}
        constant = int(sum(c * self.numbers.lower[v] for v, c in terms.items() if v not in free))
        if not free:
            return None, np.zeros(0), constant
        groups = self._groups_of(cell)
        if groups not in self.matrices:
            inside = np.flatnonzero(np.isin(self.groups, list(groups)) & self.is_free)
            self.matrices[groups] = _matrix(self.numbers, inside)
        matrix = self.matrices[groups]
        cost = np.zeros(len(matrix.free))
        cost[np.searchsorted(matrix.free, list(free))] = list(free.values())
        return matrix, cost, constant


def _propagate(numbers: _Integers) -> None:
    """Narrow the bounds by one row at a time until nothing changes.

    Raises:
        _Contradiction: a row cannot hold.
    """
    lower, upper = numbers.lower.tolist(), numbers.upper.tolist()
    where = defaultdict(list)
    for index, row in enumerate(numbers.rows):
        for variable in row.terms:
            where[variable].append(index)
    waiting = dict.fromkeys(range(len(numbers.rows)))
    rounds = 50 * len(numbers.rows) + 1000
    while waiting and rounds:
        rounds -= 1
        index = next(iter(waiting))
        del waiting[index]
        row = numbers.rows[index]
        for variable in _narrow(row, lower, upper):
            waiting.update(dict.fromkeys(where[variable]))
    numbers.lower, numbers.upper = np.array(lower), np.array(upper)


def _narrow(row: Row, lower: list[float], upper: list[float]) -> list[int]:
    """Narrow the bounds of one row's variables; those that changed."""
    least = sum(c * (lower[v] if c > 0 else upper[v]) for v, c in row.terms.items())
    most = sum(c * (upper[v] if c > 0 else lower[v]) for v, c in row.terms.items())
    if (row.high is not None and least > row.high) or (row.low is not None and most < row.low):
        raise _Contradiction
    changed = []
    for v, c in row.terms.items():
        bottom, top = lower[v], upper[v]
        if bottom == top:
            continue
        if row.high is not None:
            room = row.high - (least - c * (bottom if c > 0 else top))
            top = min(top, floor(room / c)) if c > 0 else top
            bottom = max(bottom, ceil(room / c)) if c < 0 else bottom
        if row.low is not None:
            room = row.low - (most - c * (upper[v] if c > 0 else lower[v]))
            bottom = max(bottom, ceil(room / c)) if c > 0 else bottom
            top = min(top, floor(room / c)) if c < 0 else top
        if bottom > top:
            raise _Contradiction
        if (bottom, top) != (lower[v], upper[v]):
            least += abs(c) * ((bottom - lower[v]) if c > 0 else (upper[v] - top))
            most -= abs(c) * ((upper[v] - top) if c > 0 else (bottom - lower[v]))
            lower[v], upper[v] = bottom, top
            changed.append(v)
    return changed
