"""What a run will make, known before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import data_folder

from wres import reference
from wres.batch.plan import Job, plan
from wres.ground.errors import NoDataError

DATA = Path(__file__).parents[2] / "data"
EVERYTHING = ["EX1 2022", "QHG 2022", "EX1 2023", "QHG 2023", "EX1 2024"]


@pytest.mark.parametrize(
    ("organisations", "years", "jobs"),
    [
        ((), (), EVERYTHING),
        (("QHG",), (), ["QHG 2022", "QHG 2023"]),
        (("QHG", "QHG"), (), ["QHG 2022", "QHG 2023"]),
        ((), (2023,), ["EX1 2023", "QHG 2023"]),
        ((), (2024, 2022), ["EX1 2022", "QHG 2022", "EX1 2024"]),
        (("QHG",), (2023, 2023), ["QHG 2023"]),
        # named and not held: it stays, so that the summary names it
        (("QHG",), (2030,), ["QHG 2030"]),
        (("QHG", "EX1"), (2024,), ["EX1 2024", "QHG 2024"]),
    ],
)
def test_the_jobs(organisations, years, jobs):
    assert [str(job) for job in plan(DATA, organisations, years)] == jobs


def test_where_a_report_goes():
    assert Job(2023, "5E1").folder == Path("2023") / "5E1"


@pytest.mark.parametrize(
    ("organisations", "years", "said"),
    [
        (("QHX",), (), r"no organisation 'QHX'.*Did you mean 'QHG'\?"),
        (("M1J4Y",), (), r"M1J4Y has no data: there is no folder 'M1J4Y' with a year in it\."),
        ((), (2030,), r"nothing to do: .* holds no year for 2030\."),
    ],
)
def test_nothing_to_do(organisations, years, said):
    with pytest.raises(NoDataError, match=said):
        plan(DATA, organisations, years)


def test_no_data_folder(tmp_path):
    with pytest.raises(NoDataError, match=r"no data folder '.*nowhere'.*--data"):
        plan(tmp_path / "nowhere")


def test_an_empty_data_folder(tmp_path):
    with pytest.raises(NoDataError, match="holds no year for any organisation"):
        plan(tmp_path)


def test_a_folder_without_a_register(tmp_path):
    data = data_folder(tmp_path)
    (data / "organisations.csv").unlink()
    with pytest.raises(NoDataError, match=r"no organisations\.csv in the data folder"):
        plan(data)


def test_a_folder_of_the_samples_shape(tmp_path):
    assert plan(data_folder(tmp_path)) == [Job(2023, "RXX")]


def test_pages_are_notebooks():
    pages = reference.by("pages", "page")
    assert [p for p in pages if not (DATA.parent / "notebooks" / f"{p}.ipynb").is_file()] == []
