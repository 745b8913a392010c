"""The founding report's tables, cell by cell, and tables with something missing.

Every cell is divided out by hand from the counts in `data/QHG`; a comment says how where the
founding report prints something else.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import counts, data_folder, laid_out, plainly

from helpers.report import open_report
from wres.catalogue import GRIDS
from wres.figures import ALL, Figures
from wres.ground.settings import INTERNAL
from wres.indicators import boards_held, calculate
from wres.indicators.comparisons import on_last_year
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register
from wres.reading.plans import Action
from wres.showing import tables

DATA = Path(__file__).parents[3] / "data"
BREAK = ("[b] Break in the series: 2022 is BLMK CCG, 2023 is BLMK ICB.",)
SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")


@pytest.fixture(scope="module")
def founding():
    """As internal readers see it: the founding report withheld less than the pack does."""
    report = open_report("QHG", 2023, INTERNAL, data=DATA)
    return Edition(report.figures, report.scope)


@pytest.fixture(scope="module")
def first_year():
    report = open_report("QHG", 2022, INTERNAL, data=DATA)
    return Edition(report.figures, report.scope)


def row(name: str, cells: str) -> tuple[str, ...]:
    return (name, *cells.split())


def sample(rows: list[tuple], last: list[tuple] | None = None) -> Edition:
    """A trust's 2023, and its 2022 where rows of it are given."""
    now, before = calculate(counts(rows)), calculate(counts(last, year=2022)) if last else []
    changes = on_last_year(now, before, 2023, {})
    years = (2022, 2023) if last else (2023,)
    figures = Figures([*before, *now, *changes])
    return Edition(figures, Scope(SAMPLE, Register((SAMPLE,)), 2023, years))


def test_all_staff(founding):
    table = plainly(laid_out("1 All staff", founding))
    assert table.headers == (
        "Ethnicity",
        "2022 [b] number",
        "2022 [b] share",
        "2023 number",
        "2023 share",
        "Change in number (per cent)",
        "Change in share (percentage points)",
    )
    assert table.rows == (
        ("White", "288", "72.4%", "309", "73.4%", "+7.3%", "+1.0"),
        ("BME", "96", "24.1%", "99", "23.5%", "+3.1%", "−0.6"),
        ("Not known", "14", "3.5%", "13", "3.1%", "−7.1%", "−0.4"),
        ("Total", "398", "100.0%", "421", "100.0%", "+5.8%", "[z]"),
    )
    assert table.notes == BREAK


def test_clinical_bands(founding):
    # BME staff of bands 1 to 7 in 2023 were withheld, and with them all that builds on them
    table = plainly(laid_out("1 Clinical pooled", founding))
    assert table.rows == (
        # both bands together: 82 of 130, and 83 of 125
        row("All bands, 2022 [b]", "82 63.1% 42 32.3% [c] [c] 130 [x] +8.2"),
        row("All bands, 2023", "83 66.4% [c] [c] [c] [c] 125 [c] [c]"),
        row("Bands 1 to 7, 2022 [b]", "33 71.7% 11 23.9% [c] [c] 46 [x] −0.2"),
        row("Bands 1 to 7, 2023", "33 82.5% [c] [c] [c] [c] 40 [c] [c]"),
        row("Bands 8a to VSM, 2022 [b]", "49 58.3% 31 36.9% [c] [c] 84 [x] +12.8"),
        row("Bands 8a to VSM, 2023", "50 58.8% 30 35.3% [c] [c] 85 −1.6 +11.8"),
    )
    assert table.breaks == (2, 4)


def test_non_clinical_bands(founding):
    table = plainly(laid_out("1 Non-clinical pooled", founding))
    assert table.rows == (
        # 52 of 265 are 19.62% and 64 of 296 are 21.62%; of all staff 23.52% are BME
        row("All bands, 2022 [b]", "205 77.4% 52 19.6% [c] [c] 265 [x] −4.5"),
        row("All bands, 2023", "226 76.4% 64 21.6% [c] [c] 296 +2.0 −1.9"),
        row("Bands 1 to 7, 2022 [b]", "98 75.4% 28 21.5% [c] [c] 130 [x] −2.6"),
        row("Bands 1 to 7, 2023", "106 66.7% 50 31.4% [c] [c] 159 +9.9 +7.9"),
        row("Bands 8a to VSM, 2022 [b]", "107 79.3% 24 17.8% [c] [c] 135 [x] −6.3"),
        row("Bands 8a to VSM, 2023", "120 87.6% 14 10.2% [c] [c] 137 −7.6 −13.3"),
    )


