"""What one report is about: whose, which year, which years stand beside it, and their names."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from wres import reference
from wres.figures import Figure, Figures
from wres.figures.phrases import listed
from wres.ground.settings import TWO_YEAR_AVERAGE, Settings
from wres.indicators.comparisons import basis, breaks
from wres.reading.held import Inputs
from wres.reading.organisations import RENAMED, Organisation, Register
from wres.reference.standard import SURVEY_INDICATORS

MOST_YEARS = 5


@dataclass(frozen=True)
class Scope:
    """An organisation and a WRES year, with the years that the report sets beside it.

    A WRES year is named for the 31 March on which its workforce is counted. Its staff survey is
    that of the autumn before.
    """

    organisation: Organisation
    register: Register
    year: int
    years_held: tuple[int, ...]
    settings: Settings = field(default_factory=Settings)

    @classmethod
    def of(cls, inputs: Inputs) -> Scope:
        """That of a report of the last year that was read, beside the years before it."""
        years = tuple(read.year for read in inputs.years)
        context = inputs.context
        return cls(context.organisation, context.register, years[-1], years, context.settings)

    @property
    def last_year(self) -> int | None:
        """The year before, where it is held."""
        return self.year - 1 if self.year - 1 in self.years_held else None

    @property
    def years(self) -> tuple[int, ...]:
        """The year before, where it is held, and this year."""
        return self.years_held[-2:] if self.last_year else (self.year,)

    @property
    def years_shown(self) -> tuple[int, ...]:
        """The years that a table sets side by side: the last that are held, five at most."""
        return self.years_held[-MOST_YEARS:]

    @cached_property
    def broken(self) -> dict[int, str]:
        """Why the series breaks between last year and this one, by indicator (0: all)."""
        if self.last_year is None:
            return {}
        return breaks(self.register, self.organisation.ods_code, self.year, self.settings)

    def breaks_between(self, before: int, year: int, indicator: int) -> tuple[str, ...]:
        """Why an indicator's series breaks after one year and up to another, the oldest first."""
        broken = (
            breaks(self.register, self.organisation.ods_code, later, self.settings)
            for later in range(before + 1, year + 1)
        )
        return tuple(
            reason
            for reasons in broken
            for number, reason in reasons.items()
            if number in (0, indicator)
        )

    def comparable(self, indicator: int) -> tuple[int, ...]:
        """The years in a row, this one last, in which an indicator meant the same thing."""
        years = [self.year]
        while years[0] - 1 in self.years_held and indicator not in breaks(
            self.register, self.organisation.ods_code, years[0], self.settings
        ):
            years.insert(0, years[0] - 1)
        return tuple(years)

    def bodies(self, year: int) -> tuple[Organisation, ...]:
        """Who reported that year: the organisation itself, its predecessor, or several."""
        return self.register.bodies(self.organisation.ods_code, year, self.year)

    def is_broken(self, year: int) -> bool:
        """Whether the organisation became another one since that year; a new name is no break."""
        return any(
            change.kind != RENAMED
            for later in range(year + 1, self.year + 1)
            for change in self.register.changes(self.organisation.ods_code, later)
        )

    def heading(self, year: int) -> str:
        """A year as a table's column calls it: `2022 [b]` before a break."""
        return f"{year} [b]" if self.is_broken(year) else str(year)

    def label(self, year: int) -> str:
        """A year as a chart calls it, with the name of another body: `2022 (BLMK CCG)`."""
        return f"{year}{self._names(year)}"

    def _names(self, year: int) -> str:
        names = listed([body.short_name for body in self.bodies(year)])
        return f" ({names})" if self.is_broken(year) else ""

    def survey_heading(self, year: int) -> str:
        """A WRES year by its staff survey, as a table's column calls it."""
        return f"{year - 1} survey [b]" if self.is_broken(year) else f"{year - 1} survey"

    def survey_label(self, year: int) -> str:
        """A WRES year by its staff survey, as a chart calls it."""
        return f"{year - 1} survey{self._names(year)}"

    def break_notes(self, indicator: int) -> tuple[str, ...]:
        """What a reader must know before setting the years of a table beside each other."""
        body = self.organisation.ods_code
        reasons = (
            reason
            for year in self.years_shown[1:]
            for number, reason in breaks(self.register, body, year, self.settings).items()
            if year - 1 in self.years_held and number in (0, indicator)
        )
        return tuple(f"[b] Break in the series: {reason}." for reason in dict.fromkeys(reasons))


