"""Sentences made from figures: each direction, each missing state, and no number of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from builders import counts, plainly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.report import Report, open_report
from wres.figures import ALL, Figure, Figures
from wres.figures.formats import end_of, magnitude, rounded, show
from wres.figures.phrases import capital, said
from wres.figures.printed import fields_of, plain
from wres.indicators import LIKELIHOODS, calculate
from wres.indicators.comparisons import (
    breaks,
    on_last_year,
    with_local_population,
    with_national_average,
)
from wres.narrative import findings, population_sentences, response
from wres.narrative.finding import Finding
from wres.narrative.scope import Edition, Scope
from wres.reading.context import Benchmark, PopulationShare
from wres.reading.organisations import Organisation, Register
from wres.showing.components import Component, Notes, Picture, Sentences, Stack, Story, Tiles

DATA = Path(__file__).parents[2] / "data"
SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")
STAFF = (1, "staff in post", ALL, ALL, 80, 16, 4)
BENCHMARKS = (
    Benchmark(
        2023, 2, "relative_likelihood_white_to_bme", ALL, ALL, ALL, "any", 1.54, "NHS trusts", "x"
    ),
    Benchmark(2023, 5, "survey_percentage", ALL, ALL, "BME", "any", 25.0, "NHS trusts", "x"),
)
POPULATION = (
    PopulationShare("RXX", "Shire", "system", "BME", 22.5, "2021", "x"),
    PopulationShare("RXX", "North", "borough", "BME", 8.9, "2021", "x"),
    PopulationShare("RXX", "South", "borough", "BME", 51.4, "2021", "x"),
)


def sample(rows: list[tuple], last: list[tuple] | None = None) -> Edition:
    """A trust's 2023, and its 2022 where rows of it are given."""
    return years_of_a_trust([rows] if last is None else [last, rows])


def years_of_a_trust(rows: Sequence[list[tuple]]) -> Edition:
    """A trust's years up to 2023, the oldest first."""
    years = tuple(range(2024 - len(rows), 2024))
    made, before, now = [], [], []
    for year, each in zip(years, rows, strict=True):
        now = calculate(counts(each, year=year))
        made += [*now, *on_last_year(now, before, year, {})]
        before = now
    made += with_national_average(now, BENCHMARKS, ("NHS trust",))
    made += with_local_population(now, POPULATION)
    return Edition(Figures(made), Scope(SAMPLE, Register((SAMPLE,)), 2023, years))


def read_of(indicator: int, edition: Edition) -> tuple[Finding, ...]:
    """The findings about an indicator as they are read."""
    return plainly(findings(edition, indicator))


def said_of(indicator: int, rows: list[tuple], last: list[tuple] | None = None) -> list[str]:
    """Every sentence about an indicator, the headline of what matters most first."""
    return [
        text
        for found in read_of(indicator, sample(rows, last))
        for text in (f"{found.headline}.", *found.sentences)
    ]


def staff(white, bme, unknown=0) -> tuple:
    return (1, "staff in post", ALL, ALL, white, bme, unknown)


@pytest.mark.parametrize(
    ("before", "more"),
    [
        # 16 and 12, 16 and 20 of 100: Newcombe's intervals reach across zero
        (staff(88, 12), ", up 4.0 percentage points from 12.0% (12 of 100) in 2022, "
                        "which may be chance"),
        (staff(80, 20), ", down 4.0 percentage points from 20.0% (20 of 100) in 2022, "
                        "which may be chance"),
        (staff(990, 10), ", up 15.0 percentage points from 1.0% (10 of 1,000) in 2022, "
                          "more than chance would explain"),
        # a full headcount is never "about the same": it says how many people it was
        (staff(83, 17), ", down 1.0 percentage point from 17.0% (17 of 100) in 2022, "
                        "which may be chance"),
        (staff(168, 32), ", the same as in 2022"),
        (staff(80, "c"), ""),
        (None, ""),
    ],
    ids=["up", "down", "clearly up", "by one", "unchanged", "withheld before", "no year before"],
)  # fmt: skip
def test_the_workforce_and_which_way_it_moved(before, more):
    found = read_of(1, sample([STAFF], [before] if before else None))
    everybody = next(each for each in found if each.figure.figure == "staff_percentage")
    assert everybody.headline == f"BME staff are 16.0% of the workforce (16 of 100){more}"


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (staff(90, 5), "The workforce grew from 95 to 100 people."),
        (staff(1000, 200), "The workforce shrank from 1,200 to 100 people."),
        (staff(90, 10), "The workforce stayed at 100 people."),
        (None, "The workforce numbers 100 people."),
    ],
)
def test_the_size_of_the_workforce(before, sentence):
    assert sentence in said_of(1, [STAFF], [before] if before else None)


def test_one_person():
    assert "The workforce numbers 1 person." in said_of(1, [staff(1, 0)])


