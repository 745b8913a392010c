"""The process from which notebooks' processes are forked.

It loads the libraries once, then waits. Each connection to its socket gets a child of its own,
which runs one notebook (`helpers.engine.kernel`) and ends. The server itself runs no notebook and
starts no thread, so that a fork copies nothing half-way.
"""

from __future__ import annotations

import gc
import io
import os
import random
import select
import signal
import socket
import sys
import traceback
from multiprocessing.connection import Connection

# What a notebook of the pack needs, and what takes long to load.
_LIBRARIES = ("numpy", "pandas", "matplotlib.pyplot", "seaborn", "helpers.report")
# Loaded again in each child: it ties itself to the shell of the process that loads it.
_PER_PROCESS = ("matplotlib_inline.backend_inline",)


def main(address: str) -> None:
    """Load the libraries, listen at the address, and fork until whoever started it is gone."""
    # Before numpy: a thread that the parent's arithmetic started would be missing in a child.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    warm_up()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system forgets children that ended
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            # The standard input closes when the process that started this one ends, however.
            ready, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in ready:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _serve(connection)
            connection.close()


def warm_up() -> None:
    """Load what takes long, draw once, and leave no trace of it for the notebooks."""
    from helpers.engine import kernel

    for name in _LIBRARIES:
        __import__(name)
    kernel.warm_up()
    # Not by pyplot, which would settle how every notebook draws.
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure()
    figure.subplots().set_title("warm")
    FigureCanvasSVG(figure).print_svg(io.StringIO())
    for name in _PER_PROCESS:
        sys.modules.pop(name, None)
    # What is here now is never collected: a child need not copy it to look at it.
    gc.collect()
    gc.freeze()


def _serve(connection: socket.socket) -> None:
    """Run one notebook in this child, and end the process without the parent's clean-up."""
    from helpers.engine import kernel

    status = 1
    # The child sends its own error output to the notebook; what it dies of is said here.
    log = os.fdopen(os.dup(2), "w")
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        random.seed()
        if numpy := sys.modules.get("numpy"):
            numpy.random.seed()
        kernel.serve(Connection(connection.detach()))
        status = 0
    except BaseException:
        traceback.print_exc(file=log)
        log.flush()
    finally:
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1])
