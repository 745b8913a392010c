"""What published reports show of indicator 1, as a part of what need not be withheld.

    python benchmarks/shown.py COUNTRY
    python benchmarks/shown.py COUNTRY --every 5 --shape "full bands" --shape clusters

COUNTRY is a data folder of `country.py`. Counts are read and protected directly; no report is made.
With each shape named, and without one: by size of the organisation and by how its bands were handed
in, of the newest year and the one before.

- **Shares**: BME shares by row of which neither the BME count nor the total is 1 to 5. Rows of the
  same people count once; the whole workforce is no row.
- **Changes**: such shares of two years.
- **Ratios**: race disparity ratios of which none of the four counts is 0 to 5.
- **Staff**: people in rows that hold no other row and whose BME share is shown.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from wres import reference
from wres.disclosure import plan as planning
from wres.disclosure import protect
from wres.disclosure.audit import exposed
from wres.disclosure.cells import STAFF, Cells, Key, Row, expand, finest, level, parts, people
from wres.disclosure.plan import masked
from wres.figures import ALL, BME, WHITE, State
from wres.figures.counts import Counts, PublishedCounts
from wres.ground.settings import AUTOMATIC, Settings
from wres.reading.inputs import organisations_held, read_inputs
from wres.reference.standard import LEVELS

SIZES = ((6000, "over 6,000"), (2000, "2,001 to 6,000"), (1000, "1,001 to 2,000"),
         (500, "501 to 1,000"), (250, "251 to 500"), (-1, "250 or fewer"))  # fmt: skip
_UPPER = {"upper": "8a-VSM"}  # a level that is printed under another name
# Below this part of its staff in shown rows an organisation is listed.
_LISTED = 0.9


@dataclass
class Year:
    """A year's counts of staff as they were handed in, and what is shown of them."""

    held: Cells
    published: PublishedCounts

    def __post_init__(self) -> None:
        table = self.published.table
        staff = table[(table["indicator"] == 1) & (table["measure"] == STAFF)]
        staff = staff[staff["sex"] == ALL]
        rows: list[Row] = list(
            dict.fromkeys(zip(staff["staff_group"], staff["pay_band"], strict=True))
        )
        self.base = finest((k.staff_group, k.pay_band) for k in self.held if k.is_workforce)
        self.counts = expand(self.held, rows)
        once: dict[frozenset[Row], Row] = {}
        for row in rows:
            if row != (ALL, ALL):
                once.setdefault(parts(row, self.base), row)
        self.rows = list(once.values())
        self.finest = [row for at, row in once.items() if not any(at > other for other in once)]

    def number(self, row: Row, ethnicity: str) -> int | None:
        """How many people there are, shown or not."""
        cell = self.counts.get(Key(1, STAFF, *row, ethnicity=ethnicity))
        return cell.value if cell else None

    def is_shown(self, row: Row, *ethnicities: str) -> bool:
        """Whether the counts of these ethnicities are printed."""
        counts = (self.published.get(1, STAFF, e, *row) for e in ethnicities)
        return all(count.state is State.SHOWN for count in counts)

    def shares(self) -> dict[Row, bool]:
        """The rows whose BME share need not be withheld, and whether it is shown."""
        return {
            row: self.is_shown(row, BME, ALL)
            for row in self.rows
            if self.number(row, ALL) and not any(_is_small(self.number(row, e)) for e in (BME, ALL))
        }

    def ratios(self) -> Iterator[bool]:
        """For each race disparity ratio that need not be withheld, whether its counts are shown."""
        for group in (ALL, "clinical", "non-clinical"):
            of_level = {name: self._of_level(group, name) for name in LEVELS}
            for pair in combinations(LEVELS, 2):
                numbers = [n for name in pair for n in of_level[name]]
                if len(numbers) == 4 and not any(_is_small(n) or n == 0 for n in numbers):
                    yield all(self._shows(group, name) for name in pair)

    def _of_level(self, group: str, name: str) -> list[int | None]:
        """The White and the BME staff of a level of pay; none where it is not known."""
        bands = reference.by("pay_bands", "pay_band")
        groups = ("clinical", "non-clinical") if group == ALL else (group,)
        rows = [r for r in self.base if r[0] in groups and bands[r[1]]["level"] == name]
        if {g for g, _ in rows} < set(groups):
            return []
        counts = [
            [self.held.get(Key(1, STAFF, *r, ethnicity=e)) for r in rows] for e in (WHITE, BME)
        ]
        known = [[cell.value if cell else None for cell in of] for of in counts]
        return [None if None in numbers else sum(numbers) for numbers in known]

    def _shows(self, group: str, name: str) -> bool:
        names = {name, _UPPER.get(name, name)}
        return any(self.is_shown((group, band), WHITE, BME) for band in names)

    def staff(self) -> tuple[int, int]:
        """The people in the finest rows whose share is shown, and in all."""
        numbers = {row: self.number(row, ALL) or 0 for row in self.finest}
        return sum(n for row, n in numbers.items() if self.is_shown(row, BME, ALL)), sum(
            numbers.values()
        )


