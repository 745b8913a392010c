"""300 slips in every sample input: what nobody is told of is what nothing in the files gives away.

docs/checks.md has how many pass, by kind, and why.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from builders import REGISTER
from changed import CHANGES, Passed, Table, passed_in_silence, rows_of, text_of
from excel import excel
from samples import extracts

from wres.ground.errors import InputError
from wres.reading.extracts import Own, reduce_extract
from wres.reading.inputs import read_inputs
from wres.reading.locations import Source, place_of_year

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
CHANGES_OF_EACH = 300
COUNTS = [("QHG", 2022), ("QHG", 2023), ("EX1", 2022), ("EX1", 2023), ("EX1", 2024)]
NUMBERS = ("white", "bme", "unknown", "total")


class CountsFile:
    """A counts file of the samples, read with the year before it."""

    def __init__(self, root: Path, code: str, year: int):
        self._root, self._key = root, (code, year)
        for name in ("organisations.csv", f"{code}/{year - 1}/counts.csv"):
            if (DATA / name).exists():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_bytes((DATA / name).read_bytes())
        self._file = root / code / str(year) / "counts.csv"
        self._file.parent.mkdir(parents=True, exist_ok=True)

    def says(self, text: str) -> tuple[str, frozenset] | None:
        self._file.write_text(text, encoding="utf-8")
        return _read(self._root, *self._key)


class ExtractFile:
    """An extract, read beside the other four; first by itself, since most slips are seen there."""

    def __init__(self, root: Path, extract: str, form: str):
        self._root, self._form = root, form
        self._place = place_of_year(root, "RXX", 2024)
        self._place.folder.mkdir(parents=True)
        (root / "organisations.csv").write_text(REGISTER, encoding="utf-8")
        for name, table in extracts().items():
            path = self._place.folder / f"{name}.csv"
            if name != extract:
                path.write_text(text_of(table), encoding="utf-8")
        path = self._place.folder / f"{extract}.{form}"
        self._source = Source(extract, path, f"RXX/2024/{path.name}", self._place)

    def says(self, text: str) -> tuple[str, frozenset] | None:
        content = text.encode() if self._form == "csv" else excel(text)
        self._source.path.write_bytes(content)
        faults, parts = reduce_extract(self._source, Own({}, {}))
        reduced = [part for _, part in parts]
        if faults or any(part.faults for part in reduced):
            return None
        (part,) = reduced
        rows = sorted(str(row.cells) for row in part.rows)
        return "\n".join(rows), frozenset((d.kind, d.column, d.problem) for d in part.doubts)

    def is_told(self, after: Table, before: Table) -> bool:
        """Whether what passes by itself is told of beside the other extracts."""
        said = []
        for table in (before, after):
            text = text_of(table)
            content = text.encode() if self._form == "csv" else excel(text)
            self._source.path.write_bytes(content)
            said.append(_read(self._root, "RXX", 2024))
        return said[1] is None or not said[1][1] <= said[0][1]


def _read(root: Path, code: str, year: int) -> tuple[str, frozenset] | None:
    try:
        read = read_inputs(root, code, year)
    except InputError:
        return None
    table = read.years[-1].counts.table.drop(columns=["source", "state"])
    table = table.sort_values(list(table.columns[:6]))
    doubts = frozenset((d.kind, d.file, d.column, d.problem) for d in read.doubts)
    return table.to_csv(index=False), doubts


def documented(name: str) -> dict[str, tuple[int, int]]:
    """How many of each kind docs/checks.md says passed at most, and were tried."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {name} \| (.*) \|$", text, re.MULTILINE)
    cells = [re.fullmatch(r"(\d+) of (\d+)", cell.strip()) for cell in row.split("|")]
    return {kind: (int(cell[1]), int(cell[2])) for kind, cell in zip(CHANGES, cells, strict=True)}


def hold_against_the_table(name: str, passed: list[Passed], tried: dict[str, int]) -> None:
    """No more may pass than docs/checks.md says, which says how many were tried."""
    by_kind = Counter(each.kind for each in passed)
    said = "\n".join(map(str, passed))
    assert [k for k, (most, _) in documented(name).items() if by_kind[k] > most] == [], said
    if sum(tried.values()) == CHANGES_OF_EACH:
        assert {kind: of for kind, (_, of) in documented(name).items()} == tried