def test_recruitment(founding):
    assert plainly(laid_out("2 Rates", founding)).rows == (
        ("White", "185", "43", "23.2%", "159", "49", "30.8%", "+7.6"),
        ("BME", "169", "17", "10.1%", "178", "25", "14.0%", "+4.0"),
        ("Not known", "19", "[c]", "[c]", "25", "12", "48.0%", "[c]"),
    )


def test_relative_likelihood_of_appointment(founding):
    whose = "NHS trusts in England, year to 31 March 2022"
    assert plainly(laid_out("2 Relative likelihood", founding)).rows == (
        # sqrt(1/43 - 1/185 + 1/17 - 1/169) = 0.2660: ln 2.3106 -+ 1.96 x 0.2660 is 1.37 to 3.89
        ("2022 [b]", "2.31", "1.37 to 3.89", "[x]", "1.54", "+0.77", whose),
        ("2023", "2.19", "1.43 to 3.38", "−0.12", "1.54", "+0.65", f"{whose}, a year older"),
    )


def test_nobody_was_disciplined(founding):
    table = plainly(laid_out("3 Relative likelihood", founding))
    assert table.rows == (
        ("2022 [b]", "[z]", "[z]", "[x]", "[x]", "[x]", "[x]"),
        ("2023", "[z]", "[z]", "[z]", "[x]", "[x]", "[x]"),
    )
    assert table.notes == (
        "[z] 2022: not calculable, nobody entered the process.",
        "[z] 2023: not calculable, nobody entered the process.",
        *BREAK,
    )


def test_training_has_no_count_of_unknown_ethnicity(founding):
    assert plainly(laid_out("4 Rates", founding)).rows[2] == (
        "Not known",
        "14",
        "[x]",
        "[x]",
        "13",
        "[x]",
        "[x]",
        "[x]",
    )


def test_survey(founding):
    table = plainly(laid_out("5 Survey", founding))
    assert table.rows == (
        ("White", "201", "10.0%", "250", "8.0%", "−2.0", "7.9%", "+0.1"),
        ("BME", "47", "10.6%", "55", "12.7%", "+2.1", "8.3%", "+4.4"),
        # 5 of 47 less 20 of 201; 7 of 55 less 20 of 250
        row("BME less White (percentage points)", "[z] +0.7 [z] +4.7 +4.0 [z] [z]"),
    )


def test_board(founding):
    # The report prints -20 and +10.6 for White; 12 of 19 less 288 of 398, 11 of 13 less 309 of 421
    assert plainly(laid_out("9 Whole board", founding)).rows == (
        row("White", "12 63.2% 72.4% −9.2 11 84.6% 73.4% +11.2"),
        row("BME", "6 31.6% 24.1% +7.5 0 0.0% 23.5% −23.5"),
        row("Not known", "1 5.3% 3.5% +1.7 2 15.4% 3.1% +12.3"),
        row("Total", "19 100.0% 100.0% [z] 13 100.0% 100.0% [z]"),
    )
    assert boards_held(founding.figures, founding.scope.years) == ("board members",)
    assert laid_out("9 Voting members", founding) is None


def test_a_board_whose_total_is_withheld_has_no_share_of_it():
    edition = sample(
        [(1, "staff in post", ALL, ALL, 80, 16, 4), (9, "board members", ALL, ALL, 9, "c", 1)]
    )
    # 80, 16 and 4 of 100 in the workforce
    assert plainly(laid_out("9 Whole board", edition)).rows == (
        row("White", "9 [c] 80.0% [c]"),
        row("BME", "[c] [c] 16.0% [c]"),
        row("Not known", "1 [c] 4.0% [c]"),
        row("Total", "[c] [c] 100.0% [z]"),
    )


def test_population(founding):
    assert plainly(laid_out("1 Population", founding)).rows == (
        ("Bedfordshire, Luton and Milton Keynes", "29.3%", "23.5%", "−5.8"),
        ("Bedford Borough", "22.5%", "23.5%", "+1.0"),
        ("Central Bedfordshire", "8.9%", "23.5%", "+14.6"),
        ("Luton", "51.4%", "23.5%", "−27.9"),
        ("Milton Keynes", "26.2%", "23.5%", "−2.7"),
    )
    groups = plainly(laid_out("1 Population groups", founding))
    assert groups.rows[0] == ("White", "70.7%")
    assert groups.rows[-1] == ("All but White (BME)", "29.3%")


