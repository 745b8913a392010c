"""Every script of `benchmarks/` still finds what it measures: nothing else runs most of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = sorted((Path(__file__).parents[2] / "benchmarks").glob("*.py"))


def test_every_script_finds_all_that_it_imports():
    """In one process, since most of the time goes into what they all import."""
    load = (
        "import runpy, sys; sys.path.insert(0, sys.argv[1])\n"
        "for name in sys.argv[2:]: print(name, file=sys.stderr); runpy.run_path(name)"
    )
    command = [sys.executable, "-c", load, str(SCRIPTS[0].parent), *map(str, SCRIPTS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
