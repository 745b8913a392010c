"""What a figure of the pack is made of, and whose number some words say that it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, lru_cache

from wres import reference
from wres.attack.facts import (
    ALL,
    CHANGE,
    COUNT,
    DIFFERENCE,
    ECHO,
    OPAQUE,
    RATIO,
    REST,
    SHARE,
    Cell,
    Fact,
    Withheld,
)
from wres.attack.known import BME, BME_GROUPS, GROUNDS, NAMED, UNKNOWN, WHITE, bands_in

GROUND = "ground_"  # what the name of a figure of one ground of discrimination begins with
PUBLIC = "public"  # a number about other people, or none that counts people
# A rate of `figures.csv`: the figure of its part, the indicator and the figure of its whole.
RATES = {
    "staff_percentage": ("staff_count", 1, "staff_count"),
    "appointment_rate": ("appointed_count", 2, "shortlisted_count"),
    "shortlisted_percentage": ("shortlisted_count", 2, "shortlisted_count"),
    "disciplinary_rate": ("disciplinary_count", 1, "staff_count"),
    "training_rate": ("training_count", 1, "staff_count"),
    "survey_percentage": ("survey_count", 0, "survey_respondents"),
    "board_percentage": ("board_count", 9, "board_count"),
    "workforce_percentage": ("staff_count", 1, "staff_count"),
    "appointment_rate_international": (
        "appointed_count_international", 2, "shortlisted_count_international"),
    "appointment_rate_without_international": (
        "appointed_count_without_international", 2, "shortlisted_count_without_international"),
    **{f"ground_{ground}_percentage": (f"ground_{ground}_count", 8, NAMED) for ground in GROUNDS},
}  # fmt: skip
RATE_OF = {1: "staff_percentage", 2: "appointment_rate", 3: "disciplinary_rate",
           4: "training_rate", **dict.fromkeys((5, 6, 7, 8), "survey_percentage"),
           9: "board_percentage"}  # fmt: skip
_OF_THEIR_GROUP = ("staff_percentage", "board_percentage", "workforce_percentage",
                   "shortlisted_percentage")  # fmt: skip
# Which recruitment campaigns a number is about, as the names of its figures end.
_CAMPAIGNS = ("_without_international", "_international")
INTERVAL = "_interval"  # what a figure's name ends with here: how sure it is
DISPARITY, PARITY = "race_disparity_ratio_", "additional_bme_for_parity"
BOARDS = ("board members", "voting board members", "executive board members")
GROUPS = ("staff_group", "pay_band", "sex", "ethnicity")  # columns of a key that name people


class Unreadable(Exception):
    """A number that the attack cannot say anything about."""


@dataclass(frozen=True)
class Place:
    """Whose number: what the words around it say, `None` where they do not."""

    year: int | None = None
    indicator: int | None = None
    staff_group: str | None = None
    pay_band: str | None = None
    sex: str | None = None
    ethnicity: str | None = None

    def within(self, outer: Place) -> Place:
        """What the nearer words do not say, the outer ones do."""
        # Written out: it is asked ten thousand times a report.
        return Place(
            outer.year if self.year is None else self.year,
            outer.indicator if self.indicator is None else self.indicator,
            outer.staff_group if self.staff_group is None else self.staff_group,
            outer.pay_band if self.pay_band is None else self.pay_band,
            outer.sex if self.sex is None else self.sex,
            outer.ethnicity if self.ethnicity is None else self.ethnicity,
        )

    def cell(self, measure: str, indicator: int | None = None) -> Cell:
        """The cell of a measure here; what nothing says is everybody."""
        group = self.staff_group or ("board members" if measure == "board_count" else ALL)
        return Cell(
            self.year or 0,
            indicator or self.indicator or 0,
            measure,
            group,
            self.pay_band or ALL,
            self.sex or ALL,
            self.ethnicity or ALL,
        )


@dataclass
class Bound:
    """What one report tells."""

    facts: list[Fact] = field(default_factory=list)
    withheld: list[Withheld] = field(default_factory=list)
    named: list[Cell] = field(default_factory=list)  # what other withheld figures are made of


@cache
def describe(words: str, indicators: tuple[int, ...] = ()) -> Place:
    """What some words say about whose number stands beside them.

    >>> describe("Clinical staff by pay band, 31 March 2023").staff_group
    'clinical'
    >>> describe("2021 survey, respondents, BME").year
    2022
    >>> describe("under band 1 to band 4").pay_band  # a chart's second line
    'cluster 1'
    """
    plain = re.sub(r"\[\w\]|\(\D*\)", " ", words)
    plain = re.sub(r"Black and minority ethnic", BME, plain, flags=re.I)
    years = {int(year) for year in re.findall(r"\b(20\d\d)\b(?!-\d)", plain)}
    year = min(years) if len(years) == 1 else None
    if year and re.search(rf"{year} survey|survey( of \w+)? {year}", plain):
        year += 1
    band = _band(plain)
    group = _group(plain)
    number = re.search(r"\bindicator (\d)\b(?!\s*(and|,|-)\s*\d)", plain, re.I)
    indicator = int(number[1]) if number else _by_title(plain)
    if indicator is None and len(indicators) == 1:
        indicator = indicators[0]
    return Place(year, indicator, group, band, _sex(plain), _ethnicity(plain))


def _by_title(words: str) -> int | None:
    low = words.casefold()
    for number, row in reference.by("indicators", "indicator").items():
        if row["short_title"].casefold() in low or row["title"].casefold() in low:
            return int(number)
    if re.search(r"\bappointed\b.*\bshortlist|\bshortlist.*\bappointed\b", low):
        return 2
    if re.search(r"\b(staff|workforce) (is|are)\b", low):  # "12% of clinical staff are BME"
        return 1
    if re.search(r"\bstaff\b.*\bby\b.*(pay band|ethnic)|local population", low):
        return 1
    if re.match(r"race disparity ratio|additional bme staff for parity", low):
        return 1
    return 9 if re.search(r"\b(board|voting members|executive members)\b", low) else None


@cache
def _labels() -> tuple[tuple[str, re.Pattern, str], ...]:
    """The bands' names as patterns, the longest first; "cluster 2: bands 5 to 7" without the start.

    A chart writes a long name on two lines.
    """
    names = [
        (name.casefold(), row["pay_band"])
        for row in reference.rows("pay_bands")
        for name in {row["label"], row["label"].rpartition(": ")[2]}
    ]
    return tuple(
        (name, re.compile(rf"(?<!\w){re.escape(name)}(?!\w)(?! to )"), band)
        for name, band in sorted(names, key=lambda named: (-len(named[0]), named))
    )


def _band(words: str) -> str | None:
    low = words.casefold()
    if bands := _named(_labels(), low)[0]:
        return bands[0]
    spans = re.search(r"\bbands? (\w+)(?: to |-|\u2013)(\w+)", words, re.I)
    if spans:
        first, last = (text if text.casefold() != "vsm" else "VSM" for text in spans.groups())
        name = f"{first}-{last}"
        try:
            bands_in(name)
        except KeyError:
            return None
        return name
    single = re.search(r"\bband (\d\w?)\b", low)
    return single[1] if single and single[1] in reference.by("pay_bands", "pay_band") else None


def _group(words: str) -> str | None:
    low = words.casefold()
    if "clinical and non-clinical" in low:  # everybody who is at a level of pay
        return ALL
    if groups := _named(_group_labels(), low)[0]:
        return groups[0]
    for name in BOARDS[1:]:
        if re.search(rf"\b{name.removesuffix(' board members')} (board )?members", low):
            return name
    if "the board" in low:
        return "board members"
    return ALL if "the workforce" in low else None


_SEX_UNKNOWN = "sex not known"
_SEXES = {
    "Female": re.compile(r"\b(female|women)\b", re.I),
    "Male": re.compile(r"\b(male|men)\b", re.I),
    UNKNOWN: re.compile(rf"\b{_SEX_UNKNOWN}\b", re.I),
}


def _sex(words: str) -> str | None:
    return _only({name for name, pattern in _SEXES.items() if pattern.search(words)})


def _only(names: Collection[str]) -> str | None:
    return next(iter(names)) if len(names) == 1 else None


@cache
def _misleading() -> re.Pattern:
    """Names of bands that hold the name of an ethnic group: "Other medical and dental"."""
    groups = re.compile(rf"\b({'|'.join((WHITE, BME, *BME_GROUPS))})\b")
    labels = [row["label"] for row in reference.rows("pay_bands") if groups.search(row["label"])]
    return re.compile("|".join(map(re.escape, labels)))


def _ethnicities(words: str) -> set[str]:
    words = _misleading().sub(" ", words)
    names = {name for name in (WHITE, BME, *BME_GROUPS) if re.search(rf"\b{name}\b", words)}
    words = re.sub(_SEX_UNKNOWN, " ", words, flags=re.I)
    if re.search(r"\b(unknown|not known|not stated)\b", words, re.I):
        names.add(UNKNOWN)
    return names


def _ethnicity(words: str) -> str | None:
    names = _ethnicities(words)
    words = words.rpartition(": ")[2]
    if not names and re.fullmatch(r"\W*(all|total|everybody)\W*(\d{4}\W*)?", words, re.I):
        return ALL
    return _only(names)


@lru_cache(maxsize=2**12)
def named_in(words: str) -> dict[str, frozenset[str]]:
    """All the people whom some words name, by the columns of a key.

    >>> named = named_in("Clinical staff in bands 1 to 7: White men")
    >>> [sorted(named[name]) for name in GROUPS]
    [['clinical'], ['1-7'], ['Male'], ['White']]
    """
    low = words.casefold()
    bands, rest = _named(_labels(), low)
    groups, _ = _named(_group_labels(), rest)
    groups += [name for name, pattern in _BOARDS.items() if pattern.search(low)]
    sexes = {name for name, pattern in _SEXES.items() if pattern.search(low)}
    return {
        "staff_group": frozenset(groups) - {ALL},
        "pay_band": frozenset(bands) - {ALL},
        "sex": frozenset(sexes),
        "ethnicity": frozenset(_ethnicities(words)),
    }


def _named(labels: Iterable[tuple[str, re.Pattern, str]], words: str) -> tuple[list[str], str]:
    """What some words name, a longer label before one that stands within it, and the rest."""
    names = []
    for label, pattern, name in labels:
        if label in words and pattern.search(words):
            names.append(name)
            words = pattern.sub(" ", words)
    return names, words


_BOARDS = {
    "board members": re.compile(r"\b(the|whole|of) board\b|\bboard members\b"),
    "voting board members": re.compile(r"\bvoting (board )?members?\b"),
    "executive board members": re.compile(r"\bexecutive (board )?members?\b"),
}


@cache
def _group_labels() -> tuple[tuple[str, re.Pattern, str], ...]:
    """The staff groups' names as patterns; none stands within another."""
    labels = [(row["label"].casefold(), row["staff_group"])
              for row in reference.rows("staff_groups")]  # fmt: skip
    return tuple(
        (label, re.compile(rf"(?<![\w-]){re.escape(label)}(?![\w-])"), group)
        for label, group in labels
    )


