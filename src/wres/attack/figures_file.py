"""The table of figures that a report ships: what each printed number must be."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from wres.attack.facts import (
    AVERAGE,
    COUNT,
    ECHO,
    OPAQUE,
    RATIO,
    REST,
    SHARE,
    SHARE_OF_TWO,
    Cell,
    Fact,
    Withheld,
    fact,
)
from wres.attack.keys import Key
from wres.attack.known import is_anybody
from wres.attack.meaning import PUBLIC, Bound, Place, Unreadable, figure_of

NUMBERS = ("value", "low", "high", "part", "whole")
COLUMNS = (
    "key", "organisation", "year", "indicator", "figure", "staff_group", "pay_band", "sex",
    "ethnicity", "area", *NUMBERS, "unit", "significant", "state", "reason", "marker", "source",
    "pages", "cells", "audience",
)  # fmt: skip
SYMBOLS = {"withheld": "[c]", "not collected": "[x]", "not calculable": "[z]"}
_SHOWN, _LOW = "shown", "low"
_DECIMALS = {"people": 0, "percent": 1, "percentage points": 1, "percent change": 1, "ratio": 2,
             "difference in ratio": 2}  # fmt: skip
# The rates of indicators 2, 3 and 4: a small one has one decimal more.
_RATE = re.compile(r"(?:appointment|disciplinary|training)_rate")
# What is said of a ratio of the survey that is made of percentages, where no people are known.
OF_PERCENTAGES = "made of percentages as they were handed in"
_MORE_DECIMALS = 4  # of an end of an interval
_SIGNED = ("percentage points", "percent change", "difference in ratio")
_PER_CENT = ("percent", "percent change")
# "there are no BME staff": a zero in the words of a reason.
_NOBODY = re.compile(r"\b(?:nobody|no)\b")
_NUMBER = re.compile(r"-?(0|[1-9]\d*)(?:\.(\d+))?")
_PEOPLE = re.compile(r"(0|[1-9]\d*)(\.5)?")  # the average of two years may be half a person
WORDS = {
    "0": ("nobody", "none", "no", "no one", "zero"),
    **{str(at): (word,) for at, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)},
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One figure: its printed numbers, or why it has none, and where it is printed."""

    key: Key
    numbers: Mapping[str, str]
    unit: str
    state: str
    pages: frozenset[str]
    cells: frozenset[str]
    reason: str = ""
    source: str = ""

    def prints(self, part: str) -> tuple[str, ...]:
        """Each way in which a part of the figure may be printed; none where it must not be.

        >>> row = Row(Key("2024", "1", "staff_percentage"), {"value": "23.5", "low": "21"},
        ...           "percent", "shown", frozenset(), frozenset())
        >>> row.prints(""), row.prints("high")
        (('23.5%',), ())
        """
        if self.state in SYMBOLS:
            # "In 2024, nobody entered the process": why there is no likelihood.
            why = _NOBODY.findall(self.reason) if self.is_of_nobody else ()
            return (SYMBOLS[self.state], *dict.fromkeys(why))
        if part == "itself":
            return ("100.0%",)
        if self.state == _LOW and part == "":
            least = "0." + "1".rjust(self.least_decimals, "0")
            return ("[low]", f"less than {least}{'%' * (self.unit == 'percent')}")
        number = self.numbers.get("value" if part in ("", "size") else part, "")
        if not number:
            return ()
        if part in ("part", "whole"):
            return (_grouped(number), *WORDS.get(number, ()))
        if part == "size":
            return (_grouped(number.removeprefix("-")),)
        if self.unit == "people":
            return (_grouped(number), *WORDS.get(number, ()))
        printed = _signed(number) if self.unit in _SIGNED else _grouped(number)
        per_cent = printed + "%" * (self.unit in _PER_CENT)
        if part == "" and self.unit in ("percent", "ratio") and not float(number):
            return (per_cent, *WORDS["0"])  # what is not zero is `[low]`
        if part == "" and self.unit == "percentage points" and not float(number):
            return (per_cent, "no")  # "there is no gap"
        # The ends of an interval stand in a column of their own, which says their unit.
        return (per_cent,) if part == "" else tuple(dict.fromkeys((per_cent, printed)))

    @property
    def least_decimals(self) -> int:
        """With how many decimals it is printed at least; a rate that rounds to zero has one more.

        >>> Row(Key("2024", "3", "disciplinary_rate"), {}, "percent", "low", frozenset(),
        ...     frozenset()).least_decimals
        2
        """
        return _DECIMALS[self.unit] + (self.state == _LOW and self._is_rate)

    @property
    def _is_rate(self) -> bool:
        return bool(_RATE.match(self.key.figure))

    def is_printed_so(self, name: str, decimals: int) -> bool:
        """Whether one of its numbers may have so many decimals.

        A small rate has one more than others, and an end of an interval as many as it takes to
        tell it from a number that something is decided by.
        """
        least = _DECIMALS[self.unit]
        most = least + (self._is_rate and self.unit in ("percent", "percentage points"))
        return least <= decimals <= (most if name == "value" else most + _MORE_DECIMALS)

    @property
    def is_of_two_years(self) -> bool:
        """Whether it is made of the average of its year and the one before."""
        return self.reason.startswith("average of ")

    @property
    def is_of_percentages(self) -> bool:
        """Whether it is made of percentages that do not say how many people they count."""
        return self.reason == OF_PERCENTAGES

    @property
    def is_of_nobody(self) -> bool:
        """Whether it cannot be worked out because of nobody: on both sides, or on the second."""
        return self.state == "not calculable" and bool(_NOBODY.search(self.reason))

    @property
    def filled(self) -> tuple[str, ...]:
        """Which of its numbers are filled in."""
        return tuple(name for name in NUMBERS if self.numbers[name])


