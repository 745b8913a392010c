"""Hundreds of cells end as papermill's default engine ends them, but for what is named."""

from __future__ import annotations

import pytest

from .comparison import cells, executed, plain

pytestmark = [
    # papermill 2.7 hands its own engine an argument (input_path) that nbclient does not know.
    pytest.mark.filterwarnings(
        "ignore:Passing unrecognized arguments to super.PapermillNotebookClient:DeprecationWarning"
    ),
]
# docs/runs.md says why.
NAMED = {"recursion": "the stack below a cell", "write of bytes": "the stream's own code"}


@pytest.mark.parametrize(
    "families",
    [("magics",), pytest.param(("errors", "displays", "printing"), marks=pytest.mark.slow)],
    ids=" ".join,
)
def test_cells_end_as_an_ordinary_kernel_ends_them(families, tmp_path, monkeypatch):
    # An ordinary kernel that sees it does not catch what programs print.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    names, sources = zip(*cells(*families), strict=True)
    both = []
    for engine in (None, "wres"):
        folder = tmp_path / str(engine) / "cells"
        folder.mkdir(parents=True)
        both.append(executed(folder, list(sources), engine))
    different = [
        name
        for name, ordinary, forked in zip(names, *both, strict=True)
        if (plain(ordinary.outputs), ordinary.execution_count)
        != (plain(forked.outputs), forked.execution_count)
    ]
    assert [name for name in different if name not in NAMED] == []


def test_there_are_hundreds_of_cells_each_with_a_name_of_its_own():
    names = [name for name, _ in cells("magics", "errors", "displays", "printing")]
    assert len(names) >= 500
    for family in ("magics", "errors", "displays", "printing"):
        of_family = [name for name, _ in cells(family)]
        assert sorted(set(of_family)) == sorted(of_family)
