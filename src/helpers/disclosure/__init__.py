"""The door between what is known and what is printed."""

from __future__ import annotations

from helpers.counts import Counts, PublishedCounts

__all__ = ["protect"]


def protect(counts: Counts) -> PublishedCounts:
    """Counts that may be printed.

    In this version the door stands open: a count that the input withholds stays withheld, and
    every other count goes through unchanged, however small. `docs/architecture.md` says so, and
    so does every report. Nothing downstream takes `Counts`, so that protection has one place to
    happen.
    """
    return PublishedCounts(counts.organisation, counts.year, counts.table)
