"""Read whose a row of an extract is and of which year, where the folder does not say it."""

from __future__ import annotations

import re

from wres.reading.categories import NotACategoryError
from wres.reading.dates import day_of, wres_year_of

_YEAR = re.compile(r"20\d\d", re.ASCII)
_PERIOD = re.compile(r"(20\d\d)[/-](?:20)?(\d\d)", re.ASCII)
# What is called so begins in one year and ends in another, and is named by either.
_OF_PERIODS = re.compile(r"financial|fiscal|\bfy\b", re.IGNORECASE)
# The Standard's first year was 2015; a later period such as 2016-17 is no month.
_FIRST = 2013


def organisation_code(text: str, known: str | None = None) -> str:
    """The ODS code in a cell.

    Args:
        text: the cell.
        known: the organisation whose folder it is, if it is one's; then no other may stand here.

    Raises:
        NotACategoryError: it is no code, or another organisation's.

    >>> organisation_code(" rxx ")
    'RXX'
    """
    code = text.strip().upper()
    if known is not None:
        if code and code != known.upper():
            remedy = "Put a file of several organisations into data/extracts, or correct the code."
            raise NotACategoryError(f"is not {known}, whose folder this is", remedy)
        return known
    if not code:
        raise NotACategoryError("is blank", "Write the ODS code of the organisation.")
    if not re.fullmatch(r"[A-Z0-9]+", code):
        raise NotACategoryError("is not an ODS code", "It has letters and digits only.")
    return code


def wres_year(text: str, known: int | None = None, *, at_year_end: bool = False) -> int:
    """The WRES year in a cell: a year, a period such as 2022/23, or a day within it.

    A year ends on 31 March. Days are British: the day goes before the month.

    Args:
        text: the cell.
        known: the year of the folder, if it is one's; then no other may stand here.
        at_year_end: whether a day must be the 31 March, as that of a snapshot.

    Raises:
        NotACategoryError: it says no year, or another one.

    >>> wres_year("2023"), wres_year("2022/23"), wres_year("2022-10-15"), wres_year("31/03/2023")
    (2023, 2023, 2023, 2023)
    """
    cell = text.strip()
    if known is not None and not cell:
        return known
    if not cell:
        raise NotACategoryError("is blank", "Write the WRES year, such as 2023.")
    year = _year_of(cell, at_year_end)
    if year is None or year < _FIRST:
        example = "31/03/2023" if at_year_end else "15/10/2022"
        remedy = f"Write the year in which the period ends, such as 2023, or a day: {example}."
        problem = "is neither a WRES year nor the 31 March of one"
        raise NotACategoryError(problem if at_year_end else "is no WRES year and no date", remedy)
    if known is not None and year != known:
        remedy = "Put a file of several years into the organisation's folder 'extracts'."
        if year == known - 1 and _YEAR.fullmatch(cell):
            meant = f"If it is the year that begins in {year}, write {year}/{known % 100:02}. "
            remedy = f"{meant}If not: {remedy[:1].lower()}{remedy[1:]}"
        raise NotACategoryError(f"is not of {known}, the year of this folder", remedy)
    return year


def names_either_year(heading: str, text: str) -> bool:
    """Whether a year may be that in which its period begins, or that in which it ends.

    >>> names_either_year("Financial Year", "2024"), names_either_year("Financial Year", "2024/25")
    (True, False)
    >>> names_either_year("WRES Year", "2024")
    False
    """
    return bool(_OF_PERIODS.search(heading) and _YEAR.fullmatch(text.strip()))


def _year_of(cell: str, at_year_end: bool) -> int | None:
    if _YEAR.fullmatch(cell):
        return int(cell)
    if period := _PERIOD.fullmatch(cell):
        first, second = int(period[1]), int(period[2])
        return first + 1 if second == (first + 1) % 100 else None
    day = day_of(cell)
    if day is None or (at_year_end and (day.month, day.day) != (3, 31)):
        return None
    return wres_year_of(day)
