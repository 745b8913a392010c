import re
from base64 import b64decode
from decimal import Decimal
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from wres import reference
from wres.figures.printed import MARKS, Printed
from wres.showing.components import (
    NOT_RATED,
    Beside,
    Component,
    Masthead,
    Notes,
    Picture,
    Prose,
    Sentences,
    Stack,
    Story,
    StyleSheet,
    Table,
    Tile,
    Tiles,
    badge,
    browser_style,
    style,
)

SVG = '<svg viewBox="0 0 90 30"><g><text>5</text></g></svg>'


def everything(text: str) -> list:
    """Each component with this text in every place that takes text."""
    return [
        Table(text, (text, text), ((text, text),), (text,)),
        Table(text, ("", text), ((text, text),), text_columns=frozenset({1})),
        Picture(text, text, SVG, text or "Alt", text),
        Tiles(text, (Tile(text, text, text), Tile(text, text, href="#pay"))),
        Story(text, text, (text, text)),
        Beside(((text, Prose("", text)), (text, Notes((text,))))),
        Prose("", text),
        Sentences((text, text)),
        Notes((text,), text),
        Masthead(text, text, text, (text,), text),
    ]


class Elements(HTMLParser):
    """The elements and attributes that a browser would make of some HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.seen: set[tuple[str, str]] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag != "img":  # it holds nothing, and is not closed
            self.open.append(tag)
        self.seen |= {(tag, name) for name, _ in attrs} | {(tag, "")}

    def handle_startendtag(self, tag, attrs):
        self.seen |= {(tag, name) for name, _ in attrs} | {(tag, "")}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


PLAIN = [Elements(one._repr_html_()).seen for one in everything("words")]
ALPHABET = st.sampled_from([*"<>\"'&;=/ \tab`{}%#", "<script>", "</td>", "onload=", "{{ 1 }}"])


@given(st.lists(ALPHABET, max_size=12).map("".join).map(lambda text: f"x{text}x"))
def test_no_text_can_become_an_element_or_an_attribute(text):
    for component, plain in zip(everything(text), PLAIN, strict=True):
        assert Elements(component._repr_html_()).seen == plain


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_an_organisations_words_never_carry_anything_active(text):
    seen = Elements(Prose(text + " <script>x</script> [a](javascript:b)")._repr_html_()).seen
    assert not {tag for tag, _ in seen} & {"script", "img", "iframe", "style", "svg", "h1"}
    assert not [name for _, name in seen if name.startswith("on")]


@pytest.mark.parametrize("component", everything("words"), ids=lambda one: type(one).__name__)
def test_no_component_closes_what_it_did_not_open_or_has_a_heading_but_of_its_own_level(component):
    html = component._repr_html_()
    headings = re.findall(r"<h([1-6])", html)
    assert set(headings) == ({f"{component.level}"} if hasattr(component, "level") else set())
    assert Elements(html).open == []


def staff(heads: tuple[str, ...], cells: tuple[str, ...]) -> Table:
    """A table of one row."""
    return Table("Staff", ("Group", *heads), (("White", *cells),))


class TestTable:
    table = Table(
        "Staff by band",
        ("", "White", "What next"),
        (("Band 1", "5", "First\nSecond"), ("Band 2", "−3", "Only")),
        notes=("A note.",),
        text_columns=frozenset({2}),
        breaks=(1,),
    )

    def test_headers_say_what_they_head(self):
        html = self.table.html()
        assert html.count('<th scope="col"') == 2
        assert html.count('<th scope="row"') == 2
        assert html.count("<thead") == 1

    def test_an_empty_corner_is_no_header(self):
        assert '<td role="cell" class="wres-text"></td>' in self.table.html()
        assert not re.search(r"<th[^>]*></th>", self.table.html())

    def test_several_lines_in_a_column_of_words_are_a_list(self):
        html = self.table.html()
        assert "<ul><li>First</li><li>Second</li></ul>" in html
        assert 'class="wres-text">Only</td>' in html

    def test_a_break_is_drawn_above_its_row(self):
        rows = re.findall(r"<tr[^>]*>\s*<th scope=\"row\"", self.table.html())
        assert [("wres-break" in row) for row in rows] == [False, True]

    def test_it_scrolls_from_the_keyboard_under_its_own_name(self):
        assert 'role="group" aria-label="Staff by band" tabindex="0"' in self.table.html()

    def test_a_cell_may_hold_a_badge(self):
        table = Table("Ratings", ("Indicator", "Rating"), (("1", badge("Developing")),))
        assert '<td role="cell" data-head="Rating"><span class="wres-badge' in table.html()
        assert isinstance(table.html(), Markup)

    def test_a_row_of_another_length_is_named(self):
        with pytest.raises(ValueError, match="table 'Staff': row 2 has 1 cells"):
            Table("Staff", ("A", "B"), (("1", "2"), ("1",)))

    def test_a_table_is_kept_whole_on_paper_unless_it_would_fill_the_page(self):
        few, many = (("1", "2"),) * 14, (("1", "2"),) * 15
        wordy = (("1", "word " * 100),) * 3
        found = [Table("A", ("B", "C"), rows).is_short for rows in (few, many, wordy)]
        assert found == [True, False, False]

    def test_a_wide_table_says_so(self):
        assert 'wres-wide"' in Table("A", ("B",), (("1",),), wide=True).html()
        assert 'wres-wide"' not in self.table.html()

    def test_few_short_numbers_stay_in_columns_on_a_narrow_page(self):
        assert staff(("2022", "2023", "Change"), ("4,479", "4,505", "+0.2%")).narrow == "wres-rows"
        # A number is not broken, nor is a word: 3 times 13 letters are more than the page has.
        many = staff(("2022", "2023", "2024"), ("19.7 to 27.8",) * 3)
        assert many.narrow == "wres-cards"
        assert staff(("Representation",) * 3, ("1",) * 3).narrow == "wres-cards"

    def test_words_and_many_columns_become_cards(self):
        assert self.table.narrow == "wres-cards"
        dense = "wres-cards wres-soon wres-dense"  # but on a tablet, where they have room
        assert staff(("20",) * 8, ("12,345",) * 8).narrow == dense
        assert staff(("20",) * 8, ("12,345 of 67,890",) * 8).narrow == "wres-cards wres-soon"

    def test_many_rows_are_no_cards_where_half_of_the_columns_have_room(self):
        def told(rows, *cells):
            return Table(
                "Staff", ("Group", *("Head",) * len(cells)), (("All", *cells),) * rows
            ).narrow

        pairs = ("19.7 to 27.8", "yes") * 3
        assert told(12, *pairs) == "wres-cards wres-soon wres-dense"
        assert told(13, *pairs) == "wres-rows wres-twice wres-soon wres-dense"
        assert told(13, *pairs[1:]).startswith("wres-cards")  # an odd number has no halves
        assert told(13, *("representation",) * 6).startswith("wres-cards")

    def test_a_cell_says_the_head_of_its_column(self):
        html = staff(("A & B", "2023"), ("1", "2")).html()
        assert 'data-head="A &amp; B">1</td>' in html and 'data-head="2023">2</td>' in html


class TestPicture:
    def test_its_drawing_carries_the_description(self):
        html = Picture("Headline", "Subtitle", SVG, "Bars of 5", "Source: us").html()
        assert "<title>Bars of 5</title>" in html
        assert html.index("Headline") < html.index("Subtitle") < html.index("<svg")
        assert html.index("<svg") < html.index("Source: us")

    def test_one_without_a_description_is_refused(self):
        with pytest.raises(ValueError, match="no description"):
            Picture("Headline", "", SVG, " ", "")

    def test_a_raw_drawing_is_cleaned(self):
        raw = SVG.replace("<g>", "<script>alert(1)</script><g>")
        assert "alert" not in Picture("Headline", "", raw, "Alt", "").html()

    def test_a_narrow_drawing_stands_behind_the_wide_one(self):
        html = Picture("Headline", "", SVG, "Alt", "", SVG.replace("5", "6")).html()
        assert re.findall(r'class="wres-svg wres-(\w+)"', html) == ["broad", "narrow"]
        assert html.count("<title>Alt</title>") == 2
        assert "wres-scroll" not in html
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids))

    def test_a_drawing_alone_scrolls_where_it_has_no_room(self):
        html = Picture("Headline", "", SVG, "Alt", "").html()
        assert 'class="wres-svg"' in html
        assert 'class="wres-scroll"' in html

    def test_a_picture_of_its_drawing_stands_beside_it(self):
        """JupyterLab takes drawings out of a notebook that it does not trust."""
        html = Picture("Headline", "", SVG, "Bars & 'more'", "").html()
        (picture,) = re.findall('src="data:image/svg[+]xml;base64,([^"]*)"', html)
        drawn = b64decode(picture).decode()
        assert drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "") in html
        assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
        assert 'alt="Bars &amp; &#39;more&#39;"' in html


class TestRatings:
    @pytest.mark.parametrize("rating", ["Achieving", "Developing", "Underdeveloped", NOT_RATED])
    def test_a_rating_is_a_word_with_a_mark_of_its_own(self, rating):
        html = badge(rating)
        assert f"</span>{rating}</span>" in html
        assert f".wres-rated-{rating.lower().replace(' ', '-')}" in style()

    def test_another_word_is_refused(self):
        with pytest.raises(ValueError, match="Did you mean 'Developing'"):
            badge("Developping")


class TestTiles:
    def test_they_are_a_named_list(self):
        html = Tiles("Key findings", (Tile("5", "five"), Tile("6", "six", href="#six"))).html()
        assert 'aria-label="Key findings"' in html
        assert html.count("<li") == 2
        assert '<a href="#six">six</a>' in html

    def test_an_unknown_tone_is_refused(self):
        with pytest.raises(ValueError, match="no tone 'wors'"):
            Tile("5", "five", tone="wors")

    def test_a_tile_leads_nowhere_strange(self):
        with pytest.raises(ValueError, match="cannot lead to"):
            Tile("5", "five", href="javascript:alert(1)")


class TestWords:
    def test_one_sentence_is_a_paragraph_and_several_are_a_list(self):
        assert "<p>One.</p>" in Sentences(("One.",)).html()
        assert Sentences(("One.", "Two.", "Three.")).html().count("<li>") == 3

    def test_nothing_to_say_leaves_nothing(self):
        assert Sentences(()).html() == ""
        assert Notes(()).html() == ""

    def test_a_missing_text_is_admitted(self):
        assert "NHS Example has not" in Prose(" \n", "NHS Example has not written this.").html()
        assert "Nothing has been written here yet." in Prose("").html()
        assert "wres-placeholder" not in Prose("Words", "None").html()


class TestStyle:
    def test_it_touches_nothing_outside_the_components(self):
        for sheet in (style(), browser_style()):
            plain = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
            plain = re.sub(r"@(media|container)[^{]*", "", plain)
            selectors = re.findall(r"([^{};]+){", plain)
            for selector in ",".join(selectors).split(","):
                found = selector.strip()
                assert not found or found.startswith((".wres-", ":root")), found

    def test_its_colours_are_the_palettes(self):
        typed = set(re.findall(r"#[0-9A-Fa-f]{6}", style() + browser_style()))
        assert typed <= {row["colour"] for row in reference.rows("palette")}

    def test_a_notebook_gets_it_as_one_element(self):
        html = StyleSheet()._repr_html_()
        assert html.startswith("<style>")
        assert html.count("<style") == html.count("</style>") == 1


def test_sentences_below_a_lead_are_a_list_of_their_own():
    html = Sentences(("One gap.",), "These became smaller:").html()
    assert "<p>These became smaller:</p>\n<ul>\n<li>One gap.</li>" in html
    assert Sentences((), "These became smaller:").html() == ""


@pytest.mark.parametrize("component", everything("17"), ids=lambda one: type(one).__name__)
def test_a_component_tells_its_kind_alone_where_it_is_not_laid_out(component):
    """A notebook keeps this beside the HTML, and would keep numbers without their keys."""
    assert repr(component) == str(component) == f"<{type(component).__name__}>"


def test_every_component_tells_its_kind_alone():
    kinds = [StyleSheet, *(type(one) for one in everything("17")), Stack]
    assert set(kinds) == set(Component.__subclasses__())
    assert repr(Stack(tuple(everything("17")))) == "<Stack>"
    assert all("__repr__" not in vars(kind) for kind in kinds)


def test_a_printed_number_is_marked_where_it_stands():
    share = Printed("2023/1/staff_percentage////BME", "23.5%", Decimal("23.5"), "percent")
    span = '<span data-figure="2023/1/staff_percentage////BME">23.5%</span>'
    table = Table("Staff", ("Group", "Share"), (("BME", share), (f"{share} of all", "[z]")))
    assert f"""data-head="Share">{span}</td>""" in table.html()
    assert f"{span} of all</th>" in table.html()
    assert span in Sentences((f"{share} & more",)).html()
    assert f"{span} &amp; more" in Sentences((f"{share} & more",)).html()
    assert span in Tiles("Key", (Tile(f"{share}", "of staff"),)).html()
    picture = Picture(f"It is {share}", "Share", SVG, f"A bar of {share}", "Made up").html()
    assert f"It is {span}" in picture
    listed = 'data-figures="2023/1/staff_percentage////BME"'
    assert f"<title {listed}>A bar of 23.5%</title>" in picture
    for component in (table, Sentences((f"{share}",))):
        assert not MARKS.search(component.html())
