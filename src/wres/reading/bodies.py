"""Find whose counts stand behind a year of an organisation, and add those of merged bodies."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from wres import reference
from wres.figures import ALL, Count, State
from wres.figures.counts import COLUMNS, KEYS, STAFF, Counts
from wres.ground.errors import Fault
from wres.reading.organisations import Register

# A key of `Counts`: indicator, measure, staff group, pay band, sex, ethnicity.
Key = tuple
# The years that each organisation, and each of those before it, handed something in for.
Held = Mapping[str, Collection[int]]


def who_handed_in(
    held: Held, register: Register, ods_code: str, year: int, now: int
) -> tuple[tuple[str, ...], list[Fault]]:
    """Whose folders hold a year of an organisation, and what is wrong with them.

    A folder under the organisation's own code stands for those before it where it did not exist
    on 31 March of that year: `QHG/2022` for `M1J4Y/2022`. Else each body has its own folder.

    Returns:
        The codes of all bodies whose counts make up that year, whether or not they handed any in;
        none where nobody did.
    """
    codes, faults = _folders(held, register, ods_code, year, now, ())
    return (codes if any(year in held[code] for code in codes) else ()), faults


def _folders(
    held: Held, register: Register, ods_code: str, year: int, now: int, seen: tuple[str, ...]
) -> tuple[tuple[str, ...], list[Fault]]:
    parts = register.parts(ods_code, year, now)
    found: dict[str, None] = {}
    faults: list[Fault] = []
    for part in parts:
        if part == ods_code:
            found[part] = None
        elif part not in seen:
            codes, wrong = _folders(held, register, part, year, now, (*seen, ods_code))
            found |= dict.fromkeys(codes)
            faults += wrong
    if ods_code in parts or year not in held[ods_code]:
        return tuple(found), faults
    folder = f"{ods_code}/{year}"
    twice = [f"{code}/{year}" for code in found if year in held[code]]
    problem = f"stands for {' and '.join(twice)}, which is here as well"
    fault = Fault(folder, None, "", None, problem, "Keep one of the two.")
    return (ods_code,), [*faults, fault] if twice else faults


def added(parts: Sequence[Counts], organisation: str, year: int) -> Counts:
    """The counts of several bodies, added together.

    A count that one of them withheld or did not hand in is missing in the sum. A pay band without
    a row is nobody where the body's other bands are known and add up to its workforce. Where they
    give single bands, clusters and pools, all are pooled. Percentages cannot be added: where one
    gave a result of the survey so, the sum has rows for both forms, and neither is there.
    """
    schemes = {(group, _scheme(band)) for part in parts for group, band in _bands(part)}
    groups = [group for group, _ in schemes]
    pooled = {group for group in groups if groups.count(group) > 1}
    cells = [_cells(part, pooled) for part in parts]
    nobody = [_is_complete(each) for each in cells]
    sources: dict[tuple, dict[str, None]] = {}
    for part in parts:
        for row in part.table.to_dict("records"):
            sources.setdefault(_place(row), {})[row["source"]] = None
    records = []
    for key in dict.fromkeys([*(key for each in cells for key in each), *_results(parts)]):
        total = Count(0)
        for each, is_complete in zip(cells, nobody, strict=True):
            absent = Count(0) if is_complete and _is_band(key) else Count.not_collected()
            total += each.get(key, absent)
        place = _place(dict(zip(KEYS, key, strict=True)))
        source = "; ".join(source for source in sources.get(place, {}) if source)
        records.append((*key, total.value, str(total.state), source))
    table = pd.DataFrame(records, columns=list(COLUMNS))
    table = table.astype({"number": "float64", "indicator": "int64", "state": str})
    return Counts(organisation, year, table)


def _results(parts: Sequence[Counts]) -> list[Key]:
    """The results of the survey that any part gave as a percentage, in both forms."""
    return [
        tuple((row | {"measure": measure})[name] for name in KEYS)
        for part in parts
        for row in part.table.to_dict("records")
        if row["measure"] == "percentage"
        for measure in ("count", "percentage")
    ]


def nothing(organisation: str, year: int) -> Counts:
    """The counts of a body that handed nothing in."""
    table = pd.DataFrame({name: pd.Series(dtype=str) for name in COLUMNS})
    return Counts(organisation, year, table.astype({"number": "float64", "indicator": "int64"}))


def _bands(counts: Counts) -> list[tuple[str, str]]:
    staff = counts.table[counts.table["measure"] == STAFF]
    return list(zip(staff["staff_group"], staff["pay_band"], strict=True))


def _cells(counts: Counts, pooled: set[str]) -> dict[Key, Count]:
    """The counts of people by key, with the bands of these staff groups pooled."""
    measures = reference.by("measures", "measure")
    bands = reference.by("pay_bands", "pay_band")
    cells: dict[Key, Count] = {}
    for row in counts.table.to_dict("records"):
        if measures[row["measure"]]["unit"] != "people":
            continue
        if row["measure"] == STAFF and row["staff_group"] in pooled:
            row["pay_band"] = bands[row["pay_band"]]["pool"] or row["pay_band"]
        state = State(row["state"])
        count = Count(row["number"] if state is State.SHOWN else None, state)
        key = tuple(row[name] for name in KEYS)
        cells[key] = cells[key] + count if key in cells else count
    return cells


def _place(row: dict) -> tuple:
    """Where a source is told of: indicator, measure and staff group."""
    return row["indicator"], row["measure"], row["staff_group"]


def _is_band(key: Key) -> bool:
    """Whether a key is a band of indicator 1 that is part of the sum of bands."""
    indicator, measure, group, band, sex, _ = key
    facts = reference.by("pay_bands", "pay_band")
    return (
        (indicator, measure, sex) == (1, STAFF, ALL)
        and group != ALL
        and not (facts[band]["of_which"])
    )


def _is_complete(cells: dict[Key, Count]) -> bool:
    """Whether the bands are all known and add up to the workforce: then no other has anybody."""
    parts = [count.value for key, count in cells.items() if _is_band(key) and key[-1] == ALL]
    whole = cells.get((1, STAFF, ALL, ALL, ALL, ALL), Count.not_collected()).value
    return None not in (*parts, whole) and sum(parts) == whole


def _scheme(band: str) -> str:
    return reference.by("pay_bands", "pay_band")[band]["scheme"]
