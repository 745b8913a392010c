"""Goes once over a notebook's HTML: makes it fit to stand beside others, or refuses it.

Ids are put behind the notebook's own name, headings get ids, and anything active or from
elsewhere is an error. What is refused here cannot reach a report, whoever wrote the notebook.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from html import escape, unescape
from html.parser import HTMLParser

from wres.ground.errors import RunError
from wres.showing.markdown import is_external, is_internal

_REFUSED = frozenset(
    (
        *("script", "style", "iframe", "object", "embed", "form", "input", "button"),
        *("link", "meta", "base", "audio", "video", "canvas"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ID_LISTS = frozenset(("for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"))
_DRAWN_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")')
_HEADING_TAG = re.compile(r"<(/?)h([1-5])\b")


@dataclass(frozen=True)
class Scoped:
    """A notebook's HTML after the pass, the ids in it, and the words of its first heading."""

    html: str
    ids: frozenset[str]
    title: str


def slugify(words: str) -> str:
    """Words as a part of an address. A notebook's name stays as it is: `staff_survey`.

    >>> slugify("What is the data telling us?")
    'what-is-the-data-telling-us'
    """
    letters = unicodedata.normalize("NFKD", words.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-") or "section"


def scope(html: str, slug: str, name: str) -> Scoped:
    """Make ids unique to the notebook and check every element.

    Args:
        html: What the template made of the notebook.
        slug: The notebook's name in addresses.
        name: The notebook's name in messages.

    Raises:
        RunError: something in it has no place in a report.

    >>> scope("<h1>Pay</h1><h2>Gap</h2>", "pay", "pay.ipynb").html
    '<h1 id="pay">Pay</h1><h2 id="pay-gap">Gap</h2>'
    """
    parser = _Scope(slug, name)
    parser.feed(html)
    parser.close()
    return parser.result()


def relink(html: str, resolve: Callable[[str], str]) -> str:
    """Give every link the target that `resolve` makes of it.

    >>> relink('<a href="#pay">Pay</a>', lambda target: "pay.html")
    '<a href="pay.html">Pay</a>'
    """
    return _LINK.sub(lambda link: f"{link[1]}{escape(resolve(unescape(link[2])))}{link[3]}", html)


def demote(html: str) -> str:
    """Every heading one level down, for a page that has a heading of its own.

    >>> demote("<h1>Pay</h1><h2>Gap</h2>")
    '<h2>Pay</h2><h3>Gap</h3>'
    """
    return _HEADING_TAG.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)


# The picture of a drawing beside it, for JupyterLab.
_STILL = "wres-still"


class _Scope(HTMLParser):
    """The pass itself. Elements are written anew, so that every attribute is quoted."""

    def __init__(self, slug: str, name: str):
        super().__init__(convert_charrefs=False)
        self.slug, self.name = slug, name
        self.out: list[str] = []
        self.ids: set[str] = set()
        self.title = ""
        self.level = 0
        self.charts = 0
        self.in_chart = False
        self.heading: list[str] | None = None
        self.heading_at = 0

    def refuse(self, what: str) -> RunError:
        return RunError(f"{self.name}: {what}")

    def result(self) -> Scoped:
        if not self.title:
            raise self.refuse("there is no heading of level 1. Begin with a Markdown cell '# …'.")
        return Scoped("".join(self.out), frozenset(self.ids), self.title)

    # Elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, dict(attrs))
        if tag == "img" and ("class", _STILL) in attrs:
            return
        if tag == "svg":
            self.charts += 1
            self.in_chart = True
        if tag in _HEADINGS:
            self._begin_heading(tag)
            attrs = [pair for pair in attrs if pair[0] != "id"]
        self.out.append(self._written(tag, attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check(tag, dict(attrs))
        self.out.append(self._written(tag, attrs).removesuffix(">") + "/>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            self.in_chart = False
        if tag in _HEADINGS and self.heading is not None:
            self._end_heading(tag)
        self.out.append(f"</{tag}>")

    def _written(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        parts = [tag]
        for name, value in attrs:
            if value is None:
                parts.append(name)
            else:
                parts.append(f'{name}="{escape(self._rewritten(name, value))}"')
        return f"<{' '.join(parts)}>"

    def _rewritten(self, name: str, value: str) -> str:
        if self.in_chart:
            # An id within a drawing concerns that drawing alone, shown once or twice.
            prefix = f"{self.slug}-c{self.charts}-"
            if name == "id":
                return self._claim(prefix + value)
            if name in ("href", "xlink:href") and value.startswith("#"):
                return f"#{prefix}{value[1:]}"
            return _DRAWN_REFERENCE.sub(lambda target: f"url(#{prefix}{target[1]})", value)
        if name == "id":
            return self._claim(f"{self.slug}-{value}")
        if name in _ID_LISTS:
            return " ".join(f"{self.slug}-{identity}" for identity in value.split())
        return value

    def _claim(self, identity: str) -> str:
        if identity in self.ids:
            raise self.refuse(f"two elements have the id '{identity}'. Give each its own.")
        self.ids.add(identity)
        return identity

    def _check(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in _REFUSED:
            raise self.refuse(
                f"an output holds <{tag}>, which has no place in a report. Show it with one of "
                "the components, or tag the cell 'setup' if it shows nothing."
            )
        for name, value in attrs.items():
            if name.startswith("on"):
                raise self.refuse(f"an output holds a script (the attribute {name}). Remove it.")
            if name in ("src", "srcset", "poster", "data") and not (
                value and value.startswith("data:image/")
            ):
                raise self.refuse(
                    f"an output loads '{value}' from elsewhere. Put it into the page."
                )
        if tag == "img" and not (attrs.get("alt") or "").strip():
            raise self.refuse("an image has no description. Show charts with Picture.")
        if tag == "a":
            target = attrs.get("href") or ""
            if not (is_external(target) or is_internal(target)):
                raise self.refuse(f"a link leads to '{target}', which a report cannot open.")

    # Headings

    def _begin_heading(self, tag: str) -> None:
        level = _HEADINGS[tag]
        if level == 1 and self.title:
            raise self.refuse("there are two headings of level 1. Keep the first.")
        if level > self.level + 1:
            raise self.refuse(
                f"a heading of level {level} follows one of level {self.level}. Use level "
                f"{self.level + 1}."
                if self.level
                else f"the first heading is of level {level}. Begin with a Markdown cell '# …'."
            )
        self.level = level
        self.heading = []
        self.heading_at = len(self.out)

    def _end_heading(self, tag: str) -> None:
        words = " ".join("".join(self.heading or []).split())
        self.heading = None
        if not words:
            raise self.refuse("a heading is empty. Write it or remove it.")
        if tag == "h1":
            self.title = words
            identity = self.slug
        else:
            wanted = identity = f"{self.slug}-{slugify(words)}"
            number = 1
            while identity in self.ids:
                number += 1
                identity = f"{wanted}-{number}"
        self.out[self.heading_at] = f'<{tag} id="{self._claim(identity)}">'

    # Text passes as it is.

    def handle_data(self, data: str) -> None:
        self._text(data, data)

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};", unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};", unescape(f"&#{name};"))

    def _text(self, written: str, read: str) -> None:
        self.out.append(written)
        if self.heading is not None:
            self.heading.append(read)