@pytest.mark.parametrize(
    ("white", "bme", "words"),
    [
        (840, 160, "the BME share of the workforce is 6.5 percentage points below that, "
                   "more than chance would explain."),
        (710, 290, "the BME share of the workforce is 6.5 percentage points above that, "
                   "more than chance would explain."),
        (775, 225, "the BME share of the workforce is the same as that."),
        (780, 220, "the BME share of the workforce is 0.5 percentage points below that, "
                   "which may be chance."),
        # 18 of 100: from 11.7% to 26.7%, with 22.5% in it
        (82, 18, "the BME share of the workforce is 4.5 percentage points below that, "
                 "which may be chance."),
    ],
    ids=["below", "above", "same", "just below", "perhaps below"],
)  # fmt: skip
def test_beside_the_local_population(white, bme, words):
    edition = sample([staff(white, bme)])
    first, places = plainly(population_sentences(edition))
    assert first == f"The population of Shire is 22.5% BME (Census 2021): {words}"
    assert first in said_of(1, [staff(white, bme)])
    assert places == (
        "Places differ: the BME share of the population runs from 8.9% in North to 51.4% in South."
    )


def applicants(white: tuple, bme: tuple) -> list[tuple]:
    return [
        STAFF,
        (2, "shortlisted", ALL, ALL, white[1], bme[1], 0),
        (2, "appointed", ALL, ALL, white[0], bme[0], 0),
    ]


AS_THE_STANDARD = "Written as the standard asks, White to BME, the relative likelihood is "
RANGE = "the four-fifths range of 0.80 to 1.25"


@pytest.mark.parametrize(
    ("white", "bme", "first", "second"),
    [
        # The error of ln 2 is sqrt(1/40 - 1/80 + 1/20 - 1/80) = 0.2236: from 1.29 to 3.10
        ((40, 80), (20, 80),
         "White applicants were 2.00 times as likely as BME applicants "
         "to be appointed from shortlisting, more than chance would explain.",
         f"The ratio is outside {RANGE} (95% interval 1.29 to 3.10)."),
        ((20, 80), (40, 80),
         "BME applicants were 2.00 times as likely as White applicants "
         "to be appointed from shortlisting, more than chance would explain.",
         f"{AS_THE_STANDARD}0.50: outside {RANGE}, to the advantage of BME applicants "
         "(95% interval 0.32 to 0.78)."),
        # sqrt(1/6 - 1/20 + 1/3 - 1/20) = 0.6325: from 0.58 to 6.91
        ((6, 20), (3, 20),
         "White applicants were 2.00 times as likely as BME applicants "
         "to be appointed from shortlisting, which may be chance.",
         f"The ratio is outside {RANGE} (95% interval 0.58 to 6.91)."),
        # sqrt(1/11 - 1/80 + 1/10 - 1/80) = 0.4073: from 0.50 to 2.44
        ((11, 80), (10, 80),
         "White applicants were 1.10 times as likely as BME applicants "
         "to be appointed from shortlisting, which may be chance.",
         f"The ratio is inside {RANGE} (95% interval 0.50 to 2.44)."),
        # sqrt(1/1200 - 1/2000 + 1/1000 - 1/2000) = 0.02887: from 1.13 to 1.27
        ((1200, 2000), (1000, 2000),
         "White applicants were 1.20 times as likely as BME applicants "
         "to be appointed from shortlisting, more than chance would explain.",
         f"The ratio is inside {RANGE} (95% interval 1.13 to 1.27)."),
        # sqrt(1/10 - 1/80 + 1/5 - 1/40) = 0.5123: from 0.37 to 2.73
        ((10, 80), (5, 40),
         "White applicants and BME applicants were equally likely "
         "to be appointed from shortlisting.",
         f"{AS_THE_STANDARD}1.00: inside {RANGE} (95% interval 0.37 to 2.73)."),
        # Fisher: C(40,5) / C(120,5) = 0.0035
        ((0, 80), (5, 40),
         "None of the White applicants were appointed from shortlisting, "
         "while some BME applicants were, more than chance would explain.",
         f"{AS_THE_STANDARD}0.00: outside {RANGE}, to the advantage of BME applicants."),
        # Fisher: 5 of 80 and none of 40: p = 0.17
        ((5, 80), (0, 40),
         "In 2023, no BME applicant was appointed, which may be chance.",
         "The relative likelihood therefore has no upper limit."),
        ((0, 80), (0, 40),
         "In 2023, nobody was appointed.",
         "The relative likelihood therefore cannot be worked out."),
        ((5, 80), (0, 0),
         "In 2023, no BME applicant was shortlisted.",
         "The relative likelihood therefore cannot be worked out."),
    ],
    ids=[
        "above", "below", "perhaps above", "inside", "inside and clear", "equal",
        "none of the first", "none of the second", "nobody at all", "an empty group",
    ],
)  # fmt: skip
def test_a_likelihood(white, bme, first, second):
    text = said_of(2, applicants(white, bme))
    assert text[:2] == [first, second]


