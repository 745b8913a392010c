"""How every chart looks, how wide its words are, and how it becomes SVG.

Sizes are in points. A chart is 480 points wide: 640 pixels on a screen, 17 cm on paper. It is drawn
a second time, 210 points wide, for a telephone: there the whole page is 320 pixels.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from io import StringIO
from itertools import cycle

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.textpath import text_to_path
from matplotlib.ticker import NullLocator

from wres import reference
from wres.figures.printed import KEYED, keys_in, plain

WIDTH, NARROW = 480.0, 210.0
TEXT_SIZE = 10.5  # 14 pixels
LINE_HEIGHT = 13.5
# Half of the height of a lower-case letter or so: from the middle of a row to its base line.
BASELINE = 0.35 * TEXT_SIZE

PAPER = "#FFFFFF"
HAIRLINE = "#E3E5E8"  # a quiet guide for the eye: carries no information
TEXT = reference.colour("text")
BAND = reference.colour("band")
SECONDARY = reference.colour("secondary")
OUTLINE = reference.colour("outline")
# White and BME differ in shape as well as in colour, on paper and on every screen. Without curves:
# a curve may be a letter, which whoever checks a page cannot read.
ROUND = Path.unit_regular_polygon(16)
SQUARE = Path([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)], closed=True)

# Letters are measured in the font that comes with matplotlib, the widest that a reader may end
# up with; the browser then sets them in the first of these that it has.
MEASURED = "DejaVu Sans"
_FONTS = "'Source Sans 3', Arial, sans-serif"
_FAMILY = re.compile(r"'DejaVu Sans'(?:, [^;\"]*)?")

# What matplotlib writes and nobody needs: identifiers, comments, the style sheet, turns by 0.
_NOISE = (
    re.compile(r"()<defs>\s*<style.*?</style>\s*</defs>\s*", re.DOTALL),
    re.compile(r"()<!--.*?-->\s*", re.DOTALL),
    re.compile(r'(<\w+) id="[^"]*"'),
    re.compile(r'(<text [^>]*?) transform="rotate\(-0 [^"]*"'),
)

# matplotlib measures what it writes, and no font has the marks of a printed number: it is given
# the text without them, and the text with them as a name, from where it is put back.
_NAMED = re.compile(rf'<g id="([^"]*{KEYED}[^"]*)">(\s*<text\b[^>]*>)[^<]*')

# A shape that matplotlib draws once, and where it refers to it.
_SHAPE = re.compile(r'<path id="([^"]+)" d="([^"]*)"(?: style="([^"]*)")?\s*/>')
_USE = re.compile(
    r'<use (?:xlink:)?href="#([^"]+)" x="([^"]+)" y="([^"]+)"(?: style="([^"]*)")?\s*/>'
)
_COORDINATE = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")

# Text stays text, and the same chart is the same bytes.
_STYLE = {"svg.fonttype": "none", "svg.hashsalt": "wres", "font.family": MEASURED}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


@cache
def font(bold: bool = False) -> FontProperties:
    """The one font of a chart."""
    return FontProperties(family=MEASURED, size=TEXT_SIZE, weight="bold" if bold else "normal")


@cache
def text_width(text: str, bold: bool = False) -> float:
    """How wide a text is as it is read, in points.

    >>> text_width("BME, 2023") < text_width("BME, 2023", bold=True)
    True
    """
    return text_to_path.get_text_width_height_descent(plain(text), font(bold), ismath=False)[0]


def wrap(text: str, width: float, bold: bool = False) -> list[str]:
    """A text in lines of at most this width; a longer word stands alone.

    >>> wrap("Non-consultant career grades", 90)
    ['Non-consultant', 'career grades']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def canvas(height: float, width: float = WIDTH) -> Canvas:
    """An empty drawing. It belongs to nobody: pyplot never hears of it."""
    return Canvas(figsize=(width / 72, height / 72), facecolor=PAPER, edgecolor="none")


def sheet(drawing: Canvas) -> Axes:
    """The whole drawing as a plot whose units are points from the bottom left."""
    width, height = drawing.get_size_inches() * 72
    axes = drawing.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height), autoscale_on=False)
    axes.set_axis_off()
    # seaborn asks for the tick labels, and matplotlib would make ticks that nobody sees.
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(NullLocator())
    return axes


def dash(axes: Axes, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A short dark line with a white edge, which is seen on a bar and beside it."""
    for colour, width, zorder in ((PAPER, 5.0, 4), (OUTLINE, 2.6, 5)):
        axes.plot(
            xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=zorder,
        )  # fmt: skip


def write(
    drawing: Canvas,
    x: float,
    y: float,
    text: str,
    anchor: str = "left",
    bold: bool = False,
    colour: str = "",
) -> None:
    """Write one line of text, its base line at `y` points from the bottom."""
    width, height = drawing.get_size_inches() * 72
    drawing.text(
        x / width, y / height, plain(text), gid=text if keys_in(text) else None,
        ha=anchor, va="baseline", color=colour or TEXT, fontproperties=font(bold),
        parse_math=False,
    )  # fmt: skip


def to_svg(drawing: Canvas, tight: bool = False) -> str:
    """The drawing as an SVG element that can stand alone or inside a page.

    Each marker, which matplotlib draws once and then refers to, stands in its place. With `tight`
    the drawing is as large as what is drawn.

    Identifiers and the style sheet go: on a page with several charts the former would be
    doubled, and the latter would reach everything else on the page.
    """
    for artist in drawing.findobj():
        artist.set_clip_on(False)  # nothing is cut off, and a shape that is lies above the words
    file = StringIO()
    with matplotlib.rc_context(_STYLE):
        box = {"bbox_inches": "tight", "pad_inches": 0.04} if tight else {}
        drawing.savefig(file, format="svg", metadata=_NO_METADATA, **box)
    svg = without_references(file.getvalue())
    svg = _NAMED.sub(r"<g>\2\1", svg[svg.index("<svg") :])
    for noise in _NOISE:
        svg = noise.sub(r"\1", svg)
    return _FAMILY.sub(_FONTS, svg)


def without_references(svg: str) -> str:
    """A drawing in which each shape that is used stands where it is used.

    >>> without_references('<path id="m" d="M 0 1 L 2 3 z"/><use href="#m" x="5" y="6"/>')
    '<path d="M 5 7 L 7 9 z" style=""/>'
    """
    shapes = {match[1]: match for match in _SHAPE.finditer(svg) if f'"#{match[1]}"' in svg}

    def placed(use: re.Match) -> str:
        shape = shapes[use[1]]
        by = cycle((float(use[2]), float(use[3])))
        d = _COORDINATE.sub(lambda at: f"{float(at[0]) + next(by):.6g}", shape[2])
        declared = dict(
            part.split(": ", 1) for part in f"{shape[3] or ''}; {use[4] or ''}".split("; ") if part
        )
        said = "; ".join(f"{name}: {value}" for name, value in declared.items())
        return f'<path d="{d}" style="{said}"/>'

    svg = _SHAPE.sub(lambda match: "" if match[1] in shapes else match[0], svg)
    return _USE.sub(placed, svg)
