"""A stranger's look at protected counts: the attack's solver, which knows nothing of protect."""

from helpers import reference
from helpers.attack.facts import Cell, fact
from helpers.attack.solve import solve
from helpers.attack.verdict import SMALL
from helpers.figures import State


def found_out(published, candidates):
    """The withheld cells with fewer possible values than that, by the attack's sums.

    One that must be more than small was withheld to protect others and may come back.

    International recruitment is left out: the attack has no cells of its own for it.
    """
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
            facts.append(fact("count", (cell,), str(int(row["number"]))))
        elif row["state"] == State.WITHHELD:
            withheld.append(cell)
    answer = solve(facts, withheld, candidates, above_zero=withheld)
    return {
        str(cell): found
        for cell, found in answer.ranges.items()
        if found.candidates < candidates and found.low <= SMALL
    }
