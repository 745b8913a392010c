"""Read a day as people and systems in Britain write it: the day goes before the month."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

# What an organisation's own words call every day that may stand in a column.
ANY_DAY = "any day"
_FORMS = ("%Y-%m-%d", "%Y/%m/%d", "%d/%m/%Y", "%d/%m/%y",
          "%d %b %Y", "%d %B %Y", "%d %b %y", "%d %B %y")  # fmt: skip
# The time of midnight that a database adds.
_MIDNIGHT = re.compile(r"[T ]00:00(:00)?(\.0+)?Z?$")
# The day of the week that a person adds.
_WEEKDAY = re.compile(r"^(Mon|Tues?|Wed(nes)?|Thu(rs)?|Fri|Sat(ur)?|Sun)(day)?,? +", re.IGNORECASE)
_YEAR_END = re.compile(r"\b31(?:st)?(?: of)?[ /.-](?:March|Mar|0?3)[ ,/.-]+(20\d\d)", re.IGNORECASE)
_PERIOD = re.compile(r"(20\d\d)/(?:20)?\d\d", re.ASCII)
_ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)


def day_of(text: str) -> date | None:
    """The day that a text says; None if it says none.

    >>> day_of("31-Mar-25"), day_of("31st March, 2025"), day_of("2025-03-31 00:00:00")
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 31), datetime.date(2025, 3, 31))
    >>> day_of("31.03.2025"), day_of("03/31/2025")
    (datetime.date(2025, 3, 31), None)
    >>> day_of("Mon 31 March 2025"), day_of("2025/03/31")
    (datetime.date(2025, 3, 31), datetime.date(2025, 3, 31))
    """
    cell = _WEEKDAY.sub("", _MIDNIGHT.sub("", text.strip()))
    # A day with its month in digits has slashes, and one with a word has spaces.
    if re.fullmatch(r"\d{1,2}[.-]\d{1,2}[.-]\d+", cell):
        cell = re.sub(r"[.-]", "/", cell)
    elif re.search(r"[^\W\d_]", cell):
        cell = " ".join(re.split(r"[\s,.-]+", _ORDINAL.sub("", cell)))
    for form in _FORMS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    return None


def last_day(text: str) -> date | None:
    """The last day that a text may mean: a day, a month, or a year that ends on 31 March.

    >>> last_day("2024-01-31"), last_day("March 2024"), last_day("every quarter")
    (datetime.date(2024, 1, 31), datetime.date(2024, 3, 31), None)
    >>> last_day("Sep-24"), last_day("2023/24")
    (datetime.date(2024, 9, 30), datetime.date(2024, 3, 31))
    """
    if (day := day_of(text)) is not None:
        return day
    if period := _PERIOD.fullmatch(text.strip()):
        return date(int(period[1]) + 1, 3, 31)
    words = " ".join(re.split(r"[\s-]+", text.strip()))
    for form in ("%B %Y", "%b %Y", "%b %y", "%Y %m"):
        try:
            month = datetime.strptime(words, form).date()
        except ValueError:
            continue
        return month.replace(day=monthrange(month.year, month.month)[1])
    return None


def year_end_in(text: str) -> int | None:
    """The year of the last 31 March that a text names; None if it names none.

    >>> year_end_in("1 April 2023 to 31 March 2024"), year_end_in("ESR, 31/03/2023")
    (2024, 2023)
    >>> year_end_in("ESR report 2023") is None
    True
    """
    years = _YEAR_END.findall(text)
    return max(map(int, years)) if years else None


def wres_year_of(day: date) -> int:
    """The WRES year in which a day lies: it ends on 31 March.

    >>> wres_year_of(date(2025, 3, 31)), wres_year_of(date(2025, 4, 1))
    (2025, 2026)
    """
    return day.year + (day > date(day.year, 3, 31))