def label_of(name: str, value: str) -> str:
    """What people of a group are called, by the column of a key and its value.

    >>> label_of("pay_band", "8a"), label_of("ethnicity", "BME")
    ('Band 8a', 'BME')
    """
    row = reference.by(f"{name}s", name).get(value) if name in GROUPS[:2] else None
    return row["label"] if row else {"Female": "women", "Male": "men"}.get(value, value)


@cache
def figure_of(name: str, place: Place) -> tuple[str, tuple[Cell, ...]]:
    """How a figure of `figures.csv` is made, and of which cells.

    Raises:
        Unreadable: there is no such figure.
    """
    if name.endswith((INTERVAL, reference.FROM_AVERAGE, reference.AVERAGE, reference.CHANGE)):
        return _made_of_another(name, place)
    if name in RATES:
        return SHARE, _rate(name, place)
    if re.search(r"_count(_|$)", name) or name == "survey_respondents":
        if name not in reference.by("figures", "figure"):
            raise Unreadable(name)
        return COUNT, (place.cell(name),)
    if name.startswith("relative_likelihood"):
        return _likelihood(name, place)
    if name.startswith(DISPARITY) or name == PARITY:
        return _of_levels(name, place)
    if name == "difference_bme_white":
        bme, white = (replace(place, ethnicity=ethnicity) for ethnicity in (BME, WHITE))
        return DIFFERENCE, (*_rate("survey_percentage", bme), *_rate("survey_percentage", white))
    if name in ("difference_from_workforce", "difference_board_workforce"):
        rate = "board_percentage" if "board" in name else "staff_percentage"
        return DIFFERENCE, (*_rate(rate, place), *_rate("workforce_percentage", place))
    if name == "ethnicity_declared_percentage":
        return REST, _rate("staff_percentage", replace(place, ethnicity=UNKNOWN))
    if name == "difference_from_local_population":
        return ECHO, _rate("staff_percentage", place)
    if name in ("local_population_percentage", "survey_response_rate"):
        return PUBLIC, ()
    raise Unreadable(name)


