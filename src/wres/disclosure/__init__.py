"""The door between what is known and what is printed.

`docs/disclosure.md` says what is withheld and why, and what that does not protect against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from wres.disclosure.cells import PERCENTAGE, RESPONDENTS, RESULT, Key, people, with_bands_together
from wres.disclosure.rounding import rounded
from wres.figures import ALL, State
from wres.figures.counts import COLUMNS, Counts, Protection, PublishedCounts
from wres.figures.released import Released
from wres.ground.errors import DisclosureError
from wres.ground.settings import INTERNAL, PUBLISHED, ROUNDING, Settings
from wres.reference.standard import STAFF_GROUPS

if TYPE_CHECKING:
    from wres.disclosure.plan import Plan

__all__ = ["protect"]


def protect(
    counts: Counts,
    settings: Settings | None = None,
    audience: str = PUBLISHED,
    out: Released | None = None,
) -> PublishedCounts:
    """Counts that may be printed.

    For internal readers nothing is changed. For everybody else small counts are withheld, with
    as many others as it takes so that none can be worked out; the table then holds every cell
    that a report prints, sums included, and none that it does not print.

    What is withheld depends on this year's counts, the settings, and what is `out` of this year
    already, whose shape it keeps and of which nothing is given back. So a year looks the same in
    its own report and in the next year's.

    Raises:
        DisclosureError: a small count could be worked out whatever is withheld, because of counts
            that are public by decision or that contradict each other.
    """
    settings = settings or Settings()
    if audience == INTERNAL:
        return _as_handed_in(counts, Protection(audience=INTERNAL))
    if counts.year in settings.published_years:
        why = "The counts of this year are printed as they were published before."
        return _as_handed_in(counts, Protection(audience=PUBLISHED, why=why))
    # scipy's solver takes half a second to load, and most who open figures find them protected.
    from wres.disclosure.plan import agrees, choose

    cells = with_bands_together(people(counts))
    plan = choose(cells, settings)
    keeps = out is not None and not agrees(plan, out, cells)
    if keeps:
        plan = choose(cells, settings, out)
    if plan.exposed:
        raise DisclosureError(_refusal(counts, plan, settings, out if keeps else None))
    protection = Protection(
        audience=audience,
        method=settings.method,
        shape=plan.shape.name,
        why=_KEPT.format(plan.shape.label)
        if keeps
        else _why(plan, settings, has_bands=any(map(counts.bands, STAFF_GROUPS))),
        keeps=keeps,
    )
    table = _table(counts, plan, settings)
    return PublishedCounts(counts.organisation, counts.year, table, protection)


# What a page says of a year that is out in other tables than it would have now.
_KEPT = (
    "Indicator 1 shows {}, as this year was first published, and what was withheld then stays "
    "withheld, whatever it is now."
)


def _as_handed_in(counts: Counts, protection: Protection) -> PublishedCounts:
    return PublishedCounts(counts.organisation, counts.year, counts.table, protection)


def _refusal(counts: Counts, plan: Plan, settings: Settings, out: Released | None) -> str:
    """What cannot be protected, and what to do: never which count, nor how small it is."""
    what = ", ".join(f"'{measure}'" for measure in sorted({key.measure for key in plan.exposed}))
    indicators = {key.indicator for key in plan.exposed}
    beside = {key.measure for key in plan.printed if key.indicator in indicators}
    public = [f"'{measure}'" for measure in settings.public_measures if measure in beside]
    if out:
        return (
            f"{counts.organisation}, {counts.year}: beside the edition that is out, a small count "
            f"of {what} can be worked out whatever else is withheld, so there is no new one. Hand "
            "the counts of this year in as they were published, and say in words what was "
            f"corrected. {out.remedy}"
        )
    if public:
        remedy = (
            f"In settings.csv the setting 'public' prints {', '.join(public)} as handed in, and "
            "that gives others back: make these public as well, or leave them out of the counts."
        )
    else:
        remedy = (
            "See that the rows add up; else leave the finest of them out, or lower 'candidates' "
            "in settings.csv if that is your organisation's decision."
        )
    return (
        f"{counts.organisation}, {counts.year}: a small count of {what} can be worked out whatever "
        f"is withheld, so there is no published report. {remedy}"
    )


def _why(plan: Plan, settings: Settings, *, has_bands: bool) -> str:
    """Which tables are shown, in words for everybody."""
    what = f"Indicator 1 shows {plan.shape.label}"
    if not has_bands:
        return f"{what}: pay bands were not handed in."
    if settings.shape == plan.shape.name:
        return f"{what}, as the organisation decided."
    return f"{what}."


def _table(counts: Counts, plan: Plan, settings: Settings) -> pd.DataFrame:
    """The rows handed in that are printed, in their order, and then the sums."""
    is_rounding = settings.method == ROUNDING
    records = []
    done: set[Key] = set()
    columns = [counts.table[name].tolist() for name in COLUMNS]
    for *start, number, state, source in zip(*columns, strict=True):
        key = Key(*start)
        if key.measure == PERCENTAGE and state != State.NOT_COLLECTED:
            result = key._replace(measure=RESULT)
            # Rounded, the result is printed as a count, with the sums below.
            if is_rounding or result not in plan.printed:
                continue
            done.add(result)
            base = key._replace(measure=RESPONDENTS)
            if result in plan.hidden or base in plan.hidden:
                number, state = None, State.WITHHELD
        elif key in plan.printed:
            done.add(key)
            number, state = _printed(plan, key, settings)
        elif (state != State.NOT_COLLECTED and key.measure != "survey response rate") or (
            key.is_workforce and key._replace(ethnicity=ALL, sex=ALL) not in plan.printed
        ):
            continue
        records.append((*key, number, str(state), source))
    for key, cell in plan.printed.items():
        if key not in done:
            records.append((*key, *_printed(plan, key, settings), cell.source))
    table = pd.DataFrame(records, columns=list(COLUMNS))
    return table.astype({"number": "float64", "indicator": "int64", "state": str})


def _printed(plan: Plan, key: Key, settings: Settings) -> tuple[float | None, str]:
    if key in plan.hidden:
        return None, str(State.WITHHELD)
    value = plan.printed[key].value
    if settings.method == ROUNDING and key.measure not in settings.public_measures:
        value = rounded(value)
    return float(value), str(State.SHOWN)
