"""The font files beside this one, written into a page so that it looks the same everywhere.

Source Sans 3 by Adobe, under the SIL Open Font License in `LICENSE`. Two weights, each in two
parts: western European letters, and the rest of the Latin alphabet (Welsh, Polish and so on),
which goes only into a page that needs it. The two have names of their own, for a PDF writer
takes two fonts of one name and weight for the same and loses the letters of one.

The TTF files are the same fonts unpacked (fontTools, `flavor = None`), for Typst reads no WOFF2.
Their names in the file are those that the pages use.
"""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from markupsafe import Markup

_WEIGHTS = (400, 600)
# The characters of each part, as the font's makers cut it.
_BASIC = (
    "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, "
    "U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD"
)
_EXTENDED = (
    "U+0100-0130, U+0132-0151, U+0154-02BA, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2C60-2C7F, "
    "U+A720-A7FF"
)


def faces(text: str) -> Markup:
    """The `@font-face` rules that a page with this text needs, the fonts inside.

    >>> faces("Jones").count("@font-face"), faces("Siân Tŷ").count("@font-face")
    (2, 4)
    """
    parts = [("Source Sans 3", "latin", _BASIC)]
    if _has_any(text, _EXTENDED):
        parts.append(("Source Sans 3 Extended", "latin-ext", _EXTENDED))
    return Markup("\n").join(_face(*part, weight) for part in parts for weight in _WEIGHTS)


def _has_any(text: str, characters: str) -> bool:
    return any(low <= ord(one) <= high for one in set(text) for low, high in _ranges(characters))


@cache
def _ranges(characters: str) -> tuple[tuple[int, int], ...]:
    pairs = (part.removeprefix("U+").partition("-") for part in characters.split(", "))
    return tuple((int(low, 16), int(high or low, 16)) for low, _, high in pairs)


@cache
def _face(family: str, part: str, characters: str, weight: int) -> Markup:
    name = f"source-sans-3-{part}-{weight}-normal.woff2"
    font = base64.b64encode(files(__name__).joinpath(name).read_bytes()).decode("ascii")
    return Markup(
        f'@font-face {{ font-family: "{family}"; font-style: normal; font-weight: {weight}; '
        f'src: url("data:font/woff2;base64,{font}") format("woff2"); '
        f"unicode-range: {characters}; }}"
    )
