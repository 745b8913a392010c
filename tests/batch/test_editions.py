"""What is out stays out: a year that was published, run again with other settings and counts."""

from __future__ import annotations

import csv
import re
import shutil

import pytest
from attack.keyed import put
from batch.conftest import ROOT, wres
from batch.test_release import ask, staff
from builders import WORKFORCE, data_folder

from wres.batch.plan import FIGURES
from wres.batch.release import BEFORE
from wres.reading.editions import read_edition

pytestmark = pytest.mark.xdist_group("batch")

BANDS = (
    "1,staff in post,clinical,5,300,60,12,,made up",
    "1,staff in post,clinical,6,250,50,14,,made up",
    "1,staff in post,clinical,8b,150,30,6,,made up",
    "1,staff in post,clinical,8a,100,4,8,,made up",
)
WHOLE = WORKFORCE.replace("80,16,4", "800,144,40")


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    """A report by pools, published."""
    root = tmp_path_factory.mktemp("editions")
    data = data_folder(root, rows=(WHOLE, *BANDS))
    decide(data, "shape,,pools,")
    said = run(data, root / "reports")
    assert "1 report made" in said and "otherwise" not in said
    return data, root / "reports"


@pytest.fixture
def again(places, tmp_path):
    """Copies of the data and the reports, to change something and run again."""
    data, reports = (shutil.copytree(each, tmp_path / each.name) for each in places)
    return data, reports


def decide(data, *rows):
    lines = ["setting,year,value,reason", *rows, ""]
    (data / "RXX" / "settings.csv").write_text("\n".join(lines), encoding="utf-8")


def run(data, reports, status=0):
    ran = wres("run", "--data", data, "--reports", reports, "--jobs", 2, cwd=ROOT)
    assert ran.returncode == status, ran.stdout + ran.stderr
    return ran.stdout


def bands_printed(reports):
    """The bands of clinical BME staff of which a count stands in the report, shown or withheld."""
    with (reports / "2023" / "RXX" / FIGURES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    clinical = {"figure": "staff_count", "staff_group": "clinical", "ethnicity": "BME"}
    return {row["pay_band"] for row in rows if clinical.items() <= row.items()} - {"all", "upper"}


def test_the_same_year_twice_is_unchanged(again):
    assert "1 report unchanged" in run(*again)
    shutil.rmtree(again[1] / ".wres")  # moved without what is known of it: made again, the same
    out = read_edition(again[1] / "2023" / "RXX")
    run(*again)
    assert read_edition(again[1] / "2023" / "RXX") == out


@pytest.mark.slow
def test_a_year_that_is_out_keeps_its_tables_until_somebody_says_it_was_a_draft(again):
    data, reports = again
    pools = bands_printed(reports)
    decide(data, "shape,,full bands,")
    said = run(data, reports)
    assert bands_printed(reports) == pools
    assert "RXX: 2023 would be printed otherwise but for the published edition" in said
    line = re.search(r"never published,2023,[0-9a-f]{8},", said)[0]
    told = [reports / "run.json", *(reports / "2023" / "RXX").glob("*.html")]
    assert not any("full bands" in path.read_text(encoding="utf-8") for path in told)
    # It is said once, and nothing is made again.
    said = run(data, reports)
    assert "1 report unchanged" in said and "otherwise" not in said
    decide(data, "shape,,full bands,", f"{line}A draft for the committee")
    said = run(data, reports)
    assert "otherwise" not in said and "8a" in bands_printed(reports)
    # From now on this one is out, and the line says nothing of it.
    decide(data, "shape,,pools,", f"{line}A draft for the committee")
    assert "otherwise" in run(data, reports)
    assert "8a" in bands_printed(reports)


def test_a_published_report_that_cannot_be_read_stops_its_organisation(again):
    data, reports = again
    place = reports / "2023" / "RXX"
    (place / FIGURES).write_text("something else", encoding="utf-8")
    said = run(data, reports, status=1)
    assert "RXX 2023: the published report in 2023/RXX of the reports folder cannot be read" in said
    assert (place / FIGURES).read_text(encoding="utf-8") == "something else"


def test_two_editions_that_leak_together_are_refused_with_what_to_do(tmp_path):
    """The new one alone would pass: it prints what the one before withheld."""
    put(tmp_path / "2023" / "RXX", workforce=staff(2023, white=33))
    assert ask(tmp_path, [2023]) == ({}, "")
    before = put(tmp_path / BEFORE / "2023" / "RXX", workforce=staff(2023))
    why, _ = ask(tmp_path, [2023])
    mark = read_edition(before).mark
    assert why[2023].startswith("not released: each would pass alone, and beside what is out")
    assert why[2023].endswith(f"RXX/settings.csv: never published,2023,{mark},<reason>")
    assert "33" not in why[2023].replace(mark, "")


@pytest.mark.slow
def test_a_total_that_is_out_stays_known_where_it_is_not_handed_in_again(tmp_path):
    """60 in all, and then 56 White staff: BME staff of 1 to 4 would be four values."""
    total = WORKFORCE.replace("80,16,4,", ",,,60")
    data = data_folder(tmp_path, rows=(total,))
    run(data, tmp_path / "reports")
    split = data_folder(tmp_path / "again", rows=(WORKFORCE.replace("80,16,4,", "56,3,,"),))
    assert "1 report made" in run(split, tmp_path / "alone")
    said = run(split, tmp_path / "reports", status=1)
    assert "each would pass alone, and beside what is out" in said
    assert "never published,2023," in said
