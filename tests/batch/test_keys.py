"""What a task depends on: what is shown, and nothing that a published report withholds."""

from __future__ import annotations

import shutil

import pytest
from builders import data_folder

from helpers.report import open_report
from wres.batch import keys
from wres.ground.settings import INTERNAL, PUBLISHED

# 3 of 100 are BME: withheld, and 94 White and 3 unknown with them, or 93 and 4.
SMALL = "1,staff in post,all,all,94,3,3,100,made up"


@pytest.fixture
def seen(tmp_path):
    """The digest of what a report of RXX shows, for one row of counts."""
    data = data_folder(tmp_path)
    counts = data / "RXX" / "2023" / "counts.csv"
    head = counts.read_text(encoding="utf-8").splitlines()[0]

    def read(row: str, audience: str = PUBLISHED) -> str:
        counts.write_text(f"{head}\n{row}\n", encoding="utf-8")
        return keys.seen(open_report("RXX", 2023, audience, data=data))

    read.data = data
    return read


def test_what_is_shown_is_in_the_digest(seen):
    assert seen(SMALL) == seen(SMALL)
    assert seen(SMALL) != seen("1,staff in post,all,all,194,3,3,200,made up")
    assert seen(SMALL) != seen(SMALL.replace("made up", "made up again"))


def test_what_is_withheld_is_not_so_that_nobody_can_try_values(seen):
    """97 are White or unknown in each, and 3 are BME or unknown, or 2 and 4."""
    other = "1,staff in post,all,all,94,2,4,100,made up"
    assert seen(SMALL) == seen(other)
    assert seen(SMALL, INTERNAL) != seen(other, INTERNAL)


def test_words_are_in_the_digest(seen):
    before = seen(SMALL)
    folder = seen.data / "RXX" / "2023" / "narrative"
    folder.mkdir()
    (folder / "context.md").write_text("We are here.\n", encoding="utf-8")
    assert seen(SMALL) != before


def test_the_plans_of_the_bodies_that_were_merged_are_in_the_digest(seen):
    """The page sets them beside this year's plan."""
    register = seen.data / "organisations.csv"
    text = register.read_text(encoding="utf-8").replace("NHS trust,,", "NHS trust,2022-10-01,")
    for code in ("REA", "RWE"):
        text += f"{code},{code} Trust,{code},NHS trust,,2022-09-30,RXX,yes,made up\n"
        year = seen.data / code / "2022"
        year.mkdir(parents=True)
        shutil.copy(seen.data / "RXX" / "2023" / "counts.csv", year)
    register.write_text(text, encoding="utf-8")
    before = seen(SMALL)
    plan = "indicators,high_impact_action,rating,theme,actions,outcomes,lead,review\n"
    plan += "2,2,Developing,Recruitment,Advertise,,Chief Nurse,every quarter\n"
    (year / "action_plan.csv").write_text(plan, encoding="utf-8")
    assert seen(SMALL) != before


def test_the_register_is_in_it_as_far_as_it_tells_of_the_organisation(seen):
    before = seen(SMALL)
    register = seen.data / "organisations.csv"
    text = register.read_text(encoding="utf-8")
    other = "RZZ,Third Trust,Third,NHS trust,,,{},yes,made up\n"
    register.write_text(text + other.format(""), encoding="utf-8")
    assert seen(SMALL) == before
    # It becomes one that RXX took over from.
    register.write_text(text + other.format("RXX").replace(",,,", ",,2022-06-30,"), "utf-8")
    assert seen(SMALL) != before


def test_pages_are_made_again_where_other_files_were_read():
    """How the edition was made is told beside them."""
    before = keys.pages_parts("read", ["a"], ["RXX/2023/counts.csv"])
    now = keys.pages_parts("read", ["a"], ["RXX/2023/wres.xlsx"])
    assert keys.what_changed(before, now) == "the list of input files changed"


def test_another_pack_is_another_key(monkeypatch):
    parts = keys.workbook_parts("read", {"board": ()}, ())
    before = keys.key(parts)
    monkeypatch.setattr(keys, "pack", lambda: "0.0.1+abc")
    assert keys.key(keys.workbook_parts("read", {"board": ()}, ())) != before
    assert keys.what_changed(keys.workbook_parts("read", {"board": ()}, ()), parts).startswith(
        "the pack changed from 0.0.1 to "
    )
    monkeypatch.setattr(keys, "pack", lambda: "0.0.1+def")
    assert "or a package" in keys.what_changed({keys.PACK: "0.0.1+abc"}, {keys.PACK: keys.pack()})


def test_input_files_are_those_of_each_organisation_and_those_of_all(tmp_path):
    data = data_folder(tmp_path)
    (data / "extracts").mkdir()
    (data / "extracts" / "staff.csv").write_text("x", encoding="utf-8")
    found = keys.input_files(data, {"RXX", "RYY"})
    names = {code: [path.relative_to(data).as_posix() for path in of] for code, of in found.items()}
    assert names == {
        "": ["extracts/staff.csv", "organisations.csv"],
        "RXX": ["RXX/2023/counts.csv"],
    }
