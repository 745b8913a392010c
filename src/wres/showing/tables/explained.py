"""Tables as a page shows them: symbols and notes explained once, and nothing that shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wres import reference
from wres.figures.phrases import listed, uncapital
from wres.figures.printed import Printed
from wres.showing.components import Notes, Table

_MEANINGS = {row["symbol"]: uncapital(row["meaning"]) for row in reference.rows("shorthand")}


def explained(tables: Iterable[Table]) -> tuple[Table | Notes, ...]:
    """The tables of one cell; one in which no figure is shown becomes a sentence.

    A symbol is explained below the first table that prints it, and a note stands once.

    >>> (table,) = explained([Table("Staff", ("Group", "2023"), (("White", "[c]"),))])
    >>> table.items
    ('Staff: not shown; withheld so that nobody can be identified.',)
    """
    shown: list[Table | Notes] = []
    told: set[str] = set()
    for table in tables:
        symbols = _symbols(table)
        if not shows_figures(table):
            why = listed([_MEANINGS[symbol] for symbol in symbols])
            shown.append(Notes((f"{table.caption}: not shown; {why}.",)))
            continue
        noted = {note.split(" ")[0] for note in table.notes}
        meanings = (f"{symbol} {_MEANINGS[symbol]}." for symbol in symbols if symbol not in noted)
        notes = tuple(note for note in (*table.notes, *meanings) if note not in told)
        shown.append(replace(table, notes=notes))
        told |= {*notes}
    return tuple(shown)


def shows_figures(table: Table) -> bool:
    """Whether a table prints anything but symbols."""
    return any(value not in _MEANINGS for value in _values(table))


def _symbols(table: Table) -> list[str]:
    values = {*_values(table)}
    return [symbol for symbol in _MEANINGS if symbol in values]


def _values(table: Table) -> Iterator[str]:
    """What its cells print, but for the labels of its rows."""
    for row in table.rows:
        yield from (cell.text if isinstance(cell, Printed) else f"{cell}" for cell in row[1:])
