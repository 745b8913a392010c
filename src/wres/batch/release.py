"""Release an organisation's finished reports only where no withheld count comes back from them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from wres.attack import Verdict, examine_together
from wres.batch.plan import NOT_RELEASED, Job
from wres.ground.loading import without_search

_WARNING = """\
NOT RELEASED. Do not share this folder.

{why}.

What was there before stays in its place. Reports of one organisation that are made in one run are
released together or not at all, because they print each other's years. What the attack makes of
each is below; docs/disclosure.md says how it works. A report that leaks is a fault of the pack,
not of your input: please tell its maintainers.

"""


@without_search()  # what stands in a report is needed until the end
def why_not(
    made: Sequence[Job], there: Sequence[Job], reports: Path, candidates: int
) -> tuple[str, str]:
    """Why the reports of one organisation may not be released; nothing where they may.

    Each is attacked with all others known, those from earlier runs too, which stay; and those
    are attacked with the new ones known.

    Args:
        made: the finished reports, not yet in their place.
        there: the reports that stay.
        reports: a folder where all of them stand, as they would in the reports folder.
        candidates: how many values each withheld count must still be able to have.

    Returns:
        The reason in a sentence without any count, and what `NOT-RELEASED.txt` has to say.
    """
    jobs = [*made, *there]
    verdicts = examine_together([reports / job.folder for job in jobs], candidates, exact=False)
    new, old = verdicts[: len(made)], verdicts[len(made) :]
    reasons = [
        f"{job} {_what_fails(verdict)}"
        for job, verdict in zip(made, new, strict=True)
        if not verdict.passed
    ]
    # A report from another version of the pack may print what this one cannot read; what matters
    # is whether it can be solved.
    reasons += [
        f"with it, {len(verdict.failing)} withheld counts come back from the report in "
        f"{job.folder.as_posix()}, which is there already (make that again as well)"
        for job, verdict in zip(there, old, strict=True)
        if verdict.failing
    ]
    if not reasons:
        return "", ""
    why = "; ".join(reasons)
    told = "\n\n".join(verdict.summary() for verdict in verdicts)
    # Nobody needs to know where this was examined.
    told = told.replace(f"{reports}{os.sep}", "")
    text = _WARNING.format(why=f"{why[0].upper()}{why[1:]}") + told + "\n"
    said = f"not released: {why}; {NOT_RELEASED} in the folder of failed reports says which"
    return said, text


def _what_fails(verdict: Verdict) -> str:
    """In numbers, and without any count: what a run says is often passed on."""
    faults = {
        "gives back {} withheld counts": len(verdict.failing),
        "prints {} figures made of withheld counts": len(verdict.unused),
        "holds {} things that the attack cannot examine": len(verdict.unexamined),
    }
    return " and ".join(words.format(number) for words, number in faults.items() if number)
