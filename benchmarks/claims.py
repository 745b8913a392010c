"""Measure the claims checker on the sentences that were labelled by hand.

Prints the table of docs/claims.md, every mistake that remains, and how long a long text takes.
Run from the repository: `python benchmarks/claims.py`. It measures and fails nothing.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from claims.labelled import LABELS, SETS, Judgement, counted, figures, judge, measured, read

from wres.claims.verdicts import check_lines
from wres.figures.statistics import of_percentage

TITLES = {
    "founding_report": "the founding report",
    "tuned": "tuned on",
    "first_look": "held out once, then tuned on (1)",
    "second_look": "held out once, then tuned on (2)",
    "third_look": "held out once, then tuned on (3)",
    "fourth_look": "held out once, then tuned on (4)",
    "reports_tuned": "styles of published reports, tuned on",
    "reports_look": "styles of published reports, held out once, then tuned on",
    "held_out": "held out before version 0.7, then tuned on",
    "last_look": "205 by kind of mistake, seen once, then tuned on",
    "second_last_look": "110 more in other wordings, seen once, then one alarm mended",
    "fifth_look": "290 before version 0.9, seen once, then tuned on",
    "sixth_look": "212 in other wordings, seen once, then tuned on",
    "seventh_look": "188 plainly worded, seen once, then alarms mended",
    "eighth_look": "220 by a hand that had not seen the rules, then mended by kind",
    "ninth_look": "220 by the same hand in other wordings, seen once, then mended by kind",
    "tenth_look": "200 by a fourth hand, seen once, then three words of steps added",
    "eleventh_look": "200 by a fifth hand, seen once, then mended by kind",
    "twelfth_look": "200 by a sixth hand, seen once, then mended by kind",
    "thirteenth_look": "201 by a seventh hand, seen once",
    "own_look": "62 written before that, measured after it",
}
# About 60 pages: the founding report's text is some 15 pages long.
PAGES = 60
WORDS_A_PAGE = 370


def judged(name: str) -> list[Judgement]:
    """The verdicts on every labelled number of a set."""
    return [each for case in read(name) for each in judge(case)]


def table() -> list[str]:
    """The table of docs/claims.md, a row a set."""
    lines = [
        "| Set | Texts | Numbers | Contradicted: right / called / there | Precision | Recall "
        "| Supported: precision | Recall |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in SETS:
        found = judged(name)
        counts, rates = counted(found), measured(found)
        labelled = sum(number for (label, _), number in counts.items() if label != "no claim")
        right = counts["contradicted", "contradicted"]
        called = sum(number for (_, said), number in counts.items() if said == "contradicted")
        there = sum(number for (label, _), number in counts.items() if label == "contradicted")
        lines.append(
            f"| {TITLES[name]} | {len(read(name))} | {labelled} | {right} / {called} / {there} "
            f"| {_rate(right, called)} | {_rate(right, there)} "
            f"| {rates['precision of supported']:.2f} | {rates['recall of supported']:.2f} |"
        )
    return lines


def _rate(part: int, whole: int) -> str:
    """A rate with its 95% interval (Wilson's)."""
    interval = of_percentage(part, whole)
    return f"{part / whole:.2f} ({interval.low / 100:.2f} to {interval.high / 100:.2f})"


def mistakes(name: str) -> list[str]:
    """Every number whose verdict is not its label, with its sentence."""
    return [
        f"  {each.label}, called {each.verdict}: {each.number!r} in {each.case.text!r}"
        for each in judged(name)
        if each.label in LABELS.values() and each.label != each.verdict
    ]


def seconds_for_a_long_text() -> float:
    """How long about 60 pages of labelled sentences take."""
    texts = [case.text for name in SETS for case in read(name) if case.organisation == "QHG"]
    lines, words = [], 0
    while words < PAGES * WORDS_A_PAGE:
        for text in texts:
            lines += [text, ""]
            words += len(text.split())
    held = figures("QHG", 2023)
    start = time.perf_counter()
    check_lines(lines, held, 2023)
    return time.perf_counter() - start


def main() -> None:
    """Print everything."""
    print("\n".join(table()))
    for name in SETS:
        print(f"\n{TITLES[name]}:")
        print("\n".join(mistakes(name)) or "  no mistake")
    print(f"\n{PAGES} pages: {seconds_for_a_long_text():.1f} seconds")


if __name__ == "__main__":
    main()
