"""Tables as a page shows them: what is explained once, and what shows nothing."""

from wres.showing.components import Notes, Table
from wres.showing.tables import explained, shows_figures

HEADERS = ("Group", "2022 [b]", "2023")
BREAK = "[b] Break in the series: 2022 is another body."


def table(*cells: str, notes: tuple[str, ...] = (BREAK,), caption: str = "Staff") -> Table:
    return Table(caption, HEADERS, (("White", *cells),), notes)


def test_a_symbol_is_explained_below_the_first_table_that_prints_it():
    first, second = explained([table("[c]", "12"), table("[c]", "[x]"), table("[x]", "3")])[:2]
    withheld = "[c] withheld so that nobody can be identified."
    assert first.notes == (BREAK, withheld)
    assert second == Notes(
        ("Staff: not shown; withheld so that nobody can be identified and not available: not "
         "collected, or not published.",)
    )  # fmt: skip


def test_a_note_stands_once_in_a_cell():
    first, second = explained([table("5", "6"), table("7", "8")])
    assert (first.notes, second.notes) == ((BREAK,), ())


def test_a_symbol_that_a_note_explains_has_no_second_meaning():
    why = "[z] 2022: not calculable, nobody entered the process."
    (shown,) = explained([table("[z]", "1.20", notes=(why,))])
    assert shown.notes == (why,)


def test_a_table_shows_figures_where_any_cell_is_no_symbol():
    assert shows_figures(table("[c]", "0"))
    assert not shows_figures(table("[c]", "[z]"))
