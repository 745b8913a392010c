"""A finished report as it is read, before it is held against its table of figures."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from wres.attack.documents import Passage, tidy
from wres.attack.figures_file import Row
from wres.attack.keys import Key
from wres.attack.labels import figures_in
from wres.attack.meaning import Bound
from wres.attack.pages import Page, passages

FIGURES, BOOK = "figures.csv", "tables.xlsx"
WHOLE = "report"  # the page that holds all pages
# The edition for the board: it prints figures of the report's pages, and is none of them.
BOARD = "board_edition"
# The largest small count where a report does not say its own: thresholds in use are 5 to 10.
SMALL = 10
SMALL_SAID = re.compile(r"counts of 1 to (\d+) people are withheld", re.I)
WORD = re.compile(r"[^\W\d_]{2,}")
TIME = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
VALUE = re.compile(r"[+\u2212-]?\d[\d,]*(?:\.\d+)?%?")
# A name has a word in it, or begins as a postal district does: E1.
_NAME = re.compile(r"[^\W\d_]{3}|^[^\W\d_]{1,2}\d")


@dataclass(frozen=True)
class Handed:
    """What reading handed over, which no notebook can change.

    Attributes:
        texts: people's own words, block by block, white space folded.
        names: of organisations, areas and sources, which also stand in attributes.
        figures: the table of figures as the pack made it; nothing where that is not known.
    """

    texts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    figures: str | None = None


@dataclass
class Report:
    """A finished report as it is read, and what came of holding it against its table of figures.

    Attributes:
        folder: its own.
        handed: what reading handed over. Without it, texts that call themselves people's own are
            believed and listed in `unheld`.
        text: of its table of figures.
        rows: those of the table.
        pages: by the name of their files.
        bound: what the table tells of counts.
        findings: each a sentence; with any of them the report must not be published.
        printed: the parts that are printed of each figure, by page.
    """

    folder: Path
    handed: Handed | None = None
    text: str = ""
    rows: Mapping[Key, Row] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    bound: Bound = field(default_factory=Bound)
    findings: list[str] = field(default_factory=list)
    printed: dict[Key, dict[str, set[str]]] = field(default_factory=dict)

    @cached_property
    def newest(self) -> int:
        """The latest year of its figures."""
        return max((int(key.year) for key in self.rows), default=0)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files."""
        paths = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return tuple(path.relative_to(self.folder).as_posix() for path in paths)

    @property
    def single(self) -> list[Page]:
        """Its pages without the one that holds them all, and without that for the board."""
        return [page for slug, page in self.pages.items() if slug not in (WHOLE, BOARD)]

    @cached_property
    def notebooks(self) -> dict[str, dict | None]:
        """Its notebooks by the names of their pages; None for what cannot be read."""
        paths = sorted(self.folder.glob("notebooks/*.ipynb"))
        return {path.stem: _notebook(path) for path in paths}

    @cached_property
    def texts(self) -> Collection[str]:
        """People's own words; where nobody handed them over, what calls itself so."""
        if self.handed is None:
            return {own.text for page in self.pages.values() for own in page.own}
        return self.handed.texts | self.handed.names

    @property
    def sources(self) -> Iterator[str]:
        """Where its figures are from, by its own table; each also without page and column."""
        for row in self.rows.values():
            for source in row.source.split("; "):
                yield from (source, source.partition(", ")[0])

    @property
    def areas(self) -> Collection[str]:
        """The areas whose residents its table of figures has."""
        return {key.area for key in self.rows if key.area}

    @property
    def unheld(self) -> list[str]:
        """Own words with numbers that could not be held against what was handed in."""
        if self.handed is not None:
            return []
        names = {*self.names, *self.areas}
        return [
            *(
                f"{own.where}: '{own.text[:80]}'"
                for page in self.single
                for own in page.own
                if figures_in(own.text, "prose", self.newest)
            ),
            *(
                f"{'a name' if name in names else f'{FIGURES}, column source'}: '{name[:80]}'"
                for name in sorted({*self.sources, *names} & set(self.numbered_names))
            ),
        ]

    @property
    def unchecked(self) -> list[str]:
        """The numbers of tables and charts of an author's own that the pack did not check."""
        others = (other for page in self.single for other in page.others)
        return [
            f"{where}, row '{beside}': '{text}'"
            for where, beside, text in dict.fromkeys(
                (other.table, other.beside, other.text) for other in others
            )
        ]

    @property
    def passages(self) -> list[Passage]:
        """What no key vouches for, for the reader of words."""
        return [*(said for page in self.single for said in passages(page)), *code_of(self)]

    @cached_property
    def shown(self) -> list[str]:
        """All that its pages show, block by block."""
        return [words for page in self.pages.values() for words in page.shown]

    @cached_property
    def policy(self) -> str:
        """Its words about what is withheld."""
        return " ".join(words for words in self.shown if "ithheld" in words)

    @property
    def checks(self) -> list[str]:
        """The sentences that name what the organisation's input contradicts."""
        return [words for page in self.pages.values() for words in page.checks]

    @property
    def names(self) -> tuple[str, ...]:
        """The organisation's, as the pages have them."""
        return tuple(dict.fromkeys(name for page in self.pages.values() for name in page.names))

    @cached_property
    def small_said(self) -> frozenset[int]:
        """The largest small counts that the report says."""
        said = (SMALL_SAID.search(words) for words in self.shown)
        return frozenset(int(limit[1]) for limit in said if limit)

    @property
    def small(self) -> int:
        """The largest small count, as the report says it; the largest in use where it does not."""
        return max(self.small_said, default=SMALL)

    @cached_property
    def numbered_names(self) -> list[str]:
        """The names that hold a number, the longest first; a bare number is no name."""
        told = {*self.texts, *self.sources, *self.names, *self.areas}
        names = told if self.handed is None else self.handed.names
        numbered = (
            name for name in names if _NAME.search(name) and figures_in(name, "prose", self.newest)
        )
        return sorted(numbered, key=len, reverse=True)

    def without_names(self, words: str) -> str:
        """Words without the names that stand in them, where no element marks them."""
        for name in self.numbered_names:
            words = words.replace(name, " ")
        return words


