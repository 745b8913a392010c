"""The text of a PDF page, fast where the page is as simple as the pack's own.

pypdf works out where each character stands, which takes seconds for a report. Here a page is only
searched for what it shows, in the order in which it is drawn. A page that holds anything else than
the pack's PDFs do is left to pypdf.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pypdf import PageObject
from pypdf.generic import DictionaryObject, StreamObject

# A string of a page: within brackets, which may hold others in pairs, or as hexadecimal digits.
_LITERAL = rb"\((?:[^\\()]|\\[\s\S]|\((?:[^\\()]|\\[\s\S])*\))*\)"
_STRING = rb"(?:" + _LITERAL + rb"|<[0-9a-fA-F]*>)"
_NAME = rb"/(?P<%b>[^\s/<>()\[\]{}%%]+)"
# What puts text on a page, or leads to it: a place, a font, a row of glyphs, another drawing. What
# any of them can begin with is looked for first: that takes half the time.
_SHOWN = re.compile(
    rb"(?=[q/E\[(<])(?:\bq (?P<scale>[\d.]+) 0 0 -?[\d.]+ (?P<x>-?[\d.]+) (?P<y>-?[\d.]+) cm\b|"
    rb"/ActualText ?(?P<said>"
    + _STRING
    + rb")|\b(?P<unsaid>EMC)\b|"
    + _NAME % b"font"
    + rb" (?P<size>[\d.]+) Tf\b"
    rb"|\[(?P<row>(?:" + _STRING + rb"|[-\d.\s]+)*)\] ?TJ\b"
    rb"|(?P<one>" + _STRING + rb") ?Tj\b|" + _NAME % b"drawing" + rb" Do\b|\b(?P<end>ET)\b)"
)
# Counted within strings too: where that finds more than is shown, the page is left to pypdf.
_SHOWING = re.compile(rb"(?=[TDE'\"])(?:\b(?:Tf|TJ|Tj|Do|ET)\b|['\"]\s)")
_STRINGS = re.compile(_STRING)
_SIGN = re.compile(rb"\\(?:[0-7]{1,3}|\r\n|[\s\S])|[^\\]")
_WIDTH = 2  # bytes of a glyph
_GLYPH = re.compile(rb"[\s\S]{1,2}")
# A line that does not go on in the next one.
_BLOCK_ENDS = re.compile(r"(?<![ (/\u2013\n-])\n+(?![\s,.;:)%])")
_PAIR = re.compile(rb"<([0-9a-fA-F]{4})> ?<([0-9a-fA-F]+)>")
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)

Alphabet = Mapping[bytes, str]


class _Meanings(dict[bytes, bytes]):
    """What a sign of a string stands for: itself, unless it begins with a backslash."""

    def __missing__(self, sign: bytes) -> bytes:
        after = sign[1:]
        is_octal = after[:1].isdigit() and after[:1] < b"8"
        self[sign] = bytes((int(after, 8) & 255,)) if is_octal else after or sign
        return self[sign]


# Looked up sign by sign, a hundred thousand times a report; a function for each took twice as long.
_MEANINGS = _Meanings({
    rb"\n": b"\n", rb"\r": b"\r", rb"\t": b"\t", rb"\b": b"\b", rb"\f": b"\f",
    b"\\\n": b"", b"\\\r": b"", b"\\\r\n": b"",
})  # fmt: skip


class _Place(NamedTuple):
    """Where text is drawn, and how much larger than its font says; no place has the scale 0."""

    scale: float
    x: float
    y: float

    def follows(self, other: _Place, size: float) -> bool:
        """Whether a letter here comes right after one there: no letter is wider than its size."""
        same_line = (self.scale, self.y) == (other.scale, other.y)
        return same_line and 0 < self.x - other.x <= size * self.scale


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
    if page.get("/Annots") and any("/AP" in note.get_object() for note in page["/Annots"]):
        raise NotSimple
    return "".join(lines).replace("\u200b", "")  # where a long word may break


# One piece: its loop is most of the time that a page takes, and what the marks share (font, place,
# what was said) would have to be handed to and fro.
def _read(
    data: bytes,
    resources: DictionaryObject,
    alphabets: dict[int, Alphabet],
    lines: list[str],
    depth: int,
) -> None:
    marks = list(_SHOWN.finditer(data))
    shown = sum(mark.lastgroup not in ("y", "said", "unsaid") for mark in marks)
    if shown != len(_SHOWING.findall(data)) or depth > 5:
        raise NotSimple
    alphabet: Alphabet = {}
    named: dict[bytes, Alphabet] = {}  # pypdf takes long to find a font, and it changes often
    size, said = 0.0, None
    place = alone = _Place(0, 0, 0)
    for mark in marks:
        kind = mark.lastgroup
        if kind == "y":
            place = _Place(*map(float, mark.group("scale", "x", "y")))
        elif kind == "said":
            said = _text(_glyphs(mark["said"]))
        elif kind == "unsaid":
            said = None
        elif kind == "size":
            name = mark["font"]
            if name not in named:
                named[name] = _alphabet(resources["/Font"], f"/{name.decode()}", alphabets)
            alphabet, size = named[name], float(mark["size"])
        elif kind == "drawing":
            drawing = resources["/XObject"][f"/{mark['drawing'].decode()}"]
            if drawing["/Subtype"] == "/Form":
                _read(drawing.get_data(), drawing.get("/Resources", resources), alphabets,
                      lines, depth + 1)  # fmt: skip
        elif kind == "end":
            lines.append("\n")
        else:
            glyphs = b"".join(map(_glyphs, _STRINGS.findall(mark[kind])))
            if said is None:
                text = _letters(glyphs, alphabet)
            else:  # the page itself says what these glyphs stand for
                text, said = said, ""
            is_alone = len(glyphs) == _WIDTH
            # In a chart each letter is a text object of its own: one line if it follows the last.
            if is_alone and lines and lines[-1] == "\n" and place.follows(alone, size):
                lines.pop()
            alone = place if is_alone else _Place(0, 0, 0)
            lines.append(text)


def blocks(text: str) -> list[str]:
    """The paragraphs, labels and cells of a page: a line goes on where words were wrapped.

    A wrapped line keeps its last space. What is set in another font within a sentence is a line of
    its own, with a space or a sign on either side.

    >>> blocks("Fewer than the \\nyear before\\nBand 5\\n12.5% (\\n5 of 40\\n)\\n")
    ['Fewer than the year before', 'Band 5', '12.5% (5 of 40)']
    """
    return [block.replace("\n", "") for block in _BLOCK_ENDS.split(text) if block.strip()]


def _letters(glyphs: bytes, alphabet: Alphabet) -> str:
    """What glyphs stand for. The numbers between them, left out, only move them closer."""
    try:
        return "".join(map(alphabet.__getitem__, _GLYPH.findall(glyphs)))
    except KeyError:
        raise NotSimple from None


def _glyphs(string: bytes) -> bytes:
    r"""What a string stands for.

    >>> _glyphs(rb"(a\000\()"), _glyphs(b"<616>")
    (b'a\x00(', b'a`')
    """
    inside = string[1:-1]
    if string.startswith(b"<"):
        return bytes.fromhex((inside + b"0" * (len(inside) % 2)).decode())
    return b"".join(map(_MEANINGS.__getitem__, _SIGN.findall(inside)))


def _text(string: bytes) -> str:
    """A string that is text: UTF-16 if it says so, and else as good as Latin-1."""
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be")
    return string.decode("latin-1")


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
            bytes.fromhex(glyph.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for block in _CHARACTERS.findall(data)
            for glyph, text in _PAIR.findall(block)
        }
    return alphabets[key]
