"""The notebook to start with: what an analyst looks at, and what a mistake says."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
from builders import data_folder
from nbclient import NotebookClient

from helpers.report import open_report
from wres.ground.errors import OwnCellError

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"


@pytest.fixture(scope="module")
def report():
    return open_report("QHG", 2023, data=ROOT / "data")


def test_the_notebook_runs_and_shows_no_error(monkeypatch):
    monkeypatch.delenv("WRES_DATA", raising=False)
    node = nbformat.read(NOTEBOOKS / "start.ipynb", as_version=4)
    assert "not a page of the report" in node.cells[0].source
    NotebookClient(node, resources={"metadata": {"path": str(NOTEBOOKS)}}).execute()
    shown = [
        output.data.get("text/html", "")
        for cell in node.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output
    ]
    for said in ("319 of them shown", "25 of 178", "BME shares by band", "Supported (1)"):
        assert any(said in html for html in shown), said


def test_a_report_says_whose_it_is(report):
    assert (report.organisation, report.year) == ("QHG", 2023)


def test_a_figure_is_seen_with_its_parts(report):
    figure = report.figure(2, "appointment_rate", ethnicity="BME")
    assert repr(figure) == (
        "<Figure 2023, indicator 2, appointment_rate, BME: 14.0449 "
        "(25 of 178; 95% interval 9.69763 to 19.9114)>"
    )
    assert "<td>25 of 178</td>" in figure._repr_html_()


def test_figures_are_found_by_words(report):
    found = report.figures.search("recruitment BME 2023")
    assert {(figure.indicator, figure.year) for figure in found} == {(2, 2023)}
    assert "appointment_rate, BME: 14.0449" in repr(found)
    assert "<td>appointment_rate</td>" in found._repr_html_()


def test_a_cell_is_a_frame_too(report):
    frame = report.rates(2).to_frame()
    assert frame.loc["BME: shortlisted", "2023"] == 178
    with pytest.raises(OwnCellError, match="there are 1 tables, counted from 0: no 3"):
        report.rates(2).to_frame(3)


def test_another_threshold_says_how_many_and_nothing_else(report):
    now, then = report.what_if(small=10, data=ROOT / "data").items
    assert now == "As it is set now, 2 of 3 BME shares by band and grade are shown."
    assert re.fullmatch(r"With small = 10, \d of 3 would be\.", then)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (lambda r: r.figure(2, "appointment_rat"), "Did you mean 'appointment_rate'?"),
        (lambda r: r.figure(2, "appointment_rate", 2019), "this report is of 2022 and 2023, not"),
        (lambda r: r.figure(2, "appointment_rate", ethnicity="Bme"), "Did you mean 'BME'?"),
        (lambda r: r.figures.search("recrutment"), "Did you mean 'recruitment'?"),
        (lambda r: r.figures.get(2, "appointment_rat", 2023), "Did you mean 'appointment_rate'?"),
        (lambda r: r.what_if(shape="full band"), "Did you mean 'full bands'?"),
        (lambda r: r.what_if(small=0), "small must be a whole number above zero"),
        (lambda r: r.what_if(), "report.what_if(small=10)"),
        (lambda r: r.rates(1), "report.rates shows indicators 2, 3 and 4, not 1."),
        (lambda r: r.rates_chart(9), "Write report.rates_chart(2)"),
        (lambda r: r.survey(1), "Write report.survey(5)"),
        (lambda r: r.survey_chart(2), "Write report.survey_chart(5)"),
        (lambda r: r.story(12), "Write report.story(1)"),
        (lambda r: r.says(11), "Write report.says(1)"),
        (lambda r: r.actions("2"), "Write report.actions(1)"),
    ],
)
def test_a_mistake_is_one_line_with_the_cure(report, cell, said):
    with pytest.raises(Exception, match=re.escape(said)) as caught:
        cell(report)
    (line,) = caught.value._render_traceback_()
    assert "\n" not in line


def test_a_sentence_is_held_against_the_figures(report):
    lines = report.check("White applicants were 3.19 times as likely to be appointed.").items
    assert lines[0] == "Contradicted (1)"


def test_where_the_report_is_or_how_it_is_made(tmp_path):
    data = data_folder(tmp_path)
    report = open_report("RXX", 2023, data=data)
    assert report.made(data=data).items == (
        "It is not made yet. In a terminal: wres run --organisation RXX --year 2023",
    )
    file = tmp_path / "reports" / "2023" / "RXX" / "report.html"
    file.parent.mkdir(parents=True)
    file.touch()
    assert "report.html</a>" in report.made(data=data).items[0]


# The smallest contrast of any text of the pack with the ground behind it.
CONTRAST = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, n) => sum + c * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const colour = parts(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const nodes = [...document.querySelectorAll(".wres-block *")].filter(
    node => node.closest("svg") === null
      && [...node.childNodes].some(c => c.nodeType === 3 && c.textContent.trim()));
  return nodes.map(node => {
    const both = [parts(getComputedStyle(node).color), ground(node)].map(light).sort();
    return [(both[1] + 0.05) / (both[0] + 0.05), node.outerHTML.slice(0, 80)];
  }).sort((one, other) => one[0] - other[0])[0];
}"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """The address of a real JupyterLab with its dark theme, in which text is light.

    Each worker of the suite has a server of its own, at a port that is free: a server that two
    shared went away with the first of them that had finished.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = tmp_path_factory.mktemp("lab")
    themes = home / "settings" / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    themes.parent.mkdir(parents=True)
    themes.write_text('{"theme": "JupyterLab Dark"}', encoding="utf-8")
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"),
        *("--IdentityProvider.token=walk", f"--ServerApp.root_dir={ROOT}", "--port-retries=0"),
    ]
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
    }
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}/lab/tree/notebooks"
    finally:
        server.terminate()
        server.wait(30)