@pytest.mark.parametrize(
    ("white", "bme", "is_adverse"),
    [
        ((109, 1000), (100, 1000), False),  # 1.09, and 1 is in its interval: about the same
        ((120, 1000), (100, 1000), True),  # 1.20 is not about the same, though it may be chance
        ((10900, 100000), (10000, 100000), True),  # 1.09, and more than chance would explain
        ((100, 1000), (109, 1000), False),  # 0.92
    ],
)
def test_a_ratio_near_1_that_may_be_chance_is_no_disadvantage(white, bme, is_adverse):
    (found,) = findings(sample(applicants(white, bme)), 2)
    assert found.verdict.is_judged and found.verdict.is_adverse is is_adverse


def test_the_range_goes_by_the_ratio_as_it_is_printed():
    # 1254 and 1000 of 8000: 1.254, printed 1.25; 1256 of 8000: 1.256, printed 1.26
    inside, outside = (said_of(2, applicants((n, 8000), (1000, 8000)))[1] for n in (1254, 1256))
    assert inside.startswith(f"The ratio is inside {RANGE}")
    assert outside.startswith(f"The ratio is outside {RANGE}")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            applicants(("c", 80), (5, 40)),
            "The relative likelihood for 2023 is withheld, so that nobody can be identified.",
        ),
        (
            [STAFF],
            "The relative likelihood for 2023 is not available: "
            "the counts behind it were not handed in.",
        ),
    ],
    ids=["withheld", "not collected"],
)
def test_a_likelihood_that_is_missing(rows, sentence):
    assert said_of(2, rows) == [sentence]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        # The interval of 2.00 is 1.29 to 3.10; that of 9.00 of 800 people is far above it.
        (applicants((720, 800), (80, 800)),
         "The ratio was 9.00 in 2022: it is now nearer to equal, more than chance would explain."),
        (applicants((60, 80), (20, 80)),
         "The ratio is down from 3.00 in 2022, which may be chance."),
        (applicants((30, 80), (20, 80)),
         "The ratio is up from 1.50 in 2022, which may be chance."),
        (applicants((20, 80), (40, 80)),
         "The ratio is up from 0.50 in 2022, more than chance would explain."),
        (applicants((42, 80), (20, 80)), "The ratio is about the same as the 2.10 of 2022."),
        (applicants((40, 80), (20, 80)), "The ratio is the same as in 2022."),
        (applicants(("c", 80), (20, 80)),
         "The ratio for 2022 is withheld, so that nobody can be identified."),
        (applicants((0, 80), (0, 80)), "In 2022, nobody was appointed."),
        (applicants((5, 80), (0, 80)),
         "In 2022, no BME applicant was appointed, so the ratio has no upper limit."),
        ([STAFF],
         "The ratio for 2022 is not available: the counts behind it were not handed in."),
    ],
    ids=["nearer", "perhaps nearer", "further", "as far", "about the same", "the same",
         "withheld", "nobody", "no limit", "not collected"],
)  # fmt: skip
def test_the_ratio_of_the_year_before(before, sentence):
    assert sentence in said_of(2, applicants((40, 80), (20, 80)), before)


@pytest.mark.parametrize(
    ("white", "words"),
    [
        (applicants((4000, 8000), (2000, 8000)), "The ratio is further from equal than {}, {}."),
        (applicants((2200, 8000), (2000, 8000)), "The ratio is nearer to equal than {}, {}."),
        # 0.25, all of it further from 1 than 1.54; 0.64, from 0.61 to 0.67: 1.50 to 1.64 turned
        # round; 0.91, all of it nearer
        (applicants((1000, 8000), (4000, 8000)), "The ratio is further from equal than {}, {}."),
        (applicants((2560, 8000), (4000, 8000)),
         "The ratio is on the other side of equal from {}, {}."),
        (applicants((3640, 8000), (4000, 8000)), "The ratio is nearer to equal than {}, {}."),
        (applicants((160, 800), (100, 800)), "The ratio is about the same as {}."),
        (applicants((20, 80), (10, 80)), "The ratio is not clearly different from {}."),
        (applicants((0, 80), (10, 80)),
         "Whether the ratio differs from {} by more than chance cannot be said."),
    ],
)  # fmt: skip
def test_the_national_average_of_a_ratio(white, words):
    average, sure = "the national average of 1.54 (NHS trusts)", "more than chance would explain"
    assert said_of(2, white)[-1] == words.format(average, sure)


