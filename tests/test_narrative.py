"""Sentences made from figures: each direction, each missing state, and no number of their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import counts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.comparisons import on_last_year, with_local_population, with_national_average
from helpers.figures import ALL, Figures
from helpers.formats import magnitude, show
from helpers.indicators import calculate
from helpers.narrative import band_findings, findings, respondents_sentence
from helpers.organisations import Organisation, Register
from helpers.reading.context import Benchmark, PopulationShare
from helpers.report import open_report
from helpers.scope import Scope
from helpers.words import said

DATA = Path(__file__).parents[1] / "data"
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


def band_said(figures, scope) -> tuple[str, ...]:
    return tuple(finding.sentence for finding in band_findings(figures, scope))


def sample(rows: list[tuple], last: list[tuple] | None = None) -> tuple[Figures, Scope]:
    """A trust's 2023, and its 2022 where rows of it are given."""
    now = calculate(counts(rows))
    before = calculate(counts(last, year=2022)) if last is not None else []
    made = [*before, *now, *on_last_year(now, before, 2023, {})]
    made += with_national_average(now, BENCHMARKS, ("NHS trust",))
    made += with_local_population(now, POPULATION)
    years = (2022, 2023) if last is not None else (2023,)
    return Figures(made), Scope(SAMPLE, Register((SAMPLE,)), 2023, years)


def said_of(indicator: int, rows: list[tuple], last: list[tuple] | None = None) -> list[str]:
    return list(findings(*sample(rows, last), indicator).all)


def staff(white, bme, unknown=0) -> tuple:
    return (1, "staff in post", ALL, ALL, white, bme, unknown)


@pytest.mark.parametrize(
    ("before", "headline"),
    [
        (
            staff(88, 12),
            "BME staff are 16.0% of the workforce (16 of 100), "
            "up 4.0 percentage points from 12.0% in 2022.",
        ),
        (
            staff(80, 20),
            "BME staff are 16.0% of the workforce (16 of 100), "
            "down 4.0 percentage points from 20.0% in 2022.",
        ),
        (
            staff(83, 17),
            "BME staff are 16.0% of the workforce (16 of 100), "
            "down 1.0 percentage point from 17.0% in 2022.",
        ),
        (
            staff(168, 32),
            "BME staff are 16.0% of the workforce (16 of 100), "
            "the same share as in 2022 (32 of 200).",
        ),
        (staff(80, "c"), "BME staff are 16.0% of the workforce (16 of 100)."),
        (None, "BME staff are 16.0% of the workforce (16 of 100)."),
    ],
    ids=["up", "down", "by one", "unchanged", "withheld before", "no year before"],
)
def test_the_workforce_and_which_way_it_moved(before, headline):
    assert said_of(1, [STAFF], [before] if before else None)[0] == headline


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
    assert said_of(1, [STAFF], [before] if before else None)[1] == sentence


def test_one_person():
    assert said_of(1, [staff(1, 0)])[1] == "The workforce numbers 1 person."


@pytest.mark.parametrize(
    ("bme", "words"),
    [
        (160, "the BME share of the workforce is 6.5 percentage points below that."),
        (290, "the BME share of the workforce is 6.5 percentage points above that."),
        (225, "the BME share of the workforce is the same as that."),
    ],
    ids=["below", "above", "same"],
)
def test_beside_the_local_population(bme, words):
    text = said_of(1, [staff(1000 - bme, bme)])
    assert f"The population of Shire is 22.5% BME: {words}" in text
    assert (
        "Places differ: the BME share of the population runs from 8.9% in North to 51.4% in South."
    ) in text


def applicants(white: tuple, bme: tuple) -> list[tuple]:
    return [
        STAFF,
        (2, "shortlisted", ALL, ALL, white[1], bme[1], 0),
        (2, "appointed", ALL, ALL, white[0], bme[0], 0),
    ]


RATIO_OF_THE_STANDARD = "Written as the standard asks, White to BME, the relative likelihood is "


