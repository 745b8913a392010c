"""Somebody's own cell prints a withheld count, in each way there is: no such report is released.

Of the founding organisation's clinical staff in bands 1 to 7 in 2023, 5 are BME and 33 White. The
published report withholds both. The cell stands in `workforce.ipynb`, before its last ones.
"""

from __future__ import annotations

import pandas as pd
import pytest
from played import play

from wres.attack.verdict import examine
from wres.batch.plan import Job
from wres.batch.release import why_not
from wres.showing.components import Sentences, Table

JOB = Job(2023, "QHG")
SHOWN = "2023/1/staff_count////BME"  # prints 99
CAPTION = "Clinical staff up to band 7"
ALT = "Bar chart: clinical staff"

pytestmark = pytest.mark.xdist_group("own cell")


def block(html):
    """As the pack's components begin; whatever else is refused before there is a page."""
    return f'<div class="wres-block">{html}</div>'


@pytest.fixture(scope="module")
def published():
    """The report as it is published, to put a cell into."""
    return play(JOB.organisation, JOB.year)


@pytest.fixture
def refused(published, tmp_path):
    """The findings about the report with a cell that shows this."""

    def write(html):
        folder = published.write(tmp_path, {"workforce": [block(html)]})
        return examine(folder, also=[], handed=published.handed).findings

    return write


def table(cell):
    return (
        f'<table><caption>{CAPTION}</caption><thead><tr><th scope="col">Ethnicity</th>'
        f'<th scope="col">Number</th></tr></thead><tbody><tr><th scope="row">BME</th>{cell}</tr>'
        "</tbody></table>"
    )


def chart(label):
    return (
        f'<svg viewBox="0 0 480 78" xmlns="http://www.w3.org/2000/svg"><title>{ALT}</title>'
        f'<text x="9" y="9">{label}</text></svg>'
    )


def described(label, more=""):
    return f'<div role="img" aria-label="{label}"{more}></div>'


PRINTED = {
    ("table", "without a key"): table("<td>5</td>"),
    ("table", "another's key"): table(f'<td><span data-figure="{SHOWN}">5</span></td>'),
    ("table", "as a label"): table("<td>Band 5</td>"),
    ("table", "own words"): table("<td data-words>5</td>"),
    ("sentence", "without a key"): "<p>Five of the clinical staff up to band 7 are BME.</p>",
    ("sentence", "another's key"): f'<p>BME: <span data-figure="{SHOWN}">5</span> people.</p>',
    ("sentence", "as a label"): "<p>BME staff of clinical bands, version 5.</p>",
    ("sentence", "own words"): "<p data-words>5 of the clinical staff are BME.</p>",
    ("chart", "without a key"): chart("BME: 5"),
    ("chart", "another's key"): chart(f'<tspan data-figure="{SHOWN}">5</tspan>'),
    ("chart", "as a label"): chart("Table 5"),
    ("chart", "own words"): chart("<tspan data-words>5 are BME</tspan>"),
    ("text", "without a key"): described("BME staff up to band 7: 5"),
    ("text", "another's key"): described("BME staff: 5", f' data-figures="{SHOWN}"'),
    ("text", "as a label"): described("BME staff, question 5"),
    ("text", "own words"): f"<div data-words>{described('BME staff: 5')}</div>",
}
PLACES = {
    "table": f"workforce.html, the table '{CAPTION}', row 'BME': ",
    "sentence": "workforce.html, under 'Indicator 1: staff in each band': ",
    "chart": f"workforce.html, the chart '{ALT}': ",
    "text": "workforce.html, under 'Indicator 1: staff in each band': ",
}


@pytest.mark.parametrize(("place", "how"), PRINTED)
def test_a_withheld_count_is_refused_with_file_and_place(refused, place, how):
    found = refused(PRINTED[place, how])
    said = [each.removeprefix(PLACES[place]) for each in found if each.startswith(PLACES[place])]
    assert any("5" in each or "Five" in each for each in said), found
    assert not any("Error" in each for each in found)


