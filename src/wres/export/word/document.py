"""A report's tree of blocks to a Word file: real headings, tables, captions and pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from wres.export.blocks import INLINE, blocks
from wres.export.drawings import picture_of
from wres.export.word.grid import table_of
from wres.export.word.lines import Letters, Lines, field_of, line_break, run, tab
from wres.export.word.looks import MARGIN, PAPER, blank
from wres.ground.errors import RunError

Node = dict[str, Any]
# Which style paragraphs have, by the class that the page gives them.
_STYLES = {
    "banner": "Banner",
    "story-facts": "Secondary",
    "story-headline": "Finding",
    "masthead-line": "Normal",
    "masthead-organisation": "Organisation",
    "masthead-subtitle": "Subtitle",
    "nav-heading": "Small heading",
    "notes-heading": "Small heading",
    "picture-headline": "Figure heading",
    "picture-subtitle": "Figure subtitle",
    "prose-heading": "Small heading",
    "source": "Note",
}
# Which style all paragraphs have within a block of a class.
_WITHIN = {"notes": "Note", "table-notes": "Note", "placeholder": "Secondary"}
_TONES = {"tone-better": "Achieving", "tone-worse": "Underdeveloped"}
_DEEPEST = 3  # the levels of lists that have a style
# What is drawn no wider than this is drawn as wide as it is, in points.
_WIDEST = 0.88
# The files in a Word file bear a date; the same words must give the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def write_word(html: str, target: Path) -> None:
    """Write a report's HTML as a Word file. The same HTML gives the same bytes.

    Args:
        html: the page that `wres.export.html.report` made.
        target: where to write.

    Raises:
        RunError: something in the page cannot be written into a Word file.
    """
    tree = blocks(html)
    language = "-".join(filter(None, (tree["language"], tree["region"])))
    document = blank(language)
    writer = _Writer(document, tree["drawings"], Lines(document.part))
    writer.foot(tree["footer"])
    writer.blocks(document.element.body, tree["content"])
    about = document.core_properties
    about.title, about.author, about.language = tree["title"], tree["author"], language
    for gone in ("created", "modified", "revision", "lastModifiedBy", "description", "keywords"):
        for element in about._element.findall(f"{{*}}{gone}"):
            about._element.remove(element)
    package = io.BytesIO()
    document.save(package)
    target.write_bytes(_without_dates(package.getvalue()))


def _without_dates(package: bytes) -> bytes:
    """The same parts in one order and without the time at which they were written."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as given, zipfile.ZipFile(target, "w") as packed:
        first = "[Content_Types].xml"
        for name in sorted(given.namelist(), key=lambda name: (name != first, name)):
            info = zipfile.ZipInfo(name, _NO_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, given.read(name))
    return target.getvalue()


