"""Kinds of mistakes, each beside the same sentence without it: found, and never falsely."""

from __future__ import annotations

import pytest
from claims.labelled import figures

from wres.claims.verdicts import Verdict, check_lines

QHG, EX1 = ("QHG", 2023), ("EX1", 2024)
# Whose report, the sentence, what is right and what is wrong in it, and a word of the cause.
KINDS = [
    (
        EX1,
        "The likelihood of BME staff entering the formal disciplinary process is {} in 2024.",
        *("1.21", "0.83", "turned round"),
    ),
    (EX1, "{} of the Trust's people are BME.", "34.5%", "31.8%", "figure for 2023"),
    (QHG, "{} of the ICB's workforce is BME.", "23.5%", "24.1%", "figure for 2022"),
    (EX1, "The number of BME staff grew by {} to 2,496.", "12.5%", "2.7%", ""),
    (EX1, "Our VSM group is {} BME.", "10.5%", "12.7%", "national average"),
    (
        EX1,
        "The national average for the BME share of the workforce is {}.",
        *("28.6%", "26.4%", "figure for 2023"),
    ),
    (EX1, "The middle to upper race disparity ratio is {}.", "2.28", "2.29", "figure for 2023"),
    (
        EX1,
        "BME staff are {} times as likely as White staff to experience discrimination from a "
        "manager or colleague.",
        *("2.55", "3.1", ""),
    ),
    (EX1, "The response rate was {} for the staff survey.", "45%", "54%", "turned round"),
    (EX1, "White 62.4%, BME {}, not known 3.1%.", "34.5%", "35.4%", ""),
    (EX1, "At band 8a and above, {} of clinical staff are BME.", "15.7%", "12.4%", ""),
    # 14 and 30 of 137 and 85 people in bands 8a to VSM: 19.8%; 24 and 31 of 135 and 84 in 2022.
    (
        QHG,
        "BME staff hold 19.8% of posts in bands 8a to VSM, {} 2022.",
        *("down 5.3 points on", "up 5.3 points on", "direction"),
    ),
    (
        QHG,
        "White staff were {} on the Board by 9.2 percentage points in 2022.",
        "under-represented",
        "over-represented",
        "direction",
    ),
    (
        EX1,
        "Our BME share of 34.5% is 8.1 points {} the local population.",
        "above",
        "below",
        "direction",
    ),
    # What the words leave open, and a slip tells: another year, group or place, digits turned.
    (EX1, "The BME share rose during the year, reaching {}.", "34.5%", "31.8%", "2023"),
    (EX1, "{} of our people are BME.", "2,496", "2,946", "turned round"),
    (EX1, "BME members make up {} of the whole board.", "17.6%", "21.4%", "voting"),
    (QHG, "At {}, the share of our BME people abused by the public is high.", "12.7%", "8.3%", ""),
    (QHG, "24 of {} BME staff accessed non-mandatory training.", "99", "96", "2022"),
    (
        QHG,
        "Nationally, White applicants were {} times as likely to be appointed as BME applicants.",
        "1.54",
        "1.45",
        "turned round",
    ),
    (EX1, "823 BME and {} White candidates were appointed.", "729", "748", "2023"),
    (EX1, "In band 5 {} of shortlisted White candidates were appointed.", "21.8%", "22.8%", ""),
    (EX1, "White appointments went down by {}.", "2.5%", "3.9%", ""),
    (
        QHG,
        "The board is 84.6% White, {} points above the White share of the workforce.",
        "11.2",
        "23.5",
        "",
    ),
    # A word before two groups, a list of groups, a gap told after two levels.
    (
        QHG,
        "Harassment by the public is {} for BME staff (12.7%) than for White staff (8.0%).",
        *("higher", "lower", "more than"),
    ),
    (EX1, "Formal disciplinary process: BME {}, White 24.", "16", "24", "White"),
    (
        EX1,
        "The appointment rate was 20.6% for White and 14.7% for BME candidates, a difference of {} "
        "percentage points.",
        *("5.9", "6.9", ""),
    ),
    (QHG, "White staff now number 309, {} more than in 2022.", "21", "31", ""),
    (EX1, "Nationally, {} of staff were BME in March 2024.", "28.6%", "26.4%", "figure for 2023"),
    # What the published report of QHG says wrong, in other words.
    (
        QHG,
        "White applicants were {} as likely as BME applicants to be appointed in 2022.",
        "2.31 times",
        "2.66 times",
        "",
    ),
    (
        QHG,
        "18.2% of BME staff were bullied by colleagues; the national average is {}.",
        "20.0%",
        "20.6%",
        "",
    ),
    (
        QHG,
        "We lost {} of our BME staff in non-clinical bands 8a to VSM (from 24 to 14).",
        "42%",
        "52%",
        "",
    ),
    (QHG, "The Board gap for White staff was {} in 2022.", "-9.2%", "-20%", ""),
]


