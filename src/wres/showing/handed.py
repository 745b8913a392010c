"""What people handed over in words, as a page prints it: no figure stands behind a number in it.

Whoever checks a finished report holds against it what calls itself people's own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree
from lxml import html as lxml_html

from wres.reading.held import Commentary
from wres.showing.markdown import prose

_INLINE = frozenset(("a", "br", "code", "em", "s", "strong"))


@dataclass(frozen=True)
class Handed:
    """An organisation's own words, block by block, and the names that stand in the pack's words.

    Attributes:
        texts: paragraphs, items of lists and cells, white space folded.
        names: of organisations, areas and sources.
    """

    texts: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


def handed(
    commentaries: Iterable[Commentary], names: Iterable[str], reasons: Iterable[str] = ()
) -> Handed:
    """All that these say, the reasons of decisions, which are printed, and the names, each once."""
    texts = [text for said in commentaries for text in _said(said)]
    texts += (reason.rstrip(".") for reason in reasons)
    return Handed(_each_once(texts), _each_once(names))


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({folded for text in texts if (folded := " ".join(text.split()))}))


def _said(said: Commentary) -> Iterator[str]:
    for text in said.narrative.values():
        yield from blocks_of(prose(text)) if text.strip() else ()
    for action in said.actions:
        yield from (action.theme, action.lead, action.reviewed, action.progress)
        yield from (*action.actions, *action.outcomes)
    yield from (rating.reason for rating in said.ratings)
    for part in said.parts:
        yield from _said(part)


def blocks_of(html: str) -> list[str]:
    """The text of each block of some HTML, in reading order; a block within one ends it.

    >>> blocks_of("<ul><li>We <em>listened</em><ul><li>and wrote</li></ul></li></ul>")
    ['We listened', 'and wrote']
    """
    runs = [""]

    def read(element: etree._Element) -> None:
        is_block = element.tag not in _INLINE
        runs.extend([""] * is_block)
        runs[-1] += " " if element.tag == "br" else element.text or ""
        for child in element:
            read(child)
            runs[-1] += child.tail or ""
        runs.extend([""] * is_block)

    read(lxml_html.fragment_fromstring(html, create_parent="div"))
    return [" ".join(run.split()) for run in runs if run.strip()]
