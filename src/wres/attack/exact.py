"""Hold a finished report against the table of figures that it ships: number for number.

Nothing is guessed here. A number is printed with the key of its figure, and as that figure is; or
it is a label, or stands in people's own words; or the report is refused.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from html import unescape
from itertools import chain
from pathlib import Path

from wres import reference
from wres.attack.beside import misplaced, misplaced_in
from wres.attack.documents import Document, Passage, tidy
from wres.attack.figures_file import COLUMNS, NUMBERS, SYMBOLS, Row, bound_of, read_figures
from wres.attack.keys import BadKey, Key, read_key
from wres.attack.labels import KEYED, figures_in, numbers_in
from wres.attack.meaning import Bound
from wres.attack.office import read_pdf, read_workbook
from wres.attack.pages import Cell, Page, Table, Words, passages, read_page
from wres.attack.pictures import drawn
from wres.attack.provenance import PROVENANCE, Beside, faults_of
from wres.attack.stills import without_stills
from wres.attack.wordfile import BODY, FOOT, read_word

FIGURES, DESCRIPTION, BOOK, PAPER = (
    "figures.csv", "figures.csv-metadata.json", "tables.xlsx", "report.pdf",
)  # fmt: skip
WHOLE = "report"  # the page that holds all pages
# The edition for the board: it prints figures of the report's pages, and is none of them.
BOARD = "board_edition"
# The PDFs and the Word files, each with the page that it is made of.
_PAPERS = {PAPER: WHOLE, "board.pdf": BOARD}
_WORD_FILES = {"report.docx": WHOLE, "board.docx": BOARD}
_PARTS_OF_A_FIGURE = ("", "size", "itself", *NUMBERS[1:])
_FIGURES_SHEET, _BLANK = "Figures", "[z]"
_MEND = (
    "Print it from `report.figures`, as `report.table(...)` does and as docs/own-cells.md shows, "
    "or take it out"
)
_VALUE = re.compile(r"[+\u2212-]?\d[\d,]*(?:\.\d+)?%?")
_NOT_CHECKED = "The pack did not check these numbers; they come from "
# The largest small count where a report does not say its own: thresholds in use are 5 to 10.
SMALL = 10
SMALL_SAID = re.compile(r"counts of 1 to (\d+) people are withheld", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")
_TIME = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?")
_NAME = re.compile(r"[^\W\d_]{3}")
_LINK = re.compile(r'href="([^"]*)"')


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
    def unheld(self) -> list[str]:
        """Own words with numbers that could not be held against what was handed in."""
        if self.handed is not None:
            return []
        numbered = set(self.sources) & set(self.numbered_names)
        return [
            *(
                f"{own.where}: '{own.text[:80]}'"
                for page in self.single
                for own in page.own
                if figures_in(own.text, "prose", self.newest)
            ),
            *(f"{FIGURES}, column source: '{source[:80]}'" for source in sorted(numbered)),
        ]

    @property
    def passages(self) -> list[Passage]:
        """What no key vouches for, for the reader of words."""
        return [*(said for page in self.single for said in passages(page)), *_code(self)]

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
        names = {*self.texts, *self.sources} if self.handed is None else self.handed.names
        numbered = (
            name for name in names if _NAME.search(name) and figures_in(name, "prose", self.newest)
        )
        return sorted(numbered, key=len, reverse=True)

    def without_names(self, words: str) -> str:
        """Words without the names that stand in them, where no element marks them."""
        for name in self.numbered_names:
            words = words.replace(name, " ")
        return words


def check(folder: Path, handed: Handed | None = None) -> Report:
    """Read a finished report, and hold every file of it against its table of figures."""
    report = Report(folder, handed)
    path = folder / FIGURES
    if not path.is_file():
        report.findings.append(
            f"it has no {FIGURES}, as reports of earlier versions have none, so nothing can vouch "
            "for its numbers; make it again with this version of the pack"
        )
        return report
    report.text = _text(path)
    report.rows, faults = read_figures(FIGURES, report.text)
    report.findings += faults
    if handed and handed.figures is not None and handed.figures != report.text:
        report.findings.append(f"{FIGURES} is not the table that the pack made of its figures.")
    files = sorted(folder.glob("*.html"), key=lambda file: (file.stem == WHOLE, file.name))
    report.pages = {file.stem: read_page(file.name, _text(file)) for file in files}
    report.findings += dict.fromkeys(
        finding.rstrip(".") + "." for part in _PARTS for finding in _in_words(part, report)
    )
    report.bound = bound_of(report.rows.values(), FIGURES)
    return report


def _in_words(part: Callable[[Report], Iterator[str]], report: Report) -> Iterator[str]:
    """What a part of the check finds; whatever it stumbles over is a finding as well."""
    try:
        yield from part(report)
    except Exception as error:
        yield f"{report.folder.name}: it cannot be examined ({type(error).__name__}: {error})"


def _text(path: Path) -> str:
    """What a file says, ends of lines included; what is no text has a sign in its place."""
    return path.read_bytes().decode("utf-8", errors="replace")


def _notebook(path: Path) -> dict | None:
    """A notebook with its sources as texts; nothing where it cannot be read."""
    try:
        notebook = json.loads(_text(path))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            _ = cell["cell_type"], cell.get("outputs", ())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return notebook


def _keys(report: Report) -> Iterator[str]:
    """Each keyed number prints its figure, and stands beside the words of that figure."""
    for slug, page in report.pages.items():
        for number in page.numbers:
            yield from _prints(report, slug, number.key, number.text, number.where)
        spoken = []
        for listed in page.spoken:
            yield from _listed(report, slug, listed, spoken)
        if slug != WHOLE:
            yield from (f"{fault}. {_MEND}" for fault in misplaced([*page.words, *spoken]))


def _prints(report: Report, slug: str, key: str, text: str, where: str) -> Iterator[str]:
    row, part = _row(report, key)
    if row is None:
        yield f"{where}: '{text}' has a key that is none of {FIGURES}: '{key}'. {_MEND}"
        return
    allowed = row.prints(part)
    if text.casefold() not in map(str.casefold, allowed):
        rather = f"that figure is printed '{allowed[0]}'" if allowed else (
            "that part of the figure is not printed")  # fmt: skip
        yield f"{where}: '{text}' has the key {key}, but {rather}. {_MEND}"
        return
    _note(report, slug, row, part)


def _note(report: Report, slug: str, row: Row, part: str) -> None:
    if slug not in (WHOLE, BOARD):
        parts = report.printed.setdefault(row.key, defaultdict(set))
        parts["value" if part == "size" else part or "value"].add(slug)


def _row(report: Report, text: str) -> tuple[Row | None, str]:
    key = _key(text)
    return (report.rows.get(key), read_key(text)[1]) if key else (None, "")


def _listed(report: Report, slug: str, listed: Words, spoken: list[Words]) -> Iterator[str]:
    """The numbers of an attribute are those of its keys, in the same order.

    What it says goes to `spoken`, with a mark for each number that has a key.
    """
    text = report.without_names(listed.text)
    numbers = numbers_in(text, "spoken", report.newest)
    told: list[str] = []
    for key in listed.keys:
        row, part = _row(report, key)
        said = numbers[len(told)][0] if len(told) < len(numbers) else "nothing"
        is_missing = row is not None and row.state in SYMBOLS
        if is_missing and said.casefold() not in map(str.casefold, row.prints(part)):
            _note(report, slug, row, part)  # said in words, such as "withheld"
            continue
        yield from _prints(report, slug, key, said, listed.where)
        told.append(key)
    keyed = _with_marks(text, numbers[: len(told)])
    words = Words(keyed, "spoken", listed.where, tuple(told), headings=listed.headings)
    spoken.append(words)
    yield from _without_key(report, [words])


def _with_marks(text: str, numbers: Iterable[re.Match]) -> str:
    """A text with a mark in place of each of some numbers in it."""
    parts, start = [], 0
    for number in numbers:
        parts += [text[start : number.start()], KEYED]
        start = number.end()
    return "".join((*parts, text[start:]))


def _headed(report: Report) -> Iterator[str]:
    """No cell of a table has the key of other people, or of another year, than its heads say."""
    for page in report.pages.values():
        for table in page.tables:
            yield from (f"{fault}. {_MEND}" for fault in misplaced_in(table))


def _key(text: str) -> Key | None:
    try:
        return read_key(text)[0]
    except BadKey:
        return None


def _unkeyed(report: Report) -> Iterator[str]:
    """No number stands without a key, but for labels and people's own words."""
    for page in report.pages.values():
        yield from page.findings
        yield from _without_key(report, page.words)
        yield from _not_own(report, page.own)


