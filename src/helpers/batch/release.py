"""Release an organisation's finished reports only where no withheld count comes back from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpers.attack import Verdict, examine_together
from helpers.batch.plan import Job, Places
from helpers.reading.settings import FILE, read_settings

NOT_RELEASED = "NOT-RELEASED.txt"
_WARNING = """\
NOT RELEASED. Do not share this folder.

{why}.

What was there before stays in its place. Reports of one organisation that are made in one run are
released together or not at all, because they print each other's years. What the attack makes of
each is below; docs/disclosure.md says how it works. A report that leaks is a fault of the pack,
not of your input: please tell its maintainers.

"""


def why_not(made: Mapping[Job, Path], places: Places) -> str:
    """Why the reports of one organisation may not be released; nothing where they may.

    Each is attacked with all others known, those from earlier runs too, which stay; and those
    are attacked with the new ones known. Where one fails, `NOT-RELEASED.txt` in the folder of each
    new report says why.

    Args:
        made: the folder of each finished report, not yet in its place.
        places: where the reports go, and where the organisation's settings are.
    """
    folders = list(made.values())
    code = next(iter(made)).organisation
    years = {job.year for job in made}
    there = [
        found.parent
        for found in sorted(places.reports.glob(f"20[0-9][0-9]/{code}/report.html"))
        if int(found.parent.parent.name) not in years
    ]
    settings, _ = read_settings(places.data / code / FILE, f"{code}/{FILE}")
    verdicts = examine_together([*folders, *there], settings.candidates)
    new, old = verdicts[: len(folders)], verdicts[len(folders) :]
    reasons = [
        f"{job} {_what_fails(verdict)}"
        for job, verdict in zip(made, new, strict=True)
        if not verdict.passed
    ]
    # A report from another version of the pack may print what this one cannot read; what matters
    # is whether it can be solved.
    reasons += [
        f"with it, {len(verdict.failing)} withheld counts come back from the report in "
        f"{folder.parent.name}/{folder.name}, which is there already (make that again as well)"
        for folder, verdict in zip(there, old, strict=True)
        if verdict.failing
    ]
    if not reasons:
        return ""
    why = "; ".join(reasons)
    told = "\n\n".join(verdict.summary() for verdict in verdicts)
    for folder in folders:
        text = _WARNING.format(why=f"{why[0].upper()}{why[1:]}") + told + "\n"
        (folder / NOT_RELEASED).write_text(text, encoding="utf-8", newline="\n")
    return f"not released: {why}; {NOT_RELEASED} in the folder of failed reports says which"


def _what_fails(verdict: Verdict) -> str:
    """In numbers, and without any count: what a run says is often passed on."""
    faults = {
        "gives back {} withheld counts": len(verdict.failing),
        "prints {} figures made of withheld counts": len(verdict.unused),
        "holds {} things that the attack cannot examine": len(verdict.unexamined),
    }
    return " and ".join(words.format(number) for words, number in faults.items() if number)
