"""What tells whether any file that a report was read from has changed since."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from wres.reading.locations import SHARED

# Path, size, times of change, and which file it is.
Trace = tuple[str, int, int, int, int]


def traces(data: Path, codes: Iterable[str]) -> frozenset[Trace]:
    """The files and folders that a report of these bodies can be read from, as they are now.

    Args:
        data: the data folder.
        codes: the organisation and all those before it.

    Example:
        >>> traces(Path("no such folder"), ["QHG"])
        frozenset()
    """
    found = [data, *_in(data)]
    for name in (SHARED, *codes):
        for folder, _, files in os.walk(data / name, followlinks=True):
            found += [Path(folder), *(Path(folder, file) for file in files)]
    return frozenset(each for path in found if (each := trace(path)))


def _in(folder: Path) -> list[Path]:
    """The files in a folder, without asking about each: it has a country's folders beside them."""
    try:
        with os.scandir(folder) as entries:
            return [Path(entry.path) for entry in entries if entry.is_file()]
    except OSError:
        return []


def trace(path: Path) -> Trace | None:
    """What a file or folder is by now; None where there is none.

    >>> trace(Path("no such file")) is None
    True
    """
    try:
        found = path.stat()
    except OSError:  # gone since it was listed
        return None
    return str(path), found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
