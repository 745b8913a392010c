"""Measure a run of many organisations: cost by number, runs again, memory, overhead of a task.

    python benchmarks/country.py COUNTRY
    python benchmarks/scale.py COUNTRY
    python benchmarks/scale.py COUNTRY --numbers 10 25 50 100 250 --jobs 2
    python benchmarks/scale.py COUNTRY --overhead --numbers 8 --rounds 3

For each number it runs `wres run` over the first so many organisations of the country and all
their years, with nothing kept from before. With the largest number it then runs again: with
nothing changed, and with one organisation's words and one's figures changed. Peak memory is looked
at while it runs, every half second, so that a shorter peak is not seen.

With `--overhead` it prints what an empty task costs, and then runs the same plan by two processes
and by a Dask cluster of two workers with one thread each, in turns.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import psutil

from wres.reading.inputs import organisations_held, years_held

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LOOK_EVERY = 0.5
MIB = 2**20


@dataclass
class Measured:
    """What one run took; memory in MiB."""

    seconds: float = 0.0
    processor: float = 0.0
    parent: float = 0.0
    worker: float = 0.0
    whole: float = 0.0
    last: dict[int, float] = field(default_factory=dict)


def run(data: Path, reports: Path, codes: list[str], options: list[str]) -> Measured:
    """`wres run` over these organisations, watched.

    Processor seconds are the sum over processes of what each had used when it was last seen, so
    that those of the last half second, and of processes that lived for less, are missing.
    """
    command = _command(data, reports, codes, options)
    found, started = Measured(), time.perf_counter()
    log = (reports.parent / "said.log").open("w", encoding="utf-8")
    with log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        parent = psutil.Process(process.pid)
        while process.poll() is None:
            _look(parent, found)
            time.sleep(LOOK_EVERY)
    found.seconds = time.perf_counter() - started
    if process.returncode:
        print((reports.parent / "said.log").read_text(encoding="utf-8"), file=sys.stderr)
    return found


def _command(data: Path, reports: Path, codes: list[str], options: list[str]) -> list[str]:
    command = [sys.executable, "-m", "wres", "run", "--data", data, "--reports", reports]
    command += ["--notebooks", NOTEBOOKS, *options]
    return [*map(str, command), *(f"--organisation={code}" for code in codes)]


def _look(parent: psutil.Process, found: Measured) -> None:
    """Note the memory of the parent, of the largest other process, and of all together.

    A process's memory is its share of what is resident (PSS), where the system says it: forked
    processes share most pages. Elsewhere it is all that is resident (RSS).
    """
    with suppress(psutil.Error):
        sizes = {each.pid: _size(each) for each in (parent, *parent.children(recursive=True))}
        others = [size for pid, size in sizes.items() if pid != parent.pid]
        found.parent = max(found.parent, sizes[parent.pid])
        found.worker = max([found.worker, *others])
        found.whole = max(found.whole, sum(sizes.values()))
        for each in (parent, *parent.children(recursive=True)):
            with suppress(psutil.Error):
                used = each.cpu_times()
                found.last[each.pid] = used.user + used.system
        found.processor = sum(found.last.values())


def _size(process: psutil.Process) -> float:
    try:
        full = process.memory_full_info()
    except psutil.Error:
        return 0.0
    return getattr(full, "pss", full.rss) / MIB


def by_number(country: Path, numbers: list[int], options: list[str]) -> None:
    """Print the cost of each number of organisations, then of runs again over the last."""
    codes = organisations_held(country)
    numbers = [number for number in numbers if number <= len(codes)]
    years = sum(len(years_held(country, code)) for code in codes) / len(codes)
    print(f"{' '.join(options)}, {years:.0f} years an organisation\n")
    heads = ("Organisations", "Reports", "Seconds", "A report", "Processor seconds a report")
    heads += ("Parent", "Largest other process", "All")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for number in numbers:
        with tempfile.TemporaryDirectory() as place:
            os.environ["WRES_CACHE"] = str(Path(place) / "cache")
            chosen, reports = codes[:number], Path(place) / "reports"
            count = sum(len(years_held(country, code)) for code in chosen)
            found = run(country, reports, chosen, options)
            made = len(list(reports.glob("[0-9]*/*/report.html")))
            cells = (f"{number}", f"{made} of {count}", f"{found.seconds:.0f}")
            cells += (f"{found.seconds / count:.2f}", f"{found.processor / count:.2f}")
            cells += (
                f"{found.parent:.0f} MiB",
                f"{found.worker:.0f} MiB",
                f"{found.whole:.0f} MiB",
            )
            print(f"| {' | '.join(cells)} |", flush=True)
            if number == numbers[-1]:
                again(country, Path(place), chosen, options, found.seconds)


def again(country: Path, place: Path, codes: list[str], options: list[str], first: float) -> None:
    """Print what a run costs that has little to do, beside the first."""
    data = place / "data"
    shutil.copytree(country, data)
    print("\n| Run again | Seconds | Of the first |\n|---|---|---|")
    for what, change in (
        ("in a copy of the data folder", lambda: None),
        ("nothing changed", lambda: None),
        (f"words of {codes[0]}", lambda: _say_more(data / codes[0])),
        (f"figures of {codes[-1]}", lambda: _count_more(data / codes[-1])),
    ):
        change()
        found = run(data, place / "reports", codes, options)
        print(f"| {what} | {found.seconds:.1f} | {found.seconds / first:.1%} |", flush=True)


def _say_more(folder: Path) -> None:
    """Add a sentence to the words of the last year."""
    path = sorted(folder.glob("[0-9]*"))[-1] / "narrative" / "context.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nMore later.\n", encoding="utf-8")


def _count_more(folder: Path) -> None:
    """Change one figure of the last year: the response rate, which each form has in a text."""
    path = sorted(folder.glob("[0-9]*"))[-1] / "counts.csv"
    if not path.exists():
        _say_more(folder)
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if ",survey response rate," in line:
            cells = line.split(",")
            lines[number] = ",".join("51" if cell.isdigit() else cell for cell in cells)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def overhead(tasks: int = 2000) -> None:
    """Print what a task costs that does nothing, with processes of this machine and with Dask."""
    print("| Scheduler | Milliseconds a task |\n|---|---|")
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(abs, range(2)))
        started = time.perf_counter()
        for future in [pool.submit(abs, number) for number in range(tasks)]:
            future.result()
        print(f"| processes | {1000 * (time.perf_counter() - started) / tasks:.2f} |")
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        print("| Dask | `distributed` is not installed |")
        return
    with (
        LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        client.gather(client.map(abs, range(2)))
        started = time.perf_counter()
        client.gather([client.submit(abs, number, pure=False) for number in range(tasks)])
        print(f"| Dask | {1000 * (time.perf_counter() - started) / tasks:.2f} |")


def overhead_of_a_plan(country: Path, number: int, rounds: int) -> None:
    """Print what the tasks of real reports cost more on a cluster than by processes.

    Each run begins with nothing kept and with new workers. Those of the cluster are started before
    the clock is, and load the pack with their first task, as processes do. Processor seconds are
    those of the whole machine: nothing else may run on it.
    """
    codes = organisations_held(country)[:number]
    ways = {"processes": _by_processes, "Dask": _by_a_cluster}
    seconds, processor = {name: [] for name in ways}, {name: [] for name in ways}
    reports = tasks = 0
    for turn in range(rounds):
        for name in sorted(ways, reverse=bool(turn % 2)):
            with tempfile.TemporaryDirectory() as place:
                root = Path(place)
                surroundings = os.environ | {"WRES_CACHE": str(root / "cache")}
                run_plan = partial(_timed, country, root / "reports", codes, surroundings)
                clock, used = ways[name](run_plan, surroundings, root)
                seconds[name].append(clock)
                processor[name].append(used)
                told = json.loads((root / "reports" / "run.json").read_text(encoding="utf-8"))
                reports, tasks = told["made"], len(told["tasks"])
    print(f"\n{reports} reports of {tasks} tasks, two workers, {rounds} rounds in turn\n")
    print("| Scheduler | Seconds | Processor seconds |\n|---|---|---|")
    for name in ways:
        middle = statistics.median(seconds[name]), statistics.median(processor[name])
        print(f"| {name} | {middle[0]:.1f} | {middle[1]:.1f} |")
    pairs = list(zip(seconds["Dask"], seconds["processes"], strict=True))
    ratio = statistics.median(dask / here for dask, here in pairs)
    more = statistics.median((dask - here) / tasks for dask, here in pairs)
    print(f"\nDask takes {ratio:.3f} times as long: {1000 * more:+.0f} ms a task by the clock")


def _by_processes(run_plan: Callable, *_: object) -> tuple[float, float]:
    return run_plan(["--jobs", "2"])


def _by_a_cluster(run_plan: Callable, surroundings: dict, root: Path) -> tuple[float, float]:
    """The run on a cluster of its own."""
    options = ["--no-dashboard", "--host", "127.0.0.1"]
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", *options]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1"]
    worker += ["--no-nanny", "--local-directory", str(root / "dask"), *options]
    with ExitStack() as stack:
        start = partial(_start, stack, surroundings)
        address = start(scheduler, "Scheduler at:", root / "scheduler.log")
        for number in range(2):
            start([*worker, address], "Registered to:", root / f"worker_{number}.log")
        return run_plan(["--scheduler", address])


def _start(stack: ExitStack, surroundings: dict, command: list[str], sign: str, log: Path) -> str:
    """Start a process that ends with the stack, and wait for what it says after a sign."""
    errors = stack.enter_context(log.open("w", encoding="utf-8"))
    process = stack.enter_context(subprocess.Popen(command, stderr=errors, env=surroundings))
    stack.callback(process.terminate)
    while sign not in (said := log.read_text(encoding="utf-8")):
        if process.poll() is not None:
            raise RuntimeError(said)
        time.sleep(0.1)
    return said.split(sign)[1].split()[0]


def _processor_seconds() -> float:
    """What the whole machine has worked: a run's processes have many parents."""
    used = psutil.cpu_times()
    return used.user + used.system


def _timed(
    country: Path, reports: Path, codes: list[str], surroundings: dict, options: list[str]
) -> tuple[float, float]:
    """The seconds and processor seconds of a run."""
    started, used = time.perf_counter(), _processor_seconds()
    command = _command(country, reports, codes, options)
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
    seconds, used = time.perf_counter() - started, _processor_seconds() - used
    if done.returncode:
        raise RuntimeError(f"{done.stdout}{done.stderr}")
    return seconds, used


def main() -> None:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("country", type=Path, help="a folder that country.py wrote")
    options.add_argument("--numbers", type=int, nargs="+", default=[1, 2, 4])
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--scheduler", help="of a Dask cluster, whose workers are not watched")
    options.add_argument("--overhead", action="store_true", help="what Dask costs a task")
    options.add_argument("--rounds", type=int, default=3, help="of --overhead")
    given = options.parse_args()
    if given.overhead:
        overhead()
        overhead_of_a_plan(given.country.resolve(), max(given.numbers), given.rounds)
        return
    where = ["--scheduler", given.scheduler] if given.scheduler else ["--jobs", str(given.jobs)]
    by_number(given.country.resolve(), sorted(given.numbers), where)


if __name__ == "__main__":
    main()
