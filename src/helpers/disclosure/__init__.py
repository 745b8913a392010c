"""The door between what is known and what is printed."""

from __future__ import annotations

from helpers.counts import Counts, Protection, PublishedCounts
from helpers.settings import PUBLISHED, Settings

__all__ = ["protect"]


def protect(
    counts: Counts, settings: Settings | None = None, audience: str = PUBLISHED
) -> PublishedCounts:
    """Counts that may be printed.

    In this version the door stands open: a count that the input withholds stays withheld, and
    every other count goes through unchanged, however small. `docs/architecture.md` says so, and
    so does every report. Nothing downstream takes `Counts`, so that protection has one place to
    happen.
    """
    return PublishedCounts(
        counts.organisation, counts.year, counts.table, Protection(audience=audience)
    )
