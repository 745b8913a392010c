"""Say how far a run has come: a bar in a terminal, a line for each report elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

from tqdm import tqdm

from wres.batch.plan import Job


class Progress:
    """How far a run has come, for a person to read."""

    def __init__(self, reports: int, tasks: int, file: TextIO | None = None):
        self._file = file or sys.stderr
        self._reports, self._made, self._failed, self._unchanged = reports, 0, 0, 0
        self._started = time.monotonic()
        self._bar = tqdm(
            total=tasks, desc="Reports", unit="task", file=self._file, disable=None, leave=False
        )

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def task(self, number: int = 1) -> None:
        """So many tasks are done, or need not be."""
        self._bar.update(number)

    def more(self, number: int) -> None:
        """So many tasks came to light that nobody knew of before."""
        self._bar.total += number

    def made(self, job: Job) -> None:
        """A report stands in its place."""
        self._made += 1
        self.say(f"{job}: done")

    def failed(self, job: Job) -> None:
        """A report will not be made; why stands in the summary of the run, once."""
        self._failed += 1
        self.say(f"{job}: failed")

    def unchanged(self) -> None:
        """A report is as it would be made. Nothing is said: there may be hundreds."""
        self._unchanged += 1
        self._count()

    def say(self, text: str) -> None:
        """Say something in a line of its own, and how far the run has come."""
        self._count()
        if self._bar.disable:
            text = f"{text} ({self.standing()})"
        self._bar.write(text, file=self._file)

    def _count(self) -> None:
        if not self._bar.disable:
            self._bar.set_postfix_str(f"{self._done} of {self._reports} reports", refresh=False)

    @property
    def _done(self) -> int:
        return self._made + self._failed + self._unchanged

    def standing(self) -> str:
        """How many reports are done, failed and left, and how long that will take."""
        left = self._reports - self._done
        said = [f"{self._done} of {self._reports}"]
        said += [f"{self._failed} failed"] * bool(self._failed)
        here = self._made + self._failed
        if left and here:
            said.append(f"about {duration(left * (time.monotonic() - self._started) / here)} to go")
        return ", ".join(said)


def duration(seconds: float) -> str:
    """A length of time as people say it.

    >>> duration(8), duration(100), duration(4000)
    ('8 seconds', '2 minutes', '1.1 hours')
    """
    if seconds < 90:
        return f"{seconds:.0f} second{'' if round(seconds) == 1 else 's'}"
    if seconds < 60 * 60:
        return f"{seconds / 60:.0f} minutes"
    return f"{seconds / 3600:.1f} hours"