@dataclass
class _Writer:
    """Goes over the tree once.

    Attributes:
        document: what is written.
        drawings: the charts of the report.
        lines: writes what stands in a line.
        style: of paragraphs that have none of their own.
        depth: how many lists are around what is written.
        is_whole: whether a table that is written now stands on one page.
    """

    document: Document
    drawings: list[Node]
    lines: Lines
    style: str = "Normal"
    depth: int = 0
    is_whole: bool = False
    identities: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.identities = {style.name: style.style_id for style in self.document.styles}

    # The paper

    @property
    def room(self) -> float:
        """How wide text may be where it is written now, in inches."""
        section = self.document.sections[-1]
        return Emu(section.page_width - MARGIN[1] - MARGIN[3]).inches

    def foot(self, words: str) -> None:
        """What stands below each page."""
        footer = self.document.sections[0].footer
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]._p
        begin = f"{words}. Page " if words else "Page "
        for part in (begin, field_of("PAGE"), " of ", field_of("NUMPAGES")):
            paragraph.append(run(part) if isinstance(part, str) else part)

    def _turn(self, is_across: bool) -> None:
        """Go on across the paper, or upright, on a new page; nothing where it is so already."""
        section = self.document.sections[-1]
        if (section.orientation == WD_ORIENT.LANDSCAPE) == is_across:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        width, height = reversed(PAPER) if is_across else PAPER
        section.page_width, section.page_height = width, height
        section.orientation = WD_ORIENT.LANDSCAPE if is_across else WD_ORIENT.PORTRAIT

    # Blocks, one below the other

    def blocks(self, holder: Any, nodes: list) -> None:
        """Write nodes into the body or a cell; what stands in a line makes one paragraph."""
        for is_line, group in groupby(nodes, _is_in_line):
            if is_line:
                self.paragraph(holder, list(group))
            else:
                for node in group:
                    self._block(holder, node)

    def _block(self, holder: Any, node: Node) -> None:
        kind, style = node["kind"], node["style"]
        if "level" in node:
            heading = self.paragraph(holder, node["content"], f"Heading {node['level']}")
            if node["id"]:
                self.lines.mark(heading, node["id"])
        elif kind in ("p", "line"):
            named = next((_STYLES[name] for name in style if name in _STYLES), self.style)
            self.paragraph(holder, node["content"], named)
        elif kind == "table":
            self._table(holder, node)
        elif kind == "svg":
            self._picture(holder, self.drawings[node["drawing"]])
        elif kind == "ul" and "tiles" in style:
            for tile in node["content"]:
                self._tile(holder, tile)
        elif kind in ("ul", "ol"):
            self._list(holder, node)
        elif kind == "dl":
            self._terms(holder, node["content"])
        elif kind == "pre":
            self.paragraph(holder, [node["text"]], "Preformatted")
        elif kind == "hr":
            self.paragraph(holder, [])
        elif kind == "nav":
            self._within("Contents", holder, node["content"])
        elif kind == "section":
            self._turn("landscape" in style)
            self.blocks(holder, node["content"])
        elif kind == "blockquote":
            self._within("Quote", holder, node["content"])
        elif kind in ("div", "main", "figcaption", "figure", "header"):
            inner = next((_WITHIN[name] for name in style if name in _WITHIN), self.style)
            outer, self.is_whole = self.is_whole, self.is_whole or "short" in style
            self._within(inner, holder, node["content"])
            self.is_whole = outer
        else:
            raise RunError(f"The Word file was not made: there is no way to write <{kind}>.")

    def _within(self, style: str, holder: Any, nodes: list) -> None:
        """Write nodes whose paragraphs have a style of the block around them."""
        outer, self.style = self.style, style
        self.blocks(holder, nodes)
        self.style = outer

    def paragraph(self, holder: Any, nodes: list, style: str = "") -> Any:
        """A new paragraph behind what there is."""
        paragraph = OxmlElement("w:p")
        properties = paragraph.get_or_add_pPr()
        properties.style = self.identities[style or self.style]
        if _ends_in_table(holder):
            usual = self.document.styles[style or self.style].paragraph_format.space_before
            properties.get_or_add_spacing().before = max(Pt(8), usual or 0)
        _put(holder, paragraph)
        self.lines.write(paragraph, nodes)
        return paragraph

    def _list(self, holder: Any, node: Node) -> None:
        """Each item is a paragraph of a list; what follows its first paragraph is set in."""
        style = next((_WITHIN[name] for name in node["style"] if name in _WITHIN), self.style)
        if style in ("Contents", "Note"):  # a look of its own, without signs
            for item in node["content"]:
                self._within(style, holder, item["content"])
            return
        self.depth += 1
        level = min(self.depth, _DEEPEST)
        kind = "Bullet" if node["kind"] == "ul" else "Number"
        style = f"List {kind}" + (f" {level}" if level > 1 else "")
        number = self._numbering(style, node["start"]) if kind == "Number" else None
        for item in node["content"]:
            at = len(holder)
            self._within(style, holder, item["content"])
            if number is not None:
                for child in list(holder)[at - 1 :]:
                    self._count(child, style, number)
        self.depth -= 1

    def _numbering(self, style: str, start: int) -> int:
        """A list that counts by itself, from its own first number on."""
        properties = self.document.styles[style].element.pPr
        numbering = self.document.part.numbering_part.element
        shape = numbering.num_having_numId(properties.numPr.numId.val).abstractNumId.val
        own = numbering.add_num(shape)
        own.add_lvlOverride(ilvl=0).add_startOverride(start)
        return own.numId

    def _count(self, paragraph: Any, style: str, number: int) -> None:
        if paragraph.tag == qn("w:p") and paragraph.pPr.style == self.identities[style]:
            numbered = paragraph.pPr.get_or_add_numPr()
            numbered.get_or_add_ilvl().val = 0
            numbered.get_or_add_numId().val = number

    def _tile(self, holder: Any, tile: Node) -> None:
        """A number with what it says beside it, in one paragraph."""
        tone = next((_TONES[name] for name in tile["style"] if name in _TONES), "heading")
        value, *words = tile["content"]
        paragraph = self.paragraph(holder, [], "Tile")
        self.lines.write(paragraph, value["content"], Letters(bold=True, colour=tone))
        for number, part in enumerate(words):
            paragraph.append(line_break() if number else tab())
            self.lines.write(paragraph, part["content"])

    def _terms(self, holder: Any, nodes: list[Node]) -> None:
        """A term and what it means, in one paragraph."""
        paragraph = None
        for node in nodes:
            if node["kind"] == "dt":
                paragraph = self.paragraph(holder, [], "Definition")
                self.lines.write(paragraph, list(_flat(node["content"])), Letters(bold=True))
                paragraph.append(tab())
            else:
                self.lines.write(paragraph, list(_flat(node["content"])))

    def _table(self, holder: Any, node: Node) -> None:
        if node["caption"]:
            self.paragraph(holder, list(_flat(node["caption"])), "Caption")
        if _ends_in_table(holder):  # Word would make one of the two
            self.paragraph(holder, [])
        table = table_of(node, self.room, self._fill)
        _put(holder, table)
        if self.is_whole:  # all rows but the last stand with the next
            for row in [*table.iterchildren(qn("w:tr"))][:-1]:
                for paragraph in row.iter(qn("w:p")):
                    paragraph.get_or_add_pPr().get_or_add_keepNext()

    def _fill(self, holder: Any, cell: Node, size: float) -> None:
        """Write a cell, in letters of a size."""
        outer, self.depth = self.style, 0
        self.style = "Table heading" if cell["is_head"] else "Table text"
        self.blocks(holder, cell["content"])
        self.style = outer
        for paragraph in holder.iter(qn("w:p")):
            if cell["align"] == "right":
                paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "right")
        for letters in holder.iter(qn("w:r")):
            letters.get_or_add_rPr().get_or_add_sz().val = Pt(size)

    def _picture(self, holder: Any, drawing: Node) -> None:
        width = min(drawing["width"], self.room * 72 * _WIDEST)
        content = io.BytesIO(picture_of(drawing["svg"], drawing["width"]))
        inline = self.document.part.new_pic_inline(content, width=Pt(width))
        inline.docPr.set("descr", drawing["alt"])
        paragraph = self.paragraph(holder, [], "Figure")
        paragraph.append(OxmlElement("w:r"))
        paragraph[-1].add_drawing(inline)


def _is_in_line(node: str | Node) -> bool:
    return isinstance(node, str) or node["kind"] in INLINE


def _flat(nodes: list) -> Iterator[str | Node]:
    """What stands in lines, without the paragraphs around it."""
    for number, node in enumerate(nodes):
        if _is_in_line(node):
            yield node
        else:
            if number:
                yield {"kind": "br", "style": []}
            yield from _flat(node["content"])


def _ends_in_table(holder: Any) -> bool:
    """Whether the last thing in the body or a cell is a table, and no paragraph."""
    tags = [child.tag for child in holder.iterchildren(qn("w:p"), qn("w:tbl"))]
    return tags[-1:] == [qn("w:tbl")]


def _put(holder: Any, element: Any) -> None:
    """Behind all else, but before what the body says of its last pages."""
    if holder.tag == qn("w:body"):
        holder[-1].addprevious(element)
    else:
        holder.append(element)
