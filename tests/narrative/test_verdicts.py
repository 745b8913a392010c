"""Verdicts of published reports: none that the internal edition contradicts, and one a comparison.

The program never consults the internal edition; these tests do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from builders import counts
from loaded import benchmark

from helpers.report import Report, open_report
from wres import reference
from wres.disclosure import protect
from wres.figures import ALL, SIGNIFICANT, Figures, key_of
from wres.figures.phrases import CHANCE
from wres.figures.printed import plain
from wres.ground.settings import INTERNAL, PUBLISHED, Settings
from wres.indicators import calculate
from wres.indicators.comparisons import figures_of
from wres.narrative.assessment import INDICATORS, Assessment, assess
from wres.narrative.finding import Trend
from wres.narrative.scope import Edition, Scope
from wres.reading.held import Commentary, Inputs
from wres.reading.inputs import read_inputs
from wres.reading.organisations import Organisation, Register
from wres.showing.components import Notes, Picture, Sentences, Stack, Story, Table, Tiles

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
SAMPLES = [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
# Of the shapes of indicator 1's tables some: with single bands and without, by group and together.
SHAPES = ("automatic", *[row["shape"] for row in reference.rows("shapes")][::3])


@pytest.fixture(scope="module")
def country(tmp_path_factory) -> list[Inputs]:
    """Six made-up organisations of every size, each with two years."""
    data = tmp_path_factory.mktemp("country")
    made = benchmark("country").make(data, 6, range(2023, 2025), 3, None, ("counts",))
    return [read_inputs(data, each.code, 2024) for each in made]


def assessed(inputs: Inputs, audience: str, shape: str = "automatic") -> Assessment:
    """The year as these readers see it, with the tables of indicator 1 in a shape."""
    settings = replace(inputs.context.settings, shape=shape)
    inputs = replace(inputs, context=replace(inputs.context, settings=settings))
    edition = Edition(figures_of(inputs, audience), Scope.of(inputs))
    return assess(edition, inputs.years[-1].commentary)


def check_against_internal(published: Assessment, internal: Assessment) -> int:
    """That no verdict, rating or trend is another one inside; how many ratings are published."""
    inside = {
        finding.figure.key: finding.verdict
        for findings in internal.findings.values()
        for finding in findings
    }
    for findings in published.findings.values():
        for finding in findings:
            verdict = finding.verdict
            if verdict.is_judged:
                other = inside.get(finding.figure.key)
                if other is None:  # both staff groups together: told, and not rated
                    assert (finding.figure.indicator, finding.figure.staff_group) == (1, ALL)
                    continue
                assert verdict.level == other.level
                assert verdict.is_significant == other.is_significant
                assert verdict.trend in (Trend.UNKNOWN, other.trend)
                assert verdict.since in (None, other.since)
    for indicator, rated in published.rated.items():
        assert rated.rule in ("", internal.rated[indicator].rule), rated
    return sum(bool(rated.rule) for rated in published.rated.values())


@pytest.mark.parametrize(
    "shape",
    # What is chosen for an organisation stands for what it may choose itself.
    [pytest.param(shape, marks=[pytest.mark.slow] * (shape != "automatic")) for shape in SHAPES],
)
def test_no_published_verdict_is_contradicted_by_the_internal_edition(country, shape):
    rated = sum(
        check_against_internal(assessed(inputs, PUBLISHED, shape), assessed(inputs, INTERNAL))
        for inputs in country
    )
    assert rated > 3 * len(country)  # and it is no test of nothing


@pytest.mark.parametrize(("code", "year"), SAMPLES)
def test_no_verdict_of_the_samples_is_contradicted_by_their_internal_edition(code, year):
    published, internal = (
        open_report(code, year, audience, data=DATA)._assessed for audience in (PUBLISHED, INTERNAL)
    )
    assert check_against_internal(published, internal) >= 7


SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")
SCOPE = Scope(SAMPLE, Register((SAMPLE,)), 2023, (2023,))


def told(rows: list[tuple], settings: Settings) -> tuple[Assessment, list[str]]:
    """What a published report of these counts says and how it rates, and which rows are [c]."""
    published = protect(counts(rows), settings)
    edition = Edition(Figures(calculate(published)), SCOPE)
    withheld = [key_of(figure) for figure in edition.figures if figure.state == "withheld"]
    return assess(edition, Commentary("RXX", 2023)), withheld


def banded(senior: int, junior: int) -> list[tuple]:
    """A trust in whose non-clinical bands few BME staff stand."""
    staff = (1, "staff in post")
    return [
        (*staff, ALL, ALL, 1260 - senior - junior, 240 + senior + junior, 0),
        (*staff, "clinical", "1-7", 600, 200, 0),
        (*staff, "clinical", "8a-VSM", 160, 40, 0),
        (*staff, "non-clinical", "1-7", 400 - junior, junior, 0),
        (*staff, "non-clinical", "8a-VSM", 100 - senior, senior, 0),
    ]


def test_a_twin_that_differs_in_a_withheld_senior_row_reads_alike():
    settings = Settings(shape="pools")
    one, withheld = told(banded(3, 2), settings)
    twin, same = told(banded(2, 3), settings)
    assert withheld == same
    assert any("8a-VSM" in key for key in withheld)
    assert one == twin
    assert one.rated[1].why == "The senior bands of non-clinical staff are not shown."


def test_what_the_withheld_rows_cannot_change_is_rated():
    # 10 of 200 where the workforce has 245 of 1,500: clearly outside the range, whatever is [c]
    rows = [row if row[3] != "8a-VSM" or row[2] != "clinical" else (*row[:4], 190, 10, 0)
            for row in banded(3, 2)]  # fmt: skip
    rows[0] = (*rows[0][:4], 1285, 215, 0)
    found, withheld = told(rows, Settings(shape="pools"))
    assert any("8a-VSM" in key for key in withheld)
    assert found.rated[1].rule == "Underdeveloped"


def test_the_example_of_2023_is_not_rated_achieving():
    published, internal = (
        open_report("EX1", 2023, audience, data=DATA)._assessed.rated[1]
        for audience in (PUBLISHED, INTERNAL)
    )
    assert internal.rule == "Underdeveloped"
    assert published.rule in ("", "Underdeveloped")


def test_the_example_has_one_shape_a_trend_and_its_senior_bands_in_words():
    report = open_report("EX1", 2024, PUBLISHED, data=DATA)
    assert {counts.protection.shape for counts in report.published} == {"bands"}
    assert report._assessed.rated[1].trend is not Trend.UNKNOWN
    said = [plain(finding.headline) for finding in report._assessed.findings[1]]
    for group in ("clinical", "non-clinical"):
        assert any(
            f" of {group} staff in bands 8a to VSM are BME " in headline for headline in said
        )


# No gap asks for action.


@pytest.mark.parametrize(
    ("rows", "notes"),
    [
        ([], "Indicator 1 is not rated: "),
        (
            [(2, "shortlisted", ALL, ALL, 200, 200, 0), (2, "appointed", ALL, ALL, 100, 110, 0)],
            "By the rule for the ratings, no gap among the indicators that it rates asks for "
            "action.",
        ),
    ],
    ids=["nothing is rated", "a part is rated"],
)
def test_no_gap_asks_for_action_is_not_said_of_what_is_not_rated(rows, notes):
    report = open_report("QHG", 2023, data=DATA)
    published = counts([(1, "staff in post", ALL, ALL, 800, 200, 0), *rows])
    made_up = replace(report, figures=Figures(calculate(published)), scope=SCOPE,
                      commentaries=(Commentary("RXX", 2023),))  # fmt: skip
    said = made_up.areas_to_act_on()
    assert isinstance(said, Notes) and said.items[0].startswith(notes)
    assert not any("no gap asks for action" in item for item in said.items)
    unrated = [each for each in said.items if "is not rated" in each]
    assert len(unrated) == len(INDICATORS) - bool(rows)


# One decision a comparison, wherever it stands.

_KEYED = re.compile("\U0010fd00([^\U0010fd01]*)\U0010fd01([^\U0010fd02]*)\U0010fd02")
_END = re.compile(r"[.;](?:\s|$)")
_SAYS = {
    True: re.compile(r"more than chance would explain"),
    False: re.compile(r"may be chance|about the same|not clearly different"),
}


def everything(report: Report) -> Iterator[str]:
    """Every sentence, tile, title and alternative text of a report."""
    rates, surveys = (2, 3, 4), (5, 6, 7, 8)
    parts = (
        report.key_findings(), report.all_staff_chart(), report.population(), report.bands_chart(),
        *map(report.rates_chart, rates), report.survey_chart(*surveys), report.board_chart(),
        *map(report.story, range(1, 10)), *map(report.says, range(1, 10)), report.areas_to_act_on(),
        report.summary(), report.groups(), report.sexes(), report.recruitment_in_depth(),
    )  # fmt: skip
    yield from (text for part in parts for text in _texts(part))


def _texts(part: object) -> Iterator[str]:
    match part:
        case Stack():
            yield from (text for each in part.parts for text in _texts(each))
        case Story():
            yield part.headline
        case Sentences():
            yield from part.sentences
        case Tiles():
            yield from (f"{text}" for tile in part.tiles for text in (tile.label, tile.detail))
        case Picture():
            yield from (part.headline, part.alt)
        case Table():
            yield from (cell for row in part.rows for cell in row if isinstance(cell, str))


def judged_in_words(text: str) -> Iterator[tuple[str, bool]]:
    """Each difference that a text prints, and what the words between it and the next one say."""
    sizes = [mark for mark in _KEYED.finditer(text) if mark[1].endswith("#size")]
    ends = [*(mark.start() for mark in sizes[1:]), len(text)]
    for mark, end in zip(sizes, ends, strict=False):
        clause = _END.split(text[mark.end() : end])[0]
        said = [(found.start(), verdict) for verdict, says in _SAYS.items()
                for found in says.finditer(clause)]  # fmt: skip
        if said:
            yield mark[1].removesuffix("#size"), min(said)[1]


def check_one_verdict(report: Report) -> int:
    verdicts: dict[str, set[bool]] = defaultdict(set)
    for text in everything(report):
        for key, verdict in judged_in_words(text):
            verdicts[key].add(verdict)
    figures = {key_of(figure): figure for figure in report.figures}
    for key, said in verdicts.items():
        assert said == {figures[key].significant}, key
    return len(verdicts)


@pytest.mark.parametrize(("code", "year"), SAMPLES)
def test_no_two_places_of_a_report_judge_a_comparison_differently(code, year):
    report = open_report(code, year, data=DATA)
    assert check_one_verdict(report) > 10 * (year > 2022)
    for figure in report.figures:
        if figure.interval and figure.significant is not None:
            none = 1 if figure.unit == "ratio" else 0
            assert figure.significant == (not figure.interval.holds(none))
    # The trend is that of a change which stands in the table of intervals, where it is a year's.
    for rated in report._assessed.rated.values():
        if rated.since and rated.since == report.scope.last_year:
            gap = _gap_of(rated.worst.figure)
            change = report.figures.of((*gap[:2], f"{gap[2]}_change_on_last_year", *gap[3:]))
            assert change.significant == (rated.trend is not Trend.SAME)
            assert SIGNIFICANT[change.significant] in ("yes", "no") and CHANCE[change.significant]


def _gap_of(figure) -> tuple:
    """The key of the gap that a finding's trend is of."""
    name = {
        "staff_percentage": "difference_from_workforce",
        "board_percentage": "difference_board_workforce",
        "survey_percentage": "difference_bme_white",
    }.get(figure.figure, figure.figure)
    key = list(figure.key)
    key[2] = name
    if name == "difference_bme_white":
        key[6] = ALL
    return tuple(key)


