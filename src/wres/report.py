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

from wres import catalogue, narrative, reference
from wres.claims.narratives import marked
from wres.figures import ALL, BME_GROUPS, ETHNICITIES, Figures, State
from wres.figures.counts import Counts, PublishedCounts
from wres.figures.phrases import listed
from wres.figures.phrases import why as why_not
from wres.figures.printed import Printed, own
from wres.ground.errors import OwnCellError
from wres.ground.parameters import cells_run, check_injected, check_parameters
from wres.ground.places import data_folder
from wres.ground.settings import (
    INTERNAL,
    INTERNAL_WARNING,
    PUBLISHED,
    TWO_YEAR_AVERAGE,
    Settings,
)
from wres.indicators import boards_held, clustered_bands, once, pooled_bands, single_bands
from wres.indicators.comparisons import basis
from wres.narrative import detail
from wres.narrative.assessment import Assessment, assess
from wres.narrative.finding import Finding
from wres.narrative.scope import Edition, Scope
from wres.narrative.withheld import protection_sentences
from wres.reading.held import Commentary, Inputs
from wres.reading.inputs import read_inputs
from wres.reading.organisations import read_register
from wres.reading.reconcile import public_doubts, public_sentences
from wres.reading.traces import Trace, traces
from wres.reference.standard import RATIO, STAFF_GROUPS, SURVEY_INDICATORS
from wres.showing import charts, markdown, own_cells, own_charts, tables
from wres.showing.charts import detail as detail_charts
from wres.showing.components import (
    NOT_RATED,
    Component,
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
from wres.showing.handed import Handed, handed
from wres.showing.tiles import key_findings


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
    before = _read_before(organisation, year, audience, data)
    return before or Report.of(read_inputs(data or data_folder(), organisation, year), audience)


def read_ahead(organisation: str, year: int, audience: str = PUBLISHED) -> None:
    """Open a report so that processes forked from this one find it open and assessed.

    They find it as long as no file that it was read from changes.

    Raises:
        WresError: as `open_report`.
    """
    data = data_folder()
    register, _ = read_register(data)
    before = traces(data, register.line(organisation))
    report = open_report(organisation, year, audience, data=data)
    _ = report._assessed
    _ahead[data, organisation, year, audience] = before, report


_ahead: dict[tuple[Path, str, int, str], tuple[frozenset[Trace], Report]] = {}


def _read_before(organisation: str, year: int, audience: str, data: Path | None) -> Report | None:
    """The report, if it was read ahead and all that it was read from is as it was."""
    if not _ahead:
        return None
    data = data or data_folder()
    then, report = _ahead.get((data, organisation, year, audience), (None, None))
    if report is None or then != traces(data, report.scope.register.line(organisation)):
        return None
    return report


@dataclass(frozen=True, repr=False)
class Stack(Component):
    """Several things shown one below the other."""

    parts: tuple[Component, ...]

    def html(self) -> Markup:
        """One after the other."""
        return Markup("\n").join(part.html() for part in self.parts)


@dataclass(frozen=True)
class Report:
    """One organisation and year: its figures, and every way that a notebook shows them.

    It holds what these readers may see and nothing else that was read. What raw counts are needed
    for is worked out when it is made: `commentaries` are what the organisation says itself, a
    year each; `checks` what readers learn of what was doubtful in the counts; `rows_held` which
    counts were handed in this year and may be printed, by indicator, measure, staff group and pay
    band.
    """

    published: tuple[PublishedCounts, ...]
    figures: Figures
    scope: Scope
    commentaries: tuple[Commentary, ...]
    checks: tuple[str, ...]
    rows_held: tuple[tuple[int, str, str, str], ...]

    @classmethod
    def of(cls, inputs: Inputs, audience: str) -> Report:
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

    def __repr__(self) -> str:
        """Whose report it is: a dataclass would print all its counts into the notebook."""
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

    def _commentary(self, year: int) -> Commentary:
        return next(said for said in self.commentaries if said.year == year)

    # The front page

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
        everything = (*self._assessed.ranked, narrative.response(self.figures, self.scope))
        return key_findings(everything, self.scope.year)

    def areas_to_act_on(self) -> Table | Notes:
        """Where a gap asks for action by the rule, and what the action plan has for it."""
        areas = self._assessed.areas_to_act_on
        if not areas:
            return Notes(("By the rule for the ratings, no gap asks for action.",))
        return tables.areas(areas, self._commentary(self.scope.year).actions)

    def summary(self) -> Table:
        """What each indicator says in short, with last year's and this year's rating."""
        by_year = {year: self._assessment(year).rated for year in self.scope.years}
        return tables.ratings(self.scope, by_year, self._in_short)

    def _in_short(self, indicator: int) -> str:
        """What the rating goes by, with what qualifies it; for the bands, the workforce too."""
        first = self._assessed.rated[indicator].worst or self._first(indicator)
        said = [f"{first.headline}.", *first.sentences[:2]]
        workforce = f"{narrative.workforce(self.figures, self.scope).headline}."
        if indicator == 1 and workforce not in said:
            said.append(workforce)
        return " ".join(said)

    def all_staff(self) -> Table:
        """Everybody in the workforce by ethnicity."""
        (table,) = self._laid_out("all_staff")
        return table

    def all_staff_chart(self) -> Picture | Notes:
        """The workforce by ethnicity, drawn."""
        chart = charts.all_staff(self.figures, self.scope.years, self._labels())
        headline = narrative.workforce(self.figures, self.scope).headline
        return self._picture(chart, headline, 1)

    def population(self) -> Stack | Notes:
        """The local population beside the workforce: table, chart and words."""
        sentences = narrative.population_sentences(self.figures, self.scope)
        if not sentences:
            return Notes(("No local population was handed in (local_population.csv).",))
        table, *groups = self._laid_out("population")
        chart = charts.population(self.figures, self.scope.year)
        shares = self.figures.select(figure="local_population_percentage", year=self.scope.year)
        sources = tuple(dict.fromkeys(f"{share.area}: {share.source}." for share in shares))
        parts = [
            Sentences(tuple(sentences)),
            table,
            self._picture(chart, sentences[0].rstrip("."), 1, shares[0].source),
            *groups,
            Notes(sources, "Sources"),
        ]
        return Stack(tuple(parts))

    # An indicator's page

    def measures(self, *indicators: int) -> Stack:
        """What an indicator measures, how, and over which time."""
        return Stack(tuple(self._definition(number) for number in indicators))

    def rating(self, *indicators: int) -> Stack:
        """How each indicator is rated by the rule, and by the organisation where it says."""
        badges = []
        for number in indicators:
            rated = self._assessed.rated[number]
            trend = f"Trend: {str(rated.trend).lower()}."
            why = f"{rated.why} {trend}" if rated.rule else rated.why
            label = f"Indicator {number}, by the rule"
            badges.append(RatingBadge(label, rated.rule or NOT_RATED, why))
            if rated.own:
                label = f"Indicator {number}, the organisation's own rating"
                badges.append(RatingBadge(label, rated.own.rating, own(rated.own.reason)))
        return Stack(tuple(badges))

    def bands(self) -> Stack:
        """Indicator 1 by staff group: pooled bands, then single bands where they are held."""
        why = self._counts(self.scope.year).protection.why
        chosen = [Notes((why, *self._other_tables()), "Which tables are shown")] if why else []
        return Stack((*self._laid_out("bands"), *chosen, *self._laid_out("behind_bands")))

    def _other_tables(self) -> tuple[str, ...]:
        """Last year's shape of indicator 1's tables, where it is another than this year's."""
        if not self.scope.last_year:
            return ()
        then, now = (self._counts(year).protection.shape for year in self.scope.years)
        if not then or then == now:
            return ()
        label = reference.by("shapes", "shape")[then]["label"]
        return (
            f"{self.scope.last_year} is shown by {label}, so not every band has a year beside it. "
            "An organisation may set one shape for all years (settings.csv).",
        )

    def bands_chart(self) -> Stack:
        """The BME share by staff group and band, drawn: the finest bands that were handed in."""
        found = []
        for group in STAFF_GROUPS:
            held = self.figures, self.scope.year, group
            names = (
                single_bands(*held)
                or clustered_bands(*held)
                or tuple(band for band in pooled_bands(*held) if band != ALL)
            )
            if names:
                chart = charts.bands(self.figures, self.scope.years, self._labels(), group, names)
                found.append(self._picture(chart, self._first(1, group).headline, 1))
        return Stack(tuple(found))

    def rates(self, indicator: int) -> Stack:
        """Indicators 2, 3 and 4: the counts and rates, and the relative likelihood by year."""
        return Stack(self._laid_out("rates", indicator))

    def rates_chart(self, indicator: int) -> Picture | Notes:
        """Indicators 2, 3 and 4: the rates, drawn."""
        chart = charts.rates(self.figures, indicator, self.scope.years, self._labels())
        if chart is None:
            ratio = self.figures.get(indicator, RATIO[indicator], self.scope.year)
            why = (
                why_not(ratio)
                if ratio.state is State.NOT_CALCULABLE
                else f"the rates are {ratio.state}"
            )
            return Notes((f"There is nothing to draw: {why}.",))
        return self._picture(chart, self._first(indicator).headline, indicator)

    def survey(self, *indicators: int) -> Stack:
        """Indicators 5 to 8: the survey results."""
        return Stack(self._laid_out("survey", *indicators))

    def survey_chart(self, *indicators: int) -> Stack:
        """Indicators 5 to 8, drawn."""
        labels = {year: self.scope.survey_label(year) for year in self.scope.years}
        return Stack(
            tuple(
                self._picture(
                    charts.survey(self.figures, number, self.scope.years, labels),
                    self._first(number).headline,
                    number,
                )
                for number in indicators
            )
        )

    def response(self) -> Sentences:
        """How many of the staff answered the survey."""
        return Sentences((narrative.response(self.figures, self.scope).text,))

    def board(self) -> Stack | Notes:
        """Indicator 9: the board, and its voting and executive members, beside the workforce."""
        if found := self._laid_out("board"):
            return Stack(found)
        return Notes(("Nothing about the board was handed in.",))

    def board_chart(self) -> Picture | Notes:
        """Indicator 9, drawn."""
        held = boards_held(self.figures, self.scope.years)
        chart = (
            charts.board(self.figures, self.scope.years, self._labels(), held[0]) if held else None
        )
        headline = self._first(9, held[0]).headline if held else ""
        return self._picture(chart, headline, 9)

    def says(self, *indicators: int) -> Stack:
        """What the data is telling us, in sentences made from the figures."""
        found = []
        for number in indicators:
            first, *others = self._assessed.findings[number]
            more = (finding.text for finding in others)
            found.append(Sentences((f"{first.headline}.", *first.sentences, *more)))
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
        protection = self.published[-1].protection
        said = (*_ABOUT, *protection_sentences(protection, self.scope.settings))
        return Stack((Notes(said), Notes(self.checks, "Checks of the input")))

    # The detail behind the nine indicators

    def pages(self) -> tuple[str, ...]:
        """The pages that have something to show: the detail's only where any was handed in."""
        has_detail = detail.is_held(self.figures, self.scope.year)
        return tuple(
            row["page"] for row in reference.rows("pages") if row["shown"] == "always" or has_detail
        )

    def groups(self) -> Stack | Notes:
        """The groups that BME is made of, indicator by indicator."""
        shown = []
        for number, found in self._group_tables().items():
            shown += [*self._groups_chart(number), *found]
        if not shown:
            return Notes(("No figures by ethnic group can be shown.",))
        return Stack((Sentences(detail.group_sentences(self.figures, self.scope)), *shown))

    def _group_tables(self) -> dict[int, tuple[Table, ...]]:
        """The tables by ethnic group of each indicator."""
        return {
            number: self._laid_out("groups", number) for number in (1, *RATIO, *SURVEY_INDICATORS)
        }

    def _groups_chart(self, indicator: int) -> tuple[Picture, ...]:
        year = self.scope.year
        name = self.scope.survey_label if indicator in SURVEY_INDICATORS else self.scope.label
        chart = detail_charts.groups(self.figures, indicator, year, {year: name(year)})
        title = reference.by("indicators", "indicator")[str(indicator)]["short_title"]
        headline = f"{'All staff' if indicator == 1 else title}, by ethnic group"
        return (self._picture(chart, headline, indicator),) if chart else ()

    def sexes(self) -> Stack | Notes:
        """White and BME women, and White and BME men, indicator by indicator."""
        shown = self._laid_out("sexes")
        if not shown:
            return Notes(("No figures by sex can be shown.",))
        return Stack((Sentences(detail.sex_sentences(self.figures, self.scope)), *shown))

    def recruitment_in_depth(self) -> Stack | Notes:
        """Indicator 2 by staff group and pay band, and without international recruitment."""
        found = self._laid_out("recruitment_in_depth")
        if not found:
            return Notes(("No figures of recruitment by group or band can be shown.",))
        chart = detail_charts.recruitment(self.figures, self.scope.year, self._labels())
        headline = "Appointment from shortlisting, by staff group and pay band"
        pictures = [self._picture(chart, headline, 2)] if chart else []
        said = Sentences(detail.recruitment_sentences(self.figures, self.scope))
        return Stack((said, *pictures, *found))

    # The action plan

    def action_plan(self) -> Table | Notes:
        """The action plan."""
        actions = self._commentary(self.scope.year).actions
        if not actions:
            return Notes(("No action plan was handed in (action_plan.csv).",))
        return tables.action_plan(actions)

    def plan_progress(self) -> Table | Notes:
        """What became of last year's plan."""
        if self.scope.last_year is None:
            return Notes(("Last year's action plan is not held.",))
        then = self._commentary(self.scope.last_year)
        last = [("", action) for action in then.actions]
        for part in then.parts:
            body = self.scope.register.find(part.organisation)
            last += [(body.short_name, action) for action in part.actions]
        table = tables.progress(self._commentary(self.scope.year).actions, last)
        return table or Notes(("No action plan was handed in last year.",))

    def rating_key(self) -> Table:
        """What the ratings mean."""
        return tables.rating_key()

    # An author's own cells

    def table(
        self,
        frame: pd.DataFrame | pd.Series,
        caption: str = "",
        source: str = "",
        counts_no_people: bool = False,
    ) -> Table | Notes:
        """A frame of your own as a table, each figure printed as the pack prints it.

        Args:
            frame: made of `report.figures.to_frame()`, or with figures in its cells.
            caption: what the table shows.
            source: where numbers come from that are no figures of the report; the page then says
                that the pack did not check them.
            counts_no_people: that none of those counts people, so that it may be small.

        Raises:
            OwnCellError: a number is no figure of its row, and has no source.
        """
        press = self._press(own_cells.TABLE, source, counts_no_people)
        return self._own_table(press.grid(frame), caption, source)

    def chart(
        self,
        drawing: object,
        frame: pd.DataFrame | pd.Series | None = None,
        headline: str = "",
        alt: str = "",
        source: str = "",
        counts_no_people: bool = False,
    ) -> Stack:
        """A drawing of your own, each bar and point with its number, and its frame as a table.

        Args:
            drawing: a matplotlib figure or axes, or what a seaborn function gives, which draws the
                numbers of `report.printed(frame)`.
            frame: what it draws, as `table` takes it.
            headline: what the chart shows.
            alt: the same for those who do not see it, with its main numbers (`number`).
            source: where the numbers come from; numbers that are no figures need one.
            counts_no_people: as for `table`.

        Raises:
            OwnCellError: it draws something else than the numbers that the frame prints.
        """
        if frame is None or not (headline.strip() and alt.strip()):
            raise OwnCellError(
                "report.chart needs the frame that is drawn, a headline, and in alt what those "
                f"learn who do not see the drawing. Write {own_charts.CALL})."
            )
        press = self._press(own_charts.CALL, source, counts_no_people)
        grid = press.grid(frame)
        svg = own_charts.to_svg(drawing, list(grid.numbers()))
        said = f"Source: {source.strip().rstrip('.')}." if source.strip() else ""
        below = self._own_table(grid, f"{headline}: the numbers", source if grid.has_other else "")
        nothing = Notes((f"{headline}: there is nothing to draw.",))
        return Stack((Picture(headline, "", svg, alt, said) if svg else nothing, below))

    def say(self, *sentences: str) -> Sentences:
        """Sentences of your own; put a figure into one with `number`, in an f-string."""
        return Sentences(tuple(f"{sentence}" for sentence in sentences))

    def number(
        self, indicator: int, figure: str, year: int | None = None, *, part: str = "", **groups: str
    ) -> Printed:
        """A figure for a sentence, a headline, a caption or an alternative text.

        Args:
            indicator: of the Standard.
            figure: its name, as docs/figures.md lists it.
            year: this year where it is not given.
            part: `low` or `high` end of its interval, `size` of a difference without its sign,
                `part` and `whole` for the people behind a percentage.
            groups: `staff_group`, `pay_band`, `sex`, `ethnicity`, `area`; each is all where it is
                not given.

        Raises:
            OwnCellError: no figure is called so.
        """
        wanted = indicator, figure, year or self.scope.year
        return own_cells.number(self.figures, self.scope.years, wanted, part, **groups)

    def printed(self, frame: pd.DataFrame | pd.Series) -> pd.DataFrame | pd.Series:
        """A frame with each figure as the number that is printed, to be drawn."""
        return self._press().rounded(frame)

    @property
    def palette(self) -> dict[str, str]:
        """The pack's colours for ethnic groups, as seaborn takes them."""
        return {group: reference.colour(group) for group in (*ETHNICITIES, *BME_GROUPS, ALL)}

    def _press(
        self, call: str = own_cells.TABLE, source: str = "", counts_no_people: bool = False
    ) -> own_cells.Press:
        small = self.scope.settings.small
        return own_cells.Press(self.figures, small, source, counts_no_people, call)

    def _own_table(self, grid: own_cells.Grid, caption: str, source: str) -> Table | Notes:
        if not grid.rows:
            return Notes((f"{caption}: there is nothing to show.",))
        return own_cells.table(grid, caption, source)

    # The workbook

    def data_tables(self) -> tuple[Table, ...]:
        """Every table of data in the order of the pages, as the pages show it."""
        found = [self.areas_to_act_on(), self.summary()]
        for cell in dict.fromkeys(grid.cell for grid in catalogue.GRIDS):
            if cell != "population" or narrative.population_sentences(self.figures, self.scope):
                found += self._laid_out(cell)
        return tuple(table for table in found if isinstance(table, Table))

    def _laid_out(self, cell: str, *indicators: int) -> tuple[Table, ...]:
        """The tables of the catalogue that stand in one cell of a notebook."""
        edition = Edition(self.figures, self.scope)
        grids = catalogue.of_cell(cell, *indicators)
        return tuple(table for grid in grids if (table := tables.lay_out(grid, edition)))

    def notes(self) -> tuple[str, ...]:
        """What holds for all tables, and all sources, in words without links."""
        about = [item for part in self.about().parts for item in part.items]
        return (*about, *self._source_lines(range(1, 10), lambda text: text.split(", page")[0]))

    def handed(self) -> Handed:
        """What people handed over in words, and the names that the pages print."""
        bodies = {body for year in self.scope.years_held for body in self.scope.bodies(year)}
        names = [name for body in bodies for name in (body.name, body.short_name, body.kind)]
        for figure in self.figures:
            names.append(figure.area)
            if reference.is_average(figure.figure):
                names += [figure.reason, _source(figure.source)]
            if figure.area:
                names.append(figure.source)
        for counts in self.published:
            names += [counts.publications(number) for number in range(1, 10)]
        names += [reason.rstrip(".") for reason in self.scope.settings.public_measures.values()]
        return handed(self.commentaries, map(_without_markup, names))

    # Pieces

    def _first(self, indicator: int, staff_group: str = "") -> Finding:
        """The most telling finding of an indicator, or of one staff group or board in it."""
        found = self._assessed.findings[indicator]
        about = (each for each in found if each.figure.staff_group == staff_group)
        return next(about, found[0])

    @cached_property
    def _assessed(self) -> Assessment:
        return self._assessment(self.scope.year)

    def _assessment(self, year: int) -> Assessment:
        return assess(self.figures, self.scope, self._commentary(year))

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
        if number == 3:
            terms.append(("Basis", _basis(self.scope.settings, self.scope.year)))
        return Definition(tuple(terms))

    def _own_words(self, indicator: int, part: str, what: str) -> Prose:
        group = reference.by("indicators", "indicator")[str(indicator)]["narrative"]
        name = f"indicator_{group}_{part}"
        return self._prose(name, f"Nothing was handed in about {what} (narrative/{name}.md).")

    def _prose(self, name: str, placeholder: str) -> Prose:
        text = self._commentary(self.scope.year).narrative.get(name, "")
        if self.audience == INTERNAL:
            text = marked(text, name, self.figures, self.scope.year, self._accepted("claim"))
        return Prose(text, placeholder)

    def _accepted(self, rule: str) -> str:
        """Why the organisation lets this year's warnings of a rule stand; blank where not."""
        decided = {(each.rule, each.year): each.reason for each in self.scope.settings.accepted}
        return decided.get((rule, self.scope.year), "")

    def _picture(
        self, chart: charts.Chart | None, headline: str, indicator: int, source: str = ""
    ) -> Picture | Notes:
        if chart is None:
            return Notes(("There is nothing to draw: no figure is shown.",))
        said = source or self._counts(self.scope.year).publications(indicator)
        body = self.scope.organisation.short_name
        subtitle = f"{chart.subtitle}, {body}"
        return Picture(headline, subtitle, chart.svg, chart.alt, f"Source: {said}.")


def _rows(counts: Counts) -> dict[tuple[int, str, str, str], None]:
    """The rows of counts in their order: indicator, measure, staff group and pay band."""
    names = ["indicator", "measure", "staff_group", "pay_band"]
    return dict.fromkeys(counts.table[names].itertuples(index=False, name=None))


# What a report must say of its figures.
_ABOUT = (
    "Percentages are rounded to one decimal and ratios to two, once, when printed; differences "
    "are worked out before rounding.",
    "A difference is more than chance where its 95% interval leaves out no difference; where "
    "numbers are small, Fisher's exact test decides. What may be chance is said to be so.",
    "BME (Black and minority ethnic) is the standard's own category and is used here only as that.",
)


def _source(text: str) -> str:
    """A source as a note shows it: a web address as a link named by its site."""
    if not markdown.is_external(text):
        return text.split(", page")[0]
    return link(text, (urlsplit(text).hostname or text).removeprefix("www."))


def _without_markup(text: str) -> str:
    return text.striptags() if isinstance(text, Markup) else text


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


def _basis(settings: Settings, year: int) -> str:
    """How many years indicator 3 counts, as its page says it."""
    if basis(settings, year) == TWO_YEAR_AVERAGE:
        return (
            f"two-year average: the average of those who entered in the twelve months to 31 March "
            f"{year} and in the twelve before, over the workforce of 31 March {year}"
        )
    return f"single year: those who entered in the twelve months to 31 March {year}"


def _question(indicator: int, survey: int) -> str:
    for row in reference.rows("survey_questions"):
        if int(row["indicator"]) == indicator and (
            int(row["first_survey"]) <= survey <= int(row["last_survey"])
        ):
            verified = "" if row["status"] == "read" else f" ({row['status']})"
            return f", question {row['question'].removeprefix('Q')}{verified}"
    return ""
