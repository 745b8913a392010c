"""What would keep somebody from reading a Word file, by what Word's own checker asks for."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn


def barriers(path: Path) -> list[str]:
    """Headings out of order, tables without heads, pictures without words, no language or title."""
    document = Document(path)
    return [
        *_headings([p.style.name for p in document.paragraphs if p.text.strip()]),
        *_tables(document),
        *_pictures(document),
        *_about(document),
        *(f"{name}: a text box" for name in _parts_with(path, b"txbxContent")),
    ]


def levels(names: list[str]) -> list[int]:
    return [int(name.rsplit(" ", 1)[1]) for name in names if name.startswith("Heading ")]


def _headings(names: list[str]) -> Iterator[str]:
    found = levels(names)
    if found.count(1) != 1 or found[0] != 1:
        yield "there is not one heading of the first level, before all others"
    yield from (f"a heading {low} after {high}" for high, low in pairwise(found) if low > high + 1)


def _tables(document) -> Iterator[str]:
    for table in document.element.body.iter(qn("w:tbl")):
        rows = table.findall(qn("w:tr"))
        heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
        if not heads or rows[: len(heads)] != heads:
            yield f"a table without a header row, of {len(rows)} rows"
        if table.find(f"{qn('w:tblPr')}/{qn('w:tblLook')}").get(qn("w:firstColumn")) != "1":
            yield "a table whose first column heads no rows"
        for cell in table.iter(qn("w:tc")):
            if cell[-1].tag != qn("w:p"):
                yield "a cell that does not end with a paragraph, which Word calls damaged"


def _pictures(document) -> Iterator[str]:
    for picture in document.element.body.iter(qn("w:drawing")):
        if picture.find(qn("wp:inline")) is None:
            yield "a picture that floats, which is read in no order"
        if not all(each.get("descr", "").strip() for each in picture.iter(qn("wp:docPr"))):
            yield "a picture without a description"


def _about(document) -> Iterator[str]:
    run = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if run.find(qn("w:lang")).get(qn("w:val")) != "en-GB":
        yield "no language, or another"
    if not document.core_properties.title.strip():
        yield "no title"


def _parts_with(path: Path, words: bytes) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [name for name in package.namelist() if words in package.read(name)]