def _made_of_another(name: str, place: Place) -> tuple[str, tuple[Cell, ...]]:
    """How sure another figure is, its average, or how far it is from that or the year before."""
    if name.endswith(INTERVAL):
        return ECHO, figure_of(name.removesuffix(INTERVAL), place)[1]
    if name.endswith(reference.FROM_AVERAGE):
        return ECHO, figure_of(name.removesuffix(reference.FROM_AVERAGE), place)[1]
    if name.endswith(reference.AVERAGE):
        return PUBLIC, ()
    base = name.removesuffix(reference.CHANGE)
    kind, now = figure_of(base, place)
    _, before = figure_of(base, replace(place, year=(place.year or 0) - 1))
    return {COUNT: CHANGE, SHARE: DIFFERENCE}.get(kind, ECHO), (*now, *before)


def _likelihood(name: str, place: Place) -> tuple[str, tuple[Cell, ...]]:
    """A rate of one group over another's: White over BME where the name says so."""
    white, bme = replace(place, ethnicity=WHITE), replace(place, ethnicity=BME)
    campaign = next((end for end in _CAMPAIGNS if name.endswith(end)), "")
    rate = RATE_OF[place.indicator or 0] + campaign
    other = place if "group" in name else bme
    first, second = (white, other) if "_white_to_" in name else (other, white)
    kind = ECHO if name.endswith("turned_round") else RATIO
    return kind, (*_rate(rate, first), *_rate(rate, second))


