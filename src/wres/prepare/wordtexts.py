"""The text of a Word file, heading by heading, and what of it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from wres.claims.documents import open_document
from wres.claims.lines import DocumentError
from wres.claims.markup import MarkupError, local
from wres.claims.office import Package, open_package
from wres.prepare.sections import MARK
from wres.prepare.tracked import changes_in, settle

# Elements around text that change nothing about it, and elements without any.
_AROUND = {
    "r",
    "hyperlink",
    "smartTag",
    "sdt",
    "sdtContent",
    "fldSimple",
    "customXml",
    "dir",
    "bdo",
}
_OBSTACLES = {
    "tbl": "a table", "drawing": "a picture", "pict": "a picture", "object": "an object",
    "footnoteReference": "a footnote", "endnoteReference": "a note at the end", "sym": "a sign",
    "oMath": "a formula", "oMathPara": "a formula", "altChunk": "another document",
    "AlternateContent": "a text box or a picture",
}  # fmt: skip
_HEADING = re.compile(r"heading (\d)")


@dataclass(frozen=True)
class Piece:
    """A run of text: whether it is bold or slanted, and where it leads."""

    text: str
    bold: bool = False
    slanted: bool = False
    target: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: what it is (`bullet`, `number`, `quote`, `pre`, `small` or `text`).

    `level` is that of a list, from 0 on.
    """

    kind: str
    pieces: tuple[Piece, ...]
    level: int = 0

    @property
    def words(self) -> str:
        """What it says."""
        return "".join(piece.text for piece in self.pieces).strip()


@dataclass
class Text:
    """What stands below one heading.

    Attributes:
        title: the headings above it, from the second level on.
        paragraphs: its paragraphs in their order.
        mark: what the heading says of what stood below it when the file was written.
        obstacles: what of it cannot be taken, each in words.
    """

    title: tuple[str, ...]
    mark: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)


@dataclass
class WordText:
    """A Word file as far as words go.

    Attributes:
        heading: the words of its first heading.
        texts: what stands below each heading; first what stands above all of them.
        comments: each with its author and where it stands.
        changes: how many changes are tracked in it.
        unread: parts that may hold words and are not read.
    """

    heading: str = ""
    texts: list[Text] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    changes: int = 0
    unread: list[str] = field(default_factory=list)


def read_words(path: Path, accept: bool) -> WordText:
    """The text of a Word file, its tracked changes accepted or refused.

    Args:
        path: the file.
        accept: whether changes are accepted.

    Raises:
        DocumentError: it is no Word file, or too large, or damaged.
    """
    if path.suffix.lower() != ".docx":
        raise DocumentError(f"'{path}' is not a Word file. Give one that ends in .docx.")
    unread = [f"{part.what}" for part in open_document(path).unread if part.is_text]
    try:
        with open_package(path) as package:
            return _Reader(package, accept, unread).read()
    except MarkupError as error:
        raise DocumentError(f"'{path}' cannot be read: a part of it {error}.") from error


