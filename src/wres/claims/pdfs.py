"""Read the text of a PDF, page by page, in a process of its own.

A PDF can be made so that reading it takes for ever or fills the memory. So another process reads
it and says each page as it has it; where it stays silent too long it is ended, and the pages that
are left are named. Lines are as the PDF has them: words that a hyphen breaks at a line's end are
put together, and what stands at the top or the foot of every page is read once.
"""

from __future__ import annotations

import json
import queue
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from wres.claims.lines import Document, DocumentError, Lines, joined, limit


def read_pdf(path: Path) -> Document:
    """The text of every page of a PDF, its forms and its notes that a page shows.

    Raises:
        DocumentError: it is no PDF, has a password, or nothing of it can be read.
    """
    lines = Lines(str(path))
    pages: dict[int, list[str]] = {}
    count = 0
    for said in _told(path):
        if "fault" in said:
            raise DocumentError(f"'{path}' cannot be read: {said['fault']}.")
        count = said.get("pages", count)
        if "page" in said:
            number = said["page"]
            pages[number] = said["lines"]
            lines.place = f"page {number}"
            for what, is_text in said["unread"]:
                lines.leave(what, is_text)
    if not count:
        raise DocumentError(f"'{path}' takes too long or too much memory to read. Print it anew.")
    if len(pages) < count:
        lines.place = f"pages {len(pages) + 1} to {count}"
        lines.leave("take too long or too much memory, and are not read", is_text=True)
    if not any(pages.values()):
        lines.place = ""
        lines.leave("no page has text: a scan shows only pictures of words", is_text=True)
    _lay_out(pages, lines)
    return lines.document()


def _lay_out(pages: dict[int, list[str]], lines: Lines) -> None:
    """The pages one after the other, without what stands on most of them; that once, at the end.

    A sentence may go on over the end of a page, so no blank line parts two pages.
    """
    repeated = _repeated(list(pages.values()))
    for number, page in pages.items():
        lines.place = f"page {number}"
        kept = [row for row in page if _without_digits(row) not in repeated]
        for row in joined(kept):
            lines.add_line(row)
    lines.place = "top or foot of pages"
    lines.add_line("")
    for row in repeated.values():
        lines.add(row)


def _repeated(pages: Sequence[Sequence[str]]) -> dict[str, str]:
    """The first and last lines that most pages share, but for their numbers."""
    ends = Counter(
        text
        for page in pages
        for text in {_without_digits(row) for row in (*page[:2], *page[-2:]) if row.strip()}
    )
    shared = {text for text, times in ends.items() if times > max(2, len(pages) / 2)}
    first: dict[str, str] = {}
    for page in pages:
        for row in (*page[:2], *page[-2:]):
            if _without_digits(row) in shared:
                first.setdefault(_without_digits(row), row)
    return first


def _without_digits(row: str) -> str:
    return re.sub(r"\d+", "#", " ".join(row.split()))


def _told(path: Path) -> Iterator[dict]:
    """What the other process says, until it ends or says nothing for too long."""
    command = [sys.executable, "-m", "wres.claims.pdfs", str(path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as reader:
        said: queue.Queue[bytes | None] = queue.Queue()

        def listen() -> None:
            for row in reader.stdout:
                said.put(row)
            said.put(None)

        threading.Thread(target=listen, daemon=True).start()
        try:
            # The first word comes when Python and its libraries are loaded: long on a busy machine.
            patience = 4 * limit("page")
            while row := said.get(timeout=patience):
                yield json.loads(row)
                patience = limit("page")
        except (queue.Empty, ValueError):
            return
        finally:
            reader.kill()


def _tell(path: str) -> None:
    """Read a PDF and say each page as a line of JSON: the other process."""
    import pypdf
    from pypdf.errors import PyPdfError

    _hold_memory()
    try:
        document = pypdf.PdfReader(path)
        if document.is_encrypted and not document.decrypt(""):
            _say(fault="it has a password")
            return
        count = len(document.pages)
        _say(pages=count)
        whole = _whole_document(document)
        for number in range(min(count, limit("pages"))):
            rows, unread = _page(document, number)
            _say(page=number + 1, lines=rows, unread=[*(whole if not number else []), *unread])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        _say(fault=f"it is not a PDF, or damaged ({type(error).__name__})")
    except MemoryError:
        return


def _say(**what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def _hold_memory() -> None:
    """Let this process take so much memory and no more, where the system can say so."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        now = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        # Addresses that are only kept free count too: Python and its libraries have some.
        most = now + limit("memory")
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def _whole_document(document: object) -> list[tuple[str, bool]]:
    """What a PDF has beside its pages that is not read."""
    found = []
    root = document.trailer["/Root"]
    if "/EmbeddedFiles" in (root.get("/Names") or {}):
        found.append(("files put into the PDF are not read", True))
    if "/XFA" in (root.get("/AcroForm") or {}):
        found.append(("a form that only Adobe's reader draws (XFA) is not read", True))
    return found


# Notes that people stick on a page are no part of its text; the page shows the others.
_COMMENTS = {"/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"}


def _page(document: object, number: int) -> tuple[list[str], list[tuple[str, bool]]]:
    """The lines of a page and what of it is not read."""
    from pypdf.errors import PyPdfError

    unread: list[tuple[str, bool]] = []
    rows: list[str] = []
    try:
        page = document.pages[number]
        rows = (page.extract_text() or "").splitlines()
        shown = "".join(rows)
        if _is_garbled(shown):
            unread.append(("its letters have no meaning that can be read", True))
        if _has_pictures(page):
            unread.append(("picture is not looked into", False))
        for annotation in page.get("/Annots") or ():
            rows += _annotated(annotation.get_object(), unread)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        unread.append(("its text cannot be read", True))
    return rows, unread


def _annotated(annotation: dict, unread: list[tuple[str, bool]]) -> list[str]:
    """The text of a field or a box on a page; of what readers stuck on it, that it is not read."""
    kind = annotation.get("/Subtype")
    if kind in _COMMENTS:
        unread.append(("comments are not read", False))
    if kind == "/FileAttachment":
        unread.append(("a file put into the page is not read", True))
    if kind == "/Widget":
        value = annotation.get("/V") or (annotation.get("/Parent") or {}).get("/V")
        return str(value).splitlines() if isinstance(value, str) else []
    return str(annotation.get("/Contents", "")).splitlines() if kind == "/FreeText" else []


def _has_pictures(page: object) -> bool:
    drawn = (page.get("/Resources") or {}).get("/XObject") or {}
    return any(each.get_object().get("/Subtype") == "/Image" for each in drawn.values())


def _is_garbled(text: str) -> bool:
    """Whether a page's letters are numbers of shapes in a font that does not say which they are."""
    odd = sum(
        not (letter.isprintable() or letter.isspace()) or letter == "\ufffd" for letter in text
    )
    return len(text) > 20 and odd > len(text) / 5


if __name__ == "__main__":
    _tell(sys.argv[1])
