"""Make the files that a lead opens out of executed notebooks."""

from __future__ import annotations

from pathlib import Path

from helpers.batch.plan import Job
from helpers.export import html, pdf
from helpers.export.workbook import Workbook, workbook
from helpers.report import Report, open_report


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
