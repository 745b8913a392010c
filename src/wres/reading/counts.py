"""Read a counts file: one row a measure, columns for White, BME and unknown.

It may say more of the same: the groups behind BME in further columns, rows by sex, and rows of
indicator 2 by staff group or by pay band. All these are parts of a row that is there as well.
"""

from __future__ import annotations

import re
from calendar import month_abbr

import pandas as pd

from wres import reference
from wres.figures import (
    ALL,
    BME,
    BME_GROUPS,
    ETHNICITIES,
    SEXES,
    UNKNOWN,
    WHITE,
    Count,
    State,
    joint_state,
)
from wres.figures.counts import COLUMNS, STAFF, Counts
from wres.ground.errors import Fault, did_you_mean
from wres.reading.csvfiles import Row, Sheet
from wres.reading.grounds import in_people
from wres.reading.numbers import NotANumberError, parse_count, parse_percentage
from wres.reference.standard import GROUNDS, NAMED_A_GROUND

FILE_COLUMNS = ("indicator", "measure", "staff_group", "pay_band")
FILE_COLUMNS += ("white", "bme", "unknown", "total", "source")
# What a file may have besides.
GROUP_COLUMNS = {group.casefold(): group for group in BME_GROUPS}
DETAIL_COLUMNS = ("sex", *GROUP_COLUMNS)
_ETHNICITY = {"white": WHITE, "bme": BME, "unknown": UNKNOWN}
_SEXES = {sex.casefold(): sex for sex in (*SEXES, ALL)}
_COLUMNS = {
    ethnicity: column for column, ethnicity in {**_ETHNICITY, **GROUP_COLUMNS, "total": ALL}.items()
}
_INTERNATIONAL = ", international recruitment"
# What may be meant by a share in the place of a count.
_OR_PERCENTAGE = {
    "count": "Give the number of people, or choose 'percentage' as the measure.",
    **dict.fromkeys(GROUNDS, "Give the number of people, or a percentage with its sign: 12.7%."),
}
# What is counted among whom: nobody is appointed who was not shortlisted.
_BASES = {
    "appointed": ("shortlisted",),
    "count": ("respondents",),
    **dict.fromkeys(GROUNDS, (NAMED_A_GROUND,)),
    f"shortlisted{_INTERNATIONAL}": ("shortlisted",),
    f"appointed{_INTERNATIONAL}": (f"shortlisted{_INTERNATIONAL}", "appointed"),
}
_WORKFORCE = (1, STAFF, ALL, ALL, ALL)
_TYPES = {"number": "float64", "indicator": "int64", "state": str}
# Measures that may be given by staff group or by pay band, and not by both at once.
_BY_GROUP_OR_BAND = ("shortlisted", "appointed")
# Of which there is no detail by sex: one person may be a whole sex of a board, or its only one who
# named a religion.
RESPONSE_RATE = "survey response rate"
_GROUNDS = (NAMED_A_GROUND, *GROUNDS)
_NOT_BY_SEX = (RESPONSE_RATE, "board members", *_GROUNDS)
# A workforce may be given by pooled bands or by single ones, never by both.
_SCHEME_OF_GROUP = {
    "clinical": ("Agenda for Change", "pool", "cluster"),
    "non-clinical": ("Agenda for Change", "pool", "cluster"),
    "medical and dental": ("medical and dental",),
}