def _without_key(report: Report, said: Iterable[Words]) -> Iterator[str]:
    for words in said:
        left = figures_in(report.without_names(words.text), words.place, report.newest, words.head)
        for number in dict.fromkeys(left):
            yield f"{words.where}: '{number}' stands there without a figure's key. {_MEND}"


def _not_own(report: Report, said: Iterable[Words]) -> Iterator[str]:
    for own in said:
        if not _is_own(own, report):
            yield (
                f"{own.where}: '{own.text[:80]}' calls itself people's own words, but is not "
                "what was handed in. Write it in the folder `narrative`, or print it as yours"
            )


def _others(report: Report) -> Iterator[str]:
    """A number of other origin is one number, is no small count, and its page has its source."""
    for page in report.pages.values():
        is_said = any(words.text.startswith(_NOT_CHECKED) for words in page.words)
        for other in page.others:
            plain = other.text.rstrip("0").rstrip(".") if "." in other.text else other.text
            if not _VALUE.fullmatch(other.text) or other.said not in ("", "no people"):
                yield f"{other.where}: '{other.text}' of other origin is no number. {_MEND}"
            elif not is_said:
                yield f"{other.where}: a number of other origin without its source. {_MEND}"
            elif not other.said and plain.isdigit() and 0 < int(plain) <= report.small:
                yield (
                    f"{other.where}: a number of other origin that may be a small number of "
                    "people. Take it out, or say in the call that it counts no people"
                )


