"""Attack a finished report: which withheld counts come back from what it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from helpers.attack import office, web
from helpers.attack.bind import Bound, bind, one_workforce
from helpers.attack.documents import Document, Passage, tidy
from helpers.attack.explain import reasons
from helpers.attack.facts import COUNT, Cell, Fact
from helpers.attack.solve import Dropped, Range, solve
from helpers.attack.words import facts_in, is_harmless
from helpers.errors import NoDataError

CANDIDATES = 5
# A count above this is small by nobody's rule (thresholds in use are 5 to 10): it was withheld to
# protect others, and tells of no small group when it comes back.
SMALL = 10
_KNOWN = (".html", ".xlsx")  # what is read of a report that is merely known
_SHOWN_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_NEVER_ZERO = re.compile(r"zeros? (is|are) (always shown|never withheld)", re.I)
_ROUNDED = re.compile(r"nearest (5|five|10|ten)\b", re.I)


@dataclass(frozen=True)
class Failing:
    """A withheld cell that comes back, and the facts by which it does."""

    cell: Cell
    range: Range
    reasons: tuple[Dropped, ...]

    def __str__(self) -> str:
        span = f"from {self.range.low} to {self.range.high}"
        can = f"can only be {self.range.low}" if self.range.candidates == 1 else (
            f"can be {self.range.candidates} values only, {span}")  # fmt: skip
        lines = [f"{self.cell}: {can}, because of"]
        lines += [f"    {each}" for each in self.reasons]
        if not self.reasons:
            lines.append("    many facts together")
        return "\n".join(lines)


@dataclass(frozen=True)
class Verdict:
    """How a report stood the attack.

    Attributes:
        folder: the report.
        candidates: how many values each withheld cell must still be able to have.
        ranges: each withheld cell with the values that it can have.
        failing: the cells with fewer.
        dropped: facts that contradict the rest and were not believed.
        unused: figures that are made of withheld counts in a way that the attack does not work
            out; a report must not print them.
        unexamined: what could not be read; it fails the report.
        files: what was read.
        also: other published reports of the same organisation, known to the attacker.
    """

    folder: Path
    candidates: int
    ranges: dict[Cell, Range]
    failing: tuple[Failing, ...]
    dropped: tuple[Dropped, ...]
    unused: tuple[Fact, ...]
    unexamined: tuple[str, ...]
    files: tuple[str, ...]
    also: tuple[Path, ...]

    @property
    def passed(self) -> bool:
        """Whether the report may be published."""
        return not (self.failing or self.unused or self.unexamined)

    @property
    def smallest(self) -> int | None:
        """The fewest values that any withheld cell can have."""
        return min((each.candidates for each in self.ranges.values()), default=None)

    def summary(self) -> str:
        """The verdict for a person."""
        lines = [
            f"{'PASSED' if self.passed else 'FAILED'}: {self.folder}",
            f"Withheld counts: {len(self.ranges)}. Each must be able to have {self.candidates} "
            f"values or more; the fewest that one can have: "
            f"{'none withheld' if self.smallest is None else self.smallest}.",
        ]
        for title, members in (
            ("Withheld counts that come back", self.failing),
            ("Figures made of withheld counts", self.unused),
            ("Not examined", self.unexamined),
            ("Not believed, because they contradict the rest", self.dropped),
        ):
            if members:
                lines.append(f"{title} ({len(members)}):")
                lines += [f"  {each}" for each in members]
        lines.append(f"Files examined: {', '.join(self.files)}.")
        if self.also:
            lines.append(f"Known as well: {', '.join(map(str, self.also))}.")
        return "\n".join(lines)

    def to_json(self) -> str:
        """The verdict for a program."""
        return json.dumps(
            {
                "passed": self.passed,
                "folder": str(self.folder),
                "candidates": self.candidates,
                "smallest": self.smallest,
                "withheld": [
                    {"cell": str(cell), "low": r.low, "high": r.high, "candidates": r.candidates}
                    for cell, r in self.ranges.items()
                ],
                "failing": [
                    {"cell": str(each.cell), "because": [str(one) for one in each.reasons]}
                    for each in self.failing
                ],
                "figures_of_withheld_counts": [str(each) for each in self.unused],
                "unexamined": list(self.unexamined),
                "dropped": [str(each) for each in self.dropped],
                "files": list(self.files),
                "also": [str(each) for each in self.also],
            },
            indent=2,
        )


def examine(
    folder: Path, candidates: int = CANDIDATES, also: Iterable[Path] | None = None
) -> Verdict:
    """Attack the finished report in a folder.

    Args:
        folder: the report's own, such as `reports/2023/QHG`.
        candidates: how many values each withheld count must still be able to have.
        also: folders of other published reports about the same staff, known to the attacker; by
            default those of other years beside it.

    Raises:
        NoDataError: there is no such folder, or it holds no report.
    """
    folder = Path(folder)
    mine = _read(folder)
    others = _neighbours(folder) if also is None else map(Path, also)
    return _attack(mine, [_read(other, published_only=True) for other in others], candidates)


def examine_together(folders: Sequence[Path], candidates: int = CANDIDATES) -> tuple[Verdict, ...]:
    """Attack each of an organisation's finished reports with all the others known.

    Raises:
        NoDataError: a folder is not there, or holds no report.
    """
    reports = [_read(Path(folder)) for folder in folders]
    return tuple(
        _attack(mine, [other.published() for other in reports if other is not mine], candidates)
        for mine in reports
    )


@dataclass(frozen=True)
class _Report:
    """What stands in a report's folder."""

    folder: Path
    year: int
    documents: tuple[Document, ...]

    def published(self) -> _Report:
        """What an attacker takes from a report that is merely known."""
        kept = (each for each in self.documents if Path(each.name).suffix.casefold() in _KNOWN)
        return _Report(self.folder, self.year, tuple(kept))


