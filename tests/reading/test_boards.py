"""Members of the board whose bands say something else of them."""

from __future__ import annotations

import pytest
from excel import excel
from handed_in import FOLDER, STAFF, read

NED, VSM = "Non-Executive Director", "VSM"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("band", "executives", "told"),
    [
        (NED, range(6), ""),
        (NED, range(6, 12), "column Executive: says yes of members whose 'Pay Band' says non-"),
        (VSM, range(6), "column Pay Band: has a band of staff for every member of the board who"),
        (VSM, range(10), ""),  # two partner members
    ],
)
def test_members_and_their_bands(tmp_path, form, band, executives, told):
    head = f"{STAFF},Board Member,Voting,Executive"
    staff = [f"{n},A,Administrative and Clerical,Band 5,No,No,No" for n in range(100, 120)]
    members = [
        f"{n},A,Administrative and Clerical,{band if n > 5 else VSM},Yes,Yes,"
        f"{'Yes' if n in executives else 'No'}"
        for n in range(12)
    ]
    text = "\n".join([head, *members, *staff, ""])
    content = excel(text) if form == "xlsx" else text
    found = [
        str(doubt)
        for doubt in read(tmp_path, {f"{FOLDER}/staff.{form}": content}).doubts
        if doubt.kind == "people"
    ]
    assert len(found) == bool(told)
    assert all(told in each for each in found)


def test_what_was_counted_of_an_extract_is_named(tmp_path):
    rows = [f"{n},A,Administrative and Clerical,VSM,Yes" for n in range(25)]
    text = "\n".join([f"{STAFF},Board Member", *rows, ""])
    (doubt,) = [
        d for d in read(tmp_path, {f"{FOLDER}/staff.csv": text}).doubts if d.kind == "seats"
    ]
    place = f"{FOLDER}/staff.csv, indicator 9, board members, everybody: is more members than a"
    assert str(doubt).startswith(place)
