"""Measure how long protecting one organisation and year takes; `shown.py` says what it shows.

    python benchmarks/disclosure.py
    python benchmarks/disclosure.py --reports REPORTS --before OLD
    python benchmarks/disclosure.py --reports REPORTS --headcounts DATA

A seeded simulation of 250 organisations of all sizes, from an integrated care board of 40 to a
trust of 30,000, each with every table that the pack knows.

With `--reports` nothing is made: the published reports there are attacked. With `--before`, all
years of an organisation together, beside those of an earlier version of the pack in OLD, which they
replaced; with `--headcounts`, each by a reader who knows from elsewhere every headcount of six and
more by staff group and band, as the data folder DATA has them.
"""

from __future__ import annotations

import argparse
import math
import shutil
import statistics
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from wres.attack.earlier import workbook_of
from wres.attack.verdict import CANDIDATES, examine_together
from wres.disclosure import plan as planning
from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import Cells, people
from wres.disclosure.plan import Plan, choose, masked
from wres.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE, Figure, key_of
from wres.figures.counts import COLUMNS, Counts
from wres.ground.settings import AUTOMATIC, ROUNDING, SUPPRESSION, Settings
from wres.reading.inputs import read_inputs

# A headcount that is larger needs no protection by itself.
_SMALL = 5
# Shares of the staff of a group by band, as in large trusts and in commissioning bodies.
_BANDS = ("1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "VSM")
_CLINICAL = (0.01, 15, 8, 5, 30, 23, 13, 4, 1.2, 0.5, 0.2, 0.05, 0.05)
_OFFICES = (0.3, 22, 18, 14, 9, 8, 8, 6, 4, 3, 2, 0.8, 0.8)
_BOARD = (0, 0, 3, 8, 10, 14, 20, 16, 11, 9, 5, 2, 2)
_GRADES = {"consultant": 45, "non-consultant career grade": 12, "trainee": 40, "other": 3}
PUBLIC = dict.fromkeys(
    ("board members", "voting board members", "executive board members"), "on its web page"
)


def organisations(number: int = 250, seed: int = 20231, pooled: bool = False) -> list[Counts]:
    """Made-up organisations, evenly spread over the logarithm of their size."""
    rng = np.random.default_rng(seed)
    low, high = math.log(40), math.log(30_000)
    sizes = [round(math.exp(low + (high - low) * i / max(1, number - 1))) for i in range(number)]
    return [_organisation(rng, f"S{i:03d}", size, pooled) for i, size in enumerate(sizes)]


def _organisation(rng: np.random.Generator, code: str, size: int, pooled: bool) -> Counts:
    bme, unknown = rng.beta(3, 9), rng.beta(2, 50)
    is_trust = size > 1500 or rng.random() < 0.3
    shares = (0.55, 0.35, 0.10) if is_trust else (0.3, 0.7, 0.0)
    staff = rng.multinomial(size, shares)
    rows: dict[tuple, np.ndarray] = {}
    for group, people_in, weights in (
        ("clinical", staff[0], _CLINICAL if is_trust else _BOARD),
        ("non-clinical", staff[1], _OFFICES if is_trust else _BOARD),
    ):
        by_band = rng.multinomial(people_in, np.array(weights) / sum(weights))
        for i, (band, n) in enumerate(zip(_BANDS, by_band, strict=True)):
            # The BME share falls with the band, as it does nearly everywhere.
            share = bme * (1.3 - 0.07 * i)
            name = band if not pooled else "1-7" if i < 7 else "8a-VSM"
            people_of = rng.multinomial(
                n, (1 - share - unknown * (1 - share), share, unknown * (1 - share))
            )
            rows[group, name] = rows.get((group, name), 0) + people_of
    for grade, n in zip(
        _GRADES, rng.multinomial(staff[2], np.array([*_GRADES.values()]) / 100), strict=True
    ):
        share = min(0.9, bme * 2)
        rows["medical and dental", grade] = rng.multinomial(
            n, ((1 - share) * 0.95, share, (1 - share) * 0.05)
        )
    rows = {key: n for key, n in rows.items() if n.sum() or not pooled}
    total = sum(rows.values())
    records = _row(1, "staff in post", ALL, ALL, total)
    for (group, band), n in rows.items():
        if group != "medical and dental" or staff[2]:
            records += _row(1, "staff in post", group, band, n)
    shortlisted = rng.poisson(total * rng.uniform(0.4, 1.5) * np.array([1, 2, 1.5]))
    records += _row(2, "shortlisted", ALL, ALL, shortlisted)
    records += _row(2, "appointed", ALL, ALL, rng.binomial(shortlisted, (0.22, 0.15, 0.2)))
    records += _row(
        3,
        "entered formal disciplinary process",
        ALL,
        ALL,
        rng.binomial(total, (0.006, 0.01, 0.006)),
    )
    records += _row(
        4, "accessed non-mandatory training", ALL, ALL, rng.binomial(total, rng.uniform(0.2, 0.9))
    )
    for indicator, share in ((5, 0.2), (6, 0.2), (7, 0.55), (8, 0.1)):
        base = rng.binomial(total[:2], 0.5)
        results = rng.binomial(base, share)
        records += _survey(indicator, "respondents", base)
        records += _survey(indicator, "count", results)
    board = rng.multinomial(rng.integers(9, 18), (0.83, 0.13, 0.04))
    voting = rng.binomial(board, 0.7)
    records += _row(9, "board members", ALL, ALL, board)
    records += _row(9, "voting board members", ALL, ALL, voting)
    records += _row(9, "executive board members", ALL, ALL, rng.binomial(board, 0.5))
    table = pd.DataFrame(records, columns=list(COLUMNS))
    return Counts(
        code, 2023, table.astype({"number": "float64", "indicator": "int64", "state": str})
    )


def _row(indicator: int, measure: str, group: str, band: str, n: np.ndarray) -> list[tuple]:
    cells = zip((*ETHNICITIES, ALL), (*n.tolist(), int(n.sum())), strict=True)
    return [
        (indicator, measure, group, band, ALL, ethnicity, float(number), "shown", "made up")
        for ethnicity, number in cells
    ]


def _survey(indicator: int, measure: str, n: np.ndarray) -> list[tuple]:
    found = [
        (indicator, measure, ALL, ALL, ALL, ethnicity, float(number), "shown", "made up")
        for ethnicity, number in zip((WHITE, BME), n.tolist(), strict=True)
    ]
    missing = [
        (indicator, measure, ALL, ALL, ALL, ethnicity, float("nan"), "not collected", "made up")
        for ethnicity in (UNKNOWN, ALL)
    ]
    return found + missing


def measure(name: str, counts: list[Counts], settings: Settings) -> None:
    """Protect every organisation, and print a row of a table."""
    seconds, processor, plans = [], [], []

    def remembered(cells: Cells, settings: Settings) -> Plan:
        plans.append(choose(cells, settings))
        return plans[-1]

    # What is planned is looked at afterwards; planning it once more would take as long again.
    planning.choose = remembered
    for held in counts:
        start, start_of_processor = time.perf_counter(), time.process_time()
        protect(held, settings)
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - start_of_processor)
    ordered = sorted(processor)
    print(
        f"| {name} | {len(counts)} | {statistics.median(seconds):.2f} "
        f"| {statistics.median(ordered):.2f} | {ordered[int(0.95 * len(ordered))]:.2f} "
        f"| {ordered[-1]:.2f} | {sum(int(plan.problem.sensitive.sum()) for plan in plans)} "
        f"| {sum(len(exposed(plan.problem, masked(plan))) for plan in plans)} |",
        flush=True,
    )


