"""A whole run with the network cut: a report needs nothing from elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import data_folder

ROOT = Path(__file__).resolve().parent.parent
# A process in a network of its own, in which there is not even a loopback address that is up.
ALONE = ("unshare", "--map-root-user", "--net")
# Python loads this before anything else, in each process of a run: what every system can do.
REFUSING = """
import sys

def refuse(event, arguments):
    if event == "socket.getaddrinfo" or event == "socket.connect" and type(arguments[1]) is tuple:
        raise OSError("the network is cut")

sys.addaudithook(refuse)
"""
ASK = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"


def run(*command, **more):
    return subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=300, **more
    )


def cut_off() -> tuple[str, ...]:
    """What cuts a command off its network, where the system lets us: it is refused in any case."""
    return ALONE if shutil.which("unshare") and run(*ALONE, "true").returncode == 0 else ()


@pytest.mark.slow
def test_a_whole_run_needs_no_network(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(REFUSING, encoding="utf-8")
    alone = {"PYTHONPATH": str(tmp_path), "WRES_CACHE": str(tmp_path / "cache")}
    asked = run(sys.executable, "-c", ASK, env=os.environ | alone)
    assert "OSError: the network is cut" in asked.stderr
    data, reports = data_folder(tmp_path), tmp_path / "reports"
    command = [Path(sys.executable).with_name("wres"), "run", "--organisation", "RXX"]
    command += ["--data", data, "--notebooks", ROOT / "notebooks", "--reports", reports]
    ran = run(*cut_off(), *command, "--word", "--board", env=os.environ | alone)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    made = {path.name for path in (reports / "2023" / "RXX").iterdir()}
    assert {"report.html", "report.pdf", "report.docx", "board.pdf", "tables.xlsx"} <= made
