"""Tasks that can be done, handed to workers as fast as they have room."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field

from wres.batch import keys, tasks
from wres.batch.decide import Decision
from wres.batch.executor import MOST_TRIES, Workers
from wres.batch.journal import FAILED, MADE, SKIPPED, Journal
from wres.batch.plan import PAGES, PDF, RELEASE, WORKBOOK, Task
from wres.batch.progress import Progress

# What is nearest to a finished report is done first.
_FIRST = (RELEASE, PDF, PAGES, WORKBOOK)


@dataclass(order=True)
class _Work:
    """A task that can be done now; what it is given is put together when it is its turn."""

    rank: tuple[int, int]
    task: Task = field(compare=False)
    reason: str = field(compare=False)
    what: Callable = field(compare=False)
    given: Callable[[], tuple] = field(compare=False)
    then: Callable[[tasks.Done], None] = field(compare=False)
    tries: int = field(default=0, compare=False)


class TaskQueue:
    """What is ready to be done and what is being done; each task is told of when it has ended."""

    def __init__(self, workers: Workers, journal: Journal, progress: Progress):
        self._workers, self._journal, self._progress = workers, journal, progress
        self._ready: list[_Work] = []
        self._at_work: dict[Future, _Work] = {}
        self._order = 0

    def add(
        self,
        task: Task,
        reason: str,
        what: Callable,
        given: Callable[[], tuple],
        then: Callable[[tasks.Done], None],
    ) -> None:
        """Have a task done.

        Args:
            task: which one.
            reason: why it is done.
            what: the function that does it (`wres.batch.tasks`).
            given: puts together what that takes.
            then: takes what it came to, and may add further tasks.
        """
        self._order += 1
        rank = _FIRST.index(task.name) if task.name in _FIRST else len(_FIRST)
        heapq.heappush(self._ready, _Work((rank, self._order), task, reason, what, given, then))

    def skip(self, decision: Decision) -> None:
        """Tell of a task that need not be done."""
        self._journal.add(decision.task, SKIPPED, decision.reason)
        self._progress.task()

    def run(self, begin_next: Callable[[], bool]) -> None:
        """Do all tasks, and whatever they make possible.

        Args:
            begin_next: asked when too little is ready: adds tasks, or skips some. False where
                there is nothing to begin before one of those at work has ended.
        """
        while True:
            self._hand_out(begin_next)
            if not self._at_work:
                return
            # All that has ended, so that what it makes possible is there before the next is begun.
            for future in self._workers.first_of(self._at_work):
                self._take(self._at_work.pop(future), future)

    def _hand_out(self, begin_next: Callable[[], bool]) -> None:
        """Give the workers what they have room for."""
        room = self._workers.capacity - len(self._at_work)
        while room > 0:
            while not self._ready and begin_next():
                pass
            if not self._ready:
                return
            work = heapq.heappop(self._ready)
            work.tries += 1
            future = self._workers.submit(tasks.perform, keys.pack(), work.what, *work.given())
            self._at_work[future] = work
            room -= 1

    def _take(self, work: _Work, future: Future) -> None:
        """Take what a worker answered, or have a task done again whose worker was killed."""
        try:
            done = future.result()
        except (Exception, CancelledError) as error:
            if self._workers.is_lost(error) and work.tries < MOST_TRIES:
                heapq.heappush(self._ready, work)
                return
            done = tasks.Done(None, error, 0.0, 0.0, None, "")
        error = done.error or getattr(done.result, "error", None)
        self._journal.add(work.task, FAILED if error else MADE, work.reason, done, error)
        self._progress.task()
        work.then(done)
