"""Run a plan: decide what has to be done, have it done side by side, release, and list."""

from __future__ import annotations

import heapq
import shutil
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from helpers.batch import decide, keys, tasks
from helpers.batch.decide import MAKE, PERHAPS, SKIP, UNCHANGED, Decision
from helpers.batch.executor import MOST_TRIES, Workers, cluster_workers, local_workers
from helpers.batch.journal import FAILED, MADE, SKIPPED, Journal
from helpers.batch.outcome import Outcome, write_index
from helpers.batch.plan import (
    CELL_LIMIT_SECONDS,
    NOT_RELEASED,
    PAGES,
    PATIENCE_SECONDS,
    PDF,
    RELEASE,
    WORKBOOK,
    Job,
    Places,
    Task,
    notebook_task,
    pages,
    steps,
)
from helpers.batch.plan import tasks as all_tasks
from helpers.batch.progress import Progress
from helpers.batch.remote import Source, Store
from helpers.batch.state import Fingerprints, Made, Reading, Readings, Shelves
from helpers.batch.trust import trust
from helpers.errors import RunError, WresError
from helpers.organisations import read_register
from helpers.reading.settings import FILE, read_settings
from helpers.settings import INTERNAL, PUBLISHED

FAILURES = "failed"
LOG = "run.log"
# What is nearest to a finished report is done first.
_FIRST = (RELEASE, PDF, PAGES, WORKBOOK)


@dataclass(frozen=True)
class Options:
    """How to run.

    Attributes:
        workers: how many processes of this machine; as many as it has processors where None.
        scheduler: the address of a Dask cluster's scheduler, in place of those processes.
        strict: whether an organisation's own words must not contradict its figures.
        force: whether all is made again, though nothing has changed.
        limit: how many seconds a cell of a notebook may take.
        patience: for how many seconds the cluster may have no worker before the run ends.
    """

    workers: int | None = None
    scheduler: str | None = None
    strict: bool = False
    force: bool = False
    limit: int = CELL_LIMIT_SECONDS
    patience: float = PATIENCE_SECONDS


def run_jobs(
    jobs: Sequence[Job],
    places: Places,
    workers: int | None = None,
    strict: bool = False,
    options: Options | None = None,
) -> Outcome:
    """Make these reports, as far as they are not there already. One failure stops no other.

    A report takes its place only when it is whole, so that neither a failure nor a kill in the
    middle leaves half a report or loses the one before. What was made by then is kept, and the
    next run goes on from there.

    Raises:
        RunError: there is nowhere to write, another run is at work there, a notebook is missing,
            the cluster is gone, or a store refuses.
    """
    options = options or Options(workers, strict=strict)
    started = time.monotonic()
    outcome = Outcome(places)
    audiences = dict.fromkeys(job.audience for job in jobs)
    ground = _Ground(jobs, places, options)
    with ExitStack() as stack:
        stack.enter_context(ground.shelves.locked())
        ground.shelves.clear_old()
        shutil.rmtree(places.reports / FAILURES, ignore_errors=True)
        log = places.reports / LOG
        progress = stack.enter_context(Progress(len(jobs), len(all_tasks(jobs))))
        if options.scheduler:
            hands = cluster_workers(options.scheduler, log, options.patience, progress.say)
        else:
            hands = local_workers(options.workers, log)
        hands = stack.enter_context(hands)
        store = Store(places.reports_address) if places.reports_address else None
        if store:
            store.try_out()
        journal = Journal("Dask cluster" if options.scheduler else "processes of this machine")
        try:
            _Run(ground, hands, outcome, progress, journal, store).run()
        finally:
            ground.readings.keep()
            ground.fingerprints.keep()
            told = {"made": outcome.done, "unchanged": outcome.unchanged, "failed": outcome.failed}
            journal.write(places.reports, {name: len(members) for name, members in told.items()})
            outcome.done.sort()
            # What is made has its line in the index, though the run could not end.
            for audience in audiences:
                write_index(outcome, audience)
        if store:
            store.send_rest(audiences)
    outcome.seconds = time.monotonic() - started
    return outcome


