"""Figures set beside the year before, a national average and the local population."""

from __future__ import annotations

from datetime import date

import pytest
from builders import HEADER, WORKFORCE, counts, data_folder, pick, shown
from markupsafe import Markup

from helpers.report import open_report
from wres import reference
from wres.figures import ALL, BME, WHITE, Figure, State
from wres.ground.settings import INTERNAL
from wres.indicators import calculate
from wres.indicators.comparisons import (
    breaks,
    on_last_year,
    percent_change,
    with_local_population,
    with_national_average,
)
from wres.reading.context import Benchmark, PopulationShare
from wres.reading.organisations import Organisation, Register

RATIO = "relative_likelihood_white_to_bme"


def organisation(code: str, opened: date | None = None, closed: date | None = None, to: str = ""):
    return Organisation(
        code, f"{code} Trust", code, "NHS trust", opened, closed, to, True, "made up"
    )


ONE = Register((organisation("RXX"),))
TWO = Register(
    (
        organisation("RXX", opened=date(2022, 7, 1)),
        organisation("ROL", closed=date(2022, 6, 30), to="RXX"),
    )
)


def change(now: Figure | None, before: Figure | None, broken: dict[int, str] | None = None):
    this, last = ([figure] if figure else [] for figure in (now, before))
    (made,) = on_last_year(this, last, 2023, broken or {})
    return made


@pytest.mark.parametrize(
    ("name", "now", "before", "value", "unit", "parts"),
    [
        # 24.1 to 23.5 is less by 0.6 percentage points, not by 2.5%
        ("staff_percentage", 23.5, 24.1, -0.6, "percentage points", (None, None, 23.5, 24.1)),
        # 96 to 99 people is 3 of 96
        ("staff_count", 99, 96, 3.125, "percent change", (3, 96, None, None)),
        ("staff_count", 0, 4, -100, "percent change", (-4, 4, None, None)),
        (RATIO, 2.19, 2.31, -0.12, "difference in ratio", (None, None, 2.19, 2.31)),
        ("difference_bme_white", 4.7, 0.7, 4, "percentage points", (None, None, 4.7, 0.7)),
    ],
    ids=["percentage", "people", "down to nobody", "ratio", "gap"],
)
def test_change_on_last_year(name, now, before, value, unit, parts):
    of = {"unit": reference.figure_kind(name).unit}
    made = change(shown(now, name, 1, **of), shown(before, name, 1, year=2022, **of))

    assert made.figure == name + reference.CHANGE
    assert made.value == pytest.approx(value)
    assert made.unit == unit
    assert (made.numerator, made.denominator, made.minuend, made.subtrahend) == parts
    assert (made.state, made.marker) == (State.SHOWN, "")


def test_a_number_that_was_zero_has_no_percent_change():
    result = percent_change(shown(4, "staff_count", 1), shown(0, "staff_count", 1, year=2022))
    assert (result.value, result.state) == (None, State.NOT_CALCULABLE)
    assert result.reason == "the number was zero the year before"


def test_no_year_before():
    made = change(shown(23.5, "staff_percentage", 1), None)
    assert (made.state, made.reason) == (State.NOT_COLLECTED, "no figure for 2022")


def test_a_year_further_back_is_not_last_year():
    made = change(shown(23.5, "staff_percentage", 1), shown(20.0, "staff_percentage", 1, year=2021))
    assert (made.value, made.state) == (None, State.NOT_COLLECTED)


@pytest.mark.parametrize("withheld", [2022, 2023])
def test_a_withheld_side_withholds_the_change(withheld):
    sides = [
        Figure("RXX", year, 1, "staff_percentage", state=State.WITHHELD, reason="withheld")
        if year == withheld
        else shown(20, "staff_percentage", 1, year=year)
        for year in (2023, 2022)
    ]
    made = change(*sides)
    assert (made.value, made.minuend, made.subtrahend) == (None, None, None)
    assert made.state is State.WITHHELD


def test_another_body_the_year_before_marks_every_change():
    broken = {0: "2022 is ROL, 2023 is RXX"}
    for indicator, name in ((1, "staff_percentage"), (7, "survey_percentage")):
        made = change(shown(20, name, indicator), shown(19, name, indicator, year=2022), broken)
        assert (made.value, made.marker) == (1, "b")


def test_another_question_breaks_its_own_indicator_alone():
    broken = {7: "the question changed"}
    seven, eight = (
        change(
            shown(60, "survey_percentage", n), shown(59, "survey_percentage", n, year=2022), broken
        )
        for n in (7, 8)
    )
    assert (seven.value, seven.state) == (None, State.NOT_CALCULABLE)
    assert (seven.reason, seven.marker) == ("the question changed", "b")
    assert (eight.value, eight.state, eight.marker) == (1, State.SHOWN, "")


