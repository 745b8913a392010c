"""What a worker does: each task a function of what it is given, bytes in and bytes out.

A worker writes nothing but temporary files of its own. So it does not matter where it runs, a
killed one leaves nothing half made, and its task can be done again elsewhere.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wres.attack.pages import Other
from wres.batch import keys
from wres.batch.frame import Frame
from wres.batch.plan import Job
from wres.batch.remote import Source
from wres.engine.process import spent
from wres.figures.released import PublishedEdition
from wres.ground.errors import Doubt, RunError, WresError
from wres.ground.files import reading_once
from wres.showing.handed import Handed

# Papermill, nbconvert and matplotlib are not made for several threads, which a Dask worker has.
_ONE_AT_A_TIME = threading.Lock()
CHANGED = "{} was changed while the run was at work. When nobody writes it any more, run it again."


@dataclass(frozen=True)
class Read:
    """What reading came to: a digest of what the report may show, its open warnings, its frame.

    `kept` are the years that are printed as they were published before, and would else be printed
    otherwise. `files` are the digests of the input files that it is made of, by name, and `opened`
    is the report itself, packed, which holds nothing that its readers may not see.
    """

    seen: str
    remarks: tuple[str, ...]
    frame: Frame
    kept: tuple[int, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    opened: bytes = b""


@dataclass(frozen=True)
class Executed:
    """An executed notebook; where it failed, as far as it came, and why."""

    content: bytes
    error: Exception | None = None


@dataclass(frozen=True)
class Was:
    """What a run has read for a report: the digests of the files, the report, packed, what is out.

    It is not packed where the run did not have to read it, and where it may not leave the reader.
    """

    files: Mapping[str, str]
    opened: bytes = b""
    out: Sequence[PublishedEdition] = ()

    def again(self, job: Job, data: Path) -> bytes:
        """The report, packed, read again where it is not at hand.

        Raises:
            WresError: it cannot be read, or not any more as it was.
        """
        if self.opened:
            return self.opened
        again = read(job, data, out=self.out)
        self.check(again.files)
        return again.opened

    def check(self, now: Mapping[str, str]) -> None:
        """See that files are what they were when the run read them.

        Raises:
            RunError: one is not.
        """
        if changed := [name for name in now if self.files.get(name) != now[name]]:
            raise RunError(CHANGED.format(changed[0]))


@dataclass(frozen=True)
class Done:
    """How a task ended: its result or its error, and what it cost.

    `seconds` are those of the clock, `processor_seconds` those of the worker's own process and of
    the notebook's. `peak` is the most memory that the worker's ever had, in bytes; None where the
    system does not say.
    """

    result: Any
    error: Exception | None
    seconds: float
    processor_seconds: float
    peak: int | None
    worker: str


def perform(pack: str, task: Callable, *given: object) -> Done:
    """Do a task, and say what it cost. It never raises: an error is part of the answer.

    Args:
        pack: the pack of whoever asks (`keys.pack`). Files of different packs must not be mixed.
        task: one of the functions below.
        given: what it takes.
    """
    with _ONE_AT_A_TIME:
        clock, processor = time.perf_counter(), _processor_time()
        result = error = None
        try:
            if pack != keys.pack():
                raise RunError(
                    f"the worker on {socket.gethostname()} has another version of the pack or of "
                    "its packages; install the same on all machines"
                )
            result = task(*given)
        except Exception as raised:
            error = raised
        return Done(
            result,
            error,
            time.perf_counter() - clock,
            _processor_time() - processor,
            _peak(),
            f"{socket.gethostname()}:{os.getpid()}",
        )


def read(
    job: Job, data: Path | Source, strict: bool = False, out: Sequence[PublishedEdition] = ()
) -> Read:
    """Read, protect and calculate, so that the job's notebooks find it done.

    It is kept by `wres.indicators.once`.

    Raises:
        WresError: there is nothing to make a report of.
    """
    from wres.batch.publish import look

    folder = _here(data)
    with reading_once() as taken:
        report, remarks = look(job, folder, strict, out)
    still_open = (
        f"{remark.severity} {keys.digest(repr(remark))}"
        for remark in remarks
        if not (isinstance(remark, Doubt) and remark.accepted)
    )
    kept = tuple(counts.year for counts in report.published if counts.protection.keeps)
    files = taken.within(folder)
    seen, frame = keys.seen(report), Frame.of(report, files)
    return Read(seen, tuple(still_open), frame, kept, files, report.packed())


def notebook(
    job: Job, page: str, source: bytes, data: Path | Source, limit: int, was: Was | None = None
) -> Executed:
    """Run a page's notebook. One that fails is part of the answer, as far as it came.

    Args:
        job: the report.
        page: the page.
        source: its notebook.
        data: the data folder.
        limit: how many seconds a cell may take.
        was: what the run has read; without it the notebook reads for itself.
    """
    from wres.batch.notebook import run_notebook

    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        given, executed = Path(folder) / f"{page}.ipynb", Path(folder) / job.notebook(page).name
        if executed == given:
            given = given.with_name("given") / given.name
            given.parent.mkdir()
        given.write_bytes(source)
        error = None
        try:
            place, out = _here(data), was.out if was else ()
            opened = was.again(job, place) if was else b""
            run_notebook(given, executed, job, place, limit, out, opened)
        except WresError as raised:
            error = raised
        return Executed(executed.read_bytes() if executed.exists() else b"", error)


def pages(job: Job, executed: Mapping[str, bytes], frame: Frame) -> dict[str, bytes]:
    """Every page, the whole report and how it was made, by name, from the executed notebooks."""
    from wres.batch import publish

    return publish.pages(job, executed, frame)


def pdf(report: str, html: bytes) -> dict[str, bytes]:
    """The PDF of the whole report, under the name that goes with the report's."""
    from wres.batch.publish import written
    from wres.export.pdf import write_pdf

    return written(write_pdf, html.decode(), Path(report).with_suffix(".pdf").name)


