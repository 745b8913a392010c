"""Do once what several notebooks begin with alike, in a process from which they are forked.

Whoever asks for a process may name code that is to run `ahead`. The first who asks makes a
forerunner: a fork of the server that runs the code, and forks a child for this one and for each
that asks for the same after it. A forerunner that cannot do it (its code fails, it starts a
thread, which a fork would copy half-way, or it dies) is as none: the children are the server's.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wres.engine.fork import Asked, fork, let_go, told_of_children

if TYPE_CHECKING:
    from wres.engine.kernel import Kernel

# How many wait for more; the one asked longest ago ends first.
MOST = 1 + (os.cpu_count() or 1)
_READY = b"1"
_BLOCK = 1 << 12
_A_WHILE = 1.0  # seconds
_TASKS = Path("/proc/self/task")


@dataclass
class Forerunner:
    """A process that runs something ahead, as the server sees it."""

    asked: Asked
    control: socket.socket
    number: int
    is_ready: bool = False
    waiting: list[socket.socket] = field(default_factory=list)

    def hand_over(self, connection: socket.socket) -> bool:
        """Let it fork a child for a connection; False where it is gone."""
        try:
            socket.send_fds(self.control, [_READY], [connection.fileno()])
        except OSError:
            return False
        return True


class Forerunners:
    """All that there are. Left as a context, it ends them."""

    def __init__(self, kernel: Kernel, listener: socket.socket):
        self._kernel, self._listener = kernel, listener
        self._all: list[Forerunner] = []

    def __enter__(self) -> Forerunners:
        return self

    def __exit__(self, *_: object) -> None:
        for runner in self._all:
            with suppress(ChildProcessError):  # one that has ended: its number may be another's
                if os.waitpid(runner.number, os.WNOHANG) == (0, 0):
                    os.kill(runner.number, signal.SIGKILL)
                    os.waitpid(runner.number, 0)

    @property
    def sockets(self) -> list[socket.socket]:
        """What the server holds open, and a child must not."""
        return [self._listener, *(handle for a in self._all for handle in (a.control, *a.waiting))]

    @property
    def awaited(self) -> list[socket.socket]:
        """The sockets of those that still run their code."""
        return [runner.control for runner in self._all if not runner.is_ready]

    def take(self, connection: socket.socket, asked: Asked) -> bool:
        """See to it that a connection gets a child that begins where its code ends.

        Returns:
            Whether that can be done; if not, the server forks one.
        """
        if not _TASKS.is_dir():  # a system that does not tell of threads
            return False
        forerunner = next((runner for runner in self._all if runner.asked == asked), None)
        if forerunner is None:
            forerunner = self._start(connection, asked)
            if forerunner is None:
                return False
        self._all.remove(forerunner)
        self._all.append(forerunner)
        if forerunner.is_ready:
            if forerunner.hand_over(connection):
                return True
            self._forget(forerunner)
            return False
        forerunner.waiting.append(connection.dup())
        return True

    def hear(self, ready: Iterable[object]) -> None:
        """Take in which of them have run their code, or cannot."""
        awaited = [runner for runner in self._all if not runner.is_ready]
        for runner in [runner for runner in awaited if runner.control in ready]:
            runner.is_ready = runner.control.recv(1) == _READY
            if not runner.is_ready:
                self._forget(runner)
            while runner.waiting:
                with runner.waiting.pop() as connection:
                    if not (runner.is_ready and runner.hand_over(connection)):
                        others = [*self.sockets, *runner.waiting]
                        fork(connection, self._kernel, runner.asked, others)

    def _start(self, connection: socket.socket, asked: Asked) -> Forerunner | None:
        while len(self._all) >= MOST and (idle := [other for other in self._all if other.is_ready]):
            self._forget(idle[0])
        here, there = socket.socketpair()
        try:
            number = os.fork()
        except OSError:
            here.close()
            there.close()
            return None
        if number == 0:
            for handle in (here, connection, *self.sockets):
                handle.close()
            _run(there, self._kernel, asked)
        there.close()
        forerunner = Forerunner(asked, here, number)
        self._all.append(forerunner)
        return forerunner

    def _forget(self, forerunner: Forerunner) -> None:
        """Ask it for no more; it ends when its last child has."""
        self._all.remove(forerunner)
        forerunner.control.close()


def _run(control: socket.socket, kernel: Kernel, asked: Asked) -> None:
    """Run the code, then fork whenever asked, until nobody can ask any more."""
    server = os.getppid()
    status = 1
    try:
        os.dup2(2, 1)  # what the code prints is in no notebook
        ended = told_of_children()
        os.environ.clear()
        os.environ.update(asked["environment"])
        os.chdir(asked["folder"])
        exec(asked["ahead"], {})
        gc.collect()
        gc.freeze()
        if len(list(_TASKS.iterdir())) == 1:
            control.send(_READY)
            _fork_when_asked(control, kernel, asked, ended)
            # Its children end themselves when it is gone.
            while os.getppid() == server and let_go():
                select.select([ended], [], [], _A_WHILE)
        status = 0
    finally:
        os._exit(status)


def _fork_when_asked(control: socket.socket, kernel: Kernel, asked: Asked, ended: int) -> None:
    while True:
        ready, _, _ = select.select([control, ended], [], [])
        if ended in ready:
            os.read(ended, _BLOCK)
            let_go()
        if control in ready:
            said, files, _, _ = socket.recv_fds(control, 1, 1)
            if not said:
                return
            with socket.socket(fileno=files[0]) as connection:
                fork(connection, kernel, asked, [control])
