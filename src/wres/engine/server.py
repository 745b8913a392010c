"""The process from which notebooks' processes are forked.

It loads the libraries once, then waits. Each connection to its socket gets a child of its own,
which runs one notebook (`wres.engine.kernel`) and ends. The server itself runs no notebook and
starts no thread, so that a fork copies nothing half-way. What several notebooks begin with alike
is done once, in a process between (`wres.engine.forerunner`).
"""

from __future__ import annotations

import gc
import os
import select
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from wres.engine.forerunner import Forerunners
from wres.engine.fork import fork, let_go, receive, told_of_children
from wres.engine.process import READY
from wres.ground import machine
from wres.ground.loading import bounded

if TYPE_CHECKING:
    from wres.engine.kernel import Kernel

# What a notebook of the pack needs, and what takes long to load: last what it imports, by name,
# since this package imports nothing of it.
_LIBRARIES = ("numpy", "pandas", "matplotlib.pyplot", "seaborn", "helpers.report")
# Loaded again in each child: it ties itself to the shell of the process that loads it.
_PER_PROCESS = ("matplotlib_inline.backend_inline",)
_BLOCK = 1 << 12


def main(address: str) -> None:
    """Load the libraries, listen at the address, and fork until whoever started it is gone."""
    # Before numpy: a thread that the parent's arithmetic started would be missing in a child.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    try:
        with bounded():
            kernel = warm_up(Path(address).parent)
    except (*machine.FAILURES, ImportError) as error:  # a library, for want of memory
        _say(machine.in_a_sentence(error))
        os._exit(1)  # what is half loaded may not come to its end without memory
    ended = told_of_children()
    with socket.socket(socket.AF_UNIX) as listener, Forerunners(kernel, listener) as forerunners:
        listener.bind(address)
        listener.listen(64)
        _say(READY)
        while True:
            # The standard input closes when the process that started this one ends, however.
            ready, _, _ = select.select([listener, ended, sys.stdin, *forerunners.awaited], [], [])
            if sys.stdin in ready:
                return
            if ended in ready:
                os.read(ended, _BLOCK)
                let_go()
            forerunners.hear(ready)
            if listener in ready:
                _answer(listener, kernel, forerunners)


def _say(text: str) -> None:
    """Say a line to whoever waits for this process; nobody does where a run has ended early."""
    with suppress(BrokenPipeError):
        os.write(sys.stdout.fileno(), f"{text}\n".encode())


def _answer(listener: socket.socket, kernel: Kernel, forerunners: Forerunners) -> None:
    """Give a connection a child; its first message says what for."""
    with listener.accept()[0] as connection:
        asked = receive(connection)
        if asked is None:
            return
        if asked["ahead"] and forerunners.take(connection, asked):
            return
        fork(connection, kernel, asked, forerunners.sockets)


def warm_up(folder: Path) -> Kernel:
    """Load what takes long, rehearse, and leave no trace of it for the notebooks.

    Args:
        folder: where notebooks may keep what is nobody's; it goes when the server does.
    """
    from wres.engine import kernel

    kernel.load()
    warm = kernel.ready(folder)
    # Some libraries ask when they are loaded whether they are in a kernel.
    with warm.shell.builtin_trap:
        for name in _LIBRARIES:
            __import__(name)
    from wres.engine.rehearsal import rehearse
    from wres.ground import cache

    kernel.draw_inline()
    cache.key_of()  # the digest of the code that is loaded here, not of what it may become
    rehearse()
    for name in _PER_PROCESS:
        sys.modules.pop(name, None)
    # What is here now is never collected: a child need not copy it to look at it.
    gc.collect()
    gc.freeze()
    return warm
