"""The workbook, read: whole, rearranged, and broken in one way each."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from builders import read_counts
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula
from workbooks import DATA, cell, column, fill_in, row_of, without_detail

from wres.figures import WHITE, Count, State
from wres.prepare.folder import prepare_year
from wres.reading.counts import to_counts
from wres.reading.csvfiles import Row
from wres.reading.inputs import read_inputs
from wres.reading.numbers import NotANumberError, parse_count, parse_percentage
from wres.reading.sources import read_last_year, read_rows
from wres.reading.workbook import NUMBERS, _as_last_year, _is_percent, _number

NAME = "EX1/2025/wres.xlsx"
NOT_A_COUNT = (
    "is not a count. Type a whole number; [c] if it is withheld; "
    "leave the cell blank if it was not collected."
)
NOT_WHOLE = "is not a whole number. Give the number of people, not a share or an average."
ANEW = "Make a new workbook with 'wres new' in an empty folder, and copy the figures over."
BELOW_ONE = (
    "is below one per cent. "
    "Type 12.7 for 12.7 per cent. If it is right, type it with its sign, as 0.4%."
)


@pytest.fixture(scope="session")
def filled(tmp_path_factory) -> bytes:
    """The workbook of EX1 2025, filled in with the counts of 2024."""
    data = tmp_path_factory.mktemp("filled") / "data"
    shutil.copytree(DATA, data)
    prepare_year(data, "EX1", 2025)
    path = data / "EX1/2025/wres.xlsx"
    fill_in(path, data / "EX1/2024/counts.csv")
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "EX1" / "2025"
    made.mkdir(parents=True)
    return made


def read(folder: Path):
    """The counts of a folder by key, and every fault."""
    counts, faults = to_counts(read_rows(folder, "EX1/2025"), "EX1", 2025)
    if counts is None:
        return None, [str(fault) for fault in faults]
    table = without_detail(counts.table).drop(columns="source")
    by_key = {tuple(row[:5]): tuple(map(str, row[5:])) for row in table.values.tolist()}
    return by_key, []


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def put(sheet: str, row: int, heading: str, value: object, number_format: str = ""):
    """Type one value into one cell."""

    def change(book: Workbook) -> None:
        changed = cell(book, sheet, row, heading)
        changed.value = value
        if number_format:
            changed.number_format = number_format

    return change


def do(function):
    """Change the workbook by a function, whatever that returns."""
    return lambda book: function(book) and None


@pytest.fixture(scope="session")
def right(filled, tmp_path_factory):
    """What the filled-in workbook says."""
    made = tmp_path_factory.mktemp("right") / "EX1" / "2025"
    made.mkdir(parents=True)
    (made / "wres.xlsx").write_bytes(filled)
    counts, faults = read(made)
    assert faults == []
    return counts


def test_a_ground_of_discrimination_may_be_a_cell_with_a_percent_format(filled, folder, right):
    book = load_workbook(io.BytesIO(filled))
    page = book["Staff survey"]
    typed = page.cell(row_of(page, measure="ground: religion"), column(page, "BME"))
    assert typed.number_format == "General"  # in which Excel keeps a percentage as one
    typed.value, typed.number_format = 21 / 214, "0.0%"
    (folder / "wres.xlsx").write_bytes(saved(book))
    assert read(folder) == (right, [])


def test_the_workbook_says_what_the_counts_file_says(right):
    counts, _ = read_counts(DATA / "EX1/2024/counts.csv", "EX1", 2025, "counts.csv")
    table = without_detail(counts.table).drop(columns="source")
    assert right == {tuple(row[:5]): tuple(map(str, row[5:])) for row in table.values.tolist()}


def rename(old: str, new: str):
    def change(book):
        book[old].title = new

    return change


def hide(sheet: str):
    def change(book):
        book[sheet].sheet_state = "hidden"

    return change


def error_cell(book):
    changed = cell(book, "Recruitment", 6, "White")
    changed.value = "#REF!"
    assert changed.data_type == "e"


def copied_sheet(book):
    book.copy_worksheet(book["Board"]).title = "Board (2)"


def read_me(row: int, value: object):
    def change(book):
        book["Read me"].cell(row, 2).value = value

    return change


def swapped_heading(sheet: str, old: str, new: str | None):
    def change(book):
        book[sheet].cell(5, column(book[sheet], old)).value = new

    return change


def shares(heading: str):
    """A column of shares beside each table, with what a formula gives where there is no count."""

    def change(book):
        for page in book.worksheets[1:]:
            place = page.max_column + 1
            for row, value in ((5, heading), (6, 0.23), (40, 0), (41, "#DIV/0!")):
                page.cell(row, place).value = value

    return change


# One slip each, and all that is said of it.
SLIPS = {
    "letter O for zero": (
        put("Recruitment", 6, "White", "354O"),
        f", sheet Recruitment, row 6, column White: '354O' {NOT_A_COUNT}",
    ),
    "half a person": (
        put("Recruitment", 6, "BME", 12.5),
        f", sheet Recruitment, row 6, column BME: '12.5' {NOT_WHOLE}",
    ),
    "a share in a count": (
        put("Recruitment", 6, "BME", 0.12, "0%"),
        f", sheet Recruitment, row 6, column BME: '12%' {NOT_WHOLE}",
    ),
    "negative": (
        put("Training", 6, "Unknown", -117),
        ", sheet Training, row 6, column Unknown: '-117' is below zero. "
        "A count of people is zero or more.",
    ),
    "too many people": (
        put("Training", 6, "White", 12_345_678_901),
        ", sheet Training, row 6, column White: '12345678901' is more people than the NHS "
        "has. Correct the count.",
    ),
    "total that is not the sum": (
        put("Board", 6, "Total", 18),
        ", sheet Board, row 6, column Total: '18' is not the sum of its parts, 17. "
        "Correct the count that is wrong, or leave the total blank.",
    ),
    "date": (
        put("Disciplinary", 6, "White", datetime(2025, 5, 8)),
        ", sheet Disciplinary, row 6, column White: '2025-05-08' is a date or a time. "
        "Set the cell's format to General, and type the figure again.",
    ),
    "date without a time": (
        put("Disciplinary", 6, "BME", date(2025, 5, 8)),
        ", sheet Disciplinary, row 6, column BME: '2025-05-08' is a date or a time. "
        "Set the cell's format to General, and type the figure again.",
    ),
    "time": (
        put("Disciplinary", 6, "White", time(5, 8)),
        ", sheet Disciplinary, row 6, column White: '05:08:00' is a date or a time. "
        "Set the cell's format to General, and type the figure again.",
    ),
    "number in a date's format": (
        put("Disciplinary", 6, "White", 24, "dd/mm/yyyy"),
        ", sheet Disciplinary, row 6, column White: '1900-01-24' is a date or a time. "
        "Set the cell's format to General, and type the figure again.",
    ),
    "true": (
        put("Disciplinary", 6, "White", True),
        ", sheet Disciplinary, row 6, column White: 'TRUE' is neither a number nor text. "
        "Type a whole number.",
    ),
    "formula without a result": (
        put("Recruitment", 6, "Total", "=SUM(C6:E6)"),
        ", sheet Recruitment, row 6, column Total: '=SUM(C6:E6)' is a formula without a result. "
        "Open the workbook in Excel and save it, or type the number.",
    ),
    "array formula without a result": (
        put("Recruitment", 6, "Total", ArrayFormula("F6", "=SUM(C6:E6)")),
        ", sheet Recruitment, row 6, column Total: '=SUM(C6:E6)' is a formula without a result. "
        "Open the workbook in Excel and save it, or type the number.",
    ),
    "error": (
        error_cell,
        ", sheet Recruitment, row 6, column White: '#REF!' is an error of the spreadsheet. "
        "Mend it, or type the number.",
    ),
    "merged cells": (
        do(lambda book: book["Recruitment"].merge_cells("C6:D6")),
        ", sheet Recruitment, row 6, column White: 'C6:D6' are merged cells. "
        "Unmerge them, and type each figure into its own cell.",
    ),
    "merged pay bands": (
        do(lambda book: book["Workforce"].merge_cells("B7:B8")),
        ", sheet Workforce, row 7, column Pay band: 'B7:B8' are merged cells. "
        "Unmerge them, and type each figure into its own cell.",
    ),
    "merged headings": (
        do(lambda book: book["Board"].merge_cells("F5:G5")),
        ", sheet Board, row 5, column Total: 'F5:G5' are merged cells. "
        "Unmerge them, and type each figure into its own cell.",
    ),
    "percentage above 100": (
        put("Staff survey", 7, "White", 25.7, "0.0%"),
        ", sheet Staff survey, row 7, column White: '2570%' is above 100. "
        "A percentage of people is from 0 to 100.",
    ),
    "share for a percentage": (
        put("Staff survey", 7, "BME", 0.127),
        f", sheet Staff survey, row 7, column BME: '0.127' {BELOW_ONE}",
    ),
    "share as text": (
        put("Staff survey", 7, "BME", ".127"),
        f", sheet Staff survey, row 7, column BME: '.127' {BELOW_ONE}",
    ),
    "share for the response rate": (
        put("Staff survey", 14, "Total", 0.45),
        f", sheet Staff survey, row 14, column Total: '0.45' {BELOW_ONE}",
    ),
    "unknown pay band": (
        put("Workforce", 7, "Pay band", "Band 10"),
        ", sheet Workforce, row 7, column Pay band: 'Band 10' is not a pay band. "
        "Use one of: 1-7, 8a-VSM, cluster 1, cluster 2, cluster 3, cluster 4, under 1, 1, 2, 3, "
        "4, 5, 6, 7, 8a, 8b, 8c, 8d, 9, VSM.",
    ),
    "unknown staff group": (
        put("Workforce", 7, "Staff group", "Nonclinical"),
        ", sheet Workforce, row 7, column Staff group: 'Nonclinical' is not a staff group. "
        "Did you mean 'non-clinical'?",
    ),
    "pay band twice": (
        put("Workforce", 8, "Pay band", "Band 2"),
        ", sheet Workforce, row 9: 'staff in post' stands already in row 8. "
        "Keep one row for each measure, staff group and band.",
    ),
    "row on another sheet as well": (
        put("Board", 7, "Measure", "Appointed"),
        f", sheet Board, row 7, column Measure: 'Appointed' stands already in {NAME}, sheet "
        "Recruitment, row 7. Keep one row for each measure, staff group and band.",
    ),
    "misspelt measure": (
        put("Recruitment", 7, "Measure", "Apointed"),
        ", sheet Recruitment, row 7, column Measure: 'Apointed' is not a measure. "
        "Did you mean 'appointed'?",
    ),
    "measure without its indicator": (
        put("Staff survey", 8, "Indicator", None),
        ", sheet Staff survey, row 8, column Indicator: '' does not go with 'respondents'. "
        "Use 5 or 6 or 7 or 8.",
    ),
    "renamed sheet": (
        rename("Recruitment", "Recruiting"),
        ": has no sheet 'Recruitment'. Rename the sheet 'Recruiting' if it is the one.",
    ),
    "sheet left out": (
        do(lambda book: book.remove(book["Training"])),
        ": has no sheet 'Training'. Put it back; leave the rows blank that you do not have.",
    ),
    "read me left out": (
        do(lambda book: book.remove(book["Read me"])),
        ": has no sheet 'Read me'. Put it back; leave the rows blank that you do not have.",
    ),
    "sheet twice": (
        copied_sheet,
        ", sheet Board (2): is a sheet that nothing reads. The sheets are: Workforce, "
        "Recruitment, Disciplinary, Training, Staff survey, Board. "
        "Keep others in a workbook of their own.",
    ),
    "hidden sheet": (
        hide("Board"),
        ", sheet Board: is hidden and holds figures. Unhide it, or clear its figures.",
    ),
    "another organisation's": (
        read_me(5, "QHG"),
        ", sheet Read me, row 5, column ODS code: 'QHG' is not EX1, as the folder is. "
        "Move the workbook to its own folder, or correct what it says of itself.",
    ),
    "another year's": (
        read_me(6, 2024),
        ", sheet Read me, row 6, column WRES year: '2024' is not 2025, as the folder is. "
        "Move the workbook to its own folder, or correct what it says of itself.",
    ),
    "code made a number": (
        read_me(5, 50.0),
        ", sheet Read me, row 5, column ODS code: '50' is not EX1, as the folder is. "
        "Move the workbook to its own folder, or correct what it says of itself.",
    ),
    "nobody's": (
        do(lambda book: book["Read me"].delete_rows(5)),
        ", sheet Read me: does not say its ODS code. "
        "Write 'ODS code' into a cell, and EX1 into the next.",
    ),
    "misspelt heading": (
        swapped_heading("Board", "White", "Whit"),
        ", sheet Board, row 5, column Whit: the column is not known. Did you mean 'White'?",
    ),
    "heading cleared": (
        swapped_heading("Board", "White", None),
        ", sheet Board, row 5, column White: the column is missing. "
        "Put it back, with its heading.",
    ),
    "heading twice": (
        swapped_heading("Board", "What is counted", "White"),
        ", sheet Board, row 5, column White: the column stands twice. Keep one.",
    ),
    "heading of nothing": (
        swapped_heading("Board", "What is counted", "Comment"),
        ", sheet Board, row 5, column Comment: the column is not known. "
        "Name it 'Notes', or take it out.",
    ),
    "share without its counts": (
        do(lambda book: (shares("BME %")(book), put("Board", 20, "BME %", 12.5)(book))),
        ", sheet Board, row 20, column BME %: holds a share and the columns that are read are "
        "blank. Type the figures into White, BME and Unknown: shares are worked out from them.",
    ),
    "no headings": (
        do(lambda book: book["Board"].delete_rows(5)),
        ", sheet Board: has no headings. They are: "
        "Measure, White, BME, Unknown, Total, Source.",
    ),
    "whole workforce left blank": (
        do(lambda book: [put("Workforce", 6, h, None)(book) for h in ("White", "BME", "Unknown")]
           + [put("Workforce", 6, "Total", None)(book)]),
        ": has no row for the whole workforce. "
        "Fill in the row 'All staff' of the sheet Workforce.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(filled, folder, change, said):
    book = load_workbook(io.BytesIO(filled))
    change(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    counts, faults = read(folder)
    assert counts is None
    assert faults == [NAME + said]


def other_workbook() -> bytes:
    book = Workbook()
    book.active["A1"] = "Minutes"
    return saved(book)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 30_000_000)
    return file.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DAMAGED = "is damaged and cannot be read. "
REPAIR = DAMAGED + "Open it in Excel, let it be repaired, check every figure, and save it."
SAVE_AS = "Save it as 'Excel Workbook (*.xlsx)'."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", f"is empty. {ANEW}"),
        (b"indicator,measure\n", f"is not an Excel workbook. {SAVE_AS}"),
        (OLD + b"\0" * 99, f"is a workbook of an older format. {SAVE_AS}"),
        (
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password. Save it without the password.",
        ),
        (b"PK\x03\x04" + b"\0" * 99, DAMAGED + "Take the last copy that Excel could open."),
        (bomb(), f"is too large for a workbook of counts. {ANEW}"),
        (other_workbook(), f"is not a workbook made by 'wres new'. {ANEW}"),
    ],
    ids=["empty", "CSV", "xls", "password", "cut off", "bomb", "another"],
)  # fmt: skip
def test_a_file_that_is_no_such_workbook(folder, content, said):
    (folder / "wres.xlsx").write_bytes(content)
    assert read(folder) == (None, [f"{NAME}: {said}"])


def test_another_kind_of_zip_archive(folder):
    with zipfile.ZipFile(folder / "wres.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert read(folder) == (None, [f"{NAME}: {REPAIR}"])


def test_a_folder_in_place_of_the_workbook(folder):
    (folder / "wres.xlsx").mkdir()
    (said,) = read(folder)[1]
    assert said.startswith(f"{NAME}: is a folder. Only a file itself is read")


def test_a_workbook_that_excel_keeps_open(folder, monkeypatch):
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (folder / "wres.xlsx").touch()
    monkeypatch.setattr("wres.reading.workbook.read_bytes", refuse)
    (said,) = read(folder)[1]
    assert said.startswith(f"{NAME}: cannot be opened (Permission denied)")
    assert said.endswith("). Close it in Excel, and check that you may read it.")


@pytest.mark.parametrize(
    "element",
    [
        '<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>',
        '<hyperlinks><hyperlink ref="A1:XFD9" location="Board!A1"/></hyperlinks>',
    ],
)
def test_cells_merged_across_a_whole_column(filled, folder, element):
    with (
        zipfile.ZipFile(io.BytesIO(filled)) as archive,
        zipfile.ZipFile(folder / "wres.xlsx", "w") as changed,
    ):
        for name in archive.namelist():
            content = archive.read(name).decode() if name.endswith(".xml") else archive.read(name)
            if name == "xl/worksheets/sheet3.xml":
                content = content.replace("</sheetData>", f"</sheetData>{element}")
            changed.writestr(name, content)
    assert read(folder)[1] == [
        f"{NAME}: has merged cells or a link across whole rows or columns. "
        "Unmerge them, and take the link out."
    ]


_SAVE, _RENAME = "Save it as 'Excel Workbook (*.xlsx)'", "Rename it"


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("wres.xls", _SAVE),
        ("wres (2).xlsx", _RENAME),
        ("WRES.XLSM", _SAVE),
        ("wres.ods", _SAVE),
        ("Copy of wres.xlsx", _RENAME),
        ("wres.csv", _SAVE),
        ("wres.numbers", _SAVE),
    ],
)
def test_a_workbook_of_another_name(folder, name, how):
    (folder / name).write_bytes(b"")
    assert read(folder) == (
        None,
        [
            f"EX1/2025/{name}: is a file that nothing reads. "
            f"{how}: wres.xlsx. If it is something else, keep it elsewhere."
        ],
    )


@pytest.mark.parametrize("name", ["~$wres.xlsx", ".~lock.wres.xlsx#"])
def test_what_excel_leaves_while_a_workbook_is_open(filled, folder, right, name):
    (folder / "wres.xlsx").write_bytes(filled)
    (folder / name).write_bytes(b"")
    assert read(folder) == (right, [])


HEADER = "indicator,measure,staff_group,pay_band,white,bme,unknown,total,source\n"


def test_a_row_in_both_forms_is_one_fault(filled, folder):
    (folder / "wres.xlsx").write_bytes(filled)
    (folder / "counts.csv").write_text(HEADER + "2,appointed,all,all,729,823,112,1664,made up\n")
    assert read(folder)[1] == [
        f"{NAME}, sheet Recruitment, row 7, column Measure: 'Appointed' stands already in "
        "EX1/2025/counts.csv, row 2. Keep one row for each measure, staff group and band."
    ]


def test_different_rows_in_both_forms_are_fine(filled, folder, right):
    book = load_workbook(io.BytesIO(filled))
    for heading in ("White", "BME", "Unknown", "Total", "Source"):
        put("Recruitment", 7, heading, None)(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    (folder / "counts.csv").write_text(HEADER + "2,appointed,all,all,729,823,112,1664,made up\n")
    assert read(folder) == (right, [])


def moved_columns(book):
    page = book["Recruitment"]
    page.move_range("A5:K9", cols=3)


def swapped_columns(book):
    page = book["Recruitment"]
    white, bme = column(page, "White"), column(page, "BME")
    for row in range(5, 10):
        first, second = page.cell(row, white), page.cell(row, bme)
        first.value, second.value = second.value, first.value


def scratch_sheet(book):
    book.create_sheet("Workings").append(["sum", 12, "=A1"])
    book["Workings"].sheet_state = "hidden"


def as_text(book):
    for page in book.worksheets[1:]:
        for row in page.iter_rows(min_row=6):
            for each in row:
                if isinstance(each.value, float):
                    each.value = f" {each.value:,g} "


def percent_formats(book):
    for row in (7, 9, 11, 13):
        for heading in ("White", "BME"):
            changed = cell(book, "Staff survey", row, heading)
            changed.value, changed.number_format = changed.value / 100, "0.0%"
    put("Staff survey", 14, "Total", 0.45, "0%")(book)


def percent_signs(book):
    for row in (7, 9, 11, 13):
        for heading in ("White", "BME"):
            changed = cell(book, "Staff survey", row, heading)
            changed.value = f"{changed.value} %"


def far_cell(book):
    book["Board"]["XFD1048576"] = "gone astray"


def quoted_percent(book):
    for heading in ("White", "BME"):
        cell(book, "Staff survey", 7, heading).number_format = '0.0"%"'


def unhidden_blank(book):
    page = book["Training"]
    for heading in ("White", "BME", "Unknown", "Total"):
        put("Recruitment", 10, heading, None)(book)
    page.cell(20, 1).value = "Checked by the team"


@pytest.mark.parametrize(
    "change",
    [
        moved_columns,
        swapped_columns,
        scratch_sheet,
        as_text,
        percent_formats,
        percent_signs,
        far_cell,
        quoted_percent,
        unhidden_blank,
        *map(shares, ("% BME", "BME %", "%White", "Percentage BME", "BME (%)", "Per cent of BME")),
        do(lambda book: book["Workforce"].insert_rows(1, 3)),
        do(lambda book: book["Workforce"].insert_rows(20)),
        do(lambda book: book.move_sheet("Board", -4)),
        do(lambda book: book["Board"].merge_cells("A1:D1")),
        rename("Staff survey", " staff SURVEY "),
        hide("Read me"),
        swapped_heading("Board", "White 2024", "notes"),
        put("Workforce", 7, "Pay band", "under 1"),
        put("Workforce", 8, "Pay band", "BAND  1"),
        put("Workforce", 9, "Pay band", 2),
        put("Staff survey", 6, "Indicator", "5"),
        put("Workforce", 6, "White 2024", "typed in last year's column"),
    ],
)
def test_harmless_differences_change_no_number(filled, folder, right, change):
    book = load_workbook(io.BytesIO(filled))
    change(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    assert read(folder) == (right, [])


def test_a_formula_with_its_result_is_read(filled, folder, right):
    # As Excel saves it: the formula and the result that it worked out.
    parts = {}
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet3.xml"
    before = b"<v>9502</v>"
    assert parts[sheet].count(before) == 2  # this year's and last year's
    parts[sheet] = parts[sheet].replace(before, b"<f>SUM(C6:E6)</f>" + before, 1)
    with zipfile.ZipFile(folder / "wres.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert read(folder) == (right, [])


@pytest.mark.parametrize(
    ("typed", "state", "value"),
    [
        ("[c]", State.WITHHELD, None),
        ("<5", State.WITHHELD, None),
        ("-", State.WITHHELD, None),
        (0, State.SHOWN, 0.0),
        (None, State.NOT_COLLECTED, None),
        ("1,204", State.SHOWN, 1204.0),
    ],
)
def test_withheld_zero_and_blank_are_three_things(filled, folder, typed, state, value):
    book = load_workbook(io.BytesIO(filled))
    put("Disciplinary", 6, "BME", typed)(book)
    put("Disciplinary", 6, "Total", None)(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    counts, faults = to_counts(read_rows(folder, "EX1/2025"), "EX1", 2025)
    assert faults == []
    count = counts.get(3, "entered formal disciplinary process", "BME")
    assert (count.state, count.value) == (state, value)


def test_every_fault_of_every_sheet_is_told_at_once(filled, folder):
    book = load_workbook(io.BytesIO(filled))
    for sheet in ("Board", "Recruitment", "Training"):
        put(sheet, 6, "White", "few")(book)
    put("Workforce", 9, "White", datetime(2025, 5, 8))(book)
    read_me(6, 2024)(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    assert [said.split(", row")[0] for said in read(folder)[1]] == [
        f"{NAME}, sheet {sheet}"
        for sheet in ("Read me", "Workforce", "Recruitment", "Training", "Board")
    ]


@pytest.mark.parametrize(
    ("number_format", "is_percent"),
    [("0%", True), ("0.0%;[Red]-0.0%", True), ('0"%"', False), (r"0\%", False), ("", False)],
)
def test_percent_formats_are_told_from_percent_signs(number_format, is_percent):
    assert _is_percent(number_format) is is_percent


@given(st.integers(0, 10_000_000))
def test_a_whole_number_is_the_same_as_number_or_float(number):
    for typed in (number, float(number)):
        assert parse_count(_number(typed, is_percent=False)).value == number


@given(st.integers(0, 1000))
def test_a_percent_format_gives_the_percentage_that_it_shows(tenths):
    said = _number(tenths / 1000, is_percent=True)
    assert parse_percentage(said).value == tenths / 10


@given(st.floats())
def test_any_number_is_read_exactly_or_refused(number):
    try:
        count = parse_count(_number(number, is_percent=False))
    except NotANumberError:
        return
    assert count.value == pytest.approx(number, rel=1e-14)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)),
    st.sampled_from(["=1+1", "[c]", "<5", "#DIV/0!", "White", "Measure", "12%", "all"]),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Recruitment", "Board", "Staff survey", "Disciplinary"]),
            st.integers(1, 15),
            st.integers(1, 12),
            VALUES,
        ),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_is_typed_gives_numbers_or_faults(filled, right, tmp_path_factory, typed):
    book = load_workbook(io.BytesIO(filled))
    touched = set()
    for sheet, row, place, value in typed:
        book[sheet].cell(row, place).value = value
        touched.add(sheet)
    folder = tmp_path_factory.mktemp("typed")
    (folder / "wres.xlsx").write_bytes(saved(book))
    counts, faults = read(folder)
    if counts is None:
        assert faults
        return
    indicators = {
        "Recruitment": {2},
        "Board": {9},
        "Staff survey": {5, 6, 7, 8},
        "Disciplinary": {3},
    }
    may_differ = set().union(*(indicators[sheet] for sheet in touched))
    for key, cells in right.items():
        assert key[0] in may_differ or counts[key] == cells


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_file_gives_its_numbers_or_one_fault(filled, right, folder, seed):
    chance = random.Random(seed)
    raw = bytearray(filled)
    if seed % 4 == 0:
        raw = raw[: chance.randrange(len(raw))]
    else:
        for _ in range(chance.choice([1, 3, 30])):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
    (folder / "wres.xlsx").write_bytes(bytes(raw))
    counts, faults = read(folder)
    assert counts == right or len(faults) == 1


# Of each part in the archive's list: a packing that nobody knows, and the mark of a password.
@pytest.mark.parametrize(("place", "value"), [(10, 99), (8, 1)])
def test_an_archive_that_cannot_be_unpacked_is_one_fault(filled, folder, place, value):
    raw = bytearray(filled)
    for found in re.finditer(rb"PK\x01\x02", filled):
        raw[found.start() + place] = value
    (folder / "wres.xlsx").write_bytes(bytes(raw))
    counts, faults = read(folder)
    assert counts is None and len(faults) == 1 and DAMAGED in faults[0]


def test_a_range_that_is_none_is_one_fault(filled, folder):
    with (
        zipfile.ZipFile(io.BytesIO(filled)) as archive,
        zipfile.ZipFile(folder / "wres.xlsx", "w") as made,
    ):
        for name in archive.namelist():
            content = archive.read(name)
            if name.startswith("xl/worksheets/"):
                wrong = b'<mergeCells><mergeCell ref="A1:B2:C3"/></mergeCells>'
                content = content.replace(b"</sheetData>", b"</sheetData>" + wrong)
            made.writestr(name, content)
    counts, faults = read(folder)
    assert counts is None and len(faults) == 1 and DAMAGED in faults[0]


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_part_gives_faults_and_no_traceback(filled, folder, seed):
    # The archive is whole and what is inside is not, as when a program wrote it wrongly.
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(filled)) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    for _ in range(chance.choice([1, 5])):
        parts[name][chance.randrange(len(parts[name]))] = chance.randrange(32, 127)
    with zipfile.ZipFile(folder / "wres.xlsx", "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, bytes(content))
    counts, faults = read(folder)
    assert (counts is None) == bool(faults)


def test_a_survey_result_by_another_measure_than_last_years(filled, folder):
    """`wres new` writes last year's percentages, and the template lets this year's be a count."""
    book = load_workbook(io.BytesIO(filled))
    (row,) = [r for r in range(6, 16) if book["Staff survey"].cell(r, 2).value == "Percentage"][:1]
    for heading, value in (
        ("Measure", "Count"),
        ("White", 20),
        ("BME", 10),
        ("Unknown", None),
        ("Total", None),
    ):
        put("Staff survey", row, heading, value)(book)
    for heading, value in (("White 2024", 27.4), ("BME 2024", 30.0)):
        put("Staff survey", row, heading, value)(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    sheet = read_rows(folder, "EX1/2025")
    assert read(folder)[1] == []
    again, faults = to_counts(
        read_last_year(folder, "EX1/2025", sheet.last_year), "EX1", 2024, is_whole=False
    )
    assert faults == []
    indicator = int(book["Staff survey"].cell(row, 1).value)
    assert again.get(indicator, "percentage", WHITE) == Count(27.4)


@pytest.mark.parametrize(
    ("measure", "cells", "read_as"),
    [
        ("count", ("27.4", "30"), "percentage"),
        ("count", ("27", "30"), "count"),
        ("count", ("[c]", ""), "count"),
        ("percentage", ("274", "30"), "count"),
        ("percentage", ("27.4%", "100"), "percentage"),
        ("respondents", ("27.4", "300"), "respondents"),
    ],
)
def test_the_measure_of_last_years_figures(measure, cells, read_as):
    texts = dict.fromkeys(NUMBERS, "") | dict(zip(("white", "bme"), cells, strict=True))
    row = Row("wres.xlsx", 7, {"measure": measure, **texts})
    assert _as_last_year(row)["measure"] == read_as


def test_the_read_me_does_not_say_that_last_years_columns_are_not_read(filled):
    texts = [
        str(each.value) for line in load_workbook(io.BytesIO(filled))["Read me"] for each in line
    ]
    assert not [text for text in texts if "not read" in text]
    assert [text for text in texts if "'wres check' asks about each" in text]


def own_sheet(*values: object):
    def change(book):
        for place, value in enumerate(values, start=1):
            (
                book["Workings"] if "Workings" in book.sheetnames else book.create_sheet("Workings")
            ).cell(place, 1, value)

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (own_sheet("Sum", 298), ": holds figures on 'Workings' too, which is not read. "),
        (own_sheet("=1+1"), ": holds figures on 'Workings' too, which is not read. "),
        (own_sheet("Words only"), ""),
        (
            lambda book: book["Training"].cell(6, 14, 298),
            ", sheet Training: holds figures beside the table, in columns without a heading: N6. ",
        ),
        (
            lambda book: [book["Board"].cell(row, 15, row) for row in range(6, 11)],
            ", sheet Board: holds figures beside the table, in columns without a heading: O6, O7, "
            "O8 and 2 more cells. ",
        ),
        (
            lambda book: book["Board"].cell(6, 15, "as last year"),
            ", sheet Board: holds words that are not read: 'as last year'. ",
        ),
        (
            lambda book: book["Training"].cell(9, 1, "Without doctors"),
            ", sheet Training: holds words that are not read: 'Without doctors'. ",
        ),
        (
            lambda book: (
                put("Training", 5, "Source", "Notes")(book)
                or (
                    book["Training"].cell(5, 15, "Source")
                    and book["Training"].cell(
                        6, column(book["Training"], "Notes"), "with bank staff"
                    )
                )
            ),
            ", sheet Training: holds words that are not read: 'with bank staff'. ",
        ),
        (
            put("Training", 6, "Source", "ESR, with bank staff"),
            ", sheet Training: holds words that are not read: 'ESR, with bank staff'. ",
        ),
        (
            lambda book: setattr(
                cell(book, "Board", 6, "White"), "comment", Comment("provisional", "x")
            ),
            ", sheet Board: holds words that are not read: 'provisional'. ",
        ),
        (lambda book: book["Board"].cell(3, 15, 2025), ""),
    ],
)
def test_figures_that_nothing_reads_are_named(filled, folder, change, said):
    book = load_workbook(io.BytesIO(filled))
    change(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    notes = read_rows(folder, "EX1/2025").notes
    assert [str(note).startswith(NAME + said) for note in notes] == [True] * bool(said)


@pytest.mark.parametrize("heading", ["White", "Total", "BME 2024"])
def test_a_row_that_does_not_say_of_whom_is_not_everybody(filled, folder, heading):
    book = load_workbook(io.BytesIO(filled))
    for name in ("White", "BME", "Unknown", "Total"):
        put("Workforce", 6, name, None)(book)
    put("Workforce", 60, heading, 37)(book)
    (folder / "wres.xlsx").write_bytes(saved(book))
    assert read(folder)[1] == [
        f"{NAME}, sheet Workforce, row 60: holds figures and does not say of whom. Clear it, or "
        "say in Staff group and Pay band of whom it is."
    ]


@pytest.mark.parametrize("has_last_year", [True, False])
def test_this_years_figures_in_last_years_columns(filled, tmp_path, has_last_year):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    (data / "EX1/2025").mkdir()
    book = load_workbook(io.BytesIO(filled))
    for heading, value in (("White", 315), ("BME", 115), ("Unknown", 9)):
        for each, cell_value in ((heading, None), (f"{heading} 2024", value)):
            put("Training", 6, each, cell_value)(book)
    for heading in ("Total", "Total 2024"):
        put("Training", 6, heading, None)(book)
    (data / "EX1/2025/wres.xlsx").write_bytes(saved(book))
    if not has_last_year:
        for year in (2022, 2023, 2024):
            shutil.rmtree(data / f"EX1/{year}")
    of_row = [str(d) for d in read_inputs(data, "EX1", 2025).doubts if "Training, row" in str(d)]
    assert of_row == [
        f"{NAME}, sheet Training, row 6, column White 2024: has figures of 2024 that its folder "
        "has not, and none of 2025. Type those of 2025 into the columns without a year."
    ]


def hide(sheet: str, heading: str):
    """Hide a column."""

    def change(book: Workbook) -> None:
        letter = cell(book, sheet, 5, heading).column_letter
        book[sheet].column_dimensions[letter].hidden = True

    return change


def title(book: Workbook) -> None:
    book["Workforce"]["A1"] = "Indicator 1: staff in post on 31 March 2024"


@pytest.mark.parametrize(
    ("change", "kind", "said"),
    [
        (hide("Training", "Unknown"), "hidden", "has columns hidden, and reads them: Unknown"),
        (hide("Training", "What is counted"), "", ""),
        (title, "period", "'Indicator 1: staff in post on 31 March 2024' is of another year"),
        (
            put("Training", 6, "Source", "ESR, 31 March 2024"),
            "period",
            "has a source of another year: 'ESR, 31 March 2024'",
        ),
        (put("Training", 6, "Source", "ESR, 31/03/2025"), "", ""),
        (
            lambda book: book["Recruitment"].delete_rows(7),
            "gap",
            "has no row for 'appointed', and the year before had it",
        ),
    ],
)
def test_what_is_told_beside_the_figures(filled, tmp_path, change, kind, said):
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    (data / "EX1/2025").mkdir()
    told = []
    for changes in ((), (change,)):
        book = load_workbook(io.BytesIO(filled))
        # Another number than last year's in each row.
        for sheet in ("Training", "Recruitment"):
            put(sheet, 6, "Total", None)(book)
            put(sheet, 6, "White", 2786 if sheet == "Training" else 3541)(book)
        for each in changes:
            each(book)
        (data / "EX1/2025/wres.xlsx").write_bytes(saved(book))
        told.append({(d.kind, str(d)) for d in read_inputs(data, "EX1", 2025).doubts})
    new = told[1] - told[0]
    assert [(of, said in text) for of, text in new] == [(kind, True)] * bool(kind)


def test_a_column_of_this_year_or_a_later_one_is_not_passed_over(filled, folder):
    book = load_workbook(io.BytesIO(filled))
    book["Training"].cell(5, 14, "White 2025")
    (folder / "wres.xlsx").write_bytes(saved(book))
    (found,) = read(folder)[1]
    assert "column White 2025: the column is not known" in found
