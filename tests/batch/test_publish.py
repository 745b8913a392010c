"""What a report is made of besides its notebooks is held against its input."""

import pytest
from played import ROOT

from wres.attack.pages import Other
from wres.batch import publish
from wres.batch.plan import Job
from wres.ground.errors import OwnCellError

# Of the non-clinical staff in bands 1 to 7 in 2023, 50 are BME, which is withheld.
JOB, DATA = Job(2023, "QHG"), ROOT / "data"


def other(text, beside="Somebody, Number", caption="Our list", said=""):
    where = f"workforce.html, the table '{caption}', row 'Somebody'"
    return Other(said, text, where, beside, ("Indicator 1", f"the table '{caption}'"))


def why_refused(*others):
    try:
        publish.tables(JOB, DATA, {}, others)
    except OwnCellError as error:
        assert "50" not in str(error)
        beside = others[-1].beside.replace("50", "...")
        assert f"workforce.html, the table 'Our list', '{beside}': " in str(error)
        return str(error)
    return ""


@pytest.mark.parametrize("number", ["50", "50.0", "50.0001", "+50", "\u221250"])
def test_a_number_of_other_origin_is_not_that_of_a_withheld_count(number):
    why = why_refused(other("421"), other(number))
    assert "as large as a count that the report withholds" in why


def test_all_places_are_named():
    first, again = "Somebody, Posts", "Somebody, Number"
    why = why_refused(other("50", first), other("421"), other("50", first), other("50", again))
    assert why.count("the table 'Our list'") == 2
    assert f"'{first}'; workforce.html, the table 'Our list', '{again}': a number with" in why


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
        ("Advert to offer, Share (%)", False),
        ("Advert to offer, Success, per cent", False),
        ("BME staff in the last 12 months, Number", True),
        ("BME, Staff after 90 days", True),
    ],
)
def test_a_column_says_what_it_counts(beside, is_wrong):
    assert bool(why_refused(other("50", beside))) == is_wrong


# They are 159 people.
@pytest.mark.parametrize(
    ("number", "beside", "is_wrong"),
    [
        ("31.4", "Non-clinical bands 1 to 7, BME (%)", True),
        ("31.4%", "Non-clinical bands 1 to 7, BME", True),
        ("31.4", "Non-clinical bands 1 to 7, BME share", True),
        ("31.4", "Non-clinical bands 1 to 7, White (%)", False),
        ("31.4", "Non-clinical bands 1 to 7, Retention (%)", False),
        ("31.5", "Non-clinical bands 1 to 7, BME (%)", False),
    ],
)
def test_a_figure_of_withheld_counts_is_refused_where_words_name_its_people(
    number, beside, is_wrong
):
    assert bool(why_refused(other(number, beside))) == is_wrong


@pytest.mark.parametrize(
    ("beside", "caption", "is_wrong"),
    [
        ("Non-clinical bands 1 to 7, Days", "Our list", False),
        ("Non-clinical bands 1 to 7: BME, Days", "Our list", True),
        ("Non-clinical bands 1 to 7: 50, Band", "Our list", True),  # it may be theirs
        ("Ward 50, Where", "Our list", False),
        ("BME in non-clinical bands 1 to 7: 50, Band", "Our list", True),
    ],
)
def test_a_unit_does_not_excuse_the_number_of_the_very_people(beside, caption, is_wrong):
    said = "no people" if "50" in beside else ""
    assert bool(why_refused(other("50", beside, caption, said))) == is_wrong


def test_an_internal_edition_withholds_nothing():
    assert publish.tables(Job(2023, "QHG", "internal"), DATA, {}, (other("50"),))
