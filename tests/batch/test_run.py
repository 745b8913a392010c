"""A batch of real notebooks: what is whole stays, what is unchanged is not made again."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock

import nbformat
import openpyxl
import psutil
import pytest
from attack.keyed import put
from batch.conftest import WRES, files, wres
from batch.test_release import staff
from builders import data_folder
from nbformat.sign import NotebookNotary

from wres.batch import keys, run, tasks
from wres.batch.decide import KEPT, MAKE, PERHAPS, SKIP, STOPPED, UNCHANGED
from wres.batch.ground import Options, preview
from wres.batch.outcome import Outcome
from wres.batch.plan import BOARD, WORD, Job, Places
from wres.batch.run import run_jobs
from wres.ground.errors import RunError

ROOT = Path(__file__).parents[2]
RXX = Job(2023, "RXX")

# They share one run, and the cache that it filled.
pytestmark = pytest.mark.xdist_group("batch")


@pytest.fixture
def again(first, tmp_path):
    """The same places, to change something and run again; the reports and notebooks are copies."""
    shutil.copytree(first[0].reports, tmp_path / "reports")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    return Places(first[0].data, tmp_path / "notebooks", tmp_path / "reports")


def journal(reports: Path) -> dict[str, dict]:
    """What the last run did with each task of RXX, by the task's name."""
    told = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    return {task["task"]: task for task in told["tasks"] if task["organisation"] == "RXX"}


def outcomes(reports: Path) -> dict[str, str]:
    return {name: task["outcome"] for name, task in journal(reports).items()}


def test_one_failure_does_not_stop_the_rest_and_loses_nothing(first):
    places, ran = first
    assert ran.returncode == 1
    assert "1 report made" in ran.stdout and "1 report failed" in ran.stdout
    assert "RYY/2023/counts.csv, row 2, column white: '8O' is not a count" in ran.stdout
    assert "Traceback" not in ran.stdout + ran.stderr
    assert sorted(files(places.reports / "2023" / "RXX")) == [
        "about.html", "action_plan.html", "board.html", "disciplinary.html", "figures.csv",
        "figures.csv-metadata.json", *(f"notebooks/{page}.ipynb" for page in (
            "about", "action_plan", "board", "detail", "disciplinary", "recruitment",
            "staff_survey", "summary", "training", "workforce",
        )),
        "provenance.json", "recruitment.html", "report.html", "report.pdf", "staff_survey.html",
        "summary.html", "tables.xlsx", "training.html", "workforce.html",
    ]  # fmt: skip
    kept = places.reports / "2023" / "RYY" / "report.html"
    assert kept.read_text(encoding="utf-8") == "from an earlier run"
    index = (places.reports / "index.html").read_text(encoding="utf-8")
    assert "Sample Trust" in index and "Failed in the last run" in index
    # Nothing that is not finished is left, and nothing that nobody asked for.
    assert not list(places.reports.glob(".wres/staging/2023/*"))


def test_progress_is_plain_lines_without_a_terminal(first):
    lines = first[1].stderr.splitlines()
    assert [line for line in lines if line.startswith("RXX 2023: done (")]
    # Why it failed stands in the summary, and there alone.
    assert [line for line in lines if line.startswith("RYY 2023: failed (")]
    assert "fault in the input" not in first[1].stderr
    assert "\r" not in first[1].stderr


def test_an_organisation_with_nothing_but_a_workforce_still_gets_a_whole_report(first):
    """Every page has something to say about what was not handed in; nothing falls over."""
    text = (first[0].reports / "2023" / "RXX" / "report.html").read_text(encoding="utf-8")
    assert "BME staff are 16.0% of the workforce (16 of 100)" in re.sub(r"<[^>]+>", "", text)
    assert "was not handed in" in text and "nan" not in text and "None" not in text


