import gc
import signal
import subprocess
import sys

import pytest

from wres.ground.loading import bounded, load, without_search

IN_A_WORKER = """
import gc, sys
from wres.ground.loading import load
load("nbformat")
assert not any(name.startswith("rfc3987_syntax") for name in sys.modules), "loaded after all"
assert gc.isenabled() and gc.get_freeze_count() > 10_000
import nbformat
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# A")])
nbformat.validate(book)
book.cells[0]["cell_type"] = "sound"
try:
    nbformat.validate(book)
except nbformat.ValidationError:
    print("validated")
import rfc3987_syntax  # whoever wants it gets it
"""


def test_a_process_loads_without_what_it_does_not_need_and_validates_all_the_same():
    done = subprocess.run(
        [sys.executable, "-c", IN_A_WORKER], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("validated\n", "")


NOT_FOR_THE_COORDINATOR = ("jsonschema", "matplotlib", "nbconvert", "papermill", "scipy.stats")


def test_whoever_runs_the_batch_loads_nothing_that_only_its_workers_need():
    code = "import sys, wres.cli, wres.batch.run; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "wres.batch.run" in loaded and not loaded & set(NOT_FOR_THE_COORDINATOR)


def test_a_module_that_is_not_there_leaves_nothing_behind():
    with pytest.raises(ModuleNotFoundError):
        load("wres.nowhere")
    assert gc.isenabled()
    assert sys.modules.get("rfc3987_syntax", "not loaded") is not None


def test_the_search_goes_on_after_an_error_and_stays_off_where_it_was_off():
    with pytest.raises(KeyError), without_search():
        raise KeyError
    assert gc.isenabled()
    with without_search():
        with without_search():
            pass
        assert not gc.isenabled()


SPINS = """
from wres.ground.loading import bounded
with bounded(seconds=0.2):
    while True:
        pass
"""


def test_what_loads_for_ever_is_ended_and_what_comes_after_is_not():
    done = subprocess.run([sys.executable, "-c", SPINS], check=False, timeout=60)
    assert done.returncode == -signal.SIGPROF
    with pytest.raises(KeyError), bounded(seconds=60):
        raise KeyError
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)
