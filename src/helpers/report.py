"""What a notebook imports: open the report of one organisation and year, show this, say that.

Each method is one cell of a notebook: it returns something that displays itself. An analyst who
wants to look behind it has `report.figures` and `report.counts`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup

from helpers import charts, markdown, narrative, reference, tables
from helpers.comparisons import figures_from, protected
from helpers.components import (
    NOT_RATED,
    Definition,
    Masthead,
    Notes,
    Picture,
    Prose,
    RatingBadge,
    Sentences,
    StyleSheet,
    Table,
    Tiles,
    link,
)
from helpers.counts import PublishedCounts
from helpers.figures import ALL, Figures, State
from helpers.indicators import RATIO, pooled_bands, single_bands
from helpers.parameters import cells_run, check_injected, check_parameters
from helpers.places import data_folder
from helpers.reading.held import Inputs, YearInputs
from helpers.reading.inputs import read_inputs
from helpers.reading.reconcile import public_doubts, public_sentences
from helpers.scope import Scope
from helpers.settings import INTERNAL, INTERNAL_WARNING, PUBLISHED
from helpers.tiles import key_findings
from helpers.words import listed

STAFF_GROUPS = ("clinical", "non-clinical", "medical and dental")


def open_report(
    organisation: str, year: int, audience: str = PUBLISHED, *, data: Path | None = None
) -> Report:
    """Read, protect and calculate: the report of one organisation and WRES year.

    Args:
        organisation: ODS code, as text.
        year: WRES year: the workforce on 31 March of it, the staff survey of the autumn before.
        audience: `published`, where small counts are withheld, or `internal`, where none is.
        data: the data folder; found by itself where it is not given.

    Raises:
        ParameterError: a parameter cannot be right, or does not exist.
        NoDataError: no such organisation, or nothing handed in for that year.
        InputError: the input holds faults; all of them are listed.
    """
    check_injected(cells_run())
    check_parameters(organisation, year, audience)
    inputs = read_inputs(data or data_folder(), organisation, year)
    held = tuple(read.year for read in inputs.years)
    scope = Scope(inputs.organisation, inputs.register, year, held)
    published = protected(inputs, audience)
    return Report(inputs, published, figures_from(inputs, published), scope)


@dataclass(frozen=True)
class Stack:
    """Several things shown one below the other."""

    parts: tuple[object, ...]

    def _repr_html_(self) -> str:
        return "\n".join(part._repr_html_() for part in self.parts)


@dataclass(frozen=True)
class Report:
    """One organisation and year: its figures, and every way that a notebook shows them."""

    inputs: Inputs
    published: tuple[PublishedCounts, ...]
    figures: Figures
    scope: Scope

    def __repr__(self) -> str:
        """Whose report it is: a dataclass would print its raw counts into the notebook."""
        return f"Report({self.scope.organisation.ods_code!r}, {self.scope.year}, {self.audience!r})"

    def _repr_html_(self) -> str:
        """In JupyterLab: the style for everything below, and whose report this is."""
        body = self.scope.organisation
        said = Notes(
            (f"{body.name} ({body.ods_code}), WRES {self.scope.year}. Run the cells below.",)
        )
        warning = [Notes((INTERNAL_WARNING,))] * (self.audience == INTERNAL)
        return "\n".join(part._repr_html_() for part in (StyleSheet(), *warning, said))

    @property
    def counts(self) -> pd.DataFrame:
        """This year's counts as these readers may see them, one row a count."""
        return self._counts(self.scope.year).table

    @property
    def audience(self) -> str:
        """For whom the report is made: `published` or `internal`."""
        return self.published[-1].protection.audience

    def _counts(self, year: int) -> PublishedCounts:
        return next(counts for counts in self.published if counts.year == year)

    def _year(self, year: int) -> YearInputs:
        return next(read for read in self.inputs.years if read.year == year)

    # The front page

    def cover(self) -> Masthead:
        """The report's cover: whose, what, which year."""
        body = self.scope.organisation
        lines = [f"ODS code {body.ods_code}. Workforce on 31 March {self.scope.year}."]
        lines += [
            f"Figures for {year} are those of {self.scope.body(year).name} "
            f"({self.scope.body(year).ods_code}), its predecessor."
            for year in self.scope.years
            if self.scope.is_broken(year)
        ]
        banners = [INTERNAL_WARNING] * (self.audience == INTERNAL)
        if body.is_example:
            banners.append("Example: this organisation and all its figures are invented")
        title = f"Workforce Race Equality Standard (WRES) {self.scope.year}"
        return Masthead(body.name, title, body.kind, tuple(lines), ". ".join(banners))

    def context(self) -> Prose:
        """The organisation's own introduction."""
        return self._prose("context", "No introduction was handed in (narrative/context.md).")

    def priorities(self) -> Prose:
        """What the organisation will do first."""
        return self._prose("priorities", "No priorities were handed in (narrative/priorities.md).")

    def contacts(self) -> Prose:
        """Whom to ask."""
        return self._prose("contacts", "No contacts were handed in (narrative/contacts.md).")

    def nine_indicators(self) -> Table:
        """The nine indicators explained."""
        return tables.nine_indicators()

    def key_findings(self) -> Tiles:
        """The front page's tiles."""
        return key_findings(self.figures, self.scope)

    def summary(self) -> Table:
        """Each indicator's headline, with last year's and this year's rating."""
        by_year = {read.year: read.ratings for read in self.inputs.years}
        return tables.ratings(
            self.scope, by_year, lambda number: f"{self._found(number).headline}."
        )

    def all_staff(self) -> Table:
        """Everybody in the workforce by ethnicity."""
        return tables.all_staff(self.figures, self.scope)

    def all_staff_chart(self) -> Picture | Notes:
        """The workforce by ethnicity, drawn."""
        chart = charts.all_staff(self.figures, self.scope.years, self._labels())
        return self._picture(chart, self._found(1).headline, 1)

    def population(self) -> Stack | Notes:
        """The local population beside the workforce: table, chart and words."""
        sentences = narrative.population_sentences(self.figures, self.scope)
        if not sentences:
            return Notes(("No local population was handed in (local_population.csv).",))
        groups = tables.population_groups(self.figures, self.scope)
        chart = charts.population(self.figures, self.scope.year)
        shares = self.figures.select(figure="local_population_percentage", year=self.scope.year)
        sources = tuple(dict.fromkeys(f"{share.area}: {share.source}." for share in shares))
        parts = [
            Sentences(tuple(sentences)),
            tables.population(self.figures, self.scope),
            self._picture(chart, sentences[0].rstrip("."), 1, shares[0].source),
            *([groups] if groups else []),
            Notes(sources, "Sources"),
        ]
        return Stack(tuple(parts))

    # An indicator's page

    def measures(self, *indicators: int) -> Stack:
        """What an indicator measures, how, and over which time."""
        return Stack(tuple(self._definition(number) for number in indicators))

    def rating(self, *indicators: int) -> Stack:
        """How the organisation rates itself, and why."""
        badges = []
        for number in indicators:
            found = [r for r in self._year(self.scope.year).ratings if r.indicator == number]
            rating = found[0].rating if found else NOT_RATED
            detail = found[0].reason if found else "No rating was handed in (ratings.csv)."
            badges.append(RatingBadge(f"Indicator {number}", rating, detail))
        return Stack(tuple(badges))

    def bands(self) -> Stack:
        """Indicator 1 by staff group: pooled bands, then single bands where they are held."""
        found = []
        for chosen, title, kind in (
            (pooled_bands, "pooled pay bands", "pooled"),
            (single_bands, "pay band", "by band"),
        ):
            for group in STAFF_GROUPS:
                names = chosen(self.figures, self.scope.year, group)
                if names:
                    found.append(tables.bands(self.figures, self.scope, group, names, title, kind))
        return Stack((*found, *self._averages(1)))

    def _averages(self, indicator: int) -> tuple[Table, ...]:
        table = tables.averages(self.figures, self.scope, indicator)
        return (table,) if table else ()

    def bands_chart(self) -> Stack:
        """The BME share by staff group and band, drawn: the finest bands that were handed in."""
        said = narrative.band_findings(self.figures, self.scope)
        found = []
        for group in STAFF_GROUPS:
            names = single_bands(self.figures, self.scope.year, group) or tuple(
                band for band in pooled_bands(self.figures, self.scope.year, group) if band != ALL
            )
            if names:
                chart = charts.bands(self.figures, self.scope.years, self._labels(), group, names)
                headline = next(f.headline for f in said if f.staff_group == group)
                found.append(self._picture(chart, headline, 1))
        return Stack(tuple(found))

    def rates(self, indicator: int) -> Stack:
        """Indicators 2, 3 and 4: the counts and rates, and the relative likelihood by year."""
        return Stack(
            (
                tables.rates(self.figures, self.scope, indicator),
                tables.ratios(self.figures, self.scope, indicator),
            )
        )

    def rates_chart(self, indicator: int) -> Picture | Notes:
        """Indicators 2, 3 and 4: the rates, drawn."""
        chart = charts.rates(self.figures, indicator, self.scope.years, self._labels())
        if chart is None:
            ratio = self.figures.get(indicator, RATIO[indicator], self.scope.year)
            why = (
                ratio.reason
                if ratio.state is State.NOT_CALCULABLE
                else f"the rates are {ratio.state}"
            )
            return Notes((f"There is nothing to draw: {why}.",))
        return self._picture(chart, self._found(indicator).headline, indicator)

    def survey(self, *indicators: int) -> Stack:
        """Indicators 5 to 8: the survey results."""
        return Stack(tuple(tables.survey(self.figures, self.scope, n) for n in indicators))

    def survey_chart(self, *indicators: int) -> Stack:
        """Indicators 5 to 8, drawn."""
        labels = {year: self.scope.survey_label(year) for year in self.scope.years}
        return Stack(
            tuple(
                self._picture(
                    charts.survey(self.figures, number, self.scope.years, labels),
                    self._found(number).headline,
                    number,
                )
                for number in indicators
            )
        )

    def response(self) -> Sentences:
        """How many of the staff answered the survey."""
        return Sentences((narrative.respondents_sentence(self.figures, self.scope),))

    def board(self) -> Stack | Notes:
        """Indicator 9: the board, and its voting and executive members, beside the workforce."""
        held = tables.boards_held(self.figures, self.scope)
        if not held:
            return Notes(("Nothing about the board was handed in.",))
        boards = [tables.board(self.figures, self.scope, group) for group in held]
        return Stack((*boards, *self._averages(9)))

    def board_chart(self) -> Picture | Notes:
        """Indicator 9, drawn."""
        held = tables.boards_held(self.figures, self.scope)
        chart = (
            charts.board(self.figures, self.scope.years, self._labels(), held[0]) if held else None
        )
        return self._picture(chart, self._found(9).headline, 9)

    def says(self, *indicators: int) -> Stack:
        """What the data is telling us, in sentences made from the figures."""
        found = []
        for number in indicators:
            sentences = self._found(number).all
            if number == 1:
                bands = narrative.band_findings(self.figures, self.scope)
                sentences += tuple(finding.sentence for finding in bands)
            found.append(Sentences(sentences))
        return Stack(tuple(found))

    def done(self, indicator: int) -> Prose:
        """What the organisation did over the last year, in its own words."""
        return self._own_words(indicator, "done", "what was done over the last year")

    def planned(self, indicator: int) -> Prose:
        """What the organisation is planning, in its own words."""
        return self._own_words(indicator, "planned", "what is planned")

    def sources(self, *indicators: int) -> Notes:
        """Where the figures come from, and what the symbols mean."""
        return Notes((*self._source_lines(indicators, _source), _symbols()))

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
            items.append(line.format(figure.reason, source))
        return tuple(dict.fromkeys(items))

    def about(self) -> Stack:
        """How every figure is worked out, printed and protected, and what about it is doubtful."""
        body = self.scope.organisation.ods_code
        doubts = public_doubts(self.inputs, self.published)
        checks = public_sentences(doubts, body, self.scope.years)
        return Stack((Notes(_ABOUT), Notes(checks, "Checks of the input")))

    # The action plan

    def action_plan(self) -> Table | Notes:
        """The action plan."""
        actions = self._year(self.scope.year).actions
        if not actions:
            return Notes(("No action plan was handed in (action_plan.csv).",))
        return tables.action_plan(actions)

    def rating_key(self) -> Table:
        """What the ratings mean."""
        return tables.rating_key()

    # The workbook

    def data_tables(self) -> tuple[Table, ...]:
        """Every table of data in the order of the pages, as the pages show it."""
        shown = [self.summary(), self.all_staff(), self.population(), self.bands()]
        shown += [self.rates(number) for number in (2, 3, 4)]
        shown += [self.survey(5, 6, 7, 8), self.board()]
        parts = [part for each in shown for part in getattr(each, "parts", (each,))]
        return tuple(part for part in parts if isinstance(part, Table))

    def notes(self) -> tuple[str, ...]:
        """What holds for all tables, and all sources, in words without links."""
        about = [item for part in self.about().parts for item in part.items]
        return (*about, *self._source_lines(range(1, 10), lambda text: text.split(", page")[0]))

    def rows_held(self) -> tuple[tuple[int, str, str, str], ...]:
        """Which counts were handed in this year and may be printed, without their numbers.

        Indicator, measure, staff group and pay band of each.
        """
        names = ["indicator", "measure", "staff_group", "pay_band"]
        given, shown = (
            dict.fromkeys(table[names].itertuples(index=False, name=None))
            for table in (self._year(self.scope.year).counts.table, self.counts)
        )
        return tuple(key for key in given if key in shown)

    # Pieces

    def _found(self, indicator: int) -> narrative.Findings:
        return self._findings[indicator]

    @cached_property
    def _findings(self) -> dict[int, narrative.Findings]:
        return {n: narrative.findings(self.figures, self.scope, n) for n in range(1, 10)}

    def _labels(self) -> dict[int, str]:
        return {year: self.scope.label(year) for year in self.scope.years}

    def _definition(self, number: int) -> Definition:
        fact = reference.by("indicators", "indicator")[str(number)]
        terms = [
            (f"Indicator {number}", fact["title"]),
            ("Worked out as", fact["formula"]),
            ("Read as", fact["direction"]),
            ("Covers", _period(number, self.scope.year)),
        ]
        return Definition(tuple(terms))

    def _own_words(self, indicator: int, part: str, what: str) -> Prose:
        group = reference.by("indicators", "indicator")[str(indicator)]["narrative"]
        name = f"indicator_{group}_{part}"
        return self._prose(name, f"Nothing was handed in about {what} (narrative/{name}.md).")

    def _prose(self, name: str, placeholder: str) -> Prose:
        return Prose(self._year(self.scope.year).narrative.get(name, ""), placeholder)

    def _picture(
        self, chart: charts.Chart | None, headline: str, indicator: int, source: str = ""
    ) -> Picture | Notes:
        if chart is None:
            return Notes(("There is nothing to draw: no figure is shown.",))
        said = source or self._counts(self.scope.year).publications(indicator)
        body = self.scope.organisation.short_name
        subtitle = f"{chart.subtitle}, {body}"
        return Picture(headline, subtitle, chart.svg, chart.alt, f"Source: {said}.")