def _is_own(own: Words, report: Report) -> bool:
    """Whether people wrote these words; few of them only beside more in the row of a table."""
    texts = report.texts
    if own.text not in texts:
        return False
    if not figures_in(own.text, "prose", report.newest) or len(_WORD.findall(own.text)) > 1:
        return True
    return any(text in texts and len(_WORD.findall(text)) > 2 for text in own.beside)


def _everything(report: Report) -> Iterator[str]:
    """Every row is printed where it says, and no number of it but those that are printed."""
    for key, row in report.rows.items():
        printed = report.printed.get(key, {})
        on = set().union(*printed.values()) if printed else set()
        if on != row.pages:
            said = ", ".join(sorted(row.pages)) or "no page"
            yield f"{FIGURES}: {key} says that it is printed on {said}; it is on " + (
                ", ".join(sorted(on)) or "none")  # fmt: skip
        for name in row.filled:
            if not printed.get(name):
                yield f"{FIGURES}: {key} has a number under '{name}' that no page prints"
    whole = report.pages.get(WHOLE)
    if whole is not None:
        once = sorted(pair for page in report.single for pair in page.told)
        if sorted(whole.told) != once:
            yield f"{whole.name}: its numbers are not those of the pages together"


def _notebooks(report: Report) -> Iterator[str]:
    """A notebook shows the keys and numbers of its page in the same order, and no others."""
    for slug, notebook in report.notebooks.items():
        try:
            yield from _of_notebook(report, slug, notebook)
        except (KeyError, TypeError, AttributeError):
            yield f"notebooks/{slug}.ipynb is not a notebook that can be read"


def _of_notebook(report: Report, slug: str, notebook: dict | None) -> Iterator[str]:
    name, page = f"notebooks/{slug}.ipynb", report.pages.get(slug)
    cells = [(f"{name}, cell {at}", cell) for at, cell in enumerate(notebook["cells"], start=1)]
    shown = [output for where, cell in cells for output in _outputs(where, cell)]
    beside = [Words(text, "prose", f"{name}, what it says of itself")
              for text in _metadata(notebook)]  # fmt: skip
    beside += [words for where, cell in cells for words in _typed(where, cell)]
    outputs = [output for output in shown if isinstance(output, Page)]
    yield from (fault for fault in shown if isinstance(fault, str))
    told = [pair for output in outputs for pair in output.told]
    if page is None:  # left out, as it has nothing to show
        if told:
            yield f"{name} shows figures, and the report has no such page"
    elif told != page.told:
        yield f"{name}: {_first_other(told, page.told)} on {page.name}"
    elif _spoken(outputs) != _spoken([page]):
        yield f"{name}: the alternative texts are not those of {page.name}"
    yield from _without_key(report, beside)
    yield from _only_there(report, outputs, page or Page(name))


