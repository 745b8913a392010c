"""The same plan on a real Dask cluster of a scheduler and two workers, one killed half-way."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from batch.conftest import WRES, files

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.xdist_group("batch")


def start(*command: object) -> subprocess.Popen:
    """A process that ends with the test, and says where it listens on its error output."""
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def cluster(tmp_path):
    """A scheduler's address, and the two workers."""
    # Python's tracker of shared things, which earlier tests may have started, stays to the end.
    before = set(psutil.Process().children(recursive=True))
    scheduler = start(
        "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", 0, "--no-dashboard"
    )
    line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
    address = line.split("Scheduler at:")[1].strip()
    folder = ["--local-directory", tmp_path / "dask"]
    workers = [
        start(
            "distributed.cli.dask_worker", address, "--nthreads", 1, "--no-nanny",
            "--no-dashboard", *folder,
        )
        for _ in range(2)
    ]  # fmt: skip
    yield address, workers
    for process in (*workers, scheduler):
        process.terminate()
        process.communicate()
    assert set(psutil.Process().children(recursive=True)) <= before


def test_a_run_on_a_cluster_that_loses_a_worker(first, cluster, tmp_path):
    """Every report is made, once and whole, and as it is made on one machine."""
    (address, workers), reports = cluster, tmp_path / "reports"
    run = subprocess.Popen(
        [
            WRES, "run", "--organisation", "RXX", "--data", first[0].data,
            "--reports", reports, "--scheduler", address,
        ],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 300
    while len(list(reports.glob(".wres/staging/2023/RXX/*/notebooks/*.ipynb"))) < 3:
        assert time.monotonic() < deadline and run.poll() is None, "the run did not get going"
        time.sleep(0.05)
    workers[0].kill()

    said, log = run.communicate(timeout=300)

    assert run.returncode == 0, said + log
    assert "1 report made" in said
    told = json.loads((reports / "run.json").read_text(encoding="utf-8"))
    names = [task["task"] for task in told["tasks"]]
    assert len(names) == len(set(names)) == 14
    # The input may have been read before, by the run that this one is compared with.
    made = [task for task in told["tasks"] if task["outcome"] == "made"]
    assert {task["task"] for task in told["tasks"] if task not in made} <= {"read"}
    processes = {int(task["worker"].rpartition(":")[2]) for task in made}
    # The one that was killed may not have finished anything by then.
    assert workers[1].pid in processes <= {worker.pid for worker in workers}
    assert told["tasks"][-1]["worker"].endswith(f":{workers[1].pid}")
    new, there = (root / "2023" / "RXX" for root in (reports, first[0].reports))
    assert files(new) == files(there)
