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
from wres.figures.phrases import COMPARED, likelihood, listed, out_of, said, uncapital, why_missing
from wres.narrative.scope import Edition
from wres.reference.standard import (
    CLUSTERS,
    LEVELS,
    LIKELIHOODS,
    OUTSIDE,
    POOLS,
    RATES,
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
    """Which of White people and the groups behind BME have the highest and the lowest figure."""
    shares = _percentages(edition, 1, "staff_percentage", BME_GROUPS)
    sentences = _ends("Indicator 1: the share of all staff", "for {} staff", shares)
    for indicator in (*LIKELIHOODS, *SURVEY_INDICATORS):
        name = RATES.get(indicator, "survey_percentage")
        shares = _percentages(edition, indicator, name, (WHITE, *BME_GROUPS))
        if any(shares[group].figure.state is not State.NOT_COLLECTED for group in BME_GROUPS):
            sentences += _ends(_what(indicator), "among {} people", shares)
    return tuple(sentences)


def sex_sentences(edition: Edition) -> tuple[str, ...]:
    """How White and BME women compare, and White and BME men."""
    sentences = []
    labels = reference.by("sex_labels", "sex")
    known = {sex: uncapital(labels[sex]["label"]) for sex in SEXES if sex != "Unknown"}
    for indicator, fact in LIKELIHOODS.items():
        for sex, label in known.items():
            ratio = edition.now(indicator, fact["ratio_figure"], sex=sex)
            inverse = edition.now(indicator, _TURNED_ROUND, sex=sex)
            if ratio.state is State.NOT_COLLECTED:
                continue
            words = uncapital(why_missing(ratio, "The relative likelihood"))[:-1]
            if ratio.is_shown:
                words = likelihood(ratio, inverse, *COMPARED[indicator])
            sentences.append(f"Indicator {indicator}: among {label}, {words}.")
    for indicator in SURVEY_INDICATORS:
        gaps = {
            label: edition.now(indicator, "difference_bme_white", sex=sex)
            for sex, label in known.items()
        }
        if all(gap.is_shown for gap in gaps.values()):
            said_of = listed([f"{show(gap)} among {label}" for label, gap in gaps.items()])
            sentences.append(
                f"Indicator {indicator}: BME less White, in percentage points, is {said_of}."
            )
    return tuple(sentences)


_TURNED_ROUND = "relative_likelihood_turned_round"


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
    sentences = [*_ends(what, "in {}", by_group), *_ends(what, "in {}", by_band)]
    everything, outside = (edition.now(2, name + suffix) for suffix in ("", OUTSIDE))
    if everything.is_shown and outside.is_shown:
        sentences.append(
            f"{what} is {said(outside)} without international recruitment and {said(everything)} "
            "with it."
        )
    return tuple(sentences)


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
            behind = ", ".join(
                "{} {} of {}".format(ethnicity, *people_counted(rate))
                for ethnicity, rate in rates.items()
            )
            # A ratio of rates is as sure as its fewest appointments, not as its applicants.
            fewest = min(rate.numerator for rate in rates.values())
            told[labels[code]["label"]] = _Told(ratio, f" ({behind})", fewest)
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


def _ends(what: str, where: str, told: Mapping[str, _Told]) -> list[str]:
    """Where a figure is highest and lowest, where few people stand behind it, and where none is.

    Highest and lowest go by the number as it is printed.

    Args:
        what: the figure.
        where: a group or a place as a sentence says it, with `{}` for its name.
        told: the figures by group or place.
    """
    shown = {name: each for name, each in told.items() if each.figure.is_shown}
    few = [name for name, each in shown.items() if _is_few(each.fewest)]
    ranked = {name: each for name, each in shown.items() if name not in few}
    sentences = []
    if len(ranked) > 1:
        most, least = (
            end(ranked.values(), key=lambda each: each.figure.value) for end in (max, min)
        )
        if is_same_as_printed(most.figure, least.figure):
            places = where.format(listed(list(ranked)))
            sentences.append(f"{what} is {said(most.figure)} {places} alike.")
        else:
            ends = (_named(where, ranked, end.figure) for end in (most, least))
            sentences.append("{} is highest {}, and lowest {}.".format(what, *ends))
    if few:
        sentences.append(
            f"{what} {where.format(listed(few))} rests on fewer than {_FEW['value']} people, and "
            "is left out of this."
        )
    if withheld := [n for n, each in told.items() if each.figure.state is State.WITHHELD]:
        sentences.append(f"{what} {where.format(listed(withheld))} is withheld.")
    return sentences


def _named(where: str, told: Mapping[str, _Told], end: Figure) -> str:
    """The groups or places with the same figure as printed, the figure, and the people behind."""
    names = [name for name, each in told.items() if is_same_as_printed(each.figure, end)]
    people = "" if len(names) > 1 else told[names[0]].people
    return f"{where.format(listed(names))}, {said(end)}{people}"


def _is_few(number: float | None) -> bool:
    return number is not None and number < float(_FEW["value"])


_FEW = reference.by("limits", "name")["few_people"]


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
