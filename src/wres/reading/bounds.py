"""How much is read at most, told before it is met.

A file that was made to fill the memory, or was put there by a slip, is refused in one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault
from wres.ground.files import open_file, read_bytes

_MEANT = "Look whether this is the file that was meant."
_LINE_ENDS = "Save it again, so that each row stands in a line of its own."


class OutOfBoundsError(ValueError):
    """Something is larger than anything that is read."""

    def __init__(self, problem: str, remedy: str = _MEANT):
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy

    def fault(self, file: str) -> Fault:
        """The same of a file as a whole."""
        return Fault(file, None, "", None, self.problem, self.remedy)


@cache
def limit(name: str) -> int:
    """How much of something is read at most, from `reference/input_limits.csv`.

    >>> limit("columns")
    1000
    """
    return int(reference.by("input_limits", "limit")[name]["value"])


def read_typed(path: Path, most: str = "file", lines: str = "lines") -> bytes:
    """All bytes of a file that a person typed.

    Args:
        path: the file.
        most: the limit of its length.
        lines: the limit of its lines.

    Raises:
        OutOfBoundsError: it is longer than any such file, or holds more.
        OSError: it cannot be opened.
    """
    # One byte more: what is written to meanwhile may be longer than it says.
    raw = read_bytes(path, limit(most) + 1)
    if len(raw) > limit(most):
        raise _too_long(most)
    if raw.count(b"\n") > limit(lines):
        raise OutOfBoundsError(f"has more than {limit(lines):,} lines")
    if raw.count(b",") > limit("cells"):
        raise OutOfBoundsError(f"has more than {limit('cells'):,} cells")
    if max(map(len, raw.split(b"\n"))) > limit("line"):
        raise _long_line()
    return raw


def check_size(path: Path, most: str) -> None:
    """See that a file is not longer than a limit, before any of it is read.

    Raises:
        OutOfBoundsError: it is longer.
        OSError: there is none.
    """
    if path.lstat().st_size > limit(most):
        raise _too_long(most)


def check_lines(path: Path) -> None:
    """See that an extract in CSV has no more lines than any, and none that is longer.

    Raises:
        OutOfBoundsError: it has.
        OSError: it cannot be opened.
    """
    lines = 0
    with open_file(path) as file:
        while block := file.read(limit("line")):
            ends = block.count(b"\n")
            if not ends and len(block) == limit("line"):
                raise _long_line()
            lines += ends
            if lines > limit("records"):
                raise OutOfBoundsError(f"has more than {limit('records'):,} rows")


def check_columns(number: int) -> None:
    """See that a row has no more cells than any table has columns.

    Raises:
        OutOfBoundsError: it has more.
    """
    if number > limit("columns"):
        raise OutOfBoundsError(f"has a row of more than {limit('columns'):,} cells", _LINE_ENDS)


def told(faults: Iterable[Fault]) -> list[Fault]:
    """As many faults as anybody reads in one round, and how many more there are.

    >>> [str(each) for each in told([])]
    []
    """
    every = list(dict.fromkeys(faults))
    most, file = limit("faults"), every[-1].file if every else ""
    if len(every) <= most:
        return every
    more = f"or another file has {len(every) - most:,} more faults"
    return [*every[:most], Fault(file, None, "", None, more, "Mend those that are named first.")]


def _too_long(most: str) -> OutOfBoundsError:
    return OutOfBoundsError(f"is longer than {limit(most) // 1_000_000} MB")


def _long_line() -> OutOfBoundsError:
    return OutOfBoundsError(f"has a line of more than {limit('line'):,} bytes", _LINE_ENDS)