def attack_beside(reports: Path, before: Path) -> None:
    """Attack reports beside the editions that were out, and print what can be worked out."""
    folders = sorted(path.parent for path in reports.glob("20??/*/figures.csv"))
    withheld, failing, sums = 0, [], 0
    for code in sorted({folder.name for folder in folders}):
        own = [folder for folder in folders if folder.name == code]
        out = {folder: workbook_of(before / folder.parent.name / code) for folder in own}
        out = {folder: path for folder, path in out.items() if path}
        for verdict in examine_together(dict.fromkeys(own), exact=False, before=out):
            short = sum(span.candidates < verdict.candidates for span in verdict.ranges.values())
            withheld += len(verdict.ranges)
            sums += short - len(verdict.failing)
            if not verdict.passed:
                failing.append(f"{verdict.folder.parent.name}/{code}: {len(verdict.failing)}")
    print(
        f"{len(folders)} reports of {len({folder.name for folder in folders})} organisations: "
        f"{withheld} withheld counts, {sums} sums of other cells that follow from what is out; "
        f"not passed: {', '.join(failing) or 'none'}."
    )


def attack_with_headcounts(reports: Path, data: Path) -> None:
    """Attack each report with every larger headcount known, and print what can be worked out."""
    withheld = short = 0
    folders = sorted(path.parent for path in reports.glob("20??/*/figures.csv"))
    for folder in folders:
        with tempfile.TemporaryDirectory() as name:
            known = Path(name) / folder.parent.name / folder.name
            shutil.copytree(folder, known)
            _tell_headcounts(known / "figures.csv", data)
            ranges = examine_together({folder: None, known: None}, exact=False)[0].ranges
        of_staff = [span for cell, span in ranges.items() if cell.indicator == 1]
        withheld += len(of_staff)
        short += sum(span.candidates < CANDIDATES for span in of_staff)
    print(
        f"{len(folders)} reports: {short} of {withheld} withheld counts of indicator 1 have fewer "
        f"than {CANDIDATES} values for who knows every headcount of six and more."
    )


