"""Data and reports at an address: what is fetched, what is sent, and in which order."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import fsspec
import pytest
from batch.conftest import ROOT, files
from builders import data_folder

from wres.batch.ground import Options
from wres.batch.plan import NOT_FOR_PUBLICATION, Job, Places
from wres.batch.remote import Copy, Source, Store, fetch_data, open_places
from wres.batch.run import run_jobs
from wres.batch.state import Shelves
from wres.ground.errors import RunError
from wres.ground.settings import INTERNAL

JOB = Job(2023, "RXX")
pytestmark = pytest.mark.xdist_group("batch")


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """A store in memory, and a cache of its own."""
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    system = fsspec.filesystem("memory")
    system.store.clear()
    yield system
    system.store.clear()


def there(system) -> set[str]:
    return {name.removeprefix("/wres/") for name in system.find("/wres")}


def test_a_copy_is_what_stands_at_the_address(memory):
    memory.pipe({"/wres/a.csv": b"1", "/wres/RXX/2023/counts.csv": b"2"})
    copy = Copy("memory://wres", "data")
    copy.fetch()
    assert files(copy.folder) == {"a.csv": b"1", "RXX/2023/counts.csv": b"2"}
    memory.pipe("/wres/a.csv", b"3")
    memory.rm("/wres/RXX", recursive=True)
    again = Copy("memory://wres", "data")
    again.fetch()
    assert files(again.folder) == {"a.csv": b"3"}


def test_what_has_not_changed_is_not_fetched_again(memory):
    memory.pipe("/wres/a.csv", b"1")
    copy = Copy("memory://wres", "data")
    copy.fetch()
    (copy.folder / "a.csv").write_bytes(b"mine")
    Copy("memory://wres", "data").fetch()
    assert files(copy.folder) == {"a.csv": b"mine"}


def test_only_what_an_organisation_needs_is_fetched(memory, tmp_path):
    data = data_folder(tmp_path)
    register = data / "organisations.csv"
    before = "ROL,Old Trust,Old,NHS trust,,2022-06-30,RXX,yes,made up\n"
    other = "RZZ,Other Trust,Other,NHS trust,,,,yes,made up\n"
    register.write_text(register.read_text("utf-8") + before + other, encoding="utf-8")
    for name in ("RZZ/2023", "ROL/2022", "extracts"):
        (data / name).mkdir(parents=True)
        (data / name / "staff.csv").write_bytes(b"1")
    memory.put(f"{data}/", "/wres/", recursive=True)
    copy = Copy("memory://wres", "data")
    fetch_data(copy, ["RXX"])
    assert set(files(copy.folder)) == {
        "organisations.csv", "extracts/staff.csv", "RXX/2023/counts.csv", "ROL/2022/staff.csv",
    }  # fmt: skip
    folder = Source("memory://wres", "RXX", "1").folder()
    assert files(folder) == files(copy.folder)


def test_a_report_is_whole_before_its_record_says_so(memory, monkeypatch):
    store = Store("memory://wres")
    shelves = Shelves(store.folder)
    old = {"report.html": b"1", "detail.html": b"1"}
    shelves.put_in_place(JOB, {"pages": shelves.stage(JOB, {"a": "1"}, old)})
    store.send_report(JOB)
    record = ".wres/state/2023/RXX.json"
    assert there(memory) == {"2023/RXX/report.html", "2023/RXX/detail.html", record}

    shelves.put_in_place(JOB, {"pages": shelves.stage(JOB, {"a": "2"}, {"report.html": b"2"})})
    put, seen = memory.put_file, []

    def put_file(source, target, **options):
        seen.append((target.removeprefix("/wres/"), record in there(memory)))
        put(source, target, **options)

    monkeypatch.setattr(memory, "put_file", put_file)
    store.send_report(JOB)
    assert seen == [("2023/RXX/report.html", False), (record, False)]
    assert there(memory) == {"2023/RXX/report.html", record}


def test_a_name_that_leads_elsewhere_is_refused(memory):
    memory.store["/wres/../../evil"] = fsspec.implementations.memory.MemoryFile(
        memory, "/wres/../../evil", b"1"
    )
    with pytest.raises(RunError, match="leads elsewhere"):
        Copy("memory://wres", "data").fetch()


def test_an_address_that_nothing_can_open_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path))
    with pytest.raises(RunError, match=r"'nosuch://x' cannot be opened"):
        open_places("nosuch://x", tmp_path, "reports")
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(RunError, match=r"pip install .*\[cluster\]"):
        open_places("memory://x", tmp_path, "reports")


def test_no_password_in_an_address_is_printed(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path))
    for address in ("nosuch://ann:s3cret@host/x", "ftp://ann:s3cret@localhost:1/x"):
        with pytest.raises(RunError) as refused:
            open_places(address, tmp_path, "reports")
        assert "ann:***@" in str(refused.value) and "s3cret" not in str(refused.value)
    places = Places(tmp_path, tmp_path, tmp_path, reports_address="ftp://ann:s3cret@host/x/")
    assert places.shown(Path("index.html")) == "ftp://ann:***@host/x/index.html"


def test_a_run_on_addresses_goes_on_from_what_stands_there(first, tmp_path, monkeypatch):
    """On a machine that has never seen it: all is fetched, and only what is amiss made again."""
    data, reports = tmp_path / "data", tmp_path / "reports"
    shutil.copytree(first[0].data, data)
    shutil.copytree(first[0].reports, reports)
    shutil.rmtree(reports / ".wres" / "staging")
    book = reports / "2023" / "RXX" / "tables.xlsx"
    before = book.read_bytes()
    book.unlink()
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "cache"))
    places = open_places(data.as_uri(), ROOT / "notebooks", reports.as_uri(), ["RXX"])
    assert isinstance(places, Places) and tmp_path / "cache" in places.data.parents

    outcome = run_jobs([JOB], places, Options(1))

    assert outcome.done == [JOB] and f"{reports.as_uri()}/2023/RXX/report.html" in outcome.summary()
    told = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    made = [task["task"] for task in told["tasks"] if task["outcome"] == "made"]
    assert made == ["read", "workbook", "release"]
    assert book.read_bytes() == before
    assert files(reports / "2023") == files(first[0].reports / "2023")
    assert not (reports / ".wres" / "staging").exists()  # unfinished work stays here


def test_internal_editions_have_an_address_of_their_own(memory, tmp_path, monkeypatch):
    reports, data = "memory://wres/reports", str(tmp_path)
    places = open_places(data, ROOT, reports, audience=INTERNAL)
    assert places.reports_address == "memory://wres/reports-internal"
    assert places.reports != open_places(data, ROOT, reports).reports
    store = Store(places.reports_address)
    (store.folder / NOT_FOR_PUBLICATION).write_text("1")
    store.send_rest()
    assert there(memory) == {f"reports-internal/{NOT_FOR_PUBLICATION}"}
