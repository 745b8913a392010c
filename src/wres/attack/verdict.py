"""Attack a finished report: which withheld counts come back from what it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from wres import reference
from wres.attack.documents import Passage
from wres.attack.exact import SMALL, SMALL_SAID, Checked, Handed, check
from wres.attack.excuses import excuses_of
from wres.attack.explain import explain
from wres.attack.facts import COUNT, Cell, Fact
from wres.attack.known import bands_in
from wres.attack.meaning import Bound, one_workforce
from wres.attack.solve import Answer, Dropped, Range, Unsolvable, solve
from wres.attack.words import Printed, facts_in, is_telling
from wres.ground.errors import NoDataError

CANDIDATES = 5
_NEVER_ZERO = re.compile(r"zeros? (is|are) (always shown|never withheld)", re.I)
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
        contradicting: those of them that this report prints and that no contradiction explains
            which the reports name themselves; they fail the report.
        unused: figures that are made of withheld counts in a way that the attack does not work
            out; a report must not print them.
        findings: what is not printed as the table of figures has it, or could not be read; each
            a sentence, and each fails the report.
        unheld: people's own words with numbers that nothing was there to hold against.
        files: what was read.
        also: other published reports of the same organisation, known to the attacker.
    """

    folder: Path
    candidates: int
    ranges: dict[Cell, Range]
    failing: tuple[Failing, ...]
    dropped: tuple[Dropped, ...]
    contradicting: tuple[Fact, ...]
    unused: tuple[Fact, ...]
    findings: tuple[str, ...]
    unheld: tuple[str, ...]
    files: tuple[str, ...]
    also: tuple[Path, ...]

    @property
    def passed(self) -> bool:
        """Whether the report may be published."""
        return not (self.failing or self.contradicting or self.unused or self.findings)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Where each number stands that contradicts the rest, and what it was taken for."""
        return tuple(
            f"{one.source}: '{one.printed}' is taken for {one.meaning}"
            for one in self.contradicting
        )

    @property
    def believed_otherwise(self) -> tuple[Dropped, ...]:
        """What contradicts the rest and may: the reports say so, or nobody printed it."""
        return tuple(one for one in self.dropped if one not in self.contradicting)

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
            ("Not printed as the table of figures has it", self.findings),
            ("Contradicted by what else is printed", self.contradictions),
            ("Not believed, because they contradict the rest", self.believed_otherwise),
            ("People's own words, believed to be theirs", self.unheld),
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
                "findings": list(self.findings),
                "unheld": list(self.unheld),
                "contradicting": list(self.contradictions),
                "dropped": [str(each) for each in self.dropped],
                "files": list(self.files),
                "also": [str(each) for each in self.also],
            },
            indent=2,
        )


def examine(
    folder: Path,
    candidates: int = CANDIDATES,
    also: Iterable[Path] | None = None,
    handed: Handed | None = None,
) -> Verdict:
    """Attack the finished report in a folder.

    Args:
        folder: the report's own, such as `reports/2023/QHG`.
        candidates: how many values each withheld count must still be able to have.
        also: folders of other published reports about the same staff, known to the attacker; by
            default those of other years beside it.
        handed: what reading handed over. Without it, what calls itself people's own words is
            believed, and listed.

    Raises:
        NoDataError: there is no such folder, or it holds no report.
    """
    folder = Path(folder)
    mine = _read(folder, handed)
    others = _neighbours(folder) if also is None else map(Path, also)
    return _attack([mine], [_read(other) for other in others], candidates)[0]


def examine_together(
    folders: Mapping[Path, Handed | None], candidates: int = CANDIDATES, *, exact: bool = True
) -> tuple[Verdict, ...]:
    """Attack an organisation's finished reports as one: whatever one of them prints is known.

    Args:
        folders: those of the reports, each with what reading handed over.
        candidates: how many values each withheld count must still be able to have.
        exact: find each whole range. Else no more values of a count are looked for than it must
            be able to have: who fails is the same, and why, in a fraction of the time.

    Raises:
        NoDataError: a folder is not there, or holds no report.
    """
    reports = [_read(Path(folder), handed) for folder, handed in folders.items()]
    return _attack(reports, [], candidates, exact=exact)


@dataclass
class _Report:
    """What stands in a report's folder, and what its table of figures tells."""

    folder: Path
    year: int
    checked: Checked

    @property
    def bound(self) -> Bound:
        """What its figures tell of counts."""
        return self.checked.bound

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files."""
        found = sorted(path for path in self.folder.rglob("*") if path.is_file())
        return tuple(path.relative_to(self.folder).as_posix() for path in found)


def _read(folder: Path, handed: Handed | None = None) -> _Report:
    return _Report(folder, _year(folder), check(folder, handed))


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
    facts, above_zero = [], set()
    said_by: dict[Path, set[Fact]] = {}
    for report in every:
        said = [*report.bound.facts, *_told(report, asked, printed)]
        policy = report.checked.policy
        if found := _ROUNDED.search(policy):
            said = _rounded(said, 5 if found[1] in ("5", "five") else 10)
        if _NEVER_ZERO.search(policy):
            few = _FEW_ANSWERS.search(policy)
            # Of a share that is withheld either may be zero, the part or what is withheld of it.
            above_zero |= {
                each.cell
                for each in report.bound.withheld
                if each.is_count and not (few and _is_of_few(each.cell, int(few[1]), printed))
            }
        facts += said
        said_by[report.folder] = set(said)
    named = {cell for report in every for cell in report.bound.named}
    answer, contradicting = _solved(every, facts, asked, candidates, above_zero, named, exact)
    unknown = _not_known(known)
    if answer is None:
        return tuple(_unsolved(report, every, candidates, unknown) for report in mine)
    may_come_back = _large_sums(every, answer.ranges) | _behind_shares(
        every, answer.ranges, candidates
    )
    short = {
        cell: found
        for cell, found in answer.ranges.items()
        if found.candidates < candidates and cell not in may_come_back
    }
    why = explain(short, answer.accepted, candidates, above_zero)
    verdicts = []
    for report in mine:
        own = withheld[report.folder]
        of_own = {*own, *report.bound.facts}
        verdicts.append(
            Verdict(
                report.folder,
                candidates,
                {cell: answer.ranges[cell] for cell in own},
                tuple(Failing(cell, short[cell], why.get(cell)) for cell in own if cell in short),
                answer.dropped,
                tuple(one for one in contradicting if one in said_by[report.folder]),
                tuple(one for one in answer.unused if of_own & {one, *one.cells}),
                (*report.checked.findings, *unknown),
                tuple(report.checked.unheld),
                report.files,
                tuple(other.folder for other in every if other is not report),
            )
        )
    return tuple(verdicts)


def _not_known(known: Iterable[_Report]) -> tuple[str, ...]:
    """Which other reports print what cannot be known."""
    return tuple(
        f"the report in {report.folder} is known to readers too: {report.checked.findings[0]}"
        for report in known
        if not report.bound.facts and report.checked.findings
    )


def _solved(
    every: Sequence[_Report],
    facts: Sequence[Fact],
    asked: Sequence[Cell],
    candidates: int,
    above_zero: set[Cell],
    named: set[Cell],
    exact: bool,
) -> tuple[Answer | None, list[Fact]]:
    """What follows from the facts, and those that contradict the rest without an excuse."""
    excuses = excuses_of(words for report in every for words in report.checked.checks)
    given = {"above_zero": above_zero, "named": named, "exact": exact}
    try:
        answer = solve(facts, asked, candidates, **given)
        dropped = [one for one in answer.dropped if isinstance(one, Fact)]
        if dropped and excuses.named:
            # Without what the reports say is broken, all else must fit.
            again = solve(excuses.taken(facts), asked, candidates, side=excuses.side, **given)
            loose = [one for one in dropped if one.is_loose]
            other = [one for one in again.dropped if isinstance(one, Fact) and one not in loose]
            dropped = [*loose, *other]
    except Unsolvable:
        return None, []
    return answer, dropped


def _unsolved(
    report: _Report, every: Sequence[_Report], candidates: int, unknown: tuple[str, ...]
) -> Verdict:
    """A verdict where no numbers at all fit what is printed."""
    sources = dict.fromkeys(one.source.partition(", ")[0] for one in report.bound.facts)
    why = f"what is printed cannot all be true, in whatever is left out: {'; '.join(sources)}"
    return Verdict(
        report.folder,
        candidates,
        {},
        (),
        (),
        (),
        (),
        (*report.checked.findings, *unknown, why),
        tuple(report.checked.unheld),
        report.files,
        tuple(other.folder for other in every if other is not report),
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


def _told(report: _Report, withheld: Sequence[Cell], printed: Printed) -> list[Fact]:
    """What people's own words tell of withheld cells; the same words under one heading once."""
    telling: dict[tuple, Passage] = {
        (each.words, each.headings): each
        for each in report.checked.passages
        if is_telling(each.words)
    }
    return [
        one
        for passage in telling.values()
        for one in facts_in(passage, report.year, withheld, printed, report.checked.names)
    ]


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
    said = [SMALL_SAID.search(report.checked.policy) for report in reports]
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


def _behind_shares(
    reports: Sequence[_Report], ranges: Mapping[Cell, Range], candidates: int
) -> set[Cell]:
    """What may follow from what is printed where nothing but a share of it is withheld.

    A share that is withheld hides its part: of whom it is a share may follow where each of its
    parts keeps its values. A part of nobody is hidden by nothing, for a zero is no small count;
    then the whole must keep its values.
    """
    said = [each for report in reports for each in report.bound.withheld]
    shown_as_withheld = {each.cell for each in said if each.is_count}
    parts: dict[Cell, set[Cell]] = {}
    for each in said:
        if each.part is not None:
            parts.setdefault(each.cell, set()).add(each.part)
    wholes = {
        whole
        for whole, of in parts.items()
        if all(part in ranges and ranges[part].candidates >= candidates for part in of)
    }
    nobody = {
        each.cell
        for each in said
        if not each.is_count and each.part is None
        if each.cell in ranges and ranges[each.cell].high == 0
    }
    return (wholes | nobody) - shown_as_withheld


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
