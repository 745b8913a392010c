"""What a table tells by its words alone: caption, headers, heads of rows.

A reader who has never seen a key. What it makes of a cell and what the cell's key says must be the
same, or one of the two is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from fractions import Fraction

from wres import reference
from wres.attack.facts import (
    ALL,
    COUNT,
    ECHO,
    OPAQUE,
    RATIO,
    REST,
    SHARE,
    Cell,
    Fact,
    Withheld,
    fact,
)
from wres.attack.known import BME, BME_GROUPS, UNKNOWN, WHITE, is_anybody
from wres.attack.meaning import (
    DISPARITY,
    INTERVAL,
    PARITY,
    PUBLIC,
    RATE_OF,
    RATES,
    Bound,
    Place,
    Unreadable,
    describe,
    figure_of,
    indicators_of,
)

NUMBER = re.compile(r"[+\-\u2212]?\d[\d,]*(?:\.\d+)?%?")
WITHHELD, LOW = "[c]", "[low]"


@dataclass(frozen=True)
class Grid:
    """A table as rows of cells, each a text; the first column says what a row is about."""

    source: str
    caption: str
    headings: tuple[str, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def has_values(self) -> bool:
        """Whether any cell but those of the first column is a number or is withheld."""
        return any(is_value(cell) or is_interval(cell) for row in self.rows for cell in row[1:])


def is_value(cell: str) -> bool:
    """Whether a cell is a number, or stands in the place of one.

    >>> is_value("1,204"), is_value("[c]"), is_value("Band 5")
    (True, True, False)
    """
    return cell in (WITHHELD, LOW) or NUMBER.fullmatch(cell) is not None


def is_interval(cell: str) -> bool:
    """Whether a cell is the two ends of an interval.

    >>> is_interval("33.4 to 35.6"), is_interval("-1.6% to +2.2%"), is_interval("Bands 1 to 7")
    (True, True, False)
    """
    low, word, high = cell.partition(" to ")
    return bool(word and NUMBER.fullmatch(low) and NUMBER.fullmatch(high))


class _InRow(Unreadable):
    """The same, with the row in which it stands."""


@dataclass
class Told(Bound):
    """What tables tell by their words, and why some of them cannot be read."""

    unexamined: list[str] = field(default_factory=list)


def bind(grid: Grid, year: int, bound: Told, zero_is_zero: bool) -> None:
    """Add what a table tells; a row that cannot be read is noted as unexamined, in a sentence."""
    if not grid.has_values:
        return
    try:
        with _reading(""):
            for row, figure, place, printed in told_in(grid, year):
                with _reading(row):
                    kind, cells = made_of(figure, place, printed)
                if kind != PUBLIC:
                    source = f"{grid.source}, row '{row}'"
                    _note(bound, kind, cells, printed, source, zero_is_zero)
    except Unreadable as error:
        bound.unexamined.append(f"{grid.source}{error}, so this table cannot be examined")


@contextmanager
def _reading(row: str) -> Iterator[None]:
    """Whatever goes wrong with a row, or with a whole table, is said in words."""
    where = f", row '{row}'" if row else ""
    try:
        yield
    except _InRow:
        raise
    except Unreadable as error:
        raise _InRow(f"{where}: {error}") from error
    except (LookupError, ValueError) as error:
        raise _InRow(f"{where}: it is not laid out like a table of the pack") from error


def made_of(figure: str, place: Place, printed: str) -> tuple[str, tuple[Cell, ...]]:
    """How a number's figure is made and of which cells.

    Raises:
        Unreadable: there is no such figure, of no such people, or it is not printed so.
    """
    try:
        kind, cells = figure_of(figure, place)
    except (Unreadable, LookupError) as error:
        raise Unreadable(f"no figure of the pack is called '{figure}'") from error
    if nobody := [cell for cell in cells if not is_anybody(cell)]:
        raise Unreadable(f"the pack counts nobody there ({nobody[0]})")
    if kind == COUNT and printed != WITHHELD and not re.fullmatch(r"[\d,]+", printed):
        raise Unreadable(f"{printed} is no count of people ({cells[0]})")
    return kind, cells


def _note(
    bound: Bound, kind: str, made_of: tuple[Cell, ...], printed: str, source: str, zero: bool
) -> None:
    if printed == WITHHELD:
        if kind in (COUNT, SHARE, REST):
            bound.withheld += [Withheld(cell, source, kind == COUNT) for cell in made_of]
            # Which part of a figure is withheld shows once everything printed is known.
        else:
            bound.named += made_of
        return
    if kind in (ECHO, OPAQUE):
        bound.facts.append(
            Fact(kind, made_of, Fraction(0), Fraction(0), True, True, printed, source)
        )
        return
    if printed == LOW:
        half = Fraction(1, 20) if kind != RATIO else Fraction(1, 200)
        bound.facts.append(Fact(kind, made_of, Fraction(0), half, False, False, LOW, source))
        return
    bound.facts.append(fact(kind, made_of, printed, source, zero_is_zero=zero))


_Told = tuple[str, str, Place, str]  # the row in words, a figure, its place, how it is printed


def told_in(grid: Grid, year: int) -> Iterator[_Told]:
    """Each number of a table with its row, figure and place."""
    names = [header.casefold() for header in grid.headers]
    if {"figure", "value", "indicator", "year"} <= set(names):
        yield from _listed(grid, names)
    elif {"measure", "indicator", "white"} <= set(names):
        yield from _submitted(grid, names, year)
    else:
        yield from _crossed(grid, year)


def _listed(grid: Grid, names: list[str]) -> Iterator[_Told]:
    """A table with a figure in each row."""
    known = {"organisation", "year", "indicator", "figure", "staff_group", "pay_band", "sex",
             "ethnicity", "area", "value", "unit", "direction", "state", "reason", "marker",
             "source", "low", "high", "significant"}  # fmt: skip
    for name in set(names) - known:
        at = names.index(name)
        if any(is_value(row[at]) and row[at] != "[z]" for row in grid.rows):
            raise Unreadable(f"the attack does not know its column '{name}'")
    for row in grid.rows:
        each = dict(zip(names, row, strict=False))
        where = _row_of(each, "figure", "year", "staff_group", "pay_band", "sex", "ethnicity")
        with _reading(where):
            place = Place(
                int(each["year"]),
                int(each["indicator"]),
                *(each.get(name, ALL) for name in ("staff_group", "pay_band", "sex", "ethnicity")),
            )
            told = [(each["figure"], each["value"])] if is_value(each["value"]) else []
            told += [
                (each["figure"] + INTERVAL, each[name])
                for name in ("low", "high", "significant")
                if _is_told(each.get(name, ""))
            ]
        yield from ((where, figure, place, printed) for figure, printed in told)


def _row_of(each: Mapping[str, str], *names: str) -> str:
    """What tells a row of a list from the others."""
    said = (each.get(name, "") for name in names)
    return ", ".join(words for words in said if words not in ("", ALL, "[z]"))


def _is_told(words: str) -> bool:
    """Whether a cell says anything, rather than why it does not."""
    return bool(words) and not re.fullmatch(r"\[\w+\]", words)


def _submitted(grid: Grid, names: list[str], year: int) -> Iterator[_Told]:
    """A table with a measure in each row, by ethnicity."""
    measures = reference.by("measures", "measure")
    groups = {row["label"]: row["staff_group"] for row in reference.rows("staff_groups")}
    bands = {row["label"]: row["pay_band"] for row in reference.rows("pay_bands")}
    people = {"white": WHITE, "bme": BME, "unknown": UNKNOWN, "total": ALL, "all": ALL}
    people |= {name.casefold(): name for name in BME_GROUPS}
    words = {"indicator", "measure", "unit", "staff group", "pay band", "sex", "source"}
    if unknown := [name for name in names if name not in people and name not in words]:
        raise Unreadable(f"the attack does not know its column '{unknown[0]}'")
    for row in grid.rows:
        each = dict(zip(names, row, strict=False))
        where = _row_of(each, "indicator", "measure", "staff group", "pay band", "sex")
        with _reading(where):
            figure = measures.get(each["measure"], {}).get("figure")
            if not figure:
                raise Unreadable(f"no measure of the pack is called '{each['measure']}'")
            group = groups.get(each["staff group"], each["staff group"])
            band = bands.get(each["pay band"], each["pay band"])
            number, sex = int(each["indicator"]), each.get("sex") or ALL
        for name, ethnicity in people.items():
            if is_value(each.get(name, "")):
                place = Place(year, number, group, band, sex, ethnicity)
                yield where, figure, place, each[name]


def _crossed(grid: Grid, year: int) -> Iterator[_Told]:
    """A table whose rows and columns together say what each number is."""
    context, sheet = told_by(grid.headings)
    caption = describe(grid.caption, context)
    if caption.indicator is None:
        caption = replace(caption, indicator=sheet)
    if re.match(r"Population of ", grid.caption):
        return
    if grid.caption.startswith("Additional BME staff"):  # a column of it is about everybody
        caption = replace(caption, ethnicity=None)
    if re.match(r"How sure ", grid.caption):
        yield from _intervals(grid, replace(caption, year=caption.year or year))
        return
    is_by_year = any(map(_A_YEAR.fullmatch, grid.headers))
    for row in grid.rows:
        head = describe(row[0]).within(describe(grid.headers[0]))
        for header, printed in zip(grid.headers[1:], row[1:], strict=False):
            if not is_value(printed) and not is_interval(printed):
                continue
            # What a column is compared with, or a share is of, is not whom it is about.
            subject = re.sub(r"\b(less )?(all staff|population)\b", "", header, flags=re.I)
            place = describe(subject).within(head).within(caption)
            with _reading(row[0]):
                read = _of_row if is_by_year else _figure
                figure = read(header, row[0], grid, place)
                if figure and is_interval(printed) and not figure.endswith(INTERVAL):
                    raise Unreadable(
                        f"the attack does not know what the interval under '{header}' is"
                    )
            if figure is None:
                continue
            if place.year is None:
                place = replace(place, year=year)
            if "difference_bme_white" in figure or "bme" in figure:
                place = replace(place, ethnicity=None)
            if "share of workforce" in header.casefold():
                place = replace(place, staff_group=None)
            yield row[0], figure, place, printed


_A_YEAR = re.compile(r"20\d\d( survey)?( \[b\])?")


def _of_row(header: str, head: str, grid: Grid, place: Place) -> str | None:
    """The figure of a cell where a row says what is counted and a column of which year."""
    if header == "National average":
        return None
    words = re.sub(r"^(whole board|voting members|executive members): ", "", head, flags=re.I)
    if "less the workforce's" in words:
        figure = "difference_board_workforce"
    elif place.indicator in (5, 6, 7, 8) and words in (WHITE, BME):
        figure = _figure("said yes", head, grid, place)
    else:
        figure = _figure(words, head, grid, place)
    return f"{figure}{reference.CHANGE}" if header.startswith("Change") else figure


_GAPS = {
    1: "difference_from_workforce",
    9: "difference_board_workforce",
}


def _intervals(grid: Grid, caption: Place) -> Iterator[_Told]:
    """A table with a figure in each row: its value, its 95% interval, whether it is chance.

    Where the year before is held, the same three of its change stand beside them.
    """
    first, *of_change = (
        [header.casefold() for header in grid.headers[at : at + 3]]
        for at in range(1, len(grid.headers), 3)
    )
    if first != ["value", "95% interval", "more than chance"] or any(
        not told[0].startswith("change on ")
        or told[1:] != ["interval of the change", "change more than chance"]
        for told in of_change
    ):
        raise Unreadable("the attack does not know its columns")
    for words, *cells in grid.rows:
        of = re.match(r"Indicator (\d): (.+)", words)
        number, about = (int(of[1]), of[2]) if of else (caption.indicator or 0, words)
        likelihood = _likelihood(number)
        about, average, _ = about.partition(", less the national average")
        about, gap, _ = about.partition(" less the workforce's")
        if about == "BME less White" and number in (5, 6, 7, 8):
            figure = "difference_bme_white"
        elif about == "Relative likelihood" and likelihood:
            figure = likelihood
        elif (
            re.search(r"(?<!\w)(BME share|(White|BME) (rate|staff))$", about) and number in RATE_OF
        ):
            figure = _GAPS[number] if gap else RATE_OF[number]
        else:
            raise _InRow(f", row '{words}': the attack does not know what it is about")
        figure += reference.FROM_AVERAGE * bool(average)
        where = replace(describe(about), year=None, indicator=None)
        if "rate" not in about and "share" not in about and "staff" not in about:
            where = Place()
        place = where.within(replace(caption, indicator=number))
        for at, ending in zip(range(0, len(cells), 3), ("", reference.CHANGE), strict=False):
            value, *certainty = cells[at : at + 3]
            # In place of an interval a symbol says why its figure is not there.
            for each in (value, *(certainty[:1] if not _is_told(certainty[0]) else ())):
                if is_value(each):
                    yield words, figure + ending, place, each
            yield from (
                (words, figure + ending + INTERVAL, place, each)
                for each in certainty
                if _is_told(each)
            )


def _likelihood(number: int) -> str:
    """The figure of an indicator's relative likelihood; nothing where it has none."""
    rows = reference.by("likelihoods", "indicator")
    return rows[str(number)]["ratio_figure"] if str(number) in rows else ""


