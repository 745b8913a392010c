"""Run a plan: decide what has to be done, have it done side by side, release, and list."""

from __future__ import annotations

import os
import shutil
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial

from wres.batch import decide, keys, tasks
from wres.batch.decide import SKIP, UNCHANGED, Decision
from wres.batch.executor import cluster_workers, local_workers
from wres.batch.failed import not_examined, not_released
from wres.batch.ground import NOT_TOGETHER, Ground, Options, lacking
from wres.batch.journal import Journal
from wres.batch.others import unchecked_in
from wres.batch.outcome import Outcome, write_index
from wres.batch.plan import (
    BOARD,
    BOARD_EDITION,
    EDITION_FILES,
    NOT_FOR_PUBLICATION,
    NOT_RELEASED,
    PAGES,
    PDF,
    RELEASE,
    WORD,
    WORKBOOK,
    Job,
    Places,
    Task,
    notebook_task,
    steps,
)
from wres.batch.plan import tasks as all_tasks
from wres.batch.progress import Progress
from wres.batch.queue import TaskQueue
from wres.batch.remote import Store
from wres.batch.state import Made, Reading, Shelves
from wres.batch.trust import trust
from wres.engine.profile import user_files
from wres.figures.released import PublishedEdition
from wres.ground import machine
from wres.ground.errors import OwnCellError, RunError, WresError
from wres.ground.settings import INTERNAL, PUBLISHED, Settings
from wres.ground.whole import write_whole
from wres.reading.editions import file_of, mark, never_published
from wres.reading.settings import FILE, read_settings
from wres.reference.standard import pages_run

FAILURES = "failed"
LOG = "run.log"
_INTERNAL = b"""\
NOT FOR PUBLICATION. What stands here is for internal readers: it contains small counts. Do not
share it. The reports that may be passed on stand in the folder of reports beside this one.
"""
_NOT_USED = (
    "Start-up files and settings of IPython are not used ({}): a report is the same whoever "
    "makes it"
)


def run_jobs(jobs: Sequence[Job], places: Places, options: Options | None = None) -> Outcome:
    """Make these reports for one audience, as far as they are not there already.

    One failure stops no other.

    A report takes its place only when it is whole, so that neither a failure nor a kill in the
    middle leaves half a report or loses the one before. What was made by then is kept, and the
    next run goes on from there.

    Raises:
        RunError: there is nowhere to write, another run is at work there, a notebook is missing,
            the cluster is gone, or a store refuses.
    """
    options = options or Options()
    started = time.monotonic()
    outcome = Outcome(places)
    ground = Ground(jobs, places, options)
    jobs = ground.jobs
    audience = next((job.audience for job in jobs), PUBLISHED)
    with ExitStack() as stack:
        stack.enter_context(ground.shelves.locked())
        _tidy(ground.shelves, audience)
        log = places.reports / LOG
        progress = stack.enter_context(Progress(len(jobs), len(all_tasks(jobs, options.editions))))
        if options.scheduler:
            hands = cluster_workers(options.scheduler, log, options.patience, progress.say)
        else:
            hands = local_workers(options.workers, log)
        hands = stack.enter_context(hands)
        store = Store(places.reports_address) if places.reports_address else None
        if store:
            store.try_out()
        journal = Journal("Dask cluster" if options.scheduler else "processes of this machine")
        if own := user_files(os.environ):
            progress.say(_NOT_USED.format(own[0]))
        try:
            queue = TaskQueue(hands, journal, progress)
            queue.run(_Run(ground, queue, outcome, progress, store).begin_next)
        finally:
            _keep(ground, journal, outcome, audience)
        if store:
            store.send_rest()
    outcome.seconds = time.monotonic() - started
    return outcome


def _tidy(shelves: Shelves, audience: str) -> None:
    """Clear away what earlier runs left half done, and say of an internal folder what it is."""
    shelves.clear_old()
    shutil.rmtree(shelves.reports / FAILURES, ignore_errors=True)
    if audience == INTERNAL:
        write_whole(shelves.reports / NOT_FOR_PUBLICATION, _INTERNAL)


