import json
import re
from html import escape
from itertools import pairwise
from string import whitespace

import page as checker
import pytest
from markupsafe import Markup
from pypdf import PdfReader

from wres.export.blocks import blocks
from wres.export.html import report
from wres.export.pdf import write_pdf
from wres.ground.errors import RunError
from wres.reference.letters import characters
from wres.showing import markdown
from wres.showing.components import Table

from .sample_report import MASTHEAD, PUBLICATION

PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'


@pytest.fixture(scope="session")
def html(fragments) -> str:
    return report(fragments, PUBLICATION, MASTHEAD)


@pytest.fixture(scope="session")
def pdf(html, tmp_path_factory):
    target = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(html, target)
    return target


@pytest.fixture(scope="session")
def reader(pdf) -> PdfReader:
    return PdfReader(pdf)


def tagged(reader: PdfReader) -> list:
    """Every element of the tag tree."""
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif hasattr(node, "get"):
            found.append(node)
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_it_passes_every_rule_of_pdf_ua(pdf):
    result = checker.validate_pdf(pdf)
    assert str(result.profile) == "ValidationProfile.PDF_UA_1"
    assert [(failure.rule_id, failure.message) for failure in result.failures] == []
    assert result.rules.passed == result.rules.total > 100


def test_it_says_what_it_is(reader):
    assert reader.metadata.title == (
        "Workforce Race Equality Standard - NHS Example Integrated Care Board"
    )
    assert reader.metadata.author == "NHS Example Integrated Care Board"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_every_character_of_the_fonts_can_be_printed(tmp_path):
    letters = "".join(sorted(characters() - set(whitespace)))
    lines = [escape(letters[at : at + 50]) for at in range(0, len(letters), 50)]
    words = "".join(f"<p>{line} <strong>{line}</strong></p>" for line in lines)
    write_pdf(PAGE.format(f"<main>{words}</main>"), tmp_path / "report.pdf")
    assert checker.validate_pdf(tmp_path / "report.pdf").failures == []


def test_its_bookmarks_are_the_headings(reader):
    def names(items):
        return [names(item) if isinstance(item, list) else item.title for item in items]

    assert names(reader.outline) == [
        "Workforce Race Equality Standard",
        [
            "Key findings",
            ["Ratings", "All staff"],
            "Recruitment",
            [
                "Indicator 2: appointment from shortlisting",
                "What have we done over the last year?",
                "What are we planning for 2023 to 2024?",
            ],
            "Action plan",
        ],
    ]


def test_charts_are_described_and_headers_are_headers(reader):
    elements = tagged(reader)
    kinds = [element.get("/S") for element in elements]
    assert [e["/Alt"] for e in elements if e.get("/S") == "/Figure"] == [
        "Bar chart. White 24.1% in 2022 and 26.3% in 2023; BME 10.4% and 12.0%."
    ]
    assert kinds.count("/Table") == kinds.count("/Caption") == 4
    # Headers of columns: 4 of the ratings, 6 of the bands, 9 of recruitment, 7 of the actions;
    # of rows: 9 ratings, 3 times 14 bands, 10 posts, 6 actions.
    scopes = [
        attribute.get("/Scope")
        for element in elements
        if element.get("/S") == "/TH"
        for attribute in element["/A"]
        if attribute["/O"] == "/Table"
    ]
    assert (scopes.count("/Column"), scopes.count("/Row")) == (26, 67)
    assert len(scopes) == 26 + 67
    # 9 times 3 ratings, 42 times 5 numbers, 10 times 8, 6 times 6; each under what heads it.
    cells = [element for element in elements if element.get("/S") == "/TD"]
    assert len(cells) == 27 + 210 + 80 + 36
    assert not any("/Headers" in attribute for cell in cells for attribute in cell["/A"])