def _is_small(number: int | None) -> bool:
    return number is None or 1 <= number <= 5


def _read(country: Path, every: int) -> Iterator[tuple[str, Settings, list[Counts]]]:
    for code in organisations_held(country)[::every]:
        inputs = read_inputs(country, code, 2024)
        yield code, inputs.context.settings, [year.counts for year in inputs.years[-2:]]


def measure(organisations: list[tuple[str, Settings, list[Counts]]], shape: str) -> None:
    """Protect every organisation and year in this shape, and print a table."""
    sums: dict[tuple[str, str], defaultdict[str, int]] = {}
    seconds, unprotected, listed = [], 0, []
    plans = []

    def remembered(*arguments: object) -> planning.Plan:
        plans.append(choose(*arguments))
        return plans[-1]

    choose, planning.choose = planning.choose, remembered
    for code, settings, years in organisations:
        looked = []
        for counts in years:
            start = time.process_time()
            published = protect(counts, replace(settings, shape=shape))
            seconds.append(time.process_time() - start)
            looked.append(Year(people(counts), published))
        now, size = looked[-1], years[-1].get(1, STAFF, ALL).value or 0
        kind = _size(size), _form(now.base)
        of_kind = sums.setdefault(kind, defaultdict(int))
        _add(of_kind, now, looked[0] if len(looked) > 1 else None)
        shown, staff = now.staff()
        if shown < _LISTED * staff and size > 2000 and kind[1] == "bands":
            listed.append(f"{code} ({size:,.0f}: {shown / staff:.0%})")
    planning.choose = choose
    for plan in plans:
        unprotected += len(exposed(plan.problem, masked(plan)))
    _print(shape, sums, seconds, unprotected, listed)


def _size(staff: float) -> str:
    return next(words for above, words in SIZES if staff > above)


def _form(base: frozenset[Row]) -> str:
    levels = {level(band) for _, band in base}
    return "bands" if "band" in levels else "clusters" if "cluster" in levels else "pools"


def _add(sums: defaultdict[str, int], now: Year, before: Year | None) -> None:
    shares = now.shares()
    earlier = before.shares() if before else {}
    both = [row for row in shares if row in earlier]
    ratios = list(now.ratios())
    shown, staff = now.staff()
    for name, number in (
        ("organisations", 1),
        ("shares", sum(shares.values())), ("of shares", len(shares)),
        ("changes", sum(shares[row] and earlier[row] for row in both)), ("of changes", len(both)),
        ("ratios", sum(ratios)), ("of ratios", len(ratios)),
        ("staff", shown), ("of staff", staff),
    ):  # fmt: skip
        sums[name] += number


def _print(
    shape: str, sums: dict, seconds: list[float], unprotected: int, listed: list[str]
) -> None:
    order = [words for _, words in SIZES]
    measures = ("shares", "changes", "ratios", "staff")
    print(f"\n{shape}: {statistics.median(seconds):.2f} processor seconds at the median, "
          f"{max(seconds):.2f} at the worst; unprotected: {unprotected}.\n")  # fmt: skip
    print(
        "| Staff | Handed in by | Organisations | Shares | Changes | Ratios | Staff in shown rows |"
    )
    print("|---|---|---:|---:|---:|---:|---:|")
    for kind in sorted(sums, key=lambda kind: (order.index(kind[0]), kind[1])):
        of = sums[kind]
        cells = [
            f"{of[name]:,} of {of[f'of {name}']:,}" if of[f"of {name}"] else "" for name in measures
        ]
        print(f"| {kind[0]} | {kind[1]} | {of['organisations']} | {' | '.join(cells)} |")
    if listed:
        print(f"\nUnder {_LISTED:.0%} of the staff in a shown row: {', '.join(listed)}.")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("country", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--shape", action="append", default=[])
    arguments = parser.parse_args()
    organisations = list(_read(arguments.country, arguments.every))
    for shape in (AUTOMATIC, *arguments.shape):
        measure(organisations, shape)


if __name__ == "__main__":
    main()
