"""Add organisations to the register from the CSV downloads of the Organisation Data Service."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wres import reference
from wres.figures.phrases import counted
from wres.ground.errors import Fault, InputError, NoDataError, ParameterError, did_you_mean
from wres.ground.files import is_there, read_text
from wres.reading.csvfiles import Row, Sheet, read_bare_sheet
from wres.reading.organisations import (
    COLUMNS,
    MERGED,
    REPLACED,
    SPLIT,
    SUCCESSION_COLUMNS,
    SUCCESSIONS_FILE,
    Organisation,
    Register,
    Succession,
    read_register,
)

REGISTER_FILE = "organisations.csv"
_SUCCESSIONS = "succ"
_SMALL_WORDS = ("and", "for", "in", "of", "on", "the", "upon", "with")
_CAPITALS = ("NHS", "ICB", "CCG", "CSU", "CIC", "UK")
# How many of what was added are named; the files hold them all.
_NAMED = 10


@dataclass(frozen=True)
class Added:
    """What came into the register, and what was there already."""

    data: Path
    organisations: tuple[Organisation, ...]
    successions: tuple[Succession, ...]
    kept: int

    def summary(self) -> str:
        """What was added, and what to look at."""
        lines = [
            f"{counted(len(self.organisations), 'organisation')} added to "
            f"{self.data / REGISTER_FILE}."
        ]
        lines += [
            f"  {body.ods_code}  {body.name} ({body.kind})" for body in self.organisations[:_NAMED]
        ]
        if len(self.organisations) > _NAMED:
            lines.append(f"  and {len(self.organisations) - _NAMED} more")
        if self.successions:
            lines.append(
                f"{counted(len(self.successions), 'succession')} added to "
                f"{self.data / SUCCESSIONS_FILE}. The kind of each is what the codes and dates "
                "suggest: look at it."
            )
            lines += [
                f"  {change.predecessor} -> {change.successor}, {change.day}: {change.kind}"
                for change in self.successions[:_NAMED]
            ]
            if len(self.successions) > _NAMED:
                lines.append(f"  and {len(self.successions) - _NAMED} more")
        if self.kept:
            lines.append(f"{counted(self.kept, 'organisation')} there already, not changed.")
        if self.organisations:
            lines.append("Look at each short_name: charts and headings use it.")
        return "\n".join(lines)


def add_to_register(data: Path, files: Sequence[Path], codes: Sequence[str] = ()) -> Added:
    """Add the organisations of these files, and who took over from whom, to the register.

    No row that is there is changed: a person may have mended it.

    Args:
        data: the data folder.
        files: downloads under their own names, such as `etr.csv` and `succ.csv`.
        codes: whom to add, with those before them; all where there are none.

    Raises:
        ParameterError: a file has another name, or a code is in none of them.
        InputError: a file, or the register, holds faults.
        NoDataError: the data folder cannot be written to.
    """
    known, faults = read_register(data)
    organisations: dict[str, Organisation] = {}
    pairs: list[tuple[str, str, date]] = []
    for path in files:
        kinds = _kinds_of(path)
        if kinds is None:
            pairs += _read_successions(_sheet(path, "successions", faults), faults)
        else:
            sheet = _sheet(path, "organisations", faults)
            organisations |= {body.ods_code: body for body in _read(sheet, kinds, faults)}
    if faults:
        raise InputError(faults)
    there = {body.ods_code for body in known.organisations}
    wanted = _with_predecessors(codes, pairs) if codes else set(organisations)
    for code in codes:
        if code not in organisations and code not in there:
            guess = did_you_mean(code, organisations) if len(organisations) < 1000 else ""
            raise ParameterError(f"there is no organisation '{code}' in these files. {guess}")
    new = tuple(body for code, body in organisations.items() if code in wanted - there)
    successions = _successions(pairs, known, new, wanted)
    _append(data / REGISTER_FILE, COLUMNS, [_organisation_cells(body) for body in new])
    rows = [
        (change.predecessor, change.successor, change.day.isoformat(), change.kind, change.source)
        for change in successions
    ]
    _append(data / SUCCESSIONS_FILE, SUCCESSION_COLUMNS, rows)
    return Added(data, new, successions, len(wanted & there & set(organisations)))


def _kinds_of(path: Path) -> list[dict[str, str]] | None:
    """The kinds of organisation that a file may hold; None for the file of successions."""
    stem = path.stem.casefold()
    if stem == _SUCCESSIONS:
        return None
    kinds = [row for row in reference.rows("organisation_kinds") if row["ods_file"] == stem]
    if not kinds:
        names = dict.fromkeys(row["ods_file"] for row in reference.rows("organisation_kinds"))
        allowed = [f"{name}.csv" for name in (*filter(None, names), _SUCCESSIONS)]
        raise ParameterError(
            f"'{path.name}' is not a file of the Organisation Data Service that is known here. "
            f"{did_you_mean(path.name, allowed)} Keep the name that it was downloaded under."
        )
    return kinds


def _sheet(path: Path, kind: str, faults: list[Fault]) -> Sheet:
    places = {
        row["column"]: int(row["place"])
        for row in reference.rows("ods_columns")
        if row["file"] == kind
    }
    sheet = read_bare_sheet(path.resolve(), places, path.name)
    faults += sheet.faults
    return sheet


def _read(sheet: Sheet, kinds: list[dict[str, str]], faults: list[Fault]) -> Iterable[Organisation]:
    for row in sheet:
        code, name = row["code"], row["name"]
        if not re.fullmatch(r"[A-Za-z0-9]+", code):
            faults.append(row.fault("code", "is not an ODS code", "Look at the file's columns."))
        kind = _kind(name, kinds)
        opened, closed = (_date(row, column, faults) for column in ("opened", "closed"))
        if kind:
            yield Organisation(
                code,
                tidy_name(name),
                short_name(name),
                kind,
                opened,
                closed,
                "",
                False,
                f"Organisation Data Service, {sheet.file}",
            )


def _kind(name: str, kinds: list[dict[str, str]]) -> str:
    """The first kind whose mark is in the name; one without a mark takes everything."""
    for row in kinds:
        marks = [mark for mark in row["name_has"].split("; ") if mark]
        if not marks or any(re.search(rf"\b{re.escape(mark)}", name.upper()) for mark in marks):
            return row["kind"]
    return ""


def _date(row: Row, column: str, faults: list[Fault]) -> date | None:
    text = row[column]
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        faults.append(row.fault(column, "is not a date", "It is written as 20220701."))
        return None


def _read_successions(sheet: Sheet, faults: list[Fault]) -> list[tuple[str, str, date]]:
    pairs = []
    for row in sheet:
        day = _date(row, "date", faults)
        if day is None and not row["date"]:
            faults.append(row.fault("date", "is blank", "It is written as 20220701."))
        if day:
            pairs.append((row["predecessor"], row["successor"], day))
    return pairs


def _with_predecessors(codes: Sequence[str], pairs: list[tuple[str, str, date]]) -> set[str]:
    """These codes and all those before them."""
    line = list(codes)
    for code in line:
        line += [before for before, after, _ in pairs if after == code and before not in line]
    return set(line)


def _successions(
    pairs: list[tuple[str, str, date]],
    known: Register,
    new: Sequence[Organisation],
    wanted: set[str],
) -> tuple[Succession, ...]:
    """Successions between organisations of the register that it does not hold yet.

    The files do not say of what kind they are. Codes and dates suggest it: several successors of
    one body are a split; several predecessors of one, or a successor that was open before, a
    merger; else one body replaced another.
    """
    bodies = {body.ods_code: body for body in (*known.organisations, *new)}
    registered = {(change.predecessor, change.successor) for change in known.successions}
    successions = []
    for before, after, day in dict.fromkeys(pairs):
        if before == after or (before, after) in registered or not {before, after} <= set(bodies):
            continue
        if wanted and after not in wanted:
            continue
        opened = bodies[after].opened
        if len({b for a, b, d in pairs if (a, d) == (before, day)}) > 1:
            kind = SPLIT
        elif len({a for a, b, d in pairs if (b, d) == (after, day)}) > 1 or (
            opened and opened < day
        ):
            kind = MERGED
        else:
            kind = REPLACED
        source = "Organisation Data Service, succ.csv; kind from codes and dates, to verify"
        successions.append(Succession(before, after, day, kind, source))
    return tuple(successions)


def tidy_name(name: str) -> str:
    """A name in capitals as people write it.

    >>> tidy_name("UNIVERSITY HOSPITALS OF MORECAMBE BAY NHS FOUNDATION TRUST")
    'University Hospitals of Morecambe Bay NHS Foundation Trust'
    >>> tidy_name("NHS BEDFORDSHIRE, LUTON AND MILTON KEYNES INTEGRATED CARE BOARD")
    'NHS Bedfordshire, Luton and Milton Keynes Integrated Care Board'
    >>> tidy_name("KING'S COLLEGE HOSPITAL")
    "King's College Hospital"
    """
    words = name.split()
    return " ".join(_tidy_word(word, is_first=place == 0) for place, word in enumerate(words))


def _tidy_word(word: str, *, is_first: bool) -> str:
    if word.strip("().,").upper() in _CAPITALS:
        return word.upper()
    if word.casefold() in _SMALL_WORDS and not is_first:
        return word.casefold()
    # A letter begins a word after anything but a letter or an apostrophe.
    return re.sub(r"(?<![a-z'’])[a-z]", lambda first: first[0].upper(), word.casefold())


def short_name(name: str) -> str:
    """A name without what all of its kind have in common; a person may write a better one.

    >>> short_name("UNIVERSITY HOSPITALS OF MORECAMBE BAY NHS FOUNDATION TRUST")
    'University Hospitals of Morecambe Bay'
    >>> short_name("NHS BEDFORDSHIRE, LUTON AND MILTON KEYNES INTEGRATED CARE BOARD")
    'Bedfordshire, Luton and Milton Keynes ICB'
    """
    text = tidy_name(name)
    for long, short in (
        (" NHS Foundation Trust", ""),
        (" NHS Trust", ""),
        (" Integrated Care Board", " ICB"),
        (" Clinical Commissioning Group", " CCG"),
        (" Commissioning Support Unit", " CSU"),
    ):
        text = text.replace(long, short)
    return text.removeprefix("NHS ")


def _organisation_cells(body: Organisation) -> tuple[str, ...]:
    days = ("" if day is None else day.isoformat() for day in (body.opened, body.closed))
    return (body.ods_code, body.name, body.short_name, body.kind, *days, "", "no", body.source)


def _append(path: Path, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Add rows to the end of a file, in the order of its own header; make it where it is not."""
    if not rows:
        return
    before = read_text(path) if is_there(path) else ",".join(columns) + "\n"
    header = next(csv.reader(io.StringIO(before)))
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        cells = dict(zip(columns, row, strict=True))
        writer.writerow([cells.get(column.strip(), "") for column in header])
    end = "" if before.endswith("\n") else "\n"
    try:
        path.write_text(before + end + text.getvalue(), encoding="utf-8", newline="\n")
    except OSError as error:
        raise NoDataError(f"cannot write to '{path}' ({error.strerror}).") from error
