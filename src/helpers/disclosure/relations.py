"""Relations: what everybody knows about the cells of a report, without having seen one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers import reference
from helpers.disclosure.cells import STAFF, Key, Row, bands_within, finest, parts
from helpers.figures import ALL, BME, BME_GROUPS, ETHNICITIES, SEXES

# What is counted among whom, and whether those left over are people of whom something is said:
# who was not appointed, who did not say yes. Events of a year are not a part of the staff of its
# last day, so those left over there are nobody in particular.
_AMONG = (
    ("appointed", "shortlisted", True),
    ("count", "respondents", True),
    ("voting board members", "board members", True),
    ("executive board members", "board members", True),
    ("entered formal disciplinary process", STAFF, False),
    ("accessed non-mandatory training", STAFF, False),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """`whole` is the sum of `parts`; where it is open, of the parts and of people left over.

    `is_about_people` says whether those left over are a group that must not be small.
    """

    whole: Key
    parts: tuple[Key, ...]
    is_open: bool = False
    is_about_people: bool = True


def relations(printed: Iterable[Key], handed_in: Iterable[Key]) -> list[Relation]:
    """Every relation between printed cells, in a fixed order.

    Args:
        printed: the cells that a report prints, withheld ones included.
        handed_in: the cells handed in, which say what a sum is made of.
    """
    keys = sorted(set(printed))
    known = set(keys)
    found = [*_by_ethnicity(keys, known), *_by_sex(keys, known), *_among(keys, known)]
    return [*found, *_by_place(keys, _base(handed_in))]


def _by_ethnicity(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for whole, groups in ((ALL, ETHNICITIES), (BME, BME_GROUPS)):
        for key in keys:
            if key.ethnicity != whole:
                continue
            held = tuple(k for e in groups if (k := key._replace(ethnicity=e)) in known)
            if held:
                yield Relation(key, held, len(held) < len(groups))


def _by_sex(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for key in keys:
        if key.sex == ALL:
            held = tuple(k for sex in SEXES if (k := key._replace(sex=sex)) in known)
            if held:
                yield Relation(key, held)


def _among(keys: list[Key], known: set[Key]) -> Iterable[Relation]:
    for key in keys:
        for measure, among, is_about_people in _AMONG:
            # "appointed, international recruitment" is counted among those shortlisted of it.
            name, comma, kind = key.measure.partition(", ")
            if name != measure:
                continue
            whole = key._replace(measure=among + comma + kind)
            if among == STAFF and whole not in known:
                whole = whole._replace(indicator=1)
            if whole in known:
                yield Relation(whole, (key,), True, is_about_people)
        whole = key._replace(measure=key.measure.partition(", ")[0])
        if whole != key and whole in known:
            yield Relation(whole, (key,), True)


_Slice = tuple[int, str, str]


def _base(handed_in: Iterable[Key]) -> Mapping[_Slice, frozenset[Row]]:
    rows = defaultdict(set)
    for key in handed_in:
        rows[key.indicator, key.measure, key.sex].add((key.staff_group, key.pay_band))
    return {name: finest(found) for name, found in rows.items()}


def _by_place(keys: list[Key], base: Mapping[_Slice, frozenset[Row]]) -> Iterable[Relation]:
    """Sums over pay bands and over staff groups."""
    slices = defaultdict(list)
    for key in keys:
        slices[key.indicator, key.measure, key.sex, key.ethnicity].append(
            (key.staff_group, key.pay_band)
        )
    for (indicator, measure, sex, ethnicity), rows in slices.items():
        if len(rows) == 1:
            continue
        finest_rows = base.get((indicator, measure, sex), frozenset())
        counted = {row: parts(row, finest_rows) for row in rows}
        for row in rows:
            for held, is_open in _partitions(row, rows, counted):
                yield Relation(
                    Key(indicator, measure, *row, sex, ethnicity),
                    tuple(Key(indicator, measure, *part, sex, ethnicity) for part in held),
                    is_open,
                )


def _partitions(
    row: Row, rows: list[Row], counted: Mapping[Row, frozenset[Row]]
) -> Iterable[tuple[list[Row], bool]]:
    """The ways in which a row is split by others: by pay band, and by staff group."""
    group, band = row
    facts = reference.by("pay_bands", "pay_band")
    for other in rows:
        if other[0] == group and facts[other[1]]["of_which"] == band:
            yield [other], True
    inside = [
        r
        for r in rows
        if r[0] == group and r[1] in bands_within(band) and not facts[r[1]]["of_which"]
    ]
    outermost = [r for r in inside if not any(r[1] in bands_within(o[1]) for o in inside)]
    covered = _covered(outermost, counted)
    if outermost and row == (ALL, ALL) and not _is_of_all_staff(covered):
        # Bands of all staff leave out the groups that have none of them, such as doctors.
        outermost += [r for r in rows if r[0] != ALL and r[1] == ALL and not counted[r] & covered]
    groups = [r for r in rows if group == ALL and r[0] != ALL and r[1] == band]
    for held in (outermost, groups):
        if held:
            covered = _covered(held, counted)
            # Bands of all staff and staff groups may be handed in beside each other, as two ways
            # to split the same people.
            same = _is_of_all_staff(covered)
            wanted = {r for r in counted[row] if (r[0] == ALL) == same}
            yield held, covered != wanted


def _covered(rows: list[Row], counted: Mapping[Row, frozenset[Row]]) -> frozenset[Row]:
    return frozenset().union(*(counted[row] for row in rows))


def _is_of_all_staff(covered: frozenset[Row]) -> bool:
    return any(group == ALL for group, _ in covered)
