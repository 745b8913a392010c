"""The page of further standards by the real command: where it is asked for, and gone where not."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from wres.batch.ground import Ground, Options
from wres.batch.plan import Job, Places
from wres.ground.errors import RunError

ROOT = Path(__file__).parents[1]
SETTING = "further standards,,yes,"
PAGE = "further_standards"


def run(data: Path, reports: Path, *more: object, of: tuple[str, str] = ("QHG", "2023")) -> str:
    ran = subprocess.run(
        [Path(sys.executable).with_name("wres"), "run", "--data", data, "--reports", reports,
         "--organisation", of[0], "--year", of[1], *map(str, more)],
        cwd=ROOT, capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    return ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> tuple[Path, Path]:
    """Sample data whose organisation asks for the page, and the reports made of it."""
    root = tmp_path_factory.mktemp("further")
    data = shutil.copytree(ROOT / "data", root / "data")
    with (data / "QHG" / "settings.csv").open("a", encoding="utf-8") as settings:
        settings.write(f"{SETTING}\n")
    assert "1 report made" in run(data, root / "reports", "--word", "--board")
    return data, root / "reports"


@pytest.mark.slow
def test_it_is_released_in_every_form(places):
    folder = places[1] / "2023" / "QHG"
    figures = csv.DictReader((folder / "figures.csv").read_text("utf-8").splitlines())
    on_it = {row["key"]: row["value"] for row in figures if PAGE in row["pages"].split()}
    assert on_it["2023/6/relative_likelihood_bme_to_white"] == "1.75"  # 18.2 over 10.4
    assert on_it["2023/2/shortlisted_percentage////BME"] == "49.2"  # 178 of 362
    paper = "".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)
    words = "\n".join(each.text for each in Document(folder / "report.docx").paragraphs)
    for said in (paper, words):
        assert "Evidence for the well-led question" in said
        assert "Bands 8c and above have no row" in said
    captions = [str(cell.value) for cell in load_workbook(folder / "tables.xlsx")[
        "Further standards"]["A"]]  # fmt: skip
    assert any("Parity among senior staff" in each for each in captions)


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_it_and_nothing_overflows(places, visit, width):
    html = (places[1] / "2023" / "QHG" / f"{PAGE}.html").read_text(encoding="utf-8")
    opened = visit(html, width)
    assert opened.faults() == []
    assert opened.overflow() <= 0


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """The report of a large trust that hands in the grounds of discrimination, in every form."""
    root = tmp_path_factory.mktemp("large")
    data = shutil.copytree(ROOT / "data", root / "data")
    with (data / "EX1" / "settings.csv").open("a", encoding="utf-8") as settings:
        settings.write(f"{SETTING}\n")
    assert "1 report made" in run(data, root / "reports", "--word", of=("EX1", "2024"))
    return root / "reports" / "2024" / "EX1"


@pytest.mark.slow
def test_the_grounds_of_discrimination_are_released_in_every_form(large):
    figures = csv.DictReader((large / "figures.csv").read_text("utf-8").splitlines())
    on_it = {row["key"]: row for row in figures if "ground_" in row["figure"]}
    ethnic = on_it["2024/8/ground_ethnic_background_percentage////BME"]
    assert (ethnic["value"], ethnic["part"], ethnic["whole"]) == ("69.2", "148", "214")
    # four BME staff named it
    few = on_it["2024/8/ground_sexual_orientation_percentage////BME"]
    assert (few["state"], few["value"], few["low"]) == ("withheld", "", "")
    assert {row["pages"] for row in on_it.values()} == {PAGE}
    paper = "".join(page.extract_text() for page in PdfReader(large / "report.pdf").pages)
    word = Document(large / "report.docx")
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert "Grounds of discrimination" in paper and "69.2%" in paper
    assert "Sexual orientation" in cells and "69.2%" in cells
    sheet = load_workbook(large / "tables.xlsx")["Further standards"]
    assert 69.2 in [cell.value for row in sheet for cell in row]


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_grounds_and_nothing_overflows(large, visit, width):
    opened = visit((large / f"{PAGE}.html").read_text(encoding="utf-8"), width)
    assert opened.faults() == []
    assert opened.overflow() <= 0


@pytest.mark.slow
def test_without_the_setting_it_is_gone_and_nothing_else_is_different(places, tmp_path):
    data, reports = places
    plain = tmp_path / "plain"
    shutil.copytree(reports, plain)
    settings = data / "QHG" / "settings.csv"
    settings.write_text(settings.read_text("utf-8").replace(f"{SETTING}\n", ""), encoding="utf-8")
    assert "1 report made" in run(data, plain)
    assert "1 report made" in run(ROOT / "data", tmp_path / "never")
    then, now = (
        {path.relative_to(folder): path.read_bytes()
         for path in (folder / "2023" / "QHG").rglob("*") if path.is_file()}
        for folder in (tmp_path / "never", plain)
    )  # fmt: skip
    assert then == now and not any(PAGE in str(name) for name in now)


def test_notebooks_without_it_do_for_whoever_does_not_ask(tmp_path):
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (tmp_path / "notebooks" / f"{PAGE}.ipynb").unlink()
    places = Places(ROOT / "data", tmp_path / "notebooks", tmp_path / "reports")
    assert PAGE not in Ground([Job(2023, "QHG")], places, Options()).notebooks
    (tmp_path / "notebooks" / "board.ipynb").unlink()
    with pytest.raises(RunError, match=r"lacks board\.ipynb"):
        Ground([Job(2023, "QHG")], places, Options())


@pytest.mark.slow
def test_whoever_asks_without_the_notebook_is_told_which_one(places, tmp_path):
    notebooks = shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    (notebooks / f"{PAGE}.ipynb").unlink()
    settings = places[0] / "QHG" / "settings.csv"
    if SETTING not in settings.read_text("utf-8"):
        settings.write_text(f"{settings.read_text('utf-8')}{SETTING}\n", encoding="utf-8")
    said = run(places[0], tmp_path / "reports", "--notebooks", notebooks)
    assert f"lacks {PAGE}.ipynb" in said and "Traceback" not in said
