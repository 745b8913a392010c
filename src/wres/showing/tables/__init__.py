"""Tables: figures laid out in rows and columns, this year beside last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from wres import reference
from wres.figures import ALL, BME, ETHNICITIES, UNKNOWN, WHITE, Figure, Figures, State
from wres.figures.formats import interval, itself, show
from wres.figures.phrases import why
from wres.figures.printed import own
from wres.indicators import pooled_bands
from wres.narrative.finding import Finding
from wres.narrative.ratings import Rated
from wres.narrative.scope import Scope
from wres.reading.plans import Action
from wres.reference.standard import BOARDS, RATIO
from wres.showing.components import NOT_RATED, Table, badge, badges

_RATES = {2: "appointment_rate", 3: "disciplinary_rate", 4: "training_rate"}
NAMES = {WHITE: "White", BME: "BME", UNKNOWN: "Not known", ALL: "Total"}


def all_staff(figures: Figures, scope: Scope) -> Table:
    """Everybody in the workforce by ethnicity."""
    rows = []
    for ethnicity in (*ETHNICITIES, ALL):
        cells = [NAMES[ethnicity]]
        for year in scope.years:
            cells.append(show(figures.get(1, "staff_count", year, ethnicity=ethnicity)))
            cells.append(_share(figures, year, ethnicity))
        if scope.last_year:
            change = figures.get(
                1, "staff_count" + reference.CHANGE, scope.year, ethnicity=ethnicity
            )
            cells += [show(change), _share_change(figures, scope, ethnicity)]
        rows.append(tuple(cells))
    headers = ["Ethnicity"]
    for year in scope.years:
        headers += [f"{scope.heading(year)} number", f"{scope.heading(year)} share"]
    if scope.last_year:
        headers += ["Change in number", "Change in share (percentage points)"]
    return Table(
        f"All staff by ethnicity, 31 March {_span(scope.years)}",
        tuple(headers),
        tuple(rows),
        scope.break_notes(1),
        name="1 All staff",
    )


def _share(figures: Figures, year: int, ethnicity: str) -> str:
    if ethnicity == ALL:
        return itself(figures.get(1, "staff_count", year))
    return show(figures.get(1, "staff_percentage", year, ethnicity=ethnicity))


def _share_change(figures: Figures, scope: Scope, ethnicity: str) -> str:
    if ethnicity == ALL:
        return reference.by("shorthand", "state")[State.NOT_CALCULABLE]["symbol"]
    name = "staff_percentage" + reference.CHANGE
    return show(figures.get(1, name, scope.year, ethnicity=ethnicity))


def bands(
    figures: Figures,
    scope: Scope,
    staff_group: str,
    pay_bands: Iterable[str],
    title: str,
    kind: str = "",
) -> Table:
    """One staff group by pay band: counts and shares by ethnicity, this year below last year.

    `kind` tells its sheet in the workbook from the group's other one: `pooled` or `by band`.
    """
    facts = reference.by("pay_bands", "pay_band")
    names = tuple(pay_bands)
    # Where counts are withheld, White and unknown may not be told apart from everybody at all.
    ethnicities = [
        ethnicity
        for ethnicity in ETHNICITIES
        if ethnicity == BME
        or any(_is_told(figures, y, staff_group, b, ethnicity) for y in scope.years for b in names)
    ]
    rows, rules = [], []
    for band in names:
        rules.append(len(rows))
        # A year whose tables are by other bands has no row, rather than one of nothing.
        for year in scope.years:
            if _is_told(figures, year, staff_group, band, ALL):
                label = f"{facts[band]['label']}, {scope.heading(year)}"
                cells = _band_cells(figures, scope, staff_group, band, year, ethnicities)
                rows.append((label, *cells))
    label = reference.by("staff_groups", "staff_group")[staff_group]["label"]
    headers = ["Pay band and year"]
    for ethnicity in ethnicities:
        headers += [NAMES[ethnicity], f"{NAMES[ethnicity]} share"]
    return Table(
        f"{label} staff by {title} and ethnicity, 31 March {_span(scope.years)}",
        (*headers, "All", "BME change (points)", "BME less all staff (points)"),
        tuple(rows),
        scope.break_notes(1),
        breaks=tuple(rules[1:]),
        name=f"1 {label} {kind}".rstrip(),
    )


def _is_told(figures: Figures, year: int, group: str, band: str, ethnicity: str) -> bool:
    """Whether a count of staff is there, shown or withheld."""
    count = figures.get(
        1, "staff_count", year, staff_group=group, pay_band=band, ethnicity=ethnicity
    )
    return count.state is not State.NOT_COLLECTED


def _band_cells(
    figures: Figures,
    scope: Scope,
    group: str,
    band: str,
    year: int,
    ethnicities: Iterable[str],
) -> tuple[str, ...]:
    def get(name: str, ethnicity: str = ALL) -> str:
        return show(
            figures.get(1, name, year, staff_group=group, pay_band=band, ethnicity=ethnicity)
        )

    cells = []
    for ethnicity in ethnicities:
        cells += [get("staff_count", ethnicity), get("staff_percentage", ethnicity)]
    cells.append(get("staff_count"))
    is_first = year == scope.years_held[0]
    cells.append("[x]" if is_first else get("staff_percentage" + reference.CHANGE, BME))
    cells.append(get("difference_from_workforce", BME))
    return tuple(cells)


def population(figures: Figures, scope: Scope) -> Table:
    """The workforce's BME share beside that of each area."""
    shares = figures.select(figure="local_population_percentage", year=scope.year, ethnicity=BME)
    rows = [
        (
            share.area,
            show(share),
            show(figures.get(1, "staff_percentage", scope.year, ethnicity=BME)),
            show(
                figures.get(
                    1,
                    "difference_from_local_population",
                    scope.year,
                    ethnicity=BME,
                    area=share.area,
                )
            ),
        )
        for share in shares
    ]
    return Table(
        f"BME share of the local population and of staff, {scope.year}",
        ("Area", "Population, BME share", "Staff, BME share", "Staff less population (points)"),
        tuple(rows),
        name="1 Population",
    )


