"""Which levels the true counts behind rounded ones allow.

A rounded edition prints each count to the nearest five. A verdict made of such counts holds of the
true ones only where every count that rounds to what is printed gives the same level. It is worked
out from what is printed alone, so it tells nothing else of the true counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from wres.disclosure.rounding import BASE, SMALL
from wres.figures import Count, Figure
from wres.indicators import percentage
from wres.narrative.finding import Verdict

# Levels that may be meant where the people behind a share are not known.
_ANY = frozenset({0, 1, 2})


def levels(verdict: Verdict) -> frozenset[int]:
    """The levels that the true counts behind a verdict of rounded ones may give.

    A share grows with its part, so that of the parts the ends of their room are enough; its whole
    makes it smaller and surer at once, so every whole is tried.
    """
    if verdict.compared is None:
        return frozenset({verdict.level}) if not verdict.is_adverse else _ANY
    share, other = verdict.compared
    if not (share.people and other.people):
        return _ANY
    possible: set[int] = set()
    for one, two in product(_possible(share), _possible(other)):
        possible.add(verdict.judge(one, two).level)
        if len(possible) == len(_ANY):
            break
    return frozenset(possible)


def true_counts(printed: float) -> list[float]:
    """The counts that are printed as this one; a count that no rounding gives is a true one.

    >>> true_counts(40), true_counts(10), true_counts(0), true_counts(13)
    ([38, 39, 40, 41, 42], [8, 9, 10, 11, 12], [0], [13])
    """
    is_whole = float(printed).is_integer()
    if printed == 0 or (is_whole and printed % BASE):
        return [printed]
    step = 1 if is_whole else 0.5  # an average of two years has halves
    reach = int(BASE // 2 / step)
    tried = [printed + step * away for away in range(-reach, reach + 1)]
    return [count for count in tried if count > SMALL or not is_whole]


def _possible(share: Figure) -> Iterator[Figure]:
    """A share of each pair of true counts that may stand behind it."""
    part, whole = share.people
    parts = true_counts(part)
    for first, all_ in product({min(parts), max(parts)}, true_counts(whole)):
        if first <= all_:
            again = percentage(Count(first), Count(all_))
            ends = (again.interval.low, again.interval.high) if again.interval else (None, None)
            yield replace(share, value=again.value, numerator=first, denominator=all_,
                          low=ends[0], high=ends[1])  # fmt: skip
