"""Ratings by the printed rule, for each kind of indicator, and what an organisation overrides."""

from __future__ import annotations

import pytest
from builders import counts, plainly

from wres import reference
from wres.figures import ALL, Figures
from wres.indicators import calculate
from wres.narrative import findings
from wres.narrative.finding import Trend
from wres.narrative.ratings import Rated, rate
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register
from wres.reading.plans import Rating

SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")
SCOPE = Scope(SAMPLE, Register((SAMPLE,)), 2023, (2023,))
STAFF = (1, "staff in post", ALL, ALL, 800, 200, 0)


def rated(indicator: int, *rows: tuple) -> Rated:
    edition = Edition(Figures(calculate(counts([STAFF, *rows]))), SCOPE)
    return rate(indicator, findings(edition, indicator))


def shortlisting(white: int, bme: int, of: int) -> list[tuple]:
    return [(2, "shortlisted", ALL, ALL, of, of, 0), (2, "appointed", ALL, ALL, white, bme, 0)]


def survey(indicator: int, white: int, bme: int, of: int) -> list[tuple]:
    return [
        (indicator, "respondents", ALL, ALL, of, of, None),
        (indicator, "count", ALL, ALL, white, bme, None),
    ]


def disciplined(white, bme) -> list[tuple]:
    return [(3, "entered formal disciplinary process", ALL, ALL, white, bme, 0)]


def band(name: str, white, bme) -> tuple:
    return (1, "staff in post", "clinical", name, white, bme, 0)


def board(white, bme) -> list[tuple]:
    return [(9, "board members", ALL, ALL, white, bme, 0)]


@pytest.mark.parametrize(
    ("indicator", "rows", "rating"),
    [
        # 2.00, from 1.29 to 3.10; 2.00, from 0.58 to 6.91; 1.20, from 1.13 to 1.27; 1.10; 0.50
        (2, shortlisting(40, 20, 80), "Underdeveloped"),
        (2, shortlisting(6, 3, 20), "Developing"),
        (2, shortlisting(1200, 1000, 2000), "Developing"),
        (2, shortlisting(11, 10, 80), "Achieving"),
        (2, shortlisting(20, 40, 80), "Achieving"),
        (2, shortlisting(0, 0, 80), ""),
        (2, shortlisting(20, 0, 80), "Underdeveloped"),  # Fisher: 20 to 0 of 80 each
        (2, [], ""),
        (2, shortlisting("c", 20, 80), ""),
        (3, disciplined(0, 0), "Achieving"),
        (3, disciplined(0, 1), "Developing"),  # Fisher: p = 0.2
        (3, disciplined(8, 20), "Underdeveloped"),  # 10% to 1%
        (3, disciplined(40, 1), "Achieving"),
        # 40% and 20%; 20% and 10% of ten times fewer; 20% and 17% of very many; as many
        (5, survey(5, 20, 40, 100), "Underdeveloped"),
        (5, survey(5, 2, 3, 20), "Developing"),
        (5, survey(5, 1700, 2000, 10000), "Developing"),
        (5, survey(5, 25, 27, 100), "Achieving"),  # about the same
        (5, survey(5, 2000, 2100, 10000), "Achieving"),  # 1.05, up to 1.11
        (5, survey(5, 20, 20, 100), "Achieving"),
        (5, survey(5, 40, 20, 100), "Achieving"),
        (7, survey(7, 40, 20, 100), "Underdeveloped"),
        (7, survey(7, 20, 40, 100), "Achieving"),
        (7, survey(7, 2000, 1700, 10000), "Developing"),  # 0.85: inside the range
        # 20% of the workforce: 5%, 15% and 17%, 10% of 20, 30%
        (1, [band("8a", 190, 10)], "Underdeveloped"),
        (1, [band("8a", 18, 2)], "Developing"),
        (1, [band("8a", 70, 30)], "Achieving"),
        (1, [band("8a", "c", "c")], ""),
        (1, [band("8a", 70, 30), band("5", 190, 10)], "Underdeveloped"),  # the worst counts
        (1, [], ""),  # nothing but the whole workforce
        (9, board(30, 0), "Underdeveloped"),
        (9, board(8, 0), "Developing"),
        (9, board(8, 2), "Achieving"),
        (9, board(8, "c"), ""),
    ],
)
def test_the_rule(indicator, rows, rating):
    assert rated(indicator, *rows).rule == rating


def test_the_rule_is_printed():
    for each in reference.rows("rating_rules"):
        assert each["rule"] and each["status"] == "to verify"
    found = rated(2, *shortlisting(40, 20, 80))
    assert found.why == reference.by("rating_rules", "rating")["Underdeveloped"]["rule"] + "."
    assert plainly(found.worst.headline).startswith("White applicants were 2.00 times as likely")


def test_an_organisations_own_rating_stands_beside_the_rules():
    own = (Rating(2, "Developing", "Panels are mixed"), Rating(3, "Achieving", ""))
    edition = Edition(Figures(calculate(counts([STAFF, *shortlisting(40, 20, 80)]))), SCOPE)
    found = rate(2, findings(edition, 2), own)
    assert (found.rating, found.rule, found.is_overridden) == ("Developing", "Underdeveloped", True)
    assert found.own.reason == "Panels are mixed"
    alone = rate(3, findings(edition, 3), own)
    assert (alone.rating, alone.rule, alone.is_overridden) == ("Achieving", "", False)


@pytest.mark.parametrize(
    ("before", "now", "trend"),
    [
        ((80, 20), (40, 40), Trend.BETTER),
        ((40, 40), (80, 20), Trend.WORSE),
        ((41, 20), (40, 20), Trend.SAME),
        ((20, 40), (10, 60), Trend.NONE),  # no disadvantage then or now
        (("c", 20), (40, 20), Trend.UNKNOWN),
    ],
)
def test_the_trend_is_that_of_the_disadvantage(before, now, trend):
    made = []
    for year, (white, bme) in ((2022, before), (2023, now)):
        made += calculate(counts([STAFF, *shortlisting(white, bme, 100)], year=year))
    scope = Scope(SAMPLE, Register((SAMPLE,)), 2023, (2022, 2023))
    assert rate(2, findings(Edition(Figures(made), scope), 2)).trend == trend


def test_the_trend_looks_back_to_the_first_year():
    made = []
    for year, bme in ((2021, 20), (2022, 30), (2023, 40)):
        made += calculate(counts([STAFF, *shortlisting(60, bme, 100)], year=year))
    for years, trend in (((2022, 2023), Trend.SAME), ((2021, 2022, 2023), Trend.BETTER)):
        scope = Scope(SAMPLE, Register((SAMPLE,)), 2023, years)
        assert rate(2, findings(Edition(Figures(made), scope), 2)).trend == trend
