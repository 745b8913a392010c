"""The founding report, worked out again from the counts that it prints.

Source: "Workforce Race Equality Standard (WRES) 2023", NHS Bedfordshire, Luton and Milton Keynes
Integrated Care Board. Expected values are divided out by hand from its tables; where the report
prints something else, the comment says what and why.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from wres import reference
from wres.figures import BME, UNKNOWN, WHITE, State, formats
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def figures():
    return figures_of(read_inputs(DATA, "QHG", 2023), INTERNAL)


def test_the_year_before_is_the_predecessors():
    register = read_inputs(DATA, "QHG", 2023).context.register
    bodies = [register.bodies("QHG", year, 2023) for year in (2022, 2023)]
    assert [[body.ods_code for body in each] for each in bodies] == [["M1J4Y"], ["QHG"]]


WHITE_TO_BME, BME_TO_WHITE = "relative_likelihood_white_to_bme", "relative_likelihood_bme_to_white"
NON_CLINICAL = {"staff_group": "non-clinical"}
CLINICAL = {"staff_group": "clinical"}
BOARD = {"staff_group": "board members"}
LOW, HIGH = {"pay_band": "1-7"}, {"pay_band": "8a-VSM"}


@pytest.mark.parametrize(
    ("indicator", "figure", "year", "where", "printed"),
    [
        # All staff: 96 of 398, 99 of 421; the summary's "407 in 2022" is wrong
        (1, "staff_percentage", 2022, {"ethnicity": BME}, "24.1%"),
        (1, "staff_percentage", 2023, {"ethnicity": BME}, "23.5%"),
        (1, "staff_percentage", 2022, {"ethnicity": WHITE}, "72.4%"),
        (1, "staff_percentage", 2023, {"ethnicity": WHITE}, "73.4%"),
        (1, "staff_percentage", 2022, {"ethnicity": UNKNOWN}, "3.5%"),
        (1, "staff_percentage", 2023, {"ethnicity": UNKNOWN}, "3.1%"),
        (1, "ethnicity_declared_percentage", 2022, {}, "96.5%"),
        (1, "ethnicity_declared_percentage", 2023, {}, "96.9%"),
        # Clinical 33 of 46 and of 40; 31 of 84, 30 of 85
        (1, "staff_percentage", 2022, {**CLINICAL, **LOW, "ethnicity": WHITE}, "71.7%"),
        (1, "staff_percentage", 2023, {**CLINICAL, **LOW, "ethnicity": WHITE}, "82.5%"),
        (1, "staff_percentage", 2022, {**CLINICAL, **LOW, "ethnicity": BME}, "23.9%"),
        (1, "staff_percentage", 2022, {**CLINICAL, **HIGH, "ethnicity": BME}, "36.9%"),
        (1, "staff_percentage", 2023, {**CLINICAL, **HIGH, "ethnicity": BME}, "35.3%"),
        # Non-clinical 28 of 130, 50 of 159; 24 of 135, 14 of 137 (the report cuts 17.8 to 17)
        (1, "staff_percentage", 2022, {**NON_CLINICAL, **LOW, "ethnicity": BME}, "21.5%"),
        (1, "staff_percentage", 2023, {**NON_CLINICAL, **LOW, "ethnicity": BME}, "31.4%"),
        (1, "staff_percentage", 2022, {**NON_CLINICAL, **HIGH, "ethnicity": BME}, "17.8%"),
        (1, "staff_percentage", 2023, {**NON_CLINICAL, **HIGH, "ethnicity": BME}, "10.2%"),
        # 24 to 14 is 10 fewer of 24: the report's 52% does not follow from its counts
        (
            1,
            "staff_count" + reference.CHANGE,
            2023,
            {**NON_CLINICAL, **HIGH, "ethnicity": BME},
            "\u221241.7%",
        ),
        # 16.4 + 6.9 + 2 + 4; the report's 27.3 is the plain mean of four boroughs
        (
            1,
            "local_population_percentage",
            2023,
            {"ethnicity": BME, "area": "Bedfordshire, Luton and Milton Keynes"},
            "29.3%",
        ),
        # (43/185) / (17/169); (49/159) / (25/178): the summary prints 2.31 for 2023
        (2, WHITE_TO_BME, 2022, {}, "2.31"),
        (2, WHITE_TO_BME, 2023, {}, "2.19"),
        (2, "appointment_rate", 2023, {"ethnicity": WHITE}, "30.8%"),
        (2, "appointment_rate", 2023, {"ethnicity": BME}, "14.0%"),
        (2, "appointment_rate", 2023, {"ethnicity": UNKNOWN}, "48.0%"),
        (2, WHITE_TO_BME + reference.AVERAGE, 2023, {}, "1.54"),
        # (116/288) / (48/96); (43/309) / (24/99): the report divides 24 by 89 and prints 0.52
        (4, WHITE_TO_BME, 2022, {}, "0.81"),
        (4, WHITE_TO_BME, 2023, {}, "0.57"),
        (4, "training_rate", 2023, {"ethnicity": BME}, "24.2%"),
        (5, "survey_percentage", 2023, {"ethnicity": BME}, "12.7%"),
        (5, "survey_percentage", 2023, {"ethnicity": WHITE}, "8.0%"),
        (5, "survey_percentage", 2022, {"ethnicity": WHITE}, "10.0%"),
        (6, "survey_percentage", 2023, {"ethnicity": BME}, "18.2%"),
        (7, "survey_percentage", 2023, {"ethnicity": BME}, "29.8%"),
        (7, "difference_bme_white", 2023, {}, "\u221231.9"),
        (8, "survey_percentage", 2023, {"ethnicity": BME}, "14.8%"),
        (8, "survey_percentage" + reference.CHANGE, 2023, {"ethnicity": BME}, "+4.4"),
        # 12 of 19 less 288 of 398; the report prints -20
        (9, "difference_board_workforce", 2022, {**BOARD, "ethnicity": WHITE}, "\u22129.2"),
        (9, "difference_board_workforce", 2022, {**BOARD, "ethnicity": BME}, "+7.5"),
        # 11 of 13 less 309 of 421; the report prints +10.6
        (9, "difference_board_workforce", 2023, {**BOARD, "ethnicity": WHITE}, "+11.2"),
        (9, "difference_board_workforce", 2023, {**BOARD, "ethnicity": BME}, "\u221223.5"),
        (9, "difference_board_workforce", 2023, {**BOARD, "ethnicity": UNKNOWN}, "+12.3"),
    ],
)
def test_printed_value(figures, indicator, figure, year, where, printed):
    assert formats.show(figures.get(indicator, figure, year, **where)).text == printed


def test_indicator_3_is_not_calculable(figures):
    for year in (2022, 2023):
        ratio = figures.get(3, BME_TO_WHITE, year)
        assert (ratio.state, ratio.reason) == (State.NOT_CALCULABLE, "nobody entered the process")


def test_what_the_report_withholds_stays_withheld(figures):
    withheld = {
        (f.year, f.staff_group, f.pay_band, f.ethnicity)
        for f in figures
        if f.figure == "staff_count"
        and f.state is State.WITHHELD
        and f.pay_band in ("1-7", "8a-VSM")
    }
    assert withheld == {
        (2022, "clinical", "1-7", UNKNOWN),
        (2022, "clinical", "8a-VSM", UNKNOWN),
        (2022, "non-clinical", "1-7", UNKNOWN),
        (2022, "non-clinical", "8a-VSM", UNKNOWN),
        (2023, "clinical", "1-7", BME),
        (2023, "clinical", "1-7", UNKNOWN),
        (2023, "clinical", "8a-VSM", UNKNOWN),
        (2023, "non-clinical", "1-7", UNKNOWN),
        (2023, "non-clinical", "8a-VSM", UNKNOWN),
    }
    assert figures.get(2, "appointed_count", 2022, ethnicity=UNKNOWN).state is State.WITHHELD
    share = figures.get(
        1, "staff_percentage", 2023, staff_group="clinical", pay_band="1-7", ethnicity=BME
    )
    assert (share.value, share.numerator) == (None, None)
