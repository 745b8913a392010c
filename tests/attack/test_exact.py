"""A report is held against its table of figures, number for number.

Each way in which somebody might print a withheld count past the keys is tried here. The count is
14: the White members of a board of 16 of whom 2 are BME.
"""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
import typst
import xlsxwriter

from wres.attack.documents import Document, Passage
from wres.attack.exact import Handed, check
from wres.attack.exact.papers import without_furniture
from wres.attack.pages import Page
from wres.export.pdf import write_pdf

from .keyed import (
    ALL16,
    BME2,
    CELLS,
    ROWS,
    SHARE,
    WHITE,
    figures,
    keyed,
    notebook,
    page,
    row,
    write,
)  # fmt: skip

WORDS = "We meet the board in five workshops a year."
HANDED = Handed(frozenset((WORDS, "5")), frozenset(("2gether Trust",)))


def findings(folder, more="", handed=HANDED, **parts):
    return check(write(folder, more, **parts), handed).findings


def table(*rows, caption="Members"):
    body = "".join(f'<tr><th scope="row">{head}</th>{cell}</tr>' for head, cell in rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>"
        '<th scope="col">Who</th><th scope="col">Number</th></tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def test_a_report_whose_numbers_have_their_keys_passes(tmp_path):
    checked = check(write(tmp_path), HANDED)

    assert checked.findings == []
    assert len(checked.bound.facts) == 5 and len(checked.bound.withheld) == 1


@pytest.mark.parametrize(
    "more",
    [
        "<p>White members: 14</p>",
        "<p>fourteen of them are White</p>",
        "<p>Nobody on the board is Asian.</p>",
        "<p><b>1</b>4</p>",
        f"<p>1{keyed(BME2, '2')}</p>",
        f"<p>{keyed(BME2, '2')}<b>4</b></p>",
        f"<p>minus{keyed(BME2, '2')}</p>",
        "<p>\uff11\uff14 members</p>",
        "<p>\u00b9\u2074 members</p>",
        "<p>XIV members</p>",
        "<p>four\u200bteen members</p>",
        "<p>1&#x200b;4</p>",
        "<p>[c]</p>",
        "<h3>14 White members</h3>",
        "<ul><li>14</li></ul>",
        "<dl><dt>White</dt><dd>14</dd></dl>",
        "<p hidden>14</p>",
        '<p style="display:none">14</p>',
        '<p aria-hidden="true">14</p>',
        '<p aria-label="14 White members">White members</p>',
        '<p title="14">White members</p>',
        '<p data-note="14">White members</p>',
        '<div role="img" aria-label="14"></div>',
        '<ol start="14"><li>White members</li></ol>',
        "<ol><li>a</li></ol>",
        '<p onclick="14">x</p>',
        "<style>p::after { content: '14' }</style><p>White</p>",
        "<style>p::after { content: attr(id) }</style><p>White</p>",
        '<p data-head="Number">White</p>',  # the head of its column, of a cell alone
        '<table><tr><td><p data-head="Number">x</p></td></tr></table>',
        table(("White", '<td data-head="14">x</td>')),
        table(("White", '<td data-head="Who">x</td>')),
        "<script>14</script>",
        "<template>14</template>",
        "<math><mn>14</mn></math>",
        "<p><ruby>White<rt>14</rt></ruby></p>",
        "<iframe srcdoc='14'></iframe>",
        "<object>14</object>",
        "<canvas>14</canvas>",
        '<img src="data:image/png;base64,AAAA" alt="White members">',
        '<input value="14">',
        "<details><summary>14</summary></details>",
        "<!-- White: 14 -->",
        '<p><a href="data:text/plain,14">White</a></p>',
        "<svg><title>White: 14</title></svg>",
        "<svg><desc>White: 14</desc></svg>",
        '<svg><text x="1" y="1">14</text></svg>',
        '<svg><text x="1" y="1">1<tspan>4</tspan></text></svg>',
        '<svg><path d="M 0 0 Q 1 1 2 2 z"></path></svg>',
        '<svg><use href="#a"></use></svg>',
        '<svg><image href="data:image/png;base64,AAAA"></image></svg>',
        "<svg><foreignobject>14</foreignobject></svg>",
        "<svg><g>14</g></svg>",
        table(("White", "<td>14</td>")),
        table(("White", "<td>Band 5</td>")),
        table(("White", "<td>2024</td>")),
        table(("White: 14", "<td>x</td>")),
        table(("White", "<td>x</td>"), caption="The 14 White members"),
        "<table><tbody>14<tr><td>x</td></tr></tbody></table>",
        "<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>",
        "<p>Indicator 14</p>",
        "<p>In 2014 of them</p>",
        "<p>There are 2024 White members.</p>",
        "<p>\ue000 of them</p>",  # the checker's own mark
    ],
)
def test_a_number_without_a_key_is_refused(tmp_path, more):
    found = findings(tmp_path, more)

    assert any("board.html" in each for each in found), found


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (keyed(BME2, "14"), "printed '2'"),
        (keyed(ALL16, "14"), "printed '16'"),
        (keyed(SHARE, "87.5%"), "printed '12.5%'"),
        (keyed(SHARE, "12.5"), "printed '12.5%'"),  # a percentage is no bare number
        (keyed(BME2, "2%"), "printed '2'"),
        (keyed(BME2, "02"), "printed '2'"),
        (keyed(BME2, "\uff12"), "printed '2'"),
        (keyed(BME2, "three"), "printed '2'"),
        (keyed(BME2 + "#low", "14"), "part of the figure is not printed"),
        (keyed(SHARE + "#size", "14"), "printed '12.5'"),
        (keyed(WHITE, "14"), "printed '[c]'"),
        (keyed(WHITE + "#part", "14"), "printed '[c]'"),
        (keyed(SHARE, "less than 0.1%"), "printed '12.5%'"),
        (keyed("2024/9/board_count/board+members///Asian", "14"), "none of figures.csv"),
        (keyed("2023/9/board_count/board+members", "16"), "none of figures.csv"),
        (keyed(BME2 + "/", "2"), "none of figures.csv"),
        (keyed(BME2 + "#value", "2"), "none of figures.csv"),
        (keyed("14", "14"), "none of figures.csv"),
        (keyed(BME2, ""), "on something else than one number"),
        (keyed(BME2, "<b>2</b>"), "on something else than one number"),
        (keyed(BME2, keyed(ALL16, "16")), "on something else than one number"),
        (f'<em data-figure="{BME2}">2</em>', "on something else than one number"),
    ],
)
def test_a_key_that_the_number_is_not_is_refused(tmp_path, more, says):
    found = findings(tmp_path, f"<p>White members: {more}</p>")

    assert any(says in each for each in found), found


