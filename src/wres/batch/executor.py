"""Where tasks are done: in processes of this machine, or by the workers of a Dask cluster.

Both answer with `concurrent.futures.Future`s, so that a run need not know which it is.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from typing import Protocol

from wres.batch.plan import PATIENCE_SECONDS
from wres.engine.process import starting_server
from wres.ground.errors import RunError

# How often a task is begun whose worker was killed, before it fails.
MOST_TRIES = 3
_CONNECT_SECONDS = 30
# How often a cluster is asked after its workers while no task ends, and how long for an answer.
_ASK_EVERY = 2
_ANSWER_SECONDS = 10
# After so many tasks for each of them, processes make room for new ones: the libraries keep about
# 2 MB of every report that they make.
_MOST_TASKS = 300
_PRELOADED = "wres.batch.preloaded"
_NO_DASK = (
    "--scheduler needs the package 'distributed', which is not installed. "
    "Install it with: pip install --constraint requirements.lock --editable '.[cluster]'"
)
_GO_ON = "What is made is kept: run the same command again, and the run goes on from there."


class Workers(Protocol):
    """Something that does tasks."""

    @property
    def capacity(self) -> int:
        """How many tasks to give it at a time, so that no worker waits for the next."""

    def submit(self, task: Callable, *given: object) -> Future:
        """Have a task done."""

    def first_of(self, begun: Collection[Future]) -> set[Future]:
        """Those of the tasks that have ended, as soon as one has."""

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
            try:
                return self._pool.submit(task, *given)
            except BrokenProcessPool as error:
                raise RunError(f"the workers end as soon as they begin. {_GO_ON}") from error

    def _begin(self) -> None:
        """Start what there is to start, side by side: workers, and the notebooks' server."""
        with _errors_to(self._log):
            server = self._stack.enter_context(starting_server())
            _start_fork_server(self._stack)
        self._pool = self._new_pool()
        self._pool.submit(int)  # a first worker: it comes when what all are forked from has loaded
        if server:
            server.wait()

    def _renew(self) -> None:
        """Begin with new processes; the old ones end when they have done what they were given."""
        # Not by `max_tasks_per_child`, which can come to a standstill (cpython issue 115634).
        self._pool.shutdown(wait=False)
        self._pool, self._given = self._new_pool(), 0

    def first_of(self, begun: Collection[Future]) -> set[Future]:
        """Those of the tasks that have ended, as soon as one has."""
        return wait(begun, return_when=FIRST_COMPLETED).done

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
    """The workers of a Dask cluster. One that is killed has its tasks done by another.

    Dask itself waits for ever: for workers when it has none, and for a scheduler that was stopped.
    """

    def __init__(
        self,
        client: object,
        pool: Executor,
        address: str,
        patience: float,
        say: Callable[[str], None],
    ):
        self._client, self._pool, self._address = client, pool, address
        self._patience, self._say = patience, say
        self._lacking_since: float | None = None
        self._scheduler = self._ask()["id"]

    @property
    def capacity(self) -> int:
        """How many tasks to give it at a time; workers may come and go.

        Raises:
            RunError: as `first_of`.
        """
        return max(2, 2 * self._workers())

    def submit(self, task: Callable, *given: object) -> Future:
        """Have a task done."""
        return self._pool.submit(task, *given)

    def first_of(self, begun: Collection[Future]) -> set[Future]:
        """Those of the tasks that have ended, as soon as one has.

        Raises:
            RunError: the scheduler is gone, or there has been no worker for too long.
        """
        while True:
            ended = wait(begun, timeout=_ASK_EVERY, return_when=FIRST_COMPLETED).done
            # What was done before the scheduler was lost is not lost with it.
            if done := {future for future in ended if not future.cancelled()}:
                return done
            self._workers()
            if ended:
                return ended

    def is_lost(self, error: BaseException) -> bool:
        """Whether the connection broke and is there again. All else Dask has tried again itself."""
        return isinstance(error, CancelledError)

    def _workers(self) -> int:
        """How many there are, if the scheduler is the same and they were not gone for too long."""
        about = self._ask()
        if about["id"] != self._scheduler:
            raise RunError(
                f"the Dask scheduler at '{self._address}' was started anew during the run and "
                f"knows nothing of it. {_GO_ON}"
            )
        number = len(about["workers"])
        if number:
            if self._lacking_since is not None:
                self._say("the cluster has workers again")
            self._lacking_since = None
        elif self._lacking_since is None:
            self._lacking_since = time.monotonic()
            self._say(f"the cluster has no worker: waiting for one, {self._patience:g} s at most")
        elif time.monotonic() - self._lacking_since >= self._patience:
            raise RunError(
                f"the Dask cluster at '{self._address}' has had no worker for "
                f"{self._patience:g} seconds. Start some with 'dask worker {self._address} "
                f"--nthreads 1', or wait longer for them with --patience. {_GO_ON}"
            )
        return number

    def _ask(self) -> dict:
        """What the scheduler says of itself and its workers."""
        # Not `Client.scheduler_info`, which gives its last answer where there is none. Twice,
        # since a connection that broke is only found out by using it.
        with suppress(OSError, AttributeError):
            return self._identity()
        try:
            return self._identity()
        except (OSError, AttributeError) as error:  # a client that gave up has no scheduler
            raise RunError(
                f"the Dask scheduler at '{self._address}' does not answer any more. "
                f"See that it runs. {_GO_ON}"
            ) from error

    def _identity(self) -> dict:
        asked = self._client.scheduler.identity
        return self._client.sync(asked, n_workers=-1, callback_timeout=_ANSWER_SECONDS)


