"""Which tasks have to be done, and why; which were done and hold still.

Decided from digests alone: nothing is read, made or written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from wres.attack.pages import Other
from wres.batch import keys
from wres.batch.others import others_in
from wres.batch.plan import (
    BOARD,
    BOARD_EDITION,
    PAGES,
    PDF,
    READ,
    WORD,
    WORKBOOK,
    Job,
    Task,
    notebook_task,
    steps,
)
from wres.batch.state import Made, Reading, Shelves
from wres.figures.printed import keys_in_page
from wres.reference.standard import pages_run

MAKE, SKIP, PERHAPS = "make", "skip", "perhaps"
UNCHANGED = "unchanged"
FORCED = "asked for by --force"
NEVER = "never made"
STOPPED = "the last run was stopped before it"
KEPT = "made by the last run, which was stopped or did not finish the report"


@dataclass(frozen=True)
class Decision:
    """Whether a task is to be done, and why.

    `verdict` is `make`, `skip`, or `perhaps`: that depends on what another task comes to. `product`
    is what holds of it, where it is skipped.
    """

    task: Task
    verdict: str
    reason: str
    product: Made | None = field(default=None, compare=False, repr=False)


def reading(
    job: Job,
    before: Reading | None,
    files: Mapping[str, str],
    known: Mapping[str, Made],
    *,
    is_strict: bool = False,
    force: bool = False,
) -> Decision:
    """Whether the input of a report has to be read again.

    Args:
        job: the report.
        before: what the last reading came to.
        files: the digests of the input files, as they are now.
        known: what is known of the report as it stands.
        is_strict: whether the organisation's own words must not contradict its figures.
        force: whether all is to be done again.
    """
    reason = ""
    if force:
        reason = FORCED
    elif before is None:
        reason = _why_new(known)
    elif changed := _changed(before.files, files):
        reason = changed
    elif is_strict and not before.is_strict:
        reason = "not yet read with --strict"
    return Decision(_task(job, READ), MAKE if reason else SKIP, reason or UNCHANGED)


def _why_new(known: Mapping[str, Made]) -> str:
    if not known:
        return NEVER
    packs = {product.parts.get(keys.PACK, "") for product in known.values()}
    changed = [keys.what_changed({keys.PACK: old}, {keys.PACK: keys.pack()}) for old in packs]
    return next(filter(None, changed), "not yet read by this user on this machine")


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Which input files differ: the first by name, the others by number."""
    said = [f"{name} {'changed' if name in before else 'is new'}" for name in now
            if before.get(name) != now[name]]  # fmt: skip
    said += [f"{name} is gone" for name in before if name not in now]
    more = f" (and {len(said) - 1} more)" if len(said) > 1 else ""
    return f"{said[0]}{more}" if said else ""


def making(
    job: Job,
    name: str,
    parts: keys.Parts,
    shelves: Shelves,
    known: Mapping[str, Made],
    *,
    was_stopped: bool = False,
    force: bool = False,
) -> Decision:
    """Whether a task of a report has to be done, now that all that it depends on is known.

    Args:
        job: the report.
        name: the task's.
        parts: what it depends on.
        shelves: where reports stand.
        known: what is known of the report as it stands.
        was_stopped: whether an earlier run was stopped before it could finish the report.
        force: whether all is to be done again.
    """
    task = _task(job, name)
    if force:
        return Decision(task, MAKE, FORCED)
    product = known.get(name)
    changed = keys.what_changed(product.parts, parts) if product else ""
    amiss = shelves.amiss(job, product) if product and not changed else ""
    if product and not changed and not amiss:
        return Decision(task, SKIP, UNCHANGED, product)
    if staged := shelves.staged(job, parts):
        return Decision(task, SKIP, KEPT, staged)
    if changed or amiss:
        return Decision(task, MAKE, changed or amiss)
    return Decision(task, MAKE, STOPPED if was_stopped else NEVER)


def _task(job: Job, name: str) -> Task:
    return Task(job.organisation, job.year, job.audience, name)


