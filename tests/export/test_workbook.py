"""The workbook says what the pages say, in numbers, and nothing more."""

from __future__ import annotations

import re
import zipfile
from copy import copy
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from builders import WORKFORCE, data_folder, plainly
from gptables import GPTable, GPWorkbook
from openpyxl import load_workbook

from helpers.report import open_report
from wres import catalogue, reference
from wres.batch.publish import content
from wres.export.figures_file import COLUMNS
from wres.export.sheets import ends_apart, sheet_of
from wres.export.workbook import Workbook, workbook
from wres.export.worksheet import Placed, text, write_table
from wres.figures import Figure, Figures, State
from wres.figures.counts import Protection, PublishedCounts
from wres.figures.formats import MINUS
from wres.figures.printed import Bounds, Printed, fields_of, key_of, keys_in
from wres.ground.settings import INTERNAL, PUBLISHED
from wres.indicators import comparisons, once
from wres.reading.inputs import read_inputs
from wres.showing.components import Cell, Masthead, Table

DATA = Path(__file__).parents[2] / "data"
CASES = [("QHG", 2023, PUBLISHED), ("QHG", 2023, INTERNAL), ("EX1", 2024, PUBLISHED)]
FRONT = ["Cover", "Contents"]
OF_INDICATORS = ["Key findings", "1 Workforce", "2 Recruitment", "3 Disciplinary", "4 Training",
                 "5 to 8 Staff survey", "9 Board"]  # fmt: skip
IN_DETAIL = ["Ethnic groups", "Women and men", "Recruitment in depth"]
BACK = {PUBLISHED: ["Notes", "Figures"], INTERNAL: ["Notes", "Figures", "Submission"]}
CANARY = 7919
HOSTILE = [
    '=HYPERLINK("https://example.org","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "https://example.org",
    "mailto:a@example.org",
    "[Luton](https://example.org)",
    "Luton $$1$$ $$$",
    "007",
    "-",
]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: " ".join(map(str, case)))
def made(request):
    """A report of the sample data, its workbook's bytes, and the workbook opened again."""
    report = open_report(*request.param, data=DATA)
    data = workbook(content(report, {}))
    return report, data, load_workbook(BytesIO(data))


@pytest.fixture(scope="module")
def founding():
    """The founding report's own numbers, of which only internal readers see all."""
    report = open_report("QHG", 2023, INTERNAL, data=DATA)
    return load_workbook(BytesIO(workbook(content(report, {}))))


def cells(book, name: str) -> list[list]:
    """The cells of the table with a name, its header row first."""
    mark = "wres_" + re.sub(r"\W+", "_", name.lower())
    (found,) = [(sheet, sheet.tables[mark]) for sheet in book.worksheets if mark in sheet.tables]
    sheet, table = found
    return list(sheet[table.ref])


def values(book, name: str) -> list[tuple]:
    return [tuple(cell.value for cell in row) for row in cells(book, name)]


def row_of(book, name: str, label: str) -> tuple:
    """What stands in the one row of a table that is labelled so, after its label."""
    (row,) = [row for row in values(book, name) if row[0] == label]
    return row[1:]


def as_shown(cell) -> str:
    """What a spreadsheet shows of a cell, for the number formats that the pack uses."""
    if isinstance(cell.value, str):
        return cell.value
    sections = cell.number_format.split(";")
    if len(sections) == 1:
        section, number = sections[0], cell.value
    else:
        section = sections[0 if cell.value > 0 else 1 if cell.value < 0 else 2]
        number = abs(cell.value)
    prefix, _, digits, suffix = re.fullmatch(
        r'("?[+−]"?)?(#,##)?(0(?:\.0+)?)("%")?', section
    ).groups(default="")  # fmt: skip
    decimals = len(digits.partition(".")[2])
    exact = Decimal(str(number))
    assert exact == round(exact, decimals), "more decimals than are shown"
    return prefix.strip('"') + f"{exact:,.{decimals}f}" + suffix.strip('"')


def words(cell: Cell) -> str:
    return getattr(cell, "words", plainly(cell))


