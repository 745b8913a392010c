"""The engine gives a notebook the outputs that papermill's own engine gives it, cell for cell."""

from __future__ import annotations

import copy
import os
import re
import signal
from pathlib import Path
from textwrap import dedent

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from helpers.engine import client

# papermill 2.7 hands its own engine an argument (input_path) that nbclient does not know.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Passing unrecognized arguments to super.PapermillNotebookClient:DeprecationWarning"
)

# Every kind of output, and what tells a real kernel from something like it.
CELLS = {
    "parameters": "greeting = 'given'",
    "result": "2 + 2",
    "nothing": "x = 1",
    "markdown result": "from IPython.display import HTML, Markdown, display\nMarkdown('*said*')",
    "stdout": "print('first'); print('second', end='')",
    "stdout and stderr": "import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr)",
    "text, display, text": "print('before'); display(HTML('<b>in between</b>')); print('after')",
    "several displays": "display(1); display({'a': [1, 2]}); 'and a result'",
    "display id": "shown = display('old', display_id='one')",
    "update of an earlier cell": "shown.update('new')",
    "clear": "from IPython.display import clear_output\n"
    "print('gone'); clear_output(); print('kept')",
    "clear and wait": "print('gone'); clear_output(wait=True); print('kept')",
    "carriage return": "import sys\nfor n in range(3):\n    sys.stdout.write(f'\\r{n} of 3')",
    "last result": "_, __",
    "history": "In[1], len(Out)",
    "table": "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
    "figure": "import matplotlib.pyplot as plt\n"
    "plt.plot([1, 2, 3]); plt.title('Drawn')\nplt.show()",
    "figure as a result": "figure, axes = plt.subplots(figsize=(2, 1))",
    "another backend": "import matplotlib\nmatplotlib.get_backend().rsplit('.')[-1]",
    "SVG": "%config InlineBackend.figure_formats = ['svg']\nplt.rcParams['svg.hashsalt'] = 'salt'\n"
    "plt.plot([1, 2])\nplt.savefig('/dev/null', metadata={'Date': None}); plt.close()",
    "line magic": "%who_ls str",
    "cell magic": "%%capture caught\nprint('caught')",
    "caught": "caught.stdout",
    "shell": "!echo from a shell",
    "shell to a variable": "lines = !echo one; echo two\nlines",
    "a program": "import subprocess\nsubprocess.run(['echo', 'by a program']).returncode",
    "await": "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "a task goes on": "async def later():\n    await asyncio.sleep(0.05)\n    return 'done'\n"
    "task = asyncio.ensure_future(later())",
    "and is done": "await task",
    "a thread": "import threading\n"
    "thread = threading.Thread(target=print, args=('from a thread',))\n"
    "thread.start(); thread.join()",
    "a pool": "from concurrent.futures import ThreadPoolExecutor\n"
    "with ThreadPoolExecutor(2) as pool:\n    print(sorted(pool.map(abs, [-2, -1])))",
    "own display": "class Own:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'plain', 'text/html': '<i>rich</i>',\n"
    "                'application/x-own+json': {'n': 1}}\n"
    "Own()",
    "warning": "import warnings\nwarnings.warn('careful')",
    "namespace": "sorted(n for n in globals() if not n.startswith('_'))[:3]",
    "main": "__name__, 'papermill' in sys.modules",
    "arguments": "len(sys.argv) > 0",
    "folder": "import os\nos.path.basename(os.getcwd())",
    "big": "print('x' * 300_000)",
    "unicode": "print('Zoë − 2 × 3 “quoted”')",
    "no question": "try:\n    input('?')\n"
    "except Exception as error:\n    print(type(error).__name__)",
    "exit hook": "import atexit\natexit.register(print, 'bye') is print",
}  # fmt: skip


def notebook(folder: Path, cells: list[str], name: str = "in.ipynb", tags=()) -> Path:
    """A notebook of these cells; the first holds its parameters."""
    node = nbformat.v4.new_notebook()
    for number, source in enumerate(cells):
        cell = nbformat.v4.new_code_cell(dedent(source), id=f"cell-{number}")
        cell.metadata.tags = ["parameters"] if number == 0 else list(tags)
        node.cells.append(cell)
    node.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path = folder / name
    nbformat.write(node, path)
    return path


def run(path: Path, engine: str | None, **options) -> nbformat.NotebookNode:
    target = path.with_name(f"{engine}.ipynb")
    try:
        papermill.execute_notebook(
            path, target, {"greeting": "hello"}, engine_name=engine, progress_bar=False,
            cwd=path.parent, **options,
        )  # fmt: skip
    finally:
        made = nbformat.read(target, as_version=4)
    return made


@pytest.fixture(scope="module", params=[name for name in CELLS if name != "parameters"])
def cell_pair(request, both):
    place = list(CELLS).index(request.param) + 1  # papermill puts its parameters in between
    return tuple(made.cells[place] for made in both)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    path = notebook(tmp_path_factory.mktemp("both"), list(CELLS.values()))
    # An ordinary kernel that sees it does not catch what programs print.
    now = os.environ.pop("PYTEST_CURRENT_TEST")
    try:
        return run(path, None), run(path, "wres")
    finally:
        os.environ["PYTEST_CURRENT_TEST"] = now


