"""What every page of an indicator shows: its finding, rating, words, actions."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from wres import catalogue, reference
from wres.claims.narratives import marked
from wres.figures.phrases import capital, uncapital
from wres.ground.settings import INTERNAL, INTERNAL_WARNING
from wres.narrative.ratings import trend_words
from wres.narrative.scope import period
from wres.opened import Opened
from wres.showing import charts, tables
from wres.showing.components import (
    Beside,
    Notes,
    Picture,
    Prose,
    Sentences,
    Stack,
    Story,
    StyleSheet,
    badge,
    not_rated,
)

INDICATORS = range(1, 10)


@dataclass(frozen=True, repr=False)
class Page(Opened):
    """A report that is open in a notebook; a subclass has the cells of one page."""

    def _repr_html_(self) -> str:
        """In JupyterLab: the style for everything below, and whose report this is."""
        body = self.scope.organisation
        said = Notes(
            (f"{body.name} ({body.ods_code}), WRES {self.scope.year}. Run the cells below.",)
        )
        warning = [Notes((INTERNAL_WARNING,))] * (self.audience == INTERNAL)
        return "\n".join(part._repr_html_() for part in (StyleSheet(), *warning, said))

    def story(self, indicator: int) -> Story:
        """An indicator's finding; below it ratings, trend, direction, period and definition."""
        self._asked("story", [indicator], INDICATORS)
        fact = reference.by("indicators", "indicator")[str(indicator)]
        return Story(
            f"Indicator {indicator}: {uncapital(fact['short_title'])}",
            self._assessed.findings[indicator][0].headline,
            (
                *self._rating(indicator),
                capital(fact["direction"]),
                period(indicator, self.scope),
                fact["title"],
            ),
            _level(indicator),
        )

    def says(self, indicator: int) -> Sentences:
        """What else the data is telling us, in sentences made from the figures."""
        self._asked("says", [indicator], INDICATORS)
        first, *others = self._assessed.findings[indicator]
        return Sentences((*first.sentences, *(finding.text for finding in others)))

    def actions(self, indicator: int) -> Beside:
        """What the organisation did over the last year and what it plans, in its own words."""
        self._asked("actions", [indicator], INDICATORS)
        done = self._own_words(indicator, "done", "what was done over the last year")
        planned = self._own_words(indicator, "planned", "what is planned")
        sides = (
            ("What have we done over the last year?", done),
            ("What are we planning?", planned),
        )
        return Beside(sides, _level(indicator))

    # What cells are made of

    def _picture(self, chart: charts.Chart | None) -> Picture | Notes:
        """A chart with what it measures; its sources stand on the page about the figures."""
        if chart is None:
            return Notes(("There is nothing to draw: no figure is shown.",))
        return Picture("", chart.subtitle, chart.svg, chart.alt, "", chart.narrow)

    def _shown(self, cell: str, *indicators: int) -> Stack:
        """The tables of a cell, each symbol and note explained where its page first prints it."""
        grids = catalogue.of_cell(cell, *indicators)
        names = {grid.name for grid in grids}
        on_page = [grid for grid in catalogue.GRIDS if grid.page == grids[0].page]
        laid_out = [table for grid in on_page if (table := tables.lay_out(grid, self._edition))]
        told = zip(laid_out, tables.explained(laid_out), strict=True)
        return Stack(tuple(part for table, part in told if table.name in names))

    def _rating(self, indicator: int) -> tuple[str, ...]:
        """How an indicator is rated by the rule and by the organisation, and its trend."""
        rated = self._assessed.rated[indicator]
        by_rule = Markup("Rating by the rule: {}").format(badge(rated.rule)) if rated.rule else ""
        mine = Markup("own rating: {}").format(badge(rated.own.rating)) if rated.own else ""
        trend = f"Trend: {uncapital(trend_words(rated, self.scope))}" if rated.rule else ""
        return tuple(filter(None, (by_rule or not_rated(rated.unseen), mine, trend)))

    def _prose(self, name: str, what: str) -> Prose:
        """A text of the organisation's own, by its file's name, or that there is none."""
        text = self._commentary(self.scope.year).narrative.get(name, "")
        if self.audience == INTERNAL:
            text = marked(text, name, self.figures, self.scope.year, self._accepted("claim"))
            what = f"{what} (narrative/{name}.md)"
        return Prose(text, f"Nothing was handed in about {what}.")

    def _own_words(self, indicator: int, part: str, what: str) -> Prose:
        """What the organisation wrote about an indicator, or that it did not."""
        group = reference.by("indicators", "indicator")[str(indicator)]["narrative"]
        return self._prose(f"indicator_{group}_{part}", what)

    def _accepted(self, rule: str) -> str:
        """Why the organisation lets this year's warnings of a rule stand; blank where not."""
        decided = {
            (warning.rule, warning.year): warning.reason for warning in self.scope.settings.accepted
        }
        return decided.get((rule, self.scope.year), "")


def _level(indicator: int) -> int:
    """How deep the headings of an indicator stand: deeper where its page has several parts."""
    rows = reference.by("indicators", "indicator")
    page = rows[str(indicator)]["page"]
    return 2 if len({row["narrative"] for row in rows.values() if row["page"] == page}) == 1 else 3
