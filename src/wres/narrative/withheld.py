"""Say what a report withholds, and by which rule: to its readers, without a count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wres.figures.counts import Protection
from wres.figures.phrases import listed
from wres.figures.printed import own
from wres.ground.settings import INTERNAL, ROUNDING, Settings

# Part and whole are off by 2 people at most, so the share of n people by 4 in n: by 400 / n points.
_OFF = 400


def protection_sentences(protection: Protection, settings: Settings) -> tuple[str, ...]:
    """How the counts of a report were made fit for its readers.

    >>> for sentence in protection_sentences(Protection(), Settings()):
    ...     print(sentence)
    Nothing was withheld by the pack. Counts that were handed in as withheld stay withheld.
    """
    if protection.audience == INTERNAL or protection.method == "none":
        return (
            "Nothing was withheld by the pack. Counts that were handed in as withheld stay "
            "withheld.",
        )
    if protection.method == ROUNDING:
        rule = (
            "Counts of 1 to 7 people are withheld and shown as [c]. All other counts are rounded "
            "to the nearest 5, totals by themselves, and percentages are made from rounded counts. "
            f"A share may be off by as much as {_OFF} divided by the number of people that it is "
            f"a share of: one of 100 people by {_OFF // 100} percentage points."
        )
    else:
        rule = (
            f"Counts of 1 to {settings.small} people are withheld and shown as [c]. Zero is "
            "always shown, but in results of the survey on few answers."
        )
    return (
        rule,
        f"Results of the survey on fewer than {settings.smallest_base} answers are withheld.",
        "Further counts are withheld so that no small count can be worked out from the others: "
        f"each could be at least {settings.candidates} numbers. Which of the withheld counts are "
        "small is not shown.",
        "What is made from a withheld count is withheld too.",
        *_public(settings.public_measures),
    )


def _public(reasons: Mapping[str, str]) -> Iterator[str]:
    """What is public by decision: each reason once, with all that it is given for."""
    for reason in dict.fromkeys(reasons.values()):
        measures = listed([measure for measure, given in reasons.items() if given == reason])
        yield f"Public by decision: {measures} ({own(reason.rstrip('.'))})."