@pytest.mark.parametrize(
    ("keys", "label", "is_right"),
    [
        (f"{BME2} {ALL16}", "2 of 16 are BME, whole board, 31 March 2024", True),
        (f"{BME2} {ALL16}", "16 of 2 are BME, whole board", False),
        (BME2, "2 of 16 are BME, whole board", False),
        (f"{BME2} {ALL16} {BME2}", "2 of 16 are BME, whole board", False),
        (BME2, "two BME members of the whole board", True),
        (BME2, "some BME members of the whole board", False),
        ("", "2 BME members of the whole board", False),
        (WHITE, "Whole board, White: withheld", True),
        (WHITE, "Whole board, White: [c]", True),
        (f"{WHITE} {BME2}", "Whole board, White: withheld; whole board, BME: 2", True),
        (WHITE, "White: 14", False),
        ("", "2gether Trust", True),  # a name from the register
        ("", "\u00b9\u2074 members", False),
    ],
)
def test_an_attribute_lists_the_keys_of_its_numbers(tmp_path, keys, label, is_right):
    said = f'<div aria-label="{label}" data-figures="{keys}"></div>'

    assert (findings(tmp_path, said) == []) is is_right


def test_no_in_an_attribute_says_why_there_is_no_likelihood(tmp_path):
    ratio = "2024/2/relative_likelihood_white_to_bme"
    reason = "no BME applicant was appointed, so the ratio has no upper limit"
    rows = (*ROWS, row(ratio, "ratio", "not calculable", reason=reason))
    for said, is_right in (("no BME applicant", True), ("14 BME applicants", False)):
        words = f'<div aria-label="Chart: {said} appointed" data-figures="{ratio}"></div>'
        told = findings(tmp_path / said, words, rows=rows)
        assert (told == []) is is_right, told


def test_the_foot_behind_a_paragraph_that_goes_on_is_furniture():
    whole = Page("report.html", foot="Sample Trust, WRES 2024")
    paper = Document("report.pdf", [
        Passage("report.pdf, page 1", (), "The BME share is 9.8 Sample Trust, WRES 2024"),
        Passage("report.pdf, page 2", (), "points below"),
    ])  # fmt: skip
    assert list(without_furniture(paper, whole)) == ["The BME share is 9.8 ", "points below"]


