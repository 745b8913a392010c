"""Find the known word that a text is a slip of, where it can be no other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import cache

from wres import reference
from wres.reading.categories import NotACategoryError
from wres.reading.columns import words_of
from wres.reading.own import plain

# So like a known word must a text be: a letter or two in ten.
_ALIKE = 0.88
# In shorter texts a letter may make another word.
_SHORTEST = 6
# The lists of known words, by field: a file of the reference and its column.
_LISTS = {
    "ethnic_origin": [
        ("ethnicity_codes", "label"),
        ("ethnicity_labels", "label"),
        ("ethnicity_groups", "label"),
    ],
    "pay_band": [("pay_grades", "grade"), ("pay_bands", "label")],
    "staff_group": [("esr_staff_groups", "esr_staff_group")],
    "assignment_category": [("assignment_categories", "category")],
    "sex": [("sexes", "value")],
}


def plain_meaning(field: str, text: str, sort: Callable[[str], float]) -> str:
    """The known word that a text must be a slip of; blank where somebody has to decide.

    Every known word that is nearly the text must mean the same, and have the same digits: a band
    is no slip of another.

    Args:
        field: the field of an extract.
        text: what stands in the cell.
        sort: the field's sorter.

    >>> from wres.reading.sorters import SORTERS
    >>> plain_meaning("ethnic_origin", "White - Britsh", SORTERS["ethnic_origin"])
    'White - British'
    >>> plain_meaning("staff_group", "Nurses", SORTERS["staff_group"])
    ''
    """
    known, wanted = _known(field), plain(text)
    if len(wanted) < _SHORTEST:
        return ""
    alike = difflib.get_close_matches(wanted, known, n=5, cutoff=_ALIKE)
    alike = [word for word in alike if re.findall(r"\d", word) == re.findall(r"\d", wanted)]
    alike = [word for word in alike if _is_slip(wanted, word, field)]
    meanings = {_sorted(known[word], sort) for word in alike}
    return known[alike[0]] if len(meanings) == 1 and None not in meanings else ""


def _is_slip(text: str, known: str, field: str) -> bool:
    """Whether a text is known words mistyped, and not other words, or the opposite of these.

    A word that the field knows was meant as it stands: "Clerical" is no slip of "Clinical".

    >>> _is_slip("additional clinical servces", "additional clinical services", "staff_group")
    True
    >>> _is_slip("additional clerical services", "additional clinical services", "staff_group")
    False
    >>> _is_slip("executive director", "non-executive director", "pay_band")
    False
    """
    typed, meant = words_of(text), words_of(known)
    if len(typed) != len(meant):
        return False
    wrong = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
    return not any(
        one in _vocabulary(field) or one.endswith(other) or other.endswith(one)
        for one, other in wrong
    )


@cache
def _vocabulary(field: str) -> frozenset[str]:
    """Every word of the known texts of a field."""
    return frozenset(word for text in _known(field) for word in words_of(text))


def _sorted(text: str, sort: Callable[[str], float]) -> float | None:
    try:
        return sort(text)
    except NotACategoryError:
        return None


@cache
def _known(field: str) -> dict[str, str]:
    """The known words of a field, by themselves in small letters."""
    return {
        plain(row[column]): row[column]
        for name, column in _LISTS.get(field, ())
        for row in reference.rows(name)
    }
