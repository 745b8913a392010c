"""The font files beside this one, written into a page so that it looks the same everywhere.

`reference/fonts.csv` says which characters each has that none before it has, whose it is and under
which licence. Two weights of Source Sans 3 for the alphabets of Europe; one weight for other
scripts and for symbols. Each part has a name of its own, for a PDF writer takes two fonts of one
name and weight for the same and loses the letters of one.

Western European letters stand in every page, the rest of the Latin alphabet (Welsh, Polish and so
on) in one that needs it. Of any other font a page gets just the letters that it uses.

The TTF files are the makers' fonts unpacked (fontTools, `flavor = None`), for Typst reads no WOFF2;
their names in the file are those of `reference/fonts.csv`. DejaVu Sans is cut down to its symbols.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from wres import reference
from wres.reference.letters import characters_of

_ALWAYS = "source-sans-3-latin"
# What the pages' style calls the letters that not every page needs, whatever font they are from.
_FURTHER = "Source Sans 3 Extended"


def families() -> list[str]:
    """The fonts' names, in the order in which a letter is looked for."""
    return [font["family"] for font in reference.rows("fonts")]


def faces(text: str) -> Markup:
    """The `@font-face` rules that a page with this text needs, the fonts inside.

    >>> [faces(text).count("@font-face") for text in ("Jones", "Siân Tŷ", "Жук", "বাংলা")]
    [2, 4, 4, 4]
    """
    letters = frozenset(text)
    return Markup("\n").join(
        face for font in reference.rows("fonts") for face in _faces(font, letters)
    )


def _faces(font: dict[str, str], letters: frozenset[str]) -> Iterator[Markup]:
    is_always = font["font"] == _ALWAYS
    used = letters & characters_of(font["font"])
    if not used and not is_always:
        return
    weights = font["weights"].split()
    # A font of one weight stands for the other too, for a browser finds it by its weight first.
    for weight, of_weight in ((400, weights[0]), (600, weights[-1])):
        name = f"{font['font']}-{of_weight}-normal"
        if files(__name__).joinpath(f"{name}.woff2").is_file():
            data, form = _whole(name), "woff2"
        else:
            data, form = _cut(name, used), "woff"
        yield Markup(
            f'@font-face {{ font-family: "{font["family"] if is_always else _FURTHER}"; '
            f"font-style: normal; font-weight: {weight}; "
            f'src: url("data:font/{form};base64,{data}") format("{form}"); '
            f"unicode-range: {_ranges(font['characters'])}; }}"
        )


@cache
def _ranges(ranges: str) -> str:
    return ", ".join(f"U+{part}" for part in ranges.split())


@cache
def _whole(name: str) -> str:
    return base64.b64encode(files(__name__).joinpath(f"{name}.woff2").read_bytes()).decode("ascii")


@cache
def _cut(name: str, letters: frozenset[str]) -> str:
    """A font with these letters alone, and the forms that they take beside each other."""
    # Few pages need it, and it takes a while to load.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    content = files(__name__).joinpath(f"{name}.ttf").read_bytes()
    font = TTFont(io.BytesIO(content), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=["*"], hinting=False))
    subsetter.populate(text="".join(sorted(letters)))
    subsetter.subset(font)
    font.flavor = "woff"
    target = io.BytesIO()
    font.save(target)
    return base64.b64encode(target.getvalue()).decode("ascii")
