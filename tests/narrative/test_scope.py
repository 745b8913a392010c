"""What one report is about: its years, and what each year is called."""

from __future__ import annotations

from datetime import date

import pytest

from wres.figures import BME, Figure, Figures, State
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register

NEW = Organisation(
    "NEW", "New Trust", "New", "NHS trust", date(2022, 7, 1), None, "", False, "made up"
)
OLD = Organisation(
    "OLD", "Old Trust", "Old", "NHS trust", None, date(2022, 6, 30), "NEW", False, "made up"
)
REGISTER = Register((NEW, OLD))


def scope(year: int, *held: int) -> Scope:
    return Scope(NEW, REGISTER, year, held)


@pytest.mark.parametrize(
    ("year", "held", "last_year", "years"),
    [
        (2023, (2023,), None, (2023,)),
        (2023, (2022, 2023), 2022, (2022, 2023)),
        (2023, (2021, 2022, 2023), 2022, (2022, 2023)),
        (2023, (2021, 2023), None, (2023,)),
    ],
    ids=["one", "two", "three", "a gap"],
)
def test_the_years_side_by_side(year, held, last_year, years):
    made = scope(year, *held)
    assert (made.last_year, made.years) == (last_year, years)


def test_a_break_is_named():
    made = scope(2023, 2022, 2023)
    assert made.bodies(2022) == (OLD,)
    assert (made.is_broken(2022), made.is_broken(2023)) == (True, False)
    assert (made.heading(2022), made.heading(2023)) == ("2022 [b]", "2023")
    assert (made.label(2022), made.label(2023)) == ("2022 (Old)", "2023")
    assert made.break_notes(1) == ("[b] Break in the series: 2022 is Old, 2023 is New.",)


def test_a_survey_is_that_of_the_autumn_before():
    made = scope(2023, 2022, 2023)
    assert (made.survey_heading(2022), made.survey_heading(2023)) == (
        "2021 survey [b]",
        "2022 survey",
    )
    assert (made.survey_label(2022), made.survey_label(2023)) == (
        "2021 survey (Old)",
        "2022 survey",
    )


def test_no_break():
    made = scope(2024, 2023, 2024)
    assert (made.broken, made.break_notes(7)) == ({}, ())
    assert made.heading(2023) == made.label(2023) == "2023"


def test_the_change_of_question_7_is_noted_for_indicator_7_alone():
    made = scope(2022, 2021, 2022)
    assert made.break_notes(8) == ()
    (note,) = made.break_notes(7)
    assert note.startswith("[b] Break in the series: from the staff survey of 2021")


def test_without_last_year_there_is_nothing_to_break():
    assert scope(2022, 2022).broken == {}


def share(year: int, name: str = "survey_percentage", value: float = 20.0) -> Figure:
    return Figure("NEW", year, 5, name, ethnicity=BME, value=value, state=State.SHOWN)


def edition(year: int, *held: int) -> Edition:
    """With a share of every year held, and that of the nation in the last one."""
    average = share(year, "survey_percentage_national_average", 25.0)
    return Edition(Figures([average, *map(share, held)]), scope(year, *held))


def test_a_figure_of_this_year_and_of_last_year():
    both, one = edition(2023, 2022, 2023), edition(2023, 2021, 2023)
    assert both.now(5, "survey_percentage", ethnicity=BME) == share(2023)
    assert both.then(5, "survey_percentage", ethnicity=BME) == share(2022)
    assert both.now(5, "survey_percentage").state is State.NOT_COLLECTED
    # 2021 is held, but is not last year.
    assert one.then(5, "survey_percentage", ethnicity=BME).state is State.NOT_COLLECTED


def test_a_figure_about_the_same_people():
    held = edition(2023, 2022, 2023)
    average = held.alike(share(2023), "survey_percentage_national_average")
    assert (average.value, average.year) == (25.0, 2023)
    assert held.alike(share(2023), year=2022) == share(2022)
    assert held.alike(share(2023), year=0).state is State.NOT_COLLECTED


def test_what_a_chart_calls_a_year():
    held = edition(2023, 2022, 2023)
    assert (held.called(4, 2022), held.called(8, 2022)) == ("2022 (Old)", "2021 survey (Old)")
    assert (held.called(9, 2023), held.called(5, 2023)) == ("2023", "2022 survey")


def test_the_edition_of_a_year_before_holds_no_later_year():
    before = edition(2023, 2021, 2022, 2023).of_year(2022)
    assert (before.scope.year, before.scope.years_held) == (2022, (2021, 2022))
    assert before.then(5, "survey_percentage", ethnicity=BME) == share(2021)
