"""Read a workbook and a PDF as an attacker does."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from lxml import etree
from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from wres.attack.documents import Document, Passage, tidy
from wres.attack.paper import Alphabet, NotSimple, blocks, text_of

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Parts of a workbook that hold looks and no words of anybody.
_LOOKS = re.compile(r"(_rels/|\.rels$|\[Content_Types\]|styles\.xml|theme/|metadata\.xml)")
_READ = re.compile(
    r"(xl/workbook\.xml|xl/worksheets/sheet\d+\.xml|xl/sharedStrings\.xml|docProps/"
    r"|xl/comments\d*\.xml|xl/comments/|xl/tables/|xl/threadedComments/|xl/persons/"
    r"|xl/drawings/vmlDrawing|customXml/)"
)

# What stands beside the cells of a sheet, and what is shown when a cell is pointed at.
_BESIDE = [f"{{*}}{which}{what}" for which in ("odd", "even", "first") for what in
           ("Header", "Footer")]  # fmt: skip
_BESIDE += ["{*}formula1", "{*}formula2", "{*}hyperlink", "{*}dataValidation"]
_POINTED_AT = ("tooltip", "display", "prompt", "promptTitle", "error", "errorTitle")


def read_workbook(path: Path) -> Document:
    """Every sheet, hidden or not, and what stands beside the sheets."""
    found = Document(path.name)
    try:
        with zipfile.ZipFile(path) as book:
            members = {name: book.read(name) for name in book.namelist()}
        _read_members(found, members)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        found.unexamined.append(f"{path.name}: not a workbook that can be read ({error})")
    return found


def _read_members(found: Document, members: dict[str, bytes]) -> None:
    strings = [
        "".join(text.text or "" for text in each.iter("{*}t"))
        for each in _items(members.get("xl/sharedStrings.xml"), "si")
    ]
    used: set[int] = set()
    targets = {
        each.get("Id"): each.get("Target").removeprefix("/xl/")
        for each in _items(members.get("xl/_rels/workbook.xml.rels"), "Relationship")
    }
    book = etree.fromstring(members["xl/workbook.xml"])
    for sheet in book.iter("{*}sheet"):
        member = f"xl/{targets[sheet.get(_RELATION)]}"
        name = sheet.get("name")
        source = f"{found.name}, sheet '{name}'"
        _sheet(found, source, name, etree.fromstring(members[member]), strings, used,
               sheet.get("state", "visible") != "visible")  # fmt: skip
    for each in book.iter("{*}definedName"):
        if not re.fullmatch(r"[^!]*![$A-Z0-9:,]*|'[^']*'![$A-Z0-9:,]*", each.text or ""):
            found.passages.append(
                Passage(f"{found.name}, defined name {each.get('name')}", (), each.text or "", True)
            )
    for number, words in enumerate(strings):
        if number not in used:
            found.passages.append(Passage(f"{found.name}, a text in no cell", (), words, True))
    for name, content in members.items():
        if _LOOKS.search(name) or name.startswith("xl/worksheets/sheet"):
            continue
        if not _READ.search(name):
            found.unexamined.append(f"{found.name}: the part {name}")
        elif name.startswith(("docProps/", "customXml/", "xl/comments", "xl/threadedComments")):
            # Properties hold dates and the version, which everybody may know.
            hidden = "custom" in name or "omments" in name
            for words in filter(None, map(tidy, etree.fromstring(content).itertext())):
                found.passages.append(Passage(f"{found.name}, {name}", (), words, hidden))


def _items(content: bytes | None, tag: str) -> Iterable[etree._Element]:
    return etree.fromstring(content).iter(f"{{*}}{tag}") if content else ()


def _sheet(
    found: Document,
    source: str,
    name: str,
    sheet: etree._Element,
    strings: list[str],
    used: set[int],
    is_hidden: bool,
) -> None:
    """The cells of a sheet by their place; what no reader sees of it stands in passages too."""
    hidden_columns = [
        (int(c.get("min")), int(c.get("max")))
        for c in sheet.iter("{*}col")
        if c.get("hidden") in ("1", "true") or c.get("width") == "0"
    ]
    for row in sheet.iter("{*}row"):
        is_row_hidden = is_hidden or row.get("hidden") in ("1", "true")
        for cell in row.iter("{*}c"):
            words = _cell(cell, strings, used)
            place = cell.get("r", "A1")
            found.cells[name, place] = words
            column = _column(place) if hidden_columns else 0
            if words and (
                is_row_hidden or any(first <= column <= to for first, to in hidden_columns)
            ):
                found.passages.append(Passage(f"{source}, hidden", (name,), words, True))
    for each in sheet.iter(*_BESIDE):
        for words in filter(None, (tidy(each.text), *map(each.get, _POINTED_AT))):
            found.passages.append(Passage(source, (name,), words))


def _cell(cell: etree._Element, strings: list[str], used: set[int]) -> str:
    kind = cell.get("t", "n")
    # By name in a loop: lxml's own search takes most of a workbook's time.
    inside = {each.tag.rpartition("}")[2]: each.text for each in cell.iterchildren("*")}
    words = inside.get("v") or ""
    if kind == "s" and words:
        used.add(int(words))
        return strings[int(words)]
    if kind == "inlineStr":
        return "".join(each.text or "" for each in cell.iter("{*}t"))
    if kind == "n" and words:
        number = float(words)
        return str(int(number)) if number.is_integer() else repr(number)
    return words or (f"={inside['f']}" if "f" in inside else "")


def _column(place: str) -> int:
    return _number(place.rstrip("0123456789"))


@cache
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def read_pdf(path: Path) -> Document:
    """The text of a PDF, and what is attached to it."""
    found = Document(path.name)
    try:
        reader = PdfReader(path)
        alphabets: dict[int, Alphabet] = {}
        for number, page in enumerate(reader.pages, start=1):
            words, is_simple = _shown(page, alphabets)
            words = re.sub(r"\bPage \d+ of \d+\b", "", words)
            if re.search(r"^Contents$", words, re.M):  # their page numbers stand in no page
                words = re.sub(r"^\d+$", _keep_above(len(reader.pages)), words, flags=re.M)
            source = f"{path.name}, page {number}"
            said = blocks(words) if is_simple else [words]
            found.passages += [Passage(source, (), tidy(each)) for each in said]
        found.passages += [
            Passage(f"{path.name}, properties", (), tidy(str(value)))
            for key, value in (reader.metadata or {}).items()
            if not key.endswith("Date") and not _names_the_writer(key, str(value))
        ]
        found.unexamined += [f"{path.name}: the attachment {name}" for name in reader.attachments]
    except (PyPdfError, OSError, ValueError) as error:
        found.unexamined.append(f"{path.name}: not a PDF that can be read ({error})")
    return found


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
    return lambda found: found[0] if int(found[0]) > pages else ""
