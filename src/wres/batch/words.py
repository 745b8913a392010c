"""Check an organisation's own words against its figures, before a report is made of both."""

from __future__ import annotations

from pathlib import Path

from wres.batch.plan import Job
from wres.claims.narratives import check_narrative, doubts, has_numbers
from wres.figures import Figures
from wres.ground.errors import Doubt
from wres.ground.settings import Settings
from wres.reading.reconcile import ABOUT_WORDS, accept
from wres.reading.settings import FILE


def word_doubts(data: Path, job: Job, figures: Figures, settings: Settings) -> tuple[Doubt, ...]:
    """The warnings about the narrative files of a report's year, those accepted with their reason.

    They are held against the figures that the report prints, for the readers it is made for.
    """
    folder = data / job.organisation / str(job.year)
    warnings: tuple[Doubt, ...] = ()
    if has_numbers(folder):
        name = f"{job.organisation}/{job.year}"
        warnings = doubts(check_narrative(folder, figures, job.year, name))
    accepted = [
        line for line in settings.accepted if line.rule in ABOUT_WORDS and line.year == job.year
    ]
    return accept(warnings, accepted, f"{job.organisation}/{FILE}", job.year)
