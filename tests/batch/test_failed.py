"""A failed report says of itself that nobody has examined it, in its folder and on each page."""

from __future__ import annotations

from wres.batch import run as running
from wres.batch.failed import NOT_EXAMINED, not_examined, not_released
from wres.batch.ground import Ground, Options
from wres.batch.outcome import Outcome
from wres.batch.plan import NOT_RELEASED, Job, Places

PAGE = b'<!DOCTYPE html>\n<html lang="en-GB"><body class="a"><h1>Report</h1></body></html>'


def test_a_page_says_so_at_its_top():
    said = not_released(PAGE).decode()
    assert said.index('<body class="a">') < said.index("NOT RELEASED") < said.index("<h1>")
    assert said.count("NOT RELEASED") == 1


def test_it_says_which_numbers_of_own_cells_are_wrong():
    said = not_examined("a.html, the table 'Ours', 'BME, Number': take it out").decode()
    assert said.startswith(NOT_EXAMINED.decode())
    assert "the table 'Ours', 'BME, Number': take it out." in said


def test_whatever_is_kept_of_a_failed_report_says_so(tmp_path):
    from builders import data_folder

    notebooks = running.__file__.partition("src")[0] + "notebooks"
    places = Places(data_folder(tmp_path), tmp_path / notebooks, tmp_path / "reports")
    run = running._Run(Ground([], places, Options()), None, Outcome(places), None)
    job = Job(2023, "RXX")
    folder = places.reports / running.FAILURES / job.folder
    run._keep_failed(job, {"report.html": PAGE, "figures.csv": b"year\n"})
    assert (folder / NOT_RELEASED).read_bytes() == NOT_EXAMINED
    assert b"NOT RELEASED" in (folder / "report.html").read_bytes()
    assert (folder / "figures.csv").read_bytes() == b"year\n"
    # What an examination says stays, whatever is kept after it.
    run._keep_failed(job, {NOT_RELEASED: b"It gives a count back."})
    run._keep_failed(job, {"summary.html": PAGE})
    assert (folder / NOT_RELEASED).read_bytes() == b"It gives a count back."
