"""Find an organisation's extracts, files with one row for each record, and have them reduced."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from helpers.errors import Fault
from helpers.reading.columns import (
    fields_of,
    find_columns,
    questions,
    read_mapping,
)
from helpers.reading.records import read_header, read_records
from helpers.reading.reduce import GIVES, KIND_OF_ANSWER, Extract, needed, reduce, reduce_survey
from helpers.reading.sorters import SORTERS, survey_answer
from helpers.reading.values import OwnWords, read_values, unread_values

FILES = tuple(f"{extract}.csv" for extract in GIVES)


def read_extracts(folder: Path, name: str) -> tuple[list[Extract], list[Fault]]:
    """Every extract of one organisation and year, reduced to rows of counts.

    Args:
        folder: the folder of the year, such as `data/QHG/2023`.
        name: what to call it in messages, such as `QHG/2023`.

    Returns:
        The extracts, each with its rows or its faults; and the faults of the mapping and of the
        own words.
    """
    mapping, faults = read_mapping(folder, name)
    own, found = read_values(folder, name)
    faults += found
    extracts = []
    for extract in GIVES:
        for workbook in sorted(folder.glob(f"{extract}.xls*")):
            problem, remedy = "is a workbook", f"Save its sheet as {extract}.csv."
            faults.append(Fault(f"{name}/{workbook.name}", None, "", None, problem, remedy))
        path, file = folder / f"{extract}.csv", f"{name}/{extract}.csv"
        if path.exists():
            survey = int(folder.name) - 1  # the survey of the autumn before
            words = OwnWords(extract, file, own, name)
            extracts.append(_read(path, file, extract, survey, mapping, words))
    read = {extract for extract in GIVES if (folder / f"{extract}.csv").exists()}
    return extracts, faults + unread_values(own, name, read)


def _read(path, file, extract, survey, mapping, words) -> Extract:
    result = Extract(file, set(GIVES[extract]))
    header, result.faults = read_header(path, file)
    if header is None:
        return result
    asked = questions(survey) if extract == "survey" else {}
    if extract == "survey" and not asked:
        problem = f"the questions of the survey of {survey} are not known"
        remedy = "Give respondents and percentages in counts.csv."
        result.faults.append(Fault(file, None, "", None, problem, remedy))
        return result
    fields = [*fields_of(extract), *(each for parts in asked.values() for each in parts)]
    places, result.faults = find_columns(header, extract, fields, mapping)
    if result.faults:
        return result
    result.headings = {name: header.cells[place] for name, place in places.items()}
    sorters = {name: SORTERS[name] for name in places if name in SORTERS}
    for indicator, parts in asked.items():
        sorters |= dict.fromkeys(parts, partial(survey_answer, KIND_OF_ANSWER[indicator]))
    sorters = {name: words.sorter(name, sort) for name, sort in sorters.items()}
    records = read_records(path, header, places, sorters, needed(extract))
    records.faults += words.faults()
    if not records.faults:
        if extract == "survey":
            reduce_survey(records, result, asked, survey)
        else:
            reduce(extract, records, result)
    result.faults += records.faults
    if result.faults:
        result.rows = []
    return result
