"""How an edition was made, published beside it: of what, with what, and how to make it again.

It holds nothing that a reader could try counts on: no digest of a file that was handed in, no
reason that somebody typed, no draft. docs/disclosure.md says why, file by file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wres.ground.settings import INTERNAL, Settings

PROVENANCE = "provenance.json"
_EVERY_YEAR = "every year"


@dataclass(frozen=True)
class Origin:
    """What an edition was made of: the names of its input files, and the settings that held."""

    inputs: tuple[str, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)


def told(settings: Settings) -> dict[str, Any]:
    """The decisions that shape an edition, by their names in `settings.csv`, without a reason.

    >>> told(Settings())["candidates"], told(Settings(public_measures={"a": "why"}))["public"]
    (5, ['a'])
    """
    return {
        "small count": settings.small,
        "candidates": settings.candidates,
        "smallest survey base": settings.smallest_base,
        "method": settings.method,
        "shape": settings.shape,
        "public": sorted(settings.public_measures),
        "published before": sorted(settings.published_years),
        "indicator 3 basis": {
            str(year or _EVERY_YEAR): basis
            for year, basis in sorted(
                settings.indicator_3_basis.items(), key=lambda item: item[0] or 0
            )
        },
        "further standards": settings.further_standards,
    }


def provenance(
    organisation: str,
    year: int,
    audience: str,
    origin: Origin,
    notebooks: Mapping[str, bytes],
    versions: Mapping[str, str],
) -> bytes:
    """The file: JSON, the same bytes for the same input, notebooks and packages.

    Args:
        organisation: the ODS code of whose edition it is.
        year: its WRES year.
        audience: for whom it is made.
        origin: what it was made of.
        notebooks: its executed notebooks, by page.
        versions: of the pack, of Python and of the packages that shape an edition.
    """
    command = f"wres run --organisation {organisation} --year {year}"
    described = {
        "organisation": organisation,
        "year": year,
        "audience": audience,
        "versions": dict(versions),
        "settings": dict(origin.settings),
        "input": sorted(origin.inputs),
        "notebooks": {page: cells_digest(notebooks[page]) for page in sorted(notebooks)},
        "again": command + f" --audience {audience}" * (audience == INTERNAL),
    }
    return json.dumps(described, indent=2, ensure_ascii=False).encode() + b"\n"


def cells_digest(notebook: bytes) -> str:
    """A digest of a notebook's cells as they are typed, without outputs and parameters given.

    All of them stand in the executed notebook that is published as well, so it tells no more.
    """
    cells = [
        [cell["cell_type"], "".join(cell["source"])]  # a text, or its lines
        for cell in json.loads(notebook)["cells"]
        if "injected-parameters" not in cell["metadata"].get("tags", ())
    ]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()
