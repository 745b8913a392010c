import re
from html.parser import HTMLParser
from itertools import pairwise

import nbformat
import pytest
from pypdf import PdfReader

from wres.export.html import Fragment, Publication, fragment, page, report
from wres.export.index import IndexEntry, index_page
from wres.ground.errors import RunError
from wres.ground.settings import INTERNAL_PREFIX, INTERNAL_WARNING
from wres.showing.components import Notes, StyleSheet, Table, Tile, Tiles, badge

from ..conftest import MEDIA
from .sample_report import MASTHEAD, PUBLICATION, notebook

WIDTHS = (320, 375, 768, 1280, 1920)


class Outline(HTMLParser):
    """What a test asks of a page: elements, headings, ids and links."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.tags.append(tag)
        if "id" in known:
            self.ids.append(known["id"])
        if tag == "a":
            self.links.append(known["href"])

    @property
    def levels(self) -> list[int]:
        return [int(tag[1]) for tag in self.tags if re.fullmatch("h[1-6]", tag)]


@pytest.fixture(scope="session")
def pages(fragments) -> dict[str, str]:
    made = {part.slug: page(part, PUBLICATION, fragments) for part in fragments}
    return made | {"report": report(fragments, PUBLICATION, MASTHEAD)}


ALL = ("summary", "recruitment", "action_plan", "report")


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing_and_nothing_overflows_or_is_fetched(pages, visit, name):
    opened = visit(pages[name])
    # The rules about colours are the slow ones: a page's head and the whole report have them all.
    has_all_colours = name in ("recruitment", "report")
    for width in WIDTHS:
        assert opened.at(width).faults(has_all_colours and width == 1280) == [], width
        assert opened.overflow() <= 0, width
    for medium in MEDIA:
        assert opened.at(1280, medium).faults(has_all_colours) == [], medium
        assert opened.overflow() <= 0, medium
    assert [url for url in opened.requests if not url.startswith("data:")] == []


def test_a_dark_page_is_dark_and_its_charts_stand_on_a_light_card(pages, visit):
    opened = visit(pages["report"]).at(1280, "dark")
    grounds = opened.page.evaluate(
        "['body', '.wres-main .wres-block', '.wres-table tbody tr', '.wres-svg'].map(each =>"
        " getComputedStyle(document.querySelector(each)).backgroundColor)"
    )
    dark, light = "rgb(20, 25, 29)", "rgb(255, 255, 255)"
    assert grounds == [dark, dark, dark, light]


def test_components_bring_their_own_light_ground_to_a_dark_jupyterlab(visit):
    # JupyterLab's dark theme as it is there: a dark page whose cells have light letters.
    lab = "<style>body { background: #111; color: #fff } td, th, p, li { color: inherit }</style>"
    parts = (
        StyleSheet(), Notes(("Small print.",)),
        Table("Staff", ("Group", "Rating"), (("White", badge("Developing")),)),
        Tiles("Findings", (Tile("7", "of 9", "More than chance.", "worse"),)),
    )  # fmt: skip
    body = "".join(part._repr_html_() for part in parts)
    page = f"<!DOCTYPE html><html lang='en'><title>T</title>{lab}<main><h1>T</h1>{body}</main>"
    assert visit(page).at(1280, "dark").faults() == []


def test_tiles_keep_their_meaning_where_colours_are_forced(pages, visit):
    opened = visit(pages["summary"]).at(1280, "forced colours")
    borders = opened.page.evaluate(
        "['better', 'worse', 'neutral'].map(tone => {"
        " const tile = document.querySelector(`.wres-tone-${tone}`);"
        " const style = getComputedStyle(tile);"
        " return [style.borderTopStyle, style.borderTopWidth, tile.innerText.split('\\n').length]})"
    )
    assert len({(style, width) for style, width, _ in borders}) == 3  # a form of its own each
    assert borders[0][2] == borders[1][2] > borders[2][2]  # and a line that says it


def test_sections_follow_each_other_on_a_browsers_paper(fragments, visit, tmp_path):
    short = [
        Fragment(f"Part {n}", f"part-{n}", f'<h1 id="part-{n}">Part {n}</h1><p>Said.</p>',
                 frozenset({f"part-{n}"}))
        for n in range(1, 5)
    ]  # fmt: skip
    opened = visit(report(short, PUBLICATION, MASTHEAD))
    opened.page.pdf(path=tmp_path / "a.pdf", prefer_css_page_size=True)
    (paper,) = PdfReader(tmp_path / "a.pdf").pages
    assert all(f"Part {n}" in paper.extract_text() for n in range(1, 5))


@pytest.mark.parametrize("name", ALL)
def test_the_fonts_are_the_pages_own(pages, visit, name):
    opened = visit(pages[name])
    loaded = opened.page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].map(face => face.status))"
    )
    assert "loaded" in loaded
    assert "error" not in loaded


def test_a_page_brings_the_letters_of_other_scripts(visit):
    words = "اردو বাংলা हिन्दी Ελλάδα Жук ✓"
    entry = IndexEntry(words, "QXX", 2023, "2023/QXX", "Complete", words)
    opened = visit(index_page([entry]))
    used = opened.page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].map(face => face.status))"
    )
    assert used == ["loaded"] * len(used)


@pytest.mark.parametrize("name", ALL)
def test_no_code_no_prompt_no_script_no_warning(pages, name):
    html = pages[name]
    for unwanted in (
        "StyleSheet()", "import ", "barplot", "secret_path", "/home/someone", "In [", "Out[",
        "No description has been provided", "<script", "javascript:", "¶", "stderr",
        "&lt;Axes", "jp-", "display:none", 'http-equiv="refresh',
    ):  # fmt: skip
        assert unwanted not in html, unwanted
    policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    (policy,) = policies
    # No script, nothing from elsewhere, no other base and no form.
    assert dict(each.split() for each in policy.split("; ")) == {
        "default-src": "'none'", "style-src": "'unsafe-inline'", "font-src": "data:",
        "img-src": "data:", "base-uri": "'none'", "form-action": "'none'",
    }  # fmt: skip
    assert html.count("http-equiv") == 1


@pytest.mark.parametrize("name", ALL)
def test_headings_step_down_one_at_a_time(pages, name):
    levels = Outline(pages[name]).levels
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_links_within_the_page_resolve(pages, name):
    outline = Outline(pages[name])
    assert len(outline.ids) == len(set(outline.ids))
    for link in outline.links:
        if link.startswith("#"):
            assert link[1:] in outline.ids


def test_links_between_pages_resolve(pages, fragments):
    known = {part.file: Outline(pages[part.slug]).ids for part in fragments}
    for part in fragments:
        for link in Outline(pages[part.slug]).links:
            file, _, anchor = link.partition("#")
            if (
                file
                and "/" not in file
                and file not in ("report.html", "report.pdf", "tables.xlsx")
            ):
                assert not anchor or anchor in known[file]


def test_nothing_that_the_notebooks_show_is_lost(notebooks, pages):
    shown = {"<table": 0, "<svg": 0, 'class="wres-story-facts': 0, 'class="wres-tile ': 0}
    for path in notebooks:
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", ()):
                html = output.get("data", {}).get("text/html", "")
                for mark in shown:
                    shown[mark] += html.count(mark) if "<style" not in html else 0
    assert shown == {"<table": 4, "<svg": 1, 'class="wres-story-facts': 1, 'class="wres-tile ': 12}
    for mark, count in shown.items():
        assert pages["report"].count(mark) == count
        assert sum(pages[name].count(mark) for name in ALL[:3]) == count


def test_titles_and_ids_are_stable(fragments, pages):
    assert [(part.slug, part.title) for part in fragments] == [
        ("summary", "Key findings"),
        ("recruitment", "Recruitment"),
        ("action_plan", "Action plan"),
    ]
    title = "Recruitment - WRES 2023 - NHS Example Integrated Care Board"
    assert f"<title>{title}</title>" in pages["recruitment"]
    for name in ("recruitment", "report"):
        assert 'id="recruitment"' in pages[name]
        assert 'id="recruitment-what-have-we-done-over-the-last-year"' in pages[name]


def test_a_link_to_another_notebook_works_in_both_kinds_of_page(pages):
    assert 'href="action_plan.html#action_plan"' in pages["recruitment"]
    assert 'href="#action_plan">action plan</a>' in pages["report"]
    done = "recruitment-what-have-we-done-over-the-last-year"
    assert f'href="recruitment.html#{done}"' in pages["summary"]


def test_a_page_knows_its_place(pages):
    html = pages["recruitment"]
    assert '<a href="#main" aria-current="page">Recruitment</a>' in html
    assert '<a href="summary.html">Key findings</a>' in html
    for address in ("report.html", "report.pdf", "tables.xlsx", "../../index.html"):
        assert f'href="{address}"' in html
    assert 'lang="en-GB"' in html
    assert "Invented example data" in html
    assert f"version {PUBLICATION.version}" in html


def test_the_report_leads_to_its_own_files_only(fragments):
    alone = report(fragments, Publication("NHS A", 2023, index=""), MASTHEAD)
    own = ("report.pdf", "tables.xlsx", "figures.csv")
    for link in Outline(alone).links:
        assert link.startswith(("#", "https://")) or link in own


def test_everything_for_internal_readers_says_so_by_name_and_on_the_page(notebooks):
    prefix = INTERNAL_PREFIX
    parts = [fragment(path, prefix=prefix) for path in notebooks]
    publication = Publication("NHS A", 2023, INTERNAL_WARNING, prefix)
    for part in parts:
        made = page(part, publication, parts)
        links = [link for link in Outline(made).links if not link.startswith(("#", "https://"))]
        assert part.file.startswith(prefix)
        assert all(link.startswith((prefix, "../../index.html")) for link in links)
        assert made.count(INTERNAL_WARNING) == 2  # above the page, and at the foot of its paper


def test_a_page_with_a_wide_table_is_printed_across(pages):
    assert pages["report"].count('<section class="wres-section wres-landscape">') == 1


def test_exporting_twice_gives_the_same_page(notebooks, fragments, pages):
    again = [fragment(path) for path in notebooks]
    assert again == fragments
    assert report(again, PUBLICATION, MASTHEAD) == pages["report"]


def test_a_chart_stays_readable_on_a_narrow_screen(pages, visit):
    opened = visit(pages["recruitment"], 320)
    frame, chart = opened.page.evaluate(
        "[...document.querySelectorAll('.wres-picture .wres-scroll, svg')]"
        ".map(element => element.getBoundingClientRect().width)"
    )
    assert frame <= 320
    assert chart > 500


# Of each table: by how much it is wider than its frame.
_TOO_WIDE = """() => [...document.querySelectorAll(".wres-scroll:has(table)")]
  .map(frame => frame.scrollWidth - frame.clientWidth).filter(pixels => pixels > 0)"""


@pytest.mark.parametrize("width", [320, 375, 768])
def test_a_table_has_room_on_a_narrow_screen_and_stays_a_table(pages, visit, width):
    opened = visit(pages["report"], width).page
    tables = re.findall(r"<table.*?</table>", pages["report"], re.S)
    assert len(tables) > 3 and opened.evaluate(_TOO_WIDE) == []
    for role, tag in (("table", "table"), ("rowheader", 'th scope="row"'),
                      ("columnheader", 'th scope="col"'), ("cell", "td")):  # fmt: skip
        assert opened.get_by_role(role).count() == sum(each.count(f"<{tag}") for each in tables)


def test_a_card_shows_the_head_of_each_cell_and_a_wide_page_does_not(visit):
    heads = tuple(f"Appointments in {year}" for year in range(2020, 2024))
    table = Table("Staff", ("Group", *heads), (("White", *map(str, range(10, 14))),))
    assert table.narrow == "wres-cards"
    shown = visit(f"{StyleSheet().html()}{table.html()}", 320)
    assert shown.page.evaluate(_TOO_WIDE) == []
    seen = (
        "[...document.querySelectorAll('td')]"
        ".map(cell => getComputedStyle(cell, '::before').content.split(' / ')[0])"
    )
    assert shown.page.evaluate(seen) == [f'"{head}"' for head in heads]
    assert set(shown.at(1920).page.evaluate(seen)) == {"none"}


def test_on_a_tablet_a_table_of_numbers_stays_one_and_is_not_cut_off(visit):
    heads = ("Pay band", "White", "BME", "Not known", "All", "BME share, 2022", "BME share, 2023",
             "BME share, 2024", "BME change (points)", "BME less all staff (points)")  # fmt: skip
    row = ("Under band 1 to band 2", "2,352", "1,266", "119", "3,637", "34.6%", "38.5%", "41.8%",
           "+3.3", "+17.3")  # fmt: skip
    table = Table("Clinical staff", heads, (row,) * 3)
    assert table.narrow == "wres-cards wres-soon wres-dense"
    shown = visit(f"{StyleSheet().html()}<div style='padding: 0 32px'>{table.html()}</div>", 784)
    display = "getComputedStyle(document.querySelector('tbody tr')).display"
    for width, stands in ((700, "grid"), (784, "table-row"), (1280, "table-row")):
        assert shown.at(width).page.evaluate(display) == stands, width
        assert shown.page.evaluate(_TOO_WIDE) == [], width


def test_two_years_of_ratings_of_the_longest_word_are_not_cut_off(visit):
    heads = ("Indicator", "2023, by the rule", "2023, own rating", "2024, by the rule",
             "2024, own rating", "Trend")  # fmt: skip
    trend = "No clear change since 2022 (non-clinical staff in bands 8a to VSM)"
    row = ("4. Non-mandatory training", *(badge("Underdeveloped"),) * 4, trend)
    table = Table(
        "Ratings of the nine indicators", heads, (row,) * 3, text_columns=frozenset(range(1, 6))
    )
    shown = visit(f"{StyleSheet().html()}<div style='padding: 0 32px'>{table.html()}</div>", 1280)
    for width in (*range(700, 1080, 20), 1280):
        assert shown.at(width).page.evaluate(_TOO_WIDE) == [], width


def test_many_rows_have_their_numbers_in_two_lines_as_the_head_has(visit):
    heads = ("Figure", "Value", "95% interval", "More than chance", "Change on 2023",
             "Interval of the change", "Change more than chance")  # fmt: skip
    row = ("All staff", "34.5%", "33.4 to 35.6", "yes", "+2.7", "+1.2 to +4.2", "no")
    table = Table("How sure", heads, (row,) * 13)
    assert table.narrow == "wres-rows wres-twice wres-soon wres-dense"
    shown = visit(f"{StyleSheet().html()}{table.html()}", 320)
    assert shown.page.evaluate(_TOO_WIDE) == []
    places = """tag => [...document.querySelectorAll(tag)].slice(0, 7).map(cell => {
      const box = cell.getBoundingClientRect(); return [Math.round(box.right), Math.round(box.top)]
    })"""
    head, cells = (shown.page.evaluate(places, f"{part} tr > *") for part in ("thead", "tbody"))
    for found in (head, cells):
        rights, tops = zip(*found[1:], strict=True)
        assert rights[:3] == rights[3:] and len({*tops[:3]}) == len({*tops[3:]}) == 1
        assert found[0][1] < tops[0] < tops[3]
    assert [right for right, _ in head] == [right for right, _ in cells]
    (tops,) = {tuple(top for _, top in shown.at(1280).page.evaluate(places, "tbody tr > *"))}
    assert len({*tops}) == 1  # one line where there is room


# What a notebook may show


def output(kind: str, data: dict, metadata: dict | None = None):
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = [nbformat.v4.new_output(kind, data, metadata=metadata or {})]
    return cell


def with_cells(*cells) -> nbformat.NotebookNode:
    node = notebook([("md", "# Pay")])
    node.cells.extend(cells)
    return node


def made(*cells) -> str:
    return fragment(with_cells(*cells), "pay").html


SHOWN = '<p class="wres-source">Shown</p>'


@pytest.mark.parametrize("kind", ["execute_result", "display_data"])
def test_results_and_displays_are_shown_alike(kind):
    assert SHOWN in made(output(kind, {"text/html": SHOWN, "text/plain": "<Notes>"}))


TABLE, CHART, SAY = "report.table(frame, ", "report.chart(drawing, frame, ", "report.say(f"
PANDAS = '<div>\n<table border="1" class="dataframe"></table></div>'


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        ({"text/html": PANDAS, "text/plain": "   value\n0  5"}, TABLE),
        ({"text/plain": "0    5\nName: value, dtype: int64"}, TABLE),
        ({"text/plain": "<Axes: xlabel='value'>"}, CHART),
        ({"image/png": "AA==", "text/plain": "<Figure size 640x480 with 1 Axes>"}, CHART),
        ({"image/svg+xml": "<svg/>", "text/plain": ""}, CHART),
        ({"text/html": SHOWN, "image/png": "AA=="}, CHART),
        ({"text/plain": "5"}, SAY),
        ({"text/markdown": "5 people", "text/plain": "<Markdown object>"}, SAY),
        ({"text/html": "<p>5 people</p>", "text/plain": "<HTML object>"}, SAY),
        ({"application/javascript": "5"}, SAY),
    ],
    ids=range(10),
)
def test_what_no_component_made_is_refused_with_the_line_to_write(shown, line):
    with pytest.raises(RunError, match=re.escape(line)) as refused:
        made(output("execute_result", shown))
    assert str(refused.value).startswith("pay: cell 2 shows ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("tags", [[], ["setup"]])
@pytest.mark.parametrize(
    ("stream", "said"), [("stdout", SAY), ("stderr", "prints a FutureWarning")]
)
def test_what_is_printed_is_refused_wherever_it_is_printed(stream, said, tags):
    cell = nbformat.v4.new_code_cell("x", metadata={"tags": tags})
    cell.outputs = [
        nbformat.v4.new_output("stream", name=stream, text="x.py:3: FutureWarning: BME 5\n")
    ]
    with pytest.raises(RunError, match=re.escape(said)):
        made(cell)


def test_cells_are_counted_as_their_author_does():
    injected = nbformat.v4.new_code_cell("x", metadata={"tags": ["injected-parameters"]})
    with pytest.raises(RunError, match="cell 2 shows"):
        made(injected, output("execute_result", {"text/plain": "5"}))


def test_a_failed_notebook_is_never_exported():
    cell = nbformat.v4.new_code_cell("x")
    cell.outputs = [nbformat.v4.new_output("error", ename="KeyError", evalue="'pay'")]
    with pytest.raises(RunError, match="cell 2 failed with KeyError: 'pay'"):
        made(cell)
    cell.metadata["tags"] = ["setup"]
    with pytest.raises(RunError, match="cell 2 failed"):
        made(cell)


@pytest.mark.parametrize("tag", ["parameters", "injected-parameters", "setup"])
@pytest.mark.parametrize("kind", ["code", "markdown"])
def test_cells_that_set_up_leave_nothing(tag, kind):
    before = made()
    cell = (
        output("execute_result", {"text/plain": "x", "text/html": "<style>p {}</style>"})
        if kind == "code"
        else nbformat.v4.new_markdown_cell("Words")
    )
    cell.metadata["tags"] = [tag]
    assert made(cell) == before


def test_a_link_that_leads_nowhere_is_refused():
    part = fragment(with_cells(nbformat.v4.new_markdown_cell("[a](#missing)")), "pay")
    with pytest.raises(RunError, match="the link to '#missing' leads nowhere"):
        page(part, PUBLICATION)


def test_a_heading_of_the_same_page_is_found_by_its_short_name():
    part = fragment(with_cells(nbformat.v4.new_markdown_cell("[a](#gap)\n\n## Gap")), "pay")
    assert '<a href="#pay-gap">a</a>' in page(part, PUBLICATION)


def test_two_notebooks_of_one_name_are_refused():
    part = Fragment("Pay", "pay", '<h1 id="pay">Pay</h1>', frozenset({"pay"}))
    with pytest.raises(RunError, match="named 'pay'"):
        report([part, part], PUBLICATION, MASTHEAD)


def test_a_name_cannot_become_markup():
    name = 'NHS <script>alert("1")</script> & "Sons"'
    part = fragment(with_cells(), "pay")
    html = page(part, Publication(name, 2023, banner=name), (part,))
    assert "<script" not in html
    assert "NHS &lt;script&gt;" in html
