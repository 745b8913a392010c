"""Every part of a Word, PowerPoint, HTML and PDF document is read, or named as not read."""

from __future__ import annotations

import json
import os
import time
import tracemalloc
from pathlib import Path

import pypdf
import pytest
import typst
from claims.labelled import DATA, figures
from claims.parcels import (
    DRAWING,
    SLIDES,
    WORD,
    WORKBOOK,
    body,
    drawn,
    element,
    paragraph,
    parcel,
    relations,
)
from click.testing import CliRunner
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

from wres import cli
from wres.claims.documents import open_document
from wres.claims.lines import Document, DocumentError, joined, limit
from wres.claims.verdicts import Verdict, check_file, check_lines

# Wrong of QHG in 2023: 2.91 is 2.19 with two digits turned round, which is seen beside any word.
# Each part tells it with a word of its own, so that a test sees which part was read.
WRONG = "In 2023, White applicants were 2.91 times as likely to be appointed from shortlisting {}."


def said(word: str) -> str:
    return WRONG.format(word)


def text_of(document: Document) -> str:
    return "\n".join(document.lines)


def named(document: Document) -> list[str]:
    return [f"{each.place}: {each.what}" for each in document.unread]


def lost(document: Document) -> list[str]:
    """What was named because words may be lost with it."""
    return [f"{each.place}: {each.what}" for each in document.unread if each.is_text]


def wrong_words(path: Path) -> set[str]:
    """The last words of the sentences that are contradicted."""
    claims = check_file(path, figures("QHG", 2023), 2023)
    return {
        claim.text.rstrip(".1").split()[-1]
        for claim in claims
        if claim.verdict is Verdict.CONTRADICTED
    }


# Each way in which Word keeps a sentence within its text.
IN_THE_TEXT = {
    "plain": paragraph(said("plain")),
    "inserted": f"<w:p><w:ins>{paragraph(said('inserted'))[5:-6]}</w:ins></w:p>",
    "moved": f"<w:p><w:moveTo>{paragraph(said('moved'))[5:-6]}</w:moveTo></w:p>",
    "control": f"<w:sdt><w:sdtContent>{paragraph(said('control'))}</w:sdtContent></w:sdt>",
    "inline": f"<w:p><w:sdt><w:sdtContent>{paragraph(said('inline'))[5:-6]}</w:sdtContent>"
    "</w:sdt></w:p>",
    "box": "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"{paragraph(said('box'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "newer": "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
    f"{paragraph(said('newer'))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    f"<w:txbxContent>{paragraph(said('newer'))}</w:txbxContent></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>",
    "field": f"<w:p><w:fldSimple>{paragraph(said('field'))[5:-6]}</w:fldSimple></w:p>",
    "wrapped": f"<w:customXml>{paragraph(said('wrapped'))}</w:customXml>",
    "linked": f"<w:p><w:hyperlink>{paragraph(said('linked'))[5:-6]}</w:hyperlink></w:p>",
    "cell": f"<w:tbl><w:tr><w:tc>{paragraph('x')}<w:tbl><w:tr><w:tc>{paragraph('x')}"
    f"</w:tc></w:tr></w:tbl><w:p><w:r><w:pict><w:txbxContent>{paragraph(said('cell'))}"
    "</w:txbxContent></w:pict></w:r></w:p></w:tc></w:tr></w:tbl>",
    "described": f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="x" descr="{said("described")}"/>'
    "</w:drawing></w:r></w:p>",
    "artful": f'<w:p><w:r><w:pict><v:textpath string="{said("artful")}"/></w:pict></w:r></w:p>',
    "split": "<w:p><w:r><w:t>In 2023, White appli</w:t></w:r><w:r><w:t>cants were 2.</w:t></w:r>"
    "<w:r><w:t>91 times as likely to be appointed from shortlisting split.</w:t></w:r></w:p>",
}


@pytest.mark.parametrize("word", IN_THE_TEXT)
def test_a_sentence_is_read_wherever_word_keeps_it(tmp_path, word):
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(IN_THE_TEXT[word])})
    assert wrong_words(path) == {word}
    assert text_of(open_document(path)).count(word) == 1
    assert lost(open_document(path)) == []


@pytest.mark.parametrize(
    ("inner", "note"),
    [
        ("<w:p><w:del><w:r><w:delText>2.31 times</w:delText></w:r></w:del></w:p>", "deleted text"),
        ("<w:p><w:moveFrom><w:r><w:t>2.31</w:t></w:r></w:moveFrom></w:p>", "deleted text"),
        (
            "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>2.31</w:t></w:r></w:p>"
            "</w:tc></w:tr></w:tbl>",
            "deleted text",
        ),
    ],
)
def test_a_deletion_is_skipped_and_said(tmp_path, inner, note):
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(inner)})
    document = open_document(path)
    assert "2.31" not in text_of(document)
    assert any(note in each for each in named(document))
    assert lost(document) == []


