"""Everything of one organisation: which years, and what is said when there is none."""

from __future__ import annotations

import pytest
from builders import HEADER, REGISTER, WORKFORCE, data_folder

from wres.ground.errors import InputError, NoDataError
from wres.reading.inputs import organisations_held, read_inputs, years_held


def add_year(data, year: int, row: str = WORKFORCE) -> None:
    folder = data / "RXX" / str(year)
    folder.mkdir()
    (folder / "counts.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")


@pytest.fixture
def data(tmp_path):
    return data_folder(tmp_path)


def test_the_year_and_those_before_it_are_read_oldest_first(data):
    for year in (2024, 2021, 2022):
        add_year(data, year)
    assert years_held(data, "RXX") == [2021, 2022, 2023, 2024]
    assert [read.year for read in read_inputs(data, "RXX", 2023).years] == [2021, 2022, 2023]


def test_a_later_year_with_a_fault_does_not_stop_this_one(data):
    add_year(data, 2024, WORKFORCE.replace("80", "8O"))
    assert len(read_inputs(data, "RXX", 2023).years) == 1


def test_an_earlier_year_with_a_fault_stops_this_one(data):
    add_year(data, 2022, WORKFORCE.replace("80", "8O"))
    with pytest.raises(InputError, match=r"RXX/2022/counts\.csv, row 2, column white: '8O'"):
        read_inputs(data, "RXX", 2023)


def test_what_is_no_year_is_passed_over(data):
    (data / "RXX" / "old").mkdir()
    (data / "RXX" / "2023-24").mkdir()
    (data / "RXX" / "2022").write_text("a file", encoding="utf-8")
    assert years_held(data, "RXX") == [2023]
    assert years_held(data, "RXY") == []


def test_organisations_with_a_year(data):
    (data / "RXY").mkdir()
    assert organisations_held(data) == ["RXX"]
    assert organisations_held(data / "nowhere") == []


def test_extracts_that_stand_where_no_year_is(data):
    """Whoever put them there learns where they belong, and not only that there is no year."""
    for folder in ("FY25", "."):
        (data / "RXX" / folder).mkdir(exist_ok=True)
        (data / "RXX" / folder / "staff.csv").write_text("Employee Number\n", encoding="utf-8")
    with pytest.raises(NoDataError) as caught:
        read_inputs(data, "RXX", 2025)
    said = "There is RXX/FY25/staff.csv and RXX/staff.csv: put what is of 2025 into RXX/2025."
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("code", "year", "said"),
    [
        ("RXY", 2023, "no organisation 'RXY' in organisations.csv. Did you mean 'RXX'?"),
        ("QHG", 2023, "no organisation 'QHG' in organisations.csv. Use one of: RXX."),
        (
            "RXX",
            2030,
            "Sample Trust (RXX) has no data for 2030. Years held: 2023. "
            "Write its folder with 'wres new RXX 2030', or choose another year.",
        ),
    ],
)
def test_nothing_to_read(data, code, year, said):
    with pytest.raises(NoDataError) as caught:
        read_inputs(data, code, year)
    assert said in str(caught.value)


def test_no_register_says_how_to_name_the_folder(tmp_path):
    with pytest.raises(NoDataError, match=r"no organisations.csv .*--data, or set WRES_DATA"):
        read_inputs(tmp_path, "RXX", 2023)


def test_a_register_with_no_row_of_the_organisation_left_tells_its_faults(data):
    text = REGISTER.replace("ods_code", "code")
    (data / "organisations.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"column code: the column is not known.*'ods_code'"):
        read_inputs(data, "RXX", 2023)


def test_a_code_that_looks_like_a_number_stays_text(data):
    text = REGISTER.replace("RXX", "5E1")
    (data / "organisations.csv").write_text(text, encoding="utf-8")
    (data / "RXX").rename(data / "5E1")
    inputs = read_inputs(data, "5E1", 2023)
    assert inputs.context.organisation.ods_code == "5E1"
    assert inputs.years[0].counts.organisation == "5E1"