def test_every_cell_is_what_the_page_prints(made):
    report, _, book = made
    for table in map(ends_apart, report.data_tables()):
        headers, *rows = cells(book, table.name)
        assert tuple(cell.value for cell in headers) == table.headers
        shown = [tuple(as_shown(cell) for cell in row) for row in rows]
        assert shown == [tuple(map(words, row)) for row in table.rows], table.name
        above = range(headers[0].row - len(table.notes), headers[0].row)
        assert tuple(headers[0].parent.cell(row, 1).value for row in above) == plainly(table.notes)
        assert headers[0].parent.cell(above.start - 1, 1).value == table.caption


def test_what_is_printed_as_a_number_is_a_number(made):
    report, _, book = made
    for table in map(ends_apart, report.data_tables()):
        for row, printed in zip(cells(book, table.name)[1:], table.rows, strict=True):
            for cell, words in zip(row, printed, strict=True):
                is_number = isinstance(words, Printed) and words.number is not None
                assert isinstance(cell.value, str) != is_number, words
                if isinstance(cell.value, str) and cell.column > 1:
                    assert not re.fullmatch(r"[+−]?[\d,.]+%?( to .*)?", cell.value)


def test_each_end_of_an_interval_has_a_column_of_its_own(founding):
    # Wilson for White 20 of 250 (8.0%): 5.2 to 12.0
    (table,) = founding["Intervals"].tables.values()
    headers, *rows = [[cell.value for cell in row] for row in founding["Intervals"][table.ref]]
    low, high = headers.index("95% interval, low"), headers.index("95% interval, high")
    assert high == low + 1
    assert [8.0, 5.2, 12.0] in [row[low - 1 : high + 1] for row in rows]


def test_a_symbol_in_place_of_an_interval_stands_in_both_columns():
    def end(number: str) -> Printed:
        return Printed(f"2024/2/x#{number}", number, Decimal(number), "ratio")

    table = Table(
        "A", ("Year", "Interval"), (("2023", "[z]"), ("2024", Bounds(end("1"), end("2"))))
    )
    apart = plainly(ends_apart(table))
    assert apart.headers == ("Year", "Interval, low", "Interval, high")
    assert apart.rows == (("2023", "[z]", "[z]"), ("2024", "1", "2"))


def test_the_founding_reports_numbers(founding):
    # As the published report prints them; differences are worked out before rounding
    assert values(founding, "1 All staff")[1:] == [
        ("White", 288, 309, 7.3),
        ("BME", 96, 99, 3.1),
        ("Not known", 14, 13, -7.1),
        ("Total", 398, 421, 5.8),
        ("White share", 72.4, 73.4, 1.0),
        ("BME share", 24.1, 23.5, -0.6),
        ("Not known share", 3.5, 3.1, -0.4),
    ]
    assert row_of(founding, "1 Pooled bands", "Clinical, bands 1 to 7, 2023") == (
        33, 82.5, "[c]", "[c]", "[c]", "[c]", 40, "[c]",
    )  # fmt: skip
    assert row_of(founding, "1 Clinical", "Bands 1 to 7") == (
        33, "[c]", "[c]", 40, 23.9, "[c]", "[c]", "[c]",
    )  # fmt: skip
    assert row_of(founding, "9 Board", "Whole board: BME") == (6, 0, "[z]")
    assert row_of(founding, "9 Board", "Whole board: BME share") == (31.6, 0.0, -31.6)
    less = "Whole board: BME share less the workforce's"
    assert row_of(founding, "9 Board", less) == (7.5, -23.5, -31.0)
    headers, *_ = values(founding, "Ratings")
    rated = row_of(founding, "Ratings", "9. Board representation")
    assert dict(zip(headers[1:4], rated, strict=False)) == {
        "2022 [b], by the rule": "Achieving",
        "2023, by the rule": "Underdeveloped",
        "2023, own rating": "Underdeveloped",
    }


