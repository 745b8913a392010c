"""Extracts as Excel files: what a CSV file says, and what only a spreadsheet can hold."""

from __future__ import annotations

import datetime
import io
import random
import zipfile

import pytest
from excel import as_bytes, excel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from wres.ground.errors import InputError
from wres.reading.inputs import read_inputs

from .test_extracts import CELLS, DISCIPLINARY, FILES, STAFF, TRAINING, faults_of, lay_out, table_of

BOOKS = {name.replace(".csv", ".xlsx"): excel(text) for name, text in FILES.items()}
STAFF_BOOK = "RXX/2023/staff.xlsx"
TRAINING_BOOK = "RXX/2023/training.xlsx"
SHEET = f"{STAFF_BOOK}, sheet Export"


def with_staff(content: bytes, name: str = STAFF_BOOK) -> dict:
    """Every extract as a CSV file, and that of staff as a workbook."""
    return {file: text for file, text in FILES.items() if file != STAFF} | {name: content}


def with_training(content: bytes) -> dict:
    return {file: text for file, text in FILES.items() if file != TRAINING} | {
        TRAINING_BOOK: content
    }


def test_excel_files_give_what_csv_files_give(tmp_path):
    assert table_of(tmp_path / "excel", BOOKS).equals(table_of(tmp_path / "csv"))


def _title_rows(sheet):
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Staff in post at 31 March"
    sheet.merge_cells("A1:I1")


def _move(sheet):
    sheet.move_range(f"A1:I{sheet.max_row}", rows=4, cols=2)


def _blank_rows(sheet):
    sheet.insert_rows(4, 2)
    sheet["A4"] = "   "


