"""See whole-time equivalents that are hours, or nothing: they rank the assignments of a person."""

from __future__ import annotations

from collections.abc import Iterator

from wres import reference
from wres.ground.errors import Doubt
from wres.reading.tables import Column, filled_texts
from wres.reading.unread import Look, rows_said

# Nobody is more than one and a half whole times in one assignment; less is a part of one.
_MOST = 1.5


def whole_times(look: Look, column: Column, heading: str) -> Iterator[Doubt]:
    """Doubts where parts of a whole time stand beside hours, and where many are 0.

    Where most are hours, all are.
    """
    numbers, filled = look.records.values["fte"], filled_texts(column)[look.codes(column)]
    counted = look.counted & filled
    if not counted.any():
        return
    hours = counted & (numbers > _MOST)
    if hours.any() and 2 * hours.sum() < counted.sum():
        problem = f"is more than {_MOST} in {rows_said(hours)}, and at most that in the others"
        remedy = "Look whether some are hours: they decide which assignment of a person counts."
        yield look.doubt("slipped", heading, problem, remedy, hours)
    nothing = counted & (numbers == 0)
    most = int(reference.by("limits", "name")["most_without_hours"]["value"])
    if 100 * nothing.sum() > most * counted.sum():
        problem = f"is 0 in {rows_said(nothing)}, which count as staff in post"
        remedy = "If they are bank or casual staff, take these rows out."
        yield look.doubt("people", heading, problem, remedy, nothing)
