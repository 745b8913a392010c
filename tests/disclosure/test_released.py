"""A year that is out keeps its shape and what it withholds: by eye, and beside version 0.5.2."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import counts as published
from builders import raw

from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import Key, level, people, with_bands_together
from wres.disclosure.plan import choose, masked
from wres.figures import ALL, BME, State
from wres.figures.counts import Counts, PublishedCounts
from wres.figures.released import Released
from wres.ground.errors import DisclosureError
from wres.ground.settings import Settings
from wres.reading.editions import read_edition
from wres.reading.inputs import read_inputs

ROOT = Path(__file__).parents[2]
STAFF = "staff in post"
EVENT = "entered formal disciplinary process"
WORKFORCE = (1, STAFF, ALL, ALL, 800, 160, 40)


def counts(*rows) -> Counts:
    return raw(published([WORKFORCE, *rows]))


def what_is_out(protected: PublishedCounts) -> Released:
    """What readers have of counts when everything that is printed of them is out."""
    shown, withheld = {}, set()
    for row in protected.table.itertuples():
        key = (row.indicator, row.measure, row.staff_group, row.pay_band, row.sex, row.ethnicity)
        if row.state == State.SHOWN:
            shown[key] = (row.number, row.number)
        elif row.state == State.WITHHELD:
            withheld.add(key)
    return Released(shown, frozenset(withheld), "Write a line.")


def staff(band, ethnicity) -> tuple:
    return (1, STAFF, "clinical", band, ALL, ethnicity)


def printed(*numbers) -> Released:
    """What readers have when White, BME, unknown and all of one row are out."""
    rows = zip(("White", BME, "Unknown", ALL), numbers, strict=True)
    shown = {(3, EVENT, ALL, ALL, ALL, ethnicity): (n, n) for ethnicity, n in rows}
    return Released(shown, remedy="A line.")


def hidden(protected: PublishedCounts) -> set[tuple]:
    return set(what_is_out(protected).withheld)


def bands(*numbers) -> list[tuple]:
    """Clinical staff in four bands, of (White, BME, unknown) each."""
    names = ("5", "6", "7", "8a")
    return [(1, STAFF, "clinical", name, *each) for name, each in zip(names, numbers, strict=True)]


# Of band 8a 4 are BME. By bands one more cell goes with it; as one pool of bands none need.
CLINICAL = bands((300, 60, 12), (250, 50, 14), (150, 30, 6), (100, 4, 8))


def test_another_shape_of_a_year_that_is_out_is_not_printed():
    held = counts(*CLINICAL)
    first = protect(held, Settings(shape="pools"))
    alone = protect(held, Settings(shape="full bands"))
    again = protect(held, Settings(shape="full bands"), out=what_is_out(first))
    assert (first.protection.shape, alone.protection.shape) == ("pools", "full bands")
    assert again.protection.shape == "pools" and again.protection.keeps
    assert again.table.equals(first.table)
    # The page says so, in words for everybody.
    assert again.protection.why.endswith("then stays withheld, whatever it is now.")


def test_the_same_year_twice_is_the_same_and_needs_no_word():
    held = counts(*CLINICAL)
    first = protect(held)
    again = protect(held, out=what_is_out(first))
    assert again.table.equals(first.table) and again.protection == first.protection


def test_what_was_withheld_stays_so_when_it_is_large_by_now():
    first = protect(counts((3, EVENT, ALL, ALL, 24, 16, 1)))
    assert first.get(3, EVENT, "Unknown").value is None
    corrected = protect(counts((3, EVENT, ALL, ALL, 24, 16, 9)), out=what_is_out(first))
    assert corrected.get(3, EVENT, "Unknown").value is None
    assert corrected.get(3, EVENT, BME).value == 16


def test_a_corrected_count_is_printed_as_it_is_now():
    first = protect(counts((3, EVENT, ALL, ALL, 24, 16, 1)))
    corrected = protect(counts((3, EVENT, ALL, ALL, 25, 16, 1)), out=what_is_out(first))
    assert corrected.get(3, EVENT, "White").value == 25
    assert hidden(corrected) == hidden(first)
    # That nobody is left would say how many there were before: the total is withheld for them.
    nobody = protect(counts((3, EVENT, ALL, ALL, 24, 16, 0)), out=what_is_out(first))
    assert hidden(nobody) == hidden(first)


def test_a_count_that_became_small_is_not_hidden_behind_one_that_is_known():
    # 24 + 16 + 9 = 49 was printed whole. By now 3 are unknown, and 43 are all: the reader has the
    # 24 and the 16 from the edition that is out, so the total goes, and these stay.
    out = printed(24, 16, 9, 49)
    now = protect(counts((3, EVENT, ALL, ALL, 24, 16, 3)), out=out)
    shown = [now.get(3, EVENT, e).value for e in ("White", "BME", "Unknown", "all")]
    assert shown == [24, 16, None, None]


def test_where_nothing_else_can_be_withheld_there_is_no_new_edition():
    # The same with a total that did not change: 24 and 16 of 43 are known, and 3 are left.
    out = printed(24, 16, 9, 43)
    with pytest.raises(DisclosureError) as refused:
        protect(counts((3, EVENT, ALL, ALL, 24, 16, 3)), out=out)
    said = str(refused.value)
    assert "RXX, 2023: beside the edition that is out" in said and said.endswith("A line.")
    assert "Hand the counts of this year in as they were published" in said
    assert not any(number in said for number in ("24", "16", "43", " 3 "))


def test_a_small_count_that_is_out_stays_printed_though_more_is_small_by_now():
    held = counts((3, EVENT, ALL, ALL, 24, 16, 9))
    first = protect(held)
    again = protect(held, Settings(small=10), out=what_is_out(first))
    assert again.get(3, EVENT, "Unknown").value == 9


def test_rows_that_what_is_out_does_not_have_are_not_added_where_they_give_it_back():
    # Two cells of unknown ethnicity are withheld, six people together: 1 to 5 each. With the
    # grades two more zeros would stand there, and two others be 1 at least: 2 to 5 doctors.
    whole, doctors = (1, STAFF, ALL, ALL, 807, 438, 52), (1, STAFF, "medical and dental")
    agenda = [
        (1, STAFF, "clinical", "1-7", 413, 247, 35),
        (1, STAFF, "clinical", "8a-VSM", 37, 13, 3),
        (1, STAFF, "non-clinical", "1-7", 228, 70, 11),
        (1, STAFF, "non-clinical", "8a-VSM", 66, 15, 0),
    ]
    grades = [
        (*doctors, "consultant", 40, 41, 1),
        (*doctors, "non-consultant career grade", 3, 6, 0),
        (*doctors, "trainee", 20, 45, 2),
        (*doctors, "other", 0, 1, 0),
    ]
    first = protect(raw(published([whole, *agenda, (*doctors, ALL, 63, 93, 3)])))
    assert first.get(1, STAFF, "Unknown", *doctors[2:], ALL).value is None
    again = protect(raw(published([whole, *agenda, *grades])), out=what_is_out(first))
    assert what_is_out(again) == what_is_out(first)
    assert again.protection.keeps


@pytest.mark.parametrize("edition", sorted(ROOT.glob("tests/published/editions/*/*")),
                         ids=lambda place: f"{place.name} {place.parent.name}")  # fmt: skip
@pytest.mark.parametrize("shape", ["automatic", "full bands"])
def test_beside_an_edition_of_version_0_5_2_nothing_comes_back(edition, shape):
    """The tables of the sample reports as version 0.5.2 printed them, and those of today."""
    old = read_edition(edition)
    inputs = read_inputs(ROOT / "data", old.organisation, old.year, [old])
    out = inputs.released[old.year]
    assert out.withheld
    cells = with_bands_together(people(inputs.years[-1].counts))
    plan = choose(cells, replace(inputs.context.settings, shape=shape), out)
    assert not plan.exposed
    assert {Key(*key) for key in out.withheld} <= plan.hidden
    shown = {Key(*key) for key in out.shown}
    levels = {key for key in shown if level(key.pay_band) == "level"}  # sums of what is printed
    assert shown - levels <= plan.printed.keys() - plan.hidden
    # Whatever either of them shows is known, and each withheld count keeps its values.
    assert not exposed(plan.problem, masked(plan))


def test_a_level_that_follows_from_bands_that_are_out_is_shown():
    # Of the levels, middle would go with upper, where three are BME: it has the fewest staff. But
    # it is the sum of bands 6 and 7, which are out.
    now = counts(*bands((300, 60, 10), (40, 20, 8), (30, 15, 7), (60, 3, 1)))
    of = {"6": (40, 20, 8, 68), "7": (30, 15, 7, 52), ALL: (430, 98, 26, 554)}
    groups = ("White", BME, "Unknown", ALL)
    shown = {
        staff(band, ethnicity): (n, n)
        for band, numbers in of.items()
        for ethnicity, n in zip(groups, numbers, strict=True)
    }
    others = "5", "8a", "1-7", "8a-VSM"
    withheld = frozenset(staff(band, ethnicity) for band in others for ethnicity in groups)
    plan = choose(
        with_bands_together(people(now)), Settings(), Released(shown, withheld, "A line.")
    )
    middle = {Key(*staff("middle", ethnicity)) for ethnicity in groups}
    assert middle <= plan.printed.keys() - plan.hidden
    assert not plan.exposed
    assert exposed(plan.problem, masked(plan)) == {}
