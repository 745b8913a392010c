"""What a cell means: a count, a percentage, withheld, not collected, or a mistake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wres.figures import Count, State
from wres.reading.numbers import NotANumberError, parse_count, parse_percentage

WITHHELD, NOT_COLLECTED = Count.withheld(), Count.not_collected()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", Count(0)),
        ("96", Count(96)),
        ("007", Count(7)),
        ("1,204", Count(1204)),
        ("1,204,000", Count(1204000)),
        ("12.0", Count(12)),
        ("", NOT_COLLECTED),
        ("[x]", NOT_COLLECTED),
        ("[c]", WITHHELD),
        ("[C]", WITHHELD),
        ("-", WITHHELD),
        ("\u2013", WITHHELD),
        ("\u2014", WITHHELD),
        ("\u2212", WITHHELD),
        ("<5", WITHHELD),
        ("< 10", WITHHELD),
        ("<=5", WITHHELD),
        ("\u22645", WITHHELD),
    ],
)
def test_count(text, count):
    assert parse_count(text) == count


def test_withheld_zero_and_blank_are_three_things():
    states = [parse_count(text).state for text in ("[c]", "0", "")]
    assert states == [State.WITHHELD, State.SHOWN, State.NOT_COLLECTED]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("12O", "is not a count"),
        ("l2", "is not a count"),
        ("N/A", "is not a count"),
        ("nil", "is not a count"),
        ("none", "is not a count"),
        ("1 204", "is not a count"),
        ("1,20", "is not a count"),
        ("1e3", "is not a count"),
        ("nan", "is not a count"),
        ("inf", "is not a count"),
        ("1_000", "is not a count"),
        ("(5)", "is not a count"),
        (">5", "is not a count"),
        ("<five", "is not a count"),
        ("-N/A", "is not a count"),
        ("12.5", "is not a whole number"),
        ("40%", "is not a whole number"),
        ("-3", "is below zero"),
        ("\u22123", "is below zero"),
        ("\u20133", "is below zero"),
        ("10000001", "is more people than the NHS has"),
        ("9" * 400, "is more people than the NHS has"),
    ],
)
def test_what_is_no_count(text, problem):
    with pytest.raises(NotANumberError, match=problem) as caught:
        parse_count(text)
    assert caught.value.problem == problem
    assert caught.value.remedy.endswith(".")


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("12.7", 12.7), ("12.7%", 12.7), ("12.7 %", 12.7), ("100", 100)]
)
def test_percentage(text, value):
    assert parse_percentage(text) == Count(value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("100.1", "is above 100"),
        ("-1", "is below zero"),
        ("12,7", "is not a percentage"),
        (".5", "is not a percentage"),
        ("%", "is not a percentage"),
        ("12.7%%", "is not a percentage"),
    ],
)
def test_what_is_no_percentage(text, problem):
    with pytest.raises(NotANumberError) as caught:
        parse_percentage(text)
    assert caught.value.problem == problem


# Digits, dashes and signs more often than the rest, so that near misses are tried.
texts = st.one_of(st.text(), st.text(alphabet="0123456789.,%-\u2212\u2013<\u2264=[]cx ONnae"))


@pytest.mark.parametrize("parse", [parse_count, parse_percentage])
@given(text=texts)
def test_any_text_is_read_or_refused(parse, text):
    try:
        count = parse(text)
    except NotANumberError as error:
        assert error.problem
        assert error.remedy
    else:
        assert (count.value is None) == (count.state is not State.SHOWN)
        assert count.value is None or 0 <= count.value <= 10_000_000


@given(number=st.integers(min_value=0, max_value=10_000_000))
def test_every_whole_number_is_read_as_itself(number):
    assert parse_count(str(number)) == parse_count(f"{number:,}") == Count(number)


@given(tenths=st.integers(min_value=0, max_value=1000))
def test_every_percentage_is_read_as_itself(tenths):
    assert parse_percentage(f"{tenths // 10}.{tenths % 10}") == Count(tenths / 10)
