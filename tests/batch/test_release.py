"""A report that gives its withheld counts back is refused, and the folder says why."""

import pytest

from helpers.batch.plan import Job, Places
from helpers.batch.release import NOT_RELEASED, why_not

# 40 in all, of whom 33 White and 4 unknown: where those are printed, 3 BME staff are left.
PAGE = """<html><body><h1>Workforce</h1><table>
<caption>All staff by ethnicity, 31 March {year}</caption>
<tr><th>Ethnicity</th><th>{year} number</th></tr>
<tr><th>White</th><td>{white}</td></tr><tr><th>BME</th><td>[c]</td></tr>
<tr><th>Not known</th><td>{unknown}</td></tr><tr><th>Total</th><td>40</td></tr>
</table></body></html>"""


@pytest.fixture
def write(tmp_path):
    def write(root, year, of=None, white="[c]", unknown="[c]"):
        folder = tmp_path / root / str(year) / "RXX"
        folder.mkdir(parents=True, exist_ok=True)
        page = PAGE.format(year=of or year, white=white, unknown=unknown)
        (folder / "report.html").write_text(page, encoding="utf-8")
        return folder

    return write


def ask(tmp_path, *folders):
    made = {Job(int(folder.parent.name), "RXX"): folder for folder in folders}
    return why_not(made, Places(tmp_path / "data", tmp_path, tmp_path / "reports"))


def test_what_stays_withheld_is_released(tmp_path, write):
    folder = write("making", 2023)
    assert ask(tmp_path, folder) == ""
    assert not (folder / NOT_RELEASED).exists()


def test_a_report_that_leaks_is_refused_with_the_others_of_its_run(tmp_path, write):
    good, bad = write("making", 2022), write("making", 2023, white="33", unknown="4")
    why = ask(tmp_path, good, bad)
    assert why.startswith("not released: RXX 2023 gives back 1 withheld counts")
    assert "RXX 2022" not in why and "33" not in why  # a run's words hold no count
    for folder in (good, bad):
        assert "BME: can only be 3" in (folder / NOT_RELEASED).read_text(encoding="utf-8")


def test_two_reports_that_leak_together_are_refused(tmp_path, write):
    """Each of them withholds enough of 2023; the other one prints the rest."""
    one = write("making", 2023, white="33")
    assert ask(tmp_path, one) == ""
    other = write("making", 2024, of=2023, unknown="4")
    assert "gives back" in ask(tmp_path, one, other)


def test_a_report_may_not_give_back_what_an_earlier_one_withholds(tmp_path, write):
    there = write("reports", 2022, white="33")
    new = write("making", 2023, of=2022, unknown="4")
    assert "2022/RXX" in ask(tmp_path, new) or "RXX 2023 gives back" in ask(tmp_path, new)
    assert not (there / NOT_RELEASED).exists()
