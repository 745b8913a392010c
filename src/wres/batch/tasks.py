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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wres.batch import keys
from wres.batch.frame import Frame
from wres.batch.plan import Job
from wres.batch.remote import Source
from wres.engine.process import spent
from wres.ground.errors import RunError
from wres.showing.handed import Handed

# Papermill, nbconvert and matplotlib are not made for several threads, which a Dask worker has.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True)
class Read:
    """What reading came to: a digest of what the report may show, its open warnings, its frame."""

    seen: str
    doubts: tuple[str, ...]
    frame: Frame


@dataclass(frozen=True)
class Executed:
    """An executed notebook; where it failed, as far as it came, and why."""

    content: bytes
    error: Exception | None = None


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


def read(job: Job, data: Path | Source, strict: bool = False) -> Read:
    """Read, protect and calculate, so that the job's notebooks find it done.

    It is kept by `wres.indicators.once`.

    Raises:
        WresError: there is nothing to make a report of.
    """
    from wres.batch.publish import look

    report, doubts = look(job, _here(data), strict)
    still_open = (keys.digest(repr(doubt)) for doubt in doubts if not doubt.accepted)
    return Read(keys.seen(report), tuple(still_open), Frame.of(report))


def notebook(job: Job, page: str, source: bytes, data: Path | Source, limit: int) -> Executed:
    """Run a page's notebook. One that fails is part of the answer, as far as it came."""
    from wres.batch.notebook import run_notebook

    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        given, made = Path(folder) / f"{page}.ipynb", Path(folder) / job.notebook(page).name
        if made == given:
            given = given.with_name("given") / given.name
            given.parent.mkdir()
        given.write_bytes(source)
        error = None
        try:
            run_notebook(given, made, job, _here(data), limit)
        except RunError as raised:
            error = raised
        return Executed(made.read_bytes() if made.exists() else b"", error)


def pages(job: Job, executed: Mapping[str, bytes], frame: Frame) -> dict[str, bytes]:
    """Every page and the whole report, by name, from the executed notebooks by page."""
    from wres.batch import publish

    return publish.pages(job, executed, frame)


def pdf(report: str, html: bytes) -> dict[str, bytes]:
    """The PDF of the whole report, under the name that goes with the report's."""
    from wres.export.pdf import write_pdf

    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        target = Path(folder) / Path(report).with_suffix(".pdf").name
        write_pdf(html.decode(), target)
        return {target.name: target.read_bytes()}


def workbook(
    job: Job, data: Path | Source, printed: Mapping[str, tuple], others: tuple[str, ...]
) -> dict[str, bytes]:
    """The workbook and the table of figures, by name; see `wres.batch.publish.tables`."""
    from wres.batch import publish

    return publish.tables(job, _here(data), printed, others)


def examine(
    made: Mapping[Job, Mapping[str, bytes]],
    there: Mapping[Job, Mapping[str, bytes]],
    handed: Mapping[Job, Handed],
    candidates: int,
) -> tuple[dict[Job, str], str]:
    """Attack an organisation's finished reports together; see `wres.batch.release.why_not`."""
    from wres.batch.release import why_not

    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        for job, files in (*made.items(), *there.items()):
            for name, content in files.items():
                path = Path(folder) / job.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
        return why_not(handed, list(there), Path(folder), candidates)


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
