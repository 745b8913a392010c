"""The lines of a document that is being read, the place of each, and what was not read.

Headings begin with `#`, points of lists with `- `, and the cells of a table's row stand between
bars, whatever the document was: what cuts a text into sentences and tables knows these alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from wres import reference
from wres.ground.errors import WresError


class DocumentError(WresError):
    """A document cannot be read."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document that was not read, and whether words may be lost with it."""

    what: str
    place: str = ""
    is_text: bool = False


@dataclass(frozen=True)
class Document:
    """The lines of a document, the place of each (such as "slide 3"), and what was not read."""

    lines: tuple[str, ...]
    places: tuple[str, ...]
    unread: tuple[Unread, ...] = ()


@dataclass
class Lines:
    """Lines as they are read, one part of a document after another."""

    name: str
    place: str = ""
    lines: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    characters: int = 0

    def add(self, text: str, mark: str = "") -> None:
        """A paragraph: its lines, and a blank one after them.

        Raises:
            DocumentError: the document is longer than any report.
        """
        rows = [" ".join(row.split()) for row in text.split("\n")]
        self.add_rows([mark + row if n == 0 else row for n, row in enumerate(filter(None, rows))])

    def add_table(self, rows: Iterable[Sequence[str]]) -> None:
        """A table: its rows, the cells of each between bars."""
        for row in rows:
            # A bar of its own in a cell would make two of it.
            cells = [" ".join(cell.split()).replace("|", "/") for cell in row]
            if any(cells):
                self._add_row(f"| {' | '.join(cells)} |")
        self._end()

    def add_rows(self, rows: Iterable[str]) -> None:
        """Lines that belong together, and a blank one after them."""
        for row in rows:
            self.add_line(row)
        self._end()

    def add_line(self, row: str) -> None:
        """A line as it stands, in pieces where it is longer than a line may be."""
        for piece in cut(row):
            self._add_row(piece)

    def _add_row(self, row: str) -> None:
        self.lines.append(row)
        self.places.append(self.place)
        self.characters += len(row)
        if len(self.lines) > 2 * limit("lines") or self.characters > limit("characters"):
            raise too_long(self.name)

    def _end(self) -> None:
        if self.lines and self.lines[-1]:
            self._add_row("")

    def leave(self, what: str, is_text: bool = False) -> None:
        """Note a part that was not read."""
        self.unread.append(Unread(what, self.place, is_text))

    def document(self) -> Document:
        """All that was read; what was left is named once a place and kind."""
        counts: dict[Unread, int] = {}
        for each in self.unread:
            counts[each] = counts.get(each, 0) + 1
        named = [
            Unread(each.what + (f" ({n} times)" if n > 1 else ""), each.place, each.is_text)
            for each, n in counts.items()
        ]
        return Document(tuple(self.lines), tuple(self.places), tuple(named))


def limit(name: str) -> int:
    """How much of a document is read at most.

    >>> limit("lines")
    20000
    """
    return int(reference.by("document_limits", "limit")[name]["value"])


def too_long(name: str) -> DocumentError:
    """A document that is longer than any report."""
    return DocumentError(
        f"'{name}' is longer than any report ({limit('lines'):,} paragraphs and rows or "
        f"{limit('characters'):,} characters are read at most). Give its parts one by one."
    )


def cut(line: str) -> list[str]:
    """A line in pieces that are not longer than a line may be, cut at spaces where there are any.

    >>> [len(piece) for piece in cut("99 of 421 " * 1000)]
    [4999, 5000]
    """
    most, pieces = limit("line"), []
    while len(line) > most:
        at = line.rfind(" ", most // 2, most)
        at = at if at > 0 else most
        pieces.append(line[:at])
        line = line[at:].lstrip()
    return [*pieces, line]


def joined(lines: Sequence[str]) -> list[str]:
    """Lines with the words whole that a hyphen breaks at a line's end; as many as before.

    A hyphen stays where the word has one elsewhere in the text, or begins as words with one do.

    >>> joined(["White appli-", "cants and non-", "clinical staff"])
    ['White applicants', 'and non-clinical', 'staff']
    """
    hyphenated = {word.lower() for line in lines for word in _HYPHENATED.findall(line)}
    made = list(lines)
    for index in range(len(made) - 1):
        broken, rest = _BROKEN.search(made[index]), _GOES_ON.match(made[index + 1])
        if not broken or not rest:
            continue
        keeps = _PREFIX.fullmatch(broken[1]) or f"{broken[1]}-{rest[1]}".lower() in hyphenated
        is_soft = broken[2] in _SOFT
        made[index] = (
            made[index][: broken.start(2)] + ("-" if keeps and not is_soft else "") + rest[0]
        ).rstrip()
        made[index + 1] = made[index + 1][rest.end() :].lstrip()
    return made


_SOFT = "\u00ad"
_BROKEN = re.compile(r"([A-Za-z]{2,})([-\u2010\u00ad])\s*$")
_GOES_ON = re.compile(r"\s*([a-z]+)\S*")
_HYPHENATED = re.compile(r"\b[A-Za-z]+-[a-z]+\b")
_PREFIX = re.compile(
    r"non|self|co|pre|post|sub|ex|anti|well|year|long|short|full|part|follow|under|over|high|low"
    r"|one|two|three|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
    re.IGNORECASE,
)
