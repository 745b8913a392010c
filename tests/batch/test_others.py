"""Numbers of own cells that are worked out of withheld counts, of a report that withholds many."""

import pytest
from played import ROOT

from wres.attack.pages import Other
from wres.batch.others import told_away
from wres.batch.words import secrets_of
from wres.opened import Opened
from wres.reading.inputs import read_inputs


@pytest.fixture(scope="module")
def secrets():
    """Of 68 clinical staff in band 8b, 57 White and 2 of unknown ethnicity are withheld."""
    inputs = read_inputs(ROOT / "data", "EX1", 2024)
    report = Opened.of(inputs, "published")
    return secrets_of(inputs, report.published, report.figures)


@pytest.mark.parametrize(
    ("number", "head", "is_wrong"),
    [
        ("83.8", "White (%)", True),
        ("84", "White (%)", True),  # of 68 people that is 57
        ("66", "White and BME together", True),
        ("48", "White less BME", True),
        ("6.33", "White for each BME", True),
        ("97.1", "Recorded (%)", True),
        ("83.8", "BME (%)", False),
        ("83.8", "Female (%)", False),
        ("84", "Retention (%)", False),
        ("66", "Points", False),
        ("6.33", "Applications for each post", False),
        ("97.1", "Retention (%)", False),
        ("57", "Days", False),
    ],
)
def test_what_is_a_step_from_a_withheld_count_is_refused(secrets, number, head, is_wrong):
    beside = f"Clinical, band 8b, {head}"
    other = Other("", number, "a.html, the table 'Ours'", beside, ("the table 'Ours'",))
    assert bool(told_away([other], secrets, 2024)) == is_wrong


def test_bands_are_known_as_people_say_them(secrets):
    where = "a.html, the table 'Ours'"
    other = Other("", "45", where, "White, clinical 8c+, Points", ("the table 'Ours'",))
    assert told_away([other], secrets, 2024)


def test_a_sum_of_bands_that_is_withheld_is_known(secrets):
    joined = [each for each in secrets if each.pay_band == "8c-VSM" and each.year == 2024]
    assert 45 in {each.number for each in joined if each.ethnicity == "White"}


def test_a_sum_that_follows_from_what_is_shown_is_no_secret(secrets):
    """All but the 9 BME staff, who are shown, are White and unknown."""
    row = (2024, "clinical", "8b", {"White", "Unknown"})
    mixed = [
        each.number
        for each in secrets
        if (each.year, each.staff_group, each.pay_band, each.together) == row
    ]
    assert 55 in mixed and 59 not in mixed


@pytest.mark.parametrize(
    ("by", "pay_band", "together"),
    [("year", "6", {"2023", "2024"}), ("pay_band", "all", {"7", "8a"})],
)
def test_where_two_withheld_counts_are_as_many_is_known(secrets, by, pay_band, together):
    """As many non-clinical staff of unknown ethnicity: both years in band 6, both bands in 2024."""
    row = (2024, "staff_count", "non-clinical", pay_band, "Unknown", by, together)
    assert 1 in {
        each.number
        for each in secrets
        if row
        == (each.year, each.figure, each.staff_group, each.pay_band, each.ethnicity, each.by,
            each.together)
    }  # fmt: skip