# What a report must say, above all until the pack itself protects small counts.
_ABOUT = (
    "Percentages are rounded to one decimal and ratios to two, once, when printed; differences "
    "are worked out before rounding.",
    "BME (Black and minority ethnic) is the standard's own category and is used here only as that.",
    "Counts that were handed in as withheld stay withheld. This version of the pack adds no "
    "protection of its own to other small counts.",
)


def _source(text: str) -> str:
    """A source as a note shows it: a web address as a link named by its site."""
    if not markdown.is_external(text):
        return text.split(", page")[0]
    return link(text, (urlsplit(text).hostname or text).removeprefix("www."))


def _symbols() -> str:
    rows = reference.rows("shorthand")
    return (
        "Symbols: " + "; ".join(f"{row['symbol']} {row['meaning'].lower()}" for row in rows) + "."
    )


def _period(indicator: int, year: int) -> str:
    if indicator in (1, 9):
        return f"31 March {year}"
    if indicator in (2, 3, 4):
        return f"1 April {year - 1} to 31 March {year}"
    question = _question(indicator, year - 1)
    return f"NHS Staff Survey of autumn {year - 1}{question}"


def _question(indicator: int, survey: int) -> str:
    for row in reference.rows("survey_questions"):
        if int(row["indicator"]) == indicator and (
            int(row["first_survey"]) <= survey <= int(row["last_survey"])
        ):
            verified = "" if row["status"] == "read" else f" ({row['status']})"
            return f", question {row['question'].removeprefix('Q')}{verified}"
    return ""