@pytest.mark.parametrize(
    ("indicator", "measure", "white", "bme", "headline"),
    [
        # (3/16) / (4/80), and (4/16) / (40/80) turned round
        (3, "entered formal disciplinary process", 4, 3,
         "BME staff were 3.75 times as likely as White staff "
         "to enter the formal disciplinary process, which may be chance."),
        (3, "entered formal disciplinary process", 40, 4,
         "White staff were 2.00 times as likely as BME staff "
         "to enter the formal disciplinary process, which may be chance."),
        # (50/80) / (8/16), and (20/80) / (8/16) turned round
        (4, "accessed non-mandatory training", 50, 8,
         "White staff were 1.25 times as likely as BME staff "
         "to take part in non-mandatory training, which may be chance."),
        (4, "accessed non-mandatory training", 20, 8,
         "BME staff were 2.00 times as likely as White staff "
         "to take part in non-mandatory training, more than chance would explain."),
    ],
)  # fmt: skip
def test_the_likelier_group_is_named_first(indicator, measure, white, bme, headline):
    assert said_of(indicator, [STAFF, (indicator, measure, ALL, ALL, white, bme, 0)])[0] == headline


@pytest.mark.parametrize(
    ("indicator", "measure"),
    [(3, "entered formal disciplinary process"), (4, "accessed non-mandatory training")],
)
def test_whose_advantage_a_ratio_below_1_is(indicator, measure):
    # 3: 4 of 16 BME and 60 of 80 White staff; 4: the other way round
    white, bme = (60, 4) if indicator == 3 else (10, 14)
    text = said_of(indicator, [STAFF, (indicator, measure, ALL, ALL, white, bme, 0)])[1]
    assert f"outside {RANGE}, to the advantage of BME staff (95% interval " in text


def test_nobody_in_either_year():
    nobody = [STAFF, (3, "entered formal disciplinary process", ALL, ALL, 0, 0, 0)]
    assert said_of(3, nobody, nobody) == [
        "In 2023, nobody entered the formal disciplinary process, as in 2022.",
        "The relative likelihood therefore cannot be worked out.",
    ]


def test_the_rates_of_the_year_before_stand_beside_those_of_the_year():
    # 40 of 80 White and 8 of 16 BME staff; a year before 60 and 4 of them: 75% and 25%.
    text = said_of(
        4,
        [STAFF, (4, "accessed non-mandatory training", ALL, ALL, 40, 8, 0)],
        [STAFF, (4, "accessed non-mandatory training", ALL, ALL, 60, 4, 0)],
    )
    assert text[-2:] == [
        "50.0% of White staff took part (40 of 80), compared with 50.0% of BME staff (8 of 16).",
        "Since 2022 take-up is down 25.0 percentage points from 75.0% (60 of 80) among White staff "
        "(more than chance would explain) and up 25.0 percentage points from 25.0% (4 of 16) among "
        "BME staff (may be chance).",
    ]


def trained(white: int, bme: int) -> list[tuple]:
    return [staff(400, 160), (4, "accessed non-mandatory training", ALL, ALL, white, bme, 0)]


def test_what_fell_for_everybody_is_said_first_and_is_not_green():
    # from half to a quarter of both: the ratio is 1.00 before and after
    (found,) = read_of(4, sample(trained(100, 60), trained(200, 110)))
    assert found.sentences[1] == (
        "Since 2022 take-up fell in both groups: down 25.0 percentage points from 50.0% "
        "(200 of 400) among White staff (more than chance would explain) and down 31.3 percentage "
        "points from 68.8% (110 of 160) among BME staff (more than chance would explain)."
    )
    assert found.for_all == -1


@pytest.mark.parametrize(
    ("now", "then", "for_all"),
    [
        ((200, 110), (100, 60), 1),  # both rose
        ((200, 60), (100, 60), 0),  # one group alone
        ((200, 60), (100, 110), 0),  # one each way
        ((100, 60), (104, 62), 0),  # both fell, and it may be chance
    ],
)
def test_whether_it_moved_for_everybody(now, then, for_all):
    (found,) = read_of(4, sample(trained(*now), trained(*then)))
    assert found.for_all == for_all


def test_a_rate_that_rounds_to_zero_is_told_in_words():
    rows = [
        staff(4505, 2219),
        (3, "entered formal disciplinary process", ALL, ALL, 2, 16, 0),
    ]
    text = " ".join(said_of(3, rows))
    assert "0.04% of White staff entered the process (2 of 4,505)" in text
    rows = [
        staff(450500, 2219),
        (3, "entered formal disciplinary process", ALL, ALL, 2, 16, 0),
    ]
    text = " ".join(said_of(3, rows))
    assert "Less than 0.01% of White staff entered the process (2 of 450,500)" in text
    assert "[low]" not in text


def survey(indicator: int, white, bme, of=(100, 50)) -> list[tuple]:
    return [
        STAFF,
        (indicator, "respondents", ALL, ALL, *of, None),
        (indicator, "count", ALL, ALL, white, bme, None),
    ]


