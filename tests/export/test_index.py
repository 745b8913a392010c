import pytest

from wres.export.index import IndexEntry, index_page

ENTRIES = [
    IndexEntry("NHS Example", "QXX", 2022, "2022/QXX", "Complete"),
    IndexEntry("NHS Example", "QXX", 2023, "2023/QXX", "Complete", "Invented example data"),
    IndexEntry("Any <b>Trust</b>", "5E1", 2023, "", "Failed in the last run: no data"),
]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("entries", [ENTRIES, []], ids=["some", "none"])
def test_axe_finds_nothing_and_nothing_overflows_or_is_fetched(visit, entries, width):
    opened = visit(index_page(entries), width)
    assert opened.faults() == []
    assert opened.overflow() <= 0
    assert [url for url in opened.requests if not url.startswith("data:")] == []


def test_the_latest_year_comes_first_and_then_the_name():
    html = index_page(ENTRIES)
    assert html.index("Any &lt;b&gt;Trust") < html.index("2023/QXX") < html.index("2022/QXX")
    assert html == index_page(reversed(ENTRIES))


def test_all_forms_are_linked_under_names_of_their_own():
    html = index_page(ENTRIES)
    assert '<a href="2023/QXX/report.html">Web page<span' in html
    assert '<a href="2023/QXX/report.pdf">PDF<span class="wres-hidden"> of NHS Example,' in html
    assert '<a href="2023/QXX/tables.xlsx">Tables (Excel)<span class="wres-hidden"> of' in html


def test_a_report_of_an_earlier_version_has_no_link_to_tables():
    entry = IndexEntry("NHS Example", "QXX", 2022, "2022/QXX", "Complete", has_tables=False)
    assert "tables.xlsx" not in index_page([entry])


def test_a_failure_is_said_and_nothing_is_linked():
    html = index_page(ENTRIES[2:])
    assert "Failed in the last run: no data" in html
    assert 'href="#main"' in html
    assert html.count("<a ") == 1


def test_no_reports_yet():
    assert "There are no reports yet." in index_page([])