def population_groups(figures: Figures, scope: Scope) -> Table | None:
    """The system's population by ethnic group, where its parts are held."""
    shares = [
        f
        for f in figures.select(figure="local_population_percentage", year=scope.year)
        if f.reason == "system" and f.ethnicity != BME
    ]
    if not shares:
        return None
    rows = [(share.ethnicity, show(share)) for share in shares]
    rows.append(
        (
            "All but White (BME)",
            show(
                figures.get(
                    1, "local_population_percentage", scope.year, ethnicity=BME, area=shares[0].area
                )
            ),
        )
    )
    return Table(
        f"Population of {shares[0].area} by ethnic group",
        ("Ethnic group", "Share"),
        tuple(rows),
        name="1 Population groups",
    )


def rates(figures: Figures, scope: Scope, indicator: int) -> Table:
    """Indicators 2, 3 and 4: the counts and rates of each group."""
    base, events, rate, words = {
        2: (
            "shortlisted_count",
            "appointed_count",
            "appointment_rate",
            ("shortlisted", "appointed", "appointed of those shortlisted"),
        ),
        3: (
            None,
            "disciplinary_count",
            "disciplinary_rate",
            ("in workforce", "entered the process", "entered, of workforce"),
        ),
        4: (
            None,
            "training_count",
            "training_rate",
            ("in workforce", "took part", "took part, of workforce"),
        ),
    }[indicator]
    rows = []
    for ethnicity in ETHNICITIES:
        cells = [NAMES[ethnicity]]
        for year in scope.years:
            people = (
                figures.get(indicator, base, year, ethnicity=ethnicity)
                if base
                else _workforce(figures, indicator, year, ethnicity)
            )
            cells += [show(people)]
            cells += [
                show(figures.get(indicator, name, year, ethnicity=ethnicity))
                for name in (events, rate)
            ]
        if scope.last_year:
            change = figures.get(
                indicator, rate + reference.CHANGE, scope.year, ethnicity=ethnicity
            )
            cells.append(show(change))
        rows.append(tuple(cells))
    headers = ["Ethnicity"]
    for year in scope.years:
        headers += [f"{scope.heading(year)} {word}" for word in words]
    if scope.last_year:
        headers.append("Change (percentage points)")
    title = _indicator(indicator)["short_title"]
    return Table(
        f"{title} by ethnicity, {_span(scope.years)}",
        tuple(headers),
        tuple(rows),
        (*_rate_notes(figures, scope, indicator, rate), *scope.break_notes(indicator)),
        name=f"{indicator} Rates",
    )


