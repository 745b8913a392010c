"""Run `wres run` in a fork of a process that has it loaded, with what its workers would answer.

What a task comes to depends on nothing but what it is given, so each is done once and remembered.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from failing.calls import arm

# What a run loads, that none of its forks need load it.
_LOADED = ("wres.batch.preloaded", "wres.batch.run", "wres.cli", "nbformat.sign", "nbformat.v4")
_A_MOMENT = 0.005


class Remembered:
    """Workers that remember: what they are asked again they do not do again."""

    capacity = 1

    def __init__(self, answers: Path, place: Path):
        self._answers, self._place = answers, place

    def submit(self, perform: Callable, pack: str, what: Callable, *given: object) -> Future:
        """Have a task done, here and now, or remember what it came to."""
        asked = repr((what.__name__, given)).replace(str(self._place), "")
        path = self._answers / hashlib.sha256(asked.encode()).hexdigest()
        future: Future = Future()
        if path.exists():
            future.set_result(pickle.loads(path.read_bytes()))
            return future
        done = perform(pack, what, *given)
        if not (done.error or getattr(done.result, "error", None)):
            path.write_bytes(pickle.dumps(done))
        future.set_result(done)
        return future

    def first_of(self, begun: Collection[Future]) -> set[Future]:
        """All of them: each had ended when it was begun."""
        return set(begun)

    def is_lost(self, _: BaseException) -> bool:
        """Nobody kills them."""
        return False


def run_here(
    given: list[str], place: Path, answers: Path, told: Mapping[str, str], seconds: float
) -> tuple[int | None, str]:
    """The exit status of the command in a fork of this process, and what it said."""
    for name in _LOADED:
        import_module(name)
    said = place.with_suffix(".said")
    number = os.fork()
    if number == 0:
        _be(given, place, answers, told, said)
    deadline = time.monotonic() + seconds
    while not (ended := os.waitpid(number, os.WNOHANG))[0]:
        if time.monotonic() > deadline:
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)
            return None, ""
        time.sleep(_A_MOMENT)
    text = said.read_text()
    said.unlink()
    return os.waitstatus_to_exitcode(ended[1]), text


def _be(given: list[str], place: Path, answers: Path, told: Mapping[str, str], said: Path) -> None:
    """Be the command in this process, and end it."""
    from wres import cli
    from wres.batch import run

    handle = os.open(said, os.O_WRONLY | os.O_CREAT)
    for stream in (1, 2):
        os.dup2(handle, stream)
    os.environ.clear()
    os.environ.update(told)
    tempfile.tempdir = None

    @contextmanager
    def workers(*_: object) -> Iterator[Remembered]:
        yield Remembered(answers, place)

    run.local_workers = workers
    if "WRES_FAILING" in told:
        arm(*told["WRES_FAILING"].split(os.pathsep))
    status: object = 1
    try:
        cli.main(given, prog_name="wres")
    except SystemExit as end:
        status = end.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(int(status or 0))
