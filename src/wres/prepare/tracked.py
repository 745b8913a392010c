"""Tracked changes of a Word file: all of them accepted, or all of them refused."""

from __future__ import annotations

from lxml import etree

from wres.claims.markup import local

_PUT_IN, _TAKEN_OUT = ("ins", "moveTo"), ("del", "moveFrom")
_LOOKS = ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange")


def changes_in(tree: etree._Element) -> int:
    """How many changes of words are tracked; those of looks alone do not count."""
    return sum(local(element.tag) in _PUT_IN + _TAKEN_OUT for element in tree.iter("*"))


def settle(tree: etree._Element, accept: bool) -> None:
    """Make the text what it is when all its tracked changes are accepted, or all refused.

    Args:
        tree: the main part of a Word file; it is changed.
        accept: whether they are accepted.
    """
    kept, gone = (_PUT_IN, _TAKEN_OUT) if accept else (_TAKEN_OUT, _PUT_IN)
    # The mark at the end of a paragraph, and a row of a table, are changed by their properties.
    for mark in list(tree.iter("{*}rPr", "{*}trPr")):
        names = {local(child.tag) for child in mark}
        parent = mark.getparent()
        if names.intersection(gone) and local(mark.tag) == "trPr":
            _drop(parent)
        elif names.intersection(gone) and local(parent.tag) == "pPr":
            _join_with_next(parent.getparent())
        for child in [child for child in mark if local(child.tag) in kept + gone]:
            mark.remove(child)
    for element in list(tree.iter("*")):
        name = local(element.tag)
        if name in gone:
            _drop(element)
        elif name in kept:
            _unwrap(element)
        elif name in _LOOKS:
            _settle_looks(element, accept)
        elif name == "delText":
            element.tag = element.tag.replace("delText", "t")


def _settle_looks(change: etree._Element, accept: bool) -> None:
    """A change of properties holds those that were there before."""
    properties, before = change.getparent(), list(change)
    _drop(change)
    if not accept and before and properties is not None:
        marks = [child for child in properties if local(child.tag) in ("rPr", "sectPr")]
        properties[:] = [*before[0], *marks]


def _join_with_next(paragraph: etree._Element) -> None:
    """A paragraph without its mark goes on in the next one, which has its own properties."""
    following = paragraph.getnext()
    while following is not None and local(following.tag) in ("bookmarkStart", "bookmarkEnd"):
        following = following.getnext()
    if following is None or local(following.tag) != "p":
        return
    at = 1 if len(following) and local(following[0].tag) == "pPr" else 0
    following[at:at] = [child for child in paragraph if local(child.tag) != "pPr"]
    _drop(paragraph)


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = list(element)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