def test_the_title_of_a_chart_lists_its_keys(tmp_path):
    chart = f'<svg><title data-figures="{BME2}">Whole board, BME: 2</title></svg>'

    assert findings(tmp_path / "a", chart) == []
    assert findings(tmp_path / "b", chart.replace("BME: 2", "BME: 14")) != []


def drawing(text, size="", fill="", alt="Board members, BME", keys=""):
    """A chart of one text, for a page of this size."""
    title = f'<title data-figures="{keys}">{alt}</title>' if keys else f"<title>{alt}</title>"
    size, fill = size and f' class="wres-svg wres-{size}"', fill and f' fill="{fill}"'
    return f'<svg{size}>{title}<text x="1" y="1"{fill}>{text}</text></svg>'


TWO = f'<tspan data-figure="{BME2}">2</tspan> BME board members'
WIDE = drawing(TWO, "broad")


@pytest.mark.parametrize(
    ("narrow", "is_right"),
    [
        (drawing(TWO, "narrow"), True),
        (drawing("BME board members: " + TWO.partition(" BME")[0], "narrow"), True),  # other words
        (drawing(TWO.replace(">2<", ">14<"), "narrow"), False),
        (drawing(f"{TWO} {TWO}", "narrow"), False),
        (drawing("BME board members", "narrow"), False),
        (drawing(f"14 White and {TWO}", "narrow"), False),
        (drawing(TWO, "narrow", alt="14 White members"), False),
        (drawing(TWO, "narrow", alt="Board members, BME: 2", keys=BME2), False),
        (drawing(TWO, "narrow") + drawing(TWO, "narrow"), True),
        (
            drawing(TWO, "narrow").replace("<text", '<path d="M 0 0 Q 1 1 2 2 z"></path><text'),
            False,
        ),
    ],
)
def test_a_narrow_drawing_says_what_the_wide_one_before_it_says(tmp_path, narrow, is_right):
    found = findings(tmp_path, WIDE + narrow)

    assert (found == []) is is_right, found


def test_a_narrow_drawing_stands_behind_a_wide_one(tmp_path):
    assert findings(tmp_path / "a", drawing(TWO, "narrow") + WIDE) != []
    between = drawing(f'<tspan data-figure="{SHARE}">12.5%</tspan> of the board is BME')
    assert findings(tmp_path / "b", WIDE + between + drawing(TWO, "narrow")) != []


def seats(number, size=20, colour="#F46A25"):
    """A board as so many equal shapes above a printed number, which none of them stands beside."""
    row = "".join(
        f'<path fill="{colour}" d="M {30 * at} 50 L {30 * at + 20} 50 L {30 * at + 20} {50 + size} '
        f'L {30 * at} {50 + size} z"></path>'
        for at in range(1, number + 1)
    )
    return f'<svg><title>Board members, BME</title>{row}<text x="1" y="1">{TWO}</text></svg>'


@pytest.mark.parametrize(
    ("chart", "is_right"),
    [
        (seats(2), True),
        (seats(14), False),  # another number than is printed
        (seats(2, size=40), False),  # bars, whose height may tell a number
        (seats(2, colour="#12436D") + seats(14, colour="#12436D"), False),
    ],
)
def test_seats_are_as_many_as_are_printed(tmp_path, chart, is_right):
    assert (findings(tmp_path, chart) == []) is is_right


@pytest.mark.parametrize(
    ("fill", "is_right"),
    [("#B2460C", True), ("#12436D", False), ("#212B32", True), ("#123456", True)],
)
def test_a_number_in_the_colour_of_a_group_is_of_that_group(tmp_path, fill, is_right):
    found = findings(tmp_path, drawing(f'<tspan data-figure="{SHARE}">12.5%</tspan>', fill=fill))

    assert (found == []) is is_right, found


@pytest.mark.parametrize(("down", "is_right"), [(14, True), (30, False), (1, False)])
def test_the_lines_of_a_label_are_read_as_one_and_rows_are_not(tmp_path, down, is_right):
    lines = "".join(
        f'<text x="9" y="{y}" text-anchor="end">{words}</text>'
        for y, words in ((1, "Cluster 1: under band 1 to band"), (down, "4, BME"))
    )

    assert (findings(tmp_path, f"<svg>{lines}</svg>") == []) is is_right


@pytest.mark.parametrize(
    ("head", "column", "key", "is_right"),
    [
        ("BME", "2024 number", BME2, True),
        ("White", "2024 number", BME2, False),  # the key of other people
        ("BME", "2023 number", BME2, False),  # of another year
        ("Band 5", "2024 number", BME2, False),
        ("Members", "White", BME2, False),
        ("Members", "BME", BME2, True),
        ("Members, 2023", "Number", BME2, False),
    ],
)
def test_a_cell_has_the_key_of_the_people_of_its_heads(tmp_path, head, column, key, is_right):
    more = table((head, f"<td>{keyed(key, '2')}</td>")).replace(">Number<", f">{column}<")

    assert (findings(tmp_path, more) == []) is is_right


