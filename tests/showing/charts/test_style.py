"""The SVG: small, inert, in the page's font, and the same every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from wres.figures.printed import Printed, keys_in, plain
from wres.showing.charts import style


def svg(text="Plain words"):
    drawing = style.canvas(40)
    style.write(drawing, 10, 20, text)
    return style.to_svg(drawing)


def test_text_stays_text_whatever_it_holds():
    text = "<b> & $x$ and $y$ 'DejaVu' — 100%"
    root = ElementTree.fromstring(svg(text))
    assert [element.text for element in root.iter() if element.tag.endswith("text")] == [text]


def test_nothing_reaches_the_page_around_it():
    drawn = svg()
    assert drawn.startswith("<svg ")
    for forbidden in ("<style", "<defs", "<!--", "<?xml", "<metadata", " id=", "url("):
        assert forbidden not in drawn


def test_the_font_is_the_pages():
    families = set(re.findall(r"font-family: ([^;\"]*)", svg()))
    assert families == {"'Source Sans 3', Arial, sans-serif"}


def test_same_bytes_twice():
    assert svg() == svg()


def test_words_are_broken_only_at_spaces():
    lines = style.wrap("Bedfordshire, Luton and Milton Keynes", 100)
    assert " ".join(lines) == "Bedfordshire, Luton and Milton Keynes"
    assert all(style.text_width(line) <= 100 for line in lines)
    assert style.wrap("Bedfordshire", 5) == ["Bedfordshire"]
    assert style.wrap("", 5) == []


def test_a_printed_number_keeps_its_mark_and_takes_no_room():
    odd = Printed("2023/1/x/////%22A%22+%3C+%26", "23.5%")
    assert style.text_width(f"{odd} of <b>") == style.text_width("23.5% of <b>")
    drawn = svg(f"{odd} of <b> & 'c' \"d\"")
    unmarked = svg("23.5% of <b> & 'c' \"d\"")
    assert ElementTree.canonicalize(plain(drawn)) == ElementTree.canonicalize(unmarked)
    assert keys_in(drawn) == (odd.key,)
    assert " id=" not in drawn
