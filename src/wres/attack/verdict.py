"""Attack a finished report: which withheld counts come back from what it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wres import reference
from wres.attack import office, web
from wres.attack.bind import Bound, bind, one_workforce, told_by
from wres.attack.documents import Document, Passage, tidy
from wres.attack.explain import explain
from wres.attack.facts import COUNT, Cell, Fact
from wres.attack.known import bands_in
from wres.attack.solve import Dropped, Range, solve
from wres.attack.words import Printed, facts_in, is_harmless, is_telling
from wres.ground.errors import NoDataError

CANDIDATES = 5
# The largest small count where a report does not say its own: thresholds in use are 5 to 10.
SMALL = 10
_KNOWN = (".html", ".xlsx")  # what is read of a report that is merely known
_SHOWN_NUMBERS = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
_NEVER_ZERO = re.compile(r"zeros? (is|are) (always shown|never withheld)", re.I)
_SMALL = re.compile(r"counts of 1 to (\d+) people are withheld", re.I)
_FEW_ANSWERS = re.compile(r"but in results of the survey.* on fewer than (\d+) answers", re.I)
_ROUNDED = re.compile(r"nearest (5|five|10|ten)\b", re.I)


@dataclass(frozen=True)
class Failing:
    """A withheld cell that comes back, and the facts by which it does.

    `reasons` are None where others that come back are explained first, and empty where no few
    facts do it.
    """

    cell: Cell
    range: Range
    reasons: tuple[Dropped, ...] | None

    def __str__(self) -> str:
        span = f"from {self.range.low} to {self.range.high}"
        can = f"can only be {self.range.low}" if self.range.candidates == 1 else (
            f"can be {self.range.candidates} values only, {span}")  # fmt: skip
        if self.reasons is None:
            return f"{self.cell}: {can}"
        reasons = self.reasons or ("many facts together",)
        return "\n".join([f"{self.cell}: {can}, because of", *(f"    {r}" for r in reasons)])


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
                    {"cell": str(each.cell), "because": [str(one) for one in each.reasons or ()]}
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
    return _attack([mine], [_read(other, published_only=True) for other in others], candidates)[0]


def examine_together(
    folders: Sequence[Path], candidates: int = CANDIDATES, *, exact: bool = True
) -> tuple[Verdict, ...]:
    """Attack an organisation's finished reports as one: whatever one of them prints is known.

    Args:
        folders: those of the reports.
        candidates: how many values each withheld count must still be able to have.
        exact: find each whole range. Else no more values of a count are looked for than it must
            be able to have: who fails is the same, and why, in a fraction of the time.

    Raises:
        NoDataError: a folder is not there, or holds no report.
    """
    return _attack([_read(Path(folder)) for folder in folders], [], candidates, exact=exact)


@dataclass
class _Report:
    """What stands in a report's folder, and what its tables tell."""

    folder: Path
    year: int
    documents: list[Document]
    bound: Bound

    @property
    def masthead(self) -> tuple[str, ...]:
        """The organisation's name, as the report's masthead says it."""
        return tuple(dict.fromkeys(name for each in self.documents for name in each.names))

    @property
    def policy(self) -> str:
        """Its words about what is withheld."""
        passages = (each for document in self.documents for each in document.passages)
        return " ".join(each.words for each in passages if "ithheld" in each.words)


def _read(folder: Path, *, published_only: bool = False) -> _Report:
    year = _year(folder)
    documents = read_folder(folder, published_only=published_only)
    return _Report(folder, year, documents, _bound(documents, year))


