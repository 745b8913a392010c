"""What everybody knows about the cells of a report."""

from helpers.disclosure.cells import STAFF, Key
from helpers.disclosure.relations import Relation, relations
from helpers.figures import ALL


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
    }
    assert all(r.is_open for r in relations(keys, keys))
