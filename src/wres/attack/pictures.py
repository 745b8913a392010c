"""Draw the charts of a page once more: a picture of points is only as good as its drawing.

Nobody reads the numbers in a picture. So a picture in a report is one that comes out again, byte
for byte, when the drawing of the page is drawn here, whose numbers all have keys.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import typst
from lxml import html as lxml_html

from wres import reference
from wres.attack.documents import tidy

_FONTS = Path(__file__).parents[1] / "export" / "fonts"
_POINTS_PER_INCH = 220
_SHEET = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""
_SVG = re.compile(r"<svg\b.*?</svg>", re.S)
_NARROW = re.compile(r'<svg [^>]*\bclass="wres-svg wres-narrow"')
_TITLE = re.compile(r"<title\b[^>]*>(.*?)</title>", re.S)
_KEYED = re.compile(r'<tspan data-(?:figure|words|other)="[^"]*">([^<]*)</tspan>')
_LISTED = re.compile(r' data-(?:figures|words)="[^"]*"')
_WIDTH = re.compile(r'\bviewBox="[\d.-]+ [\d.-]+ ([\d.]+) ')
# Browsers put back the capitals of a drawing that stands in a page.
_CAPITALS = {name.lower(): name for name in ("viewBox", "clipPath", "preserveAspectRatio")}


def drawn(page: str) -> Iterator[tuple[str, bytes]]:
    """The words and the picture of each chart of a page."""
    for svg in _SVG.findall(page):
        if _NARROW.match(svg):  # paper has the wide drawing
            continue
        plain = _LISTED.sub("", _KEYED.sub(r"\1", svg))
        for low, name in _CAPITALS.items():
            plain = re.sub(rf"(?<=[\s</]){low}(?=[\s=>/])", name, plain)
        title, width = _TITLE.search(plain), _WIDTH.search(plain)
        if title and width:
            words = lxml_html.fromstring(f"<p>{title[1]}</p>").text_content()
            plain = plain.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
            yield tidy(words), _picture(plain, float(width[1]))


def _picture(svg: str, width: float) -> bytes:
    fonts = [font["family"] for font in reference.rows("fonts")]
    given = {"svg": svg, "width": f"{width}", "fonts": json.dumps(fonts)}
    return _compiler().compile(_SHEET, format="png", ppi=_POINTS_PER_INCH, sys_inputs=given)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]))
