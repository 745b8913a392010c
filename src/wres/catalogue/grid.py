"""What a printed table is made of: rows and columns that each say a part of a figure's key.

A cell prints the figure whose key its table, its row and its column say together. What none of
them says is `all`, and of this year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Where = Mapping[str, str]
# Of some fields of a key, which values: every combination is meant.
Among = Mapping[str, tuple[str, ...]]


class When(StrEnum):
    """Of which years a column, a row or a condition is."""

    NOW = ""  # this year
    EACH = "each"  # the year before, where it is held, and this year
    HELD = "held"  # the last years held, as many as stand side by side
    CHANGE = "change"  # this year, where the year before is held


class Part(StrEnum):
    """What a cell prints of its figure."""

    VALUE = ""
    INTERVAL = "interval"
    ITSELF = "itself"  # a count as a share of itself
    CHANCE = "chance"  # whether it is more than chance


class Has(StrEnum):
    """What must be so of a figure for its row or its table to be shown."""

    FIGURE = "figure"  # it was worked out, were it only to say why it is missing
    COUNT = "count"  # it was handed in, shown or withheld
    PEOPLE = "people"  # it is withheld, or of somebody
    INTERVAL = "interval"  # it is shown, with an interval


@dataclass(frozen=True, slots=True)
class Entry:
    """Which figure a cell prints, and what of it.

    Attributes:
        figure: its name; blank, or what is added to it, for that of the row.
        part: what is printed of it.
        indicators: whose figure it is, where not the table's own: the first that has it.
        where: the part of its key that goes before what the row says.
    """

    figure: str = ""
    part: Part = Part.VALUE
    indicators: tuple[int, ...] = ()
    where: Where = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be so of any of some figures.

    `among` holds the parts of their keys, `figure` among them; in any of these years.
    """

    among: Among
    has: Has = Has.COUNT
    when: When = When.NOW
    indicators: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, and what its cells print.

    Attributes:
        header: with `{year}` for its year.
        entry: what a cell prints.
        when: this year, each of two, or as a change: not of the first year, in a row a year.
        instead: by the name of a row, what its cell prints instead; `[z]` for None.
        needs: where this is not shown, the cell prints `[x]`.
        if_any: the column is there only where any row has this count.
    """

    header: str
    entry: Entry
    when: When = When.NOW
    instead: Mapping[str, Entry | None] = field(default_factory=dict)
    needs: Entry | None = None
    if_any: Entry | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its label, and the part of a key that holds for all its cells.

    Attributes:
        label: what its first cell says.
        where: the part of a key.
        figure: the name for entries that have none.
        indicators: whose figure that is, where not the table's own: the first that has it.
        ending: what the names of its figures end with.
        name: by which `instead` finds it; its ethnicity where it has none.
        block: a heavier rule stands between blocks.
        years: a row for each of these.
        each: a row for each figure of this name that is one of `among`; it `takes` these parts
            of that figure's key.
        only_if: all of these must be so.
    """

    label: str
    where: Where = field(default_factory=dict)
    figure: str = ""
    ending: str = ""
    name: str = ""
    block: str = ""
    years: When = When.NOW
    indicators: tuple[int, ...] = ()
    each: str = ""
    takes: tuple[str, ...] = ()
    among: Among = field(default_factory=dict)
    only_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A note below a table: words, or a kind of note whose words come from its figures."""

    kind: str
    text: str = ""
    entry: Entry = Entry()


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table.

    Attributes:
        name: that of its sheet in the workbook, the same every year.
        page: where it stands: a row of `pages.csv`.
        cell: in which cell of the page's notebook.
        indicator: whose figures it prints.
        where: the part of a key that holds for all its cells.
        caption: its title.
        head: the header of the column of labels.
        rows: one below the other.
        columns: beside the labels.
        only_if: one of these must be so, where there is any.
        notes: below it.
    """

    name: str
    page: str
    cell: str
    indicator: int
    where: Where
    caption: str
    head: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    only_if: tuple[Condition, ...] = ()
    notes: tuple[Note, ...] = ()
