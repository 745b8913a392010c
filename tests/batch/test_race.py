"""Input that changes while a run is at work: one version is printed, and that one is recorded."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from builders import data_folder
from reachable import numbers_in, reachable

from wres.batch import keys, tasks
from wres.batch.ground import Ground, Options
from wres.batch.plan import Job, Places
from wres.batch.run import run_jobs
from wres.ground.errors import RunError
from wres.ground.files import reading_once
from wres.opened import Opened
from wres.reading.bounds import read_typed

ROOT = Path(__file__).parents[2]
RXX = Job(2023, "RXX")
# How often: more in the slow lane.
TIMES = int(os.environ.get("WRES_RACES", "2"))
# Of 8,000 people 1,234 or 2,345 are BME: 15.4 or 29.3 per cent.
ROW = "1,staff in post,all,all,{},{},0,8000,made up"
VERSIONS = {"1,234": ROW.format(6766, 1234), "2,345": ROW.format(5655, 2345)}
SECONDS = 0.15

pytestmark = pytest.mark.xdist_group("race")


@contextmanager
def toggled(path: Path) -> Iterator[None]:
    """One version and the other, until the run has ended; the first in the end."""
    text = path.read_text(encoding="utf-8")
    first, second = VERSIONS.values()
    texts, stop = (text, text.replace(first, second)), Event()
    assert texts[0] != texts[1]

    def write() -> None:
        turn = 0
        while not stop.wait(SECONDS):
            turn += 1
            path.write_text(texts[turn % 2], encoding="utf-8")
        path.write_text(texts[0], encoding="utf-8")

    thread = Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def printed(place: Path) -> set[str]:
    """Which of the two numbers stand in a report's files."""
    text = "".join(
        path.read_text(encoding="utf-8")
        for path in place.rglob("*")
        if path.suffix in (".html", ".ipynb")
    )
    return {number for number in VERSIONS if re.search(rf"\b{number}\b", text)}


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_file_that_is_rewritten_all_the_time(tmp_path, turn):
    data = data_folder(tmp_path, rows=(VERSIONS["1,234"],))
    counts = data / "RXX" / "2023" / "counts.csv"
    places = Places(data, ROOT / "notebooks", tmp_path / "reports")
    with toggled(counts):
        outcome = run_jobs([RXX], places, Options(2))
    assert outcome.done == [RXX], outcome.failed
    (number,) = printed(places.reports / "2023" / "RXX")
    # What is recorded is what was used.
    reading = Ground([RXX], places, Options()).readings.get(RXX)
    text = counts.read_text(encoding="utf-8")
    used = text.replace(VERSIONS["1,234"], VERSIONS[number]).encode()
    assert reading.files["RXX/2023/counts.csv"] == hashlib.sha256(used).hexdigest()
    again = run_jobs([RXX], places, Options(2))
    assert (again.unchanged == [RXX]) == (number == "1,234")
    assert printed(places.reports / "2023" / "RXX") == {"1,234"}


def test_a_file_is_read_once_by_one_reading(tmp_path):
    data = data_folder(tmp_path, rows=(VERSIONS["1,234"],))
    counts = data / "RXX" / "2023" / "counts.csv"
    before = hashlib.sha256(counts.read_bytes()).hexdigest()
    with reading_once() as taken:
        first = read_typed(counts)
        counts.write_text("something else")
        assert read_typed(counts) == first
    assert taken.within(data) == {"RXX/2023/counts.csv": before}
    assert read_typed(counts) == b"something else"


def test_what_is_read_again_must_be_what_it_was(tmp_path):
    data = data_folder(tmp_path, rows=(VERSIONS["1,234"],))
    read = tasks.read(RXX, data)
    was = tasks.Was(read.files)
    again = Opened.unpacked(was.again(RXX, data))
    assert keys.seen(again) == read.seen
    counts = data / "RXX" / "2023" / "counts.csv"
    counts.write_text(counts.read_text().replace(VERSIONS["1,234"], VERSIONS["2,345"]))
    with pytest.raises(RunError, match=r"RXX/2023/counts\.csv was changed while the run"):
        was.again(RXX, data)


def test_what_a_report_is_made_of_holds_no_count_as_it_was_handed_in(tmp_path):
    # 3 of 41,859 are BME, and are withheld; so is from whom they would be taken.
    rows = ("1,staff in post,all,all,41856,3,0,41859,made up",)
    read = tasks.read(RXX, data_folder(tmp_path, rows=rows))
    held = numbers_in(reachable(Opened.unpacked(read.opened)), {41856, 41859})
    assert held == {41859}
