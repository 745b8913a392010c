"""The process from which notebooks' processes are forked.

It loads the libraries once, then waits. Each connection to its socket gets a child of its own,
which runs one notebook (`helpers.engine.kernel`) and ends. The server itself runs no notebook and
starts no thread, so that a fork copies nothing half-way.
"""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import socket
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.engine.kernel import Kernel

# What a notebook of the pack needs, and what takes long to load.
_LIBRARIES = ("numpy", "pandas", "matplotlib.pyplot", "seaborn", "helpers.report")
# Loaded again in each child: it ties itself to the shell of the process that loads it.
_PER_PROCESS = ("matplotlib_inline.backend_inline",)
_BLOCK = 1 << 12


def main(address: str) -> None:
    """Load the libraries, listen at the address, and fork until whoever started it is gone."""
    # Before numpy: a thread that the parent's arithmetic started would be missing in a child.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    kernel = warm_up()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ended = _told_of_children()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            # The standard input closes when the process that started this one ends, however.
            ready, _, _ = select.select([listener, ended, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            if ended in ready:
                os.read(ended, _BLOCK)
                _let_go()
            if listener in ready:
                _fork(listener, kernel)


def _told_of_children() -> int:
    """A file that can be read whenever a child has ended.

    To ignore them would do, but for what they cost: a child's time is added to its parent's only
    where the parent asks.
    """
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    return reading


def _let_go() -> None:
    """Take leave of every child that has ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork(listener: socket.socket, kernel: Kernel) -> None:
    """Take a connection and give it a child. Without room for one, whoever asked is told so."""
    with listener.accept()[0] as connection:
        try:
            is_child = os.fork() == 0
        except OSError as error:
            print(f"no process could be forked: {error.strerror}", file=sys.stderr, flush=True)
            return
        if is_child:
            listener.close()
            _serve(connection, kernel)


def warm_up() -> Kernel:
    """Load what takes long, rehearse, and leave no trace of it for the notebooks."""
    from helpers import cache
    from helpers.engine import kernel
    from helpers.engine.rehearsal import rehearse

    for name in _LIBRARIES:
        __import__(name)
    kernel.load()
    cache.key_of()  # the digest of the code that is loaded here, not of what it may become
    rehearse()
    for name in _PER_PROCESS:
        sys.modules.pop(name, None)
    made = kernel.ready()
    # What is here now is never collected: a child need not copy it to look at it.
    gc.collect()
    gc.freeze()
    return made


def _serve(connection: socket.socket, kernel: Kernel) -> None:
    """Run one notebook in this child, and end the process without the parent's clean-up."""
    from helpers.engine.kernel import serve

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
        serve(kernel, Connection(connection.detach()))
        status = 0
    except BaseException:
        traceback.print_exc(file=log)
        log.flush()
    finally:
        sys.stdout.flush()
        os._exit(status)
