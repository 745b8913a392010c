"""Cells of notebooks, and what papermill's default engine and the pack's make of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

CELLS = Path(__file__).parent / "cells"
_CELL = re.compile(r"^# %% (.*)\n", re.MULTILINE)
# What differs from one run to the next: process numbers, addresses, folders, times.
_CHANGING = re.compile(
    r"ipykernel_\d+|0x[0-9a-f]+|(/private)?/(tmp|var)/[\w/.-]*|(CPU times|Wall time)[^\"]*"
)


def cells(*families: str) -> Iterator[tuple[str, str]]:
    """The name and the source of each cell of these files."""
    for family in families:
        text = (CELLS / f"{family}.ipy").read_text(encoding="utf-8")
        _, *parts = _CELL.split(text)
        yield from zip(parts[::2], (part.rstrip("\n") for part in parts[1::2]), strict=True)


def executed(folder: Path, sources: list[str], engine: str | None) -> list[nbformat.NotebookNode]:
    """The cells as an engine leaves them; none stops at an error."""
    (folder / "beside.py").write_text("WHERE = 'beside'")
    node = nbformat.v4.new_notebook()
    node.cells = [
        nbformat.v4.new_code_cell(source, id=f"cell-{number}")
        for number, source in enumerate(sources)
    ]
    node.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, folder / "in.ipynb")
    with suppress(PapermillExecutionError):  # it complains at the end, when all has run
        papermill.execute_notebook(
            str(folder / "in.ipynb"), str(folder / "out.ipynb"), engine_name=engine,
            cwd=str(folder), progress_bar=False, allow_errors=True,
            request_save_on_cell_execute=False,
        )  # fmt: skip
    made = {cell.id: cell for cell in nbformat.read(folder / "out.ipynb", as_version=4).cells}
    return [made[f"cell-{number}"] for number in range(len(sources))]


def plain(outputs: list[nbformat.NotebookNode]) -> str:
    """Outputs without what differs from run to run; what is printed in pieces is one."""
    merged: list = []
    for output in outputs:
        if merged and output.get("name") and output.get("name") == merged[-1].get("name"):
            merged[-1].text += output.text
        else:
            merged.append(copy.deepcopy(output))
    cell = nbformat.v4.new_code_cell("", outputs=merged, id="x")
    text = nbformat.v4.writes_json(nbformat.v4.new_notebook(cells=[cell]))
    return _CHANGING.sub("#", text)