def test_the_workforce_of_trusts_beside_the_national_average():
    report = open_report("EX1", 2024, data=DATA)
    table = plainly(laid_out("1 National average", Edition(report.figures, report.scope)))
    # 2,496 of 7,234 less 28.6
    assert table.rows[0] == (
        "All staff",
        "34.5%",
        "28.6%",
        "+5.9",
        "NHS trusts in England, 31 March 2024",
    )


def test_no_average_no_table(founding):
    assert laid_out("1 National average", founding) is None


def test_a_first_year_has_no_column_for_a_change(first_year):
    staff, board = (
        plainly(laid_out("1 All staff", first_year)),
        plainly(laid_out("9 Whole board", first_year)),
    )
    assert staff.headers == ("Ethnicity", "2022 number", "2022 share")
    assert staff.rows[1] == ("BME", "96", "24.1%")
    assert board.rows[1] == ("BME", "6", "31.6%", "24.1%", "+7.5")
    assert plainly(laid_out("2 Rates", first_year)).rows[1] == ("BME", "169", "17", "10.1%")
    assert plainly(laid_out("5 Survey", first_year)).rows[1] == (
        "BME",
        "47",
        "10.6%",
        "[x]",
        "[x]",
    )
    assert staff.notes == board.notes == ()


def test_zero_withheld_and_not_collected_look_different():
    edition = sample(
        [
            (1, "staff in post", ALL, ALL, 80, 16, 4),
            (3, "entered formal disciplinary process", ALL, ALL, "c", 0, None),
        ]
    )
    assert plainly(laid_out("3 Rates", edition)).rows == (
        ("White", "80", "[c]", "[c]"),
        ("BME", "16", "0", "0.0%"),
        ("Not known", "4", "[x]", "[x]"),
    )


def test_a_withheld_workforce_shows_nothing_that_gives_it_back():
    edition = sample([(1, "staff in post", ALL, ALL, 80, "c", 4)])
    assert plainly(laid_out("1 All staff", edition)).rows == (
        ("White", "80", "[c]"),
        ("BME", "[c]", "[c]"),
        ("Not known", "4", "[c]"),
        ("Total", "[c]", "[c]"),
    )


def test_last_year_handed_in_less():
    workforce = (1, "staff in post", ALL, ALL, 80, 16, 4)
    board = (9, "board members", ALL, ALL, 9, 1, 0)
    edition = sample([workforce, board], last=[workforce])
    assert plainly(laid_out("9 Whole board", edition)).rows[1] == row(
        "BME", "[x] [x] 16.0% [x] 1 10.0% 16.0% −6.0"
    )


