"""Where tasks are done: in processes of this machine, or by the workers of a Dask cluster.

Both answer with `concurrent.futures.Future`s, so that a run need not know which it is.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from typing import Protocol

from helpers.engine.process import starting_server
from helpers.errors import RunError

# How often a task is begun whose worker was killed, before it fails.
MOST_TRIES = 3
_CONNECT_SECONDS = 30
# After so many tasks for each of them, processes make room for new ones: the libraries keep about
# 2 MB of every report that they make.
_MOST_TASKS = 300
_PRELOADED = "helpers.batch.preloaded"
_NO_DASK = (
    "--scheduler needs the package 'distributed', which is not installed. "
    "Install it with: pip install --constraint requirements.lock --editable '.[cluster]'"
)


class Workers(Protocol):
    """Something that does tasks."""

    @property
    def capacity(self) -> int:
        """How many tasks to give it at a time, so that no worker waits for the next."""

    def submit(self, task: Callable, *given: object) -> Future:
        """Have a task done."""

    def is_lost(self, error: BaseException) -> bool:
        """Whether a task ended so because its worker was killed, and can be done again."""


class LocalWorkers:
    """Processes of this machine; none is started before there is something to do."""

    def __init__(self, number: int, log: Path, stack: ExitStack):
        self.capacity = number + 1
        self._number, self._log, self._stack = number, log, stack
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0

    def submit(self, task: Callable, *given: object) -> Future:
        """Have a task done."""
        if self._pool is None:
            self._begin()
        if self._given >= self._number * _MOST_TASKS:
            self._renew()
        self._given += 1
        try:
            return self._pool.submit(task, *given)
        except BrokenProcessPool:
            self._renew()
            return self._pool.submit(task, *given)

    def _begin(self) -> None:
        """Start what there is to start, side by side: workers, and the notebooks' server."""
        server = self._stack.enter_context(starting_server())
        self._pool = self._new_pool()
        self._pool.submit(int)  # a first worker: it comes when what all are forked from has loaded
        if server:
            server.wait()

    def _renew(self) -> None:
        """Begin with new processes; the old ones end when they have done what they were given."""
        # Not by `max_tasks_per_child`, which can come to a standstill (cpython issue 115634).
        self._pool.shutdown(wait=False)
        self._pool, self._given = self._new_pool(), 0

    def is_lost(self, error: BaseException) -> bool:
        """Whether a task ended so because a worker was killed: it takes all others with it."""
        return isinstance(error, BrokenProcessPool)

    def _new_pool(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            self._number,
            mp_context=_context(),
            initializer=_begin_work,
            initargs=(str(self._log), dict(os.environ)),
        )
        self._stack.push(_closing(pool))
        return pool


class ClusterWorkers:
    """The workers of a Dask cluster. One that is killed has its tasks done by another."""

    def __init__(self, client: object, pool: Executor):
        self._client, self._pool = client, pool

    @property
    def capacity(self) -> int:
        """How many tasks to give it at a time; workers may come and go."""
        return max(2, 2 * len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def submit(self, task: Callable, *given: object) -> Future:
        """Have a task done."""
        return self._pool.submit(task, *given)

    def is_lost(self, error: BaseException) -> bool:
        """Never: Dask has tried again itself."""
        return False


@contextmanager
def local_workers(number: int | None, log: Path) -> Iterator[LocalWorkers]:
    """Processes of this machine, as many as it has processors unless told otherwise."""
    with ExitStack() as stack:
        yield LocalWorkers(number or os.cpu_count() or 1, log, stack)


@contextmanager
def cluster_workers(address: str) -> Iterator[ClusterWorkers]:
    """The workers of the Dask cluster whose scheduler listens at that address.

    Raises:
        RunError: Dask is not installed, or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise RunError(_NO_DASK) from error
    # An organisation's reports, which are sent to be examined, are no mistake.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"}):
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RunError(
                f"no Dask scheduler answers at '{address}'. Start one with 'dask scheduler', and "
                "give the address that it prints with --scheduler."
            ) from error
        with client:
            yield ClusterWorkers(client, client.get_executor(pure=False))


def _closing(pool: ProcessPoolExecutor) -> Callable:
    def close(kind: type | None, *_: object) -> None:
        # After an error or Ctrl+C nobody waits for what has not begun.
        pool.shutdown(wait=kind is None, cancel_futures=True)

    return close


def _context() -> BaseContext:
    """How workers are started: forked from a process that has loaded all, once, and does nothing.

    Where a system has no such process, each worker starts afresh and loads for itself.
    """
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def _begin_work(log: str, environment: dict[str, str]) -> None:
    """Send what a worker and its kernels say of themselves to the log, and end with the run."""
    # The process that it was forked from may have been there before this run.
    os.environ.clear()
    os.environ.update(environment)
    handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(handle, sys.stderr.fileno() if sys.stderr else 2)
    Thread(target=_end_with_the_run, daemon=True).start()
    import_module(_PRELOADED)


def _end_with_the_run() -> None:
    """End this process when the one that started it is gone, killed for instance."""
    parent_process().join()
    os._exit(1)