def _spaces(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = f"  {cell.value} "


def _true(sheet):
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in ("Yes", "No"):
                cell.value = cell.value == "Yes"


def _text_numbers(sheet):
    for row in sheet.iter_rows(min_row=2, max_col=1):
        # one of two rows of person 1: as a number and as text it is the same person
        if row[0].row % 2:
            row[0].value = str(row[0].value)


def _hidden_rows(sheet):
    sheet.row_dimensions[4].hidden = True


def _other_sheets(sheet):
    book = sheet.parent
    hidden = book.create_sheet("Lookups", 0)
    hidden["A1"], hidden.sheet_state = "Employee Number", "hidden"
    book.create_sheet("Sheet2")


def _named_sheet(sheet):
    sheet.title = "Staff"
    sheet.parent.create_sheet("Notes", 0)["A1"] = "Pay Band"


@pytest.mark.parametrize(
    "change",
    [
        _title_rows,
        _move,
        _blank_rows,
        _spaces,
        _true,
        _text_numbers,
        _hidden_rows,
        _other_sheets,
        _named_sheet,
    ],
)
def test_harmless_differences_change_no_number(tmp_path, change):
    changed = with_staff(excel(FILES[STAFF], change))
    assert table_of(tmp_path / "a", changed).equals(table_of(tmp_path / "b"))


def test_a_workbook_with_macros_is_read(tmp_path):
    files = with_staff(BOOKS[STAFF_BOOK], "RXX/2023/staff.xlsm")
    assert table_of(tmp_path / "a", files).equals(table_of(tmp_path / "b"))


def test_title_rows_above_a_csv_header_are_passed_over(tmp_path):
    files = FILES | {STAFF: f"Staff in post,,\n\nas at 31 March\n{FILES[STAFF]}"}
    assert table_of(tmp_path / "a", files).equals(table_of(tmp_path / "b"))


def put(place: str, value: object):
    """A change of one cell."""

    def change(sheet):
        sheet[place] = value

    return change


def error(place: str, value: str):
    def change(sheet):
        sheet[place] = value
        sheet[place].data_type = "e"

    return change


def several(sheet):
    sheet.parent.create_sheet("Leavers")["A1"] = "Employee Number"


def merged(place: str):
    return lambda sheet: sheet.merge_cells(place)


def only_hidden(sheet):
    sheet.sheet_state = "hidden"
    sheet.parent.active = sheet.parent.create_sheet("Empty")


def hidden_beside_another(sheet):
    sheet.title, sheet.sheet_state = "staff", "hidden"
    other = sheet.parent.create_sheet("Visible")
    other["A1"] = "Employee Number"
    sheet.parent.active = other


def far_away(sheet):
    sheet["XFD1048576"] = "x"


NOT_ETHNIC = "is no ethnic category that the pack knows (1 row). Use a code or label of the NHS "
NOT_ETHNIC += "list, such as A or 'White - British'; Z or 'Not stated' where nobody said. "
NOT_ETHNIC += "Or say what it means in values.csv: staff,ethnic_origin,2023-02-01,<meaning>."
# What somebody did to the sheet, and all that is said of it.
SLIPS = {
    "error in the ethnic origin": (
        error("D4", "#N/A"),
        f"{SHEET}, row 4, column Ethnic Origin: '#N/A' is an error of the spreadsheet (1 row). "
        "Mend it, or type what should stand there.",
    ),
    "error for a person": (
        error("A4", "#REF!"),
        f"{SHEET}, row 4, column Employee Number: '#REF!' is an error of the spreadsheet (1 row). "
        "Mend it, or type what should stand there.",
    ),
    "date for an ethnic origin": (
        put("D4", datetime.date(2023, 2, 1)),
        f"{SHEET}, row 4, column Ethnic Origin: '2023-02-01' {NOT_ETHNIC}",
    ),
    "date for a person": (
        put("A4", datetime.date(2023, 2, 1)),
        f"{SHEET}, row 4, column Employee Number: '2023-02-01' is neither text nor a number "
        "(1 row). Set the cell's format to Text, and type again who the row is about.",
    ),
    "truth for a person": (
        put("A4", True),
        f"{SHEET}, row 4, column Employee Number: 'TRUE' is neither text nor a number "
        "(1 row). Set the cell's format to Text, and type again who the row is about.",
    ),
    "number for a person with digits dropped": (
        put("A4", 12345678901234567890),
        f"{SHEET}, row 4, column Employee Number: '1.23456789012346e+19' is a number of which a "
        "spreadsheet drops digits (1 row). Format the column as Text before the numbers are put "
        "into it.",
    ),
    "nobody": (
        put("A4", None),
        f"{SHEET}, row 4, column Employee Number: '' is blank (1 row). Write who the row is about.",
    ),
    "formula without a result": (
        put("D4", "=VLOOKUP(A4,Codes!A:B,2,0)&amp;"),
        f"{SHEET}, row 4: '=VLOOKUP(A4,Codes!A:B,2,0)&amp;' is a formula without a result (1 row). "
        "Open the file in Excel and save it.",
    ),
    "merged cells": (
        merged("D4:D5"),
        f"{SHEET}, row 4: has merged cells. Unmerge them, and fill each cell.",
    ),
    "merged header": (
        merged("G1:I1"),
        f"{SHEET}, row 1: has merged cells. Unmerge them, and fill each cell.",
    ),
    "several sheets": (
        several,
        f"{STAFF_BOOK}: has several sheets with data: 'Export', 'Leavers'. "
        "Name the one that is meant 'staff', or keep it alone.",
    ),
    "hidden sheet": (
        only_hidden,
        f"{STAFF_BOOK}: holds nothing on a sheet that can be seen, and something on "
        "'Export', hidden. Unhide the sheet that is meant.",
    ),
    "hidden sheet of the right name": (
        hidden_beside_another,
        f"{STAFF_BOOK}: has 'staff' hidden, and 'Visible' can be seen. Unhide the sheet 'staff' "
        "if it is meant. If not, delete it, and name the one that is meant 'staff'.",
    ),
    "cell far away": (
        far_away,
        f"{STAFF_BOOK}: is too large to read as a workbook, or has a cell far away from the "
        "others. Clear what stands beside and below the table, or save the sheet as CSV.",
    ),
    "header only": (
        lambda sheet: sheet.delete_rows(2, 20),
        f"{SHEET}: has a header and no row. Add its rows. "
        "If it was nobody, take the file out and give zeros in counts.csv.",
    ),
    "column with another name": (
        put("D1", "Ethnic_Origin_Code"),
        f"{SHEET}, row 1, column Ethnic Origin: the column is missing. Did you mean "
        "'Ethnic_Origin_Code'? Then write in mapping.csv: staff,ethnic_origin,Ethnic_Origin_Code.",
    ),
}


@pytest.mark.parametrize(("change", "said"), SLIPS.values(), ids=SLIPS)
def test_one_slip_is_one_fault(tmp_path, change, said):
    assert faults_of(tmp_path, with_staff(excel(FILES[STAFF], change))) == [said]


@pytest.mark.parametrize(("sign", "named"), [(",", "commas"), (";", "semicolons")])
def test_rows_that_stand_in_one_cell_each_are_one_fault(tmp_path, sign, named):
    lines = FILES[STAFF].replace(",", sign).splitlines()
    (said,) = faults_of(tmp_path, with_staff(excel("\n".join(f'"{line}"' for line in lines))))
    assert said == (
        f"{SHEET}: holds each row in one cell, separated by {named}. "
        "Mark the column, divide it by 'Data, Text to Columns', and save the file."
    )


def test_an_error_that_nobody_needs_is_passed_over(tmp_path):
    # The band of somebody of the bank, and a column that is not read.
    def change(sheet):
        error("C9", "#N/A")(sheet)
        error("K3", "#DIV/0!")(sheet)

    changed = with_staff(excel(FILES[STAFF], change))
    assert table_of(tmp_path / "a", changed).equals(table_of(tmp_path / "b"))


EMPTY = as_bytes(Workbook())


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty. It needs a header and one row a record."),
        (EMPTY, "is empty. It needs a header and one row a record."),
        (
            b"a,b\n1,2\n",
            "is not an Excel workbook. Save it as 'Excel Workbook (*.xlsx)', or as CSV.",
        ),
        (
            b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password. Save it without the password.",
        ),
        (
            b"\xd0\xcf\x11\xe0" + bytes(600),
            "is a workbook of an older format. Save it as 'Excel Workbook (*.xlsx)'.",
        ),
        (
            BOOKS[STAFF_BOOK][: len(BOOKS[STAFF_BOOK]) // 2],
            "is damaged and cannot be read. Open it in Excel, let it be repaired, and save it.",
        ),
    ],
    ids=["empty", "empty sheet", "text", "password", "older format", "cut off"],
)
def test_a_file_that_is_no_extract(tmp_path, content, said):
    assert faults_of(tmp_path, with_staff(content)) == [f"{STAFF_BOOK}: {said}"]


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("staff.xls", "Save it as 'Excel Workbook (*.xlsx)': staff.xlsx"),
        ("staff (2).xlsx", "Rename it: staff.xlsx"),
        ("Staff.xlsx", "Rename it: staff.xlsx"),
        ("staff.numbers", "Save it as 'Excel Workbook (*.xlsx)': staff.xlsx"),
        ("STAFF.CSV", "Rename it: staff.csv"),
        ("staff.csv.txt", "Save it as 'CSV UTF-8 (comma delimited)': staff.csv"),
    ],
)
@pytest.mark.parametrize("is_there", [False, True])
def test_a_workbook_that_nothing_reads(tmp_path, name, how, is_there):
    files = FILES | {f"RXX/2023/{name}": BOOKS[STAFF_BOOK]}
    remedy = f"{how}. If it is something else, keep it elsewhere."
    if is_there:
        remedy = "staff.csv is read: keep the one that is right, and the other elsewhere."
    else:
        files = {file: text for file, text in files.items() if file != "RXX/2023/staff.csv"}
    said = faults_of(tmp_path, files)
    assert said == [f"RXX/2023/{name}: is a file that nothing reads. {remedy}"]


