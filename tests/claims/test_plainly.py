"""Numbers, bands and missing ethnicity as people put them, said as the pack does."""

import pytest

from wres.claims.plainly import plainly, readings


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("a hundred and two nurses", "102 nurses"),
        ("three hundred people", "300 people"),
        ("two hundred and more", "200 and more"),
        ("XIV BME staff", "14 BME staff"),
        ("9/68 of them", "9 of 68 of them"),
        ("8c and above", "bands 8c to VSM"),
        ("7 and a half %", "7.5 %"),
    ],
)
def test_words_are_said_plainly(words, said):
    assert plainly(words) == said


@pytest.mark.parametrize(
    "words",
    ["2023/24", "31/03/2024", "24/7", "4/5ths", "IV lines", "hundreds of staff", "Band 5"],
)
def test_what_is_plain_or_something_else_stays(words):
    assert plainly(words) == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("three times nineteen staff", "57 staff"),
        ("84 in every hundred of them", "84 per cent of them"),
        ("two out of a hundred", "2 per cent"),
    ],
)
def test_a_sum_that_is_easily_done_is_one_of_the_readings(words, said):
    assert said in readings(words)[1:]


@pytest.mark.parametrize("words", ["White staff were 2 times more likely", "2 times as likely"])
def test_how_many_times_is_no_product(words):
    assert readings(words) == (words,)
