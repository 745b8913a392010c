"""What the machine does to a command, said in one sentence: a full disk, no memory, a signal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# As shells count them: 128 and the number of the signal.
SIGNALLED = 128
INTERRUPTED, TERMINATED = SIGNALLED + signal.SIGINT, SIGNALLED + signal.SIGTERM
_LOOK = "See that there is room and that you may write there."
_GO_ON = "What was made by then is kept: run the same command again, and it goes on from there."
# What the machine may do to any command, besides what a person can mend in the input.
FAILURES = (OSError, MemoryError, EOFError)
# What Python says where there is no memory for a thread.
_NO_THREAD = "can't start new thread"


class TerminatedError(BaseException):
    """Somebody asked this process to end, by SIGTERM; nothing is to catch it on its way."""


def in_a_sentence(error: BaseException) -> str:
    """What happened and what to do, in words.

    >>> in_a_sentence(OSError(28, "No space left on device", "reports/run.json"))
    "cannot use 'reports/run.json' (No space left on device). See that there is room and that you \
may write there. What was made by then is kept: run the same command again, and it goes on from \
there."
    >>> in_a_sentence(KeyboardInterrupt()).partition(". ")[0]
    'stopped'
    """
    if isinstance(error, KeyboardInterrupt | TerminatedError):
        return f"stopped. {_GO_ON}"
    if isinstance(error, MemoryError):
        return f"the machine has too little memory for this. Close other programs. {_GO_ON}"
    if isinstance(error, EOFError | ConnectionError | BrokenPipeError):
        return f"a process that this one needs is gone (perhaps for want of memory). {_GO_ON}"
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}"
    where = f"'{error.filename}'" if error.filename else "a file"
    why = error.strerror or type(error).__name__
    return f"cannot use {where} ({why}). {_LOOK} {_GO_ON}"


@contextmanager
def told_to_end() -> Iterator[None]:
    """Let SIGTERM end what is done here in good order, as Ctrl+C does.

    Raises:
        TerminatedError: the signal came.
    """

    def end(_: int, __: FrameType | None) -> None:
        raise TerminatedError

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not the main thread, which alone hears signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def quiet_threads() -> Iterator[None]:
    """Show no traceback of a thread that had too little memory: the command itself says so.

    A thread of Python's own, which hands tasks to workers, cannot be asked to say it in a sentence.
    """

    def hook(told: threading.ExceptHookArgs) -> None:
        if not (isinstance(told.exc_value, MemoryError) or _NO_THREAD in str(told.exc_value)):
            before(told)

    before, threading.excepthook = threading.excepthook, hook
    try:
        yield
    finally:
        threading.excepthook = before
