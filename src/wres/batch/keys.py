"""What a task depends on, as digests: where none of it changed, the task need not be done again.

A digest of counts that a published report withholds would let anybody try values until one fits.
So what stands beside published reports is made only of what such a report may show.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from wres import __version__, reference
from wres.attack.pages import Other
from wres.figures import COLUMNS
from wres.figures.counts import PublishedCounts
from wres.ground.files import is_file, is_folder
from wres.narrative.scope import Scope
from wres.reading.organisations import Register

if TYPE_CHECKING:  # charts take seconds to load, and whoever plans a run draws none
    from wres.opened import Opened

# What a part of a task is called in its record; a notebook's part is called after its file.
PACK, SEEN, EXECUTED, REPORT = "the pack", "what was read", "the notebooks' outputs", "report.html"
PRINTED = "which figures the pages print"
INPUTS = "the list of input files"
PYTHON = "Python"
# The pack's code: this package, and beside it what notebooks import.
_SOURCE = Path(__file__).resolve().parents[2]
_PACKAGES_OF_THE_PACK = ("helpers", "wres")
_BEGIN = _SOURCE / "wres" / "prepare" / "begin"

# The digest of each part that a task depends on, by the part's name.
Parts = Mapping[str, str]


def digest(content: bytes | str) -> str:
    """A digest of bytes or of a text.

    >>> digest("a") == digest(b"a") != digest("b")
    True
    """
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def key(parts: Parts) -> str:
    """One digest of all parts, whatever their order.

    >>> key({"a": "1", "b": "2"}) == key({"b": "2", "a": "1"}) != key({"a": "1"})
    True
    """
    return digest(json.dumps(dict(parts), sort_keys=True))


@cache
def versions() -> Mapping[str, str]:
    """The versions of Python and of the packages that shape a report."""
    names = (row["package"] for row in reference.rows("report_packages"))
    return {PYTHON: sys.version.split()[0]} | {name: version(name) for name in names}


def all_versions() -> Mapping[str, str]:
    """The same beside the pack's own."""
    return {"pack": pack(), **versions()}


@cache
def pack() -> str:
    """The pack's version, with a digest of its files and of the packages that shape a report.

    >>> pack().startswith(f"{__version__}+")
    True
    """
    files = (path for name in _PACKAGES_OF_THE_PACK for path in (_SOURCE / name).rglob("*"))
    files = sorted(path for path in files if path.is_file())
    hashed = hashlib.sha256(json.dumps(dict(versions())).encode())
    for path in files:
        # What `wres init` writes shapes no report, and in a wheel there is more of it.
        if path.suffix != ".pyc" and not path.is_relative_to(_BEGIN):
            hashed.update(path.relative_to(_SOURCE).as_posix().encode() + b"\0")
            hashed.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{__version__}+{hashed.hexdigest()[:16]}"


_FIELDS = attrgetter(*COLUMNS)  # of a figure: all that it says


def seen(report: Opened) -> str:
    """A digest of all that a report's notebooks and files are made of, besides their code.

    All of it is what a report holds, and so what may be seen: counts as they are protected,
    figures made of them, words. The register is in it as far as it tells of the organisation, and
    averages and population as far as a figure comes from them.
    """
    texts = [
        report.audience,
        repr(replace(report.scope, register=_own(report.scope))),
        *map(repr, report.commentaries),
        *map(_text, report.published),
        *(repr(_FIELDS(figure)) for figure in report.figures),
        repr(report.rows_held),
        repr(report.checks),
    ]
    return digest(json.dumps(texts))


def notebook_parts(read: str, file: str, source: bytes) -> Parts:
    """What an executed notebook depends on."""
    return {PACK: pack(), SEEN: read, file: digest(source)}


def workbook_parts(
    read: str, printed: Mapping[str, Sequence[str]], others: Sequence[Other]
) -> Parts:
    """What the workbook and the table of figures depend on: what each page prints, by its key.

    Numbers of other origin are held against the input when these are made.
    """
    return {
        PACK: pack(),
        SEEN: read,
        PRINTED: digest(json.dumps((printed, others), default=asdict)),
    }


def pages_parts(read: str, executed: Sequence[str], inputs: Sequence[str] = ()) -> Parts:
    """What the pages, the whole report and the file that says how it was made depend on.

    Args:
        read: the digest of what was read.
        executed: the digests of the executed notebooks.
        inputs: the names of the input files.
    """
    return {
        PACK: pack(),
        SEEN: read,
        EXECUTED: digest(json.dumps(list(executed))),
        INPUTS: digest(json.dumps(list(inputs))),
    }


def pdf_parts(report: str) -> Parts:
    """What the PDF depends on: the digest of the whole report."""
    return {PACK: pack(), REPORT: report}


def word_parts(report: str) -> Parts:
    """What the Word file depends on: the digest of the whole report."""
    return {PACK: pack(), REPORT: report, "form": "Word"}


def board_parts(read: str, executed: Sequence[str]) -> Parts:
    """What the board edition depends on: the digest of its executed notebook."""
    return {
        PACK: pack(),
        SEEN: read,
        EXECUTED: digest(json.dumps(list(executed))),
        "form": "board edition",
    }


def release_parts(reports: Mapping[int, str]) -> Parts:
    """What a release depends on: every report of the organisation, the digest of each by year.

    How many values a withheld count must be able to have is in what was read, as all settings are.
    """
    return {PACK: pack()} | {str(year): mark for year, mark in reports.items()}


def what_changed(before: Parts, now: Parts) -> str:
    """The part that differs, in words that a person understands; nothing where none does.

    >>> what_changed({"board.ipynb": "1"}, {"board.ipynb": "2"})
    'board.ipynb changed'
    >>> what_changed({PACK: "0.1.0+ab"}, {PACK: "0.2.0+cd"})
    'the pack changed from 0.1.0 to 0.2.0'
    """
    for name in now:
        if before.get(name) == now[name]:
            continue
        if name != PACK:
            return f"{name} changed"
        old, new = (re.sub(r"\+.*", "", parts.get(PACK, "")) for parts in (before, now))
        if old and old != new:
            return f"the pack changed from {old} to {new}"
        return "the pack changed, or a package that it uses"
    return ""


def _own(scope: Scope) -> Register:
    """What the register says of an organisation, of those before it, and of what became of them."""
    register = scope.register
    line = set(register.line(scope.organisation.ods_code))
    touching = [pair for pair in register.successions if line & {pair.predecessor, pair.successor}]
    codes = line.union(*((pair.predecessor, pair.successor) for pair in touching))
    return Register(
        tuple(body for body in register.organisations if body.ods_code in codes), tuple(touching)
    )


def _text(counts: PublishedCounts) -> str:
    table = counts.table.to_csv(index=False)
    return f"{counts.organisation} {counts.year} {asdict(counts.protection)}\n{table}"


def input_files(data: Path, codes: Sequence[str]) -> Mapping[str, Sequence[Path]]:
    """The files from which the reading of each organisation comes, those of all organisations too.

    Args:
        data: the data folder.
        codes: every code that has a folder of its own.

    Returns:
        By code, the files in its folder; under "" those that stand elsewhere, which all share.
    """
    files: dict[str, list[Path]] = {"": []}
    for path in sorted(data.iterdir()) if data.is_dir() else ():
        whose = path.name if path.name in codes else ""
        files.setdefault(whose, []).extend(_files(path))
    return files


def _files(path: Path) -> Iterator[Path]:
    if is_file(path):
        yield path
    elif is_folder(path):
        yield from filter(is_file, sorted(path.rglob("*")))