# Sample counts


def given_away(change: Passed, last: Table | None) -> list[str]:
    """What in the files gives a change of a counts file away, worked out by plain Python."""
    header, *rows = change.after
    by_name = [dict(zip(header, row, strict=False)) for row in rows]
    found = []
    last_year = [dict(zip(change.before[0], row, strict=False)) for row in last or ()]
    keys = ("indicator", "measure", "staff_group", "pay_band")
    before = {tuple(row[k] for k in keys): row for row in last_year if not row.get("sex")}
    for row in by_name:
        numbers = {name: _number(row.get(name, "")) for name in NUMBERS}
        if row["measure"] != "percentage" and None not in numbers.values():
            *parts, total = numbers.values()
            found += ["total"] * (sum(parts) != total)
        base = next(
            (
                other
                for other in by_name
                if other["measure"] == "respondents"
                and all(other.get(k, "") == row.get(k, "") for k in ("indicator", "sex"))
            ),
            {},
        )
        for name, share in numbers.items() if row["measure"] == "percentage" else ():
            of = _number(base.get(name, ""))
            if share is not None and of and of < 1000:
                decimals = len(row[name].partition(".")[2])
                shares = {f"{100 * k / of:.{decimals}f}" for k in range(int(of) + 1)}
                near = {f"{share:.{decimals}f}"}
                found += ["base"] * (not shares & near and not _on_the_edge(share, of, decimals))
        old = before.get(tuple(row[k] for k in keys))
        if old is None or row.get("sex") or row["measure"] == "percentage":
            continue
        for name, number in numbers.items():
            was = _number(old[name])
            if was is None or max(was, number or 0) < 20:
                continue
            is_jump = number is not None and max(was, number) >= 5 * min(was, number)
            found += ["last year"] * (
                is_jump or (number is None and not row[name] and name != "total")
            )
    return found


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None


def _on_the_edge(share: float, base: float, decimals: int) -> bool:
    """Whether half a step lies between the share and a whole number of people: either rounding."""
    step = 0.5 * 10**-decimals
    return any(abs(abs(100 * k / base - share) - step) < 1e-9 for k in range(int(base) + 1))


@pytest.mark.parametrize(("code", "year"), COUNTS)
def test_counts_that_pass_are_given_away_by_nothing(tmp_path, code, year):
    table = rows_of((DATA / code / str(year) / "counts.csv").read_text(encoding="utf-8"))
    counts = CountsFile(tmp_path, code, year)
    passed, tried = passed_in_silence(table, counts.says, CHANGES_OF_EACH, f"{code} {year}")
    path = DATA / code / str(year - 1) / "counts.csv"
    last = rows_of(path.read_text(encoding="utf-8"))[1:] if path.exists() else None
    assert [(str(each), why) for each in passed if (why := given_away(each, last))] == []
    assert sum(tried.values()) == CHANGES_OF_EACH
    hold_against_the_table(f"{code} {year}", passed, tried)


# Extracts

DECIDING = re.compile(r"bank|agency|honorary|mandatory|leaver|inactive|female", re.IGNORECASE)


# The same changes come first in either form; Excel files take ten times as long to write and read.
SLOW = pytest.mark.slow
FORMS = [
    ("csv", CHANGES_OF_EACH),
    ("xlsx", 20),
    pytest.param("xlsx", CHANGES_OF_EACH, marks=SLOW),
]


@pytest.mark.parametrize(("form", "number"), FORMS)
@pytest.mark.parametrize("extract", ["staff", "recruitment", "disciplinary", "training", "survey"])
def test_extracts_that_pass_are_given_away_by_no_word(tmp_path, extract, form, number):
    table = extracts()[extract]
    file = ExtractFile(tmp_path, extract, form)
    passed, tried = passed_in_silence(table, file.says, number, extract)
    passed = [each for each in passed if not file.is_told(each.after, table)]
    for change in passed:
        # A column that is not read any more holds no word that decides.
        for place, (old, new) in enumerate(zip(change.before[0], change.after[0], strict=True)):
            if old != new:
                assert not any(DECIDING.search(row[place]) for row in change.after[1:]), str(change)
    assert sum(tried.values()) == number
    hold_against_the_table(f"{extract}.csv", passed, tried)
