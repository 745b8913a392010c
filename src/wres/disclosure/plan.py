"""Plan: what one report prints and what it withholds, shape and detail tables included."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from wres.disclosure.cells import STAFF, Cells, Key, Row, expand, is_of_which, level
from wres.disclosure.problem import Problem
from wres.disclosure.relations import relations
from wres.disclosure.risk import problem_of
from wres.disclosure.shapes import Shape, allowed_at, shape_at, shape_of
from wres.disclosure.suppress import withhold
from wres.figures import ALL, BME_GROUPS
from wres.figures.released import Released
from wres.ground.settings import ROUNDING, Settings
from wres.reference.standard import GROUNDS, NAMED_A_GROUND


@dataclass(frozen=True)
class Plan:
    """The cells that a report prints, those of them that it withholds, and its shape.

    `exposed` are the cells of which a count has too few candidates, or one linked to it, although
    everything that may be withheld is: such a plan must not be printed.
    """

    printed: Cells
    hidden: frozenset[Key]
    shape: Shape
    problem: Problem | None = None
    exposed: frozenset[Key] = frozenset()


# A tier to decide, and below which the others are firm, from all on.
Step = tuple[int, Sequence[int]]
_NOTHING = Released()
_DETAIL_TIER = 3


def tier(key: Key) -> int:
    """When a cell is decided: totals before what they are made of, detail last.

    What is decided is printed or withheld as it is, whatever stands between. So what is withheld
    in one staff group does not depend on another.

    >>> tier(Key(1, STAFF, "clinical")), tier(Key(1, STAFF, "clinical", "lower"))
    (0, 1)
    >>> tier(Key(1, STAFF, "clinical", "5")), tier(Key(1, STAFF, "clinical", "5", "Female"))
    (2, 3)
    """
    if detail_of(key):
        return _DETAIL_TIER
    if not key.is_workforce:
        return 1
    return {ALL: 0, "pool": 1, "level": 1}.get(level(key.pay_band), 2)


def detail_of(key: Key) -> frozenset[str]:
    """The detail tables that a cell belongs to; none for a cell of the main tables.

    >>> sorted(detail_of(Key(1, STAFF, "clinical", "8a", "Female", "Asian")))
    ['ethnic groups', 'sex']
    """
    tables = {
        "of which": key.indicator == 1 and is_of_which(key.pay_band),
        "ethnic groups": key.ethnicity in BME_GROUPS,
        "sex": key.sex != ALL,
        "applicants": key.indicator == 2 and (key.staff_group, key.pay_band) != (ALL, ALL),
        "grounds": _is_ground(key),
        "international": ", " in key.measure,
    }
    return frozenset(name for name, is_it in tables.items() if is_it)


def choose(handed_in: Cells, settings: Settings, out: Released = _NOTHING) -> Plan:
    """The plan that protects everybody and shows as much as it can of its shape.

    A year that is out keeps its shape, its detail and what it withholds. Where rows that it does
    not have would give that back, by their zeros for one, it keeps its rows as well.
    """
    shape, printed = _printed(handed_in, settings, out)
    plan = _of_all(Plan(printed, frozenset(), shape), handed_in, settings, out)
    if plan.exposed and _is_out(out):
        linked = {key.indicator for key in plan.exposed}
        as_out = {
            key: cell
            for key, cell in printed.items()
            if key.indicator not in linked or out.prints(key)
        }
        plan = _of_all(Plan(as_out, frozenset(), shape), handed_in, settings, out)
    return plan


def _of_all(plan: Plan, handed_in: Cells, settings: Settings, out: Released) -> Plan:
    """The plan with what is withheld of all that it prints, without detail that nothing protects.

    Detail that is out stays.
    """
    printed = plan.printed
    *before, last = _steps(settings, out)
    # No detail decides what comes before it, so that is decided once.
    main = _decided(before, plan, handed_in, settings, out)
    while True:
        plan = _decided([last], replace(main, printed=printed), handed_in, settings, out)
        detail = {(key.indicator, detail_of(key)) for key in plan.exposed if detail_of(key)}
        if not detail or _is_out(out):
            return plan
        # Table by table.
        printed = {
            key: cell
            for key, cell in printed.items()
            if not any(key.indicator == of and detail_of(key) & names for of, names in detail)
        }


def agrees(plan: Plan, out: Released, handed_in: Cells) -> bool:
    """Whether a plan has the shape of what is out, its secrets, and no other of what is known."""
    withheld = {Key(*key) for key in out.withheld}
    if withheld & plan.printed.keys() - plan.hidden:
        return False
    if out.is_whole and plan.shape != shape_of(_keys_out(out), rows_held(handed_in), plan.shape):
        return False
    known = {key for key, cell in plan.printed.items() if out.is_unchanged(key, cell.value)}
    return _keys_out(out) <= plan.printed.keys() and not known & plan.hidden


def rows_held(handed_in: Cells) -> list[Row]:
    """The rows of indicator 1 that were handed in."""
    staff = (key for key in handed_in if key.is_workforce and key.sex == ALL)
    return list(dict.fromkeys((key.staff_group, key.pay_band) for key in staff))


def _keys_out(out: Released) -> frozenset[Key]:
    """Every cell that what is out prints, but for levels of pay, which are sums of others."""
    keys = (Key(*key) for key in (*out.shown, *out.withheld))
    return frozenset(key for key in keys if level(key.pay_band) != "level")


def _is_out(out: Released) -> bool:
    return bool(out.shown or out.withheld)


def _decided(
    steps: Iterable[Step], plan: Plan, handed_in: Cells, settings: Settings, out: Released
) -> Plan:
    """The plan with what is withheld after some further steps, tier by tier."""
    decided = _decided_by(out, plan.printed, handed_in, settings.small)
    for number, firm in steps:
        cells = {key: cell for key, cell in plan.printed.items() if tier(key) <= number}
        linked = relations(cells, handed_in)
        for below in firm:
            settled = {k: k in plan.hidden for k in cells if tier(k) < below or k in plan.hidden}
            problem = problem_of(cells, linked, handed_in, settings, settled | decided)
            withheld, exposed = _withheld(problem, settled)
            if not exposed:
                break
        plan = replace(plan, hidden=withheld, problem=problem, exposed=plan.exposed | exposed)
    return plan


def _decided_by(out: Released, printed: Cells, handed_in: Cells, small: int) -> dict[Key, bool]:
    """Which cells are withheld and which shown, as far as what is out decides it.

    A cell that follows from those that are shown is shown too: nobody can withhold it any more.
    A small count that follows stays undecided, so that it is found exposed.
    """
    may_follow = {
        key for key, cell in printed.items() if cell.value is None or not 1 <= cell.value <= small
    }
    decided = dict.fromkeys(map(Key._make, out.withheld), True)
    shown = {key for key, cell in printed.items() if out.is_unchanged(key, cell.value)}
    if shown:
        shown |= {key for key, cell in printed.items() if cell.value == 0} - decided.keys()
    sums = [relation for relation in relations(printed, handed_in) if not relation.is_open]
    while True:
        unknown = ([key for key, _ in relation.terms if key not in shown] for relation in sums)
        follow = {keys[0] for keys in unknown if len(keys) == 1} & may_follow - decided.keys()
        if not follow:
            return decided | dict.fromkeys(shown, False)
        shown |= follow


def _steps(settings: Settings, out: Released) -> Iterator[Step]:
    """The tiers in turn, and below which the others are firm: all, and fewer where that fails.

    Detail never costs a cell of the main tables, unless it is out. Where counts are rounded, a
    total that is shown leaves room, and everything is decided at once.
    """
    if settings.method == ROUNDING:
        yield _DETAIL_TIER, (0,)
        return
    for number in range(_DETAIL_TIER):
        yield number, range(number, -1, -1)
    yield _DETAIL_TIER, range(_DETAIL_TIER, -1 if _is_out(out) else _DETAIL_TIER - 1, -1)


def _printed(handed_in: Cells, settings: Settings, out: Released) -> tuple[Shape, Cells]:
    """The shape of a year's tables, and every cell that they print."""
    given, size, keys = rows_held(handed_in), _size(handed_in), _keys_out(out)
    if keys:
        shape = shape_of(keys, given)
        detail = frozenset().union(*map(detail_of, keys))
    else:
        shape = shape_at(size, given, settings)
        detail = frozenset(allowed_at("detail", size))
    # Nobody can say how small a ground is that came withheld, nor what the others leave for it.
    unsure = {key.ethnicity for key, cell in handed_in.items() if _is_ground(key) and
              cell.value is None}  # fmt: skip
    rows = shape.rows(given) + [row for row in given if is_of_which(row[1])]
    rows_out = (((key.staff_group, key.pay_band)) for key in sorted(keys) if key.is_workforce)
    cells = {
        key: cell
        for key, cell in handed_in.items()
        if not key.is_workforce and not _is_ground_of(unsure, key)
    }
    cells |= expand(handed_in, dict.fromkeys([*rows, *rows_out]))
    return shape, {
        key: cells[key]
        for key in sorted(cells)
        if (detail_of(key) <= detail and (not key.is_workforce or shape.prints(key)))
        or out.prints(key)
    }


