"""What a report is made of before its notebooks, and after them: its input, and its files."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import nbformat

from wres.attack.pages import Other
from wres.batch.frame import Frame
from wres.batch.keys import REPORT, all_versions
from wres.batch.others import told_away
from wres.batch.plan import BOARD_EDITION, FIGURES, Job
from wres.batch.words import secrets_of, word_doubts
from wres.claims.narratives import contradictions
from wres.claims.telling import Secret
from wres.export import html
from wres.export.figures_file import METADATA, Keys, figures_csv, metadata
from wres.export.pdf import write_pdf
from wres.export.provenance import PROVENANCE, provenance
from wres.export.word import write_word
from wres.export.workbook import Workbook, workbook
from wres.figures.phrases import counted
from wres.figures.released import PublishedEdition
from wres.ground.errors import Doubt, Note, OwnCellError, RunError
from wres.ground.loading import without_search
from wres.ground.parameters import check_parameters
from wres.ground.settings import INTERNAL
from wres.narrative import assessment
from wres.opened import Opened
from wres.reading.inputs import read_inputs
from wres.reading.unread import not_asked
from wres.showing.components import Masthead


def look(
    job: Job, data: Path, strict: bool = False, out: Sequence[PublishedEdition] = ()
) -> tuple[Opened, tuple[Doubt | Note, ...]]:
    """Read, protect and calculate, so that the job's notebooks find it done.

    It is kept by `wres.indicators.once`.

    Args:
        job: the report.
        data: the data folder.
        strict: whether the organisation's own words must not contradict its figures.
        out: the published editions that are out.

    Returns:
        The report, the warnings about the input and about those words, and what is not read.

    Raises:
        WresError: there is nothing to make a report of.
    """
    check_parameters(job.organisation, job.year, job.audience)
    inputs = read_inputs(data, job.organisation, job.year, out)
    report = Opened.of(inputs, job.audience)
    words = word_doubts(data, job, inputs, report.published, report.figures)
    if strict and (wrong := contradictions(words)):
        raise RunError(
            f"the figures contradict {counted(len(wrong), 'number')} in its narrative. Read with: "
            f"wres check --organisation {job.organisation} --year {job.year}"
        )
    doubts = (*assessment.doubts(inputs), *words)
    return report, (*doubts, *not_asked(inputs.notes, doubts))


@without_search()  # what stands in a notebook is needed until the end
def pages(job: Job, executed: Mapping[str, bytes], frame: Frame) -> dict[str, bytes]:
    """Export executed notebooks: every page, the whole report, and how it was made.

    Returns:
        Files by their names.

    Args:
        job: the report.
        executed: the executed notebooks, by page.
        frame: what the report has around them.

    Raises:
        RunError: something in them cannot be published.
    """
    parts = [
        html.fragment(nbformat.reads(executed[page].decode(), as_version=4), page, job.prefix)
        for page in frame.pages
    ]
    publication = _publication(job, frame.cover)
    files = {part.file: html.page(part, publication, parts) for part in parts}
    files[publication.file(REPORT)] = html.report(
        parts, publication, frame.cover, frame.standing.content
    )
    files = {name: text.encode() for name, text in files.items()}
    files[publication.file(PROVENANCE)] = provenance(
        job.organisation, job.year, job.audience, frame.origin, executed, all_versions()
    )
    return files


def board_edition(job: Job, executed: bytes, frame: Frame) -> dict[str, bytes]:
    """The board edition as a page, a PDF and a Word file, by the names of their files.

    Args:
        job: the report.
        executed: its executed notebook.
        frame: what the report has around its notebooks.

    Raises:
        RunError: something in it cannot be published.
    """
    notebook = nbformat.reads(executed.decode(), as_version=4)
    part = html.fragment(notebook, BOARD_EDITION, job.prefix)
    publication = _publication(job, frame.cover)
    page = html.board_edition(part, publication, frame.cover)
    files = {part.file: page.encode()}
    for name, write in (("board.pdf", write_pdf), ("board.docx", write_word)):
        files |= written(write, page, publication.file(name))
    return files


def written(write: Callable[[str, Path], None], page: str, name: str) -> dict[str, bytes]:
    """The file that a page is written as, under its name."""
    with tempfile.TemporaryDirectory(prefix="wres-") as folder:
        target = Path(folder) / name
        write(page, target)
        return {name: target.read_bytes()}


def tables(
    job: Job,
    data: Path,
    printed: Keys,
    others: Iterable[Other] = (),
    out: Sequence[PublishedEdition] = (),
    opened: bytes = b"",
) -> dict[str, bytes]:
    """The workbook of a report and its table of figures, by the names of their files.

    Args:
        job: the report.
        data: the data folder.
        printed: the keys of the figures that each of its pages prints.
        others: the numbers of other origin that they print.
        out: the published editions that are out.
        opened: the report, packed; read here where it is not given.

    Raises:
        OwnCellError: some of those may be withheld: all places.
    """
    report = Opened.unpacked(opened) if opened else _read(job, data, out)
    others = tuple(others)
    secrets = _withheld(job, data, out) if others else ()
    if told := told_away(others, secrets, job.year):
        raise OwnCellError(". ".join(told))
    book = content(report, printed)
    publication = _publication(job, book.masthead)
    name = publication.file(FIGURES)
    return {
        publication.file("tables.xlsx"): workbook(book),
        name: figures_csv(book.printed),
        f"{name}{METADATA}": metadata(name, publication.name),
    }


def _read(job: Job, data: Path, out: Sequence[PublishedEdition]) -> Opened:
    return Opened.of(read_inputs(data, job.organisation, job.year, out), job.audience)


def _withheld(job: Job, data: Path, out: Sequence[PublishedEdition]) -> tuple[Secret, ...]:
    """The counts that the report withholds, which are not kept."""
    inputs = read_inputs(data, job.organisation, job.year, out)
    report = Opened.of(inputs, job.audience)
    return secrets_of(inputs, report.published, report.figures)


def content(report: Opened, printed: Keys) -> Workbook:
    """What a report's workbook is made of: what its pages show, and nothing that was read."""
    return Workbook(
        masthead=report.cover(),
        year=report.scope.year,
        tables=report.data_tables(),
        notes=report.notes(),
        figures=report.figures,
        pages=printed,
        # From withheld counts nobody can fill in the national collection.
        rows=report.rows_held if report.audience == INTERNAL else (),
        audience=report.audience,
    )


def _publication(job: Job, cover: Masthead) -> html.Publication:
    return html.Publication(cover.organisation, job.year, cover.banner, job.prefix)
