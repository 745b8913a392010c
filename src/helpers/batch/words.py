"""Check an organisation's own words against its figures, before a report is made of both."""

from __future__ import annotations

from pathlib import Path

from helpers.batch.plan import Job
from helpers.claims.narratives import check_narrative, doubts, has_numbers
from helpers.errors import Doubt
from helpers.figures import Figures


def word_doubts(data: Path, job: Job, figures: Figures) -> tuple[Doubt, ...]:
    """The warnings about the narrative files of a report's year.

    They are held against the figures that the report prints, for the readers it is made for.
    """
    folder = data / job.organisation / str(job.year)
    if not has_numbers(folder):
        return ()
    return doubts(check_narrative(folder, figures, job.year, f"{job.organisation}/{job.year}"))