@pytest.mark.parametrize(
    ("more", "is_right"),
    [
        (f"<div data-words><p>{WORDS}</p></div>", True),
        ("<p data-words>We meet <em>the board</em>\n in five workshops a year.</p>", True),
        (f"<ul><li>Our plan: <span data-words>{WORDS}</span></li></ul>", True),
        ("<p data-words>14 members are White.</p>", False),
        (f"<div data-words><p>{WORDS}</p><p>14</p></div>", False),
        (f"<div data-words>14<p>{WORDS}</p></div>", False),
        (f"<p data-words>{WORDS} 14</p>", False),
        (f"<p>14 <span data-words>{WORDS}</span></p>", False),
        # Somebody did write "5": in a cell of the action plan, and nowhere else.
        ("<p data-words>5</p>", False),
        (table(("White", "<td data-words>5</td>")), False),
        (table((f"<span data-words>{WORDS}</span>", "<td data-words>5</td>")), True),
        (f"<p data-words>{keyed(BME2, '2')}</p>", False),
        ('<p data-words title="14">We meet the board in five workshops a year.</p>', False),
    ],
)
def test_own_words_are_what_reading_handed_over(tmp_path, more, is_right):
    assert (findings(tmp_path, more) == []) is is_right


def test_without_what_was_handed_over_own_words_are_listed(tmp_path):
    checked = check(write(tmp_path, "<p data-words>14 are White.</p><p data-words>Well done.</p>"))

    assert checked.findings == []
    assert len(checked.unheld) == 1 and "14 are White" in checked.unheld[0]
    assert "14 are White." in [each.words for each in checked.passages]


@pytest.mark.parametrize(
    ("name", "is_right"),
    [("5 Boroughs Trust", True), ("1.0% Trust", True), ("5", False), ("12.5%", False)],
)
def test_without_what_was_handed_over_the_name_at_the_head_is_believed(tmp_path, name, is_right):
    checked = check(write(tmp_path, f'<p class="wres-head-name">{name}</p><p>{name}</p>'))

    assert (checked.findings == []) is is_right
    assert (f"a name: '{name}'" in checked.unheld) is is_right
    assert check(tmp_path / "2024" / "RXX", HANDED).findings  # nobody handed it over


def test_a_finding_says_where_and_what_to_do(tmp_path):
    found = findings(tmp_path, table(("White", "<td>14</td>"), caption="Who sits on the board"))

    assert found[0] == (
        "board.html, the table 'Who sits on the board', row 'White': '14' stands there without a "
        "figure's key. Print it from `report.figures`, as `report.table(...)` does and as "
        "docs/own-cells.md shows, or take it out."
    )


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        # A row that no page prints, and one that is on another page than it says.
        ([*ROWS, row(BME2.replace("BME", "Asian"), value="14")], "it is on none"),
        ([{**ROWS[0], "pages": "board summary"}, *ROWS[1:]], "it is on board"),
        ([{**ROWS[0], "pages": "summary"}, *ROWS[1:]], "it is on board"),
        # Numbers that no page prints.
        ([*ROWS[:3], {**ROWS[3], "value": "12.5", "high": ""}], "part of the figure is not"),
        ([{**ROWS[0], "whole": "30"}, *ROWS[1:]], "a number under 'whole' that no page prints"),
        # Other numbers than the pages'.
        ([{**ROWS[0], "value": "17"}, *ROWS[1:]], "printed '17'"),
        (ROWS[1:], "none of figures.csv"),
        # What is withheld, made public.
        ([*ROWS[:2], row(WHITE, value="14"), ROWS[3]], "printed '14'"),
        # A cell of a workbook that is not there is only looked for where there is a workbook.
    ],
)
def test_a_table_of_figures_that_is_not_the_pages_is_refused(tmp_path, rows, says):
    found = findings(tmp_path, rows=rows)

    assert any(says in each for each in found), found


def test_the_table_is_the_one_that_the_pack_made(tmp_path):
    folder = write(tmp_path)

    assert check(folder, replace(HANDED, figures=figures())).findings == []
    assert check(folder, replace(HANDED, figures=figures(ROWS[:3]))).findings == [
        "figures.csv is not the table that the pack made of its figures."
    ]