# A rating does not hang on the fourth decimal.


def survey(white: int, bme: int, of: tuple[int, int]) -> list[tuple]:
    return [
        (1, "staff in post", ALL, ALL, 8000, 2000, 0),
        (5, "respondents", ALL, ALL, *of, None),
        (5, "count", ALL, ALL, white, bme, None),
    ]


def level(white: int, bme: int, of: tuple[int, int]) -> int:
    edition = Edition(Figures(calculate(counts(survey(white, bme, of)))), SCOPE)
    return assess(edition, Commentary("RXX", 2023)).findings[5][0].verdict.level


def test_two_years_that_chance_may_have_made_have_one_rating():
    # 26.7% and 33.3%, a year later 24.2% and 31.6%: the ratio is 1.2487 and 1.3052
    assert level(267, 133, (1000, 399)) == level(242, 126, (1000, 399)) == 1


@pytest.mark.parametrize("of", [(60, 40), (400, 300), (4000, 3000)])
def test_one_person_never_makes_two_steps(of):
    white = of[0] // 5
    levels = [level(white, bme, of) for bme in range(0, of[1], max(1, of[1] // 300))]
    assert {abs(b - a) for a, b in pairwise(levels)} <= {0, 1}
    assert levels == sorted(levels) and set(levels) == {0, 1, 2}
