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
