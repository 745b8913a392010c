"""Write the lines of an organisation's own files that its faults ask for and nobody must decide."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wres.ground.errors import Fault, NoDataError
from wres.ground.files import is_there, read_text
from wres.reading.columns import MAPPING_COLUMNS, MAPPING_FILE
from wres.reading.values import VALUES_COLUMNS, VALUES_FILE

_HEADERS = {MAPPING_FILE: MAPPING_COLUMNS, VALUES_FILE: VALUES_COLUMNS}


@dataclass(frozen=True)
class OwnLines:
    """Lines for own files, each a file, as messages call it, and the text of the line."""

    written: tuple[tuple[str, str], ...]
    to_decide: tuple[tuple[str, str], ...]


def write_lines(data: Path, faults: Iterable[Fault | str]) -> OwnLines:
    """Write the lines that need no decision, below what the files hold; and name those that do.

    They go into the organisation's own folder, where they hold for all its years; those of an
    extract of many organisations beside it.

    Raises:
        NoDataError: a file cannot be written.
    """
    lines: dict[tuple[str, str], bool] = {}
    for fault in faults:
        if isinstance(fault, Fault) and fault.line:
            name, *cells = fault.line
            folder = fault.file.partition("/")[0]
            is_decided = bool(cells[-1])
            cells[-1] = cells[-1] or ("<column>" if name == MAPPING_FILE else "<meaning>")
            lines.setdefault((f"{folder}/{name}", line_of(cells)), is_decided)
    decided = tuple(line for line, is_decided in lines.items() if is_decided)
    for file in dict.fromkeys(file for file, _ in decided):
        _append(data / file, [text for name, text in decided if name == file])
    return OwnLines(decided, tuple(line for line in lines if line not in decided))


def _append(path: Path, lines: list[str]) -> None:
    try:
        before = read_text(path) if is_there(path) else ""
        before = before or line_of(_HEADERS[path.name])
        end = "" if before.endswith("\n") else "\n"
        path.write_text(before + end + "\n".join(lines) + "\n", encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NoDataError(f"cannot write to '{path}' ({error}).") from error


def line_of(cells: Iterable[str]) -> str:
    """A line of a CSV file, without its end."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()
