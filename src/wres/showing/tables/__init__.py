"""Tables: those of the catalogue laid out (`grids`), and here those that are no grid of figures.

What stands in the latter follows from findings, ratings and plans, not from the keys of figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wres import reference
from wres.figures.printed import own
from wres.narrative.finding import Finding
from wres.narrative.ratings import Rated, trend_words
from wres.narrative.scope import Scope
from wres.reading.plans import Action
from wres.showing.components import NOT_RATED, Table, badge, not_rated
from wres.showing.tables.explained import explained, shows_figures
from wres.showing.tables.grids import lay_out
from wres.showing.tables.plans import action_plan, progress

__all__ = [
    "action_plan",
    "areas",
    "areas_with_leads",
    "explained",
    "lay_out",
    "nine_indicators",
    "of_indicators",
    "progress",
    "rating_key",
    "ratings",
    "ratings_at_a_glance",
    "shows_figures",
]


def areas(
    findings: Iterable[Finding], actions: Iterable[Action], notes: tuple[str, ...] = ()
) -> Table:
    """The areas to act on, what matters most first, with what the action plan has for each."""
    rows = []
    for finding in findings:
        number = finding.figure.indicator
        plans = [
            f"{own(action.theme) or 'No theme'} ({own(action.lead) or 'no lead is named'})"
            for action in actions
            if number in action.indicators
        ]
        area = f"{number}. {_indicator(number)['short_title']}"
        rows.append((area, "\n".join(plans) or "Nothing is planned yet"))
    return Table(
        "Areas to act on, by the rule for the ratings",
        ("Indicator", "In the action plan"),
        tuple(rows),
        notes,
        text_columns=frozenset({1}),
        name="Areas to act on",
    )


def ratings(scope: Scope, by_year: dict[int, dict[int, Rated]]) -> Table:
    """The nine indicators: their ratings by year (the rule's, own) and their trends."""
    rows = []
    for number, fact in reference.by("indicators", "indicator").items():
        cells = [f"{number}. {fact['short_title']}"]
        for year in scope.years:
            rated = by_year[year][int(number)]
            cells += [
                badge(rated.rule) if rated.rule else not_rated(rated.unseen),
                badge(rated.own.rating) if rated.own else "[x]",
            ]
        rows.append((*cells, trend_words(by_year[scope.year][int(number)], scope)))
    years = map(scope.heading, scope.years)
    whose = [header for year in years for header in (f"{year}, by the rule", f"{year}, own rating")]
    columns = list(zip(("Indicator", *whose, "Trend"), *rows, strict=True))
    headers, *kept = zip(*(column for column in columns if {*column[1:]} != {"[x]"}), strict=True)
    return Table(
        "Ratings of the nine indicators",
        headers,
        tuple(kept),
        (_WHAT_STANDS, *scope.break_notes(0)),
        text_columns=frozenset(range(1, len(headers))),
        name="Ratings",
    )


_WHAT_STANDS = (
    "The rule's rating follows from the figures, by the key to the ratings; the own rating is the "
    "organisation's. The trend is that of the gap that the rule's rating goes by."
)


def of_indicators(tables: Sequence[Table], caption: str, name: str) -> Table:
    """Tables of one declaration as one, each row with the indicator that its table is of.

    A table leaves out columns in which nothing was handed in; where another has them, it has `[x]`.
    Of no tables it is one without rows.
    """
    headers = max((table.headers for table in tables), key=len, default=("Figure",))
    rows, breaks = [], []
    for table in tables:
        breaks.append(len(rows))
        for label, *cells in table.rows:
            under = dict(zip(table.headers[1:], cells, strict=True))
            numbered = f"Indicator {table.name[0]}: {label}"
            rows.append((numbered, *(under.get(header, "[x]") for header in headers[1:])))
    notes = tuple(dict.fromkeys(note for table in tables for note in table.notes))
    return Table(caption, headers, tuple(rows), notes, breaks=tuple(breaks[1:]), name=name)


def areas_with_leads(findings: Iterable[Finding], actions: Iterable[Action]) -> Table:
    """The areas to act on, a row for each action that the plan has for one."""
    planned = list(actions)
    rows = []
    for finding in findings:
        number = finding.figure.indicator
        area = f"{number}. {_indicator(number)['short_title']}"
        for action in [action for action in planned if number in action.indicators] or [None]:
            if action is None:
                rows.append((area, f"{finding.headline}.", "Nothing is planned yet", "", ""))
                continue
            cells = (own(action.theme), own(action.lead), own(action.reviewed))
            theme, lead, review = (cell or "To be named" for cell in cells)
            rows.append((area, f"{finding.headline}.", theme, lead, review))
    return Table(
        "Areas to act on, with lead and date",
        ("Indicator", "Why", "In the action plan", "Lead", "Review"),
        tuple(rows),
        text_columns=frozenset({1, 2, 3, 4}),
    )


def ratings_at_a_glance(scope: Scope, by_year: dict[int, dict[int, Rated]]) -> Table:
    """The nine indicators with their ratings and the trend, without what the figures say."""
    newest = max(by_year)
    rows = []
    for number, fact in reference.by("indicators", "indicator").items():
        rated = [by_year[year][int(number)] for year in by_year]
        last = rated[-1]
        rows.append(
            (
                f"{number}. {fact['short_title']}",
                *(badge(rating.rule or NOT_RATED) for rating in rated),
                badge(last.own.rating) if last.own else "[x]",
                trend_words(last, scope),
            )
        )
    headers = (
        "Indicator",
        *(f"{scope.heading(year)}, by the rule" for year in by_year),
        f"{scope.heading(newest)}, own rating",
        "Trend",
    )
    return Table(
        "Ratings at a glance",
        headers,
        tuple(rows),
        scope.break_notes(0),
        text_columns=frozenset(range(1, len(headers))),
    )


def nine_indicators() -> Table:
    """The nine indicators: what each measures, and how it is read."""
    rows = [
        (f"{number}", fact["title"], f"{fact['formula']}; {fact['direction']}")
        for number, fact in reference.by("indicators", "indicator").items()
    ]
    return Table(
        "The nine indicators of the standard",
        ("Indicator", "What it measures", "How it is worked out and read"),
        tuple(rows),
        text_columns=frozenset({1, 2}),
    )


def rating_key() -> Table:
    """What the three ratings mean."""
    rules = reference.by("rating_rules", "rating")
    rows = [
        (badge(row["rating"]), row["meaning"], f"{rules[row['rating']]['rule']}.")
        for row in reference.rows("ratings")
    ]
    return Table(
        "Key to the ratings",
        ("Rating", "Meaning", "Rule"),
        tuple(rows),
        text_columns=frozenset({1, 2}),
    )


def _indicator(number: int) -> dict[str, str]:
    return reference.by("indicators", "indicator")[str(number)]
