"""Key findings: the front page's tiles, each a figure and the sentence that goes with it."""

from __future__ import annotations

from helpers import reference
from helpers.components import Tile, Tiles
from helpers.figures import ALL, BME, WHITE, Figure, Figures, State
from helpers.formats import show
from helpers.indicators import BOARDS, POOLS, RATIO
from helpers.scope import Scope
from helpers.words import COMPARED, beside, capital, likelihood, moved, out_of, said, uncapital

_SURVEY = {
    5: "of BME staff experienced harassment, bullying or abuse from patients or the public",
    6: "of BME staff experienced harassment, bullying or abuse from staff",
    7: "of BME staff believe that there are equal opportunities for career progression",
    8: "of BME staff experienced discrimination from a manager, team leader or other colleagues",
}


def key_findings(figures: Figures, scope: Scope) -> Tiles:
    """Up to twelve tiles, what matters most first. What is not known has no tile."""
    found = [
        _workforce(figures, scope),
        _bands(figures, scope, "clinical"),
        _bands(figures, scope, "non-clinical"),
        *(_ratio(figures, scope, indicator) for indicator in RATIO),
        *(_survey(figures, scope, indicator) for indicator in _SURVEY),
        _board(figures, scope),
        _response(figures, scope),
        _declared(figures, scope),
    ]
    tiles = tuple(tile for tile in found if tile is not None)
    return Tiles(f"Key findings, {scope.year}", tiles[:12])


def _workforce(figures: Figures, scope: Scope) -> Tile | None:
    share = figures.get(1, "staff_percentage", scope.year, ethnicity=BME)
    if not share.is_shown:
        return None
    systems = [
        f
        for f in figures.select(figure="difference_from_local_population", year=scope.year)
        if f.is_shown
        and figures.get(
            1, "local_population_percentage", scope.year, ethnicity=BME, area=f.area
        ).reason
        == "system"
    ]
    detail = _since(figures, scope, 1, "staff_percentage", ethnicity=BME)
    if systems:
        area = figures.get(
            1, "local_population_percentage", scope.year, ethnicity=BME, area=systems[0].area
        )
        where = beside(systems[0], f"the local population ({said(area)})")
        detail = f"{detail} {capital(where)}.".strip()
    return Tile(capital(said(share)), f"of staff are BME{out_of(share)}", detail, href="#workforce")


def _declared(figures: Figures, scope: Scope) -> Tile | None:
    declared = figures.get(1, "ethnicity_declared_percentage", scope.year)
    if not declared.is_shown:
        return None
    detail = _since(figures, scope, 1, "ethnicity_declared_percentage")
    return Tile(show(declared), "of staff have their ethnicity on record", detail, href="#summary")


def _bands(figures: Figures, scope: Scope, group: str) -> Tile | None:
    """The senior bands of a staff group, with the other bands in the detail."""
    shown = []
    for pool in reversed(POOLS):
        where = {"staff_group": group, "pay_band": pool, "ethnicity": BME}
        share = figures.get(1, "staff_percentage", scope.year, **where)
        change = figures.get(1, "staff_percentage" + reference.CHANGE, scope.year, **where)
        if share.is_shown:
            label = uncapital(reference.by("pay_bands", "pay_band")[pool]["label"])
            shown.append((share, change, label))
    if not shown:
        return None
    (share, change, label), *others = shown
    detail = [f"{capital(moved(change))} on {scope.last_year}."] if change.is_shown else []
    for other, its_change, its_label in others:
        moved_by = f", {moved(its_change)}" if its_change.is_shown else ""
        detail.append(f"{capital(its_label)}: {said(other)}{moved_by}.")
    return Tile(
        capital(said(share)),
        f"of {group} staff in {label} are BME{out_of(share)}",
        " ".join(detail),
        href="#workforce",
    )


def _ratio(figures: Figures, scope: Scope, indicator: int) -> Tile | None:
    ratio = figures.get(indicator, RATIO[indicator], scope.year)
    page = reference.by("indicators", "indicator")[str(indicator)]["page"]
    if ratio.state is State.NOT_CALCULABLE:
        title = reference.by("indicators", "indicator")[str(indicator)]["short_title"]
        nobody, what = ratio.reason.startswith("nobody "), ratio.reason.removeprefix("nobody ")
        return Tile("Nobody" if nobody else show(ratio), what, f"{title}.", href=f"#{page}")
    if not ratio.is_shown:
        return None
    order = (BME, WHITE) if indicator == 3 else (WHITE, BME)
    inverse = figures.get(indicator, "relative_likelihood_turned_round", scope.year)
    words = likelihood(ratio, inverse, *COMPARED[indicator])
    before = figures.get(indicator, RATIO[indicator], scope.last_year) if scope.last_year else None
    details = [f"{order[0]} to {order[1]}, where 1.00 means equally likely."]
    if before is not None and before.is_shown:
        details.append(f"{capital(said(before))} in {scope.last_year}.")
    return Tile(capital(said(ratio)), words, " ".join(details), href=f"#{page}")


def _survey(figures: Figures, scope: Scope, indicator: int) -> Tile | None:
    share = figures.get(indicator, "survey_percentage", scope.year, ethnicity=BME)
    white = figures.get(indicator, "survey_percentage", scope.year, ethnicity=WHITE)
    gap = figures.get(indicator, "difference_bme_white", scope.year)
    if not (share.is_shown and white.is_shown):
        return None
    detail = f"{capital(beside(gap, f'White staff ({said(white)})'))}."
    since = _since(
        figures, scope, indicator, "survey_percentage", ethnicity=BME, what="the previous survey"
    )
    return Tile(
        capital(said(share)),
        _SURVEY[indicator],
        f"{detail} {since}".strip(),
        href="#staff_survey",
    )


def _board(figures: Figures, scope: Scope) -> Tile | None:
    for board in BOARDS:
        share = figures.get(9, "board_percentage", scope.year, staff_group=board, ethnicity=BME)
        gap = figures.get(
            9, "difference_board_workforce", scope.year, staff_group=board, ethnicity=BME
        )
        if share.is_shown and gap.is_shown:
            name = reference.by("staff_groups", "staff_group")[board]["label"].lower()
            workforce = figures.get(9, "workforce_percentage", scope.year, ethnicity=BME)
            detail = beside(gap, f"the BME share of the workforce ({said(workforce)})")
            return Tile(
                capital(said(share)),
                f"of the {name} {'is' if board == BOARDS[0] else 'are'} BME{out_of(share)}",
                f"{capital(detail)}.",
                href="#board",
            )
    return None


def _response(figures: Figures, scope: Scope) -> Tile | None:
    rate = figures.get(5, "survey_response_rate", scope.year)
    if not rate.is_shown:
        return None
    return Tile(
        show(rate),
        f"of staff answered the staff survey of autumn {scope.year - 1}",
        "",
        href="#staff_survey",
    )


def _since(
    figures: Figures,
    scope: Scope,
    indicator: int,
    name: str,
    ethnicity: str = ALL,
    what: str = "",
) -> str:
    """How a percentage moved on the year before, as a sentence; nothing where it is not known."""
    change: Figure = figures.get(
        indicator, name + reference.CHANGE, scope.year, ethnicity=ethnicity
    )
    if not change.is_shown:
        return ""
    return f"{capital(moved(change))} on {what or scope.last_year}."
