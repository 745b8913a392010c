"""What a worker answers: bytes, or an error as part of the answer."""

from __future__ import annotations

import os

import nbformat
import pytest
from attack.keyed import put
from batch.test_release import staff
from builders import data_folder
from nbformat.v4 import new_code_cell, new_notebook

from wres.batch import keys, tasks
from wres.batch.plan import Job
from wres.ground.errors import RunError
from wres.reading.editions import VARIABLE
from wres.showing.handed import Handed

JOB = Job(2023, "RXX")
PARAMETERS = 'organisation: str = "RXX"\nyear: int = 2023\naudience: str = "published"'


def source(*cells: str) -> bytes:
    first = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    node = new_notebook(
        cells=[first, *map(new_code_cell, cells)],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python", "language": "python"}
        },
    )
    return nbformat.writes(node).encode()


def test_a_hung_notebook_is_stopped_and_told_of_as_far_as_it_came(tmp_path):
    cells = source("print('got here')", "while True: pass", "print('not here')")
    executed = tasks.notebook(JOB, "board", cells, data_folder(tmp_path), limit=1)
    assert isinstance(executed.error, RunError)
    assert str(executed.error).startswith("board.ipynb: CellTimeoutError: ")
    node = nbformat.reads(executed.content.decode(), as_version=4)
    said = [output.text for cell in node.cells for output in cell.outputs if "text" in output]
    assert said == ["got here\n"]


@pytest.mark.parametrize("cell", ["pass", "1 / 0"])
def test_a_notebook_leaves_the_environment_as_it_was(tmp_path, monkeypatch, cell):
    """What is out of one report must not be taken for what is out of the next."""
    monkeypatch.setenv("WRES_DATA", "mine")
    monkeypatch.delenv(VARIABLE, raising=False)
    tasks.notebook(JOB, "board", source(cell), data_folder(tmp_path), limit=30)
    assert os.environ["WRES_DATA"] == "mine" and VARIABLE not in os.environ


def test_the_processor_time_of_a_notebook_is_counted(tmp_path):
    cells = source("import time", "while time.process_time() < 2: pass")
    done = tasks.perform(
        keys.pack(), tasks.notebook, JOB, "board", cells, data_folder(tmp_path), 30
    )
    assert done.error is None and done.result.error is None
    assert done.processor_seconds >= 2


def test_an_error_is_part_of_the_answer():
    done = tasks.perform(keys.pack(), int, "eight")
    assert done.result is None and isinstance(done.error, ValueError)
    assert done.seconds >= 0 and done.worker
    assert tasks.perform(keys.pack(), int, "8").result == 8


def test_a_worker_with_another_pack_refuses():
    done = tasks.perform("0.0.1+abc", int, "8")
    assert done.result is None and "another version of the pack" in str(done.error)


@pytest.mark.parametrize("is_leaking", [False, True])
def test_reports_are_examined_from_their_bytes(tmp_path, is_leaking):
    shown = {"white": 33, "unknown": 4} if is_leaking else {}
    folder = put(tmp_path / "2023/RXX", workforce=staff(2023, **shown))
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    said, _ = tasks.examine({JOB: files}, {}, {JOB: Handed()}, 5)
    assert bool(said) is is_leaking
    assert all(why.startswith("not released: it gives back 1") for why in said.values())
