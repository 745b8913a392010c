"""What is known of earlier runs: which files each task made and what it made them of.

It stands in a hidden folder beside the reports and holds digests only:
no count, no path and no clock. What would tell more is in the user's private cache: the digests
of input files, which hold raw counts, and when a file was last seen unchanged.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from wres.batch import keys
from wres.batch.frame import Frame
from wres.batch.plan import Job
from wres.ground import cache
from wres.ground.errors import RunError
from wres.ground.files import mark as mark_of
from wres.ground.whole import HALF, drop, put_back, swap, write_whole
from wres.reading.bounds import limit

HIDDEN = ".wres"
_STAGING, _STATE, _RELEASED, _LOCK = "staging", "state", "released", "lock"
_DO_NOT_SHARE = """\
Unfinished reports, not yet examined. Do not share this folder. The next run goes on from here.
"""
# Unfinished work that no run has come back to for so long is cleared away.
_CLEARED_SECONDS = 30 * 24 * 60 * 60
# How often the readings of a run are kept, in seconds.
_KEPT_EVERY = 10


@dataclass(frozen=True)
class Made:
    """What a task made: its files with their digests, and what it was made of."""

    parts: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def key(self) -> str:
        """One digest of all that it was made of."""
        return keys.key(self.parts)


@dataclass(frozen=True)
class Reading:
    """What reading an organisation's input for a report came to.

    `files` are the digests of the input files, `seen` that of what the report may show, `remarks`
    the severity and a digest of each open warning and each note, `frame` what the report has
    around its notebooks, `is_strict` whether the organisation's own words were found not to
    contradict its figures, and `kept` the years that are printed as they were published before,
    and not as they would else be.
    """

    files: Mapping[str, str]
    seen: str
    remarks: tuple[str, ...]
    frame: Frame
    is_strict: bool = False
    kept: tuple[int, ...] = ()


class Fingerprints:
    """The digests of the files in a folder; one that was not touched is not read again."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._key = cache.key_of("fingerprints", str(folder))
        self._known: dict[str, list] = cache.load(self._key) or {}
        self._is_new = False

    def of(self, path: Path) -> str:
        """A file's digest; blank where there is no such file."""
        try:
            name = path.relative_to(self._folder).as_posix()
            mark = list(mark_of(path))  # before it is read, in case somebody writes it meanwhile
            if self._known.get(name, [])[:-1] != mark:
                self._known[name] = [*mark, _digest(path, mark)]
                self._is_new = True
        except OSError:
            return ""
        return self._known[name][-1]

    def learn(self, path: Path, digest: str) -> None:
        """Take a file's digest from whoever has just written it."""
        self._known[path.relative_to(self._folder).as_posix()] = [*mark_of(path), digest]
        self._is_new = True

    def keep(self) -> None:
        """Keep them for the next run."""
        if self._is_new:
            cache.save(self._key, self._known)
            self._is_new = False


def _digest(path: Path, mark: list[int]) -> str:
    """A file's digest; of one that is too long to be input its mark, since nothing reads it."""
    if mark[0] > limit("extract"):
        return keys.digest(json.dumps(mark))
    return cache.digest_of(path)


class Readings:
    """What this user's last readings of a data folder came to, in the private cache."""

    def __init__(self, data: Path):
        self._key = cache.key_of("readings", str(data))
        self._known: dict[str, dict] = cache.load(self._key) or {}
        self._kept = time.monotonic()
        self._is_new = False

    def get(self, job: Job) -> Reading | None:
        """The last reading for a report; None where there was none."""
        try:
            known = self._known[str(job)]
            return Reading(
                known["files"],
                known["seen"],
                tuple(known["remarks"]),
                Frame.from_entry(known["frame"]),
                known["is_strict"],
                tuple(known["kept"]),
            )
        except (KeyError, TypeError):
            return None

    def put(self, job: Job, reading: Reading) -> None:
        """Remember a reading; it is kept soon, in case the run is killed."""
        self._known[str(job)] = vars(reading) | {"frame": reading.frame.to_entry()}
        self._is_new = True
        if time.monotonic() - self._kept > _KEPT_EVERY:
            self.keep()

    def keep(self) -> None:
        """Keep them for the next run."""
        if self._is_new:
            cache.save(self._key, self._known)
        self._kept, self._is_new = time.monotonic(), False


