"""Whose a row is and of which year: what is taken, and what is refused."""

import pytest

from wres.reading.categories import NotACategoryError
from wres.reading.keys import names_either_year, organisation_code, wres_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023),
        ("2022/23", 2023),
        ("2022-2023", 2023),
        ("2022-04-01", 2023),
        ("2023-03-31 00:00:00", 2023),
        ("01/04/2023", 2024),
        ("31-Mar-2023", 2023),
        ("1-Apr-22", 2023),
        ("31 March 2023", 2023),
        ("2098/00", None),
        ("2022/24", None),
        ("1999", None),
        ("12/31/2022", None),
        ("2022-02-30", None),
        ("2022-11", None),
        ("March 2023", None),
        ("45016", None),
        ("", None),
    ],
)
def test_a_year_is_the_one_in_which_the_period_ends(text, year):
    if year is None:
        with pytest.raises(NotACategoryError):
            wres_year(text)
    else:
        assert wres_year(text) == year


def test_a_snapshot_is_of_31_march():
    assert wres_year("31/03/2023", at_year_end=True) == 2023
    assert wres_year("31 March 2023", at_year_end=True) == 2023
    with pytest.raises(NotACategoryError):
        wres_year("01/04/2023", at_year_end=True)


def test_where_the_folder_says_it_a_cell_may_be_blank_and_not_another():
    assert (wres_year("", 2023), organisation_code("", "RXX")) == (2023, "RXX")
    with pytest.raises(NotACategoryError):
        wres_year("2022", 2023)
    with pytest.raises(NotACategoryError):
        organisation_code("RYY", "RXX")


@pytest.mark.parametrize(
    ("heading", "text", "is_either"),
    [
        ("Financial Year", "2024", True),
        ("FY", " 2024 ", True),
        ("Fiscal year", "2024", True),
        ("Financial Year", "2023/24", False),
        ("Financial Year", "31/03/2024", False),
        ("WRES Year", "2024", False),
        ("Reporting Year", "2024", False),
    ],
)
def test_a_financial_year_by_one_number_is_either_of_two(heading, text, is_either):
    assert names_either_year(heading, text) == is_either


def test_the_year_before_the_folders_may_be_the_one_in_which_it_begins():
    with pytest.raises(NotACategoryError, match="of 2025") as caught:
        wres_year("2024", 2025)
    assert caught.value.remedy.startswith("If it is the year that begins in 2024, write 2024/25.")
    with pytest.raises(NotACategoryError, match="of 2025") as caught:
        wres_year("2023", 2025)
    assert "begins" not in caught.value.remedy
