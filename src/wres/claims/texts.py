"""Walk through the XML of Word and PowerPoint: paragraphs, points, tables, boxes, pictures.

Deletions are skipped and said; insertions, content controls and all that wraps around text are
gone through. Of alternative contents, which say one thing twice, the first is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from wres.claims.lines import Lines
from wres.claims.markup import local

# Elements whose text no reader sees. Properties hold no text, and "del" in them is of marks.
_DELETED = {"del", "moveFrom"}
_WITHOUT_TEXT = {"instrText", "delText", "delInstrText", "rPr", "tblPr", "sectPr", "sdtPr"}
_BREAKS = {"br", "cr"}
_SPACES = {"tab", "ptab", "sym"}
# Placeholders of a layout or a master: "Click to edit the title". A slide shows its own text there.
_TITLES = {"title", "ctrTitle"}


@dataclass
class Walker:
    """Reads one part into lines.

    `styles` are the names of a Word document's styles by their ids. With `skips_placeholders` the
    boxes that a slide fills itself are passed over.
    """

    lines: Lines
    styles: dict[str, str] = field(default_factory=dict)
    skips_placeholders: bool = False

    def read(self, element: etree._Element, mark: str = "") -> None:
        """All blocks below an element, in order."""
        for child in element:
            name = local(child.tag)
            if name == "p":
                self._paragraph(child, mark)
            elif name == "tbl":
                self._table(child)
            elif name in _DELETED:
                self._say_deleted(child)
            elif name == "sp" and self._is_placeholder(child):
                continue
            elif name == "AlternateContent":
                self.read(_first(child), mark)
            elif name == "altChunk":
                self.lines.leave("another document is put in here; its words are not read", True)
            elif name in ("cNvPr", "docPr"):
                self._described(child)
            elif name == "textpath":
                self.lines.add(child.get("string", ""))
            elif name and name not in _WITHOUT_TEXT:
                self.read(child, _mark_of_shape(child) or mark)

    def _paragraph(self, element: etree._Element, mark: str) -> None:
        boxes: list[etree._Element] = []
        text = "".join(self._inline(element, boxes))
        self.lines.add(text, mark or self._mark(element))
        for box in boxes:
            self.read(box)

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The text of a paragraph; boxes and drawings in it are put aside, to be read after it."""
        for child in element:
            name = local(child.tag)
            if name == "t":
                yield "" if _is_note_mark(element, child) else child.text or ""
            elif name in _SPACES:
                yield " "
            elif name in _BREAKS:
                yield "\n"
            elif name == "noBreakHyphen":
                yield "-"
            elif name in _DELETED:
                self._say_deleted(child)
            elif name in ("drawing", "pict", "object", "txbxContent"):
                boxes.append(child)
            elif name == "AlternateContent":
                yield from self._inline(_first(child), boxes)
            elif name == "pPr" or name in _WITHOUT_TEXT:
                continue
            elif name:
                yield from self._inline(child, boxes)

    def _table(self, element: etree._Element) -> None:
        """A table's rows, with a cell that spans several columns or rows said in each of them."""
        rows: list[list[str]] = []
        boxes: list[etree._Element] = []
        for row in element.iter("{*}tr"):
            if _owner(row, "tbl") is not element:
                # A table in a cell is read by itself, after this one.
                continue
            if row.find("{*}trPr/{*}del") is not None:
                self._say_deleted(row)
                continue
            above = rows[-1] if rows else []
            cells: list[str] = [""] * _number(row.find("{*}trPr/{*}gridBefore"), "val", 0)
            for cell in row.iter("{*}tc"):
                if _owner(cell, "tr") is row:
                    self._cell(cell, cells, above, boxes)
            rows.append(cells)
        self.lines.add_table(rows)
        for box in boxes:
            self.read(box) if local(box.tag) != "tbl" else self._table(box)

    def _cell(
        self,
        cell: etree._Element,
        cells: list[str],
        above: list[str],
        boxes: list[etree._Element],
    ) -> None:
        if cell.get("hMerge"):
            cells.append(cells[-1] if cells else "")
            return
        merge = cell.find("{*}tcPr/{*}vMerge")
        is_below = cell.get("vMerge") or (merge is not None and _attribute(merge) != "restart")
        if is_below and len(cells) < len(above):
            text = above[len(cells)]
        else:
            text = " ".join(self._texts(cell, boxes))
        # PowerPoint writes an empty cell for each column that a cell spans; Word writes none.
        span = _number(cell.find("{*}tcPr/{*}gridSpan"), "val", 1)
        cells += [text] * min(span, 100)

    def _texts(self, element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        """The text of each paragraph in a cell, however it is wrapped."""
        for child in element:
            name = local(child.tag)
            if name == "p":
                yield "".join(self._inline(child, boxes)).replace("\n", " ")
            elif name == "tbl":
                boxes.append(child)
            elif name in _DELETED:
                self._say_deleted(child)
            elif name == "AlternateContent":
                yield from self._texts(_first(child), boxes)
            elif name and name not in _WITHOUT_TEXT:
                yield from self._texts(child, boxes)

    def _mark(self, element: etree._Element) -> str:
        """What a paragraph of Word or PowerPoint is: a heading, a point of a list, or neither."""
        properties = element.find("{*}pPr")
        if properties is None:
            return ""
        style = properties.find("{*}pStyle")
        name = self.styles.get(_attribute(style), _attribute(style)) if style is not None else ""
        if name.lower().startswith(("heading", "title")):
            return "# "
        is_point = any(
            properties.find(f"{{*}}{each}") is not None for each in ("numPr", "buChar", "buAutoNum")
        )
        return "- " if is_point or name.lower().startswith("list") else ""

    def _is_placeholder(self, shape: etree._Element) -> bool:
        return self.skips_placeholders and shape.find("{*}nvSpPr/{*}nvPr/{*}ph") is not None

    def _described(self, properties: etree._Element) -> None:
        """What is said of a picture or a shape to those who do not see it."""
        for name in ("title", "descr"):
            self.lines.add(properties.get(name, ""))

    def _say_deleted(self, element: etree._Element) -> None:
        if any(each.text for each in element.iter("{*}delText", "{*}t")):
            self.lines.leave("deleted text is not read")


def _first(alternatives: etree._Element) -> etree._Element:
    """The first of alternative contents; they say one thing, for newer and older readers."""
    return next(iter(alternatives), alternatives)


def _is_note_mark(run: etree._Element, text: etree._Element) -> bool:
    """Whether a run is the raised number of a note: "23.5%¹" typed by hand."""
    properties = run.find("{*}rPr")
    if properties is None or not (text.text or "").strip().isdigit():
        return False
    raised = properties.find("{*}vertAlign")
    is_raised = raised is not None and _attribute(raised) == "superscript"
    return is_raised or _as_number(properties.get("baseline", "0")) > 0


def _mark_of_shape(shape: etree._Element) -> str:
    """A slide's title is a heading."""
    if local(shape.tag) != "sp":
        return ""
    placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    is_title = placeholder is not None and placeholder.get("type") in _TITLES
    return "# " if is_title else ""


def _owner(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of a name around one."""
    return next(element.iterancestors(f"{{*}}{name}"), None)


def _attribute(element: etree._Element) -> str:
    """The one attribute `val` of an element, whatever its namespace."""
    return next((v for k, v in element.attrib.items() if local(k) == "val"), "")


def _number(element: etree._Element | None, _: str, default: int) -> int:
    if element is None:
        return default
    return max(_as_number(_attribute(element)), default)


def _as_number(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 7 else 0
