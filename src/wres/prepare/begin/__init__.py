"""Write a folder to begin with where there is no checkout: notebooks, an empty `data/`, words."""

from __future__ import annotations

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from wres.ground.errors import NoDataError, ParameterError
from wres.ground.places import REGISTER
from wres.prepare.own_lines import line_of
from wres.reading.organisations import COLUMNS

_DICTIONARY = "README.md"
# What the checkout holds two floors up stands beside this file where the package is installed.
_CHECKOUT = Path(__file__).parents[4]
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


def begin(folder: Path) -> tuple[str, ...]:
    """Write the notebooks, an empty data folder and a README; never over anything that is there.

    Args:
        folder: where to; it is made where it is not there.

    Returns:
        The names of what was written.

    Raises:
        ParameterError: something is there already.
        NoDataError: it cannot be written there.
    """
    contents = _contents()
    if there := [name for name in contents if (folder / name).exists()]:
        raise ParameterError(
            f"'{there[0]}' is in '{folder}' already, and nothing is written over. "
            "Name another folder: wres init FOLDER."
        )
    try:
        for name, content in contents.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    except OSError as error:
        raise NoDataError(f"cannot write to '{folder}': {error.strerror}.") from error
    return tuple(contents)


def _contents() -> dict[str, bytes]:
    # Documents that stand beside the dictionary in the checkout are not there.
    dictionary = _LINK.sub(r"\1", _kept("data", _DICTIONARY).read_text(encoding="utf-8"))
    notebooks = {
        f"notebooks/{file.name}": file.read_bytes()
        for file in sorted(_kept("notebooks").iterdir(), key=lambda file: file.name)
        if file.name.endswith(".ipynb")
    }
    return {
        "README.md": (files(__package__) / "README.md").read_bytes(),
        f"data/{REGISTER}": f"{line_of(COLUMNS)}\n".encode(),
        f"data/{_DICTIONARY}": dictionary.encode(),
        **notebooks,
    }


def _kept(*names: str) -> Traversable:
    """A file or folder of the checkout, or the package's copy of it."""
    own = files(__package__).joinpath(*names)
    return own if own.is_file() or own.is_dir() else _CHECKOUT.joinpath(*names)
