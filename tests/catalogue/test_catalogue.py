"""The catalogue: what it declares exists, and it is all that the notebooks print."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from asked_for import report_with
from builders import counts, laid_out, plainly
from detailed import ENTERED, GROUPS, ROWS, SEXES, edition, figures, scope

from helpers.report import open_report
from wres import catalogue, reference
from wres.catalogue import GRIDS, of_cell
from wres.catalogue.grid import Entry, Has, Part, When
from wres.figures import ALL
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.narrative.scope import Edition
from wres.reference.standard import pages_run
from wres.showing.components import Table
from wres.showing.tables import shows_figures

ROOT = Path(__file__).parents[2]
SAMPLES = [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
# Tables that follow from findings, ratings and plans.
NO_GRIDS = {"Areas to act on", "Ratings", ""}
SURE = "Intervals"  # those of all indicators are one table of a report
PAGES = [row["page"] for row in reference.rows("pages")]
# Groups behind BME in the bands of every staff group; both years, so that there are changes.
BY_BAND = {
    (1, "staff in post", "non-clinical", "5"): (2, 3, 2, 2),
    (1, "staff in post", "medical and dental", "consultant"): (1, 2, 1, 0),
}
DOCTORS = (1, "staff in post", "medical and dental", "consultant", 9, 4, 1)


@cache
def calls(page: str) -> tuple[str, ...]:
    """What the cells of a page's notebook call."""
    cells = json.loads((ROOT / "notebooks" / f"{page}.ipynb").read_text("utf-8"))["cells"]
    code = ("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    return tuple(text for text in code if re.fullmatch(r"report\.\w+\([\d, ]*\)", text))


def printed(report, page: str) -> list[str]:
    """The names of the tables that a page shows, in their order."""
    shown = [eval(call, {"report": report}) for call in calls(page)]
    parts = [part for each in shown for part in getattr(each, "parts", (each,))]
    return [part.name for part in parts if isinstance(part, Table)]


def told(names: Iterable[str]) -> list[str]:
    """The names of tables as a report tells them."""
    return list(dict.fromkeys(SURE if name.endswith(SURE) else name for name in names))


def test_names_are_those_of_sheets():
    names = [grid.name for grid in GRIDS]
    assert len(set(names)) == len(names) == 53
    assert all(0 < len(name) <= 31 and name[0] == str(grid.indicator)
               for name, grid in zip(names, GRIDS, strict=True))  # fmt: skip
    assert {grid.page for grid in GRIDS} <= set(PAGES)


@pytest.mark.parametrize("grid", GRIDS, ids=lambda grid: grid.name)
def test_every_figure_and_code_of_a_table_exists(grid):
    codes = {
        "staff_group": set(reference.by("staff_groups", "staff_group")),
        "pay_band": set(reference.by("pay_bands", "pay_band")),
        "sex": set(reference.by("sex_labels", "sex")),
        "ethnicity": {"White", "BME", "Unknown", "all", "Mixed", "Asian", "Black", "Other"},
        "area": {""},
    }
    for row in grid.rows:
        for name, code in row.where.items():
            assert code in codes[name]
        for column in grid.columns:
            for entry in (column.entry, *filter(None, column.instead.values())):
                if not entry.figure or entry.figure.startswith("_"):
                    continue  # of the row, below
                reference.figure_kind(entry.figure + row.ending)
                assert all(code in codes[name] for name, code in entry.where.items())
        if row.figure:
            reference.figure_kind(row.figure)
    assert all(column.header.count("{year}") == (column.when in (When.EACH, When.HELD))
               for column in grid.columns)  # fmt: skip


@pytest.mark.parametrize("audience", [PUBLISHED, INTERNAL])
@pytest.mark.parametrize(("code", "year"), SAMPLES)
def test_every_table_of_every_page_is_in_the_catalogue_and_in_its_order(code, year, audience):
    holds_what_is_declared(open_report(code, year, audience, data=ROOT / "data"))


@pytest.mark.parametrize(("code", "year"), [("QHG", 2023), ("EX1", 2024)])
def test_so_is_every_table_of_a_page_that_was_asked_for(code, year):
    report = report_with(code, year)
    holds_what_is_declared(report)
    grounds = ["8 Grounds"] if code == "EX1" else []  # which handed them in, and is large
    assert printed(report, "further_standards") == [
        "1 Senior parity", "5 Survey likelihoods", *grounds, "2 Improvement plan",
        "1 Improvement plan", "",
    ]  # fmt: skip


def holds_what_is_declared(report):
    pages = pages_run(report.pages())
    on_pages = {page: [n for n in printed(report, page) if n not in NO_GRIDS] for page in pages}
    edition = Edition(report.figures, report.scope)
    declared = [
        grid
        for grid in GRIDS
        if grid.page in pages and (made := laid_out(grid.name, edition)) and shows_figures(made)
    ]
    assert on_pages == {
        page: told(grid.name for grid in declared if grid.page == page) for page in pages
    }
    in_workbook = [table.name for table in report.data_tables() if table.name not in NO_GRIDS]
    assert in_workbook == told(grid.name for grid in declared)


def test_every_table_of_the_catalogue_is_printed_by_some_report():
    seen = set()
    for code, year in SAMPLES:
        report = report_with(code, year, INTERNAL)
        seen |= {name for page in PAGES for name in printed(report, page)}
    everybody = [(1, "staff in post", ALL, band, 60, 40, 5) for band in ("1-7", "cluster 1", "5")]
    rows = [*ROWS, DOCTORS, *everybody]
    held = figures(counts(rows, groups=GROUPS | BY_BAND, sexes=SEXES))
    made_up = replace(report, figures=held, scope=scope(2023))
    for cell in ("bands", "behind_bands", "groups", "sexes", "recruitment_in_depth"):
        seen |= {part.name for part in getattr(made_up, cell)().parts if isinstance(part, Table)}
    assert {*told(grid.name for grid in GRIDS)} - seen == set()


def test_a_part_of_a_key():
    fact = {"indicator": "3", "rate_figure": "disciplinary_rate"}
    assert catalogue._entry("board_count", {}) == Entry("board_count")
    assert catalogue._entry("/staff_count////BME", {}) == Entry(
        "staff_count", where={"ethnicity": "BME"}
    )
    assert catalogue._entry("own, 1/staff_count/all#itself", fact) == Entry(
        "staff_count", Part.ITSELF, (3, 1), {"staff_group": ALL}
    )
    assert catalogue._entry("/{rate_figure}/////-", fact).where == {"area": ""}
    assert catalogue._entry("#chance", {}) == Entry(part=Part.CHANCE)


def test_conditions_mean_any_of_a_list():
    (one, other) = catalogue._conditions(
        "people: 1/staff_count////White, groups; count each year: board_count", {}
    )
    assert one.has is Has.PEOPLE and one.indicators == (1,) and one.when is When.NOW
    assert one.among["ethnicity"] == ("White", "Mixed", "Asian", "Black", "Other")
    assert other.when is When.EACH and other.among == {"figure": ("board_count",)}


def test_what_nobody_declared_is_named():
    row = dict(reference.rows("tables")[0]) | {"rows": "elephants"}
    with pytest.raises(KeyError, match="table '1 All staff': there are no rows 'elephants'"):
        catalogue._grid(row)


def test_the_workforce_of_an_indicators_own_stands_before_that_of_indicator_1():
    own = (3, "staff in post", ALL, ALL, 70, 50, 10)
    table = plainly(laid_out("3 Rates", edition(counts([*ROWS, own]))))
    assert [row[1] for row in table.rows if row[0].endswith("in workforce")] == ["70", "50", "10"]
    assert table.notes[0].startswith("The workforce of 2023 is the one that this indicator was")
    without = plainly(laid_out("3 Rates", edition(counts(ROWS))))
    assert [row[1] for row in without.rows if "in workforce" in row[0]] == ["80", "60", "10"]


def test_without_any_workforce_its_cell_is_of_indicator_1():
    rows = [row for row in ROWS if row[0] != 1]
    (white, *_) = (r for r in laid_out("4 Rates", edition(counts(rows))).rows if "in work" in r[0])
    assert (white[1].key, white[1].text) == ("2023/1/staff_count////White", "[x]")


def test_whose_average_it_is_stands_in_a_note():
    report = open_report("EX1", 2024, data=ROOT / "data")
    of = Edition(report.figures, report.scope)
    (note,) = plainly(laid_out("2 Rates", of)).notes
    assert note.startswith("National average of the relative likelihood: 1.54 (NHS trusts in Engl")
    assert laid_out("8 Survey", of).notes[0].startswith("National average: NHS trusts in England")
    # nothing was compared, so nothing is said of whose
    assert laid_out("8 Survey", edition(counts(ROWS))).notes == ()


def test_a_share_stands_beside_that_of_the_workforce_in_the_intervals():
    made = plainly(laid_out("1 Intervals", edition(counts(ROWS))))
    labels = [row[0] for row in made.rows]
    # of the clinical and the non-clinical staff, and of bands 1 to 7 and 8a to VSM of each
    places = [f"{group}{bands}" for group in ("Clinical", "Non-clinical")
              for bands in ("", ", bands 1 to 7", ", bands 8a to VSM")]  # fmt: skip
    beside = [
        label
        for place in places
        for label in (f"{place}: BME share", f"{place}: BME share less the workforce's")
    ]
    assert labels == ["All staff, BME share", *beside]


def test_a_sex_of_which_nobody_entered_has_its_rows_while_anybody_is_of_it():
    none = {(1, "staff in post", "Male"): (30, 20, 5), (3, ENTERED, "Male"): (0, 0, 0)}
    table = plainly(laid_out("3 Sex", edition(counts(ROWS, sexes=SEXES | none))))
    assert [row[0] for row in table.rows] == [
        "Women: White", "Women: BME", "Men: White", "Men: BME"]  # fmt: skip
    assert table.breaks == (2,)
    assert table.notes[0].startswith("[z] Men: ")


def test_the_disparity_of_a_level_without_anybody_says_why():
    rows = [row for row in ROWS if row[2:4] != ("clinical", "8a")]
    rows.append((1, "staff in post", "clinical", "8a", 8, 0, 0))
    table = plainly(laid_out("1 Race disparity", edition(counts(rows))))
    assert "[z] Clinical, 2023: no BME staff are at the upper of the two levels, so" in "".join(
        table.notes
    )


def test_what_is_compared_with_nothing_is_no_figure():
    made = laid_out("5 Survey", edition(counts(ROWS)))
    # no year before, and no national average: no column of either
    assert made.headers == ("Ethnicity", "2022 survey")


def test_who_is_not_told_apart_has_no_column():
    held = counts(ROWS)
    table = held.table
    is_of_bands = (table["indicator"] == 1) & (table["pay_band"] != ALL)
    told = table[~is_of_bands | table["ethnicity"].isin(["BME", ALL])]
    made = plainly(laid_out("1 Clinical", edition(replace(held, table=told))))
    assert made.headers[1:4] == ("BME", "All", "BME share, 2023")
    # of the 38, 15 and 9 people of the three bands 16, 5 and 1 are BME
    assert [row[1:4] for row in made.rows[-3:]] == [
        ("16", "38", "42.1%"), ("5", "15", "33.3%"), ("1", "9", "11.1%")]  # fmt: skip


def test_a_band_of_last_year_alone_has_no_row_and_one_of_this_year_has_one():
    then = [row for row in ROWS if row[2:4] != ("clinical", "6")]
    then.append((1, "staff in post", "clinical", "7", 9, 3, 0))
    both = edition(counts(then, year=2022), counts(ROWS))
    made = plainly(laid_out("1 Clinical", both))
    assert [row[0] for row in made.rows[-3:]] == ["Band 5", "Band 6", "Band 8a"]
    assert made.breaks[-1] == len(made.rows) - 3
    assert made.headers[-4:-1] == ("BME share, 2022", "BME share, 2023", "BME change (points)")
    assert [row[-4] for row in made.rows[-3:]] == ["42.1%", "[x]", "11.1%"]


def test_the_example_of_the_documents_is_a_table(monkeypatch):
    """A new table is some lines of declaration: those of docs/tables.md."""
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    table, columns = (
        list(csv.reader(block.splitlines()))
        for block in re.findall(r"```\n(.*?)```", text, re.DOTALL)
    )
    heads = {name: list(reference.rows(name)[0]) for name in ("tables", "table_columns")}
    read = reference.rows
    more = {"table_columns": [dict(zip(heads["table_columns"], c, strict=True)) for c in columns]}
    monkeypatch.setattr(reference, "rows", lambda name: (*read(name), *more.get(name, ())))
    grid = catalogue._grid(dict(zip(heads["tables"], table[0], strict=True)))
    made = plainly(laid_out(grid, edition(counts(ROWS))))
    # of those shortlisted for clinical posts, 9 of 30 and 4 of 20 were appointed
    assert made.headers == ("Applicants", "White", "BME")
    assert made.rows[0] == ("Clinical", "30.0%", "20.0%")


def test_the_tables_of_a_cell():
    assert [grid.name for grid in of_cell("survey", 5, 6)] == [
        "5 Survey", "6 Survey"]  # fmt: skip
