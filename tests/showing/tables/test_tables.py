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
from wres.figures.printed import plain
from wres.ground.settings import INTERNAL
from wres.indicators import boards_held, calculate
from wres.indicators.comparisons import on_last_year
from wres.narrative import population_sentences
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register
from wres.reading.plans import Action
from wres.showing import tables
from wres.showing.components import Table

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
    assert table.headers == ("Ethnicity", "2022 [b]", "2023", "Change (points or %)")
    assert table.rows == (
        ("White", "288", "309", "+7.3%"),
        ("BME", "96", "99", "+3.1%"),
        ("Not known", "14", "13", "−7.1%"),
        ("Total", "398", "421", "+5.8%"),
        ("White share", "72.4%", "73.4%", "+1.0"),
        ("BME share", "24.1%", "23.5%", "−0.6"),
        ("Not known share", "3.5%", "3.1%", "−0.4"),
    )
    assert (table.breaks, table.notes) == ((4,), BREAK)


def test_clinical_bands(founding):
    # BME staff of bands 1 to 7 in 2023 were withheld, and with them all that builds on them
    table = plainly(laid_out("1 Pooled bands", founding))
    assert table.rows[:6] == (
        # both bands together: 82 of 130, and 83 of 125
        row("Clinical, 2022 [b]", "82 63.1% 42 32.3% [c] [c] 130 +8.2"),
        row("Clinical, 2023", "83 66.4% [c] [c] [c] [c] 125 [c]"),
        row("Clinical, bands 1 to 7, 2022 [b]", "33 71.7% 11 23.9% [c] [c] 46 −0.2"),
        row("Clinical, bands 1 to 7, 2023", "33 82.5% [c] [c] [c] [c] 40 [c]"),
        row("Clinical, bands 8a to VSM, 2022 [b]", "49 58.3% 31 36.9% [c] [c] 84 +12.8"),
        row("Clinical, bands 8a to VSM, 2023", "50 58.8% 30 35.3% [c] [c] 85 +11.8"),
    )
    assert table.breaks == (6,)


def test_non_clinical_bands(founding):
    table = plainly(laid_out("1 Non-clinical", founding))
    assert table.headers == (
        "Pay band", "White", "BME", "Not known", "All", "BME share, 2022 [b]", "BME share, 2023",
        "BME change (points)", "BME less all staff (points)",
    )  # fmt: skip
    assert table.rows == (
        # 52 of 265 are 19.62% and 64 of 296 are 21.62%; of all staff 23.52% are BME
        row("All bands", "226 64 [c] 296 19.6% 21.6% +2.0 −1.9"),
        row("Bands 1 to 7", "106 50 [c] 159 21.5% 31.4% +9.9 +7.9"),
        row("Bands 8a to VSM", "120 14 [c] 137 17.8% 10.2% −7.6 −13.3"),
    )


def test_recruitment(founding):
    table = plainly(laid_out("2 Rates", founding))
    assert table.rows == (
        ("White: appointed of those shortlisted", "23.2%", "30.8%", "+7.6"),
        ("BME: appointed of those shortlisted", "10.1%", "14.0%", "+4.0"),
        ("Not known: appointed of those shortlisted", "[c]", "48.0%", "[c]"),
        ("Relative likelihood (White to BME)", "2.31", "2.19", "−0.12"),
        ("White: shortlisted", "185", "159", "−14.1%"),
        ("BME: shortlisted", "169", "178", "+5.3%"),
        ("Not known: shortlisted", "19", "25", "+31.6%"),
        ("White: appointed", "43", "49", "+14.0%"),
        ("BME: appointed", "17", "25", "+47.1%"),
        ("Not known: appointed", "[c]", "12", "[c]"),
    )
    whose = "NHS trusts in England, year to 31 March 2022, a year older"
    average = f"National average of the relative likelihood: 1.54 ({whose})."
    assert table.notes == (average, *BREAK)


