import pytest

from wres.export.markup import relink, scope, slugify
from wres.ground.errors import RunError


def scoped(html: str) -> str:
    return scope(f"<h1>Pay</h1>{html}", "pay", "pay.ipynb").html.removeprefix(
        '<h1 id="pay">Pay</h1>'
    )


def test_text_passes_as_it_is():
    assert scoped("<p>A &lt; B &amp; C&#39;s &pound;5</p>") == (
        "<p>A &lt; B &amp; C&#39;s &pound;5</p>"
    )


def test_an_attribute_cannot_break_out():
    assert scoped("<p title='&quot;&gt;&lt;b&gt;'>x</p>") == (
        '<p title="&quot;&gt;&lt;b&gt;">x</p>'
    )


def test_headings_of_one_name_get_ids_of_their_own():
    html = scoped("<h2>Next <em>steps</em></h2><h2>Next steps</h2>")
    assert 'id="pay-next-steps"' in html
    assert 'id="pay-next-steps-2"' in html


def test_the_same_chart_twice_has_two_sets_of_ids():
    chart = '<svg><path id="a"/><use href="#a"/><g clip-path="url(#a)"/></svg>'
    html = scoped(chart + chart)
    for number in (1, 2):
        assert f'id="pay-c{number}-a"' in html
        assert f'href="#pay-c{number}-a"' in html
        assert f"url(#pay-c{number}-a)" in html


def test_what_refers_to_an_id_follows_it():
    assert scoped('<p id="n">x</p><ul aria-describedby="n m"></ul>') == (
        '<p id="pay-n">x</p><ul aria-describedby="pay-n pay-m"></ul>'
    )


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<style>p {}</style>", "<style>"),
        ('<iframe src="x"></iframe>', "<iframe>"),
        ('<p onclick="x()">a</p>', "onclick"),
        ('<img alt="a" src="https://example.org/a.png">', "from elsewhere"),
        ('<img src="data:image/png;base64,AA==">', "no description"),
        ('<a href="javascript:x()">a</a>', "cannot open"),
        ('<p id="a"></p><p id="a"></p>', "two elements have the id 'pay-a'"),
        ("<h1>Again</h1>", "two headings of level 1"),
        ("<h3>Deep</h3>", "a heading of level 3 follows one of level 1"),
        ("<h2> </h2>", "a heading is empty"),
    ],
)
def test_what_a_report_cannot_hold_is_refused_by_name(html, said):
    with pytest.raises(RunError, match=r"pay\.ipynb: ") as caught:
        scoped(html)
    assert said in str(caught.value)


@pytest.mark.parametrize("html", ["<p>Words</p>", "<h2>Words</h2>"])
def test_a_notebook_begins_with_its_title(html):
    with pytest.raises(RunError, match="Begin with a Markdown cell"):
        scope(html, "pay", "pay.ipynb")


def test_links_are_resolved_wherever_they_stand():
    html = '<a href="a">1</a><a class="x" href="b&amp;c">2</a><link href="d">'
    assert relink(html, str.upper) == (
        '<a href="A">1</a><a class="x" href="B&amp;C">2</a><link href="d">'
    )


@pytest.mark.parametrize(
    ("words", "slug"),
    [("Staff survey 2023–24", "staff-survey-2023-24"), ("Tŷ", "ty"), ("?!", "section")],
)
def test_slugs(words, slug):
    assert slugify(words) == slug
