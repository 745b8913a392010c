"""Read a counts file: one row a measure, columns for White, BME and unknown."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers import reference
from helpers.counts import COLUMNS, Counts
from helpers.csvfiles import Row, Sheet, read_sheet
from helpers.errors import Fault, did_you_mean
from helpers.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE, Count, State, joint_state
from helpers.reading.numbers import NotANumberError, parse_count, parse_percentage

FILE_COLUMNS = (
    "indicator",
    "measure",
    "staff_group",
    "pay_band",
    "white",
    "bme",
    "unknown",
    "total",
    "source",
)
_ETHNICITY = {"white": WHITE, "bme": BME, "unknown": UNKNOWN}
# What is counted among whom: nobody is appointed who was not shortlisted.
_BASES = {"appointed": "shortlisted", "count": "respondents"}
_WORKFORCE = (1, "staff in post", ALL, ALL)
# A workforce may be given by pooled bands or by single ones, never by both.
_SCHEME_OF_GROUP = {
    "clinical": ("Agenda for Change", "pool"),
    "non-clinical": ("Agenda for Change", "pool"),
    "medical and dental": ("medical and dental",),
}


def read_counts(
    path: Path, organisation: str, year: int, name: str
) -> tuple[Counts | None, list[Fault]]:
    """Read and check one counts file: `to_counts` of its rows."""
    return to_counts(read_sheet(path, FILE_COLUMNS, name), organisation, year)


def to_counts(sheet: Sheet, organisation: str, year: int) -> tuple[Counts | None, list[Fault]]:
    """Check rows with the columns of a counts file, and make counts of them.

    Whatever form an organisation hands its figures in, it is reduced to such rows and checked
    here, once.

    Args:
        sheet: rows with `FILE_COLUMNS`, and the faults found while they were read.
        organisation: ODS code.
        year: WRES year.

    Returns:
        The counts, and every fault. With a fault there are no counts (None): half a file is not
        a smaller file.
    """
    faults = list(sheet.faults)
    seen: dict[tuple, Row] = {}
    records: list[tuple] = []
    any_unread = False
    for row in sheet:
        key, key_faults = _key(row)
        cells, cell_faults = _cells(row)
        faults += key_faults + cell_faults
        if key is None:
            any_unread = True
            continue
        if key in seen:
            faults.append(
                row.fault(
                    "measure",
                    f"stands already in {_other_place(seen[key], row)}",
                    "Keep one row for each measure, staff group and band.",
                )
            )
            continue
        seen[key] = row
        if not cell_faults:
            records += [
                (*key, ALL, ethnicity, count.value, count.state, row["source"])
                for ethnicity, count in cells.items()
            ]
    # A row that could not be read may be the one that would be missed.
    faults += _table_faults(sheet, seen, any_unread=bool(sheet.faults) or any_unread)
    if not faults:
        faults = _part_faults(seen, records)
    if faults:
        return None, faults
    table = pd.DataFrame(records, columns=list(COLUMNS))
    table = table.astype({"number": "float64", "indicator": "int64", "state": str})
    return Counts(organisation, year, table), []


def _other_place(other: Row, row: Row) -> str:
    """Where another row stands, as seen from this one; a reduced row has no number."""
    place = [other.file] if other.file != row.file or other.number is None else []
    return ", ".join(place + ([f"row {other.number}"] if other.number is not None else []))


def _key(row: Row) -> tuple[tuple | None, list[Fault]]:
    """The key of a row, (indicator, measure, staff group, pay band), and what is wrong with it."""
    faults = []
    measures = reference.by("measures", "measure")
    measure = row["measure"].casefold()
    if measure not in measures:
        return None, [
            row.fault("measure", "is not a measure", did_you_mean(row["measure"], measures))
        ]
    allowed = measures[measure]["indicators"].split()
    if row["indicator"] not in allowed:
        faults.append(
            row.fault("indicator", f"does not go with '{measure}'", f"Use {' or '.join(allowed)}.")
        )
    group, band = row["staff_group"].casefold() or ALL, row["pay_band"] or ALL
    if measure == "staff in post":
        faults += _place_faults(row, group, band)
        band = _band_code(band) or band
    else:
        for column in ("staff_group", "pay_band"):
            if row[column].casefold() not in ("", ALL):
                faults.append(row.fault(column, f"does not go with '{measure}'", "Write 'all'."))
        group = band = ALL
    if faults:
        return None, faults
    return (int(row["indicator"][0]), measure, group, band), []


def _place_faults(row: Row, group: str, band: str) -> list[Fault]:
    if group != ALL and group not in _SCHEME_OF_GROUP:
        return [
            row.fault(
                "staff_group", "is not a staff group", did_you_mean(group, [ALL, *_SCHEME_OF_GROUP])
            )
        ]
    bands = reference.by("pay_bands", "pay_band")
    code = _band_code(band)
    schemes = ("any",) if group == ALL else _SCHEME_OF_GROUP[group]
    fitting = [b for b, fact in bands.items() if fact["scheme"] in schemes]
    if code not in fitting:
        problem = "is not a pay band" if code is None else f"does not go with staff group '{group}'"
        return [row.fault("pay_band", problem, did_you_mean(band, fitting))]
    return []


def _band_code(text: str) -> str | None:
    """The code of a band, whatever the case and with or without the word "band"."""
    wanted = text.casefold().removeprefix("bands").removeprefix("band").strip()
    codes = {code.casefold(): code for code in reference.by("pay_bands", "pay_band")}
    return codes.get(wanted)


def _cells(row: Row) -> tuple[dict[str, Count], list[Fault]]:
    """The counts of a row by ethnicity, `all` included, and what is wrong with them."""
    fact = reference.by("measures", "measure").get(row["measure"].casefold())
    if fact is None:
        return {}, []  # whether its cells are people or percentages is not known
    is_percentage = fact["unit"] == "percent"
    parse = parse_percentage if is_percentage else parse_count
    counts, faults = {}, []
    for column in (*_ETHNICITY, "total"):
        try:
            counts[_ETHNICITY.get(column, ALL)] = parse(row[column])
        except NotANumberError as error:
            faults.append(row.fault(column, error.problem, error.remedy))
    if faults or is_percentage:
        return counts, faults
    total, parts = counts[ALL], [counts[ethnicity] for ethnicity in ETHNICITIES]
    summed = parts[0] + parts[1] + parts[2]
    if total.state is State.NOT_COLLECTED:
        counts[ALL] = summed
    elif total.state is State.SHOWN:
        known = sum(part.value for part in parts if part.state is State.SHOWN)
        complete = joint_state(part.state for part in parts) is State.SHOWN
        if (complete and known != total.value) or known > total.value:
            faults.append(
                row.fault(
                    "total",
                    f"is not the sum of its parts, {known:.0f}",
                    "Correct the count that is wrong, or leave the total blank.",
                )
            )
    return counts, faults


def _part_faults(seen: dict[tuple, Row], records: list[tuple]) -> list[Fault]:
    """Counts that are more than what they are counted among."""
    numbers = {(*record[:4], record[5]): record[6] for record in records}
    columns = {ethnicity: column for column, ethnicity in _ETHNICITY.items()}
    faults = []
    for (indicator, measure, group, band, ethnicity), number in numbers.items():
        whole = numbers.get((indicator, _BASES.get(measure), group, band, ethnicity))
        if ethnicity != ALL and None not in (number, whole) and number > whole:
            problem = f"is more than the {whole:.0f} {_BASES[measure]}"
            row = seen[indicator, measure, group, band]
            faults.append(row.fault(columns[ethnicity], problem, "Correct one of the two."))
    return faults


def _table_faults(sheet: Sheet, seen: dict[tuple, Row], any_unread: bool) -> list[Fault]:
    """What is wrong between rows."""
    faults = []
    if _WORKFORCE not in seen and not any_unread:
        faults.append(
            Fault(
                sheet.file,
                None,
                "",
                None,
                "has no row for the whole workforce",
                sheet.workforce_remedy,
            )
        )
    bands = reference.by("pay_bands", "pay_band")
    for (indicator, measure, group, band), row in seen.items():
        pool = bands[band]["pool"] if indicator == 1 else ""
        if pool and (indicator, measure, group, pool) in seen:
            faults.append(
                row.fault(
                    "pay_band",
                    f"is counted in the row of bands {pool} as well",
                    "Give either the single bands or the pooled ones.",
                )
            )
        if measure == "count" and (indicator, "percentage", group, band) in seen:
            faults.append(
                row.fault(
                    "measure",
                    f"stands beside a percentage for indicator {indicator}",
                    "Give counts or percentages, not both.",
                )
            )
        if (
            measure in ("count", "percentage")
            and not any_unread
            and (indicator, "respondents", group, band) not in seen
        ):
            faults.append(
                row.fault(
                    "measure",
                    f"has no respondents for indicator {indicator}",
                    "Add a row with how many people answered the question.",
                )
            )
    return faults


def count_rows(sheet: Sheet) -> dict[tuple, Row]:
    """Where each count stands: rows by indicator, measure, staff group and band.

    For rows that `to_counts` found in order; beside the counts, because a count itself does not
    need to know where it was typed.
    """
    return {_key(row)[0]: row for row in sheet}
