"""What stands out in the detail: sentences about groups, sexes and recruitment, from figures.

A sentence names the highest and the lowest figure with the people behind them, and says where
they are few. What was not handed in has no sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wres import reference
from wres.figures import ALL, BME, BME_GROUPS, SEXES, WHITE, Figure, Figures, State
from wres.figures.formats import is_same_as_printed, people_counted, show
from wres.figures.phrases import (
    CHANCE,
    COMPARED,
    chance,
    likelihood,
    listed,
    out_of,
    said,
    uncapital,
    why_missing,
)
from wres.indicators import difference
from wres.narrative.scope import Edition
from wres.reference.standard import (
    CLUSTERS,
    INSIDE,
    LEVELS,
    LIKELIHOODS,
    OUTSIDE,
    POOLS,
    RATES,
    RATIO,
    SURVEY_INDICATORS,
)


def is_held(figures: Figures, year: int) -> bool:
    """Whether any detail of a year is shown: by group, by sex, or of recruitment in depth."""
    return any(figure.is_shown and is_detail(figure) for figure in figures.select(year=year))


def is_detail(figure: Figure) -> bool:
    """Whether a figure is of fewer people than the indicators' own, or of another kind of them."""
    if figure.area:
        return False
    is_of_part = (figure.staff_group, figure.pay_band) != (ALL, ALL)
    return (
        figure.ethnicity in BME_GROUPS
        or figure.sex != ALL
        or figure.figure.endswith(OUTSIDE)
        or (figure.indicator == 2 and is_of_part)
    )


def group_sentences(edition: Edition) -> tuple[str, ...]:
    """What part of all staff each group is, and which has the highest figure and the lowest."""
    sentences = _parts_of_staff(edition)
    for indicator in (*LIKELIHOODS, *SURVEY_INDICATORS):
        name = RATES.get(indicator, "survey_percentage")
        shares = _percentages(edition, indicator, name, (WHITE, *BME_GROUPS))
        if any(shares[group].figure.state is not State.NOT_COLLECTED for group in BME_GROUPS):
            what, where = _what(indicator), "among {} people"
            sentences += _ends(what, where, shares)
    return tuple(sentences)


def _parts_of_staff(edition: Edition) -> list[str]:
    """What part of all staff each of the groups behind BME is; nothing without any."""
    shares = _percentages(edition, 1, "staff_percentage", BME_GROUPS)
    shown = [share.figure for share in shares.values() if share.figure.is_shown]
    parts = [f"{said(share)} are {share.ethnicity}{out_of(share)}" for share in shown]
    sentences = [f"Indicator 1: of all staff, {listed(parts)}."] if parts else []
    return sentences + _withheld("Indicator 1: the share of all staff", "for {} staff", shares)


def sex_sentences(edition: Edition) -> tuple[str, ...]:
    """How White and BME women compare, and White and BME men."""
    labels = reference.by("sex_labels", "sex")
    known = {sex: uncapital(labels[sex]["label"]) for sex in SEXES if sex != "Unknown"}
    likely = (
        sentence
        for indicator in LIKELIHOODS
        for sex, label in known.items()
        if (sentence := _likelihood_of_sex(edition, indicator, sex, label))
    )
    answered = (_answers_of_sexes(edition, indicator, known) for indicator in SURVEY_INDICATORS)
    return (*likely, *filter(None, answered))


def _likelihood_of_sex(edition: Edition, indicator: int, sex: str, label: str) -> str:
    """The relative likelihood among women or men, with the people behind it and its chance."""
    ratio = edition.now(indicator, RATIO[indicator], sex=sex)
    start = f"Indicator {indicator}: among {label},"
    if ratio.state is State.NOT_COLLECTED:
        return ""
    if not ratio.is_shown:
        return f"{start} {uncapital(why_missing(ratio, 'The relative likelihood'))}"
    rates = [edition.now(indicator, RATES[indicator], sex=sex, ethnicity=e) for e in (WHITE, BME)]
    if _is_few(min(rate.numerator for rate in rates)):
        return f"{start} the relative likelihood {_RESTS_ON_FEW}."
    inverse = edition.now(indicator, "relative_likelihood_turned_round", sex=sex)
    words = likelihood(ratio, inverse, *COMPARED[indicator])
    return f"{start} {words}{_behind(rates)}{chance(ratio)}."


def _answers_of_sexes(edition: Edition, indicator: int, known: Mapping[str, str]) -> str:
    """The gap between BME and White staff among women and among men, where both are shown."""
    told = []
    for sex, label in known.items():
        gap = edition.now(indicator, "difference_bme_white", sex=sex)
        shares = [
            edition.now(indicator, "survey_percentage", sex=sex, ethnicity=e) for e in (BME, WHITE)
        ]
        if not gap.is_shown:
            return ""
        if _is_few(min(share.denominator for share in shares)):
            return f"Indicator {indicator}: the gap among {label} {_RESTS_ON_FEW}."
        told.append(f"{show(gap)} among {label}{_behind(shares)}{chance(gap)}")
    between = "; and " if any("," in words for words in told) else " and "
    return f"Indicator {indicator}: BME less White, in percentage points, is {between.join(told)}."


def _behind(shares: Iterable[Figure]) -> str:
    """The people behind some percentages, in brackets; nothing where they are not known."""
    counted = [
        "{} {} of {}".format(share.ethnicity, *people_counted(share))
        for share in shares
        if share.people
    ]
    return f" ({', '.join(counted)})" if counted else ""