def _tell_headcounts(figures: Path, data: Path) -> None:
    """Write into a table of figures the headcounts of its year that need no protection."""
    year, code = int(figures.parts[-3]), figures.parts[-2]
    table = pd.read_csv(figures, dtype="str", keep_default_na=False).set_index("key")
    held = read_inputs(data, code, year).years[-1].counts
    for key, cell in people(held).items():
        is_headcount = key.is_workforce and key.sex == key.ethnicity == ALL
        if not is_headcount or cell.value is None or cell.value <= _SMALL:
            continue
        names = {"staff_group": key.staff_group, "pay_band": key.pay_band}
        figure = Figure(code, year, 1, "staff_count", **names)
        blank = dict.fromkeys(table.columns, "")
        row = blank | names | {"organisation": code, "year": str(year), "indicator": "1",
                               "figure": "staff_count", "sex": ALL, "ethnicity": ALL,
                               "value": f"{cell.value:.0f}", "unit": "people", "state": "shown",
                               "audience": "published"}  # fmt: skip
        table.loc[key_of(figure)] = row
    table.reset_index().to_csv(figures, index=False, lineterminator="\n")


# Forcing each band, and rounding, take long: one organisation in five, of all sizes, is enough.
WAYS = (
    (SUPPRESSION, True, AUTOMATIC, 1),
    (SUPPRESSION, False, AUTOMATIC, 1),
    (SUPPRESSION, False, "full bands", 5),
    (ROUNDING, True, AUTOMATIC, 5),
    (ROUNDING, False, AUTOMATIC, 5),
)


def main() -> None:
    """Print the table of `benchmarks/README.md`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--organisations", type=int, default=250)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--headcounts", type=Path)
    arguments = parser.parse_args()
    if arguments.reports and arguments.headcounts:
        attack_with_headcounts(arguments.reports, arguments.headcounts)
        return
    if arguments.reports:
        attack_beside(arguments.reports, arguments.before)
        return
    print(
        "| What | Organisations | Median s | Median processor s | 95% of them | Worst "
        "| Small cells | Unprotected |"
    )
    print("|---|" + "---:|" * 7, flush=True)
    for method, pooled, shape, step in WAYS:
        held = organisations(arguments.organisations, pooled=pooled)[::step]
        settings = Settings(method=method, shape=shape, public_measures=PUBLIC)
        bands = "pooled" if pooled else "full"
        chosen = "shape chosen" if shape == AUTOMATIC else f"{shape} forced"
        measure(f"{method}, {bands} bands handed in, {chosen}", held, settings)


if __name__ == "__main__":
    main()
