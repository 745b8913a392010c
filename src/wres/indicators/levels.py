"""From one level of pay to the next: the race disparity ratio, and what parity would take.

The levels are the rows of `reference/pay_bands.csv` with the scheme `level`. Both measures are
marked "to verify" in the documents: no guidance for them was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import combinations

from wres import reference
from wres.figures import ALL, BME, WHITE, Count, Figure, State
from wres.figures.counts import PublishedCounts
from wres.indicators import Result, as_figure, missing
from wres.reference.standard import LEVELS


def progress(counts: PublishedCounts, figures: Sequence[Figure]) -> list[Figure]:
    """How White and BME staff get on from level to level, for each staff group that has levels.

    Args:
        counts: whose figures they are.
        figures: those of indicator 1, made from these counts.
    """
    staff = {
        (f.staff_group, f.pay_band, f.ethnicity): Count(f.value, f.state)
        for f in figures
        if f.figure == "staff_count" and f.sex == ALL
    }
    make = partial(as_figure, counts, 1)
    measures = []
    for group in reference.by("staff_groups", "staff_group"):
        levels = [level for level in LEVELS if (group, level, ALL) in staff]
        for lower, upper in combinations(levels, 2):
            ratio = disparity(
                *(staff[group, level, e] for e in (WHITE, BME) for level in (lower, upper))
            )
            measures.append(make(f"race_disparity_ratio_{lower}_to_{upper}", ratio, group))
        for level in levels:
            result = for_parity(
                *(staff[group, level, e] for e in (BME, ALL)),
                *(staff[ALL, ALL, e] for e in (BME, ALL)),
            )
            measures.append(make("additional_bme_for_parity", result, group, level))
    return measures


def disparity(white_lower: Count, white_upper: Count, bme_lower: Count, bme_upper: Count) -> Result:
    """The race disparity ratio: how far White staff get, over how far BME staff get.

    For each group it is how many are at the upper level for each at the lower. Above 1, White
    staff are nearer to the top. The same as (BME lower / BME upper) / (White lower / White upper).

    >>> disparity(Count(40), Count(20), Count(30), Count(5)).value  # (20 / 40) / (5 / 30)
    3.0
    """
    counts = (white_lower, white_upper, bme_lower, bme_upper)
    if any(count.state is not State.SHOWN for count in counts):
        return missing([count.state for count in counts])
    if reason := _why_no_disparity(*(count.value for count in counts)):
        return Result(None, State.NOT_CALCULABLE, reason)
    value = (white_upper.value * bme_lower.value) / (white_lower.value * bme_upper.value)
    white, bme = white_upper.value / white_lower.value, bme_upper.value / bme_lower.value
    return Result(value, State.SHOWN, "", white, bme)


def _why_no_disparity(
    white_lower: float, white_upper: float, bme_lower: float, bme_upper: float
) -> str:
    if white_lower == 0 or bme_lower == 0:
        group = WHITE if white_lower == 0 else BME
        return f"there are no {group} staff at the lower of the two levels"
    if bme_upper == 0 and white_upper == 0:
        return "neither White nor BME staff are at the upper of the two levels"
    if bme_upper == 0:
        return "no BME staff are at the upper of the two levels, so the ratio has no upper limit"
    return ""


def for_parity(bme: Count, everybody: Count, bme_workforce: Count, workforce: Count) -> Result:
    """How many more people of a level would have to be BME for parity with the workforce.

    The level keeps its size. A whole number of people: the least that is enough; none where the
    level has the workforce's BME share already, or more.

    >>> for_parity(Count(44), Count(222), Count(99), Count(421)).value  # 52.2 of 222: 53 less 44
    9.0
    """
    counts = (bme, everybody, bme_workforce, workforce)
    if any(count.state is not State.SHOWN for count in counts):
        return missing([count.state for count in counts])
    if everybody.value == 0 or workforce.value == 0:
        return Result(None, State.NOT_CALCULABLE, "there is nobody at this level")
    # Rounded up in whole numbers, so that no binary fraction asks for one person too many.
    wanted = -(-int(bme_workforce.value * everybody.value) // int(workforce.value))
    return Result(float(max(0, wanted - int(bme.value))), State.SHOWN)
