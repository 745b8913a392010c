"""A percentage and the two counts beside it must agree."""

from __future__ import annotations

from claims.labelled import figures

from wres.claims.verdicts import Verdict, check_lines


def wrong(text: str) -> list[str]:
    claims = check_lines(["Indicator 1", "", text], figures("EX1", 2024), 2024)
    return [claim.number for claim in claims if claim.verdict is Verdict.CONTRADICTED]


def test_a_share_that_its_own_counts_do_not_give_is_contradicted():
    text = "178 of 452 consultants are BME. Among trainees the figure is {} of 477, which is 48.0%."
    assert wrong(text.format(244)) == ["48.0%"]
    assert wrong(text.format(229)) == []


def test_a_count_beside_a_share_of_another_whole_is_left_alone():
    assert wrong("178 of 452 consultants are BME (39.4%).") == []