def preview(jobs: Sequence[Job], places: Places, options: Options) -> list[Decision]:
    """What a run would do and why, task by task; nothing is done.

    Raises:
        RunError: a notebook is missing.
    """
    ground = _Ground(jobs, places, options)
    found = [each for job in ground.jobs for each in ground.preview(job)]
    for code in sorted({job.organisation for job in jobs if job.audience == PUBLISHED}):
        task = Task(code, None, PUBLISHED, RELEASE)
        verdicts = {
            each.verdict: each.reason
            for each in reversed(found)
            if each.task.organisation == code and each.verdict != SKIP
        }
        verdict = next((each for each in (MAKE, PERHAPS) if each in verdicts), None)
        if verdict:
            found.append(Decision(task, verdict, verdicts[verdict]))
        elif ground.shelves.released(code) != ground.release_key(code):
            found.append(Decision(task, MAKE, _NOT_TOGETHER))
        else:
            found.append(Decision(task, SKIP, UNCHANGED))
    return found


_NOT_TOGETHER = "the reports as they stand were not examined together"


class _Ground:
    """What a run stands on: the plan, the notebooks, the input files, and what is known."""

    def __init__(self, jobs: Sequence[Job], places: Places, options: Options):
        # By organisation: its reports are released together, and show the same years.
        self.jobs = sorted(jobs, key=lambda job: (job.organisation, job.year, job.audience))
        self.places, self.options = places, options
        self.notebooks = _notebooks(places.notebooks)
        self.shelves = Shelves(places.reports)
        self.readings = Readings(places.data)
        self.fingerprints = Fingerprints(places.data)
        self._register, _ = read_register(places.data)
        codes = {each.ods_code for each in self._register.organisations}
        self._files = keys.input_files(places.data, codes | {job.organisation for job in jobs})
        self._digests: dict[str, dict[str, str]] = {}

    def decide_reading(self, job: Job, known: Mapping[str, Made]) -> Decision:
        """Whether the input of a report has to be read again."""
        return decide.reading(
            job,
            self.readings.get(job),
            self.input(job.organisation),
            known,
            is_strict=self.options.strict,
            force=self.options.force,
        )

    def input(self, organisation: str) -> dict[str, str]:
        """The digests of all files that the reading of an organisation may look at, by name."""
        found: dict[str, str] = {}
        for code in ("", *self._register.line(organisation)):
            if code not in self._digests:
                self._digests[code] = {
                    path.relative_to(self.places.data).as_posix(): self.fingerprints.of(path)
                    for path in self._files.get(code, ())
                }
            found |= self._digests[code]
        return found

    def data(self, job: Job) -> Path | Source:
        """Where a worker finds the input of a report: in a folder, or at an address."""
        if not (self.places.data_address and self.options.scheduler):
            return self.places.data
        token = keys.key(self.input(job.organisation))
        return Source(self.places.data_address, job.organisation, token)

    def preview(self, job: Job) -> list[Decision]:
        """What a run would decide about each task of a report."""
        known = self.shelves.known(job)
        return decide.preview(
            job,
            self.decide_reading(job, known),
            self.readings.get(job),
            self.notebooks,
            self.shelves,
            known,
            force=self.options.force,
        )

    def release_key(self, organisation: str) -> str:
        """The key of the published reports of an organisation, as they stand."""
        there = self.in_place(organisation)
        marks = {job.year: self.shelves.whole(job) for job in there}
        return keys.key(keys.release_parts(marks))

    def in_place(self, organisation: str) -> list[Job]:
        """The published reports of an organisation that stand in their place."""
        found = self.places.reports.glob(f"20[0-9][0-9]/{organisation}/report.html")
        return sorted(Job(int(each.parent.parent.name), organisation) for each in found)


