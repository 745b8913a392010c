"""Read a workbook and a PDF as an attacker does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from lxml import etree
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from wres.attack.documents import Document, tidy
from wres.attack.paper import Alphabet, NotSimple, blocks, text_of

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Parts of a workbook that hold looks and no words of anybody.
_LOOKS = re.compile(r"(_rels/|\.rels$|\[Content_Types\]|styles\.xml|theme/|metadata\.xml)")
_READ = re.compile(
    r"(xl/workbook\.xml|xl/worksheets/sheet\d+\.xml|xl/sharedStrings\.xml|docProps/"
    r"|xl/comments\d*\.xml|xl/comments/|xl/tables/|xl/threadedComments/|xl/persons/"
    r"|xl/drawings/vmlDrawing|customXml/)"
)

# What a defined name may be: ranges of cells, such as the rows that each printed page repeats.
_RANGE = r"(?:[^!',]*|'(?:[^']|'')*')![$A-Z0-9:]*"
_RANGES = re.compile(f"{_RANGE}(?:,{_RANGE})*")

# What stands beside the cells of a sheet, and what is shown when a cell is pointed at.
_BESIDE = [f"{{*}}{which}{what}" for which in ("odd", "even", "first") for what in
           ("Header", "Footer")]  # fmt: skip
_BESIDE += ["{*}formula1", "{*}formula2", "{*}hyperlink", "{*}dataValidation"]
_POINTED_AT = ("tooltip", "display", "prompt", "promptTitle", "error", "errorTitle")


def read_workbook(path: Path) -> Document:
    """Every sheet, hidden or not, and what stands beside the sheets."""
    document = Document(path.name)
    try:
        with zipfile.ZipFile(path) as book:
            members = {name: book.read(name) for name in book.namelist()}
        _read_members(document, members)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        document.unexamined.append(f"{path.name}: not a workbook that can be read ({error})")
    return document


def _read_members(document: Document, members: dict[str, bytes]) -> None:
    strings = [
        "".join(text.text or "" for text in item.iter("{*}t"))
        for item in _items(members.get("xl/sharedStrings.xml"), "si")
    ]
    used: set[int] = set()
    targets = {
        item.get("Id"): item.get("Target").removeprefix("/xl/")
        for item in _items(members.get("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    book = etree.fromstring(members["xl/workbook.xml"])
    for sheet in book.iter("{*}sheet"):
        content = etree.fromstring(members[f"xl/{targets[sheet.get(_RELATION)]}"])
        _sheet(document, sheet.get("name"), content, strings, used)
    for item in book.iter("{*}definedName"):
        if not _RANGES.fullmatch(item.text or ""):
            document.say(f"defined name {item.get('name')}", item.text or "")
    for number, words in enumerate(strings):
        if number not in used:
            document.say("a text in no cell", words)
    for name, content in members.items():
        if _LOOKS.search(name) or name.startswith("xl/worksheets/sheet"):
            continue
        if not _READ.search(name):
            document.unexamined.append(f"{document.name}: the part {name}")
        elif name.startswith(("docProps/", "customXml/", "xl/comments", "xl/threadedComments")):
            for words in filter(None, map(tidy, etree.fromstring(content).itertext())):
                document.say(name, words)


def _items(content: bytes | None, tag: str) -> Iterable[etree._Element]:
    return etree.fromstring(content).iter(f"{{*}}{tag}") if content else ()


def _sheet(
    document: Document, name: str, sheet: etree._Element, strings: list[str], used: set[int]
) -> None:
    """The cells of a sheet by their place, also those that no reader sees, and what is beside."""
    for cell in sheet.iter("{*}c"):
        document.cells[name, cell.get("r", "A1")] = _cell(cell, strings, used)
    for item in sheet.iter(*_BESIDE):
        for words in filter(None, (tidy(item.text), *map(item.get, _POINTED_AT))):
            document.say(f"sheet '{name}'", words)


def _cell(cell: etree._Element, strings: list[str], used: set[int]) -> str:
    kind = cell.get("t", "n")
    # By name in a loop: lxml's own search takes most of a workbook's time.
    inside = {child.tag.rpartition("}")[2]: child.text for child in cell.iterchildren("*")}
    words = inside.get("v") or ""
    if kind == "s" and words:
        used.add(int(words))
        return strings[int(words)]
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter("{*}t"))
    if kind == "n" and words:
        number = float(words)
        return str(int(number)) if number.is_integer() else repr(number)
    return words or (f"={inside['f']}" if "f" in inside else "")


def read_pdf(path: Path) -> Document:
    """The text of a PDF, and what is attached to it."""
    document = Document(path.name)
    try:
        reader = PdfReader(path)
        alphabets: dict[int, Alphabet] = {}
        for number, page in enumerate(reader.pages, start=1):
            words, is_simple = _shown(page, alphabets)
            words = re.sub(r"\bPage \d+ of \d+\b", "", words)
            if re.search(r"^Contents$", words, re.M):  # their page numbers stand in no page
                words = re.sub(r"^\d+$", _keep_above(len(reader.pages)), words, flags=re.M)
            for block in blocks(words) if is_simple else [words]:
                document.say(f"page {number}", tidy(block))
        for key, value in (reader.metadata or {}).items():
            if not key.endswith("Date") and not _names_the_writer(key, str(value)):
                document.say("properties", tidy(str(value)))
        document.unexamined += [
            f"{path.name}: the attachment {name}" for name in reader.attachments
        ]
    except (PyPdfError, OSError, ValueError) as error:
        document.unexamined.append(f"{path.name}: not a PDF that can be read ({error})")
    return document


def _names_the_writer(key: str, value: str) -> bool:
    """Whether a property only says which program wrote the file, and which version of it."""
    return key == "/Producer" or (key == "/Creator" and bool(re.fullmatch(r"Typst [\d.]+", value)))


def _shown(page: PageObject, alphabets: dict[int, Alphabet]) -> tuple[str, bool]:
    """The text of a page, and whether its lines are as the pack writes them."""
    try:
        return text_of(page, alphabets), True
    except NotSimple:
        return page.extract_text(), False


def _keep_above(pages: int) -> Callable[[re.Match], str]:
    return lambda number: number[0] if int(number[0]) > pages else ""
