"""The table of figures that is published beside a report: what it prints, and nothing else.

Which figures, and which parts of them, is read from the finished pages and from the workbook's
cells; their numbers come from the protected figures, rounded as they are printed. So nothing that
a notebook did can put a number into it.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wres import reference
from wres.export.sheets import Sheet
from wres.figures import SIGNIFICANT, Figure, Figures
from wres.figures.formats import end_of, people_asked, people_counted, show
from wres.figures.printed import HIGH, LOW, PART, SIZE, WHOLE, Printed, fields_of, key_of
from wres.ground.settings import PUBLISHED
from wres.showing.components import Cell, Table

METADATA = "-metadata.json"
COLUMNS = tuple(row["column"] for row in reference.rows("figure_columns"))
# What a page prints of a figure, by its place in the file: a difference without its sign, too.
_VALUES = ("", SIZE)
_GROUPS = ("staff_group", "pay_band", "sex", "ethnicity")

# The keys that each page prints, by its name in addresses, or each cell, by its place.
Keys = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Row:
    """A figure that a report prints: which parts of it, on which pages and in which cells."""

    figure: Figure
    parts: frozenset[str]
    pages: tuple[str, ...]
    cells: tuple[str, ...]
    audience: str

    @cached_property
    def values(self) -> tuple[Cell | int, ...]:
        """A cell for each of `COLUMNS`."""
        figure = self.figure
        return (
            key_of(figure),
            figure.organisation,
            figure.year,
            figure.indicator,
            figure.figure,
            *(getattr(figure, name) for name in _GROUPS),
            figure.area,
            *self._numbers(),
            figure.unit,
            SIGNIFICANT[figure.significant] if self.parts & {LOW, HIGH} else "",
            self._state,
            figure.reason,
            figure.marker,
            figure.source,
            " ".join(self.pages),
            "; ".join(self.cells),
            self.audience,
        )

    @property
    def _state(self) -> str:
        is_low = self.figure.is_shown and show(self.figure).number is None
        return "low" if is_low else str(self.figure.state)

    def _numbers(self) -> tuple[Cell, ...]:
        """Value, ends, and people, where they are printed."""
        figure = self.figure
        numbers = {end: end_of(figure, end) for end in (LOW, HIGH) if end in self.parts}
        if self.parts & {*_VALUES}:
            numbers[""] = show(figure)
        if figure.numerator is not None:
            numbers[PART] = people_counted(figure)[0]
        if figure.denominator is not None:
            numbers[WHOLE] = people_asked(figure)
        printed = self.parts | ({""} if SIZE in self.parts else set())
        cells = (numbers.get(part) if part in printed else None
                 for part in ("", LOW, HIGH, PART, WHOLE))  # fmt: skip
        return tuple(cell if cell and cell.number is not None else "" for cell in cells)


def rows(figures: Figures, pages: Keys, cells: Keys, audience: str = PUBLISHED) -> tuple[Row, ...]:
    """A row for each figure that a page or a cell prints, by year, indicator and name.

    Args:
        figures: what may be printed.
        pages: the keys that each page prints.
        cells: those that each cell of the workbook prints.
        audience: for whom the report is.
    """
    parts, on_pages, in_cells = defaultdict(set), defaultdict(dict), defaultdict(dict)
    for places, where in ((pages, on_pages), (cells, in_cells)):
        for place, keys in places.items():
            for key in keys:
                fields, part = fields_of(key)
                parts[fields].add(part)
                where[fields][place] = None
    return tuple(
        Row(
            figures.of(fields),
            frozenset(parts[fields]),
            tuple(on_pages[fields]),
            tuple(in_cells[fields]),
            audience,
        )
        for fields in sorted(parts)
    )


def sheet(printed: Iterable[Row]) -> Sheet:
    """The same rows as a sheet of the workbook."""
    cells = tuple(tuple(cell if cell != "" else "[z]" for cell in row.values) for row in printed)
    table = Table("Every figure that this report prints", COLUMNS, cells, name="Figures")
    return Sheet(table.name, "Figures", (table,) if cells else ())


def figures_csv(printed: Iterable[Row]) -> bytes:
    """The rows as a CSV file (RFC 4180, UTF-8)."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow(COLUMNS)
    for row in printed:
        writer.writerow(_bare(cell) for cell in row.values)
    return target.getvalue().encode()


def _bare(cell: Cell | int) -> str:
    """A cell as a program reads it: a number by its digits, with a plain minus sign."""
    return str(cell.number if isinstance(cell, Printed) else cell)


def metadata(name: str, title: str) -> bytes:
    """What the file is and what each column holds, as CSV on the Web says it.

    Args:
        name: the file's name.
        title: whose figures they are.

    Source: W3C, Metadata Vocabulary for Tabular Data, 2015.
    """
    columns = [
        {
            "name": row["column"],
            "titles": row["column"],
            "datatype": row["datatype"],
            "dc:description": row["meaning"],
            "required": row["column"] in ("key", "year", "indicator", "figure", "state"),
        }
        for row in reference.rows("figure_columns")
    ]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": name,
        "dc:title": title,
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": columns, "primaryKey": "key"},
    }
    return json.dumps(described, indent=2, ensure_ascii=False).encode() + b"\n"
