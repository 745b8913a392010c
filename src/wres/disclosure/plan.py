"""Plan: what one report prints and what it withholds, shape and detail tables included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush

import numpy as np

from wres.disclosure.cells import Cells, Key, Row, expand, is_of_which, level
from wres.disclosure.problem import Problem
from wres.disclosure.relations import relations
from wres.disclosure.risk import problem_of
from wres.disclosure.shapes import Shape, Shown, shape_of, shapes, shown
from wres.disclosure.suppress import Withheld, sketch, withhold
from wres.figures import ALL, BME, BME_GROUPS
from wres.figures.released import Released
from wres.ground.settings import AUTOMATIC, Settings

_NOTHING = Released()
# The tables that a report can do without, in the order in which they are tried.
DETAIL = (
    "medical and dental grades",
    "of which",
    "ethnic groups",
    "sex",
    "applicants",
    "international",
)


@dataclass(frozen=True)
class Plan:
    """The cells that a report prints, those of them that it withholds, and its shape.

    `exposed` are the measures of which a count has too few candidates although everything that
    may be withheld is: such a plan must not be printed.
    """

    printed: Cells
    hidden: frozenset[Key]
    shape: Shape
    shown: Shown
    problem: Problem
    exposed: tuple[str, ...] = ()


@lru_cache(100_000)  # one draft after the other asks for the same
def detail_of(key: Key) -> frozenset[str]:
    """The detail tables that a cell belongs to; none for a cell of the main tables.

    >>> sorted(detail_of(Key(1, "staff in post", "clinical", "8a", "Female", "Asian")))
    ['ethnic groups', 'sex']
    """
    found = {
        "medical and dental grades": key.indicator == 1 and level(key.pay_band) == "grade",
        "of which": key.indicator == 1 and is_of_which(key.pay_band),
        "ethnic groups": key.ethnicity in BME_GROUPS,
        "sex": key.sex != ALL,
        "applicants": key.indicator == 2 and (key.staff_group, key.pay_band) != (ALL, ALL),
        "international": ", " in key.measure,
    }
    return frozenset(name for name, is_it in found.items() if is_it)


def choose(handed_in: Cells, settings: Settings, out: Released = _NOTHING) -> Plan:
    """The plan that shows most of what matters about BME staff, and protects everybody.

    A year that is out keeps its shape, its detail and what it withholds.
    """
    planner = _Planner(handed_in, settings, out)
    return planner.as_released() if out.withheld or out.shown else planner.best()


def agrees(plan: Plan, out: Released, handed_in: Cells) -> bool:
    """Whether a plan has the shape of what is out, its secrets, and no other of what is known."""
    withheld = {Key(*key) for key in out.withheld}
    if withheld & plan.printed.keys() - plan.hidden:
        return False
    if out.is_whole and plan.shape != shape_of(_keys_out(out), rows_held(handed_in), plan.shape):
        return False
    known = {key for key, cell in plan.printed.items() if out.is_unchanged(key, cell.value)}
    is_there = all(Key(*key) in plan.printed for key in (*out.shown, *out.withheld))
    return is_there and not known & plan.hidden


def rows_held(handed_in: Cells) -> list[Row]:
    """The rows of indicator 1 that were handed in."""
    staff = (key for key in handed_in if key.is_workforce and key.sex == ALL)
    return list(dict.fromkeys((key.staff_group, key.pay_band) for key in staff))


def _keys_out(out: Released) -> frozenset[Key]:
    """Every cell that what is out prints."""
    return frozenset(Key(*key) for key in (*out.shown, *out.withheld))


@dataclass
class _Planner:
    handed_in: Cells
    settings: Settings
    out: Released = _NOTHING
    # A linked part of the tables that two shapes share is solved once.
    solved: dict[tuple, Withheld] = field(default_factory=dict)

    def best(self) -> Plan:
        """The best shape of the main tables, with the detail that costs them nothing."""
        return self._with_detail(self._best_shape())

    def as_released(self) -> Plan:
        """The plan that prints what is out, and withholds what that withholds and what it takes."""
        keys = _keys_out(self.out)
        shape = shape_of(keys, self._rows)
        return self._solve(self._draft(shape, frozenset().union(*map(detail_of, keys))))

    def _best_shape(self) -> Plan:
        fitting = [shape for shape in shapes() if shape.fits(self._rows)]
        wanted = [shape for shape in fitting if shape.name == self.settings.shape]
        if self.settings.shape != AUTOMATIC and wanted:
            fitting = wanted
        # What must be withheld anyway is less than a sketch withholds, and that is less than the
        # solution: so a shape shows hardly more in the end than it seemed to. The one that seems
        # to show most is looked at more closely, until the best of all is solved.
        drafts = [self._draft(shape, frozenset()) for shape in fitting]
        waiting = [(-draft.shown.worth, 0, at) for at, draft in enumerate(drafts)]
        heapify(waiting)
        best = None
        while waiting:
            seems, is_sketched, at = heappop(waiting)
            if best and not best.exposed and -seems <= best.shown.worth:
                break
            if not is_sketched:
                drafts[at] = self._sketch(drafts[at])
                heappush(waiting, (-drafts[at].shown.worth, 1, at))
                continue
            plan = self._solve(drafts[at])
            if best is None or _rank(plan) > _rank(best):
                best = plan
        return best

    def _with_detail(self, main: Plan) -> Plan:
        """Detail tables: all that can show most of their cells, if they cost no BME figure.

        Where together they do cost one, they are tried one by one.
        """
        names = [name for name in DETAIL if any(name in detail_of(key) for key in self.handed_in)]
        while names:
            plan = self._sketch(self._draft(main.shape, frozenset(names)))
            dark = _mostly_withheld(plan, names)
            if not dark:
                plan = self._solve(plan)
                if not _costs_nothing(plan, main):
                    return self._one_by_one(main, names)
                dark = _mostly_withheld(plan, names)
            if not dark:
                return plan
            names = [name for name in names if name not in dark]
        return main

    def _one_by_one(self, main: Plan, names: list[str]) -> Plan:
        best, kept = main, frozenset()
        for name in names:
            wanted = kept | {name}
            plan = self._solve(self._draft(main.shape, wanted))
            if _costs_nothing(plan, main) and not _mostly_withheld(plan, [name]):
                best, kept = plan, wanted
        return best

    @cached_property
    def _rows(self) -> list[Row]:
        return rows_held(self.handed_in)

    @cached_property
    def _rows_out(self) -> list[Row]:
        """The rows of indicator 1 that what is out prints."""
        keys = sorted(_keys_out(self.out))
        return list(dict.fromkeys((k.staff_group, k.pay_band) for k in keys if k.is_workforce))

    def _draft(self, shape: Shape, detail: frozenset[str]) -> Plan:
        """A plan that withholds what must be withheld anyway, and nothing to protect that."""
        rows = shape.rows(self._rows)
        rows += [row for row in self._rows if level(row[1]) == "grade" and row not in rows]
        rows += [row for row in self._rows_out if row not in rows]
        cells = {k: c for k, c in self.handed_in.items() if not k.is_workforce}
        cells |= expand(self.handed_in, rows)
        printed = {
            key: cells[key]
            for key in sorted(cells)
            if (detail_of(key) <= detail and (not key.is_workforce or shape.prints(key)))
            or self.out.prints(key)
        }
        settled = dict.fromkeys(map(Key._make, self.out.withheld), True) | {
            key: False for key, cell in printed.items() if self.out.is_unchanged(key, cell.value)
        }
        linked = relations(printed, self.handed_in)
        problem = problem_of(printed, linked, self.handed_in, self.settings, settled)
        hidden = frozenset(_keys(problem, problem.forced))
        return Plan(printed, hidden, shape, shown(printed, hidden, self._rows), problem)

    def _sketch(self, draft: Plan) -> Plan:
        """A plan that withholds about what its solution will."""
        return self._plan(draft, self._sketched)

    def _solve(self, draft: Plan) -> Plan:
        return self._plan(draft, self._withheld)

    def _sketched(self, part: Problem) -> Withheld:
        return self._once("sketch", part, lambda: sketch(part))

    def _withheld(self, part: Problem) -> Withheld:
        return self._once("solve", part, lambda: withhold(part, self._sketched(part).hidden))

    def _once(self, how: str, part: Problem, anew: Callable[[], Withheld]) -> Withheld:
        links = part.matrix
        name = (how, part.keys, links.indices.tobytes(), links.indptr.tobytes())
        if name not in self.solved:
            self.solved[name] = anew()
        return self.solved[name]

    def _plan(self, draft: Plan, withholding: Callable[[Problem], Withheld]) -> Plan:
        """The plan with those cells withheld that `withholding` says of each linked part."""
        hidden = set(_keys(draft.problem, draft.problem.forced))
        measures: set[str] = set()
        for part in draft.problem.components():
            found = withholding(part)
            hidden |= _keys(part, found.hidden)
            if found.exposed:
                measures |= {key.measure for key in part.keys if key}
        worth = shown(draft.printed, hidden, self._rows)
        return replace(
            draft, hidden=frozenset(hidden), shown=worth, exposed=tuple(sorted(measures))
        )


def _costs_nothing(plan: Plan, main: Plan) -> bool:
    """Whether a plan with detail shows every BME figure that the main tables alone show."""
    lost = [k for k in plan.hidden - main.hidden if not detail_of(k) and k.ethnicity == BME]
    is_safe = set(plan.exposed) <= set(main.exposed)
    return is_safe and not lost and plan.shown.worth >= main.shown.worth


def _mostly_withheld(plan: Plan, names: Iterable[str]) -> list[str]:
    """The detail tables of which more than half of the cells are withheld."""
    found = []
    for name in names:
        table = [key in plan.hidden for key in plan.printed if name in detail_of(key)]
        if 2 * sum(table) > len(table):
            found.append(name)
    return found


def _rank(plan: Plan) -> tuple[bool, float]:
    return not plan.exposed, plan.shown.worth


def _keys(problem: Problem, chosen: np.ndarray) -> frozenset[Key]:
    return frozenset(
        key for key, is_it in zip(problem.keys, chosen, strict=True) if is_it and key is not None
    )


def masked(plan: Plan) -> np.ndarray:
    """The plan's withheld cells, as the problem counts them: for an audit of the whole."""
    left_over: Mapping[Key | None, bool] = {None: True}
    return np.array([left_over.get(key, key in plan.hidden) for key in plan.problem.keys])
