"""Tables of a text: which cells are read, which are wrong, and that none is passed over."""

from __future__ import annotations

import re

import pytest
from builders import plainly
from claims.labelled import DATA, figures
from docx import Document

from helpers.report import open_report
from wres.claims.documents import lines_of
from wres.claims.grids import grids
from wres.claims.verdicts import Verdict, check_lines
from wres.showing.components import Table

# 10 of 55 is 18.2%, 9 of 47 is 19.1%, 26 of 250 is 10.4%, 26 of 202 is 12.9%.
SURVEY = """# Indicator 6

| | 2022 | 2023 |
|---|---|---|
| BME | 19.1% | 18.2% |
| White | 12.9% | 14.0% |
| Gap | 6.3 | 7.8 |
"""
# 309 + 99 + 13 is 421.
STAFF = """Table 2. Workforce at 31 March 2023

| Staff group | White | BME | Unknown | Total |
| --- | ---: | ---: | ---: | ---: |
| All staff | 309 (73.4%) | 89 (23.5%) | 13 | 421 |
| Non-clinical, bands 8a to VSM | 120 | 14 | 3 | 137 |
| Facilities | 12 | 5 | 1 | 18 |
"""
LIKELIHOODS = """| Indicator | 2022 | 2023 |
|---|---|---|
| 2. Relative likelihood of White applicants being appointed compared to BME | 2.31 | 2.91 |
| 4. Relative likelihood of White staff accessing non-mandatory training | 0.81 | 0.57 |
| 9. BME board members | 6 (31.6%) | 0 (0%) |
"""
NO_WORDS = """| Event | Tickets |
|---|---|
| A | 12 |
| B | 20 |
"""


def check(text: str, year: int = 2023):
    return check_lines(text.splitlines(), figures("QHG", year), year)


def told(text: str) -> list[tuple[str, str]]:
    return [(claim.number, str(claim.verdict)) for claim in check(text)]


def wrong(text: str) -> list[tuple[int, str, str]]:
    found = [claim for claim in check(text) if claim.verdict is Verdict.CONTRADICTED]
    return [(claim.line, claim.number, claim.printed) for claim in found]


def test_cells_are_read_by_their_row_column_and_heading():
    assert told(SURVEY) == [
        ("19.1%", "supported"),
        ("18.2%", "supported"),
        ("12.9%", "supported"),
        ("14.0%", "contradicted"),
        ("6.3", "unchecked"),
        ("7.8", "unchecked"),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SURVEY, [(6, "14.0%", "10.4%")]),
        (STAFF, [(5, "89", "99")]),
        (LIKELIHOODS, [(3, "2.91", "2.19")]),
        (NO_WORDS, []),
        # Without a year nothing is sure, and "Facilities" is not the whole workforce.
        (SURVEY.replace("2022", "A").replace("2023", "B"), []),
        (STAFF.replace("All staff", "Facilities"), []),
        (STAFF.replace("2023", "2023: leavers"), []),
        (SURVEY.replace("| 14.0% |", "| 9.0% to 14.0% |"), []),
        (SURVEY.replace("BME", "BME at band 5").replace("19.1%", "40%"), [(6, "14.0%", "10.4%")]),
    ],
)
def test_a_cell_is_wrong_only_where_its_headings_leave_no_doubt(text, found):
    assert wrong(text) == found


def test_the_survey_may_be_named_by_its_own_year():
    """A table of 2021 and 2022 in a report of 2023 is of the surveys of those autumns."""
    text = SURVEY.replace("2022", "2021").replace("2023", "2022").replace("14.0%", "10.4%")
    assert [verdict for _, verdict in told(text)[:4]] == ["supported"] * 4


def test_a_table_that_is_not_read_is_reported():
    (claim,) = check(NO_WORDS)
    assert (claim.line, claim.verdict) == (1, Verdict.UNCHECKED)
    assert claim.note == ("a table of 2 numbers that is not read: its headings do not say enough")


def test_the_tables_of_a_pdfs_text_are_reported_with_their_lines():
    text = "BME 96 24.1% 99 23.5%\nWhite 288 72.4%\n\nIt rose.\n\n0.5%\n"
    (claim,) = check(text)
    assert claim.note == "tables and charts with 7 numbers are not read: lines 1-2, 6"


def test_a_contradicted_cell_says_where_it_stands():
    (claim,) = [c for c in check(SURVEY) if c.verdict is Verdict.CONTRADICTED]
    assert claim.text == "| White | 12.9% | 14.0% |"
    assert claim.text[claim.start : claim.end] == "14.0%"


def test_headings_of_two_rows_are_put_together():
    (grid,) = grids(["| | 2022 | 2022 |", "| | No. | % |", "|---|---|---|", "| BME | 96 | 24.1 |"])
    assert [(cell.row, cell.column) for cell in grid.cells] == [
        ("BME", "2022 No."),
        ("BME", "2022 %"),
    ]


def test_a_table_of_a_word_document(tmp_path):
    document = Document()
    document.add_heading("Indicator 6")
    rows = (("", "2022", "2023"), ("BME", "19.1%", "81.2%"), ("White", "12.9%", "10.4%"))
    table = document.add_table(rows=3, cols=3)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(tmp_path / "report.docx")
    claims = check_lines(lines_of(tmp_path / "report.docx"), figures("QHG", 2023), 2023)
    assert [(c.number, c.printed) for c in claims if c.verdict is Verdict.CONTRADICTED] == [
        ("81.2%", "18.2%")
    ]
    assert len(claims) == 4


def as_markdown(table: Table) -> list[str]:
    table = plainly(table)
    rows = [table.headers, *table.rows]
    plain = [[re.sub(r"<[^>]+>|[|\n]", " ", str(cell)) for cell in row] for row in rows]
    body = [f"| {' | '.join(row)} |" for row in plain]
    return [f"Table 1. {table.caption}", "", body[0], "|---" * len(table.headers) + "|", *body[1:]]


@pytest.mark.parametrize(
    ("code", "year", "audience"), [("QHG", 2023, "published"), ("EX1", 2024, "internal")]
)
def test_no_table_of_the_packs_own_is_contradicted(code, year, audience):
    report = open_report(code, year, audience, data=DATA)
    tables = [*report.data_tables(), report.summary(), report.nine_indicators()]
    claims = [
        claim for table in tables for claim in check_lines(as_markdown(table), report.figures, year)
    ]
    wrong = [c for c in claims if c.verdict is Verdict.CONTRADICTED]
    assert [(c.text, c.number, c.figure, c.printed) for c in wrong] == []
    assert sum(claim.verdict is Verdict.SUPPORTED for claim in claims) > 100
