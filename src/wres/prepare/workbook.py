"""Make the workbook that an analyst fills in: one sheet for each group of indicators."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from wres import reference
from wres.figures import ALL, BME, UNKNOWN, WHITE, State
from wres.figures.counts import Counts
from wres.reading.workbook import (
    CODE_LABEL,
    HEADINGS,
    MEANING,
    NUMBERS,
    READ_ME,
    SHEETS,
    YEAR_LABEL,
)
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

_ETHNICITIES = {"white": WHITE, "bme": BME, "unknown": UNKNOWN, "total": ALL}
_GROUPS = {
    "non-clinical": ("Agenda for Change",),
    "clinical": ("Agenda for Change",),
    "medical and dental": ("medical and dental",),
}
_INDICATORS = {"Recruitment": (2,), "Disciplinary": (3,), "Training": (4,), "Board": (9,)}
# Room for bands that are not listed, such as pooled ones.
_SPARE_ROWS = 6
_HEADER_ROW = 5
_WIDTHS = {
    "indicator": 10,
    "measure": 36,
    "staff_group": 21,
    "pay_band": 34,
    "meaning": 58,
    "number": 14,
    "source": 44,
}


@dataclass(frozen=True)
class _Line:
    """One row of the workbook: what it is about."""

    indicator: int
    measure: str
    staff_group: str = ALL
    pay_band: str = ALL
    meaning: str = ""
    is_choice: bool = False

    @property
    def is_percentage(self) -> bool:
        return reference.by("measures", "measure")[self.measure]["unit"] == "percent"

    @property
    def may_be_percentage(self) -> bool:
        return self.is_percentage or self.is_choice or self.measure in GROUNDS


def make_workbook(ods_code: str, name: str, year: int, last_year: Counts | None) -> bytes:
    """The workbook of one organisation and year, as a file's content.

    Args:
        ods_code: whose it is.
        name: the organisation's name; blank if it is not in the register.
        year: WRES year.
        last_year: the counts of the year before, shown beside; None if there are none.
    """
    book = Workbook()
    book.properties.title = f"WRES {year}: {ods_code}"
    book.properties.creator = "WRES pack"
    choices = _read_me(book.active, ods_code, name, year, last_year)
    for title, keys in SHEETS.items():
        lines = _lines(title, last_year)
        _sheet(book.create_sheet(title), keys, lines, year, last_year, choices)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _lines(title: str, last_year: Counts | None) -> list[_Line]:
    """What the rows of one sheet are about."""
    measures = reference.by("measures", "measure")
    if title == "Workforce":
        return _workforce_lines(last_year)
    if title != "Staff survey":
        (indicator,) = _INDICATORS[title]
        return [
            _Line(indicator, measure, meaning=fact["meaning"])
            for measure, fact in measures.items()
            if fact["indicators"] == str(indicator)
        ]
    lines = []
    for indicator in (5, 6, 7, 8):
        about = reference.by("indicators", "indicator")[str(indicator)]
        counted = last_year is not None and _holds(last_year, indicator, "count")
        lines += [
            _Line(indicator, "respondents", meaning=f"{about['short_title']}: all who answered"),
            _Line(
                indicator,
                "count" if counted else "percentage",
                meaning=f"{about['short_title']}: those who said {_YES[indicator]}",
                is_choice=True,
            ),
        ]
    rate = "survey response rate"
    return [
        *lines,
        _Line(5, rate, meaning=f"{measures[rate]['meaning']}: in the column Total"),
        *(_Line(8, each, meaning=measures[each]["meaning"]) for each in (NAMED_A_GROUND, *GROUNDS)),
    ]


_YES = {5: "at least once", 6: "yes of managers or colleagues", 7: "yes", 8: "yes"}


def _workforce_lines(last_year: Counts | None) -> list[_Line]:
    measure = "staff in post"
    lines = [_Line(1, measure)]
    for group, schemes in _GROUPS.items():
        bands_before = last_year.bands(group) if last_year else []
        lines += [
            _Line(1, measure, group, band)
            for band, fact in reference.by("pay_bands", "pay_band").items()
            if fact["scheme"] in schemes or band in bands_before
        ]
    return lines


def _holds(counts: Counts, indicator: int, measure: str) -> bool:
    table = counts.table
    return bool(((table["indicator"] == indicator) & (table["measure"] == measure)).any())


# How it looks: the pack's own colours.


def _fill(role: str) -> PatternFill:
    return PatternFill("solid", fgColor=reference.colour(role).lstrip("#"))


def _font(role: str = "text", **more: object) -> Font:
    return Font(name="Arial", color=reference.colour(role).lstrip("#"), **{"size": 11} | more)


def _border(top: str = "thin") -> Border:
    role = "rule" if top == "thin" else "outline"
    side = Side("thin", color=reference.colour("rule").lstrip("#"))
    above = Side(top, color=reference.colour(role).lstrip("#"))
    return Border(left=side, right=side, top=above, bottom=side)


def _heading(cell: Cell, size: int) -> None:
    cell.font = _font("heading", bold=True, size=size)


_ROOMY = {"vertical": "center", "wrap_text": True, "indent": 1}


def _wrapped(cell: Cell, **more: object) -> None:
    cell.alignment = Alignment(**{"horizontal": "left"} | more, **_ROOMY)


def _read_me(
    page: Worksheet, ods_code: str, name: str, year: int, last_year: Counts | None
) -> dict[str, str]:
    """The first sheet; and where its lists of words stand, by column of a counts file."""
    page.title = READ_ME
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width = 30
    page.column_dimensions["B"].width = 88
    page["A1"] = f"Workforce Race Equality Standard {year}"
    _heading(page["A1"], 18)
    whose = [
        ("Organisation", name or "not in organisations.csv yet"),
        (CODE_LABEL, ods_code),
        (YEAR_LABEL, year),
    ]
    check = ("Step 6", f"Check it: wres check --organisation {ods_code} --year {year}")
    row = _block(page, 3, "Whose figures", whose)
    row = _block(page, row, "How to fill it in", [*_STEPS, check])
    row = _block(page, row, "What a cell means", _CELLS)
    row = _block(page, row, "What the sheets describe", _descriptions(year, last_year))
    choices = _words_to_choose(page, row)
    _for_print(page, landscape=False)
    return choices


_Texts = Sequence[tuple[str | int, str | int]]
_STEPS: _Texts = (
    ("Step 1", "Fill in the white cells of each sheet. The shaded ones say what a row is about."),
    ("Step 2", "Leave a row blank that you do not have: it counts as not handed in."),
    (
        "Step 3",
        "Total: type it as your source prints it, or leave it blank. It is then worked out. "
        "Where it is typed, it must be the sum of its row.",
    ),
    ("Step 4", "Source: where the figures come from, such as 'ESR, 31 March'."),
    ("Step 5", "Save the workbook under its name, wres.xlsx, in its folder, and close it."),
)
_CELLS: _Texts = (
    (12, "A count of people."),
    (
        "12.7 or 12.7%",
        "A percentage; only in the rows named Percentage or response rate, and with its sign in "
        "those of a ground.",
    ),
    (0, "Nobody. A zero is a count like any other."),
    (
        "[c]",
        "Withheld: the number is known and may not be given, so that no person can be "
        "recognised. '<5' and '-' mean the same.",
    ),
    ("blank", "Not collected, or not known."),
)


def _descriptions(year: int, last_year: Counts | None) -> _Texts:
    """What each sheet and column is about, by its time and its codes."""
    texts = [
        ("Workforce, Board", f"31 March {year}"),
        ("Recruitment, Disciplinary, Training", f"1 April {year - 1} to 31 March {year}"),
        ("Staff survey", f"the NHS Staff Survey of autumn {year - 1}"),
        ("White", "ethnic codes A, B and C, White minorities included"),
        ("BME", "Black and minority ethnic: all other ethnic codes"),
        ("Unknown", "not stated, not known or not disclosed"),
    ]
    remark = (
        "Last year's figures, to compare with. 'wres check' asks about each that is not what last "
        "year's folder says; the report takes the folder's."
    )
    return [*texts, (f"Columns with {year - 1}", remark)] if last_year else texts


def _words_to_choose(page: Worksheet, row: int) -> dict[str, str]:
    """The lists of words from a row on; and where each stands, by column of a counts file."""
    page.cell(row, 1, "Words to choose from")
    _heading(page.cell(row, 1), 13)
    choices = {}
    for column, title, words in (
        ("measure", "Survey result", ["Percentage", "Count"]),
        ("staff_group", HEADINGS["staff_group"], _labels("staff_groups", [ALL, *_GROUPS])),
        ("pay_band", HEADINGS["pay_band"], _labels("pay_bands", _BANDS)),
    ):
        first, row = row + 1, row + len(words)
        page.cell(first, 1, title).font = _font(bold=True)
        for place, word in enumerate(words, start=first):
            page.cell(place, 2, word).font = _font()
        choices[column] = f"'{READ_ME}'!$B${first}:$B${row}"
    return choices


def _block(page: Worksheet, row: int, title: str, lines: _Texts) -> int:
    """A heading and its lines; where the next block begins."""
    page.cell(row, 1, title)
    _heading(page.cell(row, 1), 13)
    for place, line in enumerate(lines, start=row + 1):
        for column, text in enumerate(line, start=1):
            cell = page.cell(place, column)
            if isinstance(text, str):
                # Text in any case: 5E1 is no number, and a name that begins with = no formula.
                cell.value, cell.number_format = ILLEGAL_CHARACTERS_RE.sub("", text), "@"
                cell.data_type = "s"
            else:
                cell.value = text
            cell.font = _font(bold=column == 1)
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    return row + len(lines) + 2


# Levels and joined bands are made from bands, and never typed.
_MADE = ("level", "joined")
_BANDS = [row["pay_band"] for row in reference.rows("pay_bands") if row["scheme"] not in _MADE]


def _labels(table: str, codes: Sequence[str] | None = None) -> list[str]:
    column = table.removesuffix("s")
    return [row["label"] for row in reference.rows(table) if codes is None or row[column] in codes]


_SHORT = {
    "Workforce": "Indicator 1: staff in post on 31 March {year}",
    "Recruitment": "Indicator 2: shortlisting and appointment, 1 April {before} to 31 March {year}",
    "Disciplinary": "Indicator 3: formal disciplinary process, 1 April {before} to 31 March {year}",
    "Training": "Indicator 4: non-mandatory training, 1 April {before} to 31 March {year}",
    "Staff survey": "Indicators 5 to 8: NHS Staff Survey, autumn {before}",
    "Board": "Indicator 9: the board on 31 March {year}",
}
_HINTS = {
    "Workforce": "Bank staff are left out. The row 'All staff' is needed: much rests on it. It is "
    "the sum of the bands, without the 'of which' row. Bands may be given one by one or pooled "
    "(in the blank rows below), not both.",
    "Recruitment": "Internal and external applicants.",
    "Staff survey": "Give a percentage or a count; choose which in the column Measure. Type a "
    "percentage as 12.7 or 12.7%. Grounds, if you have them: people, or percentages with their "
    "sign, of those who named any.",
    "Board": "The whole board; the voting and the executive members overlap.",
}
_COMMON = "A whole number; 0 for nobody; [c] if withheld; blank if you do not have it."


def _sheet(
    page: Worksheet,
    keys: tuple[str, ...],
    lines: list[_Line],
    year: int,
    last_year: Counts | None,
    choices: dict[str, str],
) -> None:
    page["A1"] = _SHORT[page.title].format(year=year, before=year - 1)
    _heading(page["A1"], 16)
    page["A2"], page["A3"] = _COMMON, _HINTS.get(page.title, "")
    for name in ("A2", "A3"):
        page[name].font = _font("secondary")
    has_meaning = any(line.meaning for line in lines)
    columns = [*keys, *(["meaning"] if has_meaning else []), *NUMBERS]
    columns += [f"last {column}" for column in NUMBERS] if last_year else []
    columns += ["source"]
    for place, column in enumerate(columns, start=1):
        _header_cell(page, place, column, year)
    page.row_dimensions[_HEADER_ROW].height = 32
    last = _HEADER_ROW + len(lines)
    for row, line in enumerate(lines, start=_HEADER_ROW + 1):
        for place, column in enumerate(columns, start=1):
            _line_cell(page.cell(row, place), column, line, keys, last_year)
        if has_meaning:
            page.row_dimensions[row].height = 30
    if page.title == "Workforce":
        last = _finish_workforce(page, columns, lines)
    _mark_header(page, len(columns), last)
    _offer(page, columns, lines, choices, last)
    page.freeze_panes = page.cell(_HEADER_ROW + 1, columns.index("white") + 1)
    _for_print(page, landscape=True)


def _finish_workforce(page: Worksheet, columns: list[str], lines: list[_Line]) -> int:
    """Rules above the staff groups, a bold row of all staff, and room below; the last row."""
    first = _HEADER_ROW + 1
    group_before = None
    for row, line in enumerate(lines, start=first):
        if line.staff_group != group_before:
            for cell in page[row]:
                cell.border = _border(top="medium")
        group_before = line.staff_group
    for cell in page[first]:
        cell.font += Font(bold=True)
    spare = first + len(lines)
    for row in range(spare, spare + _SPARE_ROWS):
        for place, column in enumerate(columns, start=1):
            _spare_cell(page.cell(row, place), column)
    return spare + _SPARE_ROWS - 1


def _mark_header(page: Worksheet, width: int, last: int) -> None:
    """Say which row is the header, for those who listen to a table."""
    name = page.title.replace(" ", "_")
    table = Table(displayName=name, ref=f"A{_HEADER_ROW}:{get_column_letter(width)}{last}")
    table._initialise_columns()
    # Without the filter's buttons, which would cover the headings.
    table.autoFilter = None
    for column, cell in zip(table.tableColumns, page[_HEADER_ROW], strict=True):
        column.name = cell.value
    page.add_table(table)


def _header_cell(page: Worksheet, place: int, column: str, year: int) -> None:
    is_last, column = column.startswith("last "), column.removeprefix("last ")
    text = MEANING if column == "meaning" else HEADINGS[column]
    cell = page.cell(_HEADER_ROW, place, f"{text} {year - 1}" if is_last else text)
    cell.font = Font(name="Arial", size=11, bold=True, color="FFFFFF")
    cell.fill = _fill("secondary" if is_last else "heading")
    cell.border = _border()
    _wrapped(cell, horizontal="right" if column in NUMBERS else "left")
    width = _WIDTHS["number"] if column in NUMBERS else _WIDTHS[column]
    page.column_dimensions[get_column_letter(place)].width = width


def _line_cell(
    cell: Cell, column: str, line: _Line, keys: tuple[str, ...], last_year: Counts | None
) -> None:
    cell.font, cell.border = _font(), _border()
    if column in keys:
        cell.value = _key_text(column, line)
        if isinstance(cell.value, str):
            cell.number_format = "@"
        if not (line.is_choice and column == "measure"):
            cell.fill = _fill("surface")
        _wrapped(cell, horizontal="left")
    elif column == "meaning":
        cell.value, cell.fill = line.meaning, _fill("surface")
        _wrapped(cell)
    elif column in NUMBERS:
        # Excel keeps a percentage as one only in a cell whose format is General.
        cell.number_format = "General" if line.may_be_percentage else "#,##0"
        cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)
    elif column == "source":
        _wrapped(cell)
    else:
        _last_year_cell(cell, _ETHNICITIES[column.removeprefix("last ")], line, last_year)


def _last_year_cell(cell: Cell, ethnicity: str, line: _Line, counts: Counts) -> None:
    count = counts.get(line.indicator, line.measure, ethnicity, line.staff_group, line.pay_band)
    if count.state is State.WITHHELD:
        cell.value = "[c]"
    elif count.value is not None:
        cell.value = count.value if line.is_percentage else int(count.value)
    cell.font, cell.fill = _font("secondary", italic=True), _fill("surface")
    cell.number_format = "0.0" if line.is_percentage else "#,##0"
    cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)


def _spare_cell(cell: Cell, column: str) -> None:
    cell.font, cell.border = _font(), _border()
    if column.startswith("last "):
        cell.fill = _fill("surface")
    if column in NUMBERS:
        cell.number_format = "#,##0"
        cell.alignment = Alignment(horizontal="right", vertical="center", indent=1)


def _key_text(column: str, line: _Line) -> str | int:
    if column == "indicator":
        indicators = reference.by("measures", "measure")[line.measure]["indicators"]
        return line.indicator if " " in indicators else indicators
    if column == "measure":
        return line.measure.capitalize()
    table = {"staff_group": "staff_groups", "pay_band": "pay_bands"}[column]
    return reference.by(table, column)[getattr(line, column)]["label"]


def _offer(
    page: Worksheet, columns: list[str], lines: list[_Line], choices: dict[str, str], last: int
) -> None:
    """Drop-down lists, where there is something to choose."""
    for column, words in choices.items():
        if column not in columns:
            continue
        letter = get_column_letter(columns.index(column) + 1)
        if column == "measure":
            places = [
                f"{letter}{row}"
                for row, line in enumerate(lines, start=_HEADER_ROW + 1)
                if line.is_choice
            ]
        else:
            places = [f"{letter}{_HEADER_ROW + 1}:{letter}{last}"]
        if not places:
            continue
        choice = DataValidation(type="list", formula1=words, allow_blank=True)
        choice.errorTitle = "Not in the list"
        choice.error = "Choose one of the words in the list."
        for place in places:
            choice.add(place)
        page.add_data_validation(choice)


def _for_print(page: Worksheet, *, landscape: bool) -> None:
    page.page_setup.orientation = "landscape" if landscape else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    if landscape:
        page.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
