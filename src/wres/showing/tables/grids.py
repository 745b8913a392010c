"""Grids: a table of the catalogue laid out over the figures of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, product

from wres import reference
from wres.catalogue.grid import Column, Condition, Entry, Grid, Has, Note, Part, Row, When
from wres.figures import ALL, BME, BME_GROUPS, UNKNOWN, WHITE, Figure, State
from wres.figures.formats import interval, itself, show, symbol
from wres.figures.phrases import listed, uncapital, why
from wres.figures.printed import Printed
from wres.narrative.scope import Edition
from wres.reference.standard import LEVELS, LIKELIHOODS, SURVEY_INDICATORS
from wres.showing.components import Cell, Table

# In place of a cell that makes no sense, such as White people beside themselves, and of one that
# there is nothing for.
_NONE, _NOTHING = symbol(State.NOT_CALCULABLE), symbol(State.NOT_COLLECTED)
ETHNICITY_NAMES = {
    WHITE: "White",
    BME: "BME",
    **{group: f"of which {group}" for group in BME_GROUPS},
    UNKNOWN: "Not known",
    ALL: "Total",
}
_LABELS = {"staff_group": "staff_groups", "pay_band": "pay_bands", "sex": "sex_labels"}
_CHANCE = {True: "yes", False: "no", None: _NONE}
_PRINTED = {
    Part.VALUE: show,
    Part.INTERVAL: lambda figure: interval(figure) if figure.is_shown else show(figure),
    Part.ITSELF: itself,
    Part.CHANCE: lambda figure: _CHANCE[figure.significant],
}
_HAS = {
    Has.COUNT: lambda figure: figure.state is not State.NOT_COLLECTED,
    Has.PEOPLE: lambda figure: figure.state is State.WITHHELD or bool(figure.value),
    Has.INTERVAL: lambda figure: figure.is_shown and figure.interval is not None,
}


def lay_out(grid: Grid, edition: Edition) -> Table | None:
    """A table of the catalogue with the figures of a report; None where it has nothing to show."""
    return _Layout(grid, edition).table()


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as it stands in a report: of one year, with the part of a key that it says."""

    row: Row
    where: Mapping[str, str]
    year: int

    @property
    def name(self) -> str:
        return self.row.name or self.where.get("ethnicity", "")


def _is_absent(column: Sequence[Cell]) -> bool:
    """Whether nothing in a column was handed in, whatever of it can exist."""
    texts = {f"{cell.text if isinstance(cell, Printed) else cell}" for cell in column}
    return _NOTHING in texts and texts <= {_NOTHING, _NONE}


def _label(kind: str, code: str) -> str:
    """How a report calls a pay band, a staff group or a sex."""
    return reference.by(_LABELS[kind], kind)[code]["label"]


