"""Where things are: the data folder and the notebooks, found without a path in any notebook."""

from __future__ import annotations

import os
import re
from pathlib import Path

from wres.ground.errors import NoDataError

_PASSWORD = re.compile(r"(?<=://)([^/@:\s]*):[^/\s']*@")
# `src/wres/ground/places.py` in a checkout: the pack's own folder is three floors up.
_PACK = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """The data folder: `WRES_DATA` if it is set, else the nearest `data/organisations.csv`.

    A notebook run by hand, by papermill from anywhere in the checkout, or by `wres run` finds
    the same folder.

    Raises:
        NoDataError: there is none.
    """
    if named := os.environ.get("WRES_DATA"):
        return Path(named)
    return _nearest("data", "organisations.csv", "the data folder", "WRES_DATA")


def notebooks_folder() -> Path:
    """The folder that holds the pack's notebooks.

    Raises:
        NoDataError: there is none.
    """
    return _nearest("notebooks", "summary.ipynb", "the notebooks", "--notebooks")


def reports_folder() -> Path:
    """Where reports go unless told otherwise: `reports/` beside the notebooks."""
    return notebooks_folder().parent / "reports"


def without_password(text: str) -> str:
    """The same, with addresses as they may be printed: what a run says is often passed on.

    >>> without_password("cannot list 'ftp://ann:secret@host/data'")
    "cannot list 'ftp://ann:***@host/data'"
    >>> without_password("s3://bucket/wres")
    's3://bucket/wres'
    """
    return _PASSWORD.sub(r"\1:***@", text)


def _nearest(folder: str, marker: str, what: str, option: str) -> Path:
    here = Path.cwd()
    for parent in (here, *here.parents, _PACK):
        if (parent / folder / marker).is_file():
            return parent / folder
    raise NoDataError(
        f"cannot find {what}: no '{folder}/{marker}' in this folder or above it. "
        f"Run this in the pack's folder, or name the place with {option}."
    )
