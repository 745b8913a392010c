"""Data and reports at an address such as `s3://bucket/wres`: private copies here, kept the same.

A run works on the copies. What changed at an address is fetched before it; a report is sent when
it has been released, whole before the record that says so. Unfinished work never leaves.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from wres.batch import keys
from wres.batch.plan import NOT_FOR_PUBLICATION, Job, Places
from wres.batch.state import HIDDEN, files_in, record_of
from wres.ground.cache import cache_folder
from wres.ground.errors import RunError, WresError
from wres.ground.places import internal_place, reports_folder, without_password
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.ground.whole import write_whole
from wres.reading.organisations import read_register

_MARKS = "marks.json"
_TRIAL = f"{HIDDEN}/trial"
# What file systems call that which changes with a file: tags of its content, times of its change.
_TELLING = (
    "ETag", "etag", "e_tag", "md5Hash", "content_hash", "ino", "created", "updated", "mtime",
    "modified", "modify", "LastModified", "last_modified", "last_write_time",
)  # fmt: skip
_HERE, _STAYS = "files", (f"{HIDDEN}/staging", f"{HIDDEN}/lock", "run.log")


def is_address(text: str) -> bool:
    """Whether this is an address, and not a folder.

    >>> is_address("s3://bucket/wres"), is_address("/shares/wres"), is_address("C:\\\\wres")
    (True, False, False)
    """
    return "://" in text


@dataclass
class Copy:
    """A folder at an address, and a private copy of it here.

    `purpose` keeps copies apart: `data` and `reports`. Whatever a store says when it refuses is
    one `RunError`.
    """

    address: str
    purpose: str
    _marks: dict[str, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        root = cache_folder().parent / "wres-copies"
        self._base = root / f"{self.purpose}-{keys.digest(self.address)[:16]}"
        self.folder = self._base / _HERE
        self.folder.mkdir(parents=True, exist_ok=True)
        root.chmod(0o700)
        try:
            self._marks = json.loads((self._base / _MARKS).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self._marks = {}

    @cached_property
    def _there(self) -> tuple[Any, str]:
        try:
            from fsspec.core import url_to_fs

            return url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise self._error(
                f"'{self.address}' cannot be opened ({error}). It needs fsspec (pip install "
                "--constraint requirements.lock --editable '.[cluster]') and the package that "
                "fsspec names for such addresses."
            ) from error

    @contextmanager
    def _at_work(self, what: str) -> Iterator[tuple[Any, str]]:
        """The file system and the path in it; what is known of it is kept, however it ends."""
        try:
            yield self._there
        except WresError:
            raise
        # Each package has errors of its own, which have nothing else in common.
        except Exception as error:
            said = str(error).strip().partition("\n")[0] or type(error).__name__
            raise self._error(
                f"cannot {what} '{self.address}': {said}. See that the address is right, that it "
                "can be reached from here, and that you may read and write there. Then run the "
                "same command again: it goes on from what is whole."
            ) from error
        finally:
            self._keep()

    def folders(self) -> list[str]:
        """The names of the folders at the address."""
        with self._at_work("list") as (system, root):
            return sorted(
                PurePosixPath(entry["name"]).name
                for entry in _listed(system, root)
                if entry["type"] == "directory"
            )

    def fetch(self, within: str = "", *, deep: bool = True) -> None:
        """Make the copy of a folder what it is at the address.

        Args:
            within: the folder, below the address; by default all of it.
            deep: whether folders in it are fetched too.

        Raises:
            RunError: a file there has a name that cannot be one here, or the store refuses.
        """
        with self._at_work("fetch from") as (system, root):
            self._fetch(system, root, within, deep)

    def _fetch(self, system: Any, root: str, within: str, deep: bool) -> None:
        system.invalidate_cache()
        top = f"{root.rstrip('/')}/{within}".rstrip("/")
        listing = system.find(top, detail=True, maxdepth=None if deep else 1)
        # Some file systems find nothing where the connection broke. Nothing must be taken for gone
        # that is there.
        _listed(system, root)
        there = {name.removeprefix(root).lstrip("/"): about for name, about in listing.items()}
        for name, about in there.items():
            mark = _mark(about)
            if not mark or self._marks.get(name) != mark or not (self.folder / name).is_file():
                self._get(about["name"], name)
                self._marks[name] = mark
        pattern = "*" if not deep else "**/*"
        for path in sorted((self.folder / within).glob(pattern)):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in there and not _stays(name):
                path.unlink()
                self._marks.pop(name, None)

    def send(self, names: Iterable[str]) -> None:
        """Write files to the address."""
        with self._at_work("write to") as (system, root):
            for name in names:
                target = f"{root.rstrip('/')}/{name}"
                system.makedirs(target.rpartition("/")[0], exist_ok=True)
                system.put_file(str(self.folder / name), target)
                system.invalidate_cache()
                self._marks[name] = _mark(system.info(target))

    def drop(self, names: Iterable[str]) -> None:
        """Remove files at the address, as far as they are there."""
        with self._at_work("remove files from") as (system, root):
            for name in names:
                target = f"{root.rstrip('/')}/{name}"
                if self._marks.pop(name, None) or system.exists(target):
                    system.rm_file(target)

    def try_out(self) -> None:
        """See that files can be written there and removed, before there is anything to lose."""
        path = self.folder / _TRIAL
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"1")
        self.send([_TRIAL])
        self.drop([_TRIAL])
        path.unlink()

    def known(self, within: str = "") -> set[str]:
        """The names of the files at the address, as they were when last seen."""
        return {name for name in self._marks if name.startswith(within)}

    def _get(self, source: str, name: str) -> None:
        target = self.folder / name
        if ".." in PurePosixPath(name).parts:
            raise self._error(f"'{self.address}' has a file whose name leads elsewhere: '{name}'.")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self._base)
        os.close(handle)
        try:
            self._there[0].get_file(source, aside)
            Path(aside).replace(target)
        finally:
            Path(aside).unlink(missing_ok=True)

    @staticmethod
    def _error(said: str) -> RunError:
        return RunError(without_password(said))

    def _keep(self) -> None:
        write_whole(self._base / _MARKS, json.dumps(self._marks).encode())


def fetch_data(copy: Copy, organisations: Collection[str] = ()) -> None:
    """Make the copy of the data what it is at the address: all, or what these organisations need.

    That is what no one organisation owns, and the folders of theirs and of the bodies before them.

    Raises:
        RunError: there is nothing, or it cannot be fetched.
    """
    copy.fetch(deep=not organisations)
    if not copy.known():
        raise RunError(
            f"there are no data at '{without_password(copy.address)}'. Give the address of the "
            "data folder, the one that holds organisations.csv, with --data."
        )
    if not organisations:
        return
    register, _ = read_register(copy.folder)
    codes = {body.ods_code for body in register.organisations}
    wanted = {code for organisation in organisations for code in register.line(organisation)}
    for name in copy.folders():
        if name in wanted or name not in codes | set(organisations):
            copy.fetch(name)


@dataclass(frozen=True)
class Source:
    """The data of one organisation at an address, as it was when `token` stood for it."""

    address: str
    organisation: str
    token: str

    def folder(self) -> Path:
        """A folder here that holds it; fetched once a process."""
        return _fetched(self)


@cache
def _fetched(source: Source) -> Path:
    copy = Copy(source.address, f"data-{source.organisation}")
    fetch_data(copy, [source.organisation])
    return copy.folder


@dataclass
class Store(Copy):
    """The reports at an address, and a private copy of them here."""

    purpose: str = "reports"

    def send_report(self, job: Job) -> None:
        """Send a report: its record is gone while it is not whole."""
        record = record_of(job).as_posix()
        self.drop([record])
        files = self._names(job.folder)
        self.send(files)
        self.drop(self.known(f"{job.folder.as_posix()}/") - set(files))
        self.send([record])

    def send_rest(self) -> None:
        """Send what a run says of itself: the index, its record, and what failed."""
        told = ("index.html", "run.json", NOT_FOR_PUBLICATION)
        names = [name for name in told if (self.folder / name).exists()]
        failed = self._names(Path("failed"))
        released = self._names(Path(HIDDEN) / "released")
        self.drop(self.known("failed/") - set(failed))
        self.send([*names, *failed, *released])

    def _names(self, folder: Path) -> list[str]:
        return [(folder / name).as_posix() for name in files_in(self.folder / folder)]


def reports_beside(data: str, notebooks: Path) -> str:
    """Where reports go unless told otherwise; never to an address that was not named."""
    return str(reports_folder(notebooks if is_address(data) else Path(data)))


def open_places(
    data: str,
    notebooks: Path,
    reports: str,
    organisations: Collection[str] = (),
    audience: str = PUBLISHED,
) -> Places:
    """The folders of a run; those at an address as copies, which are fetched now.

    Raises:
        RunError: an address cannot be opened, there are no data, or no place for internal editions.
    """
    folders = {}
    reports = internal_place(reports) if audience == INTERNAL else reports
    if is_address(data):
        copy = Copy(data, "data")
        fetch_data(copy, organisations)
        folders["data"] = copy.folder
    if is_address(reports):
        store = Store(reports)
        store.fetch()
        folders["reports"] = store.folder
    return Places(
        folders.get("data") or Path(data).resolve(),
        notebooks.resolve(),
        folders.get("reports") or Path(reports).resolve(),
        data if "data" in folders else "",
        reports if "reports" in folders else "",
    )


def _listed(system: Any, root: str) -> list[dict]:
    """What is in a folder, which need not be there. A store that cannot be reached is an error."""
    system.invalidate_cache()
    try:
        return system.ls(root, detail=True)
    except FileNotFoundError:
        return []


def _mark(about: dict) -> str:
    """What changes with a file at an address; blank where the store does not say."""
    told = {name: about[name] for name in _TELLING if about.get(name)}
    told = told and {**told, "size": about.get("size")}
    return keys.digest(json.dumps(told, sort_keys=True, default=str)) if told else ""


def _stays(name: str) -> bool:
    """Whether a file of the reports' copy is no business of the address."""
    return any(f"/{part}" in f"/{name}" for part in _STAYS)