def _workforce(figures: Figures, indicator: int, year: int, ethnicity: str) -> Figure:
    """The staff among whom an indicator's events are counted: its own, or those of indicator 1."""
    own = figures.select(indicator=indicator, figure="staff_count", year=year, ethnicity=ethnicity)
    return own[0] if own else figures.get(1, "staff_count", year, ethnicity=ethnicity)


def _rate_notes(figures: Figures, scope: Scope, indicator: int, rate: str) -> tuple[str, ...]:
    """On what basis the rates are, where it is not this year's events and the workforce."""
    notes = []
    for year in scope.years:
        found = figures.select(indicator=indicator, figure=rate, year=year)
        bases = dict.fromkeys(figure.reason for figure in found if figure.is_shown)
        notes += [
            f"The rates of {year} are made of the {basis} of those who entered the process."
            for basis in bases
            if basis
        ]
        if figures.select(indicator=indicator, figure="staff_count", year=year):
            notes.append(
                f"The workforce of {year} is the one that this indicator was counted in; that of "
                "indicator 1 may differ."
            )
    return tuple(notes)


def ratios(figures: Figures, scope: Scope, indicator: int) -> Table:
    """Indicators 2, 3 and 4: the relative likelihood, year by year, beside the national average."""
    name = RATIO[indicator]
    order = "BME to White" if indicator == 3 else "White to BME"
    rows, reasons = [], []
    for year in scope.years_held:
        ratio = figures.get(indicator, name, year)
        average = figures.get(indicator, name + reference.AVERAGE, year)
        rows.append(
            (
                scope.heading(year),
                show(ratio),
                interval(ratio) if ratio.is_shown else show(ratio),
                "[x]"
                if year == scope.years_held[0]
                else show(figures.get(indicator, name + reference.CHANGE, year)),
                show(average),
                show(figures.get(indicator, name + reference.FROM_AVERAGE, year))
                if average.is_shown
                else "[x]",
                average.reason if average.is_shown else "[x]",
            )
        )
        if ratio.state is State.NOT_CALCULABLE:
            reasons.append(f"[z] {year}: not calculable, {why(ratio)}.")
    return Table(
        f"Indicator {indicator}: relative likelihood, {order}, by year",
        (
            "Year",
            f"Relative likelihood ({order})",
            "95% interval",
            "Change on the year before",
            "National average",
            "Difference from it",
            "Whose average, and when",
        ),
        tuple(rows),
        (*reasons, *scope.break_notes(indicator)),
        text_columns=frozenset({6}),
        name=f"{indicator} Relative likelihood",
    )


def survey(figures: Figures, scope: Scope, indicator: int) -> Table:
    """Indicators 5 to 8: respondents and percentages, this survey beside the last."""
    rows = []
    for ethnicity in (WHITE, BME):

        def get(name: str, year: int, ethnicity: str = ethnicity) -> str:
            return show(figures.get(indicator, name, year, ethnicity=ethnicity))

        cells = [NAMES[ethnicity]]
        for year in scope.years:
            cells += [get("survey_respondents", year), get("survey_percentage", year)]
        if scope.last_year:
            cells.append(get("survey_percentage" + reference.CHANGE, scope.year))
        cells += [
            get("survey_percentage" + reference.AVERAGE, scope.year),
            get("survey_percentage" + reference.FROM_AVERAGE, scope.year),
        ]
        rows.append(tuple(cells))
    rows.append(_survey_gap(figures, scope, indicator))
    headers = ["Ethnicity"]
    for year in scope.years:
        heading = scope.survey_heading(year)
        headers += [f"{heading}, respondents", f"{heading}, said yes"]
    if scope.last_year:
        headers.append("Change (percentage points)")
    headers += ["National average", "Difference from it (percentage points)"]
    average = figures.get(
        indicator, "survey_percentage" + reference.AVERAGE, scope.year, ethnicity=BME
    )
    notes = (f"National average: {average.reason}.",) if average.is_shown else ()
    return Table(
        f"Indicator {indicator}: {_lower(_indicator(indicator)['short_title'])}, by ethnicity",
        tuple(headers),
        tuple(rows),
        (*notes, *scope.break_notes(indicator)),
        name=f"{indicator} Survey",
    )