def test_nothing_vouches_for_a_report_without_keys(tmp_path):
    bare = write(tmp_path / "bare", cells="<p>Words.</p>", rows=())
    older = write(tmp_path / "older")
    (older / "figures.csv").unlink()

    assert "nothing can vouch" in " ".join(check(bare).findings)
    assert check(older).findings == [
        "it has no figures.csv, as reports of earlier versions have none, so nothing can vouch for "
        "its numbers; make it again with this version of the pack"
    ]


def test_the_whole_report_has_the_numbers_of_its_pages(tmp_path):
    folder = write(tmp_path)
    whole = folder / "report.html"
    whole.write_text(whole.read_text().replace(keyed(ALL16, "16"), keyed(BME2, "2")))

    assert check(folder, HANDED).findings == [
        "report.html: its numbers are not those of the pages together."
    ]


@pytest.mark.parametrize("name", ["counts.txt", "board.svg", "notebooks/own.ipynb", "own.html"])
def test_a_file_of_its_own_is_refused(tmp_path, name):
    folder = write(tmp_path)
    (folder / name).write_text(notebook() if name.endswith("ipynb") else "<p>x</p>")

    assert any(each.startswith(f"{name}: a file") for each in check(folder, HANDED).findings)


STREAM = {"output_type": "stream", "name": "stdout", "text": "14\n"}
ERROR = {"output_type": "error", "traceback": ["14"]}
PLAIN = {"output_type": "execute_result", "data": {"text/plain": "14"}}
BOTH = {"output_type": "execute_result", "data": {"text/html": "<p>x</p>", "text/plain": "14"}}
IMAGE = {"output_type": "display_data", "data": {"image/png": "AAAA"}}


@pytest.mark.parametrize(
    ("outputs", "says"),
    [
        ([CELLS, STREAM], "printed bare"),
        ([CELLS, ERROR], "printed bare"),
        ([CELLS, PLAIN], "something bare"),
        ([CELLS, BOTH], "in plain text, holds numbers"),
        ([CELLS, IMAGE], "kind image/png"),
        ([CELLS, f"<p>{keyed(BME2, '2')}</p>"], "it is nothing more on board.html"),
        ([], "nothing more"),
        ([CELLS, f'<div aria-label="2" data-figures="{BME2}"></div>'], "the alternative texts"),
        ([CELLS.replace("16</span></td>", "2</span></td>")], "'2' (2024/9/board_count"),
    ],
)
def test_a_notebook_shows_what_its_page_shows(tmp_path, outputs, says):
    found = findings(tmp_path, outputs=outputs)

    assert any("notebooks/board.ipynb" in each and says in each for each in found), found


def with_notebook(folder, change):
    """A report whose notebook somebody has changed, and its findings."""
    path = write(folder) / "notebooks" / "board.ipynb"
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))
    return check(path.parents[1], HANDED).findings


def shows(html):
    """The set-up cell shows something besides; no page has it."""
    return lambda content: content["cells"].insert(0, json.loads(notebook(html))["cells"][0])


def says(source, kind="markdown", **more):
    cell = {"cell_type": kind, "source": source, "metadata": {}, **more}
    return lambda content: content["cells"].insert(0, cell)


@pytest.mark.parametrize(
    ("change", "is_right"),
    [
        (shows("<style>p { color: red }</style><p>Ready.</p>"), True),
        (shows("<p>White members: 14</p>"), False),
        (shows('<p aria-label="14"></p>'), False),
        (shows('<p data-words="">14 members are White</p>'), False),
        (shows("<script>14</script>"), False),
        (shows('<p><span data-other="no people">14</span></p>'), False),
        (says("# Board\n\nBands 8a to 9, on 31 March 2024. See https://example.org/14."), True),
        (says("# Board\n\nWhite members: 14"), False),
        (says("# The 14 White members"), False),
        (says("White members: 14", "raw"), False),
        (says("# Board", metadata={"tags": ["setup"], "collapsed": True}), True),
        (says("# Board", metadata={"note": 14}), False),
        (says("# Board", attachments={"a.png": {"image/png": "AAAA"}}), False),
        (lambda content: content["metadata"].update(language_info={"version": "3.11.7"}), True),
        (lambda content: content["metadata"].update(note="White members: 14"), False),
    ],
)
def test_a_notebook_says_no_number_that_its_page_does_not(tmp_path, change, is_right):
    found = with_notebook(tmp_path, change)

    assert (found == []) == is_right, found
    assert all(each.startswith("notebooks/board.ipynb, ") for each in found)


