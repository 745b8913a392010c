"""Documents to sentences, and sentences to numbers and cues."""

from __future__ import annotations

import re

import pytest
from docx import Document

from wres import reference
from wres.claims.documents import lines_of
from wres.claims.meaning import cues_of, years_of
from wres.claims.numbers import NOT_CLAIMS, covered, numbers
from wres.claims.sentences import clauses, sentences


@pytest.mark.parametrize(("pattern", "example"), NOT_CLAIMS, ids=[e for _, e in NOT_CLAIMS])
def test_a_number_that_is_no_claim_is_passed_over(pattern, example):
    assert re.search(pattern, example, re.IGNORECASE)
    assert numbers(example) == []


@pytest.mark.parametrize("row", reference.rows("claim_words"), ids=lambda row: row["example"])
def test_every_rule_finds_its_example(row):
    assert (row["slot"], row["meaning"]) in {
        (cue.slot, cue.meaning) for cue in cues_of(row["example"])
    }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("23.5% (99) of 421", [(23.5, "percent", 1), (99, "", 0), (421, "", 0)]),
        ("up 2.1 percentage points", [(2.1, "percentage points", 1)]),
        ("up 2.1ppts", [(2.1, "percentage points", 1)]),
        ("twenty-four per cent", [(24, "percent", 0)]),
        ("2.19 times as likely", [(2.19, "times", 2)]),
        ("x0.52", [(0.52, "times", 2)]),
        ("twice as likely", [(2, "times", 0)]),
        ("halved from 11", [(0.5, "factor", 0), (11, "", 0)]),
        ("one in five staff", [(20, "fraction", 0)]),
        ("3 out of 10 of our 4,513 staff", [(3, "", 0), (10, "", 0), (4513, "", 0)]),
        ("nobody entered", [(0, "", 0)]),
        ("nineteen appointed staff in 2023", []),
        ("seven of 55 people", [(7, "", 0), (55, "", 0)]),
        ("\N{MINUS SIGN}23.5%", [(-23.5, "percent", 1)]),
        ("as of 31 March 2023, 24% of Band 8a staff (Q14b)", [(24, "percent", 0)]),
        ("2021-22 at 2.31and 2020-21", [(2.31, "", 2)]),
    ],
)
def test_numbers_with_their_units(text, found):
    assert [(n.value, n.unit, n.decimals) for n in numbers(text)] == found


def test_covering_keeps_every_place():
    text = "On 31 March 2023, 24% of Band 8a staff in 2022/23"
    assert len(covered(text)) == len(text)


def test_the_survey_of_a_year_is_that_of_the_autumn_before():
    (cue,) = [cue for cue in cues_of("in the 2022 staff survey") if cue.slot == "year"]
    assert years_of(cue, "6", 2023) == (2023,)
    (cue,) = [cue for cue in cues_of("in 2021/22") if cue.slot == "year"]
    assert years_of(cue, "1", 2023) == (2022,)


# The text of a PDF: lines that break anywhere, a table and a chart's labels in between.
EXTRACTED = """ Indicator 2
BME 96 24.1% 99 23.5%
0.5%
• White applicants were
2.19 times more likely to be appointed
from shortlisting.
• 12.7% of BME staff
14
31%
What is the data telling us?
5. Percentage of staff experiencing abuse
in the last 12 months:
• In 2023 it was 8%. It fell.
""".splitlines()


def test_prose_is_told_from_tables_and_headings():
    found = [(each.line, each.headings, each.text) for each in sentences(EXTRACTED)]
    assert found[0] == (
        4,
        (" Indicator 2".strip(),),
        "White applicants were 2.19 times more likely to be appointed from shortlisting.",
    )
    assert found[1][2] == "12.7% of BME staff"
    assert found[2][:2] == (
        13,
        ("Indicator 2", "Percentage of staff experiencing abuse in the last 12 months:"),
    )
    assert [text for *_, text in found[2:]] == ["In 2023 it was 8%.", "It fell."]


def test_a_dash_behind_a_band_does_not_cut_off_its_label():
    assert len(clauses("In 2023, 5 left; bands 1 to 7 – percentage fell by 3%")) == 2


def test_brackets_hold_a_clause_together():
    assert len(clauses("It was 24% (2022: 23%; 2021: 22%).")) == 1


def test_a_word_document(tmp_path):
    document = Document()
    document.add_heading("Indicator 2")
    document.add_paragraph("White applicants were 2.31 times as likely.", style="List Bullet")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "White", "309"
    document.save(tmp_path / "report.docx")
    found = sentences(lines_of(tmp_path / "report.docx"))
    assert [(each.text, each.headings) for each in found] == [
        ("White applicants were 2.31 times as likely.", ("# Indicator 2",))
    ]
