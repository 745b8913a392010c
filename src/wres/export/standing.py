"""How an edition rates each indicator, as its file says it to the front page of all reports.

It stands in the head of `report.html`, in words: so the front page says of each edition what was
published with it, whoever made it and when.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from wres.figures.phrases import listed
from wres.narrative.finding import Trend

NAME = "wres-standing"
_HEAD = 4096  # bytes of a page within which its head says it
_CONTENT = re.compile(rf'<meta name="{NAME}" content="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Standing:
    """The ratings of the indicators by the rule, and which way each went, in their order.

    >>> standing = Standing((("Developing", "Improving"), ("Not rated", "Not known")))
    >>> standing.content
    'Developing, Improving; Not rated, Not known'
    >>> Standing.of_content(standing.content) == standing
    True
    """

    rated: tuple[tuple[str, str], ...] = ()

    @property
    def content(self) -> str:
        """The same in words."""
        return "; ".join(", ".join(pair) for pair in self.rated)

    @classmethod
    def of_content(cls, content: str) -> Standing:
        """From those words; none where they are other ones."""
        rated = [tuple(words.split(", ")) for words in content.split("; ")]
        return cls(tuple(rated)) if all(len(pair) == 2 for pair in rated) else cls()

    @classmethod
    def of_report(cls, page: Path) -> Standing:
        """That of a published report; none where it does not say it, as earlier versions do not."""
        with page.open("rb") as file:
            head = file.read(_HEAD).decode("utf-8", errors="replace")
        match = _CONTENT.search(head)
        return cls.of_content(unescape(match[1])) if match else cls()

    @property
    def ratings(self) -> tuple[tuple[int, str], ...]:
        """Each indicator with its rating."""
        return tuple(enumerate((rating for rating, _ in self.rated), start=1))

    @property
    def changed(self) -> str:
        """What changed since the year before, in words; blank where nothing is known of it.

        >>> Standing((("Developing", "Improving"), ("Achieving", "Worsening [b]"))).changed
        'indicator 1 improving, indicator 2 [b] worsening'
        >>> Standing((("Developing", "No clear change"),)).changed
        'no indicator clearly improving or worsening'
        """
        if all(trend == Trend.UNKNOWN for _, trend in self.rated):
            return ""
        ways = {way: [*self._of(way)] for way in (Trend.BETTER, Trend.WORSE)}
        parts = [
            f"indicator{'s' if len(which) > 1 else ''} {listed(which)} {way.lower()}"
            for way, which in ways.items()
            if which
        ]
        return ", ".join(parts) or "no indicator clearly improving or worsening"

    def _of(self, way: str) -> Iterator[str]:
        """The indicators that went a way, with the mark of those across a break."""
        for number, (_, trend) in enumerate(self.rated, start=1):
            if trend.startswith(way):
                yield f"{number}{trend.removeprefix(way)}"
