import io

import matplotlib
import pytest
from matplotlib.figure import Figure

from wres.showing.svg import clean_svg


@pytest.fixture
def drawn() -> str:
    with matplotlib.rc_context({"svg.fonttype": "none"}):
        figure = Figure(figsize=(6, 3))
        axes = figure.subplots()
        axes.barh(["2022", "2023"], [24.1, 26.3], hatch="/")
        axes.set_title("Appointed", weight="bold")
        axes.plot([0, 30], [0, 1], marker="o", clip_on=True)
        file = io.StringIO()
        figure.savefig(file, format="svg")
    return file.getvalue()


def test_nothing_is_left_that_the_page_does_not_need(drawn):
    clean = clean_svg(drawn, "pay", "Bars")
    for leftover in ("<?xml", "<!DOCTYPE", "<metadata", "<!--", "<style", "xmlns", "matplotlib"):
        assert leftover in drawn or leftover == "<!--"
        assert leftover not in clean


def test_comments_do_not_repeat_labels():
    assert "secret" not in clean_svg(
        '<svg viewBox="0 0 1 1"><!-- secret --><g><text>5</text></g></svg>', "k", "Alt"
    )


def test_every_reference_finds_its_id_and_every_id_is_referred_to(drawn):
    import re

    clean = clean_svg(drawn, "pay", "Bars")
    ids = re.findall(r' id="([^"]*)"', clean)
    references = set(re.findall(r'url\(#([^)]*)\)|href="#([^"]*)"', clean))
    assert ids
    assert set(ids) == {first or second for first, second in references}
    assert all(one.startswith("pay-") for one in ids)
    assert len(ids) == len(set(ids))


def test_two_drawings_of_the_same_chart_are_the_same_bytes(drawn):
    # matplotlib's ids are random unless it is told otherwise.
    import re

    other = re.sub(r"\b(m|p|h)([0-9a-f]{10})\b", r"\1f\2", drawn)
    assert other != drawn
    assert clean_svg(other, "pay", "Bars") == clean_svg(drawn, "pay", "Bars")


def test_cleaning_twice_changes_nothing(drawn):
    once = clean_svg(drawn, "pay", "Bars")
    assert clean_svg(once, "pay", "Bars") == once


def test_text_stays_text_in_the_font_of_the_page(drawn):
    clean = clean_svg(drawn, "pay", "Bars")
    assert ">Appointed</text>" in clean
    assert 'font-weight="bold"' in clean or 'font-weight="700"' in clean
    assert "DejaVu" not in clean


def test_it_has_a_role_and_a_description_and_fits_its_place(drawn):
    clean = clean_svg(drawn, "pay", 'Bars "<b>"')
    assert clean.startswith("<svg viewBox=")
    assert 'role="img"' in clean
    assert "<title>Bars &quot;&lt;b&gt;&quot;</title>" in clean
    assert ' width="' not in clean[: clean.index(">")]


def test_nothing_active_gets_through():
    clean = clean_svg(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" onload="alert(1)">'
        "<script>alert(2)</script><foreignObject><p>no</p></foreignObject>"
        '<a href="https://example.org"><text>no</text></a>'
        '<image href="https://example.org/a.png"/>'
        '<g onclick="alert(3)"><text>&lt;script&gt;</text></g></svg>',
        "k",
        "Alt",
    )
    for word in ("alert", "<script", "https:", "foreignObject", "<a "):
        assert word not in clean
    assert "&lt;script&gt;" in clean
