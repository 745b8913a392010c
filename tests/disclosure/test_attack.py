"""Protected counts in a stranger's hands: sums that are not those of `disclosure.relations`."""

import itertools

from builders import counts as published
from builders import raw
from disclosure.stranger import found_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres.disclosure import protect
from wres.figures import ALL
from wres.ground.settings import Settings

SHORTLISTED, APPOINTED = "shortlisted", "appointed"
GROUPS = ("clinical", "non-clinical")
BANDS = ("5", "8a")
DOCTORS, GRADES = "medical and dental", ("consultant", "trainee", "other")
SEXES = ("Female", "Male")
numbers = st.integers(0, 40) | st.integers(0, 6)
people = st.tuples(numbers, numbers, st.integers(0, 6))


PLACES = (*itertools.product(GROUPS, BANDS), *((DOCTORS, grade) for grade in GRADES))
CELLS = list(itertools.product(PLACES, SEXES))


def added(cells):
    return tuple(map(sum, zip(*cells, strict=True)))


def tables(measure, cells):
    """The rows of one measure, each a sum of the same people: by group, by band, by sex."""

    def of(is_wanted):
        return added([n for (place, sex), n in cells.items() if is_wanted(*place, sex)])

    rows = [(2, measure, ALL, ALL, *of(lambda group, band, sex: True))]
    for name in (*GROUPS, DOCTORS):
        rows.append((2, measure, name, ALL, *of(lambda group, band, sex, n=name: group == n)))
    for name in (*BANDS, *GRADES):
        rows.append((2, measure, ALL, name, *of(lambda group, band, sex, n=name: band == n)))
    sexes = {(2, measure, n): of(lambda group, band, sex, n=n: sex == n) for n in SEXES}
    bme = rows[0][5]
    # As many are appointed of a group as were shortlisted of it, or fewer: half grows with bme.
    return rows, sexes, {(2, measure): (bme // 2, bme - bme // 2, 0, 0)}


@st.composite
def recruitment(draw):
    """Applicants and those of them appointed, with all the detail there can be."""
    shortlisted = dict(zip(CELLS, draw(st.tuples(*[people] * len(CELLS))), strict=True))
    one_in = dict(zip(CELLS, draw(st.tuples(*[st.integers(1, 4)] * len(CELLS))), strict=True))
    appointed = {cell: tuple(n // one_in[cell] for n in shortlisted[cell]) for cell in CELLS}
    rows, sexes, groups = tables(SHORTLISTED, shortlisted)
    more, by_sex, by_group = tables(APPOINTED, appointed)
    return rows + more, sexes | by_sex, groups | by_group


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recruitment())
def test_a_stranger_finds_out_nothing_about_applicants(drawn):
    rows, sexes, groups = drawn
    workforce = (1, "staff in post", ALL, ALL, 800, 160, 40)
    held = raw(published([workforce, *rows], sexes=sexes, groups=groups))
    assert not found_out(protect(held, Settings()))
