"""A folder to begin with, from a checkout and from the wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from wres.ground.errors import ParameterError
from wres.ground.places import data_folder, notebooks_folder
from wres.prepare import begin as module
from wres.prepare.begin import begin
from wres.prepare.folder import prepare_year

ROOT = Path(__file__).parents[2]


def test_the_folder_has_all_that_a_report_needs(tmp_path, monkeypatch):
    folder = tmp_path / "our reports"
    written = begin(folder)
    assert {"README.md", "data/README.md", "data/organisations.csv"} < set(written)
    assert {path.name for path in (ROOT / "notebooks").glob("*.ipynb")} == {
        path.name for path in (folder / "notebooks").iterdir()
    }
    assert "](../" not in (folder / "data" / "README.md").read_text(encoding="utf-8")
    monkeypatch.delenv("WRES_DATA", raising=False)
    monkeypatch.chdir(folder)
    assert (data_folder(), notebooks_folder()) == (folder / "data", folder / "notebooks")
    assert prepare_year(data_folder(), "RXX", 2025).folder.is_dir()


def test_nothing_is_written_over(tmp_path):
    own = tmp_path / "notebooks" / "board.ipynb"
    own.parent.mkdir()
    own.write_text("mine", encoding="utf-8")
    with pytest.raises(ParameterError, match=r"'notebooks/board\.ipynb' is in .* wres init FOLDER"):
        begin(tmp_path)
    assert own.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "README.md").exists()


def test_the_package_s_own_copies_go_first(tmp_path, monkeypatch):
    own = tmp_path / "notebooks"
    own.mkdir()
    monkeypatch.setattr(module, "files", lambda _: tmp_path)
    assert module._kept("notebooks") == own
    assert module._kept("data", "README.md") == ROOT / "data" / "README.md"