def test_the_mark_of_a_deleted_paragraph_deletes_no_words(tmp_path):
    inner = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{paragraph(said('kept'))[5:-6]}</w:p>"
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(inner)})
    assert wrong_words(path) == {"kept"}
    assert named(open_document(path)) == []


def whole_document(tmp_path: Path) -> Path:
    def part(kind: str, tag: str, word: str) -> tuple[str, str]:
        return WORD.format(kind), element(tag, paragraph(said(word)))

    def note(kind: str, tag: str, word: str) -> tuple[str, str]:
        return WORD.format(kind), element(tag, f"<w:footnote>{paragraph(said(word))}</w:footnote>")

    diagram = f"<dgm:pt><dgm:t>{drawn(said('diagram'))}</dgm:t></dgm:pt>"
    return parcel(
        tmp_path / "whole.docx",
        {
            "word/document.xml": body(paragraph(said("main"))),
            "word/header1.xml": part("header", "w:hdr", "header"),
            "word/footer1.xml": part("footer", "w:ftr", "footer"),
            "word/footnotes.xml": note("footnotes", "w:footnotes", "footnote"),
            "word/endnotes.xml": note("endnotes", "w:endnotes", "endnote"),
            "word/comments.xml": part("comments", "w:comments", "comment"),
            "word/diagrams/data1.xml": (
                DRAWING.format("diagramData"),
                element("dgm:dataModel", diagram),
            ),
            "word/charts/chart1.xml": (DRAWING.format("chart"), CHART),
            "word/charts/_rels/chart1.xml.rels": relations({"r1": "../embeddings/book.xlsx"}),
            "word/embeddings/book.xlsx": (WORKBOOK, b"behind the chart"),
            "word/media/image1.png": ("image/png", b"a picture"),
            "word/afchunk.mht": ("message/rfc822", b"another document"),
            "word/embeddings/object.bin": (
                "application/vnd.openxmlformats-officedocument.oleObject",
                b"an object",
            ),
            "word/styles.xml": (WORD.format("styles"), element("w:styles", "")),
        },
    )


# A chart of shares: two series, two categories, formatted as per cents.
CHART = element(
    "c:chartSpace",
    f"<c:chart><c:title><c:tx><c:rich>{drawn('Workforce by ethnicity, titled')}</c:rich></c:tx>"
    "</c:title><c:plotArea><c:barChart>"
    + "".join(
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{name}</c:v></c:pt></c:strCache>"
        "</c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2022</c:v></c:pt>"
        "<c:pt idx='1'><c:v>2023</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef>"
        f"<c:numCache><c:formatCode>0.0%</c:formatCode><c:pt idx='0'><c:v>{then}</c:v></c:pt>"
        f"<c:pt idx='1'><c:v>{now}</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>"
        for name, then, now in (("White", 0.7236, 0.734), ("BME", 0.2412, 0.2648))
    )
    + "</c:barChart></c:plotArea></c:chart>",
)


def test_every_part_of_a_word_document_is_read_or_named(tmp_path):
    path = whole_document(tmp_path)
    document = open_document(path)
    assert wrong_words(path) >= {"main", "header", "footer", "footnote", "endnote", "diagram"}
    assert "titled" in text_of(document)
    # 0.2648 under the format 0.0%.
    assert "| 2023 | 73.4% | 26.5% |" in document.lines
    assert "comment" not in text_of(document)
    assert "comments: comments are not read" in named(document)
    assert any("word/media/image1.png" in each for each in named(document))
    assert sorted(lost(document)) == [
        ": the part 'word/afchunk.mht' cannot be read",
        ": the part 'word/embeddings/object.bin' cannot be read",
    ]
    assert not any("book.xlsx" in each for each in named(document))
    assert {"header", "footer", "footnotes", "endnotes", "chart", "diagram", ""} <= set(
        document.places
    )


