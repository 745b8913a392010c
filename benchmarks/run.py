"""Time a run beside what people would do without it, and beside the least that it can take.

    python benchmarks/run.py
    python benchmarks/run.py --organisations 10 --rounds 5
    python benchmarks/run.py --organisations 9 --divide
    python benchmarks/run.py --data data --report QHG 2023 --report EX1 2024
    python benchmarks/run.py --ways notebooks floor --processes 1
    python benchmarks/run.py --ways wres earlier --earlier ../wres-0.5.2 --data FOLDER

Every way makes the same notebooks of the same reports, each round one after the other, so that a
busy machine slows all of them. Ratios are medians of the rounds' ratios. Processor seconds are
those of the whole machine: nothing else may run on it. Without `--data` it makes a small country
first (`country.py`) and takes all of it. `earlier` is the run of another version, in a checkout
that has its own environment, on data that it can read: what its own `country.py` made. With
`--divide` each round takes organisations of its own, so that the ratios are not those of one or two
that happen to be large or small.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import psutil
from cells import NOTEBOOKS, shown_by

from wres.batch.plan import Job, plan
from wres.engine.process import shared_server
from wres.ground.system import find_chromium
from wres.reference.standard import pages_run

BIN = Path(sys.executable).parent
# Chromium's own sandbox refuses to work for root, as in most containers.
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
Task = tuple[Job, str, Path]


def commands(jobs: list[Job], folder: Path, processes: int) -> float:
    """`papermill`, and `jupyter nbconvert` to HTML and to PDF by a browser, for each notebook."""
    started = time.perf_counter()
    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(_command, _tasks(jobs, folder, processes)))
    return time.perf_counter() - started


def _command(task: Task) -> None:
    job, page, target = task
    given = [word for name, value in _parameters(job).items() for word in ("-p", name, str(value))]
    convert = [BIN / "jupyter", "nbconvert", "--to"]
    for command in (
        [BIN / "papermill", NOTEBOOKS / f"{page}.ipynb", target, *given, "--no-progress-bar"],
        [*convert, "html", target],
        [*convert, "webpdf", target, *(["--disable-chromium-sandbox"] if IS_ROOT else [])],
    ):
        _run(command)


def _run(command: Sequence[object]) -> None:
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}:\n{done.stdout}\n{done.stderr}")


def careful(jobs: list[Job], folder: Path, processes: int) -> float:
    """Processes that stay: papermill's own engine, one HTML exporter, one open browser in each."""
    return _in_pool(_careful, _tasks(jobs, folder, processes), processes, is_warm=False)


def _careful(task: Task) -> None:
    import papermill

    job, page, target = task
    papermill.execute_notebook(
        NOTEBOOKS / f"{page}.ipynb", target, _parameters(job), progress_bar=False
    )
    html = target.with_suffix(".html")
    html.write_text(_exporter().from_filename(str(target))[0], encoding="utf-8")
    sheet = _browser().new_page()
    sheet.goto(html.as_uri())
    sheet.pdf(path=target.with_suffix(".pdf"), print_background=True, tagged=True)
    sheet.close()


@cache
def _exporter() -> object:
    from nbconvert import HTMLExporter

    return HTMLExporter()


@cache
def _browser() -> object:
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox"] if IS_ROOT else []
    playwright = sync_playwright().start()
    return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)


def wres(jobs: list[Job], folder: Path, processes: int) -> float:
    """`wres run`, from its start: checked pages, report, PDF and workbook of each report."""
    command = [sys.executable, "-m", "wres"]
    return _whole_run(command, NOTEBOOKS, jobs, folder, processes)


def earlier(jobs: list[Job], folder: Path, processes: int) -> float:
    """`wres run` of another version, with its own notebooks and packages."""
    checkout = Path(os.environ["WRES_EARLIER"])
    # Packages of this version must not stand before those of that one.
    command = ["env", "--unset=PYTHONPATH", checkout / ".venv" / "bin" / "wres"]
    return _whole_run(command, checkout / "notebooks", jobs, folder, processes)


def _whole_run(
    command: Sequence[object], notebooks: Path, jobs: list[Job], folder: Path, processes: int
) -> float:
    started = time.perf_counter()
    asked = [f"--organisation={code}" for code in dict.fromkeys(job.organisation for job in jobs)]
    asked += [f"--year={year}" for year in dict.fromkeys(job.year for job in jobs)]
    places = ["--notebooks", notebooks, "--reports", folder / "reports", "--jobs", processes]
    _run([*command, "run", *places, *asked])
    return time.perf_counter() - started


