"""Whole-time equivalents that are hours, or nothing."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import FOLDER, NURSES, STAFF, read


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("times", "told"),
    [
        (["1"] * 32 + ["7.5"] * 8, "column FTE: is more than 1.5 in 8 rows, and at most that"),
        (["1"] * 37 + ["30"] * 3, "column FTE: is more than 1.5 in a few rows, and"),
        (["37.5"] * 38 + ["7.5"] * 2, ""),
        (["1"] * 30 + ["0"] * 10, "column FTE: is 0 in 10 rows, which count as staff in post"),
        (["1"] * 30 + [""] * 10, ""),
        (["1"] * 38 + ["0"] * 2, ""),
    ],
)
def test_whole_time_equivalents(tmp_path, form, times, told):
    rows = [f"{row},{time}" for row, time in zip(NURSES, times, strict=True)]
    text = "\n".join([f"{STAFF},FTE", *rows, ""])
    file = f"{FOLDER}/staff.{form}"
    doubts = read(tmp_path, {file: excel(text) if form == "xlsx" else text}).doubts
    found = [str(each) for each in doubts if each.kind in ("slipped", "people")]
    assert len(found) == bool(told)
    assert all(told in each for each in found)
