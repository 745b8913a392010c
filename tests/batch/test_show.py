"""A plan as a person reads it: a few tasks one by one, many by their reasons."""

from dataclasses import replace

from wres.batch.decide import MAKE, PERHAPS, SKIP, Decision
from wres.batch.plan import Job, tasks
from wres.batch.show import as_objects, as_text


def decisions(codes, verdict, reason):
    jobs = [Job(year, code) for code in codes for year in (2022, 2023)]
    return [Decision(task, verdict, reason) for task in tasks(jobs)]


def test_tasks_of_one_reason_stand_on_one_line():
    text = as_text(decisions(["RXX"], MAKE, "never made"))
    # 14 tasks of each of two reports, and one release
    assert text.startswith("2 reports, 29 tasks: 29 to do, 0 perhaps, 0 skipped.")
    assert text.splitlines()[1:] == [
        "  RXX 2022: read, 10 notebooks, pages, pdf, workbook: to do: never made",
        "  RXX 2023: read, 10 notebooks, pages, pdf, workbook: to do: never made",
        "  RXX: release: to do: never made",
        "Nothing was made.",
    ]
    told = as_text(decisions(["RXX"], MAKE, "never made"), verbose=True)
    assert "  RXX 2022: notebook board: to do: never made\n" in told


def test_tasks_of_another_reason_stand_apart():
    found = decisions(["RXX"], SKIP, "unchanged")
    found[1] = replace(found[1], verdict=MAKE, reason="summary.ipynb changed")
    assert as_text(found).splitlines()[1:4] == [
        "  RXX 2022: read, 9 notebooks, pages, pdf, workbook: skipped: unchanged",
        "  RXX 2022: notebook summary: to do: summary.ipynb changed",
        "  RXX 2023: read, 10 notebooks, pages, pdf, workbook: skipped: unchanged",
    ]


def test_many_reports_are_grouped_by_reason():
    codes = [f"R{number:02}" for number in range(250)]
    found = decisions(codes, SKIP, "unchanged") + decisions(["RXX"], PERHAPS, "counts.csv changed")
    text = as_text(found)
    assert text.splitlines() == [
        "502 reports, 7279 tasks: 0 to do, 29 perhaps, 7250 skipped.",
        "  perhaps: 29 tasks of 2 reports (RXX 2022, RXX 2023): counts.csv changed",
        "  skipped: 7250 tasks of 500 reports: unchanged",
        "Perhaps: only where what comes before it turns out to be something else.",
        "Nothing was made.",
    ]
    assert "  R07 2022: pdf: skipped: unchanged" in as_text(found, verbose=True)


def test_for_a_program():
    assert as_objects(decisions(["RXX"], MAKE, "never made"))[-1] == {
        "organisation": "RXX",
        "year": None,
        "audience": "published",
        "task": "release",
        "decision": "make",
        "reason": "never made",
    }
