"""What an organisation handed in, once read: the form in which the rest of the pack has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wres.figures.counts import Counts
from wres.figures.released import Released
from wres.ground.errors import Doubt, Note
from wres.ground.settings import Settings
from wres.reading.context import Benchmark, PopulationShare
from wres.reading.csvfiles import Row
from wres.reading.organisations import Organisation, Register
from wres.reading.plans import Action, Rating


@dataclass(frozen=True)
class LastYear:
    """Counts of the year before, as this year's files say them again, and where they stand."""

    counts: Counts
    rows: Mapping[tuple, Row]


@dataclass(frozen=True)
class Commentary:
    """What one organisation says itself for one WRES year: all that it handed in but its counts.

    Where its counts are the sum of several bodies, `parts` are what each of them says.
    """

    organisation: str
    year: int
    ratings: tuple[Rating, ...] = ()
    actions: tuple[Action, ...] = ()
    narrative: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Commentary, ...] = ()


@dataclass(frozen=True)
class Context:
    """What surrounds an organisation's counts, whatever the year, and holds none of them.

    `settings` are the organisation's own decisions.
    """

    organisation: Organisation
    register: Register
    benchmarks: tuple[Benchmark, ...] = ()
    population: tuple[PopulationShare, ...] = ()
    settings: Settings = field(default_factory=Settings)


@dataclass(frozen=True)
class YearInputs:
    """What one organisation handed in for one WRES year, its raw counts among it.

    `rows` says where each count stands in its file, for messages only. Where the counts are the
    sum of several bodies, `parts` are what each handed in, and `missing` those that did not.
    `last_year` is what this year's files say again of the year before, `doubts` the warnings about
    the files themselves, `notes` what of them is not read.
    """

    counts: Counts
    commentary: Commentary
    rows: Mapping[tuple, Row] = field(default_factory=dict, compare=False, repr=False)
    last_year: LastYear | None = None
    parts: tuple[YearInputs, ...] = ()
    missing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def year(self) -> int:
        """The WRES year."""
        return self.counts.year


@dataclass(frozen=True)
class Inputs:
    """What one organisation handed in, oldest year first, and what surrounds it.

    `doubts` are warnings: what is in order as it is typed, and does not look right. They quote
    what was typed. `released` says of each year what readers have of it already.
    """

    context: Context
    years: tuple[YearInputs, ...]
    doubts: tuple[Doubt, ...] = ()
    released: Mapping[int, Released] = field(default_factory=dict)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is not read of the files, of each body's by itself."""
        return tuple(
            note for year in self.years for part in (year, *year.parts) for note in part.notes
        )
