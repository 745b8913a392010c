"""A second opinion: tau-Argus, the statistical offices' program, on tables that it can do."""

import numpy as np
import pandas as pd
import pytauargus
import pytest
from builders import counts as published
from builders import raw

from wres.disclosure.audit import exposed
from wres.disclosure.cells import STAFF, Key, people
from wres.disclosure.plan import choose
from wres.figures import ALL, ETHNICITIES
from wres.ground.settings import Settings

GROUPS = ("clinical", "non-clinical", "medical and dental")
TABLES = [
    ((300, 60, 3), (200, 40, 12), (50, 30, 9)),
    ((300, 4, 13), (200, 40, 12), (50, 30, 9)),
    ((33, 5, 8), (106, 50, 3), (50, 30, 12)),
    ((40, 12, 2), (25, 3, 7), (18, 9, 1)),
    ((120, 35, 14), (80, 22, 11), (64, 41, 8)),
]


def second_opinion(table, folder):
    """The cells that tau-Argus withholds: each with fewer than 6 people, and what else it takes."""
    rows = [
        (group, ethnicity, 1.0)
        for group, cells in zip(GROUPS, table, strict=True)
        for ethnicity, number in zip(ETHNICITIES, cells, strict=True)
        for _ in range(number)
    ]
    # Codes of one width: its files have columns of fixed width.
    codes = {name: f"c{i}" for i, name in enumerate((*GROUPS, *ETHNICITIES))}
    micro = pd.DataFrame(rows, columns=["group", "ethnicity", "people"])
    for column in ("group", "ethnicity"):
        micro[column] = micro[column].map(codes)
    result = pytauargus.protect(
        micro,
        ["group", "ethnicity"],
        response="people",
        safety_rules="FREQ(6,60)",
        suppress="OPT(1)",
        workdir=str(folder),
    )
    found = result.tables[0]
    names = {code: name for name, code in codes.items()}
    frame = found.dataframe()
    where = [[names.get(code, ALL) for code in frame[column]] for column in ("group", "ethnicity")]
    return {
        Key(1, STAFF, group, ALL, ethnicity=ethnicity)
        for group, ethnicity, safe in zip(*where, found.safe(None), strict=True)
        if safe is None or pd.isna(safe)
    }


@pytest.mark.parametrize("table", TABLES)
def test_ours_protects_as_well_and_withholds_little_more(table, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rows = [(1, STAFF, g, ALL, *cells) for g, cells in zip(GROUPS, table, strict=True)]
    total = [sum(column) for column in zip(*table, strict=True)]
    held = raw(published([(1, STAFF, ALL, ALL, *total), *rows]))
    plan = choose(people(held), Settings(shape="staff groups"))
    theirs = second_opinion(table, tmp_path)

    def audit(withheld):
        hidden = np.array([key is None or key in withheld for key in plan.problem.keys])
        return exposed(plan.problem, hidden)

    small = {key for key, cell in plan.printed.items() if 1 <= cell.value <= 5}
    assert small <= theirs  # both mean the same by small
    assert not audit(plan.hidden)
    assert len(plan.hidden) <= len(theirs) + 3
    assert bool(plan.hidden) == bool(theirs)
