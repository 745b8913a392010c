import builtins
import sys

import page as checker
import pytest
from pypdf import PdfReader

from helpers.errors import RunError
from helpers.export.html import report
from helpers.export.pdf import write_pdf

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
        "Workforce Race Equality Standard - WRES 2023 - NHS Example Integrated Care Board"
    )
    assert reader.metadata.author == "NHS Example Integrated Care Board"
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


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
                "What is the data telling us?",
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
    assert kinds.count("/Table") == 5  # one of the four goes on over the page
    assert kinds.count("/TH") > 60


def test_contents_give_the_pages_and_every_page_has_its_number(reader):
    pages = [one.extract_text() for one in reader.pages]
    titles = ("Key findings\n", "Recruitment\n", "Action plan\n")
    begins = [next(n for n, text in enumerate(pages, 1) if n > 1 and t in text) for t in titles]
    listed = [int(line) for line in pages[0].splitlines() if line.isdigit()]
    assert listed == begins == sorted(set(begins))
    for n, text in enumerate(pages, 1):
        assert f"Page {n} of {len(pages)}" in text
        assert "NHS Example Integrated Care Board, WRES 2023" in text


def test_a_wide_table_lies_across_and_the_rest_stands(reader):
    shapes = [one.mediabox.width > one.mediabox.height for one in reader.pages]
    assert shapes == [False] * (len(shapes) - 1) + [True]


def test_a_table_over_two_pages_repeats_its_header(reader):
    assert sum("BME, per cent" in p.extract_text() for p in reader.pages[1:4]) == 2


def test_it_uses_no_font_of_this_machine(reader):
    names = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for one in reader.pages
        for font in one["/Resources"]["/Font"].values()
    }
    assert names
    assert {name for name in names if not name.startswith("Source-Sans-3")} == set()


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


def test_without_pango_one_command_is_named(monkeypatch, tmp_path):
    real = builtins.__import__

    def broken(name, *args, **kwargs):
        if name.startswith("weasyprint"):
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    for name in [name for name in sys.modules if name.startswith("weasyprint")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", broken)
    with pytest.raises(RunError, match=r"apt-get install -y libpango-1\.0-0 libpangoft2-1\.0-0"):
        write_pdf(PAGE.format("A"), tmp_path / "a.pdf")
