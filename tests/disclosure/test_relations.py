"""What everybody knows about the cells of a report."""

import numpy as np
import pytest

from wres.disclosure.cells import STAFF, Key
from wres.disclosure.relations import Relation, relations
from wres.figures import ALL


def places(indicator, measure, *rows):
    return [Key(indicator, measure, group, band) for group, band in rows]


def test_two_ways_to_split_the_same_applicants_are_two_sums():
    keys = places(2, "shortlisted", (ALL, ALL), ("clinical", ALL), ("non-clinical", ALL))
    keys += places(2, "shortlisted", (ALL, "5"), (ALL, "6"))
    everybody, clinical, offices, five, six = keys
    found = relations(keys, keys)
    assert Relation(everybody, (clinical, offices)) in [_sorted(r) for r in found]
    assert Relation(everybody, (five, six)) in found
    assert len(found) == 2


def _sorted(relation):
    return Relation(relation.whole, tuple(sorted(relation.parts)), relation.is_open)


def test_doctors_make_up_what_bands_of_all_staff_leave():
    handed_in = places(
        1, STAFF, (ALL, ALL), ("clinical", "5"), ("non-clinical", "5"), ("medical and dental", ALL)
    )
    everybody, _, _, doctors = handed_in
    band = Key(1, STAFF, ALL, "5")
    found = relations([everybody, band, doctors], handed_in)
    assert Relation(everybody, (band, doctors)) in found


def test_bands_that_are_left_out_are_people_left_over():
    handed_in = places(1, STAFF, ("clinical", ALL), ("clinical", "5"), ("clinical", "6"))
    everybody, five, _ = handed_in
    assert relations([everybody, five], handed_in) == [Relation(everybody, (five,), True)]


def test_what_is_counted_among_others():
    keys = [Key(2, m) for m in ("shortlisted", "appointed")]
    keys += [Key(2, f"{key.measure}, international recruitment") for key in keys]
    shortlisted, appointed, abroad, appointed_abroad = keys
    found = {(r.whole, *r.parts) for r in relations(keys, keys)}
    assert found == {
        (shortlisted, appointed),
        (abroad, appointed_abroad),
        (shortlisted, abroad),
        (appointed, appointed_abroad),
        # Nobody is appointed elsewhere who was not shortlisted elsewhere.
        (shortlisted, abroad, appointed),
    }
    assert [r.twice for r in relations(keys, keys) if len(r.parts) == 2] == [(appointed_abroad,)]
    assert all(r.is_open for r in relations(keys, keys))


# Every sum that a reader knows, in another way: each row of a table is a set of posts, a post
# being a staff group and a single band. Sums of rows that cover the same posts as often are
# the null space of the table of rows and posts.
AGENDA, GRADES = ("5", "6", "8a", "8b"), ("consultant", "trainee")
WITHIN = {
    ALL: (*AGENDA, *GRADES),
    "1-7": ("5", "6"),
    "8a-VSM": ("8a", "8b"),
    "cluster 2": ("5", "6"),
    "cluster 3": ("8a", "8b"),
}
CLINICAL, OFFICES, DOCTORS = "clinical", "non-clinical", "medical and dental"


def posts(row):
    group, band = row
    return {
        (g, b)
        for g in ((CLINICAL, OFFICES, DOCTORS) if group == ALL else (group,))
        for b in WITHIN.get(band, (band,))
        if (g == DOCTORS) == (b in GRADES)
    }


def rank(matrix):
    return np.linalg.matrix_rank(np.array(matrix, dtype=float)) if len(matrix) else 0


def rows_of(groups, bands):
    return [(g, b) for g in groups for b in bands]


BY_GROUP = rows_of((CLINICAL, OFFICES, DOCTORS), (ALL,))
BY_BAND = rows_of((ALL,), (*AGENDA, *GRADES))
BOTH = rows_of((CLINICAL, OFFICES), AGENDA)
MEDICAL = rows_of((DOCTORS,), GRADES)
POOLS = ("1-7", "8a-VSM")
CLUSTERS = ("cluster 2", "cluster 3")
TABLES = {
    "applicants by group and band": (BY_GROUP + BY_BAND, BY_GROUP + BY_BAND),
    "applicants by group": (BY_GROUP, BY_GROUP),
    "applicants by band": (BY_BAND, BY_BAND),
    "applicants, grades without the group": (BY_GROUP[:2] + BY_BAND, BY_GROUP[:2] + BY_BAND),
    "applicants, no grades": (BY_GROUP + BY_BAND[:4], BY_GROUP + BY_BAND[:4]),
    "applicants by pool": (
        BY_GROUP + rows_of((ALL,), POOLS) + BY_BAND[4:],
        BY_GROUP + rows_of((ALL,), POOLS) + BY_BAND[4:],
    ),
    "full bands": (
        BOTH
        + MEDICAL
        + BY_GROUP
        + rows_of((CLINICAL, OFFICES), (*POOLS, *CLUSTERS))
        + rows_of((ALL,), (*AGENDA, *POOLS)),
        BOTH + MEDICAL,
    ),
    "clusters": (
        BY_GROUP + MEDICAL + rows_of((CLINICAL, OFFICES), (*POOLS, *CLUSTERS)),
        BOTH + MEDICAL,
    ),
    "pools": (BY_GROUP + rows_of((CLINICAL, OFFICES), POOLS), BOTH + MEDICAL),
    "all staff bands": (BY_GROUP + rows_of((ALL,), (*AGENDA, *POOLS)), BOTH + MEDICAL),
    "all staff clusters": (
        BY_GROUP + MEDICAL + rows_of((ALL,), (*POOLS, *CLUSTERS)),
        BOTH + MEDICAL,
    ),
}


@pytest.mark.parametrize("name", TABLES)
def test_every_sum_that_a_reader_knows_is_a_relation(name):
    printed, handed_in = ([(ALL, ALL), *rows] for rows in TABLES[name])
    every = sorted(set().union(*map(posts, printed)))
    if name == "applicants, no grades":
        every = [post for post in every if post[1] != "trainee"]  # doctors are one lump
    known = [[post in posts(row) for post in every] for row in printed]
    keys = places(1, STAFF, *printed)
    found = [r for r in relations(keys, places(1, STAFF, *handed_in)) if not r.is_open]
    signs = [[dict(r.terms).get(key, 0) for key in keys] for r in found]
    # Each relation is true of every post, and there are as many as there can be.
    assert not (np.array(signs) @ np.array(known, dtype=int)).any()
    assert rank(signs) == len(printed) - rank(known)


def test_grades_without_their_group_are_among_all_staff():
    printed = places(1, STAFF, (ALL, ALL), *MEDICAL)
    (found,) = relations(printed, places(1, STAFF, (ALL, ALL), *BOTH, *MEDICAL))
    assert (found.whole, set(found.parts), found.is_open) == (printed[0], set(printed[1:]), True)
