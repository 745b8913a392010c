"""What only an ordinary kernel can do is left to one, and said in one line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import nbformat
import pytest
from IPython.core import application
from IPython.paths import get_ipython_dir

from wres.engine import profile
from wres.engine.ordinary import ORDINARY, why_ordinary, why_other_kernel
from wres.engine.profile import user_files

from . import test_client
from .test_client import notebook, run

pytestmark = test_client.pytestmark


@pytest.fixture(autouse=True)
def own_profile(tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setattr(profile, "_SYSTEM_FOLDERS", ())
    folder = tmp_path / "ipython" / "profile_default"
    (folder / "startup").mkdir(parents=True)
    return folder


def of(*sources: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(each) for each in sources])


def why(*sources: str, options=(), folder=Path("/nowhere"), obeys_user=True) -> str:
    return why_ordinary(of(*sources), options, folder, obeys_user=obeys_user)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("%connect_info", "A cell asks for the kernel's connection (%connect_info)"),
        ("from ipykernel.connect import get_connection_file",
         "A cell asks for the kernel's connection (get_connection_file)"),
        ("%subshell", "A cell asks for the kernel's connection (%subshell)"),
        ("%gui qt", "A cell opens windows (%gui q)"),
        ("%matplotlib qt", "A cell opens windows (%matplotlib q)"),
        ("get_ipython().enable_gui('tk')", "A cell opens windows (enable_gui(')"),
        ("%pylab inline", "A cell opens windows (%pylab)"),
        ("%matplotlib inline", ""),
        ("%matplotlib", ""),
        ("%matplotlib --list", ""),
        ("%gui", ""),
        ("%store x", ""),
        ("# about guides: gui", ""),
    ],
)  # fmt: skip
def test_a_cell_that_needs_sockets_or_windows_is_named(source, said):
    assert why("1", source) == said


def test_options_of_a_kernel_are_for_one():
    said = "The kernel is to be started with options of its own"
    assert why("1", options=["extra_arguments"]) == said


def test_start_up_files_and_settings_are_obeyed_where_the_user_counts(own_profile):
    assert why("1") == ""
    file = own_profile / "startup" / "10-own.py"
    file.write_text("own = 1")
    assert why("1") == f"There are start-up files or settings of IPython ({file})"
    assert why("1", obeys_user=False) == ""


@pytest.mark.parametrize(
    ("name", "text", "counts"),
    [
        ("ipython_config.py", "c = get_config()  #noqa\n# c.X.y = 1\n\n", False),
        (
            "ipython_config.py",
            "c = get_config()\nc.InteractiveShellApp.exec_lines = ['a = 1']",
            True,
        ),
        ("ipython_kernel_config.json", "{}", False),
        ("ipython_kernel_config.json", '{"InteractiveShell": {"autoindent": false}}', True),
        ("ipython_kernel_config.json", "{", True),
        ("other_config.py", "c.X.y = 1", False),
        ("startup/a.ipy", "%time 1", True),
        ("startup/README", "as IPython writes it", False),
    ],
)
def test_files_that_do_something_count(own_profile, name, text, counts):
    (own_profile / name).write_text(text)
    assert user_files(os.environ) == ([own_profile / name] if counts else [])


def test_a_start_up_file_of_python_counts(monkeypatch):
    monkeypatch.setenv("PYTHONSTARTUP", "/home/ann/start.py")
    assert user_files(os.environ) == [Path("/home/ann/start.py")]


def test_the_profile_is_looked_for_where_ipython_looks(monkeypatch):
    monkeypatch.undo()
    ipython = Path(os.environ.get("IPYTHONDIR") or "~/.ipython").expanduser()
    assert ipython == Path(get_ipython_dir())
    known = {*application.SYSTEM_CONFIG_DIRS, *application.ENV_CONFIG_DIRS}
    assert {str(Path(sys.prefix) / "etc" / "ipython"), *map(str, profile._SYSTEM_FOLDERS)} == known


def test_a_module_beside_the_notebook_that_hides_a_package_is_imported(tmp_path):
    (tmp_path / "helpers.py").write_text("OWN = 'own'")
    (tmp_path / "json.py").write_text("OWN = 'the standard library goes before it'")
    assert why("1", folder=tmp_path) == (
        "'helpers.py' in the notebook's folder has the name of an installed package"
    )
    path = notebook(tmp_path, ["greeting = 1", "import helpers\nhelpers.OWN"])
    assert run(path, "wres").cells[-1].outputs[0].data["text/plain"] == "'own'"


def test_a_package_is_not_hidden_by_itself():
    source = Path(profile.__file__).parents[2]
    assert why("1", folder=source) == ""


def test_a_profile_is_obeyed_but_not_by_a_run(tmp_path, own_profile, caplog):
    file = own_profile / "startup" / "own.py"
    file.write_text("from_profile = 'own'")
    path = notebook(tmp_path, ["greeting = 1", "globals().get('from_profile')"])
    with caplog.at_level("WARNING", logger="papermill"):
        made = run(path, "wres")
    assert made.cells[-1].outputs[0].data["text/plain"] == "'own'"
    said = f"There are start-up files or settings of IPython ({file}): {ORDINARY}."
    assert [record.getMessage() for record in caplog.records].count(said) == 1
    assert run(path, "wres", obeys_user=False).cells[-1].outputs == []


def test_an_ordinary_kernel_of_a_run_has_no_profile_either(tmp_path, own_profile):
    (own_profile / "startup" / "own.py").write_text("from_profile = 'own'")
    path = notebook(tmp_path, ["greeting = 1", "globals().get('from_profile')", "# %connect_info"])
    assert run(path, "wres", obeys_user=False).cells[2].outputs == []
    assert os.environ["IPYTHONDIR"] == str(tmp_path / "ipython")


PLAIN = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


@pytest.mark.parametrize(
    ("spec", "is_plain"),
    [
        ({"argv": PLAIN}, True),
        ({"argv": ["python3", "-Xfrozen_modules=off", *PLAIN[1:]]}, True),
        ({"argv": ["python", "-O", *PLAIN[1:]]}, False),
        ({"argv": [*PLAIN, "--InteractiveShell.ast_node_interactivity=all"]}, False),
        ({"argv": ["/elsewhere/python", *PLAIN[1:]]}, False),
        ({"argv": PLAIN, "env": {"A": "1"}}, False),
        ({"argv": PLAIN, "interrupt_mode": "message"}, False),
        (
            {
                "argv": PLAIN,
                "metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"}},
            },
            False,
        ),
    ],
)
def test_only_the_plain_kernel_of_this_python_is_forked(tmp_path, monkeypatch, spec, is_plain):
    folder = tmp_path / "kernels" / "own"
    folder.mkdir(parents=True)
    about = {"display_name": "Own", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(about | spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    said = "" if is_plain else "The kernel 'own' is not the plain one of this Python"
    assert why_other_kernel("own") == said
