"""Sorters: what makes a small number of a cell of an extract, or refuses it.

The numbers are places in the tuples here, so that reducing an extract is counting numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from wres import reference
from wres.figures import BME, BME_GROUPS, SEXES, UNKNOWN, WHITE
from wres.reading import categories
from wres.reading.categories import NotACategoryError

ETHNIC_ORIGIN = "ethnic_origin"
PERSON = "person"
# People of whom only "BME" is known stand beside the groups that BME is made of.
ETHNIC = (WHITE, BME, *BME_GROUPS, UNKNOWN)
STAFF_GROUPS = ("non-clinical", "clinical", "medical and dental")
NOT_STAFF = "not in the workforce"
_SCHEMES = {band: row["scheme"] for band, row in reference.by("pay_bands", "pay_band").items()}
BANDS = (
    *(b for b, scheme in _SCHEMES.items() if scheme in ("Agenda for Change", "medical and dental")),
    NOT_STAFF,
)
_COUNTED_AS = {row["pay_band"]: row["of_doctors"] for row in reference.rows("pay_bands")}
# The band in which medical and dental staff on that pay band are counted: itself, but for VSM.
OF_DOCTORS = tuple(BANDS.index(_COUNTED_AS.get(band) or band) for band in BANDS)
MEDICAL_BANDS = tuple(_SCHEMES.get(band) == "medical and dental" for band in BANDS)
NO, YES, DO_NOT_KNOW, NO_ANSWER = range(4)
MEANINGS = {"no": NO, "yes": YES, "don't know": DO_NOT_KNOW, "no answer": NO_ANSWER}
# An answer that stands as a code is this and the code, until the whole column is known.
CODED = 100


def _ethnicity(text: str) -> int:
    category = categories.ethnic_category(text)
    return ETHNIC.index(category.group or category.wres_group)


def _band(text: str) -> int:
    grade = categories.grade(text)
    return BANDS.index(grade.pay_band if grade.in_workforce else NOT_STAFF)


def _group(text: str) -> int:
    return STAFF_GROUPS.index(categories.staff_group(text))


def _occupation(text: str) -> int:
    try:
        return STAFF_GROUPS.index(categories.staff_group_of_occupation(text))
    except NotACategoryError as error:
        # An organisation may say of a code which staff group it means.
        try:
            return _group(text)
        except NotACategoryError:
            raise error from None


def _sex(text: str) -> int:
    return SEXES.index(categories.sex(text))


def yes_or_no(text: str) -> int:
    """Whether a cell says yes; a blank is refused."""
    return MEANINGS[categories.answer("yes or no", text)]


def yes_or_blank(text: str) -> int:
    """Whether a cell says yes; a blank is no."""
    return yes_or_no(text) if text.strip() else NO


def _primary(text: str) -> int:
    return MEANINGS[categories.answer("primary", text)] if text.strip() else NO


def _whole_time_equivalent(text: str) -> float:
    number = text.strip() or "0"
    # Not by float() alone: to Python "nan", "1e3" and "1_0" are numbers too. Hours of a week rank
    # the assignments of a person as well.
    if not re.fullmatch(r"\d{0,2}\.?\d+|\d{1,2}\.", number, re.ASCII) or float(number) > 60:
        problem, remedy = "is no whole-time equivalent", "Write a number such as 0.6 or 1."
        raise NotACategoryError(problem, remedy)
    return float(number)


def survey_answer(kind: str, text: str) -> int:
    """What an answer to a question of the survey means; `CODED` and its code if it is one.

    >>> survey_answer("how often", "3-5"), survey_answer("how often", "3")
    (1, 103)
    """
    if not text.strip():
        return NO_ANSWER
    code = categories.answer_code(kind, text)
    return MEANINGS[categories.answer(kind, text)] if code is None else CODED + code


SORTERS: dict[str, Callable[[str], float]] = {
    ETHNIC_ORIGIN: _ethnicity,
    "sex": _sex,
    "staff_group": _group,
    "occupation_code": _occupation,
    "pay_band": _band,
    "assignment_category": lambda text: int(categories.is_counted(text)),
    "assignment_status": lambda text: int(categories.is_in_post(text)),
    "primary": _primary,
    "fte": _whole_time_equivalent,
    "board_member": yes_or_blank,
    "voting": yes_or_blank,
    "executive": yes_or_blank,
    "shortlisted": yes_or_no,
    "appointed": yes_or_no,
    "international_recruitment": yes_or_blank,
    "mandatory": yes_or_no,
}