def read_text(path: Path) -> str:
    """What a file says, ends of lines included; what is no text has a sign in its place."""
    return path.read_bytes().decode("utf-8", errors="replace")


def _notebook(path: Path) -> dict | None:
    """A notebook with its sources as texts; nothing where it cannot be read."""
    try:
        notebook = json.loads(read_text(path))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            _ = cell["cell_type"], cell.get("outputs", ())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return notebook


def strings(value: object) -> Iterator[str]:
    """Every name and value in what JSON holds, as text."""
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for part in value:
            yield from strings(part)
    elif not isinstance(value, bool) and value is not None:
        yield str(value)


def code_of(report: Report) -> Iterator[Passage]:
    """The lines of a notebook's code, whose comments may tell what its cells do not print."""
    for slug, notebook in report.notebooks.items():
        cells = notebook["cells"] if notebook else ()
        headings = (cell["source"] for cell in cells if cell["cell_type"] == "markdown")
        titles = [text[2:].partition("\n")[0] for text in headings if text.startswith("# ")]
        for at, cell in enumerate(cells, start=1):
            for line in cell["source"].splitlines() if cell["cell_type"] == "code" else ():
                words = tidy(line.strip(" #'\""))
                yield Passage(f"notebooks/{slug}.ipynb, cell {at}", tuple(titles[:1]), words)


def is_told(report: Report, words: str, head: str = "") -> bool:
    """Whether words hold no number, are people's own, or are a sentence that a page shows."""
    said = re.sub(r"https?://\S+", "", report.without_names(tidy(words)))
    if not figures_in(said, "cell" if head else "prose", report.newest, head):
        return True
    if tidy(words) in report.texts:
        return True
    is_sentence = len(WORD.findall(words)) > 1
    return is_sentence and any(tidy(words) in page.shown for page in report.pages.values())


def numbers_of(words: str) -> list[str]:
    """The numbers in words as they are printed, and the signs for those that are withheld."""
    return re.findall(r"[+\u2212-]?\d(?:[\d,.]*\d)?%?|\[(?:c|low)\]", words)


def first_other(told: list, expected: list) -> str:
    """Where two lists of keys and numbers differ first, in words."""
    at = next((at for at, pair in enumerate(zip(told, expected, strict=False))
               if pair[0] != pair[1]), min(len(told), len(expected)))  # fmt: skip
    shown, other = (f"'{pairs[at][1]}' ({pairs[at][0]})" if at < len(pairs) else "nothing more"
                  for pairs in (told, expected))  # fmt: skip
    return f"its number {at + 1} is {shown}, and it is {other}"
