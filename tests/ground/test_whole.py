"""What is written is whole, or what was there before stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wres.ground.whole import HALF, drop, put_back, swap, write_whole


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "folder" / "a.txt"
    write_whole(path, b"first")
    write_whole(path, b"second", 0o600)
    assert path.read_bytes() == b"second"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is full")
def test_a_file_that_has_no_room_leaves_the_one_before(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    write_whole(path, b"first")
    real = os.fdopen

    def full(handle: int, mode: str) -> object:
        os.dup2(os.open("/dev/full", os.O_RDWR), handle)
        return real(handle, mode)

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_takes_the_place_of_another(tmp_path):
    made, place = tmp_path / f"{HALF}1", tmp_path / "place"
    for folder, text in ((place, "old"), (made, "new")):
        folder.mkdir()
        (folder / "a.txt").write_text(text)
    swap(made, place)
    assert (place / "a.txt").read_text() == "new"
    assert list(tmp_path.iterdir()) == [place]


@pytest.fixture
def flushed(monkeypatch):
    """What was brought to the disk, by its number there, in order; it is brought there too."""
    numbers, real = [], os.fsync

    def note(handle: int) -> None:
        numbers.append(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", note)
    return numbers


@pytest.mark.skipif(os.name == "nt", reason="folders are not flushed there")
def test_a_folder_is_on_the_disk_before_the_one_before_it_goes(tmp_path, monkeypatch, flushed):
    made, place = tmp_path / f"{HALF}1", tmp_path / "kept" / "place"
    (made / "notebooks").mkdir(parents=True)
    place.mkdir(parents=True)
    for name in ("a.txt", "notebooks/b.ipynb"):
        (made / name).write_text("new")
    every = {path.stat().st_ino for path in made.rglob("*") if path.is_file()}
    real, seen = Path.rename, []

    def rename(path: Path, target: Path) -> Path:
        seen.append(set(flushed))
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    swap(made, place)
    aside, into, gone = seen
    assert every <= aside == into and place.parent.stat().st_ino in gone


def test_a_file_is_on_the_disk_before_it_takes_its_place(tmp_path, flushed):
    path = tmp_path / "a.txt"
    write_whole(path, b"1")
    assert flushed == [path.stat().st_ino]
    write_whole(path, b"2", outlasts_power=False)
    assert len(flushed) == 1


def test_a_folder_that_cannot_be_put_in_place_leaves_the_one_before(tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    (place / "a.txt").write_text("old")
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / f"{HALF}that is gone", place)
    assert (place / "a.txt").read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_what_a_kill_left_aside_is_put_back_where_nothing_stands(tmp_path):
    place, new, old = tmp_path / "place", tmp_path / f"{HALF}1", tmp_path / f"{HALF}1-old"
    new.mkdir()
    old.mkdir()
    (old / "a.txt").write_text("old")
    put_back([new, old], place)
    assert (place / "a.txt").read_text() == "old"
    assert new.is_dir() and not old.exists()
    old.mkdir()
    put_back([new, old], place)
    assert (place / "a.txt").read_text() == "old" and old.is_dir()


def test_what_is_left_of_a_folder_that_was_dropped_is_named_apart(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("1")
    # What an earlier fault left is in no way.
    (tmp_path / f"{HALF}folder-gone").mkdir()
    drop(folder)
    assert not list(tmp_path.iterdir())
    drop(folder)