@pytest.mark.parametrize(
    ("white", "bme", "first", "second"),
    [
        (
            (20, 80),
            (10, 80),
            "White applicants were 2.00 times as likely as BME applicants "
            "to be appointed from shortlisting.",
            "25.0% of shortlisted White applicants were appointed (20 of 80), "
            "compared with 12.5% of shortlisted BME applicants (10 of 80).",
        ),
        (
            (10, 80),
            (20, 80),
            "BME applicants were 2.00 times as likely as White applicants "
            "to be appointed from shortlisting.",
            RATIO_OF_THE_STANDARD + "0.50.",
        ),
        (
            (10, 80),
            (5, 40),
            "White applicants and BME applicants were equally likely "
            "to be appointed from shortlisting.",
            RATIO_OF_THE_STANDARD + "1.00.",
        ),
        (
            (1004, 8000),
            (1000, 8000),
            "White applicants and BME applicants were equally likely "
            "to be appointed from shortlisting.",
            RATIO_OF_THE_STANDARD + "1.00.",
        ),
        (
            (0, 80),
            (5, 40),
            "None of the White applicants were appointed from shortlisting, "
            "while some BME applicants were.",
            RATIO_OF_THE_STANDARD + "0.00.",
        ),
        (
            (5, 80),
            (0, 40),
            "In 2023, no BME applicant was appointed.",
            "The relative likelihood therefore has no upper limit.",
        ),
        (
            (0, 80),
            (0, 40),
            "In 2023, nobody was appointed.",
            "The relative likelihood therefore cannot be worked out.",
        ),
        (
            (5, 80),
            (0, 0),
            "In 2023, no BME applicant was shortlisted.",
            "The relative likelihood therefore cannot be worked out.",
        ),
    ],
    ids=[
        "above",
        "below",
        "equal",
        "equal as printed",
        "none of the first",
        "none of the second",
        "nobody at all",
        "an empty group",
    ],
)
def test_a_likelihood(white, bme, first, second):
    text = said_of(2, applicants(white, bme))
    assert text[:2] == [first, second]


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
        (
            applicants((30, 80), (10, 80)),
            "The ratio moved from 3.00 in 2022 to 2.00: "
            "nearer to equal (1.00 would mean equally likely).",
        ),
        (
            applicants((15, 80), (10, 80)),
            "The ratio moved from 1.50 in 2022 to 2.00: "
            "further from equal (1.00 would mean equally likely).",
        ),
        (
            applicants((10, 80), (20, 80)),
            "The ratio moved from 0.50 in 2022 to 2.00: "
            "as far from equal, in the other direction (1.00 would mean equally likely).",
        ),
        (applicants((40, 80), (20, 80)), "The ratio is unchanged from 2022: 2.00."),
        (
            applicants(("c", 80), (20, 80)),
            "The ratio for 2022 is withheld, so that nobody can be identified.",
        ),
        (applicants((0, 80), (0, 80)), "In 2022, nobody was appointed."),
        (
            applicants((5, 80), (0, 80)),
            "In 2022, no BME applicant was appointed, so the ratio has no upper limit.",
        ),
        (
            [STAFF],
            "The ratio for 2022 is not available: the counts behind it were not handed in.",
        ),
    ],
    ids=[
        "nearer",
        "further",
        "as far",
        "unchanged",
        "withheld",
        "nobody",
        "no limit",
        "not collected",
    ],
)
def test_the_ratio_of_the_year_before(before, sentence):
    assert sentence in said_of(2, applicants((20, 80), (10, 80)), before)


def test_the_national_average_of_a_ratio():
    above, below = (said_of(2, applicants((white, 80), (10, 80)))[-1] for white in (20, 12))
    assert (
        above == "The ratio is further from equal than the national average of 1.54 (NHS trusts)."
    )
    assert below == "The ratio is nearer to equal than the national average of 1.54 (NHS trusts)."