def _code(report: Report) -> Iterator[Passage]:
    """The lines of a notebook's code, whose comments may tell what its cells do not print."""
    for slug, notebook in report.notebooks.items():
        cells = notebook["cells"] if notebook else ()
        headings = (cell["source"] for cell in cells if cell["cell_type"] == "markdown")
        titles = [text[2:].partition("\n")[0] for text in headings if text.startswith("# ")]
        for at, cell in enumerate(cells, start=1):
            for line in cell["source"].splitlines() if cell["cell_type"] == "code" else ():
                words = tidy(line.strip(" #'\""))
                yield Passage(f"notebooks/{slug}.ipynb, cell {at}", tuple(titles[:1]), words)


def _spoken(pages: Iterable[Page]) -> list[tuple[tuple[str, ...], str]]:
    return [(each.keys, each.text) for page in pages for each in page.spoken if each.keys]


def _only_there(report: Report, outputs: Iterable[Page], page: Page) -> Iterator[str]:
    """What outputs say and their page does not, as that of a cell for the set-up."""
    words = {(each.text, each.place, each.head) for each in page.words}
    own = {each.text for each in page.own}
    spoken = {(each.text, each.keys) for each in page.spoken}
    others = {(each.said, each.text) for each in page.others}
    for output in outputs:
        yield from output.findings
        yield from _without_key(
            report,
            (each for each in output.words if (each.text, each.place, each.head) not in words),
        )
        yield from _not_own(report, (each for each in output.own if each.text not in own))
        for each in output.others:
            if (each.said, each.text) not in others:
                yield f"{each.where}: '{each.text}' of other origin, which its page does not show"
        for each in output.spoken:
            if (each.text, each.keys) not in spoken:
                yield from _listed(report, WHOLE, each, [])


def _typed(where: str, cell: Mapping) -> Iterator[Words]:
    """What stands in a cell besides its code and outputs: paragraphs, and notes for programs."""
    said = [text for each in (cell, *cell.get("outputs", ())) for text in _metadata(each)]
    yield from (Words(each, "prose", where) for each in said)
    if cell["cell_type"] != "code":
        source = re.sub(r"https?://\S+", "", cell["source"])
        for each in re.split(r"\n\s*\n|\n(?=#)|(?<=\n)(?=#)", source):
            place = "heading" if each.startswith("#") else "prose"
            yield Words(tidy(each.lstrip("# ")), place, where)


def _metadata(holder: Mapping) -> list[str]:
    """Texts for programs, without what Jupyter and the run say of the kernel."""
    kept = {
        name: value
        for name, value in holder.get("metadata", {}).items()
        if name not in ("kernelspec", "language_info", "papermill")
    }
    return [_TIME.sub(" ", text) for text in _strings(kept)]


def _outputs(where: str, cell: Mapping) -> Iterator[Page | str]:
    if cell.get("attachments"):
        yield f"{where}: an attached file, which may show a number; take it out"
    for output in cell.get("outputs", []):
        kinds = output.get("data", {})
        if output.get("output_type") not in ("display_data", "execute_result"):
            yield f"{where}: something that was printed bare. Show it with `report.table(...)`"
            continue
        for kind, value in kinds.items():
            content = value if isinstance(value, str) else "".join(map(str, value))
            if kind == "text/html":
                yield read_page(where, without_stills(content))
            elif kind != "text/plain":
                yield f"{where}: an output of the kind {kind}. Show it with `report.chart(...)`"
            elif "text/html" not in kinds:
                yield f"{where}: something bare. Show it with `report.table(...)`"
            elif re.search(r"\d", re.sub(r"Report\('\w+', \d{4}, '\w+'\)", "", content)):
                yield f"{where}: a second form of the output, in plain text, holds numbers"


def _first_other(told: list, expected: list) -> str:
    at = next((at for at, pair in enumerate(zip(told, expected, strict=False))
               if pair[0] != pair[1]), min(len(told), len(expected)))  # fmt: skip
    one, other = (f"'{each[at][1]}' ({each[at][0]})" if at < len(each) else "nothing more"
                  for each in (told, expected))  # fmt: skip
    return f"its number {at + 1} is {one}, and it is {other}"


