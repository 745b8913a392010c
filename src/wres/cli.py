"""The command `wres`: init, new, register, check, claims, run, figures, narrative, attack."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import wraps
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import click

from wres import __version__
from wres.batch.plan import (
    BOARD,
    CELL_LIMIT_SECONDS,
    PATIENCE_SECONDS,
    WORD,
    Job,
    plan,
    plan_what_can_be,
)
from wres.batch.words import word_doubts
from wres.claims.printing import as_text
from wres.claims.verdicts import Verdict, check_file
from wres.figures import Figures
from wres.figures.phrases import counted, listed
from wres.ground import machine
from wres.ground.errors import (
    Doubt,
    Fault,
    InputError,
    NoDataError,
    Note,
    ParameterError,
    Remark,
    WresError,
)
from wres.ground.places import data_folder, notebooks_folder, reports_folder
from wres.ground.settings import AUDIENCES, PUBLISHED
from wres.indicators import once
from wres.narrative import assessment, reach
from wres.prepare.begin import begin
from wres.prepare.folder import prepare_year
from wres.prepare.own_lines import write_lines
from wres.prepare.register import add_to_register
from wres.prepare.sections import sections, write_sections
from wres.prepare.takeback import ACCEPT, REFUSE, open_file, take_back, whose
from wres.reading.inputs import read_inputs
from wres.reading.unread import not_asked

# Of so many reports at most `check` works out what they will show.
_FEW = 6
# Of more reports than these `check` says how many are in order, in place of their names.
_MANY = 12
# Of so many files at most it says which they are.
_NAMED = 3
# Of so many columns at most, those that matter first; JSON has all.
_NAMED_COLUMNS = 6
_FOLDER = click.Path(path_type=Path, file_okay=False)


def _one_sentence(command: Callable) -> Callable:
    """Show as its sentence what a person can mend, and what the machine did, with exit status 1.

    It is 130 after Ctrl+C, and 143 where the system ended the command.
    """

    @wraps(command)
    def wrapped(*args, **kwargs):
        try:
            with machine.told_to_end(), machine.quiet_threads():
                return command(*args, **kwargs)
        except WresError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:  # whoever read what it says has seen enough
            raise
        except machine.FAILURES as error:
            raise click.ClickException(machine.in_a_sentence(error)) from error
        except (KeyboardInterrupt, machine.TerminatedError) as error:
            stopped = click.ClickException(machine.in_a_sentence(error))
            is_interrupt = isinstance(error, KeyboardInterrupt)
            stopped.exit_code = machine.INTERRUPTED if is_interrupt else machine.TERMINATED
            raise stopped from error

    return wrapped


_organisations = click.option(
    "--organisation",
    "organisations",
    multiple=True,
    metavar="CODE",
    help="ODS code, such as QHG. Give it again for more. Default: all that are held.",
)
_years = click.option(
    "--year",
    "years",
    multiple=True,
    type=int,
    metavar="YEAR",
    help="WRES year, such as 2023. Give it again for more. Default: all that are held.",
)
_data = click.option(
    "--data",
    type=_FOLDER,
    default=None,
    help="The data folder. Default: WRES_DATA, or the nearest one in this folder or above it.",
)


_one_organisation = click.option(
    "--organisation", required=True, metavar="CODE", help="ODS code, such as QHG."
)
_one_year = click.option(
    "--year", required=True, type=int, metavar="YEAR", help="WRES year, such as 2023."
)
_notebooks_option = click.option(
    "--notebooks",
    type=_FOLDER,
    default=None,
    help="The folder of the notebooks. Default: the nearest notebooks/ above this folder.",
)
_text_or_json = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Sentences for a person, JSON for a program.",
)
_audience = click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=PUBLISHED,
    show_default=True,
    help="published: small counts are withheld. internal: nothing is, and everything says so.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="wres")
def main() -> None:
    """Workforce Race Equality Standard reports, from counts to accessible HTML and PDF.

    \b
    Examples:
      wres init                                        notebooks and an empty data folder
      wres new RXX 2025                                a folder and a workbook to fill in
      wres check                                       is the input in order?
      wres claims report.docx --organisation QHG --year 2023
                                                       do the words fit the figures?
      wres register etr.csv succ.csv                   organisations from downloaded files
      wres run                                         make every report that is held
      wres run --organisation QHG --year 2023          make one
      wres watch --organisation QHG --year 2023        see its pages while you write
      wres figures --organisation QHG --year 2023      every number of it, as CSV
      wres narrative export QHG 2023                   your own words, for colleagues to edit
      wres attack reports/2023/QHG                     do its withheld counts come back?
    """


@main.command()
@click.argument("folder", type=_FOLDER, default=".")
@_one_sentence
def init(folder: Path) -> None:
    """Write a folder to begin with: notebooks, an empty data folder with its dictionary, a README.

    FOLDER is this one where it is not named. Nothing that exists is written over.

    \b
    Examples:
      wres init
      wres init wres-reports
    """
    written = begin(folder)
    click.echo(f"Written to {folder.resolve()}: README.md, data/ and {len(written) - 3} notebooks.")
    click.echo("Next: read README.md there, and 'wres new CODE YEAR'.")


@main.command()
@click.argument("code")
@click.argument("year", type=int)
@_data
@_one_sentence
def new(code: str, year: int, data: Path | None) -> None:
    """Write a folder for a new year: a workbook to fill in, and empty files for your words.

    CODE is the ODS code, such as QHG; YEAR is the WRES year, such as 2025. Where the data folder
    holds the year before, its figures stand beside. Nothing that exists is written over.

    \b
    Examples:
      wres new QHG 2025
      wres new 5E1 2025 --data /shares/wres/data
    """
    folder = data or data_folder(with_register=False)
    where = f' --data "{data}"' if data else ""
    click.echo(prepare_year(folder, code, year).summary(where))


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--organisation",
    "organisations",
    multiple=True,
    metavar="CODE",
    help="ODS code, such as QHG. Give it again for more. Default: all that the files hold.",
)
@_data
@_one_sentence
def register(files: tuple[Path, ...], organisations: tuple[str, ...], data: Path | None) -> None:
    """Add organisations to the register from files of the Organisation Data Service.

    FILES are its CSV downloads under their own names: etr.csv, eccg.csv and so on for
    organisations, succ.csv for who took over from whom. Rows are added to organisations.csv and
    successions.csv; none that is there is changed. With --organisation, only those and the ones
    before them are added; without it, all that the files hold.

    \b
    Examples:
      wres register etr.csv succ.csv --organisation RC9
      wres register downloads/etr.csv downloads/eccg.csv downloads/succ.csv
    """
    folder = data or data_folder(with_register=False)
    click.echo(add_to_register(folder, files, organisations).summary())


@main.command()
@_organisations
@_years
@click.option(
    "--data",
    default=None,
    metavar="PLACE",
    help="The data folder, or an address such as s3://bucket/data. "
    "Default: WRES_DATA, or the nearest one in this folder or above it.",
)
@click.option(
    "--reports",
    default=None,
    metavar="PLACE",
    help="Where to write: a folder, or an address such as s3://bucket/reports. "
    "Default: reports/ beside the data folder. Internal editions go beside it (reports-internal/).",
)
@_notebooks_option
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    metavar="N",
    help="How many tasks to do at a time. Default: one for each processor.",
)
@click.option(
    "--scheduler",
    default=None,
    metavar="ADDRESS",
    help="Work on the Dask cluster whose scheduler is there, such as tcp://10.0.0.5:8786.",
)
@click.option(
    "--patience",
    type=click.IntRange(min=1),
    default=PATIENCE_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="With --scheduler: how long to wait while the cluster has no worker.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=CELL_LIMIT_SECONDS,
    show_default=True,
    metavar="SECONDS",
    help="How long a cell of a notebook may take before it is stopped.",
)
@click.option("--force", is_flag=True, help="Make everything again, though nothing has changed.")
@click.option("--dry-run", is_flag=True, help="Say what would be done and why; make nothing.")
@click.option("--verbose", is_flag=True, help="With --dry-run: name every task.")
@_text_or_json
@_audience
@click.option(
    "--strict", is_flag=True, help="Make no report whose own words contradict its figures."
)
@click.option(
    "--word", is_flag=True, help="Make the report as a Word file too, report.docx, to comment in."
)
@click.option(
    "--board",
    is_flag=True,
    help="Make an edition of a few pages for the board too, board.pdf and board.docx.",
)
@_one_sentence
def run(
    organisations: tuple[str, ...],
    years: tuple[int, ...],
    data: str | None,
    reports: str | None,
    notebooks: Path | None,
    jobs: int | None,
    scheduler: str | None,
    patience: int,
    limit: int,
    force: bool,
    dry_run: bool,
    verbose: bool,
    form: str,
    audience: str,
    strict: bool,
    word: bool,
    board: bool,
) -> None:
    """Make reports: run the notebooks and export them to HTML and PDF.

    What is there already and would come out the same is left as it is. A run that was stopped
    goes on where it was. One report that fails does not stop the rest. What was there of it before
    stays, and the exit status is 1. --format is that of the plan which --dry-run prints.

    \b
    Examples:
      wres run
      wres run --dry-run
      wres run --organisation QHG --year 2022 --year 2023
      wres run --data /shares/wres/data --reports /shares/wres/reports --jobs 4
      wres run --scheduler tcp://10.0.0.5:8786
      wres run --audience internal
      wres run --organisation QHG --year 2023 --word --board
    """
    # Imported here: papermill, nbconvert and matplotlib take seconds to load, and `wres check`
    # and `wres figures` need none of them.
    from wres.batch import show
    from wres.batch.ground import Options, preview
    from wres.batch.outcome import left_inside
    from wres.batch.remote import open_places, reports_beside
    from wres.batch.run import run_jobs

    data = data or str(data_folder())
    notebooks = notebooks or notebooks_folder()
    reports = reports or reports_beside(data, notebooks)
    places = open_places(data, notebooks, reports, organisations, audience)
    wanted = plan(places.data, organisations, years, audience)
    editions = (WORD,) * word + (BOARD,) * board
    options = Options(jobs, scheduler, strict, force, limit, patience, editions)
    if dry_run:
        click.echo(show.told(preview(wanted, places, options), form, verbose))
        return
    outcome = run_jobs(wanted, places, options)
    click.echo("\n".join([outcome.summary(), *left_inside(reports, places.reports)]))
    sys.exit(1 if outcome.failed else 0)


@main.command()
@_one_organisation
@_one_year
@_notebooks_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port on this machine. Default: one that is free.",
)
@_audience
@_data
@_one_sentence
def watch(
    organisation: str,
    year: int,
    notebooks: Path | None,
    port: int,
    audience: str,
    data: Path | None,
) -> None:
    """Show a report while you write it: a page is made again whenever you save.

    Open the address that it prints in a browser of this machine; the open page follows. Nothing
    is written to the reports folder, and nothing is examined: each page says so. wres run makes
    the report that is passed on. Stop it with Ctrl+C.

    \b
    Examples:
      wres watch --organisation QHG --year 2023
      wres watch --organisation QHG --year 2023 --port 8765
    """
    # Imported here: papermill, nbconvert and matplotlib take seconds to load.
    from wres.batch.plan import Places
    from wres.batch.preview import Preview
    from wres.batch.watch import watch as follow
    from wres.engine.process import shared_server

    folder = (data or data_folder()).resolve()
    job = Job(year, organisation, audience)
    plan(folder, (organisation,), (year,), audience)  # that there is such a report
    places = Places(folder, (notebooks or notebooks_folder()).resolve(), reports_folder(folder))
    with shared_server(), Preview(port) as preview, suppress(KeyboardInterrupt):
        click.echo(f"{job}: making its pages, which are at {preview.address}")
        follow(job, places, preview, click.echo)


@main.command()
@_one_organisation
@_one_year
@click.option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help="CSV for a spreadsheet, JSON for a program.",
)
@_audience
@_data
@_one_sentence
def figures(organisation: str, year: int, form: str, audience: str, data: Path | None) -> None:
    """Print every figure of one organisation and year, unrounded, with its parts.

    The columns are described in docs/figures.md.

    \b
    Examples:
      wres figures --organisation QHG --year 2023 > figures.csv
      wres figures --organisation QHG --year 2023 --format json
    """
    everything = _figures(data or data_folder(), organisation, year, audience)
    table = Figures(everything.select(year=year)).to_frame()
    if form == "csv":
        text = table.to_csv(index=False, lineterminator="\n")
    else:
        text = table.to_json(orient="records", indent=2, double_precision=15) + "\n"
    click.echo(text, nl=False)


@main.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@_one_organisation
@_one_year
@_text_or_json
@click.option(
    "--strict",
    is_flag=True,
    help="With any contradicted claim, or words that cannot be read, the exit status is 1.",
)
@_audience
@_data
@_one_sentence
def claims(
    files: tuple[Path, ...],
    organisation: str,
    year: int,
    form: str,
    strict: bool,
    audience: str,
    data: Path | None,
) -> None:
    """Hold the numbers in a text against the figures of one organisation and year.

    Reads Word, PowerPoint, PDF, HTML, Markdown and plain text. Each number is supported,
    contradicted or cannot be checked, and what is not read is named. docs/claims.md says how.

    \b
    Examples:
      wres claims report.docx --organisation QHG --year 2023
      wres claims data/QHG/2023/narrative/*.md --organisation QHG --year 2023 --strict
      wres claims report.txt --organisation QHG --year 2023 --format json
    """
    printed = _figures(data or data_folder(), organisation, year, audience)
    checked = [claim for file in files for claim in check_file(file, printed, year)]
    if form == "json":
        everything = [claim.as_object() for claim in checked]
        click.echo(json.dumps(everything, indent=2, ensure_ascii=False))
    else:
        click.echo(as_text(checked))
    wrong = sum(claim.verdict is Verdict.CONTRADICTED for claim in checked)
    unread = sum(claim.unread for claim in checked)
    if strict and (wrong or unread):
        said = [counted(wrong, "contradicted claim")] if wrong else []
        said += [f"{counted(unread, 'place')} that cannot be read"] if unread else []
        raise click.ClickException(f"{' and '.join(said)} found.")


@main.command()
@_organisations
@_years
@_text_or_json
@click.option("--strict", is_flag=True, help="Let warnings count: with any, the exit status is 1.")
@click.option(
    "--fix",
    is_flag=True,
    help="Write the lines of mapping.csv and values.csv that need no decision, and list those "
    "that do.",
)
@_data
@_one_sentence
def check(
    organisations: tuple[str, ...],
    years: tuple[int, ...],
    form: str,
    strict: bool,
    fix: bool,
    data: Path | None,
) -> None:
    """Read and check the input, and list every fault and warning at once.

    Nothing is written, but for the lines that --fix writes and names.

    A fault stops a report; a warning does not. docs/checks.md lists both. A warning that
    settings.csv accepts is listed with its reason and does not count.

    \b
    Examples:
      wres check
      wres check --organisation QHG --year 2023
      wres check --strict --format json
      wres check --organisation QHG --fix
    """
    folder = data or data_folder()
    for said in _fix(folder, organisations, years) if fix else ():
        if form == "text":
            click.echo(said)
    jobs, faults, doubts, notes = _checked(folder, organisations, years)
    open_doubts = [doubt for doubt in doubts if not doubt.accepted]
    accepted = [doubt for doubt in doubts if doubt.accepted]
    if form == "json":
        everything = [_as_object(remark) for remark in (*faults, *open_doubts, *accepted, *notes)]
        click.echo(json.dumps(everything, indent=2))
    else:
        for fault in faults:
            click.echo(str(fault))
        for doubt in open_doubts:
            click.echo(f"Warning: {doubt}")
        for doubt in accepted:
            click.echo(f"Accepted: {doubt} Reason: {doubt.accepted}")
        for said in _not_read(notes):
            click.echo(said)
    totals = [counted(len(faults), "fault")] * bool(faults)
    totals += [counted(len(open_doubts), "warning")] * bool(open_doubts)
    if faults or (strict and open_doubts):
        raise click.ClickException(f"{' and '.join(totals)} found.")
    if form == "text":
        if accepted:
            totals.append(counted(len(accepted), "accepted warning"))
        but = f", with {' and '.join(totals)}" if totals else ""
        click.echo("".join(f"{line}\n" for line in _will_show(folder, jobs)), nl=False)
        click.echo(f"In order{but}: {_named(jobs)}.")


def _named(jobs: Sequence[Job]) -> str:
    """The reports by name, where a person would still read them all."""
    if len(jobs) <= _MANY:
        return ", ".join(map(str, jobs))
    organisations = {job.organisation for job in jobs}
    return f"{len(jobs)} reports of {counted(len(organisations), 'organisation')}"


@main.command()
@click.argument("folder", type=_FOLDER)
@click.option(
    "--candidates",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    metavar="K",
    help="How many values each withheld count must still be able to have.",
)
@click.option(
    "--also",
    type=_FOLDER,
    multiple=True,
    help="Another published report about the same staff. Default: its other years beside it.",
)
@_text_or_json
@_one_sentence
def attack(folder: Path, candidates: int, also: tuple[Path, ...], form: str) -> None:
    """Try to work out the withheld counts of a finished report from all that it prints.

    FOLDER is the report's own. It fails, and the exit status is 1, where a withheld count can
    have fewer than K values, or where something in the folder cannot be examined.

    \b
    Examples:
      wres attack reports/2023/QHG
      wres attack reports/2023/QHG --candidates 3 --format json
    """
    from wres.attack.verdict import examine  # scipy and pypdf take time to load

    verdict = examine(folder, candidates, also or None)
    click.echo(verdict.to_json() if form == "json" else verdict.summary())
    sys.exit(0 if verdict.passed else 1)


@main.group()
def narrative() -> None:
    """Hand an organisation's own words out as a Word file, and take them back.

    \b
    Examples:
      wres narrative export QHG 2023
      wres narrative import QHG-2023-words.docx --changes accept
    """


@narrative.command("export")
@click.argument("code")
@click.argument("year", type=int)
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="The file to write. Default: CODE-YEAR-words.docx in this folder.",
)
@_data
@_one_sentence
def narrative_export(code: str, year: int, target: Path | None, data: Path | None) -> None:
    """Write the sections that an organisation writes itself into one Word file.

    They are the texts of the folder narrative and the words of action_plan.csv, below one heading
    each. A file that exists is not written over.

    \b
    Example:
      wres narrative export QHG 2023 --to for-colleagues.docx
    """
    from wres.export.word import write_handout

    folder = _folder_of(data or data_folder(), code, year)
    target = target or Path(f"{code}-{year}-words.docx")
    if target.exists():
        raise ParameterError(f"'{target}' exists already. Name another file with --to.")
    everything = sections(folder)
    write_handout(everything, code, year, target)
    written = sum(bool(section.text) for section in everything)
    click.echo(f"Written: {target}, with {counted(len(everything), 'section')}, of which "
               f"{len(everything) - written} are blank.")  # fmt: skip
    click.echo(f"Take it back with: wres narrative import {target}")


@narrative.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--changes",
    type=click.Choice([ACCEPT, REFUSE]),
    default=None,
    help="What becomes of changes that are tracked in the file.",
)
@click.option("--organisation", metavar="CODE", help="ODS code. Default: the file says it.")
@click.option("--year", type=int, metavar="YEAR", help="WRES year. Default: the file says it.")
@click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")
@click.option("--strict", is_flag=True, help="Write nothing if the figures contradict it.")
@_data
@_one_sentence
def narrative_import(
    file: Path,
    changes: str | None,
    organisation: str | None,
    year: int | None,
    dry_run: bool,
    strict: bool,
    data: Path | None,
) -> None:
    """Take the sections back from a Word file that colleagues have edited.

    Only sections that say something else are written. What cannot be taken is named, and the
    exit status is 1. The numbers in new texts are held against the figures.

    \b
    Examples:
      wres narrative import QHG-2023-words.docx
      wres narrative import edited.docx --changes refuse --dry-run
    """
    from wres.export.word import unedited

    words = open_file(file, changes or "")
    if not (organisation and year):
        organisation, year = whose(words)
    folder = _folder_of(data or data_folder(), organisation, year)
    printed = _figures(folder.parents[1], organisation, year, PUBLISHED)
    before = unedited(sections(folder), organisation, year)
    brought = take_back(words, before, folder, printed, year)
    is_stopped = strict and any(doubt.kind == "claim" for doubt in brought.doubts)
    if not (dry_run or is_stopped):
        write_sections(folder, brought.changed)
    click.echo(brought.summary(f"{organisation}/{year}", not (dry_run or is_stopped)))
    sys.exit(1 if brought.not_taken or is_stopped else 0)


def _folder_of(data: Path, code: str, year: int) -> Path:
    """The folder of a year that is there.

    Raises:
        NoDataError: there is none.
    """
    folder = data / code / str(year)
    if not re.fullmatch(r"[A-Za-z0-9]+", code) or not folder.is_dir():
        raise NoDataError(f"the data folder '{data}' holds no folder '{code}/{year}'.")
    return folder


def _figures(data: Path, organisation: str, year: int, audience: str) -> Figures:
    """Every figure that a report for these readers may print, all years' in it."""
    inputs = read_inputs(data, organisation, year)
    return once.figures(inputs.context, once.protected(inputs, audience))


def _checked(
    data: Path, organisations: tuple[str, ...], years: tuple[int, ...]
) -> tuple[list[Job], list[Fault | str], list[Doubt], list[Note]]:
    """What was looked at, and every fault, doubt and note of it."""
    try:
        jobs, faults = plan_what_can_be(data, organisations, years)
    except InputError as error:
        # An extract of many organisations that cannot be read: nobody knows whose it is.
        return [], list(error.faults), [], []
    more, doubts, notes = _findings(data, jobs)
    return jobs, list(dict.fromkeys([*faults, *more])), doubts, notes


def _findings(data: Path, jobs: list[Job]) -> tuple[list[Fault | str], list[Doubt], list[Note]]:
    """Every fault, doubt and note of the inputs behind these jobs, each once."""
    faults: dict[Fault | str, None] = {}
    doubts: dict[Doubt, None] = {}
    notes: dict[Note, None] = {}
    for job in jobs:
        try:
            inputs = read_inputs(data, job.organisation, job.year)
            published = once.protected(inputs, job.audience)
            printed = once.figures(inputs.context, published)
            doubts.update(dict.fromkeys(assessment.doubts(inputs)))
            notes.update(dict.fromkeys(inputs.notes))
            doubts.update(dict.fromkeys(word_doubts(data, job, inputs, published, printed)))
        except InputError as error:
            faults.update(dict.fromkeys(error.faults))
        except WresError as error:
            faults[str(error)] = None
    return list(faults), list(doubts), not_asked(notes, doubts)


def _not_read(notes: list[Note]) -> Iterator[str]:
    """The notes for a person to read: files together of which the same columns are not read."""
    by_file: dict[str, list[Note]] = {}
    for note in notes:
        by_file.setdefault(note.file, []).append(note)
    alike: dict[tuple[tuple[str, str, str], ...], list[str]] = {}
    for file, of_file in by_file.items():
        said = tuple((note.column, note.problem, note.remedy) for note in of_file)
        alike.setdefault(said, []).append(file)
    for said, files in alike.items():
        rest = len(files) - _NAMED
        more = f" and {counted(rest, 'more file')}" if rest > 0 else ""
        where = f"Not read: {', '.join(files[:_NAMED])}{more}"
        for (problem, remedy), of in groupby(said, key=itemgetter(1, 2)):
            columns = [column for column, *_ in of if column]
            if len(columns) > _NAMED_COLUMNS:
                columns[_NAMED_COLUMNS:] = [f"{len(columns) - _NAMED_COLUMNS} more"]
            yield f"{where}: {listed(columns) or problem}. {remedy}"


def _will_show(data: Path, jobs: list[Job]) -> Iterator[str]:
    """What each published edition will show of indicator 1, where few are asked for."""
    if len(jobs) > _FEW:
        yield "With --organisation this also says how much its published reports will show."
        return
    for job in jobs:
        inputs = read_inputs(data, job.organisation, job.year)
        words = inputs.years[-1].commentary.narrative
        if words and not any(words.values()):
            yield f"Next: put your own words into {job.organisation}/{job.year}/narrative."
        published = once.protected(inputs, job.audience)
        figures = once.figures(inputs.context, published)
        will = reach.shown(inputs, published[-1], figures)
        if not will.of_shares:
            continue
        said = f"{job} will show {will}."
        if published[-1].protection.keeps:
            said += " It keeps the tables that it was published in."
        elif better := reach.best_shape(inputs, published[-1]):
            shape = f'"{better.shape}"' if "," in better.shape else better.shape
            said += f" The setting 'shape,,{shape},' would show {better.shares} of the shares."
        yield said


def _fix(data: Path, organisations: tuple[str, ...], years: tuple[int, ...]) -> Iterator[str]:
    """Write the lines that need no decision, and say which; then those that somebody decides."""
    # What is written may let more be read, in which there is more to write.
    while (lines := write_lines(data, _checked(data, organisations, years)[1])).written:
        for file, line in lines.written:
            yield f"Written into {file}: {line}"
    for file, line in lines.to_decide:
        yield f"To decide, for {file}: {line}"


def _as_object(remark: Remark | str) -> dict[str, str | int | None]:
    """A finding as JSON tells it. One that is only a sentence stands in no file."""
    names = ("severity", "file", "row", "column", "value", "problem", "remedy")
    if isinstance(remark, str):
        return dict.fromkeys(names) | {"severity": Fault.severity, "problem": remark}
    told = {name: getattr(remark, name) for name in names}
    if isinstance(remark, Doubt):
        told |= {
            "kind": remark.kind,
            "accepted": bool(remark.accepted),
            "reason": remark.accepted or None,
        }
    return told


if __name__ == "__main__":
    main()
