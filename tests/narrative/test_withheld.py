"""A report says what it withholds, by the rule that was used, and no count."""

from __future__ import annotations

from wres.figures.counts import Protection
from wres.figures.printed import plain, resolved
from wres.ground.settings import INTERNAL, PUBLISHED, ROUNDING, SUPPRESSION, Settings
from wres.narrative.withheld import protection_sentences


def test_the_rule_is_that_of_the_settings():
    settings = Settings(small=9, candidates=7, smallest_base=12)
    said = " ".join(protection_sentences(Protection(PUBLISHED, SUPPRESSION), settings))
    assert "Counts of 1 to 9 people" in said
    assert "fewer than 12 answers" in said
    assert "at least 7 numbers" in said


def test_rounding_is_said():
    said = " ".join(protection_sentences(Protection(PUBLISHED, ROUNDING), Settings()))
    assert "rounded to the nearest 5" in said and "1 to 7" in said
    assert "as much as 400 divided by the number of people" in said


def test_no_share_of_rounded_counts_is_further_off_than_is_said():
    farthest = 0.0
    for whole in range(8, 300):
        for part in range(whole + 1):
            as_part, as_whole = (5 * round(number / 5) for number in (part, whole))
            off = abs(100 * as_part / as_whole - 100 * part / whole)
            assert off <= 400 / as_whole + 1e-9
            farthest = max(farthest, off * as_whole)
    assert farthest > 390  # and less would be too little


def test_what_is_public_by_decision_is_named_with_its_reason():
    public = ("board members", "voting board members")
    settings = Settings(public_measures=dict.fromkeys(public, "They are public figures."))
    *_, last = protection_sentences(Protection(PUBLISHED, SUPPRESSION), settings)
    assert plain(last) == (
        "Public by decision: board members and voting board members (They are public figures)."
    )
    assert '<span data-words="">They are public figures</span>' in resolved(last)


def test_an_internal_report_claims_no_protection():
    (said,) = protection_sentences(Protection(INTERNAL, "none"), Settings())
    assert said.startswith("Nothing was withheld by the pack.")