def test_the_notebook_of_a_page_that_is_left_out_shows_no_figures(tmp_path):
    folder = write(tmp_path)
    own = folder / "notebooks" / "detail.ipynb"
    own.write_text(notebook("<p>Nothing to show.</p>"))
    assert check(folder, HANDED).findings == []

    own.write_text(notebook(f"<p>{keyed(BME2, '2')}</p>"))

    assert check(folder, HANDED).findings == [
        "notebooks/detail.ipynb shows figures, and the report has no such page."
    ]


def test_a_notebook_that_cannot_be_read_is_told(tmp_path):
    folder = write(tmp_path)
    (folder / "notebooks" / "board.ipynb").write_text("{")

    assert check(folder, HANDED).findings == [
        "notebooks/board.ipynb is not a notebook that can be read."
    ]


def test_the_description_tells_no_number(tmp_path):
    folder = write(tmp_path)
    description = folder / "figures.csv-metadata.json"
    description.write_text(json.dumps({"url": "http://www.w3.org/ns/csvw", "title": "Figures"}))
    assert check(folder, HANDED).findings == []

    description.write_text(json.dumps({"notes": [{"White": 14}]}))

    assert "figures.csv-metadata.json: '14' holds a number." in check(folder, HANDED).findings


@pytest.mark.parametrize("more", ["<b>" * 3000 + "14", '<svg><text y="a">x</text></svg>'])
def test_what_cannot_be_read_is_a_finding(tmp_path, more):
    assert any("cannot be read; take it out" in each for each in findings(tmp_path, more))


CAPTION = "Whole board by ethnicity, 31 March 2024"
SHEET = {
    "A1": CAPTION, "A2": "This worksheet contains one table.",
    "A3": "Ethnicity", "B3": "2024 number",
    "A4": "White", "B4": "[c]", "A5": "BME", "B5": 2, "A6": "Total", "B6": 16,
}  # fmt: skip
PLACED = tuple(
    {**line, "cells": f"9 Whole board!{cell}" if cell else ""}
    for line, cell in zip(ROWS, ("B6", "B5", "B4", ""), strict=True)
)


def workbook(folder, rows=PLACED, sheet=SHEET, change=None, **more):
    """A workbook with the table of the page and, as sheet Figures, that of the figures."""
    book = xlsxwriter.Workbook(folder / "tables.xlsx")
    lines = list(csv.reader(io.StringIO(figures(rows))))
    table = {
        (r, c): each or "[z]" for r, line in enumerate(lines, 2) for c, each in enumerate(line)
    }
    for name, cells in {"9 Whole board": sheet, **more}.items():
        page = book.add_worksheet(name)
        for place, value in cells.items():
            page.write(place, value)
        if change:
            change(book, page)
    page = book.add_worksheet("Figures")
    page.write("A1", "Every figure that this report prints")
    for (at, column), value in table.items():
        is_number = re.fullmatch(r"-?\d+(\.\d+)?", value)
        page.write(at, column, float(value) if is_number else value)
    book.close()


def test_a_workbook_with_the_cells_of_the_pages_passes(tmp_path):
    folder = write(tmp_path, rows=PLACED)
    workbook(folder)

    assert check(folder, HANDED).findings == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"B4": 14}, "cell B4: '14' where the page has '[c]'"),
        ({"B5": 3}, "cell B5: '3' where the page has '2'"),
        ({"B5": 2.0000001}, "where the page has '2'"),
        ({"C4": 14}, "cell C4: '14' where the page has 'nothing'"),
        ({"A7": "White", "B7": 14}, "cell B7: '14' where the page has 'nothing'"),
        ({"A2": "14 members are White"}, "cell A2: '14 members are White' stands on no page"),
        ({"B1": 14, "A1": "Whole board"}, "cell B1: '14' stands on no page"),
    ],
)
def test_a_workbook_with_other_cells_is_refused(tmp_path, change, says):
    folder = write(tmp_path, rows=PLACED)
    workbook(folder, sheet={**SHEET, **change})

    found = check(folder, HANDED).findings
    assert any(says in each for each in found), found


ROW = f'<tr><th scope="row">Those of ours</th><td>{keyed(BME2, "2")}</td></tr>'
COLUMN = f"<td>{keyed(BME2, '2')}</td>"