def test_the_submission_has_a_row_for_each_that_was_handed_in(founding):
    headers, *rows = values(founding, "Submission")
    assert headers[-3:] == ("White", "BME", "Unknown")
    assert rows[0] == (1, "staff in post", "people", "All staff", "All bands", 309, 99, 13)
    assert (1, "staff in post", "people", "Clinical", "Bands 1 to 7", 33, "[c]", "[c]") in rows
    assert (2, "shortlisted", "people", "All staff", "All bands", 159, 178, 25) in rows
    assert (9, "board members", "people", "Whole board", "All bands", 11, 0, 2) in rows
    assert not [row for row in rows if row[1] == "survey response rate"]  # has no ethnic groups


def test_the_submission_has_a_row_for_each_that_the_collection_asks_for(founding):
    """Fourteen bands of both groups, five medical grades, everybody, and 2 to 9."""
    rows = values(founding, "Submission")[1:]
    bands = [row[4] for row in rows if row[:2] == (1, "staff in post") and row[3] == "Clinical"]
    assert bands[:2] == ["Under band 1", "Band 1"] and bands[13] == "Very senior manager"
    assert [row[4] for row in rows if row[3] == "Medical and dental"][:2] == [
        "Consultants",
        "of which senior medical managers",
    ]
    assert {row[0] for row in rows} == set(range(1, 10))
    # The founding report has pools; nothing is made of them, and a band is not there.
    assert (1, "staff in post", "people", "Clinical", "Band 5", "[x]", "[x]", "[x]") in rows
    places = [row[:5] for row in rows]
    assert len(set(places)) == len(places)


def test_the_submission_says_every_count_that_was_handed_in(made):
    report, _, book = made
    if report.audience == PUBLISHED:  # from withheld counts nobody can fill in the collection
        assert "Submission" not in book.sheetnames
        return
    rows = values(book, "Submission")[1:]
    inputs = read_inputs(DATA, report.scope.organisation.ods_code, report.scope.year)
    table = inputs.years[-1].counts.table
    table = table[table["measure"] != "survey response rate"]
    # The collection asks for indicator 2 of everybody only.
    whole = (table["staff_group"] == "all") & (table["pay_band"] == "all")
    campaigns = table["measure"].str.endswith("international recruitment")
    table = table[~campaigns & (whole | (table["indicator"] != 2))]
    keys = table[["indicator", "measure", "staff_group", "pay_band"]].drop_duplicates()
    # A row that the tables do not print is not in the submission either: its sums would tell.
    (printed,) = [p for p in comparisons.protected(inputs, report.audience)
                  if p.year == report.scope.year]  # fmt: skip
    keys = keys.merge(printed.table[list(keys)].drop_duplicates())
    groups, bands = (
        {row[name]: row["label"] for row in reference.rows(f"{name}s")}
        for name in ("staff_group", "pay_band")
    )
    stands = {row[:2] + row[3:5]: row for row in rows}
    assert len(stands) == len(rows)
    for key in keys.itertuples(index=False, name=None):
        part = key[1] if key[0] == 9 else key[2]
        row = stands.pop((*key[:2], groups[part], bands[key[3]]))
        if row[2] != "people":
            continue
        for shown, ethnicity in zip(row[5:], ("White", "BME", "Unknown"), strict=True):
            count = printed.get(*key[:2], ethnicity, *key[2:])
            symbols = {State.WITHHELD: "[c]", State.NOT_COLLECTED: "[x]"}
            assert shown == symbols.get(count.state, count.value), (key, ethnicity)
    # What else the collection asks for was not handed in, or is a percentage of what was.
    assert {cell for row in stands.values() for cell in row[5:] if row[2] == "people"} == {"[x]"}


