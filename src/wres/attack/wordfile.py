"""Read a Word file as an attacker does: every part of it, or it is said which part is not read.

Only what the pack's own Word files are made of is read. Whatever else could hold words, such as
comments, changes that are kept, hidden text, notes or objects, is named as not examined.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from wres.attack.documents import Document, tidy

BODY, FOOT, PROPERTIES = "the text", "the foot of the page", "properties"
_TEXT = re.compile(r"word/(document|footer\d*)\.xml")
_RELATIONS = re.compile(r"(word/)?_rels/[\w.]*\.rels")
_PICTURE = re.compile(r"word/media/\w+\.png")
_ABOUT = "docProps/core.xml"
# Parts that say how words look, and hold none.
_LOOKS = {
    "[Content_Types].xml",
    *(f"word/{name}.xml" for name in ("styles", "numbering", "settings", "fontTable")),
    "word/theme/theme1.xml",
}
# Elements of the text that hold no words but those of the runs within them.
_ELEMENTS = (
    "document body sectPr pgSz pgMar cols docGrid footerReference type titlePg ftr "
    "p pPr pStyle spacing jc ind numPr ilvl numId keepNext "
    "r rPr b i u sz color vertAlign br tab t lang "
    "hyperlink bookmarkStart bookmarkEnd fldSimple "
    "tbl tblPr tblStyle tblLayout tblLook tblGrid gridCol tr trPr cantSplit tblHeader "
    "tc tcPr tcW gridSpan vMerge vAlign tcBorders top "
    "drawing inline extent effectExtent docPr cNvGraphicFramePr graphicFrameLocks graphic "
    "graphicData pic nvPicPr cNvPr cNvPicPr blipFill blip stretch fillRect spPr xfrm off ext "
    "prstGeom avLst"
)
_SILENT = frozenset(_ELEMENTS.split())
# Attributes that only say how something looks, or which part of the file is meant.
_LOOKING = re.compile(r"[\w#.:/-]*")
_FIELDS = {"PAGE", "NUMPAGES"}
_NAMED = re.compile(r"Picture \d+")
# The sign or the number before an item of a list.
_SIGN = re.compile(r"%\d\.|[^\w\s]|o|")
_EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


@dataclass
class WordFile(Document):
    """A Word file: its paragraphs in their order, its pictures, and where its links lead."""

    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_word(path: Path) -> WordFile:
    """The text, the foot, the properties, the links and the pictures of a Word file."""
    file = WordFile(path.name)
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            parts = {name: package.read(name) for name in names}
            if len(parts) != len(names) or package.comment:
                file.unexamined.append(f"{path.name}: a part that stands there twice, or a comment")
        _Reader(file, parts).read()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        file.unexamined.append(f"{path.name}: not a Word file that can be read ({error})")
    return file


class _Reader:
    """Goes over the parts of a file once."""

    def __init__(self, file: WordFile, parts: dict[str, bytes]) -> None:
        self.file, self.parts = file, parts
        self.targets: dict[str, str] = {}

    def read(self) -> None:
        for name in sorted(self.parts, key=lambda name: (not _RELATIONS.fullmatch(name), name)):
            if _PICTURE.fullmatch(name):
                continue  # read where it is shown
            if name == "word/document.xml" or _TEXT.fullmatch(name):
                self._text(name)
            elif _RELATIONS.fullmatch(name):
                self._relations(name)
            elif name == _ABOUT:
                for words in filter(None, map(tidy, self._tree(name).itertext())):
                    self.file.say(PROPERTIES, words)
            elif name not in _LOOKS or not self._is_wordless(self._tree(name)):
                self._leave(f"the part {name}")
        shown = {f"word/{target}" for target in self.targets.values()}
        for name in filter(_PICTURE.fullmatch, self.parts):
            if name not in shown:
                self._leave(f"the picture {name}, which stands nowhere")

    def _leave(self, what: str) -> None:
        self.file.unexamined.append(f"{self.file.name}: {what}")

    def _tree(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
        tree = etree.fromstring(self.parts[name], parser)
        if any(not isinstance(node.tag, str) for node in tree.iter()):
            self._leave(f"a note for programs in {name}")
        return tree

    def _relations(self, name: str) -> None:
        for relation in self._tree(name).iter("{*}Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External":
                self.file.links.append(target)
            elif name == "word/_rels/document.xml.rels":
                self.targets[relation.get("Id", "")] = target

    def _text(self, name: str) -> None:
        tree = self._tree(name)
        for element in tree.iter("*"):
            local = etree.QName(element).localname
            if local not in _SILENT:
                self._leave(f"an element <{local}> in {name}")
            elif local != "t" and ((element.text or "").strip()):
                self._leave(f"words outside the text in {name}")
            if (element.tail or "").strip():
                self._leave(f"words outside the text in {name}")
            self._attributes(name, local, element)
        for paragraph in tree.iter("{*}p"):
            if words := tidy("".join(map(_of_run, paragraph.iter("{*}t", "{*}tab", "{*}br")))):
                self.file.say(BODY if name == "word/document.xml" else FOOT, words)
        for inline in tree.iter("{*}inline"):
            self._picture(inline)

    def _attributes(self, name: str, local: str, element: etree._Element) -> None:
        """No attribute holds words, but for what a picture is said to show."""
        for at, value in element.attrib.items():
            is_said = (local, at) == ("docPr", "descr")
            is_name = local in ("docPr", "cNvPr") and _NAMED.fullmatch(value)
            is_look = at.endswith("}Ignorable") or _LOOKING.fullmatch(value)
            if local == "fldSimple":
                is_look = value in _FIELDS
            if not (is_said or is_name or is_look):
                self._leave(f"'{value[:40]}' in an element <{local}> of {name}")

    def _is_wordless(self, tree: etree._Element) -> bool:
        """Whether a part about looks says nothing, not even before the items of a list."""
        signs = (value for element in tree.iter("{*}lvlText") for value in element.attrib.values())
        return not "".join(tree.itertext()).strip() and all(map(_SIGN.fullmatch, signs))

    def _picture(self, inline: etree._Element) -> None:
        said = next((element.get("descr", "") for element in inline.iter("{*}docPr")), "")
        for blip in inline.iter("{*}blip"):
            target = self.targets.get(blip.get(_EMBEDDED, ""), "")
            self.file.pictures.append((said, self.parts[f"word/{target}"]))


def _of_run(element: etree._Element) -> str:
    return (element.text or "") if etree.QName(element).localname == "t" else " "
