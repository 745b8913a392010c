"""A whole report to a tagged PDF that meets PDF/UA-1."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import RunError

_NO_PANGO = (
    "The PDF was not made: the Pango library is missing. Install it with "
    "'sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0' (conda brings it)."
)


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
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise RunError(_NO_PANGO) from error

    with _complaints() as complaints:
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
