"""Open a document whose claims are to be checked: Markdown, plain text or Word, line by line."""

from __future__ import annotations

from pathlib import Path

from wres.ground.errors import WresError

READ = (".md", ".txt", ".docx")


class DocumentError(WresError):
    """A document cannot be read."""


def lines_of(path: Path) -> list[str]:
    """The lines of a text file, or the paragraphs of a Word document and its tables' rows.

    A paragraph of a list in Word begins with a bullet, a heading with `#`, and a table's row has
    its cells between bars, so that all three are known again.

    Raises:
        DocumentError: the file is missing, of another kind, or cannot be read.
    """
    if path.suffix.lower() not in READ:
        raise DocumentError(
            f"'{path}' is not a document whose claims can be checked. "
            f"Give a file that ends in {', '.join(READ)}."
        )
    try:
        if path.suffix.lower() == ".docx":
            return _word(path)
        return path.read_bytes().decode("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise DocumentError(f"there is no file '{path}'.") from error
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"'{path}' is not UTF-8 text. Save it again with the encoding UTF-8."
        ) from error
    except OSError as error:
        raise DocumentError(f"'{path}' cannot be opened ({error.strerror}).") from error


def _word(path: Path) -> list[str]:
    # Imported here: only Word documents need it.
    from zipfile import BadZipFile

    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        if not path.exists():
            raise FileNotFoundError(path) from error
        raise DocumentError(
            f"'{path}' is not a Word document of the form .docx. Save it again from Word."
        ) from error
    lines = []
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            lines += [
                f"| {' | '.join(_in_a_row(cell.text) for cell in row.cells)} |" for row in part.rows
            ]
            continue
        style = (part.style.name or "") if part.style else ""
        mark = "# " if style.startswith("Heading") else "- " if style.startswith("List") else ""
        lines.append(mark + " ".join(part.text.split()))
        lines.append("")
    return lines


def _in_a_row(text: str) -> str:
    """A cell's text on one line, without a bar of its own."""
    return " ".join(text.split()).replace("|", "/")