@pytest.mark.parametrize(("report", "text", "right", "wrong", "cause"), KINDS)
def test_a_mistake_is_found_and_its_right_twin_is_not(report, text, right, wrong, cause):
    held = figures(*report)

    def contradicted(word: str) -> list:
        claims = check_lines([text.format(word)], held, report[1])
        return [claim for claim in claims if claim.verdict is Verdict.CONTRADICTED]

    assert contradicted(right) == []
    found = contradicted(wrong)
    assert found
    assert any(cause in claim.cause for claim in found)


@pytest.mark.parametrize(
    "text",
    [
        "In our previous report, 31.8% of the people we employ were BME.",
        "Twelve months earlier the share of BME staff was 31.8%.",
        "BME representation rose by 2.7% this year, from 31.8% to 34.5%.",
        "Last year's ratio for shortlisted applicants of 1.51 has come down to 1.40.",
        "53.0% of those appointed and whose ethnicity is known were BME.",
        "In 2023/24, 61.7% of White staff and 59.0% of BME staff accessed CPD "
        "(2022/23: 60.1% and 57.3%).",
        "Our share of BME staff (34.5%) is above the 28.6% seen across the country.",
        "The BME share of the board is 17.6% and that of all staff 34.5%.",
    ],
)
def test_an_older_or_another_figure_that_is_rightly_told_is_no_mistake(text):
    claims = check_lines([text], figures(*EX1), EX1[1])
    assert [claim.number for claim in claims if claim.verdict is Verdict.CONTRADICTED] == []


BOARD = """Indicator 9
2021/22
2022/23
Board Workforce % Difference Board Workforce % Difference
White 12 63% 288 83% -20% 11 84.6% 309 73.4% +10.6%
BME 6 32% 96 24% +8% 0 0% 99 23.5% -23.5%""".splitlines()


def test_a_boards_table_that_has_run_into_lines_is_read_by_its_header():
    claims = check_lines(BOARD, figures(*QHG), 2023)
    # White staff are 72.4% of 398 and 12 of 19 on the board: 9.2 points less; then 11.2 more.
    wrong = [claim.number for claim in claims if claim.verdict is Verdict.CONTRADICTED]
    assert wrong == ["83%", "-20%", "+10.6%"]
    other = [BOARD[0], "Board Difference Workforce", *BOARD[4:]]
    claims = check_lines(other, figures(*QHG), 2023)
    assert all(claim.verdict is not Verdict.CONTRADICTED for claim in claims)


# Right sentences that were once called wrong, a kind each.
@pytest.mark.parametrize(
    ("whose", "text"),
    [
        (EX1, "Black staff were 1.88 times as likely as White staff to be disciplined."),
        (EX1, "Asian staff are the largest BME group at 17.9% of the workforce (1,298)."),
        (EX1, "Across the NHS 28.6% of staff were BME in 2024."),
        (EX1, "BME staff hold 14.4% of posts at 8a+ across clinical and non-clinical roles."),
        (EX1, "In the year before the pandemic, 24.3% of staff were BME."),
        (EX1, "39.4% of consultants are BME, 8.4 points below the medical workforce (47.8%)."),
        (EX1, "The public harass BME (28.6%) and White staff (25.7%), a gap of 2.9 points."),
        (QHG, "The number of BME appointees rose from 17 to 25 (47%)."),
        (QHG, "Access to CPD was 1.74 times as likely for BME staff as for White staff."),
        (QHG, "49 of 74 appointments of people with known ethnicity went to White candidates."),
        (QHG, "The board had 12 White and 6 BME members in 2022 and has 11 and none now."),
        (QHG, "Six BME members left the board in the year."),
        (EX1, "Only 15.7% of clinical and 12.4% of non-clinical staff in bands 8a to VSM are BME."),
        (EX1, "BME doctors are 67.5% of non-consultant career grades and 39.4% of consultants."),
        (EX1, "BME staff are 49.5% of those appointed (823 of 1,664)."),
        (EX1, "Our ratio fell by 0.10 in the year and by 0.20 since 2022: White to BME, 1.40."),
        (EX1, "76.5% of non-clinical staff in bands 1 to 7 are White or have not stated it."),
        (EX1, "One executive member in nine is BME (11.1%)."),
        (QHG, "Abuse from staff: the national average is 20.0% for BME and 15.5% for White staff."),
        (QHG, "Bullying by staff: 19.1% to 18.2% for BME and 12.9% to 10.4% for White staff."),
        (QHG, "Belief in equal opportunities: BME staff far behind (29.8% against 61.7%)."),
        (EX1, "Band 8d is 8.3% BME. The gap is 2.9 points between BME (28.6%) and White (25.7%)."),
        (QHG, "25 BME applicants were appointed out of 178 shortlisted."),
    ],
)  # fmt: skip
def test_a_right_sentence_of_a_kind_that_misled_is_not_called_wrong(whose, text):
    found = check_lines([text], figures(*whose), whose[1])
    assert Verdict.CONTRADICTED not in {claim.verdict for claim in found}
