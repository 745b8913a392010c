"""Run a plan: notebooks side by side, each report whole before it takes its place."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from tqdm import tqdm

from helpers.batch.plan import Job, Places, pages, shelf
from helpers.engine.process import shared_server
from helpers.errors import Doubt, RunError, WresError
from helpers.export.index import IndexEntry, index_page
from helpers.loading import load
from helpers.organisations import Register, read_register
from helpers.settings import INTERNAL, INTERNAL_WARNING

FAILED = "failed"
_MAKING = ".making-"
_A_DAY = 24 * 60 * 60
_LOOK, _NOTEBOOK, _PUBLISH, _EXAMINE = "look", "notebook", "publish", "examine"
_STEPS = 1 + len(pages()) + 1


@dataclass
class Outcome:
    """How a run ended."""

    places: Places
    done: list[Job] = field(default_factory=list)
    failed: dict[Job, str] = field(default_factory=dict)
    doubts: dict[Job, tuple[Doubt, ...]] = field(default_factory=dict)
    seconds: float = 0.0

    def summary(self) -> str:
        """What was made, what failed and why, and where to look."""
        lines = [f"{_reports(len(self.done))} made in {self.seconds:.0f} seconds."]
        if self.failed:
            lines.append(f"{_reports(len(self.failed))} failed; what was there before stays:")
            lines += [f"  {job}: {why}" for job, why in sorted(self.failed.items())]
        lines += self._warnings()
        lines.append("Open this in a browser:")
        audiences = dict.fromkeys(job.audience for job in (*self.done, *self.failed))
        reports = self.places.reports
        lines += [f"  {reports / shelf(audience) / 'index.html'}" for audience in audiences]
        lines += [f"  {reports / job.folder / f'{job.prefix}report.html'}" for job in self.done[:5]]
        if len(self.done) > 5:
            lines.append(f"  and {len(self.done) - 5} more, all listed in the index")
        return "\n".join(lines)

    def _warnings(self) -> list[str]:
        """How many warnings each report has, those of the years before it counted once.

        Not their words: they name counts, and what a run prints is often kept or passed on.
        """
        lines: list[str] = []
        told: set[Doubt] = set()
        for job, doubts in sorted(self.doubts.items()):
            new = {doubt for doubt in doubts if not doubt.accepted} - told
            told |= new
            if new:
                count = f"{len(new)} warning{'' if len(new) == 1 else 's'}"
                which = f"--organisation {job.organisation} --year {job.year}"
                lines.append(f"{job}: {count} about the input. Read with: wres check {which}")
        return lines


def run_jobs(
    jobs: Sequence[Job], places: Places, workers: int | None = None, strict: bool = False
) -> Outcome:
    """Make these reports. One that fails does not stop the rest.

    A report is made in a folder of its own and takes its place only when it is whole, so that
    neither a failure nor a kill in the middle leaves half a report or loses the one before.

    Raises:
        RunError: there is nowhere to write, or a notebook is missing.
    """
    started = time.monotonic()
    workers = workers or os.cpu_count() or 1
    _check_notebooks(places.notebooks)
    outcome = Outcome(places)
    with _workplace(places.reports) as making:
        steps = len(jobs) * _STEPS
        with (
            shared_server(),
            _pool(workers, places.reports) as pool,
            tqdm(total=steps, desc="Reports", unit="step", disable=None) as bar,
        ):
            _run_all(sorted(jobs), workers, places, making, pool, bar, outcome, strict)
        outcome.done.sort()
        _keep_failed_notebooks(outcome, making)
        for audience in dict.fromkeys(job.audience for job in jobs):
            _write_index(outcome, audience)
    outcome.seconds = time.monotonic() - started
    return outcome


def _run_all(
    jobs: Sequence[Job],
    ahead: int,
    places: Places,
    making: Path,
    pool: ProcessPoolExecutor,
    bar: tqdm,
    outcome: Outcome,
    strict: bool,
) -> None:
    """Look at each job's input, run its notebooks, and publish it as soon as the last is done.

    So many jobs are begun `ahead` that no process waits for the input of the next. Published
    reports of an organisation are examined when the last of them is done, and take their place
    together; an internal one takes its place at once.
    """
    # Imported by name in the workers; papermill and WeasyPrint load there.
    from helpers.batch.notebook import run_notebook
    from helpers.batch.publish import look, publish
    from helpers.batch.release import why_not

    futures: dict[Future, tuple[Job, str]] = {}
    left = {job: len(pages()) for job in jobs}
    waiting = iter(jobs)
    unfinished = Counter(job.organisation for job in jobs if job.audience != INTERNAL)
    finished: dict[str, list[Job]] = defaultdict(list)

    def submit(job: Job, step: str, task: Callable, *given: object) -> None:
        try:
            future = pool.submit(task, *given)
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        futures[future] = (job, step)

    def begin() -> None:
        if job := next(waiting, None):
            submit(job, _LOOK, look, job, places.data, strict)

    def fail(job: Job, why: str) -> None:
        if job not in outcome.failed:
            outcome.failed[job] = why
            _say(bar, f"{job}: failed: {why}")

    def release(job: Job) -> None:
        _put_in_place(making / job.folder, places.reports / job.folder)
        outcome.done.append(job)
        _say(bar, f"{job}: done")

    def end(job: Job) -> None:
        """A job is whole or has failed; the organisation's last one lets the others be examined."""
        if job.audience == INTERNAL:
            if job not in outcome.failed:
                release(job)
            return
        code = job.organisation
        finished[code] += [job] * (job not in outcome.failed)
        unfinished[code] -= 1
        if not unfinished[code] and finished[code]:
            made = {each: making / each.folder for each in sorted(finished[code])}
            submit(job, _EXAMINE, why_not, made, places)

    for _ in range(ahead):
        begin()
    while futures:
        future = next(as_completed(futures))
        job, step = futures.pop(future)
        why = _failure(future)
        if step == _EXAMINE:
            why = why or future.result()
            for each in finished[job.organisation]:
                if why:
                    fail(each, why)
                else:
                    release(each)
            continue
        bar.update()
        if why:
            fail(job, why)
        if step == _LOOK:
            if why:
                bar.update(_STEPS - 1)
                end(job)
            else:
                outcome.doubts[job] = future.result()
                for page in pages():
                    notebook = places.notebooks / f"{page}.ipynb"
                    target = making / job.folder / job.notebook(page)
                    submit(job, _NOTEBOOK, run_notebook, notebook, target, job, places.data)
            begin()
        elif step == _NOTEBOOK:
            left[job] -= 1
            if left[job] == 0 and job in outcome.failed:
                bar.update()
                end(job)
            elif left[job] == 0:
                submit(job, _PUBLISH, publish, making / job.folder, job, places.data)
        else:
            end(job)


