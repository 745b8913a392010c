"""The picture beside a chart in a notebook, which JupyterLab shows where it trusts no drawing.

A picture can show any number, and nothing in it can be read. So it is let pass only where it is,
letter for letter, the drawing that it stands behind, which is examined.
"""

from __future__ import annotations

import re
from base64 import b64decode
from html import unescape

_STILL = re.compile(
    r"(?P<drawing><svg (?P<rest>(?:(?!<svg\b).)*?</svg>))"
    r'\s*<img class="wres-still" width="\d+" alt="(?P<alt>[^"<>]*)" '
    r'src="data:image/svg\+xml;base64,(?P<picture>[A-Za-z0-9+/]+={0,2})">',
    re.S,
)
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")


def without_stills(html: str) -> str:
    """An output without the pictures of its own drawings; every other picture stays.

    >>> svg = '<svg viewBox="0 0 1 1"><title>A</title></svg>'
    >>> alone = 'PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCAxIDEiPjx0'
    >>> alone += 'aXRsZT5BPC90aXRsZT48L3N2Zz4='
    >>> img = '<img class="wres-still" width="640" alt="{}" src="data:image/svg+xml;base64,{}">'
    >>> without_stills(svg + img.format("A", alone)) == svg
    True
    >>> without_stills(svg + img.format("14", alone)) == svg
    False
    """
    return _STILL.sub(lambda still: still["drawing"] if _is_same(still) else still[0], html)


def _is_same(still: re.Match) -> bool:
    """Whether a picture and its description are those of the drawing before it."""
    alone = f'<svg xmlns="http://www.w3.org/2000/svg" {still["rest"]}'
    title = _TITLE.search(still["drawing"])
    is_described = title is not None and unescape(title[1]) == unescape(still["alt"])
    return is_described and b64decode(still["picture"]) == alone.encode()
