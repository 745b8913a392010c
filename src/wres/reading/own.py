"""Read the small files in which an organisation says what its own words mean."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from wres.ground.errors import Fault
from wres.ground.files import is_there
from wres.reading.csvfiles import Row, read_sheet


def read_own(
    folder: Path,
    name: str,
    file: str,
    columns: tuple[str, ...],
    check: Callable[[Row], list[Fault]],
    several: Collection[str] = (),
) -> tuple[dict[tuple[str, ...], Row], list[Fault]]:
    """The rows of such a file by all their columns but the last, which says what is meant.

    Rows of a field that may be given several times are found by all their columns.

    The file may stand in the organisation's folder or in that of a year, which goes first.

    Args:
        folder: the folder of the year, or another that holds extracts.
        name: what to call it in messages, such as `QHG/2023`.
        file: the file's name.
        columns: its columns; two rows may not agree in all but the last.
        check: what is wrong with a row.
        several: the fields that may be given several times.
    """
    places = [
        (folder.parent / file, f"{name.rpartition('/')[0]}/{file}".lstrip("/")),
        (folder / file, f"{name}/{file}"),
    ]
    own: dict[tuple[str, ...], Row] = {}
    faults: list[Fault] = []
    for path, called in places:
        if not is_there(path):
            continue
        sheet = read_sheet(path, columns, called)
        faults += sheet.faults
        seen: dict[tuple[str, ...], Row] = {}
        for row in sheet:
            found = check(row)
            key = tuple(plain(row[column]) for column in columns)
            key = key if key[1] in several else key[:-1]
            if not found and key in seen:
                problem = f"stands already in row {seen[key].number}"
                found = [row.fault(columns[-2], problem, "Keep one.")]
            faults += found
            if not found:
                seen[key] = row
        own |= seen
    return own, faults


def plain(text: str) -> str:
    """A text without its case and without spaces that do not matter.

    >>> plain(" Band  Six ")
    'band six'
    """
    return " ".join(text.casefold().split())