def _survey_gap(figures: Figures, scope: Scope, indicator: int) -> tuple[str, ...]:
    blank = reference.by("shorthand", "state")[State.NOT_CALCULABLE]["symbol"]
    cells = ["BME less White (percentage points)"]
    for year in scope.years:
        cells += [blank, show(figures.get(indicator, "difference_bme_white", year))]
    if scope.last_year:
        name = "difference_bme_white" + reference.CHANGE
        cells.append(show(figures.get(indicator, name, scope.year)))
    return (*cells, blank, blank)


def board(figures: Figures, scope: Scope, group: str) -> Table:
    """Indicator 9: one part of the board beside the workforce."""
    rows = []
    for ethnicity in (*ETHNICITIES, ALL):

        def get(name: str, year: int, staff_group: str = group, ethnicity: str = ethnicity) -> str:
            return show(figures.get(9, name, year, staff_group=staff_group, ethnicity=ethnicity))

        cells = [NAMES[ethnicity]]
        for year in scope.years:
            number = get("board_count", year)
            if ethnicity == ALL:
                members = figures.get(9, "board_count", year, staff_group=group)
                workforce = figures.get(1, "staff_count", year)
                cells += [number, itself(members), itself(workforce), "[z]"]
            else:
                cells += [
                    number,
                    get("board_percentage", year),
                    get("workforce_percentage", year, ALL),
                    get("difference_board_workforce", year),
                ]
        rows.append(tuple(cells))
    headers = ["Ethnicity"]
    for year in scope.years:
        heading = scope.heading(year)
        headers += [
            f"{heading} number",
            f"{heading} share of board",
            f"{heading} share of workforce",
            f"{heading} difference (points)",
        ]
    label = reference.by("staff_groups", "staff_group")[group]["label"]
    return Table(
        f"{label} by ethnicity, beside the workforce, 31 March {_span(scope.years)}",
        tuple(headers),
        tuple(rows),
        scope.break_notes(9),
        name=f"9 {label}",
    )


def boards_held(figures: Figures, scope: Scope) -> tuple[str, ...]:
    """The parts of the board of which anything was handed in."""
    return tuple(
        group
        for group in BOARDS
        if any(
            figures.get(9, "board_count", year, staff_group=group).state is not State.NOT_COLLECTED
            for year in scope.years
        )
    )


