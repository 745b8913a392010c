"""Only regular files are opened: nothing is followed, and nothing without an end is read."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from wres.ground.errors import Fault
from wres.ground.files import (
    NotAFileError,
    file_faults,
    folder_faults,
    is_file,
    is_folder,
    is_there,
    open_file,
    read_bytes,
    read_text,
)


def put(path: Path, kind: str) -> None:
    """Put something that is no regular file in a place."""
    if kind == "a link":
        path.with_name("elsewhere.txt").write_text("12,345")
        path.symlink_to(path.with_name("elsewhere.txt"))
    elif kind == "a folder":
        path.mkdir()
    elif kind == "a pipe":
        os.mkfifo(path)
    else:
        with socket.socket(socket.AF_UNIX) as server:
            here = Path.cwd()
            os.chdir(path.parent)  # the whole path may be longer than a socket's may be
            server.bind(path.name)
            os.chdir(here)


KINDS = ["a link", "a folder", "a pipe", "a socket"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_regular_file_is_not_opened(tmp_path, kind):
    path = tmp_path / "counts.csv"
    put(path, kind)
    with pytest.raises(NotAFileError) as raised:
        open_file(path)
    assert raised.value.kind == kind
    assert is_there(path)
    assert not is_file(path)
    (fault,) = file_faults(path, "RXX/2023/counts.csv")
    assert (fault.file, fault.problem) == ("RXX/2023/counts.csv", f"is {kind}")


def test_a_device_is_not_opened():
    with pytest.raises(NotAFileError, match="a device"):
        open_file(Path("/dev/zero"))


def test_a_link_that_leads_nowhere_is_there(tmp_path):
    path = tmp_path / "settings.csv"
    path.symlink_to(tmp_path / "nothing")
    assert is_there(path)
    with pytest.raises(NotAFileError):
        read_bytes(path)


@pytest.fixture
def after_the_look(tmp_path, monkeypatch):
    """A real file, and a path that looked like it when it was looked at; nothing is there yet."""
    real = tmp_path / "real.csv"
    real.write_text("a")
    seen = real.stat()
    monkeypatch.setattr(Path, "lstat", lambda _: seen)
    return real, tmp_path / "counts.csv"


def test_a_link_put_there_after_the_look_is_not_followed(after_the_look):
    real, path = after_the_look
    path.symlink_to(real)
    with pytest.raises(OSError):
        open_file(path)


def test_a_pipe_put_there_after_the_look_is_not_read_and_left_open(after_the_look):
    _, path = after_the_look
    os.mkfifo(path)
    free = os.dup(0)
    os.close(free)
    with pytest.raises(NotAFileError):
        open_file(path)
    # The number that it had is free again.
    again = os.dup(0)
    os.close(again)
    assert again == free


def test_a_regular_file_is_read(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb")
    assert read_bytes(path) == b"\xef\xbb\xbfa\r\nb"
    assert read_text(path) == "a\nb"
    assert is_file(path)
    assert file_faults(path, "counts.csv") == []


def test_a_folder_behind_a_link_is_none(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "narrative").symlink_to(tmp_path / "real")
    assert not is_folder(tmp_path / "narrative")
    assert folder_faults(tmp_path / "real", "narrative") == []
    assert folder_faults(tmp_path / "narrative", "RXX/2023/narrative") == [
        Fault("RXX/2023/narrative", None, "", None, "is a link",
              "Only a folder itself is read: put it in this place under this name."),
    ]  # fmt: skip


def test_a_file_where_a_folder_belongs(tmp_path):
    (tmp_path / "extracts").write_text("")
    (fault,) = folder_faults(tmp_path / "extracts", "extracts")
    assert fault.problem == "is a file"


def test_a_file_that_is_just_being_written_anew_is_read_when_it_is_full(tmp_path):
    """Whoever writes it empties it first, and on a busy machine fills it a while later."""
    path = tmp_path / "counts.csv"
    path.write_bytes(b"")
    filling = Timer(0.12, path.write_bytes, [b"1,234"])
    filling.start()
    assert read_bytes(path, 100) == b"1,234"
    filling.join()
    path.write_bytes(b"")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    assert read_bytes(path, 100) == b""


def test_a_file_that_is_emptied_again_and_again_is_not_waited_for(tmp_path):
    path, stop = tmp_path / "counts.csv", Event()
    path.write_bytes(b"")

    def empty() -> None:
        while not stop.wait(0.01):
            path.write_bytes(b"")

    emptying = Thread(target=empty)
    emptying.start()
    began = time.monotonic()
    try:
        assert read_bytes(path, 100) == b""
    finally:
        stop.set()
        emptying.join()
    assert time.monotonic() - began < 10