def word(report: str, html: bytes) -> dict[str, bytes]:
    """The Word file of the whole report, under the name that goes with the report's."""
    from wres.batch.publish import written
    from wres.export.word import write_word

    return written(write_word, html.decode(), Path(report).with_suffix(".docx").name)


def board(job: Job, executed: bytes, frame: Frame) -> dict[str, bytes]:
    """The board edition by the names of its files, from its executed notebook."""
    from wres.batch import publish

    return publish.board_edition(job, executed, frame)


def workbook(
    job: Job,
    data: Path | Source,
    printed: Mapping[str, tuple],
    others: tuple[Other, ...],
    was: Was | None = None,
) -> dict[str, bytes]:
    """The workbook and the table of figures, by name; see `wres.batch.publish.tables`."""
    from wres.batch import publish

    folder, out = _here(data), was.out if was else ()
    opened = was.again(job, folder) if was else b""
    with reading_once() as taken:
        files = publish.tables(job, folder, printed, others, out, opened)
    if was:
        was.check(taken.within(folder))
    return files


def examine(
    finished: Mapping[Job, Mapping[str, bytes]],
    there: Mapping[Job, Mapping[str, bytes]],
    handed: Mapping[Job, Handed],
    candidates: int,
    before: Mapping[Job, Mapping[str, bytes]] | None = None,
) -> tuple[dict[Job, str], str]:
    """Attack an organisation's finished reports together; see `wres.batch.release.why_not`.

    Args:
        finished: the files of the reports that are.
        there: those of the reports that stay.
        handed: what people handed over for each finished one.
        candidates: how many values each withheld count must still be able to have.
        before: of each report that one of them replaces the file that says what it prints.
    """
    from wres.batch.release import BEFORE, why_not

    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        _put(Path(folder), {**finished, **there})
        _put(Path(folder) / BEFORE, before or {})
        return why_not(handed, list(there), Path(folder), candidates)


def _put(folder: Path, reports: Mapping[Job, Mapping[str, bytes]]) -> None:
    for job, files in reports.items():
        for name, content in files.items():
            path = folder / job.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _here(data: Path | Source) -> Path:
    return data.folder() if isinstance(data, Source) else data


def _processor_time() -> float:
    return time.process_time() + spent()


def _peak() -> int | None:
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:  # Windows
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return getrusage(RUSAGE_SELF).ru_maxrss * unit
