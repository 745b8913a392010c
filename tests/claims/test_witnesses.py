"""A number that some figure bears out is not contradicted, unless the words exclude it."""

from __future__ import annotations

import pytest
from claims.labelled import figures

from wres import reference
from wres.claims.verdicts import Verdict, check_lines
from wres.claims.witnesses import says


def verdicts(text: str, organisation: str = "EX1", year: int = 2024) -> list[Verdict]:
    return [claim.verdict for claim in check_lines([text], figures(organisation, year), year)]


@pytest.mark.parametrize(
    "text",
    [
        # The rest of a percentage, a national value, a ratio of another pair of levels.
        "Indicator 8: the remaining 84.2% of BME staff had no such experience.",
        "Indicator 6 against the national picture: 24.9% of BME staff.",
        "Disparity ratios for clinical staff: 1.97 (lower to middle), 2.22 (middle to upper).",
        # A step between two bands, and the workforce beside the board.
        "Moving from band 5 to band 6 the clinical BME share drops by 18 percentage points.",
        "Trust Board: 17.6% of members are BME, compared with 34.5% of staff.",
    ],
)
def test_a_number_with_a_witness_is_not_contradicted(text):
    assert Verdict.CONTRADICTED not in verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "White employees make up 34.5% of the workforce.",
        "In 2024 31.8% of the workforce was BME.",
        "24.9% of BME staff were harassed by colleagues.",
    ],
)
def test_a_figure_that_the_words_exclude_is_no_witness(text):
    assert verdicts(text) == [Verdict.CONTRADICTED]


def test_an_exact_number_that_nothing_bears_out_is_contradicted():
    assert verdicts("Our Trust has 7,234 employees, 4,531 of them White.")[-1] is (
        Verdict.CONTRADICTED
    )


@pytest.mark.parametrize("row", reference.rows("claim_steps"), ids=lambda row: row["step"])
def test_every_step_finds_its_example(row):
    assert says(row["example"], row["step"])


@pytest.mark.parametrize(
    "text",
    [
        # Over the three groups, of those appointed, of BME staff.
        "Altogether 4,375 colleagues took part in non-mandatory training.",
        "BME people formed 49.5% of those appointed.",
        "Black staff make up 28.0% of our BME workforce.",
    ],
)
def test_a_sum_or_a_share_that_the_words_name_supports_a_number(text):
    assert verdicts(text) == [Verdict.SUPPORTED]


@pytest.mark.parametrize(
    "text",
    [
        # Shares of the shortlisted, and of the numbers beside it from the wrong side.
        "BME people formed 59.1% of those appointed.",
        "The number of BME staff rose from 2,219 to 2,496, growth of 11.1%.",
    ],
)
def test_a_number_that_nothing_named_in_its_clause_bears_out_is_contradicted(text):
    assert Verdict.CONTRADICTED in verdicts(text)
