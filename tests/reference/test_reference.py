"""The reference facts: each with a source, and nothing that refers to what is not there."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from wres import reference
from wres.figures import State
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs
from wres.reference.standard import BOARDS, JOINED, LEVELS, POOLS, RATIO, WHERE_ASKED_FOR

DATA = Path(__file__).parents[2] / "data"
NAMES = sorted(
    path.name.removesuffix(".csv")
    for path in files(reference).iterdir()
    if path.name.endswith(".csv")
)
# What is the pack's own is described in its documentation.
OWN = {"figures", "figure_columns", "pages", "sheets", "tables", "table_rows", "table_columns",
       "table_notes"}  # fmt: skip
# Figures that only detail, single pay bands or a setting give: `tests/indicators` has them all.
OPTIONAL = r"_group|international|^race_disparity_ratio|^shortlisted_percentage|ground_"
INDICATORS = {str(number) for number in range(1, 10)}


def column(name: str, field: str) -> list[str]:
    return [row[field] for row in reference.rows(name)]


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OWN])
def test_every_row_has_a_source(name):
    assert all(row["source"].strip() for row in reference.rows(name))


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_whole_and_their_first_columns_tell_them_apart(name):
    rows = reference.rows(name)
    assert rows
    assert all(None not in row and None not in row.values() for row in rows)
    first = {
        "answer_codes": ("kind", "scale", "code"),
        "answers": ("kind", "answer"),
        "breaks": ("indicator", "first_year"),
        "claim_words": ("slot", "meaning", "pattern"),
        "columns": ("extract", "field", "column"),
        "contrary_words": ("field", "means", "word"),
        "deciding_words": ("topic", "place", "word"),
        "national_values": (
            "year", "indicator", "figure", "staff_group", "pay_band", "ethnicity",
            "organisation_kind",
        ),
        "never_meant": ("fields", "word"),
        "printed_limits": ("what", "name"),
        "ods_columns": ("file", "column"),
        "plausibility": ("rule", "indicator"),
        "survey_questions": ("first_survey", "indicator"),
        "table_columns": ("columns", "header"),
        "table_notes": ("notes", "text"),
        "table_rows": ("rows", "label", "where"),
    }.get(name, (next(iter(rows[0])),))  # fmt: skip
    keys = [tuple(row[field] for field in first) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", NAMES)
def test_orders_count_upwards(name):
    if "order" in reference.rows(name)[0]:
        orders = [int(order) for order in column(name, "order")]
        assert orders == sorted(set(orders))


def test_the_nine_indicators():
    assert column("indicators", "indicator") == sorted(INDICATORS)
    assert set(column("indicators", "page")) <= set(column("pages", "page"))


@pytest.mark.parametrize("name", ["breaks", "survey_questions"])
def test_indicators_that_are_named_exist(name):
    assert set(column(name, "indicator")) <= INDICATORS


@pytest.mark.parametrize("name", ["figures", "measures", "pages"])
def test_lists_of_indicators_name_those_that_exist(name):
    for cell in column(name, "indicators"):
        assert set(re.findall(r"\d+", cell)) <= INDICATORS


def test_pages_and_indicators_agree():
    of_page = {row["page"]: row["indicators"].split() for row in reference.rows("pages")}
    for row in reference.rows("indicators"):
        assert row["indicator"] in of_page[row["page"]]


def test_pools_and_parts_are_bands():
    bands = reference.by("pay_bands", "pay_band")
    for row in bands.values():
        assert row["pool"] in ("", *POOLS)
        assert row["of_which"] in ("", *bands)
        assert row["cluster"] in ("", *(f"cluster {number}" for number in range(1, 8)))
        assert row["joined"] in ("", *JOINED)
        assert row["level"] in ("", *LEVELS)
    assert {band for band, row in bands.items() if row["scheme"] == "pool"} == set(POOLS)


def test_a_page_is_always_shown_with_detail_or_where_asked_for():
    others = {"detail": "with detail", "further_standards": WHERE_ASKED_FOR}
    assert {row["page"]: row["shown"] for row in reference.rows("pages")} == {
        page: others.get(page, "always") for page in column("pages", "page")
    }


@pytest.mark.parametrize("row", reference.rows("well_led_evidence"), ids=lambda row: row["asked"])
def test_evidence_stands_on_pages_that_there_are(row):
    assert set(row["pages"].split()) <= set(column("pages", "page")) - {"further_standards"}
    assert row["needs"] in ("", "actions")


def test_every_agenda_for_change_band_has_one_pool_one_cluster_and_one_level():
    bands = [row for row in reference.rows("pay_bands") if row["scheme"] == "Agenda for Change"]
    assert all(row["pool"] and row["cluster"] and row["level"] for row in bands)
    parts = [b for each in LEVELS for b in reference.parts_of(each, [r["pay_band"] for r in bands])]
    assert parts == [row["pay_band"] for row in bands]


@pytest.mark.parametrize(
    ("together", "given", "parts"),
    [
        # Single bands before the pool of them: the same people are not counted twice.
        ("upper", ["8a", "9", "8a-VSM"], ["8a", "9"]),
        ("upper", ["cluster 3", "cluster 4", "8a-VSM"], ["cluster 3", "cluster 4"]),
        ("upper", ["8a-VSM"], ["8a-VSM"]),
        ("1-7", ["cluster 1", "cluster 2", "cluster 3"], ["cluster 1", "cluster 2"]),
        # Cluster 1 ends at band 4, the lower level at band 5: one does not make the other.
        ("lower", ["cluster 1", "cluster 2"], []),
    ],
)
def test_what_is_taken_together_counts_nobody_twice(together, given, parts):
    assert reference.parts_of(together, given) == parts


def test_likelihoods_name_measures_and_figures_that_exist():
    for row in reference.rows("likelihoods"):
        assert {row["people"], row["events"]} <= set(column("measures", "measure"))
        names = {value for field, value in row.items() if field.endswith("_figure") and value}
        assert names <= set(column("figures", "figure"))
        assert row["direction"] in ("White to BME", "BME to White")


def test_boards_are_staff_groups_and_measures():
    assert set(BOARDS) <= set(column("staff_groups", "staff_group"))
    assert set(BOARDS) <= set(column("measures", "measure"))


def test_every_state_has_a_symbol():
    symbols = reference.by("shorthand", "state")
    assert {str(state) for state in State} - {"shown"} <= set(symbols)
    assert len({row["symbol"] for row in symbols.values()}) == len(symbols)


def test_every_rating_has_a_colour():
    assert set(column("ratings", "rating")) <= set(column("palette", "role"))
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in column("palette", "colour"))


@pytest.mark.parametrize("indicator", ["5", "6", "7", "8"])
def test_one_question_for_every_survey(indicator):
    asked = [
        survey
        for row in reference.rows("survey_questions")
        if row["indicator"] == indicator
        for survey in range(int(row["first_survey"]), int(row["last_survey"]) + 1)
    ]
    assert asked == list(range(min(asked), max(asked) + 1))


def test_a_comparison_has_the_unit_that_follows_from_its_base():
    kind = reference.figure_kind
    assert kind("staff_count" + reference.CHANGE).unit == "percent change"
    assert kind("staff_percentage" + reference.CHANGE).unit == "percentage points"
    assert kind(RATIO[2] + reference.CHANGE).unit == "difference in ratio"
    assert kind(RATIO[2] + reference.AVERAGE).unit == "ratio"
    assert kind("survey_percentage" + reference.FROM_AVERAGE).unit == "percentage points"
    with pytest.raises(KeyError):
        kind("no_such_figure" + reference.CHANGE)


@pytest.mark.parametrize(("code", "year"), [("QHG", 2023), ("EX1", 2024)])
def test_every_figure_of_the_samples_is_described(code, year):
    figures = figures_of(read_inputs(DATA, code, year))
    for figure in figures:
        kind = reference.figure_kind(figure.figure)
        assert (figure.unit, bool(kind.meaning)) == (kind.unit, True)
        own = figure.figure
        for suffix in (reference.CHANGE, reference.FROM_AVERAGE, reference.AVERAGE):
            own = own.removesuffix(suffix)
        fact = reference.by("figures", "figure")[own]
        assert str(figure.indicator) in fact["indicators"].split()
        assert figure.source or figure.state is not State.SHOWN
        assert figure.reason or figure.state is State.SHOWN
    made = {figure.figure for figure in figures}
    assert made >= {name for name in column("figures", "figure") if not re.search(OPTIONAL, name)}