def _papers(report: Report) -> Iterator[str]:
    """A PDF shows the numbers of its page in the same order."""
    for name, slug in _PAPERS.items():
        path, page = report.folder / name, report.pages.get(slug)
        if not path.is_file() or (page is None and slug == WHOLE):
            continue
        if page is None:
            yield f"{name}: there is no page {slug}.html that it could be held against"
            continue
        document = read_pdf(path)
        yield from document.unexamined
        expected = [number for words in page.shown for number in _numbers(words)]
        told = [
            number for words in _without_furniture(document, page) for number in _numbers(words)
        ]
        if told != expected:
            pairs = [[(page.name, number) for number in each] for each in (told, expected)]
            yield f"{name}: {_first_other(*pairs)}"


def _without_furniture(document: Document, whole: Page) -> Iterator[str]:
    """The text of a PDF without its foot, and without the headers that a new page repeats."""
    headers = {header for table in whole.tables for header in table.headers}
    source, is_top = "", False
    for passage in document.passages:
        is_top = is_top or passage.source != source
        source = passage.source
        if passage.words == whole.foot or passage.source.endswith("properties"):
            continue
        is_top = is_top and passage.words in headers
        if not is_top:
            # A paragraph that goes on on the next page has the foot behind its last line.
            yield passage.words.removesuffix(whole.foot) if whole.foot else passage.words


def _word_files(report: Report) -> Iterator[str]:
    """A Word file says what its page says, and its pictures are the drawings of that page."""
    for name, slug in _WORD_FILES.items():
        path, page = report.folder / name, report.pages.get(slug)
        if not path.is_file():
            continue
        if page is None:
            yield f"{name}: there is no page {slug}.html that it could be held against"
            continue
        yield from _of_word_file(report, path, page, _text(report.folder / f"{slug}.html"))


def _of_word_file(report: Report, path: Path, page: Page, html: str) -> Iterator[str]:
    file = read_word(path)
    yield from file.unexamined
    shown = [words for at, words in enumerate(page.shown) if at not in page.drawn]
    body = [each.words for each in file.passages if each.source.endswith(BODY)]
    told, expected = ([number for words in each for number in _numbers(words)]
                      for each in (body, shown))  # fmt: skip
    if told != expected:
        pairs = [[(page.name, number) for number in each] for each in (told, expected)]
        yield f"{path.name}: {_first_other(*pairs)}"
    letters = _letters(" ".join(shown))
    foot = f"{page.foot}. Page of" if page.foot else "Page of"
    for each in file.passages:
        where, words = each.source, each.words
        if where.endswith(BODY):
            is_known = _letters(words) in letters
        else:
            is_known = words == foot if where.endswith(FOOT) else _is_known(report, words)
        if not is_known:
            yield f"{where}: '{words[:80]}' does not stand on {page.name}; take it out"
    links = set(_LINK.findall(unescape(html)))
    yield from (f"{path.name}: a link that is not on {page.name}; take it out"
                for link in file.links if link not in links)  # fmt: skip
    pictures = [(tidy(said), content) for said, content in file.pictures]
    if pictures != list(drawn(html)):
        yield f"{path.name}: its pictures are not the charts of {page.name}"


def _letters(words: str) -> str:
    """Words without spaces, where one file breaks lines and the other does not."""
    return re.sub(r"[\s\u200b]", "", words)


def _numbers(words: str) -> list[str]:
    return re.findall(r"[+\u2212-]?\d(?:[\d,.]*\d)?%?|\[(?:c|low)\]", words)


def _book(report: Report) -> Iterator[str]:
    """The workbook's tables are those of the pages, cell for cell; nothing else has numbers."""
    path = report.folder / BOOK
    if not path.is_file():
        return
    document = read_workbook(path)
    yield from document.unexamined
    sheets: dict[str, dict[tuple[int, str], str]] = defaultdict(dict)
    for (sheet, at), words in document.cells.items():
        column = at.rstrip("0123456789")
        if words:
            sheets[sheet][int(at[len(column) :]), column] = words
    yield from _beside(report, document, sheets)
    tables = {table.caption: _ends_apart(table) for page in report.single for table in page.tables}
    named = {cell for row in report.rows.values() for cell in row.cells}
    for sheet, cells in sheets.items():
        if sheet == _FIGURES_SHEET:
            yield from _figures_sheet(report, cells)
            continue
        for table, block in _blocks(cells, tables):
            yield from _block(report, sheet, block, table, named, sheets)
    for row in report.rows.values():
        printed = {each for part in _PARTS_OF_A_FIGURE for each in row.prints(part)}
        for cell in row.cells:
            sheet, _, at = cell.rpartition("!")
            words = document.cells.get((sheet, at), "")
            is_table = any(text in tables for text in sheets[sheet].values())
            if not any(_is_same(words, each) or (is_table and each in words) for each in printed):
                yield f"{BOOK}, sheet '{sheet}', cell {at}: '{words[:80]}' is not {row.key}"