@pytest.mark.parametrize(
    ("register", "year", "keys"),
    [
        (ONE, 2022, [3, 7]),  # 3: no longer averaged over two years
        (ONE, 2023, []),
        (ONE, 2021, []),
        (TWO, 2023, [0]),
        (TWO, 2022, [3, 7]),
    ],
    ids=[
        "indicators 3 and 7 at 2022",
        "none after",
        "none before",
        "another body",
        "one body still",
    ],
)
def test_breaks(register, year, keys):
    assert list(breaks(register, "RXX", year)) == keys


def test_the_reason_of_a_break_names_both_bodies():
    assert breaks(TWO, "RXX", 2023)[0] == "2022 is ROL, 2023 is RXX"
    assert "don't know" in breaks(ONE, "RXX", 2022)[7]


def average(year: int, value: float, kind: str = "NHS trust", **more) -> Benchmark:
    fields = {
        "indicator": 2,
        "figure": RATIO,
        "staff_group": ALL,
        "pay_band": ALL,
        "ethnicity": ALL,
    }
    return Benchmark(
        year=year,
        organisation_kind=kind,
        value=value,
        population=f"trusts of {year}",
        source="made up",
        **(fields | more),
    )


@pytest.mark.parametrize(
    ("benchmarks", "value"),
    [
        ([average(2021, 1.6), average(2022, 1.5), average(2024, 1.4)], 1.5),
        ([average(2022, 1.5), average(2021, 1.6)], 1.5),
        ([average(2023, 1.3)], 1.3),
        ([average(2023, 1.3, "any")], 1.3),
        ([average(2023, 1.3, "any"), average(2022, 1.5)], 1.3),
        ([average(2023, 1.3, "any"), average(2023, 1.5)], 1.5),
        ([average(2023, 1.5), average(2023, 1.3, "any")], 1.5),
        ([average(2023, 1.3, "Integrated care board"), average(2020, 1.7)], 1.7),
        ([average(2023, 1.3, ethnicity=BME), average(2020, 1.7)], 1.7),
        ([average(2023, 1.3, pay_band="VSM"), average(2020, 1.7)], 1.7),
        ([average(2023, 1.3, indicator=4), average(2020, 1.7)], 1.7),
    ],
    ids=[
        "the latest, not a later one",
        "in any order",
        "of the same year",
        "for any kind",
        "for any kind, of a later year",
        "own kind before any of one year",
        "own kind before any, in any order",
        "not of another kind",
        "not of another ethnicity",
        "not of another band",
        "not of another indicator",
    ],
)
def test_national_average(benchmarks, value):
    made = with_national_average([shown(2.0, RATIO, 2)], benchmarks, ("NHS trust",))

    beside = pick(made, RATIO + reference.AVERAGE)
    gap = pick(made, RATIO + reference.FROM_AVERAGE)
    assert (beside.value, beside.source) == (value, "made up")
    assert beside.reason.startswith("trusts of")
    assert gap.value == pytest.approx(2.0 - value)
    assert (gap.unit, gap.minuend, gap.subtrahend) == ("difference in ratio", 2.0, value)


@pytest.mark.parametrize(
    "benchmarks", [[], [average(2024, 1.5)], [average(2023, 1.5, "Integrated care board")]]
)
def test_no_national_average(benchmarks):
    assert with_national_average([shown(2.0, RATIO, 2)], benchmarks, ("NHS trust",)) == []


def test_an_average_of_everybody_does_not_stand_beside_one_sex():
    women = shown(2.0, RATIO, 2, sex="Female")
    assert with_national_average([women], [average(2023, 1.5)], ("NHS trust",)) == []


def test_the_average_stands_beside_a_withheld_figure_and_no_difference_does():
    withheld = Figure("RXX", 2023, 2, RATIO, state=State.WITHHELD, reason="withheld")
    made = with_national_average([withheld], [average(2023, 1.5)], ("NHS trust",))
    gap = pick(made, RATIO + reference.FROM_AVERAGE)
    assert pick(made, RATIO + reference.AVERAGE).value == 1.5
    assert (gap.value, gap.state, gap.minuend) == (None, State.WITHHELD, None)


def share(area: str, group: str, percentage: float, kind: str = "system") -> PopulationShare:
    return PopulationShare("RXX", area, kind, group, percentage, "2021", "a census table")


