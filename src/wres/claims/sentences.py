"""Cut a document into sentences, each with its line and the heading that it stands under.

Documents come with their paragraphs whole (Markdown, Word) or as text taken out of a PDF, where
lines break anywhere and tables and the labels of charts run in between. A line that holds little
but numbers belongs to a table; it ends the sentence before it and is no sentence itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wres.claims.lines import limit
from wres.claims.numbers import covered, numbers
from wres.claims.patterns import pattern


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, the line on which it begins, and what it stands in.

    `headings` are the lines above it that name what follows, the nearest last. `paragraph`
    counts the paragraphs and points of lists, so that sentences of one paragraph are known.
    """

    text: str
    line: int
    headings: tuple[str, ...] = ()
    paragraph: int = 0

    @property
    def is_row(self) -> bool:
        """Whether it is a piece of a table that the text of a PDF has run into prose."""
        return not self.is_too_long and bool(_ROW.search(self.text))

    @property
    def is_too_long(self) -> bool:
        """Whether it is longer than any sentence; what reads one takes long over more."""
        is_long = len(self.text) > limit("sentence")
        return is_long or len(_FIGURE.findall(self.text)) > limit("numbers")


# A line that begins a point of a list.
_POINT = re.compile(r"^\s*(?:[•●▪‣–*+-]|\(?[ivx]{1,4}[.)]\s|\d{1,2}[.)]\s)\s*(?=\S)")
_MARK = re.compile(r"^\s*#{1,6}\s+")
# "What is the data telling us?", "Action:", "Key Findings", "Indicator 5", "# Heading".
_HEADING = pattern("sentences", "heading")
# A line alone that is no sentence: "Clinical staff", "Grounds of discrimination".
_TITLE = re.compile(r"^\s*[A-Z][\w'’,/&()-]+(?: [\w'’,/&()-]+){0,11}$")
# The top of a section: the headings of the section before no longer hold.
_SECTION = pattern("sentences", "section")
_NUMBER = r"[+−-]?\d[\d,.]*\s*%?"
# Three numbers in a row are part of a table, whatever words stand around them.
_ROW = re.compile(rf"(?:(?<![\w.,]){_NUMBER}\s+){{2,}}{_NUMBER}(?![\w/-])")
_FIGURE = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"[A-Za-z]{2,}")
# A full stop ends a sentence before a capital, a figure or a bracket, unless it belongs to an
# abbreviation or stands between digits.
_END = pattern("sentences", "end")
_POINT_END = re.compile(r"(?<=;)\s+")


def is_heading(line: str) -> bool:
    """Whether a line names what follows it.

    >>> [is_heading(text) for text in ("Indicator 5", "Clinical staff:", "Staff grew by 3%.")]
    [True, True, False]
    """
    return bool(_HEADING.match(line)) and not re.search(r"\d\s*%", line)


def _is_title(line: str) -> bool:
    return bool(_TITLE.match(line)) and not numbers(line)


def is_tabular(line: str) -> bool:
    """Whether a line is a row of a table or the label of a chart, and no prose.

    >>> [is_tabular(text) for text in ("BME 96 24.1% 99 23.5%", "0.5%", "| White | 309 |")]
    [True, True, True]
    >>> is_tabular("2022 was 2.31 and currently at 2.19")
    False
    """
    if line.lstrip().startswith("|"):
        return True
    if is_heading(line):
        return False
    figures = re.findall(_NUMBER, line)
    words = _WORD.findall(line)
    if not figures or (len(figures) == 1 and _is_title(line)):
        return False
    return len(words) <= len(figures) and not re.search(
        r"\b(?:was|were|is|are|from|to|by|of|than|in|which|when|where)\b|[.;]$", line, re.IGNORECASE
    )


def sentences(lines: Sequence[str], with_all: bool = False) -> list[Sentence]:
    """The sentences of a document, in order.

    Args:
        lines: the document.
        with_all: the lines too that only name what follows, and labels with their numbers, which
            are no prose; rows between bars are left to `grids`.

    >>> found = sentences(["# Indicator 2", "White applicants were 2.19 times as", "likely."])
    >>> [(each.text, each.line, each.headings) for each in found]
    [('White applicants were 2.19 times as likely.', 2, ('# Indicator 2',))]
    """
    found: list[Sentence] = []
    for number, (block, headings) in enumerate(_blocks(lines, with_all)):
        found += _cut(block, headings, number)
    return found


# Where a sentence goes on to something else. A dash does so behind a number only: "Bands 1 to 7 –
# percentage of BME staff" is a label and what it labels.
_CLAUSE = pattern("sentences", "clause")