def told_by(headings: Sequence[str]) -> tuple[tuple[int, ...], int | None]:
    """All that the headings above a table tell of it: indicators, and the one that a sheet is of.

    >>> told_by(("Workforce Race Equality Standard (WRES) 2024", "Indicator 2")), told_by(["8 Sex"])
    (((2,), None), ((), 8))
    """
    sheet = re.match(r"(\d) ", headings[-1]) if headings else None
    return indicators_of(headings), int(sheet[1]) if sheet else None


_COUNTS = {
    "shortlisted": "shortlisted_count",
    "entered": "disciplinary_count",
    "appointed": "appointed_count",
    "in workforce": "staff_count",
    "entered the process": "disciplinary_count",
    "took part": "training_count",
    "respondents": "survey_respondents",
}
_SHARES = ("appointed of those shortlisted", "entered, of workforce", "took part, of workforce",
           "said yes", "share", "share of board", "own figure", "rate", "staff, share",
           "share of the sex")  # fmt: skip
_INTERNATIONAL = {
    "international recruitment alone": "_international",
    "without international recruitment": "_without_international",
}


def _figure(header: str, head: str, grid: Grid, place: Place) -> str | None:
    """The figure of a column; `None` for a number that is about nobody's count.

    Raises:
        Unreadable: the header says nothing that the attack knows.
    """
    low = re.sub(r"\[\w\]|\b20\d\d\b|\bsurvey\b", " ", header).casefold()
    low = re.sub(r"\((?!points|percentage points)[^)]*\)", " ", low)
    people = "|".join((WHITE, BME, "not known", UNKNOWN, *BME_GROUPS)).casefold()
    bare = re.sub(rf"\b({people}|women|men|female|male)\b", " ", low)
    bare = re.sub(r"\s+", " ", bare).strip(" ,:")
    bare = bare.replace(" ,", ",")
    number = place.indicator
    rate = RATE_OF.get(number or 0)
    is_gap = head.casefold().startswith("bme less white")
    if "whose average" in bare or re.match(r"national average|population", bare):
        return None
    if number is None or rate is None:
        raise Unreadable(f"it is not said to which indicator its column '{header}' belongs")
    if grid.caption.startswith("Race disparity ratio"):
        return DISPARITY + bare.replace(" ", "_")
    if bare == "additional for parity":
        return PARITY
    likelihood = _likelihood(number)
    base = "difference_bme_white" if is_gap else rate
    if "likelihood" in grid.caption.casefold() and "by year" in grid.caption.casefold():
        base = likelihood
    campaign = _INTERNATIONAL.get(head.casefold(), "")
    if "relative likelihood" in low:
        if place.ethnicity in BME_GROUPS:
            return likelihood.replace("bme", "group")
        return likelihood + campaign
    if re.search(r"95%|interval|chance|significan|p-value", low):
        return base + INTERVAL
    if "difference from it" in bare or ("own figure" in grid.headers and "difference" in bare):
        return base + reference.FROM_AVERAGE
    if bare.startswith("difference") and any(h == "Own figure" for h in grid.headers):
        return base + reference.FROM_AVERAGE
    if "staff less population" in bare:
        return "difference_from_local_population"
    if "less all staff" in bare:
        return "difference_from_workforce"
    if "share of workforce" in bare:
        return "workforce_percentage"
    if bare.startswith("difference") and number == 9:
        return "difference_board_workforce"
    if bare == "change in number":
        return f"{_base_count(number)}{reference.CHANGE}"
    if bare.startswith("change"):
        return base + reference.CHANGE
    if is_gap:
        return base
    if bare in _SHARES or bare.endswith("share"):
        return rate + campaign
    if bare in _COUNTS:
        return _COUNTS[bare] + campaign
    if bare == "" and "share of each ethnic group" in grid.caption:
        return rate
    if bare in ("", "all", "number", "total", "people", "all staff", "staff"):
        return _base_count(number)
    raise Unreadable(f"the attack does not know what its column '{header}' says")


def _base_count(number: int) -> str:
    return {1: "staff_count", 9: "board_count"}.get(number) or RATES[RATE_OF[number]][0]
