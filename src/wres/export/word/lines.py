"""What stands in a line of a Word file: runs of text, links, places and page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from wres.export.blocks import INLINE, ZERO_WIDTH_SPACE
from wres.export.word.looks import colour, tagged
from wres.ground.errors import RunError

_RATED = ("achieving", "developing", "underdeveloped")
_NAME = re.compile(r"[A-Za-z]\w{0,39}", re.ASCII)


@dataclass(frozen=True)
class Letters:
    """How the letters of a run look."""

    bold: bool = False
    slanted: bool = False
    colour: str = ""
    underlined: bool = False
    small: bool = False
    raised: str = ""  # "superscript" or "subscript"

    def for_node(self, node: dict[str, Any]) -> Letters:
        """How they look within a node."""
        kind, style = node["kind"], node.get("style", [])
        if kind in ("strong", "b"):
            return replace(self, bold=True)
        if kind in ("em", "i"):
            return replace(self, slanted=True)
        if kind in ("sub", "sup"):
            return replace(self, raised="subscript" if kind == "sub" else "superscript")
        if kind == "small":
            return replace(self, small=True, colour="secondary")
        if kind == "a" and not node["target"].startswith("#"):
            return replace(self, colour="heading", underlined=True)
        if "badge" in style:
            rated = next((name for name in _RATED if f"rated-{name}" in style), "")
            return replace(self, bold=True, colour=rated.capitalize() or "secondary")
        if "rating-label" in style:
            return replace(self, colour="secondary")
        return self


@dataclass
class Lines:
    """Writes text into paragraphs, and keeps the names of the places that links lead to."""

    part: Part
    places: dict[str, str] = field(default_factory=dict)

    def write(self, parent: Any, nodes: list, letters: Letters = Letters()) -> None:
        """Write texts and nodes of a line behind what a paragraph or a link holds."""
        for node in nodes:
            if isinstance(node, str):
                parent.append(run(node, letters))
                continue
            kind, inside = node["kind"], letters.for_node(node)
            if kind == "br":
                parent.append(line_break())
            elif kind == "a":
                parent.append(self._link(node["target"]))
                self.write(parent[-1], node["content"], inside)
            elif kind in INLINE - {"img"}:
                self.write(parent, node["content"], inside)
                if "rating-label" in node.get("style", []):
                    parent.append(run(" ", letters))
            else:
                raise RunError(f"The Word file was not made: there is no way to write <{kind}>.")

    def place(self, identity: str) -> str:
        """What the place of a heading is called: Word takes no hyphens and 40 letters at most."""
        given = identity if _NAME.fullmatch(identity) else f"heading_{len(self.places) + 1}"
        return self.places.setdefault(identity, given)

    def mark(self, paragraph: Any, identity: str) -> None:
        """Let links lead to a paragraph."""
        name = self.place(identity)
        number = str(list(self.places).index(identity))
        start = tagged("w:bookmarkStart", id=number, name=name)
        at = 0 if paragraph.pPr is None else 1
        paragraph.insert(at, start)
        paragraph.append(tagged("w:bookmarkEnd", id=number))

    def _link(self, target: str) -> Any:
        if target.startswith("#"):
            return tagged("w:hyperlink", anchor=self.place(target[1:]))
        link = OxmlElement("w:hyperlink")
        relation = self.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
        return link


def run(text: str, letters: Letters = Letters()) -> Any:
    """A run of text; where a long word may break, Word decides by itself."""
    element = OxmlElement("w:r")
    if letters != Letters():
        element.append(_properties(letters))
    words = OxmlElement("w:t")
    words.text = text.replace(ZERO_WIDTH_SPACE, "")
    words.set(qn("xml:space"), "preserve")
    element.append(words)
    return element


def line_break() -> Any:
    """A new line in the same paragraph."""
    return _with_mark("w:br")


def tab() -> Any:
    """A step to the next stop of the line."""
    return _with_mark("w:tab")


def field_of(instruction: str) -> Any:
    """A number that Word works out, such as `PAGE`."""
    return tagged("w:fldSimple", instr=instruction)


def _properties(letters: Letters) -> Any:
    """The marks of a run, in the order that the standard asks for."""
    properties = OxmlElement("w:rPr")
    if letters.bold:
        properties.append(OxmlElement("w:b"))
    if letters.slanted:
        properties.append(OxmlElement("w:i"))
    if letters.colour:
        properties.append(tagged("w:color", val=colour(letters.colour)))
    if letters.small:
        properties.append(tagged("w:sz", val="17"))
    if letters.underlined:
        properties.append(tagged("w:u", val="single"))
    if letters.raised:
        properties.append(tagged("w:vertAlign", val=letters.raised))
    return properties


def _with_mark(name: str) -> Any:
    element = OxmlElement("w:r")
    element.append(OxmlElement(name))
    return element