def recruitment_sentences(edition: Edition) -> tuple[str, ...]:
    """Where the relative likelihood is highest and lowest, and what it is without campaigns."""
    name = LIKELIHOODS[2]["ratio_figure"]
    codes = reference.by("pay_bands", "pay_band")
    groups = [code for code in reference.by("staff_groups", "staff_group") if code != ALL]
    single = [code for code in codes if code not in (*POOLS, *CLUSTERS, *LEVELS, ALL)]
    by_group = _places(edition, "staff_group", groups)
    # The finest bands of which anything is known.
    by_band = next(
        filter(None, (_places(edition, "pay_band", bands) for bands in (single, CLUSTERS, POOLS))),
        {},
    )
    what = "Indicator 2: the relative likelihood (White to BME)"
    sentences = [
        *_ends(what, "in {}", by_group),
        *_ends(what, "in {}", by_band, " and other bands"),
    ]
    everything, outside, inside = (edition.now(2, name + which) for which in ("", OUTSIDE, INSIDE))
    if everything.is_shown and outside.is_shown:
        apart = _APART[difference(inside, outside).significant]
        sentences.append(
            # With it, it is the finding of its own page.
            f"{what} is {said(outside)} without international recruitment{apart}."
        )
    return tuple(sentences)


_APART = {
    True: ": campaigns differ from other recruitment by more than chance would explain",
    False: ": that campaigns differ from other recruitment may be chance",
    None: "",
}


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with the people behind it: as a sentence says them, and the fewest of a group."""

    figure: Figure
    people: str
    fewest: float | None


def _places(edition: Edition, column: str, codes: Iterable[str]) -> dict[str, _Told]:
    """The relative likelihood of indicator 2 in each staff group or pay band that has one."""
    labels, told = reference.by(f"{column}s", column), {}
    for code in codes:
        ratio = edition.now(2, LIKELIHOODS[2]["ratio_figure"], **{column: code})
        rates = {
            ethnicity: edition.now(2, RATES[2], ethnicity=ethnicity, **{column: code})
            for ethnicity in (WHITE, BME)
        }
        if ratio.is_shown:
            # A ratio of rates is as sure as its fewest appointments, not as its applicants.
            fewest = min(rate.numerator for rate in rates.values())
            told[labels[code]["label"]] = _Told(ratio, _behind(rates.values()), fewest)
    return told


def _percentages(
    edition: Edition, indicator: int, name: str, ethnicities: Iterable[str]
) -> dict[str, _Told]:
    """A percentage among each ethnicity, those that are missing included."""
    told = {}
    for ethnicity in ethnicities:
        figure = edition.now(indicator, name, ethnicity=ethnicity)
        fewest = figure.numerator if indicator in LIKELIHOODS else figure.denominator
        told[ethnicity] = _Told(figure, out_of(figure), fewest)
    return told


def _ends(what: str, where: str, told: Mapping[str, _Told], others: str = "") -> list[str]:
    """Where a figure is highest and lowest, where few people stand behind it, and where none is.

    Highest and lowest go by the number as it is printed, and whether they differ by more than
    chance is said.

    Args:
        what: the figure.
        where: a group or a place as a sentence says it, with `{}` for its name.
        told: the figures by group or place.
        others: what is said in place of the second and later of more than two with one figure.
    """
    shown = {name: share for name, share in told.items() if share.figure.is_shown}
    few = [name for name, share in shown.items() if _is_few(share.fewest)]
    ranked = {name: share for name, share in shown.items() if name not in few}
    sentences = []
    if len(ranked) > 1:
        most, least = (
            end(ranked.values(), key=lambda share: share.figure.value) for end in (max, min)
        )
        if is_same_as_printed(most.figure, least.figure):
            places = where.format(listed(list(ranked)))
            sentences.append(f"{what} is {said(most.figure)} {places} alike.")
        else:
            ends = (_named(where, ranked, end.figure, others) for end in (most, least))
            apart = CHANCE[difference(most.figure, least.figure).significant]
            sentences.append("{} is highest {}, and lowest {}{}.".format(what, *ends, apart))
    if few:
        sentences.append(f"{what} {where.format(listed(few))} {_RESTS_ON_FEW}.")
    return sentences + _withheld(what, where, told)


def _withheld(what: str, where: str, told: Mapping[str, _Told]) -> list[str]:
    withheld = [name for name, share in told.items() if share.figure.state is State.WITHHELD]
    return [f"{what} {where.format(listed(withheld))} is withheld."] if withheld else []


def _named(where: str, told: Mapping[str, _Told], end: Figure, others: str) -> str:
    """The groups or places with the same figure as printed, the figure, and the people behind."""
    names = [name for name, share in told.items() if is_same_as_printed(share.figure, end)]
    people = told[names[0]].people if len(names) == 1 else ""
    is_many = others and len(names) > _NAMED_APART
    place = names[0] + others if is_many else listed(names)
    return f"{where.format(place)}, {said(end)}{people}"


_NAMED_APART = 2  # of more places than these with one figure, only the first is named


def _is_few(number: float | None) -> bool:
    return number is not None and number < float(_FEW["value"])


_FEW = reference.by("limits", "name")["few_people"]
_RESTS_ON_FEW = f"rests on fewer than {_FEW['value']} people, and is left out of this"


def _what(indicator: int) -> str:
    """An indicator's percentage, as a sentence begins."""
    title = reference.by("indicators", "indicator")[str(indicator)]["short_title"]
    share = _SHARES.get(indicator, "share who said yes")
    return f"Indicator {indicator} ({uncapital(title)}): the {share}"


_SHARES = {
    2: "share appointed of those shortlisted",
    3: "share of staff who entered the process",
    4: "share of staff who took part",
}
