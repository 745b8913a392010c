"""A word that nobody has written down leads to silence, and never to a false alarm."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from claims.labelled import SETS, Labelled, figures, judge, read

from wres import reference
from wres.claims.meaning import cues_of, scene
from wres.claims.verdicts import Claim, Verdict, check_lines
from wres.claims.vocabulary import is_plain, unknown_words

STRANGE = "quixotic"


def one(text: str) -> Claim:
    (claim,) = check_lines([text], figures("EX1", 2024), 2024)
    return claim


@pytest.mark.parametrize(
    ("plain", "strange", "word"),
    [
        ("BME staff made up 40.5% of us.", "BME weavers made up 40.5% of us.", "weavers"),
        ("At band 7 25.6% are BME.", "At band 7 in Leeds 25.6% are BME.", "Leeds"),
        (
            "25.9% of White staff were abused by patients or relatives.",
            "25.9% of White staff were abused by lodgers, patients or relatives.",
            "lodgers",
        ),
    ],
)
def test_a_number_is_not_judged_beside_a_word_that_is_not_known(plain, strange, word):
    assert one(plain).verdict is Verdict.CONTRADICTED
    claim = one(strange)
    assert claim.verdict is Verdict.UNCHECKED
    assert claim.note == (
        f"the checker does not know '{word}', which may change what the number is of"
    )


def test_two_digits_turned_round_tell_the_figure_beside_any_word():
    assert one("BME weavers made up 35.4% of us.").verdict is Verdict.CONTRADICTED


def test_a_label_that_a_dash_cuts_off_is_read_with_its_number():
    text = "Weavers – 40.5% of our workforce are BME."
    assert one(text).verdict is Verdict.UNCHECKED
    assert one(text.replace("Weavers", "Staff")).verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize("seed", [3, pytest.param(7, marks=pytest.mark.slow)])
def test_no_strange_word_in_any_labelled_sentence_makes_a_false_alarm(seed):
    """Each labelled sentence with one of its words made strange."""
    said = [with_a_strange_word(case, seed) for name in SETS for case in read(name)]
    wrong = [
        (found.case.text, found.number)
        for case in said
        for found in judge(case)
        if found.verdict == "contradicted" and found.label in ("supported", "unchecked")
    ]
    assert wrong == []


def with_a_strange_word(case: Labelled, seed: int) -> Labelled:
    """A sentence with one of its words, chosen by its length, in the place of none."""
    words = [
        match.span()
        for match in re.finditer(r"[A-Za-z][a-z'-]+", case.text)
        if not any(start < match.end() and match.start() < end for start, end, _ in case.labels)
    ]
    start, end = words[seed * len(case.text) % len(words)] if words else (0, 0)
    longer = len(STRANGE) - (end - start)
    moved = tuple(
        (first + longer * (first >= end), last + longer * (first >= end), label)
        for first, last, label in case.labels
    )
    return replace(case, text=case.text[:start] + STRANGE + case.text[end:], labels=moved)


def test_what_a_rule_only_passes_over_is_not_known():
    text = "abused by lodgers, patients or relatives"
    assert unknown_words(scene(text)) == ["lodgers"]


def test_no_plain_word_names_what_a_number_is_of():
    words = [word for row in reference.rows("plain_words") for word in row["words"].split()]
    assert len(set(words)) == len(words)
    telling = ("staff_group", "pay_band", "board", "average", "elsewhere")
    assert not [w for w in words if {cue.slot for cue in cues_of(w)} & set(telling)]


@pytest.mark.parametrize("word", ["rises", "Falling", "dropped", "year-on-year", "carries"])
def test_a_plain_word_is_known_in_its_forms(word):
    assert is_plain(word) is (word != "carries")
