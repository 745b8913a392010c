"""What is behind the nine indicators, against values worked out by hand."""

from __future__ import annotations

import pytest
from builders import counts, pick
from detailed import ABROAD, ENTERED, GROUPS, ROWS, SEXES

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, Count, State
from wres.indicators import calculate
from wres.indicators.detail import detail, less, with_bands_together
from wres.indicators.further import further
from wres.indicators.levels import progress
from wres.reference.standard import GROUNDS, NAMED_A_GROUND


@pytest.fixture(scope="module")
def figures():
    return detail(counts(ROWS, groups=GROUPS, sexes=SEXES))


@pytest.mark.parametrize(
    ("name", "where", "value"),
    [
        # Asian staff are 25 of all 150, the 10 of unknown ethnicity included
        ("staff_percentage", {"ethnicity": "Asian", "staff_group": ALL}, 100 * 25 / 150),
        # and 9 of the 38 of clinical band 5
        (
            "staff_percentage",
            {"ethnicity": "Asian", "staff_group": "clinical", "pay_band": "5"},
            100 * 9 / 38,
        ),
        # cluster 2 is bands 5 and 6: 9 + 2 of 38 + 15
        (
            "staff_percentage",
            {"ethnicity": "Asian", "staff_group": "clinical", "pay_band": "cluster 2"},
            100 * 11 / 53,
        ),
        # 1 of 11 shortlisted Black applicants was appointed
        ("appointment_rate", {"ethnicity": "Black"}, 100 / 11),
        # White 15 of 60 over Black 1 of 11: (15 x 11) / (60 x 1)
        ("relative_likelihood_white_to_group", {"ethnicity": "Black", "indicator": 2}, 2.75),
        # Black 2 of 20 over White 4 of 80: indicator 3 is the other way round
        ("relative_likelihood_group_to_white", {"ethnicity": "Black"}, 2.0),
        # nobody of the Mixed group entered the process: an ordinary ratio
        ("relative_likelihood_group_to_white", {"ethnicity": "Mixed"}, 0.0),
        # White 50 of 80 over Asian 15 of 25: 0.625 / 0.6
        ("relative_likelihood_white_to_group", {"ethnicity": "Asian", "indicator": 4}, 0.625 / 0.6),
        ("survey_percentage", {"ethnicity": "Black"}, 100 * 3 / 9),
        # of the 95 women 40 are BME; not of all 150
        ("staff_percentage", {"sex": "Female", "ethnicity": BME}, 100 * 40 / 95),
        # women: (10 / 35) / (3 / 24) = 240 / 105
        ("relative_likelihood_white_to_bme", {"sex": "Female"}, 240 / 105),
        # women: (2 / 40) / (2 / 50), by the women of the workforce
        ("relative_likelihood_bme_to_white", {"sex": "Female"}, 1.25),
        # 5 of 20 less 4 of 32: 25 - 12.5
        ("difference_bme_white", {"sex": "Female"}, 12.5),
        # clinical: (9 / 30) / (4 / 20)
        ("relative_likelihood_white_to_bme", {"staff_group": "clinical"}, 1.5),
        # bands 1 to 7 are bands 5 and 6: (15 / 40) / (5 / 30)
        ("relative_likelihood_white_to_bme", {"pay_band": "1-7"}, 2.25),
        # without international campaigns: 13 of 50 over 2 of 25
        ("relative_likelihood_white_to_bme_without_international", {}, 3.25),
        # inside them: 2 of 10 over 3 of 15
        ("relative_likelihood_white_to_bme_international", {}, 1.0),
        ("shortlisted_count_without_international", {"ethnicity": UNKNOWN}, 10),
    ],
)
def test_value(figures, name, where, value):
    assert pick(figures, name, **where).value == pytest.approx(value, rel=1e-12)


def test_every_way_in_which_a_groups_ratio_may_not_exist(figures):
    other = pick(figures, "relative_likelihood_white_to_group", indicator=2, ethnicity="Other")
    assert (other.state, other.reason) == (
        State.NOT_CALCULABLE,
        "no Other applicant was appointed, so the ratio has no upper limit",
    )
    # Nobody White and nobody Mixed entered; no White person entered, but somebody Asian did.
    rows = [row for row in ROWS if row[1] != ENTERED] + [(3, ENTERED, ALL, ALL, 0, 1, 0)]
    found = detail(counts(rows, groups=GROUPS | {(3, ENTERED): (0, 1, "c", None)}))
    name = "relative_likelihood_group_to_white"
    ratios = {f.ethnicity: f for f in found if f.figure == name}
    assert ratios["Mixed"].reason == "nobody entered the process"
    assert ratios["Asian"].reason == (
        "no White member of staff entered the process, so the ratio has no upper limit"
    )
    assert ratios["Black"].state is State.WITHHELD
    assert ratios["Other"].state is State.NOT_COLLECTED


def test_what_is_made_from_a_withheld_count_is_withheld():
    groups = GROUPS | {(1, "staff in post", "clinical", "6"): (1, "c", 2, 0)}
    found = detail(counts(ROWS, groups=groups))
    where = {"staff_group": "clinical", "ethnicity": "Asian"}
    for band in ("6", "cluster 2", "1-7"):
        assert pick(found, "staff_count", pay_band=band, **where).state is State.WITHHELD
    assert pick(found, "staff_count", pay_band="5", **where).value == 9
    rows = [row for row in ROWS if row[1] != "appointed" + ABROAD]
    hidden = detail(counts([*rows, (2, "appointed" + ABROAD, ALL, ALL, 2, "c", 0)]))
    outside = pick(hidden, "appointed_count_without_international", ethnicity=BME)
    assert (outside.value, outside.state) == (None, State.WITHHELD)


def test_without_detail_there_are_no_figures_of_it():
    rows = [row for row in ROWS if row[2:4] == (ALL, ALL) and ABROAD not in row[1]]
    assert detail(counts(rows)) == []


def test_a_sex_that_was_not_handed_in_has_no_figures(figures):
    assert {figure.sex for figure in figures} == {ALL, "Female"}
    assert not [f for f in figures if f.sex == "Female" and f.indicator == 4]


def test_a_pool_that_has_counts_of_its_own_keeps_them():
    held = {"5": 4, "6": 3, "1-7": 9}  # the pool has people whose band is withheld
    given = counts([(2, "shortlisted", ALL, band, people, 0, 0) for band, people in held.items()])
    found = with_bands_together(given, 2, "shortlisted", ALL, held, [WHITE])
    assert list(found) == ["1-7", "cluster 2", "5", "6"]
    assert (found["1-7"][WHITE], found["cluster 2"][WHITE]) == (Count(9), Count(7))


def test_a_part_larger_than_the_whole_leaves_nothing():
    assert less(Count(3), Count(4)).state is State.NOT_CALCULABLE
    assert less(Count(3), Count(3)) == Count(0)


def test_every_figure_of_the_list_is_made(figures):
    grounds = [(8, measure, ALL, ALL, 30, 20, 5) for measure in (NAMED_A_GROUND, *GROUNDS)]
    published = counts([*ROWS, *grounds], groups=GROUPS, sexes=SEXES)
    own = calculate(published)
    more = (*progress(published, own), *further(published, own))
    made = {figure.figure for figure in (*own, *figures, *more)}
    census = {"local_population_percentage", "difference_from_local_population"}
    assert made == set(reference.by("figures", "figure")) - census