def opened(browser, lab: str, notebook: str):
    """A notebook in JupyterLab, with every cell run."""
    page = browser.new_page(viewport={"width": 1200, "height": 3000})
    for _ in range(120):
        try:
            page.goto(f"{lab}/{notebook}.ipynb?token=walk&reset")
            break
        except Exception:
            time.sleep(0.5)
    page.locator(".jp-MarkdownOutput h1").first.wait_for(timeout=90_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    return page


@pytest.mark.slow
def test_the_walk_in_jupyterlab(browser, lab, tmp_path):
    """A real server and a real browser: every cell is run, and none shows an error."""
    page = opened(browser, lab, "start")
    page.get_by_text("It is not made yet.").or_(page.get_by_text("Open ../reports")).first.wait_for(
        timeout=120_000
    )
    pictures = Path(os.environ.get("WRES_PICTURES", tmp_path))
    page.screenshot(path=pictures / "jupyterlab-start.png")
    assert page.locator(".jp-OutputArea-output[data-mime-type*='error']").count() == 0
    assert page.get_by_text("of them shown").count() >= 1


@pytest.mark.slow
@pytest.mark.parametrize("notebook", ["recruitment", "workforce", "action_plan"])
def test_a_page_is_legible_in_the_dark_theme(browser, lab, tmp_path, notebook):
    page = opened(browser, lab, notebook)
    page.locator(".wres-table, .wres-beside").first.wait_for(timeout=120_000)
    page.locator(".jp-Notebook[data-jp-kernel-user]").first.wait_for(state="attached")
    pictures = Path(os.environ.get("WRES_PICTURES", tmp_path))
    page.screenshot(path=pictures / f"jupyterlab-dark-{notebook}.png")
    assert "JupyterLab Dark" in page.evaluate("document.body.dataset.jpThemeName")
    contrast, where = page.evaluate(CONTRAST)
    assert contrast >= 4.5, where
