"""The record of a run for programs, `run.json`: what was done, why, and what it cost.

The clock and the machine are here and in `run.log`, and in no report. No count is.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wres.batch import keys
from wres.batch.plan import Task
from wres.batch.tasks import Done
from wres.ground.whole import write_whole

FILE = "run.json"
MADE, SKIPPED, FAILED = "made", "skipped", "failed"


class Journal:
    """What a run did, task by task."""

    def __init__(self, workers: str):
        self._head: dict[str, Any] = {
            "format": 1,
            "started": _now(),
            "machine": {
                "name": platform.node(),
                "system": platform.platform(),
                "processors": os.cpu_count(),
            },
            "versions": keys.all_versions(),
            "workers": workers,
        }
        self._tasks: list[dict[str, Any]] = []

    def add(
        self,
        task: Task,
        outcome: str,
        reason: str,
        done: Done | None = None,
        error: BaseException | None = None,
    ) -> None:
        """Write a task down.

        Args:
            task: what was to be done.
            outcome: `made`, `skipped` or `failed`.
            reason: why it was done or skipped.
            done: what it cost; None where nothing was done.
            error: why it failed. Only its kind is kept: its words may name a count.
        """
        self._tasks.append(
            {
                "organisation": task.organisation,
                "year": task.year,
                "audience": task.audience,
                "task": task.name,
                "outcome": outcome,
                "reason": reason,
                "seconds": done and round(done.seconds, 4),
                "processor_seconds": done and round(done.processor_seconds, 4),
                "peak_memory": done and done.peak,
                "worker": done and done.worker,
                "error": type(error).__name__ if error else None,
            }
        )

    def write(self, reports: Path, summary: Mapping[str, int]) -> None:
        """Write it beside the reports."""
        told = {**self._head, "ended": _now(), **summary, "tasks": self._tasks}
        write_whole(reports / FILE, f"{json.dumps(told, indent=1)}\n".encode())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
