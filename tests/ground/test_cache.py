"""What is kept: whole, bounded, and by everything that it depends on."""

from __future__ import annotations

import os

import pytest

from wres.ground import cache


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_CACHE", str(tmp_path))
    return tmp_path / "wres-counts"


def test_an_entry_comes_back(folder):
    assert cache.load("a") is None
    cache.save("a", {"RXX": "text", "RYY": None})
    assert cache.load("a") == {"RXX": "text", "RYY": None}
    assert [path.name for path in folder.iterdir()] == ["a.json.gz"]


def test_a_key_depends_on_every_part_and_on_the_code(monkeypatch):
    assert cache.key_of("a", "bc") == cache.key_of("a", "bc")
    keys = {cache.key_of("a", "bc"), cache.key_of("ab", "c"), cache.key_of("a"), cache.key_of()}
    monkeypatch.setattr(cache, "_code", lambda: "another version")
    assert len(keys | {cache.key_of("a", "bc")}) == 5


def test_the_entry_that_was_used_longest_ago_goes_first(folder, monkeypatch):
    for age, name in ((30, "a"), (20, "b"), (10, "c")):
        cache.save(name, {"key": name})
        path = folder / f"{name}.json.gz"
        os.utime(path, (1_000_000 - age, 1_000_000 - age))
    size = path.stat().st_size
    assert cache.load("a")  # used now
    monkeypatch.setattr(cache, "_MOST_BYTES", 3 * size)
    cache.save("d", {"key": "d"})
    assert sorted(each.name[0] for each in folder.iterdir()) == ["a", "c", "d"]


def test_a_full_disk_leaves_no_trace(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cache.Path, "replace", full)
    cache.save("a", {"key": "a"})
    assert list(folder.iterdir()) == []
    assert cache.load("a") is None


def test_the_code_is_every_module_and_reference_file(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_PACK", tmp_path)
    (tmp_path / "reference").mkdir()
    digests = set()
    for name, text in (
        ("a.py", ""), ("a.py", "1"), ("reference/b.csv", ""), ("reference/b.csv", "1"),
        ("reference/c.csv", "1"), ("page.css", "1"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text)
        digests.add(cache._code.__wrapped__())
    assert len(digests) == 5  # a style sheet is no part of it
    monkeypatch.setattr(cache, "version", lambda name: "other")
    assert cache._code.__wrapped__() not in digests
