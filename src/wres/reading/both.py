"""Hold the people of the training and disciplinary extracts against those of the staff.

Numbers of people are kept, and no identifiers. What is said holds no number of people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from wres import reference
from wres.figures import BME, SEXES, UNKNOWN
from wres.figures.phrases import listed
from wres.ground.errors import Doubt
from wres.reading.locations import Source
from wres.reading.sorters import ETHNIC, ETHNIC_ORIGIN

_GROUP_OF = {ETHNIC_ORIGIN: "ethnic group", "sex": "sex"}
_KNOWN = {
    ETHNIC_ORIGIN: [n for n, group in enumerate(ETHNIC) if group != UNKNOWN],
    "sex": [n for n, sex in enumerate(SEXES) if sex != UNKNOWN],
}
# Of somebody of whom only that is known, any group behind BME is the same.
_BME = ETHNIC.index(BME)
# As many people of one extract do not stand otherwise in the other by chance.
_FEWEST_OTHERS = 3
_LEAVERS = {"training": "most_strangers_trained", "disciplinary": "most_strangers_disciplined"}

Shares = Mapping[str, float]


def shared(staff: pd.DataFrame, people: pd.DataFrame) -> dict[str, float]:
    """How many people an extract is about, and of how many what the staff extract says differs.

    >>> staff = pd.DataFrame({"sex": [0, 1, 1, 2]}, index=[11, 12, 13, 14])
    >>> shared(staff, pd.DataFrame({"sex": [0, 0, 2, 0]}, index=[11, 12, 13, 99]))
    {'people': 4, 'strangers': 1, 'sex known': 2, 'sex other': 1, 'sex blank': 1}
    """
    both = people.index.intersection(staff.index)
    shares = {"people": len(people), "strangers": len(people) - len(both)}
    for name in people.columns.intersection(staff.columns):
        known, said = (of.loc[both, name].to_numpy() for of in (staff, people))
        is_known, is_said = np.isin(known, _KNOWN[name]), np.isin(said, _KNOWN[name])
        is_other = is_known & is_said & (known != said)
        if name == ETHNIC_ORIGIN:
            is_other &= ~((np.minimum(known, said) == _BME) & (np.maximum(known, said) > _BME))
        shares |= {
            f"{name} known": int((is_known & is_said).sum()),
            f"{name} other": int(is_other.sum()),
            f"{name} blank": int((is_known & ~is_said).sum()),
        }
    return shares


def apart(shares: Shares, staff: str, other: Source, year: int) -> Iterator[Doubt]:
    """A doubt where the people of an extract are not those of the staff, or not the same people.

    Leavers are not in the staff extract. Where far more are missing, one of the two is of another
    body or year, or tells people apart in another way; where many stand otherwise, a column was
    moved or sorted by itself, or the identifiers are numbers of rows.
    """
    named = [name for name in _GROUP_OF if f"{name} known" in shares]
    moved = [name for name in named if _is_otherwise(shares, name)]
    # What was moved has its blanks elsewhere as well.
    blank = [name for name in named if name not in moved and _is_blank(shares, name)]
    problems = [
        _strangers(shares, staff, other.extract),
        _otherwise([_GROUP_OF[name] for name in moved], staff),
        _blank([_GROUP_OF[name] for name in blank], staff),
    ]
    for problem, remedy in filter(None, problems):
        yield Doubt(other.file, None, "", None, problem, remedy, "people", year=year)


def _strangers(shares: Shares, staff: str, extract: str) -> tuple[str, str] | None:
    number, strangers = shares["people"], shares["strangers"]
    most = _limit(_LEAVERS[extract])
    if number < _limit("few_people") or 100 * strangers <= most * number:
        return None
    who = f"over {most} in a hundred are not in {staff}"
    if 100 * strangers > _limit("most_strangers") * number:
        who = f"{'none' if strangers == number else 'few'} are in {staff}"
    remedy = "Look whether both are of one body and year, and name people in one way."
    return f"is about people of whom {who}", remedy


def _is_otherwise(shares: Shares, name: str) -> bool:
    known, other = shares[f"{name} known"], shares[f"{name} other"]
    is_enough = known >= _limit("few_people") and other >= _FEWEST_OTHERS
    return is_enough and 100 * other > _limit("most_otherwise") * known


def _otherwise(names: Sequence[str], staff: str) -> tuple[str, str] | None:
    if not names:
        return None
    most = _limit("most_otherwise")
    problem = (
        f"says another {listed(names)} than {staff} of over {most} in a hundred people of both"
    )
    remedy = (
        "Look whether a column was sorted or moved by itself in one of the two, a word is taken "
    )
    remedy += "for another, or identifiers are numbers of rows."
    return problem, remedy


def _is_blank(shares: Shares, name: str) -> bool:
    blank = shares[f"{name} blank"]
    known = blank + shares[f"{name} known"]
    return known >= _limit("few_people") and 100 * blank > _limit("most_blank_of_known") * known


def _blank(names: Sequence[str], staff: str) -> tuple[str, str] | None:
    if not names:
        return None
    most = _limit("most_blank_of_known")
    problem = f"does not say the {listed(names)} of over {most} in a hundred people of whom {staff}"
    return f"{problem} does", "Take it from there."


def _limit(name: str) -> int:
    return int(reference.by("limits", "name")[name]["value"])
