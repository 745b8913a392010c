"""A whole report to a tagged PDF that meets PDF/UA-1."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import typst

from wres import reference
from wres.export import fonts
from wres.export.blocks import blocks, header_cells
from wres.ground.errors import RunError
from wres.reading.letters import marked

_PACK = Path(__file__).resolve().parents[1]
# A cell below the headers, as the tags have it, with the header of its column.
_TAGGED_CELL = re.compile(rb"/S/TD(/P \d+ 0 R/A\[<</O/Table)(/Headers\[[^\]]*\])")
_ROW_HEADER = b"/Scope/Row"


def write_pdf(html: str, target: Path) -> None:
    """Write a report's HTML as a PDF. The same HTML gives the same bytes.

    Nothing is fetched: what is not inside the page is an error. So is what the template does not
    know, a chart without a description and every complaint of the PDF writer.

    Args:
        html: The page that `wres.export.html.report` made.
        target: Where to write.

    Raises:
        RunError: the page cannot become an accessible PDF.
    """
    tree = blocks(html)
    heads = header_cells(tree)
    tree["colours"] = {row["role"]: row["colour"] for row in reference.rows("palette")}
    tree["fonts"] = fonts.families()
    try:
        pdf, complaints = _compiler().compile_with_warnings(
            sys_inputs={"report": marked(json.dumps(tree, ensure_ascii=False))},
            format="pdf",
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise RunError(f"The PDF was not made: {error}.") from None
    finally:
        _forget()
    if complaints:
        raise RunError(f"The PDF was not made: {complaints[0].message}.")
    target.write_bytes(_with_row_headers(pdf, heads))


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all reports of a process: it has read its template and its fonts.

    It has the pack's own fonts and those that Typst brings; no font of this machine.
    """
    own = typst.Fonts(include_system_fonts=False, font_paths=[_PACK / "export" / "fonts"])
    return typst.Compiler(_PACK / "showing" / "templates" / "report.typ", font_paths=own)


def _forget() -> None:
    """Let Typst forget what it kept of this report, which the next one has no use for.

    It keeps what it has worked out for ten documents more: 1.5 GB after a dozen reports, instead
    of 0.15. There is no other way to tell it than to make that many, empty ones.
    """
    for _ in range(11):
        _empty_compiler().compile(b"", format="pdf")


@cache
def _empty_compiler() -> typst.Compiler:
    return typst.Compiler(
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    )


def _with_row_headers(pdf: bytes, heads: list[bool]) -> bytes:
    """Tag the first cell of a row as what the row is about.

    Typst can do so itself (`pdf.header-cell`), but not yet from Python: its package leaves that
    feature off. Its tags are plain text, in the order of the page. A header takes the place of the
    cell's own reference to its column; elsewhere blanks do, for a cell that names some headers has
    no others. So nothing changes its place in the file.
    """
    kinds = iter(heads)
    count = 0

    def retag(cell: re.Match[bytes]) -> bytes:
        nonlocal count
        count += 1
        is_header = next(kinds, False)
        attribute = (_ROW_HEADER if is_header else b"").ljust(len(cell[2]))
        return (b"/S/TH" if is_header else b"/S/TD") + cell[1] + attribute

    tagged = _TAGGED_CELL.sub(retag, pdf)
    if count != len(heads) or len(tagged) != len(pdf):
        raise RunError(
            f"The PDF was not made: {len(heads)} cells became {count}. This is a fault of the pack."
        )
    return tagged