def _attack(
    mine: Sequence[_Report], known: Sequence[_Report], candidates: int, *, exact: bool = True
) -> tuple[Verdict, ...]:
    """A verdict on each report, all of them and others known: read, bound and solved once."""
    every = [*mine, *known]
    one_workforce([report.bound for report in every])
    counts = (one for report in every for one in report.bound.facts if one.kind == COUNT)
    printed = Printed({one.cells[0]: int(one.low) for one in counts})
    withheld = {report.folder: _withheld(report.bound, printed) for report in every}
    asked = sorted({cell for report in mine for cell in withheld[report.folder]})
    facts, concealed, above_zero = [], [], set()
    for report in every:
        masthead = report.masthead
        told = _told(report.documents, report.year, asked, printed, masthead)
        said = [*report.bound.facts, *(one for _, each in told for one in each)]
        policy = report.policy
        if found := _ROUNDED.search(policy):
            said = _rounded(said, 5 if found[1] in ("5", "five") else 10)
        if _NEVER_ZERO.search(policy):
            few = _FEW_ANSWERS.search(policy)
            above_zero |= {
                cell
                for cell in withheld[report.folder]
                if not (few and _is_of_few(cell, int(few[1]), printed))
            }
        facts += said
        concealed += [
            f"{passage.source}, hidden: '{passage.words[:80]}'"
            for passage, each in told
            if passage.is_concealed and not each and not is_harmless(passage.words, masthead)
        ]
    named = {cell for report in every for cell in report.bound.named}
    answer = solve(facts, asked, candidates, above_zero=above_zero, named=named, exact=exact)
    large = _large_sums(every, answer.ranges)
    short = {
        cell: found
        for cell, found in answer.ranges.items()
        if found.candidates < candidates and cell not in large
    }
    why = explain(short, answer.accepted, candidates, above_zero)
    verdicts = []
    for report in mine:
        own = withheld[report.folder]
        of_own = {*own, *report.bound.facts}
        unexamined = [*report.bound.unexamined, *_only_on_paper(report.documents), *concealed]
        verdicts.append(
            Verdict(
                report.folder,
                candidates,
                {cell: answer.ranges[cell] for cell in own},
                tuple(Failing(cell, short[cell], why.get(cell)) for cell in own if cell in short),
                answer.dropped,
                tuple(one for one in answer.unused if of_own & {one, *one.cells}),
                tuple(dict.fromkeys(unexamined)),
                tuple(document.name for document in report.documents),
                tuple(other.folder for other in every if other is not report),
            )
        )
    return tuple(verdicts)


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
    seen = set()  # the whole report prints again what its pages do, under headings of its own
    for document in documents:
        bound.unexamined += document.unexamined
        for grid in document.grids:
            told = (grid.caption, told_by(grid.headings), grid.headers, grid.rows)
            if told not in seen:
                bind(grid, year, bound, zero_is_zero)
            seen.add(told)
    return bound


def _told(
    documents: Sequence[Document],
    year: int,
    withheld: Sequence[Cell],
    printed: Printed,
    names: Sequence[str],
) -> list[tuple[Passage, list[Fact]]]:
    """What each passage tells of withheld cells; the same words under one heading once."""
    said: dict[tuple, list[Fact]] = {}
    told = []
    for passage in (each for document in documents for each in document.passages):
        if not is_telling(passage.words):  # the cell of a table, most often
            told.append((passage, []))
            continue
        key = (passage.words, passage.headings)
        if key not in said:
            said[key] = facts_in(passage, year, withheld, printed, names)
        told.append((passage, said[key]))
    return told


def _withheld(bound: Bound, printed: Printed) -> list[Cell]:
    """The cells that are withheld, those included of which only a share is shown as withheld.

    A withheld share of two cells that are both printed hides nothing.
    """
    return sorted({each.cell for each in bound.withheld if each.is_count}
                  | {each.cell for each in bound.withheld
                     if not each.is_count and each.cell not in printed.numbers})  # fmt: skip


def _is_of_few(cell: Cell, fewest: int, printed: Printed) -> bool:
    """Whether a survey's result may rest on so few answers that even zero is withheld."""
    answers = printed.numbers.get(cell.of(measure="survey_respondents"), 0)
    return cell.measure == "survey_count" and answers < fewest


def _large_sums(reports: Sequence[_Report], ranges: Mapping[Cell, Range]) -> set[Cell]:
    """Withheld sums that cannot be small, and of which every part is a cell of its own.

    A level of pay, and a cluster beside the bands that it is added up from, is missing where a
    part of it is. That protects nobody: the parts must keep their values, and it need not.
    """
    told = [
        cell for r in reports for one in r.bound.facts if one.kind == COUNT for cell in one.cells
    ]
    told += [each.cell for r in reports for each in r.bound.withheld if each.is_count]
    rows = {(cell.year, cell.indicator, cell.staff_group, cell.pay_band) for cell in told}
    said = [_SMALL.search(report.policy) for report in reports]
    small = max(int(found[1]) if found else SMALL for found in said)
    bands = reference.by("pay_bands", "pay_band")

    def is_sum(cell: Cell) -> bool:
        scheme = bands.get(cell.pay_band, {}).get("scheme")
        if scheme != "cluster":
            return scheme == "level"
        return any(
            (cell.year, 1, cell.staff_group, band) in rows for band in bands_in(cell.pay_band)
        )

    return {
        cell
        for cell, found in ranges.items()
        if cell.indicator == 1 and found.low > small and is_sum(cell)
    }


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
