"""The cells of a notebook as plain Python, for benchmarks that need no kernel."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def shown_by(page: str, parameters: Mapping[str, object]) -> Iterator[object]:
    """Run a page's notebook with these parameters; what the last line of each cell gives."""
    space: dict[str, object] = {}
    for cell in nbformat.read(NOTEBOOKS / f"{page}.ipynb", as_version=4).cells:
        if cell.cell_type != "code":
            continue
        tree = ast.parse(cell.source)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, page, "exec"), space)
        if last is not None:
            yield eval(compile(ast.Expression(last.value), page, "eval"), space)
        if "parameters" in cell.metadata.get("tags", ()):
            space.update(parameters)