def test_a_chart_is_read_as_its_table(tmp_path):
    path = whole_document(tmp_path)
    claims = [
        claim
        for claim in check_file(path, figures("QHG", 2023), 2023)
        if claim.verdict is Verdict.CONTRADICTED and claim.place == "chart"
    ]
    # BME staff are 99 of 421: 23.5%.
    assert [(claim.number, claim.printed) for claim in claims] == [("26.5%", "23.5%")]


def test_a_broken_header_is_named_and_the_text_is_read(tmp_path):
    path = parcel(
        tmp_path / "report.docx",
        {
            "word/document.xml": body(paragraph(said("main"))),
            "word/header1.xml": (WORD.format("header"), "<w:hdr"),
        },
    )
    assert wrong_words(path) == {"main"}
    assert lost(open_document(path)) == [
        "header: 'word/header1.xml' cannot be read: it is not well-formed XML"
    ]


def test_two_rows_of_headers_name_every_column(tmp_path):
    def row(*cells: tuple[str, int]) -> str:
        return (
            "<w:tr>"
            + "".join(
                f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>'
                for text, span in cells
            )
            + "</w:tr>"
        )

    inner = "<w:tbl>" + row(("Indicator 2", 1), ("2022", 2), ("2023", 2))
    inner += row(("", 1), ("White", 1), ("BME", 1), ("White", 1), ("BME", 1))
    # 25 BME applicants were appointed in 2023; 17 is 2022's.
    inner += row(("Appointed", 1), ("43", 1), ("17", 1), ("49", 1), ("17", 1)) + "</w:tbl>"
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(inner)})
    claims = check_file(path, figures("QHG", 2023), 2023)
    assert [(claim.number, str(claim.verdict)) for claim in claims] == [
        ("43", "supported"),
        ("17", "supported"),
        ("49", "supported"),
        ("17", "contradicted"),
    ]


def slide(*shapes: str) -> str:
    return element("p:sld", f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>")


def shape(text: str, kind: str = "", descr: str = "") -> str:
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr descr="{descr}"/><p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>'
        f"<p:txBody>{drawn(text)}</p:txBody></p:sp>"
    )


def presentation(tmp_path: Path) -> Path:
    table = (
        "<p:graphicFrame><a:graphic><a:tbl>"
        + "".join(
            "<a:tr>"
            + "".join(f"<a:tc><a:txBody>{drawn(cell)}</a:txBody></a:tc>" for cell in row)
            + "</a:tr>"
            for row in (("Indicator 6", "2022", "2023"), ("BME", "19.1%", "19.1%"))
        )
        + "</a:tbl></a:graphic></p:graphicFrame>"
    )
    first = slide(
        shape("Indicator 2", "title"),
        shape(said("slide"), descr=said("described")),
        f"<p:grpSp>{shape(said('grouped'))}</p:grpSp>",
        table,
    )
    order = element(
        "p:presentation", '<p:sldIdLst><p:sldId r:id="r2"/><p:sldId r:id="r1"/></p:sldIdLst>'
    )
    return parcel(
        tmp_path / "board.pptx",
        {
            "ppt/presentation.xml": (SLIDES.format("presentation.main"), order),
            "ppt/_rels/presentation.xml.rels": relations(
                {"r1": "slides/slide1.xml", "r2": "/ppt/slides/slide2.xml"}
            ),
            "ppt/slides/slide1.xml": (SLIDES.format("slide"), first),
            "ppt/slides/_rels/slide1.xml.rels": relations(
                {"r1": "../notesSlides/notesSlide1.xml", "r2": "../charts/chart1.xml"}
            ),
            "ppt/slides/slide2.xml": (SLIDES.format("slide"), slide(shape(said("opening")))),
            "ppt/notesSlides/notesSlide1.xml": (
                SLIDES.format("notesSlide"),
                slide(shape(said("notes"))),
            ),
            "ppt/charts/chart1.xml": (DRAWING.format("chart"), CHART),
            "ppt/slideMasters/slideMaster1.xml": (
                SLIDES.format("slideMaster"),
                slide(shape("Click to edit 2.31 times", "body"), shape(said("master"))),
            ),
            "ppt/comments/comment1.xml": (SLIDES.format("comments"), slide(shape(said("comment")))),
            "ppt/media/image1.png": ("image/png", b"a picture"),
        },
    )


