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
    for kind, group in groupby(paragraphs, lambda each: _block_of(each.kind)):
        if kind == "list":
            blocks.append("\n".join(_items(list(group))))
        elif kind == "pre":
            lines = "\n".join(each.words for each in group)
            blocks.append(f"{_FENCE}\n{lines}\n{_FENCE}")
        else:
            blocks += [_paragraph(each) for each in group]
    return "\n\n".join(blocks)


def as_lines(paragraphs: Iterable[Paragraph]) -> str:
    """What some paragraphs say, a line for each, as a cell of an action plan has it."""
    lines = (line.strip() for each in paragraphs for line in each.words.split("\n"))
    return "\n".join(filter(None, lines))


def _block_of(kind: str) -> str:
    return "list" if kind in _LISTS else kind


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
    made = ""
    for (bold, slanted, target), group in groupby(pieces, _look):
        text = "".join(piece.text for piece in group)
        inner = text.strip()
        if not inner:
            made += text
            continue
        before, after = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
        marks = "*" * (2 * bold + slanted)
        marked = f"{marks}{_SIGNS.sub(_meant, inner)}{marks}"
        if target:
            address = f"<{target}>" if re.search(r"[()\s]", target) else target
            marked = f"[{marked}]({address})"
        made += f"{before}{marked}{after}"
    made = re.sub(r"[ \t]+", " ", made.strip())
    made = re.sub(r" ?\n ?", "\n", made)
    return _BEGIN.sub(_meant_at_the_beginning, made).replace("\n", "\\\n")


def _look(piece: Piece) -> tuple[bool, bool, str]:
    return piece.bold, piece.slanted, piece.target


def _meant(sign: re.Match[str]) -> str:
    return f"\\{sign[0]}"


def _meant_at_the_beginning(sign: re.Match[str]) -> str:
    space, mark, number, point = sign.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"
