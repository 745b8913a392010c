"""The page of further standards: what it prints is examined, and a leak on it is refused."""

from __future__ import annotations

import pytest
from builders import WORKFORCE, data_folder
from played import play

from wres.attack.verdict import examine

from .keyed import count, put, share, table

# By eye: of 200 White respondents 40 said so; of 100 BME respondents 3, which is small.
ROWS = (
    WORKFORCE,
    "2,shortlisted,all,all,150,90,3,,made up",
    "5,respondents,all,all,200,100,,,made up",
    "5,count,all,all,40,3,,,made up",
    "6,respondents,all,all,200,100,,,made up",
    "6,count,all,all,40,30,,,made up",
)
HARM = "2023/5/relative_likelihood_bme_to_white"


@pytest.fixture(scope="module")
def asked_for(tmp_path_factory):
    """The report of an organisation that asks for the page, to put cells into."""
    data = data_folder(tmp_path_factory.mktemp("asked"), rows=ROWS)
    settings = "setting,year,value,reason\nfurther standards,,yes,\n"
    (data / "RXX" / "settings.csv").write_text(settings, encoding="utf-8")
    return play("RXX", 2023, data=data)


@pytest.fixture
def findings(asked_for, tmp_path):
    def of(*cells):
        shown = {"further_standards": [f'<div class="wres-block">{cell}</div>' for cell in cells]}
        folder = asked_for.write(tmp_path, shown)
        return examine(folder, also=[], handed=asked_for.handed).findings

    return of


def test_the_page_is_released_with_what_is_withheld_as_such(asked_for, findings):
    assert findings() == ()
    figures = asked_for.report.figures
    states = {name: str(figures.get(number, name, 2023, **where).state) for number, name, where in (
        (5, "relative_likelihood_bme_to_white", {}),
        (2, "shortlisted_percentage", {"ethnicity": "BME"}),
    )}  # fmt: skip
    assert set(states.values()) == {"withheld"}
    page = asked_for.pages()["further_standards.html"]
    assert f'<span data-figure="{HARM}">[c]</span>' in page
    assert '<span data-figure="2023/6/relative_likelihood_bme_to_white">1.50</span>' in page


@pytest.mark.parametrize(
    "cell",
    [
        f'<p>BME over White, indicator 5: <span data-figure="{HARM}">0.15</span>.</p>',
        "<p>BME respondents who said so: 3 of 100.</p>",
        '<p>All shortlisted: <span data-figure="2023/2/shortlisted_count">243</span> people.</p>',
        "<p>Metric 2e: of unknown ethnicity are three people.</p>",
    ],
    ids=["the ratio", "the count", "the total", "in words"],
)
def test_a_leak_on_the_page_is_refused(findings, cell):
    assert any("further_standards.html" in each for each in findings(cell))


def body(ratio):
    """Answers of which those of BME staff are withheld, with a ratio of both."""
    where = "2023/6"
    return "<h1>Staff survey</h1>" + table(
        "Indicator 6: harassment from staff, by ethnicity",
        ("Ethnicity", "2022 survey"),
        ("White", share(f"{where}/survey_percentage////White", "20.0%")),
        ("BME", share(f"{where}/survey_percentage////BME")),
        ("White respondents", count(f"{where}/survey_respondents////White", 200)),
        ("BME respondents", count(f"{where}/survey_respondents////BME", 100)),
        ("BME to White", count(f"{where}/relative_likelihood_bme_to_white", ratio)),
    )


def test_a_ratio_gives_back_the_share_that_is_withheld_beside_it(tmp_path):
    verdict = examine(put(tmp_path / "2023" / "RXX", staff_survey=body("0.15")))
    (bme,) = (at for cell, at in verdict.ranges.items() if cell.measure == "survey_count")
    assert (bme.low, bme.high) == (3, 3) and not verdict.passed


def test_a_ratio_that_is_withheld_gives_nothing_back(tmp_path):
    verdict = examine(put(tmp_path / "2023" / "RXX", staff_survey=body(None)))
    (bme,) = (at for cell, at in verdict.ranges.items() if cell.measure == "survey_count")
    assert bme.candidates > 5 and verdict.passed, verdict.summary()
