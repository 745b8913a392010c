"""Words that tell a withheld count, words that may, and honest words with the same numbers."""

from __future__ import annotations

import pytest

from wres.claims.telling import Secret, told_in

SECRETS = (
    Secret(2024, 1, "staff_count", 57, "clinical", "8b", ethnicity="White"),
    Secret(2024, 1, "staff_count", 79, "medical and dental", "non-consultant career grade",
           ethnicity="BME"),
    Secret(2023, 1, "staff_count", 61, "clinical", "8b", ethnicity="White"),
    Secret(2024, 2, "shortlisted_count", 4, pay_band="9"),
    Secret(2024, 2, "appointed_count_international", 66, ethnicity="BME"),
    Secret(2024, 3, "disciplinary_count", 41),
    Secret(2024, 3, "disciplinary_count", 7, ethnicity="Black"),
    Secret(2024, 8, "survey_percentage", 15.5, sex="Male", ethnicity="BME", unit="percent"),
    Secret(2024, 8, "ground_religion_count", 31),
    Secret(2024, 1, "staff_count", 260, "medical and dental", "consultant", ethnicity="White"),
    Secret(2024, 1, "staff_count", 2, "clinical", "8b", ethnicity="Unknown"),
    Secret(2024, 1, "staff_count", 9, "non-clinical", "4", ethnicity="Unknown"),
    Secret(2024, 1, "staff_count", 45, "clinical", "8c-VSM", ethnicity="White"),
    Secret(2024, 1, "staff_count", 161, "clinical", "8a", ethnicity="White"),
    Secret(2024, 1, "staff_percentage", 84.9057, "clinical", "8c-VSM", ethnicity="White",
           unit="percent", of=53),
    Secret(2024, 1, "staff_count", 48, "clinical", "8b", together=frozenset({"White", "BME"})),
    Secret(2024, 1, "staff_count", 66, "clinical", "8b", together=frozenset({"White", "BME"})),
    Secret(2024, 8, "survey_count", 32, sex="Male", ethnicity="BME"),
    Secret(2024, 9, "board_count", 2, "voting board members", ethnicity="BME"),
    Secret(2024, 1, "staff_percentage", 100 * 57 / 68, "clinical", "8b", ethnicity="White",
           unit="percent", of=68),
    Secret(2024, 1, "staff_percentage", 50, "clinical", "8d", ethnicity="BME", unit="percent",
           of=12),
    Secret(2024, 1, "staff_count", 6, "clinical", "8d", ethnicity="BME"),
    Secret(2024, 1, "staff_count", 1, "clinical", "9", ethnicity="BME"),
    Secret(2024, 1, "staff_count", 60, "non-clinical", "8a", ethnicity="White"),
    Secret(2024, 1, "staff_count", 1204, "clinical", "6", ethnicity="White"),
    Secret(2024, 1, "staff_count", 1, "clinical", "7", together=frozenset({"Black", "Asian"}),
           unit="ratio"),
    Secret(2024, 1, "staff_count", 2, "clinical", "7", ethnicity="Mixed",
           together=frozenset({"Female", "Male"}), by="sex", unit="ratio"),
    Secret(2024, 1, "staff_count", 1, "clinical", "8c", ethnicity="BME",
           together=frozenset({"2024", "2023"}), by="year", unit="ratio"),
    Secret(2024, 2, "relative_likelihood_white_to_bme", 1.5312, unit="ratio"),
)  # fmt: skip


def told(words: str, stem: str = "context") -> bool | None:
    """Whether words tell a count beyond doubt; None where they tell none."""
    return next((each.is_exact for each in told_in(words.splitlines(), SECRETS, 2024, stem)), None)


