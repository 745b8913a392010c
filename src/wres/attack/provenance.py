"""The file that says how a report was made: nothing in it may tell a number of people.

Each of its fields has a form in which no count fits, or is held against what the report shows
anyway. It is written in one way only, so that nothing hides in how it is written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wres import reference

PROVENANCE = "provenance.json"
_MEND = "take it away, or have the report made again"
_CODE, _YEAR = r"[A-Z0-9]{3,10}", r"20\d\d"
_VERSION = re.compile(r"\d{1,4}(\.\d{1,8}){1,3}[a-z0-9.+-]{0,24}")
_OF_ALL = ("organisations.csv", "successions.csv", "benchmarks.csv", "local_population.csv")
_OF_A_BODY = ("settings.csv",)
_OF_A_YEAR = ("wres.xlsx", "counts.csv", "last_year.csv", "ratings.csv", "action_plan.csv")
# Beside the extracts, wherever they stand.
_OF_EXTRACTS = ("mapping.csv", "values.csv")
_ENDINGS = ("csv", "xlsx", "xlsm")
_WORDS = ("context", "contacts", "priorities")
_DONE = ("done", "planned")
_BOARD = "board_edition"


@dataclass(frozen=True)
class Beside:
    """What the file is held against: whose report it is, and what that shows.

    `small` are the largest small counts that the pages say. `notebooks` are the report's own, by
    page, their sources as texts; None for one that cannot be read.
    """

    organisation: str
    year: int
    small: Collection[int]
    notebooks: Mapping[str, Mapping | None]


def faults_of(text: str, beside: Beside) -> Iterator[str]:
    """What is wrong with the file, each a sentence."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        yield f"{PROVENANCE} cannot be read; {_MEND}"
        return
    if not isinstance(said, dict) or list(said) != list(_FIELDS):
        yield f"{PROVENANCE} has other fields than the pack writes; {_MEND}"
        return
    if text != json.dumps(said, indent=2, ensure_ascii=False) + "\n":
        yield f"{PROVENANCE} is not written as the pack writes it; {_MEND}"
    for field, is_right in _FIELDS.items():
        if not is_right(said[field], beside):
            yield f"{PROVENANCE}: its '{field}' is not what the pack writes there; {_MEND}"


def _versions(said: Any, _: Beside) -> bool:
    return (
        isinstance(said, dict)
        and list(said) == ["pack", "Python", *reference.by("report_packages", "package")]
        and all(isinstance(text, str) and _VERSION.fullmatch(text) for text in said.values())
    )


def _settings(said: Any, beside: Beside) -> bool:
    if not isinstance(said, dict) or list(said) != list(_SETTINGS):
        return False
    small, says = said["small count"], beside.small
    # Where counts are rounded, another one is small than the setting says.
    is_said = said["method"] == "rounding" or not says or small in says
    return is_said and all(is_right(said[name]) for name, is_right in _SETTINGS.items())


def _is_within(setting: str) -> Callable[[Any], bool]:
    row = reference.by("settings", "setting")[setting]
    least, most = int(row["least"]), int(row["most"])
    return lambda said: type(said) is int and least <= said <= most


def _is_method(said: Any) -> bool:
    return said in reference.by("settings", "setting")["method"]["words"].split("; ")


def _is_shape(said: Any) -> bool:
    return said in ["automatic", *(row["shape"] for row in reference.rows("shapes"))]


def _is_public(said: Any) -> bool:
    known = [row["measure"].casefold() for row in reference.rows("measures")]
    return isinstance(said, list) and all(measure in known for measure in said)


def _are_years(said: Any) -> bool:
    return isinstance(said, list) and all(_is_year(year) for year in said)


def _is_year(said: Any) -> bool:
    return type(said) is int and bool(re.fullmatch(_YEAR, str(said)))


def _is_basis(said: Any) -> bool:
    words = reference.by("settings", "setting")["indicator 3 basis"]["words"].split("; ")
    return isinstance(said, dict) and all(
        (year == "every year" or re.fullmatch(_YEAR, year)) and basis in words
        for year, basis in said.items()
    )


def _input(said: Any, _: Beside) -> bool:
    known = _input_names()
    return (
        isinstance(said, list)
        and all(isinstance(name, str) and known.fullmatch(name) for name in said)
        and said == sorted(set(said))
    )


def _input_names() -> re.Pattern:
    """The names that a file of input may have, with the folders that it stands in."""
    extracts = {row["extract"] for row in reference.rows("columns")}
    shared = [*_OF_EXTRACTS, *(f"{name}.{end}" for name in sorted(extracts) for end in _ENDINGS)]
    parts = {row["narrative"] for row in reference.rows("indicators")}
    words = [*_WORDS, *(f"indicator_{part}_{when}" for part in parts for when in _DONE)]
    narrative = [f"narrative/{name}.md" for name in words]
    ways = (
        _any_of(_OF_ALL),
        f"extracts/{_any_of(shared)}",
        f"{_CODE}/{_any_of([*_OF_A_BODY, *_OF_EXTRACTS])}",
        f"{_CODE}/extracts/{_any_of(shared)}",
        f"{_CODE}/{_YEAR}/{_any_of([*_OF_A_YEAR, *shared, *narrative])}",
    )
    return re.compile("|".join(ways))


def _any_of(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, names))})"


def _notebooks(said: Any, beside: Beside) -> bool:
    own = {name: notebook for name, notebook in sorted(beside.notebooks.items()) if name != _BOARD}
    if not isinstance(said, dict) or list(said) != list(own):
        return False
    return all(notebook is not None and said[page] == _digest(notebook)
               for page, notebook in own.items())  # fmt: skip


def _digest(notebook: Mapping) -> str:
    """What the pack says of a notebook's cells, worked out again from those that are shipped."""
    cells = [
        [cell["cell_type"], cell["source"]]
        for cell in notebook["cells"]
        if "injected-parameters" not in cell.get("metadata", {}).get("tags", ())
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


_SETTINGS: Mapping[str, Callable[[Any], bool]] = {
    "small count": _is_within("small count"),
    "candidates": _is_within("candidates"),
    "smallest survey base": _is_within("smallest survey base"),
    "method": _is_method,
    "shape": _is_shape,
    "public": _is_public,
    "published before": _are_years,
    "indicator 3 basis": _is_basis,
    "further standards": lambda said: type(said) is bool,
}
_FIELDS: Mapping[str, Callable[[Any, Beside], bool]] = {
    "organisation": lambda said, beside: said == beside.organisation,
    "year": lambda said, beside: said == beside.year,
    "audience": lambda said, _: said == "published",
    "versions": _versions,
    "settings": _settings,
    "input": _input,
    "notebooks": _notebooks,
    "again": lambda said, beside: said == (
        f"wres run --organisation {beside.organisation} --year {beside.year}"),
}  # fmt: skip
