"""What an edition that is out tells beside the one that takes its place.

Readers keep the earlier one. What it prints is known as well, but for counts that were corrected
since: of two numbers of one count the later is believed, and a count that was printed and is
withheld now was corrected, since what is out is never withheld again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from wres import reference
from wres.attack.exact.report import BOOK, FIGURES
from wres.attack.facts import COUNT, Cell, Fact
from wres.attack.figures_file import NUMBERS, Row, bound_of, place_of
from wres.attack.keys import Key
from wres.attack.meaning import Bound, Unreadable, figure_of

_SHEET = "Figures"
_ROUNDED_TO = 5


@dataclass(frozen=True)
class Earlier:
    """An edition that is out: its file, and what that tells of counts."""

    path: Path
    bound: Bound

    @property
    def numbers(self) -> dict[Cell, Fraction]:
        """The counts that it prints."""
        return {fact.cells[0]: fact.low for fact in self.bound.facts if fact.kind == COUNT}


def workbook_of(folder: Path) -> Path | None:
    """The workbook of an edition that has no `figures.csv`, where that says what it prints."""
    path = folder / BOOK
    is_older = path.is_file() and not (folder / FIGURES).exists()
    return path if is_older and any(_rows(_of_workbook(path))) else None


def read_earlier(path: Path) -> Earlier:
    """Read an edition's table of figures: `figures.csv`, or the sheet of an older workbook."""
    if path.suffix == ".csv":
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    else:
        lines = _of_workbook(path)
    return Earlier(path, bound_of(_rows(lines), path.name))


def still_known(earlier: Earlier, facts: Iterable[Fact], withheld: Iterable[Cell]) -> list[Fact]:
    """What an edition that is out tells and the new ones do not: nothing of a corrected count.

    Args:
        earlier: the edition that is out.
        facts: what the new ones print.
        withheld: what they withhold.

    >>> from wres.attack.facts import fact
    >>> one, two = Cell(2024, 1, "staff_count"), Cell(2024, 1, "staff_count", ethnicity="BME")
    >>> said = [fact(COUNT, (one,), "40"), fact(COUNT, (two,), "12")]
    >>> known = still_known(Earlier(Path("."), Bound(said)), [fact(COUNT, (two,), "13")], [])
    >>> [str(each.cells[0].ethnicity) for each in known]
    ['all']
    """
    said = {(fact.kind, fact.cells): fact for fact in facts}
    withdrawn = set(withheld)
    numbers = earlier.numbers
    is_rounded = all(number % _ROUNDED_TO == 0 for number in numbers.values())
    corrected = {
        cell
        for cell, number in numbers.items()
        if cell in withdrawn or not _fits(said.get((COUNT, (cell,))), number)
    }
    return [
        replace(fact, is_loose=True)
        for fact in earlier.bound.facts
        if not corrected.intersection(fact.cells)
        and not withdrawn.intersection(fact.cells)
        and (fact.kind, fact.cells) not in said
        and not (is_rounded and fact.kind != COUNT)
    ]


def still_withheld(earlier: Earlier) -> set[Cell]:
    """The counts that an edition withholds, and that must stay so.

    But for levels of pay: they are sums, of which editions up to 0.6 withheld some that follow from
    what they print. Their parts must keep their values.
    """
    shares = {hidden.cell for hidden in earlier.bound.withheld if not hidden.is_count}
    counts = {hidden.cell for hidden in earlier.bound.withheld if hidden.is_count}
    bands = reference.by("pay_bands", "pay_band")
    withheld = counts | (shares - earlier.numbers.keys())
    return {cell for cell in withheld if bands.get(cell.pay_band, {}).get("scheme") != "level"}


def _fits(now: Fact | None, number: Fraction) -> bool:
    return now is None or now.low <= number <= now.high


def _of_workbook(path: Path) -> list[list[str]]:
    try:
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(_SHEET).to_python()
    except CalamineError:
        return []
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell == "[z]" else str(cell)


def _rows(lines: Iterable[list[str]]) -> Iterable[Row]:
    """The figures of a table whose first line that has a column `figure` is its head."""
    head: list[str] = []
    for line in lines:
        if head:
            row = _row(dict(zip(head, line, strict=False)))
            if row is not None:
                yield row
        elif "figure" in line:
            head = line


def _row(cells: Mapping[str, str]) -> Row | None:
    """A figure; None where this version knows none of that name."""
    key = Key(*(cells.get(field.name, "") for field in fields(Key)))
    try:
        figure_of(key.figure, place_of(key))
    except (Unreadable, KeyError, ValueError):
        return None
    numbers = {name: cells.get(name, "") for name in NUMBERS}
    if cells["state"] != "shown":
        numbers = dict.fromkeys(NUMBERS, "")
    return Row(key, numbers, cells["unit"], cells["state"], frozenset(), frozenset(),
               cells.get("reason", ""))  # fmt: skip
