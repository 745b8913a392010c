"""Attack a finished report: which withheld counts come back from what it prints."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from wres import reference
from wres.attack.documents import Passage
from wres.attack.earlier import Earlier, read_earlier, still_known, still_withheld, workbook_of
from wres.attack.exact import Handed, Report, check
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
        unchecked: numbers of tables and charts of an author's own, with a source of their own.
        files: what was read.
        also: other published reports of the same organisation, known to the attacker.
    """

    folder: Path
    candidates: int
    ranges: dict[Cell, Range] = field(default_factory=dict)
    failing: tuple[Failing, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    contradicting: tuple[Fact, ...] = ()
    unused: tuple[Fact, ...] = ()
    findings: tuple[str, ...] = ()
    unheld: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    also: tuple[Path, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the report may be published."""
        return not (self.failing or self.contradicting or self.unused or self.findings)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Where each number stands that contradicts the rest, and what it was taken for."""
        return tuple(
            f"{fact.source}: '{fact.printed}' is taken for {fact.meaning}"
            for fact in self.contradicting
        )

    @property
    def believed_otherwise(self) -> tuple[Dropped, ...]:
        """What contradicts the rest and may: the reports say so, or nobody printed it."""
        return tuple(statement for statement in self.dropped if statement not in self.contradicting)

    @property
    def smallest(self) -> int | None:
        """The fewest values that any withheld cell can have."""
        return min((span.candidates for span in self.ranges.values()), default=None)

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
            ("Numbers that the pack did not check", self.unchecked),
        ):
            if members:
                lines.append(f"{title} ({len(members)}):")
                lines += [f"  {member}" for member in members]
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
                    {"cell": str(failing.cell), "because": list(map(str, failing.reasons or ()))}
                    for failing in self.failing
                ],
                "figures_of_withheld_counts": list(map(str, self.unused)),
                "findings": list(self.findings),
                "unheld": list(self.unheld),
                "unchecked": list(self.unchecked),
                "contradicting": list(self.contradictions),
                "dropped": list(map(str, self.dropped)),
                "files": list(self.files),
                "also": list(map(str, self.also)),
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
            default those of other years beside it. One of a version without `figures.csv` is known
            by its workbook, as an edition that is out.
        handed: what reading handed over. Without it, what calls itself people's own words is
            believed, and listed.

    Raises:
        NoDataError: there is no such folder, or it holds no report.
    """
    folder = Path(folder)
    mine = _read(folder, handed)
    named = list(map(Path, also or ()))
    before = {other: read_earlier(path) for other in named if (path := workbook_of(other))}
    known = _neighbours(folder) if also is None else [each for each in named if each not in before]
    return _attack(_Case([mine], [_read(other) for other in known], candidates, before))[0]


def examine_together(
    folders: Mapping[Path, Handed | None],
    candidates: int = CANDIDATES,
    *,
    exact: bool = True,
    before: Mapping[Path, Path] | None = None,
) -> tuple[Verdict, ...]:
    """Attack an organisation's finished reports as one: whatever one of them prints is known.

    Args:
        folders: those of the reports, each with what reading handed over.
        candidates: how many values each withheld count must still be able to have.
        exact: find each whole range. Else no more values of a count are looked for than it must
            be able to have: who fails is the same, and why, in a fraction of the time.
        before: of those whose place another edition had, the file that says what that printed.
            What it withheld must stay withheld.

    Raises:
        NoDataError: a folder is not there, or holds no report.
    """
    reports = [_read(Path(folder), handed) for folder, handed in folders.items()]
    earlier = {Path(folder): read_earlier(path) for folder, path in (before or {}).items()}
    return _attack(_Case(reports, [], candidates, earlier), exact=exact)


def _read(folder: Path, handed: Handed | None = None) -> Report:
    _year(folder)
    return check(folder, handed)


@dataclass(frozen=True)
class _Case:
    """What is attacked: reports that get a verdict, others that are known, and what was before.

    `before` has editions that are out, each by its folder or by that of the report that takes its
    place.
    """

    mine: Sequence[Report]
    known: Sequence[Report]
    candidates: int
    before: Mapping[Path, Earlier] = field(default_factory=dict)

    @property
    def every(self) -> list[Report]:
        """All that is read."""
        return [*self.mine, *self.known]

    @property
    def bounds(self) -> list[Bound]:
        """What all of them tell of counts, the editions before included."""
        reports = (report.bound for report in self.every)
        return [*reports, *(earlier.bound for earlier in self.before.values())]

    @cached_property
    def printed(self) -> Printed:
        """The counts that any of them prints."""
        facts = (fact for report in self.every for fact in report.bound.facts)
        return Printed({fact.cells[0]: int(fact.low) for fact in facts if fact.kind == COUNT})

    def withheld(self, report: Report) -> list[Cell]:
        """The cells that are withheld, those included of which only a share is shown as withheld.

        A withheld share of two cells that are both printed hides nothing.
        """
        said, numbers = report.bound.withheld, self.printed.numbers
        own = {hidden.cell for hidden in said if hidden.is_count or hidden.cell not in numbers}
        before = (
            still_withheld(earlier)
            for folder, earlier in self.before.items()
            if _place(folder) == _place(report.folder)
        )
        return sorted(own.union(*before))

    @cached_property
    def asked(self) -> list[Cell]:
        """The cells whose ranges are looked for."""
        return sorted({cell for report in self.mine for cell in self.withheld(report)})

    @cached_property
    def said(self) -> dict[Path, list[Fact]]:
        """What each report tells, its figures and people's own words, by its folder."""
        return {report.folder: self._said(report) for report in self.every}

    def _said(self, report: Report) -> list[Fact]:
        facts = [*report.bound.facts, *_told(report, self.asked, self.printed)]
        if rounded := _ROUNDED.search(report.policy):
            return _rounded(facts, 5 if rounded[1] in ("5", "five") else 10)
        return facts

    @cached_property
    def facts(self) -> list[Fact]:
        """All that is told, and what the editions before told and none of these does."""
        now = [fact for said in self.said.values() for fact in said]
        # Of what was not handed in again a share may be withheld: that corrects no number.
        gone = {
            hidden.cell
            for report in self.every
            for hidden in report.bound.withheld
            if hidden.is_count
        }
        gone -= self.printed.numbers.keys()
        before = (still_known(earlier, now, gone) for earlier in self.before.values())
        return [*now, *(fact for facts in before for fact in facts)]

    @cached_property
    def above_zero(self) -> set[Cell]:
        """The withheld counts that cannot be zero, as their report says that zeros are shown.

        Of a share that is withheld either may be zero, the part or what is withheld of it.
        """
        cells = set()
        for report in self.every:
            policy = report.policy
            few = _FEW_ANSWERS.search(policy)
            fewest = int(few[1]) if few else 0
            if _NEVER_ZERO.search(policy):
                counts = (hidden.cell for hidden in report.bound.withheld if hidden.is_count)
                cells |= {cell for cell in counts if not _is_of_few(cell, fewest, self.printed)}
        return cells


