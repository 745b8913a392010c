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
CUT = ("unshare", "--map-root-user", "--net")
ASK = "import socket; socket.create_connection(('127.0.0.1', {}), 1)"


def cut(*command, **more):
    return subprocess.run([*CUT, *command], capture_output=True, text=True, timeout=300, **more)


@pytest.mark.slow
def test_a_whole_run_needs_no_network(tmp_path):
    if not shutil.which("unshare") or cut("true").returncode:
        pytest.skip("this system lets nobody cut a process off its network")
    assert "Network is unreachable" in cut(sys.executable, "-c", ASK.format(9)).stderr
    data, reports = data_folder(tmp_path), tmp_path / "reports"
    command = [Path(sys.executable).with_name("wres"), "run", "--organisation", "RXX"]
    command += ["--data", data, "--notebooks", ROOT / "notebooks", "--reports", reports]
    ran = cut(*map(str, command), "--word", "--board", env=os.environ | {
        "WRES_CACHE": str(tmp_path / "cache")})  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    made = {path.name for path in (reports / "2023" / "RXX").iterdir()}
    assert {"report.html", "report.pdf", "report.docx", "board.pdf", "tables.xlsx"} <= made