def test_the_figures_are_those_of_the_sheets_and_rounded_as_there(made):
    report, _, book = made
    headers, *rows = cells(book, "Figures")
    assert tuple(cell.value for cell in headers) == COLUMNS
    tables = {
        key.partition("#")[0]
        for table in report.data_tables()
        for row in table.rows
        for cell in row
        for key in keys_in(f"{cell}")
    }
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    alone = {
        row["key"].value
        for row in found
        if all(place.startswith("Submission!") for place in row["cells"].value.split("; "))
    }
    assert {row["key"].value for row in found} == tables | alone
    assert len(found) == len(tables | alone)
    assert (alone == set()) or report.audience == INTERNAL
    for row in found:
        figure = report.figures.of(fields_of(row["key"].value)[0])
        assert row["figure"].value == figure.figure
        value, decimals = row["value"].value, reference.figure_kind(figure.figure).decimals
        if isinstance(value, str):
            assert value == "[z]" and (not figure.is_shown or row["state"].value == "low")
        else:
            assert row["state"].value == figure.state == State.SHOWN
            half = Decimal("0.500001").scaleb(-decimals)
            assert abs(Decimal(figure.value) - Decimal(str(value))) <= half
            as_shown(row["value"])  # looks at the decimals


def test_sheets_stand_in_the_order_of_the_report_and_are_named_alike_every_year(made):
    report, _, book = made
    has_detail = report.scope.organisation.ods_code == "EX1"
    detail = IN_DETAIL if has_detail else []
    assert book.sheetnames == [*FRONT, *OF_INDICATORS, *detail, "Intervals", *BACK[report.audience]]
    tables = [table.name for table in report.data_tables()]
    assert len(set(tables)) == len(tables)
    assert list(dict.fromkeys(map(sheet_of, tables))) == [*OF_INDICATORS, *detail, "Intervals"]


def test_every_table_of_the_catalogue_has_a_sheet_and_every_sheet_a_table():
    sheets = [row["sheet"] for row in reference.rows("sheets")]
    names = ["Areas to act on", "Ratings", "Intervals", *(grid.name for grid in catalogue.GRIDS)]
    assert set(map(sheet_of, names)) == set(sheets)
    # As Excel allows
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in sheets)
    with pytest.raises(ValueError, match="no sheet has the table 'Another'"):
        sheet_of("Another")


def test_the_contents_lead_to_every_table_and_every_sheet_back(made):
    _, _, book = made
    rows = cells(book, "Contents")[1:]
    assert list(dict.fromkeys(row[0].value for row in rows)) == book.sheetnames[2:]
    assert len(rows) == sum(len(sheet.tables) for sheet in book.worksheets[2:])
    for name, caption in rows:
        assert name.hyperlink.location == f"'{name.value}'!A1"
        sheet, _, cell = caption.hyperlink.location.rpartition("!")
        assert sheet == f"'{name.value}'"
        assert book[name.value][cell].value == caption.value
    for sheet in book.worksheets[2:]:
        (back,) = [row[0] for row in sheet.iter_rows(max_row=5) if row[0].hyperlink]
        assert back.hyperlink.location == "'Contents'!A1"


def test_tables_are_marked_and_no_cell_is_blank_merged_or_a_formula(made):
    _, data, book = made
    for sheet in book.worksheets[1:]:
        assert sheet.tables and not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            rows = list(sheet[table.ref])
            assert all(cell.value not in (None, "") for row in rows for cell in row)
            assert len({cell.value for cell in rows[0]}) == len(rows[0])
        assert rows[-1][0].row == sheet.max_row
        said = [row[0].value for row in sheet.iter_rows(max_row=5)]
        number = len(sheet.tables)
        contains = "one table" if number == 1 else f"{number} tables, one below the other"
        assert any(f"This worksheet contains {contains}." in str(line) for line in said)
    assert formulas(data) == []


def test_each_sheet_is_printed_whole_across_the_paper_with_its_title_on_each_page(made):
    _, _, book = made
    for sheet in book.worksheets[1:]:
        assert sheet.print_area.replace("$", "").endswith(f"!{sheet.dimensions}")
        assert sheet.print_title_rows.startswith("$1:$")
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        # What is too wide to be read on one sheet repeats its first column on the next.
        across = sheet.page_setup.fitToWidth
        assert (sheet.print_title_cols == "$A:$A") == (across is not None and int(across) > 1)
    assert int(book["Figures"].page_setup.fitToWidth) > 1