@pytest.mark.parametrize(
    ("indicator", "white", "bme", "sentence"),
    [
        # 40 and 10, 10 and 40 per cent of 50 and 100: clear; 10 and 20 per cent: the interval is
        # from -1.4 to 24.1 points. The headline says what may be chance.
        (5, 10, 20, "That is 30.0 percentage points higher among BME staff, "
                    "which is worse for them."),
        (5, 40, 5, "That is 30.0 percentage points lower among BME staff, "
                   "which is better for them."),
        (7, 10, 20, "That is 30.0 percentage points higher among BME staff, "
                    "which is better for them."),
        (7, 40, 5, "That is 30.0 percentage points lower among BME staff, "
                   "which is worse for them."),
        (8, 10, 10, "That is 10.0 percentage points higher among BME staff."),
        (8, 21, 10, "That is about the same for both."),
        (8, 20, 10, "There is no gap between BME and White staff."),
    ],
)  # fmt: skip
def test_a_gap_and_whether_it_is_better(indicator, white, bme, sentence):
    assert said_of(indicator, survey(indicator, white, bme))[1] == sentence


def test_a_survey_beside_the_one_before_and_the_national_average():
    text = said_of(5, survey(5, 10, 10), survey(5, 10, 13))
    assert text == [
        "20.0% of BME staff experienced harassment, bullying or abuse from patients, relatives or "
        "the public (10 of 50), compared with 10.0% of White staff (10 of 100), which may be "
        "chance.",
        "That is 10.0 percentage points higher among BME staff.",
        "Since the 2021 survey it is down 6.0 percentage points from 26.0% (13 of 50) among BME "
        "staff (may be chance) and the same among White staff.",
        "For BME staff, the figure is not clearly different from the national average of 25.0% "
        "(NHS trusts).",
    ]


def test_a_survey_that_moved_the_same_way_for_both():
    text = said_of(5, survey(5, 101, 51, of=(1000, 500)), survey(5, 100, 50, of=(1000, 500)))
    assert text[2] == (
        "Since the 2021 survey it is about the same among BME staff (10.0% then) and White staff "
        "(10.0% then)."
    )


def test_people_stand_in_the_sentence_where_a_percentage_cannot_say_how_many():
    rows = [
        STAFF,
        (6, "respondents", ALL, ALL, 2066, 50, None),
        (6, "percentage", ALL, ALL, 21.0, 26.0, None),  # 433 or 434 of 2,066; 13 of 50
    ]
    assert said_of(6, rows)[0] == (
        "26.0% of BME staff experienced harassment, bullying or abuse from staff (13 of 50), "
        "compared with 21.0% of 2,066 White staff, which may be chance."
    )


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            survey(5, 10, "c"),
            "The result of the 2021 survey for BME staff is withheld, "
            "so that nobody can be identified.",
        ),
        (
            [STAFF],
            "The result of the 2021 survey for BME staff is not available: "
            "the counts behind it were not handed in.",
        ),
    ],
)
def test_no_survey_before(before, sentence):
    assert sentence in said_of(5, survey(5, 10, 10), before)


@pytest.mark.parametrize(
    ("rows", "sentences"),
    [
        (
            survey(6, "c", 10),
            [
                "The survey result of White staff is withheld, so that nobody can be identified.",
                "20.0% of BME staff experienced harassment, bullying or abuse from staff "
                "(10 of 50).",
            ],
        ),
        (
            survey(6, 10, 0, of=(100, 0)),
            [
                "The survey result of BME staff cannot be worked out: nobody answered the "
                "question.",
                "10.0% of White staff experienced harassment, bullying or abuse from staff "
                "(10 of 100).",
            ],
        ),
        (
            [STAFF],
            [
                "The survey result of BME staff is not available: "
                "the counts behind it were not handed in."
            ],
        ),
    ],
)
def test_a_survey_result_that_is_missing(rows, sentences):
    """The other group's result is told, and no verdict is."""
    assert said_of(6, rows) == sentences


def board(white, bme, unknown=0, name="board members") -> tuple:
    return (9, name, ALL, ALL, white, bme, unknown)


def test_the_board():
    rows = [STAFF, board(8, 2), board(5, 0, name="voting board members")]
    voting, whole = read_of(9, sample(rows, [STAFF, board(10, 0)]))
    assert voting.text == (
        "No voting member is BME (0 of 5), while 16.0% of the workforce is, which may be chance."
    )
    assert whole.text == (
        "20.0% of the board is BME (2 of 10), "
        "4.0 percentage points above the BME share of the workforce (16.0%), which may be chance. "
        "In 2022, no member of the board was BME (0 of 10). "
        "80.0% of the board is White (8 of 10), the same as the White share of the workforce "
        "(80.0%). "
        "Figures for the executive members were not handed in."
    )


def test_a_part_of_the_board_that_is_withheld_was_handed_in():
    rows = [STAFF, board("c", "c"), board(9, 0, name="voting board members")]
    (voting,) = read_of(9, sample(rows))
    assert voting.text.endswith(
        "Figures for the board are withheld, so that nobody can be identified. "
        "Figures for the executive members were not handed in."
    )


def test_a_board_that_chance_would_not_make():
    # Fisher: nobody of 30 where 500 of 1,000 are: about 1 in 2 to the 30
    text = said_of(9, [staff(500, 500), board(30, 0)])
    assert text[0] == (
        "No member of the board is BME (0 of 30), while 50.0% of the workforce is, "
        "more than chance would explain."
    )


