"""The data folder and the notebooks are found without a path in any notebook."""

from __future__ import annotations

import pytest
from builders import data_folder as made_data

from wres.ground import places
from wres.ground.errors import NoDataError


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


def test_reports_go_beside_the_notebooks(nowhere):
    (nowhere / "notebooks").mkdir()
    (nowhere / "notebooks" / "summary.ipynb").write_text("{}", encoding="utf-8")
    assert places.notebooks_folder() == nowhere / "notebooks"
    assert places.reports_folder() == nowhere / "reports"


def test_from_anywhere_else_the_packs_own_folders_are_found(monkeypatch, tmp_path):
    monkeypatch.delenv("WRES_DATA", raising=False)
    monkeypatch.chdir(tmp_path)
    assert (places.data_folder() / "organisations.csv").is_file()
    assert (places.notebooks_folder() / "summary.ipynb").is_file()


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
