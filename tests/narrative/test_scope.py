"""What one report is about: its years, and what each year is called."""

from __future__ import annotations

from datetime import date

import pytest

from wres.narrative.scope import Scope
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
