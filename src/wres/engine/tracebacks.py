"""Tracebacks of cells that were interrupted between two lines."""

from __future__ import annotations

from types import TracebackType

from IPython.core.interactiveshell import InteractiveShell


def show_without_lines(shell: InteractiveShell) -> None:
    """Have a shell show tracebacks in which a frame has no line.

    An interrupt can come at an instruction that belongs to no line, as where a `with` statement
    ends. IPython stops at such a frame, prints a fault of its own and loses the cell's.
    """
    show = shell.InteractiveTB.structured_traceback

    def structured_traceback(etype=None, value=None, tb=None, *place, **options):
        try:
            return show(etype, value, tb, *place, **options)
        except AssertionError:
            return show(etype, value, only_lines(tb), *place, **options)

    shell.InteractiveTB.structured_traceback = structured_traceback


def only_lines(traceback: TracebackType) -> TracebackType | None:
    """A traceback without the frames that have no line; the first, which is the shell's, stays."""
    frames = []
    following = traceback.tb_next
    while following is not None:
        frames.append(following)
        following = following.tb_next
    for entry in [*reversed(frames), traceback]:
        frame, line = entry.tb_frame, entry.tb_lineno
        if entry is traceback or (line is not None and frame.f_lineno is not None):
            following = TracebackType(following, frame, entry.tb_lasti, line)
    return following