PARTS = [
    share("Shire", "White", 70.7),
    share("Shire", "Asian", 16.4),
    share("Shire", "Black", 6.9),
    share("Shire", "Mixed", 4.0),
    share("Shire", "Other", 2.0),
]


@pytest.fixture(scope="module")
def staff():
    return calculate(counts([(1, "staff in post", ALL, ALL, 80, 16, 4)]))


def test_bme_population_is_the_sum_of_its_parts(staff):
    made = with_local_population(staff, PARTS)
    found = pick(made, "local_population_percentage", area="Shire", ethnicity=BME)
    assert found.value == pytest.approx(29.3)
    assert (found.reason, found.source) == ("system", "a census table (Census 2021)")
    gap = pick(made, "difference_from_local_population", area="Shire")
    # 16 of 100 staff
    assert gap.value == pytest.approx(16 - 29.3)
    assert gap.unit == "percentage points"


def test_areas_are_never_averaged(staff):
    boroughs = [share("North", BME, 51.4, "borough"), share("South", BME, 8.9, "borough")]
    made = with_local_population(staff, PARTS + boroughs)
    shares = {f.area: f.value for f in made if f.ethnicity == BME and f.figure.startswith("local")}
    assert shares == {"Shire": pytest.approx(29.3), "North": 51.4, "South": 8.9}


def test_a_bme_share_that_is_given_is_not_summed(staff):
    made = with_local_population(staff, [*PARTS, share("Shire", BME, 29.0)])
    assert pick(made, "local_population_percentage", ethnicity=BME).value == 29.0


def test_some_parts_are_no_whole(staff):
    made = with_local_population(staff, PARTS[:3])
    assert {f.ethnicity for f in made} == {WHITE, "Asian", "Black"}


def test_a_withheld_workforce_has_no_difference(staff):
    withheld = calculate(counts([(1, "staff in post", ALL, ALL, 80, "c", 4)]))
    made = with_local_population(withheld, PARTS)
    gap = pick(made, "difference_from_local_population")
    assert (gap.value, gap.minuend, gap.subtrahend) == (None, None, None)
    assert gap.state is State.WITHHELD


def test_a_change_has_newcombes_interval_and_a_ratios_change_the_same_squares():
    def shortlisting(white, bme, of_white, of_bme):
        return [
            (2, "shortlisted", ALL, ALL, of_white, of_bme, 0),
            (2, "appointed", ALL, ALL, white, bme, 0),
        ]

    now = calculate(counts(shortlisting(49, 25, 159, 178)))
    before = calculate(counts(shortlisting(43, 17, 185, 169), year=2022))
    changes = on_last_year(now, before, 2023, {})
    # 2.19 (1.43 to 3.38) less 2.31 (1.37 to 3.89): -0.12 - sqrt(0.77^2 + 1.58^2) = -1.87,
    # -0.12 + sqrt(1.18^2 + 0.94^2) = 1.39
    ratio = pick(changes, "relative_likelihood_white_to_bme" + reference.CHANGE, indicator=2)
    assert (round(ratio.low, 2), round(ratio.high, 2)) == (-1.87, 1.39)
    assert ratio.significant is False
    rate = pick(changes, "appointment_rate" + reference.CHANGE, ethnicity="White")
    assert rate.low < rate.value < rate.high
    count = pick(changes, "appointed_count" + reference.CHANGE, ethnicity="White")
    assert (count.low, count.significant) == (None, None)


def test_a_national_average_is_taken_as_exact():
    rows = [(5, "respondents", ALL, ALL, 250, 55, None), (5, "count", ALL, ALL, 20, 7, None)]
    average = Benchmark(2023, 5, "survey_percentage", ALL, ALL, BME, "any", 8.3, "trusts", "x")
    made = with_national_average(calculate(counts(rows)), [average], ())
    # Wilson for 7 of 55 is 6.3 to 24.0; less 8.3
    gap = pick(made, "survey_percentage" + reference.FROM_AVERAGE)
    assert (round(gap.low, 1), round(gap.high, 1), gap.significant) == (-2.0, 15.7, False)
    assert pick(made, "survey_percentage" + reference.AVERAGE).low is None


# Indicator 3 on the basis of one year or two

ENTERED = "3,entered formal disciplinary process,all,all"


