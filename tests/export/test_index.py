from dataclasses import replace

import pytest

from wres.export.index import IndexEntry, index_page
from wres.export.standing import Standing

RATED = Standing(
    (
        ("Achieving", "No gap then or now"), ("Developing", "Improving"),
        ("Underdeveloped", "Worsening [b]"), ("Not rated", "Not known"),
    )
)  # fmt: skip
ENTRIES = [
    IndexEntry("NHS Example", "QXX", 2022, "2022/QXX", "Complete"),
    IndexEntry(
        "NHS Example", "QXX", 2023, "2023/QXX", "Complete", "Invented example data",
        kind="Integrated care board", standing=RATED,
    ),
    IndexEntry("Any <b>Trust</b>", "5E1", 2023, "", "Failed in the last run: no data"),
]  # fmt: skip
REGIONS = [replace(ENTRIES[0], region="North"), replace(ENTRIES[2], region="East"),
           IndexEntry("A Board", "QYY", 2023, "2023/QYY", "Complete", region="North"),
           replace(ENTRIES[1], ods_code="QZZ")]  # fmt: skip


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("entries", [ENTRIES, REGIONS, []], ids=["some", "regions", "none"])
def test_axe_finds_nothing_and_nothing_overflows_or_is_fetched(visit, entries, width):
    opened = visit(index_page(entries), width)
    assert opened.faults() == []
    assert opened.overflow() <= 0
    assert [url for url in opened.requests if not url.startswith("data:")] == []


def test_organisations_stand_by_name_and_their_latest_edition_first():
    html = index_page(ENTRIES)
    assert html.index("Any &lt;b&gt;Trust") < html.index("2023/QXX") < html.index("2022/QXX")
    assert html == index_page(reversed(ENTRIES))


def test_regions_stand_by_name_and_those_without_one_last():
    html = index_page(REGIONS)
    headings = ('<h2 id="region-1">East', "<h3>Any &lt;b&gt;Trust", '<h2 id="region-2">North',
                "<h3>A Board", "<h3>NHS Example", '<h2 id="region-3">No region')  # fmt: skip
    places = [html.index(heading) for heading in headings]
    assert places == sorted(places)
    assert ">Organisations</h2>" not in html
    # Where the register names no region there is nothing to say of regions.
    assert ">Organisations</h2>" in index_page(ENTRIES)
    assert "No region" not in index_page(ENTRIES)


def test_a_lead_gets_to_a_region_from_the_head_of_the_page():
    html = index_page(REGIONS)
    head = html[: html.index("<article")]
    for number, (region, bodies) in enumerate(
        (("East", 1), ("North", 2), ("No region given", 1)), start=1
    ):
        counted = f'<span class="wres-body-code">{bodies}</span>'
        assert f'<a href="#region-{number}">{region}</a> {counted}' in head
    assert "<nav" not in index_page(ENTRIES)


def test_the_numbers_of_the_indicators_are_explained_before_they_stand_for_them():
    html = index_page(ENTRIES)
    assert html.count("<li>Board representation</li>") == 1
    assert html.index("<li>Board representation</li>") < html.index("<article")
    assert "<li>Board representation</li>" not in index_page([])


@pytest.mark.parametrize("width", [320, 1280])
def test_the_nine_ratings_stand_in_one_line_at_every_width(visit, width):
    nine = Standing((("Underdeveloped", "Not known"),) * 9)
    shown = visit(index_page([replace(ENTRIES[1], standing=nine)]), width).page
    places = shown.evaluate(
        "[...document.querySelectorAll('.wres-strip li')].map(each => [each.offsetTop,"
        " each.scrollWidth - each.clientWidth, each.offsetHeight])"
    )
    assert len(places) == 9
    # Beside each other, nothing reaching out, and no number below its disc.
    assert len({top for top, _, _ in places}) == 1
    assert all(out <= 0 and height < 40 for _, out, height in places)


def test_the_ratings_of_the_latest_edition_are_said_in_words_and_what_changed():
    html = index_page(ENTRIES)
    assert 'aria-label="Ratings in 2023"' in html
    assert '2<span class="wres-hidden">, Appointment from shortlisting: Developing</span>' in html
    assert '4<span class="wres-hidden">, Non-mandatory training: Not rated</span>' in html
    assert "Since 2022: indicator 2 improving, indicator 3 [b] worsening." in html
    assert html.count('<li class="wres-rated-') == 4


def test_an_edition_that_does_not_say_its_ratings_is_said_to():
    html = index_page(ENTRIES[:1])
    assert "This edition does not say its ratings here." in html
    assert 'wres-strip"' not in html


def test_how_many_there_are_and_what_failed_stands_first():
    assert "2 editions of 1 organisation, complete." in index_page(ENTRIES[:2])
    html = index_page(ENTRIES)
    assert "3 editions of 2 organisations, 1 of which failed in the last run." in html
    assert html.index("To look at") < html.index("<article")


def test_all_forms_are_linked_under_names_of_their_own():
    html = index_page(ENTRIES)
    assert '<a href="2023/QXX/report.html">Web page<span' in html
    assert '<a href="2023/QXX/report.pdf">PDF<span class="wres-hidden"> of NHS Example,' in html
    assert '<a href="2023/QXX/tables.xlsx">Tables (Excel)<span class="wres-hidden"> of' in html


def test_editions_that_were_asked_for_are_linked_and_no_others():
    files = ("report.pdf", "board.pdf", "board.docx", "tables.xlsx")
    html = index_page([replace(ENTRIES[0], files=files)])
    assert '<a href="2022/QXX/board.pdf">Board edition (PDF)<span' in html
    assert '<a href="2022/QXX/board.docx">Board edition (Word)<span' in html
    assert "report.docx" not in html


def test_a_report_of_an_earlier_version_has_no_link_to_tables():
    entry = IndexEntry("NHS Example", "QXX", 2022, "2022/QXX", "Complete", files=("report.pdf",))
    assert "tables.xlsx" not in index_page([entry])


def test_a_failure_is_said_and_nothing_is_linked():
    html = index_page(ENTRIES[2:])
    assert "Failed in the last run: no data" in html
    assert 'href="#main"' in html
    assert html.count("<a ") == 1


def test_no_reports_yet():
    assert "There are no reports yet." in index_page([])
