"""Printed numbers: the key of each survives every sentence, and is laid out where it may be."""

from __future__ import annotations

import pytest
from builders import shown
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from wres.figures import ALL, Figure
from wres.figures.phrases import capital, uncapital
from wres.figures.printed import (
    HIGH,
    ITSELF,
    KEYED,
    LOW,
    MARKS,
    PART,
    SIZE,
    WHOLE,
    Printed,
    begins_at,
    fields_of,
    key_of,
    keys_in,
    listed_keys,
    plain,
    resolved,
)

SHARE = Printed("2023/1/staff_percentage////BME", "23.5%")
BOARD = Printed("2023/9/board_count/board+members", "13")
AREA = Printed("2023/1/local_population_percentage////BME/A+%26+B", "8.9%")


@pytest.mark.parametrize(
    ("figure", "key"),
    [
        (Figure("RXX", 2024, 1, "staff_count", ethnicity="BME"), "2024/1/staff_count////BME"),
        (Figure("RXX", 2024, 1, "staff_count"), "2024/1/staff_count"),
        (
            Figure("RXX", 2024, 1, "staff_percentage", "medical and dental", "consultant",
                   ethnicity="BME"),
            "2024/1/staff_percentage/medical+and+dental/consultant//BME",
        ),
        (
            Figure("RXX", 2024, 2, "appointed", sex="Female", ethnicity="White"),
            "2024/2/appointed///Female/White",
        ),
        (
            Figure("RXX", 2024, 1, "local_population_percentage", ethnicity="BME",
                   area="Made-up Borough South"),
            "2024/1/local_population_percentage////BME/Made-up+Borough+South",
        ),
        # An area alone: nothing in front of it is cut
        (
            Figure("RXX", 2024, 1, "local_population_percentage", area="A/B #1+2"),
            "2024/1/local_population_percentage/////A%2FB+%231%2B2",
        ),
    ],
)  # fmt: skip
def test_the_key_of_a_figure(figure, key):
    assert key_of(figure) == key
    assert fields_of(key) == (figure.key, "")


@pytest.mark.parametrize("part", [LOW, HIGH, SIZE, PART, WHOLE, ITSELF])
def test_a_part_stands_behind_the_key(part):
    figure = Figure("RXX", 2024, 2, "appointment_rate", ethnicity="White")
    assert key_of(figure, part) == f"2024/2/appointment_rate////White#{part}"
    assert fields_of(key_of(figure, part)) == (figure.key, part)


AWKWARD = st.text(st.sampled_from("/+#% \"<>&'é中.abc\u00a0") | st.characters(codec="utf-8"))


@given(area=AWKWARD.filter(lambda area: area != ALL), part=st.sampled_from(["", LOW, WHOLE]))
def test_a_key_leads_back_to_its_figure_whatever_an_area_is_called(area, part):
    figure = Figure("RXX", 2024, 1, "local_population_percentage", ethnicity="BME", area=area)
    key = key_of(figure, part)
    assert fields_of(key) == (figure.key, part)
    # Keys are listed between blanks, in attributes, and stand between marks.
    assert not set(key) & set(" \t\n\"'<>&") and not MARKS.search(key)


@given(area=AWKWARD.filter(lambda area: area != ALL))
def test_a_key_survives_a_sentence(area):
    figure = shown(8.9, "local_population_percentage", 1, ethnicity="BME", area=area)
    cell = Printed(key_of(figure), "8.9%")
    sentence = f"It is {cell} there, and {SHARE} here."
    assert plain(sentence) == "It is 8.9% there, and 23.5% here."
    assert keys_in(sentence) == (cell.key, SHARE.key)


def test_a_printed_number_is_its_text_alone_and_marked_in_a_sentence():
    assert str(SHARE) == "23.5%"
    assert f"{SHARE}" != str(SHARE)
    assert plain(f"{SHARE} of {BOARD}") == "23.5% of 13"
    assert keys_in(f"{SHARE} of {BOARD} and {SHARE}") == (SHARE.key, BOARD.key, SHARE.key)