@pytest.mark.parametrize(
    "words",
    [
        "The 57 White clinical staff in band 8b told us how they got on.",
        "Fifty-seven of our clinical 8b managers are White.",
        "In clinical band 8b: White, 57; the rest is withheld.",
        "Staff in band 8b:\n\n- White: 57 clinical, 44 non-clinical",
        "| Clinical, band 8b | Staff |\n|---|---|\n| White | 57 |",
        "Of our SAS doctors, seventy-nine are from an ethnic minority.",
        "The 61 White clinical staff in band 8b of last year were asked.",
        "We listened to the four shortlisted for band 9: three were White.",
        "41 colleagues entered the formal process last year.",
        "Seven Black colleagues were disciplined.",
        "15.5% of BME men experienced discrimination.",
        "31 people named religion as a ground.",
        "The board has two voting members who are BME.",
        "Our campaign abroad brought 66 appointed BME applicants.",
    ],
)
def test_a_count_that_words_name_exactly_is_told(words):
    assert told(words) is True


@pytest.mark.parametrize(
    "words",
    [
        "We have two hundred and sixty White consultants.",
        "CLXI White colleagues work in clinical band 8a.",
        "57 White clinical 8bs met.",
        "Two of our clinical 8bs have not told us their ethnicity.",
        "Nine non-clinical staff in Band Four have a blank record.",
        "Clinical 8c+: 45/53 White.",
        "Clinical 8c+ is 85% White.",  # of 53 people that is 45
        "32 BME men met discrimination.",
        "Fifteen and a half per cent of BME men told us of discrimination.",
        "In clinical band 8b White staff outnumber BME staff by 48.",
        "In clinical 8b, White and BME staff together number 66.",
        "White applicants were 1.53 times as likely to be appointed.",
    ],
)
def test_a_count_is_told_however_it_is_put(words):
    assert told(words) is True


WHOSE = "White clinical staff in band 8b"


@pytest.mark.parametrize(
    "words",
    [
        f"Seventeen and forty of the {WHOSE} met.",
        f"Seven-and-fifty {WHOSE} met.",
        f"Sieben und fünfzig {WHOSE} met.",
        f"Siebenundfuenfzig, das heißt siebenundfünfzig {WHOSE}.",
        f"Cinquante-sept {WHOSE} met.",
        f"Fifty seven {WHOSE} met.",
        f"Fiftyseven {WHOSE} met.",
        f"Fifty–seven {WHOSE} met.",
        f"Five seven {WHOSE} met.",
        f"57.0 {WHOSE} met.",
        f"5 7 {WHOSE} met.",
        f"\uff15\uff17 {WHOSE} met.",
        f"{WHOSE}: LVII.",
        "Fourty-five White clinical staff in band 8c to VSM met.",
        "Five dozen White non-clinical staff in band 8a met.",
        "Three score White non-clinical staff in band 8a met.",
        "Half a dozen of our BME clinical staff in band 8d met.",
        "The 1 204 White clinical staff in band 6 met.",
        "One thousand two hundred and four White clinical staff in band 6 met.",
        f"There are 40 + 17 {WHOSE}.",
        f"There are three more than 54 {WHOSE}.",
        "In clinical band 8b 40 women and 17 men are White.",
    ],
)
def test_a_number_is_read_however_it_is_spelt(words):
    assert told(words) is True


@pytest.mark.parametrize(
    "words",
    [
        "All but eleven of the 68 clinical staff in band 8b are White.",
        "All except 11 of our clinical staff in band 8b are White.",
        "Everyone in clinical band 8b but eleven is White.",
        "Eleven of our clinical staff in band 8b are not White.",
        f"More than 56 and fewer than 58 {WHOSE} met.",
        f"Between fifty-six and 58 {WHOSE} met.",
        f"We have 55 to 58 {WHOSE}.",
        "Fewer than two BME clinical staff work in band 9.",
        "The only BME nurse in clinical band 9 left.",
        "Both BME voting members of the board spoke.",
        "We appointed our second BME voting board member.",
        "Half of our clinical staff in band 8d are BME.",
        "One in two clinical staff in band 8d is BME.",
        "In clinical band 7 we have as many Black as Asian staff.",
        "Black and Asian clinical staff of band 7 are equal in number: equal numbers of both.",
        "Of our Mixed clinical staff in band 7, twice as many are women as men.",
        "There are as many BME clinical staff in band 8c as last year.",
        "The number of BME clinical staff in band 8c is the same as in 2023.",
    ],
)
def test_a_count_is_told_by_what_it_is_more_or_less_or_as_many_as(words):
    assert told(words) is True