def _attack(case: _Case, *, exact: bool = True) -> tuple[Verdict, ...]:
    """A verdict on each report, all of them and others known: read, bound and solved once."""
    one_workforce(case.bounds)
    answer, contradicting = _solved(case, exact)
    if answer is None:
        return tuple(_unsolved(case, report) for report in case.mine)
    may_come_back = _sums_of_before(case, answer.ranges)
    small = max(report.small for report in case.every)
    may_come_back |= _behind_shares(case.bounds, answer.ranges, case.candidates, small)
    short = {
        cell: span
        for cell, span in answer.ranges.items()
        if span.candidates < case.candidates and cell not in may_come_back
    }
    why = explain(short, answer.accepted, case.candidates, case.above_zero)
    failing = {cell: Failing(cell, span, why.get(cell)) for cell, span in short.items()}
    return tuple(_verdict(case, report, answer, failing, contradicting) for report in case.mine)


def _verdict(
    case: _Case,
    report: Report,
    answer: Answer,
    failing: Mapping[Cell, Failing],
    contradicting: Sequence[Fact],
) -> Verdict:
    withheld, said = case.withheld(report), set(case.said[report.folder])
    of_own = {*withheld, *report.bound.facts}
    return replace(
        _empty(case, report),
        ranges={cell: answer.ranges[cell] for cell in withheld},
        failing=tuple(failing[cell] for cell in withheld if cell in failing),
        dropped=answer.dropped,
        contradicting=tuple(fact for fact in contradicting if fact in said),
        unused=tuple(fact for fact in answer.unused if of_own & {fact, *fact.cells}),
    )


def _empty(case: _Case, report: Report) -> Verdict:
    """A verdict before anything is solved: what its files say by themselves."""
    places = dict.fromkeys((*(other.folder for other in case.every), *case.before))
    others = tuple(place for place in places if place != report.folder)
    findings = (*report.findings, *_not_known(case.known))
    return Verdict(report.folder, case.candidates, findings=findings, files=report.files,
                   unheld=tuple(report.unheld), unchecked=tuple(report.unchecked),
                   also=others)  # fmt: skip


def _unsolved(case: _Case, report: Report) -> Verdict:
    """A verdict where no numbers at all fit what is printed."""
    sources = dict.fromkeys(fact.source.partition(", ")[0] for fact in report.bound.facts)
    why = f"what is printed cannot all be true, in whatever is left out: {'; '.join(sources)}"
    verdict = _empty(case, report)
    return replace(verdict, findings=(*verdict.findings, why))


