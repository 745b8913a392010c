"""A small organisation with every kind of detail, that a reader can work out by hand."""

from __future__ import annotations

from wres.figures import ALL, Figures
from wres.figures.counts import PublishedCounts
from wres.indicators import calculate
from wres.indicators.comparisons import on_last_year
from wres.indicators.detail import detail
from wres.indicators.levels import progress
from wres.narrative.scope import Edition, Scope
from wres.reading.organisations import Organisation, Register

ENTERED, TRAINED = "entered formal disciplinary process", "accessed non-mandatory training"
ABROAD = ", international recruitment"
# Small numbers on purpose, no two alike, so that a wrong denominator cannot go unseen.
ROWS = [
    (1, "staff in post", ALL, ALL, 80, 60, 10),
    (1, "staff in post", "clinical", "5", 20, 16, 2),
    (1, "staff in post", "clinical", "6", 10, 5, 0),
    (1, "staff in post", "clinical", "8a", 8, 1, 0),
    (1, "staff in post", "non-clinical", "5", 12, 9, 1),
    (1, "staff in post", "non-clinical", "6", 9, 4, 0),
    (1, "staff in post", "non-clinical", "8a", 6, 2, 0),
    (2, "shortlisted", ALL, ALL, 60, 40, 10),
    (2, "appointed", ALL, ALL, 15, 5, 1),
    (2, "shortlisted", "clinical", ALL, 30, 20, 4),
    (2, "appointed", "clinical", ALL, 9, 4, 1),
    (2, "shortlisted", ALL, "5", 25, 18, 3),
    (2, "appointed", ALL, "5", 10, 3, 1),
    (2, "shortlisted", ALL, "6", 15, 12, 3),
    (2, "appointed", ALL, "6", 5, 2, 0),
    (2, "shortlisted" + ABROAD, ALL, ALL, 10, 15, 0),
    (2, "appointed" + ABROAD, ALL, ALL, 2, 3, 0),
    (3, ENTERED, ALL, ALL, 4, 3, 0),
    (4, TRAINED, ALL, ALL, 50, 30, 2),
    (5, "respondents", ALL, ALL, 50, 30, None),
    (5, "count", ALL, ALL, 5, 6, None),
]
GROUPS = {
    (1, "staff in post"): (12, 25, 20, 3),
    (1, "staff in post", "clinical", "5"): (2, 9, 4, 1),
    (1, "staff in post", "clinical", "6"): (1, 2, 2, 0),
    (2, "shortlisted"): (8, 16, 11, 5),
    (2, "appointed"): (2, 2, 1, 0),
    (3, ENTERED): (0, 1, 2, 0),
    (4, TRAINED): (6, 15, 8, 1),
    (5, "respondents"): (6, 12, 9, 3),
    (5, "count"): (1, 2, 3, 0),
}
SEXES = {
    (1, "staff in post", "Female"): (50, 40, 5),
    (2, "shortlisted", "Female"): (35, 24, 6),
    (2, "appointed", "Female"): (10, 3, 1),
    (3, ENTERED, "Female"): (2, 2, 0),
    (5, "respondents", "Female"): (32, 20, None),
    (5, "count", "Female"): (4, 5, None),
}

SAMPLE = Organisation("RXX", "Sample Trust", "Sample", "NHS trust", None, None, "", True, "made up")


def figures(*published: PublishedCounts) -> Figures:
    """The figures of a year, and of the year before where it is given."""
    years = []
    for each in published:
        own = calculate(each)
        years.append([*own, *detail(each), *progress(each, own)])
    changes = on_last_year(years[-1], years[0], 2023, {}) if len(years) > 1 else []
    return Figures([figure for year in years for figure in year] + changes)


def edition(*published: PublishedCounts) -> Edition:
    """What a report of the last of these years is made of."""
    return Edition(figures(*published), scope(*(counts.year for counts in published)))


def scope(*years: int) -> Scope:
    return Scope(SAMPLE, Register((SAMPLE,)), years[-1], years)
