"""The command `wres` from its first moment: to load it takes a second, in which much may happen."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from wres.ground import machine

_SIGNALS = {signal.SIGINT: KeyboardInterrupt(), signal.SIGTERM: machine.TerminatedError()}


def main() -> None:
    """Load the command and begin it."""
    before = {number: signal.signal(number, _end) for number in _SIGNALS}
    try:
        from wres.cli import main as command
    except (*machine.FAILURES, ImportError) as error:  # a library, for want of memory
        sys.exit(f"Error: {machine.in_a_sentence(error)}")
    for number, handler in before.items():
        signal.signal(number, handler)
    command()


def _end(number: int, _: FrameType | None) -> None:
    """Say so and end, at once: nothing was begun."""
    said = f"Error: {machine.in_a_sentence(_SIGNALS[signal.Signals(number)])}\n"
    os.write(sys.stderr.fileno(), said.encode())
    os._exit(machine.SIGNALLED + number)


if __name__ == "__main__":
    main()
