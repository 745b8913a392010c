"""The sections that an organisation writes itself: where each stands, and what it is called."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from wres.ground.errors import InputError, NoDataError
from wres.ground.files import folder_faults, is_there, read_text
from wres.reading.plans import narrative_names

NARRATIVE, PLAN = "narrative", "action_plan.csv"
# How the places of such headings are named.
MARK = "text_"
_TITLES = {"context": "Introduction", "priorities": "Priorities", "contacts": "Contacts"}
_PARTS = {"done": "what we have done", "planned": "what we plan"}
_COLUMNS = ("theme", "actions", "outcomes", "lead", "review", "progress")


@dataclass(frozen=True)
class Section:
    """A text that an organisation writes.

    Attributes:
        title: the headings above it in a Word file, from the second level on.
        file: where it stands, below the year's folder.
        text: what it says now: Markdown, or in an action plan a line for each item.
        row, column: its cell in an action plan; the first row below the headers is 0.
    """

    title: tuple[str, ...]
    file: str
    text: str
    row: int = -1
    column: str = ""

    @property
    def name(self) -> str:
        """What messages call it."""
        return ": ".join(self.title)

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell of the action plan."""
        return bool(self.column)

    @property
    def mark(self) -> str:
        """The name of its heading's place in a Word file, by which a later change is seen.

        >>> Section(("Priorities",), "narrative/priorities.md", "A").mark
        'text_2485ba68'
        """
        said = "\n".join((*self.title, self.text))
        return f"{MARK}{hashlib.sha256(said.encode()).hexdigest()[:8]}"


def sections(folder: Path) -> list[Section]:
    """Every section of a year, in the order of the report; what is not written yet is blank.

    Args:
        folder: the year's, such as `data/QHG/2023`.

    Raises:
        InputError: a link or something else stands in the place of a folder.
        NoDataError: a file cannot be read as text.
    """
    year = f"{folder.parent.name}/{folder.name}"
    places = {
        folder.parent.name: folder.parent,
        year: folder,
        f"{year}/narrative": folder / NARRATIVE,
    }
    if faults := [fault for name, place in places.items() for fault in folder_faults(place, name)]:
        raise InputError(faults)
    return [*_narratives(folder), *_cells(folder)]


def write_sections(folder: Path, changed: Mapping[Section, str]) -> None:
    """Write other texts in the place of those of some sections.

    Raises:
        NoDataError: a file cannot be written.
    """
    for section, text in changed.items():
        if not section.is_cell:
            _write(folder / section.file, f"{text}\n" if text else "")
    cells = {section: text for section, text in changed.items() if section.is_cell}
    if not cells:
        return
    rows = list(csv.reader(io.StringIO(_read(folder / PLAN))))
    filled = [at for at, row in enumerate(rows) if at and any(row)]
    for section, text in cells.items():
        row = rows[filled[section.row]]
        row += [""] * (len(rows[0]) - len(row))
        row[rows[0].index(section.column)] = text
    table = io.StringIO(newline="")
    csv.writer(table, lineterminator="\n").writerows(rows)
    _write(folder / PLAN, table.getvalue())


def _narratives(folder: Path) -> Iterator[Section]:
    names = narrative_names()
    for name in [*(n for n in names if n != "contacts"), "contacts"]:
        file = f"{NARRATIVE}/{name}.md"
        yield Section((_title(name),), file, _read(folder / file).strip())


def _title(name: str) -> str:
    """The heading above a narrative text.

    >>> _title("indicator_5-6_planned")
    'Indicators 5 and 6: what we plan'
    """
    if name in _TITLES:
        return _TITLES[name]
    _, numbers, part = name.split("_")
    kind = "Indicators" if "-" in numbers else "Indicator"
    return f"{kind} {numbers.replace('-', ' and ')}: {_PARTS[part]}"


def _cells(folder: Path) -> Iterator[Section]:
    rows = list(csv.reader(io.StringIO(_read(folder / PLAN))))
    filled = [row for row in rows[1:] if any(row)]
    for number, row in enumerate(filled):
        cells = dict(zip(rows[0], row, strict=False))
        for column in _COLUMNS:
            if column in rows[0]:
                title = (f"Action {number + 1}", column.capitalize())
                yield Section(title, PLAN, cells.get(column, "").strip(), number, column)


def _read(path: Path) -> str:
    """A file's text; nothing where there is none."""
    try:
        return read_text(path) if is_there(path) else ""
    except (OSError, UnicodeDecodeError) as error:
        raise NoDataError(f"'{path}' cannot be read as text ({error}).") from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NoDataError(f"cannot write to '{path}' ({error.strerror}).") from error
