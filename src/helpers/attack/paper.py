"""The text of a PDF page, fast where the page is as simple as the pack's own.

pypdf works out where each character stands, which takes seconds for a report. Here a page is only
searched for what it shows, in the order in which it is drawn. A page that holds anything else than
the pack's PDFs do is left to pypdf. And of thousands of objects packed together, most of which tag
the text, only those are read that somebody asks for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise

from pypdf import PageObject, PdfReader
from pypdf.errors import PdfReadError
from pypdf.generic import (
    DictionaryObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    read_object,
)

# What puts text on a page, or leads to it: a font, a row of glyphs, another drawing.
_SHOWN = re.compile(
    rb"/(?P<font>\S+) [\d.]+ Tf\b|\[(?P<row>[^\]]*)\] ?TJ\b|(?P<one><[0-9a-fA-F]*>) ?Tj\b"
    rb"|/(?P<drawing>\S+) Do\b|\b(?P<end>ET)\b"
)
_SHOWING = re.compile(rb"\b(?:Tf|TJ|Tj|Do|ET)\b|['\"]\s")
_GLYPHS = re.compile(rb"<([0-9a-fA-F]*)>")
_NUMBERS_AND_GLYPHS = re.compile(rb"(?:\s*(?:-?[\d.]+|<[0-9a-fA-F]*>))*\s*")
_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> ?<([0-9a-fA-F]+)>")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)

Alphabet = Mapping[bytes, str]


class Reader(PdfReader):
    """A reader that looks up one packed object at a time; pypdf reads all of them at once."""

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """The object of a number."""
        number = getattr(indirect_reference, "idnum", indirect_reference)
        place = self.xref_objStm.get(number)
        if place is None or getattr(indirect_reference, "generation", 0):
            return super().get_object(indirect_reference)
        if (0, number) not in self.resolved_objects:
            packed = self._packed(place[0]).get(number)
            if packed is None:
                raise PdfReadError(f"there is no packed object {number}")
            self.cache_indirect_object(0, number, read_object(BytesIO(packed), self))
        return self.resolved_objects[0, number]

    def _packed(self, stream: int) -> Mapping[int, bytes]:
        """The objects packed in a stream, by their number."""
        if not hasattr(self, "_packages"):
            self._packages: dict[int, Mapping[int, bytes]] = {}
        if stream not in self._packages:
            packed = super().get_object(stream)
            data = packed.get_data()
            head = [int(word) for word in data[: packed["/First"]].split()]
            starts = [packed["/First"] + at for at in head[1::2]]
            ends = pairwise([*starts, len(data)])
            if starts != sorted(starts):
                raise PdfReadError("packed objects in no order")
            self._packages[stream] = {
                number: data[start:end]
                for number, (start, end) in zip(head[::2], ends, strict=True)
            }
        return self._packages[stream]


class NotSimple(Exception):
    """The page holds what is not read here."""


def text_of(page: PageObject, alphabets: dict[int, Alphabet]) -> str:
    """What a page shows, each text object (from BT to ET) on a line of its own.

    Args:
        page: a page of a reader.
        alphabets: which character each glyph of a font stands for, by the font's number; kept
            between the pages.

    Raises:
        NotSimple: leave it to pypdf.
    """
    content = page.get_contents()
    lines: list[str] = []
    if content is not None:
        _read(content.get_data(), page.get("/Resources"), alphabets, lines, 0)
    if page.get("/Annots") and any("/AP" in each.get_object() for each in page["/Annots"]):
        raise NotSimple
    return "".join(lines)


def _read(
    data: bytes,
    resources: DictionaryObject,
    alphabets: dict[int, Alphabet],
    lines: list[str],
    depth: int,
) -> None:
    found = list(_SHOWN.finditer(data))
    if len(found) != len(_SHOWING.findall(data)) or depth > 5:
        raise NotSimple
    alphabet: Alphabet = {}
    for each in found:
        if each["font"]:
            alphabet = _alphabet(resources["/Font"], f"/{each['font'].decode()}", alphabets)
        elif each["drawing"]:
            drawing = resources["/XObject"][f"/{each['drawing'].decode()}"]
            if drawing["/Subtype"] == "/Form":
                _read(drawing.get_data(), drawing.get("/Resources", resources), alphabets,
                      lines, depth + 1)  # fmt: skip
        elif each["end"]:
            lines.append("\n")
        else:
            lines.append(_row(each["row"] if each["one"] is None else each["one"], alphabet))


def _row(row: bytes, alphabet: Alphabet) -> str:
    """A row of glyphs; the numbers between them only move them closer."""
    if not _NUMBERS_AND_GLYPHS.fullmatch(row):
        raise NotSimple
    glyphs = b"".join(_GLYPHS.findall(row)).lower()
    try:
        return "".join(alphabet[glyphs[at : at + 4]] for at in range(0, len(glyphs), 4))
    except KeyError:
        raise NotSimple from None


def _alphabet(fonts: DictionaryObject, name: str, alphabets: dict[int, Alphabet]) -> Alphabet:
    font = fonts[name]
    if font.get("/Encoding") != "/Identity-H" or "/ToUnicode" not in font:
        raise NotSimple
    stream: StreamObject = font["/ToUnicode"]
    key = id(stream)
    if key not in alphabets:
        data = stream.get_data()
        if b"bfrange" in data:
            raise NotSimple
        alphabets[key] = {
            glyph.lower(): bytes.fromhex(text.decode()).decode("utf-16-be")
            for block in _CHARACTERS.findall(data)
            for glyph, text in _PAIR.findall(block)
        }
    return alphabets[key]
