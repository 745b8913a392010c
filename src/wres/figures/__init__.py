"""Figures: every number that a report may print, with its parts and its state.

A `Count` is how many people, or why that is not known. A `Figure` is a number made from counts.
Both carry a `State`, and a missing part makes a missing whole: nobody downstream has to remember
to withhold anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from urllib.parse import quote_plus

import pandas as pd
import pandera.pandas as pa

from wres import reference
from wres.figures.search import as_html, matching
from wres.figures.statistics import Interval
from wres.ground.errors import WresError, did_you_mean

ALL = "all"
WHITE, BME, UNKNOWN = "White", "BME", "Unknown"
ETHNICITIES = (WHITE, BME, UNKNOWN)
# What BME is made of: the high-level groups of the 16+1 list but White.
BME_GROUPS = ("Mixed", "Asian", "Black", "Other")
SEXES = ("Female", "Male", UNKNOWN)


class FigureError(WresError):
    """A figure was asked for by a name that none has."""


class State(StrEnum):
    """Whether a number is there, and if not, why not."""

    SHOWN = "shown"
    WITHHELD = "withheld"
    NOT_COLLECTED = "not collected"
    NOT_CALCULABLE = "not calculable"


# Which state a whole takes when its parts are missing for different reasons: the one a reader
# most needs to know comes first.
_PRECEDENCE = (State.WITHHELD, State.NOT_COLLECTED, State.NOT_CALCULABLE)


def joint_state(states: Iterable[State]) -> State:
    """The state of a whole, from the states of its parts.

    >>> joint_state([State.SHOWN, State.NOT_COLLECTED, State.WITHHELD])
    <State.WITHHELD: 'withheld'>
    """
    present = set(states)
    return next((state for state in _PRECEDENCE if state in present), State.SHOWN)


@dataclass(frozen=True, slots=True)
class Count:
    """How many people; or, where `value` is None, why that is not known.

    Zero is a count like any other. Withheld and not collected are not zero.

    >>> Count(3) + Count(4)
    Count(value=7, state=<State.SHOWN: 'shown'>)
    >>> (Count(3) + Count.withheld()).value is None
    True
    """

    value: float | None
    state: State = State.SHOWN

    def __post_init__(self) -> None:
        if (self.value is None) == (self.state is State.SHOWN):
            raise ValueError(f"a count is a number or has a reason: {self.value}, {self.state}")

    @classmethod
    def withheld(cls) -> Count:
        """Somebody knows this count and does not publish it."""
        return cls(None, State.WITHHELD)

    @classmethod
    def not_collected(cls) -> Count:
        """Nobody handed this count in."""
        return cls(None, State.NOT_COLLECTED)

    def __add__(self, other: Count) -> Count:
        state = joint_state([self.state, other.state])
        if state is not State.SHOWN:
            return Count(None, state)
        return Count(self.value + other.value)


@dataclass(frozen=True, slots=True, repr=False)
class Figure:
    """One number that a report may print.

    `value` is never rounded. For a percentage or a ratio, `value` follows from `numerator` and
    `denominator`; for a difference, from `minuend` less `subtrahend`. `low` and `high` are the
    ends of its 95% interval, in its unit; `significant` says whether a difference or a ratio is
    more than chance, or None where nothing says so. `state` and `reason` say why a value is
    missing; `marker` is `b` where the series breaks before this year.
    """

    organisation: str
    year: int
    indicator: int
    figure: str
    staff_group: str = ALL
    pay_band: str = ALL
    sex: str = ALL
    ethnicity: str = ALL
    area: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    numerator: float | None = None
    denominator: float | None = None
    minuend: float | None = None
    subtrahend: float | None = None
    significant: bool | None = None
    direction: str = ""
    state: State = State.NOT_COLLECTED
    reason: str = ""
    marker: str = ""
    source: str = ""

    def __repr__(self) -> str:
        """One line: whose, what, how much and of what, or why it is not there.

        >>> Figure("RXX", 2023, 1, "staff_count", ethnicity="BME", value=7.0, state=State.SHOWN)
        <Figure 2023, indicator 1, staff_count, BME: 7>
        >>> Figure("RXX", 2023, 1, "staff_count", ethnicity="BME", state=State.WITHHELD)
        <Figure 2023, indicator 1, staff_count, BME: withheld>
        """
        year, indicator, name, whom, value, parts, interval, why = self._looks
        more = [part for part in (parts, interval and f"95% interval {interval}", why) if part]
        told = f" ({'; '.join(more)})" if more else ""
        return f"<Figure {year}, indicator {indicator}, {name}, {whom}: {value}{told}>"

    def _repr_html_(self) -> str:
        """In JupyterLab: the same as a row of a table."""
        return as_html(_LOOKS, [self._looks])

    @property
    def _looks(self) -> tuple[str, ...]:
        """Its cells in a table for who looks at it (`_LOOKS`), as numbers are before rounding."""
        over = "of" if self.people else "over"
        parts = (self.numerator, over, self.denominator), (self.minuend, "less", self.subtrahend)
        return (
            str(self.year),
            str(self.indicator),
            self.figure,
            self.of_whom or ALL,
            f"{self.value:.6g}" if self.is_shown else str(self.state),
            "; ".join(f"{a:.6g} {word} {b:.6g}" for a, word, b in parts if None not in (a, b)),
            f"{self.low:.6g} to {self.high:.6g}" if self.interval else "",
            self.reason,
        )

    @property
    def of_whom(self) -> str:
        """The people that it is about, blank for all of them.

        >>> Figure("RXX", 2023, 1, "staff_count", "clinical", "band 5", ethnicity="BME").of_whom
        'clinical, band 5, BME'
        """
        groups = (self.staff_group, self.pay_band, self.sex, self.ethnicity)
        return ", ".join(name for name in (*groups, self.area) if name not in (ALL, ""))

    @property
    def is_shown(self) -> bool:
        """Whether there is a number to print."""
        return self.state is State.SHOWN

    @property
    def interval(self) -> Interval | None:
        """Its 95% interval, where it has one."""
        return None if self.low is None or self.high is None else Interval(self.low, self.high)

    @property
    def people(self) -> tuple[float, float] | None:
        """The people that a percentage counts, and all of whom they are a part, where known."""
        if self.unit != "percent" or self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator

    @property
    def key(self) -> tuple:
        """What tells this figure from every other one."""
        return (
            self.year,
            self.indicator,
            self.figure,
            self.staff_group,
            self.pay_band,
            self.sex,
            self.ethnicity,
            self.area,
        )


def key_of(figure: Figure, part: str = "") -> str:
    """The key by which a page, the table of figures and whoever checks them know a figure.

    Year, indicator, name, staff group, pay band, sex, ethnicity and area, as an address has them;
    `all` is left blank, and so is what is blank at the end. A part follows behind `#`.

    >>> key_of(Figure("RXX", 2023, 1, "staff_count", "medical and dental", ethnicity="BME"))
    '2023/1/staff_count/medical+and+dental///BME'
    """
    year, indicator, *names = figure.key
    told = "/".join(["" if name == ALL else _in_address(name) for name in names])
    return f"{year}/{indicator}/{told}".rstrip("/") + f"#{part}" * bool(part)


@cache
def _in_address(name: str) -> str:
    return quote_plus(name)


def _told(figure: Figure) -> str:
    """The words by which somebody may look for a figure."""
    indicator = reference.by("indicators", "indicator")[str(figure.indicator)]
    names = f"{figure.figure} {indicator['page']}".replace("_", " ")
    titles = f"{indicator['short_title']} {figure.of_whom}".replace(",", " ")
    return f"{figure.year} {figure.indicator} {names} {titles}"


COLUMNS = tuple(field.name for field in fields(Figure))
KEY = "key"  # the index of the table of figures
# What is seen of figures in JupyterLab: so many at most, and how to see others.
_MOST = 20
_HOW = 'Look for some: .search("recruitment BME 2023"); all as a frame: .to_frame().'
_LOOKS = ("Year", "Indicator", "Figure", "Of whom", "Value", "Parts", "95% interval", "Why")
_PARTS = ("value", "low", "high", "numerator", "denominator", "minuend", "subtrahend")
SIGNIFICANT = {True: "yes", False: "no", None: ""}

SCHEMA = pa.DataFrameSchema(
    {
        **{name: pa.Column(str) for name in COLUMNS},
        **{name: pa.Column("int64") for name in ("year", "indicator")},
        **{name: pa.Column("float64", nullable=True) for name in _PARTS},
        "state": pa.Column(str, pa.Check.isin([str(state) for state in State])),
        "significant": pa.Column(str, pa.Check.isin([*SIGNIFICANT.values()])),
    },
    checks=[
        pa.Check(
            lambda table: table["value"].notna() == (table["state"] == State.SHOWN),
            error="a value is there exactly where the state says that it is shown",
        ),
        pa.Check(
            lambda table: (
                (table["low"].isna() & table["high"].isna())
                | ((table["low"] <= table["value"]) & (table["value"] <= table["high"]))
            ),
            error="an interval has two ends, with a value between them",
        ),
        pa.Check(
            lambda table: table["value"].notna() | (table["significant"] == ""),
            error="what is missing has no verdict",
        ),
    ],
    strict=True,
)


class Figures:
    """All the figures of one organisation, for one year or several, each found by its key."""

    def __init__(self, figures: Iterable[Figure]):
        self._by_key: dict[tuple, Figure] = {}
        for figure in figures:
            key = figure.key
            if key in self._by_key:
                raise ValueError(f"two figures with one key: {key}")
            self._by_key[key] = figure

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def __repr__(self) -> str:
        lines = [repr(figure) for figure in list(self)[:_MOST]]
        return "\n".join(filter(None, (self._heading, *lines, self._rest)))

    def _repr_html_(self) -> str:
        """In JupyterLab: the first figures as a table, below how many there are."""
        rows = [figure._looks for figure in list(self)[:_MOST]]
        return as_html(_LOOKS, rows, f"{self._heading} {self._rest}")

    @property
    def _heading(self) -> str:
        shown = sum(figure.is_shown for figure in self)
        years = ", ".join(map(str, sorted({figure.year for figure in self}))) or "no year"
        return f"Figures of {years}: {len(self)}, {shown} of them shown. {_HOW}"

    @property
    def _rest(self) -> str:
        left = len(self) - _MOST
        return f"… and {left} more." if left > 0 else ""

    def search(self, words: str) -> Figures:
        """The figures that have all of these words: `search("recruitment BME 2023")`.

        A word is one of a figure's name, year, indicator (number or title), staff group, band,
        sex, ethnicity or area, or the beginning of one.

        >>> held = Figures([Figure("RXX", 2023, 2, "shortlisted_count", ethnicity="BME")])
        >>> len(held.search("recruitment BME 2023"))
        1

        Raises:
            wres.figures.search.SearchError: no figure has one of the words; it says which is near.
        """
        return Figures(matching(self, _told, words))

    def __contains__(self, key: tuple) -> bool:
        """Whether there is a figure of this key (`Figure.key`), shown or not."""
        return key in self._by_key

    def get(
        self,
        indicator: int,
        figure: str,
        year: int,
        *,
        staff_group: str = ALL,
        pay_band: str = ALL,
        sex: str = ALL,
        ethnicity: str = ALL,
        area: str = "",
    ) -> Figure:
        """The figure asked for; one that says "not collected" where nobody handed it in.

        >>> Figures([]).get(2, "appointment_rate", 2023).state
        <State.NOT_COLLECTED: 'not collected'>

        Raises:
            FigureError: no figure of that name exists at all; it says which is near.
        """
        return self.of((year, indicator, figure, staff_group, pay_band, sex, ethnicity, area))

    def of(self, key: tuple) -> Figure:
        """The figure of a key (`Figure.key`); "not collected" where nobody handed it in.

        Raises:
            FigureError: no figure of that name exists at all (see `reference/figures.csv`).
        """
        try:
            unit = reference.figure_kind(key[2]).unit
        except KeyError:
            names = {*reference.by("figures", "figure"), *(figure.figure for figure in self)}
            raise FigureError(
                f"no figure is called '{key[2]}'. {did_you_mean(key[2], sorted(names))}"
            ) from None
        return self._by_key.get(key) or Figure("", *key, unit=unit, reason="not collected")

    def select(self, **wanted: object) -> list[Figure]:
        """The figures whose fields have these values, in their order.

        >>> Figures([]).select(indicator=2)
        []
        """
        chosen = list(self)
        for name, want in wanted.items():
            value = attrgetter(name)
            chosen = [figure for figure in chosen if value(figure) == want]
        return chosen

    def validated(self) -> Figures:
        """The same figures, held against their schema: the last of the three doors.

        Raises:
            pandera.errors.SchemaError: a figure has a value and says it has none, or the like.
        """
        self._table()
        return self

    def to_frame(self, cells: bool = False) -> pd.DataFrame:
        """One row a figure, one column a field; the index is the figure's key (`key_of`).

        A selection, another order or the first rows keep the index, and with it which figure each
        number is of.

        Args:
            cells: put the figure itself in the column `value`, for a table that is turned round.
        """
        frame = self._table()
        frame.index = pd.Index([key_of(figure) for figure in self], name=KEY, dtype="str")
        if cells:
            frame["value"] = pd.Series(list(self), index=frame.index, dtype="object")
        return frame

    def _table(self) -> pd.DataFrame:
        rows = [[getattr(figure, column) for column in COLUMNS] for figure in self]
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        table["significant"] = [SIGNIFICANT[figure.significant] for figure in self]
        types = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(_PARTS, "float64")
        return SCHEMA.validate(table.astype(types | {"year": "int64", "indicator": "int64"}))
