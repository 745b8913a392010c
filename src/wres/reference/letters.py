"""Letters: which characters the pack's fonts can show (`fonts.csv`)."""

from __future__ import annotations

from functools import cache

from wres import reference


@cache
def characters() -> frozenset[str]:
    """Every character that one of the fonts can show.

    >>> [letter in characters() for letter in "ŵЖشب中"]
    [True, True, True, True, False]
    """
    return frozenset().union(*(characters_of(font) for font in reference.by("fonts", "font")))


@cache
def characters_of(font: str) -> frozenset[str]:
    """The characters that one font has and none before it in the table."""
    ranges = reference.by("fonts", "font")[font]["characters"].split()
    ends = (part.partition("-") for part in ranges)
    return frozenset(
        chr(code) for low, _, high in ends for code in range(int(low, 16), int(high or low, 16) + 1)
    )
