"""Read extracts, files with one row for each record, and have them reduced to rows of counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from wres.figures.phrases import listed
from wres.ground.errors import Doubt, Fault, Note
from wres.reading.asked import Asked
from wres.reading.blank import fill_down, without_blank
from wres.reading.columns import (
    KEYS,
    ORGANISATION,
    YEAR,
    Header,
    all_questions,
    fields_of,
    find_columns,
    names_known,
    names_unused,
    plain_name,
    questions,
    shared_columns,
)
from wres.reading.csvfiles import Row
from wres.reading.csvtables import read_csv_header, read_csv_table
from wres.reading.doubled import echoes
from wres.reading.early import judge_early
from wres.reading.exceltables import read_excel_header, read_excel_table
from wres.reading.keys import names_either_year, organisation_code, wres_year
from wres.reading.locations import Place, Source
from wres.reading.records import Records, Sorted, sort_columns, sorted_records
from wres.reading.reduce import (
    GIVES,
    KIND_OF_ANSWER,
    Extract,
    check_places,
    counted_records,
    needed,
    reduce,
    reduce_survey,
)
from wres.reading.sorters import ETHNIC_ORIGIN, PERSON, SORTERS, survey_answer
from wres.reading.tables import Column, Table, is_excel, no_rows
from wres.reading.totals import without_strangers
from wres.reading.unread import Look, decisions, passed_over
from wres.reading.values import OwnValues, OwnWords

EXTRACTS = tuple(GIVES)
# What is the same of one person in every extract.
OF_A_PERSON = (ETHNIC_ORIGIN, "sex")

Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Own:
    """What an organisation says of its extracts: its names of columns, and its words in them."""

    mapping: dict[tuple[str, str], Row]
    values: OwnValues


def reduce_extract(source: Source, own: Own) -> tuple[list[Fault], Iterator[tuple[Key, Extract]]]:
    """Reduce an extract to rows of counts, for each organisation and year that it holds.

    Args:
        source: the extract.
        own: the organisation's own names of columns and words.

    Returns:
        What is wrong with the file as a whole; and where nothing is, each organisation and year
        with its rows or its own faults.
    """
    extract = source.extract
    header, read, faults = _open(source, names_known(extract, own.mapping))
    if faults:
        return faults, iter(())
    unused = names_unused(extract, own.mapping)
    named = header.without(unused)
    known = {ORGANISATION: source.place.organisation, YEAR: source.place.year}
    spare = [key for key in KEYS if known[key] is not None]
    fields = [*KEYS, *fields_of(extract)]
    places, faults = find_columns(named, extract, fields, own.mapping, spare)
    faults += _questions_missed(named, source, own)
    if faults:
        return judge_early(source, named, read, places, faults, own.mapping, own.values), iter(())
    if extract == "survey":
        # Which of them are missed depends on the year.
        places |= find_columns(named, extract, all_questions(), own.mapping)[0]
    if faults := shared_columns(header, extract, places, own.mapping):
        return faults, iter(())
    rest = [place for place in range(len(header.cells)) if place not in places.values()]
    table = read(places, rest)
    if not table.faults and not table.rows.size:
        table.faults = [no_rows(header)]
    if table.faults:
        return table.faults, iter(())
    # Told of with all that is wrong with the other rows.
    table.faults = without_strangers(table, places)
    if not table.rows.size:
        return table.faults, iter(())
    table.faults += fill_down(table, places)
    either = source.place.year is None and _names_either_year(table, places)
    parts, faults = _parts(table, places, source.place, extract)
    if faults:
        return faults + table.faults, iter(())
    others = [place for place in rest if plain_name(header.cells[place]) not in unused]
    silent = {p: table.others.pop(p) for p in {*table.others} - {*others}}
    notes = passed_over(extract, header, others, table.others) + _of_sheets(source, table)
    reduced = _reduce_parts(source, table, places, parts, own, notes, silent)
    return [], _with_question(source, header.cells[places[YEAR]], reduced) if either else reduced


def people_of(source: Source, own: Own) -> dict[Key, pd.DataFrame]:
    """Whom an extract is about, for each organisation and year: a row of each person.

    Its index is a number made of the identifier; its columns are the places of the ethnic group
    and the sex in `ETHNIC` and `SEXES`, where the extract has them.

    Args:
        source: an extract in which nothing is wrong.
        own: the organisation's own names of columns, and words.
    """
    extract = source.extract
    header, read, faults = _open(source, names_known(extract, own.mapping))
    if faults:
        return {}
    named = header.without(names_unused(extract, own.mapping))
    places, _ = find_columns(named, extract, [*KEYS, PERSON, *OF_A_PERSON], own.mapping, KEYS)
    table = read(places)
    identifiers = table.columns[PERSON]
    plain = [text.strip().lstrip("0'").casefold() for text in identifiers.texts]
    numbers = pd.util.hash_array(np.array(plain, dtype=object))[identifiers.codes]
    words = OwnWords(extract, source.file, own.values, source.place.name)
    of_each = {n: table.columns[n] for n in OF_A_PERSON if n in places}
    sorters = {n: words.sorter(n, SORTERS[n]) for n in of_each}
    sorted_ = sort_columns(Table(header, of_each), sorters)
    said = {n: each.numbers[each.column.codes] for n, each in sorted_.items()}
    people = pd.DataFrame(said, index=numbers)
    parts, _ = _parts(table, places, source.place, extract)
    found = ((key, people if at is None else people.iloc[at]) for key, at in parts)
    return {key: of[~of.index.duplicated()] for key, of in found}


def _of_sheets(source: Source, table: Table) -> list[Note]:
    """A note about the other sheets of a workbook, if they hold anything."""
    if not table.beside:
        return []
    names = listed([f"'{name}'" for name in table.beside])
    problem = f"holds something on {names} too, which is not read"
    remedy = "Put records that belong to it on the sheet that is read, or leave it so."
    return [Note(source.file, None, "", None, problem, remedy)]


def _names_either_year(table: Table, places: dict[str, int]) -> bool:
    """Whether the years of any rows may be those in which they begin, or those that end."""
    if YEAR not in places:
        return False
    heading = table.header.cells[places[YEAR]]
    return any(names_either_year(heading, text) for text in table.columns[YEAR].texts)


def _with_question(
    source: Source, heading: str, parts: Iterator[tuple[Key, Extract]]
) -> Iterator[tuple[Key, Extract]]:
    """The same, each with the question which year a bare number means; and what it was read as."""
    for (organisation, year), result in parts:
        problem = (
            f"names a year by one number: {year} was taken for the year that ends on "
            f"31 March {year}"
        )
        remedy = (
            f"If it is the one that begins in {year}, write {year}/{(year + 1) % 100:02}. "
            f"If it is right, write {year - 1}/{year % 100:02}, or name the column 'WRES Year'."
        )
        if not result.faults:
            place = source.file, None, heading, None
            result.doubts.append(Doubt(*place, problem, remedy, "period", year=year))
        yield (organisation, year), result


def _questions_missed(header: Header, source: Source, own: Own) -> list[Fault]:
    """The questions that a survey lacks, where its folder says of which year it is."""
    if source.extract != "survey" or source.place.year is None:
        return []
    asked = questions(source.place.year - 1).values()
    return find_columns(header, "survey", [part for each in asked for part in each], own.mapping)[1]


def _open(
    source: Source, wanted: set[str]
) -> tuple[Header | None, Callable[..., Table] | None, list[Fault]]:
    """The header of an extract in either form, and what reads its columns."""
    if is_excel(source.path):
        sheet, faults = read_excel_header(source.path, source.file, source.extract, wanted)
        return sheet and sheet.header, partial(read_excel_table, sheet), faults
    header, faults = read_csv_header(source.path, source.file, wanted)
    return header, partial(read_csv_table, source.path, header), faults


def _parts(
    table: Table, places: dict[str, int], place: Place, extract: str
) -> tuple[list[tuple[Key, np.ndarray | None]], list[Fault]]:
    """Which rows are of which organisation and year; all rows where there is only one of each."""
    held = {
        ORGANISATION: [place.organisation] if place.organisation else [],
        YEAR: [place.year] if place.year else [],
    }
    read = {
        ORGANISATION: partial(organisation_code, known=place.organisation),
        YEAR: partial(wres_year, known=place.year, at_year_end=extract == "staff"),
    }
    keys = Table(table.header, {k: table.columns.pop(k) for k in KEYS if k in places}, table.rows)
    sorters = {name: partial(_numbered, read[name], held[name]) for name in keys.columns}
    records = sorted_records(keys, sort_columns(keys, sorters), places)
    if records.faults:
        return [], records.faults
    number = np.zeros(len(table.rows), dtype=np.int32)
    for key in keys.columns:
        number = number * len(held[key]) + records.values[key]
    order = np.argsort(number, kind="stable")
    starts = np.flatnonzero(np.diff(number[order], prepend=-1))
    if len(starts) == 1:
        order = None
    parts = []
    for start, end in zip(starts, (*starts[1:], len(number)), strict=True):
        at = None if order is None else order[start:end]
        first = 0 if at is None else at[0]
        key = [held[k][records.values[k][first] if k in keys.columns else 0] for k in KEYS]
        parts.append(((key[0], key[1]), at))
    return parts, []


def _numbered(read: Callable[[str], str | int], held: list, text: str) -> int:
    """The place of a key among those that were met so far."""
    value = read(text)
    if value not in held:
        held.append(value)
    return held.index(value)


def _reduce_parts(
    source: Source,
    table: Table,
    places: dict[str, int],
    parts: list[tuple[Key, np.ndarray | None]],
    own: Own,
    notes: list[Note],
    unused: Mapping[int, Column],
) -> Iterator[tuple[Key, Extract]]:
    extract = source.extract
    words = OwnWords(extract, source.file, own.values, source.place.name)
    headings = {name: table.header.cells[place] for name, place in places.items()}
    columns = _sorted(source, table, sorted({year for (_, year), _ in parts}), own, words)
    deciding, silenced = (decisions(extract, table.header, of) for of in (table.others, unused))
    also = echoes(table.columns[PERSON].texts) if PERSON in table.columns else {}
    asked = Asked(table, headings, deciding, silenced, words.moves.values(), also)
    # Only now is it known which of the own words were used.
    of_words = words.faults()
    for (organisation, year), at in parts:
        result = Extract(source.file, set(GIVES[extract]), headings=headings)
        sorted_, faults = columns[year]
        result.faults += faults
        if not result.faults:
            records = sorted_records(table, sorted_, places, needed(extract), at)
            records.faults += [*table.faults, *of_words]
            if not records.faults:
                _reduce_records(extract, year, records, result, sorted_, at)
            elif extract != "survey" and not of_words:
                records.faults += check_places(extract, records)
            result.faults += records.faults
            if not result.faults:
                counted = counted_records(extract, records)
                look = Look(extract, records, counted, {*headings}, year, at)
                remarks = [*asked.about(look)]
                result.doubts += [each for each in remarks if isinstance(each, Doubt)]
                result.notes += [*notes, *(each for each in remarks if isinstance(each, Note))]
        if result.faults:
            result.rows = []
        yield (organisation, year), result


def _sorted(
    source: Source, table: Table, years: Sequence[int], own: Own, words: OwnWords
) -> dict[int, tuple[dict[str, Sorted], list[Fault]]]:
    """The columns of an extract as each year reads them, and what is wrong with them.

    Of a survey other questions count each year.
    """
    if source.extract == "survey":
        return {year: _sort_answers(source, table, year, own, words) for year in years}
    sorters = {n: words.sorter(n, SORTERS[n]) for n in table.columns if n != PERSON}
    return dict.fromkeys(years, (sort_columns(table, sorters), []))


def _reduce_records(
    extract: str,
    year: int,
    records: Records,
    result: Extract,
    columns: dict[str, Sorted],
    at: np.ndarray | None,
) -> None:
    asked = questions(year - 1) if extract == "survey" else {}
    parts = [part for each in asked.values() for part in each]
    result.doubts += without_blank(extract, records, columns, result.headings, parts, at, year)
    if extract == "survey":
        reduce_survey(records, result, asked, year - 1)
    else:
        reduce(extract, records, result)


def _sort_answers(
    source: Source, table: Table, year: int, own: Own, words: OwnWords
) -> tuple[dict[str, Sorted], list[Fault]]:
    """The columns of the questions that were asked in a year's survey, sorted."""
    survey = year - 1  # that of the autumn before
    asked = questions(survey)
    if not asked:
        problem = f"the questions of the survey of {survey} are not known"
        remedy = "Give respondents and percentages in counts.csv."
        return {}, [Fault(source.file, None, "", None, problem, remedy)]
    fields = [part for parts in asked.values() for part in parts]
    places, faults = find_columns(table.header, "survey", fields, own.mapping)
    faults = faults or shared_columns(table.header, "survey", places, own.mapping)
    if faults:
        return {}, faults
    sorters = {name: SORTERS[name] for name in table.columns if name in SORTERS}
    for indicator, parts in asked.items():
        sorters |= dict.fromkeys(parts, partial(survey_answer, KIND_OF_ANSWER[indicator]))
    of_survey = Table(table.header, {name: table.columns[name] for name in sorters})
    return sort_columns(of_survey, {n: words.sorter(n, s) for n, s in sorters.items()}), []
