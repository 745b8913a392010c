"""Tasks are handed out as fast as there is room, nearest to a report first, and none is lost."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import Future

import pytest

from wres.batch import tasks
from wres.batch.decide import MAKE, SKIP, UNCHANGED, Decision
from wres.batch.executor import MOST_TRIES
from wres.batch.journal import Journal
from wres.batch.plan import PAGES, PDF, READ, RELEASE, WORKBOOK, Task
from wres.batch.progress import Progress
from wres.batch.queue import TaskQueue


class Killed(Exception):
    """What a worker's death looks like here."""


class OneWorker:
    """Workers that do a task at once, in this process; some die over it first."""

    capacity = 1

    def __init__(self, deaths: int = 0):
        self.deaths, self.most_at_once = deaths, 0

    def submit(self, task, *given) -> Future:
        future = Future()
        if self.deaths:
            self.deaths -= 1
            future.set_exception(Killed())
        else:
            future.set_result(task(*given))
        return future

    def first_of(self, begun) -> set[Future]:
        self.most_at_once = max(self.most_at_once, len(begun))
        return {next(iter(begun))}

    def is_lost(self, error: BaseException) -> bool:
        return isinstance(error, Killed)


def task(name: str) -> Task:
    return Task("RXX", 2023, "published", name)


@pytest.fixture
def told():
    """What each task came to, in the order in which they ended."""
    return []


def queue_of(workers: OneWorker) -> tuple[TaskQueue, Journal]:
    journal = Journal("this process")
    return TaskQueue(workers, journal, Progress(1, 9)), journal


def nothing_more() -> bool:
    return False


def test_what_is_nearest_to_a_finished_report_comes_first(told):
    workers = OneWorker()
    queue = queue_of(workers)[0]
    for name in (READ, "notebook board", WORKBOOK, PAGES, PDF, RELEASE, "notebook detail"):
        queue.add(task(name), MAKE, str, lambda name=name: (name,), lambda d: told.append(d.result))
    queue.run(nothing_more)
    assert told == [RELEASE, PDF, PAGES, WORKBOOK, READ, "notebook board", "notebook detail"]
    assert workers.most_at_once == 1


def test_reports_are_begun_when_too_little_is_ready(told, tmp_path):
    """The first need nothing done; a task may add another; all ends when none is left to begin."""
    queue, journal = queue_of(OneWorker())
    waiting = ["unchanged", "unchanged", "one", "two"]

    def read(done: tasks.Done) -> None:
        told.append(done.result)
        queue.add(task(PDF), MAKE, str.upper, lambda: (done.result,), pdf)

    def pdf(done: tasks.Done) -> None:
        told.append(done.result)

    def begin_next() -> bool:
        if not waiting:
            return False
        name = waiting.pop(0)
        if name == "unchanged":
            queue.skip(Decision(task(READ), SKIP, UNCHANGED))
        else:
            queue.add(task(READ), MAKE, str, lambda: (name,), read)
        return True

    queue.run(begin_next)
    assert told == ["one", "ONE", "two", "TWO"]
    journal.write(tmp_path, {})
    listed = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["tasks"]
    assert Counter(each["outcome"] for each in listed) == {"made": 4, "skipped": 2}


@pytest.mark.parametrize(("deaths", "is_done"), [(MOST_TRIES - 1, True), (MOST_TRIES, False)])
def test_a_task_whose_worker_was_killed_is_done_again_but_not_for_ever(told, deaths, is_done):
    queue = queue_of(OneWorker(deaths))[0]
    queue.add(task(READ), MAKE, str, lambda: ("read",), told.append)
    queue.run(nothing_more)
    (done,) = told
    assert (done.result == "read", isinstance(done.error, Killed)) == (is_done, not is_done)
