"""PDFs and Word files say what the pages say that they were made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from wres.attack.documents import Document, tidy
from wres.attack.exact.report import (
    BOARD,
    WHOLE,
    Report,
    first_other,
    is_told,
    numbers_of,
    read_text,
)
from wres.attack.office import read_pdf
from wres.attack.pages import Page
from wres.attack.pictures import drawn
from wres.attack.wordfile import BODY, FOOT, read_word

# The PDFs and the Word files, each with the page that it is made of.
PAPERS = {"report.pdf": WHOLE, "board.pdf": BOARD}
WORD_FILES = {"report.docx": WHOLE, "board.docx": BOARD}
_LINK = re.compile(r'href="([^"]*)"')


def check_papers(report: Report) -> Iterator[str]:
    """A PDF shows the numbers of its page in the same order."""
    for name, slug in PAPERS.items():
        path, page = report.folder / name, report.pages.get(slug)
        if not path.is_file() or (page is None and slug == WHOLE):
            continue
        if page is None:
            yield f"{name}: there is no page {slug}.html that it could be held against"
            continue
        document = read_pdf(path)
        yield from document.unexamined
        expected = [number for words in page.shown for number in numbers_of(words)]
        told = [
            number for words in without_furniture(document, page) for number in numbers_of(words)
        ]
        if told != expected:
            pairs = [[(page.name, number) for number in numbers] for numbers in (told, expected)]
            yield f"{name}: {first_other(*pairs)}"


def without_furniture(document: Document, whole: Page) -> Iterator[str]:
    """The text of a PDF without its foot, and without the headers that a new page repeats."""
    headers = {header for table in whole.tables for header in table.headers}
    source, is_top = "", False
    for passage in document.passages:
        is_top = is_top or passage.source != source
        source = passage.source
        if passage.words == whole.foot or passage.source.endswith("properties"):
            continue
        is_top = is_top and passage.words in headers
        if not is_top:
            # A paragraph that goes on on the next page has the foot behind its last line.
            yield passage.words.removesuffix(whole.foot) if whole.foot else passage.words


def check_word_files(report: Report) -> Iterator[str]:
    """A Word file says what its page says, and its pictures are the drawings of that page."""
    for name, slug in WORD_FILES.items():
        path, page = report.folder / name, report.pages.get(slug)
        if not path.is_file():
            continue
        if page is None:
            yield f"{name}: there is no page {slug}.html that it could be held against"
            continue
        yield from _of_word_file(report, path, page, read_text(report.folder / f"{slug}.html"))


def _of_word_file(report: Report, path: Path, page: Page, html: str) -> Iterator[str]:
    file = read_word(path)
    yield from file.unexamined
    shown = [words for at, words in enumerate(page.shown) if at not in page.drawn]
    body = [passage.words for passage in file.passages if passage.source.endswith(BODY)]
    told, expected = ([number for words in texts for number in numbers_of(words)]
                      for texts in (body, shown))  # fmt: skip
    if told != expected:
        pairs = [[(page.name, number) for number in numbers] for numbers in (told, expected)]
        yield f"{path.name}: {first_other(*pairs)}"
    letters = _letters(" ".join(shown))
    foot = f"{page.foot}. Page of" if page.foot else "Page of"
    for passage in file.passages:
        where, words = passage.source, passage.words
        if where.endswith(BODY):
            is_known = _letters(words) in letters
        else:
            is_known = words == foot if where.endswith(FOOT) else is_told(report, words)
        if not is_known:
            yield f"{where}: '{words[:80]}' does not stand on {page.name}; take it out"
    links = set(_LINK.findall(unescape(html)))
    yield from (f"{path.name}: a link that is not on {page.name}; take it out"
                for link in file.links if link not in links)  # fmt: skip
    pictures = [(tidy(said), content) for said, content in file.pictures]
    if pictures != list(drawn(html)):
        yield f"{path.name}: its pictures are not the charts of {page.name}"


def _letters(words: str) -> str:
    """Words without spaces, where one file breaks lines and the other does not."""
    return re.sub(r"[\s\u200b]", "", words)
