"""What the pack itself says is never contradicted by the checker.

The writer of sentences (`narrative`, `tiles`, `charts`) and the checker share the figures and the
reference files, and no other code: each tests the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from builders import plainly
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from narrative.test_narrative import some_rows, years_of_a_trust

from helpers.report import open_report
from wres import narrative
from wres.claims.verdicts import Verdict, check_lines
from wres.figures import Figures
from wres.figures.printed import Printed
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.showing import tiles

DATA = Path(__file__).parents[2] / "data"
REPORTS = [
    ("QHG", 2022, PUBLISHED),
    ("QHG", 2023, PUBLISHED),
    ("QHG", 2023, INTERNAL),
    ("EX1", 2022, PUBLISHED),
    ("EX1", 2023, PUBLISHED),
    ("EX1", 2024, PUBLISHED),
    ("EX1", 2024, INTERNAL),
]
LAST_PUBLISHED = [("QHG", 2023, PUBLISHED), ("EX1", 2024, PUBLISHED)]
# What a page shows of each indicator, beside `says`.
PAGES = (
    "summary",
    "all_staff_chart",
    "population",
    "bands_chart",
    "response",
    "board_chart",
    "key_findings",
)
MARKUP = ("svg", "href", "tone", "columns", "rows", "head", "body")


def texts(thing: object) -> Iterator[str]:
    """Every text in what a report shows as it is read, however it is put together."""
    if isinstance(thing, str | Printed):
        yield plainly(thing)
    elif isinstance(thing, (tuple, list)):
        for each in thing:
            yield from texts(each)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name not in MARKUP:
                yield from texts(getattr(thing, field.name))


def contradicted(lines: list[str], figures: Figures, year: int) -> list[tuple]:
    claims = check_lines(lines, figures, year)
    return [
        (claim.text, claim.number, claim.figure, claim.printed)
        for claim in claims
        if claim.verdict is Verdict.CONTRADICTED
    ]


def tile_sentences(shown: object) -> Iterator[str]:
    """A tile as somebody reads it: its number, its label and its detail."""
    for tile in plainly(shown.tiles):
        yield f"{tile.value} {tile.label}. {tile.detail}"


@pytest.mark.parametrize(("code", "year", "audience"), REPORTS)
def test_no_sentence_of_a_sample_report_is_contradicted(code, year, audience):
    report = open_report(code, year, audience, data=DATA)
    wrong = []
    for number in range(1, 10):
        said = [text for text in texts([report.story(number), report.says(number)]) if text]
        heading = f"Indicator {number}"
        wrong += contradicted([heading, "", *" ".join(said).splitlines()], report.figures, year)
        for text in said:
            wrong += contradicted([text], report.figures, year)
            wrong += contradicted([heading, "", text], report.figures, year)
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "year", "audience"),
    [
        pytest.param(*report, marks=[pytest.mark.slow] * (report not in LAST_PUBLISHED))
        for report in REPORTS
    ],
)
def test_no_tile_and_no_title_of_a_chart_is_contradicted(code, year, audience):
    report = open_report(code, year, audience, data=DATA)
    shown = [*texts([getattr(report, page)() for page in PAGES])]
    shown += texts([report.rates_chart(number) for number in (2, 3, 4)])
    shown += texts([report.survey_chart(number) for number in (5, 6, 7, 8)])
    shown += tile_sentences(report.key_findings())
    assert len(shown) > 30
    assert [found for text in shown for found in contradicted([text], report.figures, year)] == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(years=st.lists(some_rows(), min_size=1, max_size=3))
def test_no_sentence_made_of_any_figures_is_contradicted(years):
    """Random counts, withheld and missing ones among them, of one year to three."""
    edition = years_of_a_trust(years)
    figures, scope = edition.figures, edition.scope
    found = [narrative.findings(edition, number) for number in range(1, 10)]
    said = [text for text in texts(found) if " " in text]
    said += tile_sentences(
        tiles.key_findings([each for some in found for each in some], scope.year)
    )
    assert [wrong for text in said for wrong in contradicted([text], figures, scope.year)] == []


def test_what_is_said_of_the_survey_before_is_held_against_that_survey():
    def year(answered: int, yes: int) -> list[tuple]:
        return [
            (1, "staff in post", "all", "all", 5000, 2000, 100),
            (5, "respondents", "all", "all", 50, answered, 5),
            (5, "count", "all", "all", 5, yes, 1),
        ]

    edition = years_of_a_trust([year(1001, 0), year(20, 10)])
    text = (
        "50.0% of BME staff experienced harassment, bullying or abuse from patients, relatives or "
        "the public (10 of 20). Up 50.0 percentage points on the survey before (0 of 1,001)."
    )
    assert contradicted([text], edition.figures, edition.scope.year) == []
