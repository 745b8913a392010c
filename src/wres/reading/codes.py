"""See where letters of another system are read as codes of the NHS list of ethnic categories."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from wres import reference
from wres.ground.errors import Doubt
from wres.reading.tables import Column
from wres.reading.unread import Look

_BRITISH, _IRISH = "A", "B"


def other_letters(look: Look, column: Column, heading: str) -> Iterator[Doubt]:
    """A doubt where far more have the letter of White Irish people than there are anywhere.

    The NHS list has A and B for White British and White Irish people. Another system writes the
    first letter of a word: A for Asian, B for Black, W for White.
    """
    most, few = _limit("most_irish"), _limit("few_people")
    british, irish = (_has(look, column, letter) for letter in (_BRITISH, _IRISH))
    if irish.sum() >= few and 100 * irish.sum() > most * british.sum():
        problem = f"says '{_IRISH}', White Irish, of over {most} for each hundred of "
        problem += f"'{_BRITISH}', White British"
        remedy = "If the letters are another system's, such as B for Black, write words for them."
        yield look.doubt("values", heading, problem, remedy, irish)


def _has(look: Look, column: Column, letter: str) -> np.ndarray:
    """The records that count and have a bare letter."""
    codes = [n for n, text in enumerate(column.texts) if str(text).strip().upper() == letter]
    return np.isin(look.codes(column), codes) & look.counted


def _limit(name: str) -> int:
    return int(reference.by("limits", "name")[name]["value"])