def _beside(report: Report, document: Document, sheets: Collection[str]) -> Iterator[str]:
    """What a workbook says outside its cells: properties, comments, headers, notes to cells."""
    for each in document.passages:
        words = _TIME.sub(" ", each.words)
        # The program's own properties: its version, and the names of the sheets, counted.
        is_known = words in sheets or each.source.endswith("docProps/app.xml")
        if not is_known and not _is_known(report, words):
            yield f"{each.source}: '{words[:80]}' stands on no page; take it out"


_Cells = Mapping[tuple[int, str], str]  # by row and column


def _blocks(
    cells: _Cells, tables: Mapping[str, Table]
) -> Iterator[tuple[Table | None, dict[tuple[int, str], str]]]:
    """The cells of a sheet from each caption of a page's table to the next one.

    What stands above the first caption is a block without a table.
    """
    tops = sorted(row for (row, at), words in cells.items() if at == "A" and words in tables)
    for top, end in zip([0, *tops], [*tops, None], strict=True):
        block = {
            place: words
            for place, words in cells.items()
            if top <= place[0] and (end is None or place[0] < end)
        }
        yield tables.get(cells.get((top, "A"), "")), block


def _ends_apart(table: Table) -> Table:
    """A table of a page as the workbook has it: each end of an interval in a column of its own."""
    apart = [any(map(_is_interval, column)) for column in zip(*table.rows, strict=False)]
    apart += [False] * (len(table.headers) - len(apart))
    headers = (
        [f"{header}, {end}" for end in ("low", "high")] if is_apart else [header]
        for header, is_apart in zip(table.headers, apart, strict=False)
    )
    rows = (
        tuple(
            end
            for at, cell in enumerate(row)
            for end in (_ends(cell) if at < len(apart) and apart[at] else (cell,))
        )
        for row in table.rows
    )
    return replace(table, headers=tuple(chain(*headers)), rows=tuple(rows))


def _is_interval(cell: Cell) -> bool:
    """Whether a cell holds both ends of one figure's interval, and no other number."""
    keys = [number.key for number in cell.numbers]
    figure = keys[0].partition("#")[0] if keys else ""
    return keys == [f"{figure}#low", f"{figure}#high"]


def _ends(cell: Cell) -> tuple[Cell, Cell]:
    if not _is_interval(cell):
        return cell, cell
    low, high = (Cell(number.text, (number,)) for number in cell.numbers)
    return low, high


def _block(
    report: Report,
    sheet: str,
    cells: Mapping[tuple[int, str], str],
    table: Table | None,
    named: Collection[str],
    sheets: Collection[str],
) -> Iterator[str]:
    filled = defaultdict(int)
    for row, _ in cells:
        filled[row] += 1
    start = min((row for row, number in filled.items() if number > 1), default=0)
    columns = sorted({column for row, column in cells if row == start}, key=lambda c: (len(c), c))
    for (row, column), words in cells.items():
        where = f"{BOOK}, sheet '{sheet}', cell {column}{row}"
        is_body = 0 < start <= row
        if is_body and table is not None:
            at = columns.index(column) if column in columns else len(columns)
            shown = _at(table, row - start, at)
            if shown is None or not _is_same(words, shown):
                yield f"{where}: '{words}' where the page has '{shown or 'nothing'}'"
        elif is_body and f"{sheet}!{column}{row}" in named:
            pass  # held against its row of the table of figures
        elif words not in sheets and not _is_known(report, words, cells.get((start, column), "")):
            yield f"{where}: '{words[:80]}' stands on no page and has no figure's key"
    if table is not None:
        height = max(row for row, _ in cells) - start
        width = max(len(row) for row in (table.headers, *table.rows))
        if (len(table.rows), width) != (height, len(columns)):
            yield (
                f"{table.where}: it has other rows or columns than the sheet '{sheet}' of {BOOK}. "
                "Show what is yours in a table of its own"
            )


