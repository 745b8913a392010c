"""A table of a Word file: its header rows, its merged cells, and how wide its columns are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from wres.export.word.looks import TABLE_SIZES, colour, tagged

# How wide an average letter is, in parts of its size; digits are as wide.
_LETTER = 0.56
_GAP = 0.09  # between columns, in inches

Node = dict[str, Any]


def table_of(node: Node, room: float, fill: Callable[[Any, Node, float], None]) -> Any:
    """The table of a block.

    Args:
        node: the block.
        room: how wide it may be, in inches.
        fill: writes what a cell of the block holds into one of Word's, in letters of a size.
    """
    size, widths = _widths(node["columns"], room)
    table = OxmlElement("w:tbl")
    table.append(_properties())
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        grid.append(tagged("w:gridCol", w=str(width)))
    table.append(grid)
    # A cell that reaches down over rows: its columns, and how many rows are still to come.
    reaching: dict[int, tuple[int, int]] = {}
    for row in (*node["headers"], *node["rows"]):
        line = _row(row)
        for cell, start, across, goes_on in _laid_out(row["cells"], reaching, len(widths)):
            holder = _cell(sum(widths[start : start + across]), across, goes_on, cell, row)
            if cell:
                fill(holder, cell | {"is_head": row["heads"]}, size)
            if holder.find(qn("w:p")) is None:
                holder.append(OxmlElement("w:p"))
            line.append(holder)
        table.append(line)
    return table


def _laid_out(
    cells: list[Node], reaching: dict[int, tuple[int, int]], columns: int
) -> Iterator[tuple[Node | None, int, int, str]]:
    """The cells of a row with their first column and how many they have; those from above too."""
    waiting, at = iter(cells), 0
    while at < columns:
        if at in reaching:
            across, left = reaching.pop(at)
            if left > 1:
                reaching[at] = across, left - 1
            yield None, at, across, "continue"
        elif cell := next(waiting, None):
            across = cell["across"]
            if cell["down"] > 1:
                reaching[at] = across, cell["down"] - 1
            yield cell, at, across, "restart" if cell["down"] > 1 else ""
        else:
            across = 1
            yield None, at, 1, ""
        at += across


def _widths(columns: list[Node], room: float) -> tuple[float, list[int]]:
    """The size of the letters in points, and the columns' widths in twentieths of a point.

    As wide as its longest text, or as much of that as there is room for, but never too narrow for
    its longest word; smaller letters where not even that fits.
    """
    gap = _GAP * 72
    least = [_LETTER * max(len(column["word"]), len(column["heading"]), 2) for column in columns]
    most = [
        max(low, _LETTER * max(len(column["longest"]), len(column["title"]) / 2))
        for low, column in zip(least, columns, strict=True)
    ]
    free = room * 72 - gap * len(columns)
    size = next((size for size in TABLE_SIZES if sum(least) * size <= free), TABLE_SIZES[-1])
    wanted = sum(most) * size
    if wanted <= free:
        # A narrow table is not pulled over the whole page: its numbers would stand far apart.
        spread = min(free, wanted * 1.6) / wanted
        points = [width * size * spread for width in most]
    elif sum(least) * size <= free:
        rest, open_ended = free - sum(least) * size, sum(map(float.__sub__, most, least))
        points = [
            low * size + rest * (high - low) / open_ended
            for low, high in zip(least, most, strict=True)
        ]
    else:
        points = [low * free / sum(least) for low in least]
    return size, [round((width + gap) * 20) for width in points]


def _properties() -> Any:
    properties = OxmlElement("w:tblPr")
    properties.append(tagged("w:tblStyle", val="ReportTable"))
    properties.append(tagged("w:tblLayout", type="fixed"))
    properties.append(
        tagged("w:tblLook", val="00A0", firstRow="1", firstColumn="1", noHBand="1", noVBand="1")
    )
    return properties


def _row(row: Node) -> Any:
    line, properties = OxmlElement("w:tr"), OxmlElement("w:trPr")
    if not any(cell["is_long"] for cell in row["cells"]):
        properties.append(OxmlElement("w:cantSplit"))
    if row["heads"]:
        properties.append(OxmlElement("w:tblHeader"))
    line.append(properties)
    return line


def _cell(width: int, across: int, goes_on: str, cell: Node | None, row: Node) -> Any:
    holder, properties = OxmlElement("w:tc"), OxmlElement("w:tcPr")
    properties.append(tagged("w:tcW", w=str(width), type="dxa"))
    if across > 1:
        properties.append(tagged("w:gridSpan", val=str(across)))
    if goes_on:
        properties.append(tagged("w:vMerge", val=goes_on))
    if "break" in row["style"]:
        borders = OxmlElement("w:tcBorders")
        borders.append(tagged("w:top", val="single", sz="10", color=colour("secondary")))
        properties.append(borders)
    if row["heads"] and cell:
        properties.append(tagged("w:vAlign", val="bottom"))
    holder.append(properties)
    return holder
