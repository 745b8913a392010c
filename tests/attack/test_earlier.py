"""The edition that is out is attacked together with the one that takes its place."""

from __future__ import annotations

import openpyxl
import pytest
from attack.keyed import count, figures, put, row, table

from wres.attack.earlier import read_earlier, still_known, still_withheld
from wres.attack.facts import Cell
from wres.attack.verdict import examine, examine_together

STAFF = "2024/1/staff_count"


def staff(white=None, bme=None, unknown=None, whole=40):
    return "<h1>Workforce</h1>" + table(
        "All staff by ethnicity, 31 March 2024",
        ("Ethnicity", "2024 number"),
        ("White", count(f"{STAFF}////White", white)),
        ("BME", count(f"{STAFF}////BME", bme)),
        ("Not known", count(f"{STAFF}////Unknown", unknown)),
        ("Total", count(STAFF, whole)),
    )


def parts(groups):
    rows = [(name, count(f"{STAFF}////{name}", number)) for name, number in groups.items()]
    return table("BME staff by ethnic group, 31 March 2024", ("Group", "2024 number"), *rows)


@pytest.fixture
def joint(tmp_path):
    """The verdict on a new edition beside the one before, each as what it shows of forty people."""

    def joint(new, old, more=""):
        folder = put(tmp_path / "new" / "2024" / "RXX", workforce=staff(**new))
        before = put(tmp_path / "old" / "2024" / "RXX", workforce=staff(**old) + more)
        alone = examine_together({folder: None})[0]
        return alone, examine_together({folder: None}, before={folder: before / "figures.csv"})[0]

    return joint


def test_two_editions_that_are_safe_alone_give_a_count_back_together(joint):
    # The edition that is out has other tables: 1, 1, 1 and 0 are the 3 that this one withholds.
    groups = dict(zip(("Mixed", "Asian", "Black", "Other"), (1, 1, 1, 0), strict=True))
    alone, verdict = joint({"white": 33}, {"white": 33}, more=parts(groups))
    assert alone.passed and not verdict.passed
    bme = Cell(2024, 1, "staff_count", ethnicity="BME")
    assert {each.cell: (each.range.low, each.range.high) for each in verdict.failing}[bme] == (3, 3)


def test_what_the_edition_before_withheld_must_not_be_printed_by_the_next(joint):
    alone, verdict = joint({"white": 33}, {})
    assert alone.passed and not verdict.passed
    assert [each.cell.ethnicity for each in verdict.failing] == ["White"]


def test_the_same_edition_twice_passes(joint):
    assert all(verdict.passed for verdict in joint({"white": 33}, {"white": 33}))


def test_a_corrected_count_is_no_contradiction_and_no_secret(joint):
    # 33 and then 34 White staff of 40 and then 41: the later numbers hold, and BME stays withheld.
    _, verdict = joint({"white": 34, "whole": 41}, {"white": 33})
    assert verdict.passed and not verdict.contradicting
    bme = Cell(2024, 1, "staff_count", ethnicity="BME")
    assert verdict.ranges[bme].candidates >= 5


def test_a_correction_does_not_switch_the_attack_off(joint):
    # The total was corrected; the 33 and the 4 still give the third count back: 41 - 33 - 4 = 4.
    alone, verdict = joint({"white": 33, "whole": 41}, {"unknown": 4})
    assert alone.passed and not verdict.passed


def test_a_count_that_was_printed_and_is_withheld_now_was_corrected(joint):
    # Once 33 and 4: of the White staff a reader knows by now that they are others than 33.
    _, verdict = joint({}, {"white": 33})
    assert verdict.passed


def as_workbook(path, rows):
    """A table of figures as the workbook of an older report has it."""
    head = figures().splitlines()[0].split(",")
    book = openpyxl.Workbook()
    book.active.title = "Figures"
    for line in (
        ["Every figure"],
        head,
        *([each[name] or "[z]" for name in head] for each in rows),
    ):
        book.active.append(line)
    book.save(path)
    return path


def test_an_older_report_that_is_named_is_known_by_its_workbook(tmp_path):
    new = put(tmp_path / "new" / "2024" / "RXX", workforce=staff(white=33))
    old = put(tmp_path / "old" / "2024" / "RXX", workforce=staff(white=33))
    (old / "figures.csv").unlink()
    assert not examine(new, also=[old]).passed  # nothing says what it prints
    as_workbook(old / "tables.xlsx", ROWS)
    same = examine(new, also=[old])
    assert same.passed and same.also == (old,)
    parts = (row(f"{STAFF}////{name}", value="1") for name in ("Mixed", "Asian", "Black"))
    as_workbook(old / "tables.xlsx", (*parts, row(f"{STAFF}////Other", value="0")))
    assert [each.cell.ethnicity for each in examine(new, also=[old]).failing] == ["BME", "Unknown"]


ROWS = (
    row(f"{STAFF}////White", value="33"),
    row(f"{STAFF}////BME", state="withheld"),
    row("2024/1/staff_percentage////White", "percent", value="82.5"),
    row("2024/1/some_figure_of_a_later_version", value="1"),
)


def test_an_older_workbook_is_read_like_the_table_of_figures(tmp_path):
    text = tmp_path / "figures.csv"
    text.write_text(figures(ROWS), newline="")
    for path in (text, as_workbook(tmp_path / "tables.xlsx", ROWS)):
        earlier = read_earlier(path)
        assert len(still_known(earlier, [], [])) == 2  # the count, and the share
        assert [cell.ethnicity for cell in still_withheld(earlier)] == ["BME"]
