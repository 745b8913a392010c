"""A report that is open: what its readers may see of one organisation and year, and all it is of.

The notebooks' report (`helpers.report`) adds a method for each of their cells. A run takes from
here what it needs besides the executed notebooks: the cover, the tables of the workbook, the notes,
and people's own words.
"""

from __future__ import annotations

import base64
import os
import pickle
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Self
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup

from wres import catalogue, narrative, reference
from wres.figures import Figures
from wres.figures.counts import Counts, PublishedCounts
from wres.figures.phrases import listed
from wres.figures.printed import plain
from wres.ground.errors import ParameterError
from wres.ground.settings import INTERNAL, INTERNAL_WARNING, ROUNDING
from wres.indicators import once
from wres.indicators.comparisons import without_age
from wres.narrative import detail
from wres.narrative.assessment import Assessment, assess
from wres.narrative.scope import Edition, Scope
from wres.narrative.withheld import protection_sentences
from wres.reading.held import Commentary, Inputs
from wres.reading.reconcile import public_doubts, public_sentences
from wres.reference.standard import WHERE_ASKED_FOR, pages_run
from wres.showing import markdown, tables
from wres.showing.components import NOT_RATED, Masthead, Notes, Stack, Table, link
from wres.showing.handed import Handed, handed

# The environment variables by which a run hands a report to its notebooks.
VARIABLE = "WRES_OPENED_"
_PIECE = 30_000