@contextmanager
def local_workers(number: int | None, log: Path) -> Iterator[LocalWorkers]:
    """Processes of this machine, as many as it has processors unless told otherwise."""
    with ExitStack() as stack:
        yield LocalWorkers(number or os.cpu_count() or 1, log, stack)


@contextmanager
def cluster_workers(
    address: str, log: Path, patience: float = PATIENCE_SECONDS, say: Callable[[str], None] = print
) -> Iterator[ClusterWorkers]:
    """The workers of the Dask cluster whose scheduler listens at that address.

    Args:
        address: of the scheduler.
        log: a file for what Dask says of itself.
        patience: for how many seconds the cluster may have no worker.
        say: what tells people that it is waited for one.

    Raises:
        RunError: Dask is not installed, or no scheduler answers.
    """
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise RunError(_NO_DASK) from error
    # An organisation's reports, which are sent to be examined, are no mistake.
    settings = {"distributed.admin.large-graph-warning-threshold": "1GiB"}
    with dask.config.set(settings), _logged(log, "distributed", "distributed.client"):
        try:
            client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise RunError(
                f"no Dask scheduler answers at '{address}'. Start one with 'dask scheduler', and "
                "give the address that it prints with --scheduler."
            ) from error
        with client:
            pool = client.get_executor(pure=False)
            yield ClusterWorkers(client, pool, address, patience, say)


@contextmanager
def _logged(log: Path, *names: str) -> Iterator[None]:
    """Send what these loggers say to a file, in place of wherever it went before."""
    handler = logging.FileHandler(log, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    before = {logging.getLogger(name): logging.getLogger(name).handlers for name in names}
    try:
        for logger in before:
            logger.handlers = [handler]
        yield
    finally:
        for logger, handlers in before.items():
            logger.handlers = handlers
        handler.close()


def _closing(pool: ProcessPoolExecutor) -> Callable:
    def close(kind: type | None, *_: object) -> None:
        # After an error or Ctrl+C nobody waits for what has not begun, nor for what has.
        workers = list((pool._processes or {}).values())
        pool.shutdown(wait=kind is None, cancel_futures=True)
        for worker in workers if kind else ():
            worker.kill()

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


def _start_fork_server(stack: ExitStack) -> None:
    """Start the process that workers are forked from, if this system has one.

    A terminal sends Ctrl+C to all processes, and this one need not say where it was: it ends with
    the run. What is blocked here meanwhile is blocked there for good, and here only put off.
    """
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver, resource_tracker  # not every system has them

        resource_tracker.ensure_running()  # it is needed there, and lets signals through at the end
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            forkserver.ensure_running()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        stack.push(_end_fork_server)


def _end_fork_server(kind: type[BaseException] | None, *_: object) -> None:
    """After a signal not even what it still loads is waited for."""
    if kind and not issubclass(kind, Exception):
        from multiprocessing import forkserver

        with suppress(ProcessLookupError):
            os.kill(forkserver._forkserver._forkserver_pid, signal.SIGKILL)


def _begin_work(log: str, environment: dict[str, str]) -> None:
    """Send what a worker and its kernels say of themselves to the log, and end with the run."""
    # Ctrl+C is for the run, which ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):  # a kernel that it starts may be interrupted
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    # The process that it was forked from may have been there before this run.
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(_opened(log), sys.stderr.fileno() if sys.stderr else 2)
    Thread(target=_end_with_the_run, daemon=True).start()
    import_module(_PRELOADED)


def _opened(log: str | Path) -> int:
    return os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)


@contextmanager
def _errors_to(log: Path) -> Iterator[None]:
    """What is started meanwhile says of itself in the log what it would say in the terminal."""
    kept, handle = os.dup(2), _opened(log)
    os.dup2(handle, 2)
    os.close(handle)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _end_with_the_run() -> None:
    """End this process when the one that started it is gone, killed for instance."""
    parent_process().join()
    os._exit(1)
