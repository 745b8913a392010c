"""`wres new`: what it writes, what it refuses, and the way from there to the figures."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import REGISTER, WORKFORCE, data_folder
from click.testing import CliRunner
from openpyxl import load_workbook
from workbooks import DATA, cell, fill_in, row_of, without_detail

from helpers.report import open_report
from wres.cli import main
from wres.indicators.comparisons import figures_of
from wres.narrative.detail import is_detail
from wres.reading.inputs import read_inputs
from wres.reading.plans import narrative_names


def wres(*arguments: str | Path):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def write_narrative(folder: Path) -> None:
    """Words into each of the empty files, so that none of them is warned of."""
    for path in (folder / "narrative").glob("*.md"):
        path.write_text("Words.\n", encoding="utf-8")


def texts(page) -> list[str]:
    return [str(each.value) for row in page.iter_rows() for each in row if each.value is not None]


@pytest.fixture
def data(tmp_path):
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def test_new_writes_the_folder_and_says_what_comes_next(data):
    result = wres("new", "EX1", 2025, "--data", data)
    assert (result.exit_code, result.stderr) == (0, "")
    folder = data / "EX1" / "2025"
    written = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    narrative = {f"narrative/{stem}.md" for stem in narrative_names()}
    assert written == {"wres.xlsx", "ratings.csv", "action_plan.csv", *narrative}
    assert f"Written: {folder}" in result.stdout
    assert "wres check --organisation EX1 --year 2025" in result.stdout
    assert "The figures of 2024 stand beside." in result.stdout
    assert "organisations.csv" not in result.stdout


def test_a_folder_that_was_not_filled_in_has_one_fault(data):
    wres("new", "EX1", 2025, "--data", data)
    result = wres("check", "--organisation", "EX1", "--data", data)
    assert result.stdout == (
        "EX1/2025/wres.xlsx: has no row for the whole workforce. "
        "Fill in the row 'All staff' of the sheet Workforce.\n"
    )


@pytest.mark.parametrize("before", [2024, 2023])
def test_the_figures_of_a_filled_in_workbook_are_those_of_the_counts_file(data, before):
    # 2023 gives the survey as counts, 2024 as percentages
    year = before + 1
    shutil.rmtree(data / "EX1" / str(year), ignore_errors=True)
    assert wres("new", "EX1", year, "--data", data).exit_code == 0
    fill_in(data / "EX1" / str(year) / "wres.xlsx", data / "EX1" / str(before) / "counts.csv")
    read = {each.year: each for each in read_inputs(data, "EX1", year).years}
    said = read[year].commentary
    assert (said.ratings, said.actions) == ((), ())
    assert set(said.narrative.values()) == {""}
    key = ["indicator", "measure", "staff_group", "pay_band", "ethnicity"]
    tables = [
        without_detail(read[each].counts.table).sort_values(key, ignore_index=True)
        for each in (before, year)
    ]
    assert tables[0].equals(tables[1])


def test_the_figures_and_the_report_from_the_workbook_alone(data):
    wres("new", "EX1", 2025, "--data", data)
    fill_in(data / "EX1/2025/wres.xlsx", data / "EX1/2024/counts.csv")
    figures = figures_of(read_inputs(data, "EX1", 2025))
    # 823 of 5611 BME applicants and 729 of 3540 White ones
    likelihood = figures.get(2, "relative_likelihood_white_to_bme", 2025)
    assert likelihood.value == pytest.approx((729 / 3540) / (823 / 5611), rel=1e-14)
    names = {f.figure for f in figures.select(year=2024) if not f.figure.endswith("last_year")}
    for figure in figures.select(year=2024):
        # The workbook has no place for detail, and the year before may hold some.
        if is_detail(figure):
            continue
        if figure.figure in names and "average" not in figure.figure:
            same = figures.get(
                figure.indicator,
                figure.figure,
                2025,
                staff_group=figure.staff_group,
                pay_band=figure.pay_band,
                ethnicity=figure.ethnicity,
                area=figure.area,
            )
            assert (same.value, same.state) == (figure.value, figure.state)


def test_a_warning_names_the_sheet_and_the_heading(data):
    wres("new", "EX1", 2025, "--data", data)
    path = data / "EX1/2025/wres.xlsx"
    fill_in(path, data / "EX1/2024/counts.csv")
    book = load_workbook(path)
    for heading, more in (("White", 1), ("Total", 1)):
        cell(book, "Workforce", 6, heading).value += more
    book.save(path)
    result = wres("check", "--organisation", "EX1", "--year", 2025, "--data", data)
    assert result.exit_code == 0
    # 4513 and 7234 are the sums of the bands. The files for the organisation's words are empty.
    # All but the workforce is 2024's again, and told of as such.
    *said, copied, comes_next, _, _ = result.stdout.splitlines()
    assert (
        "is last year's number, as are all others of its row; so it is in indicators 2, " in copied
    )
    assert comes_next == "Next: put your own words into EX1/2025/narrative."
    assert said == [
        f"Warning: EX1/2025/wres.xlsx, sheet Workforce, row 6, column {heading}: '{number}' is "
        f"not what the pay bands add up to, {number - 1:,}. "
        "Look for a band that is missing, doubled or mistyped."
        for heading, number in (("White", 4514), ("Total", 7235))
    ]


def test_an_empty_narrative_file_shows_as_not_handed_in(data):
    wres("new", "EX1", 2025, "--data", data)
    fill_in(data / "EX1/2025/wres.xlsx", data / "EX1/2024/counts.csv")
    report = open_report("EX1", 2025, data=data)
    assert (
        "Nothing was handed in about the reason for this report" in report.context()._repr_html_()
    )
    assert "Nothing was handed in about what is planned" in report.actions(2)._repr_html_()


def test_last_years_figures_stand_beside_and_withheld_stays_withheld(data):
    wres("new", "EX1", 2025, "--data", data)
    book = load_workbook(data / "EX1/2025/wres.xlsx")
    page = book["Workforce"]
    senior = row_of(page, pay_band="of which senior medical managers")
    shown = [cell(book, "Workforce", senior, f"{name} 2024").value for name in ("White", "BME")]
    assert shown == ["[c]", "[c]"]
    assert cell(book, "Workforce", 6, "Total 2024").value == 7234
    assert cell(book, "Staff survey", 7, "White 2024").value == 25.7
    assert all(cell(book, "Workforce", 6, n).value is None for n in ("White", "Total", "Source"))


def test_pooled_bands_of_last_year_have_their_rows(data):
    wres("new", "QHG", 2024, "--data", data)
    book = load_workbook(data / "QHG/2024/wres.xlsx")
    pooled = row_of(book["Workforce"], staff_group="clinical", pay_band="bands 8a to vsm")
    assert cell(book, "Workforce", pooled, "Total 2023").value == 85
    assert cell(book, "Workforce", pooled - 1, "BME 2023").value == "[c]"


def test_last_years_counts_in_a_workbook_are_shown_too(data):
    wres("new", "EX1", 2025, "--data", data)
    fill_in(data / "EX1/2025/wres.xlsx", data / "EX1/2024/counts.csv")
    assert "The figures of 2025 stand beside." in wres("new", "EX1", 2026, "--data", data).stdout
    book = load_workbook(data / "EX1/2026/wres.xlsx")
    assert cell(book, "Board", 6, "Total 2025").value == 17


def test_a_year_before_that_is_faulty_is_named_and_not_shown(tmp_path):
    data = data_folder(tmp_path, rows=(WORKFORCE.replace("80", "8O"),))
    result = wres("new", "RXX", 2024, "--data", data)
    assert result.exit_code == 0
    assert "hold faults and are not shown: see 'wres check --organisation RXX" in result.stdout
    book = load_workbook(data / "RXX/2024/wres.xlsx")
    assert not [text for text in texts(book["Workforce"]) if text.endswith("2023")]


def test_the_template_is_plain_and_accessible(data):
    wres("new", "EX1", 2025, "--data", data)
    book = load_workbook(data / "EX1/2025/wres.xlsx")
    assert book.sheetnames == [
        "Read me",
        "Workforce",
        "Recruitment",
        "Disciplinary",
        "Training",
        "Staff survey",
        "Board",
    ]
    for page in book.worksheets:
        assert page["A1"].value
        assert not page.merged_cells.ranges
        assert not [each for row in page.iter_rows() for each in row if each.data_type == "f"]
        if page.title != "Read me":
            (table,) = page.tables.values()
            assert [each.name for each in table.tableColumns] == [each.value for each in page[5]]
            assert page.freeze_panes
    choices = [
        each.formula1 for page in book.worksheets for each in page.data_validations.dataValidation
    ]
    assert len(choices) == 3
    for formula in choices:
        assert [row[0].value for row in book["Read me"][formula.split("!")[1].replace("$", "")]]


def test_nothing_is_written_over(data):
    wres("new", "EX1", 2025, "--data", data)
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    result = wres("new", "EX1", 2025, "--data", data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "holds wres.xlsx and 19 more already, and nothing was written." in result.stderr
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_one_file_that_is_there_stops_it_before_it_begins(data):
    folder = data / "EX1" / "2025" / "narrative"
    folder.mkdir(parents=True)
    (folder / "context.md").write_text("Mine.", encoding="utf-8")
    result = wres("new", "EX1", 2025, "--data", data)
    assert "holds narrative/context.md already, and nothing was written." in result.stderr
    assert [path.name for path in folder.parent.rglob("*") if path.is_file()] == ["context.md"]


def test_other_files_in_the_folder_are_left_alone(data):
    (data / "EX1" / "2025").mkdir()
    (data / "EX1/2025/counts.csv").write_text("mine", encoding="utf-8")
    assert wres("new", "EX1", 2025, "--data", data).exit_code == 0
    assert (data / "EX1/2025/counts.csv").read_text(encoding="utf-8") == "mine"


def test_a_code_that_is_not_registered_is_told_and_written(data):
    register = (data / "organisations.csv").read_bytes()
    result = wres("new", "5E1", 2025, "--data", data)
    assert result.exit_code == 0
    assert "5E1,<name>,<short name>,<kind>,,,,no,<source>" in result.stdout
    assert (data / "organisations.csv").read_bytes() == register
    code = load_workbook(data / "5E1/2025/wres.xlsx")["Read me"]["B5"]
    assert (code.value, code.data_type, code.number_format) == ("5E1", "s", "@")


def test_a_name_is_text_whatever_it_begins_with(tmp_path):
    data = data_folder(tmp_path)
    register = REGISTER.replace("Sample Trust", "=1+1\x07")
    (data / "organisations.csv").write_text(register, encoding="utf-8")
    assert wres("new", "RXX", 2024, "--data", data).exit_code == 0
    name = load_workbook(data / "RXX/2024/wres.xlsx")["Read me"]["B4"]
    assert (name.value, name.data_type) == ("=1+1[control character]", "s")


def test_a_code_like_a_number_goes_from_new_to_check(tmp_path):
    data = data_folder(tmp_path)
    register = REGISTER.replace("RXX", "5E1")
    (data / "organisations.csv").write_text(register, encoding="utf-8")
    (data / "RXX").rename(data / "5E1")
    wres("new", "5E1", 2024, "--data", data)
    fill_in(data / "5E1/2024/wres.xlsx", data / "5E1/2023/counts.csv")
    write_narrative(data / "5E1/2024")
    assert wres("check", "--data", data).stdout == "In order: 5E1 2023, 5E1 2024.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ex1", "2025"), "the code is 'EX1' in organisations.csv. Type it so."),
        (("../EX1", "2025"), "'../EX1' is not an ODS code: it has letters and digits only."),
        (("EX1", "1999"), "year must be a WRES year, 2015 or later, but it is 1999."),
    ],
)
def test_what_cannot_be_right_is_refused(data, arguments, said):
    result = wres("new", *arguments, "--data", data)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert not (data / "ex1").exists()


def test_no_data_folder(tmp_path):
    result = wres("new", "EX1", 2025, "--data", tmp_path / "nowhere")
    assert "Give the right one with --data." in result.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_data_folder_without_a_register(tmp_path):
    result = wres("new", "EX1", 2025, "--data", tmp_path)
    assert result.exit_code == 0
    assert "EX1 is not in organisations.csv yet." in result.stdout


def test_a_file_in_place_of_the_folder_is_one_sentence(data):
    (data / "RYY").write_text("", encoding="utf-8")
    result = wres("new", "RYY", 2025, "--data", data)
    assert result.exit_code == 1
    assert "RYY: is a file. Only a folder itself is read" in result.stderr


def test_help_has_examples():
    assert "  wres new QHG 2025" in wres("new", "--help").stdout.split("Examples:")[1]


def test_a_figure_of_last_year_that_was_changed_in_the_workbook_is_told_of(data):
    wres("new", "EX1", 2025, "--data", data)
    path = data / "EX1/2025/wres.xlsx"
    fill_in(path, data / "EX1/2024/counts.csv")
    write_narrative(data / "EX1/2025")
    said = wres("check", "--organisation", "EX1", "--year", 2025, "--data", data).stdout
    # That 2025 is 2024 again is all that is told of.
    assert said.count("Warning: ") == said.count("is last year's number") == 1
    assert said.endswith("\nIn order, with 1 warning: EX1 2025.\n")
    book = load_workbook(path)
    for heading in ("White 2024", "Total 2024"):
        cell(book, "Workforce", 6, heading).value += 1
    book.save(path)
    said = wres("check", "--organisation", "EX1", "--year", 2025, "--data", data).stdout
    first, second, *_ = said.splitlines()
    # 4513 and 7234 are what 2024 holds
    assert first.startswith(
        "Warning: EX1/2025/wres.xlsx, sheet Workforce, row 6, column White 2024: '4514' restates "
        "4,513, as 2024 was handed in."
    )
    assert "column Total 2024: '7235' restates" in second


def test_a_workforce_of_its_own_is_read_from_its_sheet(data):
    wres("new", "EX1", 2025, "--data", data)
    path = data / "EX1/2025/wres.xlsx"
    fill_in(path, data / "EX1/2024/counts.csv")
    book = load_workbook(path)
    page = book["Training"]
    headings = {each.value: each.column for each in page[5]}
    for heading, value in {"Measure": "Staff in post", "White": 4000, "BME": 2000}.items():
        page.cell(7, headings[heading]).value = value
    book.save(path)
    figures = figures_of(read_inputs(data, "EX1", 2025))
    assert figures.get(4, "staff_count", 2025, ethnicity="White").value == 4000
    assert figures.get(3, "staff_count", 2025, ethnicity="White").value is None


def test_new_writes_an_empty_file_of_settings_once(data):
    wres("new", "RYY", 2025, "--data", data)
    path = data / "RYY" / "settings.csv"
    assert path.read_text(encoding="utf-8") == "setting,year,value,reason\n"
    path.write_text("setting,year,value,reason\nsmall count,,10,\n", encoding="utf-8")
    assert wres("new", "RYY", 2026, "--data", data).exit_code == 0
    assert "small count,,10," in path.read_text(encoding="utf-8")