def _is_ground(key: Key) -> bool:
    return key.measure in (NAMED_A_GROUND, *GROUNDS)


def _is_ground_of(groups: Collection[str], key: Key) -> bool:
    """Whether it is a ground of discrimination, and of one of these groups."""
    return key.ethnicity in groups and _is_ground(key)


def _size(handed_in: Cells) -> int:
    """How many people the workforce has; none where that is not known."""
    workforce = handed_in.get(Key(1, STAFF))
    return (workforce.value if workforce else None) or 0


def _withheld(
    problem: Problem, settled: Mapping[Key, bool]
) -> tuple[frozenset[Key], frozenset[Key]]:
    """The cells that are withheld, and those linked to one that is exposed nevertheless.

    A linked part of which all is settled was looked at with an earlier tier.
    """
    hidden = set(_keys(problem, problem.forced))
    exposed: set[Key] = set()
    for part in problem.components():
        if all(key is None or key in settled for key in part.keys):
            continue
        solved = withhold(part)
        hidden |= _keys(part, solved.hidden)
        if solved.exposed:
            exposed |= {key for key in part.keys if key}
    return frozenset(hidden), frozenset(exposed)


def _keys(problem: Problem, chosen: np.ndarray) -> frozenset[Key]:
    return frozenset(
        key for key, is_it in zip(problem.keys, chosen, strict=True) if is_it and key is not None
    )


def masked(plan: Plan) -> np.ndarray:
    """The plan's withheld cells, as the problem counts them: for an audit of the whole."""
    left_over: Mapping[Key | None, bool] = {None: True}
    return np.array([left_over.get(key, key in plan.hidden) for key in plan.problem.keys])