def test_the_executed_notebooks_know_nothing_of_the_machine_and_are_trusted_on_it(first):
    places, _ = first
    executed = list((places.reports / "2023/RXX/notebooks").glob("*.ipynb"))
    assert executed
    for path in executed:
        text = path.read_text(encoding="utf-8")
        assert str(places.data.parent) not in text and str(ROOT) not in text
        assert "start_time" not in text
        # Whoever ran it sees its charts in JupyterLab without being asked.
        assert NotebookNotary().check_signature(nbformat.read(path, as_version=4))


def test_the_record_of_a_run_has_every_task_and_no_count(first):
    places, _ = first
    text = (places.reports / "run.json").read_text(encoding="utf-8")
    told = json.loads(text)
    assert (told["made"], told["unchanged"], told["failed"]) == (1, 0, 1)
    assert told["versions"]["pack"] and told["machine"]["processors"]
    tasks = journal(places.reports)
    assert len(tasks) == 15 and {task["reason"] for task in tasks.values()} == {
        "never made", "a report is new",
    }  # fmt: skip
    assert all(task["seconds"] > 0 and task["peak_memory"] > 1e6 for task in tasks.values())
    assert [t["error"] for t in told["tasks"] if t["organisation"] == "RYY"] == ["InputError", None]
    assert "8O" not in text  # a fault holds what stands in a cell


def test_what_a_run_remembers_holds_no_path_and_no_clock(first):
    hidden = files(first[0].reports / ".wres")
    assert {Path(name).parts[0] for name in hidden} == {"lock", "released", "staging", "state"}
    for name, content in hidden.items():
        text = content.decode()
        assert str(first[0].reports) not in text and "mtime" not in text, name
        # A digest may hold any four digits; elsewhere they would be a year or a moment.
        assert not re.search(r"\d{4}", re.sub(r"\b[0-9a-f]{64}\b|\+[0-9a-f]{16}\b", "", text)), name


def test_how_an_edition_was_made_is_told_without_the_machine(first):
    places, _ = first
    told = (places.reports / "2023" / "RXX" / "provenance.json").read_text(encoding="utf-8")
    said = json.loads(told)
    assert {"RXX/2023/counts.csv", "organisations.csv"} <= set(said["input"])
    assert said["versions"] == dict(keys.all_versions())
    assert str(places.data.parent) not in told and str(ROOT) not in told


