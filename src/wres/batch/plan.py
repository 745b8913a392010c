"""What a run will make: every report asked for, known before the first notebook starts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from wres import reference
from wres.ground.errors import Fault, InputError, NoDataError
from wres.ground.places import without_password
from wres.ground.settings import INTERNAL, INTERNAL_PREFIX, PUBLISHED
from wres.reading.inputs import all_years_held, years_held
from wres.reading.organisations import read_register, require_register
from wres.reference.standard import pages_run

NOTEBOOKS = "notebooks"
# A cell takes well under a second; one that takes minutes hangs.
CELL_LIMIT_SECONDS = 300
# How long a run waits for a worker while its cluster has none.
PATIENCE_SECONDS = 60
# The tasks of a report besides its notebooks, each of which is a task named after its page.
READ, PAGES, PDF, WORKBOOK = "read", "pages", "pdf", "workbook"
# The editions that are made only where they are asked for, each the task that makes it.
WORD, BOARD = "word", "board"
# The notebook of the board edition, which is no page of the report.
BOARD_EDITION = "board_edition"
# The files of each, but for what their names begin with.
EDITION_FILES = {
    WORD: ("report.docx",),
    BOARD: (f"{BOARD_EDITION}.html", "board.pdf", "board.docx"),
}
# The task of an organisation: its published reports attacked together, and put in their place.
RELEASE = "release"
# The table of figures that each published report ships.
FIGURES = "figures.csv"
# What stands in the folder of reports that were not released.
NOT_RELEASED = "NOT-RELEASED.txt"
# What stands in the folder of editions for internal readers.
NOT_FOR_PUBLICATION = "NOT-FOR-PUBLICATION.txt"


@dataclass(frozen=True, order=True)
class Job:
    """One report: an organisation, a WRES year and for whom it is made."""

    year: int
    organisation: str
    audience: str = PUBLISHED

    @property
    def folder(self) -> Path:
        """Where the report goes, below the folder of the reports for its audience."""
        return Path(str(self.year)) / self.organisation

    @property
    def prefix(self) -> str:
        """What the name of each of its files begins with: a warning, or nothing."""
        return INTERNAL_PREFIX if self.audience == INTERNAL else ""

    def notebook(self, page: str) -> Path:
        """Where the executed notebook of a page goes, in the report's folder."""
        return Path(NOTEBOOKS) / f"{self.prefix}{page}.ipynb"

    def __str__(self) -> str:
        internal = f" ({INTERNAL})" if self.audience == INTERNAL else ""
        return f"{self.organisation} {self.year}{internal}"


@dataclass(frozen=True, order=True)
class Task:
    """One piece of work that is done as a whole, skipped as a whole, or fails.

    `year` is None for what is done once for all years of an organisation.
    """

    organisation: str
    year: int | None
    audience: str
    name: str

    def __str__(self) -> str:
        whose = Job(self.year or 0, self.organisation, self.audience)
        told = str(whose) if self.year else self.organisation
        return f"{told}: {self.name}"


@dataclass(frozen=True)
class Places:
    """The three folders that a run works with.

    The reports are those for the run's audience: internal ones have a folder of their own, so
    that nobody who passes on the reports passes on small counts with them. Where data or reports
    stand at an address, the folder is a copy of what is there.
    """

    data: Path
    notebooks: Path
    reports: Path
    data_address: str = ""
    reports_address: str = ""

    def shown(self, name: Path) -> str:
        """Where a file of the reports is, for a person."""
        if self.reports_address:
            address = without_password(self.reports_address)
            return f"{address.rstrip('/')}/{name.as_posix()}"
        return str(self.reports / name)


def plan(
    data: Path,
    organisations: Sequence[str] = (),
    years: Sequence[int] = (),
    audience: str = PUBLISHED,
) -> list[Job]:
    """The reports to make: everything that is held, unless told otherwise.

    A year that is named with an organisation and not held stays in the plan, so that the closing
    summary names it. A code that nobody has stops everything before it begins: it is a slip.

    Raises:
        NoDataError: the data folder does not exist, has no register, or holds nothing that was
            asked for.
        InputError: an organisation's years cannot be told.
    """
    jobs, faults = plan_what_can_be(data, organisations, years, audience)
    if faults:
        raise InputError(faults)
    return jobs


def plan_what_can_be(
    data: Path,
    organisations: Sequence[str] = (),
    years: Sequence[int] = (),
    audience: str = PUBLISHED,
) -> tuple[list[Job], list[Fault]]:
    """`plan`, and beside it what keeps other organisations from being planned.

    Raises:
        NoDataError: the data folder does not exist, has no register, or holds nothing that was
            asked for.
        InputError: an extract of many organisations cannot be read.
    """
    if not data.is_dir():
        raise NoDataError(f"there is no data folder '{data}'. Give the right one with --data.")
    if organisations:
        years_of = {code: _years_of(data, code) for code in organisations}
        faults = []
    else:
        years_of, faults = all_years_held(data)
    jobs = [
        Job(year, code, audience)
        for code in years_of
        for year in (sorted(set(years)) if organisations and years else years_of[code])
        if not years or year in years
    ]
    if not jobs and not faults:
        named = ", ".join([*organisations, *map(str, years)]) or "any organisation"
        raise NoDataError(f"nothing to do: the data folder '{data}' holds no year for {named}.")
    require_register(data)
    return sorted(jobs), faults


def _years_of(data: Path, code: str) -> list[int]:
    """The years of an organisation that was asked for by its code."""
    if years := years_held(data, code):
        return years
    register, _ = read_register(data)
    register.find(code)
    raise NoDataError(f"{code} has no data: there is no folder '{code}' with a year in it.")


def optional_pages() -> list[str]:
    """The pages that only those reports have whose organisation asks for them."""
    return [page for page in reference.by("pages", "page") if page not in pages_run()]


def notebook_task(page: str) -> str:
    """The name of the task that runs a page's notebook.

    >>> notebook_task("board")
    'notebook board'
    """
    return f"notebook {page}"


def steps(editions: Collection[str] = (), shown: Collection[str] = ()) -> list[str]:
    """The names of a report's tasks, in the order in which they can be done.

    Args:
        editions: those that are asked for.
        shown: the pages that it has; which optional ones is known when its input is read.

    >>> steps([WORD, BOARD])[-4:]
    ['workbook', 'word', 'notebook board_edition', 'board']
    """
    names = [READ, *map(notebook_task, pages_run(shown)), PAGES, PDF, WORKBOOK]
    for edition in editions:
        names += [notebook_task(BOARD_EDITION), BOARD] if edition == BOARD else [edition]
    return names


def tasks(jobs: Sequence[Job], editions: Collection[str] = ()) -> list[Task]:
    """Every task of these reports, those of each organisation's release last.

    >>> [str(task) for task in tasks([Job(2023, "RXX")])][::5]
    ['RXX 2023: read', 'RXX 2023: notebook training', 'RXX 2023: notebook about']
    """
    names = steps(editions)
    of_reports = [Task(job.organisation, job.year, job.audience, name)
                  for job in jobs for name in names]  # fmt: skip
    codes = sorted({job.organisation for job in jobs if job.audience == PUBLISHED})
    return of_reports + [Task(code, None, PUBLISHED, RELEASE) for code in codes]
