"""The table of figures beside a report: what is printed of each figure, and nothing else."""

from __future__ import annotations

import csv
import io
import json

import pytest

from wres import reference
from wres.export.document import document
from wres.export.figures_file import COLUMNS, figures_csv, metadata, rows, sheet
from wres.figures import Figure, Figures, State
from wres.figures.formats import end_of, interval, magnitude, people_counted, show
from wres.figures.printed import keys_in, keys_in_page, resolved
from wres.ground.errors import RunError

# 40 of 160 is 25%; the ends of its interval are made up so that rounding can be seen.
SHARE = Figure(
    "RXX", 2023, 2, "appointment_rate", ethnicity="White", value=25.0, low=18.96, high=32.24,
    unit="percent", numerator=40, denominator=160, state=State.SHOWN, source="made up",
)  # fmt: skip
CHANGE = "appointment_rate" + reference.CHANGE
FELL = Figure(
    "RXX", 2023, 2, CHANGE, ethnicity="White", value=-1234.56, low=-2000.0, high=-1.04,
    unit="percentage points", significant=True, state=State.SHOWN,
)  # fmt: skip
HIDDEN = Figure(
    "RXX", 2023, 2, "appointed_count", ethnicity="BME", unit="people", state=State.WITHHELD
)
TINY = Figure(
    "RXX", 2023, 3, "disciplinary_rate", ethnicity="BME", value=0.004, unit="percent",
    numerator=2, denominator=45050, state=State.SHOWN,
)  # fmt: skip
HELD = Figures([SHARE, FELL, HIDDEN, TINY])


def told(*words: str, cells: dict[str, tuple[str, ...]] | None = None) -> dict[str, dict[str, str]]:
    """The rows of a report of one page that prints these words, by the figure's name."""
    made = rows(HELD, {"recruitment": keys_in(" ".join(words))}, cells or {})
    lines = csv.DictReader(io.StringIO(figures_csv(made).decode()))
    return {line["figure"]: line for line in lines}


def numbers(line: dict[str, str]) -> tuple[str, ...]:
    return tuple(line[name] for name in ("value", "low", "high", "part", "whole"))


def test_a_value_is_there_as_it_is_printed_and_its_parts_are_not():
    line = told(f"{show(SHARE)}")["appointment_rate"]
    assert numbers(line) == ("25.0", "", "", "", "")
    assert (line["key"], line["unit"], line["state"], line["significant"]) == (
        "2023/2/appointment_rate////White", "percent", "shown", "",
    )  # fmt: skip
    assert (line["ethnicity"], line["staff_group"], line["pages"]) == (
        "White", "all", "recruitment",
    )  # fmt: skip


def test_each_part_is_there_where_it_is_printed():
    people = "{} of {}".format(*people_counted(SHARE))
    assert numbers(told(people)["appointment_rate"]) == ("", "", "", "40", "160")
    assert numbers(told(f"{interval(SHARE)}")["appointment_rate"]) == ("", "19.0", "32.2", "", "")


def test_a_size_gives_the_value_with_its_sign_and_an_interval_its_verdict():
    line = told(f"fell by {magnitude(FELL)}", f"{end_of(FELL, 'low')}")[
        "appointment_rate_change_on_last_year"
    ]
    assert numbers(line) == ("-1234.6", "-2000.0", "", "", "")
    assert line["significant"] == "yes"


def test_what_has_no_number_has_a_state():
    lines = told(f"{show(HIDDEN)} {show(TINY)}")
    assert numbers(lines["appointed_count"]) == ("",) * 5
    assert lines["appointed_count"]["state"] == "withheld"
    assert numbers(lines["disciplinary_rate"]) == ("",) * 5
    assert lines["disciplinary_rate"]["state"] == "low"


def test_what_nothing_prints_has_no_row():
    assert told(f"{show(SHARE)}").keys() == {"appointment_rate"}
    assert told("Nothing is said.") == {}


def test_a_figure_that_was_not_handed_in_says_so():
    missing = HELD.get(4, "training_rate", 2023, ethnicity="White")
    assert told(f"{show(missing)}")["training_rate"]["state"] == "not collected"


def test_the_workbooks_cells_are_named():
    line = told(cells={"2 Rates!B7": keys_in(f"{show(SHARE)}"), "2 Rates!C7": ()})
    assert line["appointment_rate"]["cells"] == "2 Rates!B7"
    assert line["appointment_rate"]["pages"] == ""


def test_the_sheet_holds_the_same_rows():
    made = rows(HELD, {"recruitment": keys_in(f"{show(SHARE)} {show(HIDDEN)}")}, {})
    lines = list(csv.reader(io.StringIO(figures_csv(made).decode())))
    (table,) = sheet(made).tables
    assert list(table.headers) == lines[0]
    assert [[str(cell) if cell != "[z]" else "" for cell in row] for row in table.rows] == [
        ["25.0%" if cell == "25.0" else cell for cell in line] for line in lines[1:]
    ]


def test_the_description_names_every_column_in_order():
    described = json.loads(metadata("figures.csv", "WRES 2023 - Sample Trust"))
    names = [column["name"] for column in described["tableSchema"]["columns"]]
    assert tuple(names) == COLUMNS
    assert described["url"] == "figures.csv"
    assert {row["datatype"] for row in reference.rows("figure_columns")} == {
        "string", "integer", "number",
    }  # fmt: skip


def test_keys_are_read_from_text_and_from_attributes_each_once():
    html = f'<p title="{show(SHARE)}">{show(SHARE)} {show(HIDDEN)}</p>'
    assert keys_in_page(resolved(html)) == (
        "2023/2/appointment_rate////White", "2023/2/appointed_count////BME",
    )  # fmt: skip


def test_a_number_that_lost_its_figure_stops_the_export():
    cut = f"{show(SHARE)}"[:-1]
    with pytest.raises(RunError, match=r"a printed number was cut in two near '.*appointment_rate"):
        document("index.html.j2", title=cut, author="", regions=(), version="1")
