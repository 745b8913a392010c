"""Keep what took long to work out, under a key of everything that it depends on.

Counts and figures are kept, never records. Raw counts are among them, so they lie in a folder that
only its owner may open, outside the data and the reports. Nothing depends on it: without room, or
without the right to write, everything is worked out again.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import os
import sys
import zlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from wres.ground.files import mark, open_file
from wres.ground.whole import write_whole

_FOLDER = "wres-counts"
_ENDING = ".json.gz"
# What all entries together may take; the one that was used longest ago goes first.
_MOST_BYTES = 200_000_000
# What reads cells and calculates for the pack: another version may come to something else.
_PACKAGES = ("numpy", "pandas", "python-calamine", "scipy")
_PACK = Path(__file__).resolve().parents[1]

# What JSON can hold.
Entry = dict[str, Any]


def cache_folder() -> Path:
    """Where entries are kept: below `WRES_CACHE`, else the user's cache folder."""
    named = os.environ.get("WRES_CACHE")
    return (Path(named) if named else user_cache_path("wres", appauthor=False)) / _FOLDER


def key_of(*parts: str) -> str:
    """The key of an entry: a digest of the pack's own code and reference files, and of `parts`."""
    digest = hashlib.sha256(_code().encode())
    for part in parts:
        # The length first: ("a", "bc") is not ("ab", "c").
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """A digest of a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    return _digest(path, *mark(path))


def load(key: str) -> Entry | None:
    """The entry of that key; None if there is none, or none that can be read."""
    path = cache_folder() / f"{key}{_ENDING}"
    try:
        entry = json.loads(gzip.decompress(path.read_bytes()))
        os.utime(path)
    except (OSError, EOFError, zlib.error, ValueError):
        return None
    return entry if isinstance(entry, dict) else None


def save(key: str, entry: Entry) -> None:
    """Keep an entry, whole or not at all, and drop old ones."""
    folder = cache_folder()
    # Without a cache the pack is slower, and in order.
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        content = gzip.compress(json.dumps(entry).encode(), compresslevel=1)
        write_whole(folder / f"{key}{_ENDING}", content, 0o600, outlasts_power=False)
        _drop_oldest(folder)


def _drop_oldest(folder: Path) -> None:
    entries = []
    for path in folder.iterdir():
        # Another process may have dropped it.
        with contextlib.suppress(FileNotFoundError):
            file = path.stat()
            entries.append((file.st_mtime, file.st_size, path))
    total = sum(size for _, size, _ in entries)
    for _, size, path in sorted(entries):
        if total <= _MOST_BYTES:
            break
        path.unlink(missing_ok=True)
        total -= size


@cache
def _code() -> str:
    """A digest of the pack's modules and reference files, of Python and of these packages."""
    digest = hashlib.sha256()
    for path in sorted(p for p in _PACK.rglob("*") if p.suffix in (".py", ".csv")):
        digest.update(path.relative_to(_PACK).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    digest.update(sys.version.encode())
    for name in _PACKAGES:
        digest.update(f"{name} {version(name)}".encode())
    return digest.hexdigest()


@cache
def _digest(path: Path, *signature: int) -> str:
    """A file's digest; `signature` changes with the file, so that each is read once a process."""
    with open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
