"""Tables of the detail, cell by cell, from the small counts of `tests/detailed.py`."""

from __future__ import annotations

import pytest
from builders import counts, laid_out, plainly
from detailed import ABROAD, ENTERED, GROUPS, ROWS, SEXES, edition

from wres.catalogue import of_cell
from wres.figures import ALL


def in_cell(cell, edition, *indicators):
    """The tables of a notebook's cell that have something to show."""
    grids = of_cell(cell, *indicators)
    return tuple(filter(None, (laid_out(grid, edition) for grid in grids)))


def by_group(edition, indicator):
    return in_cell("groups", edition, indicator)


def by_sex(edition, indicator):
    return in_cell("sexes", edition, indicator)


def recruitment(edition):
    return in_cell("recruitment_in_depth", edition)


def levels(edition):
    found = in_cell("behind_bands", edition)
    return tuple(table for table in found if table.name in ("1 Race disparity", "1 Parity"))


@pytest.fixture(scope="module")
def one_year():
    return edition(counts(ROWS, groups=GROUPS, sexes=SEXES))


def rows(table) -> dict[str, str]:
    return {row[0]: " ".join(row[1:]) for row in plainly(table.rows)}


def test_all_staff_by_group(one_year):
    table = by_group(one_year, 1)[0]
    assert rows(table) == {
        "White": "80 53.3%",
        "BME": "60 40.0%",
        "of which Mixed": "12 8.0%",
        "of which Asian": "25 16.7%",
        "of which Black": "20 13.3%",
        "of which Other": "3 2.0%",
        "Not known": "10 6.7%",
        "Total": "150 100.0%",
    }


def test_a_withheld_total_has_no_share_of_it():
    staff = (1, "staff in post")
    hidden = counts([(*staff, ALL, ALL, 80, "c", 10)], groups={staff: (12, "c", "c", 3)},
                    sexes={(*staff, "Female"): (50, "c", 5)})  # fmt: skip
    made = edition(hidden)
    assert rows(by_group(made, 1)[0])["Total"] == "[c] [c]"
    assert rows(by_sex(made, 1)[0])["Women: Total"] == "[c] [c]"


def test_the_groups_beside_last_year():
    last = counts(ROWS, year=2022, groups={(1, "staff in post"): (12, 22, 23, 3)})
    now = counts(ROWS, groups=GROUPS)
    table = by_group(edition(last, now), 1)[0]
    # 22 of 150 were 14.67% and 25 are 16.67%
    assert rows(table)["of which Asian"] == "22 14.7% 25 16.7% +2.0"
    assert rows(table)["Total"].endswith("[z]")


def test_groups_by_band(one_year):
    table = by_group(one_year, 1)[1]
    assert table.caption.startswith("Clinical staff: share of each ethnic group by pay band")
    assert rows(table) == {
        # of 53: White 30, Mixed 3, Asian 11, Black 6, Other 1, not known 2
        "Bands 1 to 7": "53 56.6% 5.7% 20.8% 11.3% 1.9% 3.8%",
        "Cluster 2: bands 5 to 7": "53 56.6% 5.7% 20.8% 11.3% 1.9% 3.8%",
        "Band 5": "38 52.6% 5.3% 23.7% 10.5% 2.6% 5.3%",
        "Band 6": "15 66.7% 6.7% 13.3% 13.3% 0.0% 0.0%",
    }


def test_rates_by_group_and_why_a_ratio_is_missing(one_year):
    (table,) = by_group(one_year, 2)
    assert rows(table)["BME"] == "40 5 12.5% 2.00"
    assert rows(table)["of which Black"] == "11 1 9.1% 2.75"
    assert rows(table)["of which Other"] == "5 0 0.0% [z]"
    assert rows(table)["White"].endswith("[z]")
    assert plainly(table.notes) == (
        "[z] Other: no Other applicant was appointed, so the ratio has no upper limit.",
    )
    (disciplinary,) = by_group(one_year, 3)
    assert disciplinary.headers[-1] == "2023 relative likelihood (group to White)"
    # the group's own workforce stands below: 2 of 20
    assert rows(disciplinary)["of which Black"] == "20 2 10.0% 2.00"


def test_survey_by_group(one_year):
    (table,) = by_group(one_year, 5)
    assert rows(table)["of which Black"] == "9 33.3%"
    assert by_group(one_year, 6) == ()