@dataclass(frozen=True, repr=False)
class Opened:
    """One organisation and year: what these readers may see, and nothing else that was read.

    What raw counts are needed for is worked out when it is made: `commentaries` are what the
    organisation says itself, a year each; `checks` what readers learn of what was doubtful in the
    counts; `rows_held` which counts were handed in this year and may be printed, by indicator,
    measure, staff group and pay band.
    """

    published: tuple[PublishedCounts, ...]
    figures: Figures
    scope: Scope
    commentaries: tuple[Commentary, ...]
    checks: tuple[str, ...]
    rows_held: tuple[tuple[int, str, str, str], ...]

    @classmethod
    def of(cls, inputs: Inputs, audience: str) -> Self:
        """The report for these readers of the last year that was read, beside those before it."""
        published = once.protected(inputs, audience)
        scope = Scope.of(inputs)
        shown = _rows(published[-1])
        return cls(
            published,
            once.figures(inputs.context, published),
            scope,
            tuple(read.commentary for read in inputs.years),
            public_sentences(public_doubts(inputs, published), scope.years),
            tuple(row for row in _rows(inputs.years[-1].counts) if row in shown),
        )

    def packed(self) -> bytes:
        """All of it as bytes, for another process of the same run."""
        return zlib.compress(pickle.dumps([getattr(self, field.name) for field in fields(Opened)]))

    @classmethod
    def unpacked(cls, content: bytes) -> Self:
        """What `packed` made bytes of."""
        return cls(*pickle.loads(zlib.decompress(content)))

    def __repr__(self) -> str:
        """Whose report it is: a dataclass would print all its counts into the notebook."""
        return f"Report({self.scope.organisation.ods_code!r}, {self.scope.year}, {self.audience!r})"

    @property
    def organisation(self) -> str:
        """The ODS code of whose report it is, such as `"QHG"`."""
        return self.scope.organisation.ods_code

    @property
    def year(self) -> int:
        """The WRES year of the report, such as 2023."""
        return self.scope.year

    @property
    def counts(self) -> pd.DataFrame:
        """This year's counts as these readers may see them, one row a count."""
        return self._counts(self.scope.year).table

    @property
    def audience(self) -> str:
        """For whom the report is made: `published` or `internal`."""
        return self.published[-1].protection.audience

    def _counts(self, year: int) -> PublishedCounts:
        """The counts of a year as these readers may see them."""
        return next(counts for counts in self.published if counts.year == year)

    def _asked(self, cell: str, numbers: Iterable[int], allowed: Iterable[int]) -> None:
        """Stop a cell that asks for an indicator that it does not show.

        Raises:
            ParameterError: says which it shows.
        """
        shown = sorted(allowed)
        for number in numbers:
            if number not in shown:
                said = listed(list(map(str, shown)))
                raise ParameterError(
                    f"report.{cell} shows indicators {said}, not {number!r}. "
                    f"Write report.{cell}({shown[0]}), for instance."
                )

    def _commentary(self, year: int) -> Commentary:
        """What the organisation says itself for a year."""
        return next(said for said in self.commentaries if said.year == year)

    @cached_property
    def _edition(self) -> Edition:
        """The figures with what they are about, as whoever says or draws them takes them."""
        return Edition(self.figures, self.scope)

    # What the figures come to

    @cached_property
    def _assessed(self) -> Assessment:
        """The findings and ratings of this year."""
        return self._assessment(self.scope.year)

    def _assessment(self, year: int) -> Assessment:
        is_rounded = self._counts(year).protection.method == ROUNDING
        return assess(self._edition, self._commentary(year), is_rounded)

    # Around the notebooks

    def cover(self) -> Masthead:
        """The report's cover: whose, what, which year."""
        body = self.scope.organisation
        lines = [f"ODS code {body.ods_code}. Workforce on 31 March {self.scope.year}."]
        lines += [line for year in self.scope.years if (line := self._who_reported(year))]
        banners = [INTERNAL_WARNING] * (self.audience == INTERNAL)
        if body.is_example:
            banners.append("Example: this organisation and all its figures are invented")
        title = f"Workforce Race Equality Standard (WRES) {self.scope.year}"
        return Masthead(body.name, title, body.kind, tuple(lines), ". ".join(banners))

    def _who_reported(self, year: int) -> str:
        """Whose figures a year's are, where they are not simply the organisation's own."""
        bodies = self.scope.bodies(year)
        names = listed([f"{body.name} ({body.ods_code})" for body in bodies])
        if not self.scope.is_broken(year):
            was = bodies != self.scope.bodies(self.scope.year)
            return f"In {year} it was {names}." if was else ""
        if len(bodies) > 1:
            return f"Figures for {year} are those of {names}, added together."
        if bodies[0] == self.scope.organisation:
            return f"Figures for {year} are those before it was split."
        return f"Figures for {year} are those of {names}, its predecessor."

    def pages(self) -> tuple[str, ...]:
        """The pages that it has: the detail's where any was handed in, others where asked for."""
        is_there = {
            "always": True,
            "with detail": detail.is_held(self.figures, self.scope.year),
            WHERE_ASKED_FOR: self.scope.settings.further_standards,
        }
        return tuple(row["page"] for row in reference.rows("pages") if is_there[row["shown"]])

    def standing(self) -> tuple[tuple[str, str], ...]:
        """How the rule rates each indicator, and which way it went since the year before."""
        marks = (
            " [b]" * self.scope.is_broken(rated.since) if rated.since else ""
            for rated in self._assessed.rated.values()
        )
        return tuple(
            (rated.rule or NOT_RATED, f"{rated.trend}{mark}")
            for rated, mark in zip(self._assessed.rated.values(), marks, strict=True)
        )

    def handed(self) -> Handed:
        """What people handed over in words, and the names that the pages print."""
        # The cover has the organisation's own name, also where only those before it reported.
        bodies = {self.scope.organisation}
        bodies |= {body for year in self.scope.years_held for body in self.scope.bodies(year)}
        names = [name for body in bodies for name in (body.name, body.short_name, body.kind)]
        for figure in self.figures:
            names.append(figure.area)
            if reference.is_average(figure.figure):
                names += [figure.reason, source_in_a_note(figure.source)]
            if figure.area:
                names.append(figure.source)
        for counts in self.published:
            names += [counts.publications(number) for number in range(1, 10)]
        bare = (name.striptags() if isinstance(name, Markup) else name for name in names)
        return handed(self.commentaries, bare, self.scope.settings.public_measures.values())

    # The tables and notes of the workbook, which pages show as well

    def data_tables(self) -> tuple[Table, ...]:
        """Every table of data that shows any, in the order of the pages."""
        shown = [self.areas_to_act_on(), self.summary()]
        pages = {*pages_run(self.pages())}
        for cell in dict.fromkeys(grid.cell for grid in catalogue.GRIDS if grid.page in pages):
            if cell == "certainty":
                shown.append(self.intervals())
            elif cell != "population" or narrative.population_sentences(self._edition):
                shown += self._laid_out(cell)
        return tuple(
            table for table in shown if isinstance(table, Table) and tables.shows_figures(table)
        )

    def _laid_out(self, cell: str, *indicators: int) -> tuple[Table, ...]:
        """The tables of the catalogue that stand in one cell of a notebook."""
        grids = catalogue.of_cell(cell, *indicators)
        return tuple(table for grid in grids if (table := tables.lay_out(grid, self._edition)))

    def intervals(self) -> Table:
        """How sure the figures of all indicators are."""
        caption = f"How sure the figures are, {self.scope.year}"
        return tables.of_indicators(self._laid_out("certainty"), caption, "Intervals")

    def areas_to_act_on(self) -> Table | Notes:
        """Where a gap asks for action by the rule, and what the action plan has for it."""
        areas, unrated = self._assessed.areas_to_act_on, self._assessed.not_rated
        left_out = tuple(
            f"Indicator {rated.indicator} is not rated: {rated.unseen}." for rated in unrated
        )
        if areas:
            return tables.areas(areas, self._commentary(self.scope.year).actions, left_out)
        if len(unrated) == len(self._assessed.rated):
            return Notes(left_out)
        among = " among the indicators that it rates" if unrated else ""
        return Notes((f"By the rule for the ratings, no gap{among} asks for action.", *left_out))

    def summary(self) -> Table:
        """Each indicator's rating of last year and of this year, and its trend."""
        by_year = {year: self._assessment(year).rated for year in self.scope.years}
        return tables.ratings(self.scope, by_year)

    def about(self) -> Stack:
        """How every figure is worked out, printed and protected, and what about it is doubtful."""
        protection = self.published[-1].protection
        said = (*_ABOUT, *protection_sentences(protection, self.scope.settings))
        return Stack((Notes(said), Notes(self.checks, "Checks of the input")))

    def notes(self) -> tuple[str, ...]:
        """What holds for all tables, and all sources, in words without links."""
        about = [plain(item) for part in self.about().parts for item in part.items]
        return (*about, *self._source_lines(range(1, 10), lambda text: text.split(", page")[0]))

    def _source_lines(
        self, indicators: Iterable[int], written: Callable[[str], str]
    ) -> tuple[str, ...]:
        """Where the figures come from, a line a source; the averages' sources as `written`."""
        counts: dict[str, list[str]] = {}
        for year in self.scope.years:
            for number in indicators:
                if source := self._counts(year).publications(number):
                    counts.setdefault(source, []).append(str(year))
        items = [
            f"Counts of {listed(list(dict.fromkeys(years)))}: {source}."
            for source, years in counts.items()
        ]
        averages = (
            figure
            for figure in self.figures
            if figure.indicator in indicators
            and figure.year in self.scope.years
            and reference.is_average(figure.figure)
        )
        for figure in averages:
            source = written(figure.source)
            line = "National average ({}): {}."
            line = Markup(line) if isinstance(source, Markup) else line
            items.append(line.format(without_age(figure), source))
        return tuple(dict.fromkeys(items))


