"""What a worker answers: bytes, or an error as part of the answer."""

from __future__ import annotations

import nbformat
import pytest
from builders import data_folder
from nbformat.v4 import new_code_cell, new_notebook

from wres.batch import keys, tasks
from wres.batch.plan import Job
from wres.ground.errors import RunError

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


@pytest.mark.parametrize(("small", "why"), [("[c]", ""), ("3", "not released: RXX 2023")])
def test_reports_are_examined_from_their_bytes(small, why):
    """40 in all, of whom 33 White and 4 unknown: where those are printed, 3 BME staff are left."""
    shown = ("33", "4") if small == "3" else ("[c]", "[c]")
    page = f"""<html><body><h1>Workforce</h1><table>
<caption>All staff by ethnicity, 31 March 2023</caption>
<tr><th>Ethnicity</th><th>2023 number</th></tr>
<tr><th>White</th><td>{shown[0]}</td></tr><tr><th>BME</th><td>[c]</td></tr>
<tr><th>Not known</th><td>{shown[1]}</td></tr><tr><th>Total</th><td>40</td></tr>
</table></body></html>"""
    said, _ = tasks.examine({JOB: {"report.html": page.encode()}}, {}, 5)
    assert said.startswith(why) and bool(said) is bool(why)
