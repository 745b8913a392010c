"""Workers that are killed: their tasks are done again, and after a while no more."""

from __future__ import annotations

import os
import signal
import sys

import pytest

from wres.batch.executor import cluster_workers, local_workers
from wres.ground.errors import RunError


def test_a_killed_worker_is_replaced(tmp_path):
    with local_workers(1, tmp_path / "run.log") as workers:
        lost = workers.submit(os.kill, workers.submit(os.getpid).result(), signal.SIGKILL)
        assert workers.is_lost(lost.exception())
        assert workers.submit(int, "8").result() == 8
        assert not workers.is_lost(ValueError())


def test_processes_make_room_for_new_ones(tmp_path, monkeypatch):
    monkeypatch.setattr("wres.batch.executor._MOST_TASKS", 2)
    with local_workers(1, tmp_path / "run.log") as workers:
        futures = [workers.submit(os.getpid) for _ in range(3)]
        first, second, third = (future.result() for future in futures)
    assert first == second != third


def test_no_scheduler_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("wres.batch.executor._CONNECT_SECONDS", 0.2)
    with pytest.raises(RunError, match=r"no Dask scheduler answers at 'tcp://127\.0\.0\.1:9'"):
        cluster_workers("tcp://127.0.0.1:9", tmp_path / "run.log").__enter__()


def test_without_dask_the_error_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(RunError, match=r"pip install .*\[cluster\]"):
        cluster_workers("tcp://127.0.0.1:9", tmp_path / "run.log").__enter__()
