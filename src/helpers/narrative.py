"""What the data tells us: sentences made from figures, never typed.

Each indicator has one function that returns its `Findings`: a headline (the page's first sentence
and its chart's title) and the sentences that stand under it. Every number in them is printed by
`helpers.formats` from a figure, so a sentence cannot contradict the table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpers import reference
from helpers.figures import ALL, BME, UNKNOWN, WHITE, Figure, Figures, State
from helpers.formats import is_zero_as_printed, people
from helpers.indicators import BOARDS, POOLS, RATIO, pooled_bands
from helpers.scope import Scope
from helpers.words import (
    AS_FAR,
    COMPARED,
    FURTHER,
    NEARER,
    UNCHANGED,
    beside,
    capital,
    likelihood,
    listed,
    moved,
    nearer_to_one,
    out_of,
    points,
    said,
    uncapital,
    why_missing,
)


@dataclass(frozen=True)
class Findings:
    """The most telling finding, and what else there is to say. Sentences end with a full stop."""

    headline: str
    sentences: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """The headline as a sentence, and the rest."""
        return (f"{self.headline}.", *self.sentences)


def findings(figures: Figures, scope: Scope, indicator: int) -> Findings:
    """What the figures of one indicator say."""
    if indicator == 1:
        found = _workforce(figures, scope)
    elif indicator in RATIO:
        found = _likelihood(figures, scope, indicator)
    elif indicator == 9:
        found = _board(figures, scope)
    else:
        found = _survey(figures, scope, indicator)
    return Findings(capital(found.headline), tuple(map(capital, found.sentences)))


def _workforce(figures: Figures, scope: Scope) -> Findings:
    year, last = scope.year, scope.last_year
    share = figures.get(1, "staff_percentage", year, ethnicity=BME)
    if not share.is_shown:
        return Findings(_missing(share, f"The BME share of staff in {year}"), ())
    headline = f"BME staff are {said(share)} of the workforce{out_of(share)}"
    if last:
        before = figures.get(1, "staff_percentage", last, ethnicity=BME)
        change = figures.get(1, "staff_percentage" + reference.CHANGE, year, ethnicity=BME)
        if change.is_shown and is_zero_as_printed(change):
            headline += f", the same share as in {last}{out_of(before)}"
        elif change.is_shown:
            headline += f", {moved(change)} from {said(before)} in {last}"
    sentences = [*_workforce_size(figures, year, last), *population_sentences(figures, scope)]
    sentences += _share_average(figures, 1, "staff_percentage", year, ALL)
    sentences += _declared(figures, scope)
    return Findings(headline, tuple(sentences))


def _workforce_size(figures: Figures, year: int, last: int | None) -> list[str]:
    now = figures.get(1, "staff_count", year)
    if not now.is_shown:
        return []
    if last:
        before = figures.get(1, "staff_count", last)
        if before.is_shown:
            verb = "grew" if now.value > before.value else "shrank"
            if now.value == before.value:
                return [f"The workforce stayed at {people(now.value)}."]
            return [f"The workforce {verb} from {said(before)} to {people(now.value)}."]
    return [f"The workforce numbers {people(now.value)}."]


def _declared(figures: Figures, scope: Scope) -> list[str]:
    declared = figures.get(1, "ethnicity_declared_percentage", scope.year)
    if not declared.is_shown:
        return []
    text = f"{said(declared)} of staff have their ethnicity on record"
    change = figures.get(1, "ethnicity_declared_percentage" + reference.CHANGE, scope.year)
    if change.is_shown:
        text += f", {moved(change)} on {scope.last_year}"
    return [f"{text}."]


def population_sentences(figures: Figures, scope: Scope) -> list[str]:
    """How the workforce compares with the people it serves."""
    year = scope.year
    shares = figures.select(figure="local_population_percentage", year=year, ethnicity=BME)
    system = [share for share in shares if share.reason == "system"]
    boroughs = sorted((s for s in shares if s.reason == "borough"), key=lambda s: s.value)
    sentences = []
    for area in system:
        gap = figures.get(
            1, "difference_from_local_population", year, ethnicity=BME, area=area.area
        )
        if gap.is_shown:
            sentences.append(
                f"The population of {area.area} is {said(area)} BME: the BME share of the "
                f"workforce is {beside(gap, 'that')}."
            )
    if len(boroughs) > 1:
        low, high = boroughs[0], boroughs[-1]
        sentences.append(
            f"Places differ: the BME share of the population runs from {said(low)} in {low.area} "
            f"to {said(high)} in {high.area}."
        )
    return sentences


@dataclass(frozen=True, slots=True)
class BandFinding:
    """How one staff group and pool of bands stands, in short and in full, and how far it moved."""

    staff_group: str
    change: float
    headline: str
    sentence: str


def band_findings(figures: Figures, scope: Scope) -> list[BandFinding]:
    """The BME share of each staff group and pool of bands, those that changed most first."""
    found = []
    for group in ("clinical", "non-clinical", "medical and dental"):
        for band in pooled_bands(figures, scope.year, group):
            # A staff group without pools (medical and dental) is told as a whole.
            if band in POOLS or group == "medical and dental":
                found.append(_band_finding(figures, scope, group, band))
    return sorted(found, key=lambda finding: -finding.change)


def _band_finding(figures: Figures, scope: Scope, group: str, band: str) -> BandFinding:
    def get(name: str, year: int) -> Figure:
        return figures.get(1, name, year, staff_group=group, pay_band=band, ethnicity=BME)

    place = f"{reference.by('staff_groups', 'staff_group')[group]['label']} staff"
    if band != ALL:
        place += f" in {uncapital(reference.by('pay_bands', 'pay_band')[band]['label'])}"
    now = get("staff_percentage", scope.year)
    if not now.is_shown:
        why = uncapital(why_missing(now, f"The BME share in {scope.year}"))
        return BandFinding(group, -1.0, f"{place}: {why[:-1]}", f"{place}: {why}")
    headline, size = f"{place}: {said(now)} are BME", 0.0
    sentence = f"{headline}{out_of(now)}"
    if scope.last_year:
        before = get("staff_percentage", scope.last_year)
        change = get("staff_percentage" + reference.CHANGE, scope.year)
        if change.is_shown:
            size = abs(change.value)
            headline += f", {moved(change)}"
            sentence += f", {moved(change)}"
            if not is_zero_as_printed(change):
                sentence += f" from {said(before)}{out_of(before)} in {scope.last_year}"
        else:
            why = why_missing(before, f"the share in {scope.last_year}")
            sentence += f"; {uncapital(why)[:-1]}"
    gap = get("difference_from_workforce", scope.year)
    if gap.is_shown:
        sentence += f"; that is {beside(gap, 'the BME share of the whole workforce')}"
    return BandFinding(group, size, headline, f"{sentence}.")


# Whose rates an indicator compares, and what they did, where a sentence says both groups' rates.
_RATED = {
    2: ("shortlisted {} applicants", "were appointed"),
    3: ("{} staff", "entered the process"),
    4: ("{} staff", "took part"),
}
_RATES = {2: "appointment_rate", 3: "disciplinary_rate", 4: "training_rate"}


def _likelihood(figures: Figures, scope: Scope, indicator: int) -> Findings:
    year, name = scope.year, RATIO[indicator]
    group, did = _RATED[indicator]
    order = (BME, WHITE) if indicator == 3 else (WHITE, BME)
    ratio = figures.get(indicator, name, year)
    inverse = figures.get(indicator, "relative_likelihood_turned_round", year)
    sentences = []
    if ratio.is_shown:
        headline = likelihood(ratio, inverse, *COMPARED[indicator])
        if said(ratio) not in headline:
            sentences.append(
                f"Written as the standard asks, {order[0]} to {order[1]}, the relative likelihood "
                f"is {said(ratio)}."
            )
    elif ratio.state is State.NOT_CALCULABLE:
        headline = f"In {year}, {ratio.reason.removesuffix(_NO_LIMIT)}"
        why = " has no upper limit" if ratio.reason.endswith(_NO_LIMIT) else " cannot be worked out"
        sentences.append(f"The relative likelihood therefore{why}.")
    else:
        headline = _missing(ratio, f"The relative likelihood for {year}")
    sentences += _rate_sentences(figures, indicator, year, group, did)
    sentences += _ratio_history(figures, scope, indicator, ratio)
    sentences += _ratio_average(figures, indicator, name, year, ratio)
    return Findings(headline, tuple(sentences))


# How the reason ends where only the second group's rate is zero (`helpers.indicators`).
_NO_LIMIT = ", so the ratio has no upper limit"


def _rate_sentences(figures: Figures, indicator: int, year: int, group: str, did: str) -> list[str]:
    rates = [
        figures.get(indicator, _RATES[indicator], year, ethnicity=ethnicity)
        for ethnicity in (WHITE, BME)
    ]
    if not all(rate.is_shown for rate in rates) or all(rate.value == 0 for rate in rates):
        return []
    white, bme = rates
    return [
        f"{said(white)} of {group.format(WHITE)} {did}{out_of(white)}, "
        f"compared with {said(bme)} of {group.format(BME)}{out_of(bme)}."
    ]


def _ratio_history(figures: Figures, scope: Scope, indicator: int, ratio: Figure) -> list[str]:
    if not scope.last_year:
        return []
    before = figures.get(indicator, RATIO[indicator], scope.last_year)
    if ratio.is_shown and before.is_shown:
        direction = nearer_to_one(ratio, before)
        if direction == UNCHANGED:
            return [f"The ratio is unchanged from {scope.last_year}: {said(before)}."]
        return [
            f"The ratio moved from {said(before)} in {scope.last_year} to {said(ratio)}: "
            f"{direction} (1.00 would mean equally likely)."
        ]
    if before.state is State.NOT_CALCULABLE:
        if (ratio.state, ratio.reason) == (before.state, before.reason):
            return [f"The same was true in {scope.last_year}."]
        return [f"In {scope.last_year}, {before.reason}."]
    if not before.is_shown:
        return [why_missing(before, f"The ratio for {scope.last_year}")]
    return [f"In {scope.last_year}, the ratio was {said(before)}."]


def _ratio_average(
    figures: Figures, indicator: int, name: str, year: int, ratio: Figure
) -> list[str]:
    average = figures.get(indicator, name + reference.AVERAGE, year)
    if not (average.is_shown and ratio.is_shown):
        return []
    where = nearer_to_one(ratio, average)
    words = {
        UNCHANGED: "the same as",
        NEARER: "nearer to equal than",
        FURTHER: "further from equal than",
        AS_FAR: f"{AS_FAR}, as",
    }[where]
    return [f"The ratio is {words} the national average of {said(average)} ({average.reason})."]


_SURVEY = {
    5: "experienced harassment, bullying or abuse from patients, relatives or the public",
    6: "experienced harassment, bullying or abuse from staff",
    7: "believe that the organisation provides equal opportunities for career progression",
    8: "experienced discrimination from a manager, team leader or other colleagues",
}


def _survey(figures: Figures, scope: Scope, indicator: int) -> Findings:
    year, name = scope.year, "survey_percentage"
    bme = figures.get(indicator, name, year, ethnicity=BME)
    white = figures.get(indicator, name, year, ethnicity=WHITE)
    if not (bme.is_shown and white.is_shown):
        gone = white if bme.is_shown else bme
        return Findings(_missing(gone, f"The survey result of {gone.ethnicity} staff"), ())
    headline = (
        f"{said(bme)} of BME staff {_SURVEY[indicator]}, compared with {said(white)} of White staff"
    )
    sentences = []
    gap = figures.get(indicator, "difference_bme_white", year)
    if bme.numerator is not None and white.numerator is not None:
        sentences.append(
            f"That is {bme.numerator:,.0f} of {bme.denominator:,.0f} BME and "
            f"{white.numerator:,.0f} of {white.denominator:,.0f} White respondents."
        )
    if is_zero_as_printed(gap):
        sentences.append("There is no gap between BME and White staff.")
    else:
        better = (gap.value > 0) == (indicator == 7)
        sentences.append(
            f"The figure is {points(gap)} {'higher' if gap.value > 0 else 'lower'} among BME "
            f"staff, which is {'better' if better else 'worse'} for them."
        )
    sentences += _survey_history(figures, scope, indicator)
    sentences += _survey_average(figures, indicator, year, bme)
    return Findings(headline, tuple(sentences))


def _survey_history(figures: Figures, scope: Scope, indicator: int) -> list[str]:
    if not scope.last_year:
        return []
    parts = []
    for ethnicity in (BME, WHITE):
        change = figures.get(
            indicator, "survey_percentage" + reference.CHANGE, scope.year, ethnicity=ethnicity
        )
        before = figures.get(indicator, "survey_percentage", scope.last_year, ethnicity=ethnicity)
        if change.state is State.NOT_CALCULABLE:
            return [why_missing(change, "The change since the previous survey")]
        if not change.is_shown:
            return [why_missing(before, f"The previous survey's result for {ethnicity} staff")]
        from_ = "" if is_zero_as_printed(change) else f" from {said(before)}"
        parts.append(f"{moved(change)}{from_} among {ethnicity} staff")
    return [f"Since the previous survey, it is {listed(parts)}."]


def _share_average(figures: Figures, indicator: int, name: str, year: int, group: str) -> list[str]:
    """How a BME share compares with the national average, where there is one."""
    where = {"staff_group": group, "ethnicity": BME}
    average = figures.get(indicator, name + reference.AVERAGE, year, **where)
    gap = figures.get(indicator, name + reference.FROM_AVERAGE, year, **where)
    if not (average.is_shown and gap.is_shown):
        return []
    what = f"the national average of {said(average)} ({average.reason})"
    return [f"The BME share is {beside(gap, what)}."]


def _survey_average(figures: Figures, indicator: int, year: int, bme: Figure) -> list[str]:
    average = figures.get(indicator, "survey_percentage" + reference.AVERAGE, year, ethnicity=BME)
    gap = figures.get(indicator, "survey_percentage" + reference.FROM_AVERAGE, year, ethnicity=BME)
    if not (average.is_shown and gap.is_shown):
        return []
    what = f"the national average for BME staff, {said(average)} ({average.reason})"
    return [f"The figure for BME staff is {beside(gap, what)}."]


def _board(figures: Figures, scope: Scope) -> Findings:
    year, last = scope.year, scope.last_year
    held = [
        board for board in BOARDS if figures.get(9, "board_count", year, staff_group=board).is_shown
    ]
    if not held:
        gone = figures.get(9, "board_percentage", year, staff_group=BOARDS[0], ethnicity=BME)
        return Findings(_missing(gone, f"The board of {year}"), ())
    headline, *rest = [_board_sentence(figures, year, board, BME) for board in held]
    sentences = [f"{sentence}." for sentence in rest]
    main = held[0]
    if last:
        before = figures.get(9, "board_percentage", last, staff_group=main, ethnicity=BME)
        gap = figures.get(9, "difference_board_workforce", last, staff_group=main, ethnicity=BME)
        if before.is_shown and gap.is_shown:
            sentences.append(
                f"In {last}, {said(before)} of {_BOARD_NAMES[main]} "
                f"{'was' if main == BOARDS[0] else 'were'} BME{out_of(before)}, "
                f"{beside(gap, 'the BME share of the workforce')}."
            )
    sentences += _share_average(figures, 9, "board_percentage", year, main)
    sentences.append(f"{_board_sentence(figures, year, main, WHITE)}.")
    unknown = figures.get(9, "board_percentage", year, staff_group=main, ethnicity=UNKNOWN)
    if unknown.is_shown and unknown.value > 0:
        sentences.append(
            f"The ethnicity of {said(unknown)} of {_BOARD_NAMES[main]} is not known"
            f"{out_of(unknown)}."
        )
    gone = [board for board in BOARDS[1:] if board not in held]
    if gone:
        names = listed([_BOARD_NAMES[board] for board in gone])
        sentences.append(f"Figures for {names} were not handed in.")
    return Findings(headline, tuple(sentences))


_BOARD_NAMES = {
    "board members": "the board",
    "voting board members": "the voting members",
    "executive board members": "the executive members",
}


_BOARD_MEMBER = {
    "board members": "member of the board",
    "voting board members": "voting member",
    "executive board members": "executive member",
}


def _board_sentence(figures: Figures, year: int, board: str, ethnicity: str) -> str:
    share = figures.get(9, "board_percentage", year, staff_group=board, ethnicity=ethnicity)
    gap = figures.get(9, "difference_board_workforce", year, staff_group=board, ethnicity=ethnicity)
    workforce = figures.get(9, "workforce_percentage", year, ethnicity=ethnicity)
    name = _BOARD_NAMES[board]
    verb = "is" if board == BOARDS[0] else "are"
    if not share.is_shown:
        return _missing(share, f"The {ethnicity} share of {name}")
    if not gap.is_shown:
        return f"{said(share)} of {name} {verb} {ethnicity}{out_of(share)}"
    if share.value == 0:
        return (
            f"No {_BOARD_MEMBER[board]} is {ethnicity}{out_of(share)}, "
            f"while {said(workforce)} of the workforce is"
        )
    what = f"the {ethnicity} share of the workforce ({said(workforce)})"
    return f"{said(share)} of {name} {verb} {ethnicity}{out_of(share)}, {beside(gap, what)}"


def respondents_sentence(figures: Figures, scope: Scope) -> str:
    """How many of the staff answered the survey, where it was handed in."""
    rate = figures.get(5, "survey_response_rate", scope.year)
    if rate.state is State.NOT_COLLECTED:
        return "The response rate of the staff survey was not handed in."
    if not rate.is_shown:
        return why_missing(rate, "The response rate of the staff survey")
    return f"{said(rate)} of staff answered the staff survey of autumn {scope.year - 1}."


def _missing(figure: Figure, what: str) -> str:
    return why_missing(figure, what)[:-1]
