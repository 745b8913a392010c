"""What stands out in the detail, in sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from builders import counts, plainly
from detailed import ABROAD, GROUPS, ROWS, SEXES, edition, figures

from helpers.report import open_report
from wres.figures import ALL
from wres.narrative.detail import group_sentences, is_held, recruitment_sentences, sex_sentences
from wres.reference.standard import pages_run

DATA = Path(__file__).parents[2] / "data"
YES = (7, "count")
ASKED = (7, "respondents")


def by_group(asked: tuple, yes: tuple, white: tuple = (40, 20)) -> tuple[str, ...]:
    """What is said about indicator 7 alone, of White people and of four groups."""
    rows = [
        (1, "staff in post", ALL, ALL, 80, 60, 10),
        (*ASKED, ALL, ALL, white[0], 60, None),
        (*YES, ALL, ALL, white[1], 30, None),
    ]
    held = edition(counts(rows, groups={ASKED: asked, YES: yes}))
    return plainly(group_sentences(held))


def test_the_highest_and_the_lowest_with_the_people_behind_them():
    # 24 of 30 is 80%, 20 of 40 half, 5 of 20 a quarter
    assert by_group((30, 20, 20, 25), (24, 5, 8, 10)) == (
        "Indicator 7 (equal opportunities): the share who said yes is highest among Mixed people, "
        "80.0% (24 of 30), and lowest among Asian people, 25.0% (5 of 20), "
        "more than chance would explain.",
    )


def test_groups_with_one_percentage_are_named_together():
    # 10 of 40 and 5 of 20; printed alike, they are alike
    assert by_group((30, 20, 40, 25), (24, 5, 10, 10))[0].endswith(
        "and lowest among Asian and Black people, 25.0%, more than chance would explain."
    )
    assert by_group((20, 40, 60, 80), (10, 20, 30, 40)) == (
        "Indicator 7 (equal opportunities): the share who said yes is 50.0% among White, Mixed, "
        "Asian, Black and Other people alike.",
    )


def test_few_people_are_neither_the_highest_nor_the_lowest():
    # 10 of 10 Mixed people would be the highest, and are fewer than 11; 11 Other people are not
    told = by_group((10, 20, 20, 11), (10, 5, 8, 11))
    assert told == (
        "Indicator 7 (equal opportunities): the share who said yes is highest among Other people, "
        "100.0% (11 of 11), and lowest among Asian people, 25.0% (5 of 20), "
        "more than chance would explain.",
        "Indicator 7 (equal opportunities): the share who said yes among Mixed people rests on "
        "fewer than 11 people, and is left out of this.",
    )


def test_a_withheld_group_is_named_without_a_number():
    told = by_group((30, "c", 20, 25), (24, "c", 8, 10))
    assert told[-1] == (
        "Indicator 7 (equal opportunities): the share who said yes among Asian people is withheld."
    )


def test_a_rate_of_few_events_is_not_ranked():
    sentences = group_sentences(edition(counts(ROWS, groups=GROUPS)))
    told = plainly([sentence for sentence in sentences if "Indicator 3" in sentence])
    assert told == [
        "Indicator 3 (formal disciplinary process): the share of staff who entered the process "
        "among White, Mixed, Asian, Black and Other people rests on fewer than 11 people, and is "
        "left out of this."
    ]


def test_women_and_men():
    told = plainly(sex_sentences(edition(counts(ROWS, sexes=SEXES))))
    # 3 BME women were appointed, 2 entered the process; no men were handed in
    assert told == (
        "Indicator 2: among women, the relative likelihood rests on fewer than 11 people, and is "
        "left out of this.",
        "Indicator 3: among women, the relative likelihood rests on fewer than 11 people, and is "
        "left out of this.",
    )
    men = {
        (2, "shortlisted", "Male"): (25, 16, 4),
        (2, "appointed", "Male"): ("c", 2, 0),
        (5, "respondents", "Male"): (18, 20, None),
        (5, "count", "Male"): (9, 2, None),
    }
    both = plainly(sex_sentences(edition(counts(ROWS, sexes=SEXES | men))))
    # 5 of 20 less 4 of 32 women, from -8.5 to 35.4; 2 of 20 less 9 of 18 men, from -60.3 to -9.6
    assert both[-1] == (
        "Indicator 5: BME less White, in percentage points, is +12.5 among women (BME 5 of 20, "
        "White 4 of 32), which may be chance; and −40.0 among men (BME 2 of 20, White 9 of 18), "
        "more than chance would explain."
    )
    assert both[1] == (
        "Indicator 2: among men, the relative likelihood is withheld, so that nobody can be "
        "identified."
    )


def test_a_likelihood_among_women_has_its_people_and_its_chance():
    sexes = {
        (2, "shortlisted", "Female"): (100, 100, 0),
        (2, "appointed", "Female"): (40, 20, 0),  # 2.00, from 1.26 to 3.17
    }
    assert plainly(sex_sentences(edition(counts(ROWS, sexes=sexes)))) == (
        "Indicator 2: among women, White applicants were 2.00 times as likely as BME applicants to "
        "be appointed from shortlisting (White 40 of 100, BME 20 of 100), more than chance would "
        "explain.",
    )


def test_of_many_bands_with_one_ratio_the_first_is_named():
    bands = [
        (2, measure, ALL, band, white, bme, 0)
        for band, appointed in (("2", 20), ("3", 20), ("4", 20), ("5", 16))
        for measure, white, bme in (("shortlisted", 80, 80), ("appointed", 40, appointed))
    ]
    rows = [(1, "staff in post", ALL, ALL, 80, 60, 10), *bands]
    # 0.5 / 0.25 three times; 0.5 / 0.2: the two intervals overlap by far
    assert plainly(recruitment_sentences(edition(counts(rows)))) == (
        "Indicator 2: the relative likelihood (White to BME) is highest in Band 5, 2.50 (White 40 "
        "of 80, BME 16 of 80), and lowest in Band 2 and other bands, 2.00, which may be chance.",
    )


def test_recruitment():
    rows = [
        (1, "staff in post", ALL, ALL, 80, 60, 10),
        (2, "shortlisted", ALL, ALL, 100, 100, 0),
        (2, "appointed", ALL, ALL, 60, 40, 0),
        (2, "shortlisted", ALL, "5", 50, 40, 0),
        (2, "appointed", ALL, "5", 40, 16, 0),
        (2, "shortlisted", ALL, "6", 30, 40, 0),
        (2, "appointed", ALL, "6", 15, 20, 0),
        (2, "shortlisted", ALL, "8a", 20, 20, 0),
        (2, "appointed", ALL, "8a", 5, 4, 0),
        (2, "shortlisted" + ABROAD, ALL, ALL, 0, 20, 0),
        (2, "appointed" + ABROAD, ALL, ALL, 0, 20, 0),
    ]
    # band 5: 0.8 / 0.4; band 6: 0.5 / 0.5; 8a: 5 and 4 appointments are few.
    # All: 0.6 / 0.4; without those abroad 0.6 / (20 / 80)
    assert plainly(recruitment_sentences(edition(counts(rows)))) == (
        "Indicator 2: the relative likelihood (White to BME) is highest in Band 5, 2.00 "
        "(White 40 of 50, BME 16 of 40), and lowest in Band 6, 1.00 (White 15 of 30, BME 20 of "
        "40), more than chance would explain.",
        "Indicator 2: the relative likelihood (White to BME) in Band 8a rests on fewer than 11 "
        "people, and is left out of this.",
        "Indicator 2: the relative likelihood (White to BME) is 2.40 without international "
        "recruitment.",
    )


@pytest.mark.parametrize("kind", ["groups", "sexes", "recruitment"])
def test_any_kind_of_detail_makes_the_page(kind):
    plain = [row for row in ROWS if row[2:4] == (ALL, ALL) and ABROAD not in row[1]]
    assert not is_held(figures(counts(plain)), 2023)
    with_kind = {
        "groups": counts(plain, groups={(1, "staff in post"): (12, 25, 20, 3)}),
        "sexes": counts(plain, sexes={(1, "staff in post", "Male"): (30, 20, 5)}),
        "recruitment": counts([row for row in ROWS if row[0] != 1 or row[2] == ALL]),
    }[kind]
    assert is_held(figures(with_kind), 2023)
    assert not is_held(figures(with_kind), 2022)


def test_detail_that_is_withheld_makes_no_page():
    hidden = counts(ROWS[:1], groups={(1, "staff in post"): ("c", "c", "c", "c")})
    assert not is_held(figures(hidden), 2023)


@pytest.mark.parametrize("kind", ["", "groups"])
def test_a_report_has_the_page_only_with_detail(kind):
    report = open_report("QHG", 2023, data=DATA)
    if kind:
        report = replace(report, figures=figures(counts(ROWS, groups=GROUPS)))
    assert ("detail" in report.pages()) is bool(kind)
    others = [page for page in pages_run() if page != "detail"]
    assert [page for page in report.pages() if page != "detail"] == others


def test_sections_without_detail_say_so():
    report = open_report("QHG", 2023, data=DATA)
    for section in (report.groups(), report.sexes(), report.recruitment_in_depth()):
        (said,) = section.items
        assert said.startswith("No figures ") and said.endswith(" can be shown.")


def test_tables_of_the_detail_are_in_the_workbook():
    report = open_report("QHG", 2023, data=DATA)
    names = {table.name for table in report.data_tables()}
    detailed = replace(report, figures=figures(counts(ROWS, groups=GROUPS, sexes=SEXES)))
    more = {table.name for table in detailed.data_tables()}
    wanted = {"1 Groups", "2 Groups", "1 Sex", "2 Staff groups", "2 Pay bands", "2 International"}
    assert wanted <= more and not wanted & names
