"""What a report is made of besides its notebooks is held against its input."""

import pytest
from played import ROOT

from wres.attack.pages import Other
from wres.batch import publish
from wres.batch.plan import Job
from wres.ground.errors import RunError

# Of the non-clinical staff in bands 1 to 7 in 2023, 50 are BME, which is withheld.
JOB, DATA = Job(2023, "QHG"), ROOT / "data"


def other(text, beside="Somebody, Number", caption="Our list", said=""):
    where = f"workforce.html, the table '{caption}', row 'Somebody'"
    return Other(said, text, where, beside, ("Indicator 1", f"the table '{caption}'"))


def why_refused(*others):
    try:
        publish.tables(JOB, DATA, {}, others)
    except RunError as error:
        assert "50" not in str(error)
        assert str(error).startswith(
            f"workforce.html, the table 'Our list', '{others[-1].beside}': "
        )
        return str(error)
    return ""


@pytest.mark.parametrize("number", ["50", "50.0", "50.0001", "+50", "\u221250"])
def test_a_number_of_other_origin_is_not_that_of_a_withheld_count(number):
    why = why_refused(other("421"), other(number))
    assert "as large as a count that the report withholds" in why


def test_more_than_one_are_counted():
    assert why_refused(other("50"), other("50"), other("50")).endswith("; 2 numbers more like it")


def test_other_numbers_of_other_origin_stand():
    # 421 staff are printed; a percentage and a part of a whole number count nobody.
    numbers = map(other, ("421", "50%", "50.5", "5,000"))
    assert publish.tables(JOB, DATA, {}, numbers)


@pytest.mark.parametrize(
    ("beside", "is_wrong"),
    [
        ("BME, Non-clinical bands 1 to 7", True),
        ("BME, Bands 1 to 7", True),  # it names them but for the staff group
        ("BME, Number", False),
        ("Fair panels, Training sessions", False),
        ("Advert to offer, Number", False),
        ("White, Non-clinical bands 1 to 7", False),
    ],
)
def test_a_number_that_counts_no_people_stands_beside_no_words_for_them(beside, is_wrong):
    why = why_refused(other("50", beside, said="no people"))
    assert ("name its people" in why) == is_wrong


@pytest.mark.parametrize(
    ("beside", "is_wrong"),
    [
        ("Advert to offer, Days", False),
        ("BME, Median days", False),
        ("BME, Time to hire (days)", False),
        ("BME, Time in weeks", False),
        ("BME staff in the last 12 months, Number", True),
        ("BME, Staff after 90 days", True),
    ],
)
def test_a_column_says_what_it_counts(beside, is_wrong):
    assert bool(why_refused(other("50", beside))) == is_wrong


def test_an_internal_edition_withholds_nothing():
    assert publish.tables(Job(2023, "QHG", "internal"), DATA, {}, (other("50"),))
