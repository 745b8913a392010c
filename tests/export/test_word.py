"""A report as a Word file: what is there, that everybody can read it, and the same bytes again."""

import base64
import zipfile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from wres.export.drawings import picture_of
from wres.export.html import report
from wres.export.word import write_word
from wres.ground.errors import RunError

from .sample_report import MASTHEAD, PUBLICATION
from .word_barriers import barriers, levels

PAGE = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body data-footer="NHS">'
    "<main>{}</main></body></html>"
)


@pytest.fixture(scope="module")
def html(fragments) -> str:
    return report(fragments, PUBLICATION, MASTHEAD)


@pytest.fixture(scope="module")
def path(html, tmp_path_factory):
    target = tmp_path_factory.mktemp("word") / "report.docx"
    write_word(html, target)
    return target


@pytest.fixture
def written(tmp_path):
    """The Word file of a few words of HTML."""

    def write(content):
        write_word(PAGE.format(content), tmp_path / "report.docx")
        return Document(tmp_path / "report.docx")

    return write


def texts(document):
    return [(p.style.name, p.text) for p in document.paragraphs]


def test_nothing_keeps_anybody_from_reading_it(path):
    assert barriers(path) == []


def test_the_same_page_gives_the_same_bytes(html, path, tmp_path):
    write_word(html, tmp_path / "again.docx")
    assert (tmp_path / "again.docx").read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert {info.date_time[0] for info in package.infolist()} == {1980}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_it_says_what_it_is(path):
    about = Document(path).core_properties
    assert about.title == ("Workforce Race Equality Standard - NHS Example Integrated Care Board")
    assert about.author == "NHS Example Integrated Care Board"
    assert about.language == "en-GB" and about.created is None


def test_its_headings_tables_and_pictures_are_those_of_the_report(path):
    document = Document(path)
    said = [name for name, words in texts(document) if words]
    assert levels(said) == [1, 2, 3, 3, 2, 3, 3, 3, 2]
    assert said.count("Caption") == len(document.tables) == 4
    [picture] = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == (
        "Bar chart. White 24.1% in 2022 and 26.3% in 2023; BME 10.4% and 12.0%."
    )
    bands = document.tables[1]
    assert [cell.text for cell in bands.rows[0].cells] == [
        "Band", "White", "BME", "Unknown", "All", "BME, per cent",
    ]  # fmt: skip
    assert len(bands.rows) == 1 + 3 * 14
    assert [cell.text for cell in bands.rows[1].cells] == [
        "Clinical: Under band 1", "20", "7", "[c]", "30", "23.5",
    ]  # fmt: skip


def test_a_wide_section_lies_across_the_paper(path):
    turned = [section.orientation for section in Document(path).sections]
    assert WD_ORIENT.LANDSCAPE in turned and turned[0] == WD_ORIENT.PORTRAIT


def test_its_links_lead_to_headings(path):
    body = Document(path).element.body
    places = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))} - {None}
    assert links and links <= places


def test_a_link_of_peoples_words_that_leads_out_says_so(path):
    body = Document(path).element.body
    out = [each for each in body.iter(qn("w:hyperlink")) if each.get(qn("r:id"))]
    said = ["".join(words.text for words in each.iter(qn("w:t"))) for each in out]
    assert "trained panel member (external link)" in said


def test_each_page_has_its_number(path):
    footer = Document(path).sections[0].footer._element
    fields = [each.get(qn("w:instr")) for each in footer.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_what_people_write_keeps_its_form(written):
    document = written(
        "<p>A <strong>b</strong> <em>c</em> H<sub>2</sub><br>d</p><ul><li>e<ul><li>f</li></ul></li>"
        "</ul><blockquote><p>g</p></blockquote><pre>h\n i</pre>"
    )
    assert texts(document) == [
        ("Normal", "A b c H2\nd"),
        ("List Bullet", "e"),
        ("List Bullet 2", "f"),
        ("Quote", "g"),
        ("Preformatted", "h\n i"),
    ]
    marks = {run.text: (run.bold, run.italic, run.font.subscript)
             for run in document.paragraphs[0].runs}  # fmt: skip
    assert marks["b"][0] and marks["c"][1] and marks["2"][2]


def test_each_numbered_list_counts_by_itself(written):
    document = written("<ol><li>a</li><li>b</li></ol><p>c</p><ol start='4'><li>d</li></ol>")
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.text in "abd"]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = document.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).find(f".//{qn('w:startOverride')}").get(qn("w:val"))
        for number in numbers[1:]
    ]
    assert starts == ["1", "4"]


def test_cells_that_reach_over_others_do_so_in_word(written):
    document = written(
        '<table><caption>C</caption><thead><tr><th rowspan="2">a</th><th colspan="2">b</th></tr>'
        "<tr><th>c</th><th>d</th></tr></thead><tbody><tr><th>e</th><td>1</td><td>2</td></tr>"
        "</tbody></table>"
    )
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["a", "b", "b"], ["a", "c", "d"], ["e", "1", "2"]]


ROWS = "<tr><th>a</th><td>1</td></tr><tr><th>b</th><td>2</td></tr>"


def test_notes_of_a_table_are_small_print_and_no_list(written):
    notes = '<ul class="wres-table-notes"><li>[c] withheld.</li></ul><ul><li>b</li></ul>'
    document = written(f"<table><tbody>{ROWS}</tbody></table>{notes}")
    assert texts(document) == [("Note", "[c] withheld."), ("List Bullet", "b")]


@pytest.mark.parametrize(("kind", "kept"), [(" wres-short", True), ("", False)])
def test_a_short_table_stays_on_one_page(written, kind, kept):
    table = f'<div class="wres-scroll"><table><tbody>{ROWS}</tbody></table></div>'
    document = written(f'<div class="wres-block wres-table-block{kind}">{table}</div>{table}')
    keep = [[cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells]
            for each in document.tables for row in each.rows]  # fmt: skip
    # The first row stays with the second; what follows the table may stand on another page.
    assert [all(row) for row in keep] == [kept, False, False, False]


def test_a_heading_below_a_table_keeps_its_distance(written):
    document = written(f"<table><tbody>{ROWS}</tbody></table><h3>a</h3>" * 2 + "<p>b</p>")
    usual = document.styles["Heading 3"].paragraph_format.space_before
    below = [p.paragraph_format.space_before for p in document.paragraphs if p.text == "a"]
    assert below == [usual, usual] and usual.pt > 8


def test_two_tables_stay_two(written):
    table = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    assert len(written(table + table).tables) == 2


def test_what_has_no_way_into_word_is_refused(written):
    dot = base64.b64encode(picture_of('<svg xmlns="http://www.w3.org/2000/svg"/>', 1)).decode()
    with pytest.raises(RunError, match="no way to write <img>"):
        written(f'<p><img alt="a" src="data:image/png;base64,{dot}"></p>')