def _keep(ground: Ground, journal: Journal, outcome: Outcome, audience: str) -> None:
    """Write down what was read and made, for the next run and in the index."""
    ground.readings.keep()
    ground.fingerprints.keep()
    told = {"made": outcome.done, "unchanged": outcome.unchanged, "failed": outcome.failed}
    counts = {name: len(reports) for name, reports in told.items()}
    journal.write(ground.places.reports, counts)
    outcome.done.sort()
    # What is made has its line in the index, though the run could not end.
    write_index(outcome, audience)


@dataclass
class _Report:
    """A report on its way: what its input came to, and what is made of it so far."""

    job: Job
    known: Mapping[str, Made]
    was_stopped: bool = False
    reading: Reading | None = None
    # The report as it was read, packed; blank where it did not have to be.
    opened: bytes = b""
    # The published reports that are out, or why they cannot be read.
    out: Sequence[PublishedEdition] = ()
    unreadable: str = ""
    products: dict[str, Made] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    is_new: bool = False
    has_failed: bool = False
    own: str = ""  # what is wrong with the numbers of own cells

    @property
    def shown(self) -> Sequence[str]:
        """The pages that it has; none are known before its input is read."""
        return self.reading.frame.pages if self.reading else ()


class _Run:
    """One run: reports are begun in their order, and each task as soon as it can be done."""

    def __init__(
        self,
        ground: Ground,
        queue: TaskQueue,
        outcome: Outcome,
        progress: Progress,
        store: Store | None = None,
    ):
        self._store = store
        self._ground, self._shelves, self._options = ground, ground.shelves, ground.options
        self._steps = steps(self._options.editions)
        self._queue, self._outcome, self._progress = queue, outcome, progress
        self._waiting = deque(ground.jobs)
        self._read_now: set[str] = set()
        published = [job for job in ground.jobs if job.audience != INTERNAL]
        self._unfinished = Counter(job.organisation for job in published)
        # By organisation: the digests of the files of which its reports are made.
        self._used: dict[str, dict[str, str]] = defaultdict(dict)
        self._finished: dict[str, list[_Report]] = defaultdict(list)

    def begin_next(self) -> bool:
        """Begin the first report that waits and of whose organisation none is being read.

        A report shows the years before its own too, and finds protected what an earlier one read.
        """
        job = next((job for job in self._waiting if job.organisation not in self._read_now), None)
        if job is None:
            return False
        self._waiting.remove(job)
        self._begin(job)
        return True

    # One report, from its input to its files

    def _begin(self, job: Job) -> None:
        report = _Report(job, self._shelves.known(job), self._shelves.has_staged(job))
        try:
            report.out = self._ground.editions(job)
        except WresError as error:
            report.unreadable = str(error)
        decision = self._ground.decide_reading(job, report.known)
        if self._options.force:
            self._shelves.clear(job)
        if decision.verdict == SKIP:
            self._queue.skip(decision)
            self._go_on_from(report, self._ground.readings.get(job))
            return
        self._read_now.add(job.organisation)
        given = (job, self._ground.data(job), self._options.strict, report.out)
        self._queue.add(
            decision.task, decision.reason, tasks.read, lambda: given, partial(self._read, report)
        )

    def _read(self, report: _Report, done: tasks.Done) -> None:
        self._read_now.discard(report.job.organisation)
        if done.error:
            self._fail(report, done.error)
            self._end(report)
            return
        read, strict = done.result, self._options.strict
        used = self._used[report.job.organisation]
        try:
            # Reports of one organisation print each other's years.
            tasks.Was({**read.files, **used}).check(read.files)
        except RunError as error:
            self._fail(report, error)
            self._end(report)
            return
        used.update(read.files)
        # What is recorded is what was used, whatever stood there when the run began.
        files = self._ground.read_from(report.job) | read.files
        report.opened = self._may_send(report.job) * read.opened
        reading = Reading(files, read.seen, read.remarks, read.frame, strict, read.kept)
        self._ground.readings.put(report.job, reading)
        self._go_on_from(report, reading)

    def _may_send(self, job: Job) -> bool:
        """Whether a report may go to a worker as it was read: a cluster's may lay it on a disk."""
        return not (self._options.scheduler and job.audience == INTERNAL)

    def _go_on_from(self, report: _Report, reading: Reading) -> None:
        """The input is read: run the notebooks."""
        report.reading = reading
        self._progress.more(len(self._steps_of(report)) - len(self._steps))
        if report.unreadable:
            self._fail(report, report.unreadable)
            self._end(report)
            return
        self._outcome.remarks[report.job] = reading.remarks
        job, data = report.job, self._ground.data(report.job)
        was = tasks.Was(reading.files, report.opened, report.out)
        own = [BOARD_EDITION] * (BOARD in self._options.editions)
        run = [*pages_run(report.shown), *own]
        if gone := [page for page in run if page not in self._ground.notebooks]:
            self._fail(report, lacking(self._ground.places.notebooks, gone))
            self._end(report)
            return
        for page in run:
            source = self._ground.notebooks[page]
            parts = keys.notebook_parts(reading.seen, f"{page}.ipynb", source)
            given = partial(tuple, (job, page, source, data, self._options.limit, was))
            self._make(report, notebook_task(page), parts, tasks.notebook, given)
        self._go_on(report)

    def _go_on(self, report: _Report) -> None:
        """Make what can be made now, or end the report."""
        if report.has_failed:
            if not report.begun - report.products.keys():  # no task of it is at work
                self._end(report)
            return
        job = report.job
        executed = {
            page: report.products.get(notebook_task(page)) for page in pages_run(report.shown)
        }
        if PAGES not in report.begun and all(executed.values()):
            marks = [mark for product in executed.values() for mark in product.files.values()]
            inputs = report.reading.frame.origin.inputs
            parts = keys.pages_parts(report.reading.seen, marks, inputs)
            self._make(
                report,
                PAGES,
                parts,
                tasks.pages,
                lambda: (job, self._contents(job, executed), report.reading.frame),
            )
        if PAGES in report.products and PDF not in report.begun:
            self._go_on_from_pages(report, report.products[PAGES])
        if BOARD not in report.begun and notebook_task(BOARD_EDITION) in report.products:
            self._make_board_edition(report, report.products[notebook_task(BOARD_EDITION)])
        # All but reading, which makes no file.
        if len(report.products) == len(self._steps_of(report)) - 1:
            self._end(report)

    def _go_on_from_pages(self, report: _Report, whole: Made) -> None:
        """The pages are made: make the other files that say what they say."""
        job, name = report.job, f"{report.job.prefix}{keys.REPORT}"
        files = self._shelves.read(job, whole)
        parts = decide.after_pages(job, report.reading.seen, whole, files)

        def page() -> tuple:
            return name, self._shelves.read(job, whole)[name]

        self._make(report, PDF, parts[PDF], tasks.pdf, page)
        if WORD in self._options.editions:
            self._make(report, WORD, parts[WORD], tasks.word, page)
        printed = decide.printed(job, files), decide.others(job, files)
        was = tasks.Was(report.reading.files, report.opened, report.out)
        given = (job, self._ground.data(job), *printed, was)
        self._make(report, WORKBOOK, parts[WORKBOOK], tasks.workbook, lambda: given)

    def _make_board_edition(self, report: _Report, executed: Made) -> None:
        parts = keys.board_parts(report.reading.seen, list(executed.files.values()))

        def given() -> tuple:
            [content] = self._shelves.read(report.job, executed).values()
            return report.job, content, report.reading.frame

        self._make(report, BOARD, parts, tasks.board, given)

    def _contents(self, job: Job, executed: Mapping[str, Made]) -> dict[str, bytes]:
        return {
            page: content
            for page, product in executed.items()
            for content in self._shelves.read(job, product).values()
        }

    def _make(
        self,
        report: _Report,
        name: str,
        parts: keys.Parts,
        what: Callable,
        given: Callable[[], tuple],
    ) -> None:
        """Have a task done whose parts are known, unless what it made holds still."""
        report.begun.add(name)
        decision = decide.making(
            report.job,
            name,
            parts,
            self._shelves,
            report.known,
            was_stopped=report.was_stopped,
            force=self._options.force,
        )
        if decision.verdict == SKIP:
            report.products[name] = decision.product
            report.is_new |= decision.reason != UNCHANGED
            self._queue.skip(decision)
            return
        report.is_new = True
        self._shelves.warn()
        then = partial(self._made, report, name, parts)
        self._queue.add(decision.task, decision.reason, what, given, then)

    def _made(self, report: _Report, name: str, parts: keys.Parts, done: tasks.Done) -> None:
        result = done.result
        if isinstance(result, tasks.Executed):
            page = name.removeprefix("notebook ")
            files = {report.job.notebook(page).as_posix(): result.content}
            error = result.error
            if error and result.content:
                self._keep_failed(report.job, files)
        else:
            files, error = result, done.error
        if error := error or done.error:
            report.begun.discard(name)
            self._fail(report, error)
        else:
            report.products[name] = self._shelves.stage(report.job, parts, files)
        self._go_on(report)

    def _fail(self, report: _Report, error: BaseException | str) -> None:
        report.has_failed = True
        job, why = report.job, error if isinstance(error, str) else _in_words(error)
        report.own = why if isinstance(error, OwnCellError) else report.own
        if job not in self._outcome.failed:
            self._outcome.failed[job] = why
            self._progress.failed(job)

    def _steps_of(self, report: _Report) -> list[str]:
        return steps(self._options.editions, report.shown)

    # All reports of an organisation

    def _end(self, report: _Report) -> None:
        """A report is whole or has failed; the last of an organisation lets them be examined."""
        job = report.job
        left = len(self._steps_of(report)) - 1 - len(report.begun)
        self._progress.task(left if report.has_failed else 0)
        if report.has_failed:
            own = {NOT_RELEASED: not_examined(report.own)} if report.own else {}
            self._keep_failed(job, self._contents_of(report) | own)
        if job.audience == INTERNAL:
            if not report.has_failed:
                self._put_in_place(report)
            return
        code = job.organisation
        self._finished[code] += [report] * (not report.has_failed)
        self._unfinished[code] -= 1
        if not self._unfinished[code]:
            self._release(code, sorted(self._finished.pop(code, []), key=lambda other: other.job))

    def _release(self, code: str, finished: list[_Report]) -> None:
        """Have an organisation's reports examined, unless they all stand as they were examined."""
        task = Task(code, None, PUBLISHED, RELEASE)
        if not finished:
            self._queue.skip(Decision(task, SKIP, "no report of it could be made"))
            return
        reports, reason = [report for report in finished if report.is_new], "a report is new"
        if not reports and self._shelves.released(code) == self._ground.release_key(code):
            self._queue.skip(Decision(task, SKIP, UNCHANGED))
        elif not reports:
            reports, reason = finished, NOT_TOGETHER
        for report in finished:
            if report not in reports:
                self._put_in_place(report)
        if not reports:
            return
        new = [report.job for report in reports]
        there = [job for job in self._ground.in_place(code) if job not in new]
        settings, _ = read_settings(self._ground.places.data / code / FILE, f"{code}/{FILE}")

        def given() -> tuple:
            return (
                {report.job: self._contents_of(report) for report in reports},
                {job: self._shelves.contents(job) for job in there},
                {report.job: report.reading.frame.handed for report in reports},
                settings.candidates,
                self._before(new, settings),
            )

        self._queue.add(task, reason, tasks.examine, given, partial(self._examined, code, reports))

    def _before(self, new: Sequence[Job], settings: Settings) -> dict[Job, dict[str, bytes]]:
        """Of each report that is about to be replaced the file that says what it prints."""
        files = {job: file_of(self._shelves.place(job)) for job in new}
        return {
            job: {path.name: path.read_bytes()}
            for job, path in files.items()
            if path and (job.year, mark(path)) not in settings.never_published
        }

    def _examined(self, code: str, reports: list[_Report], done: tasks.Done) -> None:
        why, text = done.result or ({}, "")
        for report in reports:
            if done.error or why:
                if why:
                    warning = {NOT_RELEASED: text.encode()}
                    self._keep_failed(report.job, self._contents_of(report) | warning)
                    self._shelves.clear(report.job)
                self._fail(report, done.error or why[report.job])
            else:
                self._put_in_place(report)
        if not (done.error or why):
            self._shelves.keep_released(code, self._ground.release_key(code))
            self._learn(reports)

    def _learn(self, reports: Sequence[_Report]) -> None:
        """The reports just put in place are out from now on.

        They were read beside what was out before; read beside themselves they would be the same.
        """
        kept = {year: report.job for report in reports for year in report.reading.kept}
        for report in reports:
            files = {**report.reading.files, **self._ground.read_beside(report.job)}
            self._ground.readings.put(report.job, replace(report.reading, files=files))
        for year, job in kept.items():
            lines = never_published(self._ground.editions_now(job), year)
            self._outcome.kept[job.organisation, year] = lines

    def _put_in_place(self, report: _Report) -> None:
        job = report.job
        if not report.is_new:
            self._shelves.clear(job)
            self._outcome.unchanged.append(job)
            self._note_unchecked(job)
            self._progress.unchanged()
            return
        for edition in self._not_asked_for(job):
            self._outcome.taken_away.setdefault(edition, []).append(job)
        self._shelves.put_in_place(job, report.products)
        self._note_unchecked(job)
        trust(
            (self._shelves.place(job) / name).read_bytes()
            for product in report.products.values()
            for name in product.files
            if name.endswith(".ipynb")
        )
        if self._store:
            self._store.send_report(job)
        self._shelves.clear(job)  # not before it was sent: a store may refuse it
        self._outcome.done.append(job)
        self._progress.made(job)

    def _not_asked_for(self, job: Job) -> list[str]:
        """The editions that stand beside a report of which this run makes none."""
        return [
            edition
            for edition, names in EDITION_FILES.items()
            if edition not in self._options.editions
            and any((self._shelves.place(job) / f"{job.prefix}{name}").exists() for name in names)
        ]

    def _note_unchecked(self, job: Job) -> None:
        """Note which numbers a report in place prints that the pack did not check."""
        whole = f"{job.prefix}{keys.REPORT}"
        pages = [page for page in self._shelves.place(job).glob("*.html") if page.name != whole]
        if told := unchecked_in({page.name: page.read_bytes() for page in pages}):
            self._outcome.unchecked[job] = told

    def _contents_of(self, report: _Report) -> dict[str, bytes]:
        return {
            name: content
            for product in report.products.values()
            for name, content in self._shelves.read(report.job, product).items()
        }

    def _keep_failed(self, job: Job, files: Mapping[str, bytes]) -> None:
        """Keep what there is of a failed report, for whoever looks for the reason."""
        folder = self._ground.places.reports / FAILURES / job.folder
        said = {} if (folder / NOT_RELEASED).exists() else {NOT_RELEASED: not_examined()}
        for name, content in (said | dict(files)).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(not_released(content) if path.suffix == ".html" else content)


def _in_words(error: BaseException) -> str:
    """Why a task failed, in a sentence."""
    if isinstance(error, WresError):
        return str(error)
    if isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker":
        return "its process was killed again and again (perhaps for want of memory)"
    if isinstance(error, machine.FAILURES):
        return machine.in_a_sentence(error).rstrip(".")
    return f"{type(error).__name__}: {error}"
