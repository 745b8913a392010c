"""A report as `wres run` makes it, but for its PDF, in this process and within seconds.

Every cell of the pack's notebooks is one call on the report (a test holds it to that), so that a
notebook can be played without a kernel: each call is made, and what it shows is the cell's output.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_output

from helpers.report import Report, open_report
from wres.attack.exact import Handed
from wres.batch import decide, publish
from wres.batch.frame import Frame
from wres.batch.plan import Job
from wres.ground.settings import PUBLISHED

ROOT = Path(__file__).parents[1]
BEFORE = "report.actions("  # before which an author's own cells stand, else at the end


@dataclass(frozen=True)
class Played:
    """The notebooks of a report, run; more cells can be put into them."""

    job: Job
    data: Path
    report: Report

    @cached_property
    def frame(self) -> Frame:
        return Frame.of(self.report)

    @cached_property
    def notebooks(self) -> dict[str, nbformat.NotebookNode]:
        return {page: nbformat.from_dict(_run(page, self.report)) for page in self.frame.pages}

    @property
    def handed(self) -> Handed:
        return Handed(frozenset(self.frame.handed.texts), frozenset(self.frame.handed.names))

    def pages(self, cells: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
        """Each page but the whole report, by the name of its file."""
        made = publish.pages(self.job, self._executed(cells), self.frame)
        whole = f"{self.job.prefix}report.html"
        return {
            name: text.decode()
            for name, text in made.items()
            if name.endswith(".html") and name != whole
        }

    def files(
        self, cells: Mapping[str, Sequence[str]] | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Every file but the PDF, with cells of an author's own by page, as the HTML they show."""
        executed = self._executed(cells)
        made = publish.pages(self.job, executed, self.frame)
        prefix = self.job.prefix
        printed = decide.printed(self.job, made)
        yield from made.items()
        yield from ((f"notebooks/{prefix}{page}.ipynb", text) for page, text in executed.items())
        others = decide.others(self.job, made)
        yield from publish.tables(self.job, self.data, printed, others).items()

    def _executed(self, cells: Mapping[str, Sequence[str]] | None) -> dict[str, bytes]:
        made = self.notebooks | {
            page: _with(self.notebooks[page], shown) for page, shown in (cells or {}).items()
        }
        return {page: nbformat.writes(node).encode() for page, node in made.items()}

    def write(self, reports: Path, cells: Mapping[str, Sequence[str]] | None = None) -> Path:
        """The same in its place among the reports."""
        folder = reports / self.job.folder
        for name, content in self.files(cells):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder


def play(
    organisation: str, year: int, audience: str = PUBLISHED, data: Path = ROOT / "data"
) -> Played:
    """A report's notebooks, run."""
    report = open_report(organisation, year, audience, data=data)
    return Played(Job(year, organisation, audience), data, report)


def _run(page: str, report: Report) -> nbformat.NotebookNode:
    node = nbformat.read(ROOT / "notebooks" / f"{page}.ipynb", as_version=4)
    for cell in node.cells:
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or "parameters" in tags:
            continue
        shown = report if "setup" in tags else eval(cell.source, {"report": report})
        if shown is not None:
            cell.outputs = [_output(shown._repr_html_(), repr(shown))]
    return node


def _output(html: str, plain: str) -> nbformat.NotebookNode:
    return new_output("execute_result", {"text/html": html, "text/plain": plain})


def _with(node: nbformat.NotebookNode, shown: Sequence[str]) -> nbformat.NotebookNode:
    cells = enumerate(node.cells)
    at = next((at for at, cell in cells if cell.source.startswith(BEFORE)), len(node.cells))
    more = [new_code_cell("own", outputs=[_output(html, "<Table>")]) for html in shown]
    return nbformat.from_dict({**node, "cells": [*node.cells[:at], *more, *node.cells[at:]]})