def _read(folder: Path, *, published_only: bool = False) -> _Report:
    year = _year(folder)
    return _Report(folder, year, tuple(read_folder(folder, published_only=published_only)))


def _attack(mine: _Report, others: Sequence[_Report], candidates: int) -> Verdict:
    documents = mine.documents
    bounds = [_bound(each.documents, each.year) for each in (mine, *others)]
    own = bounds[0]
    one_workforce(bounds)
    facts = [one for bound in bounds for one in bound.facts]
    policy = " ".join(p.words for d in documents for p in d.passages if "ithheld" in p.words)
    rounded = _ROUNDED.search(policy)
    if rounded:
        facts = _rounded(facts, 5 if rounded[1] in ("5", "five") else 10)
    printed = {one.cells[0]: int(one.low) for one in facts if one.kind == COUNT}
    withheld = _withheld(own, printed)
    unexamined = list(own.unexamined)
    unexamined += _only_on_paper(documents)
    for report in (mine, *others):
        told = _told(report.documents, report.year, withheld, printed)
        facts += [one for each in told.values() for one in each]
        unexamined += [
            f"{passage.source}, hidden: '{passage.words[:80]}'"
            for passage, each in told.items()
            if passage.is_concealed and not each and not is_harmless(passage.words)
        ]
    above_zero = bool(_NEVER_ZERO.search(policy))
    answer = solve(facts, withheld, candidates, above_zero=above_zero)
    failing = tuple(
        Failing(cell, found, reasons(cell, found, answer.accepted, candidates, above_zero))
        for cell, found in answer.ranges.items()
        if found.candidates < candidates and found.low <= SMALL
    )
    return Verdict(
        mine.folder,
        candidates,
        answer.ranges,
        failing,
        answer.dropped,
        answer.unused,
        tuple(dict.fromkeys(unexamined)),
        tuple(document.name for document in documents),
        tuple(other.folder for other in others),
    )


def _year(folder: Path) -> int:
    if not folder.is_dir():
        raise NoDataError(f"there is no folder '{folder}'. Name the folder of a finished report.")
    if not (folder / "report.html").is_file():
        raise NoDataError(
            f"'{folder}' holds no report.html. Name the folder of a finished report, such as "
            "reports/2023/QHG."
        )
    name = folder.resolve().parent.name
    if not re.fullmatch(r"20\d\d", name):
        raise NoDataError(
            f"the folder above '{folder}' is not a year. A report stands in <year>/<ODS code>."
        )
    return int(name)


