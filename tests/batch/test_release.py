"""A report that gives its withheld counts back is refused, and the folder says why."""

from pathlib import Path

import pytest

from wres.batch.plan import Job
from wres.batch.release import why_not

# 40 in all, of whom 33 White and 4 unknown: where those are printed, 3 BME staff are left.
PAGE = """<html><body><h1>Workforce</h1><table>
<caption>All staff by ethnicity, 31 March {year}</caption>
<tr><th>Ethnicity</th><th>{year} number</th></tr>
<tr><th>White</th><td>{white}</td></tr><tr><th>BME</th><td>[c]</td></tr>
<tr><th>Not known</th><td>{unknown}</td></tr><tr><th>Total</th><td>40</td></tr>
</table></body></html>"""


@pytest.fixture
def write(tmp_path):
    def write(year, of=None, white="[c]", unknown="[c]"):
        folder = tmp_path / str(year) / "RXX"
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(year=of or year, white=white, unknown=unknown)
        (folder / "report.html").write_text(page, encoding="utf-8")

    return write


def ask(tmp_path, made, there=()):
    """Why not, and what the warning says, of reports by year."""
    named = [[Job(year, "RXX") for year in years] for years in (made, there)]
    return why_not(*named, tmp_path, 5)


def test_what_stays_withheld_is_released(tmp_path, write):
    write(2023)
    assert ask(tmp_path, [2023]) == ("", "")


def test_a_report_that_leaks_is_refused_with_the_others_of_its_run(tmp_path, write):
    write(2022)
    write(2023, white="33", unknown="4")
    why, text = ask(tmp_path, [2022, 2023])
    assert why.startswith("not released: RXX 2023 gives back 1 withheld counts")
    assert "RXX 2022" not in why and "33" not in why  # a run's words hold no count
    assert "BME: can only be 3" in text
    # It is kept and passed on: it names the reports, and not where they were examined.
    assert f"FAILED: {Path('2023', 'RXX')}" in text and str(tmp_path) not in text


def test_two_reports_that_leak_together_are_refused(tmp_path, write):
    """Each of them withholds enough of 2023; the other one prints the rest."""
    write(2023, white="33")
    assert ask(tmp_path, [2023]) == ("", "")
    write(2024, of=2023, unknown="4")
    assert "gives back" in ask(tmp_path, [2023, 2024])[0]


def test_a_report_may_not_give_back_what_an_earlier_one_withholds(tmp_path, write):
    write(2022, white="33")
    write(2023, of=2022, unknown="4")
    why, _ = ask(tmp_path, [2023], there=[2022])
    assert "2022/RXX" in why or "RXX 2023 gives back" in why


# The 40 stand in another table as well; of them 50 are said to be White.
AGAIN = """<table><caption>All staff by ethnicity, 31 March 2023 (again)</caption>
<tr><th>Ethnicity</th><th>2023 number</th></tr><tr><th>Total</th><td>40</td></tr></table>"""
FALSE = """<table><caption>Who works here, all staff by ethnicity, 31 March 2023</caption>
<tr><th>Ethnicity</th><th>Number</th></tr><tr><th>White</th><td>50</td></tr></table>"""
STRANGE = """<table><caption>Staff who like tea</caption>
<tr><th>Ethnicity</th><th>Cups</th></tr><tr><th>White</th><td>7</td></tr></table>"""


@pytest.fixture
def plant(tmp_path, write):
    """A report of 2023 with something planted in one of its pages."""

    def plant(html, page="report"):
        write(2023)
        (tmp_path / "2023/RXX/pages.html").write_text(
            f"<h1>Workforce</h1>{AGAIN}", encoding="utf-8"
        )
        folder = tmp_path / "2023/RXX"
        body = "<html><body><h1>Workforce</h1></body></html>"
        file = folder / f"{page}.html"
        text = file.read_text(encoding="utf-8") if file.exists() else body
        file.write_text(text.replace("</body>", f"{html}</body>"), encoding="utf-8")

    return plant


@pytest.mark.parametrize("page", ["report", "workforce", "board"])
def test_a_false_number_is_refused_with_its_file_table_and_row(tmp_path, plant, page):
    plant(FALSE, page)
    why, text = ask(tmp_path, [2023])
    where = (
        f"{page}.html, table 'Who works here, all staff by ethnicity, 31 March 2023', row 'White'"
    )
    assert "RXX 2023 prints 1 numbers that contradict the rest of it" in why
    assert "gives back" not in why
    assert where in why and "50" not in why
    assert f"{where}: '50' is taken for indicator 1, Staff in post on 31 March, 2023, White" in text


@pytest.mark.parametrize(
    "html",
    [
        "<p>41 of 40 staff are BME.</p>",
        '<img src="data:image/svg+xml,x" alt="All staff, BME: 41">',
        "<svg><title>Bar chart: All staff by ethnicity. All staff, BME: 41.</title></svg>",
    ],
    ids=["sentence", "alternative text", "drawing"],
)
def test_words_that_contradict_are_refused_with_what_they_were_taken_for(tmp_path, plant, html):
    plant(html)
    why, text = ask(tmp_path, [2023])
    assert "contradict the rest of it" in why and "41" not in why
    assert "'41' is taken for indicator 1, Staff in post on 31 March, 2023, BME" in text
    assert "report.html" in why and "PASSED" not in text


def test_what_cannot_be_read_is_one_sentence_with_file_table_and_row(tmp_path, plant):
    plant(STRANGE, "training")
    why, _ = ask(tmp_path, [2023])
    assert (
        "(first training.html, table 'Staff who like tea', row 'White': the attack does not know "
        "what its column 'Cups' says, so this table cannot be examined)"
    ) in why


def test_a_report_that_is_there_already_must_not_be_contradicted(tmp_path, write, plant):
    plant(FALSE)
    write(2022)
    why, _ = ask(tmp_path, [2022], there=[2023])
    assert "2023/RXX, which is there already, is contradicted" in why


POPULATION = (
    "<svg><title>Bar chart: BME share of the local population, beside that of staff on 31 March "
    "2023. {}: 15.0%.</title></svg>"
)


@pytest.mark.parametrize("whose", ["Some Borough", "Made-up Shire", "National average"])
def test_a_share_of_the_population_is_about_nobody_of_the_staff(tmp_path, plant, whose):
    plant(POPULATION.format(whose))
    assert ask(tmp_path, [2023]) == ("", "")


def test_a_share_of_staff_beside_the_population_is_read(tmp_path, plant):
    plant(POPULATION.format("BME share of staff, 2023"))  # 6 of 40
    why, _ = ask(tmp_path, [2023])
    assert "gives back 1 withheld counts" in why and "15.0" not in why
    assert "report.html, drawing: 'BME share of staff, 2023: …%'" in why
