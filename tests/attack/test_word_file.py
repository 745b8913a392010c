"""A Word file says what its page says, and no part of it is passed over."""

import shutil
import zipfile

import pytest
from attack.keyed import ALL16, SHARE, keyed, write

from wres.attack.exact import check
from wres.attack.pictures import drawn
from wres.attack.wordfile import read_word
from wres.export.drawings import picture_of
from wres.export.word import write_word

DRAWN = (
    f'<text x="90" y="48"><tspan data-figure="{SHARE}">12.5%</tspan></text>'
    '<path d="M 0 0 L 40 0 L 40 20 L 0 20 z" fill="#12436D"></path>'
)
CHART = (
    '<svg viewbox="0 0 480 78" font-family="Source Sans 3">'
    f'<title data-figures="{SHARE} {ALL16}">Bar chart. BME {{}} of 16.</title>{DRAWN}</svg>'
)
MORE = CHART.format("12.5%") + '<p><a href="https://www.england.nhs.uk/">The Standard</a></p>'
DOCUMENT, FOOT = "word/document.xml", "word/footer1.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report with its Word file."""
    folder = write(tmp_path_factory.mktemp("report"), MORE)
    write_word((folder / "report.html").read_text(encoding="utf-8"), folder / "report.docx")
    return folder


@pytest.fixture
def report(made, tmp_path):
    """The same, to change."""
    return shutil.copytree(made, tmp_path / "report")


def with_parts(folder, change):
    """The findings about a report whose Word file has other parts."""
    path = folder / "report.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return [found for found in check(folder).findings if found.startswith("report.docx")]


def instead(old, new, part=DOCUMENT):
    """A text of a part changed."""

    def change(parts):
        assert old.encode() in parts[part]
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return change


def added(xml):
    """Something more at the end of the text."""
    return instead("<w:sectPr", f"{xml}<w:sectPr")


def another(name, content=b"<a/>"):
    return lambda parts: parts.update({name: content})


def run_of(words, tag="t"):
    return f"<w:r><w:{tag}>{words}</w:{tag}></w:r>"


def test_a_word_file_that_says_what_its_page_says_passes(report):
    assert [found for found in check(report).findings if "report.docx" in found] == []
    file = read_word(report / "report.docx")
    assert [said for said, _ in file.pictures] == ["Bar chart. BME 12.5% of 16."]
    assert file.links == ["https://www.england.nhs.uk/"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (instead("12.5% of the", "13.5% of the"), "its number"),
        (instead("12.5% of the", "of the"), "its number"),
        (added(f"<w:p>{run_of('14')}</w:p>"), "its number"),
        (added(f"<w:p>{run_of('three are White')}</w:p>"), "does not stand on report.html"),
        (added(f"<w:p><w:del>{run_of('x', 'delText')}</w:del></w:p>"), "an element <del>"),
        (added(f"<w:p><w:ins>{run_of('BME')}</w:ins></w:p>"), "an element <ins>"),
        (instead("<w:rPr>", "<w:rPr><w:vanish/>"), "an element <vanish>"),
        (added("<w:p><w:r><w:instrText>QUOTE 14</w:instrText></w:r></w:p>"), "<instrText>"),
        (added('<w:p><w:fldSimple w:instr="QUOTE 14"/></w:p>'), "'QUOTE 14'"),
        (added("<w:p><w:r><w:footnoteReference/></w:r></w:p>"), "<footnoteReference>"),
        (added("<w:sdt/>"), "an element <sdt>"),
        (added("<w:p>14</w:p>"), "words outside the text"),
        (added("<w:p/>14"), "words outside the text"),
        (added("<!-- 14 are White -->"), "a note for programs"),
        (instead('descr="Bar', 'descr="14. Bar'), "its pictures are not the charts"),
        (instead('descr="', 'title="14 are White" descr="'), "'14 are White'"),
        (instead(' name="Picture', ' name="White 14'), "'White 14"),
        (instead("Page ", "14 Page ", FOOT), "does not stand on report.html"),
        (instead("Board - WRES 2024", "14 are White", "docProps/core.xml"), "'14 are White'"),
        (instead('lvlText w:val="%1."', 'lvlText w:val="14 of"', "word/numbering.xml"),
         "the part word/numbering.xml"),
        (instead("</w:styles>", "14</w:styles>", "word/styles.xml"), "the part word/styles.xml"),
        (instead("www.england", "14.england", "word/_rels/document.xml.rels"), "a link that is"),
        (another("word/comments.xml"), "the part word/comments.xml"),
        (another("word/header1.xml"), "the part word/header1.xml"),
        (another("word/footnotes.xml"), "the part word/footnotes.xml"),
        (another("docProps/custom.xml"), "the part docProps/custom.xml"),
        (another("customXml/item1.xml"), "the part customXml/item1.xml"),
        (another("word/embeddings/a.xlsx"), "the part word/embeddings/a.xlsx"),
        (another("word/media/image9.png"), "which stands nowhere"),
        (another("word/footer2.xml", f"<w:ftr {W}><w:p>{run_of('14')}</w:p></w:ftr>".encode()),
         "'14' does not stand"),
        (another(DOCUMENT, b"<w:document"), "not a Word file that can be read"),
    ],
)  # fmt: skip
def test_a_word_file_that_says_something_else_is_refused(report, change, says):
    found = with_parts(report, change)

    assert any(says in each for each in found), found


def test_a_picture_is_its_drawing_drawn_again(report):
    other = CHART.format("12.5%").replace("12.5%</tspan>", "13.5%</tspan>")
    [(_, content)] = drawn(other)

    found = with_parts(report, another("word/media/image1.png", content))

    assert found == ["report.docx: its pictures are not the charts of report.html."]


def test_both_draw_the_same_picture():
    """The pack and its examiner share no code for that."""
    plain = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 78">{DRAWN}</svg>'
    unkeyed = plain.replace(f'<tspan data-figure="{SHARE}">12.5%</tspan>', "12.5%")
    page = plain.replace("viewBox", "viewbox").replace(' xmlns="http://www.w3.org/2000/svg"', "")
    page = page.replace('78">', '78"><title>BME</title>')
    assert list(drawn(page)) == [
        ("BME", picture_of(unkeyed.replace('78">', '78"><title>BME</title>'), 480.0))
    ]


def test_numbers_stand_in_the_order_of_the_page(tmp_path):
    folder = write(tmp_path, f"<p>{keyed(ALL16, '16')} and {keyed(SHARE, '12.5%')}</p>")
    page = (folder / "report.html").read_text(encoding="utf-8")
    first, second = keyed(ALL16, "16"), keyed(SHARE, "12.5%")
    turned = page.replace(f"{first} and {second}", f"{second} and {first}")
    write_word(turned, folder / "report.docx")

    found = [each for each in check(folder).findings if each.startswith("report.docx")]

    assert len(found) == 2 and "its number" in found[0]


def test_a_word_file_without_its_page_is_refused(report):
    (report / "report.html").unlink()

    assert any("there is no page report.html" in found for found in check(report).findings)
