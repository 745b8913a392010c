"""Which notebooks an ordinary kernel runs, and why: what a forked process could not do as it does.

A forked process has its libraries loaded before anybody asks, no sockets and no loop of windows.
Where a notebook or its user wants something that only a kernel started afresh has, one is
started. Each reason is a line that is said once.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel
from nbformat import NotebookNode

from wres.engine.profile import user_files

ORDINARY = "an ordinary, slower kernel runs this notebook"
# What nbclient hands to a kernel that it starts.
_OF_A_KERNEL = ("extra_arguments", "kernel_manager_class")
# What jupyter_client takes for the Python that runs.
_VERSIONS = (f"python{sys.version_info[0]}", f"python{sys.version_info[0]}.{sys.version_info[1]}")
_LAUNCHED = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
# Makes a debugger's breakpoints hold; the outputs are the same.
_HARMLESS = ["-Xfrozen_modules=off"]

_CONNECTION = re.compile(
    r"%(connect_info|qtconsole|subshell)\b|\b(connect_qtconsole|get_connection_(file|info))\b"
)
_WINDOWS = re.compile(
    r"%gui[ \t]+\w|\benable_gui\(\s*[^)\s]|\brun_line_magic\(\s*['\"]gui['\"]|%pylab\b"
    r"|%matplotlib[ \t]+(?!(inline|agg|svg|pdf|ps|cairo|widget|ipympl|notebook|nbagg)\b)\w"
)


def why_ordinary(
    notebook: NotebookNode, options: Collection[str], folder: Path, *, obeys_user: bool
) -> str:
    """Why a forked process cannot do for a notebook what an ordinary kernel does; blank if it can.

    Args:
        notebook: its cells are looked through for what only a kernel with sockets has.
        options: the names of the options that nbclient is given.
        folder: where it runs; modules in it can be imported.
        obeys_user: whether the user's own start-up files, settings and modules count.
    """
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    if any(name in options for name in _OF_A_KERNEL):
        return "The kernel is to be started with options of its own"
    if match := _CONNECTION.search(code):
        return f"A cell asks for the kernel's connection ({match[0]})"
    if match := _WINDOWS.search(code):
        return f"A cell opens windows ({match[0].strip()})"
    if obeys_user and (files := user_files(os.environ)):
        return f"There are start-up files or settings of IPython ({files[0]})"
    if obeys_user and (own := _shadowing(folder)):
        return f"'{own}' in the notebook's folder has the name of an installed package"
    return ""


def why_other_kernel(kernel_name: str) -> str:
    """Why a kernel of that name is none that this Python can fork; blank if it is one."""
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return f"There is no kernel '{kernel_name}'"
    return (
        "" if _is_plain(spec) else f"The kernel '{kernel_name}' is not the plain one of this Python"
    )


def _is_plain(spec: KernelSpec) -> bool:
    python, *arguments = spec.argv
    if arguments[:1] == _HARMLESS:
        del arguments[0]
    is_started_otherwise = spec.env or spec.interrupt_mode != "signal"
    return (
        python in (sys.executable, "python", *_VERSIONS)
        and arguments == _LAUNCHED
        and not is_started_otherwise
        and "kernel_provisioner" not in spec.metadata
    )


def _shadowing(folder: Path) -> str:
    """A module in a folder that an ordinary kernel imports in place of an installed package."""
    elsewhere = [path for path in sys.path if path and Path(path) != folder]
    for file in sorted((*folder.glob("*.py"), *folder.glob("*/__init__.py"))):
        name = file.parent.name if file.name == "__init__.py" else file.stem
        # The standard library comes before the notebook's folder in an ordinary kernel too.
        if name.isidentifier() and name not in sys.stdlib_module_names:
            other = PathFinder.find_spec(name, elsewhere)
            if _stands_elsewhere(other, file):
                return file.relative_to(folder).as_posix()
    return ""


def _stands_elsewhere(spec: ModuleSpec | None, file: Path) -> bool:
    """Whether a package is found elsewhere that is not the file itself."""
    origin = Path(spec.origin) if spec and spec.origin else None
    return bool(origin and origin.is_file() and not file.samefile(origin))
