"""Data and reports at an address such as `s3://bucket/wres`: private copies here, kept the same.

A run works on the copies. What changed at an address is fetched before it; a report is sent when
it has been released, whole before the record that says so. Unfinished work never leaves.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from helpers.batch import keys
from helpers.batch.plan import Job, Places, shelf
from helpers.batch.state import HIDDEN, record_of
from helpers.cache import cache_folder
from helpers.errors import RunError
from helpers.organisations import read_register

_MARKS = "marks.json"
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

    `purpose` keeps copies apart: `data` and `reports`.
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
            raise RunError(
                f"'{self.address}' cannot be opened ({error}). It needs fsspec (pip install "
                "--constraint requirements.lock --editable '.[cluster]') and the package that "
                "fsspec names for such addresses."
            ) from error

    def folders(self) -> list[str]:
        """The names of the folders at the address."""
        system, root = self._there
        system.invalidate_cache()
        if not system.exists(root):
            return []
        return sorted(
            PurePosixPath(each["name"]).name
            for each in system.ls(root, detail=True)
            if each["type"] == "directory"
        )

    def fetch(self, within: str = "", *, deep: bool = True) -> None:
        """Make the copy of a folder what it is at the address.

        Args:
            within: the folder, below the address; by default all of it.
            deep: whether folders in it are fetched too.

        Raises:
            RunError: a file there has a name that cannot be one here.
        """
        system, root = self._there
        system.invalidate_cache()
        top = f"{root.rstrip('/')}/{within}".rstrip("/")
        found = system.find(top, detail=True, maxdepth=None if deep else 1)
        there = {name.removeprefix(root).lstrip("/"): about for name, about in found.items()}
        for name, about in there.items():
            mark = _mark(about)
            if self._marks.get(name) != mark or not (self.folder / name).is_file():
                self._get(about["name"], name)
                self._marks[name] = mark
        pattern = "*" if not deep else "**/*"
        for path in sorted((self.folder / within).glob(pattern)):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and name not in there and not _stays(name):
                path.unlink()
                self._marks.pop(name, None)
        self._keep()

    def send(self, names: Iterable[str]) -> None:
        """Write files to the address."""
        system, root = self._there
        for name in names:
            target = f"{root.rstrip('/')}/{name}"
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
            system.put_file(str(self.folder / name), target)
            system.invalidate_cache()
            self._marks[name] = _mark(system.info(target))
        self._keep()

    def drop(self, names: Iterable[str]) -> None:
        """Remove files at the address, as far as they are there."""
        system, root = self._there
        for name in names:
            target = f"{root.rstrip('/')}/{name}"
            if self._marks.pop(name, None) or system.exists(target):
                system.rm_file(target)
        self._keep()

    def known(self, within: str = "") -> set[str]:
        """The names of the files at the address, as they were when last seen."""
        return {name for name in self._marks if name.startswith(within)}

    def _get(self, source: str, name: str) -> None:
        target = self.folder / name
        if ".." in PurePosixPath(name).parts:
            raise RunError(f"'{self.address}' holds a file whose name leads elsewhere: '{name}'.")
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=self._base)
        os.close(handle)
        self._there[0].get_file(source, aside)
        Path(aside).replace(target)

    def _keep(self) -> None:
        path = self._base / _MARKS
        aside = path.with_name(f"{_MARKS}.{os.getpid()}")
        aside.write_text(json.dumps(self._marks), encoding="utf-8")
        aside.replace(path)


def fetch_data(copy: Copy, organisations: Collection[str] = ()) -> None:
    """Make the copy of the data what it is at the address: all, or what these organisations need.

    That is what no one organisation owns, and the folders of theirs and of the bodies before them.
    """
    if not organisations:
        copy.fetch()
        return
    copy.fetch(deep=False)
    register, _ = read_register(copy.folder)
    codes = {each.ods_code for each in register.organisations}
    wanted = {code for each in organisations for code in register.line(each)}
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
class Store:
    """The reports at an address."""

    address: str

    def __post_init__(self) -> None:
        self._copy = Copy(self.address, "reports")

    @property
    def folder(self) -> Path:
        """Where their copy is."""
        return self._copy.folder

    def fetch(self) -> None:
        """Make the copy what stands at the address."""
        self._copy.fetch()

    def send(self, job: Job) -> None:
        """Send a report: its record is gone while it is not whole."""
        record = record_of(job).as_posix()
        self._copy.drop([record])
        files = self._names(job.folder)
        self._copy.send(files)
        self._copy.drop(self._copy.known(f"{job.folder.as_posix()}/") - set(files))
        self._copy.send([record])

    def send_rest(self, audiences: Collection[str]) -> None:
        """Send what a run says of itself: the index, its record, and what failed."""
        names = [(shelf(audience) / "index.html").as_posix() for audience in audiences]
        failed = self._names(Path("failed"))
        released = self._names(Path(HIDDEN) / "released")
        self._copy.drop(self._copy.known("failed/") - set(failed))
        self._copy.send([*names, "run.json", *failed, *released])

    def _names(self, folder: Path) -> list[str]:
        found = sorted((self.folder / folder).rglob("*"))
        return [path.relative_to(self.folder).as_posix() for path in found if path.is_file()]


def open_places(
    data: str, notebooks: Path, reports: str, organisations: Collection[str] = ()
) -> Places:
    """The folders of a run; those at an address as copies, which are fetched now.

    Raises:
        RunError: an address cannot be opened.
    """
    folders = {}
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


def _mark(about: dict) -> str:
    """What changes with a file at an address: its size, and its tag or the time of its change."""
    kept = {name: about.get(name) for name in ("size", "ETag", "etag", "mtime", "LastModified",
            "last_modified", "created", "md5Hash", "ino")}  # fmt: skip
    return keys.digest(json.dumps(kept, sort_keys=True, default=str))


def _stays(name: str) -> bool:
    """Whether a file of the reports' copy is no business of the address."""
    return any(part in f"/{name}" for part in (f"/{each}" for each in _STAYS))
