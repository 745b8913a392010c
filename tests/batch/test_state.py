"""What is known of earlier runs: whole files only, and nothing that was touched is trusted."""

from __future__ import annotations

import os
import shutil

import pytest

from wres.batch import keys
from wres.batch.frame import Frame
from wres.batch.plan import Job
from wres.batch.state import Fingerprints, Reading, Readings, Shelves
from wres.ground.errors import RunError
from wres.ground.settings import INTERNAL
from wres.showing.components import Masthead

JOB = Job(2023, "RXX")
FRAME = Frame(Masthead("Sample Trust", "WRES 2023", "NHS trust", ("One", "Two")), ("summary",))
PARTS = {"what was read": "1"}
FILES = {"report.html": b"<p>", "notebooks/board.ipynb": b"{}"}


@pytest.fixture
def shelves(tmp_path):
    return Shelves(tmp_path)


def test_what_is_staged_is_found_again_by_what_it_was_made_of(shelves):
    made = shelves.stage(JOB, PARTS, FILES)
    assert shelves.staged(JOB, PARTS) == made
    assert shelves.read(JOB, made) == FILES
    assert shelves.staged(JOB, {"what was read": "2"}) is None
    assert shelves.staged(Job(2022, "RXX"), PARTS) is None


def test_a_report_in_its_place_is_known_by_its_files(shelves):
    assert shelves.known(JOB) == {}
    made = shelves.stage(JOB, PARTS, FILES)
    shelves.put_in_place(JOB, {"pages": made})
    assert shelves.contents(JOB) == FILES
    assert shelves.known(JOB) == {"pages": made}
    assert shelves.amiss(JOB, made) == ""
    whole = shelves.whole(JOB)
    page = shelves.place(JOB) / "report.html"
    page.write_bytes(b"<b>")  # as long as before
    assert shelves.amiss(JOB, made) == "report.html was altered"
    assert shelves.whole(JOB) != whole
    page.unlink()
    assert shelves.amiss(JOB, made) == "report.html is gone"


def test_what_stays_is_copied_into_the_next_report_and_what_went_is_gone(shelves):
    pages = shelves.stage(JOB, PARTS, {"report.html": b"1", "detail.html": b"1"})
    book = shelves.stage(JOB, {"b": "1"}, {"tables.xlsx": b"1"})
    shelves.put_in_place(JOB, {"pages": pages, "workbook": book})
    shelves.clear(JOB)
    pages = shelves.stage(JOB, {"a": "2"}, {"report.html": b"2"})
    shelves.put_in_place(JOB, {"pages": pages, "workbook": book})
    assert shelves.contents(JOB) == {"report.html": b"2", "tables.xlsx": b"1"}


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"pages": {}}', '{"pages": 1}'])
def test_a_record_that_cannot_be_read_is_no_record(shelves, damage):
    shelves.put_in_place(JOB, {"pages": shelves.stage(JOB, PARTS, FILES)})
    (record,) = (shelves.reports / ".wres" / "state").rglob("*.json")
    record.write_text(damage, encoding="utf-8")
    assert shelves.known(JOB) == {}


def test_a_folder_is_one_runs_at_a_time(shelves):
    with (
        shelves.locked(),
        pytest.raises(RunError, match="another run is at work in the reports folder"),
        Shelves(shelves.reports).locked(),
    ):
        pass
    with Shelves(shelves.reports).locked():
        pass


def test_old_unfinished_work_is_cleared_away(shelves):
    shelves.stage(JOB, PARTS, FILES)
    shelves.stage(Job(2022, "RXX"), PARTS, FILES)
    os.utime(shelves.reports / ".wres/staging/2022/RXX", (0, 0))
    shelves.clear_old()
    assert shelves.has_staged(JOB) and not shelves.has_staged(Job(2022, "RXX"))


@pytest.mark.parametrize("is_old", [True, False])
def test_what_cannot_be_removed_whole_is_not_taken_for_whole(shelves, monkeypatch, is_old):
    """A disk that removes nothing: what is dropped is not found again, and is gone when it does."""
    made = shelves.stage(JOB, PARTS, FILES)
    staging = shelves.reports / ".wres" / "staging" / "2023"
    if is_old:
        os.utime(staging / "RXX", (0, 0))
    with monkeypatch.context() as disk:
        disk.setattr(shutil, "rmtree", lambda *_, **__: None)
        if is_old:
            shelves.clear_old()
        else:
            shelves.clear(JOB)
    assert shelves.staged(JOB, made.parts) is None and not shelves.has_staged(JOB)
    assert list(staging.iterdir())
    shelves.clear_old()
    assert not list(staging.iterdir())


def test_a_report_that_was_not_replaced_after_all_is_put_back(shelves):
    """Killed between the two halves of the swap, and while a file was written."""
    shelves.put_in_place(JOB, {"pages": shelves.stage(JOB, PARTS, FILES)})
    staging = shelves.reports / ".wres" / "staging" / "2023" / "RXX"
    shelves.place(JOB).rename(staging / ".half-1-old")
    (staging / ".half-1").mkdir()
    (shelves.reports / ".half-2").write_text("an index")
    (shelves.reports / ".wres" / "state" / "2023" / ".half-3").write_text("a record")
    shelves.clear_old()
    assert shelves.contents(JOB) == FILES
    assert not list(shelves.reports.rglob(".half-*"))


def test_a_file_that_was_not_touched_is_not_read_again(tmp_path):
    file = tmp_path / "counts.csv"
    file.write_bytes(b"1")
    known = Fingerprints(tmp_path)
    before = known.of(file)
    known.keep()
    assert before == keys.digest(b"1")
    again = Fingerprints(tmp_path)
    file.chmod(0o000)  # root reads it all the same; so the digest that is kept is changed instead
    again._known["counts.csv"][-1] = "kept"
    assert again.of(file) != "kept"  # its change time is another
    again._known["counts.csv"][-1] = "kept"
    assert again.of(file) == "kept"
    file.write_bytes(b"2")
    assert again.of(file) == keys.digest(b"2")
    file.unlink()
    assert again.of(file) == ""


def test_readings_are_kept_by_report(tmp_path):
    reading = Reading({"counts.csv": "1"}, "seen", ("doubt",), FRAME, True)
    readings = Readings(tmp_path)
    readings.put(JOB, reading)
    readings.keep()
    again = Readings(tmp_path)
    assert again.get(JOB) == reading
    assert again.get(Job(2023, "RXX", INTERNAL)) is None
    assert Readings(tmp_path / "other").get(JOB) is None
