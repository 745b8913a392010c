"""Protect and calculate once, however many notebooks show the result.

What was worked out is kept (`wres.ground.cache`) under a key of everything that went into it: not
of the files, but of what was read from them. So whatever changes it changes the key, and the
next notebook, the next year's report and the next run find what is the same. An entry that cannot
be understood is worked out again and replaced.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import TypeVar

import pandas as pd
from pandera.errors import SchemaError

from wres.disclosure import protect
from wres.figures import COLUMNS as FIGURE_COLUMNS
from wres.figures import Figure, Figures, State
from wres.figures.counts import COLUMNS as COUNT_COLUMNS
from wres.figures.counts import Counts, Protection, PublishedCounts
from wres.figures.released import Released
from wres.ground import cache
from wres.ground.errors import DisclosureError
from wres.ground.settings import INTERNAL, PUBLISHED, Settings
from wres.indicators.comparisons import figures_from
from wres.reading.held import Context, Inputs
from wres.reading.reconcile import year_of

Made = TypeVar("Made")
# Rules that find a cell which is wrong, and because of which rows may not add up.
_OF_CELLS = ("slipped", "gap", "jump", "bands", "parts")


def protected(inputs: Inputs, audience: str = PUBLISHED) -> tuple[PublishedCounts, ...]:
    """What these readers may see of each year's counts, oldest year first.

    The same as `comparisons.protected`.
    """
    settings, out = inputs.context.settings, inputs.released
    published = []
    for read in inputs.years:
        try:
            year = protected_year(read.counts, settings, audience, out.get(read.counts.year))
        except DisclosureError as error:
            raise DisclosureError(f"{error}{_to_look_at(inputs, read.year)}") from None
        published.append(year)
    return tuple(published)


def _to_look_at(inputs: Inputs, year: int) -> str:
    """What the input itself raises of counts that cannot be protected: it may be the reason."""
    asked = [
        replace(doubt, value=None)
        for doubt in inputs.doubts
        if doubt.kind in _OF_CELLS and year_of(doubt) == year and not doubt.accepted
    ]
    return f" But look first at this: {asked[0]}" if asked else ""


def figures(context: Context, published: Sequence[PublishedCounts]) -> Figures:
    """Every figure that a report may print, from counts that may be printed.

    The same as `comparisons.figures_from`, held against their schema.
    """
    key = cache.key_of("figures", repr(context), *(_text(counts) for counts in published))

    def anew() -> Figures:
        return figures_from(context, published).validated()

    return _once(key, anew, _from_figures, _to_figures)


def protected_year(
    counts: Counts, settings: Settings, audience: str = PUBLISHED, out: Released | None = None
) -> PublishedCounts:
    """What these readers may see of one year's counts: the same as `disclosure.protect`."""

    def anew() -> PublishedCounts:
        return protect(counts, settings, audience, out)

    if audience == INTERNAL:
        return anew()  # nothing to work out, and raw counts to keep
    known = out.text() if out else ""
    key = cache.key_of("protected", _text(counts), repr(settings), audience, known)
    return _once(key, anew, _from_counts, _to_counts)


def _once(
    key: str,
    anew: Callable[[], Made],
    to_entry: Callable[[Made], cache.Entry],
    from_entry: Callable[[cache.Entry], Made],
) -> Made:
    """What is kept under that key, else made anew and kept."""
    entry = cache.load(key)
    if entry is not None:
        try:
            return from_entry(entry)
        except (KeyError, TypeError, ValueError, SchemaError):
            pass  # whole, and not what this version writes
    result = anew()
    cache.save(key, to_entry(result))
    return result


def _text(counts: Counts) -> str:
    """All that counts are made of, as one text."""
    return json.dumps(_from_counts(counts))


def _from_counts(counts: Counts) -> cache.Entry:
    columns = {name: counts.table[name].tolist() for name in COUNT_COLUMNS}
    protection = asdict(counts.protection) if isinstance(counts, PublishedCounts) else {}
    return {
        "organisation": counts.organisation,
        "year": counts.year,
        "columns": columns,
        "protection": protection,
    }


def _to_counts(entry: cache.Entry) -> PublishedCounts:
    table = pd.DataFrame(entry["columns"], columns=list(COUNT_COLUMNS))
    table = table.astype({"number": "float64", "indicator": "int64", "state": str})
    protection = Protection(**entry["protection"])
    return PublishedCounts(entry["organisation"], entry["year"], table, protection)


def _from_figures(figures: Figures) -> cache.Entry:
    columns = {name: [getattr(figure, name) for figure in figures] for name in FIGURE_COLUMNS}
    return {"columns": columns}


def _to_figures(entry: cache.Entry) -> Figures:
    columns = [entry["columns"][name] for name in FIGURE_COLUMNS]
    place = FIGURE_COLUMNS.index("state")
    columns[place] = [State(state) for state in columns[place]]
    return Figures(Figure(*values) for values in zip(*columns, strict=True))