def hand_over(content: bytes) -> None:
    """Leave a packed report in the environment, for the notebooks that inherit it; or clear it.

    So it is on no disk, and a notebook shows what the run has read, whatever the files hold by
    now. It is left in pieces: systems bound the length of a variable.
    """
    for name in [name for name in os.environ if name.startswith(VARIABLE)]:
        del os.environ[name]
    text = base64.b64encode(content).decode()
    for place in range(0, len(text), _PIECE):
        os.environ[f"{VARIABLE}{place // _PIECE:04}"] = text[place : place + _PIECE]


def handed_over() -> bytes:
    """What `hand_over` left; nothing where it left nothing."""
    pieces = sorted(name for name in os.environ if name.startswith(VARIABLE))
    return base64.b64decode("".join(os.environ[name] for name in pieces))


def _rows(counts: Counts) -> dict[tuple[int, str, str, str], None]:
    """The rows of counts in their order: indicator, measure, staff group and pay band."""
    names = ["indicator", "measure", "staff_group", "pay_band"]
    return dict.fromkeys(counts.table[names].itertuples(index=False, name=None))


# What a report must say of its figures.
_ABOUT = (
    "Percentages are rounded to one decimal and ratios to two, once, when printed; differences "
    "are worked out before rounding. Small rates have a decimal more, and so have ends of "
    "intervals where it decides.",
    "A difference is more than chance where its 95% interval leaves out no difference; where it "
    "has no interval, Fisher's exact test decides. Each comparison is judged once, and is told so "
    "wherever it stands.",
    "BME (Black and minority ethnic) is the standard's own category and is used here only as that.",
)


def source_in_a_note(text: str) -> str:
    """A source as a note shows it: a web address as a link named by its site."""
    if not markdown.is_external(text):
        return text.split(", page")[0]
    return link(text, (urlsplit(text).hostname or text).removeprefix("www."))
