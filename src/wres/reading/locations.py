"""Find where the extracts of an organisation and year stand.

The folder says what a file does not: whose it is, and of which year.

- `<code>/<year>/`: one organisation and one year.
- `<code>/extracts/`: one organisation; a column says the year of each row.
- `extracts/`: many organisations; columns say the organisation and the year of each row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from wres.ground.errors import Fault, Remark
from wres.reading.columns import MAPPING_FILE
from wres.reading.strays import strays
from wres.reading.values import VALUES_FILE

SHARED = "extracts"
ENDINGS = (".csv", ".xlsx", ".xlsm")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder that may hold extracts, and what it says about them."""

    folder: Path
    name: str
    organisation: str | None = None
    year: int | None = None

    @property
    def is_shared(self) -> bool:
        """Whether the rows of an extract say themselves of which year they are."""
        return self.year is None

    def strays(self, extracts: Collection[str]) -> list[Remark]:
        """What is said of files that stand in a folder of extracts in vain."""
        known = [f"{extract}{ending}" for extract in extracts for ending in ENDINGS]
        return list(strays(self.folder, self.name, [*known, MAPPING_FILE, VALUES_FILE], {}))


@dataclass(frozen=True, slots=True)
class Source:
    """One extract: its file, what to call it in messages, and where it stands."""

    extract: str
    path: Path
    file: str
    place: Place


def place_of_year(data: Path, ods_code: str, year: int) -> Place:
    """The folder of one organisation and year."""
    return Place(data / ods_code / str(year), f"{ods_code}/{year}", ods_code, year)


def shared_places(data: Path, ods_code: str) -> list[Place]:
    """The folders of extracts of several years: the organisation's own, and that of them all."""
    return [
        Place(data / ods_code / SHARED, f"{ods_code}/{SHARED}", ods_code),
        Place(data / SHARED, SHARED),
    ]


def find_sources(place: Place, extracts: Collection[str]) -> tuple[list[Source], list[Fault]]:
    """The extracts in a folder, and files that stand there in vain."""
    sources, faults = [], []
    paths = sorted(place.folder.iterdir()) if place.folder.is_dir() else []
    for extract in extracts:
        forms = [path for path in paths if path.stem == extract and path.suffix in ENDINGS]
        if len(forms) == 1:
            file = f"{place.name}/{forms[0].name}"
            sources.append(Source(extract, forms[0], file, place))
        elif forms:
            names = " and ".join(path.name for path in forms)
            problem, remedy = f"{names} are both there", "Keep the one that is right."
            faults.append(Fault(place.name, None, "", None, problem, remedy))
    if place.is_shared:
        # A year's folder holds other files besides, which are looked at with all that it holds.
        faults += [each for each in place.strays(extracts) if isinstance(each, Fault)]
    return sources, faults
