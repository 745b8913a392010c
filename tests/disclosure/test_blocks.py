"""Blocks apart: what is withheld in one staff group tells nothing of another."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from builders import counts as published
from builders import raw
from disclosure.stranger import told
from disclosure.trying import candidates
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres.attack.solve import solve
from wres.disclosure import protect
from wres.disclosure.cells import Key, people
from wres.disclosure.plan import choose, tier
from wres.figures import ALL, BME
from wres.ground.settings import Settings
from wres.reference.standard import JOINED, LEVELS, POOLS

STAFF = "staff in post"
NAMES = ("White", BME, "Unknown")
BANDS = ("2", "3", "5", "6", "7", "8a", "8b", "8c", "VSM")
# White, BME, Unknown by band: small counts in every level, and zeros.
NON_CLINICAL = dict(
    zip(
        BANDS,
        [
            (80, 20, 3), (60, 12, 9), (70, 9, 8), (50, 4, 7), (40, 11, 6), (30, 7, 2), (20, 5, 7),
            (12, 3, 0), (9, 1, 1),
        ],
        strict=True,
    )
)  # fmt: skip
CLINICAL = dict(
    zip(
        BANDS,
        [
            (90, 30, 9), (70, 3, 9), (90, 40, 8), (80, 24, 7), (60, 18, 6), (30, 2, 2), (20, 6, 7),
            (12, 4, 1), (9, 1, 1),
        ],
        strict=True,
    )
)  # fmt: skip
FEWER = NON_CLINICAL | {
    "2": (10, 20, 3), "3": (10, 12, 9), "5": (20, 9, 8), "6": (10, 4, 7), "7": (10, 11, 6),
}  # fmt: skip
GRADES = {"consultant": (60, 40, 6), "trainee": (40, 44, 4), "other": (7, 3, 0)}


def year(non_clinical=NON_CLINICAL, clinical=CLINICAL):
    rows = [
        (1, STAFF, group, band, *people)
        for group, bands in (
            ("non-clinical", non_clinical),
            ("clinical", clinical),
            ("medical and dental", GRADES),
        )
        for band, people in bands.items()
    ]
    total = [sum(row[i] for row in rows) for i in (4, 5, 6)]
    return raw(published([(1, STAFF, ALL, ALL, *total), *rows]))


def masks(counts):
    """What is withheld of each staff group: of its bands, and of its levels and pools."""
    table = protect(counts).table
    gone = table[table["state"] == "withheld"]
    keys = list(zip(gone["staff_group"], gone["pay_band"], gone["ethnicity"], strict=True))
    return {
        (group, is_level): {key[1:] for key in keys if key[0] == group and (
            key[1] in (*LEVELS, *POOLS)) == is_level}
        for group in ("clinical", "non-clinical", "medical and dental")
        for is_level in (False, True)
    }  # fmt: skip


def moved(start, end, ethnicity):
    """The non-clinical table with one person in another band."""
    people = {band: list(numbers) for band, numbers in NON_CLINICAL.items()}
    people[start][ethnicity] -= 1
    people[end][ethnicity] += 1
    return people


def test_moving_one_person_between_bands_changes_nothing_in_another_group():
    before = masks(year())
    assert before["medical and dental", False]  # there is something to change
    assert before["clinical", False]
    level = {band: 0 if i < 3 else 1 if i < 5 else 2 for i, band in enumerate(BANDS)}
    changed = 0
    for start, end in permutations(BANDS, 2):
        after = masks(year(moved(start, end, NAMES.index(BME))))
        assert after["medical and dental", False] == before["medical and dental", False]
        if level[start] == level[end]:
            for group in ("clinical", "medical and dental"):
                for is_level in (False, True):
                    assert after[group, is_level] == before[group, is_level], (start, end)
            assert after["non-clinical", True] == before["non-clinical", True]
        changed += after["non-clinical", False] != before["non-clinical", False]
    assert changed > 5  # what is withheld among the bands themselves does depend on them


def attacked(*years):
    """The withheld cells with too few candidates for a reader of all these years."""
    facts, withheld = [], []
    for counts in years:
        known, gone = told(protect(counts), Settings())
        facts += known
        withheld += gone
    answer = solve(facts, withheld, 5, above_zero=withheld, exact=False)
    assert withheld
    assert not answer.dropped
    return {str(cell): found for cell, found in answer.ranges.items() if found.candidates < 5}


@pytest.mark.parametrize("sizes", [(0, 60, 0), (60, 0, 60)])
def test_a_size_that_crosses_a_printed_limit_gives_nothing_back(sizes):
    # 979 people, and 60 more: the tables of one year tell White staff apart, those of the
    # next do not.
    years = []
    for number, more in enumerate(sizes):
        counts = year(FEWER, CLINICAL | {"2": (40, 30, 9), "5": (30 + more, 40, 8)})
        years.append(replace(counts, year=2022 + number))
    shapes = [protect(counts).protection.shape for counts in years]
    assert shapes[0] == shapes[2] != shapes[1]
    assert not attacked(*years)


def test_joined_rows_and_rows_of_all_staff_give_nothing_back():
    protected = protect(year(clinical=CLINICAL | {"5": (190, 40, 8)}))
    assert set(protected.bands("clinical")) > {*JOINED, *POOLS}
    assert set(protected.bands(ALL)) == {ALL, *POOLS, "lower", "middle"}
    assert not attacked(year(clinical=CLINICAL | {"5": (190, 40, 8)}))


def test_totals_are_decided_before_what_they_are_made_of():
    cells = [Key(1, STAFF, "clinical", band, ethnicity=BME) for band in (ALL, "lower", "5")]
    assert [tier(cell) for cell in cells] == [0, 1, 2]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=8, max_size=8))
def test_levels_and_joined_bands_keep_their_candidates_by_brute_force(numbers):
    bands = ("6", "7", "8a", "8c")
    rows = [
        (1, STAFF, group, band, 20, numbers[4 * at + i], 6)
        for at, group in enumerate(("clinical", "non-clinical"))
        for i, band in enumerate(bands)
    ]
    total = [sum(row[i] for row in rows) for i in (4, 5, 6)]
    held = raw(published([(1, STAFF, ALL, ALL, *total), *rows]))
    decided = Settings(candidates=3, small=3, shape="bands, BME only")
    plan = choose(people(held), decided)
    assert not plan.exposed
    for part in plan.problem.components():
        hidden = np.array([key is None or key in plan.hidden for key in part.keys])
        low, high = part.bounds(hidden)
        if (high > low).sum() <= 8:
            assert all(number >= 3 for number in candidates(part, hidden).values())