def _failure(future: Future) -> str:
    """Why a task failed, in a sentence; nothing where it did not."""
    try:
        future.result()
    except WresError as error:
        return str(error)
    except BrokenProcessPool:
        return "a process of the run was killed (perhaps for want of memory); run it again"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def _check_notebooks(folder: Path) -> None:
    gone = [page for page in pages() if not (folder / f"{page}.ipynb").is_file()]
    if gone:
        raise RunError(
            f"the folder '{folder}' lacks {', '.join(f'{page}.ipynb' for page in gone)}. "
            "Give the right folder with --notebooks."
        )


@contextmanager
def _workplace(reports: Path) -> Iterator[Path]:
    """A folder to work in, beside the reports, and gone afterwards."""
    try:
        reports.mkdir(parents=True, exist_ok=True)
        _clear_leftovers(reports)
        making = Path(tempfile.mkdtemp(prefix=_MAKING, dir=reports))
    except OSError as error:
        raise RunError(
            f"cannot write to the reports folder '{reports}' ({error.strerror}). "
            "Name another with --reports."
        ) from error
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _clear_leftovers(reports: Path) -> None:
    """Remove what a killed run left. A younger folder may be another run's, still at work."""
    for leftover in reports.glob(f"{_MAKING}*"):
        if time.time() - leftover.stat().st_mtime > _A_DAY:
            shutil.rmtree(leftover, ignore_errors=True)


@contextmanager
def _pool(workers: int, reports: Path) -> Iterator[ProcessPoolExecutor]:
    """Worker processes that keep kernels' chatter off the console."""
    # Spawned, not forked: the same on every system, and no thread is copied half-way.
    with ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_begin_work,
        initargs=(str(reports / "run.log"),),
    ) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin_work(log: str) -> None:
    """Send what a worker and its kernels say of themselves to the log, and end with the run."""
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(handle, sys.stderr.fileno() if sys.stderr else 2)
    Thread(target=_end_with_the_run, daemon=True).start()
    load("helpers.batch.notebook", "helpers.batch.publish", "helpers.batch.release")


def _end_with_the_run() -> None:
    """End this process when the one that started it is gone, killed for instance."""
    parent_process().join()
    os._exit(1)


def _put_in_place(made: Path, place: Path) -> None:
    """Swap a finished report in for the one before it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    old = made.with_name(f"{made.name}-old")
    if place.exists():
        place.rename(old)
    made.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def _keep_failed_notebooks(outcome: Outcome, making: Path) -> None:
    """Keep the notebooks of a failed report, for whoever looks for the reason."""
    place = outcome.places.reports / FAILED
    shutil.rmtree(place, ignore_errors=True)
    for job in outcome.failed:
        if (making / job.folder).exists():
            _put_in_place(making / job.folder, place / job.folder)


def _write_index(outcome: Outcome, audience: str) -> None:
    """List every report for an audience that there is, of this run and of earlier ones."""
    reports = outcome.places.reports / shelf(audience)
    register, _ = read_register(outcome.places.data)
    present = {
        Job(int(found.parent.parent.name), found.parent.name, audience)
        for found in reports.glob("[0-9][0-9][0-9][0-9]/*/*report.html")
    }
    failed = {job for job in outcome.failed if job.audience == audience}
    entries = [_entry(job, job in present, outcome, register) for job in present | failed]
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "index.html").write_text(index_page(entries), encoding="utf-8", newline="\n")


def _entry(job: Job, is_there: bool, outcome: Outcome, register: Register) -> IndexEntry:
    known = {each.ods_code: each for each in register.organisations}
    body = known.get(job.organisation)
    status = "Complete"
    if job in outcome.failed:
        status = "Failed in the last run" + ("; this is from an earlier one" if is_there else "")
    notes = [INTERNAL_WARNING] * (job.audience == INTERNAL)
    notes += ["Invented example data"] * bool(body and body.is_example)
    name = body.name if body else job.organisation
    folder = f"{job.year}/{job.organisation}" if is_there else ""
    has_tables = (outcome.places.reports / job.folder / f"{job.prefix}tables.xlsx").is_file()
    note = ". ".join(notes)
    return IndexEntry(
        name, job.organisation, job.year, folder, status, note, has_tables, job.prefix
    )


def _say(bar: tqdm, text: str) -> None:
    bar.write(text, file=sys.stderr)


def _reports(count: int) -> str:
    return f"{count} report{'' if count == 1 else 's'}"
