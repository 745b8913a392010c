"""The notebooks as an analyst meets them: thin, and run by plain papermill and by hand."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbclient import NotebookClient

from helpers import own_cells, page
from helpers.report import Report
from wres import reference
from wres.batch.plan import BOARD_EDITION
from wres.ground.parameters import PARAMETERS
from wres.opened import Opened
from wres.reference.standard import pages_run

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
NAMES = (*reference.by("pages", "page"), BOARD_EDITION)


def cells(name: str, kind: str = "code"):
    node = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    return [cell for cell in node.cells if cell.cell_type == kind]


def tagged(name: str, tag: str):
    return [cell for cell in cells(name) if tag in cell.metadata.get("tags", [])]


def papermill(*arguments: str, folder: Path) -> subprocess.CompletedProcess:
    command = Path(sys.executable).with_name("papermill")
    return subprocess.run(
        [command, *arguments, "--no-progress-bar"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        env={key: value for key, value in os.environ.items() if key != "WRES_DATA"},
    )


def test_there_is_a_notebook_for_each_page_for_the_board_and_the_start_and_no_other():
    notebooks = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
    assert notebooks == sorted((*NAMES, "start"))


@pytest.mark.parametrize("row", reference.rows("pages"), ids=lambda row: row["page"])
def test_a_notebook_says_at_its_top_which_page_it_is(row):
    (cell,) = tagged(row["page"], "parameters")
    assert cell.source.startswith(f"# The page '{row['title']}'. ")


def test_every_indicator_has_a_page():
    assert {row["page"] for row in reference.rows("indicators")} <= set(pages_run())


@pytest.mark.parametrize("name", NAMES)
def test_parameters_are_tagged_typed_and_explained(name):
    (cell,) = tagged(name, "parameters")
    statements = ast.parse(cell.source).body
    assert [s.target.id for s in statements] == list(PARAMETERS)
    assert [s.annotation.id for s in statements] == ["str", "int", "str"]
    assert all("#" in line for line in cell.source.splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_a_cell_calls_and_shows_and_does_nothing_else(name):
    """No arithmetic, no formatting, no path: every cell after set-up is one call on the report."""
    (setup,) = tagged(name, "setup")
    own = [c for c in cells(name) if not c.metadata.get("tags")]
    assert setup.source.splitlines()[0] == "from helpers.report import open_report"
    for cell in own:
        (statement,) = ast.parse(cell.source).body
        assert isinstance(statement, ast.Expr), cell.source
        call = statement.value
        assert isinstance(call, ast.Call) and call.func.value.id == "report", cell.source
        assert all(type(argument.value) is int for argument in call.args), cell.source


@pytest.mark.parametrize("name", NAMES)
def test_headings_start_with_one_title_and_skip_no_level(name):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in cells(name, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("page", dict.fromkeys(r["page"] for r in reference.rows("indicators")))
def test_an_indicators_page_begins_with_its_finding_and_ends_with_what_was_done(page):
    own = [row for row in reference.rows("indicators") if row["page"] == page]
    calls = [cell.source for cell in cells(page) if not cell.metadata.get("tags")]
    told = [call.partition("(")[0] for call in calls if call != "report.response()"]
    assert [call for call in calls if "story" in call] == [
        f"report.story({row['indicator']})" for row in own
    ]
    assert told[0] == "report.story" and told[-1] == "report.actions"
    assert told.count("report.actions") == len({row["narrative"] for row in own})


def test_plain_papermill_as_the_readme_says(tmp_path):
    target = tmp_path / "out.ipynb"
    ran = papermill(
        "notebooks/recruitment.ipynb", str(target),
        "-p", "organisation", "QHG", "-p", "year", "2023", folder=ROOT,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "2.19</span> times as likely" in target.read_text(encoding="utf-8")


def test_by_hand_in_the_notebooks_folder(monkeypatch):
    """What JupyterLab does: the kernel starts in the notebook's own folder."""
    monkeypatch.delenv("WRES_DATA", raising=False)
    node = nbformat.read(NOTEBOOKS / "training.ipynb", as_version=4)
    NotebookClient(node, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    shown = "".join(
        output.data.get("text/html", "")
        for cell in node.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    )
    assert "0.57" in shown and "1.74</span> times as likely" in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("-p", "organisation", "XYZ"), "there is no organisation 'XYZ' in organisations.csv"),
        (("-p", "organisation", "QHG", "-p", "year", "1999"), "year must be a WRES year"),
        (("-p", "year", "2031"), "has no data for 2031. Years held: 2022, 2023"),
        (("-p", "organization", "EX1"), "there is no parameter 'organization'. Did you mean"),
        (("-p", "organisation", "5E1"), "it is the number 50.0"),
        (("-r", "year", "2023"), "year must be a whole number such as 2023, but it is '2023'"),
    ],
    ids=["unknown organisation", "no such year", "no data", "misspelt", "number", "text year"],
)  # fmt: skip
def test_a_wrong_parameter_stops_the_run_with_one_sentence(given, said, tmp_path):
    target = tmp_path / "out.ipynb"
    ran = papermill("notebooks/training.ipynb", str(target), *given, folder=ROOT)

    assert ran.returncode != 0
    assert said in ran.stderr
    failed = [
        output
        for cell in nbformat.read(target, as_version=4).cells
        for output in cell.get("outputs", [])
        if output.output_type == "error"
    ]
    assert len(failed) == 1
    # The notebook shows the sentence alone, and nothing of the report behind it.
    assert len(failed[0].traceback) == 1 and said in failed[0].traceback[0]


def test_a_code_that_looks_like_a_number_is_taken_as_text(tmp_path, monkeypatch):
    """5E1 is an ODS code; papermill's -r keeps it one."""
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data" / "EX1" / "2024", data / "5E1" / "2024")
    (data / "organisations.csv").write_text(
        "ods_code,name,short_name,kind,opened,closed,successor,example,source\n"
        "5E1,Fifty Trust,Fifty,NHS trust,,,,yes,made up\n",
        encoding="utf-8",
    )
    target = tmp_path / "out.ipynb"
    ran = papermill(
        "notebooks/board.ipynb", str(target), "-r", "organisation", "5E1", "-p", "year", "2024",
        folder=tmp_path,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "Fifty Trust (5E1)" in target.read_text(encoding="utf-8")


HELPERS = ROOT / "src" / "helpers"


def test_the_helpers_stay_small():
    """What notebooks share: one module a page or a few, under a thousand lines in all."""
    lines = [line for path in HELPERS.rglob("*.py") for line in path.read_text().splitlines()]
    assert 300 < len(lines) < 1000


def test_every_method_of_a_report_is_a_cell_of_its_page():
    """But for what an author adds, and what a run takes from an open report."""
    methods = {name for name in vars(Opened) if not name.startswith("_")}
    for module in (page, own_cells):
        (made,) = (each for each in vars(module).values() if is_class_of(each, module))
        methods |= {name for name in vars(made) if not name.startswith("_")}
    for name in NAMES:
        for called in {call for cell in cells(name) for call in calls_of(cell.source)} - methods:
            owner = next(each for each in Report.__mro__ if called in vars(each))
            assert owner.__module__ == f"helpers.{MODULES.get(name, name)}", called


# Three pages show the same cells, each of another indicator.
MODULES = dict.fromkeys(("recruitment", "disciplinary", "training"), "likelihoods")


def is_class_of(made: object, module: ModuleType) -> bool:
    return isinstance(made, type) and made.__module__ == module.__name__


def calls_of(source: str) -> set[str]:
    """The methods of `report` that a cell calls."""
    return {
        node.func.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "report"
    }