def averages(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """The national averages held for an indicator, beside the organisation's own figures."""
    rows = []
    for average in figures.select(indicator=indicator, year=scope.year):
        if not reference.is_average(average.figure):
            continue
        own = average.figure.removesuffix(reference.AVERAGE)
        where = {
            "staff_group": average.staff_group,
            "pay_band": average.pay_band,
            "ethnicity": average.ethnicity,
        }
        gap = figures.get(indicator, own + reference.FROM_AVERAGE, scope.year, **where)
        rows.append(
            (
                _what(average),
                show(figures.get(indicator, own, scope.year, **where)),
                show(average),
                show(gap),
                average.reason,
            )
        )
    if not rows:
        return None
    return Table(
        f"Indicator {indicator}: beside the national average, {scope.year}",
        ("BME share of", "Own figure", "National average", "Difference (points)", "Whose average"),
        tuple(rows),
        text_columns=frozenset({4}),
        name=f"{indicator} National average",
    )


def _what(figure: Figure) -> str:
    """What a share is a share of: `Band 5`, `All staff`, `Whole board`."""
    if figure.pay_band != ALL:
        return reference.by("pay_bands", "pay_band")[figure.pay_band]["label"]
    return reference.by("staff_groups", "staff_group")[figure.staff_group]["label"]


def certainty(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """How sure an indicator's figures are: their 95% intervals, and what is more than chance."""
    rows = [
        (label, show(figure), interval(figure), _CHANCE[figure.significant])
        for label, figure in _uncertain(figures, scope, indicator)
        if figure.is_shown and figure.interval
    ]
    if not rows:
        return None
    return Table(
        f"How sure the figures of indicator {indicator} are, {scope.year}",
        ("Figure", "Value", "95% interval", "More than chance"),
        tuple(rows),
        ("A difference is in percentage points, or between two ratios.",),
        name=f"{indicator} Intervals",
    )


_CHANCE = {True: "yes", False: "no", None: "[z]"}


def _uncertain(figures: Figures, scope: Scope, indicator: int) -> Iterator[tuple[str, Figure]]:
    """The figures of an indicator that chance has a part in, each with its name in the table."""
    year, then = scope.year, scope.label(scope.last_year or scope.year)

    def about(name: str, label: str, **where: str) -> Iterator[tuple[str, Figure]]:
        yield label, figures.get(indicator, name, year, **where)
        change = figures.get(indicator, name + reference.CHANGE, year, **where)
        yield f"{label}, change on {then}", change
        gap = figures.get(indicator, name + reference.FROM_AVERAGE, year, **where)
        yield f"{label}, less the national average", gap

    if indicator in RATIO:
        for ethnicity in (WHITE, BME):
            yield from about(_RATES[indicator], f"{ethnicity} rate", ethnicity=ethnicity)
        yield from about(RATIO[indicator], "Relative likelihood")
    elif indicator == 9:
        for board in BOARDS:
            where = {"staff_group": board, "ethnicity": BME}
            label = reference.by("staff_groups", "staff_group")[board]["label"]
            yield from about("board_percentage", f"{label}, BME share", **where)
            gap = figures.get(9, "difference_board_workforce", year, **where)
            yield f"{label}, BME share less the workforce's", gap
    elif indicator == 1:
        yield from about("staff_percentage", "All staff, BME share", ethnicity=BME)
        for group in ("clinical", "non-clinical", "medical and dental"):
            for band in pooled_bands(figures, year, group):
                where = {"staff_group": group, "pay_band": band, "ethnicity": BME}
                label = reference.by("staff_groups", "staff_group")[group]["label"]
                if band != ALL:
                    label += f", {_lower(reference.by('pay_bands', 'pay_band')[band]['label'])}"
                yield from about("staff_percentage", f"{label}: BME share", **where)
                gap = figures.get(1, "difference_from_workforce", year, **where)
                yield f"{label}: BME share less the workforce's", gap
    else:
        for ethnicity in (WHITE, BME):
            yield from about("survey_percentage", f"{ethnicity} staff", ethnicity=ethnicity)
        yield from about("difference_bme_white", "BME less White")


def areas(findings: Iterable[Finding], actions: Iterable[Action]) -> Table:
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
        why = " ".join((f"{finding.headline}.", *finding.sentences[:1]))
        rows.append((area, why, "\n".join(plans) or "Nothing is planned yet"))
    return Table(
        "Areas to act on, by the rule for the ratings",
        ("Indicator", "Why", "In the action plan"),
        tuple(rows),
        text_columns=frozenset({1, 2}),
        name="Areas to act on",
    )


def ratings(
    scope: Scope, by_year: dict[int, dict[int, Rated]], said: Callable[[int], str]
) -> Table:
    """The summary of the nine indicators: what each says, its rating by year, and its trend."""
    rows = []
    for number, fact in reference.by("indicators", "indicator").items():
        cells = [f"{number}. {fact['short_title']}", said(int(number))]
        for year in scope.years:
            rated = by_year[year][int(number)]
            cells.append(badges(rated.rating or NOT_RATED, rated.rule or rated.rating or NOT_RATED))
        rows.append((*cells, str(by_year[scope.year][int(number)].trend)))
    headers = ("Indicator", "What the figures say", *map(scope.heading, scope.years), "Trend")
    return Table(
        "Summary of the nine indicators with their ratings",
        headers,
        tuple(rows),
        (*_rating_notes(scope, by_year), *scope.break_notes(0)),
        text_columns=frozenset(range(1, len(headers))),
        name="Ratings",
    )


def _rating_notes(scope: Scope, by_year: dict[int, dict[int, Rated]]) -> Iterator[str]:
    everything = [rated for year in scope.years for rated in by_year[year].values()]
    if any(rated.is_overridden for rated in everything):
        yield "Where the organisation rates itself otherwise than the rule, both ratings stand."
    first = scope.years_held[0]
    if first < scope.year:
        yield f"The trend is that of the gap since {first}, or since the series last broke."


def nine_indicators() -> Table:
    """The nine indicators: what each measures, and how it is read."""
    rows = [
        (f"{number}", fact["title"], fact["formula"], _upper(fact["direction"]))
        for number, fact in reference.by("indicators", "indicator").items()
    ]
    return Table(
        "The nine indicators of the standard",
        ("Indicator", "What it measures", "How it is worked out", "How to read it"),
        tuple(rows),
        text_columns=frozenset({1, 2, 3}),
    )


def action_plan(actions: Iterable[Action]) -> Table:
    """The action plan, a row an aim."""
    impact = reference.by("high_impact_actions", "number")
    rows = []
    for action in actions:
        number = action.high_impact_action
        rows.append(
            (
                ", ".join(map(str, action.indicators)),
                f"{number}. {impact[number]['title']}" if number else "[x]",
                badge(action.rating) if action.rating else "[x]",
                own(action.theme) or "[x]",
                "\n".join(map(own, action.actions)),
                "\n".join(map(own, action.outcomes)) or "[x]",
                own(action.lead) or "[x]",
                own(action.review) or "[x]",
            )
        )
    return Table(
        "Action plan",
        (
            "Indicators",
            "High impact action",
            "Rating",
            "Theme",
            "What we will do",
            "What should come of it",
            "Lead",
            "Review",
        ),
        tuple(rows),
        text_columns=frozenset(range(1, 8)),
        wide=True,
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
        ("Rating", "Meaning", "The pack's rule"),
        tuple(rows),
        text_columns=frozenset({1, 2}),
    )


def progress(actions: Iterable[Action], last: Iterable[tuple[str, Action]]) -> Table | None:
    """What became of last year's plan: its rows beside those of this year's.

    Rows belong together that have one theme and an indicator in common.

    Args:
        actions: this year's plan.
        last: last year's, each row with the body whose plan it was; blank for the one body.
    """
    rows = []
    for whose, then in last:
        now = next((action for action in actions if _goes_on(then, action)), None)
        kept = "Goes on" if now else "Not in this year's plan"
        rows.append(
            (
                f"{whose}: {own(then.theme) or '[x]'}" if whose else own(then.theme) or "[x]",
                "\n".join(map(own, then.actions)),
                badge(then.rating) if then.rating else "[x]",
                badge(now.rating) if now and now.rating else "[x]",
                own(now.progress) if now and now.progress else kept,
            )
        )
    if not rows:
        return None
    return Table(
        "What became of last year's plan",
        ("Theme", "What was to be done", "Rating then", "Rating now", "Since then"),
        tuple(rows),
        text_columns=frozenset({1, 2, 3, 4}),
        wide=True,
    )


def _goes_on(then: Action, now: Action) -> bool:
    same = then.theme.casefold() == now.theme.casefold()
    return same and not set(then.indicators).isdisjoint(now.indicators)


def _indicator(number: int) -> dict[str, str]:
    return reference.by("indicators", "indicator")[str(number)]


def _span(years: tuple[int, ...]) -> str:
    return " and ".join(map(str, years))


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