def test_every_part_of_a_presentation_is_read_or_named(tmp_path):
    path = presentation(tmp_path)
    document = open_document(path)
    words = {"slide", "described", "grouped", "opening", "notes", "master"}
    assert wrong_words(path) >= words
    assert "comment" not in text_of(document)
    assert "Click to edit" not in text_of(document)
    assert lost(document) == []
    assert len(named(document)) == 2
    places = {line: place for line, place in zip(document.lines, document.places, strict=True)}
    # The second slide is shown first.
    assert places[said("opening")] == "slide 1"
    assert places[said("grouped")] == "slide 2"
    assert places[said("notes")] == "notes of slide 2"
    assert places["| 2023 | 73.4% | 26.5% |"] == "chart of slide 2"
    # 18.2% in 2023; 19.1% is 2022's.
    claims = check_file(path, figures("QHG", 2023), 2023)
    cells = [claim for claim in claims if claim.text.startswith("| BME")]
    assert [str(claim.verdict) for claim in cells] == ["supported", "contradicted"]


HTML = f"""<!doctype html><html><head><title>{said("title")}</title>
<meta name="description" content="{said("summary")}">
<script>var lost = "2.31 times";</script><style>p {{ color: red }}</style></head>
<body><!-- 2.31 times --><h1>Indicator 2</h1><p>{said("paragraph")}</p>
<div>{said("division")}<ul><li>{said("point")}</li></ul>{said("tail")}</div>
<p>In 2023, <b>White</b> applicants were <em>2.91</em>
 times<sup>3</sup> as likely to be appointed from shortlisting inline.</p>
<img src="a.png" alt="{said("alternative")}"><svg><desc>{said("drawn")}</desc>
<text>{said("lettered")}</text></svg>
<details><summary>More</summary>{said("folded")}</details><div hidden>{said("hidden")}</div>
<p aria-label="{said("labelled")}"></p><input value="{said("field")}"><del>deleted 2.31</del>
<iframe src="other.html"></iframe>
<table><caption>Indicator 6</caption><tr><th rowspan="2"></th><th colspan="2">2023</th></tr>
<tr><th>BME</th><th>White</th></tr><tr><th>Survey</th><td>19.1%</td><td>8.4%</td></tr></table>
</body></html>"""


def test_every_part_of_a_page_is_read_or_named(tmp_path):
    path = tmp_path / "report.html"
    path.write_text(HTML, encoding="utf-8")
    document = open_document(path)
    words = {
        *("title", "summary", "paragraph", "division", "point", "tail", "inline", "alternative"),
        *("drawn", "lettered", "folded", "hidden", "labelled", "field"),
    }
    # The table's row has no last word: 19.1% is 2022's figure.
    assert wrong_words(path) == {*words, "|"}
    assert "deleted 2.31" not in text_of(document)
    assert "var lost" not in text_of(document)
    assert lost(document) == [": a page within the page (other.html) is not read"]
    assert {each.split(" (")[0] for each in named(document)} == {
        ": a page within the page",
        ": deleted text is not read",
        ": img",
    }
    assert "| Survey | 19.1% | 8.4% |" in document.lines
    assert "|  | 2023 | 2023 |" in document.lines
    assert "|  | BME | White |" in document.lines


def test_a_page_that_only_its_scripts_write_is_named(tmp_path):
    path = tmp_path / "report.html"
    path.write_text("<html><body><script>write('2.31')</script></body></html>")
    assert len(lost(open_document(path))) == 1