def preview(
    job: Job,
    first: Decision,
    before: Reading | None,
    notebooks: Mapping[str, bytes],
    shelves: Shelves,
    known: Mapping[str, Made],
    *,
    editions: Sequence[str] = (),
    force: bool = False,
) -> list[Decision]:
    """What a run would decide about each task of a report, without doing anything.

    What hangs on the outcome of a task is `perhaps`: a file that was touched and says the same,
    for instance, is read again, and nothing comes of it.

    Args:
        job: the report.
        first: what was decided about reading.
        before: what the last reading came to.
        notebooks: every notebook by its page, as it stands.
        shelves: where reports stand.
        known: what is known of the report as it stands.
        editions: which are asked for besides what every report has.
        force: whether all is to be done again.
    """
    packs = {product.parts.get(keys.PACK) for product in known.values()}
    is_sure = force or not known or packs != {keys.pack()}

    def hangs_on(name: str, other: Decision) -> Decision:
        return Decision(_task(job, name), MAKE if is_sure else PERHAPS, other.reason)

    if first.verdict == MAKE:
        return [first, *(hangs_on(name, first) for name in steps(editions, _shown(before))[1:])]

    def decided(name: str, parts: keys.Parts) -> Decision:
        was_stopped = shelves.has_staged(job)
        return making(job, name, parts, shelves, known, was_stopped=was_stopped, force=force)

    def of_notebook(page: str) -> Decision:
        parts = keys.notebook_parts(before.seen, f"{page}.ipynb", notebooks[page])
        return decided(notebook_task(page), parts)

    executed = [of_notebook(page) for page in pages_run(_shown(before)) if page in notebooks]
    decisions = [first, *executed]
    if again := [decision for decision in executed if decision.verdict == MAKE]:
        rest = (PAGES, PDF, WORKBOOK, *(name for name in editions if name != BOARD))
        decisions += [hangs_on(name, again[0]) for name in rest]
    else:
        marks = _marks(executed)
        decisions += _from_pages(job, before, marks, shelves, editions, decided, hangs_on)
    if BOARD in editions:
        decisions += _board_edition(before.seen, of_notebook(BOARD_EDITION), decided, hangs_on)
    return decisions


def _shown(before: Reading | None) -> Sequence[str]:
    """The pages of a report as it was read last; none are known of one that never was."""
    return before.frame.pages if before else ()


def _board_edition(
    seen: str, notebook: Decision, decided: Callable, hangs_on: Callable
) -> list[Decision]:
    """The notebook of the board edition and what is made of it."""
    if notebook.verdict == MAKE:
        return [notebook, hangs_on(BOARD, notebook)]
    return [notebook, decided(BOARD, keys.board_parts(seen, _marks([notebook])))]


def _marks(executed: Sequence[Decision]) -> list[str]:
    """The digests of executed notebooks that hold still."""
    products = (decision.product for decision in executed if decision.product)
    return [mark for product in products for mark in product.files.values()]


def _from_pages(
    job: Job,
    before: Reading,
    marks: Sequence[str],
    shelves: Shelves,
    editions: Sequence[str],
    decided: Callable[[str, keys.Parts], Decision],
    hangs_on: Callable[[str, Decision], Decision],
) -> list[Decision]:
    """The pages and what is made of them, where all notebooks hold still."""
    parts = keys.pages_parts(before.seen, marks, before.frame.origin.inputs)
    pages = decided(PAGES, parts)
    rest = (PDF, WORKBOOK, *(name for name in editions if name != BOARD))
    if pages.verdict == MAKE:
        return [pages, *(hangs_on(name, pages) for name in rest)]
    parts = after_pages(job, before.seen, pages.product, shelves.read(job, pages.product))
    return [pages, *(decided(name, parts[name]) for name in rest)]


def after_pages(
    job: Job, seen: str, pages: Made, files: Mapping[str, bytes]
) -> dict[str, keys.Parts]:
    """What each task depends on that comes after the pages, by its name.

    Args:
        job: the report.
        seen: the digest of what was read.
        pages: what the pages came to.
        files: the pages and the whole report, by name.
    """
    whole = pages.files[f"{job.prefix}{keys.REPORT}"]
    return {
        PDF: keys.pdf_parts(whole),
        WORKBOOK: keys.workbook_parts(seen, printed(job, files), others(job, files)),
        WORD: keys.word_parts(whole),
    }


def printed(job: Job, files: Mapping[str, bytes]) -> dict[str, tuple[str, ...]]:
    """The keys of the figures that each page prints, by the page.

    Args:
        job: the report.
        files: what was made with its pages, by name; the whole report prints what they do.
    """
    return {
        name.removeprefix(job.prefix).removesuffix(".html"): keys_in_page(content.decode())
        for name, content in sorted(files.items())
        if name.endswith(".html") and name != f"{job.prefix}{keys.REPORT}"
    }


def others(job: Job, files: Mapping[str, bytes]) -> tuple[Other, ...]:
    """The numbers of other origin that its pages print."""
    whole = f"{job.prefix}{keys.REPORT}"
    return others_in({name: content for name, content in files.items() if name != whole})
