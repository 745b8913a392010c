"""Inputs changed by one slip at a time, seeded, and whether anybody would learn of it."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

Table = list[list[str]]
Change = Callable[[Table, random.Random], Table | None]


def rows_of(text: str) -> Table:
    """The cells of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


def text_of(table: Table) -> str:
    """Cells as CSV."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()


def column_renamed(table: Table, draw: random.Random) -> Table | None:
    """A column with a letter, a word or the name of another more or less in its name."""
    place = draw.randrange(len(table[0]))
    name, other = table[0][place], draw.choice(table[0])
    cut = draw.randrange(len(name)) if name else 0
    names = [
        name[:cut] + name[cut + 1 :],
        f"{name} (old)",
        f"My {name}",
        other,
        name.upper(),
        "Column1",
    ]
    return [_with(table[0], {place: draw.choice(names)}), *table[1:]]


def row_doubled(table: Table, draw: random.Random) -> Table | None:
    """A row that stands a second time, below itself or at the end."""
    row = draw.randrange(1, len(table))
    at = draw.choice((row, len(table)))
    return [*table[:at], table[row], *table[at:]]


def word_replaced(table: Table, draw: random.Random) -> Table | None:
    """A cell with another text of its column in it, or a digit more, less or another."""
    row, place = draw.randrange(1, len(table)), draw.randrange(len(table[0]))
    text, other = table[row][place], table[draw.randrange(1, len(table))][place]
    choices = [other, other]
    if text.isdigit():
        digit = str(draw.randrange(10))
        at = draw.randrange(len(text))
        choices += [text + digit, text[:-1], text[:at] + digit + text[at + 1 :]]
    return _changed(table, row, {place: draw.choice(choices)})


def cells_swapped(table: Table, draw: random.Random) -> Table | None:
    """Two cells that stand in each other's place, in one row or one column."""
    row, place = draw.randrange(1, len(table)), draw.randrange(len(table[0]))
    if draw.random() < 0.5:
        other = draw.randrange(len(table[0]))
        cells = {place: table[row][other], other: table[row][place]}
        return _changed(table, row, cells)
    other = draw.randrange(1, len(table))
    first = _changed(table, row, {place: table[other][place]})
    return _changed(first, other, {place: table[row][place]})


def column_slipped(table: Table, draw: random.Random) -> Table | None:
    """A row or a few of them whose cells stand a column too far, or a column a row too far."""
    row, place = draw.randrange(1, len(table)), draw.randrange(len(table[0]))
    last = min(row + draw.choice((1, 3, len(table))), len(table))
    copy = [list(cells) for cells in table]
    if draw.random() < 0.5:
        for cells in copy[row:last]:
            rest = cells[place:]
            cells[place:] = ["", *rest[:-1]] if draw.random() < 0.5 else [*rest[1:], ""]
        return copy
    texts = [cells[place] for cells in copy[row:]]
    for cells, text in zip(copy[row:], ["", *texts[:-1]], strict=True):
        cells[place] = text
    return copy


CHANGES: dict[str, Change] = {
    "a column renamed": column_renamed,
    "a row doubled": row_doubled,
    "a word replaced": word_replaced,
    "two cells swapped": cells_swapped,
    "a column slipped": column_slipped,
}


def _with(cells: list[str], other: dict[int, str]) -> list[str]:
    return [other.get(place, text) for place, text in enumerate(cells)]


def _changed(table: Table, row: int, cells: dict[int, str]) -> Table:
    return [*table[:row], _with(table[row], cells), *table[row + 1 :]]


@dataclass(frozen=True)
class Passed:
    """A change of an input that changed a number and that nobody is told of."""

    kind: str
    before: Table
    after: Table

    def lines(self) -> list[tuple[list[str], list[str]]]:
        """The rows that the change touched, before and after."""
        pairs = zip(self.before, self.after, strict=False)
        return [(old, new) for old, new in pairs if old != new]

    def __str__(self) -> str:
        rows = f"{self.kind}: {len(self.before)} rows, then {len(self.after)}"
        return "\n".join([rows, *(f"- {old}\n+ {new}" for old, new in self.lines()[:4])])


Says = Callable[[str], tuple[object, frozenset] | None]


def passed_in_silence(
    table: Table, says: Says, number: int, seed: str
) -> tuple[list[Passed], dict[str, int]]:
    """Change a table in so many ways that change a number; which of them nobody is told of.

    Args:
        table: the input, in order.
        says: what is read from a text: the numbers and the doubts about them, or None where there
            is a fault.
        number: how many changes.
        seed: from which they are drawn.

    Returns:
        The changes that passed, and how many of each kind were tried.
    """
    draw = random.Random(seed)
    numbers, doubts = says(text_of(table))
    tried, passed = dict.fromkeys(CHANGES, 0), []
    for _ in range(10 * number):
        # A kind that rarely changes a number, such as a doubled row of people, must not stop it.
        kind = draw.choice(list(CHANGES))
        after = CHANGES[kind](table, draw)
        said = None if after == table else says(text_of(after))
        if after == table or (said is not None and said[0] == numbers):
            continue
        tried[kind] += 1
        if said is not None and said[1] <= doubts:
            passed.append(Passed(kind, table, after))
        if sum(tried.values()) == number:
            break
    return passed, tried
