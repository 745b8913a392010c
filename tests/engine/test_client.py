"""The engine gives a notebook the outputs that papermill's own engine gives it, cell for cell."""

from __future__ import annotations

import copy
import json
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import nbformat
import papermill
import psutil
import pytest
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from wres.engine import client, forerunner, process
from wres.engine.ordinary import ORDINARY
from wres.ground.errors import RunError

# papermill 2.7 hands its own engine an argument (input_path) that nbclient does not know.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Passing unrecognized arguments to super.PapermillNotebookClient:DeprecationWarning"
)

# An ordinary kernel sends what a program printed when a thread comes to it, be it after the result.
WAIT = 1

# Every kind of output, and what tells a real kernel from something like it.
CELLS = {
    "parameters": "greeting = 'given'",
    "result": "2 + 2",
    "nothing": "x = 1",
    "markdown result": "from IPython.display import HTML, Markdown, display\nMarkdown('*said*')",
    "stdout": "print('first'); print('second', end='')",
    "nothing said": "import sys\nsys.stdout.write('')\nsys.stdout.flush()",
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
    "a program": "import subprocess, time\n"
    f"ended = subprocess.run(['echo', 'by a program']); time.sleep({WAIT}); ended.returncode",
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
    "except Exception as error:\n    print(type(error).__name__, error)",
    "no input for programs": "subprocess.run(['cat']).returncode, sys.stdin.read()",
    "a forked process": "import multiprocessing\n"
    "forked = multiprocessing.get_context('fork').Process(target=print, args=('forked',))\n"
    f"forked.start(); forked.join(); time.sleep({WAIT}); forked.exitcode",
    "processes that answer": "with multiprocessing.get_context('fork').Pool(2) as pool:\n"
    "    print(pool.map(abs, [-1, -2]))",
    "path": "sys.path[0], [path for path in sys.path if path == os.getcwd()]",
    "a module beside the notebook": "import beside\nbeside.WHERE",
    "logging": "import logging\nlogging.basicConfig(level=logging.DEBUG)\n"
    "logging.info('logged'); logging.basicConfig(level=logging.WARNING, force=True)",
    "history is not kept": "get_ipython().history_manager.hist_file",
    "a comm": "import comm\nopened = comm.create_comm(target_name='one', data={'a': 1})\n"
    "opened.send({'b': 2}); opened.close(); type(opened).__name__",
    "settings of matplotlib": "sorted(\n    (name, str(value)) for name, value in "
    "matplotlib.rcParams.items()\n    if name != 'svg.hashsalt'\n)",
    "settings of pandas": "pd.options.display.max_rows, pd.options.display.width",
    "an error that is shown": "import traceback\ntry:\n    1 / 0\n"
    "except ZeroDivisionError:\n    traceback.print_exc()",
    "time": "%timeit -n1 -r1 -q pass",
    "much": "for n in range(3000):\n    print(n)",
    "very big": "print('x' * 30_000_000)",
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
    path.with_name("beside.py").write_text("WHERE = 'beside'")
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


@pytest.mark.parametrize("meanwhile", ["time.sleep(60)", "while True: print('busy')"])
def test_a_cell_that_is_stopped_says_where_it_stood(tmp_path, meanwhile):
    cell = f"import time\ndef wait():\n    {meanwhile}\nwait()"
    path = notebook(tmp_path, ["greeting = 1", cell])
    with pytest.raises(CellTimeoutError):
        run(path, "wres", execution_timeout=2)
    said = nbformat.read(tmp_path / "wres.ipynb", as_version=4).cells[-1].outputs[-1]
    assert said.ename == "KeyboardInterrupt"
    traceback = "".join(said.traceback)
    assert "wait()" in traceback
    # Of our own code there is nothing, but where the cell stood in it because it printed.
    assert "wres/engine" not in traceback or "print" in meanwhile


def test_a_fault_at_an_instruction_without_a_line_is_shown(tmp_path):
    """As where an interrupt meets the end of a `with` statement: IPython alone loses the fault."""
    cell = dedent("""\
        def wait():
            1 / 0
        nowhere = bytes([0x80 | 15 << 3 | 7])  # eight instructions of no line
        wait.__code__ = wait.__code__.replace(co_linetable=nowhere)
        wait()""")
    path = notebook(tmp_path, ["greeting = 1", cell])
    with pytest.raises(PapermillExecutionError):
        run(path, "wres")
    said = nbformat.read(tmp_path / "wres.ipynb", as_version=4).cells[-1].outputs[-1]
    assert said.ename == "ZeroDivisionError"
    assert "wait()" in "".join(said.traceback)


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


def test_an_interrupt_in_the_midst_of_printing_breaks_no_message(tmp_path):
    loop = "import IPython.display\nwhile True:\n    IPython.display.display('x' * 100_000)"
    for attempt in range(3):
        path = notebook(tmp_path, ["greeting = 1", loop], f"{attempt}.ipynb")
        with pytest.raises(PapermillExecutionError, match="KeyboardInterrupt"):
            run(path, "wres", execution_timeout=1, interrupt_on_timeout=True)


def test_a_process_that_dies_is_seen_though_those_it_forked_live_on(tmp_path):
    orphan = """
        import multiprocessing, os, time
        multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,)).start()
        os._exit(1)
    """
    with pytest.raises(DeadKernelError):
        run(notebook(tmp_path, ["greeting = 1", orphan]), "wres")


def test_what_a_notebook_left_open_is_written_and_exit_hooks_run(tmp_path):
    leave = """
        import atexit
        from pathlib import Path
        left = open("left.txt", "w")
        left.write("written")
        atexit.register(Path("hook.txt").write_text, "ran")
    """
    run(notebook(tmp_path, ["greeting = 1", leave]), "wres")
    assert (tmp_path / "left.txt").read_text() == "written"
    assert (tmp_path / "hook.txt").read_text() == "ran"


def test_processes_that_a_notebook_left_are_ended_with_it(tmp_path):
    start = "import subprocess\nsubprocess.Popen(['sleep', '600']).pid"
    made = run(notebook(tmp_path, ["greeting = 1", start]), "wres")
    assert is_gone(int(made.cells[-1].outputs[0].data["text/plain"]))


def is_gone(number: int, seconds: float = 30) -> bool:
    """Whether a process ends within that time; one that has ended and was not yet waited for is."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if psutil.Process(number).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.05)
    return False


def test_many_notebooks_at_once_have_a_process_each_and_leave_none(tmp_path):
    with process.shared_server(), ThreadPoolExecutor(20) as threads:
        begun = list(threads.map(lambda _: process.Process(str(tmp_path), 120), range(20)))
        numbers = {each._number for each in begun}
        assert len(numbers) == 20
        for each in begun:
            each.close()
    assert all(is_gone(number) for number in numbers)


RUN = """
import sys, papermill
from pathlib import Path
from papermill.engines import papermill_engines
from wres.engine.client import ForkEngine
papermill_engines.register("wres", ForkEngine)
path = Path(sys.argv[1])
papermill.execute_notebook(
    path, path.with_name("out.ipynb"), engine_name="wres", progress_bar=False, cwd=path.parent
)
"""


def test_a_server_that_died_is_one_clear_error_and_no_wait(tmp_path, monkeypatch):
    path = notebook(tmp_path, LOOK)
    server = process.Server().wait()
    monkeypatch.setenv(process.ADDRESS, server.address)
    (forerunner,) = ran_ahead(run(path, "wres", ahead=AHEAD))
    server._process.kill()
    server._process.wait()
    assert is_gone(forerunner)
    with pytest.raises(RunError, match=r"forked from is gone \(perhaps killed .* run it again"):
        run(path, "wres")
    server.close()


def test_a_notebook_outlives_the_death_of_a_server_no_longer_than_itself(tmp_path, monkeypatch):
    """It is told as a dead kernel, not waited for."""
    server = process.Server().wait()
    monkeypatch.setenv(process.ADDRESS, server.address)
    kill = f"import os, time\nos.kill({server._process.pid}, 9)\ntime.sleep(60)"
    with pytest.raises(DeadKernelError):
        run(notebook(tmp_path, ["greeting = 1", kill]), "wres")
    server.close()


def test_a_server_of_ones_own_is_started_again(tmp_path):
    path = notebook(tmp_path, ["greeting = 1"])
    run(path, "wres")
    process._own[-1]._process.kill()
    process._own[-1]._process.wait()
    run(path, "wres")


def test_a_server_that_does_not_start_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr(process, "_START", "import sys; sys.exit('no such library')")
    with pytest.raises(RunError, match="forked from did not start; what it said stands above"):
        process.Server().wait()


def test_a_server_that_loads_for_ever_is_said_to_lack_memory(monkeypatch):
    spins = "import os, signal; os.kill(os.getpid(), signal.SIGPROF)"
    monkeypatch.setattr(process, "_START", spins)
    with pytest.raises(RunError, match="did not start: the machine has too little memory"):
        process.Server().wait()


def test_a_server_ends_with_whoever_started_it(tmp_path):
    """Killed outright, with a notebook at work."""
    path = notebook(
        tmp_path,
        ["greeting = 1", "import os, time\nopen('pid', 'w').write(str(os.getpid()))\n"
         "os.rename('pid', 'at work'); time.sleep(600)"],
    )  # fmt: skip
    parent = subprocess.Popen([sys.executable, "-c", RUN, path])
    try:
        deadline = time.monotonic() + 120
        while not (tmp_path / "at work").exists():
            assert time.monotonic() < deadline and parent.poll() is None, "nothing ran"
            time.sleep(0.05)
        at_work = int((tmp_path / "at work").read_text())
        server = psutil.Process(at_work).ppid()
    finally:
        parent.kill()
        parent.wait()
    assert is_gone(server) and is_gone(at_work)


def test_another_kernel_is_started_in_the_ordinary_way(tmp_path, monkeypatch, caplog):
    folder = tmp_path / "kernels" / "other"
    folder.mkdir(parents=True)
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Other", "language": "python", "env": {"OTHER": "yes"},
    }  # fmt: skip
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    path = notebook(tmp_path, ["greeting = 1", "import os\nos.environ['OTHER']"])
    with caplog.at_level("WARNING", logger="papermill"):
        made = run(path, "wres", kernel_name="other")
    assert made.cells[-1].outputs[0].data["text/plain"] == "'yes'"
    said = f"The kernel 'other' is not the plain one of this Python: {ORDINARY}."
    assert [r.getMessage() for r in caplog.records].count(said) == 1


def test_a_kernel_that_there_is_not_is_the_error_that_papermill_makes(tmp_path):
    path = notebook(tmp_path, ["greeting = 1"])
    with pytest.raises(NoSuchKernel):
        run(path, "wres", kernel_name="fortran-of-old")


LOOK_ON_DISK = "len([c for c in json.load(open('wres.ipynb'))['cells'] if c.get('outputs')])"


@pytest.mark.parametrize(("is_saved", "seen"), [(True, "1"), (False, None)])
def test_the_notebook_is_saved_after_each_cell_as_papermill_is_asked_to(tmp_path, is_saved, seen):
    look = f"import os\n{LOOK_ON_DISK} if os.path.exists('wres.ipynb') else None"
    path = notebook(tmp_path, ["greeting = 1", "import json\n1", look])
    made = run(path, "wres", request_save_on_cell_execute=is_saved)
    outputs = made.cells[-1].outputs
    assert [output.data["text/plain"] for output in outputs] == ([seen] if seen else [])


def test_a_long_cell_is_saved_as_often_as_papermill_is_asked_to(tmp_path):
    # Papermill saves less often where a save takes long, so there is more than one occasion.
    cell = (
        "import json, time\nfor _ in range(20):\n    print('said', flush=True)\n"
        f"    time.sleep(0.1)\n{LOOK_ON_DISK}"
    )
    path = notebook(tmp_path, ["greeting = 1", cell])
    made = run(path, "wres", autosave_cell_every=0.001)
    assert made.cells[-1].outputs[-1].data["text/plain"] == "1"


def test_a_notebook_that_fails_is_written_though_it_is_not_saved_cell_by_cell(tmp_path):
    path = notebook(tmp_path, ["greeting = 1", "print('said', flush=True)\nimport os; os._exit(3)"])
    target = str(tmp_path / "wres.ipynb")
    with pytest.raises(DeadKernelError):
        run(path, "wres", request_save_on_cell_execute=False, failed_path=target)
    made = nbformat.read(target, as_version=4)
    assert made.cells[-1].outputs[0].text == "said\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_keeps_what_it_did_and_completes_nothing_else(tmp_path, number):
    wait = "import time\nopen('at work', 'w').close()\ntime.sleep(60)"
    path = notebook(tmp_path, ["greeting = 1", "'done'", wait, "'never'"])
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, path], stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 120
    while not (tmp_path / "at work").exists():
        assert time.monotonic() < deadline and program.poll() is None, "nothing ran"
        time.sleep(0.05)
    program.send_signal(number)
    program.communicate(timeout=60)
    assert program.returncode == -number
    _, done, stopped, never = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert done.outputs[0].data["text/plain"] == "'done'"
    states = [cell.metadata.papermill.status for cell in (done, stopped, never)]
    if number == signal.SIGINT:
        assert states == ["completed", "failed", "pending"]
        assert [output.ename for output in stopped.outputs] == ["KeyboardInterrupt"]
    else:
        assert states == ["completed", "running", "pending"]


def test_many_lines_come_in_few_messages(tmp_path, monkeypatch):
    messages = []
    take = client.ForkedClient.process_message
    monkeypatch.setattr(
        client.ForkedClient,
        "process_message",
        lambda self, message, *rest: (messages.append(message), take(self, message, *rest))[1],
    )
    path = notebook(tmp_path, ["greeting = 1", "for n in range(50_000): print(n)"])
    made = run(path, "wres")
    assert made.cells[-1].outputs[0].text.splitlines() == [str(n) for n in range(50_000)]
    assert len(messages) < 1000


@pytest.mark.parametrize(
    ("name", "value", "cell", "seen"),
    [
        ("TZ", "Asia/Tokyo", "import time\ntime.tzname[0]", "'JST'"),
        ("PYTHONHASHSEED", "7", "hash('a')", "6412522626967419924"),
        ("MPLBACKEND", "agg", "import matplotlib\nmatplotlib.get_backend()", "'agg'"),
    ],
)  # fmt: skip
def test_an_environment_that_changed_is_there_from_the_start(
    tmp_path, monkeypatch, name, value, cell, seen
):
    path = notebook(tmp_path, ["greeting = 1", cell])
    run(path, "wres")
    monkeypatch.setenv(name, value)
    assert run(path, "wres").cells[-1].outputs[0].data["text/plain"] == seen


def test_what_is_stored_is_the_users_or_nobodys(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    keep = notebook(tmp_path, ["greeting = 1", "kept = 5\n%store kept"], "keep.ipynb")
    find = notebook(tmp_path, ["greeting = 1", "%store -r\n'kept' in globals()"], "find.ipynb")
    run(keep, "wres", obeys_user=False)
    assert run(find, "wres").cells[-1].outputs[0].data["text/plain"] == "False"
    run(keep, "wres")
    assert run(find, "wres").cells[-1].outputs[0].data["text/plain"] == "True"
    made = run(find, "wres", obeys_user=False)
    assert made.cells[-1].outputs[0].data["text/plain"] == "False"


def test_what_is_printed_is_logged_and_written_where_papermill_is_asked_to(tmp_path, caplog):
    path = notebook(tmp_path, ["greeting = 1", "print('said')\nprint('more')"])
    with (tmp_path / "said.txt").open("w") as file, caplog.at_level("INFO", logger="papermill"):
        run(path, "wres", log_output=True, stdout_file=file)
    assert (tmp_path / "said.txt").read_text() == "said\nmore\n"
    assert "said\n" in [r.message for r in caplog.records]


def test_a_system_that_cannot_fork_uses_an_ordinary_kernel(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr(client, "CAN_FORK", False)
    path = notebook(tmp_path, ["greeting = 1", "greeting"])
    with caplog.at_level("WARNING", logger="papermill"):
        made = run(path, "wres", ahead="no_such_name")
    assert made.cells[-1].outputs[0].data["text/plain"] == "'hello'"
    said = f"{client.CANNOT_FORK}: {ORDINARY}."
    assert [r.getMessage() for r in caplog.records].count(said) == 1


@pytest.fixture
def installed(tmp_path):
    """The environment of a process that finds the engine by its entry point."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    ((name, value),) = project["project"]["entry-points"]["papermill.engine"].items()
    place = tmp_path / "site" / "engine_only-1.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text("Metadata-Version: 2.1\nName: engine-only\nVersion: 1\n")
    (place / "entry_points.txt").write_text(f"[papermill.engine]\n{name} = {value}\n")
    source = Path(client.__file__).parents[2]
    return os.environ | {"PYTHONPATH": f"{place.parent}{os.pathsep}{source}"}


def test_the_command_papermill_finds_the_engine(tmp_path, installed):
    look = "import os\ngreeting, os.getppid()"
    path = notebook(tmp_path, ["greeting = 1", look])
    out = tmp_path / "out.ipynb"
    command = ["-m", "papermill", "--engine", "wres", path, out, "-p", "greeting", "given"]
    ran = subprocess.run(
        [sys.executable, *command], env=installed, capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    made = nbformat.read(out, as_version=4)
    said = made.cells[-1].outputs[0].data["text/plain"]
    assert said.startswith("('given'")
    # The server that forked it, and no other, was its parent; it is gone with the command.
    assert is_gone(int(said.strip("()").split(", ")[-1]))


@pytest.mark.parametrize("first", ["papermill", "wres.batch.run", "wres.batch.notebook"])
def test_the_engine_and_papermill_can_be_imported_in_any_order(first, installed):
    find = "papermill.engines.papermill_engines.get_engine('wres')"
    code = f"import {first}, papermill.engines; {find}"
    subprocess.run([sys.executable, "-c", code], env=installed, check=True, timeout=300)


def test_what_a_program_printed_last_stands_in_its_own_cell(tmp_path):
    # However late the thread that watches comes to it: the program has ended, so it is all there.
    cells = ["greeting = 1", *["import subprocess; subprocess.run(['echo', 'last'])\n1"] * 20]
    made = run(notebook(tmp_path, cells), "wres")
    for cell in made.cells[2:]:
        assert [each.get("text") for each in cell.outputs] == ["last\n", None]


def test_what_programs_and_python_print_stands_in_the_order_of_printing(tmp_path):
    cell = "import subprocess\nprint(1); subprocess.run(['echo', '2']); print(3)"
    made = run(notebook(tmp_path, ["greeting = 1", *[cell] * 20]), "wres")
    assert [plain(cell.outputs) for cell in made.cells[2:]] == [
        plain([nbformat.v4.new_output("stream", text="1\n2\n3\n")])
    ] * 20


def test_a_letter_of_several_bytes_is_whole_wherever_a_program_pauses(tmp_path):
    script = r"printf '\342'; sleep 0.1; printf '\210'; sleep 0.1; printf '\222\n'"
    cell = f"import subprocess\nsubprocess.run(['sh', '-c', {script!r}])\nprint('whole')"
    made = run(notebook(tmp_path, ["greeting = 1", cell]), "wres")
    assert "".join(each.text for each in made.cells[-1].outputs) == "−\nwhole\n"


def test_what_handles_a_signal_may_print_while_the_cell_and_a_program_print(tmp_path):
    cell = """
        import signal, subprocess
        script = "for each in $(seq 5000); do echo also; done"
        program = subprocess.Popen(["sh", "-c", script])
        signal.signal(signal.SIGALRM, lambda *_: print("rang"))
        _ = signal.setitimer(signal.ITIMER_REAL, 0.003, 0.003)
        for n in range(5000): print(n)
        _ = signal.setitimer(signal.ITIMER_REAL, 0)
        _ = program.wait()
    """
    path = notebook(tmp_path, ["greeting = 1", *[cell] * 5])
    for made in run(path, "wres", execution_timeout=60).cells[2:]:
        text = "".join(each.text for each in made.outputs)
        assert text.count("rang") > 1
        assert text.count("also") == 5000
        assert text.replace("rang", "").replace("also", "").split() == [str(n) for n in range(5000)]


def test_what_a_program_prints_is_shown_though_the_notebook_put_another_stdout(tmp_path):
    put = "import io, subprocess, sys\nsys.stdout = io.StringIO()"
    cell = f"{put}\nsubprocess.run(['echo', 'shown'])\n1"
    made = run(notebook(tmp_path, ["greeting = 1", cell, "2"]), "wres")
    assert made.cells[2].outputs[0].text == "shown\n"
    assert len(made.cells[3].outputs) == 1


# What runs ahead of several notebooks. It leaves its process's number and a value in a module.

AHEAD = "import os, random\nrandom.ahead = [os.getpid()]"
LOOK = ["greeting = 1", "import os, random\nseen = getattr(random, 'ahead', [])\nseen[:1]"]


def ran_ahead(made: nbformat.NotebookNode) -> list[int]:
    return json.loads(made.cells[2].outputs[0].data["text/plain"])


def test_what_runs_ahead_runs_once_for_all_that_name_it(tmp_path):
    path = notebook(
        tmp_path, [*LOOK, "seen.clear(); 'x' in globals(), os.getpid() == os.getppid()"]
    )
    first, second = (ran_ahead(run(path, "wres", ahead=AHEAD)) for _ in range(2))
    other = ran_ahead(run(path, "wres", ahead=AHEAD + "\n"))
    assert len(first) == 1
    assert first == second != other  # and what one notebook did to it, the next does not see
    assert ran_ahead(run(path, "wres")) == []


@pytest.mark.parametrize(
    "ahead", ["import no_such_module", "import os; os._exit(3)", "raise SystemExit",
              "import threading, time; threading.Thread(target=time.sleep, args=(9,)).start()"]
)  # fmt: skip
def test_a_notebook_runs_where_nothing_can_run_ahead(tmp_path, ahead):
    assert ran_ahead(run(notebook(tmp_path, LOOK), "wres", ahead=f"{AHEAD}\n{ahead}")) == []


def test_a_notebook_runs_where_its_forerunner_was_killed(tmp_path):
    path = notebook(tmp_path, LOOK)
    (number,) = ran_ahead(run(path, "wres", ahead=AHEAD))
    psutil.Process(number).kill()
    assert is_gone(number)
    assert ran_ahead(run(path, "wres", ahead=AHEAD)) != [number]


def test_forerunners_end_with_their_server(tmp_path):
    path = notebook(tmp_path, LOOK)
    (number,) = ran_ahead(run(path, "wres", ahead=AHEAD))
    process._own[-1].close()
    assert not psutil.pid_exists(number)


def test_many_forerunners_make_room(tmp_path):
    path = notebook(tmp_path, LOOK)
    asked = [f"{AHEAD}\n{number}" for number in range(forerunner.MOST + 1)]
    numbers = [ran_ahead(run(path, "wres", ahead=each))[0] for each in asked]
    assert is_gone(numbers[0])
    assert psutil.pid_exists(numbers[-1])
