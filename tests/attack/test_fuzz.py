"""Whatever stands in a table or a file, the attack reads it or says why it cannot."""

import re
import warnings

import pytest
from attack.blind.tables import Grid, Told, bind
from attack.keyed import figures, row, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wres import reference
from wres.attack.excuses import Excuses
from wres.attack.figures_file import bound_of, read_figures
from wres.attack.meaning import one_workforce
from wres.attack.solve import solve
from wres.attack.verdict import examine

# The pack's own words, put together by chance.
GROUPS = [row["label"] for row in reference.rows("staff_groups")]
BANDS = [row["label"] for row in reference.rows("pay_bands")]
TITLES = [row["title"] for row in reference.rows("pages")]
PEOPLE = [
    "White", "BME", "Not known", "Total", "All", "Asian", "Women: BME", "Sex not known: BME",
    "The board", "The workforce", "Everybody", "Voting members", "BME less White",
]  # fmt: skip
CAPTIONS = [
    "All staff by ethnicity, 31 March 2023",
    "Clinical and non-clinical staff by level of pay, 31 March 2023",
    "BME people on the board and in the workforce",
    "Appointment from shortlisting by ethnicity, 2023",
    "Relative likelihood of appointment by year",
    "Race disparity ratio, 31 March 2023",
    "Additional BME staff for parity with the workforce, 31 March 2023",
    "How sure the figures are",
    "Non-mandatory training by ethnicity, 2022 and 2023",
    "Population of Some Borough",
    "Who was appointed",
    "",
]
HEADERS = [
    "Ethnicity", "Pay band and year", "2023 number", "2023 share", "White", "BME", "BME share",
    "Not known", "All", "Number", "2023 shortlisted", "2023 appointed", "Appointed", "Respondents",
    "People appointed", "Share of workforce", "Difference (points)", "Change in number",
    "Relative likelihood (White to BME)", "95% interval", "More than chance", "Own figure",
    "Lower to middle", "Middle to upper", "Additional for parity", "Took part, of workforce",
    "Figure", "Value", "Indicator", "Year", "Measure", "Unit", "Staff group", "Pay band", "Sex",
    "Low", "High", "", "Staff less population",
]  # fmt: skip
FIGURES = [row["figure"] for row in reference.rows("figures")]
MEASURES = [row["measure"] for row in reference.rows("measures")]
NUMBERS = [
    "0", "3", "7", "40", "1,204", "12.5%", "0.0%", "61.7%", "+2.7", "−9.2", "1.54", "[c]", "[low]",
    "[z]", "[x]", "1.2 to 3.1", "yes", "", "2023", "99999999", "100.0%",
]  # fmt: skip
LAST_YEAR = [f"{band}, 2022" for band in BANDS[:6]]
HEADS = [*PEOPLE, *GROUPS, *BANDS, *LAST_YEAR, *FIGURES, *MEASURES]
SHAPES = [
    ("Figure", "Indicator", "Year", "Value", "Staff group", "Pay band", "Low"),
    ("Indicator", "Measure", "Staff group", "Pay band", "White", "BME", "Total"),
    ("Figure", "Value", "95% interval", "More than chance"),
]


@st.composite
def grids(draw) -> Grid:
    headers = draw(
        st.sampled_from(SHAPES)
        | st.lists(st.sampled_from(HEADERS), max_size=5).map(tuple)
        | st.lists(st.sampled_from([*HEADERS, *BANDS, *PEOPLE]), min_size=2, max_size=5).map(tuple)
    )
    cell = st.sampled_from(NUMBERS) | st.sampled_from([*HEADS, *"123456789"])
    row = st.tuples(st.sampled_from(HEADS), st.lists(cell, max_size=7).map(tuple))
    rows = draw(st.lists(row.map(lambda row: (row[0], *row[1])), min_size=1, max_size=5))
    caption = draw(st.sampled_from([*CAPTIONS, *GROUPS, *BANDS]))
    headings = draw(st.lists(st.sampled_from([*TITLES, "Indicator 2", "8 Sex"]), max_size=2))
    return Grid("page.html, table 'x'", caption, tuple(headings), headers, tuple(rows))


