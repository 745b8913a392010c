"""The board edition: what a board is asked, and what it must know for that, on a few pages."""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.page import Page
from wres import narrative, reference
from wres.narrative.finding import Finding, Trend
from wres.narrative.withheld import protection_sentences
from wres.showing import tables
from wres.showing.components import Component, Notes, Sentences, Stack, Table, Tiles
from wres.showing.tiles import key_findings

# What the colour of a tile means, in the order in which the tiles stand.
_COLOURS = {
    "worse": "Dark red: to the disadvantage of BME people, by more than chance would explain",
    "better": "Green: not to the disadvantage of BME people, by more than chance would explain",
    "neutral": "Blue: what may be chance, or is a share or a number by itself",
}
_BEFORE = re.compile(r"\bsince\b|\bIn 20\d\d\b|\bevery year\b")


class BoardEdition(Page):
    """The cells of the notebook `board_edition`."""

    def board_is_asked(self) -> Sentences:
        """What the board is asked to do."""
        return Sentences(
            (
                "The board is asked to note, to agree and to approve.",
                "Note what the figures say, what got better and worse, and what could not be "
                "shown.",
                "Agree the areas to act on, and name a lead and a date wherever the plan lacks "
                "them.",
                "Approve the report and its action plan for publication.",
            )
        )

    def findings_by_colour(self) -> Stack:
        """The key findings, each colour under what it means."""
        everything = (*self._assessed.ranked, narrative.response(self._edition))
        tiles = key_findings(everything, self.scope.year).tiles
        parts: list[Component] = []
        for tone, meaning in _COLOURS.items():
            # Its links lead to pages that this edition does not have.
            own = tuple(replace(tile, href="") for tile in tiles if tile.tone == tone)
            if own:
                parts += [Sentences((f"{meaning}.",)), Tiles(meaning, own)]
        return Stack(tuple(parts))

    def ratings_at_a_glance(self) -> Table:
        """How each indicator is rated, this year and last."""
        years = self.scope.years[-2:]
        return tables.ratings_at_a_glance(
            self.scope, {year: self._assessment(year).rated for year in years}
        )

    def key_to_the_ratings(self) -> Table:
        """What the ratings mean."""
        return tables.rating_key()

    def better_and_worse(self) -> Stack:
        """Which gaps became smaller and which larger, by more than chance would explain."""
        went = self._went(Trend.BETTER, "smaller"), self._went(Trend.WORSE, "larger")
        return Stack((*went, self._same()))

    def areas_with_lead_and_date(self) -> Table | Notes:
        """The areas to act on, with who leads and when it is looked at again."""
        areas = self._assessed.areas_to_act_on
        if not areas:
            return Notes(("By the rule for the ratings, no gap asks for action.",))
        return tables.areas_with_leads(areas, self._commentary(self.scope.year).actions)

    def not_shown(self) -> Sentences:
        """What could not be rated or shown, and why."""
        unrated = (
            f"{_title(rating.indicator)} is not rated: {rating.unseen}."
            for rating in self._assessed.not_rated
        )
        rules = protection_sentences(self.published[-1].protection, self.scope.settings)
        return Sentences((*unrated, *rules), "These were left out, or could not be judged:")

    def _went(self, trend: Trend, how: str) -> Sentences:
        gaps = [gap for gap in self._assessed.ranked if gap.verdict.trend is trend]
        if not gaps:
            return Sentences((f"{trend}: no gap became clearly {how}.",))
        said = [" ".join((f"{gap.headline}.", *_of_change(gap)[:1])) for gap in gaps]
        lead = f"{trend}: these gaps became {how}, by more than chance would explain."
        return Sentences(tuple(dict.fromkeys(said)), lead)

    def _same(self) -> Sentences:
        """The indicators whose gap did not clearly change, by their names."""
        same, unknown = (
            [_title(number) for number, rated in self._assessed.rated.items()
             if rated.trend is trend]
            for trend in (Trend.SAME, Trend.UNKNOWN)
        )  # fmt: skip
        said = [f"{Trend.SAME}: {'; '.join(same)}."] if same else []
        said += [f"{Trend.UNKNOWN}: {'; '.join(unknown)}."] if unknown else []
        lead = "The other gaps did not clearly change, or it is not known whether they did."
        return Sentences(tuple(said), lead)


def _of_change(finding: Finding) -> list[str]:
    """The sentences of a finding that say what it was before."""
    return [sentence for sentence in finding.sentences if _BEFORE.search(sentence)]


def _title(indicator: int) -> str:
    return reference.by("indicators", "indicator")[str(indicator)]["short_title"]
