"""Check an organisation's own words against its figures, before a report is made of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from wres import reference
from wres.batch.plan import Job
from wres.claims.documents import lines_of
from wres.claims.narratives import NARRATIVE, check_narrative, doubts, has_numbers
from wres.claims.telling import Secret, Told, told_in
from wres.figures import Figures, State
from wres.figures.counts import KEYS, PublishedCounts
from wres.ground.errors import Doubt, Fault, InputError
from wres.reading.held import Commentary, Inputs
from wres.reading.reconcile import ABOUT_WORDS, accept
from wres.reading.settings import FILE

_TELLS = "tells a count that the published report withholds"
_ALIKE = "has a number as large as a count that the report withholds, and may mean it"


def word_doubts(
    data: Path, job: Job, inputs: Inputs, published: Sequence[PublishedCounts], figures: Figures
) -> tuple[Doubt, ...]:
    """The warnings about the words of a report's year, those accepted with their reason.

    They are held against the figures that the report prints, for the readers it is made for, and
    against the counts that it withholds from them.

    Raises:
        InputError: they tell a withheld count beyond doubt.
    """
    folder = data / job.organisation / str(job.year)
    secrets = secrets_of(inputs, published)
    warnings = _about_withheld(_texts(data, job, inputs), secrets, job.year)
    if has_numbers(folder):
        name = f"{job.organisation}/{job.year}"
        warnings += doubts(check_narrative(folder, figures, job.year, name))
    settings = inputs.context.settings
    accepted = [
        line for line in settings.accepted if line.rule in ABOUT_WORDS and line.year == job.year
    ]
    return accept(warnings, accepted, f"{job.organisation}/{FILE}", job.year)


def secrets_of(inputs: Inputs, published: Sequence[PublishedCounts]) -> tuple[Secret, ...]:
    """The counts that a report withholds, with their numbers: they must not be kept."""
    return tuple(
        _secret(read.year, key, number)
        for read, counts in zip(inputs.years, published, strict=True)
        for key, number in _withheld(read.counts.table, counts.table)
    )


def _withheld(as_read: pd.DataFrame, shown: pd.DataFrame) -> Iterator[tuple[tuple, float]]:
    """The keys and numbers of counts that were handed in and are not shown."""
    hidden = shown[shown["state"] == State.WITHHELD].set_index(list(KEYS)).index
    yield from as_read.set_index(list(KEYS))["number"].reindex(hidden).dropna().items()


def _secret(year: int, key: tuple, number: float) -> Secret:
    indicator, measure, staff_group, *groups = key
    figure = reference.by("measures", "measure")[measure]["figure"]
    if figure == "board_count":
        staff_group = measure
    if not figure:  # a part of a count: "ground: age", "appointed, international recruitment"
        event, _, campaign = measure.partition(", ")
        figure = f"{event.replace(': ', '_').replace(' ', '_')}_count"
        figure += "_international" if campaign else ""
    return Secret(year, indicator, figure, number, staff_group, *groups)


@dataclass(frozen=True)
class _Text:
    """What somebody wrote: where it stands, its lines, and what it is about by its place.

    `stem` is the name of the narrative file that it is, or would be.
    """

    file: str
    lines: Sequence[str]
    stem: str = ""
    row: int | None = None
    column: str = ""

    def place(self, told: Told) -> tuple[str, int | None, str, None]:
        """Where a number of it stands, for a message; the lines of a text are its rows."""
        row = told.line if self.file.endswith(".md") else self.row
        return self.file, row, self.column, None


def _about_withheld(
    texts: Iterable[_Text], secrets: Sequence[Secret], year: int
) -> tuple[Doubt, ...]:
    """Warnings about numbers that may be those of withheld counts; each place once.

    Raises:
        InputError: some are, beyond doubt.
    """
    faults: dict[Fault, None] = {}
    warnings: dict[Doubt, None] = {}
    for text in texts if secrets else ():
        for told in told_in(text.lines, secrets, year, text.stem):
            if told.is_exact:
                remedy = "Take the number out, or decide that its counts are public."
                faults[Fault(*text.place(told), _TELLS, remedy)] = None
            else:
                remedy = "Take the number out, or say in the same sentence whose it is."
                warnings[Doubt(*text.place(told), _ALIKE, remedy, "alike", year=year)] = None
    if faults:
        raise InputError(faults)
    return tuple(warnings)


def _texts(data: Path, job: Job, inputs: Inputs) -> Iterator[_Text]:
    """All that a report prints of people's own words."""
    for read in inputs.years:
        for said in (read.commentary, *read.commentary.parts):
            yield from _of_plan(said)
            yield from _of_year(data, said) if said.year == job.year else ()
        for source in dict.fromkeys(read.counts.table["source"]):
            yield _Text(f"{job.organisation}/{read.year}", [source], column="source")
    for reason in inputs.context.settings.public_measures.values():
        yield _Text(f"{job.organisation}/{FILE}", [reason], column="reason")


def _of_plan(said: Commentary) -> Iterator[_Text]:
    """What an action plan says, which the report of the year after prints again."""
    for action in said.actions:
        about = f"indicators {', '.join(map(str, action.indicators))}"
        words = (action.theme, action.lead, action.review, action.progress)
        lines = (*words, *action.actions, *action.outcomes)
        file = f"{said.organisation}/{said.year}/action_plan.csv"
        yield _Text(file, "\n\n".join(lines).splitlines(), about, action.row)


def _of_year(data: Path, said: Commentary) -> Iterator[_Text]:
    """What the report of a year alone prints: its narrative, and why it is rated as it is."""
    folder = f"{said.organisation}/{said.year}"
    for rating in said.ratings:
        about = f"indicator {rating.indicator}"
        yield _Text(f"{folder}/ratings.csv", [rating.reason], about, rating.row, "reason")
    for stem in said.narrative:
        file = f"{folder}/{NARRATIVE}/{stem}.md"
        yield _Text(file, lines_of(data / file), stem)