def _not_known(known: Iterable[Report]) -> tuple[str, ...]:
    """Which other reports print what cannot be known."""
    return tuple(
        f"the report in {report.folder} is known to readers too: {report.findings[0]}"
        for report in known
        if not report.bound.facts and report.findings
    )


def _solved(case: _Case, exact: bool) -> tuple[Answer | None, list[Fact]]:
    """What follows from the facts, and those that contradict the rest without an excuse."""
    facts = case.facts
    excuses = excuses_of(words for report in case.every for words in report.checks)
    named = {cell for bound in case.bounds for cell in bound.named}
    given = {"above_zero": case.above_zero, "named": named, "exact": exact}
    try:
        answer = solve(facts, case.asked, case.candidates, **given)
        dropped = [fact for fact in answer.dropped if isinstance(fact, Fact)]
        if dropped and excuses.named:
            # Without what the reports say is broken, all else must fit.
            taken = excuses.taken(facts)
            again = solve(taken, case.asked, case.candidates, side=excuses.side, **given)
            loose = [fact for fact in dropped if fact.is_loose]
            rest = [fact for fact in again.dropped if isinstance(fact, Fact) and fact not in loose]
            dropped = [*loose, *rest]
    except Unsolvable:
        return None, []
    return answer, dropped


def _place(folder: Path) -> tuple[str, ...]:
    """The year and the organisation of a report, as its folder says them."""
    return folder.resolve().parts[-2:]


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
        path.parent
        for path in sorted(here.parent.parent.glob(f"20[0-9][0-9]/{here.name}/report.html"))
        if path.parent != here
    ]


def _told(report: Report, withheld: Sequence[Cell], printed: Printed) -> list[Fact]:
    """What people's own words tell of withheld cells; the same words under one heading once."""
    telling: dict[tuple, Passage] = {
        (said.words, said.headings): said for said in report.passages if is_telling(said.words)
    }
    return [
        fact
        for passage in telling.values()
        for fact in facts_in(passage, _year(report.folder), withheld, printed, report.names)
    ]


def _is_of_few(cell: Cell, fewest: int, printed: Printed) -> bool:
    """Whether a survey's result may rest on so few answers that even zero is withheld."""
    answers = printed.numbers.get(cell.of(measure="survey_respondents"), 0)
    return cell.measure == "survey_count" and answers < fewest


def _sums_of_before(case: _Case, ranges: Mapping[Cell, Range]) -> set[Cell]:
    """Sums that cannot be small and that nothing but an edition before withholds.

    Up to version 0.6 a level of pay, and a cluster beside the bands that it is added up from, was
    missing where a part of it was. That protected nobody: the parts must keep their values.
    """
    now = {hidden.cell for report in case.every for hidden in report.bound.withheld}
    facts = (fact for bound in case.bounds for fact in bound.facts if fact.kind == COUNT)
    told = [cell for fact in facts for cell in fact.cells]
    told += [hidden.cell for bound in case.bounds for hidden in bound.withheld if hidden.is_count]
    rows = {(cell.year, cell.indicator, cell.staff_group, cell.pay_band) for cell in told}
    small = max(report.small for report in case.every)
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
        for cell, span in ranges.items()
        if cell.indicator == 1 and cell not in now and span.low > small and is_sum(cell)
    }


def _behind_shares(
    bounds: Sequence[Bound], ranges: Mapping[Cell, Range], candidates: int, small: int
) -> set[Cell]:
    """What may follow from what is printed where nothing but a share of it is withheld.

    A share that is withheld hides its part or its whole. Of whom it is a share may follow where
    each of its parts keeps its values. A part that is not small, or of nobody, may follow as well:
    then it is the whole that must keep its values.
    """
    said = [hidden for bound in bounds for hidden in bound.withheld]
    shown_as_withheld = {hidden.cell for hidden in said if hidden.is_count}
    parts: dict[Cell, set[Cell]] = {}
    for hidden in said:
        if hidden.part is not None:
            parts.setdefault(hidden.cell, set()).add(hidden.part)
    wholes = {
        whole
        for whole, of in parts.items()
        if all(part in ranges and ranges[part].candidates >= candidates for part in of)
    }
    not_small = {
        hidden.cell
        for hidden in said
        if not hidden.is_count and hidden.part is None and hidden.cell in ranges
        if ranges[hidden.cell].high == 0 or ranges[hidden.cell].low > small
    }
    return (wholes | not_small) - shown_as_withheld


def _rounded(facts: Iterable[Fact], to: int) -> list[Fact]:
    """Counts that are rounded; what is worked out from them tells nothing more."""
    rounded = []
    for fact in facts:
        if fact.kind == COUNT:
            half = Fraction(to // 2 if fact.low else 0)
            low = max(fact.low - half, Fraction(0))
            rounded.append(replace(fact, low=low, high=fact.high + half, is_loose=False))
    return rounded