def to_counts(
    sheet: Sheet, organisation: str, year: int, *, is_whole: bool = True
) -> tuple[Counts | None, list[Fault]]:
    """Check rows with the columns of a counts file, and make counts of them.

    Whatever form an organisation hands its figures in, it is reduced to such rows and checked
    here, once.

    Args:
        sheet: rows with `FILE_COLUMNS` and `DETAIL_COLUMNS`, and the faults found while they
            were read.
        organisation: ODS code.
        year: WRES year.
        is_whole: whether they are all rows of a year, so that one that is needed may be missed.

    Returns:
        The counts, and every fault. With a fault there are no counts (None): half a file is not
        a smaller file.
    """
    rows, of_grounds = in_people(sheet)
    faults = [*sheet.faults, *(_shares_of_one(sheet) if is_whole else ()), *of_grounds]
    seen: dict[tuple, Row] = {}
    records: list[tuple] = []
    any_unread = False
    for row in rows:
        key, key_faults = _key(row)
        cells, cell_faults = _cells(row)
        faults += key_faults + cell_faults
        if key is None:
            any_unread = True
            continue
        if key in seen:
            problem = f"stands already in {_other_place(seen[key], row)}"
            remedy = "Keep one row for each measure, staff group and band."
            faults.append(row.fault("measure", problem, remedy))
            continue
        seen[key] = row
        if not cell_faults:
            records += [
                (*key, ethnicity, count.value, count.state, row["source"])
                for ethnicity, count in cells.items()
            ]
    # A row that could not be read may be the one that would be missed.
    any_unread |= bool(sheet.faults) or not is_whole
    faults += _table_faults(sheet, seen, any_unread=any_unread)
    if not faults:
        faults = _part_faults(seen, records)
    if faults:
        return None, faults
    table = pd.DataFrame(records, columns=list(COLUMNS)).astype(_TYPES)
    return Counts(organisation, year, table), []


def _other_place(other: Row, row: Row) -> str:
    """Where another row stands, as seen from this one; a reduced row has no number."""
    place = [other.file] if other.file != row.file or other.number is None else []
    return ", ".join(place + ([f"row {other.number}"] if other.number is not None else []))


def _key(row: Row) -> tuple[tuple | None, list[Fault]]:
    """The key of a row, and what is wrong with it.

    The key is indicator, measure, staff group, pay band and sex.
    """
    faults = []
    measures = reference.by("measures", "measure")
    measure = row["measure"].casefold()
    if measure not in measures:
        of_indicator = [
            each for each, of in measures.items() if row["indicator"] in of["indicators"].split()
        ]
        remedy = did_you_mean(row["measure"], of_indicator or measures)
        return None, [row.fault("measure", "is not a measure", remedy)]
    allowed = measures[measure]["indicators"].split()
    if row["indicator"] not in allowed:
        faults.append(
            row.fault("indicator", f"does not go with '{measure}'", f"Use {' or '.join(allowed)}.")
        )
    group, band = row["staff_group"].casefold() or ALL, row["pay_band"] or ALL
    if measure == STAFF and row["indicator"] not in ("3", "4"):
        faults += _place_faults(row, group, band)
        band = _band_code(band) or band
    elif measure in _BY_GROUP_OR_BAND:
        faults += _recruitment_place_faults(row, group, band)
        band = _band_code(band) or band
    else:
        for column in ("staff_group", "pay_band"):
            if row[column].casefold() not in ("", ALL):
                faults.append(row.fault(column, f"does not go with '{measure}'", "Write 'all'."))
        group = band = ALL
    sex = _SEXES.get(row["sex"].casefold() or ALL, "")
    faults += _sex_faults(row, measure, sex, is_whole=group == band.casefold() == ALL)
    if faults:
        return None, faults
    return (int(row["indicator"][0]), measure, group, band, sex), []


def _sex_faults(row: Row, measure: str, sex: str, *, is_whole: bool) -> list[Fault]:
    if not sex:
        remedy = did_you_mean(row["sex"], [ALL, *SEXES])
        return [row.fault("sex", "is not a sex that the detail is by", remedy)]
    if sex == ALL:
        return _group_cells(row, f"'{measure}'") if measure in _GROUNDS else []
    if measure.endswith((*_NOT_BY_SEX, _INTERNATIONAL)):
        return [row.fault("sex", f"does not go with '{measure}'", "Write 'all'.")]
    if not is_whole:
        remedy = "Write 'all', or 'all' as the staff group and the pay band."
        return [row.fault("sex", "does not go with a staff group or a pay band", remedy)]
    return _group_cells(row, "a sex")


def _group_cells(row: Row, what: str) -> list[Fault]:
    """A cell of a group behind BME in a row that must not have one."""
    problem, remedy = f"does not go with {what}", "Leave the cell blank in such rows."
    return [row.fault(column, problem, remedy) for column in GROUP_COLUMNS if row[column]][:1]


