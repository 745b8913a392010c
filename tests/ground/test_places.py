"""The data folder and the notebooks are found without a path in any notebook."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import data_folder as made_data

from wres.ground import places
from wres.ground.errors import NoDataError, RunError


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A folder with nothing above it, in a pack that is not there."""
    monkeypatch.delenv("WRES_DATA", raising=False)
    monkeypatch.setattr(places, "_PACK", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_named_folder_comes_first(nowhere, monkeypatch):
    made_data(nowhere)
    monkeypatch.setenv("WRES_DATA", "elsewhere")
    assert places.data_folder().name == "elsewhere"


def test_a_blank_name_names_nothing(nowhere, monkeypatch):
    monkeypatch.setenv("WRES_DATA", "")
    data = made_data(nowhere)
    assert places.data_folder() == data


def test_the_nearest_folder_above_is_found(nowhere, monkeypatch):
    data = made_data(nowhere)
    deep = nowhere / "notebooks" / "deep"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert places.data_folder() == data


def test_a_folder_without_a_register_is_not_the_data_folder(nowhere):
    (nowhere / "data").mkdir()
    with pytest.raises(NoDataError, match=r"cannot find the data folder.*WRES_DATA"):
        places.data_folder()


def test_no_notebooks(nowhere):
    with pytest.raises(NoDataError, match=r"cannot find the notebooks.*--notebooks"):
        places.notebooks_folder()


@pytest.mark.parametrize("inside", ["data", "data/RXX", "data/RXX/2023"])
def test_who_stands_in_the_data_folder_means_it(nowhere, monkeypatch, inside):
    data = made_data(nowhere)
    monkeypatch.chdir(nowhere / inside)
    assert places.data_folder() == data


def test_a_new_year_may_begin_in_a_data_folder_without_a_register(nowhere):
    with pytest.raises(NoDataError, match="Make a folder 'data' here, or name"):
        places.data_folder(with_register=False)
    (nowhere / "data").mkdir()
    assert places.data_folder(with_register=False) == nowhere / "data"


@pytest.mark.parametrize("named", ["data", ".", "data/../data"])
def test_reports_go_beside_the_data(nowhere, monkeypatch, named):
    made_data(nowhere)
    monkeypatch.chdir(nowhere / "data" if named == "." else nowhere)
    assert places.reports_folder(Path(named)) == nowhere / "reports"


def test_internal_editions_go_beside_the_reports(nowhere, monkeypatch):
    monkeypatch.chdir(nowhere)
    (nowhere / "share" / "public").mkdir(parents=True)
    (nowhere / "linked").symlink_to(nowhere / "share" / "public")
    for named, place in (("reports/", "reports"), (".", ""), ("linked", "linked")):
        assert places.internal_place(named) == f"{nowhere / place}-internal"
    assert places.internal_place("ftp://host/a/b/") == "ftp://host/a/b-internal"


@pytest.mark.parametrize("named", ["/", "s3://bucket", "s3://bucket/", "ftp://ann:s3cret@host/"])
def test_beside_a_disk_or_a_bucket_there_is_nothing(named):
    with pytest.raises(RunError, match="Name a folder in it with --reports") as refused:
        places.internal_place(named)
    assert "s3cret" not in str(refused.value)


def test_from_anywhere_else_the_packs_own_notebooks_are_found_and_never_its_samples(
    monkeypatch, tmp_path
):
    monkeypatch.delenv("WRES_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert (places.notebooks_folder() / "summary.ipynb").is_file()
    with pytest.raises(NoDataError, match="cannot find the data folder"):
        places.data_folder()


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("'ftp://ann:a:b@c@host:21/data' is gone", "'ftp://ann:***@host:21/data' is gone"),
        ("'ftp://host:21': 530 ann@example is unknown", None),
        ("/shares/wres and s3://bucket/wres", None),
    ],
)
def test_a_password_is_not_printed_and_nothing_else_is_left_out(said, printed):
    assert places.without_password(said) == (printed or said)
