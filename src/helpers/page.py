"""What every page of an indicator shows: its definition, rating, words and sources."""

from __future__ import annotations

from dataclasses import dataclass

from wres import reference
from wres.claims.narratives import marked
from wres.figures.phrases import uncapital
from wres.figures.printed import own
from wres.ground.settings import INTERNAL, INTERNAL_WARNING, TWO_YEAR_AVERAGE, Settings
from wres.indicators.comparisons import basis
from wres.narrative.ratings import trend_words
from wres.opened import Opened, source_in_a_note
from wres.showing import charts, tables
from wres.showing.components import (
    NOT_RATED,
    Definition,
    Notes,
    Picture,
    Prose,
    RatingBadge,
    Sentences,
    Stack,
    StyleSheet,
    Table,
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

    def measures(self, *indicators: int) -> Stack:
        """What an indicator measures, how, and over which time."""
        self._asked("measures", indicators, INDICATORS)
        return Stack(tuple(self._definition(number) for number in indicators))

    def rating(self, *indicators: int) -> Stack:
        """How each indicator is rated by the rule, and by the organisation where it says."""
        self._asked("rating", indicators, INDICATORS)
        badges = []
        for number in indicators:
            rated = self._assessed.rated[number]
            trend = f"Trend: {uncapital(trend_words(rated, self.scope))}."
            why = f"{rated.why} {trend}" if rated.rule else rated.why
            label = f"Indicator {number}, by the rule"
            badges.append(RatingBadge(label, rated.rule or NOT_RATED, why))
            if rated.own:
                label = f"Indicator {number}, the organisation's own rating"
                badges.append(RatingBadge(label, rated.own.rating, own(rated.own.reason)))
        return Stack(tuple(badges))

    def says(self, *indicators: int) -> Stack:
        """What the data is telling us, in sentences made from the figures."""
        self._asked("says", indicators, INDICATORS)
        paragraphs = []
        for number in indicators:
            first, *others = self._assessed.findings[number]
            more = (finding.text for finding in others)
            paragraphs.append(Sentences((f"{first.headline}.", *first.sentences, *more)))
        return Stack(tuple(paragraphs))

    def done(self, indicator: int) -> Prose:
        """What the organisation did over the last year, in its own words."""
        self._asked("done", [indicator], INDICATORS)
        return self._own_words(indicator, "done", "what was done over the last year")

    def planned(self, indicator: int) -> Prose:
        """What the organisation is planning, in its own words."""
        self._asked("planned", [indicator], INDICATORS)
        return self._own_words(indicator, "planned", "what is planned")

    def sources(self, *indicators: int) -> Notes:
        """Where the figures come from, and what the symbols mean."""
        self._asked("sources", indicators, INDICATORS)
        return Notes((*self._source_lines(indicators, source_in_a_note), _symbols()))

    def rating_key(self) -> Table:
        """What the ratings mean."""
        return tables.rating_key()

    # What cells are made of

    def _picture(
        self, chart: charts.Chart | None, headline: str, indicator: int, source: str = ""
    ) -> Picture | Notes:
        """A chart with its headline, and its source: that of the indicator's counts, or another."""
        if chart is None:
            return Notes(("There is nothing to draw: no figure is shown.",))
        said = source or self._counts(self.scope.year).publications(indicator)
        body = self.scope.organisation.short_name
        subtitle = f"{chart.subtitle}, {body}"
        return Picture(headline, subtitle, chart.svg, chart.alt, f"Source: {said}.", chart.narrow)

    def _prose(self, name: str, placeholder: str) -> Prose:
        """A text of the organisation's own, by its file's name, or why there is none."""
        text = self._commentary(self.scope.year).narrative.get(name, "")
        if self.audience == INTERNAL:
            text = marked(text, name, self.figures, self.scope.year, self._accepted("claim"))
        return Prose(text, placeholder)

    def _own_words(self, indicator: int, part: str, what: str) -> Prose:
        """What the organisation wrote about an indicator, or that it did not."""
        group = reference.by("indicators", "indicator")[str(indicator)]["narrative"]
        name = f"indicator_{group}_{part}"
        return self._prose(name, f"Nothing was handed in about {what} (narrative/{name}.md).")

    def _accepted(self, rule: str) -> str:
        """Why the organisation lets this year's warnings of a rule stand; blank where not."""
        decided = {
            (warning.rule, warning.year): warning.reason for warning in self.scope.settings.accepted
        }
        return decided.get((rule, self.scope.year), "")

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