def two_years(tmp_path, *decisions: str, staff: str = ""):
    """4 White and 3 BME of 80 and 16 staff in 2023; 1 and 0 the year before."""
    rows = (WORKFORCE, f"{ENTERED},4,3,0,,made up", *([staff] if staff else []))
    data = data_folder(tmp_path, rows=rows)
    before = data / "RXX" / "2022"
    before.mkdir()
    text = f"{HEADER}\n{WORKFORCE}\n{ENTERED},1,0,0,,made up\n"
    (before / "counts.csv").write_text(text, encoding="utf-8")
    text = "\n".join(["setting,year,value,reason", *decisions, ""])
    (data / "RXX" / "settings.csv").write_text(text, encoding="utf-8")
    return open_report("RXX", 2023, INTERNAL, data=data)


def of_3(report, name: str, **where: object) -> Figure:
    return report.figures.get(3, name, 2023, **where)


def test_a_single_year_counts_that_year_alone(tmp_path):
    report = two_years(tmp_path)
    rate = of_3(report, "disciplinary_rate", ethnicity=BME)
    assert (rate.numerator, rate.denominator, rate.reason) == (3, 16, "")
    assert of_3(report, "relative_likelihood_bme_to_white").value == (3 / 16) / (4 / 80)


def test_two_years_are_averaged_over_the_present_workforce(tmp_path):
    report = two_years(tmp_path, "indicator 3 basis,2023,two-year average,")
    white, bme = (of_3(report, "disciplinary_rate", ethnicity=e) for e in (WHITE, BME))
    # (4 + 1) / 2 = 2.5 of 80, and (3 + 0) / 2 = 1.5 of 16
    assert (white.numerator, white.denominator, white.value) == (2.5, 80, 3.125)
    assert (bme.numerator, bme.denominator, bme.value) == (1.5, 16, 9.375)
    ratio = of_3(report, "relative_likelihood_bme_to_white")
    assert (ratio.value, ratio.reason) == (3, "average of 2022 and 2023")  # 9.375 / 3.125
    # the count of people stays that of the year
    assert of_3(report, "disciplinary_count", ethnicity=BME).value == 3


def test_a_new_basis_breaks_the_series_of_indicator_3_alone(tmp_path):
    report = two_years(tmp_path, "indicator 3 basis,2023,two-year average,")
    change = of_3(report, "disciplinary_rate_change_on_last_year", ethnicity=BME)
    why = "2022 is on the basis of a single year, 2023 of a two-year average"
    assert (change.state, change.reason, change.marker) == (State.NOT_CALCULABLE, why, "b")
    assert report.scope.break_notes(3) == (f"[b] Break in the series: {why}.",)
    assert report.scope.break_notes(4) == ()


def test_the_same_basis_in_both_years_is_no_break(tmp_path):
    report = two_years(tmp_path, "indicator 3 basis,,two-year average,")
    assert report.scope.break_notes(3) == ()
    # 2021 is not held, so that 2022 has no average
    assert report.figures.get(3, "disciplinary_rate", 2022, ethnicity=BME).state is (
        State.NOT_COLLECTED
    )


@pytest.mark.parametrize(
    ("decision", "basis", "sentence"),
    [
        (
            "indicator 3 basis,2023,two-year average,",
            "Two-year average: the average of those who entered in the twelve months to 31 March "
            "2023 and in the twelve before, over the workforce of 31 March 2023",
            "9.4% of BME staff (1.5 of 16, average of 2022 and 2023)",
        ),
        (
            "indicator 3 basis,2023,single year,",
            "Single year: those who entered in the twelve months to 31 March 2023",
            "18.8% of BME staff (3 of 16)",
        ),
    ],
    ids=["two years", "one year"],
)
def test_the_page_says_which_basis(tmp_path, decision, basis, sentence):
    report = two_years(tmp_path, decision)
    assert basis in report.story(3)._repr_html_()
    told = f"{report.story(3)._repr_html_()} {report.says(3)._repr_html_()}"
    assert sentence in Markup(told).striptags()
    note = "The rates of 2023 are made of the average of 2022 and 2023"
    assert (note in report.rates(3)._repr_html_()) is ("average" in decision)


def test_an_indicators_own_workforce_is_what_its_rates_are_of(tmp_path):
    report = two_years(tmp_path, staff="3,staff in post,all,all,40,12,3,,made up")
    # 3 of 12 and 4 of 40; the workforce of indicator 1 stays as it is
    assert of_3(report, "disciplinary_rate", ethnicity=BME).value == 25
    assert of_3(report, "disciplinary_rate", ethnicity=WHITE).value == 10
    assert of_3(report, "staff_count", ethnicity=BME).value == 12
    assert report.figures.get(1, "staff_count", 2023, ethnicity=BME).value == 16
    page = report.rates(3)._repr_html_()
    assert ">12<" in page
    assert "The workforce of 2023 is the one that this indicator was counted in" in page
