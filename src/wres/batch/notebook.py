"""Run one notebook of one organisation and year by papermill."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import papermill
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from wres.batch.plan import CELL_LIMIT_SECONDS, Job
from wres.engine.client import ForkEngine
from wres.figures.released import PublishedEdition
from wres.ground.errors import RunError
from wres.opened import hand_over
from wres.reading.editions import VARIABLE, packed

ENGINE = "wres"
# What all notebooks of a report begin with: the engine has it done once for all of them.
_AHEAD = "from helpers.report import read_ahead\nread_ahead({!r}, {!r}, {!r})"
_HOW = {
    "obeys_user": False,  # a report is the same whoever makes it
    # To save before and after every cell would take longer than to run them.
    "request_save_on_cell_execute": False,
    "progress_bar": False,
}
# Its entry point says the same, where the package is installed.
papermill_engines.register(ENGINE, ForkEngine)


def run_notebook(
    notebook: Path,
    target: Path,
    job: Job,
    data: Path,
    limit: float = CELL_LIMIT_SECONDS,
    out: Sequence[PublishedEdition] = (),
    opened: bytes = b"",
) -> None:
    """Run one notebook and write the executed one, whole or not at all wrong in silence.

    Args:
        notebook: the notebook as it stands in `notebooks/`.
        target: where the executed notebook goes; after a failure it shows how far it came.
        job: the organisation, year and audience to run it for.
        data: the data folder.
        limit: the seconds that a cell may take.
        out: the published editions that are out.
        opened: the report as the run has read it, packed; without it the notebook reads for itself.

    Raises:
        RunError: a cell failed, or the kernel died or hung; in one sentence.
    """
    # The kernel inherits it: no path is written into the notebook as a parameter.
    before = {name: os.environ.get(name) for name in ("WRES_DATA", VARIABLE)}
    os.environ["WRES_DATA"] = str(data)
    os.environ[VARIABLE] = packed(out)
    hand_over(opened)
    target.parent.mkdir(parents=True, exist_ok=True)
    given = {"organisation": job.organisation, "year": job.year, "audience": job.audience}
    try:
        papermill.execute_notebook(
            str(notebook),
            str(target),
            parameters=given,
            engine_name=ENGINE,
            ahead=_AHEAD.format(job.organisation, job.year, job.audience),
            failed_path=str(target),
            execution_timeout=limit,
            **_HOW,
        )
    except PapermillExecutionError as error:
        raise RunError(f"{notebook.name}: {error.ename}: {error.evalue}") from error
    except Exception as error:
        # A dead kernel, a time-out or a full disk each have a class of their own, deep in three
        # libraries; a batch must name any of them and go on with the next report.
        said = str(error).splitlines()[0] if str(error) else "no message"
        raise RunError(f"{notebook.name}: {type(error).__name__}: {said}") from error
    finally:
        hand_over(b"")
        _restore(before)
    _forget_the_machine(target)


def _restore(before: Mapping[str, str | None]) -> None:
    """Leave the environment as it was: what this process opens next is another report."""
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _forget_the_machine(target: Path) -> None:
    """Take the clock, the lots and the folders of this machine out of an executed notebook."""
    # As papermill has just written it: read as plain JSON, and written in the same form.
    node = json.loads(target.read_text(encoding="utf-8"))
    kept = node["metadata"].get("papermill", {})
    node["metadata"]["papermill"] = {
        key: kept[key] for key in ("parameters", "version", "exception") if key in kept
    }
    for cell in node["cells"]:
        if "injected-parameters" in cell["metadata"].get("tags", ()):
            cell["id"] = "injected-parameters"  # papermill draws one by lot
        cell["metadata"].pop("papermill", None)
        cell["metadata"].pop("execution", None)
    text = json.dumps(node, ensure_ascii=False, indent=1, sort_keys=True)
    target.write_text(f"{text}\n", encoding="utf-8")