def plain(outputs: list) -> str:
    """Outputs without what differs from run to run: process numbers, addresses, pieces of text."""
    merged: list = []
    for output in outputs:
        if merged and output.get("name") and output.get("name") == merged[-1].get("name"):
            merged[-1].text += output.text
        else:
            merged.append(copy.deepcopy(output))
    text = nbformat.v4.writes_json(nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("", outputs=merged, id="x")]
    ))  # fmt: skip
    return re.sub(r"ipykernel_\d+|0x[0-9a-f]+", "#", text)


def test_each_kind_of_output(cell_pair):
    ordinary, forked = cell_pair
    assert plain(forked.outputs) == plain(ordinary.outputs)
    assert forked.execution_count == ordinary.execution_count


def test_the_notebook_is_the_same_around_its_outputs(both):
    ordinary, forked = both
    assert forked.metadata.language_info == ordinary.metadata.language_info
    assert forked.metadata.kernelspec == ordinary.metadata.kernelspec
    assert forked.metadata.papermill.parameters == {"greeting": "hello"}
    assert [c.metadata.papermill.status for c in forked.cells] == ["completed"] * len(forked.cells)
    assert [c.source for c in forked.cells] == [c.source for c in ordinary.cells]


def test_an_error_stops_the_notebook_and_stands_in_it(tmp_path):
    path = notebook(tmp_path, ["greeting = 1", "print('so far')\n1 / 0", "print('never')"])
    made = []
    for engine in (None, "wres"):
        with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
            run(path, engine)
        made.append(nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4))
    ordinary, forked = made
    assert [plain(c.get("outputs", [])) for c in forked.cells] == [
        plain(c.get("outputs", [])) for c in ordinary.cells
    ]
    assert forked.metadata.papermill.exception is True


def test_each_notebook_begins_afresh(tmp_path):
    leave = "import pandas, random, os\npandas.left = 1\nos.environ['LEFT'] = '1'\nrandom.seed(1)"
    look = "import pandas, os\nhasattr(pandas, 'left'), 'LEFT' in os.environ, 'x' in globals()"
    run(notebook(tmp_path, ["greeting = 1", f"x = 1\n{leave}"], "leave.ipynb"), "wres")
    made = run(notebook(tmp_path, ["greeting = 1", look], "look.ipynb"), "wres")
    assert made.cells[-1].outputs[0].data["text/plain"] == "(False, False, False)"


def test_two_notebooks_draw_different_random_numbers(tmp_path):
    draw = "import random, numpy\nrandom.random(), numpy.random.random()"
    path = notebook(tmp_path, ["greeting = 1", draw])
    first, second = (run(path, "wres").cells[-1].outputs[0].data["text/plain"] for _ in range(2))
    assert first != second


def test_the_environment_is_that_of_the_caller(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_DATA", "/somewhere")
    path = notebook(tmp_path, ["greeting = 1", "import os\nos.environ['WRES_DATA']"])
    assert run(path, "wres").cells[-1].outputs[0].data["text/plain"] == "'/somewhere'"


@pytest.mark.parametrize(
    "hang", ["import time\ntime.sleep(60)", "while True: pass", "sum(range(10**12))"]
)
def test_a_cell_that_hangs_is_stopped_and_keeps_what_it_said(tmp_path, hang):
    path = notebook(tmp_path, ["greeting = 1", f"print('said')\n{hang}"])
    with pytest.raises(CellTimeoutError):
        run(path, "wres", execution_timeout=2)
    made = nbformat.read(tmp_path / "wres.ipynb", as_version=4)
    assert made.cells[-1].outputs[0].text == "said\n"


@pytest.mark.parametrize(
    "death", ["os._exit(3)", "os.kill(os.getpid(), 9)", "import ctypes; ctypes.string_at(0)"]
)
def test_a_process_that_dies_is_a_failure_and_not_a_wait(tmp_path, death):
    path = notebook(tmp_path, ["greeting = 1", f"import os\nprint('said', flush=True)\n{death}"])
    with pytest.raises(DeadKernelError):
        run(path, "wres")


def test_no_process_is_left_behind(tmp_path):
    path = notebook(tmp_path, ["greeting = 1", "import os\nos.getpid()"])
    number = int(run(path, "wres").cells[-1].outputs[0].data["text/plain"])
    for _ in range(100):
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        signal.sigtimedwait([], 0.02)
    raise AssertionError("the notebook's process is still there")


def test_an_interrupt_stops_the_cell(tmp_path):
    path = notebook(tmp_path, ["greeting = 1", "import time\ntime.sleep(60)"])
    with pytest.raises(PapermillExecutionError, match="KeyboardInterrupt"):
        run(path, "wres", execution_timeout=1, interrupt_on_timeout=True)


def test_an_error_that_a_cell_may_make_does_not_stop_it(tmp_path):
    path = notebook(tmp_path, ["greeting = 1", "1 / 0", "print('on')"], tags=["raises-exception"])
    for engine in (None, "wres"):  # papermill itself complains at the end, of either
        with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
            run(path, engine)
        made = nbformat.read(tmp_path / f"{engine}.ipynb", as_version=4)
        assert made.cells[-1].outputs[0].text == "on\n"


def test_a_system_that_cannot_fork_uses_an_ordinary_kernel(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(client, "CAN_FORK", False)
    path = notebook(tmp_path, ["greeting = 1", "greeting"])
    with caplog.at_level("WARNING", logger="papermill"):
        made = run(path, "wres")
    assert made.cells[-1].outputs[0].data["text/plain"] == "'hello'"
    assert [r.message for r in caplog.records].count(client.CANNOT_FORK) == 1
