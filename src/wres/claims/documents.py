"""Open a document whose claims are to be checked, whatever form it has, line by line."""

from __future__ import annotations

import stat
from pathlib import Path

from wres.claims.lines import Document, DocumentError, Lines, limit
from wres.ground.files import read_bytes

TEXTS, OFFICE, PAGES, PDF = (
    (".md", ".txt"),
    (".docx", ".docm", ".pptx", ".pptm"),
    (".html", ".htm", ".xhtml"),
    (".pdf",),
)
READ = (*TEXTS, *OFFICE, *PAGES, *PDF)

__all__ = ["READ", "Document", "DocumentError", "lines_of", "open_document"]


def lines_of(path: Path) -> list[str]:
    """The lines of a document; see `open_document`."""
    return list(open_document(path).lines)


def open_document(path: Path) -> Document:
    """A document's lines with their places, and what of it was not read.

    A point of a list begins with `- `, a heading with `#`, and a table's row has its cells between
    bars, so that all three are known again.

    Raises:
        DocumentError: the file is missing, of another kind, too long, or cannot be read.
    """
    ending = path.suffix.lower()
    if ending not in READ:
        raise DocumentError(
            f"'{path}' is not a document whose claims can be checked. "
            f"Give a file that ends in {', '.join(READ)}."
        )
    try:
        _check(path)
        # Imported where they are needed: the narratives of a run are text alone.
        if ending in OFFICE:
            from wres.claims.office import read_office

            return read_office(path)
        if ending in PDF:
            from wres.claims.pdfs import read_pdf

            return read_pdf(path)
        content = read_bytes(path.resolve())
        if ending in PAGES:
            from wres.claims.webpages import read_page

            return read_page(content, str(path))
        return _text(content, str(path))
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"'{path}' is not UTF-8 text. Save it again with the encoding UTF-8."
        ) from error
    except FileNotFoundError as error:
        raise DocumentError(f"there is no file '{path}'.") from error
    except OSError as error:
        raise DocumentError(f"'{path}' cannot be opened ({error.strerror}).") from error


def _check(path: Path) -> None:
    """Open no pipe, no folder and nothing too long to read."""
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):
        raise DocumentError(f"'{path}' is not a file.")
    if facts.st_size > limit("file"):
        raise DocumentError(
            f"'{path}' is longer than {limit('file') // 1_000_000} MB. Give its parts one by one."
        )


def _text(content: bytes, name: str) -> Document:
    lines = Lines(name)
    for row in content.decode("utf-8-sig").splitlines():
        lines.add_line(row)
    return lines.document()