def clauses(text: str) -> list[tuple[int, str]]:
    """A sentence cut where it goes on to something else: each clause with where it begins.

    What is said in one clause is no sure ground for a number in the next.

    >>> clauses("24% of staff are BME, but the board has none; 3 are White.")
    [(0, '24% of staff are BME'), (22, 'but the board has none'), (46, '3 are White.')]
    """
    found, begin = [], 0
    # Bands and the like are covered, so that a dash behind one does not cut off its label.
    shown = covered(text)
    for match in _CLAUSE.finditer(shown):
        if "–" in match[0] and not re.search(r"\d", shown[begin : match.start()]):
            continue
        # Inside brackets a sentence does not go on: "(2022: 24%; 2021: 23%)".
        if text.count("(", begin, match.start()) > text.count(")", begin, match.start()):
            continue
        found.append((begin, text[begin : match.start()]))
        begin = match.end()
    return [*found, (begin, text[begin:])]


def _blocks(
    lines: Sequence[str], with_all: bool
) -> Iterator[tuple[list[tuple[int, str]], tuple[str, ...]]]:
    """Paragraphs and points of lists: their lines with their numbers, and their headings."""
    block: list[tuple[int, str]] = []
    headings: tuple[str, ...] = ()
    size = 0
    for number, line in enumerate(lines, start=1):
        size += len(line)
        if block and (not line.strip() or size > limit("line") or _begins(line, block)):
            size = len(line)
            named = _POINT.sub("", " ".join(each.strip() for _, each in block))
            is_title = len(block) == 1 and not line.strip() and _is_title(block[0][1])
            is_name = (named.endswith(":") and "%" not in named) or is_title
            if is_name:
                headings = under(headings, named)
            if with_all or not is_name:
                yield block, headings
            block = []
        if not line.strip() or (is_tabular(line) and not _is_continued(line, block)):
            if with_all and line.strip() and not line.lstrip().startswith("|"):
                yield [(number, line)], headings
            continue
        if is_heading(line) and not _is_continued(line, block):
            if with_all or numbers(line):
                # "2.31 times as likely" is a claim, whatever letters it is set in.
                yield [(number, _MARK.sub("", line))], headings
            headings = under(headings, line.strip())
            continue
        block.append((number, line))
    if block:
        yield block, headings


def _begins(line: str, block: list[tuple[int, str]]) -> bool:
    """Whether a line begins a new paragraph although no empty line stands before it."""
    if is_tabular(line) or _POINT.match(line):
        return not _is_continued(line, block)
    return is_heading(line) and not _is_continued(line, block)


def _is_continued(line: str, block: list[tuple[int, str]]) -> bool:
    """Whether a line goes on with the sentence before it, whatever it looks like.

    "... in bands 1-7 increased by" / "9%." is one sentence.
    """
    if not block:
        return False
    last = block[-1][1].rstrip()
    if re.search(
        r"\b(?:by|of|from|to|and|at|the|was|than|in|a|with|-)$|,$|\b8a-$", last, re.IGNORECASE
    ):
        return not re.match(r"\s*[•●▪‣*]", line)
    return bool(re.match(r"\s*[a-z]", line)) and not last.endswith((".", ":"))


def under(headings: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """The headings that hold below a new one."""
    if _SECTION.match(heading):
        return (heading,)
    section = tuple(each for each in headings if _SECTION.match(each))[:1]
    return (*section, heading)


def _cut(
    block: list[tuple[int, str]], headings: tuple[str, ...], paragraph: int
) -> Iterator[Sentence]:
    text, starts = "", []
    for number, line in block:
        piece = _POINT.sub("", line.strip()) if not starts else line.strip()
        if text and not text.endswith("-"):
            text += " "
        starts.append((len(text), number))
        text += piece
    position = 0
    ends = [match.span() for match in _END.finditer(text)]
    if len(text) > limit("sentence"):
        # A list whose points end with semicolons is longer than a sentence, and its points are not.
        ends = sorted({*ends, *(match.span() for match in _POINT_END.finditer(text))})
    for piece in [*ends, (len(text), len(text))]:
        sentence = text[position : piece[0]].strip()
        if sentence:
            first = (
                position + len(text[position : piece[0]]) - len(text[position : piece[0]].lstrip())
            )
            line = max((each for each in starts if each[0] <= first), default=starts[0])[1]
            yield Sentence(sentence, line, headings, paragraph)
        position = piece[1]