def test_a_board_that_lost_all_its_bme_members():
    # 6 of 19 and 0 of 13: Newcombe's interval is from -54.0 to -3.6 points
    (found,) = read_of(9, sample([STAFF, board(13, 0)], [STAFF, board(13, 6)]))
    assert found.sentences[0] == (
        "The share is down 31.6 percentage points from 31.6% (6 of 19) in 2022, "
        "more than chance would explain."
    )


def test_a_board_beside_a_workforce_that_is_withheld():
    (found,) = read_of(9, sample([staff(80, "c"), board(8, 2)]))
    assert found.headline == "20.0% of the board is BME (2 of 10)"
    assert not found.verdict.is_judged


def band(group, white, bme):
    return (1, "staff in post", group, "5", white, bme, 0)


def test_bands_what_is_below_the_workforce_first():
    now = [staff(800, 160, 40), band("clinical", 190, 10), band("non-clinical", 60, 40)]
    before = [staff(800, 160, 40), band("clinical", 185, 15), band("non-clinical", 90, 10)]
    first, *others = read_of(1, sample(now, before))
    assert first.text == (
        "5.0% of clinical staff in bands 1 to 7 are BME (10 of 200), 11.0 percentage points below "
        "the BME share of the workforce (16.0%), more than chance would explain. "
        "The share is down 2.5 percentage points from 7.5% (15 of 200) in 2022, which may be "
        "chance."
    )
    assert (
        "40.0% of non-clinical staff in bands 1 to 7 are BME (40 of 100), 24.0 percentage points "
        "above the BME share of the workforce (16.0%), more than chance would explain. "
        "The share is up 30.0 percentage points from 10.0% (10 of 100) in 2022, "
        "more than chance would explain."
    ) in [each.text for each in others]


def test_a_band_without_a_year_before():
    found = read_of(1, sample([STAFF, band("clinical", 24, 6)], [STAFF]))
    # Whether it was not handed in or is printed by other bands, this is true.
    said = "The tables of 2022 do not show the BME share of clinical staff in bands 1 to 7."
    assert said in [each.text for each in found]
    assert not any("not handed in" in each.text for each in found)


def test_bands_without_a_year_before_are_told_once():
    rows = [STAFF, band("clinical", 24, 6), band("non-clinical", 20, 10)]
    (said,) = [each.text for each in read_of(1, sample(rows, [STAFF])) if "tables" in each.text]
    assert said == (
        "The tables of 2022 do not show the BME share of clinical staff in bands 1 to 7 and "
        "non-clinical staff in bands 1 to 7."
    )


def test_bands_that_are_withheld_are_told_in_one_sentence_at_the_end():
    rows = [STAFF, band("clinical", 24, "c"), band("non-clinical", "c", 6)]
    assert read_of(1, sample(rows))[-1].text == (
        "The BME share of clinical staff in bands 1 to 7 and non-clinical staff in bands 1 to 7 is "
        "withheld, so that nobody can be identified."
    )


def test_who_answered_the_survey():
    rate = (5, "survey response rate", ALL, ALL, None, None, None)
    assert response(sample([STAFF, rate])).text == (
        "The response rate of the staff survey was not handed in."
    )
    report = open_report("QHG", 2023, data=DATA)
    assert plainly(response(Edition(report.figures, report.scope))).text == (
        "86.0% of staff answered the staff survey of autumn 2022."
    )


# Over all years


def three_years(*shares: tuple[float, float], indicator: int = 5) -> Edition:
    """White and BME counts of 100 and 50 people who answered, in three years."""
    made, before = [], []
    for year, (white, bme) in enumerate(shares, start=2021):
        now = calculate(counts(survey(indicator, white, bme), year=year))
        made += [*now, *on_last_year(now, before, year, {})]
        before = now
    years = (2021, 2022, 2023)
    return Edition(Figures(made), Scope(SAMPLE, Register((SAMPLE,)), 2023, years))


def test_what_fell_every_year():
    edition = three_years((20, 14), (20, 13), (20, 12))
    assert read_of(5, edition)[0].sentences[1:] == (
        "Among BME staff it has fallen in every survey since that of 2020, from 28.0% "
        "(26.0% in the survey before), which may be chance.",
    )


def test_what_rose_and_fell_is_not_told_of_all_years():
    edition = three_years((20, 14), (20, 12), (20, 13))
    assert not any("every" in text for text in read_of(5, edition)[0].sentences)


def test_no_series_reaches_over_a_break():
    # From the survey of 2021 (2022 of the Standard) indicator 7 counts otherwise.
    edition = three_years((20, 14), (20, 13), (20, 12), indicator=7)
    assert edition.scope.comparable(7) == (2022, 2023)
    assert edition.scope.comparable(5) == (2021, 2022, 2023)
    assert not any("every" in text for text in read_of(7, edition)[0].sentences)