def test_contents_give_the_pages_and_every_page_has_its_number(reader):
    pages = [one.extract_text() for one in reader.pages]
    titles = ("Key findings\n", "Recruitment\n", "Action plan\n")
    # The first section begins below the contents, whose lines end with a number.
    begins = [next(n for n, text in enumerate(pages, 1) if t in text) for t in titles]
    contents = pages[0][pages[0].index("Contents") : pages[0].index(titles[0])]
    listed = [int(number) for number in re.findall(r"\d+\b", contents)]
    assert listed == begins == sorted(set(begins))
    for n, text in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in text
        assert "NHS Example Integrated Care Board, WRES 2023" in text


def test_a_wide_table_lies_across_and_the_rest_stands(reader):
    shapes = [one.mediabox.width > one.mediabox.height for one in reader.pages]
    assert shapes == [False] * (len(shapes) - 1) + [True]


@pytest.mark.parametrize(("rows", "pages"), [(42, 1), (90, 2)])
def test_a_table_over_two_pages_repeats_its_header(rows, pages, tmp_path):
    lines = [(f"Band {n}", str(20 + n), str(7 + n)) for n in range(rows)]
    table = Table("Staff by band", ("Band", "White", "BME"), tuple(lines))
    write_pdf(PAGE.format(table.html()), tmp_path / "a.pdf")
    shown = [" ".join(page.extract_text().split()) for page in PdfReader(tmp_path / "a.pdf").pages]
    assert [page.count("Band White BME") for page in shown] == [1] * pages
    (first, *others) = shown
    assert first.startswith("Staff by band Band White BME")
    assert all(page.startswith("Band White BME") for page in others)
    found = re.findall(r"(Band \d+) (\d+) (\d+)", " ".join(shown))
    assert found == lines


@pytest.mark.parametrize(
    ("cells", "narrow"),
    [
        (("1", "2"), "wres-rows"),
        (("19.7 to 27.8",) * 5, "wres-cards"),
        (("19.7 to 27.8",) * 7, "wres-cards wres-soon"),
        (("19.7 to 27.8", "yes") * 3, "wres-rows wres-twice wres-soon wres-dense"),
    ],
)
def test_however_a_table_stands_on_a_telephone_it_is_one_on_paper(cells, narrow, tmp_path):
    table = Table("How sure", ("Figure", *("Head",) * len(cells)), (("All", *cells),) * 13)
    assert table.narrow == narrow
    write_pdf(PAGE.format(table.html()), tmp_path / "a.pdf")
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    assert " ".join(page.extract_text().split()).count(" ".join(("All", *cells))) == 13


def test_it_uses_no_font_of_this_machine(reader):
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for one in reader.pages
        for font in one["/Resources"]["/Font"].values()
    }
    assert names
    assert {name for name in names if not name.startswith("SourceSans3")} == set()