def test_the_intervals_of_all_indicators_are_one_table(founding):
    report = open_report("QHG", 2023, INTERNAL, data=DATA)
    table = plainly(report.intervals())
    rows = {label: cells for label, *cells in table.rows}
    # sqrt(1/49 - 1/159 + 1/25 - 1/178) = 0.2203: ln 2.1942 -+ 1.96 x 0.2203 is 1.43 to 3.38
    assert rows["Indicator 2: Relative likelihood"][:2] == ["2.19", "1.43 to 3.38"]
    assert {label[:12] for label in rows} == {
        f"Indicator {n}:" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9)
    }
    assert len(table.breaks) == 8


def test_nobody_was_disciplined(founding):
    table = plainly(laid_out("3 Rates", founding))
    assert table.rows[3] == ("Relative likelihood (BME to White)", "[z]", "[z]", "[z]")
    assert table.notes == (
        "[z] 2022: not calculable, nobody entered the process.",
        "[z] 2023: not calculable, nobody entered the process.",
        *BREAK,
    )


def test_training_has_no_count_of_unknown_ethnicity(founding):
    rows = [each for each in plainly(laid_out("4 Rates", founding)).rows if "Not known" in each[0]]
    assert rows == [
        ("Not known: took part, of workforce", "[x]", "[x]", "[x]"),
        ("Not known: in workforce", "14", "13", "−7.1%"),
        ("Not known: took part", "[x]", "[x]", "[x]"),
    ]


def test_survey(founding):
    table = plainly(laid_out("5 Survey", founding))
    assert table.rows == (
        ("White", "10.0%", "8.0%", "−2.0", "7.9%"),
        ("BME", "10.6%", "12.7%", "+2.1", "8.3%"),
        # 5 of 47 less 20 of 201; 7 of 55 less 20 of 250
        row("BME less White (points)", "+0.7 +4.7 +4.0 [z]"),
        ("White respondents", "201", "250", "+24.4%", "[z]"),
        ("BME respondents", "47", "55", "+17.0%", "[z]"),
    )


def test_board(founding):
    # The report prints -20 and +10.6 for White; 12 of 19 less 288 of 398, 11 of 13 less 309 of 421
    assert plainly(laid_out("9 Board", founding)).rows == (
        row("Whole board: White", "12 11 [z]"),
        row("Whole board: BME", "6 0 [z]"),
        row("Whole board: Not known", "1 2 [z]"),
        row("Whole board: Total", "19 13 [z]"),
        row("Whole board: White share", "63.2% 84.6% +21.5"),
        row("Whole board: BME share", "31.6% 0.0% −31.6"),
        row("Whole board: Not known share", "5.3% 15.4% +10.1"),
        row("Whole board: White share less the workforce's", "−9.2 +11.2 +20.4"),
        row("Whole board: BME share less the workforce's", "+7.5 −23.5 −31.0"),
        row("Whole board: Not known share less the workforce's", "+1.7 +12.3 +10.6"),
    )
    assert boards_held(founding.figures, founding.scope.years) == ("board members",)


def test_a_board_whose_total_is_withheld_has_no_share_of_it():
    edition = sample(
        [(1, "staff in post", ALL, ALL, 80, 16, 4), (9, "board members", ALL, ALL, 9, "c", 1)]
    )
    cells = {label: cell for label, cell in plainly(laid_out("9 Board", edition)).rows}
    assert [cells[f"Whole board: {who}"] for who in ("White", "BME", "Not known", "Total")] == [
        "9", "[c]", "1", "[c]"]  # fmt: skip
    assert {cell for label, cell in cells.items() if "share" in label} == {"[c]"}


def test_population(founding):
    assert plainly(laid_out("1 Population", founding)).rows == (
        ("Bedfordshire, Luton and Milton Keynes", "29.3%", "23.5%", "−5.8"),
        ("Bedford Borough", "22.5%", "23.5%", "+1.0"),
        ("Central Bedfordshire", "8.9%", "23.5%", "+14.6"),
        ("Luton", "51.4%", "23.5%", "−27.9"),
        ("Milton Keynes", "26.2%", "23.5%", "−2.7"),
    )
    (_, groups, _) = map(plain, population_sentences(founding))
    assert groups == (
        "The population of Bedfordshire, Luton and Milton Keynes is 70.7% White, 4.0% Mixed, 16.4% "
        "Asian, 6.9% Black and 2.0% Other."
    )


