"""What the machine does to a run ends in one sentence, loses nothing and leaves no process."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from batch.conftest import WRES, files
from builders import data_folder
from click.testing import CliRunner

from wres import cli
from wres.ground import machine

ROOT = Path(__file__).parents[2]
STOPPED = (
    "Error: stopped. What was made by then is kept: run the same command again, and it goes on "
    "from there.\n"
)

pytestmark = pytest.mark.xdist_group("batch")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """A folder with data of one organisation, and a cache of its own."""
    root = tmp_path_factory.mktemp("machine")
    data_folder(root)
    return root


def begin(root: Path, **options: object) -> subprocess.Popen:
    """A run in a session of its own."""
    return subprocess.Popen(
        [WRES, "run", "--data", str(root / "data"), "--reports", str(root / "reports"),
         "--jobs", "2"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env=os.environ | {"WRES_CACHE": str(root / "cache")}, **options,
    )  # fmt: skip


def is_at_work(root: Path) -> bool:
    return any((root / "reports" / ".wres" / "staging").glob("*/*/*"))


def wait_for_work(root: Path, run: subprocess.Popen) -> None:
    deadline = time.monotonic() + 200
    while not is_at_work(root):
        assert time.monotonic() < deadline and run.poll() is None, run.communicate()
        time.sleep(0.05)


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [p for p in processes if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, machine.INTERRUPTED), (signal.SIGTERM, machine.TERMINATED)]
)
def test_a_signal_ends_a_run_in_one_sentence_and_all_its_processes(root, sent, status):
    shutil.rmtree(root / "reports", ignore_errors=True)
    run = begin(root)
    wait_for_work(root, run)
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    # As a terminal sends Ctrl+C: to all of them.
    (os.killpg if sent == signal.SIGINT else os.kill)(run.pid, sent)
    said, log = run.communicate(timeout=30)
    assert (run.returncode, said) == (status, "")
    assert log.endswith(STOPPED) and "Traceback" not in log, log
    time.sleep(1)
    assert not alive(children)
    # Nothing half made stands where people look for reports.
    assert not (root / "reports" / "2023").exists()


@pytest.mark.slow
def test_after_a_disk_that_filled_up_the_next_run_comes_to_the_same(root, first):
    def small() -> None:
        # No file may grow beyond this: a write fails half-way, as on a full disk.
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    shutil.rmtree(root / "reports", ignore_errors=True)
    run = begin(root, preexec_fn=small)
    said, log = run.communicate(timeout=300)
    assert run.returncode == 1
    assert "Traceback" not in said + log, said + log
    assert "File too large" in said + log
    assert not (root / "reports" / "2023").exists()
    goes_on(root, first)
    for path in (root / "reports").rglob("*"):
        assert path.is_dir() or not path.stat().st_mode & 0o111, path


@pytest.mark.parametrize(
    ("error", "said", "status"),
    [
        (OSError(28, "No space left on device", "x"), "cannot use 'x' (No space left on", 1),
        (MemoryError(), "the machine has too little memory", 1),
        (EOFError(), "a process that this one needs is gone", 1),
        (KeyboardInterrupt(), "stopped.", 130),
        (machine.TerminatedError(), "stopped.", 143),
    ],
)
def test_each_ends_in_one_sentence(monkeypatch, tmp_path, error, said, status):
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(cli, "read_inputs", fail)
    asked = ["figures", "--organisation", "RXX", "--year", "2023", "--data", str(tmp_path)]
    result = CliRunner().invoke(cli.main, asked)
    assert result.exit_code == status
    assert result.output.startswith(f"Error: {said}")
    assert result.output.count("\n") == 1


def test_sigterm_is_what_it_was_afterwards():
    before = signal.getsignal(signal.SIGTERM)
    with machine.told_to_end():
        assert signal.getsignal(signal.SIGTERM) != before
        with pytest.raises(machine.TerminatedError):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
    assert signal.getsignal(signal.SIGTERM) == before


HARMS = ("forkserver", "engine.server", "a worker", "a notebook", "reports")


@pytest.mark.slow
@pytest.mark.parametrize("harm", HARMS)
def test_what_is_killed_or_taken_away_under_a_run_is_one_sentence_or_nothing(root, first, harm):
    shutil.rmtree(root / "reports", ignore_errors=True)
    run = begin(root)
    wait_for_work(root, run)
    children = psutil.Process(run.pid).children(recursive=True)
    if harm == "reports":
        # Moved before it is removed: a folder that is written to is not empty at its removal.
        (root / "reports").rename(root / "taken away")
        shutil.rmtree(root / "taken away", ignore_errors=True)
    else:
        next(each for each in children if kind(each) == harm).kill()
    said, log = run.communicate(timeout=300)
    assert "Traceback" not in said + log, said + log
    assert run.returncode == 0 or (run.returncode == 1 and ("failed" in said or "Error: " in log))
    time.sleep(1)
    assert not alive(children)
    goes_on(root, first)


def kind(process: psutil.Process) -> str:
    """Which of a run's processes it is."""
    fathers = {"forkserver": "a worker", "engine.server": "a notebook"}
    try:
        said, father = (" ".join(each.cmdline()) for each in (process, process.parent()))
    except psutil.Error:
        return ""
    name = next((name for name in fathers if name in said), "")
    return fathers[name] if name and name in father else name


@pytest.mark.slow
@pytest.mark.parametrize("moment", [random.Random(18).uniform(0.2, 6) for _ in range(6)])
@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, machine.INTERRUPTED), (signal.SIGTERM, machine.TERMINATED)]
)
def test_a_signal_at_any_moment_ends_all_in_one_sentence(root, first, sent, status, moment):
    shutil.rmtree(root / "reports", ignore_errors=True)
    run = begin(root)
    time.sleep(moment)
    children = psutil.Process(run.pid).children(recursive=True) if run.poll() is None else []
    (os.killpg if sent == signal.SIGINT else os.kill)(run.pid, sent)
    said, log = run.communicate(timeout=30)
    # It may have ended by then.
    if run.returncode:
        assert (run.returncode, said) == (status, "")
        assert log.endswith(STOPPED) and "Traceback" not in log, log
    time.sleep(1)
    assert not alive(children)
    goes_on(root, first)


def goes_on(root: Path, first: tuple) -> None:
    """The next run comes to what one comes to that nothing disturbed."""
    run = begin(root)
    said, log = run.communicate(timeout=300)
    assert run.returncode == 0, said + log
    made = files(root / "reports" / "2023" / "RXX")
    assert made == files(first[0].reports / "2023" / "RXX")


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, machine.INTERRUPTED), (signal.SIGTERM, machine.TERMINATED)]
)
def test_a_signal_while_the_command_is_loaded_is_the_same_sentence(sent, status):
    code = (
        "import os, sys\n"
        "class Sends:\n"
        f"    def find_spec(self, name, *_): name == 'wres.cli' and os.kill(os.getpid(), {sent})\n"
        "sys.meta_path.insert(0, Sends())\n"
        "from wres.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (status, "", STOPPED)


def test_a_library_that_cannot_be_loaded_for_want_of_memory_is_a_sentence():
    code = (
        "import sys\n"
        "class Lacks:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'pandas': raise MemoryError\n"
        "sys.meta_path.insert(0, Lacks())\n"
        "from wres.__main__ import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: the machine has too little memory")
    assert done.stderr.count("\n") == 1
