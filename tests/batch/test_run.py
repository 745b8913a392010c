"""A batch of real notebooks: one failure does not stop the rest, and nothing half is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from builders import data_folder
from nbformat.sign import NotebookNotary

from helpers.batch.plan import Job, Places
from helpers.batch.run import Outcome, run_jobs
from helpers.errors import Doubt, RunError

ROOT = Path(__file__).parents[2]
WRES = Path(sys.executable).with_name("wres")


def wres(*arguments: object, **options) -> subprocess.CompletedProcess:
    return subprocess.run(
        [WRES, *map(str, arguments)], capture_output=True, text=True, timeout=300, **options
    )


@pytest.fixture
def two_organisations(tmp_path):
    """A good organisation and a bad one."""
    data = data_folder(tmp_path)
    shutil.copytree(data / "RXX", data / "RYY")
    with (data / "organisations.csv").open("a", encoding="utf-8") as register:
        register.write("RYY,Other Trust,Other,NHS trust,,,,yes,made up\n")
    counts = data / "RYY" / "2023" / "counts.csv"
    counts.write_text(counts.read_text().replace(",80,", ",8O,"), encoding="utf-8")
    return data


def test_one_failure_does_not_stop_the_rest_and_loses_nothing(two_organisations, tmp_path):
    reports = tmp_path / "reports"
    kept = reports / "2023" / "RYY" / "report.html"
    kept.parent.mkdir(parents=True)
    kept.write_text("from an earlier run", encoding="utf-8")

    ran = wres("run", "--data", two_organisations, "--reports", reports, cwd=ROOT)

    assert ran.returncode == 1
    assert "1 report made" in ran.stdout and "1 report failed" in ran.stdout
    assert "RYY/2023/counts.csv, row 2, column white: '8O' is not a count" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    made = sorted(path.name for path in (reports / "2023" / "RXX").iterdir())
    assert made == [
        "action_plan.html", "board.html", "disciplinary.html", "notebooks", "recruitment.html",
        "report.html", "report.pdf", "staff_survey.html", "summary.html", "tables.xlsx",
        "training.html", "workforce.html",
    ]  # fmt: skip
    assert kept.read_text(encoding="utf-8") == "from an earlier run"
    index = (reports / "index.html").read_text(encoding="utf-8")
    assert "Sample Trust" in index and "Failed in the last run" in index
    assert not list(reports.glob(".making-*"))


def test_an_organisation_with_nothing_but_a_workforce_still_gets_a_whole_report(tmp_path):
    """Every page has something to say about what was not handed in; nothing falls over."""
    reports = tmp_path / "reports"
    ran = wres("run", "--data", data_folder(tmp_path), "--reports", reports, cwd=ROOT)
    assert ran.returncode == 0, ran.stdout
    text = (reports / "2023" / "RXX" / "report.html").read_text(encoding="utf-8")
    assert "16.0% of the workforce (16 of 100)" in text
    assert "was not handed in" in text and "nan" not in text and "None" not in text


def test_a_notebook_that_fails_is_named_and_kept(tmp_path):
    notebooks = tmp_path / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks)
    board = notebooks / "board.ipynb"
    board.write_text(board.read_text().replace("report.board()", "report.bored()"))
    places = Places(data_folder(tmp_path), notebooks, tmp_path / "reports")

    outcome = run_jobs([Job(2023, "RXX")], places)

    assert not outcome.done
    assert "board.ipynb: AttributeError" in outcome.failed[Job(2023, "RXX")]
    assert (places.reports / "failed/2023/RXX/notebooks/board.ipynb").is_file()
    assert not (places.reports / "2023").exists()


def test_a_kill_in_the_middle_leaves_no_half_report(tmp_path):
    data, reports = data_folder(tmp_path), tmp_path / "reports"
    run = subprocess.Popen(
        [WRES, "run", "--data", data, "--reports", reports],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while not list(reports.glob(".making-*/2023/RXX/notebooks/*.ipynb")):
        assert time.monotonic() < deadline and run.poll() is None, "the run did not get going"
        time.sleep(0.1)
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()

    assert not (reports / "2023").exists()
    again = wres("run", "--data", data, "--reports", reports, cwd=ROOT)
    assert again.returncode == 0, again.stdout
    assert (reports / "2023" / "RXX" / "report.pdf").is_file()


def test_a_run_that_is_killed_alone_takes_all_its_processes_with_it(tmp_path):
    mark = f"WRES_TEST_RUN={tmp_path}"
    run = subprocess.Popen(
        [WRES, "run", "--data", data_folder(tmp_path), "--reports", tmp_path / "reports"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | dict([mark.split("=")]),
    )
    deadline = time.monotonic() + 120
    # Two workers and a server beside it, at the least
    while len(marked(mark)) < 4:
        assert time.monotonic() < deadline and run.poll() is None, "the run did not get going"
        time.sleep(0.1)
    run.kill()
    run.wait()
    while left := marked(mark):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.1)


def marked(mark: str) -> list[psutil.Process]:
    """The processes that began with this in their environment, those that ended left out."""
    name, value = mark.split("=")
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.environ().get(name) == value:
                found.append(process)
    return found


def test_a_folder_without_the_notebooks_is_named(tmp_path):
    places = Places(data_folder(tmp_path), tmp_path, tmp_path / "reports")
    with pytest.raises(RunError, match=r"lacks summary\.ipynb, .*--notebooks"):
        run_jobs([Job(2023, "RXX")], places)


def test_reports_that_cannot_be_written_are_named(tmp_path):
    blocked = tmp_path / "reports"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    places = Places(data_folder(tmp_path), ROOT / "notebooks", blocked)
    with pytest.raises(RunError, match=r"cannot write to the reports folder.*--reports"):
        run_jobs([Job(2023, "RXX")], places)


def test_the_executed_notebooks_know_nothing_of_the_machine_and_are_trusted_on_it(tmp_path):
    reports = tmp_path / "reports"
    wres("run", "--data", data_folder(tmp_path), "--reports", reports, cwd=ROOT)
    for path in (reports / "2023/RXX/notebooks").glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert str(tmp_path) not in text and str(ROOT) not in text
        assert "start_time" not in text
        # Whoever ran it sees its charts in JupyterLab without being asked.
        assert NotebookNotary().check_signature(nbformat.read(path, as_version=4))


def doubt(row: int) -> Doubt:
    return Doubt("RXX/2022/counts.csv", row, "white", "8", "is odd", "Look.", "bands")


def summary(tmp_path, doubts: dict) -> list[str]:
    outcome = Outcome(Places(tmp_path, tmp_path, tmp_path), doubts=doubts)
    lines = outcome.summary().splitlines()
    return lines[1 : lines.index("Open this in a browser:")]


def test_a_run_counts_each_warning_once_and_names_no_count(tmp_path):
    doubts = {Job(2023, "RXX"): (doubt(2), doubt(3), doubt(4)), Job(2022, "RXX"): (doubt(2),)}
    read_with = "about the input. Read with: wres check --organisation RXX --year"
    assert summary(tmp_path, doubts) == [
        f"RXX 2022: 1 warning {read_with} 2022",
        f"RXX 2023: 2 warnings {read_with} 2023",
    ]
    assert summary(tmp_path, {Job(2023, "RXX"): ()}) == []