def test_a_profile_of_ipython_is_not_used_and_that_is_said_once(
    again, tmp_path, monkeypatch, capsys
):
    file = tmp_path / "profile_default" / "startup" / "own.py"
    file.parent.mkdir(parents=True)
    file.write_text("own = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    run_jobs([RXX], again)
    said = f"Start-up files and settings of IPython are not used ({file})"
    assert capsys.readouterr().err.count(said) == 1


def test_a_second_run_does_nothing_and_says_so(again):
    before = files(again.reports / "2023")
    (again.data / "organisations.csv").touch()  # it says what it said
    plan = preview([RXX], again, Options())
    assert {(each.verdict, each.reason) for each in plan} == {(SKIP, UNCHANGED)}
    outcome = run_jobs([RXX], again)
    assert (outcome.done, outcome.unchanged, outcome.failed) == ([], [RXX], {})
    assert "1 report unchanged" in outcome.summary()
    assert set(outcomes(again.reports).values()) == {"skipped"}
    assert files(again.reports / "2023") == before


class Readers:
    """Workers that take a moment to say that nothing can be read, and note who is read at once."""

    capacity = 4

    def __init__(self):
        self._pool = ThreadPoolExecutor(self.capacity)
        self._lock = Lock()
        self._now: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()

    def submit(self, perform, pack, task, job, *given):
        assert task is tasks.read
        return self._pool.submit(self._read, job.organisation)

    def _read(self, organisation):
        with self._lock:
            self._now[organisation] += 1
            now = {organisation: self._now[organisation], "all": self._now.total()}
            self.most_at_once |= Counter(now)
        time.sleep(0.05)
        with self._lock:
            self._now[organisation] -= 1
        return tasks.Done(None, RunError("nothing can be read"), 0.0, 0.0, None, "")

    def first_of(self, begun):
        return wait(begun, return_when=FIRST_COMPLETED).done

    def is_lost(self, error):
        return False


def test_an_organisation_is_read_one_year_after_the_other(tmp_path, monkeypatch):
    """Each year's report shows the years before: side by side, both would protect them."""
    readers = Readers()
    monkeypatch.setattr(run, "local_workers", lambda *_: contextlib.nullcontext(readers))
    jobs = [Job(year, code) for code in ("RXX", "RYY", "RZZ") for year in (2021, 2022, 2023)]
    places = Places(data_folder(tmp_path), ROOT / "notebooks", tmp_path / "reports")
    outcome = run_jobs(jobs, places)
    assert set(outcome.failed.values()) == {"nothing can be read"} and len(outcome.failed) == 9
    assert readers.most_at_once.pop("all") > 1
    assert readers.most_at_once == {"RXX": 1, "RYY": 1, "RZZ": 1}


def test_only_what_changed_is_made_again(again):
    """Changes that the report does not show: another row of the register, and a comment."""
    before = files(again.reports / "2023" / "RXX")
    (again.reports / "2023/RXX/tables.xlsx").unlink()
    plan = {each.task.name: each for each in preview([RXX], again, Options())}
    assert plan["workbook"].reason == "tables.xlsx is gone"
    board = again.notebooks / "board.ipynb"
    board.write_text(board.read_text().replace("report.board()", "report.board()  # all"))
    plan = {each.task.name: each for each in preview([RXX], again, Options())}
    assert plan["notebook board"].reason == plan["pages"].reason == "board.ipynb changed"
    # It has what the pages print.
    assert plan["workbook"].verdict == PERHAPS
    assert plan["pages"].verdict == PERHAPS and plan["notebook training"].verdict == SKIP

    register = again.data / "organisations.csv"
    head, *rows = register.read_text(encoding="utf-8").splitlines()
    new = "RZZ,Third Trust,Third,NHS trust,,,,yes,made up"
    register.write_text("\n".join([head, new, *rows]) + "\n", encoding="utf-8")
    plan = {each.task.name: each for each in preview([RXX], again, Options())}
    assert plan["read"].verdict == MAKE and plan["notebook training"].verdict == PERHAPS
    assert {each.reason for each in plan.values()} == {"organisations.csv changed"}

    assert run_jobs([RXX], again, Options(1)).done == [RXX]

    done = outcomes(again.reports)
    made = {name for name, outcome in done.items() if outcome == "made"}
    # What was read is what it was, for the other notebooks; and the pages came out as they were,
    # so the PDF is still that of the report.
    assert made == {"read", "notebook board", "workbook", "pages", "release"}
    after = files(again.reports / "2023" / "RXX")
    changed = {n for n in before if after[n] != before[n]}
    assert changed == {"notebooks/board.ipynb", "provenance.json"}


def test_a_notebook_that_fails_is_named_and_kept_and_the_old_report_stays(again):
    before = files(again.reports / "2023" / "RXX")
    board = again.notebooks / "board.ipynb"
    board.write_text(board.read_text().replace("report.board()", "report.bored()"))
    outcome = run_jobs([RXX], again, Options(1))
    assert not outcome.done
    assert "board.ipynb: AttributeError" in outcome.failed[RXX]
    kept = again.reports / "failed/2023/RXX/notebooks"
    assert "bored" in (kept / "board.ipynb").read_text(encoding="utf-8")
    assert files(again.reports / "2023" / "RXX") == before


def test_a_report_beside_one_that_leaks_is_not_released(again):
    """33 and 4 of 40 are printed, so 3 are withheld in vain. Nobody examined that report before."""
    put(again.reports / "2022" / "RXX", workforce=staff(2022, white=33, unknown=4))
    tables = again.reports / "2023" / "RXX" / "tables.xlsx"
    tables.unlink()
    outcome = run_jobs([RXX], again, Options(1))
    assert outcome.failed[RXX].startswith("not released: ") and "2022/RXX" in outcome.failed[RXX]
    assert not tables.exists()
    failed = again.reports / "failed" / "2023" / "RXX"
    warning = (failed / "NOT-RELEASED.txt").read_text(encoding="utf-8")
    assert "BME: can only be 3" in warning and str(again.reports) not in warning
    assert (failed / "tables.xlsx").is_file()
    # What was not released does not wait in a hidden folder until somebody shares it.
    assert not list(again.reports.glob(".wres/staging/2023/*"))


def earlier(places: Places) -> Path:
    """A report of 2022 as an earlier version of the pack left it: its numbers have no keys."""
    old = places.reports / "2022" / "RXX" / "report.html"
    old.parent.mkdir(parents=True)
    old.write_text("<h1>Workforce</h1><p>16 of 100 are BME.</p>", encoding="utf-8")
    book = openpyxl.Workbook()
    book.active.title = "Figures"
    group = ("staff_group", "pay_band", "sex", "ethnicity")
    book.active.append(("year", "indicator", "figure", *group, "value", "unit", "state"))
    book.active.append((2022, 1, "staff_count", *["all"] * 3, "BME", 16, "people", "shown"))
    book.save(old.parent / "tables.xlsx")
    return old


def test_beside_a_report_of_an_earlier_version_whose_input_is_gone_nothing_is_released(again):
    earlier(again)
    tables = again.reports / "2023" / "RXX" / "tables.xlsx"
    tables.unlink()
    outcome = run_jobs([RXX], again, Options(1))
    assert outcome.done == [] and not tables.exists()
    assert outcome.failed[RXX].startswith(
        "not released: the report of 2022 that is there already has no figures.csv, as those of "
        "earlier versions, and its input is not there any more, so nothing can vouch for the two"
    )


def test_a_report_of_an_earlier_version_is_made_again_in_the_same_run(again, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(again.data, data)
    shutil.copytree(data / "RXX" / "2023", data / "RXX" / "2022")
    old = earlier(again)
    outcome = run_jobs([RXX], dataclasses.replace(again, data=data), Options(2))
    assert not outcome.failed and set(outcome.done) == {RXX, Job(2022, "RXX")}
    assert (old.parent / "figures.csv").is_file() and "data-figure" in old.read_text("utf-8")


@pytest.mark.slow
def test_a_run_that_is_killed_ends_whole_and_the_next_goes_on_from_there(first, tmp_path):
    """The run alone is killed: it can tell none of its processes."""
    reports = tmp_path / "reports"
    arguments = ["run", "--organisation", "RXX", "--data", first[0].data, "--reports", reports]
    mark = f"WRES_TEST_RUN={tmp_path}"
    run = subprocess.Popen(
        [WRES, *arguments, "--jobs", "2"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | dict([mark.split("=")]),
    )
    deadline = time.monotonic() + 300
    while len(list(reports.glob(".wres/staging/2023/RXX/*/notebooks/*.ipynb"))) < 3:
        assert time.monotonic() < deadline and run.poll() is None, "the run did not get going"
        time.sleep(0.05)
    # The run, two workers and the server, at the least
    assert len(marked(mark)) >= 4
    run.send_signal(signal.SIGSTOP)  # so that it comes no further in the meantime
    busy = wres(*arguments, cwd=ROOT)
    assert busy.returncode == 1 and "another run is at work" in busy.stderr
    run.kill()
    run.wait()
    while left := marked(mark):
        assert time.monotonic() < deadline, f"still there: {left}"
        time.sleep(0.1)
    assert not (reports / "2023").exists()
    assert "Do not share" in (reports / ".wres/staging/README.txt").read_text(encoding="utf-8")

    ran = wres(*arguments, "--jobs", "1", cwd=ROOT)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    tasks = journal(reports)
    kept = [name for name, task in tasks.items() if task["reason"] == KEPT]
    assert len(kept) >= 3 and all(tasks[name]["outcome"] == "skipped" for name in kept)
    assert tasks["pdf"]["reason"] == STOPPED
    # In another folder, by one process in place of two, in two goes: not a byte is different.
    assert files(reports / "2023/RXX") == files(first[0].reports / "2023/RXX")


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
        run_jobs([RXX], places)


def test_reports_that_cannot_be_written_are_named(tmp_path):
    blocked = tmp_path / "reports"
    blocked.write_text("a file, not a folder", encoding="utf-8")
    places = Places(data_folder(tmp_path), ROOT / "notebooks", blocked)
    with pytest.raises(RunError, match=r"cannot write to the reports folder.*--reports"):
        run_jobs([RXX], places)


def summary(tmp_path, remarks: dict) -> list[str]:
    outcome = Outcome(Places(tmp_path, tmp_path, tmp_path), remarks=remarks)
    lines = outcome.summary().splitlines()
    return lines[1 : lines.index("Open this in a browser:")]


def test_a_run_counts_each_warning_once_and_names_no_count(tmp_path):
    remarks = {
        Job(2023, "RXX"): ("warning 2", "warning 3", "note 1", "warning 4", "note 2"),
        Job(2022, "RXX"): ("warning 2",),
        Job(2024, "RXX"): ("note 1", "note 3"),
    }
    read_with = "about the input. Read with: wres check --organisation RXX --year"
    assert summary(tmp_path, remarks) == [
        f"RXX 2022: 1 warning {read_with} 2022",
        f"RXX 2023: 2 warnings and 2 notes {read_with} 2023",
        f"RXX 2024: 1 note {read_with} 2024",
    ]
    assert summary(tmp_path, {Job(2023, "RXX"): ()}) == []


class Here:
    """A worker in this process."""

    capacity = 1

    def __init__(self):
        self._pool = ThreadPoolExecutor(self.capacity)

    def submit(self, perform, *given):
        return self._pool.submit(perform, *given)

    def first_of(self, begun):
        return wait(begun, return_when=FIRST_COMPLETED).done

    def is_lost(self, error):
        return False


def test_an_edition_is_made_where_it_is_asked_for_and_goes_with_its_report(again, monkeypatch):
    """A Word file of another report must not stand beside a new one, and nobody examined it."""
    monkeypatch.setattr(run, "local_workers", lambda *_: contextlib.nullcontext(Here()))
    names = ("report.docx", "board_edition.html", "board.pdf", "board.docx")
    made_files = [again.reports / "2023/RXX" / name for name in names]
    asked = Options(1, editions=(WORD, BOARD))
    plan = {each.task.name: each.verdict for each in preview([RXX], again, asked)}
    assert SKIP not in (plan["word"], plan["board"], plan["notebook board_edition"])
    assert run_jobs([RXX], again, asked).done == [RXX]
    made = {name for name, outcome in outcomes(again.reports).items() if outcome == "made"}
    assert made - {"read"} == {"word", "notebook board_edition", "board", "release"}
    first = [path.read_bytes() for path in made_files]
    plan = {each.task.name: each.verdict for each in preview([RXX], again, asked)}
    assert set(plan.values()) == {SKIP} and {"word", "board"} <= plan.keys()

    # It fits the report that stands there, so it stays, and is not made again.
    assert run_jobs([RXX], again, Options(1)).unchanged == run_jobs([RXX], again, asked).unchanged
    assert [path.read_bytes() for path in made_files] == first

    (again.reports / "2023/RXX/tables.xlsx").unlink()
    outcome = run_jobs([RXX], again, Options(1))
    assert outcome.done == [RXX] and not any(path.exists() for path in made_files)
    for edition in (WORD, BOARD):
        assert f"RXX 2023: the {edition} edition went with the report" in outcome.summary()
        assert f"with --{edition}" in outcome.summary()


def test_a_word_file_that_says_something_else_is_not_released(again, monkeypatch):
    """The release reads it like all else."""
    monkeypatch.setattr(tasks, "word", lambda *_: {"report.docx": b"14 are White"})
    monkeypatch.setattr(run, "local_workers", lambda *_: contextlib.nullcontext(Here()))
    outcome = run_jobs([RXX], again, Options(1, editions=(WORD,)))
    assert "not a Word file that can be read" in outcome.failed[RXX]
    assert not (again.reports / "2023/RXX/report.docx").exists()