def test_what_excel_keeps_open_is_passed_over(tmp_path):
    files = BOOKS | {"RXX/2023/~$staff.xlsx": b"\xff"}
    assert table_of(tmp_path / "a", files).equals(table_of(tmp_path / "b"))


ROWS = st.lists(st.tuples(st.sampled_from("123 "), CELLS, st.sampled_from("YN ")), max_size=12)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_a_table_says_the_same_in_either_form(tmp_path_factory, rows):
    """The same counts, and the same faults but for the file's name."""
    lines = [["Employee Number", "Ethnic Origin", "Mandatory"], *rows]
    # a line end within a cell is what a spreadsheet makes of a return, too
    lines = [[cell.replace("\r", "\n") for cell in line] for line in lines]
    text = "".join(
        ",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) + "\n"
        for line in lines
    )
    root = tmp_path_factory.mktemp("forms")
    said = []
    for name, files in (
        ("csv", FILES | {TRAINING: text}),
        ("excel", with_training(excel(text))),
    ):
        lay_out(root / name, files)
        try:
            read = read_inputs(root / name, "RXX", 2023).years[0].counts.table
            said.append(read.drop(columns="source").to_csv())
        except InputError as caught:
            of_form = "training.csv" if name == "csv" else "training.xlsx, sheet Export"
            said.append([str(fault).replace(of_form, "training") for fault in caught.faults])
    assert said[0] == said[1]


def damaged_part(content: bytes, seed: int) -> bytes:
    """The same workbook with some bytes of one of its parts changed."""
    draw = random.Random(seed)
    source = zipfile.ZipFile(io.BytesIO(content))
    chosen = draw.choice([part for part in source.namelist() if part.startswith("xl/")])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for part in source.namelist():
            data = bytearray(source.read(part))
            if part == chosen:
                for _ in range(draw.randint(1, 4)):
                    at = draw.randrange(len(data))
                    data[at] = draw.choice(b'<>/"=0159AZaz #&' + bytes([data[at] ^ 1]))
            archive.writestr(part, bytes(data))
    return target.getvalue()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 100_000))
def test_a_damaged_part_is_read_or_refused(tmp_path_factory, seed):
    book = excel(FILES[DISCIPLINARY])
    files = {name: text for name, text in FILES.items() if name != DISCIPLINARY}
    files |= {"RXX/2023/disciplinary.xlsx": damaged_part(book, seed)}
    root = lay_out(tmp_path_factory.mktemp("damaged"), files)
    try:
        read_inputs(root, "RXX", 2023)
    except InputError as caught:
        assert all(fault.problem and fault.remedy for fault in caught.faults)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_file_gives_its_numbers_or_faults(tmp_path_factory, data):
    """Every part of the archive has a checksum: no damage of the file can change a number."""
    book = bytearray(BOOKS[TRAINING_BOOK])
    for _ in range(data.draw(st.integers(1, 3))):
        book[data.draw(st.integers(0, len(book) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([None, None, data.draw(st.integers(0, len(book)))]))
    root = lay_out(tmp_path_factory.mktemp("damaged"), with_training(bytes(book[:cut])))
    try:
        counts = read_inputs(root, "RXX", 2023).years[0].counts
    except InputError as caught:
        assert all(fault.problem and fault.remedy for fault in caught.faults)
        return
    measure = "accessed non-mandatory training"
    # 1 is White, 2 is BME; the course of 4 was mandatory
    assert [counts.get(4, measure, group).value for group in ("White", "BME", "Unknown")] == [
        1,
        1,
        0,
    ]
