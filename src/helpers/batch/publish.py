"""What a report is made of before its notebooks, and after them: its input, and its files."""

from __future__ import annotations

from pathlib import Path

from helpers import assessment
from helpers.batch.plan import Job
from helpers.batch.words import word_doubts
from helpers.claims.narratives import contradictions
from helpers.errors import Doubt, RunError
from helpers.export import html, pdf
from helpers.export.workbook import Workbook, workbook
from helpers.report import Report, open_report


def look(job: Job, data: Path, strict: bool = False) -> tuple[Doubt, ...]:
    """Read, protect and calculate, so that the job's notebooks find it done (`helpers.once`).

    Args:
        job: the report.
        data: the data folder.
        strict: whether the organisation's own words must not contradict its figures.

    Returns:
        The warnings about the input and about those words.

    Raises:
        WresError: there is nothing to make a report of.
    """
    report = open_report(job.organisation, job.year, job.audience, data=data)
    words = word_doubts(data, job, report.figures, report.inputs.settings)
    if strict and (wrong := contradictions(words)):
        count = "1 number" if len(wrong) == 1 else f"{len(wrong)} numbers"
        raise RunError(
            f"the figures contradict {count} in its narrative. Read with: "
            f"wres check --organisation {job.organisation} --year {job.year}"
        )
    return (*assessment.doubts(report.inputs), *words)


def publish(folder: Path, job: Job, data: Path) -> None:
    """Export the executed notebooks in `folder/notebooks`: pages, report, PDF and workbook.

    Raises:
        RunError: something in them cannot be published.
    """
    report = open_report(job.organisation, job.year, job.audience, data=data)
    parts = [
        html.fragment(folder / job.notebook(page), page, job.prefix) for page in report.pages()
    ]
    publication = _publication(report, job.prefix)
    for part in parts:
        _write(folder / part.file, html.page(part, publication, parts))
    whole = html.report(parts, publication, report.cover())
    _write(folder / publication.report, whole)
    pdf.write_pdf(whole, folder / publication.pdf)
    (folder / publication.tables).write_bytes(workbook(content(report)))


def content(report: Report) -> Workbook:
    """What a report's workbook is made of: what its pages show, and nothing that was read."""
    return Workbook(
        masthead=report.cover(),
        year=report.scope.year,
        tables=report.data_tables(),
        notes=report.notes(),
        figures=report.figures,
        rows=report.rows_held(),
    )


def _publication(report: Report, prefix: str) -> html.Publication:
    cover = report.cover()
    return html.Publication(cover.organisation, report.scope.year, cover.banner, prefix)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
