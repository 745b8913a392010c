"""Published reports are read for what readers have of each count already."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest
from attack.keyed import figures, row
from builders import WORKFORCE, data_folder

from wres.figures.released import Released, together
from wres.ground.errors import RunError
from wres.ground.settings import Settings
from wres.reading.editions import editions, packed, read_edition, released, unpacked
from wres.reading.inputs import read_inputs

STAFF = (1, "staff in post", "clinical", "8a", "all")
LOWER = (1, "staff in post", "clinical", "lower", "all", "BME")
WHITE, BME, ALL = ((*STAFF, ethnicity) for ethnicity in ("White", "BME", "all"))
ROWS = (
    row("2024/1/staff_count/clinical/8a//White", value="33"),
    row("2024/1/staff_count/clinical/8a//BME", state="withheld"),
    row("2023/1/staff_count/clinical/8a", value="40"),
    row("2024/1/staff_count/clinical/lower//BME", state="withheld"),
    # A figure that is no count says nothing of a count handed in.
    row("2024/1/staff_percentage/clinical/8a//BME", "percent", state="withheld"),
    row("2024/2/appointed_count_international", value="12"),
    row("2024/9/board_count/board+members///BME", state="withheld"),
    row("2024/5/survey_respondents////BME", value="200"),
    row("2024/5/survey_percentage////BME", "percent", value="30.0"),
    row("2024/6/survey_percentage////BME", "percent", state="withheld"),
    row("2024/8/named_a_ground_count////BME", value="80"),
    row("2024/8/ground_religion_percentage////BME", "percent", value="10.0"),
    row("2024/8/ground_age_percentage////BME", "percent", state="withheld"),
)


def put(reports, rows=ROWS, year=2024, code="RXX"):
    place = reports / str(year) / code
    place.mkdir(parents=True)
    (place / "report.html").write_text("a report")
    (place / "figures.csv").write_text(figures(rows), newline="")
    return place


def test_each_count_is_shown_or_withheld_in_its_year(tmp_path):
    edition = read_edition(put(tmp_path))
    assert (edition.organisation, edition.year) == ("RXX", 2024)
    this, last = edition.years[2024], edition.years[2023]
    assert last == Released({ALL: (40, 40)})
    board = (9, "board members", "all", "all", "all", "BME")
    survey = "all", "all", "all", "BME"
    age = (8, "ground: age", *survey)
    assert this.withheld == {BME, LOWER, board, (6, "count", *survey), age}
    assert this.shown == {
        WHITE: (33, 33),
        (2, "appointed, international recruitment", "all", "all", "all", "all"): (12, 12),
        (5, "respondents", *survey): (200, 200),
        # 29.95% to 30.05% of 200 people: 60 and nobody else.
        (5, "count", *survey): pytest.approx((59.9, 60.1)),
        (8, "named a ground", *survey): (80, 80),
        # 9.95% to 10.05% of 80 people: eight and nobody else.
        (8, "ground: religion", *survey): pytest.approx((7.96, 8.04)),
    }


def test_an_earlier_version_withheld_levels_of_pay_for_nothing(tmp_path):
    place = put(tmp_path)
    table = pd.read_csv(place / "figures.csv", dtype=str, keep_default_na=False)
    table.drop(columns="audience").to_csv(place / "figures.csv", index=False)
    assert LOWER not in read_edition(place).years[2024].withheld


def test_an_edition_of_an_earlier_version_says_the_same_in_its_workbook(tmp_path):
    place = put(tmp_path)
    book = openpyxl.Workbook()
    book.active.title = "Figures"
    head = figures().splitlines()[0].split(",")
    for line in (["Every figure of 2024, rounded"], head):
        book.active.append(line)
    for each in ROWS:
        # The workbook has numbers, and [z] where nothing stands.
        book.active.append(
            [float(each[name]) if name in ("value", "year", "indicator") and each[name]
             else each[name] or "[z]" for name in head]
        )  # fmt: skip
    book.save(place / "tables.xlsx")
    text = read_edition(place)
    (place / "figures.csv").unlink()
    sheet = read_edition(place)
    assert sheet.years == text.years and sheet.mark != text.mark


def test_a_report_that_nobody_can_read_is_named_with_what_to_do(tmp_path):
    place = put(tmp_path)
    (place / "figures.csv").write_text("something else")
    with pytest.raises(RunError, match=r"2024/RXX .*figures.csv.*Put the report back .* take its"):
        editions(tmp_path, ["RXX"])
    (place / "figures.csv").unlink()
    with pytest.raises(RunError, match="2024/RXX"):
        editions(tmp_path, ["RXX"])


def test_there_may_be_no_reports_and_those_of_others_are_not_read(tmp_path):
    put(tmp_path, code="RYY")
    assert editions(tmp_path, ["RXX"]) == editions(tmp_path / "nowhere", ["RXX"]) == ()
    assert [edition.organisation for edition in editions(tmp_path, ["RXX", "RYY"])] == ["RYY"]


def test_what_one_edition_shows_is_out_though_another_withholds_it():
    both = together([Released({WHITE: (33, 33)}, frozenset({BME})), Released({BME: (7, 7)})])
    assert both.withheld == frozenset() and both.shown[BME] == (7, 7)
    assert together([]) is None


def test_a_year_is_known_from_its_own_report_and_from_the_next(tmp_path):
    edition = read_edition(put(tmp_path))
    settings = Settings()
    assert released([edition], "RXX", "RXX", 2023, settings).shown == {ALL: (40, 40)}
    assert released([edition], "RXX", "RXX", 2022, settings) is None
    # A body before it printed the same counts in a report of its own; an unrelated one did not.
    assert released([edition], "RYY", "RXX", 2024, settings).withheld
    assert released([edition], "RYY", "RYY", 2024, settings) is None


def test_an_edition_that_was_never_published_binds_nobody(tmp_path):
    edition = read_edition(put(tmp_path))
    out = released([edition], "RXX", "RXX", 2024, Settings())
    line = f"never published,2024,{edition.mark},<reason>"
    assert out.remedy == f"If it was never published, write into RXX/settings.csv: {line}."
    draft = Settings(never_published={(2024, edition.mark): "a draft"})
    assert released([edition], "RXX", "RXX", 2024, draft) is None
    # What takes its place has another mark, and is out.
    later = Settings(never_published={(2024, "00000000"): "a draft"})
    assert released([edition], "RXX", "RXX", 2024, later) == out


def test_a_notebook_is_told_what_a_run_found(tmp_path, monkeypatch):
    data = data_folder(tmp_path, rows=(WORKFORCE,), year=2024)
    put(tmp_path / "reports")
    monkeypatch.delenv("WRES_EDITIONS", raising=False)
    here = read_inputs(data, "RXX", 2024)  # opened by hand: from the reports beside the data
    assert here.released[2024].withheld
    told = read_edition(put(tmp_path / "elsewhere", ROWS[:1]))
    monkeypatch.setenv("WRES_EDITIONS", packed([told]))
    assert unpacked(packed([told])) == (told,)
    assert read_inputs(data, "RXX", 2024).released[2024].shown == {WHITE: (33, 33)}
    monkeypatch.setenv("WRES_EDITIONS", packed([]))
    assert read_inputs(data, "RXX", 2024).released == {}