@dataclass
class Shelves:
    """A reports folder: the reports in it, what is known of them, and what is not finished."""

    reports: Path
    fingerprints: Fingerprints = field(init=False)

    def __post_init__(self) -> None:
        self.fingerprints = Fingerprints(self.reports)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep other runs out of the folder; the system lets go of it, however this one ends.

        Raises:
            RunError: another run is at work there, or the folder cannot be written to.
        """
        lock = FileLock(self.reports / HIDDEN / _LOCK)
        try:
            (self.reports / HIDDEN).mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout as error:
            raise RunError(
                f"another run is at work in the reports folder '{self.reports}'. Wait until it "
                "has ended, or name another folder with --reports."
            ) from error
        except OSError as error:
            raise RunError(
                f"cannot write to the reports folder '{self.reports}' ({error.strerror}). "
                "Name another with --reports."
            ) from error
        try:
            yield
        finally:
            self.fingerprints.keep()
            lock.release()

    # What is known of finished reports

    def place(self, job: Job) -> Path:
        """Where a report stands."""
        return self.reports / job.folder

    def known(self, job: Job) -> dict[str, Made]:
        """What each task of a report made, by the task's name; empty where that is not known."""
        try:
            read = json.loads(self._state(job).read_text(encoding="utf-8"))
            return {name: Made(entry["parts"], entry["files"]) for name, entry in read.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def amiss(self, job: Job, product: Made) -> str:
        """Which file of a finished report is not what it was, in words; nothing where none is."""
        for name, is_now in product.files.items():
            is_there = self.fingerprints.of(self.place(job) / name)
            if is_there != is_now:
                return f"{name} {'was altered' if is_there else 'is gone'}"
        return ""

    def whole(self, job: Job) -> str:
        """One digest of all files of a report that stands in its place; blank where none does."""
        files = files_in(self.place(job)).items()
        marks = [f"{name}: {self.fingerprints.of(path)}" for name, path in files]
        return keys.digest("\n".join(marks)) if marks else ""

    def contents(self, job: Job) -> dict[str, bytes]:
        """Every file of a report that stands in its place."""
        files = files_in(self.place(job)).items()
        return {name: path.read_bytes() for name, path in files}

    def released(self, organisation: str) -> str:
        """The key under which an organisation's published reports were last examined."""
        try:
            return self._release(organisation).read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def keep_released(self, organisation: str, key: str) -> None:
        """Remember that an organisation's reports were examined as they stand."""
        write_whole(self._release(organisation), f"{key}\n".encode())

    # What is made and not yet in its place

    def staged(self, job: Job, parts: Mapping[str, str]) -> Made | None:
        """What a task made of these parts in this run, or in one that was stopped."""
        folder = self._staging(job) / keys.key(parts)
        if not folder.is_dir():
            return None
        files = files_in(folder).items()
        return Made(parts, {name: keys.digest(path.read_bytes()) for name, path in files})

    def has_staged(self, job: Job) -> bool:
        """Whether a run was stopped before it could finish the report."""
        return self._staging(job).is_dir()

    def stage(self, job: Job, parts: Mapping[str, str], files: Mapping[str, bytes]) -> Made:
        """Keep what a task made, whole or not at all, until its report is."""
        self._staging(job).mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=HALF, dir=self._staging(job)))
        for name, content in files.items():
            (half / name).parent.mkdir(parents=True, exist_ok=True)
            (half / name).write_bytes(content)
        swap(half, self._staging(job) / keys.key(parts))
        return Made(parts, {name: keys.digest(content) for name, content in files.items()})

    def read(self, job: Job, product: Made) -> dict[str, bytes]:
        """The files that a task made, staged or in their place."""
        folder = self._folder(job, product)
        return {name: (folder / name).read_bytes() for name in product.files}

    def put_in_place(self, job: Job, tasks: Mapping[str, Made]) -> None:
        """Swap a finished report in for the one before it, and write down what it is made of.

        What is staged of it stays until it is cleared.
        """
        self._state(job).unlink(missing_ok=True)
        half = Path(tempfile.mkdtemp(prefix=HALF, dir=self._staging(job)))
        half.chmod(0o755)
        for product in tasks.values():
            folder = self._folder(job, product)
            for name in product.files:
                (half / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(folder / name, half / name)
        swap(half, self.place(job))
        for product in tasks.values():
            for name, digest in product.files.items():
                self.fingerprints.learn(self.place(job) / name, digest)
        told = {name: {"parts": dict(m.parts), "files": dict(m.files)} for name, m in tasks.items()}
        write_whole(self._state(job), json.dumps(told, indent=1, sort_keys=True).encode() + b"\n")

    def clear(self, job: Job) -> None:
        """Drop what is staged for a report."""
        drop(self._staging(job))

    def clear_old(self) -> None:
        """Drop what no run came back to, and what a kill left half written.

        A report that was about to be replaced, and was not, is put back into its place.
        """
        hidden = self.reports / HIDDEN
        for half in (hidden / _STAGING).glob(f"*/{HALF}*"):
            shutil.rmtree(half, ignore_errors=True)
        for folder in (hidden / _STAGING).glob("*/*"):
            put_back(folder.glob(f"{HALF}*"), self.reports / folder.parent.name / folder.name)
            if time.time() - folder.stat().st_mtime > _CLEARED_SECONDS:
                drop(folder)
            for half in folder.glob(f"{HALF}*"):
                shutil.rmtree(half, ignore_errors=True)
        for half in (*self.reports.glob(f"{HALF}*"), *hidden.rglob(f"{HALF}*")):
            if half.is_file():
                half.unlink(missing_ok=True)

    def warn(self) -> None:
        """Say beside unfinished reports that they must not be shared."""
        folder = self.reports / HIDDEN / _STAGING
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / "README.txt").write_text(_DO_NOT_SHARE, encoding="utf-8")

    def _folder(self, job: Job, product: Made) -> Path:
        staged = self._staging(job) / product.key
        return staged if staged.is_dir() else self.place(job)

    def _staging(self, job: Job) -> Path:
        return self.reports / HIDDEN / _STAGING / str(job.year) / job.organisation

    def _state(self, job: Job) -> Path:
        return self.reports / record_of(job)

    def _release(self, organisation: str) -> Path:
        return self.reports / HIDDEN / _RELEASED / organisation


def record_of(job: Job) -> Path:
    """Where it is written down what a report is made of, below the reports folder."""
    return Path(HIDDEN) / _STATE / str(job.year) / f"{job.organisation}.json"


def files_in(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its name there, in order."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in paths}