def _of_levels(name: str, place: Place) -> tuple[str, tuple[Cell, ...]]:
    """What sets the staff at one level of pay beside those at another, or beside everybody."""
    if name == PARITY:
        everybody = Place(place.year, 1)
        return OPAQUE, tuple(
            replace(people, ethnicity=ethnicity).cell("staff_count")
            for people in (place, everybody)
            for ethnicity in (BME, ALL)
        )
    lower, _, upper = name.removeprefix(DISPARITY).partition("_to_")
    return RATIO, tuple(
        replace(place, ethnicity=ethnicity, pay_band=level).cell("staff_count")
        for ethnicity in (WHITE, BME)
        for level in (upper, lower)
    )


def _rate(name: str, place: Place) -> tuple[Cell, Cell]:
    part, indicator, whole = RATES[name]
    if name == "workforce_percentage":
        place = Place(place.year, 1, ethnicity=place.ethnicity)
    around = replace(place, ethnicity=ALL) if name in _OF_THEIR_GROUP else place
    # Some organisations rest indicators 3 and 4 on a workforce of their own: see `one_workforce`.
    own = place.indicator if name in ("disciplinary_rate", "training_rate") else indicator
    return place.cell(part), around.cell(whole, own or None)


def one_workforce(bounds: Iterable[Bound]) -> None:
    """Take the workforce that an indicator rests on for that of indicator 1, unless it is not.

    A report can print a workforce of its own for indicators 3 and 4. Where it prints the same
    numbers, it is the same people.
    """
    bounds = list(bounds)
    printed: dict[Cell, set[Fraction]] = {}
    for count in (fact for bound in bounds for fact in bound.facts if fact.kind == COUNT):
        printed.setdefault(count.cells[0], set()).add(count.low)
    own = {
        (cell.year, cell.indicator)
        for cell, numbers in printed.items()
        if cell.measure == "staff_count"
        and not numbers & printed.get(cell.of(indicator=1), numbers)
    }

    def is_shared(cell: Cell) -> bool:
        is_staff = cell.measure == "staff_count" and cell.indicator != 1
        return is_staff and (cell.year, cell.indicator) not in own

    def mine(cell: Cell) -> Cell:
        return cell.of(indicator=1) if is_shared(cell) else cell

    for bound in bounds:
        bound.facts = [
            replace(fact, cells=tuple(map(mine, fact.cells)))
            if any(map(is_shared, fact.cells))
            else fact
            for fact in bound.facts
        ]
        bound.withheld = [
            replace(hidden, cell=mine(hidden.cell), part=hidden.part and mine(hidden.part))
            for hidden in bound.withheld
        ]
        bound.named = list(map(mine, bound.named))


def indicators_of(headings: Iterable[str]) -> tuple[int, ...]:
    """The indicators that the nearest telling heading is about."""
    titles = {row["title"]: row["indicators"] for row in reference.rows("pages")}
    for heading in reversed(list(headings)):
        if match := re.match(r"Indicators? (\d)$", heading):
            return (int(match[1]),)
        if heading in titles:
            return tuple(map(int, titles[heading].split()))
    return ()