@pytest.mark.parametrize(
    ("old", "new"),
    [("</tbody>", f"{ROW}</tbody>"), ("</tr></tbody>", f"{COLUMN}</tr></tbody>")],
)
def test_a_table_of_the_pack_has_no_rows_and_columns_of_others(tmp_path, old, new):
    """Else a number stands under words of one's own, with the key of another that prints alike."""
    folder = write(tmp_path, rows=PLACED, cells=CELLS.replace(old, new))
    workbook(folder)

    assert check(folder, HANDED).findings == [
        f"board.html, the table '{CAPTION}': it has other rows or columns than the sheet '9 Whole "
        "board' of tables.xlsx. Show what is yours in a table of its own."
    ]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda book, page: book.set_properties({"comments": "White: 14"}), "docProps/core.xml"),
        (lambda book, page: book.set_custom_property("White", 14), "docProps/custom.xml"),
        (lambda book, page: page.write_comment("B4", "14"), "xl/comments1.xml"),
        (lambda book, page: page.set_header("White: 14"), "sheet '9 Whole board'"),
        (lambda book, page: page.set_footer("14"), "sheet '9 Whole board'"),
        (lambda book, page: book.define_name("White", "=14"), "defined name White"),
        (
            lambda book, page: book.define_name("White", "='9 Whole board'!$A:$A,14"),
            "defined name White",
        ),
        (
            lambda book, page: page.write_url("A8", "internal:A1", string="x", tip="White: 14"),
            "sheet '9 Whole board'",
        ),
        (
            lambda book, page: page.data_validation(
                "B4", {"validate": "any", "input_title": "White", "input_message": "14"}
            ),
            "sheet '9 Whole board'",
        ),
    ],
)
def test_a_workbook_says_no_number_beside_its_cells(tmp_path, change, where):
    folder = write(tmp_path, rows=PLACED)
    workbook(folder, change=change)

    found = check(folder, HANDED).findings
    assert any(each.startswith(f"tables.xlsx, {where}: ") and "14" in each for each in found), found


# A second table of the page, which has both ends of an interval in a cell and the sheet in two.
SURE = "How sure the figures are, 2024"
BOUNDS = f"{keyed(SHARE + '#low', '3.5')} to {keyed(SHARE + '#high', '36.0')}"
SURE_TABLE = (
    f"<table><caption>{SURE}</caption><thead><tr>"
    '<th scope="col">Figure</th><th scope="col">95% interval</th></tr></thead>'
    f'<tbody><tr><th scope="row">BME share</th><td>{BOUNDS}</td></tr>'
    '<tr><th scope="row">White share</th><td>[z]</td></tr></tbody></table>'
)
TWO = {
    **SHEET, "A2": "This worksheet contains 2 tables, one below the other.",
    "A8": SURE, "A9": "Figure", "B9": "95% interval, low", "C9": "95% interval, high",
    "A10": "BME share", "B10": 3.5, "C10": 36, "A11": "White share", "B11": "[z]", "C11": "[z]",
}  # fmt: skip


def test_a_sheet_may_hold_several_tables_with_the_ends_of_intervals_apart(tmp_path):
    folder = write(tmp_path, SURE_TABLE, rows=PLACED)
    workbook(folder, sheet=TWO)

    assert check(folder, HANDED).findings == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"B4": 14}, "cell B4: '14' where the page has '[c]'"),
        ({"A7": "White", "B7": 14}, "cell B7: '14' where the page has 'nothing'"),
        ({"B8": 14}, "cell B8: '14' where the page has '95% interval, low'"),
        ({"B10": 14}, "cell B10: '14' where the page has '3.5'"),
        ({"B10": 36, "C10": 3.5}, "cell B10: '36' where the page has '3.5'"),
        ({"C11": 14}, "cell C11: '14' where the page has '[z]'"),
        ({"A12": "14 are White"}, "cell A12: '14 are White' where the page has 'nothing'"),
        ({"D10": 14}, "cell D10: '14' where the page has 'nothing'"),
        ({"A2": "This worksheet contains 14 White members"}, "cell A2: "),
    ],
)
def test_each_of_several_tables_on_a_sheet_is_held_against_its_page(tmp_path, change, says):
    folder = write(tmp_path, SURE_TABLE, rows=PLACED)
    workbook(folder, sheet={**TWO, **change})

    found = check(folder, HANDED).findings
    assert any(says in each for each in found), found


@pytest.mark.parametrize("number", [14, 16])  # 16 stands on the page, of other people
def test_a_sheet_of_its_own_is_refused(tmp_path, number):
    folder = write(tmp_path, rows=PLACED)
    workbook(folder, Own={"A1": "Mine", "A2": "White", "B2": number})

    says = f"sheet 'Own', cell B2: '{number}'"
    assert any(says in each for each in check(folder, HANDED).findings)


