"""What everybody knows: how the Standard's counts add up.

Each printed cell is a sum of *atoms*: people of one set of posts, one sex, one ethnic group, with
or without the event counted (appointed, said yes). The atoms are as coarse as the cells in
question allow. Cells that are broken down in different ways (by band, by sex) stand in different
*views*; two views must agree on what they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product

from wres import reference
from wres.attack.facts import ALL, Cell

WHITE, BME, UNKNOWN = "White", "BME", "Unknown"
BME_GROUPS = ("Mixed", "Asian", "Black", "Other")
MEDICAL = "medical and dental"
STAFF_GROUPS = ("clinical", "non-clinical", MEDICAL)
# Counts among whom others are counted: what befell the people of each.
_RECRUITED = {
    f"{event}_count{campaign}": frozenset(product(befell, inside))
    for event, befell in (("shortlisted", ("yes", "no")), ("appointed", ("yes",)))
    for campaign, inside in (
        ("", ("abroad", "here")),
        ("_international", ("abroad",)),
        ("_without_international", ("here",)),
    )
}
_SURVEYED = {"survey_respondents": frozenset(("yes", "no")), "survey_count": frozenset(("yes",))}
# People who met discrimination named one ground at least: which, is what tells them apart.
GROUNDS = ("ethnic_background", "gender", "religion", "sexual_orientation", "disability", "age",
           "other")  # fmt: skip
NAMED = "named_a_ground_count"
_NAMED = frozenset(
    named for size in range(1, len(GROUNDS) + 1) for named in combinations(GROUNDS, size)
)
_GROUNDS = {NAMED: _NAMED} | {
    f"ground_{ground}_count": frozenset(named for named in _NAMED if ground in named)
    for ground in GROUNDS
}
_EVENTS = _RECRUITED | _SURVEYED | _GROUNDS
_WHOLE = (
    dict.fromkeys(_RECRUITED, "shortlisted_count")
    | dict.fromkeys(_SURVEYED, "survey_respondents")
    | dict.fromkeys(_GROUNDS, NAMED)
)
_NO_EVENT = frozenset(("counted",))
_ETHNICITY = {
    ALL: (WHITE, *BME_GROUPS, UNKNOWN),
    BME: BME_GROUPS,
    **{name: (name,) for name in (WHITE, UNKNOWN, *BME_GROUPS)},
}
_SEX = {ALL: ("Female", "Male", UNKNOWN), "Female": ("Female",), "Male": ("Male",),
        UNKNOWN: (UNKNOWN,)}  # fmt: skip
_BOARD = {
    "board members": ("voting executive", "voting", "executive", "neither"),
    "voting board members": ("voting executive", "voting"),
    "executive board members": ("voting executive", "executive"),
}
Atom = tuple[frozenset, ...]  # posts, sexes, ethnic groups, events


@dataclass(frozen=True)
class Row:
    """A linear constraint on variables: `low` <= sum of coefficient times variable <= `high`."""

    terms: dict[int, int]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Assumption:
    """What a reader takes for granted unless it is contradicted: these variables are zero."""

    says: str
    variables: frozenset[int]

    def __str__(self) -> str:
        return self.says


@dataclass
class Sums:
    """Variables, the cells as sums of them, and what must hold between them."""

    size: int = 0
    expressions: dict[Cell, dict[int, int]] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    assumptions: list[Assumption] = field(default_factory=list)


def bands_in(pay_band: str) -> tuple[str, ...]:
    """The bands or grades that a pay band's name stands for, pools and ranges included.

    >>> bands_in("8a-VSM")
    ('8a', '8b', '8c', '8d', '9', 'VSM')
    >>> bands_in("cluster 2") == bands_in("5-7")
    True
    >>> bands_in("5-7"), bands_in("under 1-2")
    (('5', '6', '7'), ('under 1', '1', '2'))
    """
    facts = reference.by("pay_bands", "pay_band")
    several = ("any", "pool", "cluster", "level", "joined")
    single = [name for name, row in facts.items() if row["scheme"] not in several]
    agenda = [name for name in single if facts[name]["scheme"] == "Agenda for Change"]
    if pay_band == ALL:
        return tuple(single)
    sorts = ("pool", "cluster", "level", "joined")
    pooled = tuple(n for n in single if pay_band in [facts[n][sort] for sort in sorts])
    if pooled:
        return pooled
    within = tuple(name for name in single if facts[name]["of_which"] == pay_band)
    if pay_band in single:
        return (pay_band, *within)
    first, _, last = pay_band.partition("-")
    if first in agenda and last in agenda:
        return tuple(agenda[agenda.index(first) : agenda.index(last) + 1])
    raise KeyError(pay_band)


def posts(cell: Cell) -> frozenset:
    """The posts that a cell counts: pairs of a staff group and a band."""
    if cell.measure == "board_count":
        return frozenset(("board", part) for part in _BOARD[cell.staff_group])
    groups = STAFF_GROUPS if cell.staff_group == ALL else (cell.staff_group,)
    return frozenset(
        (group, band)
        for group in groups
        for band in bands_in(cell.pay_band)
        if (_pool(band) == MEDICAL) == (group == MEDICAL)
    )


def _is_one_row(band: str) -> bool:
    """Whether a table of single bands and grades has it as a row, joined bands included."""
    joined = reference.bands_of_scheme("joined")
    return len(bands_in(band)) == 1 or band in ("consultant", *joined)


def _pool(band: str) -> str:
    """The pool of a band; medical grades are one of their own."""
    row = reference.by("pay_bands", "pay_band")[band]
    return row["pool"] or row["scheme"]


def _family(cell: Cell) -> tuple[int, int, str]:
    return cell.year, cell.indicator, _WHOLE.get(cell.measure, cell.measure)


def _sets(cell: Cell) -> Atom:
    return (
        posts(cell),
        frozenset(_SEX[cell.sex]),
        frozenset(_ETHNICITY[cell.ethnicity]),
        _EVENTS.get(cell.measure, _NO_EVENT),
    )


@cache
def is_anybody(cell: Cell) -> bool:
    """Whether anybody can be counted in a cell.

    >>> is_anybody(Cell(2023, 1, "staff_count", "clinical", "5"))
    True
    >>> is_anybody(Cell(2023, 1, "staff_count", "clinical", "consultant"))
    False
    """
    try:
        mine, everybody = _sets(cell), _sets(_whole(cell))
    except KeyError:  # a board of "all", a sex or a band that nothing is known of
        return False
    return bool(mine[0]) and all(part <= whole for part, whole in zip(mine, everybody, strict=True))


def _whole(cell: Cell) -> Cell:
    """All the people among whom those of a cell are counted."""
    return cell.of(measure=_WHOLE.get(cell.measure, cell.measure), pay_band=ALL, sex=ALL,
                   staff_group=_everybody(cell), ethnicity=ALL)  # fmt: skip


def _pattern(cell: Cell) -> tuple[int, ...]:
    by_post = cell.staff_group != ALL or cell.pay_band != ALL
    detail = 2 if cell.ethnicity in BME_GROUPS else int(cell.ethnicity != ALL)
    return int(by_post), int(cell.sex != ALL), detail, int("international" in cell.measure)


def sums(cells: Iterable[Cell], side: Callable[[Cell], str] = lambda _: "") -> Sums:
    """The variables behind these cells, and what must hold between those on one side."""
    system = Sums()
    families = defaultdict(set)
    for cell in cells:
        families[*_family(cell), side(cell)].add(cell)
    for key in sorted(families):
        _add_family(system, sorted(families[key]))
    return system


def _add_family(system: Sums, cells: Sequence[Cell]) -> None:
    patterns = {_pattern(cell) for cell in cells}
    largest = [
        pattern
        for pattern in sorted(patterns)
        if not any(other != pattern and _within(pattern, other) for other in patterns)
    ]
    views = []
    for pattern in largest:
        inside = [cell for cell in cells if _within(_pattern(cell), pattern)]
        views.append(_add_view(system, inside))
        _assume(system, inside, views[-1])
    for first, second in combinations(views, 2):
        _link(system, first, second)


def _within(pattern: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(mine <= yours for mine, yours in zip(pattern, other, strict=True))


def _add_view(system: Sums, cells: Sequence[Cell]) -> dict[Atom, int]:
    """Number the atoms of one view and write its cells as sums of them."""
    sets = {cell: _sets(cell) for cell in cells}
    axes = []
    whole = _sets(_whole(cells[0]))
    for axis in range(4):
        named = {parts[axis] for parts in sets.values()}
        if axis == 2:  # the three that every table has
            named |= {frozenset(_ETHNICITY[name]) for name in (WHITE, BME, UNKNOWN)}
        axes.append(_blocks(whole[axis], named))
    atoms = {atom: system.size + number for number, atom in enumerate(product(*axes))}
    system.size += len(atoms)
    for cell, parts in sets.items():
        if cell not in system.expressions:
            inside = ([block for block in axis if block <= whole]
                      for axis, whole in zip(axes, parts, strict=True))  # fmt: skip
            system.expressions[cell] = {atoms[atom]: 1 for atom in product(*inside)}
    return atoms


def _everybody(cell: Cell) -> str:
    return "board members" if cell.measure == "board_count" else ALL


def _blocks(whole: frozenset, named: Iterable[frozenset]) -> list[frozenset]:
    """The coarsest parts of a whole of which every named set is made."""
    named = sorted(named, key=lambda group: sorted(map(str, group)))
    parts = defaultdict(set)
    for element in whole:
        parts[tuple(element in group for group in named)].add(element)
    return [frozenset(parts[key]) for key in sorted(parts)]


def _link(system: Sums, first: dict[Atom, int], second: dict[Atom, int]) -> None:
    """Two views agree on what they share."""
    shared = []
    for axis in range(4):
        shared.append(_join([{atom[axis] for atom in view} for view in (first, second)]))
    for block in product(*shared):
        terms = {}
        for view, sign in ((first, 1), (second, -1)):
            for atom, number in view.items():
                if all(part <= whole for part, whole in zip(atom, block, strict=True)):
                    terms[number] = sign
        system.links.append(Row(terms, 0, 0))


def _join(partitions: Sequence[set[frozenset]]) -> list[frozenset]:
    """The finest partition of which both are refinements."""
    blocks: list[frozenset] = []
    for part in sorted((b for p in partitions for b in p), key=lambda b: sorted(map(str, b))):
        touching = [block for block in blocks if block & part]
        blocks = [block for block in blocks if not block & part]
        blocks.append(part.union(*touching))
    return blocks


def _assume(system: Sums, cells: Sequence[Cell], atoms: dict[Atom, int]) -> None:
    """A group or band that a breakdown does not list has nobody in it."""
    if cells[0].measure == "board_count":
        return
    year = cells[0].year
    groups = {cell.staff_group for cell in cells} - {ALL}
    for group in STAFF_GROUPS:
        of_group = {a: n for a, n in atoms.items() if all(post[0] == group for post in a[0])}
        if groups and group not in groups and of_group:
            system.assumptions.append(
                Assumption(
                    f"indicator {cells[0].indicator}, {year}: no staff group but those listed",
                    frozenset(of_group.values()),
                )
            )
            continue
        listed = {cell.pay_band for cell in cells if cell.staff_group == group} - {ALL}
        single = {band for band in listed if _is_one_row(band)}
        named = {post for band in listed for post in posts(cells[0].of(
            staff_group=group, pay_band=band)) if band in single}  # fmt: skip
        pools = {_pool(band) for _, band in named}
        for pool in sorted(pools):
            if sum(_pool(band) == pool for band in single) < 2:
                continue
            rest = frozenset(
                number
                for atom, number in of_group.items()
                if all(_pool(post[1]) == pool and post not in named for post in atom[0])
            )
            if rest:
                system.assumptions.append(
                    Assumption(
                        f"indicator {cells[0].indicator}, {year}, {group}, {pool}: "
                        "no band but those listed",
                        rest,
                    )
                )
