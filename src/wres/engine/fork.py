"""Fork a child for one notebook, and take leave of it when it has ended."""

from __future__ import annotations

import os
import random
import signal
import socket
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from wres.ground import machine

if TYPE_CHECKING:
    from wres.engine.kernel import Kernel

Asked = dict[str, Any]
# How long whoever has connected may take to say what for, in seconds.
_PATIENCE = 5


def receive(connection: socket.socket) -> Asked | None:
    """What is asked for; None if whoever asked is gone.

    `environment`, `folder` and `ahead`, and in `obeys_user` whether what the notebook stores is
    the user's.
    """
    pipe = Connection(os.dup(connection.fileno()))
    with pipe, suppress(EOFError, OSError):
        return pipe.recv() if pipe.poll(_PATIENCE) else None
    return None


def fork(
    connection: socket.socket, kernel: Kernel, asked: Asked, others: Iterable[socket.socket]
) -> None:
    """Give a connection a child. Without room for one, whoever asked is told so.

    Args:
        connection: the pipe to whoever asked; the child's own from now on.
        kernel: one that is ready.
        asked: what was asked for.
        others: what the child must not hold open.
    """
    try:
        is_child = os.fork() == 0
    except OSError as error:
        print(f"no process could be forked: {error.strerror}", file=sys.stderr, flush=True)
        return
    if is_child:
        for other in others:
            other.close()
        _serve(connection, kernel, asked)


def _serve(connection: socket.socket, kernel: Kernel, asked: Asked) -> None:
    """Run one notebook in this child, and end the process without the parent's clean-up."""
    from wres.engine.kernel import serve

    status = 1
    os.setsid()  # so that a signal reaches what a notebook starts as well, and a terminal's none
    signal.set_wakeup_fd(-1)
    # The child sends its own error output to the notebook; what it dies of is said here.
    log = os.fdopen(os.dup(2), "w")
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        random.seed()
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()
        serve(kernel, Connection(connection.detach()), asked)
        status = 0
    except ConnectionError:  # whoever asked is gone, as after Ctrl+C: there is nobody to tell
        pass
    except machine.FAILURES as error:
        print(machine.in_a_sentence(error), file=log, flush=True)
    except BaseException:
        traceback.print_exc(file=log)
        log.flush()
    finally:
        sys.stdout.flush()
        os._exit(status)


def told_of_children() -> int:
    """A file that can be read whenever a child has ended.

    To ignore them would do, but for what they cost: a child's time is added to its parent's only
    where the parent asks.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def let_go() -> bool:
    """Take leave of every child that has ended; whether there are others."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True
