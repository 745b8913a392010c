"""What a thread meets for want of memory is no traceback; anything else is one."""

from __future__ import annotations

import threading

import pytest

from wres.ground.machine import quiet_threads


def thread_that_raises(error: BaseException) -> None:
    def work() -> None:
        raise error

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (MemoryError(), False),
        (RuntimeError("can't start new thread"), False),
        (RuntimeError("something else"), True),
    ],
)
def test_a_thread_without_memory_shows_no_traceback(monkeypatch, error, shown):
    seen = []
    monkeypatch.setattr(threading, "excepthook", seen.append)
    with quiet_threads():
        thread_that_raises(error)
    assert bool(seen) == shown