RELATIONS = st.frozensets(
    st.tuples(
        st.sampled_from((2022, 2023)),
        st.sampled_from(("bands", "parts", "whole", "board", "percentage")),
    )
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(grids(), min_size=1, max_size=3), RELATIONS)
def test_no_table_of_the_packs_own_words_makes_the_attack_stumble(tables, broken):
    bound = Told()
    for grid in tables:
        bind(grid, 2023, bound, zero_is_zero=True)
    one_workforce([bound])
    withheld = [each.cell for each in bound.withheld]
    excuses = Excuses(broken)
    for side in (lambda _: "", excuses.side):
        answer = solve(excuses.taken(bound.facts), withheld, named=bound.named, side=side)
        assert all(found.candidates >= 1 for found in answer.ranges.values())
    for said in bound.unexamined:
        assert re.fullmatch(r"page.html, table 'x'.*: .+, so this table cannot be examined", said)


NAMES = [row["figure"] for row in reference.rows("figures")] + ["staff_count", "board_count"]
COUNTED = st.sampled_from(["", "0", "3", "40", "12.5", "0.57", "-9.2", "+1", "7.5"])


@st.composite
def figure_rows(draw) -> dict[str, str]:
    """A row of a table of figures, of the pack's own words put together by chance."""

    def pick(*choices: str) -> str:
        return draw(st.sampled_from(choices))

    key = "/".join((
        pick("2022", "2023"), pick(*"123456789"), draw(st.sampled_from(NAMES)),
        pick("", "clinical", "non-clinical", "medical+and+dental", "board+members"),
        pick("", "5", "1-7", "8a-VSM", "consultant", "upper", "cluster+4"),
        pick("", "Female", "Unknown"), pick("", "White", "BME", "Unknown", "Mixed"),
    )).rstrip("/")  # fmt: skip
    numbers = {name: draw(COUNTED) for name in ("value", "low", "high", "part", "whole")}
    state = pick("shown", "shown", "low", "withheld", "not collected", "not calculable")
    if state != "shown":
        numbers = {} if state != "low" else {"low": numbers["low"]}
    unit = pick("people", "percent", "ratio", "percentage points", "percent change")
    reason = pick("", "nobody on either side", "no BME staff", "average of two years")
    return row(key, unit, state, reason=reason, **numbers)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(figure_rows(), min_size=1, max_size=8), RELATIONS)
def test_no_table_of_figures_makes_the_attack_stumble(rows, broken):
    read, faults = read_figures("figures.csv", figures(rows))
    bound = bound_of(read.values(), "figures.csv")
    one_workforce([bound])
    withheld = [each.cell for each in bound.withheld]
    excuses = Excuses(broken)
    answer = solve(excuses.taken(bound.facts), withheld, named=bound.named, side=excuses.side)
    assert all(found.candidates >= 1 for found in answer.ranges.values())
    assert all(re.fullmatch(r"figures.csv, row \d+: .+\.", said) for said in faults)


BROKEN = {
    "board.html": b"\xff\x00<svg>",
    "drawing.svg": b"\xff<svg>",
    "notebooks/board.ipynb": b'{"cells": [{"outputs": [{"data": 3}]}]}',
    "tables.xlsx": b"PK\x03\x04 and nothing more",
    "report.pdf": b"%PDF-1.7\n1 0 obj\n<< /Pages 1 0 R >>\ntrailer << /Root 1 0 R >>",
    "figures.csv": b'"\xff\xfe"',
    "figures.csv-metadata.json": b"{",
    "notes.txt": b"\xff",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_in_sentences_that_name_it(tmp_path, name):
    folder = write(tmp_path)
    assert examine(folder).passed
    (folder / name).write_bytes(BROKEN[name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pypdf's own
        verdict = examine(folder)
    assert not verdict.passed
    assert any(each.startswith(name) for each in verdict.findings), verdict.findings
    assert not any("Error" in each for each in verdict.findings), verdict.findings