class _Reader:
    """Goes over the main part once."""

    def __init__(self, package: Package, accept: bool, unread: list[str]) -> None:
        self.package, self.accept = package, accept
        self.file = WordText(unread=unread)
        self.styles = package.named_styles(package.parts)
        kinds = package.kinds().items()
        self.main = next(part for part, kind in kinds if kind.is_main)
        self.links = self._links()
        self.forms = self._forms()
        self.noted: dict[str, str] = {}  # where the comment of a number stands

    def read(self) -> WordText:
        tree = self.package.tree(self.main)
        self.file.changes = changes_in(tree)
        settle(tree, self.accept)
        self.file.texts.append(Text(()))
        for body in tree.iter("{*}body"):
            self._blocks(body)
        self.file.comments = list(self._comments())
        return self.file

    def _parts(self, ending: str) -> Iterator[etree._Element]:
        for part in self.package.parts:
            if part.endswith(f"/{ending}"):
                yield self.package.tree(part)

    def _links(self) -> dict[str, str]:
        folder, _, name = self.main.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self.package.parts:
            return {}
        return {
            relation.get("Id", ""): relation.get("Target", "")
            for relation in self.package.tree(relations).iter("{*}Relationship")
            if relation.get("TargetMode") == "External"
        }

    def _forms(self) -> dict[tuple[str, str], str]:
        """How each level of each list is counted, such as `bullet`."""
        forms = {}
        for numbering in self._parts("numbering.xml"):
            shapes = {
                _value(shape, "abstractNumId"): {
                    _value(level, "ilvl"): _of(level, "numFmt") for level in shape.iter("{*}lvl")
                }
                for shape in numbering.iter("{*}abstractNum")
            }
            for number in numbering.iter("{*}num"):
                for level, form in shapes.get(_of(number, "abstractNumId"), {}).items():
                    forms[_value(number, "numId"), level] = form
        return forms

    # Blocks

    def _blocks(self, holder: etree._Element) -> None:
        for element in holder:
            name = local(element.tag)
            if name == "p":
                self._paragraph(element)
            elif name in ("sdt", "sdtContent", "customXml"):
                self._blocks(element)
            elif name in _OBSTACLES:
                self._cannot_take(_OBSTACLES[name], element)

    def _cannot_take(self, what: str, element: etree._Element) -> None:
        words = " ".join("".join(text.text or "" for text in element.iter("{*}t")).split())
        said = f"{what} ('{words[:60]}')" if words else what
        self.file.texts[-1].obstacles.append(said)

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find("{*}pPr")
        style = _of(properties, "pStyle")
        name = self.styles.get(style, style).casefold()
        pieces = tuple(self._pieces(element, Piece("")))
        words = "".join(piece.text for piece in pieces).strip()
        if heading := _HEADING.match(name):
            marks = [_value(bookmark, "name") for bookmark in element.iter("{*}bookmarkStart")]
            self._heading(int(heading[1]), " ".join(words.split()), marks)
        elif words:
            kind, level = self._kind(properties, name)
            self.file.texts[-1].paragraphs.append(Paragraph(kind, pieces, level))

    def _heading(self, level: int, words: str, marks: list[str]) -> None:
        if level == 1 and not self.file.heading:
            self.file.heading = words
        elif words:
            above = self.file.texts[-1].title[: max(level - 2, 0)]
            mark = next((mark for mark in marks if mark.startswith(MARK)), "")
            self.file.texts.append(Text((*above, words), mark))

    def _kind(self, properties: etree._Element | None, style: str) -> tuple[str, int]:
        numbered = None if properties is None else properties.find("{*}numPr")
        number, level = _of(numbered, "numId"), _of(numbered, "ilvl") or "0"
        if number and number != "0":
            form = self.forms.get((number, level), "bullet")
            kind = "bullet" if form in ("bullet", "none") else "number"
            named = re.search(r"\d$", style) if style.startswith("list ") else None
            return kind, max(int(level), int(named[0]) - 1 if named else 0)
        for begin, kind in (("list bullet", "bullet"), ("list number", "number")):
            if style.startswith(begin):
                return kind, int(style[-1]) - 1 if style[-1].isdigit() else 0
        known = {"quote": "quote", "preformatted": "pre", "small heading": "small"}
        return known.get(style, "text"), 0

    # Lines

    def _pieces(self, element: etree._Element, around: Piece) -> Iterator[Piece]:
        for child in element:
            name = local(child.tag)
            if name == "t":
                yield Piece(child.text or "", around.bold, around.slanted, around.target)
            elif name in ("tab", "ptab"):
                yield Piece(" ")
            elif name in ("br", "cr"):
                yield Piece("\n")
            elif name == "noBreakHyphen":
                yield Piece("\u2011", around.bold, around.slanted, around.target)
            elif name == "commentReference":
                self.noted[_value(child, "id")] = ": ".join(self.file.texts[-1].title)
            elif name in _OBSTACLES:
                self._cannot_take(_OBSTACLES[name], child)
            elif name in _AROUND:
                yield from self._pieces(child, self._within(child, name, around))
            elif name not in ("pPr", "rPr", "instrText") and any(child.iter("{*}t")):
                self._cannot_take("something that is not read", child)

    def _within(self, element: etree._Element, name: str, around: Piece) -> Piece:
        if name == "hyperlink":
            target = next((v for k, v in element.attrib.items() if k.endswith("}id")), "")
            return Piece("", around.bold, around.slanted, self.links.get(target, ""))
        properties = element.find("{*}rPr") if name == "r" else None
        if properties is None:
            return around
        style = self.styles.get(_of(properties, "rStyle"), "").casefold()
        bold = style == "strong" or _is_on(properties, "b")
        slanted = style == "emphasis" or _is_on(properties, "i")
        return Piece("", around.bold or bold, around.slanted or slanted, around.target)

    def _comments(self) -> Iterator[str]:
        for comments in self._parts("comments.xml"):
            for comment in comments.iter("{*}comment"):
                words = " ".join("".join(t.text or "" for t in comment.iter("{*}t")).split())
                where = self.noted.get(_value(comment, "id"), "")
                at = f" at '{where}'" if where else ""
                yield f"{_value(comment, 'author') or 'somebody'}{at}: '{words}'"


def _of(element: etree._Element | None, name: str) -> str:
    """The value of a property; nothing where it is not set."""
    child = None if element is None else element.find(f"{{*}}{name}")
    return "" if child is None else _value(child, "val")


def _value(element: etree._Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if local(k) == name), "")


def _is_on(properties: etree._Element, name: str) -> bool:
    child = properties.find(f"{{*}}{name}")
    return child is not None and _value(child, "val") not in ("0", "false", "off")
