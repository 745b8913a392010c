"""Tables of what is behind the nine indicators. Each is None where nothing of it was handed in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from wres import reference
from wres.figures import (
    ALL,
    BME,
    BME_GROUPS,
    ETHNICITIES,
    SEXES,
    UNKNOWN,
    WHITE,
    Figure,
    Figures,
    State,
)
from wres.figures.formats import itself, show, symbol
from wres.figures.phrases import listed, uncapital, why
from wres.narrative.scope import Scope
from wres.reference.standard import CLUSTERS, INSIDE, LEVELS, LIKELIHOODS, OUTSIDE, POOLS
from wres.showing.components import Table

GROUP_NAMES = {
    WHITE: "White",
    BME: "BME",
    **{group: f"of which {group}" for group in BME_GROUPS},
    UNKNOWN: "Not known",
    ALL: "Total",
}
_SEX_NAMES = {row["sex"]: row["label"] for row in reference.rows("sex_labels")}
_COUNTED = {
    2: ("shortlisted", "appointed", "appointed, share"),
    3: ("in workforce", "entered", "entered, share"),
    4: ("in workforce", "took part", "took part, share"),
}
# A row's label, and where its figures are: a staff group, a pay band, a sex.
_Place = tuple[str, dict[str, str]]
# Where a cell makes no sense, such as White people beside themselves.
_NONE = symbol(State.NOT_CALCULABLE)


def by_group(figures: Figures, scope: Scope, indicator: int) -> tuple[Table, ...]:
    """An indicator by the groups that BME is made of; indicator 1 by pay band as well."""
    if indicator == 1:
        groups = [group for group in reference.by("staff_groups", "staff_group") if group != ALL]
        bands = [_bands_by_group(figures, scope, group) for group in groups]
        return _held([_staff_by_group(figures, scope), *bands])
    if indicator in LIKELIHOODS:
        return _held([_rates_by_group(figures, scope, indicator)])
    return _held([_survey_by_group(figures, scope, indicator)])


def by_sex(figures: Figures, scope: Scope, indicator: int) -> tuple[Table, ...]:
    """An indicator among women and among men."""
    if indicator == 1:
        return _held([_staff_by_sex(figures, scope)])
    if indicator in LIKELIHOODS:
        return _held([_rates_by_sex(figures, scope, indicator)])
    return _held([_survey_by_sex(figures, scope, indicator)])


def recruitment(figures: Figures, scope: Scope) -> tuple[Table, ...]:
    """Indicator 2 by staff group, by pay bands, and with and without international recruitment."""
    return _held(
        [
            _recruitment_by_group(figures, scope),
            _recruitment_by_band(figures, scope),
            _international(figures, scope),
        ]
    )


def levels(figures: Figures, scope: Scope) -> tuple[Table, ...]:
    """The race disparity ratio, and what parity would take at each level."""
    return _held([_disparity(figures, scope), _parity(figures, scope)])


def _held(tables: Iterable[Table | None]) -> tuple[Table, ...]:
    return tuple(table for table in tables if table)


# By the groups that BME is made of


def _staff_by_group(figures: Figures, scope: Scope) -> Table | None:
    """Everybody in the workforce, with the groups that BME is made of."""
    if not _any(_of_groups(figures, scope, 1, "staff_count")):
        return None
    rows = []
    for ethnicity, name in GROUP_NAMES.items():
        cells = [name]
        for year in scope.years:
            people = show(figures.get(1, "staff_count", year, ethnicity=ethnicity))
            share = show(figures.get(1, "staff_percentage", year, ethnicity=ethnicity))
            if ethnicity == ALL:
                share = itself(figures.get(1, "staff_count", year))
            cells += [people, share]
        if scope.last_year:
            name = "staff_percentage" + reference.CHANGE
            change = show(figures.get(1, name, scope.year, ethnicity=ethnicity))
            cells.append(_NONE if ethnicity == ALL else change)
        rows.append(tuple(cells))
    headers = ["Ethnicity"]
    for year in scope.years:
        headers += [f"{scope.heading(year)} number", f"{scope.heading(year)} share"]
    if scope.last_year:
        headers.append("Change in share (points)")
    return Table(
        f"All staff by ethnic group, 31 March {_span(scope)}",
        tuple(headers),
        tuple(rows),
        scope.break_notes(1),
        name="1 Groups",
    )


def _bands_by_group(figures: Figures, scope: Scope, staff_group: str) -> Table | None:
    """The share of each ethnic group in the bands of one staff group, this year."""
    facts = reference.by("pay_bands", "pay_band")
    place = {"staff_group": staff_group}
    bands = [
        band
        for band in facts
        if _any(_of_groups(figures, scope, 1, "staff_count", pay_band=band, **place))
    ]
    if not bands:
        return None
    ethnicities = (WHITE, *BME_GROUPS, UNKNOWN)
    rows = []
    for band in bands:
        where = place | {"pay_band": band}
        shares = [
            show(figures.get(1, "staff_percentage", scope.year, ethnicity=e, **where))
            for e in ethnicities
        ]
        everybody = show(figures.get(1, "staff_count", scope.year, **where))
        rows.append((facts[band]["label"], everybody, *shares))
    label = reference.by("staff_groups", "staff_group")[staff_group]["label"]
    return Table(
        f"{label} staff: share of each ethnic group by pay band, 31 March {scope.year}",
        ("Pay band", "All staff", *ethnicities[:-1], "Not known"),
        tuple(rows),
        name=f"1 {label} groups",
    )


def _rates_by_group(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """Indicators 2, 3 and 4 with the groups that BME is made of, each beside White people."""
    fact = LIKELIHOODS[indicator]
    if not _any(_of_groups(figures, scope, indicator, fact["events_figure"])):
        return None
    ethnicities = [e for e in GROUP_NAMES if e != ALL]
    ratios = {BME: figures.get(indicator, fact["ratio_figure"], scope.year)}
    for group in BME_GROUPS:
        name = fact["group_ratio_figure"]
        ratios[group] = figures.get(indicator, name, scope.year, ethnicity=group)
    rows = []
    for ethnicity in ethnicities:
        cells = [GROUP_NAMES[ethnicity]]
        for year in scope.years:
            cells += _rate_cells(figures, indicator, year, ethnicity=ethnicity)
        cells.append(show(ratios[ethnicity]) if ethnicity in ratios else _NONE)
        rows.append(tuple(cells))
    order = fact["direction"].replace(BME, "group")
    return Table(
        f"{_title(indicator)} by ethnic group, {_span(scope)}",
        (
            "Ethnicity",
            *_rate_headers(scope, indicator),
            f"{scope.year} relative likelihood ({order})",
        ),
        tuple(rows),
        (*_why_no_ratio(ratios), *scope.break_notes(indicator)),
        name=f"{indicator} Groups",
    )


def _why_no_ratio(ratios: dict[str, Figure]) -> list[str]:
    """Why a relative likelihood does not exist, for each group without one."""
    return [
        f"[z] {group}: {why(ratio)}."
        for group, ratio in ratios.items()
        if ratio.state is State.NOT_CALCULABLE
    ]


def _survey_by_group(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """Indicators 5 to 8 with the groups that BME is made of."""
    if not _any(_of_groups(figures, scope, indicator, "survey_respondents")):
        return None
    ethnicities = (WHITE, BME, *BME_GROUPS)
    return _survey(
        figures,
        scope,
        indicator,
        [(GROUP_NAMES[ethnicity], {"ethnicity": ethnicity}) for ethnicity in ethnicities],
        "ethnic group",
        "Groups",
    )


# By sex


def _staff_by_sex(figures: Figures, scope: Scope) -> Table | None:
    """Women and men in the workforce by ethnicity: shares of all women, and of all men."""
    sexes = _sexes(figures, scope, 1, "staff_count")
    if not sexes:
        return None
    rows, rules = [], []
    for sex in sexes:
        rules.append(len(rows))
        for ethnicity in (*ETHNICITIES, ALL):
            cells = [f"{_SEX_NAMES[sex]}: {GROUP_NAMES[ethnicity]}"]
            for year in scope.years:
                where = {"sex": sex, "ethnicity": ethnicity}
                people = show(figures.get(1, "staff_count", year, **where))
                share = show(figures.get(1, "staff_percentage", year, **where))
                if ethnicity == ALL:
                    share = itself(figures.get(1, "staff_count", year, **where))
                cells += [people, share]
            rows.append(tuple(cells))
    headers = ["Sex and ethnicity"]
    for year in scope.years:
        headers += [f"{scope.heading(year)} number", f"{scope.heading(year)} share of the sex"]
    return Table(
        f"All staff by sex and ethnicity, 31 March {_span(scope)}",
        tuple(headers),
        tuple(rows),
        scope.break_notes(1),
        breaks=tuple(rules[1:]),
        name="1 Sex",
    )


def _rates_by_sex(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """Indicators 2, 3 and 4 among women and among men."""
    fact = LIKELIHOODS[indicator]
    sexes = _sexes(figures, scope, indicator, fact["events_figure"])
    if not sexes:
        return None
    rows, rules, why = [], [], {}
    for sex in sexes:
        rules.append(len(rows))
        ratio = figures.get(indicator, fact["ratio_figure"], scope.year, sex=sex)
        why[_SEX_NAMES[sex]] = ratio
        for ethnicity in (WHITE, BME):
            cells = [f"{_SEX_NAMES[sex]}: {ethnicity}"]
            for year in scope.years:
                cells += _rate_cells(figures, indicator, year, ethnicity=ethnicity, sex=sex)
            rows.append((*cells, show(ratio) if ethnicity == BME else _NONE))
    return Table(
        f"{_title(indicator)} by sex and ethnicity, {_span(scope)}",
        (
            "Sex and ethnicity",
            *_rate_headers(scope, indicator),
            f"{scope.year} relative likelihood ({fact['direction']})",
        ),
        tuple(rows),
        (*_why_no_ratio(why), *scope.break_notes(indicator)),
        breaks=tuple(rules[1:]),
        name=f"{indicator} Sex",
    )


def _survey_by_sex(figures: Figures, scope: Scope, indicator: int) -> Table | None:
    """Indicators 5 to 8 among women and among men."""
    sexes = _sexes(figures, scope, indicator, "survey_respondents")
    if not sexes:
        return None
    return _survey(
        figures,
        scope,
        indicator,
        [
            (f"{_SEX_NAMES[sex]}: {ethnicity}", {"sex": sex, "ethnicity": ethnicity})
            for sex in sexes
            for ethnicity in (WHITE, BME)
        ],
        "sex and ethnicity",
        "Sex",
    )


# Recruitment in depth


def _recruitment_by_group(figures: Figures, scope: Scope) -> Table | None:
    """Indicator 2 of each staff group, and of pay bands taken together."""
    groups = [
        (row["label"], {"staff_group": row["staff_group"]})
        for row in reference.rows("staff_groups")
        if row["staff_group"] != ALL
    ]
    return _recruitment(
        figures,
        scope,
        [groups, *(_bands(lambda band, of=of: band in of) for of in (POOLS, CLUSTERS))],
        "staff group and pooled pay bands",
        "2 Staff groups",
    )


def _recruitment_by_band(figures: Figures, scope: Scope) -> Table | None:
    """Indicator 2 of each single pay band or grade."""
    together = {*POOLS, *CLUSTERS, *LEVELS, ALL}
    bands = [_bands(lambda band: band not in together)]
    return _recruitment(figures, scope, bands, "pay band", "2 Pay bands")


def _bands(is_wanted: Callable[[str], bool]) -> list[_Place]:
    return [
        (row["label"], {"pay_band": row["pay_band"]})
        for row in reference.rows("pay_bands")
        if is_wanted(row["pay_band"])
    ]


def _recruitment(
    figures: Figures, scope: Scope, blocks: Iterable[list[_Place]], by: str, name: str
) -> Table | None:
    """The places of which anything was handed in, block by block, below all applicants."""
    places, rules = [("All applicants", {})], []
    for block in blocks:
        held = [place for place in block if _any(_shortlisted(figures, scope, place[1]))]
        rules += [len(places)] * bool(held)
        places += held
    if len(places) == 1:
        return None
    rows = [(label, *_recruitment_cells(figures, scope, where)) for label, where in places]
    ratios = {
        label: figures.get(2, LIKELIHOODS[2]["ratio_figure"], scope.year, **where)
        for label, where in places
    }
    caption = f"Appointment from shortlisting by {by}, {scope.year}"
    return _recruitment_table(caption, rows, name, tuple(rules), _why_no_ratio(ratios))


def _shortlisted(
    figures: Figures, scope: Scope, where: dict[str, str], suffix: str = ""
) -> list[Figure]:
    return [
        figures.get(2, "shortlisted_count" + suffix, scope.year, ethnicity=e, **where)
        for e in ETHNICITIES
    ]


def _international(figures: Figures, scope: Scope) -> Table | None:
    """Indicator 2 with and without international recruitment campaigns."""
    if not _any(_shortlisted(figures, scope, {}, INSIDE)):
        return None
    rows = [
        (label, *_recruitment_cells(figures, scope, {}, suffix))
        for label, suffix in (
            ("With international recruitment", ""),
            ("Without international recruitment", OUTSIDE),
            ("International recruitment alone", INSIDE),
        )
    ]
    title = "Appointment from shortlisting, with and without international recruitment"
    return _recruitment_table(f"{title}, {scope.year}", rows, "2 International")


def _recruitment_cells(
    figures: Figures, scope: Scope, where: dict, suffix: str = ""
) -> tuple[str, ...]:
    cells = []
    for ethnicity in (WHITE, BME):
        cells += [
            show(figures.get(2, name + suffix, scope.year, ethnicity=ethnicity, **where))
            for name in ("shortlisted_count", "appointed_count", "appointment_rate")
        ]
    ratio = LIKELIHOODS[2]["ratio_figure"] + suffix
    return (*cells, show(figures.get(2, ratio, scope.year, **where)))


def _recruitment_table(
    caption: str,
    rows: Iterable[tuple[str, ...]],
    name: str,
    breaks: tuple[int, ...] = (),
    notes: Iterable[str] = (),
) -> Table:
    headers = [
        f"{ethnicity} {word}"
        for ethnicity in (WHITE, BME)
        for word in ("shortlisted", "appointed", "appointed, share")
    ]
    return Table(
        caption,
        ("Applicants", *headers, "Relative likelihood (White to BME)"),
        tuple(rows),
        tuple(notes),
        breaks=breaks,
        name=name,
    )


# From level to level


def _disparity(figures: Figures, scope: Scope) -> Table | None:
    """The race disparity ratio of each staff group, year by year."""
    names = [name for name in reference.by("figures", "figure") if name.startswith("race_disp")]
    groups = [
        group
        for group in reference.by("staff_groups", "staff_group")
        if _any(figures.get(1, name, scope.year, staff_group=group) for name in names)
    ]
    if not groups:
        return None
    rows, rules, why = [], [], []
    for group in groups:
        rules.append(len(rows))
        for year in scope.years:
            ratios = [figures.get(1, name, year, staff_group=group) for name in names]
            label = f"{_staff_with_levels(group)}, {scope.heading(year)}"
            rows.append((label, *map(show, ratios)))
            why += [
                f"[z] {label}: {why(ratio)}."
                for ratio in ratios
                if ratio.state is State.NOT_CALCULABLE
            ]
    steps = [name.removeprefix("race_disparity_ratio_").replace("_", " ") for name in names]
    notes = (
        "How many White staff there are at the upper of two levels for each at the lower, over the "
        "same of BME staff. Above 1, White staff are nearer to the top.",
        f"The levels (to verify) are {listed([_level(level) for level in LEVELS])}. Medical and "
        "dental staff are at none of them.",
    )
    return Table(
        f"Race disparity ratio, 31 March {_span(scope)}",
        ("Staff and year", *(f"{step[0].upper()}{step[1:]}" for step in steps)),
        tuple(rows),
        (*notes, *why, *scope.break_notes(1)),
        breaks=tuple(rules[1:]),
        name="1 Race disparity",
    )


def _parity(figures: Figures, scope: Scope) -> Table | None:
    """How many more BME staff parity with the workforce would take at each level."""
    name = "additional_bme_for_parity"
    rows, rules = [], []
    for group in reference.by("staff_groups", "staff_group"):
        held = [
            level
            for level in LEVELS
            if _any([figures.get(1, name, scope.year, staff_group=group, pay_band=level)])
        ]
        rules += [len(rows)] * bool(held)
        for level in held:
            where = {"staff_group": group, "pay_band": level}
            rows.append(
                (
                    f"{_staff_with_levels(group)}: {_level(level)}",
                    show(figures.get(1, "staff_count", scope.year, **where)),
                    show(figures.get(1, "staff_count", scope.year, ethnicity=BME, **where)),
                    show(figures.get(1, "staff_percentage", scope.year, ethnicity=BME, **where)),
                    show(figures.get(1, name, scope.year, **where)),
                )
            )
    if not rows:
        return None
    workforce = show(figures.get(1, "staff_percentage", scope.year, ethnicity=BME))
    notes = (
        f"Parity: the BME share of a level is that of the whole workforce, {workforce}, and the "
        "level keeps its size (to verify).",
    )
    return Table(
        f"Additional BME staff for parity with the workforce, 31 March {scope.year}",
        ("Staff and level", "All staff", "BME staff", "BME share", "Additional BME for parity"),
        tuple(rows),
        notes,
        breaks=tuple(rules[1:]),
        name="1 Parity",
    )


def _staff_with_levels(staff_group: str) -> str:
    """A staff group as these tables call it: not all staff have levels."""
    if staff_group == ALL:
        return "Clinical and non-clinical"
    return reference.by("staff_groups", "staff_group")[staff_group]["label"]


def _level(level: str) -> str:
    return uncapital(reference.by("pay_bands", "pay_band")[level]["label"])


# Pieces


def _any(figures: Iterable[Figure]) -> bool:
    """Whether anything was handed in of these."""
    return any(figure.state is not State.NOT_COLLECTED for figure in figures)


def _of_groups(
    figures: Figures, scope: Scope, indicator: int, name: str, **where: str
) -> list[Figure]:
    return [
        figures.get(indicator, name, scope.year, ethnicity=group, **where) for group in BME_GROUPS
    ]


def _sexes(figures: Figures, scope: Scope, indicator: int, name: str) -> list[str]:
    """The sexes of which anything was handed in, and anybody is known or withheld."""

    def of(indicator: int, name: str, sex: str) -> list[Figure]:
        return [
            figures.get(indicator, name, scope.year, sex=sex, ethnicity=ethnicity)
            for ethnicity in (WHITE, BME)
        ]

    base = LIKELIHOODS.get(indicator, {}).get("people_figure")
    return [
        sex
        for sex in SEXES
        if _any(of(indicator, name, sex))
        and any(
            figure.state is State.WITHHELD or figure.value
            for figure in (
                of(1, "staff_count", sex) if base == "" else of(indicator, base or name, sex)
            )
        )
    ]


def _rate_cells(figures: Figures, indicator: int, year: int, **where: str) -> list[str]:
    """How many there are, to how many it happened, and the share, as a table prints them."""
    fact = LIKELIHOODS[indicator]
    base = (
        figures.get(indicator, fact["people_figure"], year, **where)
        if fact["people_figure"]
        else figures.get(1, "staff_count", year, **where)
    )
    names = (fact["events_figure"], fact["rate_figure"])
    return [show(base), *(show(figures.get(indicator, name, year, **where)) for name in names)]


def _rate_headers(scope: Scope, indicator: int) -> list[str]:
    return [f"{scope.heading(year)} {word}" for year in scope.years for word in _COUNTED[indicator]]


def _survey(
    figures: Figures,
    scope: Scope,
    indicator: int,
    places: Sequence[_Place],
    by: str,
    name: str,
) -> Table:
    rows = []
    for label, where in places:
        cells = [label]
        for year in scope.years:
            cells += [
                show(figures.get(indicator, figure, year, **where))
                for figure in ("survey_respondents", "survey_percentage")
            ]
        if scope.last_year:
            change = "survey_percentage" + reference.CHANGE
            cells.append(show(figures.get(indicator, change, scope.year, **where)))
        rows.append(tuple(cells))
    headers = [f"{by[0].upper()}{by[1:]}"]
    for year in scope.years:
        heading = scope.survey_heading(year)
        headers += [f"{heading}, respondents", f"{heading}, said yes"]
    if scope.last_year:
        headers.append("Change (points)")
    return Table(
        f"Indicator {indicator}: {_title(indicator).lower()}, by {by}",
        tuple(headers),
        tuple(rows),
        scope.break_notes(indicator),
        name=f"{indicator} {name}",
    )


def _title(indicator: int) -> str:
    return reference.by("indicators", "indicator")[str(indicator)]["short_title"]


def _span(scope: Scope) -> str:
    return " and ".join(map(str, scope.years))
