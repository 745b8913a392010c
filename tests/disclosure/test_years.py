"""A later report prints a year in its own tables: only in cells that were held for that year."""

import pytest
from builders import counts as published
from builders import raw

from wres import reference
from wres.disclosure import protect
from wres.figures import ALL, BME, ETHNICITIES, State
from wres.ground.settings import Settings
from wres.indicators import indicator_1
from wres.indicators.detail import detail
from wres.reference.standard import LEVELS

STAFF = "staff in post"
GROUPS = ("clinical", "non-clinical")


def held(rows, groups=None):
    total = [sum(row[i] for row in rows) for i in (4, 5, 6)]
    return raw(published([(1, STAFF, ALL, ALL, *total), *rows], groups=groups))


def test_a_cluster_beside_its_bands_does_not_come_back_without_them():
    # 3 BME clinical staff in band 3. Band 4 is withheld with it, since nobody BME is in band 5 and
    # zero is shown. Next year's report may have no bands: of this year it then prints the pool,
    # 23, and both clusters. Cluster 2 is 0, so cluster 1 must be 23: it may not be called withheld.
    bands = {"3": 3, "4": 20, "5": 0}
    rows = [(1, STAFF, "clinical", band, 100, bme, 10) for band, bme in bands.items()]
    rows += [(1, STAFF, "non-clinical", band, 100, 30, 10) for band in bands]
    protected = protect(held(rows), Settings(shape="full bands"))
    of = {
        figure.pay_band: figure.value
        for figure in indicator_1(protected)
        if figure.figure == "staff_count"
        and (figure.staff_group, figure.ethnicity) == ("clinical", BME)
    }
    assert (of["3"], of["4"], of["5"]) == (None, None, 0)
    assert (of["1-7"], of["cluster 1"], of["cluster 2"]) == (23, 23, 0)


@pytest.mark.parametrize("shape", reference.by("shapes", "shape"))
def test_every_count_of_staff_was_held_when_the_year_was_protected(shape):
    # But for the levels of pay, which are other cells added up (docs/disclosure.md).
    bands = ("3", "4", "5", "6", "7", "8a", "8b", "8c", "VSM")
    rows = [
        (1, STAFF, group, band, 300 + 7 * i, 3 if band == "8b" else 40 + i, 20)
        for group in GROUPS
        for i, band in enumerate(bands)
    ]
    rows.append((1, STAFF, "medical and dental", "consultant", 200, 90, 30))
    by_group = {row[:4]: (row[5] - 10, 10, 0, 0) for row in rows if row[5] > 10}
    protected = protect(held(rows, by_group), Settings(shape=shape))
    places = protected.table[["staff_group", "pay_band", "ethnicity"]].itertuples(index=False)
    cells = set(map(tuple, places))
    figures = [
        figure
        for figure in (*indicator_1(protected), *detail(protected))
        if figure.figure == "staff_count"
        and figure.pay_band not in LEVELS
        # What a shape does not tell apart is not there, rather than withheld.
        and figure.state is not State.NOT_COLLECTED
    ]
    assert {figure.ethnicity for figure in figures} >= {*ETHNICITIES, ALL}
    assert {(f.staff_group, f.pay_band, f.ethnicity) for f in figures} <= cells
