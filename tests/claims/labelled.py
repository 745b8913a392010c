"""Sentences whose numbers were labelled by hand, and how the checker's verdicts compare.

A label stands in the sentence: "{2.19|ok}", "{2.31|wrong}", "{2.66|unknown}". A number without
one is no claim: it may be anything but contradicted.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wres.claims.verdicts import Claim, check_lines
from wres.figures import Figures
from wres.ground.settings import INTERNAL
from wres.indicators.comparisons import figures_of
from wres.reading.inputs import read_inputs

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data"
SETS = (
    "founding_report",
    "tuned",
    "first_look",
    "second_look",
    "third_look",
    "fourth_look",
    "reports_tuned",
    "reports_look",
    "held_out",
    "last_look",
    "second_last_look",
    "fifth_look",
    "sixth_look",
    "seventh_look",
    "eighth_look",
    "ninth_look",
    "tenth_look",
    "eleventh_look",
    "twelfth_look",
    "thirteenth_look",
    "own_look",
)
LABELS = {
    "ok": "supported",
    "wrong": "contradicted",
    "unknown": "unchecked",
    "withheld": "unchecked",
}
_LABEL = re.compile(r"\{([^|}]*)\|(\w+)\}")


@dataclass(frozen=True)
class Labelled:
    """A sentence without its labels, and the label of each number by its place."""

    organisation: str
    year: int
    heading: str
    text: str
    labels: tuple[tuple[int, int, str], ...]
    reason: str


@dataclass(frozen=True)
class Judgement:
    """A number's label and the checker's verdict; `claim` is None where it saw no claim."""

    case: Labelled
    number: str
    label: str
    claim: Claim | None

    @property
    def verdict(self) -> str:
        return str(self.claim.verdict) if self.claim else "unchecked"


def read(name: str) -> list[Labelled]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [_case(row) for row in csv.DictReader(file)]


def _case(row: dict[str, str]) -> Labelled:
    text, labels, position = "", [], 0
    for match in _LABEL.finditer(row["text"]):
        text += row["text"][position : match.start()]
        labels.append((len(text), len(text) + len(match[1]), LABELS[match[2]]))
        text += match[1]
        position = match.end()
    text += row["text"][position:]
    return Labelled(
        row["organisation"], int(row["year"]), row["heading"], text, tuple(labels), row["reason"]
    )


@cache
def figures(organisation: str, year: int) -> Figures:
    return figures_of(read_inputs(DATA, organisation, year), INTERNAL)


def judge(case: Labelled) -> list[Judgement]:
    """The checker's verdict on every number of a sentence that has a label or gets a verdict."""
    lines = [case.heading, ""] if case.heading else []
    claims = check_lines([*lines, case.text], figures(case.organisation, case.year), case.year)
    placed = [(_start(case.text, claim) + claim.start, claim) for claim in claims]
    found, used = [], set()
    for start, end, label in case.labels:
        hit = next(
            (
                (at, claim)
                for at, claim in placed
                if at < end and start < at + len(claim.number) and (at, claim.number) not in used
            ),
            None,
        )
        if hit:
            used.add((hit[0], hit[1].number))
        found.append(Judgement(case, case.text[start:end], label, hit[1] if hit else None))
    found += [
        Judgement(case, claim.number, "no claim", claim)
        for at, claim in placed
        if (at, claim.number) not in used
    ]
    return found


def _start(text: str, claim: Claim) -> int:
    return max(0, text.find(claim.text))


def counted(judgements: list[Judgement]) -> Counter:
    """How often each label got each verdict."""
    return Counter((each.label, each.verdict) for each in judgements)


def measured(judgements: list[Judgement]) -> dict[str, float]:
    """Precision and recall of "contradicted" and of "supported"."""
    table = counted(judgements)
    result = {}
    for verdict in ("contradicted", "supported"):
        right = table[verdict, verdict]
        called = sum(number for (_, said), number in table.items() if said == verdict)
        there = sum(number for (label, _), number in table.items() if label == verdict)
        result[f"precision of {verdict}"] = right / called if called else 1.0
        result[f"recall of {verdict}"] = right / there if there else 1.0
    return result