def typed(caption, *rows, headers=("Ethnicity", "Number")):
    """A table of the pack's own components, with what somebody typed in."""
    return Table(caption, headers, rows)._repr_html_()


@pytest.mark.parametrize(
    ("html", "where"),
    [
        (typed("Nurses and therapists, lower bands", ("White", "33"), ("BME", "5")),
         "the table 'Nurses and therapists, lower bands', row 'White': '33'"),
        # Under the pack's own caption, headers and label.
        (typed("Clinical staff by pooled pay bands and ethnicity, 31 March 2022 and 2023 ",
               ("Bands 1 to 7, 2023", "33", "5"), headers=("Pay band and year", "White", "BME")),
         "row 'Bands 1 to 7, 2023': '33'"),
        # No figure at all, as the pack would print one.
        (typed("All staff by ethnicity, 31 March 2023 ", ("BME", "9,999", "61.7%"),
               headers=("Ethnicity", "2023 number", "2023 share")), "row 'BME': '9,999'"),
        (Sentences(("BME staff are 61.7% of the workforce (9,999 of 16,200).",))._repr_html_(),
         "under 'Indicator 1: staff in each band': '61.7%'"),
    ],
    ids=["own words for it", "the pack's own label", "false numbers", "a false sentence"],
)  # fmt: skip
def test_what_is_typed_into_the_packs_components_is_refused(refused, html, where):
    found = refused(html)
    assert any(each.startswith("workforce.html, ") and where in each for each in found), found


def test_the_run_says_it_in_one_sentence_without_the_count(published, tmp_path):
    published.write(tmp_path, {"workforce": [block(PRINTED["table", "without a key"])]})
    why, text = why_not({JOB: published.frame.handed}, [], tmp_path, 5)
    assert PLACES["table"].rstrip(": ") in why[JOB] and "5" not in why[JOB].replace(CAPTION, "")
    assert "'5' stands there without a figure's key" in text


def test_a_cell_of_shown_figures_is_released(published, tmp_path):
    """With the pack's own call; its keys are in the table of figures that is made afterwards."""
    report = published.report
    shown = report.figures.to_frame()
    rates = shown[(shown.figure == "appointment_rate") & (shown.state == "shown")]
    own = report.table(rates[["value"]], caption="Shares of those shortlisted who were appointed")
    published.write(tmp_path, {"recruitment": [own._repr_html_()]})
    assert why_not({JOB: published.frame.handed}, [], tmp_path, 5) == ({}, "")


@pytest.mark.parametrize(
    ("head", "given", "is_released"),
    [
        ("Number, non-clinical bands 1 to 7", {}, False),
        ("Days to offer, non-clinical bands 1 to 7", {}, True),
        ("Sessions, non-clinical bands 1 to 7", {"counts_no_people": True}, True),
    ],
)
def test_a_number_from_elsewhere_tells_of_people_only_where_it_may_count_them(
    published, tmp_path, head, given, is_released
):
    """50 BME staff of these bands are withheld; nobody outside knows that they are not 44."""
    frame = pd.DataFrame({"Ethnicity": ["BME"], head: [44]})
    own = published.report.table(frame, caption="Ours", source="our own list", **given)
    published.write(tmp_path, {"workforce": [own._repr_html_()]})
    why, _ = why_not({JOB: published.frame.handed}, [], tmp_path, 5)
    assert (why == {}) == is_released


def test_numbers_that_the_pack_did_not_check_are_listed(published, tmp_path):
    frame = pd.DataFrame({"Step": ["Advert", "Offer"], "Days": [14.5, 32.0]})
    own = published.report.table(frame, caption="Ours", source="our own list")
    folder = published.write(tmp_path, {"workforce": [own._repr_html_()]})
    verdict = examine(folder, also=[], handed=published.handed)
    where = "workforce.html, the table 'Ours', row"
    assert verdict.unchecked == (f"{where} 'Advert, Days': '14.5'", f"{where} 'Offer, Days': '32'")
    assert "Numbers that the pack did not check (2):" in verdict.summary()
