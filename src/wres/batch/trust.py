"""Sign executed notebooks, so that JupyterLab shows their charts and style without being asked.

It does so in notebooks that it trusts: those which this user ran on this machine. The signature is
kept in the user's own folder, not in the notebook, so it is made where the reports arrive and not
where a worker ran them. Elsewhere an analyst says "Trust Notebook".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from wres.ground.loading import load

if TYPE_CHECKING:
    from nbformat.sign import NotebookNotary


def trust(notebooks: Iterable[bytes]) -> None:
    """Sign these notebooks as the user who runs this."""
    load("nbformat.sign")  # not before there is a notebook: it takes a while
    from nbformat.v4 import reads_json

    for content in notebooks:
        # Papermill has just checked and written it: read as it is.
        _notary().sign(reads_json(content.decode()))


@cache
def _notary() -> NotebookNotary:
    from nbformat.sign import NotebookNotary

    return NotebookNotary()
