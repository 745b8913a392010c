"""Make one call of a run fail: armed in each of its Python processes (`scripts/faults.py`).

Every call that changes a file below one folder is written down in one list that all processes
share, and the call that comes at a certain place of it fails. What a full disk refuses is the
writing, not the opening: there the file is opened, and what is written goes to /dev/full.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

# One entry of the list; so its place in the file tells its number.
LENGTH = 512
REFUSED, FULL, FULL_FROM_THEN_ON = "refused", "full", "full from then on"
# What Python tells of before it does it, and where in what it tells the path stands.
_CALLS = {
    "open": "open",
    "os.link": "link",
    "os.mkdir": "make folder",
    "os.remove": "remove",
    "os.rename": "rename",
    "os.rmdir": "remove folder",
    "os.symlink": "link",
    "sqlite3.connect": "open database",
}
_MAKES_ROOM = ("remove", "remove folder", "rename")
_NO_FOLDER = -1


class Failing:
    """Which call is to fail, and how."""

    def __init__(self, folder: str, calls: str, at: int, how: str):
        self._folder, self._calls, self._at, self._how = folder + os.sep, calls, at, how
        self._here = threading.local()

    def heed(self, event: str, given: tuple) -> None:
        """Python is about to do something.

        Raises:
            OSError: it is to fail.
        """
        if event not in _CALLS or getattr(self._here, "is_busy", False):
            return
        self._here.is_busy = True
        try:
            call, path = _CALLS[event], _path(event, given)
            if path.startswith(self._folder):
                self._decide(call, path, self._number(call, path[len(self._folder) :]))
        finally:
            self._here.is_busy = False

    def _number(self, call: str, path: str) -> int:
        """Write a call down; its number."""
        entry = f"{call} {path}".encode()[: LENGTH - 1].ljust(LENGTH - 1) + b"\n"
        handle = os.open(self._calls, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, entry)
            return os.lseek(handle, 0, os.SEEK_CUR) // LENGTH
        finally:
            os.close(handle)

    def _decide(self, call: str, path: str, number: int) -> None:
        if self._how == FULL_FROM_THEN_ON:
            is_hit = 0 < self._at <= number and call not in _MAKES_ROOM
        else:
            is_hit = number == self._at
        if not is_hit:
            return
        if self._how == REFUSED:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        if call != "open":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)
        self._here.is_full = True

    def filling(self, real: Callable) -> Callable:
        """A function that opens files, whose file may have no room."""

        def opening(*given: object, **named: object) -> object:
            self._here.is_full = False
            file = real(*given, **named)
            # The hook was asked meanwhile.
            if getattr(self._here, "is_full", False):
                self._here.is_full = False
                full = os.open("/dev/full", os.O_RDWR)
                os.dup2(full, file if isinstance(file, int) else file.fileno())
                os.close(full)
            return file

        return staticmethod(opening)  # as a built-in function: it binds to no object


def _path(event: str, given: tuple) -> str:
    """The path of what is about to change; blank where nothing changes."""
    path = given[0]
    if event == "open" and not (given[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        return ""
    if event == "os.rename":
        path = given[1]
    if not isinstance(path, str | bytes | os.PathLike):
        return ""
    folder = given[-1] if event in ("os.remove", "os.rmdir", "os.mkdir") else _NO_FOLDER
    within = Path.cwd() if folder == _NO_FOLDER else Path(f"/proc/self/fd/{folder}").readlink()
    return str(within / os.fsdecode(path))


def arm(folder: str, calls: str, at: str, how: str) -> None:
    """Have that call fail in this process, if it is this one's, and in all forked from it."""
    failing = Failing(folder, calls, int(at), how)
    io.open = builtins.open = failing.filling(io.open)
    os.open = failing.filling(os.open)
    sys.addaudithook(failing.heed)
