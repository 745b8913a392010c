"""Where things are: the data folder and the notebooks, found without a path in any notebook."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from wres.ground.errors import NoDataError, RunError

_PASSWORD = re.compile(r"(?<=://)([^/@:\s]*):[^/\s']*@")
REGISTER = "organisations.csv"
# What the name of the folder ends with that holds editions for internal readers.
_INTERNAL = "-internal"
# `src/wres/ground/places.py` in a checkout: the pack's own folder is three floors up.
_PACK = Path(__file__).resolve().parents[3]


def data_folder(*, with_register: bool = True) -> Path:
    """The data folder: `WRES_DATA` if it is set, else the nearest one here or above.

    That is a folder that holds `organisations.csv`, or one named `data` in which it stands. A
    notebook run by hand, by papermill from anywhere in the checkout, or by `wres run` finds the
    same folder. The pack's own samples are found only from inside the pack.

    Args:
        with_register: whether a folder named `data` without `organisations.csv` is none.

    Raises:
        NoDataError: there is none.
    """
    if named := os.environ.get("WRES_DATA"):
        return Path(named)
    here = Path.cwd()
    around = [folder for parent in (here, *here.parents) for folder in (parent, parent / "data")]
    for folder in around:
        if (folder / REGISTER).is_file():
            return folder
    if not with_register and (here / "data").is_dir():
        return here / "data"
    remedy = "Go to it" if with_register else "Make a folder 'data' here"
    raise NoDataError(
        f"cannot find the data folder: no '{REGISTER}' in this folder, in its folder 'data' or "
        f"above. {remedy}, or name the data folder with --data or WRES_DATA."
    )


def notebooks_folder() -> Path:
    """The folder that holds the pack's notebooks: the nearest here or above, else the pack's own.

    Raises:
        NoDataError: there is none.
    """
    here = Path.cwd()
    for parent in (here, *here.parents, _PACK):
        if (parent / "notebooks" / "summary.ipynb").is_file():
            return parent / "notebooks"
    raise NoDataError(
        "cannot find the notebooks: no 'notebooks/summary.ipynb' in this folder or above it. "
        "Run this in the pack's folder, or name the place with --notebooks."
    )


def reports_folder(data: Path) -> Path:
    """Where the reports of a data folder go unless told otherwise: `reports/` beside it."""
    # Not `resolve`: where the folder is a link, its own place is meant.
    return Path(os.path.normpath(data.absolute())).parent / "reports"


def internal_place(reports: str) -> str:
    """Where editions for internal readers go: beside the reports, which people pass on whole.

    >>> internal_place("/shares/wres/reports/"), internal_place("s3://bucket/reports")
    ('/shares/wres/reports-internal', 's3://bucket/reports-internal')

    Raises:
        RunError: there is nothing beside it, as beside a disk or a bucket.
    """
    scheme, is_address, rest = reports.rpartition("://")
    # Not `resolve`: where the folder is a link to what is published, its own place is meant.
    path = PurePosixPath(rest) if is_address else Path(os.path.normpath(Path(rest).absolute()))
    if len(path.parts) < 2:
        raise RunError(
            f"editions for internal readers go beside the reports, and nothing is beside "
            f"'{without_password(reports)}'. Name a folder in it with --reports."
        )
    return f"{scheme}{is_address}{path}{_INTERNAL}"


def without_password(text: str) -> str:
    """The same, with addresses as they may be printed: what a run says is often passed on.

    >>> without_password("cannot list 'ftp://ann:secret@host/data'")
    "cannot list 'ftp://ann:***@host/data'"
    >>> without_password("s3://bucket/wres")
    's3://bucket/wres'
    """
    return _PASSWORD.sub(r"\1:***@", text)
