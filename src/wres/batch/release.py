"""Release an organisation's finished reports only where no withheld count comes back from them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from wres.attack import exact
from wres.attack.facts import Fact
from wres.attack.verdict import Verdict, examine_together
from wres.attack.words import without_numbers
from wres.batch.plan import FIGURES, NOT_RELEASED, Job
from wres.figures.phrases import listed
from wres.ground.loading import without_search
from wres.reading.editions import file_of, mark, setting
from wres.showing.handed import Handed

# Where the editions stand that the finished reports would replace, beside them.
BEFORE = "before"
_OUT = (
    "not released: each would pass alone, and beside what is out already, {} withheld counts come "
    "back. Leave the counts and settings of that year as they were published: a new shape begins "
    "with a new year. If no report of it was ever published, write into {}/settings.csv: {}"
)
_WARNING = """\
NOT RELEASED. Do not share this folder.

{why}.

What was there before stays in its place. Reports of one organisation that are made in one run are
released together or not at all, because they print each other's years. What the attack makes of
each is below; docs/disclosure.md says how it works. Where a cell of your own is named, take out or
correct what it prints. Where the notebooks are as they came, a report that leaks is a fault of the
pack, not of your input: please tell its maintainers.

"""


@without_search()  # what stands in a report is needed until the end
def why_not(
    jobs: Mapping[Job, Handed], there: Sequence[Job], reports: Path, candidates: int
) -> tuple[dict[Job, str], str]:
    """Why the reports of one organisation may not be released; nothing where they may.

    Each is attacked with all others known, those from earlier runs too, which stay; and those
    are attacked with the new ones known.

    Args:
        jobs: the finished reports, not yet in their place, each with what people handed over.
        there: the reports that stay.
        reports: a folder where all of them stand, as they would in the reports folder; in its
            folder `before` stands what they would replace.
        candidates: how many values each withheld count must still be able to have.

    Returns:
        For each finished report the reason in a sentence without any count, and what
        `NOT-RELEASED.txt` has to say.
    """
    folders = {reports / job.folder: _handed(reports / job.folder, jobs[job]) for job in jobs}
    folders |= {reports / job.folder: None for job in there}
    before = {
        reports / job.folder: path
        for job in jobs
        if (path := file_of(reports / BEFORE / job.folder))
    }
    verdicts = examine_together(folders, candidates, exact=False, before=before)
    new, old = verdicts[: len(jobs)], verdicts[len(jobs) :]
    own = {
        job: _what_fails(verdict)
        for job, verdict in zip(jobs, new, strict=True)
        if not verdict.passed
    }
    shared = _what_fails_there(there, old, reports)
    if not (own or shared):
        return {}, ""
    whole = [f"{job} {' and '.join(faults)}" for job, faults in own.items()] + shared
    why = "; ".join(whole)
    told = "\n\n".join(verdict.summary() for verdict in verdicts)
    # Nobody needs to know where this was examined.
    told = told.replace(f"{reports}{os.sep}", "")
    text = _WARNING.format(why=f"{why[0].upper()}{why[1:]}") + told + "\n"
    alone = before and examine_together(folders, candidates, exact=False)
    if alone and all(verdict.passed for verdict in alone):
        count = sum(len(verdict.failing) for verdict in verdicts)
        return {
            job: _OUT.format(count, job.organisation, _lines(jobs, before.values())) for job in jobs
        }, text
    return {job: _in_short(job, own, shared) for job in jobs}, text


def _lines(jobs: Iterable[Job], before: Collection[Path]) -> str:
    """The lines of settings that say of each edition that would be replaced that nobody saw it."""
    marks = {path.parent.relative_to(path.parents[2]): mark(path) for path in before}
    return listed([setting(job.year, marks[job.folder]) for job in jobs if job.folder in marks])


def _in_short(job: Job, own: Mapping[Job, Sequence[str]], shared: Sequence[str]) -> str:
    """Why a report is not released: its own first fault; of the others no more than that."""
    others = [str(other) for other in own if other != job]
    are = "is" if len(others) == 1 else "are"
    if job in own:
        said = f"not released: it {own[job][0]}"
        said += f"; {' and '.join(others)} {are} not released either" if others else ""
    elif shared:
        said = f"not released: {shared[0]}"
    else:
        said = f"not released, because {' and '.join(others)} {are} not"
    return f"{said}; {NOT_RELEASED} in the folder of failed reports says why"


def _what_fails_there(
    there: Sequence[Job], verdicts: Sequence[Verdict], reports: Path
) -> list[str]:
    """What speaks against a release beside reports that stay.

    A report from another version of the pack may print what this one cannot read; what matters
    is whether it can be solved, and for that it must tell its figures.
    """
    unkeyed = [
        f"the report of {job.year} that is there already has no {FIGURES}, as those of earlier "
        f"versions, and its input is not there any more, so nothing can vouch for the two together "
        f"(hand {job.year} in again, or take {job.folder.as_posix()} away)"
        for job in there
        if not (reports / job.folder / FIGURES).is_file()
    ]
    again = "which is there already"
    gives_back = [
        f"with it, {len(verdict.failing)} withheld counts come back from the report in "
        f"{job.folder.as_posix()}, {again} (make that again as well)"
        for job, verdict in zip(there, verdicts, strict=True)
        if verdict.failing
    ]
    contradicted = [
        f"with it, the report in {job.folder.as_posix()}, {again}, is contradicted "
        "(make that again as well)"
        for job, verdict in zip(there, verdicts, strict=True)
        if verdict.contradicting and not verdict.failing
    ]
    return [*unkeyed, *gives_back, *contradicted]


def _handed(folder: Path, handed: Handed) -> exact.Handed:
    """The same for the attack, with the table of figures that the pack has just made."""
    figures = (folder / FIGURES).read_bytes().decode()
    return exact.Handed(frozenset(handed.texts), frozenset(handed.names), figures)


def _by_which(verdict: Verdict) -> list[str]:
    """For each count that comes back the printed numbers that suffice, the fewest first."""
    explained = [failing.reasons for failing in verdict.failing if failing.reasons]
    places = [
        "; ".join(dict.fromkeys(fact.source for fact in reasons if isinstance(fact, Fact)))
        for reasons in sorted(explained, key=len)
    ]
    return [*places, *["many numbers together"] * (len(verdict.failing) - len(places))]


def _what_fails(verdict: Verdict) -> list[str]:
    """Its faults, each in a sentence without any count: what a run says is often passed on."""
    faults = {
        "gives back {} withheld counts (first by {})": _by_which(verdict),
        "prints {} figures made of withheld counts": verdict.unused,
        "prints {} numbers that contradict the rest of it (first {})": [
            f"{fact.source}, taken for {fact.meaning}" for fact in verdict.contradicting
        ],
        "prints {} things otherwise than its table of figures, or without a figure (first {})": (
            verdict.findings
        ),
    }
    return [
        words.format(len(members), without_numbers(str(members[0])).rstrip("."))
        for words, members in faults.items()
        if members
    ]
