"""Do once, in the server, what costs a notebook most when it does it first.

pandera loads what it checks tables with when it first checks one, matplotlib finds its fonts when
it first draws, templates are compiled when they are first filled in, and reference files are read
when somebody first asks. A notebook that is forked afterwards finds all of it done. What is shown
here is made up, and nothing of it is kept.
"""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from wres import reference
from wres.figures import ALL, BME, WHITE, Figure, Figures, State
from wres.figures.counts import COLUMNS, STAFF, Counts
from wres.showing.charts.bars import Bar, Line, draw
from wres.showing.components import (
    NOT_RATED,
    Beside,
    Masthead,
    Notes,
    Picture,
    Prose,
    Sentences,
    Story,
    StyleSheet,
    Table,
    Tile,
    Tiles,
    badge,
)


def rehearse() -> None:
    """Check a table of counts and one of figures, draw a chart, and show one of each component."""
    for file in files(reference).iterdir():
        if file.name.endswith(".csv"):
            reference.rows(file.name.removesuffix(".csv"))
    row = (1, STAFF, ALL, ALL, ALL, WHITE, 1.0, str(State.SHOWN), "rehearsal")
    Counts("", 2000, pd.DataFrame([row], columns=list(COLUMNS)))
    Figures([Figure("", 2000, 1, "staff_count", value=1.0, state=State.SHOWN)]).validated()
    bars = [Bar("One", "1.0%", 1.0, WHITE, marker=2.0), Bar("Two", "2.0%", 2.0, BME)]
    drawn = draw(bars, Line(1.5, "Line"), "Note")
    for component in (
        StyleSheet(),
        Masthead("Nobody", "Rehearsal", ""),
        Tiles("Tiles", (Tile("1", "tile"),)),
        Table("Table", ("Row", "Number"), (("Row", "1"),), ("Note",)),
        Picture("Picture", "Subtitle", drawn, "Alternative", "Source"),
        Prose("*Words*"),
        Sentences(("Lead.", "Item.")),
        Story("Indicator", "Finding", (badge(NOT_RATED),)),
        Beside((("Done", Prose("Words")),)),
        Notes(("Note",), "Notes"),
    ):
        component.html()