def _grouped(number: str) -> str:
    sign, digits = ("\u2212", number[1:]) if number.startswith("-") else ("", number)
    whole, point, decimals = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{decimals}"


def _signed(number: str) -> str:
    is_above = not number.startswith("-") and re.search(r"[1-9]", number)
    return ("+" if is_above else "") + _grouped(number)


def read_figures(name: str, text: str) -> tuple[dict[Key, Row], list[str]]:
    """The rows of a table of figures by their keys, and what is wrong with it.

    A row that is wrong is left out, so that whatever prints it is refused as well.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    rows: dict[Key, Row] = {}
    faults = []
    try:
        lines = list(reader)
    except csv.Error as error:
        return {}, [f"{name} is not a table that can be read ({error})."]
    if not lines or tuple(lines[0]) != COLUMNS:
        return {}, [f"{name} has other columns than a report's table of figures has."]
    for number, line in enumerate(lines[1:], start=2):
        fault = f"it has {len(line)} cells" if len(line) != len(COLUMNS) else ""
        row = None
        if not fault:
            row, fault = _row(dict(zip(COLUMNS, line, strict=True)))
        if row and row.key in rows:
            fault = f"the figure {row.key} stands in an earlier row as well"
        if fault or row is None:
            faults.append(f"{name}, row {number}: {fault}.")
        else:
            rows[row.key] = row
    for key, row in list(rows.items()):
        if row.is_of_percentages and (fault := _not_of_percentages(row, rows)):
            faults.append(f"{name}: {fault}.")
            del rows[key]
    return rows, faults


def _not_of_percentages(row: Row, rows: Mapping[Key, Row]) -> str:
    """Why a ratio is not that of the two percentages that are printed, each as far as it is known.

    >>> of = {"year": "2024", "indicator": "5"}
    >>> def row(figure, ethnicity, value, reason=""):
    ...     key = Key(figure=figure, ethnicity=ethnicity, **of)
    ...     return key, Row(key, {"value": value}, "", "shown", frozenset(), frozenset(), reason)
    >>> rows = dict([row("survey_percentage", "White", "25.7"),
    ...              row("survey_percentage", "BME", "28.6")])
    >>> [bool(_not_of_percentages(row("relative_likelihood_bme_to_white", "all", value)[1], rows))
    ...  for value in ("1.11", "1.13", "0.90")]
    [False, True, True]
    """
    key = row.key
    names = ("White", "BME") if "_white_to_" in key.figure else ("BME", "White")
    shares = [rows.get(replace(key, figure="survey_percentage", ethnicity=name)) for name in names]
    told = [share.numbers["value"] for share in shares if share and share.numbers["value"]]
    if len(told) < 2:
        return f"the percentages are not printed that {key} is made of"
    first, second = map(Fraction, told)
    off, value = Fraction(1, 20), Fraction(row.numbers["value"] or 0)
    least, most = (first - off) / (second + off), (first + off) / max(second - off, off)
    if least - Fraction(1, 200) <= value <= most + Fraction(1, 200):
        return ""
    return f"{key} is not the ratio of the percentages that are printed"


def _row(cells: Mapping[str, str]) -> tuple[Row | None, str]:
    key = Key(*(cells[field.name] for field in fields(Key)))
    numbers = {name: cells[name] for name in NUMBERS}
    row = Row(
        key,
        numbers,
        cells["unit"],
        cells["state"],
        frozenset(cells["pages"].split()),
        frozenset(filter(None, cells["cells"].split("; "))),
        cells["reason"],
        cells["source"],
    )
    return row, _fault(row, cells)


def _fault(row: Row, cells: Mapping[str, str]) -> str:
    if str(row.key) != cells["key"]:
        return f"its key '{cells['key']}' is not that of its columns, {row.key}"
    if cells["audience"] != "published":
        return "it is of an edition for internal readers"
    if row.state not in (_SHOWN, _LOW, *SYMBOLS):
        return f"'{row.state}' is no state of a figure"
    if row.unit not in _DECIMALS:
        return f"'{row.unit}' is no unit of a figure"
    try:
        _, counted = figure_of(row.key.figure, place_of(row.key))
    except (Unreadable, KeyError, ValueError):
        return f"no figure is called '{row.key.figure}' of indicator {row.key.indicator}"
    if nobody := [cell for cell in counted if not is_anybody(cell)]:
        return f"the pack counts nobody there ({nobody[0]})"
    if row.state != _SHOWN and ((row.state in SYMBOLS and row.filled) or row.numbers["value"]):
        return f"it is {row.state} and has a number"
    for name in row.filled:
        number = row.numbers[name]
        match = _NUMBER.fullmatch(number)
        is_right = (
            _PEOPLE.fullmatch(number)
            if name in ("part", "whole")
            else match and row.is_printed_so(name, len(match[2] or ""))
        )
        if not is_right or re.fullmatch(r"-[0.]*", number):
            return f"its {name} '{number}' is not as it is printed"
    if row.unit in ("people", "percent", "ratio") and row.numbers["value"].startswith("-"):
        return "its value is below zero"
    return "" if row.pages else "it names no page"


def place_of(key: Key) -> Place:
    """Whose number a key means, as the attack knows it."""
    return Place(int(key.year), int(key.indicator), key.staff_group, key.pay_band, key.sex,
                 key.ethnicity)  # fmt: skip


def bound_of(rows: Iterable[Row], name: str) -> Bound:
    """What a table of figures tells of counts: facts, and what is withheld.

    The pack prints as `[low]` what is not zero and rounds to it, so that a printed zero is one.
    """
    bound = Bound()
    for row in rows:
        kind, cells = figure_of(row.key.figure, place_of(row.key))
        source = f"{name}, {row.key}"
        if row.is_of_nobody and kind == RATIO:
            bound.facts += [fact(COUNT, (cell,), "0", source) for cell in _empty(row, cells)]
        elif kind != PUBLIC and row.state not in ("not collected", "not calculable"):
            _tell(bound, row, kind, cells, source)
    return bound


def _empty(row: Row, cells: tuple[Cell, ...]) -> Iterable[Cell]:
    """Which of the counts behind a ratio are said to be zero: both parts, one, or a whole group.

    >>> row = Row(Key("2024", "2", "x"), {}, "ratio", "not calculable", frozenset(), frozenset(),
    ...           "no BME applicant was shortlisted")
    >>> part, whole = Cell(2024, 2, "appointed_count"), Cell(2024, 2, "shortlisted_count")
    >>> cells = (part.of(ethnicity="White"), whole.of(ethnicity="White"),
    ...          part.of(ethnicity="BME"), whole.of(ethnicity="BME"))
    >>> [(cell.measure, cell.ethnicity) for cell in _empty(row, cells)]
    [('shortlisted_count', 'BME')]
    """
    if row.reason.startswith("nobody "):
        return cells[::2]
    if row.reason.endswith("no upper limit"):
        return cells[2:3]
    return [whole for whole in cells[1::2] if whole.ethnicity in row.reason.split()]


def _tell(bound: Bound, row: Row, kind: str, cells: tuple[Cell, ...], source: str) -> None:
    if row.state == "withheld":
        if kind == COUNT:
            bound.withheld.append(Withheld(cells[0], source))
        elif kind in (SHARE, REST):
            part, whole = cells
            bound.withheld += [
                Withheld(part, source, is_count=False),
                Withheld(whole, source, is_count=False, part=part),
            ]
        else:
            bound.named += cells
        return
    counted = [(COUNT, (cell,)) for cell in cells]
    if row.is_of_two_years:
        before = tuple(cell.of(year=cell.year - 1) for cell in cells)
        counted = [(AVERAGE, pair) for pair in zip(cells, before, strict=True)]
        kind, cells = {SHARE: SHARE_OF_TWO}.get(kind, ECHO), (*cells, *before)
    if row.is_of_percentages:
        kind = ECHO  # of printed percentages: it tells of no number of people
    told = {name: row.numbers[name] for name in row.filled}
    if len(counted) == 2:  # the people of a percentage
        bound.facts += [
            fact(how, of, told[name], source)
            for name, (how, of) in zip(("part", "whole"), counted, strict=True)
            if name in told
        ]
    if kind in (ECHO, OPAQUE) or not {"value"} & told.keys():
        said = ", ".join(number for name, number in told.items() if name not in ("part", "whole"))
        if said or row.state == _LOW:
            how = kind if kind == OPAQUE else ECHO
            nothing = Fraction(0)
            bound.facts.append(Fact(how, cells, nothing, nothing, True, True, said, source))
    if kind in (ECHO, OPAQUE):
        return
    if row.state == _LOW:
        half = Fraction(1, 2 * 10**row.least_decimals)
        bound.facts.append(Fact(kind, cells, Fraction(0), half, False, False, "[low]", source))
    elif "value" in told:
        bound.facts.append(fact(kind, cells, told["value"], source, zero_is_zero=True))