def period(indicator: int, scope: Scope) -> str:
    """Which day or months this year's figures of an indicator cover, as its page says it."""
    year = scope.year
    if indicator in (1, 9):
        return f"On 31 March {year}"
    if indicator == 3:
        return _events(basis(scope.settings, year), year)
    if indicator in SURVEY_INDICATORS:
        return f"NHS Staff Survey of autumn {year - 1}{_question(indicator, year - 1)}"
    return f"From 1 April {year - 1} to 31 March {year}"


def _events(basis: str, year: int) -> str:
    """Whom indicator 3 counts: those of one year, or the average of two."""
    if basis == TWO_YEAR_AVERAGE:
        return (
            f"Two-year average: the average of those who entered in the twelve months to 31 March "
            f"{year} and in the twelve before, over the workforce of 31 March {year}"
        )
    return f"Single year: those who entered in the twelve months to 31 March {year}"


def _question(indicator: int, survey: int) -> str:
    for row in reference.rows("survey_questions"):
        if int(row["indicator"]) == indicator and (
            int(row["first_survey"]) <= survey <= int(row["last_survey"])
        ):
            return f", question {row['question'].replace('Q', '')}"
    return ""


@dataclass(frozen=True)
class Edition:
    """What a report prints, and what it is about: its figures and its scope.

    >>> body = Organisation("RXX", "A Trust", "A", "NHS trust", None, None, "", True, "made up")
    >>> edition = Edition(Figures([]), Scope(body, Register((body,)), 2023, (2022, 2023)))
    >>> edition.now(1, "staff_count").year, edition.then(1, "staff_count").year
    (2023, 2022)
    """

    figures: Figures
    scope: Scope

    def now(self, indicator: int, figure: str, **where: str) -> Figure:
        """A figure of this year; `where` is the rest of its key, as `Figures.get` takes it.

        Raises:
            KeyError: no figure of that name exists at all (see `reference/figures.csv`).
        """
        return self.figures.get(indicator, figure, self.scope.year, **where)

    def then(self, indicator: int, figure: str, **where: str) -> Figure:
        """The same of last year; "not collected" where that year is not held."""
        return self.figures.get(indicator, figure, self.scope.last_year or 0, **where)

    def alike(self, figure: Figure, name: str = "", year: int | None = None) -> Figure:
        """The figure of another name, or of another year, about the same people."""
        other = replace(
            figure,
            figure=name or figure.figure,
            year=figure.year if year is None else year,
        )
        return self.figures.of(other.key)

    def called(self, indicator: int, year: int) -> str:
        """What a chart of an indicator calls a year: one of the survey by its survey.

        >>> body = Organisation("RXX", "A Trust", "A", "NHS trust", None, None, "", True, "made up")
        >>> edition = Edition(Figures([]), Scope(body, Register((body,)), 2023, (2023,)))
        >>> edition.called(1, 2023), edition.called(5, 2023)
        ('2023', '2022 survey')
        """
        is_survey = indicator in SURVEY_INDICATORS
        return self.scope.survey_label(year) if is_survey else self.scope.label(year)

    def of_year(self, year: int) -> Edition:
        """The edition that a year before was, of the same figures."""
        years_held = tuple(earlier for earlier in self.scope.years_held if earlier <= year)
        return replace(self, scope=replace(self.scope, year=year, years_held=years_held))