def notebooks(jobs: list[Job], folder: Path, processes: int) -> float:
    """The pack's engine, in warm processes: notebooks alone, without pages, PDF and workbook."""
    with shared_server():
        return _in_pool(_notebook, _tasks(jobs, folder, processes), processes)


def _notebook(task: Task) -> None:
    from wres.batch.notebook import run_notebook

    job, page, target = task
    run_notebook(NOTEBOOKS / f"{page}.ipynb", target, job, Path(os.environ["WRES_DATA"]))


def floor(jobs: list[Job], folder: Path, processes: int) -> float:
    """The same cells as plain Python in warm processes; what a cell shows is made, and dropped."""
    return _in_pool(_plain, _tasks(jobs, folder, processes), processes)


def _plain(task: Task) -> None:
    job, page, _ = task
    for shown in shown_by(page, _parameters(job)):
        for name in ("_repr_html_", "__repr__"):
            if hasattr(shown, name):
                getattr(shown, name)()


def _warm(_: int) -> None:
    for name in ("papermill", "wres.batch.notebook", "helpers.report"):
        import_module(name)
    time.sleep(0.5)  # so that each process takes one


def _in_pool(
    task: Callable[[Task], None], tasks: list[Task], processes: int, is_warm: bool = True
) -> float:
    started = time.perf_counter()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        if is_warm:
            list(pool.map(_warm, range(processes)))
            started = time.perf_counter()
        list(pool.map(task, tasks))
        return time.perf_counter() - started


def _tasks(jobs: list[Job], folder: Path, processes: int) -> list[Task]:
    """Every notebook of these reports: as many reports at a time as there are processes.

    As a run does it. Were there one at a time, all would wait for it to be opened.
    """
    found = []
    for first in range(0, len(jobs), processes):
        at_a_time = jobs[first : first + processes]
        places = [folder / f"{job.organisation}-{job.year}" for job in at_a_time]
        for place in places:
            place.mkdir()
        found += [
            (job, page, place / f"{page}.ipynb")
            for page in pages_run()
            for job, place in zip(at_a_time, places, strict=True)
        ]
    return found


def _parameters(job: Job) -> dict[str, object]:
    return {"organisation": job.organisation, "year": job.year}


@contextmanager
def _afresh() -> Iterator[Path]:
    """A folder to work in, and nothing kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WRES_CACHE"] = str(Path(folder) / "cache")
        yield Path(folder)


@contextmanager
def _browser_for_webpdf() -> Iterator[None]:
    """Let nbconvert find the system's browser, where playwright has downloaded none of its own.

    nbconvert cannot be told of another browser. Playwright says where it looks for its own: in a
    folder that can be named.
    """
    from playwright.sync_api import Error, sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        arguments = ["--no-sandbox"] if IS_ROOT else []
        with sync_playwright() as playwright:
            try:
                playwright.chromium.launch(args=arguments).close()
                is_there = True
            except Error:
                is_there = False
        if not is_there:
            os.environ["PLAYWRIGHT_BROWSERS_PATH"] = folder
            with sync_playwright() as playwright:
                try:
                    playwright.chromium.launch(args=arguments).close()
                except Error as error:
                    wanted = Path(re.search(r"Executable doesn't exist at (\S+)", str(error))[1])
            wanted.parent.mkdir(parents=True)
            wanted.symlink_to(find_chromium())
        yield
        if not is_there:
            del os.environ["PLAYWRIGHT_BROWSERS_PATH"]


WAYS = {each.__name__: each for each in (commands, careful, wres, earlier, notebooks, floor)}
RATIOS = (
    ("commands", "wres"),
    ("careful", "wres"),
    ("wres", "earlier"),
    ("notebooks", "floor"),
)


def measure(rounds: Sequence[list[Job]], ways: list[str], processes: int) -> None:
    """Take each way in each round, and print the tables that belong into README.md.

    Args:
        rounds: the reports that each round makes.
        ways: what to measure.
        processes: how many at a time.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    processor: dict[str, list[float]] = {name: [] for name in ways}
    for number, jobs in enumerate(rounds, start=1):
        for name in ways:
            before = _processor_seconds()
            with _afresh() as folder:
                seconds[name].append(WAYS[name](jobs, folder, processes))
            processor[name].append(_processor_seconds() - before)
        said = ", ".join(f"{name} {found[-1]:.1f}" for name, found in seconds.items())
        codes = " ".join(dict.fromkeys(job.organisation for job in jobs))
        print(f"round {number}, {codes}: {said}", file=sys.stderr, flush=True)
    reports = " and ".join(map(str, dict.fromkeys(map(len, rounds))))
    print(
        f"{reports} reports of {len(pages_run())} notebooks a round, {processes} processes, medians"
    )
    print(f"of {len(rounds)} rounds\n")
    print("| Way | Seconds | A notebook | Processor seconds |\n|---|---|---|---|")
    for name, found in seconds.items():
        each = zip(found, rounds, strict=True)
        of_one = statistics.median(took / len(jobs) / len(pages_run()) for took, jobs in each)
        used = statistics.median(processor[name])
        print(f"| {name} | {statistics.median(found):.1f} | {of_one:.2f} | {used:.1f} |")
    print("\n| Ratio | Seconds | Lowest to highest | Processor seconds |\n|---|---|---|---|")
    for slow, fast in RATIOS:
        if slow in ways and fast in ways:
            found = _ratios(seconds, slow, fast)
            used = statistics.median(_ratios(processor, slow, fast))
            between = f"{min(found):.2f} to {max(found):.2f}"
            middle = statistics.median(found)
            print(f"| {slow} / {fast} | {middle:.2f} | {between} | {used:.2f} |")


