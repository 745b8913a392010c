"""A chart to a picture of points, for readers of files that cannot hold a drawing."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from wres.export import fonts

_FONTS = Path(__file__).parent / "fonts"
# Sharp on paper, and twice as sharp as a screen of today shows it at its own size.
POINTS_PER_INCH = 220
_SHEET = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)
"""


def picture_of(svg: str, width: float) -> bytes:
    """A chart as PNG. The same drawing gives the same bytes.

    Args:
        svg: the drawing, with its namespace.
        width: how wide it is drawn, in points.

    >>> svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"></svg>'
    >>> picture_of(svg, 8)[:4]
    b'\\x89PNG'
    """
    given = {"svg": svg, "width": f"{width}", "fonts": json.dumps(fonts.families())}
    return _compiler().compile(_SHEET, format="png", ppi=POINTS_PER_INCH, sys_inputs=given)


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_FONTS]))
