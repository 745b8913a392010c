"""Loads libraries, and does a big piece of work, without Python's search for garbage.

The search (`gc`) looks again and again at everything there is, for circles that nothing needs.
Libraries make next to none, and a workbook's cells are needed to its end: what it then costs is
time.
Circles that a piece of work leaves are found by the next search after it.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

# jsonschema takes this one where it is there, and it builds a parser for more than a second. It
# knows addresses in all alphabets, of which no notebook's schema has one.
_NOT_NEEDED = "rfc3987_syntax"
# It takes two to five, of the processor, however busy the machine is.
LOADING_SECONDS = 30


@contextmanager
def bounded(seconds: float = LOADING_SECONDS) -> Iterator[None]:
    """End this process, by SIGPROF, where a block takes more seconds of the processor than these.

    Where there is no memory for it, OpenBLAS asks for it again for ever while it is loaded, and no
    Python is heard meanwhile. Only a signal that ends the process does.

    >>> with bounded(seconds=60):
    ...     signal.getitimer(signal.ITIMER_PROF)[0] > 0
    True
    """
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


@contextmanager
def without_search() -> Iterator[None]:
    """No search for garbage until the end of the block.

    >>> with without_search():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def load(*names: str) -> None:
    """Import modules for a process that works long with them.

    What there is afterwards is left out of every later search.
    """
    leave_out = _NOT_NEEDED not in sys.modules and "jsonschema" not in sys.modules
    if leave_out:
        sys.modules[_NOT_NEEDED] = None
    try:
        with without_search(), bounded():
            for name in names:
                import_module(name)
    finally:
        if leave_out:
            del sys.modules[_NOT_NEEDED]
    gc.freeze()