def test_the_workforce_of_trusts_beside_the_national_average():
    report = open_report("EX1", 2024, data=DATA)
    table = plainly(laid_out("1 All staff", Edition(report.figures, report.scope)))
    average = "National average of the BME share: 28.6% (NHS trusts in England, 31 March 2024)."
    assert table.notes == (average,)
    assert table.headers[1:4] == ("2022", "2023", "2024")  # all years held


def test_no_average_no_note(founding):
    assert not any("average" in note for note in laid_out("1 All staff", founding).notes)


def test_a_first_year_has_no_column_for_a_change(first_year):
    staff, board = (plainly(laid_out(name, first_year)) for name in ("1 All staff", "9 Board"))
    assert staff.headers == ("Ethnicity", "2022")
    assert staff.rows[1] == ("BME", "96") and staff.rows[5] == ("BME share", "24.1%")
    assert board.rows[1] == ("Whole board: BME", "6")
    assert plainly(laid_out("2 Rates", first_year)).headers == ("Ethnicity", "2022")
    # no national average is held: no column of it
    assert plainly(laid_out("5 Survey", first_year)).rows[1] == ("BME", "10.6%")
    assert staff.notes == board.notes == ()


def test_zero_withheld_and_not_collected_look_different():
    edition = sample(
        [
            (1, "staff in post", ALL, ALL, 80, 16, 4),
            (3, "entered formal disciplinary process", ALL, ALL, "c", 0, None),
        ]
    )
    cells = dict(plainly(laid_out("3 Rates", edition)).rows)
    for who, entered, rate in (("White", "[c]", "[c]"), ("BME", "0", "0.0%"),
                               ("Not known", "[x]", "[x]")):  # fmt: skip
        assert cells[f"{who}: entered the process"] == entered
        assert cells[f"{who}: entered, of workforce"] == rate


def test_a_withheld_workforce_shows_nothing_that_gives_it_back():
    edition = sample([(1, "staff in post", ALL, ALL, 80, "c", 4)])
    assert plainly(laid_out("1 All staff", edition)).rows == (
        ("White", "80"),
        ("BME", "[c]"),
        ("Not known", "4"),
        ("Total", "[c]"),
        ("White share", "[c]"),
        ("BME share", "[c]"),
        ("Not known share", "[c]"),
    )


def test_last_year_handed_in_less():
    workforce = (1, "staff in post", ALL, ALL, 80, 16, 4)
    board = (9, "board members", ALL, ALL, 9, 1, 0)
    edition = sample([workforce, board], last=[workforce])
    made = plainly(laid_out("9 Board", edition))
    assert made.headers == ("Board and ethnicity", "2023")  # nothing of 2022, and no change
    assert made.rows[5] == ("Whole board: BME share", "10.0%")


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
    assert population_sentences(sample([(1, "staff in post", ALL, ALL, 80, 16, 4)])) == []


def test_ratings_by_the_rule_and_the_organisations_own():
    report = open_report("QHG", 2023, INTERNAL, data=DATA)
    table = report.summary()
    assert [row[0][:1] for row in table.rows] == list("123456789")
    assert table.headers[1:] == (
        "2022 [b], by the rule",
        "2023, by the rule",
        "2023, own rating",
        "Trend",
    )
    a, d, u = "Achieving", "Developing", "Underdeveloped"
    before, rule, own, trend = zip(*(row[1:] for row in table.rows), strict=True)
    assert [cell.words for cell in before] == [d, u, a, a, a, d, u, d, a]
    assert [cell.words for cell in rule] == [u, u, a, a, d, d, u, u, u]
    assert [cell.words for cell in own] == [d, d, a, a, d, d, d, d, u]
    assert trend == (
        "No clear change since 2022 (BLMK CCG) (non-clinical staff in bands 8a to VSM)",
        "No clear change since 2022 (BLMK CCG)",
        "Not known",  # nobody entered the process in either year: there is no ratio
        *("No clear change since 2022 (BLMK CCG)",) * 5,
        "Worsening since 2022 (BLMK CCG)",
    )


