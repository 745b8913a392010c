"""docs/own-cells.md, done as it says: copied notebooks, its cells, a whole report."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from wres.export.bare import CHART, SAY, TABLE
from wres.export.figures_file import COLUMNS
from wres.figures.printed import keys_in_page

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "own-cells.md").read_text(encoding="utf-8")
CELLS = re.findall(r"^```python\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
WRES = Path(sys.executable).with_name("wres")
NOT_CHECKED = "The pack did not check these numbers; they come from our recruitment system."


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, str]:
    """The folder of a released report, and what the run of both samples' years said."""
    folder = tmp_path_factory.mktemp("own")
    notebooks, reports = folder / "my-notebooks", folder / "reports"
    shutil.copytree(ROOT / "notebooks", notebooks)
    path = notebooks / "recruitment.ipynb"
    node = nbformat.read(path, as_version=4)
    at = next(at for at, cell in enumerate(node.cells) if cell.source == "report.actions(2)")
    node.cells[at:at] = [nbformat.v4.new_code_cell(source) for source in CELLS]
    nbformat.write(node, path)
    ran = subprocess.run(
        [WRES, "run", "--data", ROOT / "data", "--notebooks", notebooks, "--reports", reports],
        capture_output=True, text=True, timeout=500,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return reports / "2023" / "QHG", ran.stdout


def test_the_guide_makes_a_table_a_chart_a_sentence_and_numbers_from_elsewhere(made):
    html = (made[0] / "recruitment.html").read_text(encoding="utf-8")
    captions = re.findall("<caption>(.*?)</caption>", html)
    assert {re.sub("<[^>]*>", "", caption) for caption in captions} >= {
        "Shortlisted applicants who were appointed, with the ends of each interval",
        "Shortlisted applicants who were appointed, year by year",
        "14.0% of shortlisted BME applicants were appointed: the numbers",
        "How long each step took",
    }
    key = "2023/2/appointment_rate////BME"
    assert f'<tspan data-figure="{key}">14.0%</tspan>' in html
    assert f'In 2023, <span data-figure="{key}">14.0%</span> of BME applicants were' in html
    assert html.count('<span data-other="">') == 2
    assert NOT_CHECKED in html


def test_what_own_cells_print_stands_in_the_table_of_figures(made):
    rows = (made[0] / "figures.csv").read_text(encoding="utf-8").splitlines()
    line = next(row for row in rows if row.startswith("2022/2/appointment_rate////BME,"))
    cells = dict(zip(COLUMNS, line.split(","), strict=False))
    assert (cells["value"], cells["low"], cells["high"]) == ("10.1", "6.4", "15.5")
    html = (made[0] / "recruitment.html").read_text(encoding="utf-8")
    assert "2022/2/appointment_rate////BME#low" in keys_in_page(html)


def test_the_run_says_what_the_pack_did_not_check(made):
    said = (
        "own cells print numbers that the pack did not check, from our recruitment system. Look "
        "whether any of them counts people:\n"
        "  recruitment.html, the table 'How long each step took': 2 numbers\n"
    )
    for name in ("QHG 2022", "QHG 2023", "EX1 2022", "EX1 2023", "EX1 2024"):
        assert f"{name}: {said}" in made[1]


def test_the_guide_shows_the_lines_that_a_refusal_shows():
    for line in (TABLE, CHART):
        assert line in GUIDE
    assert SAY.partition("{")[0] in GUIDE


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_own_cells_and_nothing_overflows(made, visit, width):
    html = (made[0] / "recruitment.html").read_text(encoding="utf-8")
    opened = visit(html, width)
    assert opened.faults() == []
    assert opened.overflow() <= 0