def test_a_change_over_a_break_says_why_there_is_none():
    now = calculate(counts(survey(7, 20, 14), year=2022))
    before = calculate(counts(survey(7, 20, 14), year=2021))
    register = Register((SAMPLE,))
    changes = on_last_year(now, before, 2022, breaks(register, "RXX", 2022))
    scope = Scope(SAMPLE, register, 2022, (2021, 2022))
    assert read_of(7, Edition(Figures([*before, *now, *changes]), scope))[0].sentences[1] == (
        "The change since the 2020 survey cannot be worked out: from the staff survey of 2021 the "
        'base includes people who answered "don\'t know".'
    )


# Numbers as sentences print them: a percentage, a ratio, a difference, an average.
NUMBERS = re.compile(r"(\d[\d,]*\.\d+%?)")


def check_directions(finding: Finding) -> None:
    """The words and the verdict beside the numbers that they are about, worked out afresh."""
    figure, verdict, text = finding.figure, finding.verdict, finding.text
    if not figure.is_shown and not figure.reason.endswith("no upper limit"):
        assert not verdict.is_adverse and not finding.value.startswith(tuple("123456789"))
    if "withheld" in finding.headline:
        assert not verdict.is_judged and finding.value == ""
    numbers = [float(number) for number in re.findall(r"(\d+\.\d)%", finding.headline)]
    if finding.headline.startswith("No "):
        numbers.insert(0, 0.0)
    if "percentage points below the BME share" in finding.headline:
        assert numbers[0] < numbers[-1]
    if "percentage points above the BME share" in finding.headline:
        assert numbers[0] > numbers[-1] and not verdict.is_adverse
    if "higher among BME" in text and "less than" not in finding.headline.lower():
        assert numbers[0] > numbers[1]
    if "lower among BME" in text and "less than" not in finding.headline.lower():
        assert numbers[0] < numbers[1]
    if "worse for them" in text:
        assert verdict.is_adverse and verdict.is_significant
    if "better for them" in text:
        assert not verdict.is_adverse
    if figure.unit == "ratio" and figure.is_shown and "times as likely" in finding.headline:
        bme_first = finding.headline.startswith("BME")
        assert bme_first == ((figure.value > 1) == (figure.indicator == 3))
        assert ("inside" in text) == (
            Decimal("0.80") <= rounded(figure.value, 2) <= Decimal("1.25")
        )
    for way, sign in (("is up", 1), ("is down", -1)):
        for size, before in re.findall(rf"{way} ([\d.]+) percentage points? from ([\d.]+)%", text):
            # The first number printed is this year's; rounding may take a tenth either way.
            assert numbers[0] - float(before) == pytest.approx(sign * float(size), abs=0.11)
    assert not re.search(
        r"\b1 people\b|\b1\.0 percentage points|(?<!\b1\.0) percentage point\b", text
    )


def check_sentences(edition: Edition) -> None:
    for indicator in range(1, 10):
        of_it = [f for f in edition.figures if f.indicator == indicator and f.is_shown]
        printed = {plainly(of(f)) for f in of_it for of in (show, magnitude)} | {"1.00"}
        printed |= {plainly(said(f)).removeprefix("less than ") for f in of_it}
        printed |= {plainly(end_of(f, e)) for f in of_it for e in ("low", "high")}
        printed |= {"0.80", "1.25"}
        found = read_of(indicator, edition)
        sentences = [text for f in found for text in (f"{f.headline}.", *f.sentences)]
        for finding in found:
            check_directions(finding)
        for sentence in sentences:
            assert sentence.strip() == sentence != ""
            assert sentence.endswith(".")
            assert sentence[0].isupper() or sentence[0].isdigit()
            for wrong in ("  ", "..", ".,", "nan", "inf ", "[", "()"):
                assert wrong not in sentence
            assert "None" not in sentence.replace("None of the ", "")
            for number in NUMBERS.findall(sentence):
                assert number in printed, f"{number} is no figure of indicator {indicator}"