PAGE = """#set page(width: 12cm, height: 14cm, header: [WRES report of the headed trust],
  footer: context [Page #counter(page).display() of 4])
= Indicator 2
{}#footnote[{}]

#table(columns: 3, [Indicator 6], [2022], [2023], [BME], [18.2%], [14.8%])
#pagebreak()
{} White applicants were 2.91 times as likely
#pagebreak()
to be appointed from shortlisting over.
#pagebreak()
#image(bytes(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"
height="9"/></svg>`.text), format: "svg")
"""


def printed(tmp_path: Path) -> Path:
    """A PDF with a sentence in its text, a footnote, over two pages, a field and a box."""
    source, plain, path = (tmp_path / name for name in ("a.typ", "a.pdf", "report.pdf"))
    source.write_text(PAGE.format(said("page"), said("footnote"), "In 2023,"), encoding="utf-8")
    typst.compile(str(source), output=str(plain))
    writer = pypdf.PdfWriter(clone_from=plain)
    marks = ArrayObject()
    for kind, key, text in (
        ("/FreeText", "/Contents", said("boxed")),
        ("/Widget", "/V", said("field")),
        ("/Text", "/Contents", said("comment")),
    ):
        marks.append(
            writer._add_object(
                DictionaryObject(
                    {
                        NameObject("/Type"): NameObject("/Annot"),
                        NameObject("/Subtype"): NameObject(kind),
                        NameObject("/Rect"): ArrayObject([FloatObject(n) for n in (0, 0, 9, 9)]),
                        NameObject(key): TextStringObject(text),
                    }
                )
            )
        )
    writer.pages[0][NameObject("/Annots")] = marks
    writer.add_attachment("other.txt", b"2.31 times")
    writer.write(path)
    return path


def test_every_part_of_a_pdf_is_read_or_named(tmp_path):
    path = printed(tmp_path)
    document = open_document(path)
    assert wrong_words(path) == {"page", "footnote", "over", "boxed", "field"}
    assert text_of(document).count("headed trust") == 1
    assert "comment" not in text_of(document)
    assert lost(document) == ["page 1: files put into the PDF are not read"]
    assert "page 1: comments are not read" in named(document)
    places = {
        line.strip(): place for line, place in zip(document.lines, document.places, strict=True)
    }
    assert places["to be appointed from shortlisting over."] == "page 3"


def test_a_scan_is_named(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    assert [each for each in lost(open_document(tmp_path / "scan.pdf")) if "scan" in each]


def test_words_that_a_hyphen_breaks_are_joined():
    assert joined(["non-clini-", "cal appli-", "cants, and self-", "declared"]) == [
        "non-clinical",
        "applicants,",
        "and self-declared",
        "",
    ]
    # The word has its hyphen elsewhere in the text, or the hyphen is a soft one.
    assert joined(["a follow-up, then a follow-", "up"])[0].endswith("follow-up")
    assert joined(["shortlist\u00ad", "ing"])[0] == "shortlisting"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<!DOCTYPE w [<!ENTITY a 'b'>]>" + element("w:document", "&a;"), "declares entities"),
        ("<w:document", "is not well-formed XML"),
        (element("w:document", "<w:p/>" * (2 * 10**6)), "more than 1,000,000 tags"),
        (" " * 25_000_000, "unpacks to more than 20 MB"),
        (element("w:document", paragraph("12 of 40") * 20_001), "longer than any report"),
        (element("w:document", "<w:sdt>" * 400 + "</w:sdt>" * 400), "is not well-formed XML"),
    ],
    ids=["entity", "broken", "tags", "compressed", "paragraphs", "deep"],
)
def test_a_hostile_word_document_ends_in_one_sentence_soon_and_small(tmp_path, content, said):
    kind = WORD.format("document.main")
    path = parcel(tmp_path / "report.docx", {"word/document.xml": (kind, content)})
    begin = time.process_time()
    tracemalloc.start()
    with pytest.raises(DocumentError, match=said) as caught:
        open_document(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "\n" not in str(caught.value)
    assert time.process_time() - begin < 10
    assert peak < 200_000_000


def test_a_cell_that_spans_too_many_columns_fills_no_memory(tmp_path):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{paragraph("12% " * 500)}</w:tc>'
    inner = f"<w:tbl><w:tr>{cell * 100}</w:tr></w:tbl>"
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(inner)})
    with pytest.raises(DocumentError, match="longer than any report"):
        open_document(path)


