"""What a notebook of the pack needs is there before it begins."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import papermill

ROOT = Path(__file__).parents[2]
CELLS = (
    "import sys\nbefore = set(sys.modules)",
    "from helpers.report import open_report\nreport = open_report('QHG', 2023)\nreport",
    "report.summary()",
    "report.all_staff_chart()",
    "report.board()",
    "report.context()",
    "import json\njson.dumps(sorted(set(sys.modules) - before))",
)


def test_no_module_is_loaded_late(tmp_path, monkeypatch):
    monkeypatch.setenv("WRES_DATA", str(ROOT / "data"))
    node = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    node.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(node, tmp_path / "in.ipynb")
    made = papermill.execute_notebook(
        tmp_path / "in.ipynb", None, engine_name="wres", progress_bar=False
    )
    (output,) = made.cells[-1].outputs
    late = json.loads(output.data["text/plain"].strip("'"))
    # What protecting counts takes is loaded only where it was not kept from before.
    protecting = ("scipy", "encodings", "wres.disclosure")
    assert [name for name in late if not name.startswith(protecting)] == []
