"""Paragraphs of a Word file as Markdown that says what they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from wres.prepare.wordtexts import Paragraph, Piece

# Signs that Markdown would take for its own, anywhere in a line and at its beginning.
_SIGNS = re.compile(r"[\\`*\[\]<>]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_BEGIN = re.compile(r"(?m)^(\s*)(?:([#+=|~-])|(\d+)([.)]))(?=\s|[#=~|-]|$)")
_LISTS = ("bullet", "number")
_FENCE = "```"


def as_markdown(paragraphs: Sequence[Paragraph]) -> str:
    """The Markdown of some paragraphs, without a line's end behind it.

    >>> as_markdown([Paragraph("text", (Piece("We ", True), Piece("grew by 5*."))),
    ...              Paragraph("bullet", (Piece("one"),)), Paragraph("bullet", (Piece("two"),))])
    '**We** grew by 5\\\\*.\\n\\n- one\\n- two'
    """
    blocks = []
    for kind, group in groupby(paragraphs, _block_of):
        if kind == "list":
            blocks.append("\n".join(_items(list(group))))
        elif kind == "pre":
            lines = "\n".join(paragraph.words for paragraph in group)
            blocks.append(f"{_FENCE}\n{lines}\n{_FENCE}")
        else:
            blocks += [_paragraph(paragraph) for paragraph in group]
    return "\n\n".join(blocks)


def as_lines(paragraphs: Iterable[Paragraph]) -> str:
    """What some paragraphs say, a line for each, as a cell of an action plan has it."""
    lines = (line.strip() for paragraph in paragraphs for line in paragraph.words.split("\n"))
    return "\n".join(filter(None, lines))


def _block_of(paragraph: Paragraph) -> str:
    return "list" if paragraph.kind in _LISTS else paragraph.kind


def _paragraph(paragraph: Paragraph) -> str:
    text = _line(paragraph.pieces)
    if paragraph.kind == "small":
        return f"### {text}"
    if paragraph.kind == "quote":
        return "\n".join(f"> {line}" for line in text.split("\n"))
    return text


def _items(items: list[Paragraph]) -> list[str]:
    """The lines of a list; a deeper item is set in below the item that it belongs to."""
    lines: list[str] = []
    indents, numbers = [""], [0]
    for item in items:
        level = min(item.level, len(indents) - 1)
        del indents[level + 1 :], numbers[level + 1 :]
        numbers[level] = numbers[level] + 1 if item.kind == "number" else 0
        sign = f"{numbers[level]}. " if item.kind == "number" else "- "
        text = _line(item.pieces).replace("\n", "\n" + indents[level] + " " * len(sign))
        lines.append(f"{indents[level]}{sign}{text}")
        indents.append(indents[level] + " " * len(sign))
        numbers.append(0)
    return lines


def _line(pieces: Sequence[Piece]) -> str:
    """The text of a paragraph with its marks, its signs meaning themselves."""
    line = ""
    for (bold, slanted, target), group in groupby(pieces, _look):
        text = "".join(piece.text for piece in group)
        inner = text.strip()
        if not inner:
            line += text
            continue
        before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
        marks = "*" * (2 * bold + slanted)
        marked = f"{marks}{_SIGNS.sub(_meant, inner)}{marks}"
        if target:
            address = f"<{target}>" if re.search(r"[()\s]", target) else target
            marked = f"[{marked}]({address})"
        line += f"{before}{marked}{after}"
    line = re.sub(r"[ \t]+", " ", line.strip())
    line = re.sub(r" ?\n ?", "\n", line)
    return _BEGIN.sub(_meant_at_the_beginning, line).replace("\n", "\\\n")


def _look(piece: Piece) -> tuple[bool, bool, str]:
    return piece.bold, piece.slanted, piece.target


def _meant(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _meant_at_the_beginning(sign: re.Match[str]) -> str:
    space, mark, number, point = sign.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"