def formulas(data: bytes) -> list[str]:
    """The parts of the file that hold a formula, a link to the web or anything active."""
    found = []
    with zipfile.ZipFile(BytesIO(data)) as members:
        for name in members.namelist():
            part = members.read(name).decode("utf-8")
            if re.search(r"<f[ >/]|<hyperlink [^>]*r:id|externalLink|vbaProject|macro", part):
                found.append(name)
    return found


def test_the_cover_says_whose_it_is_and_that_it_is_invented(made):
    report, _, book = made
    said = [row[0].value for row in book["Cover"].iter_rows()]
    assert said[0].startswith(report.scope.organisation.name)
    assert f"ODS code {report.scope.organisation.ods_code}." in " ".join(said)
    for sheet in [book["Cover"], *book.worksheets[2:]]:
        column = " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=4))
        assert ("invented" in column) == report.scope.organisation.is_example, sheet.title
    assert book.properties.title == f"{report.cover().title}: tables"


def test_the_same_report_gives_the_same_bytes(made, monkeypatch):
    report, data, _ = made
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert workbook(content(report, {})) == data
    with zipfile.ZipFile(BytesIO(data)) as members:
        assert {member.date_time for member in members.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = members.read("docProps/core.xml").decode()
    assert set(re.findall(r">(\d{4}-[^<]+)<", core)) == {f"{report.scope.year}-03-31T00:00:00Z"}


def hostile(words: str) -> bytes:
    """A workbook in which people typed this wherever they can."""
    figure = Figure(
        "RXX", 2023, 1, "local_population_percentage", area=words, value=12.34, unit="percent",
        direction=words, state=State.SHOWN, reason=words, source=words,
    )  # fmt: skip
    table = Table(words, ("Area", "Share"), ((words, words),), (words,), name="1 Population")
    masthead = Masthead(words, words, words, (words,), words)
    pages = {"workforce": (key_of(figure),)}
    return workbook(Workbook(masthead, 2023, (table,), (words,), Figures([figure]), pages))


@pytest.mark.parametrize("words", HOSTILE, ids=repr)
def test_what_people_typed_is_text_and_never_a_formula_or_a_link(words):
    data = hostile(words)
    assert formulas(data) == []
    book = load_workbook(BytesIO(data))
    for name in ("1 Population", "Notes", "Figures"):
        for row in cells(book, name)[1:]:
            for cell in row:
                assert cell.data_type in ("s", "n") and cell.hyperlink is None
    area = cells(book, "1 Population")[1][0]
    assert area.value.replace("_x000D_", "\r") == text(words)
    assert area.quotePrefix == words.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_most_words_stay_as_they_were_typed():
    assert [words for words in HOSTILE if text(words) != words] == HOSTILE[-4:-2] + HOSTILE[-1:]


def test_a_withheld_number_is_in_no_byte_of_the_file(tmp_path, monkeypatch):
    workforce = WORKFORCE.replace("80,16,4", "80000,16000,4000")
    training = f"4,accessed non-mandatory training,all,all,4801,{CANARY},12,,made up"
    data = data_folder(tmp_path, rows=(workforce, training))
    assert holds_canary(workbook(content(open_report("RXX", 2023, data=data), {})))

    def withhold(counts, *_):
        table = counts.table.copy()
        secret = table["number"].isin([CANARY, CANARY + 4801 + 12])
        table.loc[secret, "number"] = None
        table.loc[secret, "state"] = str(State.WITHHELD)
        return PublishedCounts(counts.organisation, counts.year, table, Protection(INTERNAL))

    monkeypatch.setattr(once, "protect", withhold)
    monkeypatch.setenv("WRES_CACHE", str(tmp_path / "empty"))
    made = workbook(content(open_report("RXX", 2023, INTERNAL, data=data), {}))
    assert not holds_canary(made)
    book = load_workbook(BytesIO(made))
    assert row_of(book, "4 Rates", "BME: in workforce") == (16000,)
    assert row_of(book, "4 Rates", "BME: took part") == ("[c]",)
    assert row_of(book, "4 Rates", "BME: took part, of workforce") == ("[c]",)
    assert row_of(book, "4 Rates", "Relative likelihood (White to BME)") == ("[c]",)
    assert [row[-3:] for row in values(book, "Submission") if row[0] == 4] == [(4801, "[c]", 12)]


def holds_canary(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as members:
        return any(str(CANARY).encode() in members.read(name) for name in members.namelist())


def test_tables_need_names_of_their_own():
    table = Table("Staff", ("Group", "2023"), (("White", "[c]"),), name="1 All staff")
    content = Workbook(Masthead("A", "B", "C"), 2023, (table, table), ("n",), Figures([]), {})
    with pytest.raises(ValueError, match="a name of its own"):
        workbook(content)


def test_a_table_is_the_one_that_gptables_writes():
    def printed(words: str) -> Printed:
        return Printed("2024/1/staff_count", words, Decimal(words), "people")

    table = Table(
        "Staff by group",
        ("Group", "Number", "Withheld", "Whose"),
        (("White", printed("12"), "[c]", "ours"), ("BME", "[x]", "[z]", "all [b]")),
        ("A note.", "Another."),
        name="1 Staff",
    )
    ours = BytesIO()
    with GPWorkbook(ours) as book:
        at = Placed(table, 2)
        write_table(book.add_worksheet("1 Staff"), book, at, {})
    theirs = BytesIO()
    with GPWorkbook(theirs) as book:
        sheet = GPTable(
            table=pd.DataFrame(
                [["White", 12, "[c]", "ours"], ["BME", "[x]", "[z]", "all [b]"]],
                columns=list(table.headers),
                dtype=object,
            ),
            table_name="wres_1_staff",
            title="Staff by group",
            subtitles=["RXX, WRES 2024"],
            instructions="This worksheet contains one table.",
            legend=["A note.", "Another."],
            index_columns={2: 0},
            additional_formatting=[{"cell": {"cells": (1, 1), "format": {"num_format": "#,##0"}}}],
        )
        book.add_worksheet("1 Staff").write_gptable(sheet, auto_width=False)
    assert at.headers == sheet.data_range[0] == 5
    for one, other in zip(looks(ours), looks(theirs), strict=True):
        assert one == other


def looks(file: BytesIO) -> list:
    """The name and place of a workbook's one table, then each of its cells with its format."""
    (sheet,) = load_workbook(file).worksheets
    found = [(name, table.ref, table.column_names) for name, table in dict(sheet.tables).items()]
    for row in sheet.iter_rows(min_row=6):
        for cell in row:
            alignment = copy(cell.alignment)
            # Words are apart from a number that ends where they begin, which gptables leaves out.
            alignment.indent = 0
            formats = (cell.font, alignment, cell.border, cell.fill)
            found.append((cell.coordinate, cell.value, cell.number_format, *map(repr, formats)))
    return found


@pytest.mark.parametrize("headers", [("Group", "Group"), ("Group", "")])
def test_columns_need_headers_of_their_own(headers):
    table = Table("Staff", headers, (("White", "[c]"),), name="1 All staff")
    content = Workbook(Masthead("A", "B", "C"), 2023, (table,), ("n",), Figures([]), {})
    with pytest.raises(ValueError, match="a header of its own"):
        workbook(content)


def test_numbers_stand_right_and_words_left(founding):
    # Headers with a symbol, such as "2022 [b]", change nothing
    headers, white, *_ = cells(founding, "1 All staff")
    assert "[b]" in headers[1].value
    assert [cell.alignment.horizontal for cell in headers] == ["left"] + ["right"] * 3
    assert [cell.alignment.horizontal for cell in white] == ["left"] + ["right"] * 3


def test_a_minus_is_a_true_minus(founding):
    (change,) = [row[-1] for row in cells(founding, "1 All staff") if row[0].value == "BME share"]
    assert (change.value, as_shown(change)) == (-0.6, f"{MINUS}0.6")
