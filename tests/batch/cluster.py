"""A cluster of real processes: a scheduler, workers and a server of files."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
WRES = Path(sys.executable).with_name("wres")


def start(*command: object, **variables: object) -> subprocess.Popen:
    """A process that ends with the test, and says where it listens on its error output."""
    return subprocess.Popen(
        [sys.executable, "-m", *map(str, command)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {name: str(value) for name, value in variables.items()},
    )


@dataclass
class Cluster:
    """A scheduler, and as many workers as a test asks for."""

    folder: Path
    processes: list[subprocess.Popen] = field(default_factory=list)
    address: str = ""

    def schedule(self, port: int = 0) -> subprocess.Popen:
        options = ["--host", "127.0.0.1", "--port", port, "--no-dashboard"]
        scheduler = start("distributed.cli.dask_scheduler", *options)
        self.processes.append(scheduler)
        line = next(line for line in scheduler.stderr if "Scheduler at:" in line)
        self.address = line.split("Scheduler at:")[1].strip()
        return scheduler

    def work(self, **variables: object) -> subprocess.Popen:
        options = ["--nthreads", 1, "--no-nanny", "--no-dashboard", "--local-directory"]
        folder = self.folder / "dask"
        worker = start("distributed.cli.dask_worker", self.address, *options, folder, **variables)
        self.processes.insert(0, worker)
        next(line for line in worker.stderr if "Registered to:" in line)
        return worker

    def serve(self, folder: Path, *options: object, port: int = 0) -> tuple[subprocess.Popen, str]:
        """A server of files, and its address."""
        where = ["--interface", "127.0.0.1", "--port", port, "--directory", folder]
        server = start("pyftpdlib", *where, *options)
        self.processes.append(server)
        line = next(line for line in server.stderr if "starting FTP server" in line)
        port = re.search(r"127\.0\.0\.1:(\d+)", line).group(1)
        return server, f"ftp://127.0.0.1:{port}"


def begin(
    cluster: Cluster,
    data: object,
    reports: object,
    is_going: Callable[[], bool],
    asked: tuple[str, ...] = ("--organisation", "RXX"),
    **variables,
) -> subprocess.Popen:
    """A run that has come so far."""
    run = subprocess.Popen(
        [
            WRES, "run", *asked, "--data", str(data),
            "--reports", str(reports), "--scheduler", cluster.address,
        ],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | variables,
    )  # fmt: skip
    deadline = time.monotonic() + 300
    while not is_going():
        assert time.monotonic() < deadline and run.poll() is None, "the run did not get going"
        time.sleep(0.05)
    return run