@dataclass
class _Report:
    """A report on its way: what its input came to, and what is made of it so far."""

    job: Job
    known: Mapping[str, Made]
    was_stopped: bool = False
    reading: Reading | None = None
    made: dict[str, Made] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    is_new: bool = False
    has_failed: bool = False

    @property
    def is_at_work(self) -> bool:
        """Whether a task of it is begun and not ended."""
        return bool(self.begun - self.made.keys())


@dataclass(order=True)
class _Work:
    """A task that can be done now; what it is given is put together when it is its turn."""

    rank: tuple[int, int]
    task: Task = field(compare=False)
    reason: str = field(compare=False)
    what: Callable = field(compare=False)
    given: Callable[[], tuple] = field(compare=False)
    then: Callable[[tasks.Done], None] = field(compare=False)
    tries: int = field(default=0, compare=False)


class _Run:
    """One run: reports are begun in their order, and each task as soon as it can be done."""

    def __init__(
        self,
        ground: _Ground,
        workers: Workers,
        outcome: Outcome,
        progress: Progress,
        journal: Journal,
        store: Store | None = None,
    ):
        self._store = store
        self._ground, self._shelves, self._options = ground, ground.shelves, ground.options
        self._workers, self._outcome = workers, outcome
        self._progress, self._journal = progress, journal
        self._waiting = deque(ground.jobs)
        self._ready: list[_Work] = []
        self._at_work: dict[Future, _Work] = {}
        self._read_now: set[str] = set()
        self._order = 0
        published = [job for job in ground.jobs if job.audience != INTERNAL]
        self._unfinished = Counter(job.organisation for job in published)
        self._finished: dict[str, list[_Report]] = defaultdict(list)

    def run(self) -> None:
        """Do all that is to be done."""
        while self._waiting or self._ready or self._at_work:
            self._hand_out()
            if not self._at_work:
                continue
            # All that has ended, so that what it makes possible is there before the next is begun.
            for future in self._workers.first_of(self._at_work):
                self._take(self._at_work.pop(future), future)

    def _hand_out(self) -> None:
        """Give the workers what they have room for; begin reports when too little is ready."""
        room = self._workers.capacity - len(self._at_work)
        while room > 0:
            while not self._ready and (job := self._next()):
                self._begin(job)
            if not self._ready:
                return
            work = heapq.heappop(self._ready)
            work.tries += 1
            future = self._workers.submit(tasks.perform, keys.pack(), work.what, *work.given())
            self._at_work[future] = work
            room -= 1

    def _next(self) -> Job | None:
        """The first report that waits and of whose organisation none is being read.

        A report shows the years before its own too, and finds protected what an earlier one read.
        """
        found = next((job for job in self._waiting if job.organisation not in self._read_now), None)
        if found:
            self._waiting.remove(found)
        return found

    def _take(self, work: _Work, future: Future) -> None:
        """Take what a worker answered, or have a task done again whose worker was killed."""
        try:
            done = future.result()
        except (Exception, CancelledError) as error:
            if self._workers.is_lost(error) and work.tries < MOST_TRIES:
                heapq.heappush(self._ready, work)
                return
            done = tasks.Done(None, error, 0.0, 0.0, None, "")
        error = done.error or getattr(done.result, "error", None)
        self._journal.add(work.task, FAILED if error else MADE, work.reason, done, error)
        self._progress.task()
        work.then(done)

    def _do(
        self,
        task: Task,
        reason: str,
        what: Callable,
        given: Callable[[], tuple],
        then: Callable[[tasks.Done], None],
    ) -> None:
        self._order += 1
        rank = _FIRST.index(task.name) if task.name in _FIRST else len(_FIRST)
        heapq.heappush(self._ready, _Work((rank, self._order), task, reason, what, given, then))

    def _skip(self, decision: Decision) -> None:
        self._journal.add(decision.task, SKIPPED, decision.reason)
        self._progress.task()

    # One report, from its input to its files

    def _begin(self, job: Job) -> None:
        report = _Report(job, self._shelves.known(job), self._shelves.has_staged(job))
        decision = self._ground.decide_reading(job, report.known)
        if self._options.force:
            self._shelves.clear(job)
        if decision.verdict == SKIP:
            self._skip(decision)
            self._go_on_from(report, self._ground.readings.get(job))
            return
        self._read_now.add(job.organisation)
        given = (job, self._ground.data(job), self._options.strict)
        self._do(
            decision.task, decision.reason, tasks.read, lambda: given, partial(self._read, report)
        )

    def _read(self, report: _Report, done: tasks.Done) -> None:
        self._read_now.discard(report.job.organisation)
        if done.error:
            self._fail(report, done.error)
            self._end(report)
            return
        files = self._ground.input(report.job.organisation)
        read = done.result
        reading = Reading(files, read.seen, read.doubts, read.frame, self._options.strict)
        self._ground.readings.put(report.job, reading)
        self._go_on_from(report, reading)

    def _go_on_from(self, report: _Report, reading: Reading) -> None:
        """The input is read: run the notebooks, and make the workbook, which needs none."""
        report.reading = reading
        self._outcome.doubts[report.job] = reading.doubts
        job, data = report.job, self._ground.data(report.job)
        for page, source in self._ground.notebooks.items():
            parts = keys.notebook_parts(reading.seen, f"{page}.ipynb", source)
            given = partial(tuple, (job, page, source, data, self._options.limit))
            self._make(report, notebook_task(page), parts, tasks.notebook, given)
        parts = keys.workbook_parts(reading.seen)
        self._make(report, WORKBOOK, parts, tasks.workbook, lambda: (job, data))
        self._go_on(report)

    def _go_on(self, report: _Report) -> None:
        """Make what can be made now, or end the report."""
        if report.has_failed:
            if not report.is_at_work:
                self._end(report)
            return
        job = report.job
        executed = {page: report.made.get(notebook_task(page)) for page in pages()}
        if PAGES not in report.begun and all(executed.values()):
            marks = [mark for made in executed.values() for mark in made.files.values()]
            parts = keys.pages_parts(report.reading.seen, marks)
            self._make(
                report,
                PAGES,
                parts,
                tasks.pages,
                lambda: (job, self._contents(job, executed), report.reading.frame),
            )
        if PAGES in report.made and PDF not in report.begun:
            name = f"{job.prefix}{keys.REPORT}"
            whole = report.made[PAGES]
            self._make(
                report,
                PDF,
                keys.pdf_parts(whole.files[name]),
                tasks.pdf,
                lambda: (name, self._shelves.read(job, whole)[name]),
            )
        if len(report.made) == len(steps()) - 1:  # all but reading, which makes no file
            self._end(report)

    def _contents(self, job: Job, executed: Mapping[str, Made]) -> dict[str, bytes]:
        return {
            page: content
            for page, made in executed.items()
            for content in self._shelves.read(job, made).values()
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
            report.made[name] = decision.made
            report.is_new |= decision.reason != UNCHANGED
            self._skip(decision)
            return
        report.is_new = True
        self._shelves.warn(report.job.audience)
        then = partial(self._made, report, name, parts)
        self._do(decision.task, decision.reason, what, given, then)

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
            report.made[name] = self._shelves.stage(report.job, parts, files)
        self._go_on(report)

    def _fail(self, report: _Report, error: BaseException | str) -> None:
        report.has_failed = True
        job, why = report.job, error if isinstance(error, str) else _in_words(error)
        if job not in self._outcome.failed:
            self._outcome.failed[job] = why
            self._progress.failed(job, why)

    # All reports of an organisation

    def _end(self, report: _Report) -> None:
        """A report is whole or has failed; the last of an organisation lets them be examined."""
        job = report.job
        self._progress.task(len(steps()) - 1 - len(report.begun) if report.has_failed else 0)
        if report.has_failed:
            self._keep_failed(job, self._contents_of(report))
        if job.audience == INTERNAL:
            if not report.has_failed:
                self._put_in_place(report)
            return
        code = job.organisation
        self._finished[code] += [report] * (not report.has_failed)
        self._unfinished[code] -= 1
        if not self._unfinished[code]:
            self._release(code, sorted(self._finished.pop(code, []), key=lambda each: each.job))

    def _release(self, code: str, finished: list[_Report]) -> None:
        """Have an organisation's reports examined, unless they all stand as they were examined."""
        task = Task(code, None, PUBLISHED, RELEASE)
        if not finished:
            self._skip(Decision(task, SKIP, "no report of it could be made"))
            return
        made, reason = [each for each in finished if each.is_new], "a report is new"
        if not made and self._shelves.released(code) == self._ground.release_key(code):
            self._skip(Decision(task, SKIP, UNCHANGED))
        elif not made:
            made, reason = finished, _NOT_TOGETHER
        for each in finished:
            if each not in made:
                self._put_in_place(each)
        if not made:
            return
        new = [each.job for each in made]
        there = [job for job in self._ground.in_place(code) if job not in new]
        settings, _ = read_settings(self._ground.places.data / code / FILE, f"{code}/{FILE}")

        def given() -> tuple:
            return (
                {each.job: self._contents_of(each) for each in made},
                {job: self._shelves.contents(job) for job in there},
                settings.candidates,
            )

        self._do(task, reason, tasks.examine, given, partial(self._examined, code, made))

    def _examined(self, code: str, made: list[_Report], done: tasks.Done) -> None:
        why, text = done.result or ("", "")
        for each in made:
            if done.error or why:
                if why:
                    warning = {NOT_RELEASED: text.encode()}
                    self._keep_failed(each.job, self._contents_of(each) | warning)
                    self._shelves.clear(each.job)
                self._fail(each, done.error or why)
            else:
                self._put_in_place(each)
        if not (done.error or why):
            self._shelves.keep_released(code, self._ground.release_key(code))

    def _put_in_place(self, report: _Report) -> None:
        job = report.job
        if not report.is_new:
            self._shelves.clear(job)
            self._outcome.unchanged.append(job)
            self._progress.unchanged()
            return
        self._shelves.put_in_place(job, report.made)
        trust(
            (self._shelves.place(job) / name).read_bytes()
            for made in report.made.values()
            for name in made.files
            if name.endswith(".ipynb")
        )
        if self._store:
            self._store.send(job)
        self._shelves.clear(job)  # not before it was sent: a store may refuse it
        self._outcome.done.append(job)
        self._progress.made(job)

    def _contents_of(self, report: _Report) -> dict[str, bytes]:
        return {
            name: content
            for made in report.made.values()
            for name, content in self._shelves.read(report.job, made).items()
        }

    def _keep_failed(self, job: Job, files: Mapping[str, bytes]) -> None:
        """Keep what there is of a failed report, for whoever looks for the reason."""
        for name, content in files.items():
            path = self._ground.places.reports / FAILURES / job.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _in_words(error: BaseException) -> str:
    """Why a task failed, in a sentence."""
    if isinstance(error, WresError):
        return str(error)
    if isinstance(error, BrokenProcessPool) or type(error).__name__ == "KilledWorker":
        return "its process was killed again and again (perhaps for want of memory)"
    return f"{type(error).__name__}: {error}"


def _notebooks(folder: Path) -> dict[str, bytes]:
    """Every notebook of a report by its page.

    Raises:
        RunError: one is missing.
    """
    gone = [page for page in pages() if not (folder / f"{page}.ipynb").is_file()]
    if gone:
        raise RunError(
            f"the folder '{folder}' lacks {', '.join(f'{page}.ipynb' for page in gone)}. "
            "Give the right folder with --notebooks."
        )
    return {page: (folder / f"{page}.ipynb").read_bytes() for page in pages()}
