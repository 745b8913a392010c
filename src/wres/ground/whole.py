"""Write files and folders whole, or leave what was there: a disk may be full at any moment.

The power may fail at any moment too. So what takes the place of something else is on the disk
before it does, and what was there is not removed before that is.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import nullcontext, suppress
from pathlib import Path

# How what is not whole yet is named, beside its place; hidden where names decide that.
HALF = ".half-"
_OLD, _GONE = "-old", "-gone"


def write_whole(
    path: Path, content: bytes, mode: int = 0o644, *, outlasts_power: bool = True
) -> None:
    """Write a file whole, or leave the one before it.

    Args:
        path: where it stands.
        content: what is in it.
        mode: who may read and write it.
        outlasts_power: whether it is whole after a power cut too; what can be worked out again
            need not be.

    Raises:
        OSError: it could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=HALF, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if outlasts_power:
                file.flush()
                os.fsync(file.fileno())
        Path(aside).chmod(mode)
        Path(aside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise


def swap(folder: Path, place: Path) -> None:
    """Put a folder in the place of the one before it; where that fails, the one before stays.

    Raises:
        OSError: it could not be put there.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    for path in folder.rglob("*"):
        if path.is_file():
            flush(path)
    old = folder.with_name(f"{folder.name}{_OLD}")
    if place.exists():
        place.rename(old)
    try:
        folder.rename(place)
    except BaseException:
        put_back([old], place)
        raise
    if old.exists():
        flush(place.parent)
        drop(old)


def flush(path: Path) -> None:
    """Have a file, or the names in a folder, stand on the disk itself.

    Raises:
        OSError: the disk does not take a file. Not every system does this for folders.
    """
    is_windows = os.name == "nt"
    with suppress(OSError) if path.is_dir() else nullcontext():
        handle = os.open(path, os.O_RDWR if is_windows else os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def drop(folder: Path) -> None:
    """Remove a folder. What a fault leaves of it is never taken for whole: it is named apart."""
    gone = folder.with_name(f"{HALF}{folder.name.removeprefix(HALF)}{_GONE}")
    shutil.rmtree(gone, ignore_errors=True)
    with suppress(OSError):
        folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)


def put_back(halves: Iterable[Path], place: Path) -> None:
    """Put back what stood in a place that is empty, because a `swap` there was cut short."""
    for half in halves:
        if half.name.endswith(_OLD) and half.is_dir() and not place.exists():
            half.rename(place)