@pytest.mark.parametrize(
    "words",
    [
        "57 White clinical staff in band 8b:\n\n- met\n- spoke",
        "Fifty-Seven White Clinical Staff in Band 8b\n\nThey met.",
        "Clinical, band 8b\n\nWhite 57\nBME 9",
    ],
)
def test_a_line_that_names_what_follows_and_a_label_are_read_too(words):
    assert told(words) is True


def test_cases_are_disciplinary_ones_where_a_file_is_about_them():
    words = "Cases: Asian 5, Black 7."
    assert told(words, "indicator_3_done") is True
    assert told(words) is None


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("We spoke to the four colleagues in band 9.", "context"),  # shortlisted, or in post
        ("The 57 White staff in band 8b told us.", "context"),
        ("The 61 White clinical staff in band 8b told us.", "context"),  # of which year
        ("Seven Black colleagues told us what they think.", "indicator_3_done"),
        ("66 BME applicants were appointed.", "context"),
    ],
)
def test_a_count_that_words_name_but_for_one_thing_may_be_told(words, stem):
    assert told(words, stem) is False


@pytest.mark.parametrize(
    "words",
    [
        "We held seven workshops for 41 managers.",
        "57 people came to the event, 79 of them online.",
        "The 57 BME clinical staff in band 8b were invited.",  # another group
        "The 57 White clinical staff in band 8c were invited.",  # another band
        "57 White nurses were invited in 2022.",
        "In 2022 the 57 White clinical staff in band 8b were invited.",  # another year
        "More than 57 White clinical staff in band 8b were invited.",
        "79 BME doctors work with us.",  # in which grade
        "Four months later two directors from band 9 retired.",
        "One in four people in band 9 was asked.",
        "15% of BME men experienced discrimination.",
        "84% of White clinical staff in bands 8c to VSM have a mentor.",
        "We aim for 84% of staff in clinical bands 8c to VSM to be mentored by 2026.",
        "The fund for clinical band 8b is £57,000, for White and BME staff alike.",
        "In clinical band 8b, 66 sessions were held for White and BME staff.",
        "24/7 cover, 2023/24 plans and 1/2 days for White consultants.",
        "IV lines are placed by White staff of clinical band 8a.",
        f"Seventeen managers and forty {WHOSE} met.",
        f"Between 50 and 60 {WHOSE} met.",
        f"{WHOSE} went up from 56 to 58.",
        f"Fewer than 60 {WHOSE} met.",
        "All but eleven of the 68 clinical staff in band 8b are BME.",
        "85% of White clinical staff in bands 8c to VSM have a mentor.",
        "Half of our BME clinical staff in band 8d have a mentor.",
        "Both White and BME voting members of the board spoke.",
        "Our second event for BME board members took place.",
        "Two of three clinical staff in band 8d are BME.",
        "In clinical band 7 half as many Black as Asian staff took part.",
        "In clinical band 6 we have as many Black as Asian staff.",
        "There are as many BME clinical staff in band 8c as in 2022.",
        "The score of White clinical staff in band 8b is 57.5.",
        "Indicator 7 looks at fair careers; 31 March 2024 is the day of the count.",
    ],
)
def test_honest_words_with_the_same_numbers_tell_nothing(words):
    assert told(words) is None


def test_without_a_withheld_count_nothing_is_read():
    assert told_in(["The 57 White clinical staff in band 8b."], (), 2024) == []
