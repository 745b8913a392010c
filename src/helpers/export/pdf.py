"""A whole report to a tagged PDF that meets PDF/UA-1."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import system
from helpers.errors import RunError
from helpers.loading import without_search


def write_pdf(html: str, target: Path) -> None:
    """Write a report's HTML as a PDF. The same HTML gives the same bytes.

    Nothing is fetched: what is not inside the page is an error. So is every complaint of the
    PDF writer, since it only mentions a missing description or language, and goes on.

    Args:
        html: The page that `helpers.export.html.report` made.
        target: Where to write.

    Raises:
        RunError: Pango is missing, or the page cannot become an accessible PDF.
    """
    system.find_conda_libraries()
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        lacking = system.missing()
        why = system.message(lacking) if lacking else f"WeasyPrint cannot be loaded: {error}."
        raise RunError(f"The PDF was not made. {why}") from error

    # Its boxes refer to each other in circles, all of them needed: an eighth of the time is search.
    with _complaints() as complaints, without_search():
        page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}))
        pdf = page.write_pdf(pdf_variant="pdf/ua-1")
    if complaints:
        more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
        raise RunError(f"The PDF was not made: {complaints[0]}{more}.")
    target.write_bytes(pdf)


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what the PDF writer logs as a warning or an error."""
    heard: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage().rstrip("."))

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield heard
    finally:
        logger.removeHandler(listener)
