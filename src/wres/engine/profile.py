"""What a user has an ordinary kernel do before the first cell: start-up files and settings.

IPython itself is not asked, since it takes long to load.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

_SYSTEM_FOLDERS = () if os.name == "nt" else (Path("/usr/local/etc/ipython"), Path("/etc/ipython"))
_SETTINGS = ("ipython_config", "ipython_kernel_config")
# What `ipython profile create` writes into a file of settings: it sets nothing.
_SETS_NOTHING = re.compile(r"\s*(#.*|c\s*=\s*get_config\(\)\s*(#.*)?)?")


def user_files(environment: Mapping[str, str]) -> list[Path]:
    """The start-up files and settings that an ordinary kernel would read before the first cell."""
    if startup := environment.get("PYTHONSTARTUP"):
        return [Path(startup)]
    own = Path(environment.get("IPYTHONDIR") or "~/.ipython").expanduser() / "profile_default"
    folders = (own, Path(sys.prefix) / "etc" / "ipython", *_SYSTEM_FOLDERS)
    return [file for folder in folders for file in _read_from(folder)]


def _read_from(folder: Path) -> Iterator[Path]:
    for name in _SETTINGS:
        for file in (folder / f"{name}.py", folder / f"{name}.json"):
            if file.is_file() and _sets_something(file):
                yield file
    for pattern in ("*.py", "*.ipy"):
        yield from sorted((folder / "startup").glob(pattern))


def _sets_something(file: Path) -> bool:
    text = file.read_text(encoding="utf-8", errors="replace")
    if file.suffix == ".json":
        try:
            return bool(json.loads(text))
        except ValueError:
            return True
    return not all(_SETS_NOTHING.fullmatch(line) for line in text.splitlines())
