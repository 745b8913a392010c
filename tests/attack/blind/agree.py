"""Hold what a table's keys say against what its words say, cell by cell.

A key comes from the code that prints a number, and so do the words around it; but not from the
same lines. Where one of the two is wrong they differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from attack.blind.pages import tables_of
from attack.blind.tables import Grid, is_interval, is_value, made_of, told_in

from wres import reference
from wres.attack.facts import COUNT, ECHO, SHARE, Cell
from wres.attack.figures_file import SYMBOLS, place_of
from wres.attack.keys import read_key
from wres.attack.known import MEDICAL
from wres.attack.meaning import PUBLIC, Unreadable, figure_of
from wres.attack.pages import Table, read_page

_INTERVAL_ENDS = ("low", "high")
Meaning = tuple[str, tuple[Cell, ...]]


@dataclass
class Compared:
    """What came of it: how many cells agree, where they differ, and what cannot be read by words.

    `unread` has the caption of each table with the header of the column.
    """

    agreed: int = 0
    differing: list[str] = field(default_factory=list)
    unread: set[tuple[str, str]] = field(default_factory=set)


def compare(name: str, html: str, year: int, found: Compared) -> None:
    """Read each table of a page by its words and by its keys."""
    keyed = read_page(name, html).tables
    grids = tables_of(name, html)
    assert [table.caption for table in keyed] == [grid.caption for grid in grids]
    for table, grid in zip(keyed, grids, strict=True):
        for row, column, printed, keys, where in _cells(table):
            one = _alone(grid, row, column)
            try:
                read = _read(one, year)
            except Unreadable:
                found.unread.add((grid.caption, grid.headers[column]))
                continue
            meant = {_meant(key) for key in keys}
            if read is not None and read[0] == ECHO and printed in SYMBOLS.values():
                # In the place of an interval stands the symbol of its figure.
                meant = {(ECHO, cells) for _, cells in meant}
            if (read is None and meant & {(PUBLIC, ())}) or {read} == meant:
                found.agreed += 1
            else:
                found.differing.append(f"{where}: by words {read}, by keys {meant}")


def _cells(table: Table) -> Iterator[tuple[int, int, str, list[str], str]]:
    """The cells of a table that print keyed numbers and nothing else."""
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row[1:], start=1):
            if cell.numbers and (is_value(cell.text) or is_interval(cell.text)):
                where = f"{table.where}, row '{row[0].text}', column '{table.headers[column]}'"
                yield at, column, cell.text, [number.key for number in cell.numbers], where


def _alone(grid: Grid, row: int, column: int) -> Grid:
    """The same table with one row, of which one cell has something in it."""
    head, *cells = grid.rows[row]
    kept = (cell if at == column else "" for at, cell in enumerate(cells, start=1))
    return replace(grid, rows=((head, *kept),))


def _read(grid: Grid, year: int) -> Meaning | None:
    """What the words say of the one number; nothing where it is about nobody of the staff."""
    told = list(told_in(grid, year))
    if not told:
        return None
    ((_, figure, place, printed),) = told
    kind, cells = made_of(figure, place, printed)
    return kind, _plain(cells)


def _meant(text: str) -> Meaning:
    """What a key says."""
    key, part = read_key(text)
    kind, cells = figure_of(key.figure, place_of(key))
    if part in ("part", "whole"):
        kind, cells = COUNT, (cells[part == "whole"],)
    elif part == "itself":
        kind, cells = SHARE, cells * 2
    elif part in _INTERVAL_ENDS and kind != PUBLIC:
        kind = ECHO
    return kind, _plain(cells)


def _plain(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Cells that are the same people by two names have one.

    The workforce that indicators 3 and 4 rest on is that of indicator 1, and whoever has a grade
    of doctors is medical or dental.
    """
    return tuple(
        each.of(staff_group=MEDICAL) if _is_medical(each) else each
        for cell in cells
        for each in [cell.of(indicator=1) if cell.measure == "staff_count" else cell]
    )


def _is_medical(cell: Cell) -> bool:
    scheme = reference.by("pay_bands", "pay_band").get(cell.pay_band, {}).get("scheme")
    return scheme == MEDICAL
