"""A notebook author's own table and sentence: each number is a figure, or says where it is from.

A frame of `Figures.to_frame()` has each figure's key as its index; so a number in a row is held
against that row's figure, and printed as the pack prints it. A number that is no figure is of
other origin: it is refused, or printed with its source.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from numbers import Integral, Real

import pandas as pd

from wres import reference
from wres.figures import ALL, BME_GROUPS, COLUMNS, ETHNICITIES, KEY, SEXES, Figure, Figures, State
from wres.figures.formats import MINUS, end_of, magnitude, missing, people_counted, show, symbol
from wres.figures.phrases import said
from wres.figures.printed import (
    HIGH,
    LOW,
    NO_PEOPLE,
    OTHER_MARK,
    PART,
    SIZE,
    WHOLE,
    Printed,
    fields_of,
    is_other,
    of_other_origin,
    plain,
)
from wres.ground.errors import OwnCellError, did_you_mean
from wres.showing.components import Cell, Table

TABLE = "report.table(frame, caption=..."
NOT_CHECKED = "The pack did not check these numbers; they come from {}."
_FIRST_YEAR, _LAST_YEAR = 2015, 2099  # whole numbers that may be a year of the Standard
_NUMBER = re.compile(rf"[+{MINUS}-]?\d[\d,]*(\.\d+)?\s?%?")
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# A number within the name of a row, after what says by itself that it counts nobody: bands, days
# and years, quarters, indicators.
_IN_NAME = re.compile(
    r"(?P<label>\b(?:bands?|clusters?|indicators?) "
    r"(?:(?:under|to|and|above|bands?)\b ?|[1-9][a-d]?(?!\w),? ?)+"
    rf"|\b8[a-d]\b|\bQ[1-4]\b|\b(?:\d{{1,2}} )?{_MONTH} 20\d\d\b|\b20\d\d(?:[/–-]\d\d)?\b)"
    r"|(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?<![\w/–-])(\d{1,3}) ?[–-] ?(\d{1,3})(?![\w/–-])")
_WIDE = 8  # a table of more columns is printed across the paper
_GROUPS = {
    "staff_group": ("staff_groups", ()),
    "pay_band": ("pay_bands", ()),
    "sex": ("", (ALL, *SEXES)),
    "ethnicity": ("", (ALL, *ETHNICITIES, *BME_GROUPS)),
}
# What tells one figure of a frame from the next, where its rows have no names.
_NAMING = ("year", "figure", *_GROUPS, "area")


@dataclass(frozen=True)
class Grid:
    """A frame as it is printed: heads, and rows of words and numbers."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def has_other(self) -> bool:
        """Whether a number in it is of other origin."""
        cells = (cell for row in self.rows for cell in row)
        return any(OTHER_MARK in f"{cell}" for cell in cells)

    def numbers(self) -> Iterator[tuple[Printed, frozenset[str]]]:
        """Its numbers, each with the words of its row and its column, and of its figure's key."""
        for row in self.rows:
            words = [plain(cell) for cell in row if isinstance(cell, str)]
            for head, cell in zip(self.heads, row, strict=True):
                if isinstance(cell, Printed) and cell.number is not None:
                    named = () if is_other(cell) else map(str, fields_of(cell.key)[0])
                    yield cell, frozenset((*words, *head.split(", "), *named))


def table(grid: Grid, caption: str, source: str) -> Table:
    """A grid as a table, with a note on where numbers of other origin come from.

    Raises:
        OwnCellError: it has no caption.
    """
    if not caption.strip():
        raise OwnCellError('A table needs a caption: report.table(frame, caption="What it shows").')
    origin = source.strip().rstrip(".")
    note = NOT_CHECKED if grid.has_other else "Source: {}."
    columns = list(zip(*grid.rows, strict=True))
    return Table(
        caption,
        grid.heads,
        grid.rows,
        (note.format(origin),) if origin else (),
        text_columns=frozenset(at for at, cells in enumerate(columns) if at and _is_text(cells)),
        wide=len(grid.heads) > _WIDE,
    )