@pytest.mark.parametrize(
    ("indicator", "measure", "white", "bme", "headline"),
    [
        # (3/16) / (4/80), and (4/16) / (40/80) turned round
        (3, "entered formal disciplinary process", 4, 3,
         "BME staff were 3.75 times as likely as White staff "
         "to enter the formal disciplinary process."),
        (3, "entered formal disciplinary process", 40, 4,
         "White staff were 2.00 times as likely as BME staff "
         "to enter the formal disciplinary process."),
        # (50/80) / (8/16), and (20/80) / (8/16) turned round
        (4, "accessed non-mandatory training", 50, 8,
         "White staff were 1.25 times as likely as BME staff "
         "to take part in non-mandatory training."),
        (4, "accessed non-mandatory training", 20, 8,
         "BME staff were 2.00 times as likely as White staff "
         "to take part in non-mandatory training."),
    ],
)  # fmt: skip
def test_the_likelier_group_is_named_first(indicator, measure, white, bme, headline):
    assert said_of(indicator, [STAFF, (indicator, measure, ALL, ALL, white, bme, 0)])[0] == headline


def test_nobody_in_either_year():
    nobody = [STAFF, (3, "entered formal disciplinary process", ALL, ALL, 0, 0, 0)]
    assert said_of(3, nobody, nobody) == [
        "In 2023, nobody entered the process.",
        "The relative likelihood therefore cannot be worked out.",
        "The same was true in 2022.",
    ]


def test_a_rate_that_rounds_to_zero_is_told_in_words():
    rows = [
        staff(4505, 2219),
        (3, "entered formal disciplinary process", ALL, ALL, 2, 16, 0),
    ]
    text = " ".join(said_of(3, rows))
    assert "Less than 0.1% of White staff entered the process (2 of 4,505)" in text
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
        (5, 10, 10, "10.0 percentage points higher among BME staff, which is worse for them."),
        (5, 30, 10, "10.0 percentage points lower among BME staff, which is better for them."),
        (7, 10, 10, "10.0 percentage points higher among BME staff, which is better for them."),
        (7, 30, 10, "10.0 percentage points lower among BME staff, which is worse for them."),
        (8, 20, 10, "There is no gap between BME and White staff."),
    ],
)
def test_a_gap_and_whether_it_is_better(indicator, white, bme, sentence):
    assert said_of(indicator, survey(indicator, white, bme))[2].endswith(sentence)


def test_a_survey_beside_the_one_before_and_the_national_average():
    text = said_of(5, survey(5, 10, 10), survey(5, 10, 12))
    assert text[0] == (
        "20.0% of BME staff experienced harassment, bullying or abuse from patients, relatives or "
        "the public, compared with 10.0% of White staff."
    )
    assert text[1] == "That is 10 of 50 BME and 10 of 100 White respondents."
    assert text[3:] == [
        "Since the previous survey, it is down 4.0 percentage points from 24.0% among BME staff "
        "and unchanged among White staff.",
        "The figure for BME staff is 5.0 percentage points below the national average for BME "
        "staff, 25.0% (NHS trusts).",
    ]


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (
            survey(5, 10, "c"),
            "The previous survey's result for BME staff is withheld, "
            "so that nobody can be identified.",
        ),
        (
            [STAFF],
            "The previous survey's result for BME staff is not available: "
            "the counts behind it were not handed in.",
        ),
    ],
)
def test_no_survey_before(before, sentence):
    assert sentence in said_of(5, survey(5, 10, 10), before)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            survey(6, "c", 10),
            "The survey result of White staff is withheld, so that nobody can be identified.",
        ),
        (
            survey(6, 10, 0, of=(100, 0)),
            "The survey result of BME staff cannot be worked out: nobody answered the question.",
        ),
        (
            [STAFF],
            "The survey result of BME staff is not available: "
            "the counts behind it were not handed in.",
        ),
    ],
)
def test_a_survey_result_that_is_missing(rows, sentence):
    assert said_of(6, rows) == [sentence]


def board(white, bme, unknown=0, name="board members") -> tuple:
    return (9, name, ALL, ALL, white, bme, unknown)