@dataclass(frozen=True)
class _Layout:
    grid: Grid
    edition: Edition

    def table(self) -> Table | None:
        lines = list(self._lines())
        conditions = [self._is_so(condition, self._everybody) for condition in self.grid.only_if]
        if not lines or (conditions and not any(conditions)):
            return None
        columns = list(self._columns(lines))
        cells = [[self._cell(line, *column) for column in columns] for line in lines]
        told = [at for at in range(len(columns)) if not _is_absent([row[at] for row in cells])]
        if told:  # else the table says why nothing is shown
            columns = [columns[at] for at in told]
            cells = [[row[at] for at in told] for row in cells]
        blocks = [line.row.block for line in lines]
        return Table(
            self._said(self.grid.caption, lines[0]),
            (self.grid.head, *(self._header(*column) for column in columns)),
            tuple(
                (self._said(line.row.label, line), *row)
                for line, row in zip(lines, cells, strict=True)
            ),
            tuple(note for name in self.grid.notes for note in self._notes(name, lines)),
            breaks=tuple(at for at in range(1, len(lines)) if blocks[at] != blocks[at - 1]),
            name=self.grid.name,
        )

    @property
    def _everybody(self) -> _Line:
        """A row that says nothing of its figures: they are of everybody, this year."""
        return _Line(Row(""), self.grid.where, self.edition.scope.year)

    # Rows

    def _lines(self) -> Iterator[_Line]:
        scope = self.edition.scope
        years = {When.NOW: (scope.year,), When.EACH: scope.years, When.HELD: scope.years_shown}
        for row in self.grid.rows:
            for where in self._places(row):
                for year in years[row.years]:
                    line = _Line(row, where, year)
                    if all(self._is_so(condition, line) for condition in row.only_if):
                        yield line

    def _places(self, row: Row) -> Iterable[Mapping[str, str]]:
        """What a row says of its figures; of a row for each of some figures, what each says."""
        where = {**self.grid.where, **row.where}
        if not row.each:
            return [where]
        figures = self.edition.figures.select(
            figure=row.each, indicator=self.grid.indicator, year=self.edition.scope.year
        )
        codes = dict.fromkeys(
            tuple(getattr(figure, name) for name in row.takes)
            for figure in figures
            if all(getattr(figure, name) in wanted for name, wanted in row.among.items())
        )
        return [where | dict(zip(row.takes, values, strict=True)) for values in codes]

    def _is_so(self, condition: Condition, line: _Line) -> bool:
        """Whether any of the figures that a condition is about is as it says."""
        years: tuple[int, ...] = (self.edition.scope.year,)
        if condition.when is When.EACH:
            by_row = line.row.years is not When.NOW
            years = (line.year,) if by_row else self.edition.scope.years
        for year, *codes in product(years, *condition.among.values()):
            where = dict(zip(condition.among, codes, strict=True))
            entry = Entry(where.pop("figure"), indicators=condition.indicators, where=where)
            key = self._key(entry, line, year)
            if condition.has is Has.FIGURE:
                if key in self.edition.figures:
                    return True
            elif _HAS[condition.has](self.edition.figures.of(key)):
                return True
        return False

    # Columns

    def _columns(self, lines: list[_Line]) -> Iterator[tuple[Column, int | None]]:
        """The columns that there are, those of two years side by side year by year."""
        is_by_year = any(row.years is not When.NOW for row in self.grid.rows)
        scope = self.edition.scope
        for when, columns in groupby(self.grid.columns, key=lambda column: column.when):
            if years := {When.EACH: scope.years, When.HELD: scope.years_shown}.get(when):
                yield from ((column, year) for year, column in product(years, [*columns]))
            elif when is not When.CHANGE or is_by_year or scope.last_year:
                yield from ((column, None) for column in columns if self._is_there(column, lines))

    def _is_there(self, column: Column, lines: list[_Line]) -> bool:
        return column.if_any is None or any(
            _HAS[Has.COUNT](self._figure(column.if_any, line, line.year)) for line in lines
        )

    # Cells

    def _cell(self, line: _Line, column: Column, year: int | None) -> Cell:
        is_first = line.year == self.edition.scope.years_shown[0]
        if column.when is When.CHANGE and line.row.years is not When.NOW and is_first:
            return _NOTHING
        year = year or line.year
        if column.needs and not self._figure(column.needs, line, year).is_shown:
            return _NOTHING
        entry = column.instead.get(line.name, column.entry)
        return _NONE if entry is None else _PRINTED[entry.part](self._figure(entry, line, year))

    def _figure(self, entry: Entry, line: _Line, year: int) -> Figure:
        return self.edition.figures.of(self._key(entry, line, year))

    def _key(self, entry: Entry, line: _Line, year: int) -> tuple:
        """The whole key of a cell's figure, of the first indicator that has it."""
        where = {**line.where, **entry.where}
        is_added = not entry.figure or entry.figure.startswith("_")
        name = (line.row.figure if is_added else "") + entry.figure + line.row.ending
        groups = (where.get(name, ALL) for name in ("staff_group", "pay_band", "sex", "ethnicity"))
        place = (name, *groups, where.get("area", ""))
        whose = entry.indicators or line.row.indicators or (self.grid.indicator,)
        keys = [(year, group, *place) for group in whose]
        return next((key for key in keys if key in self.edition.figures), keys[-1])

    # Words

    def _header(self, column: Column, year: int | None) -> str:
        where = replace(self._everybody, year=year or self.edition.scope.year)
        return self._said(column.header, where)

    def _heading(self, year: int) -> str:
        scope = self.edition.scope
        is_survey = self.grid.indicator in SURVEY_INDICATORS
        return scope.survey_heading(year) if is_survey else scope.heading(year)

    def _said(self, text: str, line: _Line, **more: str) -> str:
        """A text of the catalogue with what stands in braces in it."""
        if "{" not in text:
            return text
        scope, where, number = self.edition.scope, line.where, self.grid.indicator
        group, band, sex = (where.get(name, ALL) for name in _LABELS)
        staff, pay = _label("staff_group", group), _label("pay_band", band)
        title = reference.by("indicators", "indicator")[str(number)]["short_title"]
        fact = LIKELIHOODS.get(number, {})
        names = {
            "indicator": number,
            "title": title,
            "subject": uncapital(title),
            "group_direction": fact.get("direction", "").replace(BME, "group"),
            "year": self._heading(line.year),
            "of_year": line.year,
            "now": scope.year,
            "then": scope.label(scope.last_year or scope.year),
            "span": " and ".join(map(str, scope.years)),
            "area": where.get("area", ""),
            "ethnicity": ETHNICITY_NAMES.get(where.get("ethnicity", ""), ""),
            "group": where.get("ethnicity", ""),
            "sex": _label("sex", sex) if sex != ALL else "",
            "staff_group": staff,
            "pay_band": pay,
            "level": uncapital(pay),
            "of_band": f", {uncapital(pay)}" if band != ALL else "",
            "place": pay if band != ALL else staff,
            "levels": listed([uncapital(_label("pay_band", level)) for level in LEVELS]),
        }
        return text.format(**(fact | names | more))

    # Notes

    def _notes(self, note: Note, lines: list[_Line]) -> Iterable[str]:
        """What a note says, of each that it is about; nothing of an average that is not held."""
        match note.kind:
            case "breaks":
                return self.edition.scope.break_notes(self.grid.indicator)
            case "bases":
                return self._bases()
            case "why not":
                return self._why_not(note, lines)
            case "figure":
                figure = self._figure(note.entry, self._everybody, self.edition.scope.year)
                if "{whose}" in note.text and not figure.is_shown:
                    return ()
                printed = {"figure": f"{show(figure)}", "whose": figure.reason}
                return (self._said(note.text, self._everybody, **printed),)
            case _:
                return (self._said(note.text, self._everybody),)

    def _why_not(self, note: Note, lines: list[_Line]) -> Iterator[str]:
        """Why a ratio does not exist, for each of the table without one."""
        for line, (column, year) in product(lines, [*self._columns(lines)]):
            entry = column.instead.get(line.name, column.entry)
            if entry is None or entry.part is not Part.VALUE or column.when is When.CHANGE:
                continue
            where = replace(line, year=year or line.year)
            figure = self._figure(entry, line, where.year)
            if figure.unit == "ratio" and figure.state is State.NOT_CALCULABLE:
                label = self._said(line.row.label, line)
                yield self._said(note.text, where, label=label, why=why(figure))

    def _bases(self) -> Iterator[str]:
        """On what basis the rates are, where it is not this year's events and the workforce."""
        figures, indicator = self.edition.figures, self.grid.indicator
        for year in self.edition.scope.years_shown:
            rates = figures.select(
                indicator=indicator, figure=LIKELIHOODS[indicator]["rate_figure"], year=year
            )
            for basis in dict.fromkeys(figure.reason for figure in rates if figure.is_shown):
                if basis:
                    yield (
                        f"The rates of {year} are made of the {basis} of those who entered the "
                        "process."
                    )
            if figures.select(indicator=indicator, figure="staff_count", year=year):
                yield (
                    f"The workforce of {year} is the one that this indicator was counted in; that "
                    "of indicator 1 may differ."
                )
