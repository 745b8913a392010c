"""Show a plan to a person or to a program: what a run would do, and why."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence

from wres.batch.decide import MAKE, PERHAPS, SKIP, Decision
from wres.batch.plan import RELEASE, notebook_task
from wres.figures.phrases import counted

# With more reports than this, tasks are counted and not listed.
_FEW = 2
_MOST_REASONS = 12
_WORDS = {MAKE: "to do", PERHAPS: "perhaps", SKIP: "skipped"}


def told(decisions: Sequence[Decision], form: str, verbose: bool = False) -> str:
    """The plan in a form: `text` or `json`."""
    if form == "json":
        return json.dumps(as_objects(decisions), indent=2)
    return as_text(decisions, verbose)


def as_text(decisions: Sequence[Decision], verbose: bool = False) -> str:
    """The plan as text: totals and reasons; every task where there are few, or where asked for."""
    tasks = (decision.task for decision in decisions)
    reports = {(task.organisation, task.year, task.audience) for task in tasks if task.year}
    counts = Counter(decision.verdict for decision in decisions)
    told = ", ".join(f"{counts[verdict]} {word}" for verdict, word in _WORDS.items())
    lines = [f"{counted(len(reports), 'report')}, {counted(len(decisions), 'task')}: {told}."]
    if verbose:
        lines += [
            f"  {decision.task}: {_WORDS[decision.verdict]}: {decision.reason}"
            for decision in decisions
        ]
    elif len(reports) <= _FEW:
        lines += _listed(decisions)
    else:
        lines += _grouped(decisions)
    if counts[PERHAPS]:
        lines.append("Perhaps: only where what comes before it turns out to be something else.")
    lines.append("Nothing was made.")
    return "\n".join(lines)


def as_objects(decisions: Sequence[Decision]) -> list[dict[str, str | int | None]]:
    """The plan for JSON: one object for each task."""
    return [
        {
            "organisation": decision.task.organisation,
            "year": decision.task.year,
            "audience": decision.task.audience,
            "task": decision.task.name,
            "decision": decision.verdict,
            "reason": decision.reason,
        }
        for decision in decisions
    ]


def _listed(decisions: Sequence[Decision]) -> list[str]:
    """The tasks of each report by verdict and reason: those that have one stand on one line."""
    together: dict[tuple, list[Decision]] = defaultdict(list)
    for decision in decisions:
        whose = str(decision.task).removesuffix(f": {decision.task.name}")
        together[whose, decision.verdict, decision.reason].append(decision)
    return [
        f"  {whose}: {_names(tasks)}: {_WORDS[verdict]}: {reason}"
        for (whose, verdict, reason), tasks in together.items()
    ]


def _names(tasks: Sequence[Decision]) -> str:
    """The names of tasks; of notebooks how many, where there are several."""
    names = [decision.task.name for decision in tasks]
    notebooks = [name for name in names if name.startswith(notebook_task(""))]
    if len(notebooks) < 2:
        return ", ".join(names)
    first = names.index(notebooks[0])
    others = [name for name in names if name not in notebooks]
    return ", ".join([*others[:first], f"{len(notebooks)} notebooks", *others[first:]])


def _grouped(decisions: Sequence[Decision]) -> list[str]:
    """How many tasks and reports there are for each verdict and reason, the most first."""
    tasks: Counter[tuple[str, str]] = Counter()
    whose: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for decision in decisions:
        group = decision.verdict, decision.reason
        tasks[group] += 1
        if decision.task.name != RELEASE:
            whose[group][f"{decision.task.organisation} {decision.task.year}"] = None
    lines = []
    for verdict, word in _WORDS.items():
        groups = [(number, group) for group, number in tasks.most_common() if group[0] == verdict]
        for number, group in groups[:_MOST_REASONS]:
            named = list(whose[group])
            of = f" of {counted(len(named), 'report')}" if named else ""
            names = f" ({', '.join(named)})" if 0 < len(named) <= _FEW else ""
            lines.append(f"  {word}: {counted(number, 'task')}{of}{names}: {group[1]}")
        if len(groups) > _MOST_REASONS:
            more = len(groups) - _MOST_REASONS
            lines.append(f"  {word}: {counted(more, 'more reason')}; --verbose lists all")
    return lines
