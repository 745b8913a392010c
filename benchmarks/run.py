"""Time a run beside what people would do without it, and beside the least that it can take.

    python benchmarks/run.py
    python benchmarks/run.py --rounds 5 --report QHG 2023 --report EX1 2024

Every way makes the same notebooks of the same reports with two processes, each round one after
the other, so that a busy machine slows all of them. Ratios are medians of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import ast
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

import nbformat

from helpers.batch.plan import Job, pages
from helpers.engine.process import shared_server

ROOT = Path(__file__).parents[1]
DATA, NOTEBOOKS = ROOT / "data", ROOT / "notebooks"
PROCESSES = 2
BIN = Path(sys.executable).parent
Task = tuple[Job, str, Path]


def commands(jobs: list[Job], folder: Path) -> float:
    """`papermill` and `jupyter nbconvert --to html` for each notebook."""
    started = time.perf_counter()
    with ThreadPoolExecutor(PROCESSES) as pool:
        list(pool.map(_command, _tasks(jobs, folder)))
    return time.perf_counter() - started


def _command(task: Task) -> None:
    job, page, target = task
    given = [word for name, value in _parameters(job).items() for word in ("-p", name, str(value))]
    for command in (
        [BIN / "papermill", NOTEBOOKS / f"{page}.ipynb", target, *given, "--no-progress-bar"],
        [BIN / "jupyter", "nbconvert", "--to", "html", target],
    ):
        subprocess.run(list(map(str, command)), check=True, capture_output=True)


def careful(jobs: list[Job], folder: Path) -> float:
    """Run papermill in warm processes, with its own engine, and one exporter in each."""
    return _in_pool(_careful, _tasks(jobs, folder))


def _careful(task: Task) -> None:
    import papermill

    job, page, target = task
    papermill.execute_notebook(
        NOTEBOOKS / f"{page}.ipynb", target, _parameters(job), progress_bar=False
    )
    target.with_suffix(".html").write_text(_exporter().from_filename(str(target))[0])


@cache
def _exporter() -> object:
    from nbconvert import HTMLExporter

    return HTMLExporter()


def wres(jobs: list[Job], folder: Path) -> float:
    """What `wres run` does, in a process of its own: start, pages, PDF and workbook included."""
    started = time.perf_counter()
    code = (
        "import sys\nfrom pathlib import Path\nfrom helpers.batch.plan import Job, Places\n"
        "from helpers.batch.run import run_jobs\n"
        "if __name__ == '__main__':\n"
        "    jobs = [Job(int(y), o) for o, y in (w.split(':') for w in sys.argv[4:])]\n"
        f"    done = run_jobs(jobs, Places(*map(Path, sys.argv[1:4])), {PROCESSES})\n"
        "    sys.exit(len(done.failed))"
    )
    asked = [f"{job.organisation}:{job.year}" for job in jobs]
    script = folder / "run.py"
    script.write_text(code)
    subprocess.run(
        [sys.executable, script, DATA, NOTEBOOKS, folder, *asked], check=True, capture_output=True
    )
    return time.perf_counter() - started


def notebooks(jobs: list[Job], folder: Path) -> float:
    """The pack's engine, in warm processes: notebooks alone, without pages, PDF and workbook."""
    with shared_server():
        return _in_pool(_notebook, _tasks(jobs, folder))


def _notebook(task: Task) -> None:
    from helpers.batch.notebook import run_notebook

    job, page, target = task
    run_notebook(NOTEBOOKS / f"{page}.ipynb", target, job, DATA)


def floor(jobs: list[Job], folder: Path) -> float:
    """The same cells as plain Python in warm processes; what a cell shows is made, and dropped."""
    return _in_pool(_plain, _tasks(jobs, folder))


def _plain(task: Task) -> None:
    job, page, _ = task
    space: dict[str, object] = {}
    for cell in nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, page, "exec"), space)
        if last is not None:
            shown = eval(compile(ast.Expression(last.value), page, "eval"), space)
            for name in ("_repr_html_", "__repr__"):
                if hasattr(shown, name):
                    getattr(shown, name)()
        if "parameters" in cell.metadata.get("tags", ()):
            space.update(_parameters(job))


def _warm(_: int) -> None:
    for name in ("papermill", "helpers.batch.notebook", "helpers.report"):
        import_module(name)
    _exporter()
    time.sleep(0.5)  # so that each process takes one


def _in_pool(task: Callable[[Task], None], tasks: list[Task]) -> float:
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        list(pool.map(_warm, range(PROCESSES)))
        started = time.perf_counter()
        list(pool.map(task, tasks))
        return time.perf_counter() - started


def _tasks(jobs: list[Job], folder: Path) -> list[Task]:
    found = []
    for job in jobs:
        place = folder / f"{job.organisation}-{job.year}"
        place.mkdir()
        found += [(job, page, place / f"{page}.ipynb") for page in pages()]
    return found


def _parameters(job: Job) -> dict[str, object]:
    return {"organisation": job.organisation, "year": job.year}


@contextmanager
def _afresh() -> Iterator[Path]:
    """A folder to work in, and nothing kept from before."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WRES_CACHE"] = str(Path(folder) / "cache")
        yield Path(folder)


WAYS = {each.__name__: each for each in (commands, careful, wres, notebooks, floor)}
RATIOS = (("commands", "wres"), ("careful", "wres"), ("notebooks", "floor"))


def main() -> None:
    """Measure, and print the table that belongs into README.md."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--report", nargs=2, action="append", metavar=("CODE", "YEAR"))
    given = asked.parse_args()
    jobs = [Job(int(year), code) for code, year in given.report or [("QHG", "2023")]]
    os.environ["WRES_DATA"] = str(DATA)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    for number in range(given.rounds):
        for name, way in WAYS.items():
            with _afresh() as folder:
                seconds[name].append(way(jobs, folder))
        said = ", ".join(f"{name} {found[-1]:.1f}" for name, found in seconds.items())
        print(f"round {number + 1}: {said}", flush=True)
    count = len(jobs) * len(pages())
    print(f"\n{len(jobs)} reports of {len(pages())} notebooks, {given.rounds} rounds\n")
    print("| Way | Seconds | Seconds a notebook |\n|---|---|---|")
    for name, found in seconds.items():
        middle = statistics.median(found)
        print(f"| {name} | {middle:.1f} | {middle / count:.2f} |")
    print()
    for slow, fast in RATIOS:
        ratios = [a / b for a, b in zip(seconds[slow], seconds[fast], strict=True)]
        print(f"{slow} / {fast}: {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
