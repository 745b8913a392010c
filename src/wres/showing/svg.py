"""Makes a chart's SVG fit to stand inside a page: small, inert, and the same on every run."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree

from wres.figures.printed import listed_keys, plain, resolved

# What a chart is drawn with. Anything else (metadata with the clock, scripts, style sheets that
# would reach the whole page) is left behind.
_DRAWING = frozenset(
    (
        *("svg", "g", "defs", "path", "use", "text", "tspan", "rect", "circle", "ellipse", "line"),
        *("polyline", "polygon", "clipPath", "linearGradient", "radialGradient", "stop"),
        *("pattern", "marker", "mask", "image"),
    )
)
_ATTRIBUTES = re.compile(r"(?!on)[a-z][a-zA-Z0-9-]*\Z")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_FONT = re.compile(r"(?:.*?\b(bold|[1-9]00)\s+)?(?:\S+\s+)*?(\d+(?:\.\d+)?px)")
_PROPERTIES = frozenset(
    (
        *("fill", "fill-opacity", "fill-rule", "font-size", "font-style", "font-weight"),
        *("opacity", "stop-color", "stop-opacity", "stroke", "stroke-dasharray"),
        *("stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit"),
        *("stroke-opacity", "stroke-width", "text-anchor"),
    )
)
_FONTS = "Source Sans 3, Source Sans 3 Extended, Arial, sans-serif"
_PIXELS_PER_POINT = 4 / 3
_GROWN = 1.25  # how much larger a narrow drawing gets where there is room
# Which pages a drawing is for: those as wide as it, or those of a telephone.
BROAD, NARROW = "broad", "narrow"


def clean_svg(svg: str, key: str, alt: str, shown_on: str = "") -> str:
    """The SVG as one inline element with a description, in the page's own font.

    Ids that nothing refers to go; the others are numbered after `key`, so that many charts live
    in one page and a chart's bytes do not change from run to run. Cleaning twice changes nothing.

    Args:
        svg: What matplotlib's SVG backend wrote, with `svg.fonttype` set to `none`.
        key: A name that no other chart on the page has.
        alt: What the chart shows, for those who do not see it.
        shown_on: `BROAD` or `NARROW`, where the chart is drawn once for each kind of page.

    >>> cleaned = clean_svg('<svg viewBox="0 0 75 9"><path id="a"/></svg>', "pay", "A <b>")
    >>> cleaned[cleaned.index("<title>"):]
    '<title>A &lt;b&gt;</title><g aria-hidden="true"><path/></g></svg>'
    """
    root = ElementTree.fromstring(svg)
    used = sorted_by_appearance(_references(root))
    names = {old: f"{key}-{number}" for number, old in enumerate(used, start=1)}
    width = float(root.get("viewBox", "0 0 504 0").split()[2]) * _PIXELS_PER_POINT
    most = width * (_GROWN if shown_on == NARROW else 1)
    classes = f"wres-svg wres-{shown_on}" if shown_on else "wres-svg"
    opening = (
        f'<svg viewBox="{escape(root.get("viewBox", ""))}" class="{classes}" role="img" '
        f'style="max-width:{most:.0f}px;min-width:{width * 0.8:.0f}px"\n'
        f'stroke-linejoin="round" font-family="{_FONTS}">'
    )
    drawing = "".join(_drawn(child, names) for child in _contents(root))
    # Some screen readers read a picture's labels after its description, in drawing order.
    title = f"<title{listed_keys(alt)}>{escape(plain(alt))}</title>"
    return f'{opening}{title}<g aria-hidden="true">{drawing}</g></svg>'


def _contents(root: ElementTree.Element) -> list[ElementTree.Element]:
    """What is drawn, without the group that an earlier cleaning put around it."""
    wrapped = [child for child in root if child.get("aria-hidden") == "true"]
    return list(wrapped[0]) if wrapped else list(root)


def sorted_by_appearance(ids: Iterator[str]) -> list[str]:
    """Each id once, in the order in which it first comes.

    >>> sorted_by_appearance(iter("abac"))
    ['a', 'b', 'c']
    """
    return list(dict.fromkeys(ids))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _references(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            yield from _REFERENCE.findall(value)
            if _local(name) == "href" and value.startswith("#"):
                yield value[1:]


def _drawn(element: ElementTree.Element, names: dict[str, str]) -> str:
    tag = _local(element.tag) if isinstance(element.tag, str) else ""
    if tag not in _DRAWING:
        return ""
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in _kept(element.attrib, names)
    )
    text = element.text or ""
    inner = resolved(escape(text), "tspan") if tag in ("text", "tspan") else escape(text.strip())
    for child in element:
        inner += _drawn(child, names)
        inner += escape((child.tail or "") if tag == "text" else "")
    if tag == "g" and not attributes:  # it groups for nobody
        return inner
    return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"


def _kept(attributes: dict[str, str], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for full_name, value in attributes.items():
        name = _local(full_name)
        if name == "id":
            if value in names:
                yield name, names[value]
        elif name == "href":
            if value.startswith("#"):
                yield name, f"#{names[value[1:]]}"
            elif value.startswith("data:image/png;base64,"):
                yield name, value
        elif name == "style":
            yield from _declared(value, names)
        elif _ATTRIBUTES.match(name):
            value = re.sub(r"\s*\n\s*", " ", value).strip()
            yield name, _renamed(value, names)


def _renamed(value: str, names: dict[str, str]) -> str:
    return _REFERENCE.sub(lambda reference: f"url(#{names[reference[1]]})", value)


def _declared(style: str, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """A style as attributes of the same meaning, without what would reach beyond the drawing.

    The font's family is dropped, so that the text takes the page's.

    >>> dict(_declared("font: 700 10px 'DejaVu Sans'; fill: #ffffff", {}))
    {'font-weight': '700', 'font-size': '10px', 'fill': '#ffffff'}
    """
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font" and (font := _FONT.match(value)):
            if font[1]:
                yield "font-weight", font[1]
            yield "font-size", font[2]
        elif name in _PROPERTIES:
            yield name, _renamed(value, names)


def still(svg: str) -> str:
    """The address of a picture that shows a cleaned drawing, and nothing else.

    JupyterLab takes drawings out of a notebook that it does not trust, and leaves pictures there.

    >>> still('<svg viewBox="0 0 1 1"></svg>')[:40]
    'data:image/svg+xml;base64,PHN2ZyB4bWxucz'
    """
    alone = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return f"data:image/svg+xml;base64,{b64encode(alone.encode()).decode()}"