def test_a_sheet_without_a_page_holds_what_the_table_of_figures_says(tmp_path):
    rows = ({**ROWS[0], "cells": "Submission!B2"}, *ROWS[1:])
    folder = write(tmp_path, rows=rows)
    workbook(folder, rows, Submission={"A1": "Counts", "A2": "Total", "B2": 16})
    assert check(folder, HANDED).findings == []

    workbook(folder, rows, Submission={"A1": "Counts", "A2": "Total", "B2": 14})

    assert any("cell B2: '14' is not 2024/9" in each for each in check(folder, HANDED).findings)


def test_the_sheet_of_figures_is_the_table_of_figures(tmp_path):
    folder = write(tmp_path, rows=PLACED)
    workbook(folder, (*PLACED[:2], {**PLACED[2], "value": "14"}, PLACED[3]))
    assert any("'14' where figures.csv has ''" in each for each in check(folder, HANDED).findings)

    workbook(folder, PLACED[:3])

    assert any("other rows or columns" in each for each in check(folder, HANDED).findings)


def paper(folder, words):
    (folder / "report.pdf").write_bytes(typst.compile(words.encode()))


SAID = f"= Board\n= The figures\n{CAPTION}\n\nEthnicity\n\n2024 number\n\nWhite\n\n\\[c\\]\n\nBME\n"
REST = "\n2\n\nTotal\n\n16\n\n12.5% of the board is BME (2 of 16; 95% interval 3.5 to 36.0).\n"


def test_a_pdf_with_the_numbers_of_the_report_passes(tmp_path):
    folder = write(tmp_path)
    paper(folder, SAID + REST)

    assert check(folder, HANDED).findings == []


def test_the_headers_that_a_new_page_repeats_are_furniture(tmp_path):
    folder = write(tmp_path)
    paper(folder, f"{SAID}\n#pagebreak()\nEthnicity\n\n2024 number\n{REST}")

    assert check(folder, HANDED).findings == []


@pytest.mark.parametrize(
    "words",
    [
        f"{SAID}{REST}\n14\n",
        f"{SAID}\n2024 number\n{REST}",  # not at the top of a page
        f"{SAID}\n16\n\nTotal\n\n2\n\n{REST[16:]}",  # in another order
        SAID,
        f"{SAID}\n#pagebreak()\n14\n\n2024 number\n{REST}",
    ],
)
def test_a_pdf_with_other_numbers_is_refused(tmp_path, words):
    folder = write(tmp_path)
    paper(folder, words)

    assert any(each.startswith("report.pdf: its number") for each in check(folder, HANDED).findings)


@pytest.mark.parametrize(
    ("words", "is_right"),
    [
        ("Source: Our 14th report.", True),
        ("Source: Our 14th report, page 3.", True),
        ("Source: Our 14 White members.", False),
    ],
)
def test_without_what_was_handed_over_sources_of_the_table_are_believed(tmp_path, words, is_right):
    rows = ({**ROWS[0], "source": "Our 14th report, page 3; Elsewhere"}, *ROWS[1:])
    checked = check(write(tmp_path, f"<p>{words}</p>", rows=rows))

    assert (checked.findings == []) is is_right
    assert "figures.csv, column source: 'Our 14th report'" in checked.unheld
    assert check(tmp_path / "2024" / "RXX", HANDED).findings  # nobody handed it over


def board(folder, content):
    """The report with an edition for the board."""
    here = write(folder)
    (here / "board_edition.html").write_text(page(cells=content), encoding="utf-8")
    return here


def test_an_edition_for_the_board_prints_figures_of_the_report(tmp_path):
    here = board(tmp_path, CELLS)
    write_pdf((here / "board_edition.html").read_text(encoding="utf-8"), here / "board.pdf")
    assert check(here, HANDED).findings == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<p>14 are White.</p>", "'14' stands there without a figure's key"),
        (f"<p>{keyed(BME2, '3')} members are BME.</p>", "printed '2'"),
        (f"<p>{keyed('2024/9/board_count/board+members///Asian', '2')}</p>", "none of figures.csv"),
    ],
)
def test_an_edition_for_the_board_prints_nothing_else(tmp_path, content, says):
    found = check(board(tmp_path, content), HANDED).findings
    assert any("board_edition.html" in each and says in each for each in found), found


def test_a_pdf_for_the_board_says_what_its_page_says(tmp_path):
    here = board(tmp_path, CELLS)
    write_pdf(page(cells="<p>14</p>"), here / "board.pdf")
    assert any(each.startswith("board.pdf: its number") for each in check(here, HANDED).findings)
    (here / "board_edition.html").unlink()
    assert any("no page board_edition.html" in each for each in check(here, HANDED).findings)
