"""Parameters of a notebook that cannot be right stop it before it makes the wrong report."""

from __future__ import annotations

import pytest

from wres.ground.errors import ParameterError
from wres.ground.parameters import cells_run, check_injected, check_parameters


@pytest.mark.parametrize("organisation", ["QHG", "5E1", "M1J4Y", "50"])
def test_a_code_as_text_is_right(organisation):
    check_parameters(organisation, 2023)


@pytest.mark.parametrize(
    ("organisation", "said"),
    [
        (50.0, "as text, but it is the number 50.0.*-r organisation 5E1"),
        (50, "as text, but it is the number 50"),
        (None, "as text, but it is the value None"),
        ("", "organisation is blank"),
        ("  ", "organisation is blank"),
        ("CON", "'CON' cannot be a folder on Windows"),
        ("lpt9", "'lpt9' cannot be a folder on Windows"),
    ],
)
def test_an_organisation_that_is_no_code(organisation, said):
    with pytest.raises(ParameterError, match=said):
        check_parameters(organisation, 2023)


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2023", "a whole number such as 2023, but it is '2023'"),
        (2023.0, "a whole number such as 2023, but it is 2023.0"),
        (True, "a whole number such as 2023, but it is True"),
        (None, "a whole number such as 2023, but it is None"),
        (23, "2015 or later, but it is 23"),
        (2014, "2015 or later, but it is 2014"),
        (20230, "2015 or later, but it is 20230"),
    ],
)
def test_a_year_that_is_none(year, said):
    with pytest.raises(ParameterError, match=said):
        check_parameters("QHG", year)


@pytest.mark.parametrize("year", [2015, 2100])
def test_the_first_and_the_last_year(year):
    check_parameters("QHG", year)


def test_a_misspelt_parameter_is_named():
    with pytest.raises(ParameterError, match=r"no parameter 'yaer'\. Did you mean 'year'\?"):
        check_injected(["x = 1", '# Parameters\norganisation = "RXX"\nyaer = 2023\n'])


def test_the_parameters_that_there_are_pass():
    check_injected(['# Parameters\norganisation = "RXX"\nyear = 2023\n'])


def test_cells_that_papermill_did_not_write_are_left_alone():
    check_injected(["yaer = 2023", "%matplotlib inline", "not python at all ("])


def test_outside_a_notebook_no_cell_has_run():
    assert cells_run() == []
