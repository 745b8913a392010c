import pytest

from wres.showing import markdown


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "data:text/html,x", "../secret.html", "//elsewhere.example"]
)
def test_a_link_that_is_not_allowed_keeps_its_words_only(target):
    assert markdown.prose(f"[words]({target})") == "<p>words</p>"
    assert markdown.cell(f"[words]({target})") == "<p>words</p>"


def test_prose_links_lead_out_and_never_into_the_report():
    assert markdown.prose("[a](#b) [c](https://example.org/)") == (
        '<p>a <a href="https://example.org/" rel="noopener noreferrer external">'
        "c (external link)</a></p>"
    )
    assert markdown.cell("[a](#b)") == '<p><a href="#b">a</a></p>'


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[our *plan*](https://example.org)", "our <em>plan</em> (external link)</a>"),
        ("<https://example.org>", ">https://example.org (external link)</a>"),
        ("[](HTTPS://example.org)", ">(external link)</a>"),
        ("[ask](mailto:wres@example.org)", ">ask (email)</a>"),
        ("[a](https://a.org)[b](https://b.org)", ">b (external link)</a>"),
    ],
)
def test_a_link_that_leads_out_says_so_in_words(written, said):
    """Within the link: its name says it, to ears and on paper too."""
    for shown in (markdown.prose(written), markdown.cell(written)):
        assert said in shown and 'rel="noopener noreferrer external"' in shown
    assert "(ext" not in markdown.prose(written, marked=False) and "rel" not in markdown.prose(
        written, marked=False
    )


def test_a_mailbox_is_a_link():
    assert 'href="mailto:wres@example.org"' in markdown.prose("<mailto:wres@example.org>")


def test_raw_html_is_shown_and_not_obeyed():
    shown = markdown.prose('<script>alert(1)</script>\n\nA <img src=x onerror="alert(1)"> B')
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown


def test_an_image_leaves_its_description():
    assert markdown.prose("![Our staff network](https://example.org/a.png)") == (
        "<p>Our staff network</p>"
    )


@pytest.mark.parametrize("written", ["# One", "###### Six", "Two\n---"])
def test_prose_has_no_headings(written):
    assert "<h" not in markdown.prose(written)


def test_a_cell_keeps_its_headings_and_gets_no_anchor_signs():
    assert markdown.cell("# Pay") == "<h1>Pay</h1>"


def test_a_table_in_markdown_has_scoped_headers_and_scrolls():
    html = markdown.prose("| A | B |\n| - | - |\n| 1 | 2 |")
    assert html.count('scope="col"') == 2
    assert 'tabindex="0"' in html


def test_money_is_not_mathematics():
    assert markdown.cell("from $5 to $6") == "<p>from $5 to $6</p>"