def _group_faults(row: Row, group: str) -> list[Fault]:
    if group == ALL or group in _SCHEME_OF_GROUP:
        return []
    remedy = did_you_mean(group, [ALL, *_SCHEME_OF_GROUP])
    return [row.fault("staff_group", "is not a staff group", remedy)]


def _recruitment_place_faults(row: Row, group: str, band: str) -> list[Fault]:
    """A staff group or a pay band: both at once would count the same people a third time."""
    if faults := _group_faults(row, group):
        return faults
    code = _band_code(band)
    if code is None:
        return [_no_band(row, list(reference.by("pay_bands", "pay_band")))]
    if ALL not in (group, code):
        problem = f"stands beside staff group '{group}'"
        remedy = "Give indicator 2 by staff group or by pay band, with 'all' for the other."
        return [row.fault("pay_band", problem, remedy)]
    return []


def _place_faults(row: Row, group: str, band: str) -> list[Fault]:
    if faults := _group_faults(row, group):
        return faults
    bands = reference.by("pay_bands", "pay_band")
    code = _band_code(band)
    schemes = ("any",) if group == ALL else _SCHEME_OF_GROUP[group]
    fitting = [b for b, fact in bands.items() if fact["scheme"] in schemes]
    if code is None:
        return [_no_band(row, fitting)]
    if code not in fitting:
        problem = f"does not go with staff group '{group}'"
        return [row.fault("pay_band", problem, did_you_mean(band, fitting))]
    return []


def _no_band(row: Row, bands: list[str]) -> Fault:
    """A text that is no pay band, which a spreadsheet may have made of one: of 1-7 a day in July.

    >>> row = Row("counts.csv", 3, {"pay_band": "01-Jul"})
    >>> _no_band(row, ["1-7", "8a-VSM"]).remedy
    "Excel made a date of 1-7: set the column's format to Text, and type 1-7 again."
    """
    text = row["pay_band"]
    made_of = next((band for band in bands if text.casefold() in _as_dates(band)), "")
    problem = "is not a pay band"
    if made_of:
        remedy = f"Excel made a date of {made_of}: set the column's format to Text, "
        return row.fault("pay_band", problem, f"{remedy}and type {made_of} again.")
    return row.fault("pay_band", problem, did_you_mean(text, bands))


def _as_dates(band: str) -> set[str]:
    """What a spreadsheet shows for a band of two digits: a day and a month, in either order."""
    if not re.fullmatch(r"\d-\d", band):
        return set()
    first, second = map(int, band.split("-"))
    pairs = ((first, second), (second, first))
    return {
        f"{written}-{month_abbr[month].casefold()}"
        for day, month in pairs
        for written in (f"{day}", f"{day:02}")
    }


def _band_code(text: str) -> str | None:
    """The code of a band, whatever the case and with or without the word "band"."""
    wanted = text.casefold().removeprefix("bands").removeprefix("band").strip()
    bands = reference.by("pay_bands", "pay_band")
    codes = {code.casefold(): code for code in bands}
    # A cluster of one grade is that grade: 5 is the consultants.
    single = {fact["cluster"]: code for code, fact in bands.items() if fact["cluster"]}
    return codes.get(wanted) or single.get(wanted)


def _cells(row: Row) -> tuple[dict[str, Count], list[Fault]]:
    """The counts of a row by ethnicity, `all` included, and what is wrong with them."""
    fact = reference.by("measures", "measure").get(row["measure"].casefold())
    if fact is None:
        return {}, []  # whether its cells are people or percentages is not known
    is_percentage = fact["unit"] == "percent"
    parse = parse_percentage if is_percentage else parse_count
    counts, faults = {}, []
    # A group behind BME that nobody handed in is no row of the counts at all.
    given = {column: group for column, group in GROUP_COLUMNS.items() if row[column]}
    for column, ethnicity in {**_ETHNICITY, **given, "total": ALL}.items():
        try:
            counts[ethnicity] = parse(row[column])
        except NotANumberError as error:
            meant = _OR_PERCENTAGE.get(row["measure"].casefold()) if _is_share(row[column]) else ""
            faults.append(row.fault(column, error.problem, meant or error.remedy))
    if given and not row["bme"]:
        problem = "is blank, and groups behind it are given"
        faults.append(row.fault("bme", problem, "Write how many BME people there are."))
    if row["measure"].casefold() == RESPONSE_RATE:
        faults = faults or _response_rate_faults(row, counts)
    if faults or is_percentage:
        return counts, faults
    faults += _behind_bme_faults(row, counts)
    total, parts = counts[ALL], [counts[ethnicity] for ethnicity in ETHNICITIES]
    summed = parts[0] + parts[1] + parts[2]
    if total.state is State.NOT_COLLECTED:
        counts[ALL] = summed
    elif total.state is State.SHOWN:
        known = sum(part.value for part in parts if part.state is State.SHOWN)
        complete = joint_state(part.state for part in parts) is State.SHOWN
        if (complete and known != total.value) or known > total.value:
            problem = f"is not the sum of its parts, {known:.0f}"
            remedy = "Correct the count that is wrong, or leave the total blank."
            faults.append(row.fault("total", problem, remedy))
    return counts, faults


