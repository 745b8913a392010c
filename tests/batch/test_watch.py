"""Pages that follow what is saved: served here alone, and never examined."""

from __future__ import annotations

import http.client
import urllib.request
from pathlib import Path

import pytest
from builders import data_folder

from wres.batch.plan import Job, Places
from wres.batch.preview import LOOPBACK, Preview
from wres.batch.watch import NOT_EXAMINED, Maker, changes, likely_page
from wres.ground.errors import WresError
from wres.reference.standard import pages_run

ROOT = Path(__file__).parents[2]
RXX = Job(2023, "RXX")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    root = tmp_path_factory.mktemp("watch")
    return Places(data_folder(root), ROOT / "notebooks", root / "reports")


@pytest.fixture(scope="module")
def maker(places):
    made = Maker(RXX, places)
    assert list(made.make(frozenset())) == ["report.html"]
    return made


def test_every_page_says_that_it_is_not_examined_and_no_script_is_in_it(maker, places):
    assert {"report.html", "recruitment.html", "summary.html"} < set(maker.files)
    for content in maker.files.values():
        assert NOT_EXAMINED in content.decode() and b"<script" not in content
    assert not places.reports.exists()


def test_a_sentence_is_on_its_page_first_and_then_in_the_whole_report(maker, places):
    file = places.data / "RXX" / "2023" / "narrative" / "indicator_2_done.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text("We asked every panel why.\n", encoding="utf-8")
    made = maker.make(frozenset({file}))
    assert next(made) == "recruitment.html"
    assert "We asked every panel why." in maker.files["recruitment.html"].decode()
    assert "We asked every panel why." not in maker.files["report.html"].decode()
    assert list(made) == ["report.html"]
    assert "We asked every panel why." in maker.files["report.html"].decode()
    assert not places.reports.exists()


def test_a_notebook_alone_is_run_alone(maker, places, monkeypatch):
    ran = []
    run = Maker._run
    monkeypatch.setattr(
        Maker, "_run", lambda self, page, out: (ran.append(page), run(self, page, out))[1]
    )
    assert list(maker.make(frozenset({places.notebooks / "board.ipynb"}))) == []
    assert ran == ["board"]


def test_a_fault_is_told_and_what_was_made_stays(maker, places):
    counts = places.data / "RXX" / "2023" / "counts.csv"
    before, files = counts.read_text(encoding="utf-8"), dict(maker.files)
    counts.write_text(before.replace(",80,", ",8O,"), encoding="utf-8")
    try:
        with pytest.raises(WresError, match="8O"):
            list(maker.make(frozenset({counts})))
    finally:
        counts.write_text(before, encoding="utf-8")
    assert maker.files == files


def test_what_is_saved_is_seen(places):
    seen = changes(RXX, places)
    assert places.notebooks / "board.ipynb" in next(seen)
    file = places.data / "RXX" / "2023" / "ratings.csv"
    file.write_text("indicator,rating,reason\n", encoding="utf-8")
    assert file in next(seen)


@pytest.mark.parametrize("row", ["indicator_9_planned", "contacts", "counts", "action_plan"])
def test_every_file_has_a_page_that_it_is_most_likely_of(row):
    assert likely_page(Path(f"{row}.md")) in pages_run()


# The pages as a browser of this machine sees them

PAGE = b'<!DOCTYPE html>\n<html lang="en-GB"><body class="x"><p>One</p></body></html>'


def get(preview: Preview, name: str = "") -> str:
    return urllib.request.urlopen(preview.address + name, timeout=30).read().decode()


def test_a_page_follows_by_a_script_that_only_a_page_served_here_has():
    with Preview() as preview:
        preview.show({"one.html": PAGE, "two.html": PAGE})
        assert "<p>One</p>" in get(preview) and "<script>" in get(preview, "one.html")
        assert not preview._numbers["one.html"] > 1
        preview.show({"one.html": PAGE, "two.html": PAGE.replace(b"One", b"Two")})
        asked = urllib.request.Request(
            f"{preview.address}changes?1", headers={"Referer": f"{preview.address}two.html"}
        )
        assert urllib.request.urlopen(asked, timeout=30).status == 200
        assert preview.wait("two.html", 1) and not preview._numbers["one.html"] > 1


def test_a_fault_stands_on_every_page_until_it_is_mended():
    with Preview() as preview:
        preview.show({"one.html": PAGE})
        preview.fail("counts.csv, row 3: <8O> is not a number.")
        assert "row 3: &lt;8O&gt; is not a number." in get(preview, "one.html")
        preview.show({"one.html": PAGE})
        assert "row 3" not in get(preview, "one.html")


def test_only_this_machine_is_answered_and_only_by_its_own_name():
    with Preview() as preview:
        preview.show({"one.html": PAGE})
        assert preview.address.startswith(f"http://{LOOPBACK}:")
        asked = http.client.HTTPConnection(LOOPBACK, preview._server.server_port)
        asked.request("GET", "/one.html", headers={"Host": "elsewhere.example"})
        assert asked.getresponse().status == 403
        asked = http.client.HTTPConnection(LOOPBACK, preview._server.server_port)
        asked.request("GET", "/tables.xlsx")
        answer = asked.getresponse()
        assert answer.status == 404 and b"wres run makes it" in answer.read()
