"""Read the rows of a board's table that the text of a PDF has run into lines.

The columns of a table are lost in such a text, and a number's place in its row can stand for them
only where the header says in what order they come, as many times as there are years: "Board
Workforce % Difference Board Workforce % Difference". All else is left to be reported as not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wres.claims.binding import Binding
from wres.claims.meaning import cues_of, years_of
from wres.claims.numbers import BARE, PERCENT, Number, numbers
from wres.claims.quantities import Subject, level
from wres.claims.roles import Kind, Role
from wres.claims.slots import Slots
from wres.figures import BME, WHITE, Figures

_HEADER = re.compile(r"\s*(?:(?:\w+ )?board\s+workforce\s+(?:% ?)?difference\s*)+", re.IGNORECASE)
_BLOCK = re.compile(r"difference", re.IGNORECASE)
_MOST_LINES = 6
# What stands in the row for each year: how many on the board and which share, as many of the
# workforce, and the one share less the other.
_COLUMNS = (
    (9, "board_count", "board members", BARE),
    (9, "board_percentage", "board members", PERCENT),
    (1, "staff_count", "", BARE),
    (1, "staff_percentage", "", PERCENT),
    (9, "difference_board_workforce", "board members", PERCENT),
)


def runs(
    lines: Sequence[str], figures: Figures, year: int
) -> Iterator[tuple[int, str, Number, Binding]]:
    """Each number of such rows: its line, the row, and what it must be.

    Args:
        lines: the document.
        figures: all figures that are held.
        year: the WRES year that the document is about.
    """
    for index, line in enumerate(lines):
        if len(line) > 200 or not _HEADER.fullmatch(line):
            continue
        years = _years(lines[max(0, index - 4) : index], len(_BLOCK.findall(line)), year)
        for below, row in enumerate(lines[index + 1 : index + 1 + _MOST_LINES], start=index + 2):
            for number, binding in _row(row, years, figures):
                yield below, row.strip(), number, binding


def _years(above: Sequence[str], blocks: int, year: int) -> list[int]:
    """The years that the lines above name, or those up to the report's, one a block."""
    said = [
        years_of(cue, "9", year)[0]
        for line in above
        for cue in cues_of(line)
        if cue.slot == "year" and cue.meaning != "none"
    ]
    named = list(dict.fromkeys(said))
    return named if len(named) == blocks else list(range(year - blocks + 1, year + 1))


def _row(row: str, years: Sequence[int], figures: Figures) -> Iterator[tuple[Number, Binding]]:
    group = next((each for each in (WHITE, BME) if re.match(rf"\s*{each}\b", row)), "")
    written = numbers(row) if group else []
    units = [unit for *_, unit in _COLUMNS] * len(years)
    if [number.unit for number in written] != units:
        return
    for place, number in enumerate(written):
        indicator, figure, board, _ = _COLUMNS[place % len(_COLUMNS)]
        where = {"staff_group": board} if board else {}
        subject = Subject(indicator, figure, ethnicity=group, **where)
        meant = level(figures, subject, years[place // len(_COLUMNS)])
        kind = Kind.GAP if meant.signed else Kind.LEVEL
        yield number, Binding((meant,), True, role=Role(kind), slots=Slots(topic="9", group=group))