def _is_share(text: str) -> bool:
    return bool(re.fullmatch(r"\d*\.\d+|[\d.]+ ?%", text))


def _shares_of_one(sheet: Sheet) -> list[Fault]:
    """Percentages of the survey that were typed as 0.3 for 30: one fault, however many they are.

    Those of a row, White's and BME's, are rarely all below one per cent. With its sign each may be.
    """
    found = []
    for row in sheet:
        typed = [row[column] for column in _ETHNICITY if row[column] not in ("", "0", "0.0")]
        is_below_one = all(re.fullmatch(r"0?\.\d+", text) for text in typed)
        if row["measure"].casefold() == "percentage" and len(typed) > 1 and is_below_one:
            found.append(row)
    if not found:
        return []
    column = next(column for column in _ETHNICITY if found[0][column])
    others = f", as are those of {len(found) - 1} more in the column" if found[1:] else ""
    problem = f"is below one per cent, as every percentage of its row is{others}"
    remedy = "Type 30 for 30 per cent. If it is right, type it with its sign, as 0.4%."
    return [found[0].fault(column, problem, remedy)]


def _response_rate_faults(row: Row, counts: dict[str, Count]) -> list[Fault]:
    """A rate of all who were asked has one cell, and is no share of one."""
    problem, remedy = f"does not go with '{RESPONSE_RATE}'", "Write the rate into the column total."
    faults = [
        row.fault(column, problem, remedy)
        for column in (*_ETHNICITY, *GROUP_COLUMNS)
        if row[column] and column != "total"
    ]
    rate = counts[ALL].value
    if rate is not None and 0 < rate < 1:
        remedy = f"Write {100 * rate:.12g} if it is {100 * rate:.12g} per cent."
        faults.append(row.fault("total", "is less than one per cent", remedy))
    return faults


def _behind_bme_faults(row: Row, counts: dict[str, Count]) -> list[Fault]:
    """The groups behind BME and BME itself, which is their sum."""
    bme, parts = counts[BME], [counts[group] for group in BME_GROUPS if group in counts]
    known = sum(part.value for part in parts if part.state is State.SHOWN)
    is_complete = len(parts) == len(BME_GROUPS) and all(part.value is not None for part in parts)
    if bme.state is not State.SHOWN or not (
        known > bme.value or (is_complete and known < bme.value)
    ):
        return []
    problem = f"is not the sum of the groups behind it, {known:.0f}"
    return [row.fault("bme", problem, "Correct the count that is wrong.")]


def _part_faults(seen: dict[tuple, Row], records: list[tuple]) -> list[Fault]:
    """Counts that are more than what they are counted among.

    Appointed people are among those shortlisted; people of one sex, staff group or band among all.
    """
    numbers = {record[:6]: record[6] for record in records}
    faults = []
    for (*key, ethnicity), number in numbers.items():
        indicator, measure, group, band, sex = key
        wholes = {
            (indicator, base, group, band, sex): base for base in _BASES.get(measure, ())
        } | dict.fromkeys(_wholes(*key), "of all together")
        for whole_key, words in wholes.items():
            whole = numbers.get((*whole_key, ethnicity))
            # Of a ground there may be a total alone.
            is_told = ethnicity == ALL and measure not in GROUNDS
            if not is_told and None not in (number, whole) and number > whole:
                row = seen[tuple(key)]
                problem = f"is more than the {whole:.0f} {words}"
                remedy = "Correct one of the two."
                faults.append(row.fault(_COLUMNS[ethnicity], problem, remedy))
                break
    return faults


