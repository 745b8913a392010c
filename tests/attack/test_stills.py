"""The picture beside a chart passes only where it is that chart, letter for letter."""

from base64 import b64encode

import pytest

from wres.attack.exact import check
from wres.attack.stills import without_stills
from wres.showing.components import Picture

from .keyed import BME2, CELLS, write

SVG = '<svg viewBox="0 0 90 30"><g><text x="1" y="9">BME board members &amp; "2"</text></g></svg>'
SHOWN = str(Picture("The board", "Members", SVG, "A bar & 'more'", "Source").html())
DRAWING, _, PICTURE = SHOWN[SHOWN.index("<svg") :].partition("</svg>")
DRAWING += "</svg>"
PICTURE = PICTURE[: PICTURE.index(">") + 1].strip()


def picture(svg, alt="A bar &amp; &#39;more&#39;", kind="svg+xml"):
    data = b64encode(svg.encode()).decode()
    return f'<img class="wres-still" width="640" alt="{alt}" src="data:image/{kind};base64,{data}">'


ALONE = DRAWING.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def test_the_packs_own_picture_passes():
    assert picture(ALONE) == PICTURE
    left = without_stills(SHOWN)
    assert "<img" not in left
    assert left.replace(" ", "").replace("\n", "") == SHOWN.replace(PICTURE, "").replace(
        " ", ""
    ).replace("\n", "")


@pytest.mark.parametrize(
    "html",
    [
        DRAWING + picture(ALONE.replace('"2"', '"14"')),
        DRAWING + picture(ALONE + "<text>14</text>"),
        DRAWING + picture("<!-- 14 -->" + ALONE),
        DRAWING + picture('<?xml-stylesheet href="data:text/css,"?>' + ALONE),
        DRAWING + picture(ALONE, alt="14 White members"),
        DRAWING + picture(ALONE, kind="png"),
        DRAWING + picture(ALONE).replace(" alt=", ' title="14" alt='),
        DRAWING + picture(ALONE).replace("wres-still", "wres-other"),
        DRAWING + "<p>Between</p>" + picture(ALONE),
        DRAWING + picture(ALONE) + picture(ALONE),
        picture(ALONE) + DRAWING,
        picture(ALONE),
        f"<!-- {DRAWING} -->" + picture(ALONE),
        DRAWING + '<img src="data:image/png;base64,AAAA" alt="White members">',
    ],
)
def test_every_other_picture_is_refused(tmp_path, html):
    folder = write(tmp_path, outputs=[CELLS, html])

    found = check(folder).findings

    assert any("notebooks/board.ipynb" in each for each in found), found


def test_a_picture_of_an_examined_drawing_changes_nothing(tmp_path):
    text = f'BME board members: <tspan data-figure="{BME2}">2</tspan>'
    keyed = f'<svg viewBox="0 0 9 9"><title>Board</title><text x="1" y="9">{text}</text></svg>'
    alone = keyed.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    folder = write(tmp_path, keyed, outputs=[CELLS, keyed + picture(alone, alt="Board")])

    assert check(folder).findings == []


def test_a_page_has_no_picture(tmp_path):
    """Only in notebooks is there somebody who trusts no drawing; a page is made without."""
    svg = DRAWING.replace("&quot;2&quot;", "all").replace('"2"', "all")
    alone = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

    assert any("<img>" in each for each in check(write(tmp_path, svg + picture(alone))).findings)
