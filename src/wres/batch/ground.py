"""What a run stands on: the plan, the notebooks, the input files, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wres.batch import decide, keys
from wres.batch.decide import MAKE, PERHAPS, SKIP, UNCHANGED, Decision
from wres.batch.plan import (
    BOARD,
    BOARD_EDITION,
    CELL_LIMIT_SECONDS,
    FIGURES,
    PATIENCE_SECONDS,
    RELEASE,
    Job,
    Places,
    Task,
    optional_pages,
)
from wres.batch.remote import Source
from wres.batch.state import Fingerprints, Made, Readings, Shelves
from wres.figures.released import PublishedEdition
from wres.ground.errors import RunError
from wres.ground.settings import PUBLISHED
from wres.reading.editions import file_of, read_edition
from wres.reading.inputs import years_held
from wres.reading.organisations import read_register
from wres.reference.standard import pages_run

NOT_TOGETHER = "the reports as they stand were not examined together"


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
        editions: which are made besides what every report has, such as `plan.WORD`.
    """

    workers: int | None = None
    scheduler: str | None = None
    strict: bool = False
    force: bool = False
    limit: int = CELL_LIMIT_SECONDS
    patience: float = PATIENCE_SECONDS
    editions: tuple[str, ...] = ()


class Ground:
    """What a run stands on: the plan, the notebooks, the input files, and what is known."""

    def __init__(self, jobs: Sequence[Job], places: Places, options: Options):
        self.places, self.options = places, options
        # By organisation: its reports are released together, and show the same years.
        jobs = {*jobs, *self._without_figures(jobs)}
        self.jobs = sorted(jobs, key=lambda job: (job.organisation, job.year, job.audience))
        own = [BOARD_EDITION] * (BOARD in options.editions)
        self.notebooks = _notebooks(places.notebooks, pages_run(), own)
        self.shelves = Shelves(places.reports)
        self.readings = Readings(places.data)
        self.fingerprints = Fingerprints(places.data)
        self._register, _ = read_register(places.data)
        codes = {body.ods_code for body in self._register.organisations}
        self._files = keys.input_files(places.data, codes | {job.organisation for job in jobs})
        self._digests: dict[str, dict[str, str]] = {}
        self._editions: dict[str, tuple[PublishedEdition, ...]] = {}

    def decide_reading(self, job: Job, known: Mapping[str, Made]) -> Decision:
        """Whether the input of a report has to be read again."""
        return decide.reading(
            job,
            self.readings.get(job),
            self.read_from(job),
            known,
            is_strict=self.options.strict,
            force=self.options.force,
        )

    def input(self, organisation: str) -> dict[str, str]:
        """The digests of all files that the reading of an organisation may look at, by name."""
        digests: dict[str, str] = {}
        for code in ("", *self._register.line(organisation)):
            if code not in self._digests:
                self._digests[code] = {
                    path.relative_to(self.places.data).as_posix(): self.fingerprints.of(path)
                    for path in self._files.get(code, ())
                }
            digests |= self._digests[code]
        return digests

    def read_from(self, job: Job) -> dict[str, str]:
        """The digests of all that the reading of a report depends on: its input, and what is out.

        What is out are the published reports as they stand; an internal one does not look at them.
        """
        return self.input(job.organisation) | self.read_beside(job)

    def read_beside(self, job: Job) -> dict[str, str]:
        """The digests of what is out, as it stands by now."""
        reports = self.places.reports
        files = filter(None, (file_of(self.shelves.place(other)) for other in self._out(job)))
        return {
            f"reports/{path.relative_to(reports).as_posix()}": self.shelves.fingerprints.of(path)
            for path in files
        }

    def editions(self, job: Job) -> tuple[PublishedEdition, ...]:
        """The published reports that are out, of whom a report is about, before any is replaced.

        Raises:
            RunError: one of them cannot be read.
        """
        if job.audience != PUBLISHED:
            return ()
        if job.organisation not in self._editions:
            self._editions[job.organisation] = self.editions_now(job)
        return self._editions[job.organisation]

    def editions_now(self, job: Job) -> tuple[PublishedEdition, ...]:
        """The published reports that are out, of whom a report is about, as they stand by now.

        Raises:
            RunError: one of them cannot be read.
        """
        return tuple(read_edition(self.shelves.place(other)) for other in self._out(job))

    def _out(self, job: Job) -> list[Job]:
        line = self._register.line(job.organisation) if job.audience == PUBLISHED else ()
        return [other for code in line for other in self.in_place(code)]

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
            editions=self.options.editions,
            force=self.options.force,
        )

    def release_key(self, organisation: str) -> str:
        """The key of the published reports of an organisation, as they stand."""
        there = self.in_place(organisation)
        marks = {job.year: self.shelves.whole(job) for job in there}
        return keys.key(keys.release_parts(marks))

    def _without_figures(self, jobs: Sequence[Job]) -> list[Job]:
        """Reports in place that ship no table of figures, as those of earlier versions do not.

        Nothing can vouch for their numbers, so they are made again with those of the plan, where
        their input is still there.
        """
        codes = {job.organisation for job in jobs if job.audience == PUBLISHED}
        return [
            job
            for code in codes
            for job in self.in_place(code)
            if not (self.places.reports / job.folder / FIGURES).is_file()
            and job.year in years_held(self.places.data, code)
        ]

    def in_place(self, organisation: str) -> list[Job]:
        """The published reports of an organisation that stand in their place."""
        reports = self.places.reports.glob(f"20[0-9][0-9]/{organisation}/report.html")
        return sorted(Job(int(page.parent.parent.name), organisation) for page in reports)


def preview(jobs: Sequence[Job], places: Places, options: Options) -> list[Decision]:
    """What a run would do and why, task by task; nothing is done.

    Raises:
        RunError: a notebook is missing.
    """
    ground = Ground(jobs, places, options)
    decisions = [decision for job in ground.jobs for decision in ground.preview(job)]
    for code in sorted({job.organisation for job in jobs if job.audience == PUBLISHED}):
        task = Task(code, None, PUBLISHED, RELEASE)
        verdicts = {
            decision.verdict: decision.reason
            for decision in reversed(decisions)
            if decision.task.organisation == code and decision.verdict != SKIP
        }
        verdict = next((name for name in (MAKE, PERHAPS) if name in verdicts), None)
        if verdict:
            decisions.append(Decision(task, verdict, verdicts[verdict]))
        elif ground.shelves.released(code) != ground.release_key(code):
            decisions.append(Decision(task, MAKE, NOT_TOGETHER))
        else:
            decisions.append(Decision(task, SKIP, UNCHANGED))
    return decisions


def _notebooks(folder: Path, always: Sequence[str], own: Sequence[str]) -> dict[str, bytes]:
    """The notebooks by their names, in the order of the pages; optional ones where they are there.

    Raises:
        RunError: one is missing that every report has, or that is asked for.
    """
    there = {page for page in (*always, *optional_pages(), *own)
             if (folder / f"{page}.ipynb").is_file()}  # fmt: skip
    if gone := [page for page in (*always, *own) if page not in there]:
        raise RunError(lacking(folder, gone))
    order = [page for page in pages_run(optional_pages()) if page in there]
    return {page: (folder / f"{page}.ipynb").read_bytes() for page in (*order, *own)}


def lacking(folder: Path, pages: Sequence[str]) -> str:
    """What is said where notebooks are missing."""
    names = ", ".join(f"{page}.ipynb" for page in pages)
    return f"the folder '{folder}' lacks {names}. Give the right folder with --notebooks."