def test_the_board():
    rows = [STAFF, board(8, 2), board(5, 0, name="voting board members")]
    assert said_of(9, rows, [STAFF, board(10, 0)]) == [
        "20.0% of the board is BME (2 of 10), "
        "4.0 percentage points above the BME share of the workforce (16.0%).",
        "No voting member is BME (0 of 5), while 16.0% of the workforce is.",
        "In 2022, 0.0% of the board was BME (0 of 10), "
        "16.0 percentage points below the BME share of the workforce.",
        "80.0% of the board is White (8 of 10), the same as the White share of the workforce "
        "(80.0%).",
        "Figures for the executive members were not handed in.",
    ]


def test_a_board_beside_a_workforce_that_is_withheld():
    text = said_of(9, [staff(80, "c"), board(8, 2)])
    assert text[0] == "20.0% of the board is BME (2 of 10)."


def test_bands_with_the_most_change_first_and_each_missing_year_told():
    def band(group, white, bme):
        return (1, "staff in post", group, "5", white, bme, 0)

    now = [STAFF, band("clinical", 24, 6), band("non-clinical", 18, 12)]
    before = [STAFF, band("clinical", 27, 3), band("non-clinical", 24, 6)]
    assert band_said(*sample(now, before)) == (
        "Non-clinical staff in bands 1 to 7: 40.0% are BME (12 of 30), up 20.0 percentage points "
        "from 20.0% (6 of 30) in 2022; that is 24.0 percentage points above the BME share of the "
        "whole workforce.",
        "Clinical staff in bands 1 to 7: 20.0% are BME (6 of 30), up 10.0 percentage points "
        "from 10.0% (3 of 30) in 2022; that is 4.0 percentage points above the BME share of the "
        "whole workforce.",
    )
    (alone,) = band_said(*sample(now[:2], [STAFF]))
    assert "; the share in 2022 is not available: the counts behind it were not handed in;" in alone
    (withheld,) = band_said(*sample([STAFF, band("clinical", 24, "c")]))
    assert withheld == (
        "Clinical staff in bands 1 to 7: the BME share in 2023 is withheld, "
        "so that nobody can be identified."
    )


def test_who_answered_the_survey():
    rate = (5, "survey response rate", ALL, ALL, None, None, None)
    assert respondents_sentence(*sample([STAFF, rate])) == (
        "The response rate of the staff survey was not handed in."
    )
    report = open_report("QHG", 2023, data=DATA)
    assert respondents_sentence(report.figures, report.scope) == (
        "86.0% of staff answered the staff survey of autumn 2022."
    )


# Numbers as sentences print them: a percentage, a ratio, a difference, an average.
NUMBERS = re.compile(r"(\d[\d,]*\.\d+%?)")


def check_sentences(figures: Figures, scope: Scope) -> None:
    for indicator in range(1, 10):
        of_it = [f for f in figures if f.indicator == indicator and f.is_shown]
        printed = {show(f) for f in of_it} | {magnitude(f) for f in of_it}
        printed |= {said(f).removeprefix("less than ") for f in of_it} | {"1.00"}
        sentences = [*findings(figures, scope, indicator).all]
        if indicator == 1:
            for band in band_findings(figures, scope):
                sentences += [f"{band.headline}.", band.sentence]
        for sentence in sentences:
            assert sentence.strip() == sentence != ""
            assert sentence.endswith(".")
            assert sentence[0].isupper() or sentence[0].isdigit()
            for wrong in ("  ", "..", ".,", "nan", "inf ", "[", "()"):
                assert wrong not in sentence
            assert "None" not in sentence.replace("None of the ", "")
            for number in NUMBERS.findall(sentence):
                assert number in printed, f"{number} is no figure of indicator {indicator}"


@pytest.mark.parametrize(
    ("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
)
def test_every_number_in_the_sample_reports_is_a_figure(code, year):
    report = open_report(code, year, data=DATA)
    check_sentences(report.figures, report.scope)


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
    check_sentences(*sample(rows, last))