def _neighbours(folder: Path) -> list[Path]:
    """The same organisation's reports of other years."""
    here = folder.resolve()
    return [
        found.parent
        for found in sorted(here.parent.parent.glob(f"20[0-9][0-9]/{here.name}/report.html"))
        if found.parent != here
    ]


def read_folder(folder: Path, *, published_only: bool = False) -> list[Document]:
    """Every file of a report; of one that is merely known, its pages and its workbook."""
    read = {
        ".html": lambda path, name: web.read_html(name, _text(path)),
        ".svg": lambda path, name: web.read_svg(name, _text(path)),
        ".ipynb": lambda path, name: web.read_notebook(name, _text(path)),
        ".xlsx": lambda path, name: office.read_workbook(path),
        ".pdf": lambda path, name: office.read_pdf(path),
        ".csv": lambda path, name: office.read_table(path),
        **dict.fromkeys(
            (".txt", ".md", ".json", ".log"), lambda path, name: office.read_text(path)
        ),
    }
    wanted = _KNOWN if published_only else tuple(read)
    found = []
    # Pages first: a fact that stands in several files is told by the first.
    order = {".html": 0, ".xlsx": 1}
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: order.get(path.suffix.casefold(), 2)):
        name = path.relative_to(folder).as_posix()
        suffix = path.suffix.casefold()
        if suffix in wanted:
            try:
                found.append(read[suffix](path, name))
            except (OSError, ValueError) as error:
                found.append(Document(name, unexamined=[f"{name}: {error}"]))
        elif not published_only:
            found.append(Document(name, unexamined=[f"{name}: a kind of file that I cannot read"]))
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _bound(documents: Sequence[Document], year: int) -> Bound:
    bound = Bound()
    # A report that has this symbol never prints as zero what is not.
    zero_is_zero = any("[low]" in p.words for document in documents for p in document.passages)
    for document in documents:
        bound.unexamined += document.unexamined
        for grid in document.grids:
            bind(grid, year, bound, zero_is_zero)
    return bound


def _told(
    documents: Sequence[Document], year: int, withheld: Sequence[Cell], printed: dict[Cell, int]
) -> dict[Passage, list[Fact]]:
    """What each passage tells of withheld cells; the same words under one heading once."""
    said: dict[tuple, list[Fact]] = {}
    told = {}
    for passage in (each for document in documents for each in document.passages):
        key = (passage.headings, passage.words)
        if key not in said:
            said[key] = facts_in(passage, year, withheld, printed)
        told[passage] = said[key]
    return told


def _withheld(bound: Bound, printed: dict[Cell, int]) -> list[Cell]:
    """The cells that are withheld, those included of which only a share is shown as withheld.

    A withheld share of two cells that are both printed hides nothing.
    """
    return sorted({each.cell for each in bound.withheld if each.is_count}
                  | {each.cell for each in bound.withheld
                     if not each.is_count and each.cell not in printed})  # fmt: skip


def _rounded(facts: Iterable[Fact], to: int) -> list[Fact]:
    """Counts that are rounded; what is worked out from them tells nothing more."""
    rounded = []
    for one in facts:
        if one.kind == COUNT:
            half = Fraction(to // 2 if one.low else 0)
            rounded.append(
                Fact(
                    COUNT,
                    one.cells,
                    max(one.low - half, Fraction(0)),
                    one.high + half,
                    printed=one.printed,
                    source=one.source,
                )
            )
    return rounded


def _only_on_paper(documents: Sequence[Document]) -> list[str]:
    """Numbers of the PDF that no page has: the tables of a PDF cannot be read, only compared."""
    shown: set[str] = set()
    for document in documents:
        if document.name.endswith(".html"):
            shown |= _numbers(document)
    return [
        f"{document.name}: the number {number} stands in no page"
        for document in documents
        if document.name.endswith(".pdf")
        for number in sorted(_numbers(document) - shown)
    ]


def _numbers(document: Document) -> set[str]:
    words = [passage.words for passage in document.passages]
    words += [cell for grid in document.grids for row in (grid.headers, *grid.rows) for cell in row]
    return {number.strip(",") for each in words for number in _SHOWN_NUMBERS.findall(tidy(each))}
