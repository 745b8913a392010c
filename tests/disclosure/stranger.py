"""A stranger's look at protected counts: the attack's solver, which knows nothing of protect."""

from fractions import Fraction

from wres import reference
from wres.attack.facts import COUNT, Cell, Fact
from wres.attack.solve import solve
from wres.figures import State
from wres.ground.settings import ROUNDING, Settings


def found_out(published, settings=None):
    """The withheld cells with fewer possible values than that, by the attack's sums.

    Every withheld cell counts, whether it is small or protects another.
    """
    settings = settings or Settings()
    facts, withheld = told(published, settings)
    answer = solve(facts, withheld, settings.candidates, above_zero=withheld, exact=False)
    assert not answer.dropped, answer.dropped
    few = {cell: r for cell, r in answer.ranges.items() if r.candidates < settings.candidates}
    return {str(cell): found for cell, found in few.items()}


def told(published, settings):
    """Each printed count as a fact, and the cells that are withheld."""
    measures = reference.by("measures", "measure")
    facts, withheld = [], []
    for row in published.table.to_dict("records"):
        measure = measures[row["measure"]]
        if not measure["figure"] or measure["unit"] != "people":
            continue
        is_of_board = measure["figure"] == "board_count"
        cell = Cell(
            published.year,
            row["indicator"],
            measure["figure"],
            row["measure"] if is_of_board else row["staff_group"],
            row["pay_band"],
            row["sex"],
            row["ethnicity"],
        )
        if row["state"] == State.SHOWN:
            is_rounded = (
                settings.method == ROUNDING and row["measure"] not in settings.public_measures
            )
            # To the nearest five; zero is zero.
            off = 2 if is_rounded and row["number"] else 0
            number = Fraction(int(row["number"]))
            facts.append(Fact(COUNT, (cell,), number - off, number + off))
        elif row["state"] == State.WITHHELD:
            withheld.append(cell)
    return facts, withheld