def test_without_a_number_nothing_changes():
    text = '<p title="1 &amp; 2">3 < 4</p><title>5</title>'
    assert plain(text) == text
    assert keys_in(text) == ()
    assert listed_keys(text) == ""
    assert resolved(text) == Markup(text)


def test_a_number_in_a_text_has_an_element_of_its_own():
    assert resolved(f"<p>{SHARE} of <b>staff ({BOARD})</b></p>") == (
        '<p><span data-figure="2023/1/staff_percentage////BME">23.5%</span> of <b>staff '
        '(<span data-figure="2023/9/board_count/board+members">13</span>)</b></p>'
    )
    assert resolved(f"{BOARD}", "tspan") == (
        '<tspan data-figure="2023/9/board_count/board+members">13</tspan>'
    )
    assert escape(BOARD) == '<span data-figure="2023/9/board_count/board+members">13</span>'


@pytest.mark.parametrize("end", [">", "/>"])
def test_numbers_in_an_attribute_are_listed_on_its_tag_in_reading_order(end):
    tag = f'<img alt="{SHARE} of {BOARD}" title="{BOARD}"{end}'
    keys = " ".join((SHARE.key, BOARD.key, BOARD.key))
    assert resolved(tag) == f'<img alt="23.5% of 13" title="13" data-figures="{keys}"{end}'


def test_numbers_in_a_title_are_listed_on_it():
    html = f"<svg><title>{SHARE}, then\n{BOARD}</title><text>{BOARD}</text></svg>"
    assert resolved(html, "tspan") == (
        '<svg><title data-figures="2023/1/staff_percentage////BME '
        '2023/9/board_count/board+members">23.5%, then\n13</title><text>'
        '<tspan data-figure="2023/9/board_count/board+members">13</tspan></text></svg>'
    )
    assert resolved(f"<title>Words</title>{BOARD}").startswith("<title>Words</title><span ")


def test_a_key_is_escaped_and_a_text_stays_as_the_template_escaped_it():
    odd = Printed('a"<&', "1")
    assert resolved(f"{odd}") == '<span data-figure="a&quot;&lt;&amp;">1</span>'
    assert resolved(f'<p title="{odd}">') == (
        '<p title="1" data-figures="a&quot;&lt;&amp;">'
    )  # fmt: skip
    # A template escapes a sentence whole, before its marks are resolved.
    assert resolved(Markup("<p>{}</p>").format(f"{SHARE} < {Printed('k', '<1')}")) == (
        '<p><span data-figure="2023/1/staff_percentage////BME">23.5%</span> &lt; '
        '<span data-figure="k">&lt;1</span></p>'
    )


def test_no_mark_is_left_once_resolved():
    html = f'<p title="{SHARE}">{BOARD} {AREA}</p><title>{AREA}</title>'
    assert KEYED in html
    assert not MARKS.search(resolved(html))


NOBODY = Printed("2023/3/disciplinary_count////BME", "nobody")


@pytest.mark.parametrize(
    ("text", "first"),
    [("nobody came", "n"), (f"{NOBODY} came", "n"), (f"of {NOBODY}", "o"), (f"{SHARE} did", "2")],
)
def test_where_the_first_word_begins(text, first):
    assert text[begins_at(text)] == first


def test_first_letters_change_inside_a_mark():
    assert plain(capital(f"{NOBODY} came")) == "Nobody came"
    assert plain(capital(NOBODY)) == "Nobody"
    assert plain(uncapital(capital(f"{NOBODY} came"))) == "nobody came"
    assert keys_in(capital(f"{NOBODY} came")) == (NOBODY.key,)
    assert capital(f"of {NOBODY}") == f"Of {NOBODY}"
    assert capital(f"{SHARE} did") == f"{SHARE} did"


def test_a_plain_text_is_no_markup_whether_it_had_marks_or_not():
    marked = Markup(f"{Printed('2023/9/board_count', '13')} <b>members</b>")
    assert [type(plain(text)) for text in (marked, Markup("<b>members</b>"))] == [str, str]
