"""Relations: what everybody knows about the cells of a report, without having seen one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wres import reference
from wres.disclosure.cells import STAFF, Key, Row, bands_within, finest, is_of_which, level, parts
from wres.figures import ALL, BME, BME_GROUPS, ETHNICITIES, SEXES
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

# What is counted among whom, and whether those left over are people of whom something is said:
# who was not appointed, who did not say yes. Events of a year are not a part of the staff of its
# last day, so those left over there are nobody in particular.
_AMONG = {
    "appointed": ("shortlisted", True),
    "count": ("respondents", True),
    **dict.fromkeys(GROUNDS, (NAMED_A_GROUND, True)),
    "voting board members": ("board members", True),
    "executive board members": ("board members", True),
    "entered formal disciplinary process": (STAFF, False),
    "accessed non-mandatory training": (STAFF, False),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """`whole` is the sum of `parts`; where it is open, of the parts and of people left over.

    `is_about_people` says whether those left over are a group that must not be small. `twice` are
    the people counted in two of the parts: they are taken off their sum once.
    """

    whole: Key
    parts: tuple[Key, ...]
    is_open: bool = False
    is_about_people: bool = True
    twice: tuple[Key, ...] = ()

    @property
    def terms(self) -> tuple[tuple[Key, int], ...]:
        """Each cell with its sign; added up they are the people left over."""
        signs = ((self.whole, 1), *((key, -1) for key in self.parts))
        return (*signs, *((key, 1) for key in self.twice))


def relations(printed: Iterable[Key], handed_in: Iterable[Key]) -> list[Relation]:
    """Every relation between printed cells, in a fixed order.

    Args:
        printed: the cells that a report prints, withheld ones included.
        handed_in: the cells handed in, which say what a sum is made of.
    """
    keys = sorted(set(printed))
    known = set(keys)
    sums = [*_by_ethnicity(keys, known), *_by_sex(keys, known), *_among(keys, known)]
    return [*sums, *_by_ground(keys, known), *_by_place(keys, _base(handed_in))]


def _by_ethnicity(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for whole, groups in ((ALL, ETHNICITIES), (BME, BME_GROUPS)):
        for key in keys:
            if key.ethnicity != whole:
                continue
            members = tuple(k for e in groups if (k := key._replace(ethnicity=e)) in known)
            if members:
                yield Relation(key, members, len(members) < len(groups))


def _by_sex(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for key in keys:
        if key.sex == ALL:
            members = tuple(k for sex in SEXES if (k := key._replace(sex=sex)) in known)
            if members:
                yield Relation(key, members)


def _among(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for key in keys:
        # "appointed, international recruitment" is counted among those shortlisted of it.
        name, comma, kind = key.measure.partition(", ")
        everywhere = key._replace(measure=name)
        if name in _AMONG:
            among, is_about_people = _AMONG[name]
            whole = key._replace(measure=among + comma + kind)
            if among == STAFF and whole not in known:
                whole = whole._replace(indicator=1)
            if whole in known:
                yield Relation(whole, (key,), True, is_about_people)
            # Outside the campaign, too, nobody is appointed who was not shortlisted.
            large = whole._replace(measure=among)
            if comma and {whole, large, everywhere} <= known:
                yield Relation(large, (whole, everywhere), True, is_about_people, (key,))
        if comma and everywhere in known:
            yield Relation(everywhere, (key,), True)


def _by_ground(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    """All who named a ground named one at least: those left over are who named others as well."""
    for key in keys:
        if key.measure == NAMED_A_GROUND:
            first, *others = (key._replace(measure=measure) for measure in GROUNDS)
            if {first, *others} <= known:
                yield Relation(first, (key,), True, False, tuple(others))


MEDICAL = "medical and dental"
_Slice = tuple[int, str, str]


def _base(handed_in: Iterable[Key]) -> Mapping[_Slice, frozenset[Row]]:
    rows = defaultdict(set)
    for key in handed_in:
        rows[key.indicator, key.measure, key.sex].add((key.staff_group, key.pay_band))
    return {name: finest(given) for name, given in rows.items()}


def _by_place(keys: list[Key], base: Mapping[_Slice, frozenset[Row]]) -> Iterable[Relation]:
    """Sums over pay bands and over staff groups."""
    slices = defaultdict(list)
    for key in keys:
        slices[key.indicator, key.measure, key.sex, key.ethnicity].append(
            (key.staff_group, key.pay_band)
        )
    for (indicator, measure, sex, ethnicity), rows in slices.items():
        finest_rows = base.get((indicator, measure, sex), frozenset())
        for whole, split, is_open in _splits(tuple(rows), finest_rows):
            yield Relation(
                Key(indicator, measure, *whole, sex, ethnicity),
                tuple(Key(indicator, measure, *part, sex, ethnicity) for part in split),
                is_open,
            )


@lru_cache(10_000)  # each ethnicity, and one shape after the other, asks for the same
def _splits(
    rows: tuple[Row, ...], finest_rows: frozenset[Row]
) -> tuple[tuple[Row, tuple[Row, ...], bool], ...]:
    """Every row that others split, with these and whether people are left over."""
    if len(rows) == 1:
        return ()
    counted = {row: parts(row, finest_rows) for row in rows}
    return tuple(
        (row, tuple(split), is_open)
        for row in rows
        for split, is_open in _partitions(row, rows, counted)
    )


def _partitions(
    row: Row, rows: Sequence[Row], counted: Mapping[Row, frozenset[Row]]
) -> Iterable[tuple[list[Row], bool]]:
    """The ways in which a row is split by others: by pay band, and by staff group."""
    group, band = row
    facts = reference.by("pay_bands", "pay_band")
    for other in rows:
        if other[0] == group and facts[other[1]]["of_which"] == band:
            yield [other], True
    within = [r for r in rows if r[0] == group and r[1] in bands_within(band)]
    if row == (ALL, ALL):
        groups = [r for g in dict.fromkeys(g for g, _ in rows) if g != ALL for r in _whole(g, rows)]
        yield from _of_everybody(_outermost(within), groups, counted)
        return
    groups = [r for r in rows if group == ALL and r[0] != ALL and r[1] == band]
    for split in (*_ways(_outermost(within), counted), groups):
        if split:
            yield split, not _is_complete(split, counted[row], counted)
    if row == (MEDICAL, ALL) and row in counted[row]:
        # Handed in without grades: those of all staff are its own.
        grades = _outermost([r for r in rows if r[0] == ALL and level(r[1]) == "grade"])
        if grades:
            yield grades, False


def _outermost(rows: list[Row]) -> list[Row]:
    """The rows of one staff group that no other one contains."""
    return [
        r
        for r in rows
        if not is_of_which(r[1]) and not any(r[1] in bands_within(o[1]) for o in rows)
    ]


def _ways(rows: list[Row], counted: Mapping[Row, frozenset[Row]]) -> list[list[Row]]:
    """The ways to take as many of these rows as count nobody twice.

    Levels of pay and clusters split the same bands in two ways: band 5 is of the lower level, and
    of cluster 2.
    """
    for i, row in enumerate(rows):
        twice = [other for other in rows[i + 1 :] if counted[row] & counted[other]]
        if twice:
            without = [other for other in rows if other != row]
            ways = [*_ways([r for r in rows if r not in twice], counted), *_ways(without, counted)]
            return [way for way in ways if not any(set(way) < set(other) for other in ways)]
    return [rows]


def _whole(group: str, rows: Sequence[Row]) -> list[Row]:
    """The row of a whole staff group; where it is not printed, its outermost rows."""
    return _outermost([r for r in rows if r[0] == group])


def _of_everybody(
    bands: list[Row], groups: list[Row], counted: Mapping[Row, frozenset[Row]]
) -> Iterable[tuple[list[Row], bool]]:
    """The ways in which everybody is split: doctors, and the others, by group or by pay band.

    Both may be handed in beside each other. They split the same people, so a reader may take the
    doctors from one and all others from the other.
    """
    ways: dict[bool, list[tuple[list[Row], bool]]] = {}
    for is_of_doctors in (True, False):
        wanted = [r for r in counted[ALL, ALL] if _is_of_doctors(r) == is_of_doctors]
        split = [[r for r in way if _is_of_doctors(r) == is_of_doctors] for way in (bands, groups)]
        choices = [(rows, not _is_complete(rows, wanted, counted)) for rows in split if rows]
        ways[is_of_doctors] = choices or [([], bool(wanted))]
    # That the grades make up the doctors is a relation of its own.
    doctors, is_open = ways[True][0]
    for others, is_open_too in ways[False]:
        if others or doctors:
            yield [*others, *doctors], is_open or is_open_too


def _is_of_doctors(row: Row) -> bool:
    return row[0] == MEDICAL or level(row[1]) == "grade"


def _is_complete(
    rows: list[Row], wanted: Iterable[Row], counted: Mapping[Row, frozenset[Row]]
) -> bool:
    """Whether rows cover all that was handed in, of the way to split people that they follow.

    Bands of all staff and staff groups are two ways to split the same people.
    """
    covered = frozenset().union(*(counted[row] for row in rows))
    is_of_all = any(group == ALL for group, _ in covered)
    return covered == {r for r in wanted if (r[0] == ALL) == is_of_all}