def test_the_same_page_gives_the_same_bytes(html, pdf, tmp_path):
    write_pdf(html, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == pdf.read_bytes()


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="A">',
        '<img src="file:///etc/hostname" alt="A">',
        '<img src="data:image/png;base64,iVBORw0KGgo=">',
        '<p style="colour: red">A</p>',
    ],
)
def test_what_the_writer_only_mentions_stops_the_export(body, tmp_path):
    with pytest.raises(RunError, match="The PDF was not made: "):
        write_pdf(PAGE.format(body), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_page_without_a_language_stops_the_export(tmp_path):
    with pytest.raises(RunError, match="lang"):
        write_pdf(PAGE.format("A").replace(' lang="en-GB"', ""), tmp_path / "a.pdf")


@pytest.mark.parametrize(
    "body",
    [
        "<marquee>A</marquee>",
        '<p class="wres-new">A</p>',
        '<div class="wres-table-block"><table class="wres-new"><tr><td>1</td></tr></table></div>',
        '<span data-count="5">A</span>',
        "<p>A</p><!-- B -->",
        "<ul>A</ul>",
        "<strong><p>A</p></strong>",
        '<table><tr><td style="color: red">1</td></tr></table>',
        '<a href="#nowhere">A</a>',
        '<svg viewBox="0 0 9 9"><path d="M0 0"/></svg>',
    ],
)
def test_what_the_template_does_not_know_stops_the_export(body, tmp_path):
    with pytest.raises(RunError, match="The PDF was not made: "):
        write_pdf(PAGE.format(body), tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_letter_that_no_font_has_is_named(tmp_path):
    write_pdf(PAGE.format("<p>→ ≥ ✓ Ω</p>"), tmp_path / "a.pdf")
    write_pdf(PAGE.format("<p>We did it 😊</p>"), tmp_path / "b.pdf")
    words = PdfReader(tmp_path / "b.pdf").pages[0].extract_text()
    assert "We did it [smiling face with smiling eyes]" in words


MARKDOWN = """# Heading

*b* `code`\\
d

> quote

1. a
2. b
   - c

3. d

---

| a | b |
|---|--:|
| 1 | **2** |

```python
x = 1 # $
```

[link](https://example.org)
"""
PIXEL = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGA"
    "WjR9awAAAABJRU5ErkJggg=="
)
TYPED = r"#let x = 1 #panic() $x^2$ *a* _b_ @who <label> `c` \n // = d - e + f [g] {h} ~ -- 'i' \""


def test_nothing_that_people_typed_is_read_as_code(tmp_path):
    typed = escape(TYPED)
    text = f"<h1>{typed}</h1><p>{typed}</p><ul><li>{typed}</li></ul>"
    table = f"<table><caption>{typed}</caption><tr><th>{typed}</th><td>{typed}</td></tr></table>"
    page = PAGE.format(text + table).replace("<title>T<", f"<title>{typed}<")
    page = page.replace("<body>", f'<body data-footer="{typed}">')
    write_pdf(page, tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    shown = "".join(reader.pages[0].extract_text().split())
    assert shown.count("".join(TYPED.split())) == 7
    assert reader.metadata.title == TYPED


def test_whatever_markdown_makes_can_be_printed(tmp_path):
    text = markdown.prose(MARKDOWN) + Markup('<p></p><p><img src="{}" alt="A"></p>').format(PIXEL)
    write_pdf(PAGE.format(text), tmp_path / "a.pdf")
    assert checker.validate_pdf(tmp_path / "a.pdf").failures == []
    (page,) = PdfReader(tmp_path / "a.pdf").pages
    shown = "".join(page.extract_text().split())
    assert shown.startswith("Headingbcodedquote1.a2.b")
    for words in ("•c", "3.d", "12", "x=1#$", "link(externallink)"):
        assert words in shown


def test_cells_over_columns_and_rows_are_tagged_as_they_stand(tmp_path):
    table = (
        '<table class="wres-table"><thead><tr><th rowspan="2">A</th><th colspan="2">B</th></tr>'
        '<tr><th>C</th><th>D</th></tr></thead><tbody><tr><th scope="row" rowspan="2">E</th>'
        '<td>1</td><td>2</td></tr><tr><td colspan="2">3</td></tr></tbody></table>'
    )
    write_pdf(PAGE.format(table), tmp_path / "a.pdf")
    elements = tagged(PdfReader(tmp_path / "a.pdf"))
    kinds = [element.get("/S") for element in elements]
    assert (kinds.count("/TH"), kinds.count("/TD")) == (5, 3)


def test_spaces_are_those_that_a_browser_shows(tmp_path):
    page = PAGE.format("<p>\n  A  <em> b</em>\n c<strong>d</strong> </p><p>1\u00a0 000</p>")
    tree = blocks(page)["content"]
    assert json.dumps([words(node) for node in tree]) == json.dumps(["A b cd", "1\u00a0 000"])


def words(node):
    return node if isinstance(node, str) else "".join(map(words, node["content"]))


def test_an_address_may_break_but_never_between_digits():
    address = "https://example.org/a-long-folder/2023/1,234,567,890,123/report.html"
    (node,) = blocks(PAGE.format(f"<p>{address}</p>"))["content"]
    pieces = words(node).split("\u200b")
    assert "".join(pieces) == address
    assert max(map(len, pieces)) <= len("1,234,567,890,123/") + len("2023/")
    assert not any(a[-1].isdigit() and b[0].isdigit() for a, b in pairwise(pieces))


@pytest.mark.parametrize("unit", ["an_action_of_one_word_" * 8, "w" * 300, "many words " * 900])
def test_a_table_is_never_wider_than_the_page_nor_lost_below_it(unit, tmp_path):
    head = "".join(f"<th>Heading {n}</th>" for n in range(6))
    row = "".join(f'<td class="wres-text">{unit}</td>' for _ in range(6))
    table = f'<table class="wres-table wres-table-text"><thead><tr>{head}</tr></thead>'
    table = f"{table}<tbody><tr>{row}</tr></tbody></table>"
    body = f'<div class="wres-block wres-table-block wres-short">{table}</div>'
    write_pdf(PAGE.format(body), tmp_path / "a.pdf")
    reader = PdfReader(tmp_path / "a.pdf")
    shown = "".join("".join(page.extract_text().split()) for page in reader.pages)
    wanted = "".join(unit.split())
    assert shown.replace("\u200b", "").count(wanted[:3]) >= wanted.count(wanted[:3])
    for page in reader.pages:
        places = re.findall(rb"q 1 0 0 -1 ([-.\d]+) ([-.\d]+) cm", page.get_contents().get_data())
        assert all(0 < float(x) < page.mediabox.width for x, _ in places)
        assert all(0 < float(y) < page.mediabox.height for _, y in places)


# After 40 lines a few more would fit on the page, but the beginning of a section needs more room.
@pytest.mark.parametrize(
    ("lines", "begins", "pages"), [(1, 1, 1), (20, 1, 1), (26, 1, 2), (43, 2, 2)]
)
def test_a_section_begins_where_the_last_one_ended_if_there_is_room(lines, begins, pages, tmp_path):
    sections = [
        f"<section class='wres-section'><h2>Part {n}</h2>{'<p>Said.</p>' * lines}</section>"
        for n in (1, 2)
    ]
    cover = "<div class='wres-masthead'><h1 class='wres-masthead-title'>Cover</h1></div>"
    write_pdf(PAGE.format(f"{cover}<main>{''.join(sections)}</main>"), tmp_path / "a.pdf")
    shown = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert len(shown) == pages
    assert "Cover" in shown[0]  # which has no page of its own
    assert [n for n, page in enumerate(shown, 1) if "Part 1" in page] == [1]
    assert [n for n, page in enumerate(shown, 1) if "Part 2" in page] == [begins]
    assert sum(page.count("Said.") for page in shown) == 2 * lines


def test_tiles_of_one_kind_stand_on_one_page(tmp_path):
    tile = "<li class='wres-tile wres-tone-worse'><p class='wres-tile-value'>7 of 9</p></li>"
    body = f"{'<p>Said.</p>' * 50}<ul class='wres-block wres-tiles'>{tile * 6}</ul>"
    write_pdf(PAGE.format(body), tmp_path / "a.pdf")
    shown = [page.extract_text().count("7 of 9") for page in PdfReader(tmp_path / "a.pdf").pages]
    assert shown == [0, 6]  # there is room for the first row, and not for the second


def test_what_is_said_of_tiles_stands_on_their_page(tmp_path):
    tile = "<li class='wres-tile wres-tone-worse'><p class='wres-tile-value'>7 of 9</p></li>"
    meaning = "<div class='wres-block wres-sentences'><p>Dark red: worse.</p></div>"
    body = f"{'<p>Said.</p>' * 50}{meaning}<ul class='wres-block wres-tiles'>{tile * 6}</ul>"
    write_pdf(PAGE.format(body), tmp_path / "a.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    assert ["Dark red" in page for page in pages] == ["7 of 9" in page for page in pages]