def _divided(jobs: Sequence[Job], rounds: int) -> list[list[Job]]:
    """Reports in as many parts, an organisation's in one."""
    codes = list(dict.fromkeys(sorted(job.organisation for job in jobs)))
    if len(codes) < rounds:
        raise SystemExit(f"{len(codes)} organisations cannot be divided into {rounds} rounds")
    part = {code: number * rounds // len(codes) for number, code in enumerate(codes)}
    return [[job for job in jobs if part[job.organisation] == number] for number in range(rounds)]


def _processor_seconds() -> float:
    """What the whole machine has worked: a browser's and a run's processes have many parents."""
    used = psutil.cpu_times()
    return used.user + used.system


def _ratios(times: Mapping[str, list[float]], slow: str, fast: str) -> list[float]:
    return [a / b for a, b in zip(times[slow], times[fast], strict=True)]


def main() -> None:
    """Measure what was asked for."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--divide", action="store_true", help="the reports among the rounds")
    options.add_argument("--processes", type=int, default=2)
    usual = [name for name in WAYS if name != "earlier"]
    options.add_argument("--ways", nargs="+", choices=WAYS, default=usual)
    options.add_argument("--earlier", type=Path, help="a checkout of another version, set up")
    options.add_argument(
        "--organisations", type=int, default=2, help="of the country that it makes"
    )
    options.add_argument("--years", type=int, default=3, help="of the country that it makes")
    options.add_argument("--data", type=Path, help="a data folder that is there")
    options.add_argument("--organisation", action="append", default=[], metavar="CODE")
    options.add_argument("--report", nargs=2, action="append", metavar=("CODE", "YEAR"))
    given = options.parse_args()
    if "earlier" in given.ways:
        if not (given.earlier and given.data):
            options.error("--ways earlier needs --earlier FOLDER and --data FOLDER")
        os.environ["WRES_EARLIER"] = str(given.earlier.resolve())
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    with tempfile.TemporaryDirectory() as folder, _browser_for_webpdf():
        data = given.data.resolve() if given.data else Path(folder) / "data"
        if not given.data:
            size = ["--organisations", str(given.organisations), "--years", str(given.years)]
            script = Path(__file__).with_name("country.py")
            subprocess.run([sys.executable, script, data, *size], check=True, stdout=sys.stderr)
        os.environ["WRES_DATA"] = str(data)
        asked = [Job(int(year), code) for code, year in given.report or ()]
        jobs = asked or plan(data, given.organisation)
        rounds = _divided(jobs, given.rounds) if given.divide else [jobs] * given.rounds
        measure(rounds, given.ways, given.processes)


if __name__ == "__main__":
    main()
