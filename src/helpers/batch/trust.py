"""Sign executed notebooks, so that JupyterLab shows their charts and style without being asked.

It does so in notebooks that it trusts: those which this user ran on this machine. The signature is
kept in the user's own folder, not in the notebook, so it is made where the reports arrive and not
where a worker ran them. Elsewhere an analyst says "Trust Notebook".
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import nbformat
from nbformat.sign import NotebookNotary


def trust(notebooks: Iterable[bytes]) -> None:
    """Sign these notebooks as the user who runs this."""
    for content in notebooks:
        _notary().sign(nbformat.reads(content.decode(), as_version=4))


@cache
def _notary() -> NotebookNotary:
    return NotebookNotary()