def _wholes(indicator: int, measure: str, group: str, band: str, sex: str) -> list[tuple]:
    """The row of which a row is a part, if it is one of the detail.

    >>> _wholes(2, "appointed", "clinical", "all", "all")
    [(2, 'appointed', 'all', 'all', 'all')]
    >>> _wholes(1, "staff in post", "clinical", "5", "all")
    []
    """
    if measure in _BY_GROUP_OR_BAND:
        whole = (indicator, measure, ALL, ALL, ALL)
    else:
        whole = (indicator, measure, group, band, ALL)
    # A percentage of one sex may well be above that of all.
    is_people = reference.by("measures", "measure")[measure]["unit"] == "people"
    return [whole] if is_people and whole != (indicator, measure, group, band, sex) else []


def _table_faults(sheet: Sheet, seen: dict[tuple, Row], any_unread: bool) -> list[Fault]:
    """What is wrong between rows."""
    faults = []
    if _WORKFORCE not in seen and not any_unread:
        problem = "has no row for the whole workforce"
        faults.append(Fault(sheet.file, None, "", None, problem, sheet.workforce_remedy))
    for key, row in seen.items():
        faults += _pooled_band_faults(row, key, seen)
        faults += _lone_part_faults(row, key, seen, any_unread)
        faults += _survey_faults(row, key, seen, any_unread)
    return faults


def _pooled_band_faults(row: Row, key: tuple, seen: dict[tuple, Row]) -> list[Fault]:
    """A band that is counted once by itself and once within a pool of bands."""
    indicator, measure, group, band, sex = key
    fact = reference.by("pay_bands", "pay_band")[band]
    return [
        row.fault(
            "pay_band",
            f"is counted in the row of {_words_of_pool(pool)} as well",
            "Give either the single bands or the pooled ones.",
        )
        for pool in (fact["pool"], fact["cluster"])
        if pool and (indicator, measure, group, pool, sex) in seen
    ]


def _survey_faults(row: Row, key: tuple, seen: dict[tuple, Row], any_unread: bool) -> list[Fault]:
    """A result that is handed in twice, or without the number of people who answered."""
    indicator, measure, *place = key
    faults = []
    if measure == "count" and (indicator, "percentage", *place) in seen:
        faults.append(
            row.fault(
                "measure",
                f"stands beside a percentage for indicator {indicator}",
                "Give counts or percentages, not both.",
            )
        )
    is_result = measure in ("count", "percentage")
    if is_result and not any_unread and (indicator, "respondents", *place) not in seen:
        faults.append(
            row.fault(
                "measure",
                f"has no respondents for indicator {indicator}",
                "Add a row with how many people answered the question.",
            )
        )
    return faults


def _words_of_pool(pool: str) -> str:
    return pool if pool.startswith("cluster") else f"bands {pool}"


def _lone_part_faults(
    row: Row, key: tuple, seen: dict[tuple, Row], any_unread: bool
) -> list[Fault]:
    """A part whose whole is not there: nobody could tell whether the parts are all of it."""
    measure = key[1]
    among = [(key[0], "shortlisted", ALL, ALL, ALL)] if measure.endswith(_INTERNATIONAL) else []
    lacking = [whole for whole in (*_wholes(*key), *among) if whole not in seen]
    if not lacking or any_unread:
        return []
    remedy = f"Add the row {key[0]},{lacking[0][1]},all,all, and its counts."
    return [row.fault("measure", "has no row of all of whom these are a part", remedy)]


def count_rows(sheet: Sheet) -> dict[tuple, Row]:
    """Where each count stands: rows by indicator, measure, staff group and band.

    For rows that `to_counts` found in order; beside the counts, because a count itself does not
    need to know where it was typed. Rows of one sex are left out.
    """
    found = {_key(row)[0]: row for row in sheet}
    return {key[:4]: row for key, row in found.items() if key[4] == ALL}