def _at(table: Table, row: int, column: int) -> str | None:
    if row == 0:
        return table.headers[column] if column < len(table.headers) else None
    if row > len(table.rows) or column >= len(table.rows[row - 1]):
        return None
    return table.rows[row - 1][column].text


def _is_same(words: str, printed: str) -> bool:
    """Whether a cell of the workbook holds what a page prints: the number, or the same numbers."""
    if _VALUE.fullmatch(printed):
        plain = re.sub("[,%+]", "", printed).replace("\u2212", "-")
        try:
            return Decimal(words) == Decimal(plain)
        except InvalidOperation:
            return words == printed
    if not _numbers(printed) and not _numbers(words):
        return True
    return words == printed or (
        not _VALUE.fullmatch(words) and _numbers(words) == _numbers(printed)
    )


def _is_known(report: Report, words: str, head: str = "") -> bool:
    said = re.sub(r"https?://\S+", "", report.without_names(tidy(words)))
    if not figures_in(said, "cell" if head else "prose", report.newest, head):
        return True
    if tidy(words) in report.texts:
        return True
    is_sentence = len(_WORD.findall(words)) > 1
    return is_sentence and any(tidy(words) in page.shown for page in report.pages.values())


def _figures_sheet(report: Report, cells: Mapping[tuple[int, str], str]) -> Iterator[str]:
    """The workbook's sheet holds the table of figures, row for row; blank cells have a sign."""
    where = f"{BOOK}, sheet '{_FIGURES_SHEET}'"
    start = next((row for (row, _), words in sorted(cells.items()) if words == COLUMNS[0]), 0)
    table = list(csv.reader(io.StringIO(report.text)))
    letters = sorted({column for row, column in cells if row == start},
                     key=lambda letter: (len(letter), letter))  # fmt: skip
    last = max((row for row, _ in cells), default=0)
    if len(letters) != len(COLUMNS) or last - start + 1 != len(table):
        yield f"{where}: it has other rows or columns than {FIGURES}"
        return
    for number, line in enumerate(table, start=start):
        for letter, expected in zip(letters, line, strict=False):
            words = cells.get((number, letter), "")
            if words != expected and not _is_same(words, expected or _BLANK):
                yield f"{where}, cell {letter}{number}: '{words}' where {FIGURES} has '{expected}'"
    for (row, _), words in cells.items():
        if row < start and not _is_known(report, words):
            yield f"{where}: '{words[:80]}' stands on no page and has no figure's key"


def _files(report: Report) -> Iterator[str]:
    """A report has the files that the pack makes, and the description tells no number."""
    slugs = [row["page"] for row in reference.rows("pages")]
    known = {FIGURES, DESCRIPTION, PROVENANCE, BOOK, f"{WHOLE}.html", *_PAPERS, *_WORD_FILES}
    slugs.append(BOARD)
    known |= {f"{slug}.html" for slug in slugs} | {f"notebooks/{slug}.ipynb" for slug in slugs}
    for name in report.files:
        if name not in known:
            yield f"{name}: a file that no report has; take it out"
    if not any(page.numbers for page in report.pages.values()):
        yield "No number of this report has the key of a figure, so nothing can vouch for them"
    path = report.folder / DESCRIPTION
    if not path.is_file():
        return
    try:
        strings = list(_strings(json.loads(_text(path))))
    except ValueError:
        yield f"{DESCRIPTION} cannot be read"
        return
    for text in strings:
        if not re.match(r"https?://\S+$", text) and figures_in(text, "description", report.newest):
            yield f"{DESCRIPTION}: '{text[:80]}' holds a number"


def _made_of(report: Report) -> Iterator[str]:
    """The file that says how the report was made says nothing else."""
    path, here = report.folder / PROVENANCE, report.folder.resolve()
    if path.is_file():
        beside = Beside(here.name, int(here.parent.name), report.small_said, report.notebooks)
        yield from faults_of(_text(path), beside)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif not isinstance(value, bool) and value is not None:
        yield str(value)


_PARTS = (
    _keys,
    _headed,
    _unkeyed,
    _others,
    _everything,
    _notebooks,
    _papers,
    _word_files,
    _book,
    _files,
    _made_of,
)