def _is_text(cells: Sequence[Cell]) -> bool:
    return not any(isinstance(cell, Printed) or cell in _BLANKS for cell in cells)


@dataclass(frozen=True)
class Press:
    """Prints frames for one report: its figures, and what an author says of all other numbers.

    Attributes:
        figures: what the report may print.
        small: the largest count of people that is small.
        source: where numbers come from that are no figures; where it is blank they are refused.
        counts_no_people: that none of those counts people, so that one may be small.
        call: what the author wrote, for the line that a refusal shows.
    """

    figures: Figures
    small: int
    source: str = ""
    counts_no_people: bool = False
    call: str = TABLE

    def grid(self, frame: pd.DataFrame | pd.Series) -> Grid:
        """A frame as it is printed. What names a row becomes the first column.

        Raises:
            OwnCellError: a number in it is no figure of its row, and has no source.
        """
        frame = _framed(frame)
        of_rows = self._of_rows(frame)
        heads = [self._head(label, frame.columns) for label in frame.columns]
        named = [(level, frame.index.get_level_values(at)) for at, level in _naming(frame)]
        rows = []
        for at, (figure, values) in enumerate(
            zip(of_rows, frame.itertuples(index=False, name=None), strict=True)
        ):
            names = [
                f"{self._cell(labels[at], str(level), figure, f'the name of row {at + 1}', True)}"
                for level, labels in named
            ]
            name = ", ".join(names) or str(values[0])
            cells = [
                self._cell(value, str(label), figure, f"row '{plain(name)}', column '{head}'")
                for value, label, head in zip(values, frame.columns, heads, strict=True)
                if label != KEY
            ]
            row = [*([name] if named else []), *cells]
            rows.append([*map(self._of_name, row[:1]), *row[1:]])
        heads = [head for head, label in zip(heads, frame.columns, strict=True) if label != KEY]
        if named:
            heads.insert(0, ", ".join(_in_words(str(level or "")) for level, _ in named))
        elif rows and isinstance(rows[0][0], Printed):
            heads.insert(0, "")
            rows = [[name, *row] for name, row in zip(_told_apart(of_rows), rows, strict=True)]
        return Grid(tuple(heads), tuple(map(tuple, rows)))

    def rounded(self, frame: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
        """The same frame with each figure as the number that is printed, to be drawn.

        Where no number is printed there is none. A band has its label, as on the page; what else is
        no figure stays as it is.
        """
        drawn = _framed(frame).copy()
        of_rows = self._of_rows(drawn)
        for at, label in enumerate(drawn.columns):
            column = drawn.iloc[:, at].tolist()
            if column and all(_is_band(value, str(label), None) for value in column):
                names = [_labelled(str(value), "pay_band") for value in column]
                drawn.isetitem(at, pd.Series(names, index=drawn.index))
                continue
            cells = [
                self._figure(value, str(label), figure)
                for value, figure in zip(column, of_rows, strict=True)
            ]
            if any(isinstance(cell, Printed) for cell in cells):
                numbers = [
                    value if cell is None else _drawn(cell)
                    for value, cell in zip(column, cells, strict=True)
                ]
                drawn.isetitem(at, pd.Series(numbers, index=drawn.index).infer_objects())
        return drawn.iloc[:, 0] if isinstance(frame, pd.Series) else drawn

    def _of_rows(self, frame: pd.DataFrame) -> list[Figure | None]:
        """The figure of each row, where its index or a column of keys says it."""
        if KEY in frame.index.names:
            return [self._of_key(key) for key in frame.index.get_level_values(KEY)]
        if KEY in frame.columns:
            return [self._of_key(key) for key in frame[KEY]]
        return [None] * len(frame)

    def _of_key(self, key: object) -> Figure | None:
        try:
            fields, part = fields_of(str(key))
        except (ValueError, TypeError):
            return None
        return self.figures.of(fields) if not part and fields in self.figures else None

    def _head(self, label: Hashable, columns: pd.Index) -> str:
        labels = label if isinstance(label, tuple) else (label,)
        heads = [
            self._cell(name, str(level), None, f"the name of the column '{name}'", True)
            if level is not None or not isinstance(name, str)
            else _in_words(name)
            for name, level in zip(labels, columns.names, strict=True)
        ]
        return ", ".join(f"{head}" for head in heads if head not in ("", *_BLANKS))

    # One cell

    def _cell(
        self, value: object, column: str, figure: Figure | None, where: str, is_name: bool = False
    ) -> Cell:
        cell = self._figure(value, column, figure)
        if cell is not None:
            return cell
        if isinstance(value, Figure):
            raise OwnCellError(
                f"{self._what}: {where} holds a figure that is none of this report's. Take it as "
                "it is from report.figures."
            )
        if _is_missing(value):
            return symbol(State.NOT_COLLECTED)
        if pd.api.types.is_bool(value):
            return "yes" if value else "no"
        if _is_band(value, column, figure):
            return _labelled(str(value), "pay_band")
        if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
            return _labelled(value, column)
        may_be_year = is_name or "year" in column.casefold()
        if (may_be_year and is_year(value)) or (
            column == "indicator" and figure and value == figure.indicator
        ):
            return str(int(value))
        if isinstance(value, (Real, Decimal, str)):
            return self._other(value, where)
        if isinstance(value, date):
            return f"{value.day} {value:%B %Y}"
        raise OwnCellError(
            f"{self._what}: {where} holds a {type(value).__name__}, which no table can show. Put "
            "words, a number or a figure there."
        )

    def _figure(self, value: object, column: str, figure: Figure | None) -> Cell | None:
        """The figure that a cell is, as it is printed; None where it is none."""
        if isinstance(value, Printed):
            return value
        if isinstance(value, Figure):
            is_known = value.key in self.figures and self.figures.of(value.key) == value
            return show(value) if is_known else None
        if figure is None or isinstance(value, str) or pd.api.types.is_bool(value):
            return None
        if _is_missing(value):
            if figure.is_shown:
                return symbol(State.NOT_CALCULABLE) if column in COLUMNS else None
            return missing(figure)
        if not isinstance(value, (Real, Decimal)) or not figure.is_shown:
            return None
        parts = _parts(figure)
        among = [parts[column]] if column in parts else parts.values()
        return next((cell for exact, cell in among if value in (exact, _drawn(cell))), None)

    def _of_name(self, cell: Cell) -> Cell:
        """The name of a row; a number in it, as of a ward, is of other origin and counts nobody."""
        if not isinstance(cell, str) or not self.source.strip() or cell != plain(cell):
            return cell

        def marked(found: re.Match) -> str:
            digits = found["number"]
            if not digits:
                return found[0]
            return f"{of_other_origin(digits, Decimal(digits.replace(',', '')), NO_PEOPLE)}"

        return _IN_NAME.sub(marked, _SPAN.sub(r"\1 to \2", cell))

    def _other(self, value: object, where: str) -> Printed:
        """A number that is no figure: as it is given, where its source is known."""
        text = value.strip() if isinstance(value, str) else _as_given(value)
        if not self.source.strip():
            raise OwnCellError(
                f"{self._what}: {where} holds a number that is no figure of its row. Take figures "
                "from report.figures.to_frame(), whose index says which figure each row is, or "
                "from to_frame(cells=True) to turn the table round. Of any other number, say where "
                f'it comes from: {self.call}, source="...").'
            )
        digits = re.sub(r"[,%\s]", "", text).replace(MINUS, "-")
        try:
            number = Decimal(digits)
            may_count = is_whole(number) and not text.endswith("%")
        except ArithmeticError:
            raise OwnCellError(
                f"{self._what}: {where} holds no number that can be printed."
            ) from None
        if may_count and 1 <= round(number) <= self.small and not self.counts_no_people:
            raise OwnCellError(
                f"{self._what}: {where} holds a whole number of 1 to {self.small}, which may be a "
                "small number of people. Take it out; or, if no such number counts people, write "
                f'{self.call}, source="...", counts_no_people=True).'
            )
        return of_other_origin(text, number, NO_PEOPLE if self.counts_no_people else "")

    @property
    def _what(self) -> str:
        return self.call.partition("(")[0]


_BLANKS = (symbol(State.NOT_COLLECTED), symbol(State.NOT_CALCULABLE))


def number(
    figures: Figures, years: Sequence[int], wanted: tuple[int, str, int], part: str, **groups: str
) -> Printed:
    """A figure, or a part of it, for a sentence.

    Args:
        figures: what the report may print.
        years: those of the report.
        wanted: the indicator, the name of the figure, and the year.
        part: blank for its value, or one of `PARTS`.
        groups: the staff group, pay band, sex, ethnicity and area, where they are not all.

    Raises:
        OwnCellError: no figure can be called so.
    """
    _check("report.number", "part", part, ("", *PARTS), "")
    return _as_part(figure("report.number", figures, years, wanted, **groups), part)


def figure(
    call: str, figures: Figures, years: Sequence[int], wanted: tuple[int, str, int], **groups: str
) -> Figure:
    """A figure by its indicator, name and year, and the people whom it is about.

    Args:
        call: what asks for it, for messages.
        figures: what the report may print.
        years: those of the report.
        wanted: the indicator, the name of the figure, and the year.
        groups: the staff group, pay band, sex, ethnicity and area, where they are not all.

    Raises:
        OwnCellError: no figure can be called so.
    """
    indicator, name, year = wanted
    names = {known.figure for known in figures if known.indicator == indicator}
    _check(call, "figure", name, sorted(names), f"of indicator {indicator}" if names else "")
    if year not in years:
        said_years = " and ".join(map(str, years))
        raise OwnCellError(f"{call}: this report is of {said_years}, not of {year}.")
    for group, value in groups.items():
        _check(call, "group of people", group, (*_GROUPS, "area"), "")
        if group in _GROUPS:
            _check(call, group, value, _values(group), "")
    return figures.get(indicator, name, year, **groups)


PARTS = (LOW, HIGH, SIZE, PART, WHOLE)


def _as_part(figure: Figure, part: str) -> Printed:
    if not part or not figure.is_shown:
        return said(figure)
    if part == SIZE:
        return magnitude(figure)
    if part in (LOW, HIGH) and figure.interval:
        return end_of(figure, part)
    if part in (PART, WHOLE) and figure.people:
        return people_counted(figure)[part == WHOLE]
    raise OwnCellError(f'report.number: {figure.figure} has no {part}. Leave part="{part}" out.')


def _check(call: str, what: str, value: str, allowed: Sequence[str], of: str) -> None:
    if value not in allowed:
        kind = what.replace("_", " ")
        raise OwnCellError(
            f"{call}: '{value}' is no {kind}{f' {of}' if of else ''}. "
            f"{did_you_mean(value, list(filter(None, allowed)))}"
        )


def _values(group: str) -> tuple[str, ...]:
    file, values = _GROUPS[group]
    return tuple(reference.by(file, group)) if file else values


# Frames


def _framed(frame: pd.DataFrame | pd.Series) -> pd.DataFrame:
    if isinstance(frame, pd.Series):
        return frame.to_frame("value" if frame.name is None else frame.name)
    if isinstance(frame, pd.DataFrame):
        return frame
    if isinstance(getattr(frame, "data", None), pd.DataFrame):
        raise OwnCellError(
            "report.table takes the frame itself and lays it out as the report's tables are. Hand "
            'in the .data of a Styler: report.table(styled.data, caption="What it shows").'
        )
    raise OwnCellError(
        f"report.table takes a pandas frame and was given {type(frame).__name__}. Write "
        'report.table(pd.DataFrame(...), caption="What it shows").'
    )


def _naming(frame: pd.DataFrame) -> list[tuple[int, Hashable]]:
    """The levels of the index that name a row: not the figure's key, and no bare numbering."""
    if isinstance(frame.index, pd.RangeIndex) and frame.index.name is None:
        return []
    return [(at, level) for at, level in enumerate(frame.index.names) if level != KEY]


def _told_apart(figures: Sequence[Figure | None]) -> list[str]:
    """A name for each row: what its figure has and others of the frame have not."""
    known = [figure for figure in figures if figure]
    differ = [name for name in _NAMING if len({getattr(figure, name) for figure in known}) > 1]
    return [
        ", ".join(
            _labelled(str(getattr(figure, name)), name)
            for name in differ or ("figure",)
            if getattr(figure, name)
        )
        if figure
        else symbol(State.NOT_COLLECTED)
        for figure in figures
    ]


def _parts(figure: Figure) -> dict[str, tuple[float | None, Printed]]:
    """The printed parts of a figure by their columns, each with its number before rounding."""
    parts = {"value": (figure.value, show(figure))}
    if figure.interval:
        parts |= {end: (getattr(figure, end), end_of(figure, end)) for end in (LOW, HIGH)}
    if figure.people:
        names = ("numerator", "denominator")
        parts |= dict(
            zip(names, zip(figure.people, people_counted(figure), strict=True), strict=True)
        )
    return parts


def _drawn(cell: Cell) -> float:
    """The number that a cell prints; none where it prints none."""
    has_number = isinstance(cell, Printed) and cell.number is not None
    return float(cell.number) if has_number else float("nan")


def _is_band(value: object, column: str, figure: Figure | None) -> bool:
    """Whether a value is the code of a pay band: by the column's name, or as its row's figure's.

    >>> _is_band("5", "Pay band", None), _is_band("5", "Days", None), _is_band("57", "Band", None)
    (True, False, False)
    """
    if pd.api.types.is_bool(value) or not isinstance(value, (str, Integral)):
        return False
    is_named = column.casefold().replace("_", " ") in ("pay band", "band")
    is_its_own = figure is not None and isinstance(value, str) and value == figure.pay_band != ALL
    return (is_named or is_its_own) and str(value) in reference.by("pay_bands", "pay_band")


def _is_missing(value: object) -> bool:
    return bool(pd.api.types.is_scalar(value) and pd.isna(value))


def is_whole(number: float | Decimal) -> bool:
    """Whether a number is whole at two decimals, and the pack prints no more: 79.0001 people.

    >>> is_whole(79.0001), is_whole(14.5)
    (True, False)
    """
    return round(number, 2) == round(number)


def is_year(value: object) -> bool:
    """Whether a number, or a text, may be a year of the Standard."""
    try:
        return int(value) == float(value) and _FIRST_YEAR <= int(value) <= _LAST_YEAR
    except (TypeError, ValueError):
        return False


def _as_given(value: Real | Decimal) -> str:
    """A number with twelve digits at most, its thousands apart, and a true minus sign.

    >>> _as_given(0.1 + 0.2), _as_given(-1234)
    ('0.3', '−1,234')
    """
    return f"{Decimal(f'{value:.12g}'):,f}".replace("-", MINUS)


def _labelled(value: str, column: str) -> str:
    """A code as readers know it: of a band or a staff group by its label.

    >>> _labelled("8a", "pay_band"), _labelled("staff_count", "figure"), _labelled("8a", "Post")
    ('Band 8a', 'Staff count', '8a')
    """
    file, _ = _GROUPS.get(column, ("", ()))
    if file and value in reference.by(file, column):
        return reference.by(file, column)[value]["label"]
    return value.replace("_", " ").capitalize() if column == "figure" else value


def _in_words(name: str) -> str:
    """A column's name as the head of a column.

    >>> _in_words("staff_group"), _in_words("BME share")
    ('Staff group', 'BME share')
    """
    return name.replace("_", " ").capitalize() if name in COLUMNS else name