SAMPLES = pytest.mark.parametrize(
    ("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
)


@SAMPLES
def test_every_number_in_the_sample_reports_is_a_figure(code, year):
    report = open_report(code, year, data=DATA)
    check_sentences(Edition(report.figures, report.scope))
    for text in said_in(everything_said(report)):
        rest = LABELS.sub("", MARKED.sub("", text))
        assert not NUMBER.search(rest), f"{NUMBER.search(rest)[0]} has no mark: {plain(text)}"


@SAMPLES
def test_every_mark_in_the_sample_reports_names_the_figure_that_is_printed(code, year):
    report = open_report(code, year, data=DATA)
    held = {figure.key: figure for figure in report.figures}
    marks = {mark for text in said_in(everything_said(report)) for mark in MARKED.findall(text)}
    assert len(marks) > 80
    for key, text in sorted(marks):
        its_key, part = fields_of(key)
        figure = held[its_key]
        if NUMBER_WORD.fullmatch(text):
            assert part == "" and is_nobody(figure, report), (key, text)
        else:
            assert text in as_printed(figure, part), (key, text)


MARKED = re.compile("\U0010fd00([^\U0010fd01]*)\U0010fd01([^\U0010fd02]*)\U0010fd02")
NUMBER_WORD = re.compile(r"nobody|none|no", re.I)
NUMBER = re.compile(rf"\d[\d,.]*|\b({NUMBER_WORD.pattern}|one|two|three|four|five)\b", re.I)
# What has a number or its word and is no figure; nothing else may stand without a mark.
LABELS = re.compile(
    r"\b20\d\d\b|\b31 March\b|\bthe last 12 months\b"  # times
    r"|\b[Bb]ands? \d[a-d]?\b( (to|and) \d[a-d]?\b)?|\b[Cc]luster \d\b"  # pay bands
    r"|\bIndicator \d\b"
    r"|\bfour-fifths range of 0\.80 to 1\.25|\b1\.00 means equally likely|\b95% interval"
    r"|\bfewer than 11 people"  # thresholds
    r"|\bin both groups\b|\b(two|three|four|five) years older\b"
    r"|\bno (upper limit|gap|difference|clear change)\b"
    r"|\bnobody can be identified\b"
)


def everything_said(report: Report) -> Stack:
    """All that a report says in sentences, tiles and pictures."""
    rates, surveys = (2, 3, 4), (5, 6, 7, 8)
    return Stack(
        (
            report.key_findings(),
            report.all_staff_chart(),
            report.population(),
            report.bands_chart(),
            *map(report.rates_chart, rates),
            report.survey_chart(*surveys),
            report.response(),
            report.board_chart(),
            *map(report.story, range(1, 10)),
            *map(report.says, range(1, 10)),
            report.groups(),
            report.sexes(),
            report.recruitment_in_depth(),
        )
    )


def said_in(component: Component) -> list[str]:
    """The texts of it that speak of figures."""
    if isinstance(component, Stack):
        return [text for part in component.parts for text in said_in(part)]
    if isinstance(component, Sentences):
        return list(component.sentences)
    if isinstance(component, Story):
        return [component.headline]
    if isinstance(component, Picture):
        return [component.headline, component.subtitle, component.alt]
    if isinstance(component, Tiles):
        return [f"{text}" for tile in component.tiles
                for text in (tile.value, tile.label, tile.detail)]  # fmt: skip
    if isinstance(component, Notes):  # in place of a drawing; other notes quote people's sources
        return [text for text in component.items if text.startswith("There is nothing to draw")]
    return []


def as_printed(figure: Figure, part: str) -> set[str]:
    """How a figure, or a part of it, is printed where a sentence or a picture says it."""
    if part in ("low", "high"):
        # Both ends stand in brackets behind the value, whose sign is said once.
        return {end_of(figure, part).text.removesuffix("%")}
    if part == "size":
        return {magnitude(figure).text}
    if part in ("part", "whole"):
        number = figure.numerator if part == "part" else figure.denominator
        return {f"{number:,.0f}" if number == int(number) else f"{number:,.1f}"}
    texts = {show(figure).text, said(figure).text}
    return texts | {capital(plain(text)) for text in texts}


def is_nobody(figure: Figure, report: Report) -> bool:
    """Whether a number word may stand for it: nobody, or a ratio of which a rate is zero."""
    if figure.is_shown:
        return figure.value == 0
    rates = report.figures.select(
        indicator=figure.indicator,
        figure=LIKELIHOODS[figure.indicator]["rate_figure"],
        year=figure.year,
    )
    return any(rate.value == 0 for rate in rates)


cell = st.one_of(
    st.integers(0, 12), st.integers(0, 12), st.integers(0, 5000), st.sampled_from(["c", None])
)
ROW_KEYS = [
    (1, "staff in post", ALL, ALL),
    (1, "staff in post", "clinical", "5"),
    (1, "staff in post", "non-clinical", "8a"),
    (1, "staff in post", "medical and dental", "consultant"),
    (2, "shortlisted", ALL, ALL),
    (2, "appointed", ALL, ALL),
    (3, "entered formal disciplinary process", ALL, ALL),
    (4, "accessed non-mandatory training", ALL, ALL),
    (5, "respondents", ALL, ALL),
    (5, "count", ALL, ALL),
    (7, "respondents", ALL, ALL),
    (7, "count", ALL, ALL),
    (9, "board members", ALL, ALL),
    (9, "executive board members", ALL, ALL),
]


@st.composite
def some_rows(draw) -> list[tuple]:
    keys = (
        draw(st.lists(st.sampled_from(ROW_KEYS), unique=True, min_size=1))
        if draw(st.booleans())
        else ROW_KEYS
    )
    return [(*key, draw(cell), draw(cell), draw(cell)) for key in keys]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(rows=some_rows(), last=st.one_of(st.none(), some_rows()))
def test_no_sentence_has_a_number_of_its_own(rows, last):
    check_sentences(sample(rows, last))
