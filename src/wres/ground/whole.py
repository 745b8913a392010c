"""Write files and folders whole, or leave what was there: a disk may be full at any moment."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# How what is not whole yet is named, beside its place; hidden where names decide that.
HALF = ".half-"
_OLD, _GONE = "-old", "-gone"


def write_whole(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file whole, or leave the one before it.

    Raises:
        OSError: it could not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=HALF, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).chmod(mode)
        Path(aside).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(aside).unlink()
        raise


def swap(made: Path, place: Path) -> None:
    """Put a folder in the place of the one before it; where that fails, the one before stays.

    Raises:
        OSError: it could not be put there.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    old = made.with_name(f"{made.name}{_OLD}")
    if place.exists():
        place.rename(old)
    try:
        made.rename(place)
    except BaseException:
        put_back([old], place)
        raise
    drop(old)


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