def test_a_page_that_takes_too_long_is_named_and_so_are_those_after_it(tmp_path, monkeypatch):
    writer = pypdf.PdfWriter()
    for times in (1, 1_000_000, 1):
        page = writer.add_blank_page(200, 200)
        contents = pypdf.generic.StreamObject()
        contents.set_data(b"BT /F 9 Tf (2.31) Tj ET " * times)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(contents.flate_encode())
    writer.write(tmp_path / "slow.pdf")
    monkeypatch.setattr("wres.claims.pdfs.limit", lambda name: 3 if name == "page" else limit(name))
    begin = time.perf_counter()
    document = open_document(tmp_path / "slow.pdf")
    assert time.perf_counter() - begin < 60
    assert lost(document)[0].startswith("pages 2 to 3: take too long")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("report.odt", b"x", "is not a document whose claims can be checked"),
        ("report.docx", b"no zip", "is not a Word or PowerPoint document"),
        ("report.pptx", b"no zip", "is not a Word or PowerPoint document"),
        ("report.pdf", b"no pdf", "is not a PDF"),
        ("report.txt", b"\xff\xfe1\x00", "is not UTF-8 text"),
        ("report.html", b"", "has no text of HTML"),
        ("report.html", b"<div>" * 300 + b"12%", "deeper than any page"),
        ("gone.txt", None, "there is no file"),
        ("gone.docx", None, "there is no file"),
        ("gone.pdf", None, "there is no file"),
    ],
)
def test_a_document_that_cannot_be_read(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentError, match=said):
        open_document(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are of Unix")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "report.txt")
    with pytest.raises(DocumentError, match="is not a file"):
        open_document(tmp_path / "report.txt")


@pytest.mark.parametrize(
    "unit", ["12.7%", " from 1 to 2", ",1", "| 1", "(1 ", "a", "1. A", "@a.", "BME 1% "]
)
def test_time_grows_with_the_length_of_a_line(unit):
    held = figures("QHG", 2023)

    def seconds(length: int) -> float:
        begin = time.process_time()
        check_lines([(unit * length)[:length]], held, 2023)
        return time.process_time() - begin

    seconds(1_000)
    # Four times as long takes four times as long, and with the square sixteen times.
    assert seconds(40_000) < 9 * max(seconds(10_000), 0.1)


def test_what_is_longer_than_a_sentence_is_named():
    (claim,) = check_lines(["rose from 12 to 13 and " * 100], figures("QHG", 2023), 2023)
    assert claim.unread
    assert "longer than a sentence" in claim.note


def test_a_long_list_is_read_point_by_point():
    points = "; ".join(f"in unit {n} all is well" for n in range(80))
    claims = check_lines([f"{points}; {said('last')}"], figures("QHG", 2023), 2023)
    assert not any(claim.unread for claim in claims)
    wrong = [claim.number for claim in claims if claim.verdict is Verdict.CONTRADICTED]
    assert wrong == ["2.91 times"]


@pytest.mark.parametrize(
    ("parts", "status", "note"),
    [
        ({"word/media/image1.png": ("image/png", b"")}, 0, "word/media/image1.png"),
        ({"word/afchunk.rtf": ("application/rtf", b"")}, 1, "word/afchunk.rtf"),
        ({"word/lost.xml": ("", b"")}, 1, "word/lost.xml"),
    ],
    ids=["picture", "another document", "of no type"],
)
def test_strict_fails_for_words_that_cannot_be_read(tmp_path, parts, status, note):
    right = paragraph("In 2023, 23.5% of our workforce were BME.")
    path = parcel(tmp_path / "report.docx", {"word/document.xml": body(right), **parts})
    command = ["claims", str(path), "--organisation", "QHG", "--year", "2023", "--strict"]
    result = CliRunner().invoke(cli.main, [*command, "--data", str(DATA)])
    assert result.exit_code == status
    assert note in result.output
    result = CliRunner().invoke(cli.main, [*command, "--data", str(DATA), "--format", "json"])
    rows = json.loads(result.stdout)
    assert [row["unread"] for row in rows if note in row["note"]] == [bool(status)]