def test_what_cannot_be_rated_says_why():
    table = open_report("QHG", 2023, data=DATA).summary()
    assert table.rows[4][1].words == "Not rated: the counts behind it are not shown"


def test_how_sure_the_figures_are(founding):
    table = plainly(laid_out("5 Intervals", founding))
    # Wilson for 7 of 55 and 20 of 250, Newcombe for their difference, the average taken as exact
    assert table.headers[4] == "Change on 2022 (BLMK CCG)"
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["BME staff"][:3] == ("12.7%", "6.3 to 24.0", "[z]")
    assert rows["BME less White"][:3] == ("+4.7", "−2.9 to +16.3", "no")
    assert rows["White staff"][3:] == ("−2.0", "−7.6 to +3.3", "no")
    assert rows["BME staff, less the national average"] == (
        "+4.4", "−2.0 to +15.7", "no", "[z]", "[z]", "[z]"
    )  # fmt: skip


def test_what_is_withheld_is_not_sure_of_anything():
    edition = sample([(1, "staff in post", ALL, ALL, 80, "c", 4)])
    assert laid_out("1 Intervals", edition) is None
    assert laid_out("3 Intervals", edition) is None


def test_areas_to_act_on_with_what_is_planned():
    report = open_report("QHG", 2023, data=DATA)
    rows = plainly(report.areas_to_act_on()).rows
    assert [row[0][:1] for row in rows] == list("9782165")
    assert rows[3][1] == "Recruitment, retention and progression (no lead is named)"
    earlier = open_report("QHG", 2022, data=DATA).areas_to_act_on()
    assert {row[1] for row in earlier.rows} == {"Nothing is planned yet"}


def test_what_became_of_last_years_plan():
    def action(theme, indicators=(2,), rating="", progress=""):
        return Action(indicators, "", rating, theme, ("Do it",), (), "", "", progress=progress)

    last = [action("Recruitment", rating="Developing"), action("Training"), action("Pay", (4,))]
    now = [action("recruitment", (2, 3), "Achieving", "Panels are mixed"), action("Pay", (5,))]
    table = plainly(tables.progress(now, [("", action) for action in last]))
    assert [(row[0], getattr(row[3], "words", row[3]), row[4]) for row in table.rows] == [
        ("Recruitment", "Achieving", "Panels are mixed"),
        ("Training", "Not rated", "Not in this year's plan"),
        ("Pay", "Not rated", "Not in this year's plan"),  # the same theme, for another indicator
    ]
    assert tables.progress(now, []) is None


def test_the_action_plan_says_what_is_not_there():
    report = open_report("QHG", 2023, data=DATA)
    table = report.action_plan()
    assert all("Lead: not named" in row[3] for row in table.rows)
    assert all(row[1] for row in table.rows)


def test_the_national_plans_actions_stand_once_below_the_action_plan():
    plan = [
        Action((5, 6, 8), "6", "Developing", "Wellbeing", ("Do it",), (), "Chief Nurse", "June"),
        Action((7,), "6", "", "", ("Do more", "And more"), ("Better",), "", ""),
    ]
    table = plainly(tables.action_plan(plan))
    first, second = table.rows
    assert (second[0], first[2]) == ("No theme", "Not said")
    assert second[3].splitlines() == [
        "Lead: not named", "Review: not named", "For indicator 7, high impact action 6"
    ]  # fmt: skip
    assert "For indicators 5, 6 and 8, high impact action 6\nRating: " in first[3]
    (note,) = table.notes
    assert note.startswith("High impact action 6: Create an environment")


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
    tables = [plainly(each) for each in parts if isinstance(each, Table)]
    rows = [str(row[0]) for table in tables for row in table.rows]
    assert rows.count("Bands 8a to VSM") == 2
    assert all(header != "BME share, 2023" for table in tables for header in table.headers)
    (notes,) = [each for each in parts if getattr(each, "heading", "") == "Which tables are shown"]
    assert notes.items[1].startswith("2023 is shown by the whole workforce alone")
    said = report.says(1).html()
    assert "The tables of 2023 do not show the BME share of " in said
    assert "handed in" not in said
