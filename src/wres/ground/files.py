"""Open what is input: regular files, each in its own place, and nothing that stands there instead.

A link could lead to another organisation's counts, and a pipe or a device has no end. So below the
data folder, which may be a link itself, nothing is followed and nothing else is opened.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from wres.ground.errors import Fault

# No link is followed and no pipe waited for, where the system can promise it.
_CAREFULLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
_KINDS: dict[str, Callable[[int], bool]] = {
    "a link": stat.S_ISLNK,
    "a folder": stat.S_ISDIR,
    "a pipe": stat.S_ISFIFO,
    "a socket": stat.S_ISSOCK,
}
_NO_FILE = "Only a file itself is read: put it in this place under this name, or take this away."
_NO_FOLDER = "Only a folder itself is read: put it in this place under this name."
# Nanoseconds: how long a file that is written anew may be empty.
_A_MOMENT = 250_000_000
_LOOKS = 6
_MAY_READ = "Check that you may read it."


class NotAFileError(OSError):
    """Something that is no regular file stands where one is looked for; `kind` says what."""

    def __init__(self, kind: str):
        super().__init__(None, f"it is {kind}")
        self.kind = kind


def is_there(path: Path) -> bool:
    """Whether anything stands under that name, a link that leads nowhere too.

    >>> is_there(Path("no such file"))
    False
    """
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Whether a regular file stands there, and no link to one.

    >>> is_file(Path(os.curdir))
    False
    """
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder stands there, and no link to one.

    >>> is_folder(Path(os.curdir))
    True
    """
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def open_file(path: Path) -> BinaryIO:
    """A regular file, opened for reading.

    Raises:
        NotAFileError: a link, a folder, a pipe, a socket or a device stands there.
        OSError: it cannot be opened.
    """
    _check(path.lstat().st_mode)
    handle = os.open(path, os.O_RDONLY | _CAREFULLY)
    try:
        # It may have been replaced since it was looked at.
        _check(os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def open_text(path: Path, newline: str | None = None) -> TextIO:
    """The same as text in UTF-8, with or without the mark that Excel puts first.

    Raises:
        OSError: as `open_file`.
    """
    return io.TextIOWrapper(open_file(path), encoding="utf-8-sig", newline=newline)


def read_bytes(path: Path, most: int = -1) -> bytes:
    """All bytes of a regular file, or as many as are asked for.

    Within `reading_once` they are those that were read first, whatever the file holds by now.

    Raises:
        OSError: as `open_file`.
    """
    taken = _taken.get()
    name = os.path.realpath(path)
    if taken is not None and name in taken.contents:
        return taken.contents[name]
    content = _read(path, most)
    if taken is not None:
        taken.contents[name] = content
        taken.digests[name] = hashlib.sha256(content).hexdigest()
    return content


def _read(path: Path, most: int) -> bytes:
    content = b""
    # Whoever writes a file anew empties it first: it may be full in a moment. It is looked at so
    # often and no more, since somebody may empty it again and again.
    for look in range(_LOOKS):
        if look:
            time.sleep(_A_MOMENT / _LOOKS / 1e9)
        with open_file(path) as file:
            content = file.read(most)
            age = time.time_ns() - os.fstat(file.fileno()).st_mtime_ns
        if content or not 0 <= age < _A_MOMENT:
            break
    return content


@dataclass
class Taken:
    """What was read of each file: its bytes, and the digest of what was made use of."""

    contents: dict[str, bytes] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)

    def within(self, folder: Path) -> dict[str, str]:
        """The digests of the files below a folder, by their names there."""
        root = os.path.realpath(folder)
        return {
            Path(name).relative_to(root).as_posix(): digest
            for name, digest in self.digests.items()
            if Path(name).is_relative_to(root)
        }


_taken: ContextVar[Taken | None] = ContextVar("taken", default=None)


@contextmanager
def reading_once() -> Iterator[Taken]:
    """Read each file once, however often it is asked for: it may change meanwhile.

    >>> with reading_once() as taken:
    ...     taken.within(Path(os.curdir))
    {}
    """
    taken = Taken()
    token = _taken.set(taken)
    try:
        yield taken
    finally:
        _taken.reset(token)


def note(path: Path, digest: str) -> None:
    """Note the digest of a file of which something was made, for whoever is `reading_once`."""
    if taken := _taken.get():
        taken.digests[os.path.realpath(path)] = digest


def mark(path: Path) -> tuple[int, ...]:
    """What changes with a file: its size, its times, and which file it is.

    Raises:
        OSError: there is none.
    """
    about = path.lstat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def read_text(path: Path) -> str:
    """A regular file's text, its lines ended alike.

    Raises:
        OSError: as `open_file`.
        UnicodeDecodeError: it is not UTF-8.
    """
    text = read_bytes(path).decode("utf-8-sig")
    return io.StringIO(text, newline=None).read()


def open_fault(file: str, error: OSError, remedy: str = _MAY_READ) -> Fault:
    """What is said of a file that is there and cannot be opened.

    >>> print(open_fault("staff.csv", NotAFileError("a pipe")))
    staff.csv: is a pipe. Only a file itself is read: put it in this place under this name, \
or take this away.
    """
    if isinstance(error, NotAFileError):
        return Fault(file, None, "", None, f"is {error.kind}", _NO_FILE)
    return Fault(file, None, "", None, f"cannot be opened ({error.strerror})", remedy)


def file_faults(path: Path, name: str) -> list[Fault]:
    """What is wrong where a file of input is looked for and something else stands.

    >>> file_faults(Path("no such file"), "settings.csv")
    []
    """
    if not is_there(path) or is_file(path):
        return []
    return [open_fault(name, NotAFileError(_kind(path.lstat().st_mode)))]


def folder_faults(folder: Path, name: str) -> list[Fault]:
    """What is wrong where a folder of input is looked for and something else stands.

    >>> folder_faults(Path(os.curdir), "extracts"), folder_faults(Path("no such"), "extracts")
    ([], [])
    """
    if not is_there(folder) or is_folder(folder):
        return []
    problem = f"is {_kind(folder.lstat().st_mode) or 'a file'}"
    return [Fault(name, None, "", None, problem, _NO_FOLDER)]


def _check(mode: int) -> None:
    if kind := _kind(mode):
        raise NotAFileError(kind)


def _kind(mode: int) -> str:
    """What stands somewhere, by its mode; blank for a regular file."""
    if stat.S_ISREG(mode):
        return ""
    return next((kind for kind, is_it in _KINDS.items() if is_it(mode)), "a device")