@pytest.mark.parametrize(
    ("code", "year"), [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
)
def test_no_table_is_ragged_or_has_a_blank_cell(code, year):
    report = open_report(code, year, data=DATA)
    for grid in GRIDS:
        table = laid_out(grid, Edition(report.figures, report.scope))
        if table is None:
            continue
        assert table.caption
        assert {len(row) for row in table.rows} == {len(table.headers)}, table.caption
        assert all(str(cell).strip() for row in table.rows for cell in row), table.caption
        assert not {"None", "nan", "inf"} & {str(cell) for row in table.rows for cell in row}


def test_no_population_no_groups():
    assert (
        laid_out("1 Population groups", sample([(1, "staff in post", ALL, ALL, 80, 16, 4)])) is None
    )


def test_ratings_by_the_rule_and_the_organisations_own():
    report = open_report("QHG", 2023, INTERNAL, data=DATA)
    table = report.summary()
    assert [row[0][:1] for row in table.rows] == list("123456789")
    assert table.headers[2:] == (
        "2022 [b], by the rule",
        "2022 [b], own rating",
        "2023, by the rule",
        "2023, own rating",
        "Trend",
    )
    a, d, u = "Achieving", "Developing", "Underdeveloped"
    before, _, rule, own, trend = zip(*(row[2:] for row in table.rows), strict=True)
    assert [cell.words for cell in before] == [d, u, a, a, a, d, u, d, a]
    assert [cell.words for cell in rule] == [u, u, a, a, d, d, u, u, u]
    assert [cell.words for cell in own] == [d, d, a, a, d, d, d, d, u]
    assert {row[3] for row in table.rows} == {"[x]"}
    assert trend == (
        "No clear change since 2022 [b] (non-clinical staff in bands 8a to VSM)",
        "No clear change since 2022 [b]",
        "Not known",  # nobody entered the process in either year: there is no ratio
        *("No clear change since 2022 [b]",) * 5,
        "Worsening since 2022 [b]",
    )


def test_what_cannot_be_rated_says_why():
    table = open_report("QHG", 2023, data=DATA).summary()
    assert table.rows[4][2].words == "Not rated: the counts behind it are not shown"


def test_how_sure_the_figures_are(founding):
    table = plainly(laid_out("5 Intervals", founding))
    # Wilson for 7 of 55 and 20 of 250, Newcombe for their difference, the average taken as exact
    assert table.rows[-1][0] == "BME less White, change on 2022 (BLMK CCG)"
    assert {row[0]: row[1:] for row in table.rows}["BME staff"] == ("12.7%", "6.3 to 24.0", "[z]")
    assert ("BME less White", "+4.7", "−2.9 to +16.3", "no") in table.rows
    assert ("BME staff, less the national average", "+4.4", "−2.0 to +15.7", "no") in table.rows


def test_what_is_withheld_is_not_sure_of_anything():
    edition = sample([(1, "staff in post", ALL, ALL, 80, "c", 4)])
    assert laid_out("1 Intervals", edition) is None
    assert laid_out("3 Intervals", edition) is None


def test_areas_to_act_on_with_what_is_planned():
    report = open_report("QHG", 2023, data=DATA)
    rows = plainly(report.areas_to_act_on()).rows
    assert [row[0][:1] for row in rows] == list("9782165")
    assert rows[3][2] == "Recruitment, retention and progression (no lead is named)"
    earlier = open_report("QHG", 2022, data=DATA).areas_to_act_on()
    assert {row[2] for row in earlier.rows} == {"Nothing is planned yet"}


def test_what_became_of_last_years_plan():
    def action(theme, indicators=(2,), rating="", progress=""):
        return Action(indicators, "", rating, theme, ("Do it",), (), "", "", progress=progress)

    last = [action("Recruitment", rating="Developing"), action("Training"), action("Pay", (4,))]
    now = [action("recruitment", (2, 3), "Achieving", "Panels are mixed"), action("Pay", (5,))]
    table = plainly(tables.progress(now, [("", action) for action in last]))
    assert [(row[0], getattr(row[3], "words", row[3]), row[4]) for row in table.rows] == [
        ("Recruitment", "Achieving", "Panels are mixed"),
        ("Training", "[x]", "Not in this year's plan"),
        ("Pay", "[x]", "Not in this year's plan"),  # the same theme, for another indicator
    ]
    assert tables.progress(now, []) is None


def test_the_action_plan_says_what_is_not_there():
    report = open_report("QHG", 2023, data=DATA)
    table = report.action_plan()
    assert {row[6] for row in table.rows} == {"[x]"}  # no leads
    assert all(row[4] for row in table.rows)


def test_a_year_whose_tables_are_by_other_bands_has_no_rows_and_a_note(tmp_path):
    # 2023 was handed in without pay bands, 2024 by pools of them.
    everybody = "1,staff in post,all,all,400,100,60,,made up"
    pooled = [
        f"1,staff in post,{group},{band},100,25,15,,made up"
        for group in ("clinical", "non-clinical")
        for band in ("1-7", "8a-VSM")
    ]
    data_folder(tmp_path, rows=(everybody,), year=2023)
    data = data_folder(tmp_path, rows=(everybody, *pooled), year=2024)
    report = open_report("RXX", 2024, data=data)
    parts = report.bands().parts
    tables = [each for each in parts if getattr(each, "name", "").endswith("pooled")]
    rows = [str(row[0]) for table in tables for row in table.rows]
    assert rows.count("Bands 8a to VSM, 2024") == 2
    assert all(row.endswith(", 2024") for row in rows)
    (notes,) = [each for each in parts if getattr(each, "heading", "") == "Which tables are shown"]
    assert notes.items[1].startswith("2023 is shown by the whole workforce alone")
    said = " ".join(part.html() for part in report.says(1).parts)
    assert "The tables of 2023 do not show the BME share of " in said
    assert "handed in" not in said
