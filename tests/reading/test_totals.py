"""Rows of totals below records: one fault each, and nobody is counted for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from excel import excel
from handed_in import BASE, FOLDER, NURSES, STAFF, read

from wres.ground.errors import InputError

HEADERS = {
    "staff": STAFF,
    "disciplinary": "Employee Number,Ethnic Origin",
    "training": "Employee Number,Ethnic Origin,Mandatory",
    "recruitment": "Ethnic Origin,Shortlisted,Appointed",
    "survey": "Ethnic Origin,Q14a,Q14b,Q14c,Q15,Q16b",
}
ROWS = {
    "staff": NURSES,
    "disciplinary": [f"{n},A" for n in range(1, 13)],
    "training": [f"{n},A,No" for n in range(1, 13)],
    "recruitment": ["A,Yes,Yes"] * 6 + ["H,Yes,No"] * 6,
    "survey": ["A,Never,Never,Never,Yes,No"] * 12,
}
TOTALS = [
    ("staff", "Grand Total,,,40"),
    ("staff", ",,,40"),
    ("disciplinary", "Total,"),
    ("disciplinary", "Total,12"),
    ("disciplinary", ",12"),
    ("training", "Total: 12,,"),
    ("recruitment", "Total,12,6"),
    ("recruitment", "Grand Total,,12"),
    ("survey", "Total,3,2,1,12,0"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("extract", "total"), TOTALS)
def test_a_total_is_one_fault(tmp_path: Path, extract: str, total: str, form: str):
    text = "\n".join([HEADERS[extract], *ROWS[extract], total, ""])
    files = {f"{FOLDER}/{extract}.{form}": excel(text) if form == "xlsx" else text}
    with pytest.raises(InputError) as caught:
        read(tmp_path, (BASE if extract != "staff" else {}) | files)
    (fault,) = caught.value.faults
    assert fault.row == len(ROWS[extract]) + 2
    assert fault.problem == "looks like a total, not like a record"


def test_a_person_whose_number_is_that_of_the_rows_is_no_total(tmp_path):
    text = "\n".join([HEADERS["disciplinary"], *ROWS["disciplinary"], "13,", ""])
    counts = read(tmp_path, BASE | {f"{FOLDER}/disciplinary.csv": text}).years[-1].counts
    measure = "entered formal disciplinary process"
    assert counts.get(3, measure, "Unknown").value == 1