def test_by_sex(one_year):
    (staff,) = by_sex(one_year, 1)
    # of the 95 women
    assert rows(staff)["Women: BME"] == "40 42.1%"
    assert rows(staff)["Women: Total"] == "95 100.0%"
    (recruited,) = by_sex(one_year, 2)
    assert rows(recruited) == {"Women: White": "35 10 28.6% [z]", "Women: BME": "24 3 12.5% 2.29"}
    assert by_sex(one_year, 4) == ()
    assert rows(by_sex(one_year, 5)[0])["Women: White"] == "32 12.5%"


def test_a_sex_that_nobody_has_is_left_out():
    nobody = {(1, "staff in post", "Unknown"): (0, 0, 0), (3, ENTERED, "Unknown"): (0, 0, 0)}
    held = edition(counts(ROWS, sexes=SEXES | nobody))
    for indicator in (1, 3):
        (table,) = by_sex(held, indicator)
        assert not [row for row in table.rows if row[0].startswith("Sex not known")]


def test_a_sex_that_is_withheld_is_told():
    hidden = {
        (2, "shortlisted", "Unknown"): ("c", "c", "c"),
        (2, "appointed", "Unknown"): (0, 0, 0),
    }
    (table,) = by_sex(edition(counts(ROWS, sexes=SEXES | hidden)), 2)
    assert rows(table)["Sex not known: BME"] == "[c] 0 [c] [c]"


def test_recruitment_in_depth(one_year):
    groups, bands, abroad = recruitment(one_year)
    assert rows(groups) == {
        "All applicants": "60 15 25.0% 40 5 12.5% 2.00",
        "Clinical": "30 9 30.0% 20 4 20.0% 1.50",
        "Bands 1 to 7": "40 15 37.5% 30 5 16.7% 2.25",
        "Cluster 2: bands 5 to 7": "40 15 37.5% 30 5 16.7% 2.25",
    }
    assert groups.breaks == (1, 2, 3)
    # (10 / 25) / (3 / 18) and (5 / 15) / (2 / 12)
    assert rows(bands)["Band 5"] == "25 10 40.0% 18 3 16.7% 2.40"
    assert rows(bands)["Band 6"] == "15 5 33.3% 12 2 16.7% 2.00"
    assert rows(abroad)["Without international recruitment"] == "50 13 26.0% 25 2 8.0% 3.25"
    assert rows(abroad)["International recruitment alone"] == "10 2 20.0% 15 3 20.0% 1.00"


def test_recruitment_without_bands_has_no_table_of_them():
    held = [row for row in ROWS if ABROAD not in row[1] and not (row[0] == 2 and row[3] != ALL)]
    (groups,) = recruitment(edition(counts(held)))
    assert list(rows(groups)) == ["All applicants", "Clinical"]


def test_levels(one_year):
    ratios, parity = levels(one_year)
    # clinical: (10 / 20) / (5 / 16) = 1.6, (8 / 20) / (1 / 16) = 6.4, (8 / 10) / (1 / 5) = 4
    assert rows(ratios)["Clinical, 2023"] == "1.60 6.40 4.00"
    # both together: (19 / 32) / (9 / 25) = 1.649, (14 / 32) / (3 / 25) = 3.646, (14/19)/(3/9)
    assert rows(ratios)["Clinical and non-clinical, 2023"] == "1.65 3.65 2.21"
    # 40% of 9 is 3.6: 4 people, and 1 is BME
    assert rows(parity)["Clinical: upper bands (8a to VSM)"] == "9 1 11.1% 3"
    assert rows(parity)["Clinical: lower bands (up to band 5)"] == "38 16 42.1% 0"


def test_without_detail_there_are_no_tables():
    held = edition(counts([row for row in ROWS if row[2:4] == (ALL, ALL) and ABROAD not in row[1]]))
    for indicator in range(1, 9):
        assert by_group(held, indicator) == by_sex(held, indicator) == ()
    assert recruitment(held) == levels(held) == ()


def test_every_table_has_a_sheet_of_its_own(one_year):
    tables = [*recruitment(one_year), *levels(one_year)]
    for indicator in range(1, 9):
        tables += [*by_group(one_year, indicator), *by_sex(one_year, indicator)]
    names = [table.name for table in tables]
    assert len(set(names)) == len(names) > 10
    assert all(len(name) <= 31 for name in names)
